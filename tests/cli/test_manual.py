# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages: they name all that the programs have, and roff has nothing to say against them."""

import os
import re
import subprocess
import sys
import unittest

import harness

BUILT = os.path.join(harness.BUILD_ROOT, 'data', 'man')
WRITTEN = os.path.join(harness.DATA, 'man')
CHOSHO = os.path.join(harness.BUILD_ROOT, 'src', 'app', 'chosho')
GENERATED = (os.path.join(BUILT, 'choshoctl.1'), os.path.join(BUILT, 'ja', 'choshoctl.1'))
PAGES = GENERATED + tuple(os.path.join(WRITTEN, name) for name in ('chosho.1', 'chosho.ja.1', 'chosho-helper.8'))
HAN_OR_KANA = re.compile('[ぁ-ヿ一-鿿]')


def render(path):
    """The page as a terminal shows it, without its bold and its line breaks, and what roff said."""
    done = subprocess.run(['groff', '-Tutf8', '-Kutf8', '-P-c', '-P-u', '-P-b', '-rLL=200n', '-man', '-ww', path],
                          capture_output=True, text=True, timeout=harness.TIMEOUT, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
    return re.sub(r'\s+', ' ', done.stdout), done.stderr


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, timeout=harness.TIMEOUT, check=True,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en'}).stdout


class Manual(unittest.TestCase):
    def test_form(self):
        """Every page is there and renders without a warning"""
        for path in PAGES:
            text, said = render(path)
            self.assertEqual(said, '', path)
            self.assertIn('chosho', text)

    def test_commands(self):
        """Both pages of choshoctl name every command with its options, as the help does"""
        commands = re.findall(r'^  ([a-z][a-z -]*?)(?:  .*)?$', run(harness.CHOSHOCTL, 'help').split('Options for every command')[0], re.MULTILINE)
        self.assertGreater(len(commands), 60)
        usages = [run(harness.CHOSHOCTL, *command.split(), '--help').splitlines()[0].removeprefix('Usage: ') for command in commands]
        for path in GENERATED:
            text, _ = render(path)
            for usage in usages:
                self.assertIn(usage, text, path)

    def test_exits(self):
        """They name every exit code of the contract"""
        for path, title, following in ((GENERATED[0], 'EXIT STATUS', 'ENVIRONMENT'), (GENERATED[1], '終了ステータス', '環境変数')):
            text, _ = render(path)
            part = text.split(title, 1)[1].split(following, 1)[0]
            self.assertEqual(re.findall(r' (\d) ', part), ['0', '1', '2', '3', '4'], path)

    def test_language(self):
        """The Japanese page has no paragraph in another language, the English one no Japanese but in examples and the mark of samples"""
        english, _ = render(GENERATED[0])
        self.assertIsNone(HAN_OR_KANA.search(english.split('EXAMPLES')[0].replace('見本', '')))
        with open(GENERATED[1], encoding='utf-8') as file:
            lines = [line for line in file.read().split('.SH 例')[0].splitlines() if not line.startswith('.')]
        for line in lines:
            self.assertTrue(HAN_OR_KANA.search(line), line)

    @unittest.skipUnless(os.path.exists(CHOSHO), 'the window is not built')
    def test_window(self):
        """Both pages of the window name its options and the variable"""
        options = re.findall(r'--[a-z]+', run(CHOSHO, '--help').split('Application Options', 1)[1])
        self.assertIn('--identity', options)
        for name in ('chosho.1', 'chosho.ja.1'):
            text, _ = render(os.path.join(WRITTEN, name))
            for word in options + ['CHOSHO_IDENTITY', 'choshoctl(1)']:
                self.assertIn(word, text, name)


if __name__ == '__main__':
    if not os.access(harness.CHOSHOCTL, os.X_OK):
        sys.exit(f'{harness.CHOSHOCTL} is not built')
    unittest.main()
