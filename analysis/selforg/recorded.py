"""What a run shows of itself, whether it lies in a file (`Run`) or goes on in memory (`Model`)."""
from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pandas as pd
import xarray as xr

from .lineage import Lineage


def step_unit(series: xr.Dataset) -> str:
    """The unit of time of series; "step" if they have none."""
    unit = str(series["step"].attrs.get("units", ""))
    return "step" if unit in {"", "1"} else unit


class Tables(Mapping):
    """Tables by their names, read when they are asked for.

    `tables["adoption"]` is a DataFrame, a row an event, codes as words; whoever asks for one that is not there is told
    which are. A number of somebody or something is -1 for none.
    """

    def __init__(self, names: list[str], read: Callable[[str], pd.DataFrame], describe: Callable[[str], pd.DataFrame],
                 absent: str):
        self._names, self._absent, self._describe = names, absent, describe
        self._read = functools.lru_cache(maxsize=None)(read)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._names:
            raise KeyError(f"there is no table {name!r} ({self._absent}); there are: {', '.join(self._names) or 'none'}")
        return self._read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __repr__(self) -> str:
        return f"tables: {', '.join(self._names) or 'none'}"

    def describe(self, name: str) -> pd.DataFrame:
        """What each column of a table is: units, long_name, words."""
        self[name]
        return self._describe(name)


class Recorded:
    """The common part of `Run` and `Model`.

    title, question   text
    series            xarray.Dataset: every observable along `step` (in `step_unit`), some along `unit`, `domain`,
                      `practice`, `channel`, ... too
    events            Tables: what happened, one table for each kind of event
    agents            DataFrame, a row a person: home_unit (its number), unit (its name), label where there is one
    last_ties()       the latest ties that are known, and of which step
    lineage           Lineage: who learned what from whom
    """

    title: str
    question: str
    seed: int
    series: xr.Dataset
    events: Tables
    agents: pd.DataFrame

    @property
    def step_unit(self) -> str:
        """The unit of time, "week" or as the scenario has it; "step" if it says none."""
        return step_unit(self.series)

    @property
    def steps(self) -> int:
        """The last step."""
        return int(self.series["step"].values[-1])

    @functools.cached_property
    def lineage(self) -> Lineage:
        """Who learned what from whom. KeyError where adoptions were not recorded (observe.adoptions)."""
        return Lineage.of(self)

    def last_ties(self) -> tuple[pd.DataFrame, int]:
        """The latest ties that are known (source, target, and trust where there is any), and the step that they are of.
        KeyError where none are."""
        raise NotImplementedError

    def names(self, dimension: str, count: int) -> list[str]:
        """What the `count` first of a dimension are called: by the labels of the series, else by number."""
        known = self.series.coords[dimension].values.tolist() if dimension in self.series.coords else []
        return [str(known[i]) if i < len(known) and isinstance(known[i], str) and not known[i].isdigit()
                else f"{dimension} {i}" for i in range(count)]

    def units_at(self, agent: np.ndarray, step: np.ndarray) -> np.ndarray:
        """The number of the unit in which `agent`[i] was at the end of `step`[i]; arrays of one length."""
        home = self.agents["home_unit"].to_numpy()[agent]
        moves = self.events["transfer"] if "transfer" in self.events else None
        if moves is None or len(moves) == 0:
            return home
        asked = pd.DataFrame({"agent": agent, "step": step, "at": np.arange(len(agent))}).astype(np.int64)
        moved = moves[["agent", "step", "unit_after"]].astype(np.int64).sort_values("step", kind="stable")
        last = pd.merge_asof(asked.sort_values("step"), moved, on="step", by="agent").sort_values("at")["unit_after"]
        return np.where(np.isnan(last), home, last).astype(int)
