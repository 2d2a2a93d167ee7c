"""Outcomes that no series of a run says: counted from whole result files, which the studies of these claims keep.

    contrasts = JUDGED.get(name, [])         contrasts of a claim of such outcomes; LOOKED_AT has those of what was looked at afterwards
    add(runs, contrasts, folder)             puts their outcomes beside what the study has
"""
import numpy as np

import selforg


def elsewhere(path):
    """Share of uses at the end of a run that were learned, by whatever way, from another unit: that of the project in which they were
    first tried or, without one, of the person who did."""
    run = selforg.open(path)
    lineage, unit = run.lineage, np.asarray(run.agents["home_unit"])
    projects = run.events["project"].drop_duplicates("project").set_index("project")["unit"]
    first = lineage.adoptions.iloc[lineage.root]
    origin = first["project"].map(projects).to_numpy()
    origin = np.where(np.isfinite(origin), origin, unit[first["learner"]])
    return float(np.mean((origin != unit[lineage.adoptions["learner"]])[lineage.end > lineage.last_step]))


OUTCOMES = {"elsewhere": elsewhere}

FROM_ELSEWHERE = {"outcome": "elsewhere", "from": {"condition": "closed"}, "to": {"condition": "open"}}
JUDGED = {"silos": [{"name": "uses of what comes from another unit", "expected": "positive", **FROM_ELSEWHERE}]}
LOOKED_AT = {"silos": [{"name": "uses of what comes from another unit, nobody tells", "outcome": "elsewhere",
                        "from": {"condition": "closed, nobody tells"}, "to": {"condition": "open, nobody tells"}}]}


def add(runs, contrasts, folder):
    """A column of Runs for each outcome that is counted; NaN for a run that is not there."""
    for name in {contrast.outcome for contrast in contrasts} & set(OUTCOMES):
        files = [folder / f"results/{row // 1000:03d}/{row:06d}.h5" for row in range(len(runs.condition))]
        runs.columns[name] = np.array([OUTCOMES[name](path) if path.exists() else np.nan for path in files])
