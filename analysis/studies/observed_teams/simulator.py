"""The teams of the simulator: team assembly, and opportunities that people make; fitted to some years, run on into later ones."""
import json
import pathlib
import subprocess
from collections import Counter

import h5py
import numpy as np
import pandas as pd

from selforg import finding

from studies.observed_teams.counted import MEMORY, Document, cascades, yearly
from studies.observed_teams.forecasts import RECENT

PAST, BURN_IN = 10, 8               # years: of the baselines, and simulated before; RECENT: to fit to
AGENTS, LARGEST = 4000, 10          # people there are; the largest team that is told apart
REPEATS = (0, 0.3, 0.6, 0.8, 0.95)  # repeat probabilities tried in the fit


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
                 "repeat_probability": pattern["repeats"], "idle_steps": MEMORY},
        "interventions": rates, "observe": {"adoptions": False, "every": 12}}


def simulate(written, seed, first, folder):
    """The documents of one run; its first month is January of the year `first`."""
    path, result = pathlib.Path(folder) / "teams.yaml", pathlib.Path(folder) / "teams.h5"
    path.write_text(json.dumps(written))
    subprocess.run([finding.program(), "run", path, "--seed", str(seed), "--threads", "1", "--quiet", "--force", "-o", result], check=True)
    with h5py.File(result) as file:
        project, kind, step, opportunity = (file[f"events/project/{c}"][:] for c in ("project", "type", "step", "opportunity"))
        joined, member = file["events/member/project"][:], file["events/member/member"][:]
        after = dict(zip(*(file[f"events/creation/{c}"][:] for c in ("opportunity", "project")))) if "events/creation" in file else {}
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
