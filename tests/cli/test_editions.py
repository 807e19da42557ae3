# SPDX-License-Identifier: GPL-3.0-or-later
"""catalog compare, and an engagement rolled forward into another edition of the criteria: what did not change stays, what did asks."""

import json
import os
import unicodedata

import harness
from harness import FAILED, data_path

HEADER = '番号,水準,題名,本文\n'
BEFORE = HEADER + ('5.1.1,統制目標,方針,方針を定める。\n5.1.1.1,詳細管理策,方針の文書,方針を文書として定め、承認を得る。\n'
                   '5.1.1.2,詳細管理策,方針の見直し,方針を年に一度見直す。\n5.1.1.3,詳細管理策,方針の周知,方針を従業者及び関係者に周知する。\n'
                   '5.1.1.4,詳細管理策,方針の例外,例外を記録し、責任者の承認を得た上で、期限を定めて管理する。\n5.1.1.5,詳細管理策,ファクシミリ,ファクシミリの誤送信を防ぐ。\n')
# .1 is set in other lines and widths only; .2 has another text; .3 has become .6, its words the same; .4 has become .7, nearly the same; .5 is gone; .8 is new.
AFTER = HEADER + ('5.1.1,統制目標,方針,方針を定める。\n5.1.1.1,詳細管理策,方針文書,"方針を 文書として定め、\n承認を得る。"\n'
                  '5.1.1.2,詳細管理策,方針の見直し,方針を半年に一度見直す。\n5.1.1.6,詳細管理策,方針の周知,方針を従業者及び関係者に周知する。\n'
                  '5.1.1.7,詳細管理策,方針の例外,例外を記録し、責任者の承認を得た上で、期限を定めて管理し、報告する。\n5.1.1.8,詳細管理策,生成AI,生成される文の利用の条件を定める。\n')
PROCEDURES = '管理策番号,手続番号,評価区分,監査技法,主たる監査対象,手続\n' + ''.join(f'5.1.1.{n},P{n},整備状況評価,閲覧,規程,文書{n}を読む\n' for n in range(1, 6))


class Editions(harness.Case):
    PEOPLE = ('leader', 'executive')

    def set_up_once(self):
        super().set_up_once()
        self.before, self.after = self.write('旧.csv', BEFORE), self.write('新.csv', AFTER)
        self.next = os.path.join(self.folder, 'n.chosho')

    def compare(self, *words, older=None, newer=None):
        return self.run_ctl('catalog', 'compare', older or self.before, newer or self.after, *words)

    @staticmethod
    def numbers(rows):
        return [(row['from'], row['number']) if 'from' in row else row['number'] for row in rows]

    def test_lists(self):
        found = self.compare('--all')
        self.assertEqual(found['counts'], {'unchanged': 1, 'changed': 1, 'new': 3, 'withdrawn': 3, 'renumbered': 0})
        self.assertEqual({name: [row['level'] for row in found[name]].count('objective') for name in found['counts_of_objectives']}, found['counts_of_objectives'])
        self.assertEqual(found['counts_of_objectives']['unchanged'], 1)
        self.assertEqual(self.numbers(found['unchanged']), [('5.1.1', '5.1.1'), ('5.1.1.1', '5.1.1.1')])
        self.assertEqual(self.numbers(found['new']), ['5.1.1.6', '5.1.1.7', '5.1.1.8'])
        self.assertEqual(self.numbers(found['withdrawn']), ['5.1.1.3', '5.1.1.4', '5.1.1.5'])
        changed, = found['changed']
        self.assertEqual((changed['before'], changed['after']), ('方針を年に一度見直す。', '方針を半年に一度見直す。'))
        self.assertEqual([(word['kind'], word['text']) for word in changed['words']], [('same', '方針を'), ('added', '半'), ('same', '年に一度見直す。')])
        self.assertEqual([(row['from'], row['number'], row['why']) for row in found['proposals']],
                         [('5.1.1.3', '5.1.1.6', 'same-text'), ('5.1.1.4', '5.1.1.7', 'alike')])
        self.assertGreaterEqual(found['proposals'][1]['likeness'], 70)
        self.assertNotIn('unchanged', self.compare())

    def test_a_person_decides(self):
        """The workbook that proposes comes back with what was decided against emptied; an edition may be an engagement's, too."""
        book = os.path.join(self.folder, '比較.xlsx')
        self.compare('--output', book)
        found = self.compare('--renumbering', book)
        self.assertEqual((found['counts'], found['proposals']), ({'unchanged': 2, 'changed': 2, 'new': 1, 'withdrawn': 1, 'renumbered': 2}, []))
        self.assertEqual([(row['from'], row['number'], row['changed']) for row in found['renumbered']],
                         [('5.1.1.3', '5.1.1.6', False), ('5.1.1.4', '5.1.1.7', True)])
        found = self.compare('--renumbering', self.write('対応.csv', '旧番号,新番号\n5.1.1.3,５．１．１．６\n5.1.1.4,\n'))
        self.assertEqual((found['counts']['renumbered'], self.numbers(found['withdrawn'])), (1, ['5.1.1.4', '5.1.1.5']))
        for rows in ('9.9.9.9,5.1.1.6\n', '5.1.1.3,9.9.9.9\n', '5.1.1.3,5.1.1.6\n5.1.1.3,5.1.1.7\n'):
            bad = self.run_ctl('catalog', 'compare', self.before, self.after, '--renumbering', self.write('b.csv', '旧番号,新番号\n' + rows), code=FAILED)
            self.assertEqual([problem['code'] for problem in bad['problems']], ['number-unknown'])
        self.create()
        self.run_ctl('catalog', 'import', self.before)
        found = self.compare(older=self.engagement)
        self.assertEqual((found['counts']['changed'], found['older']['source']), (1, '令和7年度 見本監査'))

    def fill(self):
        self.create()
        self.run_ctl('member', 'add', '--name', 'executive', '--role', 'executive', '--public-key', self.keys['executive'])
        self.run_ctl('catalog', 'import', self.before, '--edition', '旧版')
        self.run_ctl('procedures', 'import', self.write('p.csv', PROCEDURES))
        self.run_ctl('statement', 'individual', 'add', 'K-1', '--control', '5.1.1.3', '--control', '5.1.1.5')
        self.run_ctl('statement', 'individual', 'add', 'K-2', '--control', '5.1.1.5')
        for number in range(1, 6):
            self.run_ctl('assign', f'5.1.1.{number}', '--member', 'leader')
            self.run_ctl('scope', 'set', f'5.1.1.{number}', 'out-of-cycle', '--phase', 'design', '--basis', '前年度に評価済み')
            step = self.run_ctl('step', 'list', f'5.1.1.{number}')[0]['id']
            self.run_ctl('step', 'record', step, '--technique', 'inspection', '--performed-on', '2026-04-10', '--outcome', 'no-exception', '--result', f'結果{number}')
        self.run_ctl('request', 'add', '--text', '周知の記録', '--step', self.run_ctl('step', 'list', '5.1.1.3')[0]['id'], '--control', '5.1.1.3')

    def test_rolled_forward(self):
        self.fill()
        mapping = self.write('対応.csv', '旧番号,新番号\n5.1.1.3,5.1.1.6\n5.1.1.4,5.1.1.7\n')
        done = self.run_ctl('rollforward', self.next, '--catalog', self.after, '--edition', '新版', '--renumbering', mapping)
        self.assertEqual((done['edition']['from'], done['edition']['to']), ('旧版', '新版'))
        self.assertEqual([(row['control'], row['why']) for row in done['asks']], [('5.1.1.2', 'changed'), ('5.1.1.7', 'changed'), ('5.1.1.8', 'new')])
        self.assertEqual([(row['kind'], row['name'], row['reason']) for row in done['left_out']],
                         [('catalogue-entry', '5.1.1.5', 'withdrawn'), ('individual-control', 'K-2 1', 'withdrawn')])
        listed = self.run_ctl('catalog', 'list', engagement=self.next)
        self.assertEqual([(row['number'], row['edition']) for row in listed], [(number, '新版') for number in
                         ('5.1.1', '5.1.1.1', '5.1.1.2', '5.1.1.6', '5.1.1.7', '5.1.1.8')])
        self.assertEqual(self.run_ctl('verify', engagement=self.next)['problems'], [])
        # What did not change is as it was, under its new number; what changed is assigned to nobody, in scope, and has a note.
        states = {number: self.work_of(number) for number in ('5.1.1.1', '5.1.1.2', '5.1.1.6', '5.1.1.7', '5.1.1.8')}
        self.assertEqual(states, {'5.1.1.1': ('leader', ['文書1を読む'], ['out-of-cycle'], ['結果1'], 0), '5.1.1.2': (None, ['文書2を読む'], [], ['結果2'], 1),
                                  '5.1.1.6': ('leader', ['文書3を読む'], ['out-of-cycle'], ['結果3'], 0), '5.1.1.7': (None, ['文書4を読む'], [], ['結果4'], 1),
                                  '5.1.1.8': (None, [], [], [], 0)})
        notes = self.run_ctl('note', 'list', engagement=self.next)
        self.assertIn('方針を年に一度見直す。', notes[0]['text'])
        self.assertIn('5.1.1.4', notes[1]['text'])
        self.assertEqual([(row['individual'], row['controls']) for row in self.run_ctl('statement', 'show', engagement=self.next)['individuals']], [('K-1', ['5.1.1.6'])])
        request, = self.run_ctl('request', 'list', engagement=self.next)
        self.assertEqual((request['controls'], request['steps']), (['5.1.1.6'], [self.run_ctl('step', 'list', '5.1.1.6', engagement=self.next)[0]['id']]))

    def work_of(self, number):
        shown = self.run_ctl('control', 'show', number, engagement=self.next)
        return (shown['control'][0].get('assignee'), [row['text'] for row in shown['step']], [row['state'] for row in shown['scope']],
                [row['result'] for row in shown['prior']], len(shown['note']))

    def test_nothing_half_done(self):
        self.fill()
        bad = self.write('b.csv', '旧番号,新番号\n9.9.9.9,5.1.1.6\n')
        self.fails(FAILED, 'rollforward', self.next, '--catalog', self.after, '--renumbering', bad)
        self.fails(FAILED, 'rollforward', self.next, '--catalog', os.path.join(self.folder, 'none.csv'), error='not-found')
        self.assertFalse(os.path.exists(self.next))


def statements(path):
    """Number → text of every control of an OSCAL catalogue, read from its JSON alone."""
    found = {}

    def walk(group):
        for control in group.get('controls', ()):
            prose = ' '.join(part['prose'] for part in control['parts'] if part['name'] == 'statement')
            found[control['id']] = ' '.join(unicodedata.normalize('NFKC', prose).split())
            walk(control)
        for inner in group.get('groups', ()):
            walk(inner)
    with open(path, encoding='utf-8') as file:
        walk(json.load(file)['catalog'])
    return found


class Australian(harness.Case):
    """Two real editions, beside a count that knows nothing of the program."""

    PEOPLE = ('leader',)

    def test_both_editions(self):
        if data_path() is None:
            self.skipTest('CHOSHO_TEST_DATA does not point at a folder with real catalogues')
        before, after = data_path('oscal', 'ism-2025-06-catalog.json'), data_path('oscal', 'ism-2025-12-catalog.json')
        old, new = statements(before), statements(after)
        expected = {'unchanged': {number for number in old if old[number] == new.get(number)}, 'new': set(new) - set(old), 'withdrawn': set(old) - set(new),
                    'changed': {number for number in old if number in new and old[number] != new[number]}}
        self.assertEqual({name: len(numbers) for name, numbers in expected.items()}, {'unchanged': 969, 'changed': 110, 'new': 28, 'withdrawn': 7})
        found = self.run_ctl('catalog', 'compare', before, after, '--all')
        self.assertEqual({name: {row['number'] for row in found[name] if row['level'] == 'control'} for name in expected}, expected)
        self.assertEqual(found['counts'], {**{name: len(numbers) for name, numbers in expected.items()}, 'renumbered': 0})
        for row in found['changed']:
            self.assertEqual(''.join(word['text'] for word in row['words'] if word['kind'] != 'added'), row['before'])
            self.assertEqual(''.join(word['text'] for word in row['words'] if word['kind'] != 'removed'), row['after'])
        moved = [(row['from'], row['number']) for row in found['proposals'] if row['from'] in old]
        self.assertEqual(moved, [('ism-principle-ide-01', 'ism-principle-ide-02'), ('ism-principle-ide-02', 'ism-principle-ide-03'),
                                 ('ism-principle-ide-03', 'ism-principle-ide-04'), ('ism-principle-res-05', 'ism-principle-rec-01')])
        self.roll(before, after, expected)

    def roll(self, before, after, expected):
        """Work is carried for what did not change, and asked for where something did."""
        self.create()
        self.run_ctl('catalog', 'import', before)
        everything = sorted(expected['unchanged'] | expected['changed'] | expected['withdrawn'])
        self.run_ctl('assign', *everything, '--member', 'leader')
        following = os.path.join(self.folder, 'n.chosho')
        done = self.run_ctl('rollforward', following, '--catalog', after)
        self.assertEqual({row['control'] for row in done['asks']}, expected['changed'] | expected['new'])
        self.assertEqual(done['carried']['assignments'], len(expected['unchanged']))
        listed = [row['number'] for row in self.run_ctl('catalog', 'list', '--level', 'control', engagement=following)]
        self.assertEqual(listed, list(statements(after)))
        self.assertEqual({row['control'] for row in self.run_ctl('note', 'list', engagement=following)}, expected['changed'])


if __name__ == '__main__':
    harness.main()
