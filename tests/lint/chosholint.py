# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lint programs share: a tree of files, C without its comments, and the TAP report.

A lint is a function check(tree) that yields Hit objects. run() first proves it on fixtures – trees
that must fail, each with the hits that it must give, and trees that must pass – and then on the
project. A lint that cannot fail does not pass its own fixtures.
"""

import os
import re
import sys
import traceback
from typing import NamedTuple

SOURCE_ROOT = os.environ.get('CHOSHO_SOURCE_ROOT') or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD_ROOT = os.environ.get('CHOSHO_BUILD_ROOT', '')


class Hit(NamedTuple):
    path: str
    line: int
    message: str

    def __str__(self):
        return f'{self.path}:{self.line}: {self.message}'


class FixtureTree:
    """A tree in memory: {path: text}."""

    def __init__(self, files):
        self.content = files

    def files(self, *folders):
        """Paths below any of @folders ("src/db"), sorted."""
        return sorted(path for path in self.content if any(path.startswith(folder + '/') for folder in folders))

    def exists(self, path):
        return path in self.content

    def text(self, path):
        return self.content[path]


class ProjectTree:
    """The project's own files."""

    def files(self, *folders):
        found = []
        for folder in folders:
            for parent, names, files in os.walk(os.path.join(SOURCE_ROOT, folder)):
                names[:] = [name for name in names if name != '__pycache__']
                found += [os.path.relpath(os.path.join(parent, name), SOURCE_ROOT) for name in files]
        return sorted(found)

    def exists(self, path):
        return os.path.exists(os.path.join(SOURCE_ROOT, path))

    def text(self, path):
        with open(os.path.join(SOURCE_ROOT, path), encoding='utf-8') as file:
            return file.read()


def line_of(text, offset):
    return text.count('\n', 0, offset) + 1


C_TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def blank(text):
    return re.sub(r'[^\n]', ' ', text)


def without_comments(text, strings=True):
    """C text with comments blanked, same offsets. strings=False blanks the insides of literals too."""
    def replace(match):
        token = match.group(0)
        if token[0] == '/':
            return blank(token)
        return token if strings else token[0] + blank(token[1:-1]) + token[-1]
    return C_TOKEN.sub(replace, text)


def call_arguments(code, start):
    """The arguments of the call whose "(" is at @start - 1, as texts; commas in literals, brackets
    and nested calls do not split. None where the bracket never closes."""
    arguments, depth, begin, index = [], 0, start, start
    while index < len(code):
        token = C_TOKEN.match(code, index)
        if token:
            index = token.end()
            continue
        char = code[index]
        if char in '([{':
            depth += 1
        elif char in ')]}':
            if depth == 0:
                arguments.append(code[begin:index])
                return arguments
            depth -= 1
        elif char == ',' and depth == 0:
            arguments.append(code[begin:index])
            begin = index + 1
        index += 1
    return None


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def result(self, good, name, details=()):
        self.count += 1
        self.failed += not good
        print(f'{"ok" if good else "not ok"} {self.count} {name}')
        for detail in details:
            print(f'# {detail}')
        sys.stdout.flush()

    def run(self, name, function):
        """@function returns an iterable of problems (texts); an exception is a problem too."""
        try:
            problems = [str(problem) for problem in function()]
        except Exception:
            problems = traceback.format_exc().splitlines()
        self.result(not problems, name, problems)

    def skip(self, name, reason):
        self.count += 1
        print(f'ok {self.count} {name} # SKIP {reason}')

    def end(self):
        print(f'1..{self.count}')
        return 1 if self.failed else 0


def fixture_problems(check, files, expected):
    """@expected: the places ("src/x.c:3") that must be hit, no more and no fewer."""
    got = sorted(f'{hit.path}:{hit.line}' for hit in check(FixtureTree(files)))
    return [] if got == sorted(expected) else [f'expected {sorted(expected)}', f'got {got}']


def run(name, check, bad, good, tap=None):
    """@bad: {title: (files, expected places)}, @good: {title: files}. Returns the exit code."""
    own = tap or Tap()
    for title, (files, expected) in bad.items():
        assert expected, title
        own.run(f'{name}/fixture/bad/{title}', lambda f=files, e=expected: fixture_problems(check, f, e))
    for title, files in good.items():
        own.run(f'{name}/fixture/good/{title}', lambda f=files: fixture_problems(check, f, []))
    own.run(f'{name}/project', lambda: check(ProjectTree()))
    return own.end() if tap is None else 0
