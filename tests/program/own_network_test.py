"""A network of one's own: what check and run tell of it, what the file keeps, and whom a trace is about."""

import json
import unittest

import h5py

from program.command import CommandTest

SCENARIO = """\
selforg: 2
steps: 3
network: {{kind: file, edges: {}}}
start: {{users: 1}}
adoption: {{rule: contact, accept: {{beta: 1}}}}
"""
LINE = (
    "network from mails.csv: 3 nodes, 2 ties, undirected, weighted, 1 self-loop left out, 1 duplicate (their weights "
    "added), 1 tie given both ways, 0 isolates; used: From, To, Weight; ignored: day; weights do nothing here"
)


class OwnNetworkTest(CommandTest):
    def scenario(self, name, text):
        self.write(name, text)
        self.write(name + ".yaml", SCENARIO.format(name))
        return name + ".yaml"

    def test_the_line_and_the_file_tell_what_was_read(self):
        path = self.scenario("mails.csv", "From,To,Weight,day\nann,bob,2,1\nbob,ann,1,1\nbob,bob,1,2\nbob,cid,1,2\n")
        self.assertIn(LINE, self.succeed("check", path))
        self.assertIn(LINE, self.succeed("run", path, "-o", "mails.h5"))
        with h5py.File(self.folder / "mails.h5") as file:
            network = file["input/network"]
            counts = {name: int(network[name][()]) for name in ("self_loops", "duplicates", "both_ways", "isolated")}
            words = {name: network[name].asstr()[()] for name in ("used", "ignored", "notes")}
        self.assertEqual(counts, {"self_loops": 1, "duplicates": 1, "both_ways": 1, "isolated": 0})
        self.assertEqual(words, {"used": "From, To, Weight", "ignored": "day", "notes": ""})
        self.succeed("rerun", "mails.h5")

    def test_whom_it_does_not_have_cannot_be_named(self):
        path = self.scenario("mails.csv", "from,to\nann,bob\nbob,cid\n")
        told = (self.folder / path).read_text().replace("start: {users: 1}", "landscape: {}\nstart: {}")
        told = told.replace("rule: contact, accept: {beta: 1}", "rule: evidence")
        for section, key, value, reason in (
                ("without", "people", '"0, 3"', "0, 3 names agents beyond the last, who is 2"),
                ("without", "ties", "1-7", "1-7 names agents beyond the last, who is 2")):
            self.write("named.yaml", told + f"{section}: {{{key}: {value}}}\n")
            for command in ("check", "run"):
                self.fail_with(2, f"named.yaml:7:{len(section) + 4}: {section}.{key}: {reason}", command, "named.yaml")
        self.write("named.yaml", told + 'without: {people: "0, 2", ties: 0-1}\n')
        self.succeed("run", "named.yaml")

    def test_a_study_tells_it_before_it_runs(self):
        path = self.scenario("mails.csv", "from,to,mails\nann,bob,2\n")
        self.write("study.yaml", f"selforg: 2\nbase: {path}\nvary: {{adoption.accept.beta: [0.1, 0.2]}}\noutcomes: [adopters_final]\n")
        self.assertIn("used: from, to; ignored: mails", self.succeed("sweep", "study.yaml", "--dry-run"))

    def test_weights_are_said_to_do_nothing_only_where_they_do(self):
        path = self.scenario("mails.csv", "from,to,weight\nann,bob,2\n")
        self.assertIn("weights do nothing here", self.succeed("check", path))
        office = (self.folder / "office.yaml").read_text()
        drawn = "kind: units, agents: 200, units: 4, mean_degree: 8"
        self.write("office.yaml", office.replace(drawn, "kind: file, edges: mails.csv"))
        told = self.succeed("check", "office.yaml")
        self.assertIn("weighted", told)
        self.assertNotIn("do nothing", told)

    def test_the_order_of_rows_does_not_matter(self):
        rows = ["a,b", "b,c", "c,d", "d,a", "a,c"]
        digests = set()
        for number, order in enumerate((rows, rows[::-1], [row[::-1] for row in rows])):
            path = self.scenario(f"order{number}.csv", "source,target\n" + "\n".join(order) + "\n")
            digests.add(json.loads(self.succeed("run", path, "--json", "-o", f"order{number}.h5"))["digest"])
        self.assertEqual(len(digests), 1)

    def test_ids_and_numbers_are_told_apart(self):
        self.succeed("run", self.scenario("numbers.csv", "source,target\n1,2\n2,3\n"), "--quiet")
        self.succeed("run", self.scenario("names.csv", "source,target\nann,bob\nbob,cid\n"), "--quiet")
        for file, agent, name in (
            ("numbers", "3", "3 (agent 2)"),
            ("numbers", "id:1", "1 (agent 0)"),
            ("numbers", "number:1", "2 (agent 1)"),
            ("names", "bob", "bob (agent 1)"),
            ("names", "1", "bob (agent 1)"),
        ):
            self.assertTrue(self.succeed("trace", file + ".csv.h5", "--agent", agent).startswith(name), agent)
        for file, agent, reason in (
            ("numbers", "1", "'1' is the id of agent 0 and the number of another: ask for id:1 or number:1"),
            ("numbers", "0", "no agent has the id '0'; if it is meant as a number: number:0"),
            ("numbers", "id:0", "there is no agent '0'; they are numbered from 0 to 2"),
            ("numbers", "number:3", "there is no agent '3'; they are numbered from 0 to 2"),
            ("names", "id:1", "there is no agent '1'; they are numbered from 0 to 2"),
        ):
            self.fail_with(2, f"{file}.csv.h5: {reason}", "trace", file + ".csv.h5", "--agent", agent)

    def test_what_steers_a_terminal_is_not_printed(self):
        path = self.scenario("evil.csv", "source,target\na,b\x1b[2J\n")
        self.fail_with(2, "evil.csv.yaml:3:23: network.edges: evil.csv:2:2: an id has the character U+001B, which is not to be seen", "check", path)
        path = self.scenario("evil\u202e.csv", "source,target\na,a\n")
        self.fail_with(2, "evil\\u{202E}.csv.yaml:3:23: network.edges: evil\\u{202E}.csv: there is no tie between two nodes", "check", path)


if __name__ == "__main__":
    unittest.main()
