#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several processes work on one engagement at a time, and some of them are killed.

Writers do every act, now and then the same one from two processes at once; readers read; a part of the writers'
commands is killed and repeated with its operation id. In the end everything is there once, and no reader has seen
anything but a whole record.
"""
import random
import signal
import sys
import threading
import time

import acts
from record import Record
from world import DONE, FAILED, World
import world as w

from longrun import SEED, Folder, Progress, fail

LONG = '--long' in sys.argv
WRITERS, READERS = (4, 2) if LONG else (3, 1)
ACTS = 6          # of each writer in one round
ROUNDS = 100 if LONG else 1
KILLED = 0.3      # of the writers' commands
TWICE = 0.2       # from two processes at once
TRIES = 5         # of one act; a busy engagement may make somebody wait in vain
READS = (['status'], ['evidence', 'list'], ['step', 'list'], ['journal', 'head'], ['verify'], ['sample', 'list'])
# Folders keep the others waiting and add nothing here; two that make one pack at once both want its name; an archive is made
# while nobody writes.
KINDS = [kind for kind in acts.ACTS if kind not in (acts.EvidenceFolder, acts.PackCreate, acts.PackOpen) and not issubclass(kind, acts.ArchiveCreate)]


class Team:
    def __init__(self, world, progress, round_number):
        self.world, self.progress, self.round = world, progress, round_number
        self.lock = threading.Lock()
        self.done = []       # acts that were acknowledged
        self.problems = []
        self.writing = True
        self.seconds = 0.1   # that the last command took which was not killed: machines differ

    def note(self, what, amount=1):
        with self.lock:
            self.progress.add(what, amount)

    def complain(self, text):
        with self.lock:
            self.problems.append(text)

    # --- Writers ---------------------------------------------------------------------------------

    def run_once(self, act, chance, killed):
        begun = time.monotonic()
        process = w.start(act.argv(), self.world.environment)
        if killed:
            time.sleep(chance.uniform(0, self.seconds))
            process.kill()
        answer = w.finish(process)
        if answer.acknowledged:
            self.seconds = time.monotonic() - begun
        self.note('kills', answer.code == -signal.SIGKILL)
        return answer

    def run_twins(self, act):
        """The same command, with the same operation id, by two processes."""
        processes = [w.start(act.argv(), self.world.environment) for _ in range(2)]
        answers = [w.finish(process) for process in processes]
        self.note('at once')
        if act.records and answers[0].acknowledged and answers[1].acknowledged and answers[0].ids != answers[1].ids:
            self.complain(f'{act.operation} at once: {answers[0]} and {answers[1]}')
        return answers[0] if answers[0].acknowledged else answers[1]

    def carry_out(self, act, chance):
        for attempt in range(TRIES):
            if act.records and chance.random() < TWICE:
                answer = self.run_twins(act)
            else:
                answer = self.run_once(act, chance, attempt == 0 and chance.random() < KILLED)
            if answer.acknowledged:
                with self.lock:
                    self.done.append(act)
                self.note('acknowledged')
                return
            if answer.code == FAILED and answer.error == 'locked':
                self.note('waited in vain')
            elif act.name == 'backup' and answer.error == 'exists':
                return  # by the run that was killed
            elif answer.code != -signal.SIGKILL:
                self.complain(f'{act.name}-{act.n}: {answer}')
                return
        self.complain(f'{act.name}-{act.n}: not done in {TRIES} tries')

    def write(self, number):
        try:
            for place in range(ACTS):
                n = (self.round * WRITERS + number) * ACTS + place
                chance = random.Random(f'{SEED}/{n}')
                self.carry_out(chance.choice(KINDS)(self.world, n), chance)
        except Exception as error:  # pylint: disable=broad-except
            self.complain(f'writer {number}: {error!r}')

    # --- Readers ---------------------------------------------------------------------------------

    def read(self, number):
        chance = random.Random(f'{SEED}/{self.round}/reader {number}')
        while self.writing:
            words = chance.choice(READS)
            answer = self.world.call(*words)
            self.note('reads')
            if answer.code != DONE or answer.value is None:
                self.complain(f'{words}: {answer}')
                return

    def work(self):
        writers = [threading.Thread(target=self.write, args=(number,)) for number in range(WRITERS)]
        readers = [threading.Thread(target=self.read, args=(number,)) for number in range(READERS)]
        for thread in writers + readers:
            thread.start()
        for thread in writers:
            thread.join()
        self.writing = False
        for thread in readers:
            thread.join()
        return self.problems

    def check(self):
        wrong = self.world.verify()
        if wrong:
            return wrong
        record = Record(self.world.engagement)
        for act in self.done:
            if act.records and act.times(record) != 1:
                return f'{act.operation} was acknowledged and is there {act.times(record)} times'
            wrong = act.left()
            if wrong:
                return f'{act.name}-{act.n}: {wrong}'
        return None


def main():
    progress = Progress('program-parallel', ROUNDS, LONG, w.CHOSHOCTL)
    print(f'seed {SEED} (CHOSHO_TEST_SEED)', flush=True)
    with Folder() as folder:
        world = World(folder.at('w')).make()
        world.save()
        for step in progress.steps():
            world.restore()
            team = Team(world, progress, step)
            problems = team.work()
            wrong = problems[0] if problems else team.check()
            if wrong:
                fail(f'round {step}: {wrong}')
    print(progress.summary())
    if progress.count('kills') == 0 or progress.count('acknowledged') < progress.target * WRITERS * ACTS * 3 // 4:
        fail('too little happened: the test tested nothing')


if __name__ == '__main__':
    main()
