"""How near does selforg come to the models of the literature that it becomes by its parameters? Runs scenarios/replications, and writes
validation.md with a page behind it for each of them.

    python3 -m studies.validation               runs what is not yet run, or was of another model, and writes the pages
    python3 -m studies.validation voter sis     runs these, anew; the pages show the others as they were
    python3 -m studies.validation --report      runs nothing, only writes the pages

What came out is kept in validation/results.json, with a digest of the replication's file and of the sources of the model.
"""
import argparse
import hashlib
import json
import pathlib
import resource
import subprocess
import sys

from selforg import finding

from studies import PAGES, ROOT
from studies.validation import pages, pictures

REPLICATIONS = ROOT / "scenarios/replications"
MODEL = "base random scenario network landscape model study".split()  # folders of sim that decide what comes out


def sources_digest():
    digest = hashlib.sha256()
    for folder in MODEL:
        for path in sorted(path for path in (ROOT / "sim" / folder).rglob("*") if path.is_file()):
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def shortened(value):
    """Numbers of six digits: more is noise."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, list):
        return [shortened(each) for each in value]
    return {key: shortened(each) for key, each in value.items()} if isinstance(value, dict) else value


def run(path):
    """What the program says of one replication, and the CPU seconds it took. The program ends with 1
    where something is not met, which the page then says."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    result = subprocess.run([finding.program(), "reproduce", path, "--json"], stdout=subprocess.PIPE, text=True)
    if result.returncode > 1 or not result.stdout:
        sys.exit(result.returncode)
    (replication,) = json.loads(result.stdout)
    replication["cpu"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    print(f"{path.stem}: {replication['cpu']:.0f} s", file=sys.stderr, flush=True)
    return shortened(replication)


def keep(kept, path):
    """One replication a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{json.dumps(name)}:{json.dumps(kept[name], separators=(',', ':'), ensure_ascii=False)}" for name in sorted(kept)]
    path.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")


def run_all(names, path, kept):
    """Runs those of `names`, or, if there are none, what is not there of these sources; keeps each as soon as it is done."""
    sources = sources_digest()
    for file in sorted(REPLICATIONS.glob("*.yaml")):
        key = hashlib.sha256(sources.encode() + file.read_bytes()).hexdigest()
        if file.stem in names or not names and kept.get(file.stem, {}).get("key") != key:
            came_out = run(file)
            if came_out.get("absent"):
                print(f"{file.stem}: left out, {came_out['absent']} is not there", file=sys.stderr)
                continue
            kept[file.stem] = {"key": key, **came_out}
            keep(kept, path)


def main(words=None):
    parser = argparse.ArgumentParser(prog="python3 -m studies.validation", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="replications to run anew")
    parser.add_argument("--report", action="store_true", help="run nothing")
    parser.add_argument("-o", "--out", type=pathlib.Path, default=PAGES, help="the folder of the pages")
    options = parser.parse_args(words)
    known = {path.stem for path in REPLICATIONS.glob("*.yaml")}
    if unknown := sorted(set(options.names) - known):
        parser.error(f"there is no replication {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    path = options.out / "validation/results.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if not options.report:
        run_all(options.names, path, kept)
    replications = [kept[name] for name in sorted(known & set(kept)) if kept[name]["rows"]]
    for name, text in pages.make_pages(replications).items():
        (options.out / name).write_text(text, encoding="utf-8")
    pictures.deviations(replications).save(options.out / "validation/deviations.png", dpi=130)
    print(options.out / "validation.md")


if __name__ == "__main__":
    main()
