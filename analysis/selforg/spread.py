"""How one practice spread."""
from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pandas as pd

from .lineage import NONE, Lineage, spans

if TYPE_CHECKING:
    from .recorded import Recorded


class Spread:
    """The adoptions of one practice as a forest: each under the adoption from which it came.

    practice, name   its number, and what it is called
    table            DataFrame, a row an adoption (indexed by its row among all adoptions): step, learner, channel,
                     unit (number, where the learner was then), parent (row, -1 for a first try), generation, below (how
                     many came from it), end (when it was out of use), and the other columns of the adoption
    """

    def __init__(self, lineage: Lineage, practice: int, recorded: Recorded):
        self.lineage, self.practice, self._recorded = lineage, practice, recorded
        chosen = lineage.practice == practice
        if not chosen.any():
            raise KeyError(f"nobody ever took up practice {practice}; practices taken up: "
                           f"{len(np.unique(lineage.practice)):,}, the leading one is {lineage.leading()}")
        self.name = lineage.name(practice)
        rows = lineage.adoptions[chosen]
        self.table = rows.assign(parent=lineage.parent[chosen], generation=lineage.generation[chosen],
                                 below=lineage.below[chosen], end=lineage.end[chosen],
                                 unit=recorded.units_at(rows["learner"].to_numpy(), rows["step"].to_numpy()))

    @property
    def is_numbered(self) -> bool:
        """Whether it has no name, and is called by its number."""
        return self.name == f"practice {self.practice}"

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return (f"<spread of {self.name}: taken up {len(self):,} times, {len(self.roots):,} of them first tries, "
                f"through {int(self.table['generation'].max())} hands>")

    @property
    def roots(self) -> pd.DataFrame:
        """Those who had it from nobody."""
        return self.table[self.table["parent"] == NONE]

    @functools.cached_property
    def tree(self) -> nx.DiGraph:
        """The forest as a graph, from teacher to learner, with the columns of `table` on its nodes. A quarter of a minute for a
        million adoptions, where `table` itself takes a second."""
        graph = nx.DiGraph()
        graph.add_nodes_from(self.table.to_dict("index").items())
        learned = self.table.index[self.table["parent"] != NONE]
        graph.add_edges_from(zip(self.table.loc[learned, "parent"].tolist(), learned.tolist()))
        return graph

    @property
    def generations(self) -> pd.Series:
        """Adoptions by how many hands it had passed through."""
        return self.table["generation"].value_counts().sort_index().rename("adoptions")

    @property
    def users(self) -> pd.Series:
        """How many use it at the end of each step."""
        return self._over_time(self.table)

    def _over_time(self, rows: pd.DataFrame) -> pd.Series:
        last = self.lineage.last_step
        return pd.Series(spans(rows["step"].to_numpy(), rows["end"].to_numpy(), last),
                         index=pd.RangeIndex(last + 1, name="step"), name="users")

    @functools.cached_property
    def over_units(self) -> pd.DataFrame:
        """How many of each unit (row, by its number) use it at the end of each step (column). Who moves is counted
        where the practice was taken up."""
        units = range(int(self._recorded.agents["home_unit"].max()) + 1)
        return pd.DataFrame([self._over_time(self.table[self.table["unit"] == unit]) for unit in units],
                            index=pd.Index(units, name="unit"))

    @functools.cached_property
    def arrivals(self) -> pd.DataFrame:
        """How it first came to each unit, in the order in which it did: step, learner, channel, from_unit (-1: found
        there, or had from nobody), adoption (row)."""
        first = self.table.sort_values("step", kind="stable").drop_duplicates("unit")
        parent = first["parent"].to_numpy()
        from_unit = np.where(parent == NONE, NONE, self.table["unit"].reindex(parent).fillna(NONE).to_numpy())
        return pd.DataFrame({"unit": first["unit"].to_numpy(), "step": first["step"].to_numpy(),
                             "learner": first["learner"].to_numpy(), "channel": first["channel"].to_numpy(),
                             "from_unit": from_unit.astype(int), "adoption": first.index.to_numpy()}).set_index("unit")

    @functools.cached_property
    def between_units(self) -> pd.DataFrame:
        """Adoptions by the unit of the one from whom it was learned (row) and that of the learner (column)."""
        learned = self.table[self.table["parent"] != NONE]
        units = range(int(self._recorded.agents["home_unit"].max()) + 1)
        count = np.zeros((len(units), len(units)), dtype=int)
        np.add.at(count, (self.table["unit"].loc[learned["parent"]].to_numpy(), learned["unit"].to_numpy()), 1)
        return pd.DataFrame(count, index=pd.Index(units, name="from unit"), columns=pd.Index(units, name="unit"))
