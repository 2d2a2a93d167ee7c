"""What a forecast of a yearly number must beat: ensembles by somebody who knows nothing but the years before."""
import numpy as np
from scipy import stats

RECENT = 5  # years


def normal_members(mean, sd):
    """A hundred members of an ensemble that has this normal distribution."""
    return mean + sd * stats.norm.ppf((np.arange(100) + 0.5) / 100)


def last_year(series, ahead):
    """As in the last year; errors as those of the same in the ten years before."""
    steps = series.diff(min(ahead, len(series) - 2)).dropna()
    return normal_members(series.iloc[-1], np.sqrt((steps ** 2).mean()))


def mean_of_recent(series, ahead):
    """As in the recent years on average; as different from it as these are."""
    return normal_members(series.iloc[-RECENT:].mean(), series.iloc[-RECENT:].std() * np.sqrt(1 + 1 / RECENT))


def trend(series, ahead):
    """On as on a line through the ten years before."""
    x = np.arange(len(series))
    slope, level = np.polyfit(x, series, 1)
    sd = np.sqrt(((series - level - slope * x) ** 2).sum() / (len(x) - 2))
    far = len(x) - 1 + ahead
    return normal_members(level + slope * far, sd * np.sqrt(1 + 1 / len(x) + (far - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum()))


BASELINES = {"last year": last_year, "mean of recent years": mean_of_recent, "trend": trend}
