"""selforg-plot: the figures of a run or a study.

Which figures there are goes by what is in the file; what is left out is said. Captions stand in captions.txt beside them.
"""
from __future__ import annotations

import argparse
import pathlib
import sys

from . import figures
from .ending import ended

FORMATS = ("pdf", "svg", "png")


def arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="selforg-plot", description=__doc__.split("\n")[0].split(": ")[1].capitalize(),
                                     epilog="Figures of a run: " + ", ".join(f.__name__ for f in figures.OF_A_RUN)
                                     + ". Figures of a study: " + ", ".join(f.__name__ for f in figures.OF_A_STUDY) + ".")
    parser.add_argument("file", type=pathlib.Path, help="RUN.h5, STUDY.h5, or the folder of a study")
    parser.add_argument("-o", "--out", type=pathlib.Path, metavar="FOLDER",
                        help="where the figures go; else FILE-figures. With a single --only also a file: figure.pdf")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this figure; may be given many times")
    parser.add_argument("--format", choices=FORMATS, help="else pdf, or as the file of -o says")
    parser.add_argument("--width", type=float, default=figures.WIDTH, metavar="MM",
                        help=f"width in millimetres; else {figures.WIDTH:g}, two columns of a journal (one is 84)")
    parser.add_argument("--dpi", type=float, default=300, metavar="N", help="dots an inch of png; else 300")
    return parser.parse_args(words)


def where(options: argparse.Namespace, opened) -> tuple[pathlib.Path, str, pathlib.Path | None]:
    """The folder, the format, and the file if one is asked for."""
    out = options.out or opened.path.with_name(f"{opened.path.stem}-figures")
    suffix = out.suffix.removeprefix(".")
    if options.only and len(options.only) == 1 and suffix in FORMATS:
        return out.parent, options.format or suffix, out
    return out, options.format or "pdf", None


def _plot(options: argparse.Namespace) -> int:
    opened = figures.opened(options.file, options.only)
    folder, kind, file = where(options, opened)
    if folder.is_file():
        raise ValueError(f"--out: {folder} is a file, and the figures go into a folder" + ("" if file else
                         f"; one alone (--only) goes into a file too, which is called {', '.join('.' + one for one in FORMATS)}"))
    folder.mkdir(parents=True, exist_ok=True)
    captions = []
    for name, found in figures.drawn(opened, options.only, width=options.width):
        if isinstance(found, figures.Absent):
            print(f"{name}: left out, {found}")
            continue
        path = file or folder / f"{name}.{kind}"
        found.save(path, format=kind, dpi=options.dpi)
        captions.append(f"{name}: {found.caption}")
        print(path)
    if captions and not file:
        (folder / "captions.txt").write_text("\n\n".join(captions) + "\n", encoding="utf-8")
    return 0 if captions else 1


def main(words: list[str] | None = None) -> int:
    options = arguments(words)
    return ended("selforg-plot", lambda: _plot(options))


if __name__ == "__main__":
    sys.exit(main())
