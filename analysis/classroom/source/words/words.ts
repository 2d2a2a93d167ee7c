// The words of the page: one file a language, all with the same entries.
import de from "./de.json";
import en from "./en.json";
import people from "./people.json";

export type Words = typeof en;
export type Language = "en" | "de";

const languages: { [language in Language]: Words } = { en, de };

export const LANGUAGES: readonly [Language, string][] = [
    ["en", "English"],
    ["de", "Deutsch"],
];

let current: Language = "en";

export function setLanguage(language: Language): void {
    current = language;
    document.documentElement.lang = language;
    document.title = languages[language].page;
}

export function language(): Language {
    return current;
}

export function words(): Words {
    return languages[current];
}

/** The language asked for, or else the browser's. */
export function wishedLanguage(asked: string | null): Language {
    if (asked === "en" || asked === "de") return asked;
    return navigator.language.startsWith("de") ? "de" : "en";
}

/** What is to be said of a value: itself, or one of two forms, for one thing and for several. */
export function choose(value: string, one?: string, more?: string): string {
    if (one === undefined || more === undefined) return value;
    return value === "1" ? one : more;
}

/** Fills the {places} of a text; {n:person|people} is the first form where n is 1, else the second. */
export function fill(text: string, places: { [name: string]: string | number }): string {
    return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (place, name: string, one?: string, more?: string) => (name in places ? choose(String(places[name]), one, more) : place));
}

export function number(value: number, digits = 0): string {
    return value.toLocaleString(current, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A share as a percentage; what is there at all is never called 0. */
export function percent(share: number): string {
    const rounded = Math.round(100 * share);
    const few = share > 0 && rounded === 0;
    const text = few ? `< ${number(1)}` : number(rounded);
    return current === "de" ? `${text}\u00a0%` : `${text}%`;
}

type Unit = keyof Words["time"];
let unit: Unit = "week";

/** How long a step is, as the scenario says. */
export function setStep(length: unknown): void {
    unit = typeof length === "string" && length in en.time ? (length as Unit) : "week";
}

/** The head of a column of steps. */
export function stepName(): string {
    return unit === "none" ? "step" : unit;
}

/** What a step is called, of the length that it has. */
export function timeWords(): Words["time"][Unit] {
    return words().time[unit];
}

export function when(step: number): string {
    return fill(timeWords().at, { n: step });
}

let named: { agents: string[] } | null = null;

/** People of a recorded run go by the names that they have there, or by number; else by the page's. */
export function setNames(record: { agents: string[] } | null): void {
    named = record;
}

export function personName(person: number): string {
    if (named) return named.agents[person] ?? fill(words().recorded.person, { n: person });
    const round = Math.floor(person / people.length);
    return people[person % people.length] + (round ? ` ${round + 1}` : "");
}
