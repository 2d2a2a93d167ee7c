"""People, when they adopted, and who named whom: two tables as a field researcher has them."""
from __future__ import annotations

import csv
import dataclasses
import os
import pathlib

import numpy as np
import pandas as pd

# Names of columns, the first that is there; capitals do not matter.
PERSON = ("node", "id", "name", "person")
TIME = ("toa", "time", "adopted", "adoption_time", "adoption_date", "year", "month")
GROUP = ("unit", "department", "group", "city", "village", "place")
PAIRS = (("source", "target"), ("from", "to"), ("ego", "alter"), ("person", "names"), ("sender", "receiver"), ("i", "j"))
EMPTY = {"", "NA", "NaN", "nan"}
DIRECTIONS = ("named", "tells", "both")


class WrongTable(ValueError):
    """A table that cannot be read as one of people or of ties; says where and why."""


@dataclasses.dataclass(frozen=True)
class Survey:
    """Who adopted when. Time is counted 1, 2, ... here; what it is called in the table is `first`, `first` + 1, ...

    adopted   [people]: when each adopted, times + 1 for never (or not yet)
    ties      [ties, 2]: who hears, who tells, as numbers of people; empty if there are none
    groups    [people], or None
    notes     sentences on what was left out, and how something was understood
    """
    people: list[str]
    adopted: np.ndarray
    first: int
    times: int
    ties: np.ndarray
    groups: np.ndarray | None
    notes: tuple[str, ...] = ()
    name: str = "survey"

    def called(self, time: int) -> int:
        """What a time is called in the table."""
        return self.first + time - 1

    def counted(self, called: int) -> int:
        """The time that is called so. ValueError if it lies outside of those that were observed."""
        if not self.first <= called < self.first + self.times:
            raise ValueError(f"{called} lies outside of the times that were observed, {self.first} to {self.called(self.times)}")
        return called - self.first + 1

    def curve(self, adopted: np.ndarray | None = None, times: int | None = None) -> np.ndarray:
        """[times]: how many have adopted by the end of each; of these people, or of a run of as many."""
        adopted, times = self.adopted if adopted is None else adopted, times or self.times
        return np.bincount(np.minimum(adopted, times + 1), minlength=times + 2).cumsum()[1:times + 1].astype(float)

    def until(self, time: int) -> Survey:
        """What was known at the end of a time: whoever adopted later has not adopted."""
        return dataclasses.replace(self, adopted=np.minimum(self.adopted, time + 1), times=time)


def read(people: str | os.PathLike, ties: str | os.PathLike | None = None, *, person: str = "", time: str = "",
         group: str = "", never: list[str] | None = None, missing: list[str] | None = None, last: int | None = None,
         direction: str = "named") -> Survey:
    """Reads a table of people and one of ties, CSV with a header, separated by commas, semicolons or tabs.

    never      values of the time that stand for who never adopted, beside empty cells and NA
    missing    values that stand for not known: such people are left out
    last       the last time that was observed; else the latest in the table
    direction  what a row of ties says: `named`, the first names the second as somebody heard; `tells`, the first tells
               the second; `both`
    """
    path = pathlib.Path(people)
    table = _table(path)
    who = _column(path, table, PERSON, person)
    when = _column(path, table, TIME, time)
    where = _column(path, table, GROUP, group, needed=bool(group))
    _check_people(path, table[who])
    unknown = table[when].isin(missing or [])
    kept = table[~unknown]
    moments = np.array([_time(path, row, when, text, EMPTY | set(never or [])) for row, text in kept[when].items()], float)
    if not np.isfinite(moments).any():
        raise WrongTable(f"{path}: nobody has a time in the column '{when}'")
    first, end = int(np.nanmin(moments)), int(np.nanmax(moments)) if last is None else last
    if end < first:
        raise WrongTable(f"{path}: the last time that was observed, {end}, is before anybody adopted, in {first}")
    adopted = np.where(moments <= end, moments - first + 1, end - first + 2).astype(int)
    notes = _notes(adopted, end - first + 1, end, int(unknown.sum()), never)
    known = {one: number for number, one in enumerate(kept[who])}
    pairs, more = _ties(pathlib.Path(ties), known, set(table[who]), direction) if ties else (np.zeros((0, 2), int), [])
    return Survey(list(known), adopted, first, end - first + 1, pairs, kept[where].to_numpy() if where else None,
                  tuple(notes + more), path.stem)


def _table(path: pathlib.Path) -> pd.DataFrame:
    """Separated by commas, semicolons or tabs, as its first line is; its index is by lines, empty ones left out."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            separator = _separator(file.readline())
            file.seek(0)
            reader = csv.reader(file, delimiter=separator)
            lines = [(reader.line_num, values) for values in ([one.strip() for one in row] for row in reader) if any(values)]
    except UnicodeDecodeError as problem:
        raise WrongTable(f"{path}: it is not in UTF-8 ({problem.reason}); save it so") from None
    except csv.Error as problem:
        raise WrongTable(f"{path}: it is no table: {problem}") from None
    if not lines:
        raise WrongTable(f"{path}: it is no table: nothing is in it")
    (first, names), *rows = lines
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice is not None:
        raise WrongTable(f"{path}:{first}: two columns are called '{twice}'")
    for line, values in rows:
        if len(values) != len(names):
            raise WrongTable(f"{path}:{line}: the first line has {len(names)} columns, and this one {len(values)} values")
    return pd.DataFrame([values for _, values in rows], index=[line for line, _ in rows], columns=names, dtype=str)


def _separator(line: str) -> str:
    return next((one for one in ",;\t" if one in line), ",")


def _column(path: pathlib.Path, table: pd.DataFrame, names: tuple[str, ...], given: str, needed: bool = True) -> str | None:
    """The column that is named, or the first of those names that is there."""
    there = {name.lower(): name for name in reversed(table.columns)}
    for name in (given,) if given else names:
        if name.lower() in there:
            return there[name.lower()]
    if needed:
        raise WrongTable(f"{path}:1: there is no column {given or ' or '.join(names)}; it has {', '.join(table.columns)}")
    return None


def _check_people(path: pathlib.Path, people: pd.Series) -> None:
    for row in people.index[people.duplicated() | people.isin(EMPTY)]:
        raise WrongTable(f"{path}:{row}: " + (f"'{people[row]}' is there twice" if people[row] not in EMPTY
                                                     else "somebody without a name"))


def _time(path: pathlib.Path, row: int, column: str, text: str, never: set[str]) -> float:
    if text in never:
        return np.nan
    try:
        value = float(text)
    except ValueError:
        value = np.nan
    if not value.is_integer():
        raise WrongTable(f"{path}:{row}: {column}: '{text}' is no whole number; what stands for never is said by --never")
    return value


def _notes(adopted: np.ndarray, times: int, last: int, unknown: int, never: list[str] | None) -> list[str]:
    notes = [f"{np.sum(adopted > times)} of {len(adopted)} have not adopted by {last}"]
    if unknown:
        notes.append(f"{unknown} people left out, whose time is not known")
    final = np.sum(adopted == times)
    if not never and final > 3 * max(1.0, np.sum(adopted < times) / max(times - 1, 1)):
        notes.append(f"{final} people adopted in the very last time, {last}: if {last} stands for never, say --never {last}")
    return notes


def _ties(path: pathlib.Path, known: dict[str, int], everybody: set[str], direction: str) -> tuple[np.ndarray, list[str]]:
    table = _table(path)
    lower = [name.lower() for name in table.columns]
    pair = next((pair for pair in PAIRS if set(pair) <= set(lower)), None)
    if pair is None:
        raise WrongTable(f"{path}:1: there are no columns {' or '.join(','.join(pair) for pair in PAIRS)}; it has "
                         f"{', '.join(table.columns)}")
    ends = [table.iloc[:, lower.index(name)] for name in pair]
    outside = ~(ends[0].isin(everybody) & ends[1].isin(everybody))
    rows = np.array([(known[a], known[b]) for a, b in zip(*ends) if a in known and b in known and a != b], int).reshape(-1, 2)
    turned = {"named": [rows], "tells": [rows[:, ::-1]], "both": [rows, rows[:, ::-1]]}[direction]
    ties = np.unique(np.concatenate(turned), axis=0)
    notes = [f"{len(ties)} ties of {len(table)} rows; {'each way once' if direction == 'both' else 'the same pair once'}"]
    if outside.any():
        notes.append(f"{outside.sum()} rows of ties left out, with people who are not in the table (the first: {path}:"
                     f"{outside.idxmax()})")
    return ties, notes
