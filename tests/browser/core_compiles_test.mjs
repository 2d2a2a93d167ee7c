// The core is there as a WebAssembly module that asks nothing of its surroundings, so that any page can run it.
import { existsSync, readFileSync } from "node:fs";

const file = process.env.SELFORG_WASM;
if (!existsSync(file)) {
    console.log("skipped: the module is not built (clang, wasm-ld or wasi-libc is missing, or it is switched off)");
    process.exit(77);
}

const module = new WebAssembly.Module(readFileSync(file));
const imports = WebAssembly.Module.imports(module);
if (imports.length > 0) {
    console.log("the module imports", imports.map(({ module, name }) => `${module}.${name}`).join(", "));
    process.exit(1);
}
const instance = new WebAssembly.Instance(module, {});
instance.exports._initialize();
console.log("the module starts and exports", Object.keys(instance.exports).join(", "));
