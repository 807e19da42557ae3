#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A record of full size beside the usual tools: 25,000 events, 1,156 controls, 50,000 pieces of evidence, in one chain
and in a hundred. Status, rebuild of the index, verification, loading (what a command pays that needs every event
judged), lists, and the questions the window asks. CHOSHO_BENCH_SCALE makes all of it smaller."""
import glob
import json
import os
import sqlite3
import subprocess
import sys

import bench

CTL = bench.build_path('src', 'cli', 'choshoctl')
MAKE = bench.build_path('tests', 'support', 'make-full-engagement')
QUERIES = bench.build_path('tests', 'perf', 'record', 'row-queries')
# The least record that make-full-engagement can fill is some 3,000 events.
EVENTS = max(3000, int(25000 * bench.scale()))
EVIDENCE = max(200, int(50000 * bench.scale()))
CONTROLS = max(20, int(1156 * bench.scale()))
CATALOGUE = os.path.join(os.environ.get('CHOSHO_TEST_DATA', ''), 'oscal', 'ism-2025-12-catalog.json')

# What any program must do with every event: read, hash, take apart.
READ_EVENTS = '''
import hashlib, json, sqlite3, sys
for id, data in sqlite3.connect(sys.argv[1]).execute('SELECT id, bytes FROM events ORDER BY arrival'):
    if hashlib.sha256(b'\\0' + data).digest() != id:
        sys.exit(1)
    json.loads(data)
'''


class Record:
    """An engagement of full size with its index, and a place for the same rows written by the sqlite3 shell."""

    def __init__(self, run, name, chains):
        folder = run.path(name)
        bench.run_quietly(MAKE, folder, '--events', str(EVENTS), '--evidence', str(EVIDENCE), '--controls', str(CONTROLS),
                          '--chains', str(chains))
        self.engagement = os.path.join(folder, 'engagement.chosho')
        self.log = os.path.join(self.engagement, 'engagement.db')
        self.index = os.path.join(self.engagement, 'index.db')
        self.copy = os.path.join(folder, 'copy.db')
        self.objects = sorted(glob.glob(os.path.join(self.engagement, 'objects', '*', '*')))
        self.run('index', 'rebuild')
        with sqlite3.connect(self.index) as index:
            self.control = index.execute("SELECT id FROM rows WHERE kind = 'control' ORDER BY sort LIMIT 1").fetchone()[0]

    def run(self, *command, ok=(0,)):
        bench.run_quietly(CTL, '-C', self.engagement, *command, ok=ok)

    def sql(self, path, text):
        bench.run_quietly('sqlite3', path, text)

    def remove_copy(self):
        if os.path.exists(self.copy):
            os.unlink(self.copy)

    def copy_rows(self):
        """The same rows into the same tables, in the order in which they lie there: a rebuild without any thinking."""
        with sqlite3.connect(self.index) as index:
            schema = ';'.join(row[0] for row in index.execute('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL'))
        self.sql(self.copy, f"{schema}; ATTACH '{self.index}' AS old; BEGIN;"
                            'INSERT INTO rows SELECT * FROM old.rows; INSERT INTO events SELECT * FROM old.events; COMMIT')

    def sum_files(self):
        """Every object and the log, without a look at what they say."""
        listed = '\0'.join(self.objects + [self.log]).encode()
        done = subprocess.run(['xargs', '-0', 'sha256sum'], input=listed, stdout=subprocess.DEVNULL)
        done.check_returncode()


def list_catalogue(run):
    """The Australian ISM catalogue, imported and listed; None without it."""
    if not os.path.exists(CATALOGUE):
        print('record: CHOSHO_TEST_DATA has no oscal/ism-2025-12-catalog.json; its list is not measured')
        return None
    key, engagement = run.path('key.json'), run.path('ism.chosho')
    bench.run_quietly(CTL, 'identity', 'new', '--name', 'Leader', '--output', key, '--unprotected')
    bench.run_quietly(CTL, '--identity', key, 'create', engagement, '--title', 'ISM', '--firm', 'F', '--client', 'C', '--service', 'S',
                      '--period-start', '2025-04-01', '--period-end', '2026-03-31', '--language', 'en', '--time-zone', 'Asia/Tokyo')
    bench.run_quietly(CTL, '-C', engagement, '--identity', key, 'member', 'confirm-independence')
    bench.run_quietly(CTL, '-C', engagement, '--identity', key, 'catalog', 'import', CATALOGUE)
    return lambda: bench.run_quietly(CTL, '-C', engagement, '--format', 'json', 'catalog', 'list')


def show_queries(record):
    """Between two keystrokes a window has 100 ms."""
    output = subprocess.run([QUERIES, record.index, '9'], check=True, capture_output=True, text=True).stdout
    late = [name for name, found in json.loads(output).items() if not name.endswith(' read') and found['ms'] > 100]
    for name, found in json.loads(output).items():
        print(f'record: window: {name}: {found["ms"]:.1f} ms, {found["rows"]} rows')
    print(f'record: window: bar ≤ 100 ms a question   {"MISSED" if late else "reached"}')
    return late


def measure(run):
    one, many = Record(run, 'one', 1), Record(run, 'many', 100)
    listed = list_catalogue(run)

    status = run.way('status', lambda: one.run('status'))
    count = run.way('sqlite3: count the states', lambda: one.sql(
        one.index, "SELECT json_extract(json, '$.state'), count(*) FROM rows WHERE kind = 'control' GROUP BY 1"))
    load = run.way('load: journal head', lambda: one.run('journal', 'head'))
    parse = run.way('python: hash and parse the events', lambda: bench.run_quietly(sys.executable, '-c', READ_EVENTS, one.log))
    check = run.way('check CONTROL', lambda: one.run('check', one.control, ok=(0, 3)))
    rebuild = run.way('index rebuild', lambda: one.run('index', 'rebuild'))
    rebuild_many = run.way('index rebuild, 100 chains', lambda: many.run('index', 'rebuild'))
    insert = run.way('sqlite3: insert the same rows', one.copy_rows, prepare=one.remove_copy)
    verify = run.way('verify', lambda: one.run('verify'))
    verify_many = run.way('verify, 100 chains', lambda: many.run('verify'))
    sums = run.way('sha256sum of every file', one.sum_files)
    ism = run.way('catalog list, ISM', listed) if listed else None
    run.run(rounds=3)

    run.within(status, 0.1)
    run.note(status, count)
    run.within(load, 1)
    run.note(load, parse)
    run.note(check, parse)
    run.within(rebuild, 2)
    run.within(rebuild_many, 2)
    run.note(rebuild, insert)
    run.note(verify, sums)
    run.note(verify_many, verify)
    if ism:
        run.within(ism, 0.3)
    run.failures += show_queries(one)


def main():
    run = bench.Bench('record')
    try:
        measure(run)
    finally:
        status = run.finish()
    return status


if __name__ == '__main__':
    sys.exit(main())
