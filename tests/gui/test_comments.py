# SPDX-License-Identifier: GPL-3.0-or-later
"""The client's comments on a draft: it goes out line by line, what comes back is confirmed row by row and decided one by one, with a reason; what is
not decided stands against the issue and leads to where it is."""

import os
import sys

import harness
from harness import Failure, Window, World, wait_for

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'support'))
import sheet_files  # noqa: E402

HEADER_ROW, COLUMNS = 6, 8
MOST_TABS = 30
FACT, BETTER = '資産 2 件に管理責任者の記載がない。', '資産 1 件に管理責任者の記載がない。'
OTHER = '申請 1 件に承認の記録がない。'
REASON = 'The register at the end of the period counts one.'

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = world = World(('leader', 'practitioner'))
        world.make_engagement(('practitioner',))
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        for text in (FACT, OTHER):
            finding = world.ctl('leader', 'finding', 'add', '--control', '8.1.2.1', '--text', text)['id']
            world.ctl('leader', 'finding', 'state', finding, 'inquired', '--text', '照会')
            world.ctl('leader', 'finding', 'state', finding, 'confirmed', '--text', '相違なし')
        self.sheet = os.path.join(world.root, 'Comments on the draft.xlsx')  # the name that is offered, at home
        self.answers = os.path.join(world.root, 'answers.xlsx')

    def listed(self):
        return [self.knows_of_none, self.sends, self.receives, self.leads_to_it, self.decides, self.refuses_to_others]

    def comments(self):
        return self.world.ctl('leader', 'report', 'comments', 'list')

    def enter(self, window, field, words):
        wait_for(lambda: next((node for role, name, node in window.nodes() if name == field and 'text' in role), None), field).set_text(words)

    def tab_to(self, window, words):
        """By keyboard: to what has @words in its name."""
        for _ in range(MOST_TABS):
            if any(harness.is_focused(node) for _, name, node in window.nodes() if words in name):
                return
            window.key('Tab')
        raise Failure(f'"{words}" is not reached: {window.names()}')

    def shows(self, window, words):
        """What lies on a page that is not seen does not count."""
        wait_for(lambda: any(name == words and harness.is_laid_out(node) for _, name, node in window.nodes()), lambda: f'"{words}" in {window.names()}')

    def choose(self, window, words):
        window.press_toggle('Comments')
        window.choose(words)

    # --- Tests --------------------------------------------------------------------------------

    def knows_of_none(self):
        """Before anything was sent the list says what will stand in it"""
        with Window(self.world, 'leader', place='Report') as window:
            window.wait_part('leader\n')
            self.choose(window, 'Decide on Comments…')
            self.shows(window, 'No Comments')
            window.key('Escape')
            window.wait_gone('No Comments')

    def sends(self):
        """The lines of the draft are written from the menu of the report's page, and the record says that they went out"""
        with Window(self.world, 'leader', place='Report') as window:
            window.wait_part('leader\n')
            self.choose(window, 'Ask for Comments on the Draft…')
            wait_for(window.find_chooser, 'the file chooser')
            window.press('Save')
            window.wait_part('Each line of the draft as it is now goes out')
            self.enter(window, 'To whom it goes', 'Information management')
            window.press('Write')
            window.wait_part('Written: ' + self.sheet)
        rows = sheet_files.read_sheet(self.sheet, COLUMNS)
        if not any(FACT in row[2] for row in rows[HEADER_ROW:]):
            raise Failure(rows)
        if [event['action'] for event in self.world.ctl('leader', 'journal', 'list')].count('draft') != 1:
            raise Failure('nothing recorded')

    def answer(self):
        """The sheet as the client filled it in: words proposed for one line, a comment on another. The numbers of both rows."""
        rows = sheet_files.read_sheet(self.sheet, COLUMNS)
        filled = []
        for text, comment, proposed in ((FACT, '件数が異なる（見本）。', BETTER), (OTHER, '記録はある（見本）。', '')):
            row = next(row for row in rows[HEADER_ROW:] if text in row[2])
            filled.append(rows.index(row) + 1)
            row[3:7] = [comment, row[2].replace(text, proposed) if proposed else '', '佐藤（見本）', '2026-01-20']
        sheet_files.write_book(self.answers, {'報告書案': rows})
        return filled

    def receives(self):
        """What came back is laid beside the draft, and recorded where it was confirmed"""
        filled = self.answer()
        with Window(self.world, 'practitioner', place='Report') as window:
            window.wait_part('practitioner\n')
            self.choose(window, "Read the Client's Comments…")
            window.choose_file(None, self.answers)
            words = window.wait_part('件数が異なる（見本）。')
            if FACT not in words or BETTER not in words:
                raise Failure(words)
            window.wait('Record 0')
            for number in filled:
                self.tab_to(window, f'{number}  ')
                window.key('space')
            window.press('Record 2')
            wait_for(lambda: [comment['state'] for comment in self.comments()] == ['open', 'open'], lambda: f'{self.comments()}')
            window.wait('Recorded: 2 comments')

    def leads_to_it(self):
        """A comment that is not decided stands against the issue, and its line leads to it"""
        with Window(self.world, 'leader', place='Report') as window:
            window.wait_part('leader\n')
            window.click('A comment of the client on the draft of the report is not decided')
            window.wait("The Client's Comments on the Draft")
            window.wait_part('[removed: 2][added: 1]')
            window.wait('Not decided')

    def decides(self):
        """Each is decided with a reason, by keyboard, and shows then what the report says now; what is decided is left out on demand"""
        first, second = self.comments()
        with Window(self.world, 'leader', place='Report') as window:
            window.wait_part('leader\n')
            self.choose(window, 'Decide on Comments…')
            self.tab_to(window, f'Decline: {first["reference"]}')
            window.key('Return')
            window.wait_part('say why nothing is changed')
            self.enter(window, 'What is changed for it, or why nothing is', REASON)
            window.press('Record')
            wait_for(lambda: [comment['state'] for comment in self.comments()] == ['declined', 'open'], lambda: f'{self.comments()}')
            window.wait_part('Declined · leader · ')
            wait_for(lambda: window.has_focus(f'{first["reference"]}  {first["label"]}'), 'the focus where it was decided')
            self.tab_to(window, 'Only those that are not decided')
            window.key('space')
            window.wait_gone(f'Decline: {first["reference"]}')
            window.press(f'Take up: {second["reference"]}')
            self.enter(window, 'What is changed for it, or why nothing is', REASON)
            window.press('Record')
            self.shows(window, 'All Are Decided')
        if [(comment['state'], comment['reason']) for comment in self.comments()] != [('declined', REASON), ('accepted', REASON)]:
            raise Failure(self.comments())

    def refuses_to_others(self):
        """Who may not decide is told so in the form"""
        with Window(self.world, 'practitioner', place='Report') as window:
            window.wait_part('practitioner\n')
            self.choose(window, 'Decide on Comments…')
            window.press(f'Take up: {self.comments()[0]["reference"]}')
            self.enter(window, 'What is changed for it, or why nothing is', REASON)
            window.press('Record')
            window.wait_part('The role does not allow this')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.CHOOSING)
