# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in a language in which every translated text stands in brackets: Latin letters outside them are a
text that nobody can translate. What the engagement itself says is written without Latin letters here."""

import os
import re
import struct
import subprocess
import tempfile

import harness
from harness import SOURCE_ROOT, Failure, Window, World

PERSON = '田中'
LANGUAGE = 'xx'  # nobody has texts in it, GTK neither
LETTER = re.compile('[A-Za-z]')
BRACKETED = re.compile('⟦[^⟦⟧]*⟧')
# Not for people: widgets without a name of their own are told by their class. Keys, sizes (GLib's own words), numbers of the record,
# the time zone's name in the standard database, other standards' names, paths.
NO_TEXT = re.compile(r'[A-Z]-[A-Z0-9]{4}-[0-9]{4}|(?:Gtk|Adw|Chosho)[A-Za-z]+|\b[A-Z]\b|\bF[0-9]+\b|[0-9.]+ (?:bytes|kB|MB)|[0-9a-f]{32,}(?:#[0-9]+)?|\.(?:csv|txt|db|pdf)\b|[0-9T:-]+Z\b|\bAsia/Tokyo\b|\bUTF-8\b|\bSHA-256 [0-9a-f]{4}…[0-9a-f]{4}|'
                     + re.escape(tempfile.gettempdir()) + r'/\S+')
# What GTK itself says, in its own translations.
OF_GTK = {'chosho', 'Minimize', 'Maximize', 'Close', 'Clear entry', '(None)', 'Search', 'Undo', 'Redo', 'Copy', 'Cut', 'Paste', 'Delete', 'Select _All', 'Cu_t',
          '_Copy', '_Paste', '_Delete', '_Undo', '_Redo', 'Insert _Emoji', 'Select all', '_Open Link', 'Copy _Link Address', 'Select All',
          'Alt', 'Shift', 'Ctrl', 'BackSpace', 'Return', 'Tab', 'Escape', 'Insert', 'Home', 'End', 'Space', 'Page_Up', 'Page_Down',
          'Keyboard', 'Shortcuts', 'Search Results', 'No Results Found', 'Try a different search', 'Try a different search.', 'Preferences'}
PLACES = ('Overview', 'Controls', 'Evidence', 'Requests', 'By document', 'Interviews', 'By interview', 'Samples', 'Findings', 'Review notes', 'General papers', 'Report', 'Team', 'Journal', 'Search')
CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,1,整備状況評価,文書,質問,担当者に質問する。,ご用意ください。,質問した。,可\n' \
             '8.1.2.1,1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'


def read_strings(data, offset, count):
    for index in range(count):
        length, start = struct.unpack_from('<II', data, offset + 8 * index)
        yield data[start:start + length]


def write_pseudo(path, real):
    """A catalogue with the texts of @real, each translated by itself in brackets (the format of GNU gettext, little-endian)."""
    with open(real, 'rb') as file:
        data = file.read()
    _, _, count, originals, translations = struct.unpack_from('<IIIII', data)
    pairs = []
    for original, translation in zip(read_strings(data, originals, count), read_strings(data, translations, count)):
        text = original.split(b'\4')[-1].split(b'\0')[0]
        pairs.append((original, translation if original == b'' else '⟦'.encode() + text + '⟧'.encode()))
    header = 28
    strings, tables = b'', b''
    start = header + 16 * count
    for part in (0, 1):
        for pair in pairs:
            tables += struct.pack('<II', len(pair[part]), start + len(strings))
            strings += pair[part] + b'\0'
    with open(path, 'wb') as file:
        file.write(struct.pack('<IIIIIII', 0x950412de, 0, count, header, header + 8 * count, 0, 0) + tables + strings)


def untranslated(name):
    """Whether @name says something outside the brackets."""
    rest, count = name, 1
    while count:
        rest, count = BRACKETED.subn('', rest)
    return name not in OF_GTK and LETTER.search(NO_TEXT.sub('', rest)) is not None


def make_world():
    world = World((PERSON,))
    folder = os.path.join(world.root, 'locale', LANGUAGE, 'LC_MESSAGES')
    os.makedirs(folder)
    real = os.path.join(world.root, 'ja.mo')
    subprocess.run(['msgfmt', os.path.join(SOURCE_ROOT, 'po', 'ja.po'), '-o', real], check=True)
    write_pseudo(os.path.join(folder, 'chosho.mo'), real)
    world.environment.update(CHOSHO_LOCALE_DIR=os.path.join(world.root, 'locale'), **harness.languages.make(os.path.join(world.root, 'languages'), LANGUAGE))
    return world


class Tests:
    def __init__(self):
        self.world = make_world()
        # Commands answer in the language of whom they are asked for; what they record is not translated.
        self.world.ctl(PERSON, 'create', self.world.engagement, '--title', '見本の業務', '--firm', '見本監査法人', '--client', '見本社', '--service', '見本',
                       '--period-start', '2025-04-01', '--period-end', '2026-03-31')

    def listed(self):
        return [self.finds_what_is_left, self.empty_pages, self.full_pages, self.at_the_start, self.dialogs]

    def look(self, window, where, found):
        for role, name, _ in window.nodes():
            if name and untranslated(name):
                found.setdefault(name, f'{where} ({role})')

    def go(self, window, place):
        places = harness.wait_for(lambda: [node for role, name, node in window.wait_inside('⟦Places⟧') if role == 'list item'], 'the places')
        position = PLACES.index(place)
        if len(places) < len(PLACES):
            raise Failure(f'{len(places)} places')
        names = [node.name for node in places]
        position = next(index for index, name in enumerate(names) if name.startswith(f'⟦{place}⟧'))
        window.key(harness.place_key(position))

    def walk(self):
        found = {}
        with Window(self.world, PERSON, place=None) as window:
            window.wait_part('⟦Overview⟧')
            for place in PLACES:
                self.go(window, place)
                window.key('alt+Down')
                self.look(window, place, found)
            window.key('ctrl+question')
            window.wait_part('⟦Keyboard shortcuts⟧')
            self.look(window, 'shortcuts', found)
        self.expect(found)

    def expect(self, found):
        if found:
            raise Failure('not translatable: ' + '; '.join(f'“{name}” on {where}' for name, where in found.items()))

    def open(self, window, where, part, found):
        """Looks at what was opened, once it says @part."""
        window.wait_part(part)
        self.look(window, where, found)

    def finds_what_is_left(self):
        """What is not in brackets is found, and numbers, classes and Japanese are let pass"""
        for name, wrong in (('⟦Overview⟧', False), ('Overview', True), ('⟦%u of ⟦x⟧⟧ left', True), ('8.1.2.1 管理責任者, ⟦Not started⟧', False),
                            ('GtkImage', False), ('E-ABCD-0001 規程.pdf', False), ('⟦_Open⟧ Open', True)):
            if untranslated(name) != wrong:
                raise Failure(f'{name}: {not wrong}')

    def empty_pages(self):
        """Every page of an engagement without content says nothing that cannot be translated"""
        self.walk()

    def full_pages(self):
        """Every page with something on it says nothing that cannot be translated"""
        world = self.world
        world.ctl(PERSON, 'member', 'confirm-independence')
        world.ctl(PERSON, 'catalog', 'import', world.write('基準.csv', CATALOGUE), '--edition', '2022-04-01')
        world.ctl(PERSON, 'procedures', 'import', world.write('手続.csv', PROCEDURES))
        step = world.ctl(PERSON, 'step', 'list', '8.1.2.1')[1]['id']
        world.ctl(PERSON, 'evidence', 'add', world.write('規程.txt', '規程\n'), '--step', step)
        world.ctl(PERSON, 'note', 'add', '8.1.2.1', '--text', '確かめてください。')
        self.walk()

    def at_the_start(self):
        """The start window and what begins there say nothing that cannot be translated"""
        found = {}
        with Window(self.world, engagement=harness.NOTHING, place=None) as window:
            self.open(window, 'start', '⟦Recent Engagements⟧', found)
            window.key('ctrl+n')
            self.open(window, 'new engagement', '⟦Who makes it⟧', found)
        self.expect(found)

    def dialogs(self):
        """Dialogs, the viewer and the grid of a sample say nothing that cannot be translated"""
        world, found = self.world, {}
        population = world.ctl(PERSON, 'population', 'add', world.write('母集団.csv', '番号\n一\n二\n三\n'), '--name', '申請', '--from', '2025-04-01', '--to', '2026-03-31',
                               '--source', '台帳')['id']
        world.ctl(PERSON, 'sample', 'draw', population, '--size', '2', '--seed', '種', '--attribute', '承認')
        with Window(world, PERSON, place=None) as window:
            window.wait_part('⟦Overview⟧')
            window.key('ctrl+comma')
            self.open(window, 'preferences', '⟦Notify when long work ends⟧', found)
            window.key('Escape')
            self.go(window, 'Evidence')
            window.click('規程.txt')
            self.open(window, 'viewer', 'SHA-256', found)
            window.press('⟦Close the evidence⟧')
            self.go(window, 'Samples')
            window.click('申請')
            self.open(window, 'sample', '⟦Items and results⟧', found)
            self.go(window, 'Controls')
            window.click('8.1.2.1 ')
            window.press_toggle('⟦Add evidence or a record to this step⟧')
            window.choose('⟦Copy Text from Another Control…⟧')
            self.open(window, 'copying', '⟦Number of the control⟧', found)
            window.key('Escape')
            window.click('8.1.2.1 ')
            window.key('ctrl+shift+a')
            self.open(window, 'assignment', '⟦Preparer⟧', found)
        self.expect(found)


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.WORDS)
