"""Every `exact chain` that a replication expects is a number of analysis/oracles/chains.py, and every number there is expected; the
chains agree with closed forms where there are any."""

import math
import sys
import unittest

from analysis.results import SOURCE

try:
    import numpy as np
    import yaml

    from oracles import chains
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


class ChainsTest(unittest.TestCase):
    def test_replications_expect_what_the_chains_say(self):
        for name, numbers in chains.targets().items():
            study = yaml.safe_load((SOURCE / f"scenarios/replications/{name}.yaml").read_text())
            expected = {(row.get("at", {}).get("condition", ""), row["outcome"]): row["value"]
                        for row in study["expect"] if row.get("source") == "exact chain"}
            self.assertEqual(expected.keys(), numbers.keys(), name)
            for place, value in numbers.items():
                self.assertTrue(math.isclose(expected[place], value, rel_tol=1e-4), f"{name} {place}: {value:.6g}")

    def test_fixation_has_a_closed_form(self):
        for gain in (0.1, 0.2):
            closed = (1 - math.exp(-gain)) / (1 - math.exp(-20 * gain))
            for model in (chains.moran, chains.fermi):
                self.assertAlmostEqual(chains.all_by(model(20, gain), 1, 1000), closed, 6)

    def test_selection_has_a_limit_for_many_people(self):
        """Kimura 1962: (1 - exp(-2 s k)) / (1 - exp(-2 s N)); and without weights the mean stays, as in neutral copying."""
        matrix = chains.selection(40, 1, 0, 0.05)
        limit = (1 - math.exp(-2 * 0.05 * 4)) / (1 - math.exp(-2 * 0.05 * 40))
        self.assertLess(abs(chains.all_by(matrix, 4, 100) / limit - 1), 0.01)
        self.assertAlmostEqual(chains.mean_after(chains.selection(40, 0.3, 0, 0), 7, 50), 7, 9)
        self.assertTrue((abs(chains.selection(12, 0.4, 0.7, 0.3).sum(axis=1) - 1) < 1e-12).all())

    def test_a_voter_keeps_the_mean(self):
        self.assertAlmostEqual(chains.mean_after(chains.with_all_of(1, 40), 7, 999), 7, 9)
        self.assertAlmostEqual(chains.mean_after(chains.neutral(40), 7, 9), 7, 9)

    def test_a_ring_of_voters_is_a_walk_of_two_borders(self):
        """Against the chain of all that eight people on a ring may think."""
        people = 8
        turn = np.zeros((2**people, 2**people))
        for state in range(2**people):
            for person in range(people):
                for neighbour in (person - 1, person + 1):
                    opinion = state >> neighbour % people & 1
                    turn[state, state & ~(1 << person) | opinion << person] += 1 / (2 * people)
        ten_steps = np.linalg.matrix_power(turn, 10 * people)
        for start in (1, 3):
            self.assertAlmostEqual(chains.all_by(chains.ring(people), start, 10), ten_steps[2**start - 1, -1], 12)

    def test_one_dose_for_every_signal_is_contact_without_memory(self):
        """With one user at the start and the same chance at each signal the first step is that of simple contagion."""
        self.assertAlmostEqual(chains.dosed(30, 1, (0.1,), 1)[1], 1 + 29 * 0.1, 12)


if __name__ == "__main__":
    unittest.main()
