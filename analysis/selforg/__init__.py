"""Runs and studies of selforg, for analysts.

    import selforg
    run = selforg.open("quick.h5")
    run.series.quality_mean.plot()              # labelled series (xarray)
    run.events["adoption"]                      # tidy tables (pandas)
    run.lineage.spread().tree                   # who learned the leading practice from whom (networkx)
"""
from . import figures
from .lineage import Lineage
from .opening import Unfinished, WrongFile, open
from .run import Run
from .spread import Spread
from .study import Study
from .version import __version__

__all__ = ["Lineage", "figures", "Run", "Spread", "Study", "Unfinished", "WrongFile", "open", "__version__"]
