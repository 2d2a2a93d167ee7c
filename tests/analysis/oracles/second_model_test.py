"""The simulator beside a second model that was written from its description alone: the same in distribution, and not the
same where a rule is wrong. A small organisation; second_model_heavy_test has the scenarios themselves. Chance of a false
alarm: 1 in 10,000, over all outcomes."""

import sys
import unittest

from analysis.results import SOURCE

try:
    from analysis.oracles.two_models import Compared, compare_models, fading_twice, settings
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


class Small(Compared):
    scenario, runs = "quick.yaml", 16
    sets = ["network.agents=80", "network.units=4", "steps=65"]

    def test_the_same(self):
        self.the_same()

    def test_a_wrong_rule_is_seen(self):
        with fading_twice():
            self.assertIn("trust, end", self.different(14))


class Refused(unittest.TestCase):
    def test_what_the_second_model_has_not(self):
        text = compare_models.description(str(SOURCE / "scenarios" / "communities.yaml"), [])
        with self.assertRaisesRegex(settings.Unknown, "communities"):
            settings.read(text)
        text = compare_models.description(str(SOURCE / "scenarios" / "quick.yaml"), ["network.extra_ties=5"])
        with self.assertRaisesRegex(settings.Unknown, "network.extra_ties 0 alone"):
            settings.read(text)
        rows = text.replace("| `network.kind` | units |", "| `network.kind` | ring |").splitlines()
        with self.assertRaisesRegex(settings.Unknown, "network.kind units alone"):
            settings.read("\n".join(row for row in rows if "`network.extra_ties`" not in row))


class Comparing(unittest.TestCase):
    def test_a_shift_and_a_spread_are_seen_and_sameness_is_none(self):
        same = [{"x": value, "y": value % 7, "never": 0} for value in range(30)]
        wide = [{"x": (value - 15) * 20, "y": value % 7, "never": 0} for value in range(30)]
        moved = [{"x": value + 25, "y": value % 7, "never": 0} for value in range(30)]
        self.assertFalse(any(row[-1] for row in compare_models.compare(same, same, 0.01)))
        for other in (wide, moved):
            self.assertEqual([row[0] for row in compare_models.compare(same, other, 0.01) if row[-1]], ["x"])


if __name__ == "__main__":
    unittest.main()
