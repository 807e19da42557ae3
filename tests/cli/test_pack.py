# SPDX-License-Identifier: GPL-3.0-or-later
"""pack create, open, merge; conflict list, resolve."""

import contextlib
import hashlib
import json
import os
import pathlib
import sqlite3
import subprocess

import harness
import test_work
from harness import DONE, FAILED, INTEGRITY, USAGE


class Carried(test_work.Work):
    """The office's engagement, and a laptop's working copy."""

    def set_up_once(self):
        super().set_up_once()
        self.laptop = os.path.join(self.folder, 'laptop.chosho')
        self.numbers = 0

    def pack(self, *words, engagement=None, name=None, person='leader'):
        self.numbers += 1
        path = os.path.join(self.folder, name or f'{self.numbers}.pack')
        self.made = self.run_ctl('pack', 'create', '-o', path, *words, engagement=engagement, person=person)
        return path

    def carry_out(self, *words):
        return self.run_ctl('pack', 'open', self.pack(*words), self.laptop)

    def merge(self, path, *words, **where):
        return self.run_ctl('pack', 'merge', path, *words, **{'person': 'leader', **where})

    def record(self, text, technique='inspection', engagement=None, person='practitioner', **fields):
        words = {'technique': technique, 'performed_on': '2025-10-01', 'outcome': 'no-exception', 'result': text, **fields}
        return self.run_ctl('step', 'record', self.steps['P-1', technique],
                            *[word for name, value in words.items() for word in ('--' + name.replace('_', '-'), value)],
                            engagement=engagement, person=person)

    def merkle(self, engagement=None):
        return self.head(engagement)['root']

    def codes(self, engagement=None):
        return {(problem['code'], problem['severity']) for problem in self.run_ctl('verify', engagement=engagement)['problems']}


class CarryOut(Carried):
    def test_there_and_back(self):
        """What was done on a laptop comes back, in one commit; the same pack again changes nothing; both have one root."""
        self.add('規程.txt', '規程', '--control', '8.1.2.1')
        opened = self.carry_out()
        self.assertEqual((opened['events'], opened['objects'], opened['absent'], opened['without_effect']), (self.events(), 1, 0, []))
        self.assertEqual(self.merkle(), self.merkle(self.laptop))
        added = self.add('記録.txt', '記録', '--control', '8.1.2.1', engagement=self.laptop)
        self.record('文書を閲覧した（見本）。', engagement=self.laptop)
        back = self.pack(engagement=self.laptop, person='practitioner')

        before = self.stored()
        plan = self.merge(back, '--plan')
        self.assertEqual(self.stored(), before)
        self.assertFalse(os.path.exists(self.object(added['sha256'])))
        merged = self.merge(back)
        self.assertEqual(plan, merged)
        self.assertEqual((merged['added'], merged['already_held'], merged['objects'], merged['conflicts'], merged['without_effect'], merged['stale'],
                          merged['purged'], merged['absent']), (5, before[0], 1, [], [], [], [], 0))
        [person] = merged['people']
        self.assertEqual((person['name'], person['events'], [(one['action'], one['items']) for one in person['actions']]),
                         ('practitioner', 5, [('checkpoint', 1), ('evidence', 1), ('link', 1), ('pack', 1), ('performance', 1)]))
        self.assertEqual(self.merkle(), self.merkle(self.laptop))
        self.assertEqual(self.codes(), set())

        stored = self.stored()
        again = self.merge(back)
        self.assertEqual((again['added'], again['already_held'], again['objects'], again['conflicts']), (0, stored[0], 0, []))
        self.assertEqual(self.stored(), stored)

    def object(self, digest, engagement=None):
        return os.path.join(engagement or self.engagement, 'objects', digest[:2], digest)

    def test_chains(self):
        """The laptop writes in a chain of its own, and the office goes on meanwhile: nobody is locked out."""
        self.carry_out()
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'laptop', engagement=self.laptop)
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'office')
        self.merge(self.pack(engagement=self.laptop))
        self.merge(self.pack(), engagement=self.laptop)
        self.assertEqual([row['text'] for row in self.run_ctl('note', 'list')], [row['text'] for row in self.run_ctl('note', 'list', engagement=self.laptop)])
        self.assertEqual(self.merkle(), self.merkle(self.laptop))
        copies = {row['copy'] for row in self.run_ctl('journal', 'list') if row['action'] == 'note'}
        self.assertEqual(len(copies), 2)

    def test_order(self):
        """Partly, in any order, several times: one state and one root."""
        self.carry_out()
        packs, since = [], self.heads(self.laptop)
        for text in ('一', '二', '三'):
            self.run_ctl('note', 'add', '8.1.2.1', '--text', text, engagement=self.laptop)
            packs.append(self.pack('--since', since, engagement=self.laptop))
            since = self.heads(self.laptop)
        self.assertEqual(self.made['events'], 3)  # with the entry that it goes out, and a checkpoint
        for path in (packs[1], packs[2]):
            self.fails(FAILED, 'pack', 'merge', path, person='leader', error='invalid')
        for path in (packs[0], packs[0], packs[1], packs[0], packs[2], packs[1]):
            self.merge(path)
        self.assertEqual(self.merkle(), self.merkle(self.laptop))
        self.assertEqual(self.codes(), set())

    def restored(self, engagement):
        """What a backup of it gives."""
        backup, folder = os.path.join(self.folder, 'laptop.backup'), os.path.join(self.folder, 'restored.chosho')
        self.run_ctl('backup', '-o', backup, engagement=engagement)
        self.run_ctl('restore', backup, folder)
        return folder

    def heads(self, engagement):
        path = self.write(f'heads-{self.numbers}.json', json.dumps(self.head(engagement)))
        return path if self.numbers % 2 else ','.join(head['id'] for head in self.head(engagement)['heads'])

    def test_chosen_evidence(self):
        """All entries go; evidence may stay. What stayed is absent, which is no loss, until it comes."""
        first = self.add('一.txt', '一', '--control', '8.1.2.1')
        second = self.add('二.txt', '二')
        opened = self.carry_out('--control', '8.1.2.1')
        self.assertEqual((opened['objects'], opened['absent'], self.made['not_carried']), (1, 1, 1))
        self.assertTrue(os.path.exists(self.object(first['sha256'], self.laptop)))
        self.assertEqual(self.codes(self.laptop), {('object-absent', 'warn')})
        self.assertEqual(self.codes(self.restored(self.laptop)), {('object-absent', 'warn')})
        self.assertEqual(len(self.run_ctl('evidence', 'list', engagement=self.laptop)), 2)
        os.chmod(os.path.dirname(self.object(first['sha256'], self.laptop)), 0o700)
        os.remove(self.object(first['sha256'], self.laptop))
        self.assertEqual({problem['code'] for problem in self.run_ctl('verify', engagement=self.laptop, code=INTEGRITY)['problems']},
                         {'object-absent', 'object-missing'})
        merged = self.merge(self.pack(), engagement=self.laptop)
        self.assertEqual((merged['added'], merged['objects']), (2, 2))
        self.assertEqual(self.codes(self.laptop), set())
        self.assertEqual(pathlib.Path(self.object(second['sha256'], self.laptop)).read_text(), '二')
        os.remove(self.object(second['sha256'], self.laptop))
        self.run_ctl('verify', engagement=self.laptop, code=INTEGRITY)

    def test_without_evidence(self):
        self.add('一.txt', '一')
        opened = self.carry_out('--without-evidence')
        self.assertEqual((opened['objects'], opened['absent']), (0, 1))
        self.add('二.txt', '二', engagement=self.laptop)
        back = self.pack('--without-evidence', engagement=self.laptop)
        self.assertEqual(self.merge(back)['absent'], 1)
        self.assertEqual(self.codes(), {('object-absent', 'warn')})

    def test_passphrase(self):
        """Closed with a passphrase of its own; a wrong one opens nothing."""
        secret, other = self.write('secret', '合言葉 は長い\n'), self.write('other', 'wrong\n')
        path = self.pack('--pack-passphrase-file', secret)
        for words, code, error in (((), FAILED, 'passphrase'), (('--pack-passphrase-file', other), FAILED, 'passphrase')):
            self.run_ctl('pack', 'open', path, self.laptop, *words, code=code)
            self.fails(code, 'pack', 'merge', path, *words, error=error)
        self.assertFalse(os.path.exists(self.laptop))
        self.run_ctl('pack', 'open', path, self.laptop, '--pack-passphrase-file', secret)
        self.assertEqual(self.merkle(), self.merkle(self.laptop))
        self.assertEqual(self.merge(path, '--pack-passphrase-file', secret)['added'], 0)
        self.fails(USAGE, 'pack', 'create', '-o', os.path.join(self.folder, 'x'), '--pack-passphrase-file', secret, '--recipient', 'leader')
        # One file of passphrases is enough where the identity needs none.
        done = self.call('-C', self.engagement, '--identity', self.identities['leader'], '--passphrase-file', secret, 'pack', 'create', '-o',
                         os.path.join(self.folder, 'again.pack'))
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.fails(FAILED, 'pack', 'merge', os.path.join(self.folder, 'again.pack'), error='passphrase')

    def test_recipients(self):
        """Sealed to members' keys: others, and nobody, open it not."""
        path = self.pack('--recipient', 'practitioner')
        self.run_ctl('pack', 'open', path, self.laptop, person='leader', code=FAILED)
        self.run_ctl('pack', 'open', path, self.laptop, person='practitioner')
        self.fails(FAILED, 'pack', 'merge', path, person='leader', error='passphrase')
        done = self.call('--format', 'json', 'pack', 'open', path, os.path.join(self.folder, 'x'))
        self.assertEqual((done.returncode, json.loads(done.stdout)['error']['code']), (FAILED, 'passphrase'))
        self.fails(FAILED, 'pack', 'create', '-o', os.path.join(self.folder, 'x'), '--recipient', 'nobody', error='not-found')

    def test_files(self):
        """Nothing is replaced, nothing is left of what failed, nobody else can read it."""
        path = self.pack()
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        self.fails(FAILED, 'pack', 'create', '-o', path, error='exists')
        self.run_ctl('pack', 'open', path, self.engagement, code=FAILED)
        self.run_ctl('pack', 'open', os.path.join(self.folder, 'none'), self.laptop, code=FAILED)
        self.run_ctl('pack', 'open', self.write('x.pack', 'text'), self.laptop, code=FAILED)
        self.fails(USAGE, 'pack', 'create', '-o', os.path.join(self.folder, 'y'), '--since', 'abc')
        self.fails(USAGE, 'pack', 'create', '-o', os.path.join(self.folder, 'y'), '--control', '8.1.2.1', '--without-evidence')
        self.fails(FAILED, 'pack', 'create', '-o', os.path.join(self.folder, 'none', 'y'), error='not-found')
        self.assertNotIn('規程', pathlib.Path(path).read_bytes().decode('utf-8', 'replace'))
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith('.')], [])
        newer = self.pack('--since', ','.join(head['id'] for head in self.head()['heads']))
        self.run_ctl('pack', 'open', newer, self.laptop, code=FAILED)
        self.assertFalse(os.path.exists(self.laptop))


class Out(Carried):
    """What went out stands in the record, and goes with it, until somebody says that it is back."""

    def test_entries(self):
        path = self.pack('--recipient', 'practitioner', '--note', '往査（見本）')
        [row] = self.run_ctl('pack', 'list')
        self.assertEqual((row['id'], row['holder'], row['to_names'], row['note'], row['by'], row['state']),
                         (self.made['id'], 'practitioner', ['practitioner'], '往査（見本）', 'leader', 'out'))
        self.assertEqual([row['action'] for row in self.run_ctl('journal', 'list')][-2:], ['pack', 'checkpoint'])
        self.run_ctl('pack', 'open', path, self.laptop, person='practitioner')
        self.assertEqual(self.run_ctl('pack', 'list', engagement=self.laptop), [row])

        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'x', engagement=self.laptop)
        merged = self.merge(self.pack(engagement=self.laptop))
        self.assertEqual(merged['out'], [{'id': row['id'], 'holder': 'practitioner'}])
        self.run_ctl('pack', 'return', row['id'], '--text', '端末から消去した（見本）。')
        back = next(one for one in self.run_ctl('pack', 'list') if one['id'] == row['id'])
        self.assertEqual((back['state'], back['returned_by'], back['returned_text'], back['at']), ('returned', 'practitioner', '端末から消去した（見本）。', row['at']))
        self.fails(FAILED, 'pack', 'return', row['id'], error='exists')
        self.fails(FAILED, 'pack', 'return', 'f' * 64 + '#0', error='not-found')
        self.run_ctl('index', 'rebuild')
        self.assertIn(back, self.run_ctl('pack', 'list'))
        self.run_ctl('verify')

    def test_holder(self):
        for words, holder in (((), 'leader'), (('--holder', '端末3'), '端末3'), (('--recipient', 'leader', '--recipient', 'executive'), 'leader')):
            self.pack(*words)
            self.assertEqual(self.run_ctl('pack', 'list')[-1]['holder'], holder)

    def test_once(self):
        """A retried command enters once, and makes the file that the first did not."""
        words = ('--operation', 'op', 'pack', 'create', '-o', os.path.join(self.folder, 'a.pack'))
        made = self.run_ctl(*words)
        os.remove(made['path'])
        stored = self.stored()
        self.assertEqual(self.run_ctl(*words)['id'], made['id'])
        self.assertEqual(self.stored(), stored)
        self.merge(made['path'])

    def test_not_made(self):
        """Where the file cannot be made after all, nothing is out."""
        added = self.add('x.txt', 'x')
        path = os.path.join(self.engagement, 'objects', added['sha256'][:2], added['sha256'])
        os.chmod(path, 0o600)
        pathlib.Path(path).write_text('y')
        self.run_ctl('pack', 'create', '-o', os.path.join(self.folder, 'a.pack'), code=INTEGRITY)
        self.assertEqual([row['state'] for row in self.run_ctl('pack', 'list')], ['returned'])
        self.assertFalse(os.path.exists(os.path.join(self.folder, 'a.pack')))

    def test_returning(self):
        """A pack that brings back is out nowhere."""
        self.carry_out()
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'x', engagement=self.laptop)
        stored = self.stored(self.laptop)
        path = self.pack('--returning', engagement=self.laptop)
        self.assertNotIn('id', self.made)
        self.assertEqual(self.stored(self.laptop), stored)
        self.assertEqual(self.merge(path)['added'], 1)
        self.assertEqual(len(self.run_ctl('pack', 'list')), 1)

    def test_power(self):
        self.identities['stranger'] = os.path.join(self.folder, 's.json')
        self.call('identity', 'new', '--name', 's', '--output', self.identities['stranger'], '--unprotected')
        self.refused('pack', 'create', '-o', os.path.join(self.folder, 'x'), person='stranger')
        self.assertFalse(os.path.exists(os.path.join(self.folder, 'x')))


class Forged(Carried):
    """What nobody should believe: each is refused whole or without effect, and named."""

    def set_up_once(self):
        super().set_up_once()
        self.carry_out()

    def refuses(self, path, error, **where):
        objects = sorted(os.walk(os.path.join(self.engagement, 'objects')))
        self.fails(INTEGRITY if error == 'integrity' else FAILED, 'pack', 'merge', path, person='leader', error=error, **where)
        self.assertEqual(sorted(os.walk(os.path.join(self.engagement, 'objects'))), objects)

    def forge_there(self, *words, **named):
        office, self.engagement = self.engagement, self.laptop
        try:
            return self.forge(*words, **named)
        finally:
            self.engagement = office

    def test_altered_file(self):
        """Cut off anywhere, with a bit turned anywhere, with something added."""
        self.add('x.txt', 'x' * 300_000, engagement=self.laptop)
        data = pathlib.Path(self.pack(engagement=self.laptop)).read_bytes()
        for cut in (0, 10, 19, 100, 400, len(data) // 2, len(data) - 1):
            self.refuses(self.write('cut.pack', data[:cut]), 'integrity')
        for place in (25, 200, len(data) // 2, len(data) - 5):
            turned = bytearray(data)
            turned[place] ^= 1
            self.refuses(self.write('turned.pack', bytes(turned)), self.error_of(turned))
        self.refuses(self.write('longer.pack', data + b'\0'), 'integrity')
        start = 18 + 1 + 2 + 80 * len(self.PEOPLE) + 24 + 65553  # of the second piece
        swapped = data[:start] + data[start + 65553:start + 2 * 65553] + data[start:start + 65553] + data[start + 2 * 65553:]
        self.assertEqual(len(swapped), len(data))
        self.refuses(self.write('swapped.pack', swapped), 'integrity')
        self.assertEqual(self.merge(self.write('whole.pack', data))['added'], 3)

    def error_of(self, data):
        done = self.call('-C', self.engagement, '--identity', self.identities['leader'], '--format', 'json', 'pack', 'merge', self.write('e.pack', bytes(data)))
        error = json.loads(done.stdout)['error']['code']
        self.assertIn(error, ('integrity', 'passphrase', 'limit'))
        return error

    def rewrite(self, change):
        """An engagement whose stored events were changed by hand past its own program, packed by it: the worst that a sender can do."""
        with contextlib.closing(sqlite3.connect(os.path.join(self.laptop, 'engagement.db'))) as database:
            for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f'DROP TRIGGER "{name}"')
            change(database)
            database.commit()

    def test_another_engagement(self):
        other = os.path.join(self.folder, 'other.chosho')
        self.run_ctl('create', other, *harness.CREATE, person='leader')
        self.run_ctl('member', 'confirm-independence', engagement=other, person='leader')
        self.refuses(self.pack(engagement=other), 'invalid')

    def test_bad_signature(self):
        forged = self.forge_there('practitioner', 'note', {'control': '8.1.2.1', 'paper': '', 'text': 'forged'}, '--bad-signature')
        self.assertEqual(forged['code'], 'signature-bad')
        self.refuses(self.pack(engagement=self.laptop), 'integrity')
        # Nor does anything honest behind it come in with it.
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'honest', engagement=self.laptop)
        self.refuses(self.pack(engagement=self.laptop), 'integrity')

    def repack(self, *words):
        """What the laptop sends, changed inside an envelope that is whole: by somebody who may open the pack."""
        secret = self.write('secret', 'a passphrase of the pack\n')
        path = self.pack('--returning', '--pack-passphrase-file', secret, engagement=self.laptop)
        changed = path + '.changed'
        done = subprocess.run([harness.REPACK, '--passphrase', 'a passphrase of the pack', '--engagement', self.laptop, *words, path, changed],
                              capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return changed, ('--pack-passphrase-file', secret)

    def test_altered_events(self):
        """An event with another text, one whose signature was taken away or is that of another: refused whole and named."""
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'first', engagement=self.laptop)
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'honest', engagement=self.laptop)
        stored = self.stored()
        for words in (('--replace', 'honest', '--by', 'forged'), ('--strip-signature',), ('--swap-signature',)):
            with self.subTest(words):
                path, secret = self.repack(*words)
                answer = self.run_ctl('pack', 'merge', path, *secret, person='leader', code=INTEGRITY)
                self.assertEqual(answer['error']['code'], 'integrity')
                self.assertRegex(answer['error']['message'], "event [0-9a-f]{16}: its signature is not its author's")
                self.assertEqual((self.stored(), self.run_ctl('note', 'list')), (stored, []))
        path, secret = self.repack()
        self.assertEqual(self.merge(path, *secret)['added'], 2)

    def test_stranger(self):
        stranger = os.path.join(self.folder, 'stranger.json')
        self.call('identity', 'new', '--name', 'stranger', '--output', stranger, '--unprotected')
        self.identities['stranger'] = stranger
        forged = self.forge_there('stranger', 'note', {'control': '8.1.2.1', 'paper': '', 'text': 'forged'})
        self.assertEqual(forged['code'], 'signer-unknown')
        self.refuses(self.pack(engagement=self.laptop), 'integrity')

    def test_missing_ancestors(self):
        since = ','.join(head['id'] for head in self.head(self.laptop)['heads'])
        self.run_ctl('note', 'add', '8.1.2.1', '--text', '一', engagement=self.laptop)
        between = ','.join(head['id'] for head in self.head(self.laptop)['heads'])
        self.run_ctl('note', 'add', '8.1.2.1', '--text', '二', engagement=self.laptop)
        late = self.pack('--since', between, engagement=self.laptop)
        self.refuses(late, 'invalid')
        self.merge(self.pack('--since', since, engagement=self.laptop))
        self.assertEqual(self.merge(late)['added'], 0)

    def test_beyond_the_role(self):
        """A member's own act beyond the role: taken, without effect, named, and named by verify."""
        forged = self.forge_there('practitioner', 'assignment', {'control': '8.1.2.1', 'member': 'x'})
        self.assertEqual(forged['code'], 'rule-broken')
        merged = self.merge(self.pack(engagement=self.laptop))
        self.assertEqual([(one['id'], one['code'], one['rule']) for one in merged['without_effect']], [(forged['id'], 'rule-broken', 'wrong-role')])
        problems = self.run_ctl('verify', code=INTEGRITY)['problems']
        self.assertEqual([problem['code'] for problem in problems], ['rule-broken'])
        self.assertIn(forged['id'], problems[0]['where'])

    def test_fork(self):
        """A chain that goes on twice: neither branch has effect until an executive admits one, and the merge says so."""
        heads = self.head(self.laptop)['heads']
        own = next(head for head in heads if head['author'] == self.fingerprint('practitioner'))
        here = self.forge('practitioner', 'note', {'control': '8.1.2.1', 'paper': '', 'text': 'here'}, '--prev', own['id'], '--copy', own['copy'])
        there = self.forge_there('practitioner', 'note', {'control': '8.1.2.1', 'paper': '', 'text': 'there'}, '--prev', own['id'], '--copy', own['copy'])
        self.assertEqual(here['seq'], there['seq'])
        path = self.pack(engagement=self.laptop)
        plan = self.merge(path, '--plan')
        self.assertEqual({(one['id'], one['code']) for one in plan['without_effect']}, {(here['id'], 'fork'), (there['id'], 'fork')})
        # A preview leaves nothing behind, not even in memory: the branch that is here still has effect.
        self.assertEqual([row['text'] for row in self.run_ctl('note', 'list')], ['here'])
        self.assertEqual(self.merge(path), plan)
        self.assertEqual(self.run_ctl('note', 'list'), [])
        self.assertIn('fork', {problem['code'] for problem in self.run_ctl('verify', code=INTEGRITY)['problems']})
        self.run_ctl('admit', there['id'], '--reason', '見本', person='executive')
        self.assertEqual([row['text'] for row in self.run_ctl('note', 'list')], ['there'])
        self.run_ctl('verify')

    def fingerprint(self, person):
        return hashlib.sha256(bytes.fromhex(self.keys[person])).hexdigest()

    def test_newer_version(self):
        """What a newer version wrote would make the record one that can only be read: this program must be brought up to date first."""
        forged = self.forge_there('practitioner', 'note', {'control': '8.1.2.1', 'paper': '', 'text': 'x'})
        self.assertTrue(forged['effective'])
        def change(database):
            (data,), = database.execute('SELECT bytes FROM events WHERE arrival = (SELECT max(arrival) FROM events)').fetchall()
            data = bytes(data).replace(b'"format":1', b'"format":2')
            database.execute('UPDATE events SET bytes = ?, id = ? WHERE arrival = (SELECT max(arrival) FROM events)',
                             (data, hashlib.sha256(b'\0' + data).digest()))
        self.rewrite(change)
        done = self.call('-C', self.laptop, '--identity', self.identities['leader'], '--format', 'json', 'pack', 'create', '-o', os.path.join(self.folder, 'n.pack'))
        if done.returncode == DONE:
            self.refuses(os.path.join(self.folder, 'n.pack'), 'read-only')

    def test_replay(self):
        """An old pack, again and later."""
        self.run_ctl('note', 'add', '8.1.2.1', '--text', '一', engagement=self.laptop)
        old = self.pack(engagement=self.laptop)
        self.merge(old)
        self.run_ctl('note', 'answer', self.run_ctl('note', 'list')[0]['id'], '--text', '答')
        stored = self.stored()
        again = self.merge(old)
        self.assertEqual((again['added'], again['conflicts'], again['without_effect'], again['stale']), (0, [], [], []))
        self.assertEqual(self.stored(), stored)
        self.assertEqual(self.run_ctl('note', 'list')[0]['state'], 'answered')


class Conflicts(Carried):
    def set_up_once(self):
        super().set_up_once()
        self.record('初めの結果。')
        self.carry_out()
        self.record('客先の結果。', engagement=self.laptop)
        self.record('事務所の結果。', person='leader')
        self.back = self.pack(engagement=self.laptop)

    def test_side_by_side(self):
        """Both values are shown with what stood before them; a plain entry is refused; a person decides by one that names both."""
        [conflict] = self.merge(self.back)['conflicts']
        self.assertEqual((conflict['kind'], conflict['of'], conflict['control']), ('step', self.steps['P-1', 'inspection'], '8.1.2.1'))
        self.assertEqual(conflict['base']['value']['result'], '初めの結果。')
        self.assertEqual({(value['value']['result'], value['by']) for value in conflict['values']},
                         {('客先の結果。', 'practitioner'), ('事務所の結果。', 'leader')})
        self.assertEqual([value['event'] for value in conflict['values']], sorted(value['event'] for value in conflict['values']))
        self.assertEqual(self.run_ctl('conflict', 'list'), [conflict])
        self.assertEqual(self.refused('step', 'record', self.steps['P-1', 'inspection'], '--technique', 'inspection', '--performed-on', '2025-10-01',
                                      '--outcome', 'no-exception', '--result', 'x', person='leader'), {'conflict-open'})
        self.assertIn('conflict-open', self.refused('complete', '8.1.2.1', person='practitioner'))
        self.assertEqual(self.codes(), set())

        number = [value['by'] for value in conflict['values']].index('practitioner') + 1
        done = self.run_ctl('--operation', 'op', 'conflict', 'resolve', conflict['id'], '--value', number, person='leader')
        self.assertEqual(done['id'], conflict['id'])
        stored = self.stored()
        self.run_ctl('--operation', 'op', 'conflict', 'resolve', conflict['id'], '--value', number, person='leader')
        self.assertEqual(self.stored(), stored)
        self.assertEqual(self.run_ctl('conflict', 'list'), [])
        self.assertEqual(self.shown(), '客先の結果。')
        self.assertEqual(self.performer('performed_by', 'recorded_at', 'decided_by'), ('practitioner', conflict['values'][number - 1]['at'], 'leader'))
        event = self.run_ctl('journal', 'list')[-1]
        item = self.run_ctl('journal', 'show', event['id'])['event']['payload']['items'][0]
        self.assertEqual({name.split('#')[0] for name in item['replaces']}, {value['event'] for value in conflict['values']})
        # On the other side the decision arrives as one, and nothing is to be decided again.
        merged = self.merge(self.pack(), engagement=self.laptop)
        self.assertEqual(merged['conflicts'], [])
        self.assertEqual(self.merkle(), self.merkle(self.laptop))
        self.fails(FAILED, 'conflict', 'resolve', conflict['id'], '--value', '1', person='leader', error='not-found')

    def shown(self):
        return next(step['result'] for step in self.run_ctl('control', 'show', '8.1.2.1')['step'] if step['id'] == self.steps['P-1', 'inspection'])

    def performer(self, *fields):
        step = next(step for step in self.run_ctl('step', 'list', '8.1.2.1') if step['id'] == self.steps['P-1', 'inspection'])
        return tuple(step.get(field) for field in fields)

    def test_of_one_control(self):
        """What stands against one sign-off: entries about the control, and about what it rests on; a paper's are its own."""
        finding = self.run_ctl('finding', 'add', '--control', '8.1.2.1', '--text', '見本', person='practitioner')['id']
        paper = self.run_ctl('paper', 'add', '--number', 'G-1', '--title', '計画')['id']
        self.merge(self.pack(), engagement=self.laptop)
        for text, engagement in (('事務所', None), ('客先', self.laptop)):
            self.run_ctl('finding', 'state', finding, 'inquired', '--text', text, engagement=engagement, person='practitioner')
            self.run_ctl('paper', 'edit', 'G-1', '--text', text, engagement=engagement)
        self.merge(self.pack(engagement=self.laptop))
        kinds = {'8.1.2.1': ['finding-state', 'step'], '8.1.2.2': [], 'G-1': ['paper'], paper: ['paper']}
        self.assertEqual({target: sorted(row['kind'] for row in self.run_ctl('conflict', 'list', target)) for target in kinds}, kinds)
        [row] = self.run_ctl('conflict', 'list', 'G-1')
        self.assertEqual((row['differences'], row['text_field']), (['text'], 'text'))
        self.fails(FAILED, 'conflict', 'list', '9.9.9.9', error='not-found')

    def test_who_decides_reviews_no_more(self):
        [conflict] = self.merge(self.back)['conflicts']
        self.run_ctl('conflict', 'resolve', conflict['id'], '--value', '1', person='leader')
        self.assertIn('own-review', self.refused('review', '8.1.2.1', person='leader'))

    def test_own_words(self):
        [conflict] = self.merge(self.back)['conflicts']
        self.fails(USAGE, 'conflict', 'resolve', conflict['id'], person='leader')
        self.fails(USAGE, 'conflict', 'resolve', conflict['id'], '--value', '3', person='leader')
        self.fails(USAGE, 'conflict', 'resolve', conflict['id'], '--value', '0', person='leader')
        self.run_ctl('conflict', 'resolve', conflict['id'], '--text', '両方を合わせた結果。', person='leader')
        self.assertEqual(self.shown(), '両方を合わせた結果。')
        self.assertEqual(self.performer('performed_by', 'decided_by'), ('leader', None))
        self.assertEqual(self.run_ctl('conflict', 'list'), [])

    def test_words_alone_decide_nothing_else(self):
        """Where the values differ in more than their words, nobody's outcome is taken silently."""
        self.record('例外があった。', engagement=self.laptop, outcome='exception')
        [conflict] = self.merge(self.pack(engagement=self.laptop))['conflicts']
        self.fails(USAGE, 'conflict', 'resolve', conflict['id'], '--text', 'x', person='leader')
        number = [value['value']['outcome'] for value in conflict['values']].index('exception') + 1
        self.run_ctl('conflict', 'resolve', conflict['id'], '--text', '例外があった（確認した）。', '--value', number, person='leader')
        [step] = [step for step in self.run_ctl('step', 'list') if step['id'] == self.steps['P-1', 'inspection']]
        self.assertEqual((step['outcome'], self.shown()), ('exception', '例外があった（確認した）。'))

    def test_changed_while_looking(self):
        """An id stands for the values that were seen: where another came, it decides nothing."""
        [conflict] = self.merge(self.back)['conflicts']
        self.record('さらに直した結果。', engagement=self.laptop)
        [changed] = self.merge(self.pack(engagement=self.laptop))['conflicts']
        self.assertNotEqual(changed['id'], conflict['id'])
        self.fails(FAILED, 'conflict', 'resolve', conflict['id'], '--value', '1', person='leader', error='not-found')

    def test_two_decisions(self):
        """Decided on both sides without knowing of each other: that is a conflict again."""
        [conflict] = self.merge(self.back)['conflicts']
        self.merge(self.pack(), engagement=self.laptop)
        self.run_ctl('conflict', 'resolve', conflict['id'], '--value', '1', person='leader')
        self.run_ctl('conflict', 'resolve', conflict['id'], '--value', '2', person='practitioner', engagement=self.laptop)
        [again] = self.merge(self.pack(engagement=self.laptop))['conflicts']
        self.assertEqual(len(again['values']), 2)
        self.assertIsNotNone(again['base'])


class SignedOff(Carried):
    """A sign-off never counts over other content than what was signed, and no gate is passed by merging."""

    def prepare(self):
        self.run_ctl('interview', 'add', '--who', '甲', '--post', '乙', '--at', '2025-10-01', '--how', '対面', '--question', '問', '--answer', '答',
                     '--step', self.steps['P-1', 'inquiry'])
        self.record('聞いた。', technique='inquiry')
        self.add('x.txt', 'x', '--control', '8.1.2.1', '--step', self.steps['P-1', 'inspection'])
        self.record('閲覧した。')
        self.run_ctl('scope', 'set', '8.1.2.1', '--phase', 'operation', 'out-of-cycle', '--basis', '見本', person='leader')

    def test_arrives_stale(self):
        self.prepare()
        self.carry_out()
        self.run_ctl('complete', '8.1.2.1', engagement=self.laptop)
        self.assertEqual(self.run_ctl('status', '8.1.2.1', engagement=self.laptop)['state'], 'prepared')
        self.add('y.txt', 'y', '--control', '8.1.2.1')
        merged = self.merge(self.pack(engagement=self.laptop))
        self.assertEqual((merged['stale'], merged['without_effect'], merged['conflicts']), (['8.1.2.1'], [], []))
        status = self.run_ctl('status', '8.1.2.1')
        self.assertEqual((status['state'], [sign['state'] for sign in status['sign_offs']]), ('in_progress', ['stale']))
        self.run_ctl('complete', '8.1.2.1')
        self.assertEqual(self.run_ctl('status', '8.1.2.1')['state'], 'prepared')
        self.run_ctl('verify')

    def test_what_arrives_makes_stale(self):
        self.prepare()
        self.carry_out()
        self.run_ctl('complete', '8.1.2.1')
        self.add('y.txt', 'y', '--control', '8.1.2.1', engagement=self.laptop)
        self.assertEqual(self.merge(self.pack(engagement=self.laptop))['stale'], ['8.1.2.1'])

    def test_signed_twice(self):
        """Two people sign without knowing of each other: no conflict, and the next sign-off takes the place of both."""
        self.prepare()
        self.carry_out()
        self.run_ctl('complete', '8.1.2.1', engagement=self.laptop)
        self.run_ctl('complete', '8.1.2.1', person='leader')
        merged = self.merge(self.pack(engagement=self.laptop))
        self.assertEqual((merged['conflicts'], merged['stale']), ([], []))
        self.assertEqual(self.run_ctl('conflict', 'list'), [])
        self.assertEqual(self.run_ctl('status', '8.1.2.1')['state'], 'prepared')
        self.add('y.txt', 'y', '--control', '8.1.2.1')
        self.run_ctl('complete', '8.1.2.1')
        self.assertEqual([sign['state'] for sign in self.run_ctl('status', '8.1.2.1')['sign_offs']], ['current'])

    def test_purge(self):
        """Destruction that was decided elsewhere is told by the plan and carried out after the merge; it is not taken in again."""
        wrong = self.add('誤受領.txt', '誤受領', '--control', '8.1.2.1')
        self.carry_out()
        self.run_ctl('evidence', 'purge', wrong['reference'], '--reason', '誤受領（見本）', person='executive')
        path = self.pack()
        stored = os.path.join(self.laptop, 'objects', wrong['sha256'][:2], wrong['sha256'])
        [purged] = self.merge(path, '--plan', engagement=self.laptop)['purged']
        self.assertEqual((purged['reference'], purged['name'], purged['reason']), (wrong['reference'], '誤受領.txt', '誤受領（見本）'))
        self.assertTrue(os.path.exists(stored))
        self.assertEqual(len(self.merge(path, engagement=self.laptop)['purged']), 1)
        self.assertFalse(os.path.exists(stored))
        self.assertEqual(self.codes(self.laptop), {('object-purged', 'warn')})
        self.assertEqual(self.merge(path, engagement=self.laptop)['purged'], [])


class Shared(Carried):
    """Any folder that two copies can reach: each writes files of its own, and takes those of others."""

    def set_up_once(self):
        super().set_up_once()
        self.carry_out()
        self.shared = os.path.join(self.folder, '共有')
        os.mkdir(self.shared)

    def sync(self, engagement=None, *words, folder=None, person='leader', **where):
        return self.run_ctl('pack', 'sync', folder or self.shared, *words, engagement=engagement, person=person, **where)

    def same(self):
        self.assertEqual(self.merkle(), self.merkle(self.laptop))

    def files(self):
        return sorted(os.listdir(self.shared))

    def test_back_and_forth(self):
        """What is new goes, what has come is taken, and nothing is sent twice."""
        added = self.add('客先.txt', '客先', engagement=self.laptop)
        self.run_ctl('note', 'add', '8.1.2.1', '--text', '事務所')
        first = self.sync(self.laptop)
        self.assertEqual((first['merged'], first['skipped'], first['sent']['objects']), ([], [], 1))
        taken = self.sync()
        self.assertEqual([(one['file'], one['added'], one['objects']) for one in taken['merged']], [(first['sent']['file'], 1, 1)])
        self.assertEqual((taken['sent']['events'], taken['sent']['objects']), (1, 0))
        self.assertEqual([one['added'] for one in self.sync(self.laptop)['merged']], [1])
        self.same()
        self.assertTrue(os.path.exists(os.path.join(self.engagement, 'objects', added['sha256'][:2], added['sha256'])))
        files = self.files()
        self.assertEqual(len(files), 2)
        for engagement in (None, self.laptop) * 2:
            done = self.sync(engagement)
            self.assertEqual((done['sent'], done['merged'], done['skipped']), (None, [], []))
        self.assertEqual(self.files(), files)
        self.assertEqual(self.codes(), set())
        self.assertFalse([name for name in files if not name.endswith('.pack')])

    def test_names(self):
        """Files of one's own only, in a name that nobody else uses, readable by the team alone."""
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'x')
        name = self.sync()['sent']['file']
        self.assertRegex(name, '^chosho-[0-9a-f]{16}-[0-9a-f]{32}-00000001[.]pack$')
        self.assertTrue(self.head()['heads'][0]['id'])
        other = os.path.join(self.folder, 'other.chosho')
        self.run_ctl('create', other, *harness.CREATE, person='leader')
        self.run_ctl('member', 'confirm-independence', engagement=other, person='leader')
        done = self.sync(other)
        self.assertEqual((done['merged'], done['skipped']), ([], []))
        self.assertEqual(len(self.files()), 2)
        self.identities['stranger'] = os.path.join(self.folder, 's.json')
        self.call('identity', 'new', '--name', 's', '--output', self.identities['stranger'], '--unprotected')
        self.run_ctl('pack', 'merge', os.path.join(self.shared, name), engagement=self.laptop, person='stranger', code=FAILED)

    def test_partly_copied(self):
        """A file that is still being copied is named, left and taken the next time; so is what wants what has not come."""
        for text in ('一', '二'):
            self.run_ctl('note', 'add', '8.1.2.1', '--text', text, engagement=self.laptop)
            self.sync(self.laptop)
        first, second = self.files()
        whole = pathlib.Path(self.shared, first).read_bytes()
        pathlib.Path(self.shared, first).write_bytes(whole[:len(whole) // 2])
        done = self.sync()
        self.assertEqual([(one['file'], one['code']) for one in done['skipped']], [(first, 'integrity'), (second, 'invalid')])
        self.assertEqual(done['merged'], [])
        pathlib.Path(self.shared, first).write_bytes(whole)
        done = self.sync()
        self.assertEqual(([one['file'] for one in done['merged']], done['skipped']), ([first, second], []))
        self.assertEqual(len(self.run_ctl('note', 'list')), 2)

    def test_any_order(self):
        """Three copies, each with what another has not seen: whatever comes first, all have all in the end."""
        third = os.path.join(self.folder, 'third.chosho')
        self.run_ctl('pack', 'open', self.pack(), third)
        copies = (self.laptop, third, None)
        for number, engagement in enumerate(copies * 2):
            self.run_ctl('note', 'add', '8.1.2.1', '--text', str(number), engagement=engagement)
            self.sync(engagement)
        for engagement in copies * 2:
            self.sync(engagement)
        self.assertEqual(len({self.merkle(engagement) for engagement in copies}), 1)
        self.assertEqual(len(self.run_ctl('note', 'list', engagement=third)), 6)

    def test_another_folder(self):
        """A medium that has nothing yet gets everything; notes that were lost cost another reading."""
        self.run_ctl('note', 'add', '8.1.2.1', '--text', 'x')
        self.sync()
        medium = os.path.join(self.folder, 'usb')
        os.mkdir(medium)
        done = self.sync(folder=medium)
        self.assertEqual(done['sent']['events'], self.events())
        fresh = os.path.join(self.folder, 'fresh.chosho')
        self.run_ctl('pack', 'open', os.path.join(medium, done['sent']['file']), fresh)
        self.assertEqual(self.merkle(), self.merkle(fresh))
        os.remove(os.path.join(self.engagement, 'sync.json'))
        self.assertIsNone(self.sync(folder=medium)['sent'])
        pathlib.Path(self.engagement, 'sync.json').write_text('{')
        self.assertIsNone(self.sync(folder=medium)['sent'])

    def test_taken_away(self):
        """What somebody took out of the folder is sent again: who comes later must be able to follow."""
        for text in ('一', '二'):
            self.run_ctl('note', 'add', '8.1.2.1', '--text', text)
            self.sync()
        os.remove(os.path.join(self.shared, self.files()[0]))
        self.assertEqual(self.sync(self.laptop)['skipped'][0]['code'], 'invalid')
        self.assertIsNotNone(self.sync()['sent'])
        self.assertEqual(self.sync(self.laptop)['skipped'], [])
        self.same()

    def test_conflict(self):
        self.record('事務所。', person='leader')
        self.record('客先。', engagement=self.laptop)
        self.sync()
        self.assertEqual([len(one['conflicts']) for one in self.sync(self.laptop)['merged']], [1])
        self.sync()
        self.assertEqual(len(self.run_ctl('conflict', 'list')), 1)
        self.same()

    def test_purge(self):
        """Destruction comes with a word: what brings it waits for somebody who confirms it."""
        wrong = self.add('誤.txt', '誤', engagement=self.laptop)
        self.sync(self.laptop)
        self.sync()
        self.run_ctl('evidence', 'purge', wrong['reference'], '--reason', '誤受領（見本）', person='executive')
        self.sync()
        stored = os.path.join(self.laptop, 'objects', wrong['sha256'][:2], wrong['sha256'])
        self.assertEqual([one['code'] for one in self.sync(self.laptop)['skipped']], ['refused'])
        self.assertTrue(os.path.exists(stored))
        self.assertEqual(len(self.sync(self.laptop, '--with-purges')['merged'][0]['purged']), 1)
        self.assertFalse(os.path.exists(stored))
        self.same()

    def test_failures(self):
        self.run_ctl('pack', 'sync', os.path.join(self.folder, 'none'), person='leader', code=FAILED)
        pathlib.Path(self.shared, 'chosho-' + self.run_ctl('engagement', 'show')['id'][:16] + '-x.pack').write_text('no pack')
        done = self.sync()
        self.assertEqual([one['code'] for one in done['skipped']], ['invalid'])


if __name__ == '__main__':
    harness.main()
