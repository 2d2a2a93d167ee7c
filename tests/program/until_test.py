"""A run may end before its last step by a rule; it says so, and is the beginning of the run without it."""

import json
import re
import signal
import subprocess
import time
import unittest

import h5py
import numpy

from program.command import PROGRAM, SCENARIO, SOURCE, CommandTest
from waiting import wait_until


class UntilTest(CommandTest):
    def run_until(self, rule, *more, name="office.h5"):
        self.succeed("run", "office.yaml", "--force", "--quiet", "-o", name, *more, "--until", rule)
        return h5py.File(self.folder / name)

    def test_it_is_the_beginning_of_the_whole(self):
        self.succeed("run", "office.yaml", "--quiet", "-o", "whole.h5")
        with h5py.File(self.folder / "whole.h5") as whole, self.run_until("adopters >= 10") as file:
            adopters = whole["adopters"][:]
            end = int(numpy.argmax(adopters >= 10))
            self.assertGreater(end, 0)
            self.assertEqual(list(file["step"]), list(range(end + 1)))
            self.assertEqual(list(file["adopters"]), list(adopters[: end + 1]))
            self.assertEqual(file["run/committed_step"][()], end)
            self.assertEqual(file["run/ended_by"][()], b"adopters >= 10")
            self.assertNotIn("ended_by", whole["run"])
        self.succeed("verify", "office.h5", "--quiet")
        self.assertIn("the same", self.succeed("rerun", "office.h5", "--progress", "none"))
        page = self.succeed("run", "office.yaml", "--force", "--progress", "none", "--until", "adopters >= 10")
        self.assertRegex(page, r"ended before its 40 steps: adopters >= 10")

    def test_a_steady_series(self):
        """It ends with the first row with which the range over so many steps is small enough, as said by numpy."""
        self.succeed("run", "office.yaml", "--quiet", "-o", "whole.h5")
        for name in ("quality_mean", "projects_active", "opportunities_open"):
            with h5py.File(self.folder / "whole.h5") as whole:
                series = whole[name][:]
            moved = [numpy.ptp(series[end - 5 : end + 1]) for end in range(5, len(series))]
            for range_ in sorted({0, *moved})[:12]:
                with self.run_until(f"{name} steady 5 {range_:.17g}") as file:
                    end = int(file["run/committed_step"][()])
                expected = next((5 + i for i, one in enumerate(moved) if one <= range_), len(series) - 1)
                self.assertEqual(end, expected, (name, range_))

    def test_rows_that_are_apart(self):
        self.succeed("run", "office.yaml", "--set", "observe.every=4", "--quiet", "-o", "whole.h5")
        with h5py.File(self.folder / "whole.h5") as whole:
            quality = whole["quality_mean"][:]
        range_ = numpy.ptp(quality[3:6])  # the rows of steps 12, 16 and 20
        with self.run_until(f"quality_mean steady 7 {range_:.17g}", "--set", "observe.every=4") as file:
            end = int(file["run/committed_step"][()])
        self.assertEqual(end, next(4 * i for i in range(2, 11) if numpy.ptp(quality[i - 2 : i + 1]) <= range_))

    def test_the_last_state_is_in_a_snapshot(self):
        with self.run_until("adopters >= 10", "--set", "observe.snapshots.every=1000") as file:
            self.assertEqual(list(file["snapshots/agents/snapshot"]), [0, int(file["run/committed_step"][()])])

    def test_never_met_changes_nothing(self):
        never = "adopters >= 200"  # all of them, of whom some never are
        with self.run_until(never) as file:
            self.assertEqual(file["run/committed_step"][()], 40)
        rule = ["run", "office.yaml", "--force", "--progress", "none", "--until"]
        self.assertRegex(self.succeed(*rule, never), r"not met by step 40: adopters >= 200")
        self.assertIs(json.loads(self.succeed(*rule, never, "--json"))["until_met"], False)
        self.assertIs(json.loads(self.succeed(*rule, "adopters >= 1", "--json"))["until_met"], True)
        self.assertNotIn("until_met", self.succeed("run", "office.yaml", "--force", "--progress", "none", "--json"))

    def test_what_is_no_rule(self):
        for rule, reason in {
            "adoptrs >= 3": "there is no time series 'adoptrs'; did you mean 'adopters'?",
            "stances >= 3": "this scenario has no time series 'stances'",
            "adopters": "it has not the right number of words",
            "adopters > 3": "its second word must be >=, <= or steady",
            "adopters >= many": "its last word must be a number",
            "adopters >= 1e999": "its last word must be a number",
            "adopters >= 10 or so": "it has not the right number of words",
            "adopters steady 0 1": "its third word must be a number of steps",
            "adopters steady 2.5 1": "its third word must be a number of steps",
            "adopters steady 05 1": "its third word must be a number of steps",
            "adopters >= 05": "its last word must be a number",
            "adopters steady 5 -1": "nothing moves by less than 0",
            "adopters steady 4095 1": "so many steps have more than 4,096 rows; a larger observe.every makes them fewer",
        }.items():
            self.write("ruled.yaml", f"{SCENARIO}until: {rule}\n")
            self.write("study.yaml", "selforg: 2\nbase: ruled.yaml\noutcomes: [adopters_final]\n")
            studied = f"selforg: 2\nbase: office.yaml\nset: {{until: {rule}}}\noutcomes: [adopters_final]\n"
            self.write("set.yaml", studied)
            for where, *call in (
                ("--until: ", "run", "office.yaml", "--until", rule),
                ("--set: until: ", "run", "office.yaml", "--set", f"until={rule}"),
                ("--set: until: ", "check", "office.yaml", "--set", f"until={rule}"),
                ("ruled.yaml:12:1: until: ", "run", "ruled.yaml"),
                ("ruled.yaml:12:1: until: ", "check", "ruled.yaml"),
                ("ruled.yaml:12:1: until: ", "sweep", "study.yaml", "--dry-run"),
                ("set.yaml:3:14: until: ", "sweep", "set.yaml", "--dry-run"),
            ):
                result = self.call(*call)
                self.assertEqual((result.returncode, result.stdout), (2, ""))
                self.assertRegex(result.stderr, f"^selforg: {where}.*{re.escape(reason)}")
        self.assertEqual(self.files(), ["office.yaml", "ruled.yaml", "set.yaml", "study.yaml"])

    def test_a_rule_goes_on_where_it_was(self):
        scenario = SOURCE / "scenarios" / "base.yaml"
        for words, told in {
            "quality_mean steady 60 0.02": ", where its rule until ended it",
            "adopters >= 1000": "; its rule until was not met",
        }.items():
            rule = ["--quiet", "--force", "--until", words]
            self.succeed("run", scenario, *rule, "-o", "whole.h5")
            (self.folder / "cut.h5").unlink(missing_ok=True)
            process = subprocess.Popen([PROGRAM, "run", scenario, *rule, "-o", self.folder / "cut.h5"])
            wait_until(lambda: {"cut.h5.part", "cut.h5"} & {*self.files()}, "the run to begin to write")
            time.sleep(0.1)
            process.send_signal(signal.SIGTERM)
            if process.wait() == 75:
                said = self.succeed("resume", "cut.h5", "--progress", "none")
                self.assertRegex(said, rf"^cut.h5  went on from step \d+ to step \d+{told}\n")
            with h5py.File(self.folder / "whole.h5") as whole, h5py.File(self.folder / "cut.h5") as cut:
                self.assertEqual(cut["run/checksum"][()], whole["run/checksum"][()])

    def test_a_study_tells_why(self):
        self.write("study.yaml", """\
selforg: 2
base: office.yaml
set: {until: adopters >= 1}
replicates: 3
outcomes: [adopters_final]
""")
        self.succeed("sweep", "study.yaml", "-o", "study", "--quiet")
        with h5py.File(self.folder / "study/study.h5") as file:
            adopters = file["adopters_final"][:]
            for reason, final in zip(file["run_reason"][:], adopters, strict=True):
                self.assertRegex(reason.decode(), r"^ended at step \d+: adopters >= 1$" if final >= 1 else "^$")
            self.assertTrue((adopters >= 1).any())


if __name__ == "__main__":
    unittest.main()
