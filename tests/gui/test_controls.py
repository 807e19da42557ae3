# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of controls as a person works through it: narrowing it down by typing and by chips, folding,
going back, and assigning and signing several at once with a result for each."""

import harness
from harness import Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n' \
            '8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n8.1.2.2,detail,台帳,台帳を維持する。\n' \
            '9.2.3,objective,特権,特権を管理する。\n9.2.3.1,detail,特権の割当て,特権の割当てを管理する。\n'
EARLIER = '管理策番号,監査技法,実施結果,発見事項\n8.1.2.1,閲覧,台帳を閲覧した。,承認の欠落\n8.1.2.1,質問,担当者に質問した。,\n8.1.2.2,閲覧,台帳の更新を見た。,\n'
TITLES = {'8.1.2.1': '管理責任者', '8.1.2.2': '台帳', '9.2.3.1': '特権の割当て'}
OUT_OF_SCOPE = '9.2.3.1 特権の割当て, Out of scope'
OUT = '9.2.3.1  特権の割当て\nOut of scope: nothing to assign'
ROWS = ('8.1.2.1 管理責任者, Not started', '8.1.2.2 台帳, Not started', '9.2.3.1 特権の割当て, In progress')


def make_world():
    world = World(('leader', 'practitioner'))
    world.make_engagement(('practitioner',))
    world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
    world.ctl('leader', 'prior', 'import', world.write('last-year.csv', EARLIER), '--period', 'FY2024')
    world.ctl('leader', 'assign', '9.2.3.1', '--member', 'leader', '--due', '2026-06-30')
    world.ctl('leader', 'note', 'add', '9.2.3.1', '--text', 'Please check.')
    world.ctl('leader', 'evidence', 'add', world.write('log.txt', 'log'), '--control', '9.2.3.1')
    return world


class Tests:
    def __init__(self):
        self.world = make_world()

    def listed(self):
        return [self.narrows_by_words, self.narrows_by_person, self.folds_by_keys, self.says_who_works_on_it, self.goes_back, self.saves_filter, self.shows_earlier_results, self.assigns_several, self.counts_by_visit]

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
        """What is typed is looked for in numbers, titles and texts; Down leads to what was found; Clear Filter lists everything again"""
        with Window(self.world, 'leader') as window:
            self.open_controls(window)
            window.key('ctrl+f')
            window.type('9.2')
            self.wait_shown(window, ROWS[2:])
            window.wait('1 control fits')
            window.key('Down')
            wait_for(lambda: harness.is_focused(window.find(ROWS[2], 'list item')), 'the focus on the control found')
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

    def wait_focus(self, window, name):
        wait_for(lambda: any(harness.is_focused(node) for role, its_name, node in window.nodes() if (role, its_name) == ('list item', name)),
                 lambda: f'the focus on {name}, not {[(role, its_name) for role, its_name, node in window.nodes() if harness.is_focused(node)]}')

    def folds_by_keys(self):
        """Left leads from a control to its heading and folds it, Right unfolds it and leads into it; Down goes on over headings"""
        with Window(self.world, 'leader') as window:
            self.open_controls(window)
            window.click(ROWS[0])
            window.leave()
            window.wait('New review note')
            window.key('Left')
            self.wait_focus(window, '8.1.2  資産の管理')
            window.key('Left')
            self.wait_shown(window, ROWS[2:])
            window.key('Left')
            self.wait_focus(window, 'Chapter 8')
            window.key('Left')
            wait_for(lambda: window.find('8.1.2  資産の管理', 'list item') is None, 'the chapter folded')
            window.key('Right')
            window.wait('8.1.2  資産の管理', 'list item')
            window.key('Right')
            self.wait_focus(window, '8.1.2  資産の管理')
            self.wait_shown(window, ROWS[2:])
            window.key('Return')
            self.wait_shown(window, ROWS)
            assert window.find('8.1.2.1', 'label') is not None, window.names()
            window.key('Right')
            self.wait_focus(window, ROWS[0])
            for name in (ROWS[1], 'Chapter 9', '9.2.3  特権', ROWS[2]):
                window.key('Down')
                self.wait_focus(window, name)

    def says_who_works_on_it(self):
        """Where the list is wide, a row says who works on it until when"""
        def said(window):
            return {name for role, name, _ in harness.descendants(window.find(ROWS[2], 'list item')) if role == 'label'} & {'leader', '2026-06-30'}
        with Window(self.world, 'leader') as window:
            self.open_controls(window)
            window.resize(1900, 1000)
            wait_for(lambda: said(window) == {'leader', '2026-06-30'}, 'who and until when')
            window.resize(1024, 700)
            wait_for(lambda: not said(window), 'room for the title alone')

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

    def shows_earlier_results(self):
        """What was found in an earlier year stands folded above the steps, says what it is, stays open from control to control, and hides without any"""
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.click(ROWS[0])
            window.wait('Earlier results, for reference (2)')
            assert window.find('台帳を閲覧した。', 'label') is None
            window.press_toggle('Earlier results, for reference (2)')
            for text in ('What was found at the time. It is no evidence for this period.', 'FY2024  ·  閲覧  ·  last-year.csv', '台帳を閲覧した。',
                         'Finding: 承認の欠落', '担当者に質問した。'):
                window.wait(text, 'label')
            window.key('alt+Down')
            window.wait('台帳の更新を見た。', 'label')
            window.wait('Earlier results, for reference (1)')
            window.key('alt+Down')
            wait_for(lambda: window.find('Earlier results, for reference (1)') is None, 'no earlier result at 9.2.3.1')

    def assigns_several(self):
        """All that is chosen is assigned in one act; of each it is told what becomes another, or why nothing was done"""
        ctl = self.world.ctl
        ctl('leader', 'assign', '8.1.2.2', '--member', 'leader', '--due', '2026-05-01')
        ctl('leader', 'scope', 'set', '9.2.3.1', 'out-of-cycle', '--phase', 'design', '--basis', 'Last year')
        ctl('leader', 'scope', 'set', '9.2.3.1', 'out-of-cycle', '--phase', 'operation', '--basis', 'Last year')
        with Window(self.world, 'leader') as window:
            window.leave()  # the pointer stands on a line since the window before: its tooltip would take the click
            window.wait_part('leader\n')
            window.wait(OUT_OF_SCOPE, 'list item')
            window.click(ROWS[0])
            window.key('ctrl+a')
            window.wait('3 chosen', 'label')
            window.press('Assign…')
            window.wait_insensitive('Assign')
            self.wait_lines(window, ('Left out  3', self.line('8.1.2.1', 'It is so already'), self.line('8.1.2.2', 'It is so already'), OUT))
            self.choose(window, 'Preparer', 2)
            self.wait_lines(window, ('Left out  2', self.line('8.1.2.2', 'It is so already'), OUT,
                                     'Will be changed  1', self.line('8.1.2.1', 'Preparer: Nobody → leader')))
            self.fill(window, 'Due (YYYY-MM-DD)', '2026-02-30')
            window.wait_insensitive('Assign')
            self.fill(window, 'Due (YYYY-MM-DD)', '2026/6/15')
            changes = (self.line('8.1.2.1', 'Preparer: Nobody → leader\nDue: – → 2026-06-15'), self.line('8.1.2.2', 'Due: 2026-05-01 → 2026-06-15'))
            self.wait_lines(window, ('Left out  1', OUT, 'Will be changed  2', *changes))
            window.press('Assign')
            self.wait_lines(window, ('Not recorded  1', OUT, 'Recorded  2', *changes))
            window.click('9.2.3.1  ')
            window.wait('Not recorded  1', 'list item')
            window.press('Close')
            window.wait('9.2.3.1', 'label')
        for number in ('8.1.2.1', '8.1.2.2'):
            status = ctl('leader', 'status', number)
            assert (status['assignee'], status['due']) == ('leader', '2026-06-15'), status

    def counts_by_visit(self):
        """Controls are assigned to a visit, one in use chosen from the list; the overview counts by it, each number leads to its list"""
        ctl = self.world.ctl
        with Window(self.world, 'leader') as window:
            window.wait(OUT_OF_SCOPE, 'list item')
            self.assign_next(window, ROWS[0])
            self.fill(window, 'Visit', '1st')
            self.wait_lines(window, ('Will be changed  1', self.line('8.1.2.1', 'Visit: – → 1st')))
            window.press('Assign')
            window.wait('Recorded  1', 'list item')
            self.close_dialog(window)
            self.assign_next(window, ROWS[1])
            window.press_toggle('Visits in use')
            window.press('1st')
            self.wait_lines(window, ('Will be changed  1', self.line('8.1.2.2', 'Visit: – → 1st')))
            self.close_dialog(window)
            ctl('leader', 'assign', '8.1.2.2', '--visit', '2nd')
            window.go('Overview')
            window.press('leader: 2nd 1')
            self.wait_shown(window, ROWS[1:2])
            window.wait('leader · 2nd', 'label')  # what is asked for beyond the chips
            told = window.find(ROWS[1], 'list item').get_description()
            assert told == 'leader, due 2026-06-15, 2nd', told
            window.press_toggle('Filter')
            self.focus(window, 'Visit')
            for key in ('space', 'Home', 'Down', 'Down', 'Return', 'Escape'):  # after any and none the first
                window.key(key)
            self.wait_shown(window, ROWS[:1])
            window.press_toggle('All')
            self.wait_shown(window, ROWS[:2])
            window.wait(OUT_OF_SCOPE, 'list item')
            wait_for(lambda: window.find('leader · 1st', 'label') is None, 'the filter gone with its words')

    def assign_next(self, window, row):
        """Goes on to the next control, which is that of @row, and opens the dialog."""
        window.key('alt+Down')
        wait_for(lambda: (node := window.find(row, 'list item')) and node.is_now(harness.accessible.Atspi.StateType.SELECTED), f'{row} chosen')
        window.key('ctrl+shift+a')
        window.wait('Result of each control')

    def close_dialog(self, window):
        window.leave()
        window.press('Close')
        wait_for(lambda: window.find('Result of each control') is None and len(window.x_windows()) == 1, lambda: f'the dialog gone, also from the display: {window.x_windows()}, {window.names()[-40:]}')

    def line(self, number, words):
        return f'{number}  {TITLES[number]}\n{words}'

    def wait_lines(self, window, lines):
        """Waits for exactly these lines of the list of results, in their order."""
        def look():
            self.lines = [name for role, name, _ in window.wait_inside('Result of each control') if role == 'list item']
            return self.lines == list(lines)
        wait_for(look, lambda: f'{lines}, not {self.lines}')

    def choose(self, window, name, steps):
        """Goes @steps down in the choices of that name."""
        window.click(name, 'combo box')
        for _ in range(steps):
            window.key('Down')
        window.key('Return')

    def focus(self, window, name):
        for _ in range(15):
            if window.has_focus(name):
                return
            window.key('Tab')
        raise harness.Failure(f'Tab does not lead to "{name}"')

    def fill(self, window, name, text):
        window.click(name, 'text')
        window.key('ctrl+a')
        window.type(text)

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
            window.wait_page('Evidence')

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


harness.main(make_tests, harness.POINTER)
