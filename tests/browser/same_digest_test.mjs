// The same scenario has the same digest natively and as WebAssembly. The settings go to the program as a scenario file and
// to the module one by one; a change in the middle of a run is the same as one that the scenario foretold.
// Also tests browser/module.c.
import { compiled, Core, nativeText } from "./core.mjs";

const scenarios = {
    cycle: {
        seed: 7, steps: 120, "network.kind": "units", "network.agents": 600, "network.units": 12,
        "landscape.kind": "nk", "landscape.domains": 2, "landscape.bits": 12, "landscape.context_weight": 0.2,
        "opportunities.arrival_rate": 4, projects: null, debrief: null, closeness: null, tell: null,
        "initiate.handover_probability": 0.3, "adoption.rule": "evidence", "adoption.drop.probability": 0.01, renew: null,
    },
    changed: {
        seed: 7, steps: 90, interventions: "{30 tell.probability: 0, 60 tell.probability: 0.2}", "network.kind": "units", "network.agents": 400,
        "landscape.kind": "nk", "opportunities.arrival_rate": 4, projects: null, debrief: null, tell: null,
        "adoption.rule": "evidence", renew: null,
    },
    contagion: {
        seed: 18446744, steps: 60, "network.kind": "random", "network.agents": 20000, "start.users": 10,
        "adoption.rule": "contact", "adoption.accept.beta": 0.03, "adoption.look.telling_steps": 12,
    },
    bass: {
        seed: 3, steps: 80, "network.kind": "complete", "network.agents": 2000, "adoption.rule": "contact",
        "adoption.accept.beta": 0.0001, "adoption.accept.innovation": 0.002,
    },
    listed: {
        seed: 11, steps: 100, "network.kind": "small_world", "network.agents": 900, "landscape.kind": "listed",
        "landscape.practices": "{video calls: 0.8, telephone: 0.5, letters: 0.3}", "start.practice": "random",
        "opportunities.arrival_rate": 5, projects: null, debrief: null, tell: null, "adoption.rule": "evidence",
    },
    match: {
        seed: 5, steps: 100, "network.kind": "preferential", "network.agents": 800, "landscape.kind": "match",
        "landscape.bits": 100, "landscape.block_bits": 5, "opportunities.arrival_rate": 5, projects: null, debrief: null,
        tell: null, "adoption.rule": "evidence", "start.practice": "same",
    },
    given: {
        seed: 2, steps: 60, "network.kind": "random", "network.agents": 300, "landscape.kind": "nk", "landscape.domains": 2,
        "opportunities.arrivals": "step,size,domain,members; 1,3,1,7 12; 1,,,; 4,,0,12 3 250; 9,2,,", projects: null, debrief: null,
        "team.rule": "assembly", "adoption.rule": "evidence", interventions: "{20: {opportunities.arrival_rate: 5}}",
    },
};

function flow(value) {
    if (typeof value === "string" && value.includes(";")) return JSON.stringify(value);
    if (typeof value !== "object") return String(value);
    return `{${Object.entries(value).map(([key, inner]) => `${key}: ${flow(inner)}`).join(", ")}}`;
}

function yaml(settings) {
    const whole = {};
    const lines = ["selforg: 2"];
    for (const [path, value] of Object.entries(settings)) {
        const keys = path.split("."), last = keys.pop();
        let inner = whole;
        for (const key of keys) inner = inner[key] ??= {};
        inner[last] = value ?? inner[last] ?? {};
    }
    for (const [key, value] of Object.entries(whole)) lines.push(`${key}: ${flow(value)}`);
    return lines.join("\n") + "\n";
}

function module(settings, compiledModule) {
    const core = new Core(compiledModule);
    for (const [path, value] of Object.entries(settings)) core.set(value === null ? path : `${path}=${value}`);
    core.run();
    return core.digest();
}

const bytes = compiled();
let failed = 0;
function compare(name, here, there) {
    console.log(`${here === there ? "same" : "DIFFERENT"}  ${name}: ${here} natively, ${there} as WebAssembly`);
    failed += here !== there;
}
for (const [name, settings] of Object.entries(scenarios)) compare(name, nativeText(yaml(settings)), module(settings, bytes));
process.exit(failed ? 1 : 0);
