"""A mechanism on the people of a survey: libselforg in this process, some milliseconds a run."""
from __future__ import annotations

import pathlib
import shutil
import tempfile
import weakref

import numpy as np
import pandas as pd

from ..model import Scenario, _Handle
from .mechanisms import Mechanism
from .survey import Survey

MOST_SEED = 2 ** 31


def taken_up(scenario: Scenario, seed: int, steps: int) -> np.ndarray:
    """[people]: the step in which each takes it up in a run, 0 for who has it from the start, -1 for never."""
    scenario["seed"] = int(seed)
    run = _Handle(scenario, 1)
    scenario._check(run.library.run_advance(run.pointer, steps))
    step, practice = (run.array(run.library.run_array(run.pointer, name)) for name in (b"adoption_step", b"practice"))
    return np.where(practice >= 0, step, -1)


class Simulation:
    """Runs of a mechanism, from the beginning, or from what was known at the end of time `begun`.

    The people are numbered by when they adopted, so that those who had by then are the first of the network.
    """

    def __init__(self, survey: Survey, mechanism: Mechanism, *, times: int | None = None, begun: int = 0, steps: int = 4):
        self.survey, self.mechanism, self.begun, self.steps = survey, mechanism, begun, steps
        self.times = times or survey.times
        self.order = np.argsort(survey.adopted, kind="stable")
        self.users = int(np.sum(survey.adopted <= begun))
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="selforg-calibration-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        start = f"start: {{users: {self.users}, placement: first}}\n" if self.users else ""
        self.scenario = Scenario(f"selforg: 2\nsteps: {(self.times - begun) * steps}\nnetwork: {self._network()}\n{start}"
                                 f"adoption: {mechanism.adoption}\n")

    def _network(self) -> str:
        people, hears = len(self.survey.adopted), self.mechanism.hears
        if hears == "everybody":
            return f"{{kind: complete, agents: {people}}}"
        if hears == "nobody":
            return f"{{kind: random, agents: {people}, mean_degree: 0}}"
        number = np.empty(people, int)
        number[self.order] = np.arange(people)
        pairs = self.survey.ties[:, ::-1] if hears == "named" else _within(self.survey.groups)
        folder = self._folder
        pd.DataFrame({"node": range(people)}).to_csv(folder / "people.csv", index=False)
        pd.DataFrame(number[pairs], columns=["source", "target"]).to_csv(folder / "ties.csv", index=False)
        return (f"{{kind: file, edges: {folder}/ties.csv, nodes: {folder}/people.csv, "
                f"directed: {'true' if hears == 'named' else 'false'}}}")

    def adopted(self, values: list[float], seed: int) -> np.ndarray:
        """[people]: when each adopts, times + 1 for never; whoever had adopted at `begun` as observed."""
        self.scenario.update(self.mechanism.settings(values, self.steps, len(self.order)))
        step = taken_up(self.scenario, seed, (self.times - self.begun) * self.steps)
        found = np.empty(len(self.order), int)
        found[self.order] = np.where(step >= 0, self.begun - (-step // self.steps), self.times + 1)
        return np.where(self.survey.adopted <= self.begun, self.survey.adopted, found)


def _within(groups: np.ndarray) -> np.ndarray:
    """[ties, 2]: every pair of people who are of one group, once."""
    pairs = []
    for group in dict.fromkeys(groups):
        people = np.flatnonzero(groups == group)
        first, second = np.triu_indices(len(people), 1)
        pairs.append(np.column_stack([people[first], people[second]]))
    return np.concatenate(pairs)
