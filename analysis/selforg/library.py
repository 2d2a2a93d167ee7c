"""libselforg as it is declared in include/selforg.h, and nothing more: `selforg.model` is how one uses it."""
from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable, Iterator

from . import finding, version

_TEXT, _HANDLE, _WHOLE, _RESULT = ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int


class View(ctypes.Structure):
    """selforg_view."""
    _fields_ = [("values", ctypes.c_void_p), ("rows", _WHOLE), ("columns", _WHOLE), ("row_bytes", _WHOLE),
                ("type", ctypes.c_int), ("unit", _TEXT), ("sentence", _TEXT)]


# What each function takes and gives.
FUNCTIONS = {
    "version": ([], _TEXT),
    "observable_name": ([_WHOLE], _TEXT),
    "observable_unit": ([_WHOLE], _TEXT),
    "observable_sentence": ([_WHOLE], _TEXT),
    "observable_dimension": ([_WHOLE], _TEXT),
    "parameter_kind": ([_TEXT], ctypes.c_int),
    "parameter_unit": ([_TEXT], _TEXT),
    "parameter_sentence": ([_TEXT], _TEXT),
    "table_name": ([_WHOLE], _TEXT),
    "table_sentence": ([_WHOLE], _TEXT),
    "column_name": ([_TEXT, _WHOLE], _TEXT),
    "column_unit": ([_TEXT, _WHOLE], _TEXT),
    "column_sentence": ([_TEXT, _WHOLE], _TEXT),
    "column_word": ([_TEXT, _WHOLE, _WHOLE], _TEXT),
    "scenario_create": ([], _HANDLE),
    "scenario_free": ([_HANDLE], None),
    "scenario_read": ([_HANDLE, _TEXT], _RESULT),
    "scenario_read_text": ([_HANDLE, _TEXT], _RESULT),
    "scenario_set": ([_HANDLE, _TEXT, _TEXT], _RESULT),
    "scenario_get": ([_HANDLE, _TEXT], _TEXT),
    "scenario_parameter": ([_HANDLE, _WHOLE], _TEXT),
    "scenario_in_force": ([_HANDLE, _TEXT], ctypes.c_int),
    "scenario_has_effect": ([_HANDLE, _TEXT], ctypes.c_int),
    "scenario_is_default": ([_HANDLE, _TEXT], ctypes.c_int),
    "scenario_run": ([_HANDLE, _TEXT, ctypes.c_int, _TEXT], _RESULT),
    "scenario_message": ([_HANDLE], _TEXT),
    "run_create": ([ctypes.POINTER(_HANDLE), _HANDLE, ctypes.c_int], _RESULT),
    "run_free": ([_HANDLE], None),
    "run_advance": ([_HANDLE, _WHOLE], _RESULT),
    "run_steps_done": ([_HANDLE], _WHOLE),
    "run_agents": ([_HANDLE], _WHOLE),
    "run_ties": ([_HANDLE], _WHOLE),
    "run_observe": ([_HANDLE, _TEXT, ctypes.POINTER(_HANDLE)], _WHOLE),
    "run_label": ([_HANDLE, _TEXT, _WHOLE], _TEXT),
    "run_array_name": ([_HANDLE, _WHOLE], _TEXT),
    "run_array": ([_HANDLE, _TEXT], View),
    "run_units": ([_HANDLE], View),
    "run_practice": ([_HANDLE, _WHOLE, _WHOLE], ctypes.c_int32),
    "run_tie_list": ([_HANDLE, _HANDLE, _HANDLE, _HANDLE], None),
    "run_events": ([_HANDLE, _TEXT, _TEXT], View),
    "run_keep_events": ([_HANDLE, ctypes.c_int], None),
    "run_digest": ([_HANDLE, _TEXT], _RESULT),
    "run_verify": ([_HANDLE], _RESULT),
    "run_message": ([_HANDLE], _TEXT),
}


class Library:
    """Every function of the library under its name without `selforg_`."""

    def __init__(self, path: str):
        loaded = ctypes.CDLL(path)
        for name, (takes, gives) in FUNCTIONS.items():
            function = getattr(loaded, f"selforg_{name}", None)
            if function is None:
                raise LookupError(f"{path} is older than this package ({version.__version__}): it has no selforg_{name}. "
                                  "SELFORG_LIBRARY names another one.")
            function.argtypes, function.restype = takes, gives
            setattr(self, name, function)


@functools.lru_cache(maxsize=1)
def library() -> Library:
    """The library, found as `selforg.finding.library` says and loaded once."""
    return Library(finding.library())


def text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8")


def counted(name: Callable[[int], bytes | None]) -> Iterator[str]:
    """Names from 0 until there is none."""
    i = 0
    while (found := name(i)) is not None:
        yield found.decode("utf-8")
        i += 1
