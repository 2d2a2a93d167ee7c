"""One run, as its result file has it."""
from __future__ import annotations

import functools
import pathlib

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from . import hdf5
from .lineage import NONE
from .recorded import Recorded, Tables


class Run(Recorded):
    """A finished run. Nothing is read before it is asked for, and the file is not kept open.

    Beside what `Recorded` has:

    parameters   DataFrame by path ("debrief.depth"): value, units, long_name, is_default, given_by (the parameter from whose value
                 it follows, as from the rule of adoption; else ""); what is absent has no row
    states       xarray.Dataset over (snapshot, agent, domain): everybody's state at the steps that were kept
    snapshots    Tables: ties, practices, communities, ... at those steps (column `step`)
    facts        dict: attributes of the file, digests, what ended the run, and what it ran on
    """

    def __init__(self, path: pathlib.Path):
        self.path = pathlib.Path(path)
        with self._file() as file:
            self.attributes = hdf5.attributes(file)
        self.title: str = self.attributes.get("title") or self.path.stem
        self.question: str = self.attributes.get("question", "")
        self.seed = int(self.attributes.get("seed", 0))

    def __repr__(self) -> str:
        return (f"<selforg run {self.path.name}: {self.title}; {len(self.agents):,} agents, {self.steps} steps of a "
                f"{self.step_unit}, seed {self.seed}>")

    def _file(self) -> h5py.File:
        return h5py.File(self.path, "r")

    @functools.cached_property
    def series(self) -> xr.Dataset:
        with self._file() as file:
            return hdf5.labelled(file)

    def _tables(self, folder: str, index: str | None, absent: str) -> Tables:
        """The groups of a folder as tables; `index` None: the dimension is that of the columns, whatever it is."""
        def place(node: h5py.Group) -> str:
            return index or hdf5.dimensions(next(iter(hdf5.datasets(node).values())))[0]

        def read(name: str) -> pd.DataFrame:
            with self._file() as file:
                return hdf5.table(file[folder][name], place(file[folder][name]))

        def describe(name: str) -> pd.DataFrame:
            with self._file() as file:
                return hdf5.described(file[folder][name])

        with self._file() as file:
            names = [name for name in hdf5.children(file[folder]) if name != "agents"] if folder in file else []
        return Tables(names, read, describe, absent)

    @functools.cached_property
    def events(self) -> Tables:
        return self._tables("events", "event", "it is recorded where the scenario has what makes it, and observe.* asks "
                            "for it")

    @functools.cached_property
    def snapshots(self) -> Tables:
        return self._tables("snapshots", None, "observe.snapshots asks for it")

    @functools.cached_property
    def states(self) -> xr.Dataset:
        with self._file() as file:
            return hdf5.labelled(file["snapshots/agents"]) if "snapshots/agents" in file else xr.Dataset()

    @functools.cached_property
    def agents(self) -> pd.DataFrame:
        with self._file() as file:
            people = hdf5.table(file["agents"], "agent")
        units = self.names("unit", int(people["home_unit"].max()) + 1)
        return people.assign(unit=pd.Categorical.from_codes(people["home_unit"], units))

    @functools.cached_property
    def parameters(self) -> pd.DataFrame:
        with self._file() as file:
            rows = {name: (self._parameter(node), hdf5.text(node.attrs.get("units", "")),
                           hdf5.text(node.attrs.get("long_name", "")), bool(node.attrs["is_default"]), hdf5.text(node.attrs.get("given_by", "")))
                    for name, node in hdf5.datasets(file["parameters"]).items()}
        return pd.DataFrame.from_dict(rows, orient="index", columns=["value", "units", "long_name", "is_default", "given_by"],
                                      dtype=object).astype({"is_default": bool}).rename_axis("parameter")

    @staticmethod
    def _parameter(node: h5py.Dataset):
        value = hdf5.text(node[()])
        return bool(value) if hdf5.words(node) else value

    @functools.cached_property
    def facts(self) -> dict:
        with self._file() as file:
            found = {name: hdf5.text(node[()]) for name, node in hdf5.datasets(file["run"]).items()}
            found.update({f"environment.{name}": hdf5.text(node[()]) for name, node in hdf5.datasets(file["run/environment"]).items()})
        return {**self.attributes, **found}

    @property
    def digest(self) -> str:
        """What identifies the run: equal digests, equal runs."""
        return str(self.facts["digest"])

    @property
    def scenario_yaml(self) -> str:
        """The scenario file, verbatim; "" if the run was made of none."""
        return str(self.attributes.get("scenario_yaml", ""))

    def last_ties(self) -> tuple[pd.DataFrame, int]:
        return self.ties(), int(self.snapshots["ties"]["step"].iloc[-1])

    def ties(self, step: int | None = None) -> pd.DataFrame:
        """Who was tied to whom at a step that was kept (else the last one that was): source, target, trust where there
        is any. KeyError where ties were not kept (observe.snapshots.ties)."""
        ties = self.snapshots["ties"]
        kept = ties["step"].unique()
        wanted = kept[-1] if step is None and len(kept) else step
        if wanted not in kept:
            raise KeyError(f"ties were not kept at step {step}, but at {', '.join(map(str, kept))}")
        return ties[ties["step"] == wanted].drop(columns="step")


class Nothing(LookupError):
    """The run does not have what is asked for; says what it would take."""


def learned(run: Run, practice: int | None = None) -> pd.Series:
    """The step in which each place first took a practice up (else the one that most use in the end), from the start
    counted as 0; NaN for those who never did. By agent."""
    lineage = run.lineage
    chosen = lineage.leading() if practice is None else practice
    if chosen == NONE:
        raise Nothing("nobody uses any practice in the end")
    first = lineage.adoptions[lineage.practice == chosen].groupby("learner")["step"].min()
    return first.reindex(run.agents.index).rename("toa")


def network_ties(run: Run) -> tuple[np.ndarray, np.ndarray]:
    """Who hears and who tells along the latest ties that were kept; a tie without a direction is two."""
    ties = run.ties()
    source, target = ties["source"].to_numpy(), ties["target"].to_numpy()
    if run.parameters["value"].get("network.directed", False):
        return target, source
    return np.concatenate([target, source]), np.concatenate([source, target])
