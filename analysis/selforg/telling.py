"""What happened, in sentences: of a run and of a study. Names, units and words are those of the file."""
from __future__ import annotations

import numpy as np
import pandas as pd

from .figures.missing import too_early
from .figures.style import percent, words
from .figures.work import lives
from .lineage import NONE
from .recorded import Recorded
from .study import Study

HEADLINES = ("users", "adopters", "quality_mean", "practices_in_use", "most_used_fraction", "projects_succeeded")


def amount(value: float) -> str:
    """A number as one reads it: whole ones with commas, others with three digits."""
    if not np.isfinite(value):
        return "no number"
    return f"{int(value):,}" if float(value).is_integer() and abs(value) < 1e15 else f"{value:.3g}"


def count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def with_unit(value: float, units: str) -> str:
    return amount(value) if units in {"", "1"} else f"{amount(value)} {units}"


# ---- of a run ----

def of_a_run(run: Recorded) -> list[str]:
    """Sentences, the most important first."""
    told = [f"{count(len(run.agents), 'agent')} in {count(run.agents['home_unit'].nunique(), 'unit')} over "
            f"{run.steps:,} steps of a {run.step_unit}." if run.step_unit != "step" else
            f"{count(len(run.agents), 'agent')} in {count(run.agents['home_unit'].nunique(), 'unit')} over {run.steps:,} steps."]
    told += [sentence for name in HEADLINES if name in run.series for sentence in _series(run, name)]
    for table, tell in (("adoption", _lineage), ("project", _projects), ("community", _communities)):
        if table in run.events and len(run.events[table]):
            told += tell(run)
    return told


def _series(run: Recorded, name: str) -> list[str]:
    values = run.series[name]
    other = next((dim for dim in values.dims if dim != "step"), None)
    parts = [(f" of {entry}", values.values[:, i]) for i, entry in enumerate(values[other].values)] if other else [("", values.values)]
    return [f"{words(name).capitalize()}{of}: {amount(column[0])} at the start, {amount(column[-1])} at the end." for of, column in parts[:3]]


def _lineage(run: Recorded) -> list[str]:
    lineage, agents = run.lineage, len(run.agents)
    told = []
    later = lineage.adoptions[lineage.step > 0]
    if len(later):
        ways = later["channel"].value_counts()
        shares = [f"{words(str(way))} {number:,} ({percent(number / len(later))})" for way, number in ways.items() if number]
        told.append(f"After the start there were {count(len(later), 'adoption')}, by {', '.join(shares)}.")
    if lineage.leading() == NONE:
        return told
    spread = lineage.spread()
    users, first = int(spread.users.iloc[-1]), spread.table.iloc[0]
    units = run.names("unit", int(run.agents["home_unit"].max()) + 1)
    inside = spread.between_units.to_numpy()
    told.append(f"Most agents use {spread.name} in the end: {users:,} of {agents:,} ({percent(users / agents)}). It was taken up "
                f"{count(len(spread), 'time')}, first by agent {first['learner']} of {units[first['unit']]} in step {first['step']} "
                f"({words(str(first['channel']))}); {count(len(spread.roots), 'time')} with nobody to learn it from.")
    if inside.sum():
        told.append(f"It passed through up to {count(int(spread.table['generation'].max()), 'hand')}; "
                    f"{percent(np.trace(inside) / inside.sum())} of those who learned it had it from somebody of their own unit, "
                    f"and it reached {len(spread.arrivals):,} of {count(len(units), 'unit')}.")
    largest = lineage.cascades.iloc[0]
    told.append(f"The largest cascade goes back to one first try in step {largest['step']} and has {count(int(largest['size']), 'adoption')} "
                f"of {lineage.name(int(largest['practice']))}.")
    return told


def _projects(run: Recorded) -> list[str]:
    found = lives(run.events["project"], run.steps)
    endings = found.loc[found["ending"] != "", "ending"].value_counts()
    worked = found[found["started"].notna() & (found["ending"] != "")]
    told = [f"{count(len(found), 'project')} were founded, {int(found['started'].notna().sum()):,} began work; "
            + ", ".join(f"{words(str(ending))} {number:,}" for ending, number in endings.items())
            + f", and {int((found['ending'] == '').sum()):,} go on."]
    if len(worked):
        told.append(f"Those that worked and ended worked for {amount(float((worked['end'] - worked['started']).median()))} steps "
                    "(median).")
    return told


def _communities(run: Recorded) -> list[str]:
    meetings = run.events["community"]
    last = meetings.drop_duplicates("community", keep="last")
    there = last["type"].isin(set(meetings.loc[meetings.duplicated("community", keep="last"), "type"]))
    phases = last.loc[there, "phase"].value_counts()
    told = [f"{count(last['community'].nunique(), 'community', 'communities')} came together; {int(there.sum()):,} are there in the end"]
    if there.any():
        told[0] += ": " + ", ".join(f"{words(str(phase))} {number:,}" for phase, number in phases.items() if number)
    return [told[0] + "."]


def series_table(run: Recorded) -> pd.DataFrame:
    """Every series that is one number a step: first, least, most, last, units, what it is."""
    rows = {}
    for name, values in run.series.data_vars.items():
        if values.dims == ("step",) and np.isfinite(values.values.astype(float)).any():
            numbers = values.values[np.isfinite(values.values.astype(float))]
            rows[name] = (amount(numbers[0]), amount(numbers.min()), amount(numbers.max()), amount(numbers[-1]),
                          values.attrs.get("units", ""), values.attrs.get("long_name", ""))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["first", "least", "most", "last", "unit", "what it is"])


# ---- of a study ----

def of_a_study(study: Study) -> list[str]:
    runs = study.runs
    status = ", ".join(f"{number:,} {what}" for what, number in runs["run_status"].value_counts().items() if number)
    told = [f"{count(runs['config_id'].nunique(), 'configuration')} of the design {study.design}, "
            f"{count(study.data.sizes['replicate'], 'replicate')} each: {status}."]
    told += [sentence for sentence in (too_early(study),) if sentence]
    told += [_axis(study, axis) for axis in study.axes]
    contrasts = _contrasts(study)
    return told + (contrasts or [_extremes(study, name) for name in study.outcomes if runs[name].notna().any()])


def _axis(study: Study, axis: str) -> str:
    values = study.values(axis)
    listed = ", ".join(amount(value) if study.is_number(axis) else str(value) for value in values)
    if study.is_number(axis) and len(values) > 12:
        listed = f"{len(values):,} values from {amount(values[0])} to {amount(values[-1])}"
    units = "" if study.units(axis) in {"", "1"} else f" ({study.units(axis)})"
    return f"{axis}{units} varies: {listed}." if axis != "condition" else f"Conditions: {listed}."


def _contrasts(study: Study) -> list[str]:
    """The study's own questions, with what came out."""
    try:
        findings = study.analysis["findings"]
    except (LookupError, RuntimeError):
        return []
    told = []
    for finding in findings:
        if finding["kind"] == "difference" and "name" in finding and finding["estimate"] is not None:
            verdict = f"; expected {finding['expected']}: {words(finding['verdict'])}" if finding.get("verdict") else ""
            told.append(f"{finding['name']} ({words(finding['outcome'])}): {amount(finding['estimate'])}, 95 % interval "
                        f"{amount(finding['low'])} to {amount(finding['high'])}{verdict}.")
    return told


def of_how_many(study: Study, name: str) -> pd.Series:
    """By configuration " (2 of 10 runs)" where its mean is not one of all, else nothing."""
    runs = study.runs.groupby("config_id")[name].agg(["count", "size"])
    return pd.Series(["" if some == every else f" ({some} of {every} runs)" for some, every in zip(runs["count"], runs["size"])], runs.index)


def _extremes(study: Study, name: str) -> str:
    means = study.runs.groupby("config_id")[name].mean().dropna()
    where = study.runs.drop_duplicates("config_id").set_index("config_id")

    def at(config: int) -> str:
        return ", ".join(f"{axis} {amount(value) if isinstance(value, (int, float)) else value}"
                         for axis, value in where.loc[config, study.axes].items()) or "the one configuration"

    low, high = means.idxmin(), means.idxmax()
    units, of = study.units(name), of_how_many(study, name)
    if len(means) == 1:
        return f"{words(name).capitalize()} has the mean {with_unit(means.iloc[0], units)}{of[low]}."
    return (f"The mean of {words(name)} is least, {with_unit(means[low], units)}{of[low]}, at {at(low)}, and most, "
            f"{with_unit(means[high], units)}{of[high]}, at {at(high)}.")
