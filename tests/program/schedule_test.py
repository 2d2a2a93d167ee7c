"""Interventions from a table: they do what the same ones written by hand do, are kept whole in results and studies, and what
is wrong with one is told with its line, column and key.

With the teams of a standards community beside the checkout ($SELFORG_DATA, or shared/data): by a schedule of their numbers each
month has as many teams as it had."""

import csv
import os
import pathlib
import unittest
from collections import Counter

import h5py

from program.command import SOURCE, CommandTest

TEAMS = pathlib.Path(os.environ.get("SELFORG_DATA", SOURCE.parent / "shared/data")) / "rfc_teams.csv"

SCENARIO = """\
selforg: 2
steps: 300
network: {kind: ring, agents: 60, mean_degree: 4}
start: {users: 1}
adoption: {rule: contact, accept: {beta: 0.01}, drop: {probability: 0, to: nothing}}
interventions: weekly.csv
"""


class ScheduleTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("weekly.yaml", SCENARIO)

    def digest(self, name, *options):
        self.succeed("run", name, "-o", "run.h5", "--force", "--quiet", *options)
        with h5py.File(self.folder / "run.h5") as file:
            return file["run/digest"].asstr()[()] if "run/digest" in file else file.attrs["digest"]

    def season(self, steps):
        """A season of ten steps, of which five are busy, and a value for each step beside it."""
        rows = [f"{step},{'' if step % 5 else 0.3 if step % 10 else 0.01},{step / 10000}" for step in range(1, steps + 1)]
        self.write("weekly.csv", "step,adoption.accept.beta,adoption.drop.probability\n" + "\n".join(rows) + "\n")

    def test_it_does_what_the_same_written_by_hand_does(self):
        self.write("weekly.csv", "step,adoption.accept.beta,adoption.drop.probability\n3,0.4,\n9,,0.02\n40,0.05,0\n")
        self.write("hand.yaml", SCENARIO.replace("weekly.csv", "{3: {adoption.accept.beta: 0.4}, "
                   "9: {adoption.drop.probability: 0.02}, "
                   "40: {adoption.accept.beta: 0.05, adoption.drop.probability: 0}}"))
        by_table = self.digest("weekly.yaml")
        self.assertEqual(by_table, self.digest("hand.yaml"))
        self.assertNotEqual(by_table, self.digest("hand.yaml", "--set", "interventions={}"))
        self.assertEqual(by_table, self.digest("hand.yaml", "--set", "interventions=weekly.csv"))

    def test_results_need_no_table(self):
        self.season(300)
        self.succeed("run", "weekly.yaml", "-o", "whole.h5", "--verify", "--quiet")
        (self.folder / "weekly.csv").unlink()
        with h5py.File(self.folder / "whole.h5") as file:
            kept = file["parameters/interventions"].asstr()[()]
        self.assertEqual(kept.count("adoption.drop.probability"), 300)
        self.assertEqual(kept.count("adoption.accept.beta"), 60)
        self.succeed("verify", "whole.h5")
        self.assertIn("the same", self.succeed("rerun", "whole.h5"))

    def test_a_stopped_run_goes_on_without_it(self):
        self.season(300)
        large = ("weekly.yaml", "--quiet", "--set", "network.agents=20000", "--set", "observe.adoptions=false")
        steps = 10000
        # As many steps as this machine does not do in the shortest time that can be asked for.
        while self.call("run", *large, "--steps", steps, "-o", "part.h5", "--force", "--max-time", "1").returncode != 75:
            steps *= 3
        self.succeed("run", *large, "--steps", steps, "-o", "whole.h5")
        (self.folder / "weekly.csv").unlink()
        self.succeed("resume", "part.h5", "--force", "--quiet")
        with h5py.File(self.folder / "whole.h5") as whole, h5py.File(self.folder / "part.h5") as part:
            self.assertEqual(whole["run/checksum"][()], part["run/checksum"][()])

    def test_a_study_keeps_it(self):
        self.season(100)
        self.write("study.yaml", """\
selforg: 2
base: weekly.yaml
set: {steps: 100}
conditions: {season: {}, none: {interventions: {}}}
replicates: 2
outcomes: [adopters_final]
""")
        self.succeed("sweep", "study.yaml", "-o", "runs")
        (self.folder / "weekly.csv").unlink()
        self.succeed("collect", "runs")
        self.assertIn("none", self.succeed("analyze", "runs/study.h5"))

    def test_what_is_wrong_is_told_with_its_place(self):
        for table, message in [
            ("step,adoption.accept.beta\n1,0.1\n2,3\n",
             "interventions: weekly.csv:3:2: adoption.accept.beta: '3' is too large; it must be a number from 0 to 1"),
            ("step,adoption.accept.bet\n1,0.1\n",
             "interventions: weekly.csv:1:2: adoption.accept.bet: there is no such key; did you mean "
             "'adoption.accept.beta'?"),
        ]:
            self.write("weekly.csv", table)
            self.fail_with(2, "weekly.yaml:6:16: " + message, "check", "weekly.yaml")

    def test_what_would_change_nothing_is_refused(self):
        for table, message in [
            ("step,tell.probability\n1,0.1\n",
             "interventions: weekly.csv:2:2: tell.probability cannot change, as the section 'tell' is absent (`tell: {}` puts it there)"),
            ("step,adoption.accept.threshold\n7,0.5\n",
             "interventions: weekly.csv:2:2: 7 adoption.accept.threshold has no effect: adoption.accept.by is each; threshold uses it"),
        ]:
            self.write("weekly.csv", table)
            result = self.call("check", "weekly.yaml")
            self.assertEqual(result.returncode, 2)
            self.assertTrue(result.stderr.startswith("selforg: weekly.yaml:6:1: " + message[:60]), result.stderr)

    def test_what_shows_later_is_told_with_its_place_too(self):
        """Of a schedule the cell that is to blame, of a list the row, of what is wrong as a whole the table; also behind empty
        lines, and in a table that --set has put in another's place."""
        rule = SCENARIO.replace("rule: contact, accept: {beta: 0.01}", "rule: threshold")
        dose = SCENARIO.replace("beta: 0.01", "by: dose, measure: count, dose: dose.csv").replace("interventions: weekly.csv\n", "")
        teams = "selforg: 2\nlandscape: {}\nopportunities: {}\nprojects: {}\nteam: {rule: assembly, max: 5, sizes: sizes.csv}\n"
        degrees = "selforg: 2\nnetwork: {kind: degrees, agents: 9, degrees: degrees.csv}\nstart: {users: 1}\nadoption: {rule: contact}\n"
        for scenario, table, rows, place in [
            (rule, "weekly.csv", "step,adoption.drop.probability,adoption.accept.threshold\n1,0.1,\n\n7,0.2,7\n", "4:3: from step 7 on"),
            (rule, "weekly.csv", "step,adoption.drop.probability,adoption.accept.beta\n1,0.1,\n9,,0\n", "3:3: 9 adoption.accept.beta has"),
            (rule, "weekly.csv", "adoption.drop.probability,debrief.depth,step\n0.1,,1\n,1,9\n", "3:2: debrief.depth cannot change"),
            (dose, "dose.csv", "probability,users\n0.1,1\n0.2,4\n\n0.3,3\n", "5:2: "),
            (dose.replace("by: dose,", "by: threshold,"), "dose.csv", "users,probability\n1,0.1\n", '1: {"1": 0.1} has no effect'),
            (teams, "sizes.csv", "size,teams\n2,1\n6,1\n", "3:1: "),
            (degrees, "degrees.csv", "degree,agents\n2,1\n9,1\n", "3:1: "),
        ]:
            with self.subTest(rows):
                self.write("late.yaml", scenario)
                self.write(table, rows)
                result = self.call("check", "late.yaml")
                self.assertEqual(result.returncode, 2, result)
                self.assertRegex(result.stderr, r"^selforg: late\.yaml:\d+:\d+: [a-z_.]+: ")
                self.assertIn(f": {table}:{place}", result.stderr)
        self.write("other.csv", "step,adoption.accept.threshold\n1,0.5\n")
        self.write("weekly.csv", "step,adoption.accept.beta\n1,0.5\n")
        result = self.call("check", "weekly.yaml", "--set", "interventions=other.csv")
        self.assertIn("--set: interventions: other.csv:2:2: 1 adoption.accept.threshold has no effect", result.stderr)
        result = self.call("check", "weekly.yaml", "--set", "interventions={3: {adoption.accept.threshold: 0.5}}")
        self.assertIn("--set: interventions: 3 adoption.accept.threshold has no effect", result.stderr)

    def test_what_was_read_is_told(self):
        self.season(300)
        told = "interventions: 360 changes of 2 keys, steps 1 to 300\n"
        self.assertIn(told, self.succeed("check", "weekly.yaml"))
        self.assertIn(told, self.succeed("run", "weekly.yaml", "-o", "run.h5"))
        one = "interventions: 1 change of 1 key, steps 7 to 7\n"
        self.assertIn(one, self.succeed("check", "weekly.yaml", "--set", "interventions={7: {adoption.accept.beta: 0}}"))
        self.assertNotIn("interventions", self.succeed("check", "weekly.yaml", "--set", "interventions={}"))

    def test_what_comes_too_late_is_told(self):
        self.write("weekly.csv", "step,adoption.accept.beta\n1,0.1\n301,0.2\n")
        result = self.call("check", "weekly.yaml")
        self.assertIn("1 of 2 interventions come after the last step", result.stderr)


@unittest.skipUnless(TEAMS.exists(), "the teams of a standards community are not beside the checkout")
class TeamsTest(CommandTest):
    STEPS = 120  # months from January 1969

    def test_each_month_has_as_many_teams_as_it_had(self):
        with TEAMS.open() as file:
            teams = [((int(row["year"]) - 1969) * 12 + int(row["month"]), len(row["members"].split()))
                     for row in csv.DictReader(file)]
        teams = [(month, size) for month, size in teams if 1 <= month <= self.STEPS and size > 0]
        observed, sizes = Counter(month for month, size in teams), Counter(size for month, size in teams)
        self.write("arrivals.csv", "step,opportunities.arrival_rate\n" + "".join(
            f"{month},{observed[month]}\n" for month in range(1, self.STEPS + 1)))
        self.write("sizes.csv", "size,teams\n" + "".join(f"{size},{count}\n" for size, count in sorted(sizes.items())))
        self.write("teams.yaml", f"""\
selforg: 2
steps: {self.STEPS}
step_length: month
network: {{kind: random, agents: 1000, mean_degree: 0}}
landscape: {{kind: listed, practices: {{it: 1}}}}
opportunities: {{regular: true, skills_needed: 0, difficulty_mean: 0.01, difficulty_shape: 1000, systemic_probability: 0}}
projects: {{}}
team: {{rule: assembly, max: {max(sizes)}, sizes: sizes.csv, idle_steps: 24}}
interventions: arrivals.csv
""")
        self.succeed("run", "teams.yaml", "-o", "teams.h5", "--quiet", "--verify")
        with h5py.File(self.folder / "teams.h5") as file:
            project = file["events/project"]
            founded = Counter(project["step"][()][project["type"][()] == 0].tolist())
            members = Counter(Counter(file["events/member/project"][()].tolist()).values())
        self.assertEqual(founded, observed)
        self.assertLessEqual(set(members), set(sizes))


if __name__ == "__main__":
    unittest.main()
