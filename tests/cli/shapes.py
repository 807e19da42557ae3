# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes of JSON, for the tests of what scripts read: what keys there are and of which type.

A shape is a type, a compiled pattern, a set of allowed words, a list with the shape of its items, a dict
with the shapes of its keys (more keys may stand beside them), or Maybe(shape), where null is allowed.
"""

import re


class Maybe:
    def __init__(self, shape):
        self.shape = shape


ID = re.compile(r'\S+')
TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z')
DATE = re.compile(r'\d{4}-\d\d-\d\d')
DIGEST = re.compile(r'[0-9a-f]{64}')


def problems(value, shape, where='result'):
    """Where @value is not of @shape, as lines; empty where it is."""
    if isinstance(shape, Maybe):
        return [] if value is None else problems(value, shape.shape, where)
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return [f'{where}: no object but {value!r}']
        return [line for key, inner in shape.items()
                for line in (problems(value[key], inner, f'{where}.{key}') if key in value else [f'{where}: no key "{key}"'])]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f'{where}: no array but {value!r}']
        return [line for place, item in enumerate(value) for line in problems(item, shape[0], f'{where}[{place}]')]
    if isinstance(shape, re.Pattern):
        return [] if isinstance(value, str) and shape.fullmatch(value) else [f'{where}: {value!r} is not {shape.pattern}']
    if isinstance(shape, set):
        return [] if value in shape else [f'{where}: {value!r} is none of {sorted(shape)}']
    if shape is int and isinstance(value, bool):
        return [f'{where}: {value!r} is no number']
    return [] if isinstance(value, shape) else [f'{where}: {value!r} is no {shape.__name__}']
