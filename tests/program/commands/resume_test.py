"""A run that was stopped or killed at any moment, again and again, ends in the file that an unbroken one writes."""

import random
import signal
import subprocess
import time
import unittest
from pathlib import Path

import h5py

from program.command import PROGRAM, SOURCE, CommandTest
from waiting import wait_until

SCENARIO = SOURCE / "scenarios" / "base.yaml"
SETTINGS = ["--quiet", "--set", "observe.snapshots.ties=true", "--set", "observe.snapshots.every=52"]


def fingerprint(path):
    """What the file says of its content and of its run, in no way of the machine or the time."""
    with h5py.File(path) as file:
        return file["run/checksum"][()], file["run/digest"][()]


class ResumeTest(CommandTest):
    def setUp(self):
        super().setUp()
        (self.folder / "office.yaml").unlink()
        self.whole = self.folder / "whole.h5"
        begin = time.monotonic()
        self.succeed("run", SCENARIO, *SETTINGS, "-o", self.whole)
        self.duration = time.monotonic() - begin

    def start(self, *words):
        return subprocess.Popen(
            [PROGRAM, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def begin(self, path, *more):
        return self.start("run", SCENARIO, *SETTINGS, "-o", path, *more)

    def is_begun(self, path):
        return Path(f"{path}.part").exists() or path.exists()

    def left_by(self, name, *signals, more=()):
        """A run that gets each signal after a tenth of the time that a whole one took; how it ended."""
        path = self.folder / name
        process = self.begin(path, *more)
        wait_until(lambda: self.is_begun(path), "the run to begin to write")
        for number in signals:
            time.sleep(self.duration * 0.1)
            process.send_signal(number)
        error = process.communicate()[1]
        return path, process.returncode, error

    def assert_as_whole(self, path):
        self.assertEqual(fingerprint(path), fingerprint(self.whole))
        self.assertLess(abs(path.stat().st_size / self.whole.stat().st_size - 1), 0.01)
        self.assertEqual([f.name for f in self.folder.glob(path.name + "*")], [path.name])
        self.succeed("verify", path, "--quiet")

    def test_stopped(self):
        path, code, error = self.left_by("stopped.h5", signal.SIGTERM)
        self.assertEqual(code, 75)
        self.assertIn(f"`selforg resume {path}` goes on", error)
        self.assertFalse(path.exists())
        out = self.succeed("resume", path, "--threads", "1", "--progress", "none")
        self.assertRegex(out, r"went on from step [1-9]\d* to step 520")
        self.assert_as_whole(path)

    def test_killed_again_and_again(self):
        chance = random.Random(1)
        path = self.folder / "killed.h5"
        process = self.begin(path)
        for _ in range(8):
            wait_until(lambda: self.is_begun(path) or process.poll() is not None, "the run to go on")
            for number in (signal.SIGUSR1, signal.SIGKILL):
                time.sleep(0.05 + self.duration * chance.uniform(0, 0.25))
                process.send_signal(number)
            process.communicate()
            if path.exists():
                break
            process = self.start("resume", path, "--quiet")
        process.wait()
        process.stderr.close()
        if not path.exists():
            self.succeed("resume", path, "--quiet")
        self.assert_as_whole(path)

    def test_damaged_checkpoints(self):
        path, _, _ = self.left_by("damaged.h5", signal.SIGUSR1, signal.SIGTERM)
        checkpoint, before = Path(f"{path}.checkpoint"), Path(f"{path}.checkpoint.1")
        checkpoint.write_bytes(checkpoint.read_bytes()[:-1])
        self.assertTrue(before.exists())
        result = self.call("resume", path, "--quiet")
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        self.assertRegex(result.stderr, r": its newest checkpoint is damaged; went on from the one before it, step \d+\n")
        self.assert_as_whole(path)

    def test_a_checkpoint_that_cannot_be_read_is_not_taken_for_none(self):
        path, _, _ = self.left_by("unread.h5", signal.SIGTERM)
        checkpoint, kept = Path(f"{path}.checkpoint"), Path(f"{path}.kept")
        rows = Path(f"{path}.part").read_bytes()
        checkpoint.rename(kept)
        checkpoint.symlink_to(checkpoint)
        self.fail_with(1, f"{checkpoint}: it cannot be read: Too many levels of symbolic links", "resume", path)
        self.assertEqual(Path(f"{path}.part").read_bytes(), rows)
        kept.rename(checkpoint)
        self.assertNotIn("from step 0 ", self.succeed("resume", path, "--progress", "none"))
        self.assert_as_whole(path)

    def test_without_checkpoint_it_begins_anew(self):
        path, _, _ = self.left_by("none.h5", signal.SIGTERM)
        Path(f"{path}.checkpoint").unlink()
        self.assertIn("went on from step 0", self.succeed("resume", path, "--progress", "none"))
        self.assert_as_whole(path)

    def test_limit_of_time(self):
        path = self.folder / "limit.h5"
        many = ["run", SCENARIO, "--quiet", "--set", "network.agents=20000", "--steps", "2000000", "-o", path]
        limited = self.call(*many, "--max-time", "1")
        self.assertEqual(limited.returncode, 75)
        self.assertIn("goes on from there", limited.stderr)
        self.assertIn("left by a run that did not end", self.call(*many).stderr)
        self.succeed("run", SCENARIO, "--quiet", "--steps", "5", "--force", "-o", path)
        self.assertEqual([f.name for f in self.folder.glob("limit*")], ["limit.h5"])

    def test_that_replaces_a_result(self):
        """What --force was to replace stays until there is another, which `resume` is told to put there too."""
        path = self.folder / "replaced.h5"
        self.succeed("run", SCENARIO, "--quiet", "--steps", "5", "-o", path)
        before = path.read_bytes()
        _, code, error = self.left_by(path.name, signal.SIGTERM, more=["--force"])
        self.assertEqual(code, 75)
        self.assertIn(f"`selforg resume {path} --force` goes on", error)
        self.assert_refused(path, 2, f"is complete already; use --force to go on with {path}.part and replace it")
        self.assertEqual(path.read_bytes(), before)
        self.succeed("resume", path, "--quiet", "--force")
        self.assert_as_whole(path)
        self.assert_refused(path, 2, "none to go on with (No such file or directory): the result itself is complete\n")

    def assert_refused(self, path, code, reason):
        result = self.call("resume", path)
        self.assertEqual(result.returncode, code)
        self.assertIn(reason, result.stderr)

    def test_complaints(self):
        self.assert_refused(self.folder / "nowhere.h5", 2, "there is none to go on with")
        path, _, _ = self.left_by("twice.h5", signal.SIGTERM)
        again = self.begin(path, "--force", "--set", "network.agents=20000")
        wait_until(lambda: not Path(f"{path}.checkpoint").exists(), "the new run to remove what it finds")
        wait_until(lambda: "another run is writing it" in self.call("resume", path).stderr, "it to begin to write")
        self.assert_refused(path, 2, "another run is writing it")
        again.kill()
        again.communicate()
        done, _, _ = self.left_by("done.h5", signal.SIGTERM)
        done.write_bytes(b"something")
        self.assert_refused(done, 2, "is complete already")


if __name__ == "__main__":
    unittest.main()
