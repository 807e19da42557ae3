# SPDX-License-Identifier: GPL-3.0-or-later
"""What reads as an opinion is told while it is written: which words, by which rule and what to write instead, and no more
once it says a fact, is the criteria's own sentence or was accepted with a reason."""

import json

import harness
from harness import Failure, Window, World, wait_for

CONTROL = '8.1.2.1'
OWN = '管理責任者は適切である。'  # the criteria's: quoted in a result it is no opinion of the auditor's
CATALOGUE = f'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n{CONTROL},detail,管理責任者,{OWN}\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             f'{CONTROL},S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'
OPINION, FACT = '承認の運用は適切である。', '承認の記録25件に承認者の記載があった。'
TOLD = '“適切である” reads as an opinion (ja-appropriate).'
FIRMS = {'wording': [{'format': 1, 'language': 'ja', 'rules': [{'id': 'firm-good', 'pattern': '良好', 'suggestion': '件数を書く。'}]}]}


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = World(('leader', 'practitioner'))
        self.world.make_engagement(('practitioner',))
        ctl = self.world.ctl
        ctl('leader', 'catalog', 'import', self.world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        ctl('leader', 'procedures', 'import', self.world.write('procedures.csv', PROCEDURES))
        self.step = ctl('leader', 'step', 'list', CONTROL)[0]['id']

    def listed(self):
        return [self.tells_while_writing, self.leaves_what_was_accepted, self.tells_in_a_finding, self.goes_by_the_firms_list]

    def open(self, window):
        window.wait_part('practitioner\n')
        window.wait_part(f'{CONTROL} 管理責任者, ')
        window.key('alt+Down')
        return self.result(window)

    def result(self, window):
        card = window.wait_inside(f'Inspection {self.step}')
        return next(node for role, name, node in card if (role, name) == ('text', 'Result'))

    def record(self, text):
        self.world.ctl('practitioner', 'step', 'record', self.step, '--technique', 'inspection', '--performed-on', '2026-01-16',
                       '--outcome', 'no-exception', '--result', text)

    # --- Tests --------------------------------------------------------------------------------

    def tells_while_writing(self):
        """An opinion is told as soon as it is written, with its rule and what to write instead; the criteria's own words and a fact are not"""
        with Window(self.world, 'practitioner') as window:
            field = self.open(window)
            field.insert_text(OWN + FACT)
            field.insert_text(OPINION)
            told = window.wait_part(TOLD)
            if len(told) <= len(TOLD) + 5 or told.count('reads as an opinion') != 1:
                raise Failure(f'told: {told}')
            field.set_text(OWN + FACT)
            wait_for(lambda: all('reads as an opinion' not in name for name in window.names()), 'nothing told any more')
            field.set_text('')  # no draft stays

    def leaves_what_was_accepted(self):
        """What stands in the record is told to who opens it, and no more once it was accepted with a reason"""
        self.record(OPINION)
        with Window(self.world, 'practitioner') as window:
            self.open(window)
            window.wait_part(TOLD)
            blocker = next(row for row in self.world.ctl('leader', 'report', 'check', code=3)['blockers'] if row['code'] == 'opinion-wording')
            self.world.ctl('leader', 'report', 'accept-wording', blocker['detail'].rsplit('(', 1)[1].rstrip(')'), '--reason', 'A quotation.')
            wait_for(lambda: all('reads as an opinion' not in name for name in window.names()), 'nothing told any more', harness.FOLLOW)
            self.result(window).insert_text('設定は適切である。')  # the same words in another sentence are another occurrence
            window.wait_part(TOLD)

    def tells_in_a_finding(self):
        """A finding's words are checked while they are written, too"""
        with Window(self.world, 'practitioner') as window:
            self.open(window)
            window.press('New Finding…')
            field = window.wait('The fact', 'text')
            field.insert_text('承認の記録1件に承認者の記載がなく、承認は不十分であった。')
            window.wait_part('“不十分であった” reads as an opinion')

    def goes_by_the_firms_list(self):
        """The firm's own list is what is gone by, from the moment it is in the record"""
        self.world.ctl('leader', 'settings', 'import', self.world.write('settings.json', json.dumps(FIRMS)))
        with Window(self.world, 'practitioner') as window:
            field = self.open(window)
            field.set_text(OPINION + '結果は良好。')
            window.wait('“良好” reads as an opinion (firm-good). 件数を書く。')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
