// Two ways of painting the same sheet: WebGL where a graphics processor does it, pixel by pixel where it would be software.
import { CanvasPainter } from "./canvas.ts";
import { WebglPainter } from "./webgl.ts";

/** Where the world's (0, 0) lies, in CSS pixels, and how many of them one unit of the world is. */
export interface Camera {
    x: number;
    y: number;
    scale: number;
}

/** MARKS: x, y, radius, shape, r, g, b, a. STROKES: x, y, x, y, width, r, g, b, a. RINGS: x, y, radius, width, dashes,
 * turn, r, g, b, a. Lengths are in the world's units; a width below 0 is one in CSS pixels. A mark can be
 * seen however small it is, as long as neighbours stay apart. */
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
    /** What moves slowly may be painted later than the rest. */
    slow?: boolean;
}

export interface Painter {
    /** Of strokes that seldom change, how many it is to be given at most. */
    readonly strokesMost: number;
    resize(width: number, height: number): void;
    /** Whether it takes what moves slowly anew: until then, that of these layers must stay as it is. `look`: the same as
     * before as long as one looks at the same organisation in the same light. */
    takes(look: string): boolean;
    paint(layers: readonly Layer[], camera: Camera, dark: boolean, look: string): void;
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
    version: number | undefined;
    constructor(
        readonly kind: Layer["kind"],
        private readonly stride: number,
        readonly slow = false,
    ) {}

    clear(): void {
        this.count = 0;
    }

    /** As many as its kind has. One by one, for a list of them would be the most that a frame costs. */
    add(a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number, i = 0, j = 0): void {
        const at = this.count++ * this.stride;
        if (at + RING > this.values.length) {
            const larger = new Float32Array(2 * this.values.length);
            larger.set(this.values);
            this.values = larger;
        }
        const { values } = this;
        values[at] = a;
        values[at + 1] = b;
        values[at + 2] = c;
        values[at + 3] = d;
        values[at + 4] = e;
        values[at + 5] = f;
        values[at + 6] = g;
        values[at + 7] = h;
        values[at + 8] = i;
        values[at + 9] = j;
    }
}
