// Two curves over time. Whatever is compared stands on one scale: A, B and the last run.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { css, DAY, NIGHT, type Palette } from "../drawing/palette.ts";
import type { Player } from "../run/player.ts";
import type { Curves } from "../run/run.ts";
import { fill, number, when, words } from "../words/words.ts";
import { fillWith, h } from "./dom.ts";
import { measureAs, measureName, measureText } from "./tell.ts";

/** How high a chart is, from so many pixels of the screen's height on, where letters are of 16. */
const HEIGHTS = [[940, 165], [820, 122], [0, 84]];
const LESSON = 170;
/** On a phone it stands between what is said and the way on; on one held sideways there is still less room. */
const SMALL = 128;
const FLAT = 84;

/** The next number that is good to read on an axis. */
function roundUp(value: number): number {
    const size = 10 ** Math.floor(Math.log10(Math.max(value, 1e-6)));
    return ([1, 2, 5, 10].find((step) => step * size >= value) ?? 10) * size;
}

class Chart {
    readonly element = h("figure.chart");
    private readonly caption = h("figcaption");
    private readonly place = h("div.plot", { role: "img" });
    private plot: uPlot | null = null;
    private shape = "";

    /** Whether it is the one thing to look at beside the stage. */
    large = false;
    /** The measure that its scale is of. */
    measure: string;

    private height(): number {
        const screen = (16 * innerHeight) / fontSize();
        if (this.large && innerHeight < 528) return FLAT;
        if (this.large) return innerWidth < 704 ? SMALL : LESSON;
        return HEIGHTS.find(([from]) => screen >= from)?.[1] ?? LESSON;
    }

    constructor(measure: string) {
        this.measure = measure;
        this.element.append(this.caption, this.place);
    }

    /** note: which line is what. curves: the first is what the words are about. marks: weeks in which a slider was moved. */
    draw(title: string, note: string, weeks: number, most: number, series: uPlot.Series[], curves: (number | null)[][], palette: Palette, marks: number[]): void {
        fillWith(this.caption, title, note && h("span.hint", {}, ` ${note}`));
        const shape = JSON.stringify([title, weeks, most, series.map(({ label }) => label), palette.paper, this.element.clientWidth, marks, fontSize(), this.height()]);
        const data = [Array.from({ length: weeks + 1 }, (_, week) => week), ...curves] as uPlot.AlignedData;
        if (shape === this.shape && this.plot) this.plot.setData(data, true);
        else this.make(weeks, most, series, data, palette, marks);
        this.shape = shape;
        this.describe(title, curves[0]);
    }

    /** As it is on the screen; null: it is not there. */
    picture(): { title: string; picture: string } | null {
        if (!this.plot || this.element.hidden) return null;
        // What is drawn by and by is drawn now.
        this.plot.batch(() => undefined);
        return { title: this.caption.textContent ?? "", picture: this.plot.ctx.canvas.toDataURL("image/png") };
    }

    private describe(what: string, curve: (number | null)[]): void {
        const values = curve.filter((value): value is number => value !== null);
        const say = (value: number) => measureText(this.measure, value);
        const [first, last, most] = [values[0] ?? 0, values.at(-1) ?? 0, Math.max(0, ...values)].map(say);
        this.place.setAttribute("aria-label", fill(words().chart.read, { what, begin: when(0), when: when(values.length - 1), first, last, most }));
    }

    private make(weeks: number, most: number, series: uPlot.Series[], data: uPlot.AlignedData, palette: Palette, marks: number[]): void {
        this.plot?.destroy();
        const height = Math.round((this.height() * fontSize()) / 16);
        // The plot takes its room only later; what is arranged around it is measured now.
        this.place.style.minHeight = `${height}px`;
        // In whole pixels: of a fraction the plot would scale the digits after the point alone, on finer screens.
        const font = `${Math.round(fontSize() * 0.78)}px "Inter Variable", sans-serif`;
        const axis = { stroke: palette.quiet, font, grid: { stroke: css(palette.tie, 0.18), width: 1 }, ticks: { show: false } };
        const fraction = measureAs(this.measure) === "number";
        const say = (value: number, step: number) => (fraction ? number(value, digits(step)) : measureText(this.measure, value));
        this.plot = new uPlot({
            width: Math.max(120, this.place.clientWidth),
            height,
            padding: [8, 8, 0, 0],
            legend: { show: false },
            cursor: { show: false },
            scales: { x: { time: false, range: () => [0, weeks] }, y: { range: () => [0, most] } },
            axes: [
                { ...axis, size: 1.6 * fontSize(), space: 50 },
                { ...axis, size: 2.9 * fontSize(), space: 34, values: (_, ticks, _axis, _space, step) => ticks.map((tick) => say(tick, step)) },
            ],
            series: [{}, ...series],
            hooks: { draw: [(plot: uPlot) => flag(plot, marks, palette)] },
        }, data, this.place);
    }
}

/** How many digits after the point the ticks of an axis need: .25 and .75 are not .3 and .8. */
function digits(step: number): number {
    const tenths = 10 * step;
    return Math.abs(tenths - Math.round(tenths)) < 1e-9 ? 1 : 2;
}

function fontSize(): number {
    return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** A small flag in each week in which a slider was moved. */
function flag(plot: uPlot, marks: number[], palette: Palette): void {
    const { ctx } = plot;
    const bottom = plot.bbox.top + plot.bbox.height;
    ctx.save();
    ctx.fillStyle = ctx.strokeStyle = palette.ink;
    ctx.lineWidth = devicePixelRatio;
    for (const week of marks) {
        const x = plot.valToPos(week, "x", true);
        const size = 6 * devicePixelRatio;
        ctx.beginPath();
        ctx.moveTo(x, bottom);
        ctx.lineTo(x, bottom - 3 * size);
        ctx.lineTo(x + 1.4 * size, bottom - 2.4 * size);
        ctx.lineTo(x, bottom - 1.8 * size);
        ctx.stroke();
        ctx.fill();
    }
    ctx.restore();
}

export class Charts {
    readonly element = h("div.charts");
    private readonly use = new Chart("use");
    private readonly busy = new Chart("busy");
    palette: Palette = NIGHT;
    /** The one measure that a lesson is about; null: the usual two. */
    only: string | null = null;
    /** What a class has drawn of it for A and for B, as a bet. */
    bets: ((number | null)[] | undefined)[] = [];
    private drawn = 0;

    constructor(private readonly player: Player) {
        fillWith(this.element, this.use.element, this.busy.element);
        new ResizeObserver(() => this.draw()).observe(this.element);
    }

    setDark(dark: boolean): void {
        this.palette = dark ? NIGHT : DAY;
        this.draw();
    }

    /** At most some eleven times a second. */
    refresh(now: number): void {
        if (now - this.drawn > 90) this.draw();
    }

    draw(): void {
        if (this.element.clientWidth < 40) return;
        this.drawn = performance.now();
        if (!this.player.a) return;
        const { a, b } = this.player;
        const weeks = Math.max(a.weeks, 1);
        const marks = this.player.runs().flatMap((run) => run.settings.changes.map((change) => change.week));
        this.use.large = this.only !== null;
        this.use.measure = this.only ?? "use";
        if (this.only) {
            this.busy.element.hidden = true;
            const name = measureName(this.only);
            this.drawLines(this.use, b ? fill(words().lesson.chart, { what: name }) : name, this.only, weeks, this.most(this.only), marks);
            return;
        }
        if (b) this.drawLines(this.use, words().chart.use, "use", weeks, 1, marks);
        else this.drawBands(weeks, marks);
        const has = a.curves.measures.busy !== undefined;
        this.busy.element.hidden = !has;
        if (has) this.drawLines(this.busy, words().chart.busy, "busy", weeks, this.most("busy"), marks);
    }

    /** The curves on white, whatever the screen's ground is. */
    pictures(): { title: string; picture: string }[] {
        const { palette } = this;
        this.palette = DAY;
        this.draw();
        const pictures = [this.use, this.busy].map((chart) => chart.picture()).filter((one) => one !== null);
        this.palette = palette;
        this.draw();
        return pictures;
    }

    private ghost(): Curves | null {
        return this.player.b ? null : this.player.ghost;
    }

    /** Which line is dashed or dotted; A and B are in the title of what a lesson is about. */
    private note(): string {
        const { chart } = words();
        if (this.only) return this.bets.some(Boolean) ? `· ${chart.dotted}` : "";
        if (this.player.b) return chart.sides;
        return this.ghost() ? chart.dashed : "";
    }

    /** The top of the scale of a measure, for all that is shown. */
    private most(id: string): number {
        const as = measureAs(id);
        if (as === "share") return 1;
        const all = [...this.player.runs().map((run) => run.curves), this.ghost()].flatMap((curves) => curves?.measures[id] ?? []);
        const drawn = id === this.only ? this.bets.flatMap((curve) => (curve ?? []).map((value) => value ?? 0)) : [];
        return roundUp(Math.max(as === "count" ? 10 : 0.1, ...all, ...drawn));
    }

    private line(label: string, stroke: string, dash?: number[], width = 2): uPlot.Series {
        return { label, stroke, width, dash, points: { show: false }, spanGaps: false };
    }

    private drawLines(chart: Chart, title: string, id: string, weeks: number, most: number, marks: number[]): void {
        const { palette } = this;
        const { a, b } = this.player;
        const curves = [upTo(a.curves.measures[id], weeks)];
        const series = [this.line("A", palette.sides[0], undefined, 2.5)];
        const other = b ? b.curves : this.ghost();
        if (other?.measures[id]) {
            series.push(this.line(b ? "B" : words().chart.ghost, b ? palette.sides[1] : palette.quiet, [7, 5]));
            curves.push(upTo(other.measures[id], weeks));
        }
        this.bets.forEach((curve, i) => {
            if (!curve || id !== this.only) return;
            series.push({ ...this.line(words().chart.drawn, palette.sides[i], [0.1, 6], 3.5), cap: "round" });
            curves.push(Array.from({ length: weeks + 1 }, (_, week) => curve[week] ?? null));
        });
        chart.draw(title, this.note(), weeks, most, series, curves, palette, marks);
    }

    /** The practices on top of each other, the first named lowest; the last run's whole as a dashed line. */
    private drawBands(weeks: number, marks: number[]): void {
        const { palette } = this;
        const { curves } = this.player.a;
        const slots = curves.shares.map((_, slot) => slot);
        const sums: (number | null)[][] = [];
        const series: uPlot.Series[] = [];
        for (const slot of slots.toReversed()) {
            const sum = curves.shares[0].map((_, week) => curves.shares.slice(0, slot + 1).reduce((total, curve) => total + curve[week], 0));
            sums.push(upTo(sum, weeks));
            const colour = css(palette.named[slot] ?? palette.other);
            series.push({ label: String(slot), stroke: slot === slots.length - 1 ? palette.ink : colour, width: slot === slots.length - 1 ? 1.6 : 0, fill: slot === slots.length - 1 ? css(palette.other, 0.35) : colour, points: { show: false } });
        }
        const last = this.ghost()?.measures.use;
        if (last) {
            sums.push(upTo(last, weeks));
            series.push(this.line(words().chart.ghost, palette.quiet, [7, 5]));
        }
        this.use.draw(words().chart.use, this.note(), weeks, 1, series, sums, palette, marks);
    }
}

/** A curve as long as the axis. */
function upTo(curve: readonly number[] | undefined, weeks: number): (number | null)[] {
    return Array.from({ length: weeks + 1 }, (_, week) => curve?.[week] ?? null);
}
