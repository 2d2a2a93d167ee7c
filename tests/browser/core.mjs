// What the tests of the module and of the page share: the module as a run, the program as its oracle, and what may be
// missing.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { SELFORG, SELFORG_BUILD, SELFORG_WASM } = process.env;

export function skip(why) {
    console.log(`skipped: ${why}`);
    process.exit(77);
}

/** The module, compiled. */
export function compiled() {
    if (!existsSync(SELFORG_WASM)) skip("the module is not built (clang, wasm-ld or wasi-libc is missing, or it is switched off)");
    return new WebAssembly.Module(readFileSync(SELFORG_WASM));
}

/** A package that the page is built with. */
export function pagePackage(name) {
    if (!existsSync(join(SELFORG_BUILD, "classroom/node_modules", name))) skip("the page's packages are not there (npm could not fetch them)");
    return createRequire(join(SELFORG_BUILD, "classroom/"))(name);
}

/** What the program says of a run of a scenario file. */
export function native(file, ...options) {
    const folder = mkdtempSync(join(tmpdir(), "selforg-"));
    try {
        const said = execFileSync(SELFORG, ["run", file, "--out", join(folder, "run.h5"), "--json", "--progress", "none", ...options]);
        return JSON.parse(said).digest;
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** The same of a scenario as text. */
export function nativeText(text) {
    const folder = mkdtempSync(join(tmpdir(), "selforg-"));
    try {
        writeFileSync(join(folder, "scenario.yaml"), text);
        return native(join(folder, "scenario.yaml"));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** A run in the module. */
export class Core {
    constructor(module) {
        this.exports = new WebAssembly.Instance(module, {}).exports;
        this.exports._initialize();
        this.exports.begin();
    }

    text() {
        const view = new Uint8Array(this.exports.memory.buffer, this.exports.text());
        return new TextDecoder().decode(view.subarray(0, view.indexOf(0)));
    }

    write(text) {
        const line = new TextEncoder().encode(`${text}\0`);
        new Uint8Array(this.exports.memory.buffer, this.exports.text(), line.length).set(line);
    }

    call(name, argument) {
        const status = this.exports[name](argument);
        if (status !== 0) throw new Error(`${name}: ${this.text()}`);
    }

    /** "section.key=value", or "section" alone. */
    set(line) {
        this.write(line);
        this.call("set");
    }

    /** A scenario as a tree, as it stands in a file. */
    setAll(tree, prefix = "") {
        for (const [key, value] of Object.entries(tree ?? {})) {
            const path = prefix + key;
            this.write(path);
            const kind = this.exports.kind();
            if (kind === 0) {
                this.set(path);
                this.setAll(value, `${path}.`);
            } else {
                this.set(`${path}=${kind === 2 ? named(value) : value}`);
            }
        }
    }

    run(steps) {
        this.call("start");
        this.call("step", steps ?? this.exports.steps());
    }

    digest() {
        this.call("digest");
        return this.text();
    }
}

function named(value) {
    const pairs = Object.entries(value).flatMap(([name, inner]) =>
        inner !== null && typeof inner === "object" ? Object.entries(inner).map(([second, number]) => [`${name} ${second}`, number]) : [[name, inner]]);
    return JSON.stringify(Object.fromEntries(pairs));
}
