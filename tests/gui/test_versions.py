# SPDX-License-Identifier: GPL-3.0-or-later
"""What came again, and what must go: a new version is taken in beside the old one, which says so and leads there; destroyed bytes are
gone from the window and the folder, with who, when and why in the record."""

import os

import harness
from harness import Window, World, wait_for

REASON = 'Sample reason'


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'executive'))
        world.make_engagement(('executive',))
        self.first = world.ctl('leader', 'evidence', 'add', world.write('rules.txt', '旧い規程'))[0]

    def listed(self):
        return [self.takes_a_new_version, self.leads_to_both, self.tells_what_changed, self.destroys]

    # --- Helpers ------------------------------------------------------------------------------

    def open(self, window, name):
        """The page of the evidence, with what is called @name chosen."""
        window.go('Evidence')
        window.wait_part(name + ', Not linked')
        window.key('ctrl+f')
        window.key('ctrl+a')
        window.type(name.split('.')[0])
        window.wait('1 piece', 'label')
        for _ in range(12):
            window.key('Tab')
            if any('Not linked' in text and harness.is_focused(node) for role, text, node in window.nodes() if role == 'list item'):
                break
        window.key('space')

    def act(self, window, words):
        window.press_toggle('More acts on evidence')
        window.choose(words)

    def fill(self, window, name, text):
        wait_for(lambda: next((node.set_text(text) for role, its_name, node in reversed(window.nodes()) if (role, its_name) == ('text', name)), None),
                 lambda: f'{name} in {window.names()}')

    def list(self):
        return self.world.ctl('leader', 'evidence', 'list')

    # --- Tests --------------------------------------------------------------------------------

    def takes_a_new_version(self):
        """A file taken in as a new version stands beside the old one, linked to it with the reason"""
        path = self.world.write('second.txt', '新しい規程')
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            self.open(window, 'rules.txt')
            window.wait('旧い規程', 'label')
            self.act(window, 'Take In a New Version…')
            self.fill(window, 'The file that takes its place', path)
            told = window.find('Why it came again', 'text').get_description()
            if told != 'Why it came again\nSuch as: what was returned, and for what':
                raise harness.Failure(told)
            self.fill(window, 'Why it came again', REASON)
            window.press('Record')
            new = wait_for(lambda: next((row for row in self.list() if row['version_of'] == self.first['id']), None), 'the new version in the record')
        if (new['name'], new['version_reason']) != ('second.txt', REASON):
            raise harness.Failure(str(new))

    def leads_to_both(self):
        """The old version says that it was replaced and leads to the new one, which leads back"""
        old, new = self.list()
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            self.open(window, 'rules.txt')
            window.wait(f'Replaced by {new["reference"]}', 'label')
            window.press('Newer Version')
            window.wait('新しい規程', 'label')
            window.wait(f'New version of {old["reference"]}: {REASON}', 'label')
            window.press('Older Version')
            window.wait('旧い規程', 'label')

    def tells_what_changed(self):
        """What changed between the versions is listed word by word, and a change leads to its place in the newer one"""
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            self.open(window, 'rules.txt')
            window.press('What Changed')
            window.wait('1 change', 'label')
            window.wait('Altered  Line 1', 'label')
            window.key('Down')
            window.key('Return')
            window.wait('新しい規程', 'label')

    def destroys(self):
        """Who is no executive is refused; an executive destroys the bytes, and what remains says so"""
        path = os.path.join(self.world.engagement, 'objects', self.first['sha256'][:2], self.first['sha256'])
        for person, destroyed in (('leader', False), ('executive', True)):
            with Window(self.world, person) as window:
                window.wait_part(person + '\n')
                self.open(window, 'rules.txt')
                self.act(window, 'Destroy the Bytes…')
                wait_for(lambda: window.has_focus('Reason'), 'the reason to type')
                window.type(REASON)
                window.key('Return')
                if destroyed:
                    wait_for(lambda: not os.path.exists(path), 'the bytes gone')
                    window.wait_part('rules.txt, Not linked')
                else:
                    window.wait_part('The role does not allow this')
                    if not os.path.exists(path):
                        raise harness.Failure('destroyed without the power')
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            self.open(window, 'rules.txt')
            window.wait('Its bytes were destroyed; what it was, and why they were, stays in the record.', 'label')
        if [problem['code'] for problem in self.world.ctl('leader', 'verify')['problems']] != ['object-purged']:
            raise harness.Failure('verify does not tell it')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
