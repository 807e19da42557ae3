#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An engagement that can only be read: everything that reads works, everything that writes fails with exit 1 and a
message that names the folder, and nothing changes.

On a medium that cannot be written at all (mounted so, in a namespace of its own), and in a folder of somebody else.
The index is whole, behind the record, or missing: none of it may matter to who only reads. The short form takes two
of these cases.
"""
import os
import shutil
import sys

import acts
from record import Record
from world import DONE, FAILED, World
import world as w

from disks import INSIDE, mount_read_only, run_inside, unmount
from longrun import SKIPPED, Folder, fail

NOBODY = '65534'
READS = (['status'], ['status', w.SIGNED], ['evidence', 'list'], ['step', 'list'], ['sample', 'list'], ['population', 'list'],
         ['finding', 'list'], ['note', 'list'], ['paper', 'list'], ['member', 'list'], ['catalog', 'list'], ['procedures', 'list'],
         ['statement', 'show'], ['settings', 'show'], ['journal', 'list'], ['journal', 'head'], ['engagement', 'show'], ['verify'],
         ['verify', '--quick'], ['check', w.SIGNED])
# The others write beside the engagement.
WRITES = [kind for kind in acts.ACTS if kind.name not in ('backup', 'pack-open') and not issubclass(kind, acts.ArchiveCreate)]


def make_lagging(world):
    """An index of before the last event."""
    path = world.at('e.chosho', 'index.db')
    for ending in ('', '-wal', '-shm'):
        if os.path.exists(path + ending):
            shutil.copy2(path + ending, world.at('out', 'old' + ending))
    world.must('note', 'add', w.CONTROLS[2], '--text', '索引より新しい')
    for ending in ('', '-wal', '-shm'):
        if os.path.exists(path + ending):
            os.unlink(path + ending)
        if os.path.exists(world.at('out', 'old' + ending)):
            shutil.move(world.at('out', 'old' + ending), path + ending)


def make_missing(world):
    for ending in ('', '-wal', '-shm'):
        if os.path.exists(world.at('e.chosho', 'index.db' + ending)):
            os.unlink(world.at('e.chosho', 'index.db' + ending))


INDEXES = {'whole': lambda world: None, 'behind': make_lagging, 'missing': make_missing}
LONG = '--long' in sys.argv
ON_MEDIUM, OF_SOMEBODY_ELSE = (list(INDEXES), list(INDEXES)) if LONG else (['behind'], ['missing'])


class Bench:
    """@prefix: words before every command, to be somebody else."""

    def __init__(self, world, aside, prefix=()):
        self.world, self.aside, self.prefix = world, aside, prefix
        # The state folder of who reads is that person's own.
        self.environment = {'XDG_STATE_HOME': os.path.join(aside, 'state'), 'HOME': aside}

    def call(self, *words, operation=None):
        return self.world.call(*words, operation=operation, prefix=self.prefix, **self.environment)

    def expect(self, case, written):
        """@written: the acts that were prepared."""
        before = Record(self.aside).heads
        expected = None
        for words in READS:
            answer = self.call(*words)
            if answer.code != (w.REFUSED if words[0] == 'check' and answer.code == w.REFUSED else DONE):
                fail(f'{case}: {words}: {answer}')
            if words == ['note', 'list']:
                expected = len(answer.value)
        if expected != self.notes:
            fail(f'{case}: {expected} notes instead of {self.notes}')
        for words in (['backup', '-o', os.path.join(self.aside, 'backup')], ['report', 'draft', '-o', os.path.join(self.aside, 'draft.pdf')],
                      ['archive', 'create', '-o', os.path.join(self.aside, 'archive.zip')]):
            answer = self.call(*words)
            if answer.code != DONE:
                fail(f'{case}: {words}: {answer}')
            os.unlink(words[-1])
        for act in written:
            answer = self.call(*act.words(), operation=act.operation)
            if answer.code != FAILED or answer.error != 'read-only' or self.world.engagement not in answer.message:
                fail(f'{case}: {act.name}: {answer}')
        return before


def prepare(folder, index):
    """A world with @index, the acts that will be tried, and a copy of its log aside."""
    world = World(folder.at('w')).make()
    written = [kind(world, n) for n, kind in enumerate(WRITES)]
    INDEXES[index](world)
    aside = folder.at('aside')
    os.makedirs(os.path.join(aside, 'state'))
    shutil.copy2(world.at('e.chosho', 'engagement.db'), aside)
    os.chmod(aside, 0o777)
    os.chmod(os.path.join(aside, 'state'), 0o777)
    return world, written, aside


def run(case, bench, written):
    bench.notes = 1 if case.startswith('behind') else 0
    before = bench.expect(case, written)
    if bytes_of(bench.world.at('e.chosho', 'engagement.db')) != bytes_of(os.path.join(bench.aside, 'engagement.db')):
        fail(f'{case}: the log changed')
    print(f'{case}: {len(READS) + 2} commands read, {len(written)} were refused, {len(before)} events as before', flush=True)


def bytes_of(path):
    with open(path, 'rb') as file:
        return file.read()


def on_medium(index):
    with Folder() as folder:
        world, written, aside = prepare(folder, index)
        if not mount_read_only(world.engagement):
            return False
        run(f'{index} index, medium that cannot be written', Bench(world, aside), written)
        unmount(world.engagement)
    return True


def install(folder):
    """The programs where somebody else may start them, laid out as installed; the path of choshoctl. (A build in a home
    folder is closed to others.)"""
    places = {}
    for name, where in (('choshoctl', 'bin'), ('chosho-helper', 'libexec')):
        os.makedirs(folder.at(where))
        places[name] = shutil.copy2(os.path.join(w.BUILD, 'src', 'cli' if where == 'bin' else 'helper', name), folder.at(where))
    return places['choshoctl']


def of_somebody_else(index):
    """As nobody, or, where one is nobody special, by taking the own rights away."""
    root = os.geteuid() == 0
    if root and shutil.which('setpriv') is None:
        return False
    with Folder() as folder:
        os.chmod(folder.path, 0o755)
        world, written, aside = prepare(folder, index)
        for at, folders, names in os.walk(folder.at('w')):
            for name in folders:
                os.chmod(os.path.join(at, name), 0o755 if root else 0o555)
            for name in names:
                os.chmod(os.path.join(at, name), 0o644 if root else 0o444)
        world.program = install(folder)
        prefix = ('setpriv', '--reuid', NOBODY, '--regid', NOBODY, '--clear-groups', '--') if root else ()
        run(f'{index} index, folder of somebody else', Bench(world, aside, prefix), written)
        for at, folders, _ in os.walk(folder.at('w')):
            for name in folders:
                os.chmod(os.path.join(at, name), 0o755)
    return True


def inside():
    return 0 if all(on_medium(index) for index in ON_MEDIUM) else SKIPPED


def main():
    if INSIDE in sys.argv:
        return inside()
    if not all(of_somebody_else(index) for index in OF_SOMEBODY_ELSE):
        print('SKIPPED: nobody else to be (no setpriv)')
    code = run_inside(__file__, *(['--long'] if LONG else []))
    if code in (None, SKIPPED):
        print('SKIPPED: no mount namespace can be had here, so nothing can be mounted read-only')
        return 0
    return code


if __name__ == '__main__':
    sys.exit(main())
