"""Opportunities and teams from a table: what it says happens, what it would have been drawn as changes nothing, it is kept whole in
results and studies, and what is wrong with it is told with its place. Also tests model/opportunities/arrive.c.

With the teams of a standards community beside the checkout ($SELFORG_DATA, or shared/data): each month has the teams that it had."""

import csv
import json
import os
import pathlib
import unittest
from collections import Counter, defaultdict

import h5py

from program.command import SOURCE, CommandTest

TEAMS = pathlib.Path(os.environ.get("SELFORG_DATA", SOURCE.parent / "shared/data")) / "rfc_teams.csv"

DRAWN = """\
selforg: 2
steps: 60
network: {kind: units, agents: 200, units: 4, mean_degree: 6}
landscape: {kind: nk, domains: 3, bits: 6, interactions: 1}
opportunities: {arrival_rate: 6, difficulty_mean: 2, worsening: 0.05}
projects: {max_duration: 8}
create: {making_rate: 0.05}
team: {min: 2, max: 4}
adoption: {rule: evidence}
"""
GIVEN = DRAWN.replace("arrival_rate: 6", "arrivals: teams.csv")

# Teams by chance: every opportunity that arises has one at once.
ASSEMBLED = """\
selforg: 2
steps: 60
network: {kind: random, agents: 300, mean_degree: 0}
landscape: {kind: listed, practices: {it: 1}}
start: {practice: last}
opportunities: {arrival_rate: 6, difficulty_mean: 0.01, difficulty_shape: 1000, systemic_probability: 0}
projects: {}
team: {rule: assembly, max: 5, sizes: {1: 2, 2: 3, 5: 1}, incumbent_probability: 0.6, idle_steps: 12}
"""

BY_NAME = """\
selforg: 2
steps: 9
network: {kind: file, edges: ties.csv, nodes: people.csv}
landscape: {kind: nk, bits: 6}
opportunities: {arrivals: teams.csv}
projects: {}
team: {rule: assembly, max: 3}
"""
TIES = "source,target\nAnn,Bo\nBo,Cy\nCy,Di\n"
PEOPLE = "node,unit\nAnn,north\nBo,north\nCy,far south\nDi,far south\n"


def rows_of(file, table):
    columns = {name: file[f"events/{table}/{name}"][()].tolist() for name in file[f"events/{table}"]}
    return [dict(zip(columns, values)) for values in zip(*columns.values())]


class GivenTeamsTest(CommandTest):
    def run_it(self, name, *options):
        """Digests of the run and of its state at the end, and the opened result."""
        self.write("run.yaml", name)
        self.succeed("run", "run.yaml", "-o", "run.h5", "--force", "--quiet", "--verify", *options)
        file = h5py.File(self.folder / "run.h5")
        self.addCleanup(file.close)
        return file["run/digest"].asstr()[()], file["run/digest_state"].asstr()[()], file

    def table(self, header, rows):
        self.write("teams.csv", "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n")

    def arisen(self, file):
        return [row for row in rows_of(file, "opportunity") if row["type"] == 0]

    def teams(self, file):
        """Of each opportunity the members of its first team, in their order."""
        members, first = defaultdict(list), {}
        for row in rows_of(file, "member"):
            members[row["project"]].append(row["member"])
        for row in rows_of(file, "project"):
            if row["type"] == 0:
                first.setdefault(row["opportunity"], row["project"])
        return {opportunity: members[project] for opportunity, project in first.items()}

    def test_what_would_have_been_drawn_changes_nothing(self):
        digest, state, file = self.run_it(DRAWN)
        arisen = [row for row in self.arisen(file) if row["type"] == 0]
        created = {row["opportunity"] for row in rows_of(file, "creation")}
        arisen = [row for row in arisen if row["opportunity"] not in created]
        drawn = [(row["step"], row["domain"], row["unit"], repr(row["difficulty"])) for row in arisen]
        self.assertGreater(len(drawn), 40)
        self.table("step,domain,unit,difficulty", drawn)
        for options in (), ("--threads", "1"), ("--threads", "4"):
            self.assertEqual(self.run_it(GIVEN, *options)[:2], (digest, state))
        self.table("step", [row[:1] for row in drawn])
        self.assertEqual(self.run_it(GIVEN)[:2], (digest, state))
        for column, name in ((1, "domain"), (2, "unit"), (3, "difficulty")):
            other = list(drawn[5])
            other[column] = 1 if other[column] == 0 else 0 if column < 3 else 17
            self.table("step,domain,unit,difficulty", [*drawn[:5], other, *drawn[6:]])
            self.assertNotEqual(self.run_it(GIVEN)[0], digest, name)

    def test_skills_and_size_are_as_given(self):
        self.table("step,size,skills", [(1, 3, "0 1"), (1, 2, ""), (2, "", "5")])
        digest, _, file = self.run_it(GIVEN.replace("min: 2, max: 4", "min: 1, max: 4, patience: 60"))
        sizes = Counter(row["project"] for row in rows_of(file, "member"))
        self.assertTrue(sizes)
        self.table("step,size,skills", [(1, 3, "0 1"), (1, 2, ""), (2, "", "6")])
        self.assertNotEqual(self.run_it(GIVEN.replace("min: 2, max: 4", "min: 1, max: 4, patience: 60"))[0], digest)

    def test_given_sizes_are_the_teams(self):
        sizes = [(step, 1 + (7 * step + k) % 5) for step in range(1, 61) for k in range(step % 4)]
        self.table("step,size", sizes)
        _, _, file = self.run_it(ASSEMBLED.replace("arrival_rate: 6", "arrivals: teams.csv"))
        teams = self.teams(file)
        self.assertEqual([(row["step"], len(teams[row["opportunity"]])) for row in self.arisen(file)], sizes)

    def test_first_as_they_were_then_the_model(self):
        digest, state, file = self.run_it(ASSEMBLED)
        teams = self.teams(file)
        observed = [(row["step"], " ".join(map(str, teams[row["opportunity"]]))) for row in self.arisen(file)
                    if row["step"] <= 30]
        self.assertGreater(len(observed), 30)
        self.table("step,members", observed)
        then = ASSEMBLED.replace("arrival_rate: 6", "arrivals: teams.csv") + \
            "interventions: {31: {opportunities.arrival_rate: 6}}\n"
        _, given_state, given = self.run_it(then)
        self.assertEqual(given_state, state)
        self.assertEqual(self.teams(given), teams)
        observed[3] = (observed[3][0], "299 298")
        self.table("step,members", observed)
        self.assertNotEqual(self.run_it(then)[1], state)

    def test_seats_that_are_left_are_filled_by_the_model(self):
        self.table("step,size,members", [(1, 2, "7 3"), (2, 4, "3 9"), (3, "", "")])
        _, _, file = self.run_it(ASSEMBLED.replace("arrival_rate: 6", "arrivals: teams.csv"))
        teams = self.teams(file)
        self.assertEqual((teams[0], teams[1][:2], len(teams[1]), len(set(teams[1]))), ([7, 3], [3, 9], 4, 4))
        self.assertIn(len(teams[2]), (1, 2, 5))
        words = [row["type"] for row in rows_of(file, "member") if row["project"] == 0]
        self.assertEqual(words[0], 0)  # who is named first founds it

    def test_where_a_named_team_fails_the_next_is_the_models(self):
        self.table("step,members", [(1, "7 3 8")])
        _, _, file = self.run_it(ASSEMBLED.replace("arrival_rate: 6, difficulty_mean: 0.01", "arrivals: teams.csv, difficulty_mean: 100")
                                 + "experiment: {resources: 2}\n")
        members = defaultdict(list)
        for row in rows_of(file, "member"):
            if row["type"] in (0, 4, 5, 6):
                members[row["project"]].append(row["member"])
        self.assertEqual(members[0], [7, 3, 8])
        self.assertGreater(len(members), 2)
        self.assertTrue(all(set(members[project]) != {7, 3, 8} for project in members if project > 0), members)
        self.assertGreater(len({len(team) for team in members.values()}), 1)

    def by_name(self, table):
        self.write("named.yaml", BY_NAME)
        self.write("ties.csv", TIES)
        self.write("people.csv", PEOPLE)
        self.write("teams.csv", table)

    def test_people_and_units_have_the_names_of_the_network(self):
        self.by_name("step,unit,members\n1,far south,Di Ann\n2,north,\n2,,Cy\n")
        self.succeed("run", "named.yaml", "-o", "run.h5", "--verify", "--quiet")
        with h5py.File(self.folder / "run.h5") as file:
            labels = file["agents/label"].asstr()[()].tolist()
            units = file["input/network/unit_label"].asstr()[()].tolist()
            teams = self.teams(file)
            self.assertEqual([labels[member] for member in teams[0]], ["Di", "Ann"])
            self.assertEqual([labels[member] for member in teams[2]], ["Cy"])
            self.assertEqual([units[row["unit"]] for row in self.arisen(file)][:2], ["far south", "north"])
            kept = file["parameters/opportunities.arrivals"].asstr()[()]
        self.assertEqual(kept, "step,unit,members;1,far south,Di Ann;2,north,;2,,Cy")
        for name in ("teams.csv", "ties.csv", "people.csv"):
            (self.folder / name).unlink()
        self.assertIn("the same", self.succeed("rerun", "run.h5"))
        self.succeed("verify", "run.h5")

    def test_what_a_run_would_refuse_check_refuses(self):
        place = "named.yaml:5:17: opportunities.arrivals: "
        for table, message in [
            ("step,members\n1,Ann\n2,Bo Di Anne\n",
             place + "teams.csv:3:2: members: 'Anne' is no person of the network; did you mean 'Ann'?"),
            ("step,unit\n1,nort\n", place + "teams.csv:2:2: unit: 'nort' is no unit of the network; did you mean 'north'?"),
            ("step,member\n1,Ann\n", "named.yaml:5:27: opportunities.arrivals: teams.csv:1:2: 'member' is no column of "
             "opportunities; did you mean 'members'?; there are step, size, domain, unit, difficulty, skills, members"),
            ("step,size\n1,2\n2,4\n", place + "teams.csv:3:2: size: 4 must be at most team.max, which is 3"),
            ("step,domain\n1,0\n", place + "teams.csv:1:2: domain has no effect: there is one domain (landscape.domains)"),
        ]:
            self.by_name(table)
            self.fail_with(2, message, "check", "named.yaml")
            self.fail_with(2, message, "run", "named.yaml", "-o", "run.h5")

    def test_a_study_keeps_it_and_refuses_what_its_runs_would(self):
        study = "selforg: 2\nbase: named.yaml\nconditions: {given: {}, none: {opportunities.arrivals: ''}}\n" \
                "replicates: 2\noutcomes: [opportunities_arrived_final]\n"
        self.by_name("step,members\n1,Ann\n2,Bo\n")
        self.write("study.yaml", study)
        self.succeed("sweep", "study.yaml", "-o", "runs")
        (self.folder / "teams.csv").unlink()
        self.succeed("collect", "runs")
        self.assertRegex(self.succeed("analyze", "runs/study.h5"), "given +2.000 ")
        self.by_name("step,members\n1,Anne\n")
        self.write("study.yaml", study)
        for option in ["--dry-run"], []:
            result = self.call("sweep", "study.yaml", "-o", "others", *option)
            self.assertEqual(result.returncode, 2, result)
            self.assertIn("opportunities.arrivals: teams.csv:2:2: members: 'Anne' is no person of the network", result.stderr)
            self.assertNotIn("others", self.files())

    def test_a_stopped_run_goes_on_without_it(self):
        self.table("step,size,domain", [(step, 1 + step % 4, step % 3) for step in range(1, 6000)])
        self.write("long.yaml", GIVEN.replace("agents: 200", "agents: 3000").replace("create: {making_rate: 0.05}\n", ""))
        steps = 3000
        # As many steps as this machine does not do in the shortest time that can be asked for.
        while self.call("run", "long.yaml", "--quiet", "--steps", steps, "-o", "part.h5", "--force", "--max-time",
                        "1").returncode != 75:
            steps *= 3
        self.assertEqual(self.call("run", "long.yaml", "--quiet", "--steps", steps, "-o", "whole.h5").returncode, 0)
        (self.folder / "teams.csv").unlink()
        self.succeed("resume", "part.h5", "--force", "--quiet")
        with h5py.File(self.folder / "whole.h5") as whole, h5py.File(self.folder / "part.h5") as part:
            self.assertEqual(whole["run/checksum"][()], part["run/checksum"][()])

    def test_what_was_read_is_told(self):
        self.table("step,size", [(1, 2), (7, ""), (61, 1), (99, 1)])
        self.write("given.yaml", GIVEN)
        result = self.call("check", "given.yaml")
        self.assertIn("  opportunities: 4 given, the last in step 99: step, size\n", result.stdout)
        self.assertEqual(result.stderr, "note: 2 of 4 opportunities that are given come after the last step, 60\n")

    def test_what_is_written_by_hand_does_the_same(self):
        self.table("step,size", [(1, 2), (7, ""), (7, 3)])
        digest = self.run_it(GIVEN)[0]
        self.assertEqual(self.run_it(GIVEN.replace("teams.csv", "'step,size; 1,2; 7,; 7,3'"))[0], digest)
        self.assertEqual(self.run_it(DRAWN.replace("arrival_rate: 6, ", ""), "--set", "opportunities.arrivals=teams.csv")[0],
                         digest)
        self.assertNotEqual(self.run_it(GIVEN.replace("arrivals:", "arrival_rate: 6, arrivals:"))[0], digest)

    def test_a_page_is_given_the_rows(self):
        self.table("step,size", [(1, 2), (7, ""), (7, 3)])
        self.write("given.yaml", GIVEN)
        self.write("page.html", '<script type="application/json" id="scenario"></script>')
        self.succeed("view", "given.yaml", "--page", "page.html")
        inside = (self.folder / "given.html").read_text().split(">", 1)[1].rsplit("<", 1)[0]
        self.assertEqual(json.loads(inside)["opportunities"]["arrivals"], "step,size;1,2;7,;7,3")

    def test_the_example_of_the_page_runs(self):
        page = (SOURCE / "scenarios/inputs.md").read_text().split("## Opportunities and teams\n")[1]
        scenario, table = (page.split(f"```{kind}\n")[1].split("```")[0] for kind in ("yaml", "csv"))
        self.write("teams.csv", table)
        teams = self.teams(self.run_it(scenario)[2])
        self.assertEqual((teams[0], teams[1], teams[2][:2], len(teams[2]), len(teams[3])), ([15, 16], [4], [16, 2], 4, 3))
        self.assertGreater(len(teams), 20)

    def test_the_model_is_described_with_it(self):
        self.table("step,members", [(1, "2 3")])
        self.write("given.yaml", ASSEMBLED.replace("arrival_rate: 6", "arrivals: teams.csv"))
        told = self.succeed("describe", "odd", "given.yaml")
        self.assertIn("Opportunities are given (step,members;1,2 3)", told)
        self.assertIn("Opportunities, a row each, the first of which names the columns: step,members;1,2 3.", told)


@unittest.skipUnless(TEAMS.exists(), "the teams of a standards community are not beside the checkout")
class ObservedTeamsTest(CommandTest):
    STEPS = 276  # months from January 1969: to the end of 1991

    def test_each_month_has_the_teams_that_it_had(self):
        with TEAMS.open() as file:
            teams = [((int(row["year"]) - 1969) * 12 + int(row["month"]), [int(number) for number in row["members"].split()])
                     for row in csv.DictReader(file)]
        teams = sorted((team for team in teams if 1 <= team[0] <= self.STEPS and team[1]), key=lambda team: team[0])
        people = 1 + max(max(members) for _, members in teams)
        self.write("teams.csv", "step,members\n" + "".join(f"{month},{' '.join(map(str, m))}\n" for month, m in teams))
        self.write("teams.yaml", f"""\
selforg: 2
steps: {self.STEPS}
step_length: month
network: {{kind: random, agents: {people}, mean_degree: 0}}
landscape: {{kind: listed, practices: {{it: 1}}}}
opportunities: {{arrivals: teams.csv, skills_needed: 0, difficulty_mean: 0.01, difficulty_shape: 1000, systemic_probability: 0}}
projects: {{}}
team: {{rule: assembly, max: {max(len(members) for _, members in teams)}, idle_steps: 24}}
""")
        self.succeed("run", "teams.yaml", "-o", "teams.h5", "--quiet", "--verify")
        with h5py.File(self.folder / "teams.h5") as file:
            founded = [(row["step"], row["project"]) for row in rows_of(file, "project") if row["type"] == 0]
            members = defaultdict(list)
            for row in rows_of(file, "member"):
                members[row["project"]].append(row["member"])
        self.assertEqual([(step, members[project]) for step, project in founded], teams)


if __name__ == "__main__":
    unittest.main()
