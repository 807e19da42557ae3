# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence as a person meets it: what is linked to nothing is found, a text opens beside the list in its
encoding, a damaged PDF says so and the window lives on, and evidence is linked to a control by its number."""

import os

import harness
from harness import Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
LOG = '承認記録\n2行目\n'


class Tests:
    def __init__(self):
        self.world = world = World(('leader',))
        world.ctl('leader', 'create', world.engagement, '--title', 'Sample engagement', '--firm', 'Firm', '--client', 'Client', '--service', 'Service',
                  '--period-start', '2025-04-01', '--period-end', '2026-03-31')
        world.ctl('leader', 'member', 'confirm-independence')
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')

    def listed(self):
        return [self.is_empty_first, self.opens_text, self.says_what_is_damaged, self.links, self.stands_beside]

    def open_page(self, window):
        window.wait_part('leader\n')
        window.go('Evidence')

    # --- Tests --------------------------------------------------------------------------------

    def is_empty_first(self):
        """Without evidence the page says what belongs there and offers to add files"""
        with Window(self.world, 'leader') as window:
            self.open_page(window)
            window.wait('No Evidence Yet')
            window.wait_sensitive('Add Files…')

    def opens_text(self):
        """A text in CP932 opens beside the list, line by line, and the encoding is told"""
        path = os.path.join(self.world.root, 'log.txt')
        with open(path, 'wb') as file:
            file.write(LOG.encode('cp932'))
        self.world.ctl('leader', 'evidence', 'add', path)
        with Window(self.world, 'leader') as window:
            self.open_page(window)
            window.wait_part('log.txt, Not linked')
            self.select_first(window)
            window.wait('承認記録', 'label')
            window.wait_part('2 lines')

    def select_first(self, window):
        """The first line of the list, by the keyboard: from the search field on to the list."""
        window.key('ctrl+f')
        for _ in range(12):
            window.key('Tab')
            if any(name == 'Evidence' and harness.is_focused(node) or 'Not linked' in name and harness.is_focused(node)
                   for role, name, node in window.nodes() if role in ('list', 'list item')):
                break
        window.key('space')

    def says_what_is_damaged(self):
        """A damaged PDF says that it cannot be shown, and the window goes on"""
        self.world.ctl('leader', 'evidence', 'add', self.world.write('damaged.pdf', '%PDF-1.7\nnothing else\n'))
        with Window(self.world, 'leader') as window:
            self.open_page(window)
            window.key('ctrl+f')
            window.type('damaged')
            window.wait('1 piece', 'label')
            self.select_first(window)
            wait_for(lambda: any(harness.is_laid_out(node) for _, name, node in window.nodes() if name in ('It cannot be shown', 'No Preview')),
                     'the viewer says that it cannot be shown')
            window.key('ctrl+f')

    def links(self):
        """Linked by the control's number, the evidence stands at the control in the record"""
        with Window(self.world, 'leader') as window:
            self.open_page(window)
            window.key('ctrl+f')
            window.type('log')
            window.wait('1 piece', 'label')
            self.select_first(window)
            window.key('ctrl+l')
            window.wait('Link to Controls')
            window.type('8.1.2.1')
            window.press('Link', 'Link to Controls')
            wait_for(lambda: self.world.ctl('leader', 'evidence', 'list', '--control', '8.1.2.1'), 'the link in the record')
            window.wait_part('log.txt, 8.1.2.1')

    def stands_beside(self):
        """Evidence opens beside the control where the window has room for both, over it where not, and goes where somebody goes on"""
        with Window(self.world, 'leader') as window:
            window.resize(1024, 700)
            window.key('alt+Down')
            chip = window.wait_part(' log.txt')
            window.press(chip)
            wait_for(lambda: self.is_within(window, 'Close the evidence', 1024) and self.is_within(window, 'Evidence of the control as a whole', 1024),
                     lambda: f'the evidence beside the control in {window.names()}')
            window.resize(800, 700)
            wait_for(lambda: self.is_within(window, 'Close the evidence', 800) and window.find('Evidence of the control as a whole') is None, 'the evidence over the control')
            window.go('Overview')
            wait_for(lambda: window.find('Close the evidence') is None and window.find('State of the Work'), 'the page that was gone to')

    def is_within(self, window, name, width):
        """Whether what is named @name is there and ends before @width pixels of the window."""
        node = window.find(name)
        if node is None:
            return False
        x, _, extent, _ = node.get_extents()
        return extent > 0 and x + extent <= width


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
