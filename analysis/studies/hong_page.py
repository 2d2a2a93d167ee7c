"""The teams of Hong and Page 2004, for scenarios/replications/hong_page.yaml: the best agents on each landscape, and agents drawn at random.

    python3 -m studies.hong_page         # writes the tables beside that file, and prints what their teams come to

Who is best takes a search of everybody alone, from every place: that is done here. The landscapes are the program's, one a domain. Where
every heuristic (an ordered choice of three steps up to the longest) ends alone is worked out by the rule; in a team's relay each member
goes from where the one before stopped to where it ends from there alone, until nobody comes any further. What is printed is the mean over
all places and landscapes, which the program's own relays are held against, with half the 95 % interval over landscapes; that of random
less best, landscape by landscape; what they would come to if each had one turn, and no more; and the diversity of the teams.
"""
import argparse
import itertools
import pathlib

import numpy as np

from selforg import Model
from selforg.intervals import mean_interval

from studies import ROOT

POSITIONS, STEPS_OWN, LANDSCAPES, SEED = 2000, 3, 50, 1
CASES = [(12, 0, 10), (12, 0, 20), (20, 0, 10), (12, 10, 10)]  # longest step, smoothing, members
TABLES = ROOT / "scenarios/replications"


# ---- agents alone ----

def heuristics(longest):
    """[heuristics, 3]: their steps, numbered as the program numbers them (individual_search.moves: orders)."""
    return np.array(list(itertools.permutations(range(1, longest + 1), STEPS_OWN)))


def landscapes(smoothing):
    """[landscapes, places]: the qualities of the program's landscapes, of 1."""
    model = Model({"steps": 1, "seeds.population": SEED, "network.agents": POSITIONS, "network.mean_degree": 0,
                   "landscape.kind": "ring", "landscape.positions": POSITIONS, "landscape.smoothing": smoothing,
                   "landscape.domains": LANDSCAPES, "start.practice": "in_turn"})
    practice = model.events["practice"].sort_values(["domain", "bits_0"])
    assert np.array_equal(practice["bits_0"], np.tile(np.arange(POSITIONS), LANDSCAPES))
    return practice["quality"].to_numpy().reshape(LANDSCAPES, POSITIONS)


def ends_of(steps, quality):
    """[places, heuristics]: where each ends from each place, if it begins with its first step. From a place and a step on, it goes to
    the first of its steps that leads to something better, and on from there with the next; so highest places come first."""
    all_of_them = np.arange(len(steps))
    ends = np.empty((len(quality), STEPS_OWN, len(steps)), np.int32)
    for place in np.argsort(-quality, kind="stable"):
        ahead = (place + steps) % len(quality)
        better = quality[ahead] > quality[place]
        then = [ends[ahead[:, k], (k + 1) % STEPS_OWN, all_of_them] for k in range(STEPS_OWN)]
        for first in range(STEPS_OWN):
            there = np.full(len(steps), place, np.int32)
            for k in reversed([(first + i) % STEPS_OWN for i in range(STEPS_OWN)]):
                there = np.where(better[:, k], then[k], there)
            ends[place, first] = there
    return ends[:, 0]


# ---- teams ----

def relay(ends):
    """[places, members] to [places]: where the team comes to from each place."""
    places, members = ends.shape
    at, idle, turn = np.arange(places), np.zeros(places, int), 0
    while (idle < members).any():
        new = ends[at, turn % members]
        idle = np.where(new == at, idle + 1, 0)
        at, turn = new, turn + 1
    return at


def one_turn_each(ends):
    """[places, members] to [places]: where the team comes to if it stops when each has had a turn."""
    at = np.arange(len(ends))
    for member in range(ends.shape[1]):
        at = ends[at, member]
    return at


def diversity(steps):
    """The mean share of places, over pairs, in which two heuristics have different steps, of 100."""
    apart = (steps[:, None] != steps[None]).mean(axis=2)
    return 100 * apart[np.triu_indices(len(steps), 1)].mean()


def teams(ends, quality, members, seed):
    """The heuristics of the two teams: the best on this landscape, the best first, and as many drawn at random."""
    ability = quality[ends].mean(axis=0)
    return {"best": np.argsort(-ability, kind="stable")[:members],
            "random": np.random.default_rng(seed).choice(ends.shape[1], members, replace=False)}


# ---- tables ----

def name_of(case, team):
    longest, smoothing, members = case
    return f"hong_page_{team}_{members}_of_{longest}{'_smooth' if smoothing else ''}.csv"


def spread(values):
    mean, width = mean_interval(np.asarray(values))
    return f"{float(mean):.4f} +- {float(width):.2f}"


def work_out(case, folder):
    """Writes the tables of a case, a team for each landscape, and gives what is to be printed of it."""
    longest, smoothing, members = case
    steps = heuristics(longest)
    found, once, rows, apart = ({"best": [], "random": []} for _ in range(4))
    for domain, quality in enumerate(landscapes(smoothing)):
        ends = ends_of(steps, quality)
        for name, team in teams(ends, quality, members, domain).items():
            found[name].append(100 * quality[relay(ends[:, team])].mean())
            once[name].append(100 * quality[one_turn_each(ends[:, team])].mean())
            apart[name].append(diversity(steps[team]))
            rows[name].append(f"1,{domain},1000000,{' '.join(map(str, team))}\n")
    for name, lines in rows.items():
        (folder / name_of(case, name)).write_text("step,domain,difficulty,members\n" + "".join(lines), encoding="utf-8")
    said = [f"{name_of(case, name)}: {spread(values)}, after one turn each {spread(once[name])}, diversity {np.mean(apart[name]):.1f}"
            for name, values in found.items()]
    return said + [f"    random - best: {spread(np.subtract(found['random'], found['best']))}"]


def main(words=None):
    parser = argparse.ArgumentParser(prog="python3 -m studies.hong_page", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--out", type=pathlib.Path, default=TABLES, help="the folder of the tables")
    options = parser.parse_args(words)
    for case in CASES:
        print(*work_out(case, options.out), sep="\n", flush=True)


if __name__ == "__main__":
    main()
