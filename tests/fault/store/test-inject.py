#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Failing system calls during the store's work: nothing acknowledged is lost, the message names a file, and
afterwards the work goes on.

    test-inject.py STORE-DRIVER [--limit N]

Without --limit every position of every call is tried; prints the number of faults.
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

import inject  # noqa: E402
import powercut  # noqa: E402
import store_checks  # noqa: E402

OPTIONS = argparse.Namespace(driver="", limit=None)
SEED = int(os.environ.get("CHOSHO_TEST_SEED", "1"))


class Faults(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.mkdtemp(prefix="store-inject-", dir=powercut.memory_folder())
        self.addCleanup(shutil.rmtree, self.place)
        self.root = os.path.join(self.place, "root")
        self.env = dict(os.environ, XDG_STATE_HOME=os.path.join(self.root, "state"), LC_ALL="C.UTF-8")

    def fresh(self):
        shutil.rmtree(self.root, ignore_errors=True)
        os.mkdir(self.root)

    def drive(self, *arguments):
        return subprocess.run([OPTIONS.driver, *arguments], env=self.env, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, check=False)

    def torture(self, arguments, check, share, start=None):
        def prepare():
            self.fresh()
            if start:
                start()
            return inject.Case([OPTIONS.driver] + arguments, self.root, self.env)

        def check_all(case, outcome):
            if outcome.code != 0 and not outcome.mute and self.place not in outcome.message:
                return f"the message names no file: {outcome.message}"
            return check(outcome)

        limit = None if OPTIONS.limit is None else max(10, int(OPTIONS.limit * share))
        report = inject.torture(prepare, check_all, limit=limit, seed=SEED)
        print(f"{arguments[0]}: {report}", flush=True)
        self.assertEqual(report.problems, [])
        self.assertGreater(report.faults, 0)

    def go_on(self, path, acknowledged):
        """The log is sound, holds what was acknowledged, and can be continued without any repair."""
        what = store_checks.check_log(path, acknowledged)
        if what:
            return what
        if os.path.exists(path) and os.path.getsize(path) == 0:
            os.unlink(path)  # only an engagement's folder as a whole is made at once; here the file alone is
        again = self.drive("append", path, "2")
        if again.returncode:
            return f"does not go on: {again.stderr}"
        return store_checks.check_log(path, store_checks.acknowledged_batches(again.stdout.split("\n")[:-1]))

    def test_append(self):
        path = os.path.join(self.root, "engagement.db")
        self.torture(["append", path, "12"],
                     lambda outcome: self.go_on(path, store_checks.acknowledged_batches(outcome.lines)), 0.35)

    def test_append_to_old_log(self):
        path = os.path.join(self.root, "engagement.db")
        self.torture(["append", path, "3"],
                     lambda outcome: self.go_on(path, max(4, store_checks.acknowledged_batches(outcome.lines))), 0.2,
                     start=lambda: self.drive("append", path, "5"))

    def test_hot_journal(self):
        """The writer was killed in the middle of a commit: faults while the next one rolls it back."""
        path = os.path.join(self.root, "engagement.db")
        self.fresh()
        recorder, _, _ = powercut.record([OPTIONS.driver, "append", path, "6"], self.root, self.env)
        disk = powercut.Disk(recorder)
        image = None
        for position, operation in enumerate(recorder.operations):
            disk.step(position, operation)
            if disk.acknowledged.count(b"\n") == 5:
                state = disk.image("everything", None)
                # The database is being written while the journal stands.
                if state.get("engagement.db-journal") and state["engagement.db"] != image:
                    if image is not None:
                        break
                    image = state["engagement.db"]
        self.assertTrue(state["engagement.db-journal"])

        def start():
            for name, content in state.items():
                with open(os.path.join(self.root, name), "wb") as file:
                    file.write(content or b"")

        self.torture(["append", path, "1"],
                     lambda outcome: self.go_on(path, max(4, store_checks.acknowledged_batches(outcome.lines))), 0.15,
                     start=start)

    def test_create(self):
        path = os.path.join(self.root, "a.chosho")

        def check(outcome):
            what = store_checks.check_engagement(path, outcome.code == 0)
            if what:
                return what
            again = self.drive("create", os.path.join(self.root, "b.chosho"))
            return f"does not go on: {again.stderr}" if again.returncode else None

        self.torture(["create", path], check, 0.1)

    def prepare_backup(self):
        engagement = os.path.join(self.root, "a.chosho")
        self.drive("create", engagement)
        for content in (b"", b"some evidence", b"more of it" * 5000):
            name = hashlib.sha256(content).hexdigest()
            with open(os.path.join(engagement, "objects", name[:2], name), "wb") as file:
                file.write(content)
        return engagement

    def test_backup(self):
        engagement = os.path.join(self.root, "a.chosho")
        file = os.path.join(self.root, "a.backup")

        def check(outcome):
            if outcome.code == 0 and not os.path.exists(file):
                return "no backup"
            if os.path.exists(file):
                restored = self.drive("restore", file, os.path.join(self.root, "b.chosho"))
                if restored.returncode:
                    return f"cannot be restored: {restored.stderr}"
            return store_checks.check_engagement(engagement, True)

        self.torture(["backup", engagement, file], check, 0.1, start=self.prepare_backup)

    def test_restore(self):
        file = os.path.join(self.root, "a.backup")
        target = os.path.join(self.root, "b.chosho")

        def start():
            self.drive("backup", self.prepare_backup(), file)

        def check(outcome):
            what = store_checks.check_engagement(target, outcome.code == 0)
            objects = os.path.join(target, "objects")
            if not what and os.path.exists(target) and sum(len(names) for _, _, names in os.walk(objects)) != 3:
                what = "objects are missing"
            return what

        self.torture(["restore", file, target], check, 0.1, start=start)

    def test_mark(self):
        path = os.path.join(self.root, "engagement.db")

        def check(outcome):
            noted = max((int(line.split()[1]) for line in outcome.lines), default=-1)
            what = store_checks.check_log(path, noted)
            if what:
                return what
            if os.path.exists(path) and os.path.getsize(path) == 0:
                os.unlink(path)
            again = self.drive("mark", path, self.root, "2")
            return f"does not go on: {again.stderr}" if again.returncode else None

        self.torture(["mark", path, self.root, "3"], check, 0.1)

    def test_index(self):
        """A derived file: whatever happened, it can be opened, or is emptied, and be built anew."""
        path = os.path.join(self.root, "index.db")

        def check(outcome):
            what = store_checks.check_index(path, outcome.lines) if outcome.code == 0 else None
            again = self.drive("index", path, "2")
            return what or (f"does not go on: {again.stderr}" if again.returncode else None)

        self.torture(["index", path, "4"], check, 0.15)

    def test_short_writes(self):
        """Every write to a file does only a part of what it was asked for."""
        self.env["CHOSHO_TEST_SHORT_WRITES"] = "1"
        self.fresh()
        path = os.path.join(self.root, "engagement.db")
        written = self.drive("append", path, "20")
        self.assertEqual((written.returncode, written.stderr), (0, ""))
        self.assertIsNone(store_checks.check_log(path, 19))
        target, file = os.path.join(self.root, "b.chosho"), os.path.join(self.root, "a.backup")
        for arguments in (("backup", self.prepare_backup(), file), ("restore", file, target)):
            done = self.drive(*arguments)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIsNone(store_checks.check_engagement(target, True))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--limit", type=int)
    parser.add_argument("tests", nargs="*")
    parser.parse_args(namespace=OPTIONS)
    OPTIONS.driver = os.path.abspath(OPTIONS.driver)
    print(f"seed {SEED} (CHOSHO_TEST_SEED)")
    unittest.main(argv=[sys.argv[0]] + OPTIONS.tests)
