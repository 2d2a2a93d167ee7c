#!/usr/bin/python3
"""The report of all replications: what models of the literature say, and what selforg makes of their parameters.

    analysis/validation.py [--selforg PROGRAM] [--quick] [--json FILE ...] [-o analysis/validation.md]

Runs `selforg replicate --json`, or reads what it printed before, and writes a report in Markdown with two figures
beside it: FILE_values.png, what came out against what is expected, and FILE_deviations.png, each deviation as a share of
what is allowed.

Needs matplotlib (Debian: python3-matplotlib).
"""
import argparse
import json
import pathlib
import subprocess
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

FOLDER = pathlib.Path(__file__).resolve().parent
COLOURS = {"passes": "#1f6f8b", "FAILS": "#c0392b", "UNSURE": "#d68910", "open": "#999999"}


def number(value, digits=6):
    return "" if value is None else f"{value:.{digits}g}"


def came_out(row):
    if row["means"]:
        return row["means"]
    error = "" if row["error"] is None or row["exact"] else f" ± {number(row['error'], 2)}"
    return number(row["mean"]) + error


def allowed(row):
    return "exactly" if row["exact"] else f"± {number(row['allowed'], 2)}" if row["allowed"] else ""


def count(replication, *verdicts):
    return sum(row["verdict"] in verdicts for row in replication["rows"])


def write_summary(replications, out):
    print("| replication | model | expectations | met | not met | left open | replicates | runs |", file=out)
    print("|---|---|---|---|---|---|---|---|", file=out)
    for replication in replications:
        print(f"| [{replication['name']}](#{replication['name']}) | {replication['title']} | {len(replication['rows'])} "
              f"| {count(replication, 'passes')} | {count(replication, 'FAILS', 'UNSURE')} | {count(replication, 'open')} "
              f"| {replication['replicates']} | {replication['runs']} |", file=out)


def write_replication(replication, out):
    doi = replication["doi"]
    print(f"\n## {replication['name']}\n\n{replication['title']} ([doi:{doi}](https://doi.org/{doi})).", file=out)
    print(f"\n*Differs:* {replication['differs']}\n", file=out)
    print("| what | expected | allowed | came out | z | verdict | source |\n|---|---|---|---|---|---|---|", file=out)
    for row in replication["rows"]:
        cells = [row["name"], row["expected"], allowed(row), came_out(row), number(row["z"], 2), row["verdict"],
                 row["source"]]
        print("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |", file=out)


def write_report(replications, path):
    rows = sum(len(replication["rows"]) for replication in replications)
    met = sum(count(replication, "passes") for replication in replications)
    quick = any(replication["quick"] for replication in replications)
    with open(path, "w", encoding="utf-8") as out:
        print(f"""# Validation

Models of the literature that selforg becomes by its parameters alone (`scenarios/replications`). Of {rows} expectations
{met} are met{", with fewer replicates than the full report has" if quick else ""}. Written by `analysis/validation.py`;
`selforg replicate` prints the same.

A mean passes if it is off by at most 3 standard errors (those of the expected value and of the replicates together) and
the stated tolerance; where a flat bound is stated, by at most that. Seeds are 1, 2, 3, ... in every replication. ± is
one standard error; z counts them.

![What came out against what is expected]({path.stem}_values.png)

*Every mean against its expected value, with 3 standard errors.*

![Deviations as shares of what is allowed]({path.stem}_deviations.png)

*Deviations as shares of what is allowed: all lie between -1 and 1 where everything is met.*
""", file=out)
        write_summary(replications, out)
        for replication in replications:
            write_replication(replication, out)


def valued(replication):
    """Rows that compare one number with another."""
    return [row for row in replication["rows"]
            if row["value"] is not None and row["mean"] is not None and (row["allowed"] is not None or row["exact"])]


def draw_values(replications, path):
    shown = [replication for replication in replications if len({row["value"] for row in valued(replication)}) > 1]
    columns = 4
    lines = -(-len(shown) // columns)
    figure, axes = plt.subplots(lines, columns, figsize=(3 * columns, 2.9 * lines), squeeze=False)
    for axis, replication in zip(axes.flat, shown):
        rows = valued(replication)
        low = min(min(row["value"], row["mean"]) for row in rows)
        high = max(max(row["value"], row["mean"]) for row in rows)
        axis.plot([low, high], [low, high], color="#bbbbbb", linewidth=1)
        for row in rows:
            error = 0 if row["exact"] else 3 * (row["error"] or 0)
            axis.errorbar(row["value"], row["mean"], yerr=error, fmt="o", markersize=3.5,
                          color=COLOURS[row["verdict"]], linewidth=1)
        axis.set_title(replication["name"], fontsize=9)
        axis.tick_params(labelsize=7)
    for axis in axes.flat[len(shown):]:
        axis.axis("off")
    figure.supxlabel("expected", fontsize=9)
    figure.supylabel("came out", fontsize=9)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def draw_deviations(replications, path):
    shown = [replication for replication in replications if any(row["allowed"] for row in valued(replication))]
    figure, axis = plt.subplots(figsize=(9, 0.6 + 0.36 * len(shown)))
    axis.axvspan(-1, 1, color="#eef4f6")
    axis.axvline(0, color="#bbbbbb", linewidth=1)
    for line, replication in enumerate(reversed(shown)):
        rows = [row for row in valued(replication) if row["allowed"]]
        for row in rows:
            axis.plot((row["mean"] - row["value"]) / row["allowed"], line, "o", markersize=5, alpha=0.6,
                      color=COLOURS[row["verdict"]])
    axis.set_yticks(range(len(shown)), [replication["name"] for replication in reversed(shown)], fontsize=8)
    axis.set_xlabel("deviation / allowed", fontsize=9)
    axis.tick_params(labelsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def run_all(program, quick):
    """What the program prints: it ends with 1 where something is not met, which the report then says."""
    result = subprocess.run([program, "replicate", "--json", *(["--quick"] if quick else [])],
                            stdout=subprocess.PIPE, text=True)
    if result.returncode > 1 or not result.stdout:
        sys.exit(result.returncode)
    return json.loads(result.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--selforg", default=FOLDER.parent / "build/release/selforg", help="the program")
    parser.add_argument("--quick", action="store_true", help="fewer replicates")
    parser.add_argument("--json", nargs="+", type=pathlib.Path, help="what selforg replicate --json printed before")
    parser.add_argument("-o", "--out", type=pathlib.Path, default=FOLDER / "validation.md", help="the report")
    options = parser.parse_args()
    if options.json:
        replications = [item for path in options.json for item in json.loads(path.read_text(encoding="utf-8"))]
    else:
        replications = run_all(options.selforg, options.quick)
    replications = sorted((item for item in replications if item["rows"]), key=lambda item: item["name"])
    write_report(replications, options.out)
    draw_values(replications, options.out.with_name(options.out.stem + "_values.png"))
    draw_deviations(replications, options.out.with_name(options.out.stem + "_deviations.png"))


if __name__ == "__main__":
    main()
