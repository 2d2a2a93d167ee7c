// The worksheet of a lesson, as it is printed: what was seen, places to write and draw, and on a page of its own what the
// teacher needs.
import type { Bet, Lesson } from "../lessons/schema.ts";
import { fill, language, words } from "../words/words.ts";
import { MEASURES } from "../run/settings.ts";
import { fillWith, h, svg } from "./dom.ts";
import { measureWords } from "./tell.ts";

export interface Picture {
    picture: string;
    caption: string;
}

function axes(weeks: number, most: string): SVGElement {
    return svg("svg", { viewBox: "0 0 640 200" }, `<path d="M50 10V170H630" fill="none" stroke="#000" stroke-width="1.5"/>
        <path d="M50 90H630M50 10H630M340 10V170M630 10V170" fill="none" stroke="#bbb"/>
        <text x="40" y="175" text-anchor="end">0</text><text x="40" y="15" text-anchor="end">${most}</text>
        <text x="50" y="192" text-anchor="middle">0</text><text x="620" y="192" text-anchor="end">${weeks} ${words().chart.weeks}</text>`);
}

function lines(count: number): HTMLElement {
    return h("div.lines", {}, ...Array.from({ length: count }, () => h("hr")));
}

/** Puts it into the page, where only the printer sees it. */
export function worksheet(lesson: Lesson, pictures: readonly Picture[]): void {
    const { lesson: says } = words();
    const to = language();
    const place = document.querySelector(".worksheet") ?? document.body.appendChild(h("section.worksheet"));
    const shares = MEASURES.some(({ id, as }) => id === lesson.measure && as === "share");
    const bet = lesson.screens.find((screen): screen is Bet => screen.kind === "bet");
    fillWith(place,
        h("p.sheet-name", {}, `${says.name}: ______________________`),
        h("h1", {}, lesson.title[to]), h("p", {}, lesson.question[to]),
        h("h2", {}, says.my_bet), h("ul.boxes", {}, ...(bet?.options ?? []).map((option) => h("li", {}, `☐ ${option[to]}`))), lines(2),
        h("h2", {}, fill(says.draw, { what: measureWords(lesson.measure).name })), axes(lesson.weeks, shares ? "100 %" : ""),
        h("div.film", {}, ...pictures.slice(0, 6).map(({ picture, caption }) => h("figure", {}, h("img", { src: picture, alt: "" }), h("figcaption", {}, caption)))),
        h("h2", {}, says.my_sentence), lines(2),
        h("div.teacher", {},
            h("h1", {}, `${lesson.title[to]}: ${says.notes}`), h("p", {}, fill(says.minutes, { n: lesson.minutes })),
            h("h2", {}, says.expected), h("p", {}, lesson.teacher.expected[to]),
            h("h2", {}, says.misconceptions), h("ul", {}, ...lesson.teacher.misconceptions.map((one) => h("li", {}, one[to]))),
            h("h2", {}, says.discuss), h("ul", {}, ...lesson.discuss.map((one) => h("li", {}, one[to])))));
}
