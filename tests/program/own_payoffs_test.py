"""Practices of bits with the qualities of a table: where the table is said to be wrong, that a result keeps it and needs no file, and
that people find the best of it. Also: more listed practices than a person keeps in mind, from a table."""

import unittest

import h5py
import numpy as np

from program.command import CommandTest

SCENARIO = """\
selforg: 2
steps: 60
network: {agents: 60}
landscape: {kind: table, bits: 3, payoffs: payoffs.csv}
start: {practice: random}
individual_search: {}
adoption: {rule: best_member, look: {sample: 3}}
"""
PAYOFFS = """\
bits,quality
000,0.3
111,0.9
110,0.5
011,0.4
default,0.1
"""


class OwnPayoffsTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("payoffs.csv", PAYOFFS)
        self.write("table.yaml", SCENARIO)

    def digest(self, name):
        with h5py.File(self.folder / name) as file:
            return file["run/digest"][()]

    def test_the_result_keeps_the_rows_and_needs_no_file(self):
        self.succeed("run", "table.yaml", "-o", "table.h5", "--steps", "30")
        with h5py.File(self.folder / "table.h5") as file:
            rows = file["parameters/landscape.payoffs"].asstr()[()]
            self.assertEqual(rows, PAYOFFS.split("\n", 1)[1].strip().replace("\n", ";"))
        (self.folder / "payoffs.csv").unlink()
        self.succeed("verify", "table.h5")
        self.assertIn("the same", self.succeed("rerun", "table.h5"))
        self.fail_with(2, "table.yaml:4:44: landscape.payoffs: payoffs.csv: No such file or directory", "run", "table.yaml")

    def test_people_use_what_the_table_says_is_best(self):
        self.succeed("run", "table.yaml", "-o", "table.h5")
        with h5py.File(self.folder / "table.h5") as file:
            self.assertAlmostEqual(float(np.asarray(file["quality_mean"]).ravel()[-1]), 0.9)
            self.assertLess(float(np.asarray(file["quality_mean"]).ravel()[0]), 0.6)
            self.assertLessEqual(set(np.asarray(file["events/practice/quality"]).tolist()), {0.3, 0.9, 0.5, 0.4, 0.1})
        self.assertIn("111,0.9", self.succeed("describe", "odd", "table.yaml"))

    def test_threads_and_cuts_make_no_difference(self):
        many = ["--set", "network.agents=3000"]
        self.succeed("run", "table.yaml", "-o", "one.h5", "--threads", "1", *many)
        self.succeed("run", "table.yaml", "-o", "two.h5", "--threads", "2", "--set", "observe.every=7", *many)
        self.assertEqual(self.digest("one.h5"), self.digest("two.h5"))

    def test_what_cannot_be_is_refused_with_its_place(self):
        for row, other, where in (
                ("110,0.5", "11x,0.5", "4:1: bits: '11x' is neither bits, as 0110, at most 128 of them, nor default"),
                ("110,0.5", "110,5", "4:2: quality: '5' is no number from 0 to 1"),
                ("110,0.5", "111,0.5", "4:1: bits: the same bits have an earlier row"),
                ("default,0.1\n", "", "1:1: bits: 4 practices of 3 bits have a row: a row default, with a quality, is to say what "
                 "all others are worth"),
                ("bits,quality", "bit,quality", '1: the header must be "bits,quality", in any order, and nothing else')):
            with self.subTest(other):
                self.write("payoffs.csv", PAYOFFS.replace(row, other))
                self.fail_with(2, f"table.yaml:4:44: landscape.payoffs: payoffs.csv:{where}", "check", "table.yaml")

    def test_what_does_not_go_with_it_is_refused(self):
        for key, why in (
                ("landscape.bits=4", "landscape.bits: 4 must be the number of bits in landscape.payoffs, 3"),
                ("landscape.kind=match", "landscape.payoffs: payoffs.csv:1: 000,0.3;111,0.9;110,0.5;011,0.4;default,0.1 has no effect: landscape.kind is match; table uses it"),
                ("landscape.interactions=1", "landscape.kind is table; nk uses it"),
                ("landscape.payoffs=", "landscape.kind: table needs landscape.payoffs, such as payoffs.csv"),
                ("landscape.payoffs=.", "landscape.payoffs: . is neither rows, as 00,0.2; 11,0.9; default,0.5, nor the name of a table, "
                 "as payoffs.csv")):
            with self.subTest(key):
                result = self.call("check", "table.yaml", "--set", key)
                self.assertEqual(result.returncode, 2)
                self.assertIn(why, result.stderr)

    def test_a_study_keeps_what_its_table_says(self):
        self.write("study.yaml", "selforg: 2\nbase: table.yaml\nvary: {adoption.look.sample: [1, 3]}\nreplicates: 2\n"
                                 "outcomes: [quality_mean_final]\n")
        self.succeed("sweep", "study.yaml", "-o", "runs")
        (self.folder / "payoffs.csv").unlink()
        self.assertIn('payoffs: "000,0.3;111,0.9', (self.folder / "runs/base.yaml").read_text())
        self.succeed("collect", "runs")
        self.succeed("analyze", "runs/study.h5")


class ManyListedTest(CommandTest):
    def test_two_hundred_practices_from_a_table(self):
        self.write("practices.csv", "practice,quality\n" + "".join(f"way {i},{i / 200}\n" for i in range(200)))
        self.write("many.yaml", "selforg: 2\nsteps: 40\nnetwork: {agents: 300}\nlandscape: {kind: listed, practices: practices.csv}\n"
                   "start: {practice: random}\nadoption: {rule: best_member}\nindividual_search: {jump_probability: 1}\n")
        self.succeed("run", "many.yaml", "-o", "many.h5", "--verify")
        (self.folder / "practices.csv").unlink()
        self.assertIn("the same", self.succeed("rerun", "many.h5"))
        with h5py.File(self.folder / "many.h5") as file:
            self.assertEqual(file["users"].shape[1:], (200,))
            self.assertGreater(np.asarray(file["users"])[-1][150:].sum(), 290)
        self.write("practices.csv", "practice,quality\n" + "".join(f"way {i},{i / 201}\n" for i in range(201)))
        self.fail_with(2, "many.yaml:4:38: landscape.practices: practices.csv:202:1: the name 'way 200' is one name too many; at most 200 "
                       "names of at most 63 bytes", "check", "many.yaml")


if __name__ == "__main__":
    unittest.main()
