// The core is there as WebAssembly modules that ask nothing of their surroundings, so that any page can run them: the one of
// the page for classrooms, and the one that records besides.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

function exportsOf(file) {
    if (!existsSync(file)) {
        console.log("skipped: the modules are not built (clang, wasm-ld or wasi-libc is missing, or they are switched off)");
        process.exit(77);
    }
    const module = new WebAssembly.Module(readFileSync(file));
    const imports = WebAssembly.Module.imports(module);
    if (imports.length > 0) {
        console.log(`${file} imports`, imports.map(({ module, name }) => `${module}.${name}`).join(", "));
        process.exit(1);
    }
    const instance = new WebAssembly.Instance(module, {});
    instance.exports._initialize();
    return Object.keys(instance.exports);
}

const core = exportsOf(process.env.SELFORG_WASM);
const recorder = exportsOf(join(process.env.SELFORG_BUILD, "recorder.wasm"));
const more = recorder.filter((name) => !core.includes(name));
console.log("the module starts and exports", core.join(", "), "and the one that records also", more.join(", "));
process.exit(more.length > 0 && core.every((name) => recorder.includes(name)) ? 0 : 1);
