#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faint words can still be read: in the light style a text keeps 4.5:1 on the darkest surface that words stand on.

What is made faint by an opacity in the style sheet of the window; classes of the toolkit that it makes fainter are to be set there."""

import re
import sys

import chosholint
from chosholint import Hit, line_of

STYLE = 'ui/style.css'
LEAST = 4.5
TEXT = 0.8          # libadwaita's words are so much black over what is below
SURFACE = 0xeb      # of the bars and of the places; what pages and cards stand on is lighter
OF_THE_TOOLKIT = ('.dim-label', 'row .subtitle', 'windowtitle .subtitle', 'placeholder')  # 0.5 to 0.55 there
RULE = re.compile(r'([^{}]+)\{([^}]*)\}')
OPACITY = re.compile(r'(?:^|[;\s])opacity:\s*([0-9.]+)')


def luminance(grey):
    part = grey / 255
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


def contrast(opacity):
    """Of words in the light style at that opacity to what they stand on."""
    seen = SURFACE * (1 - TEXT * opacity)
    return (luminance(SURFACE) + 0.05) / (luminance(seen) + 0.05)


def check(tree):
    text = re.sub(r'/\*.*?\*/', lambda comment: chosholint.blank(comment[0]), tree.text(STYLE), flags=re.DOTALL)
    told = set()
    for rule in RULE.finditer(text):
        selectors = [each.strip() for each in rule[1].split(',')]
        opacity = OPACITY.search(rule[2])
        if opacity is None:
            continue
        told.update(selectors)
        if 0 < float(opacity[1]) and contrast(float(opacity[1])) < LEAST:  # 0: nothing is seen at all
            yield Hit(STYLE, line_of(text, rule.start(2)), f'{selectors[0]}: {contrast(float(opacity[1])):.1f}:1 with an opacity of {opacity[1]}')
    for name in OF_THE_TOOLKIT:
        if name not in told:
            yield Hit(STYLE, 1, f'{name}: has the opacity of the toolkit')


def style(*rules):
    return {STYLE: ', '.join(OF_THE_TOOLKIT) + ' { opacity: 0.7; }\n' + '\n'.join(rules)}


BAD = {
    'faint': (style('.a { font-size: smaller; opacity: 0.6; }'), [STYLE + ':2']),
    'one-of-several': (style('.a { opacity: 1; }', '.b,', '.c { opacity: 0.65; }'), [STYLE + ':4']),
    'of-the-toolkit': ({STYLE: '.dim-label, row .subtitle, placeholder { opacity: 0.7; }'}, [STYLE + ':1']),
}
GOOD = {
    'readable': style('.a { opacity: 0.7; }', '.b { opacity: 1; }'),
    'colours': style('.a { background: alpha(currentColor, 0.05); }'),
    'nothing-to-read': style('.a { opacity: 0; }'),
    'comment': style('/* .a { opacity: 0.1; } */'),
}

if __name__ == '__main__':
    sys.exit(chosholint.run('contrast', check, BAD, GOOD))
