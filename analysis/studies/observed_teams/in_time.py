"""Teams whose sizes in time are as they were: who is on them is put together by the simulator, and held against who was.

    python3 -m studies.observed_teams.in_time rfc_teams.csv           # writes teams_in_time.md
    python3 -m studies.observed_teams.in_time later.csv --fit-to 2007 --predict-to 2017 -o later.md

The data are those of `studies.observed_teams`. The simulator is given every document in its month, with the number of those who wrote it
(`opportunities.arrivals`); up to a year it is given who they were, too, and from then on it says so itself (`team.rule: assembly`:
newcomers, incumbents, earlier partners). Its two probabilities are fitted to the ten years up to --fit-to, given who wrote before these; the years after
are predicted by the same two, given who wrote up to --fit-to.

What was settled before anything was predicted, in `CRITERION` and in `GRID`, goes into the page word by word.
"""
import itertools
import sys
import tempfile

import networkx
import numpy as np
import pandas as pd

from studies.observed_teams.asking import ask, documents_of
from studies.observed_teams.counted import MEMORY, yearly
from studies.observed_teams.forecasts import BASELINES
from studies.observed_teams.page import markdown
from studies.observed_teams.scores import score
from studies.observed_teams.simulator import PAST, simulate

AGENTS = 10000   # people there are: so many that newcomers do not run out
GRID = list(itertools.product(np.arange(0.3, 0.96, 0.05).round(2), (0, 0.2, 0.4, 0.6, 0.8, 1)))    # incumbents, repeats
FIT_RUNS = 4
MEASURES = {
    "incumbents": "share of seats taken by somebody who had written in the five years before",
    "repeats": "share of pairs of fellow members who had written together in the five years before",
    "largest component": "share of those who wrote in the five years up to the year's end who hang together by having written together",
}
CRITERION = """The mechanism predicts a measure if its mean CRPS over the years predicted is smaller than that of each of three forecasts that
know nothing but the same measure in the ten years before: as in the last year, as in the recent five on average, on as on a line. As a whole it is
ahead if the geometric mean, over the measures, of its CRPS over that of the best of the three (which nobody knows beforehand) is below 1.
That it goes by earlier partners is worth something if it is ahead of itself with the repeat probability 0, fitted in the same way."""


def component(documents, year):
    """The share of those who wrote in the five years up to the end of this one who are in the largest component."""
    together = networkx.Graph()
    for document in documents:
        if 0 <= 12 * year + 11 - document.month < MEMORY:
            networkx.add_star(together, document.members)
    return max(map(len, networkx.connected_components(together))) / len(together)


def measured(documents, first, last):
    table = yearly(documents, first, last)[["incumbents", "repeats"]]
    return table.assign(**{"largest component": [component(documents, year) for year in table.index]})


def arrivals(documents, first, given_to):
    """The documents from January of `first` on, as a table of opportunities: who wrote them up to the end of `given_to`, then how many."""
    number, rows = {}, []
    for document in documents:
        month, year = document.month - 12 * first + 1, document.month // 12
        if month < 1:
            continue
        team = dict.fromkeys(document.members)
        members = " ".join(str(number.setdefault(member, len(number))) for member in team) if year <= given_to else ""
        rows.append(f"{month},{len(team)},{members}")
    return "; ".join(["step,size,members", *rows])


def scenario(documents, first, given_to, incumbents, repeats):
    last = max(document.month for document in documents)
    return {
        "selforg": 2, "title": "Teams with their sizes in time", "steps": int(last) - 12 * first + 1, "step_length": "month",
        "network": {"kind": "random", "agents": AGENTS, "mean_degree": 0},
        "landscape": {"kind": "listed", "practices": {"it": 1}},
        "opportunities": {"arrivals": arrivals(documents, first, given_to), "difficulty_mean": 0.01, "difficulty_shape": 1000,
                          "skills_needed": 0, "systemic_probability": 0},
        "projects": {}, "experiment": {"resources": 1, "outcome_sd": 0},
        "people": {"confidence_mean": 1, "confidence_sd": 0, "expectation": 0},
        "conclude": {"confidence_shift": 0, "expectation_shift": 0},
        "team": {"rule": "assembly", "max": max(len(set(document.members)) for document in documents), "idle_steps": MEMORY,
                 "incumbent_probability": float(incumbents), "repeat_probability": float(repeats)},
        "observe": {"adoptions": False, "every": 12}}


def ensemble(documents, given_to, habits, seeds, folder):
    """Tables of what came out of the years after `given_to`, a run each."""
    first, last = given_to - PAST + 1, max(document.month for document in documents) // 12
    written = scenario(documents, first, given_to, *habits)
    return [measured(simulate(written, seed, first, folder), given_to + 1, last) for seed in seeds]


def scored(tables, seen):
    """Mean CRPS over the years, by measure."""
    return {measure: float(np.mean([score([table[measure][year] for table in tables], seen[measure][year]) for year in tables[0].index]))
            for measure in MEASURES}


def fit(documents, fit_to, grid, folder):
    """The habits, of the grid, whose CRPS over the ten years up to `fit_to` is the least, all measures together."""
    known = [document for document in documents if document.month // 12 <= fit_to]
    seen = measured(known, fit_to - PAST + 1, fit_to)
    sums = [sum(scored(ensemble(known, fit_to - PAST, habits, range(1, FIT_RUNS + 1), folder), seen).values()) for habits in grid]
    return grid[int(np.argmin(sums))], min(sums)


def forecasts(seen, fit_to, years):
    """Mean CRPS over the years of those who know nothing but the years before, by forecast and measure."""
    past = seen.loc[:fit_to]
    return {name: {measure: float(np.mean([score(rule(past[measure], year - fit_to), seen[measure][year]) for year in years]))
                   for measure in MEASURES} for name, rule in BASELINES.items()}


def verdict(scores):
    """Of a table of scores, a measure a row: which are predicted; and the two ratios of the criterion."""
    best = scores[list(BASELINES)].min(axis=1)
    mean = lambda ratios: float(np.exp(np.log(ratios).mean()))
    return (list(scores.index[scores.simulator < best]), mean(scores.simulator / best),
            mean(scores.simulator / scores["without repeats"]))


def without_one(scores):
    """The ratio to the best forecast with each of the measures left out."""
    return [verdict(scores.drop(index=measure))[1] for measure in scores.index]


def words(scores):
    predicted, ratio, ablation = verdict(scores)
    left = without_one(scores)
    lost = [measure for measure in scores.index if measure not in predicted]
    return (f"By the criterion the mechanism predicts {', '.join(predicted) or 'none of the measures'}"
            f"{', and not ' + ', '.join(lost) if predicted and lost else ''}. As a whole it is {'ahead of' if ratio < 1 else 'behind'} the best forecast "
            f"(ratio of scores {ratio:.2f}; {min(left):.2f} to {max(left):.2f} with one of the measures left out), and {'ahead of' if ablation < 1 else 'behind'} itself without repeats ({ablation:.2f}).")


TEXT = """# Teams whose sizes in time are as they were: who is on them

*Written by `python3 -m studies.observed_teams.in_time DATA --fit-to {fit_to} --predict-to {predict_to}`; the data, {documents:,} documents of a
standards community with the people who wrote them, are not part of the project.*

The simulator is given each document in its month with the number of those who wrote it ([`opportunities.arrivals`](../scenarios/inputs.md)), and
who they were in the {past} years before. From then on it says who they are: with probability p somebody who wrote in the last
five years, and that one with probability q an earlier partner of somebody on the team (Guimerà and others 2005, doi:10.1126/science.1106340).
p and q were fitted to {fit_from}–{fit_to}, given who wrote to {given_to}; {predict_from}–{predict_to} is predicted by the same two, given who wrote
to {fit_to}, in {runs} runs. [Another page](observed_teams.md) has sizes of teams and follow-ups predicted, too.

## The criterion, written before

{criterion}

Tried in the fit: p of {incumbents}, q of {repeats}; what is least is the sum of the CRPS (how far off a prediction is, on average, its spread counted) of the
three measures.

## What came out

p = {fitted[0]:.2f} and q = {fitted[1]:.2f}; without repeats, p = {alone[0]:.2f}. {verdict}

{table}

{meanings}

Mean CRPS over the years; in brackets, of how many years the middle 80 % of the runs has what was observed: {covered:.0%} in all,
so that what differs between runs alone is {wide} what differs between years. {observed_rows}
"""


def main(arguments=None):
    asked = ask("studies.observed_teams.in_time", __doc__, 50, "teams_in_time.md", "the page", arguments)
    documents = [document for document in documents_of(asked, 2 * PAST - 1) if document.month // 12 <= asked.predict_to]
    seen, years = measured(documents, asked.fit_to - PAST + 1, asked.predict_to), range(asked.fit_to + 1, asked.predict_to + 1)
    with tempfile.TemporaryDirectory() as folder:
        fitted, _ = fit(documents, asked.fit_to, GRID, folder)
        alone, _ = fit(documents, asked.fit_to, [habits for habits in GRID if habits[1] == 0], folder)
        seeds = range(1001, 1001 + asked.runs)
        tables, others = (ensemble(documents, asked.fit_to, habits, seeds, folder) for habits in (fitted, alone))
    scores = pd.DataFrame({"simulator": scored(tables, seen), "without repeats": scored(others, seen),
                           **forecasts(seen, asked.fit_to, years)}).loc[list(MEASURES)]
    asked.out.write_text(page(asked, documents, (fitted, alone), scores, seen, tables))
    print(f"{asked.out}\n{words(scores)}")
    return 0


def page(asked, documents, habits, scores, seen, tables):
    after, rows, covered = seen.loc[asked.fit_to + 1:], [], 0
    for measure in MEASURES:
        low, middle, high = np.quantile([table[measure] for table in tables], (0.1, 0.5, 0.9), axis=0)
        inside = int(((after[measure] >= low) & (after[measure] <= high)).sum())
        covered += inside / len(after) / len(MEASURES)
        best = scores.loc[measure].idxmin()
        cells = [f"**{value:.4f}**" if by == best else f"{value:.4f}" for by, value in scores.loc[measure].items()]
        cells[0] += f" ({inside} of {len(after)})"
        rows.append([measure, f"{seen[measure].loc[:asked.fit_to].mean():.2f}", f"{after[measure].mean():.2f}", f"{middle.mean():.2f}", *cells])
    observed = "; ".join(f"{measure} {' '.join(f'{value:.2f}' for value in after[measure])}" for measure in MEASURES)
    by = "{0}–{1}".format
    return TEXT.format(
        fit_to=asked.fit_to, fit_from=asked.fit_to - PAST + 1, given_to=asked.fit_to - PAST, predict_to=asked.predict_to,
        predict_from=asked.fit_to + 1, documents=len(documents), past=PAST, runs=asked.runs, criterion=CRITERION,
        incumbents=f"{GRID[0][0]:.2f} to {GRID[-1][0]:.2f}", repeats=", ".join(f"{q:g}" for q in sorted({q for _, q in GRID})),
        covered=covered, wide="less than" if covered < 0.8 else "as much as", fitted=habits[0], alone=habits[1], verdict=words(scores),
        table=markdown(["measure", by(asked.fit_to - PAST + 1, asked.fit_to), by(asked.fit_to + 1, asked.predict_to), "predicted",
                        *scores.columns], rows),
        meanings="\n".join(f"- *{name}*: {text}." for name, text in MEASURES.items()),
        observed_rows=f"Observed, year by year: {observed}.")


if __name__ == "__main__":
    sys.exit(main())
