#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""SQL is handed over only as string literals, so that no input ever becomes part of a statement."""

import re
import sys

import chosholint
from chosholint import Hit, line_of, without_comments

# Macros whose argument @1 (from 0) is SQL: they refuse a variable at compile time; the lint refuses
# the ways around them.
MACRO = re.compile(r'(?<!\w)(chosho_database_(?:exec|prepare|query_\w+?))\s*\(')
# The functions behind the macros take any pointer: nobody but the macros calls them.
BEHIND = re.compile(r'(?<!\w)(chosho_database_\w+_literal|chosho_statement_new)\s*\(')
SQLITE = re.compile(r'(?<!\w)(sqlite3_(?:prepare|prepare_v2|prepare_v3|exec|get_table))\s*\(')
LITERAL = re.compile(r'\s*(?:(?:"(?:\\.|[^"\\])*"|[A-Z][A-Z0-9_]*)\s*)+\Z')
# A macro used between literals must itself be a literal.
DEFINE = re.compile(r'^[ \t]*#[ \t]*define[ \t]+([A-Z][A-Z0-9_]*)[ \t]+((?:[^\n]*\\\n)*[^\n]*)', re.MULTILINE)


def check_call(path, code, match, index, defines):
    arguments = chosholint.call_arguments(code, match.end())
    line = line_of(code, match.start())
    if arguments is None or len(arguments) <= index or not LITERAL.match(arguments[index]):
        yield Hit(path, line, f'{match[1]}: the SQL must be a string literal')
        return
    for name in re.findall(r'[A-Z][A-Z0-9_]*', re.sub(r'"(?:\\.|[^"\\])*"', '', arguments[index])):
        if not LITERAL.match(defines.get(name, '').replace('\\\n', ' ')):
            yield Hit(path, line, f'{match[1]}: {name} is not defined as a string literal')


def check(tree):
    codes = {path: without_comments(tree.text(path)) for path in tree.files('src') if path.endswith(('.c', '.h'))}
    defines = {}
    for code in codes.values():
        defines.update(DEFINE.findall(code))
    # The build makes these literals of the .sql files (src/store/schema/embed.py).
    for path in tree.files('src'):
        if path.endswith('/meson.build') and 'schema/embed.py' in tree.text(path):
            defines.update((name, '""') for name in re.findall(r"'(CHOSHO_SCHEMA_[A-Z_]+)'", tree.text(path)))
    for path, code in codes.items():
        in_db = path.startswith('src/db/')
        # The wrapper itself declares, defines and calls these; there SQL is the parameter "sql".
        plain = re.sub(r'^[ \t]*#[ \t]*define(?:[^\n]*\\\n)*[^\n]*', lambda m: chosholint.blank(m[0]), code, flags=re.MULTILINE) \
            if in_db else code
        for match in MACRO.finditer(plain):
            if not match[1].endswith('_literal'):
                yield from check_call(path, plain, match, 1, defines)
        if not in_db:
            for pattern in (BEHIND, SQLITE):
                for match in pattern.finditer(code):
                    yield Hit(path, line_of(code, match.start()), f'{match[1]} goes around the literal: use the macro')


def bad(text, path='src/store/chosho-s.c', line=1):
    return {path: text}, [f'{path}:{line}']


BAD = {
    'variable': bad('chosho_database_exec (db, sql, error);\n'),
    'variable-in-db': bad('\nchosho_database_prepare (db, text->str, error);\n', 'src/db/chosho-d.c', 2),
    'concatenation-at-run-time': bad('chosho_database_prepare (db, g_strconcat ("SELECT ", a, NULL), error);\n'),
    'choice': bad('chosho_database_prepare (db, x ? "A" : "B", error);\n'),
    'macro-of-a-variable': bad('#define QUERY query_text\nchosho_database_query_int64 (db, QUERY, &n, error);\n', line=2),
    'unknown-macro': bad('chosho_database_query_text (db, "SELECT " COLUMNS, error);\n'),
    'behind-the-macro': bad('chosho_database_exec_literal (db, sql, error);\n'),
    'sqlite-itself': bad('sqlite3_exec (db, "SELECT 1", 0, 0, 0);\n', 'src/session/chosho-s.c'),
}
GOOD = {
    'literals': {'src/store/chosho-s.c': '#define COLUMNS "a, " \\\n  "b"\nchosho_database_prepare (self->db,\n  "SELECT " COLUMNS\n'
                                         '  " FROM t WHERE a = \'(,\'", error);\nchosho_database_exec (f (a, b), "BEGIN", error);\n'},
    'wrapper': {'src/db/chosho-database.h': '#define chosho_database_exec(self, sql, error) \\\n'
                                            '  chosho_database_exec_literal ((self), "" sql "", (error))\n',
                'src/db/chosho-database.c': 'r = sqlite3_exec (self->handle, sql, 0, 0, 0);\n'},
    'schema': {'src/store/meson.build': "x('schema/embed.py', 'CHOSHO_SCHEMA_A')\n",
               'src/store/chosho-s.c': 'chosho_database_exec (db, CHOSHO_SCHEMA_A, error);\n'},
    'comment': {'src/store/chosho-s.c': '/* chosho_database_exec (db, sql, error) */\n'},
}

if __name__ == '__main__':
    sys.exit(chosholint.run('sql', check, BAD, GOOD))
