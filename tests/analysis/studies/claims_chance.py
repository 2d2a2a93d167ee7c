"""What the tests of the claims share: what chance makes of shares, verdicts and regions, where the truth is known."""

import numpy as np
import scipy

from studies.claims import statistics
from studies.claims.verdicts import SOMEWHERE, Judged, Verdict, judge
from studies.claims.where import where

FAMILY = 15  # claims that are judged together
PARAMETERS = 15  # of the space of the claims
SMALL, LARGE = 0.4, 1.5  # noise of one replicate, in units of what matters

# Effects that are the same everywhere and too small to matter, with the noise of one replicate: in units of what matters. The
# last noise is that of the people who use the most used practice (silos).
CONSTANT = [(0.7, LARGE), (0.35, LARGE), (0.7, 2.1), (0.35, 2.1)]

SPACES = {  # effects, and which shares of them are above and below what matters
    "a plane": (lambda x, r: 4 * (x[:, 0] - 0.3), 0.45, 0.05),
    "a half": (lambda x, r: np.where(x[:, 1] > 0.5, 2.0, 0.0), 0.5, 0.0),
    "normal": (lambda x, r: r.normal(0.5, 1, len(x)), scipy.stats.norm.sf(0.5), scipy.stats.norm.cdf(-1.5)),
    "exponential": (lambda x, r: r.exponential(1, len(x)), np.exp(-1), 0.0)}


def space(effects, noise, seed, points=100, replicates=2):
    """Shares of a made-up space: effects(places), noise that differs from point to point."""
    random = np.random.default_rng(seed)
    place = random.random((points, PARAMETERS))
    deviation = noise * np.exp(0.4 * random.standard_normal(points))
    measured = effects(place, random)[:, None] + deviation[:, None] * random.standard_normal((points, replicates))
    return statistics.share_of_space(measured, place, 1.0, seed=seed, draws=600)


def missed_shares(times, noise, is_less, spaces=tuple(SPACES)):
    """The spaces whose true share an interval leaves out, once for each time; is_less(a, b) complains where what is not there
    is shown in a tenth of the space."""
    missed = []
    for name in spaces:
        effects, above, below = SPACES[name]
        for seed in range(times):
            found = space(effects, noise, seed)
            missed += [name] * (not found.above.low <= above <= found.above.high)
            is_less(found.below.low, below + 0.1)
    return missed


def missed_along(times, spread=0.8, noise=LARGE):
    """Of so many spaces where effect and noise differ from point to point by the same factor, whose logarithm has this standard
    deviation: the share above what matters that an interval leaves out, and the side it errs to (-1: towards no effect)."""
    above, missed = scipy.stats.norm.sf(0), []
    for seed in range(times):
        random = np.random.default_rng(seed)
        factor = np.exp(spread * random.standard_normal(100))
        measured = factor[:, None] * (1 + noise * random.standard_normal((100, 2)))
        found = statistics.share_of_space(measured, random.random((100, PARAMETERS)), 1.0, seed=seed, draws=600).above
        missed += [-1] if found.high < above else [1] if found.low > above else []
    return missed


def shown_in_constant(times):
    """Of how many spaces with one effect that is too small to matter anywhere a tenth is said to have one that does."""
    return [case for case in CONSTANT for seed in range(times)
            if space(lambda x, r: np.full(len(x), case[0]), case[1], seed).above.low >= SOMEWHERE]


def verdicts_of_family(noise, seed):
    """Of a family of claims where nothing has an effect; noise in units of what matters."""
    random = np.random.default_rng(seed)
    effects = [statistics.paired(noise * random.standard_normal(40)) for _ in range(FAMILY)]
    signs = statistics.holm([effect.p for effect in effects])
    within = statistics.holm([effect.p_within(1.0) for effect in effects])
    over = [statistics.share_of_space(noise * random.standard_normal((100, 2)), random.random((100, PARAMETERS)), 1.0, seed, 300)
            for _ in range(FAMILY)]
    return [judge(Judged("positive", *one, 1.0, shares)) for *one, shares in zip(effects, signs, within, over)]


def verdicts_of_nothing(times):
    """(families with a verdict that says something, the share of claims of which "no effect" is said where noise is small);
    so many families with small noise, and as many with large."""
    wrong, none = 0, 0
    for noise in (SMALL, LARGE):
        for seed in range(times):
            verdicts = verdicts_of_family(noise, seed)
            wrong += any(verdict not in (Verdict.NO_EFFECT, Verdict.UNDECIDED) for verdict in verdicts)
            none += noise < 1 and verdicts.count(Verdict.NO_EFFECT)
    return wrong, none / (FAMILY * times)


def regions_in_noise(fields):
    """In how many fields of noise a region is found."""
    random = np.random.default_rng(4)
    return sum(where(random.standard_normal(80), random.random((80, 6)), list("abcdef"), seed=seed) is not None
               for seed in range(fields))
