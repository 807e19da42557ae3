#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fault injection itself: it must see what careless programs do."""
import os
import shutil
import signal
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import inject  # noqa: E402

PRELUDE = """
import os, sys
path = sys.argv[1] + "/a"
def careful():
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        assert os.write(fd, b"content") == 7
        os.fsync(fd)
    except OSError as error:
        sys.stderr.write(f"{path}: {error}\\n"); sys.exit(1)
"""
FAULTS = {"write": ("ENOSPC",), "fsync": ("EIO",), "openat": ("EMFILE",)}


class Harness(unittest.TestCase):
    def torture(self, program, **more):
        place = tempfile.mkdtemp(prefix="inject-test-")
        self.addCleanup(shutil.rmtree, place)
        root = os.path.join(place, "root")

        def prepare():
            shutil.rmtree(root, ignore_errors=True)
            os.mkdir(root)
            return inject.Case([sys.executable, "-S", "-E", "-B", "-c", PRELUDE + program, root], root)

        def check(case, outcome):
            try:
                with open(os.path.join(case.root, "a"), "rb") as file:
                    content = file.read()
            except FileNotFoundError:
                content = b""
            return "lost" if "done" in outcome.lines and content != b"content" else None

        return inject.torture(prepare, check, faults=FAULTS, **more)

    def test_careful(self):
        report = self.torture("careful(); os.write(1, b'done\\n')")
        # open, write and fsync of one file, each once and for ever; standard output is not in the folder.
        self.assertEqual((report.faults, report.problems), (6, []))

    def test_careless(self):
        report = self.torture("""
fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
try: os.write(fd, b"content")
except OSError: pass
os.fsync(fd)
os.write(1, b"done\\n")
""")
        self.assertIn("lost", [what for _, what in report.problems])

    def test_careless_thread(self):
        """Its first write is the process's second."""
        report = self.torture("""
import threading
def careless():
    fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try: os.write(fd, b"content")
    except OSError: pass
fd = os.open(path + "b", os.O_WRONLY | os.O_CREAT, 0o600)
os.write(fd, b"content")
os.write(fd, b"content")
thread = threading.Thread(target=careless); thread.start(); thread.join()
os.write(1, b"done\\n")
""")
        self.assertIn("lost", [what for _, what in report.problems])

    def test_silent(self):
        report = self.torture("""
try: careful()
except SystemExit: os.close(2); os._exit(1)
""".replace("careful()", "sys.stderr = open(os.devnull, 'w'); careful()"))
        # All but the one fault by which nothing can be said.
        self.assertEqual((report.faults, len(report.problems)), (6, 5))
        self.assertIn("said nothing", report.problems[0][1])

    def test_crash(self):
        report = self.torture("""
try: careful()
except BaseException: os.kill(os.getpid(), 11)
""")
        self.assertEqual(len(report.problems), 6)
        self.assertIn(str(-signal.SIGSEGV), report.problems[0][1])

    def test_endless(self):
        before = inject.TIMEOUT_S
        inject.TIMEOUT_S = 1
        self.addCleanup(setattr, inject, "TIMEOUT_S", before)
        report = self.torture("""
import time
try: careful()
except SystemExit: time.sleep(600)
""", limit=1)
        self.assertIn("no end", report.problems[0][1])

    def test_broken_command(self):
        with self.assertRaises(RuntimeError):
            self.torture("sys.exit(2)")


if __name__ == "__main__":
    unittest.main()
