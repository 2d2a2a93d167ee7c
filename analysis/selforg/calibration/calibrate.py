"""selforg-calibrate: which ways of taking something up, with which parameters, bring about the adoption that was observed.

Takes a table of people with the time at which each adopted, and one of who named whom, if there is one. Every mechanism that
these allow is fitted by approximate Bayesian computation; where the search is stuck, or a simpler mechanism predicts as well, it
says so. Into a folder go calibration.md, fit.png, fits.csv and posterior.csv.
"""
from __future__ import annotations

import argparse
import pathlib
import sys
from collections.abc import Callable

from . import command, fitting, pages, pictures


def work(options: argparse.Namespace, folder: pathlib.Path, said: Callable[[str], None]) -> None:
    survey, settings = command.read(options)
    print(pages.about(survey))
    fits = fitting.fit_all(survey, settings, said)
    folder.mkdir(parents=True, exist_ok=True)
    pictures.fitted(survey, fits).save(folder / "fit.png", dpi=150)
    pages.fits_table(fits).to_csv(folder / "fits.csv", index=False)
    pages.posterior_table(fits).to_csv(folder / "posterior.csv", index=False)
    page = pages.calibration_page(survey, fits, settings, "fit.png")
    if options.check:
        said(f"fits {options.check} made-up surveys for each mechanism")
        page += "\n" + pages.recovery(fitting.recover_all(survey, fits, options.check, settings))
    (folder / "calibration.md").write_text(page, encoding="utf-8")
    print(pages.in_short(survey, fits))
    print(folder / "calibration.md")


def main(words: list[str] | None = None) -> int:
    parser = command.parser("selforg-calibrate", __doc__.split(": ", 1)[1])
    parser.add_argument("--check", type=int, default=0, metavar="N",
                        help="make up N surveys with each mechanism, and see whether what they were made with is found again")
    return command.run("selforg-calibrate", work, parser.parse_args(words))


if __name__ == "__main__":
    sys.exit(main())
