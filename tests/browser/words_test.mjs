// The words of the pages are complete: both languages have the same entries with the same places to fill, and whatever can
// be set or measured has its words in both, and so has each length of a step.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Verdict } from "./page.mjs";

const verdict = new Verdict();
const source = join(process.env.SELFORG_SOURCE, "analysis/classroom/source");
const read = (name) => JSON.parse(readFileSync(join(source, name), "utf8"));
const [en, de, settings] = ["words/en.json", "words/de.json", "settings.json"].map(read);

function leaves(tree, path = "") {
    if (typeof tree === "string") return { [path]: tree };
    return Object.assign({}, ...Object.entries(tree).map(([key, inner]) => leaves(inner, `${path}.${key}`)));
}

const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort().join();
const SEVERAL = /\b1 (projects|people|communities|weeks|are|have|Leuten?|Projekte|Gemeinschaften|Wochen|sind|haben|suchen|hätten)/;
/** A text of which each place is 1, but for those of numbers with a fraction. */
const ofOne = (text) => text.replace(/\{\w+:([^|}]*)\|[^}]*\}/g, "$1").replaceAll("{busy}", "1.00").replace(/\{\w+\}/g, "1");

/** Compares the texts of a page in two languages, and gives their number. */
function compare(english, german) {
    for (const path of new Set([...Object.keys(english), ...Object.keys(german)])) {
        verdict.check(path in english, `${path} is missing in English`);
        verdict.check(path in german, `${path} is missing in German`);
        if (path in english && path in german) verdict.check(places(english[path]) === places(german[path]), `${path} has other places in German`);
        for (const text of [english[path], german[path]]) {
            verdict.check(!/tipping|kipp/i.test(text ?? ""), `${path} speaks of tipping`);
            if (!path.startsWith(".time.")) verdict.check(!SEVERAL.test(ofOne(text ?? "")), `${path} speaks of one as of several: ${ofOne(text ?? "")}`);
        }
    }
    return Object.keys(english).length;
}

const count = compare(leaves(en), leaves(de)) + compare(leaves(read("viewer/en.json")), leaves(read("viewer/de.json")));
const names = readFileSync(join(process.env.SELFORG_SOURCE, "tests/program/names.txt"), "utf8");
const lengths = [...names.matchAll(/^word step_length (\w+)$/gm)].map(([, length]) => length);
verdict.check(lengths.length > 0, "a step has one of some lengths");
for (const words of [en, de]) {
    for (const length of lengths) verdict.check(words.time[length], `a step of the length '${length}' has words`);
    for (const { id, stops } of [...settings.sliders, ...settings.more]) {
        verdict.check(words.slider[id] && words.slider[`${id}_hint`], `the slider '${id}' has a name and a hint`);
        verdict.check(words.slider[`${id}_stops`]?.length === stops.length, `the slider '${id}' has a word for each stop`);
    }
    for (const id of Object.keys(settings.series)) verdict.check(words.series[id], `the series '${id}' has a name`);
    for (const [term, explained] of Object.entries(words.glossary)) verdict.check(explained.length === 2 && explained.every(Boolean), `'${term}' has a head and a meaning`);
    for (const { id } of settings.presets) verdict.check(words.preset[id] && words.preset[`${id}_hint`], `the start '${id}' has a name and a hint`);
    for (const { id } of settings.measures) verdict.check(words.measure[id] && words.measure[`${id}_says`], `the measure '${id}' has a name and says something`);
}
verdict.end(`${count} texts in two languages`);
