#!/usr/bin/python3
"""A picture of a study: every outcome along the first parameter that varies, with intervals over the replicates.

    analysis/plot_study.py DIR/study.h5 [-o PICTURE.png]

Lines are the conditions, or else the values of the second parameter; over what else varies it is averaged. Points are
means with 95 % intervals (Student's t). Needs numpy, pandas, xarray, h5netcdf and
matplotlib.
"""
import argparse
import pathlib

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr

PALETTE = ["#3875E1", "#C8760A", "#2FAE74", "#AA3785", "#F3C813", "#5A6472"]
# The 97.5 % quantile of Student's t by degrees of freedom; between two of them, that of the fewer.
STUDENT = {1: 12.71, 2: 4.30, 3: 3.18, 4: 2.78, 5: 2.57, 6: 2.45, 7: 2.36, 8: 2.31, 9: 2.26, 10: 2.23, 14: 2.14,
           19: 2.09, 29: 2.05, 49: 2.01, 99: 1.98, 499: 1.96}
ABOUT_THE_RUN = {"run", "config_id", "replicate", "seed", "condition"}


def half_width(values):
    """Of the interval of a mean; replicates share their seeds, so they are what is independent."""
    count = len(values)
    if count < 2:
        return 0.0
    quantile = STUDENT[max(degrees for degrees in STUDENT if degrees <= count - 1)]
    return quantile * np.std(values, ddof=1) / np.sqrt(count)


def axes_of_study(study):
    varied = [name for name in study.coords if study[name].dims == ("run",) and name not in ABOUT_THE_RUN]
    along = varied[0] if varied else "config_id"
    return along, "condition" if "condition" in study.coords else varied[1] if len(varied) > 1 else None


def plot_outcome(axes, study, outcome, along, lines):
    table = study[[outcome]].to_dataframe()[[outcome, along, "replicate"] + ([lines] if lines else [])].dropna()
    groups = table.groupby(lines) if lines else [("", table)]
    for colour, (label, rows) in zip(np.resize(PALETTE, 99), groups):
        points = rows.groupby([along, "replicate"])[outcome].mean().groupby(level=0)
        means, widths = points.mean(), points.apply(half_width)
        axes.errorbar(means.index, means, widths, color=colour, marker="o", markersize=4, capsize=2,
                      label=f"{lines} {label}" if lines else None)
    axes.set(xlabel=along, ylabel=outcome.replace("_", " "))
    if lines:
        axes.legend(fontsize=7)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("study", type=pathlib.Path)
    parser.add_argument("-o", "--out", type=pathlib.Path)
    options = parser.parse_args()
    with xr.open_dataset(options.study, engine="h5netcdf") as study:
        outcomes = [name for name in study.data_vars
                    if study[name].dims == ("run",) and not name.startswith("run_") and study[name].notnull().any()]
        along, lines = axes_of_study(study)
        figure, panels = plt.subplots(1, len(outcomes), figsize=(5 * len(outcomes), 4), squeeze=False)
        for axes, outcome in zip(panels[0], outcomes):
            plot_outcome(axes, study, outcome, along, lines)
        figure.suptitle(f"{study.attrs.get('title', '')} ({study.sizes['run']} runs)", fontsize=11)
    figure.tight_layout()
    figure.savefig(options.out or options.study.with_suffix(".png"), dpi=120)


if __name__ == "__main__":
    main()
