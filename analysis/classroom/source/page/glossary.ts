// Words that a class may not know: a tap on one says below its sentence what it means.
import { pieces } from "../lessons/places.ts";
import { words } from "../words/words.ts";
import { h } from "./dom.ts";

/** A word as the glossary has it, and what it means. */
export function meaningOf(term: string): string[] {
    return (words().glossary as unknown as { [term: string]: string[] })[term];
}

const END = /^[.,:;!?]+/;

export class Glossary {
    private open: string | null = null;

    /** onTap: shows anew what is there. */
    constructor(private readonly onTap: () => void) {}

    close(): void {
        this.open = null;
    }

    /** A text whose words can be tapped; what ends a sentence stays beside its word. */
    rich(text: string): (string | HTMLElement)[] {
        const parts = pieces(text);
        return parts.map((piece, i) => {
            if (typeof piece === "string") return i > 0 ? piece.replace(END, "") : piece;
            const after = parts[i + 1];
            return h("span.kept", {}, this.word(piece.shown, piece.term), typeof after === "string" ? (END.exec(after)?.[0] ?? "") : "");
        });
    }

    private word(shown: string, term: string): HTMLElement {
        const act = () => {
            this.open = this.open === term ? null : term;
            this.onTap();
        };
        return h("button.term", { type: "button", "data-of": `term-${term}`, "aria-expanded": String(this.open === term), onclick: act }, shown);
    }

    /** Says what the word means that was tapped, below what it stands in. */
    show(body: HTMLElement): void {
        if (this.open === null) return;
        let place: Element | null = body.querySelector(`[data-of="term-${this.open}"]`);
        while (place && place.parentElement !== body) place = place.parentElement;
        const [term, meaning] = meaningOf(this.open);
        place?.after(h("p.meaning", { role: "status" }, h("strong", {}, term), ` ${meaning}`));
    }
}
