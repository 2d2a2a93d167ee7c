"""The base model once more, in plain Python, held against a result.

    python3 -m oracles.reference RUN.h5

does again what a result file holds, from its parameters and its network alone, compares every row of every table of
events and every snapshot, and says where, if anywhere, the two differ: table, row, column, both values. Numbers must be
equal to the last bit. Exit code: 0 the same, 1 different, 2 not a run that this model can do.
"""
import argparse
import sys

import h5py

from oracles.reference import World
from oracles.reference.file import Comparison, read_scenario, read_table, read_ties, Refusal
from oracles.reference.records import TABLES


def compare(file):
    """Does the run of a file again. Returns how many rows were compared, by table, and the first difference of each
    table, by step. Columns and arrays that the model does not know are passed over."""
    if "run/complete" not in file or not file["run/complete"][()]:
        raise Refusal("the run did not come to its end")
    scenario, comparison = read_scenario(file), Comparison()
    world = World(scenario, file["agents/home_unit"][:].tolist(), *read_ties(file, scenario.network))
    agents, ties = file.get("snapshots/agents"), file.get("snapshots/ties")
    while True:
        if agents and world.step in agents["snapshot"][:]:
            comparison.compare_snapshot(world, agents, ties)
        if world.step == scenario.run.steps:
            break
        world.do_step()
    for name in sorted(file.get("events", {})):
        columns = TABLES.get(name, "step").split()
        comparison.compare(f"events/{name}", columns, read_table(file["events"][name], columns),
                           world.events.get(name, []))
    return comparison.counts, comparison.differences()


def main():
    parser = argparse.ArgumentParser(prog="python3 -m oracles.reference", description=__doc__.split("\n")[0])
    parser.add_argument("run", help="result file of a run of the base model, with its events")
    path = parser.parse_args().run
    try:
        with h5py.File(path) as file:
            counts, differences = compare(file)
    except (OSError, Refusal) as reason:
        print(f"{path}: {reason}", file=sys.stderr)
        return 2
    for name, count in sorted(counts.items()):
        print(f"{name:29} {count:9,} rows compared")
    print(*differences, "different" if differences else "the same", sep="\n")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
