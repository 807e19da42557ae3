# SPDX-License-Identifier: GPL-3.0-or-later
"""The control as a document: what is typed is a draft until it is recorded and survives a kill, is recorded
by keys or by leaving the step, and never overwrites what somebody else recorded meanwhile; forms, notes and
what changed since a sign-off. The record is looked at through choshoctl."""

import os
import signal
import sqlite3

import harness
from harness import FOLLOW, Failure, Window, World

CONTROL = '8.1.2.1'
ROW = '8.1.2.1 管理責任者, '
CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n' \
            '8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n8.1.2.2,detail,台帳,台帳を維持する。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,質問,担当者に質問する。,ご用意ください。,質問した。,可\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'
HALF = '規程第5条を閲覧し、'
WHOLE = '規程第5条を閲覧し、割当ての定めを確かめた。'
OTHER = '規程第6条を閲覧し、割当ての定めを確かめた。'


def make_world():
    world = World(('leader', 'practitioner'))
    world.make_engagement(('practitioner',))
    world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
    world.ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
    return world


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = make_world()
        self.steps = {step['technique']: step['id'] for step in self.world.ctl('leader', 'step', 'list', CONTROL)}

    def listed(self):
        return [self.keeps_draft, self.takes_technique, self.records_by_keys, self.records_on_leaving, self.tells_of_others, self.sights,
                self.interviews, self.leads, self.keeps_note, self.notes, self.goes_stale, self.leads_further, self.links_what_is_near, self.links_several]

    # --- Helpers ------------------------------------------------------------------------------

    def step(self, technique):
        return next(step for step in self.world.ctl('leader', 'step', 'list', CONTROL) if step['technique'] == technique)

    def open_control(self, window, person='practitioner'):
        window.wait_part(ROW)
        window.wait_part(person + '\n')
        window.key('alt+Down')
        window.wait(self.card('inquiry'))

    def card(self, technique):
        return f'{technique.capitalize()} {self.steps[technique]}'

    def field(self, window, technique, name='Result', role='text'):
        """The field of that name in the card of that step."""
        def look():
            inside = window.wait_inside(self.card(technique))
            return next((node for its_role, its_name, node in inside if (its_role, its_name) == (role, name)), None)
        return harness.wait_for(look, f'{role} "{name}" in the card')

    def write(self, window, technique, text):
        """Puts @text into the result of the step, in place of what stands there."""
        if not self.field(window, technique).set_text(text):
            raise Failure('the result takes no text')

    def enter(self, window, technique):
        """From what is missing to what is missing, until the step of that technique is entered."""
        for _ in range(6):
            window.key('F8')
            if harness.wait_for(lambda: any(window.has_focus(self.card(each)) for each in self.steps), 'a step entered') \
                    and window.has_focus(self.card(technique)):
                return
        raise Failure(f'F8 does not lead to the {technique}')

    def said(self, window, technique):
        field = self.field(window, technique)
        return field.get_text()

    def names(self, window, technique):
        return [name for _, name, _ in window.wait_inside(self.card(technique))]

    def drafts(self):
        path = os.path.join(self.world.engagement, 'local.db')
        if not os.path.exists(path):
            return []
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
            if database.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'drafts'").fetchone() == (0,):
                return []  # the file is just being made
            return [json for (json,) in database.execute('SELECT json FROM drafts')]

    def wait_drafts(self, look, what):
        return harness.wait_for(lambda: look(self.drafts()), lambda: f'{what} among the drafts {self.drafts()}')

    def events(self):
        return len(self.world.ctl('leader', 'journal', 'list'))

    # --- Tests --------------------------------------------------------------------------------

    def keeps_draft(self):
        """What was typed survives kill -9 as a draft, and nothing of it is in the record"""
        before = self.events()
        window = Window(self.world, 'practitioner')
        try:
            window.go('Controls')
            self.open_control(window)
            self.write(window, 'inspection', HALF)
            self.wait_drafts(lambda drafts: any(HALF in draft for draft in drafts), 'what was typed')
            window.process.send_signal(signal.SIGKILL)
            window.process.wait(harness.WAIT)
        finally:
            window.end()
        if self.events() != before:
            raise Failure('something half-typed is in the record')
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            harness.wait_for(lambda: self.said(window, 'inspection') == HALF, lambda: f'the draft, not "{self.said(window, "inspection")}"')
            if 'Draft' not in self.names(window, 'inspection'):
                raise Failure('the card does not say that it is a draft')
        with Window(self.world, 'leader') as window:
            self.open_control(window, 'leader')
            if self.said(window, 'inspection') != '':
                raise Failure('a draft shows to another person')

    def takes_technique(self):
        """Alt+1 to Alt+4 choose the technique of the step one is in; the prescribed one is no change"""
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            window.key('F8')
            harness.wait_for(lambda: window.has_focus(self.card('inquiry')), 'the first open step')
            for key, code in (('alt+1', 'inspection'), ('alt+2', 'observation'), ('alt+3', 'reperformance')):
                window.key(key)
                self.wait_drafts(lambda drafts: any(f'"technique":"{code}"' in draft and HALF not in draft for draft in drafts), code)
            harness.wait_for(lambda: 'Not in the record yet. Still to be filled in: Result, Reason for the departure, Outcome' in self.names(window, 'inquiry'),
                             lambda: f'the reason among what is missing: {self.names(window, "inquiry")}')
            window.key('alt+4')
            self.wait_drafts(lambda drafts: all(HALF in draft for draft in drafts), 'only that of the other step')

    def records_by_keys(self):
        """By keys alone: to the step that is open, its words, its outcome, into the record as one event"""
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            before = self.events()
            window.key('F8')
            window.type('Asked the manager.')
            window.key('alt+5')
            window.key('ctrl+s')
            window.wait(ROW + 'In progress', 'list item')
        step = self.step('inquiry')
        if (step['result'], step['outcome'], step['recorded_technique']) != ('Asked the manager.', 'no-exception', 'inquiry'):
            raise Failure(f'recorded: {step}')
        if self.events() != before + 1:
            raise Failure(f'{self.events() - before} events')
        self.wait_drafts(lambda drafts: not any('Asked' in draft for draft in drafts), 'no recorded text')

    def records_on_leaving(self):
        """A step that is left is recorded where it is complete, and stays a draft where it is not"""
        before = self.events()
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            harness.wait_for(lambda: self.said(window, 'inspection') == HALF, 'the draft')
            self.enter(window, 'inspection')
            window.key('ctrl+m')  # to the notes: the step is left without an outcome
            self.enter(window, 'inspection')
            if self.events() != before:
                raise Failure('an incomplete step was recorded')
            self.write(window, 'inspection', WHOLE)
            if not self.field(window, 'inspection', 'Performed on').set_text('2026年1月16日'):
                raise Failure('the day takes no text')
            window.key('alt+5')
            window.key('ctrl+m')
            harness.wait_for(lambda: self.step('inspection')['state'] == 'performed', 'the step in the record')
            self.wait_drafts(lambda drafts: drafts == [], 'none')
        step = self.step('inspection')
        if (step['result'], step['outcome'], step['performed_on']) != (WHOLE, 'no-exception', '2026-01-16') or self.events() != before + 1:
            raise Failure(f'recorded: {step}, {self.events() - before} events')

    def tells_of_others(self):
        """A draft over a step that somebody recorded meanwhile says so, and only Record replaces that"""
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            self.enter(window, 'inspection')
            self.write(window, 'inspection', HALF)
            self.world.ctl('leader', 'step', 'record', self.steps['inspection'], '--technique', 'inspection', '--performed-on', '2026-01-16',
                           '--outcome', 'no-exception', '--result', OTHER)
            window.wait_part('Somebody recorded this step meanwhile')
            window.key('ctrl+m')
            window.wait('leader  2026-01-16', 'label', FOLLOW)
            if self.step('inspection')['result'] != OTHER:
                raise Failure('leaving the step overwrote what the leader recorded')
            if self.said(window, 'inspection') != HALF:
                raise Failure('what was typed is gone')
            window.press('Discard Draft')
            harness.wait_for(lambda: self.said(window, 'inspection') == OTHER, 'what is recorded')
        refused = self.world.ctl('practitioner', 'step', 'record', self.steps['inspection'], '--technique', 'inspection', '--performed-on', '2026-01-17',
                                 '--outcome', 'no-exception', '--result', WHOLE, '--replacing', 'none', code=harness.FAILED)
        if refused['error']['code'] != 'exists' or self.step('inspection')['result'] != OTHER:
            raise Failure(f'{refused}')

    def fill(self, window, values):
        for name, text in values.items():
            node = harness.wait_for(lambda: next((node for role, its_name, node in window.nodes() if its_name == name and role in ('text', 'entry')), None),
                                    lambda: f'the field "{name}" in {window.names()}')
            if not node.set_text(text):
                raise Failure(f'"{name}" takes no text')

    def choose_verb(self, window, technique, item):
        """An item of the menu of that card."""
        words = 'Add evidence or a record to this step'
        buttons = [node for role, name, node in window.wait_inside(self.card(technique)) if role in (*harness.BUTTONS, 'toggle button') and name == words]
        if not buttons[-1].press():  # the menu's button names the one inside it alike
            raise Failure('the menu does not open')
        window.choose(item)

    def sights(self):
        """A document that was viewed and not taken is recorded by its form and stands as a chip"""
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            self.choose_verb(window, 'inspection', 'Viewed, No Copy Obtained…')
            self.fill(window, {'What was looked at': '規程 第3版', 'Where, or on which screen': '本社', 'Who was present': '佐藤',
                               'Why no copy was obtained': '持出し不可', 'Which version of it': '第3版',
                               'What was read: the words written off': '第5条 承認'})
            window.press('Record')
            harness.wait_for(lambda: self.step('inspection')['evidence'], 'the sighting on the step')
            window.wait_part('規程 第3版')
        seen = self.world.ctl('leader', 'evidence', 'show', self.step('inspection')['evidence'][0])
        if (seen['kind'], seen['where'], seen['with'], seen['reason'], seen['version'], seen['note']) != ('sighting', '本社', '佐藤', '持出し不可', '第3版', '第5条 承認'):
            raise Failure(f'{seen}')

    def interviews(self):
        """What says that the inquiry lacks its record leads to the form, which has what the step says already; then nothing stands against the sign-off"""
        self.world.ctl('practitioner', 'step', 'record', self.steps['inquiry'], '--technique', 'inquiry', '--performed-on', '2026-01-16', '--outcome', 'no-exception',
                       '--result', 'Asked the manager.', '--respondent', '佐藤')
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            window.press('Design: An inquiry has no interview record')
            window.wait('Still to be filled in: Organisation and post, How')
            taken = {name: window.find(name, 'text').get_text() for name in ('Who was asked', 'What was asked', 'What was answered', 'When')}
            if taken != {'Who was asked': '佐藤', 'What was asked': '担当者に質問する。', 'What was answered': 'Asked the manager.', 'When': '2026-01-16'}:
                raise Failure(f'taken from the step: {taken}')
            self.fill(window, {'Organisation and post': '運用課長', 'How': '対面',
                               'What was asked': '割当ては。', 'What was answered': '毎月行う。'})
            window.press('Record')
            window.wait('Nothing stands against the next sign-off', 'label')
            window.key('ctrl+Return')
            window.wait(ROW + 'Prepared', 'list item')
            window.press('Withdraw…')
            form = window.wait_inside('Take back sign-offs')
            if not any((role, name) == ('label', '8.1.2.1  管理責任者') for role, name, _ in form):
                raise Failure(f'the form names no control: {[name for _, name, _ in form]}')
            window.key('Escape')
            window.wait_gone('Take back sign-offs')

    def leads(self):
        """A key leads to what waits for one's own sign-off: to no work of one's own, which somebody else reviews"""
        with Window(self.world, 'leader') as window:
            window.wait_part(ROW + 'Prepared')
            window.wait_part('leader\n')
            window.key('F7')
            window.wait('No control waits for your sign-off')

    def keeps_note(self):
        """A note half written survives kill -9, is in no record, and is there again when its control is"""
        window = Window(self.world, 'leader')
        try:
            window.go('Controls')
            self.open_control(window, 'leader')
            self.fill(window, {'New review note': '条番号を'})
            self.wait_drafts(lambda drafts: any('条番号を' in draft for draft in drafts), 'the note')
            window.process.send_signal(signal.SIGKILL)
            window.process.wait(harness.WAIT)
        finally:
            window.end()
        if self.world.ctl('leader', 'note', 'list'):
            raise Failure('something half written is in the record')
        with Window(self.world, 'leader') as window:
            self.open_control(window, 'leader')
            harness.wait_for(lambda: window.find('New review note').get_text() == '条番号を', 'the note as it was left')

    def notes(self):
        """A review note is added, answered and cleared where it stands"""
        with Window(self.world, 'leader') as window:
            self.open_control(window, 'leader')
            self.fill(window, {'New review note': '条番号を確認してください。'})
            window.press('Add Note')
            note = harness.wait_for(lambda: self.world.ctl('leader', 'note', 'list'), 'the note')[0]
            self.fill(window, {'Answer to the note': '第6条です。'})
            window.press('Answer')
            harness.wait_for(lambda: self.world.ctl('leader', 'note', 'list')[0]['state'] == 'answered', 'the answer')
            window.wait_part('第6条です。')
            window.press('Clear Note')
            harness.wait_for(lambda: self.world.ctl('leader', 'note', 'list')[0]['state'] == 'cleared', 'the note cleared')
            self.wait_drafts(lambda drafts: not drafts, 'nothing of what was taken')
        if note['text'] != '条番号を確認してください。':
            raise Failure(f'{note}')

    def goes_stale(self):
        """After a sign-off an edit makes it stale, and what changed is shown at once, word by word"""
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            self.write(window, 'inspection', WHOLE)
            self.field(window, 'inspection', 'Record', harness.BUTTONS[0]).press()
            window.wait(ROW + 'Changed after sign-off', 'list item')
            window.wait_part('規程第[removed: 6][added: 5]条を閲覧し')
        if not self.world.ctl('leader', 'status', CONTROL)['stale']:
            raise Failure('the sign-off is not stale')


    def leads_further(self):
        """Keys lead to the next control that changed after its sign-off and to the next with an open note"""
        self.world.ctl('leader', 'note', 'add', '8.1.2.2', '--text', 'Which list?')
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.wait_part(ROW)
            window.key('shift+F8')
            window.wait_part('Which list?')
            window.key('shift+F7')
            window.wait(self.card('inspection'))

    def links_what_is_near(self):
        """Among what is there already the control's own comes first, then what its objective uses, each with where it is used; what was linked is told"""
        made = {name: self.world.ctl('leader', 'evidence', 'add', self.world.write(name, name))[0]['id'] for name in ('far.txt', 'near.txt', 'own.txt')}
        self.world.ctl('leader', 'evidence', 'link', made['near.txt'], '--control', '8.1.2.2')
        self.world.ctl('leader', 'evidence', 'link', made['own.txt'], '--step', self.steps['inquiry'])
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            self.choose_verb(window, 'inspection', 'Link Existing Evidence…')
            names = harness.wait_for(lambda: [name for role, name, _ in window.wait_inside('Evidence found') if role == 'list item'], 'the evidence')
            order = [next(index for index, name in enumerate(names) if file in name) for file in ('own.txt', 'near.txt', 'far.txt')]
            if order != sorted(order):
                raise Failure(f'{names}')
            for file, where in (('own.txt', 'Linked to this control already'), ('near.txt', 'Used for: 8.1.2.2'), ('far.txt', 'Not linked')):
                if not any(file in name and where in name for name in names):
                    raise Failure(f'{file} is not said to be {where}: {names}')
            window.type('near.txt')
            harness.wait_for(lambda: len([role for role, _, _ in window.wait_inside('Evidence found') if role == 'list item']) == 1, 'the one')
            window.key('Down')
            window.key('Return')
            harness.wait_for(lambda: made['near.txt'] in self.step('inspection')['evidence'], 'the link')
            window.wait_part('Linked to 8.1.2.1: ')
            window.press('Undo')
            harness.wait_for(lambda: made['near.txt'] not in self.step('inspection')['evidence'], 'the link taken back')

    def links_several(self):
        """Several pieces linked at once are one act: told once, and taken back at once"""
        before = self.step('inquiry')['evidence']
        with Window(self.world, 'practitioner') as window:
            self.open_control(window)
            self.choose_verb(window, 'inquiry', 'Link Existing Evidence…')
            harness.wait_for(lambda: any('far.txt' in name for _, name, _ in window.wait_inside('Evidence found')), 'the evidence')
            window.type('r.txt')  # far, near
            harness.wait_for(lambda: len([role for role, _, _ in window.wait_inside('Evidence found') if role == 'list item']) == 2, 'the two')
            window.key('Down')
            window.key('ctrl+a')
            window.press('Link')
            harness.wait_for(lambda: len(self.step('inquiry')['evidence']) == len(before) + 2, 'the links')
            window.wait('Linked to 8.1.2.1: 2 pieces of evidence', None)
            window.press('Undo')
            harness.wait_for(lambda: self.step('inquiry')['evidence'] == before, 'the links taken back')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
