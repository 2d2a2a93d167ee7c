// The page that opens result files, one file too: the page for classrooms goes in as its player, so that is built before.
import { readFileSync } from "node:fs";
import { buildSync } from "esbuild";
import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { module, packed } from "./packing.ts";

const recorder = process.env.SELFORG_RECORDER ?? "../../build/tests/recorder.wasm";

/** The worker with all that it needs, HDF5 among it. */
function bundled(file: string): Uint8Array {
    const { outputFiles } = buildSync({ entryPoints: [file], bundle: true, format: "iife", minify: true, charset: "utf8", target: "es2022", write: false, logOverride: { "empty-import-meta": "silent" } });
    return outputFiles[0].contents;
}

const LICENCES = ["h5wasm/LICENSE.txt", "uplot/LICENSE", "@fontsource-variable/inter/LICENSE"];

function licences(): string {
    return LICENCES.map((file) => `${file.slice(0, file.lastIndexOf("/"))}\n\n${readFileSync(`node_modules/${file}`, "utf8").trim()}`).join("\n\n\n");
}

export default defineConfig({
    plugins: [
        packed("player", "dist/index.html", readFileSync),
        packed("recorder", recorder, readFileSync),
        packed("reader", "source/viewer/read.worker.ts", bundled),
        module("licences", "package-lock.json", licences),
        viteSingleFile({ removeViteModuleLoader: true }),
    ],
    build: { target: "es2022", assetsInlineLimit: 1 << 30, chunkSizeWarningLimit: 5000, reportCompressedSize: false, emptyOutDir: false, rollupOptions: { input: "viewer.html" } },
});
