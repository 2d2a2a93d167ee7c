"""The pages on the replications are those of what came out, each replication that expects something is among them, and a made-up one
that fails, is explained or is left open is told as such."""

import json
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from analysis.results import SOURCE

try:
    import yaml

    from studies.validation import __main__ as command, pages
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

RESULTS = SOURCE / "analysis/validation/results.json"


def row(name, verdict, mean, **more):
    return {"name": name, "source": "", "explained": "", "expected": "1", "means": "", "value": 1.0, "allowed": 0.5, "mean": mean,
            "error": 0.1, "z": (mean - 1) / 0.1, "exact": False, "verdict": verdict, **more}


class Validation(unittest.TestCase):
    def test_the_pages_are_those_of_the_results(self):
        kept = json.loads(RESULTS.read_text(encoding="utf-8"))
        made = pages.make_pages([kept[name] for name in sorted(kept) if kept[name]["rows"]])
        for name, text in made.items():
            self.assertEqual((SOURCE / "analysis" / name).read_text(encoding="utf-8"), text, f"{name}: "
                             "python3 -m studies.validation --report writes it anew")
        self.assertEqual({f"validation/{path.name}" for path in (SOURCE / "analysis/validation").glob("*.md")} | {"validation.md"}, set(made))

    def test_every_replication_is_there(self):
        expecting = {path.stem for path in (SOURCE / "scenarios/replications").glob("*.yaml")
                     if yaml.safe_load(path.read_text()).get("expect")}
        kept = json.loads(RESULTS.read_text(encoding="utf-8"))
        self.assertEqual({name for name in kept if kept[name]["rows"]}, expecting)

    def test_verdicts_are_told(self):
        one = {"name": "made_up", "title": "A model", "doi": "10.1/x", "differs": "In nothing (note.md).", "replicates": 3, "runs": 1000,
               "cpu": 2.0, "rows": [row("met", "passes", 1.1), row("off | far", "FAILS", 2.0), row("unknown", "open", 1.0, value=None),
                                    row("known", "explained", 3.0, explained="It was worked out wrongly.")]}
        made = pages.make_pages([one])
        self.assertIn("Of 4 expectations 1 are met, 1 are not met but explained, and 1 are neither; 1 are left open.", made["validation.md"])
        self.assertIn("- [made_up](validation/made_up.md), 1 of its expectations: It was worked out wrongly.", made["validation.md"])
        self.assertIn("| [made_up](validation/made_up.md) | A model | 4 | 1 | 1 | 1 | 1 | 1,000 | 2 s |", made["validation.md"])
        self.assertIn("| off \\| far | 1 | ± 0.5 | 2 ± 0.1 | 10 | FAILS |  |", made["validation/made_up.md"])
        self.assertIn("([note.md](../../scenarios/replications/note.md))", made["validation/made_up.md"])

    def test_what_was_run_is_not_run_again(self):
        with tempfile.TemporaryDirectory() as folder:
            ran = []
            quick = mock.patch.object(command, "run", lambda path: ran.append(path.stem) or {"rows": []})
            with quick, mock.patch("builtins.print"):
                command.main(["voter", "sis", "-o", folder])
                self.assertEqual(ran, ["sis", "voter"])
                command.main(["-o", folder])
                self.assertEqual(ran.count("voter"), 1)
                self.assertEqual(set(json.loads((Path(folder) / "validation/results.json").read_text())), set(ran))


if __name__ == "__main__":
    unittest.main()
