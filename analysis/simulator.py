"""The simulator in this process: libselforg (include/selforg.h) through ctypes, as far as adoption needs it.

Runs of a hundred people take a millisecond or so, so that thousands of them are a matter of seconds.
"""
import ctypes
import os
import pathlib

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
POINTER, TEXT, WHOLE = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int64
SIGNATURES = {
    "selforg_version": (TEXT, []),
    "selforg_scenario_create": (POINTER, []),
    "selforg_scenario_free": (None, [POINTER]),
    "selforg_scenario_read_text": (ctypes.c_int, [POINTER, TEXT]),
    "selforg_scenario_set": (ctypes.c_int, [POINTER, TEXT, TEXT]),
    "selforg_scenario_message": (TEXT, [POINTER]),
    "selforg_run_create": (ctypes.c_int, [POINTER, POINTER, ctypes.c_int]),
    "selforg_run_free": (None, [POINTER]),
    "selforg_run_advance": (ctypes.c_int, [POINTER, WHOLE]),
    "selforg_run_agents": (WHOLE, [POINTER]),
    "selforg_run_observe": (WHOLE, [POINTER, TEXT, ctypes.POINTER(ctypes.POINTER(ctypes.c_double))]),
    "selforg_run_practice": (ctypes.c_int32, [POINTER, WHOLE, WHOLE]),
}


class SimulatorError(Exception):
    """What the library says is wrong."""


def library_path():
    """$SELFORG_LIBRARY, or what was built."""
    return os.environ.get("SELFORG_LIBRARY", str(ROOT / "build/release/libselforg.so"))


class Scenario:
    """A scenario from YAML text; run() gives when each person adopted."""

    def __init__(self, yaml):
        self.library = ctypes.CDLL(library_path())
        for name, (result, arguments) in SIGNATURES.items():
            function = getattr(self.library, name)
            function.restype, function.argtypes = result, arguments
        self.scenario = self.library.selforg_scenario_create()
        self._check(self.library.selforg_scenario_read_text(self.scenario, yaml.encode()))

    def __del__(self):
        if getattr(self, "scenario", None):
            self.library.selforg_scenario_free(self.scenario)

    def _check(self, error):
        if error:
            raise SimulatorError(self.library.selforg_scenario_message(self.scenario).decode())

    def version(self):
        return self.library.selforg_version().decode()

    def set(self, **parameters):
        """Parameters of `section__key=value`."""
        for name, value in parameters.items():
            path, text = name.replace("__", "."), value if isinstance(value, str) else repr(value)
            self._check(self.library.selforg_scenario_set(self.scenario, path.encode(), text.encode()))

    def run(self, seed, times, steps_per_time):
        """[agents]: in which of the times 1, 2, ..., `times` each person has adopted, 0 at the start, times + 1 never.

        A person once an adopter is taken to be one for good, as by the contact and threshold rules."""
        self.set(seed=int(seed))
        run = POINTER()
        self._check(self.library.selforg_run_create(ctypes.byref(run), self.scenario, 1))
        try:
            return self._adoption_times(run, times, steps_per_time)
        finally:
            self.library.selforg_run_free(run)

    def _adoption_times(self, run, times, steps_per_time):
        practice_of, users = self.library.selforg_run_practice, ctypes.POINTER(ctypes.c_double)()
        agents = self.library.selforg_run_agents(run)
        adopted, waiting, before = np.full(agents, times + 1), range(agents), 0
        for time in range(times + 1):
            if time > 0 and self.library.selforg_run_advance(run, steps_per_time):
                raise SimulatorError("the run ended early")
            self.library.selforg_run_observe(run, b"users", ctypes.byref(users))
            if users[0] > before:
                before, still = users[0], []
                for agent in waiting:
                    if practice_of(run, agent, 0) >= 0:
                        adopted[agent] = time
                    else:
                        still.append(agent)
                waiting = still
        return adopted
