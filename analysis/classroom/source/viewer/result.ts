// What a result file says of its run, for running it again: the scenario, the network, the names, the digest. Their places
// are those of sim/io/result/result_layout.h. Nothing else is read, so that the size of a file does not matter.
import type { Dataset, File, Group } from "h5wasm";
import { Unfit } from "./unfit.ts";

/** The format that this page reads. */
const FORMAT = 2;

type Numbers = Int32Array | Float64Array;

/** A network that was read from a file, by the names that its parts have there. */
export interface Network {
    people: number;
    units: number;
    edges: number;
    directed: boolean;
    /** What people and units are called; none where they have numbers. */
    names: string[];
    unitNames: string[];
    source: Int32Array;
    target: Int32Array;
    /** "weight", "agent_unit", what the file said of people. */
    more: { [part: string]: Numbers };
}

export interface Result {
    /** Each that has effect, by its path, as one writes it. */
    parameters: [string, string][];
    network: Network | null;
    agents: string[];
    practices: string[];
    steps: number;
    digest: string;
}

/** Where HDF5 has the version of its superblock; from the second on it says three bytes further whether a writer has the
 * file open. */
const VERSION = 8;

/** What a file is by its first bytes, before anything else is asked of it. */
export function checkBeginning(bytes: Uint8Array): void {
    const text = String.fromCharCode(...bytes);
    if (text.startsWith("selforg checkpoint")) throw new Unfit("checkpoint");
    if (!text.startsWith("\x89HDF\r\n\x1a\n")) throw new Unfit("other");
    if (bytes[VERSION] >= 2 && bytes[VERSION + 3] & 1) throw new Unfit("unfinished");
}

/** How many bytes `checkBeginning` looks at. */
export const BEGINNING = 18;

/** Throws an Unfit where it is no result of a run that has ended. `mostPeople`: what a page draws. */
export function readResult(file: File, mostPeople: number): Result {
    checkKind(file);
    if (whole(file, "run/complete") !== 1) throw new Unfit("unfinished");
    const people = lengthOf(file, "agents/agent");
    if (people > mostPeople) throw new Unfit("people", { people, most: mostPeople });
    return {
        parameters: parametersOf(file),
        network: file.get("input/network") ? networkOf(file) : null,
        agents: textsOf(file, "agents/label"),
        practices: textsOf(file, "practice"),
        steps: whole(file, "run/committed_step"),
        digest: String(there(file, "run/digest").value),
    };
}

function checkKind(file: File): void {
    const { attrs } = file;
    if (attrs.program?.value !== "selforg") throw new Unfit("foreign");
    if (attrs.study_yaml) throw new Unfit("study");
    const format = Number(attrs.format_version?.value);
    if (format < FORMAT) throw new Unfit("old", { format, known: FORMAT });
    if (format > FORMAT) throw new Unfit("newer", { format, known: FORMAT });
}

/** The dataset at a path, or null. */
function find(file: File, path: string): Dataset | null {
    const found = file.get(path);
    return found && "shape" in found ? (found as Dataset) : null;
}

function there(file: File, path: string): Dataset {
    const found = find(file, path);
    if (!found) throw new Unfit("damaged");
    return found;
}

function whole(file: File, path: string): number {
    return Number(there(file, path).value);
}

function lengthOf(file: File, path: string): number {
    return there(file, path).shape?.[0] ?? 0;
}

function textsOf(file: File, path: string): string[] {
    return (find(file, path)?.value ?? []) as string[];
}

function parametersOf(file: File): [string, string][] {
    const group = file.get("parameters") as Group | null;
    if (!group) throw new Unfit("damaged");
    return group.keys().map((path) => [path, asWritten(there(file, `parameters/${path}`))]);
}

/** Texts as they are, flags (the only numbers of one byte) as words, numbers by the shortest decimal that is the same. */
function asWritten({ dtype, value }: Dataset): string {
    if (typeof dtype === "string" && dtype.endsWith("b")) return value ? "true" : "false";
    return String(value);
}

function networkOf(file: File): Network {
    const place = "input/network";
    const numbers = (name: string, length: number): Numbers => {
        if (lengthOf(file, `${place}/${name}`) !== length) throw new Unfit("damaged");
        return there(file, `${place}/${name}`).value as Numbers;
    };
    const people = lengthOf(file, `${place}/agent`);
    const edges = lengthOf(file, `${place}/edge`);
    const columns = (file.get(place) as Group).keys().filter((name) => name === "weight" || /^agent_(?!label$)/.test(name));
    return {
        people,
        units: find(file, `${place}/unit`)?.shape?.[0] ?? 0,
        edges,
        directed: whole(file, `${place}/directed`) !== 0,
        names: textsOf(file, `${place}/agent_label`),
        unitNames: textsOf(file, `${place}/unit_label`),
        source: numbers("source", edges) as Int32Array,
        target: numbers("target", edges) as Int32Array,
        more: Object.fromEntries(columns.map((name) => [name, numbers(name, name === "weight" ? edges : people)])),
    };
}
