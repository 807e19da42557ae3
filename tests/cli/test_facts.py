# SPDX-License-Identifier: GPL-3.0-or-later
"""finding send, receive: facts go out in a workbook (事実確認依頼書), and what the client answers is proposed and recorded line by line."""

import os
import re
import shutil
import subprocess
import unittest
import zipfile

import harness
from harness import FAILED, REFUSED, USAGE
from sheet_files import read_sheet

HEADER = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n'
SECRET = '特権操作ログの全件を突合する（監査法人の手続）'
STEPS = HEADER + f'8.1.2.1,P-1,整備状況,文書,閲覧,{SECRET},,,不可\n'
ONE, TWO, THREE = '台帳に管理責任者の記載のない資産が 2 件あった。', '=SUM 申請書 25 件中 1 件に承認の記録がない。', '権限の一覧に退職者 1 名が残っていた。'
HEADER_ROW, COLUMNS = 6, 9


class Facts(harness.Case):
    PEOPLE = ('leader', 'executive', 'practitioner', 'quality')

    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.run_ctl('procedures', 'import', self.write('p.csv', STEPS))
        self.add_team()
        self.person = 'practitioner'
        [step] = self.run_ctl('step', 'list', '8.1.2.1')
        self.one = self.run_ctl('finding', 'add', '--control', '8.1.2.1', '--control', '8.1.2.2', '--text', ONE, '--step', step['id'])
        self.two = self.run_ctl('finding', 'add', '--control', '8.1.2.2', '--text', TWO)
        self.book = os.path.join(self.folder, '事実確認依頼書.xlsx')

    def send(self, *words):
        return self.run_ctl('finding', 'send', self.book, '--to', '情報管理部 佐藤様（見本）', '--due', '2026-12-25', *words)

    def fill(self, answers, path=None, change=None):
        """The sheet with @answers, {number: {heading: text}}, as the client's spreadsheet program saves it; its path."""
        rows = read_sheet(path or self.book, COLUMNS)
        heads = rows[HEADER_ROW - 1]
        for row in rows[HEADER_ROW:]:
            for heading, text in answers.get(row[0], {}).items():
                row[heads.index(heading)] = text
        if change:
            change(rows, heads)
        return self.write_xlsx('回答.xlsx', 事実確認依頼書=rows)

    def answer(self, **fields):
        return {'ご回答': '相違なし', 'ご回答者': '佐藤（見本）', 'ご回答日': '2026-01-20', **fields}

    def receive(self, path, *words):
        return self.run_ctl('finding', 'receive', path, *words)

    def findings(self):
        return {row['reference']: row for row in self.run_ctl('finding', 'list')}

    # --- Tests --------------------------------------------------------------------------------

    def test_out(self):
        """Only facts go out, each by its number with controls and period; and the record says what was asked of whom."""
        sent = self.send()
        self.assertEqual([one['id'] for one in sent['findings']], [self.one['id'], self.two['id']])
        rows = read_sheet(self.book, COLUMNS)
        heads = rows[HEADER_ROW - 1]
        self.assertEqual(heads, ['発見事項番号', '管理策', '確認いただく事実', '対象期間', 'ご回答', 'ご意見', 'ご回答者', 'ご回答日', '照合番号'])
        self.assertIn('2026-12-25', rows[3][0])
        self.assertEqual([(row[0], row[2], row[4]) for row in rows[HEADER_ROW:]], [(self.one['reference'], ONE, ''), (self.two['reference'], TWO, '')])
        self.assertEqual([line.split()[0] for line in rows[HEADER_ROW][1].split('\n')], ['8.1.2.1', '8.1.2.2'])
        with zipfile.ZipFile(self.book) as book:
            parts = ''.join(book.read(name).decode('utf-8', 'replace') for name in book.namelist())
        self.assertNotIn(SECRET, parts)
        self.assertIn('相違なし,相違あり', parts)

        finding = self.findings()[self.one['reference']]
        self.assertEqual((finding['state'], finding['text_changed']), ('inquired', False))
        step = finding['trail'][-1]
        self.assertEqual((step['state'], step['by'], step['addressee'], step['due'], step['file'], step['text_sha256']),
                         ('inquired', 'practitioner', '情報管理部 佐藤様（見本）', '2026-12-25', '事実確認依頼書.xlsx', sent['findings'][0]['text_sha256']))

    def test_which(self):
        """What was sent is not sent again until its words change; what is confirmed or withdrawn is not asked about."""
        self.send()
        other = os.path.join(self.folder, '二回目.xlsx')
        self.fails(FAILED, 'finding', 'send', self.book, error='exists')
        self.fails(FAILED, 'finding', 'send', other, error='not-found')
        self.run_ctl('finding', 'edit', self.one['id'], '--text', ONE + '（追記）')
        self.assertEqual([one['id'] for one in self.run_ctl('finding', 'send', other)['findings']], [self.one['id']])
        self.run_ctl('finding', 'state', self.two['id'], 'withdrawn', '--text', '重複のため（見本）')
        self.fails(FAILED, 'finding', 'send', os.path.join(self.folder, '三回目.xlsx'), self.two['reference'], error='invalid')
        self.fails(USAGE, 'finding', 'send', 'x.csv', error='usage')

    def test_wording(self):
        """A text that judges does not leave the house, and nothing is recorded as sent."""
        events = self.events()
        self.run_ctl('finding', 'edit', self.one['id'], '--text', '統制は有効に機能している。')
        self.assertEqual(self.refused('finding', 'send', self.book), {'opinion-wording'})
        self.assertFalse(os.path.exists(self.book))
        self.assertEqual(self.events(), events + 1)

    def test_repeated(self):
        """The same operation again sends nothing twice, and makes a file that was lost anew."""
        first = self.run_ctl('--operation', 'send-1', 'finding', 'send', self.book)
        events = self.events()
        self.assertEqual(self.run_ctl('--operation', 'send-1', 'finding', 'send', self.book), first)
        os.remove(self.book)
        self.assertEqual(self.run_ctl('--operation', 'send-1', 'finding', 'send', self.book), first)
        self.assertEqual(len(read_sheet(self.book, COLUMNS)), HEADER_ROW + 2)
        self.assertEqual(self.events(), events)

    def test_back(self):
        """Nothing is recorded that was not confirmed, row by row; a fact that the client contests needs a word to stand."""
        self.send()
        back = self.fill({self.one['reference']: self.answer(ご回答='相違あり', ご意見='=1+1 台帳は更新済みである（見本）。'), self.two['reference']: self.answer()})
        events = self.events()
        plan = self.receive(back, '--dry-run')
        self.assertEqual((plan['problems'], self.events()), ([], events))
        self.assertEqual([(row['row'], row['number'], row['answer'], row['state'], row['text_changed']) for row in plan['rows']],
                         [(7, self.one['reference'], 'disagrees', 'new', False), (8, self.two['reference'], 'agrees', 'new', False)])
        self.fails(USAGE, 'finding', 'receive', back, error='usage')
        made = self.run_ctl('--operation', 'back-1', 'finding', 'receive', back, '--row', '7')
        self.assertEqual([(one['id'], one['answer']) for one in made['recorded']], [(self.one['id'], 'disagrees')])
        events = self.events()
        self.run_ctl('--operation', 'back-1', 'finding', 'receive', back, '--row', '7')
        self.assertEqual(self.events(), events)
        finding = self.findings()[self.one['reference']]
        step = finding['trail'][-1]
        self.assertEqual((finding['state'], finding['answer'], finding['state_text']), ('answered', 'disagrees', '=1+1 台帳は更新済みである（見本）。'))
        self.assertEqual((step['answered_by'], step['day'], step['file']), ('佐藤（見本）', '2026-01-20', '回答.xlsx'))
        self.assertEqual(self.findings()[self.two['reference']]['state'], 'inquired')
        self.fails(FAILED, 'finding', 'receive', back, '--row', '7', error='exists')
        self.run_ctl('finding', 'state', self.one['id'], 'confirmed', '--text', '更新は期間の後である（見本）')
        self.assertEqual([row['state'] for row in self.receive(back, '--dry-run')['rows']], ['closed', 'new'])

    def test_changed(self):
        """An answer to words that were changed since they were sent is named as such, and so it is at the issue."""
        self.send()
        back = self.fill({self.one['reference']: self.answer(), self.two['reference']: self.answer()})
        self.run_ctl('finding', 'edit', self.one['id'], '--text', THREE)
        first, second = self.receive(back, '--dry-run')['rows']
        self.assertEqual((first['text_changed'], first['asked'], first['text']), (True, ONE, THREE))
        self.assertFalse(second['text_changed'])
        self.receive(back, '--row', '7', '--row', '8')
        self.assertEqual([row['text_changed'] for row in self.findings().values()], [True, False])
        codes = {(blocker['code'], blocker['severity'], blocker.get('detail')) for blocker in self.run_ctl('report', 'check', code=REFUSED)['blockers']}
        self.assertIn(('finding-changed', 'warn', self.one['id']), codes)
        self.assertNotIn(('finding-changed', 'warn', self.two['id']), codes)
        self.run_ctl('finding', 'send', os.path.join(self.folder, '二回目.xlsx'))
        self.assertEqual([row['text_changed'] for row in self.findings().values()], [False, False])

    def test_problems(self):
        """What cannot be recorded is named by sheet, row and column, and keeps nothing else back."""
        def change(rows, heads):
            rows[HEADER_ROW][2] = '別の事実'
            rows.append(list(rows[HEADER_ROW + 1]))
            rows.append(['X'] + [''] * 3 + ['相違なし', '', 'a', '2026-01-20', 'x y'])
        self.send()
        back = self.fill({self.one['reference']: self.answer(), self.two['reference']: self.answer()}, change=change)
        plan = self.receive(back, '--dry-run')
        self.assertEqual([(problem['row'], problem['column'], problem['code']) for problem in plan['problems']],
                         [(7, 'C', 'row-changed'), (9, 'I', 'fact-twice'), (10, 'I', 'fact-unknown')])
        self.assertEqual([row['row'] for row in plan['rows']], [8])
        self.fails(FAILED, 'finding', 'receive', back, '--row', '7', error='invalid')

    def test_answers(self):
        """Answers that are no answers."""
        cases = (('ご回答', '保留', 'word-unknown'), ('ご回答者', '', 'answer-incomplete'), ('ご回答日', '2999-01-01', 'date-future'))
        self.send()
        for heading, text, code in cases:
            with self.subTest(heading=heading):
                error = self.fails(FAILED, 'finding', 'receive', self.fill({self.one['reference']: self.answer(**{heading: text})}), '--dry-run', error='invalid')
                self.assertEqual([(problem['header'], problem['code']) for problem in error['problems']], [(heading, code)])
        error = self.fails(FAILED, 'finding', 'receive', self.fill({self.one['reference']: self.answer(ご回答='相違あり')}), '--dry-run', error='invalid')
        self.assertEqual([(problem['header'], problem['code']) for problem in error['problems']], [('ご意見', 'answer-incomplete')])

    def test_never_sent(self):
        """A sheet of another engagement, or one that was never sent from here, answers nothing."""
        self.send()
        back = self.fill({self.one['reference']: self.answer()}, change=lambda rows, heads: rows[HEADER_ROW].__setitem__(8, self.one['id'] + ' ' + '0' * 64))
        error = self.fails(FAILED, 'finding', 'receive', back, '--dry-run', error='invalid')
        self.assertEqual([problem['code'] for problem in error['problems']], ['fact-unknown'])

    @unittest.skipUnless(shutil.which('soffice'), 'LibreOffice (soffice) is not installed')
    def test_libreoffice(self):
        """Opened, filled in and saved by LibreOffice it says the same."""
        self.send()
        saved = self.convert(self.convert(self.book, 'ods'), 'xlsx')
        comment = '一行目\n二行目 "引用", <山> & 𠮷野家 =1+1'
        filled = self.fill({self.one['reference']: self.answer(ご回答='相違あり', ご意見=comment), self.two['reference']: self.answer()}, path=saved)
        again = self.convert(self.convert(filled, 'ods'), 'xlsx')
        plan = self.receive(again, '--dry-run')
        self.assertEqual((plan['problems'], [(row['answer'], row.get('comment')) for row in plan['rows']]), ([], [('disagrees', comment), ('agrees', None)]))
        self.receive(again, '--row', '7', '--row', '8')

    @unittest.skipUnless(shutil.which('soffice'), 'LibreOffice (soffice) is not installed')
    def test_on_paper(self):
        """Printed, the sheets for the client fill the page's width however long the names above them are, and cut no text."""
        client, fact = '株式会社見本クラウドコンピューティングサービス・ホールディングス・' * 3 + '終', '台帳に管理責任者の記載のない資産が2件あった。' * 12 + '完。'
        self.run_ctl('engagement', 'set', '--client', client, person='leader')
        self.run_ctl('finding', 'edit', self.one['id'], '--text', fact)
        self.send()
        self.run_ctl('request', 'add', '--control', '8.1.2.1', '--text', fact, '--due', '2026-01-20', person='leader')
        number = self.run_ctl('request', 'list')[0]['number']
        self.run_ctl('request', 'send', number, person='leader')
        requests, status, comments = (os.path.join(self.folder, name) for name in ('依頼.xlsx', '状況.xlsx', '意見.xlsx'))
        self.run_ctl('request', 'export', requests, person='leader')
        self.run_ctl('request', 'status', '--output', status, person='leader')
        self.run_ctl('report', 'comments', 'send', comments, person='leader')
        for path, words in ((self.book, (client, fact)), (requests, (client, fact)), (status, (client, fact)), (comments, (client,))):
            with self.subTest(path=path):
                printed = self.convert(path, 'pdf')
                text = subprocess.run(['pdftotext', '-raw', printed, '-'], check=True, capture_output=True).stdout.decode()
                for word in words:
                    self.assertIn(word, ''.join(text.split()))
                boxes = subprocess.run(['pdftotext', '-bbox', '-l', '1', printed, '-'], check=True, capture_output=True).stdout.decode()
                width = float(re.search('<page width="([0-9.]+)"', boxes)[1])
                right = max(float(edge) for edge in re.findall(' xMax="([0-9.]+)"', boxes))
                self.assertTrue(0.8 * width < right < 0.98 * width, (path, right, width))

    def convert(self, path, kind):
        out = os.path.join(self.folder, 'converted')
        subprocess.run(['soffice', '--headless', '--norestore', f'-env:UserInstallation=file://{self.folder}/office', '--convert-to', kind, '--outdir',
                        out, path], check=True, capture_output=True, timeout=harness.TIMEOUT, env={**os.environ, 'HOME': self.folder})
        return os.path.join(out, os.path.splitext(os.path.basename(path))[0] + '.' + kind)


if __name__ == '__main__':
    harness.main()
