"""Ends what a test started, whatever becomes of the test itself.

    keeper.py FOLDER

waits until its standard input ends, which it does when the test closes it or dies. Then it kills every process that was
started with SELFORG_TEST_FOLDER=FOLDER, or that has a file of the folder open (some of Slurm's daemons overwrite their
environment), and removes the folder.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

NAME = "SELFORG_TEST_FOLDER"


def environment(process):
    """What a process was started with, as a set of NAME=VALUE; empty if it is gone."""
    try:
        return set(Path(f"/proc/{process}/environ").read_bytes().decode(errors="replace").split("\0"))
    except OSError:
        return set()


def is_alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def find(*settings):
    """The processes, but for this one, that were started with all these settings."""
    everybody = [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]
    return [one for one in everybody if one != os.getpid() and set(settings) <= environment(one) and is_alive(one)]


def has_open(process, path):
    """Whether a process works in a folder, or has the file of that name, or one in the folder of that name, open."""
    for link in [*Path(f"/proc/{process}").glob("fd/*"), Path(f"/proc/{process}/cwd")]:
        try:
            if f"{os.readlink(link)}/".startswith(f"{path}/"):
                return True
        except OSError:
            pass
    return False


def left_of(folder):
    mine = {os.getpid(), os.getppid()}
    everybody = {int(one.name) for one in Path("/proc").glob("[0-9]*")} - mine
    opened = [one for one in everybody if has_open(one, folder) and is_alive(one)]
    return {*find(f"{NAME}={folder}"), *opened}


def main(folder):
    sys.stdin.read()
    end = time.monotonic() + 20
    while (left := left_of(folder)) and time.monotonic() < end:
        for process in left:
            try:
                os.kill(process, signal.SIGKILL)
            except OSError:
                pass
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1])
