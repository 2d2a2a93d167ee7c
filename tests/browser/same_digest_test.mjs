// The same scenario has the same digest natively and as WebAssembly. The settings go to the program as a scenario file and
// to the module one by one.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const scenarios = {
    cycle: {
        seed: 7, steps: 120, "network.kind": "units", "network.agents": 600, "network.units": 12,
        "landscape.kind": "nk", "landscape.domains": 2, "landscape.bits": 12, "landscape.context": 0.2,
        "opportunities.rate": 4, projects: null, debrief: null, closeness: null, share: null,
        "initiate.hand_on": 0.3, "adoption.rule": "evidence", "adoption.lapse": 0.01, renew: null,
    },
    contagion: {
        seed: 18446744, steps: 60, "network.kind": "random", "network.agents": 20000, "start.adopters": 10,
        "adoption.rule": "contact", "adoption.beta": 0.03, "adoption.telling": 12,
    },
    bass: {
        seed: 3, steps: 80, "network.kind": "complete", "network.agents": 2000, "adoption.rule": "contact",
        "adoption.beta": 0.0001, "adoption.spontaneous": 0.002,
    },
    listed: {
        seed: 11, steps: 100, "network.kind": "small_world", "network.agents": 900, "landscape.kind": "listed",
        "landscape.practices": "{video calls: 0.8, telephone: 0.5, letters: 0.3}", "start.practice": "random",
        "opportunities.rate": 5, projects: null, debrief: null, share: null, "adoption.rule": "evidence",
    },
    match: {
        seed: 5, steps: 100, "network.kind": "preferential", "network.agents": 800, "landscape.kind": "match",
        "landscape.bits": 100, "landscape.block": 5, "opportunities.rate": 5, projects: null, debrief: null,
        share: null, "adoption.rule": "evidence", "start.practice": "same",
    },
};

function yaml(settings) {
    const sections = {};
    const lines = ["selforg: 1"];
    for (const [path, value] of Object.entries(settings)) {
        const dot = path.lastIndexOf(".");
        if (value === null) sections[path] ??= [];
        else if (dot < 0) lines.push(`${path}: ${value}`);
        else (sections[path.slice(0, dot)] ??= []).push(`  ${path.slice(dot + 1)}: ${value}`);
    }
    for (const [section, keys] of Object.entries(sections)) lines.push(keys.length ? `${section}:` : `${section}: {}`, ...keys);
    return lines.join("\n") + "\n";
}

function native(settings, folder) {
    const file = join(folder, "scenario.yaml");
    writeFileSync(file, yaml(settings));
    const out = join(folder, "run.h5");
    const said = execFileSync(process.env.SELFORG, ["run", file, "--out", out, "--force", "--json", "--progress", "none"]);
    return JSON.parse(said).digest;
}

function module(settings, bytes) {
    const { exports } = new WebAssembly.Instance(bytes, {});
    exports._initialize();
    const text = () => {
        const view = new Uint8Array(exports.memory.buffer, exports.text());
        return new TextDecoder().decode(view.subarray(0, view.indexOf(0)));
    };
    const call = (name, argument) => {
        const status = exports[name](argument);
        if (status !== 0) throw new Error(`${name}: ${text()}`);
    };
    exports.begin();
    for (const [path, value] of Object.entries(settings)) {
        const line = new TextEncoder().encode(value === null ? `${path}\0` : `${path}=${value}\0`);
        new Uint8Array(exports.memory.buffer, exports.text(), line.length).set(line);
        call("set");
    }
    call("start");
    call("step", exports.steps());
    call("digest");
    return text();
}

if (!existsSync(process.env.SELFORG_WASM)) {
    console.log("skipped: the module is not built (clang, wasm-ld or wasi-libc is missing, or it is switched off)");
    process.exit(77);
}
const bytes = new WebAssembly.Module(readFileSync(process.env.SELFORG_WASM));
const folder = mkdtempSync(join(tmpdir(), "selforg-"));
let failed = 0;
for (const [name, settings] of Object.entries(scenarios)) {
    const here = native(settings, folder), there = module(settings, bytes);
    console.log(`${here === there ? "same" : "DIFFERENT"}  ${name}: ${here} natively, ${there} as WebAssembly`);
    failed += here !== there;
}
rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);
