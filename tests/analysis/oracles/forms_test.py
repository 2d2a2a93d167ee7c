"""What `levinthal` expects of search alone is what analysis/oracles/forms.py says of other landscapes; on small ones its ends are those of
walks that are taken step by step, and there are as many peaks as there should be."""

import sys
import unittest

from analysis.results import SOURCE

try:
    import numpy as np
    import yaml

    from oracles import forms
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

FALSE_ALARM = 5  # standard errors


def mean_and_error(numbers):
    return np.mean(numbers), np.std(numbers, ddof=1) / len(numbers)**0.5


class FormsTest(unittest.TestCase):
    def test_the_replication_expects_what_other_landscapes_say(self):
        study = yaml.safe_load((SOURCE / "scenarios/replications/levinthal.yaml").read_text())
        rows = [row for row in study["expect"] if row.get("source") == "exact on each landscape"]
        self.assertEqual(len(rows), 4)
        for row in rows:
            interactions = study["conditions"][row["at"]["condition"]]["landscape.interactions"]
            mean, error = mean_and_error(forms.forms_left(2, 200, 10, interactions, 100)[:, 0])
            self.assertLess(abs(mean - row["value"]), FALSE_ALARM * (error**2 + row["error"]**2)**0.5, interactions)

    def test_ends_are_those_of_walks(self):
        generator = np.random.default_rng(1)
        fit, walks = forms.fitness(generator, 4, 2), 4000
        ended = np.zeros(16)
        for _ in range(walks):
            form = generator.integers(16)
            while any(fit[form ^ 1 << bit] > fit[form] for bit in range(4)):
                tried = form ^ 1 << generator.integers(4)
                form = tried if fit[tried] > fit[form] else form
            ended[form] += 1
        flow = forms.ends(fit, 4)
        self.assertAlmostEqual(flow.sum(), 1, 12)
        self.assertLess(np.max(abs(ended / walks - flow)), FALSE_ALARM * 0.5 / walks**0.5)

    def test_peaks_are_as_many_as_there_should_be(self):
        self.assertEqual(set(forms.forms_left(3, 20, 8, 0, 100)[:, 1]), {1})
        mean, error = mean_and_error(forms.forms_left(3, 200, 8, 7, 100)[:, 1])
        self.assertLess(abs(mean - forms.peaks_without_correlation(8)), FALSE_ALARM * error)


if __name__ == "__main__":
    unittest.main()
