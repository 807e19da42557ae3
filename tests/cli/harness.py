# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: a world of folders and identities, and choshoctl in it.

Every class has a folder of its own with its own state folder, so that tests run side by side and
leave nothing behind. Identities are made once a class, without a passphrase, and so is what the class
begins with (set_up_once()): each of its tests finds all files again as it left them, whatever the test
before did with them. Each call checks the exit code and that standard output is exactly one JSON object
or array.
"""

import collections
import contextlib
import copy
import hashlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

SOURCE_ROOT = os.environ.get('CHOSHO_SOURCE_ROOT', os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
sys.path.append(os.path.join(SOURCE_ROOT, 'build-aux'))
import languages  # noqa: E402, F401
sys.path.append(os.path.join(SOURCE_ROOT, 'tests', 'support'))
import sheet_files  # noqa: E402
BUILD_ROOT = os.environ.get('CHOSHO_BUILD_ROOT', os.path.join(SOURCE_ROOT, '_build'))
CHOSHOCTL = os.path.join(BUILD_ROOT, 'src', 'cli', 'choshoctl')
FORGE = os.path.join(BUILD_ROOT, 'tests', 'support', 'chosho-forge')
REPACK = os.path.join(BUILD_ROOT, 'tests', 'support', 'chosho-repack')
DATA = os.path.join(SOURCE_ROOT, 'data')
TIMEOUT = 120  # seconds; a hang is a failure, and sanitized programs are slow

COMMAND_WORD = re.compile(r'(?!json$)[a-z][a-z-]*')
SANITIZED = 'ASAN_OPTIONS' in os.environ  # build-aux/suites says so
LEAK_CALLS = 2  # of a command and class: the usual one, and often a refused one

DONE, FAILED, USAGE, REFUSED, INTEGRITY = range(5)

CREATE = ('--title', '令和7年度 見本監査', '--firm', '見本監査法人', '--client', '株式会社見本クラウド',
          '--service', '見本クラウド', '--period-start', '2025-04-01', '--period-end', '2026-03-31')


class Case(unittest.TestCase):
    """A folder, a state folder and four people: leader, executive, practitioner, quality."""

    PEOPLE = ('leader', 'executive', 'practitioner', 'quality')

    @classmethod
    def setUpClass(cls):
        cls.prepared = None
        cls.root = tempfile.mkdtemp(prefix='chosho-cli-')
        cls.addClassCleanup(cls.remove, cls.root)
        cls.environment = {name: value for name, value in os.environ.items() if not name.startswith('CHOSHO_')}
        cls.environment.update(XDG_STATE_HOME=os.path.join(cls.root, 'state'), HOME=cls.root, LC_ALL='C.UTF-8', TZ='UTC')
        cls.called = collections.Counter()
        cls.keys = {}
        cls.identities = {}
        for person in cls.PEOPLE:
            path = os.path.join(cls.root, person + '.json')
            made = json.loads(cls.call('identity', 'new', '--name', person, '--output', path, '--unprotected', '--format', 'json').stdout)
            cls.keys[person] = made['public_key']
            cls.identities[person] = path

    @staticmethod
    def remove(path):
        for folder, _, _ in os.walk(path):
            os.chmod(folder, 0o700)
        shutil.rmtree(path)

    @classmethod
    def look_for_leaks(cls, words):
        """The environment's part for this call. The leak detector takes half of the time that an instrumented choshoctl
        takes: it sees the first calls of every command in each class, addresses and undefined behaviour are seen in all."""
        options = os.environ.get('ASAN_OPTIONS')
        command = tuple(word for word in words if COMMAND_WORD.fullmatch(word))[:2]
        cls.called[command] += 1
        return {'ASAN_OPTIONS': options + ':detect_leaks=0'} if options and cls.called[command] > LEAK_CALLS else {}

    @classmethod
    def call(cls, *words, environment=None, stdin=subprocess.DEVNULL, cwd=None):
        """choshoctl as it is: nothing is checked."""
        return subprocess.run([CHOSHOCTL, *words], capture_output=True, timeout=TIMEOUT, stdin=stdin, start_new_session=True,
                              env={**cls.environment, **cls.look_for_leaks(words), **(environment or {})}, cwd=cwd or cls.root)

    def set_up_once(self):
        """What every test of the class begins with, and what it says of it in attributes; runs once a class."""
        self.folder = tempfile.mkdtemp(dir=self.root)
        self.engagement = os.path.join(self.folder, 'e.chosho')
        self.person = 'leader'

    def setUp(self):
        cls = type(self)
        if cls.prepared is None:
            own = set(vars(self))
            self.set_up_once()
            kept = self.root + '.prepared'
            cls.addClassCleanup(cls.remove, kept)
            shutil.copytree(self.root, kept, symlinks=True)
            cls.prepared = kept, copy.deepcopy({name: value for name, value in vars(self).items() if name not in own})
        else:
            kept, attributes = cls.prepared
            self.remove(self.root)
            shutil.copytree(kept, self.root, symlinks=True)
            vars(self).update(copy.deepcopy(attributes))

    # --- Calling -----------------------------------------------------------------------------

    def run_ctl(self, *words, code=DONE, person=None, engagement=None):
        """Runs in the engagement as self.person (or @person); returns the JSON that was printed."""
        words = tuple(str(word) for word in words)
        done = self.call('-C', engagement or self.engagement, '--identity', self.identities[person or self.person],
                         '--format', 'json', *words)
        shown = f'{words}\nexit {done.returncode}\n{done.stdout.decode()[:4000]}\n{done.stderr.decode()[:4000]}'
        self.assertEqual(done.returncode, code, shown)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            self.fail('standard output is not one JSON value: ' + shown)
        self.assertIsInstance(result, (dict, list), shown)
        if code == DONE:
            self.assertEqual(done.stderr, b'', shown)
        else:
            self.check_error(done, result, shown)
        return result

    def check_error(self, done, result, shown):
        lines = done.stderr.decode().splitlines()
        self.assertEqual(len(lines), 1, shown)
        self.assertTrue(lines[0].startswith('choshoctl: '), shown)
        if isinstance(result, dict):
            self.assertTrue(result['error']['code'], shown)
            self.assertIn(result['error']['message'].split('\n')[0][:40], lines[0], shown)

    def fails(self, code, *words, error=None, **where):
        """A call that must fail with @code and leave the record as it was; returns what it printed."""
        engagement = where.get('engagement')
        before = self.stored(engagement)
        result = self.run_ctl(*words, code=code, **where)
        self.assertEqual(self.stored(engagement), before, f'the record changed: {words}')
        if error is not None:
            self.assertEqual(result['error']['code'], error)
        return result

    def refused(self, *words, **where):
        """A call that a rule must refuse; returns the blockers' codes."""
        result = self.fails(REFUSED, *words, **where)
        self.assertTrue(result['blockers'])
        for blocker in result['blockers']:
            self.assertIn(blocker['severity'], ('block', 'warn'))
            self.assertTrue(blocker['message'])
        return {blocker['code'] for blocker in result['blockers']}

    def head(self, engagement=None):
        return self.run_ctl('journal', 'head', engagement=engagement)

    def stored(self, engagement=None):
        """Every event as it is stored, byte for byte, past the program that is tested: (how many there are, their digest)."""
        path = pathlib.Path(engagement or self.engagement, 'engagement.db')
        with contextlib.closing(sqlite3.connect(path.as_uri() + '?mode=ro', uri=True)) as database:
            rows = database.execute('SELECT arrival, id, bytes, signature FROM events ORDER BY arrival').fetchall()
        return len(rows), hashlib.sha256(repr(rows).encode()).hexdigest()

    def events(self):
        return self.stored()[0]

    # --- The world ---------------------------------------------------------------------------

    def forge(self, person, action, item, *words):
        """An event written past every command and gate with the key of @person; returns what the model makes of it."""
        done = subprocess.run([FORGE, '--engagement', self.engagement, '--identity', self.identities[person], '--action', action,
                               '--items', json.dumps(item), *words], env=self.environment, capture_output=True, timeout=TIMEOUT)
        self.assertEqual(done.returncode, DONE, done.stderr)
        return json.loads(done.stdout)

    def create(self, *more):
        """An engagement of the leader's, who has confirmed independence."""
        made = self.run_ctl('create', self.engagement, *CREATE, *more)
        self.run_ctl('member', 'confirm-independence')
        return made

    def add_team(self):
        """The other three, each confirmed; the executive first, who is the creator's to name."""
        ids = {}
        for person in self.PEOPLE[1:]:
            ids[person] = self.run_ctl('member', 'add', '--name', person, '--role', person, '--public-key', self.keys[person])['id']
            self.run_ctl('member', 'confirm-independence', person=person)
        return ids

    def write(self, name, text, encoding='utf-8'):
        """A file in the test's folder; returns its path."""
        path = os.path.join(self.folder, name)
        with open(path, 'wb') as file:
            file.write(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    def write_xlsx(self, name, **sheets):
        """The least workbook that holds the rows of @sheets as inline strings; returns its path."""
        path = os.path.join(self.folder, name)
        sheet_files.write_book(path, sheets)
        return path

    def import_criteria(self):
        """Objective 8.1.2 with its controls, from the published text that ships."""
        return self.run_ctl('catalog', 'import', os.path.join(DATA, 'catalogues', 'seed-8.1.2.csv'), '--edition', '2022-04-01')


def data_path(*parts):
    """A file of CHOSHO_TEST_DATA; None where the variable is not set."""
    folder = os.environ.get('CHOSHO_TEST_DATA')
    return os.path.join(folder, *parts) if folder else None


def main():
    if not os.access(CHOSHOCTL, os.X_OK):
        sys.exit(f'{CHOSHOCTL} is not built')
    unittest.main()
