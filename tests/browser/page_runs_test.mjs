// The page runs from disk: it asks for nothing, shows its first picture soon, has the program's digest for the same
// scenario, with what was changed on the way, can be used by keyboard and by touch, and hands out its numbers.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeText } from "./core.mjs";
import { browser, drawn, lead, open, PAGE, pageSize, reached, saved, Verdict } from "./page.mjs";

const instance = await browser();
const verdict = new Verdict();

async function firstScreen(page) {
    const after = await page.evaluate(() => performance.getEntriesByName("first picture")[0].startTime);
    console.log(`first picture after ${Math.round(after)} ms, ${Math.round(pageSize() / 1000)} kB`);
    verdict.check(after < 5000, `the first picture comes soon: ${after} ms`);
    verdict.check(pageSize() < 1e6, `the page is below 1 MB: ${pageSize()}`);
    verdict.check((await page.locator(".asks button").count()) === 1, "the first screen has one button");
    await page.waitForFunction(() => / [1-9]\d* /.test(document.querySelector(".counter").textContent));
}

/** From the first screen one gets to a run: by a link also where it is the very moment that stands there already. */
async function freePlay(page) {
    const home = () => page.locator(".bar button").first().click();
    await home();
    await page.evaluate(() => new Promise((done) => {
        addEventListener("hashchange", () => done(), { once: true });
        const look = () => {
            const week = document.querySelector(".counter").textContent.match(/\d+/)[0];
            if (week === "0") requestAnimationFrame(look);
            else location.hash = `#run=everyday&seed=7&people=500&week=${week}`;
        };
        look();
    }));
    verdict.check((await page.evaluate(() => document.body.dataset.mode)) === "play", "a link leads away from the first screen");
    await home();
    await page.locator(".bar").getByRole("button", { name: "Free play" }).click();
    await page.locator(".transport button").first().waitFor();
}

async function digests() {
    const links = [
        "#run=everyday&seed=42&people=500&week=60",
        "#run=meeting&seed=3&people=500&week=80&set=telling.2&at=31.ideas.4,50.lookback.0",
        "#run=ordered&seed=5&people=500&week=50",
    ];
    // So many that the steps are done beside the page, and where a page may have no workers.
    const many = "#run=everyday&seed=42&people=5000&week=20&at=11.ideas.4";
    await sameDigests([...links, many]);
    await sameDigests([many], { before: () => delete window.Worker });
}

/** In one page, which goes from one link to the next. */
async function sameDigests(links, options) {
    const { page, complaints } = await open(instance, "laptop", links[0], options);
    for (const link of links) {
        if (link !== links[0]) await lead(page, link);
        await reached(page, link.match(/week=(\d+)/)[1]);
        await page.getByRole("button", { name: "Share" }).click();
        const there = await page.locator("[data-digest]").textContent();
        const here = nativeText(await saved(page, /Scenario file/));
        console.log(`${here === there ? "same" : "DIFFERENT"}  ${link}: ${here} natively, ${there} in the page`);
        verdict.check(here === there, `the digest of ${link}`);
        verdict.check(complaints.length === 0, complaints.join("; "));
        await page.keyboard.press("Escape");
    }
    await page.context().close();
}

async function keyboard(page) {
    await lead(page, "#run=everyday&seed=1&people=500");
    const week = async () => Number((await page.locator(".week").first().textContent()).match(/\d+/)[0]);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    verdict.check((await week()) === 2, "the right arrow is one week each");
    await page.keyboard.press(" ");
    await page.waitForFunction(() => Number(document.querySelector(".week").textContent.match(/\d+/)[0]) > 4);
    await page.keyboard.press(" ");
    const stopped = await week();
    await drawn(page);
    verdict.check((await week()) === stopped, "space plays, and stops");
    await page.locator("#slider-lookback").focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelector("#hint-lookback .note"));
    verdict.check(page.url().includes("week=") && (await page.locator("#slider-lookback").inputValue()) === "3", "a slider moves by keys");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Tab");
    verdict.check((await page.evaluate(() => document.activeElement?.id)) === "slider-lookback", "the slider keeps the focus");
    await page.locator("h2").first().click();
    await page.keyboard.press("c");
    verdict.check(await page.locator('.pane[data-side="b"]').isVisible(), "C compares");
    await page.keyboard.press("r");
    verdict.check((await week()) === 0, "R begins again");
}

async function touch() {
    const { page, complaints } = await open(instance, "phone", "#run=everyday&seed=7&people=500&week=104");
    await reached(page, 104);
    const box = await page.locator(".theatre").boundingBox();
    await page.touchscreen.tap(box.x + box.width / 2, box.y + 0.6 * box.height);
    verdict.check(await page.locator(".story .who").isVisible(), "a tap on a person tells the story");
    verdict.check(complaints.length === 0, complaints.join("; "));
    await page.context().close();
}

async function linkRestores() {
    const { page } = await open(instance, "laptop", "#run=everyday&seed=9&people=500&week=20", { permissions: ["clipboard-read", "clipboard-write"] });
    await reached(page, 20);
    await page.locator("#slider-doing").focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelector("#hint-doing .note"));
    for (let i = 0; i < 10; i++) await page.keyboard.press("Escape").then(() => page.locator(".transport button").nth(1).click());
    const read = async (target) => {
        await target.getByRole("button", { name: "Share" }).click();
        return target.locator("[data-digest]").textContent();
    };
    const here = await read(page);
    await page.getByRole("button", { name: "Copy the link" }).click();
    verdict.check(await page.getByRole("button", { name: "Copied" }).isVisible(), "that the link is copied stands on the button");
    const link = page.url();
    verdict.check(/at=21\.doing\.3/.test(link) && /week=30/.test(link), `the link holds what was changed: ${link}`);
    const again = await open(instance, "laptop", link.slice(link.indexOf("#")));
    await reached(again.page, 30);
    verdict.check((await read(again.page)) === here, "the link leads to the same moment");
    await again.page.evaluate(() => (location.hash = "#lesson=silos&screen=3"));
    await again.page.waitForFunction(() => document.body.dataset.mode === "lesson" && document.body.dataset.screen === "bet");
    verdict.check(again.complaints.length === 0, again.complaints.join("; "));
    await page.context().close();
    await again.page.context().close();
}

/** What the browser's own command prints: what is on the screen, or the worksheet. */
async function onPaper(page) {
    await lead(page, "#run=everyday&seed=9&people=500&week=30");
    await reached(page, 30);
    const sheet = async () => {
        await page.pdf();
        return page.locator(".worksheet").evaluate((one) => ({ text: one.textContent, pictures: [...one.querySelectorAll("img")].map(({ src }) => src.length) }));
    };
    const screen = await sheet();
    verdict.check(screen.pictures.length === 3 && screen.pictures.every((size) => size > 3000), `the people and two curves are printed: ${screen.pictures}`);
    verdict.check(/seed=9.*week=30/.test(screen.text), `and the link: ${screen.text}`);
    await page.evaluate(() => (location.hash = "#lesson=silos&screen=3"));
    await page.waitForFunction(() => document.body.dataset.mode === "lesson");
    verdict.check(/What do shut doors do most\?/.test((await sheet()).text), "in a lesson it is the worksheet");
}

async function numbers() {
    const { page } = await open(instance, "laptop", "#run=everyday&seed=9&people=500&week=20&lang=de");
    await reached(page, 20);
    await page.getByRole("button", { name: "Teilen" }).click();
    const lines = (await saved(page, /CSV/)).trim().split("\r\n");
    const columns = lines[0].split(";").map((_, i) => lines.map((line) => line.split(";")[i]));
    verdict.check(new Set(columns.map(([head]) => head)).size === columns.length, `each column has a name of its own: ${lines[0]}`);
    const varied = columns.map((column) => column.slice(1).join()).filter((column) => /[1-9]/.test(column));
    verdict.check(new Set(varied).size === varied.length, `no column is there twice: ${lines[0]}`);
    verdict.check(lines.length === 22, `a line for each week from 0 to 20, and one above: ${lines.length}`);
    verdict.check(lines.every((line) => line.split(";").length === lines[0].split(";").length), "every line has every column");
    verdict.check(/\d,\d/.test(lines[20]), "German numbers have commas");
    await page.context().close();
}

/** A scenario that somebody put into the page, as a demonstration of that one. */
async function embedded() {
    const scenario = { selforg: 2, title: "Our own", seed: 4, steps: 30, network: { kind: "random", agents: 300, mean_degree: 8 }, start: { users: 5 }, adoption: {rule: "contact", accept: {beta: 0.05}} };
    const folder = mkdtempSync(join(tmpdir(), "selforg-"));
    const file = join(folder, "own.html");
    writeFileSync(file, readFileSync(PAGE, "utf8").replace(/(<script type="application\/json" id="scenario">)/, `$1${JSON.stringify(scenario)}`));
    const { page, complaints } = await open(instance, "laptop", "", {}, file);
    verdict.check((await page.locator("h1").textContent()) === "Our own", "the page has the scenario's title");
    await reached(page, 30);
    await page.getByRole("button", { name: "Share" }).click();
    verdict.check((await page.locator("[data-digest]").textContent()) === nativeText(JSON.stringify(scenario)), "its digest");
    verdict.check(complaints.length === 0, complaints.join("; "));
    await page.context().close();
    rmSync(folder, { recursive: true });
}

/** A lesson can be given from its first to its last screen by its one button and the keys. */
async function lesson(page) {
    await page.locator(".asks button").click();
    const kinds = [];
    const next = page.locator(".ways .primary");
    for (const end = Date.now() + 120_000; Date.now() < end;) {
        await page.waitForFunction(() => {
            const button = document.querySelector(".ways .primary");
            return ["bet", "draw"].includes(document.body.dataset.screen) || (button && !button.disabled);
        });
        const kind = await page.evaluate(() => document.body.dataset.screen);
        kinds.push(kind);
        if (kind === "crowd" && (await page.locator(".steps li").last().getAttribute("aria-current"))) break;
        if (kind === "bet") {
            verdict.check(await next.isDisabled(), "nothing is shown before the bet");
            await page.keyboard.press("2");
        }
        if (kind === "draw") await page.getByRole("button", { name: "No idea" }).click();
        await next.click();
        await drawn(page);
    }
    verdict.check(kinds.at(-1) === "crowd" && ["say", "hand", "bet", "draw", "watch", "reveal", "explain"].every((kind) => kinds.includes(kind)), `the screens: ${kinds}`);
    verdict.check(!/NaN|\{/.test(await page.locator(".lesson").textContent()), "every place in the texts is filled");
}

async function without(page) {
    await lead(page, "#run=everyday&seed=7&people=500&week=60");
    await reached(page, 60);
    await page.locator(".panel").evaluate((panel) => panel.scrollTo(0, panel.scrollHeight));
    const { x, y, width, height } = await page.locator(".theatre").boundingBox();
    await page.mouse.click(x + 0.6 * width, y + 0.6 * height);
    const story = await page.locator(".story .who").boundingBox();
    verdict.check(story.y > 0 && story.y < 768, `the story of who is tapped can be seen: ${JSON.stringify(story)}`);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await page.getByRole("button", { name: "whoever told most" }).click();
    await page.getByRole("button", { name: "Without this person" }).click();
    await page.getByRole("button", { name: "Show it beside" }).click();
    await page.waitForFunction(() => /without/.test(document.querySelector('[data-side="b"] .week').textContent));
    verdict.check(/B is the story of A without/.test(await page.locator(".sides .hint").textContent()), "B is not said to be the same as A");
    await page.evaluate(() => {
        window.written = [];
        const { fillText } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
            window.written.push(text);
            return fillText.call(this, text, ...place);
        };
    });
    await page.getByRole("button", { name: "Share" }).click();
    await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save a picture" }).click()]);
    verdict.check((await page.evaluate(() => window.written)).some((text) => /^B · without/.test(text)), "the picture says who is left out");
    await page.keyboard.press("Escape");
}

/** Many people are said to be in the making in a picture of its own, before the page stands still for them; what is asked for last is made. */
async function making(page) {
    await lead(page, "#run=everyday&seed=3&people=500");
    await page.evaluate(() => {
        window.pictures = [];
        const look = () => {
            window.pictures.push(document.querySelector(".says").textContent);
            requestAnimationFrame(look);
        };
        look();
        document.querySelectorAll(".panel details").forEach((one) => (one.open = true));
        for (const people of ["20000", "5000"]) document.querySelector(`.panel button[data-id="${people}"]`).click();
    });
    await page.waitForFunction(() => document.querySelector('.panel button[data-id="5000"]').matches('[aria-checked="true"], [aria-pressed="true"]'));
    const pictures = await page.evaluate(() => window.pictures);
    verdict.check(pictures.some((text) => /finding their place/.test(text)), "it is said that many people are in the making");
    verdict.check(!/finding their place/.test(await page.locator(".says").first().textContent()), "and no more when they are there");
    await page.waitForTimeout(300);
    verdict.check(await page.locator('.panel button[data-id="5000"]').evaluate((one) => one.matches('[aria-checked="true"], [aria-pressed="true"]')), "what was asked for last is made");
}

/** One page from what is seen first on, which is led from one thing to the next. */
async function fromTheFirst() {
    const { page, complaints } = await open(instance, "laptop");
    for (const part of [firstScreen, lesson, freePlay, keyboard, without, onPaper, making]) {
        await part(page);
        verdict.check(complaints.length === 0, `${part.name}: ${complaints.join("; ")}`);
    }
    await page.context().close();
}

for (const part of [fromTheFirst, embedded, digests, touch, linkRestores, numbers]) await part();
await instance.close();
verdict.end("the page runs");
