// What the page that opens result files makes of a file is what `selforg view` puts into its page: for every scenario that is
// shipped and fits into a page, and for a network from a file with all that a file can say of people. Also tests
// browser/recorder.c.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { PAGE, Verdict } from "./page.mjs";
import { skip } from "./core.mjs";
import { played, Unfit } from "./viewer.mjs";

const { SELFORG, SELFORG_SOURCE } = process.env;
if (!existsSync(PAGE)) skip("classroom.html is not built (npm is missing, or could not fetch its packages)");
const verdict = new Verdict();
const folder = mkdtempSync(join(tmpdir(), "viewer-"));
const say = (...words) => execFileSync(SELFORG, words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

function within(html, name) {
    const place = `<script type="application/json" id="${name}">`;
    const from = html.indexOf(place) + place.length;
    return JSON.parse(html.slice(from, html.indexOf("</script>", from)));
}

/** The run of a scenario file, the same by both ways. */
function compare(name, file, ...options) {
    say("run", file, ...options, "-o", "run.h5", "--force", "--quiet", "--progress", "none");
    say("view", "run.h5", "-o", "run.html", "--page", PAGE, "--force", "--quiet");
    const html = readFileSync(join(folder, "run.html"), "utf8");
    const { scenario, record } = played(join(folder, "run.h5"));
    const here = JSON.parse(record);
    verdict.check(isDeepStrictEqual(JSON.parse(scenario), within(html, "scenario")), `${name}: the scenario is the same`);
    verdict.check(isDeepStrictEqual(here, within(html, "record")), `${name}: what happened is the same`);
    console.log(`same  ${name}: ${here.people} people, ${here.steps} steps, ${here.tables.adoption.columns.step.length} adoptions, digest ${here.digest}`);
    return here;
}

function refused(name, file, reason, limits, ...options) {
    say("run", file, ...options, "-o", "run.h5", "--force", "--quiet", "--progress", "none");
    try {
        played(join(folder, "run.h5"), limits);
        verdict.check(false, `${name} is refused`);
    } catch (error) {
        verdict.check(error instanceof Unfit && error.reason === reason, `${name} is refused as '${reason}': ${error.reason ?? error}`);
    }
}

const NETWORK = `selforg: 2
title: "Ours & <theirs>, \\"quoted\\" \\\\ häuslich"
question: "Two
  lines?"
seed: 9007199254740993
steps: 30
step_length: day
network: {kind: file, edges: ties.csv, nodes: people.csv, opinion_column: view, user_column: first}
landscape: {kind: listed, practices: {"video calls": 0.7, "a, \\"b\\"": 0.35}}
opportunities: {arrival_rate: 4}
projects: {}
debrief: {depth: 0.1}
influence: {}
tell: {probability: 0.3}
adoption: {rule: evidence, drop: {probability: 0.05, to: nothing}}
renew: {turnover_probability: 0.01}
observe: {every: 7}
interventions: {10: {tell.probability: 0.1}, 20: {opportunities.arrival_rate: 0}}
`;
const people = Array.from({ length: 60 }, (_, i) => i);
writeFileSync(join(folder, "ties.csv"), `source,target,weight\n${people.flatMap((i) => [1, 2, 7].map((k) => `p${i},p${(i + k) % 60},${k}`)).join("\n")}\n`);
writeFileSync(join(folder, "people.csv"), `node,unit,view,first\n${people.map((i) => `p${i},room ${i % 4},${i % 3 ? (i % 10) / 10 : ""},${i === 5 ? 1 : 0}`).join("\n")}\n`);
writeFileSync(join(folder, "network.yaml"), NETWORK);

const named = compare("a network from a file", "network.yaml");
const { agents, practices } = named;
const size = JSON.stringify(named).length;
verdict.check(agents[5] === "p5" && practices.includes('a, "b"'), `people and practices have their names: ${agents[5]}, ${practices}`);
writeFileSync(join(folder, "teams.yaml"), `selforg: 2
steps: 20
network: {kind: file, edges: ties.csv, nodes: people.csv}
landscape: {kind: nk, bits: 8, interactions: 2}
opportunities: {arrivals: "step,unit,members; 1,room 1,p1 p5; 3,,p7 p8 p9"}
projects: {}
team: {rule: assembly}
tell: {probability: 0.3}
adoption: {rule: evidence}
`);
compare("teams that are given by the names of people and units", "teams.yaml");
writeFileSync(join(folder, "made.csv"), `node,unit,when\n${people.map((i) => `p${i},room ${i % 4},${i % 7 ? "" : i}`).join("\n")}\n`);
writeFileSync(join(folder, "made.yaml"), `selforg: 2
steps: 40
network: {kind: units, agents: 60, units: 4, mean_degree: 4, nodes: made.csv, adopted_column: when}
adoption: {rule: contact, accept: {beta: 0.01}}
`);
compare("people of a table, among whom a network is made", "made.yaml");
const nothing = ["adoptions", "projects"].flatMap((events) => ["--set", `observe.${events}=false`]);
const unseen = compare("a run of which nothing was recorded", join(SELFORG_SOURCE, "scenarios/quick.yaml"), "--steps", "40", "--set", "observe.every=40", ...nothing);
verdict.check(unseen.tables.adoption.columns.step.length > 0, "it is played whole all the same");

// On the way, where it is certain that it will be too much, and at the end.
for (const part of [0.05, 0.8]) refused(`what takes more than ${part} of it`, "network.yaml", "much", { bytes_most: () => part * size });

const shipped = join(SELFORG_SOURCE, "scenarios");
let compared = 0;
for (const name of readdirSync(shipped).filter((file) => file.endsWith(".yaml"))) {
    const file = join(shipped, name);
    const text = readFileSync(file, "utf8");
    if (/kind: file/.test(text)) console.log(`left out  ${name}: its network is a file of somebody's own`);
    else if (name === "large.yaml") refused(name, file, "people", {}, "--steps", "1");
    else compare(name, file, "--steps", "60", "--set", "network.agents=1000"), compared++;
}
verdict.check(compared >= 8, `only ${compared} scenarios were compared`);
rmSync(folder, { recursive: true });
verdict.end(`${compared} shipped scenarios, and a network from a file`);
