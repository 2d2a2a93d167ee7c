"""A study: many runs, as study.h5 has them."""
from __future__ import annotations

import functools
import json
import math
import pathlib
import subprocess

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from . import finding, hdf5

COUNTED = ["config_id", "replicate", "seed"]


class Study:
    """A study that was collected.

    title, question   text
    axes              names of what varies, in the order of the study: parameters, `condition` first if there are any
    outcomes          names of the outcomes
    curves            names of the time series that were kept
    data              xarray.Dataset over the axes and `replicate` (and `step`): see `data`
    runs              DataFrame, a row a run: config_id, replicate, seed, the axes, the outcomes, run_status (words), ...
    """

    def __init__(self, path: pathlib.Path):
        self.path = pathlib.Path(path)
        with h5py.File(self.path, "r") as file:
            self.flat = hdf5.labelled(file)
            self.status_words = hdf5.words(file["run_status"])
        named = self.flat.attrs
        self.title: str = named.get("title") or self.path.parent.name
        self.question: str = named.get("question", "")
        self.design: str = named.get("design", "")
        self.axes = [name for name in self.flat.coords if name not in {"run", "step", *COUNTED}]
        plain = [name for name in self.flat.data_vars if not name.startswith("run_")]
        self.outcomes = [name for name in plain if self.flat[name].dims == ("run",)]
        self.curves = [name for name in plain if "step" in self.flat[name].dims]

    def __repr__(self) -> str:
        over = ", ".join(f"{axis} ({len(self.values(axis))})" for axis in self.axes) or "one configuration"
        return (f"<selforg study {self.path}: {self.title}; {self.design} of {over}, "
                f"{self.flat.sizes['run']:,} runs>")

    def values(self, axis: str) -> list:
        """The values of an axis: numbers in their order, words as the study has them."""
        kept = self.flat[axis].values
        if kept.dtype == object:
            return list(dict.fromkeys(kept.tolist()))
        return np.unique(kept).tolist()

    def is_number(self, axis: str) -> bool:
        return bool(self.flat[axis].dtype.kind in "fi") and "flag_values" not in self.flat[axis].attrs

    @property
    def is_cube(self) -> bool:
        """Whether every combination of the axes' values is there, and none was drawn."""
        if int(self.flat.attrs.get("samples", 0)) > 0:
            return False
        points = self.runs.drop_duplicates("config_id")[self.axes].drop_duplicates()
        every = math.prod(len(self.values(axis)) for axis in self.axes)
        return len(points) == every == self.runs["config_id"].nunique()

    @functools.cached_property
    def runs(self) -> pd.DataFrame:
        frame = self.flat.drop_vars(self.curves + (["step"] if "step" in self.flat.coords else [])).to_dataframe()
        frame["run_status"] = hdf5.coded(frame["run_status"].to_numpy(), self.status_words)
        return frame[COUNTED + self.axes + self.outcomes + ["run_status", "run_reason", "run_ended_step", "run_digest"]]

    @functools.cached_property
    def data(self) -> xr.Dataset:
        """Outcomes and curves with the axes as dimensions.

        Where every combination of values is there (`is_cube`): over (axis, ..., replicate[, step]), so that
        `study.data.quality_mean_final.mean("replicate")` is a table and `.sel({"debrief.depth": 0.5})` a part of it.
        Else (samples, one at a time, a table) over (config_id, replicate[, step]) with the axes as coordinates along
        config_id. What a run did not give is NaN; `runs.run_status` says whether it failed.
        """
        keys = (self.axes if self.is_cube else ["config_id"]) + ["replicate"]
        levels = {key: self.values(key) for key in keys}
        places = [np.array([levels[key].index(v) for v in self.flat[key].values.tolist()]) for key in keys]
        shape = tuple(len(levels[key]) for key in keys)
        variables = {}
        for name in self.outcomes + self.curves:
            flat = self.flat[name]
            kept = np.full(shape + flat.shape[1:], np.nan)
            kept[tuple(places)] = flat.values
            variables[name] = (tuple(keys) + flat.dims[1:], kept, flat.attrs)
        coordinates = {key: (key, levels[key], self.flat[key].attrs) for key in keys}
        if self.curves:
            coordinates["step"] = self.flat["step"]
        if not self.is_cube:
            firsts = self.runs.drop_duplicates("config_id").set_index("config_id").loc[levels["config_id"]]
            coordinates.update({axis: ("config_id", firsts[axis].to_numpy(), self.flat[axis].attrs)
                                for axis in self.axes})
        return xr.Dataset(variables, coordinates, self.flat.attrs)

    # ---- runs without a number ----

    @property
    def branch_step(self) -> int:
        """The step in which what varies takes its values; 0: from the start on."""
        return int(self.flat.attrs.get("branch_step", 0))

    @functools.cached_property
    def ended(self) -> pd.Series:
        """The step with which its rule `until` ended each run before its last one; NaN of the others."""
        return self.runs["run_ended_step"]

    @property
    def before_branch(self) -> int:
        """Runs that ended before what varies took its values: that they do not differ says nothing."""
        return int((self.ended < self.branch_step).sum())

    def is_share(self, name: str) -> bool:
        """Whether an outcome is 1 or 0, so that its mean is a share of runs."""
        return self.flat[name].attrs.get("interval") == "wilson"

    def counts_none(self, name: str) -> bool:
        """Whether an outcome counts as 0 the rows in which there was nothing to take a mean or a share of."""
        return "count as 0" in str(self.flat[name].attrs.get("comment", ""))

    def without_number(self, name: str) -> dict[str, int]:
        """Runs in which an outcome is NaN, by why it is."""
        runs, attributes = self.runs, self.flat[name].attrs
        missing, done = runs[name].isna(), runs["run_status"] == "done"
        nowhere = missing.groupby(runs["config_id"]).transform("all") & ("lack its mechanism" in str(attributes.get("comment", "")))
        early = self.ended < float(attributes.get("needs_step", 0))
        found = {"failed or missing": missing & ~done, "what it is of is not in force": missing & done & nowhere,
                 "ended before the step that it asks for": missing & done & ~nowhere & early,
                 str(attributes.get("nan", "no number")): missing & done & ~nowhere & ~early}
        return {why: int(those.sum()) for why, those in found.items() if those.any()}

    def label(self, name: str) -> str:
        """The long name of an outcome, a curve or an axis."""
        return str(self.flat[name].attrs.get("long_name", name))

    def units(self, name: str) -> str:
        return str(self.flat[name].attrs.get("units", ""))

    @functools.cached_property
    def analysis(self) -> dict:
        """What `selforg analyze --json` says: means, differences, indices of sensitivity, with intervals."""
        return self.analyze()

    def analyze(self, *options: str) -> dict:
        """The same with options of `selforg analyze`, as "--level", "0.9".

        Needs the program: `selforg.finding.program` says where it is looked for. LookupError if it is nowhere,
        RuntimeError with the program's words if it refuses.
        """
        done = subprocess.run([str(finding.program()), "analyze", str(self.path), "--json", *options],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return json.loads(done.stdout)
