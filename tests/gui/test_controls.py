# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of controls as a person works through it: narrowing it down by typing and by chips, folding,
going back, and assigning and signing several at once with a result for each."""

import harness
from harness import Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n' \
            '8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n8.1.2.2,detail,台帳,台帳を維持する。\n' \
            '9.2.3,objective,特権,特権を管理する。\n9.2.3.1,detail,特権の割当て,特権の割当てを管理する。\n'
ROWS = ('8.1.2.1 管理責任者, Not started', '8.1.2.2 台帳, Not started', '9.2.3.1 特権の割当て, In progress')


def make_world():
    world = World(('leader', 'practitioner'))
    world.make_engagement(('practitioner',))
    world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
    world.ctl('leader', 'assign', '9.2.3.1', '--member', 'leader', '--due', '2026-06-30')
    world.ctl('leader', 'note', 'add', '9.2.3.1', '--text', 'Please check.')
    world.ctl('leader', 'evidence', 'add', world.write('log.txt', 'log'), '--control', '9.2.3.1')
    return world


class Tests:
    def __init__(self):
        self.world = make_world()

    def listed(self):
        return [self.narrows_by_words, self.narrows_by_person, self.assigns_several, self.goes_back, self.saves_filter]

    def shown(self, window):
        return [row for row in ROWS if window.find(row, 'list item') is not None]

    def wait_shown(self, window, rows):
        wait_for(lambda: self.shown(window) == list(rows), lambda: f'{rows}, not {self.shown(window)}')

    def open_controls(self, window):
        window.wait_part('leader\n')
        window.go('Controls')
        self.wait_shown(window, ROWS)

    # --- Tests --------------------------------------------------------------------------------

    def narrows_by_words(self):
        """What is typed is looked for in numbers, titles and texts; Clear Filter lists everything again"""
        with Window(self.world, 'leader') as window:
            self.open_controls(window)
            window.key('ctrl+f')
            window.type('9.2')
            self.wait_shown(window, ROWS[2:])
            window.wait('1 control fits')
            window.press('Clear Filter')
            self.wait_shown(window, ROWS)

    def narrows_by_person(self):
        """"Mine" lists what is assigned to who acts; a row tells who works on it until when, its notes and its evidence"""
        with Window(self.world, 'leader') as window:
            self.open_controls(window)
            told = window.find(ROWS[2], 'list item').get_description()
            self.change_statement(window)
            assert told == 'leader, due 2026-06-30, 1 open review note, 1 piece of evidence', told
            window.press_toggle('Mine')
            self.wait_shown(window, ROWS[2:])

    def change_statement(self, window):
        """Statement and individual controls are changed where the control tells of them."""
        window.key('alt+Down')
        for act, words, look in (('Add Individual Control…', 'IC-1', lambda shown: [each['individual'] for each in shown['individuals']] == ['IC-1']),
                                 ('Set Statement…', 'As last year', lambda shown: shown.get('basis') == 'As last year')):
            window.press_toggle('Scope')
            window.choose(act)
            window.wait('Cancel', 'label')
            window.key('Tab' if act.startswith('Set') else 'End')  # the form is a window of its own: it gets the keys now
            window.type(words)
            window.press('Record')
            wait_for(lambda: look(self.stated()), lambda: f'{words} in {self.stated()}')

    def stated(self):
        return self.world.ctl('leader', 'statement', 'show', '8.1.2.1')

    def assigns_several(self):
        """All that is chosen is assigned in one act, and the record says so of each"""
        with Window(self.world, 'leader') as window:
            self.open_controls(window)
            window.key('alt+Down')
            window.wait('8.1.2.1', 'label')
            window.key('ctrl+f')
            window.type('8.1')
            self.wait_shown(window, ROWS[:2])
            window.key('Return')
            window.key('ctrl+a')
            window.wait('2 chosen', 'label')
            window.press('Assign…')
            window.press('Assign')
            wait_for(lambda: all(self.assigned(number) for number in ('8.1.2.1', '8.1.2.2')), 'both assigned in the record')

    def assigned(self, number):
        return any(event['action'] == 'assignment' for event in self.world.ctl('leader', 'journal', 'list', '--control', number))


    def goes_back(self):
        """Back and Forward lead through the places one was at, also to the control that was open"""
        with Window(self.world, 'leader', place=None) as window:
            window.wait_part('leader\n')
            window.wait('State of the Work')
            window.go('Controls')
            window.wait_part(ROWS[0][:8])
            window.key('alt+Down')
            window.wait('New review note')
            window.go('Evidence')
            window.wait_part('log.txt, ')
            window.key('alt+Left')
            window.wait('New review note')
            for _ in range(2):
                window.key('alt+Left')
            window.wait('State of the Work')
            for _ in range(3):
                window.key('alt+Right')
            window.wait('ChoshoEvidencePage')

    def saves_filter(self):
        """A filter is saved under a name, is there in the next window, and is forgotten"""
        settings = self.world.keep_settings()
        with Window(self.world, 'leader', **settings) as window:
            window.wait_part('leader\n')
            window.key('ctrl+f')
            window.type('9.2')
            window.wait('1 control fits')
            window.press_toggle('Filter')
            window.wait('Save', 'label')
            for _ in range(15):
                window.key('Tab')
                if any(role == 'text' and harness.is_focused(node) for role, _, node in window.nodes()):
                    break
            window.type('Privileges')
            window.press('Save')
            window.wait('Privileges', 'label')
        with Window(self.world, 'leader', **settings) as window:
            window.wait_part('leader\n')
            window.press_toggle('Filter')
            window.wait('Privileges', 'label')
            for _ in range(15):
                window.key('Tab')
                if any(role == 'list item' and harness.is_focused(node) for role, _, node in window.nodes()):
                    break
            window.key('Return')
            window.wait('1 control fits')
            window.press_toggle('Filter')
            window.press('Forget “Privileges”')
            wait_for(lambda: window.find('Privileges', 'label') is None, 'the filter forgotten')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
