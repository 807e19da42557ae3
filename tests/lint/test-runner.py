#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program that counts tests (build-aux/suites) hides no failure: every way of failing silently
is handed to it here."""

import contextlib
import importlib.machinery
import importlib.util
import io
import json
import os
import subprocess
import sys
import tempfile

import chosholint

sys.dont_write_bytecode = True
SCRIPT = os.path.join(chosholint.SOURCE_ROOT, 'build-aux', 'suites')
CI = os.path.join(chosholint.SOURCE_ROOT, '.ci', 'run')


def load():
    loader = importlib.machinery.SourceFileLoader('suites', SCRIPT)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader('suites', loader))
    loader.exec_module(module)
    return module


def entry(name, result='OK', stdout='', stderr=''):
    return {'name': f'chosho:unit+short / {name}', 'result': result, 'stdout': stdout, 'stderr': stderr}


TAP_3 = '1..3\nok 1 /a\n    not ok 1 nested\nok 2 /b\nok 3 /c\n'
KNOWN = {'a': {'unit', 'short'}}

# title: (entries, known, kinds, expected (passed, failed, skipped))
CASES = {
    'tap': ([entry('a', stdout=TAP_3)], KNOWN, ['unit'], (3, 0, 0)),
    'tap-failure': ([entry('a', 'FAIL', TAP_3 + 'not ok 4 /d\n')], KNOWN, ['unit'], (3, 1, 0)),
    'tap-crash-after-successes': ([entry('a', 'FAIL', TAP_3)], KNOWN, ['unit'], (3, 1, 0)),
    'tap-crash-at-once': ([entry('a', 'ERROR')], KNOWN, ['unit'], (0, 1, 0)),
    'tap-empty-plan': ([entry('a', 'OK', '1..0\n')], KNOWN, ['unit'], (0, 1, 0)),
    'tap-all-skipped': ([entry('a', 'SKIP', '1..1\nok 1 /a # SKIP later\n')], KNOWN, ['unit'], (0, 1, 1)),
    'tap-all-skipped-as-ok': ([entry('a', 'OK', '1..1\nok 1 /a # SKIP later\n')], KNOWN, ['unit'], (0, 1, 1)),
    'tap-one-skipped': ([entry('a', 'OK', '1..2\nok 1 /a # SKIP later\nok 2 /b\n')], KNOWN, ['unit'], (1, 0, 1)),
    'skipped-in-words': ([entry('a', 'SKIP', 'SKIPPED: there is no loop device here\n')], KNOWN, ['unit'], (0, 0, 1)),
    'tap-skipped-in-words': ([entry('a', 'SKIP', '1..0 # SKIP\n# SKIPPED: another GTK\n')], KNOWN, ['unit'], (0, 0, 1)),
    'skipped-without-a-word': ([entry('a', 'SKIP')], KNOWN, ['unit'], (0, 1, 0)),
    'skip-that-failed': ([entry('a', 'FAIL', 'SKIPPED: half of it\n')], KNOWN, ['unit'], (0, 1, 0)),
    'timeout': ([entry('a', 'TIMEOUT', TAP_3)], KNOWN, ['unit'], (3, 1, 0)),
    'expected-failure-is-none': ([entry('a', 'EXPECTEDFAIL', '1..1\nok 1 /a\n')], KNOWN, ['unit'], (1, 1, 0)),
    'exit-code': ([entry('a')], KNOWN, ['unit'], (1, 0, 0)),
    'exit-code-failure': ([entry('a', 'FAIL')], KNOWN, ['unit'], (0, 1, 0)),
    'unittest': ([entry('a', stderr='Ran 12 tests in 0.1s\n\nOK (skipped=2)\n')], KNOWN, ['unit'], (10, 0, 2)),
    'unittest-nothing': ([entry('a', stderr='Ran 0 tests in 0.0s\n\nOK\n')], KNOWN, ['unit'], (0, 1, 0)),
    'unittest-failure': ([entry('a', 'FAIL', stderr='Ran 12 tests in 0.1s\n\nFAILED (failures=1)\n')], KNOWN, ['unit'], (11, 1, 0)),
    'not-run': ([entry('a')], {**KNOWN, 'b': {'unit', 'short'}}, ['unit'], (1, 1, 0)),
    'empty-log': ([], KNOWN, ['unit'], (0, 2, 0)),
    'kind-without-tests': ([entry('a')], KNOWN, ['unit', 'cli'], (1, 1, 0)),
}


def count_problems(suites, entries, known, kinds, expected):
    with contextlib.redirect_stdout(io.StringIO()):  # what it says of skipped programs is no line of this test's
        passed, failed, skipped, problems = suites.count_logs(entries, known, kinds)
    if (passed, failed, skipped) != expected:
        yield f'expected {expected}, got {(passed, failed, skipped)}'
    if bool(failed) != bool(problems):
        yield f'failures without a word: {problems}'


LEAK = 'ERROR: LeakSanitizer: detected memory leaks'
LEAKS = {
    'leak': (entry('a', 'ERROR', TAP_3, LEAK), True),
    'leak-and-failure': (entry('a', 'ERROR', TAP_3 + 'not ok 4 /d\n', LEAK), False),
    'overflow': (entry('a', 'ERROR', TAP_3, 'ERROR: AddressSanitizer: heap-buffer-overflow'), False),
    'no-leak': (entry('a', stdout=TAP_3), False),
}


def kinds_problems(suites):
    with tempfile.TemporaryDirectory() as tests:
        for name in ('unit/base/meson.build', 'cli/test-main.py', 'lint/meson.build', 'support/tool.c'):
            path = os.path.join(tests, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf-8'):
                pass
        if suites.kinds_with_files(tests) != ['cli']:
            yield f'got {suites.kinds_with_files(tests)}'


def introspection_problems(suites):
    """Tests in no suite at all would never run."""
    output = subprocess.run(['meson', 'introspect', '--tests', chosholint.BUILD_ROOT], check=True, capture_output=True, text=True).stdout
    for test in json.loads(output):
        names = {suite.split(':', 1)[-1] for suite in test['suite']}
        if not names & {'short', 'long', 'gui'}:
            yield f'{test["name"]}: is in neither the suite "short" nor "long": it never runs'
        if 'short' in names and not names & set(suites.KINDS) and 'perf' not in names:
            yield f'{test["name"]}: is in none of the suites {", ".join(suites.KINDS)}, perf'


def excerpt_problems(suites):
    """What a failing program printed last is said again, and nothing of others."""
    noise = ''.join(f'line {i}\n' for i in range(100))
    entries = [entry('a', 'FAIL', noise, 'the reason: a\n'), entry('b', stdout='of another\n')]
    lines = suites.excerpt(entries, 'a: FAIL')
    if lines[-1] != '    the reason: a' or lines[-2] != '    line 99' or len(lines) != suites.EXCERPT_LINES + 1:
        yield f'got {lines}'
    if suites.excerpt(entries, 'tests/cli: no test of this suite ran') or suites.excerpt(entries, 'c: was not run'):
        yield 'lines for what never ran'


def ci_repeats_problems():
    """The end of CI's output names what failed in the first stage, however much came after."""
    text = 'FAILED gui/a: FAIL\n    the reason\n1 skipped\n3 passed, 1 failed'
    output = ci_output(script(text, 1), script('noise\n4 passed, 0 failed'))[0].splitlines()
    if output[-4:] != ['=== what failed', 'FAILED gui/a: FAIL', '    the reason', '7 passed, 1 failed']:
        yield f'ends with {output[-4:]}'


def ci_output(first, second):
    """(output, exit code) of .ci/run with its two commands replaced by the scripts @first and @second."""
    with tempfile.TemporaryDirectory() as root:
        os.makedirs(os.path.join(root, '.ci'))
        os.makedirs(os.path.join(root, 'build-aux'))
        scripts = {'build-aux/test': first, 'build-aux/ci-sanitize': second}
        with open(CI, encoding='utf-8') as file:
            scripts['.ci/run'] = file.read()
        for name, text in scripts.items():
            path = os.path.join(root, name)
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
            os.chmod(path, 0o755)
        done = subprocess.run([os.path.join(root, '.ci', 'run')], capture_output=True, text=True)
    return done.stdout, done.returncode


def ci_problems(first, second, expected_line, expected_good):
    output, code = ci_output(first, second)
    line = output.splitlines()[-1]
    if line != expected_line:
        yield f'last line: {line}'
    if (code == 0) != expected_good:
        yield f'exit code {code}'


def script(text, code=0):
    return f'#!/bin/sh\necho "{text}"\nexit {code}\n'


CI_CASES = {
    'sum': (script('3 passed, 0 failed'), script('4 passed, 0 failed'), '7 passed, 0 failed', True),
    'first-fails': (script('3 passed, 2 failed', 1), script('4 passed, 0 failed'), '7 passed, 2 failed', False),
    'second-fails': (script('3 passed, 0 failed'), script('4 passed, 1 failed', 1), '7 passed, 1 failed', False),
    'exit-code-alone': (script('3 passed, 0 failed', 1), script('4 passed, 0 failed'), '7 passed, 1 failed', False),
    'no-sum': (script('Killed', 137), script('4 passed, 0 failed'), '4 passed, 1 failed', False),
    'silent-success': (script(''), script('4 passed, 0 failed'), '4 passed, 1 failed', False),
    'not-startable': ('#!/no/such/program\n', script('4 passed, 0 failed'), '4 passed, 1 failed', False),
}


def main():
    tap = chosholint.Tap()
    suites = load()
    for title, case in CASES.items():
        tap.run(f'runner/{title}', lambda c=case: list(count_problems(suites, *c)))
    for title, (given, expected) in LEAKS.items():
        tap.result(suites.leaked_only(given) == expected, f'runner/once-more/{title}')
    tap.run('runner/excerpt', lambda: list(excerpt_problems(suites)))
    tap.run('runner/ci/what-failed', lambda: list(ci_repeats_problems()))
    tap.run('runner/kinds', lambda: list(kinds_problems(suites)))
    tap.run('runner/every-test-runs', lambda: list(introspection_problems(suites)))
    for title, case in CI_CASES.items():
        tap.run(f'runner/ci/{title}', lambda c=case: list(ci_problems(*c)))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
