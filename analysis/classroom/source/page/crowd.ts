// Many dice at once: every run is one dot, all on one scale.
import CrowdWorker from "../lessons/crowd.worker.ts?worker&inline";
import type { Rolls } from "../lessons/crowd.worker.ts";
import { curveOf } from "../lessons/truth.ts";
import { css, type Palette } from "../drawing/palette.ts";
import { measureText } from "./tell.ts";

/** Rolls beside the page where that can be, else in between its frames; `one` is told the values of each seed. */
export function roll(rolls: Rolls, one: (values: number[]) => void): () => void {
    let over = false;
    let worker: Worker | null = null;
    const alone = async () => {
        for (const runs of rolls.settings) {
            for (let at = 0; at < 3; at++) await new Promise((resolve) => setTimeout(resolve, 0));
            if (over) return;
            one(runs.map((settings) => curveOf(rolls.module, settings, rolls.measure, rolls.week).at(-1) ?? 0));
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
const LEFT = 26;
const RIGHT = 18;
const STEP = 9;

/** How many values lie near each of some places on the scale. */
function stacks(values: readonly number[]): Map<number, number> {
    const counts = new Map<number, number>();
    for (const value of values) {
        const at = Math.round(value * 40) / 40;
        counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    return counts;
}

/** A strip of dots for each run, on one scale; those of about the same value stand on each other. */
export function drawDots(place: HTMLElement, all: readonly number[][], names: readonly string[], measure: string, palette: Palette): void {
    const x = (value: number) => LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, value);
    const parts: string[] = [];
    let base = 4;
    names.forEach((name, run) => {
        const counts = stacks(all.map((values) => values[run]));
        base += Math.max(34, STEP * Math.max(0, ...counts.values()) + 14);
        parts.push(`<text x="2" y="${base - 4}" class="dot-name">${name}</text><path d="M${LEFT} ${base}H${WIDTH - RIGHT}" class="dot-line"/>`);
        for (const [value, count] of counts)
            for (let i = 0; i < count; i++) parts.push(`<circle cx="${x(value)}" cy="${base - 6 - STEP * i}" r="4" fill="${css(palette.named[run])}"/>`);
    });
    for (const value of [0, 0.5, 1]) parts.push(`<text x="${x(value)}" y="${base + 16}" text-anchor="middle" class="dot-tick">${measureText(measure, value)}</text>`);
    const label = names.map((name, run) => `${name}: ${all.map((values) => measureText(measure, values[run])).join(", ")}`).join(". ");
    place.innerHTML = `<svg viewBox="0 0 ${WIDTH} ${base + 22}" role="img" aria-label="${label}">${parts.join("")}</svg>`;
}
