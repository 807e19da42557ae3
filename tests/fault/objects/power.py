#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts during intake and purge: what was acknowledged is there, and no object is torn.

The same simulation must report losses when one fsync is taken out: otherwise it proves nothing.
"""
import hashlib
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import powercut  # noqa: E402
from common import DRIVER, SEED, Folder, make_progress, acknowledged, check, fail, make_sources, make_store, shim  # noqa: E402

SIZES = [0, 1, 511, 5_000, 70_000, 5_000, 300_000, 40, 9_000, 1_100_000, 12]
LONG = '--long' in sys.argv
ROUND_IMAGES = 400 if LONG else 120  # of one recorded run; the next one records anew: threads interleave differently
CHECK_EVERY = 40    # images that our own program judges too, and goes on with


def object_path(store, digest):
    return os.path.join(store, 'objects', digest[:2], digest)


def judge_objects(image, lines):
    """What was acknowledged is there; whatever has an object's name has its content."""
    root = os.path.join(image, 'objects')
    found = set()
    for shard in os.listdir(root):
        folder = os.path.join(root, shard)
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            if len(name) != 64:
                continue
            with open(os.path.join(folder, name), 'rb') as file:
                if hashlib.sha256(file.read()).hexdigest() != name:
                    return f'{name} is torn'
            found.add(name)
    lost = {line.split()[0] for line in lines} - found
    return f'lost {sorted(lost)}' if lost else None


class Cuts:
    """Runs of the driver, each with its crash images."""

    def __init__(self, folder, progress):
        self.folder, self.progress, self.seed = folder, progress, SEED
        self.source = folder.at('source')
        self.digests = sorted(make_sources(self.source, SIZES))
        shutil.copy(os.path.join(self.source, 's0004'), os.path.join(self.source, 's0004-again'))
        self.store = folder.at('e.chosho')
        self.images = 0

    def simulate(self, command, judge, images, missing='', skip=None):
        environment = shim(missing)
        if skip:
            environment['CHOSHO_TEST_SKIP_SYNC'] = skip
        return powercut.simulate([DRIVER, *command], self.store, judge, images=images, seed=self.seed, env=environment)

    def intake(self, images, missing='', skip=None, judge=judge_objects):
        return self.simulate(['intake', self.store, '--batch-files', '4', self.source], judge, images, missing, skip)

    def judge_by_program(self, image, lines):
        """Also by our own program: it must check clean and take in everything without repair."""
        wrong = judge_objects(image, lines)
        self.images += 1
        if wrong or self.images % CHECK_EVERY:
            return wrong
        errors, _ = check(image, '\n'.join(lines + ['']).encode())
        if errors:
            return f'check finds {errors}'
        again = subprocess.run([DRIVER, 'intake', image, self.source], stdout=subprocess.PIPE, check=False)
        if again.returncode != 0 or set(acknowledged(again.stdout)) != set(self.digests):
            return 'the next intake failed'
        errors, _ = check(image, again.stdout)
        return f'after the next intake {errors}' if errors else None

    def must_be_whole(self, name, report):
        self.progress.add('images', report.images)
        self.progress.add('acknowledged', report.acknowledged)
        if report.problems or report.acknowledged == 0:
            fail(f'{name}: {report}')

    def must_be_noticed(self, name, report):
        self.progress.add('missing fsyncs noticed')
        if not report.problems:
            fail(f'nothing was noticed without {name}')


def new_store(cuts):
    make_store(cuts.store)
    cuts.must_be_whole('intake', cuts.intake(ROUND_IMAGES, judge=cuts.judge_by_program))


def without_nameless_files(cuts):
    for missing in ('tmpfile', 'tmpfile noreplace', 'link'):
        make_store(cuts.store)
        cuts.must_be_whole(f'intake without {missing}', cuts.intake(ROUND_IMAGES // 3, missing))


def into_old_store(cuts):
    """Half is held already, one shard's folder was left out by a copy, one object is damaged."""
    make_store(cuts.store)
    subprocess.run([DRIVER, 'intake', cuts.store, *(os.path.join(cuts.source, f's{n:04d}') for n in range(6))],
                   check=True, stdout=subprocess.DEVNULL)
    for digest in cuts.digests:
        if not os.path.exists(object_path(cuts.store, digest)) and not os.listdir(
                os.path.dirname(object_path(cuts.store, digest))):
            os.rmdir(os.path.dirname(object_path(cuts.store, digest)))
    held = next(d for d in cuts.digests if os.path.exists(object_path(cuts.store, d)))
    os.chmod(object_path(cuts.store, held), 0o600)
    with open(object_path(cuts.store, held), 'ab') as file:
        file.write(b'damage')

    def judge(image, lines):
        wrong = judge_objects(image, lines)
        # The damaged object was there before anything was done about it.
        return None if wrong == f'{held} is torn' and not any(line.startswith(held) for line in lines) else wrong

    cuts.must_be_whole('intake into an old store', cuts.intake(ROUND_IMAGES // 2, judge=judge))


def purge(cuts):
    make_store(cuts.store)
    subprocess.run([DRIVER, 'intake', cuts.store, cuts.source], check=True, stdout=subprocess.DEVNULL)
    gone = cuts.digests[:4]

    def judge(image, lines):
        back = [line for line in lines if os.path.exists(object_path(image, line))]
        if back:
            return f'destroyed and back: {back}'
        kept = [digest for digest in cuts.digests if digest not in gone]
        return judge_objects(image, kept)

    report = cuts.simulate(['remove', cuts.store, *gone], judge, ROUND_IMAGES // 8)
    cuts.must_be_whole('purge', report)
    make_store(cuts.store)
    subprocess.run([DRIVER, 'intake', cuts.store, cuts.source], check=True, stdout=subprocess.DEVNULL)
    skip = f'/objects/{gone[0][:2]}'
    cuts.must_be_noticed("the purge's fsync", cuts.simulate(['remove', cuts.store, *gone], judge, 60, skip=skip))


def missing_syncs(cuts):
    """Each kind of fsync left out once: the files', one single folder's, that of a new folder."""
    shard = next(digest[:2] for digest in cuts.digests)
    make_store(cuts.store)
    cuts.must_be_noticed("the files' fsync", cuts.intake(80, skip='(deleted)'))
    make_store(cuts.store)
    cuts.must_be_noticed("one folder's fsync", cuts.intake(80, skip=f'/objects/{shard}'))
    make_store(cuts.store)
    os.rmdir(os.path.join(cuts.store, 'objects', shard))
    cuts.must_be_noticed('the fsync of objects/', cuts.intake(80, skip='/objects'))


ROUND = (new_store, without_nameless_files, into_old_store, purge, missing_syncs)


def main():
    # A round makes some 1,050 images: 50 of them are more than 50,000.
    progress = make_progress('objects-power', len(ROUND) * (50 if LONG else 1), LONG)
    print(f'seed {SEED}', flush=True)
    with Folder() as folder:
        cuts = Cuts(folder, progress)
        for step in progress.steps():
            cuts.seed = SEED + step
            ROUND[step % len(ROUND)](cuts)
    print(progress.summary())
    return 0


if __name__ == '__main__':
    sys.exit(main())
