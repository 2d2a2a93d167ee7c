"""What can be said of an effect from runs: at one point with replicates, and over a space of points.

    effect = paired(differences)                     a mean with its interval, tests of sign and of equivalence
    holm([0.01, 0.04, 0.03])                         p values for a whole family
    shares = share_of_space(differences, place, smallest)    in how much of the space there is an effect

Nothing here knows of simulations: numbers go in, numbers come out.

**The share of the space.** At each point there are a few pairs of runs, so that part of what differs from point to point is
the chance of the runs. A hierarchical model tells the two apart: the difference measured at point i is d_i + noise, and d_i
is a linear function of where the point lies, plus a rest that is normal over the points with standard deviation tau. The
noise of a point has the variance of its replicates, moderated by those of all points (Smyth 2004,
doi:10.2202/1544-6115.1027). From what remains possible (tau with a flat prior, the plane, the d_i), d_i are drawn many
times; how many of n points have an effect is k in each draw, and the share of the space is drawn from a
Beta(k + 1/2, n - k + 1/2), as the points are a sample of it. What is given is the median of the draws and the middle 95 %.
"""
import dataclasses
import math

import numpy as np
from scipy import special, stats

LEVEL = 0.95
DRAWS = 2000
SCALES = 41  # values of tau that are weighed
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


def moderated_variances(variances, freedom):
    """(prior freedom, prior variance, posterior freedom and variance of each): squeezed towards what they have in common.

    By the moments of log variances. Infinite prior freedom: they are all the same but for chance."""
    variances, freedom = np.asarray(variances, float), np.asarray(freedom, float)
    there = (freedom > 0) & (variances > 0)
    if there.sum() < 3:
        common = float(np.average(variances, weights=np.maximum(freedom, 1e-9))) if len(variances) else 0.0
        return math.inf, common, np.full(len(variances), math.inf), np.full(len(variances), common)
    half = freedom[there] / 2
    logs = np.log(variances[there]) - special.digamma(half) + np.log(half)
    beyond = logs.var(ddof=1) - special.polygamma(1, half).mean()
    if beyond <= 0:
        prior_freedom, prior = math.inf, float(math.exp(logs.mean()))
        return prior_freedom, prior, np.full(len(variances), math.inf), np.full(len(variances), prior)
    prior_half = _inverse_trigamma(beyond)
    prior_freedom = 2 * prior_half
    prior = float(math.exp(logs.mean() + special.digamma(prior_half) - math.log(prior_half)))
    total = prior_freedom + freedom
    return prior_freedom, prior, total, (prior_freedom * prior + freedom * variances) / total


def _inverse_trigamma(value):
    """Where the trigamma function has this value (it falls)."""
    low, high = 1e-6, 1e8
    for _ in range(200):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if special.polygamma(1, middle) > value else (low, middle)
    return low


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
    freedom = counts - 1
    _, _, total, variance = moderated_variances(squares / np.maximum(freedom, 1), freedom)
    random = np.random.default_rng(seed)
    drawn = np.broadcast_to(variance, (draws, points))
    if np.isfinite(total).all():
        drawn = variance * total / random.chisquare(total, (draws, points))
    effects, spread = np.broadcast_to(means, (draws, points)), float(means.std())
    if variance.any():
        effects, spread = _draw_effects(means, variance / counts, drawn / counts, _plane(place[there]), random)
    weights = random.dirichlet(np.ones(points), draws)
    return Shares(*(_share(count, points, random) for count in (
        (effects > 0).sum(1), (effects < 0).sum(1), (effects > smallest).sum(1), (effects < -smallest).sum(1),
        (np.abs(effects) <= smallest).sum(1))), points, missing, *_middle((weights * effects).sum(1)),
        spread, float(np.sqrt(np.mean(variance / counts))))


def _plane(place):
    """Columns of the plane: what varies little among these points is left out."""
    columns = [np.ones(len(place))] + [2 * column - 1 for column in place.T if np.ptp(column) > 0]
    return np.column_stack(columns[:max(1, min(len(columns), len(place) // 4))])


def _draw_effects(means, variance, drawn, plane, random):
    """(effects[draws, points], how far they spread over the points): tau by its weight, then the plane, then each point."""
    scales = np.linspace(0, 2 * means.std() + 1e-300, SCALES)
    fits = [_fit(means, variance + scale ** 2, plane) for scale in scales]
    logs = np.array([fit[0] for fit in fits])
    weight = np.exp(logs - logs.max())
    weight /= weight.sum()
    chosen = random.choice(SCALES, len(drawn), p=weight)
    effects = np.empty((len(drawn), len(means)))
    for which in np.unique(chosen):
        rows = np.flatnonzero(chosen == which)
        _, coefficients, root = fits[which]
        bent = coefficients + random.standard_normal((len(rows), len(coefficients))) @ root.T
        expected = bent @ plane.T
        kept = scales[which] ** 2 / np.maximum(scales[which] ** 2 + drawn[rows], 1e-300)
        effects[rows] = (expected + kept * (means - expected) +
                         np.sqrt(kept * drawn[rows]) * random.standard_normal((len(rows), len(means))))
    return effects, float(effects.std(axis=1).mean())


def _fit(means, variance, plane):
    """(log of the likelihood with the plane integrated out, the plane, a root of its covariance)."""
    variance = np.maximum(variance, 1e-12 * max(means.var(), 1e-300))
    weighted = plane / variance[:, None]
    information = plane.T @ weighted
    covariance = np.linalg.inv(information + 1e-12 * np.trace(information) * np.eye(len(information)))
    coefficients = covariance @ (weighted.T @ means)
    rest = means - plane @ coefficients
    log = -0.5 * (np.log(variance).sum() + np.linalg.slogdet(information)[1] + (rest ** 2 / variance).sum())
    return log, coefficients, np.linalg.cholesky((covariance + covariance.T) / 2)


def _middle(drawn):
    return tuple(float(value) for value in (np.median(drawn), *np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])))


def _share(counts, points, random):
    return Share(*_middle(random.beta(counts + 0.5, points - counts + 0.5)))
