"""What analysis/emergence/criteria.md asks of numbers: each criterion a function of arrays. Nothing here reads a file.

Arrays over replicates have them last. NaN is what a run could not tell (nothing had ended, say), and is left out.
"""
from __future__ import annotations

import math

import numpy as np

from selforg.intervals import mean_interval

BOOTSTRAPS = 199
NEAR = 0.2  # "within 20 %"


def interval(values):
    """(mean, low, high) at 95 % of one row of replicates."""
    mean, half = mean_interval(np.asarray(values, float)[None, :])
    return float(mean[0]), float(mean[0] - half[0]), float(mean[0] + half[0])


def ratio(above, below):
    """above / below, NaN where there is nothing below."""
    above, below = np.asarray(above, float), np.asarray(below, float)
    return np.divide(above, below, out=np.full(np.broadcast(above, below).shape, np.nan), where=below > 0)


def pooled(above, below):
    """(ratio, low, high) at 95 % of the sums of above and below, whose replicates are independent (delta method)."""
    above, below = np.asarray(above, float), np.asarray(below, float)
    count, found = len(above), above.sum() / below.sum() if below.sum() > 0 else math.nan
    half = 1.96 * math.sqrt(count / (count - 1) * ((above - found * below) ** 2).sum()) / below.sum() if count > 1 and below.sum() > 0 else math.nan
    return found, found - half, found + half


def passes_one(controls, ratios):
    """The controls between which the ratio first comes to 1; NaN where it does not, or is there from the first on."""
    above = np.flatnonzero(np.asarray(ratios) >= 1)
    return (controls[above[0] - 1], controls[above[0]]) if len(above) and above[0] > 0 else (math.nan, math.nan)


# ---- threshold ----

def threshold(controls, reproduction):
    """The first control where the interval of R contains 1 or more; NaN if none. reproduction: [control, replicate]"""
    mean, half = mean_interval(np.asarray(reproduction, float))
    reached = np.flatnonzero(mean + half >= 1)
    return float(controls[reached[0]]) if len(reached) else math.nan


# ---- cascades ----

def borel_table(reproduction, most):
    """P(size <= n) of the total progeny of one ancestor, n = 1 ... most: offspring are Poisson (Borel's distribution)."""
    n = np.arange(1, most + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log(n))])[1:]  # log n!
    density = np.exp(-reproduction * n + (n - 1) * (math.log(reproduction) + np.log(n)) - logs)
    return np.minimum(np.cumsum(density), 1)


def borel_draws(reproduction, count, most, random):
    """Total progenies of `count` ancestors, generation by generation; cut off where they pass `most`."""
    size, alive = np.ones(count, np.int64), np.ones(count, np.int64)
    while alive.any():
        alive = random.poisson(reproduction * np.minimum(alive, most))
        size += alive
        alive[size > most] = 0
    return np.minimum(size, most)


def distance(sizes, table):
    """Kolmogorov's and Smirnov's: the largest difference between the shares of sizes up to n and the table's."""
    most = len(table)
    shares = np.bincount(np.minimum(sizes, most), minlength=most + 1)[1:].cumsum() / len(sizes)
    return float(np.abs(shares - table)[:-1].max())


def geometric_table(mean, most):
    """P(size <= n) where every project is as likely as any to be the last: an exponential, on whole numbers."""
    return 1 - (1 - 1 / mean) ** np.arange(1, most + 1)


def cascade_test(sizes, reproduction, random, bootstraps=BOOTSTRAPS):
    """How far sizes are from Borel and from an exponential of their mean, with the shares of drawn samples that are as
    far: dict with borel, borel_p, exponential, exponential_p, count, largest; None without enough cascades."""
    sizes = np.asarray(sizes, np.int64)
    if len(sizes) < 20 or not reproduction > 0 or sizes.max() < 2:
        return None
    most = int(sizes.max()) + 1
    borel, exponential = borel_table(reproduction, most), geometric_table(sizes.mean(), most)
    found = {"count": len(sizes), "largest": int(sizes.max()), "mean": float(sizes.mean()),
             "borel": distance(sizes, borel), "exponential": distance(sizes, exponential)}
    drawn = [distance(borel_draws(reproduction, len(sizes), most, random), borel) for _ in range(bootstraps)]
    found["borel_p"] = (1 + sum(d >= found["borel"] for d in drawn)) / (1 + bootstraps)
    drawn = []
    for _ in range(bootstraps):
        sample = random.geometric(1 / sizes.mean(), len(sizes))
        drawn.append(distance(sample, geometric_table(sample.mean(), most)))
    found["exponential_p"] = (1 + sum(d >= found["exponential"] for d in drawn)) / (1 + bootstraps)
    return found


def rising_draws(begun, followups, delays, most, random):
    """Total progenies of a branching process whose mean changes with time: a project that starts in step t has a Poisson
    number of follow-ups of mean followups[t], each after a delay drawn from `delays`; none starts after the last step.
    begun: the steps in which its ancestors start; sizes beyond `most` are cut off there."""
    cascade, steps = np.arange(len(begun)), np.asarray(begun, np.int64)
    sizes = np.zeros(len(begun), np.int64)
    while len(steps):
        sizes += np.bincount(cascade, minlength=len(sizes))
        children = random.poisson(followups[steps])
        cascade, steps = np.repeat(cascade, children), np.repeat(steps, children)
        steps = steps + random.choice(delays, len(steps))
        goes_on = (steps < len(followups)) & (sizes[cascade] <= most)
        cascade, steps = cascade[goes_on], steps[goes_on]
    return np.minimum(sizes, most)


def rising_test(sizes, begun, followups, delays, random, bootstraps=BOOTSTRAPS):
    """(distance, p) of the sizes of cascades from those of `rising_draws`, as cascade_test for Borel's distribution."""
    most = int(max(sizes)) + 1
    draws = [rising_draws(begun, followups, delays, most, random) for _ in range(2 * bootstraps)]
    table = np.bincount(np.concatenate(draws[bootstraps:]), minlength=most + 1)[1:].cumsum() / sum(map(len, draws[bootstraps:]))
    found = distance(np.asarray(sizes, np.int64), table)
    return found, (1 + sum(distance(drawn, table) >= found for drawn in draws[:bootstraps])) / (1 + bootstraps)


# ---- bistability ----

def apart(cold, hot):
    """(difference, low, high) of hot and cold starts, seed by seed."""
    return interval(np.asarray(hot, float) - np.asarray(cold, float))


def mixture(values):
    """Two normal distributions against one (maximum likelihood): dict with bic (by how much two are better), ashman,
    weights, means; None with fewer than 10 values or no spread."""
    values = np.asarray(values, float)
    values = values[np.isfinite(values)]
    if len(values) < 10 or values.std() == 0:
        return None
    count, sd = len(values), values.std()
    one = -count / 2 * (math.log(2 * math.pi * sd * sd) + 1)
    best = max((_two_normals(values, np.quantile(values, cut)) for cut in (0.2, 0.35, 0.5, 0.65, 0.8)), key=lambda f: f[0])
    likelihood, means, sds, weights = best
    return {"count": count, "bic": float(2 * (likelihood - one) - 3 * math.log(count)),
            "ashman": float(math.sqrt(2) * abs(means[0] - means[1]) / math.hypot(*sds)),
            "weights": weights.tolist(), "means": means.tolist()}


def _two_normals(values, cut):
    """Expectation and maximisation, from the two sides of a cut; a spread is at least a twentieth of that of all."""
    low, high = values[values <= cut], values[values > cut]
    means = np.array([low.mean(), high.mean() if len(high) else values.max()])
    sds, weights, least = np.full(2, values.std() / 2), np.full(2, 0.5), 0.05 * values.std()
    for _ in range(300):
        density = weights * np.exp(-((values[:, None] - means) / sds) ** 2 / 2) / (sds * math.sqrt(2 * math.pi))
        total = np.maximum(density.sum(axis=1, keepdims=True), 1e-300)
        part = density / total
        weights = np.maximum(part.mean(axis=0), 1e-9)
        means = (part * values[:, None]).sum(axis=0) / part.sum(axis=0).clip(1e-12)
        sds = np.sqrt((part * (values[:, None] - means) ** 2).sum(axis=0) / part.sum(axis=0).clip(1e-12)).clip(least)
    return float(np.log(total).sum()), means, sds, weights


def is_bimodal(found):
    return bool(found and found["bic"] > 10 and found["ashman"] > 2 and min(found["weights"]) > 0.1)


# ---- hysteresis ----

def levels(series, length, last=104):
    """Mean over the last steps of each level of a sweep: [..., level]. series: [..., step], its first row the start."""
    rows = np.asarray(series, float)[..., 1:]
    count = rows.shape[-1] // length
    return rows[..., :count * length].reshape(*rows.shape[:-1], count, length)[..., -last:].mean(axis=-1)


def loop(activity, controls):
    """Area between the way down and the way up, over range times range. activity: [..., level], up and then down."""
    peak = len(controls) // 2
    up, down = activity[..., :peak + 1], activity[..., peak:][..., ::-1]
    gap = down - up
    area = ((gap[..., 1:] + gap[..., :-1]) / 2 * np.diff(controls[:peak + 1])).sum(axis=-1)
    span = np.ptp(np.asarray(activity).reshape(-1, len(controls)).mean(axis=0)) * np.ptp(controls)
    return area / span if span > 0 else np.full(np.shape(area), np.nan)


# ---- sharpening ----

def width(controls, activity):
    """From where the mean activity has 10 % of its range to where it has 90 %. activity: [control]"""
    part = (activity - activity.min()) / max(np.ptp(activity), 1e-300)
    return _crossing(controls, part, 0.9) - _crossing(controls, part, 0.1)


def _crossing(controls, part, at):
    """Where a curve first comes to `at`, straight between its points."""
    i = int(np.flatnonzero(part >= at)[0])
    if i == 0:
        return float(controls[0])
    step = (at - part[i - 1]) / (part[i] - part[i - 1])
    return float(controls[i - 1] + step * (controls[i] - controls[i - 1]))


# ---- slowing down ----

def response(series, kicks, before=52, after=156):
    """Mean difference from the level before a kick, over kicks and runs: [time after it]. series: [run, step]"""
    return np.mean([_responses(series, kick, before, after) for kick in kicks], axis=(0, 1))


def _responses(series, kick, before, after):
    return series[:, kick + 1:kick + 1 + after] - series[:, kick - before + 1:kick + 1].mean(axis=1, keepdims=True)


def recovery(series, kicks, smooth=9):
    """Steps until a ninth-step mean of the response has come back to 1/e of its depth in the first four; NaN if never, or if
    nothing fell."""
    curve = response(series, kicks)
    depth = curve[:4].mean()
    smoothed = np.convolve(curve, np.ones(smooth) / smooth, mode="valid")
    back = np.flatnonzero(smoothed >= depth / math.e)
    return float(back[0] + smooth // 2) if depth < 0 and len(back) else math.nan


def recovery_interval(series, kicks, random, bootstraps=BOOTSTRAPS):
    """(time, low, high) by drawing runs again; a draw that never comes back counts as longer than any other."""
    drawn = [recovery(series[random.integers(0, len(series), len(series))], kicks) for _ in range(bootstraps)]
    low, high = np.quantile(np.nan_to_num(drawn, nan=np.inf), [0.025, 0.975], method="nearest")
    return recovery(series, kicks), float(low), float(high)


def times_of_end(times):
    """How many times the longer time at the two ends the longest is."""
    return float(np.max(times) / max(times[0], times[-1]))


def slowed(rates, times, critical):
    """Whether the longest time is near the threshold, and at least twice that at both ends. None where a time is missing, and
    where the intervals allow either: the longest may be twice the ends, and may not. times: [rate, (time, low, high)]"""
    if not np.isfinite(times[:, 0]).all() or not math.isfinite(critical):
        return None
    longest, ends = int(np.argmax(times[:, 0])), times[[0, -1]]
    if abs(rates[longest] / critical - 1) >= NEAR or times[longest, 2] < 2 * ends[:, 1].max():
        return False
    return True if times[longest, 1] >= 2 * ends[:, 2].max() else None


def correlation_time(series):
    """The first lag at which the autocorrelation of a series is below 1/e; NaN without any spread."""
    centred = np.asarray(series, float) - np.mean(series)
    spread = float((centred ** 2).mean())
    if spread == 0:
        return math.nan
    for lag in range(1, len(centred) // 2):
        if float((centred[lag:] * centred[:-lag]).mean()) < spread / math.e:
            return float(lag)
    return float(len(centred) // 2)


# ---- early warning ----

def windows(series, length=260, every=26):
    """(lag-1 autocorrelation, variance) in windows that move on: [window] each."""
    found = []
    for begin in range(0, len(series) - length + 1, every):
        part = series[begin:begin + length] - series[begin:begin + length].mean()
        spread = (part ** 2).mean()
        found.append(((part[1:] * part[:-1]).mean() / spread if spread > 0 else 0.0, spread))
    return np.array(found).T


def kendall(values):
    """Kendall's tau-b of values with time; ties count for neither; 0 where all are the same."""
    difference = np.sign(np.subtract.outer(values, values))[np.tril_indices(len(values), -1)]
    untied, pairs = np.count_nonzero(difference), len(difference)
    return float(difference.sum() / math.sqrt(untied * pairs)) if untied else 0.0


def warning(rising, still):
    """Hits: the share of sweeps whose tau is above the 95 % point of that without. dict with point, hits, false, low, high"""
    point = float(np.quantile(still, 0.95, method="higher"))
    hits, count = int(np.sum(np.asarray(rising) > point)), len(rising)
    low, high = wilson(hits, count)
    return {"point": point, "hits": hits / count, "low": low, "high": high,
            "false": float(np.mean(np.asarray(still) > point)), "count": count}


def wilson(hits, count, z=1.959964):
    """Wilson's 95 % interval of a share."""
    share, spread = hits / count, z * z / count
    middle, half = share + spread / 2, z * math.sqrt(share * (1 - share) / count + spread / count / 4)
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


# ---- words ----

def word(met):
    """What criteria.md calls it. met: which criteria are met; None is what was not decided."""
    if met.get("bistability") and met.get("hysteresis"):
        return "it tips"
    if met.get("bistability") or met.get("hysteresis"):
        return "no word of the criteria fits: " + ("bistability" if met.get("bistability") else "hysteresis") + " alone"
    if met.get("sharpening") and met.get("slowing down"):
        return "a continuous transition"
    if met.get("sharpening") or met.get("slowing down"):
        return "no word of the criteria fits: " + ("sharpening" if met.get("sharpening") else "slowing down") + " alone"
    return "it becomes self-sustaining" if met.get("threshold") else "a smooth crossover"


