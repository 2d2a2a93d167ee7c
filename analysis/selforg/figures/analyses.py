"""What `selforg analyze` finds in a study: differences and indices of sensitivity, with intervals."""
from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes

from ..study import Study
from . import style
from .missing import left_out

DIFFERENCES_MOST = 24
INDICES = {"first": "first order", "total": "total", "mu_star": "mu*", "sigma": "sigma"}


def _analysis(study: Study) -> dict:
    try:
        return study.analysis
    except LookupError as nowhere:
        raise style.Absent(str(nowhere)) from nowhere
    except RuntimeError as refused:
        raise style.Absent(f"selforg analyze says: {refused}") from refused


def _bounds(findings: list[dict]) -> tuple[np.ndarray, np.ndarray]:
    """Estimates, and how far the interval goes below and above; unknown ones have no length."""
    value = np.array([np.nan if f["estimate"] is None else f["estimate"] for f in findings], dtype=float)
    low = np.array([v if f["low"] is None else f["low"] for f, v in zip(findings, value)], dtype=float)
    high = np.array([v if f["high"] is None else f["high"] for f, v in zip(findings, value)], dtype=float)
    return value, np.maximum([value - low, high - value], 0)


def _words(at: dict) -> str:
    """Where a configuration is."""
    return ", ".join(value if axis == "condition" else f"{axis} {value}" for axis, value in at.items()) or "as the first"


def _lines(name: str) -> list[str]:
    return textwrap.wrap(name, 44)


def _name(finding: dict, first: dict) -> str:
    """A contrast's name, or in what a configuration differs from the first one; and of how many pairs it is, where not of all."""
    name = finding.get("name") or _words({axis: value for axis, value in finding.get("at", {}).items() if value != first[axis]})
    return f"{name} ({finding['count']} of {finding['count'] + finding['missing']} pairs)" if finding["missing"] else name


def _differences(axes: Axes, findings: list[dict], names: list[str]) -> None:
    value, about = _bounds(findings)
    axes.axvline(0, color=style.INK, linewidth=0.6)
    for i, finding in enumerate(findings):
        if not np.isfinite(value[i]):
            axes.text(0, i, " no number", fontsize=6, va="center", color="#555555")
            continue
        sure = finding["low"] is not None and (finding["low"] > 0 or finding["high"] < 0)
        axes.errorbar(value[i], i, xerr=style.bars(about[:, i:i + 1]), fmt="o", markersize=4, capsize=2, elinewidth=0.9,
                      color=style.COLOURS[0], markerfacecolor=style.COLOURS[0] if sure else "white")
    axes.set_yticks(range(len(names)), ["\n".join(_lines(name)) for name in names], fontsize=6.5)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="x", linewidth=0.3, color=style.PALE)
    axes.margins(x=0.08)


@style.drawn
def differences(study: Study, *, width: float = style.WIDTH) -> style.Picture:
    """The contrasts that a study names, or each configuration against the first, with 95 % intervals, outcome by
    outcome."""
    analysis = _analysis(study)
    found = [finding for finding in analysis["findings"] if finding["kind"] == "difference"]
    named = any("name" in finding for finding in found)
    if not found:
        raise style.Absent("there is nothing to compare")
    most = max(sum(finding["outcome"] == name for finding in found) for name in study.outcomes)
    if most > DIFFERENCES_MOST:
        raise style.Absent(f"each of {most} configurations against the first is too much; name `contrasts:` in the study")
    known = {finding["outcome"] for finding in found if finding["estimate"] is not None}
    names = [name for name in study.outcomes if name in known]
    without = sorted({style.words(finding["outcome"]) for finding in found} - {style.words(name) for name in known})
    if not names:
        raise style.Absent("no difference has a number: runs of what is compared have none")
    counts = [sum(finding["outcome"] == name for finding in found) for name in names]
    first = next((finding["at"] for finding in analysis["findings"] if finding["kind"] == "mean"), {})
    lines = [max(len(_lines(_name(finding, first))) for finding in found if finding["outcome"] == name) for name in names]
    heights = [10 + max(6.4, 3.1 * most) * count for most, count in zip(lines, counts)]
    page, axes = style.picture(len(names), 1, sum(heights) + 10, width, gridspec_kw={"height_ratios": heights})
    for each, name in zip(axes.flat, names):
        those = [finding for finding in found if finding["outcome"] == name]
        _differences(each, those, [_name(finding, first) for finding in those])
        each.set_xlabel(f"difference in {style.label(study.data, name)}")
    return style.say(page, f"{study.title}: differences.",
                     "95 % intervals, runs of a replicate paired; filled where the interval leaves out 0."
                     + ("" if named else f" Each configuration against the first, {_words(first)}."),
                     f"Left out, as no difference has a number: {', '.join(without)}." if without else "", left_out(study, names))


def _bars(axes: Axes, analysis: dict, outcome: str, kinds: list[str]) -> None:
    by_kind = {kind: {finding["parameter"]: finding for finding in analysis["findings"]
                      if finding["outcome"] == outcome and finding["kind"] == kind} for kind in kinds}
    order = sorted(by_kind[kinds[-1 if "total" in kinds else 0]].values(), key=lambda f: -(f["estimate"] or 0))
    parameters = [finding["parameter"] for finding in order]
    for place, kind in enumerate(kinds):
        value, about = _bounds([by_kind[kind][parameter] for parameter in parameters])
        rows = np.arange(len(parameters)) + 0.38 * (place - (len(kinds) - 1) / 2)
        axes.barh(rows, np.nan_to_num(value), height=0.34, color=style.COLOURS[place], label=INDICES.get(kind, kind),
                  hatch=["", "////"][place % 2], edgecolor="white", linewidth=0)
        axes.errorbar(value, rows, xerr=style.bars(about), fmt="none", ecolor=style.INK, elinewidth=0.8, capsize=1.8)
    axes.axvline(0, color=style.INK, linewidth=0.6)
    axes.set_yticks(range(len(parameters)), parameters)
    axes.set_ylim(len(parameters) - 0.4, -0.6)
    axes.set_title(style.words(outcome))


@style.drawn
def sensitivity(study: Study, *, width: float = style.WIDTH) -> style.Picture:
    """Indices of sensitivity of each outcome to each parameter with bootstrap intervals, the largest on top: Sobol'
    indices of a design saltelli, elementary effects of a design morris."""
    if study.design not in {"saltelli", "morris"}:
        raise style.Absent("it takes a design saltelli or morris")
    analysis = _analysis(study)
    kinds = [kind for kind in INDICES if any(finding["kind"] == kind for finding in analysis["findings"])]
    if not kinds:
        raise style.Absent("selforg analyze finds no indices in it")
    names = [name for name in study.outcomes if any(f["outcome"] == name and f["kind"] in kinds for f in analysis["findings"])]
    rows = -(-len(names) // 2)
    page, axes = style.picture(rows, min(2, len(names)), rows * (16 + 8 * len(study.axes)) + 8, width)
    for each, name in zip(axes.flat, names):
        _bars(each, analysis, name, kinds)
        each.set_xlabel("share of the variance of the outcome" if "total" in kinds else
                        f"effect on {style.label(study.data, name)}")
    style.unused(axes, len(names))
    style.legend_right(axes[0, -1])
    return style.say(page, f"{study.title}: sensitivity of the outcomes to each parameter.",
                     f"95 % bootstrap intervals of {analysis['bootstrap']['resamples']:,} resamples. An index of an outcome that "
                     "is mostly noise says little: its interval shows it.")
