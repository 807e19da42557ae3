#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the programs link: the command line no GTK, no program but the helper a reader of client bytes."""

import os
import re
import subprocess
import sys

import chosholint

WINDOW = r'libgtk-|libadwaita-|libgdk-\d'
DISPLAY = r'libwayland|libX11\b|libxcb'  # cairo loads these by itself: only naming them is refused
READERS = r'libpoppler|libarchive|libxml2|libuchardet'
# (program, what it must not load even through others, what it must not name itself)
PROGRAMS = (
    ('src/cli/choshoctl', rf'{WINDOW}|libpoppler|libarchive', rf'{WINDOW}|{DISPLAY}|{READERS}|libgdk_pixbuf'),
    ('src/app/chosho', r'libpoppler|libarchive', rf'{READERS}'),
    ('src/helper/chosho-helper', WINDOW + r'|libsqlite3|libsodium', WINDOW + r'|libsqlite3|libsodium'),
)


def parse_needed(text):
    return re.findall(r'\(NEEDED\).*\[([^\]]+)\]', text)


def parse_ldd(text):
    return re.findall(r'^\s*(\S+) (?:=>|\()', text, re.MULTILINE)


def forbidden(libraries, pattern):
    return [library for library in libraries if re.match(pattern, library)]


def check_program(path, loaded, named):
    environment = dict(os.environ, LC_ALL='C')
    needed = subprocess.run(['readelf', '-d', path], check=True, capture_output=True, text=True, env=environment).stdout
    ldd = subprocess.run(['ldd', path], check=True, capture_output=True, text=True, env=environment).stdout
    direct, all_of_them = parse_needed(needed), parse_ldd(ldd)
    if not direct or len(all_of_them) < len(direct):
        yield f'{path}: its libraries could not be read'
    for library in forbidden(direct, named):
        yield f'{path} is linked with {library}'
    for library in forbidden(all_of_them, loaded):
        yield f'{path} loads {library}'


def is_planned(program):
    """A program whose layer's build file makes it must be there; before that there is nothing to test."""
    folder, name = os.path.split(program)
    build_file = os.path.join(chosholint.SOURCE_ROOT, folder, 'meson.build')
    with open(build_file, encoding='utf-8') as file:
        text = re.sub(r'#[^\n]*', '', file.read())
    built_at_all = folder != 'src/app' or os.path.exists(os.path.join(chosholint.BUILD_ROOT, folder))
    return built_at_all and re.search(rf"executable\s*\(\s*'{name}'", text) is not None


READELF = (' 0x0000000000000001 (NEEDED)             Shared library: [libgtk-4.so.1]\n'
           ' 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]\n')
LDD = '\tlinux-vdso.so.1 (0x00007ffe)\n\tlibadwaita-1.so.0 => /lib/libadwaita-1.so.0 (0x00007f)\n\tlibc.so.6 => /lib/libc.so.6 (0x00007f)\n'


def main():
    tap = chosholint.Tap()
    tap.result(forbidden(parse_needed(READELF), PROGRAMS[0][2]) == ['libgtk-4.so.1'], 'binaries/fixture/bad/named')
    tap.result(forbidden(parse_ldd(LDD), PROGRAMS[0][1]) == ['libadwaita-1.so.0'], 'binaries/fixture/bad/loaded')
    tap.result(forbidden(['libgdk_pixbuf-2.0.so.0', 'libc.so.6', 'libglib-2.0.so.0'], PROGRAMS[0][1]) == [], 'binaries/fixture/good')
    for program, loaded, named in PROGRAMS:
        path = os.path.join(chosholint.BUILD_ROOT, program)
        if is_planned(program):
            tap.run(f'binaries/{program}', lambda p=path, l=loaded, n=named: check_program(p, l, n))
        else:
            tap.result(not os.path.exists(path), f'binaries/{program} is not part of this build')
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
