# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks on evidence as a person makes them: by keys and by the pointer, listed in the control, gone to and back, and seen to
when a newer version of the evidence comes in."""

import os
import subprocess
import sys

import harness
import test_controls
from harness import Failure, Window, World, wait_for

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import office_files  # noqa: E402
import pdf_files  # noqa: E402

CONTROL, ROW = '9.2.3.1', '9.2.3.1 特権の割当て, In progress'


def pages(*texts):
    return pdf_files.pdf([pdf_files.page('\n'.join(pdf_files.line(line, 60, 760 - 20 * n) for n, line in enumerate(text.split('\n'))))
                          for text in texts])


class Tests:
    def __init__(self):
        self.world = world = World(('leader',))
        world.make_engagement()
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', test_controls.CATALOGUE), '--edition', '2022-04-01')
        self.evidence = {name: self.take(name, data) for name, data in (
            ('log.txt', 'login ok\nlogin failed\n'.encode()), ('rules.pdf', pages('cover', 'one\ntwo words here\nthree')),
            ('screen.png', office_files.png(320, 180)))}

    def listed(self):
        return [self.marks_a_line_by_keys, self.draws_a_region, self.says_what_is_missing, self.leads_to_the_place_and_back,
                self.confirms_in_a_newer_version, self.places_a_lost_one_anew]

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
        window.press(next(text for role, text, _ in window.nodes() if role == 'button' and self.evidence[name]['reference'] in text))
        window.wait(name, 'label')

    def fill(self, window, name, text):
        wait_for(lambda: next((node.set_text(text) for role, its_name, node in reversed(window.nodes()) if (role, its_name) == ('text', name)), None),
                 lambda: f'{name} in {window.names()}')

    def recorded(self, count):
        """The marks, once there are so many."""
        return wait_for(lambda: (lambda rows: rows if len(rows) == count else None)(self.marks()), f'{count} marks')

    # --- Tests --------------------------------------------------------------------------------

    def marks_a_line_by_keys(self):
        """A line is chosen and marked without the pointer; its sign stands beside it, and the control lists the mark"""
        with Window(self.world, 'leader') as window:
            self.show(window, 'log.txt')
            window.wait('login failed', 'list item')
            window.click('login failed')
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
            window.press(next(text for text in window.names('button') if text.startswith('✗4')))
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


if __name__ == '__main__':
    harness.main(Tests)
