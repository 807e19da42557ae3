# SPDX-License-Identifier: GPL-3.0-or-later
"""Members of archives as evidence of their own: cited, read, withdrawn, verified, refused."""

import hashlib
import io
import json
import os
import pathlib
import sqlite3
import struct
import tarfile
import zipfile

import harness
from harness import DONE, FAILED, INTEGRITY, REFUSED, USAGE

DATA = os.path.join(harness.SOURCE_ROOT, 'tests', 'unit', 'helper', 'data')
PARAM = '値=1\n'.encode()
LOG = '起動\n停止\n'.encode('cp932')


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def make_tar(entries, mode='w:gz'):
    """@entries: (name, bytes), or TarInfo alone."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as tar:
        for entry in entries:
            if isinstance(entry, tarfile.TarInfo):
                tar.addfile(entry)
                continue
            info = tarfile.TarInfo(entry[0])
            info.size = len(entry[1])
            tar.addfile(info, io.BytesIO(entry[1]))
    return data.getvalue()


def make_zip(entries, compression=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w', compression) as pack:
        for name, content in entries:
            pack.writestr(name, content)
    return data.getvalue()


class Archive(harness.Case):
    PEOPLE = ('leader',)

    def set_up_once(self):
        super().set_up_once()
        self.create()

    def import_work(self):
        self.import_criteria()
        self.run_ctl('procedures', 'import', self.write('p.csv', '管理策番号,手続番号,フェーズ,監査対象,監査技法,手続内容\n8.1.2.1,P-1,整備状況,規程,閲覧,閲覧する\n'))

    def take(self, name, data):
        """Takes in the bytes @data as the file @name; returns its row."""
        path = pathlib.Path(self.folder, name)
        path.write_bytes(data)
        return self.run_ctl('evidence', 'add', path)[0]

    def take_pack(self):
        return self.take('pack.zip', make_zip([('設定/param.txt', PARAM), ('inner.tar.gz', make_tar([('log/a.log', LOG), ('log/b.log', b'b')]))]))

    def show(self, evidence):
        return self.run_ctl('evidence', 'show', evidence)

    def test_cited(self):
        self.import_work()
        pack = self.take_pack()
        added = self.run_ctl('evidence', 'member-add', pack['reference'], '--member', '設定/param.txt', '--control', '8.1.2.1', '--note', '見本')
        self.assertEqual(len(added), 1)
        member = added[0]
        self.assertEqual({key: member[key] for key in ('name', 'sha256', 'size_bytes', 'media_type', 'already_held', 'member')},
                         {'name': 'pack.zip ▸ 設定/param.txt', 'sha256': sha256(PARAM), 'size_bytes': len(PARAM), 'media_type': 'text/plain',
                          'already_held': False, 'member': 1})
        row = self.show(member['reference'])
        self.assertEqual((row['kind'], row['of'], row['controls'], row['origin'], row['note']),
                         ('member', pack['id'], ['8.1.2.1'], 'client', '見本'))
        self.assertEqual(row['path'], [{'position': 0, 'raw_name': '設定/param.txt'.encode().hex()}])
        self.assertEqual(row['received_at'], self.show(pack['id'])['received_at'])
        self.assertEqual([each['id'] for each in self.run_ctl('evidence', 'list', '--control', '8.1.2.1')], [member['id']])
        self.assertEqual(self.run_ctl('evidence', 'text', member['id'])['text'], PARAM.decode())
        out = os.path.join(self.folder, 'out.txt')
        self.assertEqual(self.run_ctl('evidence', 'export', member['id'], '--output', out)['sha256'], sha256(PARAM))
        self.assertEqual(pathlib.Path(out).read_bytes(), PARAM)
        # nothing of it lies anywhere but in the archive
        self.assertFalse(os.path.exists(os.path.join(self.engagement, 'objects', sha256(PARAM)[:2], sha256(PARAM))))
        self.assertTrue(self.run_ctl('verify', '--members')['ok'])

    def test_cited_once(self):
        self.import_work()
        pack = self.take_pack()
        first = self.run_ctl('evidence', 'member-add', pack['id'], '--member', '#1')[0]
        again = self.run_ctl('evidence', 'member-add', pack['id'], '--member', '設定/param.txt', '--control', '8.1.2.1')[0]
        self.assertEqual((again['id'], again['already_held']), (first['id'], True))
        self.assertEqual(self.show(first['id'])['controls'], ['8.1.2.1'])
        # the same bytes as a file, and in another archive, are known
        self.assertTrue(self.take('param.txt', PARAM)['already_held'])
        other = self.take('other.zip', make_zip([('x', PARAM)]))
        self.assertTrue(self.run_ctl('evidence', 'member-add', other['id'], '--all')[0]['already_held'])
        self.run_ctl('evidence', 'withdraw', first['id'], '--reason', '誤り')
        self.assertNotEqual(self.run_ctl('evidence', 'member-add', pack['id'], '--member', '#1')[0]['id'], first['id'])

    def test_nested(self):
        pack = self.take_pack()
        member = self.run_ctl('evidence', 'member-add', pack['id'], '--in', 'inner.tar.gz', '--member', 'log/a.log')[0]
        self.assertEqual((member['name'], member['sha256']), ('pack.zip ▸ inner.tar.gz ▸ log/a.log', sha256(LOG)))
        self.assertEqual([step['position'] for step in self.show(member['id'])['path']], [1, 0])
        self.assertEqual(self.run_ctl('evidence', 'text', member['id'])['text'], LOG.decode('cp932'))
        # a member that is an archive is gone into like one
        inner = self.run_ctl('evidence', 'member-add', pack['id'], '--member', 'inner.tar.gz')[0]
        self.assertEqual([each['name'] for each in self.run_ctl('evidence', 'members', inner['id'])], ['log/a.log', 'log/b.log'])
        second = self.run_ctl('evidence', 'member-add', inner['id'], '--all')
        self.assertEqual([(each['id'] == member['id'], each['name']) for each in second],
                         [(True, 'pack.zip ▸ inner.tar.gz ▸ log/a.log'), (False, 'pack.zip ▸ inner.tar.gz ▸ log/b.log')])
        self.assertEqual(self.show(second[1]['id'])['of'], pack['id'])
        self.assertTrue(self.run_ctl('verify', '--members')['ok'])

    def test_searched(self):
        """Words of members that are evidence are found; one under a password says so."""
        pack = self.take_pack()
        member = self.run_ctl('evidence', 'member-add', pack['id'], '--in', 'inner.tar.gz', '--member', 'log/a.log')[0]
        locked = self.run_ctl('evidence', 'add', os.path.join(DATA, 'zip_winzip_aes256.zip'))[0]
        self.run_ctl('evidence', 'member-add', locked['id'], '--all', '--password-file', self.write('p', 'password\n'))
        done = self.run_ctl('index', 'text')
        self.assertEqual((done['read'], done['text'], done['opaque'], done['failed'], done['absent']), (4, 1, 2, 1, 0))
        self.assertEqual([problem['code'] for problem in done['problems']], ['passphrase'])
        self.assertEqual(self.run_ctl('index', 'text')['read'], 0)
        found = self.run_ctl('search', '停止')
        self.assertEqual([(hit['kind'], hit['id']) for hit in found], [('evidence', member['id'])])

    def test_depth(self):
        data = PARAM
        for level in range(6):
            data = make_zip([(f'{level}.zip' if level else 'param.txt', data)])
        pack = self.take('deep.zip', data)
        within = [word for level in (5, 4, 3) for word in ('--in', f'{level}.zip')]
        self.run_ctl('evidence', 'member-add', pack['id'], *within, '--all')
        self.fails(FAILED, 'evidence', 'member-add', pack['id'], *within, '--in', '2.zip', '--all', error='limit')
        names = [word.replace('--in', '--member') for word in within]
        self.fails(FAILED, 'evidence', 'members', pack['id'], *names, '--member', '2.zip', '--member', '1.zip', error='limit')

    def test_retry(self):
        pack = self.take_pack()
        words = ('--operation', 'op-1', 'evidence', 'member-add', pack['id'], '--all')
        first = self.run_ctl(*words)
        before = self.events()
        self.assertEqual([each['id'] for each in self.run_ctl(*words)], [each['id'] for each in first])
        self.assertEqual(self.events(), before)

    def test_usage(self):
        pack = self.take_pack()
        self.fails(USAGE, 'evidence', 'member-add', pack['id'], error='usage')
        self.fails(USAGE, 'evidence', 'member-add', pack['id'], '--all', '--member', '#1', error='usage')
        self.fails(USAGE, 'evidence', 'member-add', pack['id'], '--all', '--charset', 'KOI8-R', error='usage')
        self.fails(FAILED, 'evidence', 'member-add', pack['id'], '--member', '#3', error='not-found')
        self.fails(FAILED, 'evidence', 'member-add', pack['id'], '--member', 'param.txt', error='not-found')
        self.fails(FAILED, 'evidence', 'member-add', pack['id'], '--in', '設定/param.txt', '--all', error='invalid')
        self.fails(FAILED, 'evidence', 'member-add', pack['id'], '--member', '#1', '--control', '99.9', error='not-found')

    def test_charset(self):
        # 証 in EUC-JP reads as half-width katakana in CP932
        data = bytearray(make_zip([('AB.txt', PARAM)], zipfile.ZIP_STORED))
        raw = '証'.encode('euc_jp')
        data = bytes(data).replace(b'AB.txt', raw + b'.txt')
        pack = self.take('euc.zip', data)
        self.assertEqual(self.run_ctl('evidence', 'members', pack['id'])[0]['name_coding'], 'cp932')
        member = self.run_ctl('evidence', 'member-add', pack['id'], '--charset', 'EUC-JP', '--member', '証.txt')[0]
        self.assertEqual(member['name'], 'euc.zip ▸ 証.txt')
        self.assertEqual(self.show(member['id'])['path'], [{'position': 0, 'raw_name': (raw + b'.txt').hex(), 'charset': 'EUC-JP'}])

    def test_password(self):
        pack = self.run_ctl('evidence', 'add', os.path.join(DATA, 'zip_winzip_aes256.zip'))[0]
        self.fails(FAILED, 'evidence', 'member-add', pack['id'], '--all', error='passphrase')
        password = self.write('p', 'password\n')
        member = self.run_ctl('evidence', 'member-add', pack['id'], '--all', '--password-file', password)[0]
        self.assertEqual(member['size_bytes'], 6818)
        stored = pathlib.Path(self.engagement, 'engagement.db').read_bytes()
        self.assertNotIn(b'password', stored)
        self.fails(FAILED, 'evidence', 'text', member['id'], error='passphrase')
        self.assertEqual(len(self.run_ctl('evidence', 'text', member['id'], '--password-file', password)['text']), 6818)
        unread = self.run_ctl('verify', '--members')
        self.assertEqual([(problem['code'], problem['severity']) for problem in unread['problems']], [('member-unread', 'warn')])
        self.assertEqual(unread['checked']['members'], 0)
        read = self.run_ctl('verify', '--members', '--password-file', self.write('q', 'other\npassword\n'))
        self.assertEqual((read['problems'], read['checked']['members']), ([], 1))
        self.assertNotIn('members', self.run_ctl('verify')['checked'])

    # --- What it shares with its archive -------------------------------------------------------------------------

    def perform(self, member):
        """A control whose one inspected step has @member as its evidence."""
        step = next(step for step in self.run_ctl('step', 'list', '8.1.2.1') if step['stands_alone'])
        self.run_ctl('evidence', 'link', member['id'], '--step', step['id'])
        self.run_ctl('step', 'record', step['id'], '--technique', 'inspection', '--performed-on', '2025-10-01', '--outcome', 'no-exception',
                     '--result', '閲覧した。')
        return step['id']

    def codes(self):
        done = self.call('-C', self.engagement, '--format', 'json', '--identity', self.identities['leader'], 'check', '8.1.2.1')
        self.assertIn(done.returncode, (DONE, REFUSED))
        return {blocker['code'] for blocker in json.loads(done.stdout)['blockers']}

    def test_gate(self):
        self.import_work()
        pack = self.take_pack()
        member = self.run_ctl('evidence', 'member-add', pack['id'], '--member', '#1')[0]
        self.perform(member)
        self.assertNotIn('no-evidence', self.codes())
        path = pathlib.Path(self.engagement, 'objects', pack['sha256'][:2], pack['sha256'])
        away = pathlib.Path(self.folder, 'away')
        path.rename(away)
        self.assertIn('evidence-missing', self.codes())
        self.fails(FAILED, 'evidence', 'text', member['id'], error='not-found')
        away.rename(path)
        self.assertNotIn('evidence-missing', self.codes())
        # what is withdrawn takes along what stands in it
        self.run_ctl('evidence', 'withdraw', pack['id'], '--reason', '誤受領')
        self.assertIn('no-evidence', self.codes())
        row = self.show(member['id'])
        self.assertEqual((row['withdrawn'], row['withdrawn_reason']), (True, '誤受領'))
        self.fails(FAILED, 'evidence', 'member-add', pack['id'], '--member', '#2', error='invalid')
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_reuse(self):
        self.import_work()
        path = pathlib.Path(self.folder, 'old.zip')
        path.write_bytes(make_zip([('a.txt', PARAM)]))
        pack = self.run_ctl('evidence', 'add', path, '--origin', 'other-engagement', '--as-of', '2025-09-30')[0]
        member = self.run_ctl('evidence', 'member-add', pack['id'], '--all')[0]
        self.assertEqual((self.show(member['id'])['origin'], self.show(member['id'])['as_of']), ('other-engagement', '2025-09-30'))
        self.perform(member)
        self.assertIn('reuse-not-judged', self.codes())
        self.run_ctl('evidence', 'judge', pack['id'], '--reason', '同じ期間の同じ統制')
        self.assertNotIn('reuse-not-judged', self.codes())

    def test_backup(self):
        pack = self.take_pack()
        self.run_ctl('evidence', 'member-add', pack['id'], '--all')
        path, again = os.path.join(self.folder, 'b.tar'), os.path.join(self.folder, 'again.chosho')
        self.run_ctl('backup', '-o', path)
        self.run_ctl('restore', path, again)
        result = self.run_ctl('verify', '--members', engagement=again)
        self.assertTrue(result['ok'])
        self.assertEqual(result['problems'], [])
        self.assertEqual(result['checked']['objects'], 1)

    def lie(self, change):
        """The last event's first item, changed and signed by the leader."""
        with sqlite3.connect(os.path.join(self.engagement, 'engagement.db')) as database:
            data = database.execute('SELECT bytes FROM events ORDER BY arrival DESC LIMIT 1').fetchone()[0]
        item = json.loads(data)['payload']['items'][0]
        change(item)
        self.assertTrue(self.forge('leader', 'evidence', item)['admissible'])

    def test_lies(self):
        """Members that the archive does not have: forged by somebody with a key."""
        pack = self.take_pack()
        self.run_ctl('evidence', 'member-add', pack['id'], '--member', '#1')
        self.lie(lambda item: item.update(sha256='0' * 64, number=100))
        true, lie = self.run_ctl('evidence', 'list')[1:]
        self.fails(INTEGRITY, 'evidence', 'compare', lie['id'], '--with', true['id'], error='integrity')
        self.lie(lambda item: item.update(path=[{'position': 0, 'raw_name': '78'}], sha256=sha256(PARAM)))
        self.lie(lambda item: item.update(path=[{'position': 7, 'raw_name': '78'}]))
        self.assertTrue(self.run_ctl('verify')['ok'])
        lies = self.run_ctl('verify', '--members', code=INTEGRITY)
        self.assertEqual([problem['code'] for problem in lies['problems'] if problem['severity'] == 'error'], ['member-differs'] * 3)
        forged = [row for row in self.run_ctl('evidence', 'list') if row['sha256'] == '0' * 64][0]
        self.fails(INTEGRITY, 'evidence', 'text', forged['id'], error='integrity')
        out = os.path.join(self.folder, 'out')
        self.fails(INTEGRITY, 'evidence', 'export', forged['id'], '--output', out, error='integrity')
        self.assertFalse(os.path.exists(out))

    # --- Refusals ------------------------------------------------------------------------------------------------

    def refuse(self, data, error, words, *more, name='pack'):
        """No member of the archive @data becomes evidence, for the reason that is said by @words; nothing is done."""
        pack = self.take(name, data)
        before = sorted(pathlib.Path(self.engagement, 'objects').rglob('*'))
        said = self.fails(FAILED, 'evidence', 'member-add', pack['id'], *(more or ('--all',)), error=error)
        self.assertIn(words, said['error']['message'])
        self.assertEqual(sorted(pathlib.Path(self.engagement, 'objects').rglob('*')), before)

    def test_names_that_lead_out(self):
        for number, name in enumerate(('../evil', '/etc/passwd', 'a/../../b', 'C:\\x', '..\\y')):
            data = make_zip([('A' * len(name), bytes([number]))]).replace(b'A' * len(name), name.encode())
            self.refuse(data, 'invalid', 'the name leads out of the archive', name=f'{number}.zip')
        evidence = self.run_ctl('evidence', 'list')[0]['id']
        self.assertTrue(self.run_ctl('evidence', 'members', evidence)[0]['unsafe_name'])
        self.assertFalse(os.path.exists(os.path.join(self.engagement, 'evil')))

    def test_links_and_devices(self):
        entries = []
        for name, kind in (('link', tarfile.SYMTYPE), ('hard', tarfile.LNKTYPE), ('device', tarfile.CHRTYPE), ('disk', tarfile.BLKTYPE),
                           ('pipe', tarfile.FIFOTYPE), ('folder', tarfile.DIRTYPE)):
            info = tarfile.TarInfo(name)
            info.type = kind
            info.linkname = '/etc/passwd'
            entries.append(info)
        data = make_tar(entries)
        for number in range(1, 7):
            self.refuse(data, 'invalid', 'is no file but a folder, link or device', '--member', f'#{number}')
        self.refuse(data, 'invalid', 'there is no file in it')

    def test_bombs(self):
        # one member, a thousand times as large
        self.refuse(make_zip([('a', bytes(64 << 20))]), 'limit', 'more than 1000 times as large')
        # many members, each within what one may be
        data = make_zip([(str(number), bytes(24 << 20)) for number in range(12)])
        self.refuse(data, 'limit', 'its members together are more than 1000 times as large')

    def test_lying_sizes(self):
        content = bytes(range(256)) * 64
        data = make_zip([('a', content)])
        claimed = struct.pack('<I', len(content))
        for lie in (10, len(content) - 1, len(content) + 1, 1 << 30):
            self.refuse(data.replace(claimed, struct.pack('<I', lie)), 'invalid', 'damaged')

    def test_truncated(self):
        data = make_tar([('a', os.urandom(60000)), ('b', os.urandom(60000))])
        self.refuse(data[:len(data) // 4], 'invalid', 'damaged')
        data = make_zip([('a', os.urandom(60000))])
        self.refuse(data[:len(data) // 2], 'invalid', 'damaged')

    def test_opaque(self):
        for data in (b'Rar!\x1a\x07\x01\0' + bytes(100), b'\x20\0-lh5-' + bytes(100), b'MSCF' + bytes(100)):
            self.refuse(data, 'invalid', 'ask for it as ZIP, 7z or tar')
            evidence = self.run_ctl('evidence', 'list')[-1]['id']
            said = self.fails(FAILED, 'evidence', 'members', evidence, error='invalid')
            self.assertIn('ask for it as ZIP, 7z or tar', said['error']['message'])

    def test_some_of_many(self):
        data = make_zip([('a.txt', b'a'), ('../b.txt', b'b'), ('c.txt', b'c')])
        pack = self.take('some.zip', data)
        done = self.run_ctl('evidence', 'member-add', pack['id'], '--all', code=FAILED)
        self.assertEqual([each['name'] for each in done], ['some.zip ▸ a.txt', '../b.txt', 'some.zip ▸ c.txt'])
        self.assertEqual((done[1]['member'], done[1]['error']['code']), (2, 'invalid'))
        self.assertEqual([row['name'] for row in self.run_ctl('evidence', 'list')], ['some.zip', 'some.zip ▸ a.txt', 'some.zip ▸ c.txt'])

    # --- Names ---------------------------------------------------------------------------------------------------

    def test_folder_keeps_its_structure(self):
        folder = pathlib.Path(self.folder, '証跡')
        (folder / '設定').mkdir(parents=True)
        (folder / '設定' / 'param.txt').write_bytes(PARAM)
        (folder / 'a.log').write_bytes(LOG)
        self.run_ctl('evidence', 'add', folder)
        self.assertEqual({(row['folder'], row['name']) for row in self.run_ctl('evidence', 'list')}, {('証跡/設定', 'param.txt'), ('証跡', 'a.log')})

    def test_all_of_cp932(self):
        """Every two-byte character of CP932 as a name: raw, as flagged UTF-8, and as UTF-8 without a flag."""
        names = cp932_names()
        self.assertEqual(len(names), 9604)
        for kind, encode in (('cp932', lambda name: name.encode('cp932')), ('flagged', str.encode), ('unflagged', str.encode)):
            pack = self.take(kind + '.zip', zip_of_names([encode(name) for name in names], 0x800 if kind == 'flagged' else 0))
            for member, name in zip(self.run_ctl('evidence', 'members', pack['id']), names, strict=True):
                if member['name'] != name:
                    # few pairs of bytes are a character of UTF-8 as well, which has precedence
                    self.assertEqual((kind, member['name']), ('cp932', bytes.fromhex(member['raw_name']).decode()))
                self.assertFalse(member['unsafe_name'])
            added = self.run_ctl('evidence', 'member-add', pack['id'], '--charset', 'CP932' if kind == 'cp932' else 'UTF-8', '--all')
            self.assertEqual([each['name'] for each in added], [f'{kind}.zip ▸ {name}' for name in names])


def cp932_names():
    """Each character of CP932 that has two bytes, with an ending; of several codes of one character the one that is written."""
    found = []
    for high in range(0x81, 0xfd):
        for low in range(0x40, 0xfd):
            try:
                text = bytes([high, low]).decode('cp932')
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                found.append(text)
    return [text + '.t' for text in found]


def zip_of_names(names, flags):
    """Stored members of one byte each, named by bytes."""
    local, central = bytearray(), bytearray()
    for name in names:
        fields = struct.pack('<HHHHIIIHH', flags, 0, 0, 0x5a21, 0xe8b7be43, 1, 1, len(name), 0)
        central += b'PK\1\2' + struct.pack('<HH', 20, 20) + fields + struct.pack('<HHHII', 0, 0, 0, 0, len(local)) + name
        local += b'PK\3\4' + struct.pack('<H', 20) + fields + name + b'a'
    return bytes(local + central + b'PK\5\6' + struct.pack('<HHHHIIH', 0, 0, len(names), len(names), len(central), len(local), 0))


if __name__ == '__main__':
    harness.main()
