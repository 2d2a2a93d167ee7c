#!/usr/bin/env python3
"""Pictures of a study: means with intervals over what varied, differences, and sensitivity indices.

    analysis/plot_study.py STUDY.h5 [-o PICTURE.png] [--outcome NAME ...] [--selforg PROGRAM]
    analysis/plot_study.py ANALYSIS.json                 what `selforg analyze --json` printed

Everything shown is computed by `selforg analyze`. Needs numpy and matplotlib (Debian: python3-numpy
python3-matplotlib).
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import textwrap

import needs

needs.packages("matplotlib", "numpy")

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Colours that stay apart under every kind of colour vision.
GREY, PALETTE = "#8a92a0", ["#3875E1", "#C8760A", "#2FAE74", "#AA3785", "#F3C813", "#5B6770"]
STYLE = {"font.size": 8, "axes.spines.top": False, "axes.spines.right": False, "axes.titleweight": "bold",
         "axes.titlesize": 8, "svg.fonttype": "none", "svg.hashsalt": "selforg"}
NUMBER = float("nan")


def program():
    """The program: $SELFORG, or what was built, or what is installed."""
    built = ROOT / "build/release/selforg"
    return os.environ.get("SELFORG") or (str(built) if built.exists() else "selforg")


def analyze(study, selforg, *options):
    """The analysis of a study's file, as `selforg analyze --json` prints it."""
    result = subprocess.run([selforg, "analyze", str(study), "--json", *options], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(result.stderr.strip())
    return json.loads(result.stdout)


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def of_kind(analysis, outcome, *kinds):
    return [finding for finding in analysis["findings"] if finding["outcome"] == outcome and finding["kind"] in kinds]


def outcomes_of(analysis):
    return list(dict.fromkeys(finding["outcome"] for finding in analysis["findings"]))


def values_of(analysis, dimension):
    """The values of a dimension in the order of the configurations."""
    return list(dict.fromkeys(f["at"][dimension] for f in analysis["findings"] if f["kind"] == "mean"))


def bounds(findings):
    """(estimate, below, above): arrays, unknown intervals without length."""
    value = np.array([NUMBER if f["estimate"] is None else f["estimate"] for f in findings])
    low = np.array([v if f["low"] is None else f["low"] for f, v in zip(findings, value)])
    high = np.array([v if f["high"] is None else f["high"] for f, v in zip(findings, value)])
    return value, np.maximum(value - low, 0), np.maximum(high - value, 0)


def main_dimension(analysis):
    """What the means are drawn over: the dimension of numbers with the most values, else that of words."""
    def rank(dimension):
        values = values_of(analysis, dimension)
        return (all(number(value) is not None for value in values), len(values))
    return max(analysis["dimensions"], key=rank)


def is_logarithmic(values):
    """Whether positive values grow by factors rather than by steps."""
    if len(values) < 4 or min(values) <= 0:
        return False
    ordered = sorted(values)
    return max(ordered[-1] / ordered[-2], ordered[1] / ordered[0]) > 1.6 and ordered[-1] / ordered[0] >= 16


def lines_of(analysis, means, along):
    """{label: findings}: a line for each combination of the other dimensions."""
    others = [dimension for dimension in analysis["dimensions"] if dimension != along]
    lines = {}
    for finding in means:
        label = ", ".join(finding["at"][d] if d == "condition" else f"{d} {finding['at'][d]}" for d in others)
        lines.setdefault(label, []).append(finding)
    return lines


def draw_words(axes, lines, along, first):
    """Means over words: a row for each word, from the top."""
    for place, (label, findings) in enumerate(lines.items()):
        value, below, above = bounds(findings)
        rows = np.arange(len(findings)) + 0.16 * (place - (len(lines) - 1) / 2)
        axes.errorbar(value, rows, xerr=[below, above], fmt="o", markersize=4, capsize=2, linewidth=1,
                      color=PALETTE[place % len(PALETTE)], label=label or None)
    names = [textwrap.fill(finding["at"][along], 22) for finding in next(iter(lines.values()))]
    axes.set_yticks(range(len(names)), names if first else [""] * len(names))
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.grid(axis="x", linewidth=0.3)


def draw_numbers(axes, lines, along):
    for place, (label, findings) in enumerate(lines.items()):
        findings = sorted(findings, key=lambda finding: number(finding["at"][along]))
        value, below, above = bounds(findings)
        at = [number(finding["at"][along]) for finding in findings]
        axes.errorbar(at, value, yerr=[below, above], fmt="o-", markersize=3, capsize=2, linewidth=1,
                      color=PALETTE[place % len(PALETTE)], label=label or None)
    if is_logarithmic(at):
        axes.set_xscale("log")
        axes.set_xticks(at, [f"{value:g}" for value in at])
        axes.minorticks_off()
    axes.set_xlabel(along)
    axes.grid(axis="y", linewidth=0.3)


def draw_means(axes, analysis, outcome, first=True):
    """Means with intervals of one outcome."""
    means = of_kind(analysis, outcome, "mean")
    along = main_dimension(analysis)
    lines = lines_of(analysis, means, along)
    if all(number(value) is not None for value in values_of(analysis, along)):
        draw_numbers(axes, lines, along)
    else:
        draw_words(axes, lines, along, first)
    axes.set_title(outcome, loc="left")
    if first and len(lines) > 1:
        axes.legend(fontsize=6, framealpha=0.8)


def name_of(analysis, difference):
    """A contrast's name, or in what a configuration differs from the first one."""
    if "name" in difference:
        return difference["name"]
    first = next(finding["at"] for finding in analysis["findings"] if finding["kind"] == "mean")
    others = {key: value for key, value in difference["at"].items() if value != first[key]}
    return ", ".join(v if k == "condition" else f"{k} {v}" for k, v in others.items()) or "as the first"


def draw_differences(axes, analysis, outcome):
    """Differences with intervals, the largest on top (a tornado)."""
    findings = of_kind(analysis, outcome, "difference")
    findings.sort(key=lambda finding: abs(finding["estimate"] or 0))
    value, below, above = bounds(findings)
    names = [name_of(analysis, finding) for finding in findings]
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.errorbar(value, range(len(value)), xerr=[below, above], fmt="o", markersize=4, capsize=2, linewidth=1,
                  color=PALETTE[0])
    axes.set_yticks(range(len(names)), [textwrap.fill(name, 40) for name in names], fontsize=6)
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_title(f"{outcome}: differences", loc="left")
    axes.grid(axis="x", linewidth=0.3)


def draw_indices(axes, analysis, outcome):
    """Sensitivity of one outcome to each parameter, the largest on top."""
    kinds = [kind for kind in ("first", "total", "mu_star", "sigma") if of_kind(analysis, outcome, kind)]
    label = {"first": "first order", "total": "total", "mu_star": "mu*", "sigma": "sigma"}
    leading = of_kind(analysis, outcome, kinds[1] if kinds[0] == "first" else kinds[0])
    name = lambda finding: " ".join(filter(None, (finding["parameter"], finding.get("condition"))))
    order = [name(f) for f in sorted(leading, key=lambda finding: finding["estimate"] or 0)]
    for place, kind in enumerate(kinds):
        findings = sorted(of_kind(analysis, outcome, kind), key=lambda finding: order.index(name(finding)))
        value, below, above = bounds(findings)
        rows = np.arange(len(value)) + 0.36 * (0.5 - place)
        axes.barh(rows, np.nan_to_num(value), height=0.34, color=PALETTE[place], label=label[kind])
        axes.errorbar(value, rows, xerr=[below, above], fmt="none", ecolor="black", elinewidth=0.8, capsize=2)
    axes.set_yticks(range(len(order)), order)
    axes.set_title(f"{outcome}: sensitivity", loc="left")
    axes.legend(fontsize=6, loc="lower right")


def panels_of(analysis, outcome):
    """The drawings that there is something for."""
    apart = analysis["design"] in ("oat", "lhs", "sobol", "saltelli", "morris")
    if not apart and analysis["dimensions"] and analysis["configurations"] > 1:
        yield draw_means
    if 1 <= len(of_kind(analysis, outcome, "difference")) <= 40:
        yield draw_differences
    if of_kind(analysis, outcome, "total", "mu_star"):
        yield draw_indices


def picture(analysis, outcomes):
    """A figure with a row for each outcome."""
    rows = [(outcome, list(panels_of(analysis, outcome))) for outcome in outcomes]
    rows = [(outcome, panels) for outcome, panels in rows if panels]
    if not rows:
        sys.exit(f"{analysis['study']}: there is nothing to draw (design {analysis['design']}: use --csv)")
    plt.rcParams.update(STYLE)
    columns = max(len(panels) for _, panels in rows)
    heights = [max(2.8, 0.28 * len(of_kind(analysis, outcome, "difference", "total", "mu_star")))
               if set(panels) - {draw_means} else 2.8 for outcome, panels in rows]
    figure, axes = plt.subplots(len(rows), columns, squeeze=False, layout="constrained", height_ratios=heights,
                                figsize=(5.2 * columns, sum(heights)))
    for (outcome, panels), row in zip(rows, axes):
        for draw, place in zip(panels, row):
            draw(place, analysis, outcome)
        for place in row[len(panels):]:
            place.set_visible(False)
    figure.suptitle(textwrap.fill(f"{analysis['title']}: {analysis['replicates']} replicates, intervals of "
                                  f"{100 * analysis['level']:g} %", 60 * columns), fontweight="bold")
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("study", help="study file, or the JSON that selforg analyze printed")
    parser.add_argument("-o", "--out", help="picture to write; default: beside the study, .png")
    parser.add_argument("--outcome", action="append", help="only this outcome; may be given many times")
    parser.add_argument("--selforg", default=program(), help="the program")
    options = parser.parse_args()
    path = pathlib.Path(options.study)
    analysis = json.loads(path.read_text()) if path.suffix == ".json" else analyze(path, options.selforg)
    known = outcomes_of(analysis)
    for outcome in options.outcome or []:
        if outcome not in known:
            sys.exit(f"{path}: there is no outcome '{outcome}'; there are {', '.join(known)}")
    out = options.out or path.with_suffix(".png")
    picture(analysis, options.outcome or known).savefig(out, dpi=110)
    print(out)


if __name__ == "__main__":
    main()
