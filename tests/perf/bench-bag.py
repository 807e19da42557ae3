# SPDX-License-Identifier: GPL-3.0-or-later
"""The archive of an engagement with a few large files, beside cp, sync and sha256sum of the same bytes: both write them for good and
know each digest. Ours reads back besides what it wrote, and makes papers, tables and pages; the files are what takes the time."""
import os
import shutil
import sys

import bench

FILES = 8
FILE_BYTES = max(1 << 20, int((256 << 20) * bench.scale()))
CTL = bench.build_path('src', 'cli', 'choshoctl')
AIM = 2  # times what the reference takes: everything is read a second time


class World:
    def __init__(self, run):
        self.environment = dict(os.environ, XDG_STATE_HOME=run.path('state'), HOME=run.path('home'), LC_ALL='C.UTF-8')
        self.engagement, self.key, self.out = run.path('bench.chosho'), run.path('bench.json'), run.path('out')
        self.files = [run.path(f'{number}.bin') for number in range(FILES)]
        for path in self.files:
            with open(path, 'wb') as file:
                for _ in range(FILE_BYTES >> 20):
                    file.write(os.urandom(1 << 20))
        self.ctl('identity', 'new', '--name', 'bench', '--output', self.key, '--unprotected', inside=False)
        self.ctl('create', self.engagement, '--title', 'Bench', '--firm', 'F', '--client', 'C', '--service', 'S', '--period-start', '2025-04-01',
                 '--period-end', '2026-03-31', inside=False)
        self.ctl('member', 'confirm-independence')
        self.ctl('evidence', 'add', *self.files)

    def ctl(self, *words, inside=True):
        where = ('-C', self.engagement) if inside else ()
        bench.run_quietly(CTL, *where, '--identity', self.key, *words, env=self.environment)

    def clear(self):
        shutil.rmtree(self.out, ignore_errors=True)
        if os.path.exists(self.out + '.zip'):
            os.unlink(self.out + '.zip')
        os.sync()

    def copy(self):
        os.makedirs(self.out)
        bench.run_quietly('cp', *self.files, self.out)
        bench.run_quietly('sync')
        bench.run_quietly('sha256sum', *(os.path.join(self.out, os.path.basename(path)) for path in self.files))

    def make(self, ending=''):
        self.ctl('archive', 'create', '-o', self.out + ending)

    def prepare(self, ending=''):
        self.clear()
        self.make(ending)

    def verify(self, ending=''):
        self.ctl('archive', 'verify', self.out + ending, inside=False)

    def sum(self):
        bench.run_quietly('sha256sum', *self.files)


def main():
    run = bench.Bench('bag')
    world = World(run)
    reference = run.way('cp, sync, sha256sum', world.copy, world.clear)
    folder = run.way('archive create, a folder', world.make, world.clear)
    zipped = run.way('archive create, a ZIP', lambda: world.make('.zip'), world.clear)
    summed = run.way('sha256sum of the same bytes', world.sum)
    checked = run.way('archive verify, a folder', world.verify, world.prepare)
    unzipped = run.way('archive verify, a ZIP', lambda: world.verify('.zip'), lambda: world.prepare('.zip'))
    run.run(rounds=3)
    for way in (reference, folder, zipped, summed, checked, unzipped):
        run.rate(way, FILES * FILE_BYTES / 1e6, 'MB')
    run.at_most(folder, reference, AIM)
    run.at_most(zipped, reference, AIM)
    run.at_most(checked, summed, AIM)
    run.at_most(unzipped, summed, 2 * AIM)
    return run.finish()


if __name__ == '__main__':
    sys.exit(main())
