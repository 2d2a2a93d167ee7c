"""The release that this package belongs to, and the format of files that it reads."""

__version__ = "0.1.0"
FORMAT = 2
