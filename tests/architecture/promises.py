"""sim/PROMISES.md as data."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
PAGE = SOURCE / "sim/PROMISES.md"


@dataclass
class Promise:
    title: str
    tests: list  # FOLDER/NAME; the first was seen to fail
    file: str  # where it was broken
    old: str  # what stands there
    new: str  # what stood there then


def side(diff, sign):
    return "".join(line[1:] + "\n" for line in diff.splitlines() if line.startswith(sign))


def promise(title, text):
    """A promise of its section; an empty part where the page does not say it."""
    held = re.search(r"^Held by: (.*?)\n\n", text, re.M | re.S)
    broken = re.search(r"^Broken on purpose: .*?In\s`([^`]+)`:\n\n```diff\n(.*?)^```", text, re.M | re.S)
    diff = broken[2] if broken else ""
    tests = re.findall(r"`([^`]+)`", held[1]) if held else []
    return Promise(title, tests, broken[1] if broken else "", side(diff, "-"), side(diff, "+"))


def promises():
    parts = re.split(r"^### (.*)\n", PAGE.read_text(), flags=re.M)
    return [promise(title, text) for title, text in zip(parts[1::2], parts[2::2])]


def files_of_tests():
    """FOLDER/NAME of every test, with its file."""
    tests = SOURCE / "tests"
    found = [path for pattern in ("*_test.*", "*/*_test.*") for folder in tests.iterdir() for path in folder.glob(pattern)]
    return {f"{path.relative_to(tests).parts[0]}/{path.stem}": path for path in found if path.suffix in {".c", ".py", ".mjs"}}
