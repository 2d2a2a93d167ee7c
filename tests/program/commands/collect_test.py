"""selforg collect: one file from the runs that are there, while others are missing and when all are done."""

import unittest

import h5py
from program.command import CommandTest

STUDY = """\
selforg: 2
base: office.yaml
set: {steps: 10, network.agents: 60}
vary: {tell.probability: [0.1, 0.2]}
replicates: 3
outcomes: [quality_mean_final]
"""


class CollectTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("sharing.yaml", STUDY)

    def test_it_tells_how_many_are_missing(self):
        self.succeed("sweep", "sharing.yaml", "--shard", "1/2", "--quiet")
        result = self.call("collect", "sharing")
        self.assertEqual(result.returncode, 3, result)
        self.assertIn("6 runs, 3 done, 0 failed, 3 missing", result.stdout)
        self.succeed("sweep", "sharing.yaml", "--shard", "2/2", "--quiet")
        self.assertEqual(self.succeed("collect", "sharing"), "sharing/study.h5: 6 runs, 6 done, 0 failed, 0 missing\n")

    def test_it_is_what_sweep_writes(self):
        self.succeed("sweep", "sharing.yaml", "--quiet")
        file = self.folder / "sharing/study.h5"
        before = file.read_bytes()
        file.unlink()
        self.assertEqual(self.succeed("collect", "sharing", "--quiet"), "")
        self.assertEqual(file.read_bytes(), before)
        with h5py.File(file) as study:
            self.assertEqual(study["quality_mean_final"].shape[0], 6)

    def test_what_is_no_study_is_refused(self):
        (self.folder / "empty").mkdir()
        for folder in ["empty", "nowhere", "office.yaml"]:
            with self.subTest(folder):
                result = self.call("collect", folder)
                self.assertIn(result.returncode, {1, 2})
                self.assertRegex(result.stderr, rf"\Aselforg: {folder}[^\n]+\n\Z")
                self.assertEqual(sorted(self.files()), ["empty", "office.yaml", "sharing.yaml"])


if __name__ == "__main__":
    unittest.main()
