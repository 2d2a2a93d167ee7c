"""What is read may come through a pipe: it is read once, and whoever waits for it can be told to end."""

import os
import signal
import subprocess
import threading
import time
import unittest

from program.command import ENVIRONMENT, PROGRAM, SCENARIO, CommandTest

PAGE = '<script type="application/json" id="scenario"></script>'
CALLS = {
    "run": ["-o", "out.h5", "--quiet"],
    "check": [],
    "describe": [],
    "sweep": ["-o", "out", "--quiet"],
    "view": ["--page", "empty.html", "-o", "out.html", "--quiet"],
}


class PipesTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("empty.html", PAGE)
        self.pipe = self.folder / "pipe.yaml"
        os.mkfifo(self.pipe)

    def begin(self, command):
        words = ["describe", "odd"] if command == "describe" else [command]
        process = subprocess.Popen([PROGRAM, *words, "pipe.yaml", *CALLS[command]], cwd=self.folder, env=ENVIRONMENT,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        return process

    def test_the_first_signal_ends_whoever_waits(self):
        """For somebody to write, or for more to be written: nothing has begun that could be ended well."""
        for command in CALLS:
            for number in (signal.SIGINT, signal.SIGTERM):
                for reading in (False, True):
                    with self.subTest(command, signal=number, reading=reading):
                        process = self.begin(command)
                        if reading:
                            writer = os.open(self.pipe, os.O_WRONLY)  # which waits until somebody reads
                            os.write(writer, b"selforg: 2\n")
                        time.sleep(0.2)
                        process.send_signal(number)
                        try:
                            self.assertEqual(process.wait(30), -number)
                        finally:
                            process.kill()
                            process.communicate()
                            if reading:
                                os.close(writer)
        self.assertEqual(self.files(), ["empty.html", "office.yaml", "pipe.yaml"])

    def come_through(self, command, text):
        process = self.begin(command)
        threading.Thread(target=lambda: self.pipe.write_text(text), daemon=True).start()
        output, errors = process.communicate(timeout=60)
        return process.returncode, output, errors

    def test_what_comes_through_a_pipe_is_read(self):
        for command in ("run", "check", "describe", "view"):
            with self.subTest(command):
                self.assertEqual(self.come_through(command, SCENARIO)[::2], (0, ""))

    def test_what_is_wrong_in_it_is_told(self):
        """And it is not waited for once more."""
        for command in CALLS:
            with self.subTest(command):
                code, output, errors = self.come_through(command, "selforg: 2\nstepps: 5\n")
                self.assertEqual((code, output), (2, ""))
                self.assertRegex(errors, r"\Aselforg: pipe.yaml:2:1: stepps: there is no such key[^\n]*\n\Z")


if __name__ == "__main__":
    unittest.main()
