// Makes a run once more from what its file says, and records it: in the module by the code that `selforg view` has
// (sim/recording), so that what a page plays is the same, whichever of the two made it.
import { Core } from "../run/core.ts";
import type { Network, Result } from "./result.ts";
import { Unfit } from "./unfit.ts";

/** What is put into the places of a page that plays a run: JSON. */
export interface Played {
    scenario: string;
    record: string;
}

const MEGABYTE = 1e6;

export class Recorder extends Core {
    constructor(module: WebAssembly.Module) {
        super(module);
        this.exports.begin();
    }

    get mostPeople(): number {
        return this.exports.people_most();
    }

    /** `progress` is told of every step. Throws an Unfit. */
    record(result: Result, progress: (step: number) => void): Played {
        try {
            for (const [path, text] of result.parameters) this.value(path, text);
            if (result.network) this.network(result.network);
            this.call("record", result.steps);
        } catch (error) {
            throw new Unfit("scenario", { why: (error as Error).message });
        }
        for (let step = 1; step <= result.steps; step++) {
            const failed = this.exports.record_step() !== 0;
            if (failed || this.exports.record_bytes() > this.exports.bytes_most()) this.tooMuch();
            progress(step);
        }
        const happened = this.printed(this.exports.print_record());
        if (this.digest() !== result.digest) throw new Unfit("differently");
        const names = `"agents":${JSON.stringify(result.agents)},"practices":${JSON.stringify(result.practices)}`;
        return { scenario: this.printed(this.exports.print_scenario()), record: `{${happened},${names}}` };
    }

    private tooMuch(): never {
        throw new Unfit("much", { most: this.exports.bytes_most() / MEGABYTE });
    }

    private value(path: string, text: string): void {
        this.room(`${path}=${text}`);
        this.call("value");
    }

    private room(text: string): void {
        const bytes = new TextEncoder().encode(`${text}\0`);
        const start = this.exports.room(bytes.length);
        new Uint8Array(this.exports.memory.buffer, start, bytes.length).set(bytes);
    }

    private names(count: number, names: readonly string[], ofUnits: number): void {
        if (names.length === 0) return;
        if (names.length !== count) throw new Unfit("damaged");
        this.room(names.join("\0"));
        this.call("network_names", ofUnits);
    }

    private network({ people, units, edges, directed, names, unitNames, source, target, more }: Network): void {
        const { network } = this.exports as unknown as { network(...sizes: number[]): number };
        if (network(people, units, edges, Number(directed)) !== 0) this.tooMuch();
        this.names(people, names, 0);
        this.names(units, unitNames, 1);
        const ends = Int32Array.from({ length: 2 * edges }, (_, i) => (i % 2 === 0 ? source : target)[i >> 1]);
        this.part("edges", ends);
        for (const [name, values] of Object.entries(more)) this.part(name, values);
    }

    private part(name: string, values: Int32Array | Float64Array): void {
        this.write(name);
        const start = this.exports.network_part();
        const { buffer } = this.exports.memory;
        if (start === 0) return;
        if (values instanceof Int32Array) new Int32Array(buffer, start, values.length).set(values);
        else new Float64Array(buffer, start, values.length).set(values);
    }

    private printed(length: number): string {
        if (length < 0 || length > this.exports.bytes_most()) this.tooMuch();
        return new TextDecoder().decode(new Uint8Array(this.exports.memory.buffer, this.exports.printed(), length));
    }
}
