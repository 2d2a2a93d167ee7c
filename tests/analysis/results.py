"""What the tests of the Python package share: small results, made once by the program."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.environ["SELFORG"]
SOURCE = pathlib.Path(os.environ["SELFORG_SOURCE"])
BUILD = pathlib.Path(os.environ["SELFORG_BUILD"])
os.environ.setdefault("SELFORG_LIBRARY", str(BUILD / "libselforg.so"))
sys.path.insert(0, str(SOURCE / "analysis"))
os.environ["PYTHONPATH"] = os.pathsep.join([str(SOURCE / "analysis"), os.environ.get("PYTHONPATH", "")])  # of python3 -m

OFFICE = """\
selforg: 2
title: A small office
question: Does it spread?
seed: 7
steps: 60
step_length: {step_length}
network: {{kind: units, agents: 120, units: 4, mean_degree: 8, within_unit_fraction: 0.8}}
landscape: {{kind: nk, domains: 2, bits: 8, interactions: 2}}
opportunities: {{arrival_rate: 20}}
projects: {{}}
team: {{min: 2, max: 4}}
debrief: {{}}
tell: {{probability: 0.2}}
adoption: {{rule: evidence, drop: {{probability: 0.01}}}}
renew: {{turnover_probability: 0.005, transfer_probability: 0.005}}
observe: {{snapshots: {{every: 30, ties: true}}}}
"""
RUMOUR = """\
selforg: 2
title: A rumour
seed: 3
steps: 40
network: {kind: random, agents: 200, mean_degree: 6}
start: {users: 2}
adoption: {rule: contact, accept: {beta: 0.2}}
renew: {turnover_probability: 0.01}
"""
STUDY = """\
selforg: 2
title: Telling and debriefing
question: Which moves more?
base: office.yaml
set: {steps: 20, observe.snapshots: absent}
vary:
  tell.probability: [0.05, 0.2, 0.4]
  debrief.depth: [0, 0.5, 1]
replicates: 3
outcomes: [quality_mean_final, {name: half_time, of: adopters, reaches: 0.5, fraction_of: agents}]
series: [adopters, quality_mean]
"""


def said(*arguments, **keywords):
    """What the program prints; it must succeed."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, **keywords)
    assert done.returncode == 0, done.stderr
    return done.stdout


class WithResults(unittest.TestCase):
    """Runs office.h5 and rumour.h5, and the study telling/study.h5, in `folder`."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        (cls.folder / "office.yaml").write_text(OFFICE.format(step_length="month"))
        (cls.folder / "rumour.yaml").write_text(RUMOUR)
        (cls.folder / "telling.yaml").write_text(STUDY)
        for name in ("office", "rumour"):
            said("run", f"{name}.yaml", "-o", f"{name}.h5", "--quiet", cwd=cls.folder)
        said("sweep", "telling.yaml", "-o", "telling", "--quiet", cwd=cls.folder)
