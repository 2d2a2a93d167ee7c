#!/usr/bin/env python3
"""Prints, of what `tests/run coverage` ran, the share of lines that ran by folder, and each line that did not.

Usage: coverage.py BUILD [SOURCE]. BUILD is the folder of the build that counted; needs gcovr.
"""

import collections
import json
import pathlib
import subprocess
import sys


def ranges(lines):
    """Numbers of lines as "3-5, 9"."""
    runs = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def folder_of(path):
    """The folder of a file of sim, of which model's wings are told apart."""
    parts = pathlib.PurePath(path).parts
    return "/".join(parts[: 3 if parts[1] == "model" else 2])


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    source = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ".").resolve()
    command = ["gcovr", "--root", source, "--filter", f"{source}/sim/", "--json", "--gcov-ignore-parse-errors", build]
    files = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)["files"]
    folders = collections.defaultdict(lambda: [0, 0])
    for file in sorted(files, key=lambda file: file["file"]):
        ran = {}
        for line in file["lines"]:
            if not line.get("gcovr/noncode"):
                ran[line["line_number"]] = ran.get(line["line_number"], 0) + line["count"]
        missed = sorted(line for line, count in ran.items() if not count)
        folder = folders[folder_of(file["file"])]
        folder[0] += len(ran)
        folder[1] += len(ran) - len(missed)
        if missed:
            print(f"{file['file']}: {ranges(missed)}")
    print("\n| folder | lines that do something | of them ran |\n|---|---|---|")
    folders["all"] = [sum(folder[i] for folder in folders.values()) for i in (0, 1)]
    for name, (lines, ran) in folders.items():
        print(f"| `{name}` | {lines:,} | {ran / lines:.1%} |")


if __name__ == "__main__":
    main()
