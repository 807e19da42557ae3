# SPDX-License-Identifier: GPL-3.0-or-later
"""evidence members, text, render: what stands in the files."""

import io
import os
import struct
import sys
import tarfile
import zipfile

import harness
from harness import FAILED, USAGE

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import photo_files  # noqa: E402

DATA = os.path.join(harness.SOURCE_ROOT, 'tests', 'unit', 'helper', 'data')


def png_size(path):
    with open(path, 'rb') as file:
        head = file.read(24)
    assert head.startswith(b'\x89PNG\r\n\x1a\n'), head
    return struct.unpack('>II', head[16:24])


class Content(harness.Case):
    PEOPLE = ('leader',)

    def set_up_once(self):
        super().set_up_once()
        self.create()

    def add(self, path):
        return self.run_ctl('evidence', 'add', path)[0]['reference']

    def add_data(self, name):
        return self.add(os.path.join(DATA, name))

    def make_zip(self):
        inner = io.BytesIO()
        with tarfile.open(fileobj=inner, mode='w:gz') as tar:
            for name, text in (('log/a.log', '起動\n停止\n'.encode('cp932')), ('log/b.log', b'x' * 100)):
                info = tarfile.TarInfo(name)
                info.size = len(text)
                tar.addfile(info, io.BytesIO(text))
        path = os.path.join(self.folder, 'pack.zip')
        with zipfile.ZipFile(path, 'w') as pack:
            pack.writestr('設定/vertical.pdf', open(os.path.join(DATA, 'vertical.pdf'), 'rb').read())
            pack.writestr('inner.tar.gz', inner.getvalue())
            pack.writestr('../evil', 'x')
        return path

    def test_text_of_pdf(self):
        evidence = self.add_data('vertical.pdf')
        text = self.run_ctl('evidence', 'text', evidence)
        self.assertEqual(text['format'], 'pdf')
        self.assertEqual(text['pages'][0], {'page': 1, 'has_text': True, 'text': 'あいうえお\n日本語'})
        self.assertEqual([page['has_text'] for page in text['pages']], [True, False, False])
        self.assertEqual([page['page'] for page in self.run_ctl('evidence', 'text', evidence, '--page', 2)['pages']], [2])
        self.fails(FAILED, 'evidence', 'text', evidence, '--page', 4, error='not-found')
        self.fails(USAGE, 'evidence', 'text', evidence, '--page', 0, error='usage')

    def test_text_of_workbook(self):
        evidence = self.add_data('sample.xlsx')
        sheets = self.run_ctl('evidence', 'text', evidence)['sheets']
        self.assertEqual([(sheet['name'], sheet['hidden']) for sheet in sheets], [('権限一覧', False), ('画面 写し', False), ('作業用', True)])
        self.assertIn({'place': '権限一覧!C3', 'text': '令和8年4月4日'}, sheets[0]['cells'])
        self.assertIn({'place': '権限一覧!A5', 'text': 'u00005', 'hidden': True}, sheets[0]['cells'])
        self.assertEqual(sheets[0]['objects'], [{'place': '権限一覧!B3', 'kind': 'note', 'name': '山田', 'text': '退職者の確認済'}])
        self.assertEqual(sheets[1]['objects'][0],
                         {'place': "'画面 写し'!B3:G14", 'kind': 'picture', 'name': 'パスワードの設定画面', 'member': '#13'})
        self.assertNotIn('member', sheets[1]['objects'][2])
        rows = self.run_ctl('evidence', 'text', evidence, '--sheet', 1, '--from', 12)['sheets']
        self.assertEqual([cell['place'] for cell in rows[0]['cells']], ['権限一覧!%s12' % column for column in 'ABCDE'])
        self.fails(FAILED, 'evidence', 'text', evidence, '--sheet', 4, error='not-found')
        picture = os.path.join(self.folder, 'picture.png')
        self.run_ctl('evidence', 'render', evidence, '--member', '#13', '--page', 1, '--output', picture)
        self.assertEqual(png_size(picture), (320, 180))

    def test_text_of_flows(self):
        blocks = self.run_ctl('evidence', 'text', self.add_data('sample.docx'))['blocks']
        changed = next(block for block in blocks if 'marked' in block)
        self.assertEqual((changed['number'], changed['marked']), (4, '見直しは[-年1回-]{+四半期ごと+}に行う。'))
        self.assertEqual(blocks[-1], {'kind': 'paragraph', 'zone': 'comment', 'number': 1, 'paragraph': 4, 'name': '鈴木', 'text': '頻度の根拠は？'})
        slides = self.run_ctl('evidence', 'text', self.add_data('sample.pptx'))['blocks']
        self.assertEqual([block.get('hidden', False) for block in slides if block['kind'] == 'slide'], [False, True])
        mail = self.add_data('sample.eml')
        blocks = self.run_ctl('evidence', 'text', mail)['blocks']
        self.assertEqual(blocks[2], {'kind': 'field', 'zone': 'header', 'name': 'Subject', 'text': '権限一覧のご送付'})
        self.assertEqual([block['name'] for block in blocks if block['kind'] == 'attachment'], ['権限.csv', '画面.png'])
        self.assertEqual(self.run_ctl('evidence', 'text', mail, '--member', '権限.csv')['text'], 'ID,氏名\nu1,山田\nu2,佐藤\n')

    def test_text_of_open_document(self):
        """OpenDocument is cited by the same places."""
        sheets = self.run_ctl('evidence', 'text', self.add_data('sample.ods'))['sheets']
        self.assertEqual([(sheet['name'], sheet['hidden']) for sheet in sheets], [('権限一覧', False), ('画面 写し', False), ('作業用', True)])
        self.assertIn({'place': '権限一覧!B3', 'text': '令和8年4月1日'}, sheets[0]['cells'])
        self.assertEqual(sheets[0]['objects'], [{'place': '権限一覧!A3', 'kind': 'note', 'name': '山田', 'text': '退職者の\n確認済'}])
        self.assertEqual(sheets[1]['objects'][0]['member'], '#3')
        blocks = self.run_ctl('evidence', 'text', self.add_data('sample.odt'))['blocks']
        changed = next(block for block in blocks if 'marked' in block)
        self.assertEqual((changed['number'], changed['marked']), (5, '見直しは[-年1回-]{+四半期ごと+}に行う。'))
        self.assertEqual(blocks[-1], {'kind': 'paragraph', 'zone': 'comment', 'number': 1, 'paragraph': 5, 'name': '鈴木', 'text': '頻度の根拠は？'})
        slides = self.run_ctl('evidence', 'text', self.add_data('sample.odp'))['blocks']
        self.assertEqual([block.get('hidden', False) for block in slides if block['kind'] == 'slide'], [False, True])

    def test_claims_of_photographs(self):
        """What a picture says of itself is told as a claim, beside the record's own facts."""
        path = os.path.join(self.folder, 'photo.png')
        with open(path, 'wb') as file:
            file.write(photo_files.photo())
        shown = self.run_ctl('evidence', 'show', self.add(path))
        self.assertEqual([shown[name] for name in ('claimed_taken_at', 'claimed_device', 'claimed_place')],
                         [photo_files.TAKEN, photo_files.DEVICE, photo_files.PLACE])
        self.assertIsNone(shown['as_of'])  # nothing of it becomes a fact
        for other in (os.path.join(DATA, 'vertical.pdf'), self.write('a.png', 'no picture')):
            shown = self.run_ctl('evidence', 'show', self.add(other))
            self.assertEqual([shown[name] for name in ('claimed_taken_at', 'claimed_device', 'claimed_place')], [None] * 3)

    def test_video(self):
        """A video is kept whole, and what to do is said."""
        path = os.path.join(self.folder, 'screen.mp4')
        with open(path, 'wb') as file:
            file.write(b'\0\0\0\x20ftypisom' + bytes(100))
        evidence = self.add(path)
        self.assertEqual(self.run_ctl('evidence', 'show', evidence)['media_type'], 'video/mp4')
        said = self.fails(FAILED, 'evidence', 'text', evidence, error='invalid')
        self.assertIn('time code', str(said))

    def test_text_of_encrypted(self):
        stream = 'EncryptedPackage'.encode('utf-16le')
        path = os.path.join(self.folder, 'locked.xlsx')
        with open(path, 'wb') as file:
            file.write(bytes.fromhex('d0cf11e0a1b11ae1') + bytes(504) + stream)
        evidence = self.add(path)
        said = self.fails(FAILED, 'evidence', 'text', evidence, error='invalid')
        self.assertIn('under a password', str(said))

    def test_text_of_log(self):
        evidence = self.add(self.write('app.log', '一行目\n二行目\n三行目\n', 'euc_jp'))
        self.assertEqual(self.run_ctl('evidence', 'text', evidence, '--from', 2, '--lines', 1) | {'id': ''},
                         {'id': '', 'format': 'text', 'charset': 'EUC-JP', 'from': 2, 'lines': 3, 'replaced': 0, 'text': '二行目\n'})
        self.assertEqual(self.run_ctl('evidence', 'text', evidence)['text'], '一行目\n二行目\n三行目\n')
        self.assertGreater(self.run_ctl('evidence', 'text', evidence, '--charset', 'UTF-8')['replaced'], 0)
        self.fails(USAGE, 'evidence', 'text', evidence, '--charset', 'KOI8-R', error='usage')
        self.fails(FAILED, 'evidence', 'render', evidence, '--page', 1, '-o', os.path.join(self.folder, 'x.png'), error='invalid')

    def test_render(self):
        evidence = self.add_data('rotation.pdf')
        path = os.path.join(self.folder, 'page.png')
        done = self.run_ctl('evidence', 'render', evidence, '--page', 2, '--dpi', 36, '-o', path)
        self.assertEqual((done['page'], done['dpi'], done['path']), (2, 36, path))
        self.assertEqual(png_size(path), (396, 306))
        self.assertEqual(os.path.getsize(path), done['size_bytes'])
        self.fails(FAILED, 'evidence', 'render', evidence, '--page', 1, '-o', path, error='exists')
        # the picture is evidence too, drawn pixel for pixel
        picture = self.add(path)
        again = os.path.join(self.folder, 'again.png')
        self.run_ctl('evidence', 'render', picture, '--page', 1, '-o', again)
        self.assertEqual(png_size(again), (396, 306))
        self.fails(FAILED, 'evidence', 'text', picture, error='invalid')
        other = os.path.join(self.folder, 'other.png')
        self.fails(FAILED, 'evidence', 'render', evidence, '--page', 3, '-o', other, error='not-found')
        self.fails(FAILED, 'evidence', 'render', evidence, '--page', 1, '--dpi', 100000, '-o', other, error='limit')
        self.fails(USAGE, 'evidence', 'render', evidence, '--page', 1, '--dpi', 0, '-o', other, error='usage')
        self.assertFalse(os.path.exists(other))

    def test_password(self):
        evidence = self.add_data('encrypted.pdf')
        self.fails(FAILED, 'evidence', 'text', evidence, error='passphrase')
        text = self.run_ctl('evidence', 'text', evidence, '--password-file', self.write('p', 'password\n'))
        self.assertEqual(text['pages'][0]['text'], 'secret')
        self.fails(FAILED, 'evidence', 'text', evidence, '--password-file', self.write('q', 'no\n'), error='passphrase')
        pack = self.add_data('zip_winzip_aes256.zip')
        self.assertTrue(self.run_ctl('evidence', 'members', pack)[0]['encrypted'])
        self.fails(FAILED, 'evidence', 'text', pack, '--member', 'README', error='passphrase')
        text = self.run_ctl('evidence', 'text', pack, '--member', 'README', '--password-file', os.path.join(self.folder, 'p'))
        self.assertEqual(len(text['text']), 6818)

    def test_members(self):
        evidence = self.add(self.make_zip())
        members = self.run_ctl('evidence', 'members', evidence)
        self.assertEqual([(member['number'], member['name'], member['kind'], member['unsafe_name']) for member in members],
                         [(1, '設定/vertical.pdf', 'file', False), (2, 'inner.tar.gz', 'file', False), (3, '../evil', 'file', True)])
        self.assertEqual(members[0]['size_bytes'], os.path.getsize(os.path.join(DATA, 'vertical.pdf')))
        self.assertEqual(bytes.fromhex(members[0]['raw_name']).decode(), '設定/vertical.pdf')
        text = self.run_ctl('evidence', 'text', evidence, '--member', '設定/vertical.pdf')
        self.assertEqual(text['pages'][0]['text'], 'あいうえお\n日本語')
        inner = self.run_ctl('evidence', 'members', evidence, '--member', '#2')
        self.assertEqual([member['name'] for member in inner], ['log/a.log', 'log/b.log'])
        text = self.run_ctl('evidence', 'text', evidence, '--member', 'inner.tar.gz', '--member', 'log/a.log')
        self.assertEqual((text['charset'], text['text']), ('CP932', '起動\n停止\n'))
        self.fails(FAILED, 'evidence', 'text', evidence, '--member', 'none', error='not-found')
        self.fails(FAILED, 'evidence', 'text', evidence, '--member', '#4', error='not-found')
        # nothing was made under a member's name
        self.assertEqual(sorted(os.listdir(self.folder)), ['e.chosho', 'pack.zip'])

    def test_files_of_libreoffice(self):
        """What LibreOffice 7.4 wrote of one page, one table and two slides reads alike in its own formats and in Microsoft's."""
        lines = ['アクセス管理規程（見本）', '第1条 特権IDは申請により付与する。', '申請書に承認者を記す', '棚卸は四半期ごと']
        for name in ('libreoffice.odt', 'libreoffice.docx'):
            blocks = self.run_ctl('evidence', 'text', self.add(os.path.join(DATA, name)))['blocks']
            self.assertEqual([block['text'] for block in blocks if block['kind'] != 'table-row'], lines, name)
            self.assertEqual([block['kind'] for block in blocks], ['heading', 'paragraph', 'list-item', 'list-item', 'table-row', 'table-row'], name)
        for name in ('libreoffice.odp', 'libreoffice.pptx'):
            blocks = self.run_ctl('evidence', 'text', self.add(os.path.join(DATA, name)))['blocks']
            self.assertEqual([(block['slide'], block.get('text')) for block in blocks if block['kind'] == 'paragraph'],
                             [(1, '特権IDの棚卸（見本）'), (2, '二枚目 結果なし')], name)
        sheet = self.run_ctl('evidence', 'text', self.add(os.path.join(DATA, 'libreoffice.ods')), '--sheet', 1)['sheets'][0]
        self.assertEqual([(cell['place'], cell['text']) for cell in sheet['cells'][3:6]], [('b!A2', 'A-001'), ('b!B2', '見本 太郎'), ('b!C2', '2025-04-01')])

    def test_same_name_twice(self):
        path = os.path.join(self.folder, 'twice.zip')
        with zipfile.ZipFile(path, 'w') as pack:
            pack.writestr('a', 'first')
            with self.assertWarns(UserWarning):
                pack.writestr('a', 'second')
        evidence = self.add(path)
        self.fails(FAILED, 'evidence', 'text', evidence, '--member', 'a', error='invalid')
        self.assertEqual(self.run_ctl('evidence', 'text', evidence, '--member', '#2')['text'], 'second\n')

    def test_nothing_to_look_at(self):
        sighting = self.run_ctl('evidence', 'sighting', '--what', 'w', '--where', 'w', '--with', 'w', '--reason', 'r')
        self.fails(FAILED, 'evidence', 'text', sighting['id'], error='not-found')
        binary = self.add(self.write('x.bin', bytes(range(256))))
        self.fails(FAILED, 'evidence', 'text', binary, error='invalid')
        self.fails(FAILED, 'evidence', 'members', binary, error='invalid')


if __name__ == '__main__':
    harness.main()
