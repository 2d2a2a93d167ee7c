"""Help, manual and completions: everywhere, and the committed texts are what the program prints. Also tests
program/usage/manual.c."""

import re
import shlex
import shutil
import subprocess
import unittest

from program.command import PROGRAM, SOURCE, CommandTest

# A row of two cells, the name and a sentence, is what begins one.
ROWS = (SOURCE / "sim/program/usage/commands.def").read_text()
COMMANDS = re.findall(r'^[A-Z]+\((\w+), "[^"]+"\)$', ROWS, re.MULTILINE)
COMMITTED = {
    "man": SOURCE / "sim/program/usage/selforg.1",
    "completion-bash": SOURCE / "sim/program/usage/completion.bash",
    "completion-zsh": SOURCE / "sim/program/usage/completion.zsh",
}


def complete(*words, folder=None):
    """What bash offers for the last word of a command line in a folder."""
    script = f"""
        source {shlex.quote(str(COMMITTED["completion-bash"]))}
        COMP_WORDS=({" ".join(f"'{word}'" for word in words)})
        COMP_CWORD={len(words) - 1}
        _selforg
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    command = ["bash", "-c", script]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()


class HelpTest(CommandTest):
    def test_overview_lists_every_command(self):
        overview = self.succeed("--help")
        self.assertEqual(overview, self.succeed())
        self.assertEqual(overview, self.succeed("-h"))
        self.assertEqual(re.findall(r"^  ([a-z]+) [A-Z\[]", overview, re.MULTILINE), COMMANDS)

    def test_every_command_has_help(self):
        for command in COMMANDS:
            text = self.succeed(command, "--help")
            self.assertTrue(text.startswith(f"Usage: selforg {command} "), text)
            self.assertIn("\nExamples\n", text)
            self.assertEqual(text, self.succeed(command, "nonsense", "--nonsense", "-h"))

    def test_lines_fit(self):
        for command in COMMANDS:
            for line in self.succeed(command, "--help", COLUMNS="60").splitlines():
                self.assertTrue(len(line) <= 60 or line.lstrip().startswith(("selforg ", "Usage")), line)

    def test_version(self):
        self.assertRegex(self.succeed("--version"), r"^selforg \d+\.\d+\.\d+ \(.+\)\n$")

    def test_committed_texts_are_what_the_program_prints(self):
        for topic, path in COMMITTED.items():
            self.assertEqual(
                path.read_text(), self.succeed("describe", topic), f"renew it: selforg describe {topic} > {path.name}"
            )

    def test_the_manual_is_clean_roff(self):
        if not shutil.which("groff"):
            self.skipTest("groff is not installed")
        command = ["groff", "-man", "-Tutf8", "-ww", "-Kutf8", COMMITTED["man"]]
        result = subprocess.run(command, check=True, capture_output=True, text=True)
        self.assertEqual(result.stderr, "")
        for command in COMMANDS:
            self.assertRegex(re.sub(".\b", "", result.stdout), rf"(?m)^   {command} ")

    def test_bash_completes(self):
        self.assertEqual(sorted(complete("selforg", "")), sorted([*COMMANDS, "--help", "--version"]))
        self.assertEqual(complete("selforg", "ch"), ["check"])
        self.assertIn("--seed", complete("selforg", "run", "--s"))
        self.assertEqual(complete("selforg", "run", "--progress", "b"), ["bar"])
        self.assertEqual(complete("selforg", "describe", "completion-"), ["completion-bash", "completion-zsh"])

    def test_bash_completes_files(self):
        self.write("other.txt", "")
        self.assertEqual(complete("selforg", "run", "", folder=self.folder), ["office.yaml"])

    def test_zsh_reads_its_completion(self):
        if not shutil.which("zsh"):
            self.skipTest("zsh is not installed")
        subprocess.run(["zsh", "-n", COMMITTED["completion-zsh"]], check=True)

    def test_full_disk_is_noticed(self):
        with open("/dev/full", "w") as full:
            result = subprocess.run([PROGRAM, "--help"], stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stderr, "selforg: standard output could not be written: No space left on device\n")


if __name__ == "__main__":
    unittest.main()
