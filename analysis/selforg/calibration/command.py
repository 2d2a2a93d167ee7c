"""What the commands selforg-calibrate and selforg-predict have in common: the tables, and how thoroughly."""
from __future__ import annotations

import argparse
import pathlib
import sys
import time
from collections.abc import Callable

from ..ending import ended
from . import survey
from .fitting import Settings
from .survey import Survey


def times(text: str) -> tuple[int, ...]:
    """As --at takes them."""
    return tuple(int(one) for one in text.split(","))


def parser(name: str, description: str) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog=name, description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("people", type=pathlib.Path, help="CSV with a row a person: a name or number, the time of adoption (a whole "
                      "number; empty or NA for never), a group if there are any")
    made.add_argument("ties", type=pathlib.Path, nargs="?", help="CSV with a row a tie: source,target or the like")
    made.add_argument("-o", "--out", type=pathlib.Path, metavar="FOLDER", help="else PEOPLE-" + name.split("-")[1] + ", where one is")
    columns = made.add_argument_group("the tables")
    columns.add_argument("--person", default="", metavar="COLUMN", help=f"else {', '.join(survey.PERSON)}")
    columns.add_argument("--time", default="", metavar="COLUMN", help=f"else {', '.join(survey.TIME)}")
    columns.add_argument("--group", default="", metavar="COLUMN", help=f"else {', '.join(survey.GROUP)}")
    columns.add_argument("--never", action="append", metavar="VALUE", help="of the time, that stands for never; may be repeated")
    columns.add_argument("--missing", action="append", metavar="VALUE", help="of the time, that stands for not known; may be repeated")
    columns.add_argument("--last", type=int, metavar="TIME", help="the last that was observed; else the latest in the table")
    columns.add_argument("--direction", choices=survey.DIRECTIONS, default="named",
                         help="a row of ties says: the first names the second, and hears from them (named); the first tells "
                              "the second (tells); both. Else named")
    work = made.add_argument_group("how thoroughly")
    work.add_argument("--at", type=times, default=(), metavar="TIME,TIME",
                      help="times at which the curve is compared, as the table calls them; else about seven. Where people remember round years, "
                           "those between them")
    work.add_argument("--begun", type=int, metavar="TIME", help="whoever had adopted at its end is given; else nobody is")
    work.add_argument("--size", type=int, default=Settings.size, metavar="N", help=f"members of a population; else {Settings.size}")
    work.add_argument("--steps", type=int, default=Settings.steps, metavar="N",
                      help=f"of the simulator for a unit of time; else {Settings.steps}")
    work.add_argument("--seed", type=int, default=Settings.seed, metavar="N", help=f"else {Settings.seed}")
    work.add_argument("--jobs", type=int, default=Settings.jobs, metavar="N",
                      help=f"processes; any number gives the same; else {Settings.jobs}")
    return made


def read(options: argparse.Namespace) -> tuple[Survey, Settings]:
    found = survey.read(options.people, options.ties, person=options.person, time=options.time, group=options.group,
                        never=options.never, missing=options.missing, last=options.last, direction=options.direction)
    if options.size < 10 or options.steps < 1 or options.jobs < 1:
        raise ValueError("a population (--size) has at least 10 members, a unit of time at least one step (--steps), and there is at least one "
                         "process (--jobs)")
    at = tuple(sorted({found.counted(time) for time in options.at}))
    begun = found.counted(options.begun) if options.begun is not None else 0
    if begun == found.times:
        raise ValueError(f"nothing is left to fit after {options.begun} (--begun), the last time that was observed")
    return found, Settings(options.size, options.seed, options.steps, options.jobs, at, begun)


def run(name: str, work: Callable[[argparse.Namespace, pathlib.Path, Callable[[str], None]], None], options: argparse.Namespace) -> int:
    """Does the work into a folder; what is wrong is one line."""
    began = time.monotonic()

    def said(line: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {line}", file=sys.stderr, flush=True)
    folder = options.out or pathlib.Path(f"{options.people.stem}-{name.split('-')[1]}")

    def worked() -> int:
        work(options, folder, said)
        return 0
    return ended(name, worked)
