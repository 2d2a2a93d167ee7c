"""Where the program and the library are: what was named, what was built or installed beside this package, what the
system has."""
from __future__ import annotations

import ctypes.util
import os
import pathlib
import shutil

HERE = pathlib.Path(__file__).resolve().parent
# In a checkout this package lies in analysis/, when installed with the program in PREFIX/share/selforg/analysis.
CHECKOUT, PREFIX = HERE.parent.parent, HERE.parent.parent.parent.parent
BUILDS = ("release", "tests", "debug")
HOW = ("Build it (sim/quickstart, or cmake --preset release && cmake --build --preset release) or install it (cmake "
       "--install), or name it: {variable}=/where/it/is/{name}")


def _beside(names: list[str], folders: list[pathlib.Path]) -> pathlib.Path | None:
    return next((folder / name for folder in folders for name in names if (folder / name).is_file()), None)


def _named(variable: str) -> pathlib.Path | None:
    given = os.environ.get(variable)
    if not given:
        return None
    if not pathlib.Path(given).is_file():
        raise LookupError(f"{variable} names {given}, which is not there")
    return pathlib.Path(given)


def _builds() -> list[pathlib.Path]:
    return [CHECKOUT / "build" / name for name in BUILDS] + [CHECKOUT / "build"]


def program() -> pathlib.Path:
    """The program `selforg`: $SELFORG, else beside this package, else on PATH. LookupError says where it was looked for."""
    found = _named("SELFORG") or _beside(["selforg"], [*_builds(), PREFIX / "bin"])
    found = found or (pathlib.Path(on_path) if (on_path := shutil.which("selforg")) else None)
    if not found:
        raise LookupError("the program selforg was found neither beside this package nor on PATH. "
                          + HOW.format(variable="SELFORG", name="selforg"))
    return found


def library() -> str:
    """What to load for libselforg: $SELFORG_LIBRARY, else beside this package, else beside the program ($SELFORG, or
    on PATH), else what the system has. LookupError says where it was looked for."""
    names = ["libselforg.so", "libselforg.dylib", "selforg.dll"]
    folders = [*_builds(), PREFIX / "lib", *sorted((PREFIX / "lib").glob("*-linux-gnu")), PREFIX / "lib64"]
    if there := _named("SELFORG") or shutil.which("selforg"):
        bin_folder = pathlib.Path(there).resolve().parent
        up = bin_folder.parent
        folders += [bin_folder, up / "lib", *sorted((up / "lib").glob("*-linux-gnu")), up / "lib64"]
    found = _named("SELFORG_LIBRARY") or _beside(names, folders) or ctypes.util.find_library("selforg")
    if not found:
        raise LookupError("libselforg was found neither beside this package nor where the system looks for libraries. "
                          + HOW.format(variable="SELFORG_LIBRARY", name="libselforg.so"))
    return str(found)
