// What the tests of lessons on the page share: Play stops where a lesson stops, in that very week; what was begun by hand goes on
// by itself; a symbol means the same on every screen; a word that is tapped is explained; dots stand on an even scale; and the
// worksheet asks everything and tells nothing, which is for the notes of whoever teaches.
import { compiled } from "./core.mjs";
import { code, files, read } from "./lessons.mjs";
import { browser, lead, open, Verdict } from "./page.mjs";

const instance = await browser();
const verdict = new Verdict();
const lessons = files.map(read);
const lesson = (id) => lessons.find((one) => one.id === id);
const at = (id, screen) => `#lesson=${id}&screen=${1 + lesson(id).screens.findIndex((one) => one.id === screen)}`;
const week = async (page) => Number((await page.locator(".week").first().textContent()).match(/(\d+)\D*$/)[1]);
const stands = (page) => page.waitForFunction(() => document.querySelector(".lesson .said") && !document.querySelector('[data-of="go"] path[d^="M7 5"]'));

async function stops(id, screen) {
    const { page, complaints } = await open(instance, "laptop", at(id, screen));
    for (const stop of lesson(id).screens.find((one) => one.id === screen).stops) {
        await page.waitForFunction((wanted) => Number(document.querySelector(".week").textContent.match(/(\d+)\D*$/)[1]) >= wanted, stop.week);
        await stands(page);
        verdict.check((await week(page)) === stop.week, `${id}, ${screen}: it stops in week ${stop.week}, and not in ${await week(page)}`);
        await page.locator('[data-of="go"]').click();
    }
    verdict.check((await week(page)) < 10, `${id}, ${screen}: from the last stop it plays once more`);
    verdict.check(complaints.length === 0, complaints.join("; "));
    await page.context().close();
}

async function hand() {
    const { page, complaints } = await open(instance, "laptop", at("carries-itself", "hand"));
    const { taps, to } = lesson("carries-itself").screens.find(({ kind }) => kind === "hand");
    for (let i = 0; i < taps; i++) await page.getByRole("button", { name: "Pick one for me" }).click();
    await page.waitForFunction((wanted) => document.querySelector(".week").textContent.endsWith(`week ${wanted}`), to);
    verdict.check(/projects a person/.test(await page.locator(".says").first().textContent()), "then the number is the run's again");
    verdict.check(complaints.length === 0, complaints.join("; "));
    await page.context().close();
}

/** What the names of a lesson give to a run is what stands beside its picture. */
async function symbols() {
    const shown = lesson("carries-itself");
    const keys = code.symbolsOf(compiled(), shown);
    for (const [screen, run, last] of [["name", "spark-many", 104], ["parted", "few", 260]]) {
        const { page } = await open(instance, "laptop", at(shown.id, screen));
        await page.waitForFunction((wanted) => document.querySelector(".week").textContent.endsWith(`week ${wanted}`), last);
        const model = new code.Run(compiled(), code.settingsOfRun(shown, run), new code.Names());
        while (model.week < last) model.pass();
        for (const [slot, name] of ["Tent", "Box", "Kite", "Cross", "Star"].entries()) {
            const share = Math.round(100 * (model.learned().get(keys[slot]) ?? 0));
            if (share < 2) continue;
            const entry = await page.locator(`.legend [data-slot="${slot}"]`).textContent();
            verdict.check(entry.startsWith(`${name}${share}%`), `${screen}: ${name} is what ${share}% do in '${run}': ${entry}`);
        }
        await page.context().close();
    }
}

async function glossary() {
    const { page } = await open(instance, "phone", at("carries-itself", "name"));
    const word = page.getByRole("button", { name: "average" });
    await word.click();
    verdict.check(/divide by how many/.test(await page.locator(".meaning").textContent()), "a word that is tapped is explained");
    verdict.check((await word.getAttribute("aria-expanded")) === "true" && (await word.evaluate((one) => one === document.activeElement)), "it says that it is open, and keeps the focus");
    await word.click();
    verdict.check((await page.locator(".meaning").count()) === 0, "and no more when it is tapped again");
    await page.context().close();
}

/** On a phone A or B is shown, also where what came out is said. */
async function sides() {
    const { page } = await open(instance, "phone", at("silos", "done"));
    await page.waitForFunction(() => document.querySelector(".week").textContent.endsWith("week 208"));
    await page.locator('.which [data-id="b"]').click();
    verdict.check(await page.locator('.pane[data-side="b"] .number').isVisible(), "B can be looked at");
    verdict.check(!(await page.locator('[data-of="go"]').isVisible()), "there is nothing to play");
    await page.context().close();
}

async function dots() {
    const { page, complaints } = await open(instance, "laptop", at("a-communitys-life", "dice"));
    await page.locator(".said .primary").click();
    await page.waitForFunction(() => /places those alive are older/.test(document.querySelector(".said [role=status]").textContent));
    const ticks = await page.locator(".dot-tick").evaluateAll((all) => all.map((tick) => [Number(tick.getAttribute("x")), Number(tick.textContent.replaceAll(",", ""))]));
    const [from, middle, to] = ticks;
    verdict.check(from[1] === 0 && 2 * middle[1] === to[1] && Math.abs(2 * (middle[0] - from[0]) - (to[0] - from[0])) < 0.01, `the scale of the dots is even: ${JSON.stringify(ticks)}`);
    verdict.check((await page.locator(".dot-name").count()) === 2 && !/[{}]|NaN/.test(await page.locator(".said").textContent()), "what lived and what lives stand below each other");
    verdict.check(complaints.length === 0, complaints.join("; "));
    await page.context().close();
}

const plain = ({ en, de }, language) => code.plain(language === "en" ? en : de);

/** What stands on a page that is printed. */
async function printed(page, button) {
    await page.evaluate(() => (window.print = () => undefined));
    await button.click();
    return page.locator(".worksheet").evaluate((sheet) => ({ text: sheet.textContent, pictures: sheet.querySelectorAll("img").length, graphs: sheet.querySelectorAll("svg").length, rows: sheet.querySelectorAll("tbody tr").length }));
}

/** Of every lesson, in both languages. */
async function papers() {
    const { page, complaints } = await open(instance, "laptop");
    const speak = () => page.locator(".bar button[lang]").click();
    for (const one of lessons) {
        await lead(page, `#lesson=${one.id}`);
        await paper(page, one, "en");
        await speak();
        await paper(page, one, "de");
        await speak();
        verdict.check(complaints.length === 0, `${one.id}: ${complaints.join("; ")}`);
    }
    await page.context().close();
}

async function paper(page, one, language) {
    const where = `${one.id}, ${language}`;
    const sheet = await printed(page, page.locator(".said").getByRole("button", { name: language === "en" ? "Print the worksheet" : "Arbeitsblatt drucken" }));
    const on = (text) => sheet.text.includes(plain(text, language));
    for (const screen of one.screens) {
        if (screen.ask) verdict.check(on(screen.ask), `${where}: the worksheet asks '${screen.id}'`);
        for (const option of screen.options ?? []) verdict.check(on(option) && !on(option.reply), `${where}: it has the option '${option.id}', and not the reply`);
        for (const text of [screen.text, screen.after, screen.result, ...(screen.three ?? [])]) verdict.check(!text || !on(text), `${where}: it tells what comes on '${screen.id}'`);
        if (screen.kind === "draw") for (const run of screen.runs) verdict.check(on(one.runs[run].name), `${where}: it says what '${run}' is`);
        if (screen.kind === "draw") verdict.check(sheet.text.includes(` ${screen.from}`) && sheet.text.includes(` ${one.weeks}`), `${where}: the ends of its axis are labelled`);
    }
    for (const question of one.discuss) verdict.check(on(question) && !on(question.answer), `${where}: it asks '${question.en}', and does not answer`);
    verdict.check(!on(one.teacher.expected) && sheet.pictures === 0, `${where}: what is for the teacher, and what happens, is not on it`);
    verdict.check(sheet.graphs === one.screens.filter(({ kind }) => kind === "draw").length, `${where}: there is a graph where something is to be drawn`);
    await page.locator(".lesson details").evaluate((details) => (details.open = true));
    const notes = await printed(page, page.locator(".lesson details button"));
    verdict.check(notes.rows === one.screens.length && !/[{}]|NaN/.test(notes.text), `${where}: the notes go through every screen: ${notes.text}`);
    for (const { kind, options, right } of one.screens) if (kind === "bet") verdict.check(notes.text.includes(plain(options.find(({ id }) => id === right), language)), `${where}: the notes have the answer '${right}'`);
    for (const question of one.discuss) verdict.check(notes.text.includes(plain(question.answer, language)), `${where}: the notes answer '${question.en}'`);
    for (const wrong of one.teacher.misconceptions) verdict.check(notes.text.includes(`${plain(wrong, language)} ${plain(wrong.answer, language)}`), `${where}: the notes answer '${wrong.en}'`);
}

/** What was seen is printed at the end, each moment once, and not at the start. */
async function film() {
    const shown = lesson("a-communitys-life");
    const { page, complaints } = await open(instance, "laptop", at(shown.id, "watch"));
    const next = page.locator(".ways .primary");
    const last = page.locator('.steps li:last-child[aria-current="step"]');
    while ((await last.count()) === 0) {
        await page.waitForFunction(() => !document.querySelector(".ways .primary").disabled);
        await next.click();
    }
    const seen = await printed(page, page.getByRole("button", { name: "Print the worksheet" }));
    verdict.check(seen.pictures === shown.screens.find(({ kind }) => kind === "watch").stops.length, `at the end ${seen.pictures} pictures are printed`);
    while (await page.getByRole("button", { name: "Back" }).isEnabled()) await page.getByRole("button", { name: "Back" }).click();
    verdict.check((await printed(page, page.getByRole("button", { name: "Print the worksheet" }))).pictures === 0, "at the start none is");
    verdict.check(complaints.length === 0, complaints.join("; "));
    await page.context().close();
}

/** What can be tried of lessons, in this order, by name. */
const PARTS = {
    papers, film, hand, symbols, glossary, sides, dots,
    watch: () => stops("carries-itself", "watch"), twice: () => stops("looking-back", "twice"),
    smaller: () => stops("silos", "smaller"), life: () => stops("a-communitys-life", "watch"),
};

/** Tries these parts, or all, and ends the test. */
export async function tryParts(names = Object.keys(PARTS)) {
    for (const name of names) await PARTS[name]();
    await instance.close();
    verdict.end("lessons stop where they say, and are printed for pupils and for teachers");
}
