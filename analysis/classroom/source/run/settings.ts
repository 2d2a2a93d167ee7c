// What a page can set, and how it becomes a scenario. Every path of a parameter stands in settings.json.
import data from "../settings.json";
import type { Scenario, Value } from "./core.ts";
import type { Recording } from "./recorded.ts";

export interface Slider {
    id: string;
    path: string;
    stops: number[];
    usual: number;
    /** Whether it can be moved while a run is under way; else it counts from the next start. */
    now: boolean;
}

export interface Preset {
    id: string;
    set: { [slider: string]: number };
    scenario?: Scenario;
}

export interface Measure {
    id: string;
    /** "": what the page counts itself, by its id (run.ts). */
    observable: string;
    as: string;
    /** Whether the cockpit offers it as the big number. */
    tab: boolean;
}

export const FIRST: readonly Slider[] = data.sliders;
export const MORE: readonly Slider[] = data.more;
export const SLIDERS: readonly Slider[] = [...FIRST, ...MORE];
export const PRESETS = data.presets as unknown as readonly Preset[];
export const MEASURES: readonly Measure[] = data.measures;
export const SERIES = data.series;
/** All that the page asks to be observed. */
export const OBSERVABLES: readonly string[] = [...new Set([...MEASURES.map(({ observable }) => observable), ...Object.values(SERIES)])].filter(Boolean);
export const PEOPLE = data.people;
export const PRESSURE = data.pressure;
export const MAP = data.map;

/** A slider moved while a run was under way: from this week on it stood at this stop. */
export interface Change {
    week: number;
    slider: string;
    stop: number;
}

/** Sliders that are moved on the way, by week, one by one. */
export function changesAt(at: { [week: string]: { [slider: string]: number } }): Change[] {
    return Object.entries(at).flatMap(([week, moved]) => Object.entries(moved).map(([slider, stop]) => ({ week: Number(week), slider, stop })));
}

/** All that makes a run what it is. */
export interface Settings {
    preset: string;
    /** Where each slider stands when the run begins: at a stop, or in the middle between two. */
    stops: { [slider: string]: number };
    people: number;
    seed: number;
    changes: Change[];
    /** How long the run is, where it is not as long as usual. */
    weeks?: number;
    /** The person who takes no part, if any. */
    without?: number;
    /** A scenario of somebody's own, in place of the page's. */
    own?: Scenario;
    /** What came of that scenario, recorded: it is not run again. */
    record?: Recording;
}

/** Where a slider stands now. */
export function stopNow(settings: Settings, id: string): number {
    return settings.changes.filter((change) => change.slider === id).at(-1)?.stop ?? settings.stops[id];
}

/** What a slider sets at a stop, or in the middle between two. */
export function valueAt({ stops }: Slider, at: number): number {
    const [low, high] = [stops[Math.floor(at)], stops[Math.ceil(at)]];
    return low === high ? low : Number(((low + high) / 2).toPrecision(6));
}

export function isStop({ stops }: Slider, at: number): boolean {
    return Number.isInteger(2 * at) && at >= 0 && at < stops.length;
}

/** The settings with a slider moved in a week, in place of what was moved there before. */
export function withChange(settings: Settings, change: Change): Settings {
    const others = settings.changes.filter(({ week, slider: id }) => week !== change.week || id !== change.slider);
    return { ...settings, changes: [...others, change] };
}

export function slider(id: string): Slider | undefined {
    return SLIDERS.find((candidate) => candidate.id === id);
}

export function preset(id: string): Preset {
    return PRESETS.find((candidate) => candidate.id === id) ?? PRESETS[0];
}

export function usualStops(of: Preset): { [slider: string]: number } {
    return Object.fromEntries(SLIDERS.map(({ id, usual }) => [id, of.set[id] ?? usual]));
}

export function settingsOf(id: string, seed: number, people = PEOPLE.usual): Settings {
    return { preset: preset(id).id, stops: usualStops(preset(id)), people, seed, changes: [] };
}

/** The scenario that a core can begin with. */
export function scenarioOf(settings: Settings): Scenario {
    if (settings.own) return withSeed(structuredClone(settings.own), settings);
    const scenario = structuredClone(data.scenario) as unknown as Scenario;
    mix(scenario, structuredClone(preset(settings.preset).scenario ?? {}));
    put(scenario, PEOPLE.path, settings.people);
    put(scenario, PEOPLE.units, Math.max(1, Math.round(settings.people / PEOPLE.unit)));
    for (const one of SLIDERS) put(scenario, one.path, valueAt(one, settings.stops[one.id]));
    if (settings.weeks) put(scenario, data.weeks, settings.weeks);
    return withSeed(scenario, settings);
}

/** How many weeks a run has. */
export function weeksAre(weeks: number): Scenario {
    const scenario: Scenario = {};
    put(scenario, data.weeks, weeks);
    return scenario;
}

function withSeed(scenario: Scenario, settings: Settings): Scenario {
    put(scenario, data.seed, settings.seed);
    if (settings.without !== undefined) put(scenario, data.without, String(settings.without));
    for (const { week, slider: id, stop } of settings.changes) {
        const moved = slider(id);
        if (moved) put(scenario, `${data.changes}\n${week}\n${moved.path}`, valueAt(moved, stop), "\n");
    }
    return scenario;
}

/** Puts sections and keys into a scenario, each beside what is there. */
function mix(scenario: Scenario, extra: Scenario): void {
    for (const [key, value] of Object.entries(extra)) {
        const there = scenario[key];
        if (isSection(there) && isSection(value)) mix(there, value);
        else scenario[key] = value;
    }
}

function isSection(value: Value | undefined): value is Scenario {
    return value !== null && typeof value === "object";
}

/** Puts a value where a path says, making what is missing on the way. */
function put(scenario: Scenario, path: string, value: Value, between = "."): void {
    const keys = path.split(between);
    const last = keys.pop() as string;
    let at = scenario;
    for (const key of keys) {
        at[key] ??= {};
        at = at[key] as Scenario;
    }
    at[last] = value;
}

/** Whether a scenario of somebody's own has what the slider moves, and where it stands there. */
export function ownValue(scenario: Scenario, path: string): Value | undefined {
    let at: Value | undefined = scenario;
    for (const key of path.split(".")) at = at !== null && typeof at === "object" ? at[key] : undefined;
    return at;
}
