"""The claims: rules of verdict on made-up numbers, what chance makes of them, and that studies, table and pages agree.
claims_heavy_test has more of chance."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from analysis.results import PROGRAM, SOURCE

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

try:
    import h5py  # noqa: F401
    import matplotlib  # noqa: F401
    import numpy as np
    import scipy  # noqa: F401
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

from analysis.studies import claims_chance
from studies.claims import counted, pages, statistics
from studies.claims.afterwards import read_checks
from studies.claims.counted import JUDGED
from studies.claims.decided import OUTCOMES, PEOPLE
from studies.claims.results import Measured, at_equal_starts, explored, rounded
from studies.claims.statistics import Effect, Share, Shares
from studies.claims.sweeps import Claim, Contrast, Plan, Space, read_claims, write_fitting
from studies.claims.verdicts import Judged, Verdict, flips, judge, of_both_sides, of_claim
from studies.claims.where import at_equal, correlations, where

STUDIES = SOURCE / "scenarios/claims"
ONE, NONE = Share(0.99, 0.96, 1), Share(0.01, 0, 0.04)


def share(low, middle=None, high=None):
    return Share(low if middle is None else middle, low, low if high is None else high)


def shares(positive=0.5, above=0.0, below=0.0, within=0.5):
    """Shares whose lower ends are these."""
    return Shares(share(positive), share(1 - positive), share(above), share(below), share(within), 100, 0, 0, 0, 0, 0, 0)


def judged(expected="positive", mean=1.0, p_sign=1.0, p_within=1.0, over=None):
    """Where 0.5 matters."""
    return judge(Judged(expected, Effect(mean, mean - 1, mean + 1, 0.5, 20, 0, 2), p_sign, p_within, 0.5, over or shares()))


class Rules(unittest.TestCase):
    def test_each_verdict_is_reached(self):
        shown = {"p_sign": 0.01}
        cases = [
            (judged(**shown, over=shares(0.96, 0.8)), Verdict.HOLDS_EVERYWHERE),
            (judged(**shown, over=shares(0.94, 0.8)), Verdict.HOLDS_WHERE),
            (judged(**shown, over=shares(0.97, 0.49)), Verdict.HOLDS_WHERE),
            (judged(mean=0.4, **shown, over=shares(0.97, 0.09)), Verdict.UNDECIDED),
            (judged(mean=-0.4, **shown, over=shares(0.5, 0.3)), Verdict.HOLDS_WHERE),
            (judged(p_sign=0.2, over=shares(0.97, 0.11)), Verdict.HOLDS_WHERE),
            (judged(**shown, over=shares(0.5, 0.3, 0.11)), Verdict.BOTH_WAYS),
            (judged(mean=-1, **shown, over=shares(0.5, 0.3)), Verdict.BOTH_WAYS),
            (judged(mean=-1, **shown), Verdict.OPPOSITE),
            (judged(p_sign=0.3, over=shares(below=0.2)), Verdict.OPPOSITE),
            (judged(p_within=0.01, over=shares(within=0.91)), Verdict.NO_EFFECT),
            (judged(**shown, p_within=0.01, over=shares(0.97, within=0.91)), Verdict.NO_EFFECT),
            (judged(p_within=0.01, over=shares(within=0.8)), Verdict.UNDECIDED),
            (judged(p_within=0.06, over=shares(within=0.95)), Verdict.UNDECIDED),
            (judged(p_sign=0.06, over=shares(0.99, 0.09)), Verdict.UNDECIDED),
        ]
        for place, (found, expected) in enumerate(cases):
            self.assertEqual(found, expected, place)

    def test_a_claim_of_less_is_the_mirror(self):
        """Whatever is said of more is said of less with signs turned."""
        random = np.random.default_rng(1)
        for _ in range(300):
            positive, above, below, within = random.random(4)
            mean, p_sign, p_within = random.normal(), *random.choice([0.01, 0.2], 2)
            one = judged("positive", mean, p_sign, p_within, shares(positive, above, below, within))
            turned = shares(1 - positive, below, above, within)
            self.assertEqual(one, judged("negative", -mean, p_sign, p_within, turned))

    def test_of_no_difference(self):
        cases = [
            (judged("none", p_within=0.01, over=shares(within=0.91)), Verdict.HOLDS_EVERYWHERE),
            (judged("none", p_within=0.01, over=shares(within=0.7)), Verdict.HOLDS_WHERE),
            (judged("none", p_within=0.01, over=shares(below=0.2, within=0.7)), Verdict.BOTH_WAYS),
            (judged("none", p_sign=0.01, p_within=0.2, over=shares(within=0.95)), Verdict.OPPOSITE),
            (judged("none", p_sign=0.2, p_within=0.2, over=shares(above=0.2)), Verdict.OPPOSITE),
            (judged("none", p_sign=0.2, p_within=0.2), Verdict.UNDECIDED),
        ]
        for place, (found, expected) in enumerate(cases):
            self.assertEqual(found, expected, place)

    def test_of_no_difference_with_both_sides_together(self):
        self.assertEqual(of_both_sides("same", 0.13), Verdict.BOTH_WAYS)
        self.assertEqual(of_both_sides("open", 0.13), Verdict.OPPOSITE)
        self.assertIsNone(of_both_sides("same", 0.09))

    def test_without_a_space_nothing_is_decided(self):
        base = Judged("positive", Effect(1, 0.9, 1.1, 0.05, 20, 0, 0.2), 1e-6, 1, 0.5, None)
        self.assertEqual(judge(base), Verdict.UNDECIDED)

    def test_a_claim_gets_the_less_favourable_verdict(self):
        order = list(Verdict)
        for low, one in enumerate(order):
            for high, other in enumerate(order):
                self.assertEqual(of_claim([one, other]), order[max(low, high)])

    def test_flips_are_contradictions_alone(self):
        self.assertTrue(flips(Verdict.HOLDS_WHERE, Verdict.NO_EFFECT) and flips(Verdict.OPPOSITE, Verdict.HOLDS_EVERYWHERE))
        self.assertFalse(flips(Verdict.HOLDS_WHERE, Verdict.UNDECIDED) or flips(Verdict.NO_EFFECT, Verdict.OPPOSITE))


class Statistics(unittest.TestCase):
    def test_an_effect_at_a_point(self):
        effect = statistics.paired([1, 2, 3, 4, float("nan")])
        self.assertEqual((effect.count, effect.missing, effect.mean), (4, 1, 2.5))
        half = 3.182446 * np.std([1, 2, 3, 4], ddof=1) / 2
        np.testing.assert_allclose([effect.low, effect.high], [2.5 - half, 2.5 + half], rtol=1e-6)
        self.assertAlmostEqual(effect.p, scipy.stats.ttest_1samp([1, 2, 3, 4], 0).pvalue, 12)
        one_sided = scipy.stats.ttest_1samp([1, 2, 3, 4], 4, alternative="less").pvalue
        self.assertAlmostEqual(effect.p_within(4), one_sided, 12)
        self.assertGreater(effect.p_within(2), 0.5)
        self.assertEqual(statistics.paired([0, 0, 0]).p_within(0.1), 0)
        self.assertEqual((statistics.paired([1]).p, statistics.paired([1]).p_within(5)), (1, 1))

    def test_holm(self):
        np.testing.assert_allclose(statistics.holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02])

    def test_replicates_that_would_decide(self):
        """An effect of one deviation is seen with a chance of 0.9 by about (1.96 + 1.28) squared pairs."""
        self.assertEqual(statistics.replicates_to_decide(1, 1, 0.5), 11)
        self.assertEqual(statistics.replicates_to_decide(0, 1, 1), 11)
        self.assertIsNone(statistics.replicates_to_decide(float("nan"), 1, 1))

    def test_noise_is_told_from_spread(self):
        random = np.random.default_rng(2)
        place = random.random((200, 15))
        effects = 5 * place[:, 0] + 2 * random.standard_normal(200)
        deviation = 2 / np.sqrt(random.chisquare(8, 200) / 8)
        measured = effects[:, None] + deviation[:, None] * random.standard_normal((200, 2))
        found = statistics.share_of_space(measured, place, 1.0)
        self.assertAlmostEqual(found.spread, effects.std(), delta=0.35)
        self.assertAlmostEqual(found.noise, np.sqrt(np.mean(deviation ** 2) / 2), delta=0.25)
        self.assertTrue(found.low < effects.mean() < found.high)

    def test_a_chain_forgets_where_it_began(self):
        """Draws of two seeds give the same shares."""
        random = np.random.default_rng(7)
        place = random.random((100, 15))
        measured = random.normal(0.5, 1, 100)[:, None] + random.standard_normal((100, 2))
        one, other = (statistics.share_of_space(measured, place, 1.0, seed).above for seed in (1, 2))
        for end in ("low", "middle", "high"):
            self.assertAlmostEqual(getattr(one, end), getattr(other, end), delta=0.05)

    def test_shares_hold_what_they_should(self):
        """Of 4 x 3 intervals of 95 % more than 4 miss with a chance of 0.0002 if they are right."""
        for noise in (claims_chance.SMALL, claims_chance.LARGE):
            missed = claims_chance.missed_shares(3, noise, self.assertLess)
            self.assertLessEqual(len(missed), 4, (noise, missed))

    def test_what_is_too_small_everywhere_matters_nowhere(self):
        """One in twenty may be wrong: of 4 x 2 more than 3 are with a chance of 0.0004 then."""
        shown = claims_chance.shown_in_constant(2)
        self.assertLessEqual(len(shown), 3, shown)

    def test_what_is_missing_is_left_out(self):
        random = np.random.default_rng(3)
        measured = 2 + 0.1 * random.standard_normal((50, 2))
        measured[:10] = np.nan
        measured[10:20, 1] = np.nan
        found = statistics.share_of_space(measured, random.random((50, 3)), 1.0)
        self.assertEqual((found.points, found.missing), (40, 10))
        self.assertGreater(found.above.low, 0.9)
        self.assertIsNone(statistics.share_of_space(np.full((9, 2), np.nan), np.zeros((9, 1)), 1.0))

    def test_runs_that_are_all_the_same_leave_no_doubt_but_of_the_space(self):
        found = statistics.share_of_space(np.zeros((100, 2)), np.random.default_rng(1).random((100, 4)), 1.0)
        self.assertGreater(found.within.low, 0.95)
        self.assertEqual((found.mean, found.noise), (0, 0))


class Chance(unittest.TestCase):
    """A verdict is not to be had by chance."""

    def test_of_nothing_hardly_anything_is_said_to_be(self):
        """In a family a false sign at the base point has a chance of 5 %, and over the space less: of 4 families more than 2
        with one have a chance of 0.0005."""
        wrong, none = claims_chance.verdicts_of_nothing(2)
        self.assertLessEqual(wrong, 2)
        self.assertGreater(none, 0.9)

    def test_a_region_is_not_found_in_noise(self):
        """Of 10 fields of noise more than 4 have a cut with a chance of 0.002."""
        self.assertLessEqual(claims_chance.regions_in_noise(10), 4)

    def test_a_region_that_is_there_is_found(self):
        random = np.random.default_rng(5)
        place = random.random((100, 6))
        effects = np.where((place[:, 2] > 0.4) & (place[:, 4] < 0.6), 3.0, 0.0) + random.standard_normal(100)
        region = where(effects, place, list("abcdef"))
        self.assertEqual({(name, above) for name, above, _ in region.cuts}, {("c", True), ("e", False)})
        for name, _, value in region.cuts:
            self.assertAlmostEqual(value, {"c": 0.4, "e": 0.6}[name], delta=0.12)
        self.assertGreater(region.inside - region.outside, 1.5)
        self.assertEqual(correlations(effects, place, list("abcdef"))[0][0] in "ce", True)


    def test_what_has_no_effect_goes_along_with_nothing(self):
        random = np.random.default_rng(4)
        place = random.random((60, 2))
        effects = place[:, 0] + 0.1 * random.standard_normal(60)
        found = explored(effects, place, ["idle", "other"], {"other"}, 1)
        self.assertEqual([name for name, *_ in found["ranks"]], ["other"])
        self.assertEqual(found["along"], list(place[:, 1]))
        self.assertNotIn("where", found)
        self.assertIn("where", explored(effects, place, ["idle", "other"], {"idle", "other"}, 1))

    def test_what_is_left_where_another_effect_is_none(self):
        random = np.random.default_rng(6)
        others = random.normal(3, 1, 200)
        level, low, high = at_equal(2 - 0.5 * others + 0.1 * random.standard_normal(200), others)
        self.assertTrue(low < 2 < high and high - low < 0.2, (low, high))
        self.assertIsNone(at_equal([1.0] * 20, [0.0] * 20))


class Studies(unittest.TestCase):
    def setUp(self):
        self.claims, self.space = read_claims(STUDIES, JUDGED), Space(STUDIES / "space.yaml")

    def test_there_are_fifteen_and_each_is_fit_to_be_judged(self):
        self.assertEqual(len(self.claims), 15)
        for name, claim in self.claims.items():
            judged = [contrast for contrast in claim.contrasts if contrast.judged]
            self.assertIn(len(judged), (1, 2), name)
            self.assertTrue({"starts", "success"} <= {contrast.outcome for contrast in claim.contrasts}, name)
            self.assertEqual(claim.text["base"], "../base.yaml", name)
            for key in ("claim", "in_short", "title", "question", "meaning", "by_construction", "would_change", "asked_by"):
                self.assertTrue(claim.text.get(key), f"{name}: {key}")
            self.assertLessEqual(len(claim.word("in_short").split()), 20, name)
            self.assertNotRegex(claim.word("in_short"), "[0-9]", name)

    def test_an_outcome_is_the_same_everywhere(self):
        meant = {}
        for name, claim in self.claims.items():
            for row in claim.text["outcomes"]:
                self.assertIn(row["name"], OUTCOMES, name)
                self.assertEqual(meant.setdefault(row["name"], row), row, name)
            for row in claim.text["contrasts"]:
                if "smallest" in row:
                    self.assertEqual(row["smallest"], OUTCOMES[row["outcome"]].smallest, name)
        self.assertEqual(set(meant) | set(counted.OUTCOMES), set(OUTCOMES))
        self.assertEqual(self.space.set["network.agents"], PEOPLE)

    def test_every_study_can_be_run_at_the_base_point_and_over_the_space(self):
        plan = Plan(8, 1, 1, 1)
        with tempfile.TemporaryDirectory() as folder:
            for name, claim in self.claims.items():
                self.check(claim.path)
                for kind, study in (("base", claim.at_base(self.space, plan)), ("space", claim.over(self.space, plan))):
                    path = pathlib.Path(folder) / f"{name}.{kind}.yaml"
                    study["set"].update({"network.units": 4, "steps": 312})
                    write_fitting(study, path, claim.text["conditions"])
                    self.check(path)
                    axes = set(yaml.safe_load(path.read_text()).get("vary", {}))
                    self.assertEqual(axes & claim.own, set())
                    self.assertTrue(kind == "base" or len(axes) >= 6, (name, axes))
            self.check(STUDIES / "space.yaml")

    def test_the_model_of_each_is_described_by_one_command(self):
        for name, claim in self.claims.items():
            path = f"{pathlib.Path(PROGRAM).resolve().parent}:{os.environ['PATH']}"
            found = subprocess.run(["bash", "-o", "pipefail", "-c", claim.described(self.space)], cwd=SOURCE, capture_output=True,
                                   text=True, env={**os.environ, "PATH": path})
            self.assertEqual(found.returncode, 0, f"{name}: {found.stderr}")
            sections = {path.split(".")[0] for path in claim.own} - {"observe", "interventions"}
            self.assertEqual([section for section in sorted(sections) if f"### {section}" not in found.stdout], [], name)
            self.assertEqual("Interventions (step" in found.stdout, "interventions" in claim.text.get("set", {}), name)

    def check(self, path):
        result = subprocess.run([PROGRAM, "sweep", path, "--dry-run"], capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_what_a_claim_sets_does_not_vary(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "made_up.yaml"
            path.write_text("base: ../base.yaml\nset: {landscape: {context_weight: 0.3}, tell: absent}\nreplicates: 2\noutcomes: []\n"
                            "conditions: {a: {people.trust: 0.2}, b: {}, c: {projects.load: 0.2}}\ncontrasts:\n"
                            "  - {name: x, outcome: quality, from: {condition: a}, to: {condition: b}, expected: positive}\n"
                            "  - {name: y, outcome: quality, from: {condition: a}, to: {condition: c}}\n")
            claim = Claim(path)
        axes = claim.axes(self.space)
        self.assertEqual({name for name in self.space.axes if name not in axes},
                         {name for name in self.space.axes if name.startswith("tell.")} |
                         {"landscape.context_weight", "people.trust", "projects.load"} & set(self.space.axes))
        self.assertEqual(list(claim.over(self.space, Plan(4, 2, 2, 1))["conditions"]), ["a", "b"])

    def test_what_has_effect_is_known_of_each_contrast(self):
        """The ties of an organisation that grows by preference are not drawn by the mean degree."""
        space, claim = Space(STUDIES / "space.yaml"), read_claims(STUDIES, JUDGED)["start_anywhere"]
        uneven, alike = claim.contrasts[0], claim.contrasts[-1]
        self.assertEqual(claim.with_effect(space, alike) - claim.with_effect(space, uneven),
                         {"network.mean_degree", "network.within_unit_fraction"})
        self.assertIn("tell.probability", claim.with_effect(space, uneven))

    def test_places_and_values_are_each_others_way_back(self):
        for name, axis in self.space.axes.items():
            for place in (0, 0.25, 1):
                self.assertAlmostEqual(float(self.space.place(name, [self.space.value(name, place)])[0]), place, 9)


class Pages(unittest.TestCase):
    """What is committed is what the commands make of the results that are committed with it."""

    def test_the_pages_are_those_of_the_results(self):
        kept = SOURCE / "analysis/claims/results.json"
        if not kept.exists():
            self.skipTest("there are no results yet")
        series, checks = json.loads(kept.read_text()), json.loads((SOURCE / "analysis/claims/checks.json").read_text())
        claims, space = read_claims(STUDIES, JUDGED), Space(STUDIES / "space.yaml")
        self.assertEqual(set(series[0]["claims"]), set(claims))
        self.assertEqual(set(checks["checks"]), set(read_checks(STUDIES)))
        for name, rows in checks["checks"].items():
            wanted = read_checks(STUDIES)[name].contrasts
            self.assertEqual([row["name"] for row in rows], [contrast.name for contrast in wanted], f"{name}: --checks runs them")
        for name, text in pages.make_pages(claims, space, series[0]["base"], series, checks).items():
            self.assertNotIn("not yet run", text, name)
            self.assertEqual((SOURCE / "analysis" / name).read_text(), text, f"{name}: python3 -m studies.claims --report writes it anew")
            self.assertTrue(max(map(len, text.split("\n"))) < 4000, name)
        for name in claims:
            self.assertTrue((SOURCE / f"analysis/claims/{name}.svg").exists())

    def test_a_made_up_series_has_its_pages(self):
        """From runs that are made up, to sentences: of each verdict there is one."""
        claims, space = read_claims(STUDIES, JUDGED), Space(STUDIES / "space.yaml")
        random, results = np.random.default_rng(1), {}
        for size, (name, claim) in zip((3, 0, -3, 0.6), claims.items()):
            made = []
            for contrast in claim.contrasts:
                measured = Measured(contrast, Made(1, 30, size, random), Made(60, 2, size, random), space, set(space.axes))
                if contrast.judged:
                    measured.judge(measured.effect.p, measured.effect.p_within(measured.smallest))
                made.append(measured)
            rows = [measured.as_row() for measured in made]
            verdicts = [Verdict(row["verdict"]) for row in rows if row["verdict"]]
            results[name] = rounded({"verdict": of_claim(verdicts).value, "failed": 0, "left": 0, "base_replicates": 30, "points": 60,
                                     "replicates": 2, "runs": 300, "at_equal_starts": at_equal_starts(made), "contrasts": rows})
        verdicts = [result["verdict"] for result in results.values()]
        self.assertEqual(verdicts[:3], ["holds everywhere", "no effect", "opposite"])
        series = [{"seed": seed, "claims": results, "base": {}, "model": {"version": "x", "steps": 1, "digests": {}}} for seed in (1, 2)]
        series = json.loads(json.dumps(series))
        looked = {"team_size": [{"name": "made up", "outcome": "split", "from": 1, "effect": [2, 1, 3], "count": 20}]}
        made = pages.make_pages(claims, space, {"network.agents": 300}, series, {"checks": looked})
        self.assertEqual(len(made), 1 + len(results))
        self.assertIn("Of 4 verdicts 4 are the same in series 2", made["claims.md"])
        for name in results:
            self.assertIn(claims[name].word("claim"), made["claims.md"])
            self.assertNotIn("nan", made[f"claims/{name}.md"])


class Made:
    """Runs that are made up: every difference is so many times what matters, with noise of half of it."""

    def __init__(self, points, replicates, size, random):
        self.shape, self.size, self.random = (points, replicates), size, random

    def has(self, contrast):
        return True

    def difference(self, contrast: Contrast):
        sign = -1 if contrast.expected == "negative" else 1
        smallest = OUTCOMES[contrast.outcome].smallest
        return smallest * (sign * self.size + 0.3 * self.random.standard_normal(self.shape))

    def values(self, outcome, condition):
        return np.ones(self.shape)

    def places(self, space):
        names = list(space.axes)[:4]
        return names, self.random.random((self.shape[0], 4))


if __name__ == "__main__":
    unittest.main()
