// Many dice at once: every run is one dot, all on one scale.
import CrowdWorker from "../lessons/crowd.worker.ts?worker&inline";
import type { Rolls } from "../lessons/crowd.worker.ts";
import { holds, readExpectation } from "../lessons/expect.ts";
import { fillPlaces, plain } from "../lessons/places.ts";
import { MEAN, measuresOf, SEEDS, settingsOfRun, type Crowd, type Lesson } from "../lessons/schema.ts";
import { valuesAt } from "../lessons/truth.ts";
import type { Palette } from "../drawing/palette.ts";
import { MEASURES } from "../run/settings.ts";
import { fill, language, number, words } from "../words/words.ts";
import type { Charts } from "./charts.ts";
import { button, h } from "./dom.ts";
import { meanText, measureName, measureText } from "./tell.ts";

/** Rolls beside the page where that can be, else in between its frames; `one` is told the values of each seed: of each
 * run those of each measure. */
function roll(rolls: Rolls, one: (values: number[]) => void): () => void {
    let over = false;
    let worker: Worker | null = null;
    const alone = async () => {
        for (const runs of rolls.settings) {
            for (let at = 0; at < 3; at++) await new Promise((resolve) => setTimeout(resolve, 0));
            if (over) return;
            one(runs.flatMap((settings) => valuesAt(rolls.module, settings, rolls.measures, rolls.week)));
        }
    };
    try {
        worker = new CrowdWorker();
        worker.onmessage = ({ data }: MessageEvent<number[]>) => !over && one(data);
        worker.onerror = () => {
            worker?.terminate();
            void alone();
        };
        worker.postMessage(rolls);
    } catch {
        void alone();
    }
    return () => {
        over = true;
        worker?.terminate();
    };
}

const WIDTH = 320;
const LEFT = 14;
const RIGHT = 16;
const STEP = 9;

/** The end of the scale of a measure, which begins at 0: shares go up to all, others to a number of which the half is good
 * to read too. */
function endOf(measure: string, all: readonly number[]): number {
    const as = MEASURES.find(({ id }) => id === measure)?.as;
    if (as === "share") return 1;
    const highest = Math.max(as === "count" ? 2 : 0.02, ...all);
    const size = 10 ** Math.floor(Math.log10(highest));
    return ([1, 2, 4, 6, 8, 10].find((step) => step * size >= highest && (as !== "count" || step * size > 1)) ?? 10) * size;
}

/** How many values lie near each of some places on the scale. */
function stacks(places: readonly number[]): Map<number, number> {
    const counts = new Map<number, number>();
    for (const place of places) {
        const at = Math.round(place * 40) / 40;
        counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    return counts;
}

/** A strip of dots for each run, on one scale; those of about the same value stand on each other. */
function drawDots(place: HTMLElement, all: readonly number[][], names: readonly string[], measures: readonly string[], palette: Palette): void {
    const [measure] = measures;
    const end = endOf(measure, all.flat());
    const x = (share: number) => LEFT + (WIDTH - LEFT - RIGHT) * share;
    const parts: string[] = [];
    let base = 4;
    names.forEach((name, run) => {
        const counts = stacks(all.map((values) => values[run] / end));
        base += Math.max(40, STEP * Math.max(0, ...counts.values()) + 26);
        parts.push(`<text x="${LEFT - 8}" y="${base + 13}" class="dot-name">${name}</text><path d="M${LEFT} ${base}H${WIDTH - RIGHT}" class="dot-line"/>`);
        for (const [share, count] of counts)
            for (let i = 0; i < count; i++) parts.push(`<circle cx="${x(share)}" cy="${base - 6 - STEP * i}" r="4" fill="${palette.sides[run % 2]}"/>`);
        base += 14;
    });
    for (const value of [0, end / 2, end]) parts.push(`<text x="${x(value / end)}" y="${base + 14}" text-anchor="middle" class="dot-tick">${measureText(measure, value)}</text>`);
    const label = names.map((name, run) => `${name}: ${all.map((values) => measureText(measure, values[run])).join(", ")}`).join(". ");
    place.innerHTML = `<svg viewBox="0 0 ${WIDTH} ${base + 20}" role="img" aria-label="${label}">${parts.join("")}</svg><p class="quiet">${fill(words().lesson.dots, { what: measures.map(measureName).join(" · ") })}</p>`;
}

/** Where in the values of a roll those of a run's measure are. */
function stripOf(screen: Crowd, run: string, measure: string): number {
    const measures = measuresOf(screen);
    return screen.runs.indexOf(run) * measures.length + measures.indexOf(measure);
}

/** What each strip of dots is: a run, or a measure of it. */
function stripNames(lesson: Lesson, screen: Crowd): string[] {
    const measures = measuresOf(screen);
    const side = (i: number) => (screen.runs.length > 1 ? `${"AB"[i]} · ` : "");
    return screen.runs.flatMap((run, i) => measures.map((measure) => side(i) + (measures.length > 1 ? measureName(measure) : lesson.runs[run].name[language()])));
}

/** What a screen with many dice shows: the button, the dots and what they come to. */
export class Crowds {
    private rolled: number[][] = [];
    private end: () => void = () => undefined;

    constructor(private readonly module: WebAssembly.Module, private readonly charts: Charts) {}

    clear(): void {
        this.end();
        this.rolled = [];
    }

    tell(lesson: Lesson, screen: Crowd): { go: HTMLElement; dots: HTMLElement; result: HTMLElement } {
        const dots = h("div.dice-dots");
        const result = h("p.big", { role: "status" });
        const show = () => this.show(lesson, screen, dots, result);
        const go = button("dice", fill(words().lesson.roll, { n: SEEDS }), () => this.roll(lesson, screen, show, result), "primary");
        if (this.rolled.length) show();
        return { go, dots, result };
    }

    private roll(lesson: Lesson, screen: Crowd, show: () => void, result: HTMLElement): void {
        this.clear();
        const first = 1 + Math.floor(Math.random() * 9000);
        const settings = Array.from({ length: SEEDS }, (_, i) => screen.runs.map((run) => settingsOfRun(lesson, run, first + i)));
        this.end = roll({ module: this.module, settings, measures: measuresOf(screen), week: screen.week }, (values) => {
            this.rolled.push(values);
            show();
            if (this.rolled.length === SEEDS) result.scrollIntoView({ block: "nearest" });
        });
        show();
    }

    private show(lesson: Lesson, screen: Crowd, dots: HTMLElement, result: HTMLElement): void {
        const { length } = this.rolled;
        if (length > 0) drawDots(dots, this.rolled, stripNames(lesson, screen), measuresOf(screen), this.charts.palette);
        result.textContent = length < SEEDS ? fill(words().lesson.rolling, { n: length, of: SEEDS }) : this.result(screen);
    }

    private result(screen: Crowd): string {
        const { rolled } = this;
        const expectation = readExpectation(screen.expect);
        const so = rolled.filter((values) => holds(expectation, ({ run, measure }) => values[stripOf(screen, run, measure)])).length;
        const counts: { [name: string]: string } = { holds: number(so), of: number(rolled.length) };
        return plain(fillPlaces(screen.result[language()], (name) => {
            const [, run, measure = screen.measure] = MEAN.exec(name) ?? [];
            if (run === undefined) return counts[name] ?? null;
            const strip = stripOf(screen, run, measure);
            return meanText(measure, rolled.reduce((sum, values) => sum + values[strip], 0) / rolled.length);
        }));
    }
}
