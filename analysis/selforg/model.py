"""The model in memory: a scenario as a dict of parameters, and a run that goes on step by step.

    model = selforg.Model("scenarios/quick.yaml", {"debrief.depth": 0.8, "seed": 5})
    model.advance(52)
    model.arrays["confidence"]        # numpy, the run's own memory
    model.run()                       # to its end
    model.lineage.spread()            # as of a file; model.digest is that of the program
"""
from __future__ import annotations

import ctypes
import functools
import json
import os
import pathlib
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from . import hdf5
from .library import View, counted, library, text
from .lineage import Lineage
from .recorded import Recorded, Tables

TYPES = [np.dtype(name) for name in ("int8", "uint8", "int32", "uint64", "float64")]  # selforg_type
NUMBER, WHOLE, FLAG, TEXT, NAMED = 1, 2, 3, 4, 5  # selforg_kind


class ModelError(ValueError):
    """What the library says of a mistake."""


# ---- scenarios ----

def _written(value: Any) -> str:
    """A value as a scenario file has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "absent"
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False) if value else "{}"
    return repr(float(value)) if isinstance(value, (float, np.floating)) else str(value)


class Scenario(MutableMapping):
    """The parameters of a scenario by their paths, a dict: those in force, with values of Python.

        scenario = selforg.Scenario("district.yaml")     # a file; or YAML as text; or nothing: every default
        scenario["network.agents"] = 500
        scenario.update({"projects": {}, "tell.probability": 0.2})    # {}: the whole section as it is
        del scenario["communities"]                      # takes a section out

    A wrong path or value raises ModelError, which names the nearest.
    """

    def __init__(self, source: str | os.PathLike | None = None, parameters: Mapping[str, Any] | None = None):
        self._library = library()
        self._handle = self._library.scenario_create()
        if not self._handle:
            raise MemoryError
        if isinstance(source, str) and "\n" in source:
            self._check(self._library.scenario_read_text(self._handle, source.encode()))
        elif source is not None:
            self._check(self._library.scenario_read(self._handle, os.fsencode(source)))
        self.update(parameters or {})

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self._library.scenario_free(self._handle)

    def _check(self, result: int) -> None:
        if result:
            raise ModelError(text(self._library.scenario_message(self._handle)))

    def _paths(self) -> Iterator[str]:
        return counted(lambda i: self._library.scenario_parameter(self._handle, i))

    def __iter__(self) -> Iterator[str]:
        return (path for path in list(self._paths()) if self._library.scenario_in_force(self._handle, path.encode()))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, path: str) -> Any:
        value = text(self._library.scenario_get(self._handle, path.encode()))
        if value is None:
            raise KeyError(path)
        kind = self._library.parameter_kind(path.encode())
        made = {NUMBER: float, WHOLE: int, FLAG: lambda word: word == "true", NAMED: json.loads}
        return made.get(kind, str)(value)

    def __setitem__(self, path: str, value: Any) -> None:
        self._check(self._library.scenario_set(self._handle, path.encode(), _written(value).encode()))

    def __delitem__(self, section: str) -> None:
        self[section] = None

    def __repr__(self) -> str:
        return f"<selforg scenario {self['title'] or 'without a title'}: {len(self)} parameters in force>"

    def describe(self) -> pd.DataFrame:
        """Every parameter there is: value, units, long_name, is_default, in_force, has_effect (whether another value
        could make another run)."""
        rows = {path: (self[path], text(self._library.parameter_unit(path.encode())),
                       text(self._library.parameter_sentence(path.encode())),
                       bool(self._library.scenario_is_default(self._handle, path.encode())),
                       bool(self._library.scenario_in_force(self._handle, path.encode())),
                       self.has_effect(path)) for path in list(self._paths())}
        return pd.DataFrame.from_dict(rows, orient="index", columns=["value", "units", "long_name", "is_default", "in_force", "has_effect"]
                                      ).rename_axis("parameter")

    def has_effect(self, path: str) -> bool:
        """Whether another value of the parameter could make another run."""
        return bool(self._library.scenario_has_effect(self._handle, path.encode()))

    def run(self, path: str | os.PathLike, threads: int = 1) -> str:
        """Runs it from beginning to end, writes the result file, and gives its digest."""
        digest = ctypes.create_string_buffer(33)
        self._check(self._library.scenario_run(self._handle, os.fsencode(path), threads, digest))
        return digest.value.decode()


# ---- runs ----

class _Handle:
    """A run of the library, freed when nothing holds it any more: the model, or an array into its memory."""

    def __init__(self, scenario: Scenario, threads: int):
        self.library, self.pointer = scenario._library, ctypes.c_void_p()
        scenario._check(self.library.run_create(ctypes.byref(self.pointer), scenario._handle, threads))

    def __del__(self) -> None:
        if self.pointer:
            self.library.run_free(self.pointer)

    def array(self, view: View) -> np.ndarray:
        """The memory of a view as an array that keeps the run: [rows], or [rows, columns]."""
        kind = TYPES[view.type]
        size = (view.rows - 1) * view.row_bytes + view.columns * kind.itemsize if view.rows else 0
        memory = (ctypes.c_char * size).from_address(view.values)
        memory.owner = self
        shape, strides = (view.rows, view.columns), (view.row_bytes, kind.itemsize)
        found = np.ndarray(shape, kind, memory, 0, strides)
        found.flags.writeable = False
        return found[:, 0] if view.columns == 1 else found


class Arrays(Mapping):
    """The arrays over agents of a run, by name: numpy in the run's own memory, [agents] or [agents, domains]. They are
    as they are now, and change as the run goes on; copy what is to stay."""

    def __init__(self, handle: _Handle):
        self._handle = handle

    def __iter__(self) -> Iterator[str]:
        return counted(lambda i: self._handle.library.run_array_name(self._handle.pointer, i))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, name: str) -> np.ndarray:
        view = self._handle.library.run_array(self._handle.pointer, name.encode())
        if not view.values:
            raise KeyError(f"there is no array {name!r}; there are {', '.join(self)}")
        return self._handle.array(view)


class Model(Recorded):
    """A run in memory, which can be looked at as a `Run` can: series, events, agents, lineage, and every figure.

    scenario     a Scenario, a file, YAML as text, or a dict of parameters
    parameters   what is set beside it
    threads      any number gives the same run

    series has a row for every step that the scenario observes (observe.every), as far as the run has come.
    """

    def __init__(self, scenario: Scenario | str | os.PathLike | Mapping[str, Any] | None = None,
                 parameters: Mapping[str, Any] | None = None, *, threads: int = 1):
        if isinstance(scenario, Scenario):
            scenario.update(parameters or {})
        elif isinstance(scenario, Mapping):
            scenario = Scenario(None, {**scenario, **(parameters or {})})
        else:
            scenario = Scenario(scenario, parameters)
        self.scenario = scenario
        self._handle = _Handle(scenario, threads)
        self._library = self._handle.library
        self._library.run_keep_events(self._handle.pointer, 1)
        self.title, self.question, self.seed = scenario["title"] or "A run", scenario["question"], scenario["seed"]
        self.path = pathlib.Path("model")
        self.arrays = Arrays(self._handle)
        self._every, self._end = scenario["observe.every"], scenario["steps"]
        self._rows: dict[str, list[np.ndarray]] = {}
        self._at: list[int] = []
        self._series: xr.Dataset | None = None
        self._lineage: Lineage | None = None
        self._events: dict[str, list[list[np.ndarray]]] = {name: [] for name in self._written_tables()}
        home = self._handle.array(self._library.run_units(self._handle.pointer)).copy()
        self._observe()
        self._take_events()
        units = self.names("unit", int(home.max()) + 1)
        self.agents = pd.DataFrame({"home_unit": home, "unit": pd.Categorical.from_codes(home, units)},
                                   index=pd.RangeIndex(len(home), name="agent"))

    def __repr__(self) -> str:
        return f"<selforg model at step {self.step} of {self._end}: {self.title}; {len(self.agents):,} agents>"

    @property
    def step(self) -> int:
        """Steps done."""
        return self._library.run_steps_done(self._handle.pointer)

    @property
    def steps(self) -> int:
        return self.step

    def _check(self, result: int) -> None:
        if result:
            raise ModelError(text(self._library.run_message(self._handle.pointer)))

    # ---- going on ----

    def advance(self, steps: int = 1) -> Model:
        """Does `steps` more steps; they may go on beyond the scenario's own number."""
        goal = self.step + steps
        while self.step < goal:
            due = self.step + self._every - self.step % self._every
            stop = min(goal, due, self._end if self.step < self._end else goal)
            self._check(self._library.run_advance(self._handle.pointer, stop - self.step))
            self._take_events()
            if stop in (due, self._end):
                self._observe()
        return self

    def run(self) -> Model:
        """Goes on to the scenario's last step."""
        if self.scenario["until"]:
            raise ModelError("a scenario with `until` ends by what it observes: selforg.Scenario.run writes such a run to a file")
        return self.advance(self._end - self.step)

    @property
    def digest(self) -> str:
        """What identifies the run up to now: at its end the digest that the program prints."""
        found = ctypes.create_string_buffer(33)
        self._check(self._library.run_digest(self._handle.pointer, found))
        return found.value.decode()

    def verify(self) -> None:
        """Checks every invariant of the model."""
        self._check(self._library.run_verify(self._handle.pointer))

    # ---- looking ----

    def observe(self, name: str) -> np.ndarray:
        """An observable as it is now: an array into the run's memory, valid until the run goes on."""
        values = ctypes.c_void_p()
        length = self._library.run_observe(self._handle.pointer, name.encode(), ctypes.byref(values))
        if not values:
            raise KeyError(f"this scenario has no observable {name!r}; it has {', '.join(self._rows)}")
        return self._handle.array(View(values.value, length, 1, 8, TYPES.index(np.dtype("float64"))))

    @functools.cached_property
    def _observables(self) -> dict[str, int]:
        """Those of this scenario, with their places among all."""
        values, names = ctypes.c_void_p(), enumerate(counted(self._library.observable_name))
        return {name: i for i, name in names
                if self._library.run_observe(self._handle.pointer, name.encode(), ctypes.byref(values))}

    def _observe(self) -> None:
        self._at.append(self.step)
        for name in self._observables:
            self._rows.setdefault(name, []).append(self.observe(name).copy())

    @property
    def series(self) -> xr.Dataset:
        if self._series is None or self._series.sizes["step"] != len(self._at):
            self._series = self._made_series()
        return self._series

    def _made_series(self) -> xr.Dataset:
        unit = self.scenario["step_length"]
        about = {"units": "1" if unit == "none" else unit, "long_name": "Steps done; 0 is the start."}
        coordinates: dict[str, Any] = {"step": ("step", np.array(self._at, dtype=np.int32), about)}
        variables = {}
        for name, i in self._observables.items():
            attributes = {"units": text(self._library.observable_unit(i)),
                          "long_name": text(self._library.observable_sentence(i))}
            dimension, values = text(self._library.observable_dimension(i)), np.array(self._rows[name])
            if dimension and dimension not in coordinates:
                coordinates[dimension] = (dimension, np.array(
                    [text(self._library.run_label(self._handle.pointer, name.encode(), k)) for k in range(values.shape[1])],
                    dtype=object))
            variables[name] = (("step", dimension), values, attributes) if dimension else ("step", values[:, 0], attributes)
        return xr.Dataset(variables, coordinates, {"title": self.title, "question": self.question, "seed": str(self.seed)})

    def ties(self) -> pd.DataFrame:
        """Who is tied to whom now: source, target, trust."""
        count = self._library.run_ties(self._handle.pointer)
        source, target, trust = np.empty(count, np.int32), np.empty(count, np.int32), np.empty(count)
        self._library.run_tie_list(self._handle.pointer, *(column.ctypes.data for column in (source, target, trust)))
        return pd.DataFrame({"source": source, "target": target, "trust": trust})

    def last_ties(self) -> tuple[pd.DataFrame, int]:
        return self.ties(), self.step

    # ---- events ----

    def _columns(self, table: str) -> list[str]:
        return list(counted(lambda i: self._library.column_name(table.encode(), i)))

    def _view(self, table: str, column: str) -> View:
        return self._library.run_events(self._handle.pointer, table.encode(), column.encode())

    def _written_tables(self) -> list[str]:
        return [table for table in counted(self._library.table_name) if self._view(table, "step").values]

    def _take_events(self) -> None:
        for table, taken in self._events.items():
            if self._view(table, "step").rows:
                taken.append([self._handle.array(self._view(table, column)).copy() for column in self._columns(table)])

    def _table(self, name: str) -> pd.DataFrame:
        columns, taken = self._columns(name), self._events[name]
        found = {}
        for i, column in enumerate(columns):
            kind = TYPES[self._view(name, column).type]
            values = np.concatenate([part[i] for part in taken]) if taken else np.empty(0, kind)
            words = list(counted(lambda code: self._library.column_word(name.encode(), i, code)))
            found[column] = hdf5.coded(values, dict(enumerate(words))) if words else values
        return pd.DataFrame(found, index=pd.RangeIndex(len(found["step"]), name="event"))

    def _describe(self, name: str) -> pd.DataFrame:
        table = name.encode()
        rows = {column: (text(self._library.column_unit(table, i)), text(self._library.column_sentence(table, i)),
                         list(counted(lambda code: self._library.column_word(table, i, code))))
                for i, column in enumerate(self._columns(name))}
        return pd.DataFrame.from_dict(rows, orient="index", columns=["units", "long_name", "words"]).rename_axis("name")

    @property
    def events(self) -> Tables:
        return Tables(list(self._events), self._table, self._describe, "it is there where the scenario has what makes it, and "
                      "observe.* asks for it")

    @property
    def lineage(self) -> Lineage:
        """Who learned what from whom, up to now."""
        if self._lineage is None or self._lineage.last_step != self.step:
            self._lineage = Lineage.of(self)
        return self._lineage
