"""The same with thousands of damaged files, and with every id of every table of events."""

import unittest

from program.damage import DamageTest, columns_of


class DamageHeavyTest(DamageTest):
    def test_bytes_that_are_others(self):
        self.damage_bytes(self.whole, range(1000, 3000))
        self.damage_bytes(self.folder / "study.h5", range(1000, 2500))

    def test_files_that_are_cut_short(self):
        self.cut(self.whole, 200)
        self.cut(self.folder / "study.h5", 100)

    def test_every_id(self):
        self.change_ids(columns_of(self.whole))


if __name__ == "__main__":
    unittest.main()
