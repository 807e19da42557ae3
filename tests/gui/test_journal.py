# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal: whose events, about which control, of which kind and day they are; what exactly one of them changed; and
what the verification of a sound and of a damaged record says on the page itself."""

import glob
import os
import re
import zipfile

import harness
from harness import Window, World, wait_for

CATALOGUE = ('control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
             '8.1.2.2,detail,資産の目録,目録を維持する。\n')


def line_of_group(wanted):
    """Where the group stands in the list of acts: after "all" and the groups before it, each a line and one for each of its acts."""
    with open(os.path.join(harness.SOURCE_ROOT, 'src', 'app', 'record', 'chosho-action-groups.c'), encoding='utf-8') as file:
        groups = re.findall(r'static const char \*const (\w+)\[\] = \{(.*?)NULL \};', file.read(), re.DOTALL)
    before = [acts for name, acts in groups[:[name for name, _ in groups].index(wanted)]]
    return 1 + sum(1 + acts.count(',') for acts in before)


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'practitioner'))
        world.make_engagement(('practitioner',))
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        world.ctl('practitioner', 'evidence', 'add', world.write('ledger.txt', 'ledger\n'), '--control', '8.1.2.2')
        finding = world.ctl('practitioner', 'finding', 'add', '--control', '8.1.2.1', '--text', 'One record bears no approver.')['id']
        world.ctl('leader', 'finding', 'edit', finding, '--text', 'Two records bear no approver.')
        world.ctl('leader', 'note', 'add', '8.1.2.1', '--text', 'Which ones?')

    def listed(self):
        return [self.narrows, self.says_what_changed, self.turns_round, self.verifies, self.verifies_members, self.goes_on_choosing, self.names_what_is_damaged]

    def open_page(self, window):
        window.wait_part('leader\n')
        window.go('Journal')
        window.wait_part('Engagement begun, ')

    def acts(self, window):
        """What is listed, each by what was done and its author; what it was done to stands between them."""
        names = [name for role, name, node in window.nodes() if role == 'list item' and ' · ' in name and harness.is_laid_out(node)]
        heads = [name.rsplit(' · ', 1)[0].rsplit(', ', 1) for name in names]
        return [f'{act.split(" · ")[0]}, {author}' for act, author in heads]

    def wait_acts(self, window, wanted):
        wait_for(lambda: self.acts(window) == wanted, lambda: f'{wanted}, not {self.acts(window)}')

    def pick(self, window, tabs, line):
        """Chooses a line, counted from 0, of the list that is @tabs from the number's field on."""
        window.key('ctrl+f')
        for _ in range(tabs):
            window.key('Tab')
        window.key('space')
        window.key('Home')
        for _ in range(line):
            window.key('Down')
        window.key('Return')

    def type_in(self, window, tabs, text):
        window.key('ctrl+f')
        for _ in range(tabs):
            window.key('Tab')
        window.key('ctrl+a')
        window.key('Delete')
        if text:
            window.type(text)

    # --- Tests --------------------------------------------------------------------------------

    def narrows(self):
        """The journal lists the events of a person, of a group of acts, of one act, of a control and of a span of days, also all together"""
        with Window(self.world, 'leader', place=None) as window:
            self.open_page(window)
            self.pick(window, 3, 2)
            self.wait_acts(window, ['Finding, practitioner', 'Linked, practitioner', 'Evidence taken in, practitioner', 'Independence confirmed, practitioner'])
            self.type_in(window, 0, '８.1.2.2')
            self.wait_acts(window, ['Linked, practitioner', 'Evidence taken in, practitioner'])
            window.wait_part('Linked · 8.1.2.2, practitioner')
            window.wait_part('Evidence taken in · E-')
            self.pick(window, 3, 0)
            self.wait_acts(window, ['Linked, practitioner', 'Evidence taken in, practitioner', 'Entry of the criteria, leader'])
            self.type_in(window, 0, '8.1.2.1')
            self.wait_acts(window, ['Review note, leader', 'Finding reworded, leader', 'Finding, practitioner', 'Entry of the criteria, leader'])
            line = line_of_group('papers')
            self.pick(window, 4, line)
            self.wait_acts(window, ['Review note, leader', 'Finding reworded, leader', 'Finding, practitioner'])
            self.pick(window, 4, line + 2)
            self.wait_acts(window, ['Finding reworded, leader'])
            self.type_in(window, 5, '2000-01-01')
            self.type_in(window, 6, '2000-01-02')
            window.wait('Nothing found')
            self.type_in(window, 6, '2999-12-31')
            self.wait_acts(window, ['Finding reworded, leader'])

    def goes_on_choosing(self):
        """What somebody else records meanwhile takes no open list of choices away: the last of it is chosen by keys"""
        with Window(self.world, 'leader', place=None) as window:
            self.open_page(window)
            window.key('ctrl+f')
            for _ in range(3):
                window.key('Tab')
            window.key('space')
            before = len(self.acts(window))
            self.world.ctl('practitioner', 'evidence', 'add', self.world.write('more.txt', 'more\n'))
            wait_for(lambda: len(self.acts(window)) > before, 'what was recorded meanwhile')
            window.key('End')
            window.key('Return')
            wait_for(lambda: (acts := self.acts(window)) and all(act.endswith(', practitioner') for act in acts), lambda: f'one person, not {self.acts(window)}')

    def turns_round(self):
        """The newest is on top, also what comes while one looks; the oldest is where that is asked for; what was chosen stays chosen"""
        acts = ['Review note, leader', 'Finding reworded, leader', 'Finding, practitioner', 'Entry of the criteria, leader']
        with Window(self.world, 'leader', place=None) as window:
            self.open_page(window)
            if not (first := self.acts(window)[0]).startswith('Review note'):
                raise harness.Failure(first)
            self.type_in(window, 0, '8.1.2.1')
            self.wait_acts(window, acts)
            window.click('Finding reworded · ')
            window.wait_part('[removed: One record bears][added: Two records bear] no approver.')
            window.press_toggle('Oldest first')
            self.wait_acts(window, acts[::-1])
            window.wait_part('[removed: One record bears][added: Two records bear] no approver.')
            window.press_toggle('Oldest first')
            self.world.ctl('practitioner', 'note', 'answer', self.world.ctl('leader', 'note', 'list')[0]['id'], '--text', 'All.')
            self.wait_acts(window, ['Note answered, practitioner', *acts])

    def says_what_changed(self):
        """The event chosen shows what it changed, in words: a text word by word, what it is about by its name"""
        with Window(self.world, 'leader', place=None) as window:
            self.open_page(window)
            self.type_in(window, 0, '8.1.2.1')
            self.wait_acts(window, ['Review note, leader', 'Finding reworded, leader', 'Finding, practitioner', 'Entry of the criteria, leader'])
            for _ in range(8):
                window.key('Tab')
            window.key('Down')
            window.key('space')
            window.wait('What changed')
            window.wait_part('[removed: One record bears][added: Two records bear] no approver.')
            assert any(name.startswith('F-') for name in window.names('label')), window.names('label')

    def verifies(self):
        """Verify says on the page how much was read and that nothing changed"""
        with Window(self.world, 'leader', place=None) as window:
            self.open_page(window)
            window.press('Verify')
            events = len(self.world.ctl('leader', 'journal', 'list'))
            window.wait(f'{events} events and 1 objects are unchanged')
            window.press('Hide the result')
            wait_for(lambda: window.find('Hide the result') is None, 'the result hidden')

    def verifies_members(self):
        """Verify unpacks archives too where it is asked to, and says how many members are as they were"""
        path = os.path.join(self.world.root, 'pack.zip')
        with zipfile.ZipFile(path, 'w') as pack:
            pack.writestr('param.txt', 'x')
        archive = self.world.ctl('leader', 'evidence', 'add', path)[0]['id']
        self.world.ctl('leader', 'evidence', 'member-add', archive, '--member', 'param.txt')
        with Window(self.world, 'leader', place=None) as window:
            self.open_page(window)
            window.press_toggle('How much is verified')
            window.choose('With Members of Archives')
            events = len(self.world.ctl('leader', 'journal', 'list'))
            window.wait(f'{events} events, 2 objects and 1 members of archives are unchanged')

    def names_what_is_damaged(self):
        """Of a record with a damaged piece of evidence Verify names the problem with its place; the list goes on"""
        path = min(glob.glob(os.path.join(self.world.engagement, 'objects', '*', '*')))
        os.chmod(path, 0o600)
        with open(path, 'r+b') as file:
            file.write(b'X')
        os.chmod(path, 0o400)
        with Window(self.world, 'leader', place=None) as window:
            self.open_page(window)
            window.press('Verify')
            window.wait_part('The record does not verify – 1 problem')
            problem = window.wait_part('object-damaged')
            assert problem.startswith('Error: ') and os.path.basename(path) in problem, problem
            window.wait_part('Engagement begun, ')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.POINTER)
