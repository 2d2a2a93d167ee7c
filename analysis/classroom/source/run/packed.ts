// The core as it lies in the page: gzipped, as text.
import packed from "virtual:core";

let compiled: Promise<WebAssembly.Module> | undefined;

/** Unpacks and compiles the core, once. */
export function compileCore(): Promise<WebAssembly.Module> {
    compiled ??= unpack(packed).then((bytes) => WebAssembly.compile(bytes));
    return compiled;
}

async function unpack(base64: string): Promise<ArrayBuffer> {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
}
