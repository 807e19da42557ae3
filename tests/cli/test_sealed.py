# SPDX-License-Identifier: GPL-3.0-or-later
"""archive create with encryption, archive verify and open of what came of it: whole, or refused with the reason."""

import json
import os
import sys
import zipfile

import harness
import test_bag
from harness import FAILED, INTEGRITY, SOURCE_ROOT, USAGE
from test_marks import read

sys.path.append(os.path.join(SOURCE_ROOT, 'tests', 'support'))
import bags  # noqa: E402

MARK = '封筒の中にだけある見本の語'
PIECE = 65536 + 17


class Sealed(test_bag.Archives):
    def set_up_once(self):
        super().set_up_once()
        self.take('印.txt', MARK + '\n')
        self.take('大.bin', bytes(range(256)) * 1024)  # some pieces
        self.secret = self.write('secret', 'a passphrase of the archive\n')
        self.words = ('--pack-passphrase-file', self.secret)

    def seal(self, *words, name='保存.zip.sealed'):
        return self.archive(name, *(words or self.words), person='leader')

    def left(self):
        return sorted(os.listdir(self.folder)), [name for name in os.listdir(self.engagement) if name.startswith('.')]

    def damaged(self, change, name='damaged'):
        return self.write(name, change(read(self.out)))

    def test_with_a_passphrase(self):
        """What is in it is the archive in the clear; outside nothing of it can be read, and nothing is left beside it."""
        before = self.left()
        made = self.seal()
        self.assertEqual((made['encrypted'], made['path']), (True, self.out))
        self.assertEqual(self.left()[1], before[1])
        sealed = read(self.out)
        self.assertEqual(os.stat(self.out).st_mode & 0o777, 0o600)
        self.assertTrue(sealed.startswith(b'chosho-envelope-1\nP'))
        for word in (MARK.encode(), b'manifest-sha256', b'Chosho-Archive-Version', b'PK\x03\x04'):
            self.assertNotIn(word, sealed)
        shown = self.run_ctl('archive', 'verify', self.out, *self.words)
        self.assertEqual((shown['ok'], shown['archive'], shown['checked']['events']), (True, True, self.events()))
        opened = os.path.join(self.folder, 'opened.zip')
        self.assertEqual(self.run_ctl('archive', 'open', self.out, '-o', opened, *self.words)['size_bytes'], os.path.getsize(opened))
        with zipfile.ZipFile(opened) as file:
            self.assertIsNone(file.testzip())
            self.assertEqual({name.split('/')[0] for name in file.namelist()}, {'保存'})
            file.extractall(os.path.join(self.folder, 'unpacked'))
        self.assertEqual(bags.check(os.path.join(self.folder, 'unpacked', '保存')), [])
        self.fails(FAILED, 'archive', 'open', self.out, '-o', opened, *self.words, error='exists')
        self.assertEqual(self.leftovers(), [])

    def test_for_members(self):
        """Those it is for open it with their keys, and nobody else; who makes it need not be one of them."""
        self.seal('--recipient', 'executive', '--recipient', 'practitioner')
        self.assertTrue(read(self.out).startswith(b'chosho-envelope-1\nK'))
        for person in ('executive', 'practitioner'):
            self.assertTrue(self.run_ctl('archive', 'verify', self.out, person=person)['ok'])
        for word in ('verify', 'open'):
            more = ('-o', os.path.join(self.folder, 'no.zip')) if word == 'open' else ()
            self.fails(FAILED, 'archive', word, self.out, *more, person='leader', error='passphrase')
        done = self.call('archive', 'verify', self.out, '--format', 'json')
        self.assertEqual((done.returncode, json.loads(done.stdout)['error']['code']), (FAILED, 'passphrase'))
        self.assertFalse(os.path.exists(os.path.join(self.folder, 'no.zip')))

    def test_a_wrong_passphrase(self):
        self.seal()
        other = self.write('other', 'another passphrase\n')
        opened = os.path.join(self.folder, 'opened.zip')
        for words in ((), ('--pack-passphrase-file', other)):
            self.fails(FAILED, 'archive', 'verify', self.out, *words, error='passphrase')
            self.fails(FAILED, 'archive', 'open', self.out, '-o', opened, *words, error='passphrase')
        self.assertFalse(os.path.exists(opened))
        self.assertEqual(self.leftovers(), [])

    def test_any_damage(self):
        """A byte changed, a piece cut off, added, moved: nothing of it is given out."""
        self.seal()
        sealed = read(self.out)
        start = len(sealed) % PIECE or PIECE
        damages = {f'byte {place}': lambda data, place=place: data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]
                   for place in (0, 17, 60, 130, 200, len(sealed) // 2, len(sealed) - 1)}
        damages['cut'] = lambda data: data[:-1]
        damages['cut a piece'] = lambda data: data[:-start]
        damages['cut in the head'] = lambda data: data[:40]
        damages['longer'] = lambda data: data + b'x'
        damages['moved'] = lambda data: data[:400] + data[400 + PIECE:400 + 2 * PIECE] + data[400:400 + PIECE] + data[400 + 2 * PIECE:]
        for name, change in damages.items():
            path = self.damaged(change)
            opened = os.path.join(self.folder, 'opened.zip')
            with self.subTest(name):
                for words in (('verify', path), ('open', path, '-o', opened)):
                    done = self.call('archive', *words, *self.words, '--format', 'json')
                    self.assertIn(done.returncode, (FAILED, INTEGRITY), done.stdout)
                    self.assertIn(json.loads(done.stdout)['error']['code'], ('integrity', 'passphrase', 'invalid', 'limit'))
                self.assertFalse(os.path.exists(opened))
        self.assertEqual(self.leftovers(), [])

    def test_refused(self):
        target = os.path.join(self.folder, 'x.zip.sealed')
        self.fails(USAGE, 'archive', 'create', '-o', os.path.join(self.folder, 'x.ZIP'), *self.words)
        self.fails(USAGE, 'archive', 'create', '-o', target, *self.words, '--recipient', 'leader')
        self.fails(FAILED, 'archive', 'create', '-o', target, '--recipient', 'nobody')
        self.fails(FAILED, 'archive', 'create', '-o', self.secret, *self.words, error='exists')
        self.fails(FAILED, 'archive', 'create', '-o', os.path.join(self.folder, 'no', 'x'), *self.words, error='not-found')
        self.fails(FAILED, 'archive', 'open', self.secret, '-o', target, *self.words, error='invalid')
        self.fails(FAILED, 'archive', 'open', os.path.join(self.folder, 'none'), '-o', target, *self.words, error='not-found')
        self.damage_object(self.run_ctl('evidence', 'list')[0]['id'])
        self.fails(INTEGRITY, 'archive', 'create', '-o', target, *self.words, error='integrity')
        self.assertFalse(os.path.exists(target))
        self.assertEqual(self.leftovers(), [])

    def test_in_the_clear_unless_asked_for(self):
        """Passphrases that are about encrypt nothing, and a bag in the clear asks nobody's key."""
        path = os.path.join(self.folder, 'clear.zip')
        done = self.call('-C', self.engagement, '--identity', self.identities['leader'], '--passphrase-file', self.secret, 'archive', 'create', '-o', path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(zipfile.is_zipfile(path))
        key = os.path.join(self.folder, 'protected.json')
        done = self.call('--passphrase-file', self.secret, 'identity', 'new', '--name', 'x', '--output', key)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.call('--identity', key, 'archive', 'verify', path)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == '__main__':
    harness.main()
