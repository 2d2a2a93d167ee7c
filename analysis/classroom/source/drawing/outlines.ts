// How far a place is from the outline of a mark, in pixels, below 0 inside: the same as the shader of webgl.ts works out. Of
// marks so small that no shape is to be seen, a disc's.

/** What the colour of a mark on a light ground goes over into at its edge. */
export const RIM = [0.09, 0.11, 0.19].map((part) => 255 * part);

const SHAPELESS = 2.2;

export function edge(shape: number, x: number, y: number, radius: number): number {
    const away = Math.hypot(x, y);
    if (radius <= SHAPELESS) return away - radius;
    switch (shape) {
        case 1:
            return triangle(x, y, 1.02 * radius);
        case 2:
            return box(x, y, 0.84 * radius, 0.84 * radius);
        case 3:
            return (Math.abs(x) + Math.abs(y) - 1.16 * radius) * Math.SQRT1_2;
        case 4:
            return Math.min(box(x, y, 1.02 * radius, 0.36 * radius), box(x, y, 0.36 * radius, 1.02 * radius));
        case 5:
            return star(x, y, radius);
        case 6:
            return Math.abs(away - 0.78 * radius) - 0.22 * radius;
        default:
            return away - radius;
    }
}

function box(x: number, y: number, wide: number, high: number): number {
    const [dx, dy] = [Math.abs(x) - wide, Math.abs(y) - high];
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0);
}

function triangle(x: number, y: number, radius: number): number {
    const [root, size] = [Math.sqrt(3), 0.98 * radius];
    let [px, py] = [Math.abs(x) - size, -y + 0.22 * radius + size / root];
    if (px + root * py > 0) [px, py] = [(px - root * py) / 2, (-root * px - py) / 2];
    px -= Math.min(0, Math.max(-2 * size, px));
    return -Math.hypot(px, py) * Math.sign(py);
}

function star(x: number, y: number, radius: number): number {
    const part = (2 * Math.PI) / 5;
    const turned = Math.atan2(x, -y) + part / 2;
    const angle = turned - part * Math.floor(turned / part) - part / 2;
    const away = Math.hypot(x, y);
    const [qx, qy] = [away * Math.cos(angle), away * Math.abs(Math.sin(angle))];
    const tip = 1.18 * radius;
    const [ex, ey] = [0.52 * radius * Math.cos(part / 2) - tip, 0.52 * radius * Math.sin(part / 2)];
    const [wx, wy] = [qx - tip, qy];
    const along = Math.min(1, Math.max(0, (wx * ex + wy * ey) / (ex * ex + ey * ey)));
    const inside = wy * ex > wx * ey;
    return (inside ? -1 : 1) * Math.hypot(wx - ex * along, wy - ey * along);
}
