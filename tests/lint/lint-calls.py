#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that the project does not make, and where some may be made only."""

import re
import sys

import chosholint
from chosholint import Hit, line_of, without_comments

# (calls, why, prefixes of paths where they are allowed)
SOURCE_BANS = (
    (r'strcpy|strcat|strncat|strncpy|stpcpy|sprintf|vsprintf|gets|alloca|g_alloca|g_newa|g_stpcpy',
     'writes without a bound: use GString, g_strdup_printf or memcpy with a size', ()),
    (r'strtok|asctime|ctime|localtime|gmtime|readdir_r|tmpnam|tempnam|mktemp',
     'is unsafe in threads or races: use its GLib or _r counterpart', ()),
    (r'atoi|atol|atoll|atof|sscanf|fscanf|scanf', 'hides bad input: use g_ascii_string_to_signed or a parser', ()),
    (r'system|popen|g_spawn_command_line_sync|g_spawn_command_line_async|wordexp',
     'runs a shell: use GSubprocess with an argument vector', ()),
    (r'g_slice_\w+|g_mem_chunk_\w+', 'is deprecated: use g_new', ()),
    (r'g_checksum_\w+|g_compute_checksum_\w+|g_compute_hmac_\w+|g_hmac_\w+',
     'is four times slower: use ChoshoDigest', ()),
    (r'g_print|g_printerr|printf|vprintf|puts|putchar|perror',
     'only programs write to the terminal', ('src/cli/', 'src/app/main.c', 'src/app/chosho-main.c', 'src/helper/main.c')),
    (r'g_get_real_time|g_date_time_new_now\w*|g_date_time_new_now_utc|clock_gettime|gettimeofday|time|g_get_current_time',
     'reads a clock: use chosho_clock_*',
     # the intake compares the kernel's own change times with the kernel's clock; nothing is recorded
     ('src/base/chosho-clock.c', 'src/evidence/chosho-intake.c')),
    (r'chosho_clock_set_source', 'is for tests: no product path changes the time', ('src/base/chosho-clock.',)),
    (r'g_random_\w+|random|srandom|rand|srand|drand48|lrand48',
     'is no generator for the record: samples have their own, secrets libsodium\'s',
     ('src/evidence/chosho-object-draft.c',)),  # temporary names, tried until one is free
    (r'g_file_set_contents|g_file_set_contents_full|g_file_replace_contents|g_file_replace',
     'is not durable as the record needs it: use chosho_file_write', ('src/app/',)),
    (r'g_variant_new_parsed|g_quark_from_string|g_setenv|setenv|putenv|g_unsetenv|unsetenv',
     'changes the whole process', ('src/app/', 'src/cli/', 'src/helper/')),
    (r'sqlite3_mprintf|sqlite3_vmprintf|sqlite3_snprintf', 'builds SQL: bind parameters', ()),
    (r'archive_read_support_format_all|archive_read_support_filter_all|archive_read_support_compression_all',
     'lets in formats that crash: name zip, 7z and tar', ()),
)
# Pure layers.
LAYER_BANS = (
    ('src/model/', r'fopen|fdopen|open|openat|creat|g_open|g_fopen|g_file_\w+|g_mapped_file_\w+|chosho_file_\w+|chosho_folder_\w+',
     'model does no input or output'),
    ('src/model/', r'chosho_clock_\w+|g_get_monotonic_time', 'model reads no clock: times come from events'),
    ('src/model/', r'g_thread_\w+|g_task_\w+|g_idle_add\w*|g_timeout_add\w*|chosho_worker_\w+', 'model holds no thread'),
    ('src/model/', r'g_message|g_warning|g_debug|g_info|g_log|g_log_structured', 'model does not log'),
)
# Reasons why a test may skip itself: {path: reason}.
MAY_SKIP = {
    'tests/unit/evidence/test-object-check.c': 'root reads a file whatever its mode',
    'tests/unit/store/test-engagement-folder.c': 'root may write everywhere',
    'tests/golden/exchange/test-import-files.c': 'as tests/unit/helper/test-catalog.c',
    'tests/unit/helper/test-catalog.c': 'the real catalogues are not part of the project: CHOSHO_TEST_DATA names a folder with them',
    'tests/unit/helper/test-confinement.c': 'the address sanitizer needs what confinement forbids',
    'tests/golden/exchange/test-import-files.c': 'the real catalogues are not part of the project: CHOSHO_TEST_DATA names a folder with them',
}
TEST_BANS = (
    (r'g_test_skip|g_test_incomplete', 'hides a test: name the file and its reason in tests/lint/lint-calls.py', MAY_SKIP),
    (r'system|popen|gets|sprintf|strcpy|strcat', 'is banned in tests too', ()),
)
UNFINISHED = re.compile(r'\b(TODO|FIXME|XXX|HACK)\b')
SQL_FORMAT = re.compile(r'"\s*(SELECT|INSERT\s+INTO|INSERT\s+OR|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|TRIGGER|VIEW|VIRTUAL)'
                        r'|DROP\s+(TABLE|INDEX)|PRAGMA|ATTACH|ALTER\s+TABLE)\b', re.IGNORECASE)
FORMATTER = re.compile(r'\b(g_strdup_printf|g_strconcat|g_string_printf|g_string_append_printf|g_string_append|g_string_new|'
                       r'g_strjoin|g_strjoinv|snprintf|g_snprintf|asprintf)\s*\(')


def calls(pattern):
    # Not after "->" or ".": a member of that name is something else; not a declaration's type.
    return re.compile(r'(?<![\w>.])(' + pattern + r')\s*\(')


def check_bans(path, code, bans):
    for pattern, why, allowed in bans:
        if any(path.startswith(prefix) for prefix in allowed):
            continue
        for match in calls(pattern).finditer(code):
            yield Hit(path, line_of(code, match.start()), f'{match[1]} {why}')


def check_source(path, text):
    code = without_comments(text, strings=False)
    yield from check_bans(path, code, SOURCE_BANS)
    for prefix, pattern, why in LAYER_BANS:
        if path.startswith(prefix):
            for match in calls(pattern).finditer(code):
                yield Hit(path, line_of(code, match.start()), f'{match[1]}: {why}')
    with_strings = without_comments(text)
    for match in FORMATTER.finditer(code):
        arguments = chosholint.call_arguments(with_strings, match.end())
        if arguments and any(SQL_FORMAT.search(argument) for argument in arguments):
            yield Hit(path, line_of(code, match.start()), f'{match[1]} builds SQL: use a literal and bind parameters')


def check(tree):
    for path in tree.files('src', 'tests', 'build-aux', 'ui', 'data'):
        if path.startswith('tests/lint/') or not path.endswith(('.c', '.h', '.py', '.ui', '.css', '.sql', '.build')):
            continue
        text = tree.text(path)
        for match in UNFINISHED.finditer(text):
            yield Hit(path, line_of(text, match.start()), f'{match[1]}: finish it or leave it out')
        if path.endswith(('.c', '.h')):
            if path.startswith('src/'):
                yield from check_source(path, text)
            elif path.startswith('tests/'):
                yield from check_bans(path, without_comments(text, strings=False), TEST_BANS)


def bad_call(text, path='src/base/chosho-x.c', line=1):
    return {path: text}, [f'{path}:{line}']


BAD = {
    'strcpy': bad_call('void f (void) { strcpy (a, b); }\n'),
    'sprintf-on-second-line': bad_call('int a;\n  n = sprintf(a, "%s", b);\n', line=2),
    'system': bad_call('r = system ("ls");\n'),
    'popen': bad_call('f = popen ("ls", "r");\n'),
    'gets': bad_call('gets (a);\n'),
    'checksum': bad_call('g_autofree char *a = g_compute_checksum_for_data (G_CHECKSUM_SHA256, b, 3);\n'),
    'slice': bad_call('a = g_slice_new (Thing);\n'),
    'print-in-library': bad_call('g_print ("x");\n', 'src/store/chosho-s.c'),
    'clock': bad_call('gint64 a = g_get_real_time ();\n', 'src/session/chosho-s.c'),
    'set-clock': bad_call('chosho_clock_set_source (&s);\n', 'src/cli/main.c'),
    'random': bad_call('x = g_random_int ();\n', 'src/procedure/chosho-s.c'),
    'sql-by-format': bad_call('char *q = g_strdup_printf ("select * FROM t WHERE a=%d", 1);\n', 'src/db/chosho-d.c'),
    'sql-by-pieces': bad_call('g_string_append (q,\n "DELETE FROM t ");\n', 'src/store/chosho-d.c'),
    'model-opens-file': bad_call('fd = open (path, O_RDONLY);\n', 'src/model/chosho-m.c'),
    'model-reads-clock': bad_call('t = chosho_clock_now_us ();\n', 'src/model/chosho-m.c'),
    'model-logs': bad_call('g_warning ("x");\n', 'src/model/chosho-m.c'),
    'all-formats': bad_call('archive_read_support_format_all (a);\n', 'src/helper/chosho-h.c'),
    'skipped-test': bad_call('g_test_skip ("later");\n', 'tests/unit/base/test-x.c'),
    'unfinished': bad_call('int a; /* TODO: more */\n'),
    'unfinished-test': bad_call('# FIXME\n', 'tests/cli/test_x.py'),
}
GOOD = {
    'comment-and-string': {'src/base/chosho-x.c': '/* never system () or strcpy () */\nconst char *a = "popen (x)"; // gets ()\n'},
    'longer-names': {'src/base/chosho-x.c': 'g_strlcpy (a, b, 3); chosho_run_system (x); x->time (a); x.open (b); g_strdup_printf ("x");\n'},
    'terminal-of-the-program': {'src/cli/main.c': 'g_print ("x");\n', 'src/base/chosho-clock.c': 'return g_get_real_time ();\n'},
    'literal-sql': {'src/store/chosho-s.c': 'chosho_database_exec (d, "DELETE FROM t", error); g_strdup_printf ("selected: %d", 1);\n'},
}

if __name__ == '__main__':
    sys.exit(chosholint.run('calls', check, BAD, GOOD))
