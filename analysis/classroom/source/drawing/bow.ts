// A line that leads from one person to another in a bow.
import type { Sheet } from "./painter.ts";
import type { Colour } from "./palette.ts";

/** How far it is bent, as a share of its length. */
const BENT = 0.16;

/** `homes`: where everybody is, x and y in turn; width and alpha as on the stage. */
export function addBow(sheet: Sheet, homes: Float32Array, from: number, to: number, width: number, colour: Colour, alpha: number): void {
    const [ax, ay, bx, by] = [homes[2 * from], homes[2 * from + 1], homes[2 * to], homes[2 * to + 1]];
    const [cx, cy] = [(ax + bx) / 2 - BENT * (by - ay), (ay + by) / 2 + BENT * (bx - ax)];
    const bend = (t: number, a: number, c: number, b: number) => (1 - t) ** 2 * a + 2 * t * (1 - t) * c + t ** 2 * b;
    const pieces = Math.hypot(bx - ax, by - ay) < 1.5 ? 4 : 12;
    for (let i = 0; i < pieces; i++) {
        const [s, t] = [i / pieces, (i + 1) / pieces];
        sheet.add(bend(s, ax, cx, bx), bend(s, ay, cy, by), bend(t, ax, cx, bx), bend(t, ay, cy, by), width, ...colour, alpha);
    }
}
