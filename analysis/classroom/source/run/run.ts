// One run on the page: the core, what has happened in it, and its curves.
import { OTHER, OWN, type Circle, type Group, type Moment, type Passing, type Scene } from "../drawing/scene.ts";
import { Chronicle, DOMAINS_MOST } from "./chronicle.ts";
import { Core, type Source } from "./core.ts";
import { Recorded } from "./recorded.ts";
import { MEASURES, scenarioOf, SERIES, type Settings } from "./settings.ts";

/** How many use a practice before it gets a name: this share of the people, and at least so many. */
const NAMED_SHARE = 0.05;
const NAMED_LEAST = 8;
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

function mean(values: readonly number[]): number {
    return values.length ? values.reduce((a, b) => a + b, 0) / values.length : 0;
}

function noCurves(): Curves {
    return { shares: Array.from({ length: NAMES + 1 }, () => []), measures: {}, series: {} };
}

function sourceOf(module: WebAssembly.Module, settings: Settings): Source {
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
    private readonly core: Source;
    private tieCount = -1;
    readonly labels: string[] = [];

    constructor(module: WebAssembly.Module, readonly settings: Settings, readonly names: Names) {
        this.core = sourceOf(module, settings);
        this.weeks = this.core.steps;
        this.scene = { people: this.core.people, units: this.core.units.slice(), ties: this.core.ties.slice() };
        this.take();
    }

    get done(): boolean {
        return this.week >= this.weeks;
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

    private columns(): number {
        return Math.max(1, this.core.array("practice").length / this.scene.people);
    }

    /** The practice of each person, or -1 for the own way: nothing, or what the person began with. */
    private others(): Int32Array {
        const use = this.core.array("practice");
        const columns = this.columns();
        const { begun } = this.chronicle;
        return Int32Array.from({ length: this.scene.people }, (_, i) => {
            const practice = use[i * columns + this.domain];
            return practice === begun.get(i * DOMAINS_MOST + this.domain) ? -1 : practice;
        });
    }

    /** How many do something else than what they began with. */
    private learners(): Map<number, number> {
        const counts = new Map<number, number>();
        for (const practice of this.others()) if (practice >= 0) counts.set(practice, (counts.get(practice) ?? 0) + 1);
        return counts;
    }

    /** The share of people who do each practice, by its key. */
    learned(): Map<string, number> {
        return new Map([...this.learners()].map(([practice, count]) => [this.keyOf(practice), count / this.scene.people]));
    }

    private nameWhatSpreads(): void {
        const enough = Math.max(NAMED_LEAST, this.names.share * this.scene.people);
        const spread = [...this.learners()].filter(([, count]) => count >= enough).sort((a, b) => b[1] - a[1]);
        for (const [practice] of spread) this.names.give(this.keyOf(practice));
    }

    private record(): void {
        const shares = new Array<number>(NAMES + 1).fill(0);
        for (const [practice, count] of this.learners()) shares[this.slotOf(practice)] += count / this.scene.people;
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
                return this.others().reduce((count, practice) => count + (practice >= 0 ? 1 : 0), 0) / this.scene.people;
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
        return Int8Array.from(this.others(), (practice) => (practice < 0 ? OWN : this.slotOf(practice)));
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
