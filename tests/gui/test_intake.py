# SPDX-License-Identifier: GPL-3.0-or-later
"""How evidence and text come to a step or paper by hand: dropped files and folders, a screenshot or a text pasted by the
key, text copied from another control with its mark."""

import os
import struct
import time
import zlib

import harness
from harness import Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n' \
            '8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n8.1.2.2,detail,台帳,台帳を維持する。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n' \
             '8.1.2.2,S-2,整備状況評価,文書,閲覧,台帳を閲覧する。,ご用意ください。,閲覧した。,可\n'
COPIED = '台帳を閲覧した。'


class Tests:
    def __init__(self):
        self.world = world = World(('leader',))
        self.clipboard = harness.Clipboard()
        world.make_engagement()
        ctl = world.ctl
        ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
        self.step, other = (ctl('leader', 'step', 'list', number)[0]['id'] for number in ('8.1.2.1', '8.1.2.2'))
        ctl('leader', 'step', 'record', other, '--technique', 'inspection', '--performed-on', '2026-01-16', '--outcome', 'no-exception', '--result', COPIED)
        ctl('leader', 'paper', 'add', '--number', 'G-01', '--title', 'Plan')
        self.card = f'Inspection {self.step}'

    def listed(self):
        return [self.takes_file_on_step, self.takes_folder_on_step, self.takes_file_on_paper, self.pastes_screenshot, self.pastes_on_paper,
                self.pastes_on_finding, self.pastes_in_list, self.pastes_text, self.copies_with_mark]

    def close(self):
        self.clipboard.close()
        self.world.close()

    # --- Helpers ------------------------------------------------------------------------------

    def open(self, window):
        """The control with its step, in a window that leaves room to drag from."""
        window.wait_part('leader\n')
        window.resize(960, 700)
        window.key('alt+Down')
        window.wait(self.card)

    def middle(self, window, name):
        node = wait_for(lambda: (node := window.find(name)) and harness.is_laid_out(node) and node, name)
        x, y, width, height = node.get_extents()
        return x + width // 2, y + height // 2

    def enter(self, window):
        """The cursor in the result of the step."""
        window.key('F8')
        wait_for(lambda: window.has_focus(self.card), 'the step entered')

    def at_step(self):
        return [row for row in self.world.ctl('leader', 'evidence', 'list') if self.step in row['steps']]

    def wait_at_step(self, name):
        return wait_for(lambda: next((row for row in self.at_step() if row['name'] == name), None), lambda: f'{name} in {self.at_step()}')

    # --- Tests --------------------------------------------------------------------------------

    def takes_file_on_step(self):
        """A file dropped on a step is taken in and linked to that step, not to the control as a whole"""
        with Window(self.world, 'leader') as window:
            self.open(window)
            harness.drop(self.world.write('rules.txt', '規程'), self.middle(window, self.card))
            self.wait_at_step('rules.txt')
            wait_for(lambda: any('rules.txt' in name for _, name, _ in window.wait_inside(self.card)), 'what was dropped, at the step')

    def takes_folder_on_step(self):
        """A folder dropped on a step is taken in with what is in it, and each file keeps its place in it"""
        for name in ('received/list.txt', 'received/logs/april.txt'):
            path = os.path.join(self.world.root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf-8') as file:
                file.write(name)
        with Window(self.world, 'leader') as window:
            self.open(window)
            harness.drop(os.path.join(self.world.root, 'received'), self.middle(window, self.card))
            folders = {name: self.wait_at_step(name)['folder'] for name in ('list.txt', 'april.txt')}
        if folders != {'list.txt': 'received', 'april.txt': 'received/logs'}:
            raise harness.Failure(f'{folders}')

    def takes_file_on_paper(self):
        """A file dropped on a general paper is taken in and attached to it"""
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.resize(960, 700)
            window.go('General papers')
            window.wait('Text of the paper')
            harness.drop(self.world.write('minutes.txt', '議事録'), self.middle(window, 'Text of the paper'))
            wait_for(lambda: [row['name'] for row in self.world.ctl('leader', 'paper', 'show', 'G-01')['attached']] == ['minutes.txt'], 'the file attached')
            window.wait_part('minutes.txt')

    def pastes_screenshot(self):
        """Ctrl+V with a picture on the clipboard makes it evidence of the step with the cursor, taken by the auditor"""
        self.clipboard.hold(self.make_picture(), 'picture')
        with Window(self.world, 'leader') as window:
            self.open(window)
            self.enter(window)
            window.key('ctrl+v')
            row = wait_for(lambda: next((row for row in self.at_step() if row['name'].startswith('Screenshot ')), None), lambda: f'{self.at_step()}')
            wait_for(lambda: any(row['name'] in name for _, name, _ in window.wait_inside(self.card)), 'the picture at the step')
        if (row['origin'], row['media_type'], row['source']) != ('auditor', 'image/png', 'Screenshot from the clipboard'):
            raise harness.Failure(f'{row}')

    def pastes_on_paper(self):
        """Ctrl+V with a picture attaches it to the general paper that is shown, also while the cursor is in its text; the menu does it without the key"""
        self.clipboard.hold(self.make_picture(1), 'picture')
        attached = lambda: [row['name'] for row in self.world.ctl('leader', 'paper', 'show', 'G-01')['attached'] if row['media_type'] == 'image/png']  # noqa: E731
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.go('General papers')
            window.wait('Text of the paper')
            window.key('ctrl+f')
            window.key('ctrl+v')
            name = wait_for(lambda: (found := attached()) and found[0], 'the picture attached')
            window.wait('Taken in and linked: G-01')
            window.wait_part(name)
            self.clipboard.hold(self.make_picture(2), 'picture')
            time.sleep(1)  # the next one gets another name
            window.press_toggle('Attach')
            window.choose('Paste Screenshot')
            wait_for(lambda: len(attached()) == 2, lambda: f'two pictures attached: {attached()}')

    def pastes_on_finding(self):
        """Ctrl+V on the page of findings makes a picture evidence of the steps where the finding was found"""
        self.world.ctl('leader', 'finding', 'add', '--control', '8.1.2.1', '--text', 'One record bears no approver.', '--step', self.step)
        before = len(self.at_step())
        self.clipboard.hold(self.make_picture(3), 'picture')
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.go('Findings')
            window.wait_part('One record bears no approver.')
            window.key('ctrl+f')
            window.key('ctrl+v')
            window.wait('Taken in and linked: 8.1.2.1')
            wait_for(lambda: len(self.at_step()) == before + 1, 'the picture at the step')

    def pastes_in_list(self):
        """Ctrl+V on the list of evidence takes a picture in, linked to nothing"""
        self.clipboard.hold(self.make_picture(4), 'picture')
        count = lambda: len([row for row in self.world.ctl('leader', 'evidence', 'list') if not row['controls'] and not row['papers']])  # noqa: E731
        before = count()
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.go('Evidence')
            window.wait_part('minutes.txt, General paper')
            window.key('ctrl+f')
            window.key('ctrl+v')
            wait_for(lambda: count() == before + 1, lambda: f'{count()} after {before}')

    def make_picture(self, shade=32):
        """A PNG of 4 × 4 pixels."""
        def chunk(kind, data):
            return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
        path = os.path.join(self.world.root, 'screen.png')
        with open(path, 'wb') as file:
            file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 4, 4, 8, 2, 0, 0, 0))
                       + chunk(b'IDAT', zlib.compress(4 * (b'\0' + 4 * bytes((shade, 64, 128))))) + chunk(b'IEND', b''))
        return path

    def pastes_text(self):
        """Ctrl+V with a text on the clipboard writes it where the cursor is, and takes nothing in"""
        before = len(self.world.ctl('leader', 'evidence', 'list'))
        self.clipboard.hold('規程第5条')
        with Window(self.world, 'leader') as window:
            self.open(window)
            self.enter(window)
            window.key('ctrl+v')
            wait_for(lambda: self.result(window) == '規程第5条', lambda: f'the text in the result, not {self.result(window)!r}')
            window.press('Discard Draft', self.card)
            wait_for(lambda: self.result(window) == '', 'the draft gone')
        if len(self.world.ctl('leader', 'evidence', 'list')) != before:
            raise harness.Failure('the text was taken in as evidence')

    def result(self, window):
        return next((node.get_text() for role, name, node in window.wait_inside(self.card) if (role, name) == ('text', 'Result')), None)

    def copies_with_mark(self):
        """A text copied from another control stands in the draft with its mark, and is recorded with it"""
        with Window(self.world, 'leader') as window:
            self.open(window)
            self.enter(window)
            window.press_toggle('Add evidence or a record to this step')
            window.choose('Copy Text from Another Control…')
            window.wait('Number of the control')
            window.type('8.1.2.2')
            window.click(COPIED)
            marked = f'[Copied: 8.1.2.2] {COPIED}'
            wait_for(lambda: self.result(window) == marked, lambda: f'{marked!r}, not {self.result(window)!r}')
            self.enter(window)
            window.key('alt+5')
            window.key('ctrl+s')
            wait_for(lambda: self.world.ctl('leader', 'step', 'list', '8.1.2.1')[0].get('result') == marked, 'the text recorded with its mark')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.close


harness.main(make_tests)
