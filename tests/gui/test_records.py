# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings, notes and the team by their forms: what a form records is in the record, a refusal is said in the form and
loses nothing."""

import harness
from harness import Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
LIST_WIDTH = 311
STATES = ('Candidate', 'Client asked to confirm the fact', 'Client answered', 'Confirmed', 'Withdrawn')


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'practitioner'))
        world.make_engagement(('practitioner',))
        self.settings = world.keep_settings(list_width=LIST_WIDTH)
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        self.paper = world.ctl('practitioner', 'paper', 'add', '--number', 'G-01', '--title', 'Plan', '--text', 'Period, team and schedule.')['id']

    def listed(self):
        return [self.adds_finding, self.says_refusal_in_form, self.finds_draft, self.counts_notes, self.moves_finding_on, self.filters_findings, self.enters_finding, self.lists_what_is_counted,
                self.begins_in_the_page, self.mends_team]

    def open_place(self, window, person, place):
        window.wait_part(person + '\n')
        window.go(place)

    # --- Tests --------------------------------------------------------------------------------

    def adds_finding(self):
        """A finding typed into the form is in the record, as a candidate; the list has the width that it was given"""
        with Window(self.world, 'practitioner', **self.settings) as window:
            self.open_place(window, 'practitioner', 'Findings')
            window.wait('No Findings')
            panes, handle = harness.find_panes(window.page('Findings'))[0]
            assert handle[0] - panes[0] == LIST_WIDTH, (panes, handle)
            window.press('Add…')
            window.wait_insensitive('Record')
            window.key('End')  # the form is a window of its own: it gets the keys now
            window.type('8.1.2.1')
            window.key('Tab')
            window.key('Tab')
            window.type('One record bears no approver.')
            window.wait_sensitive('Record')
            window.key('ctrl+Return')
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
            wait_for(lambda: any('Another one.' in draft for draft in self.world.drafts()), lambda: f'what was typed among the drafts {self.world.drafts()}')

    def finds_draft(self):
        """What was typed into a form and not recorded is there when the form is opened again, until it is discarded"""
        with Window(self.world, 'practitioner') as window:
            self.open_place(window, 'practitioner', 'Findings')
            window.press('Add…')
            wait_for(lambda: self.typed(window, 'Another one.'), 'what was typed before')
            window.press('Discard Draft')
            wait_for(lambda: not self.typed(window, 'Another one.'), 'the form as it began')
            wait_for(lambda: not any('Another one.' in draft for draft in self.world.drafts()), lambda: f'no draft: {self.world.drafts()}')
            window.key('Escape')
            wait_for(lambda: window.find('Cancel', 'label') is None, 'the form closed')

    def typed(self, window, text):
        return any(role == 'text' and node.get_text() == text for role, _, node in window.nodes())

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

    def fill(self, window, name, text):
        wait_for(lambda: next((node.set_text(text) for role, its_name, node in reversed(window.nodes()) if (role, its_name) == ('text', name)), None),
                 lambda: f'the field "{name}" in {window.names()}')

    def mends_team(self):
        """What the team lacks as a whole stands above it, and each line leads to the form that mends it; a person's roles are changed"""
        def member(name):
            return next((row for row in self.world.ctl('leader', 'member', 'list') if row['name'] == name), None)
        with Window(self.world, 'leader', place=None) as window:
            window.wait_part('leader\n')
            window.go('Team')
            for words in ('The team has fewer than three members', 'No quality controller is assigned', 'No qualification is recorded  ·  leader'):
                window.wait(words, None)
            window.press('No qualification is recorded  ·  leader')
            window.wait('Cancel', 'label')
            wait_for(lambda: self.typed(window, 'leader'), 'the roles that the person has')
            self.fill(window, 'Qualification and training', 'CISA')
            window.press('Record')
            wait_for(lambda: member('leader').get('qualification') == 'CISA', 'the qualification in the record')
            assert member('leader')['roles'] == ['leader'], member('leader')
            wait_for(lambda: window.find('No qualification is recorded  ·  leader') is None, 'nothing said of it any more')
            window.press('No quality controller is assigned')
            window.wait('Cancel', 'label')
            self.fill(window, "The person's name", 'Q')
            self.fill(window, "The person's public key, 64 hexadecimal digits", 'ab' * 32)
            window.press('Record')
            wait_for(lambda: member('Q'), 'the person in the record')
            assert member('Q')['roles'] == ['quality'], member('Q')
            wait_for(lambda: window.find('No quality controller is assigned') is None, 'nothing said of it any more')
            window.wait_part('Independence not confirmed')
            window.click('Q, ', role='list item')
            for act in ('Take off the Team', 'Revoke a Key'):
                window.press(act + '…')
                window.wait(act, 'label')
                wait_for(lambda: any((role, name) == ('label', 'Q') for role, name, _ in window.wait_inside(act)), 'whom the form is about')
                window.key('Escape')
                window.wait_gone(act)

    def lists(self, window, text):
        return any(name.startswith(text) and harness.is_laid_out(node) for role, name, node in window.nodes() if role == 'list item')


    def finding(self):
        return self.world.ctl('leader', 'finding', 'list')[0]

    def chosen_state(self, window):
        """What the form of the newest window begins with"""
        return next((name for role, name, node in reversed(window.nodes()) if role == 'label' and name in STATES and harness.is_laid_out(node)), None)

    def moves_finding_on(self):
        """A finding is moved on and reworded by its forms; its page shows every state with who, when and the words, oldest first"""
        with Window(self.world, 'practitioner', place=None) as window:
            self.open_place(window, 'practitioner', 'Findings')
            window.wait_part('One record bears no approver., F-')
            window.click('One record bears no approver.')
            window.wait('One record bears no approver.', 'label')
            window.press('Move On…')
            window.wait_insensitive('Record')
            window.wait('Move On', 'label')
            window.wait('State that it moves on to', 'label')
            assert self.chosen_state(window) == 'Client asked to confirm the fact', self.chosen_state(window)
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
            window.press('Move On…')
            window.wait('State that it moves on to', 'label')
            assert self.chosen_state(window) == 'Confirmed', self.chosen_state(window)
            window.key('Escape')
            window.wait_gone('State that it moves on to')
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

    def enters_finding(self):
        """Enter in the search goes to the list, on a finding to what is done with it; Enter there does it"""
        with Window(self.world, 'leader', place=None) as window:
            self.open_place(window, 'leader', 'Findings')
            window.wait_part('Two records bear no approver., F-')
            window.key('ctrl+f')
            window.type('Two')
            window.key('Return')
            wait_for(lambda: any(role == 'list item' and harness.is_focused(node) for role, _, node in window.nodes()), 'the focus in the list')
            window.key('Return')
            wait_for(lambda: [role for role, _, node in window.nodes() if harness.is_focused(node)] == ['push button'],
                     lambda: f'the focus at an act, not {[(role, name) for role, name, node in window.nodes() if harness.is_focused(node)]}')
            window.key('Return')
            window.wait('State that it moves on to', 'label')

    def lists_what_is_counted(self):
        """The number beside a place stands on its page once more, and lists exactly what it counts; a state asked for takes its place"""
        other = self.world.ctl('leader', 'finding', 'add', '--control', '8.1.2.1', '--text', 'No list.')['id']
        self.world.ctl('leader', 'finding', 'state', other, 'withdrawn', '--text', 'It is there.')
        for place, counted, chip, listed, not_listed, number in (
            ('Findings', '1 not decided', 'Not decided 1', 'Two records bear no approver.', 'No list.', 'Findings: Withdrawn 1'),
            ('Review notes', '1 not answered', 'Not answered 1', 'Please check.', 'Who agreed?', 'Review notes: Notes answered 1')):
            with Window(self.world, 'leader', place=None) as window:
                window.wait_part('leader\n')
                window.wait(f'{place}, {counted}', 'list item')
                window.go(place)
                wait_for(lambda: self.lists(window, listed) and self.lists(window, not_listed), lambda: f'all in {window.names("list item")}')
                window.press_toggle(chip)
                wait_for(lambda: self.lists(window, listed) and not self.lists(window, not_listed), lambda: f'"{listed}" alone in {window.names("list item")}')
                window.go('Overview')
                window.press(number)
                wait_for(lambda: not self.lists(window, listed) and self.lists(window, not_listed), lambda: f'"{not_listed}" alone in {window.names("list item")}')
                window.press_toggle(chip)
                wait_for(lambda: self.lists(window, listed) and not self.lists(window, not_listed), lambda: f'"{listed}" alone in {window.names("list item")}')
                window.press_toggle(chip)
                wait_for(lambda: self.lists(window, listed) and self.lists(window, not_listed), lambda: f'all in {window.names("list item")}')

    def works_in(self, window, place):
        """The role of what has the focus on the page of @place; None: it is not there."""
        page = window.page(place)
        return page and next((node.role for node in page.walk() if harness.is_focused(node)), None)

    def begins_in_the_page(self):
        """Who goes to a place by its key works on there, in the list where there is one; Ctrl+N adds to that list, and is typed into at once"""
        with Window(self.world, 'leader', place=None) as window:
            window.wait_part('leader\n')
            for place in ('Controls', 'Evidence', 'Samples', 'Findings', 'Report', 'Journal', 'Findings'):
                window.go(place)
                window.wait_page(place)
                wait_for(lambda: self.works_in(window, place), lambda: f'the focus on the page of {place}')
            wait_for(lambda: self.works_in(window, 'Findings') == 'list item', 'the focus in the list')
            window.go('By document')
            window.wait_page('By document')
            wait_for(lambda: self.works_in(window, 'By document') in harness.BUTTONS, 'the focus at the choice of a document')
            window.key('alt+Left')
            window.wait_page('Findings')
            window.key('alt+Left')
            wait_for(lambda: self.works_in(window, 'Journal'), 'the focus on the page gone back to')
            for place in ('Findings', 'Review notes'):
                window.go(place)
                window.wait_page(place)
                window.key('ctrl+n')
                window.wait('Cancel', 'label')
                window.key('End')  # the form is a window of its own: it gets the keys now
                window.type('8.1.2.1')
                wait_for(lambda: self.typed(window, '8.1.2.1'), f'what was typed into the first field of {place}')
                window.key('Escape')
                window.wait_gone('Cancel')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
