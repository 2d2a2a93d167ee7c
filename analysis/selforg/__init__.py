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
from . import compare, figures, finding, screening, sensitivity
from .diffusion import Diffusion
from .lineage import Lineage
from .model import Model, ModelError, Scenario
from .opening import Unfinished, WrongFile, open
from .run import Run
from .spread import Spread
from .study import Study
from .version import __version__
from .whatif import Without, credit, whatif

__all__ = ["Diffusion", "Lineage", "compare", "figures", "Model", "ModelError", "Run", "Scenario", "Spread", "Study", "Unfinished", "Without",
           "WrongFile", "credit", "open", "screening", "sensitivity", "whatif", "__version__"]
