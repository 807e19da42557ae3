#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every translatable text is found by gettext, and the Japanese translation is whole and current."""

import os
import re
import subprocess
import sys
import tempfile

import chosholint
from chosholint import Hit, line_of, without_comments

CALL = re.compile(r'(?<!\w)(?:_|N_|Q_|C_|NC_|ngettext|g_dgettext|g_dngettext|g_dpgettext2?)\s*\(')
MARKED = re.compile(r'translatable="(?:yes|true)"')
# Metadata in the freedesktop formats, which gettext reads by their own rules.
METADATA = ('.desktop.in', '.metainfo.xml.in', '.gschema.xml', '.xml.in')
# The words of a settings schema are its documentation for engineers unless it names a catalogue.
SCHEMA = '.gschema.xml'
# Texts that are Japanese throughout, and what is written in one way there.
JAPANESE = ('.po', '.ja.html', '/ja.ini', '-ja.ini', '.ja.1', '.ja.md')
SPELLINGS = ((re.compile('フォルダ(?!ー)'), 'フォルダー'), (re.compile('草案|ドラフト'), '報告書案'),
             (re.compile(r'…\(_.\)'), '(_X)…'))  # the mnemonic belongs to the words: “開く(_O)…”
HEADER = re.compile(r'#[ \t]*include[ \t]*([<"][^>"]+[>"])')


def has_text(path, text):
    if path.endswith(('.c', '.h')):
        # The macros' own definitions are no texts.
        code = re.sub(r'^[ \t]*#[ \t]*define[^\n]*', lambda m: chosholint.blank(m[0]), without_comments(text, strings=False), flags=re.MULTILINE)
        match = CALL.search(code)
    elif path.endswith('.ui'):
        match = MARKED.search(text)
    elif path.endswith(METADATA):
        return 1 if not path.endswith(SCHEMA) or 'gettext-domain=' in text else 0
    else:
        return 0
    return line_of(text, match.start()) if match else 0


def check_potfiles(tree):
    listed = {}
    for number, line in enumerate(tree.text('po/POTFILES.in').splitlines(), 1):
        name = line.split('#', 1)[0].strip()
        if name:
            if name in listed:
                yield Hit('po/POTFILES.in', number, f'{name} is listed twice')
            listed[name] = number
    needed = {}
    for path in tree.files('src', 'ui', 'data'):
        if path.endswith(('.c', '.h', '.ui') + METADATA):
            line = has_text(path, tree.text(path))
            if line:
                needed[path] = line
    for path, line in needed.items():
        if path not in listed:
            yield Hit(path, line, 'has translatable text and is not in po/POTFILES.in')
    for name, number in listed.items():
        if not tree.exists(name):
            yield Hit('po/POTFILES.in', number, f'{name} does not exist')
        elif name not in needed:
            yield Hit('po/POTFILES.in', number, f'{name} has no translatable text')


def check_headers(tree):
    """A C file with messages finds the library's own catalogue only with these headers, in this order."""
    for path in tree.files('src'):
        if not path.endswith('.c'):
            continue
        code = without_comments(tree.text(path))
        line = has_text(path, tree.text(path))
        if not line:
            continue
        includes = HEADER.findall(code)
        if not includes or includes[0] != '"config.h"':
            yield Hit(path, line, 'has translatable text: the first include must be "config.h"')
        if '<glib/gi18n-lib.h>' not in includes and '<glib/gi18n.h>' not in includes:
            yield Hit(path, line, 'has translatable text: include <glib/gi18n-lib.h>')


def check_spellings(tree):
    """One word is written in one way wherever a person reads Japanese."""
    for path in tree.files('po', 'data') + ['README.ja.md']:
        if not path.endswith(JAPANESE) or not tree.exists(path):
            continue
        text = tree.text(path)
        for pattern, spelling in SPELLINGS:
            for match in pattern.finditer(text):
                yield Hit(path, line_of(text, match.start()), f'“{match[0]}” is written “{spelling}” here')


def check(tree):
    yield from check_potfiles(tree)
    yield from check_headers(tree)
    yield from check_spellings(tree)


def run_tool(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, LC_ALL='C.UTF-8'), **options)


def check_catalogue(root):
    """Problems of po/ja.po below @root: formats, gaps, fuzzy entries, texts it does not know."""
    with tempfile.TemporaryDirectory() as folder:
        ja = os.path.join(root, 'po', 'ja.po')
        compiled = run_tool('msgfmt', '--check', '--check-accelerators=_', '-o', '/dev/null', ja)
        if compiled.returncode != 0:
            yield from compiled.stderr.splitlines()
        pot = os.path.join(folder, 'chosho.pot')
        extracted = run_tool('xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=Q_', '--keyword=C_:1c,2',
                             '--keyword=NC_:1c,2', '--keyword=g_dngettext:2,3', '--keyword=ngettext:1,2', '--add-comments',
                             '-f', os.path.join(root, 'po', 'POTFILES.in'), '-D', root, '-o', pot)
        if extracted.returncode != 0:
            yield from extracted.stderr.splitlines()
            return
        if not os.path.exists(pot):  # no text at all yet
            return
        merged = os.path.join(folder, 'ja.po')
        joined = run_tool('msgmerge', '--no-fuzzy-matching', '-q', '-o', merged, ja, pot)
        if joined.returncode != 0:
            yield from joined.stderr.splitlines()
            return
        missing = run_tool('msgattrib', '--untranslated', '--no-obsolete', merged).stdout
        fuzzy = run_tool('msgattrib', '--only-fuzzy', '--no-obsolete', merged).stdout
        for title, text in (('not translated', missing), ('fuzzy', fuzzy)):
            for entry in re.findall(r'((?:^#:.*\n)+)(?:^#.*\n)*(?:^msgctxt.*\n)?^msgid (".*"(?:\n".*")*)', text, re.MULTILINE):
                where = entry[0].splitlines()[0][3:]
                yield f'{where}: {title}: {entry[1]}'


def catalogue_fixture(po, source='#include "config.h"\nconst char *a = _("Open %s");\n', potfiles='src/a.c\n'):
    def problems():
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(os.path.join(root, 'po'))
            os.makedirs(os.path.join(root, 'src'))
            for name, text in (('po/ja.po', po), ('po/POTFILES.in', potfiles), ('src/a.c', source)):
                with open(os.path.join(root, name), 'w', encoding='utf-8') as file:
                    file.write(text)
            return list(check_catalogue(root))
    return problems


PO_HEADER = ('msgid ""\nmsgstr ""\n"Project-Id-Version: c\\n"\n"PO-Revision-Date: 2026-01-01 00:00+0900\\n"\n"Last-Translator: a <a@b.c>\\n"\n'
             '"Language-Team: Japanese\\n"\n"Language: ja\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
             '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n')
WHOLE = PO_HEADER + '#, c-format\nmsgid "Open %s"\nmsgstr "%sを開く"\n'
# Catalogues that must fail, each with a part of the complaint.
CATALOGUES = {
    'untranslated': (PO_HEADER + '#, c-format\nmsgid "Open %s"\nmsgstr ""\n', 'src/a.c:2: not translated'),
    'unknown-text': (PO_HEADER, 'src/a.c:2: not translated'),
    'fuzzy': (PO_HEADER + '#, fuzzy, c-format\nmsgid "Open %s"\nmsgstr "%sを開く"\n', 'src/a.c:2: fuzzy'),
    'wrong-format': (PO_HEADER + '#, c-format\nmsgid "Open %s"\nmsgstr "%dを開く"\n', "format specifications"),
    'broken': (PO_HEADER + 'msgid "Open %s\n', 'end-of-line within string'),
}

TEXT_C = '#include "config.h"\n#include <glib/gi18n-lib.h>\nf (_("x"));\n'
BAD = {
    'not-listed': ({'po/POTFILES.in': '', 'src/base/a.c': TEXT_C}, ['src/base/a.c:3']),
    'context-not-listed': ({'po/POTFILES.in': '', 'src/base/a.h': '\nf (C_("a", "x"));\n'}, ['src/base/a.h:2']),
    'ui-not-listed': ({'po/POTFILES.in': '', 'ui/a.ui': '<a translatable="yes">x</a>'}, ['ui/a.ui:1']),
    'desktop-not-listed': ({'po/POTFILES.in': '', 'data/a.desktop.in': 'Name=x'}, ['data/a.desktop.in:1']),
    'schema-not-listed': ({'po/POTFILES.in': '', 'data/a.gschema.xml': '<schemalist gettext-domain="x"/>'}, ['data/a.gschema.xml:1']),
    'listed-and-gone': ({'po/POTFILES.in': '# x\nsrc/gone.c\n'}, ['po/POTFILES.in:2']),
    'listed-without-text': ({'po/POTFILES.in': 'src/a.c\n', 'src/a.c': 'int a;\n'}, ['po/POTFILES.in:1']),
    'listed-twice': ({'po/POTFILES.in': 'src/base/a.c\nsrc/base/a.c\n', 'src/base/a.c': TEXT_C}, ['po/POTFILES.in:2']),
    'config-not-first': ({'po/POTFILES.in': 'src/a.c\n', 'src/a.c': '#include <glib/gi18n-lib.h>\n#include "config.h"\nf (_("x"));\n'}, ['src/a.c:3']),
    'other-spelling': ({'po/POTFILES.in': '', 'data/a.ja.html': '<p>\nフォルダの中</p>'}, ['data/a.ja.html:2']),
    'other-word': ({'po/POTFILES.in': '', 'README.ja.md': '報告書の草案\nドラフト\n'}, ['README.ja.md:1', 'README.ja.md:2']),
    'mnemonic-after-the-ellipsis': ({'po/POTFILES.in': '', 'po/ja.po': '\nmsgstr "開く…(_O)"\n'}, ['po/ja.po:2']),
    'without-gi18n': ({'po/POTFILES.in': 'src/a.c\n', 'src/a.c': '#include "config.h"\nf (_("x"));\n'}, ['src/a.c:2']),
}
GOOD = {
    'spelling': {'po/POTFILES.in': '', 'data/a.ja.html': '<p>フォルダーの中</p>', 'README.ja.md': 'フォルダー、報告書案',
                 'po/ja.po': 'msgstr "開く(_O)…"\n'},
    'listed': {'po/POTFILES.in': '# all\nsrc/base/a.c\nui/a.ui\n', 'src/base/a.c': TEXT_C, 'ui/a.ui': '<a translatable="yes">x</a>',
               'data/a.gschema.xml': '<schemalist/>', 'src/base/b.c': '/* _("x") */ x_("a"); "_(";\n', 'ui/b.ui': '<a>x</a>'},
}


def main():
    tap = chosholint.Tap()
    chosholint.run('potfiles', check, BAD, GOOD, tap)
    for title, (po, complaint) in CATALOGUES.items():
        problems = catalogue_fixture(po)()
        tap.result(any(complaint in problem for problem in problems), f'catalogue/fixture/bad/{title}', problems)
    tap.run('catalogue/fixture/good/whole', catalogue_fixture(WHOLE))
    tap.run('catalogue/project', lambda: check_catalogue(chosholint.SOURCE_ROOT))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
