# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo in a record that forgets nothing: Ctrl+Z answers the last act by its counter-act, a text keeps its own undo, and what is not
of the record – a draft, a saved filter – is there again as it was."""

import harness
from harness import Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n' \
            '8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n8.1.2.2,detail,台帳,台帳を維持する。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n' \
             '8.1.2.2,S-2,整備状況評価,文書,閲覧,台帳を閲覧する。,ご用意ください。,閲覧した。,可\n'
ROW = '8.1.2.1 管理責任者, '
BOTH = 'Undone by a new entry. The record keeps both.'


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'practitioner'))
        world.make_engagement(('practitioner',))
        ctl = world.ctl
        ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
        self.step = ctl('leader', 'step', 'list', '8.1.2.1')[0]['id']
        self.evidence = ctl('leader', 'evidence', 'add', world.write('rules.txt', '規程'), '--step', self.step, '--source', 'Client', '--covers-from', '2025-04-01',
                            '--covers-to', '2026-03-31')[0]['id']
        self.card = f'Inspection {self.step}'

    def listed(self):
        return [self.undoes_assignment, self.undoes_link, self.keeps_text_its_own, self.brings_draft_back, self.brings_filter_back, self.undoes_assignment_of_several,
                self.withdraws, self.withdraws_several]

    # --- Helpers ------------------------------------------------------------------------------

    def open(self, window, person='leader'):
        window.wait_part(person + '\n')
        self.choose_row(window)
        window.wait(self.card)

    def choose_row(self, window):
        """A click on the control's row, after which the keys are the list's."""
        window.click(ROW)
        window.leave()

    def assignee(self):
        return self.world.ctl('leader', 'status', '8.1.2.1').get('assignee')

    def events(self, action):
        return len([event for event in self.world.ctl('leader', 'journal', 'list') if event['action'] == action])

    def result(self, window):
        return next((node.get_text() for role, name, node in window.wait_inside(self.card) if (role, name) == ('text', 'Result')), None)

    def write(self, window, text):
        window.key('F8')
        wait_for(lambda: window.has_focus(self.card), 'the step entered')
        window.type(text)
        wait_for(lambda: self.result(window) == text, lambda: f'{text!r}, not {self.result(window)!r}')

    # --- Tests --------------------------------------------------------------------------------

    def is_toast_above(self, window):
        """The toast's button with all of its height above the bar in which the button of the next sign-off stands."""
        _, y, _, height = window.wait('Withdraw Sign-off…').get_extents()
        below = window.find('Sign Reviewed')
        return height > 0 and below is not None and y + height <= below.get_extents()[1]

    def undoes_assignment(self):
        """Ctrl+Z after an assignment records what stood before, Ctrl+Shift+Z the assignment again; every entry is kept, and it is said"""
        with Window(self.world, 'leader') as window:
            self.open(window)
            window.key('F10')
            nothing = window.wait('Undo (nothing done here yet that can be undone)', 'menu item')
            if harness.is_sensitive(nothing):
                raise harness.Failure('it can be pressed')
            window.key('Escape')
            window.key('ctrl+shift+a')
            window.wait('Result of each control')
            window.click('Preparer', 'combo box')
            for key in ('Down', 'Down', 'Return'):
                window.key(key)
            window.press('Assign')
            wait_for(lambda: self.assignee() == 'leader', 'the assignment')
            window.leave()
            window.press('Close')
            wait_for(lambda: window.find('Result of each control') is None and len(window.x_windows()) == 1, 'the dialog gone')
            window.wait('The assignment is recorded')
            self.choose_row(window)
            window.key('ctrl+z')
            window.wait(BOTH)
            wait_for(lambda: self.assignee() is None, 'nobody, as before')
            window.key('F10')
            window.wait('Redo: The assignment is recorded', 'menu item')
            window.key('Escape')
            window.key('ctrl+shift+z')
            wait_for(lambda: self.assignee() == 'leader', 'the assignment again')
        if self.events('assignment') != 3:
            raise harness.Failure(f'{self.events("assignment")} entries')

    def undoes_link(self):
        """The toast's button links again what was taken off; where somebody changed it since that is said, and nothing is done"""
        with Window(self.world, 'leader') as window:
            self.open(window)
            self.take_off(window)
            window.press('Undo')
            wait_for(lambda: self.linked(), 'linked again')
            window.wait(BOTH)
            self.take_off(window)
            self.world.ctl('leader', 'evidence', 'link', self.evidence, '--step', self.step)
            wait_for(lambda: any('rules.txt' in name for _, name, _ in window.wait_inside(self.card)), 'the link of another')
            window.press('Undo')
            window.wait_part('it was changed since; nothing was undone')
            window.press('Close')

    def linked(self):
        return self.step in self.world.ctl('leader', 'evidence', 'show', self.evidence)['steps']

    def take_off(self, window):
        window.press_toggle('Add evidence or a record to this step')
        window.choose('Take Off This Step')
        window.choose(wait_for(lambda: next((name for name in window.names('menu item') if 'rules.txt' in name), None), 'the evidence to take off'))
        wait_for(lambda: not self.linked(), 'the link taken off')
        window.wait('The link is taken off')

    def keeps_text_its_own(self):
        """In a text Ctrl+Z is the text's, also when it has nothing more to undo"""
        with Window(self.world, 'leader') as window:
            self.open(window)
            self.take_off(window)
            self.write(window, 'abc')
            for _ in range(5):
                window.key('ctrl+z')
            wait_for(lambda: self.result(window) == '', lambda: f'the text undone: {self.result(window)!r}')
            if self.linked():
                raise harness.Failure('the record was changed from within a text')
            self.choose_row(window)
            window.key('ctrl+z')
            wait_for(lambda: self.linked(), 'linked again')

    def brings_draft_back(self):
        """A draft that was discarded is there again by Undo, and kept"""
        with Window(self.world, 'leader') as window:
            self.open(window)
            self.write(window, 'Half a sentence')
            window.press('Discard Draft', self.card)
            wait_for(lambda: self.result(window) == '', 'the draft gone')
            window.wait('The draft is discarded')
            window.press('Undo')
            wait_for(lambda: self.result(window) == 'Half a sentence', 'the draft there again')
            wait_for(lambda: any('Half a sentence' in draft for draft in self.world.drafts()), 'the draft kept')
            window.press('Discard Draft', self.card)

    def brings_filter_back(self):
        """A filter that was forgotten is saved again by Undo"""
        settings = self.world.keep_settings(saved_filters='[{"name": <"台帳">, "page": <"controls">, "filter": <"filter:text=8.1.2.2">}]')
        with Window(self.world, 'leader', **settings) as window:
            window.wait_part('leader\n')
            window.press_toggle('Filter')
            window.press('Forget “台帳”')
            window.wait('The filter “台帳” is forgotten')
            window.key('Escape')
            window.press('Undo')
            window.press_toggle('Filter')
            window.wait('Forget “台帳”')

    def undoes_assignment_of_several(self):
        """What was assigned at once is undone at once"""
        states = lambda: [self.world.ctl('leader', 'status', control).get('assignee') for control in ('8.1.2.1', '8.1.2.2')]  # noqa: E731
        before = states()
        with Window(self.world, 'leader') as window:
            self.open(window)
            window.key('ctrl+a')
            window.wait('2 chosen', 'label')
            window.press('Assign…')
            window.wait('Result of each control')
            window.click('Preparer', 'combo box')
            for key in ('Down', 'Down', 'Down', 'Return'):
                window.key(key)
            window.press('Assign')
            wait_for(lambda: states() == ['practitioner', 'practitioner'], lambda: f'the assignments: {states()}')
            window.leave()
            window.press('Close')
            wait_for(lambda: window.find('Result of each control') is None and len(window.x_windows()) == 1, 'the dialog gone')
            window.press('Undo')
            wait_for(lambda: states() == before, lambda: f'what stood before: {states()}, not {before}')

    def withdraws(self):
        """After a sign-off Ctrl+Z asks for the reason of its withdrawal; both stand in the record"""
        self.world.ctl('practitioner', 'step', 'record', self.step, '--technique', 'inspection', '--performed-on', '2026-01-16', '--outcome', 'no-exception', '--result',
                       'It was looked at.')
        with Window(self.world, 'practitioner') as window:
            self.open(window, 'practitioner')
            window.press('Sign Prepared')
            window.wait('Signed 8.1.2.1: Prepared')
            wait_for(lambda: self.is_toast_above(window), 'the toast above the button of the next sign-off')
            self.choose_row(window)
            window.key('ctrl+z')
            window.wait('Why', 'text')
            window.key('End')  # the form is a window of its own: it gets the keys now
            window.type('The wrong version was signed.')
            window.press('Record')
            wait_for(lambda: self.events('sign-off-withdraw') == 1, 'the withdrawal')
        if self.world.ctl('leader', 'status', '8.1.2.1')['state'] != 'in_progress':
            raise harness.Failure('the sign-off still stands')

    def withdraws_several(self):
        """What was signed at once is withdrawn at once, for one reason"""
        step = self.world.ctl('leader', 'step', 'list', '8.1.2.2')[0]['id']
        self.world.ctl('leader', 'evidence', 'link', self.evidence, '--step', step)
        self.world.ctl('practitioner', 'step', 'record', step, '--technique', 'inspection', '--performed-on', '2026-01-16', '--outcome', 'no-exception', '--result', 'So.')
        states = lambda: [self.world.ctl('leader', 'status', control)['state'] for control in ('8.1.2.1', '8.1.2.2')]  # noqa: E731
        with Window(self.world, 'practitioner') as window:
            self.open(window, 'practitioner')
            window.key('ctrl+a')
            window.wait('2 chosen', 'label')
            window.press('Sign…')
            window.wait_part('Will be signed: 2')
            window.press('Sign')
            wait_for(lambda: states() == ['prepared', 'prepared'], lambda: f'both signed: {states()}')
            window.press('Close')
            wait_for(lambda: len(window.x_windows()) == 1, 'the dialog gone')
            window.wait('2 signed: Prepared')
            window.press('Withdraw Sign-off…')
            window.wait('Why', 'text')
            window.key('End')
            window.type('The wrong version was signed.')
            window.press('Record')
            wait_for(lambda: states() == ['in_progress', 'in_progress'], lambda: f'both withdrawn: {states()}')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.POINTER)
