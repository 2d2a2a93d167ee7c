"""What cannot fit into memory is refused with the figures, by check, run and both ways of sweep, before anything runs."""

import resource
import subprocess
import unittest
from pathlib import Path

from program.command import ENVIRONMENT, PROGRAM, CommandTest

LIMIT = 2 << 30  # bytes of address space that the program may have

COMPLETE = """\
selforg: 2
steps: 2
network: {kind: complete, agents: 1e8}
start: {users: 10}
adoption: {rule: contact, accept: {beta: 0.03}}
"""
STUDY = """\
selforg: 2
base: crowd.yaml
vary: {network.agents: [1000, 1e8]}
outcomes: [adopters_final]
"""


@unittest.skipIf(b"__asan_" in Path(PROGRAM).read_bytes(), "AddressSanitizer takes more address space than that")
class MemoryTest(CommandTest):
    def limited(self, *arguments):
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))

        command = [PROGRAM, *map(str, arguments)]
        return subprocess.run(
            command, cwd=self.folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, preexec_fn=limit
        )

    def test_too_many_people_are_refused(self):
        self.write("crowd.yaml", COMPLETE)
        self.write("study.yaml", STUDY)
        for arguments in (
            ["check", "crowd.yaml"],
            ["run", "crowd.yaml", "-o", "crowd.h5"],
            ["sweep", "study.yaml", "--dry-run"],
            ["sweep", "study.yaml", "-o", "study"],
        ):
            result = self.limited(*arguments)
            self.assertEqual((result.returncode, result.stdout), (2, ""), result)
            self.assertRegex(result.stderr, "a run with 100,000,000 agents .* needs at least .*; there is 2.15 GB")
        self.assertEqual(self.files(), ["crowd.yaml", "office.yaml", "study.yaml"])

    def test_many_people_who_fit_are_not(self):
        self.write("crowd.yaml", COMPLETE.replace("complete, agents: 1e8", "random, agents: 1500000, mean_degree: 3"))
        result = self.limited("run", "crowd.yaml", "--steps", "1", "-o", "crowd.h5")
        self.assertEqual(result.returncode, 0, result)


if __name__ == "__main__":
    unittest.main()
