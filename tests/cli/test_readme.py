# SPDX-License-Identifier: GPL-3.0-or-later
"""The README's day of work, word for word: whoever types what stands there comes to an issued report."""

import datetime
import json
import os
import re
import subprocess
import unittest

import harness
from harness import DONE, REFUSED

README = os.path.join(harness.SOURCE_ROOT, 'README.md')
CONTROL = '8.1.2.2'
PEOPLE = {'Suzuki': 'suzuki', 'Tanaka': 'tanaka', 'Ito': 'ito'}
# What answers "not yet", since it is asked what still stands against it.
NOT_YET = (f'choshoctl check {CONTROL} --for approve', 'choshoctl report check')
LAST_DAY = datetime.date(2026, 5, 25)  # that the README says something was done on


def day_of_work():
    """The commands of the README's block, one a line."""
    with open(README, encoding='utf-8') as file:
        text = file.read().split("## A day's work")[1].split('\n## ')[0]
    return [line.strip() for line in re.findall(r'^ {4}(.+)$', text.replace('\\\n', ' '), re.MULTILINE)]


@unittest.skipIf(datetime.date.today() < LAST_DAY, 'the clock of this machine stands before the days of the README')
class Day(harness.Case):
    PEOPLE = ()

    def set_up_once(self):
        super().set_up_once()
        self.words = dict(self.environment, PATH=os.path.dirname(harness.CHOSHOCTL) + ':' + os.environ['PATH'],
                          CHOSHO_PASSPHRASE_FILE=self.write('passphrase', 'four words of them\n'))
        os.symlink(harness.DATA, os.path.join(self.folder, 'data'))
        for name in ('rules.pdf', 'final.pdf', 'letter.pdf'):
            self.write(name, name)
        self.write_xlsx('statement.xlsx', 管理策=[['管理策番号', '採否', '理由']] + [
            [f'8.1.2.{n}', '採用' if f'8.1.2.{n}' == CONTROL else '不採用', None] for n in range(1, 7)])

    def shell(self, line, code=DONE):
        """Runs a line as a shell does; what it exports holds for the next ones."""
        done = subprocess.run(['bash', '-c', f'{line}\nended=$?\nenv -0 > environment\nexit $ended'], cwd=self.folder, env=self.words,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=harness.TIMEOUT)
        self.assertEqual(done.returncode, code, f'{line}\n{done.stdout.decode()}\n{done.stderr.decode()}')
        with open(os.path.join(self.folder, 'environment'), encoding='utf-8') as file:
            self.words = dict(entry.split('=', 1) for entry in file.read().split('\0') if entry)
        return done.stdout.decode()

    def json(self, line):
        return json.loads(self.shell(f'choshoctl --format json {line}'))

    def key(self, name):
        """The public key of a person of the team, whose key file is made when it is first asked for."""
        path = PEOPLE[name] + '.key'
        if not os.path.exists(os.path.join(self.folder, path)):
            self.shell(f'choshoctl identity new --name {name} --output {path}')
        return self.shell(f'choshoctl --identity {path} identity show --public-key').strip()

    def fill(self, line):
        """The words in capitals, as what was printed says them."""
        replace = {'KEY': lambda: self.key(re.search(r'--name "(\w+)"', line).group(1)),
                   'STEP': lambda: next(row['id'] for row in self.json(f'step list {CONTROL}') if row['technique'] == 'inspection'),
                   'EVIDENCE': lambda: self.json('evidence list')[0]['reference'],
                   'FINDING': lambda: self.json('finding list')[0]['reference'],
                   'SHA256': lambda: self.shell('sha256sum final.pdf').split()[0]}
        return re.sub(r'(?<![\w$])(KEY|STEP|EVIDENCE|FINDING|SHA256)(?!\w)', lambda match: replace[match.group()](), line.split('  #')[0].strip())

    def do_the_rest(self):
        """"Every step of a control is recorded like it, each with the technique that it asks for." """
        evidence = self.json('evidence list')[0]['reference']
        for row in self.json(f'step list {CONTROL}'):
            if row['state'] == 'open':
                self.shell(f'choshoctl step record {row["id"]} --technique {row["technique"]} --performed-on 2026-02-10 --outcome no-exception '
                           f'--result "Read." --evidence {evidence}')
            if row['technique'] == 'inquiry':
                self.shell('choshoctl interview add --who A --post B --at 2026-01-15T10:00 --how "in person" --question Q --answer A --step ' + row['id'])

    def test_as_it_stands(self):
        lines = day_of_work()
        self.assertGreater(len(lines), 35)
        recorded = False
        for line in lines:
            line = self.fill(line)
            if line == f'choshoctl check {CONTROL}' and not recorded:
                self.do_the_rest()
                recorded = True
            self.shell(line, REFUSED if line in NOT_YET else DONE)
            if line.startswith('choshoctl member add'):  # "powers begin with it; everybody does it"
                name = PEOPLE[re.search(r'--name "(\w+)"', line).group(1)]
                self.shell(f'choshoctl --identity {name}.key member confirm-independence')
        self.assertTrue(recorded)
        for name in ('report.pdf', 'head.json', 'cloud.backup'):
            self.assertGreater(os.path.getsize(os.path.join(self.folder, name)), 100)


if __name__ == '__main__':
    harness.main()
