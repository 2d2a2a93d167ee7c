// One run on the page: the core, what has happened in it, and its curves.
import { OTHER, OWN, type Circle, type Group, type Moment, type Passing, type Scene } from "../drawing/scene.ts";
import { Chronicle } from "./chronicle.ts";
import { Core, type Source } from "./core.ts";
import { Recorded } from "./recorded.ts";
import { MEASURES, scenarioOf, SERIES, type Settings } from "./settings.ts";

/** How many use a practice before it gets a name: this share of the people, and at least so many. Of a large organisation,
 * in which there are more practices beside each other, less of a share the larger it is. */
const NAMED_SHARE = 0.05;
const NAMED_LEAST = 8;
const LARGE = 1000;
export const NAMES = 5;

/** Which practice has which name. A and B share one, so that what is the same has the same name in both. */
export class Names {
    private readonly slots = new Map<string, number>();

    /** share: of the people, who must do it before it gets a name; keys: what has one from the start. */
    constructor(readonly share = NAMED_SHARE, keys: readonly string[] = []) {
        for (const key of keys) this.give(key);
    }

    slotOf(key: string): number {
        return this.slots.get(key) ?? OTHER;
    }

    /** Gives a practice a name, as long as there are any. */
    give(key: string): void {
        if (!this.slots.has(key) && this.slots.size < NAMES) this.slots.set(key, this.slots.size);
    }
}

/** A curve for each thing that is counted, a value for each week from 0. */
export interface Curves {
    /** The share of people who use each named practice, and at last all others that were learned. */
    shares: number[][];
    measures: { [id: string]: number[] };
    series: { [id: string]: number[] };
}

/** What people do in a week. */
interface Tally {
    week: number;
    /** The practice of each person, or -1 for the own way: nothing, or what the person began with. */
    use: Int32Array;
    /** How many do something else than what they began with, by practice. */
    counts: Map<number, number>;
}

function mean(values: readonly number[]): number {
    return values.length ? values.reduce((a, b) => a + b, 0) / values.length : 0;
}

function noCurves(): Curves {
    return { shares: Array.from({ length: NAMES + 1 }, () => []), measures: {}, series: {} };
}

export function sourceOf(module: WebAssembly.Module, settings: Settings): Source {
    if (settings.record) return new Recorded(settings.record);
    const core = new Core(module);
    core.begin(scenarioOf(settings));
    return core;
}

export class Run {
    readonly chronicle = new Chronicle();
    readonly scene: Scene;
    readonly curves: Curves = noCurves();
    readonly weeks: number;
    week = 0;
    /** The domain that is shown. */
    readonly domain = 0;
    private tieCount = -1;
    private tallied: Tally | null = null;
    readonly labels: string[] = [];

    constructor(module: WebAssembly.Module, readonly settings: Settings, readonly names: Names, private readonly core = sourceOf(module, settings)) {
        this.weeks = this.core.steps;
        this.scene = { people: this.core.people, units: this.core.units.slice(), ties: this.core.ties.slice() };
        this.take();
    }

    get done(): boolean {
        return this.week >= this.weeks;
    }

    /** Whether the next step can be done without waiting for it. */
    get ready(): boolean {
        return this.core.ready;
    }

    /** Nobody asks for a step any more. */
    end(): void {
        this.core.end();
    }

    step(): void {
        if (this.done) return;
        this.core.step();
        this.week++;
        this.take();
    }

    /** A step that nobody looks at: no curve is drawn, and what happened is kept. */
    pass(): void {
        if (this.done) return;
        this.core.step();
        this.week++;
        this.chronicle.take(this.week, (table) => this.core.rows(table));
    }

    /** What a measure is now; null where this run has it not. */
    measured(id: string): number | null {
        const observable = MEASURES.find((measure) => measure.id === id)?.observable ?? "";
        if (observable === "") return this.counted(id);
        this.core.observe();
        return this.sum(observable);
    }

    /** The ties, if there are more or fewer than when they were last asked for. */
    changedTies(): Int32Array | null {
        const count = this.curves.series.ties?.at(-1) ?? 0;
        if (count === this.tieCount) return null;
        this.tieCount = count;
        return this.core.ties.slice();
    }

    digest(): string {
        return this.core.digest();
    }

    parameter(path: string): string {
        return this.core.parameter(path);
    }

    /** What the practice in a slot is called in a scenario that lists its practices; "" where it does not. */
    label(slot: number): string {
        const practice = this.practiceIn(slot);
        return practice >= 0 ? this.core.label("practice", practice) : "";
    }

    /** The number of the practice in a slot, or -1. */
    practiceIn(slot: number): number {
        return this.chronicle.practices.find((candidate) => candidate && this.names.slotOf(candidate.key) === slot)?.id ?? -1;
    }

    slotOf(practice: number): number {
        return this.names.slotOf(this.keyOf(practice));
    }

    private keyOf(practice: number): string {
        return this.chronicle.practices[practice]?.key ?? `practice ${practice}`;
    }

    private take(): void {
        this.chronicle.take(this.week, (table) => this.core.rows(table));
        this.core.observe();
        this.nameWhatSpreads();
        this.record();
    }

    private tally(): Tally {
        if (this.tallied?.week === this.week) return this.tallied;
        const all = this.core.array("practice");
        const { people } = this.scene;
        const columns = Math.max(1, all.length / people);
        const begun = this.chronicle.begun[this.domain] ?? [];
        const use = new Int32Array(people).fill(-1);
        const counts = new Map<number, number>();
        for (let i = 0; i < people; i++) {
            const practice = all[i * columns + this.domain];
            if (!(practice >= 0) || practice === begun[i]) continue;
            use[i] = practice;
            counts.set(practice, (counts.get(practice) ?? 0) + 1);
        }
        this.tallied = { week: this.week, use, counts };
        return this.tallied;
    }

    /** The share of people who do each practice, by its key. */
    learned(): Map<string, number> {
        return new Map([...this.tally().counts].map(([practice, count]) => [this.keyOf(practice), count / this.scene.people]));
    }

    private nameWhatSpreads(): void {
        const { people } = this.scene;
        const enough = Math.max(NAMED_LEAST, this.names.share * Math.min(people, Math.sqrt(LARGE * people)));
        const spread = [...this.tally().counts].filter(([, count]) => count >= enough).sort((a, b) => b[1] - a[1]);
        for (const [practice] of spread) this.names.give(this.keyOf(practice));
    }

    private record(): void {
        const shares = new Array<number>(NAMES + 1).fill(0);
        for (const [practice, count] of this.tally().counts) shares[this.slotOf(practice)] += count / this.scene.people;
        shares.forEach((share, slot) => this.curves.shares[slot].push(share));
        const { measures, series } = this.curves;
        for (const { id, observable } of MEASURES) {
            const value = observable === "" ? this.counted(id) : this.sum(observable);
            if (value !== null) (measures[id] ??= []).push(value);
        }
        for (const [id, observable] of Object.entries(SERIES)) {
            const value = this.sum(observable);
            if (value !== null) (series[id] ??= []).push(value);
        }
    }

    /** use: the share of people who do something else than what they began with; first: how many projects the first one
     * set off; age and lived: the mean weeks that the communities alive have lived, and that those which faded had. */
    private counted(id: string): number {
        const communities = [...this.chronicle.communities.values()];
        switch (id) {
            case "first":
                return this.chronicle.setOffByFirst;
            case "age":
                return mean(communities.filter(({ ended }) => ended < 0).map(({ convened }) => this.week - convened));
            case "lived":
                return mean(communities.filter(({ faded }) => faded).map(({ convened, ended }) => ended - convened));
            default:
                return [...this.tally().counts.values()].reduce((sum, count) => sum + count, 0) / this.scene.people;
        }
    }

    private sum(observable: string): number | null {
        const values = this.core.observable(observable);
        return values.length ? values.reduce((a, b) => a + b, 0) : null;
    }

    /** How things stand, to be drawn. */
    moment(): Moment {
        return {
            step: this.week,
            slots: this.slots(),
            groups: this.groups(),
            circles: this.circles(),
            passings: this.passings(),
        };
    }

    /** What a person does: a slot of the names. */
    slots(): Int8Array {
        const slots = new Map([...this.tally().counts.keys()].map((practice) => [practice, this.slotOf(practice)]));
        return Int8Array.from(this.tally().use, (practice) => slots.get(practice) ?? OWN);
    }

    private groups(): Group[] {
        return [...this.chronicle.projects.values()]
            .filter((project) => project.members.size > 0)
            .map(({ id, founder, members, state, practice }) => ({
                id,
                founder,
                members: [...members],
                state,
                slot: practice >= 0 && state !== "forming" ? this.slotOf(practice) : OWN,
            }));
    }

    private circles(): Circle[] {
        return [...this.chronicle.communities.values()]
            .filter(({ ended, rings }) => ended < 0 && rings.size > 0)
            .map(({ id, convener, rings, phase }) => {
                const count = (ring: string) => [...rings.values()].filter((one) => one === ring).length;
                const home = convener >= 0 ? convener : (rings.keys().next().value ?? 0);
                return { id, home, rings: [count("core"), count("engaged"), count("interested")], fading: phase === "legacy" };
            });
    }

    private passings(): Passing[] {
        const { adoptions, recent } = this.chronicle;
        return recent.flatMap((row) => {
            const { agent, domain, practice, sources } = adoptions[row];
            if (domain !== this.domain || sources.length === 0) return [];
            return [{ from: sources[0].agent, to: agent, slot: this.slotOf(practice) }];
        });
    }
}
