# SPDX-License-Identifier: GPL-3.0-or-later
"""step export, import: steps go out in a workbook, and what comes back is proposed and recorded line by line."""

import os
import shutil
import subprocess
import unittest
import zipfile

import harness
from harness import FAILED, USAGE
from sheet_files import read_sheet

HEADER = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n'
OPEN, SECRET = '規程を閲覧する。', '特権操作ログの全件を突合する（監査法人の手続）'
STEPS = HEADER + f'8.1.2.1,P-1,整備状況,文書,閲覧,{OPEN},ご用意ください。,閲覧した。,可\n8.1.2.1,P-2,運用状況,記録,閲覧,{SECRET},,,不可\n' \
                 '8.1.2.2,P-3,整備状況,設備,観察,設備を観察する。,,,可\n'
HEADER_ROW, COLUMNS = 6, 14


class StepSheet(harness.Case):
    PEOPLE = ('leader', 'executive', 'practitioner', 'quality')

    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.run_ctl('procedures', 'import', self.write('p.csv', STEPS))
        self.add_team()
        self.steps = {row['procedure']: row['id'] for row in self.run_ctl('step', 'list')}
        self.person = 'practitioner'
        self.book = os.path.join(self.folder, '手続記入シート.xlsx')

    def export(self, *controls, member='practitioner'):
        return self.run_ctl('step', 'export', self.book, '--member', member, *[word for control in controls for word in ('--control', control)])

    def fill(self, answers, path=None, change=None):
        """The exported sheet with @answers, {procedure: {heading: text}}, as somebody's spreadsheet program saves it; its path."""
        rows = read_sheet(path or self.book, COLUMNS)
        heads = rows[HEADER_ROW - 1]
        for row in rows[HEADER_ROW:]:
            for heading, text in answers.get(row[heads.index('手続番号')], {}).items():
                row[heads.index(heading)] = text
        if change:
            change(rows, heads)
        return self.write_xlsx('記入済.xlsx', 手続記入シート=rows)

    def answer(self, **fields):
        return {'実施した技法': '閲覧', '実施日': '2025-10-01', '結果区分': '例外なし', '結果': '規程を閲覧した（見本）。', **fields}

    def propose(self, path):
        return self.run_ctl('step', 'import', path, '--dry-run')

    # --- Tests --------------------------------------------------------------------------------

    def test_out(self):
        """The open steps of the controls that were chosen, and of the firm's words only what may go out."""
        made = self.export('8.1.2.1', '8.1.2.2')
        self.assertEqual(made['steps'], 3)
        rows = read_sheet(self.book, COLUMNS)
        heads = rows[HEADER_ROW - 1]
        self.assertIn('practitioner', rows[3][0])
        self.assertEqual([row[heads.index('手続番号')] for row in rows[HEADER_ROW:]], ['P-1', 'P-2', 'P-3'])
        self.assertEqual(rows[HEADER_ROW][heads.index('手順')], OPEN)
        self.assertEqual([row[heads.index('結果')] for row in rows[HEADER_ROW:]], ['', '', ''])
        with zipfile.ZipFile(self.book) as book:
            parts = ''.join(book.read(name).decode('utf-8', 'replace') for name in book.namelist())
        self.assertNotIn(SECRET, parts)
        self.assertIn('dataValidation ', parts)
        self.assertIn('例外なし,例外あり,該当事象なし,実施不能', parts)

        self.run_ctl('step', 'record', self.steps['P-1'], '--technique', 'inspection', '--performed-on', '2025-10-01', '--outcome', 'no-exception',
                     '--result', '済')
        os.remove(self.book)
        self.assertEqual(self.export('8.1.2.1')['steps'], 1)
        self.assertNotIn('済', read_sheet(self.book, COLUMNS)[HEADER_ROW])

    def test_out_refused(self):
        self.fails(USAGE, 'step', 'export', 'x.csv', '--control', '8.1.2.1', '--member', 'leader', error='usage')
        self.fails(FAILED, 'step', 'export', self.book, '--control', '8.1.2.1', '--member', 'nobody', error='not-found')
        self.fails(FAILED, 'step', 'export', self.book, '--control', '8.1.2.3', '--member', 'leader', error='not-found')
        self.assertFalse(os.path.exists(self.book))

    def test_back(self):
        """Nothing is recorded that was not confirmed, row by row; who confirms is who performed it."""
        self.export('8.1.2.1', '8.1.2.2')
        back = self.fill({'P-1': self.answer(質問先='情報管理部 佐藤様（見本）', 場所='本社'),
                          'P-3': self.answer(実施した技法='観察', 結果区分='実施不能', 理由='改修中のため（見本）')})
        events = self.events()
        plan = self.propose(back)
        self.assertEqual(self.events(), events)
        self.assertEqual(plan['blank'], 1)
        self.assertEqual(plan['problems'], [])
        self.assertEqual([(row['row'], row['control'], row['technique'], row['outcome'], row['state']) for row in plan['rows']],
                         [(7, '8.1.2.1', 'inspection', 'no-exception', 'new'), (9, '8.1.2.2', 'observation', 'unable', 'new')])
        self.fails(USAGE, 'step', 'import', back, error='usage')
        self.assertEqual(self.events(), events)

        made = self.run_ctl('step', 'import', back, '--row', '7')
        self.assertEqual([(one['row'], one['id']) for one in made['recorded']], [(7, self.steps['P-1'])])
        steps = {row['procedure']: row for row in self.run_ctl('step', 'list')}
        self.assertEqual((steps['P-1']['result'], steps['P-1']['respondent'], steps['P-1']['place'], steps['P-1']['performed_by']),
                         ('規程を閲覧した（見本）。', '情報管理部 佐藤様（見本）', '本社', 'practitioner'))
        self.assertEqual((steps['P-2']['state'], steps['P-3']['state']), ('open', 'open'))
        self.assertEqual([row['state'] for row in self.propose(back)['rows']], ['recorded', 'new'])
        self.fails(FAILED, 'step', 'import', back, '--row', '7', error='exists')
        self.run_ctl('step', 'import', back, '--row', '9')
        self.assertEqual({row['procedure']: row['state'] for row in self.run_ctl('step', 'list')}, {'P-1': 'performed', 'P-2': 'open', 'P-3': 'unable'})

    def test_repeated(self):
        """The same operation again records nothing twice."""
        self.export('8.1.2.1')
        back = self.fill({'P-1': self.answer()})
        first = self.run_ctl('--operation', 'sheet-1', 'step', 'import', back, '--row', '7')
        events = self.events()
        self.assertEqual(self.run_ctl('--operation', 'sheet-1', 'step', 'import', back, '--row', '7')['recorded'], first['recorded'])
        self.assertEqual(self.events(), events)

    def test_whose(self):
        """Only the person for whom the sheet was made confirms what it says; others may look."""
        self.export('8.1.2.1', member='leader')
        back = self.fill({'P-1': self.answer()})
        [row] = self.propose(back)['rows']
        self.assertEqual((row['state'], row['member_name']), ('other', 'leader'))
        error = self.fails(USAGE, 'step', 'import', back, '--row', '7', error='usage')
        self.assertIn('leader', str(error))
        self.run_ctl('step', 'import', back, '--row', '7', person='leader')

    def test_gate(self):
        """What the rules refuse for what is typed they refuse here: who has no power to perform steps records nothing."""
        self.export('8.1.2.1', member='quality')
        back = self.fill({'P-1': self.answer()})
        self.refused('step', 'import', back, '--row', '7', person='quality')
        self.fails(FAILED, 'step', 'import', back, '--row', '8', person='quality', error='not-found')

    def test_problems(self):
        """What cannot be recorded is named by sheet, row and column, and keeps nothing else back."""
        def change(rows, heads):
            rows[HEADER_ROW][heads.index('手順')] = '別の手順'
            rows[HEADER_ROW + 1][heads.index('照合番号')] = '0' * 64 + ' x'
            rows.append(list(rows[HEADER_ROW + 2]))
        self.export('8.1.2.1', '8.1.2.2')
        back = self.fill({'P-1': self.answer(), 'P-2': self.answer(), 'P-3': self.answer(実施した技法='観察')}, change=change)
        plan = self.propose(back)
        self.assertEqual([(problem['sheet'], problem['row'], problem['column'], problem['code']) for problem in plan['problems']],
                         [('手続記入シート', 7, 'E', 'row-changed'), ('手続記入シート', 8, 'N', 'step-unknown'), ('手続記入シート', 10, 'N', 'step-twice')])
        self.assertEqual([row['row'] for row in plan['rows']], [9])
        self.fails(FAILED, 'step', 'import', back, '--row', '7', error='invalid')
        self.run_ctl('step', 'import', back, '--row', '9')

    def test_answers(self):
        """Answers that are no answers: a blank, another word, a day to come or none."""
        cases = (('結果', '', 'answer-incomplete'), ('実施した技法', '透視', 'word-unknown'), ('結果区分', '良好', 'word-unknown'),
                 ('実施日', '2999-01-01', 'date-future'), ('実施日', '先週', 'date-bad'))
        self.export('8.1.2.1')
        for heading, text, code in cases:
            with self.subTest(heading=heading, text=text):
                back = self.fill({'P-1': self.answer(**{heading: text})})
                error = self.fails(FAILED, 'step', 'import', back, '--dry-run', error='invalid')
                self.assertEqual([(problem['header'], problem['code']) for problem in error['problems']], [(heading, code)])

    def test_formulas(self):
        """What looks like a formula is a text, in the record and in what goes out again."""
        text = '=HYPERLINK("http://example.com","x")'
        self.export('8.1.2.1')
        back = self.fill({'P-1': self.answer(結果=text, 場所='+81', 理由='@SUM(A1)')})
        self.run_ctl('step', 'import', back, '--row', '7')
        [step] = [row for row in self.run_ctl('step', 'list') if row['procedure'] == 'P-1']
        self.assertEqual((step['result'], step['place'], step['reason']), (text, '+81', '@SUM(A1)'))

    @unittest.skipUnless(shutil.which('soffice'), 'LibreOffice (soffice) is not installed')
    def test_libreoffice(self):
        """Opened, filled in and saved by LibreOffice it says the same."""
        self.export('8.1.2.1', '8.1.2.2')
        saved = self.convert(self.convert(self.book, 'ods'), 'xlsx')
        self.assertEqual(self.propose(self.fill({'P-1': self.answer()}, path=saved))['problems'], [])
        filled = self.fill({'P-1': self.answer(結果='一行目\n二行目 "引用", <山> & 𠮷野家 =1+1')}, path=saved)
        again = self.convert(self.convert(filled, 'ods'), 'xlsx')
        plan = self.propose(again)
        self.assertEqual((plan['problems'], [(row['row'], row['result']) for row in plan['rows']]),
                         ([], [(7, '一行目\n二行目 "引用", <山> & 𠮷野家 =1+1')]))
        self.run_ctl('step', 'import', again, '--row', '7')

    def convert(self, path, kind):
        out = os.path.join(self.folder, 'converted')
        subprocess.run(['soffice', '--headless', '--norestore', f'-env:UserInstallation=file://{self.folder}/office', '--convert-to', kind, '--outdir',
                        out, path], check=True, capture_output=True, timeout=harness.TIMEOUT, env={**os.environ, 'HOME': self.folder})
        return os.path.join(out, os.path.splitext(os.path.basename(path))[0] + '.' + kind)


if __name__ == '__main__':
    harness.main()
