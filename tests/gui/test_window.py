# SPDX-License-Identifier: GPL-3.0-or-later
"""The window, as a person and an assistive technology meet it: one control from its first result,
past what stands against it, to its review, in one engagement that choshoctl changes meanwhile."""

import os
import shutil
import subprocess

import harness
from harness import FOLLOW, Failure, Skip, Window, World

CARDS = (('Inquiry', 'inquiry'), ('Inspection', 'inspection'))
CONTROL = '8.1.2.1'
ROW = '8.1.2.1 管理責任者, '
CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n' \
            '8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n8.1.2.2,detail,台帳,台帳を維持する。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,質問,担当者に質問する。,ご用意ください。,質問した。,可\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'
ALONE = 'Inquiry alone does not complete a procedure'
TYPED = '担当者に質問し、割当ての手順の説明を受けた。'
ERROR_TITLE = 'The engagement could not be opened'


def make_world():
    world = World(('leader', 'practitioner'))
    world.make_engagement(('practitioner',))
    world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
    world.ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
    world.ctl('leader', 'assign', CONTROL, '--member', 'practitioner', '--reviewer', 'leader', '--due', '2026-05-15')
    return world


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = make_world()
        steps = self.world.ctl('leader', 'step', 'list', CONTROL)
        self.steps = {step['technique']: step['id'] for step in steps}

    def listed(self):
        return [self.opens, self.fits_small, self.shows_control, self.types_result, self.tells_question_alone, self.follows, self.signs,
                self.refuses_own_review, self.reviews, self.asks_who_reviewed, self.shows_error, self.speaks_japanese]

    def state(self):
        return self.world.ctl('leader', 'status', CONTROL)['state']

    def open_control(self, window, person='practitioner'):
        """Waits for the list and the identity, and goes to the first control below the heading."""
        window.wait_part(ROW)
        window.wait_part(person + '\n')
        window.key('alt+Down')
        window.wait(f'Inquiry {self.steps["inquiry"]}')

    # --- Tests --------------------------------------------------------------------------------

    def opens(self):
        """The window lists the controls by number, title and state, and ends at Ctrl+W"""
        window = Window(self.world, 'practitioner')
        try:
            window.wait('State of the Work')
            window.go('Controls')
            for name in (ROW + 'Not started', '8.1.2.2 台帳, Not started', '8.1.2  資産の管理'):
                window.wait(name, 'list item')
            window.wait_part('practitioner\n')
            page = window.find(ERROR_TITLE, 'label')
            if page is not None and harness.is_laid_out(page):
                raise Failure('the error page is laid out')
            if window.find('State of the Work') is not None:
                raise Failure('assistive technologies are told of the page behind')
            window.key('ctrl+w')
            if window.process.wait(harness.WAIT) != 0:
                raise Failure(f'the window ended with {window.process.returncode}')
        finally:
            window.end()

    def fits_small(self):
        """At 1024 pixels the places have their names in sight and the list stays beside its control; narrower, the next control and the way back do"""
        def is_seen(name, role):
            node = window.find(name, role)
            return node is not None and harness.is_laid_out(node)
        with Window(self.world, 'practitioner') as window:
            window.resize(1024, 700)
            self.open_control(window)
            for place in ('Overview', 'By document', 'General papers', 'Search'):
                harness.wait_for(lambda: any(role == 'label' and name == place and harness.is_laid_out(node) for role, name, node in window.nodes()), f'the name of {place}')
            if not is_seen('8.1.2.2 台帳, Not started', 'list item') or is_seen('Back to the list', None):
                raise Failure('the list is not beside its control')
            window.leave()  # or a tooltip gets the width
            window.resize(700, 700)
            harness.wait_for(lambda: is_seen('Back to the list', None), 'the control alone')
            window.press('Next control')
            window.wait('8.1.2.2', 'label')
            window.press('Back to the list')
            window.click('8.1.2.1 管理責任者, Not started')  # the list is in sight
            window.key('Return')
            window.wait(CONTROL, 'label')

    def shows_control(self):
        """A selected control shows its number and its steps; an inquiry says that alone it is not enough"""
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            window.wait(CONTROL, 'label')
            card = [name for _, name, _ in window.wait_inside(f'Inquiry {self.steps["inquiry"]}')]
            other = [name for _, name, _ in window.wait_inside(f'Inspection {self.steps["inspection"]}')]
            if 'Inquiry' not in card or not any(ALONE in name for name in card) or '担当者に質問する。' not in card:
                raise Failure(f'the inquiry card says {card}')
            if 'Inspection' not in other or any(ALONE in name for name in other) or '規程を閲覧する。' not in other:
                raise Failure(f'the inspection card says {other}')
            window.wait_insensitive('Sign Prepared')

    def types_result(self):
        """A result typed into the card is recorded once its outcome is chosen, and the list says so"""
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            card = window.wait_inside(f'Inquiry {self.steps["inquiry"]}')
            field = next(node for role, name, node in card if (role, name) == ('text', 'Result'))
            record = next(node for role, name, node in card if role in harness.BUTTONS and name == 'Record')
            if not field.insert_text(TYPED):
                raise Failure('the result takes no text')
            harness.wait_for(lambda: harness.is_sensitive(record), 'Record to press')
            if not record.press():
                raise Failure('Record does not take a click')
            window.wait('Still to be filled in: Outcome', 'label')
            harness.wait_for(lambda: window.has_focus('Outcome'), 'the focus at the outcome')
            window.key('F8')
            window.key('alt+5')
            window.key('ctrl+s')
            window.wait(ROW + 'In progress', 'list item')
        step = next(step for step in self.world.ctl('leader', 'step', 'list', CONTROL) if step['technique'] == 'inquiry')
        if (step['state'], step['result'], step['outcome'], step['performed_by']) != ('performed', TYPED, 'no-exception', 'practitioner'):
            raise Failure(f'recorded: {step}')

    def walks_to_addition(self, window):
        """F8 leads to where the record is added, and not into the result, which is recorded."""
        window.leave()  # or a tooltip gets the key
        seen = []
        for _ in range(3):
            window.key('F8')
            harness.wait_for(lambda: any(window.has_focus(f'{words} {self.steps[technique]}') for words, technique in CARDS), 'a step entered')
            seen += [[role for role, _, node in window.wait_inside(f'Inquiry {self.steps["inquiry"]}') if harness.is_focused(node)]]
            if set(seen[-1]) & set(harness.BUTTONS):
                return
        raise Failure(f'the focus was at {seen}, never at what is added')

    def tells_question_alone(self):
        """With its inquiry alone recorded a procedure is not complete, and the foot of the window says so"""
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            window.wait('Design: An inquiry has no interview record')
            self.walks_to_addition(window)
            interview = self.world.ctl('practitioner', 'interview', 'add', '--who', 'Sato', '--post', 'Manager', '--at', '2026-01-15T10:00', '--how', 'in person',
                                       '--question', 'How?', '--answer', 'Monthly.')['id']
            self.world.ctl('practitioner', 'interview', 'link', interview, '--step', self.steps['inquiry'])
            harness.wait_for(lambda: 'Design: An inquiry has no interview record' not in (names := window.names()) and f'Design: {ALONE}' in names,
                             lambda: f'the sentence in {window.names()}', FOLLOW)
            window.wait_insensitive('Sign Prepared')
            window.leave()  # or a tooltip gets the key
            window.key('F8')  # to the step that mends it, and not into what is recorded
            harness.wait_for(lambda: window.has_focus(f'Inspection {self.steps["inspection"]}'), 'the focus at the inspection')

    def follows(self):
        """An open window follows what choshoctl records within seconds, and lets the control be signed"""
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            self.world.ctl('practitioner', 'step', 'record', self.steps['inspection'], '--technique', 'inspection', '--performed-on', '2026-01-16',
                           '--outcome', 'no-exception', '--result', '規程に手順の記載があることを確かめた。')
            window.wait('practitioner  2026-01-16', 'label', FOLLOW)
            window.wait('Design: A performed step has no evidence, sighting or evidenced sample', seconds=FOLLOW)
            made = self.world.ctl('practitioner', 'evidence', 'add', self.world.write('rules.txt', '規程\n'), '--source', 'Client',
                                  '--covers-from', '2025-04-01', '--covers-to', '2026-03-31', '--step', self.steps['inspection'])[0]
            window.wait(f'{made["reference"]} rules.txt', 'label', FOLLOW)
            window.wait('Nothing stands against the next sign-off', 'label', FOLLOW)
            window.wait_sensitive('Sign Prepared', FOLLOW)

    def signs(self):
        """Sign Prepared, pressed, prepares the control in the record"""
        if self.state() != 'in_progress':
            raise Failure(f'the control is {self.state()} before')
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            window.press('Sign Prepared')
            window.wait(ROW + 'Prepared', 'list item')
        if self.state() != 'prepared':
            raise Failure(f'the control is {self.state()}')

    def refuses_own_review(self):
        """Whoever did the work cannot press for its review, is told whose turn it is, and nothing changes by the key either"""
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            window.wait_part('Next: review by ')
            window.wait_insensitive('Sign Reviewed')
            assert not any('stands against' in name or 'does not allow' in name for name in window.names()), window.names()
            window.key('ctrl+Return')
            harness.wait_for(lambda: len([name for name in window.names() if name.startswith('Next: review by ')]) > 1, 'what the key says')
            window.wait(ROW + 'Prepared', 'list item')
        if self.state() != 'prepared':
            raise Failure(f'the control is {self.state()}')

    def reviews(self):
        """The leader, whose work it is not, reviews by Ctrl+Return"""
        with Window(self.world, 'leader') as window:
            self.open_control(window, 'leader')
            assert not any('Nobody reviews' in name for name in window.names()), window.names()
            window.wait_sensitive('Sign Reviewed')
            window.key('ctrl+Return')
            window.wait(ROW + 'Reviewed', 'list item')
            window.wait('Next: approval by the engagement executive', 'label')
            assert not any('against the next sign-off' in name for name in window.names()), window.names()
        if self.state() != 'reviewed':
            raise Failure(f'the control is {self.state()}')

    def asks_who_reviewed(self):
        """Who reviewed what was changed since is asked before they sign as the one who prepared it, which would end their review"""
        self.world.ctl('practitioner', 'step', 'record', self.steps['inspection'], '--technique', 'inspection', '--performed-on', '2026-01-17',
                       '--outcome', 'no-exception', '--result', '規程の改定後の記載を確かめた。')
        with Window(self.world, 'leader') as window:
            self.open_control(window, 'leader')
            window.wait_sensitive('Sign Prepared')
            window.key('ctrl+Return')
            window.wait('Sign as the one who prepared it?')
            window.key('Escape')
            harness.wait_for(lambda: len(window.x_windows()) == 1, 'the question gone')
        if self.state() != 'in_progress':
            raise Failure(f'the control is {self.state()}')

    def shows_error(self):
        """An engagement that is not there gives the error page, which names it"""
        with Window(self.world, 'practitioner', os.path.join(self.world.root, 'nothing.chosho'), place=None) as window:
            harness.wait_for(lambda: (page := window.find(ERROR_TITLE, 'label')) and harness.is_laid_out(page), 'the error page')
            window.wait_part('nothing.chosho')
            opening = window.find('Opening…', 'label')
            if opening is not None and harness.is_laid_out(opening):
                raise Failure('the window still says that it opens')

    def speaks_japanese(self):
        """With the Japanese catalogue the same tree is in Japanese"""
        if shutil.which('msgfmt') is None:
            raise Skip('msgfmt is not installed')
        locale = os.path.join(self.world.root, 'locale')
        messages = os.path.join(locale, 'ja', 'LC_MESSAGES')
        os.makedirs(messages)
        subprocess.run(['msgfmt', os.path.join(harness.SOURCE_ROOT, 'po', 'ja.po'), '-o', os.path.join(messages, 'chosho.mo')], check=True)
        language = {'CHOSHO_LOCALE_DIR': locale, **harness.languages.make(os.path.join(self.world.root, 'languages'), 'ja')}
        with Window(self.world, 'leader', place=None, **language) as window:
            window.wait_part('管理策')
            window.key('ctrl+2')
            window.wait_part(ROW)
            window.key('alt+Down')
            card = [name for _, name, _ in window.wait_inside(f'質問 {self.steps["inquiry"]}')]
            if '質問' not in card:
                raise Failure(f'the inquiry card says {card}')
            if 'Inquiry' in window.names():
                raise Failure('some techniques stay in English')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
