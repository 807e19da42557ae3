#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The power-cut simulation itself: small programs whose losses are known.

Each program writes files by one protocol and acknowledges; whether a crash can lose or tear what was
acknowledged is known for each, and the simulation must say just that.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import powercut  # noqa: E402

# What the programs share: f(fd) is an fsync; ack() acknowledges one file more.
PRELUDE = """
import os, sys, threading, ctypes
os.chdir(sys.argv[1])
D = os.open(".", os.O_RDONLY)
DATA = bytes(range(256)) * 16
def ack(): os.write(1, b"done\\n")
def put(name, flags=0, data=DATA):
    fd = os.open(name, os.O_RDWR | os.O_CREAT | flags, 0o600)
    os.write(fd, data)
    return fd
f = os.fsync
"""

# name: (program, what crashes can do: "early", the name stands there before its content, when nothing has been
# acknowledged yet; "lost" and "torn", after it was)
PROTOCOLS = {
    "file and folder": ("fd = put('a'); f(fd); f(D); ack()", "early"),
    "folder first": ("fd = put('a'); f(D); f(fd); ack()", "early"),
    "file only": ("fd = put('a'); f(fd); ack()", "early lost"),
    "folder only": ("fd = put('a'); f(D); ack()", "early torn"),
    "no sync": ("put('a'); ack()", "early lost torn"),
    "temporary and rename": ("fd = put('tmp'); f(fd); os.rename('tmp', 'a'); f(D); ack()", ""),
    "rename without folder": ("fd = put('tmp'); f(fd); os.rename('tmp', 'a'); ack()", "lost"),
    "rename without file": ("put('tmp'); os.rename('tmp', 'a'); f(D); ack()", "early torn"),
    "sync of the other descriptor": ("fd = put('a'); g = os.dup(fd); f(g); f(D); ack()", "early"),
    "syncfs": ("put('a'); ctypes.CDLL(None).syncfs(D); ack()", "early"),
    "O_SYNC": ("put('a', os.O_SYNC); f(D); ack()", "early"),
    "link": ("fd = put('tmp'); f(fd); os.link('tmp', 'a'); f(D); ack()", ""),
    "nameless and linkat": ("""
        libc = ctypes.CDLL(None)
        fd = os.open('.', os.O_TMPFILE | os.O_RDWR, 0o600); os.write(fd, DATA); f(fd)
        assert libc.linkat(-100, b'/proc/self/fd/%d' % fd, D, b'a', 0x400) == 0
        f(D); ack()""", ""),
    "nameless, file not synced": ("""
        libc = ctypes.CDLL(None)
        fd = os.open('.', os.O_TMPFILE | os.O_RDWR, 0o600); os.write(fd, DATA)
        assert libc.linkat(-100, b'/proc/self/fd/%d' % fd, D, b'a', 0x400) == 0
        f(D); ack()""", "early torn"),
    "copied by the kernel": ("""
        source = put('source'); fd = os.open('tmp', os.O_RDWR | os.O_CREAT)
        assert os.copy_file_range(source, fd, len(DATA), 0) == len(DATA)
        f(fd); os.rename('tmp', 'a'); f(D); ack()""", ""),
    "in pieces": ("""
        fd = os.open('tmp', os.O_RDWR | os.O_CREAT); os.writev(fd, [DATA[:100], DATA[100:999]])
        os.pwrite(fd, DATA[1000:], 1000); os.lseek(fd, 999, 0); os.write(fd, DATA[999:1000])
        f(fd); os.rename('tmp', 'a'); f(D); ack()""", ""),
    "cut and written anew": ("""
        fd = put('tmp', data=DATA * 2); f(fd); os.ftruncate(fd, 0); os.lseek(fd, 0, 0); os.write(fd, DATA)
        f(fd); os.rename('tmp', 'a'); f(D); ack()""", ""),
    "appended": ("""
        fd = put('tmp', data=DATA[:50]); os.close(fd); fd = os.open('tmp', os.O_WRONLY | os.O_APPEND)
        os.write(fd, DATA[50:]); f(fd); os.rename('tmp', 'a'); f(D); ack()""", ""),
    "new folder": ("""
        os.mkdir('d'); fd = put('d/tmp'); f(fd); os.rename('d/tmp', 'a'); f(D); ack()""", ""),
    "folder renamed": ("""
        os.mkdir('d'); e = os.open('d', os.O_RDONLY); fd = os.open('x', os.O_RDWR | os.O_CREAT, dir_fd=e)
        os.write(fd, DATA); f(fd); f(e); os.rename('d', 'folder'); f(D); ack()""", ""),
    "folder renamed, inside not synced": ("""
        os.mkdir('d'); fd = put('d/x'); f(fd); os.rename('d', 'folder'); f(D); ack()""", "early torn"),
    "another thread": ("""
        def work():
            fd = put('tmp'); f(fd); os.rename('tmp', 'a'); f(D)
        t = threading.Thread(target=work); t.start(); t.join(); ack()""", ""),
    "another process": ("""
        if os.fork() == 0:
            fd = put('tmp'); f(fd); os.rename('tmp', 'a'); f(D); os._exit(0)
        os.wait(); ack()""", ""),
    "removed": ("fd = put('tmp'); f(fd); os.rename('tmp', 'a'); f(D); ack(); os.unlink('a')", "lost"),
}
DATA = bytes(range(256)) * 16


def judge(image, lines):
    path = os.path.join(image, "a")
    if os.path.isdir(os.path.join(image, "folder")):
        path = os.path.join(image, "folder", "x")
    elif not os.path.exists(path):
        return "lost" if lines else None
    content = None
    if os.path.exists(path):
        with open(path, "rb") as file:
            content = file.read()
    return None if content == DATA else "torn" if lines else "early"


class Harness(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.mkdtemp(prefix="powercut-test-", dir=powercut.memory_folder())
        self.addCleanup(shutil.rmtree, self.place)

    def run_program(self, program, check=judge, images=150, **more):
        root = os.path.join(self.place, "root")
        shutil.rmtree(root, ignore_errors=True)
        os.mkdir(root)
        code = PRELUDE + textwrap.dedent(program)
        # -S -E: the fewer calls Python makes by itself, the faster.
        return powercut.simulate([sys.executable, "-S", "-E", "-B", "-c", code, root], root, check, images=images, **more)

    def test_protocols(self):
        for name, (program, expected) in PROTOCOLS.items():
            with self.subTest(name):
                report = self.run_program(program)
                found = {what for _, _, what in report.problems}
                self.assertEqual(found, set(expected.split()), str(report))

    def test_everything_survives_a_clean_end(self):
        """Whatever the protocol, an image with all unsynced data at the very end is the folder itself."""
        for name, (program, _) in PROTOCOLS.items():
            with self.subTest(name):
                seen = []

                def compare(image, lines):
                    del lines
                    seen.append(read_tree(image))
                    return None

                self.run_program(program, compare, images=100, from_acknowledgement=1)
                self.assertIn(read_tree(os.path.join(self.place, "root")), seen)

    def test_what_was_there_stays(self):
        root = os.path.join(self.place, "root")
        os.makedirs(os.path.join(root, "old", "deep"))
        with open(os.path.join(root, "old", "deep", "file"), "wb") as file:
            file.write(b"before")

        def check(image, _lines):
            with open(os.path.join(image, "old", "deep", "file"), "rb") as file:
                return None if file.read() in (b"before", b"behind", b"bef", b"behore", b"\0\0\0\0\0\0") else "gone"

        code = PRELUDE + "fd = os.open('old/deep/file', os.O_RDWR); os.pwrite(fd, b'behind', 0); f(fd); ack()"
        report = powercut.simulate([sys.executable, "-S", "-E", "-B", "-c", code, root], root, check, images=50)
        self.assertEqual(report.problems, [])
        self.assertEqual(report.acknowledged, 1)

    def test_what_a_check_wrote_is_gone_from_the_next_image(self):
        """However soon after the image was laid out it wrote: within one tick of the kernel's clock."""
        folder, path = powercut.Folder(self.place), os.path.join(self.place, "file")
        for _ in range(200):
            folder.lay_out({"file": b"before"})
            with open(path, "r+b") as file:
                self.assertEqual(file.read(), b"before")
                file.seek(0)
                file.write(b"behind")

    def test_refuses_what_it_cannot_follow(self):
        with self.assertRaises(powercut.NotModelled):
            self.run_program("import mmap; fd = put('a'); m = mmap.mmap(fd, 4096)")
        with self.assertRaises(RuntimeError):
            self.run_program("sys.exit(3)")

    def test_as_a_program(self):
        root = os.path.join(self.place, "root")
        judgement = os.path.join(self.place, "judge")
        with open(judgement, "w", encoding="ascii") as file:
            file.write('#!/bin/sh\nif [ -n "$(cat)" ] && [ ! -e "$1/a" ]; then echo "it is gone"; exit 1; fi\n')
        os.chmod(judgement, 0o700)
        for program, expected in (("fd = put('a'); f(fd); f(D); ack()", 0), ("put('a'); ack()", 1)):
            shutil.rmtree(root, ignore_errors=True)
            os.mkdir(root)
            finished = subprocess.run(
                [sys.executable, powercut.__file__, "--root", root, "--check", judgement, "--images", "40", "--",
                 sys.executable, "-S", "-E", "-B", "-c", PRELUDE + program, root],
                stdout=subprocess.PIPE, text=True, check=False)
            self.assertEqual(finished.returncode, expected, finished.stdout)
            self.assertIn("40 images", finished.stdout)
            self.assertEqual("it is gone" in finished.stdout, bool(expected))


def read_tree(path):
    found = {}
    for at, folders, files in os.walk(path):
        for name in folders:
            found[os.path.relpath(os.path.join(at, name), path)] = None
        for name in files:
            with open(os.path.join(at, name), "rb") as file:
                found[os.path.relpath(os.path.join(at, name), path)] = file.read()
    return found


if __name__ == "__main__":
    unittest.main()
