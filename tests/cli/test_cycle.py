# SPDX-License-Identifier: GPL-3.0-or-later
"""cycle list: which control was in scope in which year, why, when it was tested last, and when it is to be tested again."""

import json
import os
import re
import zipfile

import harness
from harness import FAILED, USAGE

PROCEDURES = ('管理策番号,手続番号,評価区分,監査技法,主たる監査対象,手続\n8.1.2.1,P1,整備状況評価,閲覧,規程,台帳を読む\n'
              '8.1.2.1,P1,運用状況評価,閲覧,記録,記録を読む\n8.1.2.2,P2,整備状況評価,閲覧,規程,分類を見る\n8.1.2.3,P3,整備状況評価,閲覧,規程,見る\n')


class Cycle(harness.Case):
    PEOPLE = ('leader',)

    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.run_ctl('procedures', 'import', self.write('p.csv', PROCEDURES))

    def rows(self, *words):
        return [tuple(row[key] for key in ('control', 'phase', 'period_end', 'state', 'basis', 'tested_on', 'last_tested', 'due', 'due_now'))
                for row in self.run_ctl('cycle', 'list', *words)]

    def set_cycle(self, years):
        self.run_ctl('settings', 'import', self.write('s.json', json.dumps({'deadlines': {'cycle_years': years}})))

    def record(self, day, number='8.1.2.1', phase='design'):
        step = next(step['id'] for step in self.run_ctl('step', 'list', number) if step['phase'] == phase)
        self.run_ctl('step', 'record', step, '--technique', 'inspection', '--performed-on', day, '--outcome', 'no-exception', '--result', 'x')

    def next_year(self):
        following = os.path.join(self.folder, f'n{len(os.listdir(self.folder))}.chosho')
        self.run_ctl('rollforward', following)
        self.engagement = following

    def test_years(self):
        self.set_cycle(3)
        self.record('2026-04-10')
        self.run_ctl('scope', 'set', '8.1.2.1', 'out-of-cycle', '--phase', 'operation', '--basis', '二年目に評価')
        self.run_ctl('statement', 'set', '8.1.2.3', 'not-selected', '--basis', '提供しない')
        first, never = '2026-03-31', None
        self.assertEqual(self.rows(), [
            ('8.1.2.1', 'design', first, 'in', None, '2026-04-10', '2026-04-10', '2029-03-31', False),
            ('8.1.2.1', 'operation', first, 'out-of-cycle', '二年目に評価', never, never, first, True),
            ('8.1.2.2', 'design', first, 'in', None, never, never, first, True),
            ('8.1.2.3', 'design', first, 'not-selected', '提供しない', never, never, first, True)])
        self.next_year()
        second = '2027-03-31'
        self.run_ctl('scope', 'set', '8.1.2.1', 'out-of-cycle', '--phase', 'design', '--basis', '前年度に評価')
        self.run_ctl('scope', 'set', '8.1.2.1', 'in', '--phase', 'operation')
        self.record('2026-04-20', phase='operation')
        self.assertEqual(self.rows('8.1.2.1'), [
            ('8.1.2.1', 'design', first, 'in', None, '2026-04-10', '2026-04-10', '2029-03-31', False),
            ('8.1.2.1', 'design', second, 'out-of-cycle', '前年度に評価', never, '2026-04-10', '2029-03-31', False),
            ('8.1.2.1', 'operation', first, 'out-of-cycle', '二年目に評価', never, '2026-04-20', '2030-03-31', False),
            ('8.1.2.1', 'operation', second, 'in', None, '2026-04-20', '2026-04-20', '2030-03-31', False)])
        # The third and the fourth year know both; then the design is due.
        self.next_year()
        self.next_year()
        design = [row for row in self.rows('8.1.2.1') if row[1] == 'design']
        self.assertEqual([row[2] for row in design], [first, second, '2028-03-31', '2029-03-31'])
        self.assertEqual({row[6:] for row in design}, {('2026-04-10', '2029-03-31', True)})
        self.assertEqual([row['current'] for row in self.run_ctl('cycle', 'list', '8.1.2.1')], [False, False, False, True] * 2)
        self.assertEqual(self.run_ctl('verify')['problems'], [])
        self.run_ctl('index', 'rebuild')

    def test_the_firm_says_how_many_years(self):
        self.record('2026-04-10')
        self.assertEqual({row[7:] for row in self.rows()}, {(None, False)})
        self.set_cycle(2)
        self.assertEqual(self.rows('8.1.2.1')[0][7], '2028-03-31')
        self.run_ctl('settings', 'import', self.write('s.csv', '期限,値\n複数年サイクル(年),4\n'))
        self.assertEqual(self.rows('8.1.2.1')[0][7], '2030-03-31')
        self.fails(FAILED, 'cycle', 'list', '9.9.9.9', error='not-found')
        self.fails(USAGE, 'cycle', 'list', '--output', os.path.join(self.folder, 'x.csv'))

    def test_individual_controls(self):
        self.run_ctl('statement', 'individual', 'add', 'K-1', '--control', '8.1.2.1')
        self.run_ctl('statement', 'individual', 'add', 'K-2', '--control', '8.1.2.1')
        self.run_ctl('scope', 'set', '8.1.2.1', 'inherited', '--individual', 'K-2', '--phase', 'design', '--basis', '登録済みの基盤')
        self.next_year()
        rows = [(row['individual'], row['phase'], row['current'], row['state'], row['basis']) for row in self.run_ctl('cycle', 'list', '8.1.2.1')]
        self.assertEqual(rows, [('', 'design', False, 'in', None), ('', 'design', True, 'in', None), ('', 'operation', False, 'in', None), ('', 'operation', True, 'in', None),
                                ('K-2', 'design', False, 'inherited', '登録済みの基盤'), ('K-2', 'design', True, 'inherited', '登録済みの基盤')])

    def test_workbook(self):
        """A row a control and phase, a column a year, on A4."""
        self.set_cycle(3)
        self.record('2026-04-10')
        self.run_ctl('scope', 'set', '8.1.2.2', 'out-of-cycle', '--phase', 'design', '--basis', '=二年目')
        self.next_year()
        book = os.path.join(self.folder, '周期.xlsx')
        self.run_ctl('cycle', 'list', '--output', book)
        with zipfile.ZipFile(book) as file:
            strings, sheet = file.read('xl/sharedStrings.xml').decode(), file.read('xl/worksheets/sheet1.xml').decode()
        for text in ('2025-04-01〜2026-03-31', '2026-04-01〜2027-03-31', '8.1.2.1', '整備状況評価', '=二年目', '2026-04-10', '複数年サイクル', '詳細管理策', '対象\n', '当年度の対象外'):
            self.assertIn(text, strings)
        self.assertNotRegex(re.sub('<[^>]*>', ' ', strings), '[A-Za-z]{2}')  # in the engagement's language, whoever asks for it
        self.assertNotIn('<f>', sheet)
        self.assertIn('paperSize="9"', sheet)
        self.assertEqual(sheet.count('<row '), 1 + 4 + sheet[:sheet.index('<row r="4"')].count('<row '))


if __name__ == '__main__':
    harness.main()
