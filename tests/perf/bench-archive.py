# SPDX-License-Identifier: GPL-3.0-or-later
"""A ZIP of 5,000 files and a gigabyte taken in, with every member as evidence of its own, beside bsdtar -x (or unzip, where that is missing;
the name of the way says which) and then sha256sum: both come to know each file and its digest. Ours writes the archive and the record
for good; the reference writes every file, and nothing is synced."""
import json
import os
import random
import shutil
import sys
import zipfile

import bench

FILES = max(20, int(5000 * bench.scale()))
FILE_BYTES = 200_000
SEED = 20260408
CTL = bench.build_path('src', 'cli', 'choshoctl')
TOOL = 'bsdtar' if shutil.which('bsdtar') else 'unzip'
AIM = 1


def make(path):
    """Half of each file is text, half cannot be made smaller: as handovers of documents and screenshots are."""
    chance = random.Random(SEED)
    text = ('管理策の整備状況及び運用状況を確かめた記録。' * 2000).encode()[:FILE_BYTES // 2]
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        for number in range(FILES):
            pack.writestr(f'{number // 100:02d}/{number:04d}.log', text[number % 97:] + chance.randbytes(FILE_BYTES // 2))


class World:
    """An engagement that is made anew before each round."""

    def __init__(self, run):
        self.environment = dict(os.environ, XDG_STATE_HOME=run.path('state'), HOME=run.path('home'), LC_ALL='C.UTF-8')
        self.archive, self.out, self.said = run.path('pack.zip'), run.path('out'), run.path('said.json')
        self.engagement, self.key = run.path('bench.chosho'), run.path('bench.json')
        make(self.archive)
        self.ctl('identity', 'new', '--name', 'bench', '--output', self.key, '--unprotected', inside=False)

    def ctl(self, *words, inside=True, stdout=None):
        where = ('-C', self.engagement) if inside else ()
        bench.run_quietly(CTL, *where, '--identity', self.key, *words, env=self.environment, stdout=stdout)

    def make_engagement(self):
        shutil.rmtree(self.engagement, ignore_errors=True)
        self.ctl('create', self.engagement, '--title', 'Bench', '--firm', 'F', '--client', 'C', '--service', 'S', '--period-start', '2025-04-01',
                 '--period-end', '2026-03-31', inside=False)
        self.ctl('member', 'confirm-independence')

    def take_in(self):
        """The archive's id."""
        with open(self.said, 'wb') as out:
            self.ctl('--format', 'json', 'evidence', 'add', self.archive, stdout=out)
        with open(self.said, encoding='utf-8') as file:
            return json.load(file)[0]['id']

    def take_in_members(self):
        self.ctl('evidence', 'member-add', self.take_in(), '--all')

    def count(self):
        with open(self.said, 'wb') as out:
            self.ctl('--format', 'json', 'evidence', 'list', stdout=out)
        with open(self.said, encoding='utf-8') as file:
            return len(json.load(file))

    def clear_out(self):
        shutil.rmtree(self.out, ignore_errors=True)
        os.makedirs(self.out)

    def unpack(self):
        words = ('bsdtar', '-xf', self.archive, '-C', self.out) if TOOL == 'bsdtar' else ('unzip', '-q', self.archive, '-d', self.out)
        bench.run_quietly(*words)
        for folder, _, names in os.walk(self.out):
            if names:
                bench.run_quietly('sha256sum', *(os.path.join(folder, name) for name in names))


def main():
    run = bench.Bench('archive')
    world = World(run)
    reference = run.way(f'{TOOL}, then sha256sum (not durable)', world.unpack, world.clear_out)
    whole = run.way('evidence add (durable)', world.take_in, world.make_engagement)
    ours = run.way('evidence add, then member-add --all (durable)', world.take_in_members, world.make_engagement)
    run.run(rounds=3)
    run.rate(ours, FILES, 'members')
    run.note(whole, reference)
    run.at_most(ours, reference, AIM)
    if world.count() != FILES + 1:
        sys.exit('not every member is evidence')
    return run.finish()


if __name__ == '__main__':
    if not shutil.which(TOOL):
        print('neither bsdtar nor unzip is there')
        sys.exit(77)
    sys.exit(main())
