"""What stands under a name that the program makes of another one is somebody's, and is neither lost nor written over."""

import os
import unittest

from program.command import CommandTest

STUDY = "selforg: 2\nbase: office.yaml\nset: {steps: 5}\nreplicates: 2\noutcomes: [adopters_final]\n"
PAGE = '<script type="application/json" id="scenario"></script>'
BESIDE = ["part", "part.new", "checkpoint", "checkpoint.1", "checkpoint.new"]


class SparedTest(CommandTest):
    def put(self, *names):
        """Files of somebody's."""
        for name in names:
            self.write(name, "mine")
        return names

    def assert_mine(self, *names):
        for name in names:
            self.assertEqual((self.folder / name).read_text(), "mine", name)

    def test_a_run_takes_the_place_of_nothing(self):
        """As of a result that is there: it says so before anything is run, and --force is how one asks for it."""
        for ending in BESIDE:
            (name,) = self.put(f"office.h5.{ending}")
            result = self.call("run", "office.yaml", "--quiet")
            self.assertEqual(result.returncode, 2, result)
            self.assertRegex(result.stderr, f"selforg: {name}: .*use --force")
            self.assert_mine(name)
            self.assertEqual(self.files(), ["office.h5." + ending, "office.yaml"])
            self.succeed("run", "office.yaml", "--quiet", "--force")
            self.assertEqual(self.files(), ["office.h5", "office.yaml"])
            (self.folder / "office.h5").unlink()

    def test_a_pipe_that_has_the_name(self):
        """It is empty, and all the same no part file of a run that died."""
        os.mkfifo(self.folder / "office.h5.part")
        result = self.call("run", "office.yaml", "--quiet")
        self.assertEqual(result.returncode, 2, result)
        self.assertTrue((self.folder / "office.h5.part").is_fifo())

    def test_a_run_that_died_at_its_end_is_not_in_the_way(self):
        """Its part file is empty if it was short, and what it was making is no result."""
        self.write("office.h5.part", "")
        self.write("office.h5.part.new", "half")
        self.succeed("run", "office.yaml", "--quiet")
        self.assertEqual(self.files(), ["office.h5", "office.yaml"])

    def test_texts_and_pages(self):
        self.succeed("run", "office.yaml", "--quiet")
        mine = self.put("tree.txt.part", "table.csv.part", "page.html.part")
        self.succeed("trace", "office.h5", "-o", "tree.txt")
        self.write("empty.html", PAGE)
        self.succeed("view", "office.yaml", "-o", "page.html", "--page", "empty.html", "--quiet")
        self.write("study.yaml", STUDY)
        self.succeed("sweep", "study.yaml", "-o", "study", "--quiet")
        self.succeed("analyze", "study", "--csv", "-o", "table.csv")
        self.assert_mine(*mine)

    def test_what_is_in_the_folder_of_a_study(self):
        """When it is collected, what was never finished of it goes; of it, not of others."""
        self.write("study.yaml", STUDY)
        self.succeed("sweep", "study.yaml", "-o", "study", "--quiet")
        mine = self.put("study/notes.part-1-2", "study/report.part-two.txt", "study/runs/000/notes.part-1-2",
                        "study/runs/000/000001.part-mine", "study/runs/000/000001.part-1-2.txt", "study/plan.part-old")
        half = self.put("study/runs/000/000001.part-1-2", "study/plan.part-17-0")
        self.succeed("collect", "study", "--quiet")
        self.assert_mine(*mine)
        for name in half:
            self.assertFalse((self.folder / name).exists(), name)

    def test_a_link_that_leads_nowhere(self):
        """There is something under that name, too."""
        self.write("empty.html", PAGE)
        for name, call in {"office.h5": ["run"], "office.html": ["view", "--page", "empty.html"]}.items():
            (self.folder / name).symlink_to("nowhere")
            result = self.call(*call, "office.yaml", "-o", name, "--quiet")
            self.assertEqual(result.returncode, 2, result)
            self.assertRegex(result.stderr, f"^selforg: {name}:? exists already.*--force")
            self.assertTrue((self.folder / name).is_symlink())


if __name__ == "__main__":
    unittest.main()
