// What a scenario takes as WebAssembly: node browser.mjs TREE STEPS, TREE being a scenario as JSON. Prints the CPU seconds of set-up
// and steps the first time, in which the engine makes machine code of the module, and the second time.
import { compiled, Core } from "../../../tests/browser/core.mjs";

const [tree, steps] = process.argv.slice(2);
const module = compiled();
for (let time = 0; time < 2; time++) {
  const before = process.cpuUsage();
  const core = new Core(module);
  core.setAll(JSON.parse(tree));
  core.run(Number(steps));
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1e6);
}
