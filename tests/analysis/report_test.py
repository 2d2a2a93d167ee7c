"""The page of a run or a study is whole in itself, says what happened in numbers that are right, and how to do it again."""

import contextlib
import html.parser
import io
import pathlib
import re
import unittest

from analysis.results import OFFICE, STUDY, WithResults

import selforg
from selforg import report, telling


class Page(html.parser.HTMLParser):
    """The text of a page, its pictures, and whatever it would load."""

    def __init__(self, content):
        super().__init__()
        self.text, self.open, self.images, self.loads = "", [], 0, []
        self.feed(content)

    def handle_starttag(self, tag, attributes):
        if tag not in {"meta", "img", "br"}:
            self.open.append(tag)
        self.images += tag == "img"
        for name, value in attributes:
            if name in {"src", "href"} and not value.startswith("data:"):
                self.loads.append(value)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"{tag} ends where another is open"

    def handle_data(self, data):
        self.text += data


class Reports(WithResults):
    def made(self, *words):
        """The page that the command writes."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            self.assertEqual(report.main([str(word) for word in words]), 0)
        return Page(pathlib.Path(out.getvalue().strip()).read_text(encoding="utf-8"))

    def test_a_run(self):
        run = selforg.open(self.folder / "office.h5")
        page = self.made(self.folder / "office.h5", "-o", self.folder / "office.html", "--only", "adoption", "--only", "communities")
        self.assertEqual((page.open, page.loads, page.images), ([], [], 1))
        for words in (run.title, run.question, run.digest, "selforg rerun office.h5", "tell.probability", OFFICE.format(step_length="month").strip(),
                      "communities: no communities are recorded"):
            self.assertIn(words, page.text)
        self.assertNotIn("communities.lifespan", page.text)

    def test_a_study(self):
        page = self.made(self.folder / "telling", "-o", self.folder / "telling.html", "--only", "responses")
        self.assertEqual((page.open, page.loads, page.images), ([], [], 1))
        for words in ("Which moves more?", "27 done", "9 configurations of the design grid, 3 replicates each", STUDY.strip(),
                      "selforg sweep telling.yaml", selforg.open(self.folder / "telling").flat.attrs["checksum"]):
            self.assertIn(words, page.text)

    def test_what_the_rule_gives_is_told_apart(self):
        run = selforg.open(self.folder / "rumour.h5")
        given = run.parameters[(run.parameters["given_by"] == "adoption.rule") & ~run.parameters["is_default"]]
        self.assertGreater(len(given), 0)
        self.assertFalse(set(given.index) & set(report.changed(run).index))
        self.assertIn("adoption.accept.beta", report.changed(run).index)  # which is written
        told = report.given(run)
        self.assertIn("As adoption.rule is contact: ", told)
        for name in given.index:
            self.assertIn(name, told)

    def test_a_mean_of_some_runs_says_of_how_many(self):
        study = selforg.open(self.folder / "telling")
        means = report.means(study)["half_time"]
        counts = study.runs.groupby("config_id")["half_time"].count()
        for config, count in counts.items():
            self.assertEqual(f"({count} of 3 runs)" in means[config], count < 3)

    def test_what_is_said_is_what_is_in_the_file(self):
        run = selforg.open(self.folder / "office.h5")
        told = " ".join(telling.of_a_run(run))
        final = run.series.isel(step=-1)
        self.assertIn(f"Adopters: 0 at the start, {int(final['adopters'])} at the end.", told)
        self.assertIn("120 agents in 4 units over 60 steps of a month", told)
        self.assertIn(f"{int(final['projects_founded'])} projects were founded", told)
        spread = run.lineage.spread()
        self.assertIn(f"Most agents use {spread.name} in the end: {int(spread.users.iloc[-1])} of 120", told)
        later = run.events["adoption"].query("step > 0")
        number = int((later["channel"] == "word_of_mouth").sum())
        self.assertRegex(told, rf"word of mouth {number} \({100 * number / len(later):.0f}%\)")

    def test_what_a_study_says_is_its_means(self):
        study = selforg.open(self.folder / "telling")
        told = " ".join(telling.of_a_study(study))
        means = study.runs.groupby("config_id")["quality_mean_final"].mean()
        self.assertIn(f"and most, {telling.amount(means.max())}", told)
        self.assertIn("tell.probability (per tie and step) varies: 0.05, 0.2, 0.4.", told)

    def test_a_title_is_text(self):
        """Whatever a title has in it."""
        path = self.folder / "odd.yaml"
        path.write_text((self.folder / "rumour.yaml").read_text().replace("A rumour", '"<b>Rumour & sons</b>"'))
        selforg.Scenario(path, {"steps": 4}).run(self.folder / "odd.h5")
        page = self.made(self.folder / "odd.h5", "--only", "adoption")
        self.assertIn("<b>Rumour & sons</b>", page.text)
        self.assertEqual(page.open, [])

    def test_mistakes(self):
        err = io.StringIO()
        with contextlib.redirect_stderr(err):
            self.assertEqual(report.main([str(self.folder / "nothing.h5")]), 2)
            self.assertEqual(report.main([str(self.folder / "office.h5"), "--only", "adopted"]), 2)
        self.assertRegex(err.getvalue(), re.compile("not there.*did you mean 'adoption'", re.S))


if __name__ == "__main__":
    unittest.main()
