"""What common estimators of influence make of runs in which the truth is known.

    python3 -m studies.estimators        # writes estimators.md and its figure

Whoever observes only ties and the times of adoption has to tell influence from people who are alike, and from what reaches all
at once. Here the truth is known: the same run, with the same draws, in which nobody influences anybody, says who would have
adopted anyway. The share of influence is 1 - (adopters without) / (adopters with), by the end, the first ones not counted.

Fixed before the runs: the worlds, the estimators and their numbers as they stand in this file; an estimator is called wrong in
a world where the 95 % interval of its mean error over the runs leaves out zero and the mean error is 0.1 or more either way.
"""
import argparse
import pathlib
import sys
import tempfile

import numpy as np
import pandas as pd

from selforg import Scenario
from selforg.calibration.pages import table
from selforg.calibration.simulation import taken_up
from selforg.figures import style
from selforg.intervals import mean_interval

from studies import PAGES

PEOPLE, UNITS, TIES, INSIDE, WEEKS, SEEDS, MATTERS, SHUFFLES = 600, 12, 10, 0.8, 60, range(1, 41), 0.1, 20
BURST, CALM, SHOCK = (20, 25), 0.002, 0.06  # weeks; probability of adopting alone, a week
READY, NEVER = 0.0, 2.0                     # thresholds: of whom nobody has to tell, of whom nobody can

CONTACT = "rule: contact, accept: {{beta: {beta}, innovation: {innovation}}}"
THRESHOLD = "rule: threshold, accept: {above: 0.04}"
WORLDS = {  # name: (adoption, the same without influence, burst, thresholds of the people)
    "nobody influences anybody": (CONTACT.format(beta=0, innovation=0.02), None, False, None),
    "contagion": (CONTACT.format(beta=0.01, innovation=CALM), CONTACT.format(beta=0, innovation=CALM), False, None),
    "a campaign, and no influence": (CONTACT.format(beta=0, innovation=CALM), None, True, None),
    "a campaign, and contagion": (CONTACT.format(beta=0.01, innovation=CALM), CONTACT.format(beta=0, innovation=CALM), True, None),
    "neighbours are alike, and no influence": (THRESHOLD, None, False, "alike"),
    "neighbours are alike, and follow each other": (THRESHOLD, THRESHOLD, False, "following"),
}


# ---- worlds ----

def network(random):
    """[ties, 2]: ties of people in units, of which INSIDE are within the unit."""
    unit = np.arange(PEOPLE) % UNITS
    ties = set()
    while len(ties) < PEOPLE * TIES // 2:
        one = int(random.integers(PEOPLE))
        others = np.flatnonzero((unit == unit[one]) == (random.random() < INSIDE))
        other = int(random.choice(others))
        if one != other:
            ties.add((min(one, other), max(one, other)))
    return np.array(sorted(ties)), unit


def thresholds(kind, unit, random):
    """[people]: in half of the units most are ready by themselves, in the others few; the rest follow, or cannot be reached."""
    ready = random.random(PEOPLE) < np.where(unit % 2 == 0, 0.7, 0.1)
    return np.where(ready, READY, NEVER if kind == "alike" else 0.25)


def weeks_of(folder, seed, adoption, burst, threshold, unit):
    """[people]: the week in which each adopts, 0 for the first, -1 for never."""
    column = "" if threshold is None else ", threshold_column: threshold"
    people = pd.DataFrame({"node": range(PEOPLE), "unit": unit, "threshold": 0.0 if threshold is None else threshold})
    people.to_csv(folder / "people.csv", index=False)
    changes = (f"interventions: {{{BURST[0]}: {{adoption.accept.innovation: {SHOCK}}}, "
               f"{BURST[1] + 1}: {{adoption.accept.innovation: {CALM}}}}}\n" if burst else "")
    return taken_up(Scenario(f"""selforg: 2
steps: {WEEKS}
network: {{kind: file, edges: {folder}/ties.csv, nodes: {folder}/people.csv{column}}}
start: {{users: 6}}
adoption: {{{adoption}}}
{changes}"""), seed, WEEKS)


# ---- what an observer sees: for each person and week in which somebody had not adopted yet ----

def seen(ties, unit, weeks):
    """DataFrame: person, week, unit, heard (how many neighbours had adopted by the week before), adopts (0 or 1)."""
    degree = np.zeros((PEOPLE, PEOPLE), bool)
    degree[ties[:, 0], ties[:, 1]] = degree[ties[:, 1], ties[:, 0]] = True
    when = np.where(weeks < 0, WEEKS + 1, weeks)
    parts = []
    for week in range(1, WEEKS + 1):
        at_risk = np.flatnonzero(when >= week)
        parts.append(pd.DataFrame({"person": at_risk, "week": week, "unit": unit[at_risk],
                                   "heard": degree[at_risk] @ (when < week), "adopts": (when[at_risk] == week).astype(int)}))
    return pd.concat(parts, ignore_index=True)


# ---- estimators: each gives the share of adoptions that it puts down to influence ----

def exposed(rows):
    """The share of adopters of whom a neighbour had adopted before."""
    return float((rows.heard[rows.adopts == 1] > 0).mean())


def fitted(design, adopts):
    """Coefficients of a logistic regression, by Newton's method with a little ridge."""
    weight = np.zeros(design.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(design @ weight, -30, 30)))
        slope = design.T @ (adopts - chance) - 1e-4 * weight
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + 1e-4 * np.eye(len(weight))
        step = np.linalg.solve(bend, slope)
        weight += step
        if np.abs(step).max() < 1e-8:
            break
    return weight


def attributed(design, adopts, heard):
    """Of the adoptions that a regression expects, the share that it would not expect had nobody heard of any; `heard`: the
    columns that say how many were heard."""
    weight = fitted(design, adopts)
    alone = design.copy()
    alone[:, heard] = 0
    expected, without = ((1 / (1 + np.exp(-np.clip(d @ weight, -30, 30)))).sum() for d in (design, alone))
    return float(1 - without / expected)


def hazard(rows):
    """Of a logistic regression of adopting on the number of neighbours who have."""
    design = np.column_stack([np.ones(len(rows)), rows.heard])
    return attributed(design, rows.adopts.to_numpy(), [1])


def hazard_in_time(rows):
    """The same with an effect of each week."""
    weeks = pd.get_dummies(rows.week).to_numpy(float)[:, rows.groupby("week").adopts.sum().to_numpy() > 0]
    design = np.column_stack([weeks, rows.heard])
    inside = weeks.any(axis=1)
    return attributed(design[inside], rows.adopts.to_numpy()[inside], [design.shape[1] - 1])


def matched(rows):
    """Who had an adopting neighbour beside those of the same unit in the same week who had none: the difference in adopting,
    summed over those who had, out of all adoptions; weeks of a unit in which there are not both are left out."""
    strata = rows.assign(exposed=rows.heard > 0).groupby(["unit", "week", "exposed"]).adopts.agg(["mean", "size"]).unstack("exposed")
    strata = strata.dropna()
    if strata.empty:
        return float("nan")
    more = (strata["mean"][True] - strata["mean"][False]) * strata["size"][True]
    return float(more.sum() / rows.adopts.sum())


def shuffled(ties, unit, weeks, random):
    """What the regression on neighbours finds beyond what it finds when the weeks are shuffled among those who adopted."""
    adopted = np.flatnonzero(weeks > 0)
    chance = []
    for _ in range(SHUFFLES):
        other = weeks.copy()
        other[adopted] = random.permutation(weeks[adopted])
        chance.append(hazard(seen(ties, unit, other)))
    return hazard(seen(ties, unit, weeks)) - float(np.mean(chance))


ESTIMATORS = {
    "exposed": "adopters of whom a neighbour had adopted before, the share of all",
    "regression": "logistic regression of adopting in a week on the number of neighbours who have",
    "regression, weeks": "the same with an effect of each week",
    "matched": "people with an adopting neighbour beside those of the same unit and week without one (after Aral, Muchnik and "
               "Sundararajan 2009, doi:10.1073/pnas.0908800106)",
    "shuffled": "the regression, less what it gives when the weeks are shuffled among the adopters (after Anagnostopoulos, Kumar "
                "and Mahdian 2008, doi:10.1145/1401890.1401897)",
}


def estimates(ties, unit, weeks, random):
    rows = seen(ties, unit, weeks)
    return dict(zip(ESTIMATORS, (exposed(rows), hazard(rows), hazard_in_time(rows), matched(rows),
                                 shuffled(ties, unit, weeks, random))))


def one_run(folder, seed, world):
    """Adopters, the truth, and what each estimator says."""
    adoption, without, burst, kind = WORLDS[world]
    random = np.random.default_rng([seed, list(WORLDS).index(world)])
    ties, unit = network(random)
    pd.DataFrame(ties, columns=["source", "target"]).to_csv(folder / "ties.csv", index=False)
    threshold = None if kind is None else thresholds(kind, unit, random)
    weeks = weeks_of(folder, seed, adoption, burst, threshold, unit)
    anyway = weeks
    if without is not None:
        deaf = None if kind is None else np.where(threshold == READY, READY, NEVER)
        anyway = weeks_of(folder, seed, without, burst, deaf, unit)
    truth = 1 - (anyway > 0).sum() / (weeks > 0).sum()
    return {"adopters": (weeks >= 0).mean(), "truth": truth, **estimates(ties, unit, weeks, random)}


def experiment(seeds=SEEDS, worlds=WORLDS):
    """{world: DataFrame, a run a row}"""
    with tempfile.TemporaryDirectory() as name:
        return {world: pd.DataFrame([one_run(pathlib.Path(name), seed, world) for seed in seeds]) for world in worlds}


# ---- the page ----

def error(found, estimator):
    """(mean error, half of its 95 % interval)"""
    mean, half = mean_interval((found[estimator] - found.truth).dropna().to_numpy())
    return float(mean), float(half)


def is_wrong(found, estimator):
    mean, half = error(found, estimator)
    return abs(mean) > half and abs(mean) >= MATTERS


@style.drawn
def picture(results):
    page, axes = style.picture(1, 1, 95, style.WIDTH)
    panel = axes[0][0]
    for i, estimator in enumerate(ESTIMATORS):
        means = np.array([mean_interval(found[estimator].dropna().to_numpy()) for found in results.values()])
        place = np.arange(len(results)) + 0.13 * (i - (len(ESTIMATORS) - 1) / 2)
        panel.errorbar(means[:, 0], place, xerr=means[:, 1], fmt=style.MARKERS[i], markersize=3.5, color=style.COLOURS[i], label=estimator)
    for place, found in enumerate(results.values()):
        panel.plot([found.truth.mean()] * 2, [place - 0.4, place + 0.4], color="black", linewidth=1.5, label="the truth" if place == 0 else None)
    panel.set(yticks=range(len(results)), xlabel="share of adoptions put down to influence")
    panel.set_yticklabels(list(results))
    panel.invert_yaxis()
    style.legend_right(panel)
    return page


def rows_of(results):
    for world, found in results.items():
        cells = []
        for estimator in ESTIMATORS:
            text = f"{found[estimator].mean():.2f} ({error(found, estimator)[0]:+.2f} ± {error(found, estimator)[1]:.2f})"
            cells.append(f"**{text}**" if is_wrong(found, estimator) else text)
        yield [world, f"{found.adopters.mean():.0%}", f"{found.truth.mean():.2f}", *cells]


def judged(results):
    """Of each estimator: in how many worlds it is wrong, too high or too low, where there is no influence and where there is."""
    for name, text in ESTIMATORS.items():
        cells = []
        for there in (False, True):
            worlds = [found for found in results.values() if (found.truth.mean() > 0) == there]
            errors = [error(found, name)[0] for found in worlds if is_wrong(found, name)]
            high, low = sum(one > 0 for one in errors), sum(one < 0 for one in errors)
            said = [f"too high in {high}"] * bool(high) + [f"too low in {low}"] * bool(low)
            cells.append((" and ".join(said) or "wrong in none") + f" of {len(worlds)}")
        yield [name, *cells, text]


def page(results, seeds=SEEDS):
    return f"""# What estimators of influence make of a known truth

Whoever has ties and times of adoption, and no experiment, has to tell influence from people who are alike and from what reaches
all at once (Shalizi and Thomas 2011, doi:10.1177/0049124111404820). In a simulated world it is known: the same run, with the same
draws, in which nobody influences anybody, says who would have adopted anyway. {PEOPLE} people in {UNITS} units, {TIES} ties each,
{INSIDE:.0%} of them within the unit, {WEEKS} weeks, {len(seeds)} runs of each world. `python3 -m studies.estimators` writes this page; the
worlds and estimators are in its file, where they were fixed before the runs.

In a cell: the mean share of adoptions that the estimator puts down to influence, and its mean error with the 95 % interval. **Bold**: wrong by
{MATTERS} or more, and the interval leaves out zero.

{table(["world", "adopters", "truth", *ESTIMATORS], list(rows_of(results)))}

![Estimates beside the truth](pictures/estimators.png)

{table(["estimator", "where there is no influence", "where there is", "what it is"], list(judged(results)))}

A campaign reaches everybody in weeks {BURST[0]} to {BURST[1]} ({SHOCK} a week in place of {CALM}). Neighbours are alike where in every other unit 70 % are
ready to adopt by themselves, in the rest 10 %; the others follow once a quarter of those whom they hear have, or never. What holds here
holds for these worlds: of another, make the run and ask.
"""


def main():
    parser = argparse.ArgumentParser(prog="python3 -m studies.estimators", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=len(SEEDS), help="runs of each world")
    options = parser.parse_args()
    seeds = range(1, options.runs + 1)
    found = experiment(seeds)
    picture(found).save(PAGES / "pictures/estimators.png", dpi=130)
    (PAGES / "estimators.md").write_text(page(found, seeds), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
