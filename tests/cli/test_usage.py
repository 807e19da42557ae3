# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of the command line: help, options, formats, exit codes, passphrases, operations."""

import datetime
import fcntl
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import termios
import unittest

import harness
from harness import CREATE, FAILED, USAGE


class Help(harness.Case):
    PEOPLE = ()

    def commands(self):
        text = self.call('help').stdout.decode().split('Commands:')[1].split('Options')[0]
        return [line.strip().split('  ')[0] for line in text.splitlines() if line.strip()]

    def test_every_command_explains_itself(self):
        commands = self.commands()
        self.assertGreater(len(commands), 20)
        for command in commands:
            done = self.call(*command.split(), '--help')
            self.assertEqual(done.returncode, 0, command)
            self.assertTrue(done.stdout.decode().startswith(f'Usage: choshoctl {command}'), command)
            self.assertEqual(done.stdout, self.call('help', *command.split()).stdout)

    def test_what_belongs_together_stands_together(self):
        """The commands of one word are listed in one place"""
        words = [command.split()[0] for command in self.commands()]
        places = [word for place, word in enumerate(words) if place == 0 or words[place - 1] != word]
        self.assertEqual(len(places), len(set(places)), places)

    def test_a_positional_says_what_it_is(self):
        """An id is named after what it identifies, in the usage and in the words beside it"""
        for noun in ('interview', 'observation', 'sample', 'population', 'finding'):
            for command in self.commands():
                if command.split()[0] != noun:
                    continue
                for line in self.call(*command.split(), '--help').stdout.decode().splitlines():
                    if line.endswith(': id or reference') and line.split()[0] in ('ID', noun.upper()):
                        self.assertIn(f'The {noun}', line, command)

    def test_groups(self):
        done = self.call('catalog', '--help')
        self.assertEqual(done.returncode, 0)
        self.assertIn('catalog import', done.stdout.decode())
        self.assertNotIn('member add', done.stdout.decode())

    def test_version(self):
        done = self.call('--version')
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout.decode(), r'\Achoshoctl \d+\.\d+\.\d+\n\Z')

    def test_no_gtk(self):
        linked = subprocess.run(['ldd', harness.CHOSHOCTL], capture_output=True, check=True, text=True).stdout
        self.assertIn('libgio', linked)
        self.assertNotRegex(linked, r'libgtk|libgdk-|libadwaita|libwayland')


class Readme(harness.Case):
    PEOPLE = ()

    def test_names_only_commands_and_options_that_there_are(self):
        known = Help.commands(self)
        seen = set()
        for name in ('README.md', 'README.ja.md'):
            with open(os.path.join(harness.SOURCE_ROOT, name), encoding='utf-8') as file:
                text = file.read().replace('\\\n', ' ')
            for line in re.findall(r'^    choshoctl (.+?)(?:  +#.*)?$|`choshoctl ([^`]+)`', text, re.MULTILINE):
                words = (line[0] or line[1]).split()
                fitting = [command for command in known if words[:len(command.split())] == command.split()]
                if words[0] in ('help', 'COMMAND'):
                    continue
                self.assertTrue(fitting, f'{name}: choshoctl {" ".join(words)}')
                command = max(fitting, key=len)
                seen.add(command)
                usage = self.call(*command.split(), '--help').stdout.decode()
                for word in words:
                    if word.startswith('--'):
                        self.assertIn(word + ' ', usage.replace(']', ' '), f'{name}: choshoctl {" ".join(words)}')
        self.assertGreater(len(seen), 15)


class Usage(harness.Case):
    PEOPLE = ('leader',)

    WRONG = (
        (),
        ('nonsense',),
        ('catalog',),
        ('catalog', 'nonsense'),
        ('catalog', 'list', '--nonsense'),
        ('catalog', 'list', '-x'),
        ('catalog', 'list', 'word-too-many'),
        ('catalog', 'list', '--level'),
        ('catalog', 'list', '--level', 'objective', '--level', 'control'),
        ('catalog', 'import', 'x.csv', '--replace=yes'),
        ('catalog', 'show'),
        ('catalog', 'import'),
        ('member', 'add', '--name', 'A'),
        ('--format', 'xml', 'catalog', 'list'),
        ('--operation', '', 'catalog', 'list'),
        ('-C', 'a', '-C', 'b', 'catalog', 'list'),
    )

    def test_wrong_usage_is_two(self):
        for words in self.WRONG:
            with self.subTest(words=words):
                done = self.call(*words)
                self.assertEqual(done.returncode, USAGE, done.stderr)
                self.assertEqual(done.stdout, b'')
                self.assertRegex(done.stderr.decode(), r'\Achoshoctl: [^\n]+\n\Z')

    def test_wrong_usage_in_json(self):
        for words in self.WRONG:
            if '--format' in words:
                continue
            for place in (0, len(words)):
                with self.subTest(words=words, place=place):
                    # At the end an option without its value would take the word "--format".
                    if place and words and words[-1] == '--level':
                        continue
                    done = self.call(*words[:place], '--format', 'json', *words[place:])
                    self.assertEqual(done.returncode, USAGE)
                    self.assertEqual(json.loads(done.stdout)['error']['code'], 'usage')

    def test_what_is_needed_is_not_blank(self):
        """A reason, a fact or an answer of spaces says nothing, in whatever width: the record never gets it"""
        self.create()
        self.import_criteria()
        asked = {'--who': '佐藤', '--post': '課長', '--at': '2025-12-01', '--how': '対面', '--question': '問', '--answer': '答'}
        for name in asked:
            for blank in ('', ' ', '\u3000\n'):
                words = [word for pair in {**asked, name: blank}.items() for word in pair]
                self.fails(USAGE, 'interview', 'add', *words, error='usage')
        for words in (('finding', 'add', '--control', '8.1.2.1', '--text', ' '), ('finding', 'add', '--control', ' ', '--text', 'x'),
                      ('note', 'add', '8.1.2.1', '--text', '\u3000'), ('note', 'add', ' ', '--text', 'x'), ('assign', ' ', '--member', 'leader'),
                      ('observation', 'add', '--where', 'A', '--at', '2025-12-01', '--with', 'B', '--seen', ''),
                      ('subsequent-events', 'record', '--text', ' ', '--up-to', '2026-05-01'), ('withdraw', '8.1.2.1', '--reason', ' ')):
            self.fails(USAGE, *words, error='usage')

    def test_what_was_done_was_not_done_tomorrow(self):
        """Nobody asked, saw or considered anything on a day that is not there yet"""
        self.create()
        late = (datetime.date.today() + datetime.timedelta(days=2)).isoformat()
        asked = ('--who', '佐藤', '--post', '課長', '--how', '対面', '--question', '問', '--answer', '答', '--at')
        for at in (late, late + 'T10:00'):
            self.fails(USAGE, 'interview', 'add', *asked, at)
            self.fails(USAGE, 'observation', 'add', '--where', 'A', '--with', 'B', '--seen', '施錠', '--at', at)
        self.fails(USAGE, 'subsequent-events', 'record', '--text', 'なし', '--up-to', late)
        self.run_ctl('interview', 'add', *asked, '2025-12-01T10:00')

    def test_writing_needs_an_identity(self):
        self.create()
        done = self.call('-C', self.engagement, 'member', 'confirm-independence')
        self.assertEqual(done.returncode, USAGE)
        self.assertIn('--identity', done.stderr.decode())

    def test_global_options_stand_anywhere(self):
        self.create()
        places = (('-C', self.engagement, '--format', 'json', 'member', 'list'),
                  ('member', '-C', self.engagement, 'list', '--format=json'),
                  ('member', 'list', '--format', 'json', '--engagement', self.engagement))
        for words in places:
            done = self.call(*words)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(json.loads(done.stdout)[0]['name'], 'leader')

    def test_environment(self):
        self.run_ctl('create', self.engagement, *CREATE)
        environment = {'CHOSHO_ENGAGEMENT': self.engagement, 'CHOSHO_IDENTITY': self.identities['leader']}
        self.assertEqual(self.call('member', 'confirm-independence', environment=environment).returncode, 0)
        self.assertEqual(self.call('member', 'list', cwd=self.engagement).returncode, 0)
        self.assertEqual(self.call('member', 'list', cwd=self.root).returncode, FAILED)

    def test_a_value_may_look_like_an_option(self):
        self.create()
        self.run_ctl('engagement', 'set', '--title', '--format', '--client=-C')
        shown = self.run_ctl('engagement', 'show')
        self.assertEqual((shown['title'], shown['client']), ('--format', '-C'))

    def test_words_after_two_hyphens(self):
        path = os.path.join(self.folder, '--e')
        self.run_ctl('create', *CREATE, '--', path)
        self.assertTrue(os.path.exists(os.path.join(path, 'engagement.db')))

    def test_moments_for_people_are_of_the_engagement_zone(self):
        """As in the window, wherever the machine is; in what programs read they are UTC"""
        self.create('--time-zone', 'Asia/Tokyo')
        self.run_ctl('member', 'confirm-independence')
        recorded = self.run_ctl('journal', 'list')[0]['at']
        moment = datetime.datetime.fromisoformat(recorded.replace('Z', '+00:00')) + datetime.timedelta(hours=9)
        shown = self.call('-C', self.engagement, 'journal', 'list', environment={'TZ': 'America/New_York'}).stdout.decode()
        self.assertIn(moment.strftime('%Y-%m-%d %H:%M:%S +09:00'), shown)
        self.assertNotIn(recorded, shown)

    def test_invalid_utf8(self):
        self.create()
        before = self.stored()
        done = subprocess.run([harness.CHOSHOCTL, b'-C', self.engagement.encode(), b'--identity', self.identities['leader'].encode(),
                               b'engagement', b'set', b'--title', b'\xff'], capture_output=True, env=self.environment, timeout=60)
        self.assertEqual(done.returncode, USAGE)
        self.assertEqual(self.stored(), before)

    def test_closed_output(self):
        self.create()
        with open('/dev/full', 'wb') as device:
            full = subprocess.run([harness.CHOSHOCTL, '-C', self.engagement, 'member', 'list'], stdout=device,
                                  stderr=subprocess.PIPE, env=self.environment, timeout=60)
        self.assertEqual(full.returncode, FAILED)
        self.assertRegex(full.stderr.decode(), r'\Achoshoctl: [^\n]+\n\Z')

    def test_an_answer_that_cannot_be_written(self):
        """A full standard output is a failure, but never one that hides what was recorded."""
        self.create()
        words = ('-C', self.engagement, '--identity', self.identities['leader'], '--operation', 'op-full', 'member', 'add', '--name', '山田',
                 '--role', 'practitioner', '--public-key', '11' * 32)
        with open('/dev/full', 'wb') as device:
            done = subprocess.run([harness.CHOSHOCTL, *words], stdout=device, stderr=subprocess.PIPE, env=self.environment, check=False)
        self.assertEqual(done.returncode, FAILED)
        self.assertRegex(done.stderr.decode(), r'\Achoshoctl: [^\n]+in the record[^\n]+\n\Z')
        stored = self.stored()
        self.assertEqual(self.run_ctl(*words[4:])['id'], [row['id'] for row in self.run_ctl('member', 'list') if row['name'] == '山田'][0])
        self.assertEqual(self.stored(), stored)

    def test_operation_happens_once(self):
        self.create()
        words = ('--operation', 'op-1', 'member', 'add', '--name', '山田', '--role', 'practitioner', '--public-key', '11' * 32)
        first = self.run_ctl(*words)
        stored = self.stored()
        self.assertEqual(self.run_ctl(*words)['id'], first['id'])
        self.assertEqual(self.stored(), stored)
        self.fails(USAGE, '--operation', 'x' * 129, 'member', 'confirm-independence')

    def test_no_engagement(self):
        for path in (os.path.join(self.folder, 'absent'), self.folder):
            done = self.call('-C', path, '--format', 'json', 'member', 'list')
            self.assertEqual(done.returncode, FAILED)
            self.assertEqual(json.loads(done.stdout)['error']['code'], 'not-found')


class Japanese(harness.Case):
    """What people read follows the locale; what scripts read never does."""

    PEOPLE = ('leader',)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if shutil.which('msgfmt') is None:
            raise unittest.SkipTest('msgfmt is not installed')
        messages = os.path.join(cls.root, 'messages', 'ja', 'LC_MESSAGES')
        os.makedirs(messages)
        subprocess.run(['msgfmt', os.path.join(harness.SOURCE_ROOT, 'po', 'ja.po'), '-o', os.path.join(messages, 'chosho.mo')], check=True)
        cls.japanese = {**harness.languages.make(os.path.join(cls.root, 'languages'), 'ja'), 'CHOSHO_LOCALE_DIR': os.path.dirname(os.path.dirname(messages))}

    def both(self, *words):
        """The call in English and in Japanese, which must end alike."""
        words = ('-C', self.engagement, '--identity', self.identities['leader'], *words)
        english, japanese = self.call(*words), self.call(*words, environment=self.japanese)
        self.assertEqual(english.returncode, japanese.returncode)
        return english, japanese

    def test_errors_are_in_the_language_of_the_locale(self):
        self.create()
        for words in (('catalog', 'show', '9.9.9.9'), ('catalog', 'list', '--nonsense'), ('engagement', 'set'), ('catalog', 'import', 'absent.csv')):
            english, japanese = self.both(*words)
            for done in (english, japanese):
                self.assertRegex(done.stderr.decode(), r'\Achoshoctl: [^\n]+\n\Z')
            self.assertRegex(japanese.stderr.decode(), '[ぁ-ん]', words)
            self.assertNotRegex(english.stderr.decode(), '[ぁ-ん]', words)

    def test_machine_output_is_never_translated(self):
        self.create()
        self.import_criteria()
        for words in (('status',), ('member', 'list'), ('catalog', 'list'), ('journal', 'list'), ('engagement', 'show')):
            english, japanese = self.both('--format', 'json', *words)
            self.assertEqual(english.stdout, japanese.stdout)
        english, japanese = (json.loads(done.stdout) for done in self.both('--format', 'json', 'check', '8.1.2.1'))
        self.assertEqual(english['error']['code'], japanese['error']['code'])

        def without_words(blockers):
            return [{key: value for key, value in blocker.items() if key != 'message'} for blocker in blockers]
        self.assertEqual(without_words(english['blockers']), without_words(japanese['blockers']))
        self.assertNotEqual(english['blockers'], japanese['blockers'], 'messages are for people')

    def test_help_and_blockers(self):
        self.create()
        self.import_criteria()
        self.assertRegex(self.both('help')[1].stdout.decode(), '[ぁ-ん]')
        self.assertRegex(self.both('check', '8.1.2.1')[1].stdout.decode(), r'(?m)^8\.1\.2\.1.*[ぁ-ん].* \[[a-z-]+\]$')


class Text(harness.Case):
    """The text format is for people, yet its shape is stable enough to be tested."""

    def text(self, *words):
        done = self.call('-C', self.engagement, '--identity', self.identities['leader'], *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.decode()

    def test_columns_are_aligned_by_cells(self):
        self.create()
        self.add_team()
        self.run_ctl('member', 'add', '--name', '山田太郎', '--role', 'practitioner', '--public-key', '22' * 32)
        lines = self.text('member', 'list').splitlines()
        self.assertEqual(len(lines), 6)
        place = lines[0].index('state')
        for line in lines[1:]:
            cells = ''.join(c + ('\0' if ord(c) >= 0x3000 else '') for c in line)
            self.assertTrue(cells[place:].startswith('active'), line)

    def on_terminal(self, columns, *words):
        """What a terminal of so many columns shows."""
        pid, terminal = pty.fork()
        if pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
            os.execve(harness.CHOSHOCTL, [harness.CHOSHOCTL, '-C', self.engagement, *words], self.environment)
        shown = b''
        while True:
            try:
                got = os.read(terminal, 4096)
            except OSError:
                break
            if not got:
                break
            shown += got
        os.close(terminal)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0, shown)
        return shown.decode().replace('\r\n', '\n').splitlines()

    def test_a_narrow_terminal_shows_what_people_look_for(self):
        """Columns without room are left out and named; what is there can be read and given to a command"""
        self.create()
        self.add_team()
        self.import_criteria()
        header = '管理策番号,手続番号,フェーズ,監査対象,監査技法,手続内容,依頼文,報告文\n'
        self.run_ctl('procedures', 'import', self.write('p.csv', header + '8.1.2.1,P-1,整備状況,規程,閲覧,規程を閲覧する,規程をください,規程を閲覧した\n' * 2))
        self.run_ctl('evidence', 'add', self.write('e.txt', 'e'), '--control', '8.1.2.1')
        for words, wanted, left_out in ((('step', 'list'), ('control', 'id', 'technique', 'state', 'text'), 'report_text'),
                                        (('evidence', 'list'), ('reference', 'name', 'by'), 'sha256'),
                                        (('member', 'list'), ('id', 'name', 'roles'), 'public_key'),
                                        (('journal', 'list'), ('id', 'action', 'at', 'by'), 'operation')):
            lines = self.on_terminal(80, *words)
            for line in lines:
                self.assertLessEqual(sum(1 + (ord(c) >= 0x3000 or c in '（）') for c in line), 80, line)
            self.assertLessEqual(set(wanted), set(lines[0].split()), words)
            self.assertIn(left_out, ' '.join(lines).split('No room for')[1])
            self.assertNotIn(left_out, self.on_terminal(2000, *words)[-1])
        step = self.on_terminal(80, 'step', 'list')[1].split()[1]
        self.assertTrue(self.run_ctl('step', 'record', step, '--technique', 'inspection', '--performed-on', '2026-01-05', '--outcome', 'no-exception',
                                     '--result', 'x')['id'])
        self.assertIn('E-', self.on_terminal(80, 'evidence', 'list')[1])

    def test_an_id_as_a_table_prints_it_names_the_thing(self):
        self.create()
        self.import_criteria()
        note = self.run_ctl('note', 'add', '8.1.2.1', '--text', '件数は。')['id']
        shown = re.search(r'[0-9a-f]{12}…#0', self.text('note', 'list')).group()
        self.run_ctl('note', 'answer', shown, '--text', '5件')
        self.assertEqual([(row['id'], row['state']) for row in self.run_ctl('note', 'list')], [(note, 'answered')])
        row = self.text('journal', 'list').splitlines()[-1].split()[0]
        whole = self.run_ctl('journal', 'list')[-1]['id']
        for text in (row, whole[:8], whole):
            self.assertEqual(self.run_ctl('journal', 'show', text)['id'], whole)
            self.assertEqual(self.run_ctl('journal', 'changes', text)['id'], whole)
        self.fails(FAILED, 'journal', 'show', whole[:7], error='not-found')
        self.run_ctl('assign', '8.1.2.1', '--member', 'leader')
        self.run_ctl('undo', self.text('journal', 'list').splitlines()[-1].split()[0])
        self.assertNotIn('assignee', self.run_ctl('status', '8.1.2.1'))

    def test_nothing_is_said_of_empty_lists(self):
        self.create()
        self.import_criteria()
        self.assertNotRegex(self.text('statement', 'show'), 'individuals|lines')
        self.assertNotIn('problems', self.text('verify'))

    def test_one_value_stands_alone(self):
        done = self.call('identity', 'show', '--public-key', '--identity', self.identities['leader'])
        self.assertEqual(done.stdout.decode(), self.keys['leader'] + '\n')

    def test_control_characters_do_not_reach_the_terminal(self):
        self.create()
        self.run_ctl('engagement', 'set', '--title', 'a\x1b]0;owned\x07\u202eb')
        self.assertEqual(self.run_ctl('engagement', 'show')['title'], 'a\x1b]0;owned\x07\u202eb')
        self.assertNotRegex(self.text('engagement', 'show'), '[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]')

    def test_blockers_are_sentences(self):
        self.create()
        self.import_criteria()
        done = self.call('-C', self.engagement, 'check', '8.1.2.1')
        self.assertEqual(done.returncode, harness.REFUSED)
        self.assertRegex(done.stdout.decode(), r'(?m)^8\.1\.2\.1.*: .* \[[a-z-]+\]$')


class Passphrase(harness.Case):
    PEOPLE = ()

    def new(self, *words, environment=None):
        return self.call('identity', 'new', '--name', 'P', '--output', os.path.join(self.folder, 'p.json'), *words, environment=environment)

    def create_with(self, *words, environment=None):
        return self.call('create', self.engagement, *CREATE, '--identity', os.path.join(self.folder, 'p.json'), *words,
                         environment=environment)

    def test_from_a_file(self):
        good = self.write('pass', 'さくら さくら はな\n')
        bad = self.write('bad', 'wrong\n')
        self.assertEqual(self.new('--passphrase-file', good).returncode, 0)
        shown = json.loads(self.call('identity', 'show', '--identity', os.path.join(self.folder, 'p.json'), '--format', 'json').stdout)
        self.assertTrue(shown['protected'])
        self.assertEqual(self.create_with('--passphrase-file', bad).returncode, FAILED)
        self.assertFalse(os.path.exists(self.engagement))
        self.assertEqual(self.create_with(environment={'CHOSHO_PASSPHRASE_FILE': good}).returncode, 0)

    def test_without_any(self):
        done = self.new()
        self.assertEqual(done.returncode, FAILED)
        self.assertIn('--passphrase-file', done.stderr.decode())
        for text in ('', '\n', 'x' * 1025, b'\xff\n'):
            self.assertEqual(self.new('--passphrase-file', self.write('p', text)).returncode, FAILED, text)
        self.assertEqual(self.new('--passphrase-file', os.path.join(self.folder, 'absent')).returncode, FAILED)
        self.assertFalse(os.path.exists(os.path.join(self.folder, 'p.json')))

    def ask(self, answers, *words):
        """Runs on a terminal of its own and types @answers, one for each prompt; all that was shown."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.root)
            os.execve(harness.CHOSHOCTL, [harness.CHOSHOCTL, *words], self.environment)
        shown = b''
        left = list(answers)
        while True:
            try:
                got = os.read(terminal, 1024)
            except OSError:
                break
            if not got:
                break
            shown += got
            if left and shown.endswith(b': '):
                os.write(terminal, left.pop(0).encode() + b'\n')
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()

    def test_asked_for_without_echo(self):
        path = os.path.join(self.folder, 'p.json')
        new = ('identity', 'new', '--name', 'P', '--output', path)
        code, shown = self.ask(['one secret', 'another'], *new)
        self.assertEqual(code, FAILED, shown)
        self.assertFalse(os.path.exists(path))
        code, shown = self.ask(['seven77', 'seven77'], *new)
        self.assertEqual(code, FAILED, shown)
        self.assertIn('shorter than 8 characters', shown)
        self.assertNotIn('The same again', shown)
        self.assertIn('8 characters at least', shown.splitlines()[0])
        code, shown = self.ask(['one secret', 'one secret'], *new)
        self.assertEqual(code, 0, shown)
        self.assertNotIn('one secret', shown)
        code, shown = self.ask(['one secret'], 'create', self.engagement, *CREATE, '--identity', path)
        self.assertEqual(code, 0, shown)
        self.assertTrue(re.search(r'Passphrase of P: ', shown))
        self.assertNotIn('one secret', shown)


if __name__ == '__main__':
    harness.main()
