# SPDX-License-Identifier: GPL-3.0-or-later
"""The results as OSCAL: of the published form, saying what the record says and nothing that is the firm's own; compared when they come back."""

import copy
import json
import os
import re
import sys
import unittest

import harness
import test_bag
import test_report
from harness import CREATE, FAILED, SOURCE_ROOT
from test_papers import CONTROL, OTHER

sys.path.append(os.path.join(SOURCE_ROOT, 'tests', 'support'))
import oscal_rules  # noqa: E402

# As it is published with release 1.1.2, beside the catalogues; it need not be there.
SCHEMA = 'oscal_assessment-results_schema.json'
NS = 'https://chosho.jp/ns/oscal'
METHODS = {'inspection': 'EXAMINE', 'observation': 'EXAMINE', 'inquiry': 'INTERVIEW', 'reperformance': 'TEST'}
TECHNIQUES = {'inspection': '閲覧', 'observation': '観察', 'inquiry': '質問', 'reperformance': '再実施'}
# Rows that say again what others say.
FOLLOWING = {'links', 'marks', 'summary'}
# Tables of the archive that are made of the journal and of what lies in it.
MADE = {'journal', 'keys', 'originals', 'checkpoints', 'report-lines', 'reversals', 'departures', 'unables', 'bulk-approvals', 'late-records',
        'clock-warnings', 'additions', 'oscal-losses'}


def plain(markup):
    return re.sub(r'\\(.)', r'\1', markup)


def props(thing, name, group=None):
    """What the properties @name of ours say, exactly: a value that is no line stands in the remarks."""
    return [plain(prop['remarks']) if 'remarks' in prop else prop['value']
            for prop in thing.get('props', []) if prop['name'] == name and prop.get('ns') == NS and prop.get('group') == group]


def text(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(',', ':'), sort_keys=True)


def flat(row, leave=(), group=None):
    """The properties that @row, or what is inside it, must have: {(name, group): [value]}."""
    found = {}
    for member, value in row.items():
        if member in leave or value in (None, '', [], {}):
            continue
        name = member.replace('_', '-')
        for number, item in enumerate(value if isinstance(value, list) else [value], 1):
            if isinstance(item, dict):
                inner = f'{group}.{name}.{number}' if group else f'{name}.{number}'
                found.update(flat(item, (), inner))
            else:
                found.setdefault((name, group), []).append(text(item))
    return found


class Oscal(test_bag.Archives):
    def write_oscal(self, name='r.json', **where):
        self.file = os.path.join(self.folder, name)
        made = self.run_ctl('report', 'draft', '-o', self.file, **where)
        with open(self.file, encoding='utf-8') as file:
            self.document = json.load(file)['assessment-results']
        return made

    @property
    def result(self):
        return self.document['results'][0]

    def resource(self, row_id):
        found = [resource for resource in self.document['back-matter']['resources'] if props(resource, 'id') == [row_id]]
        self.assertEqual(len(found), 1, row_id)
        return found[0]

    def has(self, thing, row, leave=()):
        for (name, group), values in flat(row, leave).items():
            self.assertEqual(props(thing, name, group), values, (name, group))

    def losses(self, made):
        return {(loss['kind'], loss.get('member')): loss['count'] for loss in made['losses']}


class Form(Oscal):
    def test_rules(self):
        self.work()
        self.take('台帳.txt', 'x', '--note', '一行目\n二行目 * _下線_ <b> `c` [d](e)\n')
        self.run_ctl('evidence', 'sighting', '--what', '設備台帳（見本）', '--where', 'データセンター（見本）', '--with', '担当者（見本）', '--reason', '持出し不可',
                     '--control', CONTROL)
        made = self.write_oscal()
        self.assertEqual(oscal_rules.check({'assessment-results': self.document}), [])
        self.assertEqual(made['size_bytes'], os.path.getsize(self.file))
        self.assertNotIn(b'"findings"', test_bag.read(self.file))
        self.assertEqual(self.document['metadata']['oscal-version'], '1.1.2')

    def test_rules_find_faults(self):
        self.work()
        self.write_oscal()
        faults = [('metadata', 'title', None), ('metadata', 'version', ' x'), ('uuid', None, 'x'), ('import-ap', 'href', '#00000000-0000-4000-8000-000000000000'),
                  ('results', 0, {'uuid': 'x'}), ('back-matter', 'findings', [])]
        for outer, inner, value in faults:
            damaged = copy.deepcopy(self.document)
            if inner is None:
                damaged[outer] = value
            elif value is None:
                del damaged[outer][inner]
            else:
                damaged[outer][inner] = value
            self.assertNotEqual(oscal_rules.check({'assessment-results': damaged}), [], (outer, inner))

    def test_published_schema(self):
        """The schema's patterns name classes of letters as ECMAScript does."""
        path = harness.data_path('oscal', SCHEMA)
        if path is None or not os.path.exists(path):
            self.skipTest(f'{SCHEMA} is not in CHOSHO_TEST_DATA/oscal')
        try:
            import jsonschema
        except ImportError:
            self.skipTest('python3-jsonschema is not installed')
        with open(path, encoding='utf-8') as file:
            schema = json.loads(file.read().replace(r'\\p{L}', r'[^\\W\\d_]').replace(r'[^\\W\\d_]|\\p{N}|[', r'\\w|[').replace(r'\\p{N}', r'\\d'))
        self.work()
        self.write_oscal()
        validator = jsonschema.Draft7Validator(schema)
        self.assertEqual([(list(error.absolute_path), error.message[:200]) for error in validator.iter_errors({'assessment-results': self.document})], [])
        self.document['results'][0]['observations'][0].pop('collected')
        self.assertFalse(validator.is_valid({'assessment-results': self.document}))

    def test_twice_the_same(self):
        """Two exports are one, from another copy of the record too; what is recorded changes them."""
        self.work()
        self.write_oscal()
        first = test_bag.read(self.file)
        self.write_oscal('again.json')
        self.assertEqual(test_bag.read(self.file), first)
        backup, other = os.path.join(self.folder, 'b.backup'), os.path.join(self.folder, 'other.chosho')
        self.run_ctl('backup', '-o', backup)
        self.run_ctl('restore', backup, other)
        self.write_oscal('other.json', engagement=other)
        self.assertEqual(test_bag.read(self.file), first)
        self.run_ctl('note', 'add', CONTROL, '--text', 'x')
        self.write_oscal('later.json')
        self.assertNotEqual(test_bag.read(self.file), first)
        self.assertEqual(self.document['metadata']['version'], self.head()['root'])


class Content(Oscal):
    def set_up_once(self):
        super().set_up_once()
        self.work()
        self.seen = self.run_ctl('evidence', 'sighting', '--what', '設備台帳（見本）', '--where', 'データセンター（見本）', '--with', '担当者（見本）', '--reason', '持出し不可',
                                 '--control', CONTROL)['id']

    def test_steps(self):
        """Each step stands under its control, each performance is an observation, and there are no others."""
        self.run_ctl('finding', 'state', self.finding['id'], 'answered', '--text', '回答（見本）', person='leader')
        self.run_ctl('finding', 'state', self.finding['id'], 'confirmed', '--text', '確認した（見本）', person='leader')
        self.write_oscal()
        rows = [step for step in self.run_ctl('step', 'list') if step['outcome']]
        observed = {props(each, 'performance')[0]: each for each in self.result['observations'] if props(each, 'performance')}
        self.assertEqual(len(observed), len(rows))
        members = {member['name']: member['id'] for member in self.run_ctl('member', 'list')}
        parties = {props(party, 'id')[0]: party for party in self.document['metadata']['parties'] if props(party, 'id')}
        for step in rows:
            each = observed[step['performance']]
            self.assertEqual(plain(each['description']), step['result'])
            self.assertEqual(each['methods'], [METHODS[step['recorded_technique']]])
            self.assertEqual(props(each, 'technique'), [TECHNIQUES[step['recorded_technique']]])
            self.assertEqual([prop['value'] for prop in each['props'] if prop['name'] == 'label'], [step['control']])
            self.assertEqual(props(each, 'control-id'), ['ismap-' + step['control']])
            self.assertEqual(each['collected'], step['performed_on'] + 'T00:00:00+09:00')
            self.assertEqual(each['origins'], [{'actors': [{'type': 'party', 'actor-uuid': parties[members[step['performed_by']]]['uuid']}]}])
            for name in ('outcome', 'respondent', 'place', 'performed_by', 'recorded_at'):
                self.assertEqual(props(each, name.replace('_', '-')), [step[name]] if step.get(name) else [], name)
            rests = [self.resource(row) for name in ('evidence', 'interviews', 'observations', 'samples') for row in step[name]]
            self.assertEqual([evidence['href'] for evidence in each.get('relevant-evidence', [])], ['#' + resource['uuid'] for resource in rests])
        facts = [each for each in self.result['observations'] if each.get('types') == ['finding']]
        self.assertEqual([plain(each['description']) for each in facts], [finding['text'] for finding in self.run_ctl('finding', 'list')])
        self.assertEqual(len(self.result['observations']), len(rows) + len(facts))

    def test_controls(self):
        self.run_ctl('scope', 'set', OTHER, '--phase', 'operation', 'out-of-cycle', '--basis', '翌年度に実施（見本）', person='leader')
        self.write_oscal()
        entries = [entry for entry in self.run_ctl('catalog', 'list') if entry['level'] == 'control']
        listed = self.document['local-definitions']['objectives-and-methods']
        self.assertEqual([each['props'][0] for each in listed], [{'name': 'label', 'value': entry['number']} for entry in entries])
        for entry, each in zip(entries, listed, strict=True):
            steps = self.run_ctl('step', 'list', entry['number'])
            parts = each['parts'][1:]
            self.assertEqual([props(part, 'id') for part in parts], [[step['id']] for step in steps])
            for step, part in zip(steps, parts, strict=True):
                self.assertEqual(part['props'][0], {'name': 'method', 'ns': 'http://csrc.nist.gov/ns/rmf', 'value': METHODS[step['technique']]})
                self.has(part, {name: step[name] for name in ('procedure', 'phase', 'subject', 'technique', 'unit', 'individual', 'version')})
            self.assertEqual(props(each, 'state'), [self.run_ctl('status', entry['number'])['state']])
        other = next(each for each in listed if each['control-id'] == 'ismap-' + OTHER)
        self.assertEqual(props(other, 'basis', 'scope.1'), ['翌年度に実施（見本）'])
        selection = self.result['reviewed-controls']['control-selections'][0]
        self.assertEqual(selection['include-controls'], [{'control-id': 'ismap-' + CONTROL}])
        self.assertEqual(len(selection['exclude-controls']), len(entries) - 1)

    def test_evidence(self):
        self.write_oscal()
        for row in self.run_ctl('evidence', 'list'):
            resource = self.resource(row['id'])
            shown = self.run_ctl('evidence', 'show', row['id'])
            self.has(resource, shown, {'name', 'what', 'sha256', 'media_type', 'requests', 'text_state', 'text_reason'})
            if row['id'] == self.seen:
                self.assertNotIn('rlinks', resource)
                self.assertEqual(plain(resource['title']), '設備台帳（見本）')
                continue
            self.assertEqual(plain(resource['title']), row['name'])
            self.assertEqual([link['hashes'] for link in resource['rlinks']], [[{'algorithm': 'SHA-256', 'value': row['sha256']}]])

    def test_records_and_samples(self):
        self.write_oscal()
        for kind in ('interview', 'population'):
            for row in self.run_ctl(kind, 'list'):
                self.has(self.resource(row['id']), row, {'name', 'sha256'})
        sample = self.run_ctl('sample', 'show', self.sample)
        resource = self.resource(sample['id'])
        self.assertEqual(props(resource, 'seed'), ['42'])
        for number, result in enumerate(sample['results'], 1):
            for name in ('item', 'attribute', 'state', 'by', 'at'):
                self.assertEqual(props(resource, name, f'results.{number}'), [result[name]])
            self.assertEqual(props(resource, 'evidence', f'results.{number}'), result['evidence'])
        observed = next(each for each in self.result['observations'] if props(each, 'sample', 'sample.1'))
        self.assertEqual([props(observed, name, 'sample.1') for name in ('sample', 'sample-items', 'sample-exceptions', 'sample-population-count')],
                         [[sample['reference']], ['8'], ['1'], ['60']])

    def test_journal(self):
        self.write_oscal()
        entries = {props(entry, 'event')[0]: entry for entry in self.result['assessment-log']['entries']}
        rows = self.run_ctl('journal', 'list')
        self.assertEqual(set(entries), {row['id'] for row in rows})
        for row in rows:
            entry = entries[row['id']]
            self.assertEqual((entry['title'], entry['start'], props(entry, 'copy'), props(entry, 'seq')), (plain(row['action']), row['at'], [row['copy']], [str(row['seq'])]))
            self.assertEqual(len(entry['logged-by']), 1)

    def test_every_loss_is_named(self):
        """Each kind of row of the archive's tables is in the file or among the losses, and of these each member."""
        made = self.write_oscal()
        losses = self.losses(made)
        self.archive()
        tables = {name[:-5]: self.read_json('data', 'tables', name) for name in os.listdir(self.path('data', 'tables')) if name.endswith('.json')}
        lost = {kind for kind, member in losses if member is None}
        for kind, rows in tables.items():
            if kind in lost:
                self.assertEqual(losses[kind, None], len(rows))
            elif kind not in FOLLOWING | MADE and rows:
                self.assertIn(kind, {'engagement', 'member', 'catalogue', 'catalog', 'control', 'statement', 'scope', 'consent', 'individual', 'step', 'evidence',
                                     'interview', 'observation', 'population', 'sample', 'finding', 'statement-file', 'representation', 'report',
                                     'subsequent-events'})
        self.assertEqual(losses['event', 'content'], self.events())
        self.assertEqual(losses['catalog', 'text'], sum(1 for row in tables['catalog'] if row['text'] and row['level'] == 'control'))
        self.assertEqual(losses['finding', 'unconfirmed'], 1)
        self.assertEqual(self.read_json('data', 'tables', 'oscal-losses.json'), made['losses'])
        self.assertEqual(lost & {'mark', 'note', 'setting'}, {'mark', 'note', 'setting'} & set(tables))


class Archived(Oscal):
    def test_in_the_archive(self):
        self.work()
        self.write_oscal()
        self.archive()
        path = self.path('data', 'oscal', 'assessment-results.json')
        self.assertEqual(test_bag.read(path), test_bag.read(self.file))
        self.assertIn('data/oscal/assessment-results.json', test_bag.Page(self.path('index.html')).links)
        self.assertTrue(self.run_ctl('archive', 'verify', self.out)['ok'])
        self.assertTrue(self.run_ctl('oscal', 'compare', path)['same'])


class Compare(Oscal):
    def set_up_once(self):
        super().set_up_once()
        self.work()
        self.write_oscal()

    def compare(self, **where):
        path = os.path.join(self.folder, 'changed.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump({'assessment-results': self.document}, file, **where)
        return self.run_ctl('oscal', 'compare', path)

    def differences(self):
        return [(row['code'], row.get('of'), row.get('file'), row.get('record')) for row in self.compare()['differences']]

    def test_same(self):
        """However another program writes it: the order of members, of lists, the escapes are not what it says."""
        shown = self.run_ctl('oscal', 'compare', self.file)
        self.assertEqual((shown['same'], shown['differences'], shown['draft'], shown['version']), (True, [], True, self.head()['root']))
        self.assertTrue(shown['losses'])
        self.document['results'][0]['observations'].reverse()
        self.document['back-matter']['resources'].reverse()
        shown = self.compare(sort_keys=True, ensure_ascii=True, indent=3)
        self.assertEqual((shown['same'], shown['differences']), (True, []))

    def test_each_change_is_named(self):
        step = next(step for step in self.run_ctl('step', 'list', CONTROL) if step['outcome'] == 'exception')
        observation = next(each for each in self.result['observations'] if plain(each['description']) == step['result'])
        observation['description'] = '例外はなかった。'
        self.assertEqual(self.differences(), [('changed', CONTROL, '例外はなかった。', step['result'])])
        self.result['observations'].remove(observation)
        self.assertEqual([row[:2] for row in self.differences()], [('only-in-record', CONTROL)])
        self.result['observations'].append(dict(observation, description=step['result'], uuid='00000000-0000-4000-8000-000000000000'))
        self.assertEqual({row[0] for row in self.differences()}, {'only-in-record', 'only-in-file'})

    def test_evidence_digest(self):
        resource = next(each for each in self.document['back-matter']['resources'] if 'rlinks' in each)
        was = resource['rlinks'][0]['hashes'][0]['value']
        resource['rlinks'][0]['hashes'][0]['value'] = '0' * 64
        self.assertEqual(self.differences(), [('changed', plain(resource['title']), '0' * 64, was)])

    def test_later_work_is_named(self):
        """What was recorded since is told as what only the record has."""
        self.run_ctl('interview', 'add', '--who', '甲（見本）', '--post', '乙', '--at', '2026-01-20', '--how', '対面', '--question', '問（見本）', '--answer', '答', '--step',
                     self.steps['P-1', 'inquiry'])
        shown = self.run_ctl('oscal', 'compare', self.file)
        self.assertFalse(shown['same'])
        self.assertNotEqual(shown['version'], shown['root'])
        self.assertIn('only-in-record', {row['code'] for row in shown['differences']})
        self.assertNotIn('only-in-file', {row['code'] for row in shown['differences']})

    def test_refused(self):
        for name, content in {'a.json': '{}', 'b.json': '{"catalog": {}}', 'c.json': '{"assessment-results": {}', 'd.txt': 'x', 'e.json': '',
                              'f.json': '{"assessment-results": {"metadata": {}}}', 'g.json': '{"assessment-results": ' + '[' * 50 + ']' * 50 + '}'}.items():
            self.fails(FAILED, 'oscal', 'compare', self.write(name, content))
        self.document['metadata']['document-ids'][0]['identifier'] = '0' * 64
        path = self.write('other.json', json.dumps({'assessment-results': self.document}))
        self.fails(FAILED, 'oscal', 'compare', path, error='invalid')
        self.fails(FAILED, 'oscal', 'compare', os.path.join(self.folder, 'none.json'), error='not-found')


class Restricted(test_report.Report):
    def test_the_firms_own_text_never_gets_out(self):
        steps = self.steps(f'P-1,整備,規程,閲覧,{test_report.SECRET}その一,秘密の依頼,,否', f'P-2,整備,記録,閲覧,{test_report.SECRET}その二,秘密の依頼,報告向けの文,',
                           'P-3,整備,設定,再実施,開示できる文,秘密の依頼,,可')
        for step in steps:
            self.record(step)
        path = os.path.join(self.folder, 'r.json')
        made = self.run_ctl('report', 'draft', '-o', path)
        written = test_bag.read(path).decode()
        for words in (test_report.SECRET, '秘密の依頼'):
            self.assertNotIn(words, written)
        for words in ('報告向けの文', '開示できる文'):
            self.assertIn(words, written)
        losses = {(loss['kind'], loss.get('member')): loss['count'] for loss in made['losses']}
        self.assertEqual((losses['step', 'text'], losses['step', 'request_text']), (2, 3))
        self.assertEqual(losses['procedure', None], 3)


class Numbers(harness.Case):
    PEOPLE = ('leader',)

    def test_numbers_and_tokens(self):
        """A number that is no token gets one; an identifier that is one stays; two that would be alike do not become one."""
        self.run_ctl('create', self.engagement, *CREATE)
        self.run_ctl('member', 'confirm-independence')
        self.run_ctl('catalog', 'import', self.write('c.csv', 'control_id,level,title_ja,text_ja\n9.2.3,objective,a,a\n9.2.3.11.PB,detail,b,b\n9.2.3.2,detail,c,c\n'),
                     '--edition', '2022-04-01')
        path = os.path.join(self.folder, 'r.json')
        self.run_ctl('report', 'draft', '-o', path)
        document = json.loads(test_bag.read(path))['assessment-results']
        self.assertEqual(oscal_rules.check({'assessment-results': document}), [])
        self.assertEqual([(each['control-id'], each['props'][0]['value']) for each in document['local-definitions']['objectives-and-methods']],
                         [('ismap-9.2.3.2', '9.2.3.2'), ('ismap-9.2.3.11.pb', '9.2.3.11.PB')])
        self.assertNotIn('observations', document['results'][0])


if __name__ == '__main__':
    unittest.main()
