# SPDX-License-Identifier: GPL-3.0-or-later
"""archive verify: bags of anybody, folder or archive; every kind of damage is named, and nothing ends the check early."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

import harness
import test_bag
from harness import DONE, FAILED, INTEGRITY, SOURCE_ROOT
from test_marks import read

sys.path.append(os.path.join(SOURCE_ROOT, 'tests', 'support'))
import bags  # noqa: E402

PAYLOAD = {'a.txt': b'alpha\n', 'folder/b.txt': b'beta\n' * 1000, '特権ID 一覧①髙～.txt': '見本'.encode(), '50%.txt': b'half', 'two\nlines.txt': b'x', 'empty': b''}
ALL = {'data/' + path for path in PAYLOAD}
MANIFEST = 'manifest-sha256.txt'


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class Bag:
    """A bag that can be damaged."""

    def __init__(self, folder, tags=False, **how):
        self.folder = bags.make(folder, PAYLOAD, **how)
        if not tags:
            for name in os.listdir(folder):
                if name.startswith('tagmanifest'):
                    os.unlink(self.path(name))

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, data):
        with open(self.path(name), 'wb') as file:
            file.write(data.encode() if isinstance(data, str) else data)

    def edit(self, name, change):
        self.write(name, change(read(self.path(name)).decode()))

    def add_line(self, name, line):
        self.edit(name, lambda text: text + line + '\n')

    def flip(self, name):
        data = read(self.path(name))
        self.write(name, bytes([data[0] ^ 1]) + data[1:])


OXUM = ('bag-invalid', 'bag-info.txt')
A, B = ('data/a.txt', 'data/folder/b.txt')
NO_MANIFEST = ('bag-invalid', '')
LINE = f'{sha256(PAYLOAD["a.txt"])}  {A}\n'


def swap(bag):
    os.rename(bag.path(A), bag.path('x'))
    os.rename(bag.path(B), bag.path(A))
    os.rename(bag.path('x'), bag.path(B))


def replace_by(bag, name, make):
    os.unlink(bag.path(name))
    make(bag.path(name))


# name: (how the bag is made, what is done to it, all problems as (code, path))
DAMAGE = {
    'a bit flipped': ({}, lambda bag: bag.flip(A), {('file-damaged', A)}),
    'cut short': ({}, lambda bag: bag.write(A, b'alp'), {('file-damaged', A), OXUM}),
    'a byte more': ({}, lambda bag: bag.write(A, b'alpha\n\n'), {('file-damaged', A), OXUM}),
    'emptied': ({}, lambda bag: bag.write(A, b''), {('file-damaged', A), OXUM}),
    'filled': ({}, lambda bag: bag.write('data/empty', b'x'), {('file-damaged', 'data/empty'), OXUM}),
    'removed': ({}, lambda bag: os.unlink(bag.path(A)), {('file-missing', A), OXUM}),
    'three at once': ({}, lambda bag: (bag.flip(A), bag.flip(B), os.unlink(bag.path('data/50%.txt'))),
                      {('file-damaged', A), ('file-damaged', B), ('file-missing', 'data/50%.txt'), OXUM}),
    'added': ({}, lambda bag: bag.write('data/more', b'x'), {('file-extra', 'data/more'), OXUM}),
    'hidden file added': ({}, lambda bag: bag.write('data/.DS_Store', b'x'), {('file-extra', 'data/.DS_Store'), OXUM}),
    'renamed': ({}, lambda bag: os.rename(bag.path(A), bag.path('data/A.txt')), {('file-missing', A), ('file-extra', 'data/A.txt')}),
    'moved': ({}, lambda bag: os.rename(bag.path(A), bag.path('data/folder/a.txt')), {('file-missing', A), ('file-extra', 'data/folder/a.txt')}),
    'swapped': ({}, swap, {('file-damaged', A), ('file-damaged', B)}),
    'a folder in its place': ({}, lambda bag: replace_by(bag, A, os.mkdir), {('file-missing', A), OXUM}),
    'a name with a line end lost': ({}, lambda bag: os.unlink(bag.path('data/two\nlines.txt')), {('file-missing', 'data/two\nlines.txt'), OXUM}),
    'Japanese name, bit flipped': ({}, lambda bag: bag.flip('data/特権ID 一覧①髙～.txt'), {('file-damaged', 'data/特権ID 一覧①髙～.txt')}),
    'no payload folder': ({}, lambda bag: shutil.rmtree(bag.path('data')), {('bag-invalid', 'data'), OXUM} | {('file-missing', path) for path in ALL}),
    'no declaration': ({}, lambda bag: os.unlink(bag.path('bagit.txt')), {('bag-invalid', 'bagit.txt')}),
    'version unreadable': ({}, lambda bag: bag.edit('bagit.txt', lambda text: text.replace('1.0', 'one')), {('bag-invalid', 'bagit.txt')}),
    'version unknown': ({}, lambda bag: bag.edit('bagit.txt', lambda text: text.replace('1.0', '2.0')), {('bag-invalid', 'bagit.txt')}),
    'encoding missing': ({}, lambda bag: bag.write('bagit.txt', 'BagIt-Version: 1.0\n'), {('bag-invalid', 'bagit.txt')}),
    'byte order mark': ({}, lambda bag: bag.edit('bagit.txt', lambda text: '\ufeff' + text), {('bag-invalid', 'bagit.txt')}),
    'declaration too long': ({}, lambda bag: bag.add_line('bagit.txt', 'More: x'), {('bag-invalid', 'bagit.txt')}),
    'declaration not text': ({}, lambda bag: bag.write('bagit.txt', b'\xff\xfe\x00'), {('bag-invalid', 'bagit.txt')}),
    'encoding unknown': ({}, lambda bag: bag.edit('bagit.txt', lambda text: text.replace('UTF-8', 'KLINGON')),
                         {('bag-invalid', MANIFEST), ('bag-invalid', 'bag-info.txt'), NO_MANIFEST}),
    'manifest not in its encoding': ({}, lambda bag: bag.write(MANIFEST, b'\xff\xff'), {('bag-invalid', MANIFEST), NO_MANIFEST}),
    'manifest lost': ({}, lambda bag: os.unlink(bag.path(MANIFEST)), {NO_MANIFEST}),
    'line without path': ({}, lambda bag: bag.edit(MANIFEST, lambda text: text.replace(f'  {A}', '')), {('manifest-bad', MANIFEST), ('file-extra', A)}),
    'checksum too short': ({}, lambda bag: bag.edit(MANIFEST, lambda text: text.replace(LINE, LINE[2:])), {('manifest-bad', A), ('file-damaged', A)}),
    'checksum no number': ({}, lambda bag: bag.edit(MANIFEST, lambda text: text.replace(LINE, 'zz' + LINE[2:])), {('manifest-bad', A), ('file-damaged', A)}),
    'listed twice': ({}, lambda bag: bag.add_line(MANIFEST, f'{"0" * 64}  {A}'), {('manifest-bad', A)}),
    'line lost': ({}, lambda bag: bag.edit(MANIFEST, lambda text: text.replace(LINE, '')), {('file-extra', A)}),
    'path upwards': ({}, lambda bag: bag.add_line(MANIFEST, '0' * 64 + '  data/../../x'), {('unsafe-path', 'data/../../x')}),
    'absolute path': ({}, lambda bag: bag.add_line(MANIFEST, '0' * 64 + '  /etc/passwd'), {('unsafe-path', '/etc/passwd')}),
    'path of another drive': ({}, lambda bag: bag.add_line(MANIFEST, '0' * 64 + '  C:\\x'), {('unsafe-path', 'C:\\x')}),
    'path of a home': ({}, lambda bag: bag.add_line(MANIFEST, '0' * 64 + '  ~/x'), {('unsafe-path', '~/x')}),
    'no payload listed': ({}, lambda bag: bag.add_line(MANIFEST, '0' * 64 + '  bagit.txt'), {('manifest-bad', 'bagit.txt')}),
    'listed in one of two': ({'algorithms': ('sha256', 'sha512')}, lambda bag: bag.edit(MANIFEST, lambda text: text.replace(LINE, '')), {('manifest-bad', A)}),
    'wrong in one of two': ({'algorithms': ('sha256', 'sha512')}, lambda bag: bag.edit(MANIFEST, lambda text: text.replace(LINE[:64], '0' * 64)),
                            {('file-damaged', A)}),
    'MD5 alone, bit flipped': ({'algorithms': ('md5',)}, lambda bag: bag.flip(A), {('file-damaged', A)}),
    'SHA-1 alone, bit flipped': ({'algorithms': ('sha1',)}, lambda bag: bag.flip(A), {('file-damaged', A)}),
    'SHA-512 alone, bit flipped': ({'algorithms': ('sha512',)}, lambda bag: bag.flip(A), {('file-damaged', A)}),
    'unknown algorithm alone': ({}, lambda bag: os.rename(bag.path(MANIFEST), bag.path('manifest-whirlpool.txt')), {NO_MANIFEST}),
    'number of bytes wrong': ({}, lambda bag: bag.edit('bag-info.txt', lambda text: text.replace('Oxum: ', 'Oxum: 1')), {OXUM}),
    'number of bytes unreadable': ({}, lambda bag: bag.write('bag-info.txt', 'Payload-Oxum: many\n'), {OXUM}),
    'information without label': ({}, lambda bag: bag.add_line('bag-info.txt', 'no label'), {OXUM}),
    'still to be fetched': ({}, lambda bag: (bag.write('fetch.txt', f'https://example.invalid/a - {A}\n'), os.unlink(bag.path(A))), {('file-missing', A), OXUM}),
    'fetched to elsewhere': ({}, lambda bag: bag.write('fetch.txt', 'https://example.invalid/a 3 ../a\n'), {('unsafe-path', '../a')}),
    'fetched and not listed': ({}, lambda bag: bag.write('fetch.txt', 'https://example.invalid/a 3 data/new\n'), {('manifest-bad', 'data/new')}),
    'fetch unreadable': ({}, lambda bag: bag.write('fetch.txt', 'https://example.invalid/a\n'), {('bag-invalid', 'fetch.txt')}),
    'tag file altered': ({'tags': True}, lambda bag: bag.add_line('bag-info.txt', 'More: x'), {('file-damaged', 'bag-info.txt')}),
    'tag file lost': ({'tags': True}, lambda bag: os.unlink(bag.path('bag-info.txt')), {('file-missing', 'bag-info.txt')}),
    'manifest altered': ({'tags': True}, lambda bag: bag.edit(MANIFEST, lambda text: text.replace(LINE[:64], '0' * 64)), {('file-damaged', MANIFEST), ('file-damaged', A)}),
    'manifest not among the tags': ({'tags': True}, lambda bag: bag.edit('tagmanifest-sha256.txt', lambda text: ''.join(
        line for line in text.splitlines(True) if 'manifest' not in line)), {('manifest-bad', MANIFEST)}),
    'tag manifest among the tags': ({'tags': True}, lambda bag: bag.add_line('tagmanifest-sha256.txt', '0' * 64 + '  tagmanifest-sha256.txt'),
                                    {('manifest-bad', 'tagmanifest-sha256.txt'), ('file-damaged', 'tagmanifest-sha256.txt')}),
}
ONLY_FOLDER = {
    'a link in its place': ({}, lambda bag: replace_by(bag, A, lambda path: os.symlink('folder/b.txt', path)), {('unsafe-path', A), ('file-missing', A), OXUM}),
    'a link to elsewhere': ({}, lambda bag: os.symlink('/etc', bag.path('data/link')), {('unsafe-path', 'data/link')}),
    'a pipe': ({}, lambda bag: os.mkfifo(bag.path('data/pipe')), {('unsafe-path', 'data/pipe')}),
}


def pack(folder, path, kind='zip'):
    """The bag as an archive with its one folder."""
    names = bags.list_files(folder)
    if kind != 'zip':
        with tarfile.open(path, 'w:' + kind) as file:
            file.add(folder, 'bag')
        return path
    with zipfile.ZipFile(path, 'w') as file:
        file.writestr('bag/data/', '') if os.path.isdir(os.path.join(folder, 'data')) else None
        for name in names:
            file.write(os.path.join(folder, name), 'bag/' + name)
    return path


class Verify(harness.Case):
    def verify(self, path, code=INTEGRITY):
        result = self.run_ctl('archive', 'verify', path, code=code)
        self.assertEqual(result['ok'], code == DONE)
        for problem in result['problems']:
            self.assertLessEqual({'code', 'severity', 'path', 'message'}, set(problem))
            self.assertTrue(problem['message'])
        return result

    def errors(self, path):
        return {(problem['code'], problem['path']) for problem in self.verify(path)['problems'] if problem['severity'] == 'error'}

    def bag(self, name, **how):
        return Bag(os.path.join(self.folder, name), **how)

    def sound(self, path):
        result = self.verify(path, DONE)
        self.assertEqual(result['files'], len(PAYLOAD))
        self.assertEqual(result['bytes'], sum(map(len, PAYLOAD.values())))
        return result['problems']


class Foreign(Verify):
    def test_every_damage_is_named(self):
        """Each alone, all of it and nothing else."""
        self.assertGreaterEqual(len(DAMAGE), 40)
        for index, (name, (how, damage, expected)) in enumerate({**DAMAGE, **ONLY_FOLDER}.items()):
            with self.subTest(name):
                bag = self.bag(f'bag-{index}', **how)
                damage(bag)
                self.assertEqual(self.errors(bag.folder), expected)

    def test_every_damage_is_named_in_a_zip(self):
        for index, (name, (how, damage, expected)) in enumerate(DAMAGE.items()):
            with self.subTest(name):
                bag = self.bag(f'bag-{index}', **how)
                damage(bag)
                self.assertEqual(self.errors(pack(bag.folder, bag.folder + '.zip')), expected)

    def test_sound_bags(self):
        """As others make them: every algorithm, form and container."""
        for algorithm in ('sha224', 'sha256', 'sha384', 'sha512'):
            self.assertEqual(self.sound(self.bag(algorithm, algorithms=(algorithm,), tags=True).folder), [])
        for algorithm in ('md5', 'sha1'):
            bag = self.bag(algorithm, algorithms=(algorithm,))
            self.assertEqual([(problem['code'], problem['severity']) for problem in self.sound(bag.folder)], [('manifest-bad', 'warn')])
        changes = {
            'upper case': lambda text: ''.join(line[:64].upper() + line[64:] for line in text.splitlines(True)),
            'stars': lambda text: text.replace('  data/', ' *data/'),
            'tabs': lambda text: text.replace('  data/', '\tdata/'),
            'crlf': lambda text: text.replace('\n', '\r\n'),
            'cr': lambda text: text.replace('\n', '\r'),
            'no end': lambda text: text.rstrip('\n'),
            'blank line': lambda text: text + '\n',
        }
        for name, change in changes.items():
            with self.subTest(name):
                bag = self.bag(name)
                bag.edit(MANIFEST, change)
                self.assertEqual(self.sound(bag.folder), [])
        self.assertEqual(self.sound(self.bag('utf-16', encoding='UTF-16').folder), [])
        self.assertEqual(self.sound(self.bag('0.97', version='0.97').folder), [])
        bag = self.bag('more', tags=True)
        bag.write('notes.txt', b'no tag manifest lists it')
        self.assertEqual(self.sound(bag.folder), [])
        for kind in ('gz', 'xz'):
            self.assertEqual(self.sound(pack(bag.folder, bag.folder + '.tar.' + kind, kind)), [])
        self.assertEqual(self.sound(pack(bag.folder, bag.folder + '.zip')), [])

    def test_what_is_valid_and_worth_a_word(self):
        for name, change, path in (('dots', lambda text: text.replace(f'  {A}', f'  ./{A}'), A), ('twice', lambda text: text + LINE, A)):
            bag = self.bag(name)
            bag.edit(MANIFEST, change)
            self.assertEqual([(problem['code'], problem['severity'], problem['path']) for problem in self.sound(bag.folder)], [('manifest-bad', 'warn', path)])
        folder = bags.make(os.path.join(self.folder, 'case'), {'a': b'1', 'A': b'2'})
        self.assertEqual({(problem['severity'], problem['path']) for problem in self.verify(folder, DONE)['problems']}, {('warn', 'data/a')})

    def test_before_one_a_manifest_need_not_be_whole(self):
        bag = self.bag('old', version='0.97', algorithms=('sha256', 'sha512'))
        bag.edit(MANIFEST, lambda text: text.replace(LINE, ''))
        self.assertEqual(self.sound(bag.folder), [])

    def test_names_in_other_forms_of_unicode(self):
        """A file system that takes accents apart is no damage, and is told."""
        name = 'data/がぎ.txt'
        folder = bags.make(os.path.join(self.folder, 'nfc'), {'がぎ.txt': b'x'})
        os.rename(os.path.join(folder, name), os.path.join(folder, unicodedata.normalize('NFD', name)))
        self.assertEqual([(problem['code'], problem['severity']) for problem in self.verify(folder, DONE)['problems']], [('manifest-bad', 'warn')])
        with open(os.path.join(folder, unicodedata.normalize('NFD', name)), 'wb') as file:
            file.write(b'y')
        self.assertEqual(self.errors(folder), {('file-damaged', unicodedata.normalize('NFD', name))})

    def test_hostile_archives(self):
        bag = self.bag('bag')
        path = os.path.join(self.folder, 'x.zip')
        pack(bag.folder, path)
        with zipfile.ZipFile(path, 'a') as file:
            file.writestr('bag/data/../../../evil', b'x')
            file.writestr('elsewhere/x', b'x')
            file.writestr('bag/' + A, b'second')
        errors = self.errors(path)
        self.assertIn(('unsafe-path', 'elsewhere/x'), errors)
        self.assertTrue([code for code, name in errors if code == 'unsafe-path' and name.endswith('evil')])
        self.assertIn(('bag-invalid', A), errors)
        self.assertFalse(os.path.exists(os.path.join(os.path.dirname(self.folder), 'evil')))
        # A byte of a member: the ZIP's own checksum tells, the file is named and the others are checked.
        pack(bag.folder, path)
        data = read(path)
        place = data.index(PAYLOAD['a.txt'])
        with open(path, 'wb') as file:
            file.write(data[:place] + b'A' + data[place + 1:])
        self.assertEqual({name for code, name in self.errors(path) if code == 'file-damaged'}, {A})
        with open(path, 'wb') as file:
            file.write(data[:len(data) // 2])
        self.fails_alone(path, 'invalid')

    def fails_alone(self, path, error):
        done = self.run_ctl('archive', 'verify', path, code=FAILED)
        self.assertEqual(done['error']['code'], error)

    def test_what_is_no_bag(self):
        self.fails_alone(os.path.join(self.folder, 'no'), 'not-found')
        self.fails_alone(self.write('x.txt', 'no archive'), 'invalid')
        os.mkdir(os.path.join(self.folder, 'empty'))
        self.assertEqual(self.errors(os.path.join(self.folder, 'empty')), {('bag-invalid', 'bagit.txt'), ('bag-invalid', 'data'), NO_MANIFEST})


class Own(test_bag.Archives, Verify):
    """An archive of ours: what manifests made anew would hide, signatures and chains tell."""

    def set_up_once(self):
        super().set_up_once()
        self.add('規程.txt', '第1条（見本）', '--control', test_bag.test_papers.CONTROL)
        self.archive()

    def seal(self):
        """Manifests of what is there now, as whoever alters an archive would make them."""
        payload = [name for name in bags.list_files(self.out) if name.startswith('data/')]
        with open(self.path(MANIFEST), 'w', encoding='utf-8') as file:
            file.writelines(f'{bags.digest(self.path(name), "sha256")}  {name}\n' for name in payload)
        info = read(self.path('bag-info.txt')).decode().splitlines(True)
        with open(self.path('bag-info.txt'), 'w', encoding='utf-8') as file:
            file.writelines(line for line in info if not line.startswith('Payload-Oxum'))
            file.write(f'Payload-Oxum: {sum(os.path.getsize(self.path(name)) for name in payload)}.{len(payload)}\n')
        os.unlink(self.path('tagmanifest-sha256.txt'))

    def change_lines(self, name, change):
        path = self.path('data', 'record', name)
        lines = change(read(path).splitlines(True))
        with open(path, 'wb') as file:
            file.writelines(lines)

    def codes(self):
        self.seal()
        self.assertEqual(bags.check(self.out), [])  # to everybody else it is a sound bag
        return {code for code, _ in self.errors(self.out)}

    def test_it_is_sound(self):
        result = self.verify(self.out, DONE)
        self.assertEqual((result['archive'], result['problems']), (True, []))
        self.assertEqual(result['checked']['events'], self.events())
        self.archive('a.zip')
        result = self.verify(self.out, DONE)
        self.assertEqual((result['archive'], result['problems'], result['checked']['events']), (True, [], self.events()))

    def test_damage_that_everybody_sees(self):
        for name in ('data/record/events.jsonl', 'index.html', 'check.sh', 'bag-info.txt'):
            data = read(self.path(name))
            with open(self.path(name), 'ab') as file:
                file.write(b' ')
            self.assertIn(('file-damaged', name), self.errors(self.out))
            with open(self.path(name), 'wb') as file:
                file.write(data)
        self.verify(self.out, DONE)

    def test_an_event_altered(self):
        self.change_lines('events.jsonl', lambda lines: [*lines[:3], lines[3].replace(b'"time_us":1', b'"time_us":2'), *lines[4:]])
        self.assertIn('event-altered', self.codes())

    def test_an_event_altered_with_its_id(self):
        def change(lines):
            line = lines[-1].replace(b'"time_us":1', b'"time_us":2')
            self.id = hashlib.sha256(b'\0' + line.strip()).hexdigest().encode()
            return [*lines[:-1], line]
        self.change_lines('events.jsonl', change)
        self.change_lines('signatures.tsv', lambda lines: [*lines[:-1], self.id + lines[-1][64:]])
        self.assertTrue(self.codes() & {'signature-bad', 'rule-broken'})

    def test_the_last_event_left_out(self):
        """Chains cannot tell; the root that the archive names does."""
        for name in ('events.jsonl', 'signatures.tsv'):
            self.change_lines(name, lambda lines: lines[:-1])
        self.assertTrue(self.codes())

    def test_an_event_in_the_middle_left_out(self):
        for name in ('events.jsonl', 'signatures.tsv'):
            self.change_lines(name, lambda lines: [*lines[:3], *lines[4:]])
        self.assertTrue(self.codes() & {'event-missing', 'chain-broken'})

    def test_evidence_left_out(self):
        with open(self.path('data', 'tables', 'originals.json'), encoding='utf-8') as file:
            row = json.load(file)[0]
        os.unlink(self.path(row['file']))
        self.assertIn(('file-missing', f'objects/{row["sha256"][:2]}/{row["sha256"]}'), self.after_seal())

    def after_seal(self):
        self.seal()
        return self.errors(self.out)

    def test_lines_in_another_order(self):
        """Their order means nothing."""
        for name in ('events.jsonl', 'signatures.tsv'):
            self.change_lines(name, lambda lines: lines[::-1])
        self.seal()
        self.verify(self.out, DONE)

    def test_it_needs_no_engagement(self):
        done = subprocess.run([harness.CHOSHOCTL, 'archive', 'verify', self.out], env={**self.environment, 'XDG_STATE_HOME': '/nonexistent'}, capture_output=True)
        self.assertEqual((done.returncode, done.stderr), (0, b''))


if __name__ == '__main__':
    harness.main()
