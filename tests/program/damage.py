"""Files of results and of studies, damaged in many ways: what the tests of damage share.

Every damage is a function of its number alone. Whatever it is, a call must end by itself with an exit code that the
program promises, say why in one line, and never call good what holds something else than what was written.
"""

import hashlib
import os
import random
import re
import shutil

import h5py
import numpy as np
from program.command import SCENARIO, CommandTest

OFFICE = SCENARIO.replace("agents: 200", "agents: 60")
STUDY = """\
selforg: 2
base: damaged.yaml
vary: {network.mean_degree: [4, 6]}
replicates: 2
outcomes: [quality_mean_final, adopters_final]
series: [adopters]
"""
OPENING = 20_000  # bytes in which most of a file's structure lies
VALUES = [-1, -(2**31), 2**31 - 1, 10**6]
NOT_CONTENT = {"run/checksum", "run/complete"}


def add_content(digest, name, item):
    """Adds what an object holds, and its attributes but for those that are places in the file."""
    if name in NOT_CONTENT or name.startswith("run/environment"):
        return
    digest.update(name.encode())
    if isinstance(item, h5py.Dataset):
        digest.update(f"{item.shape} {item.dtype}".encode())
        values = item[()]
        digest.update(values.tobytes() if item.dtype.kind != "O" else repr(np.asarray(values).tolist()).encode())
    for key in sorted(item.attrs):
        if key not in {"DIMENSION_LIST", "REFERENCE_LIST", "checksum"}:
            digest.update(f"{key}={item.attrs[key]!r}".encode())


def content_of(path):
    """A digest of all that a file holds, by another reader; None if that cannot read it, or crashes."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            digest = hashlib.sha256()
            with h5py.File(path) as file:
                add_content(digest, "/", file)
                names = []
                file.visit(names.append)
                for name in sorted(names):
                    add_content(digest, name, file[name])
            os.write(send, digest.digest())
        finally:
            os._exit(0)
    os.close(send)
    with os.fdopen(receive, "rb") as stream:
        digest = stream.read()
    os.waitpid(child, 0)
    return digest or None


def is_of_hdf5(stack):
    """Whether the innermost frame of a stack is in HDF5, of those that are neither of a sanitizer nor of the C library."""
    frames = [frame for frame in stack.splitlines() if not re.search(r"libasan| in __(asan|interceptor)|sanitizer|/libc\.so", frame)]
    return bool(frames) and "/libhdf5" in frames[0]


def faults_of_ours(text):
    """What sanitizers report, but for what is HDF5's own fault: the process crashes that reads apart, and its parent says so.

    It is HDF5's own where HDF5 reaches beyond memory, and that memory, if the report knows it, HDF5 took. What we took and
    HDF5 writes beyond is ours, and so is all else: a leak, or undefined behaviour, which is looked for in our code alone.
    """
    before, *reports = re.split(r"^(?===\d+==(?:ERROR|WARNING): )", text, flags=re.MULTILINE)
    found = [before] if re.search(r"Sanitizer(?!:DEADLYSIGNAL)|runtime error", before) else []
    for report in reports:
        stacks = re.findall(r"(?:^ +#\d+ .*\n)+", report, re.MULTILINE)
        reached = re.match(r"==\d+==\w+: AddressSanitizer", report) and "runtime error" not in report
        if not (reached and stacks and all(map(is_of_hdf5, stacks))):
            found.append(report)
    return found


def flip(data, number):
    """Some bytes are others: one, three or twenty, half of them where the structure of a file lies."""
    chance = random.Random(number)
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 20])):
        end = len(data) if chance.random() < 0.5 else min(len(data), OPENING)
        damaged[chance.randrange(end)] ^= chance.randrange(1, 256)
    return bytes(damaged)


def columns_of(path):
    """Every column of events that has rows."""
    found = []
    with h5py.File(path) as file:
        file["events"].visititems(
            lambda name, item: found.append(f"events/{name}") if isinstance(item, h5py.Dataset) and item.size else None
        )
    return found


class DamageTest(CommandTest):
    limit = 60  # seconds after which a call hangs

    def setUp(self):
        super().setUp()
        self.write("damaged.yaml", OFFICE)
        self.write("study.yaml", STUDY)
        self.write("suppressions", "leak:libhdf5\n")
        self.succeed("run", "damaged.yaml", "-o", "whole.h5", "--quiet")
        self.succeed("sweep", "study.yaml", "-o", "study", "--progress", "none", "--quiet")
        shutil.copy(self.folder / "study" / "study.h5", self.folder / "study.h5")
        self.whole = self.folder / "whole.h5"
        self.file = self.folder / "damaged.h5"
        self.content = {}

    def calls(self, study):
        """What reads such a file."""
        yield "verify", self.file, "--quiet"
        if study:
            yield "analyze", self.file, "--csv"
            return
        yield "trace", self.file, "--out", "trace.txt"
        yield "trace", self.file, "--agent", "3", "--json", "--out", "trace.txt"
        yield "rerun", self.file, "--quiet", "--threads", "1"
        yield "whatif", self.file, "--without", "agent:3", "--json", "--progress", "none", "--threads", "1"

    def assert_ends_well(self, call):
        """The exit code of a call, which is one of the program's, its reason in one line."""
        # What HDF5 does not give back of a file that it could not read is not ours; nothing else is let pass.
        result = self.call(*call, LSAN_OPTIONS=f"suppressions={self.folder / 'suppressions'}:print_suppressions=0",
                           ASAN_OPTIONS=f"{os.environ.get('ASAN_OPTIONS', '')}:abort_on_error=1")
        self.assertIn(result.returncode, {0, 1, 2}, result)
        if result.returncode:
            self.assertRegex(result.stderr, r"selforg: [^\n]+\n\Z")  # a crash in the child may have said something before
            self.assertEqual(faults_of_ours(result.stderr), [])
        else:
            self.assertEqual(result.stderr, "", result)
        return result.returncode

    def assert_told(self, original):
        """Whatever reads the damaged file ends well, and whatever takes it for good is right."""
        study = original.name == "study.h5"
        for call in self.calls(study):
            code = self.assert_ends_well(call)
            if code == 0:
                self.content.setdefault(original, content_of(original))
                self.assertEqual(content_of(self.file), self.content[original], f"{call[0]} says that all is well")

    def damage_bytes(self, original, numbers):
        data = original.read_bytes()
        for number in numbers:
            with self.subTest(original.name, bytes=number):
                self.file.write_bytes(flip(data, number))
                self.assert_told(original)

    def cut(self, original, pieces):
        data = original.read_bytes()
        for piece in range(pieces):
            with self.subTest(original.name, cut=piece):
                self.file.write_bytes(data[: len(data) * piece // pieces])
                self.assert_told(original)

    def change(self, name, change, original=None):
        """A damage that HDF5 itself makes: what is written is well-formed, and wrong."""
        original = original or self.whole
        with self.subTest(change=name):
            shutil.copy(original, self.file)
            with h5py.File(self.file, "r+") as file:
                change(file)
            for call in self.calls(original.name == "study.h5"):
                self.assertEqual(self.assert_ends_well(call), 1, f"{call[0]} takes it for good")

    def change_ids(self, columns):
        """The first and the last value of each column become what they cannot be."""
        for name in columns:
            for place in (0, -1):
                for value in VALUES:
                    with h5py.File(self.whole) as file:
                        kept = file[name]
                        fits = kept.dtype.kind == "i" and kept.dtype.itemsize == 4 and kept[place] != value
                    if fits:
                        self.change(f"{name}[{place}] = {value}", self.setter(name, place, value))

    @staticmethod
    def setter(name, place, value):
        def set_value(file):
            file[name][place] = value

        return set_value
