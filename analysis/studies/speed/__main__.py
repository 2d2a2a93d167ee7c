"""analysis/speed.md: what costs what, measured here and now, on a machine that does nothing else.

    python3 -m studies.speed                      runs the benchmark (build/tests/tests/benchmark; a quarter of an hour, 4 GB) and
                                                  whole commands (ten minutes), writes speed.md, and results.json and pictures
                                                  in speed/
    python3 -m studies.speed --only edges years   measures these parts anew; the others stay as they were
    python3 -m studies.speed --page               writes the page of results.json anew
"""
import argparse
import json
import pathlib
import platform
import re
import subprocess
import tempfile

from studies import PAGES, ROOT
from studies.speed import commands, page

BENCHMARK = ROOT / "build/tests/tests/benchmark"
KEPT = PAGES / "speed/results.json"


def processor():
    named = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return named[1] if named else platform.processor()


def listed():
    """The parts of the benchmark."""
    return subprocess.run([BENCHMARK, "--list"], check=True, capture_output=True, text=True).stdout.split()


def measure(part):
    if part in commands.PARTS:
        with tempfile.TemporaryDirectory() as folder:
            return commands.PARTS[part](pathlib.Path(folder))
    run = subprocess.run([BENCHMARK, "--json", part], stdout=subprocess.PIPE, text=True)
    if run.returncode != 0:
        raise SystemExit(f"studies.speed: {part} could not be measured")
    return json.loads(run.stdout)[part]


def measure_all(only):
    """Measures part by part; what is measured is kept at once."""
    known = [*listed(), *commands.PARTS]
    if unknown := set(only) - set(known):
        raise SystemExit(f"studies.speed: there is no part '{min(unknown)}'; there are {', '.join(known)}")
    for part in only or known:
        print(f"{part} ...", flush=True)
        found = json.loads(KEPT.read_text())
        parts = found["parts"] | {part: measure(part)}
        KEPT.write_text(json.dumps({"machine": processor(), "parts": {name: parts[name] for name in known if name in parts}}, indent=1) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--page", action="store_true", help="write the page of what was measured before")
    parser.add_argument("--only", nargs="+", metavar="PART", default=[], help="measure these parts only")
    arguments = parser.parse_args()
    if not arguments.page:
        measure_all(arguments.only)
    found = json.loads(KEPT.read_text())
    page.draw(found["parts"])
    (PAGES / "speed.md").write_text(page.page(found))


if __name__ == "__main__":
    main()
