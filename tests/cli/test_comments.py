# SPDX-License-Identifier: GPL-3.0-or-later
"""report comments: a draft goes to the client line by line, and what the client says of its lines is laid beside it and decided."""

import os
import shutil
import subprocess
import unittest

import harness
from harness import FAILED, REFUSED, USAGE
from sheet_files import read_sheet

FACT, BETTER = '台帳に管理責任者の記載のない資産が 2 件あった。', '台帳に管理責任者の記載のない資産が 1 件あった。'
HEADER_ROW, COLUMNS = 6, 8


class Comments(harness.Case):
    PEOPLE = ('leader', 'executive', 'practitioner', 'quality')

    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.add_team()
        self.finding = self.run_ctl('finding', 'add', '--control', '8.1.2.1', '--text', FACT)
        self.run_ctl('finding', 'state', self.finding['id'], 'inquired', '--text', '照会')
        self.run_ctl('finding', 'state', self.finding['id'], 'confirmed', '--text', '相違なし')
        self.book = os.path.join(self.folder, '報告書案.xlsx')

    def send(self, *words):
        return self.run_ctl('report', 'comments', 'send', self.book, '--to', '情報管理部 佐藤様（見本）', *words)

    def find(self, rows):
        [number] = [index for index, row in enumerate(rows) if FACT in row[2]]
        return number

    def fill(self, path=None, change=None, **fields):
        """The sheet with the line of the finding answered; (its path, the row's number)."""
        rows = read_sheet(path or self.book, COLUMNS)
        heads = rows[HEADER_ROW - 1]
        number = self.find(rows)
        for heading, text in {'ご回答者': '佐藤（見本）', 'ご回答日': '2026-01-20', **fields}.items():
            rows[number][heads.index(heading)] = text
        if change:
            change(rows, number)
        return self.write_xlsx('意見.xlsx', 報告書案=rows), number + 1

    def receive(self, path, *words):
        return self.run_ctl('report', 'comments', 'receive', path, *words, person='practitioner')

    def comments(self, *words):
        return self.run_ctl('report', 'comments', 'list', *words)

    # --- Tests --------------------------------------------------------------------------------

    def test_out(self):
        """Every line of the draft goes out, with room to say something of it; and the record says what was sent."""
        sent = self.send('--due', '2026-12-25')
        rows = read_sheet(self.book, COLUMNS)
        self.assertEqual(rows[HEADER_ROW - 1], ['行番号', '箇所', '報告書案の記載', 'ご意見', '修正案', 'ご回答者', 'ご回答日', '照合番号'])
        lines = rows[HEADER_ROW:]
        self.assertEqual((len(lines), [row[0] for row in lines]), (sent['lines'], [str(number + 1) for number in range(sent['lines'])]))
        line = rows[self.find(rows)]
        self.assertIn(self.finding['reference'], line[1])
        self.assertEqual(line[3:7], [''] * 4)
        self.assertFalse(any('保証' in row[2] for row in lines))
        self.fails(FAILED, 'report', 'comments', 'send', self.book, error='exists')
        self.assertEqual(self.refused('report', 'comments', 'send', os.path.join(self.folder, 'x.xlsx'), person='practitioner'), {'wrong-role'})

    def test_repeated(self):
        """The same operation again sends nothing twice, and makes the file anew as it was sent, whatever the record says since."""
        first = self.run_ctl('--operation', 'send-1', 'report', 'comments', 'send', self.book)
        was = read_sheet(self.book, COLUMNS)
        os.remove(self.book)
        self.run_ctl('finding', 'edit', self.finding['id'], '--text', BETTER)
        self.assertEqual(self.run_ctl('--operation', 'send-1', 'report', 'comments', 'send', self.book), first)
        self.assertEqual(read_sheet(self.book, COLUMNS), was)

    def test_side_by_side(self):
        """What the client says stands beside what the draft said, with the changed words marked, and what the report says now."""
        self.send()
        path, row = self.fill(ご意見='=件数が異なる（見本）。', 修正案=FACT.replace('2 件', '1 件'))
        events = self.events()
        plan = self.receive(path, '--dry-run')
        self.assertEqual((plan['problems'], self.events()), ([], events))
        [one] = plan['rows']
        self.assertEqual((one['row'], one['state'], one['comment'], one['now_changed']), (row, 'new', '=件数が異なる（見本）。', False))
        self.assertIn(FACT, one['draft_text'])
        changed = [(part['kind'], part['text']) for part in one['changes'] if part['kind'] != 'same']
        self.assertIn(('removed', '2'), changed)
        self.assertIn(('added', '1'), changed)
        self.fails(USAGE, 'report', 'comments', 'receive', path, error='usage')
        made = self.receive(path, '--row', row)
        self.fails(FAILED, 'report', 'comments', 'receive', path, '--row', row, error='exists')
        [comment] = self.comments()
        self.assertEqual((comment['id'], comment['state'], comment['answered_by'], comment['day'], comment['now_changed']),
                         (made['recorded'][0]['id'], 'open', '佐藤（見本）', '2026-01-20', False))

    def test_decided(self):
        """An undecided comment stands against the issue; it is accepted or declined by who answers for the report, with words."""
        self.send()
        path, row = self.fill(修正案=BETTER)
        self.receive(path, '--row', row)
        [comment] = self.comments('--open')
        self.assertIn('comment-open', {blocker['code'] for blocker in self.run_ctl('report', 'check', code=REFUSED)['blockers']})
        self.fails(USAGE, 'report', 'comments', 'decide', comment['reference'], 'accepted', '--reason', ' ', error='usage')
        self.fails(USAGE, 'report', 'comments', 'decide', comment['reference'], 'perhaps', '--reason', 'x', error='usage')
        self.assertEqual(self.refused('report', 'comments', 'decide', comment['reference'], 'declined', '--reason', 'x', person='practitioner'), {'wrong-role'})
        self.run_ctl('finding', 'edit', self.finding['id'], '--text', BETTER)
        self.run_ctl('report', 'comments', 'decide', comment['reference'], 'accepted', '--reason', '件数を改めた（見本）')
        [comment] = self.comments()
        self.assertEqual((comment['state'], comment['reason'], comment['decided_by'], comment['by'], comment['now_changed']),
                         ('accepted', '件数を改めた（見本）', 'leader', 'practitioner', True))
        self.assertIn(BETTER, comment['now_text'])
        self.assertIn(FACT, comment['draft_text'])
        self.assertEqual(self.comments('--open'), [])
        self.assertNotIn('comment-open', {blocker['code'] for blocker in self.run_ctl('report', 'check', code=REFUSED)['blockers']})

    def test_problems(self):
        """What cannot be taken in is named by row and column, and keeps nothing else back."""
        def change(rows, number):
            rows[HEADER_ROW][3:7] = ['x', '', 'a', '2026-01-20']
            rows[HEADER_ROW][2] = 'ほかの文言'
            rows[HEADER_ROW + 1][3:8] = ['x', '', 'a', '2026-01-20', 'x 1']
            rows[HEADER_ROW + 2][3:7] = ['', '', 'a', '2026-01-20']
        self.send()
        path, row = self.fill(change=change, ご意見='件数が異なる（見本）。')
        plan = self.receive(path, '--dry-run')
        self.assertEqual([(problem['row'], problem['column'], problem['code']) for problem in plan['problems']],
                         [(7, 'C', 'row-changed'), (8, 'H', 'line-unknown'), (9, 'D', 'answer-incomplete')])
        self.assertEqual([one['row'] for one in plan['rows']], [row])

    @unittest.skipUnless(shutil.which('soffice'), 'LibreOffice (soffice) is not installed')
    def test_libreoffice(self):
        """Opened, filled in and saved by LibreOffice it says the same."""
        self.send()
        saved = self.convert(self.convert(self.book, 'ods'), 'xlsx')
        path, row = self.fill(path=saved, 修正案='一行目\n二行目 "引用", <山> & 𠮷野家 =1+1')
        plan = self.receive(self.convert(self.convert(path, 'ods'), 'xlsx'), '--dry-run')
        self.assertEqual((plan['problems'], [(one['row'], one['proposed']) for one in plan['rows']]),
                         ([], [(row, '一行目\n二行目 "引用", <山> & 𠮷野家 =1+1')]))

    def convert(self, path, kind):
        out = os.path.join(self.folder, 'converted')
        subprocess.run(['soffice', '--headless', '--norestore', f'-env:UserInstallation=file://{self.folder}/office', '--convert-to', kind, '--outdir',
                        out, path], check=True, capture_output=True, timeout=harness.TIMEOUT, env={**os.environ, 'HOME': self.folder})
        return os.path.join(out, os.path.splitext(os.path.basename(path))[0] + '.' + kind)


if __name__ == '__main__':
    harness.main()
