"""What shells offer: in bash by completing command lines, in zsh by what its script says; either by the rows of the
commands, and not by what was printed before."""

import re
import shlex
import shutil
import subprocess
import unittest

from program.command import SOURCE, CommandTest

# A row of two cells, the name and a sentence, is what begins a command.
ROWS = (SOURCE / "sim/program/usage/commands.def").read_text()
COMMANDS = re.findall(r'^COMMAND\((\w+), "[^"]+"\)$', ROWS, re.MULTILINE)


class CompletionTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("bash", self.succeed("describe", "completion-bash"))
        self.zsh = self.succeed("describe", "completion-zsh")

    def complete(self, *words, folder=""):
        """What bash offers for the last word, and whether it sets a blank behind it."""
        script = f"""
            compopt() {{ [[ $1 == -o && $2 == nospace ]] && nospace=yes; }}
            source {shlex.quote(str(self.folder / "bash"))}
            COMP_WORDS=({" ".join(map(shlex.quote, words))})
            COMP_CWORD={len(words) - 1}
            _selforg
            printf '%s\\n' "${{nospace:-no}}" "${{COMPREPLY[@]}}"
        """
        result = subprocess.run(["bash", "-uc", script], cwd=self.folder / folder, capture_output=True, text=True)
        self.assertEqual(result.stderr, "")
        nospace, *offered = result.stdout.splitlines()
        return sorted(filter(None, offered)), nospace == "yes"

    def offers(self, *words, **where):
        return self.complete("selforg", *words, **where)[0]

    def options_of(self, command):
        """From its help: {"--name": the words that its value may be}."""
        help_text = self.succeed(command, "--help", COLUMNS="1000")
        return re.findall(r"^ +(?:-\w, )?(--[\w-]+)", help_text, re.MULTILINE)

    def test_every_command_and_every_option_of_it(self):
        self.assertGreater(len(COMMANDS), 12)
        self.assertEqual(self.offers(""), sorted([*COMMANDS, "--help", "--version"]))
        for command in COMMANDS:
            self.assertEqual(self.offers(command, "-"), sorted({*self.options_of(command), "--help"}), command)
            self.assertEqual(self.offers(command[:-1] if len([c for c in COMMANDS if c.startswith(command[:-1])]) == 1 else command), [command])

    def test_options_are_completed_wherever_they_stand(self):
        self.assertEqual(self.offers("run", "office.yaml", "--see"), ["--seed"])
        self.assertEqual(self.offers("run", "--seed", "3", "office.yaml", "--fo"), ["--force"])
        self.assertEqual(self.offers("run", "--nonsense"), [])
        self.assertEqual(self.offers("nonsense", "--"), [])

    def test_values_are_the_words_that_the_program_takes(self):
        self.assertEqual(self.offers("run", "office.yaml", "--progress", ""), ["auto", "bar", "lines", "none"])
        self.assertEqual(self.offers("run", "--progress", "l"), ["lines"])
        self.assertEqual(self.offers("check", "--progress", "l"), [])  # which has no such option
        refused = self.call("run", "office.yaml", "--progress", "nonsense").stderr
        self.assertIn("none of auto, bar, lines, none", refused)
        topics = self.call("describe", "nonsense").stderr
        self.assertEqual(self.offers("describe", ""), sorted(re.search(r"none of ([\w, -]+)", topics)[1].split(", ")))
        for topic in self.offers("describe", ""):
            self.assertEqual(self.call("describe", topic, *(["office.yaml"] if topic == "odd" else [])).returncode, 0, topic)

    def test_files_are_those_that_a_command_takes(self):
        (self.folder / "sub dir").mkdir()
        for name in ("a.h5", "b.yaml", "c d.yaml", "e.txt"):
            self.write(name, "")
            self.write(f"sub dir/{name}", "")
        self.assertEqual(self.offers("run", ""), ["b.yaml", "c d.yaml", "office.yaml", "sub dir/"])
        self.assertEqual(self.offers("trace", ""), ["a.h5", "sub dir/"])
        self.assertEqual(self.offers("run", "c"), ["c d.yaml"])
        self.assertEqual(self.offers("run", "sub dir/c"), ["sub dir/c d.yaml"])
        self.assertEqual(self.offers("run", "e"), [])
        self.assertEqual(self.complete("selforg", "run", "su"), (["sub dir/"], True))  # one goes on into the folder
        self.assertEqual(self.complete("selforg", "run", "b"), (["b.yaml"], False))

    def case_of(self, command):
        """What the script for zsh says of a command: its lines within the quotes."""
        found = re.search(rf"^        {command}\)\n        _arguments \\\n(.*?)\n        ;;$", self.zsh, re.MULTILINE | re.DOTALL)
        self.assertTrue(found, command)
        return [shlex.split(line.removesuffix(" \\"))[0] for line in found[1].splitlines()]

    def test_zsh_has_every_option_with_its_sentence(self):
        described = re.search(r"commands=\(\n(.*?)\n        \)", self.zsh, re.DOTALL)[1]
        names = [shlex.split(line)[0].partition(":")[0] for line in described.splitlines()]
        self.assertEqual(names, COMMANDS)
        for command in COMMANDS:
            lines = self.case_of(command)
            options = [line for line in lines if re.match(r"\*?--", line)]
            self.assertEqual(sorted(re.match(r"\*?(--[\w-]+)", line)[1] for line in options),
                             sorted({*self.options_of(command), "--help"}))
            for line in lines[:-1]:
                # name, with '=' where a long one takes a value, [sentence] with its brackets and colons escaped, and the value
                self.assertRegex(line, r"\A\*?(--[\w-]+=?|-\w)\[([^][:\\]|\\[][:\\])+\](:[^:]+:.*)?\Z")
                self.assertEqual("=[" in line, line.startswith(("--", "*--")) and "]:" in line, line)
                self.assertFalse(re.search(r"\.\](:|$)", line), line)
            self.assertRegex(lines[-1], r"\A1:{1,2}[^:]+:")
        self.assertEqual([line for line in self.case_of("run") if line.startswith("*")][0].partition("[")[0], "*--set=")

    def test_zsh_has_the_words_of_values(self):
        self.assertIn(":(auto bar lines none)", next(line for line in self.case_of("run") if line.startswith("--progress")))
        self.assertEqual(self.case_of("describe")[-1].partition("(")[2].rstrip(")").split(), [
            word for word in re.search(r"none of ([\w, -]+)", self.call("describe", "nonsense").stderr)[1].split(", ")])
        self.assertIn('_files -g "*.yaml"', self.case_of("run")[-1])

    def test_zsh_reads_it(self):
        if not shutil.which("zsh"):
            self.skipTest("zsh is not installed")
        subprocess.run(["zsh", "-nc", self.zsh], check=True)


if __name__ == "__main__":
    unittest.main()
