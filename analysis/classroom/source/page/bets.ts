// The bets of a lesson: chosen among a few, or drawn as curves. They stay until the lesson begins again, and stand beside
// what came.
import type { Bet, Draw, Lesson, Text } from "../lessons/schema.ts";
import type { Run } from "../run/run.ts";
import { fill, language, words } from "../words/words.ts";
import type { Charts } from "./charts.ts";
import { h } from "./dom.ts";
import { Drawing } from "./drawing.ts";
import { measureText } from "./tell.ts";

/** Who has no idea. */
const NONE = "";
const DRAWN = "drawn";

type Curve = (number | null)[];

export class Bets {
    /** Whether to show anew what is there, now that a bet is placed. */
    onPlaced: (again: boolean) => void = () => undefined;
    private readonly placedOn = new Map<string, string>();
    private readonly drawings = new Map<string, Drawing>();
    private readonly toDraw = h("p.hint", { role: "status" });

    /** rich: a text with what the runs on the stage say. */
    constructor(private lesson: Lesson, private readonly charts: Charts, private readonly rich: (text: Text) => (string | HTMLElement)[]) {}

    /** No bets yet, on a lesson that begins. */
    clear(lesson: Lesson): void {
        this.lesson = lesson;
        this.placedOn.clear();
        this.drawings.clear();
    }

    placed(screen: string): boolean {
        return this.placedOn.has(screen);
    }

    place(screen: string, option: string): void {
        this.placedOn.set(screen, option);
        this.onPlaced(true);
    }

    tellChoice(screen: Bet): HTMLElement[] {
        const { lesson: says } = words();
        const options = screen.options.map((one, i) => this.option(screen.id, one.id, one[language()], String(i + 1)));
        return [
            h("p.big", {}, ...this.rich(screen.ask)),
            h("div.bets", { role: "group", "aria-label": says.frames.bet }, ...options, this.option(screen.id, NONE, says.no_idea, "?")),
            h("p.hint", {}, this.placed(screen.id) ? "" : says.bet_first),
        ];
    }

    private option(screen: string, id: string, text: string, key: string): HTMLElement {
        const chosen = this.placedOn.get(screen) === id;
        return h("button.option.bet", { type: "button", "aria-pressed": String(chosen), "data-of": `bet-${id}`, onclick: () => this.place(screen, id) }, h("span.key", { "aria-hidden": "true" }, key), text);
    }

    tellDrawing(screen: Draw, runs: readonly Run[]): HTMLElement[] {
        const { lesson } = words();
        const drawing = this.drawings.get(screen.id) ?? this.paper(screen, runs);
        drawing.draw();
        this.ask(screen, drawing);
        return [
            h("p.big", {}, ...this.rich(screen.ask)), drawing.element,
            h("div.bets", {}, this.option(screen.id, NONE, lesson.no_idea, "?")),
            this.toDraw,
        ];
    }

    /** What is still to be drawn before one may go on. */
    private ask(screen: Draw, { left, curves }: Drawing): void {
        const { drawing: says } = words();
        this.toDraw.textContent = this.placed(screen.id) ? "" : left.length < curves.length ? fill(says.then, { side: "AB"[left[0]] }) : says.first;
    }

    private paper(screen: Draw, runs: readonly Run[]): Drawing {
        const { measure, from, most } = screen;
        const known = runs.map((run, i) => ({ name: this.lesson.runs[screen.runs[i]].name, known: run.curves.measures[measure].slice() }));
        const drawing = new Drawing({ measure, from, most, to: this.lesson.weeks, runs: known }, this.charts);
        drawing.onDrawn = () => {
            if (drawing.left.length === 0) this.placedOn.set(screen.id, DRAWN);
            this.ask(screen, drawing);
            this.onPlaced(false);
        };
        this.drawings.set(screen.id, drawing);
        return drawing;
    }

    /** What was drawn of a measure for each of some runs, in every week. */
    drawn(runs: readonly string[], measure: string | null): (Curve | undefined)[] {
        const screens = this.lesson.screens.filter((screen): screen is Draw => screen.kind === "draw" && screen.measure === measure && this.placedOn.get(screen.id) === DRAWN);
        return runs.map((run) => {
            const screen = screens.find((one) => one.runs.includes(run));
            return screen && this.drawings.get(screen.id)?.drawn(screen.runs.indexOf(run));
        });
    }

    /** What was drawn for now, and what came. */
    drew(runs: readonly Run[], names: readonly string[], measure: string | null): HTMLElement[] {
        return this.drawn(names, measure).flatMap((curve, i) => {
            const drawn = curve?.[runs[i].week];
            if (typeof drawn !== "number" || measure === null) return [];
            const came = runs[i].curves.measures[measure].at(-1) ?? 0;
            const run = this.lesson.runs[names[i]].name[language()];
            return [h("p.hint", {}, fill(words().drawing.drew, { run, drawn: measureText(measure, drawn), came: measureText(measure, came) }))];
        });
    }

    /** What was chosen, and what is to be said of it. */
    reply(id: string | undefined): HTMLElement | null {
        const bet = this.lesson.screens.find((screen): screen is Bet => screen.kind === "bet" && screen.id === id);
        const chosen = bet?.options.find((option) => option.id === this.placedOn.get(bet.id));
        if (!chosen) return null;
        return h("div.reply", {}, h("p.quiet", {}, fill(words().lesson.your_bet, { bet: chosen[language()] })), h("p", {}, ...this.rich(chosen.reply)));
    }
}
