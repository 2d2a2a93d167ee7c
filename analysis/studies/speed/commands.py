"""What whole commands take, as their users have them: CPU seconds of a process, and its memory where it is at its most.

What is compared is run in turns, each repetition with a seed of its own; the figures have the form of the benchmark's.
"""
import json
import os
import pathlib
import re
import statistics
import subprocess
import time
from collections import Counter

import h5py
import yaml

from selforg import Model, Scenario
from selforg.finding import program

from studies import ROOT

SCENARIOS = ROOT / "scenarios"
WASM = ROOT / "build/tests/selforg.wasm"


class Figures(dict):
    """{name: {unit, values}}; `medians` has what is kept of them."""

    def add(self, name, unit, value):
        self.setdefault(name, {"unit": unit, "values": []})["values"].append(value)

    def medians(self):
        return {name: {"unit": figure["unit"], "median": statistics.median(figure["values"]),
                       "least": min(figure["values"]), "most": max(figure["values"])} for name, figure in self.items()}


def cost(*command):
    """CPU seconds of a process with all that it starts, and the bytes of memory that it had at its most."""
    child = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"studies.speed: {' '.join(map(str, command))}: {said.decode().strip()}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def selforg(*command):
    return cost(program(), *command)


# ---- studies of small runs ----

RUNS = 60


def changed(folder, name, **settings):
    """A shipped scenario with other settings, as a file of its own; gives its path."""
    tree = yaml.safe_load((SCENARIOS / f"{name}.yaml").read_text())
    for path, value in settings.items():
        *sections, key = path.split("__")
        place = tree
        for section in sections:
            place = place[section]
        place[key] = value
    file = folder / f"{name}.yaml"
    file.write_text(yaml.safe_dump(tree))
    return file


def sweeps(folder):
    """Runs of a study, one at a time: 1,000 people for 260 steps."""
    figures = Figures()
    for name in ("base", "contagion"):
        for repetition in range(3):
            scenario = changed(folder, name, seed=repetition + 1, steps=260, network__agents=1000)
            study = folder / f"small_{name}_{repetition}.yaml"
            study.write_text(yaml.safe_dump({"selforg": 2, "base": scenario.name, "replicates": RUNS,
                                             "outcomes": ["adopters_final"]}))
            seconds, _ = selforg("sweep", study, "-o", study.with_suffix(""), "-j", 1, "--quiet")
            figures.add(f"{name}.yaml, 1,000 people for 260 steps", "runs a minute and core", RUNS * 60 / seconds)
    return figures.medians()


# ---- a large file ----

def large_file(folder):
    """All that is recorded of 10,000 people over ten years, and what is done with it."""
    figures, run = Figures(), folder / "large.h5"
    scenario = changed(folder, "base", network__agents=10_000, network__units=100,
                       observe={"snapshots": {"ties": True}, "tellings": True})
    seconds, memory = selforg("run", scenario, "-o", run, "--quiet")
    figures.add("run", "s", seconds)
    figures.add("memory of the run", "GB", memory / 1e9)
    figures.add("the file", "MB", run.stat().st_size / 1e6)
    with h5py.File(run) as file:
        figures.add("adoptions in it", "events", file["events/adoption/learner"].shape[0])
    commands = {
        "verify": ("verify", run),
        "trace of the leading practice": ("trace", run),
        "everything that one person learned": ("trace", run, "--agent", 12),
        "whatif without one person": ("whatif", run, "--without", "agent:46"),
    }
    for _ in range(3):
        for name, command in commands.items():
            figures.add(name, "s", selforg(*command)[0])
    return figures.medians()


# ---- who is tied to whom, looked at ----

def structure(folder):
    """The base cycle of 10,000 people over two years, with the structure of the ties measured every year and without."""
    figures = Figures()
    for repetition in range(3):
        seconds = {}
        for name, observed in {"with": {"structure": {"every": 52}}, "without": {}}.items():
            scenario = changed(folder, "base", seed=repetition + 1, steps=104, network__agents=10_000, network__units=100,
                               observe=observed)
            seconds[name], _ = selforg("run", scenario, "-o", folder / f"{name}_{repetition}.h5", "--quiet")
        figures.add("structure measured every year / never", "times the time", seconds["with"] / seconds["without"])
    return figures.medians()


# ---- in a browser's machine ----

def browser(_):
    """The same scenario as WebAssembly in node and natively: set-up and steps, nothing written, each a second time in one process."""
    figures = Figures()
    if not WASM.exists():
        raise SystemExit(f"studies.speed: {WASM} is missing; it is built with the tests where clang and wasm-ld are")
    for name, steps in {"base": 260, "contagion": 100}.items():
        tree = yaml.safe_load((SCENARIOS / f"{name}.yaml").read_text())
        for repetition in range(5):
            tree["seed"] = repetition + 1
            said = subprocess.run(["node", pathlib.Path(__file__).with_name("browser.mjs"), json.dumps(tree), str(steps)],
                                  env={**os.environ, "SELFORG_WASM": str(WASM)}, check=True, capture_output=True, text=True)
            first, second = map(float, said.stdout.split())
            scenario = Scenario(SCENARIOS / f"{name}.yaml")
            scenario["seed"] = repetition + 1
            for _ in range(2):
                begun = time.process_time()
                Model(scenario, threads=1).advance(steps)
                native = time.process_time() - begun
            figures.add(f"{name}: WebAssembly / native", "times the time", second / native)
            figures.add(f"{name}: WebAssembly, the first time / the second", "times the time", first / second)
    return figures.medians()


# ---- where the instructions of a step go ----

PROFILED = {  # scenario: (steps, functions that are counted with all that they call)
    "contagion.yaml": (100, ("model_step", "model_observe")),
    "base.yaml": (104, ("model_step", "model_observe")),
    "replications/assembly.yaml": (5000, ("model_step",)),
}
FUNCTIONS = 14


def profile(folder):
    """Instructions by function, as valgrind counts them: what is inlined counts where it stands."""
    figures = Figures()
    for name, (steps, functions) in PROFILED.items():
        counts, scenario = folder / "counts", SCENARIOS / name
        if "replications" in name:  # a study with its scenario in it
            scenario = folder / "scenario.yaml"
            scenario.write_text(yaml.safe_dump({"selforg": 2, **yaml.safe_load((SCENARIOS / name).read_text())["scenario"]}))
        cost("valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", *(f"--toggle-collect={function}" for function in functions),
             program(), "run", scenario, "--steps", steps, "--threads", 1, "--quiet", "-o", folder / f"{len(figures)}.h5")
        told = subprocess.run(["callgrind_annotate", "--threshold=100", counts], check=True, capture_output=True, text=True).stdout
        shares = Counter()
        for count, function in re.findall(r"^ *([\d,]+) .*?[^ ]:([\w.]+)(?: \[.*\])?$", told, re.MULTILINE):
            shares[function.split(".")[0]] += int(count.replace(",", ""))
        whole = sum(shares.values())
        for function, count in shares.most_common(FUNCTIONS):
            figures.add(f"{name}: {function}", "of the instructions", count / whole)
    return figures.medians()


# ---- how far one machine goes ----

def one_machine(folder):
    """A million and ten million people, once: 16 GB, ten minutes."""
    figures = Figures()
    for name, steps in {"contagion": 100, "base": 4}.items():
        for people in (1_000_000, 10_000_000):
            size = {"network__agents": people}
            if name == "base":
                size["network__units"] = people // 100
            scenario = changed(folder, name, steps=steps, **size)
            seconds, memory = selforg("run", scenario, "--threads", 1, "--checkpoint", 1e6, "-o", folder / f"{name}_{people}.h5", "--quiet")
            figures.add(f"{name}.yaml, {people:,} people, {steps} steps: the whole process", "s", seconds)
            figures.add(f"{name}.yaml, {people:,} people: memory at its most", "bytes a person", memory / people)
    return figures.medians()


PARTS = {"sweeps": sweeps, "large_file": large_file, "structure": structure, "browser": browser,
         "profile": profile, "one_machine": one_machine}
