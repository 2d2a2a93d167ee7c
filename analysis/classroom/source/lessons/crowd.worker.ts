// Rolls the dice for a whole class, beside the page: for each seed the last value of a measure in each run.
import type { Settings } from "../run/settings.ts";
import { valueOf } from "./truth.ts";

export interface Rolls {
    module: WebAssembly.Module;
    /** [seed][run] */
    settings: Settings[][];
    measure: string;
    week: number;
}

self.onmessage = ({ data }: MessageEvent<Rolls>) => {
    for (const runs of data.settings) {
        const values = runs.map((settings) => valueOf(data.module, settings, data.measure, data.week));
        self.postMessage(values);
    }
};
