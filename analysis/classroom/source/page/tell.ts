// What a run says in words: the big number, the sentence below it, and names.
import type { Run } from "../run/run.ts";
import { ended } from "../run/chronicle.ts";
import { MEASURES, PRESSURE } from "../run/settings.ts";
import { fill, number, percent, when, words } from "../words/words.ts";

/** How a measure is written: as a share, a count or a number with a fraction. */
export function measureAs(id: string): string {
    return MEASURES.find((measure) => measure.id === id)?.as ?? "number";
}

export function measureText(id: string, value: number): string {
    const as = measureAs(id);
    return as === "share" ? percent(value) : number(value, as === "count" ? 0 : 2);
}

/** The mean over many runs: of what is counted in whole things there are parts. */
export function meanText(id: string, value: number): string {
    const counted = measureAs(id) === "count";
    return counted ? number(value, value < 10 ? 1 : 0) : measureText(id, value);
}

export function measureNow(run: Run, id: string): number {
    return run.curves.measures[id]?.at(-1) ?? 0;
}

/** What a measure is called; one that has no words of its own goes by its name. */
export function measureName(id: string): string {
    return (words().measure as { [key: string]: string })[id] ?? id;
}

/** What stands below a measure's number, as written. */
export function measureSays(id: string, written: string): string {
    return fill((words().measure as { [key: string]: string })[`${id}_says`] ?? id, { n: written });
}

/** What a slider is called. */
export function sliderName(id: string): string {
    return (words().slider as unknown as { [key: string]: string })[id];
}

/** What a slider's stop is called; the middle between two by both. */
export function stopName(id: string, at: number): string {
    const names = (words().slider as unknown as { [key: string]: string[] })[`${id}_stops`];
    const [low, high] = [names[Math.floor(at)] ?? "", names[Math.ceil(at)] ?? ""];
    return low === high ? low : `${low} – ${high}`;
}

/** What the practice of a slot is called. */
export function slotName(slot: number, run: Run): string {
    if (slot < 0) return words().own;
    const { names, other, recorded } = words();
    const numbered = run.settings.record && names[slot] ? fill(recorded.practice, { n: run.practiceIn(slot) }) : "";
    return run.label(slot) || numbered || names[slot] || other;
}

function projectCounts(run: Run): { working: number; forming: number } {
    const all = [...run.chronicle.projects.values()].filter((project) => !ended(project));
    const working = all.filter((project) => project.state === "working").length;
    return { working, forming: all.length - working };
}

export function projectsNow(run: Run): number {
    return projectCounts(run).working;
}

function underPressure(run: Run): boolean {
    const section = run.settings.preset === "ordered" && !run.settings.own;
    if (!section) return false;
    const [start, alignment, duration] = [PRESSURE.start, PRESSURE.alignment, PRESSURE.duration].map((path) => Number(run.parameter(path)));
    return run.week >= start && run.week < start + alignment + duration;
}

/** One or two plain sentences on what is happening. */
export function sentence(run: Run): string {
    const { now } = words();
    const { working, forming } = projectCounts(run);
    const said: string[] = [];
    if (run.curves.series.active) {
        said.push(working === 0 ? now.projects_none : fill(now.projects, { n: number(working) }));
        if (forming > 0 && working === 0) said.push(fill(now.forming, { n: number(forming) }));
    }
    if (underPressure(run)) said.push(now.pressure);
    else said.push(leading(run));
    return said.join(" ");
}

function leading(run: Run): string {
    const { now } = words();
    const shares = run.curves.shares.map((curve) => curve.at(-1) ?? 0);
    const named = shares.slice(0, -1);
    const most = Math.max(...named);
    if (most === 0) return shares.at(-1) ? "" : now.quiet;
    if (most < measureNow(run, "lead") - 1e-9) return "";
    return fill(now.leads, { name: slotName(named.indexOf(most), run), share: percent(most) });
}

/** What a screen reader is told. */
export function spoken(run: Run, measure: string): string {
    const written = measureText(measure, measureNow(run, measure));
    return fill(words().spoken, {
        when: when(run.week),
        number: written,
        says: measureSays(measure, written),
        sentence: sentence(run),
    });
}
