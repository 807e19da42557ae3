#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at random moments of an intake: what was acknowledged is there, whole, and the store goes on
without repair."""
import random
import signal
import subprocess
import sys
import time

from common import (DRIVER, SEED, SHIMS, Folder, make_progress, acknowledged, check, fail, make_sources, make_store, shim)

FRESH_AFTER = 12  # kills, then a new store: into a full one nothing new is linked


def full_run_seconds(folder, source):
    store = make_store(folder.at('e'))
    start = time.monotonic()
    subprocess.run([DRIVER, 'intake', store, '--batch-files', '8', source], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def kill_once(store, source, environment, seconds):
    """What the driver acknowledged before it was killed, and whether it was killed in time."""
    driver = subprocess.Popen([DRIVER, 'intake', store, '--batch-files', '8', source], stdout=subprocess.PIPE,
                              env=environment)
    time.sleep(seconds)
    driver.send_signal(signal.SIGKILL)
    output = driver.stdout.read()
    return output, driver.wait() == -signal.SIGKILL


def main():
    long = '--long' in sys.argv
    progress = make_progress('objects-kill', 3000 if long else 36, long)
    chance = random.Random(SEED + progress.state['done'])
    print(f'seed {SEED}', flush=True)
    with Folder() as folder:
        sizes = [chance.choice((0, 1, 700, 9000, 40000)) for _ in range(300)] + [1_500_000] * 4
        chance.shuffle(sizes)
        sources = make_sources(folder.at('source'), sizes)
        longest = full_run_seconds(folder, folder.at('source'))
        store, lines = None, b''
        for step in progress.steps():
            missing = SHIMS[step // FRESH_AFTER % len(SHIMS)]
            if step % FRESH_AFTER == 0 or store is None:
                store, lines = make_store(folder.at('e')), b''
            output, killed = kill_once(store, folder.at('source'), shim(missing), chance.uniform(0, longest))
            lines += output[:output.rfind(b'\n') + 1]
            errors, others = check(store, lines)
            if errors:
                fail(f'kill {step} ({missing or "all features"}): {errors[:5]}')
            strangers = [line for line in others if line.split()[0] not in ('extra', 'leftover')]
            leftovers = [line for line in others if line.split()[0] == 'leftover']
            if strangers or (leftovers and 'tmpfile' not in missing and 'link' not in missing):
                fail(f'kill {step} ({missing or "all features"}) left {(strangers or leftovers)[:5]}')
            subprocess.run([DRIVER, 'clean', store], check=True)
            if any(line.startswith('leftover') for line in check(store, lines)[1]):
                fail(f'kill {step}: leftovers after cleaning')
            progress.add('acknowledged', len(acknowledged(output)))
            progress.add('kills', killed)
            progress.add('leftovers cleaned', len(leftovers))
            progress.add('lost or damaged', 0)
        final = subprocess.run([DRIVER, 'intake', store or make_store(folder.at('e')), folder.at('source')],
                               stdout=subprocess.PIPE, check=True)
        if set(acknowledged(final.stdout)) != set(sources):
            fail('the last run did not take in everything')
    print(progress.summary())
    if progress.count('kills') < progress.target // 2 or progress.count('acknowledged') == 0:
        fail('too few kills hit a running intake: the test tested nothing')


if __name__ == '__main__':
    main()
