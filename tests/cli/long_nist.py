# SPDX-License-Identifier: GPL-3.0-or-later
"""Every control of NIST SP 800-53 moderate: never complete on its inquiry alone, complete with its other steps.

    long_nist.py FOLDER [CONTROLS]

With CONTROLS only so many: a short form, so that what the long one needs is seen to work. Prints how far it came, and goes on there when it is started again: the engagement is kept in FOLDER
until the last control is done.
"""

import collections
import json
import os
import shutil
import sys
import unittest

from harness import data_path
from nist import CONTROLS, STEPS, Nist

FOLDER = sys.argv.pop(1) if len(sys.argv) > 1 else None
WANTED = int(sys.argv.pop(1)) if len(sys.argv) > 1 else CONTROLS
PROGRESS = 'done.json'


class Every(Nist):
    @classmethod
    def setUpClass(cls):
        """In a folder that outlives the process, with the identities that are there already."""
        cls.root = FOLDER
        os.makedirs(cls.root, exist_ok=True)
        cls.environment = {name: value for name, value in os.environ.items() if not name.startswith('CHOSHO_')}
        cls.environment.update(XDG_STATE_HOME=os.path.join(cls.root, 'state'), HOME=cls.root, LC_ALL='C.UTF-8', TZ='UTC')
        cls.called = collections.Counter()
        cls.keys, cls.identities = {}, {}
        for person in cls.PEOPLE:
            path = os.path.join(cls.root, person + '.json')
            if not os.path.exists(path):
                cls.call('identity', 'new', '--name', person, '--output', path, '--unprotected')
            shown = json.loads(cls.call('identity', 'show', '--identity', path, '--format', 'json').stdout)
            cls.keys[person], cls.identities[person] = shown['public_key'], path

    def setUp(self):
        self.folder, self.person = self.root, 'leader'
        self.engagement = os.path.join(self.root, 'e.chosho')

    def begin(self):
        """The ids of controls done before and of the evidence."""
        path = os.path.join(self.root, PROGRESS)
        if os.path.exists(path):
            with open(path, encoding='utf-8') as file:
                kept = json.load(file)
            self.evidence, self.person = kept['evidence'], 'practitioner'
            return kept['done']
        shutil.rmtree(self.engagement, ignore_errors=True)
        self.load()
        return []

    def keep(self, done):
        path = os.path.join(self.root, PROGRESS)
        with open(path + '.new', 'w', encoding='utf-8') as file:
            json.dump({'evidence': self.evidence, 'done': done}, file)
        os.replace(path + '.new', path)

    def test_every_control(self):
        done = self.begin()
        self.keep(done)
        steps = self.steps_by_control()
        self.assertEqual((len(steps), sum(len(rows) for rows in steps.values())), (CONTROLS, STEPS))
        for control in sorted(steps)[:WANTED]:
            if control in done:
                continue
            self.work_through(control, steps[control])
            done.append(control)
            self.keep(done)
            if len(done) % 20 == 0 or len(done) == WANTED:
                print(f'{len(done)} of {WANTED} controls', flush=True)
        self.assertEqual(self.run_ctl('status')['controls']['prepared'], WANTED)
        self.assertTrue(self.run_ctl('verify')['ok'])
        for folder, _, _ in os.walk(self.root):
            os.chmod(folder, 0o700)
        shutil.rmtree(self.root)


if __name__ == '__main__':
    if data_path() is None:
        print('SKIPPED: CHOSHO_TEST_DATA does not point at a folder with real catalogues')
        sys.exit(77)
    unittest.main()
