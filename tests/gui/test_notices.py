# SPDX-License-Identifier: GPL-3.0-or-later
"""Who turns to another window while long work goes on is told of its end by the desktop's notifications, with no word of
the client's, and is led back to the place of the work; a person who looks is told nothing, nor one who does not want it."""

import fcntl
import json
import os
import subprocess
import sys
import time

import harness
from harness import Failure, Window, World, wait_for

APPLICATION_ID, OBJECT_PATH = 'jp.chosho.Chosho', '/jp/chosho/Chosho'
FILE = 'rules-of-the-client.txt'
LONG = 2.5  # seconds: more than what is not worth a notification
# What a desktop has: somebody who takes notifications, told line by line, and another program's window to look at.
DESKTOP = '''
import json
import gi
gi.require_version('Gtk', '4.0')
from gi.repository import Gio, GLib, Gtk
INTERFACE = """<node><interface name="org.gtk.Notifications">
<method name="AddNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/></method>
<method name="RemoveNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/></method></interface></node>"""
def on_call(connection, sender, path, interface, method, parameters, invocation):
    print(json.dumps([method, *parameters.unpack()]), flush=True)
    invocation.return_value(None)
Gtk.init()
loop = GLib.MainLoop()
window = Gtk.Window(default_width=200, default_height=150, decorated=False)
window.present()
connection = Gio.bus_get_sync(Gio.BusType.SESSION, None)
connection.register_object('/org/gtk/Notifications', Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], on_call, None, None)
Gio.bus_own_name_on_connection(connection, 'org.gtk.Notifications', Gio.BusNameOwnerFlags.NONE, lambda *_: print('"there"', flush=True), None)
loop.run()
'''


class Desktop:
    def __init__(self, world):
        self.path = os.path.join(world.root, 'told')
        with open(self.path, 'w', encoding='utf-8') as file:
            self.process = subprocess.Popen([sys.executable, '-c', DESKTOP], stdout=file, env={**os.environ, 'GTK_A11Y': 'none'})
        wait_for(self.told, 'somebody who takes notifications')

    def told(self):
        with open(self.path, encoding='utf-8') as file:
            return [json.loads(line) for line in file]

    def shown(self):
        """The notifications that nobody took away, by their ids."""
        shown = {}
        for method, _, name, *content in self.told()[1:]:
            if method == 'AddNotification':
                shown[name] = content[0]
            else:
                shown.pop(name, None)
        return shown

    def look_at_it(self):
        found = wait_for(lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)], capture_output=True).stdout.split(), 'its window')
        subprocess.run(['xdotool', 'windowfocus', '--sync', found[-1]], check=True)

    def close(self):
        self.process.kill()
        self.process.wait()


class Tests:
    def __init__(self):
        self.world = World(('leader',))
        self.world.make_engagement()
        self.settings = self.world.keep_settings()
        self.desktop = Desktop(self.world)

    def close(self):
        self.desktop.close()
        self.world.close()

    def listed(self):
        return [self.tells_and_leads_back, self.tells_what_failed, self.tells_nobody_who_looks, self.can_be_switched_off]

    def take_in(self, window, looks_away=True, spoiled=False):
        """Takes a file in, which waits for another program meanwhile; the person goes on elsewhere and looks at another window, or not. @spoiled: the
        file goes away before it is read."""
        window.wait_part('leader\n')
        window.go('Evidence')
        with open(os.path.join(self.world.engagement, 'lock'), 'r+b') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            window.key('ctrl+o')
            path = self.world.write(FILE, f'{time.monotonic()}\n')
            window.choose_file(None, path)
            wait_for(lambda: window.find('Taking evidence in'), 'the work under way')
            window.go('Overview')
            wait_for(lambda: window.page('Evidence') is None, 'another page')
            if looks_away:
                self.desktop.look_at_it()
            if spoiled:
                os.unlink(path)
            time.sleep(LONG)
        wait_for(lambda: window.find('Taking evidence in') is None, 'the work done')

    def wait_told(self):
        return wait_for(lambda: list(self.desktop.shown().values()), 'a notification')

    def tells_and_leads_back(self):
        """The end of long work is told while another window is looked at, in words of the program alone, and leads back to its place"""
        from gi.repository import Gio, GLib
        with Window(self.world, 'leader', place=None, **self.settings) as window:
            self.take_in(window)
            told, = self.wait_told()
            assert (told['title'], told['body']) == ('Taking evidence in', 'Done: 1 recorded'), told
            if FILE in str(told) or self.world.root in str(told) or 'Sample' in str(told):
                raise Failure(f'it tells of the client: {told}')
            name, target = told['default-action'], told['default-action-target']
            Gio.bus_get_sync(Gio.BusType.SESSION, None).call_sync(
                APPLICATION_ID, OBJECT_PATH, 'org.freedesktop.Application', 'ActivateAction',
                GLib.Variant('(sava{sv})', (name.removeprefix('app.'), [GLib.Variant('(uu)', target)], {})), None, Gio.DBusCallFlags.NONE, -1, None)
            window.wait_page('Evidence')
            window.key('Escape')  # whoever looks at the window again
            wait_for(lambda: not self.desktop.shown(), 'the notification taken away')

    def tells_what_failed(self):
        """Work that failed is told as such"""
        with Window(self.world, 'leader', place=None, **self.settings) as window:
            self.take_in(window, spoiled=True)
            told, = self.wait_told()
            assert told['body'] == 'Failed', told

    def tells_nobody_who_looks(self):
        """Whoever looks at the window is told by it alone"""
        with Window(self.world, 'leader', place=None, **self.settings) as window:
            self.take_in(window, looks_away=False)
            assert not self.desktop.shown(), self.desktop.shown()

    def can_be_switched_off(self):
        """In the preferences notifications are switched off"""
        with Window(self.world, 'leader', place=None, **self.settings) as window:
            window.wait_part('leader\n')
            window.key('ctrl+comma')
            window.wait_part('Notify when long work ends')
            choice = wait_for(lambda: window.key('Tab') or next((node for role, _, node in window.nodes() if role == 'check box' and harness.is_focused(node)), None),
                              'the switch')
            window.key('space')
            wait_for(lambda: not choice.is_now(harness.accessible.Atspi.StateType.CHECKED), 'the switch off')  # it slides first
            window.key('Escape')
            self.take_in(window)
            assert not self.desktop.shown(), self.desktop.shown()


def make_tests():
    tests = Tests()
    return tests.listed(), tests.close


harness.main(make_tests, harness.CHOOSING)
