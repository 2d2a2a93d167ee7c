"""From adoption that was observed to a fitted model: `selforg-calibrate` and `selforg-predict`.

    from selforg.calibration import fitting, survey
    farmers = survey.read("people.csv", "ties.csv", never=["20"])
    fits = fitting.fit_all(farmers, fitting.Settings(size=120))
    fits[0].intervals, fits[0].told
"""
from . import fitting, survey

__all__ = ["fitting", "survey"]
