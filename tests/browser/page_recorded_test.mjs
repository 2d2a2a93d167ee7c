// A run that was made plays in the page: by the slider to any step and back, the same at the same step; whoever and whatever
// practice is asked has a story; time goes by in the scenario's steps; and nothing is asked of a network.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browser, OFFICE, open, PAGE, Verdict } from "./page.mjs";

const SCENARIO = `${OFFICE.replace("steps: 40", "steps: 60")}renew: {turnover_probability: 0.01}
observe: {every: 10}
`;

const instance = await browser();
const verdict = new Verdict();
const folder = mkdtempSync(join(tmpdir(), "recorded-"));
const say = (...words) => execFileSync(process.env.SELFORG, words, { cwd: folder, encoding: "utf8" });
writeFileSync(join(folder, "office.yaml"), SCENARIO);
const { digest } = JSON.parse(say("run", "office.yaml", "-o", "office.h5", "--json", "--progress", "none"));
say("view", "office.h5", "-o", "office.html", "--page", PAGE);

const { page, complaints } = await open(instance, "laptop", "", {}, join(folder, "office.html"));
const text = (selector) => page.locator(selector).first().textContent();
const seek = async (step) => {
    await page.locator("#week").evaluate((slider, to) => {
        slider.value = to;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    }, step);
    await page.waitForFunction((to) => document.querySelector(".week").textContent.includes(` ${to}`), step);
    return `${await text(".number")} ${await text(".legend")}`;
};
await page.keyboard.press(" ");
verdict.check((await text(".title")) === "An office that was", "the title is the run's");
verdict.check((await text(".cockpit")).includes(digest.slice(0, 12)), "the digest is the run's");
verdict.check(/^month \d+$/.test(await text(".week")), `a step is as long as the scenario says: ${await text(".week")}`);
verdict.check((await text(".transport")).includes("months a second"), "and so is the speed");
verdict.check(!/\bweek/i.test(await page.locator("body").innerText()), "no week is spoken of");
verdict.check((await page.locator(".cockpit input").count()) === 0, "nothing can be changed");
const [early, late] = [await seek(20), await seek(60)];
verdict.check(early !== late, `something happens: ${early}`);
verdict.check((await seek(20)) === early && (await seek(60)) === late, "the same at the same step, whichever way one comes");
await page.locator(".legend button.entry").last().click();
verdict.check(/Practice \d+/.test(await text(".story")), "a practice has its number and its story");
await page.keyboard.press("Escape");
await page.getByRole("button", { name: "whoever learned last" }).click();
verdict.check(/Person \d+/.test(await text(".story")), "a person has a number and a story");
verdict.check(complaints.length === 0, complaints.join("; "));
await instance.close();
rmSync(folder, { recursive: true });
verdict.end(`a run of 60 steps plays: ${late}`);
