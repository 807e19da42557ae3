# SPDX-License-Identifier: GPL-3.0-or-later
"""The rule that no procedure ends on inquiry alone, control by control, on the assessment methods of NIST SP 800-53.

Shared by the short test (a few controls) and the long one (all of them).
"""

import harness
from harness import data_path

CATALOGUE = 'nist-sp800-53-rev5-moderate-resolved.json'
CONTROLS, STEPS = 287, 816
ON = '2026-01-15'


class Nist(harness.Case):
    PEOPLE = ('leader', 'executive', 'practitioner')

    def load(self):
        """The engagement with its catalogue, its methods as steps and one piece of evidence."""
        self.create()
        self.add_team()
        path = data_path('oscal', CATALOGUE)
        self.run_ctl('catalog', 'import', path)
        self.assertEqual(self.run_ctl('procedures', 'import', path)['added'], STEPS)
        self.person = 'practitioner'
        self.evidence = self.run_ctl('evidence', 'add', self.write('evidence.txt', 'what was handed over\n'), '--as-of', '2025-12-31')[0]['id']

    def steps_by_control(self):
        steps = {}
        for step in self.run_ctl('step', 'list'):
            steps.setdefault(step['control'], []).append(step)
        return steps

    def record(self, step, technique, *more):
        self.run_ctl('step', 'record', step['id'], '--technique', technique, '--performed-on', ON, '--outcome', 'no-exception',
                     '--result', f'{step["control"]}: {technique}', *more)

    def work_through(self, control, steps):
        """Inquiry alone never ends it, whatever it is called; the other methods do."""
        inquiry = [step for step in steps if step['technique'] == 'inquiry']
        others = [step for step in steps if step['technique'] != 'inquiry']
        self.assertEqual(len(inquiry), 1)
        self.assertTrue(others)
        interview = self.run_ctl('interview', 'add', '--who', 'Sato', '--post', 'Head of IT', '--at', ON + 'T10:00', '--how', 'in person',
                                 '--question', 'How is it done?', '--answer', 'Monthly.', '--step', inquiry[0]['id'])['id']
        # With the interview record alone, called an inspection: neither evidence nor what was prescribed.
        self.record(inquiry[0], 'inspection')
        relabelled = self.refused('complete', control)
        self.assertTrue({'no-evidence', 'procedure-departure'} <= relabelled, relabelled)
        # As what it is, with evidence and the record of the interview.
        self.record(inquiry[0], 'inquiry', '--respondent', 'Sato', '--evidence', self.evidence, '--evidence', interview)
        self.assertIn('question-only', self.refused('complete', control))
        for step in others:
            self.record(step, step['technique'], '--evidence', self.evidence)
        self.assertEqual([result['done'] for result in self.run_ctl('complete', control)['results']], [True])

    def forge_completion(self, control):
        """A completion written past the program, correctly formed, chained and signed by the practitioner."""
        self.forge('practitioner', 'sign-off', {'target': control, 'stage': 'complete', 'view': 'auto', 'view_version': 1, 'opened': []})

    def rule_broken(self):
        """The events that verify calls rule-broken, as an error."""
        found = self.run_ctl('verify', code=harness.INTEGRITY)
        return [problem for problem in found['problems'] if (problem['code'], problem['severity']) == ('rule-broken', 'error')]
