#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of choshoctl at random instants of intake, recording, imports, backup and rebuild, its helper too.

After every kill the engagement opens, `verify` finds nothing, everything acknowledged is there, nothing is
half there, and the command repeated with its operation id happens exactly once. Nobody repairs anything.
"""
import collections
import os
import random
import signal
import sys
import time

import acts
from record import Record
from world import DONE, FAILED, World

from longrun import SEED, Folder, Progress, fail
import world as w

KILLS = 26           # of the short form
LONG_KILLS = 2000
FRESH_AFTER = 40     # kills, then a new engagement, in memory and on the disk by turns
ORPHAN_SECONDS = 30  # a helper without its program must have ended by then
# Calls at whose nth the kernel kills: about what stands between two states of the record.
CALLS = {'pwrite64': 14, 'fsync': 8, 'fdatasync': 8, 'ftruncate': 3, 'linkat': 3, 'renameat2': 1, 'rename': 2, 'unlink': 3,
         'openat': 60, 'write': 6, 'flock': 2, 'fcntl': 60}


def children_of(pid):
    found = []
    try:
        for task in os.listdir(f'/proc/{pid}/task'):
            with open(f'/proc/{pid}/task/{task}/children', encoding='ascii') as file:
                found += [int(child) for child in file.read().split()]
    except OSError:
        pass
    return found


def is_alive(pid):
    try:
        with open(f'/proc/{pid}/stat', encoding='ascii') as file:
            return file.read().rsplit(')', 1)[1].split()[0] not in ('Z', 'X')
    except OSError:
        return False


def send_kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


class Killer:
    """One interrupted run of one act."""

    def __init__(self, act, chance, typical_s):
        self.act, self.chance, self.typical_s = act, chance, typical_s
        self.orphans = []

    def start(self, prefix=()):
        return w.start([*prefix, *self.act.argv()], self.act.world.environment)

    def at_an_instant(self, helper_too):
        process = self.start()
        time.sleep(self.chance.uniform(0.1, 1.1) * self.typical_s)
        children = children_of(process.pid)
        for pid in children if helper_too else ():
            send_kill(pid)
        process.kill()
        self.orphans = children
        return w.finish(process)

    def at_a_call(self):
        call = self.chance.choice(sorted(CALLS))
        place = self.chance.randint(1, CALLS[call])
        return w.finish(self.start(['strace', '-f', '-qq', '-o', '/dev/null', '-e', f'trace={call}', '-e',
                                  f'inject={call}:signal=KILL:when={place}', '--']))

    def helper_alone(self):
        process = self.start()
        while process.poll() is None:
            children = children_of(process.pid)
            if children and self.chance.random() < 0.3:
                send_kill(children[0])
                break
            time.sleep(0.001)
        return w.finish(process)

    def run(self):
        """The answer and how it was interrupted."""
        kinds = ['instant', 'call', 'call'] + (['instant, helper too', 'helper'] if self.act.helper else [])
        kind = self.chance.choice(kinds)
        if kind == 'call':
            return self.at_a_call(), kind
        if kind == 'helper':
            return self.helper_alone(), kind
        return self.at_an_instant(kind != 'instant'), kind

    def check_orphans(self):
        deadline = time.monotonic() + ORPHAN_SECONDS
        while any(is_alive(pid) for pid in self.orphans):
            if time.monotonic() > deadline:
                fail(f'{self.act.operation}: the helper goes on {ORPHAN_SECONDS} s after its program was killed')
            time.sleep(0.01)


class Bench:
    """One engagement, killed over and over."""

    def __init__(self, folder, progress):
        self.world = World(os.path.join(folder.path, 'w')).make()
        self.progress = progress
        self.acknowledged = {}  # operation → act
        self.typical_s = {}

    def begin(self, kind, n):
        self.world.chance = random.Random(f'{SEED}/content/{n}')
        return kind(self.world, n)

    def measure(self, kind, n):
        """How long it takes when nobody interrupts."""
        if kind.name not in self.typical_s:
            act = self.begin(kind, n)
            start = time.monotonic()
            answer = act.run()
            self.typical_s[kind.name] = time.monotonic() - start
            if answer.code != DONE:
                fail(f'{act.operation}: {answer}')
            self.note(act, answer)
        return self.typical_s[kind.name]

    def note(self, act, answer):
        if answer.acknowledged:
            self.acknowledged[act.operation or f'{act.name}-{act.n}'] = act
            self.progress.add('acknowledged')
            wrong = act.check(Record(self.world.engagement), answer)
            if wrong:
                fail(wrong)

    def look(self, when):
        """Whatever was interrupted: it opens, verifies, and holds what it must."""
        wrong = self.world.verify()
        if wrong:
            fail(f'{when}: {wrong}')
        status = self.world.call('status')
        if status.code != DONE:
            fail(f'{when}: does not open: {status}')
        record = Record(self.world.engagement)
        for operation, act in self.acknowledged.items():
            if act.records and act.times(record) != 1:
                fail(f'{when}: {operation} was acknowledged and is there {act.times(record)} times')
        return record

    def interrupt(self, kind, n):
        chance = random.Random(f'{SEED}/{n}')
        typical_s = self.measure(kind, 2 * n)
        act = self.begin(kind, 2 * n + 1)
        killer = Killer(act, chance, typical_s)
        answer, how = killer.run()
        when = f'kill {n} ({act.name}, {how}, exit {answer.code})'
        killer.check_orphans()
        killed = answer.code in (-signal.SIGKILL, 128 + signal.SIGKILL)
        failed = answer.code == FAILED and how == 'helper' and answer.error == 'helper'
        self.progress.add('kills', killed or failed)
        self.progress.add(f'of {how}', killed or failed)
        self.progress.add('ended before', answer.code == DONE)
        if not killed and not failed and answer.code != DONE:
            fail(f'{when}: {answer}')
        try:
            self.settle(act, answer, when, failed, chance)
        except ValueError as error:
            fail(f'{when}: {error}')

    def settle(self, act, answer, when, failed, chance):
        record = self.look(when)
        times = act.times(record)
        if failed and times:
            fail(f'{when}: called failed and is there')
        self.progress.add('there without an answer', times == 1 and not answer.acknowledged)
        self.note(act, answer)
        wrong = act.left()
        if wrong:
            fail(f'{when}: {wrong}')
        if not act.records or chance.random() < 0.5:
            return
        again = act.run()
        if not again.acknowledged or act.times(Record(self.world.engagement)) != 1:
            fail(f'{when}: repeated: {again}; there {act.times(Record(self.world.engagement))} times')
        self.progress.add('repeated')
        self.note(act, again)


def choose(n):
    """Intake and recording come most often; folders, which take longest, less."""
    weights = collections.Counter({kind: 3 for kind in acts.ACTS})
    weights[acts.EvidenceFolder] = 2
    weights[acts.EvidenceFiles] = weights[acts.StepRecord] = 5
    return random.Random(f'{SEED}/kind/{n}').choices(list(weights), list(weights.values()))[0]


def main():
    long = '--long' in sys.argv
    progress = Progress('program-kill', LONG_KILLS if long else KILLS, long, w.CHOSHOCTL)
    print(f'seed {SEED} (CHOSHO_TEST_SEED)', flush=True)
    bench, folder = None, None
    for step in progress.steps():
        if bench is None or step % FRESH_AFTER == 0:
            if folder:
                folder.__exit__()
            folder = Folder(in_memory=step // FRESH_AFTER % 2 == 0)
            folder.__enter__()
            bench = Bench(folder, progress)
        bench.interrupt(choose(step), step)
    if folder:
        folder.__exit__()
    print(progress.summary())
    if progress.count('kills') < progress.target // 2 or progress.count('acknowledged') == 0:
        fail('too few kills hit a running command: the test tested nothing')


if __name__ == '__main__':
    main()
