"""The design of a study before it runs is that of its file afterwards. Also tests program/study/study_design.c."""

import csv
import io
import unittest

import xarray
from program.command import CommandTest

HEAD = """\
selforg: 2
base: office.yaml
set: {steps: 3, network.agents: 40, team.min: 2}
outcomes: [adopters_final]
"""
STUDIES = {
    "grid": "vary: {tell.probability: [0.1, 0.25, 0.4], team.max: [4, 6], tell.who: [adopters, users]}\nreplicates: 2\n",
    "conditions": "vary: {tell.probability: {from: 0.1, to: 0.7, count: 7}}\nconditions: {with: {}, without: {tell: absent}}\nreplicates: 2\n",
    "lhs": "vary: {tell.probability: {from: 0, to: 1}, team.max: {from: 4, to: 9}}\ndesign: lhs\nsamples: 12\nreplicates: 1\n",
    "oat": "vary: {tell.probability: [0.2, 0.7], team.max: [4, 6]}\ndesign: oat\n",
    "branches": "vary: {tell.probability: [0.1, 0.7]}\nbranch_step: 2\nreplicates: 2\n",
    "table": "table: points.csv\nreplicates: 3\n",
}


class DesignTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("points.csv", "tell.probability,team.max\n0.1,5\n0.123456789012345,6\n")
        for name, text in STUDIES.items():
            self.write(f"{name}.yaml", HEAD + text)

    def test_it_is_that_of_the_file(self):
        for name in STUDIES:
            with self.subTest(name):
                before = self.files()
                printed = self.succeed("sweep", f"{name}.yaml", "--dry-run", "--csv")
                self.assertEqual(self.files(), before)
                self.succeed("sweep", f"{name}.yaml", "--quiet", "-o", f"{name}-study")
                with xarray.open_dataset(self.folder / f"{name}-study/study.h5", engine="h5netcdf") as study:
                    self.compare(list(csv.DictReader(io.StringIO(printed, newline=""))), study.load())

    def compare(self, rows, study):
        columns = [name for name in rows[0] if name not in ("config_id", "replicates")]
        self.assertEqual([int(row["config_id"]) for row in rows], list(range(int(study.attrs["configurations"]))))
        self.assertEqual(set(columns), set(study.coords) - {"run", "config_id", "replicate", "seed", "step"})
        for row in rows:
            runs = study.isel(run=study.config_id.values == int(row["config_id"]))
            self.assertEqual(runs.sizes["run"], int(row["replicates"]))
            for name in columns:
                [value] = set(runs[name].values.tolist())
                self.assertEqual(type(value)(row[name]), value, name)

    def test_people_see_the_first_of_them(self):
        page = self.succeed("sweep", "grid.yaml", "--dry-run")
        self.assertIn("config_id  tell.probability  team.max  tell.who\n        0  0.1               4         adopters\n", page)
        self.assertIn("        9  0.4               4         users\nand 2 more configurations: --dry-run --csv prints them all\n", page)
        self.assertNotIn("\n       10 ", page)
        page = self.succeed("sweep", "table.yaml", "--dry-run")
        self.assertIn("        1  0.1235            6\n", page)
        self.assertNotIn("more configurations", page)

    def test_it_asks_for_a_dry_run(self):
        self.fail_with(2, "--csv: it goes with --dry-run, and prints what would run; `selforg analyze grid --csv` prints what came out",
                       "sweep", "grid.yaml", "--csv")

    def test_replicates_are_those_that_would_run(self):
        rows = self.succeed("sweep", "grid.yaml", "--dry-run", "--csv", "--replicates", "5").splitlines()
        self.assertEqual((rows[0], rows[1], len(rows)), ("config_id,tell.probability,team.max,tell.who,replicates", "0,0.1,4,adopters,5", 13))


if __name__ == "__main__":
    unittest.main()
