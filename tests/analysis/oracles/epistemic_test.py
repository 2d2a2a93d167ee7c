"""The program of credences finds what is known of it without one, and scenarios/replications/zollman.yaml expects its numbers of
communities where the two ways are hard to tell apart."""

import sys
import unittest

from analysis.results import SOURCE

try:
    import yaml

    from oracles import epistemic
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


class EpistemicTest(unittest.TestCase):
    def test_what_is_much_better_is_missed_where_nobody_begins_with_it(self):
        """Of 1,024 communities one begins without anybody; of 20,000 so 19.5 on average, with a deviation of 4.4."""
        for network in ("complete", "cycle"):
            missed = 20000 - epistemic.successes(network, 0.1, 20000, 1)
            self.assertLess(abs(missed - 19.5), 5 * 4.42, network)

    def test_a_run_agrees_with_what_the_replication_expects(self):
        study = yaml.safe_load((SOURCE / "scenarios/replications/zollman.yaml").read_text())
        expected = {row["at"]["condition"]: row["value"] for row in study["expect"] if row.get("source") == "oracles.epistemic"}
        self.assertEqual(len(expected), 4)
        for network in ("complete", "cycle"):
            value = expected[f"easier, {network}"]
            found, _ = epistemic.share(network, 0.01, 400, 2)
            self.assertLess(abs(found - value), 5 * (value * (1 - value) / 400) ** 0.5, network)


if __name__ == "__main__":
    unittest.main()
