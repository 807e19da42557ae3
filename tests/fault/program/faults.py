#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every system call of whole choshoctl commands that touches the engagement, its sources or its state fails,
once or from then on for ever.

Whatever fails: no crash; exit 0 with everything done, or exit 1 with a message that names a file and the record
as it was. Where a command fails after its events are in the record it says so and never "failed". `verify`
finds nothing afterwards and the command repeated with its operation id happens exactly once.
"""
import os
import random
import sys

import acts
from record import Record
from world import DONE, FAILED, Answer, World
import world as w

import inject
from longrun import SEED, SKIPPED, Folder, Progress, fail

SHORT_FAULTS, SHORT_ACTS = 50, 4
FAULTS = {call: errors for call, errors in inject.FAULTS.items() if call not in ('close', 'lseek')}
# What a failure says where the events are, or may be, in the record all the same.
TOLD = 'unconfirmed'


class Bench:
    def __init__(self, folder):
        self.world = World(folder.at('w')).make()
        # One act more, so that the copy of the saved engagement is known and its chain goes on.
        self.world.must('note', 'add', w.CONTROLS[0], '--text', '見本')
        self.world.save()
        self.before = Record(self.world.engagement).heads
        self.clean = {}

    def prepare(self, kind):
        self.world.restore()
        self.world.chance = random.Random(SEED)
        act = kind(self.world, 1)
        self.before = Record(self.world.engagement).heads
        return act

    def list_faults(self, kind):
        act = self.prepare(kind)
        return [(kind, *fault) for fault in inject.list_faults(inject.Case(act.argv(), self.world.root, self.world.environment), FAULTS)]

    def names_a_file(self, act, message):
        names = [os.path.basename(word) for word in act.words() if word.startswith(self.world.root)]
        return self.world.root in message or any(name in message for name in names)

    def judge(self, act, outcome):
        """What is wrong after @outcome; None."""
        answer = Answer(outcome.code, outcome.output, outcome.message)
        if answer.code not in (DONE, FAILED) and not (act.verifies and answer.code == w.INTEGRITY):
            return f'{answer}'
        if answer.code == FAILED and not outcome.mute and not self.names_a_file(act, answer.message):
            return f'the message names no file: {answer}'
        wrong = self.world.verify()
        if wrong:
            return f'{answer}; then {wrong}'
        record = Record(self.world.engagement)
        times = act.times(record)
        unchanged = record.heads == self.before
        if answer.code == DONE and (times != 1 if act.records else not unchanged):
            return f'done, and there {times} times: {answer}'
        # Of a folder whole batches may stay; they are listed.
        told = outcome.mute or answer.error == TOLD or (act.takes_back and times == 0) or (0 < times < 1 and len(answer.ids) == round(times * len(act.sources)))
        if answer.code == FAILED and not unchanged and not told:
            return f'called failed, and there {times} times: {answer}'
        return act.check(record, answer) or act.left() or self.repeat(act)

    def repeat(self, act):
        again = act.run()
        if not again.acknowledged:
            return f'repeated: {again}'
        times = act.times(Record(self.world.engagement))
        if act.records and times != 1:
            return f'repeated, and there {times} times'
        return act.check(Record(self.world.engagement), again) or act.left()

    def try_fault(self, fault, progress):
        kind, call, error, when = fault
        act = self.prepare(kind)
        outcome = inject.run_with_fault(inject.Case(act.argv(), self.world.root, self.world.environment), call, error, when)
        if not outcome.injected:
            progress.add('not reached')
            return
        if outcome.code == 127:  # the loader's own calls
            progress.add('not reached')
            return
        progress.add('faults')
        progress.add('overcome', outcome.code == DONE)
        try:
            wrong = inject.judge(None, outcome, lambda _case, done: self.judge(act, done))
        except ValueError as half:
            wrong = str(half)
        if wrong:
            fail(f'{act.name}: {outcome.fault}: {wrong}')


def main():
    if not inject.can_trace():
        print('SKIPPED: strace is missing or may not trace here')
        return SKIPPED
    long = '--long' in sys.argv
    with Folder() as folder:
        bench = Bench(folder)
        quick = [kind for kind in acts.ACTS if not issubclass(kind, acts.ArchiveCreate)]  # an archive makes ten thousand calls
        kinds = acts.ACTS if long else random.Random(SEED).sample(quick, SHORT_ACTS)
        faults = [fault for kind in kinds for fault in bench.list_faults(kind)]
        print(f'seed {SEED} (CHOSHO_TEST_SEED); {len(faults):,} faults of {", ".join(kind.name for kind in kinds)}', flush=True)
        # In one order for ever: a long run may be stopped early.
        random.Random(SEED).shuffle(faults)
        progress = Progress('program-faults', len(faults) if long else SHORT_FAULTS, long, w.CHOSHOCTL)
        for step in progress.steps():
            bench.try_fault(faults[step % len(faults)], progress)
    print(progress.summary())
    if progress.count('faults') < progress.target // 2:
        fail('too few faults were injected: the test tested nothing')
    return 0


if __name__ == '__main__':
    sys.exit(main())
