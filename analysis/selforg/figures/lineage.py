"""Who learned a practice from whom, as a tree in time; how it came from unit to unit; how large cascades are."""
from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator, NullFormatter

from ..lineage import NONE
from ..recorded import Recorded
from ..spread import Spread
from . import style

ADOPTIONS_MOST = 1200  # more are not to be told apart
NAMED_MOST = 4  # first tries that are named


def _drawn(spread: Spread) -> tuple[pd.DataFrame, str]:
    """The adoptions that are drawn, and what is said of the others."""
    table = spread.table
    if len(table) <= ADOPTIONS_MOST:
        return table, ""
    counts = np.sort(table["below"].to_numpy())[::-1]
    least = int(counts[ADOPTIONS_MOST]) + 1
    kept = table[table["below"] >= least]
    others = "another" if least == 1 else f"at least {least} others"
    return kept, (f"Drawn are the {len(kept):,} of {len(table):,} adoptions from which {others} came; the rest are ends of "
                  "the tree.")


def _places(table: pd.DataFrame) -> dict[int, int]:
    """The row of each adoption: under the one from which it came, the latest nearest, so that no lines cross."""
    parents, steps = dict(zip(table.index, table["parent"])), dict(zip(table.index, table["step"]))
    children: dict[int, list[int]] = {}
    for row in table.index:
        children.setdefault(parents[row], []).append(row)
    place: dict[int, int] = {}
    roots = sorted(children.get(NONE, []), key=lambda row: (-table["below"][row], row), reverse=True)
    waiting = list(roots)
    while waiting:
        row = waiting.pop()
        place[row] = len(place)
        waiting.extend(sorted(children.get(row, []), key=lambda child: (steps[child], child)))
    return place


def _channels(table: pd.DataFrame) -> list[str]:
    """Channels by which any came, in the order of the file."""
    there = set(table["channel"])
    return [name for name in table["channel"].cat.categories if name in there]


def _tree(axes: Axes, table: pd.DataFrame, last_step: int) -> dict[int, int]:
    place = _places(table)
    height = np.array([place[row] for row in table.index])
    above = np.array([place.get(parent, NONE) for parent in table["parent"]])
    step, end = table["step"].to_numpy(), np.minimum(table["end"].to_numpy(), last_step)
    thin = float(np.clip(150 / len(table), 0.35, 1.2))
    for name in _channels(table):
        chosen = (table["channel"] == name).to_numpy()
        colour, marker = _look(table, name)
        lives = [[(begin, h), (stop, h)] for begin, stop, h in zip(step[chosen], end[chosen], height[chosen])]
        axes.add_collection(LineCollection(lives, colors=colour, linewidths=thin, alpha=0.6))
        taught = chosen & (above != NONE)
        links = [[(begin, h), (begin, top)] for begin, h, top in zip(step[taught], height[taught], above[taught])]
        axes.add_collection(LineCollection(links, colors=colour, linewidths=max(thin, 0.5)))
        axes.plot(step[chosen], height[chosen], linestyle="none", color=colour, markeredgewidth=0, marker=marker,
                  markersize=np.clip(260 / len(table), 1.3, 3.5))
    axes.set_ylim(len(table) + len(table) * 0.02, -len(table) * 0.03 - 1)
    return place


def _look(table: pd.DataFrame, name: str) -> tuple[str, str]:
    """Colour and marker of a channel, as in every figure."""
    look = style.look(table["channel"].cat.categories.get_loc(name), points=1)
    return look["color"], look["marker"]


def _name_roots(axes: Axes, spread: Spread, place: dict[int, int], run: Recorded) -> None:
    leading = spread.roots.sort_values("below", ascending=False, kind="stable").head(NAMED_MOST)
    labels = run.agents["label"] if "label" in run.agents else None
    named = []
    for row, learner, below in zip(leading.index, leading["learner"], leading["below"]):
        if below > 0 and row in place:
            who = str(labels[learner]) if labels is not None else ""
            who = who if who and not who.isdigit() else f"agent {who or learner}"
            named.append((place[row], f"{who}: {below:,}", style.GREY))
    style.names_right(axes, named)


def _full_name(run: Recorded, spread: Spread) -> str:
    """The practice, and its domain where there are several and its name does not say it."""
    domain = run.names("domain", int(spread.table["domain"].iloc[0]) + 1)[-1]
    return spread.name if len(run.lineage.domains) == 1 or domain in spread.name else f"{spread.name} ({domain})"


@style.drawn
def lineage(run: Recorded, *, practice: int | None = None, width: float = style.WIDTH) -> style.Picture:
    """The tree of a practice (else of the one that most use in the end): everybody who took it up, below the one from
    whom it was learned, from the step in which it was taken up to that in which it was given up."""
    spread = run.lineage.spread(practice)
    if len(spread) < 2:
        raise style.Absent(f"{spread.name} was taken up only once")
    table, left = _drawn(spread)
    page, axes = style.picture(1, 1, float(np.clip(40 + 0.35 * len(table), 60, 200)), width)
    place = _tree(axes[0, 0], table, run.lineage.last_step)
    style.time_axis(axes[0, 0], run.series)
    axes[0, 0].set_yticks([])
    axes[0, 0].spines["left"].set_visible(False)
    axes[0, 0].set_ylabel("adoptions, each below its source")
    looks = {name: _look(table, name) for name in _channels(table)}
    handles = [Line2D([], [], color=colour, marker=marker, markersize=4, label=style.words(name))
               for name, (colour, marker) in looks.items()]
    axes[0, 0].legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncol=7, handlelength=1.6)
    _name_roots(axes[0, 0], spread, place, run)
    style.head(page, f"Who learned {_full_name(run, spread)} from whom: {len(spread):,} adoptions")
    hands = int(spread.table["generation"].max())
    return style.say(page, f"{run.title}: who learned {spread.name} from whom. It was taken up {len(spread):,} times, "
                     f"{len(spread.roots):,} of them with nobody to learn it from, and passed through up to {hands} hands. "
                     "A horizontal line is one use, from the step in which it was taken up until it was given up; a vertical line "
                     "leads from whom it was learned (the source that weighed most).", left,
                     "Right: whose first tries led to most adoptions, and to how many.", style.NUMBERS if spread.is_numbered else "")


# ---- from unit to unit ----

UNITS_NAMED_MOST, UNITS_CROSSED_MOST, UNITS_CROSSED_NAMED = 40, 60, 20


def _unit_names(run: Recorded, units: list[int]) -> list[str]:
    names = run.names("unit", max(units) + 1)
    return [names[unit].removeprefix("unit ") for unit in units]


def _arrivals(axes: Axes, run: Recorded, spread: Spread, order: list[int]) -> None:
    size = np.bincount(run.agents["home_unit"], minlength=len(order))[order]
    share = spread.over_units.loc[order].to_numpy() / np.maximum(size, 1)[:, None]
    shown = axes.pcolormesh(spread.over_units.columns, np.arange(len(order)), share, cmap="Blues", vmin=0,
                            shading="nearest", rasterized=True)
    axes.figure.colorbar(shown, ax=axes, pad=0.02, fraction=0.06).set_label("share of the unit's agents (0 to 1)")
    arrivals = spread.arrivals.loc[[unit for unit in order if unit in spread.arrivals.index]]
    at = {unit: i for i, unit in enumerate(order)}
    size = float(np.clip(150 / len(order), 1, 4))
    for came, marker, colour, name in ((arrivals["from_unit"] == NONE, "o", style.COLOURS[4], "first there, had from nobody"),
                                       (arrivals["from_unit"] != NONE, ">", style.INK, "first there, from another unit")):
        those = arrivals[came]
        axes.plot(those["step"], [at[unit] for unit in those.index], marker, color=colour, markersize=size, label=name,
                  markeredgecolor="white", markeredgewidth=0.3, linestyle="none")
    axes.set_ylim(len(order) - 0.5, -0.5)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.01), handletextpad=0.2)


def _crossings(axes: Axes, spread: Spread, order: list[int]) -> None:
    count = spread.between_units.loc[order, order].to_numpy().astype(float)
    shown = axes.imshow(np.where(count > 0, count, np.nan), cmap=style.SHADES + "_r", vmin=0, interpolation="nearest")
    axes.figure.colorbar(shown, ax=axes, pad=0.02, fraction=0.045).set_label("adoptions (events)")
    axes.set_xlabel("unit of the learner")
    axes.set_ylabel("unit of the source")
    axes.set_title("Who learned it from which unit", pad=3)
    axes.spines[["top", "right"]].set_visible(True)


@style.drawn
def spread(run: Recorded, *, practice: int | None = None, width: float = style.WIDTH) -> style.Picture:
    """How a practice (else the one that most use in the end) spread over units: the share of each unit's agents that
    use it, when and how it first came there, and from which unit which learned it."""
    found = run.lineage.spread(practice)
    units = len(found.over_units)
    if units < 2:
        raise style.Absent("there is one unit only")
    crossed = units <= UNITS_CROSSED_MOST
    page, axes = style.picture(1, 1 + crossed, float(np.clip(40 + 2.2 * units, 70, 120)), width,
                               gridspec_kw={"width_ratios": [1.25, 1][:1 + crossed]})
    order = [*found.arrivals.index, *(unit for unit in found.over_units.index if unit not in found.arrivals.index)]
    _arrivals(axes[0, 0], run, found, order)
    style.time_axis(axes[0, 0], run.series)
    axes[0, 0].set_ylabel("unit, in the order in which it came there")
    if crossed:
        _crossings(axes[0, 1], found, order)
    names = _unit_names(run, order) if units <= UNITS_NAMED_MOST else []
    axes[0, 0].set_yticks(range(len(names)), names, fontsize=5.5)
    apart = -(-units // UNITS_CROSSED_NAMED)
    if crossed:
        axes[0, 1].set_yticks(range(0, len(names), apart), names[::apart], fontsize=5.5)
        axes[0, 1].set_xticks(range(0, len(names), apart), names[::apart], fontsize=5.5, rotation=90)
    never = units - len(found.arrivals)
    style.head(page, f"{_full_name(run, found)[:1].upper()}{_full_name(run, found)[1:]} over {units:,} units")
    right = " Right: adoptions by the unit of the source and that of the learner; blank where there are none." if crossed else ""
    right += f" One unit in {apart} is named there, in the order of the left." if crossed and names and apart > 1 else ""
    return style.say(page, f"{run.title}: {found.name} over {units:,} units. Colour: share of the unit's agents that use "
                     f"it, counted where they took it up.",
                     right.strip(),
                     f"{never:,} of the units never used it." if never else "",
                     "" if crossed else f"Who learned from which unit is shown for up to {UNITS_CROSSED_MOST} units.")


# ---- cascades ----

@style.drawn
def cascades(run: Recorded, *, width: float = style.WIDTH) -> style.Picture:
    """How many adoptions each first try set off: the share of first tries that set off at least so many, and when the
    large ones began."""
    found = run.lineage.cascades
    if len(found) < 3:
        raise style.Absent(f"there are only {len(found)} first tries")
    page, axes = style.picture(1, 2, 68, width)
    for name in _channels(found):
        i = found["channel"].cat.categories.get_loc(name)
        those = found[found["channel"] == name]
        sizes, counts = np.unique(those["size"], return_counts=True)
        above = np.cumsum(counts[::-1])[::-1] / len(those)
        one = style.look(i, len(sizes))
        axes[0, 0].plot(sizes, above, drawstyle="steps-pre", label=f"{style.words(name)} ({len(those):,})", **one)
        axes[0, 1].plot(those["step"], those["size"], linestyle="none", color=one["color"], marker=one["marker"],
                        markersize=2.5, markeredgewidth=0, alpha=0.7)
    for each in axes.flat:
        each.set_yscale("log")
    axes[0, 0].set_xscale("log")
    for axis, (low, high) in ((axes[0, 0].xaxis, axes[0, 0].dataLim.intervalx), (axes[0, 0].yaxis, axes[0, 0].dataLim.intervaly),
                              (axes[0, 1].yaxis, axes[0, 1].dataLim.intervaly)):
        if high < 100 * low:  # few powers of ten
            axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.set_major_formatter("{x:g}")
            axis.set_minor_formatter(NullFormatter())
    axes[0, 0].set_xlabel("size (adoptions, the first try too)")
    axes[0, 0].set_ylabel("share of first tries with at least that size")
    axes[0, 1].set_ylabel("size (adoptions)")
    style.time_axis(axes[0, 1], run.series)
    axes[0, 1].set_xlabel(style.time_label(run.step_unit) + " of the first try")
    axes[0, 1].set_xlim(left=-0.03 * axes[0, 1].get_xlim()[1])  # those of step 0 stand beside the axis
    style.legend_right(axes[0, 1], handles=axes[0, 0].get_legend_handles_labels()[0], title="first try")
    return style.say(page, f"{run.title}: sizes of the cascades that {len(found):,} first tries set off, everybody who took "
                     "a practice up counting for the one first try that it goes back to, source by source.")
