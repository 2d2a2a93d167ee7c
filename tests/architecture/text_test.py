"""What is written down stays fit to be published: no paths of one machine, no promises of work to come, clean lines."""

import os
import re
import subprocess
import sys
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])

# The words are put together here so that this file does not hold them itself.
FORBIDDEN = {
    "the path of one machine": re.compile(r"(?<![\w.~$}])/(?:home|root|work|Users|mnt|media)(?![\w.])"),
    "work put off": re.compile(r"\b(?:%s)\b" % "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"])),
    "a blank at the end of a line": re.compile(r"[ \t]+$"),
}
# The licence's text is not ours to change.
NOT_OURS = {"LICENSE"}


def files():
    """The files that belong to the project: those that git follows or would, or all where there is no git."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", SOURCE, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
    )
    names = listing.stdout.split("\0") if listing.returncode == 0 else []
    paths = [SOURCE / name for name in names if name and name not in NOT_OURS]
    return [path for path in paths if path.is_file()]


def check(path):
    content = path.read_bytes()
    name = path.relative_to(SOURCE)
    if b"\0" in content or not content:
        return
    for number, line in enumerate(content.decode("utf-8").split("\n"), 1):
        for what, pattern in FORBIDDEN.items():
            if pattern.search(line):
                yield f"{name}:{number}: {what}: {line.strip()}"
    if not content.endswith(b"\n"):
        yield f"{name}: the last line has no end"


def main():
    paths = files()
    if not paths:
        print("skipped: this is not a git checkout")
        return 77
    complaints = [complaint for path in paths for complaint in check(path)]
    print("\n".join(complaints) or f"{len(paths)} files, all fit to be published")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
