"""What was looked at afterwards, at the base point: it judges nothing, and says what a verdict is about.

    checks = read_checks(folder)                             {name: Claim}, from scenarios/claims/checks/NAME.yaml
    kept = look(checks, claims, space, first, folder, jobs)  runs them: a dictionary that goes into analysis/claims/checks.json

The runs have the seeds of the first series, so that pairs are the pairs of its base point; and what that one judged is run once
more at the base point, to see whether the program still says the same.
"""
import dataclasses

import numpy as np

import selforg
from studies.claims import statistics
from studies.claims.decided import HUNDRED, OUTCOMES
from studies.claims.results import rounded
from studies.claims.sweeps import Contrast, Plan, Runs, call, read_claims, sweep, write_study


@dataclasses.dataclass(frozen=True)
class Measure:
    """An outcome that is only looked at: no effect on it was said to matter."""
    words: str
    unit: str
    scale: float = 1


MEASURES = {
    **OUTCOMES,
    "team_size": Measure("people in a project at work", "people"),
    "resolved_share": Measure("opportunities resolved, of those that arrive or are made", "points", 100),
    "arrived": Measure("opportunities that arrive", "a year and 100 people", OUTCOMES["resolved"].scale),
    "uses": Measure("uses of something that its user did not begin with, one for each person and domain", "for each 100 people", HUNDRED),
    "involved": Measure("people who were ever in a project", "points", 100),
    "guarding_early": Measure("people who guard things as they are, after half a year", "points", HUNDRED),
    "guarding": Measure("the same after six years", "points", HUNDRED),
    "faded_convened": Measure("communities that have faded, parts that split off too, over those that were convened", "points", 100),
    "split": Measure("communities that split in six years", ""),
    "elsewhere": Measure("uses in the end that come from another unit than the user's, of all uses", "points", 100),
}

# What no series says is counted from the whole result files of the study.
COUNTED = {"silos": [
    Contrast("uses of what comes from another unit", "elsewhere", [(1, "open"), (-1, "closed")], ""),
    Contrast("uses of what comes from another unit, nobody tells", "elsewhere",
             [(1, "open, nobody tells"), (-1, "closed, nobody tells")], "")]}
RUN = ("selforg", "base", "set", "conditions", "replicates", "outcomes", "results")  # of a study: what its runs hang on


def read_checks(folder):
    return read_claims(folder / "checks")


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


def _rows(contrasts, runs):
    rows = []
    for contrast in contrasts:
        effect = statistics.paired(runs.difference(contrast)[0])
        start = runs.values(contrast.outcome, contrast.sides[1][1])[0]
        rows.append({"name": contrast.name, "outcome": contrast.outcome, "from": float(np.nanmean(start)),
                     "effect": [effect.mean, effect.low, effect.high], "count": effect.count})
    return rounded(rows)


def _run(study, folder, jobs):
    file = folder.with_name(folder.name + ".yaml")
    write_study({key: study[key] for key in RUN if key in study}, file)
    sweep(file, folder, jobs)
    call("collect", folder, "--quiet")
    return Runs(folder / "study.h5")


def look(checks, claims, space, first, folder, jobs):
    plan = Plan(None, None, next(iter(first["claims"].values()))["base_replicates"], first["seed"])
    looked, again = {}, {}
    for name, check in checks.items():
        apart, counted = folder / f"{name}.checks", COUNTED.get(name, [])
        runs = _run(check.at_base(space, dataclasses.replace(plan, base_replicates=None)), apart, jobs)
        if counted:
            files = [apart / f"results/{row // 1000:03d}/{row:06d}.h5" for row in range(len(runs.condition))]
            runs.columns["elsewhere"] = np.array([elsewhere(path) for path in files])
        looked[name] = _rows(counted + check.contrasts, runs)
    for name, claim in claims.items():
        again[name] = _rows([contrast for contrast in claim.contrasts if contrast.judged],
                            _run(claim.at_base(space, plan), folder / f"{name}.again", jobs))
    return {"again": again, "checks": looked}


def same_again(first, again):
    """(judged contrasts that were run once more, those of them that came out the same)."""
    pairs = [(row["effect"], once_more["effect"]) for name, rows in again.items() for once_more in rows
             for row in first["claims"][name]["contrasts"] if row["name"] == once_more["name"]]
    return len(pairs), sum(one == other for one, other in pairs)
