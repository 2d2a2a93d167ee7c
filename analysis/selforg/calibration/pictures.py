"""What was observed, and what the mechanisms make of it."""
from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ..figures import style
from . import pages
from .fitting import Fit
from .survey import Survey

COLUMNS = 3
BANDS = (0.025, 0.25, 0.5, 0.75, 0.975)


def _band(axes: Axes, times: np.ndarray, curves: np.ndarray, colour: str) -> None:
    low, quarter, middle, three, high = np.quantile(curves, BANDS, axis=0)
    axes.fill_between(times, low, high, color=colour, alpha=0.2, linewidth=0, label="95 % of predictions")
    axes.fill_between(times, quarter, three, color=colour, alpha=0.35, linewidth=0, label="50 %")
    axes.plot(times, middle, color=colour, label="median")


def _page(count: int, width: float) -> tuple[style.Picture, list[Axes]]:
    rows = -(-(count + 1) // COLUMNS)  # one cell for the legend
    page, axes = style.picture(rows, COLUMNS, 12 + 46 * rows, width, sharex=True, sharey=True)
    style.unused(axes, count)
    for each in axes.flat[:count]:
        each.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        each.tick_params(labelbottom=True)
        each.set_xlabel("time")
    for row in axes:
        row[0].set_ylabel("adopters")
    return page, list(axes.flat[:count + 1])


def _legend(axes: list[Axes]) -> None:
    """In the cell after the last panel."""
    axes[-1].legend(*axes[0].get_legend_handles_labels(), loc="center left")


@style.drawn
def fitted(survey: Survey, fits: list[Fit], width: float = style.WIDTH) -> style.Picture:
    """A panel for each mechanism: what was observed, and runs with parameters of the posterior."""
    page, axes = _page(len(fits), width)
    times, curve = survey.first + np.arange(survey.times), survey.curve()
    for panel, fit, colour in zip(axes, fits, style.COLOURS):
        _band(panel, times, fit.curves, colour)
        panel.plot(times, curve, color=style.INK, linewidth=0.8)
        panel.plot(times[fit.at - 1], curve[fit.at - 1], "o", color=style.INK, clip_on=False, label="observed, fitted at dots")
        panel.set_title(fit.mechanism.title.split(" (")[0])
        panel.set_ylim(0, len(survey.people))
    _legend(axes)
    return style.say(page, f"{survey.name}: adopters over time, observed and of {len(fits[0].curves)} runs of each mechanism.",
                     f"The axis ends at all {len(survey.people)} people.")


@style.drawn
def predicted(survey: Survey, table: pd.DataFrame, given: int, width: float = style.WIDTH) -> style.Picture:
    """A panel for each mechanism and simple curve: what was known, what was predicted of it, and what came. `table` is that of
    `pages.predictions_table`, `given` the time as the survey calls it."""
    made = dict(list(table[table["given"] == given].groupby("model", sort=False)))
    page, axes = _page(len(made), width)
    curve, times, known = survey.curve(), survey.first + np.arange(survey.times), given - survey.first + 1
    for panel, (name, rows), colour in zip(axes, made.items(), style.COLOURS):
        colour = style.GREY if rows["kind"].iloc[0] == pages.SIMPLE else colour
        panel.fill_between(rows["time"], rows["q05"], rows["q95"], color=colour, alpha=0.2, linewidth=0, label="90 % of predictions")
        panel.fill_between(rows["time"], rows["q25"], rows["q75"], color=colour, alpha=0.35, linewidth=0, label="50 %")
        panel.plot(rows["time"], rows["q50"], color=colour, label="median")
        panel.plot(times[:known], curve[:known], "o-", color=style.INK, linewidth=0.8, clip_on=False, label="known")
        panel.plot(times[known:], curve[known:], "o", color=style.INK, markerfacecolor="white", clip_on=False, label="came")
        panel.set_title(name.split(" (")[0])
        panel.set_ylim(0, len(survey.people))
    _legend(axes)
    return style.say(page, f"{survey.name}: adopters, predicted from what was known at the end of {given}.",
                     "Grey: curves that know nothing of people and ties.", f"The axis ends at all {len(survey.people)} people.")
