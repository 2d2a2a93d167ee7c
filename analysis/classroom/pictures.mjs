// Takes the three pictures of the page that the README shows: node analysis/classroom/pictures.mjs [BUILD FOLDER]
// They are of the page that was built there, in Debian's Chromium; playwright-core lies beside it.
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const build = resolve(process.argv[2] ?? "build/tests");
const here = dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(join(build, "classroom/"))("playwright-core");

// What is shown: a link into the page, where the week stands in it, from which week on the picture is taken, and what is pressed then.
const PICTURES = [
    { name: "question.png", link: "", where: ".counter", week: 24 },
    { name: "play.png", link: "#run=everyday&seed=7&people=1000&week=104", where: ".week", week: 104, view: { width: 1366, height: 768 } },
    { name: "map.png", link: "#run=everyday&seed=7&people=500&set=doing.2.5&at=27.ideas.0&week=104", where: ".week", week: 104, press: '[data-id="map"]', view: { width: 1366, height: 768 } },
];
const SETTLES = 1000;
const VIEW = { width: 1120, height: 630 };
const WIDTH = 840;

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const { name, link, where, week, press, view: viewport = VIEW } of PICTURES) {
    const context = await browser.newContext({ viewport, deviceScaleFactor: WIDTH / viewport.width, locale: "en-GB", colorScheme: "dark" });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(build, "classroom.html")).href + link);
    const there = ([place, wanted]) => Number(document.querySelector(place)?.textContent.match(/\d+/)?.[0]) >= wanted;
    await page.waitForFunction(there, [where, week], { timeout: 120_000 });
    if (press) await page.locator(press).click();
    await page.waitForTimeout(SETTLES);
    await page.screenshot({ path: join(here, name) });
    await context.close();
    console.log(join(here, name));
}
await browser.close();
