// Paints sheets pixel by pixel, for where WebGL would be drawn by software: the same distances as in webgl.ts, worked out here
// for those pixels alone that something covers. For many small things this is several times as quick as paths of Canvas 2D.
import { edge, RIM } from "./outlines.ts";
import { HOLLOW, MARK, RING, SOFT, STROKE, type Camera, type Layer, type Painter } from "./painter.ts";

/** No more pixels than these are painted: on a larger screen they are coarser. */
const PIXELS_MOST = 2_100_000;
const RATIO_MOST = 1.5;

/** Of each pixel's width, the part by which the middle of a small mark is moved to stand where its picture is kept. */
const PLACES = 4;
const SMALL = 12;
const KEPT_MOST = 2_000_000;

/** Milliseconds of a frame for what moves slowly, and how many things of it are painted between two looks at the clock. */
const BUDGET = 7;
const AT_ONCE = 400;

/** Colours not multiplied by how visible they are, as an ImageData has them. */
interface Pixels {
    width: number;
    height: number;
    bytes: Uint8ClampedArray<ArrayBuffer>;
    words: Uint32Array<ArrayBuffer>;
}

/** How far a mark covers each pixel of a square, and how much of it is rim. */
interface Stamp {
    reach: number;
    cover: Float32Array;
    rim: Float32Array;
}

function pixelsOf(width: number, height: number): Pixels {
    const bytes = new Uint8ClampedArray(4 * width * height);
    return { width, height, bytes, words: new Uint32Array(bytes.buffer) };
}

/** The next picture, on its way: its layers, those that seldom change first and only where they have changed, and how far
 * it is. */
interface Job {
    /** From where one looked when it was begun. */
    from: Camera;
    still: readonly Layer[];
    slow: readonly Layer[];
    layer: number;
    item: number;
}

function alike(one: Camera, other: Camera): boolean {
    return one.x === other.x && one.y === other.y && one.scale === other.scale;
}

function put(canvas: HTMLCanvasElement, { bytes, width, height }: Pixels): void {
    canvas.getContext("2d")?.putImageData(new ImageData(bytes, width, height), 0, 0);
}

export class CanvasPainter implements Painter {
    readonly strokesMost = 12_000;
    private readonly context: CanvasRenderingContext2D;
    private shown = pixelsOf(1, 1);
    /** What seldom changes. */
    private still = pixelsOf(1, 1);
    /** The same with what moves slowly, and the next one, which is painted a little in each frame. */
    private calm = pixelsOf(1, 1);
    private next = pixelsOf(1, 1);
    private job: Job | null = null;
    private look = "";
    /** Which versions the still picture is of, and from where; and from where the calm one is. */
    private versions = "";
    private stillFrom: Camera = { x: 0, y: 0, scale: 1 };
    private calmFrom = this.stillFrom;
    /** The calm picture, and what is above it, where one moves. */
    private readonly before = document.createElement("canvas");
    private readonly above = document.createElement("canvas");
    private ratio = 1;
    private readonly stamps = new Map<number, Stamp>();
    private kept = 0;

    constructor(private readonly canvas: HTMLCanvasElement) {
        const context = canvas.getContext("2d");
        if (!context) throw new Error("this browser cannot draw");
        this.context = context;
    }

    resize(width: number, height: number): void {
        this.ratio = Math.min(RATIO_MOST, devicePixelRatio || 1, Math.sqrt(PIXELS_MOST / Math.max(1, width * height)));
        const [wide, high] = [width, height].map((length) => Math.max(1, Math.round(length * this.ratio)));
        for (const canvas of [this.canvas, this.before, this.above]) [canvas.width, canvas.height] = [wide, high];
        [this.shown, this.still, this.calm, this.next] = Array.from({ length: 4 }, () => pixelsOf(wide, high));
        this.look = "";
    }

    takes(look: string): boolean {
        return look !== this.look || this.job === null;
    }

    paint(layers: readonly Layer[], camera: Camera, dark: boolean, look: string): void {
        const { ratio, shown } = this;
        const from = { x: camera.x * ratio, y: camera.y * ratio, scale: camera.scale * ratio };
        const other = look !== this.look;
        this.look = look;
        if (other || !this.job) this.job = this.begin(layers, from, other);
        this.goOn(this.job, other ? Number.POSITIVE_INFINITY : performance.now() + BUDGET, dark);
        const moved = !alike(from, this.calmFrom);
        if (moved) shown.words.fill(0);
        else shown.words.set(this.calm.words);
        for (const layer of layers) if (layer.version === undefined && !layer.slow) this.paintLayer(shown, layer, 0, layer.count, from, dark);
        if (moved) this.showMoved(from);
        else put(this.canvas, shown);
    }

    /** Where one has moved, the last picture is moved too, until there is one from here. */
    private showMoved(from: Camera): void {
        const { context, canvas, calmFrom } = this;
        put(this.before, this.calm);
        put(this.above, this.shown);
        const by = from.scale / calmFrom.scale;
        context.clearRect(0, 0, canvas.width, canvas.height);
        context.setTransform(by, 0, 0, by, from.x - by * calmFrom.x, from.y - by * calmFrom.y);
        context.drawImage(this.before, 0, 0);
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.drawImage(this.above, 0, 0);
    }

    private begin(layers: readonly Layer[], from: Camera, other: boolean): Job {
        const seldom = layers.filter((layer) => layer.version !== undefined);
        const versions = seldom.map((layer) => layer.version).join();
        const changed = other || versions !== this.versions || !alike(from, this.stillFrom);
        this.versions = versions;
        this.stillFrom = from;
        if (changed) this.still.words.fill(0);
        return { from, still: changed ? seldom : [], slow: layers.filter((layer) => layer.slow), layer: 0, item: 0 };
    }

    /** Paints the next picture, as far as one comes until then. */
    private goOn(job: Job, end: number, dark: boolean): void {
        const { still, slow } = job;
        for (let first = true; job.layer < still.length + slow.length; first = false) {
            if (!first && performance.now() > end) return;
            if (job.layer === still.length && job.item === 0) this.next.words.set(this.still.words);
            const seldom = job.layer < still.length;
            const layer = seldom ? still[job.layer] : slow[job.layer - still.length];
            const to = Math.min(layer.count, job.item + AT_ONCE);
            this.paintLayer(seldom ? this.still : this.next, layer, job.item, to, job.from, dark);
            job.item = to;
            if (to === layer.count) [job.layer, job.item] = [job.layer + 1, 0];
        }
        [this.calm, this.next] = [this.next, this.calm];
        this.calmFrom = job.from;
        this.job = null;
    }

    private paintLayer(pixels: Pixels, layer: Layer, from: number, to: number, camera: Camera, dark: boolean): void {
        const length = (value: number) => (value < 0 ? -value * this.ratio : value * camera.scale);
        if (layer.kind === "strokes") paintStrokes(pixels, layer.values, from, to, camera, length);
        else if (layer.kind === "rings") paintRings(pixels, layer.values, from, to, camera, length);
        else this.paintMarks(pixels, layer.values, from, to, camera, dark);
    }

    private paintMarks(pixels: Pixels, values: Float32Array, from: number, to: number, camera: Camera, dark: boolean): void {
        for (let at = from * MARK; at < to * MARK; at += MARK) {
            const x = values[at] * camera.scale + camera.x;
            const y = values[at + 1] * camera.scale + camera.y;
            const radius = Math.max(Math.min(1.3 * this.ratio, 0.5 * camera.scale), values[at + 2] * camera.scale);
            const shape = values[at + 3];
            if (shape === SOFT) paintSoft(pixels, x, y, radius, values, at + 4);
            else this.stamp(pixels, x, y, radius, shape, values, at + 4, dark);
        }
    }

    private stamp(pixels: Pixels, x: number, y: number, radius: number, shape: number, values: Float32Array, colour: number, dark: boolean): void {
        const places = radius < SMALL ? PLACES : 1;
        const [left, top] = [Math.floor(x), Math.floor(y)];
        const [right, down] = [Math.floor(places * (x - left)), Math.floor(places * (y - top))];
        const { reach, cover, rim } = this.kind(shape, Math.round(radius * 2 * places), places, right, down);
        const size = 2 * reach + 1;
        const rimmed = !dark && shape > 0 && shape !== HOLLOW && radius >= 3 * this.ratio;
        const [red, green, blue, alpha] = [255 * values[colour], 255 * values[colour + 1], 255 * values[colour + 2], values[colour + 3]];
        const { width, height, bytes } = pixels;
        for (let row = Math.max(0, reach - top); row < size && top - reach + row < height; row++) {
            let at = 4 * ((top - reach + row) * width + left - reach);
            for (let column = 0; column < size; column++, at += 4) {
                const covered = cover[row * size + column];
                if (covered === 0 || left - reach + column < 0 || left - reach + column >= width) continue;
                if (!rimmed) {
                    over(bytes, at, red, green, blue, alpha * covered);
                    continue;
                }
                const dim = rim[row * size + column];
                over(bytes, at, red + dim * (RIM[0] - red), green + dim * (RIM[1] - green), blue + dim * (RIM[2] - blue), alpha * covered);
            }
        }
    }

    /** The picture of a mark of such a size, whose middle stands so far right and down in its pixel. */
    private kind(shape: number, size: number, places: number, right: number, down: number): Stamp {
        const key = (((size * 8 + shape) * PLACES + right) * PLACES + down) * 2 + (places === 1 ? 1 : 0);
        const known = this.stamps.get(key);
        if (known) return known;
        if (this.kept > KEPT_MOST) {
            this.stamps.clear();
            this.kept = 0;
        }
        const made = stampOf(shape, size / (2 * places), (right + 0.5) / places, (down + 0.5) / places);
        this.kept += 2 * made.cover.length;
        this.stamps.set(key, made);
        return made;
    }
}

function stampOf(shape: number, radius: number, right: number, down: number): Stamp {
    const reach = Math.ceil(1.2 * radius + 1);
    const size = 2 * reach + 1;
    const [cover, rim] = [new Float32Array(size * size), new Float32Array(size * size)];
    for (let row = 0; row < size; row++) {
        for (let column = 0; column < size; column++) {
            const away = edge(shape, column - reach + 0.5 - right, row - reach + 0.5 - down, radius);
            cover[row * size + column] = Math.min(1, Math.max(0, 0.5 - away));
            rim[row * size + column] = 0.45 * Math.min(1, Math.max(0, 1.6 + away));
        }
    }
    return { reach, cover, rim };
}

/** Puts a colour over what is there. */
function over(bytes: Uint8ClampedArray, at: number, red: number, green: number, blue: number, alpha: number): void {
    const below = bytes[at + 3];
    if (below === 0) {
        bytes[at] = red;
        bytes[at + 1] = green;
        bytes[at + 2] = blue;
        bytes[at + 3] = 255 * alpha;
        return;
    }
    const sum = alpha + (below / 255) * (1 - alpha);
    const part = alpha / sum;
    bytes[at] += part * (red - bytes[at]);
    bytes[at + 1] += part * (green - bytes[at + 1]);
    bytes[at + 2] += part * (blue - bytes[at + 2]);
    bytes[at + 3] = 255 * sum;
}

function paintSoft({ width, height, bytes }: Pixels, x: number, y: number, radius: number, values: Float32Array, colour: number): void {
    const [red, green, blue, alpha] = [255 * values[colour], 255 * values[colour + 1], 255 * values[colour + 2], values[colour + 3]];
    for (let row = Math.max(0, Math.floor(y - radius)); row < Math.min(height, y + radius); row++) {
        for (let column = Math.max(0, Math.floor(x - radius)); column < Math.min(width, x + radius); column++) {
            const inwards = Math.min(1, (1 - Math.hypot(column + 0.5 - x, row + 0.5 - y) / radius) / 0.28);
            if (inwards > 0) over(bytes, 4 * (row * width + column), red, green, blue, alpha * inwards * inwards * (3 - 2 * inwards));
        }
    }
}

function paintStrokes({ width, height, bytes }: Pixels, values: Float32Array, from: number, to: number, camera: Camera, length: (value: number) => number): void {
    for (let i = from * STROKE; i < to * STROKE; i += STROKE) {
        const [ax, ay] = [values[i] * camera.scale + camera.x, values[i + 1] * camera.scale + camera.y];
        const [bx, by] = [values[i + 2] * camera.scale + camera.x, values[i + 3] * camera.scale + camera.y];
        const half = length(values[i + 4]) / 2;
        const [red, green, blue, alpha] = [255 * values[i + 5], 255 * values[i + 6], 255 * values[i + 7], values[i + 8]];
        // One pixel after the other along the longer side, and those across.
        const steep = Math.abs(by - ay) > Math.abs(bx - ax);
        const [a, b, begin, end] = steep ? [ay, by, ax, bx] : [ax, bx, ay, by];
        const slope = (end - begin) / (b - a || 1);
        const slant = 1 / Math.sqrt(1 + slope * slope);
        const reach = (half + 0.5) / slant;
        const most = Math.min(1, 2 * half);
        const [along, across, room] = steep ? [4 * width, 4, width] : [4, 4 * width, height];
        const last = Math.min((steep ? height : width) - 1, Math.floor(Math.max(a, b) - 0.5));
        for (let u = Math.max(0, Math.ceil(Math.min(a, b) - 0.5)); u <= last; u++) {
            const middle = begin + slope * (u + 0.5 - a);
            const highest = Math.min(room - 1, Math.floor(middle + reach - 0.5));
            for (let v = Math.max(0, Math.ceil(middle - reach - 0.5)); v <= highest; v++) {
                const cover = Math.min(most, half + 0.5 - Math.abs(v + 0.5 - middle) * slant);
                if (cover > 0) over(bytes, u * along + v * across, red, green, blue, alpha * cover);
            }
        }
    }
}

function paintRings({ width, height, bytes }: Pixels, values: Float32Array, from: number, to: number, camera: Camera, length: (value: number) => number): void {
    for (let i = from * RING; i < to * RING; i += RING) {
        const [x, y] = [values[i] * camera.scale + camera.x, values[i + 1] * camera.scale + camera.y];
        const [radius, half] = [length(values[i + 2]), length(values[i + 3]) / 2];
        const [dashes, turn] = [values[i + 4], values[i + 5]];
        const [red, green, blue, alpha] = [255 * values[i + 6], 255 * values[i + 7], 255 * values[i + 8], values[i + 9]];
        const [inner, outer] = [Math.max(0, radius - half - 0.5), radius + half + 0.5];
        const fine = dashes / (2 * Math.PI * Math.max(radius, 1e-6));
        for (let row = Math.max(0, Math.floor(y - outer)); row < Math.min(height, y + outer); row++) {
            const dy = row + 0.5 - y;
            const wide = Math.sqrt(Math.max(0, outer * outer - dy * dy));
            const hole = Math.sqrt(Math.max(0, inner * inner - dy * dy)) - 1;
            for (let column = Math.max(0, Math.floor(x - wide)); column < Math.min(width, x + wide); column++) {
                const dx = column + 0.5 - x;
                if (dx > -hole && dx < hole) {
                    column = Math.floor(x + hole - 0.5);
                    continue;
                }
                let cover = Math.min(1, half + 0.5 - Math.abs(Math.sqrt(dx * dx + dy * dy) - radius));
                if (dashes > 0.5 && cover > 0) cover *= dashed((Math.atan2(dy, dx) / (2 * Math.PI) + turn) * dashes, fine);
                if (cover > 0) over(bytes, 4 * (row * width + column), red, green, blue, alpha * cover);
            }
        }
    }
}

/** How visible a dashed ring is `turn` dashes along it, of which there are `fine` to a pixel. */
function dashed(turn: number, fine: number): number {
    if (fine > 0.5) return 0.5;
    const away = Math.abs(turn - Math.floor(turn) - 0.5) - 0.28;
    const soft = Math.min(1, Math.max(0, (away + fine) / (2 * fine)));
    return soft * soft * (3 - 2 * soft);
}
