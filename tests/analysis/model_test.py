"""The model in memory is the model of the program: the same digest, series, events and lineage; and nothing is copied."""

import gc
import os
import unittest
import weakref
from unittest import mock

from analysis.results import SOURCE, OFFICE, WithResults, said

import numpy as np

import selforg


class Models(WithResults):
    def test_it_comes_to_what_the_program_comes_to(self):
        for name in ("office", "rumour"):
            file = selforg.open(self.folder / f"{name}.h5")
            model = selforg.Model(self.folder / f"{name}.yaml", threads=2).run()
            self.assertEqual(model.digest, file.digest)
            model.verify()
            self.assertEqual(list(model.series.data_vars), list(file.series.data_vars))
            for series in file.series:
                self.assertTrue(np.array_equal(model.series[series].values, file.series[series].values), series)
                self.assertEqual(model.series[series].attrs, file.series[series].attrs)
            for label in {dim for values in file.series.data_vars.values() for dim in values.dims}:
                self.assertEqual(model.series[label].values.tolist(), file.series[label].values.tolist())
            self.assertEqual(list(model.events), list(file.events))
            for table in file.events:
                self.assertTrue(model.events[table].equals(file.events[table]), table)
                self.assertTrue(model.events.describe(table).equals(file.events.describe(table).drop("event")), table)
            self.assertTrue(np.array_equal(model.lineage.parent, file.lineage.parent))
            self.assertEqual((model.step_unit, model.title), (file.step_unit, file.title))
            self.assertTrue(model.agents["home_unit"].tolist() == file.agents["home_unit"].tolist())

    def test_every_mechanism_at_once(self):
        said("run", SOURCE / "scenarios/everything.yaml", "--steps", 30, "-o", "all.h5", "--quiet", cwd=self.folder)
        file = selforg.open(self.folder / "all.h5")
        model = selforg.Model(SOURCE / "scenarios/everything.yaml", {"steps": 30}).run()
        self.assertEqual(model.digest, file.digest)
        self.assertEqual(list(model.events), list(file.events))
        self.assertEqual(list(model.series), list(file.series))

    def test_steps_may_be_cut_anyhow(self):
        whole = selforg.Model(self.folder / "office.yaml", {"observe.every": 4}).run()
        parts = selforg.Model(self.folder / "office.yaml", {"observe.every": 4})
        for steps in (1, 6, 0, 13):
            parts.advance(steps)
        self.assertEqual(parts.step, 20)
        self.assertEqual(parts.digest, selforg.Model(self.folder / "office.yaml").advance(20).digest)
        parts.run()
        self.assertEqual(parts.digest, whole.digest)
        self.assertTrue(parts.series.equals(whole.series))
        self.assertTrue(parts.events["adoption"].equals(whole.events["adoption"]))
        self.assertEqual(parts.advance(3).step, 63)

    def test_arrays_are_the_memory_of_the_run(self):
        model = selforg.Model(self.folder / "office.yaml")
        practice, before = model.arrays["practice"], model.arrays["practice"].copy()
        self.assertEqual((practice.shape, practice.dtype), ((120, 2), np.dtype("int32")))
        model.run()
        self.assertFalse(np.array_equal(practice, before))
        self.assertTrue(np.array_equal(practice, selforg.open(self.folder / "office.h5").states["practice"][-1]))
        with self.assertRaises(ValueError):
            practice[0, 0] = 3
        self.assertEqual(model.observe("adopters")[0], model.series["adopters"].values[-1])
        self.assertIn("confidence", model.arrays)
        with self.assertRaisesRegex(KeyError, "no array 'mood'.*confidence"):
            model.arrays["mood"]
        with self.assertRaisesRegex(KeyError, "no observable 'mood'.*adopters"):
            model.observe("mood")

    def test_the_memory_stays_as_long_as_somebody_looks(self):
        model = selforg.Model(self.folder / "office.yaml")
        handle, view = weakref.ref(model._handle), model.arrays["confidence"][:7]
        expected = view.tolist()
        del model
        gc.collect()
        self.assertIsNotNone(handle())
        self.assertEqual(view.tolist(), expected)
        del view
        gc.collect()
        self.assertIsNone(handle())

    def test_ties_and_figures(self):
        file, model = selforg.open(self.folder / "office.h5"), selforg.Model(self.folder / "office.yaml").run()
        self.assertTrue(np.array_equal(model.ties().to_numpy(), file.ties().to_numpy()))
        for name, picture in selforg.figures.drawn(model, ["adoption", "network"]):
            self.assertIsInstance(picture, selforg.figures.Picture, f"{name}: {picture}")


class Scenarios(WithResults):
    def test_parameters_are_a_dict(self):
        scenario = selforg.Scenario(OFFICE.format(step_length="week"))
        self.assertEqual((scenario["network.agents"], scenario["tell.probability"], scenario["adoption.rule"]), (120, 0.2, "evidence"))
        self.assertNotIn("communities.lifespan", dict(scenario))
        scenario.update({"network.agents": 60, "communities": {}, "observe.snapshots": None})
        self.assertTrue(any(path.startswith("communities.") for path in scenario))
        self.assertFalse(any(path.startswith("observe.snapshots.") for path in scenario))
        del scenario["communities"]
        self.assertFalse(any(path.startswith("communities.") for path in scenario))
        table = scenario.describe()
        self.assertEqual((table.loc["team.max", "units"], bool(table.loc["debrief.depth", "is_default"])), ("agents", True))
        self.assertGreater(len(table), len(scenario))
        self.assertEqual(selforg.Scenario(None, {"landscape.kind": "listed", "landscape.practices": {"a, b": 0.4}})
                         ["landscape.practices"], {"a, b": 0.4})

    def test_a_file_lists_what_is_in_force_but_for_defaults_without_effect(self):
        file = selforg.open(self.folder / "office.h5").parameters
        scenario = selforg.Model(self.folder / "office.yaml").scenario
        table = scenario.describe()
        left_out = [path for path in scenario if path not in file.index]
        self.assertEqual([path for path in scenario if path not in left_out], list(file.index))
        self.assertIn("network.rewired_fraction", left_out)  # of another kind of network
        self.assertTrue(table.loc[left_out, "is_default"].all())
        written = table.query("in_force and not is_default")["value"]
        self.assertGreater(len(written), 15)
        self.assertEqual(written.to_dict(), file["value"][written.index].to_dict())

    def test_mistakes_are_explained(self):
        with self.assertRaisesRegex(selforg.ModelError, "network.agents"):
            selforg.Scenario(None, {"network.agnets": 5})
        with self.assertRaisesRegex(selforg.ModelError, r"office\.yaml:\d+:\d+"):
            (self.folder / "bad").mkdir()
            (self.folder / "bad/office.yaml").write_text("selforg: 2\nstesp: 3\n")
            selforg.Scenario(self.folder / "bad/office.yaml")
        with self.assertRaisesRegex(selforg.ModelError, "team"):
            selforg.Model(self.folder / "office.yaml", {"team.min": 90})
        with self.assertRaises(KeyError):
            selforg.Scenario()["no.such"]
        with self.assertRaisesRegex(selforg.ModelError, "until"):
            selforg.Model(self.folder / "office.yaml", {"until": "adopters >= 5"}).run()

    def test_a_result_file_is_written(self):
        digest = selforg.Scenario(self.folder / "office.yaml").run(self.folder / "written.h5")
        self.assertEqual(selforg.open(self.folder / "written.h5").digest, digest)
        with self.assertRaisesRegex(selforg.ModelError, "written.h5"):
            selforg.Scenario(self.folder / "office.yaml").run(self.folder / "written.h5")


class Finding(unittest.TestCase):
    def test_where_the_library_is_is_said(self):
        with mock.patch.dict(os.environ, {"SELFORG_LIBRARY": "/nowhere/libselforg.so"}):
            with self.assertRaisesRegex(LookupError, "SELFORG_LIBRARY names /nowhere"):
                selforg.finding.library()
        with mock.patch.dict(os.environ, {"PATH": "/nowhere"}), mock.patch.object(selforg.finding, "_builds", lambda: []), \
                mock.patch.object(selforg.finding, "PREFIX", selforg.finding.HERE):
            os.environ.pop("SELFORG_LIBRARY", None)
            os.environ.pop("SELFORG", None)
            with self.assertRaisesRegex(LookupError, "SELFORG=/where"):
                selforg.finding.program()


if __name__ == "__main__":
    unittest.main()
