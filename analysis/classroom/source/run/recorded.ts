// A run that was recorded, in place of one under way: what the page asks of a core, from the rows that a result file has.
// It can only be gone through forwards; whoever wants to go back begins again, which costs little.
import type { Rows, Source } from "./core.ts";

/** As the program puts it into the page. Everything is in the order of steps. */
export interface Recording {
    digest: string;
    people: number;
    steps: number;
    domains: number;
    units: number[];
    /** What the people are called; none where they have numbers. */
    agents: string[];
    /** What practices are called that were known beforehand. */
    practices: string[];
    /** Who was tied to whom, from these steps on: both people of each tie. */
    ties: { step: number; pairs: number[] }[];
    /** A value for each step, or several. */
    series: { [observable: string]: (number | null | (number | null)[])[] };
    tables: { [name: string]: Table };
}

interface Table {
    columns: { [column: string]: number[] };
    words: { [column: string]: string[] };
}

class RecordedRows implements Rows {
    constructor(
        private readonly table: Table,
        private readonly first: number,
        readonly count: number,
    ) {}

    number(row: number, name: string): number {
        const column = this.table.columns[name];
        if (!column) throw new Error(`there is no column '${name}'`);
        return column[this.first + row];
    }

    word(row: number, name: string): string {
        return this.table.words[name]?.[this.number(row, name)] ?? "";
    }
}

const NOTHING: Table = { columns: { step: [] }, words: {} };

export class Recorded implements Source {
    readonly ready = true;
    readonly steps: number;
    readonly people: number;
    readonly units: Int32Array;
    private at = 0;
    private readonly use: Int32Array;
    /** The rows of the adoptions by which it came into use. */
    private readonly adoption: Int32Array;
    /** How many rows of a table lie before the step under way. */
    private readonly before = new Map<string, number>();

    constructor(private readonly recording: Recording) {
        this.steps = recording.steps;
        this.people = recording.people;
        this.units = Int32Array.from(recording.units);
        this.use = new Int32Array(recording.people * recording.domains).fill(-1);
        this.adoption = new Int32Array(this.use.length).fill(-1);
        this.follow();
    }

    step(): void {
        for (const name of Object.keys(this.recording.tables)) this.before.set(name, this.first(name) + this.rows(name).count);
        this.at++;
        this.follow();
    }

    /** What everybody uses after the step: people who leave do so at its end, and newcomers begin. Who dropped a practice
     * uses nothing, unless something was taken up since. */
    private follow(): void {
        const adoptions = this.rows("adoption");
        const drops = this.rows("drop");
        const turnovers = this.rows("turnover");
        const { domains } = this.recording;
        const take = (joining: boolean) => {
            for (let i = 0; i < adoptions.count; i++) {
                if (["initial", "onboarding"].includes(adoptions.word(i, "channel")) !== joining) continue;
                const place = adoptions.number(i, "learner") * domains + adoptions.number(i, "domain");
                this.use[place] = adoptions.number(i, "practice");
                this.adoption[place] = this.first("adoption") + i;
            }
        };
        take(false);
        for (let i = 0; i < drops.count; i++) {
            const place = drops.number(i, "agent") * domains + drops.number(i, "domain");
            if (this.adoption[place] === drops.number(i, "adoption")) this.use[place] = -1;
        }
        for (let i = 0; i < turnovers.count; i++) this.use.fill(-1, turnovers.number(i, "agent") * domains, (turnovers.number(i, "agent") + 1) * domains);
        take(true);
    }

    end(): void {}

    get ties(): Int32Array {
        return Int32Array.from(this.recording.ties.findLast(({ step }) => step <= this.at)?.pairs ?? []);
    }

    observe(): void {}

    observable(name: string): Float64Array {
        const value = this.recording.series[name]?.[this.at];
        if (value === undefined) return new Float64Array(0);
        return Float64Array.from(Array.isArray(value) ? value : [value], (one) => one ?? Number.NaN);
    }

    array(name: string): Int32Array {
        return name === "practice" ? this.use : new Int32Array(0);
    }

    private first(name: string): number {
        return this.before.get(name) ?? 0;
    }

    rows(name: string): Rows {
        const table = this.recording.tables[name] ?? NOTHING;
        const { step } = table.columns;
        const first = this.first(name);
        let last = first;
        while (last < step.length && step[last] <= this.at) last++;
        return new RecordedRows(table, first, last - first);
    }

    label(dimension: string, entry: number): string {
        return dimension === "practice" ? (this.recording.practices[entry] ?? "") : "";
    }

    digest(): string {
        return this.recording.digest;
    }

    parameter(): string {
        return "";
    }
}
