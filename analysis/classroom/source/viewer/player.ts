// The page that plays a run: the page for classrooms with the run in its places, as `selforg view` makes it
// (sim/program/page/page.c).
import player from "virtual:player";
import { unpacked } from "../run/unpack.ts";
import type { Played } from "./recorder.ts";

/** The page with a text in the place of a name; what could end a script is escaped as JSON may be. */
function filled(page: string, name: string, text: string): string {
    const place = `<script type="application/json" id="${name}">`;
    const at = page.indexOf(place) + place.length;
    return page.slice(0, at) + text.replaceAll("<", "\\u003c") + page.slice(at);
}

/** The page as one would save it. */
export async function pageOf({ scenario, record }: Played): Promise<string> {
    return filled(filled(await unpacked(player).text(), "scenario", scenario), "record", record);
}

/** In a frame it hands on what is dropped onto it: a frame of its own origin cannot be listened to from outside. */
const HANDING_ON = `addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
    event.preventDefault();
    parent.postMessage([...event.dataTransfer.files], "*");
});`;

export function framed(page: string): Blob {
    return asFile(page.replace("<head>", `<head><script>${HANDING_ON}</script>`));
}

export function asFile(page: string): Blob {
    return new Blob([page], { type: "text/html;charset=utf-8" });
}
