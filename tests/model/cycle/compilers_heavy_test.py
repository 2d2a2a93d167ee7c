"""One digest a scenario, in every way at once: compiler, level of optimisation, processor, sanitizers; threads; recorded and
watched, or not; cut and gone on with elsewhere; fused multiply-add hidden from the C library; and WebAssembly where the
module is built. The scenarios are those of compilers_test and random combinations (io/runs/combinations_test)."""

import itertools
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from model.compilers import NO_FMA, SCENARIOS, SOURCE, compiled, digest, ways_here

BUILD = Path(os.environ["SELFORG_BUILD"])
LEVELS = [["-O0"], ["-O2"], ["-O3"], ["-O3", "-march=native"]]
SANITIZED = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
WAYS = [[compiler, *level] for compiler in ("gcc", "clang") for level in [*LEVELS, SANITIZED]]
RUNS = list(itertools.product((1, 2, 3, 8), (False, True), (False, True)))  # threads, watched, cut
COMBINATIONS = 30


def scenarios():
    printed = subprocess.run([BUILD / "tests/combinations_test", "--settings", "1", str(COMBINATIONS)], check=True,
                             capture_output=True, text=True).stdout
    drawn = [json.loads(line) for line in printed.splitlines()]
    return SCENARIOS | {f"combination {one['number']}": [str(one["steps"]), *one["settings"]] for one in drawn}


def digests(way, folder, chosen):
    """(scenario, how, digest) of everything that is made in one way."""
    program, words = compiled(way, folder), " ".join(way)
    for name, scenario in chosen.items():
        for threads, watched, cut in RUNS:
            how = f"{words}, {threads} threads{', watched' * watched}{', cut' * cut}"
            yield name, how, digest(program, scenario, threads, int(scenario[0]) // 2 if cut else 0, watched)
        yield name, f"{words}, FMA hidden", digest(program, scenario, 2, **NO_FMA)


def in_webassembly(chosen):
    if not Path(os.environ["SELFORG_WASM"]).exists():
        return
    lines = "\n".join(json.dumps({"name": name, "steps": int(steps), "settings": settings})
                      for name, (steps, *settings) in chosen.items())
    said = subprocess.run(["node", SOURCE / "tests/browser/digests.mjs"], input=lines, check=True, capture_output=True,
                          text=True).stdout
    for line in said.splitlines():
        name, found = json.loads(line)
        yield name, "WebAssembly", found


def main():
    ways, chosen = ways_here(WAYS), scenarios()
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(os.cpu_count()) as pool:
        made = list(pool.map(lambda way: list(digests(way, Path(name), chosen)), ways))
    found = [one for way in [*made, list(in_webassembly(chosen))] for one in way]
    first = {}
    wrong = [f"{name}, {how}: {text} in place of {first[name]}" for name, how, text in found
             if text != first.setdefault(name, text)]
    if len({first[name] for name in SCENARIOS}) != len(SCENARIOS):
        wrong.append("different scenarios have the same digest")
    print("\n".join(wrong) or f"{len(chosen)} scenarios have one digest each in {len(found)} runs, {len(ways)} ways")
    return 1 if wrong or len(ways) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
