#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The long form of a test that draws by a seed: its short form again and again, each round with the next seed.

    rounds.py NAME ROUNDS PROGRAM [ARGUMENT…]

Prints how far it came after each round; the next run goes on where this one was stopped.
"""
import os
import subprocess
import sys

import longrun


def main():
    name, rounds, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    tested = command[1] if command[0].endswith(('python3', 'python')) else command[0]
    progress = longrun.Progress(name, rounds, True, tested, every=1)
    for number in progress.steps():
        seed = str(longrun.SEED + number)
        done = subprocess.run(command, env=dict(os.environ, CHOSHO_TEST_SEED=seed), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, check=False)
        if done.returncode != 0:
            print(done.stdout)
            longrun.fail(f'round {number + 1}, CHOSHO_TEST_SEED={seed}')
        progress.add('rounds passed')
    if progress.count('rounds passed') < 1:
        longrun.fail('no round was run')


if __name__ == '__main__':
    main()
