# SPDX-License-Identifier: GPL-3.0-or-later
"""A key with a passphrase in the window: it is asked for once to work with, and again for what a person answers for by name."""

import harness
import secret_service
from harness import Failure, Window, World, accessible, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n' \
            '8.1.2.1,detail,管理責任者,a\n8.1.2.2,detail,台帳,b\n8.1.2.3,detail,利用,c\n8.1.2.4,detail,返却,d\n'
HEADER = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n'
CONTROLS = ('8.1.2.1', '8.1.2.2', '8.1.2.3', '8.1.2.4')
TITLES = dict(zip(CONTROLS, ('管理責任者', '台帳', '利用', '返却')))
AGAIN = 'Your Passphrase Again'
KEEP = 'Keep it in the keyring of this desktop'
TABS = 20


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = World(('leader', 'practitioner', 'executive'), sealed=('executive',))
        self.make()

    def listed(self):
        return [self.asks_again_to_approve, self.asks_again_for_several, self.reviews_without, self.needs_no_keyring, self.keeps_in_the_keyring]

    def make(self):
        """Four controls, reviewed, none of which needs anything to be opened on its own."""
        ctl, world = self.world.ctl, self.world
        world.make_engagement(('practitioner', 'executive'))
        ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        ctl('leader', 'procedures', 'import', world.write('procedures.csv', HEADER + ''.join(f'{control},S-1,整備状況評価,文書,閲覧,a,,a,可\n' for control in CONTROLS)))
        for step in ctl('leader', 'step', 'list'):
            ctl('practitioner', 'step', 'record', step['id'], '--technique', 'inspection', '--performed-on', '2026-01-16', '--outcome', 'no-exception',
                '--result', 'It was looked at.')
            ctl('practitioner', 'evidence', 'add', world.write(step['control'] + '.txt', step['control']), '--source', 'Client', '--covers-from', '2025-04-01',
                '--covers-to', '2026-03-31', '--step', step['id'])
        ctl('practitioner', 'complete', *CONTROLS)
        ctl('leader', 'review', *CONTROLS)

    def open(self, window, control, person):
        """Goes to the control by keyboard."""
        window.wait_part(person + '\n')
        for number in CONTROLS:
            window.key('alt+Down')
            window.wait(number, 'label')
            if number == control:
                return

    def state(self, control):
        return self.world.ctl('leader', 'status', control)['state']

    def row(self, control, state):
        return f'{control} {TITLES[control]}, {state}'

    def on(self, window, name, keys):
        """Goes by Tab to the row of that name, and types keys there."""
        window.wait(name)
        for _ in range(TABS):
            if any(harness.is_focused(node) for _, its_name, node in window.nodes() if its_name == name):
                window.key(keys)
                return
            window.key('Tab')
        raise Failure(f'Tab does not lead to "{name}" in {window.names()}')

    # --- Tests --------------------------------------------------------------------------------

    def asks_again_to_approve(self):
        """The first approval in a window asks for the passphrase again; a wrong one approves nothing; what follows is not asked for until somebody acts anew"""
        first, second, third = CONTROLS[:3]
        remembered = self.world.keep_settings(identity=f"'file://{self.world.identities['executive']}'")
        with Window(self.world, 'executive', place=None, **remembered) as window:
            window.give_passphrase('It unlocks your key')
            window.go('Controls')
            self.open(window, first, 'executive')
            window.press('Sign Approved')
            window.wait(AGAIN)
            window.key('Escape')
            window.wait_gone(AGAIN)
            window.press('Sign Approved')
            window.give_passphrase('Approvals are signed in the name of executive', 'wrong horse battery staple')
            window.wait_part('That was not the passphrase of executive')
            if self.state(first) != 'reviewed':
                raise Failure('approved without the passphrase')
            window.give_passphrase('That was not the passphrase of executive')
            window.wait(self.row(first, 'Approved'), 'list item')
            window.wait_gone(AGAIN)
            window.key('alt+Down')
            window.wait(second, 'label')
            window.press('Sign Approved')
            window.wait(self.row(second, 'Approved'), 'list item')
            self.choose_identity_again(window)
            window.key('alt+Down')
            window.wait(third, 'label')
            window.press('Sign Approved')
            window.wait(AGAIN)
            window.key('Escape')
            window.wait_gone(AGAIN)
        if [self.state(control) for control in CONTROLS[:3]] != ['approved', 'approved', 'reviewed']:
            raise Failure('what was approved is not what was confirmed')

    def choose_identity_again(self, window):
        """The same key: whoever sits down there now."""
        window.key('ctrl+i')
        harness.wait_for(lambda: any(harness.is_focused(node) for _, name, node in window.nodes() if name == 'The key used last'), 'the key used last to begin with')
        window.key('Return')
        window.wait_gone('The key used last')

    def asks_again_for_several(self):
        """Several at once are one approval more: the plan stays, and nothing is signed before the passphrase"""
        with Window(self.world, 'executive', place=None) as window:
            window.give_passphrase('It unlocks your key')
            window.go('Controls')
            self.open(window, CONTROLS[2], 'executive')
            window.click(self.row(CONTROLS[2], 'Reviewed'))
            window.key('ctrl+a')
            window.wait('4 chosen', 'label')
            window.press('Sign…')
            window.wait('Will be signed: 2  ·  Left out: 2', 'label')
            window.press('Sign')
            window.wait(AGAIN)
            window.key('Escape')
            window.wait_gone(AGAIN)
            window.wait('Will be signed: 2  ·  Left out: 2', 'label')
            window.press('Sign')
            window.give_passphrase('Approvals are signed in the name of executive')
            window.wait('Signed: 2  ·  Not signed: 2', 'label')
        if {self.state(control) for control in CONTROLS} != {'approved'}:
            raise Failure('not all are approved')

    def reviews_without(self):
        """Another sign-off, and a key without a passphrase, ask for nothing"""
        self.world.ctl('executive', 'withdraw', CONTROLS[0], '--stage', 'approve', '--reason', 'Looked at again.')
        self.world.ctl('leader', 'withdraw', CONTROLS[0], '--stage', 'review', '--reason', 'Looked at again.')
        with Window(self.world, 'executive', place=None) as window:
            window.give_passphrase('It unlocks your key')
            window.go('Controls')
            self.open(window, CONTROLS[0], 'executive')
            window.press('Sign Reviewed')
            window.wait(self.row(CONTROLS[0], 'Reviewed'), 'list item')

    def needs_no_keyring(self):
        """Without a keyring on the desktop the passphrase is typed, and the choice to keep it cannot be made and says why"""
        if secret_service.is_there():
            raise harness.Skip('this session has a keyring')
        with Window(self.world, 'executive', place=None) as window:
            window.wait('This desktop has no keyring that answers.', 'label')
            if any(harness.is_sensitive(node) for role, _, node in window.nodes() if 'check' in role and harness.says(node, KEEP)):
                raise Failure('it can be chosen')
            window.give_passphrase('It unlocks your key')
            window.wait_part('executive\n')

    def keeps_in_the_keyring(self):
        """Kept in the keyring it is not asked for to work with, but again to approve; it is kept for whom it was chosen alone, and goes where it is forgotten"""
        if secret_service.is_there():
            raise harness.Skip('this session has a keyring of its own')
        if self.state(CONTROLS[1]) == 'approved':
            self.world.ctl('executive', 'withdraw', CONTROLS[1], '--stage', 'approve', '--reason', 'Looked at again.')
        remembered = self.world.keep_settings()
        fingerprint = self.world.call('--identity', self.world.identities['executive'], 'identity', 'show')['fingerprint']
        with secret_service.Keyring() as keyring:
            with Window(self.world, 'executive', place=None, **remembered) as window:
                window.leave()
                window.wait_part('Who is logged in to this desktop')
                window.key('Tab')
                window.key('space')
                wait_for(lambda: any(node.is_now(accessible.Atspi.StateType.CHECKED) for role, _, node in window.nodes() if 'check' in role and harness.says(node, KEEP)),
                         'the choice made')
                window.key('shift+Tab')
                window.give_passphrase('It unlocks your key')
                window.wait_part('executive\n')
            label, attributes, secret = keyring.next()[0]
            if 'executive' not in label or attributes['fingerprint'] != fingerprint or secret != harness.PASSPHRASE:
                raise Failure(f'{label}, {attributes}')
            with Window(self.world, 'executive', **remembered) as window:
                self.open(window, CONTROLS[1], 'executive')
                window.press('Sign Approved')
                window.give_passphrase('Approvals are signed in the name of executive')
                window.wait(self.row(CONTROLS[1], 'Approved'), 'list item')
                window.key('ctrl+comma')
                window.press('Passphrases in the keyring: Forget')
                if keyring.next():
                    raise Failure('it is kept')
            with Window(self.world, 'executive', place=None, **remembered) as window:
                window.wait_part('It unlocks your key')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.POINTER)
