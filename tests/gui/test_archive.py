# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives as a person meets them: members with sizes and marks, in another encoding of names, cited as evidence with the
link to the control at hand, also from an archive within, and under a password that is asked for once."""

import io
import os
import subprocess
import tarfile
import time
import zipfile

import harness
from harness import Failure, Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
STEPS = '管理策番号,手続番号,フェーズ,監査対象,監査技法,手続内容\n8.1.2.1,P-1,整備状況,規程,閲覧,規程を閲覧する\n'
LIST = 'Members of the archive'
CITE = 'Cite as Evidence'
LOCKED = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'unit', 'helper', 'data', 'zip_winzip_aes256.zip')


def make_pack():
    inner, data = io.BytesIO(), io.BytesIO()
    with tarfile.open(fileobj=inner, mode='w:gz') as tar:
        info = tarfile.TarInfo('log/a.log')
        info.size = 10
        tar.addfile(info, io.BytesIO('起動済'.encode() + b'\n'))
    with zipfile.ZipFile(data, 'w') as pack:
        pack.writestr('設定/', '')
        pack.writestr('設定/param.txt', '値=1\n')
        pack.writestr('AB.txt', 'x')
        pack.writestr('inner.tar.gz', inner.getvalue())
        pack.writestr('../evil.txt', 'x')
        link = zipfile.ZipInfo('link')
        link.create_system, link.external_attr = 3, 0o120777 << 16
        pack.writestr(link, '/etc/passwd')
    return data.getvalue().replace(b'AB.txt', '証'.encode('euc_jp') + b'.txt')


class Tests:
    def __init__(self):
        self.world = world = World(('leader',))
        world.make_engagement()
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        world.ctl('leader', 'procedures', 'import', world.write('steps.csv', STEPS))
        self.step = world.ctl('leader', 'step', 'list', '8.1.2.1')[0]['id']
        self.pack = self.take('pack.zip', make_pack(), '--control', '8.1.2.1')
        self.other = self.take('other.zip', make_pack() + b'\0')
        self.locked = world.ctl('leader', 'evidence', 'add', LOCKED)[0]

    def listed(self):
        return [self.lists_members, self.cites_beside_a_control, self.cites_from_the_list, self.drags_on_a_step,
                self.goes_deeper, self.asks_for_the_password, self.verifies_with_the_password]

    # --- As a person would ----------------------------------------------------------------------

    def take(self, name, data, *words):
        path = os.path.join(self.world.root, name)
        with open(path, 'wb') as stream:
            stream.write(data)
        return self.world.ctl('leader', 'evidence', 'add', path, *words)[0]

    def open_found(self, window, words):
        """The one piece of evidence that is found by @words."""
        window.wait_part('leader\n')
        window.go('Evidence')
        window.wait_part(', Not linked')
        window.key('ctrl+f')
        window.type(words)
        window.wait('1 piece', 'label')
        for _ in range(12):
            window.key('Tab')
            if any('Not linked' in name and harness.is_focused(node) for role, name, node in window.nodes() if role == 'list item'):
                break
        window.key('space')

    def rows(self):
        return {row['name']: row for row in self.world.ctl('leader', 'evidence', 'list')}

    def line(self, window, words):
        """The line of the list that begins so, with the focus in the list."""
        return wait_for(lambda: next((node for role, name, node in window.nodes() if role == 'list item' and name.startswith(words)), None),
                        lambda: f'"{words}" in {window.names("list item")}')

    def focused_line(self, window):
        return next((name for role, name, node in window.nodes() if role == 'list item' and harness.is_focused(node)), '')

    def choose(self, window, words):
        """By the keyboard: into the list, down to the line, and there."""
        self.line(window, words)
        for _ in range(40):
            if self.focused_line(window).startswith(words):
                window.key('space')
                return
            window.key('Tab')
        raise Failure(f'{words} never gets the focus')

    def click(self, window, words):
        """The line, once it stays where it is: what opens beside the page moves it."""
        places = []

        def look():
            time.sleep(0.2)
            places.append(tuple(self.line(window, words).get_extents()))
            return len(places) > 1 and places[-1] == places[-2]
        wait_for(look, lambda: f'{words} stays where it is: {places}')
        window.leave()  # else a tooltip is in the way
        window.click(words)

    def wait_citable(self, window, citable=True):
        """The first of that name: the button within a menu button is sensitive by itself."""
        wait_for(lambda: harness.is_sensitive(window.find(CITE)) == citable, f'what is chosen can{"" if citable else "not"} be cited')

    def cite(self, window, target):
        self.wait_citable(window)
        window.press_toggle(CITE)
        window.choose(target)

    # --- Tests ------------------------------------------------------------------------------------

    def lists_members(self):
        """Folders, sizes, a link and a name that leads out are told; names are shown in the encoding that is chosen"""
        with Window(self.world, 'leader') as window:
            window.resize(1024, 700)
            window.open_evidence('other.zip')
            window.wait('6 members', 'label')
            for words in ('Folder 設定/', 'File 設定/param.txt, 6 bytes', 'File ../evil.txt, 1 byte, name leads out of the archive', 'Link link, link, not followed'):
                self.line(window, words)
            self.line(window, 'File ｾﾚ.txt')
            window.click('Encoding in which names are read', 'combo box')
            for _ in range(5):
                window.key('Down')
            window.key('Return')
            self.line(window, 'File 証.txt')
            self.click(window, 'File 証.txt')
            self.wait_citable(window)
            self.click(window, 'File ../evil.txt')
            self.wait_citable(window, False)

    def cites_beside_a_control(self):
        """A member becomes evidence of the step at hand, its line tells the reference, and it stands at the control with its archive"""
        with Window(self.world, 'leader') as window:
            window.resize(1024, 700)
            window.key('alt+Down')
            window.press(window.wait_part(' pack.zip'))
            self.click(window, 'File 設定/param.txt')
            self.cite(window, 'Inspection: 規程を閲覧する')
            row = wait_for(lambda: self.rows().get('pack.zip ▸ 設定/param.txt'), 'the member among the evidence')
            assert row['of'] == self.pack['id'] and row['controls'] == ['8.1.2.1'] and len(row['steps']) == 1, row
            self.line(window, f'File 設定/param.txt, 6 bytes, {row["reference"]}')
            chip = window.wait_part(f'{row["reference"]} pack.zip ▸ 設定/param.txt')
            window.press(chip)
            window.wait('値=1', 'label')

    def cites_from_the_list(self):
        """Where the page has nothing that evidence belongs to, the paper or control that was worked on last is offered, and the word says where it went"""
        self.take('third.zip', make_pack() + b'\0\0')
        self.world.ctl('leader', 'paper', 'add', '--number', 'G-01', '--title', 'Plan')
        with Window(self.world, 'leader') as window:
            window.resize(1024, 700)
            window.key('alt+Down')
            window.wait_part(' pack.zip')
            window.open_evidence('third.zip')
            self.choose(window, 'File 設定/param.txt')
            self.cite(window, '8.1.2.1 as a whole')
            window.wait('Cited and linked: 8.1.2.1')
            window.go('General papers')
            window.wait('Text of the paper')
            window.go('Evidence')
            window.click('third.zip, Not linked')
            self.click(window, 'File inner.tar.gz')
            self.cite(window, 'G-01  Plan')
            window.wait('Cited and linked: G-01')
        found = {name: (row['controls'], row['papers'] != []) for name, row in self.rows().items()}
        assert found['third.zip ▸ 設定/param.txt'] == (['8.1.2.1'], False) and found['third.zip ▸ inner.tar.gz'] == ([], True), found

    def drags_on_a_step(self):
        """A member dragged from its archive onto a step becomes evidence of that step"""
        with Window(self.world, 'leader') as window:
            window.resize(1240, 800)
            window.key('alt+Down')
            window.wait_part(' pack.zip')
            window.press(f'{self.pack["reference"]} pack.zip')
            self.click(window, 'File inner.tar.gz')
            self.drag(self.middle(self.line(window, 'File inner.tar.gz')), self.middle(wait_for(lambda: window.find(f'Inspection {self.step}'), 'the step')))
            row = wait_for(lambda: self.rows().get('pack.zip ▸ inner.tar.gz'), 'the member among the evidence')
            assert row['steps'] == [self.step], row
            window.wait('Cited and linked: 8.1.2.1')

    @staticmethod
    def middle(node):
        x, y, width, height = node.get_extents()
        return x + width // 2, y + height // 2

    @staticmethod
    def drag(begin, end):
        """As a hand moves; the window begins at the corner of the screen."""
        words = ['mousemove', *map(str, begin), 'sleep', '0.2', 'mousedown', '1']
        for step in range(1, 11):
            words += ['mousemove', *(str(a + (b - a) * step // 10) for a, b in zip(begin, end)), 'sleep', '0.1']
        subprocess.run(['xdotool', *words, 'mousemove_relative', '3', '3', 'sleep', '0.5', 'mouseup', '1'], check=True, timeout=harness.WAIT)

    def goes_deeper(self):
        """A member of an archive within is looked at and cited; what is evidence opens by itself"""
        with Window(self.world, 'leader') as window:
            window.open_evidence('other.zip')
            self.choose(window, 'File inner.tar.gz')
            window.key('Return')
            self.choose(window, 'File log/a.log')
            self.cite(window, 'Without a Link')
            row = wait_for(lambda: self.rows().get('other.zip ▸ inner.tar.gz ▸ log/a.log'), 'the member among the evidence')
            assert [step['position'] for step in row['path']] == [3, 0], row
        with Window(self.world, 'leader') as window:
            self.open_found(window, 'a.log')
            window.wait('起動済', 'label')

    def asks_for_the_password(self):
        """Of an encrypted member the password is asked for in a dialog, again where it is wrong, and once in a window"""
        with Window(self.world, 'leader') as window:
            window.open_evidence('zip_winzip_aes256.zip')
            self.choose(window, 'File README')
            self.cite(window, 'Without a Link')
            for word in ('wrong', 'password'):
                wait_for(lambda: any(name == 'Password of the file' and harness.is_focused(node) for _, name, node in window.nodes()), 'the password is asked for')
                window.type(word)
                window.key('Return')
                if word == 'wrong':
                    wait_for(lambda: not any(name == 'Password of the file' and harness.is_focused(node) and node.get_text() for _, name, node in window.nodes()),
                             'it is asked for again')
            row = wait_for(lambda: self.rows().get('zip_winzip_aes256.zip ▸ README'), 'the member among the evidence')
            assert row['size_bytes'] == 6818, row
            self.click(window, 'File README')
            window.key('Return')
            window.wait_part('lines')  # nobody asks again

    def verifies_with_the_password(self):
        """Verify says which members stay unread without a password, asks for it, and then finds them as they were"""
        cited = len([row for row in self.world.ctl('leader', 'evidence', 'list') if row.get('of')])
        with Window(self.world, 'leader', place='Journal') as window:
            window.wait_part('leader\n')
            window.press_toggle('How much is verified')
            window.choose('With Members of Archives')
            window.wait_part('The record verifies, with warnings')
            window.press('Say a Password…')
            wait_for(lambda: any(name == 'Password of the file' and harness.is_focused(node) for _, name, node in window.nodes()), 'the password is asked for')
            window.key('End')
            window.type('password')
            window.key('Return')
            window.wait_part(f'objects and {cited} members of archives are unchanged')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.POINTER)
