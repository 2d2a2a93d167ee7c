// The stage: people on their places, and everything that moves between two steps.
//
// It is given a scene once and a moment for each step; time between them is its own. Projects are rings with a bead for
// each member: dashed while they form, whole while they work, and they open and fade when they end.
import { addBow } from "./bow.ts";
import { Circles, type Room, type Spot } from "./circles.ts";
import { layOut, type Clump, type Layout } from "./layout.ts";
import { CIRCLE, HOLLOW, MARK, makePainter, RING, Sheet, SOFT, STROKE, type Camera, type Painter } from "./painter.ts";
import { colourOf, mix, type Colour, type Palette } from "./palette.ts";
import { OWN, type Group, type Lineage, type Moment, type Scene } from "./scene.ts";

const TURNING = 600;
const PASSING = 700;
const ENDING = 1300;
const PASSINGS_MOST = 160;
const ECHOES_MOST = 120;
const FORMING_MANY = 60;
const SPOKES_MANY = 800;

/** What is left free at each side. */
export type Insets = Room;

interface Echo {
    x: number;
    y: number;
    radius: number;
    from: number;
    colour: Colour;
    success: boolean;
}

interface Spark {
    from: number;
    to: number;
    at: number;
    colour: Colour;
}

export class Stage {
    readonly camera: Camera = { x: 0, y: 0, scale: 10 };
    readonly painter: Painter;
    palette: Palette;
    /** Nothing moves by itself. */
    still = false;
    lineage: Lineage | null = null;
    /** Who may be tapped now, marked by a ring each; null: nobody is marked. */
    offered: ReadonlySet<number> | null = null;
    /** How visible everything is, 0 to 1. */
    veil = 1;
    private scene: Scene = { people: 0, units: [], ties: [] };
    private layout: Layout = { homes: new Float32Array(0), clumps: [] };
    private slots = new Int8Array(0);
    private before = new Int8Array(0);
    private turned = new Float64Array(0);
    private busy = new Uint8Array(0);
    private groups: Group[] = [];
    private readonly circles = new Circles();
    private readonly spots = new Map<number, Spot>();
    private echoes: Echo[] = [];
    private sparks: Spark[] = [];
    private readonly heard = new Set<number>();
    private readonly clumps = new Sheet("marks", MARK);
    private readonly ties = new Sheet("strokes", STROKE);
    private readonly under = new Sheet("rings", RING, true);
    private readonly spokes = new Sheet("strokes", STROKE, true);
    private readonly rings = new Sheet("rings", RING, true);
    private readonly marks = new Sheet("marks", MARK, true);
    private readonly beads = new Sheet("marks", MARK, true);
    private readonly echoed = new Sheet("rings", RING);
    private readonly turning = new Sheet("marks", MARK);
    private readonly trails = new Sheet("strokes", STROKE);
    private readonly story = new Sheet("marks", MARK);
    /** When what moves slowly was put together last. */
    private slowAt = -1e9;
    /** Below 1 where so many projects form, or so many lines lead to projects, that each is drawn fainter. */
    private crowded = 1;
    private foggy = 1;
    private version = 0;
    /** Rises whenever everything looks another way at once. */
    private looked = 0;
    private width = 1;
    private height = 1;
    private insets: Insets = { left: 0, top: 0, right: 0, bottom: 0 };

    constructor(readonly canvas: HTMLCanvasElement, palette: Palette, wish: string | null = null) {
        this.painter = makePainter(canvas, wish);
        this.palette = palette;
    }

    /** Another organisation: `layout` where one is known already, as for a second stage beside the first. */
    setScene(scene: Scene, layout?: Layout): Layout {
        this.scene = scene;
        this.layout = layout ?? layOut(scene, this.aspect());
        this.slots = new Int8Array(scene.people).fill(OWN);
        this.before = this.slots.slice();
        this.turned = new Float64Array(scene.people).fill(-1e9);
        this.busy = new Uint8Array(scene.people);
        this.restart();
        this.looked++;
        this.trace();
        this.fit();
        return this.layout;
    }

    /** The same organisation from the start. */
    restart(): void {
        this.groups = [];
        this.circles.clear();
        this.spots.clear();
        this.heard.clear();
        this.echoes = [];
        this.sparks = [];
        this.slots.fill(OWN);
        this.before.fill(OWN);
        this.busy.fill(0);
        this.lineage = null;
    }

    /** Ties come and go; who is tied to whom now. */
    setTies(ties: ArrayLike<number>): void {
        this.scene = { ...this.scene, ties };
        this.trace();
    }

    setPalette(palette: Palette): void {
        this.palette = palette;
        this.looked++;
        this.trace();
    }

    /** What there is in a step; `now` as in `frame`. `quiet`: many steps at once, of which only the last is shown. */
    show(moment: Moment, now: number, quiet = false): void {
        for (let i = 0; i < this.scene.people; i++) {
            if (moment.slots[i] === this.slots[i]) continue;
            this.before[i] = this.slots[i];
            this.slots[i] = moment.slots[i];
            this.turned[i] = quiet ? -1e9 : now;
        }
        this.groups = moment.groups;
        this.crowded = Math.min(1, FORMING_MANY / Math.max(1, moment.groups.filter((group) => group.state === "forming").length));
        this.foggy = Math.min(1, SPOKES_MANY / moment.groups.reduce((sum, group) => sum + group.members.length, 1)) ** 0.5;
        this.circles.show(moment.circles);
        this.busy.fill(0);
        for (const group of moment.groups) this.note(group, now, quiet);
        const there = new Set(moment.groups.map(({ id }) => id));
        for (const id of this.spots.keys()) if (!there.has(id)) this.spots.delete(id);
        if (quiet || this.still) return;
        for (const { from, to, slot } of moment.passings.slice(0, PASSINGS_MOST - this.sparks.length))
            this.sparks.push({ from, to, at: now, colour: colourOf(this.palette, slot) });
    }

    private note(group: Group, now: number, quiet: boolean): void {
        const middle = this.middle(group);
        const radius = ringRadius(group);
        const spot = this.spots.get(group.id) ?? { ...middle, radius: 0.2, born: quiet ? -1e9 : now };
        this.spots.set(group.id, spot);
        if (this.still || quiet) Object.assign(spot, middle, { radius });
        const over = group.state === "succeeded" || group.state === "failed";
        if (!over) for (const member of group.members) this.busy[member] = group.state === "working" ? 2 : 1;
        if (!over || this.heard.has(group.id)) return;
        this.heard.add(group.id);
        const success = group.state === "succeeded";
        const colour = success ? colourOf(this.palette, group.slot < 0 ? 5 : group.slot) : this.palette.ended;
        if (!quiet && this.echoes.length < ECHOES_MOST) this.echoes.push({ x: spot.x, y: spot.y, radius: Math.max(spot.radius, radius), from: now, colour, success });
    }

    /** Where a group's ring is: between its members, nearer to who began it. */
    private middle({ founder, members }: Group): { x: number; y: number } {
        const { homes } = this.layout;
        const share = 0.4 / members.length;
        let [x, y] = [0.6 * homes[2 * founder], 0.6 * homes[2 * founder + 1]];
        for (const member of members) {
            x += share * homes[2 * member];
            y += share * homes[2 * member + 1];
        }
        return { x, y };
    }

    // -- where to look from

    resize(width: number, height: number, insets: Insets): void {
        const other = width !== this.width || height !== this.height;
        if (!other && JSON.stringify(insets) === JSON.stringify(this.insets)) return;
        [this.width, this.height, this.insets] = [width, height, insets];
        if (other) this.painter.resize(width, height);
        this.fit();
    }

    /** The part of the canvas on which the people stand, in its own pixels. */
    get people(): { left: number; top: number; width: number; height: number } {
        const { left, right, top, bottom } = this.insets;
        const fine = this.canvas.width / Math.max(1, this.width);
        return { left: left * fine, top: top * fine, width: (this.width - left - right) * fine, height: (this.height - top - bottom) * fine };
    }

    aspect(): number {
        const { left, right, top, bottom } = this.insets;
        return Math.max(1, this.width - left - right) / Math.max(1, this.height - top - bottom);
    }

    /** Everybody in view. */
    fit(): void {
        const box = this.bounds();
        const { left, right, top, bottom } = this.insets;
        const [width, height] = [this.width - left - right, this.height - top - bottom];
        const scale = Math.min(width / (box.right - box.left), height / (box.bottom - box.top), 26);
        this.camera.scale = Math.max(0.5, scale);
        this.camera.x = left + width / 2 - (this.camera.scale * (box.left + box.right)) / 2;
        this.camera.y = top + height / 2 - (this.camera.scale * (box.top + box.bottom)) / 2;
    }

    private bounds(): Room {
        const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
        for (const { x, y, radius } of this.layout.clumps) {
            box.left = Math.min(box.left, x - radius - 1);
            box.right = Math.max(box.right, x + radius + 1);
            box.top = Math.min(box.top, y - radius - 1);
            box.bottom = Math.max(box.bottom, y + radius + 1);
        }
        return Number.isFinite(box.left) ? box : { left: -1, right: 1, top: -1, bottom: 1 };
    }

    zoom(factor: number, x = this.width / 2, y = this.height / 2): void {
        const scale = Math.min(120, Math.max(1, this.camera.scale * factor));
        const by = scale / this.camera.scale;
        this.camera.x = x - by * (x - this.camera.x);
        this.camera.y = y - by * (y - this.camera.y);
        this.camera.scale = scale;
    }

    pan(dx: number, dy: number): void {
        this.camera.x += dx;
        this.camera.y += dy;
    }

    /** The person at a place on the canvas, in CSS pixels, or -1. */
    personAt(x: number, y: number): number {
        const { homes } = this.layout;
        const [wx, wy] = [(x - this.camera.x) / this.camera.scale, (y - this.camera.y) / this.camera.scale];
        let [best, nearest] = [-1, Math.max(0.7, 16 / this.camera.scale) ** 2];
        for (let i = 0; i < this.scene.people; i++) {
            const away = (homes[2 * i] - wx) ** 2 + (homes[2 * i + 1] - wy) ** 2;
            if (away < nearest) [best, nearest] = [i, away];
        }
        return best;
    }

    // -- what is drawn

    /** One tie of so many is drawn. */
    get tiesEach(): number {
        return Math.max(1, Math.ceil(this.scene.ties.length / 2 / this.painter.strokesMost));
    }

    /** The clumps and the ties: what seldom changes. */
    private trace(): void {
        const { palette } = this;
        const { homes, clumps } = this.layout;
        this.clumps.version = this.ties.version = ++this.version;
        this.clumps.clear();
        if (clumps.length > 1) for (const clump of clumps) this.traceClump(clump);
        this.ties.clear();
        const count = this.scene.ties.length / 2;
        const faint = Math.min(1, 5000 / Math.max(1, count)) ** 0.5;
        for (let i = 0; i < this.scene.ties.length; i += 2 * this.tiesEach) {
            const [a, b] = [this.scene.ties[i], this.scene.ties[i + 1]];
            const inside = this.scene.units[a] === this.scene.units[b];
            const alpha = faint * (inside ? 0.2 : 0.06) * (palette.dark ? 1 : 1.35);
            this.ties.add(homes[2 * a], homes[2 * a + 1], homes[2 * b], homes[2 * b + 1], -1, ...palette.tie, alpha);
        }
    }

    private traceClump({ x, y, radius }: Clump): void {
        this.clumps.add(x, y, radius + 0.9, SOFT, ...this.palette.clump, this.palette.dark ? 0.75 : 0.9);
    }

    /** Draws how things stand at `now`, in milliseconds. */
    frame(now: number): void {
        const look = String(this.looked);
        if (this.painter.takes(look)) this.drawSlow(now);
        for (const sheet of [this.echoed, this.turning, this.trails, this.story]) sheet.clear();
        this.drawEchoes(now);
        this.drawTurning(now);
        this.drawSparks(now);
        if (this.lineage) this.drawLineage(this.lineage);
        const layers = [
            this.clumps, this.ties, this.under, this.spokes, this.rings, this.marks, this.beads, this.echoed, this.turning, this.trails, this.story,
        ];
        this.painter.paint(layers, this.camera, this.palette.dark, look);
    }

    /** Communities, projects and people: what moves slowly. */
    private drawSlow(now: number): void {
        const ease = this.still ? 1 : 1 - Math.exp(Math.min(0, this.slowAt - now) / 220);
        this.slowAt = Math.min(now, performance.now());
        for (const sheet of [this.under, this.spokes, this.rings, this.marks, this.beads]) sheet.clear();
        this.circles.draw(this.under, this.layout.homes, this.bounds(), this.palette, (this.lineage ? 0.2 : 1) * this.veil, now, ease);
        for (const group of this.groups) this.drawGroup(group, now, ease);
        for (let i = 0; i < this.scene.people; i++) this.drawPerson(this.marks, i, 1);
        for (const person of this.offered ?? []) this.rings.add(this.layout.homes[2 * person], this.layout.homes[2 * person + 1], 0.62, -1.8, 0, 0, ...this.palette.ring, 0.85);
    }

    /** Those who have just begun to do something else. */
    private drawTurning(now: number): void {
        if (this.still) return;
        for (let i = 0; i < this.scene.people; i++) if (now - this.turned[i] < TURNING) this.drawPerson(this.turning, i, (now - this.turned[i]) / TURNING);
    }

    /** age: 0 where somebody begins to turn, 1 afterwards. */
    private drawPerson(sheet: Sheet, i: number, age: number): void {
        const { homes } = this.layout;
        const { palette } = this;
        const slot = this.slots[i];
        const colour = age < 1 ? mix(colourOf(palette, this.before[i]), colourOf(palette, slot), Math.min(1, 2 * age)) : colourOf(palette, slot);
        const pop = age < 1 && slot >= 0 ? 0.5 * Math.sin(Math.PI * age) : 0;
        const radius = (slot < 0 ? 0.27 : slot >= palette.named.length ? 0.35 : 0.42) * (1 + pop) * (this.busy[i] === 2 ? 1.12 : 1);
        const light = this.busy[i] === 2 && slot < 0 ? mix(colour, palette.ring, 0.45) : colour;
        sheet.add(homes[2 * i], homes[2 * i + 1], radius, this.shapeOf(slot), light[0], light[1], light[2], (this.lineage ? 0.28 : 1) * this.veil);
    }

    private shapeOf(slot: number): number {
        if (slot < 0) return CIRCLE;
        return slot >= this.palette.named.length ? HOLLOW : slot + 1;
    }

    private drawGroup(group: Group, now: number, ease: number): void {
        const spot = this.spots.get(group.id);
        if (!spot || group.state === "succeeded" || group.state === "failed") return;
        const middle = this.middle(group);
        spot.x += ease * (middle.x - spot.x);
        spot.y += ease * (middle.y - spot.y);
        spot.radius += ease * (ringRadius(group) - spot.radius);
        const working = group.state === "working";
        const alpha = (working ? 0.95 : 0.62 * this.crowded) * (this.lineage ? 0.15 : 1) * this.veil;
        const colour = working && group.slot >= 0 ? colourOf(this.palette, group.slot) : this.palette.ring;
        const turn = this.still ? 0 : now / 9000;
        this.rings.add(spot.x, spot.y, spot.radius, working ? -2.2 : -1.3, working ? 0 : 12, turn, ...colour, alpha);
        if (working) this.rings.add(spot.x, spot.y, spot.radius * 0.5, spot.radius, 0, 0, ...colour, 0.1 * alpha);
        this.drawSpokes(group, spot, colour, alpha, turn);
    }

    private drawSpokes(group: Group, spot: Spot, colour: Colour, alpha: number, turn: number): void {
        const { homes } = this.layout;
        const working = group.state === "working";
        group.members.forEach((member, i) => {
            const angle = 2 * Math.PI * (i / group.members.length + turn);
            const [x, y] = [spot.x + spot.radius * Math.cos(angle), spot.y + spot.radius * Math.sin(angle)];
            this.spokes.add(x, y, homes[2 * member], homes[2 * member + 1], working ? -1.2 : -0.8, ...colour, alpha * this.foggy * (working ? 0.42 : 0.3));
            this.beads.add(x, y, working ? 0.2 : 0.15, CIRCLE, ...colour, alpha);
        });
    }

    private drawEchoes(now: number): void {
        this.echoes = this.echoes.filter((echo) => now - echo.from < ENDING);
        for (const { x, y, radius, from, colour, success } of this.echoes) {
            const age = (now - from) / ENDING;
            const grown = this.still ? radius * 1.4 : radius * (1 + (success ? 1.3 : -0.7) * (1 - (1 - age) ** 3));
            const alpha = (1 - age) * (success ? 0.9 : 0.6) * (this.lineage ? 0.15 : 1) * this.veil;
            this.echoed.add(x, y, grown, success ? -3.5 * (1 - age) - 0.5 : -1.2, success ? 0 : 9, 0, ...colour, alpha);
            if (success) this.echoed.add(x, y, grown * 0.5, grown, 0, 0, ...colour, 0.2 * alpha * (1 - age));
        }
    }

    private drawSparks(now: number): void {
        const { homes } = this.layout;
        this.sparks = this.sparks.filter((spark) => now - spark.at < PASSING);
        for (const { from, to, at, colour } of this.sparks) {
            const head = Math.min(1, (1.25 * (now - at)) / PASSING);
            const tail = Math.max(0, head - 0.35);
            const along = (t: number, i: number) => homes[2 * from + i] + t * (homes[2 * to + i] - homes[2 * from + i]);
            this.trails.add(along(tail, 0), along(tail, 1), along(head, 0), along(head, 1), -2.4, ...colour, 0.85 * this.veil);
        }
    }

    private drawLineage(lineage: Lineage): void {
        const { palette, layout: { homes } } = this;
        const colour = colourOf(palette, lineage.slot);
        for (const [from, to] of lineage.went) addBow(this.trails, homes, from, to, -1.4, colour, 0.7);
        for (const [from, to] of lineage.came) addBow(this.trails, homes, from, to, -3.2, palette.ring, 0.95);
        const people = new Set([lineage.person, ...lineage.came.flat(), ...lineage.went.flat()]);
        for (const person of people) this.drawAgain(person);
        this.echoed.add(homes[2 * lineage.person], homes[2 * lineage.person + 1], 0.85, -3, 0, 0, ...palette.ring, 1);
    }

    private drawAgain(person: number): void {
        const { homes } = this.layout;
        const slot = this.slots[person];
        this.story.add(homes[2 * person], homes[2 * person + 1], slot < 0 ? 0.3 : 0.44, this.shapeOf(slot), ...colourOf(this.palette, slot), 1);
    }
}

/** One that forms grows with each who joins. */
function ringRadius({ state, members }: Group): number {
    return state === "forming" ? 0.45 + 0.12 * members.length : 0.95 + 0.09 * members.length;
}
