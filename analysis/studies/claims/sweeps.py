"""The studies of the claims: read, put together, run and read back.

    claims = read_claims(folder, counted)     {name: Claim}, from scenarios/claims/NAME.yaml
    space = Space(folder / "space.yaml")      the parameters that make the space of base points, and their ranges
    study = claim.at_base(space, plan)        a study for `selforg sweep`: the claim's conditions at the base point,
    study = claim.over(space, plan)           or those that are judged at every point of a Latin hypercube of the space
    runs = Runs(path_to_study_h5)             what came out

The space says how large and long all runs are; what a claim sets itself is as it sets it, and does not vary. The points have seeds of their own, their conditions the same ones.
"""
import dataclasses
import json
import math
import pathlib
import re
import resource
import shlex
import shutil
import subprocess

import h5py
import numpy as np
import yaml

from selforg import Scenario, finding

BASE_SEED, SPACE_SEED = 7_000_000, 8_000_000  # of the base of runs: with the number of the series added


class Failure(Exception):
    """What to tell the person."""


def call(*arguments, quiet=True):
    """Standard output of the program; its own messages pass through unless quiet."""
    result = subprocess.run([finding.program(), *map(str, arguments)], stdout=subprocess.PIPE, text=True,
                            stderr=subprocess.PIPE if quiet else None)
    if result.returncode != 0:
        raise Failure(f"selforg {' '.join(map(str, arguments))}: {(result.stderr or '').strip() or 'failed'}")
    return result.stdout


def flat(changes, before=""):
    """{path: value} of changes that are written as paths or as sections in sections."""
    found = {}
    for key, value in (changes or {}).items():
        if isinstance(value, dict) and value:
            found.update(flat(value, f"{before}{key}."))
        else:
            found[f"{before}{key}"] = value
    return found


def written(value):
    """As it stands in YAML and behind --set."""
    return json.dumps(value).replace('"', "")


def _set(changes):
    """{path: value as it is written} of what adds to the model or changes it; what is only observed does not."""
    changes = changes or {}
    parts = {**flat({key: value for key, value in changes.items() if key != "interventions"}),
             **{key: value for key, value in changes.items() if key == "interventions"}}
    return {path: written(value) for path, value in parts.items() if value != "absent" and not path.startswith("observe.")}


@dataclasses.dataclass
class Plan:
    """How much is run."""
    points: int
    replicates: int
    base_replicates: int
    seed: int


class Space:
    """scenarios/claims/space.yaml: itself a study, whose points are the base points."""

    def __init__(self, path):
        self.text = yaml.safe_load(path.read_text())
        self.axes = self.text["vary"]
        self.set = self.text.get("set") or {}
        self.points = self.text["samples"]
        self.replicates = self.text["replicates"]

    def without(self, paths):
        """The axes that are not set by somebody else."""
        return {name: axis for name, axis in self.axes.items() if name not in paths}

    def place(self, name, values):
        """Values of a parameter as places in [0, 1] of its range."""
        values, axis = np.asarray(values, float), self.axes[name]
        if isinstance(axis, list):
            return np.array([axis.index(value) for value in values]) / max(1, len(axis) - 1)
        low, high = float(axis["from"]), float(axis["to"])
        if axis.get("scale") == "log":
            return np.log(values / low) / math.log(high / low)
        return (values - low) / (high - low)

    def value(self, name, place):
        """The other way round."""
        axis = self.axes[name]
        if isinstance(axis, list):
            return axis[round(place * (len(axis) - 1))]
        low, high = float(axis["from"]), float(axis["to"])
        return low * (high / low) ** place if axis.get("scale") == "log" else low + place * (high - low)


@dataclasses.dataclass
class Contrast:
    """to - from, less another such difference."""
    name: str
    outcome: str
    sides: list      # (weight, condition)
    expected: str    # '' where it is only shown

    @property
    def judged(self):
        return bool(self.expected)


class Claim:
    """A claim's study: conditions and contrasts between them; what varies is the space's."""

    def __init__(self, path, counted=()):
        self.name, self.path, self.keeps_results = path.stem, path, bool(counted)
        self.text = yaml.safe_load(path.read_text())
        if "vary" in self.text:
            raise Failure(f"{path}: a claim has conditions; what varies is the space's")
        self.conditions = [str(name) for name in self.text["conditions"]]
        self.contrasts = [self._contrast(row) for row in [*counted, *self.text["contrasts"]]]
        self.outcomes = [row if isinstance(row, str) else row["name"] for row in self.text["outcomes"]]
        self.replicates = self.text["replicates"]

    def word(self, key):
        return " ".join(str(self.text.get(key) or "").split())

    def _contrast(self, row):
        sides = [(1, row["to"]), (-1, row["from"])]
        if "less" in row:
            sides += [(-1, row["less"]["to"]), (1, row["less"]["from"])]
        sides = [(weight, str(side["condition"])) for weight, side in sides]
        return Contrast(row["name"], row["outcome"], sides, row.get("expected") or "")

    @property
    def own(self):
        """Paths that the claim's own settings and conditions name."""
        named = set(flat(self.text.get("set")))
        for changes in self.text["conditions"].values():
            named |= set(flat(changes))
        return {path for path in named if "." in path}

    def axes(self, space):
        """The space as far as this claim leaves it alone; a section that it takes out altogether goes too."""
        gone = {path for path, value in flat(self.text.get("set")).items() if value == "absent"}
        gone |= {path for path in set.intersection(*({path for path, value in flat(changes).items() if value == "absent"}
                                                     for changes in self.text["conditions"].values()))}
        return {name: axis for name, axis in space.without(self.own).items()
                if not any(name.startswith(section + ".") for section in gone)}

    @property
    def judged_conditions(self):
        """Those that the judged contrasts are about, as the study has them."""
        wanted = {condition for contrast in self.contrasts if contrast.judged for _, condition in contrast.sides}
        return {name: changes for name, changes in self.text["conditions"].items() if str(name) in wanted}

    def with_effect(self, space, contrast):
        """The axes that have effect in some condition of the contrast; with any other it goes along by chance alone."""
        scenarios = []
        for _, condition in contrast.sides:
            scenario = Scenario((self.path.parent / self.text["base"]).resolve())
            for changes in (space.set, self.text.get("set"), self.text["conditions"][condition]):
                whole = {key: value for key, value in (changes or {}).items() if key == "interventions"}
                parts = flat({key: value for key, value in (changes or {}).items() if key not in whole})
                scenario.update({path: None if value == "absent" else value for path, value in {**parts, **whole}.items()})
            scenarios.append(scenario)
        return {name for name in self.axes(space) if any(scenario.has_effect(name) for scenario in scenarios)}

    def described(self, space):
        """The command that prints the model as it is where the first judged contrast goes to, with the mechanisms of the other
        conditions beside it."""
        base = self.path.parent / self.text["base"]
        to = next(contrast for contrast in self.contrasts if contrast.judged).sides[0][1]
        settings = {**_set(space.set), **_set(self.text.get("set")), **_set(self.text["conditions"][to])}
        sections = {path.split(".")[0] for path in [*flat(yaml.safe_load(base.read_text())), *settings]}
        for changes in self.text["conditions"].values():
            settings.update({path: value for path, value in _set(changes).items() if path.split(".")[0] not in sections})
        scenario = Scenario(base.resolve())
        scenario.update({path: yaml.safe_load(value) for path, value in settings.items()})
        idle = [path for path in flat(yaml.safe_load(base.read_text())) if "." in path and not scenario.has_effect(path)]
        start = "selforg describe odd scenarios/base.yaml"
        if idle:  # a key that has no effect is an error, and no --set takes one out
            keys = "|".join(path.split(".")[-1] for path in idle)
            start = f"sed -E 's/, ({keys}): [^,}}]+//g' scenarios/base.yaml | selforg describe odd /dev/stdin"
        return " \\\n    ".join([start, *(f"--set {shlex.quote(f'{path}={value}')}" for path, value in settings.items())])

    def _study(self, space, seed, replicates):
        study = {key: value for key, value in self.text.items() if key != "contrasts"}
        study["base"] = str((self.path.parent / self.text["base"]).resolve())
        own = self.text.get("set") or {}
        study["set"] = {**{path: value for path, value in space.set.items() if path not in own}, **own, "seed": seed}
        study["replicates"] = replicates
        if self.keeps_results:
            study["results"] = True
        return study

    def at_base(self, space, plan):
        return self._study(space, BASE_SEED + plan.seed, plan.base_replicates or self.replicates)

    def over(self, space, plan):
        study = self._study(space, SPACE_SEED + plan.seed, plan.replicates or space.replicates)
        study.update({"conditions": self.judged_conditions, "vary": self.axes(space), "design": "lhs",
                      "samples": plan.points or space.points, "design_seed": plan.seed, "independent_points": True})
        return study


def read_claims(folder, counted):
    """counted: {name: contrasts of outcomes that are in no study}, as counted.py has them."""
    return {path.stem: Claim(path, counted.get(path.stem, ())) for path in sorted(folder.glob("*.yaml")) if path.stem != "space"}


def write_study(study, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(study, sort_keys=False, width=110, allow_unicode=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def runs_of(study):
    return study["replicates"] * study.get("samples", 1) * len(study["conditions"])


def write_fitting(study, path, conditions):
    """Writes the study without what has no effect in any of its configurations, and does one run of it; where the base says
    something that has none, with all of the claim's conditions.

    (runs, processor seconds that they take, if all are like that one)"""
    while True:
        write_study(study, path)
        before, folder = _processor_seconds(), path.parent / f"{path.stem}.trial"
        try:
            call("sweep", path, "-o", folder, "--shard", f"1/{runs_of(study)}", "-j", 1, "--quiet")
            return runs_of(study), runs_of(study) * (_processor_seconds() - before)
        except Failure as failure:
            found = re.search(r": ([a-z_]+\.[a-z_.]+): \S+ has no effect", str(failure))
            if found and found[1] in study.get("vary", {}):
                study = {**study, "vary": {name: axis for name, axis in study["vary"].items() if name != found[1]}}
            elif found and study["conditions"] != conditions:
                study = {**study, "conditions": conditions}
            else:
                raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sweep(study, folder, jobs):
    """Runs what of the study is not yet run."""
    arguments = ["sweep", study, "-o", folder] + (["--resume"] if folder.exists() else [])
    call(*arguments, *(["-j", jobs] if jobs else []), quiet=False)


class Runs:
    """What came out of a study: an array [points, replicates] for each outcome and condition."""

    def __init__(self, path):
        with h5py.File(path) as file:
            self.configuration = file["config_id"][:]
            self.replicate = file["replicate"][:]
            names = [name.decode() if isinstance(name, bytes) else str(name) for name in file["condition"][:]]
            self.condition = np.array(names)
            self.columns = {name: dataset[:] for name, dataset in file.items()
                            if dataset.ndim == 1 and dataset.dtype.kind == "f" or name in ("run_status",)}
            self.parameters = {name: dataset[:] for name, dataset in file.items() if "." in name}
        conditions = list(dict.fromkeys(self.condition))
        self.points = (int(self.configuration.max()) + 1) // len(conditions)
        self.replicates = int(self.replicate.max()) + 1
        self.point = self.configuration // len(conditions)

    @property
    def failed(self):
        return int(np.sum(self.columns["run_status"] == 1))

    @property
    def left(self):
        """Runs that are still to be done."""
        return int(np.sum(self.columns["run_status"] == 2))

    @property
    def runs(self):
        return len(self.configuration) - self.left

    def has(self, contrast):
        return all(condition in self.condition for _, condition in contrast.sides)

    def values(self, outcome, condition):
        """[points, replicates]; NaN where a run is missing."""
        found = np.full((self.points, self.replicates), np.nan)
        rows = self.condition == condition
        found[self.point[rows], self.replicate[rows]] = self.columns[outcome][rows]
        return found

    def difference(self, contrast):
        return sum(weight * self.values(contrast.outcome, condition) for weight, condition in contrast.sides)

    def places(self, space):
        """(names, [points, parameters] in [0, 1]) of what varies."""
        names = [name for name in space.axes if name in self.parameters]
        places = np.empty((self.points, len(names)))
        for column, name in enumerate(names):
            places[self.point, column] = space.place(name, self.parameters[name])
        return names, places


# ---- the model ----

def model_of(bases, steps, folder):
    """What the model is: its version, and the digests of runs of these scenarios."""
    version = call("--version").split("\n")[0].strip()
    digests = {}
    for name, base in bases.items():
        run = call("run", base, "--steps", steps, "--json", "--progress", "none", "--force", "-o",
                   pathlib.Path(folder) / f"{base.stem}.h5")
        digests[name] = json.loads(run)["digest"]
    return {"version": re.sub(r"\s*\(.*\)$", "", version), "digests": digests}
