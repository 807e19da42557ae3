# SPDX-License-Identifier: GPL-3.0-or-later
"""Any list is copied as a table: Ctrl+C takes the lines chosen, or all where none is, Ctrl+Shift+C all that are listed."""

import harness
from harness import Window, World, wait_for

CATALOGUE = ('control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
             '8.1.2.2,detail,資産の目録,目録を維持する。\n')
STEPS = ('管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文\n8.1.2.1,S-1,整備状況評価,規程,質問,担当者に質問する。,経緯をお尋ねします。\n'
         '8.1.2.1,S-1,整備状況評価,規程,閲覧,規程を閲覧する。,規程をご用意ください。\n')
# The tables of the overview: a line in it that takes the focus, the head and a line of what is copied.
TABLES = (('Chapter 8: 2 controls', 'Chapter\tApproved\t', '\nChapter 8\t0\t0\t0\t0\t2\t0\t2\t0\n'),
          ('leader: Still open 1', 'Person\tStill open\tLate\tThis week\t', '\nleader\t1\t1\t0\t'))
# Each place and its page, a line that is there first, the head of its table, and what a line of it begins with.
LISTS = (('Controls', '8.1.2.1 ', 'Number\tTitle\tState\t', '\n8.1.2.2\t資産の目録\tNot started\t'),
         ('Evidence', '=1+1.txt', 'Reference\tName\tSource\t', "\t'=1+1.txt\t"),
         ('Interviews', 'Sato', 'Reference\tPerson asked\t', '\tSato\tManager\t'),
         ('Samples', 'S-', 'Reference\tSize of the sample\t', '\nS-'),
         ('Findings', 'One record', 'Reference\tText\tState\t', '\tOne record bears no approver.\tCandidate\t'),
         ('Review notes', 'Please check.', 'Control\tText\tState\t', '\n8.1.2.1\tPlease check.\tOpen\t'),
         ('General papers', 'G-01', 'Number\tTitle\tState\t', '\nG-01\tPlan\t'),
         ('Report', ' against the issue', 'Severity\tWhat stands against the issue\n', '\nBlocks\t'),
         ('Team', 'practitioner', 'Name\tRoles\t', '\npractitioner\tPractitioner\tyes\t'),
         ('Journal', 'Engagement begun', 'Recorded at\tPerson\tAction\t', '\tpractitioner\tEvidence taken in\t'),
         ('Overview', 'State of the Work', 'Number\tTitle\tState\tAssignee\tDue\n', '\n8.1.2.1\t管理責任者\t'))


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'practitioner'))
        self.clipboard = harness.Clipboard()
        world.make_engagement(('practitioner',))
        ctl = world.ctl
        ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        ctl('leader', 'assign', '8.1.2.1', '--member', 'leader', '--due', '2025-05-01')
        ctl('practitioner', 'evidence', 'add', world.write('=1+1.txt', 'sum\n'))
        ctl('practitioner', 'interview', 'add', '--who', 'Sato', '--post', 'Manager', '--at', '2026-01-15T10:00', '--how', 'in person', '--question', 'How?',
            '--answer', 'So.')
        population = ctl('leader', 'population', 'add', world.write('population.csv', '番号\nA-1\nA-2\n'), '--name', 'Requests', '--from', '2025-04-01',
                         '--to', '2026-03-31', '--source', 'Register')['id']
        ctl('leader', 'sample', 'draw', population, '--size', '2', '--seed', 's', '--attribute', 'Approval')
        ctl('practitioner', 'finding', 'add', '--control', '8.1.2.1', '--text', 'One record bears no approver.')
        ctl('leader', 'note', 'add', '8.1.2.1', '--text', 'Please check.')
        ctl('practitioner', 'paper', 'add', '--number', 'G-01', '--title', 'Plan')

    def listed(self):
        return [self.copies_every_list, self.copies_what_is_chosen, self.copies_what_is_found, self.copies_results, self.copies_tables, self.copies_what_came_back, self.copies_what_may_be_linked,
                self.copies_questions, self.lists_what_is_pasted]

    def close(self):
        self.clipboard.close()
        self.world.close()

    def go_into_list(self, window):
        """By Tab to a line of the page's list, from the field above it where there is one."""
        if self.page == 'Controls':  # its headings take no focus: Tab goes past them
            window.click('8.1.2.1 ')
        else:
            window.key('ctrl+f')
        for _ in range(30):
            if any(role == 'list item' and harness.is_focused(node) for role, _, node in harness.descendants(window.wait_page(self.page))):
                return
            window.key('Tab')
        raise harness.Failure(f'no line with the focus in {window.names()}')

    def wait_copied(self, head, line):
        wait_for(lambda: (text := self.clipboard.read()).startswith(head) and line in text, lambda: f'{head!r} and {line!r} in {self.clipboard.read()!r}')

    # --- Tests --------------------------------------------------------------------------------

    def copies_every_list(self):
        """Every list of the window is copied whole, with its heads, one line each, nothing in it a formula"""
        with Window(self.world, 'leader', place=None) as window:
            window.wait_part('leader\n')
            for self.page, there, head, line in LISTS:
                window.go(self.page)
                window.wait_page(self.page)
                window.wait_part(there)
                self.go_into_list(window)
                window.key('ctrl+shift+c')
                self.wait_copied(head, line)

    def copies_what_is_chosen(self):
        """The lines chosen alone are copied; where none is, all are"""
        with Window(self.world, 'leader', place='Evidence') as window:
            self.world.ctl('leader', 'evidence', 'add', self.world.write('other.txt', 'other\n'))
            window.wait_part('other.txt, ')
            self.page = 'Evidence'
            self.go_into_list(window)
            window.key('ctrl+c')
            self.wait_copied('Reference\t', '\tother.txt\t')
            assert self.clipboard.read().count('\n') == 3, self.clipboard.read()
            window.key('Down')  # goes on to the next line and chooses it
            window.key('ctrl+c')
            wait_for(lambda: self.clipboard.read().count('\n') == 2, self.clipboard.read)


    def copies_what_is_found(self):
        """What a search found is copied with its places; only headings chosen among the controls is nothing chosen"""
        with Window(self.world, 'leader', place='Search') as window:
            window.wait_part('leader\n')
            wait_for(lambda: window.key('ctrl+f') or window.key('ctrl+a') or window.type('approver') or any('One record bears' in name for name in window.names()),
                     lambda: f'the finding in {window.names()}')
            window.key('Down')
            window.key('ctrl+c')
            self.wait_copied('Kind\tControl\tReference\tName\tPlace\tText\n', 'One record bears no approver.')
            window.go('Controls')
            window.click('8.1.2.1 ')
            window.key('Left')
            window.key('ctrl+c')
            self.wait_copied('Number\tTitle\tState\t', '\n8.1.2.2\t資産の目録\t')

    def copies_results(self):
        """What an act on several did to each is copied, headings left out"""
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.click('8.1.2.1 ')
            window.leave()
            window.key('ctrl+a')
            window.wait('2 chosen', 'label')
            window.press('Assign…')
            window.wait('Left out  2', 'list item')
            for _ in range(20):
                window.key('Tab')
                if any(role == 'list item' and harness.is_focused(node) for role, _, node in window.nodes()):
                    break
            window.key('ctrl+c')
            self.wait_copied('Number\tTitle\tResult\n', '\n8.1.2.2\t資産の目録\tIt is so already\n')
            assert self.clipboard.read().count('\n') == 3, self.clipboard.read()

    def copies_tables(self):
        """The overview's tables, of people and of chapters, are copied as numbers"""
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            for name, head, line in TABLES:
                window.wait(name, 'push button')
                for _ in range(40):
                    if any(its_name == name and harness.is_focused(node) for _, its_name, node in window.nodes()):
                        break
                    window.key('Tab')
                window.key('ctrl+c')
                self.wait_copied(head, line)

    def copies_what_came_back(self):
        """The files that came back are copied with what they answer and the request that is chosen for each"""
        self.world.ctl('leader', 'procedures', 'import', self.world.write('steps.csv', STEPS))
        self.world.ctl('leader', 'request', 'make')
        path = self.world.write('memo.txt', 'memo\n')
        with Window(self.world, 'leader', place='Requests') as window:
            window.wait_part('leader\n')
            window.wait_part(', R-001')
            window.press_toggle('Receive')
            window.choose('Archive or File That Came Back…')
            window.choose_file(None, path)
            window.wait('Not matched 1  ·  to be looked at 0  ·  matched 0', None)
            for _ in range(10):
                window.key('Tab')
                if any(harness.is_focused(node) for _, _, node in window.wait_inside('Files that came back')):
                    break
            window.key('ctrl+c')
            self.wait_copied('File\tWhat it answers, and why\tRequest\n', 'memo.txt\tNot matched\tNot taken in\n')

    def copies_what_may_be_linked(self):
        """The evidence that may be linked is copied with what it is used for"""
        with Window(self.world, 'practitioner') as window:
            window.wait_part('practitioner\n')
            window.click('8.1.2.1 ')
            window.wait_part('規程を閲覧する。')
            window.press_toggle('Add evidence or a record to this step')
            window.choose('Link Existing Evidence…')
            wait_for(lambda: any('=1+1.txt' in name for _, name, _ in window.wait_inside('Evidence found')), 'the evidence')
            window.key('Down')
            window.key('ctrl+shift+c')
            self.wait_copied('Reference\tName\tSource\tUsed for\n', "\t'=1+1.txt\t\t\n")

    def copies_questions(self):
        """The questions of an interview are copied, with what is answered so far"""
        with Window(self.world, 'practitioner', place='By interview') as window:
            window.wait_part('practitioner\n')
            window.wait('経緯をお尋ねします。', 'label')
            window.key('F9')
            window.type('yes')
            window.key('ctrl+shift+c')
            self.wait_copied('Control\tTitle\tPhase\tQuestion\tAnswer\t', '\n8.1.2.1\t管理責任者\tDesign\t経緯をお尋ねします。\tyes\t')

    def lists_what_is_pasted(self):
        """A column of numbers out of a spreadsheet, pasted above the list, lists these controls"""
        self.clipboard.hold('8.1.2.2\r\n7.1.1.1\r\n')
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.wait_part('8.1.2.1 ')
            window.key('ctrl+f')
            window.key('ctrl+v')
            window.wait('1 control fits', 'label')
            window.wait_part('8.1.2.2 ')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.close


harness.main(make_tests)
