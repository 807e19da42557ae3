# SPDX-License-Identifier: GPL-3.0-or-later
"""evidence, interview, observation, step, consent, population, sample, finding."""

import datetime
import hashlib
import json
import os
import unittest
import zipfile
import zoneinfo

import harness
from harness import DATA, FAILED, REFUSED, USAGE

HEADER = '管理策番号,手続番号,フェーズ,監査対象,監査技法,手続内容\n'
SETTINGS = os.path.join(DATA, 'settings', 'settings-sample.json')


def digest(data):
    return hashlib.sha256(data).hexdigest()


class Work(harness.Case):
    PEOPLE = ('leader', 'executive', 'practitioner')

    def set_up_once(self):
        super().set_up_once()
        self.create()
        self.import_criteria()
        self.run_ctl('procedures', 'import', self.write('p.csv', HEADER + '8.1.2.1,P-1,整備状況,規程,質問,質問する\n8.1.2.1,P-1,整備状況,規程,閲覧,閲覧する\n'
                                                                         '8.1.2.1,P-2,運用状況,記録,閲覧,件ごとに閲覧する\n8.1.2.2,P-3,整備状況,設備,観察,観察する\n'))
        self.steps = {(row['procedure'], row['technique']): row['id'] for row in self.run_ctl('step', 'list')}
        self.add_team()
        self.person = 'practitioner'

    def add(self, name, data, *words, **where):
        return self.run_ctl('evidence', 'add', self.write(name, data), *words, **where)[0]


class Evidence(Work):
    def test_shape(self):
        made = self.add('申請書.txt', 'なかみ', '--control', '8.1.2.1', '--step', self.steps['P-1', 'inspection'], '--as-of', '2025-12-31',
                        '--source', '情報管理部', '--note', 'メモ')
        self.assertTrue({'id', 'reference', 'sha256', 'size_bytes', 'name', 'already_held'} <= set(made))
        self.assertEqual((made['sha256'], made['size_bytes'], made['name'], made['already_held']),
                         (digest('なかみ'.encode()), 9, '申請書.txt', False))
        row = self.run_ctl('evidence', 'list')[0]
        self.assertTrue({'id', 'reference', 'sha256', 'size_bytes', 'name', 'origin', 'source', 'received_at', 'as_of', 'covers_from',
                         'covers_to', 'controls', 'steps', 'version_of'} <= set(row))
        self.assertEqual((row['id'], row['reference'], row['origin'], row['source'], row['as_of'], row['controls'], row['steps']),
                         (made['id'], made['reference'], 'client', '情報管理部', '2025-12-31', ['8.1.2.1'], [self.steps['P-1', 'inspection']]))
        self.assertEqual(self.run_ctl('evidence', 'show', made['reference'])['id'], made['id'])
        with open(os.path.join(self.engagement, 'objects', made['sha256'][:2], made['sha256']), 'rb') as file:
            self.assertEqual(file.read(), 'なかみ'.encode())
        out = os.path.join(self.folder, 'out.txt')
        self.run_ctl('evidence', 'export', made['reference'], '-o', out)
        with open(out, 'rb') as file:
            self.assertEqual(file.read(), 'なかみ'.encode())
        self.fails(FAILED, 'evidence', 'export', made['reference'], '-o', out, error='exists')

    def test_type_and_receiver(self):
        """The type by the first bytes, and who received it where that is another than who takes it in; older events have neither."""
        leader = self.run_ctl('member', 'list')[0]
        self.add('規程.pdf', '%PDF-1.7\n', '--received-by', 'leader')
        self.add('台帳.xlsx', 'MZ')
        self.run_ctl('evidence', 'sighting', '--what', 'a', '--where', 'b', '--with', 'c', '--reason', 'd')
        self.forge('practitioner', 'evidence', {'kind': 'file', 'name': 'old.csv', 'sha256': digest(b''), 'size_bytes': 0, 'origin': 'client'})
        self.assertEqual([(row['name'], row['media_type'], row['received_by'], row['by']) for row in self.run_ctl('evidence', 'list')],
                         [('規程.pdf', 'application/pdf', 'leader', 'practitioner'), ('台帳.xlsx', 'application/octet-stream', 'practitioner', 'practitioner'),
                          ('a', None, None, 'practitioner'), ('old.csv', None, 'practitioner', 'practitioner')])
        event = [event['id'] for event in self.run_ctl('journal', 'list') if event['action'] == 'evidence'][0]
        item = self.run_ctl('journal', 'show', event)['event']['payload']['items'][0]
        self.assertEqual((item['media_type'], item['received_by']), ('application/pdf', leader['id']))
        self.fails(FAILED, 'evidence', 'add', self.write('b.txt', 'b'), '--received-by', 'nobody', error='not-found')
        self.run_ctl('index', 'rebuild')
        self.assertEqual([problem['code'] for problem in self.run_ctl('verify', code=4)['problems']], ['object-missing'])  # the forged one's

    def test_a_folder_and_the_same_twice(self):
        os.makedirs(os.path.join(self.folder, '受領', '設定'))
        for name in ('a.txt', '設定/b.txt', '設定/c.txt'):
            self.write('受領/' + name, name.split('/')[-1] if 'c' not in name else 'b.txt')
        made = self.run_ctl('evidence', 'add', os.path.join(self.folder, '受領'))
        self.assertEqual([item['name'] for item in made], ['a.txt', 'b.txt', 'c.txt'])
        self.assertEqual([item['already_held'] for item in made], [False, False, True])
        self.assertEqual(len({item['reference'] for item in made}), 3)
        again = self.run_ctl('evidence', 'add', os.path.join(self.folder, '受領', 'a.txt'))
        self.assertTrue(again[0]['already_held'])
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_an_archive_stays_whole(self):
        path = os.path.join(self.folder, '証跡.zip')
        with zipfile.ZipFile(path, 'w') as file:
            file.writestr('設定/パラメータ.txt', 'x')
        with open(path, 'rb') as file:
            data = file.read()
        made = self.run_ctl('evidence', 'add', path)
        self.assertEqual([(item['name'], item['sha256']) for item in made], [('証跡.zip', digest(data))])

    def test_links(self):
        one = self.add('a.txt', 'a', '--control', '8.1.2.1')['id']
        two = self.add('b.txt', 'b')['id']
        self.assertEqual([row['id'] for row in self.run_ctl('evidence', 'list', '--unlinked')], [two])
        self.run_ctl('evidence', 'link', two, '--control', '8.1.2.2', '--step', self.steps['P-2', 'inspection'])
        self.assertEqual([row['id'] for row in self.run_ctl('evidence', 'list', '--control', '8.1.2.1')], [one, two])
        self.run_ctl('evidence', 'unlink', two, '--control', '8.1.2.2')
        self.assertEqual(self.run_ctl('evidence', 'show', two)['controls'], ['8.1.2.1'])
        self.run_ctl('evidence', 'withdraw', one, '--reason', '別会社の書類')
        self.assertEqual(self.run_ctl('status')['evidence'], 1)

    def test_sighting(self):
        made = self.run_ctl('evidence', 'sighting', '--what', '台帳 12版', '--where', '本社', '--with', '佐藤', '--reason', '持出し禁止', '--means', 'screen',
                            '--step', self.steps['P-1', 'inspection'])
        row = self.run_ctl('evidence', 'show', made['id'])
        self.assertEqual((row['kind'], row['where'], row['with'], row['reason'], row['means']), ('sighting', '本社', '佐藤', '持出し禁止', 'screen'))
        self.fails(FAILED, 'evidence', 'export', made['id'], '-o', os.path.join(self.folder, 'x'), error='not-found')
        self.fails(USAGE, 'evidence', 'sighting', '--what', 'a', '--where', 'b', '--with', 'c')
        self.fails(USAGE, 'evidence', 'sighting', '--what', 'a', '--where', 'b', '--with', 'c', '--reason', 'd', '--means', 'dream')

    def test_sighting_complete(self):
        """Version, pages, words written off, the client's digest, photographs: linked where the sighting is."""
        photo = self.run_ctl('evidence', 'add', self.write('photo.txt', '撮影'))[0]
        digest = hashlib.sha256('台帳'.encode()).hexdigest()
        step = self.steps['P-1', 'inspection']
        words = ('evidence', 'sighting', '--what', '台帳', '--where', '本社', '--with', '佐藤', '--reason', '持出し禁止')
        made = self.run_ctl(*words, '--document-version', '第12版', '--pages', '1-14', '--note', '第3条 承認者', '--digest', digest.upper(),
                            '--photograph', photo['reference'], '--step', step)
        row = self.run_ctl('evidence', 'show', made['id'])
        self.assertEqual((row['version'], row['pages'], row['note'], row['shown_sha256'], row['photographs'], row['copy_matches']),
                         ('第12版', '1-14', '第3条 承認者', digest, [photo['id']], None))
        self.assertEqual(self.run_ctl('evidence', 'show', photo['id'])['steps'], [step])
        self.fails(USAGE, *words, '--digest', 'abc', error='usage')
        self.fails(FAILED, *words, '--photograph', 'E-XXXX-0001', error='not-found')

    def test_wrong(self):
        path = self.write('a.txt', 'a')
        self.fails(USAGE, 'evidence', 'add')
        self.fails(USAGE, 'evidence', 'add', path, '--origin', 'moon')
        self.fails(USAGE, 'evidence', 'add', path, '--as-of', '2025-02-30')
        self.fails(USAGE, 'evidence', 'add', path, '--as-of', '2025-02-01', '--covers-from', '2025-01-01', '--covers-to', '2025-03-01')
        self.fails(USAGE, 'evidence', 'add', path, '--covers-from', '2025-01-01')
        self.fails(USAGE, 'evidence', 'add', path, '--covers-from', '2025-03-01', '--covers-to', '2025-01-01')
        self.fails(FAILED, 'evidence', 'add', path, '--control', '9.9.9.9', error='not-found')
        self.fails(FAILED, 'evidence', 'add', path, '--step', '0' * 32, error='not-found')
        self.fails(FAILED, 'evidence', 'add', os.path.join(self.folder, 'absent'))
        self.fails(FAILED, 'evidence', 'show', 'E-AAAA-0001', error='not-found')
        self.fails(FAILED, 'evidence', 'link', 'E-AAAA-0001', '--control', '8.1.2.1', error='not-found')
        self.fails(FAILED, 'evidence', 'judge', 'nonsense', '--reason', 'x', error='not-found')
        self.fails(USAGE, 'evidence', 'withdraw', 'nonsense')
        self.assertEqual(self.run_ctl('evidence', 'list'), [])

    def test_an_operation_once(self):
        path = self.write('a.txt', 'a')
        first = self.run_ctl('--operation', 'intake-1', 'evidence', 'add', path, '--control', '8.1.2.1')
        stored = self.stored()
        again = self.run_ctl('--operation', 'intake-1', 'evidence', 'add', path, '--control', '8.1.2.1')
        self.assertEqual([item['id'] for item in again], [item['id'] for item in first])
        self.assertEqual(self.stored(), stored)
        self.fails(USAGE, '--operation', 'x' * 122, 'evidence', 'add', path)

    def test_an_operation_goes_on(self):
        """A folder of which one file could not be taken at first: the same command takes that one, nothing twice."""
        names = [f'{number:03}.txt' for number in range(300)]  # two batches
        for name in names:
            self.write(name, 'alike' if name < '003.txt' else name)
        folder = os.path.join(self.folder, 'folder')
        os.mkdir(folder)
        for name in names:
            os.rename(os.path.join(self.folder, name), os.path.join(folder, name))
        os.rename(os.path.join(folder, '100.txt'), os.path.join(self.folder, '100.txt'))
        os.mkfifo(os.path.join(folder, '100.txt'))
        words = ('--operation', 'intake-2', 'evidence', 'add', folder, '--control', '8.1.2.1')
        first = self.run_ctl(*words, code=FAILED)
        self.assertEqual(len(first), 299)
        os.unlink(os.path.join(folder, '100.txt'))
        os.rename(os.path.join(self.folder, '100.txt'), os.path.join(folder, '100.txt'))
        for _ in range(2):
            again = self.run_ctl(*words)
            self.assertEqual([item['name'] for item in again], names)
            self.assertEqual([item['id'] for item in again if item['name'] != '100.txt'], [item['id'] for item in first])
            self.assertEqual({item['id'] for item in again}, {item['id'] for item in self.run_ctl('evidence', 'list')})
            shown = self.run_ctl('evidence', 'show', again[100]['id'])
            self.assertEqual((shown['name'], shown['sha256'], shown['controls']), ('100.txt', again[100]['sha256'], ['8.1.2.1']))


class Records(Work):
    INTERVIEW = ('--who', '佐藤', '--post', '情報管理部', '--at', '2025-12-01T10:00', '--how', '対面', '--question', 'いつ。', '--answer', '毎月。')
    OBSERVATION = ('--where', 'サーバ室', '--at', '2025-12-01T11:00', '--with', '佐藤', '--seen', '施錠')

    def test_interview(self):
        made = self.run_ctl('interview', 'add', *self.INTERVIEW, '--step', self.steps['P-1', 'inquiry'])
        shown = self.run_ctl('interview', 'show', made['id'])
        self.assertEqual([shown[key] for key in ('who', 'post', 'how', 'question', 'answer')], ['佐藤', '情報管理部', '対面', 'いつ。', '毎月。'])
        self.assertEqual([row['id'] for row in self.run_ctl('interview', 'list')], [made['id']])
        step = [row for row in self.run_ctl('step', 'list') if row['id'] == self.steps['P-1', 'inquiry']][0]
        self.assertEqual(step['interviews'], [made['id']])
        for place in range(0, len(self.INTERVIEW), 2):
            self.fails(USAGE, 'interview', 'add', *self.INTERVIEW[:place], *self.INTERVIEW[place + 2:])
        self.fails(FAILED, 'interview', 'add', *self.INTERVIEW, '--step', '0' * 32, error='not-found')
        self.check_moments('interview', self.INTERVIEW)
        self.fails(FAILED, 'interview', 'show', 'nonsense', error='not-found')

    def test_observation(self):
        made = self.run_ctl('observation', 'add', *self.OBSERVATION, '--step', self.steps['P-3', 'observation'])
        self.assertEqual(self.run_ctl('observation', 'show', made['id'])['seen'], '施錠')
        self.assertEqual(len(self.run_ctl('observation', 'list')), 1)
        for place in range(0, len(self.OBSERVATION), 2):
            self.fails(USAGE, 'observation', 'add', *self.OBSERVATION[:place], *self.OBSERVATION[place + 2:])
        self.check_moments('observation', self.OBSERVATION)

    def check_moments(self, kind, words):
        place = words.index('--at') + 1
        for wrong in ('昨日', '2025-12', '2025-02-30', '2025-12-01T', '2025-12-01 25:00', '2025-12-01 10:00 x'):
            self.fails(USAGE, kind, 'add', *words[:place], wrong, *words[place + 1:])
        for at in ('2025-12-01', '2025-12-01 9:30', '2025-12-01T10:00:30+09:00', '2025-12-01 14:00～15:30', '２０２５-１２-０１'):
            self.run_ctl(kind, 'add', *words[:place], at, *words[place + 1:])
        held = [row['held_at'] for row in self.run_ctl(kind, 'list')]
        self.assertEqual(held[-1], '2025-12-01')


class Steps(Work):
    def record(self, key, *words, technique=None, outcome='no-exception'):
        return ('step', 'record', self.steps[key], '--technique', technique or key[1], '--performed-on', '2025-12-01', '--outcome', outcome, *words)

    def row(self, key):
        return [row for row in self.run_ctl('step', 'list') if row['id'] == self.steps[key]][0]

    def test_record(self):
        evidence = self.add('a.txt', 'a')['id']
        self.run_ctl(*self.record(('P-1', 'inspection'), '--result', '閲覧した。', '--evidence', evidence))
        row = self.row(('P-1', 'inspection'))
        self.assertEqual((row['state'], row['outcome'], row['recorded_technique'], row['evidence'], row['result']),
                         ('performed', 'no-exception', 'inspection', [evidence], '閲覧した。'))
        self.run_ctl(*self.record(('P-1', 'inquiry'), '--result-file', self.write('r.txt', '長い\n結果\n'), '--respondent', '佐藤'))
        self.assertEqual(self.row(('P-1', 'inquiry'))['result'].strip(), '長い\n結果')
        self.assertEqual(self.run_ctl('status')['controls']['in_progress'], 1)
        self.run_ctl(*self.record(('P-2', 'inspection'), '--result', '実施していない。', '--reason', '入手できない', outcome='unable'))
        self.assertEqual(self.row(('P-2', 'inspection'))['state'], 'unable')

    def test_wrong(self):
        inspection = 'P-1', 'inspection'
        self.fails(USAGE, *self.record(inspection, '--result', 'x', outcome='fine'))
        self.fails(USAGE, *self.record(inspection, '--result', 'x', '--result-file', self.write('r.txt', 'y')))
        self.fails(USAGE, 'step', 'record', self.steps[inspection], '--technique', 'inspection', '--performed-on', 'today', '--outcome', 'no-exception')
        self.fails(USAGE, 'step', 'record', self.steps[inspection], '--technique', 'inspection', '--outcome', 'no-exception')
        self.fails(FAILED, 'step', 'record', '0' * 32, '--technique', 'inspection', '--performed-on', '2025-12-01', '--outcome', 'no-exception', '--result', 'x',
                   error='not-found')
        self.fails(FAILED, *self.record(inspection, '--result-file', os.path.join(self.folder, 'absent')))
        self.fails(FAILED, *self.record(inspection, '--result-file', self.write('r.txt', b'\xff\xfe')))
        self.fails(FAILED, *self.record(inspection, '--result', 'x', '--evidence', 'nonsense'), error='not-found')
        self.fails(FAILED, 'step', 'list', '9.9.9.9', error='not-found')

    def test_an_id_as_the_list_prints_it(self):
        """The text table shortens ids: what stands there can be copied, with or without its end."""
        shown = self.call('-C', self.engagement, 'step', 'list').stdout.decode()
        for key, end in ((('P-1', 'inspection'), '…'), (('P-1', 'inquiry'), '')):
            short = self.steps[key][:12] + end
            self.assertIn(self.steps[key][:12] + '…', shown)
            self.run_ctl('step', 'record', short, '--technique', key[1], '--performed-on', '2025-12-01', '--outcome', 'no-exception', '--result', 'x')
            self.assertEqual(self.row(key)['state'], 'performed')
        for short in (self.steps['P-2', 'inspection'][:7], self.steps['P-2', 'inspection'][:12] + 'x', '…'):
            self.fails(FAILED, 'step', 'record', short, '--technique', 'inspection', '--performed-on', '2025-12-01', '--outcome', 'no-exception',
                       '--result', 'x', error='not-found')

    def test_days_typed_in_full_width(self):
        self.run_ctl('step', 'record', self.steps['P-1', 'inspection'], '--technique', 'inspection', '--performed-on', '２０２６-０１-１０',
                     '--outcome', 'no-exception', '--result', '閲覧した。')
        self.assertEqual([row['performed_on'] for row in self.run_ctl('step', 'list') if row['state'] == 'performed'], ['2026-01-10'])
        self.add('d.txt', 'd', '--covers-from', '２０２５-０４-０１', '--covers-to', '2026-03-31')
        self.assertEqual(self.run_ctl('evidence', 'list')[0]['covers_from'], '2025-04-01')
        self.fails(USAGE, 'evidence', 'add', os.path.join(self.folder, 'd.txt'), '--as-of', '2026-13-01')

    def test_nothing_was_done_tomorrow(self):
        def record(day):
            return ('step', 'record', self.steps['P-1', 'inspection'], '--technique', 'inspection', '--performed-on', day.date().isoformat(),
                    '--outcome', 'no-exception', '--result', '閲覧した。')
        now = datetime.datetime.now(zoneinfo.ZoneInfo('Asia/Tokyo'))
        after = now + datetime.timedelta(days=2)  # so that no midnight comes between
        self.assertIn(after.date().isoformat(), self.fails(USAGE, *record(after))['error']['message'])
        self.run_ctl(*record(now))

    def test_departure_needs_reason_and_leader(self):
        key = 'P-1', 'inspection'
        evidence = self.add('a.txt', 'a')['id']
        self.run_ctl(*self.record(key, '--result', '再実施した。', '--evidence', evidence, technique='reperformance'))
        self.run_ctl('consent', self.steps[key], '--for', 'departure', '--reason', '了承', person='leader')
        codes = {blocker['code'] for blocker in self.fails(REFUSED, 'check', '8.1.2.1')['blockers']}
        self.assertIn('procedure-departure', codes)
        self.run_ctl(*self.record(key, '--result', '再実施した。', '--reason', '書類がない', '--evidence', evidence, technique='reperformance'))
        codes = {blocker['code'] for blocker in self.fails(REFUSED, 'check', '8.1.2.1')['blockers']}
        self.assertIn('procedure-departure', codes)
        self.refused('consent', self.steps[key], '--for', 'departure', '--reason', '了承')
        self.fails(USAGE, 'consent', self.steps[key], '--for', 'fun', '--reason', '了承', person='leader')
        self.run_ctl('consent', self.steps[key], '--for', 'departure', '--reason', '了承', person='leader')
        codes = {blocker['code'] for blocker in self.fails(REFUSED, 'check', '8.1.2.1')['blockers']}
        self.assertNotIn('procedure-departure', codes)
        self.fails(FAILED, 'consent', self.steps['P-2', 'inspection'], '--for', 'departure', '--reason', 'x', person='leader', error='not-found')


class Samples(Work):
    POPULATION = ('--name', '申請', '--from', '2025-04-01', '--to', '2026-03-31', '--source', '申請管理')

    def population(self, count=40, name='list.csv'):
        rows = ''.join(f'A-{n:03},2025-{4 + n % 9:02}-10\n' for n in range(1, count + 1))
        return self.run_ctl('population', 'add', self.write(name, '番号,日付\n' + rows), *self.POPULATION)

    def items(self, sample):
        return [int(item['item']) for item in self.run_ctl('sample', 'show', sample)['items']]

    def test_the_same_items_from_the_same_seed(self):
        population = self.population()
        self.assertEqual(population['count'], 40)
        shown = []
        for _ in range(2):
            sample = self.run_ctl('sample', 'draw', population['id'], '--size', '5', '--seed', '種', '--attribute', '承認')
            shown.append(self.items(sample['id']))
        self.assertEqual(shown[0], shown[1])

        def order(row):
            return hashlib.sha256(f'chosho-sample-1\n種\n{row}'.encode()).digest()
        self.assertEqual(shown[0], sorted(range(1, 41), key=order)[:5])
        self.run_ctl('sample', 'extend', sample['id'], '--by', '3', '--reason', '逸脱のため')
        self.assertEqual(self.items(sample['id']), sorted(range(1, 41), key=order)[:8])

    def test_frequency_needs_the_firms_table(self):
        population = self.population()
        self.refused('sample', 'draw', population['id'], '--frequency', 'weekly')
        self.run_ctl('settings', 'import', SETTINGS, person='leader')
        sample = self.run_ctl('sample', 'draw', population['id'], '--frequency', 'weekly')
        self.assertEqual(len(self.run_ctl('sample', 'show', sample['id'])['items']), 5)

    def test_results(self):
        sample = self.run_ctl('sample', 'draw', self.population()['id'], '--size', '2', '--seed', 's', '--attribute', '承認')['id']
        items = [item['item'] for item in self.run_ctl('sample', 'show', sample)['items']]
        evidence = self.add('a.txt', 'a')['id']
        self.run_ctl('sample', 'link', sample, self.steps['P-2', 'inspection'])
        self.run_ctl('sample', 'result', sample, items[0], '承認', 'exception', '--note', '承認なし', '--evidence', evidence)
        self.fails(USAGE, 'sample', 'result', sample, items[1], '承認', 'replaced')
        self.fails(USAGE, 'sample', 'result', sample, items[1], '承認', 'fine')
        self.fails(FAILED, 'sample', 'result', sample, '999', '承認', 'no-exception', error='not-found')
        self.run_ctl('sample', 'result', sample, items[1], '承認', 'replaced', '--note', '取消済みの申請')
        self.run_ctl('sample', 'extend', sample, '--by', '1', '--reason', '差替え')
        shown = self.run_ctl('sample', 'show', sample)
        self.assertEqual([item['item'] for item in shown['items']][:2], items, 'what was replaced stays')
        self.assertEqual(len(shown['items']), 3)
        self.fails(USAGE, 'sample', 'extend', sample, '--by', '0', '--reason', 'x')
        self.fails(USAGE, 'sample', 'extend', sample, '--by', '1')

    def test_many_results_at_once(self):
        sample = self.run_ctl('sample', 'draw', self.population()['id'], '--size', '3', '--seed', 's', '--attribute', '承認', '--attribute', '日付')['id']
        items = [item['item'] for item in self.run_ctl('sample', 'show', sample)['items']]
        evidence = self.add('a.txt', 'a')
        entries = [{'item': item, 'attribute': attribute, 'state': 'no-exception', 'evidence': [evidence['reference']], 'replacing': 'none'}
                   for item in items[:2] for attribute in ('承認', '日付')]
        words = [json.dumps(entry, ensure_ascii=False) for entry in entries]
        before = len(self.run_ctl('journal', 'list'))
        self.assertEqual(self.run_ctl('sample', 'record', sample, *words)['recorded'], 4)
        self.assertEqual(len(self.run_ctl('journal', 'list')), before + 1, 'one transaction, one event')
        shown = self.run_ctl('sample', 'show', sample)
        self.assertEqual((shown['answered'], shown['unreplaced'], shown['attributes_stated']), (2, 0, True))
        result = next(result for result in shown['results'] if result['item'] == items[0] and result['attribute'] == '承認')
        self.assertEqual((result['evidence'], result['by']), ([evidence['id']], 'practitioner'))

        changed = {**entries[0], 'state': 'exception', 'note': '印なし', 'replacing': result['result']}
        path = self.write('results.json', json.dumps([*entries[1:2], changed], ensure_ascii=False).replace('"replacing": "none"', '"note": ""'))
        self.assertEqual(self.run_ctl('sample', 'record', sample, '--file', path)['recorded'], 1, 'what stands already is written once')
        self.assertEqual(self.run_ctl('sample', 'show', sample)['exceptions'], 1)

    def test_many_results_all_or_nothing(self):
        sample = self.run_ctl('sample', 'draw', self.population()['id'], '--size', '2', '--seed', 's', '--attribute', '承認')['id']
        first, second = [item['item'] for item in self.run_ctl('sample', 'show', sample)['items']]
        good = {'item': first, 'attribute': '承認', 'state': 'no-exception'}

        def refuse(code, error, *entries, says=''):
            done = self.fails(code, 'sample', 'record', sample, *[json.dumps(entry, ensure_ascii=False) for entry in (good, *entries)], error=error)
            self.assertIn(says, done['error']['message'])
            self.assertEqual(self.run_ctl('sample', 'show', sample)['results'], [])
        refuse(FAILED, 'not-found', {**good, 'item': '999'}, says='Result 2')
        refuse(FAILED, 'not-found', {**good, 'item': second, 'attribute': '金額'})
        refuse(FAILED, 'not-found', {**good, 'item': second, 'evidence': ['E-0']})
        refuse(USAGE, 'usage', {**good, 'item': second, 'evidence': [3]})
        refuse(USAGE, 'usage', {**good, 'item': second, 'state': 'fine'})
        refuse(USAGE, 'usage', {**good, 'item': second, 'state': 'replaced'})
        refuse(USAGE, 'usage', {'item': second}, says='Result 2')
        refuse(USAGE, 'usage', good, says='twice')
        refuse(FAILED, 'exists', {**good, 'item': second, 'replacing': 'x'}, says='meanwhile')
        self.fails(USAGE, 'sample', 'record', sample)
        self.fails(FAILED, 'sample', 'record', sample, '{"item":')
        self.fails(FAILED, 'sample', 'record', sample, '--file', self.write('no.json', '{}'))
        self.fails(FAILED, 'sample', 'record', sample, '--file', self.write('large.json', '[' + ' ' * (8 * 1024 * 1024) + ']'), error='limit')

    def test_wrong(self):
        add = ('population', 'add')
        good = self.write('p.csv', '番号\n1\n')
        for place in range(0, len(self.POPULATION), 2):
            self.fails(USAGE, *add, good, *self.POPULATION[:place], *self.POPULATION[place + 2:])
        self.fails(USAGE, *add, good, '--name', 'a', '--from', '2026-01-01', '--to', '2025-01-01', '--source', 'b')
        for data in ('', b'\x00\x01\x02' * 50, b'PK\x03\x04 broken'):
            self.fails(FAILED, *add, self.write('x.csv', data), *self.POPULATION)
        self.fails(FAILED, *add, os.path.join(self.folder, 'absent.csv'), *self.POPULATION)
        population = self.population(3)['id']
        for words in (('--size', '0'), ('--size', '-1'), ('--size', 'many'), ('--size', '1', '--seed', 'a\nb'), ()):
            self.fails(USAGE, 'sample', 'draw', population, *words)
        self.assertEqual(len(self.run_ctl('sample', 'draw', population, '--size', '4')['items']), 3, 'more than there are is all there are')
        self.fails(FAILED, 'sample', 'draw', 'nonsense', '--size', '1', error='not-found')

    def test_titles_above_the_header_are_no_items(self):
        path = self.write_xlsx('t.xlsx', 一覧=[['申請一覧（見本）'], ['出力日 2026-04-03'], ['番号', '日付'], ['A-1', '2025-05-01'], ['A-2', '2025-06-01']])
        made = self.run_ctl('population', 'add', path, *self.POPULATION)
        self.assertEqual((made['count'], made['facts']['columns']), (2, ['番号', '日付']))
        items = self.run_ctl('sample', 'draw', made['id'], '--size', '2')['items']
        self.assertEqual(sorted((item['item'], item['row'], item['label']) for item in items), [('1', 4, 'A-1'), ('2', 5, 'A-2')])
        self.assertEqual(self.run_ctl('population', 'add', self.write('one.csv', '番号\n1\n2\n'), *self.POPULATION)['count'], 2)

    def test_the_chosen_label_column_holds_for_every_draw(self):
        path = self.write('l.csv', '番号,氏名\n1,佐藤\n2,鈴木\n3,高橋\n')
        made = self.run_ctl('population', 'add', path, *self.POPULATION, '--label-column', '氏名')
        sample = self.run_ctl('sample', 'draw', made['id'], '--size', '1', '--attribute', '承認')
        more = self.run_ctl('sample', 'extend', sample['id'], '--by', '2', '--reason', '追加')
        self.assertEqual({item['label'] for item in sample['items'] + more['items']}, {'佐藤', '鈴木', '高橋'})

    def test_an_attribute_that_was_not_named_is_a_mistake(self):
        sample = self.run_ctl('sample', 'draw', self.population()['id'], '--size', '1', '--attribute', '承認')
        item = sample['items'][0]['item']
        self.fails(FAILED, 'sample', 'result', sample['id'], item, '承人', 'no-exception', error='not-found')
        self.run_ctl('sample', 'result', sample['id'], item, '承認', 'no-exception')

    def test_a_population_of_nothing(self):
        made = self.run_ctl('population', 'add', self.write('n.csv', '番号,日付\n'), *self.POPULATION)
        self.assertEqual(made['count'], 0)


class Findings(Work):
    def test_states(self):
        made = self.run_ctl('finding', 'add', '--control', '8.1.2.1', '--control', '8.1.2.2', '--text', '承認がない。', '--step', self.steps['P-2', 'inspection'])
        row = self.run_ctl('finding', 'list')[0]
        self.assertEqual((row['id'], row['controls'], row['text'], row['state']), (made['id'], ['8.1.2.1', '8.1.2.2'], '承認がない。', 'candidate'))
        refused = self.fails(REFUSED, 'finding', 'state', made['id'], 'confirmed', '--text', '確定')
        self.assertEqual([blocker['code'] for blocker in refused['blockers']], ['finding-unconfirmed'])
        self.assertIn('the client has not been asked', refused['blockers'][0]['message'], 'a rule says in its own words what it wants')
        self.assertIn('the client has not been asked', refused['error']['message'])
        for state in ('inquired', 'answered', 'confirmed'):
            self.run_ctl('finding', 'state', made['id'], state, '--text', state)
            row = self.run_ctl('finding', 'list')[0]
            self.assertEqual(row['state'], state)
        self.assertEqual([(step['state'], step['text'], step['by']) for step in row['trail']],
                         [('candidate', '承認がない。', row['by'])] + [(state, state, row['by']) for state in ('inquired', 'answered', 'confirmed')])
        self.assertEqual(sorted(step['at'] for step in row['trail']), [step['at'] for step in row['trail']])
        self.assertEqual(self.run_ctl('status')['findings'], 1)

    def test_a_finding_is_about_detailed_controls(self):
        self.fails(FAILED, 'finding', 'add', '--control', '8.1.2', '--text', '承認がない。', error='invalid')
        self.fails(FAILED, 'finding', 'add', '--control', '8.1.2.1', '--control', '8.1.2', '--text', '承認がない。', error='invalid')

    def test_no_severity_anywhere(self):
        self.run_ctl('finding', 'add', '--control', '8.1.2.1', '--text', 'x')
        self.assertNotRegex(json.dumps(self.run_ctl('finding', 'list')), 'severity|rating|score|risk')

    def test_wrong(self):
        self.fails(USAGE, 'finding', 'add', '--text', 'x')
        self.fails(USAGE, 'finding', 'add', '--control', '8.1.2.1')
        self.fails(FAILED, 'finding', 'add', '--control', '9.9.9.9', '--text', 'x', error='not-found')
        made = self.run_ctl('finding', 'add', '--control', '8.1.2.1', '--text', 'x')['id']
        self.fails(USAGE, 'finding', 'state', made, 'fixed', '--text', 'x')
        self.fails(USAGE, 'finding', 'state', made, 'confirmed')
        self.fails(FAILED, 'finding', 'state', 'nonsense', 'confirmed', '--text', 'x', error='not-found')


class Together(Work):
    """One document, or one person asked, for the steps of many controls."""

    def waiting(self, *words):
        return self.run_ctl('step', 'waiting', *words)

    def ids(self, *words):
        return [row['id'] for row in self.waiting(*words)]

    def test_what_waits_for_a_document(self):
        inspection, operation = self.steps['P-1', 'inspection'], self.steps['P-2', 'inspection']
        other = self.add('別.txt', 'b', '--control', '8.1.2.2')['id']
        rules = self.add('規程(見本).txt', 'a', '--step', inspection)['reference']
        row = next(row for row in self.waiting('--evidence', rules) if row['id'] == inspection)
        self.assertEqual((row['why'], row['control'], row['state']), ('step', '8.1.2.1', 'open'))
        self.assertEqual(self.ids('--evidence', other), [self.steps['P-3', 'observation']], 'its control waits for it')
        self.assertEqual(self.ids('--evidence', other, '--technique', 'inspection'), [])
        self.run_ctl('step', 'record', inspection, '--technique', 'inspection', '--performed-on', '2025-12-01', '--outcome', 'no-exception', '--result', 'r')
        self.assertNotIn(inspection, self.ids('--evidence', rules))
        self.assertIn(inspection, self.ids('--evidence', rules, '--recorded'))
        self.run_ctl('evidence', 'link', rules, '--control', '8.1.2.1')
        self.assertNotIn(self.steps['P-1', 'inquiry'], self.ids('--evidence', rules), 'an inquiry waits for a person')
        self.run_ctl('evidence', 'link', rules, '--step', self.steps['P-1', 'inquiry'])
        self.assertIn(self.steps['P-1', 'inquiry'], self.ids('--evidence', rules))
        self.assertEqual(self.ids('--search', '件ごと'), [operation])
        self.assertEqual(self.ids('--search', '件ごと 無い'), [])
        self.fails(FAILED, 'step', 'waiting', '--evidence', 'E-0', error='not-found')

    def test_a_document_that_is_named(self):
        self.run_ctl('procedures', 'import', self.write('n.csv', HEADER + '8.1.2.2,P-4,整備状況,規程,閲覧,台帳管理規程を閲覧する\n'), person='leader')
        rules = self.add('台帳管理規程(見本).pdf', 'a')['id']
        self.assertEqual([(row['why'], row['procedure']) for row in self.waiting('--evidence', rules)], [('named', 'P-4')])

    def test_whose_and_where(self):
        self.run_ctl('assign', '8.1.2.2', '--member', 'practitioner', person='leader')
        mine = self.waiting('--assignee', 'practitioner')
        self.assertEqual({row['control'] for row in mine}, {'8.1.2.2'})
        self.assertEqual({row['control'] for row in self.waiting('--chapter', '8.1.2.1')}, {'8.1.2.1'})
        self.assertEqual({row['control'] for row in self.waiting('--chapter', '8')}, {'8.1.2.1', '8.1.2.2'})
        self.assertEqual(self.waiting('--chapter', '8.1.2.1.1'), [])
        self.fails(FAILED, 'step', 'waiting', '--assignee', 'nobody', error='not-found')
        self.run_ctl('statement', 'set', '8.1.2.2', 'not-selected', person='leader')
        self.assertEqual(self.waiting('--assignee', 'practitioner'), [], 'out of scope, nothing waits')

    CONDUCT = ('--who', '佐藤', '--post', '運用課長', '--on', '2025-12-01', '--time', '10:00', '--how', '対面', '--place', '本社', '--with', '田中')

    def test_one_interview_for_many_steps(self):
        self.run_ctl('procedures', 'import', self.write('q.csv', HEADER + '8.1.2.2,P-5,整備状況,規程,質問,質問する\n8.1.2.2,P-5,整備状況,規程,閲覧,閲覧する\n'),
                     person='leader')
        asked = self.waiting('--technique', 'inquiry')
        self.assertEqual([row['control'] for row in asked], ['8.1.2.1', '8.1.2.2'])
        self.assertEqual([[(one['technique'], one['state']) for one in row['companions']] for row in asked], [[('inspection', 'open')]] * 2)
        answers = [json.dumps({'step': row['id'], 'question': f'問{place}', 'answer': f'答{place}', 'outcome': 'no-exception', 'replacing': 'none'},
                              ensure_ascii=False) for place, row in enumerate(asked)]
        made = self.run_ctl('interview', 'conduct', *answers, *self.CONDUCT)
        self.assertEqual(made['recorded'], 2)
        shown = self.run_ctl('interview', 'show', made['id'])
        self.assertEqual((shown['who'], shown['place'], shown['with'], shown['held_at']), ('佐藤', '本社', '田中', '2025-12-01 10:00'))
        self.assertEqual((shown['question'], shown['answer']), ('1. [8.1.2.1] 問0\n2. [8.1.2.2] 問1', '1. [8.1.2.1] 答0\n2. [8.1.2.2] 答1'))
        for place, row in enumerate(asked):
            step = next(step for step in self.run_ctl('step', 'list') if step['id'] == row['id'])
            self.assertEqual((step['recorded_technique'], step['result'], step['respondent'], step['performed_on'], step['interviews']),
                             ('inquiry', f'答{place}', '運用課長 佐藤', '2025-12-01', [made['id']]))
            self.assertIn('question-only', self.refused('check', row['control']))
        self.assertEqual(self.waiting('--technique', 'inquiry'), [])

    def test_an_interview_all_or_nothing(self):
        step = self.steps['P-1', 'inquiry']
        good = {'step': step, 'question': '問', 'answer': '答', 'outcome': 'no-exception'}

        def fail(code, error, *answers, words=self.CONDUCT, says=''):
            done = self.fails(code, 'interview', 'conduct', *[json.dumps(answer, ensure_ascii=False) for answer in answers], *words, error=error)
            self.assertIn(says, done['error']['message'])
        for key in good:
            fail(USAGE, 'usage', {**good, key: ' '}, says='Answer 1')
        fail(USAGE, 'usage', {**good, 'outcome': 'fine'})
        fail(USAGE, 'usage', good, good, says='twice')
        fail(FAILED, 'exists', {**good, 'replacing': 'x'}, says='meanwhile')
        fail(FAILED, 'not-found', good, {**good, 'step': 'nonsense'}, says='Answer 2')
        fail(USAGE, 'usage', good, words=(*self.CONDUCT[:4], '--on', '2025-13-01', *self.CONDUCT[6:]))
        self.fails(FAILED, 'interview', 'conduct', '{', *self.CONDUCT)
        self.assertEqual(self.run_ctl('interview', 'list'), [])


if __name__ == '__main__':
    harness.main()
