# SPDX-License-Identifier: GPL-3.0-or-later
"""assembly check, complete, show, and --addition: an assembled file is added to with a reason, on every path."""

import os

import harness
import test_bag
import test_pack
from harness import FAILED, INTEGRITY, REFUSED, USAGE

WHY = '業務依頼者の辞退により、報告書を発行せずに終了した（見本）。'


class Assembly(test_pack.Carried):
    def assemble(self, *words, **where):
        return self.run_ctl('assembly', 'complete', '--reason', WHY, *words, person='executive', **where)

    def note(self, *before, **where):
        return self.run_ctl(*before, 'note', 'add', '8.1.2.1', '--text', '気付き（見本）', **where)

    def notes(self, engagement=None):
        return len(self.run_ctl('note', 'list', engagement=engagement))


class Alone(Assembly):
    def test_before_and_after(self):
        shown = self.run_ctl('assembly', 'show')
        self.assertEqual((shown['assembled'], shown['issued'], shown['days'], shown['additions']), (False, False, 60, []))
        self.assertEqual(self.refused('assembly', 'check'), {'report-missing'})
        self.assertEqual(self.refused('assembly', 'complete', person='executive'), {'report-missing'})
        self.assertEqual(self.refused('assembly', 'complete', '--reason', WHY, person='leader'), {'wrong-role'})
        self.fails(USAGE, 'assembly', 'complete', '--reason', ' ', person='executive')
        self.note()
        self.assemble()
        shown = self.run_ctl('assembly', 'show')
        self.assertEqual((shown['assembled'], shown['by'], shown['reason']), (True, 'executive', WHY))
        self.fails(FAILED, 'assembly', 'complete', '--reason', WHY, person='executive', error='exists')
        dates = {date['code']: date for date in self.run_ctl('overview')['dates']}
        self.assertEqual((dates['assembly-due']['state'], dates['retention-until']['date']), ('done', shown['retain_until']))

    def test_the_firms_deadlines(self):
        self.run_ctl('settings', 'import', self.write('s.json', '{"deadlines": {"assembly_days": 30, "retention_years": 7}}'), person='leader')
        shown = self.run_ctl('assembly', 'show')
        self.assertEqual(shown['days'], 30)
        today = self.run_ctl('overview')['today']
        self.assertEqual(int(shown['retain_until'][:4]) - int(today[:4]), 7)
        self.run_ctl('assembly', 'complete', '--reason', WHY, '--retain-until', '2040-03-31', person='executive')
        self.assertEqual(self.run_ctl('assembly', 'show')['retain_until'], '2040-03-31')

    def test_nothing_is_added_without_a_reason(self):
        """Every command is refused; with a reason it works, and the record says who added what, when and why."""
        self.add('規程.txt', '規程', '--control', '8.1.2.1')
        self.assemble()
        step = self.steps['P-1', 'inspection']
        acts = (('note', 'add', '8.1.2.1', '--text', 'x'), ('evidence', 'add', self.write('b.txt', 'b')), ('assign', '8.1.2.1', '--member', 'practitioner'),
                ('step', 'record', step, '--technique', 'inspection', '--performed-on', '2025-10-01', '--outcome', 'no-exception', '--result', 'x'))
        for words in acts:
            self.assertEqual(self.refused(*words, person='leader'), {'file-assembled'}, words)
        self.fails(USAGE, '--addition', '', 'note', 'add', '8.1.2.1', '--text', 'x')
        before = self.events()
        for words in acts:
            self.run_ctl('--addition', '監査人の照会への対応（見本）', *words, person='leader')
        added = self.run_ctl('assembly', 'show')['additions']
        self.assertEqual([(row['reason'], row['by']) for row in added], [('監査人の照会への対応（見本）', 'leader')] * len(acts))
        self.assertTrue(all(row['at'] and row['event'] for row in added))
        self.assertGreaterEqual(self.events(), before + 2 * len(acts))
        # What changes nothing leaves no reason behind.
        before = self.events()
        self.run_ctl('--addition', '理由', 'assign', '8.1.2.1', '--member', 'practitioner', person='leader')
        self.assertEqual(self.events(), before)
        # The checkpoint and carrying out go on: they add nothing.
        self.pack()
        self.assertTrue(self.run_ctl('verify')['ok'])
        self.run_ctl('index', 'rebuild')
        self.assertEqual(self.run_ctl('assembly', 'show')['additions'], added)

    def test_an_archive_says_until_when_it_is_kept(self):
        """And what came to the file after its assembly: when, by whom, why."""
        self.assertIn('調書の整理が完了する前に作成された', self.archive('before')[0])
        self.assemble('--retain-until', '2040-03-31')
        self.note('--addition', '監査人の照会への対応（見本）', person='leader')
        index, review = self.archive('after')
        for words in ('調書の整理の完了', 'executive', '保存期限', '2040-03-31', '自動的に行われることはない'):
            self.assertIn(words, index)
        for words in ('整理後の追加', '監査人の照会への対応（見本）', self.run_ctl('assembly', 'show')['additions'][0]['event']):
            self.assertIn(words, review)

    def archive(self, name):
        """The texts of index.html and review.html."""
        out = os.path.join(self.folder, name)
        self.run_ctl('archive', 'create', '-o', out, person='leader')
        return tuple(test_bag.Page(os.path.join(out, page)).text for page in ('index.html', 'review.html'))

    def test_a_forged_event_has_no_effect(self):
        """Past every command and gate: the judge refuses it, and the verification names it."""
        self.assemble()
        made = self.forge('practitioner', 'note', [{'control': '8.1.2.1', 'paper': '', 'text': 'x'}])
        self.assertFalse(made['effective'])
        self.assertEqual(self.notes(), 0)
        problems = self.run_ctl('verify', code=INTEGRITY)['problems']
        self.assertEqual([problem['code'] for problem in problems], ['rule-broken'])


class Together(Assembly):
    def test_work_that_did_not_know_of_it_waits(self):
        """Nothing is dropped: what was done elsewhere comes in without effect, until an executive admits it and says why."""
        self.carry_out()
        self.note(engagement=self.laptop)
        self.assemble()
        merged = self.merge(self.pack(engagement=self.laptop, person='practitioner'))
        self.assertIn('awaiting-admit', {entry['code'] for entry in merged['without_effect']})
        self.assertEqual(self.notes(), 0)
        self.assertIn(('awaiting-admit', 'warn'), self.codes())
        waiting = [row for row in self.run_ctl('journal', 'waiting') if row['action'] == 'note']
        self.assertEqual(len(waiting), 1)
        self.assertEqual(self.refused('admit', waiting[0]['head'], person='executive'), {'file-assembled'})
        self.run_ctl('admit', waiting[0]['head'], '--reason', '整理の前に持ち出した作業コピーでの記録（見本）', person='executive')
        self.assertEqual(self.notes(), 1)
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_the_assembly_comes_to_who_goes_on(self):
        """The other way round: the laptop's own work waits as soon as it learns of the assembly, and one root says so everywhere."""
        self.carry_out()
        self.note(engagement=self.laptop)
        self.assemble()
        self.merge(self.pack(), engagement=self.laptop)
        self.assertEqual(self.notes(self.laptop), 0)
        self.assertEqual(self.run_ctl('note', 'add', '8.1.2.1', '--text', 'x', engagement=self.laptop, code=REFUSED)['blockers'][0]['code'], 'file-assembled')
        self.note('--addition', '整理後の照会（見本）', engagement=self.laptop)
        self.merge(self.pack(engagement=self.laptop, person='practitioner'))
        self.assertEqual((self.notes(), self.notes(self.laptop)), (1, 1))
        self.assertEqual([row['reason'] for row in self.run_ctl('assembly', 'show')['additions']], ['整理後の照会（見本）'])


if __name__ == '__main__':
    harness.main()
