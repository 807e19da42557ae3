#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one person did on a laptop, brought back: 2,000 entries into 25,000. Beside it git, which fetches as many commits of a
bundle into as many: the usual way to bring back what was done without a network. It judges nothing and checks no signature.

A window has the record in memory once something was recorded in it: there the bars are. The command line reads all of it
first, which is measured, too. CHOSHO_BENCH_SCALE makes all of it smaller."""
import glob
import json
import os
import shutil
import subprocess
import sys

import bench

CTL = bench.build_path('src', 'cli', 'choshoctl')
MAKE = bench.build_path('tests', 'support', 'make-full-engagement')
WORK = bench.build_path('tests', 'perf', 'record', 'work-offline')
EVENTS = max(3000, int(25000 * bench.scale()))
OFFLINE = max(100, int(2000 * bench.scale()))
CONTROLS = max(20, int(1156 * bench.scale()))
EVIDENCE = max(200, int(50000 * bench.scale()))
ROUNDS = int(os.environ.get('CHOSHO_BENCH_ROUNDS', 5))
PREVIEW_S, MERGE_S = 0.5, 2


class Carried:
    """The office's engagement, and the pack that comes back."""

    def __init__(self, run):
        folder = run.path('full')
        bench.run_quietly(MAKE, folder, '--events', str(EVENTS), '--evidence', str(EVIDENCE), '--controls', str(CONTROLS), '--chains', '100')
        self.office, self.laptop = os.path.join(folder, 'engagement.chosho'), os.path.join(folder, 'laptop.chosho')
        self.now, self.pack = os.path.join(folder, 'now.chosho'), os.path.join(folder, 'back.pack')
        self.identity = os.path.join(folder, 'identities', 'practitioner-01.json')
        out, heads = os.path.join(folder, 'out.pack'), os.path.join(folder, 'heads.json')
        self.ctl(self.office, 'index', 'rebuild')
        with open(heads, 'wb') as file:
            bench.run_quietly(CTL, '-C', self.office, '--format', 'json', 'journal', 'head', stdout=file)
        self.ctl(self.office, 'pack', 'create', '--returning', '--without-evidence', '-o', out)
        bench.run_quietly(CTL, '--identity', self.identity, 'pack', 'open', out, self.laptop)
        bench.run_quietly(WORK, 'work', self.laptop, self.identity, str(OFFLINE))
        self.ctl(self.laptop, 'pack', 'create', '--returning', '--since', heads, '-o', self.pack)

    def ctl(self, engagement, *words):
        bench.run_quietly(CTL, '-C', engagement, '--identity', self.identity, *words)

    def renew(self):
        """The office's engagement as it was. Its objects never change."""
        shutil.rmtree(self.now, ignore_errors=True)
        bench.run_quietly('cp', '-al', self.office, self.now)
        for name in glob.glob(os.path.join(self.now, '*.db*')):
            os.unlink(name)
            shutil.copy2(os.path.join(self.office, os.path.basename(name)), name)

    def merge_open(self):
        """In a session that has the record in memory: seconds by name."""
        self.renew()
        os.sync()
        done = subprocess.run([WORK, 'merge', self.now, self.identity, self.pack], check=True, capture_output=True, text=True)
        return json.loads(done.stdout)


class Repository:
    """As many commits in git, and a bundle of those that are new."""

    def __init__(self, run):
        self.office, self.bundle, self.now = run.path('office.git'), run.path('back.bundle'), run.path('now.git')
        self.git('init', '-q', '--bare', self.office)
        self.commit('refs/heads/main', EVENTS, None)
        self.commit('refs/heads/laptop', OFFLINE, 'refs/heads/main')
        self.git('-C', self.office, 'bundle', 'create', '-q', self.bundle, 'main..laptop')
        self.git('-C', self.office, 'update-ref', '-d', 'refs/heads/laptop')
        self.git('-C', self.office, 'gc', '-q', '--prune=now')

    def git(self, *words, stdin=None):
        subprocess.run(['git', *words], check=True, input=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def commit(self, ref, count, start):
        lines = []
        for number in range(count):
            text = f'{ref} {number}\n'
            lines.append(f'commit {ref}\ncommitter 見本 <m@example.com> {1764000000 + number} +0000\ndata {len(text)}\n{text}')
            if number == 0 and start:
                lines.append(f'from {start}^0\n')
            lines.append(f'M 100644 inline controls/{number % CONTROLS}.json\ndata {len(text)}\n{text}\n')
        self.git('-C', self.office, 'fast-import', '--quiet', stdin=''.join(lines).encode())

    def renew(self):
        shutil.rmtree(self.now, ignore_errors=True)
        shutil.copytree(self.office, self.now)


def show(run, name, seconds, bar):
    way = bench.Way(name, None, None)
    way.seconds = seconds
    run.within(way, bar)
    return way


def measure(run):
    carried, repository = Carried(run), Repository(run)
    plan = run.way('choshoctl pack merge --plan', lambda: carried.ctl(carried.now, 'pack', 'merge', '--plan', carried.pack), prepare=carried.renew)
    merge = run.way('choshoctl pack merge', lambda: carried.ctl(carried.now, 'pack', 'merge', carried.pack), prepare=carried.renew)
    verify = run.way('git bundle verify', lambda: repository.git('-C', repository.now, 'bundle', 'verify', repository.bundle),
                     prepare=repository.renew)
    fetch = run.way('git fetch of a bundle', lambda: repository.git('-C', repository.now, 'fetch', repository.bundle, 'laptop:laptop'),
                    prepare=repository.renew)
    run.run(rounds=ROUNDS)
    found = [carried.merge_open() for _ in range(ROUNDS)]
    if any(one['added'] != OFFLINE for one in found):
        raise RuntimeError(f'{found[0]["added"]} entries came back')
    run.note(plan, verify)
    run.note(merge, fetch)
    for name in ('load', 'plan', 'merge'):
        print(f'merge: open session, {name}: ' + ' '.join(f'{one[name]:.3f} s ({one[name + "_cpu"]:.3f} of a processor)' for one in found))
    show(run, 'open session, preview', [one['plan'] for one in found], PREVIEW_S)
    show(run, 'open session, merge', [one['merge'] for one in found], MERGE_S)


def main():
    run = bench.Bench('merge')
    try:
        measure(run)
    finally:
        status = run.finish()
    return status


if __name__ == '__main__':
    sys.exit(main())
