"""What texts and comments name is there: a word in backticks, `section.key`, and the sections that a message asks for.

Files that comments name are there too. A name is a section, a key of scenarios or studies, a word of a table (.def), a column, or an identifier of the code; a name
that was renamed and stands in a comment still would tell a reader of something that is not there."""

import os
import re
import sys
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
SIM = SOURCE / "sim"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TEXT = re.compile(r'"(?:\\.|[^"\\\n])*"')
WORD = re.compile(r"\b[A-Za-z_]\w*\b")
QUOTED = re.compile(r"`([a-z][a-z0-9_]*(?:\.[a-z]\w*)*)`")
DOTTED = re.compile(r"(?<![\w.>/\-\"'])([a-z]\w*(?:\.[a-z]\w*)+)(?![\w(/\[])")
FILE = re.compile(r"(?<![\w/.])((?:[a-z]\w*/)+[a-z]\w+\.(?:[ch]|def))\b")
ASKED_FOR = re.compile(r"sections? ('\w+'(?:(?:, | or | and |, and )'\w+')*)")
ENDINGS = {"c", "h", "def", "py", "md", "csv", "yaml", "json", "cmake", "h5", "html", "svg", "graphml", "gexf", "gml", "net", "dl"}


def rows(path, kinds, cells):
    """The words of the first cells of a table's rows."""
    found = re.findall(rf"^\s*(?:{kinds})\(([^\n]*)", path.read_text(), re.MULTILINE)
    return [[cell.strip(' ")') for cell in row.split(",")[:cells]] for row in found]


def read_keys():
    """Sections by their paths, and all paths of keys."""
    path = SIM / "scenario/parameters.def"
    sections = {name: where for name, where in rows(path, "SECTION", 2)}
    keys = {f"{sections[section]}.{key}".lstrip(".") for section, key in
            rows(path, "REAL|RATE|COUNT|FLAG|CHOICE|TEXT|BIT_MATRIX|ROWS|NAMED|ARRIVALS", 2) if section in sections}
    return sections, keys


def texts_of(path, text):
    """Comments, and in tables the texts of their rows."""
    yield from ((found.start(), found.group()) for found in COMMENT.finditer(text))
    if path.suffix == ".def":
        plain = COMMENT.sub(lambda found: " " * len(found.group()), text)
        yield from ((found.start(), found.group()) for found in TEXT.finditer(plain))


def words_of(paths):
    """The identifiers of the code, and what stands alone in quotes, as a word of a choice."""
    words = set()
    for path in paths:
        text = COMMENT.sub(" ", path.read_text())
        words |= set(WORD.findall(TEXT.sub(" ", text)))
    return words | words_alone(paths)


def words_alone(paths):
    """What stands in quotes alone, or in a list with commas: words of a choice, names in files."""
    lists = (found[1:-1].split(", ") for path in paths for found in TEXT.findall(COMMENT.sub(" ", path.read_text())))
    return {word for words in lists for word in words if all(map(WORD.fullmatch, words))}


def words_near(path, of_tables):
    """What a comment may name without saying where it is: words of tables, and of its own file, header or source; in a
    header, of those that it includes."""
    own = [path.with_suffix(ending) for ending in (".c", ".h", ".def") if path.with_suffix(ending).is_file()]
    used = re.findall(r'^#include "(.*)"', path.read_text(), re.MULTILINE) if path.suffix == ".h" else []
    return of_tables | words_of(own + [SIM / name for name in used if (SIM / name).is_file()])


def complaints_of(path, sections, keys, words):
    text = path.read_text()
    paths = set(sections.values()) | keys
    short = {name.rpartition(".")[2] for name in keys} | {name for name in sections.values()}
    for place, said in texts_of(path, text):
        for found in QUOTED.finditer(said):
            if found[1] not in paths | short | words and "." not in found[1]:
                yield place + found.start(), f"there is no {found[1]}"
        for found in DOTTED.finditer(said):
            first, _, last = found[1].rpartition(".")
            if first in sections.values() and last not in ENDINGS and found[1] not in paths:
                yield place + found.start(), f"there is no key {found[1]}"
        for found in FILE.finditer(said):
            if not any((folder / found[1]).is_file() for folder in (SOURCE, *path.parents)):
                yield place + found.start(), f"there is no file {found[1]}"
    for found in ASKED_FOR.finditer(text):
        for name in re.findall(r"'(\w+)'", found[1]):
            if name not in sections.values():
                yield found.start(), f"there is no section {name}"


def main():
    sections, keys = read_keys()
    of_tables = words_of(list(SIM.rglob("*.def"))) | words_alone(list(SIM.rglob("*.[ch]")))
    complaints = []
    for path in (*sorted(SIM.rglob("*.[ch]")), *sorted(SIM.rglob("*.def"))):
        if path.name == "moved.def":
            continue  # what was called so once
        for place, complaint in complaints_of(path, sections, keys, words_near(path, of_tables)):
            line = path.read_text().count("\n", 0, place) + 1
            complaints.append(f"{path.relative_to(SOURCE)}:{line}: {complaint}")
    print("\n".join(complaints) or f"what is named is there: {len(keys)} keys, {len(of_tables)} words of tables")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
