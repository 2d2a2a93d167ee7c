"""analysis/speed.md is what studies.speed writes of speed/results.json, and says of every verb of a step what it goes with."""

import json
import unittest
from unittest import mock

from analysis.results import SOURCE
from studies.speed import page

ANALYSIS = SOURCE / "analysis"


class Page(unittest.TestCase):
    def setUp(self):
        self.found = json.loads((ANALYSIS / "speed/results.json").read_text())

    def test_the_page_is_that_of_the_figures(self):
        again = "write it anew with python3 -m studies.speed --page"
        self.assertEqual((ANALYSIS / "speed.md").read_text(), page.page(self.found), again)

    def test_every_verb_has_its_cost(self):
        with mock.patch.dict(page.COSTS, {"rest": "nothing"}), self.assertRaisesRegex(SystemExit, "rest"):
            page.page(self.found)

    def test_every_aim_names_a_figure(self):
        measured = {part: set(figures) for part, figures in self.found["parts"].items()}
        for words, part, figure, way, _, _ in page.GOALS:
            with self.subTest(words):
                self.assertIn(figure, measured[part])
                self.assertIn(way, ("most", "least"))


if __name__ == "__main__":
    unittest.main()
