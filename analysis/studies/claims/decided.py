"""What was fixed before the runs: what is measured, and the smallest effect on it that matters.

OUTCOMES is the one place for both; a study of a claim uses these names alone, and tests hold it to that.
"""
import dataclasses

from studies.claims import verdicts
from studies.claims.verdicts import ERROR, EVERYWHERE, MEANS, MOSTLY, NEARLY_ALL, SOMEWHERE


@dataclasses.dataclass(frozen=True)
class Outcome:
    words: str        # what it is, for a table
    unit: str
    smallest: float   # effect that matters, in the study's own numbers
    reason: str       # why so much
    scale: float = 1  # what the study's numbers are multiplied by to be shown

    @property
    def shown(self):
        return self.smallest * self.scale


PEOPLE = 200                     # in every organisation: as in scenarios/claims/space.yaml
IN_TWENTY = PEOPLE / 20
HUNDRED = 100 / PEOPLE           # for each 100 people
YEARS_HUNDRED = HUNDRED / 5      # the same a year, of the five years from step 52 to 312

OUTCOMES = {
    "starts": Outcome("projects that begin work", "a year and 100 people", PEOPLE / 10,
                      "two projects more a year for each hundred people; who keeps a list of them would see it", YEARS_HUNDRED),
    "success": Outcome("successes among first attempts: projects that began work and ended, the first on their opportunity", "points", 0.05,
                       "one project in twenty; who runs twenty a year sees one more succeed", 100),
    "quality": Outcome("quality in use in the last year", "", 0.02,
                       "a tenth of what six years of projects bring in the base scenario"),
    "reached": Outcome("people who ever took up something that they did not begin with", "points", IN_TWENTY,
                       "one person in twenty", HUNDRED),
    "reach_mean": Outcome("people who ever took up something that they did not begin with, averaged over the six years", "points", IN_TWENTY,
                          "one person in twenty all the time, or everybody four months sooner", HUNDRED),
    "reach_first": Outcome("people who ever took up something that they did not begin with, averaged over the first year", "points", IN_TWENTY,
                           "one person in twenty all the time, or everybody two and a half weeks sooner", HUNDRED),
    "elsewhere": Outcome("uses in the end that come from another unit than the user's, of all uses", "points", 0.05, "one use in twenty", 100),
    "shared": Outcome("people who use the practice that most use", "points", 0.05, "one person in twenty", 100),
    "resolved": Outcome("opportunities resolved", "a year and 100 people", IN_TWENTY,
                        "one more a year for each hundred people", YEARS_HUNDRED),
    "resolved_share": Outcome("opportunities resolved, of those that arrive or are made", "points", 0.05, "one opportunity in twenty", 100),
    "spare": Outcome("attention to spare", "points", 0.02, "an hour of a fifty-hour week", 100),
    "confidence": Outcome("confidence", "points", 0.05, "a twentieth of the scale", 100),
    "alive": Outcome("people in a community in the last two years", "points", 0.05, "one person in twenty", 100),
    "faded": Outcome("communities that have faded, of those that ever began", "points", 0.05, "one community in twenty", 100),
    "faded_convened": Outcome("communities that have faded, parts that split off too, over those that were convened", "points", 0.05,
                              "one community in twenty", 100),
    "taught": Outcome("times that somebody took up something in a community", "for each 100 people", IN_TWENTY,
                      "once for one person in twenty", HUNDRED),
    "across": Outcome("ties across units less those within, over all ties (E-I index), after six years", "", 0.1,
                      "one tie in twenty lies elsewhere"),
    "initiating_early": Outcome("people who look for ways forward, averaged over the first two years", "points", IN_TWENTY,
                                "one person in twenty all the time", HUNDRED),
    "initiating": Outcome("people who look for ways forward in the end", "points", IN_TWENTY, "one person in twenty", HUNDRED),
}


def smallest_table():
    """Rows (outcome, smallest effect that matters, reason)."""
    return [[outcome.words, f"{outcome.shown:.3g} {outcome.unit}".strip(), outcome.reason] for outcome in OUTCOMES.values()]


# What the series before judged of the claims for which another contrast is judged now: (outcome, verdict in each of two series).
BEFORE = {
    "debriefing": ("opportunities resolved, many or few as they arose, beside success", "both ways", "both ways"),
    "letting_go": ("people reached over six years, by which nearly everybody is", "no effect", "no effect"),
    "open_communities": ("communities that faded, of all that began, where parts that split off began too", "holds where", "holds where"),
    "overlapping_projects": ("success with teams as they come, which are larger where people are in several projects", "undecided", "no effect"),
    "participation": ("quality against a roll-out that chooses among ten designs; of ownership nothing was judged", "holds everywhere", "holds everywhere"),
    "protected_pioneers": ("people reached over six years, by which nearly everybody is", "no effect", "no effect"),
    "silos": ("people who use the most used practice", "undecided", "undecided"),
    "start_anywhere": ("people who look for ways forward after six years, wherever it began", "holds everywhere", "holds where"),
}


PROSE = f"""\
All this was fixed before these runs, though not in ignorance: two series of earlier runs of the same model had been seen, with
other random numbers and other points, and before them experiments with other outcomes. What matters in quality is taken from the
base scenario's own results. What is judged was then thought over by somebody who read the page as a referee, and changed for
[{len(BEFORE)} of the claims](#what-was-judged-before) before these runs.

**One contrast, sometimes two, is judged for each claim**: the one that the claim is about. All others are shown and called
secondary; what was looked for afterwards is called exploratory and judges nothing. Every claim but *participation*, whose
roll-out has no projects, shows what its contrast does to *starts* (projects that begin work) and to *success given a start*
besides: of first attempts, as those who try more often try the hard ones again.

**At the base point** an effect is the mean of differences within pairs of runs that have the same random numbers; its
interval is Student's, at 95 %. There are two questions: has it a sign, and is it smaller than the smallest effect that matters
(two one-sided tests, Schuirmann 1987, doi:10.1007/BF01068419). Over all judged contrasts together each question may err with a
chance of {100 * ERROR:g} % (Holm 1979). An effect is shown if its sign is and the mean is no smaller than what matters; that there
is none is shown if it is smaller than what matters, sign or not.

**Over the space** each base point has its pairs of runs, with seeds of its own. What is given is the share of the space in which
an effect has the claimed sign, or is at least as large as what matters, with the chance of the runs taken off by a hierarchical
model (`analysis/studies/claims/statistics.py` says how). An earlier one of these found effects that matter in made-up spaces
that have none. This one was chosen by such spaces alone, though after the verdicts by the earlier one had been seen. Where no
difference is claimed, what matters against it is all of the space but the share in which there is none; whether it is shown
against it is asked of each side by itself.

**The verdicts**, by rule. "Shown" at the base point means by the tests above; "in a share of the space" that the lower end of its
95 % interval is at least as much ({100 * EVERYWHERE:g} %, {100 * NEARLY_ALL:g} %, {100 * MOSTLY:g} % and {100 * SOMEWHERE:g} % for everywhere, nearly
everywhere, mostly and somewhere). A claim with two judged contrasts gets the less favourable verdict.
"""


HISTORY = """\
The two series before judged these claims by another outcome, or by one alone. An earlier way to take the chance of the runs off
shares of the space, which found effects that matter where there are none, had given other verdicts for 7 of the 15 in the
first of those series and for 4 in the second.
"""


def before_rows(results):
    """Rows (claim, what was judged, verdicts then, verdict now)."""
    return [[name, outcome, f"{one}; {two}", results[name]["verdict"]] for name, (outcome, one, two) in BEFORE.items() if name in results]


def verdict_rows():
    return [[verdict.value, MEANS[verdict]] for verdict in verdicts.Verdict]
