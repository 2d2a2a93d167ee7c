"""What the core asks of the C library, and what the shared library shows of itself.

The core may call only what has the same result on every machine and does nothing to the outside: so no exp, log or pow
(random/maths.h has its own), no printf, fopen, exit, abort, rand or time. Whoever needs one more function of the C
library in the core adds it here, if it is of that kind.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
BUILD = Path(os.environ["SELFORG_BUILD"])

MEMORY = "malloc calloc realloc aligned_alloc strdup free memcpy memmove memset memcmp memchr"
TEXT = "strlen strnlen strcmp strncmp strchr strrchr strspn strcspn strstr strcpy strcat snprintf vsnprintf sprintf"
# Correctly rounded; with the locale's decimal point, which is to be asked for.
NUMBERS = "strtod strtol strtoll strtoull localeconv"
# What compares equal comes in any order; so a comparison has to tell any two items apart.
SORTING = "qsort"
# IEEE 754 fixes the result of each of these to the last bit.
EXACT = "sqrt floor ceil trunc rint nearbyint round lround llround lrint llrint fabs fmin fmax fmod ldexp frexp scalbn"
# What the compiler puts in by itself.
COMPILER = "_GLOBAL_OFFSET_TABLE_ __stack_chk_fail __popcountdi2"
ALLOWED = set(f"{MEMORY} {TEXT} {NUMBERS} {SORTING} {EXACT} {COMPILER}".split())
# Of the system: threads and what each has to itself, large pages, and what the processor can do.
OF_THE_SYSTEM = {
    "crew.c.o": re.compile(r"pthread_\w+|__tls_get_addr"),
    "memory.c.o": re.compile("madvise"),
    "many.c.o": re.compile("__cpu_model"),
}


def nm(*arguments):
    return subprocess.run(["nm", *map(str, arguments)], check=True, capture_output=True, text=True).stdout.splitlines()


def check_core():
    """Symbols that the core's objects leave open and that are neither its own nor allowed."""
    open_symbols, defined, member = set(), set(), None
    for line in nm(BUILD / "libselforg_core.a"):
        words = line.split()
        if line.endswith(":"):
            member = line[:-1]
        elif len(words) == 2:
            open_symbols.add((member, words[1]))
        elif words:
            defined.add(words[2])
    for member, symbol in sorted(open_symbols):
        of_the_system = member in OF_THE_SYSTEM and OF_THE_SYSTEM[member].fullmatch(symbol)
        if symbol not in defined | ALLOWED and not of_the_system:
            yield f"{member} of the core needs {symbol}"


def check_names():
    """Functions of the core that are seen from other files have names of two words at least, so that a search finds
    them and nothing else."""
    for line in nm("--defined-only", "--extern-only", BUILD / "libselforg_core.a"):
        words = line.split()
        if len(words) == 3 and words[1] == "T" and "_" not in words[2].strip("_"):
            yield f"the core's function {words[2]} has a name of one word, which no search can find"


def check_library():
    """The shared library shows exactly the functions that its header declares."""
    library, header = BUILD / "libselforg.so", SOURCE / "include" / "selforg.h"
    if not library.exists() and not header.exists():
        return
    text = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.DOTALL)
    declared = set(re.findall(r"\b(selforg_\w+)\s*\(", text))
    shown = {line.split()[2].split("@")[0] for line in nm("--dynamic", "--defined-only", library)}
    yield from (f"libselforg.so shows {name}, which selforg.h does not declare" for name in sorted(shown - declared))
    yield from (f"selforg.h declares {name}, which libselforg.so does not show" for name in sorted(declared - shown))


def main():
    complaints = [*check_core(), *check_names(), *check_library()]
    print("\n".join(complaints) or "the core needs, names and shows only what it should")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
