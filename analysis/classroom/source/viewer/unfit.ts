// Why a file cannot be played, in words of the page: `unfit` in en.json and de.json.
import type en from "./en.json";

export type Reason = keyof (typeof en)["unfit"];
export type Places = { [name: string]: string | number };

export class Unfit extends Error {
    constructor(
        readonly reason: Reason,
        readonly places: Places = {},
    ) {
        super(reason);
    }
}
