"""Which practices are in use, over time and from one time to another."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ..lineage import NONE, spans
from ..recorded import Recorded
from . import style

LEADING = 7  # practices that get a colour of their own, in each domain
NOBODY = "none"


@dataclass
class Ranking:
    """The practices of one domain that were ever used most, in the order in which they peaked, and their looks."""
    domain: int
    practices: list[int]

    def colour(self, i: int) -> str:
        return style.COLOURS[i % len(style.COLOURS)]


def rank(run: Recorded, domain: int, most: int = LEADING) -> tuple[Ranking, dict[int, np.ndarray]]:
    """The leading practices of a domain and how many use each at the end of each step."""
    lineage = run.lineage
    inside = lineage.adoptions["domain"].to_numpy() == domain
    candidates, taken = np.unique(lineage.practice[inside], return_counts=True)
    candidates = candidates[np.argsort(-taken, kind="stable")][:200]  # whoever ever led was taken up often
    counts = {}
    for practice in candidates.tolist():
        chosen = inside & (lineage.practice == practice)
        counts[practice] = spans(lineage.step[chosen], lineage.end[chosen], lineage.last_step)
    leading = sorted(counts, key=lambda practice: -counts[practice].max())[:most]
    leading.sort(key=lambda practice: int(counts[practice].argmax()))
    return Ranking(domain, leading), {practice: counts[practice] for practice in leading}


def using(run: Recorded, domain: int) -> np.ndarray:
    """How many use any practice of a domain at the end of each step."""
    lineage = run.lineage
    inside = lineage.adoptions["domain"].to_numpy() == domain
    return spans(lineage.step[inside], lineage.end[inside], lineage.last_step)


def _areas(axes: Axes, run: Recorded, domain: int) -> int:
    ranking, counts = rank(run, domain)
    agents, step = len(run.agents), np.arange(run.lineage.last_step + 1)
    others = using(run, domain) - sum(counts.values())
    layers = [others, *counts.values()]
    colours = [style.PALE, *(ranking.colour(i) for i in range(len(counts)))]
    axes.stackplot(step, *[layer / agents for layer in layers], colors=colours, linewidth=0.3, edgecolor="white",
                   step="post")
    tops = np.cumsum([layer[-1] for layer in layers])
    named = [((top - layer[-1] / 2) / agents, f"{name}  {style.percent(layer[-1] / agents)}", colour)
             for layer, top, colour, name in zip(layers, tops, colours, ["others", *map(run.lineage.name, counts)])]
    axes.set_ylim(0, 1)
    style.names_right(axes, named)
    return len(np.unique(run.lineage.practice[run.lineage.adoptions["domain"] == domain])) - len(counts)


def _domains(run: Recorded) -> list[int]:
    lineage = run.lineage
    several = [domain for domain in lineage.domains
               if len(np.unique(lineage.practice[lineage.adoptions["domain"] == domain])) > 1]
    if not several:
        raise style.Absent("there is one practice only: see the figure of adoption")
    return several


def _title(run: Recorded, domain: int, domains: list[int]) -> str:
    return run.names("domain", domain + 1)[domain] if len(domains) > 1 else ""


@style.drawn
def practices(run: Recorded, *, width: float = style.WIDTH) -> style.Picture:
    """Practices in use over time, domain by domain: the share of agents that uses each of the leading ones (those that
    most people ever used at a time), and all others together."""
    domains = _domains(run)
    page, axes = style.picture(len(domains), 1, 50 * len(domains) + 10, width, sharex=True)
    left = 0
    for each, domain in zip(axes.flat, domains):
        left += _areas(each, run, domain)
        style.time_axis(each, run.series, labelled=domain == domains[-1])
        each.set_ylabel("share of agents")
        each.set_title(_title(run, domain, domains))
    return style.say(page, f"{run.title}: share of agents that use each practice, at the end of each step.",
                     "Right: shares in the end.", f"Grey: {left:,} other practices." if left else "", "White: agents that use none.",
                     *_names_said(run, domains))


def _names_said(run: Recorded, domains: list[int]) -> list[str]:
    """What names of practices and domains are, where they are numbers."""
    first = int(run.lineage.practice.min())
    numbered = run.lineage.name(first) == f"practice {first}"
    fields = "Domains are fields of concern, in each of which everybody uses one practice." if len(run.lineage.domains) > 1 else ""
    return [fields, style.NUMBERS if numbered else ""]


# ---- from one time to another ----

def use_at(run: Recorded, domain: int, step: int) -> np.ndarray:
    """The practice that each agent uses at the end of a step, -1 for none."""
    lineage = run.lineage
    open_ = (lineage.step <= step) & (lineage.end > step) & (lineage.adoptions["domain"] == domain).to_numpy()
    use = np.full(len(run.agents), NONE)
    use[lineage.adoptions["learner"].to_numpy()[open_]] = lineage.practice[open_]
    return use


def _groups(use: np.ndarray, leading: list[int]) -> np.ndarray:
    """0 for none, 1 for others, 2 + i for the i-th leading practice."""
    group = np.where(use == NONE, 0, 1)
    for i, practice in enumerate(leading):
        group[use == practice] = 2 + i
    return group


def _ribbon(axes: Axes, left: tuple[float, float, float], right: tuple[float, float, float], colour: str) -> None:
    """From (x, bottom, top) to (x, bottom, top)."""
    (x0, low0, high0), (x1, low1, high1) = left, right
    middle = (x0 + x1) / 2
    corners = [(x0, low0), (middle, low0), (middle, low1), (x1, low1), (x1, high1), (middle, high1), (middle, high0),
               (x0, high0), (x0, low0)]
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4,
             Path.CLOSEPOLY]
    axes.add_patch(PathPatch(Path(corners, codes), facecolor=colour, alpha=0.45, linewidth=0))


def _flows(axes: Axes, groups: list[np.ndarray], steps: list[int], colours: list[str], agents: int) -> list[np.ndarray]:
    """Bars at each time and ribbons between; gives the bars' bottoms."""
    kinds, gap, half = len(colours), 0.012 * agents, 0.018 * (steps[-1] - steps[0])
    sizes = [np.bincount(group, minlength=kinds) for group in groups]
    bottoms = [np.concatenate([[0], np.cumsum(size + gap * (size > 0))[:-1]]) for size in sizes]
    for size, bottom, step in zip(sizes, bottoms, steps):
        axes.bar([step] * kinds, size, 2 * half, bottom, color=colours, edgecolor=style.INK, linewidth=0.3, zorder=3)
    for k in range(len(steps) - 1):
        moved = np.zeros((kinds, kinds), dtype=int)
        np.add.at(moved, (groups[k], groups[k + 1]), 1)
        out, into = bottoms[k].astype(float).copy(), bottoms[k + 1].astype(float).copy()
        for a in range(kinds):
            for b in range(kinds):
                if moved[a, b]:
                    _ribbon(axes, (steps[k] + half, out[a], out[a] + moved[a, b]),
                            (steps[k + 1] - half, into[b], into[b] + moved[a, b]), colours[a])
                    out[a] += moved[a, b]
                    into[b] += moved[a, b]
    return bottoms


@style.drawn
def alluvial(run: Recorded, *, steps: list[int] | None = None, width: float = style.WIDTH) -> style.Picture:
    """Who went from which practice to which: everybody's practice at some steps (else five, evenly spaced), as bars, and
    between them how many went from one to the other; a ribbon has the colour of what it comes from."""
    domains = _domains(run)
    steps = steps or np.unique(np.linspace(0, run.lineage.last_step, 5).round().astype(int)).tolist()
    page, axes = style.picture(len(domains), 1, 58 * len(domains) + 10, width, sharex=True)
    for each, domain in zip(axes.flat, domains):
        ranking, _ = rank(run, domain, LEADING)
        groups = [_groups(use_at(run, domain, step), ranking.practices) for step in steps]
        colours = ["white", style.PALE, *(ranking.colour(i) for i in range(len(ranking.practices)))]
        bottoms = _flows(each, groups, steps, colours, len(run.agents))
        last = np.bincount(groups[-1], minlength=len(colours))
        names = [NOBODY, "others", *map(run.lineage.name, ranking.practices)]
        each.set_ylim(0, len(run.agents) * 1.1)
        style.names_right(each, [(bottoms[-1][i] + last[i] / 2, f"{names[i]}  {last[i]:,}", colours[i] if i else
                                  style.GREY) for i in range(len(colours)) if last[i]])
        each.set_xticks(steps)
        each.set_xlabel(style.time_label(run.step_unit) if domain == domains[-1] else "")
        each.set_ylabel(f"agents (all: {len(run.agents):,})")
        each.spines[["bottom", "left"]].set_visible(False)
        each.set_yticks([])
        each.set_title(_title(run, domain, domains))
    return style.say(page, f"{run.title}: from which practice to which {len(run.agents):,} agents went between the "
                     "steps shown.", f"Coloured: the {LEADING} practices that most agents ever used at a time; pale: all "
                     "others together; white: none. Right: agents in the end.", *_names_said(run, domains))
