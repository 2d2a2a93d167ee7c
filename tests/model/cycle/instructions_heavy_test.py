"""A run takes no more instructions than it did: they are counted by valgrind, which comes to the same on a busy machine.

What is counted are the steps with what is seen of them, and the making and closing of a result file. instructions.txt has
the counts; whoever makes something faster, or has to make it slower, prints them anew, with the program of the preset
`tests` and the compiler that the file names:

    SELFORG=build/tests/selforg SELFORG_SOURCE=. tests/model/cycle/instructions_heavy_test.py print > tests/model/cycle/instructions.txt
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.environ["SELFORG"]
SOURCE = Path(os.environ["SELFORG_SOURCE"])
LIST = SOURCE / "tests/model/cycle/instructions.txt"

# The processor decides which routine copies memory, and the library which way a file is written.
TOLERANCE = {"contagion": 0.03, "base": 0.03, "file": 0.1}

TRIES = 3

STEPS = ["model_step", "model_observe", "events_clear"]
FILE = ["result_open", "result_write", "result_close"]
RUNS = {  # scenario, settings, functions that are counted with all that they call
    "contagion": ("contagion.yaml", ["network.agents=20000"], ["--steps", "100"], STEPS),
    "base": ("base.yaml", [], ["--steps", "104"], STEPS),
    "file": ("quick.yaml", [], ["--steps", "1"], FILE),
}


def compiler():
    version = subprocess.run([PROGRAM, "--version"], check=True, capture_output=True, text=True).stdout
    return re.search(r", ([^,]*)\)", version)[1]


def count(name):
    """The least of some tries where time is in it: a run that takes more than a second writes before its end, too."""
    return min(count_once(name) for _ in range(TRIES if name == "file" else 1))


def count_once(name):
    scenario, settings, options, functions = RUNS[name]
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/counts",
             *(f"--toggle-collect={function}" for function in functions),
             PROGRAM, "run", SOURCE / "scenarios" / scenario, *options, "--threads", "1", "--quiet", "-o", f"{folder}/run.h5",
             *(f"--set={setting}" for setting in settings)],
            check=True, capture_output=True, text=True,
        ).stderr
    return int(re.search(r"Collected : (\d+)", told)[1])


def stated():
    lines = (line.split("  ") for line in LIST.read_text().splitlines())
    return {name: words for name, words in lines}


class Instructions(unittest.TestCase):
    def test_a_run_takes_as_many_as_it_did(self):
        expected = stated()
        if expected.pop("compiler") != compiler():
            self.skipTest(f"the counts are not of {compiler()}")
        self.assertEqual(sorted(expected), sorted(RUNS))
        for name in RUNS:
            with self.subTest(name):
                counted, most = count(name), int(expected[name])
                print(f"{name}: {counted:,} instructions, {counted / most:.3f} of those stated", flush=True)
                self.assertLessEqual(counted, most * (1 + TOLERANCE[name]), "it became slower")
                self.assertGreaterEqual(counted, most * (1 - TOLERANCE[name]), "it became faster: print the counts anew")


if __name__ == "__main__":
    if not shutil.which("valgrind"):
        print("skipped: there is no valgrind")
        sys.exit(77)
    if sys.argv[1:] == ["print"]:
        print(f"compiler  {compiler()}")
        for name in RUNS:
            print(f"{name}  {count(name)}")
        sys.exit()
    unittest.main()
