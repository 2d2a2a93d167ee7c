"""A file of another kind than a command reads is the person's to mend, whichever command: exit code 2, and a message."""

import os
import unittest

import h5py
from program.command import CommandTest

STUDY = "selforg: 2\nbase: office.yaml\nset: {steps: 5}\nreplicates: 2\noutcomes: [adopters_final]\n"
PAGE = '<script type="application/json" id="scenario"></script>'
SCENARIOS = ["run", "check", "describe", "view", "serve"]
RESULTS = ["trace", "rerun", "whatif"]
TAKES = {  # what each kind is taken by
    "office.yaml": [*SCENARIOS],
    "study.yaml": ["sweep"],
    "office.h5": [*RESULTS, "verify", "view", "resume"],
    "study": ["analyze", "verify", "collect"],
    "study/study.h5": ["analyze", "verify"],
    "text": [],
    "empty": [],
    "folder": [],
    "absent": [],
    "pipe": SCENARIOS + ["sweep"],  # which wait for what comes through it
    "/dev/null": [],
    "other.h5": [],
}
CALLS = {
    "run": ["--quiet", "-o", "out.h5"],
    "sweep": ["--quiet", "-o", "out"],
    "whatif": ["--without", "agent:1"],
    "view": ["--page", "empty.html", "--quiet", "-o", "out.html"],
    "serve": ["--page", "empty.html"],
}
COMMANDS = sorted({command for takers in TAKES.values() for command in takers})


class KindsTest(CommandTest):
    limit = 60

    def setUp(self):
        super().setUp()
        self.write("study.yaml", STUDY)
        self.write("empty.html", PAGE)
        self.write("text", "no more than a text\n")
        self.write("empty", "")
        (self.folder / "folder").mkdir()
        os.mkfifo(self.folder / "pipe")
        self.succeed("run", "office.yaml", "--quiet", "--steps", "5")
        self.succeed("sweep", "study.yaml", "--quiet")
        with h5py.File(self.folder / "other.h5", "w") as file:
            file.attrs["program"] = "another"

    def test_the_kind_is_told(self):
        before = self.files()
        for path, takers in TAKES.items():
            for command in COMMANDS:
                if command in takers:
                    continue
                with self.subTest(command, path=path):
                    words = ["describe", "odd"] if command == "describe" else [command]
                    result = self.call(*words, path, *CALLS.get(command, []))
                    self.assertEqual((result.returncode, result.stdout), (2, ""), result)
                    self.assertRegex(result.stderr, rf"\Aselforg: [^\n]*{path}[^\n]*\n\Z")
                    self.assertEqual(self.files(), before)

    def test_what_is_ours_and_cut_short_is_damaged(self):
        """Of a study it is the folder that is given, and no other command is needed to be told so."""
        for path, commands in {"office.h5": [*RESULTS, "verify"], "study/study.h5": ["verify", "analyze"]}.items():
            file = self.folder / path
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
            for command in commands:
                for operand in {path, path.removesuffix("/study.h5")}:
                    with self.subTest(command, path=operand):
                        result = self.call(command, operand, *CALLS.get(command, []))
                        self.assertEqual(result.returncode, 1, result)
                        self.assertRegex(result.stdout + result.stderr, "damaged, or cut short")
                        self.assertNotIn("`selforg", result.stderr)


if __name__ == "__main__":
    unittest.main()
