# SPDX-License-Identifier: GPL-3.0-or-later
"""A keyring for tests: as much of the Secret Service (org.freedesktop.secrets) as libsecret asks for, in memory, on the session bus of the test.
Run as a program it prints "there" once it has its name, and after each change what it holds, as a line of JSON."""

import json
import os
import subprocess
import sys

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

ROOT = '/org/freedesktop/secrets'
COLLECTION = ROOT + '/collection/login'
NAME = 'org.freedesktop.secrets'
INTERFACES = '''<node>
<interface name="org.freedesktop.Secret.Service">
  <method name="OpenSession"><arg type="s" direction="in"/><arg type="v" direction="in"/><arg type="v" direction="out"/><arg type="o" direction="out"/></method>
  <method name="SearchItems"><arg type="a{ss}" direction="in"/><arg type="ao" direction="out"/><arg type="ao" direction="out"/></method>
  <method name="Unlock"><arg type="ao" direction="in"/><arg type="ao" direction="out"/><arg type="o" direction="out"/></method>
  <method name="GetSecrets"><arg type="ao" direction="in"/><arg type="o" direction="in"/><arg type="a{o(oayays)}" direction="out"/></method>
  <method name="ReadAlias"><arg type="s" direction="in"/><arg type="o" direction="out"/></method>
  <property name="Collections" type="ao" access="read"/>
</interface>
<interface name="org.freedesktop.Secret.Collection">
  <method name="CreateItem"><arg type="a{sv}" direction="in"/><arg type="(oayays)" direction="in"/><arg type="b" direction="in"/><arg type="o" direction="out"/><arg type="o" direction="out"/></method>
  <property name="Items" type="ao" access="read"/><property name="Label" type="s" access="read"/><property name="Locked" type="b" access="read"/>
</interface>
<interface name="org.freedesktop.Secret.Item">
  <method name="Delete"><arg type="o" direction="out"/></method>
  <method name="GetSecret"><arg type="o" direction="in"/><arg type="(oayays)" direction="out"/></method>
  <property name="Locked" type="b" access="read"/><property name="Attributes" type="a{ss}" access="read"/><property name="Label" type="s" access="read"/>
</interface>
<interface name="org.freedesktop.Secret.Session"><method name="Close"/></interface>
</node>'''


class Service:
    def __init__(self, connection):
        self.connection = connection
        self.items = {}  # path -> (label, attributes, secret, registration)
        self.made = 0
        self.interfaces = {each.name.rsplit('.', 1)[1]: each for each in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces}
        for path, name in ((ROOT, 'Service'), (COLLECTION, 'Collection'), (ROOT + '/aliases/default', 'Collection'), (ROOT + '/session/1', 'Session')):
            self.register(path, name)

    def register(self, path, name):
        return self.connection.register_object(path, self.interfaces[name], self.on_call, self.on_get, None)

    def on_get(self, connection, sender, path, interface, name):
        label, attributes = self.items[path][:2] if path in self.items else ('Login', {})
        return {'Collections': lambda: GLib.Variant('ao', [COLLECTION]), 'Items': lambda: GLib.Variant('ao', list(self.items)),
                'Label': lambda: GLib.Variant('s', label), 'Locked': lambda: GLib.Variant('b', False),
                'Attributes': lambda: GLib.Variant('a{ss}', attributes)}[name]()

    def on_call(self, connection, sender, path, interface, method, arguments, invocation):
        answer = getattr(self, method)(path, invocation, *arguments.unpack())
        if answer is not None:
            invocation.return_value(answer)

    # --- Methods ------------------------------------------------------------------------------

    def OpenSession(self, path, invocation, algorithm, _):
        if algorithm != 'plain':  # the library then takes that
            invocation.return_dbus_error('org.freedesktop.DBus.Error.NotSupported', algorithm)
            return None
        return GLib.Variant('(vo)', (GLib.Variant('s', ''), ROOT + '/session/1'))

    def SearchItems(self, path, invocation, wanted):
        found = [item for item, (_, attributes, _, _) in self.items.items() if all(attributes.get(name) == value for name, value in wanted.items())]
        return GLib.Variant('(aoao)', (found, []))

    def Unlock(self, path, invocation, paths):
        return GLib.Variant('(aoo)', (paths, '/'))

    def ReadAlias(self, path, invocation, name):
        return GLib.Variant('(o)', (COLLECTION if name == 'default' else '/',))

    def secret(self, path):
        return (ROOT + '/session/1', b'', bytes(self.items[path][2]), 'text/plain')

    def GetSecrets(self, path, invocation, paths, session):
        return GLib.Variant('(a{o(oayays)})', ({each: self.secret(each) for each in paths},))

    def GetSecret(self, path, invocation, session):
        return GLib.Variant('((oayays))', (self.secret(path),))

    def CreateItem(self, path, invocation, properties, secret, replace):
        attributes = properties['org.freedesktop.Secret.Item.Attributes']
        for old in [old for old, item in self.items.items() if replace and item[1] == attributes]:
            self.remove(old)
        self.made += 1
        made = f'{COLLECTION}/{self.made}'
        self.items[made] = (properties['org.freedesktop.Secret.Item.Label'], attributes, secret[2], self.register(made, 'Item'))
        self.tell()
        return GLib.Variant('(oo)', (made, '/'))

    def Delete(self, path, invocation):
        invocation.return_value(GLib.Variant('(o)', ('/',)))
        self.remove(path)
        self.tell()

    def Close(self, path, invocation):
        return GLib.Variant('()', ())

    # ------------------------------------------------------------------------------------------

    def remove(self, path):
        self.connection.unregister_object(self.items.pop(path)[3])

    def tell(self):
        print(json.dumps([(label, attributes, bytes(secret).decode()) for label, attributes, secret, _ in self.items.values()]), flush=True)


def is_there():
    """Whether the session bus has such a service already, or would start one."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    def ask(method):
        return bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', method, None, None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]
    return NAME in ask('ListNames') + ask('ListActivatableNames')


class Keyring:
    """The service as a process of its own, for a test."""

    def __enter__(self):
        self.process = subprocess.Popen([sys.executable, os.path.abspath(__file__)], stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != 'there\n':
            raise RuntimeError('no keyring')
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def next(self):
        """What it holds after its next change: [(label, attributes, secret)]."""
        return json.loads(self.process.stdout.readline())


def main():
    Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, lambda connection, _: Service(connection),
                     lambda *_: print('there', flush=True), lambda *_: sys.exit('the name is taken'))
    GLib.MainLoop().run()


if __name__ == '__main__':
    main()
