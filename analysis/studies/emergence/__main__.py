"""Does an organisation in which projects lead to projects tip, or carry itself? Runs scenarios/emergence, and writes a page.

    python3 -m studies.emergence                   every study, then the page and its figures; an hour of one core
    python3 -m studies.emergence activity hot      runs these; the page shows all whose results are there
    python3 -m studies.emergence --report          runs nothing, only writes the page
    python3 -m studies.emergence --quick -o x.md   the same of a few tiny runs, in seconds: whether all of it works

Runs are kept in build/emergence/NAME, so that it goes on where it was stopped; after a change of the model --anew throws
them away. Every number on the page is worked out here. Criteria: analysis/emergence/criteria.md.
"""
from __future__ import annotations

import argparse
import pathlib
import re
import shutil
import subprocess
import sys

from selforg import finding

from studies import PAGES, ROOT
from studies.emergence import page
from studies.emergence.findings import Findings

STUDIES = ROOT / "scenarios/emergence"
QUICK = {r"network\.agents: \d+": "network.agents: 40", r"network\.units: \d+": "network.units: 2",
         r"agents: 300, units: 6": "agents: 40, units: 2", r"start\.users: \d+": "start.users: 24",
         r"replicates: \d+": "replicates: 2", r"(vary: \{[\w.]+: \[)[^\]]*(, [^,\]]+\]\})": r"\g<1>0\2"}
WITHOUT_SIZE = re.compile(r"^set:\n|^(?=replicates:)", re.MULTILINE)


def smaller(text):
    """A study with few people, few values and two replicates."""
    for what, instead in QUICK.items():
        text = re.sub(what, instead, text)
    if "agents: 40" not in text:
        text = WITHOUT_SIZE.sub("set:\n  network.agents: 40\n  network.units: 2\n", text, count=1)
    return text.replace("base: ..", f"base: {STUDIES.parent}")


def sweep(name, studies, folder, options):
    """Runs what of a study is not yet run."""
    runs = folder / name
    if runs.exists() and options.anew:
        shutil.rmtree(runs)
    command = [str(finding.program()), "sweep", str(studies / f"{name}.yaml"), "-o", str(runs), "-j", str(options.jobs),
               "--progress", "none", "--quiet", *(["--resume", "--retry-failed"] if runs.exists() else [])]
    if options.replicates:
        command += ["--replicates", str(options.replicates)]
    print(name, file=sys.stderr, flush=True)
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{name}: {done.stderr.strip()}")


def prepared(folder):
    """The folder of tiny studies."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for study in STUDIES.glob("*.yaml"):
        (folder / study.name).write_text(smaller(study.read_text()))
    return folder


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python3 -m studies.emergence", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("studies", nargs="*", help="which to run; all if none is named")
    parser.add_argument("-o", "--output", type=pathlib.Path, default=PAGES / "emergence.md", help="the page")
    parser.add_argument("--runs", type=pathlib.Path, help="where runs are kept (build/emergence)")
    parser.add_argument("--replicates", type=int, help="in place of those of the studies")
    parser.add_argument("-j", "--jobs", type=int, default=1, help="runs at a time (1)")
    parser.add_argument("--report", action="store_true", help="run nothing")
    parser.add_argument("--quick", action="store_true", help="tiny runs, of which nothing is to be learned")
    parser.add_argument("--anew", action="store_true", help="throw away what was run")
    options = parser.parse_args(arguments)
    folder = options.runs or ROOT / ("build/emergence-quick" if options.quick else "build/emergence")
    studies = prepared(folder / "studies") if options.quick else STUDIES
    known = sorted(study.stem for study in studies.glob("*.yaml"))
    unknown = set(options.studies) - set(known)
    if unknown:
        raise SystemExit(f"no study {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    for name in ([] if options.report else options.studies or known):
        sweep(name, studies, folder, options)
    page.write(options.output, Findings(folder))


if __name__ == "__main__":
    main()
