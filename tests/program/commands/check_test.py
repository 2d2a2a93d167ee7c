"""selforg check: what is in a scenario, what is not, and what a run costs; nothing is written."""

import re
import unittest

from program.command import SCENARIO, CommandTest


class CheckTest(CommandTest):
    def test_it_estimates_and_writes_nothing(self):
        page = self.succeed("check", "office.yaml", "--set", "network.agents=300")
        self.assertIn("office.yaml is a valid scenario: A small office", page)
        self.assertRegex(page, r"300 agents, 1,200 ties, 40 steps, seed 7")
        self.assertRegex(page, r"about [\d.]+ s with \d+ threads?, [\d.]+ [kM]B of memory, and a file of [\d.]+ [kM]B")
        self.assertIn("Absent: long_projects, create, debrief, closeness,", page)
        self.assertEqual(self.files(), ["office.yaml"])

    def test_ties_that_are_only_added_are_told(self):
        told = "Ties are only added here: projects make strangers tied, and nothing lets ties go"
        self.assertIn(told, " ".join(self.succeed("check", "office.yaml").split()))
        for more in ["renew: {}", "contacts: {begun_per_tie: 0.1}"]:
            self.write("other.yaml", SCENARIO + more)
            self.assertNotIn("only added", self.succeed("check", "other.yaml"))
        self.assertNotIn("only added", self.succeed("check", "office.yaml", "--set", "conclude.trust_shift=0"))

    def test_what_until_can_never_be_is_told(self):
        for rule, never in (("success_fraction >= 90", "success_fraction is never above 1"), ("adopters >= 201", "adopters is never above 200"),
                            ("projects_active <= -1", "projects_active is never below 0"),
                            ("quality_mean >= 1.2", "quality_mean is never above 1"),
                            ("adopters steady 61 1", "a run of 60 steps is steady over no 61")):
            for call in (("check", "office.yaml"), ("run", "office.yaml", "--quiet", "--force", "-o", "office.h5")):
                told = self.call(*call, "--set", f"until={rule}", "--set", "steps=60")
                self.assertEqual((told.returncode, told.stderr), (0, f"note: until can never be met: {never}\n"))
        for rule in ("success_fraction >= 1", "adopters >= 200", "projects_active <= 0", "quality_mean steady 9 2"):
            self.assertEqual(self.call("check", "office.yaml", "--set", f"until={rule}").stderr, "")

    def test_an_entry_that_until_names_is_there(self):
        for entry, reason in (("adoptions[projet]", "adoptions has no entry 'projet'; did you mean 'project'?"),
                              ("quality_by_unit[unit 9]", "has no entry 'unit 9'"), ("quality_by_unit[9]", "quality_by_unit has no entry '9'"),
                              ("adopters[0]", "adopters has no entry '0'"), ("adoptions[project]s", "an entry is in brackets")):
            for call in (("check", "office.yaml"), ("run", "office.yaml", "-o", "office.h5")):
                told = self.call(*call, "--set", f"until={entry} >= 1")
                self.assertEqual(told.returncode, 2, told)
                self.assertIn(reason, told.stderr)
        self.succeed("check", "office.yaml", "--set", "until=quality_by_unit[1] >= 1", "--set", "network.units=2")

    def test_what_shows_only_when_ties_are_drawn_has_its_place(self):
        self.write("drawn.yaml", "selforg: 2\nsteps: 2\nnetwork: {kind: degrees, agents: 5, degrees: {4: 0.8, 1: 0.2}}\n")
        for call in (("check", "drawn.yaml"), ("run", "drawn.yaml", "-o", "drawn.h5")):
            self.assertIn(" drawn.yaml:3:37: network.degrees: it asks for so many ties", self.call(*call).stderr)
            given = self.call(*call, "--set", "network.degrees={4: 0.8, 2: 0.2}").stderr
            self.assertIn(" --set: network.degrees: it asks for so many ties", given)

    def test_only_what_was_changed_is_listed(self):
        page = self.succeed("check", "office.yaml", "--set", "team.min=4")
        self.assertRegex(page, r"(?m)^  team +min 4$")
        self.assertRegex(page, r"(?m)^  network +agents 200, units 4, mean_degree 8")

    def test_seed_and_steps_are_those_of_the_command_line(self):
        page = self.succeed("check", "office.yaml", "--seed", "99", "--steps", "1e3", "--threads", "2")
        self.assertRegex(page, r"1,000 steps, seed 99\n")
        self.assertIn("with 2 threads", page)

    def test_what_was_not_tried_whole_is_said_to_be_rough(self):
        page = self.succeed("check", "office.yaml", "--set", "network.agents=200000", "--steps", "100000")
        rough = re.search(r"Roughly: estimated from ([\d,]+) steps with ([\d,]+) agents\.", page)
        self.assertLess(int(rough.group(2).replace(",", "")), 200000)
        self.assertNotIn("Roughly", self.succeed("check", "office.yaml", "--steps", "2"))

    def test_a_valid_scenario_without_title(self):
        self.write("office.yaml", SCENARIO.replace("title: A small office\n", ""))
        self.assertTrue(self.succeed("check", "office.yaml").startswith("office.yaml is a valid scenario.\n"))

    def test_a_value_that_does_not_fit_is_said_to_be_long(self):
        names = ", ".join(f"{chr(65 + i % 26) * 40}{i}: 0.5" for i in range(30))
        self.write("list.yaml", f"selforg: 2\nlandscape: {{kind: listed, practices: {{{names}}}}}\n")
        page = self.succeed("check", "list.yaml")
        self.assertRegex(page, r"practices \(too long\s+for this list: `selforg describe\s+odd` has it\)")
        self.assertIn("D" * 40 + "29", self.succeed("describe", "odd", "list.yaml"))


if __name__ == "__main__":
    unittest.main()
