"""The pictures of the claims' pages.

    overview(claims, results, path)      fifteen rows: the effect at the base point, and the shares of the space
    of_claim(result, space, path)        all contrasts of a claim, and the judged one against what it goes along with
"""
import re
import textwrap

import matplotlib

from selforg.figures import style
from selforg.figures.style import GREY, MM

from studies.claims.decided import OUTCOMES
from studies.claims.verdicts import Verdict
from studies.claims.words import judged_of, side_of

STYLE = {**style.STYLE, "svg.fonttype": "none"}  # text as text: fifteen small files
FOR, NEITHER, AGAINST = style.COLOURS[0], "#d5d9df", style.COLOURS[1]
FARTHEST = 6  # in units of the smallest effect that matters; what lies beyond is drawn at the edge


def _save(figure, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    path.write_text(re.sub(r"[ \t]+$", "", path.read_text(), flags=re.MULTILINE))


def _in_units(row):
    """(effect, low, high) in units of the smallest effect that matters, upwards as the claim has it."""
    sign = -1 if row["expected"] == "negative" else 1
    value, *ends = [None if number is None else sign * number / row["smallest"] for number in row["effect"]]
    return value, *(sorted(ends) if None not in ends else (value, value))


def _dot(axes, row, place, colour):
    value, low, high = _in_units(row)
    if value is None:
        return
    shown = min(max(value, -FARTHEST), FARTHEST)
    axes.plot([max(low, -FARTHEST), min(high, FARTHEST)], [place, place], color=colour, linewidth=1.2)
    axes.plot(shown, place, ">" if value > FARTHEST else "<" if value < -FARTHEST else "o", color=colour, markersize=4)


def _bars(axes, row, place):
    if row["shares"] is None:
        return
    matters, against = side_of(row)
    for start, length, colour in ((0, matters[0], FOR), (matters[0], 1 - matters[0] - against[0], NEITHER),
                                  (1 - against[0], against[0], AGAINST)):
        axes.barh(place, max(0, length), left=start, height=0.62, color=colour)
    axes.plot([matters[1], matters[2]], [place, place], color="black", linewidth=0.8)


def _colour(verdict):
    return {1: FOR, -1: AGAINST, 0: GREY}[Verdict(verdict).side]


def _frame(axes, count):
    axes.axvspan(-1, 1, color=NEITHER, alpha=0.6, linewidth=0)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set_xlim(-FARTHEST * 1.03, FARTHEST * 1.03)
    axes.set_ylim(count - 0.5, -0.5)


@matplotlib.rc_context(STYLE)
def overview(claims, results, path):
    rows = [(name, result, row) for name, result in results.items() for row in judged_of(result)]
    figure, ((left, right),) = style.picture(1, 2, (0.32 * len(rows) + 1) / MM, 9.4 / MM, width_ratios=[3, 2])
    _frame(left, len(rows))
    for place, (name, result, row) in enumerate(rows):
        _dot(left, row, place, _colour(row["verdict"]))
        _bars(right, row, place)
        right.text(1.02, place, row["verdict"], va="center", fontsize=7)
    labels = [claims[name].word("title") + (f": {row['name']}" if len(judged_of(result)) > 1 else "") for name, result, row in rows]
    left.set_yticks(range(len(rows)), [textwrap.fill(label, 62) for label in labels], fontsize=7)
    left.set_xlabel("effect at the base point, in units of the smallest that matters")
    right.set_yticks([])
    right.set_xlim(0, 1)
    right.set_ylim(len(rows) - 0.5, -0.5)
    right.set_xlabel("share of the space")
    _save(figure, path)


@matplotlib.rc_context(STYLE)
def of_claim(result, space, path):
    rows = result["contrasts"]
    judged = [row for row in judged_of(result) if row.get("along")]
    figure, panels = style.picture(1, 1 + len(judged), max(2.4, 0.3 * len(rows) + 0.9) / MM, (4.6 + 2.8 * len(judged)) / MM)
    _frame(panels[0, 0], len(rows))
    for place, row in enumerate(rows):
        _dot(panels[0, 0], row, place, _colour(row["verdict"]) if row["verdict"] else "black")
    panels[0, 0].set_yticks(range(len(rows)), [textwrap.fill(row["name"], 44) for row in rows], fontsize=6)
    panels[0, 0].set_xlabel("effect at the base point, in units\nof the smallest that matters")
    for axes, row in zip(panels[0, 1:], judged):
        _scatter(axes, row, space)
    _save(figure, path)


def _scatter(axes, row, space):
    """The effect at each point against the parameter with which it goes along most."""
    outcome, name = OUTCOMES[row["outcome"]], row["ranks"][0][0]
    axes.axhspan(-outcome.shown, outcome.shown, color=NEITHER, alpha=0.6, linewidth=0)
    axes.axhline(0, color=GREY, linewidth=0.8)
    there = [(space.value(name, place), outcome.scale * point) for place, point in zip(row["along"], row["points"]) if point is not None]
    axes.plot(*zip(*there), "o", markersize=2.5, color=FOR)
    axis = space.axes[name]
    if isinstance(axis, dict) and axis.get("scale") == "log":
        axes.set_xscale("log")
        axes.minorticks_off()
        ticks = [space.value(name, place) for place in (0, 0.5, 1)]
        axes.set_xticks(ticks, [f"{tick:.2g}" for tick in ticks])
    axes.set_xlabel(name)
    axes.set_title(textwrap.fill(f"{row['name']}, {outcome.unit or outcome.words}", 40), loc="left", fontsize=6)
