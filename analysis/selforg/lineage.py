"""Who learned what from whom.

An adoption is a row: somebody took up a practice, in some step, by some channel. Its sources are earlier adoptions of
those who told, with weights. Everything here is arrays over the rows, so that a million of them take seconds; graphs of
networkx are made of the part that one asks for.
"""
from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from .recorded import Recorded
    from .spread import Spread

NONE = -1
JOINING = ("initial", "onboarding")  # in use from the start, or on joining: the channels of newcomers


class Lineage:
    """The adoptions of a run.

    adoptions   DataFrame, a row an adoption: step, learner, domain, practice, practice_before, channel (word), project,
                and what else the file has
    sources     DataFrame, a row a source: adoption (row of `adoptions`), source (who), source_adoption (row), weight
    parent      int array, a value an adoption: the adoption from which it came, that of the source that weighed most
                (the first of several); -1 for a first try, and where it is of another practice (altered in copying)
    """

    def __init__(self, adoptions: pd.DataFrame, sources: pd.DataFrame, turnover: pd.DataFrame | None, last_step: int,
                 recorded: Recorded):
        self.adoptions, self.sources, self.last_step = adoptions, sources, last_step
        self._turnover, self._recorded = turnover, recorded
        self.practice = adoptions["practice"].to_numpy()
        self.step = adoptions["step"].to_numpy()
        self.parent = self._parents()

    @classmethod
    def of(cls, recorded: Recorded) -> Lineage:
        events = recorded.events
        return cls(events["adoption"], events["adoption_source"], events["turnover"] if "turnover" in events else None,
                   recorded.steps, recorded)

    def __len__(self) -> int:
        return len(self.adoptions)

    def __repr__(self) -> str:
        return f"<lineage of {len(self):,} adoptions with {len(self.sources):,} sources>"

    def _parents(self) -> np.ndarray:
        parent = np.full(len(self), NONE, dtype=np.int64)
        adoption, weight = self.sources["adoption"].to_numpy(), self.sources["weight"].to_numpy()
        heaviest = np.lexsort((np.arange(len(weight)), -weight, adoption))
        adoption = adoption[heaviest]
        first = np.flatnonzero(np.diff(adoption, prepend=-1))
        of = self.sources["source_adoption"].to_numpy()[heaviest[first]]
        own = adoption[first]
        parent[own] = np.where(self.practice[of] == self.practice[own], of, NONE)
        return parent

    @functools.cached_property
    def generation(self) -> np.ndarray:
        """How many hands each adoption has passed through: 0 for a first try. int array, a value an adoption."""
        generation, above = (self.parent != NONE).astype(np.int64), self.parent.copy()
        while (open_ := np.flatnonzero(above != NONE)).size:  # each round looks twice as far up
            generation[open_] += generation[above[open_]]
            above[open_] = above[above[open_]]
        return generation

    @functools.cached_property
    def root(self) -> np.ndarray:
        """The first try that each adoption goes back to: row of `adoptions`; its own where it is one."""
        root = np.where(self.parent == NONE, np.arange(len(self)), self.parent)
        while not np.array_equal(above := root[root], root):
            root = above
        return root

    @functools.cached_property
    def below(self) -> np.ndarray:
        """How many adoptions came from each, directly or through others. int array, a value an adoption."""
        below = np.zeros(len(self), dtype=np.int64)
        for generation in range(int(self.generation.max(initial=0)), 0, -1):
            rows = self._of_generation(generation)
            np.add.at(below, self.parent[rows], below[rows] + 1)
        return below

    @functools.cached_property
    def _by_generation(self) -> tuple[np.ndarray, np.ndarray]:
        order = np.argsort(self.generation, kind="stable")
        return order, np.searchsorted(self.generation[order], np.arange(self.generation.max(initial=0) + 2))

    def _of_generation(self, generation: int) -> np.ndarray:
        order, bounds = self._by_generation
        return order[bounds[generation]:bounds[generation + 1]]

    @functools.cached_property
    def cascades(self) -> pd.DataFrame:
        """What every first try set off, the largest first: size (adoptions, its own too), generations, practice, step,
        channel; indexed by the row of the first try."""
        frame = pd.DataFrame({"root": self.root, "generation": self.generation})
        found = frame.groupby("root")["generation"].agg(size="count", generations="max")
        found = found.join(self.adoptions[["practice", "domain", "step", "channel"]])
        return found.sort_values("size", ascending=False, kind="stable")

    # ---- uses: from an adoption until the next one in the same place, or until it is dropped or its person leaves ----

    @functools.cached_property
    def end(self) -> np.ndarray:
        """The step from whose end on each adoption's practice is not in use there any more; last step + 1 if it is in
        use to the end. int array, a value an adoption."""
        learner, domain = self.adoptions["learner"].to_numpy(), self.adoptions["domain"].to_numpy()
        order = np.lexsort((np.arange(len(self)), domain, learner))
        same = (np.diff(learner[order]) == 0) & (np.diff(domain[order]) == 0)
        end = np.full(len(self), self.last_step + 1, dtype=np.int64)
        end[order[:-1][same]] = self.step[order[1:][same]]
        events = self._recorded.events
        if "drop" in events:  # for nothing
            np.minimum.at(end, events["drop"]["adoption"].to_numpy(), events["drop"]["step"].to_numpy())
        return np.minimum(end, self._departures())

    def _departures(self) -> np.ndarray:
        """When the person of each adoption left: the first turnover after it, at the end of its step, when a newcomer
        has begun already."""
        if self._turnover is None or len(self._turnover) == 0:
            return np.full(len(self), self.last_step + 1)
        begun = self.step + self.adoptions["channel"].isin(JOINING).to_numpy()
        asked = pd.DataFrame({"agent": self.adoptions["learner"].to_numpy(), "step": begun, "at": np.arange(len(self))})
        left = self._turnover[["agent", "step"]].assign(left=self._turnover["step"]).astype(np.int64).sort_values("step")
        found = pd.merge_asof(asked.astype(np.int64).sort_values("step"), left, on="step", by="agent",
                              direction="forward").sort_values("at")
        return found["left"].fillna(self.last_step + 1).to_numpy().astype(np.int64)

    def users(self, practices: list[int] | None = None) -> pd.DataFrame:
        """How many use each practice (column) at the end of each step (row), from the adoptions themselves."""
        wanted = list(range(int(self.practice.max(initial=-1)) + 1)) if practices is None else list(practices)
        return pd.DataFrame({practice: self._count(self.practice == practice) for practice in wanted},
                            index=pd.RangeIndex(self.last_step + 1, name="step"))

    def _count(self, chosen: np.ndarray) -> np.ndarray:
        return spans(self.step[chosen], self.end[chosen], self.last_step)

    def leading(self, domain: int | None = None) -> int:
        """The practice that most use in the end (in one domain): the first of several; -1 if nobody uses any."""
        chosen = self.end > self.last_step
        if domain is not None:
            chosen &= self.adoptions["domain"].to_numpy() == domain
        used = np.bincount(self.practice[chosen]) if chosen.any() else np.zeros(0, dtype=int)
        return int(used.argmax()) if used.size else NONE

    @property
    def domains(self) -> list[int]:
        return np.unique(self.adoptions["domain"]).tolist()

    def name(self, practice: int) -> str:
        """What a practice is called: its name where practices are known beforehand, else its number."""
        return self._recorded.names("practice", practice + 1)[practice]

    # ---- graphs ----

    def spread(self, practice: int | None = None) -> Spread:
        """The spread of one practice; of the one that most use in the end if none is named."""
        from .spread import Spread
        return Spread(self, self.leading() if practice is None else practice, self._recorded)

    def graph(self, practice: int | None = None, domain: int | None = None) -> nx.DiGraph:
        """Adoptions as a graph, from teacher to learner.

        Nodes are rows of `adoptions` with agent, step, practice, channel, domain; edges go from the source's adoption
        to the learner's, with the source's weight. All of them, or those of one practice or domain; sources outside
        are left out. About ten seconds for a million adoptions: ask for what you need.
        """
        chosen = np.ones(len(self), dtype=bool)
        if practice is not None:
            chosen &= self.practice == practice
        if domain is not None:
            chosen &= self.adoptions["domain"].to_numpy() == domain
        return self._graph(chosen)

    def _graph(self, chosen: np.ndarray) -> nx.DiGraph:
        rows = self.adoptions[chosen]
        columns = ["learner", "step", "practice", "channel", "domain"]
        graph = nx.DiGraph()
        graph.add_nodes_from((row, dict(agent=agent, step=step, practice=what, channel=channel, domain=domain))
                             for row, agent, step, what, channel, domain
                             in zip(rows.index.tolist(), *(rows[name].tolist() for name in columns)))
        inside = chosen[self.sources["adoption"]] & chosen[self.sources["source_adoption"]]
        edges = self.sources[inside].groupby(["source_adoption", "adoption"], sort=False)["weight"].sum()
        graph.add_weighted_edges_from((source, target, weight) for (source, target), weight in edges.items())
        return graph

    def people(self, practice: int | None = None) -> nx.DiGraph:
        """Who taught whom, from teacher to learner: nodes are people, the weight of an edge is how many adoptions the
        learner owes to the teacher, each shared among its sources by their weights."""
        frame = self.sources.assign(learner=self.adoptions["learner"].to_numpy()[self.sources["adoption"]])
        if practice is not None:
            frame = frame[self.practice[frame["adoption"]] == practice]
        frame = frame[frame["source"] != frame["learner"]]
        owed = frame.groupby(["source", "learner"])["weight"].sum()
        graph = nx.DiGraph()
        graph.add_weighted_edges_from((source, learner, weight) for (source, learner), weight in owed.items())
        return graph

    def back(self, adoption: int) -> nx.DiGraph:
        """Everything that one adoption came from, over all sources, back to the first tries."""
        first, count = (self.adoptions[name].to_numpy() for name in ("first_source", "source_count"))
        of = self.sources["source_adoption"].to_numpy()
        chosen, waiting = np.zeros(len(self), dtype=bool), [adoption]
        chosen[adoption] = True
        while waiting:
            row = waiting.pop()
            fresh = [above for above in of[first[row]:first[row] + count[row]].tolist() if not chosen[above]]
            chosen[fresh] = True
            waiting.extend(fresh)
        return self._graph(chosen)


def spans(begin: np.ndarray, end: np.ndarray, last_step: int) -> np.ndarray:
    """How many of the spans [begin, end) are open at each step from 0 to last_step."""
    change = np.bincount(begin, minlength=last_step + 2) - np.bincount(end, minlength=last_step + 2)
    return np.cumsum(change)[:last_step + 1]
