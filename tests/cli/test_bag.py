# SPDX-License-Identifier: GPL-3.0-or-later
"""archive create: all of the engagement, in a form that stock tools check and a browser shows."""

import csv
import hashlib
import html.parser
import json
import os
import re
import subprocess
import sys
import urllib.parse
import zipfile

import harness
import test_papers
from harness import FAILED, INTEGRITY, SOURCE_ROOT
from test_marks import read

sys.path.append(os.path.join(SOURCE_ROOT, 'tests', 'support'))
import bags  # noqa: E402


class Page(html.parser.HTMLParser):
    """What a page points to and says, and every element that it has."""

    def __init__(self, path):
        super().__init__()
        self.links, self.tags, self.text = [], set(), ''
        with open(path, encoding='utf-8') as file:
            self.feed(file.read())

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            if name in ('href', 'src'):
                self.links.append(urllib.parse.unquote(value))

    def handle_data(self, data):
        self.text += data


class Archives(test_papers.Papers):
    def archive(self, name='archive', *words, **where):
        self.out = os.path.join(self.folder, name)
        return self.run_ctl('archive', 'create', '-o', self.out, *words, **where)

    def read_json(self, *parts):
        with open(self.path(*parts), encoding='utf-8') as file:
            return json.load(file)

    def damage_object(self, reference):
        sha256 = self.run_ctl('evidence', 'show', reference)['sha256']
        path = os.path.join(self.engagement, 'objects', sha256[:2], sha256)
        data = read(path)
        os.chmod(path, 0o600)
        with open(path, 'wb') as file:
            file.write(bytes([data[0] ^ 1]) + data[1:])

    def leftovers(self):
        return [name for folder in (self.folder, self.engagement) for name in os.listdir(folder) if name.startswith('.chosho-new')]


class Create(Archives):
    def test_stock_tools_check_it(self):
        """A bag to another reader of bags, to sha256sum, and to the recipe that lies in it."""
        self.work()
        made = self.archive()
        self.assertEqual(bags.check(self.out), [])
        self.assertEqual((made['files'], made['events'], made['issued']), (len(bags.list_files(self.out)), self.events(), False))
        for manifest in ('manifest-sha256.txt', 'tagmanifest-sha256.txt'):
            subprocess.run(['sha256sum', '--quiet', '--strict', '-c', manifest], cwd=self.out, check=True, capture_output=True)
        script = [line for line in read(self.path('check.sh')).decode().splitlines() if not line.startswith('#')]
        self.assertEqual(len(script), 10)
        done = subprocess.run(['bash', self.path('check.sh'), self.out], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ''), done.stdout)
        self.assertIn(self.head()['root'], done.stdout)
        self.assertEqual(made['root'], self.head()['root'])
        self.assertEqual(self.run_ctl('verify', '--anchor', self.path('data', 'record', 'checkpoint.json'))['ok'], True)
        self.assertEqual(self.leftovers(), [])

    def test_the_recipe_names_what_was_altered(self):
        """A record whose events were altered has right digests where those were made anew: signatures and root tell."""
        self.work()
        self.archive()
        path = self.path('data', 'record', 'events.jsonl')
        lines = read(path).split(b'\n')
        altered = lines[5].replace(b'"time_us":1', b'"time_us":2')
        self.assertNotEqual(altered, lines[5])
        with open(path, 'wb') as file:
            file.write(b'\n'.join([*lines[:5], altered, *lines[6:]]))
        for name in ('manifest-sha256.txt', 'tagmanifest-sha256.txt'):
            listed = bags.read_manifest(self.out, name)
            with open(self.path(name), 'w', encoding='utf-8') as file:
                file.write(''.join(f'{bags.digest(self.path(entry), "sha256")}  {entry}\n' for entry in listed))
        event = hashlib.sha256(b'\0' + lines[5]).hexdigest()
        done = subprocess.run(['bash', self.path('check.sh'), self.out], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f'BAD: event {event}', done.stdout)
        self.assertNotIn('BAD: files', done.stdout)

    def test_everything_is_in_it(self):
        self.work()
        self.run_ctl('evidence', 'add', self.write('同じ.txt', 'login ok\nlogin failed root\n'))  # the bytes of another one
        strange = self.run_ctl('evidence', 'add', self.write('a%0A\u202e=x' + '長' * 60 + '.txt', 'x'))[0]
        self.archive()
        originals = {row['reference']: row for row in self.read_json('data', 'tables', 'originals.json') if row.get('reference')}
        for row in self.run_ctl('evidence', 'list') + self.run_ctl('population', 'list'):
            kept = originals[row['reference']]
            self.assertEqual(kept['sha256'], row['sha256'])
            self.assertEqual(hashlib.sha256(read(self.path(kept['file']))).hexdigest(), row['sha256'])
            self.assertIn(f'{row["sha256"]}  {kept["file"]}', read(self.path('manifest-sha256.txt')).decode().splitlines())
        files = [path for path in bags.list_files(self.path('data', 'evidence'))]
        self.assertEqual(len(files), len({row['sha256'] for row in self.run_ctl('evidence', 'list')}))  # each once
        name = originals[strange['reference']]['file']
        self.assertRegex(name, r'^data/evidence/E-\w+-\d+ a_0A_=x長+\.txt$')
        self.assertLess(len(os.path.basename(name).encode()), 200)
        # The record, event by event.
        events = read(self.path('data', 'record', 'events.jsonl')).splitlines()
        self.assertEqual(len(events), self.events())
        listed = self.run_ctl('journal', 'list')
        self.assertEqual({hashlib.sha256(b'\0' + event).hexdigest() for event in events}, {row['id'] for row in listed})
        # Tables: JSON and CSV of the same rows, formulas guarded.
        for kind, words in {'evidence': ('evidence', 'list'), 'step': ('step', 'list'), 'finding': ('finding', 'list'), 'member': ('member', 'list')}.items():
            rows = self.read_json('data', 'tables', kind + '.json')
            self.assertEqual({row['id'] for row in rows}, {row['id'] for row in self.run_ctl(*words)}, kind)
            with open(self.path('data', 'tables', kind + '.csv'), encoding='utf-8-sig', newline='') as file:
                self.assertEqual([row['id'] for row in csv.DictReader(file)], [row['id'] for row in rows], kind)
        for path in ('data/papers/binder.pdf', 'data/papers/tables.xlsx', f'data/papers/controls/{test_papers.CONTROL}.pdf', 'data/record/event-format.md',
                     'data/record/engagement.db', 'data/record/verification.json'):
            self.assertTrue(os.path.getsize(self.path(path)), path)

    def test_pages_open_from_the_disk(self):
        """No script, nothing from a network, and every link leads to a file of the archive."""
        self.work()
        self.run_ctl('finding', 'add', '--control', test_papers.CONTROL, '--text', '<script>alert(1)</script>&"', '--step', self.steps['P-1', 'inspection'])
        self.run_ctl('finding', 'add', '--control', test_papers.OTHER, '--text', 'other（見本）')
        self.archive()
        for name in ('index.html', 'lines.html', 'review.html', 'how-to-check.html'):
            page = Page(self.path(name))
            self.assertFalse(page.tags & {'script', 'img', 'link', 'iframe', 'form', 'object'}, name)
            for link in page.links:
                self.assertTrue(os.path.exists(self.path(link)), (name, link))
        index, lines = Page(self.path('index.html')), Page(self.path('lines.html'))
        self.assertIn(self.head()['root'], index.text)
        for row in self.run_ctl('evidence', 'list'):
            self.assertIn(row['sha256'], index.text)
        self.assertIn('<script>alert(1)</script>&"', lines.text)
        for step in self.run_ctl('step', 'list', test_papers.CONTROL):
            self.assertIn(step['result'], lines.text)
        self.assertIn(read(self.path('check.sh')).decode().splitlines()[5], Page(self.path('how-to-check.html')).text)
        # A finding that names no step rests on what its control has; from each line to its evidence.
        finding = next(row for row in self.read_json('data', 'tables', 'report-lines.json') if row['line'] == 'finding' and row['text'].startswith('other'))
        self.assertEqual(finding['files'], [f'data/evidence/{self.pdf} 規程.pdf'])
        by_id = {row['id']: row['reference'] for row in self.run_ctl('evidence', 'list')}
        rows = self.read_json('data', 'tables', 'report-lines.json')
        for step in self.run_ctl('step', 'list', test_papers.CONTROL):
            line = next(row for row in rows if row['line'] == 'result' and row['text'] == step['text'])
            self.assertLessEqual({by_id[evidence] for evidence in step['evidence']}, set(line['rests_on']))
            self.assertEqual(len(line['files']), len(step['evidence']))

    def test_lists_for_a_monitor(self):
        """Departures with their reasons, and work that was recorded long after it was done."""
        self.work()
        step = self.steps['P-1', 'inspection']
        self.run_ctl('step', 'record', step, '--technique', 'observation', '--performed-on', '2026-01-15', '--outcome', 'no-exception', '--result', '観察した。',
                     '--reason', '画面で確かめた。')
        self.run_ctl('consent', step, '--for', 'departure', '--reason', '写しが得られない。', person='leader')
        self.archive()
        self.assertEqual([row['reason'] for row in self.read_json('data', 'tables', 'departures.json')], ['写しが得られない。'])
        late = self.read_json('data', 'tables', 'late-records.json')
        self.assertEqual({row['performed-on'][:10] for row in late}, {'2026-01-15'})  # the clock says another year; what was asked has its hour
        self.assertIn('実施日から14日を超えて', Page(self.path('review.html')).text)
        self.assertEqual(self.read_json('data', 'tables', 'clock-warnings.json'), [])
        self.assertIn('写しが得られない。', Page(self.path('review.html')).text)

    def test_what_is_late_is_the_firms_to_say(self):
        """A hundred years are late for nobody."""
        self.work()
        self.run_ctl('settings', 'import', self.write('s.json', json.dumps({'deadlines': {'late_record_days': 36500}})), person='leader')
        self.archive()
        self.assertEqual(self.read_json('data', 'tables', 'late-records.json'), [])
        self.assertIn('実施日から36500日を超えて', Page(self.path('review.html')).text)

    def test_as_a_zip(self):
        """Other programs unpack it to the same bag; the same record gives the same bytes of evidence and record."""
        self.work()
        self.archive('保存.zip')
        with zipfile.ZipFile(self.out) as file:
            self.assertIsNone(file.testzip())
            self.assertEqual({name.split('/')[0] for name in file.namelist()}, {'保存'})
            file.extractall(os.path.join(self.folder, 'unpacked'))
        self.assertEqual(bags.check(os.path.join(self.folder, 'unpacked', '保存')), [])
        subprocess.run(['unzip', '-tqq', self.out], check=True)
        self.archive('again')
        same = bags.read_manifest(os.path.join(self.folder, 'unpacked', '保存'), 'manifest-sha256.txt')
        for path, value in bags.read_manifest(self.out, 'manifest-sha256.txt').items():
            if not path.startswith('data/papers/') and path != 'data/record/engagement.db':
                self.assertEqual(same[path], value, path)

    def test_nothing_is_made_of_a_damaged_record(self):
        self.work()
        target = os.path.join(self.folder, 'y')
        self.damage_object(self.log)
        self.fails(INTEGRITY, 'archive', 'create', '-o', target, error='integrity')
        self.assertFalse(os.path.exists(target))
        self.assertEqual(self.leftovers(), [])
        sha256 = self.run_ctl('evidence', 'show', self.log)['sha256']
        os.unlink(os.path.join(self.engagement, 'objects', sha256[:2], sha256))
        refused = self.fails(INTEGRITY, 'archive', 'create', '-o', target + '.zip')
        self.assertIn('object-missing', {problem['code'] for problem in refused['problems']})
        self.assertEqual(self.leftovers(), [])

    def test_names_that_are_taken(self):
        os.mkdir(os.path.join(self.folder, 'empty'))
        self.archive('empty')
        self.fails(FAILED, 'archive', 'create', '-o', self.out, error='exists')
        self.fails(FAILED, 'archive', 'create', '-o', os.path.join(self.folder, 'no', 'x'), error='not-found')
        self.fails(FAILED, 'archive', 'create', '-o', self.write('a.zip', 'x'), error='exists')
        self.assertTrue(re.fullmatch('x', read(os.path.join(self.folder, 'a.zip')).decode()))


if __name__ == '__main__':
    harness.main()
