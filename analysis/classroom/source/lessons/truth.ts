// Whether what a lesson says holds: its runs with many dice, without anything to look at.
import { Names, Run } from "../run/run.ts";
import type { Settings } from "../run/settings.ts";
import { holds, readExpectation, valuesOf, type Value } from "./expect.ts";
import { settingsOfRun, type Lesson, type Screen } from "./schema.ts";

/** The curve of a measure in one run, up to a week. */
export function curveOf(module: WebAssembly.Module, settings: Settings, measure: string, week: number): number[] {
    const run = new Run(module, structuredClone(settings), new Names());
    while (run.week < week) run.step();
    return run.curves.measures[measure] ?? [];
}

/** For each screen that says something that can be false: with how many dice, from the lesson's on, it holds. */
export function tryLesson(module: WebAssembly.Module, lesson: Lesson, seeds: number): { screen: string; kind: string; holds: number }[] {
    const said = lesson.screens.filter((screen) => screen.kind === "reveal" || screen.kind === "crowd");
    const counts = said.map((screen) => ({ screen: screen.id, kind: screen.kind, holds: 0 }));
    for (let i = 0; i < seeds; i++) {
        const look = looker(module, lesson, lesson.seed + i, said);
        said.forEach((screen, at) => {
            if ("expect" in screen && holds(readExpectation(screen.expect), look)) counts[at].holds++;
        });
    }
    return counts;
}

/** Looks into the runs of one pair of dice; each is run once, as far as it is asked for. */
function looker(module: WebAssembly.Module, lesson: Lesson, seed: number, screens: readonly Screen[]): (value: Value) => number {
    const asked = screens.flatMap((screen) => ("expect" in screen ? valuesOf(readExpectation(screen.expect)) : []));
    const runs = new Map<string, Run>();
    for (const { run: name, week } of asked) {
        const run = runs.get(name) ?? new Run(module, settingsOfRun(lesson, name, seed), new Names());
        runs.set(name, run);
        while (run.week < week) run.step();
    }
    return ({ run, measure, week }) => runs.get(run)?.curves.measures[measure]?.[week] ?? Number.NaN;
}
