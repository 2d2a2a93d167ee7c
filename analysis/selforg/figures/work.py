"""Projects and communities: when they come, what becomes of them."""
from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D

from ..lineage import spans
from ..recorded import Recorded
from . import style

PROJECTS_MOST, COMMUNITIES_MOST = 160, 110
FOUNDED, STARTED = "founded", "started"


def _words_there(column: pd.Series) -> list[str]:
    there = set(column)
    return [word for word in column.cat.categories if word in there]


def lives(projects: pd.DataFrame, last_step: int) -> pd.DataFrame:
    """One row a project: founded, started (steps; NaN: it never began work), end (step; last step + 1 if it goes on),
    ending (the word of its last event, "" if it goes on). An ending is an event after which a project has no other."""
    followed = projects.duplicated("project", keep="last")
    goes_on = {FOUNDED, STARTED} | set(projects.loc[followed, "type"])
    last = projects.drop_duplicates("project", keep="last").set_index("project")
    first = projects.drop_duplicates("project").set_index("project")
    started = projects[projects["type"] == STARTED].drop_duplicates("project").set_index("project")["step"]
    ended = ~last["type"].isin(goes_on)
    return pd.DataFrame({"founded": first["step"], "started": started.reindex(first.index),
                         "end": last["step"].where(ended, last_step + 1),
                         "ending": last["type"].astype(str).where(ended, "")})


def _timeline(axes: Axes, shown: pd.DataFrame, endings: list[str], last_step: int) -> None:
    height = np.arange(len(shown))
    begun = shown["started"].fillna(shown["end"]).to_numpy()
    end = np.minimum(shown["end"].to_numpy(), last_step)
    waits = [[(a, h), (b, h)] for a, b, h in zip(shown["founded"], begun, height)]
    axes.add_collection(LineCollection(waits, colors=style.GREY, linewidths=0.5))
    for i, ending in enumerate([*endings, ""]):
        those = (shown["ending"] == ending).to_numpy()
        colour = style.COLOURS[i % len(style.COLOURS)] if ending else style.INK
        works = [[(a, h), (b, h)] for a, b, h in zip(begun[those], end[those], height[those])]
        axes.add_collection(LineCollection(works, colors=colour, linewidths=1.1))
        if ending:
            axes.plot(end[those], height[those], linestyle="none", color=colour, marker=style.MARKERS[i % 8], markersize=2.6,
                      markeredgewidth=0)
    axes.set_ylim(len(shown), -1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    handles = [Line2D([], [], color=style.GREY, linewidth=0.6, label="gathering")]
    handles += [Line2D([], [], color=style.COLOURS[i % 8], marker=style.MARKERS[i % 8], markersize=3,
                       label=f"at work, {style.words(ending)}") for i, ending in enumerate(endings)
                if ending in set(shown["ending"])]
    if (shown["ending"] == "").any():
        handles.append(Line2D([], [], color=style.INK, label="at work, goes on"))
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.01), ncol=5, handlelength=1.6)


def _under_way(axes: Axes, found: pd.DataFrame, last_step: int) -> None:
    step = np.arange(last_step + 1)
    begun = found["started"].fillna(found["end"]).to_numpy().astype(int)
    end = found["end"].to_numpy().astype(int)
    gathering = spans(found["founded"].to_numpy(), np.minimum(begun, last_step + 1), last_step)
    at_work = spans(np.minimum(begun, end), end, last_step)
    axes.plot(step, gathering, drawstyle="steps-post", color=style.GREY, linewidth=0.8, linestyle=style.DASHES[1],
              label="gathering")
    axes.plot(step, at_work, drawstyle="steps-post", color=style.INK, linewidth=0.8, label="at work")
    axes.set_ylabel("projects under way")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.01), ncol=2)
    axes.set_ylim(0, None)


def _endings(axes: Axes, found: pd.DataFrame, endings: list[str], last_step: int) -> None:
    step = np.arange(last_step + 1)
    for i, ending in enumerate(endings):
        ends = found.loc[found["ending"] == ending, "end"].to_numpy().astype(int)
        axes.plot(step, np.cumsum(np.bincount(ends, minlength=last_step + 1)), label=style.words(ending),
                  **style.look(i, len(step)))
    axes.set_ylabel("projects ended so far")
    if endings:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1.01), ncol=3, handlelength=2.2, columnspacing=1.2)
    axes.set_ylim(0, None)


@style.drawn
def projects(run: Recorded, *, width: float = style.WIDTH) -> style.Picture:
    """Timeline of projects: from founding over work to what became of them; how many are under way, and how they ended.

    Of many the timeline has one in so many of those that began work; the other panels count all.
    """
    if "project" not in run.events or run.events["project"].empty:
        raise style.Absent("no projects are recorded: there are none, or observe.projects is off")
    events, last = run.events["project"], run.steps
    found = lives(events, last)
    endings = [word for word in _words_there(events["type"]) if word in set(found["ending"])]
    worked = found[found["started"].notna()].sort_values("founded", kind="stable")
    timeline = worked if len(worked) else found
    every = -(-len(timeline) // PROJECTS_MOST)
    shown = timeline.iloc[::every]
    page = style.blank(58 + np.clip(0.62 * len(shown), 15, 100), width)
    top, bottom = page.subfigures(2, 1, height_ratios=[np.clip(0.62 * len(shown), 15, 100) + 8, 46])
    axes = top.subplots()
    lower = bottom.subplots(1, 2)
    _timeline(axes, shown, endings, last)
    _under_way(lower[0], found, last)
    _endings(lower[1], found, endings, last)
    for each in (axes, *lower):
        style.time_axis(each, run.series)
    axes.set_ylabel("projects, as they were founded")
    return style.say(page, f"{run.title}: {len(found):,} projects.",
                     f"The timeline has one in {every} of the {len(worked):,} projects that began work; the lower panels "
                     "count all." if every > 1 else "")


# ---- communities ----

def _size(meetings: pd.DataFrame) -> np.ndarray:
    """Members of all rings."""
    rings = [name for name in ("core", "engaged", "interested") if name in meetings]
    return meetings[rings].sum(axis=1).to_numpy()


def _segments(meetings: pd.DataFrame, place: dict[int, int], last_step: int, ends: set[str]) -> pd.DataFrame:
    """From each event of a community to its next: begin, stop, height, phase (word), size."""
    following = meetings.groupby("community", sort=False)["step"].shift(-1)
    over = meetings["type"].isin(ends)
    stop = following.fillna(last_step).where(following.notna() | ~over, meetings["step"])
    return pd.DataFrame({"begin": meetings["step"], "stop": stop, "height": meetings["community"].map(place),
                         "phase": meetings["phase"], "size": _size(meetings)})[stop > meetings["step"]]


def _lives(axes: Axes, segments: pd.DataFrame, phases: list[str]) -> None:
    """Bars, as high as they have members; the largest fills nine tenths of a row."""
    half = 0.05 + 0.4 * segments["size"] / max(int(segments["size"].max()), 1)
    for i, phase in enumerate(phases):
        those = (segments["phase"] == phase).to_numpy()
        box = zip(*(values[those] for values in (segments["begin"], segments["stop"], segments["height"], half)))
        bars = [[(a, h - w), (b, h - w), (b, h + w), (a, h + w)] for a, b, h, w in box]
        colour = style.COLOURS[i % len(style.COLOURS)]
        axes.add_collection(PolyCollection(bars, facecolors=colour, edgecolors=colour, linewidths=0.15))


@style.drawn
def communities(run: Recorded, *, width: float = style.WIDTH) -> style.Picture:
    """Lives of communities of practice: a line from convening to fading, in the colour of the phase, as thick as it has
    members; arrows where one split or went into another. Of many, those that lived longest."""
    if "community" not in run.events or run.events["community"].empty:
        raise style.Absent("no communities are recorded: there are none, or observe.communities is off")
    meetings, last = run.events["community"], run.steps
    final = meetings[~meetings.duplicated("community", keep="last")]
    ends = set(final["type"]) - set(meetings.loc[meetings.duplicated("community", keep="last"), "type"])
    born = meetings.groupby("community")["step"].min()
    died = final.set_index("community").apply(lambda row: row["step"] if row["type"] in ends else last + 1, axis=1)
    longest = (died - born).sort_values(ascending=False, kind="stable").index[:COMMUNITIES_MOST]
    order = born.loc[longest].sort_values(kind="stable").index
    place = {community: i for i, community in enumerate(order)}
    shown = meetings[meetings["community"].isin(place)]
    tall = float(np.clip(1.5 * len(order), 25, 165))
    page, axes = style.picture(1, 1, tall + 28, width)
    axes = axes[0, 0]
    segments = _segments(shown, place, last, ends)
    phases = _words_there(shown["phase"])
    _lives(axes, segments, phases)
    axes.set_ylim(len(order) + 0.5, -1)
    marks = _crossings(axes, shown, place)
    _marks_of_ends(axes, shown, place, ends)
    style.time_axis(axes, run.series)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_ylabel("communities, as they were convened")
    handles = [Line2D([], [], color=style.COLOURS[i % len(style.COLOURS)], linewidth=3, label=style.words(phase))
               for i, phase in enumerate(phases) if phase in set(segments["phase"])]
    axes.legend(handles=handles + marks, loc="lower left", bbox_to_anchor=(0, 1.0), ncol=7, handlelength=1.4)
    return style.say(page, f"{run.title}: lives of {len(order):,} communities, in the colour of their phase.",
                     f"Height of a line: its members (up to {int(segments['size'].max())}). A short stroke ends those that are no more.",
                     f"Of {len(born):,} communities the {len(order):,} that lived longest are drawn." if len(born) >
                     len(order) else "")


def _crossings(axes: Axes, shown: pd.DataFrame, place: dict[int, int]) -> list[Line2D]:
    """Arrows to the other community, where an event has one; both halves of a merger are one arrow."""
    with_other = shown[shown["other_community"].isin(place) & shown["community"].isin(place)]
    pairs = with_other.drop_duplicates(["step", "community", "other_community"])
    drawn, kinds = set(), {}
    for step, community, other, kind in zip(pairs["step"], pairs["community"], pairs["other_community"], pairs["type"]):
        if (step, other, community) in drawn:
            continue
        drawn.add((step, community, other))
        i = kinds.setdefault(kind, len(kinds))
        axes.annotate("", (step, place[other]), (step, place[community]),
                      arrowprops={"arrowstyle": "-|>", "linewidth": 0.5, "color": style.INK, "shrinkA": 0, "shrinkB": 0,
                                  "mutation_scale": 5, "linestyle": style.DASHES[i % 3]})
    return [Line2D([], [], color=style.INK, linewidth=0.6, linestyle=style.DASHES[i % 3],
                   label=f"{style.words(kind)} (arrow)") for kind, i in kinds.items()]


def _marks_of_ends(axes: Axes, shown: pd.DataFrame, place: dict[int, int], ends: set[str]) -> None:
    over = shown[shown["type"].isin(ends)]
    axes.plot(over["step"], over["community"].map(place), linestyle="none", marker="|", color=style.INK, markersize=3,
              markeredgewidth=0.6)
