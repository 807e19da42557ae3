# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing the file from the menu: the archive is made as one file and checked, a damaged one is named, it can be encrypted, for members' keys or
with a passphrase, the file is assembled, and what is added afterwards has a reason that stands in sight while the window writes with it."""

import os
import zipfile

import harness
from harness import Failure, Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
REASON = 'Asked by the monitor.'
SECRET = 'a passphrase of the archive'
MOST_TABS = 15
BAR = f'What is written is added to the closed file: {REASON}'


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = world = World(('leader', 'executive'))
        world.make_engagement(('executive',))
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        world.ctl('leader', 'evidence', 'add', world.write('rules.txt', '規程\n'), '--control', '8.1.2.1')
        world.ctl('executive', 'engagement', 'end', '--reason', 'The client withdrew the application.')
        self.path, self.keyed, self.closed = (os.path.join(world.root, name) for name in ('kept.zip', 'keyed.zip.sealed', 'closed.zip.sealed'))

    def listed(self):
        return [self.assembles, self.adds, self.archives, self.names_what_is_damaged, self.encrypts_for_keys, self.encrypts_with_a_passphrase,
                self.opens_what_is_encrypted]

    def choose(self, window, words):
        window.press_toggle('Main Menu')
        window.choose('Closing the File')
        window.choose(words)

    def check(self, window, path=None):
        self.choose(window, 'Check Archive File…')
        window.choose_file(None, path or self.path)

    def save(self, window, path):
        """From the dialog of the archive to the file."""
        window.press('Save As…')
        window.wait_gone('Who can read it')
        window.choose_file(None, path, 'Save')
        window.wait_part('Written: ' + path)

    def enter(self, window, field, words):
        wait_for(lambda: next((node for role, name, node in window.nodes() if name == field and 'text' in role), None), field).set_text(words)

    def tab_to(self, window, words):
        """By keyboard, to what has that name."""
        for _ in range(MOST_TABS):
            if any(harness.is_focused(node) for _, name, node in window.nodes() if name == words):
                return
            window.key('Tab')
        raise Failure(f'"{words}" is not reached: {window.names()}')

    def assembles(self):
        """The executive assembles the file, and the record says by whom"""
        with Window(self.world, 'executive', place='Overview') as window:
            window.wait_part('executive\n')
            self.choose(window, 'Assemble File…')
            window.press('Record')
            window.wait_part('The file is assembled.')
        shown = self.world.ctl('leader', 'assembly', 'show')
        if (shown['assembled'], shown['by'], shown['additions']) != (True, 'executive', []):
            raise Failure(f'{shown}')

    def adds(self):
        """Without a reason nothing is written any more; with one it is, and a bar says so until it is ended"""
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.choose(window, 'Additions to the Closed File…')
            wait_for(lambda: window.has_focus('Reason'), 'the field of the reason')
            window.type(REASON)
            wait_for(lambda: any(name == 'Reason' and role == 'text' and node.get_text() == REASON for role, name, node in window.nodes()), 'the reason typed')
            window.press('Begin')
            window.wait_gone('Begin')
            window.wait_part(BAR)
            self.choose(window, 'Additions to the Closed File…')
            window.wait_gone(BAR)

    def archives(self):
        """The archive is made as one file, and checked from the same menu"""
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.choose(window, 'Make Archive…')
            window.wait_part('It is read and checked without Chosho')
            self.save(window, self.path)
            self.check(window)
            window.wait_part('The archive is as it was made: ')
        if not self.world.ctl('leader', 'archive', 'verify', self.path)['ok']:
            raise Failure('the archive is not whole')

    def names_what_is_damaged(self):
        """One file of it altered is named"""
        with open(self.path, 'r+b') as file:
            content = file.read()
            file.seek(content.index(b'<title>'))
            file.write(b'<TITLE>')
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.check(window)
            window.wait_part('.html: ')

    def encrypts_for_keys(self):
        """By keyboard: for the members that are chosen, and nobody else: the others' keys do not open it"""
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.choose(window, 'Make Archive…')
            window.wait('Who can read it')
            self.tab_to(window, 'Members of the team, with their keys')
            window.key('space')
            window.wait_part('needs Chosho and one of these keys')
            for person in ('leader', 'executive'):
                self.tab_to(window, person)
                window.key('space')
            window.wait_insensitive('Save As…')  # for nobody
            window.key('space')
            self.save(window, self.keyed)
            self.check(window, self.keyed)
            window.wait_part('is sealed to other people')
        with Window(self.world, place='Overview') as window:
            window.wait_part('State of the Work')
            self.check(window, self.keyed)
            window.wait_part('the archive is encrypted for members')
        with Window(self.world, 'executive', place='Overview') as window:
            window.wait_part('executive\n')
            self.check(window, self.keyed)
            window.wait_part('The archive is as it was made: ')

    def encrypts_with_a_passphrase(self):
        """The passphrase is typed twice alike; it is asked for when the archive is checked, and another one opens nothing"""
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.choose(window, 'Make Archive…')
            window.wait('Who can read it')
            self.tab_to(window, 'Whoever knows a passphrase')
            window.key('space')
            window.wait_part('needs Chosho and this passphrase')
            window.wait_insensitive('Save As…')
            self.enter(window, 'Passphrase', SECRET)
            self.enter(window, 'The same again', SECRET + 's')
            window.wait('The two passphrases are not the same.')
            window.wait_insensitive('Save As…')
            self.enter(window, 'The same again', SECRET)
            self.save(window, self.closed)
            self.check(window, self.closed)
            window.give_passphrase('is read with the password', SECRET + 's')
            window.wait_part('the passphrase is wrong, or the file was altered')
            window.press('Close')
            wait_for(lambda: not any('the passphrase is wrong' in name for name in window.names()), 'what went wrong gone')
            self.check(window, self.closed)
            window.give_passphrase('is read with the password', SECRET)
            window.wait_part('The archive is as it was made: ')
        with open(self.closed, 'rb') as file:
            if b'manifest-sha256' in file.read():
                raise Failure('it is not encrypted')

    def opens_what_is_encrypted(self):
        """The ZIP in it is written for other programs, once the passphrase was given"""
        plain = os.path.join(self.world.root, 'opened.zip')
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.choose(window, 'Open Encrypted Archive…')
            window.choose_file(None, self.path)
            window.wait_part('This archive is not encrypted')
            self.choose(window, 'Open Encrypted Archive…')
            window.choose_file(None, self.closed)
            window.give_passphrase('is read with the password', SECRET)
            window.wait_sensitive('Save')
            window.choose_file(None, plain, 'Save')
            window.wait_part('Written: ' + plain)
        with zipfile.ZipFile(plain) as file:
            if file.testzip() is not None or not any(name.endswith('index.html') for name in file.namelist()):
                raise Failure(f'{file.namelist()}')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.CHOOSING)
