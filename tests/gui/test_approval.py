# SPDX-License-Identifier: GPL-3.0-or-later
"""The executive's part in the window: several signed at once with a result for each, what must be opened on its own before it
is approved, and a completion that somebody wrote past the program, which nothing in the window takes for one."""

import os

import harness
from harness import Failure, Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n' \
            '8.1.2.1,detail,管理責任者,a\n8.1.2.2,detail,台帳,b\n8.1.2.3,detail,利用,c\n8.1.2.4,detail,返却,d\n'
HEADER = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n'
SINGLY, PLAIN, DAMAGED, FORGED = '8.1.2.1', '8.1.2.2', '8.1.2.3', '8.1.2.4'
TITLES = {SINGLY: '管理責任者', PLAIN: '台帳', DAMAGED: '利用', FORGED: '返却'}
HELD = 2  # seconds: a key repeats after half a second
PLAN, RESULT = 'Will be signed: 2  ·  Left out: 2', 'Signed: 1  ·  Not signed: 3'


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = World(('leader', 'practitioner', 'executive'))
        self.make()

    def listed(self):
        return [self.signs_only_what_is_seen, self.signs_several, self.approves_what_was_opened, self.sends_back, self.asks_who_reviewed_it, self.shows_no_forged_completion]

    # --- The world ----------------------------------------------------------------------------

    def make(self):
        """Three controls reviewed, of one of which four things must be opened singly; the fourth with its inquiry alone."""
        ctl, world = self.world.ctl, self.world
        world.make_engagement(('practitioner', 'executive'))
        ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        rows = [f'{SINGLY},S-1,整備状況評価,文書,閲覧,a,,a,可', f'{SINGLY},S-1,整備状況評価,文書,再実施,b,,b,可', f'{PLAIN},S-1,整備状況評価,文書,閲覧,a,,a,可',
                f'{DAMAGED},S-1,整備状況評価,文書,閲覧,a,,a,可', f'{FORGED},S-1,整備状況評価,文書,閲覧,a,,a,可', f'{FORGED},S-1,整備状況評価,文書,質問,b,,b,可']
        ctl('leader', 'procedures', 'import', world.write('procedures.csv', HEADER + '\n'.join(rows) + '\n'))
        steps = {(step['control'], step['technique']): step['id'] for step in ctl('leader', 'step', 'list')}
        for control in (PLAIN, DAMAGED):
            self.record(steps[control, 'inspection'], 'inspection')
            self.digest = self.attach(control + '.txt', steps[control, 'inspection'])['sha256']
        self.make_singly(steps)
        self.record(steps[FORGED, 'inquiry'], 'inquiry')
        ctl('practitioner', 'interview', 'add', '--who', 'Sato', '--post', 'Manager', '--at', '2026-01-15T10:00', '--how', 'in person', '--question', 'How?',
            '--answer', 'So.', '--step', steps[FORGED, 'inquiry'])
        for person, stage in (('practitioner', 'complete'), ('leader', 'review')):
            ctl(person, stage, SINGLY, PLAIN, DAMAGED)

    def make_singly(self, steps):
        """A finding, a departure, what was viewed without a copy, and evidence of another engagement."""
        ctl = self.world.ctl
        self.record(steps[SINGLY, 'inspection'], 'inspection', outcome='exception')
        self.record(steps[SINGLY, 'reperformance'], 'inspection', '--reason', 'The system was closed down.')
        ctl('leader', 'consent', steps[SINGLY, 'reperformance'], '--for', 'departure', '--reason', 'Agreed.')
        ctl('practitioner', 'finding', 'add', '--control', SINGLY, '--text', 'One record bears no approver.', '--step', steps[SINGLY, 'inspection'])
        reused = self.attach('reused.txt', steps[SINGLY, 'reperformance'], '--origin', 'other-engagement')['id']
        ctl('practitioner', 'evidence', 'judge', reused, '--reason', 'The same system and period.')
        ctl('practitioner', 'evidence', 'sighting', '--what', 'The ledger', '--where', 'Head office', '--with', 'Sato', '--reason', 'Not to be taken out',
            '--means', 'on-site', '--as-of', '2026-01-10', '--step', steps[SINGLY, 'inspection'])

    def record(self, step, technique, *words, outcome='no-exception'):
        self.world.ctl('practitioner', 'step', 'record', step, '--technique', technique, '--performed-on', '2026-01-16', '--outcome', outcome,
                       '--result', 'It was looked at.', *words)

    def attach(self, name, step, *words):
        return self.world.ctl('practitioner', 'evidence', 'add', self.world.write(name, name), '--source', 'Client', '--covers-from', '2025-04-01',
                              '--covers-to', '2026-03-31', '--step', step, *words)[0]

    # --- Helpers ------------------------------------------------------------------------------

    def states(self):
        return {control: self.world.ctl('leader', 'status', control)['state'] for control in TITLES}

    def row(self, control, state):
        return f'{control} {TITLES[control]}, {state}'

    def open(self, window, control, person='executive'):
        """The control, one after the other by keyboard."""
        window.wait_part(person + '\n')
        for number in sorted(TITLES):
            window.key('alt+Down')
            window.wait(number, 'label')
            if number == control:
                return

    # --- Tests --------------------------------------------------------------------------------

    def signs_only_what_is_seen(self):
        """Beside evidence there is room for list or control: what is opened comes into sight, and the key, however long held, signs nothing that is not"""
        def opened():  # the pane that comes into sight has the focus
            return any(harness.is_focused(node) for _, name, node in window.nodes() if name.startswith('Back to the list'))
        with Window(self.world, 'executive', place='Evidence') as window:
            window.resize(1280, 800)
            window.wait_part('executive\n')
            window.click('reused.txt')
            window.wait('Close the evidence')
            window.go('Controls')
            self.search(window)
            window.key('Return')
            wait_for(opened, 'the control that was opened')
            window.wait(PLAIN, 'label')
            self.search(window)
            window.key('Down')  # to the line, which is still the one chosen
            window.click(self.row(PLAIN, 'Reviewed'))
            wait_for(opened, 'the control that was clicked')
            self.search(window)
            window.hold('ctrl+Return', HELD)
            window.wait('Nothing is signed yet: look at it first')
            wait_for(opened, 'the control that the key means')
            if self.states()[PLAIN] != 'reviewed':
                raise Failure(f'{self.states()}, {window.names()}')

    def search(self, window):
        window.key('ctrl+f')
        window.key('ctrl+a')
        window.type(PLAIN)
        window.wait('1 control fits')

    def signs_several(self):
        """Several are approved at once: the plan says which are left out and why, the result what became of each, and leads there"""
        path = os.path.join(self.world.engagement, 'objects', self.digest[:2], self.digest)
        os.rename(path, path + '.away')  # what no list knows beforehand
        with Window(self.world, 'executive') as window:
            self.open(window, SINGLY)
            window.click(self.row(SINGLY, 'Reviewed'))
            window.key('ctrl+a')
            window.wait('4 chosen', 'label')
            window.press('Sign…')
            window.wait(PLAN, 'label')
            self.wait_lines(window, ('Left out  2', self.line(SINGLY, 'To be opened singly before it is approved'),
                                     self.line(FORGED, 'Its next sign-off is: Prepared by'),
                                     'Will be signed  2', self.line(PLAIN, 'Approved by'), self.line(DAMAGED, 'Approved by')))
            window.press('Sign')
            window.wait(RESULT, 'label')
            self.wait_lines(window, ('Not signed  3', self.line(DAMAGED, 'The bytes of evidence are missing'),
                                     self.line(SINGLY, 'To be opened singly before it is approved'),
                                     self.line(FORGED, 'Its next sign-off is: Prepared by'), 'Signed  1', self.line(PLAIN, 'Signed')))
            window.click(FORGED + '  ')  # the results stay while what was refused is looked at
            window.wait('Inquiry')
            window.wait(RESULT, 'label')
            window.press('Close')
            window.wait_gone(RESULT)
            window.wait(self.row(PLAIN, 'Approved'), 'list item')
            window.key('F10')  # what was signed can be withdrawn, though others were refused
            window.wait(f'Undo: Signed {PLAIN}: Approved', 'menu item')
            window.key('Escape')
        os.rename(path + '.away', path)
        if self.states() != {SINGLY: 'reviewed', PLAIN: 'approved', DAMAGED: 'reviewed', FORGED: 'in_progress'}:
            raise Failure(f'{self.states()}')

    def line(self, control, words):
        return f'{control}  {TITLES[control]}\n{words}'

    def wait_lines(self, window, lines):
        """Waits for exactly these lines of the list of results, in their order."""
        def look():
            self.lines = [name for role, name, _ in window.wait_inside('Result of each control') if role == 'list item']
            return self.lines == list(lines)
        wait_for(look, lambda: f'{lines}, not {self.lines}')

    def approves_what_was_opened(self):
        """Sign Approved waits until each thing that must be opened on its own was, and the record says which were"""
        wanted = self.world.ctl('executive', 'status', SINGLY)['to_open']
        if {thing['kind'] for thing in wanted} != {'finding', 'departure', 'sighting', 'reused'}:
            raise Failure(f'{wanted}')
        with Window(self.world, 'executive') as window:
            self.open(window, SINGLY)
            for left in range(len(wanted), 0, -1):
                window.wait_part(f'{left} thing' + ('s must be opened one by one' if left > 1 else ' must be opened on its own'))
                window.wait_insensitive('Sign Approved')
                window.key('ctrl+Return')  # does nothing yet
                name = next(name for name in window.names() if name.startswith('Open: '))
                window.press(name)
                window.wait('Opened' + name[len('Open'):])
            window.wait('Nothing stands against the next sign-off', 'label')
            window.press('Sign Approved')
            window.wait(f'Signed {SINGLY}: Approved')
            window.wait(self.row(SINGLY, 'Approved'), 'list item')
        event = [event for event in self.world.ctl('leader', 'journal', 'list', '--control', SINGLY) if event['action'] == 'sign-off'][-1]
        item = self.world.ctl('leader', 'journal', 'show', event['id'])['event']['payload']['items'][0]
        if item['stage'] != 'approve' or sorted(item['opened']) != sorted(thing['id'] for thing in wanted):
            raise Failure(f'{item}')

    def sends_back(self):
        """Work goes back with a reason, which who prepared it reads on top of the control until it is completed again; F7 leads there"""
        with Window(self.world, 'leader') as window:
            self.open(window, SINGLY, 'leader')
            window.wait_part('Approved by')
            if any(name.startswith('Send') for name in window.names()):
                raise Failure('an approval is an executive\'s to take away')
        with Window(self.world, 'executive') as window:
            self.open(window, DAMAGED)
            window.press('Send Back…')
            window.wait('What is to be mended, for who prepared it', 'text')
            window.key('End')  # the form is a window of its own: it gets the keys now
            window.type('Which of the two dates?')
            window.press('Record')
            window.wait(self.row(DAMAGED, 'In progress'), 'list item')
        if self.world.ctl('practitioner', 'queue')[0]['reason'] != 'Which of the two dates?':
            raise Failure(f"{self.world.ctl('practitioner', 'queue')}")
        with Window(self.world, 'practitioner') as window:
            window.go('Controls')
            window.key('F7')
            window.wait_part('Which of the two dates?')
            window.wait_part('Sent back by executive')
            window.press('Sign Prepared')
            window.wait(self.row(DAMAGED, 'Prepared'), 'list item')
            if any('Sent back by' in name for name in window.names()):
                raise Failure('it is still shown as sent back')
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.go('Overview')
            window.wait_page('Overview')
            harness.wait_for(lambda: any(name.startswith(DAMAGED) for _, name, _ in window.wait_inside('Waiting for Me')), 'what waits')
            window.key('F7')
            window.wait('Sign Reviewed')
            window.wait_part(TITLES[DAMAGED])

    def asks_who_reviewed_it(self):
        """Pressed once more after one's own review the key approves nothing before a question that names the review"""
        with Window(self.world, 'executive') as window:
            self.open(window, DAMAGED)
            window.wait_sensitive('Sign Reviewed')
            window.key('ctrl+Return')
            window.wait(f'Signed {DAMAGED}: Reviewed')
            window.wait_sensitive('Sign Approved')
            window.key('ctrl+Return')
            window.wait('Approve what you reviewed?')
            window.wait_part(f'You gave {DAMAGED} its sign-off as reviewed yourself')
            window.key('Return')  # the default approves nothing
            wait_for(lambda: len(window.x_windows()) == 1, 'the question gone')
            if self.states()[DAMAGED] != 'reviewed':
                raise Failure(f'{self.states()}')
            window.key('ctrl+Return')
            window.wait('Approve what you reviewed?')
            window.press('Sign Approved')
            window.wait(f'Signed {DAMAGED}: Approved')
            window.wait(self.row(DAMAGED, 'Approved'), 'list item')

    def shows_no_forged_completion(self):
        """A completion on inquiry alone, written past the program with the practitioner's own key, has no effect in the window"""
        item = {'target': FORGED, 'stage': 'complete', 'view': 'auto', 'view_version': 1, 'opened': []}
        with Window(self.world, 'executive') as window:
            self.open(window, FORGED)
            before = self.world.ctl('leader', 'journal', 'list')
            forged = self.world.forge('practitioner', 'sign-off', item)
            if forged['code'] != 'rule-broken':
                raise Failure(f'{forged}')
            self.world.ctl('leader', 'note', 'add', PLAIN, '--text', 'Seen?')  # once the window shows it, it has seen the other too
            window.wait(self.row(PLAIN, 'Suspended'), 'list item', harness.FOLLOW)
            self.check_unsigned(window)
        with Window(self.world, 'executive', place='Journal') as window:  # nor in a window that opens with it
            window.wait_part('Without effect · practitioner')
            window.go('Controls')
            self.open(window, FORGED)
            self.check_unsigned(window)
        if len(self.world.ctl('leader', 'journal', 'list')) != len(before) + 2:
            raise Failure('the event is not in the record')

    def check_unsigned(self, window):
        window.wait(self.row(FORGED, 'In progress'), 'list item')
        window.wait('Design: A step has not been performed')
        window.wait_insensitive('Sign Prepared')
        signers = [name for role, name, _ in window.nodes() if role == 'label' and name == 'practitioner']
        if signers:
            raise Failure(f'signed: {window.names()}')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.POINTER)
