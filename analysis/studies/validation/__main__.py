"""The report of all replications: what models of the literature say, and what selforg makes of their parameters.

    python3 -m studies.validation [--quick] [--keep FOLDER] [-o validation.md]

Runs `selforg reproduce --json` on each file of scenarios/replications, and writes a report in Markdown with two figures
beside it: FILE_values.png, what came out against what is expected, and FILE_deviations.png, each deviation as a share of
what is allowed.

What came out is kept (in build/validation), and is taken from there as long as neither the replication's file nor the
sources of the model are changed: after a stop it goes on where it was.
"""
import argparse
import hashlib
import itertools
import json
import pathlib
import re
import resource
import subprocess
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from selforg import finding

from studies import PAGES, ROOT

REPLICATIONS = ROOT / "scenarios/replications"
MODEL = "base random scenario network landscape model study".split()  # folders of sim that decide what comes out
COLOURS = {"passes": "#1f6f8b", "FAILS": "#c0392b", "UNSURE": "#d68910", "explained": "#8e44ad", "open": "#999999"}


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
    print("| replication | model | expectations | met | explained | not met | left open | replicates | runs | CPU |",
          file=out)
    print("|---|---|---|---|---|---|---|---|---|---|", file=out)
    for replication in replications:
        print(f"| [{replication['name']}](#{replication['name']}) | {replication['title']} | {len(replication['rows'])} "
              f"| {count(replication, 'passes')} | {count(replication, 'explained')} "
              f"| {count(replication, 'FAILS', 'UNSURE')} | {count(replication, 'open')} "
              f"| {replication['replicates']} | {replication['runs']} | {replication['cpu']:.0f} s |", file=out)


def explanations(replications):
    """Each with what is not met because of it."""
    return [f"- [{replication['name']}](#{replication['name']}): {explained} ("
            + "; ".join(f"{row['name']}: {row['expected']} is expected, {came_out(row)} came out" for row in rows) + ")"
            for replication in replications
            for explained, rows in itertools.groupby(
                (row for row in replication["rows"] if row["verdict"] == "explained"), lambda row: row["explained"])]


def linked(text):
    """Notes that lie beside a replication are linked."""
    return re.sub(r"\((\w+\.md)\)", r"([\1](../scenarios/replications/\1))", text)


def write_replication(replication, out):
    name, doi = replication["name"], replication["doi"]
    print(f"\n## {name}\n\n{replication['title']} ([doi:{doi}](https://doi.org/{doi})), "
          f"[`{name}.yaml`](../scenarios/replications/{name}.yaml).", file=out)
    print(f"\n*Differs:* {linked(replication['differs'])}\n", file=out)
    print("| what | expected | allowed | came out | z | verdict | source |\n|---|---|---|---|---|---|---|", file=out)
    for row in replication["rows"]:
        cells = [row["name"], row["expected"], allowed(row), came_out(row), number(row["z"], 2), row["verdict"],
                 row["source"]]
        print("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |", file=out)


def write_report(replications, path):
    rows = sum(len(replication["rows"]) for replication in replications)
    met, explained, failed, left_open = (
        sum(count(replication, *verdicts) for replication in replications)
        for verdicts in (["passes"], ["explained"], ["FAILS", "UNSURE"], ["open"]))
    quick = any(replication["quick"] for replication in replications)
    reasons = explanations(replications)
    not_met = "\n".join(["Not met, and why:", "", *reasons, "", ""]) if reasons else ""
    with open(path, "w", encoding="utf-8") as out:
        print(f"""# Validation

Models of the literature that selforg becomes by its parameters alone ([`scenarios/replications`](../scenarios/replications)).
Of {rows} expectations {met} are met, {explained} are not met but explained, and {failed} are neither;
{left_open} are left open{", with fewer replicates than the full report has" if quick else ""}. Written by `python3 -m studies.validation`;
`selforg reproduce` prints the same.

A mean passes if it is off by at most 3 standard errors (those of the expected value and of the replicates together) and
the stated tolerance; where a flat bound is stated, by at most that. Seeds are 1, 2, 3, ... in every replication. ± is
one standard error; z counts them.

{not_met}![What came out against what is expected]({path.stem}_values.png)

*Every mean against its expected value, with 3 standard errors; violet: explained.*

![Deviations as shares of what is allowed]({path.stem}_deviations.png)

*Deviations as shares of what is allowed: what is met lies between -1 and 1. Triangles are farther out than 2.*
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
            off = (row["mean"] - row["value"]) / row["allowed"]
            axis.plot(min(max(off, -2), 2), line, "<" if off < -2 else ">" if off > 2 else "o", markersize=5, alpha=0.6,
                      color=COLOURS[row["verdict"]])
    axis.set_yticks(range(len(shown)), [replication["name"] for replication in reversed(shown)], fontsize=8)
    axis.set_xlabel("deviation / allowed", fontsize=9)
    axis.tick_params(labelsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def sources_digest():
    digest = hashlib.sha256()
    for folder in MODEL:
        for path in sorted(path for path in (ROOT / "sim" / folder).rglob("*") if path.is_file()):
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def run_one(path, quick):
    """What the program prints of one replication, and the CPU seconds it took. It ends with 1 where something is not met,
    which the report then says."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    result = subprocess.run([finding.program(), "reproduce", path, "--json", *(["--quick"] if quick else [])],
                            stdout=subprocess.PIPE, text=True)
    if result.returncode > 1 or not result.stdout:
        sys.exit(result.returncode)
    (replication,) = json.loads(result.stdout)
    replication["cpu"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return replication


def kept_or_run(path, quick, sources, folder):
    """One replication, from `folder` if it was run there with the same file and the same sources of the model."""
    key = hashlib.sha256(f"{sources} {quick} ".encode() + path.read_bytes()).hexdigest()
    place = folder / f"{path.stem}{'_quick' if quick else ''}.json"
    if place.exists():
        kept = json.loads(place.read_text(encoding="utf-8"))
        if kept["key"] == key:
            return kept["replication"]
    replication = run_one(path, quick)
    print(f"{path.stem}: {replication['cpu']:.0f} s", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps({"key": key, "replication": replication}), encoding="utf-8")
    return replication


def main():
    parser = argparse.ArgumentParser(prog="python3 -m studies.validation", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer replicates")
    parser.add_argument("--keep", default=ROOT / "build/validation", type=pathlib.Path,
                        help="the folder in which what came out is kept")
    parser.add_argument("-o", "--out", type=pathlib.Path, default=PAGES / "validation.md", help="the report")
    options = parser.parse_args()
    sources = sources_digest()
    replications = [kept_or_run(path, options.quick, sources, options.keep)
                    for path in sorted(REPLICATIONS.glob("*.yaml"))]
    replications = [replication for replication in replications if replication["rows"]]
    write_report(replications, options.out)
    draw_values(replications, options.out.with_name(options.out.stem + "_values.png"))
    draw_deviations(replications, options.out.with_name(options.out.stem + "_deviations.png"))


if __name__ == "__main__":
    main()
