"""The study of estimators: what an observer sees, what each estimator makes of it, and that where nobody is said to influence
anybody nobody does."""

import pathlib
import tempfile
import unittest
from unittest import mock

from analysis import results  # noqa: F401: finds the packages and the program

import numpy as np
import pandas as pd

from studies import estimators


class EstimatorsTest(unittest.TestCase):
    def test_what_is_seen(self):
        ties = np.array([[0, 1], [1, 2]])
        with mock.patch.multiple(estimators, PEOPLE=4, WEEKS=3):
            rows = estimators.seen(ties, np.array([0, 0, 1, 1]), np.array([0, 1, 3, -1]))
        told = [tuple(row) for row in rows[["person", "week", "heard", "adopts"]].to_numpy()]
        self.assertEqual(told, [(1, 1, 1, 1), (2, 1, 0, 0), (3, 1, 0, 0), (2, 2, 1, 0), (3, 2, 0, 0), (2, 3, 1, 1), (3, 3, 0, 0)])
        self.assertEqual(estimators.exposed(rows), 1)

    def test_a_regression_is_at_its_maximum(self):
        random = np.random.default_rng(1)
        design = np.column_stack([np.ones(500), random.normal(size=500)])
        adopts = (random.random(500) < 0.3).astype(float)
        chance = 1 / (1 + np.exp(-design @ estimators.fitted(design, adopts)))
        np.testing.assert_allclose(design.T @ (adopts - chance), 0, atol=1e-3)

    def test_who_hears_of_nobody_is_put_down_to_nothing(self):
        rows = pd.DataFrame({"unit": [0] * 8, "week": [1] * 8, "heard": [0, 0, 0, 0, 1, 1, 1, 1], "adopts": [0, 0, 0, 1, 1, 1, 1, 0]})
        # Of those who heard of none a quarter adopts, of the others three: of four adoptions two are more than expected.
        self.assertAlmostEqual(estimators.hazard(rows), 0.5, places=3)
        self.assertAlmostEqual(estimators.hazard_in_time(rows), 0.5, places=3)
        self.assertAlmostEqual(estimators.matched(rows), 0.5)
        alike = rows.assign(adopts=[0, 0, 0, 1, 0, 0, 0, 1])
        for estimator in (estimators.hazard, estimators.hazard_in_time, estimators.matched):
            self.assertAlmostEqual(estimator(alike), 0, places=3)

    def test_nobody_influences_anybody_where_that_is_said(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for world, (adoption, without, burst, kind) in estimators.WORLDS.items():
                weeks = []
                for seed in (1, 2):
                    ties, unit = estimators.network(np.random.default_rng(seed))
                    pd.DataFrame(ties, columns=["source", "target"]).to_csv(folder / "ties.csv", index=False)
                    threshold = None if kind is None else estimators.thresholds(kind, unit, np.random.default_rng(7))
                    weeks.append(estimators.weeks_of(folder, 5, adoption, burst, threshold, unit))
                with self.subTest(world):
                    self.assertEqual(np.array_equal(*weeks), without is None)

    def test_what_is_wrong_is_bold(self):
        flat = {name: [0.5, 0.5, 0.5] for name in estimators.ESTIMATORS}
        found = pd.DataFrame({"adopters": 0.5, "truth": [0.5, 0.5, 0.5], **flat, "exposed": [0.9, 0.8, 0.85], "matched": [0.55, 0.56, 0.54]})
        row = next(iter(estimators.rows_of({"a world": found})))
        self.assertEqual([cell.startswith("**") for cell in row[3:]], [True, False, False, False, False])
        self.assertEqual([row[1:3] for row in estimators.judged({"a world": found})][:2],
                         [["wrong in none of 0", "too high in 1 of 1"], ["wrong in none of 0", "wrong in none of 1"]])
        self.assertIn("| exposed | wrong in none of 0 | too high in 1 of 1 |", estimators.page({"a world": found}))


if __name__ == "__main__":
    unittest.main()
