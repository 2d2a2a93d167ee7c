// What a lesson is, and what is checked of one before anybody sees it. A lesson is a YAML file in `lessons`; README.md
// there says how to write one.
import { changesAt, MEASURES, PEOPLE, PRESETS, settingsOf, SLIDERS, type Settings } from "../run/settings.ts";
import { glossary } from "../words/en.json";
import { readExpectation, readValue, valuesOf } from "./expect.ts";
import { placesOf, plain, termsOf, withPlaces } from "./places.ts";

export type Text = { en: string; de: string };

/** A question to talk about, or what is often misunderstood; what the class has seen that answers it is for whoever teaches. */
export type Question = Text & { answer: Text };

export interface LessonRun {
    /** What it is called beside A or B. */
    name: Text;
    preset: string;
    set?: { [slider: string]: number };
    /** Sliders that are moved on the way, by week. */
    at?: { [week: string]: { [slider: string]: number } };
}

export interface Option extends Text {
    id: string;
    reply: Text;
}

/** The seven parts of every lesson, in their order. */
export const FRAMES = ["hook", "meet", "bet", "watch", "turn", "say", "yours"] as const;
export type Frame = (typeof FRAMES)[number];

/** How sure a lesson is of what it says. */
/** none: less than what matters, with its whole interval; undecided: its interval has both what matters and nothing. */
export const SHOWS = ["more", "less", "none", "undecided"] as const;
export const STAMPS = ["nearly_every_run", "on_average", "an_assumption", "not_found"] as const;

/** What is done by hand. */
export const WAYS = ["gather", "pass"] as const;

interface Common {
    id: string;
    frame: Frame;
    /** How long a class is with it. */
    minutes: number;
    /** The big number, where it is not the lesson's. */
    measure?: string;
}
/** dice: whether one can look again with other dice. */
export type Say = Common & { kind: "say"; runs: string[]; from: number; to: number; text: Text; dice?: boolean };
/** right: the option that comes true. */
export type Bet = Common & { kind: "bet"; ask: Text; options: Option[]; right: string };
/** The same bet as a curve for each run, of its measure from week `from` on; `most` is the top of the scale. */
export type Draw = Common & { kind: "draw"; runs: string[]; measure: string; from: number; most: number; ask: Text };
/** So many people are tapped by hand: they gather into a project, or pass on what the first has found. Then the run goes on
 * by itself, up to a week. */
export type Hand = Common & { kind: "hand"; runs: string[]; way: (typeof WAYS)[number]; taps: number; to: number; text: Text; after: Text };
export type Watch = Common & { kind: "watch"; runs: string[]; speed: number; stops: { week: number; text: Text }[] };
export type Reveal = Common & { kind: "reveal"; bet?: string; expect: string; text: Text; otherwise: Text };
/** What a claim's study shows, as `analysis/claims/results.json` has it. */
export type Rest = { claim: string; contrast: string; shows: (typeof SHOWS)[number] };
export type Unknown = Text & { rests?: Rest[] };
export type Explain = Common & { kind: "explain"; three: Text[]; unknown: Unknown[]; sure: (typeof STAMPS)[number] };
/** beside: a second measure, whose dots stand below those of the first on the same scale. */
export type Crowd = Common & { kind: "crowd"; runs: string[]; measure: string; beside?: string; week: number; expect: string; text: Text; result: Text };
export type Screen = Say | Bet | Draw | Hand | Watch | Reveal | Explain | Crowd;

export interface Lesson {
    lesson: 1;
    id: string;
    order: number;
    minutes: number;
    title: Text;
    question: Text;
    measure: string;
    people: number;
    weeks: number;
    seed: number;
    runs: { [name: string]: LessonRun };
    screens: Screen[];
    discuss: Question[];
    teacher: { expected: Text; misconceptions: Question[] };
}

/** A lesson as the page has it. symbols: the keys of the practices that have a symbol in it. */
export type ShownLesson = Lesson & { symbols: string[] };

/** Of how many seeds a lesson's expectations must hold, and of how many they are tried. */
export const SEEDS = 20;
export const HOLDS_NEARLY = 19;
export const HOLDS_ON_AVERAGE = 13;

export function settingsOfRun(lesson: Lesson, name: string, seed = lesson.seed): Settings {
    const { preset, set, at } = lesson.runs[name];
    const settings = settingsOf(preset, seed, lesson.people);
    return { ...settings, stops: { ...settings.stops, ...set }, changes: changesAt(at ?? {}), weeks: lesson.weeks };
}

/** What every text of a screen is. */
export function textsOf(screen: Screen): Text[] {
    switch (screen.kind) {
        case "say":
            return [screen.text];
        case "bet":
            return [screen.ask, ...screen.options.flatMap((option) => [option, option.reply])];
        case "draw":
            return [screen.ask];
        case "hand":
            return [screen.text, screen.after];
        case "watch":
            return screen.stops.map(({ text }) => text);
        case "reveal":
            return [screen.text, screen.otherwise];
        case "explain":
            return [...screen.three, ...screen.unknown];
        case "crowd":
            return [screen.text, screen.result];
    }
}

/** The measures of which a crowd shows dots. */
export function measuresOf({ measure, beside }: Crowd): string[] {
    return beside ? [measure, beside] : [measure];
}

/** Only in the result of a crowd: the average of a run over all dice, of its measure or of another. */
export const MEAN = /^mean\.([a-z-]+)(?:\.([a-z]+))?$/;
const TIPPING = /tipping|kipp/i;
const LONGEST = { en: 150, de: 175 };
const SENTENCE_WORDS = 20;

/** What is wrong with a lesson; nothing: it may be shown. */
export function complaints(lesson: Lesson): string[] {
    const said: string[] = [];
    const say = (where: string, what: string) => said.push(`${where}: ${what}`);
    if (lesson.lesson !== 1) say("lesson", "the format must be 1");
    if (!/^[a-z]+(-[a-z]+)*$/.test(lesson.id ?? "")) say("id", "must be words in small letters, joined by hyphens");
    if (!PEOPLE.stops.includes(lesson.people)) say("people", `must be one of ${PEOPLE.stops.join(", ")}`);
    if (!MEASURES.some(({ id }) => id === lesson.measure)) say("measure", `'${lesson.measure}' is none of ${MEASURES.map(({ id }) => id).join(", ")}`);
    for (const [name, run] of Object.entries(lesson.runs ?? {})) {
        runComplaints(name, run, lesson.weeks, say);
        textComplaints(lesson, `runs.${name}.name`, run.name, say);
    }
    for (const [name, text] of [["title", lesson.title], ["question", lesson.question], ["expected", lesson.teacher?.expected]] as const) textComplaints(lesson, name, text, say);
    for (const [name, questions] of [["misconceptions", lesson.teacher?.misconceptions], ["discuss", lesson.discuss]] as const)
        for (const [i, question] of (questions ?? []).entries()) {
            textComplaints(lesson, `${name} ${i + 1}`, question, say);
            textComplaints(lesson, `${name} ${i + 1}, answer`, question.answer, say);
        }
    (lesson.screens ?? []).forEach((screen) => screenComplaints(lesson, screen, say));
    orderComplaints(lesson, say);
    return said;
}

type Sayer = (where: string, what: string) => void;

function runComplaints(name: string, run: LessonRun, weeks: number, say: Sayer): void {
    if (!PRESETS.some(({ id }) => id === run.preset)) say(`runs.${name}`, `there is no start '${run.preset}'; there are ${PRESETS.map(({ id }) => id).join(", ")}`);
    stopComplaints(name, run.set ?? {}, say);
    for (const [week, moved] of Object.entries(run.at ?? {})) {
        if (!/^[1-9]\d*$/.test(week) || Number(week) > weeks) say(`runs.${name}`, `'${week}' is none of the weeks 1 to ${weeks}`);
        stopComplaints(name, moved, say);
        for (const id of Object.keys(moved)) if (SLIDERS.some((one) => one.id === id && !one.now)) say(`runs.${name}`, `the slider '${id}' cannot be moved on the way`);
    }
}

function stopComplaints(name: string, stops: { [slider: string]: number }, say: Sayer): void {
    for (const [id, stop] of Object.entries(stops)) {
        const slider = SLIDERS.find((one) => one.id === id);
        if (!slider) say(`runs.${name}`, `there is no slider '${id}'; there are ${SLIDERS.map((one) => one.id).join(", ")}`);
        else if (!Number.isInteger(stop) || stop < 0 || stop >= slider.stops.length) say(`runs.${name}`, `the slider '${id}' has the stops 0 to ${slider.stops.length - 1}`);
    }
}

function textComplaints(lesson: Lesson, where: string, text: Text | undefined, say: Sayer, mayTip = false): void {
    for (const language of ["en", "de"] as const) {
        const written = text?.[language];
        if (typeof written !== "string" || written === "") {
            say(where, `the text is missing in '${language}'`);
            continue;
        }
        const bare = withPlaces(written, "");
        if (/[*|]/.test(bare)) say(where, `a mark is left over in '${written}'; a word of the glossary is *word* or *words|word*`);
        if (/\d/.test(bare)) say(where, `a figure is typed into '${written}'; take it from a run: {run.measure@week}`);
        if (TIPPING.test(bare) && !mayTip) say(where, `'${written}' speaks of tipping; only what is not known may`);
        if (withPlaces(written, "00 %").length > LONGEST[language]) say(where, `'${written}' is longer than ${LONGEST[language]} letters`);
        for (const sentence of bare.split(/[.!?:]/)) if (sentence.trim().split(/\s+/).length > SENTENCE_WORDS) say(where, `a sentence of more than ${SENTENCE_WORDS} words: '${sentence.trim()}'`);
        for (const place of placesOf(written)) placeComplaints(lesson, where, place, say);
        for (const term of termsOf(written)) if (!(term in glossary)) say(where, `'${term}' is no word of the glossary; there are ${Object.keys(glossary).join(", ")}`);
    }
    if (!text) return;
    const differ = (found: (text: string) => string[]) => found(text.en ?? "").sort().join() !== found(text.de ?? "").sort().join();
    if (differ(placesOf)) say(where, "the two languages have different {places}");
    if (differ(termsOf)) say(where, "the two languages mark different *words*");
}

function placeComplaints(lesson: Lesson, where: string, place: string, say: Sayer): void {
    if (place === "holds" || place === "of") return;
    const mean = MEAN.exec(place);
    if (mean) {
        if (!lesson.runs[mean[1]]) say(where, `'{${place}}': there is no run '${mean[1]}'`);
        if (mean[2] && !MEASURES.some(({ id }) => id === mean[2])) say(where, `'{${place}}': there is no measure '${mean[2]}'`);
        return;
    }
    const value = readValue(place);
    if (!value) return say(where, `'{${place}}' is no run.measure@week`);
    if (!lesson.runs[value.run]) say(where, `'{${place}}': there is no run '${value.run}'`);
    if (!MEASURES.some(({ id }) => id === value.measure)) say(where, `'{${place}}': there is no measure '${value.measure}'`);
    if (value.week > lesson.weeks) say(where, `'{${place}}': the runs have ${lesson.weeks} weeks`);
}

function screenComplaints(lesson: Lesson, screen: Screen, say: Sayer): void {
    const where = `screens.${screen.id}`;
    if (!FRAMES.includes(screen.frame)) say(where, `the frame must be one of ${FRAMES.join(", ")}`);
    const { measure, minutes } = screen;
    if (!(minutes > 0)) say(where, "needs the minutes that a class is with it");
    if (measure && !MEASURES.some(({ id }) => id === measure)) say(where, `there is no measure '${measure}'`);
    if ("runs" in screen) for (const name of screen.runs) if (!lesson.runs[name]) say(where, `there is no run '${name}'`);
    if (screen.kind === "watch") for (const { week } of screen.stops) if (week > lesson.weeks) say(where, `the runs have ${lesson.weeks} weeks, not ${week}`);
    if (screen.kind === "explain" && (screen.three?.length !== 3 || !(screen.unknown?.length >= 1))) say(where, "says three sentences, and at least one that is not known");
    if (screen.kind === "explain" && !STAMPS.includes(screen.sure)) say(where, `sure must be one of ${STAMPS.join(", ")}`);
    for (const { rests } of screen.kind === "explain" ? (screen.unknown ?? []) : [])
        for (const { shows } of rests ?? []) if (!SHOWS.includes(shows)) say(where, `what a study shows must be one of ${SHOWS.join(", ")}`);
    if (screen.kind === "draw" && (!(screen.from < lesson.weeks) || !(screen.most > 0) || !screen.measure)) say(where, "needs a measure, the top of its scale, and a week before the last to draw from");
    if (screen.kind === "hand" && (!WAYS.includes(screen.way) || !(screen.taps > 1))) say(where, `needs a way, one of ${WAYS.join(", ")}, and at least two taps`);
    if (screen.kind === "hand" && !(screen.to > 0 && screen.to <= lesson.weeks)) say(where, `needs the week to which it then goes on by itself, of 1 to ${lesson.weeks}`);
    if (screen.kind === "bet") betComplaints(where, screen, say);
    if ((screen.kind === "bet" || screen.kind === "draw") && placesOf(screen.ask.en ?? "").length > 0) say(where, "asks with what a run shows; what happens is not shown before the bet");
    for (const [i, text] of textsOf(screen).entries()) {
        const unknown = screen.kind === "explain" && i >= screen.three.length;
        textComplaints(lesson, where, text, say, unknown);
    }
    if (screen.kind === "reveal" || screen.kind === "crowd") expectComplaints(lesson, where, screen, say);
}

function betComplaints(where: string, { options, right }: Bet, say: Sayer): void {
    if (options?.length < 2 || options?.length > 4) say(where, "has two to four options");
    if (!options?.some(({ id }) => id === right)) say(where, `right must be the option that comes true, one of ${options?.map(({ id }) => id).join(", ")}`);
    for (const option of options ?? []) if (option.en && plain(option.en) !== option.en) say(where, `the option '${option.id}' is pressed as a whole, and marks no words`);
}

function expectComplaints(lesson: Lesson, where: string, screen: Reveal | Crowd, say: Sayer): void {
    try {
        const values = valuesOf(readExpectation(screen.expect));
        for (const { run, measure, week } of values) placeComplaints(lesson, where, `${run}.${measure}@${week}`, say);
        if (screen.kind === "crowd" && values.some(({ measure, week }) => !measuresOf(screen).includes(measure) || week !== screen.week)) say(where, "looks at its measures in one week; so must what is expected");
        if (screen.kind === "crowd" && screen.beside) besideComplaints(where, screen, say);
    } catch (error) {
        say(where, (error as Error).message);
    }
}

/** Two measures stand on one scale. */
function besideComplaints(where: string, screen: Crowd, say: Sayer): void {
    const [first, second] = measuresOf(screen).map((id) => MEASURES.find((measure) => measure.id === id)?.as);
    if (second === undefined) say(where, `there is no measure '${screen.beside}'`);
    else if (first !== second) say(where, `'${screen.beside}' is no ${first}, and cannot stand on the scale of '${screen.measure}'`);
}

/** The bet comes before what it is about, and the seven parts in their order. */
function orderComplaints(lesson: Lesson, say: Sayer): void {
    const screens = lesson.screens ?? [];
    const frames = screens.map(({ frame }) => FRAMES.indexOf(frame));
    if (frames.some((frame, i) => i > 0 && frame < frames[i - 1])) say("screens", `the parts come in the order ${FRAMES.join(", ")}`);
    for (const frame of FRAMES) if (!screens.some((screen) => screen.frame === frame)) say("screens", `the part '${frame}' is missing`);
    const minutes = screens.reduce((sum, screen) => sum + (screen.minutes || 0), 0);
    if (minutes !== lesson.minutes) say("minutes", `the screens take ${minutes} together, not ${lesson.minutes}`);
    const bet = screens.findIndex(({ kind }) => kind === "bet");
    const shown = screens.findIndex(({ kind }) => kind === "watch" || kind === "reveal" || kind === "crowd");
    if (bet < 0 || bet > shown) say("screens", "what happens is not shown before the bet");
    for (const screen of screens) if (screen.kind === "reveal" && screen.bet && !screens.some(({ kind, id }) => kind === "bet" && id === screen.bet)) say(`screens.${screen.id}`, `there is no bet '${screen.bet}'`);
}
