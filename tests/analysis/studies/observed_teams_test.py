"""Teams that write: what is counted, scores, the command on a table made here; and facts of the data, where they are there."""

import contextlib
import io
import os
import pathlib
import random
import sys
import tempfile
import unittest
from unittest import mock

from analysis.results import SOURCE

try:
    import numpy as np

    from studies.observed_teams import __main__ as command, counted, forecasts, in_time, scores, simulator
    from studies.observed_teams.counted import Document
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

DATA = pathlib.Path(os.environ.get("SELFORG_DATA", SOURCE.parent / "shared/data")) / "rfc_teams.csv"


def january(year):
    return 12 * year


class Counted(unittest.TestCase):
    documents = [Document(1, january(1990), ["a", "b"], []), Document(2, january(1994), ["a", "b", "c"], [1]),
                 Document(3, january(1994) + 5, ["a"], []), Document(4, january(1999) + 6, ["a", "d", "e", "f"], [3, 2])]

    def test_by_year(self):
        table = counted.yearly(self.documents, 1990, 1999)
        self.assertEqual(dict(table.loc[1994]), {
            "documents": 2, "team size": 2, "alone": 0.5, "four and more": 0, "in two and more": 1 / 3, "incumbents": 3 / 4,
            "repeats": 1 / 3, "follow-ups": 0.5})
        self.assertEqual(table.incumbents[1999], 0)      # more than five years later
        self.assertEqual(table["four and more"][1999], 1)

    def test_cascades_are_of_the_years_asked_for(self):
        self.assertEqual(counted.cascades(self.documents, 1990, 1999), [4])
        self.assertEqual(counted.cascades(self.documents, 1994, 1999), [3])
        self.assertEqual(counted.cascades(self.documents, 1990, 1994), [1, 2])

    def test_crps_of_a_normal_distribution(self):
        members = forecasts.normal_members(0, 1)
        self.assertAlmostEqual(scores.score(members, 0), (np.sqrt(2) - 1) / np.sqrt(np.pi), delta=0.01)   # closed form
        self.assertAlmostEqual(scores.score([3], 1), 2)


class Simulated(unittest.TestCase):
    def test_teams_of_the_program_follow_the_pattern(self):
        pattern = {"sizes": {"1": 1, "3": 1}, "incumbents": 0.5, "repeats": 0.5, "follow-ups": 0.2}
        with mock.patch.object(simulator, "AGENTS", 2000), tempfile.TemporaryDirectory() as folder:
            written = simulator.scenario(pattern, dict.fromkeys(range(1990, 2000), 60), 0.003, 24)
            documents = simulator.simulate(written, 1, 1990, folder)
        table = counted.yearly(documents, 1990, 1999)
        self.assertEqual({len(d.members) for d in documents}, {1, 3})
        self.assertTrue((table.documents >= 47).all())       # those that nobody makes are regular: 48 a year
        self.assertAlmostEqual(table.incumbents.loc[1993:].mean(), 0.5, delta=0.07)
        self.assertTrue((table["follow-ups"].loc[1992:] > 0).all())
        self.assertTrue(all(d.before[0] < d.number for d in documents if d.before))


def made_up(lots, first, last):
    """Thirty documents a year of eighty people; every fourth amends one."""
    return [Document(n, 12 * first + 12 * n // 30, [str(p) for p in lots.sample(range(80), lots.choice((1, 2, 4)))],
                     [n - 9] if n % 4 == 0 and n > 9 else []) for n in range(30 * (last - first + 1))]


class Command(unittest.TestCase):
    def test_it_writes_a_page_and_a_figure(self):
        lots = random.Random(1)
        rows = [f"{d.number},{d.month // 12},{d.month % 12 + 1},{' '.join(d.members)},,{' '.join(map(str, d.before))},unknown"
                for d in made_up(lots, 1980, 2002)]
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as said:
            data, page = pathlib.Path(folder) / "teams.csv", pathlib.Path(folder) / "page.md"
            data.write_text("rfc,year,month,members,obsoletes,updates,status\n" + "\n".join(rows) + "\n")
            with mock.patch.object(simulator, "simulate", lambda written, seed, first, folder: made_up(
                    random.Random(seed), first, first + written["steps"] // 12 - 1)):
                command.main([str(data), "--fit-to", "1999", "--predict-to", "2002", "--runs", "5", "-o", str(page)])
            self.assertTrue((page.parent / "pictures/page.png").read_bytes().startswith(b"\x89PNG"))
            text = page.read_text()
            self.assertIn("By year, 2000 to 2002", text)
            self.assertIn("| incumbents |", text)
            self.assertIn("The simulator is better than", said.getvalue())

    def test_years_that_are_not_there_are_said(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "teams.csv"
            data.write_text("rfc,year,month,members,obsoletes,updates,status\n1,1999,1,1 2,,,unknown\n")
            with self.assertRaisesRegex(SystemExit, "there are none of .*1998"):
                command.main([str(data)])


class InTime(unittest.TestCase):
    """Teams whose sizes in time are given."""

    def test_the_largest_component(self):
        documents = [Document(0, january(1989) + 11, ["x", "y"], []), Document(1, january(1990), ["a", "b"], []),
                     Document(2, january(1994), ["b", "c"], []),
                     Document(3, january(1994), ["d"], []), Document(4, january(1995), ["d", "e"], [])]
        self.assertEqual([in_time.component(documents, year) for year in (1994, 1995, 1998)], [3 / 4, 2 / 4, 2 / 4])

    def test_who_is_given_is_there_and_sizes_are_as_they_were(self):
        documents = [Document(n, january(1990) + n, ["a", "b", "c", "d"][n % 3:n % 3 + 1 + n % 2], []) for n in range(36)]
        with mock.patch.object(in_time, "AGENTS", 50), tempfile.TemporaryDirectory() as folder:
            made = simulator.simulate(in_time.scenario(documents, 1990, 1991, 0.5, 0.5), 1, 1990, folder)
        self.assertEqual([d.month for d in made], [d.month for d in documents])
        self.assertEqual([len(d.members) for d in made], [len(d.members) for d in documents])
        number = {}
        for team in (d.members for d in documents[:24]):
            for member in team:
                number.setdefault(member, len(number))
        self.assertEqual([list(d.members) for d in made[:24]], [[number[m] for m in d.members] for d in documents[:24]])

    def test_the_fit_finds_the_habits_by_which_the_data_were_made(self):
        sizes = [Document(n, january(1980) + n // 4, [str(m) for m in range(1 + n % 3)], []) for n in range(4 * 12 * 20)]
        with mock.patch.object(in_time, "AGENTS", 2000), tempfile.TemporaryDirectory() as folder:
            made = simulator.simulate(in_time.scenario(sizes, 1980, 1980, 0.6, 0.8), 1, 1980, folder)
            documents = [d._replace(members=[str(m) for m in d.members]) for d in made]
            habits, least = in_time.fit(documents, 1999, [(0.4, 0.8), (0.6, 0.2), (0.6, 0.8), (0.8, 0.8)], folder)
        self.assertEqual(habits, (0.6, 0.8))
        self.assertGreater(least, 0)

    def test_the_criterion(self):
        table = in_time.pd.DataFrame({"simulator": [1.0, 2], "without repeats": [2.0, 4], "last year": [2.0, 1], "mean of recent years": [3.0, 3],
                                      "trend": [4.0, 4]}, index=["incumbents", "repeats"])
        self.assertEqual(in_time.verdict(table), (["incumbents"], 1, 0.5))
        self.assertIn("predicts incumbents, and not repeats", in_time.words(table))

    def test_it_writes_a_page(self):
        documents = made_up(random.Random(1), 1978, 2001)
        rows = [f"{d.number},{d.month // 12},{d.month % 12 + 1},{' '.join(d.members)},,,unknown" for d in documents]
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as said:
            data, page = pathlib.Path(folder) / "teams.csv", pathlib.Path(folder) / "page.md"
            data.write_text("rfc,year,month,members,obsoletes,updates,status\n" + "\n".join(rows) + "\n")
            with mock.patch.object(in_time, "GRID", [(0.5, 0), (0.5, 0.5)]), mock.patch.object(in_time, "AGENTS", 500):
                in_time.main([str(data), "--fit-to", "1999", "--predict-to", "2001", "--runs", "3", "-o", str(page)])
            self.assertIn("2000–2001 is predicted", page.read_text())
            self.assertIn("| largest component |", page.read_text())
            self.assertIn("By the criterion", said.getvalue())


@unittest.skipUnless(DATA.exists(), f"there is no {DATA}")
class Observed(unittest.TestCase):
    def test_facts(self):
        table = counted.yearly(counted.read(DATA), 1990, 2007)
        self.assertEqual(int(table.documents[1999]), 258)
        self.assertTrue(table["in two and more"].loc[1990:].between(0.15, 0.35).all())


if __name__ == "__main__":
    unittest.main()
