# SPDX-License-Identifier: GPL-3.0-or-later
"""rollforward: next year's engagement made of this year's, which stays as it is byte for byte."""

import hashlib
import os
import shutil

import harness
from harness import DONE, FAILED, USAGE

PROCEDURES = ('管理策番号,手続番号,評価区分,監査技法,主たる監査対象,手続\n'
              '8.1.2.1,P1,整備状況評価,閲覧,規程,台帳を読む\n8.1.2.1,P1,運用状況評価,質問,記録,担当者に聞く\n8.1.2.2,P2,整備状況評価,閲覧,規程,分類を見る\n')
OUTCOME = ('--technique', 'inspection', '--performed-on', '2026-04-10', '--outcome')


class Rollforward(harness.Case):
    PEOPLE = ('leader', 'executive', 'practitioner', 'quality', 'second', 'gone')

    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.next = os.path.join(self.folder, 'n.chosho')

    def add(self, person, role, *words):
        made = self.run_ctl('member', 'add', '--name', person, '--role', role, '--public-key', self.keys[person], *words)['id']
        self.run_ctl('member', 'confirm-independence', person=person)
        return made

    def fill(self):
        """A team, criteria, procedures, a statement, scope, work of both kinds of outcome, requests."""
        self.add('executive', 'executive', '--qualification', '公認情報システム監査人', '--nationality', 'japanese')
        self.run_ctl('member', 'add', '--name', 'second', '--role', 'executive', '--public-key', self.keys['second'], person='executive')
        self.add('practitioner', 'practitioner', '--nationality', 'other', '--nationality-inquiry', '照会1')
        self.add('gone', 'practitioner')
        self.run_ctl('member', 'leave', person='gone')
        self.run_ctl('settings', 'import', self.write('s.json', '{"frequency_table": [{"frequency": "日次", "label": "毎日", "size": 25}]}'))
        self.import_criteria()
        self.run_ctl('procedures', 'import', self.write('p.csv', PROCEDURES))
        self.run_ctl('statement', 'set', '8.1.2.5', 'not-selected', '--basis', '提供しない')
        self.add_individuals()
        self.run_ctl('scope', 'set', '8.1.2.2', 'out-of-cycle', '--phase', 'operation', '--basis', '前年度に評価済み')
        self.run_ctl('assign', '8.1.2.1', '8.1.2.2', '--member', 'practitioner', '--reviewer', 'leader', '--due', '2026-05-01', '--visit', '第1回')
        self.run_ctl('assign', '8.1.2.3', '--member', 'leader')
        self.run_ctl('prior', 'import', self.write('prior.csv', '管理策番号,結果区分,実施結果\n8.1.2.1,例外なし,一昨年一\n8.1.2.2,例外なし,一昨年二\n'), '--period', '2024年度')
        self.run_ctl('request', 'make', '--due', '2026-05-10')
        self.work()

    def add_individuals(self):
        individual = ('statement', 'individual', 'add', 'K-1', '--control', '8.1.2.1')
        self.run_ctl(*individual, '--version', '1', '--valid-to', '2025-09-30')
        self.run_ctl(*individual, '--version', '2', '--valid-from', '2025-10-01', '--valid-to', '2026-06-30')
        self.run_ctl(*individual, '--version', '3', '--valid-from', '2026-07-01')

    def work(self):
        self.steps = [step for step in self.run_ctl('step', 'list', '8.1.2.1') if step['phase'] == 'design']
        paper = self.run_ctl('evidence', 'add', self.write('規程.txt', '規程（見本）'), '--step', self.steps[0]['id'], '--as-of', '2025-06-01')
        self.assertTrue(paper[0]['id'])
        self.run_ctl('step', 'record', self.steps[0]['id'], *OUTCOME, 'exception', '--result', '承認がない。')
        self.run_ctl('step', 'record', self.steps[1]['id'], *OUTCOME, 'no-exception', '--result', '台帳を閲覧した。')
        done = self.run_ctl('finding', 'add', '--control', '8.1.2.1', '--text', '承認の欠落', '--step', self.steps[0]['id'])['id']
        for state in ('inquired', 'answered', 'confirmed'):
            self.run_ctl('finding', 'state', done, state, '--text', state, person='executive')
        self.candidate = self.run_ctl('finding', 'add', '--control', '8.1.2.1', '--text', '候補')['reference']

    def roll(self, *words, code=DONE, person=None, engagement=None):
        return self.run_ctl('rollforward', self.next, *words, code=code, person=person, engagement=engagement)

    def files(self):
        """Every file of the earlier engagement, byte for byte; who reads a database in WAL mode writes down there that they do."""
        found = {}
        for folder, _, names in os.walk(self.engagement):
            for name in (name for name in names if not name.endswith('-shm')):
                with open(os.path.join(folder, name), 'rb') as file:
                    found[os.path.join(folder, name)] = hashlib.sha256(file.read()).hexdigest()
        return found

    def listed(self, *words):
        return self.run_ctl(*words, engagement=self.next)

    def codes(self, control):
        return {blocker['code'] for blocker in self.run_ctl('check', control, code=harness.REFUSED, engagement=self.next)['blockers']}

    def control(self, number):
        return self.listed('control', 'show', number)['control'][0]

    def test_day(self):
        self.fill()
        before, earlier = self.files(), self.run_ctl('engagement', 'show')
        plan = self.roll('--dry-run')
        self.assertFalse(os.path.exists(self.next))
        done = self.roll()
        self.assertEqual(self.files(), before)
        self.assertEqual({key: value for key, value in plan.items() if key != 'dry_run'},
                         {key: value for key, value in done.items() if key not in ('id', 'path', 'member')})
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith('.chosho')], [])
        self.assertEqual(done['carried'], {'members': 2, 'settings': 1, 'criteria': 7, 'procedures': 3, 'templates': 0, 'subjects': 0, 'statement': 1,
                                           'individuals': 2, 'scope': 1, 'assignments': 3, 'requests': 1, 'results': 4, 'cycle': 4})
        self.assertEqual(done['earlier'], {'id': earlier['id'], 'title': earlier['title'], 'period_start': '2025-04-01', 'period_end': '2026-03-31',
                                           'state': 'open'})
        self.assertEqual([item['code'] for item in done['warnings']], ['earlier-open'])
        self.assertEqual([(item['kind'], item['name'], item['reason']) for item in done['left_out']],
                         [('member', 'second', 'by-executive'), ('member', 'gone', 'left'), ('individual-control', 'K-1 1', 'version-ended'),
                          ('finding', self.candidate, 'not-confirmed')])
        self.check_new(done, earlier)

    def check_new(self, done, earlier):
        facts = self.listed('engagement', 'show')
        self.assertEqual((facts['title'], facts['period_start'], facts['period_end'], facts['kind'], facts['parent']),
                         ('令和8年度 見本監査', '2026-04-01', '2027-03-31', 'renewal', earlier['id']))
        self.assertEqual((facts['firm'], facts['client'], facts['services']), (earlier['firm'], earlier['client'], earlier['services']))
        self.assertEqual({row['author'] for row in self.listed('journal', 'list')}, set(self.listed('member', 'list')[0]['fingerprints']))
        self.assertTrue(all(row['effective'] for row in self.listed('journal', 'list')))
        self.assertEqual(self.listed('verify')['problems'], [])
        self.assertEqual(self.listed('catalog', 'list'), self.run_ctl('catalog', 'list'))
        # The same steps under the same ids, but those of the version that has ended.
        again = [tuple(row[key] for key in ('id', 'control', 'procedure', 'phase', 'technique', 'text', 'version')) for row in self.run_ctl('step', 'list')]
        self.assertEqual([tuple(row[key] for key in ('id', 'control', 'procedure', 'phase', 'technique', 'text', 'version')) for row in self.listed('step', 'list')],
                         [row for row in again if row[-1] != '1'])
        self.assertEqual([(row['name'], row['value']) for row in self.listed('settings', 'show')], [(row['name'], row['value']) for row in self.run_ctl('settings', 'show')])
        statement = self.listed('statement', 'show')
        self.assertEqual([(row['control'], row['selected'], row['basis']) for row in statement['lines']], [('8.1.2.5', False, '提供しない')])
        self.assertEqual([(row['version'], row.get('valid_from'), row.get('valid_to')) for row in statement['individuals']],
                         [('2', '2025-10-01', '2026-06-30'), ('3', '2026-07-01', None)])
        self.assertEqual(statement['files'], [])
        self.assertEqual([(row['control'], row['phase'], row['state'], row['basis']) for row in self.listed('scope', 'list')],
                         [('8.1.2.2', 'operation', 'out-of-cycle', '前年度に評価済み')])
        self.check_team()
        self.check_work()

    def check_team(self):
        members = {row['name']: row for row in self.listed('member', 'list')}
        self.assertEqual({name: (row['roles'], row['independence_confirmed']) for name, row in members.items()},
                         {'leader': (['leader'], True), 'executive': (['executive'], False), 'practitioner': (['practitioner'], False)})
        for row in members.values():
            self.assertFalse(row.get('qualification') or row.get('nationality_inquiry'))
        self.assertEqual((members['executive'].get('nationality'), members['practitioner'].get('nationality')), (None, 'other'))
        codes = {item['code'] for item in self.listed('member', 'check')['blockers']}
        self.assertLessEqual({'independence-missing', 'nationality-inquiry-missing', 'qualification-missing'}, codes)
        # Whoever came along works with their own key, once they have confirmed.
        step = self.listed('step', 'list', '8.1.2.2')[0]['id']
        record = ('step', 'record', step, *OUTCOME, 'no-exception', '--result', 'x')
        self.assertEqual(self.run_ctl(*record, person='practitioner', engagement=self.next, code=harness.REFUSED)['blockers'][0]['code'], 'independence-missing')
        self.run_ctl('member', 'confirm-independence', person='practitioner', engagement=self.next)
        self.run_ctl(*record, person='practitioner', engagement=self.next)

    def check_work(self):
        assigned = {number: tuple(self.control(number).get(key) for key in ('assignee', 'reviewer', 'due', 'visit'))
                    for number in ('8.1.2.1', '8.1.2.2', '8.1.2.3')}
        self.assertEqual(assigned, {'8.1.2.1': ('practitioner', 'leader', None, None), '8.1.2.2': ('practitioner', 'leader', None, None),
                                    '8.1.2.3': ('leader', None, None, None)})
        # What was found is reference, and evidence of nothing; what another year said of a control without work stays.
        prior = [(row['control'], row['period'], row.get('individual'), row.get('phase'), row.get('outcome'), row.get('result'), row.get('finding_text'), row['source'])
                 for row in self.listed('prior', 'list')]
        year, title = '2025-04-01〜2026-03-31', '令和7年度 見本監査'
        self.assertEqual(prior, [('8.1.2.1', year, 'K-1 / 1', 'design', 'exception', '承認がない。', None, title),
                                 ('8.1.2.1', year, 'K-1 / 2', 'design', 'no-exception', '台帳を閲覧した。', None, title),
                                 ('8.1.2.1', year, None, None, None, None, '承認の欠落', title),
                                 ('8.1.2.2', '2024年度', None, None, '例外なし', '一昨年二', None, 'prior.csv')])
        self.assertEqual((self.listed('evidence', 'list'), self.listed('finding', 'list')), ([], []))
        self.assertEqual({row['state'] for row in self.listed('step', 'list', '8.1.2.1')}, {'open'})
        # Both versions of the changed control are asked for in the year in which they are valid.
        self.assertEqual({row['version'] for row in self.listed('step', 'list', '8.1.2.1')}, {'2', '3'})
        self.assertNotIn('individual-control-period', self.codes('8.1.2.1'))
        self.run_ctl('statement', 'individual', 'add', 'K-1', '--control', '8.1.2.1', '--version', '3', '--valid-from', '2026-08-01', '--replace', engagement=self.next)
        self.assertIn('individual-control-period', self.codes('8.1.2.1'))
        requests = self.listed('request', 'list')
        self.assertEqual([(row['state'], row['due'], row['period']) for row in requests], [('not-requested', None, '2026-04〜2027-03')])
        self.assertEqual([row['text'].replace('2026-04〜2027-03', '2025-04〜2026-03') for row in requests], [row['text'] for row in self.run_ctl('request', 'list')])
        known = {row['id'] for row in self.listed('step', 'list')}
        self.assertTrue(all(set(row['steps']) <= known for row in requests))
        # Making the list again adds nothing: the requests know what they were made from.
        self.assertEqual([row for row in self.run_ctl('request', 'make', engagement=self.next) if not row.get('joined')], [])

    def test_periods(self):
        self.import_criteria()
        def codes(*words):
            return [item['code'] for item in self.roll('--dry-run', *words)['warnings']]

        self.assertEqual(codes('--period-start', '2026-04-02', '--period-end', '2027-03-31'), ['period-gap', 'earlier-open'])
        self.assertEqual(codes('--period-start', '2026-03-31', '--period-end', '2026-12-31'), ['period-overlap', 'earlier-open'])
        self.assertEqual(codes('--period-end', '2027-04-01'), ['earlier-open', 'period-too-long'])
        self.assertEqual(codes('--period-end', '2026-05-31'), ['earlier-open', 'period-too-short'])
        self.fails(USAGE, 'rollforward', self.next, '--period-end', '2026-03-01')
        self.fails(USAGE, 'rollforward', self.next, '--period-end', '2026-13-01')
        self.assertEqual(self.roll('--title', '別の表題', '--dry-run')['title'], '別の表題')

    def test_whole_or_not_at_all(self):
        self.import_criteria()
        os.mkdir(self.next)
        self.fails(FAILED, 'rollforward', self.next, error='exists')
        self.fails(FAILED, 'rollforward', self.next, '--dry-run', error='exists')
        os.rmdir(self.next)
        self.fails(FAILED, 'rollforward', os.path.join(self.folder, 'none', 'n.chosho'), error='not-found')
        self.fails(USAGE, 'rollforward', self.next, '--role', 'practitioner')
        self.assertEqual(sorted(name for name in os.listdir(self.folder) if 'chosho' in name), ['e.chosho'])

    def test_who_makes_it(self):
        """An executive names all executives; a stranger becomes the leader and confirms, like everybody."""
        self.fill()
        done = self.roll(person='executive')
        self.assertEqual((done['roles'], done['carried']['members']), (['executive'], 3))
        self.assertEqual({row['name']: row['roles'] for row in self.listed('member', 'list')},
                         {'executive': ['executive'], 'leader': ['leader'], 'second': ['executive'], 'practitioner': ['practitioner']})
        self.next = os.path.join(self.folder, 'm.chosho')
        self.roll('--text', '独立している', person='quality')
        self.assertEqual([(row['name'], row['independence_confirmed']) for row in self.listed('member', 'list')][0], ('quality', True))
        self.assertEqual(self.control('8.1.2.3').get('assignee'), 'leader')

    def test_closed(self):
        """An assembled file is rolled forward like an open one, and said to be what it is; a read-only folder can be, too."""
        self.add('executive', 'executive')
        self.import_criteria()
        self.run_ctl('assembly', 'complete', '--reason', '中止', person='executive')
        before = self.stored()
        done = self.roll()
        self.assertEqual((done['earlier']['state'], done['warnings'], self.stored()), ('closed', [], before))
        again = os.path.join(self.folder, 'again.chosho')
        shutil.copytree(self.next, again)
        done = self.run_ctl('rollforward', os.path.join(self.folder, 'third.chosho'), engagement=again)
        self.assertEqual((done['period_start'], done['earlier']['state']), ('2027-04-01', 'open'))


if __name__ == '__main__':
    harness.main()
