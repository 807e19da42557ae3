# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of twice its size in the smallest window that is worked in, and in high contrast without animations: on every page
whatever is worked with is within the window, or within what scrolls there."""

import subprocess

import harness
from harness import NOTHING, Failure, Window, World

WIDTH, HEIGHT = 1024, 700
DPI = 2 * 96
FORM = 600  # pixels: a form has 520 with text of the usual size
POINTER = ('1279', '899')  # the corner of the display, beyond the window
SLACK = 1  # pixels: what is rounded
SCROLLS = 'scroll pane'
SEEN = (*harness.BUTTONS, 'toggle button', 'check box', 'radio button', 'label', 'text', 'entry', 'combo box', 'heading', 'image', SCROLLS)
CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者の任命及びその役割の見直し,管理責任者を割り当てる。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,質問,担当者に質問する。,ご用意ください。,質問した。,可\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'
PLACES = (('Overview', 'State of the Work'), ('Controls', '8.1.2.1 '), ('Evidence', 'rules.txt'), ('Requests', 'Asset regulations'), ('By document', 'No Document Open'), ('Interviews', 'Sato'),
          ('By interview', '8.1.2.1'), ('Samples', 'Requests, 0 of'), ('Findings', 'One record'), ('Review notes', 'Please check.'), ('General papers', 'Plan'),
          ('Report', 'Page 1 of '), ('Team', 'leader'), ('Journal', 'What changed'), ('Search', 'Search Everything'))


def make_world():
    world = World(('leader',))
    ctl = world.ctl
    world.make_engagement()
    ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
    ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
    ctl('leader', 'assign', '8.1.2.1', '--member', 'leader', '--due', '2026-03-31')
    ctl('leader', 'evidence', 'add', world.write('rules.txt', '規程\n'), '--source', 'Client')
    ctl('leader', 'interview', 'add', '--who', 'Sato', '--post', 'Manager', '--at', '2025-05-01T10:00', '--how', 'in person', '--question', 'How?', '--answer', 'Monthly.')
    ctl('leader', 'request', 'add', '--text', 'Asset regulations', '--control', '8.1.2.1', '--due', '2026-01-31')
    population = ctl('leader', 'population', 'add', world.write('population.csv', '番号\n' + ''.join(f'A-{n}\n' for n in range(20))), '--name', 'Requests',
                     '--from', '2025-04-01', '--to', '2026-03-31', '--source', 'Register')['id']
    ctl('leader', 'sample', 'draw', population, '--size', '3', '--seed', 's', '--attribute', 'Approval')
    ctl('leader', 'finding', 'add', '--control', '8.1.2.1', '--text', 'One record bears no approver.')
    ctl('leader', 'note', 'add', '8.1.2.1', '--text', 'Please check.')
    ctl('leader', 'paper', 'add', '--number', 'G-01', '--title', 'Plan', '--text', 'Period and team.')
    return world


def outside(node, window):
    """What of @node is beyond the edges of the window of that size; what scrolls may be wider than the pane that it scrolls in."""
    x, y, width, height = node.place
    if width <= 0 or height <= 0:
        return
    if node.role in SEEN and (x < -SLACK or y < -SLACK or x + width > window[0] + SLACK or y + height > window[1] + SLACK):
        yield f'{node.role} "{node.name}" at {node.place}'
    if node.role != SCROLLS:
        for child in node.children:
            yield from outside(child, window)


class Tests:
    def __init__(self):
        self.world = make_world()
        self.look = {'XENVIRONMENT': self.world.write('resources', f'Xft.dpi: {DPI}\n'), 'ADW_DEBUG_HIGH_CONTRAST': '1'}

    def listed(self):
        return [self.starts, self.has_every_place]

    def find_outside(self, window, where, name):
        """Looks at what is below the accessible of that name once it is at rest in a window of that size."""
        def look():
            top = window.find(name)
            harness.accessible.Look(top, places=True)
            last, self.last = self.last, [(each.role, each.name, each.place) for child in top.children for each in child.walk()]
            return top if self.last == last else None
        self.last = None
        top = harness.wait_for(look, f'{where} at rest')
        return [f'{where}: {line}' for child in top.children for line in outside(child, top.get_extents()[2:])]

    def resize(self, window):
        subprocess.run(['xdotool', 'mousemove', *POINTER], check=True)  # a tooltip would be the newest window
        # again, where it came up meanwhile; its border takes some pixels of it
        harness.wait_for(lambda: window.resize(WIDTH, HEIGHT) or any(WIDTH - 20 < node.get_extents()[2] <= WIDTH for role, _, node in window.nodes() if role == 'frame'),
                         lambda: [(role, name, node.get_extents()) for role, name, node in window.nodes()[1:6]])

    def starts(self):
        """At the start everything is within the window"""
        with Window(self.world, engagement=NOTHING, place=None, **self.look) as window:
            window.wait_part('Recent')
            self.resize(window)
            wrong = self.find_outside(window, 'start', 'Chosho')
        if wrong:
            raise Failure('\n'.join(wrong))

    def opens_form(self, window):
        """A form has room for its words: it is wider than with small ones, and not larger than the window."""
        window.key('ctrl+n')
        window.wait('What is wanted, in words that the client understands', 'text')
        size = harness.wait_for(lambda: window.measure() if window.measure()[0] != WIDTH else None, 'a form narrower than the window')
        if size[0] < FORM or size[0] > WIDTH or size[1] > HEIGHT:
            raise Failure(f'the form is {size}')
        window.key('Escape')
        window.wait_gone('What is wanted, in words that the client understands')

    def has_every_place(self):
        """On every page everything is within the window"""
        wrong = []
        with Window(self.world, 'leader', place=None, **self.look) as window:
            window.wait_part('leader\n')
            self.resize(window)
            for place, part in PLACES:
                window.go(place)
                window.wait_part(part)
                wrong += self.find_outside(window, place, 'Sample engagement')
                if place == 'Controls':
                    window.key('alt+Down')
                    window.wait_part('Inspection ')
                    wrong += self.find_outside(window, 'a control', 'Sample engagement')
                if place == 'Requests':
                    self.opens_form(window)
                if place == 'Samples':
                    window.key('ctrl+f')
                    window.key('Return')
                    window.key('Return')
                    window.wait('Items and results')
                    wrong += self.find_outside(window, 'a sample', 'Sample engagement')
            window.key('ctrl+question')
            window.wait('Search the shortcuts')
            size = window.measure()
            if size[0] > WIDTH or size[1] > HEIGHT:
                raise Failure(f'the map of keys is {size}')
        if wrong:
            raise Failure('\n'.join(wrong))


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.POINTER)
