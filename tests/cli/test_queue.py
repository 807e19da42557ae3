# SPDX-License-Identifier: GPL-3.0-or-later
"""queue, return: what waits for whom, and work that goes back to who prepared it; notes about a step, evidence or a mark."""

import time

import harness
from harness import FAILED, REFUSED, USAGE
from test_criteria import oscal


class Queue(harness.Case):

    def set_up_once(self):
        super().set_up_once()
        self.create()
        path = self.write('c.json', oscal())
        self.run_ctl('catalog', 'import', path)
        self.run_ctl('procedures', 'import', path)
        self.ids = self.add_team()
        self.evidence = self.run_ctl('evidence', 'add', self.write('e.txt', 'e'), '--as-of', '2025-12-31')[0]['id']

    def queue(self, person):
        return [(row['id'], row['why']) for row in self.run_ctl('queue', person=person)]

    def perform(self, control, result='実施した。'):
        for step in self.run_ctl('step', 'list', control):
            self.run_ctl('step', 'record', step['id'], '--technique', step['technique'], '--performed-on', '2025-12-01', '--outcome', 'no-exception',
                         '--result', result, '--evidence', self.evidence, person='practitioner')
            if step['technique'] == 'inquiry':
                self.run_ctl('interview', 'add', '--who', 'A', '--post', 'B', '--at', '2025-12-01T10:00', '--how', '対面', '--question', 'Q',
                             '--answer', 'A', '--step', step['id'], person='practitioner')

    def complete(self, control):
        self.perform(control)
        self.run_ctl('complete', control, person='practitioner')

    def test_ready(self):
        """A sign-off waits for who may give it and did not do the work; a review for leaders first."""
        self.complete('a-1')
        self.assertEqual([self.queue(person) for person in self.PEOPLE], [[('a-1', 'ready')], [], [], []])
        line = self.run_ctl('queue')[0]
        self.assertEqual({key: line[key] for key in ('kind', 'number', 'stage', 'days', 'by', 'to_open')},
                         {'kind': 'control', 'number': 'a-1', 'stage': 'review', 'days': 0, 'by': 'practitioner', 'to_open': 0})
        self.assertEqual(self.run_ctl('queue', '--member', 'leader', person='quality'), self.run_ctl('queue'))
        self.run_ctl('review', 'a-1')
        self.assertEqual([self.queue(person) for person in self.PEOPLE], [[], [('a-1', 'ready')], [], []])
        self.run_ctl('approve', 'a-1', person='executive')
        self.assertEqual([self.queue(person) for person in self.PEOPLE], [[], [], [], []])

    def test_nothing_waits(self):
        """People are told; what programs read is an empty list"""
        done = self.call('-C', self.engagement, '--identity', self.identities['practitioner'], 'queue')
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b'', b'choshoctl: queue: nothing waits\n'))
        self.assertEqual(self.queue('practitioner'), [])

    def test_reversed_clock(self):
        """Where the clock of a sign-off ran backwards the line says so: its date is that clock's."""
        self.perform('a-1')
        item = {'target': 'a-1', 'stage': 'complete', 'view': 'auto', 'view_version': 1, 'opened': []}
        self.assertTrue(self.forge('practitioner', 'sign-off', item, '--time-us', str(1_700_000_000_000_000))['effective'])
        self.complete('b-10')
        self.assertEqual([(row['id'], row.get('clock_reversed', False)) for row in self.run_ctl('queue')], [('a-1', True), ('b-10', False)])

    def test_own_work_is_in_nobodys_own_queue(self):
        self.run_ctl('member', 'role', 'practitioner', '--role', 'practitioner', '--role', 'leader')
        self.complete('a-1')
        self.assertEqual(self.queue('practitioner'), [])
        self.assertEqual(self.queue('leader'), [('a-1', 'ready')])

    def test_work_of_every_leader(self):
        """Where no leader is left who could review, the executive does."""
        self.run_ctl('member', 'role', 'practitioner', '--role', 'practitioner', '--role', 'leader')
        self.run_ctl('member', 'role', 'leader', '--role', 'practitioner', person='executive')
        self.complete('a-1')
        self.assertEqual([self.queue(person) for person in ('leader', 'executive', 'practitioner')], [[], [('a-1', 'ready')], []])

    def test_designated(self):
        """Whom the assignment names reviews in place of a leader who prepares, and can send back."""
        self.run_ctl('assign', 'a-1', '--member', 'practitioner', '--reviewer', 'quality')
        self.complete('a-1')
        self.assertEqual(self.queue('quality'), [('a-1', 'ready')])
        self.run_ctl('return', 'a-1', '--reason', '証跡の期間を確認すること', person='quality')
        self.assertEqual((self.queue('quality'), self.queue('practitioner')), ([], [('a-1', 'returned')]))

    def test_oldest_first(self):
        self.complete('b-10')
        time.sleep(1.1)  # the record's times are shown in seconds
        self.complete('a-1')
        self.assertEqual([control for control, _ in self.queue('leader')], ['b-10', 'a-1'])

    def test_changed(self):
        self.complete('a-1')
        self.run_ctl('review', 'a-1')
        self.perform('a-1', '書き直した。')
        self.assertEqual([self.queue(person) for person in ('leader', 'practitioner')], [[('a-1', 'changed')]] * 2)
        self.run_ctl('complete', 'a-1', person='practitioner')
        self.assertEqual([self.queue(person) for person in ('leader', 'practitioner')], [[('a-1', 'changed')], []])
        self.run_ctl('review', 'a-1')
        self.assertEqual(self.queue('leader'), [])

    def test_two_of_one_name(self):
        """Persons are known by who they are, not by what they are called."""
        self.run_ctl('member', 'change', 'quality', '--name', 'leader', '--role', 'leader')
        ids = {row['id']: row['roles'] for row in self.run_ctl('member', 'list')}
        self.complete('a-1')
        self.run_ctl('review', 'a-1')
        self.perform('a-1', '書き直した。')
        note = self.run_ctl('note', 'add', 'a-1', '--text', '根拠は')['id']
        self.run_ctl('note', 'answer', note, '--text', '追記した', person='practitioner')
        self.assertEqual(self.queue('leader'), [('a-1', 'changed'), ('a-1', 'answered')])
        self.assertEqual(self.queue('quality'), [])
        self.assertIn(self.run_ctl('status', 'a-1')['sign_offs'][1]['by_id'], ids)

    def test_return(self):
        """All that was signed falls, who prepared it is told why, and the control is as before its completion."""
        self.complete('a-1')
        self.run_ctl('review', 'a-1')
        self.assertEqual(self.run_ctl('return', 'a-1', '--reason', '例外の有無が読み取れない', person='executive'), {'id': 'a-1', 'ids': ['a-1']})
        status = self.run_ctl('status', 'a-1')
        self.assertEqual((status['state'], status['sign_offs']), ('in_progress', []))
        self.assertEqual({key: status['returned'][key] for key in ('by', 'to', 'reason')},
                         {'by': 'executive', 'to': 'practitioner', 'reason': '例外の有無が読み取れない'})
        line = self.run_ctl('queue', person='practitioner')[0]
        self.assertEqual((line['why'], line['reason'], line['by'], line['days']), ('returned', '例外の有無が読み取れない', 'executive', 0))
        self.assertEqual(self.run_ctl('overview', '--member', 'practitioner')['returned'], 0)  # nobody is assigned
        self.assertIn('stage-missing', self.refused('review', 'a-1'))
        self.run_ctl('complete', 'a-1', person='practitioner')
        self.assertNotIn('returned', self.run_ctl('status', 'a-1'))
        self.assertEqual(self.queue('practitioner'), [])
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_return_to_who_is_assigned(self):
        self.run_ctl('assign', 'a-1', '--member', 'leader')
        self.complete('a-1')
        self.run_ctl('return', 'a-1', '--reason', 'r', person='executive')
        self.assertEqual((self.queue('leader'), self.queue('practitioner')), ([('a-1', 'returned')], [('a-1', 'returned')]))
        self.assertEqual(self.run_ctl('overview', '--member', 'leader')['returned'], 1)

    def test_return_refused(self):
        self.fails(FAILED, 'return', 'a-1', '--reason', 'r', error='not-found')
        self.complete('a-1')
        self.assertEqual(self.refused('return', 'a-1', '--reason', 'r', person='practitioner'), {'wrong-role'})
        self.assertEqual(self.refused('return', 'a-1', '--reason', 'r', person='quality'), {'wrong-role'})
        self.fails(USAGE, 'return', 'a-1')
        self.fails(USAGE, 'return', 'a-1', '--reason', ' ')
        self.fails(FAILED, 'return', 'a-1', 'b-10', '--reason', 'r', error='not-found')  # all or none
        self.run_ctl('review', 'a-1')
        self.run_ctl('approve', 'a-1', person='executive')
        self.assertEqual(self.refused('return', 'a-1', '--reason', 'r'), {'wrong-role'})  # an approval is an executive's to take away
        self.run_ctl('return', 'a-1', '--reason', 'r', person='executive')

    def test_return_twice(self):
        self.complete('a-1')
        words = ('--operation', 'op-1', 'return', 'a-1', '--reason', 'r')
        self.assertEqual(self.run_ctl(*words), self.run_ctl(*words))
        self.run_ctl('complete', 'a-1', person='practitioner')
        self.run_ctl('return', 'a-1', '--reason', 'もう一度')
        self.assertEqual(self.run_ctl('status', 'a-1')['returned']['reason'], 'もう一度')

    def test_paper(self):
        paper = self.run_ctl('paper', 'add', '--number', 'P-1', '--title', '見本', '--text', '見本の本文', person='practitioner')['id']
        self.run_ctl('paper', 'complete', paper, person='practitioner')
        line = self.run_ctl('queue')[0]
        self.assertEqual((line['kind'], line['id'], line['number'], line['why']), ('paper', paper, 'P-1', 'ready'))
        self.run_ctl('return', paper, '--reason', 'r')
        self.assertEqual(self.queue('practitioner'), [(paper, 'returned')])

    def test_answered_notes(self):
        """An answered note waits for who raised it."""
        note = self.run_ctl('note', 'add', 'a-1', '--text', '根拠は')['id']
        self.assertEqual(self.queue('leader'), [])
        self.run_ctl('note', 'answer', note, '--text', '追記した', person='practitioner')
        line = self.run_ctl('queue')[0]
        self.assertEqual((line['why'], line['note'], line['id']), ('answered', note, 'a-1'))
        self.assertEqual(self.queue('executive'), [])
        self.run_ctl('note', 'clear', note)
        self.assertEqual(self.queue('leader'), [])

    def test_whose(self):
        done = self.call('-C', self.engagement, '--format', 'json', 'queue')
        self.assertEqual(done.returncode, USAGE)
        self.fails(FAILED, 'queue', '--member', 'nobody', error='not-found')

    # --- Notes ---------------------------------------------------------------------------------

    def test_places_of_notes(self):
        step = self.run_ctl('step', 'list', 'a-1')[0]['id']
        self.run_ctl('evidence', 'link', self.evidence, '--control', 'a-1')
        mark = self.run_ctl('mark', 'add', 'a-1', self.evidence, '--quote', 'e', '--tick', '✓')['id']
        for words, key, value in ((('--step', step[:12]), 'step', step), (('--evidence', self.evidence), 'evidence', self.evidence), (('--mark', mark), 'mark', mark)):
            note = self.run_ctl('note', 'add', 'a-1', '--text', 'x', *words)['id']
            self.assertEqual(next(row for row in self.run_ctl('note', 'list') if row['id'] == note)[key], value)
        other = self.run_ctl('step', 'list', 'b-10')[0]['id']
        self.fails(USAGE, 'note', 'add', 'a-1', '--text', 'x', '--step', other)
        self.fails(FAILED, 'note', 'add', 'a-1', '--text', 'x', '--evidence', 'E-XXXX-0009', error='not-found')
        self.assertIn('open-note', self.refused('check', 'a-1'))


if __name__ == '__main__':
    harness.main()
