# SPDX-License-Identifier: GPL-3.0-or-later
"""Search in everything as a person meets it: found while it is typed, by the keyboard alone, and opened where it stands; how far evidence
can be searched stands above it, and what was not read is read in the background."""

import os
import sys

import harness
from harness import Failure, Window, World, wait_for

sys.path.append(os.path.join(harness.SOURCE_ROOT, 'tests', 'support'))
import pdf_files  # noqa: E402

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'


def pdf(*texts):
    return pdf_files.pdf([pdf_files.page(pdf_files.line(text, 60, 700)) for text in texts])


class Tests:
    def __init__(self):
        self.world = world = World(('leader',))
        world.make_engagement()
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        world.ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
        step = world.ctl('leader', 'step', 'list', '8.1.2.1')[0]['id']
        world.ctl('leader', 'step', 'record', step, '--technique', 'inspection', '--performed-on', '2025-05-01', '--outcome', 'no-exception',
                  '--result', '台帳の版を確かめた。')
        for name, data in (('規程.pdf', pdf('目的', '多要素認証を用いる', '多要素認証の例外')), ('scan.pdf', pdf('')), ('broken.pdf', b'%PDF-1.7\nnothing of the kind')):
            path = os.path.join(world.root, name)
            with open(path, 'wb') as file:
                file.write(data)
            world.ctl('leader', 'evidence', 'add', path)

    def listed(self):
        return [self.reads_in_the_background, self.finds_while_typing, self.opens_evidence_at_the_page, self.opens_a_result_at_its_step,
                self.goes_back, self.says_what_is_missing, self.narrows, self.marks_scans]

    def open_search(self, window):
        window.wait_part('leader\n')
        window.key('ctrl+shift+f')
        window.wait('Search Everything')
        wait_for(lambda: window.has_focus('Words to look for'), 'the field to type in')

    def look_for(self, window, text):
        """In place of what was looked for before; xdotool gives a key each character, which on a busy machine not all arrive at."""
        def typed():
            window.key('ctrl+f')
            window.key('ctrl+a')
            window.type(text)
            return self.text(window, 'Words to look for') == text
        wait_for(typed, f'"{text}" typed')

    def text(self, window, name):
        """What stands in the field of that name; None where there is none."""
        return next((node.get_text() for role, its_name, node in window.nodes() if its_name == name and role in ('text', 'entry')), None)

    # --- Tests --------------------------------------------------------------------------------

    def reads_in_the_background(self):
        """Soon after the opening evidence is read without being asked for, and the line above says how far it can be searched"""
        with Window(self.world, 'leader') as window:
            self.open_search(window)
            window.wait('Evidence: 3 · no text information: 1 · could not be read: 1')

    def finds_while_typing(self):
        """What is typed is found in groups, the newest letters only; Down goes to the first thing found"""
        with Window(self.world, 'leader') as window:
            self.open_search(window)
            self.look_for(window, '管')
            window.wait_part('8.1.2.1 管理責任者, Criteria, ')
            window.wait('Criteria, statement and procedures', 'label')
            self.look_for(window, '台帳の版')
            window.wait_part('8.1.2.1 管理責任者, Result, 台帳の版を確かめた。')
            window.key('Down')
            wait_for(lambda: any(harness.is_focused(node) and 'Result' in name for role, name, node in window.nodes() if role == 'list item'),
                     'the first thing found')

    def opens_evidence_at_the_page(self):
        """Evidence opens beside the list at the page of the hit, with the words in the field of its own search"""
        with Window(self.world, 'leader') as window:
            self.open_search(window)
            self.look_for(window, '認証の例外')
            window.wait_part('規程.pdf, p.3, 多要素認証の例外')
            window.key('Return')
            wait_for(lambda: self.text(window, 'Page') == '3', 'page 3')
            wait_for(lambda: self.text(window, 'Words in this evidence') == '認証の例外', 'the words in the field')

    def opens_a_result_at_its_step(self):
        """A result leads to its control, at the step"""
        with Window(self.world, 'leader') as window:
            self.open_search(window)
            self.look_for(window, '台帳の版')
            window.wait_part('Result, 台帳の版')
            window.key('Return')
            window.wait_page('Controls')
            window.wait_part('Inspection ')

    def goes_back(self):
        """Back leads to what was looked for"""
        with Window(self.world, 'leader') as window:
            self.open_search(window)
            self.look_for(window, '台帳の版')
            window.wait_part('Result, 台帳の版')
            window.key('Return')
            window.wait_page('Controls')
            window.key('alt+Left')
            window.wait_part('Result, 台帳の版')

    def says_what_is_missing(self):
        """Nothing found is said with the reason for which it may stand there all the same"""
        with Window(self.world, 'leader') as window:
            self.open_search(window)
            self.look_for(window, 'どこにもない')
            window.wait('Nothing found')
            window.wait_part('no text information or was not read yet')

    def narrows(self):
        """One kind alone is searched where somebody says so"""
        with Window(self.world, 'leader') as window:
            self.open_search(window)
            self.look_for(window, '規程')
            window.wait_part('規程.pdf, ')
            window.wait_part('Procedure, ')
            window.key('Tab')
            wait_for(lambda: window.has_focus('What is searched'), 'the choice')
            window.key('space')
            for _ in range(3):
                window.key('Down')
            window.key('Return')
            wait_for(lambda: not any('Procedure, ' in name for name in window.names('list item')) and window.wait_part('規程.pdf, '), 'evidence alone')

    def marks_scans(self):
        """Evidence without text information, or that could not be read, is marked in the list of evidence"""
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.go('Evidence')
            window.wait('No text information', 'label')
            window.wait('Text could not be read', 'label')
            if sum(name == 'No text information' for name in window.names('label')) != 1:
                raise Failure('more than the scan is marked')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
