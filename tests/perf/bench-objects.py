#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Intake beside cp and sha256sum; check beside cat and sha256sum -c. 1,000 files of 1.5 MB."""
import os
import random
import shutil
import sys

import bench

FILES = max(10, int(1000 * bench.scale()))
FILE_BYTES = 1_500_000
DRIVER = bench.build_path('tests', 'support', 'object-driver')


def make_source(folder):
    chance = random.Random(1)
    os.makedirs(folder)
    for number in range(FILES):
        with open(os.path.join(folder, f'{number:04d}.pdf'), 'wb') as file:
            file.write(chance.randbytes(FILE_BYTES))


def files_in(folder):
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]


class Data:
    """The folders of one benchmark."""

    def __init__(self, run):
        self.source, self.copy = run.path('source'), run.path('copy')
        self.engagement, self.lines = run.path('engagement'), run.path('lines')
        make_source(self.source)

    def clear(self):
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.rmtree(self.engagement, ignore_errors=True)
        os.makedirs(self.engagement)
        bench.run_quietly(DRIVER, 'make', self.engagement)

    def clear_cold(self):
        self.clear()
        bench.forget(files_in(self.source))

    def copy_all(self, sync):
        bench.run_quietly('cp', '-r', self.source, self.copy)
        if sync:
            bench.run_quietly('sync', '-f', self.copy)

    def sum_copy(self):
        bench.run_quietly('sha256sum', *files_in(self.copy))

    def take_in(self):
        with open(self.lines, 'wb') as lines:
            bench.run_quietly(DRIVER, 'intake', self.engagement, self.source, stdout=lines)

    def objects(self):
        """(digest, path) of every object that was acknowledged."""
        with open(self.lines) as lines:
            for line in lines:
                digest = line.split()[0]
                yield digest, os.path.join(self.engagement, 'objects', digest[:2], digest)


def intake(run, data):
    plain = run.way('cp -r, then sha256sum (not durable)', lambda: (data.copy_all(False), data.sum_copy()), data.clear)
    ours = run.way('intake (durable)', data.take_in, data.clear)
    run.run()
    run.rate(ours, FILES * FILE_BYTES / 1e6, 'MB')
    run.at_most(ours, plain, 0.5)
    if sum(1 for _ in data.objects()) != FILES:
        sys.exit('intake: not every file was taken in')


def intake_cold(run, data):
    copy = run.way('cp -r, sync', lambda: data.copy_all(True), data.clear_cold)
    ours = run.way('intake', data.take_in, data.clear_cold)
    run.run()
    run.rate(ours, FILES * FILE_BYTES / 1e6, 'MB')
    run.at_most(ours, copy, 1 / 0.7)


def check_ways(run, data, prepare):
    data.clear()
    data.take_in()
    paths = [path for _, path in data.objects()]
    sums = run.path('sums')
    with open(sums, 'w') as out:
        out.writelines(f'{digest}  {path}\n' for digest, path in data.objects())

    def ours(*words):
        with open(data.lines, 'rb') as expected:
            bench.run_quietly(*words, DRIVER, 'check', data.engagement, stdin=expected)

    def ready():
        prepare(paths)

    return (run.way('cat', lambda: bench.run_quietly('cat', *paths), ready),
            run.way('sha256sum -c', lambda: bench.run_quietly('sha256sum', '--quiet', '-c', sums), ready),
            run.way('check', ours, ready),
            run.way('check on one core', lambda: ours('taskset', '--cpu-list', '0'), ready))


def check(run, data):
    cat, sums, ours, alone = check_ways(run, data, lambda paths: None)
    run.run()
    run.rate(ours, FILES * FILE_BYTES / 1e6, 'MB')
    run.at_most(alone, sums, 0.25)  # sha256sum works on one core
    # cat into nothing only copies memory; no hashing on two cores comes near it.
    run.note(ours, cat)


def check_cold(run, data):
    cat, sums, ours, _ = check_ways(run, data, bench.forget)
    run.run()
    run.rate(ours, FILES * FILE_BYTES / 1e6, 'MB')
    run.at_most(ours, cat, 1 / 0.8)
    run.note(ours, sums)


def main():
    status = 0
    wanted = sys.argv[1:]
    for work in (intake, intake_cold, check, check_cold):
        if wanted and work.__name__ not in wanted:
            continue
        run = bench.Bench(work.__name__.replace('_', '-'))
        try:
            work(run, Data(run))
        finally:
            status |= run.finish()
    return status


if __name__ == '__main__':
    sys.exit(main())
