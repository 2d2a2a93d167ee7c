// What the lessons say is so, with a few dice (all in lessons_heavy_test). And a lesson that is wrong is refused, with the
// reason.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compiled } from "./core.mjs";
import { code, files, read, tryAll } from "./lessons.mjs";
import { Verdict } from "./page.mjs";

const FEW = 5;
const { complaints } = code;
const verdict = new Verdict();

for (const file of files)
    for (const said of complaints(read(file))) verdict.check(false, `${file}: ${said}`);
tryAll(FEW, verdict);

/** What the claims' page reports: the first of the two experiments. */
const [{ claims }] = JSON.parse(readFileSync(join(process.env.SELFORG_SOURCE, "analysis/claims/results.json"), "utf8"));

function shown({ effect: [, low, high], smallest }) {
    if (low > -smallest && high < smallest) return "none";
    if (low <= 0 && high >= 0) return "undecided";
    return low > 0 ? "more" : "less";
}

/** What a lesson says of a study is what the study shows. */
function agrees(file, { claim, contrast, shows }) {
    const found = claims[claim]?.contrasts.find(({ name }) => name === contrast);
    verdict.check(found && shown(found) === shows, `${file}: ${claim}, '${contrast}': the study shows ${found ? shown(found) : "nothing of that name"}, not ${shows}`);
}
for (const file of files)
    for (const { rests } of read(file).screens.flatMap(({ unknown }) => unknown ?? [])) rests?.forEach((rest) => agrees(file, rest));

const screen = (lesson, kind) => lesson.screens.find((one) => one.kind === kind);
const WRONG = {
    "a mark is left over": (lesson) => (screen(lesson, "say").text.en = "The number R|R* is one."),
    "a figure is typed into": (lesson) => (screen(lesson, "say").text.en = "Seven of 10 do it."),
    "speaks of tipping": (lesson) => (screen(lesson, "say").text.de = "Das ist der Kipppunkt."),
    "the text is missing in 'de'": (lesson) => delete lesson.title.de,
    "the two languages have different {places}": (lesson) => (screen(lesson, "reveal").text.de = "Nichts."),
    "there is no run 'grwon'": (lesson) => (screen(lesson, "watch").runs = ["grwon"]),
    "there is no slider 'teling'": (lesson) => (lesson.runs.grown.set = { teling: 1 }),
    "has the stops 0 to 2": (lesson) => (lesson.runs.grown.set = { dropping: 3 }),
    "the runs have 312 weeks": (lesson) => (screen(lesson, "watch").stops[2].week = 400),
    "is none of the weeks 1 to 312": (lesson) => (lesson.runs.grown.at = { 400: { ideas: 0 } }),
    "cannot be moved on the way": (lesson) => (lesson.runs.grown.at = { 4: { doors: 0 } }),
    "there is no measure 'leed'": (lesson) => (screen(lesson, "watch").measure = "leed"),
    "looks at its measures in one week": (lesson) => (screen(lesson, "crowd").expect = "grown.lead@312 > 0.1"),
    "must compare two things": (lesson) => (screen(lesson, "reveal").expect = "grown.lead@312"),
    "is neither a number nor run.measure@week": (lesson) => (screen(lesson, "reveal").expect = "grown.lead > 0.1"),
    "what happens is not shown before the bet": (lesson) => lesson.screens.splice(3, 1),
    "the part 'say' is missing": (lesson) => (lesson.screens = lesson.screens.filter(({ kind }) => kind !== "explain")),
    "says three sentences": (lesson) => screen(lesson, "explain").three.pop(),
    "is longer than": (lesson) => (screen(lesson, "bet").ask.en = "Well. ".repeat(40)),
    "a sentence of more than": (lesson) => (screen(lesson, "bet").ask.en = "a ".repeat(30)),
    "needs the minutes": (lesson) => delete screen(lesson, "say").minutes,
    "the screens take 10 together, not 9": (lesson) => (lesson.minutes = 9),
    "right must be the option that comes true": (lesson) => (screen(lesson, "bet").right = "nobody"),
    "discuss 1, answer: the text is missing": (lesson) => delete lesson.discuss[0].answer,
    "misconceptions 1, answer: the text is missing": (lesson) => delete lesson.teacher.misconceptions[0].answer,
    "'silo' is no word of the glossary": (lesson) => (lesson.question.en = "What is a *silo*?"),
    "mark different *words*": (lesson) => (lesson.question.en = "What are *dice*?"),
    "is pressed as a whole": (lesson) => (screen(lesson, "bet").options[0].en = "The *dice*"),
    "asks with what a run shows": (lesson) => (screen(lesson, "bet").ask = { en: "{grown.lead@138}", de: "{grown.lead@138}" }),
    "to which it then goes on by itself": (lesson) => Object.assign(screen(lesson, "say"), { kind: "hand", way: "pass", taps: 2, to: 400, after: lesson.title }),
    "cannot stand on the scale of": (lesson) => (screen(lesson, "crowd").beside = "faded"),
    "what a study shows must be one of": (lesson) => (screen(lesson, "explain").unknown[0].rests = [{ claim: "silos", contrast: "", shows: "much" }]),
    "must be one of nearly_every_run": (lesson) => (screen(lesson, "explain").sure = "quite"),
};
for (const [reason, spoil] of Object.entries(WRONG)) {
    const lesson = read("ordered-or-grown.yaml");
    spoil(lesson);
    verdict.check(complaints(lesson).some((said) => said.includes(reason)), `a lesson of which it must be said '${reason}': ${complaints(lesson)}`);
}

/** What has a symbol in a lesson: what its runs do most, and no more than there are symbols. */
for (const file of files) {
    const lesson = read(file);
    const symbols = code.symbolsOf(compiled(), lesson);
    verdict.check(symbols.length > 0 && symbols.length <= code.NAMES && new Set(symbols).size === symbols.length, `${file}: the symbols ${symbols}`);
}

const one = "{n.first@2} {n.first@2:project|projects}, *taken up|average*";
verdict.check(code.fillPlaces(one, () => "1") === "1 project, *taken up|average*" && code.fillPlaces(one, () => "1.00") === "1.00 projects, *taken up|average*", "one thing is told of otherwise than several");
verdict.check(code.plain(one).endsWith(", taken up") && code.termsOf(one).join() === "average", "a word of the glossary may stand in another form");

const links = ["run=walls&seed=42&people=500&set=telling.2&at=31.telling.0,60.ideas.4&week=104", "run=everyday&seed=1&with=telling.0&then=9.ideas.4&without=7&week=8", "run=ordered&seed=5&weeks=312"];
for (const link of links) {
    const again = code.writeLink(code.readLink(`#${link}`));
    verdict.check(JSON.stringify(code.readLink(`#${again}`)) === JSON.stringify(code.readLink(`#${link}`)) && again.length === link.length, `${link} is read and written again: ${again}`);
}
for (const nonsense of ["run=x&seed=-1&people=7&set=a.b,telling.99&at=x", "run=walls&at=0.telling.1,3.doors.1&week=1e9"])
    verdict.check(code.readLink(nonsense).a.changes.length === 0, `what makes no sense in a link is left out: ${nonsense}`);
verdict.end("what the lessons say is so");
