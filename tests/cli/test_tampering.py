#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks by hand, with a database tool and a file manager: verify exits 4 and names the place."""
import os
import shutil
import sqlite3

import harness
from harness import INTEGRITY


class Tampering(harness.Case):
    PEOPLE = ('leader',)

    def setUp(self):
        super().setUp()
        self.create()
        self.run_ctl('evidence', 'add', self.write('a.txt', 'evidence'))
        self.run_ctl('evidence', 'sighting', '--what', 'a', '--where', 'b', '--with', 'c', '--reason', 'd')
        self.run_ctl('journal', 'list')  # the index exists now
        self.kept = str(self.engagement) + '.kept'
        shutil.copytree(self.engagement, self.kept)

    def again(self):
        for folder, _, names in os.walk(self.engagement):
            os.chmod(folder, 0o700)
        shutil.rmtree(self.engagement)
        shutil.copytree(self.kept, self.engagement)

    def edit(self, name, sql):
        """Runs one statement past the triggers, which are put back."""
        base = sqlite3.connect(os.path.join(self.engagement, name))
        triggers = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for trigger, _ in triggers:
            base.execute(f'DROP TRIGGER {trigger}')
        changed = base.execute(sql).rowcount
        for _, text in triggers:
            base.execute(text)
        base.commit()
        base.close()
        self.assertGreater(changed, 0, sql)

    def codes(self, code):
        found = self.run_ctl('verify', code=code)
        self.assertEqual(found['ok'], code == 0)
        return {problem['code'] for problem in found['problems']}

    def test_untouched(self):
        self.assertEqual(self.codes(0), set())

    def test_record(self):
        for sql, code in (
                ('DELETE FROM events WHERE arrival = 2', 'event-missing'),
                ('DELETE FROM events WHERE arrival = (SELECT max(arrival) FROM events)', 'event-missing'),
                ('DELETE FROM events WHERE arrival = 1', 'event-missing'),
                ('UPDATE events SET signature = zeroblob(64) WHERE arrival = 3', 'signature-bad'),
                ('UPDATE events SET bytes = (SELECT bytes FROM events WHERE arrival = 2) WHERE arrival = 3', 'event-altered'),
                ("UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"seq\":2', '\"seq\":3') AS BLOB) WHERE arrival = 3", 'event-altered')):
            with self.subTest(sql=sql):
                self.again()
                self.edit('engagement.db', sql)
                self.assertIn(code, self.codes(INTEGRITY))

    def test_index(self):
        for sql in ("UPDATE rows SET json = replace(json, 'client', 'auditor') WHERE kind = 'evidence'",
                    "UPDATE rows SET sort = 'x' WHERE kind = 'evidence'",
                    "UPDATE rows SET control = '1.1.1' WHERE kind = 'evidence'",
                    "UPDATE rows SET id = 'x' WHERE kind = 'engagement'",
                    "DELETE FROM rows WHERE kind = 'member'",
                    "INSERT INTO rows (kind, id, sort, control, json) VALUES ('finding', 'x', 'x', NULL, '{}')",
                    'UPDATE events SET effective = 0 WHERE arrival = 3',
                    'UPDATE events SET verified = 0 WHERE arrival = 3',
                    "UPDATE events SET action = 'x' WHERE arrival = 3",
                    'UPDATE events SET time_us = 1 WHERE arrival = 3',
                    "UPDATE events SET code = 'x' WHERE arrival = 3",
                    'DELETE FROM events WHERE arrival = 3',
                    "UPDATE meta SET value = '2' WHERE key = 'arrival'"):
            with self.subTest(sql=sql):
                self.again()
                self.edit('index.db', sql)
                self.assertIn('index-differs', self.codes(INTEGRITY))

    def objects(self):
        return [os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(self.engagement, 'objects')) for name in names]

    def test_objects(self):
        path = self.objects()[0]
        os.chmod(path, 0o600)
        with open(path, 'r+b') as file:
            file.write(b'X')
        self.assertIn('object-damaged', self.codes(INTEGRITY))
        os.remove(path)
        self.assertIn('object-missing', self.codes(INTEGRITY))

    def test_anchor_finds_a_cut_tail(self):
        """Without an anchor, a tail cut from record and index alike is one of the undetectable things."""
        head = self.run_ctl('journal', 'head')
        anchor = self.write('head.json', __import__('json').dumps(head))
        self.edit('engagement.db', 'DELETE FROM events WHERE arrival = (SELECT max(arrival) FROM events)')
        for name in ('index.db', 'index.db-wal', 'index.db-shm'):
            path = os.path.join(self.engagement, name)
            if os.path.exists(path):
                os.remove(path)
        self.assertEqual(self.codes(0) - {'object-extra'}, set())
        found = self.run_ctl('verify', '--anchor', str(anchor), code=INTEGRITY)
        self.assertIn('event-missing', {problem['code'] for problem in found['problems']})
        found = self.run_ctl('verify', '--anchor', head['root'], code=INTEGRITY)
        self.assertFalse(found['ok'])


if __name__ == '__main__':
    harness.main()
