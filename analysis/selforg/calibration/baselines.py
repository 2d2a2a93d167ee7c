"""What a forecast must beat: curves fitted to how many adopted, by somebody who knows nothing of people and ties.

Each gives samples of how many will have adopted, [sample, times ahead]. Bass (1969, doi:10.1287/mnsc.15.5.215) and the
logistic curve are fitted to the increments by non-linear least squares, as Srinivasan and Mason (1986,
doi:10.1287/mksc.5.2.169) do, with a market of at most all people; what is not known of the parameters, and how far
increments lie from the curve, comes from refitting to resampled residuals. "As last" is a random walk of the increments.
What a curve is worth that ends at a bound of its parameters, or of which no fit converges, is for whoever reads: it is said.
"""
from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
from scipy.optimize import curve_fit

SAMPLES = 400
REFITTED = 50
AT_BOUND = 1e-3  # of the way from one bound to the other: a fit that ends nearer to one ends there


@dataclasses.dataclass(frozen=True)
class Shape:
    """A curve of increments, what its parameters are called, where the fit starts, and between which bounds."""
    curve: Callable
    names: tuple[str, ...]
    start: list[float]
    bounds: tuple[list[float], list[float]]

    def reservation(self, best: np.ndarray) -> str:
        """Which parameters end at a bound; empty if none does."""
        low, high = (np.array(bound) for bound in self.bounds)
        ends = [(name, bound) for name, value, least, most in zip(self.names, best, low, high)
                for bound in (least, most) if abs(value - bound) <= AT_BOUND * (most - least)]
        return "; ".join(f"{name} ends at its bound, {np.exp(bound) if name in LOGARITHMIC else bound:.3g}" for name, bound in ends)


LOGARITHMIC = ("p", "q", "rate")  # are fitted by their logarithms


@dataclasses.dataclass(frozen=True)
class Baseline:
    """curves [sample, ahead]: how many will have adopted; None where a fit does not converge. note: what speaks against it."""
    curves: np.ndarray | None
    note: str = ""


def bass(time: np.ndarray, p: float, q: float) -> np.ndarray:
    """The share that has adopted by each time, which is 0 at time 0."""
    gone = np.exp(-(p + q) * time)
    return (1 - gone) / (1 + q / p * gone)


def logistic(time: np.ndarray, rate: float, middle: float) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(rate * (time - middle), -500, 500)))


def _bass_increments(times: np.ndarray, log_p: float, log_q: float, market: float) -> np.ndarray:
    return market * np.diff(bass(np.append(times[0] - 1, times), np.exp(log_p), np.exp(log_q)))


def _logistic_increments(times: np.ndarray, log_rate: float, middle: float, market: float) -> np.ndarray:
    return market * np.diff(logistic(np.append(times[0] - 1, times), np.exp(log_rate), middle))


def fitted(increments: np.ndarray, curve: Callable, start: list[float], bounds: tuple[list[float], list[float]]
           ) -> np.ndarray | None:
    """Parameters of a curve by least squares on the increments from time 1; None where that does not converge."""
    times = np.arange(1.0, len(increments) + 1)
    try:
        return curve_fit(curve, times, increments, p0=start, bounds=bounds, max_nfev=2000)[0]
    except RuntimeError:
        return None


def bass_fit(increments: np.ndarray, market: float, is_market_known: bool = False) -> np.ndarray | None:
    """p, q and the market, which is at most `market`, or is that if it is known; None where it does not converge."""
    reached = float(np.sum(increments))
    least = market * (1 - 1e-9) if is_market_known else min(max(reached, 1.0), market * (1 - 1e-9))
    found = fitted(increments, _bass_increments, [-5.0, -1.0, (least + market) / 2],
                   ([-25.0, -12.0, least], [0.0, 2.5, market]))
    return None if found is None else np.array([np.exp(found[0]), np.exp(found[1]), found[2]])


def _shapes(increments: np.ndarray, people: int) -> dict[str, Shape]:
    """By the name of a baseline."""
    count = len(increments)
    least = min(max(float(np.sum(increments)), 1.0), people * (1 - 1e-9))
    market = (least + people) / 2
    return {"Bass": Shape(_bass_increments, ("p", "q", "market"), [-5.0, -1.0, market],
                          ([-25.0, -12.0, least], [0.0, 2.5, people])),
            "logistic": Shape(_logistic_increments, ("rate", "middle", "market"), [-1.0, float(count), market],
                              ([-7.0, -3.0 * count, least], [2.5, 6.0 * count, people]))}


NO_FIT = "no fit converges"


def _ahead(increments: np.ndarray, ahead: int, shape: Shape, rng: np.random.Generator) -> Baseline:
    """With increments to come as its curves."""
    curve, bounds = shape.curve, shape.bounds
    best = fitted(increments, curve, shape.start, bounds)
    if best is None:
        return Baseline(None, NO_FIT)
    times = np.arange(1.0, len(increments) + 1)
    later = np.arange(len(times) + 1.0, len(times) + ahead + 1)
    line = curve(times, *best)
    residuals = (increments - line) * np.sqrt(len(times) / max(len(times) - len(best), 1))
    found = []
    for _ in range(REFITTED):
        again = fitted(line + rng.choice(residuals, len(times)), curve, list(best), bounds)
        if again is not None:
            found += [curve(later, *again) + rng.choice(residuals, ahead) for _ in range(SAMPLES // REFITTED)]
    return Baseline(np.array(found), shape.reservation(best)) if found else Baseline(None, NO_FIT)


def _as_last(increments: np.ndarray, ahead: int, rng: np.random.Generator) -> np.ndarray:
    """[sample, ahead]: a random walk from the last increment, with steps as large as those before."""
    step = np.sqrt(np.mean(np.diff(increments) ** 2)) if len(increments) > 1 else 0.0
    return increments[-1] + np.cumsum(rng.normal(0, step, (SAMPLES, ahead)), axis=1)


def baselines(curve: np.ndarray, people: int, ahead: int, rng: np.random.Generator) -> dict[str, Baseline]:
    """Each by its name, of whom knows the curve so far. Nobody un-adopts, and nobody is there twice."""
    increments = np.diff(curve, prepend=0)
    found = {"as last": Baseline(_as_last(increments, ahead, rng))}
    for name, shape in _shapes(increments, people).items():
        found[name] = _ahead(increments, ahead, shape, rng)
    return {name: one if one.curves is None else
            Baseline(np.minimum(curve[-1] + np.cumsum(np.maximum(one.curves, 0), axis=1), people), one.note)
            for name, one in found.items()}
