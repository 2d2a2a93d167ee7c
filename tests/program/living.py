"""What scenarios are held to that go on for years, neither dead nor saturated, and what is beside it in the literature.

The ranges stand here and nowhere else: scenarios/README.md has the tables that `program/living_test.py print` prints, and the test
compares them. They were written down before it was looked at what comes out: those of `organisation` and `large` are those of
`base`, whose rules they share, and of `everything` less activity is asked. Where no source is named they are guesses.
"""
import dataclasses
import os
import pathlib
import subprocess
import tempfile

import h5py
import numpy

SOURCE, PROGRAM = pathlib.Path(os.environ["SELFORG_SOURCE"]), os.environ["SELFORG"]
DATA = pathlib.Path(os.environ.get("SELFORG_DATA", SOURCE.parent / "shared/data"))
README = SOURCE / "scenarios/README.md"
YEAR, STRETCH, FIRST = 52, 5, 5  # steps; years of which means are taken, from this year on

SCENARIOS = ("quick", "base", "busy", "communities", "organisation", "everything")
LARGE = "large"  # in living_heavy_test
# People of all units meet in communities, so ever more ties leave the unit until everybody is in one.
ACROSS = {"communities"}
# How far from year 5 year 20 may be: ties a person, and the share of them that leave the unit, (E-I + 1) / 2; the E-I index
# itself passes zero, where a part of it says nothing.
STEADY, EARLY, LATE = 0.25, 5, 20
# How much lower success may be in the last stretch than in the first: three standard deviations, or a chance of 1 in 700 in each
# scenario, if nothing falls. Over 8 seeds of `quick` the difference varies as that of two binomial shares does (0.004, for 0.005);
# where a thousand projects end in a stretch and 0.87 of them succeed that is 0.015. Stated before a difference was looked at.
FALL = 0.05


# What a scenario does not keep to, in any stretch; the ranges were not moved for it, and scenarios/README.md says so.
MISSED = {("everything", "success_fraction")}


@dataclasses.dataclass(frozen=True)
class Asked:
    """Of a mean over any stretch of years: the range, with those of single scenarios."""
    what: str
    series: str
    digits: int
    usual: tuple
    own: dict
    beside: str

    def of(self, scenario):
        return self.own.get(scenario, self.usual)


ASKED = (
    Asked("projects at work a person is in", "active_memberships_mean", 2, (0.3, 1.2),
          {"quick": (0.15, 1), "busy": (1, 4), "everything": (0.15, 1.2)}, ""),
    Asked("share of people in two and more", "active_in_two_fraction", 2, (0.05, 0.4),
          {"quick": (0, 0.4), "busy": (0.35, 0.95), "communities": (0, 0.4), "everything": (0, 0.4)},
          "most knowledge workers are in two teams or more, as in `busy` alone: O'Leary, Mortensen and Woolley 2011, "
          "doi:10.5465/amr.2009.0275"),
    Asked("share of foundings that start", "start_fraction", 2, (0.8, 1), {},
          "of suggestions, which somebody has to approve, 35 % were carried out in American firms in 1992 and about 80 % at Toyota: "
          "[BPIR](https://www.bpir.com/research-study/suggestion-scheme-world-class-levels/)"),
    Asked("team size", "team_size_mean", 1, (6, 8), {}, "seed 002 asks for six to eight"),
    Asked("weeks of work", "project_duration_mean", 1, (2, 26), {},
          "two to six months are advised (Snee, Quality Progress, April 2017); 92 projects in health care took 13 months, meeting "
          "once a month: doi:10.1016/S1070-3241(01)27053-9"),
    Asked("success of what started", "success_fraction", 2, (0.6, 0.98), {"quick": (0.6, 1)},
          "not known: of strategies 50 to 90 % are said to fail, on evidence that is fragmentary or absent: Cândido and Santos 2015, "
          "doi:10.1017/jmo.2014.77; these projects are small"),
    Asked("attention left", "attention_mean", 2, (0.3, 0.99), {"communities": (0.7, 0.99)}, ""),
    Asked("confidence", "confidence_mean", 2, (0.2, 0.9), {}, ""),
    Asked("true quality of what is in use", "quality_mean", 2, (0.6, 0.95), {}, ""),
)


PER_YEAR = (("ties a person", "degree_mean", 1), ("share of them outside the unit", "share_outside", 2))
HEADS = ("| | " + " | ".join([asked.what for asked in ASKED] + [f"{what}, year {EARLY} and {LATE}" for what, _, _ in PER_YEAR]) + " |",
         "|---" * (1 + len(ASKED) + len(PER_YEAR)) + "|")


def run(name, years, *settings, more=""):
    """{series: values by step} of a run of a scenario, to which more lines may be added."""
    with tempfile.TemporaryDirectory() as folder:
        scenario, out = pathlib.Path(folder, f"{name}.yaml"), pathlib.Path(folder, "run.h5")
        text = (SOURCE / f"scenarios/{name}.yaml").read_text().replace("../../shared/data", str(DATA))
        scenario.write_text(text + more)
        wanted = [word for setting in ("observe.every=4", "observe.structure.every=52", "observe.projects=false",
                                       "observe.adoptions=false", *settings) for word in ("--set", setting)]
        subprocess.run([PROGRAM, "run", scenario, "--steps", str(int(years * YEAR)), *wanted, "--quiet", "--force", "-o", out], check=True)
        with h5py.File(out) as file:
            series = {key: data[()] for key, data in file.items() if isinstance(data, h5py.Dataset)}
    series["year"] = series["step"] / YEAR
    series["share_outside"] = (series["ei_index"] + 1) / 2
    return series


def stretches(years):
    return range(FIRST, years, STRETCH)


def mean(series, key, first):
    """Over the stretch that begins with this year."""
    return series[key][(series["year"] > first) & (series["year"] <= first + STRETCH)].mean()


def success(series, first):
    """Share of successes among all projects that ended in the stretch, each counting as much."""
    at = [numpy.flatnonzero(series["year"] <= year)[-1] for year in (first, first + STRETCH)]
    succeeded, failed = (series[key][at[1]] - series[key][at[0]] for key in ("projects_succeeded", "projects_failed"))
    return succeeded / (succeeded + failed)


def around(series, key, year):
    """Mean of what is looked at once a year, over that year and its neighbours."""
    values = series[key][abs(series["year"] - year) <= 1]
    return values[numpy.isfinite(values)].mean()


def row(name, series):
    """Of the table of what comes out: means from the first year looked at to the last."""
    looked = series["year"] > FIRST
    cells = [f"{series[asked.series][looked].mean():.{asked.digits}f}" for asked in ASKED]
    cells += [", ".join(f"{around(series, key, year):.{digits}f}" for year in (EARLY, LATE)) for _, key, digits in PER_YEAR]
    return f"| `{name}` | {' | '.join(cells)} |"


def ranges():
    """The table of what is asked, line by line."""
    lines = ["| | held to | beside it |", "|---|---|---|"]
    for asked in ASKED:
        by = {}
        for name in (*SCENARIOS, LARGE):
            if name in asked.own:
                by.setdefault(asked.own[name], []).append(f"`{name}`")
        own = [f"{low:g} to {high:g} ({', '.join(names)})" for (low, high), names in by.items()]
        own += [f"not met by `{name}`" for name, series in sorted(MISSED) if series == asked.series]
        lines.append(f"| {asked.what} | {'; '.join([f'{asked.usual[0]:g} to {asked.usual[1]:g}', *own])} | {asked.beside or 'a guess'} |")
    across = ", ".join(f"`{name}`" for name in (*SCENARIOS, LARGE) if name in ACROSS)
    lines.append(f"| ties a person | in year {LATE} within {STEADY:.0%} of year {EARLY} | a steady capacity: Miritello and others 2013, doi:10.1038/srep01950 |")
    lines.append(f"| share of them outside the unit | the same, but in {across} | 0.66 in the e-mail of a research institution, with which "
                 "`organisation` begins (doi:10.1145/1217299.1217301) |")
    lines.append(f"| success in years {FIRST} to {FIRST + STRETCH} and in the last five | not lower by more than {FALL:g} | the noise of one run |")
    lines.append("| people who leave a year | set: 10 % | 3.3 % a month in the United States in June 2009, all who left (Bureau of Labor "
                 "Statistics, USDL 09-0935): these are organisations where people stay |")
    return lines


def held(test, name, series, years):
    """Whether a run keeps to all that is asked of it."""
    for asked in ASKED:
        least, most = asked.of(name)
        for first in stretches(years):
            value = mean(series, asked.series, first)
            with test.subTest(scenario=name, series=asked.series, year=first):
                test.assertEqual(least <= value <= most, (name, asked.series) not in MISSED, f"{value:.3f}, asked are {least} to {most}")
    if years <= LATE:
        return
    for key in ("degree_mean", *(() if name in ACROSS else ("share_outside",))):
        early, late = (around(series, key, when) for when in (EARLY, LATE))
        with test.subTest(scenario=name, of=key):
            test.assertLess(abs(late / early - 1), STEADY, f"{early:.2f} in year {EARLY}, {late:.2f} in year {LATE}")
