"""How many took it up, and by which ways it came to them."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from ..recorded import Recorded
from . import style

BAND = (0.05, 0.95)


def curve_names(series: xr.Dataset) -> list[str]:
    """Series that count people who have it: users where practices are known beforehand, else adopters."""
    return [name for name in ("users", "adopters") if name in series][:1]


def band(axes: Axes, step: np.ndarray, values: np.ndarray, i: int, label: str | None) -> None:
    """The mean over runs (values: [runs, steps]) with the band between its 5 % and 95 % quantiles."""
    there = np.isfinite(values).any(axis=0)  # where all runs have ended there is nothing
    values, points, step = values[:, there], len(step), step[there]
    if len(values) > 1:
        low, high = np.nanquantile(values, BAND, axis=0)
        axes.fill_between(step, low, high, color=style.COLOURS[i % len(style.COLOURS)], alpha=0.2, linewidth=0)
        for edge in (low, high):
            axes.plot(step, edge, linewidth=0.4, color=style.COLOURS[i % len(style.COLOURS)])
    axes.plot(step, np.nanmean(values, axis=0), label=label, **style.look(i, points))


def _people(axes: Axes, runs: Sequence[Recorded]) -> str:
    """The curve of each practice, or of all together."""
    name = curve_names(runs[0].series)[0]
    one = runs[0].series[name]
    kinds = one["practice"].values.tolist() if "practice" in one.dims else [None]
    for i, kind in enumerate(kinds):
        values = np.array([run.series[name].sel(practice=kind) if kind is not None else run.series[name]
                           for run in runs], dtype=float)
        band(axes, one["step"].values, values, i, None if kind is None else str(kind))
    axes.set_ylabel(style.label(runs[0].series, name))
    axes.set_ylim(0, len(runs[0].agents) * 1.02)
    share = axes.secondary_yaxis("right", functions=(lambda n: n / len(runs[0].agents),
                                                     lambda p: p * len(runs[0].agents)))
    share.set_ylabel("share of agents")
    if len(kinds) > 1:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.02), ncol=2, title="practice")
    return name


def _channels(axes: Axes, run: Recorded) -> list[str]:
    """Adoptions so far by the way they came, of the ways by which any came after the start. Each looks as in the figures of lineage."""
    counts = run.series["adoptions"]
    later = np.flatnonzero(counts.values[1:].sum(axis=0) > 0)
    names = counts["channel"].values[later].tolist()
    total = np.cumsum(counts.values[1:], axis=0)
    total = np.vstack([np.zeros(total.shape[1]), total])
    for i, name in zip(later, names):
        axes.plot(counts["step"].values, total[:, i], label=style.words(name), **style.look(i, len(total)))
    axes.set_ylabel("adoptions so far (events)")
    axes.set_ylim(0, None)
    style.legend_right(axes, title="channel")
    return names


@style.drawn
def adoption(run: Recorded | Sequence[Recorded], *, width: float = style.WIDTH) -> style.Picture:
    """Adoption curve: people who have it over time, and adoptions so far by channel.

    Of several runs (replicates with the same number of agents and steps) the mean, with a band between the 5 % and 95 %
    quantiles over runs, and the channels of the first.
    """
    runs = [run] if isinstance(run, Recorded) else list(run)
    first = runs[0]
    if not curve_names(first.series):
        raise style.Absent("the run has neither users nor adopters")
    if first.series.sizes["step"] < 3:
        raise style.Absent("the run has fewer than three rows: observe.every asks for more")
    page, axes = style.picture(1, 2, 62, width, gridspec_kw={"width_ratios": [1, 1]})
    name = _people(axes[0, 0], runs)
    names = _channels(axes[0, 1], first)
    for each in axes.flat:
        style.time_axis(each, first.series)
    many = f" Lines are means of {len(runs)} runs, bands go from their 5 % to their 95 % quantile." if len(runs) > 1 else ""
    at_start = "Right: what was in use from the start is not counted." if names else "Nothing was adopted after the start."
    return style.say(page, f"{first.title}. Left: {first.series[name].attrs.get('long_name', name)} Right: "
                     f"adoptions since the start by the way they came.{many}", at_start)
