// What a class does by hand before the model goes on by itself: a few people are tapped, each a friend of those before. They
// gather into a project, or what the first has found is passed on along the ties.
import { OWN, type Group, type Passing } from "../drawing/scene.ts";
import type { Hand as Screen } from "../lessons/schema.ts";
import type { Run } from "../run/run.ts";
import { fill, number, words } from "../words/words.ts";
import type { Theatre } from "./theatre.ts";

/** How long a project that was tapped is at work, and how long one looks at what came of it, in milliseconds. */
const WORKING = 2600;
const LOOKING = 2000;

export class Hand {
    private readonly tapped: number[] = [];
    private readonly friends = new Map<number, number[]>();
    private passings: Passing[] = [];
    private over = false;
    private left = false;
    onTap: () => void = () => undefined;
    /** All are tapped, and what came of it has been seen. */
    onOver: () => void = () => undefined;

    constructor(private readonly theatre: Theatre, private readonly run: Run, private readonly screen: Screen) {
        const { ties } = run.scene;
        for (let i = 0; i < ties.length; i += 2) {
            this.know(ties[i], ties[i + 1]);
            this.know(ties[i + 1], ties[i]);
        }
        theatre.tapped = (person) => this.tap(person);
        this.show();
    }

    leave(): void {
        this.left = true;
        this.theatre.tapped = null;
        this.theatre.said = null;
        this.theatre.panes[0].stage.offered = null;
    }

    get done(): boolean {
        return this.tapped.length >= this.screen.taps;
    }

    get begun(): boolean {
        return this.tapped.length > 0;
    }

    /** One of those who may be tapped, for whoever taps nobody. */
    anybody(): void {
        const offered = [...this.offered()];
        this.tap(offered[Math.floor(Math.random() * offered.length)]);
    }

    private know(one: number, other: number): void {
        const known = this.friends.get(one);
        if (known) known.push(other);
        else this.friends.set(one, [other]);
    }

    /** Who may be tapped: at first anybody who has friends, then whoever knows one of those before. */
    private offered(): Set<number> {
        if (this.done) return new Set();
        if (this.tapped.length === 0) return new Set(this.friends.keys());
        const known = new Set(this.tapped.flatMap((person) => this.friends.get(person) ?? []));
        for (const person of this.tapped) known.delete(person);
        return known;
    }

    private tap(person: number): void {
        if (!this.offered().has(person)) return;
        const from = this.tapped.findLast((one) => this.friends.get(one)?.includes(person));
        this.passings = from !== undefined && this.screen.way === "pass" ? [{ from, to: person, slot: 0 }] : [];
        this.tapped.push(person);
        this.show();
        if (this.done) setTimeout(() => this.end(), this.screen.way === "gather" ? WORKING : 0);
        this.onTap();
    }

    /** The project has ended, and leaves people who do it another way. */
    private end(): void {
        if (this.left) return;
        this.over = true;
        this.show();
        setTimeout(() => !this.left && this.onOver(), LOOKING);
    }

    private show(): void {
        const { screen, tapped, run } = this;
        const changed = screen.way === "pass" || this.over;
        const slots = new Int8Array(run.scene.people).fill(OWN);
        if (changed) for (const person of tapped) slots[person] = 0;
        const { stage } = this.theatre.panes[0];
        stage.show({ step: 0, slots, groups: this.groups(), circles: [], passings: this.passings }, performance.now());
        stage.offered = tapped.length > 0 && !this.done ? this.offered() : null;
        const { hand } = words();
        const places = { n: number(tapped.length), of: number(screen.taps) };
        this.theatre.said = { number: number(tapped.length), says: screen.way === "pass" ? hand.passed : hand.gathered, sentence: this.done ? "" : fill(hand.count, places) };
        this.theatre.write();
    }

    private groups(): Group[] {
        if (this.screen.way === "pass" || this.tapped.length === 0) return [];
        return [{ id: 0, founder: this.tapped[0], members: this.tapped, state: this.over ? "succeeded" : "working", slot: this.over ? 0 : OWN }];
    }
}
