"""The surveys that calibration is about are read as they are; skipped where they are not there."""
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(os.environ["SELFORG_SOURCE"], "analysis")))

try:
    import numpy as np

    import calibrate
    import observed
    import structure_experiment
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

if not observed.data_folder().is_dir():
    print(f"skipped: there are no data in {observed.data_folder()}")
    sys.exit(77)


class Surveys(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def test_hybrid_corn(self):
        corn = observed.hybrid_corn(self.folder)
        self.assertEqual((len(corn.adopted), corn.curve(corn.adopted)[[0, 7, 14]].tolist()), (257, [1, 41, 257]))
        begun = observed.hybrid_corn(self.folder, given=4)
        self.assertEqual(begun.curve(begun.adopted).tolist(), corn.curve(corn.adopted)[4:].tolist())
        p, q = calibrate.bass_fit(corn.curve(corn.adopted), 257)
        self.assertAlmostEqual(q, 0.88, delta=0.01)
        self.assertAlmostEqual(p, 6.9e-5, delta=0.5e-5)

    def test_physicians(self):
        doctors = observed.physicians(self.folder)
        self.assertEqual((len(doctors.adopted), len(doctors.ties), np.sum(doctors.adopted > 17)), (125, 294, 16))
        self.assertTrue(np.all(doctors.units[doctors.ties[:, 0]] == doctors.units[doctors.ties[:, 1]]))

    def test_farmers(self):
        farmers = observed.farmers(self.folder)
        self.assertEqual((len(farmers.adopted), len(farmers.ties), np.sum(farmers.adopted > 19)), (692, 1854, 152))
        self.assertEqual((farmers.summaries(farmers.adopted) ** 2).round().tolist(), [8, 56, 211, 452, 540])

    def test_the_company(self):
        self.assertEqual(structure_experiment.structures(self.folder), {"tree": 153, "mail": 2508, "both": 2574})
        reports = {"top": "top", "left": "top", "below": "left"}
        self.assertEqual(structure_experiment.depths(reports), {"top": 0, "left": 1, "below": 2})


if __name__ == "__main__":
    unittest.main()
