// Where people stand: units as clumps, placed near those with whom they have many ties; within a clump an even pattern,
// in which those who know each other stand closer.
import type { Scene } from "./scene.ts";

export interface Clump {
    x: number;
    y: number;
    radius: number;
}

export interface Layout {
    /** x and y of each person; neighbours in a clump are about 1 apart. */
    homes: Float32Array;
    clumps: Clump[];
}

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const GAP = 2.2;

/** Numbers in [0, 1), always the same. */
function chances(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}

/** aspect: the width of the place to draw on over its height. */
export function layOut(scene: Scene, aspect: number): Layout {
    const members = membersByUnit(scene);
    const clumps = placeClumps(scene, members, Math.min(2, Math.max(0.5, aspect)));
    const homes = new Float32Array(2 * scene.people);
    members.forEach((people, unit) => {
        people.forEach((person, i) => {
            const away = 0.56 * Math.sqrt(i + 0.5);
            const angle = i * GOLDEN + unit;
            homes[2 * person] = clumps[unit].x + away * Math.cos(angle);
            homes[2 * person + 1] = clumps[unit].y + away * Math.sin(angle);
        });
    });
    exchange(scene, members, homes);
    return { homes, clumps };
}

function membersByUnit(scene: Scene): number[][] {
    const members: number[][] = [];
    for (let person = 0; person < scene.people; person++) (members[scene.units[person]] ??= []).push(person);
    return Array.from(members, (people) => people ?? []);
}

/** How strongly each unit is drawn to others, by the ties between them: pairs of a unit and a pull. */
function pullsBetween(scene: Scene, count: number): [number, number][][] {
    const between = new Float64Array(count * count);
    for (let i = 0; i < scene.ties.length; i += 2) {
        const a = scene.units[scene.ties[i]];
        const b = scene.units[scene.ties[i + 1]];
        if (a !== b) {
            between[a * count + b]++;
            between[b * count + a]++;
        }
    }
    const most = between.reduce((a, b) => Math.max(a, b), 1);
    const pulls = (unit: number) => Array.from(between.subarray(unit * count, (unit + 1) * count), (ties, other): [number, number] => [other, (0.012 * ties) / most]);
    return Array.from({ length: count }, (_, unit) => pulls(unit).filter(([, pull]) => pull > 0));
}

function placeClumps(scene: Scene, members: number[][], aspect: number): Clump[] {
    const random = chances(members.length);
    const clumps = members.map((people, unit) => {
        const radius = 0.56 * Math.sqrt(people.length + 1) + 0.4;
        const away = 3 * radius * Math.sqrt(unit);
        return { x: away * Math.cos(unit * GOLDEN) + random(), y: away * Math.sin(unit * GOLDEN) + random(), radius };
    });
    const few = clumps.length <= 400;
    const pulls = few ? pullsBetween(scene, clumps.length) : [];
    const sweeps = clumps.length <= 100 ? 240 : 60;
    for (let sweep = 0; sweep < sweeps; sweep++) {
        draw(clumps, pulls, aspect);
        for (let i = 0; i < 4; i++) part(clumps);
    }
    for (let i = 0; i < 60; i++) part(clumps);
    return clumps;
}

/** Towards the middle, and towards those with many ties. */
function draw(clumps: Clump[], pulls: [number, number][][], aspect: number): void {
    for (const [i, clump] of clumps.entries()) {
        clump.x -= (0.05 / aspect) * clump.x;
        clump.y -= 0.05 * aspect * clump.y;
        for (const [other, pull] of pulls[i] ?? []) {
            clump.x += pull * (clumps[other].x - clump.x);
            clump.y += pull * (clumps[other].y - clump.y);
        }
    }
}

/** Clumps that overlap move apart. */
function part(clumps: Clump[]): void {
    for (let i = 0; i < clumps.length; i++) {
        const a = clumps[i];
        for (let j = 0; j < i; j++) {
            const b = clumps[j];
            const wanted = a.radius + b.radius + GAP;
            const dx = b.x - a.x;
            const dy = b.y - a.y;
            if (dx >= wanted || dx <= -wanted || dy >= wanted || dy <= -wanted) continue;
            const apart = Math.hypot(dx, dy) || 1e-6;
            if (apart >= wanted) continue;
            const push = (0.5 * (wanted - apart)) / apart;
            a.x -= push * dx;
            a.y -= push * dy;
            b.x += push * dx;
            b.y += push * dy;
        }
    }
}

/** People of a clump change places where that makes their ties shorter. */
function exchange(scene: Scene, members: number[][], homes: Float32Array): void {
    const contacts = contactLists(scene);
    const random = chances(7);
    const tries = Math.min(24, Math.ceil(400_000 / Math.max(1, scene.ties.length)) + 6);
    const pull = (person: number, x: number, y: number) => {
        let sum = 0;
        for (const other of contacts[person]) sum += Math.hypot(homes[2 * other] - x, homes[2 * other + 1] - y);
        return sum;
    };
    for (const people of members) {
        for (let i = 0; i < tries * people.length; i++) {
            const a = people[Math.floor(random() * people.length)];
            const b = people[Math.floor(random() * people.length)];
            const [ax, ay, bx, by] = [homes[2 * a], homes[2 * a + 1], homes[2 * b], homes[2 * b + 1]];
            if (pull(a, bx, by) + pull(b, ax, ay) >= pull(a, ax, ay) + pull(b, bx, by)) continue;
            homes.set([bx, by], 2 * a);
            homes.set([ax, ay], 2 * b);
        }
    }
}

function contactLists(scene: Scene): number[][] {
    const contacts: number[][] = Array.from({ length: scene.people }, () => []);
    for (let i = 0; i < scene.ties.length; i += 2) {
        contacts[scene.ties[i]].push(scene.ties[i + 1]);
        contacts[scene.ties[i + 1]].push(scene.ties[i]);
    }
    return contacts;
}
