"""A result opens, with names, units and coordinates, in everything that people read such files with."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import h5py
import netCDF4
import numpy
import pandas
import xarray

PROGRAM = os.environ["SELFORG"]
SCENARIO = """\
selforg: 2
title: Überall – everywhere
question: Does it spread?
seed: 9007199254740993
steps: 30
network: {kind: file, edges: edges.csv, nodes: nodes.csv}
landscape: {kind: listed, practices: {video calls: 0.8, "letters, by post": 0.4}}
start: {users: 3}
opportunities: {arrival_rate: 60}
projects: {}
team: {min: 2, max: 4}
tell: {}
adoption: {rule: evidence}
renew: {turnover_probability: 0.01}
observe: {every: 2, tellings: true, snapshots: {every: 12, ties: true}}
"""
NAMES = [f"Ms. {letter}ä" for letter in "ABCDEFGHIJKLMNOPQRST"]
ENGINES = ["h5netcdf", "netcdf4"]


class ReadersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        (cls.folder / "run.yaml").write_text(SCENARIO)
        nodes = [f"{name},{'north' if i % 2 else 'süd'}" for i, name in enumerate(NAMES)]
        edges = [f"{NAMES[i]},{NAMES[(i + k) % 20]},{k}" for i in range(20) for k in (1, 2, 3)]
        (cls.folder / "nodes.csv").write_text("node,unit\n" + "\n".join(nodes) + "\n")
        (cls.folder / "edges.csv").write_text("source,target,weight\n" + "\n".join(edges) + "\n")
        cls.path = cls.folder / "run.h5"
        subprocess.run([PROGRAM, "run", "run.yaml", "--quiet", "--set", "people.memory=3"], cwd=cls.folder, check=True)

    def groups(self):
        names = []
        with h5py.File(self.path) as file:
            file.visititems(lambda name, item: names.append(name) if isinstance(item, h5py.Group) else None)
        return names

    def test_the_root_is_labelled(self):
        for engine in ENGINES:
            with self.subTest(engine), xarray.open_dataset(self.path, engine=engine) as data:
                self.assertEqual(data.attrs["title"], "Überall – everywhere")
                self.assertEqual(data.attrs["seed"], "9007199254740993")
                self.assertEqual(data.attrs["scenario_yaml"], SCENARIO)
                self.assertEqual(data.attrs["Conventions"], "CF-1.10")
                self.assertEqual(list(data.practice.values), ["video calls", "letters, by post"])
                self.assertEqual(sorted(data.unit.values), ["north", "süd"])
                self.assertEqual(list(data.step.values), list(range(0, 31, 2)))
                self.assertEqual(data.step.dtype, "int32")
                self.assertEqual(data.users.dims, ("step", "practice"))
                self.assertEqual(data.users.dtype, "int32")
                self.assertEqual(data.users.attrs["units"], "agents")
                self.assertEqual(data.step.attrs["units"], "week")  # the default; whole numbers, not lengths of time
                self.assertEqual(data.step.dtype.kind, "i")
                self.assertEqual(int(data.users.sel(step=0, practice="video calls")), 3)
                self.assertEqual(data.quality_by_unit.dims, ("step", "unit"))
                for name, variable in data.variables.items():
                    self.assertIn("long_name", variable.attrs, name)
                    if name not in data.coords:
                        self.assertIn("units", variable.attrs, name)

    def test_readers_that_know_only_old_files_can_read_it(self):
        """Superblock 0, and chunks found by B-trees of the first kind, which HDF5 1.0 had: later ones are fixed and extensible arrays, FAHD and EAHD."""
        path = self.folder / "chunks.h5"
        scenario = Path(os.environ["SELFORG_SOURCE"]) / "scenarios" / "quick.yaml"
        subprocess.run([PROGRAM, "run", scenario, "--steps", "60", "-o", path, "--quiet", "--set", "observe.snapshots.ties=true"], check=True)
        content = path.read_bytes()
        self.assertEqual(content[:9], b"\x89HDF\r\n\x1a\n\0")
        self.assertTrue(b"TREE" in content)
        for later in (b"FAHD", b"EAHD"):
            self.assertFalse(later in content)

    def test_every_group_opens(self):
        for engine in ENGINES:
            for group in self.groups():
                with self.subTest(engine=engine, group=group):
                    with xarray.open_dataset(self.path, engine=engine, group=group) as data:
                        data.load()

    def test_both_engines_read_the_same(self):
        for group in ["/"] + self.groups():
            with xarray.open_dataset(self.path, engine="h5netcdf", group=group) as one:
                with xarray.open_dataset(self.path, engine="netcdf4", group=group) as other:
                    xarray.testing.assert_equal(one, other)

    def test_events_are_tables(self):
        with xarray.open_dataset(self.path, group="events/adoption") as data:
            table = data.to_dataframe()
            self.assertEqual(table.index.name, "event")
            self.assertEqual(list(table.index), list(range(len(table))))
            names = data.channel.attrs["flag_meanings"].split()
            self.assertEqual(len(names), len(data.channel.attrs["flag_values"]))
            self.assertEqual(data.channel.dtype, "int8")
            counts = table.channel.map(dict(enumerate(names))).value_counts()
            self.assertEqual(counts["initial"], len(table[(table.source_count == 0) & (table.channel == 0)]))
        with h5py.File(self.path) as file:
            plain = pandas.DataFrame({name: column[:] for name, column in file["events/adoption"].items()})
            self.assertEqual(len(plain), len(table))
            self.assertEqual(file["run/committed_adoption"][()], len(plain))
        with xarray.open_dataset(self.path) as root:
            self.assertEqual(int(root.adoptions.sum()), len(table))

    def test_snapshots(self):
        with xarray.open_dataset(self.path, group="snapshots/agents") as data:
            self.assertEqual(list(data.snapshot.values), [0, 12, 24, 30])
            self.assertEqual(data.practice.dims, ("snapshot", "agent", "domain"))
            self.assertEqual(int((data.practice.sel(snapshot=0) == 0).sum()), 3)
            self.assertEqual(data.confidence.dims, ("snapshot", "agent"))
        with xarray.open_dataset(self.path, group="snapshots/practices") as practices:
            table = practices.to_dataframe()
            self.assertEqual(table.index.name, "row")
            first = table[table.step == 0]
            self.assertEqual(list(first.users), [3])
            self.assertEqual(list(first.quality), [0.8])
            self.assertTrue((table.users > 0).all())
        with xarray.open_dataset(self.path, group="snapshots/ties") as ties:
            self.assertEqual(sorted(set(ties.step.values)), [0, 12, 24, 30])
            first = ties.where(ties.step == 0, drop=True)
            self.assertEqual(first.sizes["tie"], 60)
            self.assertLessEqual(float(ties.trust.max()), 1)

    def test_snapshots_of_communities(self):
        path = self.folder / "communities.h5"
        scenario = Path(os.environ["SELFORG_SOURCE"]) / "scenarios" / "communities.yaml"
        command = [PROGRAM, "run", scenario, "--steps", "150", "-o", path, "--quiet"]
        subprocess.run([*command, "--set", "observe.snapshots.every=50"], check=True)
        subprocess.run([PROGRAM, "verify", path], check=True, stdout=subprocess.DEVNULL)
        for engine in ENGINES:
            opened = {}
            for name in ("practices", "communities", "community_members", "community_documents"):
                with xarray.open_dataset(path, engine=engine, group=f"snapshots/{name}") as data:
                    self.assertEqual(list(data.dims), ["row"])
                    self.assertEqual(list(data.row.values), list(range(data.sizes["row"])))
                    for column, variable in data.variables.items():
                        self.assertTrue(variable.attrs["long_name"].endswith("."), column)
                        self.assertTrue(column == "row" or "units" in variable.attrs, column)
                    opened[name] = data.to_dataframe()
                    self.assertEqual(sorted(set(opened[name].step))[-1], 150)
                    if name == "community_members":
                        self.assertEqual(data.ring.attrs["flag_meanings"].split(), ["core", "engaged", "interested"])
            keys = ["step", "community"]
            communities = opened["communities"].set_index(keys)
            self.assertTrue(communities.index.is_unique)
            members = opened["community_members"].groupby(keys + ["ring"]).size().unstack(fill_value=0)
            rings = communities.loc[members.index, ["core", "engaged", "interested"]]
            numpy.testing.assert_array_equal(members.to_numpy(), rings.to_numpy())
            documents = opened["community_documents"].groupby(keys).size()
            self.assertGreater(len(documents), 0)
            self.assertEqual(list(communities.documents[communities.documents > 0]), list(documents))
        self.check_practices(path, opened["practices"])

    def check_practices(self, path, practices):
        """What a snapshot says of practices is what events have told up to then."""
        with xarray.open_dataset(path, group="events/practice") as data:
            born = data.to_dataframe().set_index("practice")
        with xarray.open_dataset(path, group="events/practice_parent") as data:
            parents = data.to_dataframe().groupby("practice").parent.apply(list).to_dict()
        with xarray.open_dataset(path, group="snapshots/agents") as agents:
            for step in agents.snapshot.values:
                used = agents.practice.sel(snapshot=step).values.ravel()
                numbers, users = numpy.unique(used[used >= 0], return_counts=True)
                table = practices[practices.step == step]
                self.assertEqual(list(table.practice), list(numbers))
                self.assertEqual(list(table.users), list(users))
        for row in practices.itertuples():
            self.assertEqual((row.first_step, row.domain, row.project), tuple(born.loc[row.practice, ["step", "domain", "project"]]))
            self.assertEqual(row.quality, born.quality[row.practice])
            known = [parent for parent in (row.parent, row.other_parent) if parent >= 0]
            self.assertEqual(known, parents.get(row.practice, []))
        self.assertTrue((practices.parent >= 0).any())

    def test_structure_is_measured_now_and_then(self):
        path = self.folder / "structure.h5"
        command = [PROGRAM, "run", "run.yaml", "-o", path, "--quiet", "--set", "observe.structure.every=8"]
        subprocess.run(command, cwd=self.folder, check=True)
        with xarray.open_dataset(path) as data, xarray.open_dataset(self.path) as without:
            self.assertNotIn("clustering", without)
            self.assertEqual(data.modularity.attrs["units"], "1")
            self.assertEqual(list(data.clustering.dropna("step").step.values), [0, 8, 16, 24, 30])
            self.assertEqual(float(data.degree_mean.sel(step=0)), 6)
            self.assertEqual(float(data.giant_component_ties.sel(step=0)), 1)

    def test_people_and_input(self):
        with xarray.open_dataset(self.path, group="agents") as people:
            self.assertEqual(sorted(people.label.values), sorted(NAMES))
            self.assertEqual(int((people.home_unit == 0).sum()), 10)
        with xarray.open_dataset(self.path, group="input/network") as network:
            self.assertEqual(network.sizes["edge"], 60)
            self.assertEqual(float(network.weight.sum()), 120)

    def test_parameters(self):
        with h5py.File(self.path) as file:
            parameters = file["parameters"]
            self.assertEqual(parameters["team.max"][()], 4)
            self.assertEqual(parameters["seed"][()], 9007199254740993)
            self.assertEqual(parameters["people.memory"][()], 3)
            self.assertEqual(parameters["network.kind"].asstr()[()], "file")
            self.assertIn("letters, by post", parameters["landscape.practices"].asstr()[()])
            self.assertEqual(parameters["observe.tellings"].attrs["flag_meanings"], "false true")
            self.assertEqual(
                {name: parameters["team.max"].attrs[name] for name in ("units", "is_default")},
                {"units": "agents", "is_default": 0},
            )
            self.assertNotIn("debrief.depth", parameters)  # there is no debrief in this run
            for name, parameter in parameters.items():
                self.assertEqual(parameter.shape, (), name)
                self.assertTrue(parameter.attrs["long_name"].endswith("."), name)

    def test_ncdump_prints_it(self):
        if not shutil.which("ncdump"):
            self.skipTest("ncdump is not installed")
        text = subprocess.run(["ncdump", self.path], capture_output=True, text=True, check=True).stdout
        for piece in ("step = 16 ;", 'practice = "video calls", "letters, by post" ;',
                      "group: adoption {", 'string users:units = "agents" ;'):
            self.assertIn(piece, text)

    def test_a_repacked_file_verifies(self):
        if not shutil.which("h5repack"):
            self.skipTest("h5repack is not installed")
        repacked = self.folder / "repacked.h5"
        subprocess.run(["h5repack", "-f", "GZIP=9", self.path, repacked], check=True)
        subprocess.run([PROGRAM, "verify", repacked], check=True, stdout=subprocess.DEVNULL)

    def test_two_runs_differ_in_their_environment_alone(self):
        if not shutil.which("h5diff"):
            self.skipTest("h5diff is not installed")
        again = self.folder / "again.h5"
        command = [PROGRAM, "run", "run.yaml", "-o", again, "--threads", "2", "--quiet", "--set", "people.memory=3"]
        subprocess.run(command, cwd=self.folder, check=True)
        different = subprocess.run(["h5diff", self.path, again], capture_output=True, text=True)
        self.assertEqual(different.returncode, 1, different)
        self.assertIn("/run/environment/", different.stdout)
        command = ["h5diff", "--exclude-path", "/run/environment", self.path, again]
        same = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(same.returncode, 0, same)
        self.assertNotIn("differences found", same.stdout)  # empty tables are called not comparable

    def test_traces_are_json(self):
        for question in (["--practice", "video calls"], ["--agent", NAMES[7]]):
            command = [PROGRAM, "trace", self.path, *question, "--json"]
            trace = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
            rows = {row["adoption"]: row for row in trace["adoptions"]}
            practices = {practice["practice"]: practice for practice in trace["practices"]}
            self.assertGreater(len(rows), 0)
            for row in rows.values():
                self.assertEqual(row["label"], NAMES[row["agent"]] if "label" in row else None)
                self.assertIn(row["practice"], practices)
                for source in row["sources"]:
                    self.assertLess(source["adoption"], row["adoption"])
                    self.assertEqual(rows[source["adoption"]]["agent"], source["agent"])
            for practice in practices.values():
                self.assertTrue(set(practice["parents"]) <= set(practices))
        self.assertEqual(practices[0]["name"], "video calls")

    def test_numbers_are_of_narrow_types(self):
        """R has no integers of 64 bits, and a browser reads them as BigInt: what is drawn and counted is narrower."""
        with h5py.File(self.path) as file:
            for group in ("events/adoption", "events/project", "/"):
                for name, item in file[group].items():
                    if isinstance(item, h5py.Dataset) and item.dtype.kind in "iu":
                        self.assertIn(item.dtype, (numpy.int8, numpy.int32), name)


class StudyTest(unittest.TestCase):
    """A study's file opens in the same; study/runs/collect.c writes it."""

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        study = Path(os.environ["SELFORG_SOURCE"]) / "scenarios/studies/telling.yaml"
        subprocess.run([PROGRAM, "sweep", study, "--replicates", "3", "-o", "telling", "--quiet"], cwd=temporary.name, check=True)
        cls.path = Path(temporary.name) / "telling/study.h5"
        with h5py.File(cls.path) as file:
            cls.seen = {name: file[name][:] for name in ("config_id", "seed", "quality_mean_final", "adopters")}
            cls.words = file["tell.who"].asstr()[:]
        cls.said = [len(cls.seen["seed"]), int(cls.seen["adopters"].sum()), list(cls.words).count("users")]

    def test_xarray_pandas_and_netcdf4(self):
        for engine in ENGINES:
            with xarray.open_dataset(self.path, engine=engine) as data:
                self.assertEqual(data.adopters.dims, ("run", "step"))
                self.assertEqual(data.adopters.attrs["units"], "agents")
                table = data.drop_dims("step").to_dataframe()
                for name in ("config_id", "seed", "quality_mean_final"):
                    numpy.testing.assert_array_equal(table[name], self.seen[name])
                numpy.testing.assert_array_equal(data.adopters, self.seen["adopters"])
                self.assertEqual(list(table["tell.who"]), list(self.words))
        with netCDF4.Dataset(self.path) as data:
            numpy.testing.assert_array_equal(data["adopters"][:], self.seen["adopters"])
            self.assertEqual(list(data["tell.who"][:]), list(self.words))
            self.assertEqual(data.title, "Who tells")

    def test_superblock_0(self):
        self.assertEqual(self.path.read_bytes()[:9], b"\x89HDF\r\n\x1a\n\0")

    def test_ncdump_prints_it(self):
        if not shutil.which("ncdump"):
            self.skipTest("ncdump is not installed")
        text = subprocess.run(["ncdump", self.path], capture_output=True, text=True, check=True).stdout
        for piece in ("run = UNLIMITED ; // (12 currently)", "double adopters(run, step) ;", 'string adopters:units = "agents" ;',
                      'tell.who = ' + ", ".join(f'"{word}"' for word in self.words[:3])):
            self.assertIn(piece, text)

    def run_in(self, command, script):
        done = subprocess.run([*command, script], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [int(float(word)) for word in done.stdout.splitlines()[-1].split()]

    def test_r_reads_it(self):
        if not shutil.which("Rscript") or subprocess.run(["Rscript", "-e", "library(ncdf4); library(hdf5r)"], capture_output=True).returncode:
            self.skipTest("there is no R with ncdf4 and hdf5r")
        for script in (f'library(ncdf4); f <- nc_open("{self.path}"); adopters <- ncvar_get(f, "adopters"); who <- ncvar_get(f, "tell.who"); '
                       'cat(length(ncvar_get(f, "seed")), sum(adopters), sum(who == "users"), "\n")',
                       f'library(hdf5r); f <- H5File$new("{self.path}", mode = "r"); '
                       'cat(length(f[["seed"]][]), sum(f[["adopters"]][,]), sum(f[["tell.who"]][] == "users"), "\n")'):
            self.assertEqual(self.run_in(["Rscript", "-e"], script), self.said, script)

    def test_octave_reads_its_numbers(self):
        octave = ["octave", "--no-gui", "--quiet", "--eval"]
        if not shutil.which("octave") or subprocess.run([*octave, "pkg load netcdf"], capture_output=True).returncode:
            self.skipTest("there is no Octave with the package netcdf")
        script = f"pkg load netcdf; f = '{self.path}'; adopters = ncread(f, 'adopters'); printf('%d %d\\n', numel(ncread(f, 'seed')), sum(adopters(:)));"
        self.assertEqual(self.run_in(octave, script), self.said[:2])


if __name__ == "__main__":
    unittest.main()
