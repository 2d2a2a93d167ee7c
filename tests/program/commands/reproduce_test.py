"""selforg reproduce: the replications that come with the program, with few replicates; and what it says and ends with.
reproduce_heavy_test has every one with all its replicates."""

import csv
import io
import json
import re
import unittest

from program.command import SOURCE, CommandTest

REPLICATIONS = SOURCE / "scenarios/replications"
# These take as long as all others together, however few their replicates may be before they say nothing.
LONG = {"granovetter", "lazer_friedman", "recipes"}

STUDY = """\
selforg: 2
title: A ring
doi: 10.1000/none
differs: It is no model of anybody.
scenario:
  steps: 3
  network: {kind: ring, agents: 20, mean_degree: 2}
  start: {users: 1}
  adoption: {rule: contact, accept: {beta: 1}}
replicates: 3
outcomes: [adopters_final]
expect:
  - {outcome: adopters_final, value: %s, exact: true, source: "counted, by hand"}
quick: {replicates: %d}
"""


class ReplicateTest(CommandTest):
    def write_study(self, name, value, quick=2):
        (self.folder / "replications").mkdir(exist_ok=True)
        self.write(f"replications/{name}.yaml", STUDY % (value, quick))

    def test_those_that_come_with_the_program(self):
        """Their seeds are fixed, so what passes once passes always."""
        findings = []
        for path in sorted(REPLICATIONS.glob("*.yaml")):
            if path.stem in LONG:
                self.assertEqual(self.call("sweep", path, "--dry-run").returncode, 0, path)
                continue
            (finding,) = json.loads(self.succeed("reproduce", path, "--quick", "--json"))
            self.assertEqual(finding["name"], path.stem)
            findings.append(finding)
        self.assertGreater(len(findings), 30)
        for finding in findings:
            if finding["absent"]:
                print(f"{finding['name']}: skipped, {finding['absent']} is not there")
                self.assertEqual(finding["rows"], [])
        for finding in findings:
            self.assertTrue(finding["doi"] and finding["differs"] and finding["title"], finding["name"])
            self.assertEqual(finding["failed_runs"], 0)
            for row in finding["rows"]:
                self.assertIn(row["verdict"], {"passes", "explained", "open"}, (finding["name"], row))

    def test_what_is_met_and_what_is_not(self):
        self.write_study("one", 6)
        self.assertIn("1 of 1 expectations are met, 0 are not but explained, 0 are left open.", self.succeed("reproduce", "--scenarios", "."))
        self.write_study("two", 7)
        result = self.call("reproduce", "--scenarios", ".")
        self.assertEqual((result.returncode, result.stderr), (1, "selforg: 1 of 2 expectations are not met\n"))
        self.assertIn("one: A ring\n  3 runs, 3 of each", result.stdout)
        self.assertRegex(result.stdout, r"FAILS +7 +exactly +6 \+-0 +adopters_final")
        self.assertIn("1 of 1", self.succeed("reproduce", "one", "--scenarios", "."))
        self.assertIn("1 of 1", self.succeed("reproduce", "replications/one.yaml"))

    def test_what_is_explained(self):
        self.write_study("one", '7, explained: "It is six, you see"')
        text = self.succeed("reproduce", "--scenarios", ".")
        self.assertIn("0 of 1 expectations are met, 1 are not but explained, 0 are left open.", text)
        self.assertRegex(text, r"explained +7 +exactly +6")
        self.assertIn("\n  explained: It is six, you see\n", text)
        ((row,),) = [one["rows"] for one in json.loads(self.succeed("reproduce", "one", "--scenarios", ".", "--json"))]
        self.assertEqual((row["verdict"], row["explained"]), ("explained", "It is six, you see"))
        (line,) = csv.DictReader(io.StringIO(self.succeed("reproduce", "--scenarios", ".", "--csv")))
        self.assertEqual((line["verdict"], line["explained"]), ("explained", "It is six, you see"))

    def test_data_that_are_not_there(self):
        """A replication of theirs is left out, and says so; nothing else is."""
        text = (STUDY % (6, 2)).replace("kind: ring, agents: 20, mean_degree: 2", "kind: ring, agents: 3, mean_degree: 2, nodes: data/people.csv, user_column: began")
        self.write("one.yaml", text.replace("  start: {users: 1}\n", "").replace("expect:", "data: data/people.csv\nexpect:"))
        text = self.succeed("reproduce", "./one.yaml")
        self.assertIn("one: A ring\n  left out: its data are not there: ./data/people.csv\n", text)
        self.assertIn("0 of 0 expectations are met", text)
        (one,) = json.loads(self.succeed("reproduce", "./one.yaml", "--json"))
        self.assertEqual((one["absent"], one["replicates"], one["rows"]), ("./data/people.csv", 0, []))
        self.fail_with(1, "./one.yaml: data: ./data/people.csv is not there", "sweep", "./one.yaml", "-o", "runs")
        (self.folder / "data").mkdir()
        self.write("data/people.csv", "id,began\n0,1\n1,0\n2,0\n")
        self.assertIn("expectations", self.call("reproduce", "./one.yaml").stdout + self.call("reproduce", "./one.yaml").stderr)
        (one,) = json.loads(self.call("reproduce", "./one.yaml", "--json").stdout)
        self.assertEqual((one["absent"], one["rows"][0]["mean"]), ("", 2))  # who began is no adopter

    def test_quick_runs_fewer_or_none(self):
        self.write_study("some", 6, quick=2)
        self.write_study("late", 7, quick=0)
        text = self.succeed("reproduce", "--scenarios", ".", "--quick")
        self.assertIn("2 runs, 2 of each", text)
        self.assertIn("late: A ring\n  left out where time is short\n", text)

    def test_for_programs(self):
        self.write_study("one", 6)
        (one,) = json.loads(self.succeed("reproduce", "--scenarios", ".", "--json", "--jobs", "1"))
        self.assertEqual((one["name"], one["replicates"], one["runs"], one["quick"]), ("one", 3, 3, False))
        (row,) = one["rows"]
        self.assertEqual((row["mean"], row["error"], row["value"], row["exact"], row["verdict"]), (6, 0, 6, True, "passes"))
        self.assertEqual(row["source"], "counted, by hand")
        (line,) = csv.DictReader(io.StringIO(self.succeed("reproduce", "--scenarios", ".", "--csv")))
        self.assertEqual((line["replication"], line["mean"], line["source"]), ("one", "6", "counted, by hand"))

    def test_any_number_of_jobs(self):
        self.write("chance.yaml", (STUDY % (6, 2)).replace("beta: 1", "beta: 0.5").replace("replicates: 3", "replicates: 40"))
        studies = [json.loads(self.call("reproduce", "chance.yaml", "--json", "-j", jobs).stdout) for jobs in (1, 2, 3)]
        for (study,) in studies:
            study["seconds"] = 0
        self.assertGreater(studies[0][0]["rows"][0]["error"], 0)
        self.assertEqual(studies[0], studies[1])
        self.assertEqual(studies[0], studies[2])

    def test_what_cannot_be(self):
        self.write_study("one", 6)
        text = STUDY % (6, 2)
        text = text[:text.index("expect:")]
        self.write("replications/one.yaml", text)
        self.fail_with(2, "replications/one.yaml:3:1: doi: has no effect without `expect`, which is missing", "reproduce",
                       "replications/one.yaml")
        self.write("replications/one.yaml", re.sub("(doi|differs): .*\n", "", text))
        self.fail_with(2, "replications/one.yaml: expect: a replication says what is expected", "reproduce",
                       "replications/one.yaml")


if __name__ == "__main__":
    unittest.main()
