"""The page from a question to a figure shows the study as it is in its file."""

import unittest

from analysis.results import SOURCE
from program.readme_test import lines_of, snippets


class Page(unittest.TestCase):
    def test_the_study_is_shown_as_it_is(self):
        shown = snippets((SOURCE / "analysis/question.md").read_text())
        self.assertEqual(len(shown), 1)
        for name, text in shown:
            self.assertLessEqual(set(lines_of(text)), set(lines_of((SOURCE / name).read_text())))


if __name__ == "__main__":
    unittest.main()
