"""A run that is watched on a terminal: what is drawn, and how the terminal is left."""

import contextlib
import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import unittest

from program.command import ENVIRONMENT, PROGRAM, CommandTest

LONG = ["--set", "network.agents=2000", "--steps", "1000000"]
PICTURE = "\r\x1b[J"
# What ends the program leaves none of these behind: alternate screen, hidden cursor, scrolling region, mouse, no wrapping.
MODES = r"\x1b\[\?|\x1b\[\d*;\d*r|\x1b[=>c]"


class WatchTest(CommandTest):
    def watch(self, *arguments, lines=40, columns=100, signals=(), **environment):
        """Exit code and what a terminal is sent; from the third picture on the program is sent signals."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        before = termios.tcgetattr(theirs)
        command = [PROGRAM, "run", "office.yaml", "--watch", *arguments]
        environment = {**ENVIRONMENT, "TERM": "xterm-256color", **environment}
        pipes = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
        process = subprocess.Popen(command, cwd=self.folder, env=environment, **pipes)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        waiting, sent = list(signals), b""
        while process.poll() is None:
            if self.readable(ours):
                sent += os.read(ours, 65536)
            if waiting and sent.count(PICTURE.encode()) > 3:
                process.send_signal(waiting.pop(0))
        self.assertEqual(termios.tcgetattr(theirs), before)
        os.close(theirs)
        sent += self.rest_of(ours)
        os.close(ours)
        return process.returncode, sent.decode(errors="replace")  # who is killed may be so within a letter

    @staticmethod
    def rest_of(descriptor):
        """What a terminal still has on its way when nobody can write any more, which comes a moment later."""
        rest = b""
        with contextlib.suppress(OSError):
            while piece := os.read(descriptor, 65536):
                rest += piece
        return rest

    @staticmethod
    def readable(descriptor):
        count = struct.unpack("i", fcntl.ioctl(descriptor, termios.FIONREAD, b"\0" * 4))[0]
        return count > 0

    def test_curves_of_one_kind_have_one_scale(self):
        code, sent = self.watch()
        self.assertEqual(code, 0)
        picture = re.sub(r"\x1b\[\d*[mK]", "", sent.split(PICTURE)[1])
        self.assertIn("A small office", picture)
        self.assertRegex(picture, r"step 0 of 40\r\n")
        self.assertRegex(picture, r"people, from 0 to 200\r\n  adopters +0  ▁+\r\n")
        self.assertRegex(picture, r"shares and means, from 0 to 1\r\n  quality in use +0\.\d+  [▃▄▅▆]+\r\n")
        self.assertEqual(len(re.findall(r"from 0 to", picture)), len(set(re.findall(r"(\w+), from 0 to", picture))))

    def test_the_picture_goes_and_the_page_comes(self):
        _, sent = self.watch()
        page = sent.rpartition(PICTURE)[2]
        self.assertNotIn("from 0 to", page)
        self.assertIn("digest", page)

    def test_it_fits(self):
        for lines, columns in [(40, 100), (10, 40), (5, 20)]:
            _, sent = self.watch(*LONG, "--force", lines=lines, columns=columns, signals=[signal.SIGINT])
            for picture in sent.split(PICTURE)[1:4]:
                shown = re.sub(r"\x1b\[\d*[mKA]", "", picture).split("\r\n")
                self.assertLess(len(shown) - 1, lines)
                self.assertLessEqual(max(map(len, shown)), columns, shown)

    def test_no_mode_is_left_behind(self):
        for signals, code in [([signal.SIGINT], 75), ([signal.SIGTERM], 75), ([signal.SIGKILL], -signal.SIGKILL)]:
            ended, sent = self.watch(*LONG, "--force", signals=signals)
            self.assertEqual(ended, code)
            self.assertNotRegex(sent, MODES)
            if code > 0:  # whoever is killed in the middle of a picture leaves its colour
                self.assertEqual(re.findall(r"\x1b\[\d*m", sent)[-1], "\x1b[0m")

    def test_elsewhere_progress_is_as_else(self):
        result = self.call("run", "office.yaml", "--watch")
        self.assertEqual(result.returncode, 0)
        self.assertNotRegex(result.stdout + result.stderr, r"[\x00-\x09\x0b-\x1f\x7f]")
        _, sent = self.watch("--force", TERM="dumb")
        self.assertNotIn("\x1b", sent)

    def test_watching_changes_nothing(self):
        plain = json.loads(self.succeed("run", "office.yaml", "--json", "--progress", "none"))
        _, sent = self.watch("--force", "--json")
        self.assertEqual(json.loads(sent.rpartition(PICTURE)[2])["digest"], plain["digest"])

    def test_no_colour_where_none_is_wanted(self):
        _, sent = self.watch(NO_COLOR="1")
        self.assertNotRegex(sent, r"\x1b\[\d*m")

    def test_nothing_is_not_watched(self):
        message = "run: --watch and --quiet exclude each other"
        self.fail_with(2, message, "run", "office.yaml", "--watch", "--quiet")


if __name__ == "__main__":
    unittest.main()
