#!/usr/bin/env python3
"""Does the model bear the claims out? Runs the studies in scenarios/claims and writes analysis/claims.md.

    analysis/claims.py                   every study: runs what is not yet run, analyses, writes the page
    analysis/claims.py debriefing ...    runs these; the page shows all whose results are there
    analysis/claims.py --report          runs nothing, only writes the page

Runs are kept in build/claims/NAME, so that it goes on where it was stopped. Results of one model only go into the page:
a model is known by the digests of runs of the base scenarios, and results of another one are refused (--anew removes
them). Needs the program (built, or $SELFORG), numpy and matplotlib.
"""
import argparse
import json
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap

import plot_study
from plot_study import plt

ROOT = plot_study.ROOT
STUDIES = ROOT / "scenarios/claims"
KNOWN_STEPS = 160  # after the reorganisation of everything.yaml
PANELS_MOST = 4
SHORT = {"holds": "holds", "does not hold": "does not hold", "undecided": "undecided",
         "no difference seen": "no difference seen", "too few replicates": "too few replicates", "": "shown only"}


class Failure(Exception):
    """What to tell the person."""


def call(selforg, *arguments, quiet=True):
    """Standard output of the program; its own messages pass through unless quiet."""
    result = subprocess.run([selforg, *map(str, arguments)], stdout=subprocess.PIPE, text=True,
                            stderr=subprocess.PIPE if quiet else None)
    if result.returncode != 0:
        raise Failure(f"selforg {' '.join(map(str, arguments))}: {(result.stderr or '').strip() or 'failed'}")
    return result.stdout


# ---- the model ----

def bases():
    """The scenarios that the studies change, and that of every mechanism."""
    found = {ROOT / "scenarios/everything.yaml"}
    for study in STUDIES.glob("*.yaml"):
        base = re.search(r"^base:\s*(\S+)", study.read_text(), re.MULTILINE)
        if base:
            found.add((study.parent / base[1]).resolve())
    return sorted(found)


def model_of(selforg):
    """What the model is: its version, and the digests of known runs."""
    version = call(selforg, "--version").split("\n")[0].strip()
    digests = {}
    with tempfile.TemporaryDirectory() as folder:
        for base in bases():
            run = call(selforg, "run", base, "--steps", KNOWN_STEPS, "--json", "--progress", "none", "-o",
                       pathlib.Path(folder) / (base.stem + ".h5"))
            digests[base.relative_to(ROOT).as_posix()] = json.loads(run)["digest"]
    return {"version": re.sub(r"\s*\(.*\)$", "", version), "digests": digests}


# ---- runs ----

def study_results(name, folder, selforg, model, options):
    """Runs a study as far as it is not yet run, and keeps its analysis beside the runs."""
    runs, kept = folder / name, folder / f"{name}.json"
    mark = folder / f"{name}.model.json"
    if runs.exists() and (not mark.exists() or json.loads(mark.read_text())["digests"] != model["digests"]):
        if not options.anew:
            raise Failure(f"{runs}: these runs are of another model; --anew removes them")
        shutil.rmtree(runs)
        kept.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(json.dumps(model, indent=1))
    sweep = ["sweep", STUDIES / f"{name}.yaml", "-o", runs] + (["--resume"] if runs.exists() else [])
    if options.replicates:
        sweep += ["--replicates", options.replicates]
    call(selforg, *sweep, quiet=False)
    analysis = json.loads(call(selforg, "analyze", runs / "study.h5", "--json"))
    analysis["study"] = f"scenarios/claims/{name}.yaml"
    kept.write_text(json.dumps(analysis, indent=1))


def all_results(folder, model):
    """{name: analysis} of every study whose results are there, all of this model."""
    results = {}
    for study in sorted(STUDIES.glob("*.yaml")):
        kept, mark = folder / f"{study.stem}.json", folder / f"{study.stem}.model.json"
        if not kept.exists() or not mark.exists():
            continue
        if json.loads(mark.read_text())["digests"] != model["digests"]:
            print(f"{study.stem}: left out, its results are of another model", file=sys.stderr)
            continue
        results[study.stem] = json.loads(kept.read_text())
    return results


# ---- the page ----

def contrasts_of(analysis):
    """The contrasts in the study's order."""
    return sorted((f for f in analysis["findings"] if "contrast" in f), key=lambda finding: finding["contrast"])


def figures(finding):
    """(from, effect, interval) with two digits of the interval's half."""
    start, value, low, high = (finding[key] for key in ("from", "estimate", "low", "high"))
    if value is None:
        return "unknown", "unknown", "unknown"
    if low is None:
        return f"{start:.3g}", f"{value:+.3g}", "unknown"
    half = (high - low) / 2
    decimals = min(9, max(0, 1 - math.floor(math.log10(half)))) if half > 0 else 3
    return f"{start:.{decimals}f}", f"{value:+.{decimals}f}", f"{low:+.{decimals}f} to {high:+.{decimals}f}"


def replicates_of(finding):
    return f"{finding['count']} of {finding['count'] + finding['missing']}" if finding["missing"] else f"{finding['count']}"


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(headings, rows):
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(map(cell, line)) + " |" for line in lines) + "\n"


def sentence_of(finding, replicates):
    """What came out, in words."""
    start, effect, interval = figures(finding)
    what = f"{finding['name'][0].upper()}{finding['name'][1:]}"
    over = f"over {replicates_of(finding)} pairs of runs"
    if finding["low"] is None:
        return f"{what}: there are too few replicates to tell."
    if finding["low"] > 0 or finding["high"] < 0:
        direction = "more" if finding["low"] > 0 else "less"
        ending = {"holds": "as the claim says", "does not hold": "against what the claim says"}.get(finding["verdict"])
        return f"{what}: {direction} ({effect} from {start}; {interval}, {over}){', ' + ending if ending else ''}."
    if finding["verdict"] == "no difference seen":
        return f"{what}: no difference seen, as the claim says; it lies within {interval} ({over})."
    needed = finding["replicates_needed"]
    more = f"; if it is what it seems, {needed:,} replicates would tell" if needed and needed > replicates else ""
    return f"{what}: undecided, {interval} ({over}){more}."


def verdict_counts(contrasts):
    counts = {}
    for finding in contrasts:
        counts[SHORT[finding["verdict"]]] = counts.get(SHORT[finding["verdict"]], 0) + 1
    order = [word for word in SHORT.values() if word in counts]
    return ", ".join(f"{word} {counts[word]} of {len(contrasts)}" if len(contrasts) > 1 else word for word in order)


def draw(analysis, path):
    """Means with intervals of the outcomes that the claim is about."""
    outcomes = list(dict.fromkeys(finding["outcome"] for finding in contrasts_of(analysis)))[:PANELS_MOST]
    plt.rcParams.update(plot_study.STYLE)
    figure, axes = plt.subplots(1, len(outcomes), squeeze=False, figsize=(2.9 * len(outcomes) + 0.6, 2.5),
                                layout="constrained")
    for place, outcome in enumerate(outcomes):
        plot_study.draw_means(axes[0, place], analysis, outcome, first=place == 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
    path.write_text(re.sub(r"[ \t]+$", "", path.read_text(), flags=re.MULTILINE))


def section(name, analysis, out):
    """A claim's part of the page."""
    contrasts = contrasts_of(analysis)
    picture = out.parent / "claims" / f"{name}.svg"
    draw(analysis, picture)
    rows = [[f["name"], *figures(f), replicates_of(f), f["expected"] or "-", SHORT[f["verdict"]]] for f in contrasts]
    missing = f" {analysis['runs_missing']} runs are missing." if analysis["runs_missing"] else ""
    said = " ".join(sentence_of(finding, analysis["replicates"]) for finding in contrasts)
    return "\n".join([
        f"## {analysis.get('claim') or analysis['title']}\n",
        f"{analysis['question']} ([{analysis['study']}](../{analysis['study']}), {analysis['configurations']} "
        f"configurations, {analysis['replicates']} replicates.{missing})\n",
        table(["contrast", "from", "effect", f"{100 * analysis['level']:g} % interval", "replicates", "expected", "came out"], rows),
        f"![Means with intervals](claims/{picture.name})\n",
        textwrap.fill(said, 120, break_long_words=False, break_on_hyphens=False) + "\n",
        f"What would change it: {analysis['would_change']}\n" if analysis.get("would_change") else "",
    ])


def anchor(heading):
    """GitHub's anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


HEAD = """\
# What the model says about the claims

Written by `analysis/claims.py`, which runs the studies in [scenarios/claims](../scenarios/claims) and analyses them with
`selforg analyze`. An effect is the difference between two configurations, within each replicate (common random numbers);
the interval is Student's t. *Holds*: the whole interval lies on the side of zero that the claim expects; *does not
hold*: on the other side; *undecided*: it contains zero. Of {count} intervals of {level:g} %, about {expected:.2g} can be
expected to miss the true effect. The pictures show means; a difference is known better than their intervals suggest,
since what a replicate has in common cancels.

The claims are about organisations, the results about a model of them: what it says follows from its rules and from the
settings of each study, and *what would change it* names those on which most depends.
"""


def page(results, model, out):
    contrasts = [finding for analysis in results.values() for finding in contrasts_of(analysis)]
    level = max(analysis["level"] for analysis in results.values())
    claims = [(name, analysis.get("claim") or analysis["title"], analysis) for name, analysis in results.items()]
    summary = table(["claim", "verdicts", "replicates"],
                    [[f"[{claim}](#{anchor(claim)})", verdict_counts(contrasts_of(analysis)), analysis["replicates"]]
                     for _, claim, analysis in claims])
    digests = table(["scenario", "digest"], [[f"`{name}`", f"`{digest}`"] for name, digest in model["digests"].items()])
    head = HEAD.format(count=len(contrasts), level=100 * level, expected=(1 - level) * len(contrasts))
    sections = [section(name, analysis, out) for name, _, analysis in claims]
    tail = (f"## The model\n\n{model['version']}; it is the one whose runs of {KNOWN_STEPS} steps have these digests "
            f"(`selforg run SCENARIO --steps {KNOWN_STEPS}`).\n\n{digests}")
    out.write_text("\n".join([head, summary, *sections, tail]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="studies to run; default: all")
    parser.add_argument("--report", action="store_true", help="run nothing, only write the page")
    parser.add_argument("--anew", action="store_true", help="remove runs of another model")
    parser.add_argument("--replicates", type=int, help="replicates, in place of the studies'")
    parser.add_argument("--runs", type=pathlib.Path, default=ROOT / "build/claims", help="where runs are kept")
    parser.add_argument("-o", "--out", type=pathlib.Path, default=ROOT / "analysis/claims.md", help="the page")
    parser.add_argument("--selforg", default=plot_study.program(), help="the program")
    options = parser.parse_args()
    known = sorted(study.stem for study in STUDIES.glob("*.yaml"))
    for name in options.names:
        if name not in known:
            sys.exit(f"claims.py: there is no study '{name}'; there are {', '.join(known)}")
    try:
        model = model_of(options.selforg)
        for name in [] if options.report else options.names or known:
            print(name, file=sys.stderr)
            study_results(name, options.runs, options.selforg, model, options)
        results = all_results(options.runs, model)
        if not results:
            raise Failure("no results of this model are there")
        page(results, model, options.out)
    except Failure as failure:
        sys.exit(f"claims.py: {failure}")
    print(options.out)


if __name__ == "__main__":
    main()
