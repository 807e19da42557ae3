#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""doc/event-format.md against the program: the table of actions, the vectors, and the recipe that it
gives for checking a record with nothing but Python. Arguments: print-actions, choshoctl, doc.

With --update after them the generated parts of the page are written anew.
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PRINT_ACTIONS, CHOSHOCTL, DOC = sys.argv[1:4]
VECTORS = os.path.join(HERE, 'vectors.json')
SCHEMA = 'CREATE TABLE events (arrival INTEGER PRIMARY KEY, id BLOB, bytes BLOB, signature BLOB)'


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def section(name, text):
    found = re.search(rf'<!-- {name} -->\n(.*?)<!-- end -->', text, re.DOTALL)
    assert found, f'the page has no part “{name}”'
    return found


def actions_text():
    return subprocess.run([PRINT_ACTIONS], capture_output=True, text=True, check=True).stdout


def vectors_text():
    vectors = json.loads(read(VECTORS))
    lines = []
    for person in vectors['people'][:2]:
        lines += [f"- {person['name']}: seed `{person['seed']}`, public key `{person['public_key']}`, fingerprint `{person['fingerprint']}`"]
    for number, event in enumerate(vectors['events'][:4]):
        lines += ['', f"Event {number}: id `{event['id']}`, signature `{event['signature']}`", '', '```json', event['bytes'], '```']
    view, point, sample = vectors['view'], vectors['checkpoint'], vectors['sample'][0]
    lines += ['', f"Step: control `{vectors['step']['control']}`, procedure `P1`, phase `design`, ordinal 1: definition "
              f"`{vectors['step']['definition']}`, step `{vectors['step']['step']}`", '',
              f"Signed view of `{view['target']}`, stage `{view['stage']}`, over {len(view['writes'])} writes: `{view['digest']}`", '',
              f"Checkpoint over all {point['events']} events and {point['objects']} objects: events `{point['events_root']}`, objects "
              f"`{point['objects_root']}`, root `{point['root']}`", '',
              f"Sample order of seed `{sample['seed']}`, {sample['rows']} rows: {' '.join(map(str, sample['order']))}"]
    return '\n'.join(lines) + '\n'


GENERATED = {'actions': actions_text, 'vectors': vectors_text}


def update():
    text = read(DOC)
    for name, make in GENERATED.items():
        found = section(name, text)
        text = text[:found.start(1)] + make() + text[found.end(1):]
    with open(DOC, 'w', encoding='utf-8') as file:
        file.write(text)


def run_recipe(folder, path):
    code = section('recipe', read(DOC)).group(1).strip()
    assert code.startswith('```python\n') and code.endswith('\n```'), code
    script = os.path.join(folder, 'check.py')
    with open(script, 'w', encoding='utf-8') as file:
        file.write(code[len('```python\n'):-len('```')])
    return subprocess.run([sys.executable, script, path], capture_output=True, text=True, timeout=60)


def make_log(path, skip=(), change=None):
    events = [event for event in json.loads(read(VECTORS))['events'] if event['verdict'] != 'chain-broken']
    database = sqlite3.connect(path)
    database.execute(SCHEMA)
    for number, event in enumerate(events):
        data = event['bytes'].encode()
        if number == change:
            data = data.replace(b'member', b'mumber', 1)
        if number not in skip:
            database.execute('INSERT INTO events VALUES (?, ?, ?, ?)',
                             (number + 1, bytes.fromhex(event['id']), data, bytes.fromhex(event['signature'])))
    database.commit()
    database.close()
    return len(events) - len(skip)


def test_actions():
    assert section('actions', read(DOC)).group(1) == actions_text(), 'run test-doc.py with --update'


def test_vectors_in_page():
    assert section('vectors', read(DOC)).group(1) == vectors_text(), 'run test-doc.py with --update'


def test_vectors_as_made():
    made = subprocess.run([sys.executable, os.path.join(HERE, 'make-vectors.py')], capture_output=True, text=True, check=True).stdout
    assert made == read(VECTORS), 'vectors.json is not what make-vectors.py makes'


def test_recipe_good():
    with tempfile.TemporaryDirectory(prefix='chosho-recipe-') as folder:
        path = os.path.join(folder, 'engagement.db')
        count = make_log(path)
        done = run_recipe(folder, path)
        assert done.returncode == 0 and f'{count} events, 0 wrong' in done.stdout, (done.stdout, done.stderr)


def test_recipe_altered():
    with tempfile.TemporaryDirectory(prefix='chosho-recipe-') as folder:
        path = os.path.join(folder, 'engagement.db')
        make_log(path, change=1)
        done = run_recipe(folder, path)
        assert done.returncode == 1 and 'altered' in done.stdout, (done.stdout, done.stderr)


def test_recipe_missing():
    with tempfile.TemporaryDirectory(prefix='chosho-recipe-') as folder:
        path = os.path.join(folder, 'engagement.db')
        make_log(path, skip=(4,))
        done = run_recipe(folder, path)
        assert done.returncode == 1 and 'broken' in done.stdout, (done.stdout, done.stderr)


def test_recipe_on_a_record():
    with tempfile.TemporaryDirectory(prefix='chosho-recipe-') as folder:
        env = {**os.environ, 'HOME': folder, 'XDG_STATE_HOME': os.path.join(folder, 'state')}
        identity, engagement = os.path.join(folder, 'l.json'), os.path.join(folder, 'e.chosho')
        for command in (['identity', 'new', '--name', 'l', '--output', identity, '--unprotected'],
                        ['--identity', identity, 'create', engagement, '--title', 't', '--firm', 'f', '--client', 'c', '--service', 's',
                         '--period-start', '2025-04-01', '--period-end', '2025-09-30'],
                        ['-C', engagement, '--identity', identity, 'member', 'confirm-independence'],
                        ['-C', engagement, '--identity', identity, 'paper', 'add', '--number', 'A-1', '--title', 't']):
            subprocess.run([CHOSHOCTL, *command], env=env, capture_output=True, check=True, timeout=60)
        done = run_recipe(folder, os.path.join(engagement, 'engagement.db'))
        assert done.returncode == 0 and re.match(r'[3-9] events, 0 wrong', done.stdout), (done.stdout, done.stderr)


def main():
    if '--update' in sys.argv[4:]:
        return update()
    tests = [(name, test) for name, test in sorted(globals().items()) if name.startswith('test_')]
    print(f'1..{len(tests)}')
    failed = 0
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f'ok {number} {name}')
        except (AssertionError, subprocess.SubprocessError) as error:
            failed += 1
            print(f'not ok {number} {name}')
            print('\n'.join('# ' + line for line in str(error).splitlines()[:20]))
    return failed != 0


if __name__ == '__main__':
    sys.exit(main())
