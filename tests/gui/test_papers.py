# SPDX-License-Identifier: GPL-3.0-or-later
"""General papers: made from a template of the firm, written where they stand with drafts that survive a kill, with what
is attached, notes, and three sign-offs by three people."""

import json
import signal

import harness
from harness import Window, World, wait_for

TEMPLATE = {'template': 'T-1', 'title': 'Audit plan', 'text': 'Purpose: the plan.', 'required_for_issue': True}
OTHER = {'template': 'T-2', 'title': 'Kick-off', 'text': 'Those present.'}


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'practitioner', 'executive'))
        world.make_engagement(('practitioner', 'executive'))
        world.ctl('leader', 'settings', 'import', world.write('settings.json', json.dumps({'paper_templates': [OTHER, TEMPLATE]})))
        world.ctl('leader', 'evidence', 'add', world.write('schedule.txt', 'Monday\n'))

    def listed(self):
        return [self.adds_from_template, self.keeps_what_is_typed, self.records_when_left, self.says_who_changed_it, self.brings_draft_back, self.attaches, self.is_signed_by_three]

    def paper(self):
        return self.world.ctl('leader', 'paper', 'show', 'G-01')

    def text(self):
        return self.paper()['paper']['text']

    def open_paper(self, window, person):
        window.wait_part(person + '\n')
        window.go('General papers')
        wait_for(lambda: self.field(window, 'Number of the paper') == 'G-01', 'the paper, the first and only one of the list, shown')

    def field(self, window, name):
        node = window.find(name, 'text')
        return node and node.get_text()

    def write(self, window, text):
        """Types at the end of the text; Enter on the line of the list leads into it."""
        if not window.has_focus('Text of the paper'):
            window.key('ctrl+f')
            while not any(harness.is_focused(node) for role, name, node in window.nodes() if role == 'list item' and name.startswith('G-01')):
                window.key('Tab')
            window.key('Return')
            wait_for(lambda: window.has_focus('Text of the paper'), 'the cursor in the text')
        window.key('ctrl+End')
        window.type(text)

    # --- Tests --------------------------------------------------------------------------------

    def adds_from_template(self):
        """A paper is made from a template of the firm, whose text is read before it is chosen"""
        with Window(self.world, 'practitioner') as window:
            window.wait_part('practitioner\n')
            window.go('General papers')
            window.wait('No General Papers')
            window.press('Add…')
            window.wait('Blank paper', 'list item')
            window.wait_insensitive('Record')
            window.type('G-01')
            window.click('T-2')
            window.wait('Those present.', 'label')
            window.click('T-1')
            window.wait('Purpose: the plan.', 'label')
            window.press('Record')
            wait_for(lambda: self.field(window, 'Text of the paper') == 'Purpose: the plan.', 'the paper, chosen in the list')
        made = self.paper()['paper']
        assert (made['title'], made['template'], made['required_for_issue']) == ('Audit plan', 'T-1', True), made

    def keeps_what_is_typed(self):
        """What was typed into a paper survives kill -9 as a draft, and nothing of it is in the record until it is saved"""
        window = Window(self.world, 'practitioner', place=None)
        try:
            self.open_paper(window, 'practitioner')
            self.write(window, ' Team of three.')
            wait_for(lambda: any('Team of three.' in draft for draft in self.world.drafts()), 'the draft on the disk')
            window.process.send_signal(signal.SIGKILL)
            window.process.wait(harness.WAIT)
        finally:
            window.end()
        assert self.text() == 'Purpose: the plan.', self.text()

    def records_when_left(self):
        """The draft is there again; it is recorded by the key, and what is typed later when the place is left"""
        with Window(self.world, 'practitioner') as window:
            self.open_paper(window, 'practitioner')
            wait_for(lambda: self.field(window, 'Text of the paper') == 'Purpose: the plan. Team of three.', 'what was typed before')
            window.wait('Not in the record yet.')
            window.key('ctrl+s')
            wait_for(lambda: self.text() == 'Purpose: the plan. Team of three.', 'the text in the record')
            wait_for(lambda: not self.world.drafts(), 'no draft')
            self.write(window, ' Begins in May.')
            window.wait('Not in the record yet.')
            window.go('Team')
            wait_for(lambda: self.text().endswith(' Begins in May.'), 'what was typed, in the record')

    def says_who_changed_it(self):
        """Where somebody changed the paper meanwhile leaving it replaces nothing; the person's own word does"""
        with Window(self.world, 'practitioner') as window:
            self.open_paper(window, 'practitioner')
            self.write(window, ' Mine.')
            window.wait('Not in the record yet.')
            self.world.ctl('practitioner', 'paper', 'edit', 'G-01', '--text', 'Theirs.')  # the leader is to review it
            window.wait_part('Somebody changed this paper meanwhile.')
            window.wait_part('last edited by practitioner, ')
            window.go('Team')
            window.wait('leader, Engagement leader')
            assert self.text() == 'Theirs.', self.text()
            window.go('General papers')
            window.press('Record')
            wait_for(lambda: self.text().endswith(' Mine.'), 'the text in the record')

    def brings_draft_back(self):
        """What was typed and discarded is there again by Undo, on its paper, and kept"""
        with Window(self.world, 'practitioner') as window:
            self.open_paper(window, 'practitioner')
            before = self.text()
            self.write(window, ' Typed in vain.')
            window.press('Discard Draft')
            wait_for(lambda: self.field(window, 'Text of the paper') == before, 'what the record says')
            window.wait('The draft is discarded')
            window.go('Team')
            window.press('Undo')
            wait_for(lambda: window.page('General papers'), 'the paper gone to')
            wait_for(lambda: self.field(window, 'Text of the paper') == before + ' Typed in vain.', 'the draft there again')
            wait_for(lambda: any('Typed in vain.' in draft for draft in self.world.drafts()), 'the draft kept')
            window.press('Discard Draft')
            wait_for(lambda: not self.world.drafts(), 'no draft')

    def attaches(self):
        """Evidence is attached from a file and from what is there, opens beside the paper, and is taken off"""
        with Window(self.world, 'practitioner') as window:
            self.open_paper(window, 'practitioner')
            window.key('ctrl+o')
            window.choose_file(None, self.world.write('minutes.txt', 'Minutes of the kick-off\n'))
            wait_for(lambda: len(self.paper()['attached']) == 1, 'the file attached')
            window.key('ctrl+l')
            window.wait_part('schedule.txt')
            window.type('schedule')
            window.key('Down')
            window.key('space')
            window.press('Link')
            wait_for(lambda: len(self.paper()['attached']) == 2, 'the evidence attached')
            chip = window.wait_part('minutes.txt')
            window.press(chip)
            window.wait('Minutes of the kick-off')
            window.press('Attach')
            window.choose('Take Off')
            window.choose(next(name for name in window.names('menu item') if 'schedule.txt' in name))
            wait_for(lambda: [row['name'] for row in self.paper()['attached']] == ['minutes.txt'], 'the evidence taken off')

    def is_signed_by_three(self):
        """A note blocks until it is cleared; three people sign; who made it cannot press and reads whose turn it is; an edit shows what changed since"""
        with Window(self.world, 'practitioner') as window:
            self.open_paper(window, 'practitioner')
            self.write(window, ' Told.')
            window.wait('Not in the record yet.')
            window.key('ctrl+Return')
            window.wait('Recorded and signed G-01: Prepared')
            wait_for(lambda: self.paper()['paper']['state'] == 'prepared' and self.text().endswith(' Told.'), 'the paper prepared')
            window.wait_part('Next: review by the engagement leader')
            window.wait_insensitive('Sign Reviewed')
            assert self.paper()['paper']['state'] == 'prepared'
        with Window(self.world, 'leader') as window:
            self.open_paper(window, 'leader')
            window.key('ctrl+m')
            window.type('Who agreed?')
            window.key('Return')
            window.wait('A review note is open')
            window.wait_insensitive('Sign Prepared')
            window.press('Clear Note')
            window.press('Sign Reviewed')
            wait_for(lambda: self.paper()['paper']['state'] == 'reviewed', 'the paper reviewed')
        with Window(self.world, 'executive') as window:
            self.open_paper(window, 'executive')
            window.press('Sign Approved')
            window.wait('Signed G-01: Approved')
            wait_for(lambda: self.paper()['paper']['state'] == 'approved', 'the paper approved')
            window.wait('All three sign-offs stand', 'label')
            self.world.ctl('practitioner', 'paper', 'edit', 'G-01', '--text', self.text() + ' Added later.')
            window.wait_part('·  Changed after sign-off')
            window.press('What changed since')
            window.wait_part('Added later.')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.CHOOSING)
