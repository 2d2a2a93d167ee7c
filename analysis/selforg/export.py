"""selforg-export: a run for other tools: tables as CSV, networks as GraphML and GEXF, netdiffuseR's shape, and what a
survey would have seen.

Each is a function of a run that gives what it wrote; the command writes those that are asked for into a folder.
"""
from __future__ import annotations

import argparse
import pathlib
import re
import sys
from collections.abc import Callable

import networkx as nx
import numpy as np
import pandas as pd

from . import opening
from .ending import ended
from .run import Nothing, Run, learned, network_ties

R_SCRIPT = """\
# The diffusion of {name} as netdiffuseR has it: install.packages("netdiffuseR")
library(netdiffuseR)
people <- read.csv("diffnet_people.csv", colClasses = c(id = "character"))
ties <- read.csv("diffnet_ties.csv", colClasses = c(ego = "character", alter = "character"))
graph <- edgelist_to_adjmat(ties[, c("ego", "alter")], undirected = FALSE, keep.isolates = TRUE)
missing <- setdiff(people$id, rownames(graph))       # people without ties
all <- Matrix::bdiag(graph, Matrix::Matrix(0, length(missing), length(missing), sparse = TRUE))
dimnames(all) <- rep(list(c(rownames(graph), missing)), 2)
all <- as(all[people$id, people$id], "CsparseMatrix")
spread <- new_diffnet(all, toa = people$toa, t0 = {first}, t1 = {last}, vertex.static.attrs = people["unit"])
summary(spread)
"""


def _ties(run: Run) -> pd.DataFrame:
    try:
        return run.ties()
    except KeyError:
        raise Nothing("ties were not kept; run it with --set observe.snapshots.ties=true") from None


def _label(run: Run) -> pd.Series:
    """What each person is called: by the network's file, else by number."""
    return run.agents["label"].astype(str) if "label" in run.agents else run.agents.index.to_series().astype(str)


# ---- tables ----

def csv(run: Run, folder: pathlib.Path) -> list[pathlib.Path]:
    """series.csv, agents.csv, parameters.csv, one CSV for each table of events and of snapshots, and columns.csv, which says
    what each column is. Series over units, practices and so on are long: a row a step and entry."""
    flat = [name for name, values in run.series.data_vars.items() if values.dims == ("step",)]
    tables = {"series": run.series[flat].to_dataframe().reset_index(), "agents": run.agents.reset_index(),
              "parameters": run.parameters.reset_index()}
    for name, values in run.series.data_vars.items():
        if values.dims != ("step",):
            tables[f"series_{name}"] = values.to_dataframe().reset_index()
    about = [("series", name, run.series[name].attrs.get("units", ""), run.series[name].attrs.get("long_name", ""))
             for name in run.series.data_vars]
    for kind, kept in (("events", run.events), ("snapshots", run.snapshots)):
        for name in kept:
            tables[f"{kind}_{name}"] = kept[name].reset_index()
            about += [(f"{kind}_{name}", column, row.units, row.long_name) for column, row in kept.describe(name).iterrows()]
    tables["columns"] = pd.DataFrame(about, columns=["table", "column", "units", "what_it_is"])
    return [_write(table, folder / f"{name}.csv") for name, table in tables.items()]


def _write(table: pd.DataFrame, path: pathlib.Path) -> pathlib.Path:
    table.to_csv(path, index=False)
    return path


# ---- networks ----

def network(run: Run) -> nx.DiGraph | nx.Graph:
    """The latest ties that were kept, with trust; people with unit, and toa of the leading practice where they took it up."""
    ties, labels, toa = _ties(run), _label(run), learned(run)
    directed = bool(run.parameters["value"].get("network.directed", False))
    graph = nx.DiGraph() if directed else nx.Graph()
    for agent, label in labels.items():
        taken = {} if np.isnan(toa[agent]) else {"toa": int(toa[agent])}
        graph.add_node(label, agent=int(agent), unit=str(run.agents["unit"][agent]), **taken)
    weights = ties["trust"] if "trust" in ties else pd.Series(1.0, ties.index)
    graph.add_weighted_edges_from(zip(labels[ties["source"]], labels[ties["target"]], weights.astype(float)))
    return graph


def teaching(run: Run) -> nx.DiGraph:
    """Who taught whom the leading practice, from teacher to learner; weight: adoptions owed."""
    labels = _label(run)
    return nx.relabel_nodes(run.lineage.people(run.lineage.leading()), labels.to_dict())


def graphml(run: Run, folder: pathlib.Path) -> list[pathlib.Path]:
    """network.graphml and teaching.graphml."""
    return _graphs(run, folder, "graphml", nx.write_graphml)


def gexf(run: Run, folder: pathlib.Path) -> list[pathlib.Path]:
    """network.gexf and teaching.gexf, for Gephi."""
    return _graphs(run, folder, "gexf", nx.write_gexf)


def _graphs(run: Run, folder: pathlib.Path, suffix: str, write: Callable) -> list[pathlib.Path]:
    written = []
    for name, graph in (("network", network(run)), ("teaching", teaching(run))):
        path = folder / f"{name}.{suffix}"
        write(graph, str(path))
        written.append(path)
    return written


# ---- netdiffuseR ----

def diffnet(run: Run, folder: pathlib.Path) -> list[pathlib.Path]:
    """diffnet_people.csv (id, toa: empty where it never came, unit), diffnet_ties.csv (ego tells alter; a tie both ways has
    two rows) and diffnet.R, which makes a diffnet of them."""
    ties, labels, toa = _ties(run), _label(run), learned(run)
    people = pd.DataFrame({"id": labels, "toa": toa.astype("Int64"), "unit": run.agents["unit"].astype(str)})
    told = pd.DataFrame({"ego": labels[ties["source"]].to_numpy(), "alter": labels[ties["target"]].to_numpy()})
    if not run.parameters["value"].get("network.directed", False):
        told = pd.concat([told, told.rename(columns={"ego": "alter", "alter": "ego"})])
    script = folder / "diffnet.R"
    script.write_text(R_SCRIPT.format(name=run.lineage.name(run.lineage.leading()), first=0, last=run.steps), encoding="utf-8")
    return [_write(people, folder / "diffnet_people.csv"), _write(told, folder / "diffnet_ties.csv"), script]


# ---- a survey ----

def survey(run: Run, folder: pathlib.Path, *, sample: float = 0.5, names: int = 5, waves: int = 4, missing: float = 0.1,
           seed: int = 1) -> list[pathlib.Path]:
    """What a field researcher would have seen: survey_people.csv and survey_ties.csv.

    A share `sample` of the people is asked in each of `waves` waves, evenly spaced over the run, whether they use the
    leading practice yet; what is known of an adoption is the first wave in which it was said. Each names up to `names`
    contacts, those trusted most. A share `missing` of all answers is not given. Drawn by `seed`, and by nothing of the run.
    """
    if not 0 < sample <= 1 or not 0 <= missing < 1 or waves < 1 or names < 0:
        raise ValueError("sample lies in (0, 1], missing in [0, 1), there is at least one wave, and names are not negative")
    draw, labels, toa = np.random.default_rng(seed), _label(run), learned(run)
    asked = np.sort(draw.choice(len(labels), max(1, round(sample * len(labels))), replace=False))
    at = np.linspace(0, run.steps, waves + 1)[1:].round().astype(int)
    answers = np.where(toa.to_numpy()[asked, None] <= at, 1.0, 0.0)
    answers[draw.random(answers.shape) < missing] = np.nan
    said = np.nan_to_num(answers) > 0
    people = pd.DataFrame({"person": labels.iloc[asked].to_numpy(), "unit": run.agents["unit"].astype(str).iloc[asked].to_numpy(),
                           **{f"uses_at_{step}": pd.array(answers[:, i], dtype="Int64") for i, step in enumerate(at)}})
    people["first_wave"] = pd.array(np.where(said.any(1), at[said.argmax(1)], np.nan), dtype="Int64")
    ties = _ties(run)
    both = ties if run.parameters["value"].get("network.directed", False) else pd.concat(
        [ties, ties.rename(columns={"source": "target", "target": "source"})])
    both = both[both["source"].isin(asked[draw.random(len(asked)) >= missing])]
    order = ["source", "trust"] if "trust" in both else ["source"]
    named = both.sort_values(order, ascending=[True, False][:len(order)], kind="stable").groupby("source").head(names)
    told = pd.DataFrame({"person": labels[named["source"]].to_numpy(), "names": labels[named["target"]].to_numpy()})
    return [_write(people, folder / "survey_people.csv"), _write(told, folder / "survey_ties.csv")]


KINDS = {"csv": csv, "graphml": graphml, "gexf": gexf, "diffnet": diffnet, "survey": survey}


# ---- the command ----

def arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="selforg-export", description="A run for other tools.")
    parser.add_argument("file", type=pathlib.Path, help="RUN.h5")
    parser.add_argument("-o", "--out", type=pathlib.Path, metavar="FOLDER", help="else FILE-export, beside the file")
    for name, kind in KINDS.items():
        parser.add_argument(f"--{name}", action="store_true", help=re.split(r"\.\s", " ".join(kind.__doc__.split()) + " ")[0])
    ask = parser.add_argument_group("with --survey")
    ask.add_argument("--sample", type=float, default=0.5, metavar="SHARE", help="of the people who are asked; else 0.5")
    ask.add_argument("--names", type=int, default=5, metavar="N", help="contacts that each may name; else 5")
    ask.add_argument("--waves", type=int, default=4, metavar="N", help="times that people are asked; else 4")
    ask.add_argument("--missing", type=float, default=0.1, metavar="SHARE", help="of the answers; else 0.1")
    ask.add_argument("--seed", type=int, default=1, metavar="N", help="of who is asked and what is missing; else 1")
    return parser.parse_args(words)


def _export(options: argparse.Namespace) -> int:
    asked = [name for name in KINDS if getattr(options, name)]
    run = opening.open(options.file)
    if not isinstance(run, Run):
        raise ValueError(f"{options.file} is a study; its runs are exported one by one (selforg sweep --results)")
    if not asked:
        raise ValueError(f"say what: {', '.join(f'--{name}' for name in KINDS)}")
    folder = options.out or run.path.with_name(f"{run.path.stem}-export")
    folder.mkdir(parents=True, exist_ok=True)
    for name in asked:
        more = {key: getattr(options, key) for key in ("sample", "names", "waves", "missing", "seed")} if name == "survey" else {}
        print(*KINDS[name](run, folder, **more), sep="\n")
    return 0


def main(words: list[str] | None = None) -> int:
    options = arguments(words)
    return ended("selforg-export", lambda: _export(options))


if __name__ == "__main__":
    sys.exit(main())
