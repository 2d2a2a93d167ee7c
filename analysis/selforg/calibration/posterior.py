"""Approximate Bayesian computation: which parameters make runs look like what was observed, and whether the search got there.

Population Monte Carlo (Beaumont and others 2009, doi:10.1093/biomet/asp052; Toni and others 2009,
doi:10.1098/rsif.2008.0172): populations of parameters whose runs come nearer and nearer to the observation, each drawn
around the one before, until nearer ones have become rare. Plain rejection is simpler, but where parameters lie on a
narrow ridge, as those of a threshold do, it stops far from what was observed. The last population is adjusted for the
distance that is left by local-linear regression (Beaumont, Zhang and Balding 2002, doi:10.1093/genetics/162.4.2025), on
as many statistics as there are parameters: the best linear guesses of them from all that is summarised (Fearnhead and
Prangle 2012, doi:10.1111/j.1467-9868.2011.01010.x).

A mechanism that cannot bring about what was observed leads the adjustment astray (Frazier, Robert and Rousseau 2020,
doi:10.1111/rssb.12356), so that it never goes beyond the statistics of the runs that were kept, and is left out where
runs from the adjusted population are further from the observation than those from the population as it is.

Parameters stand in [0, 1] here: evenly in their prior. Summaries are to have about the same spread everywhere, such as
roots of counts.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

FIRST = 20       # runs from the prior for each member of the first population
NEARER = 0.5     # the part of a population that is nearer than the next one may be at most
RARE = 0.05      # of the runs that are near enough, below which it is left at that
ROUNDS = 12
COMPARED = 100   # runs, with the adjustment and without
EDGE = 1e-6
FAR = 1.5        # times as far from the observation as such runs are from each other, from which on the search is stuck
FEW = 0.2        # of the members, to which weights may come down
AT_THE_END, HEAPED = 0.02, 0.3  # the outermost part of a prior, and the part of a posterior in it, from which on one says so

Simulate = Callable[[np.ndarray], np.ndarray]


@dataclass
class Posterior:
    """A weighted sample: unit [sample, parameters], weights that sum to 1; and how it was reached.

    distance   how far the runs that were kept are at most, in what is summarised
    mean       how far runs with parameters of the posterior are on average
    floor      how far two runs with the same parameters of it are from each other, on average: chance alone
    """
    unit: np.ndarray
    weights: np.ndarray
    distance: float
    mean: float
    floor: float
    rounds: int
    runs: int
    is_adjusted: bool

    def quantiles(self, shares: list[float]) -> np.ndarray:
        """[shares, parameters]"""
        return np.array([[weighted_quantile(column, self.weights, share) for column in self.unit.T]
                         for share in shares])

    def draw(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """[count, parameters]"""
        return self.unit[rng.choice(len(self.unit), size=count, p=self.weights)]

    def stuck(self, names: list[str]) -> list[str]:
        """Sentences on what is wrong with the search; none if nothing is."""
        said = []
        if self.mean > FAR * self.floor:
            said.append(f"stuck: nearer runs had become rare after {self.rounds} rounds, while runs are {self.mean / self.floor:.1f} "
                        "times as far from what was observed as from each other")
        effective = 1 / np.sum(self.weights ** 2)
        if effective < FEW * len(self.unit):
            said.append(f"few: the sample counts as {effective:.0f} of {len(self.unit)} members only; more of them (--size) would help")
        for name, column in zip(names, self.unit.T):
            for end, near in (("lower", column < AT_THE_END), ("upper", column > 1 - AT_THE_END)):
                if self.weights[near].sum() > HEAPED:
                    said.append(f"at the end: {self.weights[near].sum():.0%} of the posterior of {name} lies at the {end} end of its prior")
        return said


@dataclass
class Population:
    unit: np.ndarray       # [members, parameters]
    summaries: np.ndarray  # [members, statistics]
    distance: np.ndarray   # [members]
    weights: np.ndarray    # [members], summing to 1


def weighted_quantile(values: np.ndarray, weights: np.ndarray, share: float) -> float:
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order]) - 0.5 * weights[order]
    return np.interp(share, below, values[order])


# ---- populations ----

def first_population(simulate: Simulate, observed: np.ndarray, dimensions: int, size: int, rng: np.random.Generator) -> Population:
    """From the prior, the nearest of FIRST times as many."""
    unit = rng.random((FIRST * size, dimensions))
    summaries = np.array([simulate(one) for one in unit])
    distance = np.linalg.norm(summaries - observed, axis=1)
    near = np.argsort(distance, kind="stable")[:size]
    return Population(unit[near], summaries[near], distance[near], np.full(size, 1 / size))


def next_population(simulate: Simulate, observed: np.ndarray, before: Population, rng: np.random.Generator
                    ) -> tuple[Population | None, int]:
    """(population, runs): as many whose runs are as near as the nearer half of those before; None where that takes too
    many runs."""
    size, dimensions = before.unit.shape
    near_enough = np.quantile(before.distance, NEARER)
    spread = 2 * np.cov(before.unit.T, aweights=before.weights).reshape(dimensions, dimensions)
    spread += 1e-10 * np.eye(dimensions)
    root, kept, runs = np.linalg.cholesky(spread), [], 0
    while len(kept) < size:
        unit = before.unit[rng.choice(size, p=before.weights)] + root @ rng.standard_normal(dimensions)
        if np.any((unit < 0) | (unit > 1)):
            continue
        if runs >= size / RARE:
            return None, runs
        runs += 1
        summaries = simulate(unit)
        distance = np.linalg.norm(summaries - observed)
        if distance <= near_enough:
            kept.append((unit, summaries, distance))
    unit, summaries, distance = (np.array(column) for column in zip(*kept))
    apart = np.linalg.solve(root, (unit[:, None, :] - before.unit[None, :, :]).reshape(-1, dimensions).T)
    density = np.exp(-0.5 * (apart ** 2).sum(axis=0)).reshape(size, size) @ before.weights
    weights = 1 / density
    return Population(unit, summaries, distance, weights / weights.sum()), runs


# ---- the adjustment ----

def logit(unit: np.ndarray) -> np.ndarray:
    unit = np.clip(unit, EDGE, 1 - EDGE)
    return np.log(unit / (1 - unit))


def with_constant(columns: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(len(columns)), columns])


def adjusted(population: Population, observed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(unit, weights): what the members would be had their runs been at no distance."""
    most = population.distance.max() * (1 + 1e-9) + 1e-300
    weights = population.weights * (1 - (population.distance / most) ** 2)  # Epanechnikov's kernel
    root, wanted = np.sqrt(weights / weights.sum())[:, None], logit(population.unit)
    summaries = with_constant(population.summaries - observed)
    guess = np.linalg.lstsq(root * summaries, root * wanted, rcond=None)[0]
    statistics = summaries @ guess
    apart = statistics - np.clip(guess[0], statistics.min(axis=0), statistics.max(axis=0))
    slope = np.linalg.lstsq(root * with_constant(apart), root * wanted, rcond=None)[0]
    return 1 / (1 + np.exp(-(wanted - apart @ slope[1:]))), weights / weights.sum()


def posterior(simulate: Simulate, observed: np.ndarray, dimensions: int, size: int, rng: np.random.Generator) -> Posterior:
    """simulate(unit [dimensions]) gives the summaries, as `observed`, of a run with these parameters."""
    population, runs, rounds = first_population(simulate, observed, dimensions, size, rng), FIRST * size, 1
    while rounds < ROUNDS:
        nearer, more = next_population(simulate, observed, population, rng)
        runs += more
        if nearer is None:
            break
        population, rounds = nearer, rounds + 1
    found = [_compared(simulate, observed, *sample, rng)
             for sample in ((*adjusted(population, observed), True), (population.unit, population.weights, False))]
    mean, floor, (unit, weights, is_adjusted) = min(found, key=lambda one: one[0])
    return Posterior(unit, weights, float(population.distance.max()), mean, floor, rounds, runs + 4 * COMPARED, is_adjusted)


def _compared(simulate: Simulate, observed: np.ndarray, unit: np.ndarray, weights: np.ndarray, is_adjusted: bool,
              rng: np.random.Generator) -> tuple[float, float, tuple[np.ndarray, np.ndarray, bool]]:
    """How far runs with these parameters are from the observation on average, and two with the same from each other."""
    drawn = unit[rng.choice(len(unit), size=COMPARED, p=weights)]
    pairs = [(simulate(one), simulate(one)) for one in drawn]
    mean = np.mean([np.linalg.norm(run - observed) for pair in pairs for run in pair])
    floor = np.mean([np.linalg.norm(one - other) for one, other in pairs])
    return float(mean), float(floor), (unit, weights, is_adjusted)
