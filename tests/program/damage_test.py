"""Damaged files of results and studies: no call crashes, hangs or calls good what is not. Some dozens of them."""

import io
import re
import unittest

import h5py
from program.command import SOURCE
from program.damage import DamageTest, columns_of, faults_of_ours

IDS = """
adoption/agent adoption/practice adoption/domain adoption/first_source adoption/source_count adoption/previous
adoption_source/adoption adoption_source/source_adoption practice/practice practice/domain practice_parent/parent
""".split()


HEAD = "==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x6\n"
READ = """\
    #0 0x7f in __interceptor_memcpy ../../../../src/libsanitizer/sanitizer_common/sanitizer_common_interceptors.inc:827
    #1 0x7f (/lib/x86_64-linux-gnu/libhdf5_serial.so.103+0x167b8d)
    #2 0x55 in read_slab ../../sim/io/result/result_checksum.c:207
"""
READ_BY_US = "    #0 0x55 in read_slab ../../sim/io/result/result_checksum.c:207\n    #1 0x7f in H5Aiterate (/lib/libhdf5_serial.so.103+0x1)\n"
TAKEN = "\nallocated by thread T0 here:\n    #0 0x7f in __interceptor_malloc ../../../../src/libsanitizer/asan/asan_malloc_linux.cpp:69\n"
BY_HDF5 = TAKEN + "    #1 0x7f (/lib/x86_64-linux-gnu/libhdf5_serial.so.103+0x1233e4)\n"
BY_US = TAKEN + "    #1 0x55 in make_room ../../sim/io/result/result_checksum.c:190\n"
END = "\nSUMMARY: AddressSanitizer: heap-buffer-overflow\n==7==ABORTING\nselforg: d.h5: damaged: HDF5 crashed reading it\n"


class ReportsTest(unittest.TestCase):
    """Whose fault it is that a sanitizer reports."""

    def test_what_is_hdf5_s_own(self):
        for text in (END[-50:], HEAD + READ + END, HEAD + READ + BY_HDF5 + BY_HDF5 + END,
                     "AddressSanitizer:DEADLYSIGNAL\n" + HEAD + READ + "\nAddressSanitizer can not provide additional info." + END):
            self.assertEqual(faults_of_ours(text), [])

    def test_what_is_ours(self):
        for text in (HEAD + READ_BY_US + END, HEAD + READ + BY_US + END, HEAD + READ + BY_HDF5 + END + HEAD + READ_BY_US + END,
                     HEAD + END, HEAD + READ + END + "sim/base/array.c:7:3: runtime error: signed integer overflow\n",
                     "==7==ERROR: LeakSanitizer: detected memory leaks\n" + READ, "sim/base/array.c:7:3: runtime error: shift\n"):
            self.assertEqual(len(faults_of_ours(text)), 1, text)


class DamageQuickTest(DamageTest):
    def test_every_command_that_only_reads_is_tried(self):
        """And no other but `rerun` and `whatif`, which read in a process of their own before they do more."""
        rows = (SOURCE / "sim/program/usage/commands.def").read_text()
        only_read = set(re.findall(r"^ONLY_READ\((\w+), ", rows, re.MULTILINE))
        self.assertEqual({call[0] for study in (False, True) for call in self.calls(study)}, only_read | {"rerun", "whatif"})

    def test_bytes_that_are_others(self):
        self.damage_bytes(self.whole, range(20))
        self.damage_bytes(self.folder / "study.h5", range(20))

    def test_files_that_are_cut_short(self):
        self.cut(self.whole, 6)
        self.cut(self.folder / "study.h5", 4)

    def test_ids_of_what_is_not_there(self):
        present = columns_of(self.whole)
        columns = [name for name in (f"events/{name}" for name in IDS) if name in present]
        self.assertGreater(len(columns), 7)
        for number, name in enumerate(columns):
            value = [-1, 2**31 - 1, -(2**31)][number % 3]
            self.change(f"{name} = {value}", self.setter(name, 0, value))

    def test_sources_that_go_in_a_circle(self):
        def circle(file):
            file["events/adoption_source/source_adoption"][:] = file["events/adoption_source/adoption"][:]

        self.change("circle", circle)

    def test_a_table_that_says_it_is_far_larger_than_what_is_stored(self):
        def grown(name):
            def change(file):
                rows = file[name][()]
                del file[name]
                file.create_dataset(name, data=rows, maxshape=(None,), compression=1).resize((2**40,))

            return change

        for name in ["events/adoption/learner", "events/adoption/event", "events/practice/quality"]:
            self.change(f"{name} grown", grown(name))

    def test_what_is_missing_or_of_another_type(self):
        def retyped(name, data):
            def change(file):
                del file[name]
                file[name] = data

            return change

        for name in ["run/digest", "parameters/network.agents", "events/adoption/learner", "quality_mean"]:
            self.change(f"{name} gone", lambda file, name=name: file.__delitem__(name))
            self.change(f"{name} a text", retyped(name, "text"))
            self.change(f"{name} two numbers", retyped(name, [1.5, 2.5]))

    def test_an_outcome_of_a_study(self):
        self.change("outcome", self.setter("adopters_final", 0, 1e6), self.folder / "study.h5")

    def test_a_part_file_and_its_checkpoints(self):
        """Damaged too; and that the run goes on from an older checkpoint is said."""
        path = self.folder / "stopped.h5"
        part, checkpoint = (self.folder / f"stopped.h5.{end}" for end in ("part", "checkpoint"))
        self.call("run", "damaged.yaml", "--set", "steps=2000000", "-o", path, "--quiet", "--max-time", "1")
        before = part.read_bytes(), checkpoint.read_bytes()
        cases = {
            "cut": (before[0][:6000], before[1], 1),
            "nothing": (b"", before[1], 1),
            "checkpoint": (before[0], before[1][:-1], 75),
        }
        for name, (rest, state, code) in cases.items():
            with self.subTest(name):
                part.write_bytes(rest)
                checkpoint.write_bytes(state)
                result = self.call("resume", path, "--quiet", "--max-time", "1")
                self.assertEqual(result.returncode, code, result)
                self.assertRegex(result.stderr, "checkpoint is damaged; went on" if code == 75 else "begin anew")
                self.assertNotIn("refused by HDF5", result.stderr)

    def test_a_part_file_that_holds_something_else(self):
        """What was written before the checkpoint is what the result has, or nobody goes on from it."""
        path = self.folder / "other.h5"
        part = self.folder / "other.h5.part"
        self.call("run", "damaged.yaml", "--set", "steps=2000000", "-o", path, "--quiet", "--max-time", "1")
        before = part.read_bytes()

        def assert_refused(what):
            with self.subTest(what):
                result = self.call("resume", path, "--quiet", "--max-time", "1")
                self.assertEqual(result.returncode, 1, result)
                self.assertRegex(result.stderr, f"{what}.*begin anew with run --force")

        for name, what in {
            "events/adoption/learner": "/events/adoption/learner does not hold what was written",
            "quality_mean": "/quality_mean does not hold what was written",
            "agents/home_unit": "began otherwise than its checkpoint",
        }.items():
            part.write_bytes(before)
            with h5py.File(part, "r+") as file:
                file[name][0] = file[name][0] + 1
            assert_refused(what)
        apart = set()
        with h5py.File(io.BytesIO(before)) as file:  # what stands in /run the checkpoint knows too, and it is written anew
            file.visititems(lambda name, one: apart.add(h5py.h5o.get_info(one.id).addr) if name.split("/")[0] == "run" else None)
        headers = [match.start() for match in re.finditer(b"OHDR", before) if match.start() not in apart]
        self.assertGreater(len(headers), 100)
        for place in headers[1 :: len(headers) // 6]:  # the first is that of the file
            damaged = bytearray(before)
            damaged[place + 12] ^= 255
            part.write_bytes(damaged)
            assert_refused("")
        part.write_bytes(before)
        self.assertEqual(self.call("resume", path, "--quiet", "--max-time", "1").returncode, 75)


if __name__ == "__main__":
    unittest.main()
