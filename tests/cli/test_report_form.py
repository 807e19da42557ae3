# SPDX-License-Identifier: GPL-3.0-or-later
"""The firm's own form, filled: by placeholders and by content controls, a row for each finding and control; what is not
known is named with its place, and what is no form is refused."""

import os
import re
import sys
import zipfile

import harness
from harness import CREATE, FAILED, USAGE

sys.path.append(os.path.join(harness.SOURCE_ROOT, 'tests', 'support'))
import docx_rules  # noqa: E402
from docx_rules import W  # noqa: E402

CONTROL = '8.1.2.1'
HEADER = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n'
CONTROLLED = '<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="77"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>' \
             '<w:r><w:rPr><w:rStyle w:val="BodyText"/></w:rPr><w:t>ここに</w:t></w:r><w:r><w:t>入力</w:t></w:r></w:sdtContent></w:sdt>'


class Form(harness.Case):
    PEOPLE = ('leader', 'executive', 'practitioner')

    def set_up_once(self):
        super().set_up_once()
        self.run_ctl('create', self.engagement, *CREATE, '--language', 'ja')
        self.run_ctl('member', 'confirm-independence')
        self.import_criteria()
        self.add_team()
        self.run_ctl('procedures', 'import', self.write('p.csv', HEADER + f'{CONTROL},P-1,整備,規程,閲覧,a,,閲覧した。,可\n'))
        step = self.run_ctl('step', 'list', CONTROL)[0]
        self.run_ctl('step', 'record', step['id'], '--technique', 'inspection', '--performed-on', '2026-01-15', '--outcome', 'exception', '--result',
                     '一行目。\n二行目に{{firm}}と<印>。', person='practitioner')
        for text in ('承認の記録が{{addressee}}にない。', '版の記載がない。'):
            made = self.run_ctl('finding', 'add', '--control', CONTROL, '--text', text, '--step', step['id'])
            for state in ('inquired', 'answered', 'confirmed'):
                self.run_ctl('finding', 'state', made['id'], state, '--text', 'x')
        self.sample = os.path.join(self.folder, 'sample.docx')
        self.run_ctl('report', 'sample-form', '-o', self.sample)

    def change(self, name, *changes, part='word/document.xml', add=None, leave=None):
        """The sample form with some of a part's text replaced."""
        path = os.path.join(self.folder, name)
        with zipfile.ZipFile(self.sample) as source, zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as target:
            for item in source.namelist():
                data = source.read(item).decode()
                for old, new in changes if item == part else ():
                    self.assertIn(old, data)
                    data = data.replace(old, new, 1)
                if item != leave:
                    target.writestr(item, data)
            if add:
                target.writestr(*add)
        return path

    def fill(self, form, code=harness.DONE):
        path = os.path.join(self.folder, f'filled-{len(os.listdir(self.folder))}.docx')
        result = self.run_ctl('report', 'draft', '-o', path, '--form', form, code=code)
        if code != harness.DONE:
            self.assertFalse(os.path.exists(path))
            return result['error']['message']
        self.assertEqual(list(docx_rules.check(path)), [])
        return path

    def rows(self, path, table):
        found = list(docx_rules.read_part(path).iter(W + 'tbl'))[table]
        return [[''.join(text.text or '' if text.tag == W + 't' else '\n' for text in cell.iter() if text.tag in (W + 't', W + 'br'))
                 for cell in row.iter(W + 'tc')] for row in found.iter(W + 'tr')]

    def test_the_sample(self):
        places = self.run_ctl('report', 'form', self.sample)
        self.assertTrue(all(place['known'] for place in places))
        self.assertIn({'name': 'finding.text', 'place': 'table 2, row 2, cell 3', 'known': True}, places)
        self.assertIn({'name': 'draft', 'place': 'header1.xml: paragraph 1', 'known': True}, places)
        path = self.fill(self.sample)
        # what stands in a value stays what it is, and lines stay lines
        self.assertEqual(self.rows(path, 1)[1:], [[self.findings()[0], CONTROL, '承認の記録が{{addressee}}にない。'], [self.findings()[1], CONTROL, '版の記載がない。']])
        self.assertEqual(self.rows(path, 2)[1][2:], ['例外あり', '一行目。\n二行目に{{firm}}と<印>。'])
        self.assertIn('案 (DRAFT)', docx_rules.paragraphs(docx_rules.read_part(path, 'word/header1.xml'))[0])
        again = self.fill(self.sample)
        with open(path, 'rb') as one, open(again, 'rb') as other:
            self.assertEqual(one.read(), other.read())

    def findings(self):
        return sorted(row['reference'] for row in self.run_ctl('finding', 'list'))

    def test_places_over_runs_and_controls(self):
        run = '</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>'
        form = self.change('runs.docx', ('{{firm}}', f'於 {{{run}{{fi{run}rm}}{run}}} 東京'), ('<w:r><w:t xml:space="preserve">{{kind}}</w:t></w:r>', CONTROLLED.format(tag='chosho.kind')))
        path = self.fill(form)
        lines = docx_rules.paragraphs(docx_rules.read_part(path))
        self.assertIn('於 見本監査法人 東京', lines)
        self.assertIn('初回の登録に係る監査', lines)
        control = next(one for one in docx_rules.read_part(path).iter(W + 'sdt'))
        self.assertIsNone(control.find(f'{W}sdtPr/{W}showingPlcHdr'))
        self.assertIsNone(control.find(f'.//{W}rStyle'))

    def test_controls_in_rows_that_are_repeated(self):
        form = self.change('rows.docx', ('<w:r><w:t xml:space="preserve">{{finding.number}}</w:t></w:r>', CONTROLLED.format(tag='chosho.finding.number')))
        path = self.fill(form)
        self.assertEqual([row[0] for row in self.rows(path, 1)[1:]], self.findings())

    def test_a_row_without_any(self):
        for row in self.run_ctl('finding', 'list'):
            self.run_ctl('finding', 'state', row['id'], 'withdrawn', '--text', '別の記録があった。')
        self.assertEqual(self.rows(self.fill(self.sample), 1)[1:], [['', '', '']])

    def test_other_controls_stay(self):
        form = self.change('other.docx', ('<w:r><w:t xml:space="preserve">{{kind}}</w:t></w:r>', CONTROLLED.format(tag='kind')))
        self.assertIn('ここに入力', docx_rules.paragraphs(docx_rules.read_part(self.fill(form))))

    def test_what_is_not_known_is_named(self):
        form = self.change('unknown.docx', ('{{firm}}', '{{監査法人}}'), ('{{finding.text}}', '{{finding.severity}}{{member.name}}'), ('{{title}}', '{{finding.text}}'),
                           ('<w:r><w:t xml:space="preserve">{{kind}}</w:t></w:r>', CONTROLLED.format(tag='chosho.opinion')))
        unknown = [('finding.text', 'paragraph 3'), ('opinion', 'paragraph 5'), ('監査法人', 'paragraph 7'), ('finding.severity', 'table 2, row 2, cell 3'),
                   ('member.name', 'table 2, row 2, cell 3')]
        self.assertEqual([(place['name'], place['place']) for place in self.run_ctl('report', 'form', form) if not place['known']], unknown)
        message = self.fill(form, FAILED)
        for name, place in unknown:
            self.assertIn(f'{name} ({place})', message)

    def test_a_draft_needs_its_mark(self):
        form = self.change('unmarked.docx', ('{{draft}}', ''), part='word/header1.xml')
        self.assertIn('{{draft}}', self.fill(form, FAILED))

    def test_what_is_no_form(self):
        for form, words in ((self.write('text.docx', '{{firm}}'), 'no Word document'),
                            (self.change('macro.docx', add=('word/vbaProject.bin', b'x')), 'macros'),
                            (self.change('broken.docx', ('</w:body>', '')), 'word/document.xml cannot be read'),
                            (self.change('bomb.docx', ('<w:document', '<!DOCTYPE d [<!ENTITY a "b">]><w:document')), 'no Word document'),
                            (self.change('deep.docx', ('<w:body>', '<w:body>' + '<w:p>' * 300 + '</w:p>' * 300)), 'too many elements'),
                            (self.change('foreign.docx', ('http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'urn:x')), 'no Word document')):
            with self.subTest(form=form):
                self.assertIn(words, self.fill(form, FAILED))
        self.fails(FAILED, 'report', 'draft', '-o', os.path.join(self.folder, 'x.docx'), '--form', os.path.join(self.folder, 'none.docx'), error='not-found')
        self.fails(USAGE, 'report', 'draft', '-o', os.path.join(self.folder, 'x.pdf'), '--form', self.sample)
        self.fails(FAILED, 'report', 'sample-form', '-o', self.sample, error='exists')

    def test_the_guide_names_every_place(self):
        with open(os.path.join(harness.SOURCE_ROOT, 'src', 'report', 'chosho-report-values.c'), encoding='utf-8') as file:
            names = re.findall(r'"([a-z0-9_.-]+)"', re.search(r'names\[\] = \{(.*?)\};', file.read(), re.DOTALL)[1])
        self.assertGreater(len(names), 40)
        for language in ('ja', 'en'):
            with open(os.path.join(harness.DATA, 'help', f'guide.{language}.html'), encoding='utf-8') as file:
                guide = file.read()
            self.assertEqual([name for name in names if f'<code>{name}</code>' not in guide], [])


if __name__ == '__main__':
    harness.main()
