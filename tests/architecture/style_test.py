"""One way to say a thing: errors, conditions, how tables are read; in the model orders, rows of events, draws."""

import os
import re
import sys
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
SIM = SOURCE / "sim"
SKIP = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)

# What is said otherwise: the pattern, and how to say it.
EVERYWHERE = [
    (r"\bqsort\(|const void \*\w+, const void \*\w+\)", "write ORDER and order_items (base/order.h)"),
    (r"!status\b|\b(?:if|while) \(status\)|\bstatus (?:\?|&&|\|\|)", "write status == STATUS_OK or status != STATUS_OK"),
]
# In tests too: what a function returns is gone after the statement, and with it the array in it that is pointed to.
IN_TESTS_TOO = [
    (r"\bchar \*\w+ = \w+\((?:[^;{}])*\)\.\w+;", "keep what is returned: const struct NAME kept = …; and use kept.text"),
]
IN_THE_MODEL = [
    (r"array_push\(&world->events\.(?!table\b)", "write_TABLE(world, row) writes a row (model/state/write.h)"),
    (r"(?<!had_room\) )world->out_of_memory \W?=(?!=)", "world_need(world, had_room) notes it (model/state/write.h)"),
    (r"_row\)\{(?!\s*\.)", "name the columns of a row"),
    (r"(?:\.|->)\w+\.(?:least|most)\b", "ask for a feature (scenario/features.def): by these runs have a beginning in common"),
    (r"\(uint32_t\)[\w.>-]+ << \w+ \| [\w(]|\benum \{\s*DRAW_", "make a layout of draws (model/state/draws.def)"),
]


def plain(text):
    """The text with blanks for comments and what is in literals, everything else where it was."""
    return SKIP.sub(lambda found: re.sub(r"[^\n\"']|(?<=.)['\"](?=.)", " ", found.group()), text)


def conditions_in_conditions(text):
    """Places of a ? within the branches of another."""
    depth, unfinished = 0, []
    for place, character in enumerate(text):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
            unfinished = [level for level in unfinished if level <= depth]
        elif character in ";{}":
            unfinished = []
        elif character == ",":
            unfinished = [level for level in unfinished if level < depth]
        elif character == "?":
            if unfinished:
                yield place
            unfinished.append(depth)


def rows_of_tables():
    """What the rows of .def files are called."""
    return {name for path in SIM.rglob("*.def") for name in re.findall(r"^([A-Z_]+)\(", path.read_text(), re.MULTILINE)}


def check_tables(path, rows):
    """A .def defines as nothing what nobody asks for of it."""
    for found in re.finditer(r"^#define (\w+)\([^)]*\)[ \t]*$", path.read_text(), re.MULTILINE):
        if found[1] in rows:
            yield found.start(), "let the .def define what nobody asks for"


def functions_of_errors(sources):
    """What returns an error, by its name; a name that elsewhere returns something else is none."""
    errors, others = set(), set()
    for path in sources:
        text = plain(path.read_text())
        errors |= set(re.findall(r"\benum status (\w+)\(", text))
        others |= set(re.findall(r"\b(?:bool|int\w*|void) (\w+)\(", text))
    return errors - others


def check_calls(path, functions):
    """What a function of errors returns is compared, never taken for yes or no; (void)! leaves it out of account."""
    text = plain(path.read_text())
    for call in re.finditer(r"(?<!\(void\))(?:\bif \(|\bwhile \(|&& |\|\| |!)(\w+)\(", text):
        depth, end = 1, call.end()
        while call[1] in functions and depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        if call[1] in functions and not re.match(r"\s*[=!]=", text[end:]):
            yield call.start(), f"compare {call[1]}(...) with STATUS_OK"


def check(path):
    text = plain(path.read_text())
    for pattern, better in IN_TESTS_TOO:
        for found in re.finditer(pattern, text):
            yield found.start(), better
    if not path.is_relative_to(SIM):
        return
    model = path.is_relative_to(SIM / "model")
    for pattern, better in EVERYWHERE + (IN_THE_MODEL if model else []):
        for found in re.finditer(pattern, text, re.MULTILINE):
            if str(path.relative_to(SIM)) not in better:
                yield found.start(), better
    for place in conditions_in_conditions(text):
        yield place, "no condition within the branches of another"


def main():
    rows = rows_of_tables()
    sources = sorted(SIM.rglob("*.[ch]"))
    functions = functions_of_errors(sources)
    found = [(path, *one) for path in sources for one in check_calls(path, functions)]
    found += [(path, *one) for path in (*sources, *sorted((SOURCE / "tests").rglob("*.[ch]"))) for one in check(path)]
    for folder in (SIM, SOURCE / "tests"):
        found += [(path, *one) for path in sorted(folder.rglob("*.[ch]")) for one in check_tables(path, rows)]
    complaints = [
        f"{path.relative_to(SOURCE)}:{path.read_text().count(chr(10), 0, place) + 1}: {better}"
        for path, place, better in found
    ]
    print("\n".join(complaints) or "things are said in one way")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
