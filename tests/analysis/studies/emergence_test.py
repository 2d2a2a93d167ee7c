"""What is called a finding: each criterion on numbers of which the answer is known, and the command on a few tiny runs.

Also tests studies/emergence/criteria.py, findings.py, figures.py, measures.py, page.py."""

import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

from analysis.results import PROGRAM

try:
    import numpy as np

    import pandas as pd

    from studies.emergence import __main__ as emergence, cascades, criteria, findings, measures, page
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


class Criteria(unittest.TestCase):
    def setUp(self):
        self.random = np.random.default_rng(1)

    def test_a_threshold_is_where_the_interval_reaches_1(self):
        reproduction = np.array([[0.5, 0.52, 0.51], [0.9, 0.91, 0.92], [0.97, 1.02, 0.99], [1, 1, 1]])
        self.assertEqual(measures.threshold([1, 2, 3, 4], reproduction), 3)
        self.assertTrue(math.isnan(measures.threshold([1, 2], reproduction[:2])))

    def test_what_has_not_ended_is_no_ratio(self):
        self.assertEqual(measures.ratio([3, 0], [2, 0])[0], 1.5)
        self.assertTrue(math.isnan(measures.ratio([3, 0], [2, 0])[1]))

    def test_borel(self):
        """P(1) = e^-R, P(2) = R e^-2R; its mean is 1 / (1 - R)."""
        table = measures.borel_table(0.5, 4000)
        self.assertAlmostEqual(table[0], math.exp(-0.5))
        self.assertAlmostEqual(table[1] - table[0], 0.5 * math.exp(-1))
        self.assertAlmostEqual(table[-1], 1)
        self.assertAlmostEqual(float((1 - table).sum()) + 1, 2, places=6)

    def test_cascades_are_told_apart(self):
        """Of Borel's own draws one in a hundred is rejected at 1 %: one set, so this fails by chance once in a hundred seeds,
        and the seed is fixed. Draws of an exponential of 400 cascades are rejected always, as far as was ever seen."""
        own = measures.borel_draws(0.95, 400, 10 ** 5, self.random)
        test = measures.cascade_test(own, 0.95, self.random, bootstraps=99)
        self.assertGreater(test["borel_p"], 0.01)
        self.assertLessEqual(test["exponential_p"], 0.01)
        other = self.random.geometric(1 / own.mean(), 400)
        test = measures.cascade_test(other, 0.95, self.random, bootstraps=99)
        self.assertLessEqual(test["borel_p"], 0.01)
        self.assertGreater(test["exponential_p"], 0.01)
        self.assertIsNone(measures.cascade_test([1] * 50, 0.5, self.random))

    def test_a_cascade_is_a_project_with_all_that_descend_from_it(self):
        table = pd.DataFrame({"before": [-1, -1, 0, 2, 1]}, index=[0, 1, 2, 3, 4])
        self.assertEqual(sorted(cascades.progenies(table)), [2, 3])

    def test_a_branching_process_whose_mean_rises_is_told_from_one_that_does_not(self):
        """Sizes drawn of a mean of 0.5 for a year and 1 from then on, and their R, delays and likeness read back. The chance
        that the right one is rejected at 1 % is 1 in 100, and the seed is fixed."""
        mean, delays, begun = np.repeat([0.5, 1.0], [52, 468]), np.arange(10, 30), np.arange(400) % 52
        sizes = measures.rising_draws(begun, mean, delays, 10 ** 5, self.random)
        self.assertGreater(measures.rising_test(sizes, begun, mean, delays, self.random, bootstraps=99)[1], 0.01)
        self.assertLessEqual(measures.rising_test(sizes, begun, np.full(520, 0.8), delays, self.random, bootstraps=99)[1], 0.01)
        self.assertTrue((measures.rising_draws(begun, np.zeros(520), delays, 9, self.random) == 1).all())

    def test_what_projects_inherit(self):
        table = pd.DataFrame({"step": [0, 0, 20, 30, 60], "before": [-1, -1, 0, 0, 2], "followups": [2, 0, 1, 0, 0]})
        R, delays, _ = findings.inheritance([table], 100)
        self.assertEqual(R.tolist(), [1, 0, 0, 0])
        self.assertEqual(sorted(delays), [20, 30, 40])

    def test_two_heaps_are_bimodal_and_one_is_not(self):
        one = self.random.normal(0.1, 0.03, 48)
        two = np.concatenate([self.random.normal(0.1, 0.03, 24), self.random.normal(0.5, 0.03, 24)])
        few = np.concatenate([one, [0.9, 0.9]])  # far away, but of little weight
        self.assertEqual([measures.is_bimodal(measures.mixture(x)) for x in (one, two, few)], [False, True, False])
        self.assertIsNone(measures.mixture([0.5] * 40))

    def test_hot_and_cold(self):
        cold = np.array([[0.1, 0.1, 0.2], [0.1, 0.12, 0.11], [1, 1.1, 0.9]])
        hot = {"rates": np.array([2]), "activity": np.array([[0.9, 0.95, 1]])}
        self.assertTrue(findings.split([1, 2, 3], cold, hot)["met"])
        self.assertFalse(findings.split([1, 2, 3], cold, {**hot, "activity": hot["activity"] - 0.7})["met"])

    def test_a_loop_has_its_area(self):
        """Up along 0, down along 1, over all but one level of four: 3/4 of range times range, less half a level at each end."""
        controls = findings.rise_and_fall(1, 5)
        up = np.array([0, 0, 0, 0, 1.0, 1, 1, 1, 0])
        self.assertAlmostEqual(float(measures.loop(up, controls)), 3 / 4)
        self.assertAlmostEqual(float(measures.loop(np.r_[0:5, 3:-1:-1] / 4, controls)), 0)

    def test_levels_of_a_sweep(self):
        series = np.concatenate([[9], np.repeat([1.0, 2, 3], 200)])
        series[1:97] = 50  # of each level its last 104 steps count
        self.assertEqual(measures.levels(series, 200).tolist(), [1, 2, 3])

    def test_a_width(self):
        self.assertAlmostEqual(measures.width(np.array([0, 1, 2.0]), np.array([0, 0.5, 1])), 1.6)

    def test_coming_back_takes_its_time(self):
        series = np.ones((6, 700)) + self.random.normal(0, 0.01, (6, 700))
        for kick in (200, 450):
            series[:, kick + 1:] -= 0.5 * np.exp(-np.arange(series.shape[1] - kick - 1) / 30)
        time, low, high = measures.recovery_interval(series, [200, 450], self.random)
        self.assertAlmostEqual(time, 30, delta=4)
        self.assertTrue(low <= time <= high)
        self.assertTrue(math.isnan(measures.recovery(np.ones((2, 700)), [200])))

    def test_correlation_time(self):
        """Of an autoregression of coefficient a it is -1 / ln a: 19.5 steps, within a fifth for 40 000."""
        noise, series = self.random.normal(size=40_000), np.zeros(40_000)
        for i in range(1, len(series)):
            series[i] = 0.95 * series[i - 1] + noise[i]
        self.assertAlmostEqual(measures.correlation_time(series), 20, delta=4)

    def test_slowing_down_is_longest_at_the_threshold(self):
        """The longest time twice that at both ends, or not, or either by the intervals, which are a fifth, and once more."""
        rates = np.array([0, 4, 8, 12])
        def slowed(times, of=0.2):
            times = np.array(times, float)
            return measures.slowed(rates, np.stack([times, (1 - of) * times, (1 + of) * times], axis=1), 8)
        self.assertTrue(slowed([10, 20, 80, 20]))
        self.assertFalse(slowed([10, 20, 50, 40]))
        self.assertFalse(slowed([10, 80, 20, 20]))
        self.assertIsNone(slowed([10, 20, 41, 20]))
        self.assertIsNone(slowed([10, 20, 39, 20]))
        self.assertIsNone(slowed([10, math.nan, 20, 20]))
        self.assertAlmostEqual(measures.times_of_end(np.array([10, 20, 40, 16])), 2.5)

    def test_a_near_miss_is_left_open_and_said(self):
        """What the page says of it, in its table and below; and that false alarms are counted in the runs that set the limit."""
        of = {"rates": np.array([0, 8]), "time": np.array([53, 103]), "low": np.array([38, 10]), "high": np.array([87, 124]), "times": 1.94, "met": None}
        warned = {"point": 0.5, "hits": 0.05, "low": 0.01, "high": 0.24, "false": 0.0, "count": 20}
        found = mock.Mock(kicks={"base": {**of, "met": False}, "few": of}, drawn=[], warnings={"variance": warned})
        found.get = lambda name: getattr(found, name) if name in ("kicks", "warnings") else None
        self.assertIn("the longest is 1.9 times the longer end, where 2 is asked, and the intervals allow either; by another kick", criteria.slowing_cell(found, "few")[0])
        self.assertNotIn("allow either", criteria.slowing_cell(found, "base")[0])
        self.assertIn("would be met in no setting", page.slowing_section(found))
        self.assertIn("at false alarms in 0 of 20, of the runs that set the limit", criteria.warning_cell(found, "few")[0])
        self.assertIn("| 0 of 20 | 20 |", page.warning_section(found))

    def test_where_R_falls_is_said(self):
        rising = {0.005: {"early": 0.4, "later": 0.1, "late": 30}, 0.006: {"early": 0.4, "later": 0.9, "late": 40}}
        self.assertEqual(page.falls(rising), " (but not at 0.005 (0.4, then 0.1 of 30 projects))")
        self.assertEqual(page.falls({0.006: rising[0.006]}), "")

    def test_what_rises_is_a_warning(self):
        rising = self.random.normal(size=1040) * np.linspace(0.1, 3, 1040)
        self.assertGreater(measures.kendall(measures.windows(rising)[1]), 0.5)
        self.assertEqual(measures.kendall(np.arange(5)), 1)
        self.assertEqual(measures.kendall(np.ones(5)), 0)
        found = measures.warning(np.linspace(0.5, 1, 20), np.linspace(-1, 0.6, 20))
        self.assertEqual((found["false"], found["hits"]), (0.0, 0.8))

    def test_where_a_ratio_passes_one(self):
        self.assertEqual(measures.passes_one([1, 2, 3], [0.5, 0.9, 1.1]), (2, 3))
        self.assertTrue(np.isnan(measures.passes_one([1, 2], [0.5, 0.9])).all() and np.isnan(measures.passes_one([1, 2], [1.5, 2])).all())

    def test_the_interval_of_a_pooled_ratio(self):
        """Of 400 intervals of 95 % more than 36 leave out the truth with a chance of 0.0003, if they are of 95 %."""
        missed = 0
        for _ in range(400):
            below = self.random.poisson(3, 60)
            found, low, high = measures.pooled(self.random.poisson(0.9 * below), below)
            missed += not low <= 0.9 <= high
        self.assertLessEqual(missed, 36)

    def test_words(self):
        self.assertEqual(measures.word({"threshold": True, "bistability": False}), "it becomes self-sustaining")
        self.assertEqual(measures.word({}), "a smooth crossover")
        self.assertEqual(measures.word({"bistability": True, "hysteresis": True}), "it tips")
        self.assertEqual(measures.word({"sharpening": True, "slowing down": True}), "a continuous transition")
        self.assertIn("alone", measures.word({"bistability": True}))


class Command(unittest.TestCase):
    def test_a_study_is_made_small(self):
        for study in emergence.STUDIES.glob("*.yaml"):
            small = emergence.smaller(study.read_text())
            for wanted in ("agents: 40", "units: 2", "replicates: 2"):
                self.assertIn(wanted, small, study.name)

    def test_a_few_tiny_runs_make_a_page(self):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "studies.emergence", "--quick", "--runs", f"{folder}/runs", "-o", f"{folder}/x.md"]
            chosen = ["theory", "activity", "hot", "cascades", "reinforcement_many"]
            subprocess.run([*command, *chosen], check=True, env={**os.environ, "SELFORG": str(PROGRAM)})
            page = pathlib.Path(folder, "x.md").read_text()
            for wanted in ("| **threshold** |", "| **hysteresis** | not run", "social reinforcement", "## Activity and reproduction"):
                self.assertIn(wanted, page)
            for name in re.findall(r"\]\((emergence/\w+\.svg)\)", page):
                self.assertIn("</svg>", pathlib.Path(folder, name).read_text())
            wrong = subprocess.run([*command, "nothing"], capture_output=True, text=True)
            self.assertIn("no study nothing", wrong.stderr)


if __name__ == "__main__":
    unittest.main()
