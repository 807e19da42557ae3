# SPDX-License-Identifier: GPL-3.0-or-later
"""An engagement with work to do, made by choshoctl; and choshoctl at work in it.

    ROOT/e.chosho   the engagement          ROOT/state    the state folder
    ROOT/source     what is taken in        ROOT/out      what is written
"""
import copy
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from longrun import BUILD  # noqa: E402

CHOSHOCTL = os.path.join(BUILD, 'src', 'cli', 'choshoctl')
HELPER = os.path.join(BUILD, 'src', 'helper', 'chosho-helper')
DATA = os.path.join(os.environ['CHOSHO_SOURCE_ROOT'], 'data')
DONE, FAILED, USAGE, REFUSED, INTEGRITY = range(5)
HANGS_SECONDS = 300  # a command takes a fraction of one

CREATE = ('--title', '見本監査', '--firm', '見本監査法人', '--client', '株式会社見本', '--service', '見本クラウド',
          '--period-start', '2025-04-01', '--period-end', '2026-03-31')
PROCEDURE_HEADER = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n'
CONTROLS = [f'8.1.2.{number}' for number in range(1, 7)]
SIGNED = '8.1.2.6'  # the control that is completed; the steps of the others are recorded


class Answer:
    """What one run of choshoctl came to."""

    def __init__(self, code, output, message):
        self.code, self.output, self.message = code, output, message

    @property
    def value(self):
        """The JSON that was printed; None where it was cut off or nothing."""
        try:
            return json.loads(self.output)
        except ValueError:
            return None

    @property
    def error(self):
        """The error's code that was printed, else ""."""
        value = self.value
        return value.get('error', {}).get('code', '') if isinstance(value, dict) else ''

    @property
    def acknowledged(self):
        """Whether the person was told that it is done: a kill may come after the answer."""
        return self.value is not None and self.code in (DONE, -9, 137) and not self.error

    @property
    def ids(self):
        """The ids that were printed; of a folder's intake that failed midway too."""
        value = self.value
        things = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
        return [thing['id'] for thing in things if isinstance(thing, dict) and 'id' in thing]

    def __str__(self):
        return f'exit {self.code}: {self.message.strip()} {self.output[:300]}'


def start(argv, environment):
    """A command in a group of its own; finish() waits for it."""
    return subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
                            start_new_session=True)


def finish(process):
    output, message = process.communicate(timeout=HANGS_SECONDS)
    return Answer(process.returncode, output.decode('utf-8', 'replace'), message.decode('utf-8', 'replace'))


class World:
    def __init__(self, root, chance=None):
        self.root = root
        self.engagement = os.path.join(root, 'e.chosho')
        self.identity = os.path.join(root, 'leader.json')
        self.program = CHOSHOCTL
        self.saved = root + '.saved'
        self.chance = chance or random.Random(1)
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith('CHOSHO_')}
        self.environment.update(XDG_STATE_HOME=self.at('state'), HOME=root, LC_ALL='C.UTF-8', TZ='UTC')
        for name in ('source', 'out'):
            os.makedirs(self.at(name), exist_ok=True)

    def at(self, *parts):
        return os.path.join(self.root, *parts)

    def elsewhere(self, root):
        """The same world as it lies in the folder @root: a copy that somebody else made."""
        other = copy.copy(self)
        other.root, other.engagement = root, os.path.join(root, 'e.chosho')
        other.identity = os.path.join(root, 'leader.json')
        other.environment = dict(self.environment, XDG_STATE_HOME=other.at('state'), HOME=root)
        return other

    # --- Calling ---------------------------------------------------------------------------------

    def argv(self, *words, operation=None, engagement=None):
        return [self.program, '-C', engagement or self.engagement, '--identity', self.identity, '--format', 'json',
                *(['--operation', operation] if operation else []), *words]

    def call(self, *words, operation=None, engagement=None, prefix=(), **environment):
        return finish(start([*prefix, *self.argv(*words, operation=operation, engagement=engagement)], {**self.environment, **environment}))

    def must(self, *words, **more):
        """A call that nothing stands against; what it printed."""
        answer = self.call(*words, **more)
        if answer.code != DONE:
            raise AssertionError(f'{words}: {answer}')
        return answer.value

    # --- Making ----------------------------------------------------------------------------------

    def make(self):
        """An engagement in which every act of acts.py can be done."""
        self.must('identity', 'new', '--name', '見本 花子', '--output', self.identity, '--unprotected')
        self.must('create', self.engagement, *CREATE)
        self.must('member', 'confirm-independence')
        self.must('settings', 'import', os.path.join(DATA, 'settings', 'settings-sample.json'))
        self.must('catalog', 'import', os.path.join(DATA, 'catalogues', 'seed-8.1.2.csv'), '--edition', '2022-04-01')
        rows = ''.join(f'{control},S-{number},整備状況評価,文書,閲覧,閲覧する。,ご用意ください。,閲覧した。,可\n'
                       for control in CONTROLS for number in range(1, 2 if control == SIGNED else 4))
        self.must('procedures', 'import', self.write('procedures.csv', PROCEDURE_HEADER + rows))
        self.evidence = self.must('evidence', 'add', self.write('規程.txt', '見本\n'), '--as-of', '2026-01-20')[0]['id']
        steps = self.must('step', 'list')
        self.steps = [step['id'] for step in steps if step['control'] != SIGNED]
        self.signed_step = [step['id'] for step in steps if step['control'] == SIGNED][0]
        self.record(self.signed_step, '確認した。')
        table = '番号,日付\n' + ''.join(f'A-{number:03},2025-{4 + number % 9:02}-10\n' for number in range(1, 61))
        self.population = self.must('population', 'add', self.write('母集団.csv', table), '--name', '申請', '--from', '2025-04-01', '--to',
                                    '2026-03-31', '--source', '見本')['id']
        self.sample = self.must('sample', 'draw', self.population, '--size', '9', '--seed', '見本', '--attribute', '承認')['id']
        self.items = [item['item'] for item in self.must('sample', 'show', self.sample)['items']]
        self.paper = self.must('paper', 'add', '--number', 'G-01', '--title', '監査計画書', '--text', '見本')['id']
        return self

    def record(self, step, text):
        self.must('step', 'record', step, *self.recording(text))

    def recording(self, text):
        return ('--technique', 'inspection', '--performed-on', '2026-01-16', '--outcome', 'no-exception', '--result', text,
                '--evidence', self.evidence)

    def write(self, name, content):
        """A source file; its path."""
        path = self.at('source', name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    # --- Going back ------------------------------------------------------------------------------

    def save(self):
        """From now on restore() leads back to here."""
        shutil.rmtree(self.saved, ignore_errors=True)
        subprocess.run(['cp', '-a', self.root, self.saved], check=True)

    def restore(self):
        """The engagement's own folder stays the same one, so that it is no copied folder to the program."""
        restore_folder(self.saved, self.root)

    # --- Looking ---------------------------------------------------------------------------------

    def verify(self, engagement=None):
        """What `verify` says is wrong. Objects that nobody names are what an interrupted intake may leave."""
        answer = self.call('verify', engagement=engagement)
        if answer.code not in (DONE, INTEGRITY) or answer.value is None:
            return f'verify: {answer}'
        problems = [problem for problem in answer.value['problems'] if problem['code'] != 'object-extra']
        if answer.code != DONE or not answer.value['ok'] or problems:
            return f'verify: {problems}'
        return None


def restore_folder(source, target):
    """Makes the folder @target what @source is, in place. Objects never change, so their names tell enough."""
    for entry in os.scandir(target):
        other = os.path.join(source, entry.name)
        if entry.is_dir(follow_symlinks=False) and not os.path.isdir(other):
            shutil.rmtree(entry.path)
        elif not entry.is_dir(follow_symlinks=False) and not (len(entry.name) == 64 and os.path.exists(other)):
            os.unlink(entry.path)
    for entry in os.scandir(source):
        other = os.path.join(target, entry.name)
        if entry.is_dir(follow_symlinks=False):
            os.makedirs(other, exist_ok=True)
            restore_folder(entry.path, other)
        elif not os.path.exists(other):
            shutil.copy2(entry.path, other)


def digest(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


def digest_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value):
    """As the program writes JSON: RFC 8785, for keys and texts like those of the state folder."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
