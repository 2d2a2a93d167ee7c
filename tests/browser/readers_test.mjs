// Results of runs and of studies open in what reads HDF5 in JavaScript: h5wasm, which is HDF5 itself, and jsfive, which is written anew
// and knows old files only; both read the same.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { pathToFileURL } from "node:url";
import { pagePackage } from "./core.mjs";
import { Verdict } from "./page.mjs";

const { SELFORG, SELFORG_BUILD, SELFORG_SOURCE } = process.env;
const jsfive = pagePackage("jsfive");
const h5wasm = (await import(pathToFileURL(join(SELFORG_BUILD, "classroom/node_modules/h5wasm/dist/node/hdf5_hl.js")).href)).default;
await h5wasm.ready;

const verdict = new Verdict();
const folder = mkdtempSync(join(tmpdir(), "readers-"));
const plain = (value) => (Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value, plain) : Number.isNaN(value) ? "NaN" : typeof value === "bigint" ? Number(value) : value);

/** {path: [shape, values, units]} of every dataset, by jsfive. */
function byJsfive(path) {
    const bytes = readFileSync(path), found = {};
    console.warn = console.log = () => undefined;  // of references between dimensions it says that it knows none
    const walk = (group, at) => group.keys.forEach((key) => {
        const item = group.get(key);
        if (item instanceof jsfive.Group) return walk(item, `${at}/${key}`);
        found[`${at}/${key}`] = [plain(item.shape), plain(item.value), item.attrs.units];
    });
    walk(new jsfive.File(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), path), "");
    return found;
}

function byH5wasm(path) {
    const file = new h5wasm.File(path, "r"), found = {};
    const walk = (group, at) => group.keys().forEach((key) => {
        const item = group.get(key);
        if (item instanceof h5wasm.Group) return walk(item, `${at}/${key}`);
        const value = plain(item.value);
        found[`${at}/${key}`] = [plain(item.shape), Array.isArray(value) ? value : [value], item.attrs.units?.value];
    });
    walk(file, "");
    file.close();
    return found;
}

const { log, warn } = console;
try {
    const say = (...words) => execFileSync(SELFORG, words, { cwd: folder, stdio: "pipe" });
    say("run", join(SELFORG_SOURCE, "scenarios/quick.yaml"), "--steps", "60", "-o", "run.h5", "--quiet", "--set", "observe.snapshots.ties=true");
    say("sweep", join(SELFORG_SOURCE, "scenarios/studies/telling.yaml"), "--replicates", "2", "-o", "telling", "--quiet");
    for (const [name, least, known] of [["run.h5", 200, "/events/adoption/learner"], ["telling/study.h5", 12, "/tell.who"]]) {
        const one = byH5wasm(join(folder, name)), other = byJsfive(join(folder, name));
        Object.assign(console, { log, warn });
        const apart = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((path) => !isDeepStrictEqual(one[path], other[path]));
        verdict.check(Object.keys(one).length >= least && one[known][1].length > 1, `${name}: ${Object.keys(one).length} datasets, with ${known}`);
        verdict.check(apart.length === 0, `${name}: h5wasm and jsfive read the same: ${apart.slice(0, 3).map((path) => JSON.stringify([path, one[path], other[path]]).slice(0, 300))}`);
    }
} finally {
    Object.assign(console, { log, warn });
    rmSync(folder, { recursive: true });
}
verdict.end("h5wasm and jsfive read runs and studies, and the same");
