"""An installed tree works by itself, wherever it is put. Also tests io/text/shipped.c, io/text/version.c."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
BUILD = Path(os.environ["SELFORG_BUILD"])
LICENCE, SCENARIOS = "share/doc/selforg/LICENSE", "share/selforg/scenarios"
ANALYSIS = "share/selforg/analysis"

# What somebody else writes.
USER = """\
#include <selforg.h>
#include <stdio.h>
int main(void)
{
    return puts(selforg_version()) < 0;
}
"""
PROJECT = """\
cmake_minimum_required(VERSION 3.25)
project(user C)
find_package(selforg 0.1 REQUIRED)
add_executable(user user.c)
target_link_libraries(user PRIVATE selforg::selforg)
"""


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
        "sim/program/usage/selforg.1": "share/man/man1/selforg.1",
        "sim/program/usage/completion.bash": "share/bash-completion/completions/selforg",
        "sim/program/usage/completion.zsh": "share/zsh/site-functions/_selforg",
    }
    for source, installed in wanted.items():
        assert (SOURCE / source).exists() == (prefix / installed).exists(), installed


def version(prefix):
    """What the installed program says that it is."""
    name, number, *_ = run(prefix / "bin/selforg", "--version").split()
    assert name == "selforg"
    return number


def check_scripts(prefix):
    """The studies are there, and run with the Python that has what they need."""
    assert "studies.claims" in run(sys.executable, "-m", "studies.claims", "--help", cwd=prefix / ANALYSIS)


def check_package(prefix, folder):
    """A project of somebody else that knows nothing but find_package."""
    (folder / "CMakeLists.txt").write_text(PROJECT)
    (folder / "user.c").write_text(USER)
    run("cmake", "-S", folder, "-B", folder / "build", f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", folder / "build")
    assert run(folder / "build/user") == version(prefix)


def check_library(prefix, folder):
    """A program of somebody else, which knows nothing but pkg-config; it finds the library by itself."""
    (package,) = prefix.rglob("selforg.pc")
    environment = {**os.environ, "PKG_CONFIG_PATH": str(package.parent)}
    flags = run("pkg-config", "--cflags", "--libs", "selforg", env=environment).split()
    (folder / "user.c").write_text(USER)
    run("cc", folder / "user.c", *flags, "-o", folder / "user")
    assert run(folder / "user") == version(prefix)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("cmake", "--install", BUILD, "--prefix", folder / "first")
        prefix = (folder / "first").rename(folder / "moved")
        check_files(prefix)
        check_scripts(prefix)
        check_library(prefix, folder)
        check_package(prefix, folder)
    print("the installed tree works")


if __name__ == "__main__":
    sys.exit(main())
