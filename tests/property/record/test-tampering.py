#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is changed behind the program's back in a record of several persons, verify exits 4 and names the place:
attacks drawn by a seed, each on a fresh copy. And what it says that it cannot detect it does not detect.

CHOSHO_TEST_SEED draws others, CHOSHO_TEST_COUNT more."""

import contextlib
import hashlib
import json
import os
import random
import shutil
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), 'cli'))

import harness  # noqa: E402
from harness import INTEGRITY  # noqa: E402
from test_criteria import oscal  # noqa: E402

SEED = int(os.environ.get('CHOSHO_TEST_SEED', '20260401'))
ATTACKS = int(os.environ.get('CHOSHO_TEST_COUNT', '30'))
CONTROL = 'a-1'
NOTE = {'control': CONTROL, 'paper': '', 'text': 'x'}


def event_id(data):
    return hashlib.sha256(b'\0' + data).digest()


class Record:
    """The events of an engagement, as somebody with a database tool sees them."""

    def __init__(self, engagement):
        self.path = os.path.join(engagement, 'engagement.db')
        with contextlib.closing(sqlite3.connect(self.path)) as base:
            self.rows = base.execute('SELECT arrival, id, bytes FROM events ORDER BY arrival').fetchall()
        self.events = [json.loads(data) for _, _, data in self.rows]
        self.checkpoint = next(number for number, event in enumerate(self.events) if event['action'] == 'checkpoint')

    def edit(self, *statements):
        """Past the triggers, which are put back."""
        with contextlib.closing(sqlite3.connect(self.path)) as base:
            triggers = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                base.execute(f'DROP TRIGGER {name}')
            for sql, *values in statements:
                if base.execute(sql, values).rowcount < 1:
                    raise AssertionError(f'nothing was changed: {sql}')
            for _, sql in triggers:
                base.execute(sql)
            base.commit()

    def covered(self, draw):
        """The number of an event that the checkpoint covers."""
        return draw.randrange(self.checkpoint)


# --- Attacks: each does its work in the folder and returns what verify must name ---------------------------------


def flip(data, draw):
    place = draw.randrange(len(data) * 8)
    changed = bytearray(data)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


def object_byte(test, record, draw):
    objects = sorted(os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(test.engagement, 'objects')) for name in names)
    path = draw.choice(objects)
    with open(path, 'rb') as file:
        data = file.read()
    os.chmod(path, 0o600)
    with open(path, 'wb') as file:
        file.write(flip(data, draw))
    return {os.path.basename(path)}


def event_bit(test, record, draw):
    number = record.covered(draw)
    arrival, name, data = record.rows[number]
    column = draw.choice(('id', 'bytes', 'signature'))
    with contextlib.closing(sqlite3.connect(record.path)) as base:
        value, = base.execute(f'SELECT {column} FROM events WHERE arrival = ?', (arrival,)).fetchone()
    record.edit((f'UPDATE events SET {column} = ? WHERE arrival = ?', flip(value, draw), arrival))
    return {name.hex(), f'({arrival})', 'engagement.db'}


def dropped(test, record, draw):
    arrival, name, _ = record.rows[record.covered(draw)]
    record.edit(('DELETE FROM events WHERE arrival = ?', arrival))
    return {name.hex()}


def cut_below_checkpoint(test, record, draw):
    """The end of one person's chain, which the checkpoint of another covers."""
    others = [number for number in range(record.checkpoint) if record.events[number]['author'] != record.events[record.checkpoint]['author']]
    author = record.events[draw.choice(others)]['author']
    own = [number for number in others if record.events[number]['author'] == author]
    cut = own[draw.randrange(len(own)):]
    record.edit(*[('DELETE FROM events WHERE arrival = ?', record.rows[number][0]) for number in cut])
    return {record.rows[number][1].hex() for number in cut}


def rechained(test, record, draw):
    """Another time in one event, and all that follows made to fit but for the signatures, which nobody can make."""
    first = record.covered(draw)
    renamed, statements, places = {}, [], set()
    for arrival, name, data in record.rows[first:]:
        changed = data
        if not renamed:
            old = b'"time_us":%d' % record.events[first]['time_us']
            changed = data.replace(old, b'"time_us":%d' % (record.events[first]['time_us'] + 1))
        for before, after in renamed.items():
            changed = changed.replace(before.hex().encode(), after.hex().encode())
        if changed != data:
            renamed[name] = event_id(changed)
            places.add(renamed[name].hex())
            statements.append(('UPDATE events SET bytes = ?, id = ? WHERE arrival = ?', changed, renamed[name], arrival))
    record.edit(*statements)
    return places


def another_content(test, record, draw):
    """One event's content is another's, under its own name."""
    one, other = draw.sample(range(record.checkpoint), 2)
    record.edit(('UPDATE events SET bytes = ? WHERE arrival = ?', record.rows[other][2], record.rows[one][0]))
    return {record.rows[one][1].hex(), f'({record.rows[one][0]})'}


def exchanged(test, record, draw):
    """Two events take each other's place."""
    one, other = draw.sample(range(1, record.checkpoint), 2)
    first, second = record.rows[one], record.rows[other]
    record.edit(*[('UPDATE events SET arrival = ? WHERE arrival = ?', to, at) for at, to in ((first[0], -1), (second[0], first[0]), (-1, second[0]))])
    return {first[1].hex(), second[1].hex(), 'index.db'}


def by_a_stranger(test, record, draw):
    """A well-formed event of somebody whom nobody added, or signed by one in another's name."""
    if draw.random() < 0.5:
        return {test.forge('stranger', 'note', NOTE)['id']}
    return {test.forge('practitioner', 'note', NOTE, '--sign-with', test.identities['stranger'])['id']}


def forked(test, record, draw):
    """A proper event that continues one which another continues already."""
    person = draw.choice(('leader', 'practitioner', 'executive'))
    fingerprint = next(event['author'] for event in record.events if event['author'] in test.fingerprints[person])
    own = [number for number, event in enumerate(record.events) if event['author'] == fingerprint]
    number = draw.choice(own[:-1])
    return {test.forge(person, 'note', NOTE, '--prev', record.rows[number][1].hex())['id']}


def index_field(test, record, draw):
    with contextlib.closing(sqlite3.connect(os.path.join(test.engagement, 'index.db'))) as index:
        table = draw.choice(('rows', 'events', 'meta'))
        column = draw.choice(index.execute(f'PRAGMA table_info ({table})').fetchall())
        row = draw.choice([row for row, in index.execute(f'SELECT rowid FROM {table} ORDER BY rowid')])
        value = f"coalesce ({column[1]}, '') || 'x'" if column[2] == 'TEXT' else f'{column[1]} + 1000'
        index.execute(f'UPDATE {table} SET {column[1]} = {value} WHERE rowid = {row}')
        index.commit()
    return {'index.db', 'event '}


ON_THE_RECORD = (event_bit, dropped, cut_below_checkpoint, rechained, another_content)
ALL = (*ON_THE_RECORD, object_byte, exchanged, by_a_stranger, forked, index_field)


class Tampering(harness.Case):
    PEOPLE = ('leader', 'executive', 'practitioner', 'stranger')

    def set_up_once(self):
        super().set_up_once()
        self.create()
        path = self.write('c.json', oscal())
        self.run_ctl('catalog', 'import', path)
        self.run_ctl('procedures', 'import', path)
        for person in ('executive', 'practitioner'):
            self.run_ctl('member', 'add', '--name', person, '--role', person, '--public-key', self.keys[person])
            self.run_ctl('member', 'confirm-independence', person=person)
        self.complete(CONTROL)
        self.run_ctl('review', CONTROL)
        self.run_ctl(*self.words_to_approve(CONTROL), person='executive')
        self.run_ctl('note', 'add', CONTROL, '--text', 'after the checkpoint')
        self.run_ctl('journal', 'list')  # the index exists now
        self.fingerprints = {person: {hashlib.sha256(bytes.fromhex(key)).hexdigest()} for person, key in self.keys.items()}
        self.kept = self.engagement + '.kept'
        shutil.copytree(self.engagement, self.kept)

    def complete(self, control):
        evidence = [item['id'] for name in 'abc' for item in self.run_ctl('evidence', 'add', self.write(name, name * 1000), '--as-of', '2025-12-31')]
        for step in self.run_ctl('step', 'list', control):
            self.run_ctl('step', 'record', step['id'], '--technique', step['technique'], '--performed-on', '2025-12-01', '--outcome', 'no-exception',
                         '--result', '実施した。', *[word for item in evidence for word in ('--evidence', item)], person='practitioner')
            if step['technique'] == 'inquiry':
                self.run_ctl('interview', 'add', '--who', 'A', '--post', 'B', '--at', '2025-12-01T10:00', '--how', '対面', '--question', 'Q', '--answer', 'A',
                             '--step', step['id'], person='practitioner')
        self.run_ctl('complete', control, person='practitioner')

    def words_to_approve(self, control):
        opened = [item['id'] for item in self.run_ctl('status', control)['to_open']]
        return ('approve', control, *[word for item in opened for word in ('--opened', item)])

    def again(self):
        for folder, _, _ in os.walk(self.engagement):
            os.chmod(folder, 0o700)
        shutil.rmtree(self.engagement)
        shutil.copytree(self.kept, self.engagement)

    def drop_index(self):
        for name in os.listdir(self.engagement):
            if name.startswith('index.db'):
                os.unlink(os.path.join(self.engagement, name))

    def test_attacks(self):
        self.assertEqual(self.run_ctl('verify')['problems'], [])
        for number in range(ATTACKS):
            draw = random.Random(SEED + number)
            attack = ALL[number % len(ALL)]
            # The index knows the events too; what a checkpoint covers is missed without it.
            without_index = attack in ON_THE_RECORD and draw.random() < 0.5
            with self.subTest(seed=SEED + number, attack=attack.__name__, without_index=without_index):
                self.again()
                if without_index:
                    self.drop_index()
                places = attack(self, Record(self.engagement), draw)
                found = [problem['where'] for problem in self.run_ctl('verify', code=INTEGRITY)['problems'] if problem['severity'] == 'error']
                self.assertTrue([where for where in found if any(place in where for place in places)], (places, found))

    def forge_for_the_index(self, who, control, stage):
        """A sign-off that @who never signed, which the index calls verified and effective. Nobody writes between: what is
        written next by the same person would fork the chain, and the sign-off had no effect for that alone."""
        item = {'target': control, 'stage': stage, 'view': 'auto', 'view_version': 1, 'opened': []}
        forged = self.forge(who, 'sign-off', item, '--bad-signature')['id']
        self.run_ctl('status')  # the index knows it now
        with contextlib.closing(sqlite3.connect(os.path.join(self.engagement, 'index.db'))) as index:
            changed = index.execute('UPDATE events SET verified = 1, effective = 1, code = NULL WHERE id = ?', (forged,)).rowcount
            index.commit()
        self.assertEqual(changed, 1)

    def missing_stages(self, *words):
        """The stages that are missing as a refused command says: (control, stage)."""
        blockers = self.fails(harness.REFUSED, *words, person='executive')['blockers']
        return {(blocker['control'], blocker['detail']) for blocker in blockers if blocker['code'] == 'stage-missing'}

    def test_approval_trusts_no_index(self):
        """A review that the leader never signed, called verified and effective by the index, lets nobody approve."""
        self.complete('a-1.1')
        self.forge_for_the_index('leader', 'a-1.1', 'review')
        self.run_ctl('check', 'a-1.1', '--for', 'approve', person='executive')  # which only looks, and trusts it
        self.assertEqual(self.missing_stages(*self.words_to_approve('a-1.1')), {('a-1.1', 'review')})

    def test_issue_trusts_no_index(self):
        """An approval that the executive never signed is missing at the issue, whatever the index calls it."""
        self.complete('a-1.1')
        self.run_ctl('review', 'a-1.1')
        self.forge_for_the_index('executive', 'a-1.1', 'approve')
        self.assertNotIn(('a-1.1', 'approve'), self.missing_stages('report', 'check'))  # which only looks, and trusts it
        self.assertIn(('a-1.1', 'approve'), self.missing_stages('report', 'issue', '-o', os.path.join(self.folder, 'issued.pdf')))

    def test_undetectable(self):
        """What verify says that it cannot detect: it finds nothing in it, and says so beforehand."""
        def end_cut_off(record):
            """Everything after the last anchor or copy that somebody else holds, with the index that knew of it."""
            self.drop_index()
            record.edit(('DELETE FROM events WHERE arrival = ?', record.rows[-1][0]))

        def stolen_key(record):
            self.forge('practitioner', 'note', NOTE)

        def false_entry(record):
            self.run_ctl('evidence', 'sighting', '--what', 'never seen', '--where', 'nowhere', '--with', 'nobody', '--reason', 'none', person='practitioner')

        def forged_before_intake(record):
            self.run_ctl('evidence', 'add', self.write('forged.txt', 'not what the provider gave'), person='practitioner')

        def uncontradicted_clock(record):
            self.forge('practitioner', 'note', NOTE, '--time-us', str(record.events[-1]['time_us'] + 3600 * 1000000))

        for change in (end_cut_off, stolen_key, false_entry, forged_before_intake, uncontradicted_clock):
            with self.subTest(change=change.__name__):
                self.again()
                said = self.run_ctl('verify')['not_detectable']
                self.assertEqual(len(said), 7, said)
                change(Record(self.engagement))
                self.assertEqual([problem for problem in self.run_ctl('verify')['problems'] if problem['severity'] == 'error'], [])


if __name__ == '__main__':
    harness.main()
