"""What of a study's runs has no number, or says nothing, in words for below its figures."""
from __future__ import annotations

import numpy as np

from ..study import Study
from . import style


def left_out(study: Study, names: list[str]) -> str:
    """What is not in the means, in words."""
    alike: dict[str, list[str]] = {}  # outcomes by what is said of them
    for name in names:
        why = study.without_number(name)
        if why:
            alike.setdefault(f"no number in {sum(why.values()):,} of {len(study.runs):,} runs ("
                             + ", ".join(f"{what}: {count:,}" for what, count in why.items()) + "), left out of ", []).append(style.words(name))
    parts = [f"{', '.join(those)} {f'has {said}its' if len(those) == 1 else f'have {said}their'} means" for said, those in alike.items()]
    parts += [f"rows in which there was none count as 0 in {style.words(name)}" for name in names if study.counts_none(name)]
    return " ".join([*(part[:1].upper() + part[1:] + "." for part in parts), too_early(study)]).strip()


def fewer(study: Study, names: list[str]) -> str:
    """What marks of a mean say of how many runs it is."""
    return "Hollow: means of fewer runs; crosses: of none." if any(study.without_number(name) for name in names) else ""


def too_early(study: Study) -> str:
    """That runs ended before what varies took its values, where some did."""
    if study.before_branch == 0:
        return ""
    return (f"{study.before_branch:,} of {len(study.runs):,} runs ended before branch_step {study.branch_step}: what varies never took "
            "its values in them, and that they do not differ says nothing.")


def ended_early(study: Study) -> str:
    """From when on lines are means of some of the runs, where some ended before their last step."""
    ended = study.ended.dropna()
    if ended.empty:
        return ""
    return (f"{len(ended):,} of {len(study.runs):,} runs ended by their rule, the first with step {ended.min():.0f}: from there on means "
            "and bands are of those that go on.")


def how_many(values: np.ndarray) -> list[str]:
    """Beside a mean over the last axis of which some values are not a number: of how many it is; else nothing."""
    count, of = np.isfinite(values).sum(axis=-1), values.shape[-1]
    return [f"{number} of {of}" if number < of else "" for number in count]


def with_numbers(study: Study, outcomes: list[str] | None) -> tuple[list[str], str]:
    """Outcomes of which some run has a number, and what is said of the others."""
    asked = outcomes or study.outcomes
    names = [name for name in asked if study.runs[name].notna().any()]
    if not names:
        raise style.Absent("no run has a number of any outcome" if asked else "the study has no outcomes")
    without = [style.words(name) for name in asked if name not in names]
    return names, f"Left out, as no run has a number: {', '.join(without)}." if without else ""


def replicates(study: Study) -> int:
    return study.data.sizes["replicate"]
