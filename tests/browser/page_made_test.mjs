// A page that `selforg view` makes runs the scenario to the program's digest, from disk; and the page that `selforg serve`
// serves runs under the policy that comes with it.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { native } from "./core.mjs";
import { browser, open, reached, SIZES, Verdict } from "./page.mjs";

const { SELFORG, SELFORG_SOURCE } = process.env;
const instance = await browser();
const verdict = new Verdict();
const folder = mkdtempSync(join(tmpdir(), "selforg-"));

// Practices with names, changes under way, a decimal that is no binary one, text that would end a script.
const OWN = `selforg: 2
title: "</script> Ours & theirs"
seed: 9007199254740991
steps: 30
network: {kind: units, agents: 300, units: 6, mean_degree: 8}
landscape: {kind: listed, practices: {"video calls": 0.7, "a, \\"b\\"": 0.35}}
opportunities: {arrival_rate: 4}
projects: {}
debrief: {depth: 0.1}
tell: {probability: 0.1}
adoption: {rule: evidence}
interventions: {10: {tell.probability: 0.3}, 20: {opportunities.arrival_rate: 0}}
`;

async function digestIn(page) {
    await page.getByRole("button", { name: "Share" }).click();
    return page.locator("[data-digest]").textContent();
}

async function made(scenario, steps, ...options) {
    const file = join(folder, "made.html");
    execFileSync(SELFORG, ["view", scenario, "-o", file, "--force", "--quiet", ...options]);
    const { page, complaints } = await open(instance, "laptop", "", {}, file);
    await reached(page, steps);
    const [there, here] = [await digestIn(page), native(scenario, ...options)];
    console.log(`${here === there ? "same" : "DIFFERENT"}  ${scenario}: ${here} natively, ${there} in the page`);
    verdict.check(here === there, `the digest of ${scenario}`);
    verdict.check(complaints.length === 0, complaints.join("; "));
    await page.context().close();
}

function freePort() {
    return new Promise((resolve) => {
        const probe = createServer().listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

async function served(scenario, steps) {
    const url = `http://127.0.0.1:${await freePort()}/`;
    const server = spawn(SELFORG, ["serve", scenario, "--address", "127.0.0.1", "--port", new URL(url).port]);
    let said = "";
    const begun = new Promise((resolve) => {
        const listen = (data) => (said += data).includes("Ctrl-C") && resolve(true);
        server.stdout.on("data", listen);
        server.stderr.on("data", listen);
        server.on("exit", () => resolve(false));
    });
    if (!(await begun)) {
        verdict.check(said.includes("built without `serve`"), `it is served: ${said}`);
        return;
    }
    const page = await (await instance.newContext({ viewport: SIZES.tablet, locale: "en-GB" })).newPage();
    const complaints = [];
    page.setDefaultTimeout(120_000);
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("console", (message) => message.type() === "error" && complaints.push(`console: ${message.text()}`));
    await page.goto(url);
    await reached(page, steps);
    verdict.check((await digestIn(page)) === native(scenario), "the digest of what is served");
    verdict.check(complaints.length === 0, complaints.join("; "));
    await page.context().close();
    const ended = new Promise((resolve) => server.on("exit", resolve));
    server.kill("SIGINT");
    verdict.check((await ended) === 0, "it ends when asked to");
}

const own = join(folder, "own.yaml");
writeFileSync(own, OWN);
await made(own, 30);
await made(join(SELFORG_SOURCE, "scenarios/everything.yaml"), 30, "--steps", "30", "--seed", "8");
await served(own, 30);
rmSync(folder, { recursive: true });
await instance.close();
verdict.end("pages that are made and served run");
