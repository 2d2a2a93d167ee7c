"""Screening: the values that are tried, of which parameters, and that what moves an outcome is found and nothing else."""

import contextlib
import io
import unittest

from analysis.results import WithResults

import numpy as np

from selforg import screening

SCENARIO = """\
selforg: 2
steps: 30
network: {kind: random, agents: 100, mean_degree: 4}
start: {users: 5}
adoption: {rule: contact, accept: {beta: 0.05}}
influence: {}
"""


def number(kind, least, most):
    return {"type": kind, "minimum": least, "maximum": most}


class Screening(WithResults):
    def setUp(self):
        super().setUp()
        self.path = self.folder / "contagion.yaml"
        self.path.write_text(SCENARIO)

    def test_values(self):
        for parameter, usual, values in (
            (number("number", 0, 1), 0.2, [0, 0.1, 0.4]),
            (number("number", 0, 1), 0.6, [0, 0.3, 1]),
            (number("number", 1, 10), 1.5, [1, 3]),
            (number("number", -1, 1), -0.4, [0, -0.2, -0.8]),
            (number("number", 0, 1), 1, [0, 0.5]),    # nothing above
            (number("number", 0, 1), 0, [0.1]),       # nothing below
            (number("integer", 2, 1000), 3, [2, 6]),
            (number("integer", 1, 64), 1, [2]),
            (number("integer", 0, 64), 1, [0, 2]),
            ({"type": "boolean"}, True, [False]),
            ({"enum": ["quality", "reach"]}, "reach", ["quality"]),
        ):
            with self.subTest(parameter=parameter, usual=usual):
                self.assertEqual(screening.values_of(parameter, usual), values)

    def test_of_which_parameters(self):
        found = screening.candidates(str(self.path), {})
        self.assertEqual(found["adoption.accept.beta"], [0, 0.025, 0.1])
        self.assertEqual({path for path, values in found.items() if values == [None]}, {"adoption", "influence"})
        self.assertNotIn("communities.quorum", found)              # not in force
        self.assertNotIn("network.within_unit_fraction", found)    # of networks of units
        self.assertFalse({"seed", "steps", "seeds.network", "observe.every"} & set(found))
        self.assertEqual(set(screening.candidates(str(self.path), {}, ["start.users", "adoption.accept"])),
                         {path for path in found if path.startswith("adoption.accept.")} | {"start.users"})
        with self.assertRaisesRegex(ValueError, "communities is no parameter that has an effect"):
            screening.candidates(str(self.path), {}, ["communities"])

    def test_what_moves_stands_first(self):
        table = screening.screen(self.path, ["adopters"], only=["adoption.accept.beta", "influence", "network.mean_degree"], jobs=1)
        self.assertEqual(set(table["parameter"][:4]), {"adoption.accept.beta", "network.mean_degree"})
        self.assertIn("influence", set(table["parameter"]))
        moved = table.set_index(["parameter", "value"])["change"]
        self.assertLess(moved["adoption.accept.beta", 0.025], 0)
        self.assertGreater(moved["adoption.accept.beta", 0.1], 0)
        still = table[table["parameter"].str.startswith("influence") & (table["refused"] == "")]
        self.assertTrue((still["change"] == 0).all() and not still["shown"].any() and len(still) > 0)
        self.assertTrue(np.isfinite(table["moved"][:2]).all())

    def test_a_mechanism_is_left_out(self):
        table = screening.screen(self.path, ["adopters"], only=["adoption"], jobs=1).set_index(["parameter", "value"])
        without, at_none = table.loc["adoption", "absent"], table.loc["adoption.accept.beta", 0]
        self.assertEqual(without["usual"], "there")
        self.assertLess(without["change"], 0)
        self.assertTrue(without["shown"])
        self.assertEqual(without["change"], at_none["change"])  # nobody takes it up, either way
        table = screening.screen(self.path, ["opinion_mean"], only=["influence"], jobs=1)
        self.assertIn("no observable 'opinion_mean'", table[table["parameter"] == "influence"]["refused"].iloc[0])

    def test_few_that_move_alike_have_no_interval(self):
        """Twice as many users at the start, and nobody takes it up: five more in each replicate, of which two are nothing yet."""
        for replicates, sure in ((2, False), (7, False), (8, True)):
            table = screening.screen(self.path, ["users"], only=["start.users"], jobs=1, replicates=replicates, steps=1,
                                     parameters={"adoption.accept.beta": 0})
            twice = table[table["value"] == 10].iloc[0]
            self.assertEqual((twice["change"], bool(twice["shown"]), np.isnan(twice["half_width"])), (5, sure, not sure))
            self.assertEqual("it takes at least 8 replicates (--replicates), as start.users 5 ->" in "\n".join(screening._lines(table, 9)), not sure)

    def test_what_is_refused_is_said(self):
        table = screening.screen(self.path, ["adopters"], only=["start.users"], jobs=1, parameters={"start.users": 70})
        refused = table[table["refused"] != ""]
        self.assertEqual(refused["value"].tolist(), [140])
        self.assertIn("users", refused["refused"].iloc[0])

    def test_the_command(self):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            code = screening.main([str(self.path), "--only", "adoption.accept.beta", "--csv", str(self.folder / "rows.csv"), "-j", "1"])
        self.assertEqual(code, 0)
        self.assertIn("adopters, ", out.getvalue())
        self.assertIn("parameter,usual,value,outcome", (self.folder / "rows.csv").read_text())
        with contextlib.redirect_stderr(io.StringIO()) as said:
            self.assertEqual(screening.main([str(self.path), "--only", "nothing"]), 2)
        self.assertIn("selforg-screen: nothing is no parameter", said.getvalue())

    def test_a_study_is_told_for_what_it_is(self):
        study = self.folder / "study.yaml"
        study.write_text(f"selforg: 2\nbase: {self.path.name}\nvary: {{start.users: [1, 2]}}\noutcomes: [adopters_final]\n", encoding="utf-8")
        broken = self.folder / "broken.yaml"
        broken.write_text("selforg: 2\nnetwrok: {}\n", encoding="utf-8")
        for path, reason in ((study, "this is a study and no scenario; `selforg sweep` runs one, with --dry-run it checks it; "
                                     "selforg-sensitivity says what mattered in it"),
                             (broken, "2:1: netwrok: there is no such key; did you mean 'network'?")):
            with contextlib.redirect_stderr(io.StringIO()) as said:
                self.assertEqual(screening.main([str(path)]), 2)
            between = ":" if path == broken else ": "
            self.assertEqual(said.getvalue(), f"selforg-screen: {path}{between}{reason}\n")


if __name__ == "__main__":
    unittest.main()
