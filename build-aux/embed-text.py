#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes text files as one C source of byte arrays, for lists and templates that a pure library
carries without any I/O: embed-text.py OUT.c name=FILE…  Each array ends with a NUL."""
import sys


def main():
    out, pairs = sys.argv[1], sys.argv[2:]
    lines = ['/* Made by embed-text.py; not for editing. */', '']
    for pair in pairs:
        name, path = pair.split('=', 1)
        with open(path, 'rb') as file:
            data = file.read()
        data.decode('utf-8')  # a broken file stops the build
        if b'\0' in data:
            sys.exit(f'{path}: holds a NUL')
        lines.append(f'extern const char {name}[];')
        lines.append(f'const char {name}[] = {{')
        data += b'\0'
        for start in range(0, len(data), 20):
            lines.append('  ' + ''.join(f"'\\x{byte:02x}'," for byte in data[start:start + 20]))
        lines.append('};')
        lines.append('')
    with open(out, 'w', encoding='ascii') as file:
        file.write('\n'.join(lines))


main()
