// A link holds everything that a run is: what it starts from, every slider, the dice, and every slider that was moved on
// the way, in which week.
//
//     #run=walls&seed=42&people=500&set=telling.3&at=31.telling.0,60.ideas.4&week=104
//     &with=doors.2                       what B does otherwise, where two are compared
import type { Scenario } from "./core.ts";
import type { Recording } from "./recorded.ts";
import { isStop, PEOPLE, preset, settingsOf, slider, SLIDERS, usualStops, type Change, type Settings } from "./settings.ts";

export interface State {
    a: Settings;
    b: Settings | null;
    week: number;
}

function differing(stops: Settings["stops"], from: Settings["stops"]): string {
    return SLIDERS.filter(({ id }) => stops[id] !== from[id]).map(({ id }) => `${id}.${stops[id]}`).join();
}

export function writeLink({ a, b, week }: State): string {
    const of = new URLSearchParams();
    of.set("run", a.preset);
    of.set("seed", String(a.seed));
    if (a.people !== PEOPLE.usual) of.set("people", String(a.people));
    if (a.weeks) of.set("weeks", String(a.weeks));
    put(of, "set", differing(a.stops, usualStops(preset(a.preset))));
    put(of, "at", written(a.changes));
    if (b) {
        of.set("with", differing(b.stops, usualStops(preset(a.preset))) || "same");
        put(of, "then", written(b.changes));
        if (b.without !== undefined) of.set("without", String(b.without));
    }
    if (week > 0) of.set("week", String(week));
    return decodeURIComponent(of.toString());
}

function put(of: URLSearchParams, key: string, value: string): void {
    if (value) of.set(key, value);
}

function written(changes: readonly Change[]): string {
    return changes.map(({ week, slider, stop }) => `${week}.${slider}.${stop}`).join();
}

/** Reads what `writeLink` wrote; what is not understood is left out. Null: there is no run in it. */
export function readLink(text: string): State | null {
    const of = new URLSearchParams(text.replace(/^#/, ""));
    const run = of.get("run");
    if (!run) return null;
    const seed = whole(of.get("seed"), 0, Number.MAX_SAFE_INTEGER, 1);
    const asked = whole(of.get("people"), 1, 100_000, PEOPLE.usual);
    const people = PEOPLE.stops.includes(asked) ? asked : PEOPLE.usual;
    const weeks = whole(of.get("weeks"), 1, 1040, 0);
    const settings = () => ({ ...settingsOf(run, seed, people), ...(weeks ? { weeks } : {}) });
    const a = settings();
    readStops(a, of.get("set"));
    a.changes = readChanges(of.get("at"));
    const b = of.has("with") ? settings() : null;
    if (b) {
        readStops(b, of.get("with"));
        b.changes = readChanges(of.get("then"));
        const without = whole(of.get("without"), 0, people - 1, -1);
        if (without >= 0) b.without = without;
    }
    return { a, b, week: whole(of.get("week"), 0, 100_000, 0) };
}

function whole(text: string | null, least: number, most: number, otherwise: number): number {
    const value = Number(text);
    return text !== null && Number.isSafeInteger(value) && value >= least && value <= most ? value : otherwise;
}

function readStops(settings: Settings, text: string | null): void {
    for (const part of (text ?? "").split(",")) {
        const [id, ...stop] = part.split(".");
        const at = stopOf(id, stop);
        if (at >= 0) settings.stops[id] = at;
    }
}

function readChanges(text: string | null): Change[] {
    return (text ?? "").split(",").flatMap((part) => {
        const [week, id, ...stop] = part.split(".");
        const at = stopOf(id, stop);
        const fine = at >= 0 && slider(id)?.now && Number(week) >= 1;
        return fine ? [{ week: Math.round(Number(week)), slider: id, stop: at }] : [];
    });
}

/** The stop that a slider has by that name, "2" or "2.5"; -1 where it has none. */
function stopOf(id: string, written: readonly string[]): number {
    const at = Number(written.join("."));
    const one = slider(id);
    return one && isStop(one, at) ? at : -1;
}

/** The scenario that somebody put into the page, if any. */
export function embedded(): Scenario | null {
    return within("scenario") as Scenario | null;
}

/** What such a scenario is begun with, or the run of it that was recorded. */
export function ownSettings(own: Scenario): Settings {
    const record = within("record") as Recording | null;
    return { ...settingsOf("everyday", Number(own.seed ?? 1)), own, ...(record ? { record } : {}) };
}

function within(place: string): unknown {
    const text = document.getElementById(place)?.textContent?.trim();
    return text ? JSON.parse(text) : null;
}
