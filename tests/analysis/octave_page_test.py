"""The piece for Octave runs and reads what Python reads; skipped where Octave or its package netcdf is absent."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py

PROGRAM, SOURCE = os.environ["SELFORG"], pathlib.Path(os.environ["SELFORG_SOURCE"])
OCTAVE = [shutil.which("octave"), "--no-gui", "--quiet"]

if not OCTAVE[0] or subprocess.run([*OCTAVE, "--eval", "pkg load netcdf"], capture_output=True).returncode != 0:
    print("skipped: there is no Octave with the package netcdf")
    sys.exit(77)


class Page(unittest.TestCase):
    def test_the_piece_runs(self):
        piece, = re.findall(r"```octave\n(.*?)```", (SOURCE / "analysis/r.md").read_text(encoding="utf-8"), re.DOTALL)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            subprocess.run([PROGRAM, "run", SOURCE / "scenarios/quick.yaml", "--steps", "60", "-o", "quick.h5", "--quiet"], cwd=folder, check=True)
            seen = "printf('%d %d %d %d\\n', adopters(end), sum(ways(:)), size(ways, 1), sum(learner));\n"
            (folder / "page.m").write_text(piece + seen, encoding="utf-8")
            done = subprocess.run([*OCTAVE, "page.m"], cwd=folder, capture_output=True, text=True)
            with h5py.File(folder / "quick.h5") as file:
                numbers = [file["adopters"][-1], file["adoptions"][:].sum(), len(file["channel"]), file["events/adoption/learner"][:].sum()]
        self.assertIn(" ".join(str(int(number)) for number in numbers), done.stdout, done.stderr)


if __name__ == "__main__":
    unittest.main()
