// The place where one looks on: one stage, or two side by side, each with its number and its sentence.
import type { Palette } from "../drawing/palette.ts";
import type { Layout } from "../drawing/layout.ts";
import { Stage, type Insets } from "../drawing/stage.ts";
import type { Player, Side } from "../run/player.ts";
import { fill, personName, when, words } from "../words/words.ts";
import { button, fillWith, h } from "./dom.ts";
import { measureNow, measureSays, measureText, sentence } from "./tell.ts";

/** On the way to a far week the stage is drawn this seldom, in milliseconds. */
const SELDOM = 500;

interface Pane {
    side: Side;
    stage: Stage;
    box: HTMLElement;
    board: HTMLElement;
    week: HTMLElement;
    number: HTMLElement;
    says: HTMLElement;
    sentence: HTMLElement;
}

export class Theatre {
    readonly element = h("section.theatre");
    readonly panes: Pane[];
    measure = "use";
    /** What A and B are, where somebody has said so. */
    labels: string[] = [];
    /** On a small screen one of the two is shown. */
    shown: Side = "a";
    onPerson: (side: Side, person: number) => void = () => undefined;
    /** Who takes the taps on people in place of their stories, where something is done by hand. */
    tapped: ((person: number) => void) | null = null;
    /** What stands there in place of the run's number, where it is not of the run. */
    said: { number: string; says: string; sentence: string } | null = null;
    /** What is left free around the people where something else than the number stands on the stage. */
    free: ((width: number, height: number) => Insets) | null = null;
    private layout: Layout | undefined;
    /** Curves and names, below the number where there is room for them. */
    readonly beside = h("div.beside");
    private readonly zooms = h("div.zooms");
    private shownAt = 0;

    constructor(private readonly player: Player, palette: Palette, wish: string | null) {
        this.panes = (["a", "b"] as const).map((side) => this.makePane(side, palette, wish));
        this.element.append(...this.panes.map((pane) => pane.box), this.beside, this.zooms);
        this.translate();
        player.listen((what, quiet) => this.happened(what, quiet));
        const placing = new ResizeObserver(() => this.place());
        for (const one of [this.element, ...this.panes.map(({ board }) => board)]) placing.observe(one);
    }

    private makePane(side: Side, palette: Palette, wish: string | null): Pane {
        const canvas = h("canvas", { role: "img" });
        const [week, number, says, sentence] = ["p.week", "p.number", "p.says", "p.sentence"].map((tag) => h(tag as "p"));
        const badge = h("span.badge", { "aria-hidden": "true" }, side.toUpperCase());
        const board = h("div.board", {}, h("div.top", {}, badge, week), number, says, sentence);
        const box = h("div.pane", { "data-side": side }, canvas, board);
        const pane = { side, stage: new Stage(canvas, palette, wish), box, board, week, number, says, sentence };
        this.attend(pane, canvas);
        return pane;
    }

    translate(): void {
        const { play } = words();
        fillWith(this.zooms,
            button("plus", play.zoomIn, () => this.zoom(1.4), "small", true),
            button("minus", play.zoomOut, () => this.zoom(1 / 1.4), "small", true),
            button("fit", play.fit, () => this.fit(), "small", true));
    }

    pane(side: Side): Pane {
        return side === "b" ? this.panes[1] : this.panes[0];
    }

    private visible(): Pane[] {
        return this.player.b ? this.panes : this.panes.slice(0, 1);
    }

    setPalette(palette: Palette): void {
        for (const { stage } of this.panes) stage.setPalette(palette);
    }

    setStill(still: boolean): void {
        for (const { stage } of this.panes) stage.still = still;
    }

    zoom(factor: number): void {
        for (const { stage } of this.visible()) stage.zoom(factor);
    }

    fit(): void {
        for (const { stage } of this.visible()) stage.fit();
    }

    private happened(what: string, quiet: boolean): void {
        if (what === "made") this.made();
        if (what === "making") this.making();
        const onTheWay = what === "stepped" && this.player.target >= 0 && performance.now() - this.shownAt < SELDOM;
        if (onTheWay) this.write();
        else if (what === "made" || what === "stepped") this.show(quiet || what === "made");
    }

    private making(): void {
        for (const { number, says, sentence } of this.panes) {
            number.textContent = "…";
            says.textContent = words().now.making;
            sentence.textContent = "";
        }
    }

    private made(): void {
        this.element.classList.toggle("two", this.player.b !== null);
        const { scene } = this.player.a;
        const same = this.layout && this.layout.homes.length === 2 * scene.people && this.sceneKey === key(scene.ties);
        this.sceneKey = key(scene.ties);
        this.place();
        this.layout = this.panes[0].stage.setScene(scene, same ? this.layout : undefined);
        if (this.player.b) this.panes[1].stage.setScene(this.player.b.scene, this.layout);
        this.place();
    }

    private sceneKey = "";

    private show(quiet: boolean): void {
        const now = performance.now();
        this.shownAt = now;
        this.player.runs().forEach((run, i) => {
            const { stage } = this.panes[i];
            stage.show(run.moment(), now, quiet);
            const ties = run.week % 4 === 0 || quiet ? run.changedTies() : null;
            if (ties) stage.setTies(ties);
        });
        this.write();
    }

    /** What one of the runs is, if somebody has said so. */
    private label(i: number): string | undefined {
        const { without } = this.player.runs()[i].settings;
        return without === undefined ? this.labels[i] : `${words().story.without_name} ${personName(without)}`;
    }

    /** The same, and its week. */
    heading(i: number): string {
        const [label, at] = [this.label(i), when(this.player.runs()[i].week)];
        return label ? `${label} · ${at}` : at;
    }

    /** The number, the sentence and what a screen reader finds there. */
    write(): void {
        this.player.runs().forEach((run, i) => {
            const pane = this.panes[i];
            const [label, at] = [this.label(i), when(run.week)];
            fillWith(pane.week, label && `${label} · `, h("span.kept", {}, at));
            const finding = this.player.target >= 0 ? fill(words().play.finding, { when: when(this.player.target) }) : "";
            const written = measureText(this.measure, measureNow(run, this.measure));
            const said = this.said ?? { number: written, says: measureSays(this.measure, written), sentence: finding || [sentence(run), this.thinned(pane)].filter(Boolean).join(" ") };
            pane.number.textContent = said.number;
            pane.says.textContent = said.says;
            pane.sentence.textContent = said.sentence;
            const units = new Set(Array.from(run.scene.units)).size;
            pane.stage.canvas.setAttribute("aria-label", fill(words().stage, { units }));
        });
    }

    private thinned({ stage }: Pane): string {
        return stage.tiesEach > 1 ? fill(words().play.thinned, { n: stage.tiesEach }) : "";
    }

    /** Fits the stages into their places, beside the number or below it. */
    place(): void {
        this.element.dataset.shown = this.shown;
        for (const { box, board, stage } of this.visible()) {
            const { width, height } = box.getBoundingClientRect();
            if (width < 2 || height < 2) continue;
            stage.resize(width, height, this.insets(width, height, board));
        }
    }

    /** Whether what stands beside the people fits there, below the number. */
    get roomy(): boolean {
        const { clientWidth, clientHeight } = this.element;
        return clientWidth > 46 * rem() && clientHeight > this.beside.scrollHeight + this.panes[0].board.offsetHeight + 2.4 * rem();
    }

    private insets(width: number, height: number, board: HTMLElement): Insets {
        if (this.free) return this.free(width, height);
        const beside = Math.max(board.offsetWidth + board.offsetLeft, this.beside.offsetWidth + this.beside.offsetLeft);
        const below = board.offsetHeight + board.offsetTop;
        const wide = (this.beside.offsetWidth > 0 || width / height > 1.25) && width - beside > 0.6 * width;
        return { left: wide ? beside : 12, top: wide ? 14 : below + 4, right: 14, bottom: 14 };
    }

    frame(now: number): void {
        for (const { stage, box } of this.visible()) if (box.offsetParent !== null || box.clientWidth > 0) stage.frame(now);
    }

    // -- pointers: drag to move, two fingers or the wheel to come closer, a tap to ask for a person

    private attend(pane: Pane, canvas: HTMLCanvasElement): void {
        const pointers = new Map<number, PointerEvent>();
        let moved = 0;
        canvas.addEventListener("pointerdown", (event) => {
            canvas.setPointerCapture(event.pointerId);
            pointers.set(event.pointerId, event);
            moved = pointers.size > 1 ? 99 : 0;
        });
        canvas.addEventListener("pointermove", (event) => {
            const before = pointers.get(event.pointerId);
            if (!before) return;
            moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
            if (moved > 6) this.drag(canvas, pointers, before, event);
            pointers.set(event.pointerId, event);
        });
        const end = (event: PointerEvent) => {
            if (pointers.delete(event.pointerId) && event.type === "pointerup" && moved <= 6) this.tap(pane, event);
        };
        canvas.addEventListener("pointerup", end);
        canvas.addEventListener("pointercancel", end);
        canvas.addEventListener("wheel", (event) => {
            event.preventDefault();
            const at = canvas.getBoundingClientRect();
            for (const { stage } of this.visible()) stage.zoom(Math.exp(-event.deltaY / 500), event.clientX - at.left, event.clientY - at.top);
        }, { passive: false });
    }

    private drag(canvas: HTMLCanvasElement, pointers: Map<number, PointerEvent>, before: PointerEvent, event: PointerEvent): void {
        const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
        const other = [...pointers.values()].find((pointer) => pointer.pointerId !== event.pointerId);
        const at = canvas.getBoundingClientRect();
        for (const { stage } of this.visible()) {
            if (!other) {
                stage.pan(dx, dy);
                continue;
            }
            const apart = (one: PointerEvent) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
            stage.zoom(apart(event) / apart(before), (event.clientX + other.clientX) / 2 - at.left, (event.clientY + other.clientY) / 2 - at.top);
            stage.pan(dx / 2, dy / 2);
        }
    }

    private tap(pane: Pane, event: PointerEvent): void {
        const at = pane.stage.canvas.getBoundingClientRect();
        const person = pane.stage.personAt(event.clientX - at.left, event.clientY - at.top);
        if (this.tapped) this.tapped(person);
        else this.onPerson(pane.side, person);
    }
}

function rem(): number {
    return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

function key(ties: ArrayLike<number>): string {
    let sum = ties.length;
    for (let i = 0; i < ties.length; i++) sum = (Math.imul(sum, 31) + ties[i]) | 0;
    return String(sum);
}
