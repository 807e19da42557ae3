# SPDX-License-Identifier: GPL-3.0-or-later
"""journal, verify, index, backup, restore, admit; and two processes at once."""

import concurrent.futures
import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

import harness
from harness import FAILED, INTEGRITY, USAGE


class Record(harness.Case):
    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.add_team()
        self.evidence = self.run_ctl('evidence', 'add', self.write('e.txt', 'evidence'), '--control', '8.1.2.1')[0]

    def verify(self, *words):
        """Exit code 4 and the codes of the errors, or 0 and none."""
        done = self.call('-C', self.engagement, '--format', 'json', 'verify', *words)
        result = json.loads(done.stdout)
        codes = {problem['code'] for problem in result['problems'] if problem['severity'] == 'error'}
        self.assertEqual((done.returncode, result['ok']), (INTEGRITY, False) if codes else (0, True))
        for problem in result['problems']:
            self.assertTrue(problem['where'] and problem['message'])
        return codes

    def test_journal(self):
        rows = self.run_ctl('journal', 'list')
        self.assertEqual(len(rows), self.events())
        for row in rows:
            self.assertTrue({'id', 'copy', 'author', 'seq', 'action', 'at', 'effective'} <= set(row))
            self.assertTrue(row['effective'])
        self.assertEqual(rows[0]['action'], 'engagement')
        shown = self.run_ctl('journal', 'show', rows[-1]['id'])
        self.assertEqual((shown['id'], shown['action']), (rows[-1]['id'], rows[-1]['action']))
        self.assertEqual({row['action'] for row in self.run_ctl('journal', 'list', '--control', '8.1.2.1')} & {'catalogue-entry', 'link'},
                         {'catalogue-entry', 'link'})
        self.assertTrue(all(row['action'] == 'independence' for row in self.run_ctl('journal', 'list', '--actor', 'quality')))
        self.fails(FAILED, 'journal', 'show', 'f' * 64, error='not-found')
        self.fails(FAILED, 'journal', 'list', '--control', '9.9.9.9', error='not-found')

    def changes(self, action):
        """What the last event of that action changed."""
        event = [row['id'] for row in self.run_ctl('journal', 'list') if row['action'] == action][-1]
        return self.run_ctl('journal', 'changes', event)

    def test_changes(self):
        finding = self.run_ctl('finding', 'add', '--control', '8.1.2.1', '--text', 'One record.')['id']
        made = self.changes('finding')
        self.assertEqual((made['action'], made['by'], len(made['changes'])), ('finding', 'leader', 1))
        self.assertNotIn('before', made['changes'][0])
        self.assertEqual([(field['name'], field['new']) for field in made['changes'][0]['fields'] if 'old' not in field][-3:],
                         [('controls', ['8.1.2.1']), ('text', 'One record.'), ('steps', [])])
        self.run_ctl('finding', 'edit', finding, '--text', 'Two records.')
        change, = self.changes('finding-change')['changes']
        self.assertEqual(change['before'], finding)
        self.assertEqual([field for field in change['fields'] if field['name'] == 'text'], [{'name': 'text', 'old': 'One record.', 'new': 'Two records.'}])
        # what is taken away stands as it was
        self.run_ctl('evidence', 'unlink', self.evidence['id'], '--control', '8.1.2.1')
        shown = self.changes('unlink')
        change, = shown['changes']
        self.assertTrue(change['removed'])
        self.assertIn({'name': 'to', 'old': self.evidence['id']}, change['fields'])
        self.assertEqual(shown['names'][self.evidence['id']]['reference'], self.evidence['reference'])
        self.fails(FAILED, 'journal', 'changes', 'f' * 64, error='not-found')

    def test_head(self):
        head = self.head()
        self.assertRegex(head['root'], r'\A[0-9a-f]{64}\Z')
        self.assertEqual(head['events'], len(self.run_ctl('journal', 'list')))
        for chain in head['heads']:
            self.assertEqual(set(chain) & {'copy', 'author', 'seq', 'id'}, {'copy', 'author', 'seq', 'id'})

    def test_verify_a_sound_record(self):
        self.assertEqual(self.verify(), set())
        self.assertEqual(self.verify('--quick'), set())
        head = self.head()
        anchor = self.write('head.json', json.dumps(head))
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'later')
        self.assertEqual(self.verify('--anchor', anchor), set())
        result = self.run_ctl('verify')
        self.assertEqual((result['checked']['events'], result['checked']['objects']), (head['events'] + 1, 1))
        self.assertTrue(result['not_detectable'])

    def test_objects(self):
        path = os.path.join(self.engagement, 'objects', self.evidence['sha256'][:2], self.evidence['sha256'])
        os.chmod(path, 0o600)
        with open(path, 'r+b') as file:
            file.write(b'E')
        self.assertEqual(self.verify(), {'object-damaged'})
        os.unlink(path)
        self.assertEqual(self.verify(), {'object-missing'})
        self.assertEqual(self.verify('--quick'), {'object-missing'})

    def test_events(self):
        with sqlite3.connect(os.path.join(self.engagement, 'engagement.db')) as db:
            name, sql = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%BEFORE UPDATE%'").fetchone()
            db.execute('DROP TRIGGER ' + name)
            place, data = db.execute('SELECT arrival, bytes FROM events ORDER BY arrival LIMIT 1 OFFSET 3').fetchone()
            db.execute('UPDATE events SET bytes = ? WHERE arrival = ?', (data.replace(b'"action"', b'"Action"', 1), place))
            db.execute(sql)
        db.close()
        self.assertIn('event-altered', self.verify())

    def test_a_cut_tail_is_found_by_an_anchor(self):
        kept = os.path.join(self.folder, 'kept.chosho')
        shutil.copytree(self.engagement, kept)
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'later')
        head = self.write('head.json', json.dumps(self.head()))
        self.engagement = kept
        self.assertEqual(self.verify(), set())
        self.assertTrue(self.verify('--anchor', head))

    def test_index(self):
        status = self.run_ctl('status')
        with sqlite3.connect(os.path.join(self.engagement, 'index.db')) as db:
            db.execute("UPDATE rows SET json = replace(json, 'not_started', 'approved') WHERE kind = 'control'")
        db.close()
        self.assertEqual(self.verify(), {'index-differs'})
        self.run_ctl('index', 'rebuild')
        self.assertEqual(self.verify(), set())
        self.assertEqual(self.run_ctl('status'), status)
        for name in ('index.db', 'index.db-wal', 'index.db-shm'):
            if os.path.exists(os.path.join(self.engagement, name)):
                os.unlink(os.path.join(self.engagement, name))
        self.assertEqual(self.run_ctl('status'), status)

    def test_backup(self):
        path, folder = os.path.join(self.folder, 'b.tar'), os.path.join(self.folder, 'r')
        self.run_ctl('backup', '-o', path)
        self.fails(FAILED, 'backup', '-o', path, error='exists')
        self.run_ctl('restore', path, folder)
        self.assertEqual(self.head(engagement=folder), self.head())
        self.assertEqual(self.run_ctl('evidence', 'list', engagement=folder), self.run_ctl('evidence', 'list'))
        self.assertTrue(self.run_ctl('verify', engagement=folder)['ok'])
        self.fails(FAILED, 'restore', path, folder, error='exists')
        # Both go on: the copy of the restored folder is another one, and neither is damaged.
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'here')
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'there', engagement=folder)
        self.assertNotEqual(self.run_ctl('journal', 'list', engagement=folder)[-1]['copy'], self.run_ctl('journal', 'list')[-1]['copy'])
        with open(path, 'r+b') as file:
            file.seek(os.path.getsize(path) // 2)
            byte = file.read(1)
            file.seek(-1, 1)
            file.write(bytes([byte[0] ^ 1]))
        target = os.path.join(self.folder, 'damaged')
        self.assertNotEqual(self.call('restore', path, target).returncode, 0)
        self.assertFalse(os.path.exists(target))
        self.fails(INTEGRITY, 'restore', self.write('no.tar', 'nonsense'), target)
        self.fails(FAILED, 'restore', os.path.join(self.folder, 'absent.tar'), target, error='not-found')
        self.fails(USAGE, 'restore', path)

    def test_admit_wrong(self):
        self.fails(USAGE, 'admit', person='executive')
        self.fails(FAILED, 'admit', 'f' * 64, person='executive')

    def test_damaged_log_is_never_written_to(self):
        path = os.path.join(self.engagement, 'engagement.db')
        with open(path, 'r+b') as file:
            file.write(b'not a database at all')
        for words in (('status',), ('verify',), ('note', 'add', '8.1.2.1', '--text', 'x')):
            done = self.call('-C', self.engagement, '--identity', self.identities['leader'], *words)
            self.assertIn(done.returncode, (FAILED, INTEGRITY), words)


class Together(harness.Case):
    """Several processes on one engagement: all is kept, nothing is forked."""

    def test_ten_writers(self):
        self.create()
        self.import_criteria()
        self.add_team()

        def note(n):
            person = self.PEOPLE[n % 4]
            return self.call('-C', self.engagement, '--identity', self.identities[person], 'note', 'add', '8.1.2.1', '--text', f'note {n}').returncode
        with concurrent.futures.ThreadPoolExecutor(5) as pool:
            self.assertEqual(set(pool.map(note, range(20))), {0})
        self.assertEqual({row['text'] for row in self.run_ctl('note', 'list')}, {f'note {n}' for n in range(20)})
        self.assertTrue(self.run_ctl('verify')['ok'])

    def wait_for_objects(self, program):
        """Until the intake is at work (or over, on a fast machine)."""
        objects = os.path.join(self.engagement, 'objects')
        while program.poll() is None and not any(files for _, _, files in os.walk(objects)):
            time.sleep(0.01)

    def test_interrupt(self):
        self.create()
        self.import_criteria()
        before = self.events()
        folder = os.path.join(self.folder, 'many')
        os.mkdir(folder)
        for n in range(600):
            self.write(f'many/{n:04}.bin', os.urandom(16384))
        program = subprocess.Popen([harness.CHOSHOCTL, '-C', self.engagement, '--identity', self.identities['leader'], '--format', 'json',
                                    'evidence', 'add', folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment)
        self.wait_for_objects(program)
        program.send_signal(signal.SIGINT)
        out, errors = program.communicate(timeout=harness.TIMEOUT)
        held = self.run_ctl('evidence', 'list')
        if program.returncode == FAILED:
            self.assertEqual(errors.decode().count('\n'), 1)
            self.assertLess(len(held), 600)
        else:
            self.assertEqual((program.returncode, len(held)), (0, 600))
        self.assertGreaterEqual(self.events(), before)
        self.assertTrue(self.run_ctl('verify')['ok'])
        # What was left out comes in by the same call again, what was kept is held once.
        self.run_ctl('evidence', 'add', folder)
        self.assertTrue(self.run_ctl('verify')['ok'])


class Privacy(harness.Case):
    PEOPLE = ('leader',)

    def test_no_core_dump(self):
        """A crash leaves no memory behind, whatever the user's limits are: what the client gave is in it."""
        self.create()
        with open(os.path.join(self.engagement, 'lock'), 'r+', encoding='utf-8') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # so that the command waits
            process = subprocess.Popen([harness.CHOSHOCTL, '-C', self.engagement, '--identity', self.identities['leader'], 'member', 'confirm-independence'],
                                       env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            limits = []
            while limits != ['0', '0'] and process.poll() is None:
                with open(f'/proc/{process.pid}/limits', encoding='ascii') as file:
                    limits = [line.split()[4:6] for line in file if line.startswith('Max core file size')][0]
        process.wait(harness.TIMEOUT)
        self.assertEqual(limits, ['0', '0'])


if __name__ == '__main__':
    harness.main()
