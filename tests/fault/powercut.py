#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Simulates power cuts: what could be on the disk if the power failed at any moment of a program's run?

A command runs under strace; every system call that changes the folder ROOT is recorded, with every fsync.
From that record crash images are made: after each call, everything that was synced is there; of what was
not, nothing, all, a random part, or a random part torn into sectors of 512 bytes. Strict POSIX is assumed:
fsync of a file keeps its content, not its name; fsync of a folder keeps its names, not the files' content.
Lines that the program wrote to its standard output before the moment are its acknowledgements.

As a library:

    report = powercut.simulate(command, root, check, images=1000, seed=1)

check(image, acknowledged) gets a folder to look at (it may write there) and the list of lines; it returns
None or what is wrong. As a program:

    powercut.py --root DIR --check 'PROGRAM ARG…' [--images N] [--seed N] -- COMMAND…

runs PROGRAM ARG… IMAGE with the acknowledged lines on its standard input; an exit code other than 0 is a
loss. Not modelled, and refused where it happens: shared writable mappings of files in ROOT (but for
SQLite's -shm files, whose content no crash keeps), and io_uring.
"""
import argparse
import os
import random
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile

SECTOR = 512
# The time that a file of an image bears: whatever writes to it afterwards gives it another. Two writes in one tick of
# the kernel's clock would look like one.
LAID_OUT = 1_000_000_000
FOLLOWED = ("execve open openat openat2 creat close dup dup2 dup3 fcntl lseek write pwrite64 writev pwritev pwritev2 "
            "ftruncate truncate fallocate copy_file_range sendfile splice ioctl fsync fdatasync sync syncfs unlink "
            "unlinkat rmdir rename renameat renameat2 link linkat symlink symlinkat mkdir mkdirat chdir fchdir clone "
            "clone3 fork vfork mmap io_uring_setup").split()
LINE = re.compile(r"^(\d+) +(.*)$")
CALL = re.compile(r"^(\w+)\((.*)\) += (-?\d+|\?|0x[0-9a-f]+)", re.S)
RESUMED = re.compile(r"^<\.\.\. (\w+) resumed>,? ?(.*)$", re.S)
UNFINISHED = " <unfinished ...>"
# strace sets aside four times this for each process; no driver writes more at once.
LONGEST_WRITE = "4000000"

STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
POLICIES = ("nothing", "everything", "random", "torn")


class NotModelled(Exception):
    """The program did something this simulation cannot follow."""


class Inode:
    """A file or folder as the program sees it; the simulation keeps what is durable elsewhere."""

    def __init__(self, folder=False, parent=None, content=b""):
        self.entries = {} if folder else None
        self.parent = parent
        self.content = content  # what was there before the program began
        self.size = len(content)


class Descriptor:
    def __init__(self, inode, flags=""):
        self.inode = inode
        self.append = "O_APPEND" in flags
        self.direct = "O_SYNC" in flags or "O_DSYNC" in flags
        self.offset = 0


def decode(text):
    return bytes.fromhex(text.replace("\\x", ""))


def split_arguments(text):
    """At the commas outside brackets; strings are hexadecimal and hold none."""
    parts, depth, start = [], 0, 0
    for place, char in enumerate(text):
        if char in "[{(":
            depth += 1
        elif char in "]})":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(text[start:place].strip())
            start = place + 1
    last = text[start:].strip()
    return parts + [last] if last else parts


def number(text):
    try:
        return int(text, 0)
    except ValueError:
        return 0


def join_lines(lines):
    """strace's lines as (pid, kind, text): kind "call" for whole ones, "begin" where a call was interrupted by
    another thread's line; its "call" follows when it ends."""
    begun = {}
    for line in lines:
        match = LINE.match(line.rstrip("\n"))
        if not match:
            continue
        pid, text = int(match.group(1)), match.group(2)
        if text.endswith(UNFINISHED):
            begun[pid] = text[:-len(UNFINISHED)]
            yield pid, "begin", begun[pid]
            continue
        resumed = RESUMED.match(text)
        if resumed:
            text = begun.pop(pid, resumed.group(1) + "(") + resumed.group(2)
        yield pid, "call", text


class Recorder:
    """Follows the calls of one run and turns them into operations on ROOT:

    ("data", inode, (offset, bytes)) or (… (None, size)) for a new length; ("names", [(folder, name, inode or
    None), …]), one atomic change; ("sync", inode, upto): operations before number upto are durable; ("ack", bytes).
    """

    def __init__(self, root, cwd):
        self.root_path = os.path.realpath(root)
        self.cwd = os.path.realpath(cwd)
        self.initial_names = {}  # folder → {name: inode} before the program began
        self.root = self.load(self.root_path, None)
        self.operations = []
        self.tables = {}      # pid → {fd: Descriptor, "cwd": path}
        self.parents = {}     # pid → (parent, shares descriptors)
        self.sync_began = {}  # pid → number of operations when its fsync began

    def load(self, path, parent):
        if os.path.islink(path):
            return Inode(parent=parent, content=os.readlink(path).encode())
        if not os.path.isdir(path):
            with open(path, "rb") as file:
                return Inode(parent=parent, content=file.read())
        folder = Inode(folder=True, parent=parent)
        for name in os.listdir(path):
            folder.entries[name] = self.load(os.path.join(path, name), folder)
        self.initial_names[folder] = dict(folder.entries)
        return folder

    # --- reading strace's record

    def follow(self, lines):
        lines = list(lines)
        self.find_children(lines)
        for pid, kind, text in join_lines(lines):
            if kind == "begin":
                if text.startswith(("fsync(", "fdatasync(", "syncfs(", "sync(")):
                    self.sync_began[pid] = len(self.operations)
                continue
            match = CALL.match(text)
            if match and match.group(3) != "?" and not match.group(3).startswith("-"):
                self.call(pid, match.group(1), split_arguments(match.group(2)), int(match.group(3), 0))
            self.sync_began.pop(pid, None)

    def find_children(self, lines):
        for pid, kind, text in join_lines(lines):
            match = CALL.match(text) if kind == "call" else None
            if match and match.group(1) in ("clone", "clone3", "fork", "vfork") and match.group(3).isdigit():
                self.parents[int(match.group(3))] = (pid, "CLONE_FILES" in match.group(2))

    def table(self, pid):
        if pid not in self.tables:
            parent, shares = self.parents.get(pid, (None, False))
            if parent is None:
                self.tables[pid] = {"cwd": self.cwd, 1: Descriptor("ack")}
            else:
                self.tables[pid] = self.table(parent) if shares else dict(self.table(parent))
        return self.tables[pid]

    def call(self, pid, name, arguments, result):
        handler = getattr(self, "on_" + name, None)
        if handler:
            handler(self.table(pid), arguments, result, pid)

    # --- names

    def resolve(self, table, folder, path):
        """(parent inode, name, inode or None), or None where it lies outside ROOT."""
        if path.startswith("/proc/self/fd/") or path.startswith("/proc/thread-self/fd/"):
            descriptor = table.get(int(path.rsplit("/", 1)[1]))
            inode = descriptor.inode if descriptor else None
            return (None, "", inode) if isinstance(inode, Inode) else None
        if path.startswith("/") or folder is None:
            absolute = os.path.normpath(os.path.join(table["cwd"], path))
            if absolute != self.root_path and not absolute.startswith(self.root_path + "/"):
                return None
            at, rest = self.root, os.path.relpath(absolute, self.root_path)
        else:
            at, rest = folder, path
        parts = [part for part in rest.split("/") if part not in ("", ".")]
        if not parts:
            return at.parent, "", at
        for part in parts[:-1]:
            at = at.parent if part == ".." else (at.entries or {}).get(part)
            if at is None:
                return None
        if parts[-1] == "..":
            return (None, "", at.parent) if at.parent is not None else None  # above ROOT
        return (at, parts[-1], at.entries.get(parts[-1])) if at.entries is not None else None

    def at(self, table, fd, path_text):
        """Like resolve() for a descriptor argument (AT_FDCWD or a number) and a string argument."""
        match = STRING.match(path_text)
        if not match:
            return None
        path = decode(match.group(1)).decode("utf-8", "surrogateescape")
        if fd.startswith("AT_FDCWD"):
            return self.resolve(table, None, path)
        descriptor = table.get(number(fd))
        inode = descriptor.inode if descriptor else None
        if not isinstance(inode, Inode):
            # A folder outside ROOT: only absolute names can lead into it.
            return self.resolve(table, None, path) if path.startswith("/") else None
        return self.resolve(table, inode, path)

    def change_names(self, changes):
        for folder, name, inode in changes:
            if inode is None:
                folder.entries.pop(name, None)
            else:
                folder.entries[name] = inode
                inode.parent = folder
        self.operations.append(("names", changes))

    # --- data

    def inode_of(self, table, fd):
        descriptor = table.get(number(fd))
        return descriptor.inode if descriptor and isinstance(descriptor.inode, Inode) else None

    def write(self, table, fd, data, offset=None):
        descriptor = table.get(number(fd))
        if descriptor is None:
            return
        if descriptor.inode == "ack":
            self.operations.append(("ack", data))
            return
        inode = descriptor.inode
        if not isinstance(inode, Inode):
            return
        if offset is None:
            if descriptor.append:
                descriptor.offset = inode.size
            offset = descriptor.offset
            descriptor.offset += len(data)
        inode.size = max(inode.size, offset + len(data))
        self.operations.append(("data", inode, (offset, data)))
        if descriptor.direct:
            self.operations.append(("sync", inode, len(self.operations)))

    def resize(self, inode, size):
        if inode is not None:
            inode.size = size
            self.operations.append(("data", inode, (None, size)))

    def read_back(self, table, fd, offset, size):
        """Bytes that the kernel copied without showing them: from the file as it is after the run. Sources are
        not changed by the programs under test; one inside ROOT is put together from the record."""
        descriptor = table.get(number(fd))
        if descriptor is None:
            raise NotModelled("a copy from an unknown file")
        if isinstance(descriptor.inode, Inode):
            content = bytearray(descriptor.inode.content)
            for operation in self.operations:
                if operation[0] == "data" and operation[1] is descriptor.inode:
                    apply_data(content, operation[2])
            content = bytes(content)
        else:
            with open(descriptor.inode, "rb") as file:
                content = file.read()
        if offset is None:
            offset = descriptor.offset
            descriptor.offset += size
        return content[offset:offset + size]

    # --- calls (name → on_name): table of descriptors, arguments, result, pid

    def on_execve(self, table, _arguments, _result, pid):
        # Close-on-exec closes all but the standard streams, as far as the programs under test go.
        self.tables[pid] = {key: value for key, value in table.items() if key in ("cwd", 0, 1, 2)}

    def open_at(self, table, fd, path, flags, result):
        place = self.at(table, fd, path)
        if place is None:
            match = STRING.match(path)
            outside = decode(match.group(1)).decode("utf-8", "surrogateescape") if match else ""
            table[result] = Descriptor(os.path.join(table["cwd"], outside), flags)
            return
        folder, name, inode = place
        if "O_TMPFILE" in flags:
            inode = Inode()
        elif inode is None:
            inode = Inode(parent=folder)
            self.change_names([(folder, name, inode)])
        elif "O_TRUNC" in flags and inode.entries is None:
            self.resize(inode, 0)
        table[result] = Descriptor(inode, flags)

    def on_open(self, table, arguments, result, _pid):
        self.open_at(table, "AT_FDCWD", arguments[0], arguments[1], result)

    def on_creat(self, table, arguments, result, _pid):
        self.open_at(table, "AT_FDCWD", arguments[0], "O_TRUNC", result)

    def on_openat(self, table, arguments, result, _pid):
        self.open_at(table, arguments[0], arguments[1], arguments[2], result)

    on_openat2 = on_openat

    def on_close(self, table, arguments, _result, _pid):
        table.pop(number(arguments[0]), None)

    def on_dup(self, table, arguments, result, _pid):
        if number(arguments[0]) in table:
            table[result] = table[number(arguments[0])]

    on_dup2 = on_dup3 = on_dup

    def on_fcntl(self, table, arguments, result, pid):
        if arguments[1].startswith("F_DUPFD"):
            self.on_dup(table, arguments, result, pid)

    def on_lseek(self, table, arguments, result, _pid):
        if number(arguments[0]) in table:
            table[number(arguments[0])].offset = result

    def on_write(self, table, arguments, result, _pid):
        self.write(table, arguments[0], decode(STRING.match(arguments[1]).group(1))[:result])

    def on_pwrite64(self, table, arguments, result, _pid):
        self.write(table, arguments[0], decode(STRING.match(arguments[1]).group(1))[:result], number(arguments[3]))

    def on_writev(self, table, arguments, result, _pid):
        data = b"".join(decode(part) for part in STRING.findall(arguments[1]))
        self.write(table, arguments[0], data[:result])

    def on_pwritev(self, table, arguments, result, _pid):
        data = b"".join(decode(part) for part in STRING.findall(arguments[1]))
        self.write(table, arguments[0], data[:result], number(arguments[3]))

    on_pwritev2 = on_pwritev

    def on_ftruncate(self, table, arguments, _result, _pid):
        self.resize(self.inode_of(table, arguments[0]), number(arguments[1]))

    def on_truncate(self, table, arguments, _result, _pid):
        place = self.at(table, "AT_FDCWD", arguments[0])
        self.resize(place[2] if place else None, number(arguments[1]))

    def on_fallocate(self, table, arguments, _result, _pid):
        inode = self.inode_of(table, arguments[0])
        if inode is None or "FALLOC_FL_KEEP_SIZE" in arguments[1]:
            return
        if arguments[1] != "0":
            raise NotModelled("fallocate " + arguments[1])
        self.resize(inode, max(inode.size, number(arguments[2]) + number(arguments[3])))

    def on_copy_file_range(self, table, arguments, result, _pid):
        if self.inode_of(table, arguments[2]) is None:
            return
        offsets = [None if text == "NULL" else number(text.strip("[]")) for text in (arguments[1], arguments[3])]
        self.write(table, arguments[2], self.read_back(table, arguments[0], offsets[0], result), offsets[1])

    def on_sendfile(self, table, arguments, result, _pid):
        if self.inode_of(table, arguments[0]) is not None:
            offset = None if arguments[2] == "NULL" else number(arguments[2].strip("[]").split(" ")[0])
            self.write(table, arguments[0], self.read_back(table, arguments[1], offset, result))

    def on_splice(self, table, arguments, _result, _pid):
        if self.inode_of(table, arguments[2]) is not None:
            raise NotModelled("splice into a file")

    def on_ioctl(self, table, arguments, _result, _pid):
        inode = self.inode_of(table, arguments[0])
        if inode is None or not arguments[1].startswith(("FICLONE", "BTRFS_IOC_CLONE")):
            return
        if "RANGE" in arguments[1]:
            raise NotModelled(arguments[1])
        data = self.read_back(table, arguments[2], 0, sys.maxsize)
        self.resize(inode, 0)
        self.operations.append(("data", inode, (0, data)))
        inode.size = len(data)

    def on_fsync(self, table, arguments, _result, pid):
        inode = self.inode_of(table, arguments[0])
        if inode is not None:
            self.operations.append(("sync", inode, self.sync_began.get(pid, len(self.operations))))

    on_fdatasync = on_fsync

    def on_sync(self, _table, _arguments, _result, pid):
        self.operations.append(("sync", None, self.sync_began.get(pid, len(self.operations))))

    def on_syncfs(self, table, arguments, result, pid):
        if self.inode_of(table, arguments[0]) is not None:
            self.on_sync(table, arguments, result, pid)

    def remove(self, place):
        if place and place[2] is not None:
            self.change_names([(place[0], place[1], None)])

    def on_unlink(self, table, arguments, _result, _pid):
        self.remove(self.at(table, "AT_FDCWD", arguments[0]))

    on_rmdir = on_unlink

    def on_unlinkat(self, table, arguments, _result, _pid):
        self.remove(self.at(table, arguments[0], arguments[1]))

    def rename(self, old, new, flags=""):
        if "RENAME_EXCHANGE" in flags:
            raise NotModelled("RENAME_EXCHANGE")
        if old is None and new is None:
            return
        if old is None or new is None:
            raise NotModelled("a rename into or out of the folder")
        if old[2] is not new[2]:
            self.change_names([(old[0], old[1], None), (new[0], new[1], old[2])])

    def on_rename(self, table, arguments, _result, _pid):
        self.rename(self.at(table, "AT_FDCWD", arguments[0]), self.at(table, "AT_FDCWD", arguments[1]))

    def on_renameat(self, table, arguments, _result, _pid):
        self.rename(self.at(table, arguments[0], arguments[1]), self.at(table, arguments[2], arguments[3]),
                    arguments[4] if len(arguments) > 4 else "")

    on_renameat2 = on_renameat

    def link(self, old, new):
        if new is None:
            return
        if old is None or old[2] is None:
            raise NotModelled("a link from outside the folder")
        self.change_names([(new[0], new[1], old[2])])

    def on_link(self, table, arguments, _result, _pid):
        self.link(self.at(table, "AT_FDCWD", arguments[0]), self.at(table, "AT_FDCWD", arguments[1]))

    def on_linkat(self, table, arguments, _result, _pid):
        old = self.at(table, arguments[0], arguments[1])
        if "AT_EMPTY_PATH" in arguments[4] and arguments[1] == '""':
            old = (None, "", self.inode_of(table, arguments[0]))
        self.link(old, self.at(table, arguments[2], arguments[3]))

    def on_symlink(self, table, arguments, _result, _pid):
        self.make(self.at(table, "AT_FDCWD", arguments[1]), False)

    def on_symlinkat(self, table, arguments, _result, _pid):
        self.make(self.at(table, arguments[1], arguments[2]), False)

    def make(self, place, folder):
        if place:
            self.change_names([(place[0], place[1], Inode(folder=folder, parent=place[0]))])

    def on_mkdir(self, table, arguments, _result, _pid):
        self.make(self.at(table, "AT_FDCWD", arguments[0]), True)

    def on_mkdirat(self, table, arguments, _result, _pid):
        self.make(self.at(table, arguments[0], arguments[1]), True)

    def on_chdir(self, table, arguments, _result, _pid):
        path = decode(STRING.match(arguments[0]).group(1)).decode("utf-8", "surrogateescape")
        table["cwd"] = os.path.realpath(os.path.join(table["cwd"], path))

    def on_fchdir(self, table, arguments, _result, _pid):
        if self.inode_of(table, arguments[0]) is not None:
            raise NotModelled("fchdir")

    def on_mmap(self, table, arguments, _result, _pid):
        inode = self.inode_of(table, arguments[4])
        if inode is None or "MAP_SHARED" not in arguments[3] or "PROT_WRITE" not in arguments[2]:
            return
        names = [name for name, child in inode.parent.entries.items() if child is inode] if inode.parent else []
        if not any(name.endswith("-shm") for name in names):
            raise NotModelled("a shared writable mapping")

    def on_io_uring_setup(self, _table, _arguments, _result, _pid):
        raise NotModelled("io_uring")


def apply_data(content, change):
    offset, data = change
    if offset is None:
        if len(content) > data:
            del content[data:]
        else:
            content.extend(bytes(data - len(content)))
        return
    if len(content) < offset + len(data):
        content.extend(bytes(offset + len(data) - len(content)))
    content[offset:offset + len(data)] = data


class Disk:
    """What is durable, and what is not yet, at one point of the record."""

    def __init__(self, recorder):
        self.root = recorder.root
        self.content = {}        # inode → bytearray, durable; what was there at first stands in the inode
        self.waiting = {}        # inode → [(number, change)], not durable
        self.names = {folder: dict(entries) for folder, entries in recorder.initial_names.items()}  # durable
        self.waiting_names = []  # [(number, changes)]
        self.acknowledged = b""

    def step(self, position, operation):
        kind = operation[0]
        if kind == "ack":
            self.acknowledged += operation[1]
        elif kind == "data":
            self.waiting.setdefault(operation[1], []).append((position, operation[2]))
        elif kind == "names":
            self.waiting_names.append((position, operation[1]))
        elif operation[1] is None:
            for inode in list(self.waiting):
                self.sync_data(inode, operation[2])
            self.sync_names(lambda changes: True, operation[2])
        elif operation[1].entries is None:
            self.sync_data(operation[1], operation[2])
        else:
            self.sync_names(lambda changes: any(folder is operation[1] for folder, _, _ in changes), operation[2])

    def sync_data(self, inode, upto):
        waiting = self.waiting.pop(inode, [])
        content = self.content.setdefault(inode, bytearray(inode.content))
        for position, change in waiting:
            if position < upto:
                apply_data(content, change)
        rest = [item for item in waiting if item[0] >= upto]
        if rest:
            self.waiting[inode] = rest

    def sync_names(self, concerns, upto):
        rest = []
        for position, changes in self.waiting_names:
            if position < upto and concerns(changes):
                apply_names(self.names, changes)
            else:
                rest.append((position, changes))
        self.waiting_names = rest

    def image(self, policy, rng):
        """{path: bytes, or None for a folder}: one possible content of the disk after a power cut now."""
        names = {folder: dict(entries) for folder, entries in self.names.items()}
        if policy == "everything":
            surviving = self.waiting_names
        elif policy == "nothing":
            surviving = []
        else:
            surviving = self.some_names(rng)
        for _, changes in surviving:
            apply_names(names, changes)
        files = {}
        self.collect(self.root, "", names, policy, rng, files)
        return files

    def some_names(self, rng):
        """Changes within one folder survive in order; different folders are independent."""
        last = {}
        surviving = []
        for position, changes in self.waiting_names:
            folders = [folder for folder, _, _ in changes]
            for folder in folders:
                if folder not in last:
                    own = [p for p, c in self.waiting_names if any(f is folder for f, _, _ in c)]
                    last[folder] = rng.choice([-1] + own)
            if all(position <= last[folder] for folder in folders):
                surviving.append((position, changes))
        return surviving

    def collect(self, folder, prefix, names, policy, rng, files):
        for name, inode in names.get(folder, {}).items():
            path = prefix + name
            if inode.entries is not None:
                files[path] = None
                self.collect(inode, path + "/", names, policy, rng, files)
            elif not name.endswith("-shm"):
                files[path] = self.file_content(inode, policy, rng)

    def file_content(self, inode, policy, rng):
        waiting = self.waiting.get(inode, [])
        content = self.content.get(inode, inode.content)
        if not waiting or policy == "nothing":
            return bytes(content)
        content = bytearray(content)
        for _, change in waiting:
            if policy == "everything" or (policy == "random" and rng.random() < 0.5):
                apply_data(content, change)
            elif policy == "torn" and rng.random() < 0.7:
                self.tear(content, change, rng)
        return bytes(content)

    @staticmethod
    def tear(content, change, rng):
        offset, data = change
        if offset is None:
            apply_data(content, change)
            return
        place = 0
        while place < len(data):
            end = min(len(data), place + SECTOR - (offset + place) % SECTOR)
            if rng.random() < 0.5:
                apply_data(content, (offset + place, data[place:end]))
            place = end


def apply_names(names, changes):
    for folder, name, inode in changes:
        entries = names.setdefault(folder, {})
        if inode is None:
            entries.pop(name, None)
        else:
            entries[name] = inode


class Folder:
    """The folder in which images are laid out; only what differs from the one before is written."""

    def __init__(self, path):
        self.path = path
        self.written = {}  # path → (bytes or None, mtime_ns, size)

    def scan(self):
        found = {}
        for at, folders, files in os.walk(self.path):
            for name in folders:
                found[os.path.relpath(os.path.join(at, name), self.path)] = None
            for name in files:
                path = os.path.join(at, name)
                info = os.lstat(path)
                found[os.path.relpath(path, self.path)] = (info.st_mtime_ns, info.st_size, stat.S_IFMT(info.st_mode))
        return found

    def lay_out(self, image):
        found = self.scan()
        for path in sorted(found, reverse=True):
            whole = os.path.join(self.path, path)
            if path not in image or (found[path] is None) != (image[path] is None):
                shutil.rmtree(whole) if found[path] is None else os.unlink(whole)
        for path in sorted(image):
            whole, content = os.path.join(self.path, path), image[path]
            if content is None:
                os.makedirs(whole, exist_ok=True)
                continue
            before = self.written.get(path)
            if before and path in found and before[0] == content and before[1] == found[path]:
                continue
            with open(whole, "wb") as file:
                file.write(content)
            os.utime(whole, ns=(LAID_OUT, LAID_OUT))
            info = os.lstat(whole)
            self.written[path] = (content, (info.st_mtime_ns, info.st_size, stat.S_IFMT(info.st_mode)))


class Report:
    def __init__(self):
        self.images = 0
        self.operations = 0
        self.acknowledged = 0
        self.problems = []  # (position, policy, what)

    def __str__(self):
        text = (f"{self.images} images of {self.operations} operations, {self.acknowledged} acknowledgements: "
                f"{len(self.problems)} problems")
        return "\n".join([text] + [f"  after operation {p}, unsynced data {policy}: {what}"
                                   for p, policy, what in self.problems[:5]])


def memory_folder():
    """A folder in memory, where fsync costs nothing, if there is one: the simulation needs no real disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def traced_environment(env):
    """The leak detector of the address sanitizer cannot work under strace."""
    env = dict(os.environ if env is None else env)
    env["ASAN_OPTIONS"] = ":".join(filter(None, [env.get("ASAN_OPTIONS"), "detect_leaks=0"]))
    return env


def record(command, root, env=None, cwd=None, stdin=None):
    """Runs @command under strace and returns its operations on @root, its exit code and its standard output."""
    cwd = cwd or os.getcwd()
    recorder = Recorder(root, cwd)
    with tempfile.NamedTemporaryFile(prefix="powercut-", suffix=".strace") as log:
        finished = subprocess.run(
            ["strace", "-f", "--seccomp-bpf", "-xx", "-s", LONGEST_WRITE, "-o", log.name,
             "-e", "trace=" + ",".join("?" + name for name in FOLLOWED), "-e", "signal=none", "--"] + list(command),
            env=traced_environment(env), cwd=cwd, stdin=stdin or subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
        with open(log.name, encoding="ascii", errors="replace") as lines:
            recorder.follow(lines)
    return recorder, finished.returncode, finished.stdout


def simulate(command, root, check, *, images=1000, seed=1, env=None, cwd=None, stdin=None, expect=0,
             from_acknowledgement=0):
    """Runs @command once and checks @images crash images of @root. @expect is the exit code the command must have.
    Images before the acknowledgement number @from_acknowledgement are left out."""
    recorder, code, _ = record(command, root, env, cwd, stdin)
    if code != expect:
        raise RuntimeError(f"the command ended with {code} instead of {expect}: {shlex.join(command)}")
    report = Report()
    report.operations = len(recorder.operations)
    report.acknowledged = b"".join(o[1] for o in recorder.operations if o[0] == "ack").count(b"\n")
    rng = random.Random(seed)
    chosen = choose(recorder.operations, images, rng, from_acknowledgement)
    with tempfile.TemporaryDirectory(prefix="powercut-", dir=memory_folder()) as place:
        image_path = os.path.join(place, os.path.basename(recorder.root_path))
        os.mkdir(image_path)
        folder, disk = Folder(image_path), Disk(recorder)
        for position in range(len(recorder.operations) + 1):
            for policy in chosen.get(position, ()):
                folder.lay_out(disk.image(policy, rng))
                lines = disk.acknowledged.decode("utf-8", "replace").split("\n")[:-1]
                what = check(image_path, lines)
                report.images += 1
                if what:
                    report.problems.append((position, policy, what))
            if position < len(recorder.operations):
                disk.step(position, recorder.operations[position])
    return report


def choose(operations, images, rng, from_acknowledgement):
    """position → policies, @images of them spread evenly; every position has all four where there are enough."""
    first, seen = 0, 0
    for position, operation in enumerate(operations):
        if seen >= from_acknowledgement:
            break
        if operation[0] == "ack":
            seen += operation[1].count(b"\n")
        first = position + 1
    # Nothing changes on the disk with an acknowledgement, but what may be lost does: that is the moment before
    # the next operation.
    places = list(range(first, len(operations) + 1))
    pairs = [(place, policy) for place in places for policy in POLICIES]
    while len(pairs) < images:
        pairs += [(place, policy) for place in places for policy in POLICIES[2:]]
    if len(pairs) > images:
        pairs = rng.sample(pairs, images)
    chosen = {}
    for place, policy in sorted(pairs):
        chosen.setdefault(place, []).append(policy)
    return chosen


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--root", required=True, help="the folder whose content is followed")
    parser.add_argument("--check", required=True, help="program (with arguments) that judges an image")
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CHOSHO_TEST_SEED", "1")))
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()

    def check(image, acknowledged):
        judged = subprocess.run(shlex.split(options.check) + [image], input="\n".join(acknowledged), text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return None if judged.returncode == 0 else judged.stdout.strip() or f"exit code {judged.returncode}"

    report = simulate(options.command, options.root, check, images=options.images, seed=options.seed)
    print(report)
    sys.exit(1 if report.problems else 0)


if __name__ == "__main__":
    main()
