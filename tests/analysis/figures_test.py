"""Every figure draws what its file has, says what it leaves out, and is the same each time."""

import contextlib
import io
import itertools
import unittest
import unittest.mock
import warnings
import xml.etree.ElementTree

from analysis.results import OFFICE, WithResults, said

import matplotlib
import numpy as np

import selforg
from selforg import figures, plot, telling
from selforg.figures import studies, style, work
from selforg.figures.lineage import _look

COMMUNITIES = "communities: {core_limit: 4}\n"


def texts(picture):
    """Everything that is written in a figure."""
    return [text.get_text() for text in picture.findobj(matplotlib.text.Text) if text.get_text()]


def drawn(picture, dpi=40):
    """It is laid out and drawn, small."""
    with io.BytesIO() as stream:
        picture.save(stream, format="png", dpi=dpi)
        return stream.getvalue()


class Figures(WithResults):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.folder / "meeting.yaml").write_text(OFFICE.format(step_length="week") + COMMUNITIES)
        said("run", "meeting.yaml", "-o", "meeting.h5", "--quiet", cwd=cls.folder)

    def test_every_figure_of_a_run(self):
        run = selforg.open(self.folder / "meeting.h5")
        for name, picture in figures.drawn(run):
            self.assertIsInstance(picture, figures.Picture, f"{name}: {picture}")
            self.assertTrue(drawn(picture).startswith(b"\x89PNG"), name)
            self.assertIn(run.title, picture.caption)

    def test_what_is_not_there_is_said(self):
        absent = {name: str(found) for name, found in figures.drawn(selforg.open(self.folder / "rumour.h5"))
                  if isinstance(found, figures.Absent)}
        self.assertEqual(set(absent), {"practices", "alluvial", "spread", "cascades", "network", "projects",
                                       "communities"})
        self.assertIn("one practice only", absent["practices"])
        self.assertIn("observe.snapshots.ties=true", absent["network"])
        said("run", "rumour.yaml", "-o", "bare.h5", "--quiet", "--set", "observe.adoptions=false", cwd=self.folder)
        bare = dict(figures.drawn(selforg.open(self.folder / "bare.h5")))
        self.assertIn("no table 'adoption'", str(bare["lineage"]))
        self.assertIsInstance(bare["adoption"], figures.Picture)

    def test_axes_have_the_names_and_units_of_the_file(self):
        run = selforg.open(self.folder / "office.h5")
        written = texts(figures.adoption(run))
        self.assertIn("adopters (agents)", written)
        self.assertIn("step (month)", written)
        self.assertIn("word of mouth", written)
        run.series["adopters"].attrs["units"] = "souls"
        self.assertIn("adopters (souls)", texts(figures.adoption(run)))

    def test_a_channel_looks_the_same_in_every_figure(self):
        run = selforg.open(self.folder / "meeting.h5")
        curves = {line.get_label(): line for line in figures.adoption(run).axes[1].lines}
        key = figures.lineage(run).axes[0].get_legend()
        tree = dict(zip((text.get_text() for text in key.get_texts()), key.get_lines()))
        both = set(curves) & set(tree)
        self.assertGreater(len(both), 1)
        for name in both:
            self.assertEqual((curves[name].get_color(), curves[name].get_marker()), (tree[name].get_color(), tree[name].get_marker()))

    def test_large_numbers_stay_in_their_panel(self):
        run = selforg.open(self.folder / "meeting.h5")
        run.series["adopters"] = run.series["adopters"] * 1e6
        picture = figures.overview(run)
        drawn(picture)
        self.assertTrue(any(text[-1] == "M" and text[:-1].isdigit() for text in texts(picture)))

    def test_every_series_is_drawn_or_named(self):
        run = selforg.open(self.folder / "meeting.h5")
        written = " ".join(" ".join(text.split()) for text in texts(figures.overview(run)))
        for name in run.series.data_vars:
            self.assertIn(style.words(name), written)
        none = written.split("0 also where there was none of which to take it: ")[1].split(".")[0].split(", ")
        self.assertTrue({"success fraction", "steps to start mean", "quality mean"} <= set(none), none)
        self.assertFalse({"adopters", "projects founded", "confidence mean"} & set(none), none)

    def test_several_runs_have_a_band(self):
        runs = []
        for seed in (1, 2, 3):
            said("run", "rumour.yaml", "-o", f"rumour{seed}.h5", "--seed", seed, "--quiet", cwd=self.folder)
            runs.append(selforg.open(self.folder / f"rumour{seed}.h5"))
        picture = figures.adoption(runs)
        self.assertIn("means of 3 runs", picture.caption)
        curve = picture.axes[0].lines[2].get_ydata()
        self.assertTrue(np.allclose(curve, np.mean([run.series["users"].values[:, 0] for run in runs], axis=0)))

    def test_a_study_of_single_runs_is_drawn_without_a_warning(self):
        for vary in ("debrief.depth: [0, 1]", "tell.who: [adopters, users]"):
            (self.folder / "once.yaml").write_text(f"selforg: 2\nbase: office.yaml\nset: {{steps: 5}}\nvary: {{{vary}}}\nreplicates: 1\n"
                                                   "outcomes: [quality_mean_final]\n")
            said("sweep", "once.yaml", "-o", vary[:4], "--quiet", cwd=self.folder)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                drawn(figures.responses(selforg.open(self.folder / vary[:4])))

    def test_every_figure_of_a_study(self):
        study = selforg.open(self.folder / "telling")
        absent = {name for name, found in figures.drawn(study) if isinstance(found, figures.Absent)}
        self.assertEqual(absent, {"samples", "sensitivity"})
        first = ", ".join(f"{axis} {studies.number(study.values(axis)[0])}" for axis in study.axes if axis != "condition" and len(study.values(axis)) > 1)
        self.assertIn(f"against the first, {first}.", figures.differences(study).caption.replace("\n", " "))
        for name, picture in figures.drawn(study, ["curves", "responses", "heat", "differences"]):
            drawn(picture)
        self.assertIn("tell.probability (per tie and step)", texts(figures.heat(study)))
        missing = int(study.runs["half_time"].isna().sum())
        self.assertGreater(missing, 0)
        self.assertIn(f"Half time has no number in {missing} of 27 runs", figures.responses(study).caption.replace("\n", " "))

    def test_a_mean_of_some_runs_says_of_how_many(self):
        study = selforg.open(self.folder / "telling")
        counts = study.runs.groupby("config_id")["half_time"].count()
        self.assertLess(counts.min(), 3)
        written, caption = texts(figures.responses(study, outcomes=["half_time"])), figures.responses(study).caption.replace("\n", " ")
        for count in (1, 2):
            self.assertEqual(written.count(f"{count} of 3"), int((counts == count).sum()))
        marks = [line for line in figures.responses(study, outcomes=["half_time"]).findobj(matplotlib.lines.Line2D) if len(line.get_xdata()) == 1]
        self.assertEqual(sum(line.get_marker() == "x" for line in marks), int((counts == 0).sum()))
        self.assertEqual(sum(line.get_markerfacecolor() == "white" for line in marks), int(counts.isin([1, 2]).sum()))
        self.assertIn("Hollow: means of fewer runs; crosses: of none.", caption)
        with unittest.mock.patch.object(studies, "NOTES_MOST", -1):
            self.assertNotIn("2 of 3", " ".join(texts(figures.responses(study, outcomes=["half_time"]))))
        self.assertIn(f"(it was never reached: {int(study.runs['half_time'].isna().sum())})", caption)
        drawn_on = " ".join(texts(figures.heat(study, outcomes=["half_time"])))
        self.assertEqual("1 of 3" in drawn_on, 1 in counts.tolist())
        whole = texts(figures.responses(study, outcomes=["quality_mean_final"]))
        self.assertFalse({f"{count} of 3" for count in range(4)} & set(whole))

    def test_what_ends_early_is_said(self):
        (self.folder / "early.yaml").write_text(
            "selforg: 2\nbase: office.yaml\nset: {steps: 30, until: adopters >= 12, observe.snapshots: absent}\nbranch_step: 25\n"
            "vary: {tell.probability: [0.1, 0.4]}\nreplicates: 4\noutcomes: [{name: late, of: quality_mean, at: 28}, success_fraction_mean]\n"
            "series: [adopters]\n")
        said("sweep", "early.yaml", "-o", "early", "--quiet", cwd=self.folder)
        study = selforg.open(self.folder / "early")
        before, early = int((study.ended < 25).sum()), int((study.ended < 28).sum())
        self.assertGreater(before, 0)
        self.assertEqual(study.without_number("late"), {"ended before the step that it asks for": early})
        whole = f"{before} of 8 runs ended before branch_step 25: what varies never took its values in them"
        for picture in (figures.curves(study), figures.responses(study), figures.differences(study)):
            self.assertIn(whole, picture.caption.replace("\n", " "))
        self.assertIn(f"{int(study.ended.notna().sum())} of 8 runs ended by their rule, the first with step {study.ended.min():.0f}",
                      figures.curves(study).caption.replace("\n", " "))
        self.assertIn("Rows in which there was none count as 0 in success fraction mean.", figures.responses(study).caption.replace("\n", " "))
        self.assertIn(whole, " ".join(telling.of_a_study(study)))

    def test_the_page_says_which_practice(self):
        run = selforg.open(self.folder / "office.h5")
        spread = run.lineage.spread()
        domain = spread.table["domain"].iloc[0]
        for picture in (figures.lineage(run), figures.spread(run)):
            self.assertTrue([text for text in texts(picture) if f"ractice {spread.practice} (domain {domain})" in text])
        for picture in (figures.practices(run), figures.alluvial(run)):
            self.assertIn(style.NUMBERS, picture.caption.replace("\n", " "))

    def test_no_two_channels_look_the_same(self):
        table = selforg.open(self.folder / "meeting.h5").lineage.spread().table
        looks = [_look(table, name) for name in table["channel"].cat.categories]
        self.assertEqual(len(set(looks)), len(looks))

    def test_labels_of_axes_are_whole_and_apart(self):
        """Five long names side by side, and a long one that stands."""
        names = ["opportunities.difficulty_mean", "renew.turnover_probability", "network.within_unit_fraction", "experiment.outcome_sd",
                 "network.mean_degree"]
        values = "\n".join(f"  {name}: {{from: {low}, to: {high}}}" for name, low, high in zip(names, (2, 0, 0.5, 0.1, 4), (4, 0.01, 0.9, 0.2, 8)))
        (self.folder / "names.yaml").write_text(f"selforg: 2\nbase: office.yaml\nset: {{steps: 2, observe.snapshots: absent}}\ndesign: lhs\n"
                                                f"samples: 4\nvary:\n{values}\noutcomes: [active_memberships_mean_final]\n")
        said("sweep", "names.yaml", "-o", "names", "--quiet", cwd=self.folder)
        (self.folder / "one.yaml").write_text("selforg: 2\nbase: office.yaml\nset: {steps: 2, observe.snapshots: absent}\nreplicates: 2\n"
                                              "series: [active_memberships_mean]\n")
        said("sweep", "one.yaml", "-o", "one_series", "--quiet", cwd=self.folder)
        (self.folder / "panels.yaml").write_text("selforg: 2\nbase: office.yaml\nset: {steps: 2, observe.snapshots: absent}\nseries: [adopters]\n"
                                                 "vary: {renew.turnover_probability: [0.0001, 0.0012, 0.012, 0.0123, 0.1234], debrief.depth: [0, 1]}\n")
        said("sweep", "panels.yaml", "-o", "panels", "--quiet", cwd=self.folder)
        for picture in (figures.samples(selforg.open(self.folder / "names")), figures.curves(selforg.open(self.folder / "one_series")),
                        figures.curves(selforg.open(self.folder / "panels"))):
            drawn(picture, picture.dpi)  # extents are those of the last drawing
            page = picture.bbox
            boxes = [label.get_window_extent() for axes in picture.findobj(matplotlib.axes.Axes) if axes.axison
                     for label in (axes.xaxis.label, axes.yaxis.label, axes._left_title) if label.get_text()]
            for box in boxes:
                self.assertTrue(box.x0 >= page.x0 - 1 and box.x1 <= page.x1 + 1 and box.y0 >= page.y0 - 1 and box.y1 <= page.y1 + 1, box)
            for one, other in itertools.combinations(boxes, 2):
                self.assertFalse(one.overlaps(other), (one, other))
        self.assertEqual(style.broken("network.within_unit_fraction (ties)", 17), "network.within_\nunit_fraction\n(ties)")

    def test_names_of_many_units_do_not_meet(self):
        said("run", "office.yaml", "-o", "many_units.h5", "--quiet", "--set", "network.units=40", "--set", "network.agents=800", cwd=self.folder)
        picture = figures.spread(selforg.open(self.folder / "many_units.h5"))
        drawn(picture, picture.dpi)
        self.assertIn("One unit in 2 is named there", picture.caption.replace("\n", " "))
        for axis in (picture.axes[0].yaxis, picture.axes[1].yaxis, picture.axes[1].xaxis):
            boxes = [label.get_window_extent() for label in axis.get_ticklabels()]
            self.assertFalse(any(one.overlaps(other) for one, other in itertools.pairwise(boxes)), axis)

    def test_long_names_of_differences_do_not_meet(self):
        long = "what is told along a tie adds to how many took something up within nine steps of the beginning, where"
        (self.folder / "long.yaml").write_text("selforg: 2\nbase: office.yaml\nset: {steps: 9, observe.snapshots: absent}\nreplicates: 3\n"
            "vary: {tell.probability: [0.1, 0.4], debrief.depth: [0, 1]}\noutcomes: [adopters_final]\ncontrasts:\n" + "".join(
            f"  - {{name: '{long} everybody debriefs as deeply as {depth}', outcome: adopters_final, "
            f"from: {{tell.probability: 0.1, debrief.depth: {depth}}}, to: {{tell.probability: 0.4, debrief.depth: {depth}}}}}\n" for depth in (0, 1)))
        said("sweep", "long.yaml", "-o", "long", "--quiet", cwd=self.folder)
        picture = figures.differences(selforg.open(self.folder / "long"))
        drawn(picture, picture.dpi)
        one, other = (label.get_window_extent() for label in picture.axes[0].get_yticklabels())
        self.assertFalse(one.overlaps(other), (one, other))

    def test_labels_of_ticks_do_not_meet(self):
        values = [10.0, 50.0, 100.0, 125.0, 200.0, 300.0]
        self.assertEqual(studies._legible(values, 40), ["10", "50", "100", "", "200", "300"])
        self.assertEqual(studies._legible(values, 400), ["10", "50", "100", "125", "200", "300"])

    def test_indices_and_samples(self):
        for design in ("morris", "oat"):
            values = "[0.1, 0.4]" if design == "oat" else "{from: 0, to: 0.4}"
            samples = "" if design == "oat" else "samples: 3\n"
            (self.folder / f"{design}.yaml").write_text(
                f"selforg: 2\nbase: office.yaml\nset: {{steps: 4}}\nvary: {{tell.probability: {values}, drop.probability: "
                f"{values}}}\n".replace("drop.", "adoption.drop.") + f"design: {design}\n{samples}"
                "replicates: 2\noutcomes: [quality_mean_final]\n")
            said("sweep", f"{design}.yaml", "-o", design, "--quiet", cwd=self.folder)
        bars = figures.sensitivity(selforg.open(self.folder / "morris"))
        self.assertLess({"mu*", "sigma", "tell.probability"}, set(texts(bars)))
        drawn(figures.samples(selforg.open(self.folder / "oat")))
        scattered = selforg.open(self.folder / "morris")  # of which some differ in one parameter alone, too
        points = figures.samples(scattered).axes[0].lines[-1].get_xdata()
        self.assertEqual(len(points), scattered.data.sizes["config_id"])

    def test_the_same_data_gives_the_same_bytes(self):
        run = selforg.open(self.folder / "office.h5")
        for kind in ("pdf", "svg", "png"):
            files = [io.BytesIO(), io.BytesIO()]
            for file in files:
                figures.lineage(run).save(file, format=kind)
            self.assertEqual(files[0].getvalue(), files[1].getvalue(), kind)

    def test_projects_none_of_which_has_ended(self):
        said("run", "office.yaml", "-o", "short.h5", "--quiet", "--set", "steps=2", cwd=self.folder)
        run = selforg.open(self.folder / "short.h5")
        self.assertFalse(run.events["project"]["type"].isin(["succeeded", "exhausted", "expired", "lapsed", "emptied"]).any())
        with self.assertNoLogs("matplotlib", "WARNING"):
            drawn(figures.projects(run))

    def test_projects_are_counted_as_the_run_counted_them(self):
        run = selforg.open(self.folder / "office.h5")
        lives = work.lives(run.events["project"], run.steps)
        final = run.series.isel(step=-1)
        self.assertEqual(len(lives), int(final["projects_founded"]))
        self.assertEqual(int((lives["ending"] == "succeeded").sum()), int(final["projects_succeeded"]))
        never = lives["started"].isna() & (lives["ending"] != "")
        self.assertEqual(int(never.sum()), int(final["projects_lapsed"]))
        going = lives[lives["ending"] == ""]
        self.assertEqual(int(going["started"].notna().sum()), int(final["projects_active"]))


class Looks(unittest.TestCase):
    def test_lines_stay_apart_without_colour(self):
        looks = [style.look(i, 100) for i in range(16)]
        for a, b in itertools.combinations(looks, 2):
            self.assertNotEqual((str(a["linestyle"]), a["marker"]), (str(b["linestyle"]), b["marker"]))

    def test_neighbouring_colours_differ_in_lightness(self):
        light = [np.dot(matplotlib.colors.to_rgb(colour), [0.299, 0.587, 0.114]) for colour in style.COLOURS]
        self.assertGreater(np.abs(np.diff(light)).min(), 0.09)

    def test_a_share_is_not_called_none_or_all(self):
        self.assertEqual([style.percent(share) for share in (0, 1e-4, 0.005, 0.0051, 0.4, 0.994, 0.996, 1)],
                         ["0%", "<1%", "<1%", "1%", "40%", "99%", ">99%", "100%"])

    def test_names_stand_near_and_apart(self):
        for wanted in ([0.1, 0.11, 0.12, 0.9], [0, 0, 0], [1, 1, 1], [0.5]):
            places = style.spaced(wanted, 0.1, 0, 1)
            self.assertTrue(np.all(np.diff(places) > 0.0999) and min(places) >= 0 and max(places) <= 1, places)
        self.assertEqual(style.spaced([0.2, 0.8], 0.1, 0, 1), [0.2, 0.8])


class Command(WithResults):
    def plot(self, *words):
        """What the command returns and prints."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = plot.main([str(word) for word in words])
        return code, out.getvalue(), err.getvalue()

    def test_the_right_set_is_made_and_the_rest_is_said(self):
        code, out, _ = self.plot(self.folder / "rumour.h5", "-o", self.folder / "drawn", "--format", "svg")
        self.assertEqual(code, 0)
        made = {path.name for path in (self.folder / "drawn").iterdir()}
        self.assertEqual(made, {"adoption.svg", "lineage.svg", "overview.svg", "captions.txt"})
        self.assertIn("projects: left out, no projects are recorded", out)
        for name in made - {"captions.txt"}:
            xml.etree.ElementTree.parse(self.folder / "drawn" / name)
        self.assertEqual((self.folder / "drawn/captions.txt").read_text().count("\n\n"), 2)

    def test_one_figure_as_wide_as_asked(self):
        file = self.folder / "one/tree.pdf"
        code, out, _ = self.plot(self.folder / "office.h5", "--only", "lineage", "-o", file, "--width", 84)
        self.assertEqual((code, out.strip()), (0, str(file)))
        self.assertIn(f"{84 / 25.4 * 72:.0f}".encode(), file.read_bytes())

    def test_mistakes(self):
        code, _, err = self.plot(self.folder / "office.h5", "--only", "lineages")
        self.assertEqual(code, 2)
        self.assertIn("did you mean 'lineage'?", err)
        file = self.folder / "mine.txt"
        file.write_text("mine")
        told = f"selforg-plot: --out: {file} is a file, and the figures go into a folder"
        code, _, err = self.plot(self.folder / "office.h5", "-o", file)
        self.assertEqual((code, err), (2, told + "; one alone (--only) goes into a file too, which is called .pdf, .svg, .png\n"))
        code, _, err = self.plot(self.folder / "office.h5", "--only", "lineage", "-o", file / "tree.pdf")
        self.assertEqual((code, err), (2, told + "\n"))
        self.assertEqual(file.read_text(), "mine")
        code, _, err = self.plot(self.folder / "office.yaml")
        self.assertEqual(code, 2)
        self.assertIn("selforg run", err)


if __name__ == "__main__":
    unittest.main()
