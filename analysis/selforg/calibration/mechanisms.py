"""Ways in which people may take something up, with what is not known of them.

Each is a scenario of the simulator on the people of a survey. Rates are for the survey's own unit of time, and even in
their logarithm before anything is seen; so a rate that hardly matters is as likely as one that does, and a mechanism
that has another within it (`nests`) can come down to that.
"""
from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np

from .survey import Survey


@dataclasses.dataclass(frozen=True)
class Prior:
    """What is believed of a parameter beforehand: anything from low to high, evenly in its logarithm or its value."""
    name: str
    low: float
    high: float
    meaning: str
    logarithmic: bool = True

    def value(self, unit: np.ndarray | float) -> np.ndarray | float:
        """Of a place in [0, 1]: the prior is even in it."""
        if self.logarithmic:
            return self.low * (self.high / self.low) ** unit
        return self.low + (self.high - self.low) * unit


@dataclasses.dataclass(frozen=True)
class Mechanism:
    """settings(values, steps, people): the scenario's parameters, by path; `steps` are those of a unit of time."""
    name: str
    title: str
    hears: str                          # whom one hears: nobody, everybody, place or named
    adoption: str                       # the scenario's section
    priors: tuple[Prior, ...]
    settings: Callable[[Sequence[float], int, int], dict[str, float]]
    nests: tuple[str, ...] = ()

    def values(self, unit: np.ndarray) -> list[float]:
        return [float(prior.value(one)) for prior, one in zip(self.priors, unit)]


def chance(rate: float, steps: int) -> float:
    """Of something that happens at a rate for each unit of time: the probability in a step."""
    return float(1 - np.exp(-rate / steps))


P = Prior("p", 1e-5, 1.0, "rate at which somebody adopts unasked")


def _alone(values: Sequence[float], steps: int, people: int) -> dict[str, float]:
    return {"adoption.accept.innovation": chance(values[0], steps)}


def _contact(values: Sequence[float], steps: int, people: int) -> dict[str, float]:
    return {**_alone(values, steps, people), "adoption.accept.beta": chance(values[1], steps)}


def _everybody(values: Sequence[float], steps: int, people: int) -> dict[str, float]:
    return _contact((values[0], values[1] / people), steps, people)


def _threshold(values: Sequence[float], steps: int, people: int) -> dict[str, float]:
    return {**_alone(values, steps, people), "adoption.accept.threshold": values[1],
            "adoption.accept.above": chance(values[2], steps)}


ALONE = Mechanism("alone", "unasked only", "nobody", "{rule: contact, accept: {beta: 0}}", (P,), _alone)
EVERYBODY = Mechanism("everybody", "everybody hears everybody (Bass)", "everybody", "{rule: contact}",
                      (P, Prior("q", 1e-3, 10.0, "rate at which all others together win one over")), _everybody, ("alone",))
PLACE = Mechanism("place", "contact among all of a group", "place", "{rule: contact}",
                  (P, Prior("b", 1e-5, 1.0, "rate at which one adopter of the group wins one over")), _contact, ("alone",))
NAMED = Mechanism("named", "contact along ties", "named", "{rule: contact}",
                  (P, Prior("b", 1e-3, 10.0, "rate at which one adopter among those heard wins one over")), _contact, ("alone",))
THRESHOLD = Mechanism("threshold", "threshold along ties", "named",
                      "{rule: threshold, accept: {measure: share}}",
                      (P, Prior("share", 0.0, 1.0, "share of those heard who must have adopted", logarithmic=False),
                       Prior("a", 1e-2, 10.0, "rate of adopting from then on")), _threshold, ("alone",))


def mechanisms(survey: Survey) -> list[Mechanism]:
    """Those that the tables of a survey allow."""
    grouped = survey.groups is not None and len(set(survey.groups)) > 1
    return [ALONE, EVERYBODY, *([PLACE] if grouped else []), *([NAMED, THRESHOLD] if len(survey.ties) else [])]
