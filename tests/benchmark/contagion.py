"""A simple contagion as one would write it with NumPy: contagion.py TIES AGENTS STEPS BETA SEED.

Only who does not have it and has a neighbour who does is looked at, and counts of such neighbours are kept up to date.
TIES are pairs of 32-bit numbers. Prints the CPU seconds of set-up and of the steps, and the step after which half have it.
"""

import sys
import time

import numpy as np

path, agents, steps, beta, seed = sys.argv[1], *map(float, sys.argv[2:6])
agents, steps = int(agents), int(steps)
draw = np.random.default_rng(int(seed)).random

begun = time.process_time()
ends = np.fromfile(path, np.int32).reshape(-1, 2)
source, target = np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]])
neighbour = target[np.argsort(source, kind="stable")]
start = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=agents))])
has, exposure = np.zeros(agents, bool), np.zeros(agents, np.int64)
chance = 1 - (1 - beta) ** np.arange(64)


def tell(tellers):
    """Adds to the exposure of the tellers' neighbours."""
    lengths = start[tellers + 1] - start[tellers]
    first = np.repeat(start[tellers] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
    exposure[:] += np.bincount(neighbour[first + np.arange(lengths.sum())], minlength=agents)


has[:10] = True
tell(np.arange(10))
half, set_up = 0, time.process_time() - begun
for step in range(1, steps + 1):
    frontier = np.flatnonzero((exposure > 0) & ~has)
    takers = frontier[draw(len(frontier)) < chance[exposure[frontier]]]
    has[takers] = True
    tell(takers)
    if not half and 2 * has.sum() >= agents:
        half = step
print(set_up, time.process_time() - begun - set_up, half)
