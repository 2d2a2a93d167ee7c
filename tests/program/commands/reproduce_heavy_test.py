"""Every replication that comes with the program, with all its replicates."""

import json
import unittest

from program.command import SOURCE, CommandTest


class ReplicateHeavyTest(CommandTest):
    limit = 7200

    def test_all(self):
        for path in sorted((SOURCE / "scenarios/replications").glob("*.yaml")):
            (finding,) = json.loads(self.succeed("reproduce", path, "--json"))
            print(f"{finding['name']}: {len(finding['rows'])} rows, {finding['seconds']:.0f} s", flush=True)

    def test_quick(self):
        """Without names: all that come with the program, those too that reproduce_test leaves out."""
        findings = json.loads(self.succeed("reproduce", "--quick", "--json"))
        names = sorted(path.stem for path in (SOURCE / "scenarios/replications").glob("*.yaml"))
        self.assertEqual([finding["name"] for finding in findings], names)


if __name__ == "__main__":
    unittest.main()
