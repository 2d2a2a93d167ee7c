// The code of the page that opens result files, made for Node.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { pagePackage, skip } from "./core.mjs";

const { SELFORG_BUILD, SELFORG_SOURCE } = process.env;
const wasm = join(SELFORG_BUILD, "recorder.wasm");
if (!existsSync(wasm)) skip("recorder.wasm is not built (clang, wasm-ld or wasi-libc is missing, or it is switched off)");
const esbuild = pagePackage("esbuild");
const module = new WebAssembly.Module(readFileSync(wasm));

async function code() {
    const folder = mkdtempSync(join(tmpdir(), "selforg-"));
    const outfile = join(folder, "viewer.mjs");
    const contents = 'export * from "./result.ts"; export * from "./recorder.ts"; export * from "./unfit.ts";';
    esbuild.buildSync({ stdin: { contents, resolveDir: join(SELFORG_SOURCE, "analysis/classroom/source/viewer"), loader: "ts" }, bundle: true, format: "esm", platform: "node", outfile });
    const made = await import(pathToFileURL(outfile).href);
    rmSync(folder, { recursive: true });
    return made;
}

export const h5wasm = (await import(pathToFileURL(join(SELFORG_BUILD, "classroom/node_modules/h5wasm/dist/node/hdf5_hl.js")).href)).default;
await h5wasm.ready;
const { checkBeginning, BEGINNING, readResult, Recorder, Unfit } = await code();
export { Unfit };

/** What the page makes of a result file; throws an Unfit, or whatever HDF5 throws. `limits` stand in for those of the module:
 * `{ bytes_most: () => 1e6 }`. */
export function played(path, limits = {}) {
    checkBeginning(readFileSync(path).subarray(0, BEGINNING));
    const file = new h5wasm.File(path, "r");
    try {
        const recorder = new Recorder(module);
        recorder.exports = { ...recorder.exports, ...limits };
        return recorder.record(readResult(file, recorder.mostPeople), () => undefined);
    } finally {
        file.close();
    }
}
