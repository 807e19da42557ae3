# SPDX-License-Identifier: GPL-3.0-or-later
"""Work led by a document and by an interview: every step that waits in turn, the place quoted; one person asked, one
record for the steps of many controls. The record is looked at through choshoctl."""

import os
import signal
import sqlite3

import harness
from harness import Failure, Window, World

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n' \
            '8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n8.1.2.2,detail,台帳,台帳を維持する。\n'
LONG = '担当者に台帳の更新の手順を質問する。' * 120  # what stands below it is out of sight
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,規程,質問,担当者に質問する。,割当ての経緯をお尋ねします。,質問した。,可\n' \
             '8.1.2.1,S-1,整備状況評価,規程,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n' \
             f'8.1.2.2,S-2,整備状況評価,規程,質問,{LONG},台帳の更新をお尋ねします。,質問した。,可\n' \
             '8.1.2.2,S-2,整備状況評価,規程,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'
VISIBLE = 800  # of the window's height, at most: the bar with the gate stands below
ANSWER = '毎年見直している。'


def make_world():
    world = World(('leader', 'practitioner'))
    world.make_engagement(('practitioner',))
    world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
    world.ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
    world.ctl('leader', 'evidence', 'add', world.write('rules.txt', '第5条 割当て'), '--control', '8.1.2.1', '--control', '8.1.2.2')
    return world


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = make_world()
        self.steps = {(step['control'], step['technique']): step['id'] for step in self.world.ctl('leader', 'step', 'list')}
        self.evidence = self.world.ctl('leader', 'evidence', 'list')[0]

    def listed(self):
        return [self.keeps_answers, self.records_one_interview, self.says_what_was_overtaken, self.goes_through_a_document, self.cites_a_video]

    # --- Helpers ------------------------------------------------------------------------------

    def step(self, control, technique):
        return next(step for step in self.world.ctl('leader', 'step', 'list') if step['id'] == self.steps[control, technique])

    def field(self, window, part, name='Result', role='text'):
        """The field of that name in the part of that name."""
        def look():
            return next((node for its_role, its_name, node in window.wait_inside(part) if (its_role, its_name) == (role, name)), None)
        return harness.wait_for(look, f'{role} "{name}" in {part}')

    def fill(self, window, values):
        found = harness.wait_for(lambda: (nodes := {name: node for role, name, node in window.nodes() if role in ('text', 'entry')})
                                 and all(name in nodes for name in values) and nodes, lambda: f'{list(values)} in {window.names()}')
        for name, text in values.items():
            if not found[name].set_text(text):
                raise Failure(f'"{name}" takes no text')

    def write(self, node, text):
        if not node.set_text(text):
            raise Failure('the field takes no text')

    def bottom(self, node):
        """How far below the window's upper edge it ends."""
        _, y, _, height = node.get_extents()
        return y + height

    def said(self, node):
        return node.get_text()

    def question(self, control):
        return f'Question {self.steps[control, "inquiry"]}'

    def drafts(self):
        path = os.path.join(self.world.engagement, 'local.db')
        try:
            with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
                return [json for (json,) in database.execute('SELECT json FROM drafts')]
        except sqlite3.OperationalError:
            return []  # it is just being made

    # --- Tests --------------------------------------------------------------------------------

    def keeps_answers(self):
        """What was answered survives kill -9 and is not in the record"""
        window = Window(self.world, 'practitioner')
        try:
            window.go('By interview')
            window.wait_part('practitioner\n')
            window.wait('割当ての経緯をお尋ねします。', 'label')
            self.write(self.field(window, self.question('8.1.2.1'), 'Answer'), ANSWER)
            self.fill(window, {'Person asked': '佐藤', 'Organisation and post': '運用課長', 'Day': '2026-01-15', 'How': '対面', 'Also present': '田中'})
            harness.wait_for(lambda: any(ANSWER in draft for draft in self.drafts()) and any('田中' in draft for draft in self.drafts()), 'the drafts')
            window.process.send_signal(signal.SIGKILL)
            window.process.wait(harness.WAIT)
        finally:
            window.end()
        if self.world.ctl('leader', 'interview', 'list') != []:
            raise Failure('an interview is in the record')

    def records_one_interview(self):
        """One interview record serves the steps answered; the rest stays open, and the gate still refuses inquiry alone"""
        with Window(self.world, 'practitioner', place='By interview') as window:
            answer = self.field(window, self.question('8.1.2.1'), 'Answer')
            harness.wait_for(lambda: self.said(answer) == ANSWER, 'the answer that was typed before')
            window.wait('Inquiry alone does not complete it. Besides: Inspection (open)', 'label')
            window.key('F9')
            window.key('alt+5')
            window.wait('Answered: 1 · with their outcome: 1', 'label')
            window.key('ctrl+s')
            harness.wait_for(lambda: self.world.ctl('leader', 'interview', 'list'), 'the interview record')
            harness.wait_for(lambda: window.find(self.question('8.1.2.1')) is None, 'the question answered gone')
            window.wait(self.question('8.1.2.2'))
        interview = self.world.ctl('leader', 'interview', 'list')[0]
        step, other = self.step('8.1.2.1', 'inquiry'), self.step('8.1.2.2', 'inquiry')
        if (interview['who'], interview['with'], interview['answer'], interview['steps']) != ('佐藤', '田中', ANSWER, [step['id']]):
            raise Failure(f'{interview}')
        if (step['result'], step['outcome'], step['respondent'], other['state']) != (ANSWER, 'no-exception', '運用課長 佐藤', 'open'):
            raise Failure(f'{step} {other}')
        blockers = self.world.ctl('leader', 'check', '8.1.2.1', code=harness.REFUSED)['blockers']
        if 'question-only' not in [blocker['code'] for blocker in blockers]:
            raise Failure(f'{blockers}')

    def says_what_was_overtaken(self):
        """An answer to a step that somebody records meanwhile is kept, shown and recorded nowhere; where asking was impossible a reason is needed"""
        step = self.steps['8.1.2.2', 'inquiry']
        with Window(self.world, 'practitioner', place='By interview') as window:
            self.write(self.field(window, self.question('8.1.2.2'), 'Answer'), '月次で更新している。')
            window.key('F9')
            window.key('alt+8')
            window.wait('Answered: 1 · with their outcome: 0', 'label')
            self.write(self.field(window, self.question('8.1.2.2'), 'Why it could not be performed'), '担当者が不在')
            window.wait('Answered: 1 · with their outcome: 1', 'label')
            self.world.ctl('leader', 'step', 'record', step, '--technique', 'inquiry', '--performed-on', '2026-01-16', '--outcome', 'no-exception', '--result', '別の者の記録')
            window.wait('Answered: 1 · with their outcome: 0', 'label')
            self.fill(window, {'Filter the questions': '8.1.2.1'})
            answer = self.field(window, self.question('8.1.2.2'), 'Answer')
            if self.said(answer) != '月次で更新している。':
                raise Failure(f'{self.said(answer)}')
            window.key('ctrl+s')
            window.press('Discard Answer')
            harness.wait_for(lambda: window.find(self.question('8.1.2.2')) is None, 'the answer gone')
        if len(self.world.ctl('leader', 'interview', 'list')) != 1 or self.step('8.1.2.2', 'inquiry')['result'] != '別の者の記録':
            raise Failure('the answer went into the record')

    def goes_through_a_document(self):
        """A document leads through the steps that wait for it: quoted, recorded and left for the next by one key"""
        first, second = self.steps['8.1.2.1', 'inspection'], self.steps['8.1.2.2', 'inspection']
        with Window(self.world, 'practitioner', place='Evidence') as window:
            window.wait_part('rules.txt')
            window.wait_part('practitioner\n')
            window.key('ctrl+f')
            window.key('ctrl+5')
            window.press('Choose a Document…')
            harness.wait_for(lambda: any(role == 'list item' and 'rules.txt' in name for role, name, _ in window.nodes()), 'the document found')
            window.key('Down')
            window.key('Return')
            window.wait('0 of 2 steps recorded', 'label')  # no document answers an inquiry
            card = f'Inspection {first}'
            for _ in range(3):
                if window.find(card) is not None:
                    break
                window.key('F9')
            result = self.field(window, card)
            window.key('ctrl+e')
            harness.wait_for(lambda: self.evidence['reference'] in self.said(result), lambda: f'the quotation, not "{self.said(result)}"')
            self.write(result, f'[{self.evidence["reference"]}] 第5条を閲覧した。')
            window.key('alt+5')
            window.key('F9')
            harness.wait_for(lambda: self.step('8.1.2.1', 'inspection')['state'] == 'performed', 'the step in the record')
            window.wait('1 of 2 steps recorded', 'label')
            following = self.field(window, f'Inspection {second}')
            harness.wait_for(lambda: 0 < self.bottom(following) < VISIBLE, lambda: f'the next step in sight, not at {self.bottom(following)}')
        step = self.step('8.1.2.1', 'inspection')
        if (step['outcome'], step['evidence']) != ('no-exception', [self.evidence['id']]) or self.step('8.1.2.2', 'inspection')['id'] != second:
            raise Failure(f'{step}')

    def cites_a_video(self):
        """A video is not played here, and is quoted by a time code that is written beside it"""
        video = self.world.ctl('leader', 'evidence', 'add', self.world.write('screen.mp4', '0000ftypisom' + 'x' * 100), '--control', '8.1.2.2')[0]
        with Window(self.world, 'practitioner', place='Evidence') as window:
            window.wait_part('screen.mp4')
            window.wait_part('practitioner\n')
            window.key('ctrl+f')
            window.key('ctrl+5')
            window.press('Choose a Document…')
            harness.wait_for(lambda: any(role == 'list item' and 'screen.mp4' in name for role, name, _ in window.nodes()), 'the video found')
            window.type('screen')
            window.key('Down')
            window.key('Return')
            window.wait_part('cite the place by its time code')
            time = harness.wait_for(lambda: window.find('Time code to cite (h:mm:ss)', 'text'), 'the field for the time')
            self.write(time, '12:34')
            result = self.field(window, f'Inspection {self.steps["8.1.2.2", "inspection"]}')
            window.key('ctrl+e')
            harness.wait_for(lambda: f'[{video["reference"]} 00:12:34]' in self.said(result), lambda: f'the time quoted, not "{self.said(result)}"')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
