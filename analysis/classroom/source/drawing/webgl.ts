// Paints a sheet with WebGL 2: each kind of thing is one quad, drawn once for every instance; its outline is a distance
// worked out for each pixel, so that edges are smooth at any size.
import type { Camera, Layer, Painter } from "./painter.ts";

const HEAD = `#version 300 es
precision highp float;
uniform vec2 u_size;
uniform vec3 u_camera;
uniform float u_dark;
vec2 corner() { return vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0; }
vec4 place(vec2 pixel) { return vec4(pixel / u_size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0); }
float pixels(float length) { return length < 0.0 ? -length : length * u_camera.z; }
`;

const MARKS = {
    vertex: `${HEAD}
in vec4 i_mark; in vec4 i_colour;
out vec2 v_at; out vec4 v_colour; out float v_radius; flat out int v_shape;
void main() {
    float radius = max(min(1.3, 0.5 * u_camera.z), pixels(i_mark.z));
    vec2 reach = corner() * (radius + 2.0);
    gl_Position = place(i_mark.xy * u_camera.z + u_camera.xy + reach);
    v_at = reach; v_radius = radius; v_shape = int(i_mark.w); v_colour = i_colour;
}`,
    fragment: `#version 300 es
precision highp float;
uniform float u_dark;
in vec2 v_at; in vec4 v_colour; in float v_radius; flat in int v_shape;
out vec4 colour;
float box(vec2 p, vec2 b) { vec2 d = abs(p) - b; return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0); }
float triangle(vec2 p, float r) {
    p.y = -p.y; p.y += r * 0.22; const float k = 1.7320508; r *= 0.98;
    p.x = abs(p.x) - r; p.y = p.y + r / k;
    if (p.x + k * p.y > 0.0) p = vec2(p.x - k * p.y, -k * p.x - p.y) / 2.0;
    p.x -= clamp(p.x, -2.0 * r, 0.0);
    return -length(p) * sign(p.y);
}
float star(vec2 p, float r) {
    float a = atan(p.x, -p.y), k = 6.2831853 / 5.0;
    a = mod(a + k * 0.5, k) - k * 0.5;
    vec2 q = length(p) * vec2(cos(a), abs(sin(a)));
    vec2 tip = vec2(r * 1.18, 0.0), dent = vec2(cos(k * 0.5), sin(k * 0.5)) * r * 0.52;
    vec2 e = dent - tip, w = q - tip;
    vec2 d = w - e * clamp(dot(w, e) / dot(e, e), 0.0, 1.0);
    return w.y * e.x > w.x * e.y ? -length(d) : length(d);
}
void main() {
    float r = v_radius, d = length(v_at) - r;
    if (v_shape == 7) {
        float soft = smoothstep(1.0, 0.72, length(v_at) / r);
        colour = vec4(v_colour.rgb, 1.0) * v_colour.a * soft;
        return;
    }
    if (r > 2.2) {
        if (v_shape == 1) d = triangle(v_at, r * 1.02);
        else if (v_shape == 2) d = box(v_at, vec2(r * 0.84)) ;
        else if (v_shape == 3) d = (abs(v_at.x) + abs(v_at.y) - r * 1.16) * 0.7071;
        else if (v_shape == 4) d = min(box(v_at, vec2(r * 1.02, r * 0.36)), box(v_at, vec2(r * 0.36, r * 1.02)));
        else if (v_shape == 5) d = star(v_at, r);
        else if (v_shape == 6) d = abs(length(v_at) - r * 0.78) - r * 0.22;
    }
    float cover = clamp(0.5 - d, 0.0, 1.0);
    float rim = (u_dark > 0.5 || r < 3.0 || v_shape == 0 || v_shape == 6) ? 0.0 : clamp(1.6 + d, 0.0, 1.0) * 0.45;
    vec3 tone = mix(v_colour.rgb, vec3(0.09, 0.11, 0.19), rim);
    colour = vec4(tone, 1.0) * v_colour.a * cover;
}`,
    attributes: { i_mark: 4, i_colour: 4 },
};

const STROKES = {
    vertex: `${HEAD}
in vec4 i_ends; in float i_width; in vec4 i_colour;
out float v_across; out float v_half; out vec4 v_colour;
void main() {
    vec2 a = i_ends.xy * u_camera.z + u_camera.xy, b = i_ends.zw * u_camera.z + u_camera.xy;
    vec2 along = b - a; float size = length(along);
    along = size > 0.0 ? along / size : vec2(1.0, 0.0);
    float half_width = pixels(i_width) * 0.5;
    vec2 c = corner();
    v_across = c.y * (half_width + 1.0); v_half = half_width; v_colour = i_colour;
    gl_Position = place(mix(a, b, c.x * 0.5 + 0.5) + vec2(-along.y, along.x) * v_across);
}`,
    fragment: `#version 300 es
precision highp float;
in float v_across; in float v_half; in vec4 v_colour;
out vec4 colour;
void main() {
    float cover = clamp(v_half + 0.5 - abs(v_across), 0.0, min(1.0, 2.0 * v_half));
    colour = vec4(v_colour.rgb, 1.0) * v_colour.a * cover;
}`,
    attributes: { i_ends: 4, i_width: 1, i_colour: 4 },
};

const RINGS = {
    vertex: `${HEAD}
in vec4 i_ring; in vec2 i_dash; in vec4 i_colour;
out vec2 v_at; out float v_radius; out float v_half; out vec2 v_dash; out vec4 v_colour;
void main() {
    v_radius = pixels(i_ring.z); v_half = pixels(i_ring.w) * 0.5;
    v_at = corner() * (v_radius + v_half + 2.0);
    v_dash = i_dash; v_colour = i_colour;
    gl_Position = place(i_ring.xy * u_camera.z + u_camera.xy + v_at);
}`,
    fragment: `#version 300 es
precision highp float;
in vec2 v_at; in float v_radius; in float v_half; in vec2 v_dash; in vec4 v_colour;
out vec4 colour;
void main() {
    float d = abs(length(v_at) - v_radius) - v_half;
    float cover = clamp(0.5 - d, 0.0, 1.0);
    if (v_dash.x > 0.5) {
        float turn = fract((atan(v_at.y, v_at.x) / 6.2831853 + v_dash.y) * v_dash.x);
        float width = fwidth(turn) + 0.001;
        cover *= fwidth(turn) > 0.5 ? 0.5 : smoothstep(0.28 - width, 0.28 + width, abs(turn - 0.5));
    }
    colour = vec4(v_colour.rgb, 1.0) * v_colour.a * cover;
}`,
    attributes: { i_ring: 4, i_dash: 2, i_colour: 4 },
};

interface Program {
    program: WebGLProgram;
    stride: number;
    attributes: [number, number][];
    size: WebGLUniformLocation | null;
    camera: WebGLUniformLocation | null;
    dark: WebGLUniformLocation | null;
}

export class WebglPainter implements Painter {
    readonly strokesMost = Number.POSITIVE_INFINITY;
    private readonly programs: { [kind in Layer["kind"]]: Program };
    private readonly buffers = new Map<number, { buffer: WebGLBuffer; version: number | undefined }>();
    private ratio = 1;

    constructor(
        private readonly canvas: HTMLCanvasElement,
        private readonly gl: WebGL2RenderingContext,
    ) {
        this.programs = { marks: this.link(MARKS), strokes: this.link(STROKES), rings: this.link(RINGS) };
    }

    resize(width: number, height: number): void {
        this.ratio = Math.min(2, devicePixelRatio || 1);
        this.canvas.width = Math.max(1, Math.round(width * this.ratio));
        this.canvas.height = Math.max(1, Math.round(height * this.ratio));
    }

    takes(): boolean {
        return true;
    }

    paint(layers: readonly Layer[], camera: Camera, dark: boolean): void {
        const { gl } = this;
        gl.viewport(0, 0, this.canvas.width, this.canvas.height);
        gl.clearColor(0, 0, 0, 0);
        gl.clear(gl.COLOR_BUFFER_BIT);
        gl.enable(gl.BLEND);
        gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
        layers.forEach((layer, place) => this.paintLayer(layer, place, camera, dark));
    }

    private paintLayer(layer: Layer, place: number, camera: Camera, dark: boolean): void {
        if (layer.count === 0) return;
        const { gl, ratio } = this;
        const program = this.programs[layer.kind];
        gl.useProgram(program.program);
        gl.uniform2f(program.size, this.canvas.width, this.canvas.height);
        gl.uniform3f(program.camera, camera.x * ratio, camera.y * ratio, camera.scale * ratio);
        gl.uniform1f(program.dark, dark ? 1 : 0);
        this.upload(layer, place, program);
        gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, layer.count);
    }

    private upload(layer: Layer, place: number, program: Program): void {
        const { gl } = this;
        const known = this.buffers.get(place) ?? { buffer: gl.createBuffer(), version: undefined };
        this.buffers.set(place, known);
        gl.bindBuffer(gl.ARRAY_BUFFER, known.buffer);
        if (layer.version === undefined || layer.version !== known.version)
            gl.bufferData(gl.ARRAY_BUFFER, layer.values.subarray(0, layer.count * program.stride), gl.DYNAMIC_DRAW);
        known.version = layer.version;
        let offset = 0;
        for (let i = 0; i < 4; i++) gl.disableVertexAttribArray(i);
        for (const [location, size] of program.attributes) {
            gl.enableVertexAttribArray(location);
            gl.vertexAttribPointer(location, size, gl.FLOAT, false, program.stride * 4, offset);
            gl.vertexAttribDivisor(location, 1);
            offset += size * 4;
        }
    }

    private link(source: { vertex: string; fragment: string; attributes: { [name: string]: number } }): Program {
        const { gl } = this;
        const program = gl.createProgram();
        for (const [kind, text] of [[gl.VERTEX_SHADER, source.vertex], [gl.FRAGMENT_SHADER, source.fragment]] as const) {
            const shader = gl.createShader(kind);
            if (!shader) throw new Error("no shader");
            gl.shaderSource(shader, text);
            gl.compileShader(shader);
            if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? "");
            gl.attachShader(program, shader);
        }
        gl.linkProgram(program);
        const sizes = Object.values(source.attributes);
        return {
            program,
            stride: sizes.reduce((a, b) => a + b, 0),
            attributes: Object.entries(source.attributes).map(([name, size]) => [gl.getAttribLocation(program, name), size]),
            size: gl.getUniformLocation(program, "u_size"),
            camera: gl.getUniformLocation(program, "u_camera"),
            dark: gl.getUniformLocation(program, "u_dark"),
        };
    }
}
