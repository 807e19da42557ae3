#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The forging tool against a real engagement: what it writes is in the record, judged as it should be,
and never hinders those who go on working. Arguments: choshoctl, chosho-forge; then tests by name, while one is being written."""

import json
import os
import subprocess
import sys
import tempfile

CHOSHOCTL, FORGE = sys.argv[1:3]
NOTE = json.dumps({'control': '8.1.2.1', 'paper': '', 'text': 'x'})
SIGN_OFF = json.dumps({'target': '8.1.2.1', 'stage': 'complete', 'view': 'auto', 'view_version': 1, 'opened': []})


class Engagement:
    def __init__(self, folder):
        self.folder = folder
        self.env = {**os.environ, 'HOME': folder, 'XDG_STATE_HOME': os.path.join(folder, 'state'), 'LC_ALL': 'C.UTF-8'}
        self.eng = os.path.join(folder, 'eng.chosho')
        for name in ('leader', 'practitioner', 'stranger'):
            self.run('identity', 'new', '--name', name, '--output', self.identity(name), '--unprotected')
        self.run('create', self.eng, '--title', 't', '--firm', 'f', '--client', 'c', '--service', 's',
                 '--period-start', '2025-04-01', '--period-end', '2025-09-30', who='leader', at=False)
        self.run('member', 'confirm-independence', who='leader')
        key = self.run('identity', 'show', who='practitioner', at=False)['public_key']
        self.run('member', 'add', '--name', 'p', '--role', 'practitioner', '--public-key', key, who='leader')
        self.run('member', 'confirm-independence', who='practitioner')
        path = os.path.join(folder, 'criteria.csv')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('number,title,text\n8.1.2,t,\n8.1.2.1,t,x\n')
        self.run('catalog', 'import', path, who='leader')

    def identity(self, name):
        return os.path.join(self.folder, name + '.json')

    def run(self, *words, who=None, at=True, expect=0):
        command = [CHOSHOCTL, '--format', 'json']
        if at and words[0] != 'identity':
            command += ['-C', self.eng]
        if who:
            command += ['--identity', self.identity(who)]
        done = subprocess.run([*command, *words], env=self.env, capture_output=True, text=True, timeout=60)
        assert done.returncode == expect, (words, done.returncode, done.stdout, done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def forge(self, who, action, items, *more, expect=0):
        done = subprocess.run([FORGE, '--engagement', self.eng, '--identity', self.identity(who), '--action', action,
                               '--items', items, *more], env=self.env, capture_output=True, text=True, timeout=60)
        assert done.returncode == expect, (done.returncode, done.stdout, done.stderr)
        return json.loads(done.stdout) if expect == 0 else done.stderr

    def add_executive(self):
        self.run('identity', 'new', '--name', 'executive', '--output', self.identity('executive'), '--unprotected')
        key = self.run('identity', 'show', who='executive', at=False)['public_key']
        self.run('member', 'add', '--name', 'e', '--role', 'executive', '--public-key', key, who='leader')
        self.run('member', 'confirm-independence', who='executive')

    def problems(self, expect):
        self.found = self.run('verify', expect=expect)['problems']
        return {(problem['code'], problem['severity']) for problem in self.found}

    def named(self, code, severity=None):
        """The events of which the last problems() found @code: its place is an event in words."""
        places = [problem['where'] for problem in self.found if problem['code'] == code and severity in (None, problem['severity'])]
        assert all(place.startswith('event ') for place in places), places
        return [place.split()[1] for place in places]

    def count(self):
        return len(self.run('journal', 'list'))


def test_good(eng):
    """Without options the event is a proper one."""
    before = eng.count()
    forged = eng.forge('practitioner', 'note', NOTE)
    assert forged['admissible'] and forged['effective'], forged
    assert eng.count() == before + 1
    assert [note['text'] for note in eng.run('note', 'list')] == ['x']
    assert eng.problems(0) == set()


def test_completion(eng):
    forged = eng.forge('practitioner', 'sign-off', SIGN_OFF)
    assert (forged['admissible'], forged['code']) == (False, 'rule-broken'), forged
    assert 'step-open' in forged['reason'], forged
    assert len(forged['items'][0]['view']) == 64, forged
    assert eng.run('status', '8.1.2.1')['sign_offs'] == []
    assert eng.problems(4) == {('rule-broken', 'error')}
    assert eng.named('rule-broken') == [forged['id']]
    assert [problem['where'].split()[-2:] for problem in eng.found] == [['sign-off', '8.1.2.1']], eng.found
    eng.run('note', 'add', '8.1.2.1', '--text', 'work goes on', who='practitioner')


def test_signatures(eng):
    spoiled = eng.forge('practitioner', 'note', NOTE, '--bad-signature')
    another = eng.forge('practitioner', 'note', NOTE, '--sign-with', eng.identity('leader'))
    stranger = eng.forge('stranger', 'note', NOTE)
    assert [event['code'] for event in (spoiled, another, stranger)] == ['signature-bad', 'signature-bad', 'signer-unknown']
    # Nobody is hindered by what others forged in their name.
    eng.run('note', 'add', '8.1.2.1', '--text', 'mine', who='practitioner')
    assert [note['text'] for note in eng.run('note', 'list')] == ['mine']
    # Nor has it an effect where every signature is checked while the rows are made.
    eng.run('index', 'rebuild')
    assert [note['text'] for note in eng.run('note', 'list')] == ['mine']
    assert eng.problems(4) == {('signature-bad', 'error'), ('signer-unknown', 'error')}
    assert set(eng.named('signature-bad')) == {spoiled['id'], another['id']}
    assert eng.named('signer-unknown') == [stranger['id']]


def test_places(eng):
    first = eng.forge('practitioner', 'note', NOTE)
    forked = eng.forge('practitioner', 'note', NOTE, '--prev', first['prev'])
    assert forked['seq'] == first['seq'] and forked['prev'] == first['prev']
    assert eng.problems(4) == {('fork', 'error')}
    assert set(eng.named('fork')) == {first['id'], forked['id']}


def test_newer(eng):
    """What only a later version knows is kept and named, and nothing more is written beside it."""
    later = eng.forge('practitioner', 'later-action', json.dumps({'what': 'x'}), '--as-written')
    assert later['code'] == 'format-newer', later
    assert eng.problems(0) == {('format-newer', 'warn')}
    assert eng.named('format-newer') == [later['id']]
    before = eng.count()
    refused = eng.run('note', 'add', '8.1.2.1', '--text', 'x', who='practitioner', expect=1)
    assert refused['error']['code'] == 'read-only', refused
    assert eng.count() == before and eng.run('status')['events'] == before


def fork(eng, who):
    """Two notes that continue the same event; returns their ids."""
    first = eng.forge(who, 'note', NOTE)
    return first['id'], eng.forge(who, 'note', NOTE, '--prev', first['prev'])['id']


def test_admitted_fork(eng):
    """What an executive admits settles its own fork and no other."""
    eng.add_executive()
    admitted, other = fork(eng, 'practitioner')
    assert eng.problems(4) == {('fork', 'error')}
    eng.run('admit', admitted, '--reason', 'r', who='executive')
    assert eng.problems(0) == {('fork', 'warn')}
    assert set(eng.named('fork')) == {admitted, other}
    again = fork(eng, 'leader')
    assert eng.problems(4) == {('fork', 'warn'), ('fork', 'error')}
    assert set(eng.named('fork', 'error')) == set(again)


def test_voided(eng):
    """What breaks a rule stays an error until an executive voids it, and a warning for ever."""
    eng.add_executive()
    forged = eng.forge('practitioner', 'sign-off', SIGN_OFF)['id']
    assert eng.problems(4) == {('rule-broken', 'error')}
    eng.run('admit', '--void', forged, '--reason', 'r', who='executive')
    assert eng.problems(0) == {('rule-broken', 'warn')}
    assert eng.named('rule-broken') == [forged]


def test_after_the_end(eng):
    """What a member's chain holds past the head that was accepted waits for an executive."""
    eng.add_executive()
    member = next(member for member in eng.run('member', 'list') if member['name'] == 'p')
    before = eng.forge('practitioner', 'note', NOTE)
    eng.run('member', 'leave', member['id'], who='leader')
    late = eng.forge('practitioner', 'note', NOTE, '--prev', before['id'], '--seen', 'none')['id']
    assert eng.problems(0) == {('awaiting-admit', 'warn')}, eng.problems(0)
    assert eng.named('awaiting-admit') == [late]


def test_missing_part(eng):
    """An operation of which a part is missing has no effect and is named."""
    part = eng.forge('practitioner', 'note', NOTE, '--operation', 'o', '--part', '1', '--parts', '2')['id']
    assert eng.problems(4) == {('event-missing', 'error')}
    assert eng.named('event-missing') == [part]


def test_own_fork(eng):
    """A copy that learns that its own chain was forked goes on in another one."""
    forked = fork(eng, 'practitioner')
    eng.run('note', 'add', '8.1.2.1', '--text', 'after', who='practitioner')
    last = eng.run('journal', 'list')[-1]
    assert last['action'] == 'note' and eng.run('journal', 'show', last['id'])['seq'] == 0, last
    assert eng.problems(4) == {('fork', 'error')}
    assert set(eng.named('fork')) == set(forked)


def test_gap(eng):
    gap = eng.forge('practitioner', 'note', NOTE, '--seq', '77')
    assert gap['code'] == 'chain-broken', gap
    assert eng.problems(4) == {('chain-broken', 'error')}
    assert eng.named('chain-broken') == [gap['id']]


def test_clock(eng):
    early = eng.forge('practitioner', 'note', NOTE, '--time-us', '5')
    assert early['effective'], early
    assert eng.problems(0) == {('clock-reversed', 'warn')}
    assert eng.named('clock-reversed') == [early['id']]
    # The gate of the issue says so as well, and never blocks for it.
    blockers = eng.run('report', 'check', expect=3)['blockers']
    assert {blocker['severity'] for blocker in blockers if blocker['code'] == 'clock-reversed'} == {'warn'}, blockers


def test_checkpoint(eng):
    """One that tells of another record is well formed and signed, and wrong."""
    roots = {name: '0' * 64 for name in ('events_root', 'objects_root', 'root')}
    forged = eng.forge('practitioner', 'checkpoint', json.dumps({'events': 1, 'objects': 0, **roots}))
    assert forged['admissible'], forged
    assert eng.problems(4) == {('checkpoint-bad', 'error')}
    assert eng.named('checkpoint-bad') == [forged['id']]


def test_replaces(eng):
    line = json.dumps({'control': '8.1.2.1', 'selected': True})
    assert eng.forge('leader', 'statement-line', line)['admissible']
    again = eng.forge('leader', 'statement-line', line)
    assert again['admissible'] and len(again['items'][0]['replaces']) == 1, again
    assert eng.forge('leader', 'statement-line', line, '--as-written')['code'] == 'rule-broken'


def test_parts(eng):
    part = eng.forge('practitioner', 'note', NOTE, '--operation', 'o', '--part', '1', '--parts', '2')
    assert part['admissible'] and not part['effective'], part
    assert eng.forge('practitioner', 'note', NOTE, '--operation', 'o', '--part', '2', '--parts', '2')['effective']
    assert len(eng.run('note', 'list')) == 2


def test_dry_run(eng):
    before = eng.count()
    eng.forge('practitioner', 'note', NOTE, '--dry-run')
    assert eng.count() == before


def test_usage(eng):
    eng.forge('practitioner', 'note', '{"a":', expect=1)
    eng.forge('practitioner', 'note', '@' + os.path.join(eng.folder, 'none'), expect=1)


def main():
    tests = [(name, test) for name, test in sorted(globals().items()) if name.startswith('test_')]
    print(f'1..{len(tests)}')
    failed = 0
    for number, (name, test) in enumerate(tests, 1):
        if sys.argv[3:] and name not in sys.argv[3:]:
            continue
        with tempfile.TemporaryDirectory(prefix='chosho-forge-') as folder:
            try:
                test(Engagement(folder))
                print(f'ok {number} {name}')
            except (AssertionError, KeyError, ValueError) as error:
                failed += 1
                print(f'not ok {number} {name}')
                print('\n'.join('# ' + line for line in str(error).splitlines()))
    return failed != 0


if __name__ == '__main__':
    sys.exit(main())
