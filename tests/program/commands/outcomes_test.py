"""Outcomes that are worked out of several series, and quantiles: what the results themselves come to, in whatever way a
study is run."""

import unittest

import numpy
import xarray
from program.command import StudyTest

STUDY = """\
selforg: 2
title: Worked out
base: office.yaml
vary: {tell.probability: [0.1, 0.4]}
replicates: 3
results: true
outcomes:
  - {name: share, of: adopters / agents, at: final}
  - {name: told_less_found, of: "adoptions[word_of_mouth] - adoptions[invention]", total: true}
  - {name: gap, of: 1 - quality_mean, quantile: 0.9, steps: [4, 30]}
  - {name: often, of: quality_mean, quantile: 0.25}
  - {name: mixed, of: (ties + 2 * adopters) / (uses_learned + 1), mean: [10, 40]}
series: [{name: fraction, of: adopters / agents}]
"""


class OutcomesTest(StudyTest):
    file, study = "worked.yaml", STUDY

    def test_they_are_what_the_results_come_to(self):
        self.sweep("whole")
        with xarray.open_dataset(self.folder / "whole/study.h5", engine="h5netcdf") as study:
            for run in range(study.sizes["run"]):
                self.check(study.isel(run=run).load())
            self.assertEqual([study[name].attrs.get("units") for name in ("share", "told_less_found", "gap", "mixed", "fraction")],
                             ["1", "events", "1", None, "1"])
            self.assertEqual(study.gap.attrs["long_name"], "1 - quality_mean. Of the rows the quantile 0.9, steps 4 to 30.")

    def check(self, row):
        [path] = (self.folder / "whole/results").rglob(f"*{int(row.run)}.h5")
        with xarray.open_dataset(path, engine="h5netcdf") as series:
            channel = [str(name) for name in series.channel.values]
            adoptions = series.adoptions.sum("step").values
            expected = {
                "share": series.adopters.values[-1] / 200,
                "told_less_found": adoptions[channel.index("word_of_mouth")] - adoptions[channel.index("invention")],
                "gap": numpy.quantile(1 - series.quality_mean.sel(step=slice(4, 30)), 0.9),
                "often": numpy.quantile(series.quality_mean, 0.25),
                "mixed": float(((series.ties + 2 * series.adopters) / (series.uses_learned + 1)).sel(step=slice(10, 40)).mean()),
            }
            for name, value in expected.items():
                self.assertAlmostEqual(float(row[name]), float(value), 12, name)
            self.assertEqual(list(row.fraction.values), list(series.adopters.values / 200))

    def test_a_study_in_parts_has_the_same_bytes(self):
        self.write("worked.yaml", STUDY.replace("results: true\n", ""))
        whole = self.sweep("whole")
        for shard in 2, 1, 3:
            self.succeed("sweep", "worked.yaml", "--quiet", "--shard", f"{shard}/3", "-o", "shards")
        self.succeed("collect", "shards", "--quiet")
        self.assertEqual((self.folder / "shards/study.h5").read_bytes(), whole)

    def test_a_common_beginning_changes_nothing(self):
        """Rows of the quantile lie before the branch and after it."""
        text = STUDY + "branch_step: 21\n"
        found = []
        for name, content in (("common", text.replace("results: true\n", "")), ("alone", text)):
            self.write("worked.yaml", content)
            self.sweep(name)
            with xarray.open_dataset(self.folder / name / "study.h5", engine="h5netcdf") as study:
                found.append(study[["share", "told_less_found", "gap", "often", "mixed"]].to_array().values)
        self.assertFalse((self.folder / "common/results").exists())
        numpy.testing.assert_array_equal(*found)

    def test_a_dry_run_tells_them(self):
        page = self.succeed("sweep", "worked.yaml", "--dry-run")
        self.assertIn("share (1): adopters / agents. The last row.\n", page)
        self.assertIn("mixed: (ties + 2 * adopters) / (uses_learned + 1). Mean over the rows, steps 10 to 40.\n", page)


if __name__ == "__main__":
    unittest.main()
