"""Items that are made of items: where a table of them is said to be wrong, that a result keeps it and needs no file, and that what
is traced goes down to basic items, by their names."""

import unittest

import h5py

from program.command import CommandTest

SCENARIO = """\
selforg: 2
steps: 60
network: {kind: caveman, agents: 30, group_size: 5}
landscape: {kind: recipes, items: items.csv}
individual_search: {}
adoption: {choose: {from: seen, by: best}}
"""
ITEMS = """\
item,quality,parts
gum,0.02,
bark,0.02,
root,0.02,
leaf,0.02,
salve,0.10,gum bark root
balm,0.24,salve gum bark
tonic,0.24,leaf root gum
cure,1.00,balm tonic gum
cure,1.00,balm tonic leaf
"""


class OwnItemsTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("items.csv", ITEMS)
        self.write("items.yaml", SCENARIO)

    def digest(self, name):
        with h5py.File(self.folder / name) as file:
            return file["run/digest"][()]

    def test_the_result_keeps_the_rows_and_needs_no_file(self):
        self.succeed("run", "items.yaml", "-o", "items.h5")
        with h5py.File(self.folder / "items.h5") as file:
            rows = file["parameters/landscape.items"].asstr()[()]
            self.assertEqual(rows, ITEMS.split("\n", 1)[1].strip().replace("\n", ";"))
        (self.folder / "items.csv").unlink()
        self.succeed("verify", "items.h5")
        self.succeed("rerun", "items.h5")
        self.fail_with(2, "items.yaml:4:35: landscape.items: items.csv: No such file or directory", "run", "items.yaml")

    def test_threads_and_cuts_make_no_difference(self):
        self.succeed("run", "items.yaml", "-o", "one.h5", "--threads", "1", "--set", "network.agents=3000")
        self.succeed("run", "items.yaml", "-o", "four.h5", "--threads", "4", "--set", "network.agents=3000",
                     "--set", "observe.every=7")
        self.assertEqual(self.digest("one.h5"), self.digest("four.h5"))

    def test_what_is_traced_goes_down_to_basic_items(self):
        self.succeed("run", "items.yaml", "-o", "items.h5")
        tree = self.succeed("trace", "items.h5", "--agent", "3")
        for name in ("cure", "balm", "tonic", "salve", "gum", "bark", "root", "leaf"):
            self.assertIn(f"({name})", tree)
        self.assertIn("cure", self.succeed("trace", "items.h5", "--practice", "cure", "--depth", "1"))

    def test_what_cannot_be_is_refused_with_its_place(self):
        for row, other, where in (
                ("salve,0.10,gum bark root", "salve,0.10,gumm bark root",
                 "6:3: parts: 'gumm' is no item; did you mean 'gum'?"),
                ("salve,0.10,gum bark root", "salve,0.10,cure bark root",
                 "6:3: parts: salve needs cure, cure needs balm, balm needs salve: in a circle, and nothing basic leads there"),
                ("leaf,0.02,", "leaf,0.02", "5: the header has 3 fields, this record 2 (they are separated by commas)")):
            self.write("items.csv", ITEMS.replace(row, other))
            self.fail_with(2, f"items.yaml:4:35: landscape.items: items.csv:{where}", "check", "items.yaml")

    def test_items_may_be_drawn(self):
        self.write("drawn.yaml", SCENARIO.replace("items: items.csv", "making: drawn, drawn_items: 15, layers: 2, parts: 2"))
        self.succeed("run", "drawn.yaml", "-o", "drawn.h5", "--threads", "1")
        self.succeed("run", "drawn.yaml", "-o", "two.h5", "--threads", "2", "--set", "observe.every=7")
        self.assertEqual(self.digest("drawn.h5"), self.digest("two.h5"))
        self.assertIn("the same", self.succeed("rerun", "drawn.h5"))
        self.succeed("verify", "drawn.h5")
        with h5py.File(self.folder / "drawn.h5") as file:
            self.assertGreater(float(file["quality_mean"][()].ravel()[-1]), 0.5)
        self.assertRegex(self.succeed("trace", "drawn.h5", "--agent", "3"), r"\([12]_\d\)")
        self.assertIn("one drawn from the layer just below", " ".join(self.succeed("describe", "odd", "drawn.yaml").split()))
        for key, why in (
                ("landscape.drawn_items=6", "landscape.drawn_items: 6 is such that layer 1 has 2 items"),
                ("landscape.making=given", "landscape.kind: recipes needs landscape.items, such as items.csv"),
                ("landscape.items=a,0;b,1,a", "landscape.items: a,0;b,1,a has no effect: landscape.making is drawn; given uses it")):
            with self.subTest(key):
                self.assertIn(why, self.call("check", "drawn.yaml", "--set", key).stderr)

    def test_what_needs_bits_is_refused(self):
        for key, why in (
                ("individual_search.reach=2", "practices are not made of bits"),
                ("individual_search.jump_probability=0.1", "nobody has in mind what nobody made"),
                ("landscape.turbulence=0.1", "landscape.kind must be match"),
                ("landscape.bits=4", "nk, match and table use it"),
                ("landscape.items=.", "landscape.items: . is neither rows, as gum,0.1; bark,0.1; salve,0.5,gum bark, nor the name of a table"),
                ("adoption.copy.take=0.5", "practices are not made of bits")):
            result = self.call("check", "items.yaml", "--set", key)
            self.assertEqual(result.returncode, 2)
            self.assertIn(why, result.stderr)

    def test_a_study_keeps_what_its_tables_say(self):
        self.write("study.yaml", """\
selforg: 2
base: items.yaml
vary: {people.memory: [2, 6]}
replicates: 2
outcomes: [quality_mean_final]
""")
        self.succeed("sweep", "study.yaml", "-o", "runs")
        (self.folder / "items.csv").unlink()
        self.assertIn('items: "gum,0.02,;bark', (self.folder / "runs/base.yaml").read_text())
        self.succeed("collect", "runs")
        self.succeed("analyze", "runs/study.h5")


if __name__ == "__main__":
    unittest.main()
