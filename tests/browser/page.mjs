// Opens the page from disk in Debian's Chromium, and watches what it says and asks for.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { pagePackage, skip } from "./core.mjs";

const CHROMIUM = "/usr/bin/chromium";
export const PAGE = join(process.env.SELFORG_BUILD, "classroom.html");

/** A run to be played, of forty months. */
export const OFFICE = `selforg: 2
title: An office that was
seed: 4
steps: 40
step_length: month
network: {kind: units, agents: 200, units: 4, mean_degree: 8}
landscape: {kind: nk, domains: 1, bits: 8, interactions: 2}
opportunities: {arrival_rate: 20}
projects: {}
debrief: {}
tell: {probability: 0.3}
adoption: {rule: evidence}
`;

export const SIZES = {
    projector: { width: 1920, height: 1080 },
    laptop: { width: 1366, height: 768 },
    tablet: { width: 820, height: 1180 },
    phone: { width: 390, height: 844 },
    sideways: { width: 844, height: 390 },
    small: { width: 360, height: 640 },
};

/** options: how it draws; unasked it has no WebGL. */
export async function browser(options = ["--disable-gpu"]) {
    if (!existsSync(PAGE)) skip("classroom.html is not built (npm is missing, or could not fetch its packages)");
    if (!existsSync(CHROMIUM)) skip(`there is no ${CHROMIUM}`);
    const { chromium } = pagePackage("playwright-core");
    return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", ...options] });
}

export function pageSize() {
    return statSync(PAGE).size;
}

/** What it says itself on a machine without a graphics processor. */
const OF_CHROMIUM = /software WebGL/;

/** Pictures some ten times a second, as on a slow machine: most of what a page costs is to be drawn without a graphics processor. */
function seldom() {
    const soon = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (act) => setTimeout(() => soon(act), 80);
}

/** A new page with nothing kept, in which `before` is done first; `complaints` fills with errors and with whatever it asks of a network. */
export async function open(instance, size, hash = "", { before = () => undefined, ...options } = {}, file = PAGE) {
    const context = await instance.newContext({ viewport: SIZES[size], locale: "en-GB", colorScheme: "dark", hasTouch: true, acceptDownloads: true, ...options });
    await context.addInitScript(seldom);
    await context.addInitScript(before);
    const page = await context.newPage();
    // A machine may be busy with other tests.
    page.setDefaultTimeout(120_000);
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && !OF_CHROMIUM.test(message.text()) && complaints.push(`console: ${message.text()}`));
    page.on("request", (request) => /^(file|data|blob):/.test(request.url()) || complaints.push(`request: ${request.url()}`));
    await page.goto(pathToFileURL(file).href + hash);
    await page.waitForFunction(() => performance.getEntriesByName("first picture").length > 0);
    await drawn(page); // what stands beside the picture is written with the next one
    return { page, complaints };
}

/** Leads a page that is open somewhere else, as by a link: far cheaper than to open another. */
export function lead(page, hash) {
    return page.evaluate((to) => new Promise((done) => {
        addEventListener("hashchange", () => done(), { once: true });
        location.hash = to;
    }), hash);
}

/** Waits until what was done is drawn. */
export function drawn(page) {
    return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
}

/** Counts what does not hold. */
export class Verdict {
    failed = 0;

    check(holds, text) {
        if (!holds) this.failed++;
        if (!holds) console.log(`NOT SO: ${text}`);
    }

    end(said) {
        if (!this.failed) console.log(said);
        process.exit(this.failed ? 1 : 0);
    }
}

/** What a button saves, as text. */
export async function saved(page, name) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return readFileSync(await download.path(), "utf8");
}

/** Waits until a link's week is reached. */
export async function reached(page, week) {
    await page.waitForFunction((wanted) => new RegExp(`\\b${wanted}\\b`).test(document.querySelector(".week")?.textContent ?? ""), week);
}
