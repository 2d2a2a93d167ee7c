// Communities of practice: rings around where their convener is, the core inmost; they make room for each other.
import type { Sheet } from "./painter.ts";
import type { Palette } from "./palette.ts";
import type { Circle } from "./scene.ts";

export interface Spot {
    x: number;
    y: number;
    radius: number;
    born: number;
}

export interface Room {
    left: number;
    top: number;
    right: number;
    bottom: number;
}

export class Circles {
    private circles: Circle[] = [];
    private readonly spots = new Map<number, Spot>();

    clear(): void {
        this.circles = [];
        this.spots.clear();
    }

    show(circles: Circle[]): void {
        this.circles = circles;
    }

    /** `homes`: where everybody is, x and y in turn; `room`: what is in view when all are; `now` and `ease` as on the stage. */
    draw(sheet: Sheet, homes: Float32Array, room: Room, palette: Palette, visible: number, now: number, ease: number): void {
        this.place(homes, now, ease);
        for (const spot of this.spots.values()) keepInside(spot, room);
        for (const circle of this.circles) {
            const spot = this.spots.get(circle.id);
            if (!spot) continue;
            const [core, engaged, interested] = circle.rings;
            const alpha = (circle.fading ? 0.3 : 0.85) * visible;
            let sum = 0;
            [core, engaged, interested].forEach((size, i) => {
                if (size === 0) return;
                sum += size;
                const radius = 0.5 * Math.sqrt(sum) + 0.3 * (i + 1);
                sheet.add(spot.x, spot.y, radius, [-2.6, -1.6, -1][i], [0, 0, 24][i], 0, ...palette.ring, alpha * [1, 0.75, 0.5][i]);
                if (i === 0) sheet.add(spot.x, spot.y, radius / 2, radius, 0, 0, ...palette.ring, 0.16 * alpha);
            });
        }
    }

    private place(homes: Float32Array, now: number, ease: number): void {
        const there = new Set(this.circles.map((circle) => circle.id));
        for (const id of this.spots.keys()) if (!there.has(id)) this.spots.delete(id);
        for (const { id, home, rings } of this.circles) {
            const size = 0.5 * Math.sqrt(rings[0] + rings[1] + rings[2]) + 1.2;
            const spot = this.spots.get(id) ?? { x: homes[2 * home], y: homes[2 * home + 1], radius: size, born: now };
            spot.radius += ease * (size - spot.radius);
            this.spots.set(id, spot);
        }
        const spots = [...this.spots.values()];
        for (const [i, a] of spots.entries()) for (const b of spots.slice(0, i)) pushApart(a, b);
    }
}

function pushApart(a: Spot, b: Spot): void {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const apart = Math.hypot(dx, dy) || 1e-3;
    const push = (0.2 * Math.max(0, a.radius + b.radius - apart)) / apart;
    a.x -= push * dx;
    a.y -= push * dy;
    b.x += push * dx;
    b.y += push * dy;
}

function keepInside(spot: Spot, { left, top, right, bottom }: Room): void {
    spot.x = Math.min(Math.max(spot.x, left + spot.radius), Math.max(right - spot.radius, left + spot.radius));
    spot.y = Math.min(Math.max(spot.y, top + spot.radius), Math.max(bottom - spot.radius, top + spot.radius));
}
