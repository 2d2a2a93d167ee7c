// Paints a sheet with Canvas 2D, for where WebGL would be drawn by software: what has one look is one path.
import { MARK, RING, SOFT, STROKE, type Camera, type Layer, type Painter } from "./painter.ts";

type Trace = (at: number) => void;

/** The most strokes of a layer that seldom changes; of more, some are left out. */
const STROKES_MOST = 12_000;

/** In pixels, the radius below which a mark is a speck. */
const SPECK = 1.8;

export class CanvasPainter implements Painter {
    readonly fast = false;
    private readonly context: CanvasRenderingContext2D;
    private readonly still = document.createElement("canvas");
    private stillKey = "";
    private ratio = 1;

    constructor(private readonly canvas: HTMLCanvasElement) {
        const context = canvas.getContext("2d");
        if (!context) throw new Error("this browser cannot draw");
        this.context = context;
    }

    resize(width: number, height: number): void {
        this.ratio = Math.min(1.5, devicePixelRatio || 1);
        for (const canvas of [this.canvas, this.still]) {
            canvas.width = Math.max(1, Math.round(width * this.ratio));
            canvas.height = Math.max(1, Math.round(height * this.ratio));
        }
        this.stillKey = "";
    }

    paint(layers: readonly Layer[], camera: Camera, dark: boolean): void {
        const { context } = this;
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.clearRect(0, 0, this.canvas.width, this.canvas.height);
        const quiet = layers.filter((layer) => layer.version !== undefined);
        this.paintStill(quiet, camera, dark);
        context.drawImage(this.still, 0, 0);
        for (const layer of layers) if (layer.version === undefined) this.paintLayer(context, layer, camera, dark);
    }

    /** What seldom changes is kept as a picture. */
    private paintStill(layers: Layer[], camera: Camera, dark: boolean): void {
        const key = [camera.x, camera.y, camera.scale, dark, ...layers.map((layer) => layer.version)].join();
        if (key === this.stillKey) return;
        this.stillKey = key;
        const context = this.still.getContext("2d");
        if (!context) return;
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.clearRect(0, 0, this.still.width, this.still.height);
        for (const layer of layers) this.paintLayer(context, layer, camera, dark);
    }

    private paintLayer(context: CanvasRenderingContext2D, layer: Layer, camera: Camera, dark: boolean): void {
        const { ratio } = this;
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        if (layer.kind === "marks") paintMarks(context, layer, camera, dark);
        else if (layer.kind === "strokes") paintStrokes(context, layer, camera);
        else paintRings(context, layer, camera);
    }

    free(): void {
        this.still.width = 1;
    }
}

function pixels(length: number, camera: Camera): number {
    return length < 0 ? -length : length * camera.scale;
}

function colour(values: Float32Array, at: number): string {
    const [r, g, b] = [values[at], values[at + 1], values[at + 2]].map((value) => Math.round(255 * value));
    return `rgb(${r} ${g} ${b} / ${values[at + 3].toFixed(2)})`;
}

/** The places of what looks alike, by its look. */
function alike(layer: Layer, stride: number, look: (at: number) => string | number, every = 1): Map<string | number, number[]> {
    const groups = new Map<string | number, number[]>();
    for (let i = 0; i < layer.count; i += every) {
        const at = i * stride;
        const key = look(at);
        const group = groups.get(key);
        if (group) group.push(at);
        else groups.set(key, [at]);
    }
    return groups;
}

/** A colour, coarse enough that there are few of them, with a small number beside it. */
function coarse(values: Float32Array, at: number, beside: number): number {
    const part = (i: number, levels: number) => Math.round(values[at + i] * (levels - 1));
    return (((part(0, 32) * 32 + part(1, 32)) * 32 + part(2, 32)) * 16 + part(3, 16)) * 256 + beside;
}

function paintMarks(context: CanvasRenderingContext2D, layer: Layer, camera: Camera, dark: boolean): void {
    const { values } = layer;
    if (values[3] === SOFT) return paintSoft(context, layer, camera);
    for (const places of alike(layer, MARK, (at) => coarse(values, at + 4, values[at + 3])).values()) {
        const shape = values[places[0] + 3];
        context.fillStyle = colour(values, places[0] + 4);
        context.beginPath();
        const trace = tracer(context, layer, camera, shape);
        for (const at of places) trace(at);
        if (shape === 6) {
            context.strokeStyle = context.fillStyle;
            context.lineWidth = Math.max(1, 0.14 * camera.scale);
            context.stroke();
            continue;
        }
        context.fill();
        if (!dark && shape > 0 && shape < 6 && camera.scale > 7) {
            context.strokeStyle = "rgb(23 29 48 / 0.55)";
            context.lineWidth = 0.8;
            context.stroke();
        }
    }
}

function paintSoft(context: CanvasRenderingContext2D, { values, count }: Layer, camera: Camera): void {
    for (let at = 0; at < count * MARK; at += MARK) {
        const [x, y, radius] = [values[at] * camera.scale + camera.x, values[at + 1] * camera.scale + camera.y, values[at + 2] * camera.scale];
        const fade = context.createRadialGradient(x, y, 0.72 * radius, x, y, radius);
        fade.addColorStop(0, colour(values, at + 4));
        fade.addColorStop(1, colour(values, at + 4).replace(/[\d.]+\)$/, "0)"));
        context.fillStyle = fade;
        context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    }
}

function tracer(context: CanvasRenderingContext2D, layer: Layer, camera: Camera, shape: number): Trace {
    const { values } = layer;
    const corners = CORNERS[shape];
    return (at) => {
        const x = values[at] * camera.scale + camera.x;
        const y = values[at + 1] * camera.scale + camera.y;
        const radius = Math.max(1.3, pixels(values[at + 2], camera));
        // So small, a square looks as a disc does, and costs less.
        if (radius < SPECK) return context.rect(x - 0.85 * radius, y - 0.85 * radius, 1.7 * radius, 1.7 * radius);
        if (!corners || radius < 2) {
            context.moveTo(x + radius, y);
            context.arc(x, y, shape === 6 ? 0.8 * radius : radius, 0, 2 * Math.PI);
            return;
        }
        for (let i = 0; i < corners.length; i += 2) {
            const [cx, cy] = [x + corners[i] * radius, y + corners[i + 1] * radius];
            if (i === 0) context.moveTo(cx, cy);
            else context.lineTo(cx, cy);
        }
        context.closePath();
    };
}

const TIPS = Array.from({ length: 10 }, (_, i) => {
    const away = i % 2 ? 0.52 : 1.18;
    return [away * Math.sin((i * Math.PI) / 5), -away * Math.cos((i * Math.PI) / 5)];
}).flat();

const CORNERS: { [shape: number]: number[] } = {
    1: [0, -1.1, 0.98, 0.68, -0.98, 0.68],
    2: [-0.84, -0.84, 0.84, -0.84, 0.84, 0.84, -0.84, 0.84],
    3: [0, -1.16, 1.16, 0, 0, 1.16, -1.16, 0],
    4: [-0.36, -1.02, 0.36, -1.02, 0.36, -0.36, 1.02, -0.36, 1.02, 0.36, 0.36, 0.36, 0.36, 1.02, -0.36, 1.02, -0.36, 0.36, -1.02, 0.36, -1.02, -0.36, -0.36, -0.36],
    5: TIPS,
};

function paintStrokes(context: CanvasRenderingContext2D, layer: Layer, camera: Camera): void {
    const { values } = layer;
    const every = layer.version === undefined ? 1 : Math.ceil(layer.count / STROKES_MOST);
    context.lineCap = "round";
    for (const places of alike(layer, STROKE, (at) => coarse(values, at + 5, Math.round(8 * Math.abs(values[at + 4]))), every).values()) {
        context.strokeStyle = colour(values, places[0] + 5);
        context.lineWidth = pixels(values[places[0] + 4], camera);
        context.beginPath();
        for (const at of places) {
            context.moveTo(values[at] * camera.scale + camera.x, values[at + 1] * camera.scale + camera.y);
            context.lineTo(values[at + 2] * camera.scale + camera.x, values[at + 3] * camera.scale + camera.y);
        }
        context.stroke();
    }
}

function paintRings(context: CanvasRenderingContext2D, layer: Layer, camera: Camera): void {
    const { values } = layer;
    context.lineCap = "butt";
    for (let i = 0; i < layer.count; i++) {
        const at = i * RING;
        const radius = pixels(values[at + 2], camera);
        const dash = (2 * Math.PI * radius) / (values[at + 4] || 1);
        context.strokeStyle = colour(values, at + 6);
        context.lineWidth = pixels(values[at + 3], camera);
        context.setLineDash(values[at + 4] > 0 ? [0.44 * dash, 0.56 * dash] : []);
        context.lineDashOffset = dash * values[at + 4] * (values[at + 5] % 1);
        context.beginPath();
        context.arc(values[at] * camera.scale + camera.x, values[at + 1] * camera.scale + camera.y, radius, 0, 2 * Math.PI);
        context.stroke();
    }
    context.setLineDash([]);
}
