"""The page and the pictures of analysis/calibrate.py, from its results."""
import pathlib

import numpy as np

import plot_study
from plot_study import plt

FOLDER = pathlib.Path(__file__).resolve().parent
PAGE, PICTURES = FOLDER / "calibration.md", FOLDER / "calibration"
BASS_REFERENCE = {"p": 6.90e-5, "q": 0.880}  # least squares on the yearly increments of hybrid corn, market 257

INTRODUCTION = """\
# Calibration: adoption that was observed

Can the simulator's ways of taking something up bring about what was seen in three famous surveys, and with which
parameters? The mechanism runs on the network that was observed, and approximate Bayesian computation
([`approximate_bayes.py`](approximate_bayes.py): population Monte Carlo with regression adjustment) finds the parameters
whose runs look like the observed curve. `analysis/calibrate.py` writes this page, its figures and all its numbers.

Populations of {size} parameter sets, {runs:,} runs in all, seed {seed}. Intervals are central 95 % of the posterior.
Rates are for a unit of time (year or month). Each curve is compared at the times that its dots show, by roots of
numbers. The data are not part of the project.

How to read the measures of fit, all of {predictions} runs with parameters drawn from the posterior: *error* is the root
mean square distance of their mean curve from the observed one, in people; *energy* also weighs how wide they spread
(less is better, in people); *p* is the share of them that are as odd among them as what was observed: near 0, the
mechanism does not bring it about. *Within* is how near the runs that were kept are, in what was fitted; *adjusted*, whether
the regression adjustment brought predictions nearer, and so was used.
"""

DOUBTS = """\
## Doubts

- A curve alone says little about ties: slow-down because the willing are used up, thresholds that differ, and chance
  contacts can look alike. The statistics that were not fitted say more, but people who are tied are also alike.
- Whatever reached all at once is not in the models: advertising, salesmen, price. In the physicians' case the effect of
  contact vanishes once the marketing effort of the makers is taken into account (Van den Bulte and Lilien 2001,
  [doi:10.1086/320819](https://doi.org/10.1086/320819)).
- Posterior shares of models by approximate Bayesian computation are not given, since they can be wrong however many runs
  there are (Robert and others 2011, [doi:10.1073/pnas.1102900108](https://doi.org/10.1073/pnas.1102900108)). Prediction
  is compared instead; it was fitted to the same curve, and the mechanisms have one, two and three parameters.
- Runs that are kept are near the observation, not equal to it, so that intervals are rather too wide than too narrow,
  most of all for hybrid corn, where chance decides when the first begin. Populations are small, and the ends of intervals
  uncertain by some tenths of their length.
- Contact among all of a place also stands for whatever else people of a place share: a school, a dealer, a market.
- Who named nobody can be told by nobody here. The surveys limited how many could be named, and leave out who is outside
  of them.
- The years that farmers remember heap on multiples of five. Bins with these years in their middle undo it only if people
  round to the nearest.
"""


def number(value):
    return f"{value:.2g}" if abs(value) < 0.1 else f"{value:.3g}"


def interval(low, high):
    return f"{number(low)} to {number(high)}"


# ---- in short ----

def short(mechanism):
    return mechanism.title.split(":")[0]


def write_survey(observation, fits, out):
    """One survey in a sentence or three."""
    ordered = sorted(observation.mechanisms, key=lambda one: fits[one.name]["energy"])
    ranks = ", ".join(f"{short(one)} ({fits[one.name]['energy']:.0f})" for one in ordered)
    odd = [short(one) for one in ordered if fits[one.name]["tail"] < 0.05]
    known = observation.tie_statistics(observation.adopted)
    against = {short(one): sum(not low <= known[name] <= high
                               for name, (low, _, high) in fits[one.name]["statistics"].items()) for one in ordered}
    contradicted = ", ".join(f"{name} ({count} of {len(known)})" for name, count in against.items() if count)
    print(f"- **{observation.title}.** By the energy of predictions, best first: {ranks}. "
          f"The curve is hardly brought about (*p* < 0.05) by: {', '.join(odd) or 'none of them is out'}. "
          f"What was not fitted speaks against: {contradicted or 'none of them'}.", file=out)


def write_short(results, observations, out):
    fits = results["fits"]
    spans = {name: interval(*fits[name]["contact"]["intervals"][1][::2]) for name in CORN}
    print(f"""
## In short

- **Hybrid corn.** *q*, the rate at which all others together win somebody over, is {spans['hybrid_corn_increments']} a year where the
  increments are fitted, as least squares do, {spans['hybrid_corn']} where early and late count alike, and {spans['hybrid_corn_begun']}
  where the first farmers are given; least squares on the closed form of Bass say {BASS_REFERENCE['q']:.2f}.""", file=out)
    for observation in observations.values():
        if len(observation.mechanisms) > 1:
            write_survey(observation, fits[observation.name], out)
    rules = results["experiment"]["rules"]
    contact, complex_one = rules["contact, β 0.03 a week"], rules["threshold, 30% of those heard"]
    tree, mail, both = "rolled out down the tree", "along e-mail, from anywhere", "both, from the top"
    print(f"- **A real company.** Where one contact is enough (β 0.03), half the people have it after "
          f"{contact[tree]['half'][1]:.0f} weeks down the tree and {contact[mail]['half'][1]:.0f} along e-mail ties, "
          f"which are {results['experiment']['ties']['mail'] / results['experiment']['ties']['tree']:.0f} times as many; "
          f"in the end the tree has {contact[tree]['reached'][0]:.0%}, e-mail {contact[mail]['reached'][0]:.0%}, both "
          f"{contact[both]['reached'][0]:.0%}. With as few tellings as in the tree, e-mail is slower "
          f"({contact[mail + ', as few tellings as in the tree']['half'][1]:.0f} weeks). Where 30 % of those heard must have it "
          f"first, the tree reaches {complex_one[tree]['reached'][0]:.0%}, since everybody there hears one person only; e-mail "
          f"{complex_one[mail]['reached'][0]:.0%}, and both together {complex_one[both]['reached'][0]:.0%}.", file=out)


# ---- tables ----

def write_fits(observation, fits, out):
    print(f"\n## {observation.title}\n\n{observation.source}: {len(observation.adopted)} people, "
          f"{observation.times} {observation.time}s"
          + (f", {len(observation.ties)} nominations" if len(observation.ties) else "")
          + f".\n\n![Observed and predicted](calibration/{observation.name}.png)\n", file=out)
    print("| mechanism | parameter | median | 95 % | error | energy | p | within | adjusted | runs |\n"
          "|---|---|---|---|---|---|---|---|---|---|", file=out)
    for mechanism in observation.mechanisms:
        fit = fits[mechanism.name]
        for first, (parameter, (low, middle, high)) in enumerate(zip(mechanism.parameters, fit["intervals"])):
            measures = (f"{fit['root_mean_square']:.1f} | {fit['energy']:.1f} | {fit['tail']:.2f} | {fit['distance']:.1f} "
                        f"| {'yes' if fit['adjusted'] else 'no'} | {fit['runs']:,}"
                        if first == 0 else "| | | | |")
            print(f"| {mechanism.title if first == 0 else ''} | *{parameter.name}*, {parameter.meaning} "
                  f"| {number(middle)} | {interval(low, high)} | {measures} |", file=out)


def write_priors(observations, out):
    print("\n## Priors\n\n| parameter | from | to | evenly in |\n|---|---|---|---|", file=out)
    seen = set()
    for observation in observations.values():
        for mechanism in observation.mechanisms:
            for one in mechanism.parameters:
                row = (f"| *{one.name}*, {one.meaning} ({mechanism.title}) | {one.low:g} | {one.high:g} "
                       f"| {'logarithm' if one.logarithmic else 'value'} |")
                if row not in seen:
                    print(row, file=out)
                seen.add(row)


def write_statistics(observation, fits, out):
    known = observation.tie_statistics(observation.adopted)
    if not known:
        return
    titles = [mechanism.title for mechanism in observation.mechanisms]
    print("\nNot fitted, and so a test; in bold where what was observed lies outside of 95 % of the predictions:\n\n"
          f"| | observed | {' | '.join(titles)} |\n|---|---|{'---|' * len(titles)}", file=out)
    for name, value in known.items():
        cells = []
        for mechanism in observation.mechanisms:
            low, _, high = fits[mechanism.name]["statistics"][name]
            mark = "" if low <= value <= high else "**"
            cells.append(f"{mark}{interval(low, high)}{mark}")
        print(f"| {name} | {number(value)} | {' | '.join(cells)} |", file=out)


CORN = {"hybrid_corn_increments": "posterior, fitted to increments", "hybrid_corn": "posterior, fitted to roots of all by then",
        "hybrid_corn_begun": "posterior, the first farmers given"}


def write_bass(fits, out):
    """How the posteriors of hybrid corn stand to the closed form, fitted by least squares."""
    predicted = np.quantile(np.array(fits["hybrid_corn_increments"]["contact"]["bass"]), [0.025, 0.975], axis=0).T
    spans = {"closed form fitted to predicted runs (of the fit to increments)": predicted.tolist()}
    for name, title in CORN.items():
        spans[title] = [[low, high] for low, _, high in fits[name]["contact"]["intervals"]]
    print("""
### Against the closed form of Bass

Least squares on the yearly increments give one deterministic curve. Fitted in the same way to each predicted run, the
closed form scatters as below. In bold what does not hold the reference.

| | p | q |
|---|---|---|""", file=out)
    print(f"| closed form fitted to what was observed: the reference | {BASS_REFERENCE['p']:.2g} "
          f"| {BASS_REFERENCE['q']:.3f} |", file=out)
    for title, span in spans.items():
        cells = []
        for (low, high), reference in zip(span, BASS_REFERENCE.values()):
            mark = "" if low <= reference <= high else "**"
            cells.append(f"{mark}{interval(low, high)}{mark}")
        print(f"| {title} | {' | '.join(cells)} |", file=out)
    print(f"""
257 people of whom each begins at a rate of {BASS_REFERENCE['p']:.2g} a year wait {1 / 257 / BASS_REFERENCE['p']:.0f} years for the first on average,
and the first was there in the first year. The closed form does not mind, since it begins with fractions of a farmer;
people cannot. So *p* of a deterministic curve is no estimate of how people begin.""", file=out)


def write_recovery(results, observations, out):
    print("\n## Is what a run was made with found again?\n\nRuns with known parameters, drawn from the middle of the "
          "intervals above, on the same networks, fitted in the same way:\n\n"
          "| data | mechanism | parameter | 95 % intervals that hold the true value |\n|---|---|---|---|", file=out)
    for name, mechanisms in results["recovery"].items():
        for mechanism in observations[name].mechanisms:
            for index, parameter in enumerate(mechanism.parameters if mechanism.name in mechanisms else []):
                rows = [(one["true"][index], one["intervals"][index]) for one in mechanisms[mechanism.name]]
                held = sum(low <= true <= high for true, (low, _, high) in rows)
                print(f"| {observations[name].title} | {mechanism.title} | *{parameter.name}* | {held} of {len(rows)} |",
                      file=out)


def write_experiment(experiment, out):
    ties = experiment["ties"]
    print(f"""
## Rolled out, or spreading by itself: an experiment on a real company

{experiment['people']} people of a manufacturing company. The tree: {ties['tree']} ties, each from a manager down. E-mail:
{ties['mail']} one-way ties between those who wrote at least five, in both directions. Nobody observed adoption there: this
compares structures under one rule, {experiment['seeds']} runs each (seeds 1 to {experiment['seeds']}), {experiment['weeks']} weeks,
8 people begin: the top of the tree, or anybody. With a threshold, 10 % of those for whom it is reached adopt in a week.
*As few tellings*: each tie of e-mail is used as much less often as there are more of them. Shares with 95 % intervals of
the mean; weeks until half have adopted as median (5 % to 95 % of the runs), and the share of the runs that come so far.

![Shares reached](calibration/experiment.png)

| rule | ties and beginning | reached in a year | reached in the end | weeks to half | runs to half |
|---|---|---|---|---|---|""", file=out)
    for rule, conditions in experiment["rules"].items():
        for condition, result in conditions.items():
            half = f"{result['half'][1]:.0f} ({result['half'][0]:.0f} to {result['half'][2]:.0f})" if result["half"] else "never"
            year, reached = ("{:.0%} ({:.0%} to {:.0%})".format(*(min(max(one, 0), 1) for one in result[key]))
                             for key in ("year", "reached"))
            print(f"| {rule} | {condition} | {year} | {reached} | {half} | {result['half_reached']:.0%} |", file=out)


# ---- pictures ----

def draw_fit(observation, fits):
    count = len(observation.mechanisms)
    figure, panels = plt.subplots(1, count, figsize=(2.6 * count + 0.6, 2.7), sharey=True, squeeze=False)
    times = observation.first + np.arange(observation.times)
    curve = observation.curve(observation.adopted)
    for panel, mechanism, colour in zip(panels[0], observation.mechanisms, plot_study.PALETTE):
        bands = np.array(fits[mechanism.name]["bands"])
        panel.fill_between(times, bands[0], bands[4], color=colour, alpha=0.2, linewidth=0, label="95 % of predictions")
        panel.fill_between(times, bands[1], bands[3], color=colour, alpha=0.35, linewidth=0, label="50 %")
        panel.plot(times, bands[2], color=colour)
        panel.plot(times, curve, color="black", linewidth=0.8)
        at = observation.looked_at - 1
        panel.plot(times[at], curve[at], "o", color="black", markersize=3, label="observed, fitted at dots")
        panel.set_title(mechanism.title.split(":")[0])
        panel.set_xlabel(observation.time)
        panel.set_ylim(0, len(observation.adopted))
        panel.xaxis.set_major_locator(plt.MaxNLocator(5, integer=True))
    panels[0][0].set_ylabel("adopters")
    panels[0][0].legend(frameon=False, fontsize=6, loc="upper left")
    save(figure, observation.name)


def draw_experiment(experiment):
    rules = experiment["rules"]
    figure, panels = plt.subplots(1, 2, figsize=(8.6, 3.3), sharey=True)
    conditions = list(next(iter(rules.values())))
    for panel, key, title in zip(panels, ("year", "reached"), ("reached in a year", "reached in the end")):
        for index, (condition, colour) in enumerate(zip(conditions, plot_study.PALETTE)):
            value = np.array([rules[rule][condition][key] for rule in rules])
            place = np.arange(len(rules)) + 0.12 * (index - (len(conditions) - 1) / 2)
            panel.errorbar(value[:, 0], place, xerr=[value[:, 0] - value[:, 1], value[:, 2] - value[:, 0]], fmt="o",
                           markersize=3.5, color=colour, label=condition)
        panel.set_title(title)
        panel.set_xlim(-0.02, 1.02)
        panel.xaxis.set_major_formatter(plt.matplotlib.ticker.PercentFormatter(1))
        panel.set_yticks(range(len(rules)), list(rules))
        panel.grid(axis="y", alpha=0)
    panels[0].invert_yaxis()
    figure.legend(*panels[0].get_legend_handles_labels(), loc="lower center", ncol=2, frameon=False, fontsize=7)
    figure.subplots_adjust(bottom=0.3)
    save(figure, "experiment", tight=False)


def save(figure, name, tight=True):
    PICTURES.mkdir(exist_ok=True)
    if tight:
        figure.tight_layout()
    figure.savefig(PICTURES / f"{name}.png", dpi=100, bbox_inches="tight", metadata={"Software": None})
    plt.close(figure)


def write(results, observations):
    plt.rcParams.update(plot_study.STYLE)
    runs = sum(fit["runs"] for fits in results["fits"].values() for fit in fits.values())
    with open(PAGE, "w", encoding="utf-8") as out:
        print(INTRODUCTION.format(size=results["size"], seed=results["seed"], runs=runs, predictions=200), end="", file=out)
        write_short(results, observations, out)
        for name, observation in observations.items():
            draw_fit(observation, results["fits"][name])
            write_fits(observation, results["fits"][name], out)
            write_statistics(observation, results["fits"][name], out)
            if name == "hybrid_corn_begun":
                write_bass(results["fits"], out)
        write_recovery(results, observations, out)
        draw_experiment(results["experiment"])
        write_experiment(results["experiment"], out)
        write_priors(observations, out)
        print("\n" + DOUBTS, end="", file=out)
