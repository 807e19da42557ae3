#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other programs find in the Word documents that report-render writes: Python's zipfile and XML, and LibreOffice."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support'))
import docx_rules  # noqa: E402
from docx_rules import W  # noqa: E402
from pdf_reading import read_outline, squeeze  # noqa: E402

RENDER = sys.argv.pop(1)
KINDS = ('ja', 'ja-draft', 'en', 'en-draft', 'empty-draft', 'large')
# What stands again on a page after a break, and what stands on each: nothing of a report's own.
NUMBER = r'[\d.]+(PB|P|B)?'
REPEATED = {'ja': ('実施結果報告書', 'ENG-2026-014', NUMBER + '（続き）', '手続実施した手続結果区分結果', '番号詳細管理策事実', r'案\(DRAFT\)'),
            'en': ('ReportontheResultsofProcedures', 'ENG-2026-014', NUMBER + r'\(continued\)', 'ProcedureProcedureperformedOutcomeResult',
                   'NumberDetailedcontrolsFacts')}
FIELD = '–'  # stands for a page number until a program has set the pages


def run(*argv):
    return subprocess.run(argv, check=True, capture_output=True).stdout.decode()


def made(kind, ending):
    path = os.path.join(FOLDER.name, kind + '.' + ending)
    if not os.path.exists(path):
        run(RENDER, kind, path)
    return path


def lines_of(kind):
    """What each paragraph says, without blanks and page numbers."""
    return [squeeze(line).replace(FIELD, '') if '\t' in line else squeeze(line) for line in docx_rules.paragraphs(docx_rules.read_part(made(kind, 'docx')))]


def page_texts(path):
    return [squeeze(page) for page in run('pdftotext', '-raw', path, '-').split('\f')[:-1]]


def check_pages(case, kind, path):
    """What the paragraphs say stands on the pages of @path in the same order, and nothing else but heads, feet, page
    numbers and what is repeated at the top of a page."""
    pages = page_texts(path)
    text = '\f'.join(pages)
    place = 0
    between = []
    for line in filter(None, lines_of(kind)):
        pattern = re.compile('\f?'.join(map(re.escape, line)))
        found = pattern.search(text, place)
        if found is None or found.start() > place + 200:  # a line that a page break and a repeated head part
            found = re.compile('(?:.{0,120}?\f.{0,120}?)?'.join(map(re.escape, line))).search(text, place)
        case.assertIsNotNone(found, f'{kind}: not after what is before it: {line}; there: {text[place:place + 120]}')
        between.append(text[place:found.start()])
        place = found.end()
    between.append(text[place:])
    rest = '\f'.join(between)
    for pattern in REPEATED[kind[:2]]:
        rest = re.sub(pattern, '', rest)
    case.assertEqual(re.sub(r'[\d\f/.…]', '', rest), '', kind)


class Package(unittest.TestCase):
    def test_rules(self):
        for kind in KINDS:
            self.assertEqual(list(docx_rules.check(made(kind, 'docx'))), [], kind)

    def test_the_rules_find_damage(self):
        """A rule that nothing breaks is none."""
        tree = docx_rules.read_part(made('ja', 'docx'))
        first = tree.find(f'.//{W}pPr[{W}jc]')
        first.insert(0, first.find(W + 'jc'))
        self.assertTrue(list(docx_rules.check_part(tree, {'rId4': '', 'rId5': ''}, set())))
        table = tree.find(f'.//{W}tbl')
        table.append(table.find(W + 'tr'))
        row = table.findall(W + 'tr')[-1]
        row.remove(row.find(W + 'tc'))
        self.assertIn('a row of 1 columns in a table of 2', list(docx_rules.check_table(table)))

    def test_properties(self):
        core = docx_rules.read_part(made('ja', 'docx'), 'docProps/core.xml')
        texts = {one.tag.rpartition('}')[2]: one.text for one in core}
        self.assertEqual(texts, {'title': '実施結果報告書 見本クラウド株式会社', 'subject': 'ENG-2026-014', 'creator': '見本監査法人',
                                 'created': '2026-06-15T00:00:00Z', 'modified': '2026-06-15T00:00:00Z', 'language': 'ja-JP'})
        self.assertNotIn('created', {one.tag.rpartition('}')[2] for one in docx_rules.read_part(made('empty-draft', 'docx'), 'docProps/core.xml')})

    def test_draft(self):
        for kind, mark in (('ja', None), ('ja-draft', '案 (DRAFT)'), ('en', None), ('en-draft', 'DRAFT')):
            header = docx_rules.read_part(made(kind, 'docx'), 'word/header1.xml')
            text = ''.join(docx_rules.paragraphs(header))
            marks = [one for one in header.iter() if one.tag.endswith('}textpath') and one.get('string')]
            self.assertEqual((mark in text if mark else 'DRAFT' in text, len(marks)), (bool(mark), 1 if mark else 0), kind)

    def test_page_numbers(self):
        footer = docx_rules.read_part(made('ja', 'docx'), 'word/footer1.xml')
        self.assertEqual([one.get(W + 'instr').strip() for one in footer.iter(W + 'fldSimple')], ['PAGE', 'NUMPAGES'])

    def test_language_and_fonts(self):
        for kind, language, latin in (('ja', 'ja-JP', 'Yu Mincho'), ('en', 'en-US', 'Times New Roman')):
            styles = docx_rules.read_part(made(kind, 'docx'), 'word/styles.xml')
            defaults = styles.find(f'{W}docDefaults/{W}rPrDefault/{W}rPr')
            self.assertEqual((defaults.find(W + 'lang').get(W + 'val'), defaults.find(W + 'lang').get(W + 'eastAsia')), (language, 'ja-JP'))
            self.assertEqual((defaults.find(W + 'rFonts').get(W + 'ascii'), defaults.find(W + 'rFonts').get(W + 'eastAsia')), (latin, 'Yu Mincho'))


class Text(unittest.TestCase):
    def test_headings_are_those_of_the_pdf(self):
        for kind in ('ja', 'en'):
            tree = docx_rules.read_part(made(kind, 'docx'))
            found = [(int(one.find(f'{W}pPr/{W}pStyle').get(W + 'val')[-1]) - 1, squeeze(''.join(text.text for text in one.iter(W + 't'))))
                     for one in tree.iter(W + 'p') if one.find(f'{W}pPr/{W}pStyle').get(W + 'val').startswith('Heading')]
            self.assertEqual(found, [(level, squeeze(title)) for level, title, page in read_outline(made(kind, 'pdf')) if level <= 1])

    def test_fixed_paragraphs_are_locked(self):
        tree = docx_rules.read_part(made('ja', 'docx'))
        locked = [squeeze(''.join(text.text for text in one.iter(W + 't'))) for one in tree.iter(W + 'sdt')]
        for control in tree.iter(W + 'sdt'):
            self.assertEqual(control.find(f'{W}sdtPr/{W}lock').get(W + 'val'), 'sdtContentLocked')
        for words in ('結論を導かず', 'いかなる保証も与えない', '業務実施者の責任は', 'これら以外の目的で', '重要度その他の区分は付していない', '統制の程度を示すものではない'):
            self.assertEqual(sum(words in one for one in locked), 1, words)
        self.assertFalse(any('見本クラウド基盤サービス' in one for one in locked))

    def test_equals_the_pdf(self):
        for kind in ('ja', 'en'):
            check_pages(self, kind, made(kind, 'pdf'))

    def test_large_report_has_every_control(self):
        text = ''.join(lines_of('large'))
        for number in range(1, 1157):
            self.assertIn(f'見本の詳細管理策その{number}（承認', text)
        self.assertLess(os.path.getsize(made('large', 'docx')), 1_000_000)


class Tables(unittest.TestCase):
    def test_head_rows_repeat(self):
        tables = list(docx_rules.read_part(made('ja', 'docx')).iter(W + 'tbl'))
        heads = [table.find(f'{W}tr/{W}trPr/{W}tblHeader') is not None for table in tables]
        self.assertEqual(heads, [False, True, False, True, True, True, True, True, True, True])

    def test_bands_stay_with_their_rows(self):
        for paragraph in docx_rules.read_part(made('large', 'docx')).iter(W + 'p'):
            properties = paragraph.find(W + 'pPr')
            if properties.find(W + 'pStyle').get(W + 'val') == 'TableBand':
                self.assertIsNotNone(properties.find(W + 'keepNext'))


@unittest.skipUnless(shutil.which('soffice'), 'LibreOffice (soffice) is not installed')
class LibreOffice(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.out = os.path.join(FOLDER.name, 'converted')
        subprocess.run(['soffice', '--headless', '--norestore', f'-env:UserInstallation=file://{FOLDER.name}/office', '--convert-to', 'pdf', '--outdir',
                        cls.out, *(made(kind, 'docx') for kind in ('ja', 'en', 'ja-draft'))],
                       check=True, capture_output=True, timeout=120, env={**os.environ, 'HOME': FOLDER.name})

    def test_pages(self):
        for kind in ('ja', 'en', 'ja-draft'):
            path = os.path.join(self.out, kind + '.pdf')
            texts = page_texts(path)
            self.assertRegex(run('pdfinfo', path), r'Page size: +595\.\d+ x 841\.\d+ pts \(A4\)')
            check_pages(self, kind, path)
            for number, text in enumerate(texts, 1):
                self.assertIn(f'{number}/{len(texts)}' if kind != 'en' else f'{number}', text)
                self.assertIn('ENG-2026-014', text)
                self.assertEqual('案(DRAFT)' in text, kind == 'ja-draft')

    def test_contents_give_true_pages(self):
        path = os.path.join(self.out, 'ja.pdf')
        texts = page_texts(path)
        front = [squeeze(line) for line in run('pdftotext', '-raw', '-l', '1', path, '-').splitlines()]
        tree = docx_rules.read_part(made('ja', 'docx'))
        for one in tree.iter(W + 'hyperlink'):
            title = squeeze(''.join(text.text for text in one.iter(W + 't'))).replace(FIELD, '')
            found = [line for line in front if line.startswith(title + '.')]
            self.assertEqual(len(found), 1, title)
            self.assertIn(title, texts[int(found[0].rpartition('.')[2]) - 1])


FOLDER = tempfile.TemporaryDirectory()
if __name__ == '__main__':
    try:
        unittest.main(verbosity=1)
    finally:
        FOLDER.cleanup()
