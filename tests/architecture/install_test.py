"""An installed tree works by itself, wherever it is put."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
BUILD = Path(os.environ["SELFORG_BUILD"])
LICENCE, SCENARIOS = "share/doc/selforg/LICENSE", "share/selforg/scenarios"


def run(*command, **keywords):
    """The standard output of a command that must succeed."""
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, **keywords)
    assert result.returncode == 0, f"{command}: {result.stdout}{result.stderr}"
    return result.stdout.strip()


def names(folder):
    return {path.name for path in folder.iterdir()}


def check_files(prefix):
    assert (prefix / LICENCE).read_text() == (SOURCE / "LICENSE").read_text()
    assert names(prefix / SCENARIOS) == names(SOURCE / "scenarios")
    wanted = {
        "sim/program/commands/selforg.1": "share/man/man1/selforg.1",
        "sim/program/commands/completion.bash": "share/bash-completion/completions/selforg",
        "sim/program/commands/completion.zsh": "share/zsh/site-functions/_selforg",
    }
    for source, installed in wanted.items():
        assert (SOURCE / source).exists() == (prefix / installed).exists(), installed


def check_program(prefix):
    assert "selforg" in run(prefix / "bin/selforg", "--version")


def check_library(prefix, folder):
    """A program of somebody else, which knows nothing but pkg-config."""
    (package,) = prefix.rglob("selforg.pc")
    environment = {**os.environ, "PKG_CONFIG_PATH": str(package.parent)}
    flags = run("pkg-config", "--cflags", "--libs", "selforg", env=environment).split()
    library_folder = run("pkg-config", "--variable=libdir", "selforg", env=environment)
    symbols = run("nm", "--dynamic", "--defined-only", f"{library_folder}/libselforg.so").splitlines()
    function = symbols[0].split()[2]
    source = folder / "user.c"
    source.write_text(f"#include <selforg.h>\nint main(void)\n{{\n    return {function} == 0;\n}}\n")
    run("cc", source, *flags, f"-Wl,-rpath,{library_folder}", "-o", folder / "user")
    run(folder / "user")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("cmake", "--install", BUILD, "--prefix", folder / "first")
        prefix = (folder / "first").rename(folder / "moved")
        check_files(prefix)
        if "SELFORG" in os.environ:
            check_program(prefix)
        if (prefix / "include/selforg.h").exists():
            check_library(prefix, folder)
    print("the installed tree works")


if __name__ == "__main__":
    sys.exit(main())
