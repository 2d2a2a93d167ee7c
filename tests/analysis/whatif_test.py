"""A run without somebody, as the package gives it, is what a model in memory without that one comes to."""

import unittest

from analysis.results import WithResults

import selforg


class Whatif(WithResults):
    def test_it_is_a_run_without_the_one(self):
        run = selforg.open(self.folder / "office.h5")
        found = selforg.whatif(run, "agent:3")
        model = selforg.Model(self.folder / "office.yaml", {"without.people": "3"}).run()
        self.assertFalse(found.identical)
        self.assertEqual(found.last.loc["adopters"].tolist(), [run.series["adopters"].values[-1], model.series["adopters"].values[-1]])
        self.assertNotIn(3, found.fates["agent"].tolist())
        learned = run.events["adoption"].query("channel != 'initial' and learner != 3")
        people = learned.groupby(["practice", "learner"]).ngroups  # newcomers in one place are several
        self.assertGreaterEqual((found.fates["step"] >= 0).sum(), people)
        later = found.fates[found.fates["fate"] == "later"].index
        self.assertTrue((found.delay[later] > 0).all() and len(later) > 0)
        self.assertIn("without agent:3: same", repr(found))

    def test_credit(self):
        found = selforg.credit(self.folder / "office.h5", shapley=2)
        self.assertEqual(found["shapley"].notna().sum(), 2)
        self.assertTrue(found["ancestry"].is_monotonic_decreasing)
        chance = found.attrs["chance"]
        self.assertTrue(chance["low"] <= chance["mean"] <= chance["high"] and len(chance["agents"]) == 10)
        self.assertEqual(found.attrs["practice"], selforg.open(self.folder / "office.h5").lineage.leading())

    def test_mistakes(self):
        with self.assertRaisesRegex(ValueError, "there is no agent '900'"):
            selforg.whatif(self.folder / "office.h5", "agent:900")


if __name__ == "__main__":
    unittest.main()
