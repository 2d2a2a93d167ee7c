"""A run that is killed at any moment leaves nothing that looks complete, and what it had committed can be read."""

import os
import random
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import h5py
import numpy

from waiting import wait_until

WRITER = Path(os.environ["SELFORG_BUILD"]) / "tests" / "result_test"
ROUNDS = 12
EARLY = 0.25  # seconds; who is killed later has committed something before that time begins


def readable(part):
    """Whether the writer of a file lets it be read already."""
    try:
        h5py.File(part, "r", swmr=True).close()
    except OSError:
        return False
    return True


class KillTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.folder = Path(cls.temporary.name)
        cls.whole = cls.folder / "whole.h5"
        begin = time.monotonic()
        subprocess.run([WRITER, "write", cls.whole], check=True, stdin=subprocess.DEVNULL)
        cls.duration = time.monotonic() - begin

    def compare(self, file, whole):
        """Everything that was committed is the beginning of what the whole run gave."""
        groups = {"series": "/", "snapshots": "snapshots/agents"}
        groups.update({name: f"events/{name}" for name in whole["events"]})
        first = {"series": "step", "snapshots": "snapshot"}
        for name, group in groups.items():
            count = int(file[f"run/committed_{name}"][()])
            self.assertGreaterEqual(len(file[group][first.get(name, "event")]), count)
            for dataset in file[group].values():
                if isinstance(dataset, h5py.Dataset) and dataset.maxshape[:1] == (None,):
                    rows = dataset[:count]
                    self.assertEqual(len(rows), count, dataset.name)
                    numpy.testing.assert_array_equal(rows, whole[dataset.name][:count], dataset.name)
        return int(file["run/committed_step"][()])

    def kill_after(self, seconds):
        """One run, killed; the step up to which it can be read, or None if it had not begun to commit."""
        path = self.folder / "killed.h5"
        part = self.folder / "killed.h5.part"
        part.unlink(missing_ok=True)
        process = subprocess.Popen([WRITER, "write", path], stdin=subprocess.DEVNULL)
        if seconds > EARLY:
            wait_until(lambda: readable(part) or path.exists(), "a first commit")
        time.sleep(seconds)
        process.kill()
        process.wait()
        if path.exists():
            with h5py.File(path) as file, h5py.File(self.whole) as whole:
                self.assertEqual(file["run/complete"][()], 1)
                self.assertEqual(file["run/checksum"][()], whole["run/checksum"][()])
                path.unlink()
                return self.compare(file, whole)
        if not part.exists():
            return None
        with self.assertRaises(OSError):
            h5py.File(part)
        try:
            file = h5py.File(part, "r", swmr=True)
        except OSError:
            return None
        with file, h5py.File(self.whole) as whole:
            self.assertEqual(file["run/complete"][()], 0)
            self.assertNotIn("digest", file["run"])
            return self.compare(file, whole)

    def test_killed_at_random_moments(self):
        chance = random.Random(1)
        steps = []
        for _ in range(ROUNDS):
            seconds = chance.uniform(0, 1.1 * self.duration)
            step = self.kill_after(seconds)
            if seconds > EARLY:
                self.assertIsNotNone(step, seconds)
            steps.append(step)
        known = [step for step in steps if step is not None]
        self.assertGreater(len(set(known)), ROUNDS // 4, steps)

    def test_read_while_it_is_written(self):
        path = self.folder / "live.h5"
        part = self.folder / "live.h5.part"
        process = subprocess.Popen([WRITER, "write", path], stdin=subprocess.PIPE)
        self.addCleanup(process.kill)

        def allow_a_step():
            process.stdin.write(b".")
            process.stdin.flush()

        wait_until(lambda: allow_a_step() or readable(part), "a first commit")
        with h5py.File(part, "r", swmr=True) as file:
            committed = file["run/committed_step"]

            def read():
                committed.refresh()
                return int(committed[()])

            for _ in range(3):
                last = read()
                wait_until(lambda: allow_a_step() or read() > last, f"a commit after that of step {last}")
        process.stdin.close()
        self.assertEqual(process.wait(timeout=120), 0)
        self.assertTrue(path.exists())
        self.assertFalse(part.exists())


if __name__ == "__main__":
    unittest.main()
