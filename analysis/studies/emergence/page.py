"""analysis/emergence.md, written of what was found: words and tables; every number comes from findings.py."""
from __future__ import annotations

import math
import pathlib
import re

import numpy as np

from studies import ROOT
from studies.emergence import figures, measures
from studies.emergence.criteria import DASH, between, false_alarms, left_open, mean_of, met_of, number, table, verdict, verdicts
from studies.emergence.findings import SEARCHED, SETTINGS

STUDIES = ROOT / "scenarios/emergence"

WORDS = """\
*Words of the table.* A: active memberships a person. R: follow-ups of a project, those that start on what people made after it, as the last \
project that they were in. Cascade: a project that no other led to, with all that descend from it. Hot less cold: A from a busy start less \
A from a quiet one. BIC: by how much two normal distributions fit better than one. D: Ashman's, how far apart the two lie, in their own spread. Loop: \
the area between the way up and the way down. N var(A): the variance of A over runs, times the number of people. Autocorrelation: of A with itself \
a week before.
"""

GIVEN = """\
Arrivals are opportunities and starts are projects for each person and week, starts per opportunity their ratio (above 1, as those that failed are \
tried again); members of a project at work; weeks at work; the share that succeeds of those that end; attention left; the share of people who are \
engaged, whose last project ended within memory; the gap, by how much these expect more than they believe of what they use, where they do. The last row \
says how fast people become more willing as more are engaged: above 1/2 there would be two states side by side."""


# ---- sections ----

def figure(found, name, alt):
    return f"![{alt}](emergence/{name}.svg)\n" if name in found.drawn else ""


def opening(found):
    activity = found.get("activity")
    if not activity:
        return "The study `activity` is not there.\n"
    base, few = activity["base"], activity["few"]
    critical = found.critical("few")
    below = [rate for rate in few["rates"] if rate <= 0.8 * critical] or [few["rates"][0]]
    above = [rate for rate in few["rates"] if rate >= 1.2 * critical] or [few["rates"][-1]]
    low, high = list(few["rates"]).index(below[-1]), list(few["rates"]).index(above[0])
    lines = [
        "People who took part in a project make opportunities afterwards, from which projects start in turn. **R** is how many "
        "projects follow from one. Below R = 1 what is going on dies away, and activity is what arrives from outside, a little "
        "multiplied; at R = 1 it carries itself. That is a statement about theory's R of a quiet organisation, R0: the R that is counted "
        "holds all feedback, and tends to 1 from below." + first_projects(found),
        f"Mean-field theory, of which nothing is fitted, puts the threshold at {number(critical)} opportunities that somebody makes in a week "
        f"after a project (*creation*: `create.making_rate`). "
        f"With few arrivals activity is {mean_of(few['activity'][low])} projects a person at {few['rates'][low]:g} and "
        f"{mean_of(few['activity'][high])} at {few['rates'][high]:g}; R goes from {mean_of(few['R'][low])} to {mean_of(few['R'][high])}. "
        f"With the arrivals of the base scenario it goes from {mean_of(base['activity'][low])} to {mean_of(base['activity'][high])}: "
        "arrivals smooth the threshold, as imported cases do an epidemic's."]
    return "\n\n".join(lines) + "\n"


def first_projects(found):
    """Where the R of the first projects, which feedback has not reached, passes 1."""
    of = found.get("first")
    if not of or not of["between"][0] < of["between"][1]:
        return ""
    low, high = of["between"]
    rates = int((of["rates"] > 0).sum())
    return (f" Of the first projects in a quiet organisation, which feedback has not reached, R can be counted too "
            f"([`first.yaml`](../scenarios/emergence/first.yaml)): it passes 1 between {low:g} and {high:g}, and theory's R0 lies within its "
            f"interval at {of['inside']} of {rates} rates. (This was looked at after the criteria, and is none of them.)")


def first_section(found):
    of = found.get("first")
    if not of:
        return ""
    rows = [[f"{rate:g}", count, f"{r[0]:.2f} ({r[1]:.2f} to {r[2]:.2f})", f"{r0:.2f}"]
            for rate, count, r, r0 in zip(of["rates"], of["projects"], of["R"], of["r0"])]
    return "\n".join(["## The first projects\n",
                      "Opportunities arrive for four weeks and never again (six years, 500 people). R is all follow-ups of the projects on "
                      "opportunities that nobody made, over their number; intervals by the delta method over runs.\n",
                      table(["creation", "first projects", "R of them", "R0 by theory"], rows)])


def plain(found):
    """What the table says, in words that it decides."""
    said = []
    for setting, name in SETTINGS.items():
        said.append(f"With {name}: {measures.word(met_of(found, setting))}{left_open(found, setting)}.")
    decided = {name: of for name, of in found.searched.items() if None not in (of["bistability"], of["hysteresis"])}
    tipping = [SEARCHED[name] for name, of in decided.items() if of["bistability"] and of["hysteresis"]]
    steady = [SEARCHED[name] for name in decided if SEARCHED[name] not in tipping]
    open_yet = [SEARCHED[name] for name in SEARCHED if name != "many" and name not in decided]
    for words, names in (("as a positive control, it tips with", tipping), ("no tipping was seen with", steady), ("not decided:", open_yet)):
        said += [f"Where we looked for tipping, {words} {', '.join(names)}."] if names else []
    said += ["Criteria, settings and mechanisms are many, and nothing here is adjusted for their number."]
    return " ".join(said) + "\n"


def caution(found):
    """What is wrong with a criterion, beside what it gives."""
    of = found.get("agreement") if found.get("theory") else None
    if not of:
        return ""
    near = "; ".join(f"with {SETTINGS[setting]} theory lies within the interval of R at {inside} of {rates} rates, and is off by at most "
                     f"{apart:.2f} in R and by {activity:.0%} of its range in A" for setting, (inside, rates, apart, activity) in of.items())
    sharp = found.get("infinite_width") if found.get("sizes") else None
    sharpening = "" if not sharp else (
        " *Sharpening* is a bad one too, and cannot be met: the width is one of the range that the sweep's end sets, and theory, which is of an "
        f"infinite organisation, has {sharp:.4f} of its own; arrivals for each person round the threshold off alike at every size.")
    return (f"The criterion *threshold* is a bad one: where opportunities arrive R is 1 less the share of projects that no project led "
            f"to, so below 1 always; and where nothing arrives it is met the sooner the fewer the replicates, as intervals are wide then. For the same reason R tends to 1 wherever "
            f"activity grows: the threshold is theory's, and that R agrees with theory says no more than that activity does. {near[0].upper()}{near[1:]}.{sharpening}\n")


def activity_section(found):
    activity = found.get("activity")
    if not activity:
        return ""
    theory = found.get("theory") or {}
    rows = []
    for i, rate in enumerate(activity["base"]["rates"]):
        row = [f"{rate:g}"]
        for setting in SETTINGS:
            of = activity[setting]
            state = found.state(setting, 1, rate) if setting in theory else {"activity": math.nan, "reproduction": math.nan}
            row += [mean_of(of["activity"][i]), number(state["activity"]), mean_of(of["R"][i]), number(state["reproduction"]),
                    mean_of(of["R_practices"][i])]
        rows.append(row)
    heads = ["creation"] + [f"{what}, {short}" for short in SETTINGS for what in ("A", "A by theory", "R", "R by theory", "R of practices")]
    measured = ""
    if theory:
        values = [[name, *(number(getattr(theory[setting][0].of, name)) for setting in theory)] for name in
                  ("arrivals", "starts", "starts_per_opportunity", "members", "steps_at_work", "success", "attention", "engaged", "gap")]
        values.append(["R0 = 1 at creation", *(number(theory[setting][0].threshold()) for setting in theory)])
        values.append(["d ln w / dx (backward above 1/2)", *(number(theory[setting][0].willingness_slope()) for setting in theory)])
        measured = ("What the theory is given ([`theory.yaml`](../scenarios/emergence/theory.yaml), no opportunities made by people), and what "
                    f"it says. {GIVEN}\n\n" + table(["", *theory], values))
    return "\n".join([
        "## Activity and reproduction\n",
        "A is active memberships a person in the last two of 21 years, R the follow-ups of the projects whose follow-up time ended "
        "after year ten; R of practices is how many people learn a practice from somebody who took it up. Theory is that of "
        "[`theory.py`](studies/emergence/theory.py), people unevenly often in projects, as the runs without creation say.\n",
        table(heads, rows), measured])


def cascade_section(found):
    tests = found.get("cascade_tests")
    if not tests:
        return ""
    rows = [[f"{t['rate']:g}", number(t["R"]), t["count"], t["largest"], number(t["mean"]), f"{t['borel']:.3f}", f"{t['borel_p']:.3f}",
             f"{t['exponential_p']:.3f}", f"{t['dispersion']:.1f}", ("yes" if t["near"] else "no"), verdict(t["met"]) if t["near"] else ""] for t in tests]
    return "\n".join([
        "## Cascades\n", figure(found, "cascades", "Sizes of cascades, and Borel's distribution"),
        "Opportunities arrive for a year and never again ([`cascades.yaml`](../scenarios/emergence/cascades.yaml), 15 years, 1000 people). "
        "Borel's is the distribution of all descendants where each project has a Poisson number of follow-ups; distances are Kolmogorov's and "
        f"Smirnov's, p by {measures.BOOTSTRAPS} drawn samples. Cascades that go on at the end are counted as they are then. Borel asks for "
        "follow-ups that are Poisson, whose variance is their mean (they nearly are), for projects that are independent, and for an R that does "
        "not change.\n",
        table(["creation", "R", "cascades", "largest", "mean", "distance from Borel", "p (Borel)", "p (exponential)", "variance over mean of follow-ups", "R within 10 % of 1", ""], rows),
        rising_part(found)])


def falls(of):
    """At which rates R is not lowest in the first years, if at any."""
    where = [f"{rate:g} ({number(one['early'])}, then {number(one['later'])} of {one['late']:,} projects)"
             for rate, one in of.items() if one["later"] <= one["early"]]
    return f" (but not at {', '.join(where)})" if where else ""


def rising_part(found):
    """Why the sizes are not Borel's, as far as was seen."""
    of = found.get("rising")
    if not of:
        return ""
    borel = {test["rate"]: test["borel"] for test in found.cascade_tests}
    rows = [[f"{rate:g}", number(one["early"]), number(one["later"]), f"{one['likeness']:.2f}",
             f"{borel[rate]:.3f}" if rate in borel else "–", f"{one['distance']:.3f}", f"{one['p']:.3f}"] for rate, one in of.items()]
    left = sum(one["p"] <= 0.01 for one in of.values())
    return ("More cascades end at once than Borel has, and more go far. Looked at afterwards: projects do not inherit how many follow-ups they have, but R "
            "changes. As long as opportunities arrive people are in more projects at once, and who was in several follows up the last of them only; so R is "
            f"lowest in the first years, in which all cascades begin{falls(of)}. A branching process whose R is that of the half-year in which a project starts, with the "
            "delays that were seen, comes nearer" + (f"; at {left} of {len(of)} rates what is left is more than chance (p at most 0.01)" if left else "") + ":\n\n" +
            table(["creation", "R of projects that start in the first year", "after the fourth year", "correlation of a project's follow-ups with those of the one before it",
                   "distance from Borel", "from branching with this R", "p"], rows))


def phase_section(found):
    return "\n".join(["## Creation and memory\n", figure(found, "phase", "Activity over creation and memory, with the threshold of theory"),
                      "How long people go on making opportunities after a project (create.memory_steps) counts like how many they make. The red line is "
                      "theory, of what was measured at a memory of 26; a tenth of the arrivals, 400 people, 18 years.\n"]) if found.get("phase") else ""


def start_section(found):
    if not found.get("bistability") and not found.get("sweeps"):
        return ""
    parts = ["## Does it remember?\n", figure(found, "starts", "Cold and hot starts, and slow sweeps up and down")]
    split = found.get("bistability")
    if split:
        rows = [[f"{rate:g}", *(f"{split[s]['difference'][i]:+.3f} ({between(split[s]['low'][i], split[s]['high'][i], 3)})" for s in SETTINGS)]
                for i, rate in enumerate(split["base"]["rates"])]
        parts += ["A hot start is a year of ten times the arrivals. Twenty years later A differs from that of a cold start by:\n",
                  table(["creation", *SETTINGS.values()], rows)]
    sweeps = found.get("sweeps")
    if sweeps:
        parts += ["In a slow sweep creation rises from 0 to 0.02 and falls again, two years a level; at half the speed four years. " + " ".join(
            f"With {name} the loop is {sweeps[s]['loops']['slow'][0]:.3f} of range times range, and {sweeps[s]['loops']['half'][0]:.3f} at half the speed "
            f"({number(100 * sweeps[s]['kept'])} % of it)." for s, name in SETTINGS.items()) + "\n"]
    return "\n".join(parts)


def size_section(found):
    of = found.get("sizes")
    large = found.get("large")
    parts = []
    if of:
        parts += ["## Larger organisations\n", figure(found, "sizes", "Activity and its variance for three sizes"),
                  table(["people", "10 to 90 % of the range within", "peak of N var(A)", "runs at each rate"],
                        [[n, f"{each['width']:.4f}", number(each["peak"]), each["activity"].shape[1]] for n, each in of.items()]),
                  "Of few runs a variance is hardly known: with 3 its interval goes from a quarter of it to forty times.\n"]
    if large is not None:
        parts += ["## A hundred thousand people\n", figure(found, "large", "Projects at work among 100,000 people, and the share of them that hang together"),
                  f"[`large.yaml`](../scenarios/large.yaml) for two years: {int(large.at_work):,} projects at work at once, {float(large.members):.0%} of people in at least one, "
                  f"{float(large.in_two):.1%} in two and more; {float(large.giant):.0%} of the projects under way hang together through people whom they share, "
                  f"of those of the last half year {float(large.giant_lately):.0%}, with {float(large.giant_members_lately):.0%} of the people. "
                  f"{int(large.cascades):,} cascades so far, the largest of {int(large.cascade_largest):,} projects.\n"]
    return "\n".join(parts)


def met_by_times(found):
    of = found.kicks
    names = [name for s, name in SETTINGS.items() if of[s]["met"] is not False and of[s]["times"] >= 2]
    return "no setting" if not names else " and ".join(names)


def steps(time):
    return "–" if time is None else f"{time:.0f}"


def slowing_section(found):
    of, correlation = found.get("kicks"), found.get("correlation")
    if not of and not correlation:
        return ""
    parts = ["## Slowing down\n", figure(found, "slowing", "Recovery after a kick, and correlation times")]
    if of:
        columns, rows = SETTINGS if found.get("theory") else (), []
        for i, rate in enumerate(of["base"]["rates"]):
            seen = [f"{of[s]['time'][i]:.0f} ({between(of[s]['low'][i], of[s]['high'][i], 0)})" if math.isfinite(of[s]["time"][i]) else "–" for s in SETTINGS]
            rows.append([f"{rate:g}", *seen, *(steps(found.state(s, 1, rate)["return_time"]) for s in columns)])
        parts += ["The kick of the criterion, a quarter of the projects at work ended, is nothing that a scenario can do. In its place a quarter of the people are "
                  "replaced in one step ([`kicks.yaml`](../scenarios/emergence/kicks.yaml)), which takes a quarter of the memberships, and of those who remember a "
                  "project too. Steps until activity is back by 1/e, mean of four kicks a run, intervals by drawing runs again; beside it theory for a small "
                  "disturbance (equation 6 of `theory.py`), in which confidence, which in fact comes back slowly, goes along at once. At R0 = 1 that "
                  "has no end where nothing arrives, and arrivals take the peak off:\n",
                  table(["creation", *SETTINGS.values(), *(f"theory, {s}" for s in columns)], rows),
                  "*Undecided* is what these intervals allow either way: that the longest time is twice the longer of those at the two ends, and that it is not. "
                  "This rule was made after looking, and holds for *met* as for *not met*; by the times alone the criterion would be met in "
                  f"{met_by_times(found)}.\n"]
    if correlation:
        rows = [[f"{rate:g}", *(mean_of(correlation[s][i], 0) for s in SETTINGS)] for i, rate in enumerate(found.activity["base"]["rates"])]
        parts += ["Without any kick: the lag at which the autocorrelation of A falls below 1/e, in eleven years.\n", table(["creation", *SETTINGS.values()], rows)]
    return "\n".join(parts)


def warning_section(found):
    of = found.get("warnings")
    if not of:
        return ""
    rows = [[name, f"{each['point']:.2f}", f"{each['hits']:.0%} ({between(100 * each['low'], 100 * each['high'], 0)} %)", false_alarms(each), each["count"]]
            for name, each in of.items()]
    return "\n".join(["## Early warnings\n", figure(found, "warning", "Kendall's tau with and without a sweep"),
                      "Creation rises for twenty years to the threshold, a tenth of the arrivals; beside it runs in which it stays at half of that. In windows of five "
                      "years, a half-year apart, lag-1 autocorrelation and variance of weekly A; Kendall's tau with time. The limit is set by the runs without "
                      "a sweep, and false alarms are counted in the same: with 20 of them it is the largest tau of all, so that there are none by "
                      "construction.\n",
                      table(["", "95 % point without a sweep", "hits", "false alarms", "runs of each"], rows)])


def tipping_word(met):
    if None in met.values():
        return "undecided"
    return "**it tips**" if all(met.values()) else measures.word(met) if any(met.values()) else "not seen at the rates tried"


def few_loops(found):
    """Of how few runs loops are the mean."""
    runs = {SEARCHED[name]: len(of["sweep"]["slow"]) for name, of in found.searched.items() if "sweep" in of}
    return (f" Loops have no interval: they are means of as many runs as {', '.join(f'{name} {count}' for name, count in runs.items())}; what is said "
            "of them is said of these runs alone.") if runs else ""


def search_section(found):
    if not set(found.searched) - {"many"}:
        return ""
    rows = []
    for name in SEARCHED:
        of = found.searched.get(name, {"bistability": None, "hysteresis": None})
        split, many, sweep = (of.get(part) for part in ("split", "many", "sweep"))
        cells = [DASH, DASH, DASH]
        if split:
            i = int(np.nanargmax(np.abs(split["difference"]))) if np.isfinite(split["difference"]).any() else 0
            cells[0] = (f"at most {number(split['difference'][i])} ({between(split['low'][i], split['high'][i])}) at {split['rates'][i]:g}; half the range "
                        f"{number(split['half'])}: {verdict(split['met'])}")
        if many:
            cells[1] = "; ".join(f"at {c:g}: BIC {m['bic']:+.0f}, D {m['ashman']:.1f}, weights {m['weights'][0]:.2f} and {m['weights'][1]:.2f}" if m else
                                 f"at {c:g}: no spread" for c, m in zip(many["controls"], many["mixture"])) + f" ({many['values'].shape[1]} runs): {verdict(many['met'])}"
        if sweep:
            cells[2] = (f"{sweep['loops']['slow'][0]:.3f}, at half the speed {sweep['loops']['half'][0]:.3f} ({number(100 * sweep['kept'])} %): {verdict(sweep['met'])}")
        met = {"bistability": of["bistability"], "hysteresis": of["hysteresis"]}
        rows.append([SEARCHED[name], *cells, "" if name == "many" else tipping_word(met)])
    return "\n".join([
        "## Where we looked for tipping\n", figure(found, "searched", "Hot and cold starts, forty runs, sweeps for four mechanisms"),
        "Stances, communities and recognition (with awards) are added to the base scenario, 300 people, a tenth of the arrivals, creation as control. Social reinforcement "
        "is a contagion by itself: 300 people take something up where enough of their contacts use it (threshold 0.05 to 0.6, spread 0.1) and newcomers know nothing "
        "of it; the share who use it takes the place of A. It is another model, of two states by its rule, and stands here to show that these criteria "
        "see tipping where it is. Of the others bimodality was tried at one rate, and a jump of less than half the range does not count. For it the threshold of adoption was tried out "
        "at 0.2, 0.3 and 0.4 before the study was written; of the others nothing had been looked at." + few_loops(found) + "\n",
        table(["", "hot less cold, 20 years later", "two normals against one (BIC above 10, D above 2, weights above 0.1)", "loop", ""], rows)])


def cost_section(found):
    ran, rows = found.cost(), []
    for name in sorted(study.stem for study in STUDIES.glob("*.yaml")):
        runs, replicates, failed = ran.get(name, (0, 0, 0))
        rows.append([f"[`{name}`](../scenarios/emergence/{name}.yaml)", runs or DASH, replicates or "", failed or ""])
    return ("## Runs\n\nRuns of `activity` and `hot` are of 21 years and 500 people, where the criteria say 30 years: to spare "
            "computing. `python3 -m studies.emergence` runs what is not yet run.\n\n" +
            table(["study", "runs", "replicates", "missing"], rows))


SECTIONS = (activity_section, first_section, cascade_section, phase_section, start_section, size_section, slowing_section, warning_section, search_section, cost_section)


def drawable(found, name):
    """Whether what a figure is made of is there."""
    if name == "searched":
        return bool(set(found.searched) - {"many"})
    return all(found.get(need) is not None for need in figures.FIGURES[name][1])


def write(path, found):
    """The page, and its figures in the folder `emergence` beside it."""
    path = pathlib.Path(path)
    pictures = path.parent / "emergence"
    pictures.mkdir(parents=True, exist_ok=True)
    found.drawn = [name for name in figures.FIGURES if drawable(found, name)]
    for name in found.drawn:
        target = pictures / f"{name}.svg"
        figures.FIGURES[name][0](found).save(target)
        target.write_text(re.sub(r"[ \t]+$", "", target.read_text(), flags=re.MULTILINE))
    text = "\n".join([
        "# When does an organisation carry itself?\n",
        opening(found), figure(found, "heart", "R and activity against creation: simulation as marks, theory as lines"),
        "*Marks: simulation, 95 % intervals over replicates. Lines: theory, of what was measured where people make no opportunities. "
        "[Criteria](emergence/criteria.md) were written before any run; `python3 -m studies.emergence` runs everything and writes this page.*\n",
        verdicts(found), WORDS, plain(found), caution(found),
        *(section(found) for section in SECTIONS)])
    path.write_text(re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n")
