#!/usr/bin/env python3
"""Which parameters make the simulator show what was observed? Fits mechanisms of adoption to observed adoption curves on
the observed networks, and writes analysis/calibration.md with its figures.

    analysis/calibrate.py [--size 120] [--seed 1] [--jobs 2]    fits everything, keeps the results, writes the page
    analysis/calibrate.py --report                              only writes the page, from the results that are kept

The data are no part of the project: without them ($SELFORG_DATA, or shared/data beside the project) it ends with 77.
What is fitted is kept in build/calibration.json. Needs the built library, numpy, scipy, pandas and matplotlib.
"""
import argparse
import json
import multiprocessing
import pathlib
import sys
import tempfile

import needs

needs.packages("matplotlib", "numpy", "pandas", "scipy")

import numpy as np
from scipy.optimize import curve_fit

import approximate_bayes
import observed
import structure_experiment
from simulator import ROOT, Scenario

KEPT = ROOT / "build/calibration.json"
PREDICTIONS = 200
RECOVERED = 5            # runs with known parameters of each of the
RECOVERY = [("med_innovations", "contact"), ("med_innovations", "threshold")]
MOST_RUN_SEED = 2 ** 31
LEVELS = [0.025, 0.5, 0.975]


class Simulation:
    """A mechanism on an observation's network, with a stream of random seeds of its own."""

    def __init__(self, observation, mechanism, seed):
        self.observation, self.mechanism = observation, mechanism
        self.rng = np.random.default_rng(seed)
        self.scenario = Scenario("selforg: 2\n" + mechanism.scenario)

    def values(self, unit):
        return [parameter.value(one) for parameter, one in zip(self.mechanism.parameters, unit)]

    def adopted(self, unit):
        self.scenario.set(**self.mechanism.settings(self.values(unit), self.observation.steps))
        return self.scenario.run(self.rng.integers(MOST_RUN_SEED), self.observation.times, self.observation.steps)

    def summaries(self, unit):
        return self.observation.summaries(self.adopted(unit))

    def posterior(self, summaries, size):
        return approximate_bayes.posterior(self.summaries, summaries, len(self.mechanism.parameters), size, self.rng)

    def intervals(self, posterior):
        """[parameters, levels], in the parameters' own units."""
        quantiles = posterior.quantiles(LEVELS)
        return [[float(parameter.value(one)) for one in column]
                for parameter, column in zip(self.mechanism.parameters, quantiles.T)]


def bass(time, p, q):
    return (1 - np.exp(-(p + q) * time)) / (1 + q / p * np.exp(-(p + q) * time))


def bass_fit(curve, agents):
    """(p, q) by least squares on the increments, with all agents as the market; None where that does not converge."""
    times = np.arange(len(curve) + 1)
    try:
        (log_p, q), _ = curve_fit(lambda _, log_p, q: agents * np.diff(bass(times, np.exp(log_p), q)), times[1:],
                                  np.diff(curve, prepend=0), p0=(-7, 0.7), bounds=((-25, 1e-3), (0, 10)), max_nfev=400)
    except RuntimeError:
        return None
    return float(np.exp(log_p)), float(q)


def fit(observation, mechanism, size, seed):
    """Everything that the page says of one mechanism for one observation."""
    simulation = Simulation(observation, mechanism, seed)
    posterior = simulation.posterior(observation.summaries(observation.adopted), size)
    runs = [simulation.adopted(unit) for unit in posterior.draw(PREDICTIONS, simulation.rng)]
    curves = np.array([observation.curve(run) for run in runs])
    curve, at = observation.curve(observation.adopted), observation.looked_at - 1
    statistics = [observation.tie_statistics(run) for run in runs]
    return {"intervals": simulation.intervals(posterior), "rounds": posterior.rounds, "runs": posterior.runs,
            "distance": posterior.distance, "adjusted": posterior.is_adjusted,
            "bands": np.quantile(curves, [0.025, 0.25, 0.5, 0.75, 0.975], axis=0).tolist(),
            "root_mean_square": float(np.sqrt(np.mean((curves.mean(axis=0)[at] - curve[at]) ** 2))),
            "energy": float(approximate_bayes.energy_score(curves[:, at], curve[at])),
            "tail": approximate_bayes.tail(np.diff(curves[:, at], prepend=0), np.diff(curve[at], prepend=0)),
            "statistics": {name: np.nanquantile([one[name] for one in statistics], LEVELS).tolist()
                           for name in statistics[0]},
            "bass": [one for one in (bass_fit(run, len(observation.adopted)) for run in curves) if one]
            if observation.name == "hybrid_corn_increments" else []}


def recover(observation, mechanism, intervals, size, seed):
    """Is what a run was made with found again? (true values, intervals) of a run whose parameters lie in the middle of
    the intervals that the data gave, each a little apart from it."""
    simulation = Simulation(observation, mechanism, seed)
    true = np.array([simulation.rng.uniform(0.25, 0.75) for _ in mechanism.parameters])
    values = [low + (high - low) * one for (low, _, high), one in zip(intervals, true)]
    simulation.scenario.set(**mechanism.settings(values, observation.steps))
    run = simulation.scenario.run(simulation.rng.integers(MOST_RUN_SEED), observation.times, observation.steps)
    found = simulation.intervals(simulation.posterior(observation.summaries(run), size))
    return {"true": values, "intervals": found}


# ---- all of it ----

OBSERVATIONS = {}  # filled before the workers are forked


def observe(folder):
    for one in (observed.hybrid_corn(folder, increments=True), observed.hybrid_corn(folder),
                observed.hybrid_corn(folder, given=4), observed.physicians(folder), observed.farmers(folder)):
        OBSERVATIONS[one.name] = one


def work(task):
    kind, observation, number, size, seed, intervals = task
    known = OBSERVATIONS[observation]
    if kind == "fit":
        return fit(known, known.mechanisms[number], size, seed)
    return recover(known, known.mechanisms[number], intervals, size, seed)


def tasks_of_fits(size, seed):
    for first, (name, one) in enumerate(OBSERVATIONS.items()):
        for second in range(len(one.mechanisms)):
            yield "fit", name, second, size, [seed, first, second], None


def tasks_of_recovery(fits, size, seed):
    for observation, mechanism in RECOVERY:
        names = [one.name for one in OBSERVATIONS[observation].mechanisms]
        for number in range(RECOVERED):
            yield ("recover", observation, names.index(mechanism), size, [seed, 1000, names.index(mechanism), number],
                   fits[observation][mechanism]["intervals"])


def calculate(size, seed, jobs):
    with tempfile.TemporaryDirectory() as folder:
        observe(pathlib.Path(folder))
        results = {"seed": seed, "size": size, "fits": {}, "recovery": {},
                   "experiment": structure_experiment.experiment(pathlib.Path(folder))}
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            tasks = list(tasks_of_fits(size, seed))
            for (_, name, number, *_), result in zip(tasks, pool.imap(work, tasks, chunksize=1)):
                mechanism = OBSERVATIONS[name].mechanisms[number].name
                results["fits"].setdefault(name, {})[mechanism] = result
                print(f"{name} {mechanism}: {result['runs']} runs, {result['rounds']} rounds", file=sys.stderr)
            tasks = list(tasks_of_recovery(results["fits"], size, seed))
            for (_, name, number, *_), result in zip(tasks, pool.imap(work, tasks, chunksize=1)):
                mechanism = OBSERVATIONS[name].mechanisms[number].name
                results["recovery"].setdefault(name, {}).setdefault(mechanism, []).append(result)
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=120, help="members of a population of parameters")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes; any number gives the same results")
    parser.add_argument("--report", action="store_true", help="run nothing")
    options = parser.parse_args()
    if not observed.data_folder().is_dir():
        print(f"skipped: there are no data in {observed.data_folder()}")
        return 77
    if not options.report:
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(calculate(options.size, options.seed, options.jobs)))
    import calibration_report
    with tempfile.TemporaryDirectory() as folder:
        observe(pathlib.Path(folder))
    calibration_report.write(json.loads(KEPT.read_text()), OBSERVATIONS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
