"""What the pages of analysis/ say, worked out: each module here is a command that runs a study and writes its page.

    cd analysis; python3 -m studies.NAME --help

Runs are kept in build/NAME of the project, so that a command goes on where it was stopped. The program is $SELFORG, or what was
built or installed (selforg.finding).
"""
import importlib.util
import pathlib
import sys

PAGES = pathlib.Path(__file__).resolve().parent.parent
ROOT = PAGES.parent
NEEDS = ("h5py", "matplotlib", "networkx", "numpy", "pandas", "scipy", "xarray", "yaml")

if missing := [name for name in NEEDS if importlib.util.find_spec(name) is None]:
    sys.exit(f"studies need {', '.join(missing)}, which {sys.executable} does not have: pip install "
             f"{' '.join(missing).replace('yaml', 'pyyaml')}, or on Debian, for its own python3: apt-get install "
             + " ".join(f"python3-{name}" for name in missing))
