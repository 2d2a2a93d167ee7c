// The cockpit: where to start from, a few sliders, dice, and which of A and B is being changed.
import type { Player, Side } from "../run/player.ts";
import { stopNow, type Slider, FIRST, MORE, ownValue, PEOPLE, PRESETS, type Settings } from "../run/settings.ts";
import { fill, number, personName, when, words } from "../words/words.ts";
import { button, choice, fillWith, h } from "./dom.ts";
import { RegimeMap } from "./map.ts";
import { stopName } from "./tell.ts";

type Table = { [key: string]: string | string[] };

export class Cockpit {
    readonly element = h("div.cockpit");
    readonly map: RegimeMap;
    side: Side = "a";
    /** A scenario of somebody's own that is in the page, if any. */
    own: Settings | null = null;
    onSide: () => void = () => undefined;
    private readonly presets = h("div.presets");
    private readonly hint = h("p.hint");
    private readonly tip = h("p.hint");
    private readonly compare = h("div.sides");
    private readonly sliders = h("div.sliders");
    private readonly more = h("div.sliders");
    private readonly dice = h("div.dice");

    /** Whether the map is shown in place of the sliders. */
    private mapped = false;

    constructor(private readonly player: Player) {
        this.map = new RegimeMap(player);
        player.listen((what) => {
            if (what !== "stepped" && what !== "played") this.draw();
        });
    }

    draw(): void {
        const { preset, slider } = words();
        const focused = document.activeElement instanceof HTMLElement && this.element.contains(document.activeElement) ? document.activeElement.dataset.id : undefined;
        const open = this.element.querySelector("details")?.open ?? false;
        if (!this.player.b) this.side = "a";
        this.drawPresets();
        this.drawSides();
        if (this.player.a.settings.record) return this.drawRecorded();
        if (this.mapped && !this.player.a.settings.own) return this.drawMap();
        fillWith(this.sliders, ...this.those(FIRST).map((one) => this.drawSlider(one)));
        fillWith(this.more, ...this.those(MORE).map((one) => this.drawSlider(one)), this.player.a.settings.own ? null : this.drawPeople());
        this.drawDice();
        fillWith(this.element, this.tabs(),
            h("h2", {}, preset.label), this.presets, this.hint, this.tip, this.compare,
            h("h2", {}, slider.label), this.sliders,
            h("details", { open }, h("summary", {}, slider.more), this.more),
            this.dice);
        if (focused) this.element.querySelector<HTMLElement>(`[data-id="${focused}"]`)?.focus();
    }

    private drawMap(): void {
        const { activeElement } = document;
        const [inMap, inside] = [this.map.element.contains(activeElement), this.element.contains(activeElement)];
        this.map.draw();
        fillWith(this.element, this.tabs(), this.map.element);
        if (inMap) this.map.focus();
        else if (inside) this.element.querySelector<HTMLElement>('[data-id="map"]')?.focus();
    }

    /** By sliders or by the map; a scenario of somebody's own has no map. */
    private tabs(): HTMLElement | null {
        const { map } = words();
        if (this.player.a.settings.own) return null;
        return choice(map.tabs, [["sliders", map.sliders], ["map", map.map]], this.mapped ? "map" : "sliders", (id) => {
            this.mapped = id === "map";
            this.draw();
            if (this.mapped) this.map.element.scrollIntoView({ block: "nearest" });
        });
    }

    /** Of a run that is recorded nothing can be changed. */
    private drawRecorded(): void {
        const { recorded } = words();
        fillWith(this.element, h("h2", {}, recorded.label), this.hint,
            h("p.hint", {}, fill(recorded.says, { digest: this.player.a.digest().slice(0, 12) })));
    }

    /** The sliders that mean something in this scenario. */
    private those(sliders: readonly Slider[]): Slider[] {
        const { own } = this.player.a.settings;
        return sliders.filter(({ path, now }) => !own || (now && ownValue(own, path.split(".")[0]) !== undefined));
    }

    private drawPresets(): void {
        const texts = words().preset as Table;
        const { preset, own } = this.player.a.settings;
        const chosen = own ? "own" : preset;
        const options = PRESETS.map(({ id }) => [id, texts[id] as string] as const);
        if (this.own) options.unshift(["own", String(this.own.own?.title ?? texts.own)] as const);
        fillWith(this.presets, choice(texts.label as string, options, chosen, (id) => this.choose(id)));
        this.hint.textContent = own ? String(own.question ?? texts.own_hint) : (texts[`${chosen}_hint`] as string);
        this.tip.textContent = own ? "" : fill(texts.try as string, { what: texts[`${chosen}_try`] as string });
    }

    private choose(id: string): void {
        if (id !== "own") this.player.choose(id);
        else if (this.own) this.player.make({ a: structuredClone(this.own), b: null, week: 0 });
    }

    private drawSides(): void {
        const { compare } = words();
        const { a, b } = this.player;
        this.compare.hidden = !b;
        if (!b) return;
        const same = JSON.stringify([a.settings.stops, a.settings.changes]) === JSON.stringify([b.settings.stops, b.settings.changes]);
        const { without } = b.settings;
        const says = without !== undefined ? fill(compare.without, { name: personName(without) }) : same ? compare.same : compare.hint;
        fillWith(this.compare,
            h("span.label", {}, compare.which),
            choice(compare.which, [["a", compare.a], ["b", compare.b]], this.side, (id) => {
                this.side = id as Side;
                this.draw();
                this.onSide();
            }),
            h("p.hint", {}, says));
    }

    private drawSlider({ id, stops, now }: Slider): HTMLElement {
        const texts = words().slider as unknown as Table;
        const { settings, week } = this.player.run(this.side);
        const stop = stopNow(settings, id);
        const output = h("output", { for: `slider-${id}` }, stopName(id, stop));
        const step = Number.isInteger(stop) ? 1 : 0.5;
        const range = h("input", { type: "range", id: `slider-${id}`, "data-id": id, min: 0, max: stops.length - 1, step, value: Math.max(0, stop), "aria-valuetext": stopName(id, stop), "aria-describedby": `hint-${id}` });
        range.style.setProperty("--at", String(Math.max(0, stop) / (stops.length - 1)));
        range.addEventListener("input", () => {
            const at = Number(range.value);
            output.textContent = stopName(id, at);
            range.setAttribute("aria-valuetext", stopName(id, at));
            range.style.setProperty("--at", String(at / (stops.length - 1)));
        });
        range.addEventListener("change", () => this.player.move(this.side, id, Number(range.value)));
        const moved = settings.changes.filter((change) => change.slider === id).at(-1);
        const note = moved ? fill(texts.changed as string, { when: when(moved.week) }) : !now && week > 0 ? (texts.next as string) : "";
        return h("div.slider", {},
            h("div.line", {}, h("label", { for: `slider-${id}` }, texts[id] as string), output),
            range,
            h("p.hint", { id: `hint-${id}` }, texts[`${id}_hint`] as string, note ? h("span.note", {}, ` ${note}`) : null));
    }

    private drawPeople(): HTMLElement {
        const { people } = this.player.a.settings;
        return h("div.slider", {},
            h("div.line", {}, h("span.label", {}, words().slider.people)),
            choice(words().slider.people, PEOPLE.stops.map((stop) => [String(stop), number(stop)] as const), String(people), (id) => this.player.setPeople(Number(id))));
    }

    private drawDice(): void {
        const { dice } = words();
        const input = h("input.seed", { type: "text", inputmode: "numeric", pattern: "[0-9]*", id: "seed", "data-id": "seed", value: String(this.player.a.settings.seed), autocomplete: "off", "aria-describedby": "hint-dice" });
        input.addEventListener("change", () => {
            const seed = Number(input.value);
            if (/^[0-9]{1,15}$/.test(input.value.trim())) this.player.setSeed(seed);
            else input.value = String(this.player.a.settings.seed);
        });
        const roll = button("dice", dice.roll, () => this.roll(), "");
        roll.dataset.id = "roll";
        fillWith(this.dice,
            h("label", { for: "seed" }, dice.number), input, roll,
            h("p.hint", { id: "hint-dice" }, dice.hint));
    }

    roll(): void {
        this.player.setSeed(1 + Math.floor(Math.random() * 9999));
    }
}

