# SPDX-License-Identifier: GPL-3.0-or-later
"""What an assistive technology is told of the start window, of the dialogs and of what opens in a page – the viewer, the grid of a
sample –, compared with tests/gui/trees as that of every page is (test_trees.py)."""

import os
import sys

import harness
import treetext
from harness import NOTHING, Failure, Window

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'support'))
import sheet_files  # noqa: E402


SMALLEST = (1024, 700)  # the window that is worked in
MOST_TABS = 15


class Tests:
    def __init__(self):
        self.world = treetext.make_world()
        self.trees = treetext.Trees()
        self.empty = os.path.join(self.world.root, 'empty.chosho')
        self.world.call('-C', self.empty, '--identity', self.world.identities['leader'], 'create', self.empty, '--title', 'Empty engagement', '--firm', 'Firm',
                        '--client', 'Client', '--service', 'Service', '--period-start', '2025-04-01', '--period-end', '2026-03-31')

    def listed(self):
        return [self.at_the_start, self.over_every_page, self.of_controls, self.of_imports, self.of_what_opens, self.around_the_report, self.names_all]

    def compare(self, window, *opened):
        """(what is kept, what it shows once it is there): of the newest window."""
        name, part = opened
        window.wait_part(part)
        return self.trees.compare(name, self.trees.read(treetext.find_newest(window), name))

    def expect(self, wrong):
        if wrong:
            raise Failure('\n'.join(wrong))

    def at_the_start(self):
        """The start window and what begins there"""
        treetext.skip_other_gtk()
        with Window(self.world, engagement=NOTHING, place=None) as window:
            wrong = self.compare(window, 'start', 'Recent')
            window.key('ctrl+n')
            wrong += self.compare(window, 'dialog-new-engagement', 'Who makes it')
        self.expect(wrong)

    def over_every_page(self):
        """Preferences and the shortcuts"""
        treetext.skip_other_gtk()
        with Window(self.world, 'leader', place=None) as window:
            window.wait_part('leader\n')
            window.key('ctrl+comma')
            wrong = self.compare(window, 'dialog-preferences', 'Notify when long work ends')
            window.key('Escape')
            window.key('ctrl+question')
            wrong += self.compare(window, 'dialog-shortcuts', 'Search in the list')
            width, height = window.measure()
            if width > SMALLEST[0] or height > SMALLEST[1]:
                raise Failure(f'the shortcuts are {width} × {height}')
            window.type('ctrl+z')
            harness.wait_for(lambda: 'Back' not in window.names('list item'), 'the keys searched')
            window.wait('Undo the last act', 'list item')
        self.expect(wrong)

    def of_controls(self):
        """What is done with controls: assignment, sign-offs, a text copied from another"""
        treetext.skip_other_gtk()
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.click('8.1.2.1 ')
            window.leave()  # a tooltip would be in the way
            window.wait_part('Inspection ')
            window.press_toggle('Add evidence or a record to this step')
            window.choose('Copy Text from Another Control…')
            wrong = self.compare(window, 'dialog-copy', 'Number of the control')
            window.key('Escape')
            harness.wait_for(lambda: len(window.x_windows()) == 1, 'the dialog gone')
            window.click('8.1.2.1 ')
            window.leave()
            window.key('ctrl+a')
            window.wait('2 chosen', 'label')
            window.press('Assign…')
            wrong += self.compare(window, 'dialog-assign', 'Left out')
            window.key('Escape')
            window.press('Sign…')
            wrong += self.compare(window, 'dialog-sign', 'Left out')
        self.expect(wrong)

    def of_imports(self):
        """Taking in the criteria"""
        treetext.skip_other_gtk()
        with Window(self.world, 'leader', engagement=self.empty, place=None) as window:
            window.wait_part('leader\n')
            window.press('Import Criteria…')
            wrong = self.compare(window, 'dialog-import', 'The columns are found by their headers')
        self.expect(wrong)

    def of_what_opens(self):
        """The viewer beside the list of evidence, and the grid of a sample"""
        treetext.skip_other_gtk()
        with Window(self.world, 'leader', place='Evidence') as window:
            window.click('rules.txt, ', role='list item')
            window.wait_part('SHA-256')
            wrong = self.trees.compare('viewer', self.trees.read(treetext.find_below(window, 'Evidence shown'), 'viewer'))
            window.click('規程')
            window.press('Mark…')
            window.wait_sensitive('Record')
            wrong += self.compare(window, 'dialog-mark', 'Where it stands')
            window.key('Escape')
            window.press('Marks 0')
            wrong += self.compare(window, 'dialog-marks', 'No Marks')
            window.key('Escape')
            window.go('Samples')
            window.wait_part('Requests')
            window.click('Requests, 0 of 3 items')
            window.wait('Items and results')
            wrong += self.trees.compare('sample', self.trees.read(treetext.find_below(window, 'Samples', 'panel'), 'sample'))
        self.expect(wrong)

    def comment(self):
        """What the client says of the first line of a draft."""
        sheet, answers = (os.path.join(self.world.root, name) for name in ('sheet.xlsx', 'answers.xlsx'))
        self.world.ctl('leader', 'report', 'comments', 'send', sheet)
        rows = sheet_files.read_sheet(sheet, 8)
        rows[6][3:7] = ['Another word.', 'Other words', 'Sato (sample)', '2026-01-20']
        sheet_files.write_book(answers, {'Draft': rows})
        self.world.ctl('leader', 'report', 'comments', 'receive', answers, '--row', '7')

    def close(self, window):
        window.key('Escape')
        harness.wait_for(lambda: len(window.x_windows()) == 1, 'the dialog gone')

    def tab_to(self, window, words):
        for _ in range(MOST_TABS):
            if any(harness.is_focused(node) for _, name, node in window.nodes() if name == words):
                return
            window.key('Tab')
        raise Failure(f'"{words}" is not reached: {window.names()}')

    def from_the_menu(self, window, words):
        window.key('F10')
        window.choose('Closing the File')
        window.choose(words)

    def around_the_report(self):
        """The archive with a passphrase, the client's comments, an additional audit"""
        treetext.skip_other_gtk()
        self.comment()
        with Window(self.world, 'leader', place='Report') as window:
            window.wait_part('leader\n')
            self.from_the_menu(window, 'Make Archive…')
            self.tab_to(window, 'Whoever knows a passphrase')
            window.key('space')
            wrong = self.compare(window, 'dialog-archive', 'needs Chosho and this passphrase')
            self.close(window)
            window.press_toggle('Comments')
            window.choose('Decide on Comments…')
            wrong += self.compare(window, 'dialog-comments', 'The draft said')
            self.close(window)
            self.from_the_menu(window, 'Additional Audit or Re-audit…')
            wrong += self.compare(window, 'dialog-followup', 'Write the numbers of the controls')
        self.expect(wrong)

    def names_all(self):
        """Whatever a person works with there has a name"""
        self.expect(self.trees.nameless)


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
