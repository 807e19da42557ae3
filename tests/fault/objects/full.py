#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that is really full, at different points of an intake, on a small tmpfs and a small ext4.

It is told in words; what was acknowledged is there and readable while the disk is full; after space is
made the same intake succeeds without repair. Mounts stand in a mount namespace of their own. Where none can be
had, or no loop device, the part is skipped with a word.
"""
import os
import random
import subprocess
import sys

from common import DRIVER, SEED, SKIPPED, Folder, acknowledged, check, fail, make_sources, make_store, shim
from disks import INSIDE, fill, mount_ext4, mount_tmpfs, run_inside, unmount

DISK_BYTES = 12 << 20
FILLS = 10  # of each file system


def intake(store, source, missing):
    return subprocess.run([DRIVER, 'intake', store, '--batch-files', '6', source], env=shim(missing),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


def one_fill(place, source, sources, left, missing):
    """TRUE where the disk was too small."""
    store = make_store(os.path.join(place, 'e.chosho'))
    ballast = os.path.join(place, 'ballast')
    fill(ballast, left)
    done = intake(store, source, missing)
    message = done.stderr.decode()
    full = done.returncode != 0
    if full and (done.returncode != 1 or 'no-space' not in message or place not in message):
        fail(f'{left} bytes left: ended with {done.returncode}: {message}')
    if not full and set(acknowledged(done.stdout)) != set(sources):
        fail(f'{left} bytes left: done without {len(sources) - len(acknowledged(done.stdout))} files')
    errors, _ = check(store, done.stdout)
    if errors:
        fail(f'{left} bytes left, disk full: {errors}')
    os.unlink(ballast)
    again = intake(store, source, missing)
    if again.returncode != 0 or set(acknowledged(again.stdout)) != set(sources):
        fail(f'after space was made: {again.stderr.decode()}')
    subprocess.run([DRIVER, 'clean', store], check=True)
    errors, others = check(store, done.stdout + again.stdout)
    if errors or others:
        fail(f'after space was made: {errors + others}')
    return full


def inside():
    """In the namespace."""
    chance = random.Random(SEED)
    skipped = []
    with Folder() as folder:
        sources = make_sources(folder.at('source'), [90_000] * 40 + [3_000_000])
        total = 40 * 90_000 + 3_000_000
        for name in ('tmpfs', 'ext4'):
            place = folder.at(name)
            os.mkdir(place)
            if not (mount_tmpfs(place, DISK_BYTES) if name == 'tmpfs' else mount_ext4(place, DISK_BYTES * 2, folder.at('image'))):
                print(f'SKIPPED: no small {name} can be mounted here', flush=True)
                skipped.append(name)
                continue
            full = 0
            for number in range(FILLS):
                left = total * number // FILLS + chance.randrange(20_000)
                full += one_fill(place, folder.at('source'), sources, left, 'tmpfile' if number % 3 == 2 else '')
            unmount(place)
            print(f'{name}: {full} of {FILLS} intakes met a full disk; 0 lost', flush=True)
            if full < FILLS * 2 // 3:
                fail(f'{name}: the disk was hardly ever full: the test tested nothing')
    return SKIPPED if len(skipped) == 2 else 0


def main():
    if INSIDE in sys.argv:
        return inside()
    code = run_inside(__file__)
    if code is None:
        print('SKIPPED: no mount namespace can be had here, so no disk can be filled')
        return SKIPPED
    return code


if __name__ == '__main__':
    sys.exit(main())
