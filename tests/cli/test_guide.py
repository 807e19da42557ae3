# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide: one page a language, both with the same sections and acts, and no act that choshoctl does not know."""

import html
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

import harness

LANGUAGES = ('en', 'ja')
SOURCES = {language: os.path.join(harness.DATA, 'help', f'guide.{language}.html') for language in LANGUAGES}
BUILT = {language: os.path.join(harness.BUILD_ROOT, 'data', 'help', f'guide.{language}.html') for language in LANGUAGES}
FILES = ('criteria', 'steps', 'templates', 'mapping', 'lines', 'individuals', 'renumbering', 'prior', 'requests', 'answers', 'fact_answers', 'draft_comments')  # a table of columns each; the settings share one
MAKE_GUIDE = os.path.join(harness.SOURCE_ROOT, 'build-aux', 'make-guide')
GLOBAL_OPTIONS = {'--format', '--identity', '--passphrase-file', '--operation', '--help', '-C', '-o'}


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def command_lines(text):
    """What stands in <pre>, and the commands named in running text, as a shell would split it."""
    lines = [line for block in re.findall(r'<pre>(.*?)</pre>', text, re.DOTALL) for line in html.unescape(block).splitlines()]
    lines += [html.unescape(line) for line in re.findall(r'<code>(choshoctl [^<]*)</code>', text) if 'COMMAND' not in line]
    return [shlex.split(line.split(' > ')[0]) for line in lines]


def table_rows(table):
    """The cells of each row below the head."""
    rows = [re.findall(r'<td>(.*?)</td>', row) for row in re.findall(r'<tr>(.*?)</tr>', table)]
    return [cells for cells in rows if cells]


def describe_field(cells):
    """(field, headings) of a row: the field first, its headings last."""
    return re.fullmatch(r'<code>(\w+)</code>', cells[0]).group(1), html.unescape(cells[-1]).split('; ')


class Guide(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en'}
        cls.help = lambda cls, *words: subprocess.run([harness.CHOSHOCTL, *words], capture_output=True, text=True, check=True, env=environment,
                                                      timeout=harness.TIMEOUT).stdout
        listed = cls.help(cls, 'help').split('Options for every command')[0]
        cls.commands = re.findall(r'^  ([a-z][a-z -]*?)(?:  .*)?$', listed, re.MULTILINE)

    def split(self, words):
        """(command, what follows) of a command line."""
        for length in (3, 2, 1):
            name = ' '.join(words[1:1 + length])
            if name in self.commands:
                return name, words[1 + length:]
        self.fail(f'no such command: {words}')

    def test_commands(self):
        """Every command line names a command and options that there are, and all that it needs"""
        for language, path in SOURCES.items():
            lines = [words for words in command_lines(read(path)) if words[0] == 'choshoctl']
            self.assertGreater(len(lines), 50)
            for words in lines:
                command, rest = self.split(words)
                usage = self.help(*command.split(), '--help').splitlines()[0]
                given = {word for word in rest if re.match(r'--?[a-zA-Z]', word)}
                known = set(re.findall(r'--[a-z-]+', usage))
                self.assertLessEqual(given - GLOBAL_OPTIONS, known, (language, words))
                if rest:
                    needed = set(re.findall(r'--[a-z-]+', re.sub(r'\[[^]]*\]', '', usage)))
                    given |= {'--output'} if '-o' in given else set()
                    self.assertLessEqual(needed, given, (language, words))

    def test_same(self):
        """Both languages have the same sections, in the same order, each in the contents, and the same commands"""
        found = {}
        for language, path in SOURCES.items():
            text = read(path)
            sections = re.findall(r'<section id="([a-z]+)">', text)
            self.assertEqual(re.findall(r'<li><a href="#([a-z]+)">', text), sections, language)
            titles = dict(re.findall(r'<section id="([a-z]+)">\n<h2>([^<]*)</h2>', text))
            self.assertEqual(re.findall(r'<li><a href="#[a-z]+">([^<]*)</a>', text), [titles[name] for name in sections], language)
            commands = [self.split(words)[0] + ' ' + ' '.join(sorted(word for word in words if word.startswith('-')))
                        for words in command_lines(text) if words[0] == 'choshoctl']
            found[language] = sections, commands
        self.assertEqual(found['en'], found['ja'])

    def test_columns(self):
        """The tables of columns name every field that an import has, with the headings by which it is found, in their order"""
        synonyms = json.loads(read(os.path.join(harness.DATA, 'synonyms', 'columns.json')))
        for language, path in SOURCES.items():
            *files, settings = [table_rows(table) for table in re.findall(r'<table class="columns">(.*?)</table>', read(path), re.DOTALL)]
            found = {name: dict(map(describe_field, rows)) for name, rows in zip(FILES, files, strict=True)}
            for name, *cells in settings:
                if name:  # the first field of a table stands beside its name, the others below
                    table = found.setdefault(re.match(r'<code>(\w+)</code>', name).group(1), {})
                table.update([describe_field(cells)])
            self.assertEqual(found, synonyms, language)

    def test_alone(self):
        """A page needs no other file and no network"""
        for language, path in BUILT.items():
            text = read(path)
            self.assertEqual(re.findall(r'<(?:link|script|iframe|object|base)\b', text), [])
            self.assertEqual([address for address in re.findall(r'\b(?:href|src)="([^"]*)"', text) if not address.startswith(('#', 'data:'))], [])
            self.assertNotIn('url(', text)
            self.assertIn(f'<html lang="{language}">', text)
            self.assertIn('<style>', text)

    def test_pictures(self):
        """A picture goes into the page whole; one that is not there fails the build"""
        with tempfile.TemporaryDirectory() as folder:
            page, picture, made = (os.path.join(folder, name) for name in ('page.html', 'a b.png', 'made.html'))
            with open(page, 'w', encoding='utf-8') as file:
                file.write('<head>\n</head><img alt="A" src="a b.png">')
            self.assertNotEqual(subprocess.run([MAKE_GUIDE, page, made], capture_output=True).returncode, 0)
            with open(picture, 'wb') as file:
                file.write(b'\x89PNG')
            subprocess.run([MAKE_GUIDE, page, made, made + '.d'], check=True)
            self.assertIn('<img alt="A" src="data:image/png;base64,iVBORw==">', read(made))
            self.assertIn(picture.replace(' ', '\\ '), read(made + '.d'))


if __name__ == '__main__':
    if not os.access(harness.CHOSHOCTL, os.X_OK):
        sys.exit(f'{harness.CHOSHOCTL} is not built')
    unittest.main()
