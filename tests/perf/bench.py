# SPDX-License-Identifier: GPL-3.0-or-later
"""Benchmarks that compare ways of doing the same work on the same machine in one run.

Machines differ and are never quiet, so no figure means anything alone: the ways are run alternately,
round by round, and what counts is the ratio of their medians.

    bench = Bench('intake')
    a = bench.way('cp -r, sha256sum', run_a, prepare=clean_a)
    b = bench.way('intake', run_b, prepare=clean_b)
    bench.run(rounds=5)
    bench.at_most(b, a, 0.5)
    sys.exit(bench.finish())

CHOSHO_BENCH_ROUNDS overrides the number of rounds, CHOSHO_BENCH_SCALE the size of the data (1 = the
documented size).
"""
import os
import shutil
import statistics
import subprocess
import tempfile
import time


def scale():
    return float(os.environ.get('CHOSHO_BENCH_SCALE', '1'))


def build_path(*parts):
    """A path below the build folder, where the programs are."""
    return os.path.join(os.environ['CHOSHO_BUILD_ROOT'], *parts)


def run_quietly(*argv, cwd=None, stdin=None, stdout=None, ok=(0,), env=None):
    """Runs a program to its end; its failure is the benchmark's."""
    done = subprocess.run(argv, cwd=cwd, stdin=stdin, stdout=stdout or subprocess.DEVNULL,
                          stderr=subprocess.PIPE, env=env)
    if done.returncode not in ok:
        raise RuntimeError(f'{argv[0]} ended with {done.returncode}: {done.stderr.decode(errors="replace")}')
    return done.returncode


def forget(paths):
    """Drops the files from the page cache (they must be written out), so that the next reader is cold."""
    for path in paths:
        file = os.open(path, os.O_RDONLY)
        os.fdatasync(file)
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(file)


class Way:
    def __init__(self, name, work, prepare):
        self.name, self.work, self.prepare = name, work, prepare
        self.seconds = []

    @property
    def median(self):
        return statistics.median(self.seconds)


class Bench:
    def __init__(self, name):
        self.name, self.ways, self.failures = name, [], []
        # Beside the build, not in /tmp, which may be memory.
        self.folder = tempfile.mkdtemp(prefix='chosho-bench-', dir=os.environ.get('CHOSHO_BUILD_ROOT'))

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def way(self, name, work, prepare=None):
        """Adds a way: work() is timed, prepare() before it is not."""
        self.ways.append(Way(name, work, prepare))
        return self.ways[-1]

    def run(self, rounds=5, settle=os.sync):
        """All ways once without counting, to warm caches; then @rounds times each, in turn."""
        rounds = int(os.environ.get('CHOSHO_BENCH_ROUNDS', rounds))
        for number in range(rounds + 1):
            for way in self.ways:
                if way.prepare:
                    way.prepare()
                settle()
                start = time.monotonic()
                way.work()
                if number > 0:
                    way.seconds.append(time.monotonic() - start)
        load = os.getloadavg()[0]
        print(f'{self.name}: load {load:.1f} on {os.cpu_count()} processors at the end'
              + ('; others are working: ratios of several threads to one suffer' if load > os.cpu_count() else ''))
        width = max(len(way.name) for way in self.ways)
        for way in self.ways:
            every = ' '.join(f'{s:.3f}' for s in way.seconds)
            print(f'{self.name}: {way.name:{width}}  median {way.median:8.3f} s   ({every})', flush=True)

    def note(self, way, reference):
        """A comparison for information, without a bar."""
        print(f'{self.name}: {way.name} / {reference.name} = {way.median / reference.median:.2f}', flush=True)

    def rate(self, way, amount, unit):
        print(f'{self.name}: {way.name}: {amount / way.median:,.0f} {unit}/s', flush=True)

    def at_most(self, way, reference, bar):
        """The bar: @way takes at most @bar times the time of @reference."""
        ratio = way.median / reference.median
        good = ratio <= bar
        print(f'{self.name}: {way.name} / {reference.name} = {ratio:.2f}   bar ≤ {bar:g}   '
              f'{"reached" if good else "MISSED"}', flush=True)
        if not good:
            self.failures.append(way.name)
        return ratio

    def within(self, way, seconds):
        """A bar in seconds, for what a person waits for; told beside the machine's load, which it depends on."""
        good = way.median <= seconds
        print(f'{self.name}: {way.name}: {way.median:.3f} s   bar ≤ {seconds:g} s   {"reached" if good else "MISSED"}', flush=True)
        if not good:
            self.failures.append(way.name)

    def finish(self):
        """Removes the data; the exit status."""
        shutil.rmtree(self.folder, ignore_errors=True)
        return 1 if self.failures else 0
