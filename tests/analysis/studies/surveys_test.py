"""The surveys that calibration is about are read as they are; skipped where they are not there ($SELFORG_DATA, or shared/data
beside the project)."""
import os
import pathlib
import sys
import tempfile
import unittest

from analysis.results import SOURCE

DATA = pathlib.Path(os.environ.get("SELFORG_DATA", SOURCE.parent / "shared/data"))

if not DATA.is_dir():
    print(f"skipped: there are no data in {DATA}")
    sys.exit(77)

import numpy as np

from selforg.calibration import baselines, fitting, survey
from studies import calibration, rollout


class Surveys(unittest.TestCase):
    def test_hybrid_corn(self):
        with tempfile.TemporaryDirectory() as folder:
            corn = survey.read(calibration.hybrid_corn(DATA, pathlib.Path(folder)))
        self.assertEqual((len(corn.adopted), corn.first, corn.curve()[[0, 7, 14]].tolist()), (257, 1927, [1, 41, 257]))
        p, q, _ = baselines.bass_fit(np.diff(corn.curve(), prepend=0), 257, is_market_known=True)
        self.assertAlmostEqual(q, 0.88, delta=0.01)
        self.assertAlmostEqual(p, 6.9e-5, delta=0.5e-5)

    def test_physicians(self):
        doctors = survey.read(DATA / "med_innovations_nodes.csv", DATA / "med_innovations_edges.csv", never=["18"])
        self.assertEqual((len(doctors.adopted), len(doctors.ties), np.sum(doctors.adopted > 17)), (125, 294, 16))
        self.assertTrue(np.all(doctors.groups[doctors.ties[:, 0]] == doctors.groups[doctors.ties[:, 1]]))

    def test_farmers(self):
        farmers = survey.read(DATA / "brfarmers_nodes.csv", DATA / "brfarmers_edges.csv", never=["20"])
        self.assertEqual((len(farmers.adopted), len(farmers.ties), np.sum(farmers.adopted > 19)), (692, 1854, 152))
        at = np.array([2, 7, 12, 17, 19])
        self.assertEqual((fitting.summaries(farmers, farmers.adopted, at) ** 2).round().tolist(), [8, 56, 211, 452, 540])
        self.assertIn("--never 20", " ".join(survey.read(DATA / "brfarmers_nodes.csv").notes))

    def test_the_company(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(rollout.structures(DATA, pathlib.Path(folder)), ({"tree": 153, "mail": 2508, "both": 2574}, 16))
        reports = {"top": "top", "left": "top", "below": "left"}
        self.assertEqual(rollout.depths(reports), {"top": 0, "left": 1, "below": 2})


if __name__ == "__main__":
    unittest.main()
