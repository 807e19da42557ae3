#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A language to run programs in where its locale is not installed, as on a fresh Debian.

    languages.py LANGUAGE COMMAND ARGUMENT…    runs COMMAND in LANGUAGE ("ja")

gettext translates nothing in the locale C.UTF-8, whatever LANGUAGE says (glibc from 2.39 on). It goes by the locale's
name: here C.UTF-8 stands under the name of a locale of the language.
"""
import os
import shutil
import subprocess
import sys
import tempfile

RULES = '/usr/lib/locale/C.utf8'


def make(folder, language):
    """Makes the locale in @folder; the environment in which programs speak @language. FileNotFoundError where the C
    library has its locales elsewhere than Debian's."""
    name = f'{language}_{language.upper()}'
    shutil.copytree(RULES, os.path.join(folder, name + '.utf8'), dirs_exist_ok=True)
    return {'LOCPATH': folder, 'LC_ALL': name + '.UTF-8', 'LANGUAGE': language}


def main():
    with tempfile.TemporaryDirectory(prefix='chosho-language-') as folder:
        return subprocess.run(sys.argv[2:], env={**os.environ, **make(folder, sys.argv[1])}, check=False).returncode


if __name__ == '__main__':
    sys.exit(main())
