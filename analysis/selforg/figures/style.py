"""How all figures look: sizes of a journal, colours that stay apart under any colour vision, marks that stay apart in
grey, names and units as the file has them."""
from __future__ import annotations

import functools
import io
import itertools
import os
import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

import matplotlib
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..recorded import step_unit

MM = 1 / 25.4  # inches
WIDTH = 174.0  # mm: two columns of a journal; one is 84
# Okabe and Ito's colours, in an order in which neighbours differ in lightness too.
COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#5A3E85", "#8C8C00"]
GREY, PALE, INK = "#9A9A9A", "#DADADA", "#222222"
MARKERS = "osD^vPX*"
DASHES: list[Any] = ["-", (0, (5, 1.5)), (0, (1.2, 1.2)), (0, (6, 1.5, 1.2, 1.5)), (0, (3, 1, 1, 1, 1, 1)),
                     (0, (9, 2)), (0, (2, 2)), (0, (4, 4))]
SHADES = "cividis"  # grows evenly lighter, in colour and in grey
STYLE = {
    "font.family": "DejaVu Sans", "font.size": 7.5, "axes.titlesize": 8, "axes.labelsize": 7.5, "xtick.labelsize": 7,
    "ytick.labelsize": 7, "legend.fontsize": 7, "axes.titlelocation": "left", "axes.titleweight": "bold",
    "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.6, "axes.edgecolor": INK,
    "text.color": INK, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "xtick.major.width": 0.6,
    "ytick.major.width": 0.6, "xtick.major.size": 2.5, "ytick.major.size": 2.5, "lines.linewidth": 1.2,
    "lines.markersize": 3.5, "legend.frameon": False, "legend.borderaxespad": 0, "hatch.linewidth": 0.5,
    "pdf.fonttype": 42, "svg.fonttype": "path", "svg.hashsalt": "selforg", "savefig.facecolor": "white",
    "figure.constrained_layout.h_pad": 0.05, "figure.constrained_layout.w_pad": 0.05, "image.interpolation": "nearest",
}


class Absent(LookupError):
    """A figure whose data is not there; says what is missing, and how to have it."""


class Picture(Figure):
    """A matplotlib figure that knows its caption, shows itself in a notebook, and saves as a journal wants it.

    caption   what is to be seen, in the words of the file; whatever is left out is said in the figure itself too
    subject   the caption without what the figure says itself
    """

    caption: str = ""
    subject: str = ""

    def _repr_png_(self) -> bytes:
        with io.BytesIO() as stream:
            self.save(stream, format="png")
            return stream.getvalue()

    def save(self, path: str | os.PathLike | io.BytesIO, **options: Any) -> None:
        """Writes it: pdf, svg or png (300 dots an inch) by the path's suffix. The same data gives the same bytes."""
        name = options.get("format") or str(path).rsplit(".", 1)[-1]
        undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(name, {})
        with matplotlib.rc_context(STYLE):
            self.savefig(path, **{"dpi": 300, "metadata": undated, **options})


def drawn(function: Callable[..., Picture]) -> Callable[..., Picture]:
    """What a function of a figure is: it draws in the style of all."""
    @functools.wraps(function)
    def draw(*arguments: Any, **options: Any) -> Picture:
        with matplotlib.rc_context(STYLE):
            return function(*arguments, **options)
    return draw


def blank(height: float, width: float, layout: str | None = "constrained") -> Picture:
    """A page without axes, mm."""
    page = Picture(figsize=(width * MM, height * MM), layout=layout)
    FigureCanvasAgg(page)
    return page


def picture(rows: int, columns: int, height: float, width: float, **options: Any) -> tuple[Picture, np.ndarray]:
    """A page `width` mm wide and `height` mm high with rows by columns axes: [rows, columns]."""
    page = blank(height, width, options.pop("layout", "constrained"))
    return page, page.subplots(rows, columns, squeeze=False, **options)


def told(width: float, notes: tuple[str, ...]) -> list[str]:
    """Notes as lines for a page `width` mm wide."""
    return textwrap.wrap(" ".join(note for note in notes if note), int(width * 0.86))


def say(page: Picture, caption: str, *notes: str) -> Picture:
    """The caption, and below the figure what it leaves out or what else one must know to read it."""
    lines = told(page.get_figwidth() / MM, notes)
    page.subject, page.caption = caption, " ".join([caption, *lines])
    if lines:
        free = {} if page.get_layout_engine() else {"y": MM / page.get_figheight(), "va": "bottom"}
        page.supxlabel("\n".join(lines), x=0.008, ha="left", fontsize=6.2, color="#555555", linespacing=1.3, **free)
    return page


NUMBERS = "Practices without names have the numbers of the table events/practice, and of `selforg trace FILE --practice N`."


def head(page: Picture, text: str) -> None:
    """What the whole page is of, above all of its axes."""
    page.suptitle(text, x=0.008, ha="left", fontsize=8, weight="bold")


def words(name: str) -> str:
    """A name as words."""
    return name.replace("_", " ")


def broken(text: str, letters: int) -> str:
    """A text in lines of so many letters, broken between words, and behind the dots and underscores of names; what cannot be broken
    stays longer."""
    lines, line = [], ""
    for part in re.findall(r"\s+|[^\s._]*[._]|[^\s._]+", text):
        if line.strip() and len((line + part).rstrip()) > letters:
            lines.append(line.strip())
            line = part.lstrip()
        else:
            line += part
    return "\n".join([*lines, line.strip()])


def sentence(study, name: str) -> str:
    """What an outcome or a series of a study is, as a sentence."""
    return f"{words(name).capitalize()}: {study.label(name).rstrip('.')}."


def with_unit(name: str, units: str) -> str:
    """A name with its unit, as an axis has it; a pure number has none, and what the name says is not said again."""
    return words(name) if units in {"", "1", *name.split("_")} else f"{words(name)} ({units})"


def label(data: xr.Dataset | Mapping, name: str) -> str:
    return with_unit(name, str(data[name].attrs.get("units", "")))


def time_label(unit: str) -> str:
    return "step" if unit == "step" else f"step ({unit})"


def time_axis(axes: Axes, series: xr.Dataset, labelled: bool = True) -> None:
    """The x axis as time: steps, in the unit of the scenario."""
    axes.set_xlabel(time_label(step_unit(series)) if labelled else "")
    axes.set_xlim(series["step"].values[0], max(series["step"].values[-1], 1))
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))


def look(i: int, points: int = 0) -> dict[str, Any]:
    """Colour, dashes and marker of the i-th line, 64 in all; with `points` values it is marked about eight times."""
    turn = i // len(COLOURS)  # beyond the last colour they begin again, with other dashes and markers
    look = {"color": COLOURS[i % len(COLOURS)], "linestyle": DASHES[(i + 3 * turn) % len(DASHES)]}
    every = max(1, points // 8)
    marks = {"marker": MARKERS[(i + 2 * turn) % len(MARKERS)], "markevery": (i * max(1, points // 40) % every, every)}
    return {**look, **(marks if points else {})}


def legend_right(axes: Axes, **options: Any) -> None:
    """A legend beside the axes, off the data."""
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), handlelength=2.6, **options)


def names_right(axes: Axes, named: list[tuple[float, str, str]], size: float = 6.5) -> None:
    """Names beside the right edge, near the heights (data) to which they belong, none over another: (height, name,
    colour). Thin lines lead to names that had to move."""
    if not named:
        return
    low, high = sorted(axes.get_ylim())
    inches = axes.figure.get_figheight() * axes.get_position().height
    gap = (high - low) * size * 1.25 / 72 / max(inches, 0.3)
    places = spaced([height for height, _, _ in sorted(named)], gap, low, high)
    for (height, name, colour), place in zip(sorted(named), places):
        axes.annotate(name, (1, height), (1.045, place), xycoords=axes.get_yaxis_transform(), fontsize=size, va="center",
                      textcoords=axes.get_yaxis_transform(), color=INK, annotation_clip=False,
                      arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 1.4, "shrinkA": 1, "shrinkB": 0,
                                  "relpos": (0, 0.5)})


def spaced(wanted: list[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near as can be to those that are wanted (in order), `gap` apart, between low and high if they fit."""
    groups: list[tuple[float, int]] = []  # (middle, how many), none over another
    for place in wanted:
        middle, count = place, 1
        while groups and middle - groups[-1][0] < gap * (count + groups[-1][1]) / 2:
            other, more = groups.pop()
            middle, count = (middle * count + other * more) / (count + more), count + more
        half = gap * (count - 1) / 2
        groups.append((min(max(middle, low + half), max(high - half, low + half)), count))
    return [middle + gap * (i - (count - 1) / 2) for middle, count in groups for i in range(count)]


def bars(about: np.ndarray) -> np.ndarray | None:
    """How far intervals go, as matplotlib takes it; None where there is none at all, of which it would warn."""
    return about if np.isfinite(about).any() else None


def percent(share: float) -> str:
    """A share in words that do not call little nothing, nor nearly all all."""
    said = f"{share:.0%}"
    return "<1%" if said == "0%" and share > 0 else ">99%" if said == "100%" and share < 1 else said


def unused(axes: np.ndarray, used: int) -> None:
    """Takes away what no panel is drawn on."""
    for each in itertools.islice(axes.flat, used, None):
        each.set_axis_off()
