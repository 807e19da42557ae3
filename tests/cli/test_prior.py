# SPDX-License-Identifier: GPL-3.0-or-later
"""prior: an earlier year's results beside this year's work, as reference and as nothing else."""

import glob
import json
import os

import harness
from harness import DONE, FAILED, INTEGRITY, REFUSED

HEADER = '管理策番号,手続番号,監査技法,結果区分,実施結果,発見事項\n'
ROWS = '8.1.2.1,P1,閲覧,例外なし,台帳を閲覧した。,\n8.1.2.1,P2,質問,例外あり,担当者に質問した。,承認の欠落\n8.1.2.2,P1,閲覧,例外なし,分類を見た。,\n'


class Prior(harness.Case):
    PEOPLE = ('leader', 'executive', 'practitioner')

    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.add_team()

    def take(self, text=HEADER + ROWS, *words, name='前年度.csv', **where):
        return self.run_ctl('prior', 'import', self.write(name, text), *words, **where)

    def listed(self, *words):
        return [(row['control'], row['period'], row.get('procedure'), row.get('result')) for row in self.run_ctl('prior', 'list', *words)]

    def test_day(self):
        self.import_criteria()
        plan = self.take(HEADER + ROWS, '--period', '2024年度', '--dry-run')
        self.assertEqual((plan['added'], self.listed()), (3, []))
        done = self.take(HEADER + ROWS, '--period', '2024年度')
        self.assertEqual((done['added'], done['changed'], done['missing'], done['source']), (3, 0, 0, '前年度.csv'))
        self.assertEqual(self.listed('8.1.2.1'), [('8.1.2.1', '2024年度', 'P1', '台帳を閲覧した。'), ('8.1.2.1', '2024年度', 'P2', '担当者に質問した。')])
        row = self.run_ctl('prior', 'list', '8.1.2.1')[1]
        self.assertEqual((row['outcome'], row['finding_text'], row['source'], row['by']), ('例外あり', '承認の欠落', '前年度.csv', 'leader'))
        # The same again is nothing; a corrected file changes what it corrects, and another year stands beside it.
        before = self.events()
        self.assertEqual(self.take(HEADER + ROWS, '--period', '2024年度')['unchanged'], 3)
        self.assertEqual(self.events(), before)
        fixed = HEADER + ROWS.replace('分類を見た。,\n', '分類表を閲覧した。,\n')
        self.assertEqual(self.take(fixed, '--period', '2024年度')['changed'], 1)
        self.assertEqual(self.take(HEADER + '8.1.2.1,P1,閲覧,例外なし,一昨年。,\n', '--period', '2023年度')['missing'], 0)
        self.assertEqual(len(self.listed()), 4)
        self.assertEqual(self.listed('8.1.2.2'), [('8.1.2.2', '2024年度', 'P1', '分類表を閲覧した。')])
        # What the file has no more stays, unless it is taken out.
        less = HEADER + ROWS.split('\n')[0] + '\n'
        self.assertEqual(self.take(less, '--period', '2024年度')['missing'], 2)
        self.assertEqual(len(self.listed()), 4)
        self.take(less, '--period', '2024年度', '--withdraw-missing')
        self.assertEqual(self.listed(), [('8.1.2.1', '2023年度', 'P1', '一昨年。'), ('8.1.2.1', '2024年度', 'P1', '台帳を閲覧した。')])
        # The files are part of the record: none is taken for a stray one, and each is missed where it goes.
        self.assertEqual(self.run_ctl('verify')['problems'], [])
        self.run_ctl('index', 'rebuild')
        self.assertEqual(len(self.listed()), 2)
        os.unlink(glob.glob(os.path.join(self.engagement, 'objects', '*', '*'))[0])
        self.assertEqual([problem['code'] for problem in self.run_ctl('verify', code=INTEGRITY)['problems']], ['object-missing'])

    def test_evidence_of_nothing(self):
        self.import_criteria()
        self.run_ctl('procedures', 'import', self.write('p.csv', '管理策番号,手続番号,評価区分,監査技法,手続\n8.1.2.1,P1,整備状況評価,閲覧,読む\n'))
        step = self.run_ctl('step', 'list', '8.1.2.1')[0]['id']
        self.take()
        prior = self.run_ctl('prior', 'list', '8.1.2.1')[0]
        self.fails(FAILED, 'evidence', 'link', prior['id'], '--step', step, error='not-found')
        self.run_ctl('step', 'record', step, '--technique', 'inspection', '--performed-on', '2026-05-01', '--outcome', 'no-exception', '--result', '前年度と同じ')
        self.assertIn('no-evidence', self.refused('complete', '8.1.2.1'))
        self.assertEqual(self.run_ctl('evidence', 'list'), [])
        status = self.run_ctl('status')
        self.assertEqual((status['evidence'], status['findings']), (0, 0))
        # Nor is it part of what is signed.
        made = self.run_ctl('evidence', 'add', self.write('規程.txt', '規程（見本）'), '--step', step, '--as-of', '2025-06-01')[0]
        self.assertTrue(made['id'])
        self.run_ctl('complete', '8.1.2.1')
        self.take(HEADER + ROWS.replace('閲覧した', '読んだ'))
        self.assertEqual([item['state'] for item in self.run_ctl('status', '8.1.2.1')['sign_offs']], ['current'])
        self.assertEqual([row['result'] for row in self.run_ctl('control', 'show', '8.1.2.1')['prior']], ['台帳を読んだ。', '担当者に質問した。'])

    def test_refusals(self):
        self.fails(FAILED, 'prior', 'import', self.write('a.csv', HEADER + ROWS))
        self.import_criteria()
        bad = self.fails(FAILED, 'prior', 'import', self.write('b.csv', HEADER + ROWS + '9.9.9.9,P1,閲覧,,x,\n'))
        problem = bad['problems'][0]
        self.assertEqual((problem['file'], problem['row'], problem['value']), ('b.csv', 5, '9.9.9.9'))
        self.fails(FAILED, 'prior', 'import', self.write('c.csv', HEADER))
        self.fails(FAILED, 'prior', 'import', self.write('d.csv', '番号,見出し\n8.1.2.1,x\n'))
        self.fails(FAILED, 'prior', 'list', '9.9.9.9', error='not-found')
        self.fails(REFUSED, 'prior', 'import', self.write('e.csv', HEADER + ROWS), person='practitioner')

    def test_books(self):
        self.import_criteria()
        rows = [line.split(',') for line in (HEADER + ROWS).strip().split('\n')]
        self.run_ctl('prior', 'import', self.write_xlsx('前年度.xlsx', 結果=rows))
        self.assertEqual(len(self.listed()), 3)
        self.assertEqual(json.dumps(self.run_ctl('prior', 'list')[0], ensure_ascii=False).count('前年度.xlsx'), 1)
        self.run_ctl('prior', 'import', self.write('cp932.csv', HEADER + ROWS, 'cp932'), code=DONE)


if __name__ == '__main__':
    harness.main()
