// Does the steps of a run ahead of the page, and tells it of each what the page asks of a core.
import { TABLES } from "./chronicle.ts";
import { Core, type Scenario } from "./core.ts";
import { OBSERVABLES } from "./settings.ts";

export interface Begin {
    module: WebAssembly.Module;
    scenario: Scenario;
}

/** What came of a step. */
export interface Step {
    observables: Map<string, Float64Array>;
    arrays: Map<string, Int32Array | Float64Array | Uint8Array>;
    tables: Map<string, Uint8Array>;
    /** Who is tied to whom, where there are more or fewer ties than after the step before. */
    ties: Int32Array | null;
    digest: string;
}

const ARRAYS = ["practice"];

let core: Core | null = null;
let week = 0;
let tied = -1;

function stepOf(core: Core): Step {
    core.step();
    const tables = new Map(TABLES.map((name) => [name, core.bytes(name).slice()]));
    core.observe();
    const observables = new Map(OBSERVABLES.map((name) => [name, core.observable(name).slice()]));
    const arrays = new Map(ARRAYS.map((name) => [name, core.array(name).slice()]));
    const ties = core.ties.length === tied ? null : core.ties.slice();
    tied = ties?.length ?? tied;
    return { observables, arrays, tables, ties, digest: core.digest() };
}

/** A beginning, or the week up to which the steps are to be done. */
self.onmessage = ({ data }: MessageEvent<Begin | number>) => {
    if (typeof data !== "number") {
        core = new Core(data.module);
        core.begin(data.scenario);
        return;
    }
    for (; core && week < Math.min(data, core.steps); week++) self.postMessage(stepOf(core));
};
