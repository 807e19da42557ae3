# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages and logs as a person reads them: small pictures beside the pages, pages that lie or are turned, vertical
Japanese, and the search that acts on what is shown, tells how far it is and can be stopped."""

import os
import subprocess
import sys

import harness
from harness import Failure, Window, World, descendants, is_focused, wait_for

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import pdf_files  # noqa: E402
import photo_files  # noqa: E402

FIELD = 'Words in this evidence'
GAP = 12  # pixels around pages
COLUMNS = ('特権管理の規程', '第五条の承認は', '監査人が確かめ')
PITCH, RIGHT, TOP = 26, 480, 700  # of letters and columns of 24 points; where the first letter stands
MANY = 10000


def rules():
    """Three pages: columns of upright letters; a page that its file turns, with words across; a page that lies."""
    columns = '\n'.join(pdf_files.column_by_letters(text, RIGHT - 40 * number, TOP, 24, PITCH) for number, text in enumerate(COLUMNS))
    return pdf_files.pdf([pdf_files.page(columns), pdf_files.page(pdf_files.line('turned', 100, 700), rotate=90),
                          pdf_files.page(pdf_files.line('landscape ZX-3', 100, 400), 842, 595)])


def long_document():
    return pdf_files.pdf([pdf_files.page(pdf_files.line(f'第{number}頁', 60, 750)) for number in range(1, MANY + 1)])


class Tests:
    def __init__(self):
        self.world = world = World(('leader',))
        world.make_engagement()
        log = ''.join(f'line {number} {"failed login" if number in (700, 2500) else "ok"}\n' for number in range(1, 3001))
        for name, data in (('rules.pdf', rules()), ('long.pdf', long_document()), ('access.txt', log.encode()), ('photo.png', photo_files.photo())):
            path = os.path.join(world.root, name)
            with open(path, 'wb') as stream:
                stream.write(data)
            world.ctl('leader', 'evidence', 'add', path)

    def listed(self):
        return [self.tells_claims, self.gives_way, self.leaves_no_handle, self.reads_and_turns, self.goes_by_pictures, self.searches_what_is_shown]

    def tells_claims(self):
        """When, with what and where a picture says that it was taken is told as what the file claims"""
        with Window(self.world, 'leader') as window:
            window.open_evidence('photo.png')
            window.wait_part(f'Taken, as the file itself claims: {photo_files.TAKEN}, {photo_files.DEVICE}, {photo_files.PLACE}')

    def gives_way(self):
        """Evidence gives way where nothing is read beside, with the focus, is there again on the way back, and stays away once it was closed"""
        with Window(self.world, 'leader') as window:
            window.open_evidence('access.txt')
            window.wait_part('3000 lines')
            self.focus(window, 'line 1 ok')
            for place in ('Journal', 'Overview', 'Report', 'Team'):
                window.go(place)
                window.wait_page(place)
                window.wait_gone('Evidence shown')
                if place == 'Journal':
                    wait_for(lambda: any(is_focused(node) for _, _, node in descendants(window.wait_page('Journal'))), 'the focus on the page')
                window.go('Evidence')
                window.wait('Evidence shown')
            window.wait_part('access.txt, ')
            window.press('Close the evidence')
            window.wait_gone('Evidence shown')
            window.go('Journal')
            window.wait_page('Journal')
            window.go('Evidence')
            window.wait_page('Evidence')
            if window.find('Evidence shown') is not None:
                raise Failure('what was closed is there again')

    def leaves_no_handle(self):
        """Where the handle beside the evidence stood, clicks reach the page again once the evidence is closed; Enter shows what is chosen again"""
        with Window(self.world, 'leader') as window:
            window.go('Evidence')
            window.click('photo.png')
            edge = window.wait_at_rest('Evidence shown', role=None)[0]
            window.press('Close the evidence')
            window.wait_gone('Evidence shown')
            window.leave()
            _, y, _, height = window.wait_at_rest('rules.pdf', 'list item')
            window.in_newest('mousemove', '--window', harness.NEWEST, str(edge - 1), str(y + height // 2), 'click', '1')
            window.wait('Evidence shown')
            window.press('Close the evidence')
            window.wait_gone('Evidence shown')
            wait_for(lambda: any(is_focused(node) for _, name, node in window.nodes() if 'rules.pdf' in name), 'the focus in the line')
            window.key('Return')
            window.wait('Evidence shown')

    # --- As a person would ----------------------------------------------------------------------

    def focus(self, window, name):
        """On with Tab to what is called so."""
        for _ in range(25):
            if any(its_name == name and harness.is_focused(node) for _, its_name, node in window.nodes()):
                return
            window.key('Tab')
        raise Failure(f'"{name}" never gets the focus')

    def find(self, window, words):
        window.key('ctrl+f')
        wait_for(lambda: any(name == FIELD and harness.is_focused(node) for _, name, node in window.nodes()), 'the field for words has the focus')
        window.key('ctrl+a')
        window.type(words)
        window.key('Return')

    def text(self, window, name):
        """What stands in the field of that name."""
        return next(node for role, its_name, node in window.nodes() if its_name == name and role in ('text', 'entry')).get_text()

    def page(self, window):
        return self.text(window, 'Page')

    def wait_page(self, window, number):
        wait_for(lambda: self.page(window) == str(number), lambda: f'page {number}, not {self.page(window)}')

    def drag(self, window, begin, end):
        """Draws over the pages from one place of the first page to another, in points from its top left as it is seen."""
        x, y, _, _ = window.find('Pages of the evidence').get_extents()
        places = [(round(x + GAP + place[0] * self.scale), round(y + GAP + place[1] * self.scale)) for place in (begin, end)]
        subprocess.run(['xdotool', 'mousemove', *map(str, places[0]), 'mousedown', '1', 'mousemove', *map(str, places[1]), 'sleep', '0.1',
                        'mousemove_relative', '1', '1', 'mouseup', '1'], check=True, timeout=harness.WAIT)

    def selected(self, window):
        """What is copied, as it arrives in the field for words."""
        window.key('ctrl+c')
        window.key('ctrl+f')
        window.key('ctrl+a')
        window.key('ctrl+v')
        text = self.text(window, FIELD)
        window.key('Escape')
        return text

    # --- Tests ------------------------------------------------------------------------------------

    def reads_and_turns(self):
        """Vertical text is selected in reading order, upright and turned; words are found on pages that lie"""
        with Window(self.world, 'leader') as window:
            window.resize(1024, 700)
            window.open_evidence('rules.pdf')
            window.wait('/ 3', 'label')
            if window.find('Page 3', 'list item') is not None:
                raise Failure('small pictures where there is no room for them')
            width = wait_for(lambda: window.find('Pages of the evidence').get_extents()[2], 'the pages')
            # from 規 of the first column to 五 of the second: the widest page fits, and the first stands in its middle
            self.scale = (width - 2 * GAP) / 842
            aside = (842 - 595) / 2
            first, second = (RIGHT + 12, 842 - TOP + 5 * PITCH - 9), (RIGHT - 40 + 12, 842 - TOP + PITCH - 9)
            wait_for(lambda: (self.drag(window, (aside + first[0], first[1]), (aside + second[0], second[1])), self.selected(window))[1] == '規程\n第五',
                     'the end of a column and the beginning of the next')
            self.focus(window, 'Pages of the evidence')
            window.key('ctrl+Right')
            # all pages have changed sides: the first is as wide as any
            wait_for(lambda: (self.drag(window, (842 - first[1], first[0]), (842 - second[1], second[0])), self.selected(window))[1] == '規程\n第五',
                     'the same of the turned page')
            self.find(window, 'zx-3')
            self.wait_page(window, 3)
            self.find(window, 'turned')
            self.wait_page(window, 2)

    def goes_by_pictures(self):
        """Small pictures of ten thousand pages: by default where there is room, with F4; they follow the pages and lead to them"""
        with Window(self.world, 'leader') as window:
            window.resize(800, 700)
            window.open_evidence('long.pdf')
            window.wait('Page 2', 'list item')
            self.focus(window, 'Page')
            window.key('ctrl+a')
            window.type('9000')
            window.key('Return')
            chosen = wait_for(lambda: (node := window.find('Page 9000', 'list item')) and node.has(harness.accessible.Atspi.StateType.SELECTED) and node, 'page 9000 chosen')
            if not harness.is_laid_out(chosen):
                raise Failure('page 9000 is out of sight')
            self.focus(window, 'Page 9000')
            window.key('Down')
            self.wait_page(window, 9001)
            window.key('Tab')  # one list, whatever its length
            wait_for(lambda: any(name == 'Pages of the evidence' and harness.is_focused(node) for _, name, node in window.nodes()), 'the pages have the focus')
            window.key('F4')
            wait_for(lambda: window.find('Page 9001', 'list item') is None, 'no small pictures')
            self.wait_page(window, 9001)
            self.stops_searching(window)

    def stops_searching(self, window):
        """How far the search is, and its end where somebody stops it"""
        self.find(window, 'nowhere')
        window.wait_part(f' of {MANY} pages searched')
        window.press('Stop searching')
        window.wait('The search was stopped')
        self.wait_page(window, 9001)

    def searches_what_is_shown(self):
        """Ctrl+F in a log finds its lines, on, round the end and back, and says where there are none"""
        with Window(self.world, 'leader') as window:
            window.open_evidence('access.txt')
            window.wait_part('3000 lines')
            self.focus(window, 'line 1 ok')
            window.key('Tab')  # out of the list, whatever its length
            wait_for(lambda: any(name == 'Encoding in which the text is read' and harness.is_focused(node) for _, name, node in window.nodes())
                     or any(name == 'GtkToggleButton' and harness.is_focused(node) for _, name, node in window.nodes()), 'the list is left')
            for number in (700, 2500, 700):
                self.find(window, 'FAILED')
                wait_for(lambda: (node := window.find(f'line {number} failed login', 'list item')) and node.has(harness.accessible.Atspi.StateType.SELECTED),
                         lambda: f'line {number} chosen')
            window.key('ctrl+shift+g')
            wait_for(lambda: (node := window.find('line 2500 failed login', 'list item')) and node.has(harness.accessible.Atspi.StateType.SELECTED), 'line 2500 chosen')
            self.find(window, 'nowhere')
            window.wait('Not found')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.POINTER)
