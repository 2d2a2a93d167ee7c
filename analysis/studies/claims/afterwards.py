"""What was looked at afterwards, at the base point: it judges nothing, and says what a verdict is about.

    checks = read_checks(folder)                             {name: Claim}, from scenarios/claims/checks/NAME.yaml
    kept = look(checks, claims, space, first, folder, jobs)  runs them: a dictionary that goes into analysis/claims/checks.json

The runs have the seeds of the first series, so that pairs are the pairs of its base point; and what that one judged is run once
more at the base point, to see whether the program still says the same.
"""
import dataclasses

import numpy as np

from studies.claims import counted, statistics
from studies.claims.decided import HUNDRED, OUTCOMES
from studies.claims.results import rounded
from studies.claims.sweeps import Plan, Runs, call, read_claims, sweep, write_study


@dataclasses.dataclass(frozen=True)
class Measure:
    """An outcome that is only looked at: no effect on it was said to matter."""
    words: str
    unit: str
    scale: float = 1


MEASURES = {
    **OUTCOMES,
    "team_size": Measure("people in a project at work", "people"),
    "found": Measure("practices that were ever found", ""),
    "arrived": Measure("opportunities that arrive", "a year and 100 people", OUTCOMES["resolved"].scale),
    "uses": Measure("uses of something that its user did not begin with, one for each person and domain", "for each 100 people", HUNDRED),
    "involved": Measure("people who were ever in a project", "points", 100),
    "guarding_early": Measure("people who guard things as they are, after half a year", "points", HUNDRED),
    "guarding": Measure("the same after six years", "points", HUNDRED),
    "split": Measure("communities that split in six years", ""),
}

RUN = ("selforg", "base", "set", "conditions", "replicates", "outcomes", "results")  # of a study: what its runs hang on


def read_checks(folder):
    return read_claims(folder / "checks", counted.LOOKED_AT)


def _rows(contrasts, runs):
    rows = []
    for contrast in contrasts:
        effect = statistics.paired(runs.difference(contrast)[0])
        start = runs.values(contrast.outcome, contrast.sides[1][1])[0]
        rows.append({"name": contrast.name, "outcome": contrast.outcome, "from": float(np.nanmean(start)),
                     "effect": [effect.mean, effect.low, effect.high], "count": effect.count})
    return rounded(rows)


def _run(claim, study, folder, jobs):
    file = folder.with_name(folder.name + ".yaml")
    write_study({key: study[key] for key in RUN if key in study}, file)
    sweep(file, folder, jobs)
    call("collect", folder, "--quiet")
    runs = Runs(folder / "study.h5")
    counted.add(runs, claim.contrasts, folder)
    return runs


def look(checks, claims, space, first, folder, jobs):
    plan = Plan(None, None, next(iter(first["claims"].values()))["base_replicates"], first["seed"])
    looked, again = {}, {}
    for name, check in checks.items():
        runs = _run(check, check.at_base(space, dataclasses.replace(plan, base_replicates=None)), folder / f"{name}.checks", jobs)
        looked[name] = _rows(check.contrasts, runs)
    for name, claim in claims.items():
        again[name] = _rows([contrast for contrast in claim.contrasts if contrast.judged],
                            _run(claim, claim.at_base(space, plan), folder / f"{name}.again", jobs))
    return {"again": again, "checks": looked}


def same_again(first, again):
    """(judged contrasts that were run once more, those of them that came out the same)."""
    pairs = [(row["effect"], once_more["effect"]) for name, rows in again.items() for once_more in rows
             for row in first["claims"][name]["contrasts"] if row["name"] == once_more["name"]]
    return len(pairs), sum(one == other for one, other in pairs)
