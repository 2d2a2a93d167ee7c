"""selforg-sensitivity: which of what varies in a study moves an outcome, and what is noise.

    selforg-sensitivity STUDY.h5 [--outcome NAME] [--csv FOLDER]

A grid: the share of an outcome's variance that each axis explains by itself and each two together beyond that, and the share that lies
between replicates of one configuration. Samples (lhs and the like): partial rank correlations (Marino and others 2008,
doi:10.1016/j.jtbi.2008.04.011) and standardised regression coefficients, with how much a straight line explains. What cannot be told from noise is
said to be so. Runs that failed, and runs that have no value, are counted apart.
"""
from __future__ import annotations

import argparse
import itertools
import math
import pathlib
import sys

import numpy as np
import pandas as pd
from scipy import stats

from . import opening
from .ending import ended
from .study import Study

NOISE = 0.05  # probability of as much by chance, from which on something cannot be told from noise
DROWNED = "cannot be told from noise"
SINGLE = "not known: a single replicate; it is in the shares above"


# ---- what there is ----

def runs(study: Study) -> pd.DataFrame:
    """By outcome: runs that ended well with a value, runs that ended well without one (NaN: it was never reached, say), and runs
    that failed or are missing."""
    well = study.runs["run_status"].astype(str) == "done"
    rows = {name: (int((well & study.runs[name].notna()).sum()), int((well & study.runs[name].isna()).sum()), int((~well).sum()))
            for name in study.outcomes}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["with_value", "without_value", "failed_or_missing"]).rename_axis("outcome")


# ---- a grid ----

def effects(study: Study, outcome: str) -> pd.DataFrame:
    """Main effects and interactions of two: share of the variance, degrees of freedom, F, p, and what is to be said; then what more
    axes do together, and noise. Only of a whole grid whose runs all have a value; ValueError else."""
    if not study.is_cube:
        raise ValueError(f"{study.path}: effects are of a whole grid; this is {study.design}")
    cube = study.data[outcome].transpose(*study.axes, "replicate").values
    if not np.isfinite(cube).all():
        raise ValueError(f"{outcome}: {np.isnan(cube).sum()} of {cube.size} runs have no value, so that variance cannot be shared out")
    if np.ptp(cube) == 0:
        raise ValueError(f"{outcome}: it is the same in all runs")
    return shared_out(cube, study.axes)


def shared_out(cube: np.ndarray, names: list[str]) -> pd.DataFrame:
    """The same of values [axis, ..., replicate]; of one replicate the noise is not known, and is in every share."""
    axes = [place for place in range(len(names)) if cube.shape[place] > 1]
    sums = {(): cube.size * cube.mean() ** 2}
    for count in (1, 2):
        for chosen in itertools.combinations(axes, count):
            sums[chosen] = _of_means(cube, chosen) - sum(sums[part] for k in range(count) for part in itertools.combinations(chosen, k))
    cells = cube.mean(axis=-1)
    noise, total = float(((cube - cells[..., None]) ** 2).sum()), float(((cube - cube.mean()) ** 2).sum())
    freedom = cells.size * (cube.shape[-1] - 1)
    rows = [(" x ".join(names[place] for place in chosen), square, math.prod(cube.shape[place] - 1 for place in chosen))
            for chosen, square in sums.items() if chosen]
    rest, left = total - noise - sum(square for _, square, _ in rows), cells.size - 1 - sum(df for *_, df in rows)
    if left > 0:
        rows.append(("three and more together", rest, left))
    return _table(rows, noise, freedom, total)


def _of_means(cube: np.ndarray, kept: tuple[int, ...]) -> float:
    """The sum over all runs of the squared mean over everything but the axes that are kept."""
    means = cube.mean(axis=tuple(place for place in range(cube.ndim) if place not in kept))
    return float((means ** 2).sum() * cube.size / means.size)


def _table(rows: list[tuple[str, float, int]], noise: float, freedom: int, total: float) -> pd.DataFrame:
    found = []
    for name, square, df in rows:
        f = square / df / (noise / freedom) if freedom and noise > 0 else math.nan
        p = float(stats.f.sf(f, df, freedom)) if math.isfinite(f) else math.nan
        found.append((name, max(square, 0.0) / total if total else 0.0, df, f, p, DROWNED if p > NOISE else ""))
    share, note = (noise / total if total else 0.0, "") if freedom else (math.nan, SINGLE)
    found.append(("noise: between replicates", share, freedom, math.nan, math.nan, note))
    return pd.DataFrame(found, columns=["what", "share", "freedom", "F", "p", "note"]).set_index("what")


# ---- samples ----

def _partial(columns: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Partial correlation of each column with the values, all others held: of what the others leave of both."""
    found = []
    for place in range(columns.shape[1]):
        others = np.column_stack([np.ones(len(values)), np.delete(columns, place, axis=1)])
        left = [each - others @ np.linalg.lstsq(others, each, rcond=None)[0] for each in (columns[:, place], values)]
        size = np.linalg.norm(left[0]) * np.linalg.norm(left[1])
        found.append(left[0] @ left[1] / size if size > 0 else 0.0)
    return np.array(found)


def ranks(study: Study, outcome: str, level: float = 0.95) -> tuple[pd.DataFrame, float]:
    """By axis that is a number: prcc with its interval and p, src, and what is to be said; and the share of the variance over
    configurations that a straight line in all of them explains. Means over replicates; configurations without any value are
    left out, and the others counted (`configurations`)."""
    axes = [axis for axis in study.axes if study.is_number(axis) and len(study.values(axis)) > 1]
    means = study.runs.groupby("config_id")[[*axes, outcome]].mean().dropna()
    count, held = len(means), len(axes) - 1
    if count < len(axes) + 4:
        raise ValueError(f"{outcome}: {count} configurations have a value, too few for {len(axes)} parameters")
    x, y = means[axes].to_numpy(float), means[outcome].to_numpy(float)
    if np.ptp(y) == 0:
        raise ValueError(f"{outcome}: it is the same in all configurations")
    prcc = np.clip(_partial(np.apply_along_axis(stats.rankdata, 0, x), stats.rankdata(y)), -1 + 1e-12, 1 - 1e-12)
    wide = stats.norm.ppf(0.5 + level / 2) / math.sqrt(count - held - 3)
    p = 2 * stats.norm.sf(np.abs(np.arctanh(prcc)) * math.sqrt(count - held - 3))
    scaled = (x - x.mean(axis=0)) / x.std(axis=0)
    src, *_ = np.linalg.lstsq(scaled, (y - y.mean()) / y.std(), rcond=None)
    table = pd.DataFrame({"prcc": prcc, "low": np.tanh(np.arctanh(prcc) - wide), "high": np.tanh(np.arctanh(prcc) + wide), "p": p,
                          "src": src, "configurations": count, "note": np.where(p > NOISE, DROWNED, "")},
                         index=pd.Index(axes, name="parameter"))
    straight = 1 - float(np.var((y - y.mean()) / y.std() - scaled @ src))
    return table.iloc[np.argsort(-np.abs(prcc), kind="stable")], straight


def noise_share(study: Study, outcome: str) -> float:
    """The share of an outcome's variance that lies between replicates of one configuration; NaN without replicates. What all
    configurations have in common that run with the same seeds is between replicates, but moves no configuration away from another."""
    values = study.runs[["config_id", "replicate", "seed", outcome]].dropna()
    by_config = values.groupby("config_id")[outcome]
    inside, size = by_config.var(ddof=1).mean(), by_config.size().mean()
    scatter = inside
    if (values.groupby("replicate")["seed"].nunique() == 1).all():
        alone = values[outcome] - values.groupby("replicate")[outcome].transform("mean")
        count = by_config.ngroups
        scatter = alone.groupby(values["config_id"]).var(ddof=1).mean() * count / max(count - 1, 1)
    real = max(by_config.mean().var(ddof=1) - scatter / size, 0.0)
    return float(inside / (inside + real)) if inside + real > 0 else math.nan


# ---- the command ----

def told(study: Study, outcome: str) -> tuple[pd.DataFrame, str]:
    """The table of an outcome, and a sentence on it."""
    if study.is_cube:
        return effects(study, outcome), ""
    table, straight = ranks(study, outcome)
    noise = noise_share(study, outcome)
    between = "" if math.isnan(noise) else f"; {noise:.0%} of the variance of single runs lies between replicates"
    return table, f"a straight line explains {straight:.0%} of the variance between configurations{between}"


def _sensitivity(options: argparse.Namespace) -> int:
    study = opening.open(options.study)
    if not isinstance(study, Study):
        raise ValueError(f"{options.study} is a run and no study")
    asked = options.outcome or study.outcomes
    wrong = [name for name in asked if name not in study.outcomes]
    if wrong:
        raise ValueError(f"there is no outcome {wrong[0]!r}; there are {', '.join(study.outcomes)}")
    print(runs(study).loc[asked].to_string())
    return _print(study, asked, options.csv)


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="selforg-sensitivity", description=__doc__.split(": ", 1)[1], formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", help="STUDY.h5, or the folder of a study")
    parser.add_argument("--outcome", action="append", metavar="NAME", help="only this one; may be repeated")
    parser.add_argument("--csv", type=pathlib.Path, metavar="FOLDER", help="a table OUTCOME.csv for each, too")
    options = parser.parse_args(words)
    return ended("selforg-sensitivity", lambda: _sensitivity(options))


def _print(study: Study, asked: list[str], folder: pathlib.Path | None) -> int:
    """Tables of the outcomes; 1 if none could be made."""
    made = 0
    for name in asked:
        try:
            table, sentence = told(study, name)
        except ValueError as problem:
            print(f"\n{problem}")
            continue
        made += 1
        print(f"\n{name}" + (f": {sentence}" if sentence else ""))
        print(table.to_string(na_rep="–", float_format=lambda value: f"{value:.3g}"))
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            table.to_csv(folder / f"{name}.csv")
    return 0 if made else 1


if __name__ == "__main__":
    sys.exit(main())
