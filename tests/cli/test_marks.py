# SPDX-License-Identifier: GPL-3.0-or-later
"""mark add, list, move, withdraw, legend: where marks stand, and that none is lost without a word."""

import json
import os
import random
import sys
import zipfile

import harness
import test_work
from harness import DATA, FAILED, SOURCE_ROOT, USAGE

sys.path.append(os.path.join(SOURCE_ROOT, 'tests', 'support'))
import office_files  # noqa: E402
import pdf_files  # noqa: E402

CONTROL, OTHER = '8.1.2.1', '8.1.2.2'
KEYS = {'id', 'reference', 'control', 'evidence', 'evidence_reference', 'evidence_name', 'sha256', 'kind', 'tick', 'text', 'step', 'element', 'place',
        'page', 'rectangle', 'quote', 'to', 'to_place', 'to_step', 'state', 'by', 'at'}
SEED = 20261130
SEQUENCES, ACTS = 4, 12


def pages(*texts):
    """A PDF whose pages hold these lines, 20 points apart from y=760 down."""
    return pdf_files.pdf([pdf_files.page('\n'.join(pdf_files.line(line, 60, 760 - 20 * n) for n, line in enumerate(text.split('\n'))))
                          for text in texts])


def read(path):
    with open(path, 'rb') as file:
        return file.read()


class Marks(test_work.Work):
    def set_up_once(self):
        super().set_up_once()
        self.step = self.steps['P-1', 'inspection']

    def take(self, name, data, *words):
        return self.add(name, data, '--control', CONTROL, *words)['reference']

    def mark(self, evidence, *words, control=CONTROL):
        return self.run_ctl('mark', 'add', control, evidence, *words)

    def one(self, *words):
        """The only mark that is listed."""
        rows = self.run_ctl('mark', 'list', *words)
        self.assertEqual(len(rows), 1, rows)
        self.assertLessEqual(KEYS, set(rows[0]))
        return rows[0]

    def replace(self, evidence, name, data):
        return self.run_ctl('evidence', 'replace', evidence, self.write(name, data), '--reason', '差替え（見本）')['reference']

    def states(self, *words):
        return {row['id']: (row['state'], row.get('lost_reason')) for row in self.run_ctl('mark', 'list', *words)}


class Add(Marks):
    def test_a_region_of_a_page(self):
        """A region quotes what stands in it; all is kept beside the original, by its digest."""
        pdf = pages('第一条 目的', '第二条 責任者は部長とする。\n第三条 記録を保存する。')
        evidence = self.take('規程.pdf', pdf)
        made = self.mark(evidence, '--page', '2', '--rectangle', '50,730,400,756', '--tick', '✓', '--step', self.step, '--element', '保存',
                         '--text', '5年と確かめた（見本）')
        self.assertEqual((made['place'], made['shown'], made['rectangle'], made['quote']), ('page=2', 'p.2', [50, 730, 400, 756], '第三条 記録を保存する。'))
        row = self.one('--control', CONTROL)
        self.assertEqual((row['id'], row['reference'], row['kind'], row['tick'], row['step'], row['element'], row['page'], row['state'], row['by']),
                         (made['id'], made['reference'], 'tick', '✓', self.step, '保存', 2, 'standing', 'practitioner'))
        self.assertRegex(row['reference'], r'^M-[0-9A-Z]{4}-0001$')
        self.assertEqual(row['sha256'], test_work.digest(pdf))
        path = os.path.join(self.engagement, 'objects', row['sha256'][:2], row['sha256'])
        self.assertEqual(read(path), pdf)
        self.run_ctl('index', 'rebuild')
        self.assertEqual(self.one(), row)
        self.assertTrue(self.run_ctl('verify')['ok'])
        self.assertEqual(self.run_ctl('mark', 'list', '--control', OTHER), [])

    def test_words_of_a_page(self):
        """Words are found as a reader means them, and the mark covers them; twice there, they need their region."""
        evidence = self.take('規程.pdf', pages('ID: 特権\n承認者 甲\n承認者 甲'))
        made = self.mark(evidence, '--quote', 'ＩＤ:特権', '--text', '特権の定義')
        self.assertEqual((made['place'], made['quote']), ('page=1', 'ID: 特権'))
        left, bottom, right, top = made['rectangle']
        self.assertTrue(50 <= left <= 62 and 750 <= bottom <= 762 and 90 <= right <= 130 and 764 <= top <= 780, made)
        self.fails(USAGE, 'mark', 'add', CONTROL, evidence, '--page', '1', '--quote', '承認者 甲', '--tick', '✓', error='usage')
        made = self.mark(evidence, '--page', '1', '--quote', '承認者 甲', '--rectangle', '50,715,200,736', '--tick', '✓')
        self.assertEqual(made['rectangle'], [50, 715, 200, 736])

    def test_lines_cells_paragraphs(self):
        text = self.take('a.log', 'login ok\nlogin failed root\nlogout\n')
        self.assertEqual(self.mark(text, '--place', 'line=2', '--tick', '✗')['quote'], 'login failed root')
        self.assertEqual(self.mark(text, '--quote', 'failed root', '--tick', '✗')['place'], 'line=2')
        book = self.take('台帳.xlsx', read(self.write_xlsx('x.xlsx', 台帳=[['ID', '承認者'], ['1', '甲（見本）']], 控え=[['甲（見本）']])))
        made = self.mark(book, '--place', 'cell=台帳!B2', '--tick', 'N/A')
        self.assertEqual((made['shown'], made['quote']), ('台帳!B2', '甲（見本）'))
        self.fails(USAGE, 'mark', 'add', CONTROL, book, '--quote', '甲（見本）', '--tick', '✓', error='usage')
        table = self.take('t.csv', 'ID,承認者\n1,甲\n')
        self.assertEqual(self.mark(table, '--place', 'cell=B2', '--tick', '✓')['quote'], '甲')
        document = self.take('d.docx', office_files.text_document())
        words = self.run_ctl('evidence', 'text', document)['blocks']
        paragraph = next(block for block in words if block['kind'] == 'paragraph' and block['zone'] == 'body' and block['text'])
        made = self.mark(document, '--place', f'paragraph={paragraph["number"]}', '--tick', '✓')
        self.assertEqual(made['quote'], paragraph['text'])

    def test_pictures(self):
        """A picture has no words: its region alone."""
        picture = self.take('画面.png', office_files.png(320, 180))
        made = self.mark(picture, '--page', '1', '--rectangle', '10,20,100,60', '--tick', '✓')
        self.assertNotIn('quote', made)
        self.fails(FAILED, 'mark', 'add', CONTROL, picture, '--page', '1', '--rectangle', '10,20,1000,60', '--tick', '✓', error='invalid')
        self.fails(FAILED, 'mark', 'add', CONTROL, picture, '--page', '1', '--quote', '甲', '--tick', '✓', error='not-found')

    def test_members(self):
        """A member of an archive is marked as what it is."""
        path = os.path.join(self.folder, 'pack.zip')
        with zipfile.ZipFile(path, 'w') as archive:
            archive.writestr('設定/param.txt', 'PASS_MAX_DAYS 90\n')
        archive = self.run_ctl('evidence', 'add', path)[0]
        member = self.run_ctl('evidence', 'member-add', archive['reference'], '--member', '設定/param.txt', '--control', CONTROL)[0]
        made = self.mark(member['reference'], '--quote', 'PASS_MAX_DAYS 90', '--tick', '✓')
        self.assertEqual((made['place'], made['evidence']), ('line=1', member['id']))

    def test_references(self):
        one, other = self.take('a.txt', '台帳による\n'), self.take('b.txt', '台帳\n')
        self.mark(one, '--place', 'line=1', '--refers-to', other, '--refers-to-place', 'line=1')
        row = self.one()
        self.assertEqual((row['kind'], row['to'], row['to_place']), ('reference', self.run_ctl('evidence', 'show', other)['id'], 'line=1'))
        self.mark(one, '--place', 'line=1', '--refers-to-step', self.step)
        self.assertEqual(self.run_ctl('mark', 'list')[1]['to_step'], self.step)

    def test_the_legend(self):
        """The firm's own signs; where it has loaded none, a sample that says so."""
        evidence = self.take('a.txt', 'x\n')
        self.assertEqual([(entry['mark'], entry['sample']) for entry in self.run_ctl('mark', 'legend')], [('✓', True), ('✗', True), ('N/A', True)])
        error = self.fails(FAILED, 'mark', 'add', CONTROL, evidence, '--place', 'line=1', '--tick', '◎', error='not-found')
        self.assertIn('✓ ✗ N/A', error['error']['message'])
        self.run_ctl('settings', 'import', self.write('s.json', json.dumps({'ticks': [{'mark': '◎', 'label_ja': '原本と一致'}]})), person='leader')
        self.assertEqual(self.run_ctl('mark', 'legend'), [{'mark': '◎', 'label_ja': '原本と一致', 'sample': False}])
        self.mark(evidence, '--place', 'line=1', '--tick', '◎')
        self.fails(FAILED, 'mark', 'add', CONTROL, evidence, '--place', 'line=1', '--tick', '✓', error='not-found')

    def test_wrong(self):
        evidence = self.take('a.txt', '一\n二\n')
        free = self.add('b.txt', '一\n')['reference']
        seen = self.run_ctl('evidence', 'sighting', '--what', 'a', '--where', 'b', '--with', 'c', '--reason', 'd', '--control', CONTROL)['reference']
        pdf = self.take('p.pdf', pages('一'))
        line = ('--place', 'line=1')
        for code, error, words in (
                (USAGE, 'usage', (CONTROL, evidence, *line)),
                (USAGE, 'usage', (CONTROL, evidence, '--tick', '✓')),
                (USAGE, 'usage', (CONTROL, evidence, *line, '--tick', '✓', '--refers-to', free)),
                (USAGE, 'usage', (CONTROL, evidence, *line, '--text', 'a', '--refers-to-place', 'line=1')),
                (USAGE, 'usage', (CONTROL, evidence, '--place', 'there', '--tick', '✓')),
                (USAGE, 'usage', (CONTROL, evidence, *line, '--page', '1', '--tick', '✓')),
                (USAGE, 'usage', (CONTROL, evidence, *line, '--rectangle', '1,2,3,4', '--tick', '✓')),
                (USAGE, 'usage', (CONTROL, pdf, '--page', '1', '--rectangle', '1,2,3', '--tick', '✓')),
                (USAGE, 'usage', (CONTROL, pdf, '--page', '0', '--tick', '✓')),
                (FAILED, 'invalid', (CONTROL, evidence, '--page', '1', '--tick', '✓')),
                (FAILED, 'invalid', (CONTROL, pdf, '--place', 'line=1', '--tick', '✓')),
                (FAILED, 'invalid', (CONTROL, pdf, '--page', '1', '--rectangle', '9,9,5,12', '--tick', '✓')),
                (FAILED, 'not-found', (CONTROL, pdf, '--page', '2', '--tick', '✓')),
                (FAILED, 'not-found', (CONTROL, evidence, '--place', 'line=3', '--tick', '✓')),
                (FAILED, 'not-found', (CONTROL, evidence, '--place', 'line=2', '--quote', '一', '--tick', '✓')),
                (FAILED, 'not-found', (CONTROL, evidence, '--quote', '三', '--tick', '✓')),
                (FAILED, 'not-found', ('9.9.9.9', evidence, *line, '--tick', '✓')),
                (FAILED, 'not-found', (CONTROL, 'E-XXXX-0001', *line, '--tick', '✓')),
                (FAILED, 'not-found', (CONTROL, seen, *line, '--tick', '✓')),
                (FAILED, 'invalid', (CONTROL, free, *line, '--tick', '✓')),
                (FAILED, 'invalid', (OTHER, evidence, *line, '--tick', '✓')),
                (FAILED, 'invalid', (CONTROL, evidence, *line, '--tick', '✓', '--step', self.steps['P-3', 'observation']))):
            with self.subTest(words=words):
                self.fails(code, 'mark', 'add', *words, error=error)
        self.run_ctl('evidence', 'withdraw', evidence, '--reason', 'r')
        self.fails(FAILED, 'mark', 'add', CONTROL, evidence, *line, '--tick', '✓', error='invalid')

    def test_once_and_by_whom(self):
        evidence = self.take('a.txt', '一\n')
        words = ('mark', 'add', CONTROL, evidence, '--place', 'line=1', '--tick', '✓')
        made = self.run_ctl('--operation', 'op-1', *words)
        self.assertEqual(self.run_ctl('--operation', 'op-1', *words)['id'], made['id'])
        self.one()
        quality = self.run_ctl('identity', 'new', '--name', 'quality', '--output', os.path.join(self.folder, 'q.json'), '--unprotected')
        self.run_ctl('member', 'add', '--name', 'quality', '--role', 'quality', '--public-key', quality['public_key'], person='leader')
        self.identities['quality'] = os.path.join(self.folder, 'q.json')
        self.run_ctl('member', 'confirm-independence', person='quality')
        self.assertIn('wrong-role', self.refused(*words, person='quality'))
        self.assertIn('wrong-role', self.refused('mark', 'withdraw', made['reference'], '--reason', 'r', person='quality'))

    def test_a_sign_off_covers_the_marks(self):
        """Those of its control alone: what another control marks on the same evidence is another's."""
        evidence = self.take('a.txt', '一\n', '--step', self.step, '--control', OTHER)
        self.run_ctl('interview', 'add', '--who', '甲', '--post', '乙', '--at', '2025-10-01', '--how', '対面', '--question', '問', '--answer', '答',
                     '--step', self.steps['P-1', 'inquiry'])
        for technique in ('inquiry', 'inspection'):
            self.run_ctl('step', 'record', self.steps['P-1', technique], '--technique', technique, '--performed-on', '2025-10-01',
                         '--outcome', 'no-exception', '--result', '確かめた（見本）。')
        self.run_ctl('scope', 'set', CONTROL, '--phase', 'operation', 'out-of-cycle', '--basis', '見本', person='leader')

        def signed():
            return [sign['state'] for sign in self.run_ctl('status', CONTROL)['sign_offs']]

        self.run_ctl('complete', CONTROL)
        self.mark(evidence, '--place', 'line=1', '--tick', '✓', control=OTHER)
        self.assertEqual(signed(), ['current'])
        made = self.mark(evidence, '--place', 'line=1', '--tick', '✓')
        self.assertEqual(signed(), ['stale'])
        self.run_ctl('complete', CONTROL)
        self.run_ctl('mark', 'withdraw', made['reference'], '--reason', '誤り')
        self.assertEqual(signed(), ['stale'])


class Withdraw(Marks):
    def test_with_its_reason(self):
        made = self.mark(self.take('a.txt', '一\n'), '--place', 'line=1', '--tick', '✓')
        self.fails(USAGE, 'mark', 'withdraw', made['reference'], error='usage')
        self.fails(USAGE, 'mark', 'withdraw', made['reference'], '--reason', ' ', error='usage')
        self.run_ctl('mark', 'withdraw', made['reference'], '--reason', '付け間違い')
        self.assertEqual(self.run_ctl('mark', 'list'), [])
        row = self.one('--withdrawn')
        self.assertEqual((row['state'], row['withdrawn_reason']), ('withdrawn', '付け間違い'))
        self.fails(FAILED, 'mark', 'withdraw', made['reference'], '--reason', 'r', error='invalid')
        self.fails(FAILED, 'mark', 'move', made['reference'], '--place', 'line=1', error='invalid')
        self.fails(FAILED, 'mark', 'withdraw', 'M-XXXX-0001', '--reason', 'r', error='not-found')


class Versions(Marks):
    """Where marks stand in a newer version: proposed by their words, confirmed by a person, or listed as lost."""
    def test_a_page(self):
        evidence = self.take('規程.pdf', pages('表紙', '第一条 目的\n第二条 責任者は部長とする。\n第三条 廃止する。'))
        kept = self.mark(evidence, '--quote', '第二条 責任者は部長とする。', '--tick', '✓')
        gone = self.mark(evidence, '--quote', '第三条 廃止する。', '--tick', '✗')
        area = self.mark(evidence, '--page', '1', '--rectangle', '300,300,400,400', '--text', '余白の印')
        newer = self.replace(evidence, '規程2.pdf', pages('表紙', '目次', '第一条 目的\n第一条の二 定義\n第二条 責任者は\n部長とする。'))
        states = self.states()
        self.assertEqual(states, {kept['id']: ('to-confirm', None), gone['id']: ('lost', 'not-found'), area['id']: ('lost', 'no-quote')})
        self.assertEqual(set(self.states('--lost')), {gone['id'], area['id']})
        self.assertEqual(self.states('--pending'), states)
        row = next(row for row in self.run_ctl('mark', 'list') if row['id'] == kept['id'])
        self.assertEqual((row['newer_reference'], row['proposal']['place'], row['proposal']['count']), (newer, 'page=3', 1))
        self.assertEqual((row['place'], row['evidence_reference']), ('page=2', evidence), 'nothing moved before somebody said so')

        self.assertEqual(self.run_ctl('mark', 'move', kept['reference'], '--confirm')[0]['place'], 'page=3')
        row = self.run_ctl('mark', 'list', '--evidence', newer)[0]
        self.assertEqual((row['id'], row['state'], row['place'], row['quote'], row['moved_by']),
                         (kept['id'], 'standing', 'page=3', '第二条 責任者は\n部長とする。', 'practitioner'))
        self.fails(FAILED, 'mark', 'move', kept['reference'], '--confirm', error='invalid')
        self.fails(FAILED, 'mark', 'move', gone['reference'], '--confirm', error='not-found')
        self.run_ctl('mark', 'move', area['reference'], '--page', '1', '--rectangle', '310,310,410,410')
        self.run_ctl('mark', 'move', gone['reference'], '--stays')
        self.assertEqual(self.states(), {kept['id']: ('standing', None), gone['id']: ('standing', None), area['id']: ('standing', None)})
        row = next(row for row in self.run_ctl('mark', 'list') if row['id'] == gone['id'])
        self.assertEqual((row['evidence_reference'], row['quote']), (evidence, '第三条 廃止する。'))
        self.run_ctl('index', 'rebuild')
        self.assertTrue(self.run_ctl('verify')['ok'])
        again = self.replace(newer, '規程3.pdf', pages('第二条 責任者は部長とする。'))
        self.assertEqual(self.states(), {kept['id']: ('to-confirm', None), gone['id']: ('lost', 'not-found'), area['id']: ('lost', 'no-quote')})
        self.run_ctl('evidence', 'withdraw', again, '--reason', '誤って受領')
        self.assertEqual({state for state, _ in self.states().values()}, {'standing'}, 'what was withdrawn took no place')

    def test_the_nearest_of_several(self):
        evidence = self.take('a.log', ''.join(f'job {n}\nend ok\n' for n in range(20)))
        self.mark(evidence, '--place', 'line=20', '--quote', 'end ok', '--tick', '✓')
        self.replace(evidence, 'b.log', 'head\n' + ''.join(f'job {n}\nend ok\nend ok then\n' for n in range(20)))
        proposal = self.one()['proposal']
        self.assertEqual((proposal['place'], proposal['count']), ('line=21', 40))

    def test_cells_and_tables(self):
        book = self.take('a.xlsx', read(self.write_xlsx('x.xlsx', 台帳=[['ID', '値'], ['12', 'x'], ['3', '12']])))
        self.mark(book, '--place', 'cell=台帳!A2', '--tick', '✓')
        self.replace(book, 'b.xlsx', read(self.write_xlsx('y.xlsx', 表紙=[['12']], 台帳=[['見出し', ''], ['112', ''], ['12', 'x'], ['3', '12']])))
        self.assertEqual(self.one()['proposal']['place'], 'cell=台帳!A3')

    def test_what_has_no_words(self):
        evidence = self.take('a.txt', '一\n')
        made = self.mark(evidence, '--place', 'line=1', '--tick', '✓')
        newer = self.replace(evidence, 'b.bin', b'\0\1\2')
        self.assertEqual(self.states(), {made['id']: ('lost', 'unreadable')})
        scan = self.replace(newer, 'c.pdf', pdf_files.pdf([pdf_files.page('')]))
        self.assertEqual(self.states(), {made['id']: ('lost', 'no-text')})
        self.run_ctl('mark', 'move', made['reference'], '--page', '1', '--evidence', scan)
        self.assertEqual(self.one()['page'], 1)

    def test_destroyed_and_withdrawn(self):
        """A mark on what is no evidence any more is lost, not forgotten."""
        one, other = self.take('a.txt', '一\n'), self.take('b.txt', '二\n')
        first, second = self.mark(one, '--place', 'line=1', '--tick', '✓'), self.mark(other, '--place', 'line=1', '--tick', '✓')
        self.run_ctl('evidence', 'withdraw', one, '--reason', 'r')
        done = self.run_ctl('evidence', 'purge', other, '--reason', '誤受領（見本）', person='executive')
        self.assertEqual(done['quoted_in_marks'], [second['id']], 'what a mark quotes stays in the record, and is told')
        self.assertEqual(self.states('--lost'), {first['id']: ('lost', 'withdrawn'), second['id']: ('lost', 'destroyed')})

    def test_members(self):
        """A member's newer version is what stands in the newer archive by the same name, once somebody took it out."""
        def pack(name, text):
            path = os.path.join(self.folder, name)
            with zipfile.ZipFile(path, 'w') as archive:
                archive.writestr('README', name)
                archive.writestr('a/param.txt', text)
            return read(path)

        old = self.add('p.zip', pack('1.zip', 'PASS_MAX_DAYS 90\n'))
        member = self.run_ctl('evidence', 'member-add', old['reference'], '--member', 'a/param.txt', '--control', CONTROL)[0]
        made = self.mark(member['reference'], '--place', 'line=1', '--tick', '✓')
        new = self.replace(old['reference'], 'q.zip', pack('2.zip', '# changed\nPASS_MAX_DAYS 90\n'))
        self.assertEqual(self.states(), {made['id']: ('lost', 'member-missing')})
        taken = self.run_ctl('evidence', 'member-add', new, '--member', 'a/param.txt')[0]
        self.assertEqual(self.one()['proposal']['place'], 'line=2')
        self.fails(FAILED, 'mark', 'move', made['reference'], '--confirm', error='invalid')
        self.run_ctl('evidence', 'link', taken['reference'], '--control', CONTROL)
        self.run_ctl('mark', 'move', made['reference'], '--confirm')
        self.assertEqual((self.one()['evidence'], self.one()['state']), (taken['id'], 'standing'))

    def test_many_at_once(self):
        evidence = self.take('a.txt', ''.join(f'条{n:02}\n' for n in range(12)))
        made = [self.mark(evidence, '--place', f'line={n}', '--tick', '✓')['reference'] for n in (1, 5, 9)]
        self.replace(evidence, 'b.txt', ''.join(f'条{n:02}\n' for n in reversed(range(12))))
        words = ('mark', 'move', *made, '--confirm')
        moved = self.run_ctl('--operation', 'op-2', *words)
        self.assertEqual([move['place'] for move in moved], ['line=12', 'line=8', 'line=4'])
        self.assertEqual([move['id'] for move in self.run_ctl('--operation', 'op-2', *words)], [move['id'] for move in moved])
        for words in ((*made,), (*made, '--confirm', '--stays'), (*made, '--place', 'line=1'), (made[0], '--confirm', '--evidence', evidence)):
            self.fails(USAGE, 'mark', 'move', *words, error='usage')


class Histories(Marks):
    """Any sequence of taking in, linking, replacing, withdrawing and marking leaves each mark at its words or among the lost,
    and each object named by evidence that is linked or listed as unlinked."""
    def act(self, chance):
        pieces = [row for row in self.run_ctl('evidence', 'list') if not row['withdrawn']]
        latest = [row for row in pieces if not row['replaced_by'] and CONTROL in row['controls']]
        marks = self.run_ctl('mark', 'list')
        kind = chance.choice(('take', 'free', 'mark', 'mark', 'mark', 'replace', 'replace', 'confirm', 'confirm', 'place', 'withdraw', 'gone', 'link'))
        if kind in ('take', 'free') or not latest:
            self.add(f'{chance.random()}.txt', self.text(chance), *(() if kind == 'free' else ('--control', CONTROL)))
        elif kind == 'mark':
            row = chance.choice(latest)
            lines = len(self.lines(row))
            self.marked.add(self.mark(row['reference'], '--place', f'line={chance.randint(1, lines)}', '--tick', '✓')['id'])
        elif kind == 'replace':
            row = chance.choice(latest)
            lines = self.lines(row)
            chance.shuffle(lines)
            self.replace(row['reference'], f'{chance.random()}.txt', '\n'.join(lines[:chance.randint(1, len(lines))] + [str(chance.random())]) + '\n')
        elif kind == 'confirm':
            found = [row['reference'] for row in marks if row['state'] == 'to-confirm']
            if found:
                self.run_ctl('mark', 'move', *found[:2], '--confirm')
        elif kind == 'place' and marks:
            self.run_ctl('mark', 'move', chance.choice(marks)['reference'], '--place', 'line=1', '--evidence', chance.choice(latest)['reference'])
        elif kind == 'withdraw' and marks:
            self.run_ctl('mark', 'withdraw', chance.choice(marks)['reference'], '--reason', 'r')
        elif kind == 'gone':
            self.run_ctl('evidence', 'withdraw', chance.choice(pieces)['reference'], '--reason', 'r')
        elif kind == 'link':
            row = chance.choice(pieces)
            self.run_ctl('evidence', 'unlink' if OTHER in row['controls'] else 'link', row['reference'], '--control', OTHER)

    @staticmethod
    def text(chance):
        return ''.join(f'{chance.randint(0, 30)}号\n' for _ in range(chance.randint(1, 6))) + f'{chance.random()}\n'

    def lines(self, row):
        with open(os.path.join(self.engagement, 'objects', row['sha256'][:2], row['sha256']), encoding='utf-8') as file:
            return file.read().splitlines()

    def check(self):
        pieces = {row['id']: row for row in self.run_ctl('evidence', 'list')}
        rows = {row['id']: row for row in self.run_ctl('mark', 'list', '--withdrawn')}
        lost = set(self.states('--lost'))
        self.assertEqual(set(rows), self.marked, 'no mark is forgotten')
        for row in rows.values():
            place, on = row['place'], pieces[row['evidence']]
            self.assertEqual(row['id'] in lost, row['state'] == 'lost')
            if row['state'] == 'to-confirm':
                place, on = row['proposal']['place'], pieces[row['newer']]
            if row['state'] in ('standing', 'to-confirm'):
                self.assertIn(row['quote'], self.lines(on)[int(place.removeprefix('line=')) - 1])
                self.assertFalse(on['withdrawn'])
        unlinked = {row['id'] for row in self.run_ctl('evidence', 'list', '--unlinked')}
        for row in pieces.values():
            self.assertNotEqual(bool(row['controls']), row['id'] in unlinked)
        held = {name for _, _, names in os.walk(os.path.join(self.engagement, 'objects')) for name in names}
        self.assertEqual(held, {row['sha256'] for row in pieces.values()})

    def test_any_sequence(self):
        self.marked = set()
        for sequence in range(SEQUENCES):
            chance = random.Random(SEED + sequence)
            with self.subTest(seed=SEED + sequence):
                for _ in range(ACTS):
                    self.act(chance)
                    self.check()
        before = self.run_ctl('mark', 'list', '--withdrawn')
        self.run_ctl('index', 'rebuild')
        self.assertEqual(self.run_ctl('mark', 'list', '--withdrawn'), before)
        self.assertTrue(self.run_ctl('verify')['ok'])


class Copies(Histories):
    """The same on two copies that exchange packs now and then: what they did without knowing of each other is decided by a
    person, and in the end both have the same marks, none lost on the way."""
    TURNS = 40

    def set_up_once(self):
        super().set_up_once()
        self.here, self.laptop = self.engagement, os.path.join(self.folder, 'laptop.chosho')
        self.packs = 0
        self.run_ctl('pack', 'open', self.pack(), self.laptop)
        self.known = {self.here: set(), self.laptop: set()}

    def pack(self):
        self.packs += 1
        path = os.path.join(self.folder, f'{self.packs}.pack')
        self.run_ctl('pack', 'create', '-o', path, '--returning')
        return path

    def bring(self, source, target):
        """What @source has is merged into @target, where somebody decides what stands against each other."""
        self.engagement = source
        path = self.pack()
        self.engagement = target
        self.run_ctl('pack', 'merge', path)
        self.known[target] |= self.known[source]
        for conflict in self.run_ctl('conflict', 'list'):
            self.decided += 1
            self.run_ctl('conflict', 'resolve', conflict['id'], '--value', len(conflict['values']))
        self.marked = self.known[target]
        self.check()

    def argue(self, chance):
        """Both put the same mark somewhere, each where they like."""
        marks = [set(), set()]
        for n, self.engagement in enumerate((self.here, self.laptop)):
            marks[n] = {row['id'] for row in self.run_ctl('mark', 'list')}
        for self.engagement in (self.here, self.laptop) if marks[0] & marks[1] else ():
            latest = [row for row in self.run_ctl('evidence', 'list') if not row['withdrawn'] and not row['replaced_by'] and CONTROL in row['controls']]
            if latest:
                self.run_ctl('mark', 'move', min(marks[0] & marks[1]), '--place', 'line=1', '--evidence', chance.choice(latest)['reference'])

    def test_any_sequence(self):
        self.decided = 0
        chance = random.Random(SEED)
        for _ in range(self.TURNS):
            source, target = chance.sample((self.here, self.laptop), 2)
            if chance.random() < 0.25:
                self.argue(chance)
                self.bring(source, target)
                continue
            self.engagement, self.marked = source, self.known[source]
            self.act(chance)
            self.check()
        self.bring(self.laptop, self.here)
        self.bring(self.here, self.laptop)
        lists = []
        for self.engagement in (self.here, self.laptop):
            self.assertEqual(self.run_ctl('conflict', 'list'), [])
            self.assertTrue(self.run_ctl('verify')['ok'])
            lists.append(self.run_ctl('mark', 'list', '--withdrawn'))
        self.assertEqual(*lists)
        self.assertGreater(self.decided, 0, 'a seed by which nothing was decided tries too little')


if __name__ == '__main__':
    harness.main()
