// What there is to draw, as plain data: it may come from a run under way or from a recorded one.

/** What stays: the people, and where they are. */
export interface Scene {
    people: number;
    units: ArrayLike<number>;
    /** Both people of each tie. */
    ties: ArrayLike<number>;
}

/** What a person does: -1 the own way, 0 and up a practice that has a name, OTHER a practice that has none. */
export const OWN = -1;
export const OTHER = 5;

export interface Group {
    id: number;
    founder: number;
    members: readonly number[];
    state: "forming" | "working" | "succeeded" | "failed";
    slot: number;
}

/** A community: its members from the middle outwards. */
export interface Circle {
    id: number;
    home: number;
    rings: [number, number, number];
    fading: boolean;
}

export interface Passing {
    from: number;
    to: number;
    slot: number;
}

/** One step. */
export interface Moment {
    step: number;
    slots: Int8Array;
    groups: Group[];
    circles: Circle[];
    /** What was learned from whom in this step. */
    passings: Passing[];
}

/** Lines that tell one person's story, drawn above everything: how it came, and where it went. */
export interface Lineage {
    person: number;
    came: [number, number][];
    went: [number, number][];
    slot: number;
}
