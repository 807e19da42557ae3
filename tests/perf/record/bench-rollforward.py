#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Next year's engagement of a full one (1,156 controls with their procedures, statement and a year's results), beside what people
do without it: copying last year's folder. The copy has evidence that next year's must not hold, so it is made of the record alone."""
import glob
import os
import shutil
import sys

import bench

CTL = bench.build_path('src', 'cli', 'choshoctl')
MAKE = bench.build_path('tests', 'support', 'make-full-engagement')
EVENTS = max(3000, int(25000 * bench.scale()))
CONTROLS = max(20, int(1156 * bench.scale()))
AIM_SECONDS = 2


def main():
    run = bench.Bench('rollforward')
    try:
        year, following, copy = run.path('year'), run.path('next.chosho'), run.path('copy.chosho')
        bench.run_quietly(MAKE, year, '--events', str(EVENTS), '--evidence', '1000', '--controls', str(CONTROLS), '--chains', '1')
        engagement = os.path.join(year, 'engagement.chosho')
        key = os.path.join(year, 'identities', 'leader.json')
        bench.run_quietly(CTL, '-C', engagement, 'index', 'rebuild')
        environment = dict(os.environ, XDG_STATE_HOME=run.path('state'))
        records = glob.glob(os.path.join(engagement, '*.db'))

        def copy_record():
            os.mkdir(copy)
            bench.run_quietly('cp', *records, copy)
            bench.run_quietly('sync', '-f', copy)

        ours = run.way('rollforward', lambda: bench.run_quietly(CTL, '-C', engagement, '--identity', key, 'rollforward', following, env=environment),
                       prepare=lambda: shutil.rmtree(following, ignore_errors=True))
        theirs = run.way('cp of the record, synced', copy_record, prepare=lambda: shutil.rmtree(copy, ignore_errors=True))
        run.run(rounds=3)
        run.within(ours, AIM_SECONDS)
        run.note(ours, theirs)
    finally:
        status = run.finish()
    return status


if __name__ == '__main__':
    sys.exit(main())
