#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample of full size: made by one command, in all states, and as provable as any engagement."""

import os

import harness
from harness import FAILED

CONTROLS = 1156  # 18 + 64 + 1,074, as many as the criteria have


class Demo(harness.Case):
    PEOPLE = ()

    def make(self, folder, code=0):
        done = self.call('--format', 'json', 'demo', folder)
        self.assertEqual(done.returncode, code, done.stderr)
        return harness.json.loads(done.stdout)

    def test_sample(self):
        folder = os.path.join(self.folder, 'sample')
        made = self.make(folder)
        self.engagement = made['engagement']
        self.identities = {'leader': next(path for path in made['identities'] if 'leader' in path)}
        self.assertEqual(len(made['identities']), 3)
        status = self.run_ctl('status')
        self.assertEqual(status['controls']['total'], CONTROLS)
        self.check_states(status)
        self.assertEqual(self.run_ctl('verify')['problems'], [])
        stored = self.stored()
        self.assertEqual(self.make(folder, FAILED)['error']['code'], 'exists')
        self.assertEqual(self.stored(), stored)

    def check_states(self, status):
        self.assertEqual({state for state, count in status['controls'].items() if count == 0}, set(), status)
        findings = {finding['state'] for finding in self.run_ctl('finding', 'list')}
        self.assertEqual(findings, {'candidate', 'inquired', 'answered', 'confirmed', 'withdrawn'})
        requests = {request['state'] for request in self.run_ctl('request', 'list')}
        self.assertEqual(requests, {'not-requested', 'requested', 'received', 'checking', 'accepted', 'returned', 'withdrawn'})
        steps = self.run_ctl('step', 'list')
        self.assertEqual({step['outcome'] for step in steps if step.get('outcome')}, {'no-exception', 'exception', 'no-occurrence', 'unable'})
        inspected = [step for step in steps if '閲覧し' in step.get('result', '') or '閲覧した' in step.get('result', '')]
        self.assertEqual({step['recorded_technique'] for step in inspected} & {'inquiry', 'observation'}, set(), 'words of an inspection in another step')
        self.assertEqual([step['id'] for step in steps if step.get('recorded_technique') == 'inquiry' and not step.get('respondent')], [], 'nobody asked')
        self.assertTrue([step for step in steps if step.get('recorded_technique') not in (None, step['technique'])], 'no departure')


if __name__ == '__main__':
    harness.main()
