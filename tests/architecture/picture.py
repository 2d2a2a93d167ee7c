#!/usr/bin/env python3
"""Draws the architecture from the code: what sim/layers lists, and which layer includes which.

    tests/architecture/picture.py > sim/architecture.svg

An arrow that follows from others is left out: where A includes B and B includes C, A may include C too. So the picture
changes only when the architecture does.
"""

import os
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

os.environ.setdefault("SELFORG_SOURCE", str(Path(__file__).resolve().parents[2]))
from layers_test import INCLUDE, ON_THE_CORE_ALONE, SIM, layer_of, read_layers, sources  # noqa: E402

# The folders of one colour, from the top to the bottom of the picture.
COLOURS = {
    "browser": "#7a4e9e",
    "program": "#9c3f56",
    "library": "#7a4e9e",
    "study": "#b3661f",
    "io": "#8a7a12",
    "model": "#1f7a4d",
    "": "#2b5c94",
}
ROW, GAP, TOP = 25, 12, 62
LEFT, NAME, SENTENCE, EDGE = 18, 34, 184, 908


def included(layers):
    """Of each layer, the others that it includes."""
    below = {layer: set() for layer in layers}
    for layer, _, text in sources(layers):
        others = {layer_of(name, layers) for quote, name in INCLUDE.findall(text) if quote == '"'}
        below[layer] |= others - {layer, None}
    return below


def without_what_follows(below, layers):
    """The same without what is reached by a longer way. Layers come lowest first, so what is below is known."""
    reached, kept = {}, {}
    for layer in layers:
        others = below[layer]
        kept[layer] = {other for other in others if not any(other in reached[way] for way in others - {other})}
        reached[layer] = others.union(*(reached[other] for other in others))
    return kept


def sentences():
    lines = (SIM / "layers").read_text().splitlines()
    return dict(line.split(None, 1) for line in lines if line and not line.startswith("#"))


def group_of(layer):
    return layer.split("/")[0] if layer.split("/")[0] in COLOURS else ""


def places(layers):
    """The y of every layer's middle, the highest first, with a gap between groups; and the height of all."""
    y, middle = TOP, {}
    for _, members in groupby(reversed(layers), group_of):
        for layer in members:
            middle[layer] = y + ROW / 2
            y += ROW
        y += GAP
    return middle, y


def draw_group(group, members, middle):
    top, bottom = middle[members[0]] - ROW / 2, middle[members[-1]] + ROW / 2
    yield (
        f'<rect x="{LEFT}" y="{top:g}" width="{EDGE - LEFT}" height="{bottom - top:g}" rx="6" '
        f'fill="{COLOURS[group]}" fill-opacity="0.09"/>'
    )
    yield f'<rect x="{LEFT}" y="{top:g}" width="5" height="{bottom - top:g}" rx="2" fill="{COLOURS[group]}"/>'


def draw_layer(layer, sentence, y):
    colour = COLOURS[group_of(layer)]
    yield f'<text x="{NAME}" y="{y + 4.5:g}" class="name" style="fill:{colour}">{escape(layer)}</text>'
    yield f'<text x="{SENTENCE}" y="{y + 4.5:g}">{escape(sentence)}</text>'


def arc(layer, other, middle):
    """Where an arrow leaves a row, above its middle, and arrives, below it, and how far out it is drawn: the further down it goes,
    the further out."""
    start, end = middle[layer] + 4, middle[other] - 4
    return start, end, EDGE + 22 + 8.2 * (end - start) ** 0.53


def width_with(kept, middle):
    """So that there is room for every arc, which comes three quarters of the way to what draws it."""
    return round(max((3 * arc(layer, other, middle)[2] + EDGE) / 4 for layer, others in kept.items() for other in others)) + 12


def draw_arrow(layer, other, middle):
    """An arc at the right edge."""
    start, end, out = arc(layer, other, middle)
    colour = COLOURS[group_of(layer)]
    yield (
        f'<path d="M{EDGE + 3} {start:g} C{out:.0f} {start:g} {out:.0f} {end:g} {EDGE + 10} {end:g}" '
        f'stroke="{colour}"><title>{layer} includes {other}</title></path>'
    )
    yield f'<path d="M{EDGE + 2} {end:g} l9 -3.6 v7.2 z" class="head" style="fill:{colour}"/>'


def draw_border(layers, core, middle):
    """Between the core and the outside."""
    y = max(middle[layer] for layer in layers if layer not in core and layer not in ON_THE_CORE_ALONE) + (ROW + GAP) / 2
    yield f'<path d="M{LEFT} {y:g} H{EDGE}" stroke="#777" stroke-dasharray="5 4"/>'
    yield (
        f'<text x="{EDGE - 8}" y="{y + GAP / 2 + ROW / 2 + 4.5:g}" text-anchor="end" class="small">'
        "from here down: the core, which knows no files</text>"
    )


def picture():
    layers, core = read_layers()
    text, (middle, height) = sentences(), places(layers)
    kept = without_what_follows(included(layers), layers)
    width = width_with(kept, middle)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-label="The layers of selforg, and which includes which">'
    )
    yield (
        "<style>text{font:12px system-ui,'Segoe UI',Helvetica,Arial,sans-serif;fill:#333}"
        ".name{font:600 12px ui-monospace,'DejaVu Sans Mono',Menlo,monospace}"
        ".title{font-size:17px;font-weight:600}.small{fill:#777}"
        "path{fill:none;stroke-width:1.6;stroke-opacity:.75}path:hover{stroke-width:4}.head{stroke:none}</style>"
    )
    yield f'<rect width="{width}" height="{height}" fill="#fff"/>'
    yield f'<text x="{LEFT}" y="28" class="title">The layers of sim/: a file includes its own and lower ones</text>'
    yield f'<text x="{LEFT}" y="47" class="small">Arrow: includes. What follows from other arrows is left out.</text>'
    for group, members in groupby(reversed(layers), group_of):
        yield from draw_group(group, list(members), middle)
    yield from draw_border(layers, core, middle)
    for layer in reversed(layers):
        yield from draw_layer(layer, text[layer], middle[layer])
        for other in sorted(kept[layer], key=layers.index):
            yield from draw_arrow(layer, other, middle)
    yield "</svg>"


if __name__ == "__main__":
    print("\n".join(picture()))
