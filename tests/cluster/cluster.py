"""What the tests on a cluster share: a folder and an environment of their own, the study, and patience."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import keeper
from waiting import wait_until

PROGRAM = Path(os.environ["SELFORG"])

SCENARIO = """\
selforg: 2
seed: 7
steps: 100
network: {kind: units, agents: 300, units: 6, mean_degree: 8}
landscape: {kind: nk, domains: 2, bits: 8, interactions: 2}
opportunities: {arrival_rate: 10}
projects: {}
tell: {}
adoption: {rule: evidence}
"""
STUDY = """\
selforg: 2
title: Sharing
base: office.yaml
vary: {tell.probability: [0.1, 0.2, 0.4]}
conditions: {with: {}, without: {tell: absent}}
replicates: 20
outcomes: [quality_mean_final, {name: half, of: adopters, reaches: 0.5, fraction_of: agents}]
series: [adopters]
"""
RUNS = 120

# One machine stands for many, so there are more processes than processors, and everything belongs to root.
OPEN_MPI = {
    "OMPI_ALLOW_RUN_AS_ROOT": "1",
    "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    "OMPI_MCA_rmaps_base_oversubscribe": "1",
    "OMPI_MCA_hwloc_base_binding_policy": "none",
    "OMPI_MCA_plm": "isolated",
}


def send(number, processes):
    for process in processes:
        try:
            os.kill(process, number)
        except ProcessLookupError:
            pass


class ClusterTest(unittest.TestCase):
    """Each class has a folder with the study in it, and what one process alone makes of it: alone/study.h5."""

    patience = 60  # seconds that anything may take that is waited for

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="selforg-", dir="/tmp"))
        tidy = {name: value for name, value in os.environ.items() if not name.startswith(("SLURM", "OMPI", "PMI"))}
        command = [sys.executable, Path(keeper.__file__), cls.folder]
        cls.keeper = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, env=tidy)
        cls.addClassCleanup(cls.leave)
        (cls.folder / "tmp").mkdir()
        cls.environment = {
            **tidy,
            **OPEN_MPI,
            keeper.NAME: str(cls.folder),
            "LC_ALL": "C.UTF-8",
            "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}:/usr/sbin",
            "TMPDIR": str(cls.folder / "tmp"),
        }
        (cls.folder / "office.yaml").write_text(SCENARIO)
        (cls.folder / "sharing.yaml").write_text(STUDY)
        cls.succeed("selforg", "sweep", "sharing.yaml", "--quiet", "-j", "1", "-o", "alone")

    @classmethod
    def leave(cls):
        cls.keeper.stdin.close()
        cls.keeper.wait()

    @classmethod
    def call(cls, *command, **more):
        words = [str(word) for word in command]
        words[0] = shutil.which(words[0], path=cls.environment["PATH"]) or words[0]
        environment = {**cls.environment, **more}
        return subprocess.run(
            words, cwd=cls.folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120
        )

    @classmethod
    def succeed(cls, *command, **more):
        result = cls.call(*command, **more)
        if result.returncode != 0:
            raise AssertionError(f"{command}: code {result.returncode}\n{result.stdout}{result.stderr}")
        return result.stdout

    @classmethod
    def start(cls, *command, **more):
        words = [str(word) for word in command]
        words[0] = shutil.which(words[0], path=cls.environment["PATH"]) or words[0]
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(words, cwd=cls.folder, env=cls.environment, text=True, **{**streams, **more})

    @classmethod
    def wait_until(cls, there, what):
        return wait_until(there, what, cls.patience)

    def records(self, folder):
        """The numbers of the runs that are done."""
        names = (path.name for path in (self.folder / folder / "runs").glob("*/*"))
        return {int(name) for name in names if name.isdigit()}

    def assert_as_alone(self, folder):
        files = [(self.folder / one / "study.h5").read_bytes() for one in ("alone", folder)]
        self.assertTrue(files[0] == files[1], f"{folder}/study.h5 differs")
        self.assertEqual([path.name for path in (self.folder / folder).rglob("*.part*")], [])

    def hold(self, folder, most, *settings):
        """Stops the programs started with these settings as soon as some runs are done, and long before all are."""
        self.wait_until(lambda: self.records(folder), "the first runs")
        held = self.programs(*settings)
        send(signal.SIGSTOP, held)
        self.wait_until(lambda: {state_of(one) for one in held} <= {"T", None}, "the programs to be held")
        self.assertLess(len(self.records(folder)), most)
        return held

    def programs(self, *settings):
        """The processes of the program, workers too, started with these settings; those of the test alone."""
        found = keeper.find(f"{keeper.NAME}={self.folder}", *settings)
        return [one for one in found if name_of(one) == PROGRAM.name]


def name_of(process):
    try:
        return Path(f"/proc/{process}/comm").read_text().strip()
    except OSError:
        return None


def state_of(process):
    """One letter, as ps has it; None if it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return None


def is_over(process):
    """Whether all of it has ended: the first of several threads is shown as ended while the others are still at it."""
    try:
        return state_of(process) in ("Z", None) and len(os.listdir(f"/proc/{process}/task")) <= 1
    except OSError:
        return True


def parent_of(process):
    """None if it is gone."""
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return None


def has_received(process, number):
    """Whether a process that is held has got a signal, or has been let go and has ended."""
    try:
        text = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return True
    lines = dict(line.split(":\t") for line in text.splitlines() if ":\t" in line)
    return bool((int(lines["SigPnd"], 16) | int(lines["ShdPnd"], 16)) >> (number - 1) & 1)
