#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other programs (poppler's tools) find in the reports that report-render writes."""
import os
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'support'))
from pdf_reading import read_outline, squeeze  # noqa: E402

RENDER = sys.argv.pop(1)
HERE = os.path.dirname(os.path.abspath(__file__))
CONTROLS = 1156
MAX_BYTES = 6_000_000  # 2.2 MB when written; a font that is no subset any more has 15 MB alone


def run(*argv, env=None):
    return subprocess.run(argv, check=True, capture_output=True, env=env).stdout.decode()


class Report:
    made = {}

    def __init__(self, kind):
        self.path = os.path.join(FOLDER.name, kind.replace(':', '-') + '.pdf')
        self.said = run(RENDER, kind, self.path).strip()
        self.pages = int(self.said.split()[0])
        self.texts = run('pdftotext', '-raw', self.path, '-').split('\f')[:-1]
        self.text = squeeze(''.join(self.texts))

    @classmethod
    def of(cls, kind):
        if kind not in cls.made:
            cls.made[kind] = cls(kind)
        return cls.made[kind]

    def outline(self):
        return read_outline(self.path)


class Text(unittest.TestCase):
    def check_lines(self, kind):
        """Every expected line is there, in this order: the order in which a person reads."""
        report = Report.of(kind)
        place = 0
        with open(os.path.join(HERE, f'expected-{kind}.txt'), encoding='utf-8') as file:
            lines = [line.rstrip('\n') for line in file if line.strip() and not line.startswith('#')]
        self.assertGreater(len(lines), 60)
        for line in lines:
            found = report.text.find(squeeze(line), place)
            self.assertGreaterEqual(found, 0, f'{kind}: not found after the lines before it: {line}')
            place = found + len(squeeze(line))

    def test_japanese(self):
        self.check_lines('ja')

    def test_english(self):
        self.check_lines('en')

    def test_confidential_wording_stays_out(self):
        # The first procedure has no disclosable wording: its class's sentence stands there.
        self.assertIn('業務依頼者の規程又はマニュアルについて', Report.of('ja').text)

    def test_claims_nothing(self):
        for kind in ('ja', 'en'):
            for word in ('4400', 'ISRS', '合意された手続', 'agreed-upon'):
                self.assertNotIn(word, Report.of(kind).text)

    def test_page_numbers(self):
        for kind in ('ja', 'en-draft', 'large'):
            report = Report.of(kind)
            self.assertEqual(len(report.texts), report.pages)
            for number, text in enumerate(report.texts, 1):
                self.assertIn(f'{number} / {report.pages}', text)
                self.assertIn('ENG-2026-014', text)

    def test_contents_give_true_pages(self):
        for kind in ('ja', 'en', 'large'):
            report = Report.of(kind)
            pages = {squeeze(title): page for level, title, page in report.outline() if level <= 1}
            front = squeeze(''.join(report.texts[:2]))
            self.assertGreater(len(pages), 8)
            for title, page in pages.items():
                self.assertIn(f'{title}{page}', front)
                self.assertIn(title, squeeze(report.texts[page - 1]))


    def test_no_heading_at_the_foot_of_a_page(self):
        for kind in ('ja', 'en', 'large'):
            report = Report.of(kind)
            for level, title, page in report.outline():
                self.assertNotEqual(squeeze(report.texts[page - 1].rstrip().splitlines()[-1]), squeeze(title), f'{kind}, page {page}')

    def test_the_head_has_room_for_all_that_stands_in_it(self):
        """Title, draft mark and number share a line; none is written over another."""
        for kind in ('ja', 'ja-draft', 'long-head-draft'):
            page = run('pdftotext', '-bbox', '-f', '1', '-l', '1', Report.of(kind).path, '-')
            boxes = [tuple(float(value) for value in box) for box in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"', page)]
            head = sorted((left, right) for left, top, right in boxes if top < 57)
            self.assertGreater(len(head), 1, kind)
            for before, after in zip(head, head[1:]):
                self.assertLessEqual(before[1], after[0] + 0.5, kind)
            self.assertLess(head[-1][1], 534)


class Draft(unittest.TestCase):
    def test_mark_on_every_page(self):
        for kind, mark in (('ja-draft', '案 (DRAFT)'), ('en-draft', 'DRAFT'), ('empty-draft', '案 (DRAFT)')):
            for number, text in enumerate(Report.of(kind).texts, 1):
                self.assertIn(mark, text, f'{kind}, page {number}')

    def test_no_mark_when_issued(self):
        for kind in ('ja', 'en', 'large'):
            self.assertNotIn('DRAFT', Report.of(kind).text)
            self.assertNotIn('案(', Report.of(kind).text)

    def test_missing_values_are_said(self):
        self.assertIn('（未定）', Report.of('empty-draft').text)


class File(unittest.TestCase):
    def test_fonts(self):
        for kind in ('ja', 'ja-draft', 'en', 'large'):
            lines = run('pdffonts', Report.of(kind).path).splitlines()[2:]
            self.assertGreater(len(lines), 1)
            for line in lines:
                name, rest = line[:36], line[36:]
                self.assertRegex(name, r'^[A-Z]{6}\+\S*CJK', 'the Japanese font, as a subset')
                self.assertRegex(rest, r'\byes yes yes\b', 'embedded, subset, with its text')
                self.assertNotIn('Type 3', rest)

    def test_metadata(self):
        info = run('pdfinfo', '-isodates', Report.of('ja').path)
        for expected in (r'Title: +実施結果報告書 見本クラウド株式会社', r'Author: +見本監査法人', r'Subject: +ENG-2026-014',
                         r'Creator: +Chosho', r'CreationDate: +2026-06-15T00:00:00', r'Page size: +595\.\d+ x 841\.\d+ pts'):
            self.assertRegex(info, expected)

    def test_no_clock(self):
        self.assertNotIn('CreationDate', run('pdfinfo', Report.of('empty-draft').path))

    def test_outline(self):
        outline = Report.of('ja').outline()
        self.assertEqual([entry for entry in outline if entry[0] == 0],
                         [(0, title, page) for title, page in
                          (('1　業務の概要', 2), ('2　業務の性格', 2), ('3　責任', 2), ('4　業務実施体制', 3),
                           ('5　手続及び結果', 3), ('6　発見事項', 3), ('7　配付及び利用の制限', 4),
                           ('別紙1　詳細管理策ごとの手続及び結果', 5),
                           ('別紙2　手続を実施していない詳細管理策及びその根拠', 7))])
        self.assertIn((3, '5.1.1.1　情報セキュリティのための方針群の文書化', 5), outline)

    def test_links_in_contents(self):
        # Nine sections and annexes, two subsections and three chapters.
        with open(Report.of('ja').path, 'rb') as file:
            self.assertEqual(file.read().count(b'/Subtype /Link'), 14)


class Large(unittest.TestCase):
    def test_every_control(self):
        report = Report.of('large')
        print(f'# {CONTROLS} controls: {report.said}')
        for number in range(1, CONTROLS + 1):
            self.assertIn(f'見本の詳細管理策その{number}（承認', report.text)
        self.assertEqual(sum(1 for entry in report.outline() if entry[0] == 3), CONTROLS)
        self.assertLess(os.path.getsize(report.path), MAX_BYTES)

    def test_head_on_every_page_of_the_annex(self):
        report = Report.of('large')
        pages = {title: page for level, title, page in report.outline() if level == 0}
        first = next(page for title, page in pages.items() if title.startswith('別紙1'))
        last = next(page for title, page in pages.items() if title.startswith('別紙2'))
        self.assertGreater(last - first, 300)
        for number in range(first, last):
            self.assertIn('手続\n実施した手続\n結果区分\n結果\n', report.texts[number - 1].replace(' ', '\n'), f'page {number}')

    def test_a_control_that_goes_on_is_named_again(self):
        self.assertGreater(Report.of('large').text.count('（続き）'), 100)


class Fonts(unittest.TestCase):
    def test_refused_without_japanese_font(self):
        """Boxes instead of text would be a worthless report."""
        config = os.path.join(FOLDER.name, 'fonts.conf')
        fonts = [line.split(':')[0] for line in run('fc-list', ':lang=en', 'file').splitlines()]
        latin = next(path for path in fonts if 'CJK' not in path and 'Droid' not in path)
        folder = os.path.join(FOLDER.name, 'latin')
        os.makedirs(folder)
        os.symlink(latin, os.path.join(folder, os.path.basename(latin)))
        with open(config, 'w', encoding='utf-8') as file:
            file.write(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{folder}</dir>'
                       f'<cachedir>{FOLDER.name}/cache</cachedir></fontconfig>')
        env = dict(os.environ, FONTCONFIG_FILE=config)
        path = os.path.join(FOLDER.name, 'none.pdf')
        done = subprocess.run([RENDER, 'ja', path], capture_output=True, env=env)
        self.assertEqual(done.returncode, 1)
        self.assertIn('no Japanese font', done.stderr.decode())
        self.assertIn('fonts-noto-cjk', done.stderr.decode())
        # English text can be set with it.
        done = subprocess.run([RENDER, 'en', path], capture_output=True, env=env)
        self.assertEqual(done.returncode, 0, done.stderr.decode())


FOLDER = tempfile.TemporaryDirectory()
if __name__ == '__main__':
    try:
        unittest.main(verbosity=1)
    finally:
        FOLDER.cleanup()
