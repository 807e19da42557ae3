# SPDX-License-Identifier: GPL-3.0-or-later
"""undo: what has a counter-act is answered by a new entry, and both are kept."""

import unittest

import harness
from harness import FAILED

HEADER = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容\n'


class Undo(harness.Case):
    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.run_ctl('procedures', 'import', self.write('p.csv', HEADER + '8.1.2.1,P-1,整備状況,規程,閲覧,閲覧する\n'))
        self.step = self.run_ctl('step', 'list')[0]['id']
        self.add_team()

    def do(self, *words, person='leader'):
        """Does it as an operation of its own; returns the operation's id."""
        self.count = getattr(self, 'count', 0) + 1
        operation = f'operation-{self.count}'
        self.run_ctl('--operation', operation, *words, person=person)
        return operation

    def assignment(self, number):
        status = self.run_ctl('status', number)
        return tuple(status.get(name) for name in ('assignee', 'reviewer', 'due', 'visit'))

    def events(self):
        return len(self.run_ctl('journal', 'list'))

    def links(self, evidence):
        row = self.run_ctl('evidence', 'show', evidence)
        return row['controls'], row['steps']

    def test_assignment(self):
        """What stood before stands again at each control, nothing where nothing stood; undoing that is done by the same command"""
        self.run_ctl('assign', '8.1.2.1', '--member', 'practitioner', '--due', '2026-05-01', '--visit', 'A')
        act = self.do('assign', '8.1.2.1', '8.1.2.2', '--member', 'leader', '--reviewer', 'executive', '--visit', 'B')
        before = self.events()
        self.assertEqual(self.run_ctl('--operation', 'undoing', 'undo', act), {'undone': act})
        self.assertEqual([self.assignment(number) for number in ('8.1.2.1', '8.1.2.2')],
                         [('practitioner', None, '2026-05-01', 'A'), (None, None, None, None)])
        self.assertEqual(self.events(), before + 1, 'both are kept')
        self.run_ctl('undo', 'undoing')
        self.assertEqual([self.assignment(number) for number in ('8.1.2.1', '8.1.2.2')],
                         [('leader', 'executive', '2026-05-01', 'B'), ('leader', 'executive', None, 'B')])
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_by_event(self):
        """An act is named by any event of it, as the journal lists it"""
        self.run_ctl('assign', '8.1.2.1', '--member', 'leader')
        event = [row['id'] for row in self.run_ctl('journal', 'list') if row['action'] == 'assignment'][-1]
        self.run_ctl('undo', event)
        self.assertEqual(self.assignment('8.1.2.1')[0], None)

    def test_links_of_several(self):
        """What was linked at once is one act, and taken back at once; what is named twice is linked once"""
        ids = [self.run_ctl('evidence', 'add', self.write(f'{name}.txt', name))[0]['id'] for name in 'abc']
        before = self.events()
        act = self.do('evidence', 'link', ids[0], '--also', ids[1], '--also', ids[2], '--also', ids[1], '--step', self.step)
        self.assertEqual(self.events(), before + 1)
        self.assertEqual([self.links(one) for one in ids], [(['8.1.2.1'], [self.step])] * 3)
        self.run_ctl('undo', act)
        self.assertEqual([self.links(one) for one in ids], [([], [])] * 3)
        self.run_ctl('evidence', 'link', ids[0], '--also', 'E-9999', '--control', '8.1.2.1', code=FAILED)
        self.assertEqual(self.links(ids[0]), ([], []), 'all or none')

    def test_links(self):
        """A link is taken off, what was taken off is linked again; what was taken in stays, linked to nothing"""
        evidence = self.run_ctl('evidence', 'add', self.write('a.txt', 'a'))[0]['id']
        self.run_ctl('undo', self.do('evidence', 'link', evidence, '--control', '8.1.2.2', '--step', self.step))
        self.assertEqual(self.links(evidence), ([], []))
        self.run_ctl('evidence', 'link', evidence, '--control', '8.1.2.2', '--step', self.step)
        both = self.links(evidence)
        self.run_ctl('undo', self.do('evidence', 'unlink', evidence, '--step', self.step))
        self.assertEqual(self.links(evidence), both)
        self.run_ctl('undo', self.do('evidence', 'add', self.write('b.txt', 'b'), '--step', self.step))
        self.assertEqual([row['name'] for row in self.run_ctl('evidence', 'list', '--unlinked')], ['b.txt'])
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_refused(self):
        """Nothing is undone of what another did, what was changed since, or what has no counter-act; nothing is written then"""
        act = self.do('assign', '8.1.2.1', '8.1.2.2', '--member', 'practitioner')
        evidence = self.run_ctl('evidence', 'add', self.write('a.txt', 'a'), '--control', '8.1.2.1')[0]['id']
        taken_off = self.do('evidence', 'unlink', evidence, '--control', '8.1.2.1')
        self.run_ctl('evidence', 'link', evidence, '--control', '8.1.2.1')
        note = self.do('note', 'add', '8.1.2.1', '--text', 'Seen?')
        alone = self.do('evidence', 'add', self.write('b.txt', 'b'))
        assigned = [row['id'] for row in self.run_ctl('journal', 'list') if row['action'] == 'assignment'][0]
        before = self.events()
        self.fails(FAILED, 'undo', assigned, person='executive', error='invalid')
        self.fails(FAILED, 'undo', act, person='executive', error='not-found')
        self.fails(FAILED, 'undo', 'f' * 64, error='not-found')
        for what in (note, alone, taken_off):
            self.fails(FAILED, 'undo', what, error='invalid')
        self.run_ctl('assign', '8.1.2.2', '--member', 'leader')
        self.fails(FAILED, 'undo', act, error='invalid')
        self.assertEqual(self.events(), before + 1)
        self.assertEqual(self.assignment('8.1.2.1')[0], 'practitioner')


if __name__ == '__main__':
    harness.main()
