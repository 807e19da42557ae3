# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings, papers, notes and the team by their forms: what a form records is in the record, a refusal is
said in the form and loses nothing, and a paper is signed by two people, never twice by one."""

import os
import sqlite3

import harness
from harness import Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
LIST_WIDTH = 311


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'practitioner'))
        world.make_engagement(('practitioner',))
        self.settings = world.keep_settings(list_width=LIST_WIDTH)
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        self.paper = world.ctl('practitioner', 'paper', 'add', '--number', 'G-01', '--title', 'Plan', '--text', 'Period, team and schedule.')['id']

    def listed(self):
        return [self.adds_finding, self.says_refusal_in_form, self.signs_paper, self.counts_notes, self.moves_finding_on, self.filters_findings]

    def open_place(self, window, person, place):
        window.wait_part(person + '\n')
        window.go(place)

    # --- Tests --------------------------------------------------------------------------------

    def adds_finding(self):
        """A finding typed into the form is in the record, as a candidate; the list has the width that it was given"""
        with Window(self.world, 'practitioner', **self.settings) as window:
            self.open_place(window, 'practitioner', 'Findings')
            window.wait('No Findings')
            page, handle = window.find('ChoshoFindingsPage'), next(node for _, name, node in window.nodes() if name == 'GtkPanedHandle' and harness.is_laid_out(node))
            assert handle.get_extents()[0] - page.get_extents()[0] == LIST_WIDTH, handle.get_extents()
            window.press('Add…')
            window.wait_insensitive('Record')
            window.key('End')  # the form is a window of its own: it gets the keys now
            window.type('8.1.2.1')
            window.key('Tab')
            window.key('Tab')
            window.type('One record bears no approver.')
            window.press('Record')
            found = wait_for(lambda: self.world.ctl('leader', 'finding', 'list'), 'the finding in the record')
            assert found[0]['controls'] == ['8.1.2.1'] and found[0]['state'] == 'candidate', found
            window.wait_part('One record bears no approver., F-')
            window.key('ctrl+b')
            wait_for(lambda: window.find('Places') is None, 'the places hidden')

    def says_refusal_in_form(self):
        """A control that is none is refused in the form, and what was typed is still there; places that were hidden stay hidden"""
        with Window(self.world, 'practitioner', place=None, **self.settings) as window:
            window.wait('State of the Work')
            assert window.find('Places') is None
            window.key('ctrl+b')
            self.open_place(window, 'practitioner', 'Findings')
            window.wait_part('One record bears no approver.')
            window.press('Add…')
            window.wait_insensitive('Record')
            window.key('End')  # the form is a window of its own: it gets the keys now
            window.type('9.9.9.9')
            window.key('Tab')
            window.key('Tab')
            window.type('Another one.')
            window.press('Record')
            window.wait_part('9.9.9.9')
            window.wait_sensitive('Record')
            assert len(self.world.ctl('leader', 'finding', 'list')) == 1
            # on the disk, before the window ends: whatever ends it
            wait_for(lambda: any('Another one.' in draft for draft in self.drafts()), lambda: f'what was typed among the drafts {self.drafts()}')

    def drafts(self):
        path = os.path.join(self.world.engagement, 'local.db')
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
            if database.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'drafts'").fetchone() == (0,):
                return []  # the file is just being made
            return [json for (json,) in database.execute('SELECT json FROM drafts')]

    def finds_draft(self, window):
        """What was typed into a form and not recorded is there when the form is opened again, until it is discarded."""
        self.open_place(window, 'practitioner', 'Findings')
        window.press('Add…')
        wait_for(lambda: self.typed(window, 'Another one.'), 'what was typed before')
        window.press('Discard Draft')
        wait_for(lambda: not self.typed(window, 'Another one.'), 'the form as it began')
        wait_for(lambda: not any('Another one.' in draft for draft in self.drafts()), lambda: f'no draft: {self.drafts()}')
        window.key('Escape')
        wait_for(lambda: window.find('Cancel', 'label') is None, 'the form closed')

    def typed(self, window, text):
        return any(role == 'text' and node.get_text() == text for role, _, node in window.nodes())

    def state(self):
        return self.world.ctl('leader', 'paper', 'list')[0]['state']

    def choose_paper(self, window, person):
        self.open_place(window, person, 'General papers')
        window.wait_part('G-01  Plan, ')
        window.key('ctrl+f')
        window.type('plan')
        for _ in range(4):
            window.key('Tab')
        window.key('space')
        window.wait('Period, team and schedule.', 'label')

    def signs_paper(self):
        """A paper is prepared by one and reviewed by another; the one who prepared it is refused. What was typed before into a form is there"""
        with Window(self.world, 'practitioner') as window:
            self.finds_draft(window)
            self.choose_paper(window, 'practitioner')
            window.press('Sign Prepared')
            wait_for(lambda: self.state() == 'prepared', 'the paper prepared in the record')
            window.press('Sign Reviewed')
            window.wait_part('Copy Details')
            assert self.state() == 'prepared'
        with Window(self.world, 'leader') as window:
            self.choose_paper(window, 'leader')
            window.press('Sign Reviewed')
            wait_for(lambda: self.state() == 'reviewed', 'the paper reviewed in the record')

    def counts_notes(self):
        """The overview's numbers of notes, those on papers too, lead to exactly these notes"""
        self.world.ctl('leader', 'note', 'add', '8.1.2.1', '--text', 'Please check.')
        asked = self.world.ctl('leader', 'note', 'add', self.paper, '--text', 'Who agreed?')['id']
        self.world.ctl('practitioner', 'note', 'answer', asked, '--text', 'The board did.')
        with Window(self.world, 'leader', place=None) as window:
            for number, listed, not_listed in (('Review notes: Notes answered 1', 'Who agreed?', 'Please check.'),
                                               ('Review notes: Notes unanswered 1', 'Please check.', 'Who agreed?')):
                window.go('Overview')
                window.press(number)
                wait_for(lambda: self.lists(window, listed) and not self.lists(window, not_listed), lambda: f'"{listed}" alone in {window.names("list item")}')

    def lists(self, window, text):
        return any(name.startswith(text) and harness.is_laid_out(node) for role, name, node in window.nodes() if role == 'list item')


    def finding(self):
        return self.world.ctl('leader', 'finding', 'list')[0]

    def moves_finding_on(self):
        """A finding is moved on and reworded by its forms; its page shows every state with who, when and the words, oldest first"""
        with Window(self.world, 'practitioner', place=None) as window:
            self.open_place(window, 'practitioner', 'Findings')
            window.wait_part('One record bears no approver., F-')
            window.click('One record bears no approver.')
            window.wait('One record bears no approver.', 'label')
            window.press('Move On…')
            window.wait_insensitive('Record')
            for _ in range(6):  # past the state, which is the next one already
                window.key('Tab')
                if any(role == 'text' and name == 'What was asked or answered, or why' and harness.is_focused(node) for role, name, node in window.nodes()):
                    break
            window.type('Asked the head of operations.')
            window.press('Record')
            wait_for(lambda: self.finding()['state'] == 'inquired', lambda: f'moved on: {self.finding()}')
            window.wait('Asked the head of operations.', 'label')
            window.press('Change Words…')
            window.wait_sensitive('Record')
            window.key('ctrl+a')
            window.type('Two records bear no approver.')
            window.press('Record')
            window.wait_part('Two records bear no approver., F-')
            self.world.ctl('leader', 'finding', 'state', self.finding()['id'], 'answered', '--text', 'They agree.')
            window.wait('They agree.', 'label')
            labels = window.names('label')
            trail = ['Candidate', 'One record bears no approver.', 'Client asked to confirm the fact', 'Asked the head of operations.', 'Client answered', 'They agree.']
            told = labels[labels.index('They agree.') - 8:labels.index('They agree.') + 2]  # each state's words are followed by who and when
            assert [name for name in told if name in trail] == trail, told
            people = [name.split(' · ')[0] for name in told if ' · ' in name]
            assert people == ['practitioner', 'practitioner', 'leader'], told

    def filters_findings(self):
        """Findings are narrowed to a state"""
        with Window(self.world, 'practitioner', place=None) as window:
            self.open_place(window, 'practitioner', 'Findings')
            window.wait_part('Two records bear no approver., F-')
            for line, found in ((4, False), (3, True), (5, False), (0, True)):
                window.key('ctrl+f')
                window.key('Tab')
                window.key('space')
                window.key('Home')
                for _ in range(line):
                    window.key('Down')
                window.key('Return')
                wait_for(lambda: self.lists(window, 'Two records bear no approver.') == found, lambda: f'state {line}: {found}, {window.names("list item")}')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
