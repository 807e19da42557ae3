# SPDX-License-Identifier: GPL-3.0-or-later
"""The partner's evening: the queue with its ages, the difference to what was signed, sign-offs by one key, a chapter at once, and what goes back."""

import harness
from harness import Failure, Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n' \
            '8.1.2.1,detail,管理責任者,a\n8.1.2.2,detail,台帳,b\n8.1.2.3,detail,利用,c\n8.1.2.4,detail,返却,d\n8.1.2.5,detail,分類,e\n' \
            '9.1.1,objective,利用者の管理,利用者を管理する。\n9.1.1.1,detail,登録,f\n'
HEADER = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n'
SINGLY, FIRST, SECOND, THIRD, CHANGED, BACK = '8.1.2.1', '8.1.2.2', '8.1.2.3', '8.1.2.5', '8.1.2.4', '9.1.1.1'
TITLES = {SINGLY: '管理責任者', FIRST: '台帳', SECOND: '利用', THIRD: '分類', CHANGED: '返却', BACK: '登録'}
BEFORE, AFTER = '台帳を閲覧し、返却の記録があった。', '台帳を閲覧し、返却の記録がなかった。'


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = World(('leader', 'practitioner', 'executive'))
        self.world.switch_animations(True)  # as most people have them: one evening with all that slides and fades
        self.make()

    def listed(self):
        return [self.lists_what_waits, self.keeps_the_focus, self.lists_what_is_counted, self.stays_in_the_list, self.tells_the_difference, self.signs_one_after_another, self.signs_a_chapter, self.sends_back, self.tells_of_the_clock]

    def make(self):
        """All reviewed; one was approved before and changed since, and of one a finding must be opened."""
        ctl, world = self.world.ctl, self.world
        world.make_engagement(('practitioner', 'executive'))
        ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        ctl('leader', 'procedures', 'import', world.write('procedures.csv', HEADER + ''.join(f'{control},S-1,整備状況評価,文書,閲覧,a,,a,可\n' for control in TITLES)))
        self.steps = {step['control']: step['id'] for step in ctl('leader', 'step', 'list')}
        for control, step in self.steps.items():
            self.record(control, BEFORE)
            ctl('practitioner', 'evidence', 'add', world.write(control + '.txt', control), '--source', 'Client', '--covers-from', '2025-04-01',
                '--covers-to', '2026-03-31', '--step', step)
        ctl('practitioner', 'finding', 'add', '--control', SINGLY, '--text', 'One record bears no approver.')
        self.sign(*TITLES)
        ctl('executive', 'approve', CHANGED)
        self.record(CHANGED, AFTER)
        self.sign(CHANGED)

    def record(self, control, result):
        self.world.ctl('practitioner', 'step', 'record', self.steps[control], '--technique', 'inspection', '--performed-on', '2026-01-16',
                       '--outcome', 'no-exception', '--result', result)

    def sign(self, *controls):
        self.world.ctl('practitioner', 'complete', *controls)
        self.world.ctl('leader', 'review', *controls)

    def state(self, control):
        return self.world.ctl('leader', 'status', control)['state']

    def row(self, control, state):
        return f'{control} {TITLES[control]}, {state}'

    def waiting(self, window):
        """The lines of the queue, in their order."""
        return [name for role, name, _ in window.wait_inside('Waiting for Me') if role == 'list item']

    # --- Tests --------------------------------------------------------------------------------

    def lists_what_waits(self):
        """The overview lists what waits for the executive: why, for how long, and what must be opened; nobody else has that queue"""
        lines = [self.row(CHANGED, 'changed since you signed · since today')]
        lines += [self.row(control, 'to approve · since today') for control in (FIRST, SECOND, THIRD, BACK)]
        lines += [self.row(SINGLY, 'to approve · 1 to open singly · since today')]
        with Window(self.world, 'executive', place='Overview') as window:
            wait_for(lambda: sorted(self.waiting(window)) == sorted(lines), lambda: f'{lines}, not {self.waiting(window)}')
            links = [name for _, name, _ in window.wait_inside('Waiting for Me') if name.startswith(('To ', 'Changed '))]
            if set(links) != {'To approve 5', 'Changed 1'}:  # as many as there are lines
                raise Failure(f'above the queue: {links}')
        with Window(self.world, 'practitioner', place='Overview') as window:
            window.wait('Nothing waits for your review or approval.')

    def keeps_the_focus(self):
        """What is recorded elsewhere changes the overview below the fingers: the focus stays at the same line of the queue; where that is gone, in the queue"""
        def focused(words, part='Waiting for Me'):
            return any(harness.is_focused(node) and words in name for _, name, node in window.wait_inside(part))

        with Window(self.world, 'executive', place='Overview') as window:
            window.wait(self.row(SECOND, 'to approve · since today'))
            for _ in range(40):
                if focused(SECOND):
                    break
                window.key('Tab')
            wait_for(lambda: focused(SECOND), 'Tab leads to the line')
            self.world.ctl('executive', 'approve', FIRST)
            wait_for(lambda: len(self.waiting(window)) == 5 and focused(SECOND), lambda: f'the focus at {SECOND}, in {self.waiting(window)}')
            self.world.ctl('executive', 'approve', SECOND)
            wait_for(lambda: len(self.waiting(window)) == 4 and focused(''), lambda: f'the focus in the queue: {self.waiting(window)}, not at {[(role, name) for role, name, node in window.nodes() if harness.is_focused(node)]}')
        for control in (FIRST, SECOND):
            self.world.ctl('executive', 'withdraw', control, '--stage', 'approve', '--reason', 'Looked at again.')
        self.world.ctl('leader', 'assign', FIRST, SECOND, '--member', 'leader', '--due', '2025-05-01')
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part(SECOND)
            for _ in range(40):
                if focused(SECOND, 'Late'):
                    break
                window.key('Tab')
            wait_for(lambda: focused(SECOND, 'Late'), 'Tab leads to the late line, not to the same control among one\'s own')
            self.world.ctl('leader', 'assign', FIRST, '--member', 'none', '--due', 'none')
            wait_for(lambda: not any(FIRST in name for _, name, _ in window.wait_inside('Late')) and focused(SECOND, 'Late'), 'the focus at the late line')
        self.world.ctl('leader', 'assign', SECOND, '--member', 'none', '--due', 'none')

    def shown(self, window):
        """The controls that are listed, by their numbers."""
        return [name.split(' ')[0] for role, name, _ in window.nodes() if role == 'list item' and name.split(' ')[0] in TITLES]

    def wait_shown(self, window, controls):
        wait_for(lambda: self.shown(window) == list(controls), lambda: f'{controls}, not {self.shown(window)}')

    def lists_what_is_counted(self):
        """The number beside the place of controls stands in its list once more, and lists exactly what it counts"""
        with Window(self.world, 'leader', place=None) as window:
            window.wait('Controls', 'list item')  # nothing waits for the leader: no number
        with Window(self.world, 'executive', place='Overview') as window:
            window.wait('Controls, 6 late, with notes to you, or waiting for you', 'list item')
            self.world.ctl('executive', 'approve', FIRST)
            window.wait('Controls, 5 late, with notes to you, or waiting for you', 'list item', harness.FOLLOW)
            window.go('Controls')
            self.wait_shown(window, sorted(TITLES))
            window.press_toggle('To do 5')
            self.wait_shown(window, sorted(set(TITLES) - {FIRST}))
            window.press_toggle('All')
            self.wait_shown(window, sorted(TITLES))
            self.world.ctl('executive', 'withdraw', FIRST, '--stage', 'approve', '--reason', 'Looked at again.')
            window.wait('Controls, 6 late, with notes to you, or waiting for you', 'list item', harness.FOLLOW)

    def stays_in_the_list(self):
        """To the next control, and to the next that waits, one goes in the order of the list and as it is filtered"""
        with Window(self.world, 'executive') as window:
            window.wait_part('executive\n')
            window.key('ctrl+f')
            window.type('9.1')
            self.wait_shown(window, (BACK,))
            for _ in range(2):  # the second time it is the only one, too
                window.key('F7')
                window.wait(BACK, 'label')
                self.wait_shown(window, (BACK,))
            window.press('Clear Filter')
            self.wait_shown(window, sorted(TITLES))
            window.key('F7')
            window.wait(SINGLY, 'label')
            self.wait_shown(window, sorted(TITLES))
            window.key('F7')
            window.wait(FIRST, 'label')
            window.resize(700, 700)
            window.wait('2 of 6', 'label')
            window.key('alt+Down')
            window.wait('3 of 6', 'label')
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.key('ctrl+f')
            window.type('9.1')
            self.wait_shown(window, (BACK,))
            window.key('F7')
            window.wait('No control of this list waits for your sign-off')

    def tells_the_difference(self):
        """From its line in the queue to the control; what changed since the executive's own sign-off is open and in sight there, and is signed by one key"""
        with Window(self.world, 'executive', place='Overview') as window:
            window.click(self.row(CHANGED, 'changed since you signed'))
            window.wait_page('Controls')
            window.wait('Sign Approved')
            change = window.wait(window.wait_part('[removed: あ][added: なか]'))
            wait_for(lambda: change.get_extents()[1] + change.get_extents()[3] < window.measure()[1], lambda: f'it in sight, at {change.get_extents()}')
            window.wait_sensitive('Sign Approved')
            window.key('ctrl+Return')
            window.wait(self.row(CHANGED, 'Approved'), 'list item')

    def signs_one_after_another(self):
        """F7 leads to the next that waits, Ctrl+Return signs it"""
        with Window(self.world, 'executive') as window:
            window.wait_part('executive\n')
            window.key('F7')
            window.wait_part('1 thing must be opened on its own')
            window.key('ctrl+Return')  # does nothing yet
            wait_for(lambda: any(role in harness.BUTTONS and harness.is_focused(node) for role, _, node in window.nodes()), 'why')
            window.key('Escape')
            window.key('F7')
            window.wait('Nothing stands against the next sign-off', 'label')
            window.key('ctrl+Return')
            window.wait(self.row(FIRST, 'Approved'), 'list item')
        if self.state(SINGLY) != 'reviewed':
            raise Failure('what must be opened was approved without')

    def signs_a_chapter(self):
        """A chapter is chosen whole; what may be is approved, and what must be opened one by one is named"""
        with Window(self.world, 'executive', place='Overview') as window:
            window.wait_part('executive\n')
            window.press('Chapter 8: 5 controls')
            window.wait_page('Controls')
            wait_for(lambda: window.find(self.row(BACK, 'Reviewed'), 'list item') is None and window.find(self.row(SINGLY, 'Reviewed'), 'list item'), 'the chapter alone')
            window.click(self.row(SINGLY, 'Reviewed'))
            window.key('ctrl+a')
            window.wait('5 chosen', 'label')
            window.press('Sign…')
            window.wait_part('Left out: 3')
            window.wait(f'{SINGLY}  {TITLES[SINGLY]}\nTo be opened singly before it is approved')
            window.press('Sign')
            window.wait_part('Signed: 2')
        if {self.state(control) for control in (FIRST, SECOND, THIRD, CHANGED)} != {'approved'} or self.state(SINGLY) != 'reviewed':
            raise Failure({control: self.state(control) for control in TITLES})

    def sends_back(self):
        """What goes back leaves the queue and stands on top of its preparer's, with the reason"""
        with Window(self.world, 'executive', place='Overview') as window:
            window.click(self.row(BACK, 'to approve'))
            window.wait_page('Controls')
            window.press('Send Back…')
            window.wait('What is to be mended, for who prepared it', 'text')
            window.key('End')  # the form is a window of its own: it gets the keys now
            window.type('Which of the two dates?')
            window.press('Record')
            window.wait(self.row(BACK, 'In progress'), 'list item')
            window.go('Overview')
            wait_for(lambda: self.waiting(window) == [self.row(SINGLY, 'to approve · 1 to open singly · since today')], lambda: f'{self.waiting(window)}')
        with Window(self.world, 'practitioner', place='Overview') as window:
            window.wait(self.row(BACK, 'sent back to you · since today'), 'list item')
            window.wait('Which of the two dates?', 'label')

    def tells_of_the_clock(self):
        """What was signed while a clock ran backwards says so in the queue"""
        item = {'target': BACK, 'stage': 'complete', 'view': 'auto', 'view_version': 1, 'opened': []}
        self.world.forge('practitioner', 'sign-off', item, '--time-us', '1700000000000000')
        with Window(self.world, 'leader', place='Overview') as window:
            [line] = wait_for(lambda: [line for line in self.waiting(window) if line.startswith(BACK)], lambda: f'{BACK} in {self.waiting(window)}')
        if not (line.startswith(self.row(BACK, 'to review · for ')) and line.endswith(' · Clock ran backwards')):
            raise Failure(line)


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.POINTER)
