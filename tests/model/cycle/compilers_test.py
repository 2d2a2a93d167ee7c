"""The same digests whatever the compiler, the level of optimisation and the processor: the core is compiled anew in
two ways that are as far apart as can be, and each runs the same scenarios on one thread and on three. compilers_heavy_test
has all ways."""

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from model.compilers import SCENARIOS, compiled, digest, ways_here

WAYS = [["gcc", "-O0"], ["clang", "-O3", "-march=native"], ["gcc", "-O3", "-march=native"]]  # the first two that are here


def digests(way, folder):
    """Compiles in one way, and runs: {(scenario, threads): digest}."""
    program = compiled(way, folder)
    return {(name, threads): digest(program, scenario, threads)
            for name, scenario in SCENARIOS.items() for threads in (1, 3)}


def main():
    ways = ways_here(WAYS)[:2]
    if len(ways) < 2:
        print("there is only one compiler here")
        return 77
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda way: digests(way, Path(name)), ways))
    complaints = []
    for way, made in zip(ways, found):
        for (scenario, threads), text in made.items():
            if text != found[0][scenario, 1]:
                complaints.append(f"{scenario} by {' '.join(way)} on {threads} threads: {text}")
    if len({found[0][scenario, 1] for scenario in SCENARIOS}) != len(SCENARIOS):
        complaints.append("different scenarios have the same digest")
    print("\n".join(complaints) or f"{len(SCENARIOS)} scenarios are the same in {len(ways)} ways")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
