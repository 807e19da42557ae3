# SPDX-License-Identifier: GPL-3.0-or-later
"""The place of requests: made, sent, late in sight, received with the choice that a person confirms, returned and accepted."""

import os
import zipfile

import harness
from harness import Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
STEPS = '手続番号,管理策番号,評価区分,監査対象,監査技法,手続,依頼文\nP-1,8.1.2.1,整備状況,規程・マニュアル,閲覧,見る,Asset regulations of 2025\n'

LOCKED = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'unit', 'helper', 'data', 'zip_winzip_aes256.zip')


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'practitioner'))
        world.make_engagement(('practitioner',))
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        world.ctl('leader', 'procedures', 'import', world.write('steps.csv', STEPS))

    def listed(self):
        return [self.makes, self.sends, self.shows_what_is_late, self.receives, self.receives_what_is_locked, self.returns_and_accepts, self.stands_with_its_control, self.comes_into_sight, self.writes_list]

    def request(self):
        return self.world.ctl('leader', 'request', 'list')[0]

    def open_request(self, window):
        window.wait_part('practitioner\n')
        window.go('Requests')
        window.wait_part('Asset regulations of 2025, R-001')
        window.click('Asset regulations of 2025')
        window.wait('How it went', 'label')

    # --- Tests --------------------------------------------------------------------------------

    def makes(self):
        """An empty page says what belongs there; requests are made from the procedures by a form"""
        with Window(self.world, 'practitioner', place=None) as window:
            window.wait_part('practitioner\n')
            window.go('Requests')
            window.wait('No Requests')
            window.press('Make from Procedures…')
            window.press('Record')
            window.wait_part('Asset regulations of 2025, R-001 · Not requested')
            row = self.request()
            assert (row['controls'], row['period']) == (['8.1.2.1'], '2025-04〜2026-03'), row

    def sends(self):
        """That the client was asked is an act of its own, with its day, and stands in how it went"""
        with Window(self.world, 'practitioner', place=None) as window:
            self.open_request(window)
            window.press('Sent…')
            window.press('Record')
            wait_for(lambda: self.request()['state'] == 'requested', lambda: f'sent: {self.request()}')
            wait_for(lambda: any(name.startswith('Requested  ') for name in window.names('label')), lambda: f'the day in {window.names("label")}')

    def shows_what_is_late(self):
        """What the client is late with is told in the list, by the place's number and by the overview, which leads to it"""
        self.world.ctl('leader', 'request', 'set', 'R-001', '--due', '2026-01-10')
        self.world.ctl('leader', 'request', 'add', '--text', 'Network chart', '--due', '2026-01-10')
        with Window(self.world, 'practitioner', place=None) as window:
            window.wait_part('practitioner\n')
            window.wait_part('Requests, 1 late or returned')
            window.press('Requests: Overdue 1')
            window.wait_part('days late')
            wait_for(lambda: not self.lists(window, 'Network chart') and self.lists(window, 'Asset regulations'), lambda: f'the late one alone in {window.names("list item")}')
            window.press_toggle('Overdue Only')
            wait_for(lambda: self.lists(window, 'Network chart'), 'all of them')
            window.press_toggle('Late or returned 1')
            wait_for(lambda: not self.lists(window, 'Network chart') and self.lists(window, 'Asset regulations'), lambda: f'what is counted in {window.names("list item")}')

    def lists(self, window, text):
        return any(name.startswith(text) and harness.is_laid_out(node) for role, name, node in window.nodes() if role == 'list item')

    def receives(self):
        """What came back is matched: the unmatched first, what is sure chosen beforehand; only what a person leaves chosen is taken in"""
        path = os.path.join(os.path.dirname(self.world.write('x.txt', 'x')), 'back.zip')
        with zipfile.ZipFile(path, 'w') as archive:
            archive.writestr('R-001 rules.txt', 'rules')
            archive.writestr('memo.txt', 'memo')
        with Window(self.world, 'practitioner', place=None) as window:
            self.open_request(window)
            window.press_toggle('Receive')
            window.choose('Archive or File That Came Back…')
            window.choose_file(None, path)
            window.wait('Not matched 1  ·  to be looked at 0  ·  matched 1', None)
            names = window.names()
            assert names.index('memo.txt') < names.index('R-001 rules.txt'), names
            window.wait('R-001: number in the name', None)
            window.press('Take In 1')
            wait_for(lambda: self.request()['state'] == 'received', lambda: f'received: {self.request()}')
            evidence = self.world.ctl('leader', 'evidence', 'list')
            assert [row['name'] for row in evidence] == ['back.zip', 'back.zip ▸ R-001 rules.txt'], evidence
            assert self.request()['evidence'] == [evidence[1]['id']], self.request()
            window.wait_part(evidence[1]['reference'] + '  back.zip ▸ R-001 rules.txt')

    def receives_what_is_locked(self):
        """Of an encrypted archive the password is asked for where its files are chosen"""
        number = self.world.ctl('leader', 'request', 'add', '--text', 'Notes', '--number', 'README')['number']
        with Window(self.world, 'practitioner', place=None) as window:
            self.open_request(window)
            window.press_toggle('Receive')
            window.choose('Archive or File That Came Back…')
            window.choose_file(None, LOCKED)
            window.wait_part(f'{number}: ')
            entry = wait_for(lambda: next((node for role, name, node in window.nodes() if name == 'Password of the archive' and 'text' in role), None),
                             lambda: f'a password to type: {window.names()}')
            entry.set_text('password')
            window.press('Take In 1')
            wait_for(lambda: any(row['name'] == 'zip_winzip_aes256.zip ▸ README' for row in self.world.ctl('leader', 'evidence', 'list')),
                     lambda: f'taken in: {window.names()}')

    def returns_and_accepts(self):
        """What came is returned with a reason, which is wanted, and accepted; then it is evidence of the control"""
        with Window(self.world, 'practitioner', place=None) as window:
            self.open_request(window)
            window.press('Return…')
            window.wait_insensitive('Record')
            for _ in range(8):
                if any(role == 'text' and name == 'Why, in words that the client understands' and harness.is_focused(node) for role, name, node in window.nodes()):
                    break
                window.key('Tab')
            window.type('An older version.')
            window.press('Record')
            wait_for(lambda: (self.request()['state'], self.request()['state_text']) == ('returned', 'An older version.'), lambda: f'returned: {self.request()}')
            window.wait('An older version.', 'label')
            self.world.ctl('leader', 'request', 'check', 'R-001')
            window.press('Accept…')
            window.press('Record')
            wait_for(lambda: self.request()['state'] == 'accepted', lambda: f'accepted: {self.request()}')
            assert self.world.ctl('leader', 'evidence', 'list')[1]['controls'] == ['8.1.2.1']

    def stands_with_its_control(self):
        """A control shows the requests for it, each with its way there"""
        with Window(self.world, 'practitioner') as window:
            window.wait_part('practitioner\n')
            window.key('alt+Down')
            window.wait_part('R-001  ·  Accepted')
            window.press(next(name for name in window.names() if name.startswith('R-001  ·  Accepted')))
            window.wait('How it went', 'label')

    def comes_into_sight(self):
        """One that stands far down in a list that was never shown is in sight when a page leads to it; what was received opens beside it"""
        for number in range(40):
            self.world.ctl('leader', 'request', 'add', '--text', f'Filler {number}', '--due', '2026-02-01')
        last = self.world.ctl('leader', 'request', 'add', '--text', 'Zone plan', '--control', '8.1.2.1', '--number', 'Z-900', '--due', '2026-02-01')
        self.world.ctl('leader', 'request', 'link', last['number'], '--evidence', self.world.ctl('leader', 'evidence', 'add', self.world.write('zones.txt', '区画の一覧'))[0]['reference'])
        with Window(self.world, 'practitioner') as window:
            window.resize(1024, 700)
            window.key('alt+Down')
            window.press(window.wait_part('Zone plan'))
            wait_for(lambda: any(name.startswith('Zone plan, Z-900') and harness.is_laid_out(node) and node.get_extents()[1] < 700 for role, name, node in window.nodes()
                                 if role == 'list item'), lambda: f'the line of the request in {window.names("list item")}')
            window.press(window.wait_part(' zones.txt'))
            window.wait('区画の一覧', 'label')
            heading = window.wait('How it went', 'label')
            x, _, width, _ = heading.get_extents()
            assert width > 200 or x < 200, (x, width)

    def writes_list(self):
        """The list for the client is written from the menu, and read back"""
        path = os.path.join(os.path.dirname(self.world.write('x.txt', 'x')), 'list.xlsx')
        with Window(self.world, 'practitioner', place=None) as window:
            self.open_request(window)
            window.press_toggle('Request List')
            window.choose('Write the List for the Client…')
            window.choose_file(None, path, 'Save')
            wait_for(lambda: os.path.exists(path), 'the list')
            window.press_toggle('Request List')
            window.choose('Read the List Back…')
            window.choose_file(None, path)
            window.wait('0 added, 0 changed, 0 left as they are', None)


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.CHOOSING)
