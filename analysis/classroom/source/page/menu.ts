// What opens below the header: the lessons there are, and what one takes along: link, picture, numbers, video, digest.
import { lessons } from "./lesson.ts";
import type { Player } from "../run/player.ts";
import { fill, language, words } from "../words/words.ts";
import { button, fillWith, h, icon } from "./dom.ts";
import { Film, linkTo, saveCsv, savePicture, saveScenario } from "./take.ts";
import type { Theatre } from "./theatre.ts";

export class Menu {
    readonly element = h("div.menu", { role: "dialog", hidden: true });
    readonly toast = h("p.toast", { role: "status" });
    readonly film: Film;
    onLesson: (id: string) => void = () => undefined;
    private from: HTMLElement | null = null;

    constructor(private readonly player: Player, private readonly theatre: Theatre) {
        this.film = new Film(player, theatre);
        document.addEventListener("pointerdown", (event) => this.outside(event.target as Node));
    }

    get open(): boolean {
        return !this.element.hidden;
    }

    /** Opens below a button, or closes. */
    private toggle(from: HTMLElement, name: string, inside: () => Node[]): void {
        const opens = !this.open || this.from !== from;
        this.close(false);
        if (!opens) return;
        this.from = from;
        this.element.hidden = false;
        this.element.setAttribute("aria-label", name);
        from.setAttribute("aria-expanded", "true");
        fillWith(this.element, ...inside());
        this.element.querySelector("button")?.focus();
    }

    close(back = true): void {
        if (!this.open) return;
        this.element.hidden = true;
        this.from?.setAttribute("aria-expanded", "false");
        if (back) this.from?.focus();
    }

    private outside(target: Node): void {
        if (this.open && !this.element.contains(target) && !this.from?.contains(target)) this.close(false);
    }

    lessons(from: HTMLElement): void {
        const entry = ({ id, title, question, minutes }: (typeof lessons)[number]) =>
            h("button.lesson-entry", { type: "button", onclick: () => this.choose(id) },
                h("strong", {}, title[language()]),
                h("span", {}, question[language()]),
                h("span.quiet", {}, fill(words().lesson.minutes, { n: minutes })));
        this.toggle(from, words().lesson.all, () => lessons.map(entry));
    }

    private choose(id: string): void {
        this.close(false);
        this.onLesson(id);
    }

    share(from: HTMLElement): void {
        const { share } = words();
        const saved = (name: string) => this.say(fill(share.saved, { name }));
        const link = button("link", share.link, () => void this.copyLink(link));
        this.toggle(from, words().header.share, () => [
            link,
            button("picture", share.picture, () => saved(savePicture(this.player, this.theatre))),
            button("table", share.csv, () => saved(saveCsv(this.player))),
            button("file", share.scenario, () => saved(saveScenario(this.player))),
            Film.possible() ? button("film", this.film.running ? share.video_stop : share.video, () => this.toggleFilm(saved)) : h("p.hint", {}, share.video_none),
            h("dl.digest", {}, h("dt", {}, share.digest), ...this.player.runs().map((run) => h("dd", { "data-digest": "" }, run.digest()))),
            h("p.hint", {}, share.digest_hint),
        ]);
    }

    /** That it is copied stands where one looks: on the button itself. */
    private async copyLink(on: HTMLElement): Promise<void> {
        const { share } = words();
        const link = linkTo(this.player);
        history.replaceState(null, "", link);
        try {
            await navigator.clipboard.writeText(link);
            fillWith(on, icon("done"), h("span.label", {}, share.link_copied));
            this.say(share.link_done);
        } catch {
            this.say(`${share.link_by_hand} ${link}`);
        }
    }

    private toggleFilm(saved: (name: string) => void): void {
        this.close();
        if (this.film.running) this.film.stop();
        else {
            this.film.start(saved);
            if (!this.player.playing) this.player.play(true);
        }
        document.body.classList.toggle("filming", this.film.running);
    }

    private say(text: string): void {
        this.toast.textContent = text;
        this.toast.classList.add("shown");
        setTimeout(() => this.toast.classList.remove("shown"), 5000);
    }
}
