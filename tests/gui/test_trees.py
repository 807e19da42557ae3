# SPDX-License-Identifier: GPL-3.0-or-later
"""What an assistive technology is told of every page, compared with tests/gui/trees: roles and names in their order. A
page that loses a name, or gains a thing that nobody named, is seen in the difference.

CHOSHO_UPDATE_TREES=1 writes what is there in their place; look at the difference before it is kept. What differs from
run to run (days, times, the letters of a copy) is written as its kind. The trees are those of GTK 4.8: later ones build
widgets otherwise.
"""

import datetime
import difflib
import os
import re
import subprocess
import sys
import tempfile

import harness
from harness import Failure, Skip, Window, World

TREES = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'trees')
BASELINE = '4.8'
GTK = 'import gi; gi.require_version("Gtk", "4.0"); from gi.repository import Gtk; print(f"{Gtk.MAJOR_VERSION}.{Gtk.MINOR_VERSION}")'
CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n8.1.2.2,detail,台帳,台帳を維持する。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,質問,担当者に質問する。,ご用意ください。,質問した。,可\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'
# Place, the class of its page, and what the page shows once it has been read.
PLACES = (('Overview', 'Overview', 'State of the Work'), ('Controls', 'Controls', '8.1.2.2 台帳, Not started'), ('Evidence', 'Evidence', 'rules.txt'),
          ('By document', 'Reading', 'No Document Open'), ('Interviews', 'Interviews', 'Sato'), ('By interview', 'Asking', '8.1.2.1  管理責任者'), ('Samples', 'Samples', 'Requests'),
          ('Findings', 'Findings', 'One record'), ('Review notes', 'Notes', 'Please check.'), ('General papers', 'Papers', 'Plan'),
          ('Report', 'Report', 'Page 1 of '), ('Team', 'Team', 'practitioner'), ('Journal', 'Journal', 'What changed'))
VARYING = ((r'\d{4}-\d\d-\d\d', 'DAY'), (r'\d?\d:\d\d(:\d\d)?', 'TIME'), (r'\d+ days?\b', 'N days'), (r'\b\d?\d/\d?\d –', 'WEEK'),
           (r'\b([A-Z])-[0-9A-Z]{4}-(\d{4})', r'\1-COPY-\2'), (r'[0-9a-f]{8,}', 'HEX'), (re.escape(tempfile.gettempdir()) + r'/\S+', 'PATH'))
UNNAMED = re.compile(r'(Gtk|Adw|Chosho)[A-Z]\w*$')  # GTK names what has none after its class
LOADING = 'Loading'  # it keeps its place in the tree once it was seen, and on a quick machine it never is
WORKED_WITH = (*harness.BUTTONS, 'toggle button', 'check box', 'radio button', 'switch', 'text', 'entry', 'combo box', 'spin button', 'slider', 'list', 'table')
CONTAINERS = ('panel', 'filler', 'scroll pane', 'separator', 'image', 'scroll bar', 'table cell', 'generic')


def make_world():
    today = datetime.date.today()
    begin, end = ((today + datetime.timedelta(days=days)).isoformat() for days in (-300, 65))
    world = World(('leader', 'practitioner'))
    ctl = world.ctl
    world.make_engagement(('practitioner',), begin=begin, end=end)
    ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
    ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
    ctl('leader', 'statement', 'individual', 'add', 'IC-1', '--control', '8.1.2.1', '--version', '1', '--valid-from', begin, '--valid-to', end,
        '--title', '台帳の管理', '--text', '管理者が四半期ごとに台帳を更新する。')
    ctl('leader', 'assign', '8.1.2.1', '--member', 'practitioner', '--reviewer', 'leader', '--due', end)
    step = next(step['id'] for step in ctl('leader', 'step', 'list', '8.1.2.1') if step['technique'] == 'inspection')
    ctl('practitioner', 'step', 'record', step, '--technique', 'inspection', '--performed-on', begin, '--outcome', 'no-exception', '--result', '規程を確かめた。')
    ctl('practitioner', 'evidence', 'add', world.write('rules.txt', '規程\n'), '--source', 'Client', '--covers-from', begin, '--covers-to', end, '--step', step)
    ctl('practitioner', 'interview', 'add', '--who', 'Sato', '--post', 'Manager', '--at', begin + 'T10:00', '--how', 'in person', '--question', 'How?', '--answer', 'Monthly.')
    population = ctl('leader', 'population', 'add', world.write('population.csv', '番号\n' + ''.join(f'A-{n}\n' for n in range(20))), '--name', 'Requests',
                     '--from', begin, '--to', end, '--source', 'Register')['id']
    ctl('leader', 'sample', 'draw', population, '--size', '3', '--seed', 's', '--attribute', 'Approval')
    ctl('practitioner', 'finding', 'add', '--control', '8.1.2.1', '--text', 'One record bears no approver.')
    ctl('leader', 'note', 'add', '8.1.2.1', '--text', 'Please check.')
    ctl('practitioner', 'paper', 'add', '--number', 'G-01', '--title', 'Plan', '--text', 'Period and team.')
    return world


def lines(node, depth=0):
    """What is told of @node and what is in it; what only holds others is passed over."""
    _, _, width, height = node.place
    if width <= 0 or height <= 0 or node.name == LOADING:
        return
    name = '' if UNNAMED.match(node.name) else node.name.replace('\n', ' / ')
    told = bool(name) or node.role not in CONTAINERS
    if told:
        for pattern, kind in VARYING:
            name = re.sub(pattern, kind, name)
        role = 'button' if node.role == 'push button' else node.role
        yield f'{"  " * depth}{role}{": " + name if name else ""}'
    for child in node.children:
        yield from lines(child, depth + told)


def unnamed(node, parent=None):
    """What a person works with and no name is told of, each as its role and where it stands. The button of a drop-down is GTK's own: its value is in
    it, and the name at what holds it."""
    _, _, width, height = node.place
    if width <= 0 or height <= 0:
        return
    own = parent is not None and parent.role == 'combo box'
    if node.role in WORKED_WITH and not own and (not node.name or UNNAMED.match(node.name)):
        yield f'{node.role} without a name in {parent.role} "{parent.name}": {[child.name for child in node.children]}'
    for child in node.children:
        yield from unnamed(child, node)


class Tests:
    def __init__(self):
        self.world = make_world()
        self.nameless = []  # what no page may have

    def listed(self):
        return [self.of_every_place, self.names_all, self.pins_individual_controls]

    def read(self, window, page):
        """The tree of the page once two looks at it are alike."""
        def look():
            harness.accessible.Look(top, places=True)
            last, self.last = self.last, [line for child in top.children for line in lines(child)]
            return self.last == last and self.last
        top, self.last = window.wait(f'Chosho{page}Page'), None
        told = harness.wait_for(look, f'{page} at rest')
        self.nameless += [f'{page}: {line}' for child in top.children for line in unnamed(child, top)]
        return told

    def of_every_place(self):
        """Every page tells of itself what stands in tests/gui/trees"""
        gtk = subprocess.run([sys.executable, '-c', GTK], capture_output=True, check=True, text=True, timeout=harness.WAIT).stdout.strip()
        if gtk != BASELINE:
            raise Skip(f'the trees are of GTK {BASELINE}, this is {gtk}')
        wrong = []
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            for place, page, part in PLACES:
                window.go(place)
                window.wait_part(part)
                wrong += self.compare(place, self.read(window, page))
            window.go('Controls')
            window.key('alt+Down')
            window.wait_part('Inspection ')
            wrong += self.compare('Control', self.read(window, 'Controls'))
        if wrong:
            raise Failure('\n'.join(wrong))

    def names_all(self):
        """Whatever a person works with on any page has a name"""
        if self.nameless:
            raise Failure('\n'.join(self.nameless))

    def pins_individual_controls(self):
        """The individual controls with their versions stay where they are, above the document, however far that is scrolled"""
        def place(part):
            return next((node.get_extents() for role, name, node in window.nodes() if role == 'label' and part in name), None)
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.key('alt+Down')
            window.wait_part('Individual control IC-1, version 1')
            window.resize(1024, 700)
            harness.wait_for(lambda: place('8.1.2.1') and window.find('ChoshoControlsPage').get_extents()[3] < 700, 'the window as small as it is said to be')
            pinned, title = place('Individual control IC-1'), harness.wait_for(lambda: place('Text of the control'), 'the top of the document')
            window.key('ctrl+m')  # a note is written at the end of the document
            harness.wait_for(lambda: window.has_focus('New review note') and place('Text of the control') != title, 'the document scrolled')
            assert place('Individual control IC-1') == pinned, (pinned, place('Individual control IC-1'))
            assert 0 < pinned[1] < title[1], (pinned, title)

    def compare(self, place, found):
        path = os.path.join(TREES, place.lower().replace(' ', '-') + '.txt')
        text = '\n'.join(found) + '\n'
        if 'CHOSHO_UPDATE_TREES' in os.environ:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
        with open(path, encoding='utf-8') as file:
            expected = file.read()
        return list(difflib.unified_diff(expected.splitlines(), text.splitlines(), path, place, lineterm=''))


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
