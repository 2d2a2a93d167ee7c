// Clicking, typing and dragging at random brings no error to the console. The same numbers give the same clicks;
// SELFORG_CLICKS says for how many seconds (20; ten minutes are 600).
import { browser, open, Verdict } from "./page.mjs";

const instance = await browser();
const verdict = new Verdict();
const seconds = Number(process.env.SELFORG_CLICKS ?? 20);

let state = 20;
function chance() {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
}
const among = (things) => things[Math.floor(chance() * things.length)];

const KEYS = [" ", "ArrowRight", "r", "c", "d", "+", "-", "0", "Tab", "Enter", "Escape", "ArrowUp", "ArrowDown"];

async function act(page, { width, height }) {
    const [x, y] = [chance() * width, chance() * height];
    const what = chance();
    if (what < 0.45) {
        const seen = page.locator("button:visible, summary:visible, input:visible");
        const count = await seen.count();
        if (count) await seen.nth(Math.floor(chance() * count)).click({ timeout: 800, force: true }).catch(() => undefined);
    } else if (what < 0.6) await page.mouse.click(x, y);
    else if (what < 0.7) {
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(chance() * width, chance() * height, { steps: 3 });
        await page.mouse.up();
    } else if (what < 0.75) await page.mouse.wheel(0, 400 * (chance() - 0.5));
    else await page.keyboard.press(among(KEYS));
}

for (const size of ["laptop", "phone"]) {
    const { page, complaints } = await open(instance, size, "#run=everyday&seed=7&people=500");
    const viewport = page.viewportSize();
    const end = Date.now() + (1000 * seconds) / 2;
    let clicks = 0;
    while (Date.now() < end && complaints.length === 0) {
        await act(page, viewport);
        clicks++;
    }
    console.log(`${size}: ${clicks} actions`);
    verdict.check(complaints.length === 0, `${size}, after ${clicks} actions: ${complaints.join("; ")}`);
    await page.context().close();
}
await instance.close();
verdict.end("nothing was said");
