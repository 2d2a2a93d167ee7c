"""The pages for who works on the code name what is there: every link leads to a file, and so does every path; every
function is one of the source. Words in capitals stand for a name of one's own. What is cited is one program."""

import os
import re
import sys
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
PAGES = ["README.md", ".github/CONTRIBUTING.md", ".github/CHANGELOG.md"]
PAGES += [f"{folder}/README.md" for folder in ("sim", "include", "scenarios", "analysis", "tests")]
# Of these the words between backticks are looked up too.
ON_THE_CODE = {"sim/README.md", ".github/CONTRIBUTING.md"}

LINK = re.compile(r"\]\(([^)#:]+)\)")
BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"`((?:[\w.-]+/)*[\w-]+\.(?:c|h|def|py|md|txt))`")
FUNCTION = re.compile(r"`([a-z]+(?:_[a-z]+)+)`")
STANDS_FOR_A_NAME = re.compile(r"[A-Z]{2}|\*")


def source_files():
    for folder in ("sim", "include", "tests", "analysis"):
        for path in (SOURCE / folder).rglob("*.*"):
            if path.suffix in {".c", ".h", ".def", ".py"} and "node_modules" not in path.parts:
                yield path


def check_links(page, text):
    for link in LINK.findall(text):
        if not ((SOURCE / page).parent / link).exists():
            yield f"{page} links to {link}, which is not there"


def check_words(page, text, names, words):
    for path in PATH.findall(text):
        found = any(("/" + name).endswith("/" + path) for name in names)
        if not found and not STANDS_FOR_A_NAME.search(Path(path).stem):
            yield f"{page} names {path}, which is not there"
    for word in FUNCTION.findall(text):
        if word not in words:
            yield f"{page} names {word}, which is nowhere in the source"


def check_folders(folder):
    """The README of a folder says what each folder in it is."""
    text = (SOURCE / folder / "README.md").read_text()
    for path in sorted((SOURCE / folder).iterdir()):
        made = re.search(r"^__|^build$|\.", path.name)
        if path.is_dir() and not made and f"{path.name}/" not in text:
            yield f"{folder}/README.md says nothing of {path.name}/"


def check_citation():
    """CITATION.cff and the README cite the version that is built, by one title."""
    text = {name: (SOURCE / name).read_text() for name in ("CMakeLists.txt", "README.md", "CITATION.cff")}
    version = re.search(r"project\(selforg VERSION ([\d.]+)", text["CMakeLists.txt"])[1]
    title = re.search(r'^title: "(.+)"', text["CITATION.cff"], re.MULTILINE)[1]
    for page, said in (
        ("README.md", f"version = {{{version}}}"),
        ("README.md", f"title   = {{{title}}}"),
        ("CITATION.cff", f"version: {version}\n"),
    ):
        if said not in text[page]:
            yield f"{page} does not cite '{said.strip()}'"


def main():
    paths = list(source_files())
    pages = [*SOURCE.glob("*/*.md"), *SOURCE.glob("scenarios/*/*.md"), *SOURCE.glob("tests/*/*.txt")]
    names = [str(path.relative_to(SOURCE)) for path in paths + pages]
    words = {word for path in paths for word in re.findall(r"\w+", path.read_text())}
    words |= {path.stem for path in paths}
    complaints = [*check_citation(), *check_folders("scenarios"), *check_folders("analysis")]
    for page in PAGES:
        text = BLOCK.sub("", (SOURCE / page).read_text())
        complaints += check_links(page, text)
        if page in ON_THE_CODE:
            complaints += check_words(page, text, names, words)
    print("\n".join(complaints) or f"{len(PAGES)} pages name what is there")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
