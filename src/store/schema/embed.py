#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns an SQL file into a C header that defines its text as one string literal."""
import pathlib
import sys


def literal(line: str) -> str:
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"'


source, target, name = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
lines = source.read_text(encoding="ascii").splitlines()
body = " \\\n  ".join(literal(line) for line in lines)
target.write_text(f"/* Made from {source.name}; do not edit. */\n#pragma once\n\n#define {name} \\\n  {body}\n",
                  encoding="ascii")
