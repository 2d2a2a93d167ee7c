"""Opening what selforg wrote: it says at once what is wrong with a file that is none, or is not finished."""
from __future__ import annotations

import os
import pathlib

import h5py

from . import hdf5, version
from .run import Run
from .study import Study


class WrongFile(ValueError):
    """It is no result of a run or a study."""


class Unfinished(WrongFile):
    """It is one that has not come to its end."""


def open(path: str | os.PathLike) -> Run | Study:
    """Opens a run (RUN.h5), a study (STUDY.h5) or the folder of a study, without reading it yet.

    Raises FileNotFoundError if it is not there; Unfinished for a run that was stopped, killed or is still going on (a
    .part file), or a study that was not collected; WrongFile for anything else. Each says what to do.
    """
    where = pathlib.Path(path)
    if where.is_dir():
        return open(_collected(where))
    if where.suffix == ".part":
        raise Unfinished(_unfinished(where, where.with_suffix("")))
    if not where.exists():
        part = where.with_name(where.name + ".part")
        raise Unfinished(_unfinished(part, where)) if part.exists() else FileNotFoundError(f"{where} is not there")
    return _opened(where)


def _collected(folder: pathlib.Path) -> pathlib.Path:
    if (folder / "study.h5").exists():
        return folder / "study.h5"
    if (folder / "runs").is_dir():
        raise Unfinished(f"{folder} has no study.h5 yet: `selforg collect {folder}` makes it of the runs that are there")
    raise WrongFile(f"{folder} is a folder, and not one of a study")


def _unfinished(part: pathlib.Path, result: pathlib.Path) -> str:
    return (f"{part} is a run that has not come to its end: `selforg resume {result}` goes on with it, if it is not "
            f"going on already; then open {result}")


def _opened(path: pathlib.Path) -> Run | Study:
    if not h5py.is_hdf5(path):
        scenario = path.suffix in {".yaml", ".yml"}
        more = f": run it first (selforg run {path}), or sweep it, if it is a study" if scenario else ""
        raise WrongFile(f"{path} is no HDF5 file{more}")
    with h5py.File(path, "r") as file:
        named = hdf5.attributes(file)
        if named.get("program") != "selforg":
            raise WrongFile(f"{path} was not written by selforg")
        if named.get("format_version", 0) > version.FORMAT:
            raise WrongFile(f"{path} is of format {named['format_version']}, and this package ({version.__version__}) "
                            f"reads format {version.FORMAT}: it takes the package that came with selforg "
                            f"{named.get('program_version', '')}")
        if "config_id" in file:
            return Study(path)
        if "run/complete" not in file:
            raise WrongFile(f"{path} is neither a run nor a study")
        if not file["run/complete"][()]:
            raise Unfinished(_unfinished(path, path))
    return Run(path)
