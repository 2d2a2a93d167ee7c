#!/usr/bin/env python3
"""How the lives of communities of practice depend on each of their parameters.

    analysis/communities_sensitivity.py [--selforg PROGRAM] [--replicates 4] [-o analysis/communities.md]

Runs scenarios/communities.yaml as it is and with one parameter at a time at a low and a high value, each with the same
seeds 1, 2, ...; so every difference from the default is one within pairs. Writes a table in Markdown. One run takes a
good half second on an idle machine, all of them about two minutes.

Needs numpy and h5py (Debian: python3-numpy python3-h5py).
"""
import argparse
import pathlib
import subprocess
import tempfile

import needs

needs.packages("h5py", "numpy")

import h5py
import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent
SCENARIO = FOLDER.parent / "scenarios" / "communities.yaml"

# Parameter of the section `communities`: low value, high value; the default stands in the scenario or the program.
VALUES = {
    "seed": (2, 4), "passion": (0.5, 0.7), "convene": (0.001, 0.004), "rhythm": (2, 8), "demand": (1, 3),
    "core_learning": (0.4, 1), "engaged_learning": (0.1, 0.8), "interested_learning": (0, 0.4), "talk": (1, 6),
    "bond": (0.05, 0.2), "document": (0.1, 0.6), "repertoire": (5, 16), "ask": (0.4, 1), "visibility": (0, 0.6),
    "attraction": (0, 4), "permeability": (0, 1), "core_size": (4, 16), "inward": (3, 10), "outward": (4, 16),
    "apprentice": (0, 1), "trust": (0.5, 0.7), "knowledge": (2, 6), "ownership": (0.25, 0.75), "openness": (0, 1),
    "rotation": (0, 0.3), "fatigue": (0, 0.05), "staleness": (0.25, 0.75), "patience": (3, 12), "split": (15, 40),
    "heterogeneity": (0.15, 0.6), "merge": (0.3, 0.7), "hub": (0.7, 0.85), "reach": (8, 30), "lookup": (0, 0.04),
    "legacy": (0, 1),
}

# Outcome of a run: heading, digits. "life" is over those that had faded by the end.
OUTCOMES = {
    "convened": ("convened", 0), "coalesced": ("coalesced", 0), "matured": ("matured", 0),
    "stewarded": ("stewarded", 0), "hub": ("hubs", 1), "split": ("split", 1), "merged": ("merged", 1), "faded": ("faded", 0),
    "life": ("life until faded (steps)", 0), "alive": ("alive at the end", 0), "inside": ("people inside", 2),
    "meeting": ("people at a meeting", 1), "learned": ("adoptions learned", 0), "quality": ("quality in use", 3),
}


def measure(path):
    """The outcomes of one run."""
    with h5py.File(path) as file:
        events = file["events/community"]
        names = np.array(events["type"].attrs["flag_meanings"].split())
        what, step, number = names[events["type"][:]], events["step"][:], events["community"][:]
        outcome = {name: float((what == name).sum()) for name in ("coalesced", "matured", "stewarded", "hub", "faded")}
        for name in ("convened", "split", "merged"):
            outcome[name] = float(file[f"communities_{name}"][-1])
        born = {}
        for community, at in zip(number, step):
            born.setdefault(community, at)
        lives = [at - born[community] for community, at in zip(number[what == "faded"], step[what == "faded"])]
        met = what == "met"
        late = met & (step > step.max() / 2)
        outcome["life"] = float(np.mean(lives)) if lives else np.nan
        outcome["alive"] = float(file["communities"][-1][:5].sum())
        outcome["inside"] = float(file["in_communities_fraction"][-1])
        outcome["meeting"] = float(events["present"][:][late].mean()) if late.any() else np.nan
        outcome["learned"] = float(len(file["events/adoption_community/adoption"]))
        outcome["quality"] = float(file["quality_mean"][-1])
    return outcome


def run(program, folder, settings, seed):
    """One run of the scenario with these settings of the section."""
    path = folder / "run.h5"
    command = [program, "run", SCENARIO, "--force", "--quiet", "--seed", str(seed), "--threads", "1", "-o", path]
    for name, value in settings.items():
        command += ["--set", f"communities.{name}={value}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return measure(path)


def replicate(program, folder, settings, replicates):
    """The outcomes as arrays over the seeds 1, 2, ..."""
    runs = [run(program, folder, settings, seed) for seed in range(1, replicates + 1)]
    return {name: np.array([one[name] for one in runs]) for name in OUTCOMES}


# Two-sided 99 % quantiles of Student's t by degrees of freedom.
STUDENT = {1: 63.66, 2: 9.92, 3: 5.84, 4: 4.60, 5: 4.03, 6: 3.71, 7: 3.50, 8: 3.36, 9: 3.25}


def cell(name, values, default):
    """The mean, in bold where the 99 % interval of the mean difference from the default leaves out zero."""
    text = "–" if np.isnan(values).all() else f"{np.nanmean(values):.{OUTCOMES[name][1]}f}"
    difference = (values - default)[~np.isnan(values - default)]
    if len(difference) < 2:
        return text
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    quantile = STUDENT.get(len(difference) - 1, 2.8)
    return f"**{text}**" if abs(difference.mean()) > quantile * error else text


def defaults(program):
    """The default of every parameter of the section, as the program prints it."""
    text = subprocess.run([program, "describe", "parameters"], check=True, capture_output=True, text=True).stdout
    words = [line.split() for line in text.splitlines() if line.strip().startswith("communities.")]
    return {word[0].split(".")[1]: word[1] for word in words}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--selforg", default="selforg", help="the program")
    parser.add_argument("--replicates", type=int, default=4)
    parser.add_argument("-o", "--output", type=pathlib.Path, default=FOLDER / "communities.md")
    options = parser.parse_args()
    usual = defaults(options.selforg)
    headings = ["parameter (default)", "value"] + [heading for heading, _ in OUTCOMES.values()]
    lines = ["# How the lives of communities depend on their parameters", "",
             "Written by `analysis/communities_sensitivity.py`: `scenarios/communities.yaml` with one parameter changed "
             f"at a time, means over {options.replicates} seeds.",
             "Bold: the 99 % interval of the mean difference from the default, seed by seed, leaves out zero. With this "
             "many cells a few are bold by chance.",
             "Lives are those that had ended by fading, so the longest are not among them; parts of a split begin by "
             "coalescing without a row for it.", "",
             "| " + " | ".join(headings) + " |", "|---" * len(headings) + "|"]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        default = replicate(options.selforg, folder, {}, options.replicates)
        row = [cell(name, default[name], default[name]) for name in OUTCOMES]
        lines.append("| " + " | ".join(["all", "default"] + row) + " |")
        for name, values in VALUES.items():
            for value in values:
                changed = replicate(options.selforg, folder, {name: value}, options.replicates)
                row = [cell(outcome, changed[outcome], default[outcome]) for outcome in OUTCOMES]
                lines.append("| " + " | ".join([f"`{name}` ({usual[name]})", str(value)] + row) + " |")
    options.output.write_text("\n".join(lines) + "\n")
    print(options.output.read_text())


if __name__ == "__main__":
    main()
