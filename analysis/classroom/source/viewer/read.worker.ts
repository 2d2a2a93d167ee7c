// Reads a result file beside the page, so that the page stays alive whatever is in the file. HDF5 takes from the file what it
// asks for, and not the whole of it.
import "./quiet.ts";
import h5wasm from "h5wasm";
import { Recorder, type Played } from "./recorder.ts";
import { BEGINNING, checkBeginning, readResult } from "./result.ts";
import { Unfit, type Places, type Reason } from "./unfit.ts";

export interface Asked {
    file: File;
    module: WebAssembly.Module;
}

export type Told = { step: number; of: number } | { played: Played } | { reason: Reason; places: Places };

/** Milliseconds between two news of how far it is. */
const NEWS_EVERY = 100;

/** The file as HDF5 can read it. */
async function opened(file: File) {
    checkBeginning(new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer()));
    const { FS } = await h5wasm.ready;
    FS.mkdir("/dropped");
    FS.mount(FS.filesystems.WORKERFS, { blobs: [{ name: "run.h5", data: file }] }, "/dropped");
    try {
        return new h5wasm.File("/dropped/run.h5", "r");
    } catch {
        throw new Unfit("damaged");
    }
}

async function play({ file, module }: Asked): Promise<Told> {
    const recorder = new Recorder(module);
    const result = readResult(await opened(file), recorder.mostPeople);
    let told = performance.now();
    const played = recorder.record(result, (step) => {
        if (performance.now() - told < NEWS_EVERY) return;
        told = performance.now();
        tell({ step, of: result.steps });
    });
    return { played };
}

function tell(told: Told): void {
    self.postMessage(told);
}

self.onmessage = async ({ data }: MessageEvent<Asked>) => {
    try {
        tell(await play(data));
    } catch (error) {
        // What HDF5 or the module throws of itself comes of a file that is not what it says.
        const unfit = error instanceof Unfit ? error : new Unfit("damaged");
        tell({ reason: unfit.reason, places: unfit.places });
    }
};
