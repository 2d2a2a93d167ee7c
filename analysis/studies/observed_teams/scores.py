"""How near predictions come, of the simulator and of who knows nothing but the years before."""
import numpy as np
import pandas as pd

from selforg.calibration.scores import crps

from studies.observed_teams.counted import CASCADES, YEARLY, cascades, of_cascades, yearly
from studies.observed_teams.forecasts import BASELINES, RECENT
from studies.observed_teams.simulator import PAST


def score(members, value):
    """The CRPS of one number's ensemble."""
    return float(crps(np.asarray(members, float)[:, None], np.array([value]))[0])


def judge(documents, predictions, fit_to, predict_to):
    """By measure and predictor: mean score, and the share of years inside the middle 80 %; and the ensembles."""
    seen = yearly(documents, fit_to - PAST + 1, predict_to)
    years, shown = range(fit_to + 1, predict_to + 1), range(fit_to - RECENT + 1, predict_to + 1)
    rows, ensembles = [], {}
    for measure in YEARLY:
        past = seen[measure].loc[:fit_to]
        by = {"simulator": {y: np.array([table[measure][y] for table in predictions]) for y in shown}}
        by |= {name: {y: rule(past, y - fit_to) for y in years} for name, rule in BASELINES.items()}
        ensembles[measure] = by
        for name, members in by.items():
            low, high = np.array([np.nanquantile(members[y], (0.1, 0.9)) for y in years]).T
            rows.append((measure, name, np.mean([score(members[y], seen[measure][y]) for y in years]),
                         np.mean((seen[measure].loc[list(years)] >= low) & (seen[measure].loc[list(years)] <= high))))
    return pd.DataFrame(rows, columns=["measure", "by", "crps", "covered"]), ensembles, seen


def judge_cascades(documents, sizes, fit_to, predict_to):
    """Cascades among the documents of the years predicted, and of as many years before."""
    length = predict_to - fit_to
    then, now = (of_cascades(cascades(documents, first, first + length - 1)) for first in (fit_to - length + 1, fit_to + 1))
    made = pd.DataFrame([of_cascades(s) for s in sizes])
    return [(name, now[name], then[name], *np.quantile(made[name], (0.5, 0.1, 0.9)), score(made[name], now[name]),
             abs(then[name] - now[name])) for name in CASCADES]
