#!/usr/bin/env python3
"""Makes the map of the page, source/map.json: what a study found in the plane of two sliders, and where R at the start is 1.

    SELFORG=build/release/selforg analysis/classroom/map.py            both studies by `selforg sweep`, some minutes
    SELFORG=build/release/selforg analysis/classroom/map.py --column 4  prints one column of it instead, made anew

The organisation is that of the page (source/settings.json), which holds the axes of the map too: the places are the stops of
the two sliders and the middles between them. Two studies have a run in each place for each replicate:
  activity: ideas come from outside for half a year, then no more; projects a person is in, over the fifth year;
  sparks: one idea in a quiet place; R at the start is all follow-ups by all projects that were followed, over the replicates.
The line is where R at the start crosses 1 along each row, between places by a straight line; its band is the middle 95 %
of what comes of replicates drawn again.
"""
import argparse
import copy
import json
import os
import pathlib
import subprocess
import tempfile

import h5py
import numpy as np
import yaml

HERE = pathlib.Path(__file__).resolve().parent
SETTINGS = json.loads((HERE / "source/settings.json").read_text())
PAGE = SETTINGS["map"]
SLIDERS = {slider["id"]: slider for slider in SETTINGS["sliders"] + SETTINGS["more"]}
X, Y = SLIDERS[PAGE["x"]], SLIDERS[PAGE["y"]]
ACTIVITY_REPLICATES, SPARKS = 12, 60
LAST_YEAR, SPARK_STEPS = 52, 104
REDRAWN, MIDDLE = 1000, [2.5, 97.5]


def places(slider):
    """The stops of a slider and the middles between them, as the page has them (`valueAt`)."""
    stops = slider["stops"]
    middles = [float(f"{(low + high) / 2:.6g}") for low, high in zip(stops, stops[1:])]
    return sorted(stops + middles)


def put(scenario, path, value):
    *sections, key = path.split(".")
    for section in sections:
        scenario = scenario.setdefault(section, {})
    scenario[key] = value


def mix(scenario, extra):
    for key, value in extra.items():
        if isinstance(value, dict) and isinstance(scenario.get(key), dict):
            mix(scenario[key], value)
        else:
            scenario[key] = value


def scenario(preset):
    """What the page runs from a start, its sliders where they usually stand, among the people of the map."""
    made = copy.deepcopy(SETTINGS["scenario"])
    start = next(one for one in SETTINGS["presets"] if one["id"] == preset)
    mix(made, copy.deepcopy(start.get("scenario", {})))
    people = SETTINGS["people"]
    put(made, people["path"], PAGE["people"])
    put(made, people["units"], PAGE["people"] // people["unit"])
    for slider in SLIDERS.values():
        put(made, slider["path"], slider["stops"][start["set"].get(slider["id"], slider["usual"])])
    return made


def activity_scenario():
    made = scenario("everyday")
    for week, moved in PAGE["at"].items():
        for slider, stop in moved.items():
            made.setdefault("interventions", {}).setdefault(int(week), {})[SLIDERS[slider]["path"]] = SLIDERS[slider]["stops"][stop]
    return made


def spark_scenario():
    made = scenario("spark")
    made["steps"] = SPARK_STEPS
    made["interventions"] = {int(week): moved for week, moved in made["interventions"].items()}
    return made


def sweep(title, base, xs, replicates, outcomes):
    """The study's outcomes, [name] of [y, x, replicate], and its checksum."""
    study = {"selforg": 2, "title": title, "question": "Where does change carry itself?", "scenario": base,
             "vary": {Y["path"]: places(Y), X["path"]: xs}, "replicates": replicates, "outcomes": outcomes}
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "study.yaml")
        file.write_text(yaml.safe_dump(study, sort_keys=False))
        subprocess.run([os.environ["SELFORG"], "sweep", file, "-o", pathlib.Path(folder, "made")], check=True)
        with h5py.File(pathlib.Path(folder, "made/study.h5")) as made:
            shape = (replicates, len(places(Y)), len(xs))
            assert (made["run_status"][:] == 0).all(), "a run failed"
            found = {one["name"]: made[one["name"]][:].reshape(shape).transpose(1, 2, 0) for one in outcomes}
            return found, made.attrs["checksum"]


def activity(xs):
    steps = SETTINGS["scenario"]["steps"]
    return sweep("Activity", activity_scenario(), xs, ACTIVITY_REPLICATES, [
        {"name": "busy", "of": "projects_per_person", "mean": [steps - LAST_YEAR, steps]},
        {"name": "alive", "of": "projects_active", "at": "final"}])


def sparks(xs):
    return sweep("Sparks", spark_scenario(), xs, SPARKS, [
        {"name": "offspring", "of": "projects_offspring", "at": "final"},
        {"name": "followed", "of": "projects_followed", "at": "final"}])


def reproduction(found, drawn=slice(None)):
    followed = found["followed"][:, :, drawn].sum(axis=2)
    return found["offspring"][:, :, drawn].sum(axis=2) / np.maximum(followed, 1)


def crossing(row):
    """Where a row of R crosses 1 for the first time, as a stop of the slider x; NaN where it does not."""
    for at in range(1, len(row)):
        if row[at - 1] < 1 <= row[at]:
            return (at - 1 + (1 - row[at - 1]) / (row[at] - row[at - 1])) / 2
    return np.nan


def line(found):
    """[y][least, best, most]: where the line is, and its band."""
    rng = np.random.default_rng(1)
    best = [crossing(row) for row in reproduction(found)]
    again = [[crossing(row) for row in reproduction(found, rng.integers(SPARKS, size=SPARKS))] for _ in range(REDRAWN)]
    low, high = np.nanpercentile(again, MIDDLE, axis=0)
    assert np.isfinite(best).all(), "R crosses 1 nowhere in a row of the map"
    return [[round(float(value), 3) for value in three] for three in zip(low, best, high)]


def columns(xs):
    (busy, busy_sum), (spark, spark_sum) = activity(xs), sparks(xs)
    found = {"busy": np.round(busy["busy"].mean(axis=2), 3).tolist(), "alive": (busy["alive"] > 0).sum(axis=2).tolist(),
             "start": np.round(reproduction(spark), 3).tolist()}
    return found, spark, [str(busy_sum), str(spark_sum)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--column", type=int, help="the number of one column, from 0")
    chosen = parser.parse_args().column
    if chosen is not None:
        print(json.dumps(columns([places(X)[chosen]])[0]))
        return
    found, spark, checksums = columns(places(X))
    made = {"replicates": ACTIVITY_REPLICATES, "sparks": SPARKS, **found, "line": line(spark), "checksums": checksums}
    rows = ",\n".join(f"    {json.dumps(key)}: {json.dumps(value)}" for key, value in made.items())
    (HERE / "source/map.json").write_text(f"{{\n{rows}\n}}\n")


if __name__ == "__main__":
    main()
