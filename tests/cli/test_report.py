# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of what was recorded: nothing that was not done, nothing that is the firm's own."""

import os
import re
import subprocess
import sys
import unittest

import harness
from harness import CREATE

sys.path.append(os.path.join(harness.SOURCE_ROOT, 'tests', 'support'))
import docx_rules  # noqa: E402

HEADER = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n'
SECRET = '法人固有の秘密手続'
CONTROL = '8.1.2.1'


class Report(harness.Case):
    PEOPLE = ('leader', 'executive', 'practitioner')
    LANGUAGE = 'ja'

    def set_up_once(self):
        super().set_up_once()
        self.run_ctl('create', self.engagement, *CREATE, '--language', self.LANGUAGE)
        self.run_ctl('member', 'confirm-independence')
        self.import_criteria()
        self.add_team()

    def steps(self, *rows):
        """Steps of CONTROL from rows of the firm's file; the rows of the list, in the file's order."""
        self.run_ctl('procedures', 'import', self.write('p.csv', HEADER + ''.join(f'{CONTROL},{row}\n' for row in rows)))
        return self.run_ctl('step', 'list', CONTROL)

    def record(self, step, outcome='no-exception', result='確かめた。', technique=None, reason=None):
        words = ['--reason', reason] if reason else []
        self.run_ctl('step', 'record', step['id'], '--technique', technique or step['technique'], '--performed-on', '2026-01-15',
                     '--outcome', outcome, '--result', result, *words, person='practitioner')

    def text(self):
        """The draft's text without white space, and as it is."""
        path = os.path.join(self.folder, f'draft-{len(os.listdir(self.folder))}.pdf')
        self.run_ctl('report', 'draft', '-o', path)
        self.plain = subprocess.run(['pdftotext', '-raw', path, '-'], capture_output=True, check=True).stdout.decode()
        return re.sub(r'\s', '', self.plain)

    def undated(self):
        return re.sub(r'\d+年\d+月\d+日', '', self.text())


class Japanese(Report):
    def test_the_firms_own_text_never_gets_out(self):
        steps = self.steps(f'P-1,整備,規程,閲覧,{SECRET}その一,依頼してください,,否', f'P-2,整備,記録,閲覧,{SECRET}その二,依頼してください,報告向けの文,',
                           'P-3,整備,設定,再実施,開示できる文,依頼してください,,可')
        for step in steps:
            self.record(step)
        text = self.text()
        self.assertNotIn(SECRET, text)
        self.assertNotIn('依頼してください', text)
        for words in ('報告向けの文', '開示できる文', '規程又はマニュアルについて、個別管理策に対応する定めの有無'):
            self.assertIn(words, text)

    def test_a_step_that_could_not_be_done_is_not_told_as_done(self):
        steps = self.steps('P-1,整備,規程,閲覧,a,,一つ目を閲覧した。,可', 'P-1,整備,設備,観察,b,,二つ目を観察した。,可')
        self.record(steps[0], result='記載があった。')
        self.record(steps[1], outcome='unable', result='', reason='立入りができなかった。')
        text = self.text()
        self.assertIn('一つ目を閲覧した。', text)
        self.assertNotIn('二つ目を観察した。', text)
        self.assertIn('実施不能の手順：立入りができなかった。', text)
        self.record(steps[0], outcome='unable', result='', reason='資料がなかった。')
        text = self.text()
        self.assertIn('（実施できなかった手続）一つ目を閲覧した。二つ目を観察した。', text)
        self.assertIn('理由：資料がなかった。', text)

    def test_each_version_of_an_individual_control_with_its_days(self):
        for version, first, last in (('1', '2025-04-01', '2025-09-30'), ('2', '2025-10-01', '2026-03-31')):
            self.run_ctl('statement', 'individual', 'add', 'K-1', '--version', version, '--control', CONTROL, '--valid-from', first, '--valid-to', last)
        for step in self.steps('P-1,整備,規程,閲覧,a,,閲覧した。,可'):
            self.record(step)
        text = self.text()
        self.assertIn('個別管理策：K-1（版：1）適用期間：2025年4月1日から2025年9月30日まで', text)
        self.assertIn('個別管理策：K-1（版：2）適用期間：2025年10月1日から2026年3月31日まで', text)

    def test_a_technique_of_the_firms_own_by_its_name(self):
        self.run_ctl('settings', 'import', self.write('s.json', '{"techniques": [{"id": "remote", "label_ja": "遠隔閲覧", "label_en": "Remote reading", "stands_alone": true}]}'))
        for step in self.steps('P-1,整備,規程,遠隔閲覧,a,,閲覧した。,可'):
            self.record(step)
        text = self.text()
        self.assertIn('監査技法：遠隔閲覧', text)
        self.assertNotIn('remote', text)

    def test_samples_once_and_what_was_not_obtained(self):
        steps = self.steps('P-1,運用,記録,閲覧,a,,閲覧した。,可', 'P-1,運用,記録,再実施,b,,再実施した。,可')
        population = self.run_ctl('population', 'add', self.write('l.csv', '番号\n' + ''.join(f'{n}\n' for n in range(1, 41))), '--name', '申請', '--from', '2025-04-01',
                                  '--to', '2026-03-31', '--source', 's', person='practitioner')['id']
        sample = self.run_ctl('sample', 'draw', population, '--size', '3', '--attribute', '承認', person='practitioner')
        states = ('no-exception', 'exception', 'not-obtained')
        for item, state in zip(sample['items'], states):
            self.run_ctl('sample', 'result', sample['id'], item['item'], '承認', state, person='practitioner')
        for step in steps:
            self.run_ctl('sample', 'link', sample['id'], step['id'], person='practitioner')
            self.record(step)
        text = self.text()
        self.assertEqual(text.count('「申請」40件のうち3件、例外は3件中1件、証跡を入手できなかったものは1件'), 1)
        self.assertIn('例外あり確かめた。', text)  # though the steps as a whole were recorded without exception

    def test_what_was_seen_only_is_told_as_that(self):
        step, other = self.steps('P-1,整備,規程,閲覧,a,,閲覧した。,可', 'P-2,整備,設定,閲覧,b,,閲覧した。,可')
        words = ('--where', '本社', '--with', '佐藤', '--reason', '持出し禁止', '--received', '2026-01-10')
        self.run_ctl('evidence', 'sighting', '--what', '資産台帳', '--document-version', '第12版', '--pages', '1-14', *words, '--step', step['id'], person='practitioner')
        seen = self.run_ctl('evidence', 'sighting', '--what', '設定画面', '--means', 'screen', *words, '--step', other['id'], person='practitioner')
        self.record(step)
        self.record(other)
        text = self.text()
        self.assertIn('現地閲覧（写し未入手）：資産台帳、版：第12版、頁：1-14、2026年1月10日', text)
        self.assertIn('画面閲覧（写し未入手）：設定画面、2026年1月10日', text)
        # a copy that came since ends that
        self.run_ctl('evidence', 'replace', seen['reference'], self.write('screen.txt', 's'), '--reason', '後日入手', person='practitioner')
        self.assertNotIn('画面閲覧', self.text())

    def test_replaced_items_stay_in_sight(self):
        step = self.steps('P-1,運用,記録,閲覧,a,,閲覧した。,可')[0]
        population = self.run_ctl('population', 'add', self.write('l.csv', '番号\n' + ''.join(f'{n}\n' for n in range(1, 41))), '--name', '申請', '--from', '2025-04-01',
                                  '--to', '2026-03-31', '--source', 's', person='practitioner')['id']
        sample = self.run_ctl('sample', 'draw', population, '--size', '3', '--attribute', '承認', person='practitioner')
        self.run_ctl('sample', 'link', sample['id'], step['id'], person='practitioner')
        self.run_ctl('sample', 'result', sample['id'], sample['items'][0]['item'], '承認', 'replaced', '--note', '取消済みの申請', person='practitioner')
        self.run_ctl('sample', 'extend', sample['id'], '--by', '1', '--reason', '差替え', person='practitioner')
        self.record(step)
        self.assertIn('「申請」40件のうち3件、例外は3件中0件、ほかに抽出後に差し替えたものは1件', self.text())

    def test_what_is_out_of_scope_is_reported_as_that_alone(self):
        design, operation = self.steps('P-1,整備,規程,閲覧,a,,整備の手続。,可', 'P-1,運用,記録,閲覧,b,,運用の手続。,可')
        for step in (design, operation):
            self.record(step)
        self.run_ctl('scope', 'set', CONTROL, '--phase', 'operation', 'out-of-cycle', '--basis', '3年に1回')
        text = self.text()
        self.assertIn('整備の手続。', text)
        self.assertNotIn('運用の手続。', text)
        self.run_ctl('scope', 'set', CONTROL, '--phase', 'design', 'out-of-cycle', '--basis', '3年に1回')
        text = self.text()
        self.assertNotIn('整備の手続。', text)
        self.assertIn('運用状況評価当年度の対象外3年に1回', text)

    def test_a_word_document_says_what_the_pdf_says(self):
        for step in self.steps('P-1,整備,規程,閲覧,a,,閲覧した。,可'):
            self.record(step, result='版は3である。\n承認欄に「=1+1」 & <印>がある。')
        path = os.path.join(self.folder, 'draft.docx')
        self.fails(harness.FAILED, 'report', 'export', '-o', path, error='not-found')
        made = self.run_ctl('report', 'draft', '-o', path)
        self.assertEqual((made['draft'], made['path'], made['size_bytes'], made.get('pages')), (True, path, os.path.getsize(path), None))
        self.assertEqual(list(docx_rules.check(path)), [])
        words = re.sub(r'\s', '', ''.join(docx_rules.paragraphs(docx_rules.read_part(path))))
        text = self.text()
        for part in ('監査技法：閲覧', '版は3である。承認欄に「=1+1」&<印>がある。', '手続を実施した詳細管理策1件'):
            self.assertIn(part, text)
            self.assertIn(part, words)
        self.assertIn('案 (DRAFT)', ''.join(docx_rules.paragraphs(docx_rules.read_part(path, 'word/header1.xml'))))

    def test_findings_bear_the_number_of_the_papers(self):
        step = self.steps('P-1,整備,規程,閲覧,a,,閲覧した。,可')[0]
        made = self.run_ctl('finding', 'add', '--control', CONTROL, '--text', '承認の記録がない。', '--step', step['id'])
        self.assertNotIn('承認の記録がない。', self.text())
        for state in ('inquired', 'answered', 'confirmed'):
            self.run_ctl('finding', 'state', made['id'], state, '--text', 'x')
        self.assertIn(made['reference'] + CONTROL + '承認の記録がない。', self.text())

    def test_a_final_statement_without_a_version(self):
        self.assertIn('（未定）', self.text())
        self.run_ctl('statement', 'final', self.write('s.pdf', '%PDF-1.4'))
        self.assertIn('最終版', self.text())

    def test_what_was_not_tested_and_why(self):
        self.run_ctl('statement', 'set', '8.1.2.2', 'not-selected', '--basis', '事業者の内部の理由')
        self.run_ctl('scope', 'set', '8.1.2.3', '--phase', 'operation', 'inherited', '--basis', '登録サービスX（2027年7月まで）')
        text = self.text()
        self.assertIn('運用状況評価登録サービスの利用登録サービスX（2027年7月まで）', text)
        self.assertIn('言明書で非選択', text)
        self.assertNotIn('事業者の内部の理由', text)

    def test_a_completion_behind_the_programs_back_changes_nothing(self):
        """Formed, chained and signed with the practitioner's own key, but on inquiry alone: the report is what it was."""
        inquiry, inspection = self.steps('P-1,整備,規程,質問,a,,質問した。,可', 'P-1,整備,規程,閲覧,b,,閲覧した。,可')
        self.record(inquiry)
        self.run_ctl('interview', 'add', '--who', 'A', '--post', 'B', '--at', '2026-01-15T10:00', '--how', '対面', '--question', 'Q', '--answer', 'A',
                     '--step', inquiry['id'], person='practitioner')
        before = self.undated()
        self.assertIn('質問した。', before)
        item = {'target': CONTROL, 'stage': 'complete', 'view': 'auto', 'view_version': 1, 'opened': []}
        self.assertEqual(self.forge('practitioner', 'sign-off', item)['code'], 'rule-broken')
        self.assertEqual(self.undated(), before)
        self.assertIn('stage-missing', self.refused('report', 'check'))
        self.record(inspection)
        after = self.undated()
        self.assertNotEqual(after, before)
        self.forge('practitioner', 'sign-off', item)
        self.assertEqual(self.undated(), after)

    def test_a_control_without_a_title_bears_its_number_once(self):
        self.run_ctl('catalog', 'import', self.write('untitled.csv', 'control_id,level,title_ja,text_ja\n9.1.1,objective,目標,目標の文。\n'
                                                     '9.1.1.1,detail,,題のない管理策の文。\n9.1.1.2,detail,,もう一つの文。\n'), '--edition', '2022-04-01')
        self.run_ctl('procedures', 'import', self.write('u.csv', HEADER + '9.1.1.1,P-1,整備,規程,閲覧,a,,閲覧した。,可\n'))
        self.record(self.run_ctl('step', 'list', '9.1.1.1')[0])
        self.run_ctl('statement', 'set', '9.1.1.2', 'not-selected', '--basis', '該当なし')
        text = self.text()
        for number in ('9.1.1.1', '9.1.1.2'):
            self.assertIn(number, text)
            self.assertNotIn(number + number, text)


class English(Report):
    LANGUAGE = 'en'

    def test_nothing_of_the_program_is_in_japanese(self):
        self.run_ctl('scope', 'set', '8.1.2.3', '--phase', 'operation', 'out-of-cycle', '--basis', 'three-year cycle')
        self.run_ctl('statement', 'individual', 'add', 'K-1', '--version', '2', '--control', CONTROL, '--valid-from', '2025-10-01')
        self.run_ctl('statement', 'final', self.write('statement.pdf', '%PDF-1.4'))
        steps = self.steps('P-1,整備,規程,閲覧,a,,The policy was inspected.,可', 'P-2,運用,記録,再実施,b,,,否')
        for step in steps:
            self.record(step, result='The policy names its owner.')
        text = self.text()
        for words in ('Individual control: K-1', '(version 2)', 'In force: from 1 October', 'Operation', 'Final', 'Engagement executive: executive', 'Period 1 April 2025 to 31 March 2026'):
            self.assertIn(words.replace(' ', ''), text)
        own = {'見本監査法人', '株式会社見本クラウド', '見本クラウド'}  # what the engagement itself brings
        rest = self.plain
        for words in sorted(own, key=len, reverse=True):
            rest = rest.replace(words, '')
        criteria = '|'.join(row['text'] or '' for row in self.run_ctl('catalog', 'list'))
        self.assertEqual([line for line in rest.splitlines() if re.search('[ぁ-んァ-ン一-龠]', line) and line.strip() not in criteria], [])


if __name__ == '__main__':
    harness.main()
