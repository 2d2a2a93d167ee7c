"""What each criterion of analysis/emergence/criteria.md came to, as words and as whether it is met."""
from __future__ import annotations

import math

import numpy as np

from studies.emergence import measures
from studies.emergence.findings import SETTINGS

DASH = "not run"


def number(value, digits=3):
    return "–" if value is None or not math.isfinite(value) else f"{value if abs(value) > 1e-12 else 0:.{digits}g}"


def between(low, high, digits=2):
    if not (math.isfinite(low) or math.isfinite(high)):
        return "no interval"
    text = [f"{value:.{digits}f}" if math.isfinite(value) else "never" for value in (low, high)]
    return f"{text[0]} to {text[1]}"


def mean_of(values, digits=2):
    """Mean and interval."""
    mean, low, high = measures.interval(values)
    return f"{mean:.{digits}f} ({between(low, high, digits)})" if math.isfinite(mean) else "–"


def verdict(met):
    return {True: "**met**", False: "not met", None: "undecided"}[met if met is None else bool(met)]


def table(headings, rows):
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [headings, ["---"] * len(headings), *rows]) + "\n"


# ---- what each criterion came to, by setting: (cell, met) ----

def threshold_cell(found, setting):
    of = found.get("thresholds")
    if not of or setting not in of:
        return DASH, None
    at = of[setting]
    if not math.isfinite(at["measured"]):
        return f"R stays below 1 (theory: {number(at['theory'])})", False
    return (f"the interval of R, {at['mean']:.2f} on average of {at['replicates']} runs, reaches 1 at {number(at['measured'])}, "
            f"theory {number(at['theory'])}"), at["met"]


def bistability_cell(found, setting):
    of = (found.get("bistability") or {}).get(setting)
    if not of:
        return DASH, None
    i = int(np.nanargmax(np.abs(of["difference"]))) if np.isfinite(of["difference"]).any() else 0
    text = (f"hot less cold at most {of['difference'][i]:+.2f} ({between(of['low'][i], of['high'][i])}); "
            f"half the range is {of['half']:.2f}")
    many = found.searched.get("many", {}).get("many") if setting == "few" else None
    if many and many["mixture"][0]:
        text += f"; {many['mixture'][0]['count']} runs: two normals against one: BIC {many['mixture'][0]['bic']:+.0f}"
        return text, of["met"] or many["met"]
    return text, of["met"]


def hysteresis_cell(found, setting):
    of = (found.get("sweeps") or {}).get(setting)
    if not of:
        return DASH, None
    slow, half = of["loops"]["slow"], of["loops"]["half"]
    return f"loop {slow[0]:.3f} ({between(*slow[1:], 3)}), at half the speed {half[0]:.3f} ({between(*half[1:], 3)})", of["met"]


def sharpening_cell(found, setting):
    of = found.get("sizes")
    if setting != "few" or not of:
        return DASH, None
    widths = ", ".join(f"{each['width']:.4f}" for each in of.values())
    peaks = ", ".join(f"{each['peak']:.2g}" for each in of.values())
    return f"widths {widths}; N var(A) peaks at {peaks} (N = {', '.join(map(str, of))})", found.sharpening


def slowing_cell(found, setting):
    of = (found.get("kicks") or {}).get(setting)
    if not of:
        return DASH, None
    back = (f"{t:.0f} ({between(low, high, 0)})" if math.isfinite(t) else "–" for t, low, high in zip(of["time"], of["low"], of["high"]))
    either = ", and the intervals allow either" if of["met"] is None else ""
    return (f"back after {', '.join(back)} steps at creation {', '.join(f'{rate:g}' for rate in of['rates'])}; the longest is "
            f"{of['times']:.1f} times the longer end, where 2 is asked{either}; by another kick than the criterion's"), of["met"]


def cascades_cell(found, setting):
    tests = [test for test in found.get("cascade_tests") or [] if test["near"]]
    if setting != "none" or not tests:
        return DASH, None
    good = sum(test["met"] for test in tests)
    return f"Borel kept and exponential rejected at {good} of {len(tests)} rates with R within 10 % of 1", good == len(tests)


def false_alarms(of):
    """Of the runs without a sweep, which set the limit themselves: so there are few, whatever the measure."""
    return f"{round(of['false'] * of['count'])} of {of['count']}"


def warning_cell(found, setting):
    of = found.get("warnings")
    if setting != "few" or not of:
        return DASH, None
    text = "; ".join(f"{name}: hits {each['hits']:.0%} ({between(each['low'] * 100, each['high'] * 100, 0)} %) at "
                     f"false alarms in {false_alarms(each)}" for name, each in of.items()) + ", of the runs that set the limit"
    return text, any(each["hits"] > 0.5 and each["false"] <= 0.05 for each in of.values())


CRITERIA = {"threshold": threshold_cell, "critical cascades": cascades_cell, "bistability": bistability_cell,
            "hysteresis": hysteresis_cell, "sharpening": sharpening_cell, "slowing down": slowing_cell,
            "early warning": warning_cell}
COLUMNS = {**SETTINGS, "none": "no arrivals after a year"}


def met_of(found, setting):
    return {name: cell(found, setting)[1] for name, cell in CRITERIA.items()}


def verdicts(found):
    rows = []
    for name, cell in CRITERIA.items():
        of = [cell(found, setting) for setting in COLUMNS]
        rows.append([f"**{name}**", *("" if text == DASH and setting == "none" else text + ("" if text == DASH else f": {verdict(met)}")
                                     for (text, met), setting in zip(of, COLUMNS))])
    words = ["**in the words of the criteria**", *(f"**{measures.word(met_of(found, setting))}**" + left_open(found, setting)
                                                 for setting in SETTINGS), ""]
    return table(["", *COLUMNS.values()], [*rows, words])


def left_open(found, setting):
    needed = ("bistability", "hysteresis", "sharpening", "slowing down")
    missing = [name for name in needed if met_of(found, setting)[name] is None]
    return f", as far as it is decided (left open: {', '.join(missing)})" if missing else ""
