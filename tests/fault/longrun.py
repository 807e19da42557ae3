# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fault tests share: a folder to work in, how far a long run came, how to fail."""
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time

BUILD = os.environ['CHOSHO_BUILD_ROOT']
SEED = int(os.environ.get('CHOSHO_TEST_SEED', '20260401'))
COUNT = os.environ.get('CHOSHO_TEST_COUNT')  # of the long form, instead of its own number of steps
SKIPPED = 77
SAVED_EVERY_SECONDS = 60


class Folder:
    """A temporary folder; removed at the end. In memory where that can be had: what is tested here are
    the calls a program makes and what it says, not the disk."""

    def __init__(self, in_memory=True):
        self.in_memory = in_memory

    def __enter__(self):
        memory = '/dev/shm'
        roomy = self.in_memory and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
        self.path = tempfile.mkdtemp(prefix='chosho-fault-', dir=memory if roomy else BUILD)
        return self

    def __exit__(self, *unused):
        shutil.rmtree(self.path, ignore_errors=True)

    def at(self, *parts):
        return os.path.join(self.path, *parts)


class Progress:
    """How far a long run came. It goes on where the last one stopped, as long as @program and the seed are
    the same. @every: after so many steps it is kept how far it is."""

    def __init__(self, name, target, long, program, every=50):
        self.name, self.target, self.long, self.every = name, int(COUNT) if long and COUNT else target, long, every
        self.file = os.path.join(BUILD, f'long-{name}.json')
        with open(program, 'rb') as file:
            digest = hashlib.sha256(file.read() + str(SEED).encode()).hexdigest()
        self.state = {'program': digest, 'done': 0, 'counts': {}}
        self.saved = time.monotonic()
        if long and os.path.exists(self.file):
            with open(self.file) as file:
                state = json.load(file)
            if state['program'] == digest:
                self.state = state
                print(f'{name}: going on after {self.state["done"]:,} of {self.target:,}', flush=True)

    def steps(self):
        """Numbers of the steps still to do."""
        while self.state['done'] < self.target:
            yield self.state['done']
            self.state['done'] += 1
            if self.long and (self.state['done'] % self.every == 0 or time.monotonic() - self.saved > SAVED_EVERY_SECONDS):
                self.save()
        if self.long:
            self.save()

    def save(self):
        with open(self.file + '.new', 'w') as file:
            json.dump(self.state, file)
        os.replace(self.file + '.new', self.file)
        self.saved = time.monotonic()
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
