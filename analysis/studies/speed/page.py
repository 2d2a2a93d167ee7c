"""analysis/speed.md: what costs what, measured here and now, on a machine that does nothing else.

    python3 -m studies.speed                      runs the benchmark (build/tests/tests/benchmark; a quarter of an hour, 4 GB),
                                                  writes speed.md, and speed/results.json and growth.svg beside it
    python3 -m studies.speed --without-million    the same without a million people
    python3 -m studies.speed --page               writes the page of results.json anew
"""
from __future__ import annotations

import argparse
import io
import json
import math
import pathlib
import platform
import re
import subprocess

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

from studies import PAGES, ROOT

BENCHMARK = ROOT / "build/tests/tests/benchmark"
STEPS = ROOT / "sim/model/frame/steps.def"
KEPT = PAGES / "speed/results.json"

# What is aimed at: (in words, part of the benchmark, figure, at most or at least, bound, what is in the way otherwise).
CONTAGION = (
    "an adoption is written down with its sources, which are found by walking along the ties of whoever is reached, goes into "
    "the digest, and is looked at by what is seen of a run; the tight program only says who has it"
)
FILE = (
    "some 370 datasets with three attributes each are made, and read back for the checksum: nine tenths of it is in the library, "
    "spread evenly over them; a program that does nothing but make as many takes two fifths of the instructions"
)
GOALS = [
    ("contagion, 1e4: at most 1.5 × the tight keyed frontier", "contagion_1e4", "model / tight keyed frontier", "most", 1.5, CONTAGION),
    ("contagion, 1e5: the same", "contagion_1e5", "model / tight keyed frontier", "most", 1.5, CONTAGION),
    ("contagion, 1e6: the same", "contagion_1e6", "model / tight keyed frontier", "most", 1.5, CONTAGION),
    ("contagion, 1e4: ahead of NumPy", "contagion_1e4", "model / NumPy", "most", 1, CONTAGION),
    ("contagion, 1e5: ahead of NumPy", "contagion_1e5", "model / NumPy", "most", 1, CONTAGION),
    ("contagion, 1e6: ahead of NumPy", "contagion_1e6", "model / NumPy", "most", 1, CONTAGION),
    ("contagion, 1e5, with set-up: at most 2 × the tight pull", "contagion_1e5", "model / tight pull, with set-up", "most", 2,
     "the model makes the network, the tight program is given its ties"),
    ("contagion, 1e6, with set-up: the same", "contagion_1e6", "model / tight pull, with set-up", "most", 2,
     "the model makes the network, the tight program is given its ties"),
    ("team assembly: at most 3 × a tight program", "teams", "model / tight C", "most", 3,
     "a team is an opportunity, a project, its members, an action, an end and ties of trust, ten rows of events, in eight verbs; "
     "the tight program only links its members"),
    ("the base cycle: year 10 at most 1.3 × year 1", "years", "year 10 / year 1", "most", 1.3,
     "in the first year people have yet to find what they tell of; from the second on a year costs the same"),
    ("the same: year 10 at most 1.3 × year 5", "years", "year 10 / year 5", "most", 1.3, "memory fills"),
    ("memory after year 10 at most 1.1 × after year 5", "years", "after year 10 / after year 5", "most", 1.1,
     "ties that are made leave gaps in the store, and lists grow by halves"),
    ("a million people for ten years in 5 minutes on one core: 577 ns an agent-step", "years", "an agent-step in year 10", "most", 577,
     "an agent-step has about 1.6 tellings and 3.8 looks, some 22 lines of memory in any order: what that takes at the least is "
     "22 × a look, below"),
    ("where nothing happens: under 3 % of the time", "years", "where nothing happens / year 10", "most", 0.03,
     "what is seen of everybody, and the confidence that comes back to where it belongs, go through all people"),
    ("writing down what is usual: at most 5 %", "recording", "what is usual, without what a file costs by itself / nothing", "most", 1.05,
     "rows are shuffled and deflated"),
    ("writing down everything: at most 30 %", "recording", "everything, without what a file costs by itself / nothing", "most", 1.3,
     "rows are shuffled and deflated"),
    ("a file by itself: at most 20 ms", "recording", "a file by itself", "most", 0.02, FILE),
    ("two threads, 1e5 people: at least 1.7 × as fast", "cycle_1e5", "2 threads / 1 thread, by the clock", "least", 1.7,
     "what blocks asked for is carried out in their order by one thread, and so is what is seen"),
]

# What a step of each verb costs. N people, d their ties, P projects at work, m members, B bits.
COSTS = {
    "turbulence": "the bits that turn; every practice, times B, where any does",
    "arise": "open opportunities, and those that arrive",
    "create": "N, and those who took part lately",
    "assemble": "the teams begun, times m times partners",
    "sense": "those who notice",
    "initiate": "those who noticed",
    "gather": "projects that gather, times invitations, times candidates",
    "let_go": "P",
    "pay": "P",
    "experiment": "P times B",
    "diagnosis": "P times m",
    "debrief": "P times m",
    "encounter": "contacts begun (ties of the start), times d",
    "use": "outcomes seen, times B",
    "tell": "tellings, and the hearsay of those who tell",
    "adopt": "contact and threshold: the exposed, and d for each who takes up; evidence: nothing, it is weighed when told; "
    "others: N times those looked at",
    "organisational_code": "N times B",
    "individual_search": "those who search, times B",
    "loss": "N",
    "lapse": "those who drop",
    "conclude": "projects that end, times m²",
    "retire": "incumbents",
    "stances": "looks at contacts, and members of projects that ended",
    "training": "those trained",
    "convene": "communities, times their members",
    "govern": "units, and their people where something is rolled out",
    "weave": "introductions, times d",
    "serve": "those who are served",
    "influence": "N times d",
    "relax": "N",
    "renew": "leavers, times d; an eighth of all ties",
}


def measure(million):
    """The benchmark's figures, with what they were measured on."""
    run = subprocess.run([BENCHMARK, "--json", *(["--million"] if million else [])], check=True, capture_output=True, text=True)
    processor = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return {"machine": processor[1] if processor else platform.processor(), "parts": json.loads(run.stdout)}


def number(value):
    if value >= 1e5:
        power = int(math.log10(value))
        return f"{value / 10**power:.2f}e{power}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def of(parts, part, figure):
    """The median of a figure, or None where it was not measured."""
    return parts.get(part, {}).get(figure, {}).get("median")


def verdict(parts, goal, told):
    """A row of the table; a reason that was told before is not told again."""
    words, part, figure, way, bound, because = goal
    value = of(parts, part, figure)
    if value is None:
        return f"| {words} | – | not measured |"
    reached = value <= bound if way == "most" else value >= bound
    because = "reached" if reached else "as above" if because in told else because
    told.add(because)
    return f"| {words} | {number(value)} | {because} |"


def table(parts, part):
    rows = [
        f"| {name} | {number(row['median'])} | {number(row['least'])} to {number(row['most'])} | {row['unit']} |"
        for name, row in parts[part].items()
        if row["unit"] != "of the steps"
    ]
    return ["| | median | | |", "|---|---|---|---|", *rows, ""]


def verbs(parts, part):
    """What share of the steps each verb takes, the largest first."""
    shares = {name: row["median"] for name, row in parts[part].items() if row["unit"] == "of the steps"}
    return sorted(shares.items(), key=lambda share: -share[1])


def draw(parts):
    """How the cost of an agent-step grows with the number of people."""
    sizes = {"1e3": 1e3, "1e4": 1e4, "1e5": 1e5, "1e6": 1e6}
    lines = {
        "base cycle, first year": ("cycle_", "1 thread, by CPU time"),
        "contagion": ("contagion_", "model"),
        "contagion, tight keyed frontier": ("contagion_", "tight keyed frontier"),
        "contagion, NumPy": ("contagion_", "NumPy"),
    }
    plt.rcParams.update({"font.size": 8, "svg.hashsalt": "speed", "svg.fonttype": "none"})
    figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
    for (label, (part, name)), colour in zip(lines.items(), ("#0072b2", "#d55e00", "#999999", "#009e73")):
        points = [(size, 1e9 / of(parts, part + key, name)) for key, size in sizes.items() if of(parts, part + key, name)]
        axes.loglog(*zip(*points), marker="o", markersize=3.5, linewidth=1.4, color=colour)
        axes.annotate(label, points[-1], xytext=(7, -3), textcoords="offset points", color=colour)
    axes.set_xlabel("people")
    axes.set_ylabel("nanoseconds an agent-step")
    axes.spines[["top", "right"]].set_visible(False)
    picture = io.StringIO()
    figure.savefig(picture, format="svg", metadata={"Date": None})
    (PAGES / "speed/growth.svg").write_text("".join(f"{line.rstrip()}\n" for line in picture.getvalue().splitlines()))


def page(found):
    parts = found["parts"]
    listed = re.findall(r"^STEP\((\w+),", STEPS.read_text(), re.MULTILINE)
    if sorted(listed) != sorted(COSTS):
        raise SystemExit(f"studies.speed: the verbs of steps.def and the costs differ: {sorted(set(listed) ^ set(COSTS))}")
    shares = dict(verbs(parts, "cycle_1e5"))
    look = of(parts, "gather", "a look into 64 MB")
    told = set()
    return "\n".join([
        "# What costs what",
        "",
        "*Written by `python3 -m studies.speed`, which measures on the machine that it runs on: "
        f"{found['machine']}. Figures are CPU time of one thread unless said; what is compared was run in turns in one "
        "process, and ratios are medians of those pairs. On a busy machine absolute figures are worth little, and ratios "
        "a tenth or two.*",
        "",
        "## What is aimed at, and what is reached",
        "",
        "| aim | measured | |",
        "|---|---|---|",
        *(verdict(parts, goal, told) for goal in GOALS),
        "",
        f"The bound for the base cycle: 22 looks × {number(look)} ns (a look into 64 MB) = {number(22 * look)} ns an agent-step, "
        "if nothing else took any time. Less takes less work: telling only what is news, fewer looks.",
        "",
        "## How cost grows with people",
        "",
        "![Nanoseconds an agent-step against the number of people, both on logarithmic axes](speed/growth.svg)",
        "",
        "The algorithms are linear in people; what grows is the share of looks that find nothing in the cache.",
        "",
        "## Verbs of a step",
        "",
        "N people with d ties each; P projects at work with m members; practices of B bits. A verb that takes no part in a "
        "scenario costs nothing. The share is that of a base cycle of 100,000 people in its first year.",
        "",
        "| verb | goes with | share |",
        "|---|---|---|",
        *(f"| {verb} | {COSTS[verb]} | {f'{100 * shares[verb]:.1f} %' if verb in shares else ''} |" for verb in listed),
        f"| observing, events | N, the practices found, projects under way, the rows of events | {100 * shares['the rest (observing, events)']:.1f} % |",
        "",
        "## A contagion",
        "",
        "100,000 people with ten ties each, on average, and β = 0.03, over 100 steps: `scenarios/contagion.yaml`. `pull` looks at "
        "everybody, `frontier` only at those with a neighbour who has it; `keyed` draws as the model does, by a function of "
        "seed, person and step.",
        "",
        *table(parts, "contagion_1e5"),
        "## Team assembly",
        "",
        *table(parts, "teams"),
        "## Ten years of the base cycle, 10,000 people",
        "",
        *table(parts, "years"),
        "## Writing a run down",
        "",
        *table(parts, "recording"),
        "## Two threads",
        "",
        *table(parts, "cycle_1e5"),
        "## Looks at memory in any order, and draws",
        "",
        *table(parts, "gather"),
        *table(parts, "draws"),
        "## How it is held",
        "",
        "`model/instructions_heavy_test` counts the instructions of a contagion, of a base cycle and of a small file, which are the "
        "same on a busy machine, and compares them with `tests/model/cycle/instructions.txt`.",
        "",
    ])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--page", action="store_true", help="write the page of what was measured before")
    parser.add_argument("--without-million", action="store_true", help="leave out what takes a million people")
    arguments = parser.parse_args()
    if not arguments.page:
        KEPT.write_text(json.dumps(measure(not arguments.without_million), indent=1) + "\n")
    found = json.loads(KEPT.read_text())
    draw(found["parts"])
    (PAGES / "speed.md").write_text(page(found))


if __name__ == "__main__":
    main()
