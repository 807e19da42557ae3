# SPDX-License-Identifier: GPL-3.0-or-later
"""The lists that an archive has for who examines the firm: on an engagement that has one of each, nothing is missing and nothing
else is listed."""

import datetime
import json
import os

import harness
from test_bag import Page

PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容\n' + ''.join(f'8.1.2.{n},P-{n},整備,規程,閲覧,{n}番を閲覧する\n' for n in range(1, 7))
RECENT = str(datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=2))
LATE = '2026-01-15'
TECHNIQUES = '{"techniques": [{"id": "remote", "label_ja": "遠隔閲覧", "label_en": "Remote reading", "stands_alone": true}]}'
LISTS = ('reversals', 'departures', 'unables', 'bulk-approvals', 'late-records', 'clock-warnings', 'additions')


class Monitor(harness.Case):
    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.run_ctl('procedures', 'import', self.write('p.csv', PROCEDURES))
        self.add_team()
        self.steps = {step['control']: step['id'] for step in self.run_ctl('step', 'list')}
        self.person = 'practitioner'

    def step(self, number):
        return self.steps[f'8.1.2.{number}']

    def evidence(self, number, name):
        self.run_ctl('evidence', 'add', self.write(name, name), '--step', self.step(number), '--as-of', '2025-12-31')

    def record(self, number, *words, technique='inspection', day=RECENT, outcome='no-exception'):
        self.run_ctl('step', 'record', self.step(number), '--technique', technique, '--performed-on', day, '--outcome', outcome, '--result', '見本', *words)

    def consent(self, number, purpose, reason):
        self.run_ctl('consent', self.step(number), '--for', purpose, '--reason', reason, person='leader')

    def work(self):
        """1 and 2: nothing to be said of, approved together. 3: a reversal. 4: a departure. 5: could not be done. 6: a departure that
        nobody consented to."""
        self.run_ctl('settings', 'import', self.write('s.json', TECHNIQUES), person='leader')
        for number in (1, 2, 3):
            self.evidence(number, f'{number}.txt')
        self.record(1)
        self.record(2, day=LATE)
        self.run_ctl('complete', '8.1.2.1', '8.1.2.2')
        self.run_ctl('review', '8.1.2.1', '8.1.2.2', person='leader')
        self.run_ctl('approve', '8.1.2.1', '8.1.2.2', person='executive')
        self.record(3, outcome='exception')
        self.evidence(3, '後日の規程.txt')
        self.record(3, '--reason', '改定後の規程を入手した（見本）')
        self.consent(3, 'reversal', '改定日を確かめた（見本）')
        self.record(4, '--reason', '画面で示された（見本）', technique='remote')
        self.consent(4, 'departure', '写しが得られない（見本）')
        self.record(5, '--reason', '担当者が不在（見本）', outcome='unable')
        self.consent(5, 'unable', '再訪も難しい（見本）')
        self.record(6, '--reason', '設備を見た（見本）', technique='observation')
        self.run_ctl('interview', 'add', '--who', 'A', '--post', 'B', '--at', LATE + ' 10:00', '--how', '対面', '--question', 'Q', '--answer', 'A', '--step', self.step(4))
        self.run_ctl('observation', 'add', '--where', '第一センター（見本）', '--at', RECENT + ' 10:00', '--with', 'A', '--seen', '施錠されていた（見本）', '--step', self.step(4))
        self.forge('practitioner', 'note', {'control': '8.1.2.1', 'paper': '', 'text': '見本'}, '--time-us', str(1_700_000_000_000_000))

    def test_one_of_each(self):
        self.work()
        out = os.path.join(self.folder, 'archive')
        self.run_ctl('archive', 'create', '-o', out, person='leader')
        lists = {}
        for name in LISTS:
            with open(os.path.join(out, 'data', 'tables', name + '.json'), encoding='utf-8') as file:
                lists[name] = json.load(file)
        found = {name: [(row['control'], row['reason'], row.get('by')) for row in lists[name]] for name in LISTS[:3]}
        self.assertEqual(found, {'reversals': [('8.1.2.3', '改定日を確かめた（見本）', 'leader')],
                                 'departures': [('8.1.2.4', '写しが得られない（見本）', 'leader'), ('8.1.2.6', '（業務実施責任者の同意の記録はない）', None)],
                                 'unables': [('8.1.2.5', '再訪も難しい（見本）', 'leader')]})
        self.assertEqual([(row['by'], row['count'], row['opened'], row['controls']) for row in lists['bulk-approvals']], [('executive', '2', '0', '8.1.2.1, 8.1.2.2')])
        self.assertEqual([(row['control'], row['step'].split()[0], row['performed-on'][:10], row['by']) for row in lists['late-records']],
                         [('8.1.2.2', '2番を閲覧する', LATE, 'practitioner'), ('8.1.2.4', '質問記録', LATE, 'practitioner')])
        self.assertEqual([(row['by'], row['action'], row['code']) for row in lists['clock-warnings']], [('practitioner', '査閲コメント', 'note')])
        self.check_page(out, lists)
        self.check_lines(os.path.join(out, 'lines.html'))

    def check_page(self, out, lists):
        """A person reads the same, in the engagement's language, and finds the event in the record."""
        page = Page(os.path.join(out, 'review.html')).text
        for row in [row for rows in lists.values() for row in rows]:
            for name in ('reason', 'controls', 'action', 'performed-on', 'recorded-at', 'at'):
                self.assertIn(row.get(name) or '', page)
        with open(os.path.join(out, 'data', 'record', 'signatures.tsv'), encoding='utf-8') as file:
            events = {line.split('\t')[0] for line in file}
        self.assertLessEqual({row['event'] for rows in lists.values() for row in rows if 'event' in row}, events)
        self.assertEqual(page.count('該当する記録はない。'), 1)  # nothing was assembled, so nothing came later

    def check_lines(self, path):
        """From the lines of the report to what they rest on, in words and not in codes."""
        text = Page(path).text
        for words in ('実施不能', '例外なし', '評価段階', '遠隔閲覧'):
            self.assertIn(words, text)
        self.assertNotRegex(text, 'unable|remote')
        with open(path, encoding='utf-8') as file:
            self.assertIn('th,td:first-child{white-space:nowrap}', file.read())  # numbers and dates stay on a line

    def test_none_of_them(self):
        self.evidence(1, '1.txt')
        self.record(1)
        out = os.path.join(self.folder, 'archive')
        self.run_ctl('archive', 'create', '-o', out, person='leader')
        self.assertEqual(Page(os.path.join(out, 'review.html')).text.count('該当する記録はない。'), len(LISTS))


if __name__ == '__main__':
    harness.main()
