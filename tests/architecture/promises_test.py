"""Every promise of sim/PROMISES.md names tests that are there, and what was broken on purpose still stands in the code, once,
as the page shows it; promises_heavy_test breaks it."""

import sys

from architecture.promises import SOURCE, files_of_tests, promises

FEWEST = 15


def complaints():
    known = files_of_tests()
    found = promises()
    if len(found) < FEWEST:
        yield f"there are only {len(found)} promises"
    for promise in found:
        if not promise.tests:
            yield f"{promise.title}: no test holds it (Held by: `FOLDER/NAME`)"
        for test in promise.tests:
            if test not in known:
                yield f"{promise.title}: there is no test {test}"
        if not promise.file:
            yield f"{promise.title}: it was never broken (Broken on purpose: ... In `FILE`:, and a diff)"
        elif not promise.old or (SOURCE / promise.file).read_text().count(promise.old) != 1:
            yield f"{promise.title}: {promise.file} does not have once what was changed:\n{promise.old}"


def main():
    wrong = list(complaints())
    print("\n".join(wrong) or f"{len(promises())} promises, each with its tests")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
