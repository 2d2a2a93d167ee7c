"""What a table says of people: it is taken by the names that the scenario says, kept in the result, and refused with its line
where it cannot be. Also tests io/draft/traits.c.

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
            (PEOPLE.replace("d,2,", "d,two,"), 'people.csv:5: own: "two" is no number from 0 to 1e+09 (network.threshold_column)'),
            (PEOPLE.replace("d,2,0", "d,2,7"), 'people.csv:5: began: "7" is no number from 0 to 1 (network.user_column)'),
            (PEOPLE.replace("own", "owns"), 'people.csv:1: there is no column "own"; did you mean "owns"?'),
            (PEOPLE.replace("age", "own"), 'people.csv:1: the column "own" is there twice'),
            ("node,own,began\na,,1\nb,NA,0\nc,,0\nd,,0\n", 'ties.csv: nobody has a "own" (network.threshold_column)'),
        ]:
            self.write("people.csv", text)
            self.fail_with(2, message, "check", "given.yaml")

    def test_what_would_have_no_effect_is_refused(self):
        for settings, message in [
            (["adoption.rule=contact"], "network.threshold_column: own has no effect: adoption.accept.by is each"),
            (["network.opinion_column=age"], "network.opinion_column: age has no effect: nobody has an opinion"),
            (["start.users=1"], "does not go with the other: network.user_column says who begins"),
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
        self.succeed("run", "given.yaml", "-o", "given.h5", "--quiet", "--verify")
        with h5py.File(self.folder / "given.h5") as file:
            label = file["agents/label"].asstr()[()]
            rows = file["events/adoption"]
            obtained = {label[agent]: int(step) for agent, step in zip(rows["learner"][()], rows["step"][()])}
        self.assertEqual(obtained, steps)
        self.assertGreater(len(steps), 80)


if __name__ == "__main__":
    unittest.main()
