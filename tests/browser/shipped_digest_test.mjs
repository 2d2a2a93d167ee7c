// Every scenario that is shipped, and fits into a page, has the same digest as WebAssembly. What does not fit is named.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compiled, Core, native, pagePackage } from "./core.mjs";

const bytes = compiled();
const { parse } = pagePackage("yaml");
const folder = join(process.env.SELFORG_SOURCE, "scenarios");

/** People times steps; more than this takes longer than one waits for a page. */
const MOST = 5e6;

function why(scenario) {
    if (scenario.network?.kind === "file") return "its network is a file";
    const work = (scenario.network?.agents ?? 1000) * (scenario.steps ?? 260);
    return work > MOST ? `${work} people times steps` : "";
}

/** What a table of interventions says, as it would stand in the scenario; an empty cell is no change. */
function schedule(file) {
    const [[, ...keys], ...rows] = readFileSync(join(folder, file), "utf8").trim().split("\n").map((line) => line.split(","));
    return Object.fromEntries(rows.map(([step, ...cells]) => [step, Object.fromEntries(keys.map((key, i) => [key, cells[i]]).filter(([, cell]) => cell).map(([key, cell]) => [key, Number(cell)]))]));
}

function module(scenario) {
    const core = new Core(bytes);
    core.setAll(scenario);
    core.run();
    return core.digest();
}

let [failed, compared] = [0, 0];
for (const name of readdirSync(folder).filter((file) => file.endsWith(".yaml"))) {
    const file = join(folder, name);
    const scenario = parse(readFileSync(file, "utf8"));
    if (typeof scenario.interventions === "string") scenario.interventions = schedule(scenario.interventions);
    if (why(scenario)) {
        console.log(`left out  ${name}: ${why(scenario)}`);
        continue;
    }
    const [here, there] = [native(file), module(scenario)];
    console.log(`${here === there ? "same" : "DIFFERENT"}  ${name}: ${here} natively, ${there} as WebAssembly`);
    compared++;
    failed += here !== there;
}
if (compared < 5) console.log(`only ${compared} scenarios were compared`);
process.exit(failed || compared < 5 ? 1 : 0);
