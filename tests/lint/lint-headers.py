#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every header compiles alone, with the flags of its own layer: nobody must know what to include first."""

import concurrent.futures
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import chosholint

JOBS = 2
# Each contains those behind it.
LIBRARIES = ('adwaita.h', 'gtk/gtk.h', 'gio/gio.h', 'glib-object.h', 'glib.h')
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"\n]+)[>"]', re.MULTILINE)
# The headers that are compiled once for a layer would hide what one of its headers lacks.
DROPPED_WITH_VALUE = ('-o', '-MF', '-MQ', '-MT', '-include', '-include-pch')
DROPPED = ('-c', '-MD', '-MMD', '-MP', '-fpch-preprocess', '-Winvalid-pch')
# Reads a compiled header by what is asked for, gcc whole: a third of the time for each of ours.
CLANG = shutil.which('clang')
CLANG_FLAGS = ('-Wno-unknown-warning-option', '-Wno-unused-command-line-argument')


def flags_of(command):
    """The compiler and its flags without input, output and dependency files."""
    words = shlex.split(command)
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in DROPPED_WITH_VALUE:
            skip = True
        elif word not in DROPPED and not word.endswith('.c') and not word.startswith('-fsanitize'):
            kept.append(word)
    kept = [word for word in kept if os.path.basename(word) != 'ccache']
    return [CLANG, *kept[1:], *CLANG_FLAGS] if CLANG else kept


def flags_by_folder(build, root):
    """{folder below the root: (flags, directory)} from meson's compile commands: the flags of the first
    C file compiled in each folder; a folder without any takes those of the folder above."""
    with open(os.path.join(build, 'compile_commands.json'), encoding='utf-8') as file:
        commands = json.load(file)
    found = {}
    for command in commands:
        path = os.path.relpath(os.path.join(command['directory'], command['file']), root)
        if path.startswith('src/'):
            found.setdefault(os.path.dirname(path), (flags_of(command['command']), command['directory']))
    return found


def read_includes(root):
    """{name of a header below src: what it includes}."""
    found = {}
    for parent, _, files in os.walk(os.path.join(root, 'src')):
        for name in files:
            if name.endswith('.h'):
                with open(os.path.join(parent, name), encoding='utf-8') as file:
                    found[name] = INCLUDE.findall(file.read())
    return found


def library_of(name, includes, seen):
    """The largest of LIBRARIES that the header @name includes, itself or through others of ours; None where none."""
    reached = {include for include in includes.get(name, ()) if include in LIBRARIES}
    seen.add(name)
    for include in includes.get(name, ()):
        base = os.path.basename(include)
        if base in includes and base not in seen:
            reached.add(library_of(base, includes, seen))
    return next((library for library in LIBRARIES if library in reached), None)


class Libraries:
    """Headers of libraries compiled once for all that include them: they are most of the work."""

    def __init__(self, folder):
        self.folder, self.made = folder, {}

    def flags(self, library, flags, directory):
        if library is None:
            return []
        key = (library, *flags)
        if key not in self.made:
            path = os.path.join(self.folder, f'{len(self.made)}.h')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(f'#include <{library}>\n')
            subprocess.run([*flags, '-x', 'c-header', path, '-o', path + ('.pch' if CLANG else '.gch')], cwd=directory, capture_output=True)
            self.made[key] = path
        return ['-include', self.made[key]]  # the text itself where it could not be compiled


def compile_alone(header, root, flags, directory):
    """Problems of the header @header, included first and twice."""
    with tempfile.NamedTemporaryFile('w', suffix='.c') as source:
        path = os.path.join(root, header)
        source.write(f'#include "{path}"\n#include "{path}"\nextern int chosho_lint;\n')
        source.flush()
        done = subprocess.run([*flags, '-Werror', '-fsyntax-only', source.name], cwd=directory, capture_output=True, text=True)
    return [] if done.returncode == 0 else [f'{header}: does not compile alone'] + done.stderr.splitlines()[:6]


def check(root, build):
    with tempfile.TemporaryDirectory() as folder:
        yield from check_headers(root, build, Libraries(folder))


def check_headers(root, build, libraries):
    includes = read_includes(root)
    known = flags_by_folder(build, root)
    jobs = []
    for parent, _, files in os.walk(os.path.join(root, 'src')):
        for name in sorted(files):
            folder = os.path.relpath(parent, root)
            if not name.endswith('.h'):
                continue
            while folder and folder not in known:
                folder = os.path.dirname(folder)
            if folder:
                flags, directory = known[folder]
                more = libraries.flags(library_of(name, includes, set()), flags, directory)
                jobs.append((os.path.relpath(os.path.join(parent, name), root), root, flags + more, directory))
            elif known_layer_is_built(parent, root, build):
                yield f'{name}: no C file is compiled in its folder'
    if not jobs:
        yield 'no header was found'
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        for problems in pool.map(lambda job: compile_alone(*job), jobs):
            yield from problems


def known_layer_is_built(folder, root, build):
    """The window is the one layer that a build may leave out (-Dwindow=false)."""
    return os.path.exists(os.path.join(build, os.path.relpath(folder, root)))


def fixture(text):
    with tempfile.TemporaryDirectory() as root:
        folder = os.path.join(root, 'src', 'base')
        os.makedirs(folder)
        with open(os.path.join(folder, 'chosho-a.h'), 'w', encoding='utf-8') as file:
            file.write(text)
        with open(os.path.join(root, 'first.h'), 'w', encoding='utf-8') as first:
            first.write('#include <stdint.h>\n')
        command = f'ccache cc -I{folder} -include first.h -Wall -MD -MF x.d -o x.o -c chosho-a.c'
        with open(os.path.join(root, 'compile_commands.json'), 'w', encoding='utf-8') as file:
            json.dump([{'directory': root, 'file': 'src/base/chosho-a.c', 'command': command}], file)
        return list(check(root, root))


BAD = {
    'missing-include': ('#pragma once\nuint32_t chosho_a (void);\n', 'uint32_t'),
    'no-guard': ('typedef struct { int a; } ChoshoA;\n', 'redefinition|conflicting'),
    'library-not-included': ('#pragma once\nGList *chosho_a (void);\n', 'GList'),
    'warning': ('#pragma once\nstatic inline int chosho_a (void) { int b; return 0; }\n', 'unused'),
}


def main():
    tap = chosholint.Tap()
    for title, (text, complaint) in BAD.items():
        problems = fixture(text)
        found = any(word in problem for problem in problems for word in complaint.split('|'))
        tap.result(found, f'headers/fixture/bad/{title}', problems)
    tap.run('headers/fixture/good', lambda: fixture('#pragma once\n#include <stdint.h>\nuint32_t chosho_a (void);\n'))
    tap.run('headers/project', lambda: check(chosholint.SOURCE_ROOT, chosholint.BUILD_ROOT))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
