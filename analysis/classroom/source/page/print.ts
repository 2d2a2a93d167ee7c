// What comes out of the printer. A page that somebody asked for: the worksheet, the notes. And where the browser's own
// command prints: the worksheet of the lesson one is in, else what is on the screen, on white.
import { DAY } from "../drawing/palette.ts";
import type { Player } from "../run/player.ts";
import { words } from "../words/words.ts";
import type { Charts } from "./charts.ts";
import { fillWith, h } from "./dom.ts";
import { linkTo, paintPicture } from "./take.ts";
import type { Theatre } from "./theatre.ts";

let asked = false;

/** Puts pages where only the printer sees them. */
export function putPages(...pages: (HTMLElement | null)[]): void {
    const place = document.querySelector(".worksheet") ?? document.body.appendChild(h("section.worksheet"));
    fillWith(place, ...pages);
}

/** Puts them there, and prints. */
export function printPages(...pages: (HTMLElement | null)[]): void {
    putPages(...pages);
    asked = true;
    window.print();
}

/** What is on the screen: the people with their number, the curves, and the link that leads back to this moment. */
export function screenPage(player: Player, theatre: Theatre, charts: Charts): HTMLElement {
    const people = document.createElement("canvas");
    const { palette } = theatre.panes[0].stage;
    theatre.setPalette(DAY);
    theatre.frame(performance.now());
    paintPicture(player, theatre, people);
    theatre.setPalette(palette);
    const curves = charts.pictures().map(({ title, picture }) => h("figure", {}, h("figcaption", {}, title), h("img", { src: picture, alt: "" })));
    return h("div.page.screen", {},
        h("h1", {}, player.a.settings.own?.title ? String(player.a.settings.own.title) : words().title),
        h("img", { src: people.toDataURL("image/png"), alt: "" }),
        h("div.film", {}, ...curves),
        player.a.settings.record ? null : h("p.link", {}, linkTo(player)));
}

/** `put` is called before whatever the browser prints by its own command. */
export function whenPrinted(put: () => void): void {
    addEventListener("beforeprint", () => {
        if (!asked) put();
    });
    addEventListener("afterprint", () => {
        asked = false;
    });
}
