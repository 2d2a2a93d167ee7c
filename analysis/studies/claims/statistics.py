"""What can be said of an effect from runs: at one point with replicates, and over a space of points.

    effect = paired(differences)                     a mean with its interval, tests of sign and of equivalence
    holm([0.01, 0.04, 0.03])                         p values for a whole family
    shares = share_of_space(differences, place, smallest)    in how much of the space there is an effect

Nothing here knows of simulations: numbers go in, numbers come out.

**The share of the space.** At each point there are a few pairs of runs, so that part of what differs from point to point is
the chance of the runs. A hierarchical model tells the two apart: the difference measured at point i is d_i + noise, and d_i
is a linear function of where the point lies, plus a rest that is normal over the points. With few pairs the data alone tell
little of how far the d_i spread where the noise is as large, so that it matters what is held possible before:

- The spread (standard deviation of the d_i over the points) falls exponentially from none at all, which is the simpler model
  (Simpson et al. 2017, doi:10.1214/16-STS576). Its median is the smallest effect that matters, as that is the size of effects
  that was named before there were runs. A flat prior over a range that is taken from the data, by contrast, lets an effect that
  is the same everywhere look like one that matters somewhere (compare Gelman 2006, doi:10.1214/06-BA117A).
- Every part of the spread's square may be the plane's (Fuglstad et al. 2020, doi:10.1214/19-BA1185). The slopes are normal and
  share it evenly, so that fifteen of them are no freer than one (compare Zhang et al. 2022, doi:10.1080/01621459.2020.1825449).
- The noise of a point has a variance of its own, which is drawn from those of all points (Smyth 2004,
  doi:10.2202/1544-6115.1027); how much these differ, and their level, are drawn as well.

The d_i are drawn many times (Gelfand and Smith 1990, doi:10.1080/01621459.1990.10476213); how many of n points have an effect is k
in each draw, and the share of the space is drawn from a Beta(k + 1/2, n - k + 1/2), as the points are a sample of it. What is
given is the median of the draws and the middle 95 %.

What it does is measured on made-up spaces (tests/analysis/studies/claims_chance.py), with noise at a point of 0.3 and of 1.1 of what
matters. Of 90 intervals 5 leave out the true share where the spread is a plane, a step or normal; of 30 where it is skewed
(exponential) 5 do, as the rest is taken to be normal. Where noise is large a spread that is there is seen less than it could be,
and where it is larger at points with a large effect, which the model does not know, a part of the spread is taken for noise: where
both differ between points by the same factor, with a standard deviation of 0.8 in its logarithm, ALONG_MISSED of ALONG_SPACES
intervals leave out the truth, towards no effect.
"""
import dataclasses
import math

import numpy as np
from scipy import special, stats
from scipy.linalg import lapack

LEVEL = 0.95
DRAWS = 2000
BEFORE, PROPOSALS = 100, 2  # steps of the chain that are left out; spreads that are proposed in each step
FALSE_ALARMS, FALSE_SPACES = 0, 80  # as tests/analysis/studies/claims_heavy_test.py finds them: claims_chance.shown_in_constant
ALONG_MISSED, ALONG_SPACES = 7, 20  # the same: claims_chance.missed_along
FREEDOMS = 2.0 ** np.arange(1, 8)  # of the noise: from 2, where it differs much from point to point, to hardly at all
LEAST_TWICE = 10  # points with more than one pair: fewer do not tell the chance of the runs


@dataclasses.dataclass
class Effect:
    """A mean over replicates. NaN where there are too few."""
    mean: float
    low: float
    high: float
    error: float
    count: int
    missing: int
    deviation: float  # of one replicate

    @property
    def p(self):
        """Two-sided, of the sign."""
        return _two_sided(self.mean, self.error, self.count)

    def p_within(self, smallest):
        """Of two one-sided tests that the effect is smaller than that, either way."""
        if not self.count > 1:
            return 1.0
        if self.error == 0:
            return 0.0 if abs(self.mean) < smallest else 1.0
        return float(stats.t.sf((smallest - abs(self.mean)) / self.error, self.count - 1))


def _two_sided(mean, error, count):
    if not count > 1:
        return 1.0
    if error == 0:
        return 1.0 if mean == 0 else 0.0
    return float(2 * stats.t.sf(abs(mean) / error, count - 1))


def paired(differences, level=LEVEL):
    """The mean of differences within replicates, with Student's interval; those that are not finite are missing."""
    there = np.asarray(differences, float)
    missing = int(np.sum(~np.isfinite(there)))
    there = there[np.isfinite(there)]
    if len(there) < 2:
        nothing = float("nan")
        return Effect(float(there.mean()) if len(there) else nothing, nothing, nothing, nothing, len(there), missing, nothing)
    deviation = float(there.std(ddof=1))
    error = deviation / math.sqrt(len(there))
    half = float(stats.t.ppf(0.5 + level / 2, len(there) - 1)) * error
    mean = float(there.mean())
    return Effect(mean, mean - half, mean + half, error, len(there), missing, deviation)


def holm(p_values):
    """The p values adjusted so that all that are below a level err together with that chance at most (Holm 1979)."""
    p_values = np.asarray(p_values, float)
    order = np.argsort(p_values, kind="stable")
    adjusted, worst = np.empty(len(p_values)), 0.0
    for rank, place in enumerate(order):
        worst = max(worst, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = worst
    return adjusted


def replicates_to_decide(mean, deviation, smallest, level=LEVEL):
    """Pairs after which an effect of this size would be told from none, or be shown to be smaller than matters.

    It is a plan and no promise: both numbers come from the pairs there are. None: no number would do."""
    if not (math.isfinite(mean) and math.isfinite(deviation)) or deviation == 0:
        return None
    # 0.9: the chance to see it.
    sign = stats.norm.ppf(0.5 + level / 2) + stats.norm.ppf(0.9)
    same = stats.norm.ppf(level) + stats.norm.ppf(0.95)
    room = smallest - abs(mean)
    needed = [((sign * deviation / abs(mean)) ** 2 if mean else math.inf), ((same * deviation / room) ** 2 if room > 0 else math.inf)]
    return max(2, math.ceil(min(needed))) if math.isfinite(min(needed)) else None


# ---- over a space ----

@dataclasses.dataclass
class Share:
    """Of the space: the median of what is possible, and where the middle 95 % lies."""
    middle: float
    low: float
    high: float


@dataclasses.dataclass
class Shares:
    """In how much of the space the effect is above 0, below 0, above +smallest, below -smallest, within."""
    positive: Share
    negative: Share
    above: Share
    below: Share
    within: Share
    points: int       # that took part
    missing: int
    mean: float       # over the space, with its interval
    low: float
    high: float
    spread: float     # standard deviation of true effects over the points, the chance of the runs taken off
    noise: float      # standard error of the difference at a point, root of the mean square


def share_of_space(differences, place, smallest, seed=1, draws=DRAWS):
    """differences[points, replicates]; place[points, parameters] in [0, 1]. See above."""
    differences, place = np.asarray(differences, float), np.asarray(place, float)
    counts = np.isfinite(differences).sum(axis=1)
    there = counts > 0
    points, missing = int(there.sum()), int((~there).sum())
    if points < 3 or (counts > 1).sum() < min(LEAST_TWICE, points):
        return None
    values, counts = differences[there], counts[there]
    means = np.nanmean(values, axis=1)
    squares = np.nansum((values - means[:, None]) ** 2, axis=1)
    random = np.random.default_rng(seed)
    effects, noise = np.broadcast_to(means, (draws, points)), 0.0
    if squares.any():
        effects, noise = Chain(means, squares, counts, _plane(place[there]), smallest, random).run(draws)
    weights = random.dirichlet(np.ones(points), draws)
    return Shares(*(_share(count, points, random) for count in (
        (effects > 0).sum(1), (effects < 0).sum(1), (effects > smallest).sum(1), (effects < -smallest).sum(1),
        (np.abs(effects) <= smallest).sum(1))), points, missing, *_middle((weights * effects).sum(1)),
        float(effects.std(axis=1).mean()), noise)


def _plane(place):
    """A column of ones, and what varies among these points, each with mean 0 and standard deviation 1."""
    varied = place[:, np.ptp(place, axis=0) > 0]
    return np.column_stack([np.ones(len(place)), (varied - varied.mean(axis=0)) / varied.std(axis=0)])


class Chain:
    """Draws of the effects at the points, by Gibbs' sampler; the spread and the plane's part, which no formula draws, by
    Metropolis' with the plane and the effects integrated out."""

    def __init__(self, means, squares, counts, plane, smallest, random):
        self.means, self.squares, self.counts, self.plane, self.random = means, squares, counts, plane, random
        self.rate, self.slopes = math.log(2) / smallest, plane.shape[1] - 1
        self.variance = np.full(len(means), squares.sum() / max(1, (counts - 1).sum()))
        self.spread, self.part = float(means.std()), 0.5

    def run(self, draws):
        """(effects[draws, points], standard error of the mean at a point, root of the mean square)"""
        effects, noise = np.empty((draws, len(self.means))), 0.0
        for step in range(-BEFORE, draws):
            drawn = self._effects(self._spread())
            self._noise(drawn)
            if step >= 0:
                effects[step] = drawn
                noise += float(np.mean(self.variance / self.counts)) / draws
        return effects, math.sqrt(noise)

    def _spread(self):
        """Moves the spread and the plane's part in its square; the fit at where they are."""
        here = self._fit(self.spread, self.part)
        for size in self.means.std() * 10 ** self.random.uniform(-2, 0.5, PROPOSALS):
            spread = abs(self.spread + size * self.random.standard_normal())
            part = abs((self.part + self.random.uniform(-0.5, 0.5) + 1) % 2 - 1)  # folded at 0 and at 1
            there = self._fit(spread, part)
            if math.log(self.random.random()) < there[0] - here[0]:
                self.spread, self.part, here = spread, part, there
        return here

    def _fit(self, spread, part):
        """(log of the weight, the plane, a root of its precision): the slopes are normal around 0, the first number may be any."""
        variance = self.variance / self.counts + spread ** 2 * (1 - part)
        scale = np.full(1 + self.slopes, spread * math.sqrt(part / max(1, self.slopes)))
        scale[0] = 1
        plane = self.plane * scale
        weighted = plane / variance[:, None]
        precision = plane.T @ weighted
        precision.flat[len(scale) + 1::len(scale) + 1] += 1
        root = lapack.dpotrf(precision, lower=1)[0]
        middle = lapack.dpotrs(root, weighted.T @ self.means, lower=1)[0]
        rest = self.means - plane @ middle
        log = (-0.5 * (np.log(variance).sum() + (rest ** 2 / variance).sum() + (middle[1:] ** 2).sum())
               - np.log(np.diag(root)).sum() - self.rate * spread)
        return log, plane, middle, root

    def _effects(self, fit):
        _, plane, middle, root = fit
        expected = plane @ (middle + lapack.dtrtrs(root, self.random.standard_normal(len(middle)), lower=1, trans=1)[0])
        rest, noise = self.spread ** 2 * (1 - self.part), self.variance / self.counts
        kept = rest / (rest + noise)
        return expected + kept * (self.means - expected) + np.sqrt(kept * noise) * self.random.standard_normal(len(noise))

    def _noise(self, effects):
        """How much it differs from point to point, its level, and then that of each point."""
        points, half = len(effects), FREEDOMS / 2
        inverse = (1 / self.variance).sum()
        logs = (points * (half * np.log(half) - special.gammaln(half)) - half * np.log(self.variance).sum()
                + special.gammaln(points * half) - points * half * np.log(half * inverse))
        freedom = self.random.choice(FREEDOMS, p=special.softmax(logs))
        level = self.random.gamma(points * freedom / 2) / (freedom * inverse / 2)
        squares = freedom * level + self.squares + self.counts * (self.means - effects) ** 2
        self.variance = squares / self.random.chisquare(freedom + self.counts)


def _middle(drawn):
    return tuple(float(value) for value in (np.median(drawn), *np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])))


def _share(counts, points, random):
    return Share(*_middle(random.beta(counts + 0.5, points - counts + 0.5)))
