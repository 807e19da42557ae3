# SPDX-License-Identifier: GPL-3.0-or-later
"""What another program (poppler's tools) reads in a PDF that the project wrote."""

import os
import re
import subprocess
import xml.etree.ElementTree


def squeeze(text):
    """Without white space: where lines end is the layout's business."""
    return re.sub(r'\s+', '', text)


def read_outline(path):
    """[(level, title, page)]"""
    base = path + '.outline'
    subprocess.run(['pdftohtml', '-xml', '-i', '-q', path, base], check=True, capture_output=True)
    with open(base + '.xml', encoding='utf-8') as file:
        source = file.read()
    os.remove(base + '.xml')
    # Only the outline: the text part of this format is not always well-formed.
    tree = xml.etree.ElementTree.fromstring(source[source.find('<outline>'):source.rfind('</outline>') + len('</outline>')])
    entries = []

    def walk(node, level):
        for child in node:
            if child.tag == 'item':
                entries.append((level, child.text, int(child.get('page'))))
            else:
                walk(child, level + 1)
    walk(tree, 0)
    return entries
