"""How good predictions are: samples of what may come, held against what came."""
from __future__ import annotations

import numpy as np


def crps(predicted: np.ndarray, observed: np.ndarray) -> np.ndarray:
    """[values]: the continuous ranked probability score of samples [sample, values], in units of what is observed; less is
    better, and for a single value it is the distance (Gneiting and Raftery 2007, doi:10.1198/016214506000001437; of a
    sample without bias by Ferro 2014, doi:10.1002/qj.2270)."""
    count = len(predicted)
    ordered = np.sort(predicted, axis=0)
    weights = 2 * np.arange(count) - count + 1
    apart = 2 * (weights[:, None] * ordered).sum(axis=0) / max(count * (count - 1), 1)  # mean distance of two of them
    return np.abs(predicted - observed).mean(axis=0) - apart / 2


def covered(predicted: np.ndarray, observed: np.ndarray, level: float) -> np.ndarray:
    """[values]: whether the central interval of samples [sample, values] holds what was observed."""
    low, high = np.quantile(predicted, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    return (low <= observed) & (observed <= high)


def energy(predicted: np.ndarray, observed: np.ndarray) -> float:
    """The same as `crps` for all values together: how far predictions [sample, values] are from what was observed, less
    half of how far they are from each other (Gneiting and Raftery 2007)."""
    half = len(predicted) // 2
    apart = np.linalg.norm(predicted[:half] - predicted[half:2 * half], axis=1).mean()
    return float(np.linalg.norm(predicted - observed, axis=1).mean() - apart / 2)


def tail(predicted: np.ndarray, observed: np.ndarray) -> float:
    """The share of predictions, [sample, values], that are as odd among them as what was observed: the squares of
    deviations from their mean, each by its variance, summed (posterior predictive p)."""
    mean, variance = predicted.mean(axis=0), np.maximum(predicted.var(axis=0), 1e-9)
    oddity = (((predicted - mean) ** 2) / variance).sum(axis=1)
    return float(np.mean(oddity >= (((observed - mean) ** 2) / variance).sum()))
