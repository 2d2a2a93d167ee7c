// Random combinations of sections and keys (io/runs/combinations_test) have the same digests as WebAssembly.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { compiled, Core } from "./core.mjs";

const bytes = compiled();
const [first, count] = process.argv.length === 4 ? process.argv.slice(2) : ["1", "60"];
const printed = execFileSync(join(process.env.SELFORG_BUILD, "tests/combinations_test"), ["--settings", first, count], { encoding: "utf8", maxBuffer: 2 ** 30 });

function digest({ settings, steps }) {
    const core = new Core(bytes);
    for (const setting of settings) core.set(setting);
    core.run(steps);
    return core.digest();
}

const combinations = printed.trim().split("\n").map((line) => JSON.parse(line));
let failed = 0;
for (const combination of combinations) {
    const here = digest(combination);
    if (here === combination.digest) continue;
    failed++;
    console.log(`DIFFERENT  combination ${combination.number}: ${combination.digest} natively, ${here} as WebAssembly\n  ${combination.settings.join("\n  ")}`);
}
console.log(`${combinations.length} combinations from ${first}: ${failed} differ`);
process.exit(failed ? 1 : 0);
