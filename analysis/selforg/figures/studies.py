"""What came out of a study: response curves, heat maps, samples, and time series with their bands."""
from __future__ import annotations

import itertools
import textwrap
from dataclasses import dataclass

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation

from ..intervals import interval, mean_interval
from ..study import Study
from . import style
from .adoption import band
from .missing import ended_early, fewer, how_many, left_out, replicates, too_early, with_numbers

LINES_MOST, BANDS_MOST, PANELS_MOST, REPLICATES_MOST, NOTES_MOST = 10, 4, 12, 120, 6


# ---- what is drawn along what ----

@dataclass
class Layout:
    """One axis along the page, one as lines, the others as panels side by side."""
    along: str | None
    lines: str | None
    panels: list[str]
    study: Study

    def line_values(self) -> list:
        return self.study.values(self.lines) if self.lines else [None]

    def panel_values(self) -> list[tuple]:
        return list(itertools.product(*(self.study.values(axis) for axis in self.panels)))

    def title(self, values: tuple, letters: int) -> str:
        return "\n".join(style.broken(said(axis, value), letters) for axis, value in zip(self.panels, values))

    def at(self, panel: tuple, line: object) -> dict:
        where = dict(zip(self.panels, panel))
        return {**where, self.lines: line} if self.lines else where


def said(axis: str, value: object) -> str:
    """A value of an axis in words: conditions speak for themselves."""
    return str(value) if axis == "condition" else f"{axis} = {number(value)}"


def number(value: object) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)


def layout(study: Study, along_words: bool = True) -> Layout:
    """The numeric axis with most values goes along, or words where there are no numbers; of the others the one with
    most values that still can be told apart becomes lines."""
    moving = [axis for axis in study.axes if len(study.values(axis)) > 1]
    numeric = [axis for axis in moving if study.is_number(axis)]
    choice = numeric or (moving if along_words else [])
    along = max(choice, key=lambda axis: len(study.values(axis)), default=None)
    rest = [axis for axis in moving if axis != along]
    lines = max((axis for axis in rest if len(study.values(axis)) <= LINES_MOST),
                key=lambda axis: (len(study.values(axis)), axis == "condition"), default=None)
    return Layout(along, lines, [axis for axis in rest if axis != lines], study)


def is_logarithmic(values: list[float]) -> bool:
    """Whether positive values grow by factors rather than by steps."""
    if len(values) < 4 or min(values) <= 0:
        return False
    ordered = sorted(values)
    return max(ordered[-1] / ordered[-2], ordered[1] / ordered[0]) > 1.6 and ordered[-1] / ordered[0] >= 16


# ---- pages ----

ACROSS = 4  # panels side by side
HIGH = 28  # letters along an axis that stands


class Page:
    """Axes for outcomes and panels: `cell(outcome, panel)`; outcomes stand side by side where there is one panel only.
    Panels of an outcome have one scale. Below is a strip for the legend."""

    def __init__(self, plan: Layout, outcomes: int, row: float, width: float, across: int = 3):
        self.plan, self.outcomes = plan, outcomes
        self.panels = plan.panel_values()
        self.columns = min(len(self.panels), ACROSS) if len(self.panels) > 1 else min(across, outcomes)
        self.deep = -(-len(self.panels) // self.columns) if len(self.panels) > 1 else 1
        self.letters = int(width / self.columns / 1.6)
        rows = outcomes * self.deep if len(self.panels) > 1 else -(-outcomes // self.columns)
        lines = plan.line_values() if plan.lines else []
        strip = 6 + 4.2 * -(-len(lines) // 5) if lines else 0
        self.page = style.blank(row * rows + strip + 5, width)
        top = self.page
        if lines:
            top, bottom = self.page.subfigures(2, 1, height_ratios=[row * rows, strip])
            _legend(bottom, plan)
        self.axes = top.subplots(rows, self.columns, squeeze=False)
        for each in self.axes.flat:
            each.set_axis_off()

    def cell(self, outcome: int, panel: int) -> Axes:
        one = len(self.panels) == 1
        axes = self.axes.flat[outcome if one else outcome * self.deep * self.columns + panel]
        axes.set_axis_on()
        if panel > 0:
            axes.sharey(self.cell(outcome, 0))
        axes.set_title(self.plan.title(self.panels[panel], int(0.8 * self.letters)), fontsize=6.5)
        axes.locator_params(nbins=5)
        return axes

    def is_first(self, outcome: int, panel: int) -> bool:
        """Whether nothing stands to the left of it."""
        return (outcome if len(self.panels) == 1 else panel) % self.columns == 0


def _legend(page, plan: Layout) -> None:
    """What the lines are, on a strip of its own."""
    by_number = plan.along == "step" or (plan.along is not None and plan.study.is_number(plan.along))
    handles = [Line2D([], [], **{**style.look(i), **({} if by_number else {"linestyle": "none"})},
                      marker=style.MARKERS[i % len(style.MARKERS)], label=textwrap.fill(number(value), 40))
               for i, value in enumerate(plan.line_values())]
    title = None if plan.lines == "condition" else axis_label(plan.study, plan.lines)
    page.legend(handles=handles, loc="center", ncol=min(len(handles), 5), title=title, handlelength=2.6)


def axis_label(study: Study, axis: str, letters: int = 60) -> str:
    units = study.units(axis)
    return style.broken(axis if units in {"", "1"} else f"{axis} ({units})", letters)


def part_of(study: Study, name: str, where: dict) -> xr.DataArray:
    """One panel and line of an outcome, without axes that have one value."""
    chosen = study.data[name].sel(where)
    return chosen.squeeze([axis for axis in study.axes if chosen.sizes.get(axis) == 1], drop=True)


# ---- response curves ----

def _dots(axes: Axes, x: np.ndarray, y: np.ndarray, colour: str, aside: float = 0) -> None:
    """Single runs, some points to the right of where they belong, so that no interval lies on them."""
    beside = axes.transData + ScaledTranslation(aside / 72, 0, axes.figure.dpi_scale_trans)
    axes.plot(x, y, "o", markersize=2, markeredgewidth=0, color=colour, alpha=0.6, zorder=1, transform=beside)
    axes.update_datalim(np.column_stack([x, y])[np.isfinite(y) & np.isfinite(x)])


def _curve(axes: Axes, at: list[float], values: np.ndarray, share: bool, i: int, lines: int, is_noted: bool) -> None:
    """Mean with interval at each place; values: [places, replicates]. Lines stand a little beside one another."""
    look, place = style.look(i), np.array(at, dtype=float)
    if lines > 1 and len(place) > 1:
        aside = 0.012 * (i - (lines - 1) / 2) / max(1, lines / 4)
        place = place * (place[-1] / place[0]) ** aside if is_logarithmic(at) else place + aside * np.ptp(place)
    if 1 < values.shape[1] <= REPLICATES_MOST:
        _dots(axes, np.repeat(place, values.shape[1]), values.ravel(), look["color"], 2.2)
    mean, about = interval(values, share)
    if np.isfinite(mean).any():
        axes.errorbar(place, mean, style.bars(about), marker=style.MARKERS[i % len(style.MARKERS)], capsize=1.6, elinewidth=0.8, **look)
    _fewer(axes, place, mean, values, i, is_noted)


def _fewer(axes: Axes, along: np.ndarray, mean: np.ndarray, values: np.ndarray, i: int, is_noted: bool, stands: bool = True) -> None:
    """Means of which some replicates have no number are hollow, where none has is a cross at the edge; of how many they are is
    noted beside them if there is room. `stands`: means go up the page, and not along it."""
    colour, marker = style.COLOURS[i % len(style.COLOURS)], style.MARKERS[i % len(style.MARKERS)]
    edge = axes.get_xaxis_transform() if stands else axes.get_yaxis_transform()
    for place, at, note in zip(along, mean, how_many(values)):
        if not note:
            continue
        value, frame, look = (at, axes.transData, {"marker": marker, "markerfacecolor": "white"}) if np.isfinite(at) else (
            0.03 + 0.06 * i, edge, {"marker": "x", "markersize": 3.5})
        point = (place, value) if stands else (value, place)
        axes.plot(*point, linestyle="none", color=colour, transform=frame, zorder=4, **look)
        if is_noted and np.isfinite(at):
            axes.annotate(note, point, xycoords=frame, xytext=(3, 2), textcoords="offset points", fontsize=5, color=colour)


def _legible(values: list[float], letters: int) -> list[str]:
    """Labels of ticks on a logarithmic axis with room for so many letters; what would run into the one before is left out."""
    labels: list[str] = []
    places, end = np.log(np.asarray(values, dtype=float)), -np.inf
    for place, value in zip((places - places[0]) / (places[-1] - places[0]) * letters, values):
        label = number(value)
        free = place - len(label) / 2 > end
        labels.append(label if free else "")
        end = place + len(label) / 2 + 1 if free else end
    return labels


def _rows(axes: Axes, names: list[str], values: np.ndarray, share: bool, i: int, lines: int, is_noted: bool) -> None:
    """The same for words: a row each, from the top, single runs below the mean."""
    colour, apart = style.COLOURS[i % len(style.COLOURS)], min(0.6 / lines, 0.24)
    height = np.arange(len(names)) + (i - (lines - 1) / 2) * apart
    if 1 < values.shape[1] <= REPLICATES_MOST:
        _dots(axes, values.ravel(), np.repeat(height + 0.4 * apart, values.shape[1]), colour)
    mean, about = interval(values, share)
    axes.errorbar(mean, height, xerr=style.bars(about), fmt=style.MARKERS[i % len(style.MARKERS)], capsize=1.6, elinewidth=0.8, color=colour)
    _fewer(axes, height, mean, values, i, is_noted, stands=False)


def _panel(page: Page, outcome: int, panel: int, name: str) -> None:
    axes, plan, first = page.cell(outcome, panel), page.plan, page.is_first(outcome, panel)
    study = plan.study
    by_number = plan.along is not None and study.is_number(plan.along)
    values, lines = study.values(plan.along) if plan.along else [""], plan.line_values()
    parts = [part_of(study, name, plan.at(page.panels[panel], line)) for line in lines]
    numbers = [part.transpose(plan.along, "replicate").values if plan.along else part.values[None] for part in parts]
    is_noted = sum(np.isfinite(those).any(axis=-1).sum() - np.isfinite(those).all(axis=-1).sum() for those in numbers) <= NOTES_MOST
    for i, those in enumerate(numbers):
        (_curve if by_number else _rows)(axes, values, those, study.is_share(name), i, len(lines), is_noted)
    if by_number:
        if not np.isfinite(axes.dataLim.bounds).all():  # nothing is drawn here
            axes.set_xlim(min(values) - 0.05 * np.ptp(values), max(values) + 0.05 * np.ptp(values))
        axes.set_ylabel(style.broken(style.label(study.data, name), HIGH) if first or len(page.panels) == 1 else "")
        axes.set_xlabel(axis_label(study, plan.along, int(0.72 * page.letters)))
        if is_logarithmic(values):
            axes.set_xscale("log")
            axes.set_xticks(values, _legible(values, page.letters))
            axes.minorticks_off()
    else:
        axes.set_xlabel(style.broken(style.label(study.data, name), int(0.72 * page.letters)))
        axes.set_yticks(range(len(values)), [textwrap.fill(number(value), 24) for value in values] if first else
                        [""] * len(values))
        axes.tick_params(left=plan.along is not None)
        axes.set_ylim(len(values) - 0.4, -0.6)
    axes.grid(axis="y" if by_number else "x", linewidth=0.3, color=style.PALE)
    axes.set_axisbelow(True)


@style.drawn
def responses(study: Study, *, outcomes: list[str] | None = None, width: float = style.WIDTH) -> style.Picture:
    """Response curves: the mean of each outcome with its 95 % interval over what varies, and the replicates as dots."""
    if not study.is_cube:
        raise style.Absent(f"the design {study.design} is no grid: see samples")
    (names, without), plan = with_numbers(study, outcomes), layout(study)
    if len(plan.panel_values()) > PANELS_MOST:
        raise style.Absent(f"{len(plan.panel_values())} panels are too many: see heat")
    by_number = plan.along is not None and study.is_number(plan.along)
    words = [] if by_number or not plan.along else [number(value) for value in study.values(plan.along)]
    long = max(map(len, words), default=0) > 12
    page = Page(plan, len(names), 52 if by_number else 24 + 7 * max(len(words), 1), width, 2 if long else 3)
    for k, name in enumerate(names):
        for j in range(len(page.panels)):
            _panel(page, k, j, name)
    told = " ".join(style.sentence(study, name) for name in names)
    return style.say(page.page, f"{study.title}. {told}",
                     f"Means of {replicates(study)} replicates with 95 % intervals"
                     f"{'; dots are single runs' if replicates(study) <= REPLICATES_MOST else ''}."
                     if replicates(study) > 1 else "One run of each configuration.",
                     "Lines stand a little beside one another." if by_number and plan.lines else "", fewer(study, names), left_out(study, names), without)


# ---- heat maps ----

@style.drawn
def heat(study: Study, *, outcomes: list[str] | None = None, width: float = style.WIDTH) -> style.Picture:
    """Heat maps: the mean of each outcome over the two numeric axes with most values, a panel for each value of the
    others."""
    numeric = sorted((axis for axis in study.axes if study.is_number(axis) and len(study.values(axis)) > 2),
                     key=lambda axis: -len(study.values(axis)))
    if not study.is_cube or len(numeric) < 2:
        raise style.Absent("it takes a grid with two numeric axes of three values at least")
    along, up = numeric[:2]
    rest = [axis for axis in study.axes if axis not in (along, up) and len(study.values(axis)) > 1]
    plan, (names, without) = Layout(along, None, rest, study), with_numbers(study, outcomes)
    if len(plan.panel_values()) > PANELS_MOST:
        raise style.Absent(f"{len(plan.panel_values())} panels are too many: choose with study.data.sel(...)")
    page = Page(plan, len(names), 56, width)
    wide = width / page.columns * 0.6 / len(study.values(along))  # mm a cell
    for k, name in enumerate(names):
        bounds = study.data[name].mean("replicate", skipna=True)
        for j, panel in enumerate(page.panels):
            part = part_of(study, name, plan.at(panel, None)).transpose(up, along, "replicate")
            shown = _heat(page.cell(k, j), study, part, (float(bounds.min()), float(bounds.max())), wide, page.letters)
        group = [page.cell(k, j) for j in range(len(page.panels))]
        group[0].figure.colorbar(shown, ax=group, pad=0.02).set_label(style.broken(style.label(study.data, name), HIGH))
    made = f"Means of {replicates(study)} replicates" if replicates(study) > 1 else "One run of each configuration"
    return style.say(page.page, f"{study.title}: {', '.join(map(style.words, names))} over {along} and {up}.",
                     f"{made}; blank where there is no number.", left_out(study, names), without)


def _heat(axes: Axes, study: Study, part: xr.DataArray, bounds: tuple[float, float], wide: float, letters: int):
    up, along, _ = part.dims
    low, high = bounds
    mean, of = part.mean("replicate", skipna=True), np.reshape(how_many(part.values.reshape(-1, part.shape[-1])), part.shape[:2])
    shown = axes.imshow(mean.values, cmap=style.SHADES, vmin=low, vmax=high, origin="lower", aspect="auto")
    for (i, j), value in np.ndenumerate(mean.values):
        if wide > 6.5 and not np.isfinite(value):
            axes.text(j, i, of[i, j], ha="center", va="center", fontsize=5.2, color=style.INK)
        elif wide > 6.5:
            light = high > low and (value - low) / (high - low) > 0.55
            axes.text(j, i, f"{value:.3g}" + (f"\n{of[i, j]}" if of[i, j] else ""), ha="center", va="center", fontsize=5.2,
                      color="black" if light else "white")
    every = max(1, int(np.ceil(6 / wide)))
    xs, ys = ([number(float(value)) for value in mean[axis].values] for axis in (along, up))
    axes.set_xticks(range(0, len(xs), every), xs[::every])
    axes.set_yticks(range(len(ys)), ys)
    axes.set_xlabel(axis_label(study, along, letters - 8))
    axes.set_ylabel(axis_label(study, up, 30))
    return shown


# ---- samples ----

@style.drawn
def samples(study: Study, *, outcomes: list[str] | None = None, width: float = style.WIDTH) -> style.Picture:
    """Each outcome over each parameter, for designs that are no grid: a dot a configuration. Where parameters were
    changed one at a time, each over its own values, with intervals."""
    if study.is_cube:
        raise style.Absent("the design is a grid: see responses")
    (names, without), across = with_numbers(study, outcomes), min(len(study.axes), 5)
    deep = -(-len(study.axes) // across)
    page, axes = style.picture(deep * len(names), across, 41 * deep * len(names) + 8, width)
    for each in axes.flat:
        each.set_axis_off()
    apart = {axis: _alone(study, axis) for axis in study.axes}
    one_by_one = len(set().union(*(alone.tolist() for alone in apart.values()))) == study.data.sizes["config_id"]
    if not one_by_one:  # of other designs some configurations may be so by chance: all are to be seen
        apart = {axis: alone[:0] for axis, alone in apart.items()}
    for k, name in enumerate(names):
        values = study.data[name].transpose("config_id", "replicate").values
        for j, axis in enumerate(study.axes):
            each = axes[k * deep + j // across, j % across]
            each.set_axis_on()
            _sample(each, study, axis, values, study.is_share(name), apart[axis])
            each.sharey(axes[k * deep, 0])
            each.set_ylabel(style.broken(style.label(study.data, name), 20) if j % across == 0 else "")
    drawn = (f"Means of {replicates(study)} replicates" + (" with 95 % intervals; the other parameters as in the base"
             if one_by_one else "; pale dots are single runs") if replicates(study) > 1 else "One run of each configuration")
    return style.say(page, f"{study.title}: {study.data.sizes['config_id']:,} configurations of the design {study.design}.",
                     drawn + ".", fewer(study, names), left_out(study, names), without)


def _alone(study: Study, axis: str) -> np.ndarray:
    """The configurations that differ from the first in this axis alone, and the first; none if there are no such."""
    others = [other for other in study.axes if other != axis]
    same = np.all([study.data[other].values == study.data[other].values[0] for other in others], axis=0)
    chosen = np.flatnonzero(same) if others else np.arange(study.data.sizes["config_id"])
    return chosen if len(chosen) > 1 else chosen[:0]


def _sample(axes: Axes, study: Study, axis: str, values: np.ndarray, share: bool, alone: np.ndarray) -> None:
    """values: [configurations, replicates]."""
    at = study.data[axis].values
    if not study.is_number(axis):
        words = study.values(axis)
        at = np.array([words.index(value) for value in at.tolist()])
        axes.set_xticks(range(len(words)), [textwrap.fill(number(word), 10) for word in words], fontsize=5.5)
    if len(alone):
        order = alone[np.argsort(at[alone], kind="stable")]
        mean, about = interval(values[order], share)
        axes.errorbar(at[order], mean, style.bars(about), capsize=1.6, elinewidth=0.8, marker="o", **style.look(0))
        _fewer(axes, at[order], mean, values[order], 0, len(order) <= NOTES_MOST)
    else:
        if values.shape[1] > 1:
            axes.plot(np.repeat(at, values.shape[1]), values.ravel(), "o", markersize=1.6, markeredgewidth=0,
                      color=style.COLOURS[1], alpha=float(np.clip(60 / len(at), 0.2, 0.7)))
        axes.plot(at, mean_interval(values)[0], "o", markersize=2.6, markeredgewidth=0, color=style.COLOURS[0],
                  alpha=float(np.clip(60 / len(at), 0.3, 1)))
    axes.set_xlabel(axis_label(study, axis, 17))


# ---- series ----

@style.drawn
def curves(study: Study, *, width: float = style.WIDTH) -> style.Picture:
    """Time series over replicates: the mean of each configuration, with a band between the 5 % and 95 % quantiles."""
    if not study.curves:
        raise style.Absent("the study keeps no series: name them under `series:`")
    if not any(np.isfinite(study.data[name]).any() for name in study.curves):
        raise style.Absent("no run has a number of any series")
    if not study.is_cube:
        raise style.Absent(f"the design {study.design} is no grid")
    moving = sorted((axis for axis in study.axes if len(study.values(axis)) > 1), key=lambda axis: -len(study.values(axis)))
    lines = next((axis for axis in moving if len(study.values(axis)) <= BANDS_MOST), None)
    plan = Layout("step", lines, [axis for axis in moving if axis != lines], study)
    if len(plan.panel_values()) > PANELS_MOST:
        raise style.Absent(f"{len(plan.panel_values())} panels are too many: choose with study.data.sel(...)")
    page = Page(plan, len(study.curves), 54, width)
    step = study.data["step"].values
    for k, name in enumerate(study.curves):
        for j, panel in enumerate(page.panels):
            axes = page.cell(k, j)
            for i, line in enumerate(plan.line_values()):
                values = part_of(study, name, plan.at(panel, line)).transpose("replicate", "step").values
                band(axes, step, values, i, None)
            style.time_axis(axes, study.data)
            if study.branch_step:
                axes.axvline(study.branch_step, color=style.INK, linewidth=0.6, linestyle=":")
            axes.set_ylabel(style.broken(style.label(study.data, name), HIGH) if page.is_first(k, j) else "")
    return style.say(page.page, f"{study.title}. {' '.join(style.sentence(study, name) for name in study.curves)}",
                     f"Lines are means of {replicates(study)} replicates, bands go from their 5 % to their 95 % quantile."
                     if replicates(study) > 1 else "One run of each configuration.",
                     f"Dotted: branch_step {study.branch_step}, from which on they differ." if study.branch_step else "", ended_early(study),
                     too_early(study))
