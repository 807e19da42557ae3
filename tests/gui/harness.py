# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the window share: a display and a bus of their own, an engagement made by
choshoctl, and the window as an assistive technology sees it.

A program of tests calls main(): it runs itself again inside a session bus and a virtual display, so
that nothing of the desktop that runs it is seen or touched, and prints TAP. Whatever is waited for is
polled with a bound: what the machine does slowly is waited for, what never comes is a failure.
"""

import contextlib
import functools
import json
import os
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

try:
    import accessible
except (ImportError, ValueError):  # missing() says so
    accessible = None

SOURCE_ROOT = os.environ.get('CHOSHO_SOURCE_ROOT', os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
BUILD_ROOT = os.environ.get('CHOSHO_BUILD_ROOT', os.path.join(SOURCE_ROOT, '_build'))
sys.path.append(os.path.join(SOURCE_ROOT, 'build-aux'))
import languages  # noqa: E402, F401
CHOSHOCTL = os.path.join(BUILD_ROOT, 'src', 'cli', 'choshoctl')
CHOSHO = os.path.join(BUILD_ROOT, 'src', 'app', 'chosho')
FORGE = os.path.join(BUILD_ROOT, 'tests', 'support', 'chosho-forge')
INSIDE = 'CHOSHO_TEST_GUI_INSIDE'
SCREEN = '-screen 0 1280x900x24 -noreset'
POLL = 0.1      # seconds between looks
LOOKS = 100     # in a row at a tree that changes while it is looked at, before that is a failure
WAIT = 20       # seconds that a window may take to come up or a command to be done, on a busy machine
FOLLOW = 5      # seconds in which an open window shows what another process recorded
COMMAND = 60    # seconds; a hang of choshoctl is a failure
BUTTONS = ('push button',)
CHOOSER = ('GtkFileChooserWidget', 'Recent files')  # a name that every file chooser has, and nothing else, in GTK 4.8 and 4.18
HANDLE_WIDTH = 9  # pixels, at most, of what stands between two panes
LATER_GTK = 10    # from this minor version on
GTK_MINOR = 'import gi; gi.require_version("Gtk", "4.0"); from gi.repository import Gtk; print(Gtk.MINOR_VERSION)'
POINTER = 'this GTK tells wrong places of what is in a window: nothing can be clicked'
CHOOSING = 'the file chooser of this GTK takes no path by keys without a window manager'
WORDS = 'this GTK has words of its own in the tree'
RESULTS = 19    # the descriptor of the TAP: what the bus and the display start writes on standard output too

PASSPHRASE = 'correct horse battery staple'  # of keys that have one

NEWEST = object()   # in place of a window for xdotool
NOTHING = object()  # in place of an engagement for Window: the program begins at its start window

DONE, FAILED, USAGE, REFUSED, INTEGRITY = range(5)


class Failure(Exception):
    """What a test did not find, with what was there instead."""


class Skip(Exception):
    """Why a test cannot be run on this machine."""


# --- The world ------------------------------------------------------------------------------


class World:
    """A folder with identities and one engagement; removed by close()."""

    def __init__(self, people, sealed=()):
        """@sealed: those of @people whose keys have PASSPHRASE; opening one takes a second each time."""
        self.root = tempfile.mkdtemp(prefix='chosho-gui-')
        self.engagement = os.path.join(self.root, 'e.chosho')
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith('CHOSHO_')}
        self.environment['CHOSHO_DATA_DIR'] = os.path.join(BUILD_ROOT, 'data')
        self.environment.setdefault('GSETTINGS_SCHEMA_DIR', os.path.join(BUILD_ROOT, 'data', 'desktop'))
        self.environment.update(XDG_STATE_HOME=os.path.join(self.root, 'state'), XDG_CONFIG_HOME=os.path.join(self.root, 'config'),
                                XDG_CACHE_HOME=os.path.join(self.root, 'cache'), HOME=self.root, LC_ALL='C.UTF-8', LANGUAGE='', TZ='UTC')
        self.switch_animations(False)
        self.keys = {}
        self.identities = {}
        self.secret = self.write('passphrase', PASSPHRASE + '\n')
        self.sealed = sealed
        for person in people:
            path = os.path.join(self.root, person + '.json')
            protection = ('--passphrase-file', self.secret) if person in sealed else ('--unprotected',)
            self.keys[person] = self.call('identity', 'new', '--name', person, '--output', path, *protection)['public_key']
            self.identities[person] = path

    def switch_animations(self, on):
        """Whether windows opened from now on slide and fade. Without, which is what people who ask for less motion have, tests wait
        and draw less; a test that is about what happens meanwhile switches them on."""
        folder = os.path.join(self.root, 'config', 'gtk-4.0')
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, 'settings.ini'), 'w', encoding='utf-8') as file:
            file.write(f'[Settings]\ngtk-enable-animations={str(on).lower()}\n')

    def close(self):
        for folder, _, _ in os.walk(self.root):
            os.chmod(folder, 0o700)
        # What the session bus started may still write its last.
        wait_for(lambda: shutil.rmtree(self.root, ignore_errors=True) or not os.path.exists(self.root), f'{self.root} removed')

    def call(self, *words, code=DONE):
        done = subprocess.run([CHOSHOCTL, *words, '--format', 'json'], capture_output=True, timeout=COMMAND, stdin=subprocess.DEVNULL,
                              env=self.environment, cwd=self.root)
        if done.returncode != code:
            raise Failure(f'{words}: exit {done.returncode}, not {code}\n{done.stdout.decode()}\n{done.stderr.decode()}')
        return json.loads(done.stdout)

    def ctl(self, person, *words, code=DONE):
        """choshoctl in the engagement as @person; returns the JSON that was printed."""
        secret = ('--passphrase-file', self.secret) if person in self.sealed else ()
        return self.call('-C', self.engagement, '--identity', self.identities[person], *secret, *words, code=code)

    def forge(self, person, action, item, *words):
        """An event written past every command and gate with the key of @person; returns what the model makes of it."""
        secret = ('--passphrase-file', self.secret) if person in self.sealed else ()
        done = subprocess.run([FORGE, '--engagement', self.engagement, '--identity', self.identities[person], *secret, '--action', action,
                               '--items', json.dumps(item), *words], capture_output=True, timeout=COMMAND, env=self.environment)
        if done.returncode != DONE:
            raise Failure(f'{action}: {done.stderr.decode()}')
        return json.loads(done.stdout)

    def make_engagement(self, members=(), begin='2025-04-01', end='2026-03-31'):
        """The engagement, made by the leader, with @members whose name is their role; all have confirmed their independence."""
        self.ctl('leader', 'create', self.engagement, '--title', 'Sample engagement', '--firm', 'Firm', '--client', 'Client', '--service', 'Service',
                 '--period-start', begin, '--period-end', end)
        self.ctl('leader', 'member', 'confirm-independence')
        for person in members:
            self.ctl('leader', 'member', 'add', '--name', person, '--role', person, '--public-key', self.keys[person])
            self.ctl(person, 'member', 'confirm-independence')

    def keep_settings(self, **keys):
        """The desktop's settings from now on: kept from window to window, those given with these values. Returns what Window takes for it."""
        folder = os.path.join(self.root, 'config', 'glib-2.0', 'settings')
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, 'keyfile'), 'w', encoding='utf-8') as file:
            file.write('[jp/chosho/Chosho]\n' + ''.join(f'{name.replace("_", "-")}={value}\n' for name, value in keys.items()))
        return {'GSETTINGS_BACKEND': 'keyfile'}

    def drafts(self):
        """What was typed and is not recorded, as it is on the disk: JSON texts."""
        with sqlite3.connect(f'file:{os.path.join(self.engagement, "local.db")}?mode=ro', uri=True) as database:
            if database.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'drafts'").fetchone() == (0,):
                return []  # the file is just being made
            return [json for (json,) in database.execute('SELECT json FROM drafts')]

    def write(self, name, text):
        path = os.path.join(self.root, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path


# --- Waiting --------------------------------------------------------------------------------


def wait_for(look, what, seconds=WAIT):
    """Calls @look until what it returns is true, and returns that; fails when a look begun after @seconds finds nothing."""
    end = time.monotonic() + seconds
    while True:
        last = time.monotonic() > end
        try:
            found = look()
        except accessible.Gone:
            found = None  # what was looked at went away: the next look sees what is there instead
        if found:
            return found
        if last:
            raise Failure(f'not within {seconds} s: {what() if callable(what) else what}')
        time.sleep(POLL)


# --- The clipboard --------------------------------------------------------------------------

# Holds its argument – a text, or a PNG by its file's name –, or prints what is there: there is no other program for that in every desktop.
CLIPBOARD = '''
import sys
import gi
gi.require_version('Gtk', '4.0')
from gi.repository import GLib, Gtk, Gdk
Gtk.init()
loop = GLib.MainLoop()
clipboard = Gdk.Display.get_default().get_clipboard()
def done(source, result):
    print(clipboard.read_text_finish(result) or '', end='')
    loop.quit()
if len(sys.argv) > 2:
    if sys.argv[1] == 'text':
        clipboard.set(sys.argv[2])
    else:
        with open(sys.argv[2], 'rb') as file:  # as a tool for screenshots offers it
            clipboard.set_content(Gdk.ContentProvider.new_for_bytes('image/png', GLib.Bytes.new(file.read())))
    print('held', flush=True)
else:
    clipboard.read_text_async(None, done)
loop.run()
'''


class Clipboard:
    """The clipboard of the display. Whoever holds something on it must live for others to get it: close() ends that."""

    quiet = {'GTK_A11Y': 'none'}  # it is no window that a test looks at

    def __init__(self):
        self.holder = None

    def read(self):
        return subprocess.run([sys.executable, '-c', CLIPBOARD], capture_output=True, env={**os.environ, **self.quiet}, check=True, timeout=WAIT).stdout.decode()

    def hold(self, what, kind='text'):
        """Puts a text there, or with @kind 'picture' that of the file named."""
        self.close()
        self.holder = subprocess.Popen([sys.executable, '-c', CLIPBOARD, kind, what], stdout=subprocess.PIPE, env={**os.environ, **self.quiet})
        self.holder.stdout.readline()

    def close(self):
        if self.holder is not None:
            self.holder.kill()
            self.holder.wait()
            self.holder = None


# --- Drops ----------------------------------------------------------------------------------

# A window that the file named by its argument can be dragged from; there is no file manager in every desktop.
DRAG = '''
import sys
import gi
gi.require_version('Gtk', '4.0')
gi.require_version('Gdk', '4.0')
from gi.repository import Gdk, Gio, GLib, Gtk
Gtk.init()
loop = GLib.MainLoop()
window = Gtk.Window(default_width=200, default_height=150, decorated=False)
drag = Gtk.DragSource()
files = Gdk.FileList.new_from_list([Gio.File.new_for_path(sys.argv[1])])
drag.connect('prepare', lambda *_: Gdk.ContentProvider.new_for_value(files))
drag.connect('drag-begin', lambda *_: print('began', flush=True))
drag.connect('drag-end', lambda *_: print('ended', flush=True))
label = Gtk.Label(label='drag')
label.add_controller(drag)
window.set_child(label)
window.connect('map', lambda *_: print('there', flush=True))
window.present()
loop.run()
'''


def hears(stream, word, seconds):
    """Whether the program at the other end of @stream says @word in time; what it says before is passed over."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and select.select([stream], [], [], left)[0]:
        line = os.read(stream.fileno(), 1024)
        if word.encode() in line or not line:
            return bool(line)
    return False


def drag(source, place):
    """Whether the drag began on the way to @place; on a machine with much to do a press may come before its window is there."""
    subprocess.run(['xdotool', 'mousemove', '1050', '650', 'sleep', '0.1', 'mousedown', '1'], check=True, timeout=WAIT)
    for step in range(1, 11):  # as a hand moves: the drag begins on the way, and the target is entered before the drop
        x, y = (begin + (end - begin) * step // 10 for begin, end in zip((1050, 650), place))
        subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'sleep', '0.1'], check=True, timeout=WAIT)
    if hears(source.stdout, 'began', 2):
        return True
    subprocess.run(['xdotool', 'mouseup', '1'], check=True, timeout=WAIT)
    return False


def drop(path, place):
    """Drags a file or folder from a program of its own, right of the window, to @place of the screen: a window of ours begins at its corner."""
    source = subprocess.Popen([sys.executable, '-c', DRAG, path], stdout=subprocess.PIPE, env={**os.environ, 'GTK_A11Y': 'none'})
    try:
        if not hears(source.stdout, 'there', WAIT):
            raise Failure('no window to drag from')
        there = wait_for(lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(source.pid)], capture_output=True, timeout=WAIT).stdout.split(),
                         'the window to drag from')
        subprocess.run(['xdotool', 'windowmove', '--sync', there[-1], '1000', '600'], check=True, timeout=WAIT)
        if not any(drag(source, place) for _ in range(3)):
            raise Failure('the drag did not begin')
        subprocess.run(['xdotool', 'mousemove_relative', '3', '3', 'sleep', '0.5', 'mouseup', '1'], check=True, timeout=WAIT)
        if not hears(source.stdout, 'ended', WAIT):
            raise Failure('the drag did not end')
    finally:
        source.kill()
        source.wait()


# --- The window -----------------------------------------------------------------------------


class Window:
    """The program with one engagement open, seen through the accessibility tree alone."""

    def __init__(self, world, person=None, engagement=None, place='Controls', **environment):
        """@place: where a "with" goes first, by its name; None: it stays where the program begins."""
        self.place = place
        self.root = world.root
        words = [CHOSHO]
        if person is not None:
            words += ['--identity', world.identities[person]]
        if engagement is not NOTHING:
            words.append(engagement or world.engagement)
        self.log = tempfile.TemporaryFile(dir=world.root)
        self.process = subprocess.Popen(words, env={**world.environment, **environment}, cwd=world.root, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log)

    def __enter__(self):
        try:
            if self.place is not None:
                self.go(self.place)
        except Exception as reason:
            self.__exit__(type(reason))
            raise
        return self

    def __exit__(self, kind, *_):
        alive = self.process.poll() is None
        said = self.end()
        if kind is not None and said:
            print_comment('the window said:\n' + said)
        if kind is None and not alive:
            raise Failure(f'the window ended by itself ({self.process.returncode}):\n{said}')

    def end(self):
        """Ends the program if it still runs; returns what it wrote to its terminal."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(WAIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.seek(0)
        said = self.log.read().decode(errors='replace')
        self.log.close()
        return said

    # --- Looking ------------------------------------------------------------------------------

    def nodes(self):
        """Every (role, name, node) that is not hidden, in order; [] before there is one.

        GTK 4.8 marks only windows as showing: the other pages of a stack are in here too, but for the places', which the window hides.
        """
        for _ in range(LOOKS):
            if self.process.poll() is not None:
                raise Failure(f'the window is gone ({self.process.returncode})')
            try:
                top = accessible.find_application(self.process.pid)
                if top is None:
                    return []
                accessible.Look(top)
                return [(node.role, node.name, node) for node in top.walk()]
            except accessible.Gone as reason:  # it changed under the eye: the next look sees it whole
                changed = reason
                time.sleep(POLL)
        raise Failure(f'the window changes all the time: {changed}')

    def names(self, role=None):
        return [name for its_role, name, _ in self.nodes() if name and role in (None, its_role)]

    def find(self, name, role=None):
        """The accessible with exactly that name, or None."""
        for its_role, its_name, node in self.nodes():
            if its_name == name and role in (None, its_role):
                return node
        return None

    def wait(self, name, role=None, seconds=WAIT):
        return wait_for(lambda: self.find(name, role), lambda: f'{role or "anything"} "{name}" in {self.names()}', seconds)

    def wait_part(self, part, seconds=WAIT):
        """Waits for a name with @part in it; returns the whole name."""
        return wait_for(lambda: next((name for name in self.names() if part in name), None),
                        lambda: f'"{part}" in {self.names()}', seconds)

    def wait_gone(self, name):
        """Waits until nothing has that name: a dialog takes keys and has its buttons for as long as it closes."""
        wait_for(lambda: self.find(name) is None, f'"{name}" gone')

    # --- Doing --------------------------------------------------------------------------------

    def buttons(self, words):
        """The buttons that say @words."""
        return [node for role, _, node in self.nodes() if role in BUTTONS and says(node, words)]

    def page(self, place):
        """The page of the place of that name, where it is the one that is shown."""
        return self.find(place, 'panel')

    def wait_page(self, place):
        return wait_for(lambda: self.page(place), lambda: f'the page of {place} in {self.names()}')

    def wait_sensitive(self, words, seconds=WAIT):
        """The button that can be pressed; of several the last: a dialog's stands after its window's. libadwaita 1.2 tells of each answer of a
        question twice, of the one that is seen and of one for a narrow window, which has no place and where a click does nothing."""
        def find():
            found = [node for node in reversed(self.buttons(words)) if is_sensitive(node)]
            return next((node for node in found if is_laid_out(node)), found[0] if found else None)

        return wait_for(find, lambda: f'"{words}" to press in {self.names()}', seconds)

    def wait_insensitive(self, words, seconds=WAIT):
        return wait_for(lambda: next((node for node in reversed(self.buttons(words)) if not is_sensitive(node)), None),
                        lambda: f'"{words}" that cannot be pressed in {self.names()}', seconds)

    def wait_inside(self, name):
        """Waits for the part of that name; returns what nodes() does, of this part alone."""
        return wait_for(lambda: (node := self.find(name)) and descendants(node), lambda: f'"{name}" in {self.names()}')

    def press(self, words, inside=None):
        """Clicks the button that says @words, once it is sensitive; the one in the part named @inside, where that is given."""
        if inside is not None:
            button = wait_for(lambda: next((node for role, _, node in self.wait_inside(inside) if role in BUTTONS and is_sensitive(node)
                                            and says(node, words)), None), f'"{words}" to press in "{inside}"')
        else:
            button = self.wait_sensitive(words)
        if not button.press():
            raise Failure(f'"{words}" does not take a click')

    def press_toggle(self, words):
        """Presses the toggle button or check box that says @words: of a menu button, which has that name too and takes no click, the one within."""
        found = wait_for(lambda: [node for role, _, node in self.nodes() if ('button' in role or 'check' in role) and says(node, words)],
                         lambda: f'"{words}" to press in {self.names()}')
        for node in sorted(found, key=lambda node: node.role == 'push button'):
            with contextlib.suppress(accessible.Gone):
                if node.press():
                    return
        raise Failure(f'"{words}" does not take a click')

    def has_focus(self, name):
        """Whether what has the focus is in the part of that name."""
        return any(is_focused(node) for _, _, node in self.wait_inside(name))

    def give_passphrase(self, words, text=PASSPHRASE):
        """Waits for the question for a passphrase that says @words, answers it by keys, and waits until it is gone."""
        self.leave()  # or a tooltip gets the keys
        self.wait_part(words)
        self.key('End')  # the form is a window of its own: it gets the keys now
        self.type(text)
        self.key('Return')
        wait_for(lambda: not any(words in name for name in self.names()), f'"{words}" gone')

    def choose(self, words):
        """Chooses the item of an open menu that says @words."""
        node = wait_for(lambda: (node := self.find(words, 'menu item')) and is_sensitive(node) and node, lambda: f'"{words}" to choose in {self.names()}')
        if not node.press():
            raise Failure(f'"{words}" does not take a click')

    def find_chooser(self):
        return next((node for _, name, node in self.nodes() if name in CHOOSER), None)

    def choose_file(self, words, path, accept='Open'):
        """Presses the button that opens a file chooser, and gives it @path by keys; Ctrl+L is where a path is typed. @words None: it opens by itself."""
        skip_with_later_gtk(CHOOSING)
        if words is not None:
            self.press(words)
        wait_for(self.find_chooser, 'the file chooser')
        self.key('ctrl+l')
        self.key('ctrl+a')
        self.type(path)
        self.press(accept)
        wait_for(lambda: self.find_chooser() is None, lambda: f'the file chooser gone: {self.names()}')

    def go(self, place):
        """Goes to a place of the sidebar by its key, Ctrl and its number from above (the tenth: 0; from the eleventh on with Shift)."""
        places = wait_for(lambda: [name for role, name, _ in self.wait_inside('Places') if role == 'list item'], 'the places')
        position = next((index for index, name in enumerate(places) if name == place or name.startswith(place + ', ')), None)
        if position is None:
            raise Failure(f'no place {place} in {places}')
        self.key(place_key(position))

    def open_evidence(self, name):
        """Goes to the evidence as the leader, finds it by its file's name and opens it, by keyboard alone."""
        self.wait_part('leader\n')
        self.go('Evidence')
        self.wait_part(', Not linked')
        self.key('ctrl+f')
        self.key('ctrl+a')
        self.type(name.split('.')[0])
        self.wait('1 piece', 'label')
        self.wait_part(name + ', Not linked')
        for _ in range(12):
            self.key('Tab')
            if any('Not linked' in text and is_focused(node) for role, text, node in self.nodes() if role == 'list item'):
                break
        self.key('space')

    def type(self, text):
        """Text as a person types it, where the focus is."""
        subprocess.run(['xdotool', 'type', '--delay', '20', text], check=True, timeout=WAIT, env=dict(os.environ, LC_ALL='C.UTF-8'))

    def key(self, keys):
        """Keys as a person types them; the display has no window manager, so the focus is given first."""
        self.in_newest('windowfocus', '--sync', NEWEST, 'key', '--clearmodifiers', keys)

    def hold(self, keys, seconds):
        """Keys held down, which the display repeats; the last is let go first: it means something else alone."""
        names = keys.split('+')
        down = [word for name in names for word in ('keydown', name)]
        self.in_newest('windowfocus', '--sync', NEWEST, *down, 'sleep', str(seconds), *[word for name in reversed(names) for word in ('keyup', name)])

    def click(self, part, role='list item'):
        """Clicks the middle of what has @part in its name, where a person would: lines of a list take no click otherwise. @role None: of any role."""
        skip_with_later_gtk(POINTER)
        self.leave()  # a tooltip would be taken for the window
        x, y, width, height = self.wait_at_rest(part, role)
        self.in_newest('mousemove', '--window', NEWEST, str(x + width // 2), str(y + height // 2), 'click', '1')

    def wait_at_rest(self, part, role):
        """The place of what has @part in its name once it is the same in two looks: what was just shown may still move."""
        last = None

        def look():
            nonlocal last
            before, last = last, next((node.get_extents() for its_role, name, node in self.nodes()
                                       if role in (None, its_role) and part in name and is_laid_out(node)), None)
            return last if last == before else None
        return wait_for(look, lambda: f'{role} "{part}" in {self.names(role)}')

    @staticmethod
    def leave():
        """The pointer goes into the corner of the screen: a tooltip, which is a window of its own, neither comes up nor stays."""
        subprocess.run(['xdotool', 'mousemove', '1279', '899'], check=True, timeout=WAIT)

    def print_into_file(self):
        """Prints what Ctrl+P prints here into the file that the dialog offers without a printer; returns its bytes, a whole PDF."""
        path = os.path.join(self.root, 'output.pdf')
        self.key('ctrl+p')
        self.click('Print to File', role=None)
        self.press('Print')
        return wait_for(lambda: os.path.exists(path) and (data := read(path)).rstrip().endswith(b'%%EOF') and data, path, COMMAND)

    def resize(self, width, height):
        self.in_newest('windowsize', '--sync', NEWEST, str(width), str(height))

    def measure(self):
        """(width, height) of the newest window."""
        told = self.in_newest('getwindowgeometry', '--shell', NEWEST)
        facts = dict(line.split('=') for line in told.split())
        return int(facts['WIDTH']), int(facts['HEIGHT'])

    def in_newest(self, *words):
        """Runs xdotool with the newest window for NEWEST and returns what it says. Where that window goes away just then – a tooltip, a
        dialog that closes – it has done nothing, and does it in the one that is the newest now."""
        def act():
            newest = self.x_windows()[-1]
            return subprocess.run(['xdotool', *(newest if word is NEWEST else word for word in words)], capture_output=True, text=True, timeout=WAIT)
        return wait_for(lambda: (done := act()).returncode == 0 and done, lambda: f'xdotool {words}').stdout

    def x_windows(self):
        """The X windows on the display as xdotool names them, the newest last."""
        return wait_for(lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)], capture_output=True,
                                               timeout=WAIT).stdout.split(), 'the X window')


def place_key(position):
    """The keys that go to the place at @position, from 0: Ctrl and its number, from the eleventh on the signs above the digits; the last, Search, has a key of its own."""
    if position == 14:
        return 'ctrl+shift+f'
    return 'ctrl+' + ('exclam', 'at', 'numbersign', 'dollar')[position - 10] if position >= 10 else f'ctrl+{(position + 1) % 10}'


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def says(node, words):
    """Whether its name, or what is written on it, is @words; GTK 4.8 puts the label with its underline before a name."""
    return any(each is node and each.name.endswith(' ' + words) or each.name == words for each in node.walk() if each is node or each.role == 'label')


def is_sensitive(node):
    """Whether it is now; the look may be older."""
    return node.is_now(accessible.Atspi.StateType.SENSITIVE)


def is_focused(node):
    """Whether it had the focus when it was looked at."""
    return node.has(accessible.Atspi.StateType.FOCUSED)


def descendants(node):
    """As Window.nodes(), of one part alone, as it was when it was looked at."""
    return [(each.role, each.name, each) for each in node.walk()]


def find_panes(top):
    """Each two panes side by side in @top: the extents of both together, and of the handle between them, which is known by its shape."""
    found = []
    for node in top.walk():
        for child in node.children:
            handle = child.get_extents()
            if 0 < handle[2] <= HANDLE_WIDTH and handle[3] > 20 * HANDLE_WIDTH:
                found.append((node.get_extents(), handle))
    return found


def is_laid_out(node):
    """Whether it has a place in the window: what lies on another page of a stack has none."""
    _, _, width, height = node.get_extents()
    return width > 0 and height > 0


# --- TAP ------------------------------------------------------------------------------------


def print_comment(text):
    for line in text.splitlines():
        print('# ' + line, flush=True)


def run(tests):
    """Runs the tests in order; each is a function with a sentence for its docstring."""
    print(f'1..{len(tests)}', flush=True)
    failed = False
    for number, test in enumerate(tests, 1):
        word, note = 'ok', ''
        try:
            test()
        except Skip as reason:
            note = f' # SKIP {reason}'
        except Exception:  # a test that breaks has failed, and the next ones still run
            word = 'not ok'
            failed = True
            print_comment(traceback.format_exc())
        print(f'{word} {number} - {test.__doc__}{note}', flush=True)
    return 1 if failed else 0


def missing():
    """What is not installed here that these tests need, or None."""
    for program in ('xvfb-run', 'dbus-run-session', 'xdotool'):
        if shutil.which(program) is None:
            return program
    return 'the Python binding of AT-SPI' if accessible is None else None


def skip_all(why):
    """Ends the program; build-aux/suites counts it as skipped, with these words."""
    print(f'1..0 # SKIP {why}\n# SKIPPED: {why}')
    sys.exit(0)


@functools.cache
def gtk_minor():
    """The minor version of the GTK that is there; asked for in a process of its own, which needs no display."""
    return int(subprocess.run([sys.executable, '-c', GTK_MINOR], capture_output=True, check=True, text=True, timeout=WAIT).stdout)


def skip_with_later_gtk(why):
    """Leaves the test out where GTK is later than Debian 12's. Tests that build on what it does are left out as a whole, by main()."""
    if gtk_minor() >= LATER_GTK:
        raise Skip(why)


def main(make_tests, early_gtk=None):
    """Runs what @make_tests returns for a World, inside a bus and a display of its own. @early_gtk: why these tests cannot be run with a GTK later than
    Debian 12's, in words (POINTER, CHOOSING, WORDS)."""
    lacking = missing()
    if lacking is not None:
        skip_all(f'{lacking} is not installed')
    if early_gtk is not None and gtk_minor() >= LATER_GTK:
        skip_all(early_gtk)
    for program in (CHOSHO, CHOSHOCTL):
        if not os.access(program, os.X_OK):
            sys.exit(f'{program} is not built')
    if INSIDE not in os.environ:
        environment = {name: value for name, value in os.environ.items() if name not in ('NO_AT_BRIDGE', 'GTK_A11Y', 'WAYLAND_DISPLAY', 'AT_SPI_BUS_ADDRESS')}
        environment.update({INSIDE: '1', 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo', 'LIBGL_ALWAYS_SOFTWARE': '1', 'GSETTINGS_BACKEND': 'memory'})
        sys.stdout.flush()
        os.dup2(1, RESULTS)
        os.dup2(2, 1)
        # Its own display, and its own place for sockets: runs side by side take each other's accessibility bus away.
        with tempfile.TemporaryDirectory(prefix='chosho-run-') as runtime:
            environment['XDG_RUNTIME_DIR'] = runtime
            sys.exit(subprocess.run(['xvfb-run', '-a', '-n', str(1000 + os.getpid() % 30000), '-s', SCREEN, 'dbus-run-session', '--', sys.executable,
                                     *sys.argv], env=environment, pass_fds=(RESULTS,)).returncode)
    sys.stdout = os.fdopen(RESULTS, 'w', encoding='utf-8')
    os.set_inheritable(RESULTS, False)
    tests, close = make_tests()
    if sys.argv[1:]:  # names on the command line: these alone, while one is being written
        tests = [test for test in tests if test.__name__ in sys.argv[1:]]
    try:
        code = run(tests)
    finally:
        close()
    sys.exit(code)
