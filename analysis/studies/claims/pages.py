"""The pages: analysis/claims.md for a newcomer, analysis/claims/NAME.md for each claim, from what is kept there as JSON alone.

    pages = make_pages(claims, space, base, series, checks)     {path below analysis: text}

`series` are the series of runs, the first one being what is judged and the others what it is compared with; `checks` is what was
looked at afterwards (checks.json).
"""
import textwrap

from studies.claims import decided
from studies.claims.afterwards import MEASURES, same_again
from studies.claims.decided import OUTCOMES
from studies.claims.statistics import ALONG_MISSED, ALONG_SPACES, FALSE_ALARMS, FALSE_SPACES, paired
from studies.claims.sweeps import flat, written
from studies.claims.verdicts import SOMEWHERE, Verdict, flips
from studies.claims.words import (base_words, besides, beyond, cuts_words, effect_of, filled, interval, judged_of, p_value, percent,
                                  sentence, side_of, start_of, table)

HEAD = """\
# What the model says about fifteen claims

*Written by `python3 -m studies.claims`, which runs everything; {amount}.*

Five documents on self-organising make claims. Each is put to the model as an experiment: the same organisation twice, with
and without what the claim is about. Once at a **base point** ([scenarios/base.yaml](../scenarios/base.yaml) with {people} people
over six years, projects being counted from the second on; what a claim sets in both organisations is in the first row of its
page), with {base_replicates} pairs of runs; and again at
{points} **other points** of a space of organisations ([what varies](#the-space)), with up to {replicates} pairs each, because what
holds in one organisation need not hold in another. An effect counts if it is as large as the [smallest that
matters](#fixed-before-these-runs). All this is about a model of small organisations, not about organisations.{left}

![Fifteen claims: effect at the base point, and share of the space](claims/overview.svg)

*Left: the effect at the base point, in units of the smallest effect that matters; the grey band is what does not matter;
a dot has the colour of its verdict: for the claim blue, no effect or against it orange, else grey.
Right: in how much of the space the effect matters as claimed (blue), does not matter (grey), matters in the opposite direction
(orange); where no difference is claimed, none (blue) or one (orange).*
"""

READING = """\
## Before quoting a verdict

- **That none against is shown** is not that there is none: fewer runs show less.{against}
- **Shares of the space** are not adjusted for the number of contrasts. By them alone hold {alone}; by them alone is something
  against the claim in {alone_against}.
- **Where** a claim holds is told by its page, if a cut through the space tells more than chance{nowhere}.
- **All of the space** is the ranges of the [fifteen parameters](#the-space) alone. What a page says would change its claim mostly lies
  outside them, so that *no effect* in all of the space is no word on it.
- **Where the noise at a point is as large as what matters** (each page has both) the shares hang on what is held possible
  before: that effects are alike unless the runs say otherwise, and normal over the space where they are not. Of {false_spaces} made-up
  spaces with one effect everywhere, of at most 0.7 of what matters, and such noise {false_alarms} had a lower end of a tenth or more, by
  which a claim holds; one in twenty was accepted. The price: a spread that is there is seen less, and shares are then wide. Where
  points with a large effect have large noise too (*nested_rings*, *start_anywhere* and others) a part of the spread is taken for
  noise, and means over the space are pulled to 0 (each page has the plain mean of the points beside): in {along} of {along_spaces}
  made-up spaces of that kind the interval left out the truth, towards no effect. So *no effect*, and *holds everywhere* of no
  difference, may be too sure.
{successes}- **People reached** are all who ever took up something new, most of them in projects of their own: where these come of themselves
  that is nearly everybody after six years, so that such a row tells how soon rather than how many.
- **Success given a start** is of projects that began and ended in years two to six. Which those are differs between the two
  organisations, also where as many begin.
- **Better practices make trouble rarer** (`opportunities.relief`): wherever quality differs, arrivals and starts do too.
"""

STILL = """
**{left:,} runs of these series are still to be done**; `python3 -m studies.claims` goes on with them."""

MOVED = """\
## Run again with other seeds

{sentence} The second series has other random numbers *and* other points of the space. A verdict moves, too, where
an interval only became wider.
"""


def prose(text):
    """Paragraphs of at most 120 columns."""
    return "\n\n".join(textwrap.fill(part, 120, break_long_words=False, break_on_hyphens=False)
                       for part in text.strip().split("\n\n")) + "\n"


def words_of(claim, key, result, looked):
    return filled(claim.word(key), result["contrasts"] + looked)


def caution(claim, result, looked):
    """The first two sentences of what follows by rule."""
    return filled(". ".join(claim.word("by_construction").split(". ")[:2]).rstrip(".") + ".", result["contrasts"] + looked)


def came_out(result, looked):
    """Every judged contrast; then the first of what was looked at afterwards, which says what the verdict is about."""
    after = f" **Afterwards**, {looked[0]['name']}: {effect_of(looked[0])}." if looked else ""
    return " ".join(sentence(row) for row in judged_of(result)) + besides(result) + after


def summary(claims, results, looked):
    rows = [[f"**{claims[name].word('claim')}**",
             f"**[{result['verdict']}](claims/{name}.md)**. {came_out(result, looked.get(name, []))}",
             caution(claims[name], result, looked.get(name, []))] for name, result in results.items()]
    return table(["claim", "verdict; effect at the base point (what the tests say of it); share of the space", "what to be careful of"], rows)


def in_short(claims, series):
    return table(["claim", "verdict", "in short"], [
        [claims[name].word("claim"), f"[{result['verdict']}](claims/{name}.md){elsewhere(name, result, series[1:])}", claims[name].word("in_short")]
        for name, result in series[0]["claims"].items()])


def elsewhere(name, result, others):
    """What the other series say, where it is something else."""
    said = {one["seed"]: one["claims"][name]["verdict"] for one in others if name in one["claims"]}
    return "".join(f"; in series {seed} {verdict}" for seed, verdict in said.items() if verdict != result["verdict"])


def successes(results):
    """What an effect on success that is too small to matter takes away of failures."""
    small = [(name, row) for name, result in results.items() for row in judged_of(result)
             if row["outcome"] == "success" and base_words(row) == "too small to matter" and row["effect"][1] > 0 and row["from"] < 1]
    if not small:
        return ""
    said = ", ".join(f"*{name}* {effect_of(row)} from {start_of(row)} ({100 * row['effect'][0] / (1 - row['from']):.0f} % of all failures; "
                     f"what matters would be {100 * row['smallest'] / (1 - row['from']):.0f} %)" for name, row in small)
    fails = sorted({f"{100 * (1 - row['from']):.0f}" for _, row in small}, key=int)
    return prose_item(f"**At the base point most first attempts succeed**: where {' to '.join(dict.fromkeys((fails[0], fails[-1])))} in a hundred "
                      f"fail, five points are much. Too small to matter are, by that, {said}.")


def prose_item(text):
    return textwrap.fill(text, 120, initial_indent="- ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False) + "\n"


def reading(results):
    """What a verdict does not say, with the claims that it concerns."""
    holds = {name: [row for row in judged_of(result) if row["verdict"] == Verdict.HOLDS_WHERE.value and row["shares"]]
             for name, result in results.items() if result["verdict"] == Verdict.HOLDS_WHERE.value}
    against = [f" *{name}* holds with {percent(side_of(row)[1])} of the space against it." for name, rows in holds.items()
               for row in rows if side_of(row)[1][0] >= SOMEWHERE]
    alone = [f"*{name}*" for name, rows in holds.items() if any(base_words(row) != "as claimed" for row in rows)]
    alone_against = [f"*{name}*" for name, result in results.items() if Verdict(result["verdict"]) in (Verdict.BOTH_WAYS, Verdict.OPPOSITE)
                     and not any(base_words(row) == "the opposite" for row in judged_of(result))]
    nowhere = [f"*{name}*" for name, rows in holds.items() if not any(row.get("where") for row in rows)]
    return READING.format(against="".join(against), alone=", ".join(alone) or "none", alone_against=", ".join(alone_against) or "none",
                          nowhere=f", as none does of {', '.join(nowhere)}" if nowhere else "", false_alarms=FALSE_ALARMS, false_spaces=FALSE_SPACES, along=ALONG_MISSED,
                          along_spaces=ALONG_SPACES, successes=successes(results))


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
            rows.append([f"[{name}](claims/{name}.md)", with_shares(one), with_shares(other), "flips" if flipped else "moves"])
    return rows


def with_shares(result):
    """The verdict with the shares that it hangs on."""
    sides = [side_of(row) for row in judged_of(result) if row["shares"]]
    return "; ".join([result["verdict"], *(f"{percent(matters)} as claimed, {percent(against)} against" for matters, against in sides)])


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

def model_words(first, checks):
    """Of which model the runs are, and whether that of today says the same."""
    steps, of_runs, today = first["model"]["steps"], first["model"]["digests"], checks.get("model", {}).get("digests", {})
    rows = [[f"`{name}`", f"`{digest}`", "the same" if today.get(name) == digest else f"`{today.get(name, 'unknown')}`"]
            for name, digest in of_runs.items()]
    asked, same = same_again(first, checks.get("again", {}))
    again = (f" Of {asked} judged contrasts that it ran once more at the base point, with the same seeds, {same} came out the same to "
             f"the last digit." if asked else "")
    return (f"## The model\n\n" + prose(
        f"{first['model']['version']}. All claims change `scenarios/base.yaml` alone. The runs are of the model in which runs of {steps} steps "
        f"have the first digest (`selforg run SCENARIO --steps {steps}`); the program that looked afterwards has the second. Where they "
        f"differ a scenario, or a mechanism in it, has changed since.{again}")
        + "\n" + table(["scenario", "digest, of the runs", "of what was looked at afterwards"], rows))


def first_page(claims, space, base, series, checks):
    results, looked = series[0]["claims"], checks.get("checks", {})
    some = next(iter(results.values()))
    left = sum(result["left"] for one in series for result in one["claims"].values())
    head = HEAD.format(amount=amount(series), people=base["network.agents"], **{
        **some, "points": max(result["points"] for result in results.values()),
        "replicates": max(result["replicates"] for result in results.values()), "left": STILL.format(left=left) if left else ""})
    return "\n".join([
        head, f"Verdicts: {counts(results)}. Where another series of runs says something else, that is said too; the rest of this page is for "
        f"whoever wants to know why.\n", in_short(claims, series), "## With numbers\n",
        summary(claims, results, looked), reading(results),
        "## Fixed before these runs\n", prose(decided.PROSE), table(["verdict", "means that"], decided.verdict_rows()),
        table(["outcome", "smallest effect that matters", "why"], decided.smallest_table()),
        "## The space\n",
        prose("A Latin hypercube of the ranges of [scenarios/claims/space.yaml](../scenarios/claims/space.yaml), where their "
              "grounds are. What a claim sets itself does not vary in its runs."),
        space_table(space, base), moved(series),
        "## What was judged before\n", prose(decided.HISTORY),
        table(["claim", "what was judged", "verdicts then", "verdict now"], decided.before_rows(results)), model_words(series[0], checks)])


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
                     f"{shares['spread'] * scale:.2g}, {shares['noise'] * scale:.2g}", f"{shares['points']}{missing}", counted(row)])
    return rows


def counted(row):
    if not row.get("points"):
        return ""
    (above, below), count = beyond(row)
    effect = paired([point for point in row["points"] if point is not None])  # of a Latin hypercube it errs to no side
    mean = interval((effect.mean, effect.low, effect.high), OUTCOMES[row["outcome"]].scale)
    return f"{mean}; {100 * above / count:.0f} %, {100 * below / count:.0f} %"


def exploratory(result, space):
    known = [row for row in judged_of(result) if row["shares"]]
    parts = [] if known else ["Nothing is known over the space yet."]
    for row in known:
        scale = OUTCOMES[row["outcome"]].scale
        region = row.get("where")
        if region:
            parts.append(f"{row['name']}: {region['inside'] * scale:+.2g} on average where {cuts_words(region['cuts'], space)} "
                         f"({100 * region['share']:.0f} % of the points), {region['outside'] * scale:+.2g} elsewhere.")
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
            rows.append([one["seed"], row["name"], effect_of(row), *(map(percent, sides) if sides else ("", "")), row["verdict"]])
    return table(["series", "judged contrast", "at the base point", "matters as claimed", "matters against it", "verdict"], rows)


AFTERWARDS = """\
## Looked at afterwards (exploratory)

{count} pairs at the base point, with the seeds of those above: [scenarios/claims/checks/{name}.yaml](../../scenarios/claims/checks/{name}.yaml),
by `python3 -m studies.claims --checks`. Not adjusted for their number, and of no weight in the verdict.
"""


def looked_at(name, looked):
    if not looked:
        return []
    rows = [[row["name"], MEASURES[row["outcome"]].words, start_of(row), effect_of(row)] for row in looked]
    return [AFTERWARDS.format(name=name, count=looked[0]["count"]), table(["contrast", "outcome", "from", "effect, 95 %"], rows)]


def claim_page(name, claim, space, series, looked):
    result = series[0]["claims"][name]
    missing = (f" {result['failed']} runs failed." if result["failed"] else "") + (
        f" {result['left']} runs are still to be done." if result["left"] else "")
    conditions = table(["condition", "differs in"], [["all", _settings(claim.text.get("set"))],
                                                     *([key, _settings(changes)] for key, changes in claim.text["conditions"].items())])
    words = {key: prose(words_of(claim, key, result, looked)) for key in ("meaning", "by_construction", "would_change") if claim.word(key)}
    return "\n".join([
        f"# {claim.word('claim')}\n",
        f"**{result['verdict'].capitalize()}.** {came_out(result, looked)}\n",
        words.get("meaning", ""),
        f"The experiment ([scenarios/claims/{name}.yaml](../../scenarios/claims/{name}.yaml)): {claim.word('question')} "
        f"{result['base_replicates']} replicates at the base point, {result['points']} points of the space with "
        f"{result['replicates']} each.{missing} [How it is judged](../claims.md#fixed-before-these-runs).\n",
        conditions,
        "The model with the mechanisms that are at work here, by the ODD protocol:\n",
        f"```text\n{claim.described(space)}\n```\n",
        "## What to be careful of\n", words.get("by_construction", "Nothing is known of.\n"),
        f"![Effects of {name}]({name}.svg)\n",
        "## At the base point\n",
        "The two p values: of the sign, and of being smaller than what matters; of judged contrasts adjusted for all claims.\n",
        table(["contrast", "outcome", "from", "effect, 95 %", "matters from", "expected", "p"], base_rows(result)),
        *looked_at(name, looked),
        "## Over the space\n",
        prose("Spread: standard deviation of the effect over the points; noise: standard error of what was measured at one. As measured: "
              "the plain mean of the points, and the share of them where the mean of the pairs matters, above and below, with the noise in it; of "
              "judged contrasts."),
        table(["contrast", "mean", "above 0", "matters, above", "does not matter", "matters, below", "spread, noise", "points", "as measured"],
              space_rows(result)),
        "## Where (exploratory)\n", exploratory(result, space),
        "## What would change it\n", words.get("would_change", ""),
        "## Other series of runs\n", other_series(name, series)])


def _settings(changes):
    return ", ".join(f"`{key}: {written(value)}`" for key, value in flat(changes).items()) or "nothing"


def make_pages(claims, space, base, series, checks):
    pages = {"claims.md": first_page(claims, space, base, series, checks)}
    for name in series[0]["claims"]:
        pages[f"claims/{name}.md"] = claim_page(name, claims[name], space, series, checks.get("checks", {}).get(name, []))
    return pages
