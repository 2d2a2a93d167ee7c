"""Every key of a study (study.def) is read by somebody: by the files of the program that check its mapping, or, of the study as a
whole, by the program at large and by the studies of claims."""

import os
import re
import sys
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
SIM = SOURCE / "sim"
ROW = re.compile(r'^STUDY_(?:(MAPPING)\((\w+)|KEY\(\s*"(\w+)"|KEY_BESIDE\(\s*"\w+",\s*"(\w+)")', re.MULTILINE)


def keys():
    """Pairs of a mapping and a key."""
    mapping = None
    for begins, name, key, other in ROW.findall((SIM / "study/format/study.def").read_text()):
        mapping = name if begins else mapping
        if not begins:
            yield mapping, key or other


def readers(mapping):
    """The text of the files that may read a key of it."""
    sources = [path.read_text() for path in SIM.rglob("*.c")]
    read = [text for text in sources if f"MAPPING_{mapping}" in text]
    if mapping == "STUDY":
        read += sources + [path.read_text() for path in (SOURCE / "analysis/studies/claims").glob("*.py")]
    return "".join(read)


def main():
    texts, complaints, count = {}, [], 0
    for mapping, key in keys():
        count += 1
        text = texts.setdefault(mapping, readers(mapping))
        if f'"{key}"' not in text:
            complaints.append(f"sim/study/format/study.def: nobody reads {key} of {mapping}: it would have no effect")
    print("\n".join(complaints) or f"every one of {count} keys of studies is read")
    return 1 if complaints or not count else 0


if __name__ == "__main__":
    sys.exit(main())
