"""The scenarios quick and base, the latter with fewer people and years, beside the second model: the same in distribution.
So are small organisations in which all that the cycle may have besides is switched on, and what the second model then goes
without is seen, one thing at a time. Chance of a false alarm: 1 in 10,000 for each scenario, over all outcomes."""

import sys
import unittest

try:
    from analysis.oracles.two_models import Compared, fading_twice
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


class Quick(Compared):
    scenario, runs = "quick.yaml", 24

    def test_the_same(self):
        self.the_same()


class Base(Compared):
    scenario, runs = "base.yaml", 16
    sets = ["network.agents=160", "network.units=4", "steps=130"]

    def test_the_same(self):
        self.the_same()

    def test_trust_fading_twice(self):
        with fading_twice():
            self.assertTrue(self.different(16))


class Switched(Compared):
    """quick.yaml, smaller, with `on`; each of `cuts` is seen when the second model alone is without it."""
    scenario, runs = "quick.yaml", 24
    small, cuts = ["network.agents=80", "network.units=4", "steps=65"], []

    def test_the_same(self):
        self.the_same()

    def test_what_is_cut_is_seen(self):
        for cut in self.cuts:
            with self.subTest(cut):
                self.assertTrue(self.different(self.runs, **cut))


class ComingAndGoing(Switched):
    sets = [*Switched.small, "opportunities.arrival_rate=12", "sense.noticing_probability=0.01", "renew.turnover_probability=0.03",
            "opportunities.difficulty_mean=12", "experiment.resources=60", "projects.letting_go_probability=0.1",
            "team.succession_probability=1", "renew.transfer_probability=0.02", "projects.memberships_limit=1",
            "units.openness_mean=0.3", "units.openness_sd=0.1"]
    cuts = [{"team__succession_probability": 0}, {"renew__transfer_probability": 0}, {"projects__memberships_limit": 0},
            {"units": False}]


class ErringAlike(Switched):
    sets = [*Switched.small, "experiment.groupthink=1"]
    cuts = [{"experiment__groupthink": 0}]


class TryingAndTelling(Switched):
    sets = [*Switched.small, "network.within_unit_fraction=0.1", "people.breadth=0", "tell.who=users", "tell.probability=1",
            "contacts.begun_per_tie=0.2", "opportunities.arrival_rate=12", "opportunities.lifetime=12", "sense.noticing_probability=0.005",
            "projects.letting_go_probability=0.2", "initiate.handover_probability=1", "experiment.recombination_probability=0.5",
            "experiment.local_insight_fraction=1", "adoption.drop.probability=0.05", "adoption.accept.identity_filter_fraction=1"]
    cuts = [{"projects__letting_go_probability": 0}, {"initiate__handover_probability": 0}, {"adoption__drop__probability": 0},
            {"adoption__accept__identity_filter_fraction": 0}, {"contacts__begun_per_tie": -1}]


class WhereAndWithWhom(Switched):
    sets = [*Switched.small, "landscape.domains=3", "opportunities.arrival_rate=12", "sense.noticing_probability=0.01",
            "opportunities.worsening=0.2", "conclude.continuation_probability=1", "weavers.fraction=0.3",
            "weavers.introduction_probability=0.3"]
    cuts = [{"opportunities__worsening": 0}, {"conclude__continuation_probability": 0}, {"weavers__fraction": 0}]


class MeetingAndMentioning(Switched):
    sets = [*Switched.small, "network.within_unit_fraction=0.1", "sense.noticing_probability=0.01", "sense.bridging_fraction=1",
            "contacts.fresh_fraction=0.3", "contacts.triad_fraction=1"]
    cuts = [{"sense__bridging_fraction": 0}, {"contacts__triad_fraction": 0}]


if __name__ == "__main__":
    unittest.main()
