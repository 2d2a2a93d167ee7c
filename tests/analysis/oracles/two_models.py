"""What the tests of the second model share: its runs beside the simulator's, and rules that are wrong on purpose."""

import unittest
from unittest import mock

from analysis.results import SOURCE

from oracles import compare as compare_models
from oracles.second_model import contacts, model, settings


def fade_twice(world, once=contacts.fade):
    once(world)
    once(world)


def fading_twice():
    """While it is entered, trust fades twice in each step of the second model."""
    step = tuple(fade_twice if process is contacts.fade else process for process in model.STEP)
    return mock.patch.object(model, "STEP", step)


class Compared(unittest.TestCase):
    """`scenario` with `sets`; `chance` is the probability that test_the_same fails where nothing is wrong."""
    scenario, sets, runs, chance = None, [], 0, 1e-4

    @classmethod
    def setUpClass(cls):
        if cls.scenario is None:
            raise unittest.SkipTest("nothing to compare")
        path = str(SOURCE / "scenarios" / cls.scenario)
        cls.values = settings.read(compare_models.description(path, cls.sets))
        cls.simulated = compare_models.simulator_runs(path, cls.sets, cls.values, cls.runs)

    def different(self, runs, chance=1e-3, **other):
        values = dict(self.values)
        values.update({key.replace("__", "."): value for key, value in other.items()})
        found = compare_models.compare(self.simulated, compare_models.second_runs(values, runs), chance)
        return {name: (ours.mean(), theirs.mean(), p) for name, ours, theirs, p, differs in found if differs}

    def the_same(self):
        self.assertEqual(self.different(self.runs, self.chance), {})
