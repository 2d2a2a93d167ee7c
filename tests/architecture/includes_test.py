"""A .c file includes what it uses, and nothing else: of each header of ours that it includes it says a name that the header
declares, or one that comes with the tables (.def) that the header is made of."""

import os
import re
import sys
from functools import cache
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
SIM = SOURCE / "sim"
SKIP = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)
INCLUDE = re.compile(r'^[ \t]*#include "([^"]+)"', re.MULTILINE)
WORD = re.compile(r"\b[A-Za-z_]\w*\b")
# What a header declares: functions and macros, structs and enums, objects and the words of enums.
DECLARED = [re.compile(pattern, re.MULTILINE) for pattern in (
    r"#define (\w+)", r"\b(?:struct|enum|union) (\w+)(?= *(?:\{|ARRAY_OF|PARTS_OF))", r"\b(\w+)(?=\()", r"^extern [^;]*?\b(\w+)(?:\[[^\]]*\])*;",
    r"^(?:MUST_USE )?\w+ ((?:\w+, )*\w+);",
    r"ROOM_STRUCT\((\w+)", r"\b([A-Z][A-Z0-9_]+)\b(?=[ ,=}])", r"\benum \w+ (\w+)\(")]
NOTHING = {"const", "void", "bool", "char", "size_t", "MUST_USE", "NULL"}


@cache
def declared(name):
    """The names of a header, and the words of the tables that it is made of, which it gives a beginning, as KERNEL_TURN."""
    text = (SIM / name).read_text()
    plain = SKIP.sub(" ", text)
    words = {word for pattern in DECLARED for found in pattern.findall(plain) for word in found.split(", ")} - NOTHING
    tables = [(SIM / table).read_text() for table in INCLUDE.findall(text) if table.endswith(".def")]
    return words, {word for table in tables for word in WORD.findall(SKIP.sub(" ", table))}


def unused(path):
    text = path.read_text()
    said = set(WORD.findall(SKIP.sub(" ", text)))
    for table in INCLUDE.findall(text):
        said |= set(WORD.findall(SKIP.sub(" ", (SIM / table).read_text()))) if table.endswith(".def") else set()
    for name in INCLUDE.findall(text):
        own = Path(name).with_suffix(".c") == path.relative_to(SIM).with_suffix(".c")
        if own or name.endswith(".def") or not (SIM / name).is_file():
            continue
        words, cells = declared(name)
        made = {word for word in said if word.partition("_")[2] in cells or word.rpartition("_")[0] in cells}
        if not words & said and not made:
            yield name


def main():
    complaints = [f"{path.relative_to(SOURCE)}: uses nothing of {name}, and includes it"
                  for path in sorted(SIM.rglob("*.c")) for name in unused(path)]
    print("\n".join(complaints) or "what is included is used")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
