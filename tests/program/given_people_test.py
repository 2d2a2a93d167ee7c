"""What a table says of people: it is taken by the names that the scenario says, kept in the result, and refused with its line
where it cannot be; beside a network from a file, and where the network is made. Also tests network/people.c.

With the survey of physicians beside the checkout ($SELFORG_DATA, or shared/data): with the thresholds that they showed (Valente
1996, doi:10.1016/0378-8733(95)00256-1), each takes up the drug when a model of thresholds written here has it."""

import csv
import os
import pathlib
import unittest

import h5py
import numpy as np

from program.command import SOURCE, CommandTest

DATA = pathlib.Path(os.environ.get("SELFORG_DATA", SOURCE.parent / "shared/data"))

SCENARIO = """\
selforg: 2
steps: 6
network: {kind: file, edges: ties.csv, nodes: people.csv, threshold_column: own, user_column: began}
adoption: {rule: threshold, accept: {measure: count, threshold: 50}}
"""

TIES = "source,target\na,b\nb,c\nc,d\nb,d\n"
PEOPLE = "node,own,began,age\na,9,1,40\nb,1,0,41\nc,1,,42\nd,2,0,43\n"


class GivenPeopleTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("given.yaml", SCENARIO)
        self.write("ties.csv", TIES)
        self.write("people.csv", PEOPLE)

    def users(self, name):
        with h5py.File(self.folder / name) as file:
            return list(np.asarray(file["users"]).reshape(len(file["step"])).astype(int))

    def test_people_are_as_the_table_says(self):
        self.succeed("run", "given.yaml", "-o", "given.h5", "--verify", "--quiet")
        self.assertEqual(self.users("given.h5")[:4], [1, 2, 3, 4])  # a began, b and c need one, d needs two
        for name in ("ties.csv", "people.csv"):
            (self.folder / name).unlink()
        self.assertIn("the same", self.succeed("rerun", "given.h5"))
        self.succeed("verify", "given.h5")
        with h5py.File(self.folder / "given.h5") as file:
            kept = file["input/network"]
            self.assertEqual(list(kept["agent_threshold"]), [9, 1, 1, 2])
            np.testing.assert_array_equal(kept["agent_user"], [1, 0, np.nan, 0])

    def test_what_was_read_is_told(self):
        out = self.succeed("check", "given.yaml")
        self.assertIn("used: node, own, began", out)
        self.assertIn("ignored: age", out)
        self.assertIn('1 without "began" is as if it were not given', out)

    def test_numbers_may_have_a_decimal_comma(self):
        self.write("people.csv", "node;own;began\na;0,5;1\nb;1,0;0\nc;1;0\nd;2;0\n")
        self.succeed("run", "given.yaml", "-o", "given.h5", "--quiet")
        with h5py.File(self.folder / "given.h5") as file:
            self.assertEqual(list(file["input/network/agent_threshold"]), [0.5, 1, 1, 2])

    def test_a_graph_may_say_it_too(self):
        nodes = "".join(f'<node id="{name}"><data key="o">{own}</data><data key="b">{began}</data></node>'
                        for name, own, began in [("a", 9, 1), ("b", 1, 0), ("c", 1, 0), ("d", 2, 0)])
        ties = "".join(f'<edge source="{one}" target="{other}"/>' for one, other in ["ab", "bc", "cd", "bd"])
        self.write("given.graphml", '<graphml><key id="o" for="node" attr.name="own" attr.type="double"/>'
                   '<key id="b" for="node" attr.name="began" attr.type="int"/>'
                   f'<graph edgedefault="undirected">{nodes}{ties}</graph></graphml>')
        self.succeed("run", "given.yaml", "-o", "given.h5", "--quiet", "--set", "network.edges=given.graphml",
                     "--set", "network.nodes=")
        self.assertEqual(self.users("given.h5")[:4], [1, 2, 3, 4])

    def test_what_cannot_be_is_refused_with_its_place(self):
        for text, message in [
            (PEOPLE.replace("d,2,", "d,two,"), 'people.csv:5:2: own: "two" is no number from 0 to 1e+09 (network.threshold_column)'),
            (PEOPLE.replace("d,2,0", "d,2,7"), 'people.csv:5:3: began: "7" is no whole number from 0 to 1 (network.user_column)'),
            (PEOPLE.replace("own", "owns"), 'people.csv:1: there is no column "own"; did you mean \'owns\'?'),
            (PEOPLE.replace("age", "own"), 'people.csv:1:4: the column "own" is there twice'),
            ("node,own,began\na,,1\nb,NA,0\nc,,0\nd,,0\n", 'people.csv: nobody has a "own" (network.threshold_column)'),
        ]:
            self.write("people.csv", text)
            self.fail_with(2, f"given.yaml:3:40: network.nodes: {message}", "check", "given.yaml")

    def test_what_would_have_no_effect_is_refused(self):
        for settings, message in [
            (["adoption.rule=contact"], "network.threshold_column: own has no effect: adoption.accept.by is each"),
            (["network.opinion_column=age"], "network.opinion_column: age has no effect: nobody has an opinion"),
            (["start.users=1"], "start.users: 1 does not go with network.user_column, which is began: network.user_column says who begins"),
            (["network.nodes="], '"own" is asked for, a column of network.nodes, which is not given'),
        ]:
            with self.subTest(settings):
                options = [word for setting in settings for word in ("--set", setting)]
                result = self.call("check", "given.yaml", *options)
                self.assertEqual(result.returncode, 2, result)
                self.assertIn(message, result.stderr)

    def test_a_study_may_vary_the_column(self):
        self.write("people.csv", "node,own,late,began\na,9,9,1\nb,1,1,0\nc,1,3,0\nd,2,3,0\n")
        self.write("study.yaml", "selforg: 2\nbase: given.yaml\nvary: {network.threshold_column: [own, late]}\nreplicates: 2\n"
                   "outcomes: [users_final]\n")
        self.succeed("sweep", "study.yaml", "-o", "runs")
        self.succeed("collect", "runs")
        with h5py.File(self.folder / "runs/study.h5") as file:
            self.assertEqual(sorted(set(np.asarray(file["users_final"]).ravel().tolist())), [2, 4])


MADE = """\
selforg: 2
steps: 6
network: {kind: units, agents: 7, units: 2, mean_degree: 2, within_unit_fraction: 1, nodes: people.csv, threshold_column: own, user_column: began}
adoption: {rule: threshold, accept: {measure: count, threshold: 50}}
"""


class MadeNetworkTest(CommandTest):
    """People of a table among whom a network is made."""

    def setUp(self):
        super().setUp()
        self.write("made.yaml", MADE)
        self.write("people.csv", "name,unit,own,began,age\nEve,south,1,0,1\nAnn,north,9,1,2\nFay,north,1,0,3\nCy,north,1,,4\n"
                   "Di,south,2,0,5\nBo,north,1,0,6\nGil,south,3,,7\n")

    def test_people_are_as_the_table_says_and_in_its_units(self):
        self.succeed("run", "made.yaml", "-o", "made.h5", "--verify", "--quiet", "--set", "observe.snapshots.ties=true")
        (self.folder / "people.csv").unlink()
        self.assertIn("the same", self.succeed("rerun", "made.h5"))
        with h5py.File(self.folder / "made.h5") as file:
            self.assertEqual(list(file["agents/label"].asstr()), ["Ann", "Bo", "Cy", "Fay", "Di", "Eve", "Gil"])
            self.assertEqual(list(file["input/network/agent_unit"]), [0, 0, 0, 0, 1, 1, 1])
            self.assertEqual(list(file["input/network/agent_threshold"]), [9, 1, 1, 1, 2, 1, 3])
            self.assertEqual(len(file["input/network/source"]), 0)
            unit = np.array([0, 0, 0, 0, 1, 1, 1])
            ties = file["snapshots/ties"]
            np.testing.assert_array_equal(unit[ties["source"][()]], unit[ties["target"][()]])  # the share within units is 1
            self.assertEqual(set(unit[ties["source"][()]]), {0, 1})

    def test_what_was_read_is_told(self):
        out = self.succeed("check", "made.yaml")
        self.assertIn("people from people.csv: 7 nodes, 2 units; used: name, unit, own, began; ignored: age; "
                      '2 without "began" are as if it were not given', out)
        self.assertIn("What people are like is read from people.csv.", self.succeed("describe", "odd", "made.yaml"))

    def test_a_table_without_units_changes_no_tie(self):
        self.write("people.csv", "id,own,began\n" + "".join(f"{n},1,{int(n == 0)}\n" for n in range(7)))
        self.write("plain.yaml", MADE.replace(", nodes: people.csv, threshold_column: own, user_column: began", "")
                   .replace("steps: 6", "steps: 6\nstart: {users: 1, placement: first}").replace("threshold: 50", "threshold: 1"))
        for name in ("made", "plain"):
            self.succeed("run", f"{name}.yaml", "-o", f"{name}.h5", "--quiet", "--set", "observe.snapshots.ties=true")
        with h5py.File(self.folder / "made.h5") as made, h5py.File(self.folder / "plain.h5") as plain:
            for column in ("source", "target"):
                np.testing.assert_array_equal(made[f"snapshots/ties/{column}"], plain[f"snapshots/ties/{column}"])
            np.testing.assert_array_equal(made["users"], plain["users"])

    def test_what_cannot_be_is_refused(self):
        for settings, message in [
            (["network.agents=8"], "people.csv has 7 people, and network.agents is 8: they must be as many"),
            (["network.units=3"], "people.csv has 2 units, and network.units is 3: they must be as many"),
            (["network.nodes=", "network.within_unit_fraction=0.5"], "own has no effect: there is no table of people (network.nodes), and network.kind is units; file uses it"),
            (["network.weight=age"], "network.weight: age has no effect: network.kind is units; file uses it"),
        ]:
            with self.subTest(settings):
                result = self.call("check", "made.yaml", *[word for setting in settings for word in ("--set", setting)])
                self.assertEqual(result.returncode, 2, result)
                self.assertIn(message, result.stderr)
        self.write("page.html", '<script type="application/json" id="scenario"></script>')
        self.fail_with(2, "made.yaml: network.nodes: the page makes its people and networks itself, and takes none from a file",
                       "view", "made.yaml", "--page", "page.html")

    def test_a_study_may_vary_the_network(self):
        self.write("study.yaml", "selforg: 2\nbase: made.yaml\nset: {network.within_unit_fraction: 0.5}\n"
                   "vary: {network.kind: [units, complete]}\nreplicates: 2\noutcomes: [users_final]\n")
        self.assertEqual(self.call("sweep", "study.yaml", "-o", "runs").returncode, 0)
        with h5py.File(self.folder / "runs/study.h5") as file:
            self.assertEqual(file["users_final"][()][file["config_id"][()] == 1].tolist(), [7, 7])  # complete: all hear Ann
        self.write("study.yaml", "selforg: 2\nbase: made.yaml\nvary: {network.agents: [7, 9]}\noutcomes: [users_final]\n")
        self.fail_with(2, "made.yaml:3:86: network.nodes: people.csv has 7 people, and network.agents is 9: they must be as many", "sweep", "study.yaml", "--dry-run")


class ObservedTest(CommandTest):
    """When each took it up, from a column: as it was, and then as the model says."""

    def setUp(self):
        super().setUp()
        self.write("seen.yaml", "selforg: 2\nsteps: 30\nseed: 3\nnetwork: {kind: complete, agents: 8, nodes: people.csv, adopted_column: when}\n"
                   "adoption: {rule: contact, accept: {beta: 1}}\nobserve: {snapshots: {}}\n")
        self.write("people.csv", "id,when\n0,0\n1,4\n2,4\n3,9\n4,\n5,NA\n6,25\n7,30\n")

    def adoptions(self, name):
        with h5py.File(self.folder / name) as file:
            rows = file["events/adoption"]
            words = dict(zip(rows["channel"].attrs["flag_values"], rows["channel"].attrs["flag_meanings"].split()))
            return [(int(step), int(who), words[how]) for step, who, how in
                    zip(rows["step"][()], rows["learner"][()], rows["channel"][()])]

    def test_each_takes_it_up_when_it_was_and_the_others_by_the_model(self):
        self.succeed("run", "seen.yaml", "-o", "seen.h5", "--quiet", "--verify")
        self.assertEqual(sorted(self.adoptions("seen.h5")), [
            (0, 0, "initial"), (1, 4, "word_of_mouth"), (1, 5, "word_of_mouth"), (4, 1, "external"), (4, 2, "external"),
            (9, 3, "external"), (25, 6, "external"), (30, 7, "external")])
        (self.folder / "people.csv").unlink()
        self.assertIn("the same", self.succeed("rerun", "seen.h5"))
        self.succeed("verify", "seen.h5")

    def test_a_share_above_one_is_told(self):
        self.write("people.csv", "id,t\n0,0\n1,40\n2,0.5\n3,1\n4,7\n")
        self.write("shares.yaml", "selforg: 2\nsteps: 3\nnetwork: {kind: ring, agents: 5, mean_degree: 2, nodes: people.csv, "
                   "threshold_column: t}\nadoption: {rule: threshold}\n")
        told = "note: the threshold in network.threshold_column is above 1, a share that is never reached, for 2 of 5 people\n"
        self.assertEqual(self.call("check", "shares.yaml").stderr, told)
        self.assertEqual(self.call("check", "shares.yaml", "--set", "adoption.accept.measure=count").stderr, "")

    def test_who_comes_after_the_last_step_is_told(self):
        told = "note: the step in network.adopted_column comes after the last one, 29, for 1 of 8 people\n"
        for command in (["check"], ["run", "-o", "seen.h5", "--progress", "none"]):
            self.assertEqual(self.call(*command, "seen.yaml", "--steps", "29").stderr, told)
            self.succeed(*command, "seen.yaml", "--force" if "run" in command else "--steps=30")

    def test_the_model_goes_on_where_a_schedule_lets_it(self):
        self.succeed("run", "seen.yaml", "-o", "seen.h5", "--quiet", "--set", "adoption.accept.beta=0",
                     "--set", "interventions={11: {adoption.accept.beta: 1}}")
        self.assertEqual([row for row in self.adoptions("seen.h5") if row[0] > 9],
                         [(11, 4, "word_of_mouth"), (11, 5, "word_of_mouth"), (25, 6, "external"), (30, 7, "external")])

    def test_a_run_that_is_cut_goes_on_alike(self):
        whole = self.succeed("run", "seen.yaml", "-o", "whole.h5", "--threads", "2", "--json")
        again = self.succeed("run", "seen.yaml", "-o", "again.h5", "--threads", "1", "--json")
        digest = [line for line in whole.splitlines() if '"digest"' in line]
        self.assertEqual(digest, [line for line in again.splitlines() if '"digest"' in line])
        self.assertTrue(digest)

    def test_what_cannot_be_is_refused(self):
        for settings, message in [
            (["start.users=1"], "network.adopted_column: says who begins with the first practice, too: it does not go with start.users"),
            (["adoption=absent"], "network.adopted_column: when has no effect: nobody takes anything up"),
            (["adoption.rule=evidence", "landscape.kind=nk"], "network.adopted_column: when has no effect: adoption.choose.from is mind"),
        ]:
            with self.subTest(settings):
                result = self.call("check", "seen.yaml", *[word for setting in settings for word in ("--set", setting)])
                self.assertEqual(result.returncode, 2, result)
                self.assertIn(message.split(": ", 1)[1], result.stderr)
        self.fail_with(2, 'seen.yaml:4:38: network.nodes: people.csv:1: there is no column "whan"; did you mean \'when\'?', "check", "seen.yaml", "--set", "network.unit_column=whan")
        self.write("people.csv", "id,when\n0,0\n1,4.5\n2,4\n3,9\n4,\n5,NA\n6,25\n7,99\n")
        self.fail_with(2, 'seen.yaml:4:38: network.nodes: people.csv:3:2: when: "4.5" is no whole number from 0 to 1e+07 (network.adopted_column)', "check", "seen.yaml")


class GivenTrustTest(CommandTest):
    """The trust of ties from a column."""

    def setUp(self):
        super().setUp()
        self.write("trust.yaml", "selforg: 2\nsteps: 1\nnetwork: {kind: file, edges: ties.csv, trust_column: close}\n"
                   "projects: {}\nopportunities: {}\nlandscape: {}\nadoption: {rule: evidence}\nobserve: {snapshots: {ties: true}}\n")
        self.write("ties.csv", "source,target,close,weight\na,b,0.2,9\nb,c,0.9,1\nc,b,0.5,1\nc,d,1,3\n")

    def test_ties_start_with_the_trust_that_the_file_says(self):
        out = self.succeed("check", "trust.yaml")
        self.assertIn("1 duplicate (the mean of their trust)", out)
        self.assertIn("used: source, target, close; ignored: weight", out)
        self.succeed("run", "trust.yaml", "-o", "trust.h5", "--quiet")
        (self.folder / "ties.csv").unlink()
        self.assertIn("the same", self.succeed("rerun", "trust.h5"))
        with h5py.File(self.folder / "trust.h5") as file:
            tie, first = file["snapshots/ties"], file["snapshots/ties/step"][()] == 0
            trust = {(int(s), int(t)): round(float(v), 6) for s, t, v in
                     zip(tie["source"][first], tie["target"][first], tie["trust"][first])}
        self.assertEqual(trust[0, 1], 0.2)
        self.assertEqual(trust[1, 2], 0.7)
        self.assertEqual(trust[2, 3], 1)

    def test_what_cannot_be_is_refused(self):
        for settings, message in [
            (["network.weight=weight"], "network.weight: weight has no effect: network.trust_column says what trust ties have"),
            (["network.trust_column=closer"], 'ties.csv:1: there is no column "closer"; did you mean \'close\'?'),
            (["network.trust_column=weight"], 'ties.csv:2:4: the weight "9" of the tie a-b is not a number above 0 and at most 1'),
            (["projects=absent", "opportunities=absent", "adoption.rule=voter"], "network.trust_column: close has no effect: it matters in"),
        ]:
            with self.subTest(settings):
                result = self.call("check", "trust.yaml", *[word for setting in settings for word in ("--set", setting)])
                self.assertEqual(result.returncode, 2, result)
                self.assertIn(message, result.stderr)
        self.write("ties.csv", "source,target,close\na,b,9\n")
        self.fail_with(2, 'trust.yaml:3:23: network.edges: ties.csv:2:3: the close "9" of the tie a-b is not a number above 0 and at most 1', "check", "trust.yaml")


def survey():
    """Physicians of four cities, whom each named, and the month of each one's first prescription; 18: none."""
    with open(DATA / "med_innovations_nodes.csv") as file:
        month = {row["node"]: int(row["toa"]) for row in csv.DictReader(file)}
    with open(DATA / "med_innovations_edges.csv") as file:
        named = {(row["source"], row["target"]) for row in csv.DictReader(file)}
    return month, {one: sorted(other for who, other in named if who == one and other in month) for one in month}


@unittest.skipUnless((DATA / "med_innovations_nodes.csv").exists(), "the survey of physicians is not beside the checkout")
class PhysiciansTest(CommandTest):
    def test_observed_thresholds_make_the_diffusion_that_a_plain_model_makes(self):
        month, named = survey()
        began = {one for one in month if month[one] == 1}
        threshold = {one: sum(month[other] < month[one] for other in named[one]) / len(named[one])
                     if named[one] and month[one] < 18 else 2 for one in month}
        users, steps = set(began), {one: 0 for one in began}
        for step in range(1, 18):
            new = {one for one in month if one not in users and
                   (threshold[one] <= 0 or
                    (named[one] and sum(other in users for other in named[one]) >= threshold[one] * len(named[one]) - 1e-9))}
            steps.update(dict.fromkeys(new, step))
            users |= new
        self.write("people.csv", "node,own,began\n" + "".join(
            f"{one},{threshold[one]!r},{int(one in began)}\n" for one in month))
        self.write("ties.csv", "from,to\n" + "".join(  # who is named tells who names
            f"{other},{one}\n" for one in month for other in named[one]))
        self.write("given.yaml", """\
selforg: 2
steps: 17
step_length: month
network: {kind: file, edges: ties.csv, nodes: people.csv, directed: true, threshold_column: own, user_column: began}
adoption: {rule: threshold, accept: {measure: share}}
""")
        result = self.call("run", "given.yaml", "-o", "given.h5", "--quiet", "--verify")
        never = sum(value > 1 for value in threshold.values())
        self.assertEqual((result.returncode, result.stderr.count(f"for {never} of {len(month)} people")), (0, 1), result)
        with h5py.File(self.folder / "given.h5") as file:
            label = file["agents/label"].asstr()[()]
            rows = file["events/adoption"]
            obtained = {label[agent]: int(step) for agent, step in zip(rows["learner"][()], rows["step"][()])}
        self.assertEqual(obtained, steps)
        self.assertGreater(len(steps), 80)


if __name__ == "__main__":
    unittest.main()
