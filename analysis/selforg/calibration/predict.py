"""selforg-predict: what the mechanisms predict of a part of the adoption that was observed, held against the rest.

Each is fitted to what was known at some time and goes on from there, beside curves that know nothing of people and ties (Bass,
logistic, as last). Into a folder go prediction.md, a figure for each time, scores.csv and predictions.csv.
"""
from __future__ import annotations

import argparse
import pathlib
import sys
from collections.abc import Callable

from . import command, fitting, pages, pictures
from .survey import Survey

LEAST = 4  # times that must be known


def given(options: argparse.Namespace, survey: Survey) -> list[int]:
    """Times at whose ends one knows, as counted: as asked for, else half and three quarters of all."""
    asked = [survey.counted(one) for one in options.given or []]
    times = sorted(set(asked or [survey.times // 2, 3 * survey.times // 4]))
    if times[0] < LEAST:
        raise ValueError(f"{survey.called(times[0])} leaves {times[0]} times to fit to, and it takes {LEAST}")
    return times


def work(options: argparse.Namespace, folder: pathlib.Path, said: Callable[[str], None]) -> None:
    survey, settings = command.read(options)
    times, to = given(options, survey), survey.times if options.to is None else options.to - survey.first + 1
    if to <= times[-1]:
        raise ValueError(f"nothing is left to predict after {survey.called(times[-1])}; --to names a later time")
    print(pages.about(survey))
    made = {one: fitting.forecast_all(survey, one, to, settings, said) for one in times}
    folder.mkdir(parents=True, exist_ok=True)
    names = {one: f"predicted_{survey.called(one)}.png" for one in times}
    predictions, scores = pages.predictions_table(survey, made), pages.scores_table(survey, made)
    for one in times:
        pictures.predicted(survey, predictions, survey.called(one)).save(folder / names[one], dpi=150)
    scores.to_csv(folder / "scores.csv", index=False)
    predictions.to_csv(folder / "predictions.csv", index=False)
    (folder / "prediction.md").write_text(pages.prediction_page(survey, made, settings, names), encoding="utf-8")
    print(scores.to_string(index=False, float_format=lambda value: f"{value:.2f}"))
    print(folder / "prediction.md")


def main(words: list[str] | None = None) -> int:
    parser = command.parser("selforg-predict", __doc__.split(": ", 1)[1])
    asked = parser.add_argument_group("what is predicted")
    asked.add_argument("--given", type=int, action="append", metavar="TIME",
                       help="what was known at its end is fitted to; may be repeated; else half and three quarters of the times")
    asked.add_argument("--to", type=int, metavar="TIME", help="predict until then, also beyond what was observed; else the last")
    return command.run("selforg-predict", work, parser.parse_args(words))


if __name__ == "__main__":
    sys.exit(main())
