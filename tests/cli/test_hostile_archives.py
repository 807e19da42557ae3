# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile archives through the whole program: taken in, listed, and every member made evidence. Whatever they are, the
program answers with a result or a sentence, and writes nothing but the archive itself and its record.

In the short form all that are crafted, and some mutants. --long: 1,200, resumable, printing how far it came.
CHOSHO_TEST_SEED changes the mutants. A reader that is a library of others may crash on a mutant, in its confined process:
that costs the look at that archive, and is counted.
"""

import collections
import hashlib
import json
import os
import sys
import unittest

import harness
import hostile_archives
from harness import DONE, FAILED

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fault'))
import longrun  # noqa: E402

CRAFTED = list(hostile_archives.CRAFTED)
SHORT, LONG = len(CRAFTED) + 15, 1200
PER_ENGAGEMENT = 40
# Of a thousand, helpers that other people's readers may take down: as in tests/fuzz/test-document-mutants.c.
UNSAFE_PER_THOUSAND = 5
WORDS = {'invalid', 'limit', 'passphrase', 'not-found', 'helper'}


def make(number):
    """(name, bytes) of the archive of that number."""
    if number < len(CRAFTED):
        return CRAFTED[number], hostile_archives.CRAFTED[CRAFTED[number]]()
    return f'mutant-{number}', hostile_archives.mutant(number, longrun.SEED)


class Hostile(harness.Case):
    PEOPLE = ('leader',)

    def start(self):
        self.engagement = os.path.join(self.folder, f'{len(os.listdir(self.folder))}.chosho')
        self.create()

    def setUp(self):
        super().setUp()
        self.temporary = os.path.join(self.root, 'tmp')
        os.makedirs(self.temporary, exist_ok=True)
        self.tally = collections.Counter()
        self.environment = {**self.environment, 'TMPDIR': self.temporary}

    def names(self):
        """Every name below the root; of what is in the store, whether it is an object."""
        return {os.path.join(folder, name) for folder, folders, files in os.walk(self.root) for name in folders + files}

    def answer(self, name, *words):
        """The program's answer: a result, or one sentence with a known code; never an end by a signal."""
        done = self.call('-C', self.engagement, '--identity', self.identities['leader'], '--format', 'json', *words,
                         environment={'TMPDIR': self.temporary})
        shown = f'{name} {words}: exit {done.returncode}\n{done.stdout.decode()[:2000]}\n{done.stderr.decode()[:2000]}'
        self.assertIn(done.returncode, (DONE, FAILED), shown)
        result = json.loads(done.stdout)
        if done.returncode == DONE:
            self.tally['results'] += 1
            return result
        lines = done.stderr.decode().splitlines()
        self.assertEqual(len(lines), 1, shown)
        code = result['error']['code'] if isinstance(result, dict) else next(each['error']['code'] for each in result if 'error' in each)
        self.assertIn(code, WORDS, shown)
        self.assertGreater(len(lines[0]), 20, shown)
        self.tally['unsafe' if code == 'helper' else 'sentences'] += 1
        return result if isinstance(result, list) else None

    def look_at(self, name, data):
        path = os.path.join(self.folder, 'archive')
        with open(path, 'wb') as file:
            file.write(data)
        digest = hashlib.sha256(data).hexdigest()
        before = self.names()
        taken = self.answer(name, 'evidence', 'add', path)
        if taken is None: # nothing in it
            self.assertEqual(data, b'')
            return
        members = self.answer(name, 'evidence', 'members', taken[0]['id'])
        added = self.answer(name, 'evidence', 'member-add', taken[0]['id'], '--all')
        for each in added or []:
            if 'error' not in each:
                self.assertFalse(members[each['member'] - 1]['unsafe_name'], name)
                self.assertEqual(members[each['member'] - 1]['kind'], 'file', name)
        new = {os.path.relpath(each, self.engagement) for each in self.names() - before}
        allowed = {os.path.join('objects', digest[:2], digest)} | {f'{base}.db{end}' for base in ('index', 'engagement', 'local') for end in ('', '-wal', '-shm')}
        self.assertLessEqual(new, allowed, f'{name} wrote elsewhere')

    def look_at_all(self, progress):
        for number in progress.steps():
            if self.tally['archives'] % PER_ENGAGEMENT == 0:
                self.start()
            self.look_at(*make(number))
            self.tally['archives'] += 1
            before = collections.Counter(progress.state['counts'])
            for what in ('results', 'sentences', 'unsafe'):
                progress.add(what, self.tally[what] + self.base[what] - before[what])
        self.assertLessEqual(progress.count('unsafe'), max(1, progress.target * UNSAFE_PER_THOUSAND / 1000))
        self.assertGreater(progress.count('results'), progress.target / 2)
        self.assertGreater(progress.count('sentences'), progress.target / 4)
        self.assertEqual(os.listdir(self.temporary), [])
        self.assertTrue(self.run_ctl('verify', '--members')['ok'])

    def test_short(self):
        self.run_as(longrun.Progress('hostile-archives', SHORT, False, harness.CHOSHOCTL))

    def run_as(self, progress):
        self.base = collections.Counter(progress.state['counts'])
        self.look_at_all(progress)
        print(progress.summary(), file=sys.stderr)

    def run_long(self):
        self.run_as(longrun.Progress('hostile-archives', LONG, True, harness.CHOSHOCTL, every=20))


if __name__ == '__main__':
    if '--long' in sys.argv:
        sys.argv.remove('--long')
        suite = unittest.TestSuite([Hostile('run_long')])
        sys.exit(not unittest.TextTestRunner().run(suite).wasSuccessful())
    harness.main()
