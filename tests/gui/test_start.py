# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the work begins: the start window and a key of one's own, by keys. The key is looked at through choshoctl."""

import os

import harness
from harness import Failure, Window, World

NAME = 'Suzuki'
PASSPHRASE = 'correct horse battery staple'
FIELDS = ('text', 'entry', 'password text')
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
        return [self.begins, self.makes_key]

    # --- Helpers ------------------------------------------------------------------------------

    def start(self):
        """The program without an engagement."""
        return Window(self.world, engagement=harness.NOTHING, place=None)

    def on(self, window, name, keys):
        """Goes by Tab to the row of that name, and types keys there."""
        window.wait(name, 'list item')
        for _ in range(TABS):
            node = window.find(name, 'list item')
            if node is not None and harness.is_focused(node):
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
            self.fill(window, {'Passphrase': PASSPHRASE, 'The same again': 'something else'})
            window.wait('The two passphrases are not the same.', 'label')
            window.wait_insensitive('Make Key')
            self.fill(window, {'The same again': PASSPHRASE})
            window.press('Make Key')
            window.wait(NAME, 'list item')
        told = self.world.call('--identity', self.key, 'identity', 'show')
        if (told['name'], told['protected']) != (NAME, True):
            raise Failure(f'{told}')
        if os.stat(self.key).st_mode & 0o077:
            raise Failure('others may read the key')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
