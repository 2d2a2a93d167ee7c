// What one takes along: a picture, the numbers, a video, the link.
import { css, DAY, NIGHT } from "../drawing/palette.ts";
import { writeLink } from "../run/link.ts";
import { scenarioOf, weeksAre } from "../run/settings.ts";
import type { Player } from "../run/player.ts";
import { language, stepName, words } from "../words/words.ts";
import { measureName, measureNow, measureSays, measureText, sentence, slotName } from "./tell.ts";
import type { Theatre } from "./theatre.ts";

const BESIDE = 240;

export function save(blob: Blob, name: string): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function fileName(player: Player, ending: string): string {
    const { preset, seed } = player.a.settings;
    return `selforg-${preset}-${seed}-${player.week}.${ending}`;
}

/** The link to exactly this moment. */
export function linkTo(player: Player): string {
    return `${location.href.split("#")[0]}#${writeLink(player.state)}&lang=${language()}`;
}

/** What is on the stage, with its numbers and a line that says how to get it again, on one canvas. */
export function paintPicture(player: Player, theatre: Theatre, canvas: HTMLCanvasElement, scale = 2): void {
    const panes = theatre.panes.slice(0, player.b ? 2 : 1);
    const width = panes.reduce((sum, { stage }) => sum + stage.canvas.clientWidth, 0);
    const height = Math.max(...panes.map(({ stage }) => stage.canvas.clientHeight)) + 40;
    if (canvas.width !== width * scale || canvas.height !== height * scale) [canvas.width, canvas.height] = [width * scale, height * scale];
    const context = canvas.getContext("2d");
    if (!context || width === 0) return;
    const palette = theatre.panes[0].stage.palette.dark ? NIGHT : DAY;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.fillStyle = palette.paper;
    context.fillRect(0, 0, width, height);
    let left = 0;
    player.runs().forEach((run, i) => {
        const { canvas: stage } = panes[i].stage;
        context.drawImage(stage, left, 0, stage.clientWidth, stage.clientHeight);
        const write = (text: string, size: number, weight: number, y: number, colour: string) => {
            context.font = `${weight} ${size}px "Inter Variable", sans-serif`;
            context.fillStyle = colour;
            context.fillText(text, left + 20, y);
        };
        const side = player.b ? `${i === 0 ? "A" : "B"} · ` : "";
        write(side + theatre.heading(i), 15, 500, 34, palette.quiet);
        const written = measureText(theatre.measure, measureNow(run, theatre.measure));
        write(written, 52, 700, 84, palette.ink);
        write(measureSays(theatre.measure, written), 15, 600, 108, palette.ink);
        context.font = '400 13px "Inter Variable", sans-serif';
        linesOf(context, sentence(run)).forEach((line, n) => write(line, 13, 400, 130 + 18 * n, palette.quiet));
        left += stage.clientWidth;
    });
    paintFoot(player, context, width, height, palette.dark);
}

/** A text in lines as wide as the place beside the people. */
function linesOf(context: CanvasRenderingContext2D, text: string): string[] {
    const lines = [""];
    for (const word of text.split(" ")) {
        const longer = `${lines.at(-1)} ${word}`.trim();
        if (context.measureText(longer).width > BESIDE) lines.push(word);
        else lines[lines.length - 1] = longer;
    }
    return lines;
}

function paintFoot(player: Player, context: CanvasRenderingContext2D, width: number, height: number, dark: boolean): void {
    const palette = context.fillStyle;
    let x = 20;
    const { named, other, quiet } = dark ? NIGHT : DAY;
    context.font = '500 13px "Inter Variable", sans-serif';
    player.a.curves.shares.forEach((curve, slot) => {
        if (!curve.at(-1)) return;
        context.fillStyle = css(named[slot] ?? other);
        const name = `${["▲", "■", "◆", "✚", "★"][slot] ?? "○"} ${slotName(slot, player.a)}`;
        context.fillText(name, x, height - 14);
        x += context.measureText(name).width + 18;
    });
    context.fillStyle = quiet;
    const { preset, seed } = player.a.settings;
    const note = `selforg · ${preset} · ${words().dice.seed} ${seed}`;
    context.fillText(note, Math.max(x, width - 20 - context.measureText(note).width), height - 14);
    context.fillStyle = palette;
}

export function savePicture(player: Player, theatre: Theatre): string {
    const canvas = document.createElement("canvas");
    paintPicture(player, theatre, canvas);
    const name = fileName(player, "png");
    canvas.toBlob((blob) => blob && save(blob, name), "image/png");
    return name;
}

/** Every step of every curve. Excel in German wants semicolons and decimal commas. */
export function csvText(player: Player): string {
    const [between, comma] = language() === "de" ? [";", ","] : [",", "."];
    const columns: [string, readonly number[]][] = [];
    player.runs().forEach((run, i) => {
        const side = player.b ? (i === 0 ? "A: " : "B: ") : "";
        run.curves.shares.forEach((curve, slot) => columns.push([side + slotName(slot, run), curve]));
        for (const [id, curve] of Object.entries(run.curves.measures)) columns.push([side + measureName(id), curve]);
        for (const [id, curve] of Object.entries(run.curves.series)) columns.push([side + (words().series as { [id: string]: string })[id], curve]);
    });
    const quote = (text: string) => (/[";,\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const say = (value: number | undefined) => (value === undefined ? "" : String(Number(value.toPrecision(6))).replace(".", comma));
    const lines = [[stepName(), ...columns.map(([name]) => quote(name))].join(between)];
    for (let week = 0; week <= player.week; week++) lines.push([String(week), ...columns.map(([, curve]) => say(curve[week]))].join(between));
    return `\ufeff${lines.join("\r\n")}\r\n`;
}

export function saveCsv(player: Player): string {
    const name = fileName(player, "csv");
    save(new Blob([csvText(player)], { type: "text/csv;charset=utf-8" }), name);
    return name;
}

/** The run up to this week as a scenario file: JSON, which is YAML too. */
export function saveScenario(player: Player): string {
    const scenario = { selforg: 2, ...scenarioOf(player.a.settings), ...weeksAre(Math.max(1, player.week)) };
    const name = fileName(player, "yaml");
    save(new Blob([`${JSON.stringify(scenario, null, 2)}\n`], { type: "application/yaml" }), name);
    return name;
}

/** Records what happens on the stage until it is stopped. */
export class Film {
    private readonly canvas = document.createElement("canvas");
    private recorder: MediaRecorder | null = null;

    constructor(private readonly player: Player, private readonly theatre: Theatre) {}

    get running(): boolean {
        return this.recorder !== null;
    }

    static possible(): boolean {
        return typeof MediaRecorder !== "undefined" && typeof HTMLCanvasElement.prototype.captureStream === "function";
    }

    start(done: (name: string) => void): void {
        paintPicture(this.player, this.theatre, this.canvas, 1);
        const type = ["video/mp4;codecs=avc1", "video/webm;codecs=vp9", "video/webm"].find((one) => MediaRecorder.isTypeSupported(one)) ?? "";
        const recorder = new MediaRecorder(this.canvas.captureStream(30), { mimeType: type, videoBitsPerSecond: 6_000_000 });
        const pieces: Blob[] = [];
        recorder.ondataavailable = ({ data }) => pieces.push(data);
        recorder.onstop = () => {
            const name = fileName(this.player, type.includes("mp4") ? "mp4" : "webm");
            save(new Blob(pieces, { type }), name);
            done(name);
        };
        recorder.start(1000);
        this.recorder = recorder;
    }

    stop(): void {
        this.recorder?.stop();
        this.recorder = null;
    }

    frame(): void {
        if (this.recorder) paintPicture(this.player, this.theatre, this.canvas, 1);
    }
}
