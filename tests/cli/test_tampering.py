#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks by hand, with a database tool and a file manager: verify exits 4 and names the place."""
import contextlib
import hashlib
import json
import os
import random
import shutil
import sqlite3

import harness
from harness import FAILED, INTEGRITY


class Tampering(harness.Case):
    PEOPLE = ('leader',)

    def set_up_once(self):
        super().set_up_once()
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

    def places(self, code, expect=INTEGRITY):
        """Where verify finds @code."""
        return self.places_with(code, expect=expect)

    def places_with(self, code, *words, expect=INTEGRITY):
        found = self.run_ctl('verify', *words, code=expect)
        self.assertEqual(found['ok'], expect == 0)
        return [problem['where'] for problem in found['problems'] if problem['code'] == code]

    def test_record(self):
        events = [event['id'] for event in self.run_ctl('journal', 'list')]
        first, second, third, last, nobody = (f'event {name}' for name in (*events[:3], events[-1], '0' * 64))
        for sql, code, where in (
                ('DELETE FROM events WHERE arrival = 2', 'event-missing', second),
                ('DELETE FROM events WHERE arrival = (SELECT max(arrival) FROM events)', 'event-missing', last),
                ('DELETE FROM events WHERE arrival = 1', 'event-missing', first),
                ('UPDATE events SET signature = zeroblob(64) WHERE arrival = 3', 'signature-bad', third + ' (3) '),
                ("INSERT INTO events VALUES (9223372036854775807, zeroblob(32), x'00', zeroblob(64))", 'event-altered', nobody + ' (9223372036854775807)'),
                ("INSERT INTO events VALUES (-9223372036854775808, zeroblob(32), x'00', zeroblob(64))", 'event-altered', nobody + ' (-9223372036854775808)'),
                ('UPDATE events SET bytes = (SELECT bytes FROM events WHERE arrival = 2) WHERE arrival = 3', 'event-altered', third + ' (3)'),
                ("UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"seq\":2', '\"seq\":3') AS BLOB) WHERE arrival = 3", 'event-altered', third + ' (3)')):
            with self.subTest(sql=sql):
                self.again()
                self.edit('engagement.db', sql)
                found = self.places(code)
                self.assertTrue([place for place in found if place.startswith(where)], found)

    def script(self, sql):
        """As somebody does with a database tool who leaves the triggers out."""
        base = sqlite3.connect(os.path.join(self.engagement, 'engagement.db'))
        base.executescript(sql)
        base.close()

    def check_whole(self, code=INTEGRITY):
        """The whole object, whatever was done to the file; returns its problems as (code, where)."""
        found = self.run_ctl('verify', code=code)
        self.assertEqual(found['ok'], code == 0)
        self.assertEqual(set(found['checked']), {'events', 'signatures', 'objects', 'bytes'})
        self.assertTrue(found['not_detectable'])
        for problem in found['problems']:
            self.assertIn(problem['severity'], ('error', 'warn'))
            self.assertTrue(problem['message'])
        return [(problem['code'], problem['where']) for problem in found['problems']]

    def test_altered_tables(self):
        """Tables or triggers altered: verify says so and still names the event that was changed."""
        altered = self.run_ctl('journal', 'list')[2]['id']
        kept = self.run_ctl('verify')['checked']['events']
        change = ('DROP TRIGGER events_never_change;'
                  "UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"seq\":2', '\"seq\":7') AS BLOB) WHERE arrival = 3;")
        for sql in ('', 'DROP TRIGGER events_never_go; DROP TRIGGER events_are_appended', 'CREATE TABLE more (n)',
                    'CREATE INDEX more ON events (signature)', 'CREATE VIEW more AS SELECT 1',
                    'CREATE TRIGGER more AFTER INSERT ON events BEGIN SELECT 1; END', 'PRAGMA application_id = 7',
                    'PRAGMA user_version = 0', 'PRAGMA user_version = -1', 'ALTER TABLE events ADD COLUMN more TEXT',
                    'CREATE TABLE e AS SELECT * FROM events; DROP TABLE events; ALTER TABLE e RENAME TO events',
                    'CREATE TABLE e AS SELECT NULL AS arrival, id, bytes, signature FROM events ORDER BY arrival;'
                    'DROP TABLE events; ALTER TABLE e RENAME TO events'):
            with self.subTest(sql=sql):
                self.again()
                self.script(change + sql)
                found = self.check_whole()
                self.assertIn(('event-altered', 'engagement.db'), found)
                self.assertTrue([where for code, where in found if code == 'event-altered' and altered in where], found)
                self.assertEqual(self.run_ctl('verify', code=INTEGRITY)['checked']['events'], kept - 1)
                self.assertEqual(self.run_ctl('status', code=INTEGRITY)['error']['code'], 'integrity')

    def test_altered_version(self):
        """Another version over the same tables is no newer program's work."""
        self.script('PRAGMA user_version = 99')
        self.assertEqual(self.check_whole(), [('event-altered', 'engagement.db')])
        self.assertEqual(self.run_ctl('status', code=INTEGRITY)['error']['code'], 'integrity')

    def test_newer_version(self):
        self.script('PRAGMA user_version = 2; CREATE TABLE later (n)')
        self.assertEqual(self.check_whole(code=0), [('format-newer', 'engagement.db')])
        self.assertEqual(self.run_ctl('status')['evidence'], 2)
        self.fails(1, 'member', 'confirm-independence', error='read-only')

    def test_without_its_table(self):
        events = [event['id'] for event in self.run_ctl('journal', 'list')]
        for sql in ('DROP TABLE events', 'ALTER TABLE events RENAME TO gone', 'ALTER TABLE events DROP COLUMN bytes',
                    'ALTER TABLE events RENAME TO gone; CREATE VIEW events AS SELECT * FROM gone'):
            with self.subTest(sql=sql):
                self.again()
                self.script('DROP TRIGGER events_are_appended; DROP TRIGGER events_never_change; DROP TRIGGER events_never_go;'
                            'CREATE TABLE s AS SELECT * FROM events; DROP TABLE events;'
                            'CREATE TABLE events (arrival INTEGER PRIMARY KEY, id, bytes, signature); INSERT INTO events SELECT * FROM s;' + sql)
                self.check_named(events)

    def check_named(self, events):
        """Every event is named as missing, by what the index knows of it."""
        found = self.check_whole()
        self.assertIn(('event-altered', 'engagement.db'), found)
        for event in events:
            self.assertIn(('event-missing', 'event ' + event), found)
        self.assertEqual(self.run_ctl('status', code=INTEGRITY)['error']['code'], 'integrity')

    def test_damaged_file(self):
        path = os.path.join(self.engagement, 'engagement.db')
        events = [event['id'] for event in self.run_ctl('journal', 'list')]
        with open(path, 'rb') as file:
            whole = file.read()
        for name, content in (('empty', b''), ('one byte', b'S'), ('cut', whole[:len(whole) // 2]), ('header', whole[:100]),
                              ('zeroes', bytes(len(whole))), ('text', b'no database at all\n' * 400),
                              ('schema', whole[:100] + bytes(4000) + whole[4100:])):
            with self.subTest(name=name):
                self.again()
                with open(path, 'wb') as file:
                    file.write(content)
                self.check_named(events)

    def test_no_record(self):
        """The file of the record deleted: never called a folder without an engagement."""
        os.remove(os.path.join(self.engagement, 'engagement.db'))
        found = self.run_ctl('verify', code=INTEGRITY)
        self.assertEqual([(problem['code'], problem['severity'], problem['where']) for problem in found['problems']],
                         [('event-missing', 'error', 'engagement.db')])
        self.assertFalse(found['ok'])
        for words in (('status',), ('evidence', 'list'), ('member', 'confirm-independence'), ('index', 'rebuild'),
                      ('backup', '-o', os.path.join(self.folder, 'backup'))):
            error = self.run_ctl(*words, code=INTEGRITY)['error']
            self.assertEqual(error['code'], 'integrity')
            self.assertIn(self.engagement, error['message'])
            self.assertIn('engagement.db', error['message'])
        self.assertNotIn('engagement.db', os.listdir(self.engagement))
        # What was never one is no damaged engagement.
        self.assertEqual(self.run_ctl('status', code=1, engagement=self.folder)['error']['code'], 'not-found')

    def test_no_objects(self):
        digest = self.run_ctl('evidence', 'list')[0]['sha256']
        shutil.rmtree(os.path.join(self.engagement, 'objects'))
        found = self.check_whole()
        self.assertIn(('object-missing', 'objects'), found)
        self.assertTrue([where for code, where in found if code == 'object-missing' and digest in where], found)

    def test_index(self):
        third = self.run_ctl('journal', 'list')[2]['id']
        engagement = self.run_ctl('engagement', 'show')['id']
        taken, seen = (f'evidence {row["id"]}' for row in self.run_ctl('evidence', 'list'))
        member = f'member {self.run_ctl("member", "list")[0]["id"]}'
        for sql, *where in (
                ("UPDATE rows SET json = replace(json, 'client', 'auditor') WHERE kind = 'evidence'", taken, seen),
                ("UPDATE rows SET sort = 'x' WHERE kind = 'evidence'", taken, seen),
                ("UPDATE rows SET control = '1.1.1' WHERE kind = 'evidence'", taken, seen),
                ("UPDATE rows SET id = 'x' WHERE kind = 'engagement'", 'engagement x', f'engagement {engagement}'),
                ("DELETE FROM rows WHERE kind = 'member'", member),
                ("INSERT INTO rows (kind, id, sort, control, json) VALUES ('finding', 'x', 'x', NULL, '{}')", 'finding x'),
                ('UPDATE events SET effective = 0 WHERE arrival = 3', f'event {third}'),
                ('UPDATE events SET verified = 0 WHERE arrival = 3', f'event {third}'),
                ("UPDATE events SET action = 'x' WHERE arrival = 3", f'event {third}'),
                ('UPDATE events SET time_us = 1 WHERE arrival = 3', f'event {third}'),
                ("UPDATE events SET code = 'x' WHERE arrival = 3", f'event {third}'),
                ('DELETE FROM events WHERE arrival = 3', third)):
            with self.subTest(sql=sql):
                self.again()
                self.edit('index.db', sql)
                self.assertEqual(sorted(self.places('index-differs')), sorted(f'index.db {place}' for place in where))

    def test_index_that_says_less(self):
        """Where it says to stand is another place: what it holds beyond is named, each row."""
        self.edit('index.db', "UPDATE meta SET value = '2' WHERE key = 'arrival'")
        found = self.places('index-differs')
        for row in self.run_ctl('evidence', 'list'):
            self.assertIn(f'index.db evidence {row["id"]}', found)

    def test_every_field_of_the_index(self):
        """Every column of every table, in a row drawn by a fixed seed: what is not the same is named, a changed flag too."""
        draw = random.Random(20260401)
        path = os.path.join(self.engagement, 'index.db')
        with contextlib.closing(sqlite3.connect(path)) as index:
            tables = [name for name, in index.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
            fields = [(table, column[1], column[2]) for table in tables for column in index.execute(f'PRAGMA table_info ({table})')]
            rows = {table: [row for row, in index.execute(f'SELECT rowid FROM {table} ORDER BY rowid')] for table in tables}
        self.assertEqual(set(tables), {'rows', 'events', 'meta'})
        for table, column, kind in fields:
            for row in draw.sample(rows[table], min(3, len(rows[table]))):
                value = f"coalesce ({column}, '') || 'x'" if kind == 'TEXT' else f'{column} + 1000'
                sql = f'UPDATE {table} SET {column} = {value} WHERE rowid = {row}'
                with self.subTest(sql=sql):
                    self.again()
                    self.edit('index.db', sql)
                    found = [problem['where'] for problem in self.run_ctl('verify', code=INTEGRITY)['problems'] if problem['severity'] == 'error']
                    self.assertTrue([where for where in found if where.startswith(('index.db', 'event '))], found)

    def test_index_that_is_no_database(self):
        """As a rebuild that was killed may leave it: nobody can read it, verify does not, and the next command makes it again."""
        for content in (b'', b'x', b'SQLite format 3\0' + bytes(100), os.urandom(20000)):
            with self.subTest(content=content[:20]):
                self.again()
                for name in os.listdir(self.engagement):
                    if name.startswith('index.db'):
                        os.unlink(os.path.join(self.engagement, name))
                with open(os.path.join(self.engagement, 'index.db'), 'wb') as file:
                    file.write(content)
                self.assertEqual(self.codes(0), set())
                self.assertEqual(self.run_ctl('status')['evidence'], 2)
                self.assertEqual(self.codes(0), set())

    def test_index_without_its_version(self):
        """A version that was taken away is no building that was cut off."""
        self.edit('index.db', "DELETE FROM meta WHERE key = 'index-projection'")
        self.assertEqual(self.codes(INTEGRITY), {'index-differs'})
        self.run_ctl('status')
        self.assertEqual(self.codes(0), set())

    def test_index_of_an_earlier_version(self):
        """After a new version was installed verify is often the first command: that alone is no alteration."""
        for value, keys in (('1', "'index-projection', 'index-projection-again'"), ('6', "'index-projection'")):
            with self.subTest(value=value):
                self.edit('index.db', f"UPDATE meta SET value = '{value}' WHERE key IN ({keys})")
                if value == '6':  # of before there were two
                    self.edit('index.db', "DELETE FROM meta WHERE key = 'index-projection-again'")
                found = self.run_ctl('verify')
                self.assertEqual([(each['code'], each['severity']) for each in found['problems']], [('index-differs', 'warn')])
                self.assertEqual(self.run_ctl('status')['evidence'], 2)
                self.assertEqual(self.run_ctl('verify')['problems'], [])
        for key in ('index-projection', 'index-projection-again'):
            with self.subTest(key=key):
                self.edit('index.db', f"UPDATE meta SET value = '1' WHERE key = '{key}'")
                self.assertEqual(self.codes(INTEGRITY), {'index-differs'})
                self.run_ctl('status')

    def objects(self):
        return [os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(self.engagement, 'objects')) for name in names]

    def test_objects(self):
        path = self.objects()[0]
        where = os.path.relpath(path, self.engagement)
        os.chmod(path, 0o600)
        with open(path, 'r+b') as file:
            file.write(b'X')
        self.assertEqual(self.places('object-damaged'), [where])
        os.remove(path)
        self.assertEqual(self.places('object-missing'), [where])

    def test_more_objects(self):
        """What no event names is said and harms nothing."""
        digest = hashlib.sha256(b'x').hexdigest()
        where = os.path.join('objects', digest[:2], digest)
        path = os.path.join(self.engagement, where)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(b'x')
        os.chmod(path, 0o400)
        self.assertEqual(self.check_whole(0), [('object-extra', where)])
        os.remove(path)
        with open(os.path.join(self.engagement, 'objects', 'notes.txt'), 'wb') as file:
            file.write(b'x')
        self.assertEqual(self.check_whole(0), [('object-extra', 'objects/notes.txt')])

    def test_anchor_of_another_root(self):
        """An anchor with the record's heads and another root."""
        head = self.run_ctl('journal', 'head')
        anchor = self.write('head.json', json.dumps(dict(head, root='0' * 64)))
        found = self.run_ctl('verify', '--anchor', anchor, code=INTEGRITY)['problems']
        self.assertEqual([(problem['code'], problem['severity'], problem['where']) for problem in found], [('checkpoint-bad', 'error', anchor)])

    def test_no_anchor(self):
        """What is no anchor, or is not there, says nothing against the record: verify could not be done as asked."""
        for content in ('{"no": "anchor"}', 'text', b'\xff\x00', ''):
            anchor = self.write('head.json', content)
            self.assertIn('head.json', self.run_ctl('verify', '--anchor', anchor, code=FAILED)['error']['message'])
        self.assertIn('absent', self.run_ctl('verify', '--anchor', os.path.join(self.folder, 'absent'), code=FAILED)['error']['message'])

    def test_anchor_as_it_is_printed(self):
        """What "journal head" prints for people is an anchor too."""
        printed = self.call('-C', self.engagement, 'journal', 'head').stdout
        anchor = self.write('head.txt', printed)
        self.run_ctl('verify', '--anchor', anchor)
        self.write('head.txt', printed.replace(self.run_ctl('journal', 'head')['root'].encode(), b'0' * 64))
        self.assertEqual(self.places_with('event-missing', '--anchor', anchor), ['0' * 64])

    def test_anchor_finds_a_cut_tail(self):
        """Without an anchor, a tail cut from record and index alike is one of the undetectable things."""
        head = self.run_ctl('journal', 'head')
        anchor = self.write('head.json', json.dumps(head))
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
