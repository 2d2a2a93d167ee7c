"""The pages: analysis/claims.md for a newcomer, analysis/claims/NAME.md for each claim, from results.json alone.

    pages = make_pages(claims, space, series)     {path below analysis: text}

`series` are the series of runs, the first one being what is judged and the others what it is compared with.
"""
import textwrap

from studies.claims import decided
from studies.claims.decided import OUTCOMES
from studies.claims.verdicts import Verdict, flips
from studies.claims.words import cut_words, effect_of, interval, judged_of, p_value, percent, sentence, side_of, start_of, table

HEAD = """\
# What the model says about fifteen claims

*Written by `python3 -m studies.claims`, which runs everything; {amount}.*

Five documents on self-organising make claims. Each is put to the model as an experiment: the same organisation twice, with
and without what the claim is about. Once at a **base point** ([scenarios/base.yaml](../scenarios/base.yaml) with {people} people
over six years, projects being counted from the second on), with {base_replicates} pairs of runs; and again at
{points} **other points** of a space of organisations ([what varies](#the-space)), with up to {replicates} pairs each, because what
holds in one organisation need not hold in another. An effect counts if it is as large as the [smallest that
matters](#decided-before-any-result). All this is about a model of organisations, not about organisations; and these are
small, fitted to a budget of 45 minutes on one processor.{left}

![Fifteen claims: effect at the base point, and share of the space](claims/overview.svg)

*Left: the effect at the base point, in units of the smallest effect that matters; the grey band is what does not matter.
Right: in how much of the space the effect matters as claimed (blue), does not matter (grey), matters in the opposite direction
(orange).*
"""

STILL = """

**{left:,} runs of these series are still to be done**; `python3 -m studies.claims` goes on with them. Where nothing is known over the
space a claim is *undecided*, and what the base point shows is one organisation's answer."""

MOVED = """\
## Run again with other seeds

{sentence} The second series has other random numbers *and* other points of the space.
"""


def prose(text):
    """Paragraphs of at most 120 columns."""
    return "\n\n".join(textwrap.fill(part, 120, break_long_words=False, break_on_hyphens=False)
                       for part in text.strip().split("\n\n")) + "\n"


def verdict_link(name, result):
    return f"[{result['verdict']}](claims/{name}.md)"


def caution(claim):
    """The first sentence of what follows by rule."""
    return claim.word("by_construction").split(". ")[0].rstrip(".") + "."


def summary(claims, space, results):
    rows = [[f"**{claims[name].word('claim')}**", verdict_link(name, result),
             " ".join(sentence(row, space) for row in judged_of(result)), caution(claims[name])] for name, result in results.items()]
    return table(["claim", "verdict", "what came out (in brackets: by the tests at the base point)", "what to be careful of"], rows)


def counts(results):
    """'holds everywhere 3, holds where 5, ...'"""
    found = [result["verdict"] for result in results.values()]
    return ", ".join(f"*{verdict.value}* {found.count(verdict.value)}" for verdict in Verdict if verdict.value in found)


def amount(series):
    runs = sum(result["runs"] for one in series for result in one["claims"].values())
    return f"{runs:,} runs in {len(series)} series"


def space_table(space, base):
    rows = []
    for name, axis in space.axes.items():
        shown = ", ".join(map(str, axis)) if isinstance(axis, list) else f"{axis['from']:g} to {axis['to']:g}"
        scale = axis.get("scale", "linear") if isinstance(axis, dict) else "one of them"
        rows.append([f"`{name}`", shown, scale, base.get(name, "")])
    return table(["parameter", "range", "scale", "base"], rows)


# ---- two series ----

def moved_rows(first, second):
    """A row for each claim whose verdict is another one in the second series."""
    rows = []
    for name, one in first["claims"].items():
        other = second["claims"].get(name)
        if other and other["verdict"] != one["verdict"]:
            flipped = flips(Verdict(one["verdict"]), Verdict(other["verdict"]))
            rows.append([f"[{name}](claims/{name}.md)", one["verdict"], other["verdict"], "flips" if flipped else "moves"])
    return rows


def moved(series):
    if len(series) < 2:
        return MOVED.format(sentence="There is one series of runs so far.")
    parts = []
    for second in series[1:]:
        rows = moved_rows(series[0], second)
        flipped = sum(row[-1] == "flips" for row in rows)
        both = sum(name in second["claims"] for name in series[0]["claims"])
        said = (f"Of {both} verdicts {both - len(rows)} are the same in series {second['seed']}, {len(rows) - flipped} move to or "
                f"from *undecided*, *both ways* or between degrees, and {flipped} flip (from for the claim to against it, or back).")
        parts.append(prose(MOVED.format(sentence=said).split("\n", 2)[2]))
        if rows:
            parts.append(table(["claim", f"series {series[0]['seed']}", f"series {second['seed']}", ""], rows))
    return "## Run again with other seeds\n\n" + "\n".join(parts)


# ---- the first page ----

def first_page(claims, space, base, series):
    results = series[0]["claims"]
    some = next(iter(results.values()))
    digests = table(["scenario", "digest"], [[f"`{name}`", f"`{digest}`"] for name, digest in series[0]["model"]["digests"].items()])
    left = sum(result["left"] for one in series for result in one["claims"].values())
    head = HEAD.format(amount=amount(series), people=base["network.agents"], **{
        **some, "points": max(result["points"] for result in results.values()),
        "replicates": max(result["replicates"] for result in results.values()), "left": STILL.format(left=left) if left else ""})
    return "\n".join([
        head, f"Verdicts: {counts(results)}.\n", summary(claims, space, results),
        "## Decided before any result\n", decided.PROSE, table(["verdict", "means that"], decided.verdict_rows()),
        table(["outcome", "smallest effect that matters", "why"], decided.smallest_table()),
        "## The space\n",
        prose("A Latin hypercube of the ranges of [scenarios/claims/space.yaml](../scenarios/claims/space.yaml), where their "
              "grounds are. What a claim sets itself does not vary in its runs."),
        space_table(space, base), moved(series),
        f"\n## The model\n\n{series[0]['model']['version']}; it is the one whose runs of {series[0]['model']['steps']} steps have "
        f"these digests (`selforg run SCENARIO --steps {series[0]['model']['steps']}`).\n\n{digests}"])


# ---- a claim's page ----

def base_rows(result):
    rows = []
    for row in result["contrasts"]:
        outcome = OUTCOMES[row["outcome"]]
        kind = row["expected"] or "secondary"
        said = f"{p_value(row['p_sign'])}, {p_value(row['p_within'])}"
        rows.append([row["name"], outcome.words, start_of(row), effect_of(row), f"{outcome.shown:.3g}", kind, said])
    return rows


def space_rows(result):
    rows = []
    for row in result["contrasts"]:
        shares = row["shares"]
        if shares is None:
            continue
        scale = OUTCOMES[row["outcome"]].scale
        missing = f", {shares['missing']} without" if shares["missing"] else ""
        rows.append([row["name"], interval(shares["mean"], scale), *(percent(shares[key]) for key in ("positive", "above", "within", "below")),
                     f"{shares['spread'] * scale:.2g}, {shares['noise'] * scale:.2g}", f"{shares['points']}{missing}"])
    return rows


def exploratory(result, space):
    known = [row for row in judged_of(result) if row["shares"]]
    parts = [] if known else ["Nothing is known over the space yet."]
    for row in known:
        scale = OUTCOMES[row["outcome"]].scale
        region = row.get("where")
        if region:
            cuts = " and ".join(cut_words(cut, space) for cut in region["cuts"])
            parts.append(f"{row['name']}: {region['inside'] * scale:+.2g} on average where {cuts} ({100 * region['share']:.0f} % of "
                         f"the points), {region['outside'] * scale:+.2g} elsewhere.")
        else:
            parts.append(f"{row['name']}: no cut through the space tells more than chance does.")
        ranks = ", ".join(f"`{name}` {rho:+.2f} (p {p_value(p)})" for name, rho, p in row.get("ranks", []))
        parts.append(f"Rank correlations of the effect, the three strongest, p adjusted for their number: {ranks or 'none'}.")
    for name, level in result["at_equal_starts"]:
        parts.append(f"{name[0].upper() + name[1:]}, where as many projects begin in both (a straight line through the points): "
                     f"{interval(level, OUTCOMES['success'].scale)} {OUTCOMES['success'].unit}.")
    return prose("\n\n".join(parts))


def other_series(name, series):
    rows = []
    for one in series:
        for row in judged_of(one["claims"].get(name, {"contrasts": []})):
            sides = side_of(row)
            rows.append([one["seed"], row["name"], effect_of(row), percent(sides[1]) if sides else "", percent(sides[2]) if sides else "",
                         row["verdict"]])
    return table(["series", "judged contrast", "at the base point", "matters as claimed", "matters against it", "verdict"], rows)


def claim_page(name, claim, space, series):
    result = series[0]["claims"][name]
    missing = (f" {result['failed']} runs failed." if result["failed"] else "") + (
        f" {result['left']} runs are still to be done." if result["left"] else "")
    conditions = table(["condition", "differs in"], [[key, _settings(changes)] for key, changes in claim.text["conditions"].items()])
    words = {key: prose(claim.word(key)) for key in ("meaning", "by_construction", "would_change") if claim.word(key)}
    return "\n".join([
        f"# {claim.word('claim')}\n",
        f"**{result['verdict'].capitalize()}.** " + " ".join(sentence(row, space) for row in judged_of(result)) + "\n",
        words.get("meaning", ""),
        f"The experiment ([scenarios/claims/{name}.yaml](../../scenarios/claims/{name}.yaml)): {claim.word('question')} "
        f"{result['base_replicates']} replicates at the base point, {result['points']} points of the space with "
        f"{result['replicates']} each.{missing} [How it is judged](../claims.md#decided-before-any-result).\n",
        conditions, f"![Effects of {name}]({name}.svg)\n",
        "## At the base point\n",
        "The two p values: of the sign, and of being smaller than what matters; of judged contrasts adjusted for all claims.\n",
        table(["contrast", "outcome", "from", "effect, 95 %", "matters from", "expected", "p"], base_rows(result)),
        "## Over the space\n",
        "Spread: standard deviation of the effect over the points; noise: standard error of what was measured at one.\n",
        table(["contrast", "mean", "above 0", "matters, above", "does not matter", "matters, below", "spread, noise", "points"],
              space_rows(result)),
        "## Where (exploratory)\n", exploratory(result, space),
        "## True by construction, or mixed with something else\n", words.get("by_construction", "Nothing is known of.\n"),
        "## What would change it\n", words.get("would_change", ""),
        "## Other series of runs\n", other_series(name, series)])


def _settings(changes):
    return ", ".join(f"`{key}: {value}`" for key, value in (changes or {}).items()) or "nothing"


def make_pages(claims, space, base, series):
    pages = {"claims.md": first_page(claims, space, base, series)}
    for name in series[0]["claims"]:
        pages[f"claims/{name}.md"] = claim_page(name, claims[name], space, series)
    return pages
