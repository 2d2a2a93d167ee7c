"""What the commands here are asked: which data, fitted to which year, predicted to which, and where the page goes."""
import argparse
import pathlib
import sys

from studies import PAGES
from studies.observed_teams.counted import read


def ask(command, about, runs, page, about_page, arguments):
    """The arguments of a command: data, fit_to, predict_to, runs, out."""
    parser = argparse.ArgumentParser(prog=f"python3 -m {command}", description=about.split("\n")[0])
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--fit-to", type=int, default=1999, help="the last year fitted to")
    parser.add_argument("--predict-to", type=int, default=2007, help="the last year predicted")
    parser.add_argument("--runs", type=int, default=runs, help="runs that predict")
    parser.add_argument("-o", "--out", type=pathlib.Path, default=PAGES / page, help=about_page)
    return parser.parse_args(arguments)


def documents_of(asked, years_before):
    """The documents; the command ends where a year has none, of so many before the last one fitted to or up to the last predicted."""
    documents, first = read(asked.data), asked.fit_to - years_before
    missing = set(range(first, asked.predict_to + 1)) - {document.month // 12 for document in documents}
    if missing or asked.predict_to <= asked.fit_to:
        sys.exit(f"{asked.data}: it takes documents of every year from {first} to --predict-to, which is after --fit-to; there are "
                 f"none of {sorted(missing)}")
    return documents
