// Where the page begins: its looks, its language, the core, and the page itself.
import "./style.css";
import "./stage.css";
import "./panel.css";
import "./map.css";
import "./lessons.css";
import "./screens.css";
import { embedded } from "../run/link.ts";
import { compileCore } from "../run/packed.ts";
import { Player } from "../run/player.ts";
import { fill, setLanguage, wishedLanguage, words } from "../words/words.ts";
import { h } from "./dom.ts";
import { applyLooks, firstLooks } from "./looks.ts";
import { Page } from "./page.ts";

async function boot(): Promise<void> {
    const link = new URLSearchParams(location.hash.slice(1));
    const looks = firstLooks(link);
    setLanguage(wishedLanguage(link.get("lang")));
    applyLooks(looks);
    const opening = document.querySelector(".opening");
    if (opening) opening.textContent = words().first.question;
    const module = await compileCore().catch(() => null);
    if (!module) {
        if (opening) opening.after(h("p.opening", {}, words().wrong.wasm));
        return;
    }
    const own = embedded();
    try {
        new Page(new Player(module), module, looks, own, link.get("draw")).begin();
    } catch (error) {
        if (!own) throw error;
        document.body.replaceChildren(h("p.opening", { role: "alert" }, fill(words().wrong.scenario, { why: String((error as Error).message) })));
    }
}

void boot();
