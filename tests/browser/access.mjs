// Whether everybody can use the page: what axe finds (WCAG 2.2 AA and good practice), and what sticks out, is cut off or is
// too small to be pressed or stands on something else, in chosen sizes and views.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pagePackage } from "./core.mjs";
import { drawn, lead, open, reached } from "./page.mjs";

pagePackage("axe-core");
const axe = readFileSync(join(process.env.SELFORG_BUILD, "classroom/node_modules/axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** In the order in which a page is led from one to the next: it opens with the first, and what is done to see the map stays. */
export const VIEWS = {
    first: "",
    play: "#run=everyday&seed=7&people=500&week=60",
    bet: "#lesson=ordered-or-grown&screen=4",
    draw: "#lesson=ordered-or-grown&screen=5",
    hand: "#lesson=one-small-group&screen=2",
    word: "#lesson=carries-itself&screen=4",
    told: "#lesson=ordered-or-grown&screen=10",
    compare: "#run=everyday&seed=7&people=500&week=40&with=telling.0",
    map: "#run=everyday&seed=8&people=500&week=1",
};

async function ready(page, hash) {
    const week = hash.match(/week=(\d+)/)?.[1];
    if (week) await reached(page, week);
    else if (hash) await page.locator(".said > *").first().waitFor();
    if (hash === VIEWS.map) {
        await page.locator('[data-id="map"]').click();
        await page.locator(".cell").nth(20).click();
    }
    if (hash === VIEWS.word) await page.locator(".term").first().click();
    if (hash === VIEWS.draw) await page.locator(".drawing").waitFor();
}

export async function axeFindsNothing(verdict, page, where) {
    if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(axe);
    const found = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), RULES);
    for (const { id, nodes } of found.violations) verdict.check(false, `axe, ${where}: ${id}: ${nodes.map((node) => node.html.slice(0, 100)).join(" | ")}`);
}

/** What is wider than its place, or can be pressed and is too small. */
function faultsOfLayout() {
    const faults = [];
    if (document.scrollingElement.scrollWidth > innerWidth + 1) faults.push(`the page is ${document.scrollingElement.scrollWidth} wide`);
    const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
    for (const element of document.querySelectorAll("button, summary, input, [role=button], [role=slider]")) {
        if (!seen(element)) continue;
        const { width, height, left, right } = element.getBoundingClientRect();
        const name = element.textContent.trim() || element.id || element.className;
        if (width < 24 || height < 24) faults.push(`${name}: ${Math.round(width)} x ${Math.round(height)}`);
        if (right > innerWidth + 1 || left < -1) faults.push(`${name} sticks out`);
        if (element.scrollWidth > element.clientWidth + 2) faults.push(`${name} is cut off`);
    }
    for (const element of document.querySelectorAll("h1, .number, .says, .sentence, .counter"))
        if (seen(element) && element.getBoundingClientRect().right > innerWidth + 1) faults.push(`${element.className || element.tagName} sticks out`);
    const [beside, board] = [".beside", ".pane:first-child .board"].map((place) => document.querySelector(place).getBoundingClientRect());
    if (beside.height > 0 && beside.top < board.bottom && beside.left < board.right) faults.push(`the curves stand on the number, ${Math.round(board.bottom - beside.top)} high`);
    return faults;
}

/** In every text size and language, one after another. */
export async function layouts(instance, verdict, sizes, views) {
    for (const size of sizes) {
        const { page, complaints } = await open(instance, size);
        for (const view of views) {
            const hash = VIEWS[view];
            if (hash) await lead(page, hash);
            await ready(page, hash);
            for (const text of ["1", "2", "3"]) {
                for (const language of ["EN", "DE"]) {
                    await drawn(page);
                    for (const fault of await page.evaluate(faultsOfLayout)) verdict.check(false, `${size}, ${view}, text ${text}, ${language}: ${fault}`);
                    await page.locator(".bar button[lang]").click();
                }
                await page.locator(".bar").getByRole("button", { name: "Text size" }).click();
            }
            verdict.check(complaints.length === 0, `${size}, ${view}: ${complaints.join("; ")}`);
        }
        await page.context().close();
    }
}

export async function rules(instance, verdict, theme, size, views) {
    const { page } = await open(instance, size, `#theme=${theme}`, { reducedMotion: "reduce" });
    for (const view of views) {
        const hash = VIEWS[view];
        if (hash) await lead(page, hash);
        else await page.waitForTimeout(800);
        await ready(page, hash);
        if (view === "play") {
            await page.getByRole("button", { name: "whoever told most" }).click();
            await page.locator(".cockpit summary").click();
            await page.getByRole("button", { name: "Share" }).click();
        }
        await axeFindsNothing(verdict, page, `${view}, ${theme}, ${size}`);
        if (view === "play") await page.keyboard.press("Escape");
    }
    await page.context().close();
}
