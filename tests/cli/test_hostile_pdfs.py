# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile PDFs through the whole program: taken in, their text read, their first and a later page drawn.

In the short form all that are crafted, but those that take their whole time, and some mutants; of those that are crafted a
third where the program is instrumented, since the reader, a library of others, is not. --long: 1,200, resumable, printing how far it came. CHOSHO_TEST_SEED changes the mutants.
"""

import hashlib
import os

import harness
import hostile
import hostile_pdfs
from hostile import longrun

CRAFTED = list(hostile_pdfs.CRAFTED)
# Each is drawn until the helper's time is up: half a minute of computing, or 45 seconds.
SLOW = {'content-marked', 'glyph-itself', 'pattern-small-steps'}
QUICK = [name for name in CRAFTED if name not in SLOW]
CHOSEN = QUICK[::3] if harness.SANITIZED else QUICK


class HostilePdfs(hostile.Hostile):
    # What the PDF reader gives up: no time, no memory, or it crashes; what happens then is what is tested.
    UNSAFE = SLOW | {'content-saves', 'shading-lattice', 'function-program'}
    NAME = 'hostile-pdfs'
    SHORT, LONG = len(CHOSEN) + 20, 1200

    def make(self, number):
        """(name, bytes) of the PDF of that number."""
        crafted = QUICK + sorted(SLOW) if self.is_long else CHOSEN
        if number < len(crafted):
            return crafted[number], hostile_pdfs.CRAFTED[crafted[number]]()
        return f'mutant-{number}', hostile_pdfs.mutant(number, longrun.SEED)

    def look_at(self, name, data):
        path, drawn = os.path.join(self.folder, 'x.pdf'), os.path.join(self.folder, 'drawn.png')
        with open(path, 'wb') as file:
            file.write(data)
        before = self.names()
        taken = self.answer(name, 'evidence', 'add', path)
        if taken is None:  # nothing in it
            self.assertEqual(data, b'')
            return
        self.answer(name, 'evidence', 'text', taken[0]['id'])
        for page in (1, 2):
            image = self.answer(name, 'evidence', 'render', taken[0]['id'], '--page', str(page), '--output', drawn)
            self.assertEqual(os.path.exists(drawn), image is not None, name)
            if image is not None:
                os.unlink(drawn)
        new = {os.path.relpath(each, self.engagement) for each in self.names() - before}
        self.assertLessEqual(new, self.allowed(hashlib.sha256(data).hexdigest()), f'{name} wrote elsewhere')

    def test_short(self):
        self.run_short()


if __name__ == '__main__':
    hostile.main(HostilePdfs)
