"""selforg trace: the tree of a practice, the story of a person, as text and as JSON; checked against the file's
table."""

import json
import re
import unittest

import h5py
from program.command import CommandTest


class TraceTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.succeed("run", "office.yaml", "--quiet")

    def adoptions(self):
        with h5py.File(self.folder / "office.h5") as file:
            table = file["events/adoption"]
            return list(zip(table["learner"][:].tolist(), table["practice"][:].tolist()))

    def test_the_tree_goes_to_the_screen_or_to_a_file(self):
        tree = self.succeed("trace", "office.h5")
        self.assertGreater(len(tree.splitlines()), 3)
        self.assertEqual(tree, self.succeed("trace", "office.h5", "--out", "-"))
        self.succeed("trace", "office.h5", "-o", "tree.txt")
        self.assertEqual((self.folder / "tree.txt").read_text(), tree)
        self.assertTrue(self.succeed("trace", "office.h5", "--agent", "3", LC_ALL="C").isascii())

    def test_the_whole_tree_holds_everybody_who_took_it_up(self):
        head, *rest = self.succeed("trace", "office.h5").splitlines()
        practice = int(re.match(r"practice (\d+),", head).group(1))
        taken = sum(1 for _, which in self.adoptions() if which == practice)
        self.assertIn(f"adoptions: {taken}, ", head)
        self.assertEqual(len(re.findall(r"[├└]", "\n".join(rest))), taken)

    def test_depth_and_width_cut_it(self):
        whole = self.succeed("trace", "office.h5").splitlines()
        one = self.succeed("trace", "office.h5", "--depth", "1").splitlines()
        narrow = self.succeed("trace", "office.h5", "--width", "1").splitlines()
        self.assertLess(len(one), len(whole))
        self.assertLess(len(narrow), len(whole))
        self.assertTrue(all(not line.startswith(("│ ", "   ")) for line in one[1:]), one)

    def test_json_is_json(self):
        json.loads(self.succeed("trace", "office.h5", "--practice", "0", "--json"))
        json.loads(self.succeed("trace", "office.h5", "--agent", "5", "--json"))

    def test_nobody_is_told_of(self):
        for words in [["--practice", "99999"], ["--agent", "200"], ["--agent", "-1"]]:
            with self.subTest(words):
                result = self.call("trace", "office.h5", *words)
                self.assertEqual((result.returncode, result.stdout), (2, ""), result)
                self.assertRegex(result.stderr, r"\Aselforg: [^\n]+\n\Z")


if __name__ == "__main__":
    unittest.main()
