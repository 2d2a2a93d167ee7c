"""An installed tree works by itself, wherever it is put. Also tests io/text/shipped.c, io/text/version.c."""

import os
import re
import shlex
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
    flags = shlex.split(run("pkg-config", "--cflags", "--libs", "selforg", env=environment))
    (folder / "user.c").write_text(USER)
    run("cc", folder / "user.c", *flags, "-o", folder / "user")
    assert run(folder / "user") == version(prefix)
    needed = re.search(r"NEEDED.*(libselforg\.so\S+)\]", run("readelf", "-d", folder / "user")).group(1)
    major, minor, _ = version(prefix).split(".")
    assert needed == (f"libselforg.so.{major}" if int(major) else f"libselforg.so.0.{minor}"), needed


def check_given_folders(folder):
    """Folders that are given whole are where pkg-config says that they are."""
    given = {"libdir": folder / "else/lib", "includedir": folder / "else/include"}
    options = [f"-DCMAKE_INSTALL_{name.upper()}={path}" for name, path in given.items()]
    run("cmake", "-S", SOURCE, "-B", folder / "given", "-DBUILD_TESTING=OFF", *options)
    environment = {**os.environ, "PKG_CONFIG_PATH": str(folder / "given/generated")}
    for name, path in given.items():
        assert run("pkg-config", f"--variable={name}", "selforg", env=environment) == str(path), name


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("cmake", "--install", BUILD, "--prefix", folder / "first")
        prefix = (folder / "first").rename(folder / "moved there")
        check_files(prefix)
        check_scripts(prefix)
        check_library(prefix, folder)
        check_package(prefix, folder)
        check_given_folders(folder)
    print("the installed tree works")


if __name__ == "__main__":
    sys.exit(main())
