// Reads files beside the page, one at a time.
import reader from "virtual:reader";
import recorder from "virtual:recorder";
import { unpacked } from "../run/unpack.ts";
import type { Asked, Told } from "./read.worker.ts";

let worker: Worker | null = null;

async function begun(): Promise<[Worker, WebAssembly.Module]> {
    const module = await WebAssembly.compile(await unpacked(recorder).arrayBuffer());
    const code = URL.createObjectURL(new Blob([await unpacked(reader).blob()], { type: "text/javascript" }));
    return [new Worker(code), module];
}

/** Ends what is under way, if anything is. */
export function stopReading(): void {
    worker?.terminate();
    worker = null;
}

/** `told` is called with how far it is, and at last with what came of it. */
export async function read(file: File, told: (what: Told) => void): Promise<void> {
    stopReading();
    try {
        const [mine, module] = await begun();
        worker = mine;
        mine.onmessage = ({ data }: MessageEvent<Told>) => {
            if (!("step" in data)) stopReading();
            told(data);
        };
        mine.onerror = (event) => {
            event.preventDefault();
            stopReading();
            told({ reason: "damaged", places: {} });
        };
        mine.postMessage({ file, module } satisfies Asked);
    } catch {
        told({ reason: "browser", places: {} });
    }
}
