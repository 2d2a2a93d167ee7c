"""Every public name is in names.txt: names are a contract, and people's scenarios, studies and scripts hold by it.

A name that goes, or comes, has to be changed there by hand as well, so that nobody does it without noticing:

    SELFORG=build/release/selforg SELFORG_SOURCE=. PYTHONPATH=tests tests/program/names_test.py print > tests/program/names.txt
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import h5py

PROGRAM = os.environ["SELFORG"]
SOURCE = Path(os.environ["SELFORG_SOURCE"])
LIST = SOURCE / "tests/program/names.txt"


def said(*arguments):
    return subprocess.run([PROGRAM, *arguments], check=True, capture_output=True, text=True,
                          env={**os.environ, "COLUMNS": "1000", "LC_ALL": "C.UTF-8"}).stdout


def keys(schema, path=""):
    for name, rules in schema.get("properties", {}).items():
        yield f"key {path}{name}"
        for word in rules.get("enum", []):
            yield f"word {path}{name} {word}"
        yield from keys(rules, f"{path}{name}.")


def rows(markdown):
    """The cells of every row of the tables, under the heading before them."""
    heading = ""
    for line in markdown.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("| ") and not line.startswith("| ---"):
            yield heading, [cell.strip(" `") for cell in line.strip("|").split(" | ")]


def tables():
    for table, cells in rows(said("describe", "events", "--markdown")):
        if cells[0] == "column":
            yield f"table {table}"
        else:
            yield f"column {table}.{cells[0]}"
            if cells[1] == "int8":
                yield from (f"category {table}.{cells[0]} {name}" for name in re.findall(r"\b\d+ (\w+)", cells[3]))


def observables():
    for _, cells in rows(said("describe", "observables", "--markdown")):
        if cells[0] != "observable":
            yield f"observable {cells[0]}"


def commands():
    overview = said("--help").split("Exit codes")
    for command in re.findall(r"^  ([a-z]+) ", overview[0], re.M):
        yield f"command {command}"
        for option in re.findall(r"^ +(?:-\w, )?--([a-z-]+)", said(command, "--help"), re.M):
            yield f"option {command} --{option}"
    yield from (f"exit {code}" for code in re.findall(r"^  (\d+) ", overview[1], re.M))


def functions():
    header = (SOURCE / "include/selforg.h").read_text()
    yield from (f"function {name}" for name in re.findall(r"^SELFORG_EXPORT [^;]*?\b(selforg_\w+)\(", header, re.M))
    yield from (f"constant {name}" for name in re.findall(r"^    (SELFORG_\w+) = ", header, re.M))
    yield from (f"type {name}" for name in re.findall(r"^typedef struct (selforg_\w+)", header, re.M))


def datasets():
    """What a file of a run holds beside series, parameters and events, where every mechanism is there."""
    with tempfile.TemporaryDirectory() as folder:
        said("run", str(SOURCE / "scenarios/everything.yaml"), "--steps", "4", "--quiet", "-o", f"{folder}/all.h5",
             "--set", "observe.snapshots.ties=true", "--set", "individual_search.moves=each")
        with h5py.File(f"{folder}/all.h5") as file:
            yield from (f"attribute {name}" for name in file.attrs)
            names = []
            file.visit(names.append)
            yield from (f"dataset {name}" for name in names if "/" in name and not name.startswith(("parameters/", "events/")))


def public_names():
    schema = json.loads(said("describe", "schema"))
    return sorted({*keys(schema), *tables(), *observables(), *commands(), *functions(), *datasets()})


class NamesTest(unittest.TestCase):
    def test_every_public_name_is_in_the_list(self):
        written, there = set(LIST.read_text().splitlines()), set(public_names())
        self.assertGreater(len(there), 800)
        self.assertEqual((sorted(written - there), sorted(there - written)), ([], []),
                         "\nnames that are gone, and names that are new: names are a contract; see names_test.py")


if __name__ == "__main__":
    if sys.argv[1:] == ["print"]:
        print("\n".join(public_names()))
    else:
        unittest.main()
