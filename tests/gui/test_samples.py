# SPDX-License-Identifier: GPL-3.0-or-later
"""The grid of a sample: 25 items entered by keys alone, drafts that survive a kill, tables in and out, results that
somebody else recorded meanwhile. The record is looked at through choshoctl."""

import os
import signal
import sqlite3

import harness
from harness import Failure, Window, World

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,運用状況評価,記録,閲覧,申請を閲覧する。,ご用意ください。,閲覧した。,可\n'
SIZE = 25
FIRST, SECOND = 'Approval', 'Date'


def make_world():
    world = World(('leader', 'practitioner'))
    world.make_engagement(('practitioner',))
    world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
    world.ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
    rows = ''.join(f'A-{number:03}\n' for number in range(1, 121))
    world.ctl('leader', 'population', 'add', world.write('population.csv', '番号\n' + rows), '--name', '申請', '--from', '2025-04-01', '--to', '2026-03-31',
              '--source', '申請管理')
    return world


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = make_world()
        self.step = self.world.ctl('leader', 'step', 'list')[0]['id']
        population = self.world.ctl('leader', 'population', 'list')[0]['id']
        self.sample = self.world.ctl('leader', 'sample', 'draw', population, '--size', str(SIZE), '--seed', 's', '--attribute', FIRST, '--attribute', SECOND)['id']
        self.world.ctl('leader', 'sample', 'link', self.sample, self.step)
        self.clipboard = harness.Clipboard()
        self.items = [(item['item'], item['label']) for item in self.show()['items']]

    def listed(self):
        return [self.names_its_columns, self.enters_by_keys_and_survives_a_kill, self.records_at_once, self.tells_of_others, self.copies_and_pastes, self.links_evidence,
                self.leads_from_the_step, self.takes_what_is_dropped,
                self.takes_population, self.is_linked_by_words, self.remarks_what_was_marked]

    # --- Helpers ------------------------------------------------------------------------------

    def show(self):
        return self.world.ctl('leader', 'sample', 'show', self.sample)

    def states(self):
        return {(result['item'], result['attribute']): result['state'] for result in self.show()['results']}

    def events(self):
        return len(self.world.ctl('leader', 'journal', 'list'))

    def open_sample(self, window, person='practitioner'):
        """By keys: the place, its search, the first line, Enter."""
        window.wait_part(person + '\n')
        window.wait_part('serves 1 step')
        window.key('ctrl+f')
        window.key('Return')
        window.key('Return')
        self.grid = window.wait('Items and results', 'list')
        self.wait_line(window, 0)

    def line(self, window, row):
        """What the line of that item says, by its name; only the lines are read, the whole tree is long."""
        begin = ' '.join(self.items[row]) + ','
        harness.accessible.Look(self.grid)
        names = [node.name for node in self.grid.children]
        return next((name for name in names if name.startswith(begin)), '')

    def wait_line(self, window, row, *parts):
        harness.wait_for(lambda: (said := self.line(window, row)) and all(part in said for part in parts),
                         lambda: f'{parts} in "{self.line(window, row)}"')

    def drafts(self):
        path = os.path.join(self.world.engagement, 'local.db')
        if not os.path.exists(path):
            return []
        try:
            with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
                return [json_text for (json_text,) in database.execute('SELECT json FROM drafts')]
        except sqlite3.OperationalError:
            return []  # it is just being made

    # --- Tests --------------------------------------------------------------------------------

    def names_its_columns(self):
        """The list of samples says what stands in each column, right above it"""
        with Window(self.world, 'practitioner', place='Samples') as window:
            window.wait_part('serves 1 step')
            parts = {'Population': '申請', 'Items answered': f'0 of {SIZE} items', 'Serves': 'serves 1 step'}
            def places():
                labels = {name: node.get_extents() for role, name, node in window.nodes() if role == 'label' and harness.is_laid_out(node)}
                return {head: (labels.get(head), labels.get(part)) for head, part in parts.items()}
            harness.wait_for(lambda: all(head and part and head[0] == part[0] and head[1] < part[1] for head, part in places().values()), lambda: f'{places()}')

    def enters_by_keys_and_survives_a_kill(self):
        """25 items are entered by keys alone; a kill in the middle keeps what was typed, and nothing is in the record"""
        before = self.events()
        window = Window(self.world, 'practitioner')
        try:
            window.go('Samples')
            self.open_sample(window)
            for key in ('o', 'o', 'x', 'o', 'shift+o', 'r'):
                window.key(key)
            window.type('cancelled')
            window.key('Escape')
            self.wait_line(window, 1, f'{FIRST}: Exception, draft', f'{SECOND}: No exception, draft')
            self.wait_line(window, 2, f'{FIRST}: No exception, draft', f'{SECOND}: No exception, draft')
            self.wait_line(window, 3, f'{FIRST}: Replaced, draft', f'{SECOND}: open', 'cancelled')
            harness.wait_for(lambda: any('cancelled' in draft for draft in self.drafts()), 'the last draft on the disk')
            window.process.send_signal(signal.SIGKILL)
            window.process.wait(harness.WAIT)
        finally:
            window.end()
        if self.events() != before:
            raise Failure('something of the drafts is in the record')
        with Window(self.world, 'practitioner', place='Samples') as window:
            self.open_sample(window)
            self.wait_line(window, 1, f'{FIRST}: Exception, draft', f'{SECOND}: No exception, draft')
            self.wait_line(window, 3, f'{FIRST}: Replaced, draft', 'cancelled')
        with Window(self.world, 'leader', place='Samples') as window:
            self.open_sample(window, 'leader')
            self.wait_line(window, 1, f'{FIRST}: open')

    def records_at_once(self):
        """A whole column fills by one key, and all finished items become one event"""
        before = self.events()
        with Window(self.world, 'practitioner', place='Samples') as window:
            self.open_sample(window)
            self.wait_line(window, 1, f'{FIRST}: Exception, draft')
            window.key('ctrl+Home')
            window.key('ctrl+shift+o')
            window.key('Right')
            window.key('ctrl+shift+o')
            window.wait(f'{SIZE} of {SIZE} items', 'label')
            window.key('ctrl+s')
            harness.wait_for(lambda: len(self.states()) == 2 * SIZE - 1, lambda: f'{len(self.states())} results')
            window.wait('1 replaced item has no replacement drawn.', 'label')
            window.wait(f'× Exceptions recorded: 1 of {SIZE}', 'label')
            harness.wait_for(lambda: self.drafts() == [], lambda: f'no draft, not {self.drafts()}')
        shown = self.show()
        item = self.items[1][0], FIRST
        replaced = next(result for result in shown['results'] if result['state'] == 'replaced')
        if self.events() != before + 1 or self.states()[item] != 'exception' or (replaced['item'], replaced['note']) != (self.items[3][0], 'cancelled'):
            raise Failure(f'{self.events() - before} events, {shown["results"]}')

    def tells_of_others(self):
        """What somebody else recorded meanwhile is neither overwritten nor hidden"""
        with Window(self.world, 'practitioner', place='Samples') as window:
            self.open_sample(window)
            window.key('ctrl+Home')
            window.key('x')
            self.wait_line(window, 0, f'{FIRST}: Exception, draft')
            self.world.ctl('leader', 'sample', 'result', self.sample, self.items[0][0], FIRST, 'not-obtained')
            window.key('ctrl+Home')
            window.wait_part('Somebody recorded this item otherwise meanwhile')
            window.key('ctrl+s')
            window.press('Take Theirs')
            self.wait_line(window, 0, f'{FIRST}: Not obtained, {SECOND}')
            window.key('ctrl+Home')
            window.key('o')
            window.key('ctrl+s')
            harness.wait_for(lambda: self.states()[self.items[0][0], FIRST] == 'no-exception', 'the own result over theirs')
            harness.wait_for(lambda: self.drafts() == [], lambda: f'no draft, not {self.drafts()}')
        self.world.ctl('leader', 'sample', 'extend', self.sample, '--by', '1', '--reason', '差替え')

    def copies_and_pastes(self):
        """The grid is copied as a table, a table pasted as drafts, and a wrong one refused whole with its place"""
        added = self.show()['items'][-1]
        with Window(self.world, 'practitioner', place='Samples') as window:
            self.open_sample(window)
            window.key('ctrl+Home')
            window.key('ctrl+c')
            harness.wait_for(lambda: f'{self.items[1][0]}\t{self.items[1][1]}\t×\t○' in self.clipboard.read(), self.clipboard.read)
            window.key('ctrl+End')
            self.clipboard.hold('たぶん\n')
            window.key('ctrl+v')
            window.wait_part('Line 1, field 1')
            window.key('Escape')
            harness.wait_for(lambda: not any('Line 1, field 1' in name for name in window.names()), 'the message gone')
            self.clipboard.hold(f'No.\tItem\t{FIRST}\t{SECOND}\tRemark\n{added["item"]}\t\t○\t×\tno date\n')
            window.key('ctrl+shift+v')
            window.wait('Drafts: 1 · finished: 1', 'label')
            window.key('ctrl+s')
            harness.wait_for(lambda: self.states().get((added['item'], SECOND)) == 'exception', 'what was pasted in the record')
        if self.show()['answered'] != SIZE + 1 or self.show()['unreplaced'] != 0:
            raise Failure(f'{self.show()}')

    def links_evidence(self):
        """Evidence chosen by keys belongs to the item, with all its results"""
        self.world.ctl('leader', 'evidence', 'add', self.world.write('shinsei.txt', '申請書'))
        evidence = self.world.ctl('leader', 'evidence', 'list')[0]['id']
        with Window(self.world, 'practitioner', place='Samples') as window:
            self.open_sample(window)
            window.key('ctrl+Home')
            window.key('e')
            window.wait('Search the evidence')
            harness.wait_for(lambda: any(role == 'list item' and 'shinsei' in name for role, name, _ in window.nodes()), 'the evidence found')
            window.key('Down')
            window.key('Return')
            self.wait_line(window, 0, '1 piece of evidence')
            harness.wait_for(lambda: window.find('Search the evidence') is None, 'the dialog gone')
            window.key('ctrl+Return')
            harness.wait_for(lambda: [result['evidence'] for result in self.show()['results'] if result['item'] == self.items[0][0]] == [[evidence]] * 2,
                             'both results with their evidence')

    def takes_what_is_dropped(self):
        """A file dropped on the remark of an item is evidence, linked to nothing before the item is recorded, and no words of the remark"""
        with Window(self.world, 'practitioner', place='Samples') as window:
            window.resize(960, 700)
            self.open_sample(window)
            remark = harness.wait_for(lambda: (node := window.find('Remark', 'text')) and harness.is_laid_out(node) and node, 'the remark')
            said = remark.get_text()
            x, y, width, height = remark.get_extents()
            harness.drop(self.world.write('ticket.txt', '申請'), (x + width // 2, y + height // 2))
            harness.wait_for(lambda: any(row['name'] == 'ticket.txt' for row in self.world.ctl('leader', 'evidence', 'list')), 'the file taken in')
            window.wait_part('ticket.txt')
            if remark.get_text() != said:
                raise Failure(f'the remark is "{remark.get_text()}" now')

    def takes_population(self):
        """The form of a population says what file it wants, takes it in and goes on to the draw"""
        path = self.world.write('logins.csv', 'ID,名前\nL-1,甲\nL-2,乙\n')
        with Window(self.world, 'practitioner', place='Samples') as window:
            window.wait_part('practitioner\n')
            window.click('New Population…', role=None)
            window.wait_part('A table with a header row, and below it one row for each item.')
            window.choose_file('Choose File…', path)
            for field, text in (('What it is a list of', 'Logins'), ('The system it came from', 'AD')):
                harness.wait_for(lambda: window.find(field, 'text') is not None, lambda: f'{field} in {window.names()}')
                window.find(field, 'text').insert_text(text)
            window.press('Record')
            harness.wait_for(lambda: any(row['name'] == 'Logins' and row['count'] == 2 for row in self.world.ctl('leader', 'population', 'list')), 'the population')
            window.wait('How many items', 'text')

    def is_linked_by_words(self):
        """The steps that a sample serves are chosen by their control and words: no page shows their ids"""
        population = self.world.ctl('leader', 'population', 'list')[0]['id']
        made = self.world.ctl('leader', 'sample', 'draw', population, '--size', '5', '--seed', 't', '--attribute', FIRST)['id']
        reference = next(row['reference'] for row in self.world.ctl('leader', 'sample', 'list') if row['id'] == made)
        with Window(self.world, 'practitioner', place='Samples') as window:
            window.wait_part('practitioner\n')
            window.click(reference)
            window.key('Return')
            window.press('Link to Steps…')
            window.press('Choose Steps…')
            window.wait('Search the steps')
            window.type('8.1.2.1')
            window.wait_part('8.1.2.1, Operation, Inspection, 申請を閲覧する。')
            window.key('Down')
            window.key('Return')
            harness.wait_for(lambda: window.find('Search the steps') is None, 'the dialog gone')
            window.wait_part('8.1.2.1, Operation, Inspection: 申請を閲覧する。')
            window.press('Record')
            harness.wait_for(lambda: self.world.ctl('leader', 'sample', 'show', made)['steps'] == [self.step], 'the sample linked to the step')

    def remarks_what_was_marked(self):
        """F2 right after a result is about the item that got it, although the cursor went on; Escape leads on to the next one"""
        population = self.world.ctl('leader', 'population', 'list')[0]['id']
        made = self.world.ctl('leader', 'sample', 'draw', population, '--size', '3', '--seed', 'u', '--attribute', FIRST)['id']
        self.world.ctl('leader', 'sample', 'link', made, self.step)
        reference = self.world.ctl('leader', 'sample', 'show', made)['reference']
        with Window(self.world, 'practitioner', place='Samples') as window:
            window.wait_part('practitioner\n')
            window.click(reference)
            window.key('Return')
            self.grid = window.wait('Items and results', 'list')
            window.wait_part(f'{FIRST}: open')
            window.key('x')
            window.key('F2')
            window.type('late')
            window.key('Escape')
            window.key('F2')  # of the item where the cursor is
            window.type('in time')
            window.key('Escape')
            window.key('o')
            window.wait_part(f'{FIRST}: No exception, draft')
            window.key('ctrl+s')
            found = harness.wait_for(lambda: self.world.ctl('leader', 'sample', 'show', made)['results'], 'the results')
            noted = sorted((result['state'], result.get('note')) for result in found)
            if noted != [('exception', 'late'), ('no-exception', 'in time')]:
                raise Failure(f'recorded: {noted}')

    def leads_from_the_step(self):
        """A sample is linked from the step by what is offered; the chip of the sample at its step leads to the grid, and Back to the control"""
        population = self.world.ctl('leader', 'population', 'list')[0]['id']
        made = self.world.ctl('leader', 'sample', 'draw', population, '--size', '2', '--seed', 'v', '--attribute', FIRST)['id']
        reference = self.world.ctl('leader', 'sample', 'show', made)['reference']
        with Window(self.world, 'practitioner') as window:
            window.wait_part('8.1.2.1 管理責任者')
            window.key('alt+Down')
            window.wait_part(f'Inspection {self.step}')
            window.press_toggle('Add evidence or a record to this step')
            window.choose('Link a Sample…')
            window.press_toggle('Choose')
            window.choose(harness.wait_for(lambda: next((name for name in window.names('menu item') if name.startswith(reference) and name.endswith('0 of 2 items')), None),
                                           f'{reference} among {window.names("menu item")}'))
            window.press('Record')
            harness.wait_for(lambda: self.world.ctl('leader', 'sample', 'show', made)['steps'] == [self.step], 'the sample linked to the step')
            chip = window.wait_part(f'{SIZE + 1} of {SIZE + 1} answered')
            window.press(chip)
            self.grid = window.wait('Items and results', 'list')
            self.wait_line(window, 0, '1 piece of evidence')
            window.press('8.1.2.1  Inspection')
            window.wait_part(f'Inspection {self.step}')


def make_tests():
    tests = Tests()

    def close():
        tests.clipboard.close()
        tests.world.close()
    return tests.listed(), close


harness.main(make_tests)
