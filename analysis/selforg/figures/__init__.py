"""Every figure as a function: of a run (`Run`, or `Model` in memory) or of a study.

Each gives a `Picture` (a figure of matplotlib that knows its caption), or raises `Absent`, which says what is missing.

    picture = selforg.figures.lineage(run)
    picture.save("lineage.pdf")
"""
from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator
from typing import Any

from .. import opening
from ..recorded import Recorded
from ..run import Run
from ..study import Study
from .adoption import adoption
from .analyses import differences, sensitivity
from .lineage import cascades, lineage, spread
from .network import network
from .overview import overview
from .practices import alluvial, practices
from .studies import curves, heat, responses, samples
from .style import WIDTH, Absent, Picture
from .work import communities, projects

OF_A_RUN = [adoption, practices, alluvial, lineage, spread, cascades, network, projects, communities, overview]
OF_A_STUDY = [curves, responses, heat, samples, differences, sensitivity]

__all__ = ["Absent", "Picture", "WIDTH", "drawn", "figures_of", "opened", *(figure.__name__ for figure in OF_A_RUN + OF_A_STUDY)]


def figures_of(opened: Recorded | Study) -> dict[str, Callable[..., Picture]]:
    """The figures that there are of a run or of a study, by name, in the order in which one looks at them."""
    return {figure.__name__: figure for figure in (OF_A_STUDY if isinstance(opened, Study) else OF_A_RUN)}


def opened(path: str | os.PathLike, only: list[str] | None = None) -> Run | Study:
    """What `selforg.open` opens, of which all figures of `only` are to be drawn. Raises what it raises, and ValueError for a
    name that no figure of it has."""
    found = opening.open(path)
    known = list(figures_of(found))
    for name in only or []:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            raise ValueError(f"there is no figure {name!r} of it" + (f"; did you mean {near[0]!r}?" if near else ".")
                             + f" There are {', '.join(known)}.")
    return found


def drawn(opened: Recorded | Study, only: list[str] | None = None, **options: Any) -> Iterator[tuple[str, Picture | Absent]]:
    """The right figures one by one; in place of one whose data is absent, why it is."""
    for name, figure in figures_of(opened).items():
        if only and name not in only:
            continue
        try:
            yield name, figure(opened, **options)
        except Absent as absent:
            yield name, absent
        except KeyError as missing:
            yield name, Absent(missing.args[0])
