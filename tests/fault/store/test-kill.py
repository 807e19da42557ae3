#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at random instants of the store's work: what was acknowledged is there, nothing is half there, and the
next start needs no repair.

    test-kill.py STORE-DRIVER [--kills N]

Prints kills and acknowledged acts.
"""
import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import powercut  # noqa: E402
import store_checks  # noqa: E402

OPTIONS = argparse.Namespace(driver="", kills=60)
SEED = int(os.environ.get("CHOSHO_TEST_SEED", "1"))
# So many kills one after the other on one log, then a new one: else finding its end takes the whole time.
KILLS_PER_LOG = 25


class Kill(unittest.TestCase):
    def setUp(self):
        self.rng = random.Random(SEED)
        # In memory a kill finds the program at work, on the disk mostly in an fsync: both.
        self.places = [tempfile.mkdtemp(prefix="store-kill-", dir=place)
                       for place in {powercut.memory_folder(), None}]
        for place in self.places:
            self.addCleanup(shutil.rmtree, place)

    def run_and_kill(self, arguments, longest_s):
        """The lines acknowledged until the kill, and whether the program had ended by itself."""
        process = subprocess.Popen([OPTIONS.driver] + arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   bufsize=0)
        # From its first act on; before that there is nothing to interrupt.
        first = os.read(process.stdout.fileno(), 65536) if arguments[0] in ("append", "index") else b""
        time.sleep(self.rng.uniform(0, longest_s))
        process.kill()
        output, message = process.communicate()
        self.assertEqual(message, b"")
        self.assertIn(process.returncode, (0, -9))
        return (first + output).decode().split("\n")[:-1], process.returncode == 0

    def test_append(self):
        acts = 0
        for kill in range(OPTIONS.kills):
            place = self.places[kill // KILLS_PER_LOG % len(self.places)]
            path = os.path.join(place, "engagement.db")
            if kill % KILLS_PER_LOG == 0:
                for name in os.listdir(place):
                    os.unlink(os.path.join(place, name))
            lines, _ = self.run_and_kill(["append", path, "1000000"], 0.08)
            acts += len(lines)
            checked = subprocess.run([OPTIONS.driver, "check", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                     text=True, check=False)
            self.assertEqual((checked.returncode, checked.stderr), (0, ""))
            self.assertIsNone(store_checks.check_log(path, store_checks.acknowledged_batches(lines)))
        print(f"append: {OPTIONS.kills} kills, {acts} acknowledged acts, 0 lost", flush=True)
        self.assertGreater(acts, OPTIONS.kills)

    def prepare(self, place):
        engagement = os.path.join(place, "a.chosho")
        subprocess.run([OPTIONS.driver, "create", engagement], check=True, stdout=subprocess.DEVNULL)
        for number in range(40):
            content = bytes([number]) * (number * 5000)
            name = hashlib.sha256(content).hexdigest()
            with open(os.path.join(engagement, "objects", name[:2], name), "wb") as file:
                file.write(content)
        return engagement

    def torture(self, verb, arguments, target, check):
        """Kills @verb's run; @target must then be there whole if it was acknowledged, whole or absent otherwise."""
        killed = 0
        for _ in range(max(8, OPTIONS.kills // 6)):
            _, ended = self.run_and_kill([verb] + arguments, 0.03)
            killed += not ended
            if os.path.exists(target) or ended:
                check()
            shutil.rmtree(target) if os.path.isdir(target) else os.path.exists(target) and os.unlink(target)
        print(f"{verb}: {killed} kills", flush=True)
        self.assertGreater(killed, 0)

    def test_create(self):
        target = os.path.join(self.places[0], "b.chosho")
        self.torture("create", [target], target,
                     lambda: self.assertIsNone(store_checks.check_engagement(target, True)))

    def test_backup_and_restore(self):
        place = self.places[0]
        engagement = self.prepare(place)
        file, target = os.path.join(place, "a.backup"), os.path.join(place, "b.chosho")

        def restore():
            done = subprocess.run([OPTIONS.driver, "restore", file, target], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, text=True, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIsNone(store_checks.check_engagement(target, True))
            shutil.rmtree(target)

        self.torture("backup", [engagement, file], file, restore)
        subprocess.run([OPTIONS.driver, "backup", engagement, file], check=True, stdout=subprocess.DEVNULL)
        self.torture("restore", [file, target], target,
                     lambda: self.assertIsNone(store_checks.check_engagement(target, True)))
        self.assertIsNone(store_checks.check_engagement(engagement, True))

    def test_index(self):
        path = os.path.join(self.places[0], "index.db")
        for _ in range(max(8, OPTIONS.kills // 6)):
            lines, _ = self.run_and_kill(["index", path, "1000000"], 0.08)
            self.assertIsNone(store_checks.check_index(path, lines))
            for name in os.listdir(self.places[0]):
                os.unlink(os.path.join(self.places[0], name))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("tests", nargs="*")
    parser.parse_args(namespace=OPTIONS)
    OPTIONS.driver = os.path.abspath(OPTIONS.driver)
    print(f"seed {SEED} (CHOSHO_TEST_SEED)")
    unittest.main(argv=[sys.argv[0]] + OPTIONS.tests)
