"""The picture of the architecture is what the code says."""

import sys

from layers_test import SIM
from picture import picture


def main():
    if (SIM / "architecture.svg").read_text() != "\n".join(picture()) + "\n":
        print("draw it anew: tests/architecture/picture.py > sim/architecture.svg")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
