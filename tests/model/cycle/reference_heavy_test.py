"""The C program against the plain model, with more seeds."""
import unittest

from model.cycle import reference_test
from model.cycle.reference_test import ReferenceTest  # noqa: F401

reference_test.SEEDS = range(2, 8)

if __name__ == "__main__":
    unittest.main()
