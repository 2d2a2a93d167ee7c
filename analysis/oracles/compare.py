"""Does the simulator do what its description says? Its runs beside those of the second model, in distribution.

    python3 -m oracles.compare ../scenarios/quick.yaml
    python3 -m oracles.compare ../scenarios/base.yaml --set network.agents=300 --set network.units=6 --set steps=260 --runs 40

The second model (oracles.second_model) is written from `selforg describe odd SCENARIO` alone and draws for itself. Of each
outcome the runs of both are compared by rank (Mann and Whitney: is one larger?) and by their distribution functions
(Kolmogorov and Smirnov); --chance is the probability of finding any difference where there is none, Holm's way over all of
these tests. Ends with 1 if there is a difference.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile


import h5py
import numpy as np
from scipy import stats

from oracles.second_model import run as second_run, settings
from selforg import finding

EVERY = 13
# Means over the second half of a run, by the simulator's names.
LEVELS = ["projects_active", "projects_gathering", "opportunities_open", "active_memberships_mean", "active_in_one_fraction",
          "active_in_two_fraction", "attention_mean", "team_size_mean", "closeness_mean", "confidence_mean", "expectation_mean",
          "breadth_mean", "engaged_fraction", "engaged_making", "quality_mean", "practices_in_use", "most_used_fraction", "ties"]
# At the end of the first quarter of a run, and at its end.
REACHED = ["ever_involved_fraction", "adopters", "uses_learned", "practices_found", "quality_mean"]
# Counts until the end, in the second model's words: from series, and from events (member and project: their types).
COUNTS = {"arrived": "opportunities_arrived", "made": "opportunities_made", "resolved": "opportunities_resolved",
          "lapsed_opportunities": "opportunities_lapsed", "founded": "projects_founded", "succeeded": "projects_succeeded",
          "failed": "projects_failed", "lapsed_projects": "projects_lapsed", "departures": "departures",
          "contacts_along_ties": "contacts_along_ties", "contacts_fresh": "contacts_fresh",
          "contacts_in_projects": "contacts_in_projects", "ties_made": "ties_made_in_contacts"}
FOUNDED, STARTED, ENDED = 0, 1, (3, 4, 5, 6)
INVITED, VOLUNTEERED, WALKED_IN, WITHDREW = 1, 2, 8, 9
INITIAL, INVENTION = 0, 1


def outcomes_of_rows(levels, reached, counts):
    """One dict: `levels` are rows of the second half, `reached` the row of the first quarter and the last."""
    outcomes = {f"{name}, mean": np.mean([row[name] for row in levels]) for name in LEVELS}
    outcomes |= {f"{name}, {when}": row[name] for when, row in zip(("early", "end"), reached) for name in REACHED}
    outcomes |= {name: counts[name] for name in (*COUNTS, "invited", "walked_in", "withdrew", "adoptions", "first_tries")}
    ended, started = max(1, counts["succeeded"] + counts["failed"]), max(1, counts["started"])
    outcomes["success of started"] = counts["succeeded"] / ended
    outcomes["team size at start"] = counts["seats_started"] / started
    outcomes["steps at work"] = counts["steps_at_work"] / ended
    outcomes["started on made, for each ended"] = counts["started_on_made"] / ended
    return outcomes


def rows_to_look_at(steps):
    marks = list(range(EVERY, steps + 1, EVERY))
    return [mark for mark in marks if mark > steps / 2], (marks[max(0, len(marks) // 4 - 1)], marks[-1])


def second(values, seed):
    rows = {row["step"]: row for row in second_run(values, seed, EVERY)}
    late, reached = rows_to_look_at(values["steps"])
    last = rows[reached[1]]
    outcomes = outcomes_of_rows([rows[m] for m in late], [rows[m] for m in reached], last["count"])
    return outcomes | {"ties inside units, end": last["inside_fraction"], "trust, end": last["trust_mean"],
                       "contacts tied to each other, end": last["closed_fraction"]}


def simulated(scenario, sets, steps, seed, folder):
    path = pathlib.Path(folder) / f"{seed}.h5"
    sets = [*sets, "observe.snapshots.ties=true", f"observe.snapshots.every={steps}"]
    subprocess.run([finding.program(), "run", scenario, "--seed", str(seed), "--threads", "1", "--quiet", "--force", "-o", path,
                    *(part for one in sets for part in ("--set", one))], check=True)
    with h5py.File(path) as file:
        outcomes = simulated_outcomes(file, steps)
    path.unlink()
    return outcomes


def simulated_outcomes(file, steps):
    late, reached = rows_to_look_at(steps)

    def row(step):
        return {name: file[name][step] if file[name].ndim == 1 else file[name][step].mean() for name in {*LEVELS, *REACHED}}

    last = reached[1]
    until = {table: file[f"events/{table}/step"][:] <= last for table in ("project", "member", "adoption", "creation")}

    def events(table, column):
        return file[f"events/{table}/{column}"][:][until[table]]

    counts = {ours: file[theirs][last] for ours, theirs in COUNTS.items()}
    joined, kind = events("member", "type"), events("project", "type")
    counts["invited"], counts["walked_in"] = np.isin(joined, (INVITED, VOLUNTEERED)).sum(), (joined == WALKED_IN).sum()
    counts["withdrew"] = (joined == WITHDREW).sum()
    channel = events("adoption", "channel")
    counts["adoptions"], counts["first_tries"] = (channel != INITIAL).sum(), (channel == INVENTION).sum()
    begun = kind == STARTED
    counts["started"], counts["seats_started"] = begun.sum(), events("project", "members")[begun].sum()
    counts["started_on_made"] = np.isin(events("project", "opportunity")[begun], events("creation", "opportunity")).sum()
    started = dict(zip(events("project", "project")[begun], events("project", "step")[begun]))
    ended = [(p, s) for p, s, t in zip(events("project", "project"), events("project", "step"), kind) if t in ENDED]
    counts["steps_at_work"] = sum(step - started[project] + 1 for project, step in ended if project in started)
    outcomes = outcomes_of_rows([row(step) for step in late], [row(step) for step in reached], counts)
    at_end = file["snapshots/ties/step"][:] == steps
    source, target = (file[f"snapshots/ties/{end}"][:][at_end] for end in ("source", "target"))
    unit = file["agents/home_unit"][:]
    outcomes["ties inside units, end"] = (unit[source] == unit[target]).mean()
    outcomes["contacts tied to each other, end"] = closed_fraction(source, target, len(unit))
    outcomes["trust, end"] = file["snapshots/ties/trust"][:][at_end].mean()
    return outcomes


def closed_fraction(source, target, people):
    """Of two contacts of one person, how often they are tied to each other."""
    tied = np.zeros((people, people))
    tied[source, target] = tied[target, source] = 1
    pairs = (tied.sum(axis=0) * (tied.sum(axis=0) - 1)).sum()
    return (tied @ tied * tied).sum() / max(1, pairs)


def compare(first, other, chance):
    """Of each outcome (name, values of one, values of the other, smaller p, differs). Every outcome has two tests, so its
    smaller p is held against half of what Holm's way leaves it."""
    found = []
    for name in first[0]:
        ours, theirs = (np.array([run[name] for run in runs], float) for runs in (first, other))
        if (ours == ours[0]).all() and (theirs == ours[0]).all():
            found.append((name, ours, theirs, 1.0))
            continue
        p = min(stats.mannwhitneyu(ours, theirs).pvalue, stats.ks_2samp(ours, theirs).pvalue)
        found.append((name, ours, theirs, float(p)))
    level, differs = 1, {}
    for rank, (name, _, _, p) in enumerate(sorted(found, key=lambda row: row[3])):
        level = level and p <= chance / (2 * (len(found) - rank))
        differs[name] = bool(level)
    return [(*row, differs[row[0]]) for row in found]


def description(scenario, sets):
    command = [finding.program(), "describe", "odd", scenario, *(part for one in sets for part in ("--set", one))]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def simulator_runs(scenario, sets, values, runs, first_seed=1):
    """Outcomes of so many runs of the program."""
    with tempfile.TemporaryDirectory() as folder:
        return [simulated(scenario, sets, values["steps"], first_seed + n, folder) for n in range(runs)]


def second_runs(values, runs, first_seed=1):
    """Outcomes of so many runs of the second model."""
    return [second(values, 10**6 + first_seed + n) for n in range(runs)]


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python3 -m oracles.compare", description=__doc__.split("\n")[0])
    parser.add_argument("scenario")
    parser.add_argument("--set", action="append", default=[], metavar="SECTION.KEY=VALUE", help="sets one parameter of both")
    parser.add_argument("--runs", type=int, default=20, help="runs of each model")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--chance", type=float, default=0.01, help="probability of a false alarm, over all outcomes")
    asked = parser.parse_args(arguments)
    values = settings.read(description(asked.scenario, asked.set))
    found = compare(simulator_runs(asked.scenario, asked.set, values, asked.runs, first_seed=asked.seed),
                    second_runs(values, asked.runs, asked.seed), asked.chance)
    print(f"{'outcome':38} {'simulator':>18} {'second model':>18} {'p':>9}")
    for name, ours, theirs, p, differs in found:
        numbers = "".join(f" {values.mean():10.4g} ±{values.std():6.2g}" for values in (ours, theirs))
        print(f"{name:38}{numbers} {p:9.2g}{'   differs' if differs else ''}")
    different = sum(row[-1] for row in found)
    print(f"{different} of {len(found)} outcomes differ; chance of any where none does: {asked.chance:g}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
