"""Small jobs under valgrind's memcheck, each command once or more: nothing is read before it is written, outside of what
is there, or lost. The sanitizers see the last two; valgrind sees the first."""

import os
import subprocess
import unittest
from pathlib import Path

from program.command import ENVIRONMENT, PROGRAM, SOURCE, StudyTest

BUILD = Path(os.environ["SELFORG_BUILD"])
MEMCHECK = ["valgrind", "--quiet", "--error-exitcode=99", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect",
            f"--suppressions={SOURCE / 'tests/program/memcheck.supp'}"]
SCENARIOS = SOURCE / "scenarios"
SMALL = ["--set", "network.agents=300", "--steps", "60", "--threads", "2"]


class MemcheckTest(StudyTest):
    study = """\
selforg: 2
title: Who tells
question: Does it matter who tells?
base: office.yaml
vary: {tell.who: [adopters, users]}
replicates: 2
outcomes: [quality_mean_final, {name: heard, of: adoptions, entry: word_of_mouth, total: true}]
contrasts: [{name: users, outcome: quality_mean_final, from: {tell.who: adopters}, to: {tell.who: users}, expected: positive}]
series: [adopters]
"""

    def checked(self, *words, code=0, program=PROGRAM):
        result = subprocess.run([*MEMCHECK, program, *map(str, words)], cwd=self.folder, env=ENVIRONMENT,
                                stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
        self.assertEqual(result.returncode, code, f"{words}\n{result.stderr[-4000:]}")
        self.assertNotIn("==", result.stderr)

    def test_every_mechanism_its_result_and_who_reads_it(self):
        self.checked("check", SCENARIOS / "everything.yaml")
        self.checked("run", SCENARIOS / "everything.yaml", *SMALL, "--verify", "-o", "all.h5", "--set",
                     "observe.snapshots.every=20", "--set", "observe.snapshots.ties=true")
        for words in (["verify"], ["trace"], ["trace", "--json"], ["rerun"], ["whatif", "--without", "agent:7"],
                      ["view", "-o", "all.html"]):
            with self.subTest(words=words):
                self.checked(words[0], "all.h5", *words[1:])

    def test_a_run_that_is_cut_goes_on(self):
        self.checked("run", "office.yaml", "--steps", "1000", "--max-time", "1", "-o", "cut.h5", code=75)
        self.checked("resume", "cut.h5")

    def test_shipped_scenarios(self):
        for path in sorted(SCENARIOS.glob("*.yaml")):
            with self.subTest(scenario=path.name):
                few = [] if path.stem == "organisation" else ["--set", "network.agents=200", "--set", "network.units=4"]
                self.checked("run", path, "--steps", "3", "--threads", "2", "--quiet", *few, "-o", f"{path.stem}.h5")

    def test_a_study(self):
        self.checked("sweep", self.file, "--dry-run")
        self.checked("sweep", self.file, "-j", "2", "--results", "-o", "study")
        self.checked("sweep", self.file, "--resume", "--replicates", "+1", "-o", "study")
        for command in ("collect", "verify"):
            self.checked(command, "study")
        self.checked("analyze", "study/study.h5")

    def test_what_is_printed(self):
        for topic in ("parameters", "study", "observables", "events", "rules", "channels", "schema", "man"):
            with self.subTest(topic=topic):
                self.checked("describe", topic)
        self.checked("describe", "odd", SCENARIOS / "everything.yaml")

    def test_what_is_kept_for_the_fuzz_targets(self):
        for target in sorted((BUILD / "tests").glob("*_fuzz")):
            with self.subTest(target=target.name):
                kept = SOURCE / "tests/fuzz" / target.name.removesuffix("_fuzz")
                self.checked(*sorted(kept.iterdir()), program=target)


if __name__ == "__main__":
    unittest.main()
