# SPDX-License-Identifier: GPL-3.0-or-later
"""create, engagement, settings, member, identity."""

import json
import os
import tempfile
import unittest

import harness
from harness import CREATE, FAILED, REFUSED, USAGE


def without(words, name):
    place = words.index(name)
    return words[:place] + words[place + 2:]


class Create(harness.Case):
    PEOPLE = ('leader', 'executive')

    def test_shape(self):
        made = self.run_ctl('create', self.engagement, *CREATE)
        self.assertEqual(set(made) - {'warnings'}, {'id', 'path', 'member', 'disk_encrypted'})
        self.assertRegex(made['id'], r'\A[0-9a-f]{64}\Z')
        self.assertEqual(made['path'], self.engagement)
        members = self.run_ctl('member', 'list')
        self.assertEqual(len(members), 1)
        self.assertEqual(members[0]['id'], made['member'])
        self.assertEqual(members[0]['roles'], ['leader'])
        self.assertFalse(members[0]['independence_confirmed'])
        self.assertEqual(self.events(), 1)

    def test_facts(self):
        self.run_ctl('create', self.engagement, *CREATE, '--service', '第二', '--language', 'en', '--time-zone', 'UTC',
                     '--kind', 'renewal', '--scheme', 'ismap-liu', '--role', 'executive', '--role', 'leader')
        shown = self.run_ctl('engagement', 'show')
        self.assertEqual(shown['services'], ['見本クラウド', '第二'])
        self.assertIn(shown['disk_encrypted'], ('yes', 'no', 'unknown'))
        self.assertEqual((shown['language'], shown['time_zone'], shown['kind'], shown['scheme']), ('en', 'UTC', 'renewal', 'ismap-liu'))
        self.assertEqual(self.run_ctl('member', 'list')[0]['roles'], ['executive', 'leader'])

    def test_defaults(self):
        self.run_ctl('create', self.engagement, *CREATE)
        shown = self.run_ctl('engagement', 'show')
        self.assertEqual((shown['language'], shown['time_zone'], shown['kind'], shown['scheme']), ('ja', 'Asia/Tokyo', 'initial', 'ismap'))

    def wrong(self, code, *words):
        result = json.loads(self.call('create', self.engagement, '--identity', self.identities['leader'], '--format', 'json', *words).stdout)
        done = self.call('create', self.engagement, '--identity', self.identities['leader'], *words)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertFalse(os.path.exists(self.engagement), words)
        return result['error']['code']

    def test_each_fact_is_needed(self):
        for name in ('--title', '--firm', '--client', '--service', '--period-start', '--period-end'):
            with self.subTest(name=name):
                self.assertEqual(self.wrong(USAGE, *without(CREATE, name)), 'usage')

    def test_wrong_facts(self):
        for name, value in (('--title', ' '), ('--firm', ''), ('--service', ''), ('--period-start', '2025-02-30'),
                            ('--period-end', '2025-03-31'), ('--period-end', '31.3.2026')):
            with self.subTest(name=name, value=value):
                self.wrong(USAGE, *without(CREATE, name), name, value)
        for more in (('--language', 'fr'), ('--time-zone', 'Nowhere/Land'), ('--kind', 'x'), ('--scheme', 'x'), ('--role', 'boss'),
                     ('--role', 'leader', '--role', 'leader')):
            with self.subTest(more=more):
                self.wrong(USAGE, *CREATE, *more)
        self.wrong(FAILED, *CREATE, '--parent', os.path.join(self.folder, 'absent'))

    def test_never_over_what_is_there(self):
        os.mkdir(self.engagement)
        self.write('e.chosho/note.txt', 'mine')
        done = self.call('create', self.engagement, *CREATE, '--identity', self.identities['leader'])
        self.assertEqual(done.returncode, FAILED)
        self.assertEqual(os.listdir(self.engagement), ['note.txt'])

    def test_unusual_periods_are_told(self):
        made = self.run_ctl('create', self.engagement, *without(CREATE, '--period-end'), '--period-end', '2026-04-01')
        self.assertEqual(self.warned(made), ['period-too-long'])
        self.run_ctl('member', 'confirm-independence')
        changed = self.run_ctl('engagement', 'set', '--period-end', '2025-05-31')
        self.assertEqual([warning['code'] for warning in changed['warnings']], ['period-too-short'])
        self.assertNotIn('warnings', self.run_ctl('engagement', 'set', '--period-end', '2025-06-30'))

    def warned(self, made):
        return [warning['code'] for warning in made.get('warnings', []) if warning['code'] != 'disk-plain']

    def test_plain_disk(self):
        """Who makes an engagement, a working copy or a restored one on a disk without encryption is told so, and nobody else."""
        with tempfile.TemporaryDirectory(dir=harness.BUILD_ROOT) as folder:  # not in memory, where the other tests' folders are
            self.engagement = os.path.join(folder, 'e.chosho')
            made = [self.run_ctl('create', self.engagement, *CREATE)]
            self.run_ctl('member', 'confirm-independence')
            for kind, words in (('backup', ('backup',)), ('pack', ('pack', 'create'))):
                self.run_ctl(*words, '-o', os.path.join(folder, kind))
            made.append(self.run_ctl('restore', os.path.join(folder, 'backup'), os.path.join(folder, 'restored.chosho')))
            made.append(self.run_ctl('pack', 'open', os.path.join(folder, 'pack'), os.path.join(folder, 'copy.chosho')))
            disk = self.run_ctl('engagement', 'show')['disk_encrypted']
        self.assertEqual([one['disk_encrypted'] for one in made], [disk] * 3)
        self.assertEqual([[warning['code'] for warning in one.get('warnings', [])] for one in made], [['disk-plain'] if disk == 'no' else []] * 3)

    def test_parent(self):
        first = self.run_ctl('create', self.engagement, *CREATE)
        second = os.path.join(self.folder, 'second')
        self.run_ctl('create', second, *CREATE, '--kind', 'reaudit', '--parent', self.engagement)
        self.assertEqual(self.run_ctl('engagement', 'show', engagement=second)['parent'], first['id'])
        third = self.run_ctl('create', os.path.join(self.folder, 'third'), *CREATE, '--kind', 'additional')
        self.assertEqual(self.warned(third), ['parent-missing'])


class Engagement(harness.Case):
    def test_set_keeps_the_rest(self):
        self.create()
        before = self.run_ctl('engagement', 'show')
        after = self.run_ctl('engagement', 'set', '--client', '新名称', '--base-date', '２０２５-０９-３０')
        self.assertEqual(after['client'], '新名称')
        self.assertEqual(after['base_date'], '2025-09-30')
        for key in ('title', 'firm', 'services', 'period_start', 'period_end', 'language', 'kind', 'scheme', 'id'):
            self.assertEqual(after[key], before[key], key)

    def test_nothing_new_writes_nothing(self):
        self.create()
        self.run_ctl('engagement', 'set', '--client', '新名称')
        stored = self.stored()
        self.run_ctl('engagement', 'set', '--client', '新名称')
        self.assertEqual(self.stored(), stored)

    def test_wrong(self):
        self.create()
        self.fails(USAGE, 'engagement', 'set')
        self.fails(USAGE, 'engagement', 'set', '--period-start', '2027-01-01')
        self.fails(USAGE, 'engagement', 'set', '--base-date', 'today')
        self.fails(USAGE, 'engagement', 'set', '--kind', 'x')
        self.add_team()
        self.refused('engagement', 'set', '--client', 'x', person='practitioner')


class Members(harness.Case):
    def test_list(self):
        self.create()
        ids = self.add_team()
        rows = self.run_ctl('member', 'list')
        self.assertEqual([row['name'] for row in rows][0], 'leader')
        self.assertEqual({row['name']: row['id'] for row in rows if row['name'] != 'leader'}, ids)
        for row in rows:
            self.assertTrue({'id', 'name', 'roles', 'fingerprints', 'independence_confirmed', 'state'} <= set(row))
            self.assertTrue(row['independence_confirmed'])
            self.assertEqual(row['roles'], [row['name']])
            shown = json.loads(self.call('identity', 'show', '--identity', self.identities[row['name']], '--format', 'json').stdout)
            self.assertEqual(row['fingerprints'], [shown['fingerprint']])

    def test_several_roles(self):
        self.create()
        made = self.run_ctl('member', 'add', '--name', '兼任', '--role', 'practitioner', '--role', 'reviewer', '--public-key',
                            self.keys['practitioner'], '--nationality-inquiry', '照会-1', '--qualification', 'CISA')
        self.assertEqual(made['roles'], ['practitioner', 'reviewer'])
        row = [row for row in self.run_ctl('member', 'list') if row['id'] == made['id']][0]
        self.assertEqual((row['nationality_inquiry'], row['qualification']), ('照会-1', 'CISA'))

    def test_wrong(self):
        self.create()
        add = ('member', 'add', '--name', 'N', '--role', 'practitioner', '--public-key')
        for key in ('', 'xyz', 'A' * 64, '11' * 31, '11' * 33):
            self.fails(USAGE, *add, key)
        self.fails(USAGE, 'member', 'add', '--name', ' ', '--role', 'practitioner', '--public-key', '11' * 32)
        self.fails(USAGE, 'member', 'add', '--name', 'N', '--role', 'boss', '--public-key', '11' * 32)
        self.fails(FAILED, *add, self.keys['leader'])

    def test_a_confirmation_comes_first(self):
        self.run_ctl('create', self.engagement, *CREATE)
        self.assertEqual(self.refused('member', 'add', '--name', 'N', '--role', 'practitioner', '--public-key', '11' * 32),
                         {'independence-missing'})

    def test_powers(self):
        self.create()
        self.refused('member', 'confirm-independence', person='practitioner')
        self.add_team()
        for person in ('practitioner', 'quality'):
            self.assertEqual(self.refused('member', 'add', '--name', 'N', '--role', 'practitioner', '--public-key', '11' * 32, person=person),
                             {'wrong-role'})
        self.refused('member', 'add', '--name', 'N', '--role', 'executive', '--public-key', '11' * 32)
        self.run_ctl('member', 'add', '--name', 'N', '--role', 'executive', '--public-key', '11' * 32, person='executive')

    def test_change(self):
        self.create()
        self.add_team()
        self.run_ctl('member', 'change', 'practitioner', '--role', 'practitioner', '--role', 'reviewer', '--qualification', '資格')
        self.run_ctl('member', 'change', 'practitioner', '--name', '佐藤')
        changed = next(row for row in self.run_ctl('member', 'list') if row['name'] == '佐藤')
        self.assertEqual((changed['roles'], changed['qualification']), (['practitioner', 'reviewer'], '資格'))
        self.refused('member', 'change', '佐藤', '--role', 'executive', person='quality')
        self.fails(FAILED, 'member', 'change', 'nobody', '--name', 'x', error='not-found')
        self.fails(USAGE, 'member', 'change', '佐藤', '--role', 'boss')

    def test_check(self):
        self.create()
        lacking = [(blocker['code'], blocker.get('detail')) for blocker in self.run_ctl('member', 'check')['blockers']]
        self.assertEqual(lacking, [('team-too-small', None), ('role-unfilled', 'executive'), ('quality-controller-missing', None), ('qualification-missing', 'leader')])

    def test_leave(self):
        self.create()
        self.add_team()
        self.run_ctl('member', 'leave', '--reason', '異動', person='quality')
        self.fails(FAILED, 'member', 'leave', 'nobody', error='not-found')
        self.refused('member', 'leave', 'executive', person='practitioner')
        self.run_ctl('member', 'leave', 'practitioner', '--reason', '交代')
        states = {row['name']: row['state'] for row in self.run_ctl('member', 'list')}
        self.assertEqual(states, {'leader': 'active', 'executive': 'active', 'practitioner': 'left', 'quality': 'left'})
        self.refused('member', 'confirm-independence', person='practitioner')
        self.assertTrue(self.run_ctl('verify')['ok'])


class Settings(harness.Case):
    PEOPLE = ('leader',)
    TABLE = {'frequency_table': [{'frequency': 'daily', 'size': 25, 'label_ja': '日次'}],
             'techniques': [{'id': 'observation-remote', 'label_ja': '遠隔観察', 'stands_alone': True}],
             'words': {'ja': ['問題ない'], 'en': ['is effective']}, 'deadlines': {'report_months': 3}}

    def test_json(self):
        self.create()
        path = self.write('s.json', json.dumps(self.TABLE, ensure_ascii=False))
        plan = self.run_ctl('settings', 'import', path, '--dry-run')
        self.assertEqual((plan['dry_run'], plan['added']), (True, 4))
        self.assertEqual(self.run_ctl('settings', 'show'), [])
        done = self.run_ctl('settings', 'import', path)
        self.assertEqual((done['added'], done['changed'], done['unchanged']), (4, 0, 0))
        self.assertEqual({row['name'] for row in self.run_ctl('settings', 'show')}, (set(self.TABLE) - {'words'}) | {'wording'})
        self.assertIn('問題ない', json.dumps(self.run_ctl('settings', 'show', 'wording')['value'], ensure_ascii=False))
        stored = self.stored()
        self.assertEqual(self.run_ctl('settings', 'import', path)['unchanged'], 4)
        self.assertEqual(self.stored(), stored)

    def test_one_setting_at_a_time(self):
        self.create()
        self.run_ctl('settings', 'import', self.write('a.json', json.dumps(self.TABLE, ensure_ascii=False)))
        done = self.run_ctl('settings', 'import', self.write('b.json', '{"deadlines": {"report_months": 4}}'))
        self.assertEqual((done['changed'], done['missing']), (1, 3))
        self.assertEqual(self.run_ctl('settings', 'show', 'deadlines')['value'], {'report_months': 4})
        self.assertIn('is effective', json.dumps(self.run_ctl('settings', 'show', 'wording')['value']))

    def test_table(self):
        self.create()
        path = self.write('f.csv', '頻度,件数\n日次,25\n週次,5\n')
        self.assertEqual(self.run_ctl('settings', 'import', path)['names'], ['frequency_table'])
        self.assertEqual([entry['size'] for entry in self.run_ctl('settings', 'show', 'frequency_table')['value']], [25, 5])

    def test_wrong_wording(self):
        """Lists that cannot be read are refused with place and reason, and the former ones stay."""
        self.create()
        rule = {'id': 'a', 'pattern': 'x'}
        good = {'format': 1, 'language': 'ja', 'rules': [rule]}
        self.run_ctl('settings', 'import', self.write('s.json', json.dumps({'wording': [good]})))
        kept = self.run_ctl('settings', 'show', 'wording')['value']
        self.assertEqual([entry['language'] for entry in kept], ['ja', 'en'])
        for change, word in (({'rules': [{**rule, 'pattern': '('}]}, 'a'), ({'rules': []}, 'rules'), ({'rules': 'x'}, 'rules'),
                             ({'language': 'xx'}, 'language'), ({'format': 2}, 'format'), ({'quotes': '「」'}, 'quotes'),
                             ({'exempt': ['[']}, 'exempt'), ({'join': 'no'}, 'join'), ({'more': 1}, 'more')):
            with self.subTest(change=change):
                path = self.write('s.json', json.dumps({'wording': [good, {**good, **change}]}))
                problem, = self.fails(FAILED, 'settings', 'import', path)['problems']
                self.assertEqual((problem['sheet'], problem['row']), ('wording', 2))
                self.assertIn(word, problem['reason'])
        self.fails(FAILED, 'settings', 'import', self.write('s.json', '{"wording": []}'))
        self.assertEqual(self.run_ctl('settings', 'show', 'wording')['value'], kept)

    def test_wrong(self):
        self.create()
        for text in ('', '{', '[]', '{"frequency_table": [], "frequency_table": []}', '{"unknown": 1}',
                     '{"frequency_table": [{"frequency": "daily"}]}', '{"deadlines": {"report_months": -1}}'):
            with self.subTest(text=text):
                self.fails(FAILED, 'settings', 'import', self.write('s.json', text))
        self.fails(FAILED, 'settings', 'import', os.path.join(self.folder, 'absent.json'))
        self.fails(FAILED, 'settings', 'import', self.write('f.csv', '頻度,件数\n日次,たくさん\n'))
        self.fails(FAILED, 'settings', 'show', 'nonsense', error='not-found')


class KeyOfAnother(harness.Case):
    def test_a_key_is_one_persons(self):
        """Who adds the same key again is told whose it is; so is who adds one of somebody who has left"""
        self.create()
        ids = self.add_team()
        add = ('member', 'add', '--name', '別人', '--role', 'practitioner', '--public-key')
        for person in ('practitioner', 'leader'):
            message = self.fails(FAILED, *add, self.keys[person], error='exists')['error']['message']
            self.assertEqual(message, f'the public key belongs to {person} already')
        self.run_ctl('member', 'leave', ids['practitioner'], '--reason', '異動')
        message = self.fails(FAILED, *add, self.keys['practitioner'], error='exists')['error']['message']
        self.assertEqual(message, 'the public key belongs to practitioner, who has left the team: a person who comes back makes a new key')
        words = ('--operation', 'once', *add, '44' * 32)
        self.assertEqual(self.run_ctl(*words)['id'], self.run_ctl(*words)['id'])

    def test_who_names_executives(self):
        self.create()
        self.add_team()
        refused = self.fails(REFUSED, 'member', 'add', '--name', '別人', '--role', 'executive', '--public-key', '45' * 32)
        self.assertIn('executives are named by executives', refused['error']['message'])


class Identity(harness.Case):
    PEOPLE = ('leader',)

    def test_never_replaced(self):
        with open(self.identities['leader'], 'rb') as file:
            before = file.read()
        done = self.call('identity', 'new', '--name', 'other', '--output', self.identities['leader'], '--unprotected', '--format', 'json')
        self.assertEqual(done.returncode, FAILED)
        self.assertEqual(json.loads(done.stdout)['error']['code'], 'exists')
        with open(self.identities['leader'], 'rb') as file:
            self.assertEqual(file.read(), before)

    def test_private_to_its_owner(self):
        self.assertEqual(os.stat(self.identities['leader']).st_mode & 0o777, 0o600)

    def test_wrong(self):
        for words in (('--name', '', '--output', 'x'), ('--output', 'x'), ('--name', 'a')):
            self.assertEqual(self.call('identity', 'new', '--unprotected', *words).returncode, USAGE)
        for text in ('', '{}', 'x' * 20000):
            done = self.call('identity', 'show', '--identity', self.write('i', text))
            self.assertEqual(done.returncode, FAILED)
        self.assertEqual(self.call('identity', 'show').returncode, USAGE)


if __name__ == '__main__':
    harness.main()
