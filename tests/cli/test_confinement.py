#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""On a kernel that cannot confine the helper, files of others are read with the user's consent only."""

import os
import shutil
import subprocess

import harness
from harness import BUILD_ROOT, FAILED

# The real helper, as on a kernel without Landlock or without system-call filters.
HELPERS = {'Landlock': 'helper-without-landlock', 'seccomp': 'helper-without-seccomp'}
CONSENT = '--allow-weaker-confinement'


class Confinement(harness.Case):
    PEOPLE = ('leader',)

    def install(self, helper):
        """choshoctl with another helper in its prefix; its path."""
        prefix = os.path.join(self.folder, helper)
        for folder, program, name in (('bin', harness.CHOSHOCTL, 'choshoctl'),
                                      ('libexec', os.path.join(BUILD_ROOT, 'tests', 'unit', 'helper', helper), 'chosho-helper')):
            os.makedirs(os.path.join(prefix, folder))
            shutil.copy2(program, os.path.join(prefix, folder, name))
        return os.path.join(prefix, 'bin', 'choshoctl')

    def test_consent(self):
        self.create()
        source = os.path.join(harness.DATA, 'catalogues', 'seed-8.1.2.csv')
        installed = harness.CHOSHOCTL
        self.addCleanup(setattr, harness, 'CHOSHOCTL', installed)
        for part, helper in HELPERS.items():
            with self.subTest(part=part):
                harness.CHOSHOCTL = self.install(helper)
                words = ('catalog', 'import', source, '--edition', '2022-04-01')
                message = self.fails(FAILED, *words, error='confinement')['error']['message']
                self.assertIn(part, message)
                self.assertIn(CONSENT, message)
                self.run_ctl(CONSENT, *words)

    def test_evidence(self):
        """The bytes are taken in as they are; only looking into them needs the helper."""
        self.create()
        installed = harness.CHOSHOCTL
        self.addCleanup(setattr, harness, 'CHOSHOCTL', installed)
        harness.CHOSHOCTL = self.install(HELPERS['Landlock'])
        evidence = self.run_ctl('evidence', 'add', self.write('a.log', 'text\n'))[0]['id']
        self.fails(FAILED, 'evidence', 'text', evidence, error='confinement')
        self.run_ctl('evidence', 'text', evidence, CONSENT)

    def test_it_is_a_switch(self):
        done = subprocess.run([harness.CHOSHOCTL, CONSENT + '=yes', 'help'], capture_output=True, env=self.environment, check=False)
        self.assertEqual(done.returncode, harness.USAGE)


if __name__ == '__main__':
    harness.main()
