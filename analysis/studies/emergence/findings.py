"""What the studies of scenarios/emergence found, by the criteria: read from the folders of their runs, worked out once.

A property whose study is not there raises one of ABSENT; `get` gives None instead, so a page can be written of what is.
"""
from __future__ import annotations

import dataclasses
import functools
import math
import pathlib

import numpy as np
import pandas as pd

import selforg
from studies.emergence import cascades, measures, theory

SETTINGS = {"base": "arrivals as in base", "few": "a tenth of the arrivals"}
HALF_YEAR = 26     # steps
EARLY, LATE = 2, 8  # half-years: of R the first year is what comes before, and after the fourth what comes then
SETTLED = 520      # steps left out at the beginning
RATE = "create.making_rate"
SEARCHED = {"many": "nothing added", "stances": "stances", "communities": "communities", "recognition": "recognition",
            "reinforcement": "social reinforcement"}

ABSENT = (FileNotFoundError, selforg.WrongFile)
kept = functools.cached_property


class Findings:
    """folder   where build/emergence/NAME of every study is"""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.random = np.random.default_rng(20261)

    def get(self, name):
        """A finding, or None where a study that it needs was not run."""
        try:
            return getattr(self, name)
        except ABSENT:
            return None

    def study(self, name):
        return selforg.open(self.folder / name)

    def cost(self):
        """{study: (runs, replicates)} of what is there."""
        found = {}
        for path in sorted(self.folder.glob("*/study.h5")):
            study = selforg.open(path)
            done = study.runs[study.runs["run_status"] == "done"]
            found[path.parent.name] = (len(done), int(done["replicate"].nunique()), len(study.runs) - len(done))
        return found

    def results(self, name):
        """(row of study.runs, result) of every run that is done."""
        study = self.study(name)
        for number, (_, row) in enumerate(study.runs.iterrows()):
            path = self.folder / name / "results" / f"{number // 1000:03}" / f"{number:06}.h5"
            if row["run_status"] == "done":
                yield row, selforg.open(path)

    # ---- theory ----

    @kept
    def theory(self):
        """{setting: (all alike, uneven)}"""
        runs = {}
        for row, run in self.results("theory"):
            runs.setdefault(row["condition"], []).append(run)
        found = {}
        for setting, of in runs.items():
            try:
                measured = theory.measure(of, SETTLED)
            except SystemExit:  # nothing ended
                continue
            found[setting] = tuple(theory.MeanField(measured, uneven) for uneven in (False, True))
        for alike, uneven in found.values():  # how uneven people are is hardly to be seen where little happens
            uneven.shape = found[next(iter(SETTINGS))][1].shape if next(iter(SETTINGS)) in found else uneven.shape
        return found

    @functools.cache
    def state(self, setting, uneven, rate):
        """The most active state of theory."""
        return self.theory[setting][uneven].states(float(rate))[-1]

    def critical(self, setting):
        """Where theory has R0 = 1."""
        return self.theory[setting][0].threshold() if setting in (self.get("theory") or {}) else math.nan

    # ---- activity, reproduction, threshold ----

    @kept
    def activity(self):
        """{setting: dict of arrays [rate, replicate]}, with the rates."""
        data = self.study("activity").data
        return {setting: self.table(data.sel(condition=setting)) for setting in SETTINGS}

    def table(self, data):
        values = {name: data[name].transpose(RATE, "replicate", ...).values
                  for name in data.data_vars if "replicate" in data[name].dims}
        return {**values, "rates": data[RATE].values, "R": measures.ratio(values["offspring"], values["followed"]),
                "R_practices": measures.ratio(values["taught"], values["adopted"]) if "taught" in values else None}

    @kept
    def first(self):
        """What follows from the first projects of a quiet organisation: dict with rates, R [rate, (ratio, low, high)], how many projects,
        theory's R0, at how many rates it lies within, and the rates between which R passes 1."""
        counts = cascades.first_generation(self.results("first"), RATE)
        rates = np.array(sorted(counts))
        R = np.array([measures.pooled(*zip(*counts[rate])) for rate in rates])
        quiet = (self.get("theory") or {}).get("few")
        r0 = np.array([quiet[0].r0(rate) if quiet else math.nan for rate in rates])
        return {"rates": rates, "R": R, "projects": [sum(count for _, count in counts[rate]) for rate in rates], "r0": r0,
                "inside": int(np.sum((R[:, 1] <= r0) & (r0 <= R[:, 2]) & (rates > 0))), "between": measures.passes_one(rates, R[:, 0])}

    @kept
    def thresholds(self):
        """{setting: dict with measured, mean (of R there), replicates, theory, met}"""
        of = {setting: (each["rates"], each["R"]) for setting, each in self.activity.items()}
        if self.get("stopped"):
            of["none"] = self.stopped["rates"], self.stopped["R"]
        found = {}
        for setting, (rates, R) in of.items():
            at, theory = measures.threshold(rates, R), self.critical("few" if setting == "none" else setting)
            found[setting] = {"measured": at, "mean": float(np.nanmean(R[rates == at])) if math.isfinite(at) else math.nan,
                              "replicates": R.shape[1], "theory": theory, "met": abs(at / theory - 1) < measures.NEAR}
        return found

    @kept
    def agreement(self):
        """{setting: (rates where theory lies in the interval of R, rates looked at, largest difference of R, the same of A over its
        range)}; without rate 0, of which theory was told."""
        found = {}
        for setting in SETTINGS:
            of, rates = self.activity[setting], self.activity[setting]["rates"]
            states = [self.state(setting, 1, rate) for rate in rates]
            inside, apart, activity = 0, [], []
            for i in np.flatnonzero(rates > 0):
                mean, low, high = measures.interval(of["R"][i])
                inside += low <= states[i]["reproduction"] <= high
                apart.append(abs(mean - states[i]["reproduction"]))
                activity.append(abs(np.nanmean(of["activity"][i]) - states[i]["activity"]))
            found[setting] = (int(inside), len(apart), max(apart), max(activity) / float(np.ptp(np.nanmean(of["activity"], axis=1))))
        return found

    # ---- cascades ----

    @kept
    def stopped(self):
        """Arrivals stop after a year: arrays [rate, replicate], and the sizes of cascades by rate."""
        study = self.study("cascades")
        data = study.data
        offspring, followed = (data[name].transpose(RATE, "replicate").values for name in ("offspring", "followed"))
        tables, steps = {}, 0
        for row, run in self.results("cascades"):
            tables.setdefault(row[RATE], []).append(cascades.projects(run))
            steps = run.steps
        followups = {rate: pd.concat(of)["followups"] for rate, of in tables.items()}
        return {"rates": data[RATE].values, "R": measures.ratio(offspring, followed), "tables": tables, "steps": steps,
                "sizes": {rate: [size for table in of for size in cascades.progenies(table)] for rate, of in tables.items()},
                "dispersion": {rate: float(np.var(of) / np.mean(of)) for rate, of in followups.items() if np.mean(of) > 0},
                "activity": data.activity.transpose(RATE, "replicate").values}

    @kept
    def cascade_tests(self):
        """[dict] for each rate: rate, R, near, and the test."""
        found = []
        for rate, reproduction in zip(self.stopped["rates"], np.nanmean(self.stopped["R"], axis=1)):
            test = measures.cascade_test(self.stopped["sizes"].get(rate, []), reproduction, self.random)
            if test:
                found.append({"rate": rate, "R": float(reproduction), "near": abs(reproduction - 1) <= 0.1, **test,
                              "dispersion": self.stopped["dispersion"].get(rate, math.nan),
                              "met": test["borel_p"] > 0.01 >= test["exponential_p"]})
        return found

    @kept
    def rising(self):
        """{rate: dict of R of projects that start in the first year and after the fourth, how many start then, likeness, and
        distance and p of sizes from a branching process with R by half-years}. Looked at after the tests above."""
        found = {}
        for rate, tables in self.stopped["tables"].items():
            R, delays, likeness = inheritance(tables, self.stopped["steps"])
            if not len(delays):
                continue
            begun = np.concatenate([table.loc[table["generation"] == 0, "step"] for table in tables])
            apart, p = measures.rising_test(self.stopped["sizes"][rate], begun, np.repeat(R, HALF_YEAR), delays, self.random)
            late = sum(int((table["step"] >= LATE * HALF_YEAR).sum()) for table in tables)
            found[rate] = {"early": R[:EARLY].mean(), "later": R[LATE:].mean(), "late": late, "likeness": likeness, "distance": apart, "p": p}
        return found

    # ---- bistability ----

    @kept
    def bistability(self):
        """{setting: dict with rates, difference, low, high, half (of the range), met}"""
        hot = self.study("hot").data
        return {setting: split(self.activity[setting]["rates"], self.activity[setting]["activity"],
                               self.table(hot.sel(condition=setting))) for setting in SETTINGS}

    # ---- sweeps ----

    @kept
    def sweeps(self):
        """{setting: dict of slow, half: levels [replicate, level]; loops; kept}"""
        rates = rise_and_fall(0.002, 11)
        found = {}
        for setting in SETTINGS:
            level = {speed: measures.levels(self.curves(name, setting), length)
                     for speed, name, length in (("slow", "slow_sweep", 104), ("half", "half_speed", 208))}
            found[setting] = looped(level, rates)
        return found

    def curves(self, name, setting, variable="active_memberships_mean"):
        """[replicate, step]"""
        return self.study(name).data[variable].sel(condition=setting).transpose("replicate", "step").values

    # ---- sizes ----

    @kept
    def sizes(self):
        """{people: dict with rates, activity [rate, replicate], width, variance [rate], peak}"""
        found = {}
        for people in (250, 1000, 4000):
            data = self.study(f"size_{people}").data
            activity = data.activity.transpose(RATE, "replicate").values
            variance = people * np.nanvar(activity, axis=1, ddof=1)
            found[people] = {"rates": data[RATE].values, "activity": activity, "variance": variance,
                             "width": measures.width(data[RATE].values, np.nanmean(activity, axis=1)),
                             "peak": float(variance.max())}
        return found

    @kept
    def sharpening(self):
        """Whether the widths shrink and the peaks grow."""
        of = list(self.sizes.values())
        return all(a["width"] > b["width"] and a["peak"] < b["peak"] for a, b in zip(of, of[1:]))

    @kept
    def infinite_width(self):
        """The same width of theory, over the same values of the control, with the arrivals of the runs (a tenth)."""
        rates = next(iter(self.sizes.values()))["rates"]
        return measures.width(rates, np.array([self.state("few", 1, rate)["activity"] for rate in rates]))

    # ---- kicks ----

    @kept
    def kicks(self):
        """{setting: dict with rates, time, low, high, response, met}"""
        data, at = self.study("kicks").data, [260 + 208 * i for i in range(4)]
        found = {}
        for setting in SETTINGS:
            curves = data.active_memberships_mean.sel(condition=setting).transpose(RATE, "replicate", "step").values
            times = np.array([measures.recovery_interval(of, at, self.random) for of in curves])
            found[setting] = {"rates": data[RATE].values, "time": times[:, 0], "low": times[:, 1], "high": times[:, 2],
                              "response": np.array([measures.response(of, at) for of in curves]),
                              "times": measures.times_of_end(times[:, 0]),
                              "met": measures.slowed(data[RATE].values, times, self.critical(setting))}
        return found

    @kept
    def correlation(self):
        """{setting: [rate, replicate]}: correlation times of activity, in steps, without a kick."""
        return {setting: np.array([[measures.correlation_time(run[SETTLED:]) for run in of]
                                   for of in self.activity[setting]["active_memberships_mean"]]) for setting in SETTINGS}

    # ---- warnings ----

    @kept
    def warnings(self):
        """{autocorrelation, variance: dict with rising, still (taus), and measures.warning}"""
        taus = {}
        for setting in ("rising", "still"):
            runs = [measures.windows(run[261:]) for run in self.curves("warning", setting)]
            taus[setting] = np.array([[measures.kendall(line) for line in run] for run in runs])
        return {name: {"rising": taus["rising"][:, i], "still": taus["still"][:, i],
                       **measures.warning(taus["rising"][:, i], taus["still"][:, i])}
                for i, name in enumerate(("lag-1 autocorrelation", "variance"))}

    # ---- the rest ----

    @kept
    def phase(self):
        data = self.study("phase").data
        order = ("create.memory_steps", RATE, "replicate")
        followed, offspring, activity = (data[name].transpose(*order).values for name in ("followed", "offspring", "activity"))
        return {"rates": data[RATE].values, "memories": data["create.memory_steps"].values,
                "activity": np.nanmean(activity, axis=2),
                "R": measures.ratio(offspring.sum(axis=2), followed.sum(axis=2))}

    def critical_at(self, memory):
        """Theory's threshold for another memory, of what was measured with that of the base."""
        of = dataclasses.replace(self.theory["few"][0].of, memory=int(memory))
        return theory.MeanField(of).threshold()

    @kept
    def large(self):
        return self.study("large").data.isel(replicate=0)

    @functools.cached_property
    def searched(self):
        """{mechanism: dict}: what was looked for where tipping is expected, as far as it is there."""
        return {name: found for name in SEARCHED if (found := self.search(name))}

    def search(self, name):
        found = {part: read for part, of in (("many", self.forty), ("split", self.hot_and_cold), ("sweep", self.swept))
                 if (read := of(name)) is not None}
        bistable = [found[part]["met"] for part in ("many", "split") if part in found]
        return {**found, "bistability": any(bistable) if bistable else None,
                "hysteresis": found["sweep"]["met"] if "sweep" in found else None} if found else None

    def forty(self, name):
        """Of many replicates of one start: by control, values and the mixture of two."""
        try:
            study = self.study(name if name == "many" else f"{name}_many")
        except ABSENT:
            return None
        control = study.axes[-1]
        values = study.data.activity.transpose(control, "replicate").values
        mixed = [measures.mixture(row) for row in values]
        enough = values.shape[1] >= 40
        return {"control": control, "controls": study.data[control].values, "values": values, "mixture": mixed,
                "met": enough and any(measures.is_bimodal(each) for each in mixed)}

    def hot_and_cold(self, name):
        if name == "many":
            return None
        try:
            study = self.study(name)
        except ABSENT:
            return None
        control = study.axes[-1]
        cold, hot = (study.data.activity.sel(condition=start).transpose(control, "replicate").values
                     for start in ("cold", "hot"))
        controls = study.data[control].values
        return {"control": control, "cold": cold, "hot": hot,
                **split(controls, cold, {"rates": controls, "activity": hot})}

    def swept(self, name):
        if name == "many":
            return None
        try:
            study = self.study(f"{name}_sweep")
        except ABSENT:
            return None
        people = name == "reinforcement"
        controls = rise_and_fall(-0.05, 12, 0.6) if people else rise_and_fall(0.003, 11)
        level = {}
        for speed, length in (("slow", 104), ("half", 208)):
            curves = study.data[study.curves[0]].sel(condition=speed)
            curves = curves.transpose("replicate", "step", ...).values.reshape(curves.sizes["replicate"], curves.sizes["step"], -1)
            curves = curves[:, :1 + length * len(controls), 0]
            level[speed] = measures.levels(curves, length)
        return looped(level, controls if not people else -controls, shown=controls)


def rise_and_fall(step, count, begin=0.0):
    up = begin + step * np.arange(count)
    return np.concatenate([up, up[-2::-1]])


def looped(level, controls, shown=None):
    """Loops of two speeds: each the mean over replicates with its interval, what is kept at half the speed, and whether it is met."""
    loops = {speed: measures.interval(measures.loop(of, controls)) for speed, of in level.items()}
    share = loops["half"][0] / loops["slow"][0] if loops["slow"][0] else math.nan
    return {**level, "controls": controls if shown is None else shown, "loops": loops, "kept": share,
            "met": bool(loops["slow"][0] > 0.05 and share > 0.7)}


def split(rates, cold, hot):
    """Hot against cold starts, where both were run."""
    half = float(np.ptp(np.nanmean(cold, axis=1)) / 2)
    apart = []
    for i, rate in enumerate(hot["rates"]):
        beside = cold[list(rates).index(rate)]
        both = min(len(beside), hot["activity"].shape[1])
        apart.append(measures.apart(beside[:both], hot["activity"][i][:both]))
    difference, low, high = np.array(apart).T
    return {"rates": hot["rates"], "hot_activity": hot["activity"], "difference": difference, "low": low, "high": high,
            "half": half, "met": bool(np.any((np.abs(difference) > half) & ((low > 0) | (high < 0))))}


def inheritance(tables, steps):
    """(R by half-year in which a project starts, delays from a project to its follow-ups in steps, correlation of a
    project's follow-ups with those of the project it followed). Only projects whose follow-ups are all known count for R
    and the correlation: those that start so early that 99 % of delays end in the run; later half-years have the last R."""
    every = pd.concat({run: table for run, table in enumerate(tables)}, names=["run", "project"])
    children = every[every["before"] >= 0]
    parents = every.reindex(pd.MultiIndex.from_arrays([children.index.get_level_values("run"), children["before"]]))
    delays = (children["step"].to_numpy() - parents["step"].to_numpy()).astype(np.int64)
    if not len(delays):
        return np.zeros(0), delays, math.nan
    last = steps - np.quantile(delays, 0.99)
    known = every[every["step"] <= last]
    R = known["followups"].groupby(known["step"] // HALF_YEAR).mean()
    R = R.reindex(range(-(-(steps + 1) // HALF_YEAR))).ffill().fillna(0).to_numpy()
    whole = (children["step"] <= last).to_numpy()
    pair = np.corrcoef(children["followups"].to_numpy()[whole], parents["followups"].to_numpy()[whole])
    return R, delays, float(pair[0, 1])
