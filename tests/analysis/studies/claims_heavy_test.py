"""What chance makes of the claims, many times. claims_test has a few of each."""
import os
import pathlib
import sys
import unittest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(pathlib.Path(os.environ["SELFORG_SOURCE"]) / "analysis"))

try:
    import h5py  # noqa: F401
    import matplotlib  # noqa: F401
    import scipy  # noqa: F401
    import yaml  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

from analysis.studies import claims_chance
from studies.claims.statistics import ALONG_MISSED, ALONG_SPACES, FALSE_ALARMS, FALSE_SPACES


class Chance(unittest.TestCase):
    def test_shares_hold_what_they_should(self):
        """Of 4 x 15 intervals of 95 % more than 10 miss with a chance of 0.0007 if they are right."""
        missed = claims_chance.missed_shares(15, claims_chance.SMALL, self.assertLess)
        self.assertLessEqual(len(missed), 10, missed)

    def test_shares_hold_what_they_should_where_noise_is_large(self):
        """The same, where noise at a point is larger than what matters."""
        missed = claims_chance.missed_shares(15, claims_chance.LARGE, self.assertLess)
        self.assertLessEqual(len(missed), 10, missed)

    def test_what_is_too_small_everywhere_matters_nowhere(self):
        """One in twenty may be wrong; analysis/claims.md says how many are."""
        shown = claims_chance.shown_in_constant(20)
        self.assertLessEqual(len(shown), 4, shown)
        self.assertEqual((len(shown), 20 * len(claims_chance.CONSTANT)), (FALSE_ALARMS, FALSE_SPACES))

    def test_where_noise_goes_along_with_the_effect_shares_err(self):
        """Nothing is asked of it; analysis/claims.md says how often, and to which side."""
        missed = claims_chance.missed_along(ALONG_SPACES)
        self.assertEqual((len(missed), set(missed)), (ALONG_MISSED, {-1}))

    def test_of_nothing_hardly_anything_is_said_to_be(self):
        """In a family a false sign at the base point has a chance of 5 %, and over the space less: of 24 families more than 5
        with one have a chance of 0.001."""
        wrong, none = claims_chance.verdicts_of_nothing(12)
        self.assertLessEqual(wrong, 5)
        self.assertGreater(none, 0.9)

    def test_a_region_is_not_found_in_noise(self):
        """Of 40 fields of noise more than 8 have a cut with a chance of 0.0004."""
        self.assertLessEqual(claims_chance.regions_in_noise(40), 8)


if __name__ == "__main__":
    unittest.main()
