// The map: the plane of two sliders, coloured by what a study found in each place, with the line where one project sets off
// one other. Each place is an organisation that can be looked at. map.py makes what is drawn.
import found from "../map.json";
import type { Player } from "../run/player.ts";
import { changesAt, MAP, settingsOf, slider, stopNow, type Settings, type Slider } from "../run/settings.ts";
import { fill, number, words } from "../words/words.ts";
import { fillWith, h, svg } from "./dom.ts";
import { measureText, sliderName, stopName } from "./tell.ts";

const [X, Y] = [slider(MAP.x), slider(MAP.y)] as [Slider, Slider];
const [COLUMNS, ROWS] = [found.busy[0].length, found.busy.length];
const BUSIEST = Math.max(...found.busy.flat());
/** Steps by the arrow keys: columns, rows. */
const STEPS: { [key: string]: [number, number] } = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class RegimeMap {
    readonly element = h("div.map");
    onPlace: (settings: Settings) => void = () => undefined;
    private readonly says = h("p.hint.place", { "aria-hidden": "true" });
    private cells: HTMLButtonElement[][] = [];
    /** The place that the keys are at. */
    private at: [number, number] = [2 * X.usual, 2 * Y.usual];

    constructor(private readonly player: Player) {}

    draw(): void {
        const { map } = words();
        this.cells = Array.from({ length: ROWS }, (_, y) => Array.from({ length: COLUMNS }, (_, x) => this.cell(x, y)));
        const grid = h("div.plane", { role: "group", "aria-label": map.label, onkeydown: (event) => this.key(event as KeyboardEvent) },
            ...this.cells.toReversed().flat(), theLine());
        grid.style.setProperty("--columns", String(COLUMNS));
        const ends = (one: Slider) => [stopName(one.id, 0), stopName(one.id, one.stops.length - 1)];
        const [[left, right], [low, high]] = [ends(X), ends(Y)];
        fillWith(this.element, h("h2", {}, map.title), h("p.hint", {}, map.hint),
            h("p.axis", {}, h("span", {}, `↑ ${sliderName(Y.id)}`), h("span.quiet", {}, `${low} … ${high}`)), grid,
            h("p.axis", {}, h("span.quiet", {}, left), h("span", {}, `${sliderName(X.id)} →`), h("span.quiet", {}, right)),
            this.says,
            h("ul.key", {},
                h("li", {}, h("span.swatch.ramp"), fill(map.ramp, { most: measureText(MAP.measure, BUSIEST) })),
                h("li", {}, h("span.swatch.out"), map.out),
                h("li", {}, h("span.swatch.one"), map.line)),
            h("p.foot", {}, fill(map.study, { runs: number(found.replicates), sparks: number(found.sparks), checksum: found.checksums[0].slice(0, 8) })));
        this.mark();
    }

    focus(): void {
        this.cells[this.at[1]][this.at[0]].focus();
    }

    private cell(x: number, y: number): HTMLButtonElement {
        const alive = found.alive[y][x];
        const cell = h("button.cell", { type: "button", "aria-label": describe(x, y), class: `cell${2 * alive < found.replicates ? " out" : ""}`,
            onclick: () => this.go(x, y), onpointerenter: () => this.tell(x, y), onfocus: () => this.tell(x, y) });
        cell.style.setProperty("--busy", `${Math.round((100 * found.busy[y][x]) / BUSIEST)}%`);
        return cell;
    }

    private tell(x: number, y: number): void {
        this.says.textContent = describe(x, y);
    }

    /** Shows which place is the one on the stage. */
    private mark(): void {
        const here = this.here();
        if (here) this.at = here;
        const [x, y] = this.at;
        this.cells.flat().forEach((cell) => {
            cell.tabIndex = cell === this.cells[y][x] ? 0 : -1;
            cell.setAttribute("aria-pressed", String(here !== null && cell.tabIndex === 0));
        });
        this.tell(x, y);
    }

    private here(): [number, number] | null {
        const { settings } = this.player.a;
        const [x, y] = [2 * stopNow(settings, X.id), 2 * stopNow(settings, Y.id)];
        return settings.own || settings.preset !== MAP.preset ? null : [x, y];
    }

    private go(x: number, y: number): void {
        this.at = [x, y];
        const settings = settingsOf(MAP.preset, this.player.a.settings.seed, MAP.people);
        const stops = { ...settings.stops, [X.id]: x / 2, [Y.id]: y / 2 };
        this.onPlace({ ...settings, stops, changes: changesAt(MAP.at) });
    }

    private key(event: KeyboardEvent): void {
        const step = STEPS[event.key];
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        const [x, y] = [this.at[0] + step[0], this.at[1] + step[1]];
        if (!this.cells[y]?.[x]) return;
        this.cells[this.at[1]][this.at[0]].tabIndex = -1;
        this.at = [x, y];
        this.cells[y][x].tabIndex = 0;
        this.cells[y][x].focus();
    }
}

function describe(x: number, y: number): string {
    const { map } = words();
    const at = (one: Slider, stop: number) => `${sliderName(one.id)}: ${stopName(one.id, stop)}`;
    return fill(map.place, {
        x: at(X, x / 2), y: at(Y, y / 2), busy: measureText(MAP.measure, found.busy[y][x]), alive: found.alive[y][x],
        of: found.replicates, start: number(found.start[y][x], 1),
    });
}

/** Where R at the start is one, with the band in which it lies; in cells, from the lower left corner. */
function theLine(): SVGElement {
    const place = (stop: number, row: number) => `${2 * stop + 0.5} ${ROWS - row - 0.5}`;
    const along = (which: number) => found.line.map((three, row) => place(three[which], row));
    return svg("svg", { viewBox: `0 0 ${COLUMNS} ${ROWS}`, preserveAspectRatio: "none", "aria-hidden": "true" },
        `<path class="band" d="M${along(0).join("L")}L${along(2).toReversed().join("L")}Z"/><path class="line" d="M${along(1).join("L")}"/>`);
}
