"""Does the model bear the claims out? Runs scenarios/claims at the base point and over a space of base points, and writes
analysis/claims.md with a page behind it for each claim.

    python3 -m studies.claims --cost             what it would take; runs nothing
    python3 -m studies.claims                    says what it takes, runs what is not yet run, judges, writes the pages
    python3 -m studies.claims --seed 2           a second series with other seeds and other points; the page says what moved
    python3 -m studies.claims silos sharing      runs these; judges all that are there
    python3 -m studies.claims --judge            runs nothing, judges the runs that there are and writes the pages
    python3 -m studies.claims --checks           runs what was looked at afterwards, at the base point: scenarios/claims/checks
    python3 -m studies.claims --report           only writes the pages, from analysis/claims/results.json and checks.json

It goes on where it was stopped: runs are kept in build/claims/SEED. Results of one model only are judged: a model is known
by the digests of runs of the base scenarios, and runs of another one are refused (--anew removes them).
"""
import argparse
import json
import os
import pathlib
import shutil
import sys
import tempfile

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: the matrices are small

import yaml

from studies import PAGES, ROOT
from studies.claims import afterwards, counted, pages, pictures, results
from studies.claims.sweeps import Failure, Plan, Space, call, flat, model_of, read_claims, sweep, write_fitting

STUDIES = ROOT / "scenarios/claims"
KNOWN_STEPS = 160  # after the reorganisation of everything.yaml
KINDS = ("base", "space")


def bases(claims):
    """{path below the project: file}: the scenarios that the studies change, and that of every mechanism."""
    found = {(STUDIES / claim.text["base"]).resolve() for claim in claims.values()} | {ROOT / "scenarios/everything.yaml"}
    return {base.relative_to(ROOT).as_posix(): base for base in sorted(found)}


def model_now(claims):
    with tempfile.TemporaryDirectory() as folder:
        return {**model_of(bases(claims), KNOWN_STEPS, folder), "steps": KNOWN_STEPS}


def keep_to_the_model(folder, model, anew):
    """Runs of another model are not mixed in."""
    mark = folder / "model.json"
    if folder.exists() and (not mark.exists() or json.loads(mark.read_text())["digests"] != model["digests"]):
        if not anew:
            raise Failure(f"{folder}: these runs are of another model; --anew removes them")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(json.dumps(model, indent=1))


def write_studies(claims, space, folder, plan):
    """{(name, kind): study file}; says what they take, by one run of each."""
    files, seconds, runs = {}, 0, 0
    for name, claim in claims.items():
        for kind in KINDS:
            files[name, kind] = folder / f"{name}.{kind}.yaml"
            study = claim.at_base(space, plan) if kind == "base" else claim.over(space, plan)
            count, takes = write_fitting(study, files[name, kind], claim.text["conditions"])
            seconds, runs = seconds + takes, runs + count
            print(f"{name:22} {'at the base point' if kind == 'base' else 'over the space':18} {count:6,} runs {takes / 60:7.1f} min",
                  flush=True)
    print(f"{'all':41} {runs:6,} runs {seconds / 60:7.1f} min on one processor, less what is done already", flush=True)
    return files


def run_all(files, folder, jobs):
    for (name, kind), study in files.items():
        print(f"{name}, {kind}", file=sys.stderr)
        sweep(study, folder / f"{name}.{kind}", jobs)


def base_values(space):
    """What the base point has of the space's parameters, and its size."""
    base = flat(yaml.safe_load((STUDIES / space.text["base"]).read_text()))
    base.update(flat(space.text.get("set")))
    described = call("describe", "parameters", "--markdown")
    for line in described.split("\n"):
        parts = [part.strip().strip("`") for part in line.split("|")]
        if len(parts) > 3 and parts[1] in [*space.axes, "network.agents"]:
            base.setdefault(parts[1], parts[2])
    return {name: base[name] for name in [*space.axes, "network.agents"] if name in base}


def keep_results(path, series):
    """The series that are kept, this one in its place among them."""
    kept = {one["seed"]: one for one in json.loads(path.read_text())} if path.exists() else {}
    kept = {seed: one for seed, one in kept.items() if one["model"]["digests"] == series["model"]["digests"]}
    kept[series["seed"]] = series
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([kept[seed] for seed in sorted(kept)], separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")


def look_afterwards(claims, space, options):
    """Checks of the first series, kept beside it."""
    folder, model = options.runs / "checks", model_now(claims)
    keep_to_the_model(folder, model, options.anew)
    first = json.loads((options.out / "claims/results.json").read_text())[0]
    kept = {"model": model, **afterwards.look(afterwards.read_checks(STUDIES), claims, space, first, folder, options.jobs)}
    (options.out / "claims/checks.json").write_text(json.dumps(kept, indent=1) + "\n")


def write_pages(claims, space, out):
    series, looked = json.loads((out / "claims/results.json").read_text()), out / "claims/checks.json"
    made = pages.make_pages(claims, space, series[0]["base"], series, json.loads(looked.read_text()) if looked.exists() else {})
    for name, text in made.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text)
    pictures.overview(claims, series[0]["claims"], out / "claims/overview.svg")
    for name, result in series[0]["claims"].items():
        pictures.of_claim(result, space, out / f"claims/{name}.svg")


def collect_all(folder):
    """Of each study that was begun, also of one that was stopped, one file."""
    for study in sorted(path for kind in KINDS for path in folder.glob(f"*.{kind}")):
        try:
            call("collect", study, "--quiet")
        except Failure as failure:
            if "runs are missing" not in str(failure):
                raise


def judge_and_keep(claims, space, folder, plan, model, options):
    found = results.analyse(claims, space, folder, plan)
    if not found:
        raise Failure("no results of this model are there")
    series = {"seed": plan.seed, "model": model, "base": base_values(space), "claims": found}
    keep_results(options.out / "claims/results.json", series)


def work(options):
    claims, space = read_claims(STUDIES, counted.JUDGED), Space(STUDIES / "space.yaml")
    for name in options.names:
        if name not in claims:
            raise Failure(f"there is no study '{name}'; there are {', '.join(claims)}")
    plan = Plan(options.points, options.replicates, options.base_replicates, options.seed)
    folder = options.runs / str(plan.seed)
    if options.checks:
        look_afterwards(claims, space, options)
    elif not options.report:
        wanted = {name: claim for name, claim in claims.items() if not options.names or name in options.names}
        if options.cost:
            with tempfile.TemporaryDirectory() as apart:
                write_studies(wanted, space, pathlib.Path(apart), plan)
            return
        if not options.judge:
            keep_to_the_model(folder, model_now(claims), options.anew)
            run_all(write_studies(wanted, space, folder, plan), folder, options.jobs)
        collect_all(folder)
        judge_and_keep(claims, space, folder, plan, json.loads((folder / "model.json").read_text()), options)
    write_pages(claims, space, options.out)
    print(options.out / "claims.md")


def main():
    parser = argparse.ArgumentParser(prog="python3 -m studies.claims", description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="claims to run; default: all")
    parser.add_argument("--cost", action="store_true", help="say what it would take, and run nothing")
    parser.add_argument("--judge", action="store_true", help="run nothing, judge what there is")
    parser.add_argument("--checks", action="store_true", help="run what was looked at afterwards, and write the pages")
    parser.add_argument("--report", action="store_true", help="run nothing, only write the pages")
    parser.add_argument("--anew", action="store_true", help="remove runs of another model")
    parser.add_argument("--seed", type=int, default=1, help="number of the series: other seeds, other points")
    parser.add_argument("--points", type=int, help="points of the space, in place of its own number")
    parser.add_argument("--replicates", type=int, help="replicates at each point, in place of the space's")
    parser.add_argument("--base-replicates", type=int, help="replicates at the base point, in place of each claim's")
    parser.add_argument("-j", "--jobs", type=int, help="runs at a time; default: as many as there are cores")
    parser.add_argument("--runs", type=pathlib.Path, default=ROOT / "build/claims", help="where runs are kept")
    parser.add_argument("-o", "--out", type=pathlib.Path, default=PAGES, help="the folder of the pages")
    try:
        work(parser.parse_args())
    except Failure as failure:
        sys.exit(f"claims: {failure}")


if __name__ == "__main__":
    main()
