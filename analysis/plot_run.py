#!/usr/bin/env python3
"""A picture of one run: what spreads, how good it is, by which ways it came, and who learned it from whom.

    analysis/plot_run.py RUN.h5 [-o PICTURE.png]
"""
import argparse
import pathlib

import needs

needs.packages("h5py", "matplotlib", "numpy")

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

# Colours that stay apart under every kind of colour vision; the first is for whatever is not among the leading ones.
GREY, PALETTE = "#b9bfca", ["#3875E1", "#C8760A", "#2FAE74", "#AA3785", "#F3C813"]
CHANNEL_COLOURS = {"initial": GREY, "invention": "#C8760A", "external": "#F3C813", "word_of_mouth": "#3875E1",
                   "project": "#2FAE74", "reversion": "#AA3785"}


def categories(column):
    """Name of each code of a categorical column, by its CF flag attributes."""
    return dict(zip(column.attrs["flag_values"].tolist(), column.attrs["flag_meanings"].split()))


def table(file, name):
    """An event table as a dictionary of arrays."""
    return {column: dataset[:] for column, dataset in file["events"][name].items()}


def use_over_time(adoption, agents, steps, domain):
    """practice[step, agent] in use at the end of each step; -1 for none."""
    use = np.full((steps + 1, agents), -1, dtype=np.int32)
    now = np.full(agents, -1, dtype=np.int32)
    chosen = adoption["domain"] == domain
    by_step = adoption["step"][chosen]
    who, what = adoption["learner"][chosen], adoption["practice"][chosen]
    bounds = np.searchsorted(by_step, np.arange(steps + 2))
    for step in range(steps + 1):
        rows = slice(bounds[step], bounds[step + 1])
        now[who[rows]] = what[rows]
        use[step] = now
    return use


def plot_practices(axes, use):
    """Shares of the practices that ever led, and of all others together."""
    steps, agents = use.shape
    practices = np.unique(use[use >= 0])
    shares = np.array([(use == practice).sum(axis=1) for practice in practices]) / agents
    leading = sorted(np.argsort(shares.max(axis=1))[::-1][: len(PALETTE)], key=lambda i: shares[i].argmax())
    others = shares.sum(axis=0) - shares[leading].sum(axis=0)
    axes.stackplot(np.arange(steps), others, *shares[leading], colors=[GREY] + PALETTE, linewidth=0.4, edgecolor="white",
                   labels=["others"] + [f"practice {practices[i]}" for i in leading])
    axes.set(title="Practices in use", xlabel="step", ylabel="share of people", xlim=(0, steps - 1), ylim=(0, 1))
    axes.legend(loc="center right", fontsize=7, framealpha=0.9)
    return {practices[i]: PALETTE[place] for place, i in enumerate(leading)}, practices[leading[int(shares[leading, -1].argmax())]]


def plot_quality(axes, file):
    """Mean quality in use with the spread between people, and confidence where there is any."""
    step = file["step"][:]
    mean, deviation = file["quality_mean"][:], file["quality_sd"][:]
    axes.fill_between(step, mean - deviation, mean + deviation, color=PALETTE[0], alpha=0.2, linewidth=0)
    axes.plot(step, mean, color=PALETTE[0], label="quality in use (± 1 sd)")
    for name, colour in (("confidence_mean", PALETTE[1]), ("expectation_mean", PALETTE[2]), ("breadth_mean", PALETTE[3])):
        if name in file:
            axes.plot(step, file[name][:], color=colour, label=name, linewidth=1.2)
    axes.set(title="People and what they use", xlabel="step", ylim=(0, 1), xlim=(step[0], step[-1]))
    axes.legend(loc="lower right", fontsize=7, framealpha=0.9)


def plot_channels(axes, file):
    """Adoptions by the way they came."""
    step, counts = file["step"][:], file["adoptions"][:].astype(float)
    names = [name.decode() if isinstance(name, bytes) else name for name in file["channel"][:]]
    window = max(1, len(step) // 40)
    smooth = np.array([np.convolve(counts[1:, i], np.ones(window) / window, "same") for i in range(len(names))])
    shown = [i for i, name in enumerate(names) if name != "initial" and counts[1:, i].any()]
    axes.stackplot(step[1:], *smooth[shown], colors=[CHANNEL_COLOURS.get(names[i], GREY) for i in shown],
                   labels=[names[i] for i in shown], linewidth=0)
    axes.set(title="How practices came to people", xlabel="step", ylabel="adoptions a step", xlim=(step[0], step[-1]))
    axes.legend(loc="upper right", fontsize=7, framealpha=0.9)


def plot_lineage(axes, adoption, source, practice, channels):
    """Everybody who took a practice up, below the one it was learned from (the heaviest source)."""
    rows = np.flatnonzero(adoption["practice"] == practice)
    parent, children = {}, {}
    for row in rows:
        first, count = adoption["first_source"][row], adoption["source_count"][row]
        if count:
            best = first + int(np.argmax(source["weight"][first:first + count]))
            parent[row] = source["source_adoption"][best]
            children.setdefault(parent[row], []).append(row)
    place, next_place = {}, 0
    stack = [(row, False) for row in reversed([row for row in rows if row not in parent])]
    while stack:  # places from the leaves up, so that a source stands in the middle of those who learned from it
        row, done = stack.pop()
        below = children.get(row, [])
        if not below:
            place[row], next_place = next_place, next_place + 1
        elif done:
            place[row] = np.mean([place[child] for child in below])
        else:
            stack.append((row, True))
            stack.extend((child, False) for child in reversed(below))
    when = adoption["step"]
    for row in rows:
        colour = CHANNEL_COLOURS.get(channels[int(adoption["channel"][row])], GREY)
        if row in parent:
            axes.plot([when[parent[row]], when[row], when[row]], [place[parent[row]], place[parent[row]], place[row]],
                      color=colour, linewidth=0.5, alpha=0.8)
        else:
            axes.plot(when[row], place[row], "o", color=colour, markersize=3)
    axes.set(title=f"Who learned practice {practice} from whom ({len(rows)} adoptions)", xlabel="step", yticks=[])
    axes.spines[["left"]].set_visible(False)
    for name, colour in CHANNEL_COLOURS.items():
        if any(channels[int(code)] == name for code in np.unique(adoption["channel"][rows])):
            axes.plot([], [], color=colour, marker="o", markersize=3, label=name)
    axes.legend(loc="lower right", fontsize=7, framealpha=0.9)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", help="result file with its adoptions, of a scenario with a landscape")
    parser.add_argument("-o", "--out", help="picture to write; default: beside the run, .png")
    options = parser.parse_args()
    with h5py.File(options.run) as file:
        adoption, source = table(file, "adoption"), table(file, "adoption_source")
        channels = categories(file["events/adoption/channel"])
        agents, steps = int(adoption["learner"].max()) + 1, int(file["step"][-1])
        plt.rcParams.update({"font.size": 8, "axes.spines.top": False, "axes.spines.right": False, "axes.titleweight": "bold"})
        figure, axes = plt.subplots(2, 2, figsize=(11, 6.6), layout="constrained")
        _, leading = plot_practices(axes[0, 0], use_over_time(adoption, agents, steps, 0))
        plot_quality(axes[0, 1], file)
        plot_channels(axes[1, 0], file)
        plot_lineage(axes[1, 1], adoption, source, leading, channels)
        figure.suptitle(f"{file.attrs['title']}: {agents:,} people, seed {file.attrs['seed']}", fontweight="bold")
    out = options.out or pathlib.Path(options.run).with_suffix(".png")
    figure.savefig(out, dpi=110)
    print(out)


if __name__ == "__main__":
    main()
