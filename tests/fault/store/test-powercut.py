#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts during the store's work: nothing acknowledged is lost, nothing is torn.

    test-powercut.py STORE-DRIVER [--images N]

Prints how many crash images it checked. The same simulation must report losses when one fsync of the log is
taken out (CHOSHO_TEST_SKIP_SYNC, see shim.c): otherwise it proves nothing.
"""
import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import powercut  # noqa: E402
import store_checks  # noqa: E402

OPTIONS = argparse.Namespace(driver="", images=1000)
SEED = int(os.environ.get("CHOSHO_TEST_SEED", "1"))


class PowerCut(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.mkdtemp(prefix="store-powercut-", dir=powercut.memory_folder())
        self.addCleanup(shutil.rmtree, self.place)
        self.root = os.path.join(self.place, "root")
        os.mkdir(self.root)
        self.environment = dict(os.environ, XDG_STATE_HOME=os.path.join(self.root, "state"))

    def simulate(self, arguments, check, share, skip=None, **more):
        environment = dict(self.environment, CHOSHO_TEST_SKIP_SYNC=skip) if skip else self.environment
        report = powercut.simulate([OPTIONS.driver] + arguments, self.root, check, seed=SEED, env=environment,
                                   images=max(60, int(OPTIONS.images * share)), **more)
        print(f"{arguments[0]}{' without the fsync of ' + skip if skip else ''}: {report}", flush=True)
        return report

    def append(self, share, skip=None, count=25):
        return self.simulate(
            ["append", os.path.join(self.root, "engagement.db"), str(count)],
            lambda image, lines: store_checks.check_log(os.path.join(image, "engagement.db"),
                                                        store_checks.acknowledged_batches(lines)),
            share, skip)

    def test_append(self):
        report = self.append(0.4)
        self.assertEqual(report.problems, [])
        self.assertEqual(report.acknowledged, 25)

    def test_append_to_old_log(self):
        subprocess.run([OPTIONS.driver, "append", os.path.join(self.root, "engagement.db"), "10"], check=True,
                       stdout=subprocess.DEVNULL)
        report = self.simulate(
            ["append", os.path.join(self.root, "engagement.db"), "10"],
            lambda image, lines: store_checks.check_log(os.path.join(image, "engagement.db"),
                                                        max(9, store_checks.acknowledged_batches(lines))), 0.2)
        self.assertEqual(report.problems, [])

    def test_product_opens_images(self):
        """Our own code too opens what is left, rolls back and finds nothing wrong."""

        def check(image, lines):
            path = os.path.join(image, "engagement.db")
            if not lines:
                return None
            opened = subprocess.run([OPTIONS.driver, "check", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                    text=True, check=False)
            if opened.returncode:
                return opened.stderr
            return store_checks.check_log(path, store_checks.acknowledged_batches(lines))

        report = self.simulate(["append", os.path.join(self.root, "engagement.db"), "8"], check, 0.1)
        self.assertEqual(report.problems, [])

    def test_missing_sync_is_noticed(self):
        for name in ("engagement.db", "engagement.db-journal"):
            with self.subTest(name):
                report = self.append(0.1, skip=name)
                shutil.rmtree(self.root)
                os.mkdir(self.root)
                self.assertGreater(len(report.problems), 0, f"nothing noticed without the fsync of {name}")

    def create(self, share, skip=None, **more):
        path = os.path.join(self.root, "a.chosho")
        return self.simulate(["create", path],
                             lambda image, lines: store_checks.check_engagement(os.path.join(image, "a.chosho"),
                                                                                bool(lines)), share, skip, **more)

    def test_create(self):
        report = self.create(0.1)
        self.assertEqual(report.problems, [])
        self.assertEqual(report.acknowledged, 1)

    def test_create_missing_sync_is_noticed(self):
        for skip in ("/root", "/objects"):
            with self.subTest(skip):
                report = self.create(0.05, skip, from_acknowledgement=1)
                shutil.rmtree(self.root)
                os.mkdir(self.root)
                self.assertGreater(len(report.problems), 0, f"nothing noticed without the fsync of {skip}")

    def prepare_backup(self):
        engagement = os.path.join(self.place, "a.chosho")
        subprocess.run([OPTIONS.driver, "create", engagement], check=True, stdout=subprocess.DEVNULL)
        for content in (b"", b"some evidence", b"more of it" * 5000):
            name = hashlib.sha256(content).hexdigest()
            with open(os.path.join(engagement, "objects", name[:2], name), "wb") as file:
                file.write(content)
        return engagement

    def backup(self, share, skip=None):
        engagement = self.prepare_backup()
        file = os.path.join(self.root, "a.backup")

        def check(image, lines):
            path = os.path.join(image, "a.backup")
            if not os.path.exists(path):
                return "the backup was acknowledged and is gone" if lines else None
            target = os.path.join(self.place, "restored")
            restored = subprocess.run([OPTIONS.driver, "restore", path, target], stdout=subprocess.DEVNULL,
                                      stderr=subprocess.PIPE, text=True, check=False)
            shutil.rmtree(target, ignore_errors=True)
            return restored.stderr if restored.returncode else None

        return self.simulate(["backup", engagement, file], check, share, skip)

    def test_backup(self):
        report = self.backup(0.06)
        self.assertEqual(report.problems, [])
        self.assertEqual(report.acknowledged, 1)

    def test_backup_missing_sync_is_noticed(self):
        self.assertGreater(len(self.backup(0.06, "/backup").problems), 0)

    def test_restore(self):
        file = os.path.join(self.place, "a.backup")
        subprocess.run([OPTIONS.driver, "backup", self.prepare_backup(), file], check=True, stdout=subprocess.DEVNULL)
        report = self.simulate(["restore", file, os.path.join(self.root, "b.chosho")],
                               lambda image, lines: store_checks.check_engagement(os.path.join(image, "b.chosho"),
                                                                                  bool(lines)), 0.1)
        self.assertEqual(report.problems, [])
        self.assertEqual(report.acknowledged, 1)

    def mark(self, share, skip=None):
        return self.simulate(
            ["mark", os.path.join(self.root, "engagement.db"), self.root, "6"],
            lambda image, lines: store_checks.check_marks(os.path.join(image, "state"),
                                                          os.path.join(image, "engagement.db"), lines), share, skip)

    def test_mark(self):
        report = self.mark(0.15)
        self.assertEqual(report.problems, [])
        self.assertEqual(report.acknowledged, 6)

    def test_mark_missing_sync_is_noticed(self):
        engagement = "00112233445566778899aabbccddeeff" * 2  # the folder of the state files
        self.assertGreater(len(self.mark(0.06, "/" + engagement).problems), 0)

    def test_index(self):
        report = self.simulate(["index", os.path.join(self.root, "index.db"), "30"],
                               lambda image, lines: store_checks.check_index(os.path.join(image, "index.db"), lines),
                               0.15)
        self.assertEqual(report.problems, [])
        self.assertEqual(report.acknowledged, 30)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("tests", nargs="*")
    parser.parse_args(namespace=OPTIONS)
    OPTIONS.driver = os.path.abspath(OPTIONS.driver)
    print(f"seed {SEED} (CHOSHO_TEST_SEED)")
    unittest.main(argv=[sys.argv[0]] + OPTIONS.tests)
