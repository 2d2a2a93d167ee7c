"""The page of what was measured: aims and what is reached, how cost grows, verbs, tables."""
from __future__ import annotations

import io
import math
import re

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

from selforg.figures.style import spaced
from studies import PAGES, ROOT

STEPS = ROOT / "sim/model/frame/steps.def"

# What is aimed at: (in words, part of the benchmark, figure, at most or at least, bound, what is in the way otherwise).
CONTAGION = (
    "an adoption is written down with its sources, which are found by walking along the ties of whoever is reached, goes into "
    "the digest, and is looked at by what is seen of a run; the tight program only says who has it (profile below). Half of the "
    "instructions are for what both do, drawing who is reached and telling neighbours"
)
FILE = (
    "some 370 datasets with three attributes each are made, and read back for the checksum: nine tenths of it is in the library, "
    "spread evenly over them; a program that does nothing but make as many takes two fifths of the instructions"
)
THREADS = (
    "a tenth of a step's instructions is one thread's: what blocks asked for is carried out in their order (strangers who become tied, "
    "and who joins a project, a sixth of it each); were the rest halved, 1.8 would be the most"
)
MODULE = (
    "draws are made one by one there: without vectors the native program takes 28 % more instructions too; the rest is the code that "
    "the engine makes. Measured the second time in a process; the first takes the engine as long again, to make it"
)
ROWS = (
    "where everything is written, deflating by libdeflate at its lowest level alone takes 39 % of the instructions of a run that writes "
    "nothing, and reading it back for the checksum, by HDF5's own filters, so that not the same code says that it is right, 35 %; where "
    "what is usual is written, either takes 3 %. By zlib deflating takes 80 %; its search for runs only (Z_RLE) takes a fifth more time "
    "than libdeflate and leaves 8 % more bytes"
)
NETWORK = "the model makes the network, the tight program is given its ties"
GOALS = [
    ("contagion, 1e4: at most 1.5 × the tight keyed frontier", "contagion_1e4", "model / tight keyed frontier", "most", 1.5, CONTAGION),
    ("contagion, 1e5: the same", "contagion_1e5", "model / tight keyed frontier", "most", 1.5, CONTAGION),
    ("contagion, 1e6: the same", "contagion_1e6", "model / tight keyed frontier", "most", 1.5, CONTAGION),
    ("contagion, 1e4: ahead of NumPy", "contagion_1e4", "model / NumPy", "most", 1, CONTAGION),
    ("contagion, 1e5: ahead of NumPy", "contagion_1e5", "model / NumPy", "most", 1, CONTAGION),
    ("contagion, 1e6: ahead of NumPy", "contagion_1e6", "model / NumPy", "most", 1, CONTAGION),
    ("contagion, 1e5, with set-up: at most 2 × the tight pull", "contagion_1e5", "model / tight pull, with set-up", "most", 2,
     NETWORK),
    ("contagion, 1e6, with set-up: the same", "contagion_1e6", "model / tight pull, with set-up", "most", 2,
     NETWORK),
    ("team assembly: at most 3 × a tight program", "teams", "model / tight C", "most", 3,
     "a team is an opportunity, a project, its members, an action, an end and ties of trust, ten rows of events, in eight verbs; "
     "the tight program only chooses and links its members, and lets them retire; a team takes some 17,000 instructions, half of them "
     "for that: were all the rest for nothing, 3.7 would be left"),
    ("the base cycle: year 10 at most 1.3 × year 1", "years", "year 10 / year 1", "most", 1.3,
     "in the first year people have yet to find what they tell of; from the second on a year costs the same"),
    ("the same: year 10 at most 1.3 × year 5", "years", "year 10 / year 5", "most", 1.3, "memory fills"),
    ("memory after year 10 at most 1.1 × after year 5", "years", "after year 10 / after year 5", "most", 1.1,
     "ties that are made leave gaps in the store, and lists grow by halves"),
    ("a million people for ten years in 5 minutes on one core: 577 ns an agent-step", "years", "an agent-step in year 10", "most", 577,
     "an agent-step has about 1.6 tellings and 3.8 looks, some 22 lines of memory in any order: what that takes at the least, one look "
     "after the other, is 22 × a look, below; since most are on their way before they are looked at, it is the "
     "instructions that count by now: some 4,500 an agent-step, spread over all verbs (profile below)"),
    ("where nothing happens: under 3 % of the time", "years", "where nothing happens / year 10", "most", 0.03,
     "some 510 instructions a person and step, six tenths of them for what is seen of everybody in each, two tenths for expectations that "
     "follow what is believed"),
    ("writing down what is usual: at most 5 %", "recording", "what is usual, without what a file costs by itself / nothing", "most", 1.05,
     ROWS),
    ("writing down everything: at most 30 %", "recording", "everything, without what a file costs by itself / nothing", "most", 1.3,
     ROWS),
    ("a file by itself: at most 20 ms", "recording", "a file by itself", "most", 0.02, FILE),
    ("two threads, 1e5 people: at least 1.7 × as fast", "cycle_1e5", "2 threads / 1 thread, by the clock", "least", 1.7,
     THREADS),
    ("every mechanism, 1e5 people: the same", "everything_1e5", "2 threads / 1 thread, by the clock", "least", 1.7,
     THREADS),
    ("a study of 1,000 people for 260 steps, contagion: 1,500 runs a minute and core", "sweeps",
     "contagion.yaml, 1,000 people for 260 steps", "least", 1500, FILE),
    ("the same, base cycle", "sweeps", "base.yaml, 1,000 people for 260 steps", "least", 1500,
     f"a run has 260,000 agent-steps, and 1,500 runs a minute leave {60e9 / 1500 / 260_000:.0f} ns for each, in which some 4,500 instructions would have to be done"),
    ("the structure of the ties measured every year: at most 20 %", "structure", "structure measured every year / never", "most", 1.2,
     "every triangle is counted"),
    ("five million ties from a file: as fast as pandas reads them", "edges", "read as a network / pandas.read_csv", "most", 1,
     "pandas makes two columns of it; here they are checked, people put in order, and doubles found"),
    ("as WebAssembly, contagion: at most 1.5 × native", "browser", "contagion: WebAssembly / native", "most", 1.5,
     MODULE),
    ("as WebAssembly, base cycle: the same", "browser", "base: WebAssembly / native", "most", 1.5,
     MODULE),
    ("ten million people in 24 GB, contagion: at most 2,400 bytes a person", "one_machine",
     "contagion.yaml, 10,000,000 people: memory at its most", "most", 2400, "arrays of people and ties"),
    ("the same, base cycle in its first weeks", "one_machine", "base.yaml, 10,000,000 people: memory at its most", "most", 2400, "memory fills"),
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
    "given": "N",
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


def number(value):
    if value >= 1e5:
        power = int(math.log10(value))
        return f"{value / 10**power:.2f}e{power}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def of(parts, part, figure):
    """The median of a figure."""
    return parts[part][figure]["median"]


def verdict(parts, goal, told):
    """A row of the table; a reason that was told before is not told again."""
    words, part, figure, way, bound, because = goal
    value = of(parts, part, figure)
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


def profile(parts):
    """Side by side, by scenario: which functions take which share of the instructions."""
    columns = {}
    for name, figure in parts["profile"].items():
        scenario, function = name.split(": ")
        columns.setdefault(scenario, []).append(f"`{function}` {100 * figure['median']:.1f} %")
    return [f"| {' | '.join(f'`{name}`' for name in columns)} |", f"|{'---|' * len(columns)}",
            *(f"| {' | '.join(row)} |" for row in zip(*columns.values())), ""]


def draw(parts):
    """How the cost of an agent-step grows with the number of people."""
    sizes = {"1e3": 1e3, "1e4": 1e4, "1e5": 1e5, "1e6": 1e6}
    lines = {
        "base cycle, first year": ("cycle_", "1 thread, by CPU time"),
        "every mechanism, first year": ("everything_", "1 thread, by CPU time"),
        "contagion": ("contagion_", "model"),
        "contagion, tight keyed frontier": ("contagion_", "tight keyed frontier"),
        "contagion, NumPy": ("contagion_", "NumPy"),
    }
    plt.rcParams.update({"font.size": 8, "svg.hashsalt": "speed", "svg.fonttype": "none"})
    figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
    beside = []  # names of the lines that go on to the right edge: (height, name, colour)
    for (label, (part, name)), colour in zip(lines.items(), ("#0072b2", "#cc79a7", "#d55e00", "#999999", "#009e73")):
        points = [(size, 1e9 / of(parts, part + key, name)) for key, size in sizes.items() if part + key in parts]
        axes.loglog(*zip(*points), marker="o", markersize=3.5, linewidth=1.4, color=colour)
        if points[-1][0] == max(sizes.values()):
            beside.append((math.log10(points[-1][1]), label, colour))
        else:
            axes.annotate(label, points[-1], xytext=(0, 6), ha="right", textcoords="offset points", color=colour)
    axes.margins(y=0.12)
    low, high = (math.log10(limit) for limit in axes.get_ylim())
    heights = spaced([height for height, _, _ in sorted(beside)], (high - low) / 18, low, high)
    for (_, label, colour), height in zip(sorted(beside), heights):
        axes.annotate(label, (max(sizes.values()), 10 ** height), xytext=(7, 0), va="center", textcoords="offset points", color=colour)
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
        f"For the base cycle: 22 looks one after the other × {number(look)} ns (a look into 64 MB) = {number(22 * look)} ns an agent-step, "
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
        "## Where the instructions of a step go",
        "",
        "As valgrind counts them in the steps and, but for assembly, in what is seen of them; what is inlined counts where it stands.",
        "",
        *profile(parts),
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
        "The base cycle, and every mechanism, 100,000 people:",
        "",
        *table(parts, "cycle_1e5"),
        *table(parts, "everything_1e5"),
        "## Whole commands",
        "",
        "CPU seconds of a process, from its start to its end. Studies:",
        "",
        *table(parts, "sweeps"),
        "`base.yaml` with 10,000 people over ten years, all recorded, every telling and all ties of every snapshot, and what is "
        "done with the file:",
        "",
        *table(parts, "large_file"),
        "In node as WebAssembly, set-up and steps, beside the same through libselforg:",
        "",
        *table(parts, "browser"),
        "## Networks",
        "",
        "A million people with a mean degree of 10:",
        "",
        *table(parts, "networks_1e6"),
        "Five million ties of a million people, from a CSV file:",
        "",
        *table(parts, "edges"),
        "## How far one machine goes",
        "",
        "Whole processes with their result files. What grows is linear in people, so that memory sets the limit: once people's "
        f"memories are full a base cycle takes {number(of(parts, 'years', 'a person with all that belongs to it after year 10'))} bytes "
        "a person (above), which ten million people have in 24 GB, but hardly more. A cluster "
        "adds runs, not people: those of a study know nothing of each other, and as many go on at once as there are cores "
        "(`selforg sweep` under Slurm or MPI); one run stays on one machine.",
        "",
        *table(parts, "one_machine"),
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
