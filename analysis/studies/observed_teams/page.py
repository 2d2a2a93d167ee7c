"""observed_teams.md: its figure, its words, its tables."""
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from studies.observed_teams.counted import YEARLY
from studies.observed_teams.forecasts import BASELINES, RECENT

# Of the measures by year, those that a run takes of a year before, and those that its habits are fitted to.
GIVEN, FITTED = ("team size", "alone", "four and more", "incumbents", "follow-ups"), ("repeats",)


def figure(ensembles, seen, fit_to, observed_sizes, sizes, path):
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

*Written by `python3 -m studies.observed_teams DATA --fit-to {fit_to} --predict-to {predict_to}`; the data, {documents:,} documents of a
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
    said = f"The simulator is better than {won}. Its middle 80 % has {covered:.0%} of what was observed."
    free = [measure for measure in table.index if measure not in (*GIVEN, *FITTED)]
    ahead = [measure for measure in free if table["simulator"][measure] < table[list(BASELINES)].loc[measure].min()]
    return (f"{said}\n\nBut most of these are no predictions: {', '.join(f'*{measure}*' for measure in GIVEN)} are given, as they were in years before, "
            f"and {', '.join(f'*{measure}*' for measure in FITTED)} is fitted. Of what is neither, {', '.join(f'*{measure}*' for measure in free)} and the "
            f"cascades below, it is better than the best forecast in {', '.join(ahead) or 'none'} of the years' measures.")
