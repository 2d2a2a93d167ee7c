"""An influence matrix of one's own: where it is said to be wrong, and that a result keeps it."""

import unittest

import h5py

from program.command import CommandTest

SCENARIO = """\
selforg: 2
steps: 3
network: {agents: 20}
landscape: {kind: nk, bits: 3, wiring: matrix, matrix: own.csv}
"""


class OwnLandscapeTest(CommandTest):
    def test_the_result_keeps_the_rows_and_needs_no_file(self):
        self.write("own.csv", "price,channel,staff\n1,1,0\n0,1,1\n1,0,1\n")
        self.write("own.yaml", SCENARIO)
        self.succeed("run", "own.yaml", "-o", "own.h5")
        with h5py.File(self.folder / "own.h5") as file:
            self.assertEqual(file["parameters/landscape.matrix"].asstr()[()], "110 011 101")
        (self.folder / "own.csv").unlink()
        self.succeed("rerun", "own.h5")
        self.fail_with(2, "own.yaml:4:56: landscape.matrix: own.csv: No such file or directory", "run", "own.yaml")

    def test_what_cannot_be_is_refused_with_its_place(self):
        self.write("own.yaml", SCENARIO)
        self.write("own.csv", "price,channel,staff\n1,1,0\n0,no,1\n1,0,1\n")
        self.fail_with(2, "own.yaml:4:56: landscape.matrix: own.csv:3:2: 'no' must be 0 or 1", "check", "own.yaml")
        self.write("own.csv", "price,channel\n1,1\n0,1\n")
        self.fail_with(2, "own.yaml:4:48: landscape.matrix: own.csv:1: 11 01 has a row 1 of 2 cells, and landscape.bits is 3",
                       "check", "own.yaml")

    def test_a_study_keeps_what_its_tables_say(self):
        (self.folder / "data").mkdir()
        self.write("data/own.csv", "price,channel,staff\n1,1,0\n0,1,1\n1,0,1\n")
        self.write("data/own.yaml", SCENARIO)
        self.write("apart.csv", "a,b,c\n1,0,0\n0,1,0\n0,0,1\n")
        self.write("study.yaml", """\
selforg: 2
base: data/own.yaml
conditions: {wired: {}, apart: {landscape.matrix: apart.csv}}
replicates: 2
outcomes: [quality_mean_final]
""")
        self.succeed("sweep", "study.yaml", "-o", "runs")
        for name in ("data/own.csv", "apart.csv"):
            (self.folder / name).unlink()
        self.assertIn("matrix: 110 011 101", (self.folder / "runs/base.yaml").read_text())
        self.assertIn("landscape.matrix: 100 010 001", (self.folder / "runs/study.yaml").read_text())
        self.succeed("collect", "runs")
        self.assertIn("apart", self.succeed("analyze", "runs/study.h5"))
        self.fail_with(2, "data/own.yaml:4:56: landscape.matrix: data/own.csv: No such file or directory",
                       "sweep", "study.yaml", "-o", "runs")


if __name__ == "__main__":
    unittest.main()
