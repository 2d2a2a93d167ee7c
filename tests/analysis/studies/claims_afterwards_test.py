"""The claims: what was looked at afterwards is about the same experiments, and the words of the pages are those of their numbers."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from analysis.results import PROGRAM, SOURCE

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

try:
    import h5py  # noqa: F401
    import matplotlib  # noqa: F401
    import scipy  # noqa: F401
    import yaml  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

from studies.claims import afterwards, counted, words
from studies.claims.afterwards import MEASURES, read_checks
from studies.claims.counted import elsewhere
from studies.claims.sweeps import Plan, Space, read_claims

STUDIES = SOURCE / "scenarios/claims"


class Afterwards(unittest.TestCase):
    """What is looked at afterwards is about the claim's own experiment, and judges nothing."""

    def setUp(self):
        self.claims, self.checks, self.space = read_claims(STUDIES, counted.JUDGED), read_checks(STUDIES), Space(STUDIES / "space.yaml")

    def test_a_check_is_the_claims_experiment_with_something_else(self):
        for name, check in self.checks.items():
            claim = self.claims[name].text
            self.assertEqual((STUDIES / "checks" / check.text["base"]).resolve(), (STUDIES / claim["base"]).resolve(), name)
            self.assertEqual(check.text.get("set"), {key: value for key, value in claim.get("set", {}).items()
                                                     if not key.startswith("observe")} or None, name)
            for condition, changes in check.text["conditions"].items():
                self.assertEqual(changes, claim["conditions"].get(condition, changes), f"{name}: {condition}")
            self.assertEqual([contrast.expected for contrast in check.contrasts], [""] * len(check.contrasts), name)
            for contrast in check.contrasts:
                self.assertIn(contrast.outcome, MEASURES, name)
                self.assertTrue({condition for _, condition in contrast.sides} <= set(check.conditions), contrast.name)

    def test_its_pairs_are_those_of_the_base_point(self):
        plan = Plan(None, None, 20, 1)
        for name, check in self.checks.items():
            one, other = check.at_base(self.space, plan), self.claims[name].at_base(self.space, plan)
            self.assertEqual([one["set"][key] for key in ("seed", "steps", "network.agents")],
                             [other["set"][key] for key in ("seed", "steps", "network.agents")], name)

    def test_what_is_used_from_elsewhere_is_counted(self):
        """Where no unit lets its people go, nobody walks in and nobody tells, there is nothing; else there is a good deal."""
        found = {}
        with tempfile.TemporaryDirectory() as folder:
            for name, openness, fidelity in (("closed", 0, 0), ("open", 1, 0), ("told", 0, 0.5)):
                path = pathlib.Path(folder) / f"{name}.h5"
                changes = {"network.agents": 200, "network.units": 4, "steps": 150, "observe.snapshots": "absent", "team.min": 3,
                           "team.max": 4, "team.walk_in_probability": 0, "units.openness_mean": openness, "units.openness_sd": 0, "tell.fidelity": fidelity}
                options = [part for key, value in changes.items() for part in ("--set", f"{key}={value}")]
                subprocess.run([PROGRAM, "run", SOURCE / "scenarios/base.yaml", *options, "--quiet", "-o", path], check=True, capture_output=True)
                found[name] = elsewhere(path)
        self.assertEqual(found["closed"], 0)
        self.assertTrue(found["open"] > 0.05 and found["told"] > 0.05, found)

    def test_what_came_out_the_same_is_counted(self):
        first = {"claims": {"a": {"contrasts": [{"name": "x", "effect": [1, 0, 2]}, {"name": "y", "effect": [3, 2, 4]}]}}}
        again = {"a": [{"name": "x", "effect": [1, 0, 2]}, {"name": "y", "effect": [3, 2, 4.5]}]}
        self.assertEqual(afterwards.same_again(first, again), (2, 1))


class Words(unittest.TestCase):
    def test_where_no_difference_is_claimed_against_is_what_is_left(self):
        over = {"above": [0.2, 0.1, 0.3], "below": [0.1, 0, 0.2], "within": [0.7, 0.6, 0.8]}
        matters, against = words.side_of({"expected": "none", "shares": over})
        self.assertEqual((matters, [round(share, 9) for share in against]), (over["within"], [0.3, 0.2, 0.4]))
        self.assertEqual(words.side_of({"expected": "negative", "shares": over}), (over["below"], over["above"]))

    def test_a_number_in_the_words_is_that_of_its_row(self):
        row = {"name": "x", "outcome": "success", "from": 0.5, "effect": [0.03, 0.01, 0.05]}
        self.assertEqual(words.filled("from {from x} % by {x}, not {y}", [row]),
                         "from 50 % by +3.0 (+1.0 to +5.0) points, not (not yet run)")

    def test_of_two_rows_there_is_so_much_of_one_for_each_of_the_other(self):
        taught = {"name": "adoptions, in all", "outcome": "taught", "from": 33.0, "effect": [4.8, 3, 9]}
        alive = {"name": "members", "outcome": "alive", "from": 0.4, "effect": [0.1, 0, 0.2]}
        self.assertEqual(words.filled("it is {adoptions, in all / members}.", [taught, alive]), "it is 0.41 to 0.38.")

    def test_of_two_cuts_on_one_side_the_narrower_is_said(self):
        space = Space(STUDIES / "space.yaml")
        said = words.cuts_words([("people.trust", False, 0.8), ("people.trust", False, 0.4)], space)
        self.assertEqual(said, "`people.trust` is below 0.5")
        said = words.cuts_words([("people.trust", False, 0.4), ("people.trust", True, 0.2), ("landscape.interactions", True, 0)], space)
        self.assertEqual(said, "`people.trust` is between 0.4 and 0.5 and `landscape.interactions` is above 0")

    def test_points_beyond_what_matters_are_counted_as_they_were_measured(self):
        self.assertEqual(words.beyond({"points": [1.5, -2, 0.5, None, -1.1, -1], "smallest": 1}), ([1, 2], 5))

    def test_where_no_difference_is_claimed_both_sides_together_are_judged_in_words(self):
        over = {"above": [0.2, 0.09, 0.3], "below": [0.1, 0, 0.2], "within": [0.7, 0.6, 0.8]}
        row = {"name": "x", "outcome": "initiating", "expected": "none", "effect": [0, -1, 1], "p_sign": 1, "p_within": 0.01, "smallest": 10,
               "shares": over, "verdict": "holds where"}
        self.assertIn("were both sides counted together, the verdict would be *both ways*", words.sentence(row))
        row["shares"] = {**over, "within": [0.95, 0.93, 0.97]}
        self.assertNotIn("together", words.sentence(row))

    def test_what_else_moved_is_told_of_a_claim_without_effect(self):
        row = {"name": "quality in use", "outcome": "quality", "verdict": None, "effect": [0.03, 0.01, 0.05], "smallest": 0.02}
        small, open_ = {**row, "effect": [0.01, 0.005, 0.015]}, {**row, "effect": [0.03, -0.01, 0.07]}
        said = words.besides({"verdict": "no effect", "contrasts": [row, small, open_]})
        self.assertEqual(said, " Other outcomes do move: quality in use +0.03.")
        self.assertEqual(words.besides({"verdict": "both ways", "contrasts": [row]}), "")


if __name__ == "__main__":
    unittest.main()
