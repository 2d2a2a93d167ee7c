// What makes time go: play, one step, from the start, how fast; on a small screen also whether A or B is shown.
import { fill, timeWords, when, words } from "../words/words.ts";
import type { Player } from "../run/player.ts";
import { button, choice, fillWith, h } from "./dom.ts";
import type { Theatre } from "./theatre.ts";

const SPEEDS = [1, 2, 4, 8, 16, 32];

export class Transport {
    readonly element = h("div.transport", { role: "group" });
    onGo: () => void = () => undefined;
    onOne: () => void = () => undefined;
    onSide: (side: "a" | "b") => void = () => undefined;

    private readonly week = h("input", { type: "range", id: "week", min: 0, step: 1 });
    private readonly says = h("output", { for: "week" });

    constructor(private readonly player: Player, private readonly theatre: Theatre) {
        this.week.addEventListener("input", () => {
            const week = Number(this.week.value);
            if (player.playing) player.play(false);
            player.seek(week);
        });
        player.listen(() => this.drawWeek());
    }

    draw(): void {
        const { play } = words();
        const { player } = this;
        const focused = document.activeElement instanceof HTMLElement && document.activeElement.dataset.of === "go";
        const go = button(player.playing ? "pause" : "play", player.playing ? play.stop : play.go, () => this.onGo(), "primary round", true);
        go.dataset.of = "go";
        this.element.setAttribute("aria-label", play.go);
        fillWith(this.element, go,
            button("one", timeWords().one, () => this.onOne(), "collapses"),
            button("restart", play.restart, () => player.restart(), "collapses"),
            player.a?.settings.record ? this.time() : null,
            this.speed(),
            this.sides());
        if (focused) this.focus();
    }

    focus(): void {
        this.element.querySelector<HTMLElement>('[data-of="go"]')?.focus();
    }

    /** Where one is in a run that is recorded, and the way to anywhere else in it. */
    private time(): HTMLElement {
        this.week.max = String(this.player.a.weeks);
        this.drawWeek();
        return h("div.speed.time", {}, h("label", { for: "week" }, words().play.time), this.week, this.says);
    }

    private drawWeek(): void {
        const { week } = this.player;
        this.week.value = String(week);
        this.says.textContent = when(week);
        this.week.setAttribute("aria-valuetext", this.says.textContent);
        this.week.style.setProperty("--at", String(week / Math.max(1, this.player.a.weeks)));
    }

    private speed(): HTMLElement {
        const { play } = words();
        const at = Math.max(0, SPEEDS.indexOf(this.player.speed));
        const speed = h("input", { type: "range", id: "speed", min: 0, max: SPEEDS.length - 1, step: 1, value: at, "aria-valuetext": fill(timeWords().perSecond, { n: SPEEDS[at] }) });
        const says = h("output", { for: "speed" }, fill(timeWords().perSecond, { n: SPEEDS[at] }));
        speed.style.setProperty("--at", String(at / (SPEEDS.length - 1)));
        speed.addEventListener("input", () => {
            const value = Number(speed.value);
            this.player.speed = SPEEDS[value];
            says.textContent = fill(timeWords().perSecond, { n: SPEEDS[value] });
            speed.setAttribute("aria-valuetext", says.textContent);
            speed.style.setProperty("--at", String(value / (SPEEDS.length - 1)));
        });
        return h("div.speed", {}, h("label", { for: "speed" }, play.speed), speed, says);
    }

    private sides(): HTMLElement {
        const { compare } = words();
        const sides = [["a", compare.a], ["b", compare.b]] as const;
        const box = h("div.which", {}, choice(compare.show, sides, this.theatre.shown, (id) => this.onSide(id as "a" | "b")));
        box.hidden = !this.player.b;
        return box;
    }
}
