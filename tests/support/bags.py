# SPDX-License-Identifier: GPL-3.0-or-later
"""BagIt bags (RFC 8493) without any code of ours: makes them, and says what is wrong with one."""

import hashlib
import os
import re
import urllib.parse


def unescape(name):
    return re.sub('%(0[AaDd]|25)', lambda match: urllib.parse.unquote(match[0]), name)


def escape(name):
    return name.replace('%', '%25').replace('\n', '%0A').replace('\r', '%0D')


def digest(path, algorithm):
    with open(path, 'rb') as file:
        return hashlib.file_digest(file, algorithm).hexdigest() if hasattr(hashlib, 'file_digest') else hashlib.new(algorithm, file.read()).hexdigest()


def list_files(folder):
    """Paths below the folder, with "/"."""
    return sorted(os.path.relpath(os.path.join(base, name), folder) for base, _, names in os.walk(folder) for name in names)


def read_manifest(folder, name):
    with open(os.path.join(folder, name), encoding='utf-8') as file:
        lines = file.read().splitlines()
    return {unescape(path): value for value, path in (re.fullmatch(r'([0-9A-Fa-f]+)\s+\*?(.+)', line).groups() for line in lines)}


def check(folder):
    """What is wrong with the bag: an empty list for a valid one."""
    problems = []
    with open(os.path.join(folder, 'bagit.txt'), 'rb') as file:
        if file.read() != b'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n':
            problems.append('bagit.txt')
    files = list_files(folder)
    payload = {path for path in files if path.startswith('data/')}
    manifests = [name for name in files if re.fullmatch(r'manifest-\w+\.txt', name)]
    tags = [name for name in files if re.fullmatch(r'tagmanifest-\w+\.txt', name)]
    for name in manifests + tags:
        algorithm = re.search(r'-(\w+)\.', name)[1]
        listed = read_manifest(folder, name)
        for path, value in listed.items():
            if path not in files or digest(os.path.join(folder, path), algorithm) != value.lower():
                problems.append(path)
        if name in manifests and set(listed) != payload:
            problems.append(name)
        if name in tags and set(listed) != {path for path in files if not path.startswith('data/') and path not in tags}:
            problems.append(name)
    with open(os.path.join(folder, 'bag-info.txt'), encoding='utf-8') as file:
        oxum = re.search(r'^Payload-Oxum: (\d+)\.(\d+)$', file.read(), re.M)
    if oxum and (int(oxum[1]), int(oxum[2])) != (sum(os.path.getsize(os.path.join(folder, path)) for path in payload), len(payload)):
        problems.append('Payload-Oxum')
    return problems if manifests else problems + ['no manifest']


def make(folder, payload, algorithms=('sha256',), version='1.0', encoding='UTF-8', info=''):
    """A bag of {path below data: bytes} with tag manifests."""
    def write(path, data):
        os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
        with open(os.path.join(folder, path), 'wb') as file:
            file.write(data)
    for path, data in payload.items():
        write('data/' + path, data)
    os.makedirs(os.path.join(folder, 'data'), exist_ok=True)
    write('bagit.txt', f'BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n'.encode())
    write('bag-info.txt', (info + f'Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}\n').encode(encoding))
    for algorithm in algorithms:
        write(f'manifest-{algorithm}.txt', ''.join(f'{hashlib.new(algorithm, data).hexdigest()}  {escape("data/" + path)}\n'
                                                   for path, data in payload.items()).encode(encoding))
    tags = [name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name))]
    for algorithm in algorithms:
        write(f'tagmanifest-{algorithm}.txt', ''.join(f'{digest(os.path.join(folder, name), algorithm)}  {name}\n' for name in tags).encode())
    return folder
