// What the keys do, told on the page.
import { words } from "../words/words.ts";
import { h } from "./dom.ts";

export function keyList(): HTMLElement {
    const { keys } = words();
    const does = keys as unknown as { [key: string]: string };
    return h("details.keys", {}, h("summary", {}, keys.label),
        h("dl", {}, ...Object.entries(keys.names).flatMap(([id, name]) => [h("dt", {}, name), h("dd", {}, does[id])])));
}
