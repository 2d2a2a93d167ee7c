// Clicking, tapping, typing and dragging at random brings nothing to the console and leaves the page as it should be: it goes
// on drawing, and a run that is asked for then has the program's digest. The same numbers give the same clicks;
// SELFORG_CLICKS says for how many seconds (12; ten minutes are 600).
import { nativeText } from "./core.mjs";
import { browser, open, reached, saved, Verdict } from "./page.mjs";

const instance = await browser();
const verdict = new Verdict();
const seconds = Number(process.env.SELFORG_CLICKS ?? 12);
const AFTERWARDS = "#run=meeting&seed=3&people=500&week=40&set=telling.2&at=31.ideas.4";

let state = 20;
function chance() {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
}
const among = (things) => things[Math.floor(chance() * things.length)];

const KEYS = [" ", "ArrowRight", "ArrowLeft", "r", "c", "d", "+", "-", "0", "1", "4", "Tab", "Tab", "Enter", "Escape", "ArrowUp", "ArrowDown", "Home", "End"];
const TEXTS = ["7", "123456", "-1", "1e9", "seven", "", "999999999999999999"];

/** Presses something that can be pressed, by mouse or by finger; into a field it types. */
async function press(page) {
    const seen = page.locator("button:visible, summary:visible, input:visible, [role=button]:visible, [role=slider]:visible");
    const count = await seen.count();
    if (count === 0) return;
    const one = seen.nth(Math.floor(chance() * count));
    const [finger, text] = [chance() < 0.4, among(TEXTS)];
    const act = { timeout: 800, force: true };
    await (finger ? one.tap(act) : one.click(act)).catch(() => undefined);
    if (!(await page.evaluate(() => document.activeElement?.matches("input[type=text]")))) return;
    await page.keyboard.press("Control+a");
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
}

async function act(page, { width, height }) {
    const [x, y] = [chance() * width, chance() * height];
    const what = chance();
    if (what < 0.5) await press(page);
    else if (what < 0.58) await page.mouse.click(x, y);
    else if (what < 0.65) await page.touchscreen.tap(x, y);
    else if (what < 0.72) {
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(chance() * width, chance() * height, { steps: 3 });
        await page.mouse.up();
    } else if (what < 0.76) await page.mouse.wheel(0, 400 * (chance() - 0.5));
    else await page.keyboard.press(among(KEYS));
}

/** It goes on drawing, and does what a link asks of it. */
async function lives(page, size) {
    const frames = page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));
    const late = new Promise((done) => setTimeout(() => done(false), 30_000));
    verdict.check(await Promise.race([frames, late]), `${size}: the page goes on drawing`);
    await page.evaluate((hash) => (location.hash = hash), AFTERWARDS);
    await page.waitForFunction(() => document.body.dataset.mode === "play");
    await reached(page, 40);
    await page.waitForTimeout(100);
    verdict.check(await page.locator(".week").first().textContent().then((text) => /\b40$/.test(text)), `${size}: it stays where the link leads`);
    await page.getByRole("button", { name: /^(Share|Teilen)$/ }).click();
    const there = await page.locator("[data-digest]").textContent();
    const here = nativeText(await saved(page, /^(Scenario file|Szenario-Datei)/));
    verdict.check(here === there, `${size}: afterwards the digest is ${there}, and natively ${here}`);
}

const PLACES = [["laptop", "#run=everyday&seed=7&people=500"], ["tablet", "#lesson=carries-itself"], ["phone", ""]];
for (const [size, hash] of PLACES) {
    const { page, complaints } = await open(instance, size, hash);
    const viewport = page.viewportSize();
    const end = Date.now() + (1000 * seconds) / PLACES.length;
    let clicks = 0;
    while (Date.now() < end && complaints.length === 0) {
        await act(page, viewport);
        clicks++;
    }
    console.log(`${size}: ${clicks} actions`);
    verdict.check(complaints.length === 0, `${size}, after ${clicks} actions: ${complaints.join("; ")}`);
    if (complaints.length === 0) await lives(page, size);
    verdict.check(complaints.length === 0, `${size}, afterwards: ${complaints.join("; ")}`);
    await page.context().close();
}
await instance.close();
verdict.end("nothing was said, and the page is as it should be");
