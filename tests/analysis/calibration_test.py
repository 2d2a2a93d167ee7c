"""From tables of people and ties to fitted mechanisms: read as they are, found again, told where the search is stuck, and
scored as the theory has it.

Of twelve intervals of 95 %, four or more miss with a probability of 0.002 if they are right. Seeds are fixed.
"""
import contextlib
import io
import pathlib
import tempfile
import types
import unittest
import unittest.mock

from analysis import results  # noqa: F401 (says where the package is)

import numpy as np
import pandas as pd

from selforg.calibration import baselines, calibrate, fitting, mechanisms, pages, posterior, predict, scores, survey
from selforg.calibration.simulation import Simulation

MEMBERS = 30
FAST = fitting.Settings(size=MEMBERS, steps=1, jobs=1)


def made_up(agents=60, names=3, times=8):
    """A survey in which everybody names three others; nobody has adopted yet."""
    rng = np.random.default_rng(5)
    ties = np.array([(hears, tells) for hears in range(agents) for tells in rng.choice(agents, names, replace=False) if tells != hears])
    return survey.Survey([str(i) for i in range(agents)], np.full(agents, times + 1), 1, times, ties, None)


class WithFolder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def written(self, name, text):
        (self.folder / name).write_text(text)
        return self.folder / name


class Tables(WithFolder):
    PEOPLE = "ID,Year,village\nann,1950,n\nbob,1952,n\ncyd,,s\ndan,9,s\neva,1951,s\n"
    TIES = "ego,alter\nann,bob\nann,bob\nbob,ann\ncyd,eva\neva,eva\neva,zoe\n"

    def read(self, people=PEOPLE, ties=TIES, **options):
        return survey.read(self.written("people.csv", people), self.written("ties.csv", ties), **options)

    def test_people_and_ties_are_read_as_they_are(self):
        found = self.read(never=["9"])
        self.assertEqual((found.first, found.times, found.adopted.tolist()), (1950, 3, [1, 3, 4, 4, 2]))
        self.assertEqual(found.ties.tolist(), [[0, 1], [1, 0], [2, 4]])
        self.assertEqual(found.groups.tolist(), list("nnsss"))
        self.assertEqual(found.curve().tolist(), [1, 2, 3])
        self.assertRegex("; ".join(found.notes), "2 of 5 have not adopted by 1952; 3 ties of 6 rows.*1 rows .* left out.*ties.csv:7")
        self.assertEqual(found.until(1).adopted.tolist(), [1, 2, 2, 2, 2])

    def test_who_is_not_known_is_left_out_with_the_ties(self):
        found = self.read(missing=["9", "1951"])
        self.assertEqual((found.people, found.ties.tolist()), (["ann", "bob", "cyd"], [[0, 1], [1, 0]]))

    def test_the_direction_of_ties(self):
        self.assertEqual(self.read(never=["9"], direction="tells").ties.tolist(), [[0, 1], [1, 0], [4, 2]])
        self.assertEqual(self.read(never=["9"], direction="both").ties.tolist(), [[0, 1], [1, 0], [2, 4], [4, 2]])

    def test_mistakes_have_their_place(self):
        for people, said in (("id,year\na,1950\nb,soon\n", r"people.csv:3: year: 'soon' is no whole number"),
                             ("id,year\na,1950\na,1951\n", r"people.csv:3: 'a' is there twice"),
                             ("id,year\n,1950\n", r"people.csv:2: somebody without a name"),
                             ("who,year\na,1950\n", r"people.csv:1: there is no column node or id"),
                             ("id,year\na,\n", "nobody has a time"), ("", "no table")):
            with self.assertRaisesRegex(survey.WrongTable, said):
                self.read(people)
        with self.assertRaisesRegex(survey.WrongTable, "ties.csv:1: there are no columns source,target"):
            self.read(ties="a,b\n1,2\n", never=["9"])

    def test_tables_as_they_come_out_of_other_programs(self):
        for separator in ";\t":
            found = self.read(self.PEOPLE.replace(",", separator), self.TIES.replace(",", separator), never=["9"])
            self.assertEqual((found.adopted.tolist(), found.ties.tolist()), ([1, 3, 4, 4, 2], [[0, 1], [1, 0], [2, 4]]))
        self.assertEqual(self.read(self.PEOPLE + "\n\n", never=["9"]).people, ["ann", "bob", "cyd", "dan", "eva"])
        for people, said in (("id,year\na,1950\n\nb,soon\n", r"people.csv:4: year: 'soon'"),
                             ("id,year\na,1950\nb\n", r"people.csv:3: the first line has 2 columns, and this one 1 values"),
                             ("id,year\n1,1950,7\n2,1951,8\n", r"people.csv:2: the first line has 2 columns, and this one 3 values"),
                             ("id,id\na,1950\n", r"people.csv:1: two columns are called 'id'")):
            with self.assertRaisesRegex(survey.WrongTable, said):
                self.read(people)
        (self.folder / "people.csv").write_bytes("id,year\nJürgen,1950\n".encode("latin-1"))
        with self.assertRaisesRegex(survey.WrongTable, "people.csv: it is not in UTF-8"):
            survey.read(self.folder / "people.csv")

    def test_the_last_time_may_be_0_and_not_before_the_first(self):
        people = "id,year\na,-2\nb,0\nc,1\n"
        self.assertEqual(self.read(people, last=0).adopted.tolist(), [1, 3, 4])
        with self.assertRaisesRegex(survey.WrongTable, "the last time that was observed, -3, is before anybody adopted, in -2"):
            self.read(people, last=-3)

    def test_a_heap_in_the_last_time_is_told(self):
        people = "id,toa\n" + "".join(f"p{i},{i % 9 + 1 if i < 30 else 20}\n" for i in range(50))
        self.assertIn("say --never 20", "; ".join(self.read(people, "source,target\n").notes))


class Runs(unittest.TestCase):
    def test_people_keep_their_numbers_and_hear_those_they_name(self):
        line = survey.Survey(list("abcd"), np.array([3, 1, 9, 2]), 1, 4, np.array([[3, 1], [0, 3], [2, 0]]), None)
        sure = mechanisms.Mechanism("sure", "", "named", "{rule: contact, accept: {beta: 1}}", (), lambda *_: {})
        run = Simulation(line, sure, begun=1, steps=1)
        self.assertEqual(run.adopted([], 1).tolist(), [3, 1, 4, 2])  # b is given, d hears b, a hears d, c hears a

    def test_what_was_known_stays(self):
        people = made_up()
        people.adopted[:10] = [1, 1, 2, 2, 3, 3, 3, 4, 4, 4]
        run = Simulation(people, mechanisms.NAMED, begun=3, steps=2).adopted([0.1, 0.2], 7)
        self.assertEqual(run[:7].tolist(), [1, 1, 2, 2, 3, 3, 3])
        self.assertGreater(run[7:].min(), 3)

    def test_a_rate_means_the_same_in_any_number_of_steps(self):
        """Of 400 people, by the exponential law; 0.1 is 4 standard errors."""
        many = survey.Survey([str(i) for i in range(400)], np.full(400, 5), 1, 4, np.zeros((0, 2), int), None)
        for steps in (1, 6):
            run = Simulation(many, mechanisms.ALONE, steps=steps).adopted([0.3], 3)
            self.assertAlmostEqual(np.mean(run <= 4), 1 - np.exp(-1.2), delta=0.1)


class Search(unittest.TestCase):
    def test_contact_is_found_again(self):
        people, unit = made_up(), np.array([0.66, 0.62])  # p 0.02, b 0.3
        inside = []
        for seed in range(6):
            true, found = fitting.recover(people, mechanisms.NAMED, unit, FAST, np.random.default_rng([3, seed]))
            inside += [low <= value <= high for value, (low, high) in zip(true, found)]
        self.assertGreaterEqual(sum(inside), 9, inside)

    def test_a_known_posterior(self):
        """A normal observation of one parameter: mean and width of the posterior are known."""
        rng = np.random.default_rng(1)
        found = posterior.posterior(lambda unit: unit + 0.05 * rng.standard_normal(1), np.array([0.4]), 1, 400, rng)
        low, middle, high = found.quantiles([0.025, 0.5, 0.975])[:, 0]
        self.assertAlmostEqual(middle, 0.4, delta=0.015)
        self.assertAlmostEqual(high - low, 2 * 1.96 * 0.05, delta=0.04)
        self.assertEqual(found.stuck(["unit"]), [])

    def test_the_adjustment_removes_what_distance_explains(self):
        unit = np.linspace(0.3, 0.5, 50)[:, None]
        members = posterior.Population(unit, 2 * unit, np.abs(2 * unit[:, 0] - 0.8), np.full(50, 1 / 50))
        moved, _ = posterior.adjusted(members, np.array([0.8]))
        self.assertLess(np.abs(moved - 0.4).max(), 0.01)

    def test_a_search_that_cannot_get_there_says_so(self):
        rng = np.random.default_rng(1)
        found = posterior.posterior(lambda unit: unit + 0.05 * rng.standard_normal(1), np.array([1.5]), 1, 100, rng)
        said = " ".join(found.stuck(["unit"]))
        self.assertRegex(said, "stuck: nearer runs had become rare")
        self.assertRegex(said, "at the end: .* of unit lies at the upper end")

    def test_the_same_seed_gives_the_same_on_any_number_of_processes(self):
        people = made_up(40)
        people.adopted[:] = np.arange(40) % 13 + 1
        one, two = (fitting.fit_all(people, fitting.Settings(size=12, steps=1, jobs=jobs)) for jobs in (1, 2))
        self.assertEqual([fit.intervals.tolist() for fit in one], [fit.intervals.tolist() for fit in two])
        self.assertEqual([fit.mechanism.name for fit in one], ["alone", "everybody", "named", "threshold"])

    def test_a_simpler_mechanism_that_does_as_well_is_told(self):
        energies = {mechanisms.ALONE: 7.0, mechanisms.EVERYBODY: 5.0, mechanisms.NAMED: 6.8, mechanisms.THRESHOLD: 9.0}
        fits = [types.SimpleNamespace(mechanism=one, energy=energy, told=[]) for one, energy in energies.items()]
        fitting.tell_nested(fits)
        self.assertEqual([len(fit.told) for fit in fits], [0, 0, 1, 1])
        self.assertEqual(fits[3].told, ["nested: 'unasked only' is within it, has fewer parameters, and predicts as well (energy 7 beside 9)"])


class Scores(unittest.TestCase):
    def test_crps_of_a_normal_distribution(self):
        """2 φ(0) − 1/√π for a forecast N(0, 1) of 0: Gneiting and Raftery 2007. 0.01 is 5 standard errors."""
        sample = np.random.default_rng(1).normal(size=(20000, 1))
        self.assertAlmostEqual(scores.crps(sample, np.zeros(1))[0], 2 / np.sqrt(2 * np.pi) - 1 / np.sqrt(np.pi), delta=0.01)
        self.assertEqual(scores.crps(np.full((50, 1), 3.0), np.array([7.0]))[0], 4)  # of a point: the distance

    def test_intervals(self):
        sample = np.arange(101.0)[:, None] * np.ones(3)
        self.assertEqual(scores.covered(sample, np.array([50, 4, 24]), 0.9).tolist(), [True, False, True])
        self.assertEqual(scores.covered(sample, np.array([50, 4, 24]), 0.5).tolist(), [True, False, False])

    def test_closed_forms_are_found_again(self):
        curve = 257 * baselines.bass(np.arange(1, 16), 7e-5, 0.88)
        p, q, market = baselines.bass_fit(np.diff(curve, prepend=0), 257, is_market_known=True)
        self.assertAlmostEqual(p / 7e-5, 1, delta=0.01)
        self.assertAlmostEqual(q, 0.88, delta=0.001)
        made = {"Bass": curve, "logistic": 200 * baselines.logistic(np.arange(1, 16), 0.7, 9.0)}
        for name, whole in made.items():
            ahead = baselines.baselines(whole[:11], 257, 4, np.random.default_rng(1))[name].curves
            self.assertLess(np.abs(np.median(ahead, axis=0) - whole[11:]).max(), 3, name)

    def test_bass_as_published(self):
        """p, q and market (thousands) of non-linear least squares as Srinivasan and Mason (1986, doi:10.1287/mksc.5.2.169) give them."""
        sold = (([96, 195, 238, 380, 1045, 1230, 1267, 1828, 1586, 1673, 1800, 1580, 1500], 0.0094, 0.3748, 18713),      # room air conditioners, from 1949
                ([747, 1480, 2646, 5118, 5777, 5982, 5962, 4631], 0.0185, 0.6159, 39659),                               # colour television sets, from 1963
                ([106, 319, 492, 635, 737, 890, 1397, 1523, 1294, 1240, 1425, 1260, 1236], 0.0136, 0.3267, 16497))      # clothes dryers, from 1949
        for increments, *published in sold:
            p, q, market = baselines.bass_fit(np.array(increments, float), 1e5)
            self.assertEqual([round(p, 4), round(q, 4), round(market)], published)

    def test_as_last_goes_on_as_it_was(self):
        ahead = baselines.baselines(np.array([5.0, 10, 15, 20]), 100, 3, np.random.default_rng(1))["as last"].curves
        self.assertEqual(np.unique(ahead, axis=0).tolist(), [[25, 30, 35]])

    def test_a_curve_that_ends_at_a_bound_says_so(self):
        """Who takes something up ever faster, and nobody any more: the data do not say how large the market is, or it is who has it."""
        def notes(curve: list[float], people: int) -> dict[str, str]:
            return {name: one.note for name, one in baselines.baselines(np.array(curve), people, 3, np.random.default_rng(1)).items()}
        ever_faster = notes([1.0, 2, 4, 8, 16, 32], 200)
        self.assertEqual(ever_faster["as last"], "")
        self.assertIn("market ends at its bound, 200", ever_faster["logistic"])
        at_an_end = notes([1.0, 4, 15, 40, 65, 76, 79, 80, 80, 80, 80], 200)
        self.assertIn("market ends at its bound, 80", at_an_end["Bass"])
        inside = 100 * baselines.logistic(np.arange(1, 12), 0.9, 6.0)
        self.assertEqual(notes(list(inside), 200)["logistic"], "")
        never = notes([5.0, 5, 5, 5, 5, 5], 50)
        self.assertIn("p ends at its bound, 1", never["Bass"])

    def test_a_curve_without_a_fit_is_not_left_out_unsaid(self):
        shape = baselines.Shape(lambda times, middle: times, ("middle",), [0.5], ([0.0], [1.0]))
        with unittest.mock.patch.object(baselines, "fitted", return_value=None):
            one = baselines._ahead(np.arange(5.0), 3, shape, np.random.default_rng(1))
        self.assertIsNone(one.curves)
        self.assertEqual(one.note, "no fit converges")
        known = survey.Survey(["a", "b"], np.array([1, 2]), 1, 4, np.zeros((0, 2), int), None)
        made = {2: [fitting.scored("logistic", None, known, 2, True, one.note),
                    fitting.scored("alone", np.full((4, 2), 2.0), known, 2, False)]}
        self.assertEqual(pages.scores_table(known, made)["told"].tolist(), ["no fit converges", ""])
        self.assertEqual(set(pages.predictions_table(known, made)["model"]), {"alone"})
        self.assertIn("- logistic: no fit converges.", pages.prediction_page(known, made, fitting.Settings(), {2: "p.png"}))


class Commands(WithFolder):
    def test_from_two_tables_to_pages_figures_and_tables(self):
        rng = np.random.default_rng(2)
        people = self.written("villagers.csv", "id,toa,village\n" + "".join(f"p{i},{min(rng.geometric(0.2), 9)},{i % 2}\n" for i in range(40)))
        ties = self.written("ties.csv", "source,target\n" + "".join(f"p{i},p{(i + 1) % 40}\n" for i in range(40)))
        fast = ["--never", "9", "--size", "10", "--steps", "1"]
        self.assertEqual(calibrate.main([str(people), str(ties), *fast, "--check", "1", "-o", str(self.folder / "fit")]), 0)
        page = (self.folder / "fit/calibration.md").read_text()
        for part in ("contact among all of a group", "threshold along ties", "found again", "95 %"):
            self.assertIn(part, page)
        table = pd.read_csv(self.folder / "fit/fits.csv")
        self.assertEqual(table.groupby("mechanism").size().to_dict(), {"alone": 1, "everybody": 2, "named": 2, "place": 2, "threshold": 3})
        self.assertTrue(np.allclose(pd.read_csv(self.folder / "fit/posterior.csv").groupby("mechanism")["weight"].sum(), 1))
        self.assertEqual(predict.main([str(people), str(ties), *fast, "--given", "5", "--to", "10", "-o", str(self.folder / "ahead")]), 0)
        told = pd.read_csv(self.folder / "ahead/scores.csv")
        self.assertEqual(set(told["kind"]), {"mechanism", "simple curve"})
        self.assertTrue((told["crps"] > 0).all())
        ahead = pd.read_csv(self.folder / "ahead/predictions.csv")
        self.assertEqual(sorted(set(ahead["time"])), [6, 7, 8, 9, 10])
        self.assertTrue(ahead.loc[ahead["time"] > 8, "came"].isna().all())
        self.assertTrue((self.folder / "fit/fit.png").exists() and (self.folder / "ahead/predicted_5.png").exists())

    def test_mistakes_end_with_2(self):
        self.assertEqual(calibrate.main([str(self.folder / "nowhere.csv")]), 2)
        people = self.written("p.csv", "id,toa\na,1\nb,2\nc,3\n")
        self.assertEqual(predict.main([str(people)]), 2)
        self.assertEqual(predict.main([str(people), "--given", "7"]), 2)
        for words, said in ((["--begun", "3"], "nothing is left to fit after 3"), (["--at", "1,x"], "invalid times value: '1,x'")):
            with contextlib.redirect_stderr(io.StringIO()) as told:
                try:
                    code = calibrate.main([str(people), *words])
                except SystemExit as ended:
                    code = ended.code
            self.assertEqual(code, 2)
            self.assertIn(said, told.getvalue())


if __name__ == "__main__":
    unittest.main()
