"""What the tests of the command line share: a folder of their own with a scenario in it, and calls of the program."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.environ["SELFORG"]
SOURCE = Path(os.environ["SELFORG_SOURCE"])

SCENARIO = """\
selforg: 2
title: A small office
question: Does it spread?
seed: 7
steps: 40
network: {kind: units, agents: 200, units: 4, mean_degree: 8}
landscape: {kind: nk, domains: 2, bits: 8, interactions: 2}
opportunities: {arrival_rate: 10}
projects: {}
tell: {}
adoption: {rule: evidence}
"""

# A plain world: nothing of the person's own settings.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS", "TERM"}},
    "LC_ALL": "C.UTF-8",
}


class CommandTest(unittest.TestCase):
    limit = 600  # seconds that a call may take

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.write("office.yaml", SCENARIO)

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def files(self):
        return sorted(path.name for path in self.folder.iterdir())

    def call(self, *arguments, **environment):
        """As if the program were installed: it is called by its name alone."""
        return subprocess.run(
            ["selforg", *map(str, arguments)],
            executable=PROGRAM,
            cwd=self.folder,
            env={**ENVIRONMENT, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=self.limit,
        )

    def succeed(self, *arguments, **environment):
        """Standard output of a call that must end with 0 and complain of nothing."""
        result = self.call(*arguments, **environment)
        self.assertEqual((result.returncode, result.stderr), (0, ""), result)
        return result.stdout

    def fail_with(self, code, message, *arguments):
        """A call that must end with `code`, print nothing but one line of error, and leave no file."""
        before = self.files()
        result = self.call(*arguments)
        self.assertEqual((result.returncode, result.stdout), (code, ""), result)
        self.assertEqual(result.stderr, f"selforg: {message}\n")
        self.assertEqual(self.files(), before)


class StudyTest(CommandTest):
    """With a study, which a class says with its file's name."""

    file, study = "study.yaml", ""

    def setUp(self):
        super().setUp()
        self.write(self.file, self.study)

    def sweep(self, folder):
        """What is in the file of all runs."""
        self.succeed("sweep", self.file, "-o", folder, "--quiet")
        return (self.folder / folder / "study.h5").read_bytes()
