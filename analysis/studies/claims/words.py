"""Numbers and sentences of the pages."""
import math
import re

from studies.claims.afterwards import MEASURES
from studies.claims.decided import OUTCOMES
from studies.claims.verdicts import Verdict, base_shows, of_both_sides


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
    outcome = MEASURES[row["outcome"]]
    return f"{interval(row['effect'], outcome.scale)} {outcome.unit}".strip()


def start_of(row):
    outcome = MEASURES[row["outcome"]]
    return "unknown" if row["from"] is None else f"{row['from'] * outcome.scale:.3g}"


def percent(share):
    value, low, high = (100 * number for number in share)
    return f"{value:.0f} % ({low:.0f} to {high:.0f})"


def p_value(value):
    return "< 0.001" if value < 0.001 else f"{value:.2g}"


def side_of(row):
    """(share that matters as claimed, that matters against it) of the space; None without runs. Where no difference is
    claimed the second is all that is left of the first."""
    shares = row["shares"]
    if shares is None:
        return None
    if row["expected"] == "none":
        value, low, high = shares["within"]
        return shares["within"], [1 - value, 1 - high, 1 - low]
    return (shares["below"], shares["above"]) if row["expected"] == "negative" else (shares["above"], shares["below"])


def at_base(row):
    return base_shows(row["expected"], row["effect"][0], row["p_sign"], row["p_within"], row["smallest"])


def base_words(row):
    """What the tests at the base point show, over all judged contrasts."""
    shown = at_base(row)
    return {"up": "the opposite" if row["expected"] == "none" else "as claimed", "down": "the opposite",
            "same": "as claimed" if row["expected"] == "none" else "too small to matter", "open": "not decided"}[shown]


def cuts_words(cuts, space):
    """Two cuts of one parameter are said together: on one side the second is the narrower."""
    sides = {}
    for name, above, place in cuts:
        sides.setdefault(name, {})[above] = space.value(name, place)
    return " and ".join(f"`{name}` is {_side_words(found)}" for name, found in sides.items())


def _side_words(found):
    names = [value for value in found.values() if isinstance(value, str)]
    if names:
        return names[-1]
    low, high = (f"{found[above]:.2g}" if above in found else None for above in (True, False))
    return f"between {low} and {high}" if low and high else f"above {low}" if low else f"below {high}"


def beyond(row):
    """(above, below): at how many of how many points the mean of the pairs that were run lies beyond what matters."""
    there = [point for point in row["points"] if point is not None]
    return [sum(sign * point > row["smallest"] for point in there) for sign in (1, -1)], len(there)


def sentence(row):
    """What came out of a judged contrast: at the base point, with what the tests say of it, and over the space."""
    said = f"{row['name'][0].upper() + row['name'][1:]}: {effect_of(row)} ({base_words(row)})"
    if row["shares"] is None:
        return said + "."
    verdict, (matters, against) = Verdict(row["verdict"]), side_of(row)
    if row["expected"] == "none":
        together = of_both_sides(at_base(row), against[1])
        return f"{said}; none that matters in {percent(matters)} of the space, one either way in {percent(against)}" + (
            f": were both sides counted together, the verdict would be *{together.value}*." if together else ".")
    if verdict is Verdict.NO_EFFECT:
        return f"{said}; so in {percent(row['shares']['within'])} of the space."
    open_ = f"; {_needed(row)}" if verdict is Verdict.UNDECIDED else ""
    return f"{said}; matters as claimed in {percent(matters)} of the space, against it in {percent(against)}{open_}."


def besides(result):
    """Of a claim without an effect: what else moved by as much as matters, none of it judged."""
    if result["verdict"] != Verdict.NO_EFFECT.value:
        return ""
    moved = [row for row in result["contrasts"] if not row["verdict"] and "," not in row["name"].removesuffix(", over the years")
             and None not in row["effect"] and abs(row["effect"][0]) >= row["smallest"] and row["effect"][1] * row["effect"][2] > 0]
    said = ", ".join(f"{row['name']} {row['effect'][0] * OUTCOMES[row['outcome']].scale:+.2g}" for row in moved)
    return f" Other outcomes do move: {said}." if moved else ""


def filled(text, rows):
    """A claim's words, with the effect of a row in place of its name in braces, or its start where 'from' is before the name; for
    two names with a stroke between them, how many of one there are for each of the other, at the start and in the end."""
    named = {row["name"]: row for row in rows}

    def number(found):
        row, other = named.get(found[2]), named.get(found[3] or found[2])
        if row is None or other is None:
            return "(not yet run)"
        return per(row, other) if found[3] else start_of(row) if found[1] else effect_of(row)
    return re.sub(r"\{(from )?([^}/]+?)(?: / ([^}]+))?\}", number, text)


def per(row, other):
    one, another = ([MEASURES[of["outcome"]].scale * end for end in (of["from"], of["from"] + of["effect"][0])] for of in (row, other))
    return " to ".join(f"{above / below:.2f}" for above, below in zip(one, another))


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
