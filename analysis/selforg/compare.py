"""selforg-compare: two runs or two studies, and what differs between them, with numbers.

    selforg-compare A.h5 B.h5

Of runs: parameters, tables of events by their rows, and series by how far they are apart and from which step on. Of studies:
what varies, and the difference of each outcome where both have the same configuration, paired by replicate where the
seeds are the same. Exit code: 0 the same, 1 different, 2 cannot be compared.
"""
from __future__ import annotations

import argparse
import sys

import numpy as np
import pandas as pd

from . import opening
from .ending import ended
from .intervals import mean_interval
from .run import Run
from .study import Study

NOWHERE = "–"


# ---- two runs ----

def parameters(one: Run, other: Run) -> pd.DataFrame:
    """Those whose values differ, or that one only has in force; index: the path."""
    both = pd.concat({"A": one.parameters["value"], "B": other.parameters["value"]}, axis=1)
    both = both.astype(object).where(both.notna(), NOWHERE)
    return both[[str(a) != str(b) for a, b in zip(both["A"], both["B"])]]


def series(one: Run, other: Run) -> pd.DataFrame:
    """Series that both have, where they differ: first_step, greatest difference and the step of it, the last values. What one only
    has is named with NaN."""
    rows, steps = {}, np.intersect1d(one.series["step"], other.series["step"])
    for name in list(dict.fromkeys([*one.series.data_vars, *other.series.data_vars])):
        if name not in one.series or name not in other.series:
            rows[name] = (f"only in {'A' if name in one.series else 'B'}", *[np.nan] * 5)
            continue
        a, b = (each.series[name].sel(step=steps).values.reshape(len(steps), -1).astype(float) for each in (one, other))
        if a.shape != b.shape:
            rows[name] = (f"{a.shape[1]} columns, and {b.shape[1]}", *[np.nan] * 5)
            continue
        apart = np.where(np.isnan(a) & np.isnan(b), 0, np.abs(a - b))
        apart = np.where(np.isnan(apart), np.inf, apart).max(axis=1)
        if apart.any():
            at = int(apart.argmax())
            ends = (a[-1, 0], b[-1, 0]) if a.shape[1] == 1 else (np.nan, np.nan)
            rows[name] = ("", int(steps[apart > 0][0]), float(apart[at]), int(steps[at]), *ends)
    return pd.DataFrame.from_dict(rows, orient="index", columns=["note", "first_step", "greatest", "at_step", "A_last", "B_last"])


def tables(one: Run, other: Run) -> pd.DataFrame:
    """Tables of events whose rows differ: how many each has, and the first step in which they differ."""
    rows = {}
    for name in list(dict.fromkeys([*one.events, *other.events])):
        a, b = (each.events[name] if name in each.events else None for each in (one, other))
        if a is None or b is None:
            rows[name] = (NOWHERE if a is None else len(a), NOWHERE if b is None else len(b), NOWHERE)
        elif not a.equals(b):
            rows[name] = (len(a), len(b), _first_difference(a, b))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["A", "B", "first_step"])


def _first_difference(one: pd.DataFrame, other: pd.DataFrame) -> int | str:
    """The step of the first row that differs; tables without steps have none."""
    if "step" not in one or list(one) != list(other):
        return NOWHERE
    count = min(len(one), len(other))
    same = np.all([(one[name].astype(str).to_numpy()[:count] == other[name].astype(str).to_numpy()[:count]) for name in one], axis=0)
    at = count if same.all() else int(np.argmin(same))
    return min(int(table["step"].iloc[at]) for table in (one, other) if at < len(table))


# ---- two studies ----

def outcomes(one: Study, other: Study, level: float = 0.95) -> pd.DataFrame:
    """B less A of each outcome and configuration that both have, over the runs that have a value in both: difference with its interval; paired where replicates have the
    same seeds, which `runs` counts; `differ` counts those in which it is not the same, or only one has a value. Configurations go by the values of what varies in both; what varies in one only must have one value
    in the other."""
    axes = [axis for axis in one.axes if axis in other.axes]
    shared = [name for name in one.outcomes if name in other.outcomes]
    keys = [*axes, "replicate", "seed"]
    for study in (one, other):
        if study.runs.duplicated(keys).any():
            raise ValueError(f"{study.path}: what varies there, and not in the other, tells its configurations apart: they cannot be paired")
    both = one.runs[[*keys, "config_id", *shared]].merge(other.runs[[*keys, "config_id", *shared]], on=keys, suffixes=("_A", "_B"))
    if both.empty or not shared:
        raise ValueError("the two studies have no run of the same configuration, replicate and seed, or no outcome, in common")
    rows = []
    for place, part in both.groupby(["config_id_A", "config_id_B"], sort=True):
        for name in shared:
            apart = (part[f"{name}_B"] - part[f"{name}_A"]).to_numpy(float)
            both_have = part[np.isfinite(apart)]
            mean, half = (float(value) for value in mean_interval(apart, level))
            differ = int(((apart != 0) & ~(part[f"{name}_A"].isna() & part[f"{name}_B"].isna()).to_numpy()).sum())
            rows.append((*place, *(part[axis].iloc[0] for axis in axes), name, both_have[f"{name}_A"].mean(), both_have[f"{name}_B"].mean(), mean,
                         mean - half, mean + half, int(np.isfinite(apart).sum()), int(np.isnan(apart).sum()), differ))
    return pd.DataFrame(rows, columns=["config_id_A", "config_id_B", *axes, "outcome", "A", "B", "difference", "low", "high", "runs", "without_value", "differ"])


# ---- the command ----

def _say(title: str, table: pd.DataFrame, same: str) -> bool:
    """Prints a table, or that there is nothing in it; whether there was."""
    print(f"{title}: {same}" if table.empty else f"{title}\n{table.to_string(na_rep=NOWHERE, float_format=lambda value: f'{value:.6g}')}")
    return not table.empty


def _runs(one: Run, other: Run) -> int:
    print(f"A {one.path}  digest {one.digest}\nB {other.path}  digest {other.digest}")
    found = [_say("parameters", parameters(one, other), "the same"), _say("series", series(one, other), "the same at the steps that both have"),
             _say("tables of events (rows)", tables(one, other), "the same")]
    return 1 if any(found) or one.digest != other.digest else 0


def _studies(one: Study, other: Study) -> int:
    print(f"A {one.path}  {one.design}, {len(one.runs)} runs\nB {other.path}  {other.design}, {len(other.runs)} runs")
    alone = []
    for name, study, against in (("A", one, other), ("B", other, one)):
        for kind, mine, theirs in (("varies", study.axes, against.axes), ("outcome", study.outcomes, against.outcomes)):
            only = [each for each in mine if each not in theirs]
            alone += [f"{kind} only in {name}: {', '.join(only)}"] if only else []
    keys = [*(axis for axis in one.axes if axis in other.axes), "replicate", "seed"]
    for name, study, against in (("A", one, other), ("B", other, one)):
        count = int((study.runs[keys].merge(against.runs[keys].drop_duplicates(), on=keys, how="left", indicator=True)["_merge"] != "both").sum())
        alone += [f"runs only in {name}: {count} of {len(study.runs)}"] if count else []
    for line in alone:
        print(line)
    table = outcomes(one, other)
    apart = table[table["differ"] > 0]
    is_apart = _say(f"outcomes, B less A, 95 % ({len(apart)} of {len(table)} differ)", apart, "the same in all runs that both have")
    return int(is_apart or bool(alone))


def _compare(a: str, b: str) -> int:
    one, other = opening.open(a), opening.open(b)
    if isinstance(one, Run) != isinstance(other, Run):
        raise ValueError("one is a run and the other a study")
    return _runs(one, other) if isinstance(one, Run) else _studies(one, other)


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="selforg-compare", description=__doc__.split(": ", 1)[1], formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("A", help="RUN.h5, STUDY.h5 or the folder of a study")
    parser.add_argument("B", help="another of the same kind")
    options = parser.parse_args(words)
    return ended("selforg-compare", lambda: _compare(options.A, options.B))


if __name__ == "__main__":
    sys.exit(main())
