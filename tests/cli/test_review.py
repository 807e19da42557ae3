# SPDX-License-Identifier: GPL-3.0-or-later
"""check, complete, review, approve, withdraw, status, note, paper, report."""

import datetime
import json
import os
import unittest
import zoneinfo

import harness
from harness import FAILED, REFUSED, USAGE
from test_criteria import oscal

HEADER = '管理策番号,手続番号,フェーズ,監査対象,監査技法,手続内容,報告文\n'


class Gate(harness.Case):
    """Every control of a catalogue with assessment methods: on its inquiries alone it never completes."""

    def set_up_once(self):
        super().set_up_once()
        self.create()
        path = self.write('c.json', oscal())
        self.run_ctl('catalog', 'import', path)
        self.run_ctl('procedures', 'import', path)
        self.add_team()
        self.evidence = self.run_ctl('evidence', 'add', self.write('e.txt', 'e'), '--as-of', '2025-12-31')[0]['id']

    def record(self, step, technique=None):
        self.run_ctl('step', 'record', step['id'], '--technique', technique or step['technique'], '--performed-on', '2025-12-01', '--outcome', 'no-exception',
                     '--result', '実施した。', '--evidence', self.evidence)

    def test_question_only(self):
        for control in ('a-1', 'a-1.1', 'b-10'):
            inspection, inquiry, reperformance = self.run_ctl('step', 'list', control)
            self.record(inquiry)
            self.run_ctl('interview', 'add', '--who', 'A', '--post', 'B', '--at', '2025-12-01T10:00', '--how', '対面', '--question', 'Q', '--answer', 'A',
                         '--step', inquiry['id'])
            result = self.fails(REFUSED, 'complete', control)
            self.assertIn('question-only', [blocker['code'] for blocker in result['blockers']])
            self.assertIn('question-only', [blocker['code'] for blocker in self.fails(REFUSED, 'check', control)['blockers']])
            self.record(inspection)
            self.record(reperformance)
            self.run_ctl('check', control)
            self.assertEqual(self.call('-C', self.engagement, 'check', control).stdout.decode(), 'Nothing stands against it.\n')
            self.run_ctl('complete', control)
        self.assertEqual(self.run_ctl('status')['controls']['prepared'], 3)

    def test_bytes_of_evidence(self):
        """Nobody signs off on evidence whose bytes are gone or of another size."""
        for step in self.run_ctl('step', 'list', 'a-1'):
            self.record(step)
        digest = self.run_ctl('evidence', 'show', self.evidence)['sha256']
        path = os.path.join(self.engagement, 'objects', digest[:2], digest)
        os.chmod(path, 0o600)
        with open(path, 'ab') as file:
            file.write(b'!')
        for words in (('check', 'a-1'), ('complete', 'a-1')):
            self.assertEqual(self.refused(*words) & {'evidence-missing', 'evidence-damaged'}, {'evidence-damaged'})
        os.unlink(path)
        for words in (('check', 'a-1'), ('complete', 'a-1')):
            self.assertEqual(self.refused(*words) & {'evidence-missing', 'evidence-damaged'}, {'evidence-missing'})

    def test_overview(self):
        self.run_ctl('assign', 'a-1', '--member', 'leader', '--due', '2020-01-31')
        overview = self.run_ctl('overview')
        self.assertEqual(overview['controls'], self.run_ctl('status')['controls'])
        self.assertEqual([item['number'] for item in overview['mine']['items']], ['a-1'])
        self.assertEqual((overview['late']['count'], overview['mine_late']), (1, 1))
        self.assertEqual(sum(chapter['total'] for chapter in overview['chapters']), overview['controls']['total'])
        self.assertEqual(self.run_ctl('overview', '--member', 'leader')['mine']['count'], 1)
        self.fails(FAILED, 'overview', '--member', 'nobody', error='not-found')

    def test_an_inquiry_called_inspection(self):
        inspection, inquiry, reperformance = self.run_ctl('step', 'list', 'a-1')
        self.run_ctl('interview', 'add', '--who', 'A', '--post', 'B', '--at', '2025-12-01T10:00', '--how', '対面', '--question', 'Q', '--answer', 'A',
                     '--step', inquiry['id'])
        self.run_ctl('step', 'record', inquiry['id'], '--technique', 'inspection', '--performed-on', '2025-12-01', '--outcome', 'no-exception', '--result', 'x')
        self.assertTrue({'no-evidence', 'procedure-departure'} <= self.refused('complete', 'a-1'))

    def test_bulk_keeps_what_could_be_done(self):
        for step in self.run_ctl('step', 'list', 'a-1'):
            self.record(step)
        result = self.run_ctl('complete', 'a-1', 'b-10', code=REFUSED)
        self.assertEqual([(item['control'], item['done']) for item in result['results']], [('a-1', True), ('b-10', False)])
        self.assertEqual(self.run_ctl('status', 'a-1')['state'], 'prepared')
        self.assertEqual(self.run_ctl('status', 'b-10')['state'], 'not_started')

    def test_wrong(self):
        self.fails(FAILED, 'check', 'nonsense', error='not-found')
        self.fails(USAGE, 'check', 'a-1', '--for', 'fun')
        self.fails(USAGE, 'complete')
        self.fails(FAILED, 'complete', 'nonsense', error='not-found')
        self.fails(USAGE, 'withdraw', 'a-1')
        self.fails(FAILED, 'withdraw', 'a-1', '--reason', 'x', error='not-found')
        self.fails(FAILED, 'status', 'nonsense', error='not-found')


class Stages(harness.Case):
    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.run_ctl('procedures', 'import', self.write('p.csv', HEADER + '8.1.2.1,P-1,整備状況,規程,閲覧,閲覧する,閲覧した。\n'))
        self.ids = self.add_team()
        self.step = self.run_ctl('step', 'list')[0]['id']
        self.person = 'practitioner'
        self.run_ctl('evidence', 'add', self.write('e.txt', 'e'), '--step', self.step, '--as-of', '2025-12-31')
        self.record('実施した。')

    def record(self, text):
        self.run_ctl('step', 'record', self.step, '--technique', 'inspection', '--performed-on', '2025-12-01', '--outcome', 'no-exception', '--result', text)

    def sign_offs(self):
        status = self.run_ctl('status', '8.1.2.1')
        return status['state'], [(item['stage'], item['by'], item['state']) for item in status['sign_offs']]

    def test_three_people(self):
        self.assertEqual(self.refused('review', '8.1.2.1', person='leader'), {'stage-missing'})
        self.run_ctl('complete', '8.1.2.1')
        self.assertIn('wrong-role', self.refused('review', '8.1.2.1', person='quality'))
        self.assertIn('own-review', self.refused('review', '8.1.2.1'))
        self.assertIn('stage-missing', self.refused('approve', '8.1.2.1', person='executive'))
        self.run_ctl('review', '8.1.2.1', person='leader')
        self.assertIn('wrong-role', self.refused('approve', '8.1.2.1', person='leader'))
        self.run_ctl('approve', '8.1.2.1', person='executive')
        self.assertEqual(self.sign_offs(), ('approved', [('complete', 'practitioner', 'current'), ('review', 'leader', 'current'),
                                                         ('approve', 'executive', 'current')]))
        for item in self.run_ctl('status', '8.1.2.1')['sign_offs']:
            self.assertRegex(item['at'], r'\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z')
            self.assertEqual(self.run_ctl('journal', 'show', item['event'].split('#')[0])['action'], 'sign-off')

    def test_a_change_makes_it_stale_and_taking_it_back_does_not_mend_it(self):
        self.run_ctl('complete', '8.1.2.1')
        self.record('変えた。')
        self.record('実施した。')
        self.assertEqual(self.sign_offs(), ('in_progress', [('complete', 'practitioner', 'stale')]))
        status = self.run_ctl('status')
        self.assertEqual((status['stale'], status['controls']['in_progress'], status['controls']['prepared']), (1, 1, 0))
        self.run_ctl('complete', '8.1.2.1')
        self.assertEqual(self.sign_offs()[0], 'prepared')
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_named_twice_is_signed_once(self):
        results = self.run_ctl('complete', '8.1.2.1', '８．１．２．１')['results']
        self.assertEqual([(item['control'], item['done']) for item in results], [('8.1.2.1', True)])
        self.assertEqual([row['action'] for row in self.run_ctl('journal', 'list')].count('sign-off'), 1)

    def test_refused_says_whether_anything_was_signed(self):
        def message(*words):
            result = self.fails(REFUSED, *words)
            return result['error']['message']
        self.assertEqual(message('complete', '8.1.2.2'), '8.1.2.2 cannot be signed off yet')
        self.assertEqual(message('complete', '8.1.2.2', '8.1.2.3'), 'all 2 were refused; nothing is signed')
        self.assertEqual(self.run_ctl('complete', '8.1.2.1', '8.1.2.2', code=REFUSED)['error']['message'], '1 of 2 was refused; the others are signed')

    def test_withdraw(self):
        self.run_ctl('complete', '8.1.2.1')
        self.refused('withdraw', '8.1.2.1', '--reason', 'x', person='leader')
        self.run_ctl('withdraw', '8.1.2.1', '--reason', '追加の手続')
        self.assertEqual(self.sign_offs(), ('in_progress', []))

    def test_withdraws_what_was_signed_at_once(self):
        """For one reason: all of them, or none where one has no such sign-off"""
        self.run_ctl('complete', '8.1.2.1')
        self.fails(FAILED, 'withdraw', '8.1.2.1', '8.1.2.3', '--reason', 'x', error='not-found')
        self.assertEqual(self.sign_offs()[0], 'prepared')
        paper = self.run_ctl('paper', 'add', '--number', 'G-1', '--title', '監査計画書', '--text', '目的')['id']
        self.run_ctl('paper', 'complete', paper)
        self.assertEqual(self.run_ctl('withdraw', '8.1.2.1', paper, '--reason', '追加の手続')['ids'], ['8.1.2.1', paper])
        self.assertEqual((self.sign_offs(), self.run_ctl('paper', 'show', paper)['paper']['state']), (('in_progress', []), 'not_started'))

    def test_notes(self):
        self.run_ctl('complete', '8.1.2.1')
        note = self.run_ctl('note', 'add', '8.1.2.1', '--text', '母数は。', person='leader')['id']
        row = self.run_ctl('note', 'list')[0]
        self.assertEqual((row['id'], row['control'], row['text'], row['by'], row['state']), (note, '8.1.2.1', '母数は。', 'leader', 'open'))
        # A note is no change of the work: the sign-off is suspended until it is answered, never stale.
        self.assertEqual(self.sign_offs(), ('in_progress', [('complete', 'practitioner', 'suspended')]))
        self.assertEqual(self.run_ctl('status')['suspended'], 1)
        self.assertIn('open-note', self.refused('review', '8.1.2.1', person='leader'))
        self.run_ctl('note', 'answer', note, '--text', '60件。')
        self.assertEqual([row['state'] for row in self.run_ctl('note', 'list', '--open')], ['answered'])
        self.assertEqual(self.sign_offs(), ('prepared', [('complete', 'practitioner', 'current')]))
        self.refused('note', 'clear', note)
        self.run_ctl('note', 'clear', note, person='leader')
        self.assertEqual(self.run_ctl('note', 'list', '--open'), [])
        self.run_ctl('review', '8.1.2.1', person='leader')
        self.fails(FAILED, 'note', 'add', '9.9.9.9', '--text', 'x', error='not-found')
        self.fails(USAGE, 'note', 'add', '8.1.2.1')
        self.fails(FAILED, 'note', 'clear', 'nonsense', error='not-found')

    def test_papers(self):
        made = self.run_ctl('paper', 'add', '--number', 'G-1', '--title', '計画書', '--text', '内容', '--required-for-issue', person='leader')['id']
        row = self.run_ctl('paper', 'list')[0]
        self.assertEqual((row['id'], row['number'], row['title'], row['required_for_issue']), (made, 'G-1', '計画書', True))
        self.run_ctl('paper', 'edit', 'G-1', '--text', '直した', person='leader')
        self.run_ctl('paper', 'complete', 'G-1', person='leader')
        self.assertIn('own-review', self.refused('paper', 'review', 'G-1', person='leader'))
        self.run_ctl('paper', 'review', 'G-1', person='executive')
        self.run_ctl('paper', 'approve', 'G-1', person='executive')
        self.assertEqual(self.run_ctl('paper', 'list')[0]['state'], 'approved')
        self.fails(FAILED, 'paper', 'complete', 'G-9', error='not-found')
        self.fails(FAILED, 'paper', 'add', '--number', 'G-2', '--title', 'x', '--template', 'nonsense', error='not-found')
        self.fails(USAGE, 'paper', 'add', '--number', 'G-2')
        self.fails(USAGE, 'paper', 'add', '--number', ' ', '--title', 'x')

    def test_papers_go_by_their_numbers(self):
        self.run_ctl('paper', 'add', '--number', 'G-1', '--title', '計画書')
        self.run_ctl('paper', 'add', '--number', 'G-2', '--title', '講評会')
        self.fails(FAILED, 'paper', 'add', '--number', 'G-1', '--title', '別の計画書', error='exists')
        self.fails(FAILED, 'paper', 'edit', 'G-2', '--number', 'G-1', error='exists')
        self.run_ctl('paper', 'edit', 'G-2', '--number', 'G-2', '--text', '本文')
        self.run_ctl('note', 'add', 'G-2', '--text', '日付を。', person='leader')
        refused = self.fails(REFUSED, 'paper', 'complete', 'G-2')
        self.assertEqual({blocker['paper'] for blocker in refused['blockers']}, {'G-2'})
        self.assertEqual(refused['error']['message'], 'G-2 cannot be signed off yet')

    def test_paper_as_one_document(self):
        self.run_ctl('paper', 'add', '--number', 'G-1', '--title', '計画書', '--text', '内容', person='leader')
        taken = self.run_ctl('evidence', 'add', self.write('plan.txt', '計画\n'), '--paper', 'G-1')[0]['id']
        seen = self.run_ctl('evidence', 'sighting', '--what', '議事録', '--where', '本社', '--with', '佐藤', '--reason', '持出し不可', '--paper', 'G-1')['id']
        self.run_ctl('note', 'add', 'G-1', '--text', '日付を。', person='executive')
        shown = self.run_ctl('paper', 'show', 'G-1')
        self.assertEqual((shown['paper']['text'], [row['name'] for row in shown['attached']], [row['text'] for row in shown['notes']]),
                         ('内容', ['plan.txt', '議事録'], ['日付を。']))
        self.assertEqual([row['id'] for row in shown['to_open']], [seen])
        self.run_ctl('evidence', 'unlink', taken, '--paper', 'G-1')
        self.assertEqual([row['id'] for row in self.run_ctl('paper', 'show', 'G-1')['attached']], [seen])
        self.fails(FAILED, 'evidence', 'unlink', taken, '--paper', 'G-1', error='not-found')
        self.fails(FAILED, 'evidence', 'link', taken, '--paper', 'G-9', error='not-found')
        self.run_ctl('note', 'clear', shown['notes'][0]['id'], person='executive')
        self.run_ctl('paper', 'complete', 'G-1', person='leader')
        self.run_ctl('paper', 'edit', 'G-1', '--text', '直した', person='leader')
        changes = self.run_ctl('paper', 'changes', 'G-1')
        self.assertEqual((changes['number'], changes['stage'], [(row['action'], row['old'], row['new']) for row in changes['changes']]),
                         ('G-1', 'complete', [('paper-change', '内容', '直した')]))
        self.run_ctl('paper', 'complete', 'G-1', person='leader')
        self.run_ctl('paper', 'review', 'G-1', person='executive')
        self.assertEqual(self.refused('paper', 'approve', 'G-1', person='executive'), {'not-opened'})
        self.run_ctl('paper', 'approve', 'G-1', '--opened', seen, person='executive')

    def test_quality_check(self):
        """What the quality controller checks is a paper that they sign themselves; without its approval the report is not issued."""
        paper = self.run_ctl('paper', 'add', '--number', 'Q-1', '--title', '品質管理チェックリスト', '--text', '確認した。', '--required-for-issue', person='quality')['id']
        self.assertIn('paper-missing', [blocker['code'] for blocker in self.fails(REFUSED, 'report', 'check')['blockers']])
        self.run_ctl('paper', 'complete', 'Q-1', person='quality')
        self.assertEqual(self.refused('paper', 'approve', 'Q-1', person='quality'), {'wrong-role', 'stage-missing', 'own-review'})
        self.assertEqual(self.run_ctl('queue', person='leader')[0]['id'], paper)
        self.run_ctl('paper', 'review', 'Q-1', person='leader')
        self.run_ctl('paper', 'approve', 'Q-1', person='executive')
        self.assertNotIn('paper-missing', [blocker['code'] for blocker in self.fails(REFUSED, 'report', 'check')['blockers']])

    def test_papers_from_the_firms_templates(self):
        templates = [{'template': 'T-1', 'title': '監査計画書', 'text': '目的', 'required_for_issue': True}, {'template': 'T-2', 'title': '講評会', 'text': '出席者'}]
        self.run_ctl('settings', 'import', self.write('s.json', json.dumps({'paper_templates': templates})), person='leader')
        self.run_ctl('paper', 'add', '--number', 'G-1', '--title', '監査計画書', '--template', 'T-1')
        self.run_ctl('paper', 'add', '--number', 'G-2', '--title', '講評会', '--template', '講評会')
        self.run_ctl('paper', 'add', '--number', 'G-3', '--title', '講評会', '--template', 'T-2', '--text', '別の本文', '--required-for-issue')
        self.assertEqual([(row['number'], row['text'], row['required_for_issue']) for row in self.run_ctl('paper', 'list')],
                         [('G-1', '目的', True), ('G-2', '出席者', False), ('G-3', '別の本文', True)])

    def test_opinion_wording(self):
        self.record('規程は有効に機能している。')
        warned = self.run_ctl('check', '8.1.2.1')['blockers']
        self.assertEqual([(blocker['code'], blocker['severity']) for blocker in warned], [('opinion-wording', 'warn')])
        self.run_ctl('complete', '8.1.2.1')
        blockers = self.fails(REFUSED, 'report', 'check')['blockers']
        self.assertIn(('opinion-wording', 'block'), [(blocker['code'], blocker['severity']) for blocker in blockers])

    def test_report(self):
        draft = os.path.join(self.folder, 'draft.pdf')
        made = self.run_ctl('report', 'draft', '-o', draft)
        self.assertEqual(os.path.getsize(draft), made['size_bytes'])
        issued = os.path.join(self.folder, 'issued.pdf')
        self.assertTrue({'stage-missing', 'statement-not-final'} <= self.refused('report', 'issue', '-o', issued, person='executive'))
        self.assertFalse(os.path.exists(issued))
        self.fails(FAILED, 'report', 'draft', '-o', draft, error='exists')
        self.fails(USAGE, 'report', 'draft', '-o', os.path.join(self.folder, 'draft.doc'))
        self.fails(USAGE, 'report', 'draft')
        self.fails(FAILED, 'report', 'draft', '-o', os.path.join(self.folder, 'absent', 'x.pdf'))
        self.fails(FAILED, 'report', 'accept-wording', 'nonsense', '--reason', 'x', error='not-found', person='leader')

    def test_dates_of_the_closing_documents(self):
        final = self.run_ctl('statement', 'final', self.write('s.pdf', '%PDF-1.4'), person='leader')['sha256']

        def codes():
            return {(blocker['code'], blocker['severity'], blocker.get('detail')) for blocker in self.fails(REFUSED, 'report', 'check')['blockers']
                    if blocker['code'] in ('representation-missing', 'subsequent-events-missing')}
        self.assertEqual(codes(), {('representation-missing', 'block', None), ('subsequent-events-missing', 'block', None)})
        letter = self.write('r.pdf', '%PDF-1.5')
        self.run_ctl('representation', 'record', letter, '--dated', '2025-12-31', '--statement', 'a' * 64, person='leader')
        self.run_ctl('subsequent-events', 'record', '--text', '質問した。', '--up-to', '2025-12-31', person='leader')
        self.assertEqual(codes(), {('representation-missing', 'block', None), ('subsequent-events-missing', 'warn', '2025-12-31')})
        self.run_ctl('representation', 'record', letter, '--dated', '2999-12-31', '--statement', final, person='leader')
        self.fails(USAGE, 'subsequent-events', 'record', '--text', '質問した。', '--up-to', '2999-12-31', person='leader')
        today = datetime.datetime.now(zoneinfo.ZoneInfo('Asia/Tokyo')).date().isoformat()
        self.run_ctl('subsequent-events', 'record', '--text', '質問した。', '--up-to', today, person='leader')
        self.assertEqual(codes(), {('representation-missing', 'block', '2999-12-31')})

    def test_documents(self):
        path = self.write('r.pdf', '%PDF-1.4')
        self.fails(USAGE, 'representation', 'record', path, '--dated', '2026-01-01', '--statement', 'abc', person='leader')
        self.fails(USAGE, 'representation', 'record', path, '--dated', 'x', '--statement', 'a' * 64, person='leader')
        self.fails(FAILED, 'representation', 'record', os.path.join(self.folder, 'absent'), '--dated', '2026-01-01', '--statement', 'a' * 64, person='leader')
        self.refused('subsequent-events', 'record', '--text', 'x', '--up-to', '2026-01-01')
        self.fails(USAGE, 'subsequent-events', 'record', '--text', 'x', '--up-to', 'x', person='leader')


if __name__ == '__main__':
    harness.main()
