# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives that somebody made to do harm, and archives that were damaged: crafted ones by name, and mutants by number."""

import base64
import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile
import zlib

MEGABYTE = 1 << 20
DEFLATED, STORED = 8, 0
# 設定/param.txt and b.log, by libarchive's own writer
SEVEN_ZIP = base64.b64decode('N3q8ryccAANOSpCXeQAAAAAAAAAgAAAAAAAAAN2T0jwAcqAQg9GUbKqMW6CJ0pcbif//zcwAAAAAgTMHrg/Pbu6MB8hDgIOBW/+sds94Pw7oV4lv43tQFvp/JboU'
                             '05SKwjncpRAXQTFtb9N0HaDIzjwgFh/2PDqGKZZtNWbEyIm/MI0LQODqmOM/vvFwDfUtyOMT8//+IWAAFwYXAQliAAcLAQABIwMBAQVdAACAAAxlCgHMVE5DAAA=')


# --- ZIP by hand ---------------------------------------------------------------------------------------------------

class Zip:
    """Every field as the caller wants it, also where it is not true."""

    def __init__(self):
        self.local, self.central, self.count = bytearray(), bytearray(), 0

    def add(self, name, data=b'', method=STORED, crc=None, packed=None, size=None, flags=0, claimed=None, mode=0, offset=None, extra=b'', inner_name=None):
        raw = name if isinstance(name, bytes) else name.encode()
        inside = raw if inner_name is None else inner_name
        body = data if packed is None else packed
        crc = zlib.crc32(data) if crc is None else crc
        size = len(data) if size is None else size
        claimed = len(body) if claimed is None else claimed
        fields = struct.pack('<HHHHIII', flags, method, 0, 0x5a21, crc, claimed & 0xffffffff, size & 0xffffffff)
        at = len(self.local) if offset is None else offset
        self.central += (b'PK\1\2' + struct.pack('<HH', 0x0314, 20) + fields + struct.pack('<HHHHHII', len(raw), len(extra), 0, 0, 0, mode << 16, at & 0xffffffff)
                         + raw + extra)
        self.local += b'PK\3\4' + struct.pack('<H', 20) + fields + struct.pack('<HH', len(inside), len(extra)) + inside + extra + body
        self.count += 1
        return self

    def list_again(self, name, times):
        """@times more entries for the first member's bytes."""
        single = bytes(self.central)
        for number in range(times):
            entry = bytearray(single)
            entry[46:46 + len(name)] = (name[:-4] + f'{number:04}').encode()
            self.central += entry
            self.count += 1
        return self

    def bytes(self, count=None, size=None, offset=None, comment=b'', before=b''):
        count, size = self.count if count is None else count, len(self.central) if size is None else size
        offset = len(self.local) + len(before) if offset is None else offset
        end = b'PK\5\6' + struct.pack('<HHHHIIH', 0, 0, count & 0xffff, count & 0xffff, size & 0xffffffff, offset & 0xffffffff, len(comment)) + comment
        return before + bytes(self.local + self.central) + end


def deflate(size_bytes):
    """Blanks, packed, and their checksum."""
    packer, crc, packed = zlib.compressobj(9, zlib.DEFLATED, -15), 0, b''
    for _ in range(size_bytes // MEGABYTE):
        packed += packer.compress(bytes(MEGABYTE))
        crc = zlib.crc32(bytes(MEGABYTE), crc)
    return packed + packer.flush(), crc


def bomb(size_bytes=1 << 30, claimed=None):
    packed, crc = deflate(size_bytes)
    return Zip().add('a0000', packed=packed, method=DEFLATED, crc=crc, size=size_bytes if claimed is None else claimed)


def quoted(count=200, size_bytes=8 * MEGABYTE):
    """Members one within another: each quotes the headers of those after it as stored blocks, so that all share their bytes."""
    packed, crc = deflate(size_bytes)
    blocks, names = [], [f'{number:04}'.encode() for number in range(count)]
    body, size = packed, size_bytes
    for name in reversed(names):
        header = b'PK\3\4' + struct.pack('<HHHHHIIIHH', 20, 0, DEFLATED, 0, 0x5a21, crc, len(body), size & 0xffffffff, len(name), 0) + name
        blocks.append((name, len(header), body, size, crc))
        body = b'\0' + struct.pack('<HH', len(header), len(header) ^ 0xffff) + header + body
        size += len(header)
    whole = blocks[-1][2]
    name = blocks[-1][0]
    first = b'PK\3\4' + struct.pack('<HHHHHIIIHH', 20, 0, DEFLATED, 0, 0x5a21, crc, len(whole), blocks[-1][3] & 0xffffffff, len(name), 0) + name
    data, central = first + whole, b''
    at = 0
    for name, header, body, size, crc in reversed(blocks):
        fields = struct.pack('<HHHHIII', 0, DEFLATED, 0, 0x5a21, crc, len(body), size & 0xffffffff)
        central += b'PK\1\2' + struct.pack('<HH', 20, 20) + fields + struct.pack('<HHHHHII', len(name), 0, 0, 0, 0, 0, at) + name
        at += header + 5
    return data + central + b'PK\5\6' + struct.pack('<HHHHIIH', 0, 0, count, count, len(central), len(data), 0)


# --- tar by hand ---------------------------------------------------------------------------------------------------

def tar_entry(name, kind=tarfile.REGTYPE, data=b'', size=None, link='', **fields):
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, link, len(data)
    for field, value in fields.items():
        setattr(info, field, value)
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT, 'utf-8', 'surrogateescape'))
    if size is not None:
        at = len(header) - 512
        header[at + 124:at + 136] = size
        header[at + 148:at + 156] = b' ' * 8
        header[at + 148:at + 156] = b'%06o\0 ' % sum(header[at:at + 512])
    return bytes(header) + data + bytes(-len(data) % 512)


def tar(*entries):
    return b''.join(entries) + bytes(1024)


def pax(**records):
    text = b''
    for key, value in records.items():
        line = f' {key.replace("__", ".")}={value}\n'.encode()
        length = len(line) + 1
        while len(str(length)) + len(line) != length:
            length = len(str(length)) + len(line)
        text += str(length).encode() + line
    return tar_entry('pax', tarfile.XHDTYPE, text)


def repeat_gzip(times):
    data = b'x'
    for _ in range(times):
        data = gzip.compress(data)
    return data


def nest(levels, width):
    data = bomb(64 * MEGABYTE).bytes()
    for level in range(levels):
        data = plain_zip([(f'{level}-{number}.zip', data) for number in range(width)])
    return data


def plain_zip(entries, compression=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w', compression) as pack:
        for name, content in entries:
            pack.writestr(zipfile.ZipInfo(name), content, compression)
    return data.getvalue()


TEXT = '値=1\n'.encode() * 40
GOOD_TAR = tar(tar_entry('設定', tarfile.DIRTYPE), tar_entry('設定/param.txt', data=TEXT), tar_entry('b.log', data=b'b' * 700))
GOOD_ZIP = plain_zip([('設定/param.txt', TEXT), ('b.log', b'b' * 700), ('c/d.csv', b'1,2\n3,4\n')])

ESCAPES = ('../evil', '../../../../evil', '/evil', '//evil', 'C:\\evil', 'c:/evil', '\\\\host\\share\\evil', '..\\evil', 'a/../../evil', './../evil', '..', '.', '',
           'a/..', '~/evil', 'evil\n', '\x1b]0;x\x07evil', '\u202egpj.live', 'CON', 'evil:stream', 'a' * 5000, '/' * 300, '../' * 1000 + 'evil')

# What is made is only made when it is its turn: some take a second.
CRAFTED = {
    'bomb-1g': lambda: bomb().bytes(),
    'bomb-1000g-listed': lambda: bomb().list_again('a0000', 999).bytes(),
    'bomb-claims-10': lambda: bomb(claimed=10).bytes(),
    'bomb-claims-nothing': lambda: bomb(256 * MEGABYTE, claimed=0).bytes(),
    'bomb-quoted': quoted,
    'bomb-nested': lambda: nest(3, 3),
    'bomb-gzip': lambda: gzip.compress(bytes(300 * MEGABYTE)),
    'bomb-bzip2': lambda: bz2.compress(bytes(300 * MEGABYTE)),
    'bomb-xz': lambda: lzma.compress(bytes(300 * MEGABYTE), preset=0),
    'bomb-gzip-in-gzip': lambda: repeat_gzip(200),
    'bomb-tar-gzip-gzip': lambda: gzip.compress(gzip.compress(GOOD_TAR)),
    'bomb-many': lambda: b''.join([tar_entry(str(number)) for number in range(101000)]) + bytes(1024),
    'escapes-zip': lambda: escapes_zip(),
    'escapes-tar': lambda: tar(*(tar_entry(name or 'x', data=b'x') for name in ESCAPES)),
    'name-with-nul': lambda: Zip().add(b'a\0../../evil', b'x').bytes(),
    'names-differ': lambda: Zip().add('harmless.txt', b'x', inner_name=b'../../evil').bytes(),
    'unicode-extra': lambda: Zip().add('a.txt', b'x', extra=struct.pack('<HHBI', 0x7075, 5 + 10, 1, zlib.crc32(b'a.txt')) + b'../../evil').bytes(),
    'symlink-zip': lambda: Zip().add('link', b'/etc/passwd', mode=0o120777).add('link/evil', b'x').bytes(),
    'symlink-tar': lambda: tar(tar_entry('link', tarfile.SYMTYPE, link='/tmp'), tar_entry('link/evil', data=b'x')),
    'hardlink-tar': lambda: tar(tar_entry('hard', tarfile.LNKTYPE, link='/etc/passwd')),
    'devices-tar': lambda: tar(*(tar_entry(f'd{kind}', kind.encode(), devmajor=1, devminor=1) for kind in '346')),
    'setuid-tar': lambda: tar(tar_entry('s', data=b'x', mode=0o7777, uid=0)),
    'size-terabyte': lambda: tar(tar_entry('big', size=b'\x80\0\0\0\0\0\1\0\0\0\0\0')),
    'size-negative': lambda: tar(tar_entry('big', size=b'\xff' * 12)),
    'size-not-octal': lambda: tar(tar_entry('big', size=b'zzzzzzzzzzz\0')),
    'pax-size': lambda: tar(pax(size=1 << 62), tar_entry('a', data=b'x')),
    'pax-path': lambda: tar(pax(path='../../evil', linkpath='/etc/passwd'), tar_entry('a', data=b'x')),
    'pax-sparse': lambda: tar(pax(GNU__sparse__major=1, GNU__sparse__minor=0, GNU__sparse__realsize=1 << 40, GNU__sparse__name='x'), tar_entry('a', data=b'1\n0\n1\n' + bytes(506))),
    'pax-endless': lambda: tar(*[pax(path='a' * 3000)] * 2000),
    'long-name-tar': lambda: tar(tar_entry('x' * 60000, data=b'x')),
    'zip-count-lies': lambda: Zip().add('a', b'x').bytes(count=65535),
    'zip-directory-outside': lambda: Zip().add('a', b'x').bytes(offset=0xfffffff0),
    'zip-directory-huge': lambda: Zip().add('a', b'x').bytes(size=0xfffffff0),
    'zip-offset-outside': lambda: Zip().add('a', b'x', offset=0x7fffffff).bytes(),
    'zip-offset-itself': lambda: Zip().add('a', b'x' * 100).add('b', b'y', offset=40).bytes(),
    'zip-size-lies-less': lambda: Zip().add('a', b'x' * 1000, size=10).bytes(),
    'zip-size-lies-more': lambda: Zip().add('a', b'x' * 10, size=1000, claimed=1000).bytes(),
    'zip-crc-lies': lambda: Zip().add('a', b'x' * 10, crc=1).bytes(),
    'zip-method-unknown': lambda: Zip().add('a', b'x' * 10, method=77).bytes(),
    'zip-method-ppmd': lambda: Zip().add('a', b'\x08\x01\xff\xff' * 10, method=98).bytes(),
    'zip-method-lzma': lambda: Zip().add('a', b'\x09\x14\x05\x00\xff\xff\xff\xff\xff' + b'x' * 20, method=14).bytes(),
    'zip-encrypted': lambda: Zip().add('a', b'x' * 40, flags=1).bytes(),
    'zip-strong-encryption': lambda: Zip().add('a', b'x' * 40, flags=0x41).bytes(),
    'zip-zip64-lies': lambda: Zip().add('a', b'x', size=0xffffffff, claimed=0xffffffff, extra=struct.pack('<HHQQ', 1, 16, 1 << 62, 1 << 62)).bytes(),
    'zip-extra-overflow': lambda: Zip().add('a', b'x', extra=struct.pack('<HH', 1, 0xffff)).bytes(),
    'zip-two-ends': lambda: Zip().add('a', b'x').bytes(comment=Zip().add('b', b'y').bytes()),
    'zip-behind-junk': lambda: Zip().add('a', b'x').bytes(before=b'PK\3\4' + b'MZ' * 500),
    'zip-descriptor': lambda: Zip().add('a', b'x' * 10, flags=8, size=0, claimed=0).bytes(),
    'zip-empty': lambda: Zip().bytes(),
    'zip-directory-only': lambda: bytes(Zip().add('a', b'x').central) + b'PK\5\6' + bytes(18),
    'zip-same-name': lambda: Zip().add('a', b'1').add('a', b'2').add('A', b'3').bytes(),
    'zip-folder-with-bytes': lambda: Zip().add('a/', b'x' * 10).bytes(),
    'zip-as-docx': lambda: plain_zip([('[Content_Types].xml', b'<'), ('word/document.xml', b'\0' * 100)]),
    '7z-header-only': lambda: SEVEN_ZIP[:32],
    '7z-header-outside': lambda: SEVEN_ZIP[:12] + b'\xff' * 16 + SEVEN_ZIP[28:],
    'rar': lambda: b'Rar!\x1a\x07\x01\0' + bytes(range(256)),
    'lzh': lambda: b'\x20\0-lh5-' + bytes(range(256)),
    'cab': lambda: b'MSCF' + bytes(range(256)),
    'gzip-of-text': lambda: gzip.compress(b'GET /\n' * 100),
    'gzip-cut': lambda: gzip.compress(GOOD_TAR)[:100],
    'gzip-second-damaged': lambda: gzip.compress(GOOD_TAR) + b'\x1f\x8b\x08' + b'\xff' * 30,
    'tar-cut': lambda: GOOD_TAR[:1200],
    'tar-checksum': lambda: GOOD_TAR[:600] + b'\xff' + GOOD_TAR[601:],
}


def escapes_zip():
    pack = Zip()
    for name in ESCAPES:
        pack.add(name, b'x')
    return pack.bytes()


# --- Mutants -------------------------------------------------------------------------------------------------------

def seeds():
    return [GOOD_ZIP, plain_zip([('a', TEXT), ('b/c', b'x' * 3000)], zipfile.ZIP_STORED), GOOD_TAR, gzip.compress(GOOD_TAR), bz2.compress(GOOD_TAR),
            lzma.compress(GOOD_TAR), SEVEN_ZIP, plain_zip([('n.tar.gz', gzip.compress(GOOD_TAR)), ('n.zip', GOOD_ZIP)], zipfile.ZIP_STORED)]


def change(data, draw):
    """One change somewhere in the bytearray @data."""
    at = draw.randrange(len(data))
    what = draw.randrange(7)
    if what == 0:
        data[at] ^= 1 << draw.randrange(8)
    elif what == 1:
        data[at:at + 1] = draw.randbytes(draw.randrange(1, 9))
    elif what == 2:
        data[at:at + draw.choice((2, 4, 8))] = draw.choice((b'\xff\xff\xff\xff', b'\0\0\0\0', b'\xff\xff\xff\x7f', b'\0\0\0\x80', b'\1\0\0\0'))
    elif what == 3:
        del data[at:at + draw.randrange(1, 64)]
    elif what == 4:
        data[at:at] = data[draw.randrange(len(data)):][:draw.randrange(1, 200)]
    elif what == 5:
        del data[max(at, 8):]
    else:
        other = draw.randrange(len(data))
        data[at:at + 16], data[other:other + 16] = data[other:other + 16], data[at:at + 16]


def mutant(number, seed):
    draw = random.Random(f'{seed}-{number}')
    all_seeds = seeds()
    data = bytearray(all_seeds[number % len(all_seeds)])
    for _ in range(draw.choice((1, 1, 2, 4, 16))):
        if len(data) > 16:
            change(data, draw)
    return bytes(data)
