"""Running from the command line: the file, the page about it, and what can be done with the file. Also tests
program/report/summary_json.c."""

import json
import re
import unittest

import h5py
from program.command import SCENARIO, CommandTest

DIGEST = re.compile(r"\b[0-9a-f]{32}\b")


class RunTest(CommandTest):
    def run_json(self, *arguments):
        return json.loads(self.succeed("run", "office.yaml", "--json", *arguments))

    def test_the_file_is_named_after_the_scenario(self):
        (self.folder / "deep").mkdir()
        self.write("deep/my.plan.yaml", SCENARIO)
        self.succeed("run", "deep/my.plan.yaml", "--quiet")
        self.assertIn("my.plan.h5", self.files())

    def test_the_page_says_what_was_run(self):
        page = self.succeed("run", "office.yaml")
        for text in ["A small office", "Does it spread?", "200 agents", "40 steps", "seed 7", "office.h5", "trace"]:
            self.assertIn(text, page)
        self.assertRegex(page, DIGEST)
        self.assertNotIn("\x1b", page)
        self.assertLessEqual(len(page.splitlines()), 32)

    def test_the_page_fits(self):
        for width in [40, 60, 80, 132]:
            page = self.succeed("run", "office.yaml", "--force", COLUMNS=str(width))
            for line in page.splitlines():
                self.assertLessEqual(len(line), max(width, 56), line)
                self.assertEqual(line, line.rstrip())

    def test_plain_characters_where_there_are_no_others(self):
        self.assertTrue(self.succeed("run", "office.yaml", LC_ALL="C").isascii())

    def test_existing_results_are_kept(self):
        self.succeed("run", "office.yaml", "--quiet")
        before = (self.folder / "office.h5").read_bytes()
        result = self.call("run", "office.yaml", "--seed", "8")
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertRegex(result.stderr, r"\Aselforg: office\.h5: [^\n]*--force[^\n]*\n\Z")
        self.assertEqual((self.folder / "office.h5").read_bytes(), before)
        self.succeed("run", "office.yaml", "--seed", "8", "--force", "--quiet")
        self.assertNotEqual((self.folder / "office.h5").read_bytes(), before)
        self.assertEqual(self.files(), ["office.h5", "office.yaml"])

    def test_options_change_the_scenario(self):
        summary = self.run_json("--seed", "9", "--steps", "1e1", "--set", "network.agents=120", "--set", "team.min=4")
        self.assertEqual((summary["seed"], summary["steps"], summary["agents"]), (9, 10, 120))
        with h5py.File(self.folder / "office.h5") as file:
            self.assertEqual(str(file.attrs["seed"]), "9")
            self.assertEqual(file.attrs["scenario_yaml"], SCENARIO)
            self.assertEqual(file["parameters/team.min"][()], 4)

    def test_the_seed_is_always_recorded(self):
        self.write("office.yaml", SCENARIO.replace("seed: 7\n", ""))
        self.assertEqual(self.run_json()["seed"], 1)
        with h5py.File(self.folder / "office.h5") as file:
            self.assertEqual(str(file.attrs["seed"]), "1")

    def test_threads_change_nothing(self):
        digests = {self.run_json("--threads", threads, "--force")["digest"] for threads in [1, 2, 3]}
        self.assertEqual(len(digests), 1)
        self.assertNotEqual(digests, {self.run_json("--seed", "8", "--force")["digest"]})

    def test_watching_changes_nothing(self):
        digest = self.run_json()["digest"]
        self.assertEqual(self.run_json("--force", "--verify", "--set", "observe.every=7")["digest"], digest)
        self.assertIn(digest, self.succeed("run", "office.yaml", "--force"))

    def test_json_is_complete(self):
        summary = self.run_json()
        self.assertEqual(summary["title"], "A small office")
        self.assertEqual(summary["file"], "office.h5")
        self.assertEqual(summary["file_bytes"], (self.folder / "office.h5").stat().st_size)
        self.assertRegex(summary["digest"], DIGEST)
        self.assertEqual(summary["adoptions"]["initial"], 400)
        with h5py.File(self.folder / "office.h5") as file:
            for curve in summary["curves"]:
                series = file[curve["observable"]][:].reshape(41, -1).mean(axis=1)
                self.assertAlmostEqual(curve["first"], series[0], 12)
                self.assertAlmostEqual(curve["last"], series[-1], 12)

    def test_quiet_is_quiet(self):
        self.assertEqual(self.succeed("run", "office.yaml", "--quiet"), "")
        self.assertEqual(self.succeed("verify", "office.h5", "--quiet"), "")
        self.assertEqual(self.succeed("rerun", "office.h5", "--quiet"), "")

    def test_the_command_line_is_recorded(self):
        self.succeed("run", "office.yaml", "--quiet", "--set", "title=It's new")
        with h5py.File(self.folder / "office.h5") as file:
            command = file["run/environment/command"].asstr()[()]
        self.assertTrue(command.endswith(r"""selforg run office.yaml --quiet --set 'title=It'\''s new'"""), command)

    def test_a_result_verifies_and_runs_again(self):
        digest = self.run_json("--set", "network.agents=150")["digest"]
        findings = json.loads(self.succeed("verify", "office.h5", "--json"))
        self.assertGreater(len(findings), 3)
        self.assertNotIn("FAILED", {finding["verdict"] for finding in findings})
        self.assertEqual(len(self.succeed("verify", "office.h5").splitlines()), len(findings))
        self.assertEqual(DIGEST.findall(self.succeed("rerun", "office.h5", "--threads", "1")), [digest, digest])


if __name__ == "__main__":
    unittest.main()
