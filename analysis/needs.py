"""What a script needs that is not there is told in one line.

    import needs
    needs.packages("h5py", "numpy")     # first of all
"""
import importlib.util
import os
import sys


def packages(*names):
    """Ends the program where one of these packages cannot be imported."""
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if missing:
        debian = " ".join(f"python3-{name}" for name in missing)
        sys.exit(f"{os.path.basename(sys.argv[0])} needs {', '.join(missing)}, which {sys.executable} does not have: "
                 f"pip install {' '.join(missing)}, or on Debian, for its own python3: apt-get install {debian}")
