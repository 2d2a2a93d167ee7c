"""Every module of sim/ has a test: one of its name in the same folder, or one that says in its first comment that it tests
it too (tests/README.md has the words). A module is a .c file with functions of its own."""

import os
import re
import sys
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
TESTS, SIM = SOURCE / "tests", SOURCE / "sim"
NAME = re.compile(r"(\w+?)(?:_(?:failure|heavy|calls))*_test")
# The first comment of C and JavaScript, the docstring of Python.
HEAD = re.compile(r'\s*(/\*.*?\*/|"""(?:.*?)"""|(?://[^\n]*\n)+)', re.DOTALL)
ALSO = re.compile(r"Also tests ((?:[\w/]+\.c(?:, |,? and )?)+)\.")
FUNCTION = re.compile(r"^(?!static\b|typedef\b|extern\b)\w[^;={}#]*\)\s*\{", re.MULTILINE)


def modules():
    for path in sorted(SIM.rglob("*.c")):
        if FUNCTION.search(path.read_text()):
            yield path.relative_to(SIM)


def read_tests():
    """The modules that tests are named after, without ending, and those that heads list, with who lists them."""
    named, listed = set(), {}
    for path in sorted(TESTS.rglob("*_test.*")):
        inside = path.relative_to(TESTS)
        named.add(inside.parent / NAME.fullmatch(path.stem)[1])
        head = HEAD.match(path.read_text())
        # Lines of a comment end anywhere.
        text = re.sub(r"\s*\n\s*(?:\*|//)?\s*", " ", head[1]) if head else ""
        for found in ALSO.finditer(text):
            for module in re.findall(r"[\w/]+\.c", found[1]):
                listed.setdefault(module, []).append(inside)
    return named, listed


def main():
    named, listed = read_tests()
    complaints = [
        f"sim/{module}: no test has its name, and none says that it tests it too: write "
        f"tests/{module.with_name(module.stem + '_test.c')}, or 'Also tests {module}.' at the head of the test that does"
        for module in modules()
        if module.with_suffix("") not in named and str(module) not in listed
    ]
    for module, tests in sorted(listed.items()):
        where = ", ".join(f"tests/{test}" for test in tests)
        if not (SIM / module).is_file():
            complaints.append(f"{where}: there is no sim/{module}")
        elif Path(module).with_suffix("") in named:
            complaints.append(f"{where}: sim/{module} has a test of its name, and need not be listed")
        elif len(set(tests)) < len(tests):
            complaints.append(f"{where}: it is listed twice")
    print("\n".join(complaints) or f"every module has a test: {len(named)} by name, {len(listed)} listed")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
