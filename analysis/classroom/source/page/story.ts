// One person's or one practice's story: from whom it came, to whom it went.
import { OTHER, type Lineage } from "../drawing/scene.ts";
import { descendants, wayTo, type Adoption } from "../run/chronicle.ts";
import type { Player, Side } from "../run/player.ts";
import type { Run } from "../run/run.ts";
import { fill, number, personName, when, words } from "../words/words.ts";
import { button, fillWith, h, shapeMark } from "./dom.ts";
import { slotName } from "./tell.ts";
import type { Theatre } from "./theatre.ts";

/** How many steps of a way are told; the first and the last are always among them. */
const TOLD = 5;

interface Subject {
    side: Side;
    person: number;
    /** A practice's slot, where the story is that of a practice; its first finder is the person. */
    slot: number | null;
}

export class Story {
    readonly element = h("section.story", { "aria-live": "polite" });
    private subject: Subject | null = null;
    /** What was found when somebody sat out; null: it is being found. */
    private tried: { person: number; week: number; slots: Int8Array | null } | null = null;

    constructor(private readonly player: Player, private readonly theatre: Theatre) {
        theatre.onPerson = (side, person) => (person < 0 ? this.close() : this.person(side, person));
        player.listen((what) => {
            if (what === "made") this.subject = this.tried = null;
            if (what !== "played") this.draw(what !== "stepped");
        });
    }

    person(side: Side, person: number): void {
        this.tell({ side, person, slot: null });
    }

    /** A story stands at the head of its panel, which may have been scrolled away from it. */
    private tell(subject: Subject): void {
        this.subject = subject;
        this.draw(true);
        this.element.closest(".panel")?.scrollTo(0, 0);
    }

    practice(side: Side, slot: number): void {
        const run = this.player.run(side);
        const first = run.chronicle.adoptions.find((adoption) => adoption.domain === run.domain && run.slotOf(adoption.practice) === slot && adoption.channel !== "initial");
        if (!first) return;
        this.tell({ side, person: first.agent, slot });
    }

    close(): void {
        this.subject = null;
        this.draw(true);
    }

    get open(): boolean {
        return this.subject !== null;
    }

    draw(whole: boolean): void {
        for (const { stage } of this.theatre.panes) stage.lineage = null;
        if (!this.subject) {
            if (whole) this.drawAsking();
            return;
        }
        const run = this.player.run(this.subject.side);
        this.theatre.pane(this.subject.side).stage.lineage = this.lineage(run, this.subject);
        if (!whole && this.player.playing) return;
        const { story } = words();
        const head = h("div.head", {}, h("h2", {}, story.label), button("close", story.close, () => this.close(), "small", true));
        fillWith(this.element, head, ...(this.subject.slot === null ? this.tellPerson(run, this.subject) : this.tellPractice(run, this.subject.slot)));
    }

    private drawAsking(): void {
        const { story } = words();
        const ask = (name: string, find: () => number) =>
            button("", name, () => {
                const person = find();
                if (person >= 0) this.person("a", person);
            }, "small");
        fillWith(this.element,
            h("h2", {}, story.label), h("p.hint", {}, story.ask),
            h("div.row", {}, ask(story.random, () => Math.floor(Math.random() * this.player.a.scene.people)), ask(story.latest, () => this.latest()), ask(story.teacher, () => this.teacher())));
    }

    private latest(): number {
        const { adoptions } = this.player.a.chronicle;
        return adoptions.findLast(({ sources }) => sources.length > 0)?.agent ?? Math.floor(Math.random() * this.player.a.scene.people);
    }

    /** Who is the first source of most. */
    private teacher(): number {
        const counts = new Map<number, number>();
        for (const { sources } of this.player.a.chronicle.adoptions)
            if (sources[0]) counts.set(sources[0].agent, (counts.get(sources[0].agent) ?? 0) + 1);
        const best = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [-1, 0]);
        return best[0] >= 0 ? best[0] : this.latest();
    }

    private row(run: Run, subject: Subject): number {
        if (subject.slot === null) return run.chronicle.rowOf(subject.person, run.domain);
        return run.chronicle.adoptions.findIndex((adoption) => adoption.domain === run.domain && run.slotOf(adoption.practice) === subject.slot && adoption.channel !== "initial");
    }

    private lineage(run: Run, subject: Subject): Lineage {
        const { adoptions } = run.chronicle;
        const row = this.row(run, subject);
        if (row < 0) return { person: subject.person, came: [], went: [], slot: -1 };
        const way = wayTo(adoptions, row).map((at) => adoptions[at].agent);
        const came = way.slice(1).map((person, i) => [way[i], person] as [number, number]);
        const went = descendants(adoptions, row).map(({ row: to, from }) => [adoptions[from].agent, adoptions[to].agent] as [number, number]);
        return { person: subject.person, came: subject.slot === null ? came : [], went, slot: run.slotOf(adoptions[row].practice) };
    }

    private tellPerson(run: Run, subject: Subject): HTMLElement[] {
        const { story } = words();
        const { adoptions } = run.chronicle;
        const name = personName(subject.person);
        const row = this.row(run, subject);
        const where = h("p.who", {}, h("strong", {}, name), ` · ${fill(story.department, { n: run.scene.units[subject.person] + 1 })}`);
        const adoption = adoptions[row];
        if (!adoption) return [where, h("p", {}, fill(story.does_nothing, { name }))];
        const slot = run.slotOf(adoption.practice);
        if (adoption.channel === "initial") return [where, h("p", {}, fill(story.does_own, { name })), ...this.tellReach(adoptions, row)];
        const practice = slot === OTHER ? story.unnamed : slotName(slot, run);
        const does = h("p", {}, shapeMark(slot), " ", fill(story.does, { name, practice, when: when(adoption.step) }));
        return [where, does, h("h3", {}, story.from), this.tellWay(run, adoptions, row), ...this.tellReach(adoptions, row), this.tellWithout(subject)];
    }

    /** The same story once more, with the person sitting out. */
    private tellWithout({ side, person }: Subject): HTMLElement {
        const { story } = words();
        const said = h("div.without", { role: "status" });
        if (side === "b" || this.player.b || this.player.a.settings.own) return said;
        const known = this.tried?.person === person && this.tried.week === this.player.week ? this.tried : null;
        if (!known) fillWith(said, button("", story.without, () => void this.tryWithout(person), "small"), h("p.hint", {}, story.without_hint));
        else if (!known.slots) fillWith(said, h("p.hint", {}, fill(story.without_running, { name: personName(person) })));
        else fillWith(said, ...this.tellDifference(person, known.slots), button("compare", story.without_beside, () => this.player.besideWithout(person), "small"));
        return said;
    }

    private async tryWithout(person: number): Promise<void> {
        this.player.play(false);
        const tried = { person, week: this.player.week, slots: null as Int8Array | null };
        this.tried = tried;
        this.draw(true);
        tried.slots = await this.player.without(person);
        this.draw(true);
    }

    private tellDifference(person: number, there: Int8Array): HTMLElement[] {
        const { story } = words();
        let [lost, gained, other] = [0, 0, 0];
        this.player.a.slots().forEach((here, i) => {
            if (i === person || here === there[i]) return;
            if (there[i] < 0) lost++;
            else if (here < 0) gained++;
            else other++;
        });
        const lines = [[lost, story.without_lost], [gained, story.without_gained], [other, story.without_other]] as const;
        const said = lines.filter(([n]) => n > 0).map(([n, text]) => h("p", {}, fill(text, { n: number(n), name: personName(person) })));
        return said.length > 0 ? [...said, h("p.hint", {}, story.without_chance)] : [h("p", {}, story.without_same)];
    }

    /** The way that it took, the nearest first. */
    private tellWay(run: Run, adoptions: readonly Adoption[], row: number): HTMLElement {
        const { story } = words();
        const way = wayTo(adoptions, row).toReversed();
        const told = way.length > TOLD + 1 ? [...way.slice(0, TOLD), -1, way[way.length - 1]] : way;
        return h("ol.way", {}, ...told.map((at) => {
            if (at < 0) return h("li.gap", {}, "⋯");
            const { agent, step, channel, sources } = adoptions[at];
            const how = (story.channel as { [channel: string]: string })[channel] ?? channel;
            const text = sources.length > 0 ? `${how}, ${fill(story.since, { when: when(step) })}` : channel === "initial" ? story.had_it : fill(story.first, { when: when(step) });
            const name = button("", personName(agent), () => this.person(run === this.player.b ? "b" : "a", agent), "plain");
            return h("li", {}, name, " ", h("span.quiet", {}, text));
        }));
    }

    private tellReach(adoptions: readonly Adoption[], row: number): HTMLElement[] {
        const { story } = words();
        const all = descendants(adoptions, row);
        const people = new Set(all.map(({ row: to }) => adoptions[to].agent)).size;
        const direct = new Set(all.filter(({ from }) => from === row).map(({ row: to }) => adoptions[to].agent)).size;
        const text = people === 0 ? story.to_nobody : fill(story.to_some, { n: number(people), direct: number(direct) });
        return [h("h3", {}, story.to), h("p", {}, text)];
    }

    private tellPractice(run: Run, slot: number): HTMLElement[] {
        const { story } = words();
        const first = run.chronicle.adoptions[this.row(run, this.subject as Subject)];
        const name = slotName(slot, run);
        const users = Math.round((run.curves.shares[slot]?.at(-1) ?? 0) * run.scene.people);
        const start = run.chronicle.practices[first.practice]?.born === 0;
        const origin = start ? fill(story.practice_start, { practice: name }) : fill(story.practice, { practice: name, name: personName(first.agent), when: when(first.step) });
        return [
            h("p.who", {}, shapeMark(slot), " ", h("strong", {}, name)),
            h("p", {}, origin),
            h("p", {}, fill(story.practice_users, { n: number(users) })),
        ];
    }
}
