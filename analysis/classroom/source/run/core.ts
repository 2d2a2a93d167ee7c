// The simulator: the same core as the program's, as WebAssembly. Everything is asked for by its name in the tables.
//
// What it hands out are views of its memory, good until the next call.

/** A scenario as in a scenario file: sections with keys, in any depth. */
export type Scenario = { [key: string]: Value };
export type Value = string | number | boolean | null | Scenario;

type Exports = { [name: string]: (argument?: number) => number } & { memory: WebAssembly.Memory };

/** One column of a table: where it stands in a row, and the words for its categories. */
interface Column {
    offset: number;
    type: number;
    words: string[];
}

interface Layout {
    table: number;
    size: number;
    columns: Map<string, Column>;
}

const AMOUNT = 1;
const CATEGORY = 2;

/** Rows of a table of events or of a snapshot. */
export interface Rows {
    readonly count: number;
    number(row: number, name: string): number;
    word(row: number, name: string): string;
}

/** Where a run comes from: a core that does it, or a recording. */
export interface Source {
    readonly steps: number;
    readonly people: number;
    readonly units: Int32Array;
    readonly ties: Int32Array;
    /** Whether the next step is there. */
    readonly ready: boolean;
    step(): void;
    /** No step will be asked for any more. */
    end(): void;
    observe(): void;
    observable(name: string): Float64Array;
    array(name: string): Int32Array | Float64Array | Uint8Array;
    rows(name: string): Rows;
    label(dimension: string, entry: number): string;
    digest(): string;
    parameter(path: string): string;
}

class CoreRows implements Rows {
    readonly count: number;
    private readonly bytes: DataView;

    constructor(bytes: Uint8Array, private readonly layout: Layout) {
        this.count = bytes.length / layout.size;
        this.bytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }

    number(row: number, name: string): number {
        const column = this.column(name);
        const at = row * this.layout.size + column.offset;
        if (column.type === AMOUNT) return this.bytes.getFloat64(at, true);
        return column.type === CATEGORY ? this.bytes.getInt8(at) : this.bytes.getInt32(at, true);
    }

    word(row: number, name: string): string {
        return this.column(name).words[this.number(row, name)] ?? "";
    }

    private column(name: string): Column {
        const column = this.layout.columns.get(name);
        if (!column) throw new Error(`there is no column '${name}'`);
        return column;
    }
}

export class Core implements Source {
    readonly ready = true;
    protected readonly exports: Exports;
    private readonly layouts = new Map<string, Layout>();

    constructor(module: WebAssembly.Module) {
        this.exports = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
        this.exports._initialize();
    }

    /** Makes a world at step 0. Throws what the core says against the scenario. */
    begin(scenario: Scenario): void {
        this.exports.begin();
        this.settle(scenario, "");
        this.call("start");
    }

    private settle(values: Scenario, prefix: string): void {
        for (const [key, value] of Object.entries(values)) {
            const path = prefix + key;
            this.write(path);
            const kind = this.exports.kind();
            if (value !== null && typeof value === "object" && kind !== 2) {
                if (kind === 0 || kind === -1) this.set(path, null, kind);
                this.settle(value, `${path}.`);
            } else {
                this.set(path, value === null ? null : asText(value), kind);
            }
        }
    }

    private set(path: string, text: string | null, kind: number): void {
        if (text === null && kind > 0) return;
        this.write(text === null ? path : `${path}=${text}`);
        this.call("set");
    }

    step(): void {
        this.call("step", 1);
    }

    end(): void {}

    /** The value of a parameter of the scenario, as text. */
    parameter(path: string): string {
        this.write(path);
        this.call("get");
        return this.read();
    }

    get steps(): number {
        return this.exports.steps();
    }

    get people(): number {
        return this.exports.people();
    }

    get units(): Int32Array {
        return new Int32Array(this.exports.memory.buffer, this.exports.units(), this.people);
    }

    /** Both people of each tie. */
    get ties(): Int32Array {
        const count = this.exports.ties();
        return new Int32Array(this.exports.memory.buffer, this.exports.tie_pairs(), 2 * Math.max(0, count));
    }

    observe(): void {
        this.exports.observe();
    }

    /** What was seen of an observable at the last `observe`; nothing where this run has it not. */
    observable(name: string): Float64Array {
        this.write(name);
        const number = this.exports.observable();
        const length = number < 0 ? 0 : this.exports.observable_length(number);
        const start = length > 0 ? this.exports.observable_values(number) : 0;
        return new Float64Array(this.exports.memory.buffer, start, length);
    }

    /** An array over people, [people][columns]; nothing where this run has it not. */
    array(name: string): Int32Array | Float64Array | Uint8Array {
        this.write(name);
        const number = this.exports.array();
        if (number < 0) return new Uint8Array(0);
        const length = this.people * this.exports.array_columns(number);
        const start = this.exports.array_values(number);
        const { buffer } = this.exports.memory;
        switch (this.exports.array_type(number)) {
            case 0:
                return new Int32Array(buffer, start, length);
            case 2:
                return new Float64Array(buffer, start, length);
            default:
                return new Uint8Array(buffer, start, length);
        }
    }

    /** The events of the last step, or what there is now of a snapshot's table. */
    rows(name: string): Rows {
        return this.rowsIn(name, this.bytes(name));
    }

    /** The same as they lie in memory, and as rows again. */
    bytes(name: string): Uint8Array {
        const { table, size } = this.layout(name);
        const count = this.exports.table_count(table);
        return new Uint8Array(this.exports.memory.buffer, count > 0 ? this.exports.table_rows(table) : 0, count * size);
    }

    rowsIn(name: string, bytes: Uint8Array): Rows {
        return new CoreRows(bytes, this.layout(name));
    }

    private layout(name: string): Layout {
        const known = this.layouts.get(name);
        if (known) return known;
        this.write(name);
        const table = this.exports.table();
        if (table < 0) throw new Error(`there is no table '${name}'`);
        this.exports.table_layout(table);
        const said = JSON.parse(this.read()) as { size: number; columns: [string, number, number, ...string[]][] };
        const columns = said.columns.map(([column, type, offset, ...words]) => [column, { type, offset, words }] as const);
        const layout = { table, size: said.size, columns: new Map(columns) };
        this.layouts.set(name, layout);
        return layout;
    }

    /** The label of an entry of a dimension, such as a practice that the scenario lists; "" where there is none. */
    label(dimension: string, entry: number): string {
        this.write(dimension);
        return this.exports.label(entry) === 0 ? this.read() : "";
    }

    /** What identifies the run so far, the same as the program's. */
    digest(): string {
        this.call("digest");
        return this.read();
    }

    protected call(name: string, argument?: number): void {
        if (this.exports[name](argument) !== 0) throw new Error(this.read());
    }

    protected write(text: string): void {
        const bytes = new TextEncoder().encode(`${text}\0`);
        new Uint8Array(this.exports.memory.buffer, this.exports.text(), bytes.length).set(bytes);
    }

    protected read(): string {
        const bytes = new Uint8Array(this.exports.memory.buffer, this.exports.text());
        return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
    }
}

/** Names with a number each are written {"name": number}, and what is nested joins its names: {"31 tell.probability": 0}. */
function asText(value: Value): string {
    if (value === null || typeof value !== "object") return String(value);
    const pairs = Object.entries(value).flatMap(([name, inner]): [string, Value][] =>
        inner !== null && typeof inner === "object"
            ? Object.entries(inner).map(([second, number]) => [`${name} ${second}`, number])
            : [[name, inner]],
    );
    return JSON.stringify(Object.fromEntries(pairs));
}
