"""The scenarios quick and base, the latter with fewer people and years, beside the second model: the same in distribution.
And rules that are wrong on purpose, one after the other: each is seen. Chance of a false alarm: 1 in 10,000 for each
scenario, over all outcomes."""

import sys
import unittest
from unittest import mock

try:
    from analysis.two_models import Compared, bonds_whatever_came_of_it, contacts, fade_twice, minds, work
    from second_model import model, teams
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


def summed_account(belief, listener=None):
    return belief.own + sum(told for source, told in belief.told.items() if source != listener)


class Quick(Compared):
    scenario, runs = "quick.yaml", 24

    def test_the_same(self):
        self.the_same()


class Base(Compared):
    scenario, runs = "base.yaml", 16
    sets = ["network.agents=160", "network.units=4", "steps=130"]

    def test_the_same(self):
        self.the_same()

    def seen(self, *patches):
        for patch in patches:
            patch.start()
        try:
            return self.different(16)
        finally:
            mock.patch.stopall()

    def test_evidence_that_went_round_counted_again(self):
        self.assertTrue(self.seen(mock.patch.object(minds.Belief, "account", summed_account)))

    def test_who_tells_again_adding_all_of_it(self):
        self.assertTrue(self.seen(mock.patch.object(model.World, "told_before", lambda *_: 0)))

    def test_trust_fading_twice(self):
        step = tuple(fade_twice if process is contacts.fade else process for process in model.STEP)
        self.assertTrue(self.seen(mock.patch.object(model, "STEP", step)))

    def test_failure_costing_no_trust(self):
        self.assertTrue(self.seen(mock.patch.object(work, "bond", bonds_whatever_came_of_it)))

    def test_candidates_chosen_without_novelty(self):
        self.assertTrue(self.seen(mock.patch.object(teams, "novelty", lambda *_: 0)))

    def test_arrivals_without_relief(self):
        self.assertTrue(self.different(16, opportunities__relief=0))


if __name__ == "__main__":
    unittest.main()
