"""selforg whatif: a run without somebody or something, held against two runs of one's own; and the credit of founders where
it can be worked out by hand."""

import json
import statistics
import unittest

import h5py
from program.command import SCENARIO, CommandTest

PATH = """\
selforg: 2
seed: 3
steps: 12
network: {kind: file, edges: ties.csv, nodes: nodes.csv}
start: {users: %d, placement: first}
adoption: {rule: contact, accept: {beta: 1}}
"""


class WhatifTest(CommandTest):
    def told(self, *words):
        return json.loads(self.succeed("whatif", *words, "--json"))

    def people(self, users, ties, alone=()):
        """A run of contagion that never fails, along the ties, from the first `users` of whoever they name."""
        names = list(dict.fromkeys(name for tie in ties for name in tie)) + list(alone)
        self.write("nodes.csv", "node\n" + "".join(f"{name}\n" for name in names))
        self.write("ties.csv", "from,to\n" + "".join(f"{a},{b}\n" for a, b in ties))
        self.write("path.yaml", PATH % users)
        self.succeed("run", "path.yaml", "--quiet", "--force")

    def fates(self, *words):
        return {fate["agent"]: (fate["step"], fate["step_without"], fate["fate"]) for fate in self.told(*words)["fates"]}

    def learned(self, name):
        """From a result file: when each person first took up each practice in the run, by what the practice is."""
        with h5py.File(self.folder / name) as file:
            rows = file["events/practice"]
            columns = [rows[column][:] for column in ("practice", "domain", "bits_0", "bits_1", "unknown_0")]
            what = {row[0]: row[1:] for row in zip(*(column.tolist() for column in columns))}
            adoption = file["events/adoption"]
            words = adoption["channel"].attrs["flag_meanings"].split()
            first = {}
            for step, learner, practice, channel in zip(*(adoption[c][:].tolist() for c in ("step", "learner", "practice", "channel"))):
                if words[channel] != "initial":
                    first.setdefault((learner, what[practice]), step)
            return first, {what: number for number, what in what.items()}

    def test_it_is_what_two_runs_say(self):
        self.succeed("run", "office.yaml", "--quiet")
        for what, setting in (("agent:3", "people: 3"), ("project:4", "projects: 4"), ("practice:20", "practices: 20"), ("tie:3-7", "ties: 3-7")):
            self.write("without.yaml", SCENARIO + f"without: {{{setting}}}\n")
            self.succeed("run", "without.yaml", "--quiet", "--force")
            told = self.told("office.h5", "--without", what)
            with_all, numbers = self.learned("office.h5")
            without, _ = self.learned("without.h5")
            expected = {}
            for agent, practice in with_all.keys() | without.keys():
                if what != f"agent:{agent}":
                    steps = with_all.get((agent, practice), -1), without.get((agent, practice), -1)
                    expected.setdefault((agent, numbers.get(practice, -1)), []).append(steps)
            got = {}
            for fate in told["fates"]:
                got.setdefault((fate["agent"], fate["practice"]), []).append((fate["step"], fate["step_without"]))
            self.assertEqual({key: sorted(steps) for key, steps in got.items()}, {key: sorted(steps) for key, steps in expected.items()})
            with h5py.File(self.folder / "office.h5") as one, h5py.File(self.folder / "without.h5") as other:
                self.assertEqual(told["digest"], one["run/digest"][()].decode())
                self.assertEqual(told["last"]["adopters"], [one["adopters"][-1], other["adopters"][-1]])

    def test_whoever_met_nobody_is_not_missed(self):
        self.people(1, [("a", "b"), ("b", "c")], alone=["hermit"])
        told = self.told("path.h5", "--without", "agent:hermit")
        self.assertEqual(told["digest"], told["digest_without"])
        self.assertEqual({fate["fate"] for fate in told["fates"]}, {"same"})
        self.assertIn("not a bit is different", self.succeed("whatif", "path.h5", "--without", "agent:hermit"))

    def test_who_would_not_have_learned_it_and_who_later(self):
        # a - b - c - d, and the long way a - x - y - c
        self.people(1, [("a", "b"), ("b", "c"), ("c", "d"), ("a", "x"), ("x", "y"), ("y", "c")])
        b, c, d, x, y = 1, 2, 3, 4, 5
        self.assertEqual(self.fates("path.h5", "--without", "agent:b"),
                         {c: (2, 3, "later"), d: (3, 4, "later"), x: (1, 1, "same"), y: (2, 2, "same")})
        self.assertEqual(self.fates("path.h5", "--without", "tie:b-c")[b], (1, 1, "same"))
        self.assertEqual(self.fates("path.h5", "--without", "agent:c")[d], (3, -1, "never"))
        self.assertEqual(self.fates("path.h5", "--without", "tie:2-3")[d], (3, -1, "never"))
        self.assertEqual({fate[2] for fate in self.fates("path.h5", "--without", "practice:0").values()}, {"never"})
        text = self.succeed("whatif", "path.h5", "--without", "agent:b", "--without", "agent:y", "--practice", "0")
        self.assertRegex(text, r"not at all +2")
        self.assertRegex(text, r"c \(agent 2\) +step 2 +never")

    def test_credit_by_hand(self):
        # two founders on either side of m; z beyond the first alone
        self.people(2, [("f", "m"), ("g", "m"), ("f", "z")])
        self.write("nodes.csv", "node\nf\ng\nm\nz\n")
        self.succeed("run", "path.yaml", "--quiet", "--force")
        told = self.told("path.h5", "--credit", "--shapley", "2", "--progress", "none")
        self.assertEqual(told["others"], 2)
        founders = {founder["agent"]: founder for founder in told["founders"]}
        self.assertEqual((founders[0]["leave_one_out"], founders[1]["leave_one_out"]), (1, 0))
        self.assertEqual((founders[0]["shapley"], founders[1]["shapley"]), (1.5, 0.5))
        self.assertEqual(founders[0]["ancestry"] + founders[1]["ancestry"], 2)
        self.assertRegex(self.succeed("whatif", "path.h5", "--credit", "--shapley", "2", "--progress", "none"), r"f \(agent 0\) +0 +2 +1 +1\.5")

    def test_shapley_values_add_up(self):
        self.succeed("run", "office.yaml", "--quiet")
        told = self.told("office.h5", "--credit", "--shapley", "3", "--progress", "none")
        three = told["founders"][:3]
        self.assertEqual(len(three), 3)
        without = self.told("office.h5", *(word for one in three for word in ("--without", f"agent:{one['agent']}")))
        founders = {one["agent"] for one in told["founders"]}
        left = sum(fate["step_without"] >= 0 for fate in without["fates"]
                   if fate["practice"] == told["practice"] and fate["agent"] not in founders)
        self.assertAlmostEqual(sum(one["shapley"] for one in three), told["others"] - left)

    def test_how_much_is_chance(self):
        """Where nothing is lively leaving out a leaf changes nothing; else it is what two runs say of each who is no source."""
        self.people(1, [("a", "b"), ("b", "c"), ("b", "d"), ("a", "e")])
        told = self.told("path.h5", "--credit", "--progress", "none")["chance"]
        self.assertEqual((told["people"], told["agents"], told["low"], told["high"]), (3, [2, 3, 4], 0, 0))
        told = " ".join(self.succeed("whatif", "path.h5", "--credit", "--progress", "none").split())
        self.assertIn("changed the number by 0 each time", told)
        self.assertNotIn("Shapley", told)  # there is no such column
        self.people(1, [("a", "b")])
        self.assertIsNone(self.told("path.h5", "--credit", "--progress", "none")["chance"]["low"])
        self.succeed("run", "office.yaml", "--quiet")
        credit = self.told("office.h5", "--credit", "--shapley", "2", "--progress", "none")
        chance, practice, founders = credit["chance"], credit["practice"], {one["agent"] for one in credit["founders"]}
        with h5py.File(self.folder / "office.h5") as file:
            rows, sources = file["events/adoption"], file["events/adoption_source"]
            of = rows["practice"][:][sources["adoption"][:]] == practice
            busy = set(sources["source"][:][of].tolist()) | founders
        apart = []
        for agent in chance["agents"]:
            self.assertNotIn(agent, busy)
            fates = [fate for fate in self.told("office.h5", "--without", f"agent:{agent}")["fates"]
                     if fate["practice"] == practice and fate["agent"] not in founders]
            apart.append(sum(fate["step"] >= 0 for fate in fates) - sum(fate["step_without"] >= 0 for fate in fates))
        self.assertEqual(len(apart), 10)
        self.assertAlmostEqual(chance["mean"], statistics.mean(apart))
        self.assertAlmostEqual(chance["deviation"], statistics.stdev(apart))
        self.assertAlmostEqual(chance["high"], statistics.mean(apart) + 2.2621571628 * statistics.stdev(apart) * 1.1 ** 0.5)
        # of two founders: sets {} and {the other} by half each, so that the squares of weights add up to a half
        half = 2.2621571628 * statistics.stdev(apart) * 1.1 ** 0.5
        self.assertAlmostEqual(chance["shapley_high"], statistics.mean(apart) / 2 + half)

    def test_mistakes(self):
        self.succeed("run", "office.yaml", "--quiet")
        for words, message in (
                ([], "whatif: say what is left out, as --without agent:12, or ask for --credit"),
                (["--credit", "--without", "agent:3"], "whatif: --without and --credit exclude each other"),
                (["--without", "agent:3", "--shapley", "2"], "whatif: --shapley goes with --credit"),
                (["--without", "agent:3", "--without", "agent:3"], "--without: 'agent:3' is there twice"),
                (["--without", "agent:200"], "there is no agent '200'; they are numbered from 0 to 199"),
                (["--without", "community:0"], "there is no community in this run"),
                (["--without", "tie:3"], "tie:3: a tie is written as tie:3-7"),
                (["--without", "agnet:3"], "agnet:3: it is written as agent:12, tie:3-7, project:5, community:1 or practice:8; did you "
                                           "mean 'agent:'?")):
            self.fail_with(2, message, "whatif", "office.h5", *words)


if __name__ == "__main__":
    unittest.main()
