"""selforg-screen: which parameters of a scenario are worth sweeping first.

    selforg-screen SCENARIO [--outcome NAME ...] [--only PATH ...] [--replicates 4] [--csv FILE]

Runs the scenario as it is and with one parameter at a time at a low and a high value, every time with the same seeds, so that a
difference is one within pairs. What moved an outcome most stands first. It says what matters around this scenario, one thing at a time: what
two parameters do together a study of both says (`selforg sweep`, then selforg-sensitivity).
"""
from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from . import finding
from .ending import ended
from .intervals import alike_needed, has_no_interval, mean_interval
from .model import Model, ModelError, Scenario
from .telling import HEADLINES, amount

RULE = ("Low and high are half and double of the usual value, cut to the range; half of a whole number is rounded up. What may be 0 is "
        "tried at 0 too, and a mechanism that may be left out is left out. Of 0 there is a high one alone, a tenth of the way to the end "
        "of the range; of words each other one.")
APART = ("", "seeds", "observe", "without")  # sections of the run as a whole, of what is written, and of what is left out
LEVEL = 0.99  # of intervals: of a hundred rows one is shown by chance


def values_of(parameter: Mapping[str, Any], usual: Any) -> list[Any]:
    """Other values of a parameter, as the schema of scenarios has it: by RULE."""
    if parameter.get("type") == "boolean":
        return [not usual]
    if "enum" in parameter:
        return [word for word in parameter["enum"] if word != usual]
    least, most = parameter["minimum"], parameter["maximum"]
    around = [usual / 2, usual * 2] if usual else [least + (most - least) / 10]
    if parameter["type"] == "integer":
        around = [math.ceil(value) for value in around]
    none = [0] if least <= 0 <= most else []
    tried = dict.fromkeys([*none, *(min(max(value, least), most) for value in around)])
    return [value for value in tried if value != usual]


def described() -> dict[str, dict[str, Any]]:
    """{path: its schema} of every parameter that has other values, in the order of the program."""
    words = [str(finding.program()), "describe", "schema"]
    schema = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    found: dict[str, dict[str, Any]] = {}

    def walk(inside: Mapping[str, Any], path: str) -> None:
        for name, one in inside["properties"].items():
            if "properties" in one:
                walk(one, f"{path}{name}.")
            elif "enum" in one or one.get("type") == "boolean" or ("minimum" in one and "maximum" in one):
                found[path + name] = one

    walk(schema, "")
    return found


def _mechanisms(source: str, settings: Mapping[str, Any], there: Iterable[str]) -> Iterable[str]:
    """The sections of these paths that may be left out: then nothing of them is in force any more."""
    for section in dict.fromkeys(path.partition(".")[0] for path in there):
        without = Scenario(source, {**settings, section: None})
        if not any(path.startswith(section + ".") for path in without):
            yield section


def candidates(source: str, settings: Mapping[str, Any], only: Iterable[str] = ()) -> dict[str, list[Any]]:
    """{path: other values} of the parameters that have an effect as the scenario is, and of its mechanisms (None: left out), or of those
    at or below `only` (a path or a section). ValueError: one of these has none, or no other value."""
    known, wanted = described(), list(only)
    scenario = Scenario(source, settings)
    table = scenario.describe()
    there = {path: values_of(known[path], scenario[path]) for path in table.index[table["has_effect"]]
             if path in known and path.rpartition(".")[0].partition(".")[0] not in APART}
    there.update({section: [None] for section in _mechanisms(source, settings, there)})
    chosen = {path: values for path, values in there.items()
              if not wanted or any(path == one or path.startswith(one + ".") for one in wanted)}
    for one in wanted:
        if not any(path == one or path.startswith(one + ".") for path in chosen):
            raise ValueError(f"{one} is no parameter that has an effect here and another value")
    return chosen


def _outcomes(job: tuple[str, dict[str, Any], int | None, str | None, Any, int, tuple[str, ...]]) -> dict[str, float] | str:
    """The outcomes of one run, or why it is refused."""
    source, settings, steps, path, value, seed, names = job
    try:
        changed = {**settings, "seed": seed, **({} if steps is None else {"steps": steps}), **({} if path is None else {path: value})}
        model = Model(source, changed).run()
        return {name: float(model.observe(name)[0]) for name in names}
    except (ModelError, KeyError) as refused:  # of an outcome that is not there without the mechanism
        return str(refused.args[0])


def _default_outcomes(source: str, settings: Mapping[str, Any]) -> tuple[str, ...]:
    there = Model(source, dict(settings))._observables
    return tuple(name for name in HEADLINES if name in there) or tuple(list(there)[:1])


def _read(source: str, settings: Mapping[str, Any]) -> Scenario:
    """The scenario; of a file that is a study the program says so, and what runs one."""
    try:
        return Scenario(source, settings)
    except ModelError:
        words = [str(finding.program()), "check", source]
        said = subprocess.run(words, check=False, capture_output=True, text=True).stderr.removeprefix("selforg: ").strip()
        if "this is a study" in said:
            raise ValueError(f"{said}; selforg-sensitivity says what mattered in it") from None
        raise


def screen(source: str | os.PathLike, outcomes: Iterable[str] = (), *, only: Iterable[str] = (), replicates: int = 4,
           steps: int | None = None, jobs: int | None = None, parameters: Mapping[str, Any] | None = None,
           progress: Any = None) -> pd.DataFrame:
    """A row a parameter, value and outcome, what moved it most first: usual, value, outcome, at_usual, change, half_width (99 %, over
    pairs of the same seed; NaN: more replicates are needed, as so few moved alike), moved (change over what lies between seeds: their standard deviation as the scenario is), shown (whether the
    interval leaves out zero), refused (why the value cannot be).

    outcomes     observables, as they are at the end; without: the headlines of a report that the scenario has
    only         paths of parameters or sections; without: all that have an effect and another value
    """
    source, settings = os.fspath(source), dict(parameters or {})
    scenario = _read(source, settings)
    if scenario["until"]:
        raise ValueError("until: runs that end by what they observe cannot be compared at their ends; take it out")
    names = tuple(dict.fromkeys(outcomes)) or _default_outcomes(source, settings)
    asked = [(None, None)] + [(path, value) for path, values in candidates(source, settings, only).items() for value in values]
    work = [(source, settings, steps, path, value, scenario["seed"] + i, names) for path, value in asked for i in range(replicates)]
    found = []
    with multiprocessing.Pool(jobs or os.cpu_count(), signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        for done, one in enumerate(pool.imap(_outcomes, work), 1):
            found.append(one)
            if progress:
                progress(done, len(work))
    groups = [found[i * replicates:(i + 1) * replicates] for i in range(len(asked))]
    if isinstance(groups[0][0], str):
        raise ValueError(groups[0][0])
    return _ordered(scenario, names, asked, groups)


def _ordered(scenario: Scenario, names: tuple[str, ...], asked: list[tuple[str | None, Any]], groups: list[list[Any]]) -> pd.DataFrame:
    usual = {name: np.array([run[name] for run in groups[0]]) for name in names}
    rows = []
    for (path, value), runs in zip(asked[1:], groups[1:]):
        refused = next((run for run in runs if isinstance(run, str)), "")
        for name in names if not refused else ("",):
            change = half = moved = np.nan
            if not refused:
                differences = np.array([run[name] for run in runs]) - usual[name]
                change, half = (float(one) for one in mean_interval(differences, LEVEL))
                if change and has_no_interval(differences, LEVEL):
                    half = np.nan
                between = usual[name].std(ddof=1)
                moved = change / between if between > 0 else math.copysign(math.inf, change) if change else 0.0
            usual_value = "there" if value is None else scenario[path]
            rows.append((path, usual_value, "absent" if value is None else value, name, usual[name].mean() if name else np.nan, change, half, moved,
                         bool(abs(change) > half), refused))
    table = pd.DataFrame(rows, columns=["parameter", "usual", "value", "outcome", "at_usual", "change", "half_width", "moved", "shown", "refused"])
    return table.iloc[np.lexsort((-table["moved"].abs().fillna(-1), ~table["shown"]))].reset_index(drop=True)


# ---- the command ----

def _lines(table: pd.DataFrame, most: int) -> Iterable[str]:
    for outcome, rows in table[table["refused"] == ""].groupby("outcome", sort=False):
        shown = rows[rows["shown"]]
        yield (f"\n{outcome}, {amount(rows['at_usual'].iloc[0])} as the scenario is: {len(shown)} of {len(rows)} changes are shown to move it, "
               f"{len(rows) * (1 - LEVEL):.1f} would be by chance")
        alike = rows[rows["half_width"].isna() & rows["change"].notna()]
        if len(alike):
            yield (f"  of {len(alike)} that moved it alike in every replicate there is no interval yet: it takes at least "
                   f"{alike_needed(LEVEL)} replicates (--replicates), as {alike.iloc[0]['parameter']} {_short(alike.iloc[0]['usual'])} -> "
                   f"{_short(alike.iloc[0]['value'])} by {alike.iloc[0]['change']:+.3g}")
        for row in shown.head(most).itertuples():
            yield (f"  {row.parameter:40} {_short(row.usual)} -> {_short(row.value):10} {row.change:+.3g} ± {row.half_width:.2g}"
                   f"   {abs(row.moved):.1f} times what lies between seeds")
        if len(shown) > most:
            yield f"  and {len(shown) - most} more"
    refused = table[table["refused"] != ""].drop_duplicates(["parameter", "value"])
    if len(refused):
        first = refused.iloc[0]
        yield (f"\n{len(refused)} values cannot be, of which --csv has the reasons, as {first['parameter']} {_short(first['value'])}: "
               f"{first['refused']}")


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


class _Progress:
    """How far it is, on one line of the terminal, at most five times a second."""

    def __init__(self) -> None:
        self.began = self.told = time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and (now - self.told > 0.2 or done == of):
            self.told = now
            left = (now - self.began) / done * (of - done)
            print(f"\rrun {done} of {of}, {left:.0f} s left ", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _screen(options: argparse.Namespace) -> int:
    table = screen(options.scenario, options.outcome, only=options.only, replicates=options.replicates, steps=options.steps,
                   jobs=options.jobs, progress=_Progress())
    if options.csv:
        table.to_csv(options.csv, index=False)
    print("\n".join(_lines(table, options.most)).lstrip("\n"))
    return 0


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="selforg-screen", description=__doc__.split(": ", 1)[1] + "\n" + RULE,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", help="a scenario (YAML)")
    parser.add_argument("--outcome", action="append", default=[], metavar="NAME", help="an observable, as it is at the end; may be given many times")
    parser.add_argument("--only", action="append", default=[], metavar="PATH", help="a parameter or a section; may be given many times; else all that have an effect")
    parser.add_argument("--replicates", type=int, default=4, help="seeds, from the scenario's on (default: 4)")
    parser.add_argument("--steps", type=int, help="steps, in place of the scenario's")
    parser.add_argument("--most", type=int, default=10, help="parameters that are printed of each outcome (default: 10)")
    parser.add_argument("--csv", metavar="FILE", help="writes every row here")
    parser.add_argument("-j", "--jobs", type=int, help="runs at a time (default: as many as there are cores)")
    options = parser.parse_args(words)
    if options.replicates < 2:
        parser.error("--replicates: two at least, or nothing tells a change from chance")
    if options.most < 1 or (options.jobs is not None and options.jobs < 1):
        parser.error("--most and --jobs: one at least")
    if options.csv and not pathlib.Path(options.csv).absolute().parent.is_dir():
        parser.error(f"--csv: there is no folder for {options.csv}")
    return ended("selforg-screen", lambda: _screen(options))


if __name__ == "__main__":
    sys.exit(main())
