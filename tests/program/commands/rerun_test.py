"""selforg rerun: the same digest from what the file alone holds."""

import unittest

import h5py
from program.command import CommandTest


DAMAGED = "office.h5: damaged: its content is not what was written; `selforg verify office.h5` says more"


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
        self.assert_not_run()

    def assert_not_run(self):
        """What the file says is not what was written: nobody asked for such a run, which may take forever."""
        self.fail_with(1, DAMAGED, "rerun", "office.h5")

    def test_a_digest_that_is_not_what_was_written(self):
        with h5py.File(self.folder / "office.h5", "r+") as file:
            digest = file["run/digest"].asstr()[()]
            file["run/digest"][()] = digest[::-1]
        self.assert_not_run()


if __name__ == "__main__":
    unittest.main()
