"""Every mechanism fitted to a survey, or to what was known of it at some time, and what follows from it."""
from __future__ import annotations

import dataclasses
import multiprocessing
from collections.abc import Callable, Iterable

import numpy as np

from . import posterior, scores
from .baselines import baselines
from .mechanisms import Mechanism, mechanisms
from .simulation import MOST_SEED, Simulation
from .survey import Survey

LEVELS = [0.025, 0.5, 0.975]
PREDICTIONS = 200
LOOKED_AT = 7      # times at which a curve is compared, unless they are named
HARDLY = 0.05      # share of predictions as odd as what was observed, below which a mechanism hardly brings it about
AS_WELL = 1.05     # a mechanism with fewer parameters predicts as well if its energy is at most so many times as much


@dataclasses.dataclass(frozen=True)
class Settings:
    """size: members of a population of parameters; steps: of the simulator for a unit of time; at: times that are compared;
    begun: whoever had adopted at the end of this time is given."""
    size: int = 120
    seed: int = 1
    steps: int = 4
    jobs: int = 2
    at: tuple[int, ...] = ()
    begun: int = 0

    def looked_at(self, times: int) -> np.ndarray:
        """[looked at]: as named, as far as they were observed, else evenly spread and the last."""
        if self.at:
            return np.array([one for one in self.at if self.begun < one <= times])
        count = times - self.begun
        return np.unique(self.begun + np.linspace(max(1, count / LOOKED_AT), count, min(count, LOOKED_AT)).round().astype(int))


@dataclasses.dataclass
class Fit:
    """intervals [parameters, levels]; curves [predictions, times]; ties: what was not fitted, {name: (low, middle, high)}."""
    mechanism: Mechanism
    sample: posterior.Posterior
    intervals: np.ndarray
    curves: np.ndarray
    at: np.ndarray
    energy: float
    tail: float
    ties: dict[str, list[float]]
    told: list[str]


@dataclasses.dataclass
class Forecast:
    """Samples of how many will have adopted at the times after `given`, None where there is no fit; scores where that is known,
    else NaN; note: what speaks against it."""
    title: str
    curves: np.ndarray | None
    crps: float
    within: dict[float, float]
    is_baseline: bool
    note: str = ""


def rng_of(settings: Settings, *place: int) -> np.random.Generator:
    return np.random.default_rng([settings.seed, *place])


# ---- what is compared ----

def summaries(survey: Survey, adopted: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Roots of how many have adopted, so that chance spreads them about equally, early and late."""
    return np.sqrt(survey.curve(adopted)[at - 1])


GAP = "mean time between the adoptions of two who are tied"
TOLD = "share of adopters who had an adopter among those they hear"
APART = "standard deviation of the share of adopters among groups"


def tie_statistics(survey: Survey, adopted: np.ndarray) -> dict[str, float]:
    """What the curve does not show, by name; NaN where nobody adopted whom it is about."""
    found = {}
    if len(survey.ties):
        hears, tells = adopted[survey.ties[:, 0]], adopted[survey.ties[:, 1]]
        both = (hears <= survey.times) & (tells <= survey.times)
        told = np.zeros(len(adopted), bool)
        told[survey.ties[tells < hears, 0]] = True
        hearing = np.unique(survey.ties[:, 0])
        adopters = hearing[adopted[hearing] <= survey.times]
        found[GAP] = float(np.abs(hears - tells)[both].mean()) if both.any() else np.nan
        found[TOLD] = float(told[adopters].mean()) if len(adopters) else np.nan
    if survey.groups is not None and len(set(survey.groups)) > 1:
        has = adopted <= survey.times
        found[APART] = float(np.std([has[survey.groups == group].mean() for group in dict.fromkeys(survey.groups)]))
    return found


# ---- a fit ----

def search(simulation: Simulation, observed: np.ndarray, settings: Settings, rng: np.random.Generator) -> posterior.Posterior:
    """The parameters of a mechanism whose runs look like `observed`, when each person of a survey adopted."""
    survey, mechanism = simulation.survey, simulation.mechanism
    at = settings.looked_at(survey.times)

    def simulate(unit: np.ndarray) -> np.ndarray:
        return summaries(survey, simulation.adopted(mechanism.values(unit), rng.integers(MOST_SEED)), at)
    return posterior.posterior(simulate, summaries(survey, observed, at), len(mechanism.priors), settings.size, rng)


def intervals(mechanism: Mechanism, sample: posterior.Posterior) -> np.ndarray:
    """[parameters, levels], in the parameters' own units."""
    return np.array([prior.value(column) for prior, column in zip(mechanism.priors, sample.quantiles(LEVELS).T)])


def fit(survey: Survey, mechanism: Mechanism, settings: Settings, rng: np.random.Generator) -> Fit:
    simulation = Simulation(survey, mechanism, begun=settings.begun, steps=settings.steps)
    sample = search(simulation, survey.adopted, settings, rng)
    runs = [simulation.adopted(mechanism.values(unit), rng.integers(MOST_SEED)) for unit in sample.draw(PREDICTIONS, rng)]
    curves = np.array([survey.curve(run) for run in runs])
    curve, at = survey.curve(), settings.looked_at(survey.times) - 1
    statistics = [tie_statistics(survey, run) for run in runs]
    tail = scores.tail(np.diff(curves[:, at], prepend=0), np.diff(curve[at], prepend=0))
    told = sample.stuck([prior.name for prior in mechanism.priors])
    if tail < HARDLY:
        told.append(f"hardly: {tail:.1%} of its runs are as odd as what was observed")
    return Fit(mechanism, sample, intervals(mechanism, sample), curves, at + 1, scores.energy(curves[:, at], curve[at]), tail,
               {name: np.nanquantile([one[name] for one in statistics], LEVELS).tolist() for name in statistics[0]}, told)


def tell_nested(fits: list[Fit]) -> None:
    """A mechanism that has another within it can do all that the other does: where that predicts as well, more parameters gain
    nothing, or the search for them is stuck."""
    known = {fit.mechanism.name: fit for fit in fits}
    for one in fits:
        for inner in (known[name] for name in one.mechanism.nests if name in known):
            if inner.energy <= one.energy * AS_WELL:
                one.told.append(nested(inner.mechanism.title, inner.energy, one.energy))


def nested(title: str, energy: float, own: float) -> str:
    return f"nested: '{title}' is within it, has fewer parameters, and predicts as well (energy {energy:.3g} beside {own:.3g})"


# ---- is what a run was made with found again? ----

@dataclasses.dataclass
class Recovery:
    """[runs, parameters]: what made-up surveys were made with, drawn from a posterior, and the 95 % intervals, [runs,
    parameters, 2], that the same search finds for them."""
    mechanism: Mechanism
    true: np.ndarray
    found: np.ndarray

    @property
    def held(self) -> np.ndarray:
        """[parameters]: in how many runs the interval holds the true value."""
        return ((self.found[..., 0] <= self.true) & (self.true <= self.found[..., 1])).sum(axis=0)


def recover(survey: Survey, mechanism: Mechanism, unit: np.ndarray, settings: Settings, rng: np.random.Generator
            ) -> tuple[list[float], np.ndarray]:
    """The true values of a run, and their intervals [parameters, 2]."""
    simulation = Simulation(survey, mechanism, begun=settings.begun, steps=settings.steps)
    values = mechanism.values(unit)
    made_up = simulation.adopted(values, rng.integers(MOST_SEED))
    return values, intervals(mechanism, search(simulation, made_up, settings, rng))[:, [0, 2]]


# ---- a forecast ----

def forecast(survey: Survey, mechanism: Mechanism, given: int, to: int, settings: Settings, rng: np.random.Generator
             ) -> np.ndarray:
    """[predictions, times ahead]: fitted to what was known at the end of `given`, and gone on with from those who had
    adopted by then, whom the mechanisms need to know, and nothing else of the past."""
    known = survey.until(given)
    sample = search(Simulation(known, mechanism, begun=settings.begun, steps=settings.steps), known.adopted, settings, rng)
    ahead = Simulation(known, mechanism, times=to, begun=given, steps=settings.steps)
    return np.array([survey.curve(ahead.adopted(mechanism.values(unit), rng.integers(MOST_SEED)), to)[given:]
                     for unit in sample.draw(PREDICTIONS, rng)])


def scored(title: str, curves: np.ndarray | None, survey: Survey, given: int, is_baseline: bool, note: str = "") -> Forecast:
    came = survey.curve()[given:]
    if curves is None or len(came) == 0:
        return Forecast(title, curves, np.nan, {0.5: np.nan, 0.9: np.nan}, is_baseline, note)
    there = curves[:, :len(came)]
    return Forecast(title, curves, float(scores.crps(there, came).mean()),
                    {level: float(scores.covered(there, came, level).mean()) for level in (0.5, 0.9)}, is_baseline, note)


# ---- all of them, on several processes ----

def _in_parallel(work: Callable, tasks: list[tuple], jobs: int) -> Iterable:
    """Results in the order of the tasks; any number of processes gives the same."""
    if jobs == 1:
        yield from (work(task) for task in tasks)
        return
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap(work, tasks, chunksize=1)


def _fit_task(task: tuple) -> Fit:
    survey, number, settings, place = task
    return fit(survey, mechanisms(survey)[number], settings, rng_of(settings, *place))


def fit_all(survey: Survey, settings: Settings, said: Callable[[str], None] = lambda line: None) -> list[Fit]:
    """Every mechanism that the survey allows, in their order."""
    fits = []
    tasks = [(survey, number, settings, (0, number)) for number in range(len(mechanisms(survey)))]
    for found in _in_parallel(_fit_task, tasks, settings.jobs):
        said(f"{found.mechanism.title}: {found.sample.runs:,} runs in {found.sample.rounds} rounds")
        fits.append(found)
    tell_nested(fits)
    return fits


def _recover_task(task: tuple) -> tuple[list[float], np.ndarray]:
    survey, number, unit, settings, place = task
    return recover(survey, mechanisms(survey)[number], unit, settings, rng_of(settings, *place))


def recover_all(survey: Survey, fits: list[Fit], runs: int, settings: Settings) -> list[Recovery]:
    """For each mechanism made-up surveys with parameters of its posterior, each fitted again."""
    tasks = [(survey, number, unit, settings, (3, number, i)) for number, fit in enumerate(fits)
             for i, unit in enumerate(fit.sample.draw(runs, rng_of(settings, 4, number)))]
    found = list(_in_parallel(_recover_task, tasks, settings.jobs))
    parts = [found[i:i + runs] for i in range(0, len(found), runs)]
    return [Recovery(fit.mechanism, np.array([true for true, _ in part]), np.array([span for _, span in part]))
            for fit, part in zip(fits, parts)]


def _forecast_task(task: tuple) -> np.ndarray:
    survey, number, given, to, settings, place = task
    return forecast(survey, mechanisms(survey)[number], given, to, settings, rng_of(settings, *place))


def forecast_all(survey: Survey, given: int, to: int, settings: Settings, said: Callable[[str], None] = lambda line: None
                 ) -> list[Forecast]:
    """Every mechanism, and every baseline, from what was known at the end of `given`."""
    known = mechanisms(survey.until(given))
    tasks = [(survey, number, given, to, settings, (1, given, number)) for number in range(len(known))]
    forecasts = []
    for mechanism, curves in zip(known, _in_parallel(_forecast_task, tasks, settings.jobs)):
        said(f"{mechanism.title}: predicted from {survey.called(given)}")
        forecasts.append(scored(mechanism.title, curves, survey, given, False))
    simple = baselines(survey.curve()[:given], len(survey.adopted), to - given, rng_of(settings, 2, given))
    return forecasts + [scored(name, one.curves, survey, given, True, one.note) for name, one in simple.items()]
