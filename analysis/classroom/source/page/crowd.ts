// Many dice at once: every run is one dot, all on one scale.
import CrowdWorker from "../lessons/crowd.worker.ts?worker&inline";
import type { Rolls } from "../lessons/crowd.worker.ts";
import { valuesAt } from "../lessons/truth.ts";
import type { Palette } from "../drawing/palette.ts";
import { MEASURES } from "../run/settings.ts";
import { fill, words } from "../words/words.ts";
import { measureName, measureText } from "./tell.ts";

/** Rolls beside the page where that can be, else in between its frames; `one` is told the values of each seed: of each
 * run those of each measure. */
export function roll(rolls: Rolls, one: (values: number[]) => void): () => void {
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
export function endOf(measure: string, all: readonly number[]): number {
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
export function drawDots(place: HTMLElement, all: readonly number[][], names: readonly string[], measure: string, palette: Palette): void {
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
    place.innerHTML = `<svg viewBox="0 0 ${WIDTH} ${base + 20}" role="img" aria-label="${label}">${parts.join("")}</svg><p class="quiet">${fill(words().lesson.dots, { what: measureName(measure) })}</p>`;
}
