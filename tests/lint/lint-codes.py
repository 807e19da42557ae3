#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts rely on the codes of the gate and of `verify`: each is raised somewhere, and a test makes it appear."""

import re
import sys

import chosholint
from chosholint import Hit, line_of, without_comments

BLOCKERS = 'src/model/chosho-blocker.c'
SENTENCE = re.compile(r'^  \{ "([a-z-]+)", N_\(', re.MULTILINE)
# The command line's contract. A program that needs one more adds it here, with its test.
VERIFY = ('event-altered', 'event-missing', 'chain-broken', 'fork', 'signature-bad', 'signer-unknown', 'checkpoint-bad', 'rule-broken',
          'index-differs', 'object-missing', 'object-damaged', 'object-extra', 'object-absent', 'object-purged', 'clock-reversed',
          'format-newer', 'awaiting-admit', 'member-differs', 'member-unread')
FOUND = re.compile(r'chosho_verify_add\s*\([^,]+,\s*"([a-z-]+)"')
# Codes of the gate that no record can raise, and why they stand there all the same.
UNREACHABLE = {
    'performer-not-in-team': 'a performance of somebody outside the team is not admissible in the first place',
}
RAISING = ('src/model', 'src/session', 'src/report')
TESTS = ('tests/cli', 'tests/unit', 'tests/property', 'tests/support')


def mention(code):
    """In quotes; codes of several words also within a longer text ("no-evidence step-open")."""
    return re.compile(rf'(?<![\w-]){code}(?![\w-])' if '-' in code else rf'[\'"]{code}[\'"]')


def is_mentioned(code, texts):
    pattern = mention(code)
    return any(pattern.search(text) for text in texts)


def list_sentences(text):
    """(code, line) of the gate's codes: the first table with sentences."""
    table = text[:text.find('\n};')]
    return [(match[1], line_of(text, match.start())) for match in SENTENCE.finditer(table)]


def check(tree):
    code_of = {path: without_comments(tree.text(path)) for path in tree.files(*RAISING) if path.endswith('.c')}
    tests = [tree.text(path) for path in tree.files(*TESTS) if path.endswith(('.c', '.py'))]
    raising = [text for path, text in code_of.items() if path != BLOCKERS]
    for code, line in list_sentences(tree.text(BLOCKERS)):
        if not is_mentioned(code, raising):
            yield Hit(BLOCKERS, line, f'nothing raises “{code}”')
        elif code not in UNREACHABLE and not is_mentioned(code, tests):
            yield Hit(BLOCKERS, line, f'no test makes “{code}” appear')
    for path, text in code_of.items():
        for match in FOUND.finditer(text):
            if match[1] not in VERIFY:
                yield Hit(path, line_of(text, match.start()), f'“{match[1]}” is not in the contract')
    for code in VERIFY:
        place = next((path for path, text in sorted(code_of.items()) if re.search(rf'"{code}"', text)), None)
        if place is not None and not is_mentioned(code, tests):
            yield Hit(place, 1, f'no test makes “{code}” appear')


# --- Fixtures ----------------------------------------------------------------------------------

TABLE = 'static const x[] = {\n  { "no-evidence", N_("A") },\n};\nstatic const y[] = {\n  { "word", N_("B") },\n};\n'
RAISED = 'chosho_gate_add (self, "no-evidence");\n'
VERIFIED = 'chosho_verify_add (self, "fork", FALSE, where, message);\n'


def tree(table=TABLE, gate=RAISED, verify=VERIFIED, test='"step-open no-evidence" "fork"'):
    return {BLOCKERS: table, 'src/model/chosho-gate.c': gate, 'src/session/chosho-verify.c': verify, 'tests/unit/t.c': test}


BAD = {
    'never-raised': (tree(gate='\n'), [BLOCKERS + ':2']),
    'raised-in-a-comment': (tree(gate='/* "no-evidence" */\n'), [BLOCKERS + ':2']),
    'untested': (tree(test='"no-evidence-at-all" "fork"'), [BLOCKERS + ':2']),
    'untested-problem': (tree(test='no-evidence; a fork in the road'), ['src/session/chosho-verify.c:1']),
    'outside-the-contract': (tree(verify='\nchosho_verify_add (self, "odd-thing", TRUE, a, b);\n'), ['src/session/chosho-verify.c:2']),
}
GOOD = {
    'both': tree(),
    'unreachable': tree(table=TABLE.replace('no-evidence', 'performer-not-in-team'), gate=RAISED.replace('no-evidence', 'performer-not-in-team')),
    'not-built-yet': tree(verify='\n'),
}

if __name__ == '__main__':
    sys.exit(chosholint.run('codes', check, BAD, GOOD))
