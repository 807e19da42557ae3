#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documentation says that a test shows, a test shows: `tests/FILE` is there, and `tests/FILE: NAME` has that name in it."""

import re
import sys

import chosholint
from chosholint import Hit

FOLDER = 'doc'
REFERENCE = re.compile(r'`(tests/[^`:]+)(?:: ([^`]+))?`')
# A row of the threat model that says of something that it is noticed or prevented, and names nothing.
UNSHOWN = re.compile(r'^\|(?!.*\*\*)[^|]+\|[^|]+\|\s*\|$')


def check_line(tree, path, number, line):
    for file, name in REFERENCE.findall(line):
        if not tree.exists(file):
            yield Hit(path, number, f'there is no {file}')
        elif name and name.rsplit('/', 1)[-1] not in tree.text(file):
            yield Hit(path, number, f'{file} has no {name}')
    if path == 'doc/threat-model.md' and UNSHOWN.match(line):
        yield Hit(path, number, 'says what comes of it, and names no test that shows it')


def check(tree):
    for path in tree.files(FOLDER):
        if path.endswith('.md'):
            for number, line in enumerate(tree.text(path).splitlines(), 1):
                yield from check_line(tree, path, number, line)


def page(text, tests=None):
    return {'doc/threat-model.md': text, **(tests or {})}


BAD = {
    'no-file': (page('x\n`tests/cli/test_a.py`\n'), ['doc/threat-model.md:2']),
    'no-name': (page('`tests/cli/test_a.py: test_b`\n', {'tests/cli/test_a.py': 'def test_c\n'}), ['doc/threat-model.md:1']),
    'no-test': (page('| a | refused | |\n'), ['doc/threat-model.md:1']),
}
GOOD = {
    'there': page('`tests/cli/test_a.py: test_b`, `tests/unit/test-a.c: /a/b`\n', {'tests/cli/test_a.py': 'def test_b\n', 'tests/unit/test-a.c': '"/a/b"\n'}),
    'not-noticed': page('| **a** | **not noticed** | |\n'),
}

if __name__ == '__main__':
    sys.exit(chosholint.run('references', check, BAD, GOOD))
