"""The page on R is true: its pieces run, one after the other, and show what Python reads; skipped where R or its packages are absent."""
import collections
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

needed = shutil.which("Rscript")
if not needed or subprocess.run([needed, "-e", "library(ncdf4); library(hdf5r)"], capture_output=True).returncode != 0:
    print("skipped: there is no R with ncdf4 and hdf5r")
    sys.exit(77)


class Page(unittest.TestCase):
    def test_the_pieces_run(self):
        page = (SOURCE / "analysis/r.md").read_text(encoding="utf-8")
        pieces = re.findall(r"```r\n(.*?)```", page, re.DOTALL)
        self.assertEqual(len(pieces), 3)
        seen = 'cat("\\n", tail(adopters, 1), sum(ways), nrow(adoption), nrow(taught), "\\n")\n'
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            subprocess.run([PROGRAM, "run", SOURCE / "scenarios/quick.yaml", "--steps", "60", "-o", "quick.h5", "--quiet"], cwd=folder, check=True)
            (folder / "page.R").write_text("".join(pieces) + seen, encoding="utf-8")
            done = subprocess.run([needed, "page.R"], cwd=folder, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            with h5py.File(folder / "quick.h5") as file:
                channel = file["events/adoption/channel"]
                words = channel.attrs["flag_meanings"].split()
                numbers = [file["adopters"][-1], file["adoptions"][:].sum(), len(channel), len(file["events/adoption_source/source"])]
                leading = collections.Counter(words[code] for code in channel[:]).most_common(1)[0]
        self.assertEqual(done.stdout.splitlines()[-1].split(), [str(int(number)) for number in numbers])
        self.assertRegex(done.stdout, rf"{leading[0]}\b[^\n]*\n\s*{leading[1]}\b")


if __name__ == "__main__":
    unittest.main()
