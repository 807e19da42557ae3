# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks on evidence as a person makes them: by keys and by the pointer, listed in the control, gone to and back, and seen to
when a newer version of the evidence comes in."""

import os
import subprocess
import sys

import harness
from harness import Failure, Window, World, wait_for

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import office_files  # noqa: E402
import pdf_files  # noqa: E402

CONTROL, ROW = '9.2.3.1', '9.2.3.1 特権の割当て, In progress'
CATALOGUE = 'control_id,level,title_ja,text_ja\n9.2.3,objective,特権,特権を管理する。\n9.2.3.1,detail,特権の割当て,特権の割当てを管理する。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容\n9.2.3.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。\n'
CELL = '権限一覧!A1'


def pages(*texts):
    return pdf_files.pdf([pdf_files.page('\n'.join(pdf_files.line(line, 60, 760 - 20 * n) for n, line in enumerate(text.split('\n'))))
                          for text in texts])


class Tests:
    def __init__(self):
        self.world = world = World(('leader',))
        world.make_engagement()
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        self.evidence = {name: self.take(name, data) for name, data in (
            ('log.txt', 'login ok\nlogin failed\n'.encode()), ('rules.pdf', pages('cover', 'one\ntwo words here\nthree')),
            ('screen.png', office_files.png(320, 180)), ('book.xlsx', office_files.workbook()), ('text.docx', office_files.text_document()))}
        world.ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
        self.step = world.ctl('leader', 'step', 'list', CONTROL)[0]

    def listed(self):
        return [self.keeps_the_step_in_sight, self.marks_a_line_by_keys, self.draws_a_region, self.says_what_is_missing, self.leads_to_the_place_and_back,
                self.confirms_in_a_newer_version, self.places_a_lost_one_anew, self.shows_signs_in_office_files, self.refers_to_a_step_and_back,
                self.refers_to_a_place_and_back]

    # --- Helpers ------------------------------------------------------------------------------

    def file(self, name, data):
        path = os.path.join(self.world.root, name)
        with open(path, 'wb') as stream:
            stream.write(data)
        return path

    def take(self, name, data):
        return self.world.ctl('leader', 'evidence', 'add', self.file(name, data), '--control', CONTROL)[0]

    def marks(self, *words):
        return self.world.ctl('leader', 'mark', 'list', *words)

    def show(self, window, name):
        """The control with that evidence beside it."""
        window.wait_part('leader\n')
        window.go('Controls')
        window.wait(ROW, 'list item')
        window.click(ROW)
        window.wait_part(self.evidence[name]['reference'])
        self.press_part(window, self.evidence[name]['reference'])
        window.wait(name, 'label')

    def fill(self, window, name, text):
        wait_for(lambda: next((node.set_text(text) for role, its_name, node in reversed(window.nodes()) if (role, its_name) == ('text', name)), None),
                 lambda: f'{name} in {window.names()}')

    @staticmethod
    def press_part(window, part):
        """The button with @part in its name."""
        window.press(wait_for(lambda: next((name for role, name, _ in window.nodes() if role in harness.BUTTONS and part in name), None),
                              lambda: f'{part} in {window.names()}'))

    @staticmethod
    def pick(window, name, key):
        """In the list of that name what @key goes to."""
        window.click(name, 'combo box')
        window.key(key)
        window.key('Return')

    def recorded(self, count):
        """The marks, once there are so many."""
        return wait_for(lambda: (lambda rows: rows if len(rows) == count else None)(self.marks()), f'{count} marks')

    # --- Tests --------------------------------------------------------------------------------

    def keeps_the_step_in_sight(self):
        """Evidence opened from a control takes the room of the list, not that of the step it is read for"""
        with Window(self.world, 'leader') as window:
            self.show(window, 'log.txt')
            window.wait('login failed', 'list item')
            window.click('Result', 'text')
            wait_for(lambda: window.has_focus('Result'), 'the result entered beside the evidence')

    def marks_a_line_by_keys(self):
        """A line is chosen and marked without the pointer; its sign stands beside it, and the control lists the mark"""
        with Window(self.world, 'leader') as window:
            self.show(window, 'log.txt')
            window.wait('login failed', 'list item')
            window.click('login failed')
            wait_for(lambda: window.has_focus('login failed'), 'the line chosen')
            window.key('ctrl+m')
            window.wait_part('Mark a Place')
            window.wait_sensitive('Record')
            self.fill(window, 'Note on the place', 'Sample note')
            window.press('Record')
            row = self.recorded(1)[0]
            window.wait(f'✓{row["reference"][-1]} login failed', 'list item')
            window.wait_part('✓1  ' + self.evidence['log.txt']['reference'] + ' Line 2')
        if (row['tick'], row['place'], row['quote'], row['text'], row['control']) != ('✓', 'line=2', 'login failed', 'Sample note', CONTROL):
            raise Failure(str(row))

    def draws_a_region(self):
        """A region of a picture is drawn with the pointer and marked"""
        with Window(self.world, 'leader') as window:
            self.show(window, 'screen.png')
            x, y, _, _ = window.wait('Pages of the evidence').get_extents()
            wait_for(lambda: window.find('/ 1', 'label'), 'the picture')
            subprocess.run(['xdotool', 'mousemove', str(x + 60), str(y + 60), 'mousedown', '1', 'mousemove', str(x + 140), str(y + 110), 'sleep', '0.2',
                            'mousemove_relative', '1', '1', 'mouseup', '1'], check=True, timeout=harness.WAIT)
            window.press('Mark…')
            window.wait_sensitive('Record')
            window.press('Record')
            row = self.recorded(2)[1]
        if row['page'] != 1 or row['quote'] is not None or not row['rectangle'] or row['rectangle'][0] >= row['rectangle'][2]:
            raise Failure(str(row))

    def says_what_is_missing(self):
        """Words that do not stand there are refused in the form, and nothing typed is lost"""
        with Window(self.world, 'leader') as window:
            self.show(window, 'rules.pdf')
            wait_for(lambda: window.find('/ 2', 'label'), 'the pages')
            window.press('Mark…')
            window.wait_sensitive('Record')
            self.fill(window, 'Words there', 'no such words')
            window.press('Record')
            window.wait_part('The quoted words do not stand at')
            self.fill(window, 'Words there', 'cover')
            window.press('Record')
            self.recorded(3)

    def leads_to_the_place_and_back(self):
        """A line of the control leads to the place, and the list of marks back to the control"""
        self.world.ctl('leader', 'mark', 'add', CONTROL, self.evidence['rules.pdf']['reference'], '--quote', 'two words here', '--tick', '✗')
        with Window(self.world, 'leader') as window:
            self.show(window, 'log.txt')
            self.press_part(window, '✗4  ')
            window.wait('rules.pdf', 'label')
            wait_for(lambda: any(name == 'Page' and node.get_text() == '2' for role, name, node in window.nodes() if role in ('text', 'entry')), 'page 2')
            window.go('Evidence')
            window.press('Marks 2')
            window.wait_part('✗4  ' + self.evidence['rules.pdf']['reference'])
            window.press(CONTROL + ': ✗4')
            window.wait(ROW, 'list item')

    def confirms_in_a_newer_version(self):
        """After a replacement a bar says how many marks wait; what is found is confirmed, and then stands in the newer version"""
        made = self.world.ctl('leader', 'evidence', 'replace', self.evidence['rules.pdf']['reference'],
                              self.file('rules2.pdf', pages('contents', 'again', 'zero\none\ntwo words here')), '--reason', 'Sample reason')
        self.evidence['rules2.pdf'] = made
        with Window(self.world, 'leader') as window:
            self.show(window, 'rules2.pdf')
            window.wait('2 marks wait to be placed in the newer version', 'label')
            window.press('Confirm…')
            window.wait_part(f'Found in {made["reference"]} at p.3')
            window.wait_part('Lost: its words do not stand there')
            window.wait('1 to confirm, 1 lost', 'label')
            window.press('Confirm: ✗4')
            row = wait_for(lambda: next((row for row in self.marks('--evidence', made['id'])), None), 'the mark in the newer version')
        if (row['place'], row['state']) != ('page=3', 'standing'):
            raise Failure(str(row))

    def places_a_lost_one_anew(self):
        """A lost mark is placed anew by what is typed or selected there"""
        with Window(self.world, 'leader') as window:
            self.show(window, 'rules2.pdf')
            window.wait('1 mark waits to be placed in the newer version', 'label')
            window.press('Confirm…')
            window.press('Place Anew: ✓3')
            window.wait('Choose where ✓3 stands', 'label')
            window.press('Place Here…')
            window.wait_part('Place ✓3 Anew')
            self.fill(window, 'Words there', 'contents')
            window.press('Record')
            wait_for(lambda: len(self.marks('--evidence', self.evidence['rules2.pdf']['id'])) == 2 and not self.marks('--pending'), 'nothing waits any more')

    def shows_signs_in_office_files(self):
        """A mark stands beside the paragraph and on the cell that it is about, also as soon as it is made"""
        with Window(self.world, 'leader') as window:
            self.show(window, 'text.docx')
            window.click('Paragraph 2')
            wait_for(lambda: any(harness.is_focused(node) and name.startswith('Paragraph 2') for _, name, node in window.nodes()), 'the paragraph chosen')
            window.key('ctrl+m')
            window.wait_sensitive('Record')
            window.press('Record')
            row = wait_for(lambda: next(iter(self.marks('--evidence', self.evidence['text.docx']['id'])), None), 'the mark')
            sign = '✓' + str(row['number'])
            wait_for(lambda: any(role == 'list item' and name.startswith('Paragraph 2 ') and name.endswith(sign) for role, name, _ in window.nodes()),
                     lambda: f'{sign} in {window.names("list item")}')
            self.world.ctl('leader', 'mark', 'add', CONTROL, self.evidence['book.xlsx']['reference'], '--place', 'cell=' + CELL, '--tick', '✓')
            self.show(window, 'book.xlsx')
            row = self.marks('--evidence', self.evidence['book.xlsx']['id'])[0]
            self.press_part(window, f'✓{row["number"]}  ')
            wait_for(lambda: any(name.startswith(CELL) and name.endswith(f'✓{row["number"]}') for name in window.names()), lambda: f'the sign in {window.names()}')

    def refers_to_a_step_and_back(self):
        """The form makes a reference to a step; its sign leads there, and Back to the place where it stands"""
        with Window(self.world, 'leader') as window:
            self.show(window, 'log.txt')
            window.click('login ok')
            wait_for(lambda: window.has_focus('login ok'), 'the line chosen')
            window.key('ctrl+m')
            window.wait_sensitive('Record')
            self.pick(window, 'Sign', 'End')
            self.pick(window, 'Refers to step', 'Down')
            window.press('Record')
            row = wait_for(lambda: next((row for row in self.marks() if row['to_step']), None), 'the reference')
            assert row['to_step'] == self.step['id'], row
            window.go('Evidence')
            window.press('What It Refers To: →' + str(row['number']))
            window.wait_page('Controls')
            window.wait(ROW, 'list item')
            window.key('alt+Left')
            window.wait_page('Evidence')
            window.wait('log.txt', 'label')

    def refers_to_a_place_and_back(self):
        """A reference to a place in other evidence shows it beside the page, and Back what was there before"""
        self.world.ctl('leader', 'mark', 'add', CONTROL, self.evidence['log.txt']['reference'], '--place', 'line=1', '--refers-to',
                       self.evidence['rules2.pdf']['reference'], '--refers-to-place', 'page=2')
        row = next(row for row in self.marks() if row['to'])
        with Window(self.world, 'leader') as window:
            self.show(window, 'log.txt')
            window.press('What It Refers To: →' + str(row['number']))
            window.wait('rules2.pdf', 'label')
            wait_for(lambda: any(name == 'Page' and node.get_text() == '2' for role, name, node in window.nodes() if role in ('text', 'entry')), 'page 2')
            window.key('alt+Left')
            window.wait('log.txt', 'label')
            window.key('alt+Right')
            window.wait('rules2.pdf', 'label')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.POINTER)
