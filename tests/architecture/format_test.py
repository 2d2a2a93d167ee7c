"""Every C file is as .clang-format has it, by the version whose layout that is (versions differ in small things)."""

import os
import re
import subprocess
import sys
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
VERSION = 14


def files():
    folders = [SOURCE / name for name in ("include", "sim", "tests", "analysis")]
    found = (path for folder in folders for pattern in ("*.c", "*.h") for path in folder.rglob(pattern))
    return sorted(path for path in found if "node_modules" not in path.parts)


def main():
    for command in (f"clang-format-{VERSION}", "clang-format"):
        try:
            said = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            continue
        if re.search(rf"version {VERSION}\b", said):
            break
    else:
        print(f"skipped: there is no clang-format {VERSION}")
        return 77
    every = files()
    assert len(every) > 500, f"only {len(every)} files of C were found"
    tried = subprocess.run([command, "--dry-run", "-Werror", *every], cwd=SOURCE, capture_output=True, text=True)
    if tried.returncode:
        print(tried.stderr[-4000:], f"\n{command} -i FILE lays it out", sep="")
    return tried.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
