"""Outcomes of events: what numpy makes of the events that the same runs recorded, in whatever way the study is run, and
recorded or not."""

import unittest

import h5py
import numpy
import xarray
from program.command import StudyTest

STUDY = """\
selforg: 2
title: Of events
base: office.yaml
set: {renew: {turnover_probability: 0.01, transfer_probability: 0.03}}
vary: {tell.probability: [0.1, 0.4]}
replicates: 3
results: true
outcomes:
  - {name: told, events: adoption, where: channel == word_of_mouth, count: true}
  - {name: told_later, events: adoption, where: channel == word_of_mouth or channel == project, count: [10, 30]}
  - {name: crossed, events: adoption_source, of: source.unit != adoption.learner.unit, mean: true}
  - {name: crossed_late, events: adoption_source, where: step > 20, of: source.unit != adoption.learner.unit, mean: true}
  - {name: relayed, events: adoption_source, of: source_adoption.channel == word_of_mouth, mean: true}
  - {name: group, events: project, where: type == succeeded, of: members, mean: true}
  - {name: largest, events: project, where: type == succeeded, of: members, max: true}
  - {name: begun, events: project, where: type == succeeded, of: step - project.step, quantile: 0.75}
  - {name: wait, events: opportunity, where: type == taken, of: step - opportunity.step, mean: true}
  - {name: first_success, events: project, where: type == succeeded, of: step, first: true}
  - {name: last_new, events: practice, of: step, last: true}
  - {name: tenth, events: adoption, where: channel != initial, of: step, place: 10}
  - {name: never, events: adoption, where: channel != initial, of: step, place: 1000000}
  - {name: gain, events: adoption, where: practice_before >= 0 and not channel == initial, of: practice.quality - practice_before.quality, mean: true}
  - {name: gain_of_all, events: adoption, of: practice.quality - practice_before.quality, mean: true}
  - {name: weight, events: adoption_source, of: weight * 2, total: [5, 25]}
  - {name: few, events: member, where: type == left and step < 0, of: step, min: true}
  - {name: per_head, events: turnover, of: 1 / agents, total: true}
"""
NAMES = ["told", "told_later", "crossed", "crossed_late", "relayed", "group", "largest", "begun", "wait", "first_success", "last_new",
         "tenth", "never", "gain", "gain_of_all", "weight", "few", "per_head"]


class Events:
    """The events of a result, with the names of categories as numbers."""

    def __init__(self, path):
        with h5py.File(path) as file:
            self.home = file["agents/home_unit"][:]
            self.tables = {table: {column: group[column][:] for column in group if column != "row"}
                           for table, group in file["events"].items()}
            self.names = {(table, column): dataset.attrs["flag_meanings"].decode().split() if isinstance(dataset.attrs["flag_meanings"], bytes)
                          else str(dataset.attrs["flag_meanings"]).split()
                          for table, group in file["events"].items() for column, dataset in group.items() if "flag_meanings" in dataset.attrs}

    def __getitem__(self, table):
        return self.tables[table]

    def number(self, table, column, name):
        return self.names[table, column].index(name)

    def first(self, table, column):
        """By number of what the table is of: the column of its first row."""
        found = {}
        for number, value in zip(self[table][table], self[table][column]):
            found.setdefault(int(number), value)
        return lambda numbers: numpy.array([found.get(int(number), numpy.nan) for number in numbers])

    def unit(self, people, steps):
        """Where they are in these steps, before people move at their ends."""
        moves = self.tables["transfer"]
        units = []
        for person, step in zip(people, steps):
            before = moves["unit_after"][(moves["agent"] == person) & (moves["step"] < step)]
            units.append(before[-1] if len(before) else self.home[person])
        return numpy.array(units)


class EventOutcomesTest(StudyTest):
    file, study = "events.yaml", STUDY

    def test_they_are_what_the_recorded_events_come_to(self):
        self.sweep("whole")
        with xarray.open_dataset(self.folder / "whole/study.h5", engine="h5netcdf") as study:
            for run in range(study.sizes["run"]):
                self.check(study.isel(run=run).load())
            self.assertEqual({name: study[name].attrs.get("units") for name in ("told", "crossed", "group", "wait", "gain")},
                             {"told": "events", "crossed": "1", "group": "agents", "wait": "step", "gain": "1"})
            self.assertEqual(study.group.attrs["long_name"], "members of project where type == succeeded. Mean over the rows.")
            self.assertEqual(study.never.attrs["nan"], "it was never reached")
            self.assertEqual(study.few.attrs["nan"], "no such event happened, or one has no number")

    def check(self, row):
        [path] = (self.folder / "whole/results").rglob(f"*{int(row.run)}.h5")
        events = Events(path)
        adoption, source, project, opportunity = (events[name] for name in ("adoption", "adoption_source", "project", "opportunity"))
        channel = [events.number("adoption", "channel", name) for name in ("word_of_mouth", "project", "initial")]
        told = adoption["channel"] == channel[0]
        later = (told | (adoption["channel"] == channel[1])) & (adoption["step"] >= 10) & (adoption["step"] <= 30)
        learner = adoption["learner"][source["adoption"]]
        crossed = events.unit(source["source"], source["step"]) != events.unit(learner, source["step"])
        self.assertNotEqual(crossed.mean(), (events.home[source["source"]] != events.home[learner]).mean(), "nobody's move matters")
        won = project["type"] == events.number("project", "type", "succeeded")
        taken = opportunity["type"] == events.number("opportunity", "type", "taken")
        fresh = adoption["channel"] != channel[2]
        quality = events.first("practice", "quality")
        replaced = fresh & (adoption["practice_before"] >= 0)
        window = (source["step"] >= 5) & (source["step"] <= 25)
        expected = {
            "told": told.sum(), "told_later": later.sum(), "crossed": crossed.mean(),
            "crossed_late": crossed[source["step"] > 20].mean(),
            "relayed": (adoption["channel"][source["source_adoption"]] == channel[0]).mean(),
            "group": project["members"][won].mean(), "largest": project["members"][won].max(),
            "begun": numpy.quantile((project["step"] - events.first("project", "step")(project["project"]))[won], 0.75),
            "wait": (opportunity["step"] - events.first("opportunity", "step")(opportunity["opportunity"]))[taken].mean(),
            "first_success": project["step"][won][0], "last_new": events["practice"]["step"][-1],
            "tenth": adoption["step"][fresh][9], "never": numpy.nan,
            "gain": (quality(adoption["practice"]) - quality(adoption["practice_before"]))[replaced].mean(),
            "gain_of_all": numpy.nan, "weight": 2 * source["weight"][window].sum(), "few": numpy.nan,
            "per_head": len(events["turnover"]["step"]) / 200,
        }
        self.assertEqual(list(expected), NAMES)
        for name, value in expected.items():
            numpy.testing.assert_allclose(float(row[name]), float(value), rtol=1e-12, err_msg=name)
        self.assertTrue(min(told.sum(), won.sum(), taken.sum(), replaced.sum()) > 0)

    def values(self, folder):
        with xarray.open_dataset(self.folder / folder / "study.h5", engine="h5netcdf") as study:
            return study[NAMES].to_array().values

    def test_they_do_not_depend_on_what_is_recorded_or_on_parts(self):
        whole = self.sweep("whole")
        quiet = STUDY.replace("results: true\n", "").replace("set: {", "set: {observe: {every: 8, projects: false, adoptions: false}, ")
        self.write("events.yaml", STUDY.replace("results: true\n", ""))
        self.assertNotEqual(quiet, STUDY)
        for shard in 2, 1, 3:
            self.succeed("sweep", "events.yaml", "--quiet", "--shard", f"{shard}/3", "-o", "shards")
        self.succeed("collect", "shards", "--quiet")
        numpy.testing.assert_array_equal(self.values("shards"), self.values("whole"))
        self.write("events.yaml", quiet)
        self.sweep("quiet")
        numpy.testing.assert_array_equal(self.values("quiet"), self.values("whole"))
        self.assertTrue(whole)

    def test_a_common_beginning_changes_nothing(self):
        """What a path leads to lies before the branch, and who moved."""
        found = []
        for name, results in (("common", ""), ("alone", "results: true\n")):
            self.write("events.yaml", STUDY.replace("results: true\n", results) + "branch_step: 21\n")
            self.sweep(name)
            found.append(self.values(name))
        self.assertFalse((self.folder / "common/results").exists())
        numpy.testing.assert_array_equal(*found)


if __name__ == "__main__":
    unittest.main()
