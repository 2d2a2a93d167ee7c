"""Every scenario opens with its question, is valid, and runs: its first steps, with every invariant checked. Every study
can be run."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE, PROGRAM = pathlib.Path(os.environ["SELFORG_SOURCE"]), os.environ["SELFORG"]
DATA = SOURCE.parent / "shared" / "data"


def problems(scenario, folder):
    text = scenario.read_text()
    if not text.startswith("#") or "\nquestion: " not in text:
        yield "does not open with what it asks"
    if "shared/data" in text and not DATA.exists():
        print(f"{scenario.name}: skipped, its data are not there")
        return
    if re.search("^(base|scenario):", text, re.M):
        check = subprocess.run([PROGRAM, "sweep", scenario, "--dry-run"], capture_output=True, text=True)
        if check.returncode != 0:
            yield f"is no study that can be run: {check.stderr.strip()}"
        return
    out = pathlib.Path(folder) / (scenario.stem + ".h5")
    run = subprocess.run([PROGRAM, "run", scenario, "--steps", "15", "--verify", "--quiet", "-o", out],
                         capture_output=True, text=True)
    if run.returncode != 0:
        yield f"does not run: {run.stderr.strip()}"
        return
    verify = subprocess.run([PROGRAM, "verify", out], capture_output=True, text=True)
    if verify.returncode != 0:
        yield f"its result does not verify: {verify.stdout.strip()} {verify.stderr.strip()}"


def main():
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for scenario in sorted((SOURCE / "scenarios").rglob("*.yaml")):
            if "\noutcomes:" in scenario.read_text():
                continue  # a study
            found = list(problems(scenario, folder))
            print(f"{scenario.relative_to(SOURCE)}: {'; '.join(found) or 'runs'}")
            failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
