// Puts the page together: header, stage, transport, panel; what keys do; what the link says.
import { DAY, NIGHT } from "../drawing/palette.ts";
import { ownSettings, readLink, writeLink } from "../run/link.ts";
import type { Scenario } from "../run/core.ts";
import type { Player } from "../run/player.ts";
import { MAP, MEASURES, settingsOf, type Settings } from "../run/settings.ts";
import { language, LANGUAGES, setLanguage, setNames, setStep, words, type Language } from "../words/words.ts";
import { Charts } from "./charts.ts";
import { Cockpit } from "./cockpit.ts";
import { button, choice, fillWith, h } from "./dom.ts";
import { First } from "./first.ts";
import { keyList } from "./keys.ts";
import { Legend } from "./legend.ts";
import { LessonView, lessons } from "./lesson.ts";
import { applyLooks, usualPeople, type Looks } from "./looks.ts";
import { Menu } from "./menu.ts";
import { Story } from "./story.ts";
import { putPages, screenPage, whenPrinted } from "./print.ts";
import { linkTo } from "./take.ts";
import { measureName, spoken } from "./tell.ts";
import { Theatre } from "./theatre.ts";
import { Transport } from "./transport.ts";

type Mode = "first" | "play" | "lesson";

const SPOKEN_EVERY = 26;
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Page {
    private mode: Mode = "first";
    private readonly header = h("header.bar");
    private readonly transport: Transport;
    private readonly panel = h("aside.panel");
    private readonly live = h("p.unseen", { role: "status", "aria-live": "polite" });
    private readonly menu: Menu;
    private readonly measures = h("div.measures");
    private readonly theatre: Theatre;
    private readonly cockpit: Cockpit;
    private readonly charts: Charts;
    private readonly legend: Legend;
    private readonly story: Story;
    private readonly first: First;
    private readonly lesson: LessonView;
    private saidWeek = 0;
    private last = 0;
    private pictured = false;

    constructor(private readonly player: Player, module: WebAssembly.Module, private readonly looks: Looks, private readonly own: Scenario | null, wish: string | null) {
        const palette = looks.theme === "dark" ? NIGHT : DAY;
        this.theatre = new Theatre(player, palette, wish);
        this.charts = new Charts(player);
        this.cockpit = new Cockpit(player);
        this.legend = new Legend(player);
        this.story = new Story(player, this.theatre);
        this.first = new First(player);
        this.menu = new Menu(player, this.theatre);
        this.transport = new Transport(player, this.theatre);
        this.transport.onGo = () => this.go();
        this.transport.onOne = () => this.one();
        this.transport.onSide = (side) => {
            this.cockpit.side = side;
            this.cockpit.draw();
            this.showSide();
        };
        this.menu.onLesson = (id) => this.teach(id);
        this.lesson = new LessonView(player, this.theatre, this.charts, module);
        this.first.onBegin = () => this.teach(lessons[0].id);
        this.lesson.onPlay = () => this.free();
        this.lesson.onPart = () => this.parted();
        this.legend.onPractice = (slot) => this.story.practice("a", slot);
        this.cockpit.onSide = () => this.showSide();
        this.cockpit.map.onPlace = (settings) => this.place(settings);
        this.cockpit.own = own && ownSettings(own);
        player.listen((what, quiet) => this.happened(what, quiet));
        const stillness = () => this.theatre.setStill(still.matches);
        stillness();
        still.addEventListener("change", stillness);
        whenPrinted(() => putPages(...(this.mode === "lesson" ? this.lesson.worksheet() : [screenPage(player, this.theatre, this.charts)])));
    }

    /** Puts everything on the page, and begins with what the link says. */
    begin(): void {
        const place = document.getElementById("page");
        if (!place) return;
        fillWith(place, this.header, h("main", {}, this.theatre.element, this.first.element, this.transport.element, this.panel), this.menu.element, this.live, this.menu.toast);
        this.look();
        if (!this.follow()) this.begun();
        addEventListener("keydown", (event) => this.key(event));
        addEventListener("hashchange", () => this.follow());
        addEventListener("resize", () => this.arrange());
        // By the clock that says when something happened: that of the frame is behind it, and would draw what is to come.
        const frame = () => {
            this.frame(performance.now());
            requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
    }

    // -- where one is

    private open(mode: Mode, make: () => void): void {
        if (this.mode === "lesson") this.lesson.leave();
        this.mode = mode;
        document.body.dataset.mode = mode;
        this.theatre.free = mode === "first" ? (width, height) => this.first.insets(width, height) : null;
        this.draw();
        make();
        if (mode === "lesson") this.drawHeader();
        this.arrange();
        this.theatre.fit();
    }

    private free(): void {
        const { a } = this.player;
        this.player.speed = 8;
        this.open("play", () => this.player.make({ a: settingsOf("everyday", a.settings.seed, usualPeople()), b: null, week: 0 }));
        this.player.play(true);
        this.transport.focus();
    }

    /** An organisation of the map, whose colours are of how busy people are. */
    private place(settings: Settings): void {
        this.theatre.measure = MAP.measure;
        this.player.speed = 16;
        this.player.make({ a: settings, b: null, week: 0 });
        this.player.play(true);
    }

    /** A lesson, from one of its screens on. */
    private teach(id: string, at = 0): void {
        this.open("lesson", () => this.lesson.start(id, at));
        this.lesson.element.querySelector("h2")?.focus({ preventScroll: true });
    }

    /** The lesson has gone on to another of its screens. */
    private parted(): void {
        history.replaceState(null, "", `#lesson=${this.lesson.lesson.id}&screen=${this.lesson.at + 1}&lang=${language()}`);
        this.panel.scrollTop = 0;
        this.arrange();
    }

    /** Goes where the link leads: to a screen of a lesson, or to a moment of a run, and stays there. Whether it leads anywhere. */
    private follow(): boolean {
        const link = new URLSearchParams(location.hash.slice(1));
        const lesson = link.get("lesson");
        const state = readLink(location.hash);
        if (lesson && lessons.some(({ id }) => id === lesson)) this.teach(lesson, Number(link.get("screen") ?? 1) - 1);
        else if (!state) return false;
        else if (this.mode !== "play" || writeLink(state) !== writeLink(this.player.state)) {
            this.player.play(false);
            this.open("play", () => this.player.make(state));
        }
        return true;
    }

    /** Where nobody was led anywhere. */
    private begun(): void {
        const { own } = this;
        if (!own) return this.open("first", () => this.first.open());
        this.open("play", () => this.player.make({ a: ownSettings(own), b: null, week: 0 }));
        this.player.play(true);
    }

    // -- what is drawn once, and again in another language

    private draw(): void {
        this.drawHeader();
        this.transport.draw();
        this.drawPanel();
        this.theatre.translate();
        this.first.element.hidden = this.mode !== "first";
        if (this.mode === "first") this.first.translate();
    }

    private drawHeader(): void {
        const { header, first } = words();
        const other = LANGUAGES.find(([id]) => id !== language()) ?? LANGUAGES[0];
        const home = button("home", header.home, () => this.goHome(), "quiet", true);
        const playing = this.mode === "play";
        const teaching = this.mode === "lesson";
        const title = teaching ? this.lesson.lesson.title[language()] : this.own ? String(this.own.title ?? words().title) : words().title;
        const all = button("lessons", header.lessons, () => this.menu.lessons(all), playing ? "quiet" : "quiet text collapses", playing || teaching);
        all.setAttribute("aria-expanded", "false");
        const recorded = Boolean(this.player.a?.settings.record);
        const compare = button("compare", header.compare, () => this.player.compare(!this.player.b), "collapses");
        compare.setAttribute("aria-pressed", String(this.player.b !== undefined && this.player.b !== null));
        compare.dataset.of = "compare";
        const share = button("share", header.share, () => this.menu.share(share), "collapses");
        share.setAttribute("aria-expanded", "false");
        const text = button("text", header.text, () => this.setLooks({ text: (this.looks.text % 3) + 1 }), "quiet", true);
        const ground = button("ground", header.ground, () => this.setLooks({ theme: this.looks.theme === "dark" ? "light" : "dark" }), "quiet", true);
        const wall = button("present", header.present, () => this.setLooks({ wall: !this.looks.wall }), "quiet wide-only", true);
        wall.setAttribute("aria-pressed", String(this.looks.wall));
        const speak = h("button", { type: "button", class: "button quiet", lang: other[0], onclick: () => this.speak(other[0]) }, h("span", {}, other[0].toUpperCase()), h("span.unseen", {}, `: ${other[1]}`));
        fillWith(this.header,
            this.mode === "first" ? h("span.space") : home,
            this.mode === "first" ? null : h("h1.title", {}, title),
            all,
            playing ? null : button("", first.play, () => this.free(), teaching ? "quiet text wide-only" : "quiet text"),
            playing && !recorded ? compare : null, playing && !recorded ? share : null, this.mode === "first" ? null : wall, text, ground, speak);
    }

    private goHome(): void {
        this.player.play(false);
        history.replaceState(null, "", location.href.split("#")[0]);
        this.open("first", () => this.first.open());
    }

    private showSide(): void {
        this.theatre.shown = this.cockpit.side;
        this.theatre.place();
        this.transport.draw();
    }

    private drawPanel(): void {
        this.drawMeasures();
        if (this.player.a) {
            this.cockpit.draw();
            this.story.draw(true);
            this.charts.draw();
            this.legend.draw();
        }
        if (this.mode === "lesson") this.lesson.draw();
        if (this.mode === "lesson") fillWith(this.panel, this.lesson.element, this.legend.element);
        else fillWith(this.panel, this.cockpit.element, this.story.element, keyList(), h("p.foot", {}, words().foot));
        this.arrange();
    }

    /** Curves and names stand beside the people where there is room, else in the panel. */
    private arrange(): void {
        if (this.mode === "lesson") {
            this.theatre.beside.replaceChildren();
            this.charts.draw();
            document.body.classList.remove("roomy");
            this.theatre.place();
            return;
        }
        const shown = [this.measures, this.charts.element, this.legend.element];
        const { beside } = this.theatre;
        beside.append(...shown);
        this.charts.draw();
        const roomy = this.mode === "play" && !this.player.b && this.theatre.roomy;
        if (!roomy) {
            this.panel.prepend(...shown);
            this.charts.draw();
        }
        document.body.classList.toggle("roomy", roomy);
        this.theatre.place();
    }

    private drawMeasures(): void {
        const there = MEASURES.filter(({ id, tab }) => tab && (!this.player.a || this.player.a.curves.measures[id] !== undefined));
        const options = there.map(({ id }) => [id, measureName(id)] as const);
        this.measures.hidden = options.length < 2;
        fillWith(this.measures, choice(words().measure.label, options, this.theatre.measure, (id) => {
            this.theatre.measure = id;
            this.theatre.write();
            this.drawMeasures();
            this.measures.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus();
        }));
    }

    // -- looks and language

    private setLooks(change: Partial<Looks>): void {
        Object.assign(this.looks, change);
        this.look();
        this.drawHeader();
        const { text, ground, present } = words().header;
        const title = { text, theme: ground, wall: present }[Object.keys(change)[0] as keyof Looks];
        this.header.querySelector<HTMLElement>(`[title="${title}"]`)?.focus();
    }

    private look(): void {
        applyLooks(this.looks);
        this.theatre.setPalette(this.looks.theme === "dark" ? NIGHT : DAY);
        if (this.player.a) this.charts.setDark(this.looks.theme === "dark");
        else this.charts.palette = this.looks.theme === "dark" ? NIGHT : DAY;
        requestAnimationFrame(() => this.arrange());
    }

    private speak(to: Language): void {
        setLanguage(to);
        this.draw();
        this.theatre.write();
        this.theatre.place();
        this.header.querySelector<HTMLElement>("button[lang]")?.focus();
    }

    // -- what happens

    private happened(what: string, quiet: boolean): void {
        if (what === "made") {
            this.saidWeek = 0;
            const { record, own } = this.player.a.settings;
            setNames(record ?? null);
            setStep(own?.step_length);
            this.drawHeader();
            this.theatre.shown = this.cockpit.side;
            this.header.querySelector('[data-of="compare"]')?.setAttribute("aria-pressed", String(this.player.b !== null));
            this.drawMeasures();
            this.transport.draw();
            this.charts.draw();
            this.arrange();
        }
        if (what === "making") this.live.textContent = words().now.making;
        if (what === "played") this.played();
        if (what === "stepped" && quiet && this.player.target < 0) this.charts.draw();
        if (what === "stepped" && !quiet && this.player.week - this.saidWeek >= SPOKEN_EVERY) this.tell();
    }

    private played(): void {
        this.transport.draw();
        if (this.player.playing) return;
        this.charts.draw();
        this.story.draw(true);
        if (this.mode === "play") {
            if (!this.player.a.settings.record) history.replaceState(null, "", linkTo(this.player));
            this.tell();
        }
    }

    private tell(): void {
        this.saidWeek = this.player.week;
        if (this.mode !== "first") this.live.textContent = spoken(this.player.run(this.cockpit.side), this.theatre.measure);
    }

    /** A lesson goes from stop to stop. */
    private go(): void {
        if (this.mode === "lesson") this.lesson.go();
        else this.player.play(!this.player.playing);
    }

    private one(): void {
        if (this.player.playing) this.player.play(false);
        this.player.one();
        this.charts.draw();
        this.tell();
    }

    private back(): void {
        if (this.player.a.settings.record) this.player.seek(Math.max(0, this.player.week - 1));
    }

    /** What is recorded stays as it is. */
    private changeable(act: () => void): void {
        if (!this.player.a.settings.record) act();
    }

    private frame(now: number): void {
        this.player.advance(Math.min(100, now - this.last));
        this.last = now;
        const veil = this.mode === "first" ? this.first.veil(now) : 1;
        for (const { stage } of this.theatre.panes) stage.veil = veil;
        if (this.mode === "first") this.first.frame(now);
        else if (this.player.playing || this.player.target >= 0) this.charts.refresh(now);
        this.theatre.frame(now);
        if (!this.pictured) performance.mark("first picture");
        this.pictured = true;
        this.menu.film.frame();
    }

    private key(event: KeyboardEvent): void {
        if (event.ctrlKey || event.metaKey || event.altKey || this.mode === "first") return;
        const target = event.target as HTMLElement;
        if (event.key === "Escape") {
            if (this.menu.open) this.menu.close();
            else if (this.looks.wall) this.setLooks({ wall: false });
            else this.story.close();
            return;
        }
        if (target.matches("input, select, textarea")) return;
        if (target.matches("button, summary") && (event.key === " " || event.key === "Enter")) return;
        if (this.mode === "lesson" && this.lesson.key(event.key)) return;
        const act = this.keys()[event.key.toLowerCase()];
        if (!act) return;
        event.preventDefault();
        act();
    }

    private keys(): { [key: string]: () => void } {
        const { player, theatre } = this;
        const looking = {
            " ": () => this.go(),
            "+": () => theatre.zoom(1.4),
            "-": () => theatre.zoom(1 / 1.4),
            "0": () => theatre.fit(),
        };
        if (this.mode === "lesson") return looking;
        return {
            ...looking,
            arrowright: () => this.one(),
            arrowleft: () => this.back(),
            r: () => player.restart(),
            c: () => this.changeable(() => player.compare(!player.b)),
            d: () => this.changeable(() => this.cockpit.roll()),
        };
    }
}
