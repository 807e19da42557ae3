# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that say when, with what and where they were taken (EXIF), for the tests of both programs. 見本."""
import struct
import zlib

import office_files

TAKEN, DEVICE, PLACE = '2026-04-01 09:12:34 +09:00', 'Mihon Camera 1', '35.65860, 139.74540'


def exif():
    """A TIFF structure with a time, a device and a place."""
    def entry(tag, kind, count, value):
        return struct.pack('>HHI', tag, kind, count) + (value if isinstance(value, bytes) else struct.pack('>I', value))

    texts = b'Mihon\0' + b'Camera 1\0' + b'2026:04:01 09:12:34\0' + b'+09:00\0'
    at = 8 + 2 + 4 * 12 + 4 + 2 + 2 * 12 + 4 + 2 + 4 * 12 + 4
    degrees = struct.pack('>12I', 35, 1, 39, 1, 3096, 100, 139, 1, 44, 1, 4344, 100)
    where = at + len(texts)
    second, third = 8 + 2 + 48 + 4, 8 + 2 + 48 + 4 + 2 + 24 + 4
    return (b'MM\0*' + struct.pack('>I', 8)
            + struct.pack('>H', 4) + entry(271, 2, 6, at) + entry(272, 2, 9, at + 6) + entry(34665, 4, 1, second) + entry(34853, 4, 1, third) + bytes(4)
            + struct.pack('>H', 2) + entry(36867, 2, 20, at + 15) + entry(36881, 2, 7, at + 35) + bytes(4)
            + struct.pack('>H', 4) + entry(1, 2, 2, b'N\0\0\0') + entry(2, 5, 3, where) + entry(3, 2, 2, b'E\0\0\0') + entry(4, 5, 3, where + 24) + bytes(4)
            + texts + degrees)


def photo():
    """A PNG with all of that."""
    picture, block = office_files.png(160, 90), exif()
    return picture[:-12] + struct.pack('>I', len(block)) + b'eXIf' + block + struct.pack('>I', zlib.crc32(b'eXIf' + block)) + picture[-12:]
