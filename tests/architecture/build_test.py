"""Plain CMake builds the program wherever the sources lie, with whichever name a library has, and without the tools of
the tests."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
NOT_SOURCES = shutil.ignore_patterns("build*", ".git", "*.h5", "__pycache__")


def run(*command, **environment):
    """The standard output of a command that must succeed."""
    result = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, env={**os.environ, **environment})
    assert result.returncode == 0, f"{command}: {result.stdout}{result.stderr}"
    return result.stdout


def packages_but(hidden, folder):
    """A folder of the pkg-config files of this machine but for those whose name begins so."""
    folder.mkdir()
    for place in run("pkg-config", "--variable", "pc_path", "pkg-config").strip().split(":"):
        for file in Path(place).glob("*.pc"):
            if not file.name.startswith(hidden) and not (folder / file.name).exists():
                (folder / file.name).symlink_to(file)
    return folder


def configure(source, build, packages, *options):
    command = ["cmake", "-S", source, "-B", build, "-G", "Unix Makefiles", *options]
    return run(*command, PKG_CONFIG_LIBDIR=str(packages))


def check_another_name(source, folder):
    """HDF5 by one of its other names; no cmocka, so no tests; no libdeflate, so zlib. The program is built and runs."""
    packages = packages_but(("hdf5", "cmocka", "libdeflate"), folder / "renamed")
    file = Path(run("pkg-config", "--path", "hdf5").strip())
    (packages / "hdf5-mpich.pc").symlink_to(file)
    said = configure(source, source / "build", packages, "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS_DEBUG=").splitlines()
    assert sum("tests" in line for line in said) == 1, said
    assert any("The tests are not built, for want of: cmocka (" in line for line in said), said
    assert "selforg_hdf5_MODULE_NAME:INTERNAL=hdf5-mpich" in (source / "build/CMakeCache.txt").read_text()
    run("cmake", "--build", source / "build", "--target", "selforg", "--parallel", "2")
    run(source / "build/selforg", "run", source / "scenarios/quick.yaml", "-o", source / "build/quick.h5", "--quiet")
    run(source / "build/selforg", "verify", source / "build/quick.h5", "--quiet")


def check_no_package(source, folder):
    """No pkg-config file for what CMake knows too: it finds that itself, and takes a release for granted."""
    packages = packages_but(("hdf5", "gsl", "yaml"), folder / "none")
    configure(source, folder / "build", packages)
    assert "HDF5_DIR:" in (folder / "build/CMakeCache.txt").read_text()
    flags = (folder / "build/CMakeFiles/selforg.dir/flags.make").read_text()
    assert "-O2" in flags and "-Werror" not in flags, flags


def check_another_system(source, folder):
    """What it cannot be built for it says, unless the module for browsers is all that is asked for."""
    command = ["cmake", "-S", source, "-B", folder / "elsewhere", "-DCMAKE_SYSTEM_NAME=FreeBSD"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode and "selforg is built for Linux" in result.stderr, result


def check_unasked(source, folder):
    """The default: neither the page for classrooms, which is built with packages from the network, nor anything of it."""
    targets = (folder / "build/Makefile").read_text()
    assert "selforg:" in targets and "classroom" not in targets and "browser" not in targets, targets


def check_within(source, folder):
    """As a part of another project, which takes the library; the tests stay out. Whoever says how a release is compiled has
    it so."""
    other = folder / "other"
    other.mkdir()
    (other / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(other LANGUAGES C)\nadd_subdirectory(../selforg selforg)\n"
        "add_executable(other main.c)\ntarget_link_libraries(other PRIVATE selforg_library)\n")
    (other / "main.c").write_text('#include <selforg.h>\nint main(void) { return !selforg_version; }\n')
    run("cmake", "-S", other, "-B", other / "build", "-G", "Unix Makefiles", "-DCMAKE_C_FLAGS_RELEASE=-O1")
    flags = (other / "build/selforg/CMakeFiles/selforg.dir/flags.make").read_text()
    assert "-O1" in flags and "-O2" not in flags, flags
    run("cmake", "--build", other / "build", "--target", "main.o")
    assert not (other / "build/selforg/tests/CTestTestfile.cmake").exists()


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "a b (c)"
        source = folder / "selforg"
        shutil.copytree(SOURCE, source, ignore=NOT_SOURCES)
        check_another_name(source, folder)
        check_no_package(source, folder)
        check_another_system(source, folder)
        check_unasked(source, folder)
        check_within(source, folder)
    print("plain CMake builds it")


if __name__ == "__main__":
    sys.exit(main())
