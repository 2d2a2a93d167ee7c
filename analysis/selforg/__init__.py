"""Runs and studies of selforg, for analysts.

    import selforg
    run = selforg.open("quick.h5")
    run.series.quality_mean.plot()              # labelled series (xarray)
    run.events["adoption"]                      # tidy tables (pandas)
    run.lineage.spread().tree                   # who learned the leading practice from whom (networkx)
    selforg.figures.lineage(run).save("lineage.pdf")

and the model in memory:

    model = selforg.Model("quick.yaml", {"debrief.depth": 0.8}).run()

measures of diffusion, of a run or of what was observed:

    selforg.Diffusion.of_run(run).summary()     # adopters, hazard, Moran's I by time

and the same run without somebody:

    selforg.whatif(run, "agent:12").fates       # who learned it later, or never
"""
from __future__ import annotations

import importlib
from types import ModuleType
from typing import TYPE_CHECKING

from . import calibration, figures, finding
from .diffusion import Diffusion
from .lineage import Lineage
from .model import Model, ModelError, Scenario
from .opening import Unfinished, WrongFile, open
from .run import Run
from .spread import Spread
from .study import Study
from .version import __version__
from .whatif import Without, credit, whatif

if TYPE_CHECKING:
    from . import compare, export, plot, report, screening, sensitivity

__all__ = ["Diffusion", "Lineage", "Model", "ModelError", "Run", "Scenario", "Spread", "Study", "Unfinished", "Without", "WrongFile",
           "calibration", "compare", "credit", "export", "figures", "finding", "open", "plot", "report", "screening", "sensitivity", "whatif",
           "__version__"]
COMMANDS = ("compare", "export", "plot", "report", "screening", "sensitivity")


def __getattr__(name: str) -> ModuleType:
    """Modules that are commands too are loaded when they are first asked for, so that python3 -m runs each only once."""
    if name in COMMANDS:
        return importlib.import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
