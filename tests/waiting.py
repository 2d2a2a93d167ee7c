"""Waiting in tests: for what another process does, and never without an end."""

import time

PATIENCE = 120  # seconds; a busy machine may let a process stand still for many


def wait_until(condition, what, seconds=PATIENCE):
    """What `condition()` gives as soon as it is true; AssertionError, which names `what`, if that takes too long."""
    end = time.monotonic() + seconds
    while not (result := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} seconds for {what}")
        time.sleep(0.002)
    return result
