"""The rules by which a claim gets its verdict, as they were fixed before the runs.

    verdict = judge(judged)       of one contrast, from what is known at the base point and over the space
    verdict = of_claim(verdicts)  of a claim with several: the least favourable

Every number that a verdict hangs on is one of the constants here, and PROSE says them in words for the page.
"""
import dataclasses
import enum

ERROR = 0.05        # chance of a false alarm, of all contrasts that are judged together
EVERYWHERE = 0.95   # share of the space
MOSTLY = 0.50
NEARLY_ALL = 0.90
SOMEWHERE = 0.10


class Verdict(enum.Enum):
    """From the most to the least favourable to a claim."""
    HOLDS_EVERYWHERE = "holds everywhere"
    HOLDS_WHERE = "holds where"
    UNDECIDED = "undecided"
    BOTH_WAYS = "both ways"
    NO_EFFECT = "no effect"
    OPPOSITE = "opposite"

    @property
    def rank(self):
        return list(Verdict).index(self)

    @property
    def side(self):
        """1: for the claim, -1: against it, 0: neither."""
        return {Verdict.HOLDS_EVERYWHERE: 1, Verdict.HOLDS_WHERE: 1, Verdict.NO_EFFECT: -1, Verdict.OPPOSITE: -1}.get(self, 0)


MEANS = {
    Verdict.HOLDS_EVERYWHERE: "the effect is as claimed at the base point, has that sign in at least 95 % of the space and "
                              "matters in at least half of it",
    Verdict.HOLDS_WHERE: "an effect as claimed is shown at the base point, or one that matters in a tenth of the space; "
                         "none against it is shown",
    Verdict.UNDECIDED: "none of the others is shown; the page says what would decide",
    Verdict.BOTH_WAYS: "effects as claimed and against it are shown, in different parts of the space",
    Verdict.NO_EFFECT: "on what is judged: at the base point and in nine tenths of the space any effect is smaller than what matters",
    Verdict.OPPOSITE: "an effect against the claim is shown at the base point, or one that matters in a tenth of the "
                      "space; none as claimed is shown",
}


@dataclasses.dataclass
class Judged:
    """What a contrast's verdict hangs on; signs are those of to - from."""
    expected: str            # positive, negative, none
    effect: object           # claims_statistics.Effect at the base point
    p_sign: float            # adjusted for the family
    p_within: float          # the same, of being smaller than what matters
    smallest: float          # effect that matters
    shares: object           # claims_statistics.Shares, or None where there are no runs over the space


def base_shows(expected, mean, p_sign, p_within, smallest):
    """'same', 'up', 'down' or 'open': up is in the direction of the claim (of none: positive).

    An effect is shown if its sign is, and it is at least as large as what matters."""
    if p_within <= ERROR:
        return "same"
    if not (p_sign <= ERROR and abs(mean) >= smallest):
        return "open"
    return "up" if (mean > 0) == (expected != "negative") else "down"


def _base(judged):
    return base_shows(judged.expected, judged.effect.mean, judged.p_sign, judged.p_within, judged.smallest)


def judge(judged):
    """The verdict on one contrast."""
    return _judge_none(judged) if judged.expected == "none" else _judge_direction(judged)


def _sides(judged):
    """(sign as claimed, matters as claimed, matters opposed, too small): shares of the space."""
    shares = judged.shares
    if judged.expected == "negative":
        return shares.negative, shares.below, shares.above, shares.within
    return shares.positive, shares.above, shares.below, shares.within


def _judge_direction(judged):
    base = _base(judged)
    if judged.shares is None:
        return Verdict.UNDECIDED
    sign, as_claimed, opposed, within = _sides(judged)
    if base == "up" and sign.low >= EVERYWHERE and as_claimed.low >= MOSTLY:
        return Verdict.HOLDS_EVERYWHERE
    if base == "same" and within.low >= NEARLY_ALL:
        return Verdict.NO_EFFECT
    holds = base == "up" or as_claimed.low >= SOMEWHERE
    fails = base == "down" or opposed.low >= SOMEWHERE
    if holds and fails:
        return Verdict.BOTH_WAYS
    if holds or fails:
        return Verdict.HOLDS_WHERE if holds else Verdict.OPPOSITE
    return Verdict.UNDECIDED


def _judge_none(judged):
    """Of a claim that there is no difference."""
    base = _base(judged)
    if judged.shares is None:
        return Verdict.UNDECIDED
    _, above, below, within = _sides(judged)
    differs = max(above.low, below.low) >= SOMEWHERE
    if base in ("up", "down"):
        return Verdict.OPPOSITE
    if base == "same" and within.low >= NEARLY_ALL:
        return Verdict.HOLDS_EVERYWHERE
    if base == "same" and differs:
        return Verdict.BOTH_WAYS
    if base == "same":
        return Verdict.HOLDS_WHERE
    return Verdict.OPPOSITE if differs else Verdict.UNDECIDED


def of_claim(verdicts):
    """A claim that says several things holds no further than the least of them."""
    return max(verdicts, key=lambda verdict: verdict.rank)


def of_both_sides(base, differs):
    """The verdict on a claim of no difference if one either way counted together; base as base_shows has it, differs the share of
    the space, at its lower end, where there is one."""
    if differs < SOMEWHERE:
        return None
    return Verdict.BOTH_WAYS if base == "same" else Verdict.OPPOSITE


def flips(one, other):
    """Whether two verdicts contradict each other: for the claim, and against it."""
    return one.side * other.side < 0
