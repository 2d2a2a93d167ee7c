"""The base model once more, to be read in one sitting: plain Python, written from the definitions, and an oracle of the tests, so
that nothing of the C program may be copied into it.

Everything is done in the plainest way: people, projects and practices are objects in lists and dictionaries, whoever
needs to know something looks it up, and nothing is kept that could be worked out. So what the program does in a second
takes a minute. Begin with `world.py`; random numbers and mathematics are in `draws.py`, landscapes in `landscapes.py`, reading and
comparing in `file.py`.

The model needs nothing but Python; h5py reads the file (Debian: python3-h5py). The command is `python3 -m oracles.reference`.
"""
from .world import World

__all__ = ["World"]
