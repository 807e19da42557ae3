#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""debian/: builds with what build-aux/install-deps installs, carries every file that is installed, once, and has the project's version."""

import json
import os
import re
import subprocess
import sys

import chosholint


def build_depends(control):
    """Names of Build-Depends, without versions."""
    field = re.search(r'^Build-Depends:((?:.*\n)(?:[ \t].*\n)*)', control, re.MULTILINE)[1]
    return {re.match(r'[a-z0-9.+-]+', part.strip())[0] for part in field.split(',') if part.strip()}


def needed_packages(install_deps):
    """What install-deps lists for building and running: the first list of its function."""
    listed = re.search(r"<<'LIST'\n(.*?)\nLIST\n", install_deps, re.DOTALL)[1]
    return {package for line in listed.splitlines() if not line.startswith('#') for package in line.split()}


def check_depends(control, install_deps):
    """A library's -dev package stands in both or in neither; only what compiles the sources counts."""
    ours = {name for name in needed_packages(install_deps) if name.endswith('-dev') and name != 'libc6-dev'}
    theirs = {name for name in build_depends(control) if name.endswith('-dev')}
    for name in sorted(ours - theirs):
        yield f'{name} is in build-aux/install-deps and not in debian/control'
    for name in sorted(theirs - ours):
        yield f'{name} is in debian/control and not in build-aux/install-deps'


def check_files(installed, lists):
    """Every installed path is below exactly one line of exactly one package's .install."""
    used = set()
    for path in sorted(installed):
        owners = [(package, line) for package, lines in lists.items() for line in lines if path == line or path.startswith(line + '/')]
        used.update(owners)
        if len({package for package, _ in owners}) != 1:
            yield f'{path} is in {len(owners)} packages'
    for package, lines in lists.items():
        for line in lines:
            if (package, line) not in used:
                yield f'{package}: nothing is installed at {line}'


def check_version(changelog, meson_build):
    ours = re.search(r"version: '([^']+)'", meson_build)[1]
    theirs = re.match(r'chosho \(([^)]+)\)', changelog)
    if theirs is None or theirs[1] != ours:
        yield f'debian/changelog is not of version {ours}'


def fixtures(tap):
    control = 'Source: a\nBuild-Depends: debhelper-compat (= 13),\n               liba-dev (>= 1), libb-dev\nX: liby-dev\n'
    deps = "a() {\n  cat <<'LIST'\n# x\ngcc liba-dev libb-dev\nLIST\n  cat <<'LIST'\nlibtest-dev\nLIST\n}\n"
    tap.run('depends/fixture/good', lambda: list(check_depends(control, deps)))
    tap.result(len(list(check_depends(control.replace(', libb-dev', ''), deps))) == 1, 'depends/fixture/bad/missing')
    tap.result(len(list(check_depends(control, deps.replace('liba-dev ', '')))) == 1, 'depends/fixture/bad/unneeded')
    lists = {'a': ['usr/bin/a'], 'b': ['usr/share/b']}
    tap.run('files/fixture/good', lambda: list(check_files(['usr/bin/a', 'usr/share/b/c'], lists)))
    tap.result(len(list(check_files(['usr/bin/a', 'usr/share/b/c', 'usr/bin/d'], lists))) == 1, 'files/fixture/bad/unpackaged')
    tap.result(len(list(check_files(['usr/bin/a', 'usr/share/b/c'], {**lists, 'c': ['usr/bin']}))) == 1, 'files/fixture/bad/twice')
    tap.result(len(list(check_files(['usr/bin/a'], lists))) == 1, 'files/fixture/bad/gone')
    tap.run('version/fixture/good', lambda: list(check_version('chosho (1.2) unstable', "project(version: '1.2')")))
    tap.result(bool(list(check_version('chosho (1.1) unstable', "project(version: '1.2')"))), 'version/fixture/bad')


def installed_paths():
    """What meson installs, as a package has it: below usr/, whatever the prefix of this build is."""
    read = lambda what: json.loads(subprocess.run(['meson', 'introspect', what, chosholint.BUILD_ROOT], check=True, capture_output=True, text=True).stdout)
    prefix = next(option['value'] for option in read('--buildoptions') if option['name'] == 'prefix')
    return {'usr/' + os.path.relpath(path, prefix) for path in read('--installed').values()}


def main():
    tap = chosholint.Tap()
    tree = chosholint.ProjectTree()
    fixtures(tap)
    lists = {name.removesuffix('.install'): tree.text('debian/' + name).split()
             for name in os.listdir(os.path.join(chosholint.SOURCE_ROOT, 'debian')) if name.endswith('.install')}
    if sys.argv[1:] != ['--window']:
        lists.pop('chosho')
    tap.run('depends/project', lambda: list(check_depends(tree.text('debian/control'), tree.text('build-aux/install-deps'))))
    tap.run('files/project', lambda: list(check_files(installed_paths(), lists)))
    tap.run('version/project', lambda: list(check_version(tree.text('debian/changelog'), tree.text('meson.build'))))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
