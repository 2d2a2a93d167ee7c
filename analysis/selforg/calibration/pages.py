"""What came of a calibration or a prediction: a page, and its numbers as tables."""
from __future__ import annotations

import numpy as np
import pandas as pd

from .fitting import Fit, Forecast, Recovery, Settings, tie_statistics
from .survey import Survey


def number(value: float) -> str:
    return f"{value:.2g}" if abs(value) < 0.1 else f"{value:.3g}"


def interval(low: float, high: float) -> str:
    return f"{number(low)} to {number(high)}"


def table(heads: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def about(survey: Survey) -> str:
    return (f"{len(survey.people)} people, {survey.times} times from {survey.first} to {survey.called(survey.times)}. "
            + "; ".join(survey.notes) + ".")


def how(settings: Settings) -> str:
    return f"Populations of {settings.size}, seed {settings.seed}, {settings.steps} steps of the simulator for a unit of time."


# ---- a calibration ----

def in_short(survey: Survey, fits: list[Fit]) -> str:
    """Which mechanism comes nearest, and what is wrong with any."""
    ordered = sorted(fits, key=lambda fit: fit.energy)
    ranks = ", ".join(f"{fit.mechanism.title} ({number(fit.energy)})" for fit in ordered)
    lines = [f"- Best first, by the energy of what they predict: {ranks}."]
    lines += [f"- {fit.mechanism.title}: {'; '.join(fit.told)}." for fit in fits if fit.told]
    known = tie_statistics(survey, survey.adopted)
    for fit in fits:
        against = [name for name, value in known.items() if not fit.ties[name][0] <= value <= fit.ties[name][2]]
        if against:
            lines.append(f"- {fit.mechanism.title}: not fitted, and outside of 95 % of its runs: {'; '.join(against)}.")
    return "\n".join(lines)


def posteriors(fits: list[Fit]) -> str:
    rows = []
    for fit in fits:
        for i, (prior, (low, middle, high)) in enumerate(zip(fit.mechanism.priors, fit.intervals)):
            first = [number(fit.energy), f"{fit.tail:.2f}", f"{number(fit.sample.mean)} / {number(fit.sample.floor)}",
                     f"{fit.sample.runs:,}"]
            rows.append([fit.mechanism.title if i == 0 else "", f"*{prior.name}*, {prior.meaning}", number(middle),
                         interval(low, high), f"{prior.low:g} to {prior.high:g}" + ("" if prior.logarithmic else ", even in value"),
                         *(first if i == 0 else [""] * 4)])
    return table(["mechanism", "parameter", "median", "95 %", "prior", "energy", "p", "distance / chance", "runs"], rows)


def checks(survey: Survey, fits: list[Fit]) -> str:
    """What was not fitted; in bold what lies outside."""
    rows = []
    for name, value in tie_statistics(survey, survey.adopted).items():
        spans = [fit.ties[name] for fit in fits]
        marks = ["" if low <= value <= high else "**" for low, _, high in spans]
        rows.append([name, number(value), *(f"{mark}{interval(low, high)}{mark}" for mark, (low, _, high) in zip(marks, spans))])
    return table(["", "observed", *(fit.mechanism.title for fit in fits)], rows) if rows else ""


HOW_TO_READ = """\
Rates are for a unit of time. *Energy* is how far predictions are from what was observed, less half of how far they are from
each other (people; less is better). *p* is the share of runs that are as odd among them as what was observed: near 0, the
mechanism does not bring it about. *Distance / chance*: how far runs are from what was observed, in roots of numbers, and how far two runs with
the same parameters are from each other. Priors are even in the logarithm."""


def calibration_page(survey: Survey, fits: list[Fit], settings: Settings, picture: str) -> str:
    tested = checks(survey, fits)
    parts = [f"# {survey.name}", about(survey), in_short(survey, fits), f"![Observed and fitted]({picture})",
             posteriors(fits), HOW_TO_READ]
    if tested:
        parts += ["Not fitted, and so a test; in bold where what was observed lies outside of 95 % of the runs:", tested]
    parts.append(how(settings))
    return "\n\n".join(parts) + "\n"


def recovery(found: list[Recovery]) -> str:
    rows = [[one.mechanism.title, f"*{prior.name}*", f"{held} of {len(one.true)}"]
            for one in found for prior, held in zip(one.mechanism.priors, one.held)]
    return ("Is what a run was made with found again? Made-up surveys on the same people and ties, with parameters of the posterior, "
            "fitted in the same way:\n\n" + table(["mechanism", "parameter", "95 % intervals that hold the true value"], rows) + "\n")


def fits_table(fits: list[Fit]) -> pd.DataFrame:
    rows = [(fit.mechanism.name, prior.name, *span, prior.low, prior.high, prior.logarithmic, fit.energy, fit.tail, fit.sample.mean,
             fit.sample.floor, fit.sample.runs, "; ".join(fit.told))
            for fit in fits for prior, span in zip(fit.mechanism.priors, fit.intervals)]
    return pd.DataFrame(rows, columns=["mechanism", "parameter", "low", "median", "high", "prior_low", "prior_high", "prior_in_logarithm",
                                       "energy", "p", "distance", "chance", "runs", "told"])


def posterior_table(fits: list[Fit]) -> pd.DataFrame:
    """A row a member: mechanism, weight, and a column for each parameter."""
    return pd.concat([pd.DataFrame({"mechanism": fit.mechanism.name, "weight": fit.sample.weights,
                                    **{prior.name: prior.value(column) for prior, column in
                                       zip(fit.mechanism.priors, fit.sample.unit.T)}}) for fit in fits], ignore_index=True)


# ---- a prediction ----

SIMPLE, MECHANISM = "simple curve", "mechanism"


def kind(forecast: Forecast) -> str:
    return SIMPLE if forecast.is_baseline else MECHANISM


def scores_table(survey: Survey, made: dict[int, list[Forecast]]) -> pd.DataFrame:
    rows = [(survey.called(given), one.title, kind(one), one.crps, one.within[0.5], one.within[0.9], one.note)
            for given, forecasts in made.items() for one in forecasts]
    return pd.DataFrame(rows, columns=["given", "model", "kind", "crps", "within_50", "within_90", "told"])


def predictions_table(survey: Survey, made: dict[int, list[Forecast]]) -> pd.DataFrame:
    rows, curve = [], survey.curve()
    for given, forecasts in made.items():
        for one in (one for one in forecasts if one.curves is not None):
            for i, samples in enumerate(one.curves.T):
                time = given + i + 1
                came = curve[time - 1] if time <= survey.times else np.nan
                rows.append((survey.called(given), one.title, kind(one), survey.called(time), came, *np.quantile(samples, [0.05, 0.25, 0.5, 0.75, 0.95])))
    return pd.DataFrame(rows, columns=["given", "model", "kind", "time", "came", "q05", "q25", "q50", "q75", "q95"])


def prediction_page(survey: Survey, made: dict[int, list[Forecast]], settings: Settings, pictures: dict[int, str]) -> str:
    parts = [f"# {survey.name}: predicted", about(survey)]
    for given, forecasts in made.items():
        there = [one for one in forecasts if one.curves is not None]
        ahead = there[0].curves.shape[1]
        parts.append(f"## Known until {survey.called(given)}")
        ordered = sorted(there, key=lambda one: one.crps)
        if not np.isnan(ordered[0].crps):
            best = min((one for one in there if one.is_baseline), key=lambda one: one.crps, default=None)
            better = [one.title for one in ordered if best and not one.is_baseline and one.crps < best.crps]
            if best:
                parts.append(f"Best simple curve: {best.title} (CRPS {number(best.crps)}). Better: {', '.join(better) or 'no mechanism'}.")
        rows = [[one.title, kind(one), number(one.crps), f"{one.within[0.5]:.0%}",
                 f"{one.within[0.9]:.0%}", interval(*np.quantile(one.curves[:, -1], [0.05, 0.95]))] for one in ordered]
        noted = [f"- {one.title}: {one.note}." for one in forecasts if one.note]
        parts += ["\n".join(noted)] if noted else []
        parts += [table(["", "", "CRPS", "in 50 %", "in 90 %", f"90 % interval for {survey.called(given + ahead)}"], rows),
                  f"![Predicted from {survey.called(given)}]({pictures[given]})"]
    parts.append("CRPS is in people, the mean over the times that were predicted: less is better. *In 50 %* and *in 90 %*: the share "
                 "of those times at which the central interval held what came. " + how(settings))
    return "\n\n".join(parts).replace("nan%", "–").replace("| nan |", "| – |") + "\n"
