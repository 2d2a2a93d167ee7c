"""A page of a scenario: what is put into it, and what does not fit. Also tests
program/page/page_scenario.c."""

import json
import re
import unittest

import h5py
from program.command import SOURCE, CommandTest

PLACE = '<script type="application/json" id="scenario">'


class ViewTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("page.html", f"<!doctype html>{PLACE}</script>")

    def view(self, *arguments):
        return self.succeed("view", *arguments, "--page", "page.html")

    def scenario_in(self, name):
        text = (self.folder / name).read_text()
        return json.loads(text.partition(PLACE)[2].partition("</script>")[0])

    def test_the_scenario_is_in_the_page(self):
        self.assertRegex(self.view("office.yaml"), r"\Aoffice\.html  \d+ B; [^\n]+\n\Z")
        self.assertEqual(self.files(), ["office.html", "office.yaml", "page.html"])
        inside = self.scenario_in("office.html")
        self.assertEqual((inside["title"], inside["seed"], inside["steps"]), ("A small office", 7, 40))
        self.assertEqual(inside["network"], {"agents": 200, "units": 4, "mean_degree": 8})
        self.assertEqual(inside["projects"], {})
        self.assertNotIn("debrief", inside)

    def test_options_count(self):
        words = ["--seed", "9", "--steps", "5", "--set", "debrief.depth=0.25", "-o", "other.html"]
        result = self.call("view", "office.yaml", *words, "--page", "page.html")
        self.assertEqual((result.returncode, "the section 'debrief'" in result.stderr), (0, True), result)
        inside = self.scenario_in("other.html")
        self.assertEqual((inside["seed"], inside["steps"], inside["debrief"]), (9, 5, {"depth": 0.25}))

    def test_sections_within_sections(self):
        self.view("office.yaml", "--set", "observe.snapshots.every=7")
        self.assertEqual(self.scenario_in("office.html")["observe"], {"snapshots": {"every": 7}})

    def record_of(self, *settings):
        """What of the run, kept as run.h5, is in its page."""
        place = PLACE.replace("scenario", "record")
        self.write("page.html", f"<!doctype html>{PLACE}</script>{place}</script>")
        arguments = [word for setting in settings for word in ("--set", setting)]
        self.succeed("run", "office.yaml", *arguments, "-o", "run.h5", "--quiet")
        self.view("run.h5", "-o", "run.html")
        return json.loads((self.folder / "run.html").read_text().partition(place)[2].partition("</script>")[0])

    def test_a_run_is_in_the_page(self):
        record = self.record_of("steps=20", "observe.every=7")
        self.assertEqual(self.scenario_in("run.html")["title"], "A small office")
        with h5py.File(self.folder / "run.h5") as file:
            self.assertEqual(record["digest"], file["run/digest"][()].decode())
            for table in ("adoption", "adoption_source", "project", "member", "practice"):
                for column, values in record["tables"][table]["columns"].items():
                    self.assertEqual(values, file[f"events/{table}/{column}"][:].tolist(), f"{table}.{column}")
            self.assertEqual(record["units"], file["agents/home_unit"][:].tolist())
            self.assertEqual([record["series"]["adopters"][step] for step in (0, 7, 14, 20)], file["adopters"][:].tolist())
        self.assertEqual((record["steps"], record["people"], len(record["series"]["ties"])), (20, 200, 21))
        self.assertEqual(len(record["ties"][0]["pairs"]), 2 * record["series"]["ties"][0])
        self.fail_with(2, "view: run.h5 was run, and what was run cannot be changed by --seed, --steps or --set",
                       "view", "run.h5", "--seed", "3", "-o", "other.html", "--page", "page.html")

    def test_a_run_has_every_table_that_the_page_asks_for(self):
        sources = (SOURCE / "analysis/classroom/source/run").glob("*.ts")
        asked = {table for source in sources for table in re.findall(r'\brows\("(\w+)"\)', source.read_text())}
        self.assertIn("adoption", asked)
        self.assertEqual(set(self.record_of("steps=1")["tables"]), asked)

    def test_a_dropped_practice_is_used_no_more(self):
        settings = ("adoption.drop.probability=0.2", "adoption.drop.to=nothing", "observe.snapshots.every=40")
        tables = self.record_of(*settings)["tables"]
        adoptions, drops = tables["adoption"]["columns"], tables["drop"]["columns"]
        latest = {place: row for row, place in enumerate(zip(adoptions["learner"], adoptions["domain"]))}
        dropped = set(drops["adoption"])
        with h5py.File(self.folder / "run.h5") as file:
            for column, values in drops.items():
                self.assertEqual(values, file[f"events/drop/{column}"][:].tolist(), column)
            in_use = file["snapshots/agents/practice"][-1]
        self.assertTrue(dropped.intersection(latest.values()))
        for (agent, domain), row in latest.items():
            self.assertEqual(in_use[agent, domain], -1 if row in dropped else adoptions["practice"][row])

    def test_no_text_leaves_its_place(self):
        title = "</script><script>alert(1)</script><!-- \"quoted\" \\ 'a'"
        self.write("bad.yaml", json.dumps({"selforg": 2, "title": title, "network": {"kind": "random"}}))
        self.view("bad.yaml")
        text = (self.folder / "bad.html").read_text()
        self.assertEqual(text.count("<script"), 1)
        self.assertEqual(self.scenario_in("bad.html")["title"], title)

    def test_what_does_not_fit_is_refused_with_the_reason(self):
        def refuse(reason, *settings):
            arguments = [word for setting in settings for word in ("--set", setting)]
            self.fail_with(2, f"office.yaml: {reason}", "view", "office.yaml", "--page", "page.html", *arguments)

        refuse("network.agents: the page takes 20,000 people at most, and this has 20,001", "network.agents=20001")
        refuse("steps: the page takes 10,000 steps at most, and this has 10,001", "steps=10001")
        refuse("seed: the page counts to 9007199254740991, and this is more", "seed=9007199254740992")
        rule = "until: the page runs for a number of steps and knows no such rule; --set until= leaves it out"
        refuse(rule, "until=adopters >= 100")
        settings = ["network.agents=20000", "network.units=20", "network.mean_degree=180"]
        arguments = [word for setting in settings for word in ("--set", setting)]
        result = self.call("view", "office.yaml", "--page", "page.html", *arguments)
        self.assertEqual(result.returncode, 2)
        self.assertRegex(result.stderr, r"office\.yaml: it takes [\d.]+ MB of memory, and the page has 48 MB at most\n\Z")

    def test_no_network_from_a_file(self):
        self.write("ties.csv", "source,target\na,b\nb,c\n")
        self.write("file.yaml", "selforg: 2\nnetwork: {kind: file, edges: ties.csv}\n")
        reason = "file.yaml: network.kind: the page makes its people and networks itself, and takes none from a file"
        self.fail_with(2, reason, "view", "file.yaml", "--page", "page.html")

    def test_a_page_that_is_there_stays(self):
        self.view("office.yaml")
        before = (self.folder / "office.html").read_text()
        message = "office.html exists already; --force replaces it"
        self.fail_with(2, message, "view", "office.yaml", "--seed", "8", "--page", "page.html")
        self.assertEqual((self.folder / "office.html").read_text(), before)
        self.view("office.yaml", "--seed", "8", "--force", "--quiet")
        self.assertEqual(self.scenario_in("office.html")["seed"], 8)

    def test_other_pages_and_places_are_refused(self):
        self.write("none.html", "<!doctype html>")
        none = "the page has no place for a scenario: it is no classroom.html"
        self.fail_with(2, none, "view", "office.yaml", "--page", "none.html")
        nowhere = "nowhere/page.html: it could not be written: No such file or directory"
        self.fail_with(1, nowhere, "view", "office.yaml", "--page", "page.html", "-o", "nowhere/page.html")

    def test_what_the_page_offers_fits(self):
        settings = json.loads((SOURCE / "analysis/classroom/source/settings.json").read_text())
        most = max(settings["people"]["stops"])
        self.view("office.yaml", "--set", f"network.agents={most}")
        more = self.call("view", "office.yaml", "--page", "page.html", "--force", "--set", f"network.agents={most + 1}")
        self.assertEqual(more.returncode, 2)


if __name__ == "__main__":
    unittest.main()
