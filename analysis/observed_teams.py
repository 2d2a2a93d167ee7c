#!/usr/bin/env python3
"""Teams that write, as they were observed, and as the simulator puts them together: fitted to some years, held against later ones.

    analysis/observed_teams.py rfc_teams.csv                            # writes analysis/observed_teams.md and its figure
    analysis/observed_teams.py later.csv --fit-to 1999 --predict-to 2019 -o later.md

The data: a table with a row for each document in order of date, with the columns rfc, year, month, members (numbers of people),
obsoletes and updates (documents that it replaces or amends; all blank-separated). Nothing is fitted to any year after --fit-to;
how many documents there were in each year is taken as given, also by the baselines, which need not know it.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter, namedtuple

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import needs

needs.packages("h5py", "numpy", "pandas", "matplotlib", "scipy")
import h5py
import numpy as np
import pandas as pd

from selforg.calibration.scores import crps
from yearly_forecasts import BASELINES, RECENT

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("SELFORG", str(ROOT / "build/release/selforg"))
MEMORY = 60                                         # months for which somebody who wrote is an incumbent, and two are partners
PAST, BURN_IN = 10, 8                               # years: of the baselines, and simulated before; RECENT: to fit to
AGENTS, LARGEST = 4000, 10                          # people there are; the largest team that is told apart
REPEATS = (0, 0.3, 0.6, 0.8, 0.95)                 # repeat probabilities tried in the fit
Document = namedtuple("Document", "number month members before")    # month counted from year 0; before: documents
YEARLY = {
    "team size": "members of a document, mean",
    "alone": "share of documents with one member",
    "four and more": "share of documents with four members or more",
    "in two and more": "share of the people who wrote in a year who wrote two documents or more",
    "incumbents": "share of seats taken by somebody who had written in the five years before",
    "repeats": "share of pairs of fellow members who had written together in the five years before",
    "follow-ups": "share of documents that replace or amend an earlier one",
}
CASCADES = {
    "cascade size": "mean size of cascades: documents that hang together by replacing and amending",
    "in cascades of three": "share of documents that are in a cascade of three or more",
    "largest cascade": "documents in the largest cascade",
}


# ---- what is looked at: the same of what was observed and of what was simulated ----

def read(path):
    table = pd.read_csv(path, dtype={"members": str, "obsoletes": str, "updates": str}).fillna("")
    return [Document(row.rfc, 12 * row.year + row.month - 1, row.members.split(),
                     [int(number) for number in f"{row.obsoletes} {row.updates}".split()]) for row in table.itertuples()]


def yearly(documents, first, last):
    """A table: for each year the measures of YEARLY."""
    wrote, together, rows = {}, {}, {year: Counter() for year in range(first, last + 1)}
    people = {year: Counter() for year in rows}
    for document in documents:
        year, team, now = document.month // 12, document.members, document.month
        pairs = [tuple(sorted((a, b))) for i, a in enumerate(team) for b in team[:i]]
        if year in rows:
            people[year].update(team)
            rows[year].update({
                "documents": 1, "seats": len(team), "alone": len(team) == 1, "four": len(team) >= 4, "pairs": len(pairs),
                "incumbents": sum(now - wrote.get(member, -MEMORY - 1) <= MEMORY for member in team),
                "repeats": sum(now - together.get(pair, -MEMORY - 1) <= MEMORY for pair in pairs),
                "follow": bool(document.before)})
        wrote.update(dict.fromkeys(team, now))
        together.update(dict.fromkeys(pairs, now))
    columns = ["documents", "seats", "alone", "four", "pairs", "incumbents", "repeats", "follow"]
    table = pd.DataFrame(rows).T.reindex(columns=columns).fillna(0).astype(float)
    return pd.DataFrame({
        "documents": table.documents, "team size": table.seats / table.documents, "alone": table.alone / table.documents,
        "four and more": table.four / table.documents,
        "in two and more": [np.mean([n >= 2 for n in people[year].values()]) if people[year] else np.nan for year in rows],
        "incumbents": table.incumbents / table.seats, "repeats": table.repeats / table.pairs,
        "follow-ups": table.follow / table.documents})


def cascades(documents, first, last):
    """Sizes of the cascades among the documents of these years."""
    top = {d.number: d.number for d in documents if first <= d.month // 12 <= last}

    def find(number):
        while top[number] != number:
            number = top[number]
        return number

    for document in documents:
        for before in document.before:
            if document.number in top and before in top:
                top[find(document.number)] = find(before)
    return sorted(Counter(find(number) for number in top).values())


def of_cascades(sizes):
    return {"cascade size": np.mean(sizes), "largest cascade": max(sizes),
            "in cascades of three": sum(size for size in sizes if size >= 3) / sum(sizes)}


# ---- the simulator: team assembly, and opportunities that people make ----

def scenario(pattern, documents_of, making_rate, lag):
    """`pattern`: sizes, incumbents, repeats and follow-ups of a year; `documents_of`: documents by year, from the first simulated."""
    first = min(documents_of)
    rates = {12 * (year - first): {"opportunities.arrival_rate": count / 12 / AGENTS * 1000 * (1 - pattern["follow-ups"])}
             for year, count in documents_of.items()}
    return {
        "selforg": 2, "title": "Teams that write", "steps": 12 * len(documents_of), "step_length": "month",
        "network": {"kind": "random", "agents": AGENTS, "mean_degree": 0},
        "landscape": {"kind": "listed", "practices": {"it": 1}},
        "opportunities": {"arrival_rate": rates.pop(0)["opportunities.arrival_rate"], "regular": True, "difficulty_mean": 0.01,
                          "difficulty_shape": 1000, "skills_needed": 0, "systemic_probability": 0},
        "projects": {}, "experiment": {"resources": 1, "outcome_sd": 0},
        "people": {"confidence_mean": 1, "confidence_sd": 0, "expectation": 0},
        "conclude": {"confidence_shift": 0, "expectation_shift": 0},
        "create": {"making_rate": making_rate, "memory_steps": lag},
        "team": {"rule": "assembly", "max": LARGEST, "sizes": pattern["sizes"], "incumbent_probability": pattern["incumbents"],
                 "repeat_probability": pattern["repeats"], "idle_limit": MEMORY},
        "interventions": rates, "observe": {"adoptions": False, "every": 12}}


def simulate(written, seed, first, folder):
    """The documents of one run; its first month is January of the year `first`."""
    path, result = pathlib.Path(folder) / "teams.yaml", pathlib.Path(folder) / "teams.h5"
    path.write_text(json.dumps(written))
    subprocess.run([PROGRAM, "run", path, "--seed", str(seed), "--threads", "1", "--quiet", "--force", "-o", result], check=True)
    with h5py.File(result) as file:
        project, kind, step, opportunity = (file[f"events/project/{c}"][:] for c in ("project", "type", "step", "opportunity"))
        joined, member = file["events/member/project"][:], file["events/member/member"][:]
        after = dict(zip(file["events/creation/opportunity"][:], file["events/creation/project"][:]))
    members = pd.Series(member).groupby(joined).apply(list)
    return [Document(p, 12 * first + s - 1, members[p], [after[o]] if o in after else [])
            for p, s, o in zip(project[kind == 0], step[kind == 0], opportunity[kind == 0])]


def pattern_of(documents, year, table):
    sizes = Counter(min(len(d.members), LARGEST) for d in documents if d.month // 12 == year)
    return {"sizes": {str(size): count for size, count in sorted(sizes.items())}, "follow-ups": float(table["follow-ups"][year]),
            "incumbents": float(table.incumbents[year])}


def mean_lag(documents, fit_to):
    """Months from a document to one that replaces or amends it, of those of the recent years."""
    month = {d.number: d.month for d in documents}
    lags = [d.month - month[b] for d in documents if fit_to - RECENT < d.month // 12 <= fit_to for b in d.before if b in month]
    return max(1, round(np.mean(lags)))


def odds(share):
    return share / (1 - share)


def fit(documents, fit_to, folder):
    """What the recent years say: a pattern for each, the habit of working with partners, how often opportunities are made."""
    table = yearly(documents, fit_to - PAST - BURN_IN, fit_to)
    recent = range(fit_to - RECENT + 1, fit_to + 1)
    patterns = [pattern_of(documents, year, table) for year in recent]
    lag = 2 * mean_lag(documents, fit_to)
    seats = np.mean([table["team size"][year] for year in recent])
    first_guess = np.mean([p["follow-ups"] for p in patterns]) / seats / lag
    given = table.documents.astype(int).to_dict()

    def come_out(repeats, rate, seed):
        """Shares of repeats and of follow-ups in the recent years, the mean of runs by some of the patterns."""
        runs = [simulate(scenario(pattern | {"repeats": repeats}, given, rate, lag), seed + n, min(given), folder)
                for n, pattern in enumerate(patterns[::2])]
        made = [yearly(run, recent[0], fit_to) for run in runs]
        return np.mean([m.repeats.mean() for m in made]), np.mean([m["follow-ups"].mean() for m in made])

    followed, rate = np.mean([p["follow-ups"] for p in patterns]), first_guess
    tried = [come_out(repeats, rate, 100 * n) for n, repeats in enumerate(REPEATS)]
    line = np.polyfit(REPEATS, [repeated for repeated, _ in tried], 2)
    ways = np.linspace(0, 1, 101)
    q = float(ways[np.argmin(abs(np.polyval(line, ways) - table.repeats[list(recent)].mean()))])
    share = np.mean([follows for _, follows in tried])
    for seed in (500, 600):                         # what is made makes more, so that one correction is not enough
        rate *= odds(followed) / odds(share)
        repeated, share = come_out(q, rate, seed)
    return {"patterns": patterns, "repeats": q, "rate": rate, "lag": lag, "came out": (repeated, share)}


def predict(documents, fitted, fit_to, predict_to, runs, folder):
    """Tables by year and cascades of so many runs; each follows the pattern of one of the recent years."""
    first = fit_to - PAST - BURN_IN
    given = yearly(documents, first, predict_to).documents.astype(int).to_dict()
    tables, sizes = [], []
    for run in range(runs):
        pattern = fitted["patterns"][run % len(fitted["patterns"])]
        scale = pattern["follow-ups"] / np.mean([p["follow-ups"] for p in fitted["patterns"]])
        written = scenario(pattern | {"repeats": fitted["repeats"]}, given, fitted["rate"] * scale, fitted["lag"])
        made = simulate(written, 1000 + run, first, folder)
        tables.append(yearly(made, first, predict_to))
        sizes.append(cascades(made, fit_to + 1, predict_to))
    return tables, sizes


# ---- scores ----

def score(members, value):
    """The CRPS of one number's ensemble."""
    return float(crps(np.asarray(members, float)[:, None], np.array([value]))[0])


def judge(documents, predictions, fit_to, predict_to):
    """By measure and predictor: mean score, and the share of years inside the middle 80 %; and the ensembles."""
    seen = yearly(documents, fit_to - PAST + 1, predict_to)
    years, shown = range(fit_to + 1, predict_to + 1), range(fit_to - RECENT + 1, predict_to + 1)
    rows, ensembles = [], {}
    for measure in YEARLY:
        past = seen[measure].loc[:fit_to]
        by = {"simulator": {y: np.array([table[measure][y] for table in predictions]) for y in shown}}
        by |= {name: {y: rule(past, y - fit_to) for y in years} for name, rule in BASELINES.items()}
        ensembles[measure] = by
        for name, members in by.items():
            low, high = np.array([np.nanquantile(members[y], (0.1, 0.9)) for y in years]).T
            rows.append((measure, name, np.mean([score(members[y], seen[measure][y]) for y in years]),
                         np.mean((seen[measure].loc[list(years)] >= low) & (seen[measure].loc[list(years)] <= high))))
    return pd.DataFrame(rows, columns=["measure", "by", "crps", "covered"]), ensembles, seen


def judge_cascades(documents, sizes, fit_to, predict_to):
    """Cascades among the documents of the years predicted, and of as many years before."""
    length = predict_to - fit_to
    then, now = (of_cascades(cascades(documents, first, first + length - 1)) for first in (fit_to - length + 1, fit_to + 1))
    made = pd.DataFrame([of_cascades(s) for s in sizes])
    return [(name, now[name], then[name], *np.quantile(made[name], (0.5, 0.1, 0.9)), score(made[name], now[name]),
             abs(then[name] - now[name])) for name in CASCADES]


# ---- the page ----

def figure(ensembles, seen, fit_to, observed_sizes, sizes, path):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    years = sorted(next(iter(ensembles.values()))["simulator"])
    after = [year for year in years if year > fit_to]
    drawing, axes = plt.subplots(2, 4, figsize=(13, 6), constrained_layout=True)
    for axis, (measure, by) in zip(axes.flat, ensembles.items()):
        low, middle, high = np.array([np.nanquantile(by["simulator"][y], (0.1, 0.5, 0.9)) for y in years]).T
        axis.fill_between(years, low, high, color="#4477aa", alpha=0.3, lw=0, label="simulator, middle 80 %")
        axis.plot(years, middle, color="#4477aa")
        low, middle, high = np.array([np.quantile(by["mean of recent years"][y], (0.1, 0.5, 0.9)) for y in after]).T
        axis.plot(after, low, color="#ee6677", lw=1, ls=":", label="mean of recent years, middle 80 %")
        axis.plot(after, high, color="#ee6677", lw=1, ls=":")
        axis.plot(seen.index, seen[measure], "k.-", lw=0.8, ms=5, label="observed")
        axis.axvline(fit_to + 0.5, color="0.6", lw=0.8)
        axis.set_title(measure)
    bins = np.arange(1, 1 + max(max(observed_sizes), max(max(s) for s in sizes)))
    tail = lambda s: [(np.array(s) >= b).mean() for b in bins]
    axis = axes.flat[-1]
    many = np.array([tail(s) for s in sizes])
    axis.fill_between(bins, *np.quantile(many, (0.1, 0.9), axis=0), color="#4477aa", alpha=0.3, lw=0)
    axis.plot(bins, tail(observed_sizes), "k.-", lw=0.8, ms=5)
    axis.set(xscale="log", yscale="log", title="cascades of this size or more", xlabel="documents",
             ylim=(0.3 / len(observed_sizes), 1.2))
    axes.flat[0].legend(fontsize=7)
    drawing.savefig(path, dpi=80)
    plt.close(drawing)


TEXT = """# Teams that write: fitted to the years to {fit_to}, held against those to {predict_to}

*Written by `analysis/observed_teams.py DATA --fit-to {fit_to} --predict-to {predict_to}`; the data, {documents:,} documents of a
standards community with the people who wrote them, are not part of the project.*

![Measures by year as observed and as predicted, and sizes of cascades]({picture})

## What was done

Self-selected teams, of which only results are known: who wrote what with whom, and which document replaces or amends which. The
simulator expresses this by two of its mechanisms: teams are put together of newcomers, incumbents and earlier partners
(`team.rule: assembly`, Guimerà and others 2005), and who took part makes opportunities (`create`), so that documents lead to
documents. Only the years {recent_from} to {fit_to} are fitted: each run takes the sizes of teams, the share of incumbents and of
follow-ups of one of these five years; the habit of working with partners is the repeat probability at which simulated repeats of
these years are nearest to those observed, {repeats:.2f} (they come out at {repeated:.2f}); those who wrote make opportunities for
{lag} months, twice the mean time from a document to its follow-up, so often that in simulation a share {share:.2f} of these years'
documents are follow-ups. Documents a year are as they were; {runs} runs.

Everything is scored by CRPS (the continuous ranked probability score, in units of the measure: how far off a prediction is, on
average, its spread counted; smaller is better). Beside it is the share of years that are inside the predicted middle 80 %.

## By year, {predict_from} to {predict_to}

{yearly}

{meanings}

{verdict}

## Cascades among the documents of {predict_from} to {predict_to}

{cascades}

The baseline is the same of the {length} years to {fit_to}; being one number, its score is its distance. A cascade is counted among the
documents of these years alone.

## What the simulator cannot say of these data

- **How a team came to be.** Founding, invitations, refusals, gathering that failed and work that failed left no trace; the mechanisms
  of the living cycle that stand for them (`sense`, `initiate`, `team.rule: invitation`, `debrief`, `conclude`) have nothing to be
  fitted to.
- **Teams of any size by people's choice.** Under `assembly` sizes are given, not explained; under `invitation` work starts between
  `team.min` and `team.max`, and nobody who is alone gathers.
- **That some write far more than others.** Under `assembly` all incumbents are equally likely; what it misses of people in two
  documents and more is what this costs.
- **That the same few keep working together.** Each partner is drawn by itself from all those of the last five years; a repeat
  probability at its bound, 1, says that even this is not enough.
- **That a follow-up is written by those who wrote before.** Whoever made the opportunity is not put on its team under `assembly`.
- **A document that replaces several.** Each opportunity comes after one project, so cascades branch and never merge.
- **How many documents there are**, which is given, and any change of habits: a run keeps the pattern of one year.
"""


def markdown(header, rows):
    return "\n".join(["| " + " | ".join(header) + " |", "|" + "---|" * len(header), *("| " + " | ".join(row) + " |" for row in rows)])


def yearly_rows(scores, seen, fit_to):
    rows = []
    for measure in YEARLY:
        own = scores[scores.measure == measure].set_index("by")
        best = own.crps.idxmin()
        means = [seen[measure].loc[years].mean() for years in (slice(fit_to - RECENT + 1, fit_to), slice(fit_to + 1, None))]
        cells = [f"**{own.crps[by]:.3f}**" if by == best else f"{own.crps[by]:.3f}" for by in own.index]
        rows.append([measure, *(f"{mean:.2f}" for mean in means),
                     *(f"{cell} ({own.covered[by]:.0%})" for cell, by in zip(cells, own.index))])
    return rows


def verdict(scores):
    table = scores.pivot(index="measure", columns="by", values="crps")
    better = {name: int((table["simulator"] < table[name]).sum()) for name in BASELINES}
    ratio = {name: float(np.exp(np.log(table["simulator"] / table[name]).mean())) for name in BASELINES}
    covered = scores[scores.by == "simulator"].covered.mean()
    won = ", ".join(f"*{name}* in {better[name]} of {len(table)} measures (ratio of scores, geometric mean: {ratio[name]:.2f})"
                    for name in BASELINES)
    return f"The simulator is better than {won}. Its middle 80 % has {covered:.0%} of what was observed."


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--fit-to", type=int, default=1999, help="the last year fitted to")
    parser.add_argument("--predict-to", type=int, default=2007, help="the last year predicted")
    parser.add_argument("--runs", type=int, default=20, help="runs that predict")
    parser.add_argument("-o", "--out", type=pathlib.Path, default=ROOT / "analysis/observed_teams.md",
                        help="the page; its figure lies beside it")
    asked = parser.parse_args(arguments)
    documents = read(asked.data)
    covered = {d.month // 12 for d in documents}
    missing = set(range(asked.fit_to - PAST - BURN_IN, asked.predict_to + 1)) - covered
    if missing or asked.predict_to <= asked.fit_to:
        sys.exit(f"{asked.data}: it takes documents of every year from {asked.fit_to - PAST - BURN_IN} to --predict-to, which is after "
                 f"--fit-to; there are none of {sorted(missing)}")
    with tempfile.TemporaryDirectory() as folder:
        fitted = fit([d for d in documents if d.month // 12 <= asked.fit_to], asked.fit_to, folder)
        tables, sizes = predict(documents, fitted, asked.fit_to, asked.predict_to, asked.runs, folder)
    scores, ensembles, seen = judge(documents, tables, asked.fit_to, asked.predict_to)
    picture = asked.out.with_suffix(".png")
    figure(ensembles, seen, asked.fit_to, cascades(documents, asked.fit_to + 1, asked.predict_to), sizes, picture)
    chains = [[name, f"{now:.3g}", f"{then:.3g}", f"{middle:.3g} [{low:.3g}, {high:.3g}]", f"{score:.3g}", f"{baseline:.3g}"]
              for name, now, then, middle, low, high, score, baseline
              in judge_cascades(documents, sizes, asked.fit_to, asked.predict_to)]
    asked.out.write_text(TEXT.format(
        fit_to=asked.fit_to, predict_to=asked.predict_to, predict_from=asked.fit_to + 1, recent_from=asked.fit_to - RECENT + 1,
        documents=sum(d.month // 12 <= asked.predict_to for d in documents), picture=picture.name, runs=asked.runs,
        repeats=fitted["repeats"], repeated=fitted["came out"][0], share=fitted["came out"][1],
        lag=fitted["lag"],
        length=asked.predict_to - asked.fit_to, verdict=verdict(scores),
        yearly=markdown(["measure", f"{asked.fit_to - RECENT + 1}–{asked.fit_to}", f"{asked.fit_to + 1}–{asked.predict_to}",
                         "simulator", *BASELINES], yearly_rows(scores, seen, asked.fit_to)),
        meanings="\n".join(f"- *{name}*: {text}." for name, text in YEARLY.items()),
        cascades=markdown(["measure", "observed", "years before", "simulator, middle 80 %", "CRPS", "baseline"], chains)
        + "\n\n" + "\n".join(f"- *{name}*: {text}." for name, text in CASCADES.items())))
    print(f"{asked.out}\n{verdict(scores)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
