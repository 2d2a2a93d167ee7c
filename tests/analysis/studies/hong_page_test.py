"""The study of teams on a ring: agents alone and in relay end where they do step by step, and teams of the program where it says."""
import csv
import functools
import itertools
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from analysis.results import SOURCE  # the studies are found
import numpy as np
import yaml

from selforg import Model
from studies import hong_page

PLACES, LONGEST, LANDSCAPES = 120, 4, 6


def climbed(quality, steps, place):
    """Tries its steps in turn, goes where it is better, stops when all failed in a row."""
    failed = tried = 0
    while failed < len(steps):
        ahead = (place + steps[tried % len(steps)]) % len(quality)
        failed, tried = failed + 1, tried + 1
        if quality[ahead] > quality[place]:
            place, failed = ahead, 0
    return place


def relayed(quality, team, place):
    idle = turn = 0
    while idle < len(team):
        before = place
        place = climbed(quality, team[turn % len(team)], place)
        idle, turn = idle + 1 if place == before else 0, turn + 1
    return place


class HongPage(unittest.TestCase):
    def setUp(self):
        for name, value in (("POSITIONS", PLACES), ("LANDSCAPES", LANDSCAPES)):
            patched = mock.patch.object(hong_page, name, value)
            patched.start()
            self.addCleanup(patched.stop)

    def test_agents_and_teams(self):
        steps = hong_page.heuristics(LONGEST)
        self.assertEqual(len(steps), 24)
        for smoothing in (0, 5):
            quality = hong_page.landscapes(smoothing)[1]
            ends = hong_page.ends_of(steps, quality)
            np.testing.assert_array_equal(ends, [[climbed(quality, own, place) for own in steps] for place in range(PLACES)])
            team = [5, 17, 2, 11]
            together = [relayed(quality, steps[team], place) for place in range(PLACES)]
            np.testing.assert_array_equal(hong_page.relay(ends[:, team]), together)

    def test_one_turn_each(self):
        steps, quality = hong_page.heuristics(LONGEST), hong_page.landscapes(0)[1]
        ends, further = hong_page.ends_of(steps, quality), 0
        for team in itertools.permutations(range(len(steps)), 2):
            once = [functools.reduce(lambda at, one: climbed(quality, steps[one], at), team, place) for place in range(PLACES)]
            np.testing.assert_array_equal(hong_page.one_turn_each(ends[:, team]), once)
            further += (quality[hong_page.relay(ends[:, team])] > quality[once]).sum()
        self.assertGreater(further, 0)

    def test_the_best_are_the_best(self):
        quality = hong_page.landscapes(0)[0]
        ends = hong_page.ends_of(hong_page.heuristics(LONGEST), quality)
        ability = quality[ends].mean(axis=0)
        found = hong_page.teams(ends, quality, 3, 1)
        self.assertEqual(found["best"].tolist(), sorted(range(24), key=lambda one: -ability[one])[:3])
        self.assertEqual(len(set(found["random"])), 3)

    def test_diversity(self):
        self.assertEqual(hong_page.diversity(np.array([[1, 2, 3], [1, 2, 3]])), 0)
        self.assertAlmostEqual(hong_page.diversity(np.array([[1, 2, 3], [1, 2, 4]])), 100 / 3)

    def test_teams_of_the_program_end_where_these_do(self):
        """A run of the replication, cut to a small ring: every member of a team ends with what its relay comes to from where it began."""
        study = yaml.safe_load((SOURCE / "scenarios/replications/hong_page.yaml").read_text())
        with tempfile.TemporaryDirectory() as folder:
            hong_page.work_out((LONGEST, 0, 3), Path(folder))
            table = Path(folder) / hong_page.name_of((LONGEST, 0, 3), "best")
            rows = list(csv.DictReader(table.read_text().splitlines()))
            written = {**flat(study["scenario"]), "landscape.positions": PLACES, "landscape.max_distance": LONGEST, "landscape.domains": LANDSCAPES,
                       "network.agents": 24, "network.units": 24, "observe.adoptions": True, "observe.projects": True,
                       "opportunities.arrivals": ";".join(table.read_text().splitlines())}
        model = Model(written)
        model.advance(study["scenario"]["steps"])
        practice, ended = model.events["practice"], model.arrays["practice"].reshape(24, LANDSCAPES)
        for domain, quality in enumerate(hong_page.landscapes(0)):
            team = [int(person) for person in rows[domain]["members"].split()]
            own = hong_page.heuristics(LONGEST)[team]
            begun = practice[practice["domain"] == domain]["bits_0"].iloc[0]
            end = relayed(quality, own, begun)
            self.assertEqual({practice["bits_0"].iloc[used] for used in ended[team, domain]}, {end})


def flat(settings, before=""):
    found = {}
    for key, value in settings.items():
        found.update(flat(value, f"{before}{key}.") if isinstance(value, dict) else {before + key: value})
    return found


if __name__ == "__main__":
    unittest.main()
