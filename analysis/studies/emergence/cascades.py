"""Cascades of projects, from the events of runs in which people make opportunities: how large, how deep, what follows what.

    python3 -m studies.emergence.cascades run.h5 ...         # sizes: how many cascades have how many projects; ends with a summary
    python3 -m studies.emergence.cascades run.h5 --projects  # a row for each project that started: cascade, generation, follow-ups

A follow-up of a project is a project that starts on an opportunity that somebody made after it (table `creation`);
a cascade is a project on an opportunity that nobody made, with all others on that opportunity, all follow-ups, and
theirs. All are counted to the end of the run; the series reproduction_projects counts by cohorts, where nothing is
cut off.
"""
from __future__ import annotations

import argparse
import pathlib
import sys

import numpy as np
import pandas as pd

import selforg


def projects(run):
    """DataFrame by project that started: step, opportunity, before (the project after which its opportunity was made, or -1),
    cascade (the opportunity with which it began), generation, followups, ended (step, or -1)."""
    happened, made = run.events["project"], run.events["creation"].set_index("opportunity")["project"]
    started = happened[happened["type"] == "started"].set_index("project")[["step", "opportunity"]]
    ended = happened[happened["type"].isin(["succeeded", "exhausted", "expired", "emptied"])].set_index("project")["step"]
    started["before"] = started["opportunity"].map(made).fillna(-1).astype(int)
    cascade, generation = {}, {}
    for project, row in zip(started.index, started.itertuples()):  # those before have started before
        known = row.before in cascade
        cascade[project] = cascade[row.before] if known else row.opportunity
        generation[project] = generation[row.before] + 1 if known else 0
    order = pd.Series(cascade, dtype=int)
    return started.assign(cascade=order, generation=pd.Series(generation, dtype=int),
                          followups=started["before"].value_counts().reindex(started.index, fill_value=0),
                          ended=ended.reindex(started.index, fill_value=-1))


def progenies(table):
    """Sizes of the cascades of a run: each project on an opportunity that nobody made, with all that descend from it."""
    root = {}
    for project, before in zip(table.index, table["before"]):
        root[project] = root.get(before, project)
    return np.unique(list(root.values()), return_counts=True)[1].tolist() if root else []


def first_generation(results, control):
    """{control: [(follow-ups, projects)] of the projects of each run whose opportunity nobody made}"""
    counts = {}
    for row, run in results:
        begun = projects(run)
        roots = begun[begun["before"] < 0]
        counts.setdefault(row[control], []).append((int(roots["followups"].sum()), len(roots)))
    return counts


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python3 -m studies.emergence.cascades", description=__doc__.split("\n")[0])
    parser.add_argument("runs", nargs="+", type=pathlib.Path)
    parser.add_argument("--projects", action="store_true", help="a row for each project, as CSV")
    options = parser.parse_args(arguments)
    tables = {path: projects(selforg.open(path)) for path in options.runs}
    if options.projects:
        print(pd.concat(tables, names=["run", "project"]).to_csv(), end="")
        return
    sizes = pd.concat([table.groupby("cascade").size() for table in tables.values()])
    everything = pd.concat(tables.values())
    print("size,cascades")
    for size, count in sizes.value_counts().sort_index().items():
        print(f"{size},{count}")
    if len(sizes):
        print(f"{len(everything)} projects in {len(sizes)} cascades of {sizes.mean():.2f} on average and {sizes.max()} at most, "
              f"{everything['generation'].max()} generations deep", file=sys.stderr)


if __name__ == "__main__":
    main()
