"""Measures of diffusion are those of netdiffuseR: by its own tests' small networks, by the values that it prints of the physicians, by the
table of data sets in its manual; and of a run what the run itself counts.

The values are of USCCANA/netdiffuseR at f16350e (R/data.r, tests/testthat/test-infect_suscept.R) and at b58820d
(docs/articles/analyzing-medical-innovation-data.html), its reference at e1561a0 (reference/bass, classify_adopters, diffreg,
diffnet-arithmetic), and of its workshop, USCCANA/netdiffuser-sunbelt2018 at 7907ac6 (docs/stats.html). The tables of people are skipped
where they are absent ($SELFORG_DATA, or shared/data beside the project). netdiffuseR keeps a time more than anybody adopted in, and counts the 16 physicians and 152 farmers who
never did as adopting then; here they never do.
"""
import dataclasses
import math
import os
import pathlib
import unittest
import warnings

from analysis.results import SOURCE, WithResults

import numpy as np
import pandas as pd
from scipy import sparse

import selforg
from selforg.calibration import survey
from selforg.diffusion import NEVER, Diffusion, moran

DATA = pathlib.Path(os.environ.get("SELFORG_DATA", SOURCE.parent / "shared/data"))
needs_data = unittest.skipUnless(DATA.is_dir(), f"there are no data in {DATA}")


class Small(unittest.TestCase):
    LINE = Diffusion.of([[1, 0], [2, 1], [3, 2], [3, 0]], [1, 2, 3, np.nan], t1=4)  # each names the one before, the last the first too

    def test_counts_and_hazard(self):
        self.assertEqual(self.LINE.cumulative_adopt_count()["num"].tolist(), [1, 2, 3, 3])
        self.assertEqual(self.LINE.hazard_rate().tolist()[1:], [1 / 3, 1 / 2, 0])
        self.assertTrue(math.isnan(self.LINE.hazard_rate()[1]))

    def test_exposure_is_of_those_one_names(self):
        self.assertEqual(self.LINE.exposure().tolist(), [[0, 0, 0, 0], [1, 1, 1, 1], [0, 1, 1, 1], [0.5, 0.5, 1, 1]])
        self.assertEqual(self.LINE.exposure(normalized=False)[3].tolist(), [1, 1, 2, 2])
        self.assertEqual(self.LINE.exposure(lags=1)[3, 1:].tolist(), [0.5, 0.5, 1])
        self.assertTrue(np.isnan(self.LINE.exposure(lags=1)[:, 0]).all())

    def test_thresholds(self):
        self.assertEqual(self.LINE.threshold()[:3].tolist(), [0, 1, 1])
        self.assertEqual(self.LINE.threshold(lags=1)[1:3].tolist(), [1, 1])
        self.assertTrue(math.isnan(self.LINE.threshold()[3]) and math.isnan(self.LINE.threshold(lags=1)[0]))

    def test_who_gives_it_up_has_it_no_more(self):
        left = Diffusion.of([[1, 0]], [1, 3], tod=[3, np.nan], t1=4)
        self.assertEqual(left.cumadopt.tolist(), [[True, True, False, False], [False, False, True, True]])
        self.assertEqual(left.exposure()[1].tolist(), [1, 1, 0, 0])
        self.assertEqual(left.hazard_rate().tolist()[1:], [0, 1, 0])

    def test_susceptibility_as_in_netdiffuser(self):
        star = Diffusion.of([[4, i] for i in range(4)], [1, 4, 1, 2, 3])
        for options, value in (({}, 1 / 3), ({"k": 2}, 2 / 4), ({"r": 0.1}, 1 / 3), ({"k": 2, "r": 0.1}, (1 + 2 / 1.1) / (3 + 2 / 1.1))):
            self.assertAlmostEqual(star.susceptibility(normalize=False, **options)[4], value, msg=options)
        self.assertAlmostEqual(star.susceptibility()[4], 1 / 3)  # one of all adopted the time before

    def test_infection_as_in_netdiffuser(self):
        star = Diffusion.of([[i, 0] for i in range(1, 5)], [2, 1, 3, 4, 4])
        for options, value in (({}, 1 / 3), ({"k": 2}, 1 / 2), ({"r": 0.1}, 1 / 3), ({"k": 2, "r": 0.1}, (1 + 2 / 1.1) / (3 + 2 / 1.1))):
            self.assertAlmostEqual(star.infection(normalize=False, **options)[0], value, msg=options)

    def test_geodesics_and_moran(self):
        self.assertEqual(self.LINE.geodesic().toarray().tolist(), [[0, 0, 0, 0], [1, 0, 0, 0], [2, 1, 0, 0], [1, 2, 1, 0]])
        self.assertEqual(self.LINE.geodesic(1).sum(), 4)
        pairs = sparse.csr_matrix(np.kron(np.eye(10), [[0, 1], [1, 0]]))
        alike = moran(np.repeat([0.0, 1.0] * 5, 2), pairs)
        self.assertAlmostEqual(alike.observed, 1)
        self.assertAlmostEqual(moran(np.array([0.0, 1.0] * 10), pairs).observed, -1)
        self.assertLess(alike.p_value, 0.01)
        self.assertTrue(math.isnan(moran(np.ones(20), pairs).observed))

    def test_classes_go_by_standard_deviations(self):
        classes = Diffusion.of([[0, 1]], [1, 5, 5, 6, 9, np.nan]).classify_adopters()["toa"]
        self.assertEqual(list(classes), ["Early Adopters", "Early Majority", "Early Majority", "Late Majority", "Laggards", NEVER])

    def test_curves_are_found_again(self):
        share = (1 - np.exp(-0.34 * np.arange(1, 21))) / (1 + 0.3 / 0.04 * np.exp(-0.34 * np.arange(1, 21)))
        toa = np.searchsorted(share, (np.arange(2000) + 0.5) / 2000) + 1.0
        made = Diffusion.of(np.zeros((0, 2)), np.where(toa > 20, np.nan, toa), t1=20)
        found = made.fitbass()
        self.assertAlmostEqual(found.values["p"], 0.04, delta=0.001)
        self.assertAlmostEqual(found.values["q"], 0.3, delta=0.005)
        self.assertEqual(found.note, "")
        share = 1 / (1 + np.exp(-0.6 * (np.arange(1, 21) - 8)))
        toa = np.searchsorted(share, (np.arange(2000) + 0.5) / 2000) + 1.0
        found = Diffusion.of(np.zeros((0, 2)), np.where(toa > 20, np.nan, toa), t1=20).fitlogistic()
        self.assertAlmostEqual(found.values["rate"], 0.6, delta=0.01)
        self.assertAlmostEqual(found.values["middle"], 8, delta=0.05)

    def test_a_fit_that_means_nothing_says_why_and_withholds_errors(self):
        def made(share):
            toa = np.searchsorted(share, (np.arange(200) + 0.5) / 200) + 1.0
            return Diffusion.of(np.zeros((0, 2)), np.where(toa > len(share), np.nan, toa), t0=1, t1=len(share))
        slowing = made(1 - np.exp(-0.5 * np.arange(1, 21) ** 0.4)).fitbass()
        self.assertEqual((slowing.note, slowing.values["q"]), ("q ends at its bound, 0", 0))
        at_once = made(np.repeat([0.0, 1.0], 10)).fitlogistic()
        self.assertEqual(at_once.note, "rate ends at its bound, 20")
        for found, note in ((slowing, "q ends"), (at_once, "rate ends"), (made(np.array([0.1, 0.3])).fitbass(), "2 parameters of 2 times"),
                            (made(np.ones(9)).fitlogistic(), "the share never changes")):
            self.assertIn(note, found.note)
            self.assertTrue(np.isnan(list(found.errors.values())).all(), found)

    def test_what_is_no_time_and_no_person_is_refused(self):
        """A time with a fraction would be of nobody at any time; nobody's times are none."""
        nan = math.nan
        for words, why in (({"toa": [1, 2.5, nan]}, "toa: 2.5 is no whole number"), ({"toa": [1, math.inf, 2]}, "toa: inf is no whole number"),
                           ({"toa": [1, 2, 3], "tod": [nan, 2.5, nan]}, "tod: 2.5 is no whole number"),
                           ({"toa": [1, 2, 3], "tod": [nan]}, "tod has 1 times, of 3 people"),
                           ({"toa": [1, 2]}, "a tie names person 2; people are numbered from 0 to 1"),
                           ({"toa": [1, 2, 3], "names": ["a"]}, "1 names of 3 people"),
                           ({"toa": [nan, nan, nan]}, "nobody adopts, so that t0 and t1")):
            with self.subTest(why=why), self.assertRaisesRegex(ValueError, why):
                Diffusion.of(np.array([[0, 1], [1, 2]]), **words)
        with self.assertRaisesRegex(ValueError, "names person -1"):
            Diffusion.of(np.array([[0, -1]]), [1, 2])
        nobody = Diffusion.of(np.array([[0, 1], [1, 2]]), [nan] * 3, t0=1, t1=3)
        self.assertEqual(nobody.summary()["cum_adopt"].tolist(), [0, 0, 0])

    def test_a_class_takes_two(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            classes = Diffusion.of(np.array([[0, 1]]), [3, math.nan, math.nan], t0=1, t1=4).classify_adopters()
        self.assertTrue(classes.iloc[0].isna().all())
        self.assertEqual(classes["toa"].tolist()[1:], [NEVER, NEVER])

    def test_moran_where_it_cannot_come_out_otherwise(self):
        """Everybody is tied to everybody: it is what is expected, whoever has it, and no chance; so is it of three, two and one."""
        everybody = np.array([(i, j) for i in range(5) for j in range(5) if i != j])
        for one in Diffusion.of(everybody, [1, 2, 2, 3, math.nan]).summary().itertuples():
            self.assertAlmostEqual(one.moran_obs, -1 / 4)
            self.assertEqual(one.moran_sd, 0)
            self.assertTrue(math.isnan(one.moran_pval))
        for people in (1, 2, 3):
            made = Diffusion.of(np.array([(i, i + 1) for i in range(people - 1)]), range(1, people + 1))
            self.assertTrue(made.summary()["moran_sd"].isna().all())


@needs_data
class Surveys(unittest.TestCase):
    def of(self, name, never):
        return survey.read(DATA / f"{name}_nodes.csv", DATA / f"{name}_edges.csv", never=[never])

    def saturation(self, known):
        return pd.Series(known.adopted <= known.times).groupby(known.groups).mean()

    def test_moran_of_the_physicians_is_what_netdiffuser_prints(self):
        found = Diffusion.of_survey(self.of("med_innovations", "18")).moran(1)
        for ours, printed in ((found.observed, 0.06624028), (found.expected, -0.008064516), (found.sd, 0.03265066), (found.p_value, 0.02286087)):
            self.assertAlmostEqual(ours, printed, delta=5e-9)

    # Period, adopters, cumulative, share, hazard, Moran's I with its stars, as netdiffuseR's vignette on the physicians prints them.
    PRINTED = """\
        1 11 11 0.09 - 0.07 **
        2 9 20 0.16 0.08 0.04
        3 9 29 0.23 0.09 -0.03
        4 11 40 0.32 0.11 -0.02
        5 11 51 0.41 0.13 -0.06
        6 11 62 0.50 0.15 -0.02
        7 13 75 0.60 0.21 -0.00
        8 7 82 0.66 0.14 0.01
        9 4 86 0.69 0.09 0.01
        10 1 87 0.70 0.03 0.01
        11 5 92 0.74 0.13 0.02
        12 3 95 0.76 0.09 0.02
        13 3 98 0.78 0.10 0.01
        14 4 102 0.82 0.15 0.04
        15 4 106 0.85 0.17 0.05 *
        16 2 108 0.86 0.11 0.03
        17 1 109 0.87 0.06 0.02
        18 16 125 1.00 1.00 -"""

    def test_the_summary_of_the_physicians_is_what_netdiffuser_prints(self):
        """There the 16 who never did adopt in month 18. Density is 0.02 and the standard deviation of I 0.03 throughout."""
        summary = Diffusion.of_survey(self.of("med_innovations", "99")).summary()

        def shown(value):
            return "-" if math.isnan(value) else f"{value:.2f}"

        def row(time, one):
            stars = "".join("*" for most in (0.01, 0.05, 0.1) if one.moran_pval <= most)
            return f"{time} {one.adopt:.0f} {one.cum_adopt:.0f} {one.cum_adopt_pcent:.2f} {shown(one.hazard)} {shown(one.moran_obs)} {stars}".strip()
        self.assertEqual([row(*one) for one in summary.iterrows()], [line.strip() for line in self.PRINTED.splitlines()])
        self.assertEqual({f"{one:.2f}" for one in summary["density"]}, {"0.02"})
        self.assertEqual({f"{one:.2f}" for one in summary["moran_sd"].dropna()}, {"0.03"})

    def whole(self, name, times):
        """As netdiffuseR keeps them: who never did adopts in the last time that it asked for, and is followed for so many."""
        return dataclasses.replace(Diffusion.of_survey(self.of(name, "99")), t1=times)

    def test_classes_of_the_farmers_are_what_netdiffuser_prints(self):
        """classify_adopters: shares of all, by time (rows) and threshold, without those who never did; then where classes of all end."""
        classes = Diffusion.of_survey(self.of("brfarmers", "20")).classify_adopters()
        found = pd.crosstab(classes["toa"], classes["thr"], dropna=False) / len(classes) * 100
        printed = [[21.97, 0, 0, 0, 0], [0, 6.21, 2.89, 0.58, 0.87], [0, 6.94, 8.24, 3.61, 3.61], [0, 4.91, 7.95, 6.79, 12.72], [0, 1.16, 0.87, 1.73, 8.96]]
        self.assertEqual(found.round(2).to_numpy().tolist(), printed)
        every = self.whole("brfarmers", 21)
        for values, digits, ends in ((every.threshold(), 3, [0.206, 0.614, 1.021]), (every.toa + 1945, 0, [1955, 1960, 1965])):
            self.assertEqual([round(values.mean() + k * values.std(ddof=1), digits) for k in (-1, 0, 1)], ends)

    def test_thresholds_two_steps_away(self):
        """diffnet-arithmetic: the correlation of thresholds among the farmers with those along paths of two ties."""
        every = self.whole("brfarmers", 21)
        paths = every.graph @ every.graph
        paths.data[:] = 1
        self.assertAlmostEqual(np.corrcoef(every.threshold(), dataclasses.replace(every, graph=paths).threshold())[0, 1], 0.7616099, delta=5e-8)

    def test_bass_of_the_farmers_is_what_netdiffuser_prints(self):
        found = self.whole("brfarmers", 21).fitbass()
        for name, value, error in (("p", 0.0022787, 0.0007245), ("q", 0.3367353, 0.0268004)):
            self.assertAlmostEqual(found.values[name], value, delta=1e-6)
            self.assertAlmostEqual(found.errors[name], error, delta=1e-6)

    def test_exposure_of_the_physicians_explains_what_netdiffuser_prints(self):
        """diffreg: a logit of adopting, by month, on the exposure of the month before, city, age of the practice and month."""
        diffusion, table = self.whole("med_innovations", 18), pd.read_csv(DATA / "med_innovations_nodes.csv")
        who, month = np.nonzero((diffusion.toa[:, None] >= diffusion.times) & (diffusion.times > 1) & table["proage"].notna().to_numpy()[:, None])
        cities = (table["group"].to_numpy()[who, None] == [2, 3, 4]).astype(float)
        x = np.column_stack([np.ones(len(who)), diffusion.exposure(lags=1)[who, month], cities, table["proage"].to_numpy()[who], month + 1])
        y, b = diffusion.toa[who] == month + 1, np.zeros(x.shape[1])
        for _ in range(10):
            p = 1 / (1 + np.exp(-x @ b))
            spread = np.linalg.inv(x.T * (p * (1 - p)) @ x)
            b += spread @ x.T @ (y - p)
        self.assertEqual(len(who), 866)
        self.assertEqual(b.round(5).tolist(), [-3.1703, -0.23786, -0.1801, -0.24595, -0.26689, 0.18482, 0.11016])
        self.assertEqual(np.sqrt(np.diag(spread)).round(5).tolist(), [0.34339, 0.30608, 0.29894, 0.29236, 0.30147, 0.06292, 0.02696])

    def test_infection_and_susceptibility_are_what_netdiffuser_computes(self):
        """Of no data set does it print these; its src/infection.cpp at f16350e was run on both: sum, sum of squares, how many are not 0."""
        computed = (("med_innovations", 18, {}, (0.9736875779, 0.08476109608, 17), (1.701048951, 0.347668643, 19)),
                    ("med_innovations", 18, {"k": 3}, (0.8766614967, 0.05161552346, 30), (1.038729816, 0.05115743372, 37)),
                    ("med_innovations", 18, {"k": 3, "r": 0.5, "normalize": False}, (12.17725046, 8.81891369, 30), (16.08956131, 10.9802154, 37)),
                    ("brfarmers", 21, {}, (0.9793657885, 0.03521558031, 75), (1.560020715, 0.08709097553, 100)),
                    ("brfarmers", 21, {"k": 3}, (0.6283169875, 0.004188193021, 165), (1.753908921, 0.03762913604, 281)),
                    ("brfarmers", 21, {"k": 3, "r": 0.5, "normalize": False}, (55.89870928, 33.45082699, 165), (85.56257042, 41.39623536, 281)))
        for name, times, options, infection, susceptibility in computed:
            every = self.whole(name, times)
            for values, expected in ((every.infection(**options), infection), (every.susceptibility(**options), susceptibility)):
                found = (values.sum(), (values ** 2).sum(), np.count_nonzero(values))
                np.testing.assert_allclose(found, expected, rtol=5e-9, err_msg=f"{name} {options}")

    def test_the_table_of_data_sets(self):
        """Respondents, communities, highest and lowest saturation, of both. (The manual's time to half, 6 months and 16 years, is
        of all: half have adopted in the 7th month, at 0.496 in the 6th, and in the 16th year.)"""
        for name, never, people, places, low, high, half in (("med_innovations", "18", 125, 4, 0.81, 0.89, 7), ("brfarmers", "20", 692, 11, 0.29, 0.98, 16)):
            known = self.of(name, never)
            share = self.saturation(known)
            self.assertEqual((len(known.people), len(share), round(share.min(), 2), round(share.max(), 2)), (people, places, low, high))
            counts = Diffusion.of_survey(known).cumulative_adopt_count()
            self.assertEqual(int((counts["prop"] >= 0.5).idxmax()), half)


class Runs(WithResults):
    def setUp(self):
        self.run = selforg.open(self.folder / "office.h5")
        self.diffusion = Diffusion.of_run(self.run)

    def test_use_is_what_the_run_counts(self):
        leading = self.run.lineage.leading()
        self.assertEqual(self.diffusion.cumulative_adopt_count()["num"].tolist()[-1], self.run.lineage.users([leading])[leading].iloc[-1])
        self.assertEqual((self.diffusion.t0, self.diffusion.t1, len(self.diffusion.people())), (0, 60, 120))
        self.assertEqual(self.diffusion.graph.nnz, 2 * len(self.run.ties()))

    def test_everything_has_a_value(self):
        summary, people = self.diffusion.summary(), self.diffusion.people()
        self.assertTrue(np.isfinite(summary["moran_obs"].iloc[-1]) and summary["cum_adopt"].iloc[-1] > 0)
        adopted = people["toa"].notna()
        for name in ("threshold", "infection", "susceptibility"):
            self.assertTrue((people[name].notna() == adopted).all(), name)
        self.assertTrue(people.loc[adopted, "threshold"].between(0, 1).all())

    def test_ties_that_were_not_kept_are_asked_for(self):
        with self.assertRaises(KeyError):
            Diffusion.of_run(selforg.open(self.folder / "rumour.h5"))


if __name__ == "__main__":
    unittest.main()
