# SPDX-License-Identifier: GPL-3.0-or-later
"""Carrying out and bringing back: what is asked before a pack is made, what a person sees before anything is taken, and how entries that
stand against each other are decided."""

import os
import shutil
import tempfile

import harness
from harness import Window, World, wait_for

CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'

# What another program noted among the desktop's recent files.
OTHERS = """<?xml version="1.0" encoding="UTF-8"?>
<xbel version="1.0" xmlns:bookmark="http://www.freedesktop.org/standards/desktop-bookmarks" xmlns:mime="http://www.freedesktop.org/standards/shared-mime-info">
<bookmark href="file:///tmp/other.txt" added="2099-01-01T00:00:00Z" modified="2099-01-01T00:00:00Z" visited="2099-01-01T00:00:00Z"><info>
<metadata owner="http://freedesktop.org"><mime:mime-type type="text/plain"/><bookmark:applications>
<bookmark:application name="other" exec="&apos;other %u&apos;" modified="2099-01-01T00:00:00Z" count="1"/>
</bookmark:applications></metadata></info></bookmark></xbel>
"""


class Tests:
    def __init__(self):
        self.world = world = World(('leader', 'practitioner'))
        world.make_engagement(('practitioner',))
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        world.ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
        self.step = world.ctl('leader', 'step', 'list', '8.1.2.1')[0]['id']
        self.office = world.engagement
        self.laptop = os.path.join(world.root, 'laptop.chosho')
        self.out = os.path.join(world.root, 'engagement.pack')  # the name that is offered, at home
        self.back = os.path.join(world.root, 'back.pack')

    def listed(self):
        return [self.carries_out, self.brings_back, self.decides, self.decides_at_the_control, self.writes_own_words,
                self.decides_at_the_paper, self.notes_return, self.refuses, self.uses_passphrase,
                self.opens_at_the_laptop, self.opens_with_a_key, self.exchanges, self.warns_of_a_plain_disk,
                self.leaves_nothing_behind]

    def at_laptop(self, person, *words):
        self.world.engagement = self.laptop
        try:
            return self.world.ctl(person, *words)
        finally:
            self.world.engagement = self.office

    def record(self, ctl, person, text):
        ctl(person, 'step', 'record', self.step, '--technique', 'inspection', '--performed-on', '2025-10-01', '--outcome', 'no-exception', '--result', text)

    def menu(self, window, words):
        window.key('F10')
        window.choose(words)

    # --- Tests --------------------------------------------------------------------------------

    def carries_out(self):
        """The dialog says that all results go, asks for whom, and the overview shows what is out"""
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.menu(window, 'Carry Out…')
            window.wait_part('All results and notes of the engagement go along')
            window.press('Save As…')
            wait_for(lambda: 'Who can open it' not in window.names(), 'the dialog gone')
            wait_for(window.find_chooser, 'the file chooser')
            window.press('Save')
            wait_for(lambda: os.path.exists(self.out), lambda: f'the pack among {os.listdir(self.world.root)}')
            window.wait_part('No longer out: leader')
        [row] = self.world.ctl('leader', 'pack', 'list')
        if (row['holder'], row['to_names'], row['state']) != ('leader', ['leader', 'practitioner'], 'out'):
            raise harness.Failure(row)
        self.world.ctl('practitioner', 'pack', 'open', self.out, self.laptop)

    def brings_back(self):
        """First what would come of it, and nothing is taken; then the deed, with what stands against each other"""
        self.record(self.world.ctl, 'leader', '事務所の結果。')
        self.record(self.at_laptop, 'practitioner', '客先の結果。')
        self.at_laptop('practitioner', 'pack', 'create', '--returning', '-o', self.back)
        events = self.world.ctl('leader', 'journal', 'head')['events']
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.menu(window, 'Bring Back…')
            window.choose_file(None, self.back)
            window.wait('New: 1 entries and 0 pieces of evidence.')
            window.wait_part('practitioner · 1 entry')
            window.wait('Step recorded · 8.1.2.1')
            if self.world.ctl('leader', 'journal', 'head')['events'] != events:
                raise harness.Failure('the preview took something')
            window.press('Bring Back')
            window.wait('Brought back: 1 entries and 0 pieces of evidence.')
            if self.world.ctl('leader', 'journal', 'head')['events'] != events + 1:
                raise harness.Failure('nothing was taken')
            window.press('Decide…')
            window.wait_part('客先の結果。')
            window.wait_part('事務所の結果。')

    def decides(self):
        """A person chooses what stands; the other entry stays in the record"""
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.menu(window, 'Decide Between Entries…')
            window.wait_part('客先の結果。')
            name = next(name for name in window.names('push button') if name.startswith('Let this stand: practitioner'))
            window.press(name)
            wait_for(lambda: self.world.ctl('leader', 'conflict', 'list') == [], 'the decision')
            window.wait('Nothing to Decide')
        results = [step['result'] for step in self.world.ctl('leader', 'control', 'show', '8.1.2.1')['step']]
        if results != ['客先の結果。']:
            raise harness.Failure(results)

    def decides_at_the_control(self):
        """What stands against the sign-off leads to the entries on the control's own page, beside what stood before, word by word; there it is decided"""
        self.record(self.world.ctl, 'leader', '事務所で直した結果。')
        self.record(self.at_laptop, 'practitioner', '客先で直した結果。')
        pack = os.path.join(self.world.root, 'again.pack')
        self.at_laptop('practitioner', 'pack', 'create', '--returning', '-o', pack)
        self.world.ctl('leader', 'pack', 'merge', pack)
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.key('alt+Down')
            window.wait('8.1.2.1', 'label')
            said = 'Concurrent entries have not been decided'
            window.wait_part(said)
            window.key('F8')  # it comes before all else that is wanted
            window.wait('Entries Against Each Other', 'panel')
            parts = window.wait_inside('Entries Against Each Other')
            names = [name for _, name, _ in parts]
            for words in ('Before · practitioner', '客先の結果。', '[removed: の][added: で直した]'):
                if not any(words in name for name in names):
                    raise harness.Failure(f'"{words}" in {names}')
            columns = [node.get_extents()[0] for role, name, node in parts if role == 'label' and name == 'Result']
            if len(set(columns)) != 3:
                raise harness.Failure(f'not side by side: {columns}')
            wait_for(lambda: window.has_focus('Entries Against Each Other'), 'the focus in the choice')
            name = next(name for name in names if name.startswith('Let this stand: leader'))
            window.press(name)
            wait_for(lambda: self.world.ctl('leader', 'conflict', 'list') == [], 'the decision')
            wait_for(lambda: not any(said in name for name in window.names()), 'nothing against it any more')
            window.wait_gone('Entries Against Each Other')
        results = [step['result'] for step in self.world.ctl('leader', 'control', 'show', '8.1.2.1')['step']]
        if results != ['事務所で直した結果。']:
            raise harness.Failure(results)

    def bring(self, name):
        """What the laptop has comes to the office."""
        pack = os.path.join(self.world.root, name + '.pack')
        self.at_laptop('practitioner', 'pack', 'create', '--returning', '-o', pack)
        self.world.ctl('leader', 'pack', 'merge', pack)

    def write_words(self, window, words, whose=None):
        """@whose: of whom all else is, where that is asked."""
        window.press('Write Other Words…')
        text = wait_for(lambda: window.has_focus('What stands instead') and window.find('What stands instead', 'text'), 'the cursor in the text')
        if not all(part in text.get_text() for part in ('事務所', '客先')):
            raise harness.Failure(text.get_text())
        text.set_text(words)
        if whose:
            [conflict] = self.world.ctl('leader', 'conflict', 'list')
            window.wait_insensitive('Let These Words Stand')
            for key in ('Tab', 'space', 'Home', *['Down'] * [value['by'] for value in conflict['values']].index(whose), 'Return'):
                window.key(key)
        window.wait_sensitive('Let These Words Stand')
        window.key('alt+w')
        wait_for(lambda: self.world.ctl('leader', 'conflict', 'list') == [], 'the decision')
        window.wait_gone('Entries Against Each Other')

    def writes_own_words(self):
        """What stands may be written anew on the control's own page; where the entries differ in more it is asked whose else stands"""
        self.at_laptop('practitioner', 'step', 'record', self.step, '--technique', 'inspection', '--performed-on', '2025-10-02', '--outcome', 'no-exception',
                       '--result', '客先の三つ目。')
        self.record(self.world.ctl, 'leader', '事務所の三つ目。')
        self.bring('third')
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.key('alt+Down')
            window.wait('Entries Against Each Other', 'panel')
            self.write_words(window, '二つを合わせた。', 'practitioner')
        [step] = self.world.ctl('leader', 'control', 'show', '8.1.2.1')['step']
        if (step['result'], step['performed_on']) != ('二つを合わせた。', '2025-10-02'):
            raise harness.Failure(step)

    def decides_at_the_paper(self):
        """A general paper shows what stands against its sign-off, and it is decided there"""
        self.world.ctl('leader', 'paper', 'add', '--number', 'G-1', '--title', '監査計画', '--text', '計画')
        office = os.path.join(self.world.root, 'office.pack')
        self.world.ctl('leader', 'pack', 'create', '--returning', '-o', office)
        self.at_laptop('practitioner', 'pack', 'merge', office)
        self.world.ctl('leader', 'paper', 'edit', 'G-1', '--text', '事務所の計画')
        self.at_laptop('practitioner', 'paper', 'edit', 'G-1', '--text', '客先の計画')
        self.bring('fourth')
        with Window(self.world, 'leader', place='General papers') as window:
            window.wait_part('leader\n')
            window.wait('Entries Against Each Other', 'panel')
            names = [name for _, name, _ in window.wait_inside('Entries Against Each Other')]
            if 'General paper' in names:  # which it is says the page
                raise harness.Failure(names)
            self.write_words(window, '合わせた計画')
        [paper] = self.world.ctl('leader', 'paper', 'list')
        if paper['text'] != '合わせた計画':
            raise harness.Failure(paper)

    def notes_return(self):
        """What is back is noted by one press, and the overview no longer shows it"""
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('No longer out: leader')
            name = next(name for name in window.names('push button') if name.startswith('No longer out: leader'))
            window.press(name)
            wait_for(lambda: not any(name.startswith('No longer out') for name in window.names()), 'the section gone')
        if [row['state'] for row in self.world.ctl('leader', 'pack', 'list')] != ['returned']:
            raise harness.Failure('still out')

    def refuses(self):
        """What is cut off is refused in the dialog, with its reason, and can be taken no further"""
        cut = os.path.join(self.world.root, 'cut.pack')
        with open(self.back, 'rb') as source, open(cut, 'wb') as target:
            target.write(source.read()[:300])
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.menu(window, 'Bring Back…')
            window.choose_file(None, cut)
            window.wait('Nothing was taken')
            window.wait_part('the file was altered or is not whole')

    def uses_passphrase(self):
        """A pack is closed with a passphrase instead of keys, and whoever brings it back is asked for it"""
        secret, closed = 'correct horse battery', os.path.join(self.world.root, 'closed.pack')
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.menu(window, 'Carry Out…')
            window.wait_part('All results and notes of the engagement go along')
            entry = wait_for(lambda: next((node for role, name, node in window.nodes() if name == 'Passphrase instead of keys' and 'text' in role), None),
                             lambda: f'the passphrase in {window.names()}')
            entry.set_text(secret)
            window.press('Save As…')
            wait_for(window.find_chooser, 'the file chooser')
            window.key('ctrl+a')
            window.type('closed.pack')
            window.press('Save')
            wait_for(lambda: os.path.exists(closed), lambda: f'the pack among {os.listdir(self.world.root)}')
        with Window(self.world, 'practitioner', place='Overview') as window:
            window.wait_part('practitioner\n')
            self.menu(window, 'Bring Back…')
            window.choose_file(None, closed)
            wait_for(lambda: any(name == 'Password of the file' and harness.is_focused(node) for _, name, node in window.nodes()), 'the passphrase asked for')
            window.type(secret)
            window.key('Return')
            window.wait('Nothing new is in it.')

    def opens_at_the_laptop(self):
        """Where nothing is yet, the start window makes the working copy of a pack, opened by its passphrase or a key, and opens it"""
        closed = os.path.join(self.world.root, 'closed.pack')
        with Window(self.world, engagement=harness.NOTHING, place=None) as window:
            self.open_pack(window, closed)
            window.give_passphrase('is read with the password', 'wrong horse battery')
            self.save_copy(window)
            window.wait('The working copy could not be made')
        with Window(self.world, engagement=harness.NOTHING, place=None) as window:
            self.open_pack(window, closed)
            window.give_passphrase('is read with the password', 'correct horse battery')
            self.save_copy(window)
            window.wait_page('Overview')
        copy = os.path.join(self.world.root, 'closed.chosho')
        if self.world.call('-C', copy, 'journal', 'head')['events'] < 10 or not self.world.call('-C', copy, 'verify')['ok']:
            raise harness.Failure('no whole copy')

    def open_pack(self, window, path):
        harness.skip_with_later_gtk(harness.CHOOSING)
        window.press('Open a Pack…')
        wait_for(window.find_chooser, 'the file chooser')
        window.key('ctrl+l')
        window.key('ctrl+a')
        window.type(path)
        window.press('Open')

    def save_copy(self, window, name=None):
        """@name: None where what is offered will do."""
        window.wait('Keep the Working Copy In')
        if name is not None:
            window.key('ctrl+a')
            window.type(name)
        window.press('Save')

    def opens_with_a_key(self):
        """A pack that is sealed to keys is opened with one's own, and that signs in the copy"""
        with Window(self.world, engagement=harness.NOTHING, place=None, **self.world.keep_settings(identity=f"'file://{self.world.identities['practitioner']}'")) as window:
            self.open_pack(window, self.out)
            self.save_copy(window, 'mine.chosho')
            window.wait_page('Overview')
            window.wait_part('practitioner\n')

    def exchanges(self):
        """By a shared folder copies send what is new and take what has come"""
        folder = os.path.join(self.world.root, 'shared')
        os.mkdir(folder)
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.menu(window, 'Exchange by Shared Folder…')
            window.choose_file(None, folder)
            window.wait_part('Sent: ')
        if not [name for name in os.listdir(folder) if name.endswith('.pack')]:
            raise harness.Failure(os.listdir(folder))
        self.exchanges_what_wants_somebody(folder)

    def exchanges_what_wants_somebody(self, folder):
        """What is to be decided, and which file was left and why, is said until it was read."""
        self.record(self.world.ctl, 'leader', '事務所の五つ目。')
        self.record(self.at_laptop, 'practitioner', '客先の五つ目。')
        self.at_laptop('practitioner', 'pack', 'sync', folder)
        broken = os.path.join(folder, 'chosho-' + self.world.ctl('leader', 'engagement', 'show')['id'][:16] + '-x.pack')
        with open(broken, 'w', encoding='utf-8') as file:
            file.write('no pack')
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.menu(window, 'Exchange by Shared Folder…')
            window.choose_file(None, folder)
            said = window.wait_part('Entries against each other, to be decided: 1')
            if os.path.basename(broken) + ': ' not in said:
                raise harness.Failure(said)

    def warns_of_a_plain_disk(self):
        """Where the engagement lies on a disk that is not encrypted the overview says so until somebody has read it, and the dialog of carrying out too"""
        with tempfile.TemporaryDirectory(dir=harness.BUILD_ROOT) as folder:  # not in memory, where the other tests' folders are
            copy = os.path.join(folder, 'copy.chosho')
            shutil.copytree(self.office, copy)
            self.world.engagement = copy
            try:
                if self.world.ctl('leader', 'engagement', 'show')['disk_encrypted'] != 'no':
                    raise harness.Skip('the tests run on no disk that is known to be without encryption')
                self.look_at_the_warning(self.world.keep_settings())
            finally:
                self.world.engagement = self.office
                for place, _, _ in os.walk(copy):
                    os.chmod(place, 0o700)

    def leaves_nothing_behind(self):
        """No file that was chosen stands among the desktop's recent files, and a crash would leave no memory behind"""
        recent = os.path.join(self.world.root, '.local', 'share', 'recently-used.xbel')
        os.makedirs(os.path.dirname(recent), exist_ok=True)
        with open(recent, 'w', encoding='utf-8') as file:
            file.write(OTHERS)
        with Window(self.world, 'leader', place='Overview') as window:
            window.wait_part('leader\n')
            self.menu(window, 'Bring Back…')
            window.choose_file(None, self.out)
            window.wait('Nothing new is in it.')
            with open(f'/proc/{window.process.pid}/limits', encoding='ascii') as file:
                [limit] = [line.split()[4:6] for line in file if line.startswith('Max core file size')]
        if limit != ['0', '0']:
            raise harness.Failure(limit)
        with open(recent, encoding='utf-8') as file:  # it is written once more at the end
            told = file.read()
        if 'engagement.pack' in told or 'other.txt' not in told:
            raise harness.Failure(told)

    def look_at_the_warning(self, remembered):
        with Window(self.world, 'leader', place='Overview', **remembered) as window:
            window.wait('Disk without encryption', 'panel')
            window.wait_part('who gets hold of the disk can read the client')
            self.menu(window, 'Carry Out…')
            window.wait_part('make it on an encrypted disk. The engagement here lies on a disk that is not encrypted.')
            window.key('Escape')
            window.wait_gone('Who can open it')
            window.press('Do Not Show Again')
            window.wait_gone('Disk without encryption')
        with Window(self.world, 'leader', place='Overview', **remembered) as window:
            window.wait('Dates', 'panel')
            if window.find('Disk without encryption'):
                raise harness.Failure('it is said again')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.CHOOSING)
