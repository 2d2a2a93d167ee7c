"""Who is tied to whom, and who uses what: a map of the network."""
from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from ..lineage import NONE
from ..recorded import Recorded
from . import style
from .practices import Ranking, rank, use_at

AGENTS_MOST, TIES_MOST, PLACED_MOST, DOMAINS_MOST = 5000, 40000, 400, 4
HOW = "run it with --set observe.snapshots.ties=true (and observe.snapshots.every)"


def ties_of(run: Recorded) -> tuple[pd.DataFrame, int]:
    """The latest ties, and their step."""
    try:
        return run.last_ties()
    except (KeyError, IndexError) as missing:
        raise style.Absent(f"no ties are recorded: {HOW}") from missing


def _groups(run: Recorded, graph: nx.Graph) -> tuple[np.ndarray, str]:
    """The group of each agent by which the map is laid out, and what it is."""
    home = run.agents["home_unit"].to_numpy()
    if home.max() > 0:
        return home, "units"
    found = nx.community.louvain_communities(graph, seed=1)
    group = np.zeros(len(run.agents), dtype=int)
    for i, members in enumerate(found):
        group[list(members)] = i
    return group, "modules found by Louvain's method"


def _places(run: Recorded, ties: pd.DataFrame) -> tuple[np.ndarray, str]:
    """A place for each agent: groups where ties between them pull them, members as a disc around the middle."""
    graph = nx.Graph()
    graph.add_nodes_from(range(len(run.agents)))
    graph.add_edges_from(zip(ties["source"].tolist(), ties["target"].tolist()))
    if len(graph) <= PLACED_MOST and run.agents["home_unit"].max() == 0:
        found = nx.spring_layout(graph, seed=1, iterations=100)
        return np.array([found[agent] for agent in range(len(graph))]), "springs along the ties"
    group, what = _groups(run, graph)
    size = np.bincount(group)
    between = nx.Graph()
    between.add_nodes_from(range(len(size)))
    crossing = group[ties["source"]] != group[ties["target"]]
    pairs = pd.DataFrame({"a": group[ties["source"][crossing]], "b": group[ties["target"][crossing]]})
    for (a, b), count in pairs.value_counts().items():
        between.add_edge(a, b, weight=count / np.sqrt(size[a] * size[b]))
    centre = nx.spring_layout(between, seed=1, iterations=200, k=1.6 / np.sqrt(len(size)))
    return _discs(group, size, np.array([centre[i] for i in range(len(size))])), what


def _discs(group: np.ndarray, size: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Members evenly over a disc (sunflower) around the group's centre, discs pushed apart until none overlap."""
    radius = np.sqrt(size / max(size.sum(), 1)) * 0.8
    for _ in range(300):
        apart = centre[:, None] - centre[None]
        distance = np.sqrt((apart ** 2).sum(axis=2)) + np.eye(len(size)) * 9
        missing = np.maximum(radius[:, None] + radius[None] + 0.06 - distance, 0)
        if not missing.any():
            break
        centre = centre + 0.5 * (apart / np.maximum(distance, 1e-9)[..., None] * missing[..., None]).sum(axis=1)
    place, seen = np.zeros((len(group), 2)), np.zeros(len(size), dtype=int)
    for agent, of in enumerate(group):
        far, turn = radius[of] * np.sqrt((seen[of] + 0.5) / size[of]), seen[of] * np.pi * (3 - np.sqrt(5))
        place[agent] = centre[of] + far * np.array([np.cos(turn), np.sin(turn)])
        seen[of] += 1
    return place


def _map(axes: Axes, run: Recorded, ties: pd.DataFrame, place: np.ndarray, use: np.ndarray, domain: int) -> tuple[Ranking, np.ndarray]:
    shown = ties if len(ties) <= TIES_MOST else ties.iloc[::-(-len(ties) // TIES_MOST)]
    lines = np.stack([place[shown["source"]], place[shown["target"]]], axis=1)
    axes.add_collection(LineCollection(lines, colors="#777777", rasterized=True,
                                       linewidths=0.3, alpha=float(np.clip(450 / len(shown), 0.02, 0.5))))
    leading, _ = rank(run, domain)
    size = float(np.clip(90 / np.sqrt(len(place)), 0.8, 5))
    axes.plot(*place[use == NONE].T, "o", color="white", markersize=size, markeredgecolor=style.GREY, markeredgewidth=0.3)
    others = (use != NONE) & ~np.isin(use, leading.practices)
    axes.plot(*place[others].T, "o", color=style.GREY, markersize=size * 0.7, markeredgewidth=0)
    for i, practice in enumerate(leading.practices):
        axes.plot(*place[use == practice].T, linestyle="none", marker=style.MARKERS[i % 8], color=leading.colour(i),
                  markersize=size, markeredgecolor="white", markeredgewidth=0.15)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.autoscale_view()
    return leading, others


def _key(axes: Axes, run: Recorded, leading: Ranking, use: np.ndarray, others: np.ndarray, beside: bool) -> None:
    def mark(marker: str, colour: str, name: str, count: int, edge: str = "white") -> Line2D:
        return Line2D([], [], linestyle="none", marker=marker, color=colour, markeredgecolor=edge, markeredgewidth=0.4,
                      markersize=4.5, label=f"{name}  {count:,}")

    handles = [mark(style.MARKERS[i % 8], leading.colour(i), run.lineage.name(practice), int((use == practice).sum()))
               for i, practice in enumerate(leading.practices) if (use == practice).any()]
    if others.any():
        handles.append(mark("o", style.GREY, "others", int(others.sum())))
    if (use == NONE).any():
        handles.append(mark("o", "white", "none", int((use == NONE).sum()), style.GREY))
    if beside:
        style.legend_right(axes, handles=handles, handletextpad=0.3, title=f"in use ({len(use):,} agents)")
    else:
        axes.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncol=2, handletextpad=0.3)


@style.drawn
def network(run: Recorded, *, width: float = style.WIDTH) -> style.Picture:
    """Map of the network by practice: everybody with their ties at the last snapshot, in the colour and shape of the
    practice in use then; a map for each domain."""
    if len(run.agents) > AGENTS_MOST:
        raise style.Absent(f"a map of {len(run.agents):,} agents shows nothing; up to {AGENTS_MOST:,} are drawn")
    ties, step = ties_of(run)
    place, what = _places(run, ties)
    domains = run.lineage.domains[:DOMAINS_MOST]
    one = len(domains) == 1
    page, axes = style.picture(1, len(domains), 0.62 * width if one else width / len(domains) + 22, width)
    for each, domain in zip(axes.flat, domains):
        use = use_at(run, domain, step)
        leading, others = _map(each, run, ties, place, use, domain)
        _key(each, run, leading, use, others, one)
        each.set_title("" if one else run.names("domain", domain + 1)[domain])
    more = len(run.lineage.domains) - len(domains)
    drawn = -(-len(ties) // TIES_MOST)
    return style.say(page, f"{run.title}: {len(run.agents):,} agents and {len(ties):,} ties at step {step}, by the practice "
                     f"in use.", f"Laid out by {what}.", f"Every {drawn}th tie is drawn." if drawn > 1 else "",
                     f"{more} more domains are not shown." if more else "")
