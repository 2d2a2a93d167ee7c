"""The C program against the plain model of analysis/oracles/reference: the same parameters, network and seed must
give the same events, row by row and to the last bit, and the same people and ties at every snapshot. Also tests
model/record/events.c, model/watch/snapshots.c.

Each scenario adds something to the one before it in its group, so that a difference points at what is new. Each has one seed
here, and more in reference_heavy_test.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import h5py
import numpy

PROGRAM = os.environ["SELFORG"]
sys.path.insert(0, str(Path(os.environ["SELFORG_SOURCE"]) / "analysis"))

from oracles.reference import __main__ as reference

REFERENCE = [sys.executable, "-m", "oracles.reference"]
SEEDS = 1,

FILE = {"kind": "file", "edges": "edges.csv", "nodes": "nodes.csv"}
ARCS = {"kind": "file", "edges": "arcs.csv", "nodes": "nodes.csv", "directed": True}
COMPLETE = {"kind": "complete", "agents": 30, "units": 2}
RING = {"kind": "ring", "agents": 50, "units": 3, "mean_degree": 4}

NK = {"kind": "nk", "domains": 2, "bits": 6, "interactions": 2}
MATCH = {"kind": "match", "bits": 70, "block_bits": 2, "context_weight": 0.3}
LISTED = {"kind": "listed", "domains": 2, "practices": {"video: calls": 0.8, "letters": 0.4, "phone": 0.55}}

# A small organisation where much happens: teams of three, easy opportunities, people with little to lose.
PEOPLE = {"memory": 3, "passion_mean": 0.9, "skills": 6, "skills_per_person": 2, "confidence_mean": 0.8, "expectation": 0.7,
          "trust": 0.6}
PROJECTS = {
    "people": PEOPLE,
    "opportunities": {"arrival_rate": 25, "systemic_probability": 0.3, "systemic_span": 3, "difficulty_mean": 2, "skills_needed": 2, "lifetime": 5,
                      "keeps_age": False},
    "projects": {"load": 0.3, "max_duration": 6},
    "sense": {"noticing_probability": 0.2, "nearby_people": 12},
    "team": {"min": 2, "max": 3, "patience": 2, "invitations": 4, "candidates": 2, "gathering_load_fraction": 1,
             "walk_in_probability": 0, "willingness_exponent": 1},
    "experiment": {"resources": 8, "memory": 2},
}
DEBRIEF = {**PROJECTS, "debrief": {"depth": 0.6, "closeness_shift": 0.3}}
SHARE = {**DEBRIEF, "closeness": {}, "tell": {"probability": 0.3, "steps_after_end": 3}}
EVIDENCE = {**SHARE, "adoption": {"rule": "evidence", "accept": {"cost": 0.01}}}
ALL = {**EVIDENCE, "adoption": {"rule": "evidence", "accept": {"cost": 0.01}, "drop": {"probability": 0.05}},
       "initiate": {"handover_probability": 0.6}, "renew": {"turnover_probability": 0.02, "trust_decay": 0.03}}
EASY = {"team": {**PROJECTS["team"], "gathering_load_fraction": 0.2, "walk_in_probability": 0.6, "willingness_exponent": 0.4}}
CONTACT = {"rule": "contact", "accept": {"beta": 0.15}}

SCENARIOS = {
    "contagion": {"network": FILE, "start": {"users": 3}, "adoption": CONTACT},
    "contagion on a generated network": {
        "network": RING, "start": {"users": 1}, "adoption": {**CONTACT, "accept": {"beta": 0.4}}},
    "contagion along arcs, with an end": {
        "network": ARCS, "start": {"users": 3},
        "adoption": {**CONTACT, "accept": {"beta": 0.3}, "look": {"telling_steps": 2}}},
    "everybody with everybody": {
        "network": COMPLETE, "adoption": {"rule": "contact", "accept": {"beta": 0.02, "innovation": 0.02}}},
    "competing practices": {"network": ARCS, "landscape": LISTED, "start": {"practice": "random", "users": 4},
                            "adoption": {**CONTACT, "accept": {"beta": 0.15, "innovation": 0.01}},
                            "renew": {"turnover_probability": 0.03}},
    "opportunities": {"network": FILE, "opportunities": {"arrival_rate": 400, "systemic_probability": 0.5, "difficulty_shape": 0.4}},
    "projects": {"network": FILE, "landscape": NK, **PROJECTS},
    "projects with nobody's practice": {
        "network": COMPLETE, "landscape": NK, **PROJECTS, "start": {"practice": "none"}},
    "ideas handed on": {"network": ARCS, "landscape": NK, **PROJECTS, "initiate": {"founding_probability": 0.1, "handover_probability": 0.8}},
    "ideas keep their age": {"network": FILE, "landscape": NK, **DEBRIEF, "conclude": {"outcome_weight": 0.7},
                             "opportunities": {**PROJECTS["opportunities"], "keeps_age": True, "lifetime": 9}},
    "people walk in": {"network": ARCS, "landscape": NK, **SHARE, **EASY},
    "projects of weeks and of months": {
        "network": FILE, "landscape": NK, **SHARE, **EASY, "closeness": {"load_saving": 0.9},
        "long_projects": {"fraction": 0.4, "difficulty_factor": 2.5, "resources_factor": 1.5, "load_factor": 0.3}},
    "debriefs": {"network": FILE, "landscape": NK, **DEBRIEF},
    "closeness": {
        "network": FILE, "landscape": NK, **DEBRIEF, "closeness": {"load_saving": 0.9}, "experiment": {"resources": 3.5}},
    "tell": {"network": FILE, "landscape": NK, **SHARE},
    "evidence": {"network": FILE, "landscape": NK, **EVIDENCE},
    "evidence in blocks and contexts": {
        "network": ARCS, "landscape": MATCH, **EVIDENCE, "start": {"practice": "same", "evidence": 0.2}},
    "evidence of listed practices": {
        "network": COMPLETE, "landscape": {**LISTED, "context_weight": 0.6}, **EVIDENCE, "start": {"users": 5}},
    "projects and contagion": {"network": ARCS, "landscape": NK, **SHARE,
                               "adoption": {**CONTACT, "look": {"telling_steps": 3}}},
    "contagion that lapses": {"network": FILE, "landscape": NK, **SHARE,
                              "adoption": {**CONTACT, "drop": {"probability": 0.1}}},
    "contagion that is dropped for nothing": {
        "network": FILE, "landscape": NK, **SHARE, "start": {"practice": "unit"},
        "adoption": {**CONTACT, "drop": {"probability": 0.1, "to": "nothing"}}, "renew": {"turnover_probability": 0.02}},
    "evidence that is dropped for the start": {
        "network": ARCS, "landscape": LISTED, **EVIDENCE, "start": {"users": 20},
        "adoption": {"rule": "evidence", "accept": {"cost": 0.01}, "drop": {"probability": 0.2, "to": "start"}}},
    "all of it": {"network": FILE, "landscape": {**NK, "context_weight": 0.2}, **ALL},
    "all of it along arcs": {
        "network": ARCS, "landscape": NK, **ALL, "start": {"practice": "random"}, "seeds": {"population": 5}},
    "all of it on a generated network": {"network": RING, "landscape": MATCH, **ALL, "start": {"practice": "unit"}},
}

# Everything that can happen in the base model must happen in these runs, or the comparison would say too little.
HAPPENS = {
    "opportunity": {"arose", "handed", "taken", "freed", "resolved", "lapsed"},
    "project": {"founded", "started", "lapsed", "succeeded", "exhausted", "expired", "emptied"},
    "member": {"founded", "invited", "volunteered", "walked_in", "withdrew", "left"},
    "adoption": {"initial", "invention", "external", "word_of_mouth", "project", "reversion"},
}


def write_networks(folder):
    """Sixty people in four units: undirected ties, and arcs with weights, some of them there and back."""
    draw = random.Random(1)
    pairs = [(draw.randrange(60), draw.randrange(60)) for _ in range(150)]
    (folder / "edges.csv").write_text("source,target\n" + "".join(f"{a},{b}\n" for a, b in pairs))
    (folder / "arcs.csv").write_text("source,target,weight\n" + "".join(
        f"{a},{b},{draw.choice([0.5, 1, 4])}\n" for a, b in pairs + [(b, a) for a, b in pairs[:50]]))
    (folder / "nodes.csv").write_text("node,unit\n" + "".join(f"{node},{draw.randrange(4)}\n" for node in range(60)))


class ReferenceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        write_networks(cls.folder)

    def call(self, *arguments):
        return subprocess.run([*map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
                              env={**os.environ, "PYTHONPATH": sys.path[0]})

    def run_program(self, scenario, seed=1, ties=True):
        """The result file of a run; YAML takes JSON."""
        observe = {"snapshots": {"every": 13, "ties": ties}, **({"tellings": True} if "projects" in scenario else {})}
        whole = {"selforg": 2, "steps": 40, "seed": seed, "observe": observe, **scenario}
        (self.folder / "run.yaml").write_text(json.dumps(whole))
        result = self.call(PROGRAM, "run", "run.yaml", "--verify", "--quiet", "--force")
        self.assertEqual(result.returncode, 0, result.stderr)
        return self.folder / "run.h5"

    def test_the_program_does_what_the_plain_model_does(self):
        happened = {table: set() for table in HAPPENS}
        for name, scenario in SCENARIOS.items():
            for seed in SEEDS:
                with self.subTest(name, seed=seed), h5py.File(self.run_program(scenario, seed)) as file:
                    counts, differences = reference.compare(file)
                    self.assertEqual(differences, [])
                    self.assertGreater(sum(count for name, count in counts.items() if "events" in name), 20)
                    self.assertGreater(counts["snapshots/agents/practice"], 0)
                    self.assertGreater(counts["snapshots/ties"], 0)
                    for table in set(HAPPENS) & set(file["events"]):
                        columns = ["channel" if table == "adoption" else "type"]
                        rows = reference.read_table(file["events"][table], columns)
                        happened[table].update(what for what, in rows)
        self.assertEqual(happened, HAPPENS)

    def test_a_directed_network_can_be_run_again(self):
        path = self.run_program(SCENARIOS["contagion along arcs, with an end"])
        self.assertEqual(self.call(PROGRAM, "rerun", path).returncode, 0)

    def test_one_bit_is_noticed(self):
        path = self.run_program(SCENARIOS["all of it"])
        result = self.call(*REFERENCE, path)
        self.assertEqual((result.returncode, result.stderr, result.stdout.splitlines()[-1]), (0, "", "the same"))
        with h5py.File(path, "r+") as file:
            weight = file["events/adoption_source/weight"]
            weight[100] = numpy.nextafter(weight[100], 2)
        result = self.call(*REFERENCE, path)
        self.assertEqual((result.returncode, result.stdout.splitlines()[-1]), (1, "different"))
        self.assertIn("events/adoption_source, row 100, column weight: the file has ", result.stdout)

    def test_a_missing_row_is_noticed(self):
        with h5py.File(self.run_program(SCENARIOS["competing practices"]), "r+") as file:
            table = file["events/turnover"]
            rows = len(table["agent"])
            for name, column in list(table.items()):
                values, attributes = column[:-1], dict(column.attrs)
                del table[name]
                table.create_dataset(name, data=values).attrs.update(attributes)
            _, differences = reference.compare(file)
        self.assertEqual(len(differences), 1)
        self.assertIn(f"events/turnover, the file has {rows - 1} rows, the reference {rows}; ", differences[0])

    def test_what_the_model_does_not_know_is_refused(self):
        def add(path, value, is_default):
            def change(file):
                parameter = file["parameters"].create_dataset(path, data=value)
                parameter.attrs.update({"is_default": is_default})
            return change

        def set_to(path, value):
            def change(file):
                file[path][()] = value
            return change

        for change, reason in [
            (add("weather.rain", 0.5, 1), "the run has the section 'weather', which the base model does not know"),
            (add("team.mascot", 2, 0), "the run has the parameter 'team.mascot', which the base model does not know"),
            (add("team.mascot", 0, 1), None),
            (set_to("parameters/adoption.rule", "rumour"), "the run has adoption.rule 'rumour', which"),
            (set_to("run/complete", 0), "the run did not come to its end"),
        ]:
            with self.subTest(reason):
                path = self.run_program(SCENARIOS["contagion"])
                with h5py.File(path, "r+") as file:
                    change(file)
                self.check_refusal(path, reason)
        path = self.run_program(SCENARIOS["contagion on a generated network"], ties=False)
        self.check_refusal(path, "the file does not hold its network; run with --set observe.snapshots.ties=true")
        (self.folder / "text.h5").write_text("This is no HDF5.")
        self.check_refusal(self.folder / "text.h5", "")

    def check_refusal(self, path, reason):
        result = self.call(*REFERENCE, path)
        if reason is None:
            self.assertEqual(result.returncode, 0, result.stderr)
        else:
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertTrue(result.stderr.startswith(f"{path}: {reason}"), result.stderr)
            self.assertEqual(len(result.stderr.splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
