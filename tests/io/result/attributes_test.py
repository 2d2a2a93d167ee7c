"""Whatever a result holds says what it is: each dataset has a sentence, each number a unit, each code a word. Of every
scenario that is shipped, a few steps with all that can be recorded, and of a network that was read."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import h5py
import numpy

PROGRAM, SOURCE = os.environ["SELFORG"], Path(os.environ["SELFORG_SOURCE"])
DATA = SOURCE.parent / "shared/data"
EVERYTHING = ["--set", "observe.snapshots.every=1", "--set", "observe.snapshots.ties=true"]
TRUTH = re.compile(r"1( if |: )")  # how the sentence of a number begins that stands for true or false


def complaints(path):
    """What is not said of the datasets of a file."""
    found, seen = [], 0
    with h5py.File(path) as file:
        def look(name, item):
            nonlocal seen
            if not isinstance(item, h5py.Dataset):
                return
            seen += 1
            said = item.attrs
            if not str(said.get("long_name", "")).endswith("."):
                found.append(f"{name} has no sentence")
            if h5py.check_string_dtype(item.dtype) is None and not said.get("units") and "flag_values" not in said:
                found.append(f"{name} has neither a unit nor words")
            if ("flag_values" in said) != ("flag_meanings" in said):
                found.append(f"{name} has values without words, or words without values")
            if "flag_values" in said:
                values, words = numpy.atleast_1d(said["flag_values"]), said["flag_meanings"].split()
                if len(values) != len(words) or values.dtype != item.dtype:
                    found.append(f"{name}: {values.dtype} {values} for {words} of {item.dtype}")
                elif item.size and not set(numpy.unique(item[()])) <= {*values, -1}:
                    found.append(f"{name} holds what no word stands for: {numpy.unique(item[()])}")
            elif item.dtype == numpy.int8 or TRUTH.match(str(said.get("long_name", ""))):
                found.append(f"{name} holds codes without words: {said.get('long_name')}")
        file.visititems(look)
    return found, seen


class Attributes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def check(self, *words):
        path = self.folder / "run.h5"
        done = subprocess.run([PROGRAM, "run", *map(str, words), "-o", path, "--force", "--quiet"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        found, seen = complaints(path)
        self.assertEqual(found, [])
        self.assertGreater(seen, 50)

    def test_of_every_scenario(self):
        for scenario in sorted((SOURCE / "scenarios").glob("*.yaml")):
            if "shared/data" in scenario.read_text() and not DATA.exists():
                print(f"{scenario.name}: skipped, its data are not there")
                continue
            tellings = ["--set", "observe.tellings=true"] if "projects:" in scenario.read_text() else []
            fewer = ["--set", "network.agents=2000", "--set", "network.units=20"] if scenario.stem == "large" else []
            with self.subTest(scenario.stem):
                self.check(scenario, "--steps", 2, *EVERYTHING, *tellings, *fewer)

    def test_of_a_network_that_was_read(self):
        (self.folder / "ties.csv").write_text("source,target,weight\nann,ben,1\nben,cem,2\ncem,cem,1\nben,ann,1\n")
        (self.folder / "people.csv").write_text("node,unit\nann,north\nben,north\ncem,south\ndoe,south\n")
        (self.folder / "own.yaml").write_text(
            "selforg: 2\nsteps: 4\nnetwork: {kind: file, edges: ties.csv, nodes: people.csv}\nstart: {users: 1}\n"
            "adoption: {rule: contact}\nuntil: adopters >= 1\n")
        self.check(self.folder / "own.yaml")


if __name__ == "__main__":
    unittest.main()
