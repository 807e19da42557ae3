#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that is really full, at different points of every act.

It is told in words that name a file; the record is as it was, or the act is done; while the disk is full everything
can be read; after space is made the same command is done once. Mounts stand in a mount namespace of their own;
where none can be had, the test is skipped with a word.
"""
import os
import random
import sys

import acts
from record import Record
from world import DONE, FAILED, World
import world as w

from disks import INSIDE, fill, mount_ext4, mount_tmpfs, run_inside, unmount
from longrun import SEED, SKIPPED, Folder, Progress, fail

LONG = '--long' in sys.argv
DISK_BYTES = 24 << 20
FILLS = 2000 if LONG else 16
# What an act needs at most, in bytes: beyond it no disk is full.
NEEDS_BYTES = {'evidence-files': 500_000, 'backup': 900_000, 'archive-folder': 4_000_000, 'archive-zip': 4_000_000, 'archive-sealed': 8_000_000}
READS = (['status'], ['evidence', 'list'], ['step', 'list'], ['sample', 'list'], ['check', w.SIGNED], ['journal', 'list'],
         ['journal', 'head'], ['engagement', 'show'])


class Bench:
    def __init__(self, place, aside):
        self.world = World(os.path.join(place, 'w')).make()
        self.world.saved = aside
        self.world.save()
        self.ballast = os.path.join(place, 'ballast')

    def read(self, when, blocked=(w.REFUSED,)):
        """Everything can be read while the disk is full."""
        for words in READS:
            answer = self.world.call(*words)
            if answer.code != DONE and not (words[0] == 'check' and answer.code in blocked):
                fail(f'{when}, disk full: {words}: {answer}')
        wrong = self.world.verify()
        if wrong:
            fail(f'{when}, disk full: {wrong}')

    def one_fill(self, kind, n, progress):
        chance = random.Random(f'{SEED}/{n}')
        self.world.restore()
        self.world.chance = random.Random(f'{SEED}/content/{n}')
        act = kind(self.world, n)
        before = Record(self.world.engagement).heads
        left = chance.choice((0, 4096, chance.randrange(40_000), chance.randrange(NEEDS_BYTES.get(kind.name, 150_000))))
        when = f'{kind.name}, {left} bytes left'
        fill(self.ballast, left)
        answer = act.run()
        progress.add('fills')
        progress.add('met a full disk', answer.code != DONE)
        self.judge(act, answer, before, when)
        self.read(when)
        os.unlink(self.ballast)
        again = act.run()
        if not act.records and again.error == 'exists' and answer.code == DONE:
            again = answer
        if not again.acknowledged or (act.records and act.times(Record(self.world.engagement)) != 1):
            fail(f'{when}, after space was made: {again}')
        wrong = self.world.verify() or act.left()
        if wrong:
            fail(f'{when}, after space was made: {wrong}')

    def judge(self, act, answer, before, when):
        # Python's SQLite would want to write beside the log, too.
        if answer.code not in (DONE, FAILED):
            fail(f'{when}: {answer}')
        if answer.code == FAILED and (answer.error not in ('no-space', 'unconfirmed') or self.world.root not in answer.message):
            fail(f'{when}: {answer}')
        record = Record(self.world.engagement)
        times = act.times(record)
        if answer.code == DONE and act.records and times != 1:
            fail(f'{when}: done, and there {times} times')
        kept = (act.takes_back and times == 0) or (0 < times < 1 and len(answer.ids) == round(times * len(act.sources)))
        if answer.code == FAILED and answer.error != 'unconfirmed' and not kept and record.heads != before:
            fail(f'{when}: called failed, and there {times} times: {answer}')


def inside():
    """In the namespace."""
    progress = Progress('program-full', FILLS, LONG, w.CHOSHOCTL)
    print(f'seed {SEED} (CHOSHO_TEST_SEED)', flush=True)
    disks = []
    with Folder() as folder:
        for name in ('tmpfs', 'ext4'):
            place = folder.at(name)
            os.mkdir(place)
            if mount_tmpfs(place, DISK_BYTES) if name == 'tmpfs' else mount_ext4(place, DISK_BYTES * 2, folder.at('image')):
                disks.append((place, Bench(place, folder.at(name + '.saved'))))
            else:
                print(f'SKIPPED: no small {name} can be mounted here', flush=True)
        if not disks:
            return SKIPPED
        for step in progress.steps():
            kind = acts.ACTS[step % len(acts.ACTS)]
            disks[step // len(acts.ACTS) % len(disks)][1].one_fill(kind, step, progress)
        for place, _ in disks:
            unmount(place)
    print(progress.summary())
    if progress.count('met a full disk') < progress.target // 4:
        fail('the disk was hardly ever full: the test tested nothing')
    return 0


def main():
    if INSIDE in sys.argv:
        return inside()
    code = run_inside(__file__, *(['--long'] if LONG else []))
    if code is None:
        print('SKIPPED: no mount namespace can be had here, so no disk can be filled')
        return SKIPPED
    return code


if __name__ == '__main__':
    sys.exit(main())
