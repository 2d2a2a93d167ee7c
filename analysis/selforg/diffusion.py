"""Measures of diffusion over a network, by the names under which the field knows them (R's netdiffuseR), of a run and of what was
observed alike.

    diffusion = selforg.Diffusion.of_run(selforg.open("quick.h5"))      # ties in the file: observe.snapshots.ties
    diffusion = selforg.Diffusion.of_survey(selforg.calibration.survey.read("people.csv", "ties.csv"))
    diffusion.summary()                   # adopters, hazard, Moran's I by time
    diffusion.people()                    # toa, threshold, infection, susceptibility, ... by person

Definitions are those of Valente (1995, Network models of the diffusion of innovations), as netdiffuseR 1.2x documents them:
Vega Yon and Valente, doi:10.5281/zenodo.1039317; Valente and Vega Yon 2020, doi:10.1177/1090198120901497. A tie goes from who
names to who is named: one is exposed to those whom one names.
"""
from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import OptimizeResult, least_squares

from .calibration.baselines import bass, logistic
from .run import Run, learned, network_ties

if TYPE_CHECKING:
    from .calibration.survey import Survey

GEODESIC = 6  # steps, beyond which two people count as not connected
CLASSES = ("Early Adopters", "Early Majority", "Late Majority", "Laggards")
THRESHOLDS = ("Very Low Thresh.", "Low Thresh.", "High Thresh.", "Very High Thresh.")
NEVER = "Non-Adopters"
ROUNDING = 1e-9  # a variance below so much of what it is the difference of is rounding


@dataclasses.dataclass(frozen=True)
class Moran:
    """Moran's I, what it is without any correlation, its standard deviation then, and the probability of one as far off."""
    observed: float
    expected: float
    sd: float
    p_value: float


@dataclasses.dataclass(frozen=True)
class Fit:
    """A curve fitted by non-linear least squares.

    values  of its parameters, by name
    errors  their standard errors, by name; NaN, all of them, where `note` says why they would mean nothing
    rmse    of the share that has adopted
    note    what speaks against the fit: a parameter that ends at its bound, say; else empty
    """
    values: dict[str, float]
    errors: dict[str, float]
    rmse: float
    note: str


@dataclasses.dataclass(frozen=True)
class Diffusion:
    """Who adopted when in a network that stays as it is.

    graph   sparse [people, people]: 1 where the first names (hears) the second
    toa     [people]: time of adoption, NaN for never
    tod     [people]: time of disadoption, NaN for never; from that time on somebody has it no more
    t0, t1  the first and the last time
    """
    graph: sparse.csr_matrix
    toa: np.ndarray
    tod: np.ndarray
    t0: int
    t1: int
    names: list[str]

    @classmethod
    def of(cls, ties: np.ndarray, toa: np.ndarray, *, tod: np.ndarray | None = None, t0: int | None = None, t1: int | None = None,
           names: list[str] | None = None) -> Diffusion:
        """From ties [ties, 2], who names and who is named, and times by person, whole numbers. ValueError for what is neither; where
        nobody adopts, `t0` and `t1` are needed."""
        toa = np.asarray(toa, float)
        ties = np.asarray(ties, int).reshape(-1, 2)
        _refuse(ties, toa, tod, names, t0 is None or t1 is None)
        ties = np.unique(ties[ties[:, 0] != ties[:, 1]], axis=0)
        graph = sparse.csr_matrix((np.ones(len(ties)), (ties[:, 0], ties[:, 1])), shape=(len(toa), len(toa)))
        return cls(graph, toa, np.full(len(toa), np.nan) if tod is None else np.asarray(tod, float),
                   int(np.nanmin(toa)) if t0 is None else t0, int(np.nanmax(toa)) if t1 is None else t1,
                   names or [str(i) for i in range(len(toa))])

    @classmethod
    def of_survey(cls, survey: Survey) -> Diffusion:
        never = survey.adopted > survey.times
        return cls.of(survey.ties, np.where(never, np.nan, survey.adopted + survey.first - 1), t0=survey.first,
                      t1=survey.called(survey.times), names=survey.people)

    @classmethod
    def of_run(cls, run: Run, practice: int | None = None) -> Diffusion:
        """Of a practice, else the one that most use in the end, over the latest ties that were kept. KeyError where none were."""
        lineage = run.lineage
        chosen = lineage.leading() if practice is None else practice
        toa = learned(run, chosen)
        last = pd.Series(lineage.end, index=lineage.adoptions["learner"])[(lineage.practice == chosen)].groupby(level=0).max()
        tod = last.where(last <= lineage.last_step).reindex(toa.index)
        hears, tells = network_ties(run)
        return cls.of(np.column_stack([hears, tells]), toa.to_numpy(), tod=tod.to_numpy(float), t0=0, t1=run.steps)

    def __repr__(self) -> str:
        return (f"<diffusion among {len(self.toa):,} people, {self.graph.nnz:,} ties, {self.t0} to {self.t1}; "
                f"{np.isfinite(self.toa).mean():.0%} adopted>")

    # ---- by time ----

    @property
    def times(self) -> np.ndarray:
        return np.arange(self.t0, self.t1 + 1)

    @property
    def cumadopt(self) -> np.ndarray:
        """[people, times]: whether each has it."""
        return (self.toa[:, None] <= self.times) & ~(self.tod[:, None] <= self.times)

    def cumulative_adopt_count(self) -> pd.DataFrame:
        """num, prop and rate (new ones over those before) by time."""
        num = self.cumadopt.sum(axis=0)
        before = np.maximum(num[:-1], 1e-15)
        return pd.DataFrame({"num": num, "prop": num / len(self.toa), "rate": np.append(0, np.diff(num) / before)},
                            index=pd.Index(self.times, name="time"))

    def hazard_rate(self) -> pd.Series:
        """The share of those who had not adopted before that adopts in each time; NaN at the first."""
        had = (self.toa[:, None] <= self.times).sum(axis=0)
        left = len(self.toa) - had[:-1]
        with np.errstate(invalid="ignore", divide="ignore"):
            return pd.Series(np.append(np.nan, np.where(left > 0, np.diff(had) / left, 0)), pd.Index(self.times, name="time"), name="hazard")

    def exposure(self, normalized: bool = True, lags: int = 0) -> np.ndarray:
        """[people, times]: the share (or number) of those one names who have it, `lags` times before. Who names nobody has 0; what
        lies before the first time is NaN."""
        if not 0 <= lags < len(self.times):
            raise ValueError(f"lags lies between 0 and {len(self.times) - 1}")
        degree = np.asarray(self.graph.sum(axis=1)) if normalized else 1
        seen = self.graph @ self.cumadopt.astype(float) / np.maximum(degree, 1)
        return np.hstack([np.full((len(self.toa), lags), np.nan), seen[:, :len(self.times) - lags]])

    # ---- by person ----

    def threshold(self, lags: int = 0) -> np.ndarray:
        """[people]: the exposure at the time of adoption, or `lags` before it; NaN for who never adopted."""
        place = self.toa - self.t0 - lags
        there = np.isfinite(place) & (place >= 0) & (place < len(self.times))
        found = np.full(len(self.toa), np.nan)
        found[there] = self.exposure()[there, place[there].astype(int)]
        return found

    def _discounts(self, k: int, r: float | None) -> list[tuple[int, float]]:
        """Lags up to k with their weights: 1 / lag, or by (1 + r) a time."""
        return [(lag, 1 / lag if r is None else (1 + r) ** (1 - lag)) for lag in range(1, k + 1)]

    def infection(self, k: int = 1, r: float | None = None, normalize: bool = True) -> np.ndarray:
        """[people]: infectiousness: of those who name one and had not adopted with oneself, the share that did within `k` times
        after; normalized by how many adopted then at all. NaN for who never adopted."""
        return self._after(self.graph.T.tocsr(), self.toa, self._discounts(k, r), normalize, self.t1)

    def susceptibility(self, k: int = 1, r: float | None = None, normalize: bool = True) -> np.ndarray:
        """[people]: of those whom one names and who had adopted before oneself, the share that did within `k` times before;
        normalized by how many adopted then at all. NaN for who never adopted."""
        return self._after(self.graph, -self.toa, self._discounts(k, r), normalize, -self.t0)

    @staticmethod
    def _after(graph: sparse.csr_matrix, when: np.ndarray, discounts: list[tuple[int, float]], normalize: bool, end: int
               ) -> np.ndarray:
        """Of one's neighbours, those who come `lag` after oneself, over those who come then or later."""
        found = np.zeros(len(when))
        for i in range(len(when)):
            near = when[graph.indices[graph.indptr[i]:graph.indptr[i + 1]]] - when[i]
            later, everybody, just = 0.0, 0.0, 0.0
            for lag, weight in discounts:
                if when[i] + lag > end:
                    continue
                just += weight * np.sum(near == lag)
                later += weight * np.sum(near >= lag)
                everybody += weight * np.sum(when - when[i] == lag)
            found[i] = just / later if later else 0.0
            found[i] /= everybody if normalize and everybody else 1.0
        return np.where(np.isfinite(when), found, np.nan)

    def classify_adopters(self) -> pd.DataFrame:
        """toa and thr of each person as classes: how many standard deviations they are off the mean (Valente 1995)."""
        return pd.DataFrame({"toa": _classes(self.toa, CLASSES), "thr": _classes(self.threshold(), THRESHOLDS)}, index=self.names)

    def people(self) -> pd.DataFrame:
        """Everything by person."""
        degree = {"outdegree": np.asarray(self.graph.sum(axis=1)).ravel(), "indegree": np.asarray(self.graph.sum(axis=0)).ravel()}
        found = {"toa": self.toa, "tod": self.tod, **degree, "exposure": self.exposure()[:, -1], "threshold": self.threshold(),
                 "infection": self.infection(), "susceptibility": self.susceptibility()}
        return pd.DataFrame(found, index=pd.Index(self.names, name="person")).join(self.classify_adopters().add_suffix("_class"))

    # ---- clustering ----

    def geodesic(self, steps: int = GEODESIC) -> sparse.csr_matrix:
        """Lengths of shortest paths along ties, up to so many steps; 0 where there is none."""
        found, reached, front = sparse.csr_matrix(self.graph.shape), sparse.identity(len(self.toa), format="csr"), self.graph
        for length in range(1, steps + 1):
            new = front - front.multiply(reached > 0)
            new.data[:] = 1
            new.eliminate_zeros()
            if new.nnz == 0:
                break
            found, reached = found + length * new, reached + new
            front = ((new @ self.graph) > 0).astype(float)
        return found.tocsr()

    def nearness(self) -> sparse.csr_matrix:
        """1 over the length of shortest paths along ties; 0 where there is none."""
        weights = self.geodesic()
        weights.data = 1 / weights.data
        return weights

    def moran(self, time: int | None = None) -> Moran:
        """Whether those who have it are near each other at a time (else the last), by `nearness`."""
        return moran(self.cumadopt[:, (self.t1 if time is None else time) - self.t0].astype(float), self.nearness())

    def summary(self) -> pd.DataFrame:
        """By time: adopt (new), cum_adopt, cum_adopt_pcent, hazard, density, moran_obs, moran_exp, moran_sd, moran_pval."""
        counts, weights, n = self.cumulative_adopt_count(), self.nearness(), len(self.toa)
        rows = [dataclasses.astuple(moran(has.astype(float), weights)) for has in self.cumadopt.T]
        table = pd.DataFrame({"adopt": (self.toa[:, None] == self.times).sum(axis=0), "cum_adopt": counts["num"],
                              "cum_adopt_pcent": counts["prop"], "hazard": self.hazard_rate(),
                              "density": self.graph.nnz / n / (n - 1) if n > 1 else math.nan}, index=counts.index)
        table[["moran_obs", "moran_exp", "moran_sd", "moran_pval"]] = rows
        return table

    # ---- curves ----

    def fitbass(self) -> Fit:
        """p and q, both of a time, of Bass's curve with everybody as the market, fitted to the share that has adopted."""
        return self._fitted(bass, ("p", "q"), (0.01, 0.4), ((1e-12, 0), (10, 10)))

    def fitlogistic(self) -> Fit:
        """rate, of a time, and middle (a time, as counted from the first being 1) of a logistic curve in the same way."""
        count = float(len(self.times))
        return self._fitted(logistic, ("rate", "middle"), (0.5, count / 2), ((0, -10 * count), (20, 10 * count)))

    def _fitted(self, curve: Callable, names: tuple[str, str], start: tuple[float, float], bounds: tuple) -> Fit:
        share, time = self.cumulative_adopt_count()["prop"].to_numpy(), np.arange(1.0, len(self.times) + 1)
        found = least_squares(lambda values: curve(time, *values) - share, start, bounds=bounds, method="dogbox", max_nfev=5000)
        note, errors = _reservation(found, names, share), np.full(len(names), math.nan)
        if not note:
            errors = np.sqrt(np.diag(np.linalg.inv(found.jac.T @ found.jac)) * (found.fun ** 2).sum() / (len(share) - len(names)))
        return Fit(dict(zip(names, found.x.tolist())), dict(zip(names, errors.tolist())), float(np.sqrt(np.mean(found.fun ** 2))), note)


def _refuse(ties: np.ndarray, toa: np.ndarray, tod: np.ndarray | None, names: list[str] | None, is_timed_by_adopters: bool) -> None:
    count = len(toa)
    for what, times in (("toa", toa), ("tod", toa if tod is None else np.asarray(tod, float))):
        if len(times) != count:
            raise ValueError(f"{what} has {len(times)} times, of {count} people")
        odd = times[~np.isnan(times) & (times != np.rint(times)) | np.isinf(times)]
        if len(odd):
            raise ValueError(f"{what}: {odd[0]:g} is no whole number; a time is one, or NaN for never")
    if len(ties) and not (0 <= ties.min() and ties.max() < count):
        raise ValueError(f"a tie names person {ties.max() if ties.min() >= 0 else ties.min()}; people are numbered from 0 to {count - 1}")
    if names is not None and len(names) != count:
        raise ValueError(f"{len(names)} names of {count} people")
    if is_timed_by_adopters and not np.isfinite(toa).any():
        raise ValueError("nobody adopts, so that t0 and t1 must say which times there are")


def _reservation(found: OptimizeResult, names: tuple[str, ...], share: np.ndarray) -> str:
    """Why standard errors mean nothing here; empty if they do."""
    times = len(share)
    ends = [f"{name} ends at its bound, {value:g}" for name, value, bound in zip(names, found.x, found.active_mask) if bound]
    if ends:
        return "; ".join(ends)
    if found.status == 0:
        return f"stopped after {found.nfev} evaluations, before it came to rest"
    if times <= len(names):
        return f"{len(names)} parameters of {times} times"
    if (share == share[0]).all():
        return "the share never changes"
    if np.linalg.cond(found.jac / np.maximum(np.linalg.norm(found.jac, axis=0), 1e-300)) > 1e8:
        return f"{' and '.join(names)} cannot be told apart"
    return ""


def _classes(values: np.ndarray, names: tuple[str, ...]) -> pd.Categorical:
    """By a standard deviation below, at and above the mean; no class where it takes two to have one."""
    there = np.isfinite(values)
    if there.sum() < 2:
        return pd.Categorical.from_codes(np.where(there, -1, 0), [NEVER, *names])
    middle, off = np.nanmean(values), np.nanstd(values, ddof=1)
    place = np.searchsorted([middle - off, middle, middle + off], values)
    codes = np.where(there, place + 1, 0)
    return pd.Categorical.from_codes(codes, [NEVER, *names])


def moran(values: np.ndarray, weights: sparse.csr_matrix) -> Moran:
    """Moran's I of values by person, with weights made to sum to 1 in each row (or 0), and its moments under randomisation
    (Cliff and Ord 1981). All NaN but what is expected where everybody has the same value; no sd of fewer than four people, and no
    p_value where it cannot come out otherwise, as where everybody is as near to everybody."""
    n = len(values)
    expected = -1 / (n - 1) if n > 1 else math.nan
    rows = np.asarray(weights.sum(axis=1)).ravel()
    w = sparse.diags(np.where(rows > 0, 1 / np.where(rows > 0, rows, 1), 0)) @ weights
    off = values - values.mean()
    squares, total = (off ** 2).sum(), w.sum()
    if squares == 0 or total == 0:
        return Moran(math.nan, expected, math.nan, math.nan)
    observed = float(n / total * (off @ (w @ off)) / squares)
    if n < 4:
        return Moran(observed, expected, math.nan, math.nan)
    s1 = ((w + w.T).power(2)).sum() / 2
    s2 = ((np.asarray(w.sum(axis=1)).ravel() + np.asarray(w.sum(axis=0)).ravel()) ** 2).sum()
    kurtosis = (off ** 4).mean() / (off ** 2).mean() ** 2
    whole = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * total ** 2) - kurtosis * (n * (n - 1) * s1 - 2 * n * s2 + 6 * total ** 2)
    variance = whole / ((n - 1) * (n - 2) * (n - 3) * total ** 2) - expected ** 2
    if variance <= ROUNDING * expected ** 2:
        return Moran(observed, expected, 0.0, math.nan)
    sd = math.sqrt(variance)
    return Moran(observed, expected, sd, math.erfc(abs(observed - expected) / sd / math.sqrt(2)))
