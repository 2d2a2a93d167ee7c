"""How the lives of communities of practice depend on each of their parameters.

    python3 -m studies.communities [--replicates 4] [--only NAME ...] [-o communities.md]

Runs scenarios/communities.yaml as it is and with one parameter of its section at a time at a low and a high value, each
with the same seeds 1, 2, ...; so every difference from the usual run is one within pairs. Writes a table in Markdown.
Which parameters there are, and their ranges, the program says; low and high follow by one rule (`selforg.screening`).
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy as np

from selforg import finding, screening

from studies import PAGES, ROOT

SCENARIO = ROOT / "scenarios/communities.yaml"
REFUSED = 2  # the exit code where a setting is not valid

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
        late = met & (step > step.max(initial=0) / 2)
        outcome["life"] = float(np.mean(lives)) if lives else np.nan
        outcome["alive"] = float(file["communities"][-1][:5].sum())
        outcome["inside"] = float(file["in_communities_fraction"][-1])
        outcome["meeting"] = float(events["attendance"][:][late].mean()) if late.any() else np.nan
        outcome["learned"] = float(len(file["events/adoption_community/adoption"]))
        outcome["quality"] = float(file["quality_mean"][-1])
    return outcome


class Runs:
    """Runs of the scenario by the program, in a folder."""

    def __init__(self, folder, options):
        self.path, self.options = pathlib.Path(folder) / "run.h5", options

    def run(self, settings, seed):
        """One run with these settings of the section; None, and why, where the program refuses them."""
        command = [finding.program(), "run", SCENARIO, "--force", "--quiet", "--seed", str(seed), "--threads", "1", "-o", self.path]
        for name, value in settings.items():
            command += ["--set", f"communities.{name}={value}"]
        if self.options.steps:
            command += ["--steps", str(self.options.steps)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode not in (0, REFUSED):
            sys.exit(done.stderr.strip())
        return (measure(self.path), "") if done.returncode == 0 else (None, done.stderr.strip().partition("communities.")[2])

    def replicate(self, settings):
        """The outcomes as arrays over the seeds 1, 2, ...; or None, and why."""
        runs = []
        for seed in range(1, self.options.replicates + 1):
            outcome, why = self.run(settings, seed)
            if outcome is None:
                return None, why
            runs.append(outcome)
        return {name: np.array([one[name] for one in runs]) for name in OUTCOMES}, ""

    def usual(self):
        """{name: value} of the section, as they were in force in the last run."""
        with h5py.File(self.path) as file:
            section = {name.partition(".")[2]: item for name, item in file["parameters"].items() if name.startswith("communities.")}
            return {name: item.asstr()[()] if item.dtype == object else item[()].item() for name, item in section.items()}


# Two-sided 99 % quantiles of Student's t by degrees of freedom.
STUDENT = {1: 63.66, 2: 9.92, 3: 5.84, 4: 4.60, 5: 4.03, 6: 3.71, 7: 3.50, 8: 3.36, 9: 3.25}


def cell(name, values, usual):
    """The mean, in bold where the 99 % interval of the mean difference from the usual run leaves out zero."""
    text = "–" if np.isnan(values).all() else f"{np.nanmean(values):.{OUTCOMES[name][1]}f}"
    difference = (values - usual)[~np.isnan(values - usual)]
    if len(difference) < 2:
        return text
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    quantile = STUDENT.get(len(difference) - 1, 2.8)
    return f"**{text}**" if abs(difference.mean()) > quantile * error else text


def described():
    """{name: its schema} of the section, in the order of the program."""
    inside = "communities."
    return {path[len(inside):]: one for path, one in screening.described().items() if path.startswith(inside)}


def rows(runs, parameters):
    """The rows of the table: the usual run, and each parameter at its other values."""
    base, why = runs.replicate({})
    if base is None:
        sys.exit(why)
    yield ["all", "usual"] + [cell(name, base[name], base[name]) for name in OUTCOMES]
    usual = runs.usual()
    for name in filter(usual.__contains__, parameters):
        for value in screening.values_of(parameters[name], usual[name]):
            changed, why = runs.replicate({name: value})
            yield [f"`{name}` ({shown(usual[name])})", shown(value)] + cells(changed, why, base)


def cells(changed, why, base):
    """What a row says of an altered run beside the usual one."""
    if changed is None:
        return [f"refused: {why}"]
    if all(np.array_equal(changed[outcome], base[outcome], equal_nan=True) for outcome in OUTCOMES):
        return ["the same as usual, seed by seed: it made no difference here"]
    return [cell(outcome, changed[outcome], base[outcome]) for outcome in OUTCOMES]


def by_chance(found):
    """How many cells are bold, and how many would be if nothing made a difference."""
    compared = [text for row in found[1:] if len(row) == len(OUTCOMES) + 2 for text in row[2:] if text != "–"]
    bold = sum(text.startswith("**") for text in compared)
    return f"Of {len(compared):,} cells {bold} are; by chance alone about {len(compared) / 100:.0f} would be."


def shown(value):
    return value if isinstance(value, str) else f"{value:.6g}"


def main():
    parser = argparse.ArgumentParser(prog="python3 -m studies.communities", description=__doc__.split("\n")[0])
    parser.add_argument("--replicates", type=int, default=4)
    parser.add_argument("--steps", type=int, help="steps of a run; else the scenario's")
    parser.add_argument("--only", action="append", metavar="NAME", help="this parameter alone; may be given many times")
    parser.add_argument("-o", "--output", type=pathlib.Path, default=PAGES / "communities.md")
    options = parser.parse_args()
    there = described()
    unknown = set(options.only or []) - set(there)
    if unknown:
        parser.error(f"the section communities has no {', '.join(sorted(unknown))}")
    headings = ["parameter (usual)", "value"] + [heading for heading, _ in OUTCOMES.values()]
    lines = ["# How the lives of communities depend on their parameters", "",
             "Written by `python3 -m studies.communities`: `scenarios/communities.yaml` with one parameter changed "
             f"at a time, means over {options.replicates} seeds.", screening.RULE,
             "Bold: the 99 % interval of the mean difference from the usual run, seed by seed, leaves out zero. {bold}",
             "Lives are those that had ended by fading, so the longest are not among them; parts of a split begin by "
             "coalescing without a row for it.", "",
             "| " + " | ".join(headings) + " |", "|---" * len(headings) + "|"]
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(folder, options)
        found = list(rows(runs, {name: there[name] for name in options.only or there}))
    lines = [line.format(bold=by_chance(found)) for line in lines] + ["| " + " | ".join(row) + " |" for row in found]
    options.output.write_text("\n".join(lines) + "\n")
    print(options.output.read_text())


if __name__ == "__main__":
    main()
