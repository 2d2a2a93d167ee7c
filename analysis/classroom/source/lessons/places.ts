// What stands in a lesson's texts beside plain words. {few.busy@104} is what a run shows, {meet.faded@156:one has|some have}
// the one or the other words, for one thing or for several; *average* is a word of the glossary, and *dice rolled|dice* one of
// which the glossary has another form.
import { choose } from "../words/words.ts";

const PLACE = /\{([^}:]*)(?::([^|}]*)\|([^}]*))?\}/g;
const TERM = /\*([^*|]+)(?:\|([A-Za-z-]+))?\*/g;

/** The names of the places of a text. */
export function placesOf(text: string): string[] {
    return [...text.matchAll(PLACE)].map(([, name]) => name);
}

/** Fills the places; null: it stays as it is. */
export function fillPlaces(text: string, value: (name: string) => string | null): string {
    return text.replace(PLACE, (place, name: string, one?: string, more?: string) => {
        const said = value(name);
        return said === null ? place : choose(said, one, more);
    });
}

/** A text with something short in each of its places, for what counts its letters and words. */
export function withPlaces(text: string, stand: string): string {
    return fillPlaces(plain(text), () => stand);
}

export type Piece = string | { shown: string; term: string };

/** A text in pieces: as it is, or a word of the glossary. */
export function pieces(text: string): Piece[] {
    const found: Piece[] = [];
    let at = 0;
    for (const match of text.matchAll(TERM)) {
        if (match.index > at) found.push(text.slice(at, match.index));
        found.push({ shown: match[1], term: match[2] ?? match[1] });
        at = match.index + match[0].length;
    }
    if (at < text.length) found.push(text.slice(at));
    return found;
}

/** The words of the glossary that a text marks. */
export function termsOf(text: string): string[] {
    return pieces(text).flatMap((piece) => (typeof piece === "string" ? [] : [piece.term]));
}

/** A text without its marks. */
export function plain(text: string): string {
    return text.replace(TERM, "$1");
}
