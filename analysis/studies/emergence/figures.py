"""The figures of analysis/emergence.md: simulation as marks with 95 % intervals, theory as lines, of the same x axis."""
from __future__ import annotations

import math

import numpy as np
from studies.emergence import measures
from studies.emergence.findings import SEARCHED, SETTINGS
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from selforg.figures.style import COLOURS, GREY, INK, PALE, SHADES, drawn, picture, say
from selforg.intervals import mean_interval

BLUE, ORANGE, GREEN, PINK, RED = COLOURS[:5]
LOOK = {"base": (BLUE, "o", "arrivals as in base (3)"), "few": (ORANGE, "s", "a tenth of them (0.3)"),
        "none": (GREEN, "^", "none after a year")}
FIRST = PINK, "D", "the first projects, in quiet"
X = "opportunities made (create.making_rate)"


def marks(axes, x, values, colour, marker, **options):
    """Means over replicates (last axis) with intervals."""
    mean, half = mean_interval(np.asarray(values, float))
    axes.errorbar(x, mean, np.nan_to_num(half), color=colour, marker=marker, linestyle="none", capsize=1.5, elinewidth=0.8,
                  zorder=3, clip_on=False, **options)


def panel(axes, letter, title):
    axes.set_title(f"{letter}  {title}")


def critical_band(axes, at):
    """The threshold of theory, and within 20 % of it."""
    if math.isfinite(at):
        axes.axvspan(0.8 * at, 1.2 * at, color=PALE, alpha=0.55, linewidth=0, zorder=0)
        axes.axvline(at, color=GREY, linewidth=0.8, linestyle=(0, (4, 2)), zorder=1)


@drawn
def heart(found, width=174):
    """R and activity against creation, theory over simulation."""
    page, axes = picture(1, 2, 78, width)
    activity, theory = found.get("activity"), found.get("theory") or {}
    rates = activity["base"]["rates"]
    rates = np.unique(np.concatenate([rates, (rates[1:] + rates[:-1]) / 2]))
    critical = found.critical("few")
    for setting in ("few", "base"):
        colour, marker, _ = LOOK[setting]
        of = activity[setting]
        marks(axes[0, 0], of["rates"], of["R"], colour, marker)
        marks(axes[0, 1], of["rates"], of["activity"], colour, marker)
        for alike, dashes in ((0, (0, (3, 1.5))), (1, "-")) if setting in theory else ():
            states = [found.state(setting, alike, rate) for rate in rates]
            axes[0, 0].plot(rates, [state["reproduction"] for state in states], color=colour, linestyle=dashes)
            axes[0, 1].plot(rates, [state["activity"] for state in states], color=colour, linestyle=dashes)
    stopped = found.get("stopped")
    if stopped:
        marks(axes[0, 0], stopped["rates"], stopped["R"], *LOOK["none"][:2])
    first = found.get("first")
    if first:
        shown = first["R"][:, 0] < 1.45
        mean, low, high = first["R"][shown].T
        axes[0, 0].errorbar(first["rates"][shown], mean, (mean - low, high - mean), color=FIRST[0], marker=FIRST[1], linestyle="none",
                            capsize=1.5, elinewidth=0.8, zorder=4)
    if "few" in theory:
        line = rates[rates * theory["few"][0].r0(1) < 1.45]
        axes[0, 0].plot(line, [theory["few"][0].r0(rate) for rate in line], color=INK, linewidth=0.9, linestyle=(0, (1.2, 1.2)))
        axes[0, 0].annotate("R0 of theory", (line[-1], theory["few"][0].r0(line[-1])), (9, -11), textcoords="offset points",
                            fontsize=7, va="center")
    axes[0, 0].axhline(1, color=INK, linewidth=0.7)
    axes[0, 0].annotate("R = 1", (rates[-1], 1), (0, 3), textcoords="offset points", ha="right", fontsize=7)
    for each in axes.flat:
        critical_band(each, critical)
        each.set_xlabel(X)
        each.set_xlim(-0.0004, rates[-1] * 1.02)
        each.set_ylim(0, None)
    axes[0, 0].set_ylim(0, 1.5)
    axes[0, 0].set_ylabel("R: projects that follow from a project")
    axes[0, 1].set_ylabel("A: projects at work that a person is in")
    panel(axes[0, 0], "a", "Reproduction of projects")
    panel(axes[0, 1], "b", "Activity")
    handles = [Line2D([], [], color=colour, marker=marker, linestyle="none", label=label)
               for colour, marker, label in [*LOOK.values(), *([FIRST] if first else [])]]
    axes[0, 1].legend(handles=handles + [
        Line2D([], [], color=INK, label="theory, nothing fitted"),
        Line2D([], [], color=INK, linestyle=(0, (3, 1.5)), label="the same, all people alike"),
        Patch(color=PALE, label="within 20 % of R0 = 1")], loc="upper left", bbox_to_anchor=(0.015, 1.02), frameon=True,
                      framealpha=0.9, edgecolor="none", borderpad=0.2)
    return say(page, "Where projects lead to as many projects as there were, activity carries itself. Marks: simulation, with "
               "95 % intervals over replicates; lines: mean-field theory of what was measured where nobody makes opportunities.")


@drawn
def cascade_sizes(found, width=174):
    """Shares of cascades of at least n projects, and Borel's distribution."""
    tests = found.get("cascade_tests") or []
    shown = [test for test in tests if test["rate"] in {t["rate"] for t in (tests[0], tests[len(tests) // 2], tests[-1])}] if tests else []
    page, axes = picture(1, 2, 84, width)
    for i, test in enumerate(shown):
        sizes = np.sort(found.stopped["sizes"][test["rate"]])
        axes[0, 0].plot(sizes, 1 - np.arange(len(sizes)) / len(sizes), color=COLOURS[i], drawstyle="steps-pre", linewidth=1.4,
                        label=f"{test['rate']:g}: R = {test['R']:.2f}, {test['count']} cascades")
        n = np.unique(np.geomspace(1, 2 * sizes[-1] + 2, 80).astype(int))
        table = np.concatenate([[0], measures.borel_table(test["R"], int(n[-1]))])
        axes[0, 0].plot(n, 1 - table[n - 1], color=COLOURS[i], linestyle=(0, (3, 1.5)), linewidth=0.9)
    if shown:
        axes[0, 0].plot([], [], color=INK, linestyle=(0, (3, 1.5)), linewidth=0.9, label="Borel of that R")
        axes[0, 0].set(xscale="log", yscale="log", xlabel="projects n", ylabel="share of cascades of n and more")
        axes[0, 0].set_ylim(0.5 / max(test["count"] for test in shown), 1.3)
        axes[0, 0].legend(loc="upper left", bbox_to_anchor=(-0.02, -0.24), title="creation", alignment="left")  # below: lines go everywhere
    rising = found.get("rising") or {}
    for name, colour, marker, apart in (
            ("Borel of that R", BLUE, "o", [test["borel"] for test in tests]),
            ("exponential of that mean", RED, "v", [test["exponential"] for test in tests]),
            ("branching, R by half-years", GREEN, "s", [rising.get(test["rate"], {}).get("distance", np.nan) for test in tests])):
        axes[0, 1].plot([test["R"] for test in tests], apart, color=colour, marker=marker, linestyle="none", label=name, clip_on=False)
    axes[0, 1].axvspan(0.9, 1.1, color=PALE, alpha=0.55, linewidth=0, zorder=0)
    axes[0, 1].set(xlabel="R", ylabel="largest difference of shares", ylim=(0, None))
    axes[0, 1].legend(loc="upper left", bbox_to_anchor=(-0.02, -0.24))
    panel(axes[0, 0], "a", "Sizes")
    panel(axes[0, 1], "b", "How far from three distributions")
    return say(page, "Cascades of projects where opportunities arrive for a year and never again.")


@drawn
def phase(found, width=174):
    """Activity and R over creation and memory, and where theory has R0 = 1."""
    of = found.get("phase")
    page, axes = picture(1, 2, 62, width)
    for each, name, title in zip(axes.flat, ("activity", "R"), ("Activity", "Reproduction of projects")):
        image = each.pcolormesh(np.arange(len(of["rates"]) + 1), np.arange(len(of["memories"]) + 1), of[name], cmap=SHADES)
        for (i, j), value in np.ndenumerate(of[name]):
            light = value > np.nanmin(of[name]) + 0.6 * np.ptp(of[name][np.isfinite(of[name])])
            if np.isfinite(value):
                each.text(j + 0.5, i + 0.22, f"{value:.2f}", ha="center", va="center", fontsize=6.3, color=INK if light else "white", zorder=4,
                          bbox={"facecolor": image.cmap(image.norm(value)), "edgecolor": "none", "pad": 0.4})  # no line runs through it
        page.colorbar(image, ax=each, shrink=0.85, pad=0.02)
        if "few" in (found.get("theory") or {}):
            places = np.interp([found.critical_at(m) for m in of["memories"]], of["rates"], np.arange(len(of["rates"])) + 0.5,
                               left=np.nan, right=np.nan)
            each.plot(places, np.arange(len(of["memories"])) + 0.5, color="white", linewidth=3.4)
            each.plot(places, np.arange(len(of["memories"])) + 0.5, color=RED, linewidth=1.6, marker="o", label="R0 = 1 by theory")
        each.set(xlabel=X, ylabel="memory (steps)", title=title)
        each.set_xticks(np.arange(len(of["rates"])) + 0.5, [f"{rate:g}" for rate in of["rates"]])
        each.set_yticks(np.arange(len(of["memories"])) + 0.5, of["memories"])
    panel(axes[0, 0], "a", "Activity")
    panel(axes[0, 1], "b", "Reproduction of projects")
    return say(page, "Creation and memory; red: where theory has R0 = 1.")


@drawn
def sizes(found, width=174):
    of = found.get("sizes")
    page, axes = picture(1, 2, 62, width)
    for i, (people, each) in enumerate(of.items()):
        marks(axes[0, 0], each["rates"], each["activity"], COLOURS[i], "osD"[i], label=f"{people} people, {each['activity'].shape[1]} runs each")
        axes[0, 0].plot(each["rates"], np.nanmean(each["activity"], axis=1), color=COLOURS[i], linewidth=0.8)
        axes[0, 1].plot(each["rates"], each["variance"], color=COLOURS[i], marker="osD"[i])
    for each in axes.flat:
        critical_band(each, found.critical("few"))
        each.set_xlabel(X)
        each.set_ylim(0, None)
    axes[0, 0].set_ylabel("activity A")
    axes[0, 1].set_ylabel("N var(A) over replicates")
    axes[0, 0].legend(loc="lower right")
    panel(axes[0, 0], "a", "Activity")
    panel(axes[0, 1], "b", "Fluctuations")
    return say(page, "Three sizes of organisation, a tenth of the arrivals.")


def loops(axes, of, colour):
    """Up and down, slow and at half the speed."""
    peak = len(of["controls"]) // 2
    for speed, width, alpha in (("slow", 0.9, 0.55), ("half", 1.5, 1)):
        mean = of[speed].mean(axis=0)
        axes.plot(of["controls"][:peak + 1], mean[:peak + 1], color=colour, linewidth=width, alpha=alpha, marker="^", markersize=3)
        axes.plot(of["controls"][peak:], mean[peak:], color=colour, linewidth=width, alpha=alpha, marker="v", markersize=3,
                  linestyle=(0, (3, 1.5)))
    axes.set_ylim(0, None)


def loop_legend(axes, **options):
    axes.legend(handles=[Line2D([], [], color=INK, marker="^", markersize=3, label="there"),
                         Line2D([], [], color=INK, marker="v", markersize=3, linestyle=(0, (3, 1.5)), label="back"),
                         Line2D([], [], color=INK, linewidth=0.9, alpha=0.55, label="slow"),
                         Line2D([], [], color=INK, linewidth=1.5, label="half the speed")], **options)


@drawn
def starts_and_sweeps(found, width=174):
    """Hot and cold starts, and slow sweeps."""
    page, axes = picture(2, 2, 112, width, sharex=True)
    split, sweeps, activity = found.get("bistability"), found.get("sweeps"), found.get("activity")
    for column, setting in enumerate(SETTINGS):
        colour, marker, name = LOOK[setting]
        critical = found.critical(setting)
        for each in axes[:, column]:
            critical_band(each, critical)
        top, below = axes[:, column]
        marks(top, activity[setting]["rates"], activity[setting]["activity"], colour, marker, label="cold start")
        if split:
            marks(top, split[setting]["rates"], split[setting]["hot_activity"], colour, marker, markerfacecolor="white", markersize=5.5,
                  label="hot start")
        top.legend(loc="upper left", title=name, alignment="left")
        top.set_ylim(0, None)
        if sweeps:
            loops(below, sweeps[setting], colour)
            loop_legend(below, loc="upper left")
        below.set_xlabel(X)
    axes[0, 0].set_ylabel("activity A after 20 years")
    axes[1, 0].set_ylabel("activity A, level by level")
    for letter, each, title in zip("abcd", axes.flat, ("Cold and hot starts", "Cold and hot starts", "Slow sweeps", "Slow sweeps")):
        panel(each, letter, title)
    return say(page, "Does it matter where one comes from?")


@drawn
def slowing(found, width=174):
    """Coming back after a kick, and correlation times."""
    kicks, correlation = found.get("kicks"), found.get("correlation")
    page, axes = picture(1, 3 if kicks else 1, 58, width if kicks else 100)
    last = axes[0, -1]
    for setting in SETTINGS:
        marks(last, found.activity[setting]["rates"], correlation[setting], *LOOK[setting][:2], label=LOOK[setting][2])
    last.legend(loc="upper right")
    if kicks:
        comings_back(axes[0, 0], axes[0, 1], kicks)
        panel(axes[0, 0], "a", "After a kick (base)")
        panel(axes[0, 1], "b", "Coming back")
    panel(last, "c" if kicks else "", "Correlation time")
    for each in axes[0, 1:] if kicks else axes[0]:
        critical_band(each, found.critical("few"))
        each.set(xlabel="create.making_rate", ylim=(0, None))
    last.set_ylabel("steps")
    return say(page, "How long activity takes to come back.")


def comings_back(curves, times, kicks):
    """Responses by rate, and the time to 1/e."""
    for setting, of in kicks.items():
        low, high = np.where(np.isfinite(of["low"]), of["low"], of["time"]), np.where(np.isfinite(of["high"]), of["high"], 170)
        error = np.nan_to_num(np.maximum(0, [of["time"] - low, high - of["time"]]))
        times.errorbar(of["rates"], of["time"], error, color=LOOK[setting][0], marker=LOOK[setting][1], linestyle="none", capsize=1.5)
    of = kicks["base"]
    for i, rate in enumerate(of["rates"]):
        curve = np.convolve(of["response"][i], np.ones(9) / 9, mode="valid") / abs(of["response"][i][:4].mean())
        curves.plot(np.arange(len(curve)) + 4, curve, color=COLOURS[i % len(COLOURS)], linewidth=1, label=f"{rate:g}")
    curves.axhline(-1 / math.e, color=INK, linewidth=0.7)
    curves.set(xlabel="steps after the kick", ylabel="activity lost (1: at once)", ylim=(-1.5, 1))
    curves.legend(loc="upper right", title="creation", ncols=2)
    times.set_ylabel("steps to 1/e")


@drawn
def warning(found, width=174):
    """Kendall's tau with and without a sweep."""
    of = found.get("warnings")
    page, axes = picture(1, len(of), 52, width, sharey=True)
    bins = np.linspace(-1, 1, 17)
    for each, letter, (name, taus) in zip(axes.flat, "ab", of.items()):
        each.hist(taus["still"], bins, color=GREY, label="creation stays")
        each.hist(taus["rising"], bins, histtype="step", color=RED, linewidth=1.4, label="creation rises to the threshold")
        each.axvline(taus["point"], color=INK, linewidth=0.8)
        each.annotate("95 % point", (taus["point"], 1), (2, -7), textcoords="offset points", xycoords=("data", "axes fraction"), fontsize=6.5)
        each.set_xlabel("Kendall's tau of windows of five years")
        panel(each, letter, name)
    axes[0, 0].set_ylabel("runs")
    axes[0, 0].set_ylim(0, 1.4 * axes[0, 0].get_ylim()[1])  # room for the legend
    axes[0, 0].legend(loc="upper left")
    return say(page, "Early warnings: what rises before the threshold, and what rises by chance.")


@drawn
def searched(found, width=174):
    """Hot and cold starts, forty replicates and sweeps where we looked for tipping."""
    of = {name: each for name, each in found.searched.items() if name != "many"}
    page, axes = picture(3, len(of), 128, min(width, 90 * len(of)))
    for column, (name, each) in enumerate(of.items()):
        top, middle, below = axes[:, column]
        unit = 300 if name == "reinforcement" else 1
        colour = COLOURS[column]
        if "split" in each:
            marks(top, each["split"]["rates"], each["split"]["cold"] / unit, colour, "o", label="cold")
            marks(top, each["split"]["rates"], each["split"]["hot_activity"] / unit, colour, "o", markerfacecolor="white", markersize=5.5, label="hot")
        if "many" in each:
            bins = np.linspace(0, np.nanmax(each["many"]["values"]) / unit * 1.02 + 1e-9, 18)
            for i, values in enumerate(each["many"]["values"]):
                middle.hist(values / unit, bins, histtype="step" if len(each["many"]["values"]) > 1 else "stepfilled", linestyle=["-", (0, (3, 1)), ":"][i % 3],
                            color=colour, label=f"at {each['many']['controls'][i]:g}")
        if "sweep" in each:
            loops(below, {**each["sweep"], "slow": each["sweep"]["slow"] / unit, "half": each["sweep"]["half"] / unit}, colour)
        for row in (top, below):
            row.set_xlabel("threshold" if unit > 1 else "making_rate")
            row.set_ylim(0, None)
        middle.set_xlabel("share who use it" if unit > 1 else "activity A")
        panel(top, "abcd"[column], SEARCHED[name].replace("social ", ""))
        for one in (top, middle):
            if one.get_legend_handles_labels()[1]:
                one.set_ylim(0, 1.4 * one.get_ylim()[1])  # room for the legend
                one.legend(loc="upper left")
    for row, name in zip(axes[:, 0], ("after 20 years", "runs of 40", "level by level")):
        row.set_ylabel(name)
    axes[2, 0].set_ylim(0, 1.8 * axes[2, 0].get_ylim()[1])
    loop_legend(axes[2, 0], loc="upper left")
    return say(page, "Where we looked for tipping: cold and hot starts (top), forty runs of one start (middle), slow sweeps (below).")


@drawn
def large(found, width=174):
    """A hundred thousand people: projects at work, and how they hang together."""
    of = found.get("large")
    page, axes = picture(1, 2, 50, width)
    axes[0, 0].plot(of.step, of.projects_active, color=BLUE)
    axes[0, 0].set(xlabel="step (week)", ylabel="projects at work", ylim=(0, None))
    axes[0, 1].plot(of.step, of.giant_component_projects, color=ORANGE, label="under way now")
    axes[0, 1].plot(of.step, of.giant_component_projects_lately, color=GREEN, linestyle=(0, (5, 1.5)), label="under way, or ended in half a year")
    axes[0, 1].set(xlabel="step (week)", ylabel="share in the largest cluster", ylim=(0, 1.02))
    axes[0, 1].legend(loc="center right")
    panel(axes[0, 0], "a", "Thousands of projects")
    panel(axes[0, 1], "b", "that share people")
    return say(page, "A hundred thousand people.")


FIGURES = {"heart": (heart, ("activity",)), "cascades": (cascade_sizes, ("cascade_tests",)), "phase": (phase, ("phase",)),
           "sizes": (sizes, ("sizes",)), "starts": (starts_and_sweeps, ("activity",)), "slowing": (slowing, ("activity",)),
           "warning": (warning, ("warnings",)), "searched": (searched, ("searched",)), "large": (large, ("large",))}
