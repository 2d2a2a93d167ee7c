// Many dice at once: every run is one dot, all on one scale.
import CrowdWorker from "../lessons/crowd.worker.ts?worker&inline";
import type { Rolls } from "../lessons/crowd.worker.ts";
import { valueOf } from "../lessons/truth.ts";
import { css, type Palette } from "../drawing/palette.ts";
import { MEASURES } from "../run/settings.ts";
import { fill, words } from "../words/words.ts";
import { measureText, measureWords } from "./tell.ts";

/** Rolls beside the page where that can be, else in between its frames; `one` is told the values of each seed. */
export function roll(rolls: Rolls, one: (values: number[]) => void): () => void {
    let over = false;
    let worker: Worker | null = null;
    const alone = async () => {
        for (const runs of rolls.settings) {
            for (let at = 0; at < 3; at++) await new Promise((resolve) => setTimeout(resolve, 0));
            if (over) return;
            one(runs.map((settings) => valueOf(rolls.module, settings, rolls.measure, rolls.week)));
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

/** Where a value stands between 0 and 1 on the scale of its measure: shares as they are, what is counted by its
 * logarithm, since it may be one or a thousand. */
function scaleOf(measure: string, all: readonly number[]): { at: (value: number) => number; ticks: number[] } {
    const as = MEASURES.find(({ id }) => id === measure)?.as;
    const highest = Math.max(0, ...all);
    if (as === "share") return { at: (value) => value, ticks: [0, 0.5, 1] };
    if (as !== "count") {
        const most = [0.1, 0.2, 0.5, 1, 2, 5, 10].find((one) => one >= highest) ?? highest;
        return { at: (value) => value / most, ticks: [0, most / 2, most] };
    }
    const ticks = [0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000].filter((_, i, some) => i < 4 || some[i - 1] < highest);
    const most = Math.log1p(ticks.at(-1) ?? 1);
    return { at: (value) => Math.log1p(value) / most, ticks };
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
    const { at, ticks } = scaleOf(measure, all.flat());
    const x = (share: number) => LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, share);
    const parts: string[] = [];
    let base = 4;
    names.forEach((name, run) => {
        const counts = stacks(all.map((values) => at(values[run])));
        base += Math.max(40, STEP * Math.max(0, ...counts.values()) + 26);
        parts.push(`<text x="${LEFT - 8}" y="${base + 13}" class="dot-name">${name}</text><path d="M${LEFT} ${base}H${WIDTH - RIGHT}" class="dot-line"/>`);
        for (const [share, count] of counts)
            for (let i = 0; i < count; i++) parts.push(`<circle cx="${x(share)}" cy="${base - 6 - STEP * i}" r="4" fill="${css(palette.named[run])}"/>`);
        base += 14;
    });
    for (const value of ticks) parts.push(`<text x="${x(at(value))}" y="${base + 14}" text-anchor="middle" class="dot-tick">${measureText(measure, value)}</text>`);
    const label = names.map((name, run) => `${name}: ${all.map((values) => measureText(measure, values[run])).join(", ")}`).join(". ");
    place.innerHTML = `<svg viewBox="0 0 ${WIDTH} ${base + 20}" role="img" aria-label="${label}">${parts.join("")}</svg><p class="quiet">${fill(words().lesson.dots, { what: measureWords(measure).name })}</p>`;
}
