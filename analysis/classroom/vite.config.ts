// One page, one file: the core goes in compressed, and everything else is inlined.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const wasm = process.env.SELFORG_WASM ?? "../../build/tests/selforg.wasm";

/** `import core from "virtual:core"`: the WebAssembly module, gzipped, as base64. */
function core(): Plugin {
    return {
        name: "core",
        resolveId: (id) => (id === "virtual:core" ? "\0core" : undefined),
        load(id) {
            if (id !== "\0core") return undefined;
            this.addWatchFile(wasm);
            return `export default "${gzipSync(readFileSync(wasm), { level: 9 }).toString("base64")}";`;
        },
    };
}

export default defineConfig({
    plugins: [core(), viteSingleFile({ removeViteModuleLoader: true })],
    build: { target: "es2022", assetsInlineLimit: 1 << 30, chunkSizeWarningLimit: 1000, reportCompressedSize: false },
});
