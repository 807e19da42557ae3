# SPDX-License-Identifier: GPL-3.0-or-later
"""The virtual display from outside: what is painted where, and keys as the keyboard sends them."""
import ctypes
import ctypes.util
import time
import zlib

ALL_PLANES, Z_PIXMAP = ctypes.c_ulong(-1), 2
REPLACE = 0     # Xlib's PropModeReplace
LOOK = 0.005   # seconds between two looks
QUIET = 1.5    # seconds without a change after which nothing more comes
COMES = 10     # seconds within which something is painted at all
LONGEST = 60   # seconds that anything may take


class Image(ctypes.Structure):
    """The beginning of Xlib's XImage."""
    _fields_ = [('width', ctypes.c_int), ('height', ctypes.c_int), ('xoffset', ctypes.c_int), ('format', ctypes.c_int),
                ('data', ctypes.c_void_p), ('byte_order', ctypes.c_int), ('bitmap_unit', ctypes.c_int), ('bitmap_bit_order', ctypes.c_int),
                ('bitmap_pad', ctypes.c_int), ('depth', ctypes.c_int), ('bytes_per_line', ctypes.c_int)]


def library(name):
    return ctypes.CDLL(ctypes.util.find_library(name) or f'lib{name}.so.6')


class Screen:
    def __init__(self):
        self.x, self.test = library('X11'), library('Xtst')
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XGetImage.restype = ctypes.POINTER(Image)
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x.XStringToKeysym.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))
        if not self.display:
            raise RuntimeError('there is no display')
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))
        self.say_it_is_managed()

    def say_it_is_managed(self):
        """That there is a window manager, as on every desktop; of what one does nothing is done. Without one GTK asks the display for it several
        times a frame, and each time waits behind the pictures that are taken here: half of the time from a key to the painted list."""
        self.x.XCreateSimpleWindow.restype = self.x.XInternAtom.restype = ctypes.c_ulong
        none = ctypes.c_ulong(0)
        window = ctypes.c_ulong(self.x.XCreateSimpleWindow(self.display, self.root, -1, -1, 1, 1, 0, none, none))
        check, kind = (ctypes.c_ulong(self.x.XInternAtom(self.display, name, 0)) for name in (b'_NET_SUPPORTING_WM_CHECK', b'WINDOW'))
        for place in (self.root, window):
            self.x.XChangeProperty(self.display, place, check, kind, 32, REPLACE, ctypes.byref(window), 1)
        self.x.XFlush(self.display)

    def look(self, place):
        """A sum of what is painted in @place: (x, y, width, height)."""
        image = self.x.XGetImage(self.display, self.root, *place, ALL_PLANES, Z_PIXMAP)
        try:
            return zlib.adler32(ctypes.string_at(image.contents.data, image.contents.bytes_per_line * image.contents.height))
        finally:
            self.x.XDestroyImage(image)

    def key(self, name, *held):
        """Presses and releases the key of that X name while @held are down."""
        codes = [self.x.XKeysymToKeycode(self.display, ctypes.c_ulong(self.x.XStringToKeysym(word.encode()))) for word in (*held, name)]
        for code in codes:
            self.test.XTestFakeKeyEvent(self.display, code, 1, 0)
        for code in reversed(codes):
            self.test.XTestFakeKeyEvent(self.display, code, 0, 0)
        self.x.XFlush(self.display)

    def move_pointer(self, x, y):
        self.test.XTestFakeMotionEvent(self.display, -1, x, y, ctypes.c_ulong(0))
        self.x.XFlush(self.display)

    def watch(self, place, begin, before):
        """(first, last): seconds from @begin (time.monotonic()) until @place looked other than @before, and until it
        looked as it does once nothing changes any more; None where nothing came."""
        first = last = None
        seen, changed = before, begin
        while time.monotonic() - (changed if first else begin) < (QUIET if first else COMES):
            if time.monotonic() - begin > LONGEST:
                raise RuntimeError(f'it changes after {LONGEST} s still')
            now = self.look(place)
            if now != seen:
                seen, changed = now, time.monotonic()
                first = first or changed - begin
                last = changed - begin
            time.sleep(LOOK)
        return (first, last) if first else None

    def settle(self, place):
        """Waits until @place does not change any more."""
        begin = changed = time.monotonic()
        seen = self.look(place)
        while time.monotonic() - changed < QUIET and time.monotonic() - begin < LONGEST:
            time.sleep(LOOK)
            now = self.look(place)
            if now != seen:
                seen, changed = now, time.monotonic()
        return seen
