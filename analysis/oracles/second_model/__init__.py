"""A second model of the project cycle, written from its description alone: `selforg describe odd SCENARIO`.

It shares nothing with the simulator: no code, no draws, no order of computing. Where the two differ in distribution, the
description, its reading or the simulator is wrong (oracles.compare). Each file holds the part of the description
that its functions carry out; `model.py` has the order of a step.
"""
from oracles.second_model.model import run

__all__ = ["run"]
