# SPDX-License-Identifier: GPL-3.0-or-later
"""member role, key-add, key-revoke; admit; journal waiting; what the rules ask of people beyond independence."""

import json
import os

import harness
from harness import FAILED, REFUSED, USAGE

CONTROL = '8.1.2.1'


class People(harness.Case):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for person in ('second', 'third'):
            path = os.path.join(cls.root, person + '.json')
            made = json.loads(cls.call('identity', 'new', '--name', person, '--output', path, '--unprotected', '--format', 'json').stdout)
            cls.keys[person], cls.identities[person] = made['public_key'], path

    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.ids = self.add_team()

    def member(self, name):
        return next(row for row in self.run_ctl('member', 'list') if row['name'] == name)

    def fingerprint(self, person):
        return self.run_ctl('identity', 'show', person=person)['fingerprint']

    def note(self, person, text='x'):
        return self.run_ctl('note', 'add', CONTROL, '--text', text, person=person)

    # --- Roles ---------------------------------------------------------------------------------

    def test_role(self):
        self.refused_role('practitioner', 'practitioner', '--role', 'leader')
        self.run_ctl('member', 'role', 'practitioner', '--role', 'practitioner', '--role', 'reviewer')
        self.assertEqual(self.member('practitioner')['roles'], ['practitioner', 'reviewer'])
        self.refused_role('leader', 'practitioner', '--role', 'executive')
        self.run_ctl('member', 'role', 'practitioner', '--role', 'executive', person='executive')
        self.assertEqual(self.member('practitioner')['roles'], ['executive'])
        self.fails(USAGE, 'member', 'role', 'practitioner')
        self.fails(USAGE, 'member', 'role', 'practitioner', '--role', 'king')

    def refused_role(self, person, *words):
        self.assertEqual(self.fails(REFUSED, 'member', 'role', *words, person=person)['blockers'][0]['code'], 'wrong-role')

    # --- Keys ----------------------------------------------------------------------------------

    def test_a_further_key(self):
        """A person with two keys is one person: work done with one is not reviewed with the other."""
        self.fails(FAILED, 'note', 'add', CONTROL, '--text', 'x', person='second')
        added = self.run_ctl('member', 'key-add', 'practitioner', '--public-key', self.keys['second'])
        self.assertEqual((added['member'], added['fingerprint']), (self.ids['practitioner'], self.fingerprint('second')))
        self.assertEqual(self.member('practitioner')['fingerprints'], sorted([self.fingerprint('practitioner'), self.fingerprint('second')]))
        note = self.note('second')['id']
        self.assertEqual(self.run_ctl('note', 'list')[0]['by'], 'practitioner')
        self.run_ctl('note', 'clear', note, person='practitioner')  # only who raised it may, with whichever key
        self.fails(FAILED, 'member', 'key-add', 'quality', '--public-key', self.keys['second'], error='exists')
        self.fails(USAGE, 'member', 'key-add', 'practitioner', '--public-key', 'ab')
        self.fails(FAILED, 'member', 'key-add', 'nobody', '--public-key', self.keys['third'], error='not-found')

    def test_whose_key(self):
        """A key is a leader's to add, one's own too, so that a stolen key names no further one; an executive's is an executive's."""
        for person, whose in (('practitioner', 'practitioner'), ('practitioner', 'quality'), ('leader', 'executive')):
            self.assertEqual(self.fails(REFUSED, 'member', 'key-add', whose, '--public-key', self.keys['second'], person=person)['blockers'][0]['code'],
                             'wrong-role')
        self.run_ctl('member', 'key-add', 'quality', '--public-key', self.keys['second'])

    def test_own_work_by_another_key(self):
        self.run_ctl('member', 'role', 'practitioner', '--role', 'practitioner', '--role', 'leader')
        self.run_ctl('member', 'key-add', 'practitioner', '--public-key', self.keys['second'])
        paper = self.run_ctl('paper', 'add', '--number', 'P-1', '--title', '見本', person='practitioner')['id']
        self.run_ctl('paper', 'edit', paper, '--text', '見本の本文', person='practitioner')
        self.run_ctl('paper', 'complete', paper, person='practitioner')
        refused = self.fails(REFUSED, 'paper', 'review', paper, person='second')
        self.assertIn('own-review', [blocker['code'] for blocker in refused['blockers']])
        self.run_ctl('paper', 'review', paper)

    def test_a_lost_key(self):
        """What is here is accepted, what the key signs later has no effect until an executive says so."""
        self.run_ctl('member', 'key-add', 'practitioner', '--public-key', self.keys['second'])
        before = self.note('second', 'before')['id']
        fingerprint = self.fingerprint('second')
        self.assertEqual(self.fails(REFUSED, 'member', 'key-revoke', fingerprint, '--reason', 'lost')['blockers'][0]['code'], 'wrong-role')
        self.fails(USAGE, 'member', 'key-revoke', fingerprint, person='executive')
        self.fails(USAGE, 'member', 'key-revoke', fingerprint, '--reason', ' ', person='executive')
        self.fails(USAGE, 'member', 'key-revoke', fingerprint, '--reason', 'lost', '--member', 'quality', person='executive')
        self.fails(FAILED, 'member', 'key-revoke', 'ffffffff', '--reason', 'lost', person='executive', error='not-found')
        revoked = self.run_ctl('member', 'key-revoke', fingerprint[:12], '--member', 'practitioner', '--reason', 'lost', person='executive')
        self.assertEqual(revoked['fingerprint'], fingerprint)
        self.assertEqual(self.member('practitioner')['fingerprints'], [self.fingerprint('practitioner')])
        self.assertEqual(self.run_ctl('journal', 'waiting'), [])
        self.assertEqual([row['id'] for row in self.run_ctl('note', 'list')], [before])
        self.fails(REFUSED, 'note', 'add', CONTROL, '--text', 'x', person='second')
        self.note('practitioner')  # the other key goes on
        late = self.late(before)
        self.assertEqual([(row['id'], row['code'], row['head'], row['by']) for row in self.run_ctl('journal', 'waiting')],
                         [(late[0], 'awaiting-admit', late[1], 'practitioner'), (late[1], 'awaiting-admit', late[1], 'practitioner')])
        self.assertEqual({problem['code'] for problem in self.run_ctl('verify')['problems']}, {'awaiting-admit'})
        self.fails(FAILED, 'admit', before.split('#')[0], person='executive', error='exists')
        self.assertEqual(self.fails(REFUSED, 'admit', late[1])['blockers'][0]['code'], 'wrong-role')
        self.run_ctl('admit', late[1][:12], '--reason', '本人に確認した', person='executive')
        self.assertEqual(self.run_ctl('journal', 'waiting'), [])
        self.assertEqual(len(self.run_ctl('note', 'list')), 4)
        self.assertEqual(self.run_ctl('verify')['problems'], [])

    def late(self, before):
        """Two notes of the revoked key's chain that came from elsewhere, unknown to who revoked it."""
        item = {'control': CONTROL, 'paper': '', 'text': 'late'}
        first = self.forge('second', 'note', item, '--prev', before.split('#')[0], '--seen', 'none')['id']
        return first, self.forge('second', 'note', item, '--prev', first, '--seen', 'none')['id']

    def test_nothing_is_accepted(self):
        """A key in wrong hands from the beginning: all that it signed waits."""
        self.run_ctl('member', 'key-add', 'practitioner', '--public-key', self.keys['second'])
        first, second = (self.note('second', text)['id'].split('#')[0] for text in ('1', '2'))
        fingerprint = self.fingerprint('second')
        other = self.note('practitioner')['id'].split('#')[0]
        words = ('member', 'key-revoke', fingerprint, '--reason', 'stolen')
        self.fails(USAGE, *words, '--accepted', other, person='executive')
        self.fails(USAGE, *words, '--accepted', first, '--accept-none', person='executive')
        self.run_ctl(*words, '--accepted', first, person='executive')
        self.assertEqual([row['id'] for row in self.run_ctl('journal', 'waiting')], [second])
        self.run_ctl('member', 'key-add', 'practitioner', '--public-key', self.keys['third'])
        third = self.note('third')['id'].split('#')[0]
        self.run_ctl('member', 'key-revoke', self.fingerprint('third'), '--reason', 'stolen', '--accept-none', person='executive')
        self.assertEqual([row['id'] for row in self.run_ctl('journal', 'waiting')], [second, third])
        self.assertEqual([row['text'] for row in self.run_ctl('note', 'list')], ['1', 'x'])

    def test_admit_what_never_counts(self):
        forged = self.forge('practitioner', 'sign-off', {'target': CONTROL, 'stage': 'complete', 'view': 'auto', 'view_version': 1, 'opened': []})['id']
        waiting = self.run_ctl('journal', 'waiting')
        self.assertEqual([(row['id'], row['code'], row.get('head')) for row in waiting], [(forged, 'rule-broken', None)])
        self.assertIn('item 0', waiting[0]['reason'])
        self.fails(USAGE, 'admit', forged, person='executive')
        self.run_ctl('admit', '--void', forged, '--reason', '既知', person='executive')
        self.assertEqual(self.run_ctl('journal', 'waiting'), [])

    def test_the_last_executive(self):
        """A lost key of the only executive: the creator names another."""
        self.run_ctl('member', 'key-revoke', self.fingerprint('executive'), '--reason', 'lost', person='executive')
        self.run_ctl('member', 'add', '--name', 'e2', '--role', 'executive', '--public-key', self.keys['second'])
        self.assertEqual(self.member('e2')['roles'], ['executive'])

    # --- Requirements ----------------------------------------------------------------------------

    def lacks(self, severity=None):
        return {(row['code'], row['detail']) for row in self.run_ctl('member', 'check')['blockers'] if severity in (None, row['severity'])}

    def test_qualification(self):
        """Recorded or not is a warning, unless the firm asks for it; what is recorded to have ended blocks."""
        self.assertEqual(self.lacks('block'), set())
        self.assertEqual(self.lacks('warn'), {('qualification-missing', 'leader'), ('qualification-missing', 'executive')})
        self.run_ctl('member', 'change', 'leader', '--qualification', '見本資格', '--qualification-until', '2020-03-31')
        self.assertEqual(self.lacks('block'), {('qualification-expired', 'leader')})
        codes = {blocker['code'] for blocker in self.fails(REFUSED, 'report', 'check')['blockers']}
        self.assertIn('qualification-expired', codes)
        self.assertNotIn('qualification-missing', codes)  # a word to the team, none about the report
        self.run_ctl('member', 'change', 'leader', '--qualification-until', '2999-03-31')
        self.assertEqual(self.lacks('block'), set())
        self.assertEqual(self.member('leader')['qualification_until'], '2999-03-31')
        self.run_ctl('settings', 'import', self.write('s.json', json.dumps({'role_requirements': [{'role': 'executive', 'qualification': True},
                                                                                                  {'role': 'quality', 'qualification': True}]})))
        self.assertEqual(self.lacks('block'), {('qualification-missing', 'executive'), ('qualification-missing', 'quality')})
        self.fails(USAGE, 'member', 'change', 'leader', '--qualification-until', 'soon')

    def test_requirements_as_a_table(self):
        self.run_ctl('settings', 'import', self.write('s.csv', '役割,資格の記録\n業務実施責任者,要\n業務実施者,不要\n'))
        self.assertEqual(self.run_ctl('settings', 'show', 'role_requirements')['value'],
                         [{'qualification': True, 'role': 'leader'}, {'qualification': False, 'role': 'practitioner'}])
        self.assertEqual(self.lacks('block'), {('qualification-missing', 'leader')})

    def test_requirements_wrong(self):
        for entry in ({'role': 'king', 'qualification': True}, {'role': 'leader', 'qualification': 'yes'}, {'role': 'leader'}):
            self.fails(FAILED, 'settings', 'import', self.write('s.json', json.dumps({'role_requirements': [entry]})), error='invalid')

    def test_nationality(self):
        self.run_ctl('member', 'change', 'practitioner', '--nationality', 'japanese')
        self.assertEqual(self.lacks('block'), set())
        self.run_ctl('member', 'change', 'practitioner', '--nationality', 'other')
        self.assertEqual(self.lacks('block'), {('nationality-inquiry-missing', 'practitioner')})
        self.run_ctl('member', 'change', 'practitioner', '--nationality-inquiry', '照会-1')
        self.assertEqual(self.lacks('block'), set())
        self.fails(USAGE, 'member', 'change', 'practitioner', '--nationality', 'martian')


if __name__ == '__main__':
    harness.main()
