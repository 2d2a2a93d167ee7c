"""What a person can get wrong: the exact message, exit code 2, and nothing written."""

import os
import unittest

from program.command import SCENARIO, CommandTest

COMMAND_LINES = {
    ("runn", "office.yaml"): "there is no command 'runn'; did you mean 'run'?",
    ("nonsense",): "there is no command 'nonsense'; see 'selforg --help'",
    ("run",): "run: SCENARIO is missing; see 'selforg run --help'",
    ("run", "office.yaml", "second.yaml"): "run: 'second.yaml' is one SCENARIO too many",
    ("run", "office.yaml", "--stesp", "5"): "run: there is no option '--stesp'; did you mean '--steps'?",
    ("run", "office.yaml", "--steps"): "--steps needs a value: --steps N",
    ("run", "office.yaml", "--force=1"): "--force takes no value",
    ("run", "office.yaml", "--threads", "0"): (
        "--threads: '0' is not possible, it must be a whole number from 1 to 1024"
    ),
    ("run", "office.yaml", "--progress", "bat"): (
        "--progress: 'bat' is none of auto, bar, lines, none; did you mean 'bar'?"
    ),
    ("run", "office.yaml", "--seed", "clock"): "--seed: 'clock' is no number; it must be a whole number of at least 0",
    ("run", "office.yaml", "--out", "-"): "--out: a result file cannot go to standard output",
    ("run", "office.yaml", "--set", "network.agent=5"): (
        "--set: network.agent: there is no such key; did you mean 'network.agents'?"
    ),
    ("run", "absent.yaml"): "absent.yaml: the file cannot be opened: No such file or directory",
    ("run", "a\x1b[31mb\n"): "a\\u{1B}[31mb\\u{0A}: the file cannot be opened: No such file or directory",
    ("check", "absent.yaml"): "absent.yaml: the file cannot be opened: No such file or directory",
    ("describe", "paramters"): (
        "TOPIC: 'paramters' is none of parameters, study, observables, events, rules, channels, schema, odd, man, completion-bash, completion-zsh;"
        " did you mean 'parameters'?"
    ),
    ("trace", "a.h5", "--agent", "1", "--practice", "2"): "trace: --practice and --agent exclude each other",
}

# (what is in the scenario, what stands there instead): the message begins with the file, line and column.
SCENARIOS = {
    ("steps: 40", "stesp: 40"): "office.yaml:5:1: stesp: there is no such key; did you mean 'steps'?",
    ("agents: 200", "agents: many"): (
        "office.yaml:6:32: network.agents: 'many' is no number; it must be a whole number from 1 to 100000000"
    ),
    ("seed: 7", "seed: 7\nseed: 8"): "office.yaml:5:1: seed: the key is there twice; the first is in line 4",
}

# Each key that names a file, in a scenario: where the file is not there, the key and its place are told.
TIED = "network: {kind: file, edges: ties.csv}\nadoption: {rule: contact}\n"
FILES = {
    "network: {kind: file, edges: none.csv}": "2:23: network.edges",
    "network: {kind: file, edges: ties.csv, nodes: none.csv}": "2:40: network.nodes",
    "network: {kind: ring, nodes: none.csv}": "2:23: network.nodes",
    "interventions: none.csv": "2:16: interventions",
    "opportunities: {arrivals: none.csv}": "2:27: opportunities.arrivals",
    "team: {sizes: none.csv}": "2:15: team.sizes",
    "landscape: {kind: table, bits: 4, payoffs: none.csv}": "2:44: landscape.payoffs",
    "landscape: {kind: recipes, items: none.csv}": "2:35: landscape.items",
    "landscape: {kind: listed, practices: none.csv}": "2:38: landscape.practices",
    "landscape: {wiring: matrix, matrix: none.csv}": "2:37: landscape.matrix",
}
# The same in a study of that scenario, whatever says it.
STUDY_FILES = {
    "base: none.csv": "2:7: base",
    "base: tied.yaml\nset: {network.edges: none.csv}": "3:22: network.edges",
    "base: tied.yaml\nset: {interventions: none.csv}": "3:22: interventions",
    "base: tied.yaml\nconditions: {a: {}, b: {network.edges: none.csv}}": "3:40: network.edges",
    "base: tied.yaml\nvary: {network.edges: [ties.csv, none.csv]}": "3:8: network.edges",
    "base: tied.yaml\nvary: {network.nodes: [none.csv]}": "3:8: network.nodes",
    "base: tied.yaml\nvary: {interventions: [{}, none.csv]}": "3:28: interventions",
    "base: tied.yaml\ntable: none.csv": "3:8: table",
}


class InputTest(CommandTest):
    def test_command_lines(self):
        for arguments, message in COMMAND_LINES.items():
            with self.subTest(arguments):
                self.fail_with(2, message, *arguments)

    def test_scenarios(self):
        for (old, new), message in SCENARIOS.items():
            self.assertIn(old, SCENARIO)
            self.write("office.yaml", SCENARIO.replace(old, new))
            for command in ["run", "check"]:
                with self.subTest(new, command=command):
                    self.fail_with(2, message, command, "office.yaml")

    def test_a_file_that_a_key_names_and_that_is_not_there(self):
        self.write("ties.csv", "source,target\na,b\nb,c\n")
        self.write("tied.yaml", "selforg: 2\n" + TIED)
        for line, place in FILES.items():
            self.write("named.yaml", f"selforg: 2\n{line}\n")
            with self.subTest(line):
                self.fail_with(2, f"named.yaml:{place}: none.csv: No such file or directory", "check", "named.yaml")
        self.fail_with(2, "--set: network.edges: none.csv: No such file or directory", "check", "tied.yaml", "--set", "network.edges=none.csv")
        self.fail_with(2, "--set: interventions: none.csv: No such file or directory", "check", "tied.yaml", "--set", "interventions=none.csv")
        for lines, place in STUDY_FILES.items():
            opened = place.split(": ")[1] in ("base", "table")
            reason = ("the file cannot be opened: " if opened else "") + "No such file or directory"
            self.write("study.yaml", f"selforg: 2\n{lines}\noutcomes: [adopters_final]\n")
            with self.subTest(lines):
                self.fail_with(2, f"study.yaml:{place}: none.csv: {reason}", "sweep", "study.yaml", "--dry-run")
        self.write("tied.yaml", "selforg: 2\n" + TIED.replace("ties.csv", "none.csv"))
        self.write("study.yaml", "selforg: 2\nbase: tied.yaml\noutcomes: [adopters_final]\n")
        self.fail_with(2, "tied.yaml:2:23: network.edges: none.csv: No such file or directory", "sweep", "study.yaml", "--dry-run")

    def test_what_is_no_result_is_refused(self):
        self.write("office.h5", "no HDF5 at all")
        for command in ["trace", "verify", "rerun"]:
            for file in ["office.h5", "absent.h5"]:
                with self.subTest(command, file=file):
                    result = self.call(command, file)
                    self.assertEqual((result.returncode, result.stdout), (2, ""))
                    self.assertRegex(result.stderr, rf"\Aselforg: {file}: [^\n]+\n\Z")

    def test_a_name_that_nothing_has(self):
        for call in (("run",), ("resume",), ("check",), ("trace",), ("whatif", "--credit"), ("verify",),
                     ("rerun",), ("sweep",), ("collect",), ("analyze",), ("describe", "odd")):
            for name in ("absent", "absent.h5", "absent.yaml", "office.yaml/absent"):
                with self.subTest(call, name=name):
                    result = self.call(*call, name)
                    self.assertEqual((result.returncode, result.stdout), (2, ""), result)
                    self.assertIn(name, result.stderr)
        self.assertEqual(self.files(), ["office.yaml"])

    def test_a_folder_is_no_result(self):
        """Whatever takes a result says so, and of a study's folder what takes that."""
        self.write("study.yaml", "selforg: 2\nbase: office.yaml\nset: {steps: 2}\noutcomes: [adopters_final]\n")
        self.succeed("sweep", "study.yaml", "-o", "runs", "--quiet")
        (self.folder / "other").mkdir()
        study = "the folder of a study, not the result of one run; `selforg analyze` and `selforg verify` take it"
        for command in ("trace",), ("whatif", "--credit"), ("whatif", "--without", "agent:1"), ("rerun",), ("resume",):
            for slash in "", "/":
                with self.subTest(command, slash=slash):
                    self.fail_with(2, f"runs{slash}: {study}", *command, f"runs{slash}")
                    self.fail_with(2, f"other{slash}: a folder, and not the result of a run", *command, f"other{slash}")

    def test_a_pipe_is_not_waited_for(self):
        """HDF5 would open it, and nobody writes."""
        os.mkfifo(self.folder / "pipe.h5")
        for command in ("trace",), ("whatif", "--credit"), ("rerun",), ("resume",), ("verify",), ("analyze",):
            with self.subTest(command):
                self.fail_with(2, "pipe.h5: this is no regular file but a pipe or a device, which may have no end; save it as a file", *command, "pipe.h5")

    def test_a_folder_that_is_not_there(self):
        result = self.call("run", "office.yaml", "--out", "nowhere/office.h5")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertRegex(result.stderr, r"\Aselforg: [^\n]*nowhere/office\.h5[^\n]*No such file or directory\n\Z")
        self.assertEqual(self.files(), ["office.yaml"])


if __name__ == "__main__":
    unittest.main()
