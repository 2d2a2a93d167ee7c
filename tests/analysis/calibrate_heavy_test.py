"""Calibration finds again what runs were made with.

Six runs with two known parameters each, and intervals of 95 %: of twelve intervals, four or more miss with a probability
of 0.002 if they are right. Seeds are fixed.
"""
import os
import pathlib
import sys
import unittest

SOURCE = pathlib.Path(os.environ["SELFORG_SOURCE"])
os.environ.setdefault("SELFORG_LIBRARY", os.environ["SELFORG_BUILD"] + "/libselforg.so")
sys.path.insert(0, str(SOURCE / "analysis"))

try:
    import numpy as np
    import pandas  # noqa: F401
    import scipy  # noqa: F401
    import matplotlib  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

from analysis import recovery


class Recovery(unittest.TestCase):
    def test_contact_is_found_again(self):
        inside, wide = recovery.recovered(runs=6, members=80, agents=100)
        self.assertGreaterEqual(sum(inside), 9, inside)
        self.assertLess(np.median(wide), 1.0)  # the prior's is 1.43


if __name__ == "__main__":
    unittest.main()
