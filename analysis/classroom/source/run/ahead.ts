// A run of many people, done beside the page by a core of its own that is a few steps ahead, so that neither drawing nor
// clicking waits for a step. The page's core knows how it begins, and goes on itself where a page may have no workers.
import AheadWorker from "./ahead.worker.ts?worker&inline";
import type { Begin, Step } from "./ahead.worker.ts";
import type { Core, Rows, Scenario, Source } from "./core.ts";

/** How many steps it is ahead: as many as keep it busy. */
const AHEAD = 6;

export class Ahead implements Source {
    readonly steps: number;
    readonly people: number;
    readonly units: Int32Array;
    private worker: Worker | null = null;
    private readonly coming: Step[] = [];
    /** What came of the last step; null: the core has it. */
    private now: Step | null = null;
    private tied: Int32Array | null = null;
    private week = 0;
    private done = 0;

    /** core: at its beginning, of that scenario. */
    constructor(private readonly core: Core, module: WebAssembly.Module, scenario: Scenario) {
        this.steps = core.steps;
        this.people = core.people;
        this.units = core.units.slice();
        try {
            this.worker = new AheadWorker();
        } catch {
            return;
        }
        this.worker.onmessage = ({ data }: MessageEvent<Step>) => this.coming.push(data);
        this.worker.onerror = () => this.end();
        this.worker.postMessage({ module, scenario } satisfies Begin);
        this.worker.postMessage(AHEAD);
    }

    get ready(): boolean {
        return !this.worker || this.coming.length > 0;
    }

    end(): void {
        this.worker?.terminate();
        this.worker = null;
    }

    step(): void {
        this.week++;
        this.now = this.coming.shift() ?? null;
        this.tied = this.now?.ties ?? this.tied;
        if (this.now) this.worker?.postMessage(this.week + AHEAD);
        else for (; this.done < this.week; this.done++) this.core.step();
    }

    observe(): void {
        if (!this.now) this.core.observe();
    }

    observable(name: string): Float64Array {
        return this.now ? (this.now.observables.get(name) ?? new Float64Array(0)) : this.core.observable(name);
    }

    array(name: string): Int32Array | Float64Array | Uint8Array {
        return this.now?.arrays.get(name) ?? this.core.array(name);
    }

    rows(name: string): Rows {
        const bytes = this.now?.tables.get(name);
        return bytes ? this.core.rowsIn(name, bytes) : this.core.rows(name);
    }

    get ties(): Int32Array {
        return this.now && this.tied ? this.tied : this.core.ties;
    }

    label(dimension: string, entry: number): string {
        return this.core.label(dimension, entry);
    }

    digest(): string {
        return this.now?.digest ?? this.core.digest();
    }

    parameter(path: string): string {
        return this.core.parameter(path);
    }
}
