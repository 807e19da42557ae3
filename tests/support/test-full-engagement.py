#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engagement of full size, made small: it holds what was asked for, verifies, and people can act in it.
Arguments: choshoctl, make-full-engagement."""

import json
import os
import subprocess
import sys
import tempfile

CHOSHOCTL, MAKE = (os.path.abspath(path) for path in sys.argv[1:3])
EVENTS, EVIDENCE, CHAINS, CONTROLS = 700, 400, 9, 40


class Engagement:
    def __init__(self, folder, *options):
        self.folder = os.path.join(folder, 'full')
        self.env = {**os.environ, 'HOME': folder, 'XDG_STATE_HOME': os.path.join(folder, 'state'), 'LC_ALL': 'C.UTF-8'}
        done = subprocess.run([MAKE, self.folder, *options], env=self.env, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        self.made = json.loads(done.stdout)

    def run(self, *words, who=None, expect=0):
        command = [CHOSHOCTL, '--format', 'json', '-C', self.made['engagement']]
        if who:
            command += ['--identity', os.path.join(self.made['identities'], who + '.json')]
        done = subprocess.run([*command, *words], env=self.env, capture_output=True, text=True, timeout=120)
        assert done.returncode == expect, (words, done.returncode, done.stdout, done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else None


def options(chains):
    return ('--events', str(EVENTS), '--evidence', str(EVIDENCE), '--chains', str(chains), '--controls', str(CONTROLS))


def holds_what_was_asked_for(folder):
    engagement = Engagement(folder, *options(CHAINS))
    status = engagement.run('status')
    assert engagement.made['events'] == status['events'] == EVENTS, status
    assert status['evidence'] == EVIDENCE and status['controls']['total'] == CONTROLS, status
    assert status['controls']['approved'] > 0 and status['controls']['reviewed'] > 0, status
    assert len(engagement.run('journal', 'head')['heads']) == CHAINS
    checked = engagement.run('verify')
    assert checked['ok'] and not checked['problems'], checked
    assert checked['checked']['events'] == EVENTS and checked['checked']['objects'] >= EVIDENCE, checked


def one_chain(folder):
    engagement = Engagement(folder, *options(1))
    assert len(engagement.run('journal', 'head')['heads']) == 1
    assert engagement.run('status')['controls']['prepared'] > 0
    assert engagement.run('verify')['ok']


def the_team_can_act(folder):
    engagement = Engagement(folder, *options(CHAINS))
    step = engagement.run('step', 'list')[-1]
    engagement.run('step', 'record', step['id'], '--technique', step['technique'], '--performed-on', '2025-05-01',
                   '--outcome', 'no-exception', '--result', '見本', who='practitioner-01')
    engagement.run('note', 'add', step['control'], '--text', '見本', who='leader')
    path = os.path.join(folder, 'evidence.txt')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('見本')
    engagement.run('evidence', 'add', path, '--control', step['control'], who='practitioner-01')
    engagement.run('member', 'confirm-independence', who='quality')
    assert engagement.run('status')['events'] >= EVENTS + 4
    assert engagement.run('verify')['ok']


def wrong_usage(folder):
    for words in ((), ('a', 'b'), ('x', '--chains', '3'), ('x', '--events', '0')):
        assert subprocess.run([MAKE, *words], cwd=folder, capture_output=True, timeout=60).returncode == 2, words
        assert not os.path.exists(os.path.join(folder, 'x'))


TESTS = (holds_what_was_asked_for, one_chain, the_team_can_act, wrong_usage)
print(f'1..{len(TESTS)}')
status = 0
for number, test in enumerate(TESTS, 1):
    with tempfile.TemporaryDirectory() as folder:
        try:
            test(folder)
            print(f'ok {number} {test.__name__}', flush=True)
        except AssertionError as error:
            print(f'not ok {number} {test.__name__}\n# {error}', flush=True)
            status = 1
sys.exit(status)
