"""Results open labelled, as tables and as lineage, in the words of the file; what is wrong with one is said."""

import importlib.util
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import unittest.mock

from analysis.results import OFFICE, PROGRAM, SOURCE, WithResults, said

import h5py
import matplotlib.axes
import networkx as nx
import numpy as np
import pandas as pd
import xarray as xr

import selforg
from selforg import figures
from selforg.intervals import mean_interval, share_interval
from selforg.lineage import Lineage

FAD = """\
selforg: 2
steps: 40
network: {kind: random, agents: 200, mean_degree: 6}
start: {users: 20}
adoption: {rule: contact, accept: {beta: 0.1}, drop: {probability: 0.2, to: nothing}}
"""


class Runs(WithResults):
    def setUp(self):
        self.run = selforg.open(self.folder / "office.h5")
        self.rumour = selforg.open(self.folder / "rumour.h5")

    def test_series_are_as_xarray_reads_them(self):
        read = xr.open_dataset(self.folder / "office.h5")
        self.assertEqual(list(self.run.series.data_vars), list(read.data_vars))
        for name, series in read.items():
            ours = self.run.series[name]
            self.assertTrue(np.array_equal(ours.values, series.values), name)
            self.assertEqual((ours.dims, ours.attrs["long_name"]), (series.dims, series.attrs["long_name"]))
        self.assertEqual(self.run.series["quality_by_unit"].dims, ("step", "unit"))
        self.assertEqual((self.run.step_unit, self.run.steps), ("month", 60))

    def test_every_table_of_the_file_is_there_in_its_words(self):
        with h5py.File(self.folder / "office.h5") as file:
            self.assertEqual(set(self.run.events), set(file["events"]))
            column = file["events/adoption/channel"]
            words = column.attrs["flag_meanings"].split()
            self.assertEqual(self.run.events["adoption"]["channel"].tolist(), [words[code] for code in column[:]])
            systemic = file["events/opportunity/systemic"][:] == 1
        self.assertEqual(self.run.events["opportunity"]["systemic"].tolist(), systemic.tolist())
        self.assertEqual(list(self.run.events["adoption"])[:3], ["step", "learner", "domain"])
        self.assertIn("long_name", self.run.events.describe("adoption"))
        self.assertEqual(set(self.run.snapshots), {"ties", "practices"})
        with self.assertRaisesRegex(KeyError, "no table 'meeting'.*adoption, "):
            self.run.events["meeting"]

    def test_what_is_new_in_a_file_appears_by_itself(self):
        path = self.folder / "newer.h5"
        shutil.copy(self.folder / "office.h5", path)
        with h5py.File(path, "a") as file:
            series = file.create_dataset("mood", data=np.zeros(61))
            series.dims[0].attach_scale(file["step"])
            series.attrs["units"] = "smiles"
            group = file["events"].create_group("cheer")
            group.create_dataset("event", data=np.arange(2)).make_scale("event")
            loud = group.create_dataset("how", data=np.array([1, 0], np.int8))
            loud.attrs["flag_values"], loud.attrs["flag_meanings"] = np.array([0, 1], np.int8), "soft loud"
        newer = selforg.open(path)
        self.assertEqual(newer.series["mood"].attrs["units"], "smiles")
        self.assertEqual(newer.events["cheer"]["how"].tolist(), ["loud", "soft"])

    def test_parameters_agents_and_facts(self):
        value = self.run.parameters["value"]
        self.assertEqual((value["network.agents"], value["adoption.rule"], value["tell.probability"]), (120, "evidence", 0.2))
        self.assertFalse(self.run.parameters.loc["tell.probability", "is_default"])
        self.assertNotIn("communities.core_size", value)
        self.assertEqual((len(self.run.agents), self.run.agents["unit"].nunique()), (120, 4))
        self.assertEqual(self.run.facts["digest"], self.run.digest)
        self.assertEqual(self.run.scenario_yaml, OFFICE.format(step_length="month"))
        self.assertEqual(self.run.states["practice"].dims, ("snapshot", "agent", "domain"))
        self.assertTrue(len(self.run.ties(30)) and set(self.run.ties()) >= {"source", "target"})
        with self.assertRaisesRegex(KeyError, "at 0, 30, 60"):
            self.run.ties(31)

    def test_the_tree_is_that_of_selforg_trace(self):
        told = json.loads(said("trace", self.folder / "office.h5", "--json"))
        spread = self.run.lineage.spread()
        self.assertEqual(spread.practice, told["practice"])
        self.assertEqual(spread.table.index.tolist(), [row["adoption"] for row in told["adoptions"]])
        graph = self.run.lineage.graph(practice=told["practice"])
        edges = {(source["adoption"], row["adoption"], source["weight"]) for row in told["adoptions"]
                 for source in row["sources"]}
        self.assertEqual(set(graph.edges.data("weight")), edges)
        drawing = said("trace", self.folder / "office.h5", "--depth", 1, "--width", 99)
        below = {int(agent): int(count) for agent, count in re.findall(r"agent (\d+).*\((\d+) came from it\)", drawing)}
        roots = spread.roots[spread.roots["below"] > 0]
        self.assertEqual(dict(zip(roots["learner"], roots["below"])), below)

    def test_generations_and_what_is_below(self):
        for lineage in (self.run.lineage, self.rumour.lineage):
            forest = nx.DiGraph((int(parent), row) for row, parent in enumerate(lineage.parent) if parent >= 0)
            forest.add_nodes_from(range(len(lineage)))
            for row in range(0, len(lineage), 7):
                up = nx.ancestors(forest, row)
                self.assertEqual(lineage.generation[row], len(up))
                self.assertEqual(lineage.below[row], len(nx.descendants(forest, row)))
                self.assertEqual(lineage.root[row], min(up | {row}))
            self.assertEqual(int(lineage.cascades["size"].sum()), len(lineage))
            self.assertTrue(nx.is_branching(self.run.lineage.spread().tree))

    def test_use_worked_out_from_adoptions_is_what_the_run_counted(self):
        shares = self.run.series["most_used_fraction"].values
        uses = self.run.lineage.users()
        practice = self.run.events["practice"].set_index("practice")["domain"]
        for domain in (0, 1):
            most = uses[uses.columns.intersection(practice.index[practice == domain])].max(axis=1)
            self.assertTrue(np.allclose(most / 120, shares[:, domain]), domain)
        self.assertTrue(np.array_equal(self.rumour.lineage.users()[0], self.rumour.series["users"].values[:, 0]))
        states = self.run.states["practice"].values
        for k, step in enumerate(self.run.states["snapshot"].values):
            count = np.bincount(states[k].ravel(), minlength=uses.shape[1])
            self.assertEqual(uses.loc[step].tolist(), count.tolist())

    def test_what_was_dropped_is_not_in_use(self):
        (self.folder / "fad.yaml").write_text(FAD)
        said("run", "fad.yaml", "-o", "fad.h5", "--force", "--quiet", cwd=self.folder)
        fad = selforg.open(self.folder / "fad.h5")
        self.assertGreater(len(fad.events["drop"]), 100)
        self.assertTrue(np.array_equal(fad.lineage.users()[0], fad.series["users"].values[:, 0]))

    def test_spread_over_units(self):
        spread = self.run.lineage.spread()
        self.assertTrue(np.array_equal(spread.over_units.sum(), spread.users))
        self.assertEqual(int(spread.between_units.to_numpy().sum()), int((spread.table["parent"] >= 0).sum()))
        for unit, row in spread.arrivals.iterrows():
            there = spread.table[spread.table["unit"] == unit]
            self.assertEqual(row["step"], there["step"].min())
        moved = self.run.events["transfer"].iloc[0]
        for step, unit in ((moved["step"] - 1, moved["unit_before"]), (moved["step"], moved["unit_after"])):
            self.assertEqual(self.run.units_at(np.array([moved["agent"]]), np.array([step])).tolist(), [unit])

    def test_people_and_back(self):
        lineage = self.run.lineage
        people = lineage.people()
        owed = sum(weight for _, _, weight in people.edges.data("weight"))
        sources = lineage.sources
        learner = lineage.adoptions["learner"].to_numpy()[sources["adoption"]]
        self.assertAlmostEqual(owed, sources["weight"][sources["source"] != learner].sum())
        last = len(lineage) - 1
        self.assertEqual(set(lineage.back(last)), nx.ancestors(lineage.graph(), last) | {last})
        with self.assertRaisesRegex(KeyError, "nobody ever took up practice 99999"):
            lineage.spread(99999)

    def test_a_million_adoptions_take_seconds(self):
        """Two sources each for most; processor time, as other programs may run."""
        n, rng = 1_000_000, np.random.default_rng(1)
        step, source = np.sort(rng.integers(0, 500, n)), (rng.random(2 * n) * np.repeat(np.arange(n), 2)).astype(int)
        adoptions = pd.DataFrame({"step": step, "learner": rng.integers(0, 100_000, n), "domain": 0,
                                  "practice": 0, "channel": pd.Categorical.from_codes(np.zeros(n, int), ["told"])})
        keep = np.repeat(np.arange(n) > 100, 2)
        sources = pd.DataFrame({"adoption": np.repeat(np.arange(n), 2)[keep], "source": 0, "source_adoption": source[keep],
                                "weight": np.tile([0.4, 0.6], n)[keep]})
        begun = time.process_time()
        lineage = Lineage(adoptions, sources, None, 500, self.run)
        self.assertEqual(int(lineage.cascades["size"].sum()), n)
        self.assertEqual(lineage.users([0]).loc[500, 0], adoptions["learner"].nunique())
        self.assertGreater(int(lineage.below.max()), n // 100)
        self.assertLess(time.process_time() - begun, 20)


class Studies(WithResults):
    def setUp(self):
        self.study = selforg.open(self.folder / "telling")

    def test_axes_are_dimensions(self):
        data = self.study.data
        self.assertEqual(self.study.axes, ["tell.probability", "debrief.depth"])
        self.assertEqual(dict(data.sizes), {"tell.probability": 3, "debrief.depth": 3, "replicate": 3, "step": 21})
        self.assertEqual(self.study.outcomes, ["quality_mean_final", "half_time"])
        run = self.study.runs.iloc[13]
        where = {axis: run[axis] for axis in [*self.study.axes, "replicate"]}
        self.assertEqual(float(data["quality_mean_final"].sel(where)), run["quality_mean_final"])
        self.assertEqual(float(data["quality_mean"].sel(where)[-1]), run["quality_mean_final"])
        self.assertEqual(set(self.study.runs["run_status"]), {"done"})
        self.assertIn("unit", str(data["tell.probability"].attrs))

    def test_samples_are_configurations(self):
        (self.folder / "few.yaml").write_text(
            "selforg: 2\nbase: office.yaml\nset: {steps: 4}\nvary: {tell.probability: {from: 0, to: 1}}\n"
            "design: lhs\nsamples: 3\nreplicates: 2\noutcomes: [quality_mean_final]\n")
        said("sweep", "few.yaml", "-o", "few", "--quiet", cwd=self.folder)
        data = selforg.open(self.folder / "few").data
        self.assertEqual(dict(data.sizes), {"config_id": 3, "replicate": 2})
        self.assertEqual(data["tell.probability"].dims, ("config_id",))

    def test_intervals_are_those_of_selforg_analyze(self):
        values = self.study.data["quality_mean_final"].values.reshape(9, 3)
        mean, half = mean_interval(values)
        said_so = [f for f in self.study.analysis["findings"] if f["kind"] == "mean" and f["outcome"] == "quality_mean_final"]
        self.assertTrue(np.allclose(mean, [f["estimate"] for f in said_so]))
        self.assertTrue(np.allclose(half, [(f["high"] - f["low"]) / 2 for f in said_so], rtol=0.01))

    def test_shares_of_runs_have_the_interval_of_selforg_analyze(self):
        """In the figure too, also where all runs end alike."""
        (self.folder / "shares.yaml").write_text(
            "selforg: 2\nbase: office.yaml\nset: {steps: 12}\nvary: {tell.probability: [0, 0.05, 0.5]}\nreplicates: 5\n"
            "outcomes: [{name: many, of: adopters, ends_at_least: 20}, adopters_final]\n")
        said("sweep", "shares.yaml", "-o", "shares", "--quiet", cwd=self.folder)
        study = selforg.open(self.folder / "shares")
        self.assertEqual([study.is_share(name) for name in study.outcomes], [True, False])
        mean, about = share_interval(study.data["many"].transpose("tell.probability", "replicate").values)
        findings = [f for f in study.analysis["findings"] if f["kind"] == "mean" and f["outcome"] == "many"]
        self.assertGreater(len(set(mean) & {0, 1}), 0, "no configuration whose runs all end alike")
        np.testing.assert_allclose(mean, [f["estimate"] for f in findings])
        np.testing.assert_allclose(mean - about[0], [f["low"] for f in findings], atol=1e-6)
        np.testing.assert_allclose(mean + about[1], [f["high"] for f in findings], atol=1e-6)
        with unittest.mock.patch.object(matplotlib.axes.Axes, "errorbar", autospec=True) as drawn:
            figures.studies.responses(study, outcomes=["many"])
        np.testing.assert_array_equal(drawn.call_args.args[3], about)


class Mistakes(WithResults):
    def refused(self, kind, words, path):
        with self.assertRaisesRegex(kind, words):
            selforg.open(path)

    def test_what_is_no_result_is_told_what_it_is(self):
        self.refused(FileNotFoundError, "not there", self.folder / "nothing.h5")
        self.refused(selforg.WrongFile, r"selforg run .*office\.yaml", self.folder / "office.yaml")
        self.refused(selforg.WrongFile, "not one of a study", self.folder)
        other = self.folder / "other.h5"
        with h5py.File(other, "w") as file:
            file["x"] = 1
        self.refused(selforg.WrongFile, "not written by selforg", other)

    def test_what_is_unfinished_is_not_opened(self):
        part = self.folder / "stopped.h5.part"
        shutil.copy(self.folder / "rumour.h5", part)
        for path in (part, self.folder / "stopped.h5"):
            self.refused(selforg.Unfinished, r"selforg resume .*stopped\.h5`", path)
        with h5py.File(part, "a") as file:
            file["run/complete"][()] = 0
        part.rename(self.folder / "broken.h5")
        self.refused(selforg.Unfinished, "has not come to its end", self.folder / "broken.h5")
        (self.folder / "swept/runs").mkdir(parents=True)
        self.refused(selforg.Unfinished, "selforg collect", self.folder / "swept")

    def test_a_newer_format_is_not_misread(self):
        newer = self.folder / "format.h5"
        shutil.copy(self.folder / "rumour.h5", newer)
        with h5py.File(newer, "a") as file:
            file.attrs["format_version"] = np.int8(99)
        self.refused(selforg.WrongFile, "format 99", newer)

    def test_what_was_not_recorded_is_named(self):
        said("run", "rumour.yaml", "-o", "bare.h5", "--quiet", "--set", "observe.adoptions=false", cwd=self.folder)
        with self.assertRaisesRegex(KeyError, "no table 'adoption'.*observe"):
            selforg.open(self.folder / "bare.h5").lineage


class Installing(unittest.TestCase):
    def test_what_the_page_names_is_there_once_selforg_is_imported(self):
        page = (SOURCE / "analysis/README.md").read_text()
        names = sorted({name.rstrip(".") for name in re.findall(r"\bselforg\.[A-Za-z_.]+(?=[(,)])", page)})
        self.assertIn("selforg.calibration.survey.read", names)
        done = subprocess.run([sys.executable, "-c", "import selforg\nfor name in " + repr(names) + ": eval(name)"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_commands_run_as_modules_without_a_warning(self):
        modules = re.findall(r'= "(selforg\.[a-z_.]+):main"', (SOURCE / "analysis/pyproject.toml").read_text())
        self.assertGreater(len(modules), 5)
        for module in modules:
            helped = subprocess.run([sys.executable, "-W", "error::RuntimeWarning", "-m", module, "--help"], capture_output=True, text=True)
            self.assertEqual((helped.returncode, helped.stderr), (0, ""), module)

    def test_version_is_that_of_the_program(self):
        self.assertEqual(said("--version").split()[1], selforg.__version__)

    def test_pip_installs_it_without_a_network(self):
        if not all(importlib.util.find_spec(tool) for tool in ("pip", "setuptools", "wheel")):
            self.skipTest("there is no pip here")
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(SOURCE / "analysis/selforg", f"{folder}/analysis/selforg")
            shutil.copy(SOURCE / "analysis/pyproject.toml", f"{folder}/analysis")
            done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-build-isolation", "--no-deps",
                                   "--no-index", "--target", f"{folder}/there", f"{folder}/analysis"], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            helped = subprocess.run([sys.executable, f"{folder}/there/bin/selforg-plot", "--help"], capture_output=True, text=True,
                                    env={"PYTHONPATH": f"{folder}/there"}, cwd=folder)
            self.assertIn("Figures of a run", helped.stdout, helped.stderr)
            found = subprocess.run([sys.executable, "-c", "from selforg import finding; print(finding.library())"], capture_output=True, text=True,
                                   env={"PYTHONPATH": f"{folder}/there", "SELFORG": PROGRAM}, cwd=folder)
            self.assertEqual(pathlib.Path(found.stdout.strip()).parent, pathlib.Path(PROGRAM).resolve().parent, found.stderr)


if __name__ == "__main__":
    unittest.main()
