"""Calibration finds again what runs were made with; calibrate_heavy_test has more runs, of more people.

Two runs with two known parameters each, and intervals of 95 %: of four intervals, three or more miss with a probability
of 0.0005 if they are right. Seeds are fixed.
"""
import os
import pathlib
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SELFORG_SOURCE"])
os.environ.setdefault("SELFORG_LIBRARY", os.environ["SELFORG_BUILD"] + "/libselforg.so")
sys.path.insert(0, str(SOURCE / "analysis"))

try:
    import numpy as np
    import pandas  # noqa: F401
    import scipy  # noqa: F401
    import matplotlib  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

import approximate_bayes
import calibrate
import observed
from analysis import recovery
from simulator import Scenario, SimulatorError


class Recovery(unittest.TestCase):
    def test_contact_is_found_again(self):
        inside, _ = recovery.recovered(runs=2, members=40, agents=60)
        self.assertGreaterEqual(sum(inside), 2, inside)

    def test_a_known_posterior(self):
        """A normal observation of one parameter: mean and width of the posterior are known."""
        rng = np.random.default_rng(1)
        found = approximate_bayes.posterior(lambda unit: unit + 0.05 * rng.standard_normal(1), np.array([0.4]), 1, 400,
                                            rng)
        low, middle, high = found.quantiles([0.025, 0.5, 0.975])[:, 0]
        self.assertAlmostEqual(middle, 0.4, delta=0.015)
        self.assertAlmostEqual(high - low, 2 * 1.96 * 0.05, delta=0.04)

    def test_the_adjustment_removes_what_distance_explains(self):
        unit = np.linspace(0.3, 0.5, 50)[:, None]
        members = approximate_bayes.Population(unit, 2 * unit, np.abs(2 * unit[:, 0] - 0.8), np.full(50, 1 / 50))
        moved, _ = approximate_bayes.adjusted(members, np.array([0.8]))
        self.assertLess(np.abs(moved - 0.4).max(), 0.01)

    def test_the_same_seed_gives_the_same(self):
        def once():
            rng = np.random.default_rng(2)
            return approximate_bayes.posterior(lambda unit: unit + 0.1 * rng.standard_normal(2), np.full(2, 0.5), 2, 60,
                                               rng)
        first, second = once(), once()
        self.assertTrue(np.array_equal(first.unit, second.unit) and np.array_equal(first.weights, second.weights))


class Simulator(unittest.TestCase):
    def test_people_have_the_numbers_they_are_written_with(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            observed.write_network(folder, "nodes", units=[3, 1, 2])
            observed.write_network(folder, "edges", ties=[(2, 1), (0, 2)])
            run = Scenario(f"selforg: 2\nnetwork: {{kind: file, edges: {folder}/edges.csv, nodes: {folder}/nodes.csv, "
                           "directed: true}\nstart: {users: 1, placement: first}\nadoption: {rule: contact, accept: {beta: 1}}\n")
            self.assertEqual(run.run(1, 4, 1).tolist(), [0, 2, 1])

    def test_a_mistake_is_told(self):
        with self.assertRaisesRegex(SimulatorError, "there is no such key"):
            Scenario("selforg: 2\nnetwork: {agnets: 3}\n")

    def test_the_closed_form_is_found_again(self):
        curve = 257 * calibrate.bass(np.arange(1, 16), 7e-5, 0.88)
        p, q = calibrate.bass_fit(curve, 257)
        self.assertAlmostEqual(p / 7e-5, 1, delta=0.01)
        self.assertAlmostEqual(q, 0.88, delta=0.001)


if __name__ == "__main__":
    unittest.main()
