# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fault tests of the object store share."""
import hashlib
import os
import random
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from longrun import BUILD, SEED, SKIPPED, Folder, Progress, fail  # noqa: E402, F401

DRIVER = os.path.join(BUILD, 'tests', 'support', 'object-driver')
SHIM = os.path.join(BUILD, 'tests', 'support', 'shim-filesystem.so')

# Every way a file can get its name, by what the file system lacks; reads and writes that are not whole; and signals
# that come while a file is made.
SHIMS = ('', 'tmpfile', 'link', 'tmpfile noreplace', 'tmpfile noreplace link', 'whole', 'hiccup', 'tmpfile hiccup')


def shim(missing):
    """The environment in which the driver meets a file system without @missing."""
    if not missing:
        return dict(os.environ)
    environment = dict(os.environ, LD_PRELOAD=SHIM, CHOSHO_SHIM=missing)
    if 'whole' in missing:
        environment['CHOSHO_TEST_SHORT_WRITES'] = '1'
    return environment


def make_sources(folder, sizes, seed=SEED):
    """Files of random bytes; {digest: path}."""
    chance = random.Random(seed)
    os.makedirs(folder)
    sources = {}
    for number, size in enumerate(sizes):
        path = os.path.join(folder, f's{number:04d}')
        data = chance.randbytes(size)
        with open(path, 'wb') as file:
            file.write(data)
        sources[hashlib.sha256(data).hexdigest()] = path
    return sources


def make_store(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    subprocess.run([DRIVER, 'make', folder], check=True)
    return folder


def acknowledged(output):
    """The digests of the whole lines in what the driver printed (the last may be cut by a kill)."""
    return [line.split(b' ')[0].decode() for line in output.split(b'\n')[:-1]]


def check(store, lines):
    """Checks the store against acknowledged lines (bytes). (errors, others): lines of the driver."""
    done = subprocess.run([DRIVER, 'check', store], input=lines, stdout=subprocess.PIPE, check=False)
    found = done.stdout.decode().splitlines()
    if done.returncode not in (0, 4) or not found or not found[-1].startswith('checked '):
        raise AssertionError(f'check ended with {done.returncode}: {found}')
    errors = [line for line in found if line.split()[0] in ('missing', 'damaged', 'unreadable')]
    others = [line for line in found[:-1] if line not in errors]
    if (done.returncode == 4) != bool(errors):
        raise AssertionError(f'check ended with {done.returncode} and {errors}')
    return errors, others


def make_progress(name, target, long):
    return Progress(name, target, long, DRIVER)
