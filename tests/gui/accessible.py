# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as an assistive technology meets it: the tree of accessible objects that the program puts on
the accessibility bus.

libatspi asks object by object and waits for each answer: a window of a thousand objects takes seconds to
look at. Here one question gets what the program tells of all its objects; what stands below which is asked of
those that are visible and have something below them, all at once.
"""

import ast
import functools
import re

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ACCESSIBLE = 'org.a11y.atspi.Accessible'
PROPERTIES = 'org.freedesktop.DBus.Properties'
ROOT = '/org/a11y/atspi/accessible/root'
CACHE = '/org/a11y/atspi/cache'
REGISTRY = 'org.a11y.atspi.Registry'
ANSWER = 10000  # milliseconds that an answer may take, on a busy machine
DEPTH = 60      # of the tree, at most
IN_WINDOW = 1   # coordinates: the window's
# Roles have the names that Debian 12 gives them: AT-SPI from 2.53 and GTK from 4.12 on call the same otherwise.
FORMER = {'button': 'push button', 'grouping': 'panel'}
LEAVES = ('label', 'image', 'separator')  # nothing stands below these, and every other object is one of them
NAME = GLib.Variant('(ss)', (ACCESSIBLE, 'Name'))


class Gone(Exception):
    """What was asked is there no more."""


class Bus:
    """The connection to the accessibility bus; made once by the process."""

    connection = None

    @classmethod
    def get(cls):
        if cls.connection is None:
            Atspi.init()  # what the toolkit takes for an assistive technology being there
            session = Gio.bus_get_sync(Gio.BusType.SESSION)
            address, = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, GLib.VariantType('(s)'),
                                         Gio.DBusCallFlags.NONE, ANSWER).unpack()
            flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
            cls.connection = Gio.DBusConnection.new_for_address_sync(address, flags)
        return cls.connection

    @classmethod
    def ask(cls, owner, path, interface, method, arguments=None):
        """One question and its answer, packed: to unpack all of a long one takes longer than to get it."""
        try:
            return cls.get().call_sync(owner, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, ANSWER)
        except GLib.Error as reason:
            raise Gone(f'{path}: {method}: {reason.message}') from reason

    @classmethod
    def call(cls, owner, path, interface, method, arguments=None):
        """One question and its answer, unpacked."""
        return cls.ask(owner, path, interface, method, arguments).unpack()


class Node:
    """An accessible object as a look found it: role, name, states, children. What it is asked later is asked anew."""

    def __init__(self, owner, path):
        self.owner, self.path = owner, path
        self.role, self.name, self.states, self.children = '', '', 0, []
        self.place = None  # (x, y, width, height), where the look asked for it

    def call(self, interface, method, arguments=None):
        return Bus.call(self.owner, self.path, 'org.a11y.atspi.' + interface, method, arguments)

    def has(self, state):
        """Whether it was in that state (Atspi.StateType) when it was looked at."""
        return bool(self.states >> int(state) & 1)

    def is_now(self, state):
        """Whether it is in that state now; FALSE where it is gone."""
        try:
            states, = self.call('Accessible', 'GetState')
        except Gone:
            return False
        return bool((states[0] | states[1] << 32) >> int(state) & 1)

    def press(self):
        """Does what it is for; FALSE where it would not."""
        return self.call('Action', 'DoAction', GLib.Variant('(i)', (0,)))[0]

    def get_description(self):
        return Bus.call(self.owner, self.path, PROPERTIES, 'Get', GLib.Variant('(ss)', (ACCESSIBLE, 'Description')))[0]

    def get_extents(self):
        """(x, y, width, height) in the window; all 0 where it has no place."""
        return self.call('Component', 'GetExtents', GLib.Variant('(u)', (IN_WINDOW,)))[0]

    def get_text(self):
        count, = Bus.call(self.owner, self.path, PROPERTIES, 'Get', GLib.Variant('(ss)', ('org.a11y.atspi.Text', 'CharacterCount')))
        return self.call('Text', 'GetText', GLib.Variant('(ii)', (0, count)))[0]

    def set_text(self, text):
        """Writes @text in place of what stands there; FALSE where it takes none."""
        return self.call('EditableText', 'SetTextContents', GLib.Variant('(s)', (text,)))[0]

    def insert_text(self, text):
        """Puts @text before what stands there; FALSE where it takes none."""
        return self.call('EditableText', 'InsertText', GLib.Variant('(isi)', (0, text, len(text.encode()))))[0]

    def walk(self):
        """Itself and all below, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Item:
    """What the program tells of one object in the answer to GetItems."""

    def __init__(self, found):
        self.path, self.name = found['path'], read_string(found['name'])
        self.role = role_name(int(found['role']))
        self.states = int(found['low']) | int(found['high']) << 32


STRING = r'''(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")'''
# (object), (application), (parent), index, number of children, interfaces, name, role, description, states; an object: its owner, its path. As
# text, since to take each value out of the answer takes several times as long.
ITEM = re.compile(rf"""\(\('[^']*', '(?P<path>[^']*)'\), \('[^']*', '[^']*'\), \('[^']*', '[^']*'\), -?\d+, -?\d+, \[[^\]]*\], """
                  rf"""(?P<name>{STRING}), (?P<role>\d+), {STRING}, \[(?P<low>\d+), (?P<high>\d+)\]\)""")


def read_string(text):
    """A string as GVariant writes it."""
    return ast.literal_eval(text) if '\\' in text else text[1:-1]


def read_items(owner):
    """What the program tells of all objects that it has shown, by path."""
    answer = Bus.ask(owner, CACHE, 'org.a11y.atspi.Cache', 'GetItems').get_child_value(0)
    items = [Item(found) for found in ITEM.finditer(answer.print_(False))]
    if len(items) != answer.n_children():
        raise AssertionError(f'{len(items)} of {answer.n_children()} objects were read')
    return {item.path: item for item in items}


def unpack_states(answer):
    """64 bits, which come as two halves."""
    return answer.get_child_value(0).get_uint32() | answer.get_child_value(1).get_uint32() << 32


@functools.cache
def role_name(number):
    name = Atspi.role_get_name(Atspi.Role(number))
    return FORMER.get(name, name)


class Look:
    """One look at a tree: every object from @top down that is visible; with @places what is below @top has its place in the window too."""

    def __init__(self, top, places=False):
        self.places = places
        self.open = 0
        self.gone = None
        self.items = read_items(top.owner)
        self.ask_about(top, 0)
        context = GLib.MainContext.default()
        while self.open > 0:
            context.iteration(True)
        if self.gone is not None:
            raise Gone(self.gone)
        drop_hidden(top)

    def ask(self, node, interface, method, arguments, take):
        """Asks without waiting; @take gets the answer."""
        def on_answer(connection, result):
            self.open -= 1
            try:
                answer = connection.call_finish(result)
            except GLib.Error as reason:
                self.gone = f'{node.path}: {method}: {reason.message}'
            else:
                take(answer)
        self.open += 1
        Bus.get().call(node.owner, node.path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, ANSWER, None, on_answer)

    def ask_about(self, node, depth):
        """Finds out what @node is, which is visible, and what stands below it."""
        def take_role(answer):
            node.role = role_name(answer.get_child_value(0).get_uint32())

        def take_name(answer):
            node.name = answer.unpack()[0]

        def take_children(answer):
            children = answer.get_child_value(0)
            node.children = [Node(node.owner, children.get_child_value(position).get_child_value(1).get_string())
                             for position in range(children.n_children())]
            for child in node.children:
                self.ask_state(child, depth + 1)

        def take_place(answer):
            node.place = answer.unpack()[0]

        item = self.items.get(node.path)
        if item is not None:
            node.role, node.name = item.role, item.name
        else:
            self.ask(node, ACCESSIBLE, 'GetRole', None, take_role)
            self.ask(node, PROPERTIES, 'Get', NAME, take_name)
        if self.places and depth > 0:
            self.ask(node, 'org.a11y.atspi.Component', 'GetExtents', GLib.Variant('(u)', (IN_WINDOW,)), take_place)
        if depth < DEPTH and node.role not in LEAVES:
            self.ask(node, ACCESSIBLE, 'GetChildren', None, take_children)

    def ask_state(self, node, depth):
        def take(states):
            node.states = states
            if node.has(Atspi.StateType.VISIBLE):
                self.ask_about(node, depth)

        item = self.items.get(node.path)
        if item is None:
            self.ask(node, ACCESSIBLE, 'GetState', None, lambda answer: take(unpack_states(answer.get_child_value(0))))
        else:
            take(item.states)


def drop_hidden(node):
    node.children = [child for child in node.children if child.has(Atspi.StateType.VISIBLE)]
    for child in node.children:
        drop_hidden(child)


def find_application(process):
    """The root object of the program with that process id; None where it has none (yet)."""
    for owner, path in Bus.call(REGISTRY, ROOT, ACCESSIBLE, 'GetChildren')[0]:
        try:
            if Bus.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                        GLib.Variant('(s)', (owner,)))[0] == process:
                return Node(owner, path)
        except Gone:
            continue  # a program that just ended
    return None
