# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile archives through the whole program: taken in, listed, and every member made evidence.

In the short form all that are crafted, and some mutants. --long: 1,200, resumable, printing how far it came.
CHOSHO_TEST_SEED changes the mutants.
"""

import hashlib
import os

import hostile
import hostile_archives
from hostile import longrun

CRAFTED = list(hostile_archives.CRAFTED)


class HostileArchives(hostile.Hostile):
    NAME = 'hostile-archives'
    SHORT, LONG = len(CRAFTED) + 15, 1200

    def make(self, number):
        """(name, bytes) of the archive of that number."""
        if number < len(CRAFTED):
            return CRAFTED[number], hostile_archives.CRAFTED[CRAFTED[number]]()
        return f'mutant-{number}', hostile_archives.mutant(number, longrun.SEED)

    def look_at(self, name, data):
        path = os.path.join(self.folder, 'archive')
        with open(path, 'wb') as file:
            file.write(data)
        before = self.names()
        taken = self.answer(name, 'evidence', 'add', path)
        if taken is None:  # nothing in it
            self.assertEqual(data, b'')
            return
        members = self.answer(name, 'evidence', 'members', taken[0]['id'])
        added = self.answer(name, 'evidence', 'member-add', taken[0]['id'], '--all')
        for each in added or []:
            if 'error' not in each:
                self.assertFalse(members[each['member'] - 1]['unsafe_name'], name)
                self.assertEqual(members[each['member'] - 1]['kind'], 'file', name)
        new = {os.path.relpath(each, self.engagement) for each in self.names() - before}
        self.assertLessEqual(new, self.allowed(hashlib.sha256(data).hexdigest()), f'{name} wrote elsewhere')

    def test_short(self):
        self.run_short()


if __name__ == '__main__':
    hostile.main(HostileArchives)
