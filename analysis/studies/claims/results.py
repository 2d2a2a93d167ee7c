"""From runs to verdicts: all claims of one series of runs together, as the family of their judged contrasts goes together.

    results = analyse(claims, space, folder, plan)     a dictionary that goes into analysis/claims/results.json
"""
import math

import numpy as np

from studies.claims import counted, statistics, verdicts
from studies.claims.decided import OUTCOMES
from studies.claims.sweeps import Runs
from studies.claims.where import at_equal, correlations, where


def rounded(value, digits=6):
    """Numbers for the file; what is not finite is None."""
    if isinstance(value, dict):
        return {key: rounded(inner, digits) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(inner, digits) for inner in value]
    if isinstance(value, (bool, int, str)) or value is None:
        return value
    return float(f"{float(value):.{digits}g}") if math.isfinite(value) else None


def _shares(shares):
    if shares is None:
        return None
    kept = {name: [getattr(shares, name).middle, getattr(shares, name).low, getattr(shares, name).high]
            for name in ("positive", "negative", "above", "below", "within")}
    return {**kept, "points": shares.points, "missing": shares.missing, "mean": [shares.mean, shares.low, shares.high],
            "spread": shares.spread, "noise": shares.noise}


def explored(points, place, names, with_effect, sign):
    """Where the effects at the points are large, and what they go along with, of the parameters that have effect."""
    kept = [column for column, name in enumerate(names) if name in with_effect]
    names, place = [names[column] for column in kept], place[:, kept]
    region, ranks = where(points, place, names, sign), correlations(points, place, names)
    found = {"ranks": [list(row) for row in ranks[:3]], "points": list(points)}
    if ranks:
        found["along"] = list(place[:, names.index(ranks[0][0])])
    if region:
        found["where"] = {"cuts": [list(cut) for cut in region.cuts], "inside": region.inside,
                          "outside": region.outside, "share": region.share}
    return found


class Measured:
    """A contrast with what the runs say of it; the verdict needs the family."""

    def __init__(self, contrast, base, over, space, with_effect):
        self.contrast, self.smallest, self.with_effect = contrast, OUTCOMES[contrast.outcome].smallest, with_effect
        self.effect = statistics.paired(base.difference(contrast)[0])
        start = base.values(contrast.outcome, contrast.sides[1][1])[0]
        self.start = float(np.nanmean(start)) if np.isfinite(start).any() else float("nan")
        self.shares, self.points, self.names, self.place = None, None, [], None
        if over is not None and over.has(contrast):
            differences = over.difference(contrast)
            self.names, self.place = over.places(space)
            self.shares = statistics.share_of_space(differences, self.place, self.smallest)
            self.points = np.array([np.nan if not np.isfinite(row).any() else np.nanmean(row) for row in differences])
        self.p_sign, self.p_within, self.verdict = self.effect.p, self.effect.p_within(self.smallest), None

    def judge(self, p_sign, p_within):
        self.p_sign, self.p_within = float(p_sign), float(p_within)
        self.verdict = verdicts.judge(verdicts.Judged(self.contrast.expected, self.effect, self.p_sign, self.p_within, self.smallest, self.shares))

    def exploratory(self):
        """Where the effect is large, and what it goes along with; of judged contrasts alone."""
        if self.points is None or self.verdict is None:
            return {}
        sign = -1 if self.contrast.expected == "negative" else 1
        return explored(self.points, self.place, self.names, self.with_effect, sign)

    def needed(self):
        """Pairs of runs at the base point that would decide, where it is open."""
        return statistics.replicates_to_decide(self.effect.mean, self.effect.deviation, self.smallest)

    def as_row(self):
        effect, contrast = self.effect, self.contrast
        return {"name": contrast.name, "outcome": contrast.outcome, "expected": contrast.expected, "from": self.start,
                "effect": [effect.mean, effect.low, effect.high], "deviation": effect.deviation, "count": effect.count,
                "missing": effect.missing, "smallest": self.smallest, "p_sign": self.p_sign, "p_within": self.p_within,
                "needed": self.needed(), "shares": _shares(self.shares),
                "verdict": self.verdict.value if self.verdict else None, **self.exploratory()}


def at_equal_starts(rows):
    """[(name, success where as many projects begin)] of contrasts of success that have one of starts between the same conditions."""
    starts = {str(row.contrast.sides): row for row in rows if row.contrast.outcome == "starts" and row.points is not None}
    pairs = [(row, starts[str(row.contrast.sides)]) for row in rows
             if row.contrast.outcome == "success" and row.points is not None and str(row.contrast.sides) in starts]
    found = [(row.contrast.name, at_equal(row.points, other.points)) for row, other in pairs]
    return [[name, list(level)] for name, level in found if level]


def analyse(claims, space, folder, plan):
    """Of the claims whose runs are there: {name: {...}}."""
    measured, sizes = {}, {}
    for name, claim in claims.items():
        base_file, over_file = folder / f"{name}.base/study.h5", folder / f"{name}.space/study.h5"
        if not base_file.exists():
            continue
        base, over = Runs(base_file), Runs(over_file) if over_file.exists() else None
        for part, file in [(base, base_file)] + ([(over, over_file)] if over else []):
            counted.add(part, claim.contrasts, file.parent)
        measured[name] = [Measured(contrast, base, over, space, claim.with_effect(space, contrast)) for contrast in claim.contrasts]
        parts = [base, over] if over else [base]
        not_begun = 0 if over else space.points * space.replicates * len(claim.judged_conditions)
        sizes[name] = {"failed": sum(part.failed for part in parts), "left": sum(part.left for part in parts) + not_begun,
                       "runs": sum(part.runs for part in parts), "base_replicates": base.replicates,
                       "points": over.points if over else 0, "replicates": over.replicates if over else 0}
    judged = [row for rows in measured.values() for row in rows if row.contrast.judged]
    signs = statistics.holm([row.effect.p for row in judged])
    within = statistics.holm([row.effect.p_within(row.smallest) for row in judged])
    for row, p_sign, p_within in zip(judged, signs, within):
        row.judge(p_sign, p_within)
    return {name: rounded({"verdict": verdicts.of_claim([row.verdict for row in rows if row.verdict]).value,
                           **sizes[name], "at_equal_starts": at_equal_starts(rows), "contrasts": [row.as_row() for row in rows]})
            for name, rows in measured.items()}
