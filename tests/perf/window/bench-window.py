#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window on a full engagement (25,000 events, 1,156 controls, 50,000 pieces of evidence), as an eye sees it: from
the start of the program to its first page, from a key to the painted list, and the memory it takes, beside an empty
window of the same toolkit. On a virtual display, drawn by the processor. CHOSHO_BENCH_SCALE makes it smaller."""
import os
import shutil
import statistics
import subprocess
import sys
import time

import bench

MAKE = bench.build_path('tests', 'support', 'make-full-engagement')
CTL = bench.build_path('src', 'cli', 'choshoctl')
CHOSHO = bench.build_path('src', 'app', 'chosho')
EMPTY = bench.build_path('tests', 'perf', 'window', 'empty-window')
EVENTS = max(3000, int(25000 * bench.scale()))
EVIDENCE = max(200, int(50000 * bench.scale()))
CONTROLS = max(20, int(1156 * bench.scale()))
ROUNDS = int(os.environ.get('CHOSHO_BENCH_ROUNDS', 3))
INSIDE = 'CHOSHO_BENCH_INSIDE'
WINDOW = (0, 0, 1024, 700)
LIST = (60, 180, 300, 500)  # of the controls: below the field that filters, with no caret in it
KEYSTROKE = 0.1             # seconds that an answer may take


class Program:
    """One run; (first, last) say when something, and when all of its window was painted."""

    def __init__(self, screen, words, environment):
        before, begin = screen.settle(WINDOW), time.monotonic()
        self.process = subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        painted = screen.watch(WINDOW, begin, before)
        if painted is None:
            sys.exit(f'window: {words[0]} shows nothing')
        self.first, self.last = painted

    def focus(self):
        """The display has no window manager, which would do this."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)], check=True, capture_output=True, text=True).stdout
        subprocess.run(['xdotool', 'windowfocus', '--sync', found.split()[-1]], check=True)

    def memory(self):
        """Its share of memory in MB: pages of its own, and its part of those that others have too."""
        with open(f'/proc/{self.process.pid}/smaps_rollup') as file:
            return next(int(line.split()[1]) for line in file if line.startswith('Pss:')) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait()


def starts(screen, words, environment):
    found = []
    for _ in range(ROUNDS + 1):  # the first warms the caches
        with Program(screen, words, environment) as program:
            found.append((program.first, program.last, program.memory()))
    return [statistics.median(column) for column in zip(*found[1:])]


def judge(what, seconds, bar):
    print(f'window: {what}: {seconds:.3f} s   bar ≤ {bar:.3f} s   {"reached" if seconds <= bar else "MISSED"}', flush=True)
    return [] if seconds <= bar else [what]


def type_into_filter(screen):
    """Seconds from each key of a filter to the list as it stays."""
    screen.key('2', 'Control_L')
    screen.settle(WINDOW)
    screen.key('f', 'Control_L')
    screen.settle(WINDOW)
    found = {}
    for name, key in (('9', '9'), ('nothing', 'BackSpace'), ('1', '1'), ('13', '3'), ('1 again', 'BackSpace')):
        before, begin = screen.settle(LIST), time.monotonic()
        screen.key(key)
        painted = screen.watch(LIST, begin, before)
        if painted is None:
            print(f'window: filter, {name}: the list stays as it is')
        else:
            found[name] = painted
    return found


def measure(screen, engagement, identity, environment):
    failures = []
    screen.move_pointer(*(end - 1 for end in WINDOW[2:]))  # into the corner: a tooltip below it is no part of a page
    _, empty, small = starts(screen, [EMPTY], environment)
    words = [CHOSHO, '--identity', identity, engagement]
    first, last, memory = starts(screen, words, environment)
    print(f'window: empty window: painted after {empty:.3f} s, {small:.0f} MB')
    print(f'window: first frame after {first:.3f} s, the whole page after {last:.3f} s, {memory:.0f} MB')
    failures += judge('first page', last, 1.5 * empty + 0.3)
    with Program(screen, words, environment) as program:
        program.focus()
        typed = type_into_filter(screen)
        failures += [] if typed else ['filter']
        for name, (begun, whole) in typed.items():
            print(f'window: filter, {name}: first change {begun:.3f} s')
            failures += judge(f'filter, {name}', whole, KEYSTROKE)
        for place, key in (('evidence', '3'), ('journal', 'dollar')):
            before, begin = screen.look(WINDOW), time.monotonic()
            screen.key(key, *(('Control_L', 'Shift_L') if len(key) > 1 else ('Control_L',)))
            painted = screen.watch(WINDOW, begin, before)
            print(f'window: {place}: ' + (f'first change {painted[0]:.3f} s, painted after {painted[1]:.3f} s' if painted else 'nothing was painted'), flush=True)
        print(f'window: {program.memory():.0f} MB after all of this')
    print(f'window: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors at the end')
    return failures


def main():
    if INSIDE in os.environ:
        from screen import Screen  # once there is a display
        engagement, identity = os.environ[INSIDE].split('|')
        return 1 if measure(Screen(), engagement, identity, dict(os.environ)) else 0
    lacking = [program for program in ('xvfb-run', 'dbus-run-session', 'xdotool') if shutil.which(program) is None]
    if lacking:
        sys.exit(f'window: not installed: {", ".join(lacking)}')
    run = bench.Bench('window')
    try:
        folder = run.path('full')
        bench.run_quietly(MAKE, folder, '--events', str(EVENTS), '--evidence', str(EVIDENCE), '--controls', str(CONTROLS))
        engagement = os.path.join(folder, 'engagement.chosho')
        bench.run_quietly(CTL, '-C', engagement, 'index', 'rebuild')
        identity = os.path.join(folder, 'identities', 'leader.json')
        environment = {**os.environ, INSIDE: f'{engagement}|{identity}', 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'GDK_BACKEND': 'x11',
                       'GSK_RENDERER': 'cairo', 'GTK_A11Y': 'none', 'GSETTINGS_BACKEND': 'memory', 'XDG_RUNTIME_DIR': run.path(),
                       'XDG_STATE_HOME': run.path('state'), 'XDG_CONFIG_HOME': run.path('config'), 'CHOSHO_DATA_DIR': bench.build_path('data')}
        environment.pop('G_DEBUG', None)  # of the tests, which look for other things
        os.chmod(run.path(), 0o700)
        return subprocess.run(['xvfb-run', '-a', '-n', str(1000 + os.getpid() % 30000), '-s', '-screen 0 1024x700x24 -noreset', 'dbus-run-session', '--',
                               sys.executable, *sys.argv], env=environment).returncode
    finally:
        run.finish()


if __name__ == '__main__':
    sys.exit(main())
