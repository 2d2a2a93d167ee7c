"""How many organisational forms are left of so many that search alone on a rugged landscape (Levinthal 1997,
doi:10.1287/mnsc.43.7.934): means over landscapes of what follows exactly on each of them.

    python3 -m oracles.forms     prints for each number of interactions the mean, its standard error, and the peaks

A form is a pattern of bits; its fitness the mean over bits of a number in [0, 1) that depends on the bit and on K others (Kauffman 1993).
One bit, drawn at random, is tried at a time and kept where the form is better: so a form goes to one of its better neighbours, all
alike, until it has none. Nothing here knows the simulator.
"""

import numpy as np


def fitness(generator, bits, interactions):
    """Of every form, of one landscape."""
    forms = np.arange(2**bits)
    total = np.zeros(2**bits)
    for bit in range(bits):
        others = generator.permutation([other for other in range(bits) if other != bit])[:interactions]
        pattern = forms >> bit & 1
        for other in others:
            pattern = pattern << 1 | forms >> other & 1
        total += generator.random(2**(interactions + 1))[pattern]
    return total / bits


def ends(fit, bits):
    """The probability of ending on each form, having begun on any; 0 where a neighbour is better."""
    neighbours = np.arange(2**bits)[:, None] ^ 1 << np.arange(bits)
    better = fit[neighbours] > fit[:, None]
    flow = np.full(2**bits, 2.0**-bits)
    for form in np.argsort(fit):
        up = neighbours[form][better[form]]
        if len(up):
            flow[up] += flow[form] / len(up)
            flow[form] = 0
    return flow


def forms_left(seed, landscapes, bits, interactions, people):
    """By landscape: how many forms are left on average, and how many peaks there are."""
    generator = np.random.default_rng([seed, interactions])
    found = []
    for _ in range(landscapes):
        flow = ends(fitness(generator, bits, interactions), bits)
        found.append((np.sum(1 - (1 - flow)**people), np.count_nonzero(flow)))
    return np.array(found)


def peaks_without_correlation(bits):
    """Where every contribution depends on all bits, each form is the best of itself and its neighbours with the same
    chance: Kauffman and Levin 1987, doi:10.1016/S0022-5193(87)80029-2."""
    return 2**bits / (bits + 1)


if __name__ == "__main__":
    for k in (0, 1, 3, 5, 9):
        left = forms_left(1, 4000, 10, k, 100)
        print(f"K = {k}: {left[:, 0].mean():.4f} (error {left[:, 0].std(ddof=1) / len(left)**0.5:.4f}), peaks {left[:, 1].mean():.2f}")
    print(f"peaks with K = 9, exactly: {peaks_without_correlation(10):.4f}")
