# SPDX-License-Identifier: GPL-3.0-or-later
"""catalog, procedures, statement, scope, assign."""

import hashlib
import json
import os
import unittest

import harness
from harness import DATA, FAILED, REFUSED, USAGE

OUTLINE = os.path.join(DATA, 'catalogues', 'ismap-outline-2022-04-01.csv')
SEED = os.path.join(DATA, 'catalogues', 'seed-8.1.2.csv')


def sha256(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


def oscal(version='1', title='表題', methods=('EXAMINE', 'INTERVIEW', 'TEST')):
    """A catalogue of two groups and three controls, one nested."""
    def control(name, label, *nested):
        parts = [{'id': f'{name}_smt', 'name': 'statement', 'prose': f'{name} の要求'}]
        parts += [{'name': 'assessment-method', 'props': [{'name': 'method', 'ns': 'http://csrc.nist.gov/ns/rmf', 'value': method}],
                   'parts': [{'name': 'assessment-objects', 'prose': f'{method} の対象'}]} for method in methods]
        return {'id': name, 'title': f'{title} {name}', 'props': [{'name': 'label', 'value': label}], 'parts': parts,
                **({'controls': list(nested)} if nested else {})}
    return json.dumps({'catalog': {
        'uuid': '2b1e5f0a-6c1d-4e57-9a61-0f6a5d2f3c11',
        'metadata': {'title': '見本基準', 'last-modified': '2025-01-01T00:00:00Z', 'version': version, 'oscal-version': '1.1.2'},
        'groups': [{'id': 'g1', 'title': '第一群', 'controls': [control('a-1', 'A-1', control('a-1.1', 'A-1(1)'))]},
                   {'id': 'g2', 'title': '第二群', 'controls': [control('b-10', 'B-10')]}]}}, ensure_ascii=False)


class Catalog(harness.Case):
    PEOPLE = ('leader',)

    def set_up_once(self):
        super().set_up_once()
        self.create()

    def numbers(self, *words):
        return [row['number'] for row in self.run_ctl('catalog', 'list', *words)]

    def test_the_outline_and_the_text(self):
        done = self.run_ctl('catalog', 'import', OUTLINE)
        self.assertEqual((done['added'], done['edition'], done['sha256']), (261, '2022-04-01', sha256(OUTLINE)))
        done = self.run_ctl('catalog', 'import', SEED)
        self.assertEqual(done['edition'], '2022-04-01')
        # 8.1.2 is in the outline without its text; most of its controls are not.
        self.assertEqual((done['added'], done['changed'], done['unchanged'], done['missing']), (6, 1, 0, 260))
        self.assertTrue(self.run_ctl('catalog', 'show', '8.1.2')['mandatory'])
        rows = self.run_ctl('catalog', 'list')
        self.assertEqual(len(rows), 261 + done['added'])
        for row in rows:
            self.assertTrue({'number', 'level', 'tier', 'mandatory', 'title', 'text', 'parent'} <= set(row))
        shown = self.run_ctl('catalog', 'show', '８．１．２．１')
        self.assertEqual((shown['number'], shown['level'], shown['tier'], shown['parent']), ('8.1.2.1', 'control', 'controls', '8.1.2'))
        self.assertTrue(shown['text'].startswith('資産の管理責任を'))

    def test_order(self):
        path = self.write('c.csv', '番号,表題\n9.2.3.11.PB,d\n9.2.3,a\n9.2.3.2,c\n9.2.3.1,b\n3.1.1,x\n')
        self.run_ctl('catalog', 'import', path, '--edition', 'E')
        self.assertEqual(self.numbers(), ['3.1.1', '9.2.3', '9.2.3.1', '9.2.3.2', '9.2.3.11.PB'])
        self.run_ctl('catalog', 'import', self.write('d.csv', '番号,表題\n5.1.1,y\n9.2.3.3,z\n'))
        self.assertEqual(self.numbers(), ['3.1.1', '5.1.1', '9.2.3', '9.2.3.1', '9.2.3.2', '9.2.3.3', '9.2.3.11.PB'])
        self.assertEqual(self.numbers('--level', 'objective'), ['3.1.1', '5.1.1', '9.2.3'])
        self.assertEqual(self.numbers('--tier', 'governance'), ['3.1.1'])

    def test_tables_of_every_kind(self):
        rows = [['管理策番号', '表題', '本文'], ['８．１．２', '資産', None], ['8.1.2.1', '責任', '割り当てる']]
        text = '\n'.join(','.join(cell or '' for cell in row) for row in rows)
        for name, path in (('xlsx', self.write_xlsx('c.xlsx', 基準=rows)), ('cp932', self.write('a.csv', text, 'cp932')),
                           ('utf-8', self.write('b.csv', text)), ('bom', self.write('d.csv', text, 'utf-8-sig'))):
            with self.subTest(name=name):
                plan = self.run_ctl('catalog', 'import', path, '--dry-run', '--edition', 'E')
                self.assertEqual([item['number'] for item in plan['plan']['entries']['added']], ['8.1.2', '8.1.2.1'])
                self.assertEqual(plan['plan']['entries']['added'][1]['text'], '割り当てる')
        self.assertEqual(self.numbers(), [])

    def test_mapping(self):
        path = self.write('c.csv', '列甲,列乙,列丙\n8.1.2.1,資産の責任,割り当てる\n')
        self.fails(FAILED, 'catalog', 'import', path)
        self.run_ctl('catalog', 'import', path, '--map', self.write('m.json', '{"number": "列甲", "title": "列乙", "text": "C"}'))
        self.assertEqual(self.run_ctl('catalog', 'show', '8.1.2.1')['text'], '割り当てる')
        for text in ('', '[]', '{"number": "列甲"', '{"nonsense": "列甲"}'):
            self.fails(FAILED, 'catalog', 'import', path, '--map', self.write('m.json', text))

    def test_text_is_added_and_never_replaced_silently(self):
        self.run_ctl('catalog', 'import', self.write('a.csv', '番号,表題,本文\n8.1.2,目録,\n8.1.2.1,責任,はじめの文\n'), '--edition', 'E')
        self.run_ctl('catalog', 'import', self.write('b.csv', '番号,本文\n8.1.2,加えた文\n'))
        self.assertEqual(self.run_ctl('catalog', 'show', '8.1.2')['text'], '加えた文')
        self.assertEqual(self.run_ctl('catalog', 'show', '8.1.2')['title'], '目録')
        other = self.write('c.csv', '番号,本文\n8.1.2.1,別の文\n8.1.2.2,新しい文\n')
        failed = self.fails(FAILED, 'catalog', 'import', other, error='exists')
        self.assertEqual([change['item']['number'] for change in failed['changed']], ['8.1.2.1'])
        self.assertEqual(failed['changed'][0]['fields'], [{'field': 'text', 'old': 'はじめの文', 'new': '別の文'}])
        self.assertTrue(failed['replaceable'])
        self.run_ctl('catalog', 'import', other, '--replace')
        self.assertEqual(self.run_ctl('catalog', 'show', '8.1.2.1')['text'], '別の文')
        self.assertEqual(self.run_ctl('catalog', 'show', '8.1.2.1')['title'], '責任')

    def test_another_edition_is_refused(self):
        self.run_ctl('catalog', 'import', SEED, '--edition', '2022-04-01')
        failed = self.fails(FAILED, 'catalog', 'import', SEED, '--edition', '2024-07-01', error='exists')
        self.assertEqual((failed['replaceable'], failed['standing_edition'], failed['edition']), (True, '2022-04-01', '2024-07-01'))
        done = self.run_ctl('catalog', 'import', SEED, '--edition', '2024-07-01', '--replace')
        self.assertEqual(done['edition'], '2024-07-01')
        self.assertEqual({row['edition'] for row in self.run_ctl('catalog', 'list')}, {'2024-07-01'})

    def test_another_edition_that_lacks_entries_is_refused(self):
        """Criteria are never taken away: an edition without some of the standing entries would leave two editions side by side"""
        self.run_ctl('catalog', 'import', self.write('c.json', oscal()))
        failed = self.fails(FAILED, 'catalog', 'import', SEED, '--edition', '2022-04-01', error='exists')
        self.assertNotIn('--replace', failed['error']['message'])
        self.assertFalse(failed['replaceable'])
        failed = self.fails(FAILED, 'catalog', 'import', SEED, '--edition', '2022-04-01', '--replace', error='exists')
        self.assertIn('5 entries', failed['error']['message'])
        self.assertIn('new engagement', failed['error']['message'])
        self.assertEqual({row['edition'] for row in self.run_ctl('catalog', 'list')}, {'1'})
        self.assertEqual(self.run_ctl('catalog', 'import', SEED, '--edition', '1')['added'], 7, 'the same edition is completed')

    def test_rows_that_say_nothing_are_told(self):
        done = self.run_ctl('catalog', 'import', self.write('番号だけ.csv', '番号,謎の列\n8.1.2,a\n8.1.2.1,b\n'), '--edition', 'E')
        self.assertEqual(done['added'], 2)
        self.assertEqual([(notice['code'], notice.get('row')) for notice in done['notices']], [('entries-bare', None)])
        self.assertIn('謎の列', done['notices'][0]['message'])
        done = self.run_ctl('catalog', 'import', self.write('c.csv', '番号,表題,本文\n8.1.2,目録,\n8.1.2.1,,\n8.1.2.2,,あ\n'))
        self.assertEqual([(notice['code'], notice['row']) for notice in done['notices']], [('entries-bare', 3)])
        self.assertNotIn('notices', self.run_ctl('catalog', 'import', SEED, '--replace'))

    def test_the_same_again_writes_nothing(self):
        self.run_ctl('catalog', 'import', SEED, '--edition', 'E')
        stored = self.stored()
        done = self.run_ctl('catalog', 'import', SEED)
        self.assertEqual((done['added'], done['changed'], done['unchanged']), (0, 0, 7))
        self.assertEqual(self.stored(), stored)

    def test_every_bad_row_is_named(self):
        path = self.write('悪い.csv', '番号,階層,本文\n8.1.2,統制目標,a\n8.1.2,統制目標,b\n8.1.2.x,詳細管理策,c\n,詳細管理策,d\n8.1.2.1,なにか,e\n')
        failed = self.fails(FAILED, 'catalog', 'import', path, error='invalid')
        self.assertEqual([(problem['file'], problem['row'], problem['column']) for problem in failed['problems'] if problem['severity'] == 'error'],
                         [('悪い.csv', 3, 'A'), ('悪い.csv', 4, 'A'), ('悪い.csv', 5, 'A'), ('悪い.csv', 6, 'B')])
        for problem in failed['problems']:
            self.assertTrue(problem['reason'] and problem['message'] and problem['code'])
        self.assertEqual(self.numbers(), [])

    def test_oscal(self):
        path = self.write('c.json', oscal(version='2025.1'))
        done = self.run_ctl('catalog', 'import', path)
        self.assertEqual((done['added'], done['edition'], done['sha256']), (5, '2025.1', sha256(path)))
        rows = self.run_ctl('catalog', 'list')
        self.assertEqual([(row['number'], row['level'], row['parent'], row['tier']) for row in rows],
                         [('g1', 'objective', None, '第一群'), ('a-1', 'control', 'g1', '第一群'), ('a-1.1', 'control', 'a-1', '第一群'),
                          ('g2', 'objective', None, '第二群'), ('b-10', 'control', 'g2', '第二群')])
        self.assertEqual(self.run_ctl('catalog', 'show', 'A-1(1)')['number'], 'a-1.1')
        self.assertEqual(self.run_ctl('status', 'B-10')['number'], 'b-10')
        self.fails(FAILED, 'catalog', 'import', self.write('d.json', oscal(version='2025.2')), error='exists')
        self.fails(FAILED, 'catalog', 'import', self.write('d.json', oscal(version='2025.1', title='別')), error='exists')

    def test_wrong_files(self):
        for name, content in (('a.csv', ''), ('a.csv', 'なにか,別\n1,2\n'), ('a.csv', '番号,本文\n'), ('a.json', '{"catalog": {}}'),
                              ('a.json', oscal()[:200]), ('a.json', '[' * 100), ('a.xlsx', b'PK\x03\x04 broken'),
                              ('a.csv', '番号,本文\n8.1.2.1,"開いたまま\n'), ('a.bin', b'\x00\x01\x02\xff' * 64)):
            with self.subTest(name=name, content=content[:20]):
                self.fails(FAILED, 'catalog', 'import', self.write(name, content))
        self.fails(FAILED, 'catalog', 'import', os.path.join(self.folder, 'absent.csv'), error='not-found')
        self.fails(FAILED, 'catalog', 'import', self.folder)
        os.mkfifo(os.path.join(self.folder, 'pipe'))
        self.fails(FAILED, 'catalog', 'import', os.path.join(self.folder, 'pipe'))
        self.fails(FAILED, 'catalog', 'show', '9.9.9.9', error='not-found')
        self.fails(USAGE, 'catalog', 'list', '--level', 'detail')
        self.fails(USAGE, 'catalog', 'import', SEED, '--edition', ' ')


class Procedures(harness.Case):
    HEADER = '管理策番号,手続番号,フェーズ,監査対象,監査技法,手続内容,依頼文,報告文,開示\n'

    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()

    def file(self, *rows, name='p.csv', header=HEADER):
        return self.write(name, header + ''.join(row + '\n' for row in rows))

    def test_shape(self):
        path = self.file('8.1.2.1,P-1,整備状況,規程,閲覧,規程を閲覧する,規程をください,規程を閲覧した,可',
                         '8.1.2.1,P-1,整備状況,,質問,担当者に質問する,,,', '8.1.2.2,,運用状況,記録,再実施,再実施する,,,')
        done = self.run_ctl('procedures', 'import', path)
        self.assertEqual((done['added'], done['kept'], done['sha256']), (3, 0, sha256(path)))
        rows = self.run_ctl('procedures', 'list')
        self.assertEqual(len(rows), 3)
        for row in rows:
            self.assertTrue({'id', 'control', 'procedure', 'individual', 'version', 'unit', 'phase', 'subject', 'technique', 'stands_alone',
                             'text', 'state', 'outcome', 'recorded_technique', 'evidence'} <= set(row))
            self.assertEqual((row['state'], row['outcome'], row['evidence']), ('open', None, []))
        self.assertEqual([(row['control'], row['procedure'], row['phase'], row['subject'], row['technique'], row['stands_alone']) for row in rows],
                         [('8.1.2.1', 'P-1', 'design', 'regulations', 'inspection', True),
                          ('8.1.2.1', 'P-1', 'design', None, 'inquiry', False),
                          ('8.1.2.2', None, 'operation', 'records', 'reperformance', True)])
        self.assertEqual([row['disclosable'] for row in rows], [True, False, False])
        self.assertEqual(len(self.run_ctl('procedures', 'list', '8.1.2.1')), 2)
        self.fails(FAILED, 'procedures', 'list', '1.1.1.1', error='not-found')

    def test_a_corrected_file_keeps_unchanged_steps(self):
        self.run_ctl('procedures', 'import', self.file('8.1.2.1,P-1,整備状況,規程,閲覧,一つ目,,,', '8.1.2.1,P-1,整備状況,規程,観察,二つ目,,,'))
        before = {row['text']: row['id'] for row in self.run_ctl('procedures', 'list')}
        done = self.run_ctl('procedures', 'import', self.file('8.1.2.1,P-1,整備状況,規程,閲覧,間に入る,,,', '8.1.2.1,P-1,整備状況,規程,閲覧,一つ目,,,',
                                                              '8.1.2.1,P-1,整備状況,規程,観察,二つ目,,,', name='q.csv'))
        self.assertEqual((done['added'], done['changed'], done['unchanged']), (1, 0, 2))
        after = {row['text']: row['id'] for row in self.run_ctl('procedures', 'list')}
        self.assertEqual({text: after[text] for text in before}, before)
        self.assertEqual(len(after), 3)

    def test_the_same_step_twice_is_told(self):
        """Both come in, for a file may mean it; who copied a row by mistake is told"""
        row = '8.1.2.1,P-1,整備状況,規程,閲覧,一つ目,,,'
        done = self.run_ctl('procedures', 'import', self.file(row, '8.1.2.1,P-1,整備状況,規程,閲覧,二つ目,,,', row, '8.1.2.2' + row[7:]))
        self.assertEqual(done['added'], 4)
        self.assertEqual([(notice['code'], notice['row']) for notice in done['notices']], [('step-repeated', 4)])
        self.assertIn('row 2', done['notices'][0]['message'])

    def test_a_comma_too_many(self):
        failed = self.fails(FAILED, 'procedures', 'import', self.file('8.1.2.1,P-1,整備状況,規程,閲覧,規程を閲覧し,定めの有無を確かめる,依頼,報告,可'), error='invalid')
        self.assertEqual([(problem['code'], problem['row']) for problem in failed['problems']], [('row-overlong', 2)])

    def test_numbers_in_full_width_are_the_same(self):
        self.run_ctl('procedures', 'import', self.file('8.1.2.1,P-1,整備状況,規程,閲覧,一つ目,,,'))
        before = self.run_ctl('procedures', 'list')
        done = self.run_ctl('procedures', 'import', self.file('８．１．２．１,Ｐ－１,整備状況,規程,閲覧,一つ目,,,', name='q.csv'))
        self.assertEqual((done['added'], done['unchanged']), (0, 1))
        self.assertEqual(self.run_ctl('procedures', 'list'), before)

    def test_one_bad_row_and_nothing_comes_in(self):
        failed = self.fails(FAILED, 'procedures', 'import',
                            self.file('8.1.2.1,P-1,整備状況,規程,閲覧,良い行,,,', '9.9.9.9,P-1,整備状況,規程,閲覧,知らない管理策,,,',
                                      '8.1.2.1,P-1,いつか,規程,閲覧,知らない段階,,,', '8.1.2.1,P-1,整備状況,規程,閲覧・質問,二つの技法,,,'), error='invalid')
        self.assertEqual([(problem['row'], problem['column']) for problem in failed['problems'] if problem['severity'] == 'error'],
                         [(3, 'A'), (4, 'C'), (5, 'E')])
        self.assertEqual(self.run_ctl('procedures', 'list'), [])

    def test_what_a_corrected_file_has_no_more(self):
        rows = ('8.1.2.1,P-1,整備状況,規程,閲覧,一つ目,,,', '8.1.2.1,P-1,整備状況,規程,観察,誤り,,,', '8.1.2.2,P-2,整備状況,規程,閲覧,別の管理策,,,')
        self.run_ctl('procedures', 'import', self.file(*rows))
        steps = {row['text']: row for row in self.run_ctl('procedures', 'list')}
        self.run_ctl('step', 'record', steps['別の管理策']['id'], '--technique', 'inspection', '--performed-on', '2026-01-15', '--outcome', 'no-exception', '--result', '閲覧した。')
        corrected = self.file(rows[0], name='q.csv')
        # What is missing stays, until the user says that it was a mistake.
        self.assertEqual(self.run_ctl('procedures', 'import', corrected)['missing'], 2)
        self.assertEqual({row['text'] for row in self.run_ctl('procedures', 'list')}, set(steps))
        self.assertIn('step-open', self.refused('check', '8.1.2.1'))
        self.run_ctl('procedures', 'import', corrected, '--withdraw-missing', '--dry-run')
        self.assertEqual({row['text'] for row in self.run_ctl('procedures', 'list')}, set(steps))
        self.run_ctl('procedures', 'import', corrected, '--withdraw-missing')
        after = {row['text']: row for row in self.run_ctl('procedures', 'list')}
        self.assertEqual({text: (row['id'], row['required']) for text, row in after.items()},
                         {'一つ目': (steps['一つ目']['id'], True), '別の管理策': (steps['別の管理策']['id'], False)}, 'recorded work stays in sight')
        self.assertEqual(self.run_ctl('procedures', 'import', corrected)['missing'], 0)
        # Taken back: the steps are there as they were.
        self.assertEqual(self.run_ctl('procedures', 'import', self.file(*rows))['added'], 2)
        self.assertEqual({row['text']: (row['id'], row['required'], row['state']) for row in self.run_ctl('procedures', 'list')},
                         {text: (row['id'], True, 'performed' if text == '別の管理策' else 'open') for text, row in steps.items()})
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_withdrawing_leaves_the_templates_steps(self):
        templates = self.write('t.csv', 'テンプレート番号,監査対象,フェーズ,監査技法,手続内容\nT-R,規程,整備状況,閲覧,閲覧する\nT-L,記録,運用状況,閲覧,閲覧する\n')
        self.run_ctl('procedures', 'import', templates)
        self.run_ctl('procedures', 'import', self.write('m.csv', '管理策番号,監査対象\n8.1.2.1,規程、記録\n'))
        self.run_ctl('procedures', 'expand')
        self.run_ctl('procedures', 'import', self.file('8.1.2.2,P-1,整備状況,規程,閲覧,法人の手続,,,'), '--withdraw-missing')
        self.assertEqual([row['procedure'] for row in self.run_ctl('procedures', 'list')], ['T-L', 'T-R', 'P-1'])
        self.run_ctl('procedures', 'import', self.write('m.csv', '管理策番号,監査対象\n8.1.2.1,規程\n'))
        self.assertEqual(self.run_ctl('procedures', 'expand')['missing'], 1)
        self.run_ctl('procedures', 'expand', '--withdraw-missing')
        self.assertEqual([row['procedure'] for row in self.run_ctl('procedures', 'list')], ['T-R', 'P-1'])

    def test_templates_expand(self):
        templates = self.write('t.csv', 'テンプレート番号,監査対象,フェーズ,監査技法,手続内容,報告文\n'
                                        'T-R,規程,整備状況,閲覧,{control}の{subject}を閲覧する。,閲覧した\nT-L,記録,運用状況,閲覧,{title}の記録を閲覧する。,閲覧した\n')
        mapping = self.write('m.csv', '管理策番号,監査対象\n8.1.2.1,規程、記録\n8.1.2.2,規程\n')
        self.fails(FAILED, 'procedures', 'expand', error='invalid')
        self.assertEqual(self.run_ctl('procedures', 'import', templates)['added'], 2)
        self.assertEqual(self.run_ctl('procedures', 'import', mapping)['added'], 2)
        self.assertEqual(self.run_ctl('procedures', 'expand', '--dry-run')['added'], 3)
        self.assertEqual(self.run_ctl('procedures', 'list'), [])
        done = self.run_ctl('procedures', 'expand')
        self.assertEqual((done['added'], done['unchanged']), (3, 0))
        self.assertNotIn('8.1.2.1', done['unmapped'])
        rows = self.run_ctl('procedures', 'list')
        self.assertEqual([(row['control'], row['procedure'], row['phase']) for row in rows],
                         [('8.1.2.1', 'T-L', 'operation'), ('8.1.2.1', 'T-R', 'design'), ('8.1.2.2', 'T-R', 'design')])
        self.assertIn('8.1.2.1の', rows[1]['text'])
        stored = self.stored()
        self.assertEqual(self.run_ctl('procedures', 'expand')['unchanged'], 3)
        self.assertEqual(self.stored(), stored)

    def test_a_template_with_an_unknown_name(self):
        self.run_ctl('procedures', 'import', self.write('t.csv', 'テンプレート番号,監査対象,フェーズ,監査技法,手続内容\nT,規程,整備状況,閲覧,{nonsense}を見る\n'))
        self.run_ctl('procedures', 'import', self.write('m.csv', '管理策番号,監査対象\n8.1.2.1,規程\n'))
        failed = self.fails(FAILED, 'procedures', 'expand', error='invalid')
        self.assertEqual(failed['problems'][0]['template'], 'T')

    def test_the_work_of_leaders(self):
        self.add_team()
        self.refused('procedures', 'import', self.file('8.1.2.1,P-1,整備状況,規程,閲覧,文,,,'), person='practitioner')


class Methods(harness.Case):
    """Assessment methods of an OSCAL catalogue."""
    PEOPLE = ('leader',)

    def test_one_step_a_method(self):
        self.create()
        path = self.write('c.json', oscal())
        self.fails(FAILED, 'procedures', 'import', path, error='invalid')
        self.run_ctl('catalog', 'import', path)
        self.assertEqual(self.run_ctl('procedures', 'import', path)['added'], 9)
        rows = self.run_ctl('procedures', 'list')
        self.assertEqual([row['technique'] for row in rows], ['inspection', 'inquiry', 'reperformance'] * 3)
        self.assertEqual({row['phase'] for row in rows}, {'design'})
        self.assertEqual([row['control'] for row in rows], ['a-1'] * 3 + ['a-1.1'] * 3 + ['b-10'] * 3)
        self.assertEqual([row['text'] for row in rows][:2], ['EXAMINE の対象', 'INTERVIEW の対象'])

    def test_a_catalogue_of_other_controls(self):
        self.create()
        self.import_criteria()
        failed = self.fails(FAILED, 'procedures', 'import', self.write('c.json', oscal()), error='invalid')
        self.assertEqual([problem['value'] for problem in failed['problems']], ['a-1', 'a-1.1', 'b-10'])

    def test_without_methods(self):
        self.create()
        path = self.write('c.json', oscal(methods=()))
        self.run_ctl('catalog', 'import', path)
        self.fails(FAILED, 'procedures', 'import', path, error='invalid')


class Statement(harness.Case):
    PEOPLE = ('leader',)

    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()

    def test_import(self):
        path = self.write_xlsx('言明書.xlsx', 管理策=[['管理策番号', '採否', '理由'], ['8.1.2.1', '採用', None], ['8.1.2.2', '不採用', '該当資産なし']],
                               個別管理策=[['個別管理策番号', '版', '管理策番号', '内容', '開始日', '終了日', '対象'],
                                      ['K-1', '1', '8.1.2.1、8.1.2.3', '台帳', '2025-04-01', '2025-09-30', '東京'],
                                      ['K-1', '2', '8.1.2.1', '新台帳', '2025-10-01', '2026-03-31', '東京']])
        done = self.run_ctl('statement', 'import', path, '--version', '1.0', '--dated', '2026-04-10')
        self.assertEqual((done['added'], done['sha256']), (4, sha256(path)))
        self.assertEqual({part: counts['added'] for part, counts in done['parts'].items()}, {'lines': 2, 'individuals': 2})
        self.assertEqual((done['selected'], done['not_selected']), (1, 1))
        shown = self.run_ctl('statement', 'show')
        self.assertEqual([(line['control'], line['selected']) for line in shown['lines']], [('8.1.2.1', True), ('8.1.2.2', False)])
        self.assertEqual([(item['individual'], item['version']) for item in shown['individuals']], [('K-1', '1'), ('K-1', '2')])
        self.assertEqual([(file['version'], file['dated'], file['final']) for file in shown['files']], [('1.0', '2026-04-10', False)])
        self.assertTrue(os.path.exists(os.path.join(self.engagement, 'objects', sha256(path)[:2], sha256(path))))
        one = self.run_ctl('statement', 'show', '8.1.2.3')
        self.assertEqual((one['selected'], one['stated'], [item['version'] for item in one['individuals']]), (True, False, ['1']))
        stored = self.stored()
        self.assertEqual(self.run_ctl('statement', 'import', path)['unchanged'], 4)
        self.assertEqual(self.stored(), stored)
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_not_selected_is_out_of_scope(self):
        self.run_ctl('statement', 'set', '8.1.2.1', 'not-selected', '--basis', '対象外')
        self.assertEqual(self.run_ctl('status')['controls']['out_of_scope'], 1)
        self.assertEqual(self.run_ctl('status', '8.1.2.1')['state'], 'out_of_scope')
        self.run_ctl('statement', 'set', '8.1.2.1', 'selected')
        shown = self.run_ctl('statement', 'show', '8.1.2.1')
        self.assertEqual((shown['selected'], shown['basis']), (True, '対象外'))
        self.assertEqual(self.run_ctl('status')['controls']['out_of_scope'], 0)

    def test_set_wrong(self):
        self.fails(USAGE, 'statement', 'set', '8.1.2.1', 'perhaps')
        self.fails(USAGE, 'statement', 'set', '8.1.2.1')
        self.fails(FAILED, 'statement', 'set', '1.1.1.1', 'selected', error='not-found')

    def test_individual(self):
        add = ('statement', 'individual', 'add', 'K-9', '--control', '8.1.2.1', '--control', '8.1.2.2')
        made = self.run_ctl(*add, '--title', '台帳', '--valid-from', '2025-04-01', '--valid-to', '2026-03-31', '--unit', '東京', '--unit', '大阪',
                            '--service', '見本クラウド')
        self.assertEqual((made['individual'], made['version']), ('K-9', '1'))
        shown = self.run_ctl('statement', 'show', '8.1.2.2')['individuals'][0]
        self.assertEqual((shown['controls'], shown['units'], shown['services']), (['8.1.2.1', '8.1.2.2'], ['東京', '大阪'], ['見本クラウド']))
        self.fails(FAILED, *add, error='exists')
        self.run_ctl(*add, '--version', '2')
        self.run_ctl(*add, '--title', '訂正', '--replace')
        self.assertEqual([(item['version'], item.get('title')) for item in self.run_ctl('statement', 'show')['individuals']], [('1', '訂正'), ('2', None)])
        self.fails(FAILED, 'statement', 'individual', 'add', 'K', '--control', '9.9.9.9', error='not-found')
        self.fails(FAILED, 'statement', 'individual', 'add', 'K', '--control', '8.1.2', error='invalid')
        self.fails(USAGE, 'statement', 'individual', 'add', 'K')
        self.fails(USAGE, *add, '--version', '3', '--valid-from', '2026-01-01', '--valid-to', '2025-01-01')
        self.fails(USAGE, *add, '--version', '')

    def test_versions_in_full_width_are_the_same(self):
        header = '個別管理策番号,版,管理策番号,内容\n'
        self.run_ctl('statement', 'import', self.write('a.csv', header + 'K-1,1,8.1.2.1,台帳\n'))
        done = self.run_ctl('statement', 'import', self.write('b.csv', header + 'Ｋ－１,１,8.1.2.1,台帳\n'))
        self.assertEqual((done['added'], done['unchanged']), (0, 1))
        self.fails(FAILED, 'statement', 'individual', 'add', 'Ｋ－１', '--version', '１', '--control', '8.1.2.1', error='exists')

    def test_individual_controls_that_a_corrected_file_has_no_more(self):
        self.run_ctl('procedures', 'import', self.write('p.csv', Procedures.HEADER + '8.1.2.1,P-1,整備状況,規程,閲覧,文,,,\n'))
        header = '個別管理策番号,版,管理策番号,内容\n'
        self.run_ctl('statement', 'import', self.write('a.csv', header + 'K-1,1,8.1.2.1,台帳\nK-2,1,8.1.2.1,誤り\n'))
        corrected = self.write('b.csv', header + 'K-1,1,8.1.2.1,台帳\n')
        self.assertEqual(self.run_ctl('statement', 'import', corrected)['missing'], 1)
        self.assertEqual([row['individual'] for row in self.run_ctl('procedures', 'list')], ['K-1', 'K-2'])
        self.run_ctl('statement', 'import', corrected, '--withdraw-missing')
        self.assertEqual([row['individual'] for row in self.run_ctl('procedures', 'list')], ['K-1'])
        self.fails(FAILED, 'scope', 'set', '8.1.2.1', 'in', '--phase', 'design', '--individual', 'K-2', error='not-found')
        self.run_ctl('statement', 'individual', 'add', 'K-2', '--control', '8.1.2.1')
        self.assertEqual([row['individual'] for row in self.run_ctl('procedures', 'list')], ['K-1', 'K-2'])

    def test_instances_follow_the_statement(self):
        self.run_ctl('procedures', 'import', self.write('p.csv', Procedures.HEADER + '8.1.2.1,P-1,整備状況,規程,閲覧,文,,,\n'))
        self.run_ctl('statement', 'individual', 'add', 'K-1', '--control', '8.1.2.1', '--unit', '東京', '--unit', '大阪')
        self.assertEqual([(row['individual'], row['version'], row['unit']) for row in self.run_ctl('procedures', 'list')],
                         [('K-1', '1', '東京'), ('K-1', '1', '大阪')])

    def test_final(self):
        path = self.write('言明書.pdf', b'%PDF-1.4 ...')
        made = self.run_ctl('statement', 'final', path, '--version', '2.0', '--dated', '2026-05-20')
        self.assertEqual((made['sha256'], made['size_bytes'], made['name']), (sha256(path), 12, '言明書.pdf'))
        file = self.run_ctl('statement', 'show')['files'][0]
        self.assertEqual((file['id'], file['final'], file['version'], file['dated']), (made['id'], True, '2.0', '2026-05-20'))
        self.fails(FAILED, 'statement', 'final', self.write('empty', ''), error='invalid')
        self.fails(USAGE, 'statement', 'final', path, '--dated', '2026-13-01')
        self.fails(FAILED, 'statement', 'final', self.folder, error='invalid')

    def test_import_wrong(self):
        for text in ('管理策番号,採否\n8.1.2.1,\n', '管理策番号,採否\n8.1.2.1,たぶん\n', '管理策番号,採否\n9.9.9.9,採用\n', 'なにか\n1\n'):
            with self.subTest(text=text):
                self.assertTrue(self.fails(FAILED, 'statement', 'import', self.write('s.csv', text), error='invalid')['problems'])
        self.assertEqual(os.listdir(os.path.join(self.engagement, 'objects', '00')), [])


class Scope(harness.Case):
    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.ids = self.add_team()

    def test_scope(self):
        made = self.run_ctl('scope', 'set', '8.1.2.1', '--phase', 'operation', 'out-of-cycle', '--basis', '3年周期')
        self.assertEqual((made['control'], made['phase'], made['state']), ('8.1.2.1', 'operation', 'out-of-cycle'))
        row = self.run_ctl('scope', 'list', '8.1.2.1')[0]
        self.assertEqual((row['state'], row['basis'], row['individual']), ('out-of-cycle', '3年周期', ''))
        self.run_ctl('scope', 'set', '8.1.2.1', 'in', '--phase', 'operation')
        self.assertEqual([row['state'] for row in self.run_ctl('scope', 'list')], ['in'])
        self.run_ctl('statement', 'individual', 'add', 'K-1', '--control', '8.1.2.1')
        self.run_ctl('scope', 'set', '8.1.2.1', 'inherited', '--phase', 'design', '--individual', 'K-1', '--basis', '登録サービスXを継承')
        self.assertEqual(len(self.run_ctl('scope', 'list')), 2)
        made = self.run_ctl('statement', 'individual', 'add', 'K-2', '--control', '8.1.2.1')
        for number, name in enumerate((made['id'], 'K-2', 'Ｋ－２')):
            self.run_ctl('scope', 'set', '8.1.2.1', 'inherited', '--phase', 'design', '--individual', name, '--basis', f'継承 {number}')
        self.assertEqual([row['basis'] for row in self.run_ctl('scope', 'list', '8.1.2.1') if row['individual'] == 'K-2'], ['継承 2'])

    def test_scope_wrong(self):
        self.fails(USAGE, 'scope', 'set', '8.1.2.1', 'in')
        self.fails(USAGE, 'scope', 'set', '8.1.2.1', '--phase', 'design')
        self.fails(USAGE, 'scope', 'set', '8.1.2.1', 'out', '--phase', 'design', '--basis', 'x')
        self.fails(USAGE, 'scope', 'set', '8.1.2.1', 'in', '--phase', 'x')
        self.fails(USAGE, 'scope', 'set', '8.1.2.1', 'inherited', '--phase', 'design')
        self.fails(FAILED, 'scope', 'set', '9.9.9.9', 'in', '--phase', 'design', error='not-found')
        self.fails(FAILED, 'scope', 'set', '8.1.2', 'in', '--phase', 'design', error='invalid')
        self.fails(FAILED, 'scope', 'set', '8.1.2.1', 'in', '--phase', 'design', '--individual', 'K-0', error='not-found')
        self.assertEqual(self.refused('scope', 'set', '8.1.2.1', 'in', '--phase', 'design', person='practitioner'), {'wrong-role'})

    def test_assign(self):
        done = self.run_ctl('assign', '8.1.2.1', '8.1.2.2', '--member', 'practitioner', '--reviewer', 'leader', '--due', '2026-05-01')
        self.assertEqual([entry['control'] for entry in done], ['8.1.2.1', '8.1.2.2'])
        status = self.run_ctl('status', '8.1.2.1')
        self.assertEqual((status['assignee'], status['reviewer'], status['due']), ('practitioner', 'leader', '2026-05-01'))
        fingerprint = [row['fingerprints'][0] for row in self.run_ctl('member', 'list') if row['name'] == 'executive'][0]
        for text in (self.ids['executive'], fingerprint[:12], fingerprint):
            self.run_ctl('assign', '8.1.2.1', '--member', text)
        status = self.run_ctl('status', '8.1.2.1')
        self.assertEqual((status['assignee'], status['reviewer'], status['due']), ('executive', 'leader', '2026-05-01'))

    def test_assign_tells_each(self):
        """What was so already is told, and nothing is recorded of it; what is not given stays; "none" takes away"""
        self.run_ctl('assign', '8.1.2.1', '--member', 'practitioner', '--due', '2026-05-01')
        done = self.run_ctl('assign', '8.1.2.1', '8.1.2.2', '--member', 'practitioner')
        self.assertEqual([(entry['control'], entry['done'], entry.get('reason')) for entry in done],
                         [('8.1.2.1', False, 'unchanged'), ('8.1.2.2', True, None)])
        events = len(self.run_ctl('journal', 'list'))
        self.assertEqual([entry['done'] for entry in self.run_ctl('assign', '8.1.2.1', '8.1.2.2', '--member', 'practitioner')], [False, False])
        self.assertEqual([entry['done'] for entry in self.run_ctl('assign', '8.1.2.3', '--member', 'none', '--due', 'none')], [False])
        self.assertEqual(len(self.run_ctl('journal', 'list')), events)
        self.run_ctl('assign', '8.1.2.1', '--reviewer', 'leader')
        status = self.run_ctl('status', '8.1.2.1')
        self.assertEqual((status['assignee'], status['reviewer'], status['due']), ('practitioner', 'leader', '2026-05-01'))
        self.run_ctl('assign', '8.1.2.1', '--member', 'none', '--reviewer', 'none', '--due', 'none')
        status = self.run_ctl('status', '8.1.2.1')
        self.assertEqual((status.get('assignee'), status.get('reviewer'), status.get('due')), (None, None, None))

    def test_assign_out_of_scope(self):
        """Planning comes before scope is final: what is out of scope is assigned, and told"""
        self.run_ctl('statement', 'set', '8.1.2.1', 'not-selected', '--basis', '該当資産なし')
        for phase in ('design', 'operation', 'update'):
            self.run_ctl('scope', 'set', '8.1.2.2', 'out-of-cycle', '--phase', phase, '--basis', '3年周期の対象外')
        done = self.run_ctl('assign', '8.1.2.1', '8.1.2.2', '8.1.2.3', '--member', 'practitioner')
        self.assertEqual([(entry['control'], entry['done'], entry.get('warning')) for entry in done],
                         [('8.1.2.1', True, 'out-of-scope'), ('8.1.2.2', True, 'out-of-scope'), ('8.1.2.3', True, None)])
        self.assertEqual(self.run_ctl('status', '8.1.2.1')['assignee'], 'practitioner')
        shown = self.call('-C', self.engagement, '--identity', self.identities['leader'], 'assign', '8.1.2.1', '--due', '2026-05-01').stdout.decode()
        self.assertIn('out-of-scope', shown)

    def test_assign_visit(self):
        """A visit is a name of the firm's, written in one width; it stays where it is not given, and is taken away"""
        self.run_ctl('assign', '8.1.2.1', '8.1.2.2', '--member', 'leader', '--visit', ' 第１回往査 ')
        self.run_ctl('assign', '8.1.2.1', '--due', '2026-05-01')
        self.assertEqual([self.run_ctl('status', number).get('visit') for number in ('8.1.2.1', '8.1.2.2', '8.1.2.3')], ['第1回往査', '第1回往査', None])
        overview = self.run_ctl('overview')
        self.assertEqual(overview['visits'], [{'name': '第1回往査', 'due': '2026-05-01'}])
        self.assertEqual([person['visits'] for person in overview['people'] if person.get('name') == 'leader'], [[2]])
        self.run_ctl('assign', '8.1.2.2', '--visit', 'none')
        self.assertNotIn('visit', self.run_ctl('status', '8.1.2.2'))
        self.fails(USAGE, 'assign', '8.1.2.1', '--visit', ' ')

    def test_assign_wrong(self):
        self.fails(USAGE, 'assign', '--member', 'leader')
        self.fails(USAGE, 'assign', '8.1.2.1')
        self.fails(FAILED, 'assign', '8.1.2.1', '--member', 'nobody', error='not-found')
        self.fails(FAILED, 'assign', '8.1.2.1', '9.9.9.9', '--member', 'leader', error='not-found')
        self.fails(FAILED, 'assign', '8.1.2', '--member', 'leader', error='invalid')
        self.fails(USAGE, 'assign', '8.1.2.1', '--member', 'leader', '--due', 'soon')
        self.run_ctl('member', 'add', '--name', 'practitioner', '--role', 'practitioner', '--public-key', '33' * 32)
        self.fails(USAGE, 'assign', '8.1.2.1', '--member', 'practitioner')


if __name__ == '__main__':
    harness.main()
