// What pages carry with them: gzipped, as text that a module can hold.
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** `import packed from "virtual:NAME"`: what `read` gives of a file, gzipped, as base64. */
export function packed(name: string, file: string, read: (file: string) => Uint8Array | string): Plugin {
    return module(name, file, () => gzipSync(read(file), { level: 9 }).toString("base64"));
}

/** `import text from "virtual:NAME"`. */
export function module(name: string, file: string, value: () => string): Plugin {
    return {
        name,
        resolveId: (id) => (id === `virtual:${name}` ? `\0${name}` : undefined),
        load(id) {
            if (id !== `\0${name}`) return undefined;
            this.addWatchFile(file);
            return `export default ${JSON.stringify(value())};`;
        },
    };
}
