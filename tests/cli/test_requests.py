# SPDX-License-Identifier: GPL-3.0-or-later
"""request, evidence hashes: the request list made, sent, filled in, brought back and matched."""

import csv
import hashlib
import io
import os
import pathlib
import re
import shutil
import subprocess
import unicodedata
import unittest
import zipfile

import harness
from harness import FAILED, REFUSED, USAGE

SECRET = '特権操作ログの全件を突合する（監査法人の手続）'
STEPS = '''手続番号,管理策番号,評価区分,監査対象,監査技法,手続,依頼文
P-1,8.1.2.1,整備状況,規程・マニュアル,閲覧,%s,資産管理規程（2025年度に有効な版すべて）
P-2,8.1.2.2,整備状況,規程・マニュアル,閲覧,%s,資産管理規程（２０２５年度に有効な版すべて）
P-3,8.1.2.3,運用状況,記録,閲覧,%s,
P-4,8.1.2.4,運用状況,記録,閲覧,%s,
P-5,8.1.2.4,整備状況,,質問,%s,
''' % ((SECRET,) * 5)
FIXTURE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'data', 'request-list-libreoffice.xlsx')


class Requests(harness.Case):
    """An engagement with procedures; each test has a copy of its own of the one that the first of its class made."""
    world = None

    def set_up_once(self):
        super().set_up_once()
        if type(self).world is None:
            self.create()
            self.add_team()
            self.import_criteria()
            self.run_ctl('procedures', 'import', self.write('steps.csv', STEPS))
            self.prepare()
            type(self).world = shutil.copytree(self.engagement, os.path.join(self.root, 'world.chosho'))
        else:
            shutil.copytree(self.world, self.engagement)
        self.person = 'practitioner'

    def prepare(self):
        """What the tests of a class have in common besides."""

    def list(self, *words):
        return self.run_ctl('request', 'list', *words)

    def get(self, number):
        return next(row for row in self.list() if row['number'] == number)

    def texts_of(self, book):
        """Every text that a workbook holds, wherever it stands."""
        with zipfile.ZipFile(book) as archive:
            return ' '.join(archive.read(name).decode('utf-8', 'replace') for name in archive.namelist())


class Make(Requests):
    def test_words_and_subjects(self):
        """The procedures' own words, joined over controls; else the class of subject under the objective that controls share."""
        made = self.run_ctl('request', 'make', '--due', '2026-05-10')
        self.assertEqual([(one['number'], one['controls']) for one in made],
                         [('R-001', ['8.1.2.1', '8.1.2.2']), ('R-002', ['8.1.2.3', '8.1.2.4'])])
        self.assertEqual(made[0]['text'], '資産管理規程（2025年度に有効な版すべて）')
        self.assertTrue(made[1]['text'].startswith('8.1.2 '), made[1]['text'])
        self.assertIn('2025-04〜2026-03 の一覧。申請番号・承認者・日付の分かるもの', made[1]['text'])
        row = self.get('R-001')
        self.assertTrue({'id', 'number', 'text', 'controls', 'state', 'due', 'received'} <= set(row))
        self.assertEqual((row['state'], row['due'], row['received'], row['period']), ('not-requested', '2026-05-10', None, '2025-04〜2026-03'))

    def test_nothing_of_the_procedures(self):
        """What the procedure says is the firm's: it stands in no request, no list, no page for the client."""
        self.run_ctl('request', 'make')
        self.assertNotIn(SECRET, str(self.list()))
        for words in (('request', 'export'), ('request', 'status', '--output')):
            path = os.path.join(self.folder, words[1] + '.xlsx')
            self.run_ctl(*words, path)
            self.assertNotIn('突合', self.texts_of(path))

    def test_again_makes_what_is_missing(self):
        self.run_ctl('request', 'make')
        before = self.stored()
        self.assertEqual(self.run_ctl('request', 'make'), [])
        self.assertEqual(self.stored(), before)
        more = 'P-6,8.1.2.5,整備状況,規程・マニュアル,閲覧,x,資産管理規程（2025年度に有効な版すべて）\nP-7,8.1.2.5,整備状況,設備,閲覧,x,\n'
        self.run_ctl('procedures', 'import', self.write('steps.csv', STEPS + more), person='leader')
        again = self.run_ctl('request', 'make')
        self.assertEqual([(one['number'], one['joined']) for one in again], [('R-001', True), ('R-003', False)])
        self.assertEqual(self.get('R-001')['controls'], ['8.1.2.1', '8.1.2.2', '8.1.2.5'])
        self.assertEqual(len(self.list()), 3)

    def test_dry_run_and_scope(self):
        before = self.stored()
        planned = self.run_ctl('request', 'make', '--dry-run')
        self.assertEqual([one['id'] for one in planned], [None, None])
        self.assertEqual(self.stored(), before)
        self.assertEqual([one['controls'] for one in self.run_ctl('request', 'make', '--control', '8.1.2.1')], [['8.1.2.1']])
        self.fails(FAILED, 'request', 'make', '--control', '9.9.9.9', error='not-found')
        self.fails(USAGE, 'request', 'make', '--due', 'soon')

    def test_once(self):
        made = self.run_ctl('--operation', 'op-1', 'request', 'make')
        again = self.run_ctl('--operation', 'op-1', 'request', 'make')
        self.assertEqual([one['id'] for one in again], [one['id'] for one in made])

    def test_english(self):
        self.run_ctl('engagement', 'set', '--language', 'en', person='leader')
        made = self.run_ctl('request', 'make')
        self.assertIn('list for 2025-04 to 2026-03, with application number, approver and date', made[1]['text'])


class States(Requests):
    def set_up_once(self):
        super().set_up_once()
        self.run_ctl('request', 'make')
        self.evidence = self.run_ctl('evidence', 'add', self.write('規程.txt', '規程\n'))[0]

    def test_life(self):
        self.run_ctl('request', 'send', '--all', '--due', '2026-01-31', '--on', '2026-01-10')
        row = self.get('R-001')
        self.assertEqual((row['state'], row['requested'], row['due']), ('requested', '2026-01-10', '2026-01-31'))
        self.fails(FAILED, 'request', 'accept', 'R-001', error='invalid')
        self.run_ctl('request', 'link', 'R-001', '--evidence', self.evidence['reference'], '--on', '2026-01-20')
        self.assertEqual((self.get('R-001')['state'], self.get('R-001')['received']), ('received', '2026-01-20'))
        self.run_ctl('request', 'check', 'R-001')
        self.run_ctl('request', 'return', 'R-001', '--reason', '承認印がない', '--due', '2026-02-10')
        row = self.get('R-001')
        self.assertEqual((row['state'], row['state_text'], row['due']), ('returned', '承認印がない', '2026-02-10'))
        self.run_ctl('request', 'accept', 'R-001')
        self.assertEqual([step['state'] for step in self.run_ctl('request', 'show', 'r-001')['trail']],
                         ['not-requested', 'requested', 'received', 'checking', 'returned', 'accepted'])
        evidence = self.run_ctl('evidence', 'list')[0]
        self.assertEqual((evidence['controls'], evidence['requests']), (['8.1.2.1', '8.1.2.2'], [row['id']]))
        self.run_ctl('index', 'rebuild')
        self.assertEqual(self.get('R-001')['state'], 'accepted')
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_no_link(self):
        self.run_ctl('request', 'link', 'R-001', '--evidence', self.evidence['id'])
        self.run_ctl('request', 'accept', 'R-001', '--no-link')
        self.assertEqual(self.run_ctl('evidence', 'list')[0]['controls'], [])

    def test_reasons(self):
        self.fails(USAGE, 'request', 'withdraw', 'R-001')
        self.fails(USAGE, 'request', 'withdraw', 'R-001', '--reason', '　')
        self.run_ctl('request', 'withdraw', 'R-001', 'R-002', '--reason', '公開資料で足りる')
        self.assertEqual({row['state'] for row in self.list()}, {'withdrawn'})
        self.fails(FAILED, 'request', 'export', os.path.join(self.folder, 'x.xlsx'), error='not-found')
        self.assertEqual(self.run_ctl('request', 'make'), [])

    def test_overdue(self):
        self.run_ctl('request', 'send', 'R-001', '--due', '2026-01-31', '--on', '2026-01-10')
        self.run_ctl('request', 'send', 'R-002', '--due', '2999-01-31', '--on', '2026-01-10')
        self.assertEqual([row['number'] for row in self.list('--overdue')], ['R-001'])
        row = self.list('--overdue')[0]
        self.assertTrue(row['overdue'] and row['days_late'] > 0 and row['age_days'] == row['days_late'] + 21)
        self.assertEqual([row['number'] for row in self.list('--state', 'not-requested', '--state', 'requested')], ['R-001', 'R-002'])
        self.assertEqual([row['number'] for row in self.list('--control', '８．１．２．４')], ['R-002'])
        self.fails(USAGE, 'request', 'list', '--state', 'late')

    def test_set_and_add(self):
        made = self.run_ctl('request', 'add', '--text', '組織図', '--owner', '総務部 見本', '--due', '２０２６-0３-01')
        self.assertEqual(made['number'], 'R-003')
        self.fails(FAILED, 'request', 'set', 'R-003', '--number', 'r-001', error='exists')
        self.run_ctl('request', 'set', 'R-003', '--number', '依頼-7', '--control', '8.1.2.1', '--remarks', '写しで可')
        row = self.get('依頼-7')
        self.assertEqual((row['text'], row['owner'], row['due'], row['controls'], row['remarks']),
                         ('組織図', '総務部 見本', '2026-03-01', ['8.1.2.1'], '写しで可'))
        self.fails(FAILED, 'request', 'set', 'R-009', '--text', 'x', error='not-found')
        self.fails(FAILED, 'request', 'add', '--text', 'x', '--control', '8.1.2', error='invalid')
        self.fails(USAGE, 'request', 'add', '--text', ' ')

    def test_unlink(self):
        self.run_ctl('request', 'link', 'R-001', '--evidence', self.evidence['id'])
        self.run_ctl('request', 'unlink', 'R-001', '--evidence', self.evidence['id'], '--reason', '取違え')
        self.assertEqual((self.get('R-001')['evidence'], self.run_ctl('evidence', 'list')[0]['requests']), ([], []))
        self.fails(FAILED, 'request', 'unlink', 'R-001', '--evidence', self.evidence['id'], error='not-found')

    def test_powers(self):
        self.fails(REFUSED, 'request', 'send', 'R-001', person='quality')

    def test_sign_offs_stand(self):
        """The request list organises the work: nothing in it makes a sign-off stale."""
        self.run_ctl('scope', 'set', '8.1.2.1', '--phase', 'operation', 'out-of-cycle', '--basis', '見本', person='leader')
        step = next(one for one in self.run_ctl('step', 'list', '8.1.2.1'))
        self.run_ctl('step', 'record', step['id'], '--technique', 'inspection', '--performed-on', '2026-01-10', '--outcome', 'no-exception',
                     '--result', '確かめた（見本）。', '--evidence', self.evidence['id'])
        self.run_ctl('complete', '8.1.2.1')
        self.run_ctl('request', 'send', 'R-001')
        self.run_ctl('request', 'set', 'R-001', '--remarks', '急ぎ')
        self.run_ctl('request', 'link', 'R-001', '--evidence', self.evidence['id'])
        self.run_ctl('request', 'return', 'R-001', '--reason', '印がない')
        self.assertEqual([sign['state'] for sign in self.run_ctl('status', '8.1.2.1')['sign_offs']], ['current'])


class Lists(Requests):
    def set_up_once(self):
        super().set_up_once()
        self.run_ctl('request', 'make', '--due', '2026-05-10')
        self.book = os.path.join(self.folder, '依頼資料リスト.xlsx')

    def test_export(self):
        self.run_ctl('request', 'set', 'R-001', '--remarks', '=HYPERLINK("http://example.invalid")')
        done = self.run_ctl('request', 'export', self.book)
        self.assertEqual(done['requests'], 2)
        with zipfile.ZipFile(self.book) as book:
            sheet = book.read('xl/worksheets/sheet1.xml').decode()
        self.assertNotIn('<f>', sheet)
        for mark in ('<autoFilter', 'state="frozen"', 'orientation="landscape"', 'paperSize="9"', 'fitToPage', '<dataValidation '):
            self.assertIn(mark, sheet)
        self.fails(FAILED, 'request', 'export', self.book, error='exists')
        self.fails(USAGE, 'request', 'export', os.path.join(self.folder, 'list.csv'))

    def test_round_trip(self):
        """What comes back as it went changes nothing."""
        self.run_ctl('request', 'set', 'R-002', '--text', '一行目\n二行目 "引用", <山> & 𠮷野家', '--owner', '+81 見本', '--remarks', '-')
        self.run_ctl('request', 'send', 'R-001', '--on', '2026-01-10')
        self.run_ctl('request', 'export', self.book)
        for words in ((), ('--ours',)):
            plan = self.run_ctl('request', 'import', self.book, '--dry-run', *words)
            self.assertEqual((plan['added'], plan['changed'], plan['unchanged'], plan.get('notices')), ([], [], 2, None))

    def test_import_fill_ins(self):
        rows = [['依頼番号', '依頼する資料', 'ご担当', '状態', '期限', '提出ファイル名', 'ご回答'],
                ['Ｒ－００１', '資産管理規程（2025年度に有効な版すべて）', '情報システム部 見本', '提出済', '2026/5/20', '規程集.zip', '改定は2回'],
                ['R-002', self.get('R-002')['text'], '', '', '', '', '']]
        made = self.run_ctl('request', 'import', self.write_xlsx('back.xlsx', 依頼=rows))
        self.assertEqual((made['added'], [one['number'] for one in made['changed']], made['unchanged']), ([], ['R-001'], 1))
        self.assertEqual([field['field'] for field in made['changed'][0]['fields']], ['owner', 'files', 'reply'])
        self.assertEqual([(one['row'], one['code']) for one in made['notices']], [(2, 'left-as-it-is'), (2, 'state-differs')])
        row = self.get('R-001')
        self.assertEqual((row['owner'], row['files'], row['reply'], row['state'], row['due']),
                         ('情報システム部 見本', '規程集.zip', '改定は2回', 'not-requested', '2026-05-10'))
        self.run_ctl('request', 'import', self.write_xlsx('ours.xlsx', 依頼=rows), '--ours')
        self.assertEqual(self.get('R-001')['due'], '2026-05-20')

    def test_import_own_list(self):
        """A list that the firm kept in a spreadsheet, in CP932: numbers, states and days come with it."""
        text = ('依頼No,管理策,資料名,担当,依頼日,期限,受領日,状態,備考\n'
                '依頼-1,"8.1.2.1、8.1.2.2",ﾈｯﾄﾜｰｸ構成図,情報部,令和8年1月10日,2026/2/1,2026/1/25,受領,\n'
                ',8.1.2.3,㈱見本の組織図,,,,,,\n')
        made = self.run_ctl('request', 'import', self.write('own.csv', text, 'cp932'))
        self.assertEqual([one['number'] for one in made['added']], ['依頼-1', 'R-003'])
        row = self.get('依頼-1')
        self.assertEqual((row['text'], row['controls'], row['state'], row['received']), ('ﾈｯﾄﾜｰｸ構成図', ['8.1.2.1', '8.1.2.2'], 'received', '2026-01-25'))

    def test_bad_rows(self):
        text = '依頼番号,管理策,依頼資料,期限,状態\nX-1,9.9.9.9,a,2026-13-01,どこか\nX-2,,,,\nX-1,,b,,\n'
        before = self.stored()
        failed = self.run_ctl('request', 'import', self.write('bad.csv', text), code=FAILED)
        self.assertEqual([(one['row'], one['column'], one.get('value')) for one in failed['problems'] if one['severity'] == 'error'],
                         [(2, 'B', '9.9.9.9'), (2, 'D', '2026-13-01'), (2, 'E', 'どこか'), (3, 'C', None), (4, 'A', 'X-1')])
        self.assertTrue(all(one['file'] == 'bad.csv' for one in failed['problems']))
        self.assertEqual(self.stored(), before)

    def test_status(self):
        path = os.path.join(self.folder, '状況.xlsx')
        self.run_ctl('request', 'send', 'R-001', '--on', '2026-01-10')
        self.run_ctl('request', 'set', 'R-001', '--due', '2026-01-20')
        self.run_ctl('request', 'link', 'R-002', '--evidence', self.run_ctl('evidence', 'add', self.write('a.txt', 'a'))[0]['id'])
        self.run_ctl('request', 'return', 'R-002', '--reason', '年度が違う')
        self.run_ctl('request', 'status', '--output', path)
        texts = self.texts_of(path)
        for word in ('資料ご提出状況', '株式会社見本クラウド 御中', '日超過', '年度が違う', '期限を過ぎている資料', 'fitToPage'):
            self.assertIn(word, texts)


class Office(Requests):
    """The list through LibreOffice: opened, edited, saved."""

    def set_up_once(self):
        super().set_up_once()
        self.run_ctl('request', 'make', '--due', '2026-05-10')
        self.run_ctl('request', 'set', 'R-002', '--text', '一行目\n二行目 "引用", <山> & 𠮷野家 =1+1', '--owner', '+81 見本', '--remarks', '@備考')
        self.run_ctl('request', 'send', 'R-001', '--on', '2026-01-10')
        self.run_ctl('request', 'link', 'R-002', '--evidence', self.run_ctl('evidence', 'add', self.write('a.txt', 'a'))[0]['id'], '--on', '2026-01-20')

    def convert(self, path, kind, out):
        subprocess.run(['soffice', '--headless', '--norestore', f'-env:UserInstallation=file://{self.folder}/office', '--convert-to', kind, '--outdir',
                        out, path], check=True, capture_output=True, timeout=harness.TIMEOUT, env={**os.environ, 'HOME': self.folder})

    def check_same(self, path):
        for words in ((), ('--ours',)):
            plan = self.run_ctl('request', 'import', path, '--dry-run', *words)
            self.assertEqual((plan['added'], plan['changed'], plan['unchanged'], plan.get('notices')), ([], [], 2, None))

    @unittest.skipUnless(shutil.which('soffice'), 'LibreOffice (soffice) is not installed: the kept file is read instead')
    def test_open_edit_save(self):
        book = os.path.join(self.folder, 'list.xlsx')
        self.run_ctl('request', 'export', book)
        saved = os.path.join(self.folder, 'saved')
        self.convert(book, 'xlsx', saved)
        self.check_same(os.path.join(saved, 'list.xlsx'))
        self.convert(book, 'ods', self.folder)
        sheet = os.path.join(self.folder, 'list.ods')
        self.edit(sheet)
        self.convert(sheet, 'xlsx', saved)
        plan = self.run_ctl('request', 'import', os.path.join(saved, 'list.xlsx'))
        self.assertEqual([(one['number'], [(field['field'], field['new']) for field in one['fields']]) for one in plan['changed']],
                         [('R-001', [('reply', '本日提出（見本）')])])

    def edit(self, sheet):
        """Types into the reply of R-001, as a person would in Calc: the document that Calc has open is what is changed."""
        with zipfile.ZipFile(sheet) as source:
            parts = [(item, source.read(item)) for item in source.infolist()]
        with zipfile.ZipFile(sheet, 'w') as target:
            for item, data in parts:
                if item.filename == 'content.xml':
                    text = data.decode()
                    row = next(found for found in re.finditer(r'<table:table-row.*?</table:table-row>', text, re.DOTALL) if '>R-001<' in found[0])
                    text = text[:row.start()] + self.type_into(row[0]) + text[row.end():]
                    data = text.encode()
                target.writestr(item, data)

    def type_into(self, row):
        """The row with the twelfth cell (the reply) filled; runs of like cells are taken apart first."""
        cells = []
        for found in re.finditer(r'<table:table-cell([^>]*?)(?:/>|>(.*?)</table:table-cell>)', row, re.DOTALL):
            repeat = re.search(r' table:number-columns-repeated="(\d+)"', found[1])
            attributes = re.sub(r' table:number-columns-repeated="\d+"', '', found[1])
            cells += [(attributes, found[2])] * (min(int(repeat[1]), 20) if repeat else 1)
        attributes = re.sub(r' office:value-type="[^"]*"| calcext:value-type="[^"]*"', '', cells[11][0])
        cells[11] = (attributes + ' office:value-type="string" calcext:value-type="string"', '<text:p>本日提出（見本）</text:p>')
        head = row[:row.index('<table:table-cell')]
        return head + ''.join(f'<table:table-cell{a}>{c or ""}</table:table-cell>' for a, c in cells) + '</table:table-row>'

    def test_kept_file(self):
        """The same list as LibreOffice saved it once: read everywhere."""
        self.check_same(FIXTURE)


class Receive(Requests):
    NAMES = {'R-001': ['R-001_規程集.txt', 'R001/別紙.txt', 'ｒ００１ 改定履歴.txt', unicodedata.normalize('NFD', 'R-1 ガイドライン.txt')],
             'R-002': ['R_002/一覧.txt', '依頼R-002.txt']}

    def set_up_once(self):
        super().set_up_once()
        self.run_ctl('request', 'make', '--due', '2026-05-10')
        self.run_ctl('request', 'send', '--all')
        self.back = os.path.join(self.folder, '返却')
        self.put('要確認.txt', 'なにか')
        for number, names in self.NAMES.items():
            for name in names:
                self.put(name, number + name)

    def put(self, name, text):
        path = pathlib.Path(self.back, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')

    def proposals(self, done):
        return {one['path']: one['proposed'] for one in done['files']}

    def test_numbers(self):
        before = self.stored()
        done = self.run_ctl('request', 'match', self.back)
        self.assertEqual(self.stored(), before)
        self.assertEqual((done['kind'], done['unmatched'], done['unsure'], done['matched']), ('folder', 1, 0, 6))
        self.assertEqual(done['files'][0]['path'], '要確認.txt')
        expected = {name: [number] for number, names in self.NAMES.items() for name in names}
        self.assertEqual(self.proposals(done), {**expected, '要確認.txt': []})
        self.assertEqual({match['reason'] for one in done['files'] for match in one['matches']}, {'number'})

    def test_no_false_numbers(self):
        for name in ('R-0010.txt', 'R-12.txt', 'ZR-001.txt', '20260001.txt', 'R-1.2.txt'):
            shutil.rmtree(self.back)
            self.put(name, name)
            wanted = [['R-001']] if name == 'R-1.2.txt' else [[]]
            self.assertEqual(list(self.proposals(self.run_ctl('request', 'match', self.back)).values()), wanted, name)

    def test_apply(self):
        done = self.run_ctl('request', 'receive', self.back, '--apply', '--from', '情報システム部 見本')
        self.assertEqual((len(done['taken']), [one['path'] for one in done['files']]), (6, ['要確認.txt']))
        self.assertEqual([(row['state'], len(row['evidence'])) for row in self.list()], [('received', 4), ('received', 2)])
        evidence = self.run_ctl('evidence', 'list')
        self.assertEqual(({row['folder'] for row in evidence if 'folder' in row and row['folder']}, {row['source'] for row in evidence}),
                         ({'返却', '返却/R001', '返却/R_002'}, {'情報システム部 見本'}))
        before = self.stored()
        again = self.run_ctl('request', 'receive', self.back, '--apply')
        self.assertTrue(all(one['already_held'] for one in again['taken']))
        self.assertEqual(self.stored(), before)
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_nothing_without_a_word(self):
        before = self.stored()
        done = self.run_ctl('request', 'receive', self.back)
        self.assertEqual((done['taken'], len(done['files']), self.stored()), ([], 7, before))

    def test_take(self):
        done = self.run_ctl('request', 'receive', self.back, '--take', '要確認.txt=R-001,R-002', '--take', '依頼R-002.txt=-')
        self.assertEqual({one['path']: one['requests'] for one in done['taken']}, {'要確認.txt': ['R-001', 'R-002'], '依頼R-002.txt': []})
        self.assertEqual(len(self.run_ctl('evidence', 'list')), 2)
        self.fails(FAILED, 'request', 'receive', self.back, '--take', 'ない.txt=R-001', error='not-found')
        self.fails(FAILED, 'request', 'receive', self.back, '--take', '要確認.txt=R-099', error='not-found')
        self.fails(USAGE, 'request', 'receive', self.back, '--take', '要確認.txt')
        self.run_ctl('request', 'receive', self.back, '--rest')
        self.assertEqual(len(self.run_ctl('evidence', 'list')), 7)

    def test_digest(self):
        """The same bytes under another name are known again, and nothing is taken in twice."""
        self.run_ctl('request', 'receive', self.back, '--take', '要確認.txt=R-002')
        other = os.path.join(self.folder, '再送')
        os.mkdir(other)
        shutil.copy(os.path.join(self.back, '要確認.txt'), os.path.join(other, 'scan0001.txt'))
        done = self.run_ctl('request', 'match', other)
        self.assertEqual((self.proposals(done), done['files'][0]['matches'][0]['reason']), ({'scan0001.txt': ['R-002']}, 'digest'))
        self.run_ctl('request', 'receive', other, '--apply')
        self.assertEqual(len(self.run_ctl('evidence', 'list')), 1)

    def test_same_bytes_in_two_folders(self):
        """Each answers its own request, in a folder as in an archive; the same call again changes nothing."""
        shutil.rmtree(self.back)
        for folder in ('R-001', 'R-002'):
            self.put(folder + '/共通規程.txt', '共通の規程')
        packed = os.path.join(self.folder, '提出.zip')
        with zipfile.ZipFile(packed, 'w') as archive:
            archive.writestr('R-001/別紙.txt', '別紙')
            archive.writestr('R-002/別紙.txt', '別紙')
        for source in (self.back, packed):
            self.run_ctl('request', 'receive', source, '--apply')
            before = self.stored()
            self.run_ctl('request', 'receive', source, '--apply')
            self.assertEqual(self.stored(), before)
        self.assertEqual([len(row['requests']) for row in self.run_ctl('evidence', 'list')], [1, 1, 0, 1, 1])

    def test_empty_files(self):
        """All empty files are the same: one that answered a request says nothing of the next."""
        self.put('R-001 空.txt', '')
        self.run_ctl('request', 'receive', self.back, '--apply')
        self.put('別.log', '')
        self.assertEqual(self.proposals(self.run_ctl('request', 'match', self.back))['別.log'], [])

    def test_names_and_words(self):
        """Named in the client's list: sure. Nearly so, or by words of the request: proposed and left to a person."""
        shutil.rmtree(self.back)
        self.run_ctl('request', 'import', self.write_xlsx('list.xlsx', 依頼=[['依頼番号', '依頼する資料', '提出ファイル名'],
                                                                          ['R-002', self.get('R-002')['text'], 'ｼｽﾃﾑ台帳_2025.txt']]))
        for name in ('システム台帳_2025.txt', 'システム台帳_2026.txt', '資産管理規程v3.txt', 'zzz.txt'):
            self.put(name, name)
        done = self.run_ctl('request', 'match', self.back)
        found = {one['path']: [(match['number'], match['reason'], match['sure']) for match in one['matches']][:1] for one in done['files']}
        self.assertEqual(found, {'zzz.txt': [], 'システム台帳_2026.txt': [('R-002', 'similar', False)],
                                 '資産管理規程v3.txt': [('R-001', 'words', False)], 'システム台帳_2025.txt': [('R-002', 'named', True)]})
        self.assertEqual([one['path'] for one in done['files']][0], 'zzz.txt')
        self.assertEqual([one['path'] for one in self.run_ctl('request', 'receive', self.back, '--apply')['taken']], ['システム台帳_2025.txt'])

    def test_archive(self):
        """A ZIP of Japanese Windows: kept whole, its members are the evidence."""
        names = ['R-001/規程㈱.txt', 'R-002 一覧①.txt', 'メモ.txt']
        path = self.write('提出.zip', cp932_zip({name: name.encode() for name in names}))
        done = self.run_ctl('request', 'receive', path, '--apply')
        self.assertEqual({one['path']: one['requests'] for one in done['taken']}, {names[0]: ['R-001'], names[1]: ['R-002']})
        evidence = self.run_ctl('evidence', 'list')
        self.assertEqual([(row['kind'], row['name']) for row in evidence],
                         [('file', '提出.zip'), ('member', '提出.zip ▸ ' + names[0]), ('member', '提出.zip ▸ ' + names[1])])
        before = self.stored()
        self.run_ctl('request', 'receive', path, '--apply')
        self.assertEqual(self.stored(), before)

    def test_unsafe_member(self):
        path = os.path.join(self.folder, 'x.zip')
        with zipfile.ZipFile(path, 'w') as archive:
            archive.writestr('../R-001.txt', 'x')
        done = self.run_ctl('request', 'receive', path, '--apply', '--rest')
        self.assertEqual((done['taken'], len(done['files'])), ([], 1))
        self.assertIn('problem', done['files'][0])

    def test_single_file_and_nothing(self):
        path = self.write('R-002.txt', 'x')
        self.assertEqual(self.run_ctl('request', 'receive', path, '--apply')['taken'][0]['requests'], ['R-002'])
        empty = os.path.join(self.folder, 'leer')
        os.mkdir(empty)
        self.fails(FAILED, 'request', 'receive', empty, '--apply', error='invalid')
        self.fails(FAILED, 'request', 'match', os.path.join(self.folder, 'none'))

    def test_once(self):
        words = ('--operation', 'op-1', 'request', 'receive', self.back, '--apply')
        first = self.run_ctl(*words)
        before = self.stored()
        second = self.run_ctl(*words)
        self.assertEqual((self.stored(), {one['id'] for one in second['taken']}), (before, {one['id'] for one in first['taken']}))


class Hashes(Requests):
    def set_up_once(self):
        super().set_up_once()
        self.paths = {name: self.write(name, name) for name in ('規程.txt', '一覧.csv', '余り.txt')}
        self.run_ctl('evidence', 'add', *self.paths.values())
        self.digests = {name: hashlib.sha256(name.encode()).hexdigest() for name in (*self.paths, '未着.pdf')}

    def check(self, text, encoding='utf-8'):
        return self.run_ctl('evidence', 'hashes', self.write('SHA256.txt', text, encoding))

    def test_sha256sum(self):
        done = self.check(f"{self.digests['規程.txt']}  ./提出/規程.txt\n{self.digests['一覧.csv'].upper()} *別名.csv\n{self.digests['未着.pdf']}  未着.pdf\n")
        self.assertEqual((done['listed'], [one['name'] for one in done['matched']], [one['name'] for one in done['renamed']],
                          [one['name'] for one in done['missing']], [one['name'] for one in done['extra']]),
                         (3, ['./提出/規程.txt'], ['別名.csv'], ['未着.pdf'], ['余り.txt']))
        self.assertEqual(done['renamed'][0]['evidence'][0]['name'], '一覧.csv')

    def test_other_forms(self):
        digest = self.digests['規程.txt']
        out = io.StringIO()
        csv.writer(out).writerows([['Algorithm', 'Hash', 'Path'], ['SHA256', digest.upper(), 'C:\\提出\\規程.txt']])
        for text, encoding in ((out.getvalue(), 'cp932'), (out.getvalue(), 'utf-16'), (f'SHA256 (規程.txt) = {digest}\n', 'utf-8-sig'),
                               (f'# 見本\n規程.txt\t{digest}\n', 'utf-8'), (digest, 'ascii')):
            done = self.check(text, encoding)
            self.assertEqual((done['listed'], len(done['matched']), len(done['extra'])), (1, 1, 2), text)

    def test_of_windows(self):
        """What certutil and PowerShell print, in the encodings in which a console there writes it."""
        digest = self.digests['規程.txt']
        for text, encoding in ((f'SHA256 ハッシュ (対象 C:\\提出\\規程.txt):\r\n{digest}\r\nCertUtil: -hashfile コマンドは正常に完了しました。\r\n', 'cp932'),
                               (f'\r\nAlgorithm       Hash  Path\r\n---------       ----  ----\r\nSHA256          {digest.upper()}       C:\\提出\\規程.txt\r\n', 'utf-16'),
                               (f'\r\nAlgorithm : SHA256\r\nHash      : {digest.upper()}\r\nPath      : C:\\提出\\規程.txt\r\n\r\n', 'cp932')):
            done = self.check(text, encoding)
            self.assertEqual((done['listed'], [one['name'] for one in done['matched']]), (1, ['C:\\提出\\規程.txt']), text)

    def test_no_list(self):
        self.fails(FAILED, 'evidence', 'hashes', self.write('x.txt', f"{self.digests['規程.txt']}  a\nとくになし\n"), error='invalid')
        self.fails(FAILED, 'evidence', 'hashes', self.write('y.txt', 'なし\n'), error='invalid')
        self.fails(FAILED, 'evidence', 'hashes', self.write('z.bin', bytes(64)), error='invalid')


def cp932_zip(members):
    """A ZIP whose names stand in CP932 without a mark, as Japanese Windows writes it."""
    marked = io.BytesIO()
    with zipfile.ZipFile(marked, 'w') as archive:
        for index, data in enumerate(members.values()):
            archive.writestr('%04d' % index + 'x' * (len(list(members)[index].encode('cp932')) - 4), data)
    data = marked.getvalue()
    for index, name in enumerate(members):
        raw = name.encode('cp932')
        data = data.replace(('%04d' % index + 'x' * (len(raw) - 4)).encode(), raw)
    return data


if __name__ == '__main__':
    harness.main()
