// Rolls the dice for a whole class, beside the page: for each seed what some measures are at last in each run.
import type { Settings } from "../run/settings.ts";
import { valuesAt } from "./truth.ts";

export interface Rolls {
    module: WebAssembly.Module;
    /** [seed][run] */
    settings: Settings[][];
    measures: string[];
    week: number;
}

self.onmessage = ({ data }: MessageEvent<Rolls>) => {
    for (const runs of data.settings) {
        const values = runs.flatMap((settings) => valuesAt(data.module, settings, data.measures, data.week));
        self.postMessage(values);
    }
};
