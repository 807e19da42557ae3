# SPDX-License-Identifier: GPL-3.0-or-later
"""papers export: what other programs read in the working papers is what the record says, line by line."""

import csv
import datetime
import os
import re
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree
import zipfile
import zoneinfo

import harness
import test_marks
from harness import DATA, FAILED, SOURCE_ROOT, USAGE

sys.path.append(os.path.join(SOURCE_ROOT, 'tests', 'support'))
import office_files  # noqa: E402
from pdf_reading import read_outline, squeeze  # noqa: E402

CONTROL, OTHER = '8.1.2.1', '8.1.2.2'
GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'data', 'paper-8.1.2.1.txt')
WORDS = {'no-exception': '例外なし', 'exception': '例外あり', 'unable': '実施不能', 'inspection': '閲覧', 'inquiry': '質問', 'observation': '観察',
         'replaced': '差替え', 'not-obtained': '証跡未入手'}


def read_text(path):
    return squeeze(subprocess.run(['pdftotext', '-raw', path, '-'], capture_output=True, check=True).stdout.decode())


def list_pictures(path):
    """[(width, height)] of the pictures in the file."""
    lines = subprocess.run(['pdfimages', '-list', path], capture_output=True, check=True).stdout.decode().splitlines()[2:]
    return [(int(line.split()[3]), int(line.split()[4])) for line in lines if line.split()[2] == 'image']


def nameless(text):
    """@text with each day and time, and the name of the copy in each reference, as one word. In squeezed text also where
    a line ends within them."""
    text = re.sub(r'\d{4}-\d\d-\d\d\s?\d\d:\d\d', 'TIME', text)
    return re.sub(r'([EMQPSF])-[0-9A-Z]{4}-(?=\d{4})', r'\1-COPY-', text)


class Papers(test_marks.Marks):
    def export(self, *words):
        self.out = os.path.join(self.folder, f'papers-{len(os.listdir(self.folder))}')
        return self.run_ctl('papers', 'export', '-o', self.out, *words)

    def path(self, *parts):
        return os.path.join(self.out, *parts)

    def paper(self, number=CONTROL, folder='controls'):
        return read_text(self.path(folder, number + '.pdf'))

    def has(self, text, *words):
        for word in words:
            self.assertIn(squeeze(str(word)), text, word)

    def record(self, step, *words, technique='inspection', outcome='no-exception'):
        self.run_ctl('step', 'record', step, '--technique', technique, '--performed-on', '2026-01-15', '--outcome', outcome, *words)

    def work(self):
        """A control with something of everything."""
        inquiry, inspection, records = (self.steps['P-1', 'inquiry'], self.steps['P-1', 'inspection'], self.steps['P-2', 'inspection'])
        self.pdf = self.take('規程.pdf', test_marks.pages('第一条 目的', '第二条 責任者は部長とする。\n第三条 記録を保存する。'), '--step', inspection,
                             '--as-of', '2025-06-01', '--source', '情報管理部（見本）', '--note', '改定前の版（見本）')
        self.log = self.take('a.log', 'login ok\nlogin failed root\n', '--step', records, '--covers-from', '2025-04-01', '--covers-to', '2026-03-31')
        self.picture = self.take('画面.png', office_files.png(320, 180))
        self.run_ctl('evidence', 'link', self.pdf, '--control', OTHER)
        self.record(inquiry, '--result', '担当者から定めに従うとの回答を得た（見本）。', '--respondent', '運用課 佐々木（見本）', '--place', '本社会議室（見本）',
                    technique='inquiry')
        self.record(inspection, '--result', '第三条に保存の定めがあることを確かめた（見本）。')
        self.run_ctl('interview', 'add', '--who', '佐々木（見本）', '--post', '運用課（見本）', '--at', '2026-01-15 10:00', '--how', '対面', '--question',
                     '保存の期間を伺いたい（見本）。', '--answer', '5年である（見本）。', '--step', inquiry)
        population = self.run_ctl('population', 'add', self.write('p.csv', '番号,氏名\n' + ''.join(f'A-{n:03},x\n' for n in range(1, 61))), '--name', '申請台帳',
                                  '--from', '2025-04-01', '--to', '2026-03-31', '--source', '申請システム（見本）', '--query', '全件（見本）',
                                  '--completeness', '件数を画面と突合した（見本）。')['id']
        self.sample = self.run_ctl('sample', 'draw', population, '--size', '8', '--seed', '42', '--attribute', '承認', '--attribute', '日付')['id']
        self.run_ctl('sample', 'link', self.sample, records)
        items = [item['item'] for item in self.run_ctl('sample', 'show', self.sample)['items']]
        for index, item in enumerate(items):
            for attribute in ('承認', '日付'):
                bad = index == 2 and attribute == '承認'
                self.run_ctl('sample', 'result', self.sample, item, attribute, 'exception' if bad else 'no-exception', '--evidence', self.log,
                             *(['--note', '承認者の記載がない（見本）'] if bad else []))
        self.record(records, '--result', '8件中1件に承認者の記載がなかった（見本）。', outcome='exception')
        self.finding = self.run_ctl('finding', 'add', '--control', CONTROL, '--text', '申請書1件に承認者の記載がなかった（見本）。', '--step', records)
        self.run_ctl('finding', 'state', self.finding['id'], 'inquired', '--text', '事実確認を依頼した（見本）。', person='leader')
        self.run_ctl('note', 'add', CONTROL, '--text', '版数を書き足してください（見本）。', person='leader')
        self.mark(self.pdf, '--page', '2', '--rectangle', '50,730,400,756', '--tick', '✓', '--step', inspection, '--element', '保存',
                  '--text', '5年と確かめた（見本）')
        self.mark(self.log, '--place', 'line=2', '--tick', '✗')
        self.mark(self.picture, '--page', '1', '--rectangle', '10,20,100,60', '--text', '設定の画面（見本）')
        self.mark(self.pdf, '--quote', '第一条', '--refers-to', self.log, '--refers-to-place', 'line=1')
        self.run_ctl('papers', 'export', '-o', os.path.join(self.folder, 'x'))  # while nothing is signed


class Content(Papers):
    def check_record(self, text):
        """All that the record says of the control stands in its paper."""
        facts = self.run_ctl('engagement', 'show')
        self.has(text, facts['title'], facts['client'], facts['firm'], *facts['services'])
        entry = self.run_ctl('catalog', 'show', CONTROL)
        self.has(text, entry['number'], entry['text'])
        for step in self.run_ctl('step', 'list', CONTROL):
            self.has(text, step['text'], WORDS[step['recorded_technique']], WORDS[step['outcome']], step['result'])
            self.has(text, *[step[name] for name in ('respondent', 'place', 'reason') if step.get(name)])
        for row in self.run_ctl('evidence', 'list', '--control', CONTROL):
            self.has(text, row['reference'], row['name'], row['sha256'], f'{row["size_bytes"]:,}')
            self.has(text, *[row[name] for name in ('source', 'note') if row.get(name)])
        for row in self.run_ctl('mark', 'list', '--control', CONTROL):
            self.has(text, row['reference'], row['evidence_reference'])
            self.has(text, *[row[name] for name in ('tick', 'text', 'element') if row[name]])
            if row['quote']:
                self.has(text, f'「{row["quote"]}」')
        for row in self.run_ctl('interview', 'list'):
            self.has(text, *(row[name] for name in ('reference', 'who', 'post', 'held_at', 'how', 'question', 'answer')))
        for row in self.run_ctl('population', 'list'):
            self.has(text, *(row[name] for name in ('reference', 'name', 'source', 'query', 'completeness', 'file_name', 'sha256')))
        sample = self.run_ctl('sample', 'show', self.sample)
        self.has(text, sample['reference'], sample['seed'], sample['method'], *sample['attributes'])
        for item in sample['items']:
            self.has(text, item['label'])
        for result in sample['results']:
            self.has(text, WORDS[result['state']])
            self.has(text, *[result['note']] if result.get('note') else [])
        for row in self.run_ctl('finding', 'list'):
            self.has(text, row['reference'], row['text'], row['state_text'] or '')
        for row in self.run_ctl('note', 'list'):
            self.has(text, row['text'])

    def test_a_paper_says_what_the_record_says(self):
        self.work()
        made = self.export()
        self.assertEqual((made['controls'], made['general'], made['excerpts'], made['excerpts_missing']), (6, 0, 3, 0))
        text = self.paper()
        self.check_record(text)
        # References lead both ways: to the other paper that cites the same evidence, and from there back.
        self.has(text, f'他の調書：{OTHER}')
        self.has(self.paper(OTHER), f'他の調書：{CONTROL}')
        # An attribute of each item, in the order drawn.
        sample = self.run_ctl('sample', 'show', self.sample)
        place = -1
        for number, item in enumerate(sample['items'], 1):
            row = f'{number}{item["label"]}' + ('例外あり例外なし' if number == 3 else '例外なし例外なし')
            self.assertGreater(text.find(row), place, row)
            place = text.find(row)
        self.has(text, '8件中1件に例外あり')

    def test_every_line_of_a_paper(self):
        """The whole text, in the order in which it is read (CHOSHO_UPDATE_GOLDEN=1 writes it anew). Names of copies are of
        different widths: where a line or page ends is not compared."""
        self.work()
        self.export()
        text = subprocess.run(['pdftotext', '-raw', self.path('controls', CONTROL + '.pdf'), '-'], capture_output=True, check=True).stdout.decode()
        lines = [line for line in text.split('\n') if line.strip() and not re.fullmatch(r'\f?監査調書 .*8\.1\.2\.1|\d+ / \d+', line)]
        if os.environ.get('CHOSHO_UPDATE_GOLDEN'):
            with open(GOLDEN, 'w', encoding='utf-8') as file:
                file.write(nameless('\n'.join(lines)) + '\n')
        text, place = nameless(squeeze(''.join(lines))), 0
        with open(GOLDEN, encoding='utf-8') as file:
            for line in file:
                found = text.find(squeeze(line), place)
                self.assertGreaterEqual(found, 0, 'not found after the lines before it: ' + line)
                place = found + len(squeeze(line))

    def test_marked_regions_are_pictures(self):
        """A region of a page or picture is drawn, with a frame; words are quoted; what is not here says so."""
        self.work()
        self.export()
        sizes = list_pictures(self.path('controls', CONTROL + '.pdf'))
        self.assertEqual(len(sizes), 3)
        self.assertIn((378 * 2, 60 * 2), sizes)  # 350 × 26 points and what stands around, at 144 dots an inch
        sha256 = self.run_ctl('evidence', 'show', self.pdf)['sha256']
        os.remove(os.path.join(self.engagement, 'objects', sha256[:2], sha256))
        made = self.export()
        self.assertEqual((made['excerpts'], made['excerpts_missing']), (1, 2))
        text = self.paper()
        self.assertEqual(text.count('証跡のファイルが手元にないため'), 2)
        self.has(text, '「第三条記録を保存する。」')

    def test_members_and_withdrawn_marks(self):
        path = os.path.join(self.folder, 'pack.zip')
        with zipfile.ZipFile(path, 'w') as archive:
            archive.writestr('設定/規程.pdf', test_marks.pages('第一条 目的'))
        archive = self.run_ctl('evidence', 'add', path)[0]['reference']
        member = self.run_ctl('evidence', 'member-add', archive, '--member', '設定/規程.pdf', '--control', CONTROL)[0]['reference']
        self.mark(member, '--quote', '第一条', '--tick', '✓')
        gone = self.mark(member, '--quote', '目的', '--text', '取り消すもの')['reference']
        self.run_ctl('mark', 'withdraw', gone, '--reason', '場所を誤った（見本）')
        self.assertEqual(self.export()['excerpts'], 1)
        text = self.paper()
        self.has(text, 'pack.zip▸設定/規程.pdf', gone, '取下げ：場所を誤った（見本）')
        self.assertEqual(len(list_pictures(self.path('controls', CONTROL + '.pdf'))), 1)

    def test_sign_offs_and_their_history(self):
        """Who signed when and what became of it: signed, changed, taken back, signed anew."""
        step = self.steps['P-3', 'observation']
        self.record(step, '--result', '施錠を確かめた（見本）。', '--place', '機械室（見本）', technique='observation')
        self.run_ctl('observation', 'add', '--where', '機械室（見本）', '--at', '2026-01-15 13:00', '--with', '設備課 伊藤（見本）', '--seen',
                     '扉は施錠されていた（見本）。', '--step', step)
        self.run_ctl('complete', OTHER)
        self.run_ctl('review', OTHER, person='leader')
        self.export()
        text = self.paper(OTHER)
        times = {row['stage']: row['at'] for row in self.run_ctl('status', OTHER)['sign_offs']}
        signed = [f'{stage}{who}{self.local(times[code])}有効' for stage, who, code in (('作成', 'practitioner', 'complete'), ('査閲', 'leader', 'review'))]
        for words in signed:
            self.assertEqual(text.count(squeeze(words)), 2, words)  # in the head and in the history
        self.has(text, '作業状態査閲済', '機械室（見本）', '2026-01-15 13:00', '設備課 伊藤（見本）', '扉は施錠されていた（見本）。')
        self.record(step, '--result', '施錠と入退室の記録を確かめた（見本）。', technique='observation')
        self.export()
        self.has(self.paper(OTHER), '要再サインオフ：サインオフの後に', f'査閲leader{self.local(times["review"])}要再サインオフ')
        self.run_ctl('withdraw', OTHER, '--reason', '結果を書き足すため（見本）', '--stage', 'complete')
        self.run_ctl('complete', OTHER)
        self.export()
        history = self.paper(OTHER)
        history = history[history.find('サインオフの履歴'):]
        self.has(history, f'作成practitioner{self.local(times["complete"])}取消し', 'サインオフの取消しpractitioner', '理由：結果を書き足すため（見本）')
        self.assertEqual(history.count('作成'), 3)
        for event in self.run_ctl('journal', 'list', '--control', OTHER):
            if event['action'].startswith('sign-off'):
                self.has(history, event['id'][:12])

    @staticmethod
    def local(time):
        """As papers write a moment of the record: in the engagement's time zone."""
        moment = datetime.datetime.fromisoformat(time.replace('Z', '+00:00')).astimezone(zoneinfo.ZoneInfo('Asia/Tokyo'))
        return moment.strftime('%Y-%m-%d%H:%M')

    def test_general_papers_and_names(self):
        """A general paper's number is the firm's: no file's name leads anywhere else, and none is lost."""
        for number in ('G-01', 'A/1', '../x', 'g-01'):
            self.run_ctl('paper', 'add', '--number', number, '--title', f'題名{number}（見本）', '--text', '計画を定める（見本）。')
        evidence = self.add('計画.txt', '計画')['reference']
        self.run_ctl('paper', 'attach', 'G-01', evidence)
        self.assertEqual(self.export()['general'], 4)
        self.assertEqual(sorted(os.listdir(self.path('general'))), ['A_1.pdf', 'G-01.pdf', '_._x.pdf', 'g-01-2.pdf'])
        text = self.paper('G-01', 'general')
        self.has(text, '題名G-01（見本）', '計画を定める（見本）。', evidence, '計画.txt')

    def test_long_names_are_whole(self):
        """Only the outline and the head of a page shorten; where a name stands it is whole."""
        title, name = '監査計画書の作成及び改定の経緯' * 12 + '終', '権限の割当ての承認' * 20 + '完'
        self.run_ctl('paper', 'add', '--number', 'G-01', '--title', title, '--text', '本文（見本）。')
        self.run_ctl('statement', 'individual', 'add', name, '--version', '1', '--control', CONTROL, person='leader')
        self.export()
        self.has(self.paper('G-01', 'general'), title)
        self.assertGreaterEqual(self.paper().count(squeeze(name)), 2)  # of the individual control, and above its procedures

    def test_what_no_font_has(self):
        """A character without a glyph is named, and keeps nothing from being printed."""
        self.record(self.steps['P-1', 'inspection'], '--result', '\U000F1234確かめた（見本）。')
        self.export()
        self.has(self.paper(), '<U+F1234>確かめた（見本）。')

    def test_english(self):
        self.run_ctl('engagement', 'set', '--language', 'en', person='leader')
        self.work()
        self.export()
        self.has(self.paper(), 'Working paper', 'History of sign-offs', 'exceptions in 1 of 8 items', '✓', 'page 2', 'Other papers: 8.1.2.2')


class Binder(Papers):
    def test_all_papers_with_index_and_outline(self):
        self.work()
        self.run_ctl('paper', 'add', '--number', 'G-01', '--title', '監査計画書（見本）', '--text', '計画を定める（見本）。')
        made = self.export()
        path = self.path('binder.pdf')
        text = read_text(path)
        outline = read_outline(path)
        numbers = [row['number'] for row in self.run_ctl('catalog', 'list', '--level', 'control')]
        self.assertEqual([title.split('　')[0] for level, title, _ in outline if level == 1], numbers + ['G-01', '証跡一覧'])
        self.assertEqual(len(list_pictures(path)), 3)
        self.check_pages(path, outline, made)
        for row in self.run_ctl('evidence', 'list'):
            self.has(text[text.rfind('証跡一覧1/'):], row['reference'], row['name'], row['sha256'], *row['controls'])
        for number in numbers:
            alone = self.paper(number)
            self.has(text, alone[alone.find('調書番号'):][:60])

    def check_pages(self, path, outline, made):
        """The outline leads to the page that begins the paper; so does the table of contents."""
        pages = subprocess.run(['pdftotext', '-raw', path, '-'], capture_output=True, check=True).stdout.decode().split('\f')[:-1]
        self.assertEqual(len(pages), made['pages'])
        for level, title, page in outline:
            self.assertIn(squeeze(title), squeeze(pages[page - 1]) if level > 0 else squeeze(title), title)
        contents = squeeze(''.join(pages[:3]))
        for level, title, page in outline:
            if level < 2:
                self.assertIn(squeeze(title) + str(page), contents)

    def test_binder_only(self):
        made = self.export('--binder-only')
        self.assertEqual(sorted(os.listdir(self.out)), ['binder.pdf', 'tables.xlsx'])
        self.assertEqual((made['controls'], made['files']), (6, 2))

    def test_only_some_controls(self):
        made = self.export('--control', OTHER)
        self.assertEqual((made['controls'], made['general'], os.listdir(self.path('controls'))), (1, 0, [OTHER + '.pdf']))
        self.fails(FAILED, 'papers', 'export', '-o', os.path.join(self.folder, 'y'), '--control', '1.2.3.4', error='not-found')


class Tables(Papers):
    """The workbook, read from its parts and by LibreOffice."""

    SHEETS = ['結果一覧', '発見事項一覧', '依頼資料一覧', '証跡一覧']
    HEADER = 4  # the row of the columns' titles

    def set_up_once(self):
        super().set_up_once()
        self.work()
        self.run_ctl('request', 'add', '--number', 'R-001', '--text', '=SUM(A1)\n+81 @x', '--control', CONTROL, '--due', '2026-05-10')
        self.run_ctl('step', 'record', self.steps['P-3', 'observation'], '--technique', 'observation', '--performed-on', '2026-02-01', '--outcome',
                     'no-exception', '--result', '=HYPERLINK("http://x","y")')
        self.export()
        self.book = self.path('tables.xlsx')

    def read_sheets(self):
        """{name: [{column's title: (type, value)}]}; type "s" is a text, "n" a number."""
        space = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
        with zipfile.ZipFile(self.book) as book:
            strings = [''.join(part.text or '' for part in item.iter(space + 't')) for item in xml.etree.ElementTree.fromstring(book.read('xl/sharedStrings.xml'))]
            names = [sheet.get('name') for sheet in xml.etree.ElementTree.fromstring(book.read('xl/workbook.xml')).iter(space + 'sheet')]
            self.parts = [book.read(f'xl/worksheets/sheet{number}.xml').decode() for number in range(1, len(names) + 1)]
        sheets = {}
        for name, part in zip(names, self.parts):
            rows = {}
            for cell in xml.etree.ElementTree.fromstring(part).iter(space + 'c'):
                value = cell.find(space + 'v')
                column, row = re.fullmatch(r'([A-Z]+)(\d+)', cell.get('r')).groups()
                if value is not None:
                    rows.setdefault(int(row), {})[column] = ('s', strings[int(value.text)]) if cell.get('t') == 's' else ('n', float(value.text))
            titles = {column: title for column, (_, title) in rows[self.HEADER].items()}
            sheets[name] = [{titles[column]: cell for column, cell in rows[row].items()} for row in sorted(rows) if row > self.HEADER]
        return sheets

    def serial(self, date):
        return (datetime.date.fromisoformat(date) - datetime.date(1899, 12, 30)).days

    def test_content_and_types(self):
        sheets = self.read_sheets()
        self.assertEqual(list(sheets), self.SHEETS)
        steps = self.run_ctl('step', 'list')
        self.assertEqual(len(sheets['結果一覧']), len(steps))
        for row, step in zip(sheets['結果一覧'], steps):
            self.assertEqual((row['詳細管理策'], row['手順の内容'], row.get('結果', ('s', None))), (('s', step['control']), ('s', step['text']), ('s', step.get('result'))))
            if step.get('performed_on'):
                self.assertEqual(row['実施日'], ('n', self.serial(step['performed_on'])))
        rows = self.run_ctl('evidence', 'list')
        self.assertEqual(len(sheets['証跡一覧']), len(rows))
        for row, evidence in zip(sheets['証跡一覧'], rows):
            self.assertEqual((row['参照番号'], row['名称'], row['SHA-256'], row['バイト数']),
                             (('s', evidence['reference']), ('s', evidence['name']), ('s', evidence['sha256']), ('n', evidence['size_bytes'])))
        self.assertEqual(sheets['証跡一覧'][0]['時点'], ('n', self.serial('2025-06-01')))
        self.assertEqual(sheets['発見事項一覧'][0]['事実'], ('s', '申請書1件に承認者の記載がなかった（見本）。'))
        request = sheets['依頼資料一覧'][0]
        self.assertEqual((request['依頼番号'], request['依頼する資料'], request['期限']), (('s', 'R-001'), ('s', '=SUM(A1)\n+81 @x'), ('n', self.serial('2026-05-10'))))

    def test_no_formulas_and_made_for_paper(self):
        sheets = self.read_sheets()
        self.assertIn(('s', '=HYPERLINK("http://x","y")'), [row.get('結果') for row in sheets['結果一覧']])
        for part in self.parts:
            for absent in ('<f>', '<f ', '<hyperlink'):
                self.assertNotIn(absent, part)
            for present in ('state="frozen"', '<autoFilter ref="A4:', 'orientation="landscape"', 'paperSize="9"', 'fitToPage="1"'):
                self.assertIn(present, part)
        with zipfile.ZipFile(self.book) as book:
            self.assertEqual(book.read('xl/workbook.xml').decode().count('_xlnm.Print_Titles'), 4)

    @unittest.skipUnless(shutil.which('soffice'), 'LibreOffice (soffice) is not installed')
    def test_libreoffice(self):
        """Every sheet, as LibreOffice shows it; on paper its header stands on each page."""
        for kind in ('csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', 'pdf'):
            subprocess.run(['soffice', '--headless', '--norestore', f'-env:UserInstallation=file://{self.folder}/office', '--convert-to', kind, '--outdir',
                            self.folder, self.book], check=True, capture_output=True, timeout=harness.TIMEOUT, env={**os.environ, 'HOME': self.folder})
        for name, rows in self.read_sheets().items():
            with open(os.path.join(self.folder, f'tables-{name}.csv'), encoding='utf-8', newline='') as file:
                shown = list(csv.reader(file))
            titles = shown[self.HEADER - 1]
            self.assertEqual(len(shown) - self.HEADER, len(rows))
            for line, row in zip(shown[self.HEADER:], rows):
                for title, (kind, value) in row.items():
                    cell = line[titles.index(title)]
                    if kind == 's':
                        self.assertEqual(cell, value)
                    else:
                        self.assertRegex(cell, r'^\d{4}-\d\d-\d\d( \d\d:\d\d(:00)?)?$|^[\d,]+$')
        info = subprocess.run(['pdfinfo', os.path.join(self.folder, 'tables.pdf')], check=True, capture_output=True).stdout.decode()
        self.assertRegex(info, r'Page size: +841\.\d+ x 595\.\d+ pts \(A4\)')

    def test_long_texts(self):
        """A text that no cell holds is cut with a word, and the paper has all of it."""
        long = '長' * 33000 + '終'
        self.run_ctl('step', 'record', self.steps['P-3', 'observation'], '--technique', 'observation', '--performed-on', '2026-02-01', '--outcome',
                     'no-exception', '--result-file', self.write('long.txt', long))
        self.export('--control', OTHER)
        self.book = self.path('tables.xlsx')
        self.assertTrue(self.read_sheets()['結果一覧'][0]['結果'][1].endswith('…（続きは調書にある）'))
        self.has(self.paper(OTHER), '長長終')


class Folder(Papers):
    def test_nothing_is_overwritten_or_half_made(self):
        target = os.path.join(self.folder, 'papers')
        os.mkdir(target)
        self.run_ctl('papers', 'export', '-o', target)
        self.assertEqual(sorted(os.listdir(target))[0], 'binder.pdf')
        before = {name: os.stat(os.path.join(target, name)).st_mtime_ns for name in os.listdir(target)}
        self.fails(FAILED, 'papers', 'export', '-o', target, error='exists')
        self.assertEqual({name: os.stat(os.path.join(target, name)).st_mtime_ns for name in os.listdir(target)}, before)
        file = self.write('file', 'x')
        self.fails(FAILED, 'papers', 'export', '-o', file, error='exists')
        self.fails(FAILED, 'papers', 'export', '-o', os.path.join(self.folder, 'no', 'where'), error='not-found')
        self.fails(USAGE, 'papers', 'export')
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith('.')], [])

    def test_the_record_stays_as_it_is(self):
        before = self.stored()
        self.export()
        self.assertEqual(self.stored(), before)


del test_marks.Marks  # its tests are another file's

if __name__ == '__main__':
    harness.main()
