// Which practices have the symbols in a lesson. There are five, and a lesson shows several runs: so they go to what is done
// most over all that its screens show, and a symbol means the same on each.
import { Names, NAMES, Run } from "../run/run.ts";
import { settingsOfRun, type Lesson, type Screen } from "./schema.ts";

/** The share of people who must do it before it gets a symbol: there are few, and a lesson is long. */
export const NAMED = 0.08;

/** The weeks in which a screen stands still. */
function weeksOf(screen: Screen): number[] {
    switch (screen.kind) {
        case "say":
            return [screen.from, screen.to];
        case "hand":
            return [screen.to];
        case "watch":
            return screen.stops.map(({ week }) => week);
        case "crowd":
            return [screen.week];
        default:
            return [];
    }
}

/** Their keys, what is done most first. */
export function symbolsOf(module: WebAssembly.Module, lesson: Lesson): string[] {
    const sums = new Map<string, number>();
    for (const name of Object.keys(lesson.runs)) {
        const weeks = lesson.screens.filter((screen) => "runs" in screen && screen.runs.includes(name)).flatMap(weeksOf);
        const run = new Run(module, settingsOfRun(lesson, name), new Names());
        for (const week of weeks.sort((one, other) => one - other)) {
            while (run.week < week) run.pass();
            for (const [key, share] of run.learned()) if (share >= NAMED) sums.set(key, (sums.get(key) ?? 0) + share);
        }
    }
    return [...sums].sort((one, other) => other[1] - one[1]).slice(0, NAMES).map(([key]) => key);
}
