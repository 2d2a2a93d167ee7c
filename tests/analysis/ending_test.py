"""Every command ends alike: one line for what is wrong, and none for who reads no further."""

import contextlib
import io
import subprocess
import sys
import unittest

from analysis.results import SOURCE

from selforg.ending import ended


def raising(problem):
    def work():
        raise problem

    return work


class Ending(unittest.TestCase):
    def test_codes_and_lines(self):
        for work, code, line in (
            (lambda: 0, 0, ""),
            (lambda: 1, 1, ""),
            (raising(ValueError("no such thing")), 2, "selforg-try: no such thing\n"),
            (raising(KeyError("no such name")), 2, "selforg-try: no such name\n"),
            (raising(FileNotFoundError(2, "not there", "a.h5")), 2, "selforg-try: a.h5: not there\n"),
            (raising(OSError("no signature found")), 2, "selforg-try: no signature found\n"),
            (raising(KeyboardInterrupt()), 130, "selforg-try: stopped\n"),
        ):
            with self.subTest(line=line), contextlib.redirect_stderr(io.StringIO()) as said:
                self.assertEqual(ended("selforg-try", work), code)
                self.assertEqual(said.getvalue(), line)

    def test_a_fault_of_ours_is_not_hidden(self):
        with self.assertRaises(TypeError):
            ended("selforg-try", raising(TypeError("a defect")))

    def test_nobody_reads_on(self):
        program = "import sys; from selforg.ending import ended; sys.exit(ended('selforg-try', lambda: print('x' * 10**6) or 0))"
        with subprocess.Popen([sys.executable, "-c", program], cwd=SOURCE / "analysis", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.read(1)
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
            self.assertEqual(process.wait(), 141)


if __name__ == "__main__":
    unittest.main()
