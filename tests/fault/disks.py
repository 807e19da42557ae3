# SPDX-License-Identifier: GPL-3.0-or-later
"""Small disks that can be filled, in a mount namespace of their own."""
import os
import subprocess
import sys

INSIDE = '--inside'


def run_inside(file, *arguments):
    """Runs the program @file again, with INSIDE, where it may mount; its exit code, or None where no mount
    namespace can be had."""
    options = ['--mount'] if os.geteuid() == 0 else ['--mount', '--user', '--map-root-user']
    try:
        possible = subprocess.run(['unshare', *options, 'true'], stderr=subprocess.DEVNULL, check=False).returncode == 0
    except FileNotFoundError:
        possible = False
    if not possible:
        return None
    return subprocess.run(['unshare', *options, sys.executable, file, INSIDE, *arguments], check=False).returncode


def mount_tmpfs(place, size_bytes):
    return subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={size_bytes},nr_inodes=4096', 'tmpfs', place],
                          stderr=subprocess.DEVNULL, check=False).returncode == 0


def mount_ext4(place, size_bytes, image):
    """On the loop device of the new file @image."""
    with open(image, 'wb') as file:
        file.truncate(size_bytes)
    for argv in (['mkfs.ext4', '-q', '-m', '0', image], ['mount', '-o', 'loop', image, place]):
        try:
            done = subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
                                  env=dict(os.environ, PATH=os.environ['PATH'] + ':/usr/sbin:/sbin'))
        except FileNotFoundError:
            return False
        if done.returncode != 0:
            return False
    return True


def mount_read_only(place):
    """What lies at @place can only be read from now on, by root too."""
    return all(subprocess.run(['mount', *words], stderr=subprocess.DEVNULL, check=False).returncode == 0
               for words in (['--bind', place, place], ['-o', 'remount,bind,ro', place]))


def unmount(place):
    subprocess.run(['umount', '-l', place], check=True)


def fill(path, left):
    """Fills the disk but for about @left bytes."""
    size, piece = 0, bytes(4096)
    file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        while True:
            size += os.write(file, piece)
    except OSError:
        os.fsync(file)
    os.ftruncate(file, max(0, size - left))
    os.fsync(file)
    os.close(file)
