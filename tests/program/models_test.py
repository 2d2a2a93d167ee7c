"""Every published model of scenarios/models.md runs with the settings that stand there, and something comes of it; what is
written there has an effect (a key without one is refused); and what it is held against is there. A row that is none of this is told."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np
import yaml

PROGRAM = os.environ["SELFORG"]
SOURCE = Path(os.environ["SELFORG_SOURCE"])
ROW = re.compile(r"\| ([^|]+) \| `(\{.+\})` \|([^|]*)\|")
NAMED = re.compile(r"`(\w+|tests/[\w/.]+)`")  # replications, tests; and, told apart below, observables and rules


RULES = (SOURCE / "sim/scenario/rules.def").read_text()
OBSERVABLES = (SOURCE / "sim/model/record/observables.def").read_text()


def merged(base, more):
    for key, value in more.items():
        base[key] = merged(base.get(key, {}), value) if isinstance(value, dict) and key == "network" else value
    return base


def complaint(folder, name, settings):
    """What is wrong with a row, or None."""
    scenario = merged({"selforg": 2, "steps": 30, "network": {"agents": 60},
                       **({} if "landscape" in settings else {"start": {"users": 9}})}, settings)
    path, result = Path(folder) / "model.yaml", Path(folder) / "model.h5"
    path.write_text(yaml.safe_dump(scenario, sort_keys=False))
    run = subprocess.run([PROGRAM, "run", path, "-o", result, "--force", "--quiet"], capture_output=True, text=True)
    if run.returncode != 0:
        return f"{name}: {run.stderr.strip()}"
    verified = subprocess.run([PROGRAM, "verify", result], capture_output=True, text=True)
    if verified.returncode != 0:
        return f"{name}: {verified.stdout} {verified.stderr.strip()}"
    with h5py.File(result) as file:
        rows = len(file["step"])
        series = [np.asarray(data, dtype=float).reshape(rows, -1) for title, data in file.items()
                  if title != "step" and isinstance(data, h5py.Dataset) and data.shape[:1] == (rows,)]
    moves = any(np.nanmax(np.ptp(one, axis=0)) > 0 for one in series)
    return None if moves else f"{name}: nothing comes of it"


def table(text):
    """The rows of the table of models, whatever they say."""
    part = text.split("\n## Published models\n")[1].split("\n## ")[0]
    return [line for line in part.splitlines() if line.startswith("|")][2:]


def is_there(word):
    replication = (SOURCE / f"scenarios/replications/{word}.yaml").exists()
    return replication or (SOURCE / word).exists() or f"OBSERVABLE({word}," in OBSERVABLES or f'"{word}",' in RULES


def main():
    rows, wrong = [], []
    for line in table((SOURCE / "scenarios/models.md").read_text()):
        row = ROW.fullmatch(line)
        if row:
            rows.append(row.groups())
        else:
            wrong.append(f"no model, settings and what it is held against: {line}")
    with tempfile.TemporaryDirectory() as folder:
        wrong += [found for name, settings, _ in rows if (found := complaint(folder, name, yaml.safe_load(settings)))]
    wrong += [f"{name}: there is no {word}" for name, _, held in rows for word in NAMED.findall(held) if not is_there(word)]
    print("\n".join(wrong) or f"{len(rows)} models run")
    return 1 if wrong or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
