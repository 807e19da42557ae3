# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, end to end: from an empty folder to an issued report, by choshoctl commands alone.

One engagement on the published objective 8.1.2, with everything the rules ask for: a team of four,
the firm's settings, procedures from templates and from the firm's file, a statement with an
individual control that changed during the period, scope, PDFs and a ZIP with Japanese names,
sightings, inquiries, observations, a drawn sample with a deviation, a finding, review notes, general
papers, the final statement, the representation, subsequent events, sign-offs by three people and
the issue. What the rules refuse on the way is tried too.
"""

import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest
import zipfile

import harness
import zoneinfo
from harness import DATA, FAILED, REFUSED, USAGE

sys.path.append(os.path.join(harness.SOURCE_ROOT, 'tests', 'support'))
import docx_rules  # noqa: E402
import oscal_rules  # noqa: E402

HEADER = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n'
DRAFT = '案(DRAFT)'
CONTROLS = [f'8.1.2.{n}' for n in range(1, 7)]


class RawName(zipfile.ZipInfo):
    """A member whose name is written in CP932 without the UTF-8 flag, as Windows in Japan does."""

    def _encodeFilenameFlags(self):
        return self.filename.encode('cp932'), self.flag_bits & ~0x800


def least_pdf(text):
    """A one-page PDF by hand: offsets and all."""
    stream = f'BT /F1 12 Tf 72 720 Td ({text}) Tj ET'.encode()
    objects = [b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
               b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
               b'<< /Length %d >>\nstream\n%s\nendstream' % (len(stream), stream),
               b'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>']
    out = b'%PDF-1.4\n'
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (number, body)
    table = len(out)
    out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1)
    out += b''.join(b'%010d 00000 n \n' % place for place in places)
    return out + b'trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, table)


def sha256(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


class MainScenario(harness.Case):
    def test_from_an_empty_folder_to_the_issued_report(self):
        self.make_engagement()
        self.load_firm_and_criteria()
        self.state_and_scope()
        self.take_in_evidence()
        self.draw_sample()
        self.perform()
        self.find()
        self.sign_off()
        self.close()
        self.issue()
        self.keep()
        self.assemble()

    # --- The steps, in order ------------------------------------------------------------------

    def make_engagement(self):
        # The representation is dated no later than the report, whose date is the engagement's today.
        self.today = datetime.datetime.now(zoneinfo.ZoneInfo('Asia/Tokyo')).date().isoformat()
        self.create('--time-zone', 'Asia/Tokyo')
        self.ids = self.add_team()
        self.run_ctl('engagement', 'set', '--base-date', '2025-12-31')

    def load_firm_and_criteria(self):
        self.run_ctl('settings', 'import', os.path.join(DATA, 'settings', 'settings-sample.json'))
        self.assertEqual(self.import_criteria()['added'], 7)
        templates = os.path.join(DATA, 'templates')
        self.run_ctl('procedures', 'import', os.path.join(templates, 'procedure-templates-sample.csv'))
        self.run_ctl('procedures', 'import', os.path.join(templates, 'procedure-mapping-sample.csv'))
        self.assertGreater(self.run_ctl('procedures', 'expand')['added'], 10)
        rows = [f'{control},S-4,整備状況評価,文書,{technique},{technique}する。,ご用意ください。,{technique}した。,可\n'
                for control in ('8.1.2.4', '8.1.2.5', '8.1.2.6') for technique in ('質問', '閲覧')]
        self.run_ctl('procedures', 'import', self.write('法人手続.csv', HEADER + ''.join(rows), 'cp932'))

    def state_and_scope(self):
        self.run_ctl('statement', 'import', self.write_xlsx(
            '言明書.xlsx', 管理策=[['管理策番号', '採否', '理由']] + [[control, '採用', None] for control in CONTROLS[:5]] + [['8.1.2.6', '不採用', '該当資産なし']],
            個別管理策=[['個別管理策番号', '版', '管理策番号', '内容', '開始日', '終了日'],
                   ['K-1', '1', '8.1.2.4', '台帳を手作業で更新する', '2025-04-01', '2025-09-30'],
                   ['K-1', '2', '8.1.2.4', '台帳を自動で更新する', '2025-10-01', '2026-03-31']]), '--version', '1.0', '--dated', '2026-04-10')
        for phase in ('design', 'operation', 'update'):
            self.run_ctl('scope', 'set', '8.1.2.5', 'out-of-cycle', '--phase', phase, '--basis', '3年周期の対象外（2025年4月の計画による）')
        self.run_ctl('assign', *CONTROLS[:4], '--member', 'practitioner', '--reviewer', 'leader', '--due', '2026-05-15')
        self.assertEqual(self.run_ctl('status')['controls'],
                         {'total': 6, 'out_of_scope': 2, 'not_started': 4, 'in_progress': 0, 'prepared': 0, 'reviewed': 0, 'approved': 0})
        self.person = 'practitioner'

    def take_in_evidence(self):
        # A real PDF of many pages in Japanese (the draft report itself) beside one made by hand.
        draft = os.path.join(self.folder, '資産管理規程.pdf')
        self.run_ctl('report', 'draft', '-o', draft)
        small = self.write('ledger.pdf', least_pdf('asset ledger'))
        archive = os.path.join(self.folder, '証跡一式.zip')
        with zipfile.ZipFile(archive, 'w') as file:
            file.writestr(RawName('設定/パラメータ一覧.txt'), 'retention=10y\n')
            file.writestr(RawName('申請書/承認記録.csv'), '番号,承認者\n1,部長\n')
        made = self.run_ctl('evidence', 'add', draft, small, archive, '--source', '見本クラウド 情報管理部', '--covers-from', '2025-04-01',
                            '--covers-to', '2026-03-31', '--note', '往査時に受領')
        self.assertEqual([item['name'] for item in made], ['資産管理規程.pdf', 'ledger.pdf', '証跡一式.zip'])
        self.assertEqual([item['sha256'] for item in made], [sha256(draft), sha256(small), sha256(archive)])
        self.assertEqual([item['size_bytes'] for item in made], [os.path.getsize(path) for path in (draft, small, archive)])
        self.rules, self.ledger, self.archive = (item['id'] for item in made)
        self.assertTrue(self.run_ctl('evidence', 'add', archive, '--as-of', '2026-01-20')[0]['already_held'])
        for part in ('pdf', 'archives'):  # what providers really send, where there is some
            if harness.data_path(part):
                self.run_ctl('evidence', 'add', harness.data_path(part), '--control', '8.1.2.2', '--as-of', '2026-01-20')
        self.elsewhere = self.run_ctl('evidence', 'add', self.write('他監査の証跡.txt', '他の監査で収集\n'), '--origin', 'other-engagement',
                                      '--as-of', '2026-02-01')[0]['id']
        self.sighting = self.run_ctl('evidence', 'sighting', '--what', '資産台帳 第12版（2026-01-10）', '--where', '見本クラウド本社', '--with', '佐藤',
                                     '--reason', '社外持出し禁止', '--means', 'on-site', '--as-of', '2026-01-10')['id']
        self.interview = self.run_ctl('interview', 'add', '--who', '佐藤花子', '--post', '情報管理部 部長', '--at', '2026-01-15T10:00', '--how', '対面',
                                      '--question', '台帳の更新手順は。', '--answer', '月次で更新している。')['id']
        self.observation = self.run_ctl('observation', 'add', '--where', '本社サーバ室', '--at', '2026-01-15T11:00', '--with', '佐藤花子',
                                        '--seen', '施錠と入退室記録の掲示')['id']

    def draw_sample(self):
        rows = ''.join(f'A-{n:03},2025-{4 + n % 9:02}-10,登録\n' for n in range(1, 61))
        population = self.run_ctl('population', 'add', self.write('申請一覧.csv', '番号,日付,内容\n' + rows, 'cp932'), '--name', '資産登録申請',
                                  '--from', '2025-04-01', '--to', '2026-03-31', '--source', '申請管理システム', '--extracted-on', '2026-04-03',
                                  '--query', '種別=登録', '--completeness', '申請番号の連番を確認')
        self.fails(FAILED, 'sample', 'draw', population['id'], '--frequency', '毎秒')
        self.fails(USAGE, 'sample', 'draw', population['id'])
        sample = self.run_ctl('sample', 'draw', population['id'], '--frequency', 'weekly', '--seed', '2026-見本',
                              '--attribute', '承認', '--attribute', '日付')
        shown = self.run_ctl('sample', 'show', sample['id'])
        self.sample, self.items = sample['id'], [item['item'] for item in shown['items']]
        self.assertEqual(len(self.items), 5)
        for place, item in enumerate(self.items):
            self.run_ctl('sample', 'result', self.sample, item, '承認', 'exception' if place == 0 else 'no-exception', '--evidence', self.archive)
            self.run_ctl('sample', 'result', self.sample, item, '日付', 'no-exception', '--evidence', self.archive)

    def perform(self):
        self.assertEqual(set(step['state'] for step in self.run_ctl('step', 'list')), {'open'})
        for control in CONTROLS[:4]:
            self.only_questions(control)
            for step in self.run_ctl('step', 'list', control):
                if step['technique'] != 'inquiry':
                    self.do_step(step)
        steps = self.run_ctl('step', 'list', '8.1.2.4')
        self.assertEqual({(step['individual'], step['version']) for step in steps}, {('K-1', '1'), ('K-1', '2')})
        self.assertEqual({step['state'] for step in steps}, {'performed'})

    def only_questions(self, control):
        """With its inquiries alone nothing can be signed off, however well they are recorded."""
        asked = 0
        for step in self.run_ctl('step', 'list', control):
            if step['technique'] == 'inquiry':
                self.run_ctl('step', 'record', step['id'], '--technique', 'inquiry', '--performed-on', '2026-01-15', '--outcome', 'no-exception',
                             '--result', f'担当者に質問し、手順の説明を受けた（{control}）。', '--respondent', '佐藤花子',
                             '--evidence', self.rules)
                self.run_ctl('interview', 'link', self.interview, '--step', step['id'])
                asked += 1
        codes = self.refused('complete', control)
        self.assertIn('step-open', codes)
        self.assertEqual('question-only' in codes, asked > 0)

    def do_step(self, step):
        exception = step['control'] == '8.1.2.1' and step['phase'] == 'operation'
        words = ['step', 'record', step['id'], '--technique', step['technique'], '--performed-on', '2026-01-16', '--outcome',
                 'exception' if exception else 'no-exception', '--result', f'{step["control"]}の対象となる記録及び文書を確かめ、記載の有無を確認した。']
        if step['technique'] != 'observation' and not (exception and step['subject'] == 'records'):
            words += ['--evidence', self.rules, '--evidence', self.ledger]
        self.run_ctl(*words)
        if step['technique'] == 'observation':
            self.run_ctl('observation', 'link', self.observation, '--step', step['id'])
        if step['subject'] == 'records' and step['phase'] == 'operation':
            # One draw serves several controls: the deviation is one of those that test the approval.
            self.run_ctl('sample', 'link', self.sample, step['id'])
            if not exception:
                self.fails(FAILED, 'sample', 'link', self.sample, step['id'], '--attribute', '金額', error='not-found')
                self.run_ctl('sample', 'link', self.sample, step['id'], '--attribute', '日付')
                links = self.run_ctl('step', 'list', step['control'])
                self.assertEqual([row['samples'] for row in links if row['id'] == step['id']], [[self.sample]])

    def find(self):
        exceptions = [step['id'] for step in self.run_ctl('step', 'list') if step['outcome'] == 'exception']
        self.assertTrue(exceptions)
        self.assertIn('exception-without-finding', self.refused('complete', '8.1.2.1'))
        words = ['finding', 'add', '--control', '8.1.2.1', '--text', '申請5件中1件について、承認の記録がなかった。']
        for step in exceptions:
            words += ['--step', step]
        self.finding = self.run_ctl(*words)['id']
        # Evidence of another engagement is used only once somebody has judged it.
        step = [step for step in self.run_ctl('step', 'list', '8.1.2.2') if step['technique'] == 'inspection'][0]
        self.run_ctl('evidence', 'link', self.elsewhere, '--step', step['id'])
        self.assertIn('reuse-not-judged', self.refused('complete', '8.1.2.2'))
        self.run_ctl('evidence', 'judge', self.elsewhere, '--reason', '同じ期間の同じ台帳であり、内容を確かめた。')
        self.run_ctl('evidence', 'link', self.sighting, '--control', '8.1.2.3')

    def sign_off(self):
        done = self.run_ctl('complete', *CONTROLS[:4])
        self.assertEqual([(item['control'], item['done']) for item in done['results']], [(control, True) for control in CONTROLS[:4]])
        # Nobody reviews own work; nobody but the executive approves; open notes stand against it.
        self.assertIn('own-review', self.refused('review', '8.1.2.1'))
        note = self.run_ctl('note', 'add', '8.1.2.1', '--text', '例外の件数の母数を明記してください。', person='leader')['id']
        self.assertIn('open-note', self.refused('review', '8.1.2.1', person='leader'))
        self.run_ctl('note', 'answer', note, '--text', '5件中1件と記載済みです。')
        self.refused('note', 'clear', note)
        self.run_ctl('note', 'clear', note, person='leader')
        self.assertEqual([row['state'] for row in self.run_ctl('note', 'list')], ['cleared'])
        self.run_ctl('review', *CONTROLS[:4], person='leader')
        self.assertIn('wrong-role', self.refused('approve', '8.1.2.2', person='leader'))
        self.open_one_by_one('8.1.2.1')
        for control in CONTROLS[1:4]:
            self.approve(control)
        self.assertEqual(self.run_ctl('status')['controls']['approved'], 4)
        # A change makes it stale, the change taken back too; signed again it is current.
        step = [step for step in self.run_ctl('step', 'list', '8.1.2.4') if step['technique'] == 'inspection'][0]
        again = ('step', 'record', step['id'], '--technique', 'inspection', '--performed-on', '2026-01-16', '--outcome', 'no-exception', '--result')
        self.run_ctl(*again, '書き換えた。')
        self.run_ctl(*again, step['result'])
        status = self.run_ctl('status', '8.1.2.4')
        self.assertEqual({sign_off['state'] for sign_off in status['sign_offs']}, {'stale'})
        self.assertEqual(self.run_ctl('status')['stale'], 1)
        self.run_ctl('complete', '8.1.2.4')
        self.run_ctl('review', '8.1.2.4', person='leader')
        self.approve('8.1.2.4')

    def open_one_by_one(self, control):
        """The control as a whole counts for nothing; what was opened stands in the record."""
        found = self.fails(REFUSED, 'check', control, '--for', 'approve', person='executive')['blockers']
        self.assertEqual({(item['code'], item['kind']) for item in found}, {('not-opened', 'finding')})
        self.assertEqual([(item['id'], item['detail']) for item in found], [(self.finding, found[0]['message'].split(': ', 2)[2])])
        self.assertEqual(self.refused('approve', control, person='executive'), {'not-opened'})
        self.assertEqual(self.refused('approve', control, '--opened', control, person='executive'), {'not-opened'})
        self.assertEqual(self.refused('approve', control, '--opened', self.sighting, person='executive'), {'not-opened'})
        self.fails(FAILED, 'approve', control, '--opened', 'F-0000-9999', person='executive', error='not-found')
        reference = self.run_ctl('finding', 'list')[0]['reference']
        self.run_ctl('approve', control, '--opened', reference, '--opened', self.sighting, '--opened', control, person='executive')
        approval = self.run_ctl('status', control)['sign_offs'][2]
        self.assertEqual(approval['opened'], [self.finding])
        item = self.run_ctl('journal', 'show', approval['event'])['event']['payload']['items'][0]
        self.assertEqual(item['opened'], [self.finding])

    def approve(self, control):
        """Opens what the status lists, as a window does."""
        opened = [word for item in self.run_ctl('status', control)['to_open'] for word in ('--opened', item['id'])]
        self.run_ctl('approve', control, *opened, person='executive')

    def close(self):
        codes = self.refused('report', 'check')
        self.assertTrue({'finding-unconfirmed', 'statement-not-final', 'representation-missing', 'subsequent-events-missing'} <= codes, codes)
        self.refused('report', 'issue', '-o', os.path.join(self.folder, 'early.pdf'), person='executive')
        self.assertFalse(os.path.exists(os.path.join(self.folder, 'early.pdf')))

        for state, text in (('inquired', '事実を照会した。'), ('answered', '相違ないとの回答を得た。'), ('confirmed', '確定した。')):
            self.run_ctl('finding', 'state', self.finding, state, '--text', text, person='leader')
        self.sign_again('8.1.2.1')

        paper = self.run_ctl('paper', 'add', '--number', 'G-01', '--title', '監査計画書', '--text', '計画の内容', '--required-for-issue', person='leader')['id']
        self.assertIn('paper-missing', self.refused('report', 'check'))
        self.run_ctl('paper', 'attach', paper, self.ledger, person='leader')
        self.run_ctl('paper', 'complete', paper, person='leader')
        self.run_ctl('paper', 'review', paper, person='executive')
        self.run_ctl('paper', 'approve', paper, person='executive')

        final = self.run_ctl('statement', 'final', self.write('言明書（最終）.pdf', least_pdf('statement, final')), '--version', '2.0',
                             '--dated', self.today, person='leader')
        letter = self.write('経営者確認書.pdf', least_pdf('representation'))
        record = ('representation', 'record', letter, '--statement', final['sha256'], '--dated')
        self.fails(USAGE, *record, '令和8年', person='leader')
        self.run_ctl(*record, self.today, person='leader')
        self.run_ctl('subsequent-events', 'record', '--text', '報告書日までの後発事象を質問し、該当する事象の記載はなかった。', '--up-to', self.today, person='leader')

    def sign_again(self, control):
        if self.run_ctl('status', control)['state'] == 'approved':
            return
        self.run_ctl('complete', control)
        self.run_ctl('review', control, person='leader')
        self.approve(control)

    def refuse_over_one_bit(self, path):
        """The issue reads every byte of the evidence: of the right size is not enough."""
        digest = next(item['sha256'] for item in self.run_ctl('evidence', 'list') if item.get('sha256'))
        stored = os.path.join(self.engagement, 'objects', digest[:2], digest)
        os.chmod(stored, 0o600)
        for change in (1, 1):  # there and back
            with open(stored, 'r+b') as file:
                first = file.read(1)[0]
                file.seek(0)
                file.write(bytes([first ^ change]))
            if sha256(stored) != digest:
                self.assertEqual(self.refused('report', 'issue', '-o', path, person='executive'), {'evidence-damaged'})
        self.assertEqual(sha256(stored), digest)
        os.chmod(stored, 0o400)

    def issue(self):
        self.run_ctl('report', 'check')
        path = os.path.join(self.folder, '実施結果報告書.pdf')
        draft = os.path.join(self.folder, 'draft.pdf')
        self.fails(USAGE, 'report', 'issue', '-o', os.path.join(self.folder, 'report.txt'), person='executive')
        self.refused('report', 'issue', '-o', path, person='leader')
        self.run_ctl('report', 'draft', '-o', draft)
        self.refuse_over_one_bit(path)
        made = self.run_ctl('report', 'issue', '-o', path, person='executive')
        self.assertEqual((made['sha256'], made['size_bytes']), (sha256(path), os.path.getsize(path)))
        self.fails(FAILED, 'report', 'issue', '-o', path, person='executive', error='exists')
        self.check_report(path, draft)
        self.check_export(path, made)
        self.check_oscal(made)
        self.correct(path, made)

    def correct(self, path, made):
        """A corrected report says what it replaces, why and where; the earlier one stays."""
        corrected, word = os.path.join(self.folder, '訂正.pdf'), os.path.join(self.folder, '訂正.docx')
        self.fails(USAGE, 'report', 'issue', '-o', corrected, person='executive')
        self.run_ctl('engagement', 'set', '--service', '見本クラウド基盤', person='executive')
        again = self.run_ctl('report', 'issue', '-o', corrected, '--reason', 'サービスの名称に誤りがあった。', person='executive')
        self.assertIn('（訂正版）', self.text_of(corrected))
        self.run_ctl('report', 'export', '-o', word, '--report', again['id'])
        lines = docx_rules.paragraphs(docx_rules.read_part(word))
        for line in ('（訂正版）', f'その報告書のSHA-256：{made["sha256"]}', '訂正の理由：サービスの名称に誤りがあった。', '対象サービス（変更）', '見本クラウド基盤'):
            self.assertIn(line, lines, [one for one in lines if '訂正' in one or 'SHA' in one])
        first = os.path.join(self.folder, 'first.docx')
        self.run_ctl('report', 'export', '-o', first, '--report', made['id'])
        self.assertNotIn('訂正', self.text_of(path) + ''.join(docx_rules.paragraphs(docx_rules.read_part(first))))
        self.assertEqual(self.run_ctl('report', 'export', '-o', os.path.join(self.folder, 'first.pdf'), '--report', made['id'])['sha256'], made['sha256'])
        self.assertIn(made['id'], json.dumps(self.run_ctl('journal', 'show', again['id'].split('#')[0])))

    def check_export(self, path, made):
        """A report issued is written once more: in its format the same bytes, in another what the record said then."""
        again, word = os.path.join(self.folder, 'again.pdf'), os.path.join(self.folder, 'again.docx')
        self.assertEqual(self.run_ctl('report', 'export', '-o', again)['sha256'], made['sha256'])
        self.assertEqual(sha256(again), made['sha256'])
        self.assertEqual(self.run_ctl('report', 'export', '-o', word, '--report', made['id'])['id'], made['id'])
        self.assertEqual(list(docx_rules.check(word)), [])
        text = self.text_of(path)
        for line in docx_rules.paragraphs(docx_rules.read_part(word)):
            if '\t' not in line:  # the table of contents has page numbers
                for part in filter(None, re.split(r'\s', line)):
                    self.assertIn(part[:12], text)
        self.assertNotIn(DRAFT, ''.join(docx_rules.paragraphs(docx_rules.read_part(word, 'word/header1.xml'))))
        self.fails(FAILED, 'report', 'export', '-o', word, error='exists')
        self.fails(FAILED, 'report', 'export', '-o', os.path.join(self.folder, 'no.docx'), '--report', 'nothing', error='not-found')

    def check_oscal(self, made):
        """What the record said at the issue, as OSCAL: with every sign-off, no draft, and still the same when the record went on."""
        path = os.path.join(self.folder, 'issued.json')
        self.run_ctl('report', 'export', '-o', path, '--report', made['id'])
        with open(path, encoding='utf-8') as file:
            document = json.load(file)
        self.assertEqual(oscal_rules.check(document), [])
        top = document['assessment-results']
        self.assertNotIn('draft', [prop['name'] for prop in top['metadata']['props']])
        for entry in top['local-definitions']['objectives-and-methods']:
            number = next(prop['value'] for prop in entry['props'] if prop['name'] == 'label')
            for place, sign_off in enumerate(self.run_ctl('status', number)['sign_offs'], 1):
                said = {prop['name']: prop['value'] for prop in entry['props'] if prop.get('group') == f'sign-offs.{place}'}
                self.assertEqual({name: said[name] for name in ('stage', 'state', 'by', 'at', 'event')},
                                 {name: sign_off[name] for name in ('stage', 'state', 'by', 'at', 'event')})
        self.assertEqual({row['code'] for row in self.run_ctl('oscal', 'compare', path)['differences']}, {'changed', 'only-in-record'})  # the issue came after
        digest = sha256(path)
        self.run_ctl('index', 'rebuild')
        self.run_ctl('report', 'export', '-o', path + '.json', '--report', made['id'])
        self.assertEqual(sha256(path + '.json'), digest)

    def check_report(self, path, draft):
        text = self.text_of(path)
        for words in ('見本監査法人', '株式会社見本クラウド', '見本クラウド', '版：2.0', '8.1.2.1', '8.1.2.4', '3年周期の対象外',
                      '申請5件中1件について、承認の記録がなかった。'):
            self.assertIn(words.replace(' ', ''), text, words)
        pages = subprocess.run(['pdftotext', draft, '-'], capture_output=True, check=True).stdout.decode().split('\f')[:-1]
        self.assertGreater(len(pages), 5)
        for page in pages:
            self.assertIn(DRAFT, re.sub(r'\s', '', page), 'a page of the draft is not marked')
        self.assertNotIn(DRAFT, text)
        fonts = subprocess.run(['pdffonts', path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        self.assertTrue(fonts)
        for font in fonts:
            self.assertRegex(font, r'\byes +(yes|no) +yes\b', 'a font is not embedded or has no Unicode table')

    def text_of(self, path):
        text = subprocess.run(['pdftotext', path, '-'], capture_output=True, check=True).stdout.decode()
        return re.sub(r'\s', '', text)

    def keep(self):
        head = self.head()
        anchor = self.write('head.json', json.dumps(head))
        verified = self.run_ctl('verify', '--anchor', anchor, '--anchor', head['root'])
        self.assertEqual((verified['ok'], [problem for problem in verified['problems'] if problem['severity'] == 'error']), (True, []))
        self.assertEqual(verified['checked']['events'], head['events'])
        self.assertTrue(verified['not_detectable'])
        journal = self.run_ctl('journal', 'list')
        self.assertEqual(len(journal), head['events'])
        self.assertTrue(all(event['effective'] for event in journal))
        self.assertEqual({event['author'] for event in journal}, {row['fingerprints'][0] for row in self.run_ctl('member', 'list') if row['name'] != 'quality'}
                         | {row['fingerprints'][0] for row in self.run_ctl('member', 'list') if row['name'] == 'quality'})
        status = self.run_ctl('status')
        self.run_ctl('index', 'rebuild')
        self.assertEqual(self.run_ctl('status'), status)
        backup, restored = os.path.join(self.folder, 'backup.tar'), os.path.join(self.folder, 'restored')
        self.run_ctl('backup', '-o', backup)
        self.run_ctl('restore', backup, restored)
        self.assertEqual(self.head(engagement=restored)['root'], head['root'])
        self.assertEqual(self.run_ctl('status', engagement=restored), status)
        self.assertTrue(self.run_ctl('verify', '--anchor', anchor, engagement=restored)['ok'])

    def assemble(self):
        """The file is closed, and what leaves it proves itself; afterwards only additions with a reason."""
        self.assertFalse([blocker for blocker in self.run_ctl('assembly', 'check')['blockers'] if blocker['severity'] == 'block'])
        self.run_ctl('assembly', 'complete', person='executive')
        shown = self.run_ctl('assembly', 'show')
        self.assertEqual((shown['assembled'], shown['issued'], shown['days']), (True, True, 60))
        self.assertEqual(self.refused('note', 'add', '8.1.2.1', '--text', 'x', person='leader'), {'file-assembled'})
        archive = os.path.join(self.folder, '保存.zip')
        made = self.run_ctl('archive', 'create', '-o', archive)
        self.assertTrue(made['issued'])
        verified = self.run_ctl('archive', 'verify', archive)
        self.assertEqual((verified['ok'], verified['archive'], verified['problems']), (True, True, []))
        with zipfile.ZipFile(archive) as file:
            self.assertEqual(file.read('保存/data/report/実施結果報告書.pdf'), pathlib.Path(self.folder, '実施結果報告書.pdf').read_bytes())
            self.assertTrue(json.loads(file.read('保存/data/tables/report-lines.json')))
            self.assertFalse([name for name in file.namelist() if '/data/other/' in name])


if __name__ == '__main__':
    harness.main()
