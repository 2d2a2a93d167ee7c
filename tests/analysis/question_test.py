"""The page from a question to a figure shows the study as it is in its file, its commands work, and say what the page says."""

import pathlib
import re
import tempfile
import unittest

from analysis.results import SOURCE
from program.readme_test import lines_of, run_commands, snippets

PAGE = (SOURCE / "analysis/question.md").read_text()


class Page(unittest.TestCase):
    def test_the_study_is_shown_as_it_is(self):
        shown = snippets(PAGE)
        self.assertEqual(len(shown), 1)
        for name, text in shown:
            self.assertLessEqual(set(lines_of(text)), set(lines_of((SOURCE / name).read_text())))

    def test_the_commands_work_and_say_what_the_page_says(self):
        with tempfile.TemporaryDirectory() as folder:
            results = run_commands(PAGE, folder)
            self.assertTrue((pathlib.Path(folder) / "telling.png").read_bytes().startswith(b"\x89PNG"))
        self.assertEqual(len(results), 6)
        for command, result in results.items():
            self.assertEqual(result.returncode, 0, f"{command}: {result.stderr}")
        said = " ".join(results["selforg analyze telling"].stdout.split())
        rows = re.findall(r"^\| `(\w+)` \| (\S+) \((.*?)\) \| (.*) \|$", PAGE, re.M)
        self.assertEqual(len(rows), 2)
        for outcome, mean, interval, verdict in rows:
            self.assertRegex(said, rf"{outcome}: differences.*? {re.escape(mean)} {re.escape(interval)} 5 \d+ {verdict}")
        share, = re.findall(r"gives it (\d+) % of the variance of quality", PAGE)
        self.assertRegex(results["selforg-sensitivity telling"].stdout, rf"quality_mean_final\n.*\n.*\n.*\ndebrief.depth +0.{share}")
        needed, = re.findall(r"`needed` says (\d+)", PAGE)
        self.assertRegex(said, rf"word_of_mouth: differences.*? \+4.0 -3.8 to \+11.8 5 {needed} undecided")


if __name__ == "__main__":
    unittest.main()
