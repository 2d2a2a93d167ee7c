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
    "conditional": "table: rows.csv\nconditions: {with: {}, without: {tell: absent}}\nreplicates: 2\n",
}


class DesignTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("points.csv", "tell.probability,team.max\n0.1,5\n0.123456789012345,6\n")
        self.write("rows.csv", "tell.probability,condition,team.max\n0.1,with,4\n0.1,without,4\n0.7,with,4\n")
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

    def digests(self, name):
        """By what the runs are of."""
        self.succeed("sweep", f"{name}.yaml", "--quiet", "-o", f"{name}-study")
        with xarray.open_dataset(self.folder / f"{name}-study/study.h5", engine="h5netcdf") as study:
            columns = ["tell.probability", "team.max", *(["condition"] if "condition" in study.coords else []), "replicate"]
            return dict(zip(zip(*(study[column].values.tolist() for column in columns)), study.run_digest.values.tolist()))

    def test_a_row_is_run_under_its_condition_alone(self):
        found = self.digests("conditional")
        self.write("all.csv", "tell.probability,team.max\n0.1,4\n0.7,4\n")
        self.write("all.yaml", HEAD + STUDIES["conditional"].replace("rows.csv", "all.csv"))
        whole = self.digests("all")
        self.assertEqual((len(found), len(whole)), (6, 8))
        self.assertEqual(found, {key: whole[key] for key in found})
        self.assertEqual({key[:3] for key in found}, {(0.1, 4, "with"), (0.1, 4, "without"), (0.7, 4, "with")})

    def test_conditions_of_rows_are_compared_and_branch(self):
        contrast = "contrasts: [{name: telling, outcome: adopters_final, from: {condition: without}, to: {condition: with}}]\n"
        self.write("conditional.yaml", HEAD + STUDIES["conditional"] + contrast)
        self.digests("conditional")
        rows = list(csv.DictReader(io.StringIO(self.succeed("analyze", "conditional-study", "--csv"), newline="")))
        self.assertEqual([(row["config_id"], row["condition"]) for row in rows if row["kind"] == "mean"],
                         [("0", "with"), ("1", "without"), ("2", "with")])
        self.assertEqual([row["name"] for row in rows if row["kind"] == "difference"], ["telling"])
        branched = []
        for results in "", "results: true\n":
            self.write("rows.csv", "tell.probability,condition\n0.1,with\n0.7,with\n0.1,without\n")
            text = HEAD + STUDIES["conditional"].replace("{tell: absent}", "{opportunities.arrival_rate: 30}")
            self.write("conditional.yaml", text + "branch_step: 2\n" + results)
            self.succeed("sweep", "conditional.yaml", "--quiet", "-o", f"branched{len(results)}")
            with xarray.open_dataset(self.folder / f"branched{len(results)}/study.h5", engine="h5netcdf") as study:
                branched.append(study.run_digest.values.tolist())
        self.assertEqual(branched[0], branched[1])

    def test_a_design_is_a_table_of_a_study(self):
        printed = list(csv.DictReader(io.StringIO(self.succeed("sweep", "lhs.yaml", "--dry-run", "--csv"), newline="")))
        columns = [name for name in printed[0] if name not in ("config_id", "replicates")]
        self.write("points.csv", "\n".join([",".join(columns), *(",".join(row[name] for name in columns) for row in printed)]) + "\n")
        self.write("table.yaml", HEAD + "table: points.csv\nreplicates: 1\n")
        self.assertEqual(self.digests("table"), self.digests("lhs"))

    def test_conditions_that_are_not_there_are_told(self):
        for old, new, message in (("0.7,with", "0.7,witt", "rows.csv:4:2: condition: the study has no condition 'witt'; did you mean 'with'?"),
                                  ("0.1,without", "0.1,with", "rows.csv: condition: no row is of the condition without, which has no run then")):
            text = (self.folder / "rows.csv").read_text()
            self.write("rows.csv", text.replace(old, new))
            self.fail_with(2, message, "sweep", "conditional.yaml", "--dry-run")
            self.write("rows.csv", text)
        self.write("rows.csv", "condition\nwith\nwithout\n")
        self.fail_with(2, "rows.csv: the table has no parameter; `conditions` alone need none", "sweep", "conditional.yaml", "--dry-run")

    def test_replicates_are_those_that_would_run(self):
        rows = self.succeed("sweep", "grid.yaml", "--dry-run", "--csv", "--replicates", "5").splitlines()
        self.assertEqual((rows[0], rows[1], len(rows)), ("config_id,tell.probability,team.max,tell.who,replicates", "0,0.1,4,adopters,5", 13))


if __name__ == "__main__":
    unittest.main()
