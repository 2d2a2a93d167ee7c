// The notes of a lesson for whoever teaches: in short beside it, and as they are printed, with each screen with its minutes
// and what comes out, what the class has seen that answers the questions, and what is often misunderstood. Figures are those
// of the lesson's own dice.
import { readValue, type Value } from "../lessons/expect.ts";
import { fillPlaces, placesOf, plain } from "../lessons/places.ts";
import { textsOf, type Lesson, type Screen, type Text } from "../lessons/schema.ts";
import { looker } from "../lessons/truth.ts";
import { fill, language, words } from "../words/words.ts";
import { button, h } from "./dom.ts";
import { measureText } from "./tell.ts";
import { printPages } from "./print.ts";
import { onPaper, sides } from "./worksheet.ts";

type Look = (value: Value) => number;

/** What a curve that is drawn by hand comes to, for each run. */
function ends({ screens, weeks }: Lesson): Value[] {
    return screens.flatMap((screen) => (screen.kind === "draw" ? screen.runs.map((run) => ({ run, measure: screen.measure, week: weeks })) : []));
}

/** Every figure that the notes say. */
function figures(lesson: Lesson): Value[] {
    const places = lesson.screens.flatMap(textsOf).flatMap((text) => placesOf(text[language()]));
    return [...ends(lesson), ...places.map(readValue).filter((value): value is Value => value !== null)];
}

/** A text with its figures; what only many dice can say is left open. */
function filled(text: Text, look: Look): string {
    return plain(fillPlaces(text[language()], (name) => {
        const value = readValue(name);
        return value ? measureText(value.measure, look(value)) : "…";
    }));
}

function drawn(lesson: Lesson, runs: readonly string[], look: Look): string {
    const came = ends(lesson).filter(({ run }) => runs.includes(run));
    return came.map((value) => `${onPaper(lesson.runs[value.run].name)}: ${measureText(value.measure, look(value))}`).join(" · ");
}

/** What is said or asked on a screen, and what comes out. */
function row(lesson: Lesson, screen: Screen, look: Look): [string[], string[]] {
    const say = (...texts: Text[]) => texts.map((text) => filled(text, look));
    switch (screen.kind) {
        case "say":
            return [say(screen.text), []];
        case "bet":
            return [say(screen.ask), say(...screen.options.filter(({ id }) => id === screen.right))];
        case "draw":
            return [say(screen.ask), [drawn(lesson, screen.runs, look)]];
        case "hand":
            return [say(screen.text), say(screen.after)];
        case "watch":
            return [[sides(lesson, screen)], say(...screen.stops.map(({ text }) => text))];
        case "reveal":
            return [[], say(screen.text)];
        case "explain":
            return [say(...screen.three), [`${words().lesson.unknown}:`, ...say(...screen.unknown)]];
        case "crowd":
            return [say(screen.text), say(screen.result)];
    }
}

function table(lesson: Lesson, look: Look): HTMLElement {
    const { lesson: says } = words();
    const cell = (texts: string[]) => h("td", {}, ...texts.map((text) => h("p", {}, text)));
    const head = h("tr", {}, ...[says.part_head, says.minutes_head, says.said_head, says.answer_head].map((one) => h("th", { scope: "col" }, one)));
    const rows = lesson.screens.map((screen, i) => {
        const [said, answer] = row(lesson, screen, look);
        return h("tr", {}, h("td", {}, `${i + 1}. ${says.frames[screen.frame]}`), h("td", {}, screen.minutes.toLocaleString(language())), cell(said), cell(answer));
    });
    return h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows));
}

function printNotes(module: WebAssembly.Module, lesson: Lesson): void {
    const { lesson: says, dice } = words();
    const look = looker(module, lesson, lesson.seed, figures(lesson));
    printPages(h("div.page.notes", {},
        h("h1", {}, `${says.notes}: ${onPaper(lesson.title)}`),
        h("p", {}, `${fill(says.minutes, { n: lesson.minutes })}. ${fill(says.figures, { dice: `${dice.seed} ${lesson.seed}` })}`),
        h("h2", {}, says.expected), h("p", {}, onPaper(lesson.teacher.expected)),
        h("h2", {}, says.course), table(lesson, look),
        h("h2", {}, says.misconceptions), h("ul", {}, ...lesson.teacher.misconceptions.map((one) => h("li", {}, h("q", {}, onPaper(one)), ` ${onPaper(one.answer)}`))),
        h("h2", {}, says.discuss), h("ul", {}, ...lesson.discuss.map((one) => h("li", {}, h("strong", {}, onPaper(one)), ` ${onPaper(one.answer)}`)))));
}

/** What is beside the lesson, closed until somebody opens it. */
export function tellNotes(module: WebAssembly.Module, lesson: Lesson, open: boolean): HTMLElement {
    const { lesson: says } = words();
    const { expected, misconceptions } = lesson.teacher;
    return h("details", { open }, h("summary", {}, says.notes),
        h("p", {}, h("strong", {}, says.notes_first)),
        h("h3", {}, says.expected), h("p", {}, expected[language()]),
        h("h3", {}, says.misconceptions), h("ul", {}, ...misconceptions.map((one) => h("li", {}, h("q", {}, one[language()]), ` ${one.answer[language()]}`))),
        button("print", says.print_notes, () => printNotes(module, lesson), "small"));
}
