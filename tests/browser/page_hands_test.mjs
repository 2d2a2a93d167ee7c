// What is done by hand: a place of the map is chosen, by pointer and by keys, and is the organisation that the program runs too;
// a bet is drawn, and stands beside what came; people are tapped, and only those who know each other.
import { readFileSync } from "node:fs";
import { nativeText } from "./core.mjs";
import { browser, drawn, lead, open, reached, Verdict } from "./page.mjs";

const instance = await browser();
const verdict = new Verdict();
const number = (page) => page.locator(".number").first().textContent();

async function map(page) {
    await lead(page, "#run=everyday&seed=7&people=500&week=1");
    await reached(page, 1);
    await page.locator('[data-id="map"]').click();
    const pressed = page.locator('.cell[aria-pressed="true"]');
    await page.locator(".cell").nth(16).click();
    verdict.check((await pressed.getAttribute("aria-label")).includes("often – all the time"), "a cell between two stops says so");
    await page.keyboard.press(" ");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    const place = await pressed.getAttribute("aria-label");
    await page.waitForFunction(() => Number(document.querySelector(".week").textContent.match(/\d+/)[0]) > 30);
    await page.locator(".transport button").first().click();
    verdict.check(/doing\.3.*leaving\.3.*at=27\.ideas\.0/.test(page.url()), `the link holds the place: ${page.url()}`);
    verdict.check(/often\. .*most/.test(place), `arrows move over the map: ${place}`);
    await page.getByRole("button", { name: "Share" }).click();
    const there = await page.locator("[data-digest]").textContent();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /Scenario file/ }).click()]);
    verdict.check(nativeText(readFileSync(await download.path(), "utf8")) === there, "the digest of a place of the map");
}

/** The middles between stops survive a link, and what a slider sets there is what the program is given. */
async function middles(page) {
    await lead(page, "#run=everyday&seed=7&people=500&set=doing.2.5,leaving.1.5&week=40");
    await reached(page, 40);
    verdict.check((await page.locator('output[for="slider-doing"]').textContent()) === "now and then – often", "a slider stands between two stops");
    await page.getByRole("button", { name: "Share" }).click();
    const there = await page.locator("[data-digest]").textContent();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /Scenario file/ }).click()]);
    const scenario = readFileSync(await download.path(), "utf8");
    verdict.check(JSON.parse(scenario).create.making_rate === 0.015, "in the middle of its stops");
    verdict.check(nativeText(scenario) === there, "the digest of a slider between two stops");
}

async function drawing(page) {
    await lead(page, "#lesson=carries-itself&screen=6");
    const paper = page.locator(".drawing svg");
    await paper.waitFor();
    const next = page.locator(".ways .primary");
    verdict.check(await next.isDisabled(), "nothing is shown before the bet");
    await paper.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await paper.boundingBox();
    await page.mouse.move(x + 0.2 * width, y + 0.4 * height);
    await page.mouse.down();
    await page.mouse.move(x + 0.98 * width, y + 0.4 * height, { steps: 12 });
    await page.mouse.up();
    const values = () => page.locator('.drawing [role="slider"]').evaluateAll((handles) => handles.map((handle) => Number(handle.getAttribute("aria-valuenow"))));
    const [stroke, before] = [await values(), (await values())[4]];
    verdict.check(stroke.every((value) => Math.abs(value - stroke[0]) < 0.05 && value > 0.8), `a stroke sets each handle that it passes: ${stroke}`);
    await page.locator('.drawing [role="slider"]').last().focus();
    await page.keyboard.press("ArrowUp");
    verdict.check((await values())[4] > before, "an arrow lifts a handle");
    verdict.check((await next.isDisabled()) && (await page.locator(".said > [role=status]").textContent()) === "Now draw B.", "one of two curves is not the whole bet");
    await page.locator('.drawing .choice [data-id="1"]').click();
    await page.locator('.drawing [role="slider"]').last().focus();
    await page.keyboard.press("ArrowUp");
    await next.click();
    while ((await page.evaluate(() => document.body.dataset.screen)) === "watch") {
        await next.click();
        await drawn(page);
    }
    await page.locator(".said .reply, .said .charts").first().waitFor();
    for (const run of ["few", "many"]) verdict.check(new RegExp(`${run} new ideas: you drew [\\d.]+ for the end, it came to \\d\\.\\d+`).test(await page.locator(".said").textContent()), `what was drawn of '${run}' stands beside what came`);
    verdict.check(/dotted: as you drew/.test(await page.locator(".said figcaption").first().textContent()), "the dotted lines are named");
}

async function taps(page) {
    await lead(page, "#lesson=one-small-group&screen=2");
    const { x, y, width, height } = await page.locator(".theatre").boundingBox();
    for (let i = 0; i < 40 && (await number(page)) !== "1"; i++) await page.mouse.click(x + (0.5 + 0.01 * i) * width, y + 0.5 * height);
    verdict.check((await number(page)) === "1", "a tap on a person begins");
    await page.mouse.click(x + 0.1 * width, y + 0.95 * height);
    verdict.check((await number(page)) === "1", "a tap beside everybody does nothing");
    const anybody = page.getByRole("button", { name: "Pick one for me" });
    for (let i = 2; i <= 8; i++) {
        await anybody.click();
        verdict.check((await number(page)) === String(i), `by the button, ${i} have it`);
    }
    verdict.check((await anybody.count()) === 0, "then it is over");
    await page.locator(".ways .primary").click();
    await page.waitForFunction(() => document.querySelector(".number").textContent.includes("%"));
}

const PLACES = { laptop: [middles, map, drawing, taps], phone: [drawing] };
for (const [size, parts] of Object.entries(PLACES)) {
    const { page, complaints } = await open(instance, size);
    for (const part of parts) {
        await part(page);
        verdict.check(complaints.length === 0, `${size}, ${part.name}: ${complaints.join("; ")}`);
        await page.keyboard.press("Escape");
    }
    await page.context().close();
}
await instance.close();
verdict.end("the map, the drawn bet and the taps");
