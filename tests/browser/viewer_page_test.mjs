// The page that opens result files, from disk: a file that is chosen or dropped plays as in the page of `selforg view`, also
// when it is dropped onto a run that is played; a file that cannot be played is told of in one sentence; and nothing is asked
// of a network.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axeFindsNothing } from "./access.mjs";
import { browser, OFFICE, open, Verdict } from "./page.mjs";
import { h5wasm, played as inNode, Unfit } from "./viewer.mjs";

const { SELFORG, SELFORG_BUILD, SELFORG_SOURCE } = process.env;
const VIEWER = join(SELFORG_BUILD, "viewer.html");
const words = Object.fromEntries(["en", "de"].map((language) => [language, JSON.parse(readFileSync(join(SELFORG_SOURCE, `analysis/classroom/source/viewer/${language}.json`), "utf8"))]));

const instance = await browser();
const verdict = new Verdict();
const folder = mkdtempSync(join(tmpdir(), "viewer-"));
const at = (name) => join(folder, name);
const say = (...line) => execFileSync(SELFORG, line, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
writeFileSync(at("office.yaml"), OFFICE);
const { digest } = JSON.parse(say("run", "office.yaml", "-o", "office.h5", "--json", "--progress", "none"));
say("run", "office.yaml", "--set", "title=Another office", "-o", "another.h5", "--quiet");
const office = readFileSync(at("office.h5"));

/** The result with something else in it. */
function changed(name, change) {
    writeFileSync(at(name), office);
    const file = new h5wasm.File(at(name), "a");
    change(file);
    file.close();
}

function numbered(file, name, value) {
    file.delete_attribute(name);
    file.create_attribute(name, value, null, "<q");
}

/** Files that cannot be played: the reason, and how each comes to be. */
const UNFIT = {
    "empty.h5": ["empty", () => writeFileSync(at("empty.h5"), "")],
    "office.yaml": ["other", () => undefined],
    "cut.h5": ["damaged", () => writeFileSync(at("cut.h5"), office.subarray(0, office.length >> 1))],
    "beginning.h5": ["damaged", () => writeFileSync(at("beginning.h5"), office.subarray(0, 100))],
    "zeros.h5": ["damaged", () => writeFileSync(at("zeros.h5"), Buffer.concat([office.subarray(0, 200), Buffer.alloc(office.length - 200)]))],
    "foreign.h5": ["foreign", () => changed("foreign.h5", (file) => file.delete_attribute("program"))],
    "old.h5": ["old", () => changed("old.h5", (file) => numbered(file, "format_version", 1n))],
    "newer.h5": ["newer", () => changed("newer.h5", (file) => numbered(file, "format_version", 3n))],
    "study.h5": ["study", study],
    "stopped.h5.part": ["unfinished", stopped],
    "killed.h5.part": ["unfinished", killed],
    "stopped.h5.checkpoint": ["checkpoint", () => undefined],
    "seed.h5": ["differently", () => changed("seed.h5", (file) => file.get("parameters/seed").write_slice([], new BigInt64Array([5n])))],
    "key.h5": ["scenario", () => changed("key.h5", (file) => file.get("parameters/tell.probability").write_slice([], new Float64Array([7])))],
    "crowd.h5": ["people", () => say("run", "office.yaml", "--set", "network.agents=20001", "--steps", "1", "-o", "crowd.h5", "--quiet")],
};

function study() {
    writeFileSync(at("study.yaml"), "selforg: 2\nbase: office.yaml\nvary:\n  debrief.depth: [0, 1]\noutcomes: [quality_mean_final]\n");
    say("sweep", "study.yaml", "-o", "runs", "--quiet");
    writeFileSync(at("study.h5"), readFileSync(at("runs/study.h5")));
}

function stopped() {
    spawnSync(SELFORG, ["run", "office.yaml", "--steps", "1000000", "--max-time", "1", "-o", "stopped.h5", "--quiet"], { cwd: folder });
}

/** As a writer leaves it that did not come to close it: HDF5 says so in the twelfth byte. */
function killed() {
    const part = readFileSync(at("stopped.h5.part"));
    verdict.check(part[8] >= 2, "a part file has a superblock that says whether it is open");
    part[11] |= 1;
    writeFileSync(at("killed.h5.part"), part);
}

/** Those that are given to the page: one of each place where it comes to know. The others are read by its code alone. */
const IN_PAGE = ["empty.h5", "cut.h5", "newer.h5", "key.h5", "crowd.h5"];

/** Each is made; of those that are not given to the page its code has the reason, and whatever the sentence on that asks for. */
function reasons() {
    for (const [name, [reason, make]] of Object.entries(UNFIT)) {
        make();
        if (!existsSync(at(name))) verdict.check(false, `${name} was made`);
        else if (!IN_PAGE.includes(name)) verdict.check(isUnfit(name, reason), `${name} is refused as '${reason}'`);
    }
}

function isUnfit(name, reason) {
    try {
        inNode(at(name));
    } catch (error) {
        const unfit = error instanceof Unfit ? error : new Unfit("damaged");
        const asked = Object.values(words).flatMap(({ unfit: texts }) => [...texts[reason].matchAll(/\{(\w+)/g)].map(([, place]) => place)).filter((place) => place !== "name");
        return unfit.reason === reason && asked.every((place) => unfit.places[place] !== undefined);
    }
    return false;
}

const frame = (page) => page.frameLocator("iframe");
const within = (page, selector) => frame(page).locator(selector).first();
const choose = (page, ...names) => page.locator("input[type=file]").setInputFiles(names.map(at));

/** Drops a file as from another window: onto the page, or onto the run in it. */
async function drop(page, target, name) {
    const bytes = readFileSync(at(name)).toString("base64");
    await target.evaluate((element, [text, called]) => {
        const files = new DataTransfer();
        files.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], called));
        element.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files }));
    }, [bytes, name]);
}

async function plays(page, title) {
    await within(page, ".week").waitFor();
    verdict.check((await within(page, ".title").textContent()) === title, `${title} is played`);
}

const said = (page) => page.locator("[role=alert]").textContent();
const regex = (text) => new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, ".+")}$`);

async function refuses(page, name) {
    const [reason] = UNFIT[name];
    await page.locator(".place button").waitFor();
    await choose(page, name);
    await page.getByText(name, { exact: false }).and(page.locator("[role=alert]")).waitFor();
    verdict.check(regex(words.en.unfit[reason]).test(await said(page)), `${name} is refused as '${reason}': ${await said(page)}`);
    console.log(await said(page));
}

async function played() {
    const { page, complaints } = await open(instance, "laptop", "", {}, VIEWER);
    verdict.check((await page.locator(".stays").textContent()) === words.en.stays, "the page says that the file stays here");
    await choose(page, "office.h5");
    await plays(page, "An office that was");
    verdict.check((await within(page, ".cockpit").textContent()).includes(digest.slice(0, 12)), "the digest is the run's");
    await within(page, "#week").evaluate((slider) => {
        slider.value = 40;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await frame(page).getByText("month 40").first().waitFor();
    await frame(page).locator(".legend button.entry").last().click();
    verdict.check(/Practice \d+/.test(await within(page, ".story").textContent()), "a practice has its story");
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: words.en.save }).click();
    say("view", "office.h5", "-o", "view.html", "--page", join(SELFORG_BUILD, "classroom.html"));
    const saved = readFileSync(await (await saving).path());
    verdict.check(saved.equals(readFileSync(at("view.html"))), "the page that is saved is that of selforg view");
    await drop(page, within(page, "body"), "another.h5");
    await plays(page, "Another office");
    await drop(page, page.locator("header"), "office.yaml");
    await page.locator("[role=alert]").waitFor();
    verdict.check((await page.locator("iframe").count()) === 0, "a run that is played gives way to what is said of another file");
    for (const name of IN_PAGE) await refuses(page, name);
    await choose(page, "office.h5");
    await plays(page, "An office that was");
    verdict.check(complaints.length === 0, complaints.join("; "));
    await page.context().close();
}

async function german() {
    const { page, complaints } = await open(instance, "phone", "", { locale: "de-DE", colorScheme: "light" }, VIEWER);
    await drop(page, page.locator("main"), "cut.h5");
    await page.locator("[role=alert]").waitFor();
    verdict.check(regex(words.de.unfit.damaged).test(await said(page)), `in German: ${await said(page)}`);
    await axeFindsNothing(verdict, page, "the page that opens results");
    await drop(page, page.locator("main"), "office.h5");
    await frame(page).getByText(/^Monat \d+$/).first().waitFor();
    verdict.check(complaints.length === 0, complaints.join("; "));
    await page.context().close();
}

reasons();
await played();
await german();
await instance.close();
rmSync(folder, { recursive: true });
verdict.end(`a run plays, and ${Object.keys(UNFIT).length} files that cannot are told of`);
