"""Numbers and sentences of the pages."""
import math

from studies.claims.decided import OUTCOMES
from studies.claims.verdicts import Verdict, base_shows


def interval(three, scale=1.0, sign=True):
    """'+3.1 (2.0 to 4.2)' with two digits of half the interval; numbers that are not there are unknown."""
    value, low, high = three
    if value is None:
        return "unknown"
    mark = "+" if sign else ""
    if low is None:
        return f"{value * scale:{mark}.3g}"
    half = (high - low) / 2 * scale
    digits = min(9, max(0, 1 - math.floor(math.log10(half)))) if half > 0 else 3
    return f"{value * scale:{mark}.{digits}f} ({low * scale:{mark}.{digits}f} to {high * scale:{mark}.{digits}f})"


def effect_of(row):
    """With the unit of its outcome."""
    outcome = OUTCOMES[row["outcome"]]
    return f"{interval(row['effect'], outcome.scale)} {outcome.unit}".strip()


def start_of(row):
    outcome = OUTCOMES[row["outcome"]]
    return "unknown" if row["from"] is None else f"{row['from'] * outcome.scale:.3g}"


def percent(share):
    value, low, high = (100 * number for number in share)
    return f"{value:.0f} % ({low:.0f} to {high:.0f})"


def p_value(value):
    return "< 0.001" if value < 0.001 else f"{value:.2g}"


def side_of(row):
    """(share with the claimed sign, that matters as claimed, that matters against it) of the space; None without runs."""
    shares = row["shares"]
    if shares is None:
        return None
    if row["expected"] == "negative":
        return shares["negative"], shares["below"], shares["above"]
    return shares["positive"], shares["above"], shares["below"]


def base_words(row):
    """What the tests at the base point show, over all judged contrasts."""
    shown = base_shows(row["expected"], row["effect"][0], row["p_sign"], row["p_within"], row["smallest"])
    return {"up": "the opposite" if row["expected"] == "none" else "as claimed", "down": "the opposite",
            "same": "as claimed" if row["expected"] == "none" else "too small to matter", "open": "not decided"}[shown]


def cut_words(cut, space):
    name, above, place = cut
    value = space.value(name, place)
    return f"`{name}` is {'above' if above else 'below'} {value:.2g}" if not isinstance(value, str) else f"`{name}` is {value}"


def where_words(row, space):
    """'`team.min` is below 5 and ...', or '' where chance has cuts as good."""
    return " and ".join(cut_words(cut, space) for cut in row.get("where", {}).get("cuts", []))


def sentence(row, space):
    """What came out of a judged contrast, in one plain sentence."""
    what = row["name"][0].upper() + row["name"][1:]
    effect, verdict = f"{effect_of(row)} at the base point ({base_words(row)})", Verdict(row["verdict"])
    if row["shares"] is None:
        return f"{what}: {effect}."
    sign, matters, against = side_of(row)
    place = where_words(row, space)
    most = f", most where {place}" if place else ""
    smallest = f"{OUTCOMES[row['outcome']].shown:.3g}"
    within = row["shares"]["within"]
    both = f"in {percent(matters)} of the space the effect is as claimed and matters, in {percent(against)} it is opposite"
    if row["expected"] == "none":
        return (f"{what}: {effect}; in {percent(within)} of the space the difference is smaller than "
                f"{smallest}, which is what matters.")
    return f"{what}: {effect}; " + {
        Verdict.HOLDS_EVERYWHERE: f"it has this sign in {percent(sign)} of the space, and matters in {percent(matters)}{most}.",
        Verdict.HOLDS_WHERE: f"{both}{most}.",
        Verdict.BOTH_WAYS: f"{both}{most}.",
        Verdict.NO_EFFECT: f"in {percent(within)} of the space it is smaller than {smallest}, which is what matters.",
        Verdict.OPPOSITE: f"{both}.",
        Verdict.UNDECIDED: f"{both}; {_needed(row)}.",
    }[verdict]


def _needed(row):
    """What would decide: more pairs at the base point, or less noise at the points."""
    shares, base_open = row["shares"], row["p_sign"] > 0.05 and row["p_within"] > 0.05
    if base_open and row["needed"]:
        return f"{row['needed']:,} pairs of runs at the base point would decide"
    factor = (2 * shares["noise"] / row["smallest"]) ** 2
    return (f"the base point is decided; {max(2, math.ceil(factor))} times the pairs at each point would bring their noise to "
            f"half of what matters" if factor > 1 else "the base point is decided; more points would tell the shares apart")


def judged_of(result):
    return [row for row in result["contrasts"] if row["verdict"]]


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(headings, rows):
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(map(cell, line)) + " |" for line in lines) + "\n"
