# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing the file from the menu: the archive is made as one file and checked, a damaged one is named, the file is assembled,
and what is added afterwards has a reason that stands in sight while the window writes with it."""

import os

import harness
from harness import Failure, Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
REASON = 'Asked by the monitor.'
BAR = f'What is written is added to the closed file: {REASON}'


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = world = World(('leader', 'executive'))
        world.make_engagement(('executive',))
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        world.ctl('leader', 'evidence', 'add', world.write('rules.txt', '規程\n'), '--control', '8.1.2.1')
        world.ctl('executive', 'engagement', 'end', '--reason', 'The client withdrew the application.')
        self.path = os.path.join(world.root, 'kept.zip')

    def listed(self):
        return [self.assembles, self.adds, self.archives, self.names_what_is_damaged]

    def choose(self, window, words):
        window.press_toggle('Main Menu')
        window.choose('Closing the File')
        window.choose(words)

    def check(self, window):
        self.choose(window, 'Check Archive File…')
        window.choose_file(None, self.path)

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
            window.key('Return')
            window.wait_gone('Begin')
            window.wait_part(BAR)
            self.choose(window, 'Additions to the Closed File…')
            window.wait_gone(BAR)

    def archives(self):
        """The archive is made as one file, and checked from the same menu"""
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.choose(window, 'Make Archive…')
            window.choose_file(None, self.path, 'Save')
            window.wait_part('Written: ' + self.path)
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


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.CHOOSING)
