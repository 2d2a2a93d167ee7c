// The page that opens the result of a run by itself: it is dropped or chosen, run once more beside the page, and played.
import licences from "virtual:licences";
import "../page/style.css";
import "./viewer.css";
import { button, fillWith, h } from "../page/dom.ts";
import { applyLooks, firstLooks } from "../page/looks.ts";
import { fill, language, LANGUAGES, number, setLanguage, wishedLanguage, type Language } from "../words/words.ts";
import de from "./de.json";
import en from "./en.json";
import { asFile, framed, pageOf } from "./player.ts";
import { read, stopReading } from "./reader.ts";
import type { Told } from "./read.worker.ts";
import type { Places, Reason } from "./unfit.ts";

type Said = { text: string; failed?: boolean; stops?: boolean };

const link = new URLSearchParams(location.hash.slice(1));
const looks = firstLooks(link);
const words = () => (language() === "de" ? de : en);

/** What is to be said, in whichever language it is. */
let say: () => Said = () => ({ text: "" });
/** The run that is played, if any. */
let played: { name: string; page: string; frame: HTMLIFrameElement } | null = null;
/** Counts the files, so that what comes of an earlier one is passed over. */
let asked = 0;

const input = h("input", { type: "file", accept: ".h5", hidden: true, onchange: () => take([...(input.files ?? [])]) });
const header = h("header.bar");
const main = h("main.open");
const status = h("div.said");

function choose(): void {
    input.value = "";
    input.click();
}

function draw(): void {
    const { page, title, says, drop, choose: chooses, stays, again, licences: about } = words();
    document.title = page;
    document.body.dataset.drop = drop;
    drawHeader();
    drawSaid();
    const pick = button("file", chooses, choose, "primary large");
    fillWith(main, h("h1", {}, title), h("div.place", {}, h("p", {}, says), pick), status,
        h("p.stays", {}, stays), h("p.hint", {}, again),
        h("details", {}, h("summary", {}, about), h("pre", {}, licences)));
    main.hidden = played !== null;
}

function drawHeader(): void {
    const { ground, other: another, save } = words();
    const [id, name] = LANGUAGES.find(([one]) => one !== language()) ?? LANGUAGES[0];
    const speak = h("button", { type: "button", class: "button quiet", lang: id, onclick: () => turn(id) }, h("span", {}, id.toUpperCase()), h("span.unseen", {}, `: ${name}`));
    fillWith(header, played ? h("h1.title", {}, played.name) : h("span.title", {}, "selforg"),
        played && button("file", another, choose, "collapses"),
        played && button("share", save, keep, "collapses"),
        played ? null : button("ground", ground, brighten, "quiet", true),
        played ? null : speak);
}

function drawSaid(): void {
    const { text, failed, stops } = say();
    fillWith(status, text && h("p", { role: failed ? "alert" : "status" }, text), stops && button("close", words().stop, halt, ""));
}

function brighten(): void {
    looks.theme = looks.theme === "dark" ? "light" : "dark";
    applyLooks(looks);
}

function turn(to: Language): void {
    setLanguage(to);
    draw();
    header.querySelector<HTMLElement>("button[lang]")?.focus();
}

function halt(): void {
    asked++;
    stopReading();
    tell(() => ({ text: "" }));
}

function tell(what: () => Said): void {
    say = what;
    drawSaid();
}

function take(files: readonly File[]): void {
    if (files.length === 0) return;
    close();
    if (files.length > 1) return tell(() => ({ text: fill(words().several, { count: files.length }), failed: true }));
    const [file] = files;
    const mine = ++asked;
    tell(() => ({ text: fill(words().reading, { name: file.name }), stops: true }));
    void read(file, (told) => mine === asked && hear(file, told));
}

function hear(file: File, told: Told): void {
    if ("step" in told) tell(() => ({ text: fill(words().running, { name: file.name, step: number(told.step), of: number(told.of) }), stops: true }));
    else if ("reason" in told) refuse(file, file.size === 0 ? "empty" : told.reason, told.places);
    else void pageOf(told.played).then((page) => play(file.name, page));
}

function refuse(file: File, reason: Reason, places: Places): void {
    const written = () => Object.fromEntries(Object.entries(places).map(([name, value]) => [name, typeof value === "number" ? number(value) : value]));
    tell(() => ({ text: fill(words().unfit[reason], { ...written(), name: file.name }), failed: true }));
}

/** The page that plays it fills what is below the header. */
function play(name: string, page: string): void {
    const frame = h("iframe", { title: fill(words().player, { name }), src: `${URL.createObjectURL(framed(page))}#theme=${looks.theme}&text=${looks.text}&lang=${language()}` });
    played = { name, page, frame };
    say = () => ({ text: "" });
    main.after(frame);
    draw();
    frame.onload = () => frame.contentWindow?.focus();
}

function close(): void {
    if (!played) return;
    URL.revokeObjectURL(played.frame.src.split("#")[0]);
    played.frame.remove();
    played = null;
    draw();
}

function keep(): void {
    if (!played) return;
    const url = URL.createObjectURL(asFile(played.page));
    h("a", { href: url, download: played.name.replace(/\.h5$/, "") + ".html" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
});
addEventListener("dragleave", () => document.body.classList.remove("dropping"));
addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    take([...(event.dataTransfer?.files ?? [])]);
});
addEventListener("message", ({ source, data }: MessageEvent<File[]>) => {
    if (source === played?.frame.contentWindow) take(data);
});

setLanguage(wishedLanguage(link.get("lang")));
applyLooks(looks);
fillWith(document.getElementById("page") as HTMLElement, header, main, input);
draw();
performance.mark("first picture");
