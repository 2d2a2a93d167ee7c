"""Small inputs from public reports, and from breaking it, which lie beside the checkout (../shared/cases): every network
arrives as it is or is refused with line and reason, every scenario and study runs, or says why not. What is of an older
format is written anew as the messages say."""

import re
import shutil
import subprocess
import sys
import unittest

import h5py

from program.command import PROGRAM, SOURCE, CommandTest

CASES = SOURCE / "../shared/cases"

SCENARIO = """\
selforg: 2
steps: 1
network: {{kind: file, edges: "{}"}}
start: {{users: 1}}
adoption: {{rule: contact, accept: {{beta: 0}}}}
"""

# The network in words: people with their units, ties with their weights. Then what is told of it.
READ = {
    "yed_groups.graphml": (
        "Ann@Sales Bob@Sales Cy@(no group) Dee@(no group): Ann>Bob Cy>Ann Cy>Dee",
        "1 group of yEd, no people themselves; 2 outside of groups are the unit (no group)",
    ),
    "directed_edges.graphml": ("a b c: a>b b>c", "directed"),
    "vector_attribute.graphml": ("Ann Bob: Ann-Bob", "ignored: pos"),
    "references.gml": ("Zoë@IT Bjørn@HR 李 明@IT: Zoë-Bjørn*2 Bjørn-李 明*1", "used: label, unit, weight"),
    "weight_capital.graphml": ("n0 n1 n2: n0-n1*1 n1-n2*5", "used: Weight"),
    "department_capital.graphml": ("n0@IT n1@HR: n0-n1", "used: Department"),
    "gephi_type_directed.csv": ("1 2 3: 1>2*1 2>3*2.5", "ignored: Id, Label, timeset"),
    "weight_two_types.graphml": ("1 2 3: 1-2*0.5 2-3*1", "weighted"),
    "attributes.net": ("Ann Bob Zoë K: Ann-Bob*2 Bob-Zoë K*1", "ignored: team"),
    "semicolon.csv": ("Ann Bob Cy: Ann-Bob*1.5 Bob-Cy*2", "used: Source, Target, Type, Weight"),
    "csv2.csv": ("Ann Bob Cy Zoë K: Ann-Bob*1 Bob-Cy*2.5 Cy-Zoë K*1", "used: from, to, weight"),
    "bom.gml": ("a b: a-b", "used: label"),
    "label_missing.gml": ("12 12 3: 12-12 12-3", 'called by the id; several nodes are called "12"'),
    "no_labels.net": ("1 2 3: 1>2*1 2>1*3 2>3*2", "directed"),
    "numeric_ids.csv": ("1 2 3: 1-2 2-3", "3 nodes"),
    "both_ways.csv": ("a b c: a-b*6 b-c*3", "1 duplicate (their weights added), 1 tie given both ways"),
    "row_order_1.csv": ("a b c d: a-b a-c a-d b-c c-d", "5 ties"),
    "row_order_2.csv": ("a b c d: a-b a-c a-d b-c c-d", "5 ties"),
    "unicode_forms.csv": ("Zoe\u0308 Zoë b c: Zoe\u0308-c Zoë-b", "look the same and are two nodes"),
    "ego_alter.csv": ("a b: a-b", "used: ego, alter"),
}

REFUSED = {
    "hyperedge.graphml": ":5: a hyperedge",
    "undeclared_node.graphml": ':3: a tie names "bb", which is no node',
    "empty_id.graphml": ":3: a node without an id",
    "relations.net": ":5: a relation of its own",
    "bare_word.gml": ':3: the value of "Creator" is Gephi',
    "string_id.gml": ':2: the value of "id" is "n1": it must be a whole number',
    "truncated.graphml": ":6: column 1: this is no XML that could be read",
    "latin1.csv": ":2: the byte 0xEB is not UTF-8",
    "latin1.gml": ":2: the byte 0xEB is not UTF-8",
    "two_mode.net": ":1: a network of two modes",
    "unit_NA.graphml": ':2: the "unit" of the node "b" is NA',
    "weight_missing.graphml": ":7: the tie n1-n2 has no weight",
}

# Scenarios and studies: what is said of them, or None: all is well with them.
SAID = {
    "reports/base.yaml": None,
    "reports/tab.yaml": ":4:1: a tab; YAML is indented with spaces alone",
    "reports/leading_zero.yaml": ":2:8: 0100 begins with a zero",
    "reports/merge_key.yaml": ": merge keys (<<) are not supported; write the values themselves",
    "reports/decimal_comma.yaml": ": a decimal comma? numbers have a point",
    "reports/duplicate_values_study.yaml": "a decimal comma",
    "newcomer/mod.yaml": None,
    "newcomer/grid.yaml": None,
    "newcomer/lhs.yaml": None,
    "newcomer/sal.yaml": "share_of: there is no such key",
    "newcomer/wide.yaml": None,
    "newcomer/inert.yaml": "network.within_unit_fraction: it has no effect|has no effect: network.kind is random",
    "newcomer/oat.yaml": "the base has no section 'communities'",
    "newcomer/th2.yaml": "network.within_unit_fraction: 0.9 has no effect: network.kind is random",
    "newcomer/tn.yaml": "network.(agents|mean_degree): .* has no effect",
    "newcomer/mine.yaml": "people.csv: No such file",
    "faults/at_error.yaml": None,
    "faults/D1b_worsen_on.yaml": None,
    "faults/D1c_moves_off.yaml": None,
    "faults/D1_run_writes_damaged_file.yaml": None,
    "faults/bad10026.yaml": None,
}

SCRIPTS = {"reports/adjacent_seeds.sh", "reports/srun_without_pmi.sh", "faults/shifted.sh", "run_case.sh"}

MOVED = re.compile(r"selforg: ([^:]+):(\d+):(\d+): (?:interventions: step \d+: )?(\S+) is now (\S+?)(?: \((.*)\))?\n")
IN_VAIN = re.compile(r"selforg: ([^:]+):(\d+):(\d+): (\S+): .* has no effect: ")
MOVED_WORD = re.compile(r"selforg: ([^:]+):(\d+):(\d+): \S+: '(\w+)' is now '(\w+)'\n")
VALUE = re.compile(r"\s*:\s*([^,}\n]+)")


def in_words(file):
    """The network of a result file."""
    network, units = file["input/network"], file["unit"].asstr()[:] if "unit" in file else [""]
    names = [str(name) for name in network["agent_label"].asstr()[:]]
    homes = file["agents/home_unit"][:] if "home_unit" in file["agents"] else [0] * len(names)
    people = [f"{name}@{units[home]}" if len(units) > 1 else name for name, home in zip(names, homes)]
    weights = [f"*{weight:g}" for weight in network["weight"][:]] if "weight" in network else None
    sign = ">" if network["directed"][()] else "-"
    pairs = zip(network["source"][:], network["target"][:])
    ties = [f"{names[a]}{sign}{names[b]}{weights[i] if weights else ''}" for i, (a, b) in enumerate(pairs)]
    return f"{' '.join(people)}: {' '.join(ties)}"


def moved(text, line, column, old, new, remark):
    """The text with the key at that place by its new name, and its value as the remark says."""
    lines = text.split("\n")
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    word = re.match(r'"?([\w.]+)"?', after)
    if word[1] not in (old, old.rpartition(".")[2]):  # the place is that of the interventions
        return text.replace(old, new)
    rest = after[word.end() :]
    if remark and remark.startswith("1 minus"):
        rest = VALUE.sub(lambda found: f": {1 - float(found[1]):g}", rest, count=1)
    whole = "." in word[1] or "." not in new
    name = new if whole else new.removeprefix(old.rpartition(".")[0] + ".")
    if not whole and "." in name:
        outer, name = name.split(".")
        rest = VALUE.sub(lambda found: f": {{{name}: {found[1]}}}", rest, count=1)
        name = outer
    lines[line - 1] = before + name + rest
    return "\n".join(lines)


def without(text, line, column):
    """The text without the key at that place."""
    lines = text.split("\n")
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    lines[line - 1] = before + re.sub(r'^"?\w+"?\s*:\s*[^,}]+,?\s*', "", after)
    return "\n".join(lines)


class CasesTest(CommandTest):
    def setUp(self):
        super().setUp()
        for folder in ("reports", "newcomer", "faults"):
            shutil.copytree(CASES / folder, self.folder / folder)
        for path in self.folder.glob("*/*.yaml"):
            path.write_text(re.sub(r"selforg: 1\b", "selforg: 2", path.read_text()))

    def say(self, path):
        """What is said of a scenario or study once all of its names are those of now."""
        study = re.search(r"^(vary|base):", (self.folder / path).read_text(), re.M)
        call = ("sweep", path, "--dry-run") if study else ("check", path)
        for _ in range(300):
            result = self.call(*call)
            found, word = MOVED.match(result.stderr), MOVED_WORD.match(result.stderr)
            vain = path.startswith("faults/") and IN_VAIN.match(result.stderr)  # what was drawn at random is left out
            if not found and not word and not vain:
                return result
            file = self.folder / (found or word or vain)[1]
            if vain:
                file.write_text(without(file.read_text(), int(vain[2]), int(vain[3])))
            elif found:
                file.write_text(moved(file.read_text(), int(found[2]), int(found[3]), found[4], found[5], found[6]))
            else:
                file.write_text(re.sub(rf"\b{word[4]}\b", word[5], file.read_text()))
        self.fail(f"{path}: {result.stderr}")

    def test_every_case_is_here(self):
        there = {str(path.relative_to(CASES)) for path in CASES.rglob("*") if path.is_file()} - {"README.md"}
        known = {f"reports/{name}" for name in READ | REFUSED} | SAID.keys() | SCRIPTS
        self.assertEqual(there, known)

    def test_networks_that_arrive(self):
        for name, (words, told) in READ.items():
            with self.subTest(name):
                self.write("reports/s.yaml", SCENARIO.format(name))
                self.assertIn(told, self.succeed("check", "reports/s.yaml"))
                self.succeed("run", "reports/s.yaml", "--force", "--quiet", "-o", "s.h5")
                with h5py.File(self.folder / "s.h5") as file:
                    self.assertEqual(in_words(file), words)
                self.succeed("verify", "s.h5", "--quiet")

    def test_networks_that_are_refused(self):
        for name, reason in REFUSED.items():
            self.write("reports/s.yaml", SCENARIO.format(name))
            for command in (("check", "reports/s.yaml"), ("run", "reports/s.yaml", "-o", "s.h5")):
                with self.subTest(name, command=command[0]):
                    result = self.call(*command)
                    self.assertEqual((result.returncode, result.stdout), (2, ""), result)
                    self.assertIn(name + reason, result.stderr)

    def test_an_id_that_is_a_number_too(self):
        self.write("reports/s.yaml", SCENARIO.format("numeric_ids.csv"))
        self.succeed("run", "reports/s.yaml", "--quiet", "-o", "s.h5")
        self.assertIn("ask for id:1 or number:1", self.call("trace", "s.h5", "--agent", "1").stderr)

    def test_scenarios_and_studies(self):
        for path, reason in SAID.items():
            with self.subTest(path):
                result = self.say(path)
                if reason is None:
                    self.assertEqual((result.returncode, result.stderr), (0, ""), result)
                else:
                    self.assertEqual(result.returncode, 2, result)
                    self.assertRegex(result.stderr, re.escape(reason) if "?" in reason or "<<" in reason else reason)

    def test_interventions_that_switch_something_on_or_off(self):
        for path in sorted(path for path in SAID if path.startswith("faults/")):
            with self.subTest(path):
                self.say(path)
                self.succeed("run", path, "--verify", "--force", "--quiet", "-o", "s.h5")
                self.succeed("verify", "s.h5", "--quiet")

    def script(self, path):
        shutil.copy(CASES / path, self.folder / path)
        text = (self.folder / path).read_text()
        new = text.replace("selforg: 1", "selforg: 2").replace("adoption.beta", "adoption.accept.beta")
        new = new.replace("at: {5: {opportunities.worsen:", "interventions: {5: {opportunities.worsening:")
        new = new.replace("opportunities: {rate:", "opportunities: {arrival_rate:")
        (self.folder / path).write_text(new)
        command = ["bash", self.folder / path, PROGRAM]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=self.limit)

    def test_studies_with_neighbouring_seeds_share_no_run(self):
        self.say("reports/base.yaml")
        self.assertIn("shared runs: 0 of", self.script("reports/adjacent_seeds.sh").stdout)

    def test_tasks_that_do_not_know_each_other_say_so_once(self):
        self.say("reports/base.yaml")
        said = self.script("reports/srun_without_pmi.sh").stderr
        self.assertEqual(said.count("4 processes were started together"), 1, said)

    def test_an_intervention_shifts_no_column(self):
        said = self.script("faults/shifted.sh").stdout
        self.assertIn("run: exit code 0", said)
        self.assertIn("verify: exit code 0", said)


if __name__ == "__main__":
    if not CASES.is_dir():
        print("skipped: ../shared/cases is not there")
        sys.exit(77)
    unittest.main()
