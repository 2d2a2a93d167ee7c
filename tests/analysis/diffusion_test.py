"""Measures of diffusion are those of netdiffuseR: by its own tests' small networks, by the values that it prints of the physicians, by the
table of data sets in its manual; and of a run what the run itself counts.

The values are of USCCANA/netdiffuseR at f16350e (R/data.r, tests/testthat/test-infect_suscept.R) and at b58820d
(docs/articles/analyzing-medical-innovation-data.html), and of its workshop, USCCANA/netdiffuser-sunbelt2018 at 7907ac6 (docs/stats.html). The tables of people are skipped where they are absent ($SELFORG_DATA, or
shared/data beside the project). netdiffuseR keeps a time more than anybody adopted in, and counts the 16 physicians and 152 farmers who
never did as adopting then; here they never do.
"""
import math
import os
import pathlib
import unittest

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
        self.assertAlmostEqual(found["p"], 0.04, delta=0.001)
        self.assertAlmostEqual(found["q"], 0.3, delta=0.005)
        share = 1 / (1 + np.exp(-0.6 * (np.arange(1, 21) - 8)))
        toa = np.searchsorted(share, (np.arange(2000) + 0.5) / 2000) + 1.0
        found = Diffusion.of(np.zeros((0, 2)), np.where(toa > 20, np.nan, toa), t1=20).fitlogistic()
        self.assertAlmostEqual(found["rate"], 0.6, delta=0.01)
        self.assertAlmostEqual(found["middle"], 8, delta=0.05)


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
