// Two ways of painting the same sheet: WebGL where a graphics processor does it, Canvas 2D where it would be software.
import { CanvasPainter } from "./canvas.ts";
import { WebglPainter } from "./webgl.ts";

/** Where the world's (0, 0) lies, in CSS pixels, and how many of them one unit of the world is. */
export interface Camera {
    x: number;
    y: number;
    scale: number;
}

/** MARKS: x, y, radius, shape, r, g, b, a. STROKES: x, y, x, y, width, r, g, b, a. RINGS: x, y, radius, width, dashes,
 * turn, r, g, b, a. Lengths are in the world's units; a width below 0 is one in CSS pixels. */
export const MARK = 8;
export const STROKE = 9;
export const RING = 10;

export const CIRCLE = 0;
export const TRIANGLE = 1;
export const SQUARE = 2;
export const DIAMOND = 3;
export const CROSS = 4;
export const STAR = 5;
export const HOLLOW = 6;
export const SOFT = 7;

export interface Layer {
    kind: "marks" | "strokes" | "rings";
    values: Float32Array;
    count: number;
    /** Of a layer that seldom changes: its number changes when it does. */
    version?: number;
}

export interface Painter {
    readonly fast: boolean;
    resize(width: number, height: number): void;
    paint(layers: readonly Layer[], camera: Camera, dark: boolean): void;
    /** What was painted last can be read from the canvas until this returns to the browser. */
    free(): void;
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software/i;

function drawnBySoftware(gl: WebGL2RenderingContext): boolean {
    const info = gl.getExtension("WEBGL_debug_renderer_info");
    return info !== null && SOFTWARE.test(String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)));
}

let inHardware: boolean | undefined;

/** Whether a graphics processor would draw: asked once, for asking takes a while. */
function drawnByHardware(): boolean {
    if (inHardware === undefined) {
        const probe = document.createElement("canvas").getContext("webgl2");
        inHardware = probe !== null && !drawnBySoftware(probe);
        probe?.getExtension("WEBGL_lose_context")?.loseContext();
    }
    return inHardware;
}

/** `wish`: "webgl" or "canvas" where somebody insists. */
export function makePainter(canvas: HTMLCanvasElement, wish: string | null): Painter {
    if (wish === "webgl" || (wish !== "canvas" && drawnByHardware())) {
        const gl = canvas.getContext("webgl2", { alpha: true, antialias: true, preserveDrawingBuffer: true });
        if (gl) return new WebglPainter(canvas, gl);
    }
    return new CanvasPainter(canvas);
}

/** A growing list of values of one kind. */
export class Sheet implements Layer {
    values = new Float32Array(1024);
    count = 0;
    constructor(
        readonly kind: Layer["kind"],
        private readonly stride: number,
    ) {}

    clear(): void {
        this.count = 0;
    }

    add(...item: number[]): void {
        const at = this.count * this.stride;
        if (at + this.stride > this.values.length) {
            const larger = new Float32Array(2 * this.values.length);
            larger.set(this.values);
            this.values = larger;
        }
        for (let i = 0; i < this.stride; i++) this.values[at + i] = item[i];
        this.count++;
    }
}
