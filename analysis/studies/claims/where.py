"""Where in the space an effect is large: exploratory, said as such.

    region = where(effects, place, names)      the part of the space that differs most from the rest, or None
    ranks = correlations(effects, place, names)    how the effect goes along with each parameter
    level = at_equal(effects, others)              what is left of it where another effect is none

A region is one cut, or a second one within its better half, of a regression tree: the cut that takes most of the squares
away. A cut counts only if fewer than 5 % of random orders of the effects have one as good in any parameter (compare Hothorn,
Hornik and Zeileis 2006, doi:10.1198/106186006X133933).
"""
import dataclasses

import numpy as np
from scipy import stats

LEAST = 0.15      # share of the points on each side of a cut
ORDERS = 400
ERROR = 0.05


@dataclasses.dataclass
class Region:
    cuts: list        # (name, above: bool, value in [0, 1])
    inside: float     # mean effect there
    outside: float    # and in the rest
    share: float      # of the points that are inside


def gains(effects, place, least):
    """[parameter, cut]: squares that a cut between neighbours takes away; -1 where a side would be too small."""
    count = len(effects)
    order = np.argsort(place, axis=0, kind="stable")
    sums = np.cumsum((effects - effects.mean())[order], axis=0)[:-1]
    left = np.arange(1, count)[:, None]
    gain = sums ** 2 / left + sums ** 2 / (count - left)
    ordered = np.take_along_axis(place, order, axis=0)
    possible = (left >= least) & (count - left >= least) & (ordered[1:] > ordered[:-1])
    return np.where(possible, gain, -1).T


def best_cut(effects, place, random):
    """(parameter, value), or None where chance has cuts as good."""
    least = max(5, int(LEAST * len(effects)))
    if len(effects) < 2 * least:
        return None
    found = gains(effects, place, least)
    best = found.max()
    as_good = sum(gains(random.permutation(effects), place, least).max() >= best for _ in range(ORDERS))
    if best <= 0 or (1 + as_good) / (1 + ORDERS) > ERROR:
        return None
    parameter, cut = np.unravel_index(found.argmax(), found.shape)
    ordered = np.sort(place[:, parameter])
    return int(parameter), float((ordered[cut] + ordered[cut + 1]) / 2)


def where(effects, place, names, sign=1, seed=1):
    """The part of the space where the effect, times sign, is largest, by at most two cuts."""
    effects, place = np.asarray(effects, float), np.asarray(place, float)
    there = np.isfinite(effects)
    effects, place = effects[there], place[there]
    random, inside, cuts = np.random.default_rng(seed), np.ones(len(effects), bool), []
    for _ in range(2):
        cut = best_cut(effects[inside], place[inside], random)
        if cut is None:
            break
        parameter, value = cut
        high = place[:, parameter] > value
        above = sign * effects[inside & high].mean() > sign * effects[inside & ~high].mean()
        inside = inside & (high if above else ~high)
        cuts.append((names[parameter], bool(above), value))
    if not cuts:
        return None
    return Region(cuts, float(effects[inside].mean()), float(effects[~inside].mean()), float(inside.mean()))


def at_equal(effects, others):
    """(effect, low, high): where a straight line through the points has the other effect at 0, with 95 %; None without."""
    effects, others = np.asarray(effects, float), np.asarray(others, float)
    there = np.isfinite(effects) & np.isfinite(others)
    if there.sum() < 10 or np.ptp(others[there]) == 0:
        return None
    line = stats.linregress(others[there], effects[there])
    half = float(stats.t.ppf(0.975, there.sum() - 2)) * line.intercept_stderr
    return float(line.intercept), float(line.intercept - half), float(line.intercept + half)


def correlations(effects, place, names):
    """[(name, Spearman's rank correlation, its p value adjusted for their number)], strongest first."""
    effects, place = np.asarray(effects, float), np.asarray(place, float)
    there = np.isfinite(effects)
    if there.sum() < 4 or np.ptp(effects[there]) == 0:
        return []
    found = [(name, *stats.spearmanr(effects[there], column[there])) for name, column in zip(names, place.T)
             if np.ptp(column[there]) > 0]
    return sorted([(name, float(rho), min(1.0, float(p) * len(found))) for name, rho, p in found], key=lambda row: -abs(row[1]))
