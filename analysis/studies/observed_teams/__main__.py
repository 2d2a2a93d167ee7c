"""Teams that write, as they were observed, and as the simulator puts them together: fitted to some years, held against later ones.

    python3 -m studies.observed_teams rfc_teams.csv              # writes observed_teams.md and its figure
    python3 -m studies.observed_teams later.csv --fit-to 1999 --predict-to 2019 -o later.md

The data: a table with a row for each document in order of date, with the columns rfc, year, month, members (numbers of people),
obsoletes and updates (documents that it replaces or amends; all blank-separated). Nothing is fitted to any year after --fit-to;
how many documents there were in each year is taken as given, also by the baselines, which need not know it.
"""
import sys
import tempfile

from studies.observed_teams.asking import ask, documents_of
from studies.observed_teams.counted import CASCADES, YEARLY, cascades
from studies.observed_teams.forecasts import BASELINES, RECENT
from studies.observed_teams.page import TEXT, figure, markdown, verdict, yearly_rows
from studies.observed_teams.scores import judge, judge_cascades
from studies.observed_teams.simulator import BURN_IN, PAST, fit, predict


def main(arguments=None):
    asked = ask("studies.observed_teams", __doc__, 20, "observed_teams.md", "the page; its figure goes to pictures/ beside it", arguments)
    documents = documents_of(asked, PAST + BURN_IN)
    with tempfile.TemporaryDirectory() as folder:
        fitted = fit([d for d in documents if d.month // 12 <= asked.fit_to], asked.fit_to, folder)
        tables, sizes = predict(documents, fitted, asked.fit_to, asked.predict_to, asked.runs, folder)
    scores, ensembles, seen = judge(documents, tables, asked.fit_to, asked.predict_to)
    picture = asked.out.parent / "pictures" / f"{asked.out.stem}.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    figure(ensembles, seen, asked.fit_to, cascades(documents, asked.fit_to + 1, asked.predict_to), sizes, picture)
    chains = [[name, f"{now:.3g}", f"{then:.3g}", f"{middle:.3g} [{low:.3g}, {high:.3g}]", f"{score:.3g}", f"{baseline:.3g}"]
              for name, now, then, middle, low, high, score, baseline
              in judge_cascades(documents, sizes, asked.fit_to, asked.predict_to)]
    asked.out.write_text(TEXT.format(
        fit_to=asked.fit_to, predict_to=asked.predict_to, predict_from=asked.fit_to + 1, recent_from=asked.fit_to - RECENT + 1,
        documents=sum(d.month // 12 <= asked.predict_to for d in documents), picture=f"pictures/{picture.name}", runs=asked.runs,
        repeats=fitted["repeats"], repeated=fitted["came out"][0], share=fitted["came out"][1],
        lag=fitted["lag"],
        length=asked.predict_to - asked.fit_to, verdict=verdict(scores),
        yearly=markdown(["measure", f"{asked.fit_to - RECENT + 1}–{asked.fit_to}", f"{asked.fit_to + 1}–{asked.predict_to}",
                         "simulator", *BASELINES], yearly_rows(scores, seen, asked.fit_to)),
        meanings="\n".join(f"- *{name}*: {text}." for name, text in YEARLY.items()),
        cascades=markdown(["measure", "observed", "years before", "simulator, middle 80 %", "CRPS", "baseline"], chains)
        + "\n\n" + "\n".join(f"- *{name}*: {text}." for name, text in CASCADES.items())))
    print(f"{asked.out}\n{verdict(scores)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
