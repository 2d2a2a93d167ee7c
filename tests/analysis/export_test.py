"""What is exported is read back by the tools that it is for: pandas, networkx, selforg's own readers of networks, and R
where it is there."""

import contextlib
import io
import pathlib
import shutil
import subprocess
import unittest

import networkx as nx
import numpy as np
import pandas as pd
from analysis.results import WithResults, said

import selforg
from selforg import export


class Exports(WithResults):
    def setUp(self):
        self.run_ = selforg.open(self.folder / "office.h5")
        self.out = self.folder / self.id().rpartition(".")[2]
        self.out.mkdir()

    def made(self, *words):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            self.assertEqual(export.main([str(self.folder / "office.h5"), "-o", str(self.out), *words]), 0)
        return [pathlib.Path(line) for line in out.getvalue().split()]

    def test_tables_by_pandas(self):
        files = {path.stem: pd.read_csv(path) for path in self.made("--csv")}
        self.assertTrue(np.allclose(files["series"]["quality_mean"], self.run_.series["quality_mean"]))
        adoption = self.run_.events["adoption"]
        self.assertEqual(files["events_adoption"]["channel"].tolist(), adoption["channel"].astype(str).tolist())
        self.assertEqual(files["events_adoption"]["learner"].tolist(), adoption["learner"].tolist())
        self.assertEqual(len(files["snapshots_ties"]), len(self.run_.snapshots["ties"]))
        about = files["columns"].set_index(["table", "column"])
        self.assertIn("took it up", about.loc[("events_adoption", "learner"), "what_it_is"])
        self.assertIn("step", files["series_adoptions"])

    def test_networks_by_networkx_and_by_selforg(self):
        for kind, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
            self.made(f"--{kind}")
            graph, ties = read(str(self.out / f"network.{kind}")), self.run_.ties()
            self.assertEqual((graph.number_of_nodes(), graph.number_of_edges()), (120, len(ties)))
            one = ties.iloc[5]
            self.assertAlmostEqual(graph.edges[str(one["source"].astype(int)), str(one["target"].astype(int))]["weight"], one["trust"])
            self.assertEqual(graph.nodes["7"]["unit"], str(self.run_.agents["unit"][7]))
            taken = export.learned(self.run_).dropna()
            self.assertEqual({int(node): data["toa"] for node, data in graph.nodes(data=True) if "toa" in data}, taken.to_dict())
            taught = read(str(self.out / f"teaching.{kind}"))
            self.assertEqual(taught.number_of_edges(), export.teaching(self.run_).number_of_edges())
            (self.out / "again.yaml").write_text(f"selforg: 2\nsteps: 5\nnetwork: {{kind: file, edges: network.{kind}, unit_column: unit}}\n"
                                                 "start: {users: 3}\nadoption: {rule: contact}\n")
            self.assertIn(f"{len(ties):,} ties", said("check", self.out / "again.yaml").replace("\n", " "))

    def test_netdiffuser(self):
        self.made("--diffnet")
        people, ties = (pd.read_csv(self.out / f"diffnet_{name}.csv") for name in ("people", "ties"))
        self.assertEqual(people["toa"].dropna().astype(int).tolist(), export.learned(self.run_).dropna().astype(int).tolist())
        self.assertEqual(len(ties), 2 * len(self.run_.ties()))
        self.assertEqual(set(zip(ties["ego"], ties["alter"])), set(zip(ties["alter"], ties["ego"])))
        if not shutil.which("Rscript") or subprocess.run(["Rscript", "-e", "library(netdiffuseR)"], capture_output=True).returncode:
            return  # read by pandas alone
        subprocess.run(["Rscript", "diffnet.R"], cwd=self.out, check=True, capture_output=True)

    def test_a_survey_sees_less(self):
        self.made("--survey", "--sample", "0.5", "--names", "3", "--waves", "3", "--missing", "0.2", "--seed", "4")
        people, ties = (pd.read_csv(self.out / f"survey_{name}.csv") for name in ("people", "ties"))
        self.assertEqual((len(people), ties.groupby("person").size().max()), (60, 3))
        answers = people[["uses_at_20", "uses_at_40", "uses_at_60"]]
        self.assertTrue(0.05 < answers.isna().to_numpy().mean() < 0.4)
        toa = export.learned(self.run_)[people["person"]].to_numpy()
        known = people["first_wave"].notna().to_numpy()
        self.assertTrue((toa[known] <= people["first_wave"][known]).all())
        pairs = set(map(tuple, self.run_.ties()[["source", "target"]].to_numpy().tolist()))
        self.assertTrue(all((a, b) in pairs or (b, a) in pairs for a, b in zip(ties["person"], ties["names"])))
        everybody = export.survey(self.run_, self.out, sample=1, names=1000, waves=60, missing=0)
        whole = pd.read_csv(everybody[0])
        exact = export.learned(self.run_).to_numpy()
        self.assertTrue(np.array_equal(whole["first_wave"].to_numpy(), np.where(exact == 0, 1, exact), equal_nan=True))
        self.assertEqual(len(pd.read_csv(everybody[1])), 2 * len(self.run_.ties()))

    def test_mistakes(self):
        err = io.StringIO()
        with contextlib.redirect_stderr(err):
            self.assertEqual(export.main([str(self.folder / "office.h5")]), 2)
            self.assertEqual(export.main([str(self.folder / "rumour.h5"), "--graphml", "-o", str(self.out)]), 2)
            self.assertEqual(export.main([str(self.folder / "telling"), "--csv"]), 2)
        self.assertRegex(err.getvalue(), r"say what: --csv.*\n.*observe.snapshots.ties=true.*\n.*is a study")

    def test_the_help_says_whole_sentences(self):
        with contextlib.redirect_stdout(io.StringIO()) as out, self.assertRaises(SystemExit):
            export.main(["--help"])
        text = " ".join(out.getvalue().split())
        self.assertIn("which makes a diffnet of them --survey What a field researcher would have seen: survey_people.csv and survey_ties.csv with", text)


if __name__ == "__main__":
    unittest.main()
