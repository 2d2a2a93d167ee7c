"""Every promise of sim/PROMISES.md is broken on purpose, in a copy of the code, and the first of its tests fails then.
Arguments choose promises by words of their titles."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from architecture.promises import SOURCE, files_of_tests, promises

BUILD = Path(os.environ["SELFORG_BUILD"])
COPY = BUILD / "promises"  # kept, so that the next time little is compiled
LEFT_OUT = {".git", "build", "node_modules", "__pycache__"}
NO_WASM = "the module is not built"


def files_in(top):
    """The code below it, as paths from there."""
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        yield from (Path(folder).relative_to(top) / name for name in files)


def copy_code():
    """The code as it is now, and no more; what has not changed keeps its time."""
    COPY.mkdir(exist_ok=True)
    now = set(files_in(SOURCE))
    for path in set(files_in(COPY)) - now:
        (COPY / path).unlink()
    for path in now:
        source, copy = SOURCE / path, COPY / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists() or copy.read_bytes() != source.read_bytes():
            shutil.copy(source, copy)


def run(*command):
    return subprocess.run(command, cwd=COPY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def make(test, path):
    """Configures, and compiles what the test needs: itself, or the program and the module."""
    browser = test.startswith("browser/")
    configured = run("cmake", "--preset", "tests", f"-DSELFORG_BROWSER={'ON' if browser else 'OFF'}")
    if configured.returncode != 0 or test.startswith("architecture/"):
        return configured
    targets = [path.stem] if path.suffix == ".c" else ["selforg", "combinations_test"] if browser else ["selforg"]
    if browser and NO_WASM not in configured.stdout:
        targets.append("browser")
    return run("cmake", "--build", "--preset", "tests", "--target", *targets)


def try_test(test, path):
    """How it goes now: "fails", "passes" or "is skipped"; or why it could not be tried."""
    made = make(test, path)
    if made.returncode != 0:
        return f"cannot be tried:\n{made.stdout[-3000:]}"
    result = run("ctest", "--preset", "tests", "-R", f"^{test}$")
    if "Skipped" in result.stdout:
        return "is skipped"
    return "passes" if result.returncode == 0 else "fails"


def break_promise(promise, known):
    """How its first test takes it, which passes as the code is."""
    test = promise.tests[0]
    before = try_test(test, known[test])
    if before != "passes":
        return f"without that {before}"
    file = COPY / promise.file
    whole = file.read_text()
    file.write_text(whole.replace(promise.old, promise.new))
    try:
        return try_test(test, known[test])
    finally:
        file.write_text(whole)


def main(words):
    known, wrong = files_of_tests(), 0
    copy_code()
    for promise in promises():
        if words and not any(word in promise.title for word in words):
            continue
        how = break_promise(promise, known)
        print(f"{promise.title}: broken in {promise.file}, {promise.tests[0]} {how}", flush=True)
        wrong += how not in {"fails", "without that is skipped"}
    print(f"{wrong} promises can be broken and nobody notices")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
