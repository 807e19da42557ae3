# SPDX-License-Identifier: GPL-3.0-or-later
"""Next year's engagement from the menu: what would come of it is shown before anything is made, it is made only once the person has
confirmed their independence, and it opens with what was found before beside its controls. An additional audit is made in the same way, of chosen controls."""

import os

import harness
from harness import Failure, Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
REVISED = CATALOGUE.replace('割り当てる', '定めて割り当てる') + '8.1.2.2,detail,台帳,台帳を作成する。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'
FIELDS = ('text', 'entry')
TABS = 20  # more than the dialog has to press


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'practitioner'))
        world.make_engagement(('practitioner',))
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        world.ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
        step = world.ctl('leader', 'step', 'list', '8.1.2.1')[0]['id']
        world.ctl('leader', 'step', 'record', step, '--technique', 'inspection', '--performed-on', '2025-10-01', '--outcome', 'no-exception',
                  '--result', '昨年の結果。')

    def listed(self):
        return [self.previews, self.makes, self.revises, self.shows_the_cycle, self.makes_an_additional_audit]

    def begin(self, window):
        window.wait_part('leader\n')
        window.key('F10')
        window.choose('Closing the File')
        window.choose('Roll Forward to the Next Year…')
        window.wait('What comes of it')

    def field(self, window, name):
        return wait_for(lambda: next((node for role, its_name, node in reversed(window.nodes()) if its_name == name and role in FIELDS), None),
                        lambda: f'the field "{name}" in {window.names()}')

    def fill(self, window, name, text):
        if not self.field(window, name).set_text(text):
            raise Failure(f'"{name}" takes no text')

    def tab_to(self, window, words):
        """By keyboard: to what has that name."""
        for _ in range(TABS):
            if any(harness.is_focused(node) for _, name, node in window.nodes() if name == words):
                return
            window.key('Tab')
        raise Failure(f'Tab does not lead to "{words}" in {window.names()}')

    def confirm(self, window):
        self.tab_to(window, 'I confirm my independence')
        window.key('space')

    def folders(self):
        return sorted(name for name in os.listdir(os.path.dirname(self.world.engagement)) if name.endswith('.chosho'))

    def previews(self):
        """The form knows what follows from this year; what would come of it is told, nothing is made, and Escape leaves it so"""
        before, events = self.folders(), self.world.ctl('leader', 'journal', 'head')['events']
        with Window(self.world, 'leader') as window:
            self.begin(window)
            window.wait_part('entries of the criteria: 2, steps of procedures: 1')
            window.wait_part('results, no evidence for the new period: 1')
            window.wait_part('the earlier engagement has no report yet')
            for name, text in (('First Day of the Audit Period', '2026-04-01'), ('Last Day of the Audit Period', '2027-03-31')):
                wait_for(lambda: self.field(window, name).get_text() == text, lambda: f'{name} is {self.field(window, name).get_text()}')
            window.wait_insensitive('Make Engagement')
            self.fill(window, 'First Day of the Audit Period', '2026/4/3')
            window.wait_part('days between the earlier period and this one')
            self.fill(window, 'Last Day of the Audit Period', '2026-01-31')
            window.wait_part('--period-start is after --period-end')
            self.confirm(window)
            window.wait_insensitive('Make Engagement')
            window.key('Escape')
            window.wait_gone('Make Engagement')
        if (self.folders(), self.world.ctl('leader', 'journal', 'head')['events']) != (before, events):
            raise Failure('the preview made something')

    def makes(self):
        """It needs the confirmation; then it is there, open, with last year's result beside the control"""
        with Window(self.world, 'leader') as window:
            self.begin(window)
            self.fill(window, 'Title', 'Next')
            window.wait_part('Next.chosho')
            window.wait_insensitive('Make Engagement')
            self.confirm(window)
            window.wait_sensitive('Make Engagement')
            window.press('Make Engagement')
            window.wait_gone('Make Engagement')
            made = os.path.join(os.path.dirname(self.world.engagement), 'Next.chosho')
            wait_for(lambda: os.path.exists(made), lambda: f'the engagement among {self.folders()}')
            window.wait_part('Next', 30)
        told = self.world.call('-C', made, 'member', 'list')
        if [(row['name'], row['independence_confirmed']) for row in told] != [('leader', True), ('practitioner', False)]:
            raise Failure(told)
        with Window(self.world, 'leader', engagement=made) as window:
            window.wait_part('leader\n')
            window.key('alt+Down')
            window.press_toggle('Earlier results, for reference (1)')
            window.wait_part('Design  ·  Inspection  ·  2025-10-01  ·  No exception')

    def revises(self):
        """With another edition of the criteria it says how many controls ask for work"""
        revised = self.world.write('revised.csv', REVISED)
        with Window(self.world, 'leader') as window:
            self.begin(window)
            window.choose_file('Choose the newer edition of the criteria', revised)
            window.wait_part('controls changed: 1, new: 1, withdrawn: 0, unchanged: 0')

    def shows_the_cycle(self):
        """The multi-year cycle is a table of years that is copied and saved as a workbook; a line leads to its control"""
        saved = os.path.join(self.world.root, 'cycle.xlsx')
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.key('F10')
            window.choose('Multi-year Cycle…')
            window.wait('tested 2025-10-01')
            window.choose_file('Save as Workbook…', saved, 'Save')
            wait_for(lambda: os.path.exists(saved), 'the workbook')
            window.key('Home')
            window.key('Return')
            window.wait_gone('Multi-year Cycle')
            window.wait_part('8.1.2.1')

    def makes_an_additional_audit(self):
        """An additional audit has the controls that were chosen in the list or are written; its title goes with its kind; it opens, linked to this one"""
        made = os.path.join(os.path.dirname(self.world.engagement), 'Sample engagement re-audit.chosho')
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.key('alt+Down')
            window.wait('8.1.2.1', 'label')
            window.key('F10')
            window.choose('Closing the File')
            window.choose('Additional Audit or Re-audit…')
            window.wait('Say why it is made, and of these controls.')
            if self.field(window, 'Numbers of the Controls').get_text() != '8.1.2.1':
                raise Failure('what was chosen in the list is not there')
            self.fill(window, 'Numbers of the Controls', '8.1.2.1, 9.9.9.9')
            self.fill(window, 'Why It Is Made, and of These Controls', 'The selection was changed.')
            window.wait_part('9.9.9.9')
            self.fill(window, 'Numbers of the Controls', '8.1.2.1')
            window.wait('8.1.2.1  管理責任者')
            wait_for(lambda: self.field(window, 'Title').get_text() == 'Sample engagement additional audit', lambda: self.field(window, 'Title').get_text())
            self.choose_kind(window)
            wait_for(lambda: self.field(window, 'Title').get_text() == 'Sample engagement re-audit', lambda: self.field(window, 'Title').get_text())
            window.wait_part('results, no evidence for the new period: 1')
            window.wait_insensitive('Make Engagement')
            self.confirm(window)
            window.press('Make Engagement')
            window.wait_gone('Make Engagement')
            wait_for(lambda: os.path.exists(made), lambda: f'the engagement among {self.folders()}')
            window.wait_part('Sample engagement re-audit', 30)
        shown = self.world.call('-C', made, 'engagement', 'show')
        if (shown['kind'], shown['parent_title'], shown['scope_reason']) != ('reaudit', 'Sample engagement', 'The selection was changed.'):
            raise Failure(shown)
        if [row['number'] for row in self.world.call('-C', made, 'catalog', 'list', '--level', 'control')] != ['8.1.2.1']:
            raise Failure('other controls are in it')

    def choose_kind(self, window):
        """By keyboard: the second of both kinds."""
        self.tab_to(window, 'Kind')
        for key in ('space', 'Down', 'Return'):
            window.key(key)

def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.CHOOSING)
