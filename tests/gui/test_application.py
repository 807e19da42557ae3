# SPDX-License-Identifier: GPL-3.0-or-later
"""One engagement, one window: however the program is started again, by hand or by the desktop's bus."""

import os
import signal
import subprocess
import tempfile
import time

import harness
from harness import CHOSHO, Failure, Window, World

APPLICATION_ID = 'jp.chosho.Chosho'
OBJECT_PATH = '/jp/chosho/Chosho'
SERVICE = os.path.join(harness.SOURCE_ROOT, 'data', 'desktop', APPLICATION_ID + '.service.in')
ONE, OTHER = 'One engagement', 'Another engagement'
AT_REST = 0.04  # seconds of a processor in 4: a look each second for what others wrote takes 0.01, a spinner behind another page 0.3
OPEN_ALREADY = 'is open already'


def create(world, path, title):
    world.call('-C', path, '--identity', world.identities['leader'], 'create', path, '--title', title, '--firm', 'Firm', '--client', 'Client',
               '--service', 'Service', '--period-start', '2025-04-01', '--period-end', '2026-03-31')


def start_again(world, *words, folder=None):
    """Starts the program beside the one that runs; returns what it said once it ended well."""
    done = subprocess.run([CHOSHO, *words], env=world.environment, cwd=folder or world.root, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=harness.WAIT, text=True)
    if done.returncode != 0:
        raise Failure(f'{words}: exit {done.returncode}: {done.stderr}')
    return done.stderr


def call(connection, name, path, interface, method, signature, *values):
    from gi.repository import Gio, GLib
    return connection.call_sync(name, path, interface, method, GLib.Variant(signature, values), None, Gio.DBusCallFlags.NONE,
                                harness.WAIT * 1000, None).unpack()


def count_windows(connection):
    """GTK shows every window on the bus, from the moment that it belongs to the program."""
    text, = call(connection, APPLICATION_ID, OBJECT_PATH + '/window', 'org.freedesktop.DBus.Introspectable', 'Introspect', '()')
    return text.count('<node name=')


def expect_windows(count, connection=None):
    from gi.repository import Gio
    found = count_windows(connection or Gio.bus_get_sync(Gio.BusType.SESSION, None))
    if found != count:
        raise Failure(f'{found} windows, not {count}')


def wait_acting(window, person):
    """Waits until the window tells who acts in it: the name, and the role in the engagement."""
    window.wait_part(person + '\n')


def processor_seconds(pid):
    """What the process worked since it began: however busy the machine is."""
    with open(f'/proc/{pid}/stat', encoding='ascii') as file:
        fields = file.read().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


class Bus:
    """A session bus that knows the program's service file, as a session knows it after installation."""

    def __init__(self, world):
        from gi.repository import Gio
        self.address = os.environ['DBUS_SESSION_BUS_ADDRESS']
        self.services = tempfile.mkdtemp(dir=world.root)
        with open(SERVICE, encoding='utf-8') as file:
            text = file.read()
        with open(os.path.join(self.services, APPLICATION_ID + '.service'), 'w', encoding='utf-8') as file:
            file.write(text.replace('@bindir@/chosho', CHOSHO))
        self.bus = Gio.TestDBus.new(Gio.TestDBusFlags.NONE)
        self.bus.add_service_dir(self.services)
        self.bus.up()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            self.bus.get_bus_address(),
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        # What a session tells its bus when it starts.
        told = {name: value for name, value in world.environment.items() if not name.startswith('DBUS_')}
        call(self.connection, 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'UpdateActivationEnvironment', '(a{ss})',
             {**told, 'GTK_A11Y': 'none'})

    def open(self, *paths):
        """What a file manager asks for; starts the program where it does not run."""
        call(self.connection, APPLICATION_ID, OBJECT_PATH, 'org.freedesktop.Application', 'Open', '(asa{sv})', ['file://' + path for path in paths], {})

    def close(self):
        pid, = call(self.connection, 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID', '(s)',
                    APPLICATION_ID)
        os.kill(pid, signal.SIGTERM)
        self.connection.close_sync(None)
        self.bus.down()
        os.environ['DBUS_SESSION_BUS_ADDRESS'] = self.address


class Tests:
    def __init__(self):
        self.world = World(('leader', 'practitioner'))
        self.other = os.path.join(self.world.root, 'other.chosho')
        create(self.world, self.world.engagement, ONE)
        create(self.world, self.other, OTHER)

    def listed(self):
        return [self.raises, self.keeps_key, self.opens_other, self.has_guide, self.ends_in_order, self.rests, self.is_activated]

    def raises(self):
        """An engagement that is open gets no second window, by whatever path it is opened again"""
        link = os.path.join(self.world.root, 'link')
        os.symlink(self.world.engagement, link)
        with Window(self.world, 'practitioner') as window:
            wait_acting(window, 'practitioner')
            for words, folder in (([self.world.engagement], None), ([link], None), (['engagement.db'], self.world.engagement), (['.'], link), ([], None)):
                said = start_again(self.world, *words, folder=folder)
                if said:
                    raise Failure(f'{words} said: {said}')
                expect_windows(1)

    def keeps_key(self):
        """An engagement that is open keeps its key, and whoever names another on the command line is told"""
        with Window(self.world, 'practitioner') as window:
            wait_acting(window, 'practitioner')
            said = start_again(self.world, '--identity', self.world.identities['leader'], self.world.engagement)
            if OPEN_ALREADY not in said:
                raise Failure(f'it said: {said}')
            expect_windows(1)
            wait_acting(window, 'practitioner')
            if any(name.startswith('leader') for name in window.names()):
                raise Failure('the window took the other key')

    def opens_other(self):
        """Another engagement opens in the same process, with the key named where it was asked for"""
        with Window(self.world, 'practitioner') as window:
            wait_acting(window, 'practitioner')
            start_again(self.world, '--identity', os.path.basename(self.world.identities['leader']), self.other)
            expect_windows(2)
            wait_acting(window, 'leader')
            wait_acting(window, 'practitioner')

    def has_guide(self):
        """The guide that comes with the program can be opened"""
        from gi.repository import Gio
        with Window(self.world, 'practitioner') as window:
            wait_acting(window, 'practitioner')
            (enabled, _, _), = call(Gio.bus_get_sync(Gio.BusType.SESSION, None), APPLICATION_ID, OBJECT_PATH, 'org.gtk.Actions', 'Describe', '(s)', 'help')
            if not enabled:
                raise Failure('no guide was found')

    def ends_in_order(self):
        """At the end of the session it ends in order, and its log tells so in codes alone"""
        log = os.path.join(self.world.root, 'state', 'chosho', 'log')
        os.unlink(log)
        for signal_number in (signal.SIGTERM, signal.SIGHUP):
            window = Window(self.world, 'practitioner')
            try:
                wait_acting(window, 'practitioner')
                window.process.send_signal(signal_number)
                if window.process.wait(harness.WAIT) != 0:
                    raise Failure(f'{signal_number}: it ended with {window.process.returncode}')
            finally:
                window.end()
        with open(log, encoding='ascii') as file:
            events = [line.split()[4] for line in file]
        if events != ['start', 'open', 'close', 'stop'] * 2:
            raise Failure(f'the log says {events}')

    def rests(self):
        """A window that nobody touches takes next to no processor: nothing in it is drawn again and again"""
        with Window(self.world, 'practitioner', place=None) as window:
            wait_acting(window, 'practitioner')
            spent = []
            for _ in range(5):  # it may still be at what comes after the opening
                before = processor_seconds(window.process.pid)
                time.sleep(4)
                spent.append(processor_seconds(window.process.pid) - before)
                if spent[-1] < AT_REST:
                    return
            raise Failure(f'of every 4 s it works {spent}')

    def is_activated(self):
        """The bus starts the program for an engagement; the folder and the file in it are one engagement"""
        bus = Bus(self.world)
        try:
            bus.open(os.path.join(self.world.engagement, 'engagement.db'))
            expect_windows(1, bus.connection)
            bus.open(self.world.engagement)
            expect_windows(1, bus.connection)
            bus.open(self.other)
            expect_windows(2, bus.connection)
        finally:
            bus.close()


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
