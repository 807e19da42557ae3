# SPDX-License-Identifier: GPL-3.0-or-later
"""The client confirms facts: findings go out in a sheet, and the answers are confirmed line by line; an engagement ends without a report."""

import os
import sys

import harness
from harness import Window, World, wait_for

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'support'))
import sheet_files  # noqa: E402

HEADER_ROW, COLUMNS = 6, 9
MOST_TABS = 10
FIRST, SECOND = '資産 2 件に管理責任者の記載がない。', '申請 1 件に承認の記録がない。'

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'executive'))
        world.make_engagement(('executive',))
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        self.references = [world.ctl('leader', 'finding', 'add', '--control', '8.1.2.1', '--text', text)['reference'] for text in (FIRST, SECOND)]
        self.sheet = os.path.join(world.root, 'Confirmation of facts.xlsx')  # the name that is offered, at home

    def listed(self):
        return [self.sends, self.confirms, self.ends, self.belongs]

    def findings(self):
        return [(row['state'], row.get('answer'), row['text_changed']) for row in self.world.ctl('leader', 'finding', 'list')]

    def enter(self, window, field, words):
        """@words into the field of that name."""
        wait_for(lambda: next((node for role, name, node in window.nodes() if name == field and 'text' in role), None), field).set_text(words)

    def tab_to(self, window, words):
        """By keyboard: to what has @words in its name."""
        for _ in range(MOST_TABS):
            if any(harness.is_focused(node) for _, name, node in window.nodes() if words in name):
                return
            window.key('Tab')
        raise harness.Failure(f'"{words}" is not reached: {window.names()}')

    # --- Tests --------------------------------------------------------------------------------

    def sends(self):
        """The sheet is written from the menu of the findings, and each finding says that the client was asked"""
        with Window(self.world, 'leader', place='Findings') as window:
            window.wait_part('leader\n')
            window.press_toggle('Confirm Facts')
            window.choose('Ask the Client to Confirm Facts…')
            wait_for(window.find_chooser, 'the file chooser')
            window.press('Save')
            window.wait_part('take away what shall not go out')
            named = wait_for(lambda: next((node for _, name, node in window.nodes() if name.startswith('The findings: id or reference')
                                           and node.role == 'text'), None), 'the findings')
            if named.get_text().split() != self.references:
                raise harness.Failure(f'{named.get_text()}, not {self.references}')
            window.press('Write')
            wait_for(lambda: self.findings() == [('inquired', None, False)] * 2, lambda: f'both asked about: {self.findings()}')
            window.wait_part('2 findings written: ')
            window.wait_part('Client asked to confirm the fact')
        rows = sheet_files.read_sheet(self.sheet, COLUMNS)
        if [row[2] for row in rows[HEADER_ROW:]] != [FIRST, SECOND]:
            raise harness.Failure(rows)

    def confirms(self):
        """What came back is recorded line by line, and an answer to words that were changed says so"""
        rows = sheet_files.read_sheet(self.sheet, COLUMNS)
        rows[HEADER_ROW][4:8] = ['相違あり', '台帳は更新済みである。', '佐藤（見本）', '2026-01-20']
        rows[HEADER_ROW + 1][4:8] = ['相違なし', '', '佐藤（見本）', '2026-01-20']
        path = os.path.join(self.world.root, 'answers.xlsx')
        sheet_files.write_book(path, {'事実確認依頼書': rows})
        self.world.ctl('leader', 'finding', 'edit', self.references[0], '--text', '資産 1 件に管理責任者の記載がない。')
        with Window(self.world, 'leader', place='Findings') as window:
            window.wait_part('leader\n')
            window.wait_part('changed since it was sent')
            window.press_toggle('Confirm Facts')
            window.choose('Read the Client\'s Answers…')
            window.choose_file(None, path)
            window.wait_part('台帳は更新済みである。')
            window.wait_part('The finding was changed since; it says now: 資産 1 件に管理責任者の記載がない。')
            window.wait('Record 0')
            self.tab_to(window, f'7  {self.references[0]}  Does not agree')
            window.key('space')
            window.press('Record 1')
            wait_for(lambda: self.findings() == [('answered', 'disagrees', True), ('inquired', None, False)], lambda: f'one answer: {self.findings()}')
            window.wait_part('Does not agree · changed since it was sent')

    def ends(self):
        """The executive ends the engagement, with a reason; the overview says so, and it can be resumed"""
        with Window(self.world, 'executive', place='Overview') as window:
            window.wait_part('executive\n')
            window.key('F10')
            window.choose('End Without a Report…')
            window.wait_part('The engagement ends without a report')
            self.enter(window, 'Why the engagement ends without a report', 'The client withdrew.')
            window.press('Record')
            wait_for(lambda: self.world.ctl('leader', 'assembly', 'show')['ended'], 'the end')
            window.wait_part('The engagement is ended.')
            window.wait_part('Ended without a report, ')
            window.wait_gone('Why the engagement ends without a report')
            window.key('F10')
            window.choose('Resume…')
            self.enter(window, 'Why the engagement goes on', 'It goes on.')
            window.press('Record')
            wait_for(lambda: self.world.ctl('leader', 'assembly', 'show')['ended'] is None, 'resumed')


    def belongs(self):
        """The overview of an additional audit says what it belongs to, and why"""
        path = os.path.join(self.world.root, 'additional.chosho')
        self.world.ctl('leader', 'followup', path, '--kind', 'additional', '--control', '8.1.2.1', '--reason', 'The selection was changed.')
        with Window(self.world, 'leader', engagement=path, place='Overview') as window:
            window.wait_part('Additional audit to Sample engagement')
            window.wait_part('The selection was changed.')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
