// Lines {"name", "steps", "settings"} come in, lines ["name", "digest"] go out: what the module makes of scenarios.
import { readFileSync } from "node:fs";
import { compiled, Core } from "./core.mjs";

const bytes = compiled();
for (const line of readFileSync(0, "utf8").trim().split("\n")) {
    const { name, steps, settings } = JSON.parse(line);
    const core = new Core(bytes);
    for (const setting of settings) core.set(setting);
    core.run(steps);
    console.log(JSON.stringify([name, core.digest()]));
}
