# SPDX-License-Identifier: GPL-3.0-or-later
"""search and index text: words of the record and of evidence, and what is said where something is missing."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile

import harness
from harness import DONE, FAILED, SOURCE_ROOT, USAGE

sys.path.append(os.path.join(SOURCE_ROOT, 'tests', 'support'))
import pdf_files  # noqa: E402

DATA = os.path.join(SOURCE_ROOT, 'tests', 'unit', 'helper', 'data')
KEYS = {'kind', 'id', 'control', 'name', 'page', 'excerpt'}
KINDS = {'control', 'result', 'evidence', 'note', 'finding', 'paper'}
SEED = 20260408
KILLS = 10


def pages(*texts):
    """A PDF whose pages hold these lines."""
    return pdf_files.pdf([pdf_files.page('\n'.join(pdf_files.line(line, 60, 760 - 20 * n) for n, line in enumerate(text.split('\n'))))
                          for text in texts])


class Search(harness.Case):
    PEOPLE = ('leader',)

    def set_up_once(self):
        super().set_up_once()
        self.create()

    @property
    def store(self):
        return os.path.join(self.engagement, 'text.db')

    def search(self, text, *more):
        """What is found; checked against the contract's shape."""
        found = self.run_ctl('search', text, *more)
        for item in found:
            self.assertLessEqual(KEYS, set(item))
            self.assertIn(item['kind'], KINDS)
            hit = item['hit']
            self.assertGreater(hit['length'], 0)
            self.assertLessEqual(hit['first'] + hit['length'], len(item['excerpt']))
        return found

    def note(self, *words):
        """What search says beside its answer."""
        done = self.call('-C', self.engagement, 'search', *words)
        self.assertEqual(done.returncode, DONE, done.stderr)
        return done.stderr.decode()

    def add(self, path, *more):
        return self.run_ctl('evidence', 'add', path, *more)[0]

    def test_record(self):
        self.import_criteria()
        found = self.search('資産')
        self.assertEqual({item['kind'] for item in found}, {'control'})
        self.assertTrue(all(item['id'] == item['control'] for item in found))
        paper = self.run_ctl('paper', 'add', '--number', 'G-01', '--title', '監査計画書')['id']
        self.run_ctl('note', 'add', '8.1.2.1', '--text', '台帳の版を書くこと')
        self.run_ctl('finding', 'add', '--control', '8.1.2.1', '--text', '承認者の㊞がない')
        interview = self.run_ctl('interview', 'add', '--who', '佐藤', '--post', '課長', '--at', '2026-02-10 14:00', '--how', '対面',
                                 '--question', '棚卸の頻度', '--answer', '半期ごと')['id']
        self.assertEqual([(item['kind'], item['id'], item['name']) for item in self.search('監査計')], [('paper', paper, '監査計画書')])
        self.assertEqual([(item['kind'], item['control']) for item in self.search('台帳の版')], [('note', '8.1.2.1')])
        self.assertEqual([item['kind'] for item in self.search('承認者の')], ['finding'])
        self.assertEqual([(item['kind'], item['id'], item['record']) for item in self.search('棚卸')], [('result', interview, 'interview')])
        # never stale: what changed is found at once, what was changed away is not
        self.run_ctl('paper', 'edit', paper, '--title', '実施計画')
        self.assertEqual(self.search('監査計'), [])
        self.assertEqual([item['id'] for item in self.search('実施計')], [paper])

    def test_words_of_one_and_two_characters(self):
        evidence = self.add(self.write('鍵.txt', '特権ＩＤの証跡。\nﾊﾟｽﾜｰﾄﾞ　の鍵\n'))
        self.run_ctl('index', 'text')
        for word in ('証', '証跡', '鍵', 'id', 'ＩＤ', 'パスワード', '特権IDの証跡。パスワード'):
            found = [item for item in self.search(word, '--kind', 'evidence') if item['record'] == 'content']
            self.assertEqual([item['id'] for item in found], [evidence['id']], word)
        self.assertEqual(self.search('権限'), [])

    def test_places(self):
        self.add(self.write('規程.pdf', pages('第一条\n目的を定める', '第二条\n特権の付\n与は申請による', '')))
        for name in ('sample.xlsx', 'sample.docx', 'sample.pptx', 'sample.eml'):
            self.add(os.path.join(DATA, name))
        self.add(self.write('権限.csv', 'ID,氏名\nu1,山田\n'))
        self.add(self.write('app.log', ''.join('%05d 起動\n' % i for i in range(2000)) + '障害\n', 'cp932'))
        done = self.run_ctl('index', 'text')
        self.assertEqual((done['read'], done['failed'], done['partial']), (7, 0, 1))  # the last page is blank
        expected = {'特権の付与': (2, 'p.2', 'page=2'), '令和8年4月4日': (None, '権限一覧!C3', 'cell=権限一覧!C3'),
                    '退職者の確認': (None, '権限一覧!B3', 'cell=権限一覧!B3'), '山田': (None, 'B2', 'cell=B2'),
                    '障害': (None, 'Line 2001', 'line=2001'), '01234起動': (None, 'Line 1235', 'line=1235')}
        for word, place in expected.items():
            found = [item for item in self.search(word) if item['record'] == 'content']
            self.assertIn(place, [(item['page'], item['place'], item['hit']['position']) for item in found], word)
        paragraph, = (item for item in self.search('四半期ごと') if item['record'] == 'content')
        self.assertEqual((paragraph['place'], paragraph['hit']['position']), ('Paragraph 4', 'paragraph=4'))
        self.assertEqual([item['name'] for item in self.search('一覧のご送付')], ['sample.eml'])

    def test_open_document(self):
        for name in ('sample.ods', 'sample.odt', 'sample.odp'):
            self.add(os.path.join(DATA, name))
        self.assertEqual(self.run_ctl('index', 'text')['text'], 3)
        for word, place in {'月額': ('権限一覧!C2', 'cell=権限一覧!C2'), '四半期ごと': ('Paragraph 5', 'paragraph=5')}.items():
            found, = (item for item in self.search(word) if item['record'] == 'content')
            self.assertEqual((found['place'], found['hit']['position']), place)
        found, = (item for item in self.search('口頭で補足') if item['record'] == 'content')
        self.assertEqual(found['place'], 'Slide 1, Speaker’s notes, paragraph 1')

    def test_members_of_archives(self):
        path = os.path.join(self.folder, 'pack.zip')
        with zipfile.ZipFile(path, 'w') as pack:
            pack.writestr('規程/特権.txt', '特権の台帳')
            pack.writestr('app.log', '起動\n停止\n')
        archive = self.add(path)
        members = self.run_ctl('evidence', 'member-add', archive['id'], '--all')
        self.assertEqual(self.run_ctl('index', 'text')['text'], 2)
        found, = (item for item in self.search('権の台') if item['record'] == 'content')
        self.assertIn(found['id'], {member['id'] for member in members})
        found, = self.search('停止')
        self.assertEqual((found['place'], found['name'].endswith('app.log')), ('Line 2', True))
        locked = self.add(os.path.join(DATA, 'zip_winzip_aes256.zip'))
        secret = self.write('password', 'password')
        self.run_ctl('evidence', 'member-add', locked['id'], '--member', 'README', '--password-file', secret)
        self.assertIn({'code': 'passphrase', 'name': 'README'},
                      [{'code': item['code'], 'name': item['name'].split('/')[-1].split(' ')[-1]} for item in self.run_ctl('index', 'text')['problems']])
        self.assertEqual(self.run_ctl('index', 'text', '--count')['searchable']['unread'], 0)

    def test_purged_archive(self):
        """Of an archive whose bytes are destroyed no word of its members stays anywhere."""
        executive = os.path.join(self.folder, 'executive.json')
        key = self.run_ctl('identity', 'new', '--name', 'executive', '--output', executive, '--unprotected')['public_key']
        self.run_ctl('member', 'add', '--name', 'executive', '--role', 'executive', '--public-key', key)
        path = os.path.join(self.folder, 'pack.zip')
        with zipfile.ZipFile(path, 'w') as pack:
            pack.writestr('名簿.txt', '他社の名簿')
        archive = self.add(path)
        self.run_ctl('evidence', 'member-add', archive['id'], '--all')
        self.run_ctl('index', 'text')
        self.assertEqual(len(self.search('他社の名簿')), 1)
        for words in (('member', 'confirm-independence'), ('evidence', 'purge', archive['id'], '--reason', '誤受領')):
            done = self.call('-C', self.engagement, '--identity', executive, *words)
            self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertEqual(self.search('他社の名簿'), [])
        self.assertEqual(self.run_ctl('index', 'text')['read'], 0)
        for end in ('', '-wal'):
            with open(self.store + end, 'rb') as file:
                self.assertNotIn('他社の名簿'.encode(), file.read())

    def test_same_content_twice(self):
        first = self.add(self.write('a.txt', '同じ内容'))
        second = self.add(self.write('b.txt', '同じ内容'))
        self.run_ctl('index', 'text')
        found = [item for item in self.search('同じ') if item['record'] == 'content']
        self.assertEqual({item['id'] for item in found}, {first['id'], second['id']})
        self.run_ctl('evidence', 'withdraw', second['id'], '--reason', '誤り')
        found = {item['id']: item.get('withdrawn', False) for item in self.search('同じ') if item['record'] == 'content'}
        self.assertEqual(found, {first['id']: False, second['id']: True})

    def test_what_was_not_read(self):
        self.add(self.write('a.txt', '読まれるもの'))
        scan = self.add(self.write('scan.pdf', pages('', '')))
        self.add(os.path.join(DATA, 'encrypted.pdf'))
        self.add(self.write('broken.pdf', b'%PDF-1.7\nnothing of the kind'))
        with zipfile.ZipFile(os.path.join(self.folder, 'pack.zip'), 'w') as pack:
            pack.writestr('a.txt', 'x')
        self.add(os.path.join(self.folder, 'pack.zip'))
        self.assertIn('5 of 5 pieces of evidence have no text or were not read yet', self.note('読まれる'))
        self.assertEqual({row['text_state'] for row in self.run_ctl('evidence', 'list')}, {'unread'})
        done = self.run_ctl('index', 'text')
        self.assertEqual([done[state] for state in ('read', 'text', 'none', 'failed', 'opaque')], [5, 1, 1, 2, 1])
        self.assertEqual({(item['name'], item['code']) for item in done['problems']}, {('encrypted.pdf', 'passphrase'), ('broken.pdf', 'invalid')})
        self.assertIn('4 of 5 pieces of evidence', self.note('読まれる'))
        self.assertEqual(self.run_ctl('evidence', 'show', scan['id'])['text_state'], 'none')
        # nothing is done twice, unless somebody wants it
        self.assertEqual(self.run_ctl('index', 'text')['read'], 0)
        self.assertEqual(self.run_ctl('index', 'text', '--rebuild')['read'], 5)
        self.assertEqual(self.run_ctl('index', 'text', '--count')['searchable']['none'], 1)

    def test_missing_object(self):
        evidence = self.add(self.write('a.txt', '内容'))
        os.unlink(os.path.join(self.engagement, 'objects', evidence['sha256'][:2], evidence['sha256']))
        done = self.run_ctl('index', 'text')
        self.assertEqual((done['read'], done['absent']), (0, 1))
        self.assertIn('1 of 1', self.note('内容'))

    def test_options(self):
        for i in range(5):
            self.add(self.write('%d.txt' % i, '証跡 %d' % i))
        self.run_ctl('index', 'text')
        self.assertEqual(len(self.search('証跡', '--limit', 3)), 3)
        self.assertIn('more than is shown', self.note('証跡', '--limit', '3'))
        self.assertEqual(self.note('証跡', '--limit', '5'), '')
        self.assertEqual(len(self.search('証跡', '--limit', 0)), 5)
        self.assertEqual(self.search('証跡', '--kind', 'note', '--kind', 'paper'), [])
        for words in (('', ), (' 　\n', ), ('証跡', '--kind', 'foo'), ('証跡', '--limit', -1), ('あ' * 257, )):
            self.fails(USAGE, 'search', *words, error='usage')
        self.assertEqual(self.search('あ' * 256), [])

    def test_damaged_store(self):
        self.add(self.write('a.txt', '証跡'))
        self.run_ctl('index', 'text')
        for damage in ('garbage', 'cut', 'newer', 'gone', 'rows'):
            if damage == 'garbage':
                with open(self.store, 'r+b') as file:
                    file.write(b'\xff' * 200)
            elif damage == 'cut':
                os.truncate(self.store, 5000)
            elif damage == 'gone':
                os.unlink(self.store)
            else:
                with sqlite3.connect(self.store) as database:
                    database.execute('PRAGMA user_version = 99' if damage == 'newer' else 'DROP TABLE meta')
            if damage != 'rows' and damage != 'newer':
                for end in ('-wal', '-shm'):
                    if os.path.exists(self.store + end):
                        os.unlink(self.store + end)
            self.assertIn('1 of 1 pieces of evidence', self.note('証跡'), damage)
            self.assertEqual(self.run_ctl('index', 'text')['read'], 1)
            self.assertEqual(len(self.search('証跡')), 1)

    def test_index_rebuilt(self):
        self.add(self.write('a.txt', '証跡'))
        self.run_ctl('index', 'text')
        self.run_ctl('index', 'rebuild')
        self.assertEqual(len(self.search('証跡')), 1)

    def test_killed(self):
        """Whatever is killed while evidence is read, what was read is kept and the rest is read the next time."""
        chance = random.Random(SEED)
        for i in range(30):
            self.write('%d.pdf' % i, pages('証跡 %d' % i))
        self.run_ctl('evidence', 'add', *(os.path.join(self.folder, '%d.pdf' % i) for i in range(30)))
        for _ in range(KILLS):
            process = subprocess.Popen([harness.CHOSHOCTL, '-C', self.engagement, 'index', 'text'], env=self.environment,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.0, 0.4))
            process.send_signal(signal.SIGKILL)
            process.wait()
            found = [item for item in self.search('証跡', '--limit', 0) if item['record'] == 'content']
            self.assertEqual(len(found), self.run_ctl('index', 'text', '--count')['searchable']['text'])
            if len(found) == 30:
                self.run_ctl('index', 'text', '--rebuild')
        self.run_ctl('index', 'text')
        self.assertEqual(len(self.search('証跡', '--limit', 0)), 30)
        with sqlite3.connect(self.store) as database:
            tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'").fetchall()
            self.assertGreater(len(tables), 3)
            for (table,) in tables:  # each by name: later SQLites would ask the index of words, whose letters only the program knows
                self.assertEqual(database.execute(f'PRAGMA integrity_check("{table}")').fetchall(), [('ok',)])

    def test_read_only(self):
        """Who can write nothing finds what was read, and the record as it stands."""
        self.add(self.write('a.txt', '証跡'))
        self.run_ctl('index', 'text')
        self.run_ctl('paper', 'add', '--number', 'G-01', '--title', '監査計画書')
        copy = os.path.join(self.folder, 'copy.chosho')
        shutil.copytree(self.engagement, copy)
        for folder, _, files in os.walk(copy, topdown=False):
            for name in files:
                os.chmod(os.path.join(folder, name), 0o444)
            os.chmod(folder, 0o555)
        if os.access(copy, os.W_OK):
            self.skipTest('this user may write everywhere')
        done = self.call('-C', copy, 'search', '監査計', '--format', 'json')
        self.assertEqual(done.returncode, DONE, done.stderr)
        self.assertIn('監査計画書', done.stdout.decode())
        self.assertIn('証跡', self.call('-C', copy, 'search', '証跡', '--format', 'json').stdout.decode())
        self.assertIn(b'can only be read here', self.call('-C', copy, 'search', '証跡').stderr)
        self.assertEqual(self.call('-C', copy, 'index', 'text').returncode, FAILED)


if __name__ == '__main__':
    harness.main()
