// How the page looks, and what of that a device remembers: light or dark, text size, language, for the wall or not.

import { PEOPLE } from "../run/settings.ts";

export interface Looks {
    theme: "dark" | "light";
    /** 1, 2 or 3. */
    text: number;
    /** Shown to a whole room: no controls but those of playing. */
    wall: boolean;
}

const KEPT = "selforg-looks";

function kept(): Partial<Looks> {
    try {
        return JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Looks>;
    } catch {
        return {};
    }
}

/** What the link says, else what was kept, else what the device prefers. */
export function firstLooks(link: URLSearchParams): Looks {
    const { theme, text } = kept();
    const prefers = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const asked = link.get("theme");
    const size = Number(link.get("text") ?? text ?? 1);
    return {
        theme: asked === "light" || asked === "dark" ? asked : (theme ?? prefers),
        text: size === 2 || size === 3 ? size : 1,
        wall: link.get("present") === "1",
    };
}

export function applyLooks(looks: Looks): void {
    const root = document.documentElement;
    root.dataset.theme = looks.theme;
    root.dataset.text = String(looks.text);
    root.dataset.wall = looks.wall ? "1" : "0";
    try {
        localStorage.setItem(KEPT, JSON.stringify({ theme: looks.theme, text: looks.text }));
    } catch {
        // A page from a file may not be allowed to keep anything; then it keeps nothing.
    }
}

/** On a phone there is room for fewer. */
export function usualPeople(): number {
    return Math.min(innerWidth, innerHeight) < 500 ? PEOPLE.stops[0] : PEOPLE.usual;
}
