// Whether what a lesson says holds: its runs with many dice, without anything to look at.
import { Names, Run } from "../run/run.ts";
import type { Settings } from "../run/settings.ts";
import { holds, readExpectation, valuesOf, type Value } from "./expect.ts";
import { settingsOfRun, type Lesson } from "./schema.ts";

function passTo(run: Run, week: number): void {
    while (run.week < week && !run.done) run.pass();
}

/** What some measures are in one run in a week. */
export function valuesAt(module: WebAssembly.Module, settings: Settings, measures: readonly string[], week: number): number[] {
    const run = new Run(module, structuredClone(settings), new Names());
    passTo(run, week);
    return measures.map((measure) => run.measured(measure) ?? 0);
}

/** For each screen that says something that can be false: with how many dice, from the lesson's on, it holds. */
export function tryLesson(module: WebAssembly.Module, lesson: Lesson, seeds: number): { screen: string; kind: string; holds: number }[] {
    const said = lesson.screens.filter((screen) => screen.kind === "reveal" || screen.kind === "crowd");
    const expected = said.flatMap(({ expect }) => valuesOf(readExpectation(expect)));
    const counts = said.map((screen) => ({ screen: screen.id, kind: screen.kind, holds: 0 }));
    for (let i = 0; i < seeds; i++) {
        const look = looker(module, lesson, lesson.seed + i, expected);
        said.forEach((screen, at) => {
            if (holds(readExpectation(screen.expect), look)) counts[at].holds++;
        });
    }
    return counts;
}

/** Looks into the runs of one pair of dice; each is run once, as far as it is asked for. */
export function looker(module: WebAssembly.Module, lesson: Lesson, seed: number, asked: readonly Value[]): (value: Value) => number {
    const runs = new Map<string, Run>();
    const seen = new Map<string, number>();
    for (const value of [...asked].sort((one, other) => one.week - other.week)) {
        const run = runs.get(value.run) ?? new Run(module, settingsOfRun(lesson, value.run, seed), new Names());
        runs.set(value.run, run);
        passTo(run, value.week);
        seen.set(nameOf(value), run.measured(value.measure) ?? Number.NaN);
    }
    return (value) => seen.get(nameOf(value)) ?? Number.NaN;
}

function nameOf({ run, measure, week }: Value): string {
    return `${run}.${measure}@${week}`;
}
