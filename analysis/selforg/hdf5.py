"""What stands in a file, with its names, units and words: nothing here knows any name of the model.

Every dataset says what it is (`units`, `long_name`), what its codes mean (`flag_values`, `flag_meanings`) and along which
dimensions it lies (HDF5 dimension scales). So what a newer program writes appears by itself.
"""
from __future__ import annotations

from typing import Any

import h5py
import numpy as np
import pandas as pd
import xarray as xr

# How HDF5 keeps which dimension a dataset lies along; of no interest to who reads it.
SCALES = {"CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST", "_Netcdf4Dimid", "_Netcdf4Coordinates"}
WORDS = {"flag_values", "flag_meanings"}
TRUTHS = {0: "false", 1: "true"}


def text(value: Any) -> Any:
    """Text as str, whatever way it was kept; a scalar of numpy as one of Python; anything else as it is."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, np.generic):
        return text(value.item())
    return value


def attributes(node: h5py.HLObject) -> dict[str, Any]:
    """The attributes of a group or a dataset, without those that hold the file together."""
    return {name: text(value) for name, value in node.attrs.items() if name not in SCALES}


def words(dataset: h5py.Dataset) -> dict[int, str]:
    """The word of each code of a column; empty if it has none."""
    if not WORDS <= set(dataset.attrs):
        return {}
    return dict(zip(np.atleast_1d(dataset.attrs["flag_values"]).tolist(), text(dataset.attrs["flag_meanings"]).split()))


def children(group: h5py.Group) -> dict[str, h5py.HLObject]:
    """What is in a group, in the order in which it was made, where the file knows it; else by name."""
    group, names = group["/"] if isinstance(group, h5py.File) else group, []
    tracked = group.id.get_create_plist().get_link_creation_order() & h5py.h5p.CRT_ORDER_INDEXED
    group.id.links.iterate(names.append, idx_type=h5py.h5.INDEX_CRT_ORDER if tracked else h5py.h5.INDEX_NAME)
    return {name.decode("utf-8"): group[name] for name in names}


def datasets(group: h5py.Group) -> dict[str, h5py.Dataset]:
    """The datasets among them."""
    return {name: node for name, node in children(group).items() if isinstance(node, h5py.Dataset)}


def is_text(dataset: h5py.Dataset) -> bool:
    return h5py.check_string_dtype(dataset.dtype) is not None


def values(dataset: h5py.Dataset) -> np.ndarray:
    """All values; text as an array of str (dtype object)."""
    return np.asarray(dataset.asstr()[()], dtype=object) if is_text(dataset) else np.asarray(dataset[()])


def coded(codes: np.ndarray, meaning: dict[int, str]) -> pd.Categorical | np.ndarray:
    """Codes as words, in the order of the codes, and those of true and false as such; a code without a word is missing."""
    if meaning == TRUTHS:
        return codes.astype(bool)
    names = list(dict.fromkeys(meaning.values()))
    place = np.full(256, -1, dtype=np.int16)
    for code, word in meaning.items():
        place[code & 255] = names.index(word)
    return pd.Categorical.from_codes(place[codes.astype(np.int64) & 255], categories=names)


def dimensions(dataset: h5py.Dataset) -> tuple[str, ...]:
    """Names of the dimensions, first the slowest; a dataset that is a dimension lies along itself."""
    own = dataset.name.rsplit("/", 1)[-1]
    if dataset.ndim == 1 and h5py.h5ds.is_scale(dataset.id):
        return (own,)
    names = []
    for i in range(dataset.ndim):
        scales = dataset.dims[i]
        names.append(scales[0].name.rsplit("/", 1)[-1] if len(scales) else f"{own}_{i}")
    return tuple(names)


def variable(dataset: h5py.Dataset) -> xr.Variable:
    """One dataset with its dimensions and attributes; codes stay codes, beside the words in the attributes."""
    return xr.Variable(dimensions(dataset), values(dataset), attributes(dataset))


def labelled(group: h5py.Group) -> xr.Dataset:
    """All datasets of a group (not of the groups in it) as a Dataset: dimensions and what `coordinates` names are
    coordinates, the rest variables. Attributes of the group come along."""
    found = {name: variable(node) for name, node in datasets(group).items()}
    named = {word for each in found.values() for word in str(each.attrs.pop("coordinates", "")).split()}
    coordinates = {name for name, each in found.items() if each.dims == (name,) or name in named}
    return xr.Dataset({name: each for name, each in found.items() if name not in coordinates},
                      {name: each for name, each in found.items() if name in coordinates}, attributes(group))


def table(group: h5py.Group, index: str) -> pd.DataFrame:
    """The columns of a group as a table, one row for each of its dimension `index`; codes as words (Categorical)."""
    columns = {}
    for name, node in datasets(group).items():
        if name != index and node.ndim == 1:
            meaning = words(node)
            columns[name] = coded(node[()], meaning) if meaning else values(node)
    return pd.DataFrame(columns, index=pd.Index(values(group[index]), name=index))


def described(group: h5py.Group) -> pd.DataFrame:
    """What each dataset of a group is: units, long_name and words, by its name."""
    rows = {name: (text(node.attrs.get("units", "")), text(node.attrs.get("long_name", "")), list(words(node).values()))
            for name, node in datasets(group).items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["units", "long_name", "words"]).rename_axis("name")
