# SPDX-License-Identifier: GPL-3.0-or-later
"""evidence replace, purge."""

import hashlib
import os
import zipfile

import harness
import test_work
from harness import FAILED, USAGE

class Versions(test_work.Work):
    """evidence replace: what came again, for which reason, and what has to be signed again."""
    def set_up_once(self):
        super().set_up_once()
        self.first = self.add('規程.txt', '旧\n', '--control', '8.1.2.1', '--step', self.steps['P-1', 'inspection'])

    def replace(self, name, data, *words, **where):
        return self.run_ctl('evidence', 'replace', self.first['reference'], self.write(name, data), '--reason', '承認印の欠落により返却（見本）', *words, **where)

    def test_links_and_reason(self):
        made = self.replace('規程.txt', '新\n', '--source', '情報管理部', '--as-of', '2025-12-31')
        self.assertTrue({'id', 'reference', 'sha256', 'size_bytes', 'name', 'already_held', 'version_of'} <= set(made))
        old, new = self.run_ctl('evidence', 'list')
        self.assertEqual((new['id'], new['version_of'], new.get('version_reason'), new['source'], new['controls'], new['steps']),
                         (made['id'], old['id'], '承認印の欠落により返却（見本）', '情報管理部', ['8.1.2.1'], [self.steps['P-1', 'inspection']]))
        self.assertEqual((old['version_of'], old['replaced_by'], old['controls']), (None, [new['id']], ['8.1.2.1']))
        self.run_ctl('index', 'rebuild')
        self.assertEqual(self.run_ctl('evidence', 'list'), [old, new])
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_what_relied_on_it_is_stale(self):
        self.run_ctl('interview', 'add', '--who', '甲', '--post', '乙', '--at', '2025-10-01', '--how', '対面', '--question', '問', '--answer', '答',
                     '--step', self.steps['P-1', 'inquiry'])
        for technique in ('inquiry', 'inspection'):
            self.run_ctl('step', 'record', self.steps['P-1', technique], '--technique', technique, '--performed-on', '2025-10-01',
                         '--outcome', 'no-exception', '--result', '確かめた（見本）。')
        self.run_ctl('scope', 'set', '8.1.2.1', '--phase', 'operation', 'out-of-cycle', '--basis', '見本', person='leader')
        self.run_ctl('complete', '8.1.2.1')
        made = self.replace('規程.txt', '新\n')
        self.assertEqual((made['stale'], made['stale_papers']), (['8.1.2.1'], []))
        self.assertEqual([(sign['stage'], sign['state']) for sign in self.run_ctl('status', '8.1.2.1')['sign_offs']], [('complete', 'stale')])
        self.run_ctl('complete', '8.1.2.1')
        self.assertEqual([sign['state'] for sign in self.run_ctl('status', '8.1.2.1')['sign_offs']], ['current'])

    def test_copy_of_what_was_seen(self):
        """A copy that comes after all is compared with the digest that the client gave when it was shown."""
        for data, matches in (('台帳', True), ('別の台帳', False)):
            seen = self.run_ctl('evidence', 'sighting', '--what', 'a', '--where', 'b', '--with', 'c', '--reason', 'd',
                                '--digest', hashlib.sha256('台帳'.encode()).hexdigest())
            made = self.run_ctl('evidence', 'replace', seen['reference'], self.write(f'{matches}.txt', data), '--reason', '後日入手（見本）')
            self.assertIs(made['copy_matches'], matches)
            self.assertIs(self.run_ctl('evidence', 'show', seen['reference'])['copy_matches'], matches)

    def test_once(self):
        """A retried command happens once; one line of versions, never a tree; the same content is no new version."""
        words = ('evidence', 'replace', self.first['reference'], self.write('b.txt', 'b'), '--reason', 'r')
        made = self.run_ctl('--operation', 'op-1', *words)
        self.assertEqual(self.run_ctl('--operation', 'op-1', *words)['id'], made['id'])
        head = self.head()
        self.fails(FAILED, *words, error='exists')
        self.fails(FAILED, 'evidence', 'replace', made['reference'], self.write('c.txt', 'b'), '--reason', 'r', error='invalid')
        self.fails(FAILED, 'evidence', 'replace', made['reference'], self.folder, '--reason', 'r', error='invalid')
        self.fails(FAILED, 'evidence', 'replace', 'E-XXXX-0001', self.write('d.txt', 'd'), '--reason', 'r', error='not-found')
        self.fails(FAILED, 'evidence', 'replace', made['reference'], os.path.join(self.folder, 'none'), '--reason', 'r')
        self.fails(USAGE, 'evidence', 'replace', made['reference'], self.write('d.txt', 'd'))
        self.assertEqual(self.head(), head)
        again = self.run_ctl('evidence', 'replace', made['reference'], self.write('c.txt', '旧\n'), '--reason', '元の版に戻った')
        self.assertTrue(again['already_held'])


class Compare(test_work.Work):
    """evidence compare: what changed in the words, with its place in both versions."""
    def compare(self, old, new, *words):
        first = self.run_ctl('evidence', 'add', old)[0]
        second = self.run_ctl('evidence', 'replace', first['reference'], new, '--reason', 'r')
        found = self.run_ctl('evidence', 'compare', second['reference'], *words)
        self.assertEqual((found['id'], found['older'], found['more']), (second['id'], first['id'], False))
        return found

    def test_a_text(self):
        found = self.compare(self.write('a.txt', '第一条 目的\n第二条 責任者は部長とする。\n第三条 記録\n第四条  見直し\n'),
                             self.write('b.txt', '第一条 目的\n第二条 責任者は課長とする。\n第三条 記録\n\n第三条の二 例外\n第四条 見直し\n'))
        self.assertEqual((found['text'], found['older_text']), ('text', 'text'))
        self.assertEqual(found['changes'], [
            {'kind': 'changed', 'before': '第二条 責任者は部長とする。', 'after': '第二条 責任者は課長とする。', 'place': 'Line 2', 'position': 'line=2',
             'older_place': 'Line 2', 'older_position': 'line=2'},
            {'kind': 'added', 'before': '', 'after': '第三条の二 例外', 'place': 'Line 5', 'position': 'line=5', 'older_place': '', 'older_position': ''}])

    def test_books_and_pages(self):
        """The cells of a row, and the lines of a page, with where they stand."""
        rows = [['ID', '承認者'], ['1', '甲（見本）'], ['2', '乙（見本）']]
        changed = [['ID', '承認者'], ['1', '甲（見本）'], ['2', '丙（見本）'], ['3', '丁（見本）']]
        found = self.compare(self.write_xlsx('a.xlsx', 台帳=rows), self.write_xlsx('b.xlsx', 台帳=changed))
        self.assertEqual([(change['kind'], change['before'], change['after'], change['place']) for change in found['changes']],
                         [('changed', '2 | 乙（見本）', '2 | 丙（見本）\n3 | 丁（見本）', '台帳!A3')])

    def test_nothing_changed(self):
        self.assertEqual(self.compare(self.write('a.txt', '同じ\n文'), self.write('b.txt', '同じ \n\n文\n'))['changes'], [])

    def test_what_cannot_be_compared(self):
        """What has no text says so, so that no change is never misread; evidence that replaces nothing needs to be told with what."""
        first = self.add('a.txt', 'a')
        self.fails(USAGE, 'evidence', 'compare', first['reference'], error='usage')
        opaque = self.run_ctl('evidence', 'replace', first['reference'], self.write('b.bin', '\0\1\2'), '--reason', 'r')
        found = self.run_ctl('evidence', 'compare', opaque['reference'])
        self.assertEqual((found['text'], found['older_text']), ('opaque', 'text'))
        other = self.add('c.txt', 'c')
        self.assertEqual([change['after'] for change in self.run_ctl('evidence', 'compare', other['reference'], '--with', first['reference'])['changes']], ['c'])
        seen = self.run_ctl('evidence', 'sighting', '--what', 'a', '--where', 'b', '--with', 'c', '--reason', 'd')
        self.fails(FAILED, 'evidence', 'compare', seen['reference'], '--with', first['reference'], error='not-found')

    def test_more_than_is_told(self):
        found = self.run_ctl('evidence', 'compare', self.add('b.txt', '\n'.join(f'b{number}' for number in range(90000)))['reference'],
                             '--with', self.add('a.txt', 'a')['reference'])
        self.assertEqual((len(found['changes']), found['more']), (2000, True))


class Purge(test_work.Work):
    """evidence purge: the bytes go and stay out; that they were here, and why they went, stays."""
    def path(self, made):
        return os.path.join(self.engagement, 'objects', made['sha256'][:2], made['sha256'])

    def test_destroyed(self):
        made = self.add('名簿.txt', '他社の名簿', '--control', '8.1.2.1')
        twin = self.add('名簿の写し.txt', '他社の名簿')
        other = self.add('別.txt', '別のもの')
        self.refused('evidence', 'purge', made['reference'], '--reason', '誤受領')
        self.assertTrue(os.path.exists(self.path(made)))
        done = self.run_ctl('evidence', 'purge', made['reference'], '--reason', '誤受領（見本）', person='executive')
        self.assertEqual((done['id'], done['sha256'], done['destroyed'], sorted(done['evidence'])),
                         (made['id'], made['sha256'], True, sorted([made['id'], twin['id']])))
        self.assertFalse(os.path.exists(self.path(made)))
        self.assertTrue(os.path.exists(self.path(other)))
        self.assertEqual([(row['purged'], row.get('purged_reason'), row['sha256'] is not None) for row in self.run_ctl('evidence', 'list')],
                         [(True, '誤受領（見本）', True), (True, '誤受領（見本）', True), (False, None, True)])
        found = self.run_ctl('verify')
        self.assertEqual([(problem['code'], problem['severity']) for problem in found['problems']], [('object-purged', 'warn')])
        self.assertIn('誤受領（見本）', found['problems'][0]['message'])
        for words in (('export', made['reference'], '-o', os.path.join(self.folder, 'x')), ('text', made['reference']), ('members', made['reference'])):
            self.fails(FAILED, 'evidence', *words, error='not-found')
        self.fails(FAILED, 'evidence', 'purge', made['reference'], '--reason', 'r', person='executive', error='not-found')
        self.run_ctl('index', 'rebuild')
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_stays_out_until_lifted(self):
        made = self.add('名簿.txt', '他社の名簿')
        self.fails(FAILED, 'evidence', 'purge', made['reference'], '--reason', 'r', '--lift', person='executive', error='invalid')
        self.run_ctl('evidence', 'purge', made['reference'], '--reason', '誤受領（見本）', person='executive')
        os.makedirs(os.path.join(self.folder, '受領'))
        for name, text in (('a.txt', 'a'), ('名簿.txt', '他社の名簿')):
            self.write(os.path.join('受領', name), text)
        self.run_ctl('evidence', 'add', os.path.join(self.folder, '受領'), code=FAILED)
        self.assertEqual([row['name'] for row in self.run_ctl('evidence', 'list')], ['名簿.txt', 'a.txt'])
        self.assertFalse(os.path.exists(self.path(made)))
        self.fails(FAILED, 'population', 'add', self.write('p.csv', '他社の名簿'), '--name', 'n', '--from', '2025-10-01', '--to', '2025-10-31', '--source', 's')
        self.assertFalse(os.path.exists(self.path(made)))
        lifted = self.run_ctl('evidence', 'purge', made['reference'], '--reason', '正しい資料と分かった（見本）', '--lift', person='executive')
        self.assertFalse(lifted['destroyed'])
        self.assertEqual([problem['code'] for problem in self.run_ctl('verify', code=4)['problems']], ['object-missing'])
        self.assertEqual(self.add('名簿.txt', '他社の名簿')['sha256'], made['sha256'])
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_an_interrupted_one_is_finished(self):
        """The bytes that a crash left, or a copied disk brought back, go with the next entry; until then verify says so."""
        made = self.add('名簿.txt', '他社の名簿')
        self.run_ctl('evidence', 'purge', made['reference'], '--reason', '誤受領（見本）', person='executive')
        with open(self.path(made), 'wb') as file:
            file.write('他社の名簿'.encode())
        os.chmod(self.path(made), 0o400)
        found = self.run_ctl('verify')
        self.assertEqual([(problem['code'], problem['severity']) for problem in found['problems']], [('object-purged', 'warn')])
        self.run_ctl('note', 'add', '8.1.2.1', '--text', '見本')
        self.assertFalse(os.path.exists(self.path(made)))
        self.assertTrue(self.run_ctl('verify')['ok'])

    def test_members_share_their_archive(self):
        """A member's bytes go with its archive and by nothing else; where the same content is left in an archive, that is told."""
        pack = os.path.join(self.folder, '受領.zip')
        with zipfile.ZipFile(pack, 'w') as file:
            file.writestr('名簿.txt', '他社の名簿')
        archive = self.run_ctl('evidence', 'add', pack)[0]
        member = self.run_ctl('evidence', 'member-add', archive['id'], '--member', '名簿.txt', '--control', '8.1.2.1')[0]
        alone = self.add('名簿.txt', '他社の名簿')
        self.fails(FAILED, 'evidence', 'purge', member['id'], '--reason', 'r', person='executive', error='invalid')
        done = self.run_ctl('evidence', 'purge', alone['id'], '--reason', '誤受領（見本）', person='executive')
        self.assertEqual((done['evidence'], done['left_in_archives']), ([alone['id']], [member['id']]))
        second = os.path.join(self.folder, '再受領.zip')
        with zipfile.ZipFile(second, 'w') as file:
            file.writestr('別名.txt', '他社の名簿')
        other = self.run_ctl('evidence', 'add', second)[0]
        self.run_ctl('evidence', 'member-add', other['id'], '--all', code=FAILED)
        self.assertEqual([row['id'] for row in self.run_ctl('evidence', 'list') if row['kind'] == 'member'], [member['id']])
        self.run_ctl('evidence', 'withdraw', other['id'], '--reason', '見本')
        self.assertTrue(os.path.exists(self.path(archive)))
        done = self.run_ctl('evidence', 'purge', archive['id'], '--reason', '誤受領（見本）', person='executive')
        self.assertEqual((done['evidence'], done['left_in_archives']), ([archive['id']], []))
        self.assertFalse(os.path.exists(self.path(archive)))
        self.assertTrue(all(row['purged'] for row in self.run_ctl('evidence', 'list') if not row['withdrawn']))
        self.fails(FAILED, 'evidence', 'text', member['id'], error='not-found')
        self.assertTrue(self.run_ctl('verify', '--members')['ok'])

    def test_its_words_go_too(self):
        """What was read from it for the search is gone from the search and from every byte of its index."""
        made = self.add('名簿.txt', '他社の従業員名簿')
        self.add('規程.txt', '自社の規程')
        self.run_ctl('index', 'text')
        self.assertEqual([row['name'] for row in self.run_ctl('search', '従業員')], ['名簿.txt'])
        self.run_ctl('evidence', 'purge', made['reference'], '--reason', '誤受領（見本）', person='executive')
        self.assertEqual(self.run_ctl('search', '従業員'), [])
        self.assertEqual([row['name'] for row in self.run_ctl('search', '自社')], ['規程.txt'])
        for name in os.listdir(self.engagement):
            path = os.path.join(self.engagement, name)
            if os.path.isfile(path):
                with open(path, 'rb') as file:
                    self.assertNotIn('従業員'.encode(), file.read(), name)
        self.assertEqual(self.run_ctl('index', 'text')['absent'], 0)

    def test_seen_only(self):
        seen = self.run_ctl('evidence', 'sighting', '--what', 'a', '--where', 'b', '--with', 'c', '--reason', 'd')
        self.fails(FAILED, 'evidence', 'purge', seen['reference'], '--reason', 'r', person='executive', error='not-found')


if __name__ == '__main__':
    harness.main()
