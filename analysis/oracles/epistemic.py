"""Zollman 2007 (doi:10.1086/525605) as it was published: people who hold a credence that the new way is better by so much, and
not worse by as much, use it while the credence is above a half, and learn by Bayes' theorem from all trials that they and
those tied to them make of it.

    python3 -m oracles.epistemic     prints the shares of communities that come to use the new way, with standard errors

Nothing here knows the simulator, which counts successes and failures. What scenarios/replications/zollman.yaml expects are
these numbers.
"""

from math import log, sqrt

import numpy as np

PEOPLE, TRIALS = 10, 1000


def successes(network, better, runs, seed, rounds=3000):
    """In how many of so many communities everybody uses the new way in the end."""
    draws = np.random.default_rng(seed)
    evidence = log((0.5 + better) / (0.5 - better))  # of a success; of a failure as much against
    credence = draws.random((runs, PEOPLE))
    odds, settled = np.log(credence / (1 - credence)), 0
    for _ in range(rounds):
        uses = odds > 0
        sure = (odds > 25).all(1)
        settled += sure.sum()
        odds, uses = odds[uses.any(1) & ~sure], uses[uses.any(1) & ~sure]
        if len(odds) == 0:
            break
        seen = np.where(uses, 2 * draws.binomial(TRIALS, 0.5 + better, uses.shape) - TRIALS, 0) * evidence
        if network == "complete":
            odds = odds + seen.sum(1, keepdims=True)
        else:
            odds = odds + seen + np.roll(seen, 1, 1) + np.roll(seen, -1, 1)
    return int(settled + (odds > 0).all(1).sum())


def share(network, better, runs, seed):
    """The share, and its standard error."""
    found = successes(network, better, runs, seed) / runs
    return found, sqrt(found * (1 - found) / runs)


if __name__ == "__main__":
    for better in (0.001, 0.01):
        for network in ("complete", "cycle"):
            found, error = share(network, better, 20000, 1)
            print(f"{network:10} better by {better:<6} {found:.4f} ({error:.4f})", flush=True)
