// What WebGL draws and what the page paints itself where there is none is the same picture, at night and by day. There are no
// communities in it: these make room for each other by and by, frame by frame.
import { browser, open, reached, Verdict } from "./page.mjs";

/** What differs by more than this in one of the three colours, of 255, can be seen; and how many pixels of the picture may. */
const SEEN = 48;
const MOST = 0.005;

const instance = await browser(["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]);
const verdict = new Verdict();

/** Of one way of drawing, by theme. */
async function pictures(draw, themes) {
    const { page, complaints } = await open(instance, "laptop", `#run=everyday&seed=7&people=500&week=90&draw=${draw}&theme=${themes[0]}`, { reducedMotion: "reduce" });
    await reached(page, 90);
    const taken = [];
    for (const theme of themes) {
        if (theme !== themes[0]) await page.getByRole("button", { name: "Light or dark" }).click();
        // The canvas alone: what stands on it is the same anyway.
        const alone = await page.addStyleTag({ content: "body *:not(:has(canvas)):not(canvas) { visibility: hidden } .theatre { background: none }" });
        await page.waitForTimeout(1500);
        taken.push((await page.locator("canvas").first().screenshot()).toString("base64"));
        await alone.evaluate((style) => style.remove());
    }
    verdict.check(complaints.length === 0, complaints.join("; "));
    await page.context().close();
    return taken;
}

/** Of what is drawn in either, how much is not the same. */
function differing(page, one, other) {
    return page.evaluate(async ([pictures, seen]) => {
        const [a, b] = await Promise.all(pictures.map(async (data) => {
            const image = new Image();
            image.src = `data:image/png;base64,${data}`;
            await image.decode();
            const { width, height } = image;
            const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
            context.drawImage(image, 0, 0);
            return context.getImageData(0, 0, width, height).data;
        }));
        const ground = a.slice(0, 3);
        let [drawn, other] = [0, 0];
        for (let at = 0; at < a.length; at += 4) {
            const apart = (p, q) => Math.max(Math.abs(p[0] - q[0]), Math.abs(p[1] - q[1]), Math.abs(p[2] - q[2]));
            const [here, there] = [a.subarray(at, at + 3), b.subarray(at, at + 3)];
            if (apart(here, ground) > seen || apart(there, ground) > seen) drawn++;
            if (apart(here, there) > seen) other++;
        }
        return [drawn, other];
    }, [[one, other], SEEN]);
}

const THEMES = ["dark", "light"];
const [byGraphics, byItself] = [await pictures("webgl", THEMES), await pictures("canvas", THEMES)];
const empty = await instance.newPage();
for (const [i, theme] of THEMES.entries()) {
    const [drawn, other] = await differing(empty, byGraphics[i], byItself[i]);
    console.log(`${theme}: of ${drawn} pixels drawn ${other} differ`);
    verdict.check(drawn > 20_000, `${theme}: there is a picture: ${drawn} pixels`);
    verdict.check(other < MOST * drawn, `${theme}: ${other} of ${drawn} pixels differ`);
}
await instance.close();
verdict.end("both ways of painting give the same picture");
