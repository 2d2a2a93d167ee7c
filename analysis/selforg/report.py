"""selforg-report: one self-contained page of a run or a study.

Question, what happened in words and figures, the parameters that are not defaults, the scenario, and how to do it again.
"""
from __future__ import annotations

import argparse
import base64
import io
import pathlib
import sys
from html import escape

import pandas as pd

from . import figures, telling
from .ending import ended
from .run import Run
from .study import Study

WIDTH = 190.0  # mm of a figure
PICTURE_MOST = 1_500_000  # bytes of a vector figure; larger ones are pixels
LOOK = """
body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff; max-width: 62rem; margin: 2rem auto; padding: 0 1.2rem }
h1 { font-size: 1.9rem; line-height: 1.2; margin-bottom: .3rem } h2 { font-size: 1.25rem; margin-top: 2.4rem }
.question { font-size: 1.15rem; color: #444; margin-top: 0 } .facts { color: #555; font-size: .9rem }
figure { margin: 1.8rem 0; page-break-inside: avoid } figure img { width: 100%; height: auto }
figcaption { font-size: .88rem; color: #444 }
.table { overflow-x: auto } table { border-collapse: collapse; font-size: .86rem; width: 100% }
th { text-align: left; border-bottom: 2px solid #999; padding: .25rem .6rem .25rem 0; vertical-align: bottom }
td { border-bottom: 1px solid #ddd; padding: .25rem .6rem .25rem 0; vertical-align: top }
td:first-child { white-space: nowrap; font-family: ui-monospace, monospace; font-size: .8rem }
pre { background: #f5f5f5; padding: .8rem 1rem; overflow-x: auto; font-size: .8rem; line-height: 1.4 }
code { font-size: .92em } li { margin: .25rem 0 }
@media print { body { max-width: none; margin: 0 } pre { white-space: pre-wrap } }
"""


def picture(found: figures.Picture) -> str:
    """A figure in the page itself: vector, or pixels where that would be too long."""
    for kind, most in (("svg", PICTURE_MOST), ("png", None)):
        with io.BytesIO() as stream:
            found.save(stream, format=kind, dpi=220)
            data = stream.getvalue()
        if most is None or len(data) <= most:
            break
    mime = {"svg": "image/svg+xml", "png": "image/png"}[kind]
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def figures_section(opened: Run | Study, only: list[str] | None) -> str:
    parts, left_out = [], []
    for name, found in figures.drawn(opened, only, width=WIDTH):
        if isinstance(found, figures.Absent):
            left_out.append(f"<li>{escape(name)}: {escape(str(found))}</li>")
            continue
        parts.append(f'<figure id="{escape(name)}"><img alt="{escape(found.caption, quote=True)}" src="{picture(found)}">'
                     f"<figcaption><b>{escape(name.capitalize())}.</b> {escape(found.subject)}</figcaption></figure>")
    more = f"<p>Left out, since their data is not there:</p><ul>{''.join(left_out)}</ul>" if left_out else ""
    return "".join(parts) + more


def table(frame: pd.DataFrame, head: str) -> str:
    names = "".join(f"<th>{escape(str(name))}</th>" for name in [head, *frame.columns])
    rows = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in frame.itertuples())
    return f'<div class="table"><table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table></div>'


def sentences(told: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in told) + "</ul>"


def section(title: str, content: str) -> str:
    return f"<h2>{escape(title)}</h2>{content}" if content else ""


def page(title: str, question: str, facts: str, sections: list[str]) -> str:
    asked = f'<p class="question">{escape(question)}</p>' if question else ""
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>{escape(title)}</title><style>{LOOK}</style></head><body><h1>{escape(title)}</h1>{asked}"
            f'<p class="facts">{escape(facts)}</p>{"".join(sections)}</body></html>\n')


def made_by(attributes: dict) -> str:
    return f"selforg {attributes.get('program_version', '')}, commit {attributes.get('git_commit', '')}"


# ---- a run ----

def changed(run: Run) -> pd.DataFrame:
    """The parameters in force that are not defaults, beside those that say what the scenario is called and asks, and those that follow
    from the value of another one."""
    rows = run.parameters[~run.parameters["is_default"] & (run.parameters["given_by"] == "")]
    rows = rows.drop(index=["title", "question"], errors="ignore")
    units = rows["units"].where(~rows["units"].isin(["", "1"]), "")
    return pd.DataFrame({"value": rows["value"].map(lambda value: f"{value:g}" if isinstance(value, float) else value),
                         "unit": units, "what it does": rows["long_name"]})


def given(run: Run) -> str:
    """What follows from the rule of adoption, or another such parameter, in a sentence each."""
    told = []
    given_by = run.parameters["given_by"].where(~run.parameters["is_default"], "")
    for by, rows in run.parameters[given_by != ""].groupby("given_by"):
        values = ", ".join(f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}" for name, value in rows["value"].items())
        told.append(f"<p>As {escape(by)} is {escape(str(run.parameters.loc[by, 'value']))}: {escape(values)}.</p>")
    return "".join(told)


def again_run(run: Run) -> str:
    command, ended = str(run.facts.get("environment.command", "")), run.facts.get("ended_by", "")
    made = f"<p>It was made by</p><pre>{escape(command)}</pre>" if command else ""
    why = f"<p>It ended before its last step: {escape(str(ended))}.</p>" if ended else ""
    return (f"{why}{made}<p>Whoever has the result file runs it again from what the file holds, and compares:</p>"
            f"<pre>selforg rerun {escape(run.path.name)}</pre>"
            f"<p>Any machine comes to the digest <code>{escape(run.digest)}</code>, with any number of threads, by "
            f"{escape(made_by(run.attributes))}.</p>")


def of_a_run(run: Run, only: list[str] | None = None) -> str:
    facts = f"Seed {run.seed} · {made_by(run.attributes)} · digest {run.digest}"
    yaml = f"<pre>{escape(run.scenario_yaml)}</pre>" if run.scenario_yaml else ""
    return page(run.title, run.question, facts, [
        section("What happened", sentences(telling.of_a_run(run))),
        section("Figures", figures_section(run, only)),
        section("Parameters that are not defaults", table(changed(run), "parameter") + given(run)),
        section("The scenario file", yaml),
        section("Every series in numbers", table(telling.series_table(run), "series")),
        section("How to do it again", again_run(run))])


# ---- a study ----

def again_study(study: Study) -> str:
    name = pathlib.Path(study.path).parent.name
    checksum = study.flat.attrs.get("checksum", "")
    return (f"<p>With the study file above, and the scenario that it is based on, as {escape(name)}.yaml:</p>"
            f"<pre>selforg sweep {escape(name)}.yaml -o {escape(name)} --replicates {study.data.sizes['replicate']}\n"
            f"selforg verify {escape(name)}/study.h5</pre>"
            f"<p>Any machine comes to the same runs by {escape(made_by(study.flat.attrs))}; their digests stand in the file, whose "
            f"checksum is <code>{escape(checksum)}</code>.</p>")


def means(study: Study) -> pd.DataFrame:
    """The mean of every outcome in every configuration, of up to 200, and of how many runs it is, where not of all."""
    found = study.runs.groupby("config_id")[study.outcomes].mean().apply(
        lambda column: column.map(telling.amount) + telling.of_how_many(study, column.name))
    where = study.runs.drop_duplicates("config_id").set_index("config_id")[study.axes]
    return where.join(found).head(200)


def of_a_study(study: Study, only: list[str] | None = None) -> str:
    attributes = study.flat.attrs
    outcomes = pd.DataFrame({"unit": [study.units(name) for name in study.outcomes],
                             "what it is": [study.label(name) for name in study.outcomes]}, index=study.outcomes)
    yaml = "".join(f"<p>{what}</p><pre>{escape(attributes[name])}</pre>" for name, what in
                   (("study_yaml", "The study:"), ("scenario_yaml", "The scenario that it is based on:")) if attributes.get(name))
    return page(study.title, study.question, made_by(attributes), [
        section("What came out", sentences(telling.of_a_study(study))),
        section("Outcomes", table(outcomes, "outcome") if study.outcomes else ""),
        section("Figures", figures_section(study, only)),
        section("Means", table(means(study), "configuration") if study.outcomes else ""),
        section("The files", yaml),
        section("How to do it again", again_study(study))])


# ---- the command ----

def _report(options: argparse.Namespace) -> int:
    opened = figures.opened(options.file, options.only)
    out = options.out or opened.path.with_suffix(".html")
    made = of_a_study(opened, options.only) if isinstance(opened, Study) else of_a_run(opened, options.only)
    out.write_text(made, encoding="utf-8")
    print(out)
    return 0


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="selforg-report", description="One self-contained page of a run or a study.")
    parser.add_argument("file", type=pathlib.Path, help="RUN.h5, STUDY.h5, or the folder of a study")
    parser.add_argument("-o", "--out", type=pathlib.Path, metavar="PAGE.html", help="else FILE.html, beside the file")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this figure; may be given many times")
    options = parser.parse_args(words)
    return ended("selforg-report", lambda: _report(options))


if __name__ == "__main__":
    sys.exit(main())
