// The core as it lies in the page.
import packed from "virtual:core";
import { unpacked } from "./unpack.ts";

let compiled: Promise<WebAssembly.Module> | undefined;

/** Unpacks and compiles the core, once. */
export function compileCore(): Promise<WebAssembly.Module> {
    compiled ??= unpacked(packed).arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
    return compiled;
}
