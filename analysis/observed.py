"""Adoption that was observed, as the simulator needs it, and the mechanisms that may have brought it about.

The data are not part of the project: they are looked for in $SELFORG_DATA, else in shared/data beside the project. Each
function prepares one data set in a temporary folder: a node table, and a list of one-way ties, who tells and who hears.
"""
import os
import pathlib
from dataclasses import dataclass, field
from typing import Callable

import numpy as np
import pandas as pd

ROOT = pathlib.Path(__file__).resolve().parent.parent


def data_folder():
    return pathlib.Path(os.environ.get("SELFORG_DATA", ROOT.parent / "shared/data"))


@dataclass
class Parameter:
    name: str
    low: float
    high: float
    meaning: str
    logarithmic: bool = True

    def value(self, unit):
        """Of a place in [0, 1]: the prior is even in it."""
        if self.logarithmic:
            return self.low * (self.high / self.low) ** unit
        return self.low + (self.high - self.low) * unit


@dataclass
class Mechanism:
    """settings(values, steps) gives the scenario's parameters, steps being those of one unit of time."""
    name: str
    title: str
    scenario: str
    parameters: list
    settings: Callable


@dataclass
class Observation:
    name: str
    title: str
    source: str
    time: str                 # the unit of time
    first: int                # what time 1 is called
    times: int
    steps: int                # of a unit of time
    adopted: np.ndarray       # [agents]: when each adopted, times + 1 for never
    looked_at: np.ndarray     # the times at which the curve is fitted
    mechanisms: list
    ties: np.ndarray = field(default_factory=lambda: np.zeros((0, 2), int))  # [ties]: who hears, who tells
    units: np.ndarray = None
    increments: bool = False  # fitted are those who adopted between the times looked at, not the roots of all by then

    def curve(self, adopted):
        """[times]: how many have adopted by the end of each."""
        return np.bincount(adopted, minlength=self.times + 2).cumsum()[1:self.times + 1].astype(float)

    def summaries(self, adopted):
        """What is fitted: roots of numbers, so that chance spreads them about equally, early and late."""
        curve = self.curve(adopted)[self.looked_at - 1]
        return np.diff(curve, prepend=0) if self.increments else np.sqrt(curve)

    def tie_statistics(self, adopted):
        """What the curve does not show: {name: value}."""
        if len(self.ties) == 0:
            return {}
        hears, tells = adopted[self.ties[:, 0]], adopted[self.ties[:, 1]]
        both = (hears <= self.times) & (tells <= self.times)
        told = np.zeros(len(adopted), bool)
        told[self.ties[tells < hears, 0]] = True
        names_somebody = np.unique(self.ties[:, 0])
        adopters = names_somebody[adopted[names_somebody] <= self.times]
        final = pd.Series(adopted <= self.times).groupby(self.units).mean()
        return {GAP: np.abs(hears - tells)[both].mean() if both.any() else np.nan,
                TOLD: told[adopters].mean() if len(adopters) else np.nan,
                APART: final.std(ddof=0)}


GAP = "mean time between the adoptions of two who are tied"
TOLD = "share of adopters who had an adopter among those they name"
APART = "standard deviation of the share of adopters among places"


def chance(rate, steps):
    """Of something that happens at a rate for each unit of time: the probability in a step."""
    return float(1 - np.exp(-rate / steps))


# ---- mechanisms ----

P = "rate at which somebody adopts of themselves"


def contact(name, title, network, high=1.5, meaning="rate at which one adopter among those heard is enough"):
    return Mechanism(name, title, f"network: {network}\nadoption: {{rule: contact}}\n",
                     [Parameter("p", 1e-4, 0.5, P), Parameter("b", 0.0, high, meaning, logarithmic=False)],
                     lambda values, steps: {"adoption__accept__innovation": chance(values[0], steps),
                                            "adoption__accept__beta": chance(values[1], steps)})


def external(network):
    return Mechanism("external", "of themselves only",
                     f"network: {network}\nadoption: {{rule: contact, accept: {{beta: 0}}}}\n",
                     [Parameter("p", 1e-4, 0.5, P)],
                     lambda values, steps: {"adoption__accept__innovation": chance(values[0], steps)})


def threshold(network):
    return Mechanism("threshold", "threshold: when enough of those named have adopted",
                     f"network: {network}\n"
                     "adoption: {rule: threshold, accept: {measure: share, threshold_kind: normal}}\n",
                     [Parameter("mean", -0.5, 1.5, "mean threshold, as a share of those named", logarithmic=False),
                      Parameter("spread", 0.05, 2.0, "standard deviation of thresholds"),
                      Parameter("a", 0.02, 3.0, "rate of adopting where the threshold is reached")],
                     lambda values, steps: {"adoption__accept__threshold": float(values[0]),
                                            "adoption__accept__threshold_sd": float(values[1]),
                                            "adoption__accept__above": chance(values[2], steps)})


def bass(agents, begun):
    return Mechanism("contact", "everybody meets everybody",
                     f"network: {{kind: complete, agents: {agents}}}\nadoption: {{rule: contact}}\n"
                     f"start: {{users: {begun}}}\n",
                     [Parameter("p", 1e-6, 0.1, P),
                      Parameter("q", 0.0, 2.0, "rate at which all others together win one over", logarithmic=False)],
                     lambda values, steps: {"adoption__accept__innovation": chance(values[0], steps),
                                            "adoption__accept__beta": chance(values[1] / agents, steps)})


# ---- data sets ----

def hybrid_corn(_, given=0, increments=False):
    """257 farmers of two communities in Iowa, by year from 1927. Those of the first `given` years are there from the
    start, and time counts from then on: when the very first begin is a matter of chance."""
    table = pd.read_csv(data_folder() / "hybridcorn_ryan_gross.csv")
    adopted = np.maximum(np.repeat(np.arange(1, len(table) + 1), table.new_adopters) - given, 0)
    times, begun = len(table) - given, int(np.sum(adopted == 0))
    name, title = "hybrid_corn", "Hybrid corn"
    if increments:
        name, title = "hybrid_corn_increments", "Hybrid corn, fitted to the increments of two years"
    elif given:
        name, title = "hybrid_corn_begun", f"Hybrid corn, the {begun} farmers given who had begun by {1926 + given}"
    return Observation(name, title, "Ryan and Gross 1943", "year", 1927 + given, times, 6, adopted,
                       np.arange(1 if given else 2, times + 1, 2) if not increments else np.arange(1, times + 1, 2),
                       [bass(len(adopted), begun)], increments=increments)


def write_network(folder, name, units=None, ties=None):
    """People are called by their numbers, as the simulator numbers them too; ties are (who tells, who hears)."""
    if units is not None:
        pd.DataFrame({"node": range(len(units)), "unit": units}).to_csv(folder / f"{name}.csv", index=False)
    if ties is not None:
        pd.DataFrame(ties, columns=["source", "target"]).to_csv(folder / f"{name}.csv", index=False)


def nominations(name, folder):
    """(nodes, ties [ties, 2] as numbers of rows): everybody of the survey, and who names whom, for whatever reason."""
    nodes = pd.read_csv(data_folder() / f"{name}_nodes.csv")
    edges = pd.read_csv(data_folder() / f"{name}_edges.csv")
    edges = edges.loc[edges.source != edges.target, ["source", "target"]].drop_duplicates()
    row = pd.Series(range(len(nodes)), index=nodes.node)
    ties = row[edges.to_numpy().ravel()].to_numpy().reshape(-1, 2)
    write_network(folder, f"{name}_nodes", units=nodes.group)
    write_network(folder, f"{name}_named", ties=ties[:, ::-1])  # whoever is named tells those who name
    return nodes, ties


def same_place(units):
    """Ties between all who are of one place."""
    return [(a, b) for a in range(len(units)) for b in range(a + 1, len(units)) if units[a] == units[b]]


def surveyed(name, folder, **about):
    nodes, ties = nominations(name, folder)
    write_network(folder, f"{name}_place", ties=same_place(nodes.group.tolist()))

    def network(kind, directed):
        return (f"{{kind: file, edges: {folder}/{name}_{kind}.csv, nodes: {folder}/{name}_nodes.csv, "
                f"directed: {directed}}}")
    named, place = network("named", "true"), network("place", "false")
    mechanisms = [external(named),
                  contact("place", "contact among all of a place", place, high=0.05),
                  contact("contact", "contact along nominations", named),
                  threshold(named)]
    return Observation(name, adopted=nodes.toa.to_numpy(), ties=ties, units=nodes.group.to_numpy(),
                       mechanisms=mechanisms, **about)


def physicians(folder):
    """125 doctors of four cities, by month. toa 18 stands for never."""
    return surveyed("med_innovations", folder, title="Physicians and a new drug",
                    source="Coleman, Katz and Menzel 1966, as in netdiffuseR", time="month", first=1, times=17, steps=4,
                    looked_at=np.array([1, 3, 5, 7, 9, 12, 17]))


def farmers(folder):
    """692 farmers of eleven villages, by year from 1946. toa 20 stands for not yet. People remember round years: the
    curve is looked at only where bins end that hold a multiple of five in their middle."""
    return surveyed("brfarmers", folder, title="Brazilian farmers and hybrid seed",
                    source="Rogers, Ascroft and Röling 1970, as in netdiffuseR", time="year", first=1946, times=19,
                    steps=4, looked_at=np.array([2, 7, 12, 17, 19]))
