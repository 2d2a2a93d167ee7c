"""Progress, and stopping a run from outside. Also tests io/text/clock.c."""

import fcntl
import os
import pty
import re
import resource
import signal
import struct
import subprocess
import termios
import time
import unittest
from pathlib import Path

from program.command import ENVIRONMENT, PROGRAM, SCENARIO, CommandTest
from waiting import wait_until

# Long enough to be stopped, on any machine.
LONG = ["--set", "network.agents=20000", "--set", "network.units=20", "--steps", "100000"]


def set_size(terminal, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def hears(process, *signals):
    """Whether a process has said what is to happen at all of these signals."""
    caught = re.search(r"SigCgt:\t(\w+)", Path(f"/proc/{process.pid}/status").read_text()).group(1)
    return all(int(caught, 16) >> number - 1 & 1 for number in signals)


class ProgressTest(CommandTest):
    def start(self, *arguments, **keywords):
        environment = {**ENVIRONMENT, **keywords.pop("environment", {})}
        process = subprocess.Popen([PROGRAM, *arguments], cwd=self.folder, env=environment, **keywords)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def run_on_terminal(self, *arguments, columns=80, enough=None, **environment):
        """What a terminal is sent until the program ends, or until `enough` is among it and it was interrupted."""
        ours, theirs = pty.openpty()
        set_size(theirs, columns)
        environment = {"TERM": "xterm-256color", **environment}
        process = self.start(*arguments, stdin=theirs, stdout=theirs, stderr=theirs, environment=environment)
        os.close(theirs)
        sent = b""
        interrupted = False
        while True:
            try:
                sent += os.read(ours, 65536)
            except OSError:
                break
            if enough and not interrupted and re.search(enough, sent.decode(errors="replace")):
                process.send_signal(signal.SIGINT)
                interrupted = True
        os.close(ours)
        return process.wait(), sent.decode()

    def test_elsewhere_there_are_plain_lines(self):
        result = self.call("run", "office.yaml", "--progress", "lines")
        self.assertEqual(result.returncode, 0)
        self.assertNotRegex(result.stdout + result.stderr, r"[\x00-\x09\x0b-\x1f\x7f]")

    def test_lines_come_now_and_then(self):
        process = self.start("run", "office.yaml", *LONG, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        wait_until(lambda: "office.h5.part" in self.files(), "a part file")
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        lines = process.stderr.read().splitlines()
        process.stderr.close()
        self.assertEqual(process.wait(), 75)
        self.assertLessEqual(len(lines), 2)
        self.assertNotRegex("".join(lines), r"[\x00-\x1f\x7f]")

    def test_a_terminal_has_a_bar(self):
        code, sent = self.run_on_terminal("run", "office.yaml", *LONG, enough=r"steps/s.*steps/s")
        self.assertEqual(code, 75)
        self.assertIn("\r", sent)
        self.assertRegex(sent, r"░ +\d+ %  step [\d,]+ of 100,000 · [\d.,]+ steps/s · .+ left")

    def test_the_bar_goes_when_the_run_is_over(self):
        code, sent = self.run_on_terminal("run", "office.yaml")
        self.assertEqual(code, 0)
        page = sent.rpartition("\r\x1b[K")[2]
        self.assertNotIn("%  step", page)
        self.assertIn("A small office", page)

    def test_the_bar_fits(self):
        for columns in [24, 40, 80, 200]:
            arguments = ["run", "office.yaml", *LONG, "--force"]
            _, sent = self.run_on_terminal(*arguments, columns=columns, enough=r"[1-9]\d* of|0 %")
            for picture in sent.split("\r"):
                if "%" in picture:
                    self.assertLess(len(re.sub(r"\x1b\[\d*[mK]", "", picture.split("\n")[0])), columns, picture)

    def test_no_colour_where_none_is_wanted(self):
        _, sent = self.run_on_terminal("run", "office.yaml", NO_COLOR="1")
        self.assertNotRegex(sent, r"\x1b\[\d*m")
        _, sent = self.run_on_terminal("run", "office.yaml", "--force", TERM="dumb")
        self.assertNotIn("\x1b", sent)

    def test_a_stopped_run_leaves_no_result(self):
        for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU]:
            process = self.start(
                "run", "office.yaml", *LONG, "--force", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            wait_until(lambda: hears(process, number), "the signal to be heard")
            process.send_signal(number)
            out, err = process.communicate(timeout=60)
            self.assertEqual((process.returncode, out), (75, ""), err)
            self.assertRegex(err, r"\Aselforg: [^\n]*step[^\n]*selforg resume office\.h5[^\n]*\n\Z")
            self.assertNotIn("office.h5", self.files())

    def test_the_command_that_goes_on_can_be_pasted(self):
        (self.folder / "the office").mkdir()
        process = self.start("run", "office.yaml", *LONG, "-o", "the office/a.h5", stderr=subprocess.PIPE, text=True)
        wait_until(lambda: hears(process, signal.SIGTERM), "the signal to be heard")
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
        self.assertRegex(err, r"`selforg resume 'the office/a\.h5'` goes on from there\n\Z")

    def test_a_checkpoint_asked_for_while_it_starts_is_no_death(self):
        """While it is still reading its scenario, and so has nothing that could be kept."""
        process = self.start(
            "run", "/dev/stdin", "-o", "office.h5", "--quiet",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        wait_until(lambda: hears(process, signal.SIGUSR1), "the signal to be heard while the scenario is read")
        process.send_signal(signal.SIGUSR1)
        self.assertEqual(process.communicate(SCENARIO, timeout=60), ("", ""))
        self.assertEqual(process.returncode, 0)

    def test_a_limit_of_file_sizes_is_told_as_a_full_disk_is(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))

        process = self.start(
            "run", "office.yaml", "--quiet", preexec_fn=limit, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (1, ""))
        self.assertRegex(err, r"\Aselforg: [^\n]*File too large\n\Z")
        self.assertNotIn("office.h5", self.files())

    def test_a_reader_that_goes_away_ends_it(self):
        process = self.start("describe", "parameters", stdout=subprocess.PIPE)
        process.stdout.close()
        self.assertIn(process.wait(), {0, 1, -signal.SIGPIPE})


if __name__ == "__main__":
    unittest.main()
