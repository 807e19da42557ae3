#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts during whole choshoctl commands: an intake of files, a step recorded, then a pack brought back.

Every system call on engagement, state folder and sources is recorded; crash images are rebuilt at every call, with
none, all, random or torn unsynced data. `choshoctl verify` must find each of them clean and everything acknowledged
in it; some go on with their work. Without one of the fsyncs the same simulation must find losses: else it proves
nothing.
"""
import json
import os
import shlex
import sys

import acts
from record import Record
from world import World
import world as w

import powercut
from longrun import BUILD, SEED, SKIPPED, Folder, Progress, fail
import inject

LONG = '--long' in sys.argv
SHIM = os.path.join(BUILD, 'tests', 'fault', 'program', 'shim-sync.so')
IMAGES = 300 if LONG else 45  # of one recorded run; the next one records anew: threads interleave differently
ROUNDS = 60 if LONG else 1
BLIND_IMAGES = 80 if LONG else 25  # without an fsync: enough to see a loss
GO_ON_EVERY = 15              # images in which the work goes on


class Bench:
    def __init__(self, folder):
        self.world = World(folder.at('w')).make()
        self.world.must('note', 'add', w.CONTROLS[0], '--text', '見本')
        self.world.save()
        self.images = 0

    def prepare(self, seed):
        self.world.restore()
        self.world.chance.seed(seed)
        self.acts = [acts.EvidenceFiles(self.world, 1), acts.StepRecord(self.world, 2), acts.PackMerge(self.world, 3)]
        return ['sh', '-c', ' && '.join(shlex.join(act.argv()) for act in self.acts)]

    def simulate(self, images, seed, skip=None):
        command = self.prepare(seed)
        environment = dict(self.world.environment)
        if skip:
            environment.update(LD_PRELOAD=SHIM, CHOSHO_TEST_SKIP_SYNC=skip(self.acts))
        return powercut.simulate(command, self.world.root, self.judge, images=images, seed=seed, env=environment)

    def judge(self, image, lines):
        """What is wrong with the folder after a power cut; None."""
        there = self.world.elsewhere(image)
        rekey_state(there)
        wrong = there.verify()
        if wrong:
            return wrong
        record = Record(there.engagement)
        try:
            times = [act.times(record) for act in self.acts]
        except ValueError as half:
            return str(half)
        for act, line in zip(self.acts, lines):
            value = json.loads(line)
            if act.times(record) != 1:
                return f'{act.operation} was acknowledged and is there {act.times(record)} times'
            for thing in value if isinstance(value, list) else [value]:
                if '#' in thing.get('id', '') and not record.holds(thing['id']):
                    return f'{thing["id"]} was acknowledged and is not there'
        self.images += 1
        return self.go_on(there, times) if self.images % GO_ON_EVERY == 0 else None

    def go_on(self, there, before):
        """The same commands again: what is missing is done, nothing twice, and no chain forks."""
        for act in self.acts:
            again = there.call(*[word.replace(self.world.root, there.root) for word in act.words()], operation=act.operation)
            if not again.acknowledged:
                return f'does not go on: {again}'
        record = Record(there.engagement)
        times = [act.times(record) for act in self.acts]
        return there.verify() if times == [1] * len(self.acts) else f'went on from {before} to {times}'


def rekey_state(there):
    """The state file is bound to the engagement's folder by its inode; that of the image is another one, where a
    power cut would have left the same."""
    info = os.stat(there.engagement)
    for at, _, names in os.walk(there.at('state')):
        for name in names:
            path = os.path.join(at, name)
            if not name.endswith('.json'):
                continue
            with open(path, encoding='utf-8') as file:
                text = file.read()
            try:
                state = json.loads(text)
            except ValueError:
                continue  # torn: the program must cope
            state['place'].update(device=str(info.st_dev), inode=str(info.st_ino))
            del state['check']
            state['check'] = w.digest_of(w.canonical(state))
            os.unlink(path)
            with open(os.path.join(at, w.digest_of(w.canonical(state['place']))[:32] + '.json'), 'w', encoding='utf-8') as file:
                file.write(w.canonical(state))


def of_the_object(taken):
    return f'/objects/{taken[0].sources[2][0][:2]}'


BLIND = {
    'the log': lambda taken: 'engagement.db',
    'the objects': lambda taken: '(deleted)',
    "an object's folder": of_the_object,
}
if LONG:  # seen in one image of twenty
    BLIND["the log's journal"] = lambda taken: 'engagement.db-journal'


def main():
    if not inject.can_trace():
        print('SKIPPED: strace is missing or may not trace here')
        return SKIPPED
    progress = Progress('program-power', ROUNDS, LONG, w.CHOSHOCTL)
    print(f'seed {SEED} (CHOSHO_TEST_SEED)', flush=True)
    with Folder() as folder:
        bench = Bench(folder)
        for name, skip in BLIND.items():
            report = bench.simulate(BLIND_IMAGES, SEED, skip)
            if not report.problems:
                fail(f'nothing was noticed without the fsync of {name}: {report}')
            print(f'without the fsync of {name}: {len(report.problems)} of {report.images} images show it', flush=True)
        for step in progress.steps():
            report = bench.simulate(IMAGES, SEED + step)
            progress.add('images', report.images)
            progress.add('acknowledged', report.acknowledged)
            if report.problems or report.acknowledged != 3:
                fail(str(report))
    print(progress.summary())
    return 0


if __name__ == '__main__':
    sys.exit(main())
