#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The .ui files: well-formed, of the baseline's versions, paired with their class, bundled, translatable."""

import re
import sys
import xml.etree.ElementTree

import chosholint
from chosholint import Hit

BASELINE = {'gtk': (4, 8), 'libadwaita': (1, 2)}  # Debian 12
# Properties whose value a person reads. Values without a letter (numbers, "–", "…") need no translation.
READ_BY_PEOPLE = {'label', 'title', 'subtitle', 'tooltip-text', 'tooltip_text', 'placeholder-text', 'description', 'heading', 'body'}
LETTER = re.compile(r'[^\W\d_]')


def class_name(stem):
    return ''.join(part.capitalize() for part in stem.split('-'))


def version(text):
    return tuple(int(part) for part in text.split('.')[:2])


def line_with(text, needle):
    return text.count('\n', 0, max(text.find(needle), 0)) + 1


def check_root(path, text, root):
    required = {element.get('lib'): element.get('version', '0') for element in root.findall('requires')}
    if 'gtk' not in required:
        yield Hit(path, 1, 'does not say which gtk it requires')
    for library, needed in required.items():
        if library in BASELINE and version(needed) > BASELINE[library]:
            yield Hit(path, line_with(text, f'lib="{library}"'), f'requires {library} {needed}: newer than the baseline')


def check_pair(path, text, root, tree):
    stem = path.rsplit('/', 1)[-1][:-len('.ui')]
    templates = root.findall('template')
    if not templates:  # a part without a class (a menu, the shortcuts)
        return
    if templates[0].get('class') != class_name(stem):
        yield Hit(path, line_with(text, '<template'), f'the template must be {class_name(stem)}, as the file is named')
    if not any(name.endswith(f'/{stem}.c') for name in tree.files('src/app')):
        yield Hit(path, 1, f'has no {stem}.c below src/app')


def check_elements(path, text, root):
    seen = set()
    for element in root.iter():
        name = element.get('id')
        if name is not None and element.tag in ('object', 'menu'):
            if name in seen:
                yield Hit(path, line_with(text, f'id="{name}"'), f'the id {name} stands twice')
            seen.add(name)
        readable = element.tag == 'property' and element.get('name') in READ_BY_PEOPLE and element.get('bind-source') is None \
            or element.tag == 'attribute' and element.get('name') == 'label'
        value = ''.join(element.itertext())
        if readable and LETTER.search(value) and element.get('translatable') not in ('yes', 'true') and not element.findall('lookup'):
            yield Hit(path, line_with(text, f'>{value}<'), f'“{value}” is read by people and not translatable')


def check_filters(path, text, root):
    """A field that narrows a list acts at once: GTK's own waits 150 ms after each key before it says anything."""
    for element in root.iter('object'):
        if element.get('class') != 'GtkSearchEntry' or not any(signal.get('name') == 'search-changed' for signal in element.findall('signal')):
            continue
        if not any(each.get('name') == 'search-delay' for each in element.findall('property')):
            yield Hit(path, line_with(text, f'id="{element.get("id")}"'), 'narrows a list and does not say its search-delay')


def check_spinners(path, text, root):
    """A spinner that is started draws frames behind other pages too: chosho_spinner_new() makes one that rests there."""
    for element in root.iter('object'):
        if element.get('class') == 'GtkSpinner' and any(each.get('name') == 'spinning' for each in element.findall('property')):
            yield Hit(path, line_with(text, 'spinning'), 'a spinner that turns from the beginning: use chosho_spinner_new()')


def check(tree):
    bundles = ''.join(tree.text(path) for path in tree.files('ui', 'src', 'data') if path.endswith('.gresource.xml'))
    for path in tree.files('ui', 'src/app'):
        if not path.endswith('.ui'):
            continue
        text = tree.text(path)
        try:
            root = xml.etree.ElementTree.fromstring(text)
        except xml.etree.ElementTree.ParseError as error:
            yield Hit(path, error.position[0], f'is not well-formed: {error}')
            continue
        if root.tag != 'interface':
            yield Hit(path, 1, 'is no interface')
            continue
        yield from check_root(path, text, root)
        yield from check_pair(path, text, root, tree)
        yield from check_elements(path, text, root)
        yield from check_filters(path, text, root)
        yield from check_spinners(path, text, root)
        if path.rsplit('/', 1)[-1] not in bundles:
            yield Hit(path, 1, 'stands in no .gresource.xml')


def ui(body, requires='<requires lib="gtk" version="4.8"/>'):
    return f'<interface>\n{requires}\n{body}\n</interface>\n'


BUNDLE = {'ui/chosho.gresource.xml': '<file>chosho-page.ui</file>', 'src/app/chosho-page.c': ''}
TEMPLATE = '<template class="ChoshoPage" parent="AdwBin">{}</template>'


def bad(text, *lines, **more):
    return {**BUNDLE, 'ui/chosho-page.ui': text, **more}, [f'ui/chosho-page.ui:{line}' for line in lines]


BAD = {
    'not-xml': bad('<interface>\n<a>\n</interface>\n', 3),
    'no-interface': bad('<a/>\n', 1),
    'no-version': bad(ui('', ''), 1),
    'too-new-gtk': bad(ui('', '<requires lib="gtk" version="4.10"/>'), 2),
    'too-new-adwaita': bad(ui('', '<requires lib="gtk" version="4.0"/>\n<requires lib="libadwaita" version="1.4"/>'), 3),
    'other-class': bad(ui('<template class="ChoshoOther" parent="AdwBin"/>'), 3),
    'no-class': ({'ui/chosho.gresource.xml': 'chosho-page.ui', 'ui/chosho-page.ui': ui(TEMPLATE.format(''))}, ['ui/chosho-page.ui:1']),
    'not-bundled': ({'src/app/chosho-page.c': '', 'ui/chosho-page.ui': ui(TEMPLATE.format(''))}, ['ui/chosho-page.ui:1']),
    'id-twice': bad(ui('<object class="A" id="a"/>\n<object class="A" id="a"/>'), 3),
    'not-translatable': bad(ui('<object class="GtkLabel"><property name="label">\nControls</property></object>'), 3),
    'menu-not-translatable': bad(ui('<menu id="m"><item>\n<attribute name="label">Open</attribute></item></menu>'), 4),
    'restless-spinner': bad(ui('<object class="GtkSpinner">\n<property name="spinning">True</property></object>'), 4),
    'slow-filter': bad(ui('<object class="GtkSearchEntry" id="search"><signal name="search-changed" handler="f"/></object>'), 3),
}
GOOD = {
    'page': {**BUNDLE, 'ui/chosho-page.ui': ui(TEMPLATE.format(
        '<object class="GtkLabel" id="a"><property name="label" translatable="yes">Controls</property></object>'
        '<object class="GtkLabel" id="b"><property name="label">0/0</property>'
        '<property name="tooltip-text" bind-source="a" bind-property="label"/></object>'))},
    'filter': {**BUNDLE, 'ui/chosho-page.ui': ui(TEMPLATE.format(
        '<object class="GtkSearchEntry" id="a"><property name="search-delay">0</property><signal name="search-changed" handler="f"/></object>'
        '<object class="GtkSearchEntry" id="b"><signal name="activate" handler="f"/></object>'))},
    'part': {'ui/x.gresource.xml': 'shortcuts.ui', 'ui/shortcuts.ui': ui('<object class="GtkShortcutsWindow" id="shortcuts"/>')},
}

if __name__ == '__main__':
    sys.exit(chosholint.run('ui', check, BAD, GOOD))
