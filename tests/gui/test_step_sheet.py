# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody without the program takes part: a sheet goes out, and what it answers is confirmed line by line before it is recorded."""

import os
import sys

import harness
from harness import Window, World, wait_for

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'support'))
import sheet_files  # noqa: E402

HEADER_ROW, COLUMNS = 6, 14
MOST_TABS = 10
PROCEDURE, TEXT, FIRST_ANSWER = 2, 4, 6  # columns

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,,,可\n8.1.2.1,S-2,整備状況評価,文書,閲覧,台帳を閲覧する。,,,可\n'


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'practitioner'))
        world.make_engagement(('practitioner',))
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        world.ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
        world.ctl('leader', 'assign', '8.1.2.1', '--member', 'practitioner')
        self.sheet = os.path.join(world.root, 'Step sheet.xlsx')  # the name that is offered, at home

    def listed(self):
        return [self.writes, self.confirms, self.names_problems]

    def menu(self, window, words):
        window.key('F10')
        window.choose(words)

    def fill(self, change=None):
        """The sheet with both steps answered; its path."""
        rows = sheet_files.read_sheet(self.sheet, COLUMNS)
        for number, row in enumerate(rows[HEADER_ROW:]):
            row[FIRST_ANSWER:FIRST_ANSWER + 4] = ['閲覧', '2025-10-01', '例外なし', f'出張先の結果{number + 1}。']
        if change:
            change(rows)
        path = os.path.join(self.world.root, 'filled.xlsx')
        sheet_files.write_book(path, {'手続記入シート': rows})
        return path

    def tick(self, window, row):
        """By keyboard: the box of the row of that title."""
        for _ in range(MOST_TABS):
            if any(harness.is_focused(node) for _, name, node in window.nodes() if row in name):
                window.key('space')
                return
            window.key('Tab')
        raise harness.Failure(f'"{row}" is not reached: {window.names()}')

    def steps(self):
        return {row['procedure']: row['state'] for row in self.world.ctl('leader', 'step', 'list')}

    # --- Tests --------------------------------------------------------------------------------

    def writes(self):
        """The dialog says what goes out, and offers the person and the controls that are assigned to them"""
        with Window(self.world, 'practitioner', place='Overview') as window:
            window.wait_part('practitioner\n')
            self.menu(window, 'Write Step Sheet…')
            wait_for(window.find_chooser, 'the file chooser')
            window.press('Save')
            window.wait_part('with only those words that may be disclosed')
            window.press('Write')
            wait_for(lambda: os.path.exists(self.sheet), 'the sheet')
            window.wait_part('Written: ')
        if [row[PROCEDURE] for row in sheet_files.read_sheet(self.sheet, COLUMNS)[HEADER_ROW:]] != ['S-1', 'S-2']:
            raise harness.Failure(sheet_files.read_sheet(self.sheet, COLUMNS))

    def confirms(self):
        """Nothing is chosen; what somebody confirms is recorded, and nothing else"""
        path = self.fill()
        with Window(self.world, 'practitioner', place='Overview') as window:
            window.wait_part('practitioner\n')
            self.menu(window, 'Read Step Sheet Back…')
            window.choose_file(None, path)
            window.wait_part('出張先の結果1。')
            window.wait('Record 0')
            self.tick(window, '7  8.1.2.1  Inspection  2025-10-01  No exception')
            window.wait('Record 1')
            if self.steps() != {'S-1': 'open', 'S-2': 'open'}:
                raise harness.Failure('something was recorded that nobody confirmed')
            window.press('Record 1')
            wait_for(lambda: self.steps() == {'S-1': 'performed', 'S-2': 'open'}, lambda: f'the step: {self.steps()}')
            window.wait('Recorded: 1 steps')

    def names_problems(self):
        """What cannot be recorded says where and why; what is somebody else's cannot be chosen"""
        def change(rows):
            rows[HEADER_ROW + 1][TEXT] = '別の手順'
        path = self.fill(change)
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.menu(window, 'Read Step Sheet Back…')
            window.choose_file(None, path)
            window.wait_part('row 8, column E')
            window.wait_part('Somebody recorded this step meanwhile.')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
