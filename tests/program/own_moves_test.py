"""Which moves a person has stands in the result: whatever somebody found by searching alone lies one of them ahead of what was used
before; those of a unit are those of the unit at the start; and where everybody has all moves there is nothing to say."""

import unittest

import h5py
import numpy as np

from program.command import CommandTest

SCENARIO = """\
selforg: 2
steps: 40
network: {agents: 60, units: 3, mean_degree: 4}
landscape: {kind: ring, positions: 200}
start: {practice: random}
individual_search: {moves: each, own_moves: 3, tries: in_turn}
renew: {turnover_probability: 0, transfer_probability: 0.1}
"""


class OwnMovesTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("moves.yaml", SCENARIO)

    def moves(self, name):
        with h5py.File(self.folder / name) as file:
            return [[int(move) for move in text.split()] for text in file["agents/moves"].asstr()[()]]

    def test_everybody_goes_by_the_moves_that_the_result_says(self):
        self.succeed("run", "moves.yaml", "-o", "moves.h5")
        moves = self.moves("moves.h5")
        self.assertEqual(len(moves), 60)
        self.assertTrue(all(len(set(own)) == 3 and set(own) <= set(range(1, 13)) for own in moves))
        self.assertGreater(len(set(map(tuple, moves))), 40)
        with h5py.File(self.folder / "moves.h5") as file:
            place = file["events/practice/bits_0"][()]
            rows = {name: file[f"events/adoption/{name}"][()] for name in ("learner", "practice", "practice_before")}
        found = rows["practice_before"] >= 0
        ahead = (place[rows["practice"][found]] - place[rows["practice_before"][found]]) % 200
        self.assertGreater(found.sum(), 60)
        self.assertEqual([int(step) for step, who in zip(ahead, rows["learner"][found]) if int(step) not in moves[who]], [])
        self.assertTrue(any(int(step) == moves[who][0] for step, who in zip(ahead, rows["learner"][found])))

    def test_those_of_a_unit_are_those_of_the_start(self):
        self.write("units.yaml", SCENARIO.replace("moves: each, own_moves: 3", "moves: units"))
        self.succeed("run", "units.yaml", "-o", "whole.h5")
        with h5py.File(self.folder / "whole.h5") as file:
            homes = file["agents/home_unit"][()]
        self.assertEqual(self.moves("whole.h5"), [list(range(4 * home + 1, 4 * home + 5)) for home in homes])

    def test_where_everybody_has_all_nothing_is_said(self):
        self.write("all.yaml", SCENARIO.replace("moves: each, own_moves: 3, ", ""))
        self.succeed("run", "all.yaml", "-o", "all.h5")
        with h5py.File(self.folder / "all.h5") as file:
            self.assertNotIn("moves", file["agents"])


if __name__ == "__main__":
    unittest.main()
