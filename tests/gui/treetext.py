# SPDX-License-Identifier: GPL-3.0-or-later
"""What an assistive technology is told of a page or a dialog, as text that is kept in tests/gui/trees: roles and names in their order. What differs
from run to run (days, times, the letters of a copy) is written as its kind. The trees are those of GTK 4.8: later ones build widgets otherwise."""

import datetime
import difflib
import os
import re
import tempfile

import harness
from harness import Skip, World

TREES = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'trees')
BASELINE = 8  # the minor version of the GTK of which the trees are
CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n8.1.2.2,detail,台帳,台帳を維持する。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,質問,担当者に質問する。,ご用意ください。,質問した。,可\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'
VARYING = ((r'\d{4}-\d\d-\d\d', 'DAY'), (r'\d?\d:\d\d(:\d\d)?', 'TIME'), (r'\d+ days?\b', 'N days'), (r'\b\d?\d/\d?\d –', 'WEEK'),
           (r'\b([A-Z])-[0-9A-Z]{4}-(\d{4})', r'\1-COPY-\2'), (r'[0-9a-f]{8,}', 'HEX'), (re.escape(tempfile.gettempdir()) + r'/\S+', 'PATH'))
UNNAMED = re.compile(r'(Gtk|Adw|Chosho)[A-Z]\w*$')  # GTK names what has none after its class
LOADING = 'Loading'  # it keeps its place in the tree once it was seen, and on a quick machine it never is
OF_THE_DISK = ('Disk without encryption',  # as the disk is on which the tests run
               "The folder of the engagement would lie on a disk that is not encrypted: who gets hold of the disk can read the client's evidence. Choose one on an encrypted disk.")
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
    ctl('leader', 'request', 'add', '--text', 'Asset regulations', '--control', '8.1.2.1', '--due', '2026-01-31')
    population = ctl('leader', 'population', 'add', world.write('population.csv', '番号\n' + ''.join(f'A-{n}\n' for n in range(20))), '--name', 'Requests',
                     '--from', begin, '--to', end, '--source', 'Register')['id']
    ctl('leader', 'sample', 'draw', population, '--size', '3', '--seed', 's', '--attribute', 'Approval')
    ctl('practitioner', 'finding', 'add', '--control', '8.1.2.1', '--text', 'One record bears no approver.')
    ctl('leader', 'note', 'add', '8.1.2.1', '--text', 'Please check.')
    ctl('practitioner', 'paper', 'add', '--number', 'G-01', '--title', 'Plan', '--text', 'Period and team.')
    ctl('leader', 'index', 'text')
    return world


def lines(node, depth=0):
    """What is told of @node and what is in it; what only holds others is passed over."""
    _, _, width, height = node.place
    if width <= 0 or height <= 0 or node.name in (LOADING, *OF_THE_DISK):
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


def unnamed(node, parent=None, own=False):
    """What a person works with and no name is told of, each as its role and where it stands. What is in a drop-down is GTK's own: its value is in it,
    and the name at what holds it."""
    _, _, width, height = node.place
    if width <= 0 or height <= 0:
        return
    own = own or (parent is not None and parent.role == 'combo box')
    if node.role in WORKED_WITH and not own and (not node.name or UNNAMED.match(node.name)):
        yield f'{node.role} without a name in {parent.role} "{parent.name}": {[child.name for child in node.children]}'
    for child in node.children:
        yield from unnamed(child, node, own)


class Trees:
    """Reads trees and compares them; what no page may have – a control without a name – is gathered on the way."""

    def __init__(self):
        self.nameless = []

    def read(self, find_top, where):
        """The lines of what is below what @find_top finds, once two looks at it are alike."""
        def look():
            top = find_top()
            if top is None:
                return None
            last, self.last = self.last, [line for child in top.children for line in lines(child)]
            return top if self.last and self.last == last else None
        self.last = None
        top = harness.wait_for(look, f'{where} at rest')
        self.nameless += [f'{where}: {line}' for child in top.children for line in unnamed(child, top)]
        return self.last

    def compare(self, name, found):
        """The difference to what is kept, as lines; with CHOSHO_UPDATE_TREES=1 what is found is kept first."""
        path = os.path.join(TREES, name.lower().replace(' ', '-') + '.txt')
        text = '\n'.join(found) + '\n'
        if 'CHOSHO_UPDATE_TREES' in os.environ:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
        with open(path, encoding='utf-8') as file:
            expected = file.read()
        return list(difflib.unified_diff(expected.splitlines(), text.splitlines(), path, name, lineterm=''))


def find_below(window, name, role=None):
    """For Trees.read(): what is below the accessible of that name."""
    def find():
        top = window.find(name, role)
        if top is not None:
            harness.accessible.Look(top, places=True)
        return top
    return find


def find_newest(window):
    """For Trees.read(): what is in the program's newest window."""
    def find():
        top = harness.accessible.find_application(window.process.pid)
        if top is None:
            return None
        harness.accessible.Look(top, places=True)
        return top.children[-1] if top.children else None
    return find


def skip_other_gtk():
    gtk = harness.gtk_minor()
    if gtk != BASELINE:
        raise Skip(f'the trees are of GTK 4.{BASELINE}, this is 4.{gtk}')
