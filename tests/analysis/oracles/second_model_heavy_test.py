"""The scenarios quick and base, the latter with fewer people and years, beside the second model: the same in distribution.
And a rule that is wrong on purpose is seen. Chance of a false alarm: 1 in 10,000 for each scenario, over all outcomes."""

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


if __name__ == "__main__":
    unittest.main()
