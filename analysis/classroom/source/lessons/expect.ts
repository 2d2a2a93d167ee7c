// What a lesson says of its runs, as a formula that can be looked at: "ordered.lead@138 - grown.lead@138 > 0.1 and ...".

export interface Value {
    run: string;
    measure: string;
    week: number;
}

type Term = { sign: 1 | -1; number: number } | { sign: 1 | -1; value: Value };

interface Clause {
    left: Term[];
    right: Term[];
    sign: "<" | ">";
}

export type Expectation = Clause[];

const VALUE = /^([a-z][a-z-]*)\.([a-z]+)@(\d+)$/;

export function readValue(text: string): Value | null {
    const found = VALUE.exec(text);
    return found ? { run: found[1], measure: found[2], week: Number(found[3]) } : null;
}

function readTerm(text: string, sign: 1 | -1): Term {
    const value = readValue(text);
    if (value) return { sign, value };
    if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`'${text}' is neither a number nor run.measure@week`);
    return { sign, number: Number(text) };
}

function readSum(text: string): Term[] {
    const parts = text.trim().split(/\s+([+-])\s+/);
    return parts.flatMap((part, i) => (i % 2 ? [] : [readTerm(part, i > 0 && parts[i - 1] === "-" ? -1 : 1)]));
}

/** Throws what is wrong with it. */
export function readExpectation(text: string): Expectation {
    return text.split(/\s+and\s+/).map((clause) => {
        const sides = clause.split(/\s+([<>])\s+/);
        if (sides.length !== 3) throw new Error(`'${clause}' must compare two things by < or >`);
        return { left: readSum(sides[0]), sign: sides[1] as "<" | ">", right: readSum(sides[2]) };
    });
}

/** All values that it asks for. */
export function valuesOf(expectation: Expectation): Value[] {
    return expectation.flatMap(({ left, right }) => [...left, ...right]).flatMap((term) => ("value" in term ? [term.value] : []));
}

/** Whether it holds; `look` gives a value. */
export function holds(expectation: Expectation, look: (value: Value) => number): boolean {
    const sum = (terms: Term[]) => terms.reduce((total, term) => total + term.sign * ("value" in term ? look(term.value) : term.number), 0);
    return expectation.every(({ left, right, sign }) => (sign === "<" ? sum(left) < sum(right) : sum(left) > sum(right)));
}
