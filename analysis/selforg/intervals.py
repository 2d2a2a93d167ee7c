"""Means with intervals, as `selforg analyze` has them: Student's t over replicates, Wilson's interval of a share of them, what is NaN left
out."""
from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

# Fisher's and Cornish's expansion of Student's t in that of the normal distribution: coefficients of z, z^3, ... and
# the divisor of each power of 1 / freedom (Abramowitz and Stegun 26.7.5).
EXPANSION = (((1, 1), 4), ((3, 16, 5), 96), ((-15, 17, 19, 3), 384), ((-945, -1920, 1482, 776, 79), 92160))


def student(level: float, freedom: int) -> float:
    """How many standard errors an interval goes to each side: exact for 1 and 2 degrees of freedom, within 1 % else."""
    p = 0.5 + level / 2
    if freedom == 1:
        return math.tan(math.pi * (p - 0.5))
    if freedom == 2:
        return (2 * p - 1) * math.sqrt(2 / (4 * p * (1 - p)))
    z = NormalDist().inv_cdf(p)
    return z + sum(sum(c * z ** (2 * i + 1) for i, c in enumerate(terms)) / divisor / freedom ** (k + 1)
                   for k, (terms, divisor) in enumerate(EXPANSION))


def alike_needed(level: float) -> int:
    """From how many values on that are all the same by nothing but chance, as coins that all fall alike, that is too seldom for an
    interval of this level."""
    return 1 + math.ceil(-math.log2(1 - level))


def has_no_interval(values: np.ndarray, level: float) -> bool:
    """Whether values are all the same, and too few for an interval: one without any width would be a claim that nothing bears out."""
    there = values[np.isfinite(values)]
    return len(there) < alike_needed(level) and len(np.unique(there)) == 1


def mean_interval(values: np.ndarray, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """The mean over the last axis and half the width of its interval; NaN where there is none: no value, one only."""
    count = np.isfinite(values).sum(axis=-1)
    total = np.where(np.isfinite(values), values, 0).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(count > 0, total / count, np.nan)
        off = np.where(np.isfinite(values), values - mean[..., None], 0)
        error = np.sqrt((off ** 2).sum(axis=-1) / (count - 1) / count)
    width = {n: student(level, n - 1) for n in np.unique(count) if n > 1}
    return mean, error * np.vectorize(lambda n: width.get(n, np.nan), otypes=[float])(count)


def share_interval(values: np.ndarray, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Of values that are 0 or 1: the mean over the last axis, and how far its interval goes [below and above it, ...] (Wilson 1927,
    doi:10.1080/01621459.1927.10502953); NaN where there is no value."""
    count = np.isfinite(values).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(count > 0, np.where(np.isfinite(values), values, 0).sum(axis=-1) / count, np.nan)
        squared = NormalDist().inv_cdf(0.5 + level / 2) ** 2
        grown = 1 + squared / count
        centre = (mean + squared / (2 * count)) / grown
        half = np.sqrt(squared * (mean * (1 - mean) / count + squared / (4 * count ** 2))) / grown
    return mean, np.maximum(np.stack([mean - centre + half, centre + half - mean]), 0)


def interval(values: np.ndarray, share: bool, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """The mean over the last axis, and how far its interval goes [below and above it, ...]; `share`: the values are 0 or 1."""
    if share:
        return share_interval(values, level)
    mean, half = mean_interval(values, level)
    return mean, np.stack([half, half])
