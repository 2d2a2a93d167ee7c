"""How a command ends: what is wrong with what it was given is one line, and whoever stops it, or reads no further, is told nothing more."""
from __future__ import annotations

import os
import sys
from collections.abc import Callable


def ended(name: str, work: Callable[[], int]) -> int:
    """The code that the command ends with: what `work` says; 2 where something was wrong; 128 and the signal where it was stopped or
    nobody reads on, as of any program."""
    try:
        code = work()
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print(f"{name}: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:  # as of `| head`; nothing is left to be written when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (OSError, ValueError, LookupError) as problem:
        print(f"{name}: {_line(problem)}", file=sys.stderr)
        return 2


def _line(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.filename is not None and problem.strerror:
        return f"{os.fsdecode(problem.filename)}: {problem.strerror}"
    return str(problem.args[0] if isinstance(problem, KeyError) else problem)
