"""Every time series of a run at a glance."""
from __future__ import annotations

import re
import textwrap

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import EngFormatter, MaxNLocator

from ..recorded import Recorded
from . import style

COLUMNS = {24: 4, 45: 5}  # up to so many panels: so many side by side
COLUMNS_MOST, ROW, KEY = 6, 27.0, 3.6  # a panel's height and that of a line of the key, mm
WIDE = 90_000  # from here on 100000 may stand at the axis, and would reach into the panel beside it
LINES_MOST = len(style.COLOURS)  # more entries are drawn as shades, unless each has a name of its own


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.5g}"


class _Panel:
    """One series: its steps that have numbers, and the entries of its other dimension that ever are anything."""

    def __init__(self, values: xr.DataArray):
        kept = values if values.dims[0] == "step" else values.transpose("step", ...)
        numbers = kept.values.astype(float).reshape(kept.sizes["step"], -1)
        rows = np.isfinite(numbers).any(axis=1)
        if values.attrs.get("units") == "events":  # events since the row before: there is none before the first
            rows[0] = False
        self.name = str(values.name)
        self.units = str(values.attrs.get("units", ""))
        self.step, self.numbers = kept["step"].values[rows], numbers[rows]
        self.other = next((str(name) for name in kept.dims if name != "step"), None)
        self.entries = [str(entry) for entry in kept[self.other].values] if self.other else [""]
        self.moving = [i for i in range(len(self.entries)) if np.nanmax(np.abs(self.numbers[:, i]), initial=0) > 0]

    @property
    def still(self) -> float | None:
        """The one value that it has throughout."""
        if not self.numbers.size:
            return np.nan
        low, high = np.nanmin(self.numbers), np.nanmax(self.numbers)
        return float(low) if low == high else None

    @property
    def as_lines(self) -> bool:
        numbered = any(character.isdigit() for i in self.moving for character in self.entries[i])
        return len(self.moving) <= LINES_MOST or not numbered

    def draw(self, axes: Axes, letters: int) -> None:
        title = style.with_unit(self.name, self.units)
        if self.as_lines:
            for i in self.moving:
                axes.plot(self.step, self.numbers[:, i], **{**style.look(i), "linewidth": 0.8})
        else:
            axes.pcolormesh(self.step, np.arange(len(self.entries)), self.numbers.T, cmap=style.SHADES, shading="nearest",
                            rasterized=True)
            axes.set_ylabel(style.words(self.other or ""), fontsize=6, labelpad=1)
            axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
            least, most = np.nanmin(self.numbers), np.nanmax(self.numbers)
            title += f": dark {0 if abs(least) < 1e-9 * abs(most) else least:.3g}, light {most:.3g}"
        title = textwrap.fill(title, letters)
        axes.set_title(title, fontsize=6.5, weight="normal", pad=2, linespacing=1.05)
        axes.tick_params(labelsize=5.5, length=1.5, pad=1.5)
        axes.locator_params(axis="both" if self.as_lines else "x", nbins=4)
        if self.as_lines and np.nanmax(np.abs(self.numbers), initial=0) >= WIDE:
            axes.yaxis.set_major_formatter(EngFormatter(sep=""))  # 100k
        axes.margins(x=0)


class _Key:
    """What the lines of each dimension are: a line of the page or two for each."""

    ACROSS = 7

    def __init__(self, panels: list[_Panel]):
        entries: dict[str, dict[int, str]] = {}
        for panel in panels:
            if panel.other and panel.as_lines:
                entries.setdefault(panel.other, {}).update({i: panel.entries[i] for i in panel.moving})
        self.rows = [(name if k == 0 else "", sorted(found.items())[k:k + self.ACROSS])
                     for name, found in entries.items() for k in range(0, len(found), self.ACROSS)]

    def draw(self, page: style.Picture, top: float, row: float) -> None:
        """From `top` down, a line each `row` (shares of the page's height)."""
        for k, (name, found) in enumerate(self.rows):
            place = top - (k + 1) * row
            page.text(0.012, place, style.words(name), fontsize=6, weight="bold", va="center")
            for j, (i, entry) in enumerate(found):
                left = 0.09 + j * 0.91 / self.ACROSS
                page.add_artist(Line2D([left, left + 0.025], [place, place], **{**style.look(i), "linewidth": 1}))
                page.text(left + 0.029, place, style.words(entry), fontsize=6, va="center")


@style.drawn
def overview(run: Recorded, *, width: float = style.WIDTH) -> style.Picture:
    """Every observable of a run over time, a panel each; those with several entries as lines, with many as shades.

    What stays the same from beginning to end is named below, with its value, in place of a panel.
    """
    found = [_Panel(values) for values in run.series.data_vars.values() if "step" in values.dims]
    panels = [panel for panel in found if panel.still is None]
    still = [panel for panel in found if panel.still is not None]
    if not panels:
        raise style.Absent("nothing changes in this run")
    side = next((columns for most, columns in COLUMNS.items() if len(panels) <= most), COLUMNS_MOST)
    rows, columns = -(-len(panels) // side), min(side, len(panels))
    none = [style.words(panel.name) for panel in panels if re.search(r"\(none\b[^)]*: 0\)", str(run.series[panel.name].attrs.get("long_name", "")))]
    notes = ("What is counted in events is since the row before, and begins after the start."
             if any(panel.units == "events" for panel in panels) else "",
             f"0 also where there was none of which to take it: {', '.join(none)}." if none else "",
             "The same throughout: " + ", ".join(f"{style.words(panel.name)} {_number(panel.still)}" for panel in still) + "."
             if still else "")
    key = _Key(panels)
    foot = 9 + KEY * len(key.rows) + 4 + 3.2 * len(style.told(width, notes))
    height = ROW * rows + foot
    page, axes = style.picture(rows, columns, height, width, sharex=True, layout=None)
    page.subplots_adjust(left=0.05, right=0.965, bottom=foot / height, top=1 - 7 / height, wspace=0.36, hspace=0.6)
    for each, panel in zip(axes.flat, panels):
        panel.draw(each, 116 // columns)
    style.unused(axes, len(panels))
    for each in axes.flat[max(0, len(panels) - columns):len(panels)]:
        each.tick_params(labelbottom=True)
        each.set_xlabel(style.time_label(run.step_unit), fontsize=6, labelpad=1)
    key.draw(page, (foot - 8) / height, KEY / height)
    return style.say(page, f"{run.title}: every series of the run.", *notes)
