"""The folders are the architecture: sim/layers lists them, includes point downwards only, and never in a circle.

What a folder shows is its headers, but for those named *_inner.h, which are for its own files. Of the model others see
what is to be told of a world (model/record) and what can be done with one, not what is in it.
"""

import os
import re
import sys
from pathlib import Path

SOURCE = Path(os.environ["SELFORG_SOURCE"])
SIM, TESTS, ANALYSIS = SOURCE / "sim", SOURCE / "tests", SOURCE / "analysis"

PLAIN = "ctype errno float inttypes limits locale math stdarg stdatomic stdbool stddef stdint stdio stdlib string"
CORE_MAY_INCLUDE = {f"{name}.h" for name in PLAIN.split()}
BASE_MAY_INCLUDE = {"pthread.h", "sys/mman.h", "xxhash.h"}
ONLY_IO_MAY_INCLUDE = re.compile(r"hdf5|yaml\.h|expat|utf8proc|igraph")
CORE_MAY_NOT_SAY = re.compile(r"\b(FILE|stdin|stdout|stderr)\b")
# The browser's layer stands on the core alone, though others are listed before it.
ON_THE_CORE_ALONE = {"browser"}
MAY_INCLUDE_THE_PUBLIC_HEADER = {"library", "program"}
# The world and its rooms are the model's own; whoever is outside asks through these.
OTHERS_MAY_SEE_OF_THE_MODEL = {"model/record", "model/cycle/model.h", "model/state/agents.h"}
OTHERS_MAY_SEE_OF_THE_MODEL |= {"model/state/agents.def", "model/frame/steps.def"}
SOURCES = {".c", ".h", ".def"}
OTHERS_ARE = {".c", ".h", ".py", ".mjs", ".ts", ".css"}
FILES_MOST = 22
LINES_MOST = 400

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.MULTILINE)
DECLARATION = re.compile(r"^(?!static|typedef|#|extern|\s)[\w *]*?\b(?!__attribute__)([a-z]\w*)\([^;{}]*\);", re.MULTILINE)
COMMENT_OR_TEXT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.DOTALL)


def read_layers():
    """Every layer in order, and the core's ones."""
    layers, core, outside = [], set(), False
    for line in (SIM / "layers").read_text().splitlines():
        outside = outside or line.startswith("# the outside")
        if line and not line.startswith("#"):
            layers.append(line.split()[0])
            if not outside:
                core.add(layers[-1])
    return layers, core


def sources(layers):
    """(layer, path, text) of every C file."""
    for layer in layers:
        for path in sorted((SIM / layer).glob("*.[chd]*")):
            if path.suffix in SOURCES:
                yield layer, path, path.read_text()


def layer_of(included, layers):
    """The layer that a path below sim/ is in, or None."""
    folder = str(Path(included).parent)
    return folder if folder in layers else None


def check_folders(layers):
    folders = {str(path.parent.relative_to(SIM)) for path in SIM.rglob("*.[chd]*") if path.suffix in SOURCES}
    yield from (f"sim/layers lists {layer}, but there is no such folder" for layer in sorted(set(layers) - folders))
    yield from (f"sim/{folder} is not in sim/layers" for folder in sorted(folders - set(layers)))
    yield from (f"sim/layers lists {layer} twice" for layer in sorted(set(layers)) if layers.count(layer) > 1)


def check_own(layer, included, layers, core):
    """What is wrong with including one of our own files from `layer`, or None."""
    if included == "selforg.h":
        return None if layer.split("/")[0] in MAY_INCLUDE_THE_PUBLIC_HEADER else "it is for the library and the program"
    if not (SIM / included).is_file():
        return "there is no such file in sim/"
    other = layer_of(included, layers)
    if other == layer:
        return None
    if layers.index(other) > layers.index(layer):
        return f"{other} lies above {layer}"
    if included.endswith("_inner.h"):
        return f"it is for {other} alone"
    if other.startswith("model/") and not layer.startswith("model/"):
        if not {other, included} & OTHERS_MAY_SEE_OF_THE_MODEL:
            return "what is in a world is the model's own"
    if layer in ON_THE_CORE_ALONE and other not in core:
        return f"{layer} stands on the core alone"
    return None


def check_system(layer, included, core):
    """The same for a header of the system or of a library."""
    if ONLY_IO_MAY_INCLUDE.search(included) and not layer.startswith("io/"):
        return "only io/ knows file formats"
    if layer in core and included not in CORE_MAY_INCLUDE and not (layer == "base" and included in BASE_MAY_INCLUDE):
        return "the core does without it"
    return None


def check_sizes(layers):
    for layer in layers:
        files = [path for path in (SIM / layer).glob("*.[chd]*") if path.suffix in SOURCES]
        if len(files) > FILES_MOST:
            yield f"sim/{layer} has {len(files)} files: make two folders of it"
    others = [path for folder in (TESTS, ANALYSIS) for path in folder.rglob("*.*") if path.suffix in OTHERS_ARE]
    for path in sorted([*SIM.rglob("*.[ch]"), *(path for path in others if "node_modules" not in path.parts)]):
        lines = path.read_text().count("\n")
        if lines > LINES_MOST:
            yield f"{path.relative_to(SOURCE)} has {lines} lines: make two files of it"


def check_files(layers, core):
    for layer, path, text in sources(layers):
        name = path.relative_to(SOURCE)
        for quote, included in INCLUDE.findall(text):
            own = quote == '"'
            wrong = check_own(layer, included, layers, core) if own else check_system(layer, included, core)
            if wrong:
                yield f"{name} includes {included}: {wrong}"
        if layer in core:
            for word in CORE_MAY_NOT_SAY.findall(COMMENT_OR_TEXT.sub(" ", text)):
                yield f"{name} says {word}: the core knows no files"


def check_declared(layers):
    """What a header declares is defined in its own folder: who looks for it finds it there."""
    for layer in layers:
        defining = "".join(COMMENT_OR_TEXT.sub(" ", path.read_text()) for path in (SIM / layer).glob("*.c"))
        for path in sorted((SIM / layer).glob("*.h")):
            for name in DECLARATION.findall(COMMENT_OR_TEXT.sub(" ", path.read_text())):
                if not re.search(rf"\b{name}\([^;{{}}]*\)\s*\{{", defining):
                    yield f"{path.relative_to(SOURCE)} declares {name}, and no file of {layer} defines it"


def check_circles(layers):
    """Depth first; a file met again on the way down closes a circle."""
    graph = {
        str(path.relative_to(SIM)): [included for quote, included in INCLUDE.findall(text) if quote == '"']
        for _, path, text in sources(layers)
    }
    done = set()

    def visit(file, way):
        if file in way:
            yield "a circle of includes: " + " -> ".join(way[way.index(file) :] + [file])
        elif file not in done:
            for included in graph.get(file, []):
                yield from visit(included, way + [file])
            done.add(file)

    for file in graph:
        yield from visit(file, [])


def main():
    layers, core = read_layers()
    complaints = list(check_folders(layers))
    if not complaints:
        complaints = [*check_files(layers, core), *check_sizes(layers), *check_declared(layers), *check_circles(layers)]
    print("\n".join(complaints) or f"{len(layers)} layers, every include points downwards")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
