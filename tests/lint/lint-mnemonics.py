#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No two lines of one menu, and no two answers of one question, have the same mnemonic, in English or in Japanese.

A menu is what a .ui file calls so, with its sections; a submenu is a page of its own. In C the menus are those that one function
fills by g_menu_append() with texts that stand in the call: all of them are one menu, but for those that it hangs in as submenus."""

import ast
import re
import sys
import xml.etree.ElementTree

import chosholint
from chosholint import Hit, line_of, without_comments

MNEMONIC = re.compile(r'(?<!_)_(?:__)*([^_\s])')
FUNCTION = re.compile(r'^\{\n.*?^\}', re.MULTILINE | re.DOTALL)
APPEND = re.compile(r'g_menu_append\s*\(\s*([\w>.-]+)\s*,\s*_\(("(?:[^"\\]|\\.)*")\)')
SUBMENU = re.compile(r'g_menu_append_submenu\s*\(\s*([\w>.-]+)\s*,\s*_\(("(?:[^"\\]|\\.)*")\)\s*,\s*(?:G_MENU_MODEL \()?([\w>.-]+)')

ANSWERS = re.compile(r'adw_message_dialog_add_responses\s*\(.*?\bNULL\)', re.DOTALL)
TEXT = re.compile(r'\b_\(("(?:[^"\\]|\\.)*")\)')


def mnemonic(label):
    found = MNEMONIC.search(label)
    return found[1].casefold() if found else None


def translations(text):
    """The Japanese texts of the entries without a context, by the English ones."""
    texts = {}
    for block in text.split('\n\n'):
        parts = dict(re.findall(r'^(msgctxt|msgid|msgstr) ((?:"(?:[^"\\]|\\.)*"\n?)+)', block, re.MULTILINE))
        if 'msgctxt' not in parts and 'msgid' in parts:
            texts[ast.literal_eval(f'({parts["msgid"]})')] = ast.literal_eval(f'({parts.get("msgstr", repr(""))})')
    return texts


def menus_of_ui(text):
    """Each page of each menu: its labels, with the offset of each."""
    try:
        root = xml.etree.ElementTree.fromstring(text)
    except xml.etree.ElementTree.ParseError:  # lint-ui tells
        return

    def label_of(element):
        return next(((each.text or '').strip() for each in element.findall('attribute') if each.get('name') == 'label'), None)

    def page(element, labels):
        for child in element:
            if child.tag in ('item', 'submenu') and label_of(child):
                labels.append(label_of(child))
            if child.tag == 'section':
                page(child, labels)
        return labels

    for element in root.iter():
        if element.tag in ('menu', 'submenu'):
            yield [(label, max(text.find(f'>{label.replace("&", "&amp;")}<'), 0)) for label in page(element, [])]


def menus_of_c(text):
    code = without_comments(text)
    for function in FUNCTION.finditer(code):
        hung = {match[3] for match in SUBMENU.finditer(function[0])}
        pages = {}
        for pattern in (APPEND, SUBMENU):
            for match in pattern.finditer(function[0]):
                page = match[1] if match[1] in hung else ''
                pages.setdefault(page, []).append((ast.literal_eval(match[2]), function.start() + match.start()))
        yield from pages.values()
    for answers in ANSWERS.finditer(code):
        yield [(ast.literal_eval(match[1]), answers.start() + match.start()) for match in TEXT.finditer(answers[0])]


def check_page(path, text, labels, language, word):
    seen = {}
    for label, offset in labels:
        letter = mnemonic(word(label))
        if letter is not None and letter in seen and seen[letter] != label:
            yield Hit(path, line_of(text, offset), f'“{label}” and “{seen[letter]}” have the same mnemonic in {language}: {letter}')
        seen.setdefault(letter, label)


def check(tree):
    japanese = translations(tree.text('po/ja.po')) if tree.exists('po/ja.po') else {}
    for path in tree.files('ui', 'src/app'):
        menus = menus_of_ui if path.endswith('.ui') else menus_of_c if path.endswith('.c') else None
        if menus is None:
            continue
        text = tree.text(path)
        for labels in menus(text):
            yield from check_page(path, text, labels, 'English', str)
            yield from check_page(path, text, labels, 'Japanese', lambda label: japanese.get(label, ''))


def item(label):
    return f'<item><attribute name="label" translatable="yes">{label}</attribute></item>\n'


def menu(*parts):
    return '<interface><menu id="m">\n' + ''.join(parts) + '</menu></interface>\n'


def po(*pairs):
    return '\n'.join(f'msgid "{key}"\nmsgstr "{text}"\n' for key, text in pairs)


SUB = '<submenu><attribute name="label">_Sub</attribute>\n{}</submenu>\n'
C = 'static void\nf (void)\n{{\n  g_menu_append (a, _("_Open…"), "x");\n{}\n}}\n'
BAD = {
    'twice': ({'ui/a.ui': menu(item('_Open'), item('Cl_ose'))}, ['ui/a.ui:3']),
    'sections': ({'ui/a.ui': menu('<section>' + item('_Open') + '</section>', '<section>' + item('Cl_ose') + '</section>')}, ['ui/a.ui:3']),
    'submenu-itself': ({'ui/a.ui': menu(item('_Save'), SUB.format(item('_Open')))}, ['ui/a.ui:3']),
    'in-a-submenu': ({'ui/a.ui': menu(SUB.format(item('_Open') + item('Cl_ose')))}, ['ui/a.ui:4']),
    'upper-and-lower-case': ({'ui/a.ui': menu(item('_Open'), item('_once'))}, ['ui/a.ui:3']),
    'japanese': ({'ui/a.ui': menu(item('_Open'), item('_Close')), 'po/ja.po': po(('_Open', '開く(_O)'), ('_Close', '閉じる(_O)'))}, ['ui/a.ui:3']),
    'c': ({'src/app/a.c': C.format('  g_menu_append (b, _("Cl_ose"), "y");')}, ['src/app/a.c:5']),
    'answers': ({'src/app/a.c': 'adw_message_dialog_add_responses (a, "x", _("_Copy"),\n  "y", _("_Close"), NULL);'}, ['src/app/a.c:2']),
    'c-submenu-itself': ({'src/app/a.c': C.format('  g_menu_append_submenu (b, _("Take _Off"), G_MENU_MODEL (c));')}, ['src/app/a.c:5']),
}
GOOD = {
    'menu': {'ui/a.ui': menu(item('_Open'), item('_Close'), item('Other'), item('No__ne')), 'po/ja.po': po(('_Open', '開く(_O)'), ('_Close', '閉じる(_C)'))},
    'two-pages': {'ui/a.ui': menu(item('_Open'), SUB.format(item('_Once')))},
    'two-menus': {'ui/a.ui': '<interface><menu id="a">' + item('_Open') + '</menu><menu id="b">' + item('_Once') + '</menu></interface>'},
    'answers': {'src/app/a.c': 'adw_message_dialog_add_responses (a, "x", _("Copy _It"), "y", _("_Close"), NULL);'},
    'c-two-pages': {'src/app/a.c': C.format('  g_menu_append (c, _("_Once"), "y");\n  g_menu_append_submenu (a, _("_Sub"), G_MENU_MODEL (c));')},
    'c-two-functions': {'src/app/a.c': C.format('') + C.format('').replace('f (', 'g (')},
}

if __name__ == '__main__':
    sys.exit(chosholint.run('mnemonics', check, BAD, GOOD))
