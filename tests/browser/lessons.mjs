// The lessons' code, made for Node, and each statement of theirs tried with so many dice.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compiled, pagePackage } from "./core.mjs";

const { parse } = pagePackage("yaml");
const esbuild = pagePackage("esbuild");
const page = join(process.env.SELFORG_SOURCE, "analysis/classroom");

async function lessonCode() {
    const folder = mkdtempSync(join(tmpdir(), "selforg-"));
    const outfile = join(folder, "lessons.mjs");
    const contents = 'export * from "./lessons/truth.ts"; export * from "./lessons/schema.ts"; export * from "./lessons/symbols.ts"; export * from "./lessons/places.ts"; export * from "./run/link.ts"; export * from "./run/run.ts";';
    esbuild.buildSync({ stdin: { contents, resolveDir: join(page, "source"), loader: "ts" }, bundle: true, format: "esm", platform: "node", outfile });
    const code = await import(pathToFileURL(outfile).href);
    rmSync(folder, { recursive: true });
    return code;
}

export const code = await lessonCode();
export const files = readdirSync(join(page, "lessons")).filter((file) => file.endsWith(".yaml"));
export const read = (file) => parse(readFileSync(join(page, "lessons", file), "utf8"));

/** What is said holds with enough of the dice. Of fewer dice than the lessons are held to, as many may fail as of all. */
export function tryAll(dice, verdict) {
    const { HOLDS_NEARLY, HOLDS_ON_AVERAGE, SEEDS, tryLesson } = code;
    const module = compiled();
    for (const file of files) {
        for (const { screen, kind, holds } of tryLesson(module, read(file), dice)) {
            console.log(`${file}: ${screen} (${kind}) holds in ${holds} of ${dice}`);
            const least = dice - SEEDS + (kind === "crowd" ? HOLDS_ON_AVERAGE : HOLDS_NEARLY);
            verdict.check(holds >= least, `${file}: ${screen} must hold in ${least} of ${dice}, and does in ${holds}`);
        }
    }
}
