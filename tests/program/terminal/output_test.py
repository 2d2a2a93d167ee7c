"""What is read is never written over, whatever name it is given; and what is said twice on a command line is refused."""

import resource
import shutil
import subprocess
import unittest

import h5py

from program.command import ENVIRONMENT, PROGRAM, SCENARIO, CommandTest

FILES = "kind: file, edges: ties.csv, nodes: people.csv"
PAIR = "selforg: 2\nbase: office.yaml\nset: {steps: 5}\nreplicates: 2\noutcomes: [adopters_final]\n"
TIED = SCENARIO.replace("kind: units, agents: 200, units: 4, mean_degree: 8", FILES)


class OutputTest(CommandTest):
    def setUp(self):
        super().setUp()
        (self.folder / "deep").mkdir()
        self.write("deep/tied.yaml", TIED)
        self.write("deep/ties.csv", "source,target\na,b\nb,c\nc,a\nc,d\nd,a\nd,e\ne,f\nf,a\n")
        self.write("deep/people.csv", "node\na\nb\nc\nd\ne\nf\n")
        self.write("study.yaml", "selforg: 2\nbase: office.yaml\noutcomes: [adopters_final]\n")
        (self.folder / "link.csv").symlink_to("deep/ties.csv")
        (self.folder / "hard.yaml").hardlink_to(self.folder / "office.yaml")
        (self.folder / "plan.h5").write_text(SCENARIO)

    def refuse(self, out, *call):
        kept = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        self.fail_with(2, f"--out: {out} is read, and would be lost; give another name", *call)
        for path, bytes_ in kept.items():
            self.assertEqual(path.read_bytes(), bytes_, path)

    def test_what_is_read_is_not_written(self):
        for out in ["office.yaml", "./office.yaml", "deep/../office.yaml", "hard.yaml"]:
            for command in ["run", "view"]:
                self.refuse(out, command, "office.yaml", "-o", out, "--force")
        for out in ["deep/tied.yaml", "deep/ties.csv", "deep/people.csv", "link.csv"]:
            for command in ["run", "view"]:
                self.refuse(out, command, "deep/tied.yaml", "-o", out, "--force")
        self.write("deep/weekly.csv", "step,tell.probability\n1,0\n")
        self.write("deep/planned.yaml", SCENARIO + "interventions: weekly.csv\n")
        for command in ["run", "view"]:
            self.refuse("deep/weekly.csv", command, "deep/planned.yaml", "-o", "deep/weekly.csv", "--force")
            self.refuse("deep/weekly.csv", command, "deep/tied.yaml", "--set", "tell={}", "--set", "interventions=weekly.csv",
                        "-o", "deep/weekly.csv", "--force")
        self.refuse("plan.h5", "run", "plan.h5", "--force")
        self.refuse("study.yaml", "sweep", "study.yaml", "-o", "study.yaml")

    def test_what_is_read_back_is_not_written(self):
        self.succeed("run", "office.yaml", "--quiet")
        self.refuse("office.h5", "trace", "office.h5", "-o", "office.h5")
        self.refuse("office.h5", "analyze", "office.h5", "-o", "office.h5")
        self.refuse("office.h5", "view", "office.h5", "-o", "office.h5", "--force")

    def test_a_name_that_is_no_file_s(self):
        for command, operand in {"run": "office.yaml", "view": "office.yaml", "sweep": "study.yaml"}.items():
            self.fail_with(2, "--out: the name is empty", command, operand, "-o", "")
        for command in ["run", "view"]:
            self.fail_with(2, "deep: is a folder, and no file", command, "office.yaml", "-o", "deep", "--force")
        for device in ["/dev/null", "/dev/full"]:
            reason = f"{device}: is a device or pipe, and no file"
            self.fail_with(2, reason, "run", "office.yaml", "-o", device)

    def test_a_text_that_fails_leaves_what_had_its_name(self):
        """Whether it cannot be made, or not be written: as of results, nothing half written has the name."""
        self.succeed("run", "office.yaml", "--quiet", "--steps", "5")
        self.write("pair.yaml", PAIR)
        self.succeed("sweep", "pair.yaml", "--quiet", "-o", "pair")
        self.write("kept", "what was there before")
        trace, analyze = ["trace", "office.h5", "-o", "kept"], ["analyze", "pair/study.h5", "-o", "kept"]
        unknown = "office.h5: there is no agent '999'; they are numbered from 0 to 199"
        self.fail_with(2, unknown, *trace, "--agent", "999")
        self.fail_with(2, "--outcome: the study has no outcome 'x'", *analyze, "--outcome", "x")
        for call in (trace, analyze):
            result = subprocess.run(
                [PROGRAM, *call],
                cwd=self.folder,
                env=ENVIRONMENT,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)),
                capture_output=True,
                text=True,
            )
            self.assertEqual(result.returncode, 1, result)
            self.assertIn("could not be written: File too large", result.stderr)
            self.assertEqual((self.folder / "kept").read_text(), "what was there before")
            self.assertFalse([name for name in self.files() if name.startswith("kept.")])
            self.succeed(*call)
            self.assertNotEqual((self.folder / "kept").read_text(), "what was there before")
            self.write("kept", "what was there before")
        self.assertEqual(self.succeed("trace", "office.h5", "-o", "/dev/stdout"), self.succeed("trace", "office.h5"))

    def test_what_a_full_disk_does_not_take_is_said(self):
        self.succeed("run", "office.yaml", "--quiet", "--steps", "5")
        for words in (
            ["describe", "parameters"],
            ["describe", "schema"],
            ["describe", "odd", "office.yaml"],
            ["describe", "observables"],
            ["check", "office.yaml"],
            ["trace", "office.h5"],
            ["trace", "office.h5", "--json"],
            ["--help"],
        ):
            with open("/dev/full", "w") as full:
                result = subprocess.run(
                    [PROGRAM, *words], cwd=self.folder, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, text=True
                )
            reason = "selforg: standard output could not be written: No space left on device\n"
            self.assertEqual((result.returncode, result.stderr), (1, reason))

    def test_streams_that_are_closed(self):
        """No file gets their numbers: what is printed would go into it, or into the pipe of who reads apart."""
        self.write("pair.yaml", PAIR)
        for closed in ("<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"):
            for words in ("run office.yaml -o office.h5 --force --progress bar", "verify office.h5", "trace office.h5",
                          "rerun office.h5", "sweep pair.yaml --progress bar", "analyze pair", "verify pair"):
                with self.subTest(words, closed=closed):
                    result = subprocess.run(f"exec '{PROGRAM}' {words} {closed}", shell=True, cwd=self.folder, env=ENVIRONMENT,
                                            capture_output=True, text=True)
                    lost = ">&-" in closed.split()
                    self.assertEqual(result.returncode, 1 if lost else 0, result)
                    if lost and "2>&-" not in closed:
                        self.assertIn("standard output could not be written: Bad file descriptor", result.stderr)
            self.succeed("verify", "office.h5")
            self.succeed("verify", "pair")
            shutil.rmtree(self.folder / "pair")

    def test_a_name_that_promises_another_kind_of_file(self):
        self.succeed("run", "office.yaml", "--quiet", "--steps", "5")
        self.write("pair.yaml", PAIR)
        self.succeed("sweep", "pair.yaml", "--quiet", "-o", "pair")
        result = "a result is called .h5, and selforg-export makes tables of it"
        folder = "a study goes into a folder, and `selforg analyze FOLDER/study.h5 --csv` makes a table of it"
        tables = "analyze writes text, CSV with --csv, or JSON with --json"
        tree = "a tree is text, or JSON with --json"
        for name, advice, *call in (
            ("x.csv", result, "run", "office.yaml"),
            ("x.json", result, "run", "office.yaml", "--json"),
            ("x.csv", folder, "sweep", "pair.yaml"),
            ("x.h5", folder, "sweep", "pair.yaml", "--dry-run"),
            ("x.h5", "a page is called .html", "view", "office.yaml"),
            ("x.json", tree, "trace", "office.h5"),
            ("x.csv", tree, "trace", "office.h5", "--json"),
            ("x.csv", tables, "analyze", "pair/study.h5"),
            ("x.csv", tables, "analyze", "pair/study.h5", "--json"),
        ):
            self.fail_with(2, f"--out: {name} is not to be a {name[2:]} file; {advice}", *call, "-o", name)
        self.succeed("trace", "office.h5", "--json", "-o", "x.json")
        self.succeed("analyze", "pair/study.h5", "--csv", "-o", "x.csv")
        self.succeed("run", "office.yaml", "--quiet", "--steps", "5", "-o", "v1.2")

    def test_nothing_is_said_twice(self):
        for reason, *options in (
            ("--seed: given twice, as '4' and as '5'", "--seed", "4", "--seed=5"),
            ("--threads: given twice, as '1' and as '1'", "--threads", "1", "--threads", "1"),
            ("--progress: given twice, as 'none' and as 'none'", "--progress", "none", "--progress", "none"),
            ("--seed: '4', but --set says '5' already", "--seed", "4", "--set", "seed=5"),
            ("--steps: '4', but --set says '5' already", "--set", "steps=5", "--steps", "4"),
            ("--set: steps: '6', but --set says '5' already", "--set", "steps=5", "--set", "steps=6"),
            ("run: --json and --quiet exclude each other", "--json", "--quiet"),
            ("--set: tell: 'absent', but --set says 'tell.fidelity' already", "--set=tell.fidelity=1", "--set=tell=absent"),
            ("--set: tell.fidelity: '1', but --set says 'tell=absent' already", "--set=tell=absent", "--set=tell.fidelity=1"),
        ):
            self.fail_with(2, reason, "run", "office.yaml", *options)

    def test_where_nothing_begins_is_said(self):
        note = "note: nobody begins with anything (start.users, start.practice), and nothing arises"
        self.write("empty.yaml", "selforg: 2\nsteps: 20\nnetwork: {agents: 40}\nadoption: {rule: threshold}\n")
        self.assertIn(note, self.call("check", "empty.yaml").stderr)
        self.assertIn(note, self.call("run", "empty.yaml", "-o", "empty.h5").stderr)
        with h5py.File(self.folder / "empty.h5") as file:
            self.assertEqual(file["adopters"][:].max(), 0)
        for begins in ("start.users=1", "adoption.accept.innovation=0.01", "adoption.accept.threshold=0",
                       "adoption.accept.threshold_kind=sequence", "start.practice=random --set landscape.kind=nk", "landscape.kind=nk"):
            with self.subTest(begins):
                self.assertEqual(self.call("check", "empty.yaml", "--set", *begins.split()).stderr.count("begins"), 0)
        self.assertIn(note, self.call("check", "empty.yaml", "--set", "start.practice=none", "--set", "landscape.kind=nk").stderr)

    def test_what_comes_after_the_end_is_said(self):
        changed = ["office.yaml", "--set", "interventions={40: {tell.probability: 0}, 41: {tell.probability: 1}}"]
        note = "note: 1 of 2 interventions come after the last step, 40, and change nothing\n"
        self.assertEqual(self.call("check", *changed).stderr, note)
        self.assertEqual(self.call("run", *changed).stderr, note)
        self.succeed("check", *changed[:2], "interventions={40: {tell.probability: 0}}")
        late = "set: {interventions: {41: {tell.probability: 1}}}\nvary: {steps: [20, 50]}\n"
        self.write("late.yaml", f"selforg: 2\nbase: office.yaml\n{late}outcomes: [adopters_final]\n")
        note = "note: in 1 of 2 configurations interventions come after the last step, and change nothing\n"
        self.assertEqual(self.call("sweep", "late.yaml", "--dry-run").stderr, note)


if __name__ == "__main__":
    unittest.main()
