// The first screen: a question, a button, and a place where something is going on.
import type { Insets } from "../drawing/stage.ts";
import type { Player } from "../run/player.ts";
import { Names } from "../run/run.ts";
import { settingsOf } from "../run/settings.ts";
import { fill, number, words } from "../words/words.ts";
import { button, fillWith, h, ringMark, shapeMark } from "./dom.ts";
import { projectsNow } from "./tell.ts";

const PEOPLE = 500;
const SEED = 7;

/** Names are given sooner than later on, for there are few weeks to be seen. */
const NAMED_SOON = 0.02;

/** Weeks a second: lively at first, then so that one can look at it while thinking. */
const LIVELY = 8;
const CALM = 2;
const CALMS_AFTER = 8000;

/** Milliseconds in which the people appear. */
const APPEARING = 600;

export class First {
    readonly element = h("section.first");
    private readonly counter = h("p.counter");
    private begun = 0;
    onBegin: () => void = () => undefined;

    constructor(private readonly player: Player) {}

    open(): void {
        this.begun = performance.now();
        this.player.speed = LIVELY;
        this.player.make({ a: settingsOf("everyday", SEED, PEOPLE), b: null, week: 0 }, null, new Names(NAMED_SOON));
        this.player.play(true);
        this.translate();
    }

    translate(): void {
        const { first } = words();
        fillWith(this.element,
            h("div.asks", {},
                h("h1", {}, first.question),
                h("div.row", {}, button("", first.button, () => this.onBegin(), "primary large"))),
            h("div.below", {}, this.counter, this.legend()));
        this.count();
    }

    /** What a dot, a symbol and a ring are. */
    private legend(): HTMLElement {
        const { legend } = words().first;
        const symbols = [...words().names, ""].map((_, slot) => shapeMark(slot));
        return h("p.about", {}, h("span", {}, shapeMark(-1), legend.person), h("span", {}, ...symbols, legend.practice), h("span", {}, ringMark(), legend.project));
    }

    private count(): void {
        const { a } = this.player;
        if (!a) return;
        const people = Math.round((a.curves.measures.use?.at(-1) ?? 0) * a.scene.people);
        this.counter.textContent = fill(words().first.counter, { week: a.week, projects: number(projectsNow(a)), people: number(people) });
    }

    /** How visible the people are by now. */
    veil(now: number): number {
        return Math.min(1, (now - this.begun) / APPEARING);
    }

    frame(now: number): void {
        if (now - this.begun > CALMS_AFTER) this.player.speed = CALM;
        this.count();
    }

    /** The people stand beside the question, or below it where the screen is narrow. */
    insets(width: number, height: number): Insets {
        const box = (part: string) => this.element.querySelector(part)?.getBoundingClientRect() ?? new DOMRect();
        if (width / height > 1.1) return { left: box(".asks").right + 12, top: 64, right: 24, bottom: Math.min(90, box(".below").height + 24) };
        return { left: 12, top: box("h1").bottom + 8, right: 12, bottom: height - box(".row").top + 8 };
    }
}
