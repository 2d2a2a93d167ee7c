"""selforg verify: one line a check, and the exit code that scripts ask."""

import json
import unittest

import h5py
from program.command import CommandTest


class VerifyTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.succeed("run", "office.yaml", "--quiet")

    def damage(self):
        with h5py.File(self.folder / "office.h5", "r+") as file:
            file["events/adoption/learner"][0] += 1

    def test_every_check_is_a_line(self):
        findings = json.loads(self.succeed("verify", "office.h5", "--json"))
        lines = self.succeed("verify", "office.h5").splitlines()
        self.assertEqual(len(lines), len(findings))
        for line, finding in zip(lines, findings):
            self.assertTrue(line.startswith(f"{finding['verdict']}"), line)
            self.assertIn(finding["subject"], line)
        self.assertEqual({finding["failed"] for finding in findings}, {0})

    def test_a_changed_result_is_found_out(self):
        self.damage()
        result = self.call("verify", "office.h5")
        self.assertEqual(result.returncode, 1, result)
        self.assertIn("FAILED", result.stdout)
        self.assertRegex(result.stderr, r"\Aselforg: office\.h5: [^\n]+\n\Z")

    def test_json_says_what_failed(self):
        self.damage()
        result = self.call("verify", "office.h5", "--json")
        failed = [finding for finding in json.loads(result.stdout) if finding["verdict"] == "FAILED"]
        self.assertEqual(result.returncode, 1)
        self.assertGreater(len(failed), 0)

    def test_quiet_leaves_the_exit_code_and_the_error(self):
        self.assertEqual(self.succeed("verify", "office.h5", "--quiet"), "")
        self.damage()
        result = self.call("verify", "office.h5", "--quiet")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertNotEqual(result.stderr, "")
        self.fail_with(2, "verify: --json and --quiet exclude each other", "verify", "office.h5", "--quiet", "--json")

    def test_verifying_changes_nothing(self):
        before = (self.folder / "office.h5").read_bytes()
        self.succeed("verify", "office.h5", "--quiet")
        self.assertEqual((self.folder / "office.h5").read_bytes(), before)


if __name__ == "__main__":
    unittest.main()
