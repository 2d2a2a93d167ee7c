"""The same run without somebody or something, and what a practice owes to each of its founders: what `selforg whatif` says."""
from __future__ import annotations

import json
import os
import subprocess

import pandas as pd

from . import finding
from .run import Run

FATES = ["same", "later", "sooner", "never", "only_without"]


class Without:
    """What is different in a run without somebody or something, everything else having the same draws.

    without     what is left out, as it was asked for
    fates       DataFrame, a row a person and a practice: practice, agent, newcomer (0: there from the start; else the
                how-manieth in that place), step, step_without (-1: not learned), fate (same, later, sooner, never,
                only_without). Practice -1: one that only the run without has
    last        DataFrame by observable: with, without, at the end
    identical   whether not a bit is different
    """

    def __init__(self, said: dict):
        self.without: list[str] = said["without"]
        columns = ["practice", "agent", "newcomer", "step", "step_without", "fate"]
        self.fates = pd.DataFrame(said["fates"], columns=columns)
        self.fates["fate"] = pd.Categorical(self.fates["fate"], FATES)
        self.last = pd.DataFrame.from_dict(said["last"], orient="index", columns=["with", "without"], dtype=float).rename_axis("observable")
        self.identical = said["digest"] == said["digest_without"]

    def __repr__(self) -> str:
        counts = self.fates["fate"].value_counts()
        told = ", ".join(f"{fate.replace('_', ' ')} {counts[fate]:,}" for fate in FATES)
        return f"<without {', '.join(self.without)}: {'not a bit is different' if self.identical else told}>"

    @property
    def delay(self) -> pd.Series:
        """How many steps later each learned it without (sooner: less than 0); of those who learn it in both."""
        both = self.fates[(self.fates["step"] >= 0) & (self.fates["step_without"] >= 0)]
        return both["step_without"] - both["step"]


def _said(run: Run | str | os.PathLike, *words: str) -> dict:
    path = run.path if isinstance(run, Run) else run
    done = subprocess.run([str(finding.program()), "whatif", str(path), "--json", *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise ValueError(done.stderr.strip())
    return json.loads(done.stdout)


def whatif(run: Run | str | os.PathLike, *without: str) -> Without:
    """The run without what is named, all of it at once: "agent:12", "tie:3-7", "project:5", "community:1", "practice:8".

    Both runs are made anew. ValueError says what the program says of a mistake. One run is one history, in which a small
    change can grow: leave out some who passed nothing on, too, to see how much of a difference is chance.
    """
    return Without(_said(run, *(word for what in without for word in ("--without", what))))


def credit(run: Run | str | os.PathLike, practice: int | str | None = None, shapley: int = 0) -> pd.DataFrame:
    """What a practice (else the one that most use in the end) owes to each of its founders, in people who learn it.

    A row a founder, by agent: step, ancestry (others whose learning goes back to that one, by the source that weighed
    most), leave_one_out (others fewer who learn it if that one takes no part) and shapley (of the `shapley` founders with
    most ancestry, in 2 ** shapley runs; NaN of all others). `attrs` has the practice, how many others learn it, and `chance`: from `low` to `high` leave_one_out
    is chance (95 %), from `shapley_low` to `shapley_high` shapley, as leaving out each of so many `people` who passed it on to nobody says.
    """
    words = ["--credit", "--progress", "none"]
    words += ["--practice", str(practice)] if practice is not None else []
    words += ["--shapley", str(shapley)] if shapley else []
    said = _said(run, *words)
    frame = pd.DataFrame(said["founders"]).set_index("agent").astype({"shapley": float})
    frame.attrs.update(practice=said["practice"], others=said["others"], chance=said["chance"])
    return frame
