// One page, one file: the core goes in compressed, and everything else is inlined.
import { readdirSync, readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { parse } from "yaml";
import { packed } from "./packing.ts";
import { complaints, type Lesson } from "./source/lessons/schema.ts";
import { symbolsOf } from "./source/lessons/symbols.ts";

const wasm = process.env.SELFORG_WASM ?? "../../build/tests/selforg.wasm";

/** `import lessons from "virtual:lessons"`: the lessons of the folder, checked, in their order, each with what has a symbol in it. */
function lessons(): Plugin {
    const module = () => new WebAssembly.Module(readFileSync(wasm));
    return {
        name: "lessons",
        resolveId: (id) => (id === "virtual:lessons" ? "\0lessons" : undefined),
        load(id) {
            if (id !== "\0lessons") return undefined;
            const files = readdirSync("lessons").filter((file) => file.endsWith(".yaml"));
            const all = files.map((file) => {
                this.addWatchFile(`lessons/${file}`);
                const lesson = parse(readFileSync(`lessons/${file}`, "utf8")) as Lesson;
                const said = complaints(lesson);
                if (lesson.id !== file.replace(".yaml", "")) said.push(`id: must be the file's name, '${file.replace(".yaml", "")}'`);
                if (said.length > 0) this.error(said.map((one) => `lessons/${file}: ${one}`).join("\n"));
                return { ...lesson, symbols: symbolsOf(module(), lesson) };
            });
            return `export default ${JSON.stringify(all.sort((a, b) => a.order - b.order))};`;
        },
    };
}

export default defineConfig({
    plugins: [packed("core", wasm, readFileSync), lessons(), viteSingleFile({ removeViteModuleLoader: true })],
    build: { target: "es2022", assetsInlineLimit: 1 << 30, chunkSizeWarningLimit: 1000, reportCompressedSize: false },
});
