# SPDX-License-Identifier: GPL-3.0-or-later
"""engagement end, resume: an engagement ends without a report (中止), on every path, and its archive says so and why."""

import os

import harness
import test_pack
from harness import FAILED, REFUSED, USAGE

WHY = '業務依頼者が登録申請を取り下げたため（見本）'


class Ending(test_pack.Carried):
    def end(self, *words, **where):
        return self.run_ctl('engagement', 'end', '--reason', WHY, *words, person='executive', **where)

    def note(self, *before, **where):
        return self.run_ctl(*before, 'note', 'add', '8.1.2.1', '--text', '気付き（見本）', **where)


class Alone(Ending):
    def test_before_and_after(self):
        self.assertEqual(self.refused('engagement', 'end', '--reason', WHY, person='leader'), {'wrong-role'})
        self.fails(USAGE, 'engagement', 'end', '--reason', ' ', person='executive', error='usage')
        self.fails(USAGE, 'engagement', 'end', '--reason', WHY, '--on', '2999-01-01', person='executive', error='usage')
        self.fails(FAILED, 'engagement', 'resume', '--reason', WHY, person='executive', error='not-found')
        self.assertIsNone(self.run_ctl('assembly', 'show')['ended'])
        self.end('--on', '2026-02-03')
        self.fails(FAILED, 'engagement', 'end', '--reason', WHY, person='executive', error='exists')
        shown = self.run_ctl('assembly', 'show')
        self.assertEqual((shown['ended']['day'], shown['ended']['reason'], shown['ended']['by'], shown['due']), ('2026-02-03', WHY, 'executive', '2026-04-04'))
        dates = {date['code']: date for date in self.run_ctl('overview')['dates']}
        self.assertEqual(set(dates), {'period-start', 'period-end', 'ended', 'assembly-due'})
        self.assertEqual((dates['ended']['date'], dates['ended']['reason'], dates['assembly-due']['date']), ('2026-02-03', WHY, '2026-04-04'))

    def test_what_it_keeps_from(self):
        """No report, and no further work without a reason; what belongs to closing the file goes on."""
        self.end()
        self.assertIn('engagement-ended', {blocker['code'] for blocker in self.run_ctl('report', 'check', code=REFUSED)['blockers']})
        blockers = self.run_ctl('report', 'issue', '-o', os.path.join(self.folder, 'r.pdf'), person='executive', code=REFUSED)['blockers']
        [message] = [blocker['message'] for blocker in blockers if blocker['code'] == 'engagement-ended']
        self.assertIn(WHY, message)
        for words in (('note', 'add', '8.1.2.1', '--text', 'x'), ('evidence', 'add', self.write('b.txt', 'b')), ('finding', 'add', '--control', '8.1.2.1', '--text', 'x')):
            self.assertEqual(self.refused(*words, person='leader'), {'engagement-ended'}, words)
        self.note('--addition', '終了の記録のため（見本）', person='leader')
        self.assertEqual([row['reason'] for row in self.run_ctl('assembly', 'show')['additions']], ['終了の記録のため（見本）'])
        self.assertEqual(self.run_ctl('assembly', 'check')['blockers'], [])
        self.run_ctl('assembly', 'complete', person='executive')
        self.assertEqual(self.refused('engagement', 'resume', '--reason', WHY, person='executive'), {'file-assembled'})
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_resumed(self):
        self.end()
        self.assertEqual(self.refused('engagement', 'resume', '--reason', WHY, person='leader'), {'wrong-role'})
        self.run_ctl('engagement', 'resume', '--reason', '申請の取下げが撤回されたため（見本）', person='executive')
        self.note(person='leader')
        self.assertIsNone(self.run_ctl('assembly', 'show')['ended'])
        self.assertIn('report-due', {date['code'] for date in self.run_ctl('overview')['dates']})
        self.end()

    def test_archive(self):
        """The archive says that no report was issued, and why."""
        self.end('--on', '2026-02-03')
        archive = os.path.join(self.folder, 'archive')
        self.run_ctl('archive', 'create', '-o', archive, person='leader')
        [page] = [os.path.join(folder, 'index.html') for folder, _, names in os.walk(archive) if 'index.html' in names][:1]
        with open(page, encoding='utf-8') as file:
            text = file.read()
        self.assertIn('実施結果報告書は発行されていない。', text)
        self.assertIn('2026-02-03', text)
        self.assertIn(WHY, text)
        self.assertTrue(self.run_ctl('archive', 'verify', archive)['ok'])


class Together(Ending):
    def test_work_that_did_not_know_of_it(self):
        """What was done elsewhere before the end was known there counts when it comes back; what is written after is refused there too."""
        self.carry_out()
        self.note(engagement=self.laptop)
        self.end()
        self.merge(self.pack(engagement=self.laptop, person='practitioner'))
        self.assertEqual(len(self.run_ctl('note', 'list')), 1)
        self.merge(self.pack(), engagement=self.laptop)
        self.assertEqual(self.run_ctl('note', 'add', '8.1.2.1', '--text', 'x', engagement=self.laptop, code=REFUSED)['blockers'][0]['code'], 'engagement-ended')
        self.assertTrue(self.run_ctl('verify')['ok'])


if __name__ == '__main__':
    harness.main()
