"""selforg analyze: the same numbers as a computation of its own from the study's file, in every form."""

import csv
import io
import json
import re
import shutil
import unittest

import h5py
import numpy as np
from program.command import CommandTest

STUDY = """\
selforg: 2
title: What sharing does
question: Does it spread further?
claim: Sharing spreads.
asked_by: ["001", "second"]
would_change: Other rates.
base: office.yaml
set: {steps: 30, network.agents: 80}
vary:
  tell.probability: [0.05, 0.2]
  team.max: [6, 8]
replicates: 5
outcomes:
  - quality_mean_final
  - {name: users, of: adopters, at: final}
  - {name: soon, of: adopters, reaches: 0.1, fraction_of: agents}
"""
CONTRASTS = """\
contrasts:
  - {name: "users, told", outcome: users, from: {tell.probability: 0.05}, to: {tell.probability: 0.2}, expected: positive}
  - name: more in large teams
    outcome: users
    from: {tell.probability: 0.05, team.max: 8}
    to: {tell.probability: 0.2, team.max: 8}
    less: {from: {tell.probability: 0.05, team.max: 6}, to: {tell.probability: 0.2, team.max: 6}}
"""
SENSITIVITY = """\
selforg: 2
title: What matters
base: office.yaml
set: {steps: 15, network.agents: 60}
vary:
  tell.probability: {from: 0, to: 1}
  opportunities.arrival_rate: {from: 5, to: 50}
design: saltelli
samples: 8
replicates: 2
outcomes: [{name: users, of: adopters, at: final}]
"""
T_4 = 2.7764451051977934  # Student's 0.975 quantile with 4 degrees of freedom


class AnalyzeTest(CommandTest):
    def sweep(self, text, *options):
        self.write("study.yaml", text)
        self.succeed("sweep", "study.yaml", "-o", "runs", "--quiet", *options)

    def analysis(self, *options):
        return json.loads(self.succeed("analyze", "runs/study.h5", "--json", *options))

    def table(self, outcome, configurations):
        """value[configuration, replicate], from the file."""
        with h5py.File(self.folder / "runs/study.h5") as file:
            value = np.full((configurations, file["replicate"][:].max() + 1), np.nan)
            value[file["config_id"][:], file["replicate"][:]] = file[outcome][:]
        return value

    def assert_effect(self, finding, differences):
        half = T_4 * differences.std(ddof=1) / np.sqrt(5)
        expected = [differences.mean(), differences.mean() - half, differences.mean() + half]
        np.testing.assert_allclose([finding["estimate"], finding["low"], finding["high"]], expected, rtol=1e-9, atol=1e-12)
        self.assertEqual((finding["count"], finding["missing"]), (5, 0))

    def test_means_and_contrasts(self):
        self.sweep(STUDY + CONTRASTS)
        analysis = self.analysis("--outcome", "users")
        value = self.table("users", 4)
        means = [finding for finding in analysis["findings"] if finding["kind"] == "mean"]
        self.assertEqual([finding["at"] for finding in means][1], {"tell.probability": "0.05", "team.max": "8"})
        for finding, row in zip(means, value, strict=True):
            self.assert_effect(finding, row)
        told, more = [finding for finding in analysis["findings"] if finding["kind"] == "difference"]
        self.assert_effect(told, (value[2] + value[3]) / 2 - (value[0] + value[1]) / 2)
        self.assert_effect(more, value[3] - value[1] - (value[2] - value[0]))
        self.assertAlmostEqual(told["from"], value[:2].mean(), 9)
        self.assertAlmostEqual(more["from"], value[1].mean(), 9)
        self.assertEqual((told["contrast"], more["contrast"]), (0, 1))
        self.assertEqual((told["name"], told["expected"]), ("users, told", "positive"))
        self.assertEqual(told["verdict"], "holds" if told["low"] > 0 else "does not hold" if told["high"] < 0 else "undecided")
        self.assertEqual((analysis["claim"], analysis["asked_by"]), ("Sharing spreads.", ["001", "second"]))

    def test_the_page_says_what_contrasts_are_of(self):
        contrasts = CONTRASTS[:CONTRASTS.index("  - name: more")].replace("positive", "positive, smallest: 0.5")
        self.sweep(STUDY.replace("  team.max: [6, 8]\n", "branch_step: 9\n") + contrasts)
        value = self.table("users", 2)
        self.succeed("analyze", "runs/study.h5", "--csv", "-o", "all.csv")
        row = next(row for row in csv.DictReader(io.StringIO((self.folder / "all.csv").read_text())) if row["verdict"])
        self.assertAlmostEqual(float(row["to"]), value[1].mean(), 9)
        self.assertEqual(row["smallest"], "0.5")
        page = " ".join(self.succeed("analyze", "runs/study.h5", COLUMNS="132").split())
        found = re.search(r"users, told \(expected: positive\): ([\d.]+) → ([\d.]+); matters from 0.5 ", page)
        np.testing.assert_allclose([float(found[1]), float(found[2])], value.mean(axis=1), atol=0.51)
        self.assertIn("users: differences (agents), paired by replicate", page)
        self.assertIn("intervals by Student's t; what the verdicts mean: `selforg describe study`, Contrasts", page)
        self.assertIn("what varies does so from step 9 on", page)
        self.assertIn(f"| {row['verdict']} | ", self.succeed("describe", "study", "--markdown"))

    def test_without_contrasts_the_first_is_compared_with(self):
        self.sweep(STUDY)
        value = self.table("quality_mean_final", 4)
        findings = self.analysis("--outcome", "quality_mean_final")["findings"]
        differences = [finding for finding in findings if finding["kind"] == "difference"]
        self.assertEqual([finding["configuration"] for finding in differences], [1, 2, 3])
        for finding, row in zip(differences, value[1:], strict=True):
            self.assert_effect(finding, row - value[0])

    def test_missing_runs_are_counted(self):
        self.sweep(STUDY)
        (self.folder / "runs/runs/000/000006").unlink()  # replicate 1 of configuration 2
        self.fail_with(3, "runs/study.h5: 1 of 20 runs are missing, 0 failed; `selforg sweep STUDY -o runs --resume` does what "
                       "is missing, STUDY being the study's file",
                       "collect", "runs", "--quiet")
        analysis = self.analysis("--outcome", "users")
        counts = [(finding["count"], finding["missing"]) for finding in analysis["findings"]]
        self.assertEqual(counts, [(5, 0), (5, 0), (4, 1), (5, 0), (5, 0), (4, 1), (5, 0)])
        self.assertEqual(analysis["runs_missing"], 1)
        page = self.succeed("analyze", "runs/study.h5", "--outcome", "users")
        self.assertIn("1 runs missing or failed", " ".join(page.split()))
        self.assertNotIn("NaN", page)
        self.assertEqual([finding["without_run"] for finding in analysis["findings"]], [0, 0, 1, 0, 0, 1, 0])
        self.assertIn("4 of 5", page)

    def test_totals_and_increases(self):
        outcomes = """outcomes:
  - projects_founded_total
  - {name: some, of: adopters, total: [20, 26]}
  - {name: gained, of: adopters, increase: [22, 28]}
series: [adopters, projects_founded]
"""
        self.sweep(STUDY[:STUDY.index("outcomes:")] + outcomes)
        with h5py.File(self.folder / "runs/study.h5") as file:
            adopters = file["adopters"][:]
            np.testing.assert_array_equal(file["projects_founded_total"][:], file["projects_founded"][:].sum(axis=1))
            np.testing.assert_array_equal(file["some"][:], adopters[:, 20:27].sum(axis=1))
            np.testing.assert_array_equal(file["gained"][:], adopters[:, 28] - adopters[:, 22])
            self.assertTrue((adopters[:, 22] > 0).any())

    def test_values_that_never_came_are_counted(self):
        self.sweep(STUDY.replace("reaches: 0.1", "reaches: 0.99"))
        value = self.table("soon", 4)
        for finding, row in zip(self.analysis("--outcome", "soon")["findings"], value):
            self.assertEqual(finding["missing"], int(np.isnan(row).sum()))
            self.assertEqual(finding["count"] + finding["missing"], 5)
            self.assertEqual(finding["without_run"], 0)
        count = int(np.isnan(value).sum())
        self.assertGreater(count, 1)
        self.assertIn(f"NaN in {count} runs that are done", " ".join(self.succeed("analyze", "runs/study.h5").split()))

    def test_shares_of_runs(self):
        """1 in a run that ends so, else 0; the interval is Wilson's, and has a width where all runs end alike."""
        self.sweep(STUDY + "  - {name: spread, of: adopters, ends_at_least: 0.2, fraction_of: agents}\n"
                           "  - {name: alive, of: adopters, ends_at_least: 0}\n  - {name: small, of: adopters, ends_at_most: 15}\n")
        users = self.table("users", 4)
        for name, holds in (("spread", users >= 16), ("alive", users >= 0), ("small", users <= 15)):
            self.assertEqual(self.table(name, 4).tolist(), holds.tolist())
            for finding, row in zip(self.analysis("--outcome", name)["findings"], holds):
                share, z = row.mean(), 1.959963984540054
                middle, half = share + z * z / 10, z * np.sqrt(share * (1 - share) / 5 + z * z / 100)
                self.assertAlmostEqual(finding["estimate"], share)
                self.assertAlmostEqual(finding["low"], (middle - half) / (1 + z * z / 5))
                self.assertAlmostEqual(finding["high"], (middle + half) / (1 + z * z / 5))
        self.assertTrue(0 < (users >= 16).sum() < 20 and 0 < (users <= 15).sum() < 20)

    def test_it_is_said_why_values_are_missing(self):
        self.sweep(STUDY.replace("reaches: 0.1", "reaches: 0.99").replace("  - quality_mean_final", "  - {name: late, of: quality_mean, at: 25}")
                   .replace("set: {", "set: {until: adopters >= 15, "))
        with h5py.File(self.folder / "runs/study.h5") as file:
            step = [int(re.match(rb"ended at step (\d+):", reason)[1]) if reason else 99 for reason in file["run_reason"][:]]
            early = sum(at < 25 for at in step)
            self.assertEqual(early, np.isnan(file["late"][:]).sum())
            self.assertEqual((file["soon"].attrs["nan"], file["late"].attrs["needs_step"]), ("it was never reached", "25"))
        self.assertGreater(early, 0)
        means = [finding for finding in self.analysis()["findings"] if finding["kind"] == "mean"]
        late, soon = ([finding for finding in means if finding["outcome"] == name] for name in ("late", "soon"))
        self.assertEqual(sum(finding["without_number"].get("ended_before", 0) for finding in late), early)
        self.assertEqual([finding["without_number"] for finding in soon], [{"never_reached": 5}] * 4)
        self.succeed("analyze", "runs/study.h5", "--csv", "-o", "all.csv")
        rows = [row for row in csv.DictReader(io.StringIO((self.folder / "all.csv").read_text())) if row["kind"] == "mean"]
        self.assertEqual([row["never_reached"] for row in rows if row["outcome"] == "soon"], ["5"] * 4)
        page = " ".join(self.succeed("analyze", "runs/study.h5").split())
        self.assertIn(f"the run ended before the step that it asks for in {early}", page)
        self.assertIn("it was never reached in 20", page)

    def test_runs_that_end_before_the_branch_show_nothing(self):
        """All of them, and some: a difference of 0 is not seen in runs in which nothing varied."""
        contrast = CONTRASTS[:CONTRASTS.index("  - name: more")].replace("positive", "none, smallest: 50")
        study = STUDY.replace("  team.max: [6, 8]\n", "branch_step: 29\n").replace("replicates: 5", "replicates: 8") + contrast
        self.sweep(study)
        self.assertEqual(self.analysis()["runs_before_branch"], 0)
        self.assertEqual([f["verdict"] for f in self.analysis()["findings"] if "verdict" in f], ["no difference seen"])
        for rule, all_end in (("opportunities_arrived >= 1", True), ("adopters >= 1", False)):
            shutil.rmtree(self.folder / "runs")
            self.sweep(study.replace("set: {", f"set: {{until: {rule}, "))
            analysis = self.analysis()
            with h5py.File(self.folder / "runs/study.h5") as file:
                step = [int(re.match(rb"ended at step (\d+):", reason)[1]) if reason else 99 for reason in file["run_reason"][:]]
                self.assertEqual(file.attrs["branch_step"], "29")
            before = sum(at < 29 for at in step)
            self.assertTrue(0 < before and (before == 16) == all_end, before)
            self.assertEqual((analysis["branch_step"], analysis["runs_before_branch"]), (29, before))
            (told,) = [finding for finding in analysis["findings"] if "verdict" in finding]
            self.assertEqual((told["verdict"], told["before_branch"]), ("ended too early", before // 2))
            said = f"{before} of 16 runs ended before branch_step 29"
            self.assertIn(said, " ".join(self.succeed("analyze", "runs/study.h5").split()))
            self.assertIn(said, self.call("collect", "runs").stderr)

    def test_means_that_count_nothing_as_0_are_told(self):
        self.sweep(STUDY.replace("quality_mean_final", "success_fraction_mean"))
        told = "success_fraction_mean: rows in which there was none count as 0 (success_fraction;"
        self.assertIn(told, " ".join(self.succeed("analyze", "runs/study.h5").split()))
        self.assertNotIn(told, " ".join(self.succeed("analyze", "runs/study.h5", "--outcome", "users").split()))
        with h5py.File(self.folder / "runs/study.h5") as file:
            self.assertEqual(file["success_fraction_mean"].attrs["comment"], "rows in which there was none count as 0")
            self.assertNotIn("comment", file["users"].attrs)

    def test_the_folder_stands_for_its_file(self):
        self.sweep(STUDY)
        self.assertEqual(self.succeed("analyze", "runs", "--csv"), self.succeed("analyze", "runs/study.h5", "--csv"))
        self.assertTrue(self.succeed("verify", "runs/").startswith(self.succeed("verify", "runs/study.h5")))
        (self.folder / "runs/study.h5").unlink()
        (self.folder / "other").mkdir()
        for command in ("analyze", "verify"):
            self.fail_with(2, "runs has no study.h5 yet: `selforg collect runs` makes it of the runs that are there", command, "runs")
            self.fail_with(2, "other is a folder, and not one of a study", command, "other")

    def test_indices(self):
        self.sweep(SENSITIVITY)
        mean = self.table("users", 32).mean(axis=1).reshape(8, 4)
        a, b = mean[:, 0], mean[:, 1]
        both = np.concatenate([a, b])
        analysis = self.analysis()
        index = {(f["parameter"], f["kind"]): f for f in analysis["findings"] if "parameter" in f}
        for place, parameter in enumerate(["tell.probability", "opportunities.arrival_rate"]):
            mixed, variance = mean[:, 2 + place], both.var(ddof=1)
            first = ((b - both.mean()) * (mixed - a)).mean() / variance
            total = ((mixed - a) ** 2).mean() / 2 / variance
            for kind, expected in [("first", first), ("total", total)]:
                finding = index[parameter, kind]
                self.assertAlmostEqual(finding["estimate"], expected, 9)
                self.assertLessEqual(finding["low"], finding["estimate"])
                self.assertGreaterEqual(finding["high"], finding["estimate"])
        self.assertEqual(analysis["bootstrap"], {"resamples": 1000, "seed": 1})

    def test_a_changed_file_is_refused(self):
        self.sweep(SENSITIVITY)
        self.assertIn("ok  checksum of the content", self.succeed("verify", "runs/study.h5"))
        with h5py.File(self.folder / "runs/study.h5", "r+") as file:
            file["users"][9] = 1e6
        message = "runs/study.h5: its content is not what was written: the checksum is another"
        self.fail_with(1, message, "analyze", "runs/study.h5")
        result = self.call("verify", "runs/study.h5")
        self.assertEqual((result.returncode, result.stderr), (1, "selforg: runs/study.h5: a check failed\n"))
        self.assertIn("FAILED  content", result.stdout)

    def test_indices_that_are_mostly_noise_say_so(self):
        """Where nothing varies by more than a hair, nothing but noise makes the means differ."""
        for design in ["saltelli", "morris"]:
            for narrow in [True, False]:
                text = SENSITIVITY.replace("design: saltelli", f"design: {design}")
                if narrow:
                    text = text.replace("{from: 0, to: 1}", "{from: 0.3, to: 0.3001}")
                    text = text.replace("{from: 5, to: 50}", "{from: 20, to: 20.001}") + "independent_seeds: true\n"
                self.sweep(text, "--replicates", "2" if narrow else "40")
                noise = [f for f in self.analysis()["findings"] if f["kind"] == "noise"][0]["estimate"]
                page = " ".join(self.succeed("analyze", "runs/study.h5").split())
                self.assertEqual((noise > 0.5, "most of that is noise" in page), (narrow, narrow), (design, noise))
                shutil.rmtree(self.folder / "runs")

    def test_the_seed_decides_the_intervals_of_indices(self):
        self.sweep(SENSITIVITY)
        options = ["--bootstrap", "50", "--bootstrap-seed"]
        one, again, other = self.analysis(*options, 3), self.analysis(*options, 3), self.analysis(*options, 4)
        self.assertEqual(one, again)
        self.assertEqual(one["bootstrap"], {"resamples": 50, "seed": 3})
        self.assertNotEqual([f["low"] for f in one["findings"]], [f["low"] for f in other["findings"]])
        self.assertEqual([f["estimate"] for f in one["findings"]], [f["estimate"] for f in other["findings"]])

    def test_all_forms_say_the_same(self):
        self.sweep(STUDY + CONTRASTS)
        findings = self.analysis("--level", "0.9", "--half-width", "2%")["findings"]
        self.succeed("analyze", "runs/study.h5", "--csv", "--level", "0.9", "--half-width", "2%", "-o", "all.csv")
        rows = list(csv.DictReader(io.StringIO((self.folder / "all.csv").read_text())))
        for row, finding in zip(rows, findings, strict=True):
            self.assertEqual((row["outcome"], row["kind"], row["name"]),
                             (finding["outcome"], finding["kind"], finding.get("name", "")))
            self.assertEqual(row["config_id"], str(finding.get("configuration", "")))
            for column in ["estimate", "low", "high", "count", "replicates_needed"]:
                self.assertEqual(row[column], "" if finding[column] is None else f"{finding[column]}".removesuffix(".0"))
        self.assertEqual({row["tell.probability"] for row in rows}, {"0.05", "0.2", ""})

    def test_configurations_are_told_apart_by_their_numbers(self):
        """One at a time the base comes again and again: the same values, another configuration."""
        self.sweep(STUDY.replace("vary:", "design: oat\nvary:"))
        page = self.succeed("analyze", "runs/study.h5", "--outcome", "users", COLUMNS="100")
        means = page.split("config_id")[1].splitlines()[1:6]
        self.assertEqual([line.split()[0] for line in means], ["0", "1", "2", "3", "4"])

    def test_the_page_fits(self):
        self.sweep(STUDY + CONTRASTS)
        for width in [80, 100, 132]:
            page = self.succeed("analyze", "runs/study.h5", COLUMNS=str(width))
            for line in page.splitlines():
                self.assertLessEqual(len(line), width, line)
                self.assertEqual(line, line.rstrip())
        for text in ["What sharing does", "Does it spread further?", "4 configurations", "5 replicates", "users, told"]:
            self.assertIn(text, page)
        self.assertTrue(self.succeed("analyze", "runs/study.h5", LC_ALL="C").isascii())

    def test_what_cannot_be_analysed(self):
        self.sweep(STUDY.replace("replicates: 5", "replicates: 1"))
        self.succeed("run", "office.yaml", "--quiet", "--steps", 3)
        self.fail_with(2, "runs/study.h5: there is a single replicate; intervals need at least two "
                       "(`selforg sweep STUDY -o DIR --resume --replicates +1`, STUDY and DIR being the study's file and folder)", "analyze", "runs/study.h5")
        self.fail_with(2, "office.h5: this is no study's file but that of a single run; `selforg collect` writes one",
                       "analyze", "office.h5")
        self.fail_with(2, "none.h5: No such file or directory", "analyze", "none.h5")
        self.succeed("sweep", "study.yaml", "-o", "runs", "--quiet", "--resume", "--replicates", "2")
        self.fail_with(2, "--outcome: the study has no outcome 'user'; did you mean 'users'?",
                       "analyze", "runs/study.h5", "--outcome", "user")
        self.fail_with(2, "--level: '1' is not possible, it must be between 0 and 1, as 0.95",
                       "analyze", "runs/study.h5", "--level", "1")
        self.fail_with(2, "--half-width: '-1%' is not possible, it must be above 0, as 0.01 or 5%",
                       "analyze", "runs/study.h5", "--half-width", "-1%")
        self.fail_with(2, "analyze: --csv and --json exclude each other", "analyze", "runs/study.h5", "--csv", "--json")


if __name__ == "__main__":
    unittest.main()
