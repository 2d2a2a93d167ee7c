// The worksheet of a lesson, as each pupil gets it on paper: every question with room for an answer. What happens is not on
// its first page, so that it can be handed out at the start. What is talked about afterwards may tell, and so it has a page
// of its own, with pictures of what was seen.
import { plain, termsOf } from "../lessons/places.ts";
import { textsOf, type Bet, type Draw, type Lesson, type Screen, type Text } from "../lessons/schema.ts";
import { language, when, words } from "../words/words.ts";
import { h, svg } from "./dom.ts";
import { meaningOf } from "./glossary.ts";
import { measureName, measureSays, measureText } from "./tell.ts";

/** A text on paper, where nothing can be tapped. */
export function onPaper(text: Text): string {
    return plain(text[language()]);
}

/** Room to write. */
function lines(count: number): HTMLElement {
    return h("div.lines", {}, ...Array.from({ length: count }, () => h("hr")));
}

/** What A and B are on a screen; nothing where there is one run alone. */
export function sides(lesson: Lesson, screen: Screen | undefined): string {
    const runs = screen && "runs" in screen ? screen.runs : [];
    return runs.length < 2 ? "" : runs.map((run, i) => `${"AB"[i]}: ${onPaper(lesson.runs[run].name)}`).join(" · ");
}

/** The screen on which a bet is answered: the next that shows something after it. */
function answering(lesson: Lesson, bet: Bet): Screen | undefined {
    return lesson.screens.slice(lesson.screens.indexOf(bet)).find(({ kind }) => kind === "draw" || kind === "watch");
}

function choosing(lesson: Lesson, bet: Bet): HTMLElement {
    const { lesson: says } = words();
    return h("section.asked", {},
        h("h2", {}, says.my_bet), h("p", {}, onPaper(bet.ask)), h("p.sides", {}, sides(lesson, answering(lesson, bet))),
        h("ul.boxes", {}, ...bet.options.map((option) => h("li", {}, `☐ ${onPaper(option)}`))),
        h("p", {}, says.because), lines(2));
}

/** Axes, each with what it is and where it begins and ends. */
function axes({ from, most, measure }: Draw, weeks: number): SVGElement {
    return svg("svg", { viewBox: "0 0 640 230" }, `<path d="M60 24V190H630" fill="none" stroke="#000" stroke-width="1.5"/>
        <path d="M60 107H630M60 24H630M345 24V190M630 24V190" fill="none" stroke="#bbb"/>
        <text x="60" y="14">${measureName(measure)}: ${measureSays(measure, measureText(measure, most))}</text>
        <text x="52" y="195" text-anchor="end">${measureText(measure, 0)}</text><text x="52" y="29" text-anchor="end">${measureText(measure, most)}</text>
        <text x="60" y="210">${when(from)}</text><text x="630" y="210" text-anchor="end">${when(weeks)}</text>`);
}

function drawing(lesson: Lesson, draw: Draw): HTMLElement {
    const { lesson: says } = words();
    return h("section.asked", {},
        h("h2", {}, says.draw), h("p", {}, onPaper(draw.ask)), h("p.sides", {}, sides(lesson, draw), draw.runs.length > 1 ? ` (${says.two_lines})` : ""),
        axes(draw, lesson.weeks));
}

function glossary(lesson: Lesson): HTMLElement[] {
    const { lesson: says } = words();
    const terms = new Set([...lesson.screens.flatMap(textsOf), ...lesson.discuss].flatMap((text) => termsOf(text[language()])));
    if (terms.size === 0) return [];
    return [h("h2", {}, says.words), ...[...terms].map(meaningOf).map(([term, meaning]) => h("p.word", {}, h("strong", {}, term), ` ${meaning}`))];
}

function film(pictures: ReadonlyMap<string, string>): (HTMLElement | null)[] {
    if (pictures.size === 0) return [];
    const shown = [...pictures].map(([caption, picture]) => h("figure", {}, h("img", { src: picture, alt: "" }), h("figcaption", {}, caption)));
    return [h("h2", {}, words().lesson.seen), h("div.film", {}, ...shown)];
}

/** pictures: what was seen, by its caption. */
export function worksheet(lesson: Lesson, pictures: ReadonlyMap<string, string>): (HTMLElement | null)[] {
    const { lesson: says } = words();
    const asked = lesson.screens.flatMap((screen) => (screen.kind === "bet" ? [choosing(lesson, screen)] : screen.kind === "draw" ? [drawing(lesson, screen)] : []));
    return [
        h("div.page", {},
            h("p.sheet-name", {}, `${says.name}: ______________________`),
            h("h1", {}, onPaper(lesson.title)), h("p", {}, onPaper(lesson.question)),
            ...asked,
            h("section.asked", {}, ...glossary(lesson))),
        h("div.page", {},
            h("h1", {}, `${onPaper(lesson.title)}: ${says.afterwards}`),
            h("section.asked", {}, h("h2", {}, says.my_sentence), lines(2)),
            h("section.asked", {}, h("h2", {}, says.discuss), ...lesson.discuss.flatMap((one) => [h("p", {}, onPaper(one)), lines(3)])),
            ...film(pictures)),
    ];
}
