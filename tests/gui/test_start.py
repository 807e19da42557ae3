# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the work begins: the start window and a key of one's own, by keys. The key is looked at through choshoctl."""

import contextlib
import json
import os
import tempfile

import harness
from harness import Failure, Window, World

NAME = 'Suzuki'
PASSPHRASE = 'correct horse battery staple'
FIELDS = ('text', 'entry', 'password text')
FACTS = {'Title of the engagement': 'Sample engagement', 'Audit firm': 'Sample firm', 'Cloud service provider': 'Sample provider', 'Service': 'Sample cloud',
         'First day (year-month-day)': '2025/4/1', 'Last day (year-month-day)': '２０２６年３月３１日'}
CRITERIA = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,質問,担当者に質問する。,ご用意ください。,質問した。,可\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'
OTHER = {'catalog': {'uuid': '2b1e5f0a-6c1d-4e57-9a61-0f6a5d2f3c11',
                     'metadata': {'title': '見本基準', 'last-modified': '2025-01-01T00:00:00Z', 'version': '2', 'oscal-version': '1.1.2'},
                     'controls': [{'id': 'a-1', 'title': '別の版', 'props': [{'name': 'label', 'value': 'A-1'}]}]}}
TABS = 20  # more than any of these windows has to press


def make_world():
    world = World(())
    # What the desktop remembers stands in a file of this world, so that the next start knows it.
    world.environment.update(GSETTINGS_BACKEND='keyfile', XDG_DATA_HOME=os.path.join(world.root, 'data'))
    return world


class Tests:
    """The tests share what they make: each goes on where the one before stopped."""

    def __init__(self):
        self.world = make_world()
        self.key = os.path.join(self.world.root, 'data', 'chosho', 'identities', NAME + '.json')

    def listed(self):
        return [self.begins, self.makes_key, self.makes_engagement, self.warns_of_a_plain_disk, self.offers_to_replace]

    # --- Helpers ------------------------------------------------------------------------------

    def start(self):
        """The program without an engagement."""
        return Window(self.world, engagement=harness.NOTHING, place=None)

    def on(self, window, name, keys):
        """Goes by Tab to the row or the box of that name, and types keys there."""
        window.wait(name)
        for _ in range(TABS):
            if any(harness.is_focused(node) for _, its_name, node in window.nodes() if its_name == name):
                window.key(keys)
                return
            window.key('Tab')
        raise Failure(f'Tab does not lead to "{name}" in {window.names()}')

    def fill(self, window, values):
        """Writes into fields, by their names; of several the last: a dialog's stands after its window's."""
        for name, text in values.items():
            field = harness.wait_for(lambda: next((node for role, its_name, node in reversed(window.nodes()) if its_name == name and role in FIELDS), None),
                                     lambda: f'the field "{name}" in {window.names()}')
            if not field.set_text(text):
                raise Failure(f'"{name}" takes no text')

    # --- Tests --------------------------------------------------------------------------------

    def begins(self):
        """Without an engagement the start window says what belongs there, and the first act has the focus"""
        with self.start() as window:
            for sentence in ('Engagements that you open are listed here.', 'You can read without one; whatever you record is signed with it.'):
                window.wait(sentence, 'label')
            for words in ('New Engagement…', 'Open…', 'Open the Sample', 'Choose…'):
                window.wait_sensitive(words)
            if not harness.is_focused(window.buttons('New Engagement…')[0]):
                raise Failure('the first act has not the focus')

    def makes_key(self):
        """A key is made with a passphrase typed twice alike; its file is protected, and it acts without being asked for again"""
        with self.start() as window:
            window.press('Choose…')
            self.on(window, 'Make a new key…', 'Return')
            self.fill(window, {'Your name': NAME})
            self.fill(window, {'Passphrase': 'seven77', 'The same again': 'seven77'})
            window.wait_part('This passphrase is too short')
            window.wait_insensitive('Make Key')
            self.fill(window, {'Passphrase': PASSPHRASE, 'The same again': 'something else'})
            window.wait('The two passphrases are not the same.', 'label')
            window.wait_insensitive('Make Key')
            self.fill(window, {'The same again': PASSPHRASE})
            window.wait_sensitive('Make Key')
            window.key('Return')
            window.wait(NAME, 'list item')
        told = self.world.call('--identity', self.key, 'identity', 'show')
        if (told['name'], told['protected']) != (NAME, True):
            raise Failure(f'{told}')
        if os.stat(self.key).st_mode & 0o077:
            raise Failure('others may read the key')

    def makes_engagement(self):
        """An engagement is made step by step: facts, key and independence, criteria and procedures from files, team; then it is open"""
        member = self.world.call('identity', 'new', '--name', 'Tanaka', '--output', os.path.join(self.world.root, 'tanaka.json'), '--unprotected')
        with self.start() as window:
            window.press('New Engagement…')
            window.wait_insensitive('Next')
            window.wait('Give the engagement a title.')
            window.type('Sample')  # what is typed goes into the first field
            window.wait_gone('Give the engagement a title.')
            self.fill(window, FACTS)
            window.wait_sensitive('Next')
            window.key('Return')
            window.wait('Step 2 of 4')
            window.press('Choose or Make a Key…')
            self.on(window, 'The key used last', 'Return')
            window.wait_part('It unlocks your key')
            window.key('End')  # to the newest window: the question has the focus
            window.type(PASSPHRASE)
            window.key('Return')
            window.wait_part('Fingerprint ')
            window.wait_insensitive('Create')
            self.on(window, 'I confirm my independence', 'space')
            window.press('Create')
            window.wait('Step 3 of 4')
            self.takes_in(window, 'Criteria', CRITERIA, '2 added')
            self.takes_in(window, 'Procedures', PROCEDURES, '2 added')
            window.press('Next')
            window.wait('Step 4 of 4')
            missing = window.wait_part('Not taken in: ')
            if 'Not taken in: Statement' not in missing or 'Criteria' in missing or 'No quality controller is assigned' not in missing:
                raise Failure(f'said to be missing: {missing}')
            self.fill(window, {'Name': 'Tanaka', 'Public key': member['public_key']})
            window.press('Add to the Team')
            window.wait_part('Practitioner · fingerprint')
            harness.wait_for(lambda: any(name.startswith('Not taken in: ') and 'Tanaka' in name for name in window.names()), 'what the new member has still to do')
            window.press('Open Engagement')
            window.go('Controls')
            window.wait('8.1.2.1 管理責任者, Not started', 'list item')
        engagement = os.path.join(self.world.root, FACTS['Title of the engagement'] + '.chosho')
        told = self.world.call('-C', engagement, 'member', 'list')
        if [(row['name'], row['roles']) for row in told] != [(NAME, ['leader']), ('Tanaka', ['practitioner'])]:
            raise Failure(f'{told}')
        facts = self.world.call('-C', engagement, 'engagement', 'show')
        editions = {row['edition'] for row in self.world.call('-C', engagement, 'catalog', 'list')}
        if (facts['period_start'], facts['period_end'], editions) != ('2025-04-01', '2026-03-31', {'2022-04-01'}):
            raise Failure(f'{facts}, {editions}')
        if len(self.world.call('-C', engagement, 'step', 'list', '8.1.2.1')) != 2 or not self.world.call('-C', engagement, 'verify')['ok']:
            raise Failure('the record is not as it was made')

    def disk_of(self, folder):
        """Whether what is made in that folder is encrypted, as far as is known."""
        key = os.path.join(folder, 'plain.json')
        self.world.call('identity', 'new', '--name', 'plain', '--output', key, '--unprotected')
        return self.world.call('--identity', key, 'create', os.path.join(folder, 'e.chosho'), '--title', 't', '--firm', 'f', '--client', 'c', '--service', 's',
                               '--period-start', '2025-04-01', '--period-end', '2026-03-31')['disk_encrypted']

    def warns_of_a_plain_disk(self):
        """The form of a new engagement says so where its folder would lie on a disk without encryption, before anything is made there"""
        warning = 'The folder of the engagement would lie on a disk that is not encrypted'
        with tempfile.TemporaryDirectory(dir=harness.BUILD_ROOT) as folder:  # not in memory, where the other tests' folders are
            if self.disk_of(folder) != 'no':
                raise harness.Skip('the tests run on no disk that is known to be without encryption')
            with Window(self.world, engagement=harness.NOTHING, place=None, HOME=folder) as window:
                window.press('New Engagement…')
                window.wait_part(warning)
        if self.disk_of(self.world.root) != 'no':
            with self.start() as window:
                window.press('New Engagement…')
                window.wait('Give the engagement a title.')
                if any(name.startswith(warning) for name in window.names()):
                    raise Failure('it warns of another disk')

    def takes_in(self, window, kind, table, told):
        """A wrong file is refused with its place, the right one seen before it is taken in."""
        window.press(f'{kind}: Import…')
        harness.wait_for(lambda: any(harness.is_focused(node) for role, name, node in window.nodes() if role in harness.BUTTONS and 'Choose File…' in name),
                         'the choice of a file to begin with')
        window.choose_file('Choose File…', self.world.write(kind + '-wrong.csv', table.replace('8.1.2.1,', '8.1.2.1x,')))
        window.wait_part('The record is as it was.')
        window.wait_insensitive('Take In')
        if kind == 'Criteria':
            self.fill(window, {'Edition': '2022-04-01'})
        window.choose_file('Choose File…', self.world.write(kind + '.csv', table))
        window.wait_part(f'This would come of it: {told}')
        window.wait_sensitive('Take In')
        window.key('Return')  # it has the focus now
        window.wait_part(f'was taken in: {told}')
        window.press('Close')
        window.wait_gone('Choose File…')  # the next has a button of that name, too

    def offers_to_replace(self):
        """Other values for what stands are taken in by the person's word; another edition that lacks what stands never, and that is not offered"""
        replace = 'Replace what stands where the file says otherwise'
        with contextlib.closing(World(('leader',))) as world:
            world.make_engagement()
            world.ctl('leader', 'catalog', 'import', world.write('criteria.csv', CRITERIA), '--edition', '1')
            with Window(world, 'leader', place=None) as window:
                window.wait_part('leader\n')
                window.press_toggle('Main Menu')
                window.choose('Import')
                window.choose('Criteria…')
                window.choose_file('Choose File…', world.write('other.json', json.dumps(OTHER)))
                window.wait_part('make a new engagement for another edition')
                if window.find(replace) is not None:
                    raise Failure('what is refused all the same is offered')
                window.wait_insensitive('Take In')
                window.choose_file('Choose File…', world.write('changed.csv', CRITERIA.replace('割り当てる', '定める')))
                window.wait('The file says otherwise for 1 entry. It comes in only where what stands is replaced.')
                window.wait('~ 8.1.2.1 管理責任者 管理責任者を定める。')
                window.click(replace, role='check box')
                window.wait_part('This would come of it: 0 added, 1 changed')
                window.press('Take In')
                window.wait_part('was taken in: 0 added, 1 changed')
            if world.ctl('leader', 'catalog', 'show', '8.1.2.1')['text'] != '管理責任者を定める。':
                raise Failure('the text is as it was')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.CHOOSING)
