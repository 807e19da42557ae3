# SPDX-License-Identifier: GPL-3.0-or-later
"""A command repeated with its operation id happens once, whatever it is.

The main scenario runs again with every command that writes given twice: the second time it must end
in the same way, name the same things, and leave the record as it was.
"""

import os
import unittest

import harness
import test_main_scenario

READS = {'status', 'check', 'verify', 'backup', 'restore', 'create', 'archive'}
READING_VERBS = {'list', 'show', 'head', 'check', 'draft', 'rebuild', 'export'}


class Retry(test_main_scenario.MainScenario):
    """Everything of the scenario, and each command twice."""

    repeated = 0
    inner = False
    last = None  # the operation of the last command

    def run_ctl(self, *words, code=harness.DONE, **where):
        reads = words[0] in READS or (len(words) > 1 and words[1] in READING_VERBS) or words[0].startswith('--')
        if reads or self.inner or code not in (harness.DONE, harness.REFUSED):
            return super().run_ctl(*words, code=code, **where)
        type(self).repeated += 1
        self.last = operation = ('--operation', f'op-{self.repeated}')
        first = super().run_ctl(*operation, *words, code=code, **where)
        before = self.stored()
        again = super().run_ctl(*operation, *words, code=code, **where)
        self.assertEqual(self.stored(), before, words)
        self.assertEqual(named_things(again), named_things(first), words)
        return first

    def fails(self, code, *words, **more):
        """What fails is repeated by its own test."""
        self.inner = True
        try:
            return super().fails(code, *words, **more)
        finally:
            self.inner = False

    def issue(self):
        """The issued file comes back by the same operation; never over another file."""
        super().issue()
        path = os.path.join(self.folder, '訂正.pdf')  # the last one issued
        words = (*self.last, 'report', 'issue', '-o', path, '--reason', 'サービスの名称に誤りがあった。')
        before = self.stored()
        with open(path, 'rb') as file:
            issued = file.read()
        os.unlink(path)
        super().run_ctl(*words, person='executive')
        with open(path, 'rb') as file:
            self.assertEqual(file.read(), issued)
        with open(path, 'wb') as file:
            file.write(b'another')
        self.fails(harness.FAILED, *words, person='executive', error='exists')
        os.unlink(path)
        super().run_ctl(*words, person='executive')
        self.assertEqual(self.stored(), before)

    def keep(self):
        super().keep()
        self.assertGreater(self.repeated, 80)


def named_things(value):
    """All that a script goes on with: ids, digests, references, what was done."""
    if isinstance(value, list):
        return [named_things(item) for item in value]
    if isinstance(value, dict):
        return {key: named_things(item) for key, item in value.items()
                if key in ('id', 'sha256', 'reference', 'name', 'control', 'stage', 'done', 'results', 'member', 'performance', 'items', 'code')}
    return value


del test_main_scenario  # or its own class would run here too

if __name__ == '__main__':
    harness.main()
