"""What the tests of calibration share: runs whose parameters are known, and what calibration finds of them."""

import pathlib
import tempfile

import numpy as np

import calibrate
import observed

AROUND = [[0.02, 0.05, 0.08], [0.05, 0.3, 0.6]]  # from which the parameters are drawn


def survey(folder, agents, ties=3):
    """A made-up survey: everybody names three others."""
    rng = np.random.default_rng(5)
    rows = [(tells, hears) for hears in range(agents) for tells in rng.choice(agents, ties, replace=False)
            if tells != hears]
    observed.write_network(folder, "nodes", units=np.ones(agents, int))
    observed.write_network(folder, "edges", ties=rows)
    network = f"{{kind: file, edges: {folder}/edges.csv, nodes: {folder}/nodes.csv, directed: true}}"
    return observed.Observation("made up", "made up", "", "month", 1, 12, 2, np.zeros(agents, int), np.arange(1, 13, 2),
                                [observed.contact("contact", "", network)])


def recovered(runs, members, agents):
    """(whether each interval has the true value, how wide those of the second parameter are)"""
    inside, wide = [], []
    with tempfile.TemporaryDirectory() as folder:
        made_up = survey(pathlib.Path(folder), agents)
        for seed in range(runs):
            found = calibrate.recover(made_up, made_up.mechanisms[0], AROUND, members, [3, seed])
            inside += [low <= true <= high for true, (low, _, high) in zip(found["true"], found["intervals"])]
            wide.append(found["intervals"][1][2] - found["intervals"][1][0])
    return inside, wide
