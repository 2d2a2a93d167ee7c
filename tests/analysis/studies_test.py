"""What differs between two runs or studies is found where it was put, and what moves an outcome is told from noise.

Statistical tests say how often they would fail by chance; the seeds are fixed.
"""
import contextlib
import io
import shutil
import unittest

from analysis.results import STUDY, WithResults, said

import h5py
import numpy as np

import selforg
from selforg import compare, sensitivity


def printed(main, *words):
    """What a command prints, and its exit code."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
        code = main([str(word) for word in words])
    return out.getvalue(), code


class Comparing(WithResults):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        said("run", "office.yaml", "-o", "later.h5", "--quiet", "--set", "interventions={20: {tell.probability: 0.9}}", cwd=cls.folder)
        (cls.folder / "louder.yaml").write_text(STUDY.replace("base: office.yaml\nset: {", "base: office.yaml\nset: {team.max: 6, "))
        said("sweep", "louder.yaml", "-o", "louder", "--quiet", cwd=cls.folder)

    def test_a_run_is_the_same_as_itself(self):
        shutil.copy(self.folder / "office.h5", self.folder / "copy.h5")
        text, code = printed(compare.main, self.folder / "office.h5", self.folder / "copy.h5")
        self.assertEqual((code, text.count("the same")), (0, 3))

    def test_runs_differ_from_an_intervention_on(self):
        one, other = (selforg.open(self.folder / f"{name}.h5") for name in ("office", "later"))
        self.assertEqual(list(compare.parameters(one, other).index), ["interventions"])
        found = compare.series(one, other)
        self.assertGreaterEqual(found["first_step"].min(), 20)
        adopters = np.abs(one.series["adopters"].values - other.series["adopters"].values)
        self.assertEqual(found.loc["adopters", "greatest"], adopters.max())
        self.assertEqual(found.loc["adopters", "at_step"], adopters.argmax())
        tables = compare.tables(one, other)
        self.assertGreaterEqual(tables.loc["adoption", "first_step"], 20)
        text, code = printed(compare.main, one.path, other.path)
        self.assertEqual(code, 1)
        self.assertIn(one.digest, text)

    def test_studies_are_paired_by_configuration_and_seed(self):
        one, other = (selforg.open(self.folder / name) for name in ("telling", "louder"))
        table = compare.outcomes(one, other)
        self.assertEqual((len(table), set(table["runs"] + table["without_value"])), (18, {3}))
        row = table[(table["outcome"] == "quality_mean_final") & (table["config_id_A"] == 4)].iloc[0]
        ours, theirs = (each.runs[each.runs["config_id"] == 4].set_index("replicate")["quality_mean_final"] for each in (one, other))
        self.assertAlmostEqual(row["difference"], (theirs - ours).mean(), delta=1e-12)
        self.assertTrue(row["low"] <= row["difference"] <= row["high"])

    def test_a_study_is_the_same_as_itself_also_where_it_has_no_value(self):
        shutil.copytree(self.folder / "telling", self.folder / "hollow")
        with h5py.File(self.folder / "hollow/study.h5", "a") as file:
            file["half_time"][:4] = np.nan
        text, code = printed(compare.main, self.folder / "hollow", self.folder / "hollow")
        self.assertEqual((code, text.count("the same in all runs")), (0, 1))
        text, code = printed(compare.main, self.folder / "hollow", self.folder / "telling")
        self.assertEqual(code, 1)
        table = compare.outcomes(*(selforg.open(self.folder / name) for name in ("hollow", "telling")))
        ours, theirs = (selforg.open(self.folder / name).runs["half_time"].isna() for name in ("hollow", "telling"))
        self.assertEqual(table.loc[table["outcome"] == "half_time", "differ"].sum(), (ours != theirs).sum())

    def test_differences_that_cancel_are_differences(self):
        one, other = (selforg.open(self.folder / "telling") for _ in range(2))
        first = other.runs.index[other.runs["config_id"] == 0][:2]
        other.runs.loc[first, "quality_mean_final"] += [0.25, -0.25]
        table = compare.outcomes(one, other)
        self.assertEqual(table["differ"].sum(), 2)

    def test_runs_that_one_only_has_are_counted(self):
        said("sweep", "telling.yaml", "-o", "longer", "--quiet", "--replicates", "4", cwd=self.folder)
        text, code = printed(compare.main, self.folder / "telling", self.folder / "longer")
        self.assertEqual(code, 1)
        self.assertIn("runs only in B: 9 of 36\n", text)
        self.assertNotIn("runs only in A", text)

    def test_means_are_of_the_runs_that_both_have(self):
        """Where a run has no value in A: B less A is the difference of the means beside it."""
        one, other = (selforg.open(self.folder / name) for name in ("telling", "louder"))
        hole = one.runs.index[(one.runs["config_id"] == 4) & (one.runs["replicate"] == 1)]
        one.runs.loc[hole, "quality_mean_final"] = np.nan
        table = compare.outcomes(one, other)
        some = table[(table["runs"] > 0) & (table["without_value"] > 0)]
        self.assertGreater(len(some), 0)
        np.testing.assert_allclose(some["B"] - some["A"], some["difference"], atol=1e-12)

    def test_what_cannot_be_compared_is_said(self):
        text, code = printed(compare.main, self.folder / "office.h5", self.folder / "telling")
        self.assertEqual((code, text), (2, "selforg-compare: one is a run and the other a study\n"))
        self.assertEqual(printed(compare.main, self.folder / "office.h5", self.folder / "nowhere.h5")[1], 2)


class Sensitivity(WithResults):
    def changed(self, name, values, status=None):
        """The study of the results with its first outcome replaced: values of a function of its table of runs."""
        path = self.folder / f"{name}.h5"
        shutil.copy(self.folder / "telling/study.h5", path)
        runs = selforg.open(path).runs
        with h5py.File(path, "a") as file:
            file["quality_mean_final"][:] = values(runs)
        return selforg.open(path)

    def test_effects_add_up_and_are_found(self):
        rng = np.random.default_rng(1)

        def made(runs):
            a, b = runs["tell.probability"].rank(method="dense") - 2, runs["debrief.depth"] * 2 - 1
            return 3 * a + 2 * a * b + 0.1 * rng.standard_normal(len(runs))
        table = sensitivity.effects(self.changed("made", made), "quality_mean_final")
        self.assertAlmostEqual(table["share"].sum(), 1, delta=1e-9)
        # variances 9 · 2/3 and 4 · (2/3)²: shares 6 and 16/9 of 7.78
        self.assertAlmostEqual(table.loc["tell.probability", "share"], 6 / (6 + 16 / 9), delta=0.02)
        self.assertAlmostEqual(table.loc["tell.probability x debrief.depth", "share"], 16 / 9 / (6 + 16 / 9), delta=0.02)
        self.assertEqual(table.loc["tell.probability", "note"], "")
        self.assertLess(table.loc["debrief.depth", "share"], 0.01)

    def test_noise_is_told_to_be_noise(self):
        """Of 180 effects of nothing one in twenty seems to be something; 20 and more with a probability of 0.0007."""
        rng = np.random.default_rng(3)
        tables = [sensitivity.shared_out(rng.standard_normal((3, 3, 3)), ["a", "b"]) for _ in range(60)]
        self.assertLess(sum((table["note"][:-1] == "").sum() for table in tables), 20)
        noise = [table["share"].iloc[-1] for table in tables]
        self.assertAlmostEqual(np.mean(noise), 18 / 26, delta=0.06)  # by degrees of freedom; 5 standard errors

    def test_a_single_replicate_says_nothing_of_noise(self):
        table = sensitivity.shared_out(np.random.default_rng(1).standard_normal((3, 2, 1)), ["a", "b"])
        self.assertTrue(np.isnan(table["share"].iloc[-1]))
        self.assertIn("a single replicate", table["note"].iloc[-1])
        self.assertAlmostEqual(table["share"].iloc[:-1].sum(), 1, delta=1e-9)

    def test_what_is_always_the_same_has_no_shares(self):
        """0.1 is no sum of powers of 2: its mean differs from it by rounding, which is no variance."""
        with self.assertRaisesRegex(ValueError, "quality_mean_final: it is the same in all runs"):
            sensitivity.effects(self.changed("same", lambda runs: np.full(len(runs), 0.1)), "quality_mean_final")

    def test_no_value_is_no_failure(self):
        def holes(runs):
            values = runs["quality_mean_final"].to_numpy().copy()
            values[:2] = np.nan
            return values
        study = self.changed("holes", holes)
        self.assertEqual(sensitivity.runs(study).loc["quality_mean_final"].tolist(), [25, 2, 0])
        with self.assertRaisesRegex(ValueError, "2 of 27 runs have no value"):
            sensitivity.effects(study, "quality_mean_final")

    def test_ranks_of_samples(self):
        (self.folder / "samples.yaml").write_text("""\
selforg: 2
base: rumour.yaml
set: {steps: 2, network.agents: 20}
design: lhs
samples: 40
replicates: 2
vary:
  adoption.accept.beta: {from: 0.01, to: 0.9}
  renew.turnover_probability: {from: 0, to: 0.1}
outcomes: [users_final]
""")
        said("sweep", "samples.yaml", "-o", "samples", "--quiet", cwd=self.folder)
        path = self.folder / "samples/study.h5"
        runs = selforg.open(path).runs
        with h5py.File(path, "a") as file:
            file["users_final"][:] = np.exp(5 * runs["adoption.accept.beta"]) + 0.001 * runs["replicate"]
        table, straight = sensitivity.ranks(selforg.open(path), "users_final")
        self.assertGreater(table.loc["adoption.accept.beta", "prcc"], 0.999)  # by ranks it is a straight line, in values it is none
        self.assertEqual(table.loc["renew.turnover_probability", "note"], sensitivity.DROWNED)
        self.assertTrue(0.5 < straight < 0.95, straight)
        self.assertLess(sensitivity.noise_share(selforg.open(path), "users_final"), 1e-4)
        text, code = printed(sensitivity.main, path, "--csv", self.folder / "tables")
        self.assertEqual(code, 0)
        self.assertIn("a straight line explains", text)
        self.assertTrue((self.folder / "tables/users_final.csv").exists())

    def test_what_seeds_have_in_common_hides_no_configuration(self):
        """9 configurations of variance 7.5 and three seeds of variance 100: 100 / 107.5, though the means of three runs scatter by more
        than configurations do. With seeds of their own there would be nothing to be seen."""
        study = self.changed("common", lambda runs: runs["config_id"] + 10.0 * runs["replicate"])
        self.assertAlmostEqual(sensitivity.noise_share(study, "quality_mean_final"), 100 / 107.5, delta=1e-9)
        study.runs["seed"] = np.arange(len(study.runs))
        self.assertEqual(sensitivity.noise_share(study, "quality_mean_final"), 1)

    def test_the_command_on_a_grid(self):
        text, code = printed(sensitivity.main, self.folder / "telling", "--outcome", "quality_mean_final")
        self.assertEqual(code, 0)
        self.assertIn("tell.probability x debrief.depth", text)
        self.assertEqual(printed(sensitivity.main, self.folder / "telling", "--outcome", "nothing")[1], 2)


if __name__ == "__main__":
    unittest.main()
