"""A hundred thousand people for ten years, within the ranges of living.py: a minute and a half of a quiet processor, so that thirty
years are not asked, nor what is asked of year 20."""
import unittest

from program import living

YEARS = 10


class LivingHeavyTest(unittest.TestCase):
    def test_ten_years(self):
        living.held(self, living.LARGE, living.run(living.LARGE, YEARS), YEARS)


if __name__ == "__main__":
    unittest.main()
