// A bet that is drawn: a curve for each run over the weeks to come, by finger, mouse or keys. What is known already stands
// before it.
import type { Text } from "../lessons/schema.ts";
import { fill, language, when, words } from "../words/words.ts";
import type { Charts } from "./charts.ts";
import { choice, fillWith, h, svg } from "./dom.ts";
import { measureName, measureSays, measureText } from "./tell.ts";

export interface Sheet {
    measure: string;
    /** From which week on it is drawn, and to which. */
    from: number;
    to: number;
    /** The top of the scale. */
    most: number;
    /** What each run is called, and what is known of it: a value for each week up to `from`. */
    runs: { name: Text; known: readonly number[] }[];
}

const HANDLES = 5;
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [340, 220, 40, 22, 16, 26];
/** A handle's radius: wide enough for a finger, on the smallest screen too. */
const RADIUS = 15;
const STEP = 0.05;
const DASHES = ["", "7 5"];

export class Drawing {
    readonly element = h("div.drawing");
    /** What is drawn, in the order of the runs, at each handle. */
    readonly curves: number[][];
    onDrawn: () => void = () => undefined;
    private side = 0;
    /** The runs of which something is drawn. */
    private readonly begun = new Set<number>();
    private readonly plot = h("div.paper");
    private readonly svg = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}` });

    constructor(private readonly sheet: Sheet, private readonly charts: Charts) {
        this.curves = sheet.runs.map(({ known }) => Array.from({ length: HANDLES }, () => known[sheet.from] ?? 0));
        this.svg.addEventListener("pointerdown", (event) => this.press(event));
        this.svg.addEventListener("pointermove", (event) => event.buttons > 0 && this.drag(event));
        this.plot.append(this.svg);
        this.draw();
    }

    draw(): void {
        const { drawing } = words();
        const { measure } = this.sheet;
        const names = this.sheet.runs.map(({ name }, i) => [String(i), `${"AB"[i]} · ${name[language()]}`] as const);
        const which = choice(drawing.which, names, String(this.side), (id) => {
            this.side = Number(id);
            this.draw();
            this.element.querySelector<HTMLElement>(`.choice [data-id="${id}"]`)?.focus();
        });
        fillWith(this.element, h("p.hint", {}, fill(drawing.hint, { what: `${measureName(measure)} (${measureSays(measure, "")})` })), names.length > 1 ? which : null, this.plot);
        this.paint();
    }

    /** The runs of which nothing is drawn yet. */
    get left(): number[] {
        return [...this.curves.keys()].filter((run) => !this.begun.has(run));
    }

    /** What was drawn for a run, in every week; null before it begins. */
    drawn(run: number): (number | null)[] {
        const { from, to } = this.sheet;
        return Array.from({ length: to + 1 }, (_, week) => {
            if (week < from) return null;
            const at = ((week - from) / (to - from)) * HANDLES;
            const [low, high] = [Math.floor(at), Math.min(HANDLES, Math.ceil(at))];
            return this.value(run, low) + (at - low) * (this.value(run, high) - this.value(run, low));
        });
    }

    /** At a handle; 0 is where what is known ends. */
    private value(run: number, handle: number): number {
        return handle === 0 ? (this.sheet.runs[run].known[this.sheet.from] ?? 0) : this.curves[run][handle - 1];
    }

    private week(handle: number): number {
        const { from, to } = this.sheet;
        return Math.round(from + ((to - from) * handle) / HANDLES);
    }

    private x(week: number): number {
        return LEFT + ((WIDTH - LEFT - RIGHT) * week) / this.sheet.to;
    }

    private y(value: number): number {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.min(1, value / this.sheet.most);
    }

    private paint(): void {
        const { from, to, most, measure } = this.sheet;
        const bottom = HEIGHT - BOTTOM;
        const ticks = [0, most / 2, most].map((value) => `<path class="rule" d="M${LEFT} ${this.y(value)}H${WIDTH - RIGHT}"/><text x="${LEFT - 6}" y="${this.y(value) + 4}" text-anchor="end">${measureText(measure, value)}</text>`);
        const weeks = [from, to].map((week) => `<text x="${this.x(week)}" y="${HEIGHT - 8}" text-anchor="middle">${week}</text>`);
        const others = this.sheet.runs.map((_, run) => run).filter((run) => run !== this.side);
        this.svg.innerHTML = `${ticks.join("")}${weeks.join("")}<path class="start" d="M${this.x(from)} ${TOP}V${bottom}"/>${[...others, this.side].map((run) => this.line(run)).join("")}`;
        for (let handle = 1; handle <= HANDLES; handle++) this.svg.append(this.handle(handle));
    }

    private line(run: number): string {
        const colour = this.charts.palette.sides[run];
        const along = (values: [number, number][]) => `M${values.map(([week, value]) => `${this.x(week)} ${this.y(value)}`).join("L")}`;
        const known = this.sheet.runs[run].known.slice(0, this.sheet.from + 1).map((value, week): [number, number] => [week, value]);
        const drawn = Array.from({ length: HANDLES + 1 }, (_, handle): [number, number] => [this.week(handle), this.value(run, handle)]);
        const fade = run === this.side ? 1 : 0.55;
        const dots = run === this.side || this.begun.has(run) ? along(drawn) : "";
        return `<path fill="none" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${DASHES[run]}" opacity="${fade}" d="${along(known)}"/>
            <path fill="none" stroke="${colour}" stroke-width="2.5" stroke-linecap="round" stroke-dasharray="1 6" opacity="${fade}" d="${dots}"/>`;
    }

    private handle(handle: number): SVGElement {
        const value = this.value(this.side, handle);
        const says = { "aria-valuemin": 0, "aria-valuemax": this.sheet.most, "aria-valuenow": value, "aria-valuetext": measureText(this.sheet.measure, value), "aria-orientation": "vertical" };
        const label = `${"AB"[this.side]}, ${when(this.week(handle))}`;
        const colour = this.charts.palette.sides[this.side];
        const look = { cx: this.x(this.week(handle)), cy: this.y(value), r: RADIUS, fill: colour, "fill-opacity": 0.35, stroke: colour, "stroke-width": 2.5 };
        const circle = svg("circle", { role: "slider", tabindex: 0, "aria-label": label, "data-handle": handle, ...says, ...look });
        circle.addEventListener("keydown", (event) => this.key(event, handle));
        return circle;
    }

    private key(event: KeyboardEvent, handle: number): void {
        const by = { ArrowUp: STEP, ArrowRight: STEP, ArrowDown: -STEP, ArrowLeft: -STEP, PageUp: 4 * STEP, PageDown: -4 * STEP, Home: -1, End: 1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        this.set(handle, this.value(this.side, handle) + by * this.sheet.most);
        this.svg.querySelector<SVGElement>(`[data-handle="${handle}"]`)?.focus();
    }

    private set(handle: number, value: number): void {
        this.begun.add(this.side);
        this.curves[this.side][handle - 1] = Math.min(this.sheet.most, Math.max(0, value));
        this.paint();
        this.onDrawn();
    }

    private press(event: PointerEvent): void {
        this.svg.setPointerCapture(event.pointerId);
        this.drag(event);
    }

    /** A stroke over the paper sets each handle that it passes. */
    private drag(event: PointerEvent): void {
        const box = this.svg.getBoundingClientRect();
        const [x, y] = [((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT];
        const apart = (this.x(this.sheet.to) - this.x(this.sheet.from)) / HANDLES;
        const handle = Math.round((x - this.x(this.sheet.from)) / apart);
        if (handle < 1 || handle > HANDLES) return;
        this.set(handle, (this.sheet.most * (HEIGHT - BOTTOM - y)) / (HEIGHT - TOP - BOTTOM));
    }
}
