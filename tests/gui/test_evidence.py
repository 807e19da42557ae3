# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence as a person meets it: what is linked to nothing is found, a text opens beside the list in its
encoding, a damaged PDF says so and the window lives on, and evidence is linked to a control by its number."""

import base64
import os

import harness
from harness import Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
VIEWER_WIDTH = 487
LOG = '承認記録\n2行目\n'
# One white pixel.
PNG = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=')


class Tests:
    def __init__(self):
        self.world = world = World(('leader',))
        world.make_engagement()
        self.settings = world.keep_settings(viewer_width=VIEWER_WIDTH)
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')

    def listed(self):
        return [self.is_empty_first, self.stays_inside, self.opens_text, self.says_what_is_damaged, self.links, self.stands_beside, self.keeps_names, self.takes_what_is_dropped, self.orders]

    def open_page(self, window):
        window.wait_part('leader\n')
        window.go('Evidence')

    # --- Tests --------------------------------------------------------------------------------

    def is_empty_first(self):
        """Without evidence the page says what belongs there and offers to add files"""
        with Window(self.world, 'leader') as window:
            self.open_page(window)
            window.wait('No Evidence Yet')
            window.wait_sensitive('Add Files…')

    def stays_inside(self):
        """With pages to turn, evidence and its list are inside of a Japanese window of 1024 pixels, whichever of them has the room"""
        world = World(('leader',))
        world.environment.update(CHOSHO_LOCALE_DIR=os.path.join(harness.BUILD_ROOT, 'po'), **harness.languages.make(os.path.join(world.root, 'languages'), 'ja'))
        try:
            world.make_engagement()
            path = os.path.join(world.root, '3.1.3 設定画面の写し（見本）.png')
            with open(path, 'wb') as file:
                file.write(PNG)
            world.ctl('leader', 'evidence', 'add', path)
            with Window(world, 'leader', place=None) as window:
                window.resize(1024, 700)
                window.wait_part('leader\n')
                places = wait_for(lambda: [name.split(', ')[0] for role, name, _ in window.wait_inside('場所') if role == 'list item'], 'the places')
                wait_for(lambda: window.key(harness.place_key(places.index('証跡'))) or window.wait_inside('証跡を絞り込む'), 'the page of the evidence')
                window.wait_part('設定画面の写し')
                window.key('ctrl+f')
                for _ in range(12):
                    window.key('Tab')
                    if any('設定画面の写し' in name and harness.is_focused(node) for role, name, node in window.nodes() if role == 'list item'):
                        break
                window.key('space')
                window.wait('ページのサムネイル')
                wait_for(lambda: self.is_within(window, '証跡を閉じる', 1024) and self.is_within(window, 'メインメニュー', 1024),
                         lambda: f'the evidence inside: {[(name, node.get_extents()) for _, name, node in window.nodes() if name in ("証跡を閉じる", "メインメニュー")]}')
                window.wait('文字情報なし')  # a mark that comes once it was read, and must leave room
                window.resize(940, 700)
                wait_for(lambda: window.find('文字情報なし') and self.is_within(window, '証跡を閉じる', 940), 'list and evidence side by side, with the mark')
        finally:
            world.close()

    def opens_text(self):
        """A text in CP932 opens beside the list, line by line, and the encoding is told; its row tells its type and who received it"""
        path = os.path.join(self.world.root, 'log.txt')
        with open(path, 'wb') as file:
            file.write(LOG.encode('cp932'))
        self.world.ctl('leader', 'evidence', 'add', path)
        with Window(self.world, 'leader', **self.settings) as window:
            self.open_page(window)
            row = window.find(window.wait_part('log.txt, Not linked'), 'list item')
            if row.get_description() != 'Text, received by leader':
                raise harness.Failure(row.get_description())
            self.select_first(window)
            window.wait('承認記録', 'label')
            window.wait_part('2 lines')
            self.wait_viewer(window)

    def wait_viewer(self, window):
        """Waits for the viewer as wide as it was left, with the handle before it."""
        def look():
            self.widths = [panes[0] + panes[2] - handle[0] for panes, handle in harness.find_panes(window.find('Sample engagement', 'frame'))]
            return VIEWER_WIDTH in self.widths
        wait_for(look, lambda: f'the viewer as wide as it was left: {self.widths}')

    def select_first(self, window):
        """The first line of the list, by the keyboard: from the search field on to the list."""
        window.key('ctrl+f')
        window.key('Down')
        window.key('space')

    def says_what_is_damaged(self):
        """A damaged PDF says that it cannot be shown, and the window goes on"""
        self.world.ctl('leader', 'evidence', 'add', self.world.write('damaged.pdf', '%PDF-1.7\nnothing else\n'))
        with Window(self.world, 'leader', **self.settings) as window:
            self.open_page(window)
            self.wait_viewer(window)  # as the last window was left, before anything was chosen
            window.key('ctrl+f')
            window.type('damaged')
            window.wait('1 piece', 'label')
            self.select_first(window)
            wait_for(lambda: any(harness.is_laid_out(node) for _, name, node in window.nodes() if name in ('It cannot be shown', 'No Preview')),
                     'the viewer says that it cannot be shown')
            window.key('ctrl+f')

    def links(self):
        """Linked by the control's number, the evidence stands at the control in the record"""
        with Window(self.world, 'leader') as window:
            self.open_page(window)
            window.key('ctrl+f')
            window.type('log')
            window.wait('1 piece', 'label')
            self.select_first(window)
            window.key('ctrl+l')
            window.wait('Link to Controls')
            window.type('8.1.2.1')
            window.press('Link', 'Link to Controls')
            wait_for(lambda: self.world.ctl('leader', 'evidence', 'list', '--control', '8.1.2.1'), 'the link in the record')
            window.wait_part('log.txt, 8.1.2.1')

    def stands_beside(self):
        """Evidence opens beside the control where the window has room for both, over it where not, and Next leads through what is linked there"""
        self.world.ctl('leader', 'evidence', 'add', self.world.write('second.txt', '二つ目の記録'), '--control', '8.1.2.1')
        with Window(self.world, 'leader') as window:
            window.resize(1024, 700)
            window.key('alt+Down')
            chip = window.wait_part(' log.txt')
            window.press(chip)
            wait_for(lambda: self.is_within(window, 'Close the evidence', 1024) and self.is_within(window, 'Evidence of the control as a whole', 1024),
                     lambda: f'the evidence beside the control in {window.names()}')
            window.press('Next evidence')
            window.wait('二つ目の記録', 'label')
            window.wait_insensitive('Next evidence')
            window.press('Previous evidence')
            window.wait('承認記録', 'label')
            window.resize(800, 700)
            wait_for(lambda: self.is_within(window, 'Close the evidence', 800) and window.find('Evidence of the control as a whole') is None, 'the evidence over the control')
            window.go('Overview')
            wait_for(lambda: window.find('Close the evidence') is None and window.find('State of the Work'), 'the page that was gone to')

    def keeps_names(self):
        """Where evidence stands beside its list, names have a line of their own instead of three letters of it"""
        name = '9.2.1 利用者登録の申請書と承認記録（見本）.txt'
        self.world.ctl('leader', 'evidence', 'add', self.world.write(name, '申請書'))

        def get_width():
            return max((node.get_extents()[2] for role, its_name, node in window.nodes() if role == 'label' and its_name == name), default=0)
        with Window(self.world, 'leader') as window:
            window.resize(1024, 700)
            self.open_page(window)
            window.click(name)
            window.wait('申請書', 'label')
            wait_for(lambda: get_width() > 250, lambda: f'the name in full: {get_width()}')

    def is_within(self, window, name, width):
        """Whether what is named @name is there and ends before @width pixels of the window."""
        node = window.find(name)
        if node is None:
            return False
        x, _, extent, _ = node.get_extents()
        return extent > 0 and x + extent <= width

    def takes_what_is_dropped(self):
        """A file dragged from another program onto a control is taken in and linked to it; dropped on the list it is evidence"""
        with Window(self.world, 'leader') as window:
            window.resize(900, 700)
            window.key('alt+Down')
            window.wait('Evidence of the control as a whole')
            harness.drop(self.world.write('screen.txt', '画面'), (700, 300))
            linked = wait_for(lambda: [row['name'] for row in self.world.ctl('leader', 'evidence', 'list', '--control', '8.1.2.1') if row['name'] == 'screen.txt'],
                              'what was dropped on the control, linked to it')
            window.wait_part(' screen.txt')
            window.go('Evidence')
            window.wait_part('log.txt, 8.1.2.1')
            harness.drop(self.world.write('minutes.txt', '議事録'), (400, 500))
            window.wait_part('minutes.txt, Not linked')
        if len(linked) != 1 or not self.world.ctl('leader', 'verify')['ok']:
            raise harness.Failure(f'{linked}')

    def names(self, window):
        return [name.split(', ')[0].split(' ', 1)[1] for role, name, node in window.nodes() if role == 'list item' and name.startswith('E-') and harness.is_laid_out(node)]

    def orders(self):
        """What is linked to nothing stands first when the page is opened; another order can be chosen; contents that came twice are found"""
        world = World(('leader',))
        try:
            world.make_engagement()
            world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
            for name, content, words in (('a.txt', 'one', ('--control', '8.1.2.1')), ('b.txt', 'two', ()), ('c.txt', 'one', ('--control', '8.1.2.1')), ('d.txt', 'three', ())):
                world.ctl('leader', 'evidence', 'add', world.write(name, content), *words)
            with Window(world, 'leader') as window:
                self.open_page(window)
                wait_for(lambda: self.names(window) == ['b.txt', 'd.txt', 'a.txt', 'c.txt'], lambda: f'unlinked first: {self.names(window)} {window.names("list item")}')
                window.key('ctrl+f')
                for _ in range(12):
                    window.key('Tab')
                    if window.has_focus('Order'):
                        break
                window.key('space')
                window.key('Down')
                window.key('Return')
                wait_for(lambda: self.names(window) == ['a.txt', 'b.txt', 'c.txt', 'd.txt'], lambda: f'by reference: {self.names(window)}')
                window.press_toggle('Same content')
                wait_for(lambda: self.names(window) == ['a.txt', 'c.txt'], lambda: f'came twice: {self.names(window)}')
                window.press_toggle('Not linked')
                wait_for(lambda: self.names(window) == ['b.txt', 'd.txt'], lambda: f'linked to nothing: {self.names(window)}')
        finally:
            world.close()


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
