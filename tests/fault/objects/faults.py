#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every system call of intake, check, creation and removal fails once, or from then on for ever.

Whatever fails: no crash, nothing acknowledged is lost, the message names a file or place, and the
next run succeeds without repair.
"""
import collections
import os
import random
import re
import subprocess
import sys

from common import (DRIVER, SEED, SKIPPED, Folder, make_progress, acknowledged, check, fail, make_sources,
                    make_store, shim)

import inject  # noqa: E402

ERRORS = {
    'openat': ('EMFILE', 'EIO', 'ENOSPC', 'EINTR', 'EACCES', 'ENOMEM'),
    'pread64': ('EIO', 'EINTR'),
    'write': ('EIO', 'ENOSPC', 'EINTR', 'EDQUOT'),
    'fsync': ('EIO', 'ENOSPC', 'EINTR'),
    'linkat': ('EIO', 'ENOSPC', 'EINTR', 'EPERM', 'EMLINK'),
    'renameat2': ('EIO', 'ENOSPC', 'EINTR', 'EINVAL'),
    'renameat': ('EIO', 'ENOSPC', 'EINTR'),
    'unlinkat': ('EIO', 'EINTR'),
    'mkdirat': ('EIO', 'ENOSPC', 'EINTR'),
    'newfstatat': ('EIO', 'EINTR'),
    'fstat': ('EIO',),
    'lseek': ('EIO',),
    'fchmod': ('EIO', 'EPERM'),
    'ioctl': ('EIO', 'ENOSPC'),
    'fcntl': ('EMFILE',),
    'flock': ('ENOLCK', 'EINTR'),
    'sync_file_range': ('EIO', 'ENOSPC'),
    'fadvise64': ('EIO',),
    'getdents64': ('EIO',),
    'clone3': ('EAGAIN',),
}
MODES = (('intake', ''), ('intake', 'tmpfile'), ('intake', 'link'), ('intake', 'tmpfile noreplace link'),
         ('make', ''), ('check', ''), ('remove', ''))
HANGS_SECONDS = 300  # a run takes a fraction of one
NEVER_SHORT = 2  # positions beyond those counted: threads shift them

Fault = collections.namedtuple('Fault', 'command missing call error forever position')


class Bench:
    """The folders of one fault after the other."""

    def __init__(self, folder):
        self.folder = folder
        self.sources = make_sources(folder.at('source'), [0, 1, 30_000, 600_000, 70_000, 40])
        self.store = folder.at('e.chosho')
        self.lines = b''

    def prepare(self, command):
        """What stands before the command runs; self.lines is what was acknowledged."""
        make_store(self.store)
        self.lines = b''
        if command == 'make':
            subprocess.run(['rm', '-rf', self.store], check=True)
            os.mkdir(self.store)
        elif command in ('check', 'remove'):
            self.lines = subprocess.run([DRIVER, 'intake', self.store, self.folder.at('source')], check=True,
                                        stdout=subprocess.PIPE).stdout

    def argv(self, command):
        if command == 'intake':
            return [DRIVER, 'intake', self.store, '--batch-files', '4', self.folder.at('source')]
        if command == 'remove':
            return [DRIVER, 'remove', self.store, *sorted(acknowledged(self.lines))[:3]]
        return [DRIVER, command, self.store]

    def strace(self, command, missing, *options):
        """Runs the command under strace. (status, stdout, stderr, trace)"""
        trace = self.folder.at('trace')
        variables = [f'-E{name}={value}' for name, value in shim(missing).items() if name in ('LD_PRELOAD', 'CHOSHO_SHIM')]
        done = subprocess.run(['strace', '-f', '-y', '-qq', '-o', trace, *variables, *options, *self.argv(command)],
                              input=self.lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                              timeout=HANGS_SECONDS)
        with open(trace, errors='replace') as file:
            return done.returncode, done.stdout, done.stderr.decode(errors='replace'), file.read()


def count_calls(bench, command, missing):
    """{call: (before the command's own work, in all)}: the loader's calls are not ours."""
    bench.prepare(command)
    status, _, _, trace = bench.strace(command, missing)
    if status != 0:
        fail(f'{command} without a fault ended with {status}')
    before, total, started = collections.Counter(), collections.Counter(), False
    for line in trace.splitlines():
        match = re.match(r'\d+\s+(\w+)\(', line)
        if not match:
            continue
        started = started or (match.group(1) == 'openat' and bench.store + '"' in line)
        total[match.group(1)] += 1
        if not started:
            before[match.group(1)] += 1
    if not started:
        fail(f'{command}: the beginning was not found in the trace')
    return {call: (before[call], total[call]) for call in total}


def all_faults(bench):
    for command, missing in MODES:
        calls = count_calls(bench, command, missing)
        for call, errors in ERRORS.items():
            first, last = calls.get(call, (0, 0))
            if last == first:
                continue
            # Creation repeats one thing 256 times: its beginning, end and some between stand for all.
            positions = range(first + 1, last + 1 + NEVER_SHORT)
            if command == 'make' and len(positions) > 40:
                positions = [*positions[:8], *positions[8:-8:16], *positions[-8:]]
            for position in positions:
                for error in errors:
                    for forever in (False, True):
                        yield Fault(command, missing, call, error, forever, position)


def judge_intake(bench, fault, status, output, message):
    lines = output[:output.rfind(b'\n') + 1]
    if status == 0:
        told = [digest for digest, path in bench.sources.items()
                if digest not in acknowledged(lines) and path not in message and bench.folder.at('source') not in message]
        if told:
            fail(f'{fault}: silently left out {told}')
    errors, others = check(bench.store, lines)
    if errors:
        fail(f'{fault}: {errors}')
    if not fault.missing and any(not line.startswith('extra') for line in others):
        fail(f'{fault} left {others}')
    again = subprocess.run(bench.argv('intake'), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if again.returncode != 0 or set(acknowledged(again.stdout)) != set(bench.sources):
        fail(f'{fault}: the next run failed: {again.stderr.decode()}')
    subprocess.run([DRIVER, 'clean', bench.store], check=True)
    errors, others = check(bench.store, lines + again.stdout)
    if errors or others:
        fail(f'{fault}: after the next run: {errors + others}')


def judge_make(bench, fault, status, output, message):
    if status == 0 and len(os.listdir(os.path.join(bench.store, 'objects'))) != 256:
        fail(f'{fault}: called done with missing folders')
    subprocess.run(bench.argv('make'), check=True)
    errors, others = check(bench.store, b'')
    if errors or others or len(os.listdir(os.path.join(bench.store, 'objects'))) != 256:
        fail(f'{fault}: creation could not be repeated: {errors + others}')


def judge_check(bench, fault, status, output, message):
    # The store is sound: a fault may be reported, or have had no effect.
    if status == 0 and output.split() != [b'checked', b'6', b'%d' % (1 + 30_000 + 600_000 + 70_000 + 40)]:
        fail(f'{fault}: called sound after {output}')


def judge_remove(bench, fault, status, output, message):
    gone = output.decode().split()
    for digest in gone:
        if os.path.exists(os.path.join(bench.store, 'objects', digest[:2], digest)):
            fail(f'{fault}: {digest} was acknowledged as destroyed and is there')
    if status == 0 and len(gone) != 3:
        fail(f'{fault}: silently kept {3 - len(gone)}')
    kept = b''.join(line + b'\n' for line in bench.lines.splitlines()
                    if line.split()[0].decode() not in sorted(acknowledged(bench.lines))[:3])
    errors, _ = check(bench.store, kept)
    if errors:
        fail(f'{fault}: {errors}')


JUDGES = {'intake': judge_intake, 'make': judge_make, 'check': judge_check, 'remove': judge_remove}


def try_fault(bench, fault, progress):
    bench.prepare(fault.command)
    when = f'{fault.position}+' if fault.forever else f'{fault.position}'
    status, output, message, trace = bench.strace(fault.command, fault.missing, '-e', f'trace={fault.call}',
                                                  '-e', f'inject={fault.call}:error={fault.error}:when={when}')
    if '(INJECTED)' not in trace:
        progress.add('not reached')
        return
    progress.add('faults')
    if status < 0 or status > 4 or status == 2 or (status == 4 and fault.command != 'check'):
        fail(f'{fault}: ended with {status}: {message}')
    if status in (1, 4):
        progress.add('reported')
        places = (bench.store, bench.folder.at('source'), 'stdout', 'objects/')
        mute = fault.call == 'write' and fault.forever  # standard error too
        if not mute and not any(place in message + output.decode() for place in places):
            fail(f'{fault}: the message names no place: {message!r}')
    else:
        progress.add('overcome')
    JUDGES[fault.command](bench, fault, status, output, message)


# What must not even be noticed, with or without a fault before: a copy is begun again after a failed fsync, names
# are given in other ways, work is done without threads.
OVERCOME = (Fault('intake', '', 'fsync', 'EIO', False, 1), Fault('intake', '', 'fsync', 'EINTR', False, 1),
            Fault('intake', '', 'linkat', 'EPERM', True, 1), Fault('intake', '', 'clone3', 'EAGAIN', True, 1),
            Fault('intake', '', 'ioctl', 'EIO', True, 1), Fault('intake', '', 'sync_file_range', 'ENOSPC', True, 1),
            Fault('intake', 'tmpfile', 'flock', 'ENOLCK', True, 1), Fault('intake', 'tmpfile', 'renameat2', 'EINVAL', True, 1),
            Fault('check', '', 'clone3', 'EAGAIN', True, 1), Fault('check', '', 'fadvise64', 'EIO', True, 1))


def main():
    if not inject.can_trace():
        print('SKIPPED: strace is missing or may not trace here')
        return SKIPPED
    long = '--long' in sys.argv
    with Folder() as folder:
        bench = Bench(folder)
        faults = list(all_faults(bench))
        if not long:
            print(f'seed {SEED}; a sample of {len(faults):,} faults')
            faults = random.Random(SEED).sample(faults, 100)
        trial = make_progress('objects-faults-overcome', len(OVERCOME), False)
        for fault in OVERCOME:
            try_fault(bench, fault, trial)
            if trial.count('overcome') != trial.count('faults') or trial.count('not reached'):
                fail(f'{fault} was not overcome')
        progress = make_progress('objects-faults', len(faults), long)
        for step in progress.steps():
            try_fault(bench, faults[step % len(faults)], progress)
    print(progress.summary())
    if progress.count('faults') < progress.target * 3 // 4:
        fail('too few faults were injected: the test tested nothing')
    return 0


if __name__ == '__main__':
    sys.exit(main())
