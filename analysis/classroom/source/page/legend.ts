// Which shape and colour is which practice, and how many do it; each leads to its story.
import type { Player } from "../run/player.ts";
import { percent } from "../words/words.ts";
import { fillWith, h, shapeMark } from "./dom.ts";
import { slotName } from "./tell.ts";

/** What fewer do is not listed. */
const LEAST = 0.005;

export class Legend {
    readonly element = h("div.legend");
    onPractice: (slot: number) => void = () => undefined;
    private text = "";

    constructor(private readonly player: Player) {
        player.listen((what) => {
            if (what !== "played") this.draw();
        });
    }

    draw(): void {
        const { a } = this.player;
        const runs = this.player.runs();
        const last = a.curves.shares.length - 1;
        const share = (slot: number) =>
            runs.map(({ curves }) => {
                const shares = curves.shares.map((curve) => curve.at(-1) ?? 0);
                return slot < 0 ? Math.max(0, 1 - shares.reduce((sum, one) => sum + one, 0)) : shares[slot];
            }).map(percent).join(" / ");
        const slots = a.curves.shares.map((_, slot) => slot).filter((slot) => runs.some(({ curves }) => (curves.shares[slot].at(-1) ?? 0) >= LEAST));
        const entries = [...slots, -1].map((slot) => ({ slot, name: slotName(slot, a), share: share(slot) }));
        const text = JSON.stringify(entries);
        if (text === this.text) return;
        this.text = text;
        const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.slot : undefined;
        fillWith(this.element, ...entries.map(({ slot, name, share: says }) => this.entry(slot, name, says, slot >= 0 && slot < last)));
        if (focused) this.element.querySelector<HTMLElement>(`[data-slot="${focused}"]`)?.focus();
    }

    private entry(slot: number, name: string, share: string, known: boolean): HTMLElement {
        const inside = [shapeMark(slot), h("span", {}, name), h("strong", {}, share)];
        if (!known) return h("span.entry", {}, ...inside);
        return h("button.entry", { type: "button", "data-slot": String(slot), onclick: () => this.onPractice(slot) }, ...inside);
    }
}
