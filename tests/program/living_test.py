"""Scenarios that live: for thirty years neither dead nor saturated, and back where they were two years after a surge.

The ranges are those of scenarios/README.md, which says where they are from. Every scenario is run once, with its own seed;
means are over five years, far inside what is asked. A change of the model that moves them out is one to be told of.
"""
import os
import pathlib
import subprocess
import tempfile
import unittest

import h5py
import numpy

SOURCE, PROGRAM = pathlib.Path(os.environ["SELFORG_SOURCE"]), os.environ["SELFORG"]
YEAR, YEARS = 52, 30
SURGE = {520: 30, 572: 3}  # a year of ten times the ideas, and then as before

# Of each scenario: what is asked of every stretch of five years from year 5 on.
RANGES = {
    "quick": {"active_memberships_mean": (0.15, 1), "success_fraction": (0.6, 1)},
    "base": {"active_memberships_mean": (0.3, 1.2), "active_in_two_fraction": (0.05, 0.4), "success_fraction": (0.6, 0.98)},
    "communities": {"active_memberships_mean": (0.3, 1.2), "attention_mean": (0.7, 0.99), "success_fraction": (0.6, 0.98)},
    "busy": {"active_memberships_mean": (1, 4), "active_in_two_fraction": (0.35, 0.95), "success_fraction": (0.6, 0.98)},
}
EVERYWHERE = {"start_fraction": (0.8, 1), "team_size_mean": (6, 8), "confidence_mean": (0.2, 0.9),
              "attention_mean": (0.3, 0.99), "quality_mean": (0.6, 0.95)}
# How far from year 5 year 20 may be: ties a person, and the share of them that leave the unit, (E-I + 1) / 2; the E-I index
# itself passes zero there, where a part of it says nothing.
STEADY = 0.25
ACROSS = {"communities"}  # people of all units meet there, so ever more ties leave the unit until everybody is in one


class LivingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_of(self, name, steps, *settings, more=""):
        """{series: values by step} of a run of a scenario, to which more lines may be added."""
        out = pathlib.Path(self.folder.name) / f"{name}.h5"
        scenario = out.with_suffix(".yaml")
        scenario.write_text((SOURCE / f"scenarios/{name}.yaml").read_text() + more)
        wanted = [word for setting in ("observe.every=4", "observe.structure.every=52",
                                       "observe.projects=false", "observe.adoptions=false", *settings)
                  for word in ("--set", setting)]
        subprocess.run([PROGRAM, "run", scenario, "--steps", str(steps), *wanted, "--quiet",
                        "--force", "-o", out], check=True)
        with h5py.File(out) as file:
            return {key: data[()] for key, data in file.items() if isinstance(data, h5py.Dataset)}

    def test_thirty_years(self):
        for name, own in RANGES.items():
            series = self.run_of(name, YEARS * YEAR)
            year = series["step"] / YEAR
            for key, (least, most) in {**EVERYWHERE, **own}.items():
                for first in range(5, YEARS, 5):
                    value = series[key][(year > first) & (year <= first + 5)].mean()
                    with self.subTest(scenario=name, series=key, year=first):
                        self.assertTrue(least <= value <= most, f"{value:.3f} is not in {least} to {most}")

    def test_ties_are_steady(self):
        for name in RANGES:
            series = self.run_of(name, 20 * YEAR)
            year = series["step"] / YEAR
            ties = {"ties a person": series["degree_mean"]}
            if name not in ACROSS:
                ties["share that leave the unit"] = (series["ei_index"] + 1) / 2
            for what, values in ties.items():
                early, late = (values[numpy.isfinite(values) & (abs(year - when) <= 1)].mean() for when in (5, 19))
                with self.subTest(scenario=name, of=what):
                    self.assertLess(abs(late / early - 1), STEADY, f"{early:.2f} in year 5, {late:.2f} in year 20")

    def test_surge_and_recovery(self):
        """Two years after a year of ten times the ideas, as many projects are at work as without, within a fifth.

        Over 16 seeds it was 7.5 % more, 3.5 to 11.5; means of 8 seeds differ from that by less than 0.06 in 95 % of
        choices, so that a fifth is passed by chance less than once in 10,000."""
        surge = ", ".join(f"{step}: {{opportunities.arrival_rate: {rate}}}" for step, rate in SURGE.items())
        means = []
        for more in ("", f"interventions: {{{surge}}}\n"):
            runs = []
            for seed in range(1, 9):
                series = self.run_of("base", 572 + 2 * YEAR + YEAR // 4, f"seed={seed}", more=more)
                runs.append(series["projects_active"][series["step"] > 572 + 2 * YEAR].mean())
            means.append(numpy.mean(runs))
        self.assertLess(abs(means[1] / means[0] - 1), 0.2, f"{means[1]:.1f} at work, {means[0]:.1f} without the surge")


if __name__ == "__main__":
    unittest.main()
