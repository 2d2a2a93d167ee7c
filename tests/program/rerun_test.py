"""selforg rerun: the same digest from what the file alone holds."""

import re
import unittest

import h5py
from command import CommandTest


class RerunTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.succeed("run", "office.yaml", "--quiet", "--set", "team.min=4", "--seed", "11")

    def test_the_scenario_is_not_needed(self):
        (self.folder / "office.yaml").unlink()
        for threads in ["1", "3"]:
            file, rerun = self.succeed("rerun", "office.h5", "--threads", threads, "--verify").splitlines()
            self.assertEqual(f"{file.replace('file ', 'rerun')}  the same", rerun)
        self.assertEqual(self.files(), ["office.h5"])

    def test_another_parameter_is_another_run(self):
        with h5py.File(self.folder / "office.h5", "r+") as file:
            file["parameters/team.min"][()] = 3
        result = self.call("rerun", "office.h5")
        self.assertNotEqual(result.returncode, 0)
        self.assertNotIn("the same", result.stdout)

    def test_a_digest_that_differs_is_found_out(self):
        with h5py.File(self.folder / "office.h5", "r+") as file:
            digest = file["run/digest"].asstr()[()]
            file["run/digest"][()] = digest[::-1]
        result = self.call("rerun", "office.h5")
        self.assertEqual(result.returncode, 1, result)
        self.assertIn("different", result.stdout)
        self.assertEqual(len(re.findall(r"[0-9a-f]{32}", result.stdout)), 2)


if __name__ == "__main__":
    unittest.main()
