#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file looks like: licence, guards, names, lengths; nothing of the machine it was written on."""

import re
import statistics
import sys

import chosholint
from chosholint import Hit, line_of

LICENCE = 'SPDX-License-Identifier: GPL-3.0-or-later'
LONGEST_FILE = 1000   # lines; what a reader still holds in the head
MEDIAN_FILE = 300     # over src/
LONGEST_LINE = 180    # characters of C; beyond it nobody sees the end
FILE_NAME = re.compile(r'chosho-[a-z0-9]+(-[a-z0-9]+)*\.[ch]$|main\.c$')

MACHINE_PATHS = re.compile(r'/tmp/|/home/|/root\b')
# Everywhere, not only in the sources; /tmp may stand in a test or a manual.
HOME_PATHS = re.compile(r'/home/[a-z]|/root/[a-z.]')
# Spaces that look like one and are not, invisible characters, characters that turn the direction of
# the text (a reviewer would read something else than the compiler).
INVISIBLE = re.compile('[\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff9-\ufffb]')
TRAILING = re.compile(r'[ \t]+$', re.MULTILINE)


def check_source(path, text):
    lines = text.splitlines()
    if LICENCE not in (lines[0] if lines else '') and not path.endswith(('.build', '.sql')):
        yield Hit(path, 1, 'the first line must be the licence')
    precompiled = path.endswith('-pch.h')  # it is a main file itself, where the pragma warns
    if path.endswith('.h') and not precompiled and not re.search(r'^#pragma once$', text, re.MULTILINE):
        yield Hit(path, 1, 'has no #pragma once')
    if '\t' in text:
        yield Hit(path, line_of(text, text.index('\t')), 'has a tab')
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE and path.startswith('src/'):
            yield Hit(path, number, f'is {len(line)} columns long (limit {LONGEST_LINE})')
    if path.startswith('src/') and not FILE_NAME.search(path.rsplit('/', 1)[-1]):
        yield Hit(path, 1, 'is not named chosho-thing.c, chosho-thing.h or main.c')


def check(tree):
    lengths = []
    for path in tree.files('src', 'ui', 'data', 'po', 'tests', 'build-aux', 'flatpak', '.ci'):
        kind = path.rsplit('.', 1)[-1]
        if path.startswith('tests/lint/') or kind not in ('c', 'h', 'py', 'ui', 'css', 'build', 'xml', 'md', 'in', 'po', 'sql', 'json', 'yaml'):
            continue
        text = tree.text(path)
        if path.startswith('src/') and kind in ('c', 'h'):
            lengths.append(text.count('\n'))
        if kind in ('c', 'h', 'py', 'ui', 'css') and text.count('\n') > LONGEST_FILE:
            yield Hit(path, LONGEST_FILE, f'has {text.count(chr(10))} lines (limit {LONGEST_FILE})')
        if kind in ('c', 'h'):
            yield from check_source(path, text)
        if kind in ('c', 'h', 'py'):
            for match in TRAILING.finditer(text):
                yield Hit(path, line_of(text, match.start()), 'has space at its end')
            for match in INVISIBLE.finditer(text):
                yield Hit(path, line_of(text, match.start()), f'has the invisible character U+{ord(match[0]):04X}: write it as an escape')
        paths = MACHINE_PATHS if path.startswith(('src/', 'ui/', 'data/', 'po/')) else HOME_PATHS
        for match in paths.finditer(text):
            yield Hit(path, line_of(text, match.start()), f'{match[0]} is a path of one machine')
    if lengths and statistics.median(lengths) >= MEDIAN_FILE:
        yield Hit('src', 0, f'the median file has {statistics.median(lengths)} lines (limit {MEDIAN_FILE})')


TOP = f'/* {LICENCE} */\n'
BAD = {
    'licence': ({'src/base/chosho-a.c': 'int a;\n'}, ['src/base/chosho-a.c:1']),
    'guard': ({'src/base/chosho-a.h': TOP}, ['src/base/chosho-a.h:1']),
    'name': ({'src/base/util.c': TOP}, ['src/base/util.c:1']),
    'camel-name': ({'src/base/choshoUtil.c': TOP}, ['src/base/choshoUtil.c:1']),
    'too-long': ({'src/base/chosho-a.c': TOP + 'int a;\n' * LONGEST_FILE,
                  **{f'src/base/chosho-{n}.c': TOP for n in 'bc'}}, [f'src/base/chosho-a.c:{LONGEST_FILE}']),
    'median': ({f'src/base/chosho-{n}.c': TOP + 'int a;\n' * (MEDIAN_FILE - 1) for n in 'abc'}, ['src:0']),
    'wide': ({'src/base/chosho-a.c': TOP + 'x' * (LONGEST_LINE + 1) + '\n'}, ['src/base/chosho-a.c:2']),
    'home': ({'src/base/chosho-a.c': TOP + '"/home/me/x"\n'}, ['src/base/chosho-a.c:2']),
    'tmp': ({'data/x.xml': '<a>/tmp/x</a>\n'}, ['data/x.xml:1']),
    'machine-path-in-tests': ({'tests/x.py': 'a = "/home/x/y"\n'}, ['tests/x.py:1']),
    'em-space': ({'src/base/chosho-a.c': TOP + '/* a\u2003b */\n'}, ['src/base/chosho-a.c:2']),
    'direction': ({'tests/x.py': '# \u202e\n'}, ['tests/x.py:1']),
    'trailing': ({'tests/x.py': 'a = 1\nb = 2 \n'}, ['tests/x.py:2']),
    'tab': ({'src/base/chosho-a.c': TOP + '\tint a;\n'}, ['src/base/chosho-a.c:2']),
}
GOOD = {
    'plain': {'src/base/chosho-a-b2.c': TOP + 'int a; /* 漢字、\u3000全角 */\n', 'src/base/chosho-a-b2.h': TOP + '#pragma once\n',
              'src/app/pch/chosho-app-pch.h': TOP, 'src/cli/main.c': TOP, 'tests/x.py': 'folder = "/tmp/x"\n', 'src/base/meson.build': 'x\n'},
}

if __name__ == '__main__':
    sys.exit(chosholint.run('style', check, BAD, GOOD))
