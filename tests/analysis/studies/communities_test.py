"""The study of communities asks the program which parameters there are, and tries each."""

import contextlib
import io
import unittest
from unittest import mock

from analysis.results import WithResults

from studies import communities


class Communities(WithResults):
    def made(self, *words):
        out = self.folder / "communities.md"
        arguments = ["communities", "--steps", "60", "--replicates", "2", "-o", str(out), *words]
        with mock.patch("sys.argv", arguments), contextlib.redirect_stdout(io.StringIO()):
            communities.main()
        table = [line.strip("| ").split(" | ") for line in out.read_text().splitlines() if line.startswith("|")]
        return table[0], table[2:]

    def test_two_parameters(self):
        head, rows = self.made("--only", "quorum", "--only", "ring_rule")
        self.assertEqual([row[:2] for row in rows],
                         [["all", "usual"], ["`quorum` (3)", "2"], ["`quorum` (3)", "6"], ["`ring_rule` (contribution)", "attendance"]])
        self.assertEqual({len(row) for row in rows}, {len(head)})
        usual, fewer, more, _ = (float(row[2].strip("*")) for row in rows)
        self.assertGreater(fewer, usual)     # a smaller quorum convenes more: the setting arrives
        self.assertLess(more, usual)

    def test_what_is_refused_is_said(self):
        _, rows = self.made("--only", "engaged_load")
        self.assertRegex(rows[-1][2], "^refused: engaged_load: 0.12 must be at most communities.core_load")

    def test_no_parameter_is_left_out(self):
        with mock.patch.object(communities.Runs, "run", lambda self, settings, seed: (dict.fromkeys(communities.OUTCOMES, 1.0), "")), \
                mock.patch.object(communities.Runs, "usual", lambda self: {name: one["default"] for name, one in there.items()}):
            there = communities.described()
            _, rows = self.made()
        self.assertEqual({row[0].split("`")[1] for row in rows[1:]}, set(there))


if __name__ == "__main__":
    unittest.main()
