"""Samples of distributions and correlated parameters of a study, against SciPy and against Iman and Conover's method written
with NumPy."""

import csv
import io
import unittest

import numpy as np
import xarray
from program.command import CommandTest
from scipy import stats

HEAD = """\
selforg: 2
base: office.yaml
set: {steps: 2, network.agents: 40, team.min: 2, debrief: {}}
outcomes: [adopters_final]
"""
NAMES = ["tell.probability", "debrief.depth", "people.trust"]
UNIT = {name: {"from": 0, "to": 1} for name in NAMES}


class DistributionsTest(CommandTest):
    def study(self, vary, design="lhs", samples=200, **more):
        rows = "".join(f"  {name}: {{{', '.join(f'{key}: {value}' for key, value in of.items())}}}\n" for name, of in vary.items())
        self.write("study.yaml", f"{HEAD}design: {design}\nsamples: {samples}\nvary:\n{rows}"
                                 + "".join(f"{key}: {value}\n" for key, value in more.items()))

    def values(self, *arguments, **more):
        """What each parameter is at each point: [point][axis]."""
        self.study(*arguments, **more)
        rows = list(csv.DictReader(io.StringIO(self.succeed("sweep", "study.yaml", "--dry-run", "--csv"), newline="")))
        names = [name for name in rows[0] if name not in ("config_id", "replicates")]
        return np.array([[float(row[name]) for name in names] for row in rows])

    def refuse(self, message, *arguments, **more):
        self.study(*arguments, **more)
        self.fail_with(2, message, "sweep", "study.yaml", "--dry-run")

    # ---- distributions ----

    def test_quantiles_are_those_of_scipy(self):
        low, high = 0.02, 0.9
        width, logs = high - low, np.log([low, high])
        for design in "lhs", "sobol", "saltelli":
            unit = self.values(UNIT, design)[:, 0]
            for mean, sd in (0.3, 0.1), (0.5, 5), (0.02, 0.2), (1.2, 0.1), (-0.4, 0.15):
                ends = (low - mean) / sd, (high - mean) / sd
                self.compare({"distribution": "normal", "mean": mean, "sd": sd}, low, high, design, stats.truncnorm(*ends, mean, sd).ppf(unit))
            for mean, sd in (-1.5, 0.4), (0, 1), (-6, 1.5):
                ends = (logs - mean) / sd
                self.compare({"distribution": "normal", "scale": "log", "mean_log": mean, "sd_log": sd}, low, high, design,
                             np.exp(stats.truncnorm(*ends, mean, sd).ppf(unit)))
            for mode in low, 0.1, 0.7, high:
                self.compare({"distribution": "triangular", "mode": mode}, low, high, design, stats.triang((mode - low) / width, low, width).ppf(unit))
                way = (np.log(mode) - logs[0]) / (logs[1] - logs[0])
                self.compare({"distribution": "triangular", "scale": "log", "mode": mode}, low, high, design,
                             np.exp(stats.triang(way, logs[0], logs[1] - logs[0]).ppf(unit)))

    def compare(self, distribution, low, high, design, expected):
        found = self.values({NAMES[0]: {"from": low, "to": high, **distribution}, **{name: UNIT[name] for name in NAMES[1:]}}, design)[:, 0]
        self.assertLess(np.abs(found - expected).max(), 1e-12, (design, distribution))
        self.assertTrue((found >= low).all() and (found <= high).all())

    def test_uniform_is_the_default(self):
        for scale in "linear", "log":
            ends = {"from": 0.01, "to": 1, "scale": scale}
            np.testing.assert_array_equal(self.values({NAMES[0]: ends}), self.values({NAMES[0]: {**ends, "distribution": "uniform"}}))

    def test_whole_numbers_are_rounded(self):
        """As often as the distribution between half a step below and above has it: the strata of a Latin hypercube leave one to chance."""
        samples = 2000
        for more, law in (({"distribution": "normal", "mean": 6, "sd": 1.5}, stats.truncnorm(-2.5 / 1.5, 3.5 / 1.5, 6, 1.5)),
                          ({"distribution": "triangular", "mode": 5}, stats.triang((5 - 3.5) / 6, 3.5, 6))):
            found = self.values({"team.max": {"from": 4, "to": 9, **more}, **UNIT}, samples=samples)[:, 0]
            for size in range(4, 10):
                share = law.cdf(size + 0.5) - law.cdf(size - 0.5)
                self.assertLessEqual(abs((found == size).sum() - samples * share), 2, (more, size))
            self.assertEqual(set(found), set(range(4, 10)))

    def test_distributions_that_cannot_be(self):
        name = NAMES[0]
        ends = {"from": 0.1, "to": 0.9}
        normal = {**ends, "distribution": "normal"}
        for of, message in (
            ({**ends, "distribution": "norml"}, "study.yaml:8:56: distribution: 'norml' is no such word; it must be one of uniform, normal, triangular; did you mean 'normal'?"),
            ({**ends, "distribution": "triangular", "mod": 0.3}, "study.yaml:8:68: mod: there is no such key; did you mean 'mode'?"),
            ({**normal, "mean": 0.3}, "study.yaml:8:21: tell.probability: sd is missing; distribution normal needs mean, sd"),
            ({**ends, "distribution": "triangular"}, "study.yaml:8:21: tell.probability: mode is missing; distribution triangular needs mode"),
            ({**ends, "mean": 0.3}, "study.yaml:8:48: tell.probability: mean: distribution uniform has none"),
            ({**normal, "scale": "log", "mean": 0.3, "sd": 1},
             "study.yaml:8:82: tell.probability: mean: distribution normal on a log scale has none; it has mean_log, sd_log"),
            ({**normal, "mean_log": 0.3, "sd_log": 1}, "study.yaml:8:21: tell.probability: mean is missing; distribution normal needs mean, sd"),
            ({**normal, "mean": 0.3, "sd": 0}, "study.yaml:8:79: tell.probability: sd must be above 0"),
            ({**normal, "mean": 3, "sd": 0.1}, "study.yaml:8:21: tell.probability: less than a millionth of the normal distribution lies from 0.1 to 0.9"),
            ({**normal, "mean": 0.3, "sd": 1e7}, "study.yaml:8:21: tell.probability: less than a millionth of the normal distribution lies from 0.1 to 0.9"),
            ({**ends, "distribution": "triangular", "mode": 0.95}, "study.yaml:8:74: tell.probability: mode must be from 0.1 to 0.9"),
        ):
            with self.subTest(message):
                self.refuse(message, {name: of})
        even = {**normal, "mean": 0.3, "sd": 0.1}
        self.refuse("study.yaml:8:56: tell.probability: distribution normal: design morris takes none, as it moves by even parts of a range; "
                    "lhs, sobol and saltelli do", {name: even}, "morris")
        self.write("study.yaml", f"{HEAD}vary: {{{name}: {{from: 0.1, to: 0.9, count: 3, distribution: normal, mean: 0.3, sd: 0.1}}}}\n")
        self.fail_with(2, "study.yaml:5:71: tell.probability: distribution normal: design grid takes none, as it takes evenly spaced values of a "
                          "range; lhs, sobol and saltelli do", "sweep", "study.yaml", "--dry-run")

    # ---- correlations ----

    @staticmethod
    def pairs(*pairs):
        return "[" + ", ".join(f"{{between: [{NAMES[a]}, {NAMES[b]}], rank: {rank}}}" for a, b, rank in pairs) + "]"

    @staticmethod
    def paired(values, matrix):
        """Iman and Conover 1982, of the columns that the matrix is of."""
        count = len(values)
        scores = stats.norm.ppf(stats.rankdata(values, axis=0) / (count + 1))
        root = np.linalg.cholesky(2 * np.sin(np.pi * np.array(matrix) / 6))
        wanted = scores @ (root @ np.linalg.inv(np.linalg.cholesky(np.corrcoef(scores.T)))).T
        return np.take_along_axis(np.sort(values, axis=0), stats.rankdata(wanted, axis=0).astype(int) - 1, axis=0)

    def test_pairs_are_those_of_the_method(self):
        matrix = [[1, 0.6, 0], [0.6, 1, -0.5], [0, -0.5, 1]]
        for samples in 5, 12, 300:
            for seed in range(1, 6):
                drawn = self.values(UNIT, samples=samples, design_seed=seed)
                found = self.values(UNIT, samples=samples, design_seed=seed, correlations=self.pairs((0, 1, 0.6), (2, 1, -0.5)))
                np.testing.assert_array_equal(np.sort(found, axis=0), np.sort(drawn, axis=0))
                np.testing.assert_array_equal(found, self.paired(drawn, matrix))
                two = self.values(UNIT, samples=samples, design_seed=seed, correlations=self.pairs((0, 2, 0.9)))
                np.testing.assert_array_equal(two[:, 1], drawn[:, 1])
                np.testing.assert_array_equal(two[:, [0, 2]], self.paired(drawn[:, [0, 2]], [[1, 0.9], [0.9, 1]]))

    def test_what_came_out_is_said(self):
        """The ranks of values of a distribution are those of what was drawn. What comes out has a standard deviation of 0.3 / sqrt(samples)
        around what was asked (0.27 over 300 seeds): another seed would be beyond 6 of them once in 10^8."""
        vary = {NAMES[0]: {"from": 0, "to": 1, "distribution": "normal", "mean": 0.4, "sd": 0.2}, NAMES[1]: UNIT[NAMES[1]],
                NAMES[2]: {"from": 0.01, "to": 0.5, "scale": "log", "distribution": "triangular", "mode": 0.1}}
        asked = ((0, 1, 0.6), (1, 2, -0.3), (2, 0, 0.2))
        found = self.values(vary, correlations=self.pairs(*asked))
        page = self.succeed("sweep", "study.yaml", "--dry-run")
        for a, b, rank in asked:
            first, second = sorted((a, b))
            came = stats.spearmanr(found[:, a], found[:, b]).statistic
            self.assertIn(f"\n{NAMES[first]} and {NAMES[second]}: rank correlation {came:.4f}, asked for {rank:g}\n", page)
            self.assertLess(abs(came - rank), 6 * 0.3 / np.sqrt(len(found)))
        self.succeed("sweep", "study.yaml", "--quiet", "-o", "made")
        with xarray.open_dataset(self.folder / "made/study.h5", engine="h5netcdf") as study:
            np.testing.assert_array_equal(np.column_stack([study[name].values for name in NAMES]), found)
        self.assertNotIn("rank correlation", self.dry(UNIT))

    def dry(self, *arguments, **more):
        self.study(*arguments, **more)
        return self.succeed("sweep", "study.yaml", "--dry-run")

    def test_correlations_that_cannot_be(self):
        given = "study.yaml:11:"
        for pairs, message in (
            ("[]", given + "15: correlations: a list is empty, and has no effect; it must be a list, as "
             "[{between: [tell.probability, debrief.depth], rank: 0.6}], or the key left out"),
            ("[{between: [tell.probability, debrief.dept], rank: 0.5}]",
             given + "45: between: 'debrief.dept' does not vary in this study; did you mean 'debrief.depth'?"),
            ("[{between: [tell.probability, debrief.depth], rnk: 0.5}]", given + "61: rnk: there is no such key; did you mean 'rank'?"),
            ("[{between: [tell.probability, [debrief.depth]], rank: 0.5}]",
             given + "45: between: an item is a list; it must be the name of what varies"),
            ("[{between: [tell.probability], rank: 0.5}]", given + "26: between: it has 1 name; it must have two"),
            ("[{between: [tell.probability, tell.probability], rank: 0.5}]", given + "26: between: tell.probability is there twice"),
            ("[{between: [tell.probability, debrief.depth], rank: 1.5}]", given + "67: rank: '1.5' is too large; it must be a number from -1 to 1"),
            (self.pairs((0, 1, 0.5), (1, 0, 0.4)), given + "83: between: tell.probability and debrief.depth are there twice"),
            (self.pairs((0, 1, 1)), given + "16: correlations: tell.probability and debrief.depth cannot have 1 with the others as they are "
                                            "(pairs that are not written are 0): the matrix is not positive definite"),
            (self.pairs((0, 1, 0.9), (0, 2, 0.9)), given + "73: correlations: tell.probability and people.trust cannot have 0.9 with the others as "
                                                           "they are (pairs that are not written are 0): the matrix is not positive definite"),
        ):
            with self.subTest(message):
                self.refuse(message, UNIT, correlations=pairs)
        self.values(UNIT, correlations=self.pairs((0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9)))
        self.refuse(given + "15: correlations: 3 samples are too few for 3 parameters", UNIT, samples=3, correlations=self.pairs((0, 1, 0.5), (1, 2, 0.1)))
        for design, reason in (("sobol", "its points would no longer be evenly spread"), ("morris", "it moves one parameter at a time"),
                               ("saltelli", "indices of variance are those of independent parameters")):
            self.refuse(f"{given}15: correlations: design {design} takes none, as {reason}; they go with lhs", UNIT, design,
                        correlations=self.pairs((0, 1, 0.5)))
        self.write("study.yaml", f"{HEAD}design: lhs\nsamples: 9\nvary: {{tell.probability: {{from: 0, to: 1}}, debrief.depth: [0, 1]}}\n"
                                 f"correlations: {self.pairs((0, 1, 0.5))}\n")
        self.fail_with(2, "study.yaml:8:45: between: debrief.depth varies over a list; only ranges can be correlated, as {from: 0, to: 1}",
                       "sweep", "study.yaml", "--dry-run")


if __name__ == "__main__":
    unittest.main()
