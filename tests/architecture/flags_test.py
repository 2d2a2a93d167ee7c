"""Every file is compiled so that results have the same bits everywhere, and in presets for developers with warnings as
errors."""

import json
import os
import re
import sys
from pathlib import Path

BUILD = Path(os.environ["SELFORG_BUILD"])

NEEDED = ["-ffp-contract=off", "-fno-fast-math", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion"]
FORBIDDEN = re.compile(
    r"-Ofast|-ffast-math|-funsafe-math-optimizations|-fassociative-math|-freciprocal-math|-ffinite-math-only"
    r"|-fno-signed-zeros|-ffp-contract=(fast|on)|-fexcess-precision=fast|-mfpmath=387|-fsingle-precision-constant"
)


def commands():
    """(what is compiled, how): the native compilations, and those to WebAssembly where it is built."""
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        yield entry["file"], entry["command"]
    ninja = BUILD / "build.ninja"
    if ninja.exists():
        for line in ninja.read_text().splitlines():
            if "--target=wasm32" in line and " -c " in line:
                yield "the WebAssembly module", line


def needed():
    strict = re.search(r"^CMAKE_COMPILE_WARNING_AS_ERROR:\w+=ON$", (BUILD / "CMakeCache.txt").read_text(), re.M)
    return NEEDED + ["-Werror"] if strict else NEEDED


def main():
    complaints, count, flags = [], 0, needed()
    for what, command in commands():
        count += 1
        words = command.split()
        complaints += [f"{what} is compiled without {flag}" for flag in flags if flag not in words]
        complaints += [f"{what} is compiled with {word}" for word in words if FORBIDDEN.fullmatch(word)]
    if count == 0:
        complaints.append("nothing is compiled")
    print("\n".join(complaints) or f"{count} compilations, all with the flags they need")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
