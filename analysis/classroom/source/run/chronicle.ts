// What has happened in a run, gathered from its events: who learned what from whom, which projects there are, which
// communities. Plain data; whoever has the events can fill it, be it a run under way or a recorded one.
import type { Rows } from "./core.ts";

export type ProjectState = "forming" | "working" | "succeeded" | "failed";

export interface Project {
    id: number;
    founder: number;
    members: Set<number>;
    state: ProjectState;
    /** The step in which the state began. */
    since: number;
    practice: number;
    domain: number;
}

/** Who took up what, in which step, and from whom: the sources, the weightiest first. */
export interface Adoption {
    step: number;
    agent: number;
    domain: number;
    practice: number;
    channel: string;
    sources: { agent: number; adoption: number; weight: number }[];
}

export interface Practice {
    id: number;
    domain: number;
    born: number;
    project: number;
    /** The same for the same practice in any run. */
    key: string;
}

export type Ring = "core" | "engaged" | "interested";

export interface Community {
    id: number;
    convener: number;
    domain: number;
    phase: string;
    convened: number;
    rings: Map<number, Ring>;
    /** The step of the last event that ended it, or -1. */
    ended: number;
    /** Whether it ended since too few came; else it went into another. */
    faded: boolean;
}

export const DOMAINS_MOST = 64;

/** How long after its end a project is kept, so that its end can be seen. */
const KEPT = 2;

/** The tables that it is gathered from. */
export const TABLES = ["practice", "creation", "project", "member", "adoption", "drop", "adoption_source", "community", "community_member"];

const ENDS: { [event: string]: ProjectState } = {
    succeeded: "succeeded",
    lapsed: "failed",
    exhausted: "failed",
    expired: "failed",
    emptied: "failed",
};

export class Chronicle {
    readonly adoptions: Adoption[] = [];
    readonly practices: Practice[] = [];
    readonly projects = new Map<number, Project>();
    readonly communities = new Map<number, Community>();
    /** Adoptions of the last step: the numbers of their rows. */
    recent: number[] = [];
    /** What each person began with, by domain and person. */
    readonly begun: number[][] = [];
    /** How many projects that began to work lay on opportunities that people made after the first that did. */
    setOffByFirst = 0;
    private first = -1;
    private readonly madeByFirst = new Set<number>();
    private readonly latest = new Map<number, number>();

    /** Takes the events of one step; `rows` gives those of a table. */
    take(step: number, rows: (table: string) => Rows): void {
        this.takePractices(rows("practice"));
        this.takeCreations(rows("creation"));
        this.takeProjects(step, rows("project"), rows("member"));
        this.takeAdoptions(step, rows("adoption"));
        this.takeDrops(rows("drop"));
        this.takeSources(rows("adoption_source"));
        this.takeCommunities(step, rows("community"), rows("community_member"));
    }

    /** The adoption by which someone came to what is in use now, or undefined. */
    adoptionOf(agent: number, domain: number): Adoption | undefined {
        const row = this.latest.get(agent * DOMAINS_MOST + domain);
        return row === undefined ? undefined : this.adoptions[row];
    }

    rowOf(agent: number, domain: number): number {
        return this.latest.get(agent * DOMAINS_MOST + domain) ?? -1;
    }

    private takePractices(rows: Rows): void {
        for (let i = 0; i < rows.count; i++) {
            const id = rows.number(i, "practice");
            const bits = ["bits_0", "bits_1", "bits_2", "bits_3"].map((name) => rows.number(i, name) >>> 0);
            const domain = rows.number(i, "domain");
            const born = rows.number(i, "step");
            const project = rows.number(i, "project");
            this.practices[id] = { id, domain, born, project, key: [domain, ...bits].join("-") };
        }
    }

    private takeCreations(rows: Rows): void {
        for (let i = 0; i < rows.count; i++)
            if (rows.number(i, "project") === this.first) this.madeByFirst.add(rows.number(i, "opportunity"));
    }

    private takeProjects(step: number, rows: Rows, members: Rows): void {
        for (const [id, project] of this.projects)
            if (ended(project) && step - project.since >= KEPT) this.projects.delete(id);
        for (let i = 0; i < rows.count; i++) this.takeProject(step, rows, i);
        for (let i = 0; i < members.count; i++) {
            const project = this.projects.get(members.number(i, "project"));
            if (!project) continue;
            if (["left", "withdrew"].includes(members.word(i, "type"))) project.members.delete(members.number(i, "member"));
            else project.members.add(members.number(i, "member"));
        }
    }

    private takeProject(step: number, rows: Rows, i: number): void {
        const id = rows.number(i, "project");
        const what = rows.word(i, "type");
        const known = this.projects.get(id);
        const project = known ?? {
            id,
            founder: rows.number(i, "founder"),
            members: new Set<number>(),
            state: "forming",
            since: step,
            practice: -1,
            domain: rows.number(i, "domain"),
        };
        this.projects.set(id, project);
        project.practice = rows.number(i, "practice");
        project.since = step;
        if (what === "started") {
            project.state = "working";
            if (this.first < 0) this.first = id;
            if (this.madeByFirst.has(rows.number(i, "opportunity"))) this.setOffByFirst++;
        }
        else if (what in ENDS) project.state = ENDS[what];
    }

    private takeAdoptions(step: number, rows: Rows): void {
        this.recent = [];
        for (let i = 0; i < rows.count; i++) {
            const row = this.adoptions.length;
            const agent = rows.number(i, "learner");
            const domain = rows.number(i, "domain");
            const practice = rows.number(i, "practice");
            this.adoptions.push({ step, agent, domain, practice, channel: rows.word(i, "channel"), sources: [] });
            this.latest.set(agent * DOMAINS_MOST + domain, row);
            if (["initial", "onboarding"].includes(rows.word(i, "channel"))) (this.begun[domain] ??= [])[agent] = practice;
            this.recent.push(row);
        }
    }

    /** Who dropped a practice uses nothing, unless something was taken up since. */
    private takeDrops(rows: Rows): void {
        for (let i = 0; i < rows.count; i++) {
            const place = rows.number(i, "agent") * DOMAINS_MOST + rows.number(i, "domain");
            if (this.latest.get(place) === rows.number(i, "adoption")) this.latest.delete(place);
        }
    }

    private takeSources(rows: Rows): void {
        for (let i = 0; i < rows.count; i++) {
            const source = {
                agent: rows.number(i, "source"),
                adoption: rows.number(i, "source_adoption"),
                weight: rows.number(i, "weight"),
            };
            const { sources } = this.adoptions[rows.number(i, "adoption")];
            sources.push(source);
            sources.sort((a, b) => b.weight - a.weight);
        }
    }

    private takeCommunities(step: number, rows: Rows, members: Rows): void {
        for (let i = 0; i < rows.count; i++) this.takeCommunity(step, rows, i);
        for (let i = 0; i < members.count; i++) {
            const community = this.communities.get(members.number(i, "community"));
            const agent = members.number(i, "member");
            if (members.word(i, "type") === "left") community?.rings.delete(agent);
            else community?.rings.set(agent, members.word(i, "ring") as Ring);
        }
    }

    private takeCommunity(step: number, rows: Rows, i: number): void {
        const id = rows.number(i, "community");
        const what = rows.word(i, "type");
        const convener = rows.number(i, "convener");
        const domain = rows.number(i, "domain");
        const known = this.communities.get(id);
        const community = known ?? { id, convener, domain, phase: "", convened: step, rings: new Map(), ended: -1, faded: false };
        this.communities.set(id, community);
        community.phase = rows.word(i, "phase");
        if (what === "faded" || what === "merged") community.ended = step;
        if (what === "faded") community.faded = true;
    }
}

export function ended(project: Project): boolean {
    return project.state === "succeeded" || project.state === "failed";
}

/** The way that a practice took to an adoption: the adoptions from the first to this one, by the weightiest source. */
export function wayTo(adoptions: readonly Adoption[], row: number): number[] {
    const way: number[] = [];
    for (let at = row; at >= 0 && !way.includes(at); at = adoptions[at].sources[0]?.adoption ?? -1) way.unshift(at);
    return way;
}

/** All adoptions that came of one, in the order in which they happened, with the one that each came from. */
export function descendants(adoptions: readonly Adoption[], row: number): { row: number; from: number }[] {
    const found: { row: number; from: number }[] = [];
    const inside = new Set([row]);
    for (let i = row + 1; i < adoptions.length; i++) {
        const from = adoptions[i].sources[0]?.adoption ?? -1;
        if (!inside.has(from)) continue;
        inside.add(i);
        found.push({ row: i, from });
    }
    return found;
}
