"""The study of teams on a ring: agents alone and in relay end where they do step by step, and the page says what came out."""
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import analysis.results  # noqa: F401  the studies are found
import numpy as np

from studies import hong_page

PLACES, LONGEST = 120, 4


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
        patched = mock.patch.object(hong_page, "POSITIONS", PLACES)
        patched.start()
        self.addCleanup(patched.stop)

    def test_agents_and_teams(self):
        steps = hong_page.heuristics(LONGEST)
        self.assertEqual(len(steps), 24)
        for smoothing in (0, 5):
            people, quality = hong_page.agents_alone(LONGEST, smoothing, 3)
            ends = hong_page.ends_of(steps, quality)
            np.testing.assert_array_equal(ends, [[climbed(quality, own, place) for own in steps] for place in range(PLACES)])
            self.assertEqual(len(people), PLACES)  # five of each heuristic
            np.testing.assert_array_equal(people, [climbed(quality, steps[person // 5], person) for person in range(PLACES)])
            team = [5, 17, 2, 11]
            together = [relayed(quality, steps[team], place) for place in range(PLACES)]
            np.testing.assert_array_equal(hong_page.relay(ends[:, team]), together)

    def test_diversity(self):
        self.assertEqual(hong_page.diversity(np.array([[1, 2, 3], [1, 2, 3]])), 0)
        self.assertAlmostEqual(hong_page.diversity(np.array([[1, 2, 3], [1, 2, 4]])), 100 / 3)

    def test_page(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(hong_page, "ROOT", Path(folder)), \
                mock.patch.object(hong_page, "CASES", {(LONGEST, 0): 3, (LONGEST, 5): 2}):
            out = Path(folder) / "page.md"
            hong_page.main(["-o", str(out)])
            rows = [line for line in out.read_text().splitlines() if line.startswith("| up to")]
            again = out.read_text()
            with mock.patch.object(hong_page, "landscape", side_effect=AssertionError("run again")):
                hong_page.main(["-o", str(out)])
            self.assertEqual(out.read_text(), again)
        self.assertEqual([row.split(" | ")[1:3] for row in rows], [["0", "3"], ["5", "2"]])

    def test_judging(self):
        self.assertTrue(hong_page.judged(np.array([92.0, 93.0, 92.5]), (92.56, 0.1)))
        self.assertFalse(hong_page.judged(np.array([92.0, 92.01, 91.99]), (92.56, 0.1)))
        close, apart = [{"best": [80, 1], "random": [90 + i, 2], "alone": [1, 2]} for i in range(4)], \
            [{"best": [90 + i, 1], "random": [80, 2], "alone": [1, 2]} for i in range(4)]
        self.assertEqual(hong_page.row((LONGEST, 0), close)[-1], "as expected")
        self.assertEqual(hong_page.row((LONGEST, 0), apart)[-1], "NOT as expected")
        self.assertEqual(hong_page.row((LONGEST, 10), apart)[-1], "as expected")


if __name__ == "__main__":
    unittest.main()
