"""analysis/calibration.md once more: three famous surveys, by the commands that anybody has.

    python3 -m studies.calibration DATA       # writes calibration.md and calibration/

What the commands write is kept in a folder (build/calibration, unless --kept names another), and what is there already is not done again.
"""
from __future__ import annotations

import argparse
import pathlib
import shutil
import sys

import numpy as np
import pandas as pd

from selforg.calibration import calibrate, pages, predict, survey
from selforg.calibration.baselines import bass_fit

from studies import PAGES, ROOT

INTRODUCTION = """\
# Calibration: adoption that was observed

Can the simulator's ways of taking something up bring about what was seen in three famous surveys, with which parameters, and do
they predict what comes next better than a curve that knows nothing of people? Each part below was made by the commands above it, which
take anybody's tables: a row a person with the time of adoption, and a row a tie. The data are not part of the project.
`python3 -m studies.calibration DATA` writes this page.

Approximate Bayesian computation finds the parameters whose runs look like the observed curve (`selforg/calibration/posterior.py`:
population Monte Carlo with regression adjustment, priors even in the logarithm). Predictions are of a mechanism that was fitted to what was known at
a time, and goes on from those who had adopted by then.
"""

DOUBTS = """\
## Doubts

- A curve alone says little about ties: slow-down because the willing are used up, and chance contacts can look alike. The
  statistics that were not fitted say more, but people who are tied are also alike.
- Whatever reached all at once is not in the models: advertising, salesmen, price. In the physicians' case the effect of
  contact vanishes once the marketing effort of the makers is taken into account (Van den Bulte and Lilien 2001,
  [doi:10.1086/320819](https://doi.org/10.1086/320819)).
- Posterior shares of models by approximate Bayesian computation are not given, since they can be wrong however many runs
  there are (Robert and others 2011, [doi:10.1073/pnas.1102900108](https://doi.org/10.1073/pnas.1102900108)).
- Runs that are kept are near the observation, not equal to it, so that intervals are rather too wide than too narrow.
- Everybody adopts in the end in each mechanism, and everybody has the same threshold.
- Where chance decides when the first begin, as with hybrid corn, a fit from the very beginning is wide or stuck; `--begun TIME`
  takes those who had begun by then as given.
- Contact among all of a group also stands for whatever else its people share: a school, a dealer, a market.
- Who named nobody can be told by nobody here. The surveys limited how many could be named, and leave out who is outside.
- Years that farmers remember heap on multiples of five, so that scores of single years have that in them.
- Which mechanism predicts the farmers best hangs on the times that are compared. With the even times that the commands take of
  themselves, in place of `--at 2,7,12,17,19`, and all else the same (populations of 30), the order by CRPS is from 9: group (96.8),
  threshold along ties (128), contact along ties (130), Bass (176); from 14: group (19), contact along ties (29.9), Bass (33.9), threshold
  along ties (46.8). With `--at` it is from 9: contact along ties (68.5), Bass (72.1), threshold (73.8), group (88.9); from 14: Bass (19.8), group
  (32.9), threshold (45.8), contact along ties (53.4). So whether ties or Bass come first is not settled here. What holds both times: the best
  mechanism does better than the best simple curve, and 'unasked only' does worse.
- Two times to predict from are two cases, not a test of methods.
"""

SURVEYS = {  # title: people, ties, options of both commands, of selforg-calibrate, of selforg-predict
    "Physicians and a new drug (Coleman, Katz and Menzel 1966)":
        ("med_innovations_nodes.csv", "med_innovations_edges.csv", ["--never", "18"], ["--size", "60"], ["--size", "60"]),
    "Brazilian farmers and hybrid seed (Rogers, Ascroft and Röling 1970)":
        ("brfarmers_nodes.csv", "brfarmers_edges.csv", ["--never", "20", "--at", "2,7,12,17,19"], ["--size", "60"],
         ["--size", "30"]),
    "Hybrid corn in Iowa (Ryan and Gross 1943)": ("hybrid_corn.csv", None, [], ["--size", "60"], ["--size", "60"]),
}


def hybrid_corn(data: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """The table of people that the yearly numbers stand for."""
    table = pd.read_csv(data / "hybridcorn_ryan_gross.csv")
    years = np.repeat(table.year, table.new_adopters)
    path = folder / "hybrid_corn.csv"
    pd.DataFrame({"node": range(len(years)), "year": years.to_numpy()}).to_csv(path, index=False)
    return path


def closed_form(path: pathlib.Path, fits: pathlib.Path) -> str:
    """How the posterior stands to Bass's curve, fitted by least squares."""
    corn = survey.read(path)
    p, q, market = bass_fit(np.diff(corn.curve(), prepend=0), len(corn.people), is_market_known=True)
    spans = pd.read_csv(fits).query("mechanism == 'everybody'").set_index("parameter")
    rows = [["closed form, least squares on the increments, all people as the market", pages.number(p), pages.number(q)],
            ["posterior of people, 95 %", *(pages.interval(spans.low[name], spans.high[name]) for name in ("p", "q"))]]
    return (f"Against Bass's closed form:\n\n{pages.table(['', 'p', 'q'], rows)}\n\n{len(corn.people)} people of whom each begins at a rate of "
            f"{pages.number(p)} a year wait {1 / market / p:.0f} years for the first on average, and the first was there in the first year. The "
            "closed form begins with fractions of a farmer; people cannot. So *p* of a deterministic curve is no estimate of how people begin.\n")


def made(folder: pathlib.Path, pictures: pathlib.Path, name: str) -> str:
    """The page of a folder that a command wrote, one level down, its figures moved to where the pages are."""
    text = next(folder.glob("*.md")).read_text(encoding="utf-8")
    for picture in folder.glob("*.png"):
        shutil.copy(picture, pictures / f"{name}_{picture.name}")
        text = text.replace(f"({picture.name})", f"({pictures.name}/{name}_{picture.name})")
    return "\n".join(f"##{line}" if line.startswith("#") else line for line in text.splitlines()) + "\n"


def part(title: str, data: pathlib.Path, kept: pathlib.Path, pictures: pathlib.Path) -> str:
    """The section of a survey: its commands, and what they wrote."""
    people, ties, both, to_fit, to_predict = SURVEYS[title]
    name = people.split("_nodes")[0].removesuffix(".csv")
    path = hybrid_corn(data, kept) if ties is None else data / people
    tables = [str(path), *([str(data / ties)] if ties else [])]
    commands, results = [], []
    for command, options in ((calibrate, to_fit), (predict, to_predict)):
        folder = kept / f"{name}-{command.__name__.rsplit('.', 1)[-1]}"
        commands.append(" ".join([f"selforg-{folder.name.rsplit('-', 1)[-1]}", people, *([ties] if ties else []), *both, *options]))
        if not list(folder.glob("*.md")) and command.main([*tables, *both, *options, "-o", str(folder)]) != 0:
            raise SystemExit(f"{name}: it did not come to its end")
        results.append(made(folder, pictures, name))
    shown = "\n".join(commands)
    more = [closed_form(path, kept / f"{name}-calibrate/fits.csv")] if ties is None else []
    return "\n".join([f"\n## {title}\n\n```sh\n{shown}\n```\n", *results, *more])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m studies.calibration", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path, help="the folder of the tables")
    parser.add_argument("-o", "--out", type=pathlib.Path, default=PAGES, help="the folder of the page")
    parser.add_argument("--kept", type=pathlib.Path, default=ROOT / "build/calibration", help="where what the commands write is kept")
    options = parser.parse_args()
    pictures = options.out / "calibration"
    for folder in (pictures, options.kept):
        folder.mkdir(parents=True, exist_ok=True)
    parts = [part(title, options.data, options.kept, pictures) for title in SURVEYS]
    (options.out / "calibration.md").write_text(INTRODUCTION + "".join(parts) + "\n" + DOUBTS, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
