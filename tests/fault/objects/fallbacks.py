#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Intake on file systems that lack O_TMPFILE, hard links or RENAME_NOREPLACE, or on which no file can be made."""
import os
import re
import subprocess
import sys

from common import DRIVER, SHIMS, Folder, acknowledged, check, fail, make_sources, make_store, shim


ENDS_SECONDS = 60  # it takes a moment
TEMPORARY = re.compile(r'\.new-[0-9a-f]{16}')


def refuse(store, source, missing):
    """Where making a file fails every time, intake ends, says so and leaves nothing; what it wrote to stderr."""
    done = subprocess.run([DRIVER, 'intake', store, source], env=shim(missing), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=ENDS_SECONDS, check=False)
    message = done.stderr.decode()
    if done.returncode != 1 or done.stdout or store not in message:
        fail(f'{missing}: exit {done.returncode}, {done.stdout[:200]}, {message[-500:]}')
    if any(name.startswith('.new-') for name in os.listdir(os.path.join(store, 'objects'))):
        fail(f'{missing}: something was left')
    return message


def no_file_can_be_made(folder):
    """Signals without end, and names that somebody else always has: tried a bounded number of times."""
    source, store = folder.at('one'), make_store(folder.at('refused'))
    make_sources(source, [5000])
    for missing in ('interrupted', 'tmpfile interrupted'):
        refuse(store, source, missing)
    names = TEMPORARY.findall(refuse(store, source, 'tmpfile taken'))
    if not 2 <= len(names) <= 1000 or len(set(names)) != len(names):
        fail(f'{len(names)} names were tried, {len(set(names))} different ones')
    print(f'refused after signals without end and after {len(names)} names that were taken')


def main():
    with Folder() as folder:
        no_file_can_be_made(folder)
        sources = make_sources(folder.at('source'), [0, 1, 5000, 700_000] * 5)
        for missing in SHIMS:
            store = make_store(folder.at('e'))
            for run in ('new', 'held'):
                done = subprocess.run([DRIVER, 'intake', store, folder.at('source')], env=shim(missing),
                                      stdout=subprocess.PIPE, check=True)
                # Empty files are one object.
                if set(acknowledged(done.stdout)) != set(sources) or done.stdout.count(b'\n') != 20:
                    fail(f'without {missing or "nothing"}: not everything was taken in')
                if run == 'held' and done.stdout.count(b' held ') != 20:
                    fail(f'without {missing or "nothing"}: what is held was not recognised')
                errors, others = check(store, done.stdout)
                if errors or others:
                    fail(f'without {missing or "nothing"}: {(errors + others)[:5]}')
            # A damaged object is replaced in every way too.
            victim = sorted(sources)[0]
            path = os.path.join(store, 'objects', victim[:2], victim)
            os.chmod(path, 0o600)
            with open(path, 'ab') as file:
                file.write(b'!')
            os.chmod(path, 0o400)
            done = subprocess.run([DRIVER, 'intake', store, folder.at('source')], env=shim(missing),
                                  stdout=subprocess.PIPE, check=True)
            errors, others = check(store, done.stdout)
            if b' repaired ' not in done.stdout or errors or len(others) != 1 or '.damaged-1' not in others[0]:
                fail(f'without {missing or "nothing"}: a damaged object was not replaced: {errors + others}')
            print(f'without {missing or "nothing"}: 20 files new, held and repaired')


if __name__ == '__main__':
    sys.exit(main())
