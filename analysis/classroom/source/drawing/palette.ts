// Colours, told apart by people with normal, protan, deutan and tritan vision; a shape goes with each, so that colour is
// never alone.

export type Colour = [number, number, number];

export interface Palette {
    dark: boolean;
    paper: string;
    ink: string;
    quiet: string;
    /** A and B, which are no practices and have none of their colours; B is dashed where lines are drawn. */
    sides: [string, string];
    own: Colour;
    named: Colour[];
    other: Colour;
    rim: Colour;
    clump: Colour;
    tie: Colour;
    ring: Colour;
    ended: Colour;
}

function rgb(hex: string): Colour {
    const value = Number.parseInt(hex.slice(1), 16);
    return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export const NIGHT: Palette = {
    dark: true,
    paper: "#0b1020",
    ink: "#eef2ff",
    quiet: "#9aa6c4",
    sides: ["#eef2ff", "#9aa6c4"],
    own: rgb("#5a6685"),
    named: ["#4a98f2", "#dd8c3e", "#35d796", "#f7abe1", "#eae249"].map(rgb),
    other: rgb("#97a4d4"),
    rim: rgb("#0b1020"),
    clump: rgb("#1c2745"),
    tie: rgb("#8fa0d0"),
    ring: rgb("#eef2ff"),
    ended: rgb("#7c87a6"),
};

export const DAY: Palette = {
    dark: false,
    paper: "#faf8f3",
    ink: "#171d30",
    quiet: "#57607a",
    sides: ["#171d30", "#57607a"],
    own: rgb("#b4bac8"),
    named: ["#3875e1", "#c8760a", "#2fae74", "#aa3785", "#f3c813"].map(rgb),
    other: rgb("#6b7390"),
    rim: rgb("#26304a"),
    clump: rgb("#ece7db"),
    tie: rgb("#7d8499"),
    ring: rgb("#26304a"),
    ended: rgb("#a5abba"),
};

export const SHAPES = ["triangle", "square", "diamond", "cross", "star"] as const;

/** As a CSS colour. */
export function css([r, g, b]: Colour, alpha = 1): string {
    return `rgb(${Math.round(255 * r)} ${Math.round(255 * g)} ${Math.round(255 * b)} / ${alpha})`;
}

export function colourOf(palette: Palette, slot: number): Colour {
    if (slot < 0) return palette.own;
    return palette.named[slot] ?? palette.other;
}

/** t: 0 is a, 1 is b. */
export function mix(a: Colour, b: Colour, t: number): Colour {
    return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])];
}
