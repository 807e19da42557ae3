# SPDX-License-Identifier: GPL-3.0-or-later
"""followup: an additional audit (追加監査) or a re-audit (再監査) is an engagement of its own, linked to the one it belongs to."""

import os

import harness
from harness import FAILED, USAGE

PROCEDURES = ('管理策番号,手続番号,評価区分,監査技法,主たる監査対象,手続\n'
              '8.1.2.1,P1,整備状況評価,閲覧,規程,台帳を読む\n8.1.2.2,P2,整備状況評価,閲覧,規程,分類を見る\n')
WHY = '運営支援機関の指摘により、業務依頼者が選択を改めたため（見本）'


class Followup(harness.Case):
    PEOPLE = ('leader', 'executive', 'practitioner', 'quality')

    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.run_ctl('procedures', 'import', self.write('p.csv', PROCEDURES))
        self.add_team()
        self.run_ctl('statement', 'set', '8.1.2.1', 'selected')
        self.run_ctl('statement', 'set', '8.1.2.2', 'selected')
        self.run_ctl('scope', 'set', '8.1.2.2', 'out-of-cycle', '--phase', 'design', '--basis', '前年度に評価済み')
        [step] = self.run_ctl('step', 'list', '8.1.2.2')
        self.run_ctl('step', 'record', step['id'], '--technique', 'inspection', '--performed-on', '2025-10-01', '--outcome', 'no-exception', '--result', '閲覧した。')
        self.added = os.path.join(self.folder, 'a.chosho')

    def make(self, *words, kind='additional', controls=('8.1.2.2',), **where):
        return self.run_ctl('followup', self.added, '--kind', kind, *[word for control in controls for word in ('--control', control)], '--reason', WHY,
                            *words, **where)

    def test_its_own_scope(self):
        """The chosen controls alone, in scope whatever was decided before; the work is done anew, what was found is for reference."""
        before, head = self.stored(), self.head()
        made = self.make()
        self.assertEqual(self.stored(), before)
        self.assertEqual((made['kind'], made['controls'], made['carried']['scope'], made['carried']['results']), ('additional', ['8.1.2.2'], 0, 1))
        shown = self.run_ctl('engagement', 'show', engagement=self.added)
        parent = self.run_ctl('engagement', 'show')
        self.assertEqual((shown['kind'], shown['parent'], shown['parent_title'], shown['parent_root'], shown['scope_reason']),
                         ('additional', parent['id'], parent['title'], head['root'], WHY))
        self.assertEqual((shown['period_start'], shown['period_end']), (parent['period_start'], parent['period_end']))
        self.assertEqual([row['number'] for row in self.run_ctl('catalog', 'list', '--level', 'control', engagement=self.added)], ['8.1.2.2'])
        [step] = self.run_ctl('step', 'list', engagement=self.added)
        self.assertEqual((step['control'], step['state']), ('8.1.2.2', 'open'))
        self.assertEqual(self.run_ctl('status', '8.1.2.2', engagement=self.added)['state'], 'not_started')
        self.assertTrue(self.run_ctl('verify', engagement=self.added)['ok'])
        link = self.run_ctl('overview', engagement=self.added)['link']
        self.assertEqual((link['kind'], link['parent'], link['scope_reason']), ('additional', parent['id'], WHY))
        self.assertNotIn('link', self.run_ctl('overview'))
        # What is said of the engagement otherwise leaves the link as it is.
        self.run_ctl('engagement', 'set', '--client', '別の依頼者', engagement=self.added)
        self.assertEqual(self.run_ctl('engagement', 'show', engagement=self.added)['parent_root'], head['root'])

    def test_its_own_report_and_archive(self):
        """Both name its kind and what it belongs to."""
        self.make(kind='reaudit')
        parent = self.run_ctl('engagement', 'show')
        book = os.path.join(self.folder, 'draft.xlsx')
        self.run_ctl('report', 'comments', 'send', book, engagement=self.added)
        lines = {row['label']: row for row in self.lines(book)}
        self.assertEqual(lines['業務の種別']['text'], '再監査')
        self.assertIn(parent['title'], lines['関連する報告書']['text'])
        self.assertIn(parent['id'][:12], lines['関連する報告書']['text'])
        archive = os.path.join(self.folder, 'archive')
        self.run_ctl('archive', 'create', '-o', archive, engagement=self.added)
        [page] = [os.path.join(folder, 'index.html') for folder, _, names in os.walk(archive) if 'index.html' in names][:1]
        with open(page, encoding='utf-8') as file:
            text = file.read()
        for words in ('再監査', parent['title'], parent['id'], self.head()['root'], WHY):
            self.assertIn(words, text)

    def lines(self, book):
        from sheet_files import read_sheet
        return [{'label': row[1], 'text': row[2]} for row in read_sheet(book, 8)[6:]]

    def test_refused(self):
        self.fails(FAILED, 'followup', self.added, '--kind', 'additional', '--control', '9.9.9.9', '--reason', WHY, error='not-found')
        self.fails(USAGE, 'followup', self.added, '--kind', 'renewal', '--control', '8.1.2.2', '--reason', WHY, error='usage')
        self.fails(USAGE, 'followup', self.added, '--kind', 'reaudit', '--control', '8.1.2.2', '--reason', ' ', error='usage')
        plan = self.make('--dry-run')
        self.assertTrue(plan['dry_run'])
        self.assertFalse(os.path.exists(self.added))


if __name__ == '__main__':
    harness.main()
