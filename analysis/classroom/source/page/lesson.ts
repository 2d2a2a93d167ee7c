// A lesson on the page: seven parts, always in the same order; first the bet, then what happens, then why.
import lessons from "virtual:lessons";
import { holds, readExpectation, readValue, valuesOf, type Value } from "../lessons/expect.ts";
import { fillPlaces } from "../lessons/places.ts";
import { FRAMES, settingsOfRun, type Crowd, type Explain, type Hand as HandScreen, type Reveal, type Say, type Screen, type ShownLesson, type Text, type Watch } from "../lessons/schema.ts";
import { NAMED } from "../lessons/symbols.ts";
import { DAY } from "../drawing/palette.ts";
import type { Player } from "../run/player.ts";
import { Names } from "../run/run.ts";
import { fill, language, when, words } from "../words/words.ts";
import { Bets } from "./bets.ts";
import type { Charts } from "./charts.ts";
import { Crowds } from "./crowd.ts";
import { button, fillWith, h } from "./dom.ts";
import { Glossary } from "./glossary.ts";
import { Hand } from "./hand.ts";
import { tellNotes } from "./notes.ts";
import { measureText } from "./tell.ts";
import type { Theatre } from "./theatre.ts";
import { printPages } from "./print.ts";
import { worksheet } from "./worksheet.ts";

export { lessons };

/** Weeks a second where one looks closely. */
const CLOSELY = 4;

export class LessonView {
    readonly element = h("section.lesson");
    lesson: ShownLesson = lessons[0];
    at = 0;
    onPlay: () => void = () => undefined;
    onPart: () => void = () => undefined;
    private readonly bets: Bets;
    private hand: Hand | null = null;
    private forward = button("next", "", () => this.next());
    /** What was on the stage at each stop, by its caption. */
    private readonly pictures = new Map<string, string>();
    /** The runs on the stage, by their names. */
    private shown: string[] = [];
    private stop = 0;
    /** Whether it is on its way to where a screen stops next. */
    private going = false;
    private names = new Names(NAMED);
    private readonly crowds: Crowds;
    /** Which practice has which symbol throughout the lesson, as long as nobody takes other dice. */
    private named = this.names;
    /** How many dice after the lesson's own are those on the stage. */
    private dice = 0;
    private readonly body = h("div.said", { "aria-live": "polite" });
    private readonly glossary = new Glossary(() => this.draw());

    constructor(private readonly player: Player, private readonly theatre: Theatre, private readonly charts: Charts, private readonly module: WebAssembly.Module) {
        this.bets = new Bets(this.lesson, charts, (text) => this.rich(text));
        this.crowds = new Crowds(module, charts);
        this.bets.onPlaced = (again) => this.placed(again);
        player.listen((what) => {
            if (what === "stepped") this.stepped();
        });
    }

    /** Begins a lesson, at one of its screens. */
    start(id: string, at = 0): void {
        this.lesson = lessons.find((lesson) => lesson.id === id) ?? lessons[0];
        this.shown = [];
        this.bets.clear(this.lesson);
        this.named = new Names(NAMED, this.lesson.symbols);
        this.pictures.clear();
        this.enter(Math.min(Math.max(0, at), this.lesson.screens.length - 1));
    }

    leave(): void {
        this.crowds.clear();
        this.endHand();
        this.charts.bets = [];
        this.going = false;
        this.player.until = -1;
        this.charts.only = null;
        this.theatre.labels = [];
        this.theatre.measure = "use";
    }

    get screen(): Screen {
        return this.lesson.screens[this.at];
    }

    /** A text with what the runs on the stage say, and with the words of the glossary to be tapped. */
    private rich(text: Text): (string | HTMLElement)[] {
        return this.glossary.rich(this.filled(text));
    }

    private filled(text: Text): string {
        return fillPlaces(text[language()], (name) => {
            const value = readValue(name);
            return value && measureText(value.measure, this.look(value));
        });
    }

    private look({ run, measure, week }: Value): number {
        const at = this.shown.indexOf(run);
        return at < 0 ? Number.NaN : (this.player.runs()[at]?.curves.measures[measure]?.[week] ?? Number.NaN);
    }

    private endHand(): void {
        this.hand?.leave();
        this.hand = null;
    }

    private enter(at: number): void {
        this.crowds.clear();
        this.endHand();
        this.at = at;
        this.going = false;
        this.glossary.close();
        this.stop = 0;
        this.player.play(false);
        const { screen } = this;
        document.body.dataset.screen = screen.kind;
        this.dice = 0;
        this.names = this.named;
        this.theatre.measure = this.charts.only = screen.measure ?? this.lesson.measure;
        if (screen.kind === "say") this.say(screen);
        else if (screen.kind === "watch") this.watch(screen);
        else if (screen.kind === "hand") this.byHand(screen);
        else if (screen.kind === "draw") this.stage(screen.runs, screen.from);
        else this.need(screen);
        this.draw();
        this.onPart();
    }

    private stage(runs: readonly string[], week: number): void {
        this.shown = [...runs];
        this.label();
        const [a, b] = runs.map((name) => settingsOfRun(this.lesson, name, this.lesson.seed + this.dice));
        this.player.make({ a, b: b ?? null, week }, null, this.names);
    }

    /** Says on the stage what A and B are. */
    label(): void {
        this.theatre.labels = this.shown.map((run) => this.lesson.runs[run].name[language()]);
    }

    private say({ runs, from, to }: Say): void {
        if (this.shown.join() !== runs.join() || this.player.week !== from) this.stage(runs, from);
        this.player.speed = CLOSELY;
        this.goTo(to);
    }

    /** To the next stop, which is a week of the lesson. */
    private goTo(week: number): void {
        this.player.until = week;
        this.going = week > this.player.week;
        this.player.play(this.going);
    }

    /** Play, pressed: to the next stop, and from the last one the same once more. */
    go(): void {
        const { kind } = this.screen;
        if (this.player.playing) this.player.play(false);
        else if (this.going) this.player.play(true);
        else if (kind === "watch" && this.stop < this.screen.stops.length - 1) this.next();
        else if (kind === "say" || kind === "watch") this.enter(this.at);
    }

    private watch({ runs, speed }: Watch): void {
        this.stage(runs, 0);
        this.player.speed = speed;
        this.goOn();
    }

    private byHand(screen: HandScreen): void {
        this.stage(screen.runs, 0);
        this.hand = new Hand(this.theatre, this.player.a, screen);
        this.hand.onTap = () => this.draw();
        this.hand.onOver = () => this.byItself(screen);
    }

    /** What was begun by hand the model goes on with. */
    private byItself(screen: HandScreen): void {
        this.endHand();
        this.stage(screen.runs, 0);
        this.player.speed = CLOSELY;
        this.goTo(screen.to);
        this.draw();
    }

    private goOn(): void {
        if (this.screen.kind !== "watch") return;
        this.goTo(this.screen.stops[this.stop].week);
        this.draw();
    }

    /** What a screen speaks of is on the stage, and far enough. */
    private need(screen: Screen): void {
        if (screen.kind === "crowd") {
            const some = screen.runs.slice(0, 2);
            if (this.shown.join() !== some.join() || this.player.week !== screen.week) this.stage(some, screen.week);
            return;
        }
        if (screen.kind !== "reveal") return this.shown.length === 0 ? this.before() : undefined;
        const values = valuesOf(readExpectation(screen.expect));
        const runs = Object.keys(this.lesson.runs).filter((name) => values.some(({ run }) => run === name));
        const week = Math.max(...values.map((value) => value.week));
        if (runs.every((run) => this.shown.includes(run)) && this.player.week >= week) return;
        this.stage(this.seen.find((screen) => runs.every((run) => screen.runs.includes(run)))?.runs ?? runs, week);
    }

    /** What a class has seen before it came here, the last first. */
    private get seen(): (Say | Watch)[] {
        return this.lesson.screens.slice(0, this.at).filter((screen): screen is Say | Watch => screen.kind === "say" || screen.kind === "watch").reverse();
    }

    /** Who comes by a link to the middle sees what the screens before have left on the stage. */
    private before(): void {
        const [earlier] = this.seen;
        if (earlier) this.stage(earlier.runs, earlier.kind === "say" ? earlier.to : (earlier.stops.at(-1)?.week ?? 0));
        else this.stage([Object.keys(this.lesson.runs)[0]], 0);
    }

    private stepped(): void {
        if (this.going && this.player.week >= this.player.until && this.player.target < 0) {
            this.going = false;
            this.player.play(false);
            if (this.screen.kind === "watch") this.keepPicture();
            this.draw();
            this.element.closest(".panel")?.scrollTo(0, 0);
        } else if (["reveal", "draw"].includes(this.screen.kind) && this.player.target < 0 && this.element.isConnected && !this.player.playing) this.draw();
        else if (this.forward.disabled && this.mayGoOn()) this.forward.replaceWith(this.way());
    }

    /** What is on the stage now, on white, for the worksheet. */
    private keepPicture(): void {
        this.player.runs().forEach((run, i) => {
            const { stage, box } = this.theatre.panes[i];
            if (box.clientWidth === 0) return;
            const small = document.createElement("canvas");
            const { left, top, width, height } = stage.people;
            [small.width, small.height] = [480, Math.round((480 * height) / width)];
            const { palette } = stage;
            stage.setPalette(DAY);
            stage.frame(performance.now() + 1e5);
            small.getContext("2d")?.drawImage(stage.canvas, left, top, width, height, 0, 0, small.width, small.height);
            stage.setPalette(palette);
            this.pictures.set(`${this.theatre.labels[i]}, ${when(run.week)}`, small.toDataURL("image/png"));
        });
    }

    draw(): void {
        const { lesson: says } = words();
        this.label();
        this.theatre.write();
        this.charts.bets = this.bets.drawn(this.shown, this.charts.only);
        const { screens } = this.lesson;
        const frame = FRAMES.indexOf(this.screen.frame);
        const steps = h("ol.steps", { "aria-label": fill(says.part, { n: frame + 1, of: FRAMES.length }) }, ...FRAMES.map((one, i) => h("li", { class: i < frame ? "done" : i === frame ? "now" : "", "aria-current": i === frame ? "step" : undefined }, h("span.unseen", {}, says.frames[one]))));
        const last = this.at === screens.length - 1 && this.screen.kind === "crowd";
        const focused = this.element.contains(document.activeElement) && document.activeElement instanceof HTMLElement ? document.activeElement.dataset.of : undefined;
        const back = button("back", says.back, () => this.back(), "");
        back.dataset.of = "back";
        back.disabled = this.at === 0;
        fillWith(this.body, ...this.tell(), this.at === 0 ? h("div.row", {}, this.printing()) : null);
        this.glossary.show(this.body);
        fillWith(this.element, steps, h("h2", { tabindex: -1 }, says.frames[this.screen.frame]), this.body, h("div.row.ways", {}, back, last ? button("", says.play, () => this.onPlay(), "primary") : this.way()), tellNotes(this.module, this.lesson, this.element.querySelector("details")?.open ?? false));
        if (focused) this.element.querySelector<HTMLButtonElement>(`[data-of="${focused}"]:not(:disabled)`)?.focus();
    }

    /** The way on; one that waits for the runs says from which week on it is open. */
    private way(): HTMLButtonElement {
        const { next, next_from } = words().lesson;
        const open = this.mayGoOn();
        const waits = !open && this.screen.kind !== "bet" && this.screen.kind !== "draw";
        this.forward = button("next", waits ? fill(next_from, { when: when(this.player.target) }) : next, () => this.next(), "primary");
        this.forward.disabled = !open;
        this.forward.dataset.of = "next";
        return this.forward;
    }

    private mayGoOn(): boolean {
        if (this.screen.kind === "bet" || this.screen.kind === "draw") return this.bets.placed(this.screen.id);
        return this.screen.kind === "crowd" || this.player.target < 0;
    }

    /** The next stop, where one is played to it already: at once; after the last, the next screen. */
    private next(): void {
        const stops = this.screen.kind === "watch" ? this.screen.stops : [];
        const here = stops[this.stop];
        if (here && this.player.week < here.week) this.player.hasten(here.week);
        else if (this.stop < stops.length - 1) {
            this.stop++;
            this.goOn();
        } else this.enter(Math.min(this.at + 1, this.lesson.screens.length - 1));
    }

    private back(): void {
        this.enter(Math.max(0, this.at - 1));
    }

    private tell(): (HTMLElement | null)[] {
        const { screen } = this;
        switch (screen.kind) {
            case "say":
                return [h("p.big", {}, ...this.rich(screen.text)), this.again(screen)];
            case "bet":
                return this.bets.tellChoice(screen);
            case "draw":
                return this.player.target >= 0 ? [this.finding()] : this.bets.tellDrawing(screen, this.player.runs());
            case "hand":
                return this.tellHand(screen);
            case "watch":
                return this.tellWatch(screen);
            case "reveal":
                return this.tellReveal(screen);
            case "explain":
                return this.tellExplain(screen);
            case "crowd":
                return this.tellCrowd(screen);
        }
    }

    private finding(): HTMLElement {
        return h("p.big", {}, fill(words().play.finding, { when: when(this.player.target) }));
    }

    /** A bet is placed: one may go on; what is being drawn stays under the finger. */
    private placed(again: boolean): void {
        if (again) this.draw();
        this.forward.disabled = !this.mayGoOn();
    }

    private again(screen: Say): HTMLElement | null {
        if (this.going) return null;
        const { again, other_dice } = words().lesson;
        return h("div.row", {}, button("restart", again, () => this.enter(this.at), "small"), screen.dice ? button("dice", other_dice, () => this.otherDice(screen), "small") : null);
    }

    private otherDice(screen: Say): void {
        this.dice++;
        this.names = new Names(NAMED);
        this.shown = [];
        this.say(screen);
        this.draw();
    }

    /** Bets by the keys 1 to 4. */
    key(pressed: string): boolean {
        const { screen } = this;
        if (screen.kind !== "bet") return false;
        const option = screen.options[Number(pressed) - 1];
        if (option) this.bets.place(screen.id, option.id);
        return option !== undefined;
    }

    private tellHand(screen: HandScreen): (HTMLElement | null)[] {
        const { hand: says } = words();
        const { hand } = this;
        if (!hand || hand.done) return [h("p.big", {}, ...this.rich(screen.after))];
        const anybody = button("dice", says.anybody, () => hand.anybody(), "small");
        anybody.dataset.of = "anybody";
        return [h("p.big", {}, ...this.rich(screen.text)), h("p.hint", { role: "status" }, hand.begun ? says.go_on : says.begin), h("div.row", {}, anybody)];
    }

    private tellWatch(screen: Watch): HTMLElement[] {
        const text = screen.stops.findLast(({ week }) => this.player.week >= week)?.text;
        const { two, watch } = words().lesson;
        return [h("p.big", {}, ...(text ? this.rich(text) : [this.shown.length > 1 ? two : watch])), this.charts.element];
    }

    private tellReveal(screen: Reveal): (HTMLElement | null)[] {
        if (this.player.target >= 0) return [this.finding()];
        const so = holds(readExpectation(screen.expect), (value) => this.look(value));
        return [this.bets.reply(screen.bet), h("p.big", {}, ...this.rich(so ? screen.text : screen.otherwise)), this.charts.element, ...this.bets.drew(this.player.runs(), this.shown, this.charts.only)];
    }

    private tellExplain({ three, unknown, sure }: Explain): HTMLElement[] {
        const { lesson: says } = words();
        const [dots, text] = says.stamps[sure];
        return [
            h("ol.three", {}, ...three.map((one) => h("li", {}, ...this.rich(one)))),
            h("h3", {}, says.unknown),
            h("ul.unknown", {}, ...unknown.map((one) => h("li", {}, ...this.rich(one)))),
            h("p.stamp", {}, h("span.dots", { "aria-hidden": "true" }, dots), h("span.quiet", {}, `${says.sure} `), h("strong", {}, text)),
        ];
    }

    private tellCrowd(screen: Crowd): HTMLElement[] {
        const { go, dots, result } = this.crowds.tell(this.lesson, screen);
        const last = this.at === this.lesson.screens.length - 1;
        const talk = [h("h3", {}, words().lesson.discuss), h("ul", {}, ...this.lesson.discuss.map((one) => h("li", {}, ...this.rich(one))))];
        return [h("p", {}, ...this.rich(screen.text)), h("div.row", {}, go, last ? this.printing() : null), dots, result, ...(last ? talk : [])];
    }

    /** For which nobody has to wait until the end; what was seen is on it after the bets alone. */
    worksheet(): (HTMLElement | null)[] {
        return worksheet(this.lesson, this.at > 0 ? this.pictures : new Map());
    }

    private printing(): HTMLElement {
        return button("print", words().lesson.print, () => printPages(...this.worksheet()), this.at > 0 ? "" : "small");
    }
}
