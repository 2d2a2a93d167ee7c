"""The command line as a whole: what it ends with, what it complains of in one line, and the call that a file keeps."""

import subprocess
import unittest

import h5py
from program.command import ENVIRONMENT, PROGRAM, CommandTest


class MainTest(CommandTest):
    def start(self, *words, to):
        return subprocess.Popen([PROGRAM, *words], cwd=self.folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=to, stderr=subprocess.PIPE, text=True)

    def test_without_a_word_the_commands_are_told(self):
        told = self.succeed()
        self.assertTrue(told.startswith("selforg: "), told[:60])
        self.assertIn("\nUsage: selforg COMMAND ...\n", told)
        for word in "--help", "-h":
            self.assertEqual(self.succeed(word), told)
            self.assertEqual(self.succeed(word, "run", "nothing"), told)
        self.assertEqual(len(self.succeed("--version").splitlines()), 1)

    def test_help_of_a_command_does_nothing_else(self):
        for word in "--help", "-h":
            self.assertTrue(self.succeed("run", "office.yaml", word).startswith("Usage: selforg run "))
        self.assertEqual(self.files(), ["office.yaml"])

    def test_what_is_no_command(self):
        for word, more in (("rnu", "did you mean 'run'?"), ("verfy", "did you mean 'verify'?"), ("whatever", "see 'selforg --help'"),
                           ("", "see 'selforg --help'"), ("--hlep", "see 'selforg --help'"), ("RUN", "see 'selforg --help'")):
            result = self.call(word)
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertIn(f"selforg: there is no command '{word}'; ", result.stderr)
            if word.islower():
                self.assertEqual(result.stderr, f"selforg: there is no command '{word}'; {more}\n")

    def test_an_error_is_one_line_without_control_characters(self):
        for name, shown in (("a\nb", "a\\u{0A}b"), ("\x1b[2J", "\\u{1B}[2J"), ("ü", "ü"), ("\t", "\\u{09}"), ("a\x7f", "a\\u{7F}")):
            result = self.call("check", name)
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertEqual(result.stderr, f"selforg: {shown}: the file cannot be opened: No such file or directory\n")

    def test_what_is_printed_and_does_not_arrive_is_an_error(self):
        self.succeed("run", "office.yaml", "--quiet")
        said = "selforg: standard output could not be written: No space left on device\n"
        with open("/dev/full", "w") as full:
            for words in (("--version",), ("run", "--help"), ("describe", "rules"), ("check", "office.yaml"),
                          ("trace", "office.h5"), ("verify", "office.h5"), ("run", "office.yaml", "--force")):
                process = self.start(*words, to=full)
                _, errors = process.communicate(timeout=self.limit)
                self.assertEqual((process.returncode, errors), (1, said), words)

    def test_each_kind_of_end_has_its_code(self):
        self.succeed("run", "office.yaml", "--quiet")
        self.assertEqual(self.call("run", "office.yaml").returncode, 2)  # it is there
        self.assertEqual(self.call("run", "none.yaml").returncode, 2)
        self.assertEqual(self.call("run", "office.yaml", "-o", "nowhere/a.h5").returncode, 1)
        self.assertEqual(self.call("run", "office.yaml", "--force", "--set", "network.mean_degree=-1").returncode, 2)
        self.assertEqual(self.call("trace", "office.h5", "--agent", "99999").returncode, 2)
        with h5py.File(self.folder / "office.h5", "r+") as file:
            file["events/adoption/learner"][0] += 1
        self.assertEqual(self.call("verify", "office.h5").returncode, 1)

    def test_a_file_keeps_the_call_as_a_shell_takes_it(self):
        self.write("it's here.yaml", (self.folder / "office.yaml").read_text())
        self.succeed("run", "it's here.yaml", "--set", "title=a b", "-o", "a.h5", "--quiet", "--steps", "2")
        with h5py.File(self.folder / "a.h5") as file:
            kept = []
            file.visititems(lambda _, item: kept.append(item[()]) if isinstance(item, h5py.Dataset) and item.shape == () and item.dtype.kind == "O" else None)
            kept = [text.decode() for text in kept if text.startswith(b"selforg run ")]
        self.assertEqual(len(kept), 1)
        words = subprocess.run(["bash", "-c", f"printf '%s\\n' {kept[0]}"], check=True, capture_output=True, text=True).stdout.splitlines()
        self.assertEqual(words, ["selforg", "run", "it's here.yaml", "--set", "title=a b", "-o", "a.h5", "--quiet", "--steps", "2"])

    def test_letters_beyond_ascii_are_those_of_the_place(self):
        self.assertTrue(self.succeed("run", "office.yaml", "--quiet", "-o", "a.h5") == "")
        shown = self.succeed("run", "office.yaml", "-o", "b.h5")
        self.assertIn("▁", shown)
        self.assertIn(" · ", shown)
        self.assertTrue(self.succeed("run", "office.yaml", "-o", "c.h5", LC_ALL="C").isascii())


if __name__ == "__main__":
    unittest.main()
