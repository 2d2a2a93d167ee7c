// Plays one run, or two side by side with the same people and the same chances, and keeps the curves of the last one.
import { Ahead } from "./ahead.ts";
import { Core } from "./core.ts";
import { Names, Run, sourceOf, type Curves } from "./run.ts";
import { scenarioOf, settingsOf, slider, stopNow, withChange, type Settings } from "./settings.ts";
import type { State } from "./link.ts";

export type Side = "a" | "b";

/** What has happened, for whoever shows it: new runs; steps were done; playing began or ended; settings changed. */
export type Happening = "making" | "made" | "stepped" | "played" | "settings";

/** A scenario has room for no more changes. */
const CHANGES_MOST = 60;

/** Of more people than these the steps are done beside the page. */
const MANY = 1000;

/** Milliseconds of one frame that may go into steps. */
const BUDGET = 14;

export class Player {
    a!: Run;
    b: Run | null = null;
    ghost: Curves | null = null;
    playing = false;
    /** Weeks a second. */
    speed = 8;
    /** The week to which a run is taken as fast as can be, or -1. */
    target = -1;
    /** The week in which it stops by itself, wherever it goes on from there; or -1. */
    until = -1;
    private due = 0;
    /** Runs that are on their way to the week where those shown are, and take their place there. */
    private coming: { a: Run; b: Run | null } | null = null;
    private readonly listeners: ((what: Happening, quiet: boolean) => void)[] = [];

    constructor(private readonly module: WebAssembly.Module) {}

    listen(act: (what: Happening, quiet: boolean) => void): void {
        this.listeners.push(act);
    }

    /** How many times something else was to be made. */
    private turn = 0;

    private tell(what: Happening, quiet = false): void {
        for (const listener of this.listeners) listener(what, quiet);
    }

    get state(): State {
        return { a: this.a.settings, b: this.b?.settings ?? null, week: this.a.week };
    }

    get week(): number {
        return this.a.week;
    }

    get done(): boolean {
        return this.a.done && (this.b?.done ?? true);
    }

    private begin(settings: Settings, names: Names): Run {
        const source = sourceOf(this.module, settings);
        const many = source instanceof Core && source.people > MANY;
        return new Run(this.module, settings, names, many ? new Ahead(source, this.module, scenarioOf(settings)) : source);
    }

    private end(): void {
        for (const run of [this.a, this.b, this.coming?.a, this.coming?.b]) run?.end();
    }

    /** Whether the next step of all is there. */
    private get ready(): boolean {
        return this.runs().every((run) => run.ready);
    }

    runs(): Run[] {
        return [this.a, this.b].filter((run): run is Run => Boolean(run));
    }

    run(side: Side): Run {
        return side === "b" && this.b ? this.b : this.a;
    }

    /** Makes the runs that a state says, and takes them to its week. Throws what the core says against it. */
    make(state: State, ghost: Curves | null = null, names = new Names()): void {
        this.turn++;
        const a = this.begin(state.a, names);
        const b = state.b ? this.begin(state.b, names) : null;
        this.end();
        [this.a, this.b] = [a, b];
        this.ghost = ghost;
        this.coming = null;
        this.due = 0;
        this.until = -1;
        this.target = state.week > 0 ? Math.min(state.week, this.a.weeks) : -1;
        this.tell("made");
    }

    /** Does what makes an organisation. Of many people that takes a while, in which a page stands still, so that it is said and
     * shown before. What comes in between takes its place. */
    private soon(people: number, make: () => void): void {
        const turn = ++this.turn;
        if (people <= MANY) return make();
        this.play(false);
        this.tell("making");
        requestAnimationFrame(() => setTimeout(() => turn === this.turn && make(), 0));
    }

    restart(): void {
        this.soon(this.a.settings.people, () => this.again());
    }

    /** Begins again; what there was stays as a ghost. `adopt`: what was moved on the way counts from the start. */
    private again(adopt = true): void {
        const ghost = this.week > 0 && !this.b ? this.a.curves : this.ghost;
        const afresh = (settings: Settings): Settings =>
            adopt ? { ...settings, stops: stopsNow(settings), changes: [] } : settings;
        this.make({ a: afresh(this.a.settings), b: this.b ? afresh(this.b.settings) : null, week: 0 }, ghost);
    }

    /** Another start. */
    choose(preset: string): void {
        const { seed, people } = this.a.settings;
        const ghost = this.week > 0 && !this.b ? this.a.curves : this.ghost;
        const a = settingsOf(preset, seed, people);
        this.soon(people, () => this.make({ a, b: this.b ? structuredClone(a) : null, week: 0 }, ghost));
    }

    setSeed(seed: number): void {
        for (const run of this.runs()) run.settings.seed = seed;
        this.restart();
    }

    setPeople(people: number): void {
        this.soon(people, () => {
            for (const run of this.runs()) run.settings.people = people;
            this.ghost = null;
            this.again();
            this.ghost = null;
        });
    }

    /** B beside A, or A alone. */
    compare(on: boolean): void {
        const a = { ...this.a.settings, stops: stopsNow(this.a.settings), changes: [] };
        this.soon(a.people, () => this.make({ a, b: on ? structuredClone(a) : null, week: 0 }));
    }

    /** Moves a slider: at once where that can be, else from a new start. */
    move(side: Side, id: string, stop: number): void {
        const run = this.coming ? (side === "b" && this.coming.b ? this.coming.b : this.coming.a) : this.run(side);
        if (stopNow(run.settings, id) === stop) return;
        if (this.week === 0 || !slider(id)?.now) {
            for (const one of this.runs()) one.settings.stops = stopsNow(one.settings);
            run.settings.stops[id] = stop;
            this.restart();
        } else {
            const change = { week: this.week + 1, slider: id, stop };
            const settings = (one: Run) => (one === run ? withChange(one.settings, change) : one.settings);
            const { a, b } = this.coming ?? this;
            this.replace(settings(a), b ? settings(b) : null);
        }
    }

    /** The same story with something moved now: it is played again up to this week, out of sight, since a run knows
     * from the start what will be moved in it. */
    private replace(a: Settings, b: Settings | null): void {
        const names = new Names(this.a.names.share);
        if (a.changes.length > CHANGES_MOST || (b?.changes.length ?? 0) > CHANGES_MOST) return this.tell("settings");
        for (const run of [this.coming?.a, this.coming?.b]) run?.end();
        this.coming = { a: this.begin(a, names), b: b ? this.begin(b, names) : null };
    }

    /** A, and beside it the same story without a person. */
    besideWithout(person: number): void {
        const a = this.a.settings;
        this.make({ a, b: { ...structuredClone(a), without: person }, week: this.week }, null, this.a.names);
    }

    /** How things would be now without a person: what each would do. Works in pieces, so that the page stays alive. */
    async without(person: number): Promise<Int8Array> {
        const run = this.begin({ ...structuredClone(this.a.settings), without: person }, this.a.names);
        const { week } = this;
        while (run.week < week) {
            const end = performance.now() + BUDGET;
            while (run.week < week && run.ready && performance.now() < end) run.step();
            await new Promise((resolve) => setTimeout(resolve, 0));
        }
        run.end();
        return run.slots();
    }

    play(on: boolean): void {
        if (on && this.done) this.again(false);
        const was = this.playing;
        this.playing = on;
        this.due = 0;
        if (on !== was) this.tell("played");
    }

    /** To a week as fast as can be. */
    hasten(week: number): void {
        this.target = Math.min(week, this.a.weeks);
    }

    /** To a week of a run that is recorded, at once. */
    seek(week: number): void {
        if (week < this.week) this.a = new Run(this.module, this.a.settings, this.a.names);
        while (this.week < week && !this.a.done) this.a.step();
        this.tell("stepped", true);
    }

    one(): void {
        if (this.done) return;
        if (!this.ready) return this.hasten(this.week + 1);
        for (const run of this.runs()) run.step();
        this.tell("stepped");
    }

    /** Does what is due after `elapsed` milliseconds. */
    advance(elapsed: number): void {
        if (this.coming) return this.come(this.coming);
        if (this.target > this.week) this.hurry();
        if (!this.playing || this.target > this.week) return;
        this.due = Math.min(this.due + (this.speed * elapsed) / 1000, 1 + this.speed / 8);
        const end = performance.now() + BUDGET;
        let stepped = false;
        while (this.due >= 1 && !this.done && this.week !== this.until && this.ready && performance.now() < end) {
            for (const run of this.runs()) run.step();
            this.due--;
            stepped = true;
        }
        if (stepped) this.tell("stepped");
        if (this.done || this.week === this.until) this.play(false);
    }

    private come(runs: { a: Run; b: Run | null }): void {
        const end = performance.now() + 2 * BUDGET;
        while (runs.a.week < this.week && runs.a.ready && (runs.b?.ready ?? true) && performance.now() < end) {
            runs.a.step();
            runs.b?.step();
        }
        if (runs.a.week < this.week) return;
        this.coming = null;
        this.end();
        [this.a, this.b] = [runs.a, runs.b];
        this.tell("settings");
    }

    private hurry(): void {
        const end = performance.now() + 2 * BUDGET;
        while (this.week < this.target && this.ready && performance.now() < end) for (const run of this.runs()) run.step();
        if (this.week >= this.target) this.target = -1;
        this.tell("stepped", true);
    }
}

export function stopsNow(settings: Settings): Settings["stops"] {
    return Object.fromEntries(Object.keys(settings.stops).map((id) => [id, stopNow(settings, id)]));
}
