# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of hostile files share: each is taken in and asked about through the whole program, which must answer
with a result or a sentence, and write nothing but the file itself and its record.

A reader that is a library of others may crash on a mutant, in its confined process: that costs the look at that file,
and is counted.
"""

import collections
import json
import os
import re
import sys
import unittest

import harness
from harness import DONE, FAILED

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'fault'))
import longrun  # noqa: E402

PER_ENGAGEMENT = 40
# Of a thousand, helpers that other people's readers may take down: as in tests/fuzz/test-document-mutants.c.
UNSAFE_PER_THOUSAND = 5
WORDS = {'invalid', 'limit', 'passphrase', 'not-found', 'helper'}


class Hostile(harness.Case):
    """A subclass says NAME, SHORT and LONG (how many), make(number) and look_at(name, data)."""

    PEOPLE = ('leader',)
    UNSAFE = frozenset()  # names of those that were made to take a reader down

    def start(self):
        self.engagement = os.path.join(self.folder, f'{len(os.listdir(self.folder))}.chosho')
        self.create()

    def set_up_once(self):
        super().set_up_once()
        self.temporary = os.path.join(self.root, 'tmp')
        os.makedirs(self.temporary, exist_ok=True)
        self.tally = collections.Counter()
        self.environment = {**self.environment, 'TMPDIR': self.temporary}

    def names(self):
        """Every name below the root."""
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
        lines = self.own_lines(name, done.stderr.decode(), shown)
        self.assertEqual(len(lines), 1, shown)
        code = result['error']['code'] if isinstance(result, dict) else next(each['error']['code'] for each in result if 'error' in each)
        self.assertIn(code, WORDS, shown)
        self.assertGreater(len(lines[0]), 20, shown)
        unsafe = code == 'helper' and name not in self.UNSAFE
        self.tally['unsafe' if unsafe else 'sentences'] += 1
        if unsafe:
            print(f'{name}: {lines[0]}', file=sys.stderr)
        return result if isinstance(result, list) else None

    def own_lines(self, name, text, shown):
        """What the program itself said. In a sanitized build the crash of another's library in the helper is reported there
        too; where the file was not made to cause it, it must have been in that library."""
        top = re.search(r'^ *#0 0x\w+ .*\((/[^+)]+)', text, re.MULTILINE) if 'AddressSanitizer' in text else None
        if top is None:
            return text.splitlines()
        if name not in self.UNSAFE:
            self.assertFalse(top.group(1).startswith(harness.BUILD_ROOT), shown)
        return [line for line in text.splitlines() if line.startswith('choshoctl: ')]

    def allowed(self, digest):
        """Names that taking in a file of this digest may make."""
        return {os.path.join('objects', digest[:2], digest)} | {f'{base}.db{end}' for base in ('index', 'engagement', 'local') for end in ('', '-wal', '-shm')}

    def look_at_all(self, progress):
        for number in progress.steps():
            if self.tally['files'] % PER_ENGAGEMENT == 0:
                self.start()
            self.look_at(*self.make(number))
            self.tally['files'] += 1
            before = collections.Counter(progress.state['counts'])
            for what in ('results', 'sentences', 'unsafe'):
                progress.add(what, self.tally[what] + self.base[what] - before[what])
        self.assertLessEqual(progress.count('unsafe'), max(1, progress.target * UNSAFE_PER_THOUSAND / 1000))
        self.assertGreater(progress.count('results'), progress.target / 2)
        self.assertGreater(progress.count('sentences'), progress.target / 4)
        self.assertEqual(os.listdir(self.temporary), [])
        self.assertTrue(self.run_ctl('verify', '--members')['ok'])

    def run_as(self, progress):
        self.base = collections.Counter(progress.state['counts'])
        self.look_at_all(progress)
        print(progress.summary(), file=sys.stderr)

    def run_short(self):
        self.is_long = False
        self.run_as(longrun.Progress(self.NAME, self.SHORT, False, harness.CHOSHOCTL))

    def run_long(self):
        self.is_long = True
        self.run_as(longrun.Progress(self.NAME, self.LONG, True, harness.CHOSHOCTL, every=20))


def main(case):
    if '--long' in sys.argv:
        sys.argv.remove('--long')
        sys.exit(not unittest.TextTestRunner().run(unittest.TestSuite([case('run_long')])).wasSuccessful())
    harness.main()
