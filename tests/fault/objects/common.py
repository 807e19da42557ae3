# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fault tests of the object store share."""
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

BUILD = os.environ['CHOSHO_BUILD_ROOT']
DRIVER = os.path.join(BUILD, 'tests', 'support', 'object-driver')
SHIM = os.path.join(BUILD, 'tests', 'support', 'shim-filesystem.so')
SEED = int(os.environ.get('CHOSHO_TEST_SEED', '20260401'))
SKIPPED = 77

# Every way a file can get its name, by what the file system lacks; and reads and writes that are not whole.
SHIMS = ('', 'tmpfile', 'link', 'tmpfile noreplace', 'tmpfile noreplace link', 'whole')


def shim(missing):
    """The environment in which the driver meets a file system without @missing."""
    if not missing:
        return dict(os.environ)
    environment = dict(os.environ, LD_PRELOAD=SHIM, CHOSHO_SHIM=missing)
    if 'whole' in missing:
        environment['CHOSHO_TEST_SHORT_WRITES'] = '1'
    return environment


class Folder:
    """A temporary folder; removed at the end. In memory where that can be had: what is tested here are
    the calls a program makes and what it says, not the disk."""

    def __enter__(self):
        memory = '/dev/shm'
        roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
        self.path = tempfile.mkdtemp(prefix='chosho-objects-', dir=memory if roomy else BUILD)
        return self

    def __exit__(self, *unused):
        shutil.rmtree(self.path, ignore_errors=True)

    def at(self, *parts):
        return os.path.join(self.path, *parts)


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


class Progress:
    """How far a long run came. It goes on where the last one stopped, as long as the program is the
    same."""

    def __init__(self, name, target, long):
        self.name, self.target, self.long = name, target, long
        self.file = os.path.join(BUILD, f'long-{name}.json')
        with open(DRIVER, 'rb') as program:
            digest = hashlib.sha256(program.read()).hexdigest()
        self.state = {'program': digest, 'done': 0, 'counts': {}}
        if long and os.path.exists(self.file):
            with open(self.file) as file:
                state = json.load(file)
            if state['program'] == digest:
                self.state = state
                print(f'{name}: going on after {self.state["done"]:,} of {target:,}', flush=True)

    def steps(self):
        """Numbers of the steps still to do."""
        while self.state['done'] < self.target:
            yield self.state['done']
            self.state['done'] += 1
            if self.long and self.state['done'] % 50 == 0:
                self.save()
        if self.long:
            self.save()

    def save(self):
        with open(self.file + '.new', 'w') as file:
            json.dump(self.state, file)
        os.replace(self.file + '.new', self.file)
        print(self.summary(), flush=True)

    def add(self, what, amount=1):
        counts = self.state['counts']
        counts[what] = counts.get(what, 0) + amount

    def count(self, what):
        return self.state['counts'].get(what, 0)

    def summary(self):
        counts = ', '.join(f'{what} {number:,}' for what, number in sorted(self.state['counts'].items()))
        return f'{self.name}: {self.state["done"]:,} of {self.target:,}: {counts}'


def fail(text):
    print(f'FAILED: {text}', flush=True)
    sys.exit(1)
