#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Desktop file, metainfo, icons, settings and the Flatpak manifest: valid, and all of one application id."""

import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import chosholint

APPLICATION_ID = 'jp.chosho.Chosho'
FOLDER = os.path.join('data', 'desktop')
SVG = '{http://www.w3.org/2000/svg}'
# Warnings of newer versions of appstreamcli: the project has no home page yet.
ACCEPTED = ('url-homepage-missing',)
# What would let the program reach further than its work needs.
REFUSED_RIGHTS = re.compile(r'--share=network|--socket=(system-bus|session-bus|x11$)|--device=all|--(talk|own|system-talk|system-own)-name')
OLDEST_RUNTIME = 47
# The one folder that it sees directly.
ENGAGEMENTS = 'xdg-documents/Chosho:create'


def check_desktop(path):
    """desktop-file-validate's warnings count too: it says nothing at all on a good file."""
    done = subprocess.run(['desktop-file-validate', path], capture_output=True, text=True)
    problems = (done.stdout + done.stderr).splitlines()
    with open(path, encoding='utf-8') as file:
        text = file.read()
    if f'\nIcon={APPLICATION_ID}\n' not in text:
        problems.append('the icon is not the application id')
    if not re.search(r'^Exec=chosho %F$', text, re.MULTILINE):
        problems.append('does not start chosho with what was chosen')
    # Every folder is of this type: the program would offer itself for all of them.
    if 'inode/directory' in text:
        problems.append('claims every folder')
    return problems


def check_service(path):
    """What the bus runs is the program as a service, by its whole path, under the name of the desktop file."""
    with open(path, encoding='utf-8') as file:
        text = file.read()
    problems = []
    if f'\nName={APPLICATION_ID}\n' not in text:
        problems.append('the name is not the application id')
    if not re.search(r'^Exec=/\S+/chosho --gapplication-service$', text, re.MULTILINE):
        problems.append('does not start chosho as a service')
    return problems


def check_metainfo(path):
    done = subprocess.run(['appstreamcli', 'validate', '--no-net', '--no-color', path], capture_output=True, text=True,
                          env=dict(os.environ, LC_ALL='C.UTF-8'))
    found = re.findall(r'^([EW]): (.*)', done.stdout + done.stderr, re.MULTILINE)
    problems = [text for _, text in found if not any(accepted in text for accepted in ACCEPTED)]
    if done.returncode != 0 and not found:
        problems += (done.stdout + done.stderr).splitlines()
    root = xml.etree.ElementTree.parse(path).getroot()
    if root.findtext('id') != APPLICATION_ID or root.findtext('launchable') != APPLICATION_ID + '.desktop':
        problems.append('id or launchable is not the application id')
    return problems


def check_version(metainfo, meson_build):
    root = xml.etree.ElementTree.parse(metainfo).getroot()
    newest = root.find('releases/release').get('version')
    with open(meson_build, encoding='utf-8') as file:
        version = re.search(r"version: '([^']+)'", file.read())[1]
    return [] if newest == version else [f'the newest release is {newest}, the project {version}']


def check_icon(path, size):
    """A picture of its own: the right size, no raster, nothing fetched from elsewhere."""
    root = xml.etree.ElementTree.parse(path).getroot()
    problems = []
    if root.tag != SVG + 'svg' or root.get('viewBox') != f'0 0 {size} {size}':
        problems.append(f'{path}: is no SVG of {size} × {size}')
    for element in root.iter():
        if element.tag in (SVG + 'image', SVG + 'script', SVG + 'foreignObject') or any('href' in key for key in element.attrib):
            problems.append(f'{path}: contains {element.tag}')
    return problems


def check_icon_set(folder):
    """The window's own symbolic icons: each is bundled, of one size, and only of shapes that GTK recolours."""
    pictures = sorted(name for name in os.listdir(folder) if name.endswith('.svg'))
    resources = xml.etree.ElementTree.parse(os.path.join(folder, 'chosho-icons.gresource.xml')).getroot()
    bundled = [element.text for element in resources.iter('file')]
    for name in sorted(set(pictures) ^ set(bundled)):
        yield f'{name}: is not both in the folder and in the resource'
    for name in pictures:
        if not re.fullmatch(r'chosho-[a-z-]+-symbolic\.svg', name):
            yield f'{name}: is no name of a symbolic icon'
        yield from check_icon(os.path.join(folder, name), 16)
        for element in xml.etree.ElementTree.parse(os.path.join(folder, name)).getroot().iter():
            # GTK fills every shape with the text's colour, also what was only to be outlined.
            if element.get('stroke') or element.get('fill') == 'none':
                yield f'{name}: has an outline instead of a filled shape'


def check_used(names, sources):
    """What was designed or described is used by the window, under its whole name."""
    for name in names:
        if not re.search(f'["\'>]{re.escape(name)}["\'<]', sources):
            yield f'{name}: is used nowhere in the window'


def window_sources():
    texts = []
    for folder in ('src/app', 'ui'):
        for path, _, files in os.walk(os.path.join(chosholint.SOURCE_ROOT, folder)):
            for name in files:
                if name.endswith(('.c', '.ui')):
                    with open(os.path.join(path, name), encoding='utf-8') as file:
                        texts.append(file.read())
    return '\n'.join(texts)


def icon_names(folder):
    return sorted(name[:-len('.svg')] for name in os.listdir(folder) if name.endswith('.svg'))


def schema_keys(path):
    return [element.get('name') for element in xml.etree.ElementTree.parse(path).getroot().iter('key')]


def check_schema(path):
    """Every key says what it means: the schema is where the window's preferences are documented."""
    schema = xml.etree.ElementTree.parse(path).getroot().find('schema')
    problems = []
    if schema.get('id') != APPLICATION_ID or schema.get('path') != '/' + APPLICATION_ID.replace('.', '/') + '/':
        problems.append('id or path is not that of the application')
    for key in schema.findall('key'):
        for element in ('summary', 'description'):
            if not (key.findtext(element) or '').strip():
                problems.append(f'{key.get("name")}: has no {element}')
    return problems


def check_manifest(text):
    manifest = json.loads(text)
    if manifest.get('id') != APPLICATION_ID or manifest.get('command') != 'chosho':
        yield 'id or command is wrong'
    for right in manifest.get('finish-args', []):
        if REFUSED_RIGHTS.match(right) or (right.startswith('--filesystem=') and right != '--filesystem=' + ENGAGEMENTS):
            yield f'{right} gives more than the work needs'
    if '--filesystem=' + ENGAGEMENTS not in manifest.get('finish-args', []):
        yield 'no folder for engagements'
    if manifest.get('runtime') != 'org.gnome.Platform' or int(manifest.get('runtime-version', 0)) < OLDEST_RUNTIME:
        yield 'the runtime is not a current one of GNOME'
    modules = manifest.get('modules', [])
    if not modules or modules[-1].get('name') != 'chosho':
        yield 'the last module must be chosho'
    for module in modules:
        for source in module.get('sources', []):
            if source['type'] == 'dir':
                continue
            urls = [source.get('url', ''), *source.get('mirror-urls', [])]
            if source['type'] != 'archive' or not all(url.startswith('https://') for url in urls) \
                    or not re.fullmatch(r'[0-9a-f]{64}', source.get('sha256', '')):
                yield f'{module["name"]}: every source is an archive by https with its SHA-256'


FOLDER_RIGHT = '--filesystem=' + ENGAGEMENTS
GOOD_MANIFEST = {'id': APPLICATION_ID, 'command': 'chosho', 'runtime': 'org.gnome.Platform', 'runtime-version': '47',
                 'finish-args': ['--socket=wayland', FOLDER_RIGHT],
                 'modules': [{'name': 'chosho', 'sources': [{'type': 'dir', 'path': '..'}]}]}
BAD_MANIFESTS = {
    'id': {'id': 'other'},
    'network': {'finish-args': [FOLDER_RIGHT, '--share=network']},
    'bus': {'finish-args': [FOLDER_RIGHT, '--talk-name=org.freedesktop.Flatpak']},
    'host': {'finish-args': [FOLDER_RIGHT, '--filesystem=host:ro']},
    'documents': {'finish-args': [FOLDER_RIGHT, '--filesystem=xdg-documents']},
    'no-folder': {'finish-args': ['--socket=wayland']},
    'runtime': {'runtime-version': '46'},
    'mirror': {'modules': [{'name': 'a', 'sources': [{'type': 'archive', 'url': 'https://a/b', 'mirror-urls': ['http://a/b'], 'sha256': '0' * 64}]},
                           *GOOD_MANIFEST['modules']]},
    'no-digest': {'modules': [{'name': 'a', 'sources': [{'type': 'archive', 'url': 'https://a/b'}]}, *GOOD_MANIFEST['modules']]},
    'git': {'modules': [{'name': 'a', 'sources': [{'type': 'git', 'url': 'https://a/b'}]}, *GOOD_MANIFEST['modules']]},
    'order': {'modules': [{'name': 'a', 'sources': []}]},
}


def with_file(text, check, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, APPLICATION_ID + ('.desktop' if text.startswith('[') else '.metainfo.xml'))
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return check(path, *arguments)


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path {}/></svg>'
RESOURCE = '<gresources><gresource><file>{}</file></gresource></gresources>'
ICON_SETS = {
    'good': {'chosho-a-symbolic.svg': PICTURE.format(''), 'chosho-icons.gresource.xml': RESOURCE.format('chosho-a-symbolic.svg')},
    'bad/name': {'a.svg': PICTURE.format(''), 'chosho-icons.gresource.xml': RESOURCE.format('a.svg')},
    'bad/not-bundled': {'chosho-a-symbolic.svg': PICTURE.format(''), 'chosho-icons.gresource.xml': '<gresources/>'},
    'bad/outline': {'chosho-a-symbolic.svg': PICTURE.format('fill="none"'), 'chosho-icons.gresource.xml': RESOURCE.format('chosho-a-symbolic.svg')},
}


def icon_set_fixture(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
                file.write(text)
        return list(check_icon_set(folder))


def fixtures(tap):
    desktop = f'[Desktop Entry]\nType=Application\nName=C\nExec=chosho %F\nIcon={APPLICATION_ID}\nCategories=GTK;Office;\n'
    tap.run('desktop/fixture/good', lambda: with_file(desktop, check_desktop))
    tap.result(bool(with_file(desktop.replace('Type', 'Tipe'), check_desktop)), 'desktop/fixture/bad/type')
    tap.result(bool(with_file(desktop.replace('jp.', ''), check_desktop)), 'desktop/fixture/bad/icon')
    tap.result(bool(with_file(desktop + 'MimeType=inode/directory;\n', check_desktop)), 'desktop/fixture/bad/folders')
    service = f'[D-BUS Service]\nName={APPLICATION_ID}\nExec=/usr/bin/chosho --gapplication-service\n'
    tap.run('service/fixture/good', lambda: with_file(service, check_service))
    tap.result(bool(with_file(service.replace('Chosho', 'Other'), check_service)), 'service/fixture/bad/name')
    tap.result(bool(with_file(service.replace('/usr/bin/', ''), check_service)), 'service/fixture/bad/path')
    tap.result(bool(with_file('<component type="desktop-application"><id>a b</id></component>', check_metainfo)),
               'metainfo/fixture/bad')
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{}</svg>'
    tap.run('icon/fixture/good', lambda: with_file(picture.format('<path/>'), check_icon, 16))
    tap.result(bool(with_file(picture.format('<image/>'), check_icon, 16)), 'icon/fixture/bad/raster')
    tap.result(bool(with_file(picture.format(''), check_icon, 128)), 'icon/fixture/bad/size')
    for title, files in ICON_SETS.items():
        tap.result(bool(icon_set_fixture(files)) == title.startswith('bad'), 'icon-set/fixture/' + title)
    tap.run('used/fixture/good', lambda: list(check_used(['chosho-a-symbolic', 'list-width'], 'f ("chosho-a-symbolic");\n<b>list-width</b>')))
    tap.result(len(list(check_used(['chosho-a-symbolic', 'list-width'], 'f ("chosho-a-symbolic-b", "list-");'))) == 2, 'used/fixture/bad')
    schema = f'<schemalist><schema id="{APPLICATION_ID}" path="/jp/chosho/Chosho/"><key name="a" type="b"><default>true</default>{{}}</key></schema></schemalist>'
    words = '<summary>S</summary><description>D</description>'
    tap.run('schema/fixture/good', lambda: with_file(schema.format(words), check_schema))
    tap.result(bool(with_file(schema.format('<summary>S</summary>'), check_schema)), 'schema/fixture/bad/silent')
    tap.result(bool(with_file(schema.format(words).replace('jp/', ''), check_schema)), 'schema/fixture/bad/path')
    tap.run('manifest/fixture/good', lambda: list(check_manifest(json.dumps(GOOD_MANIFEST))))
    for title, change in BAD_MANIFESTS.items():
        tap.result(bool(list(check_manifest(json.dumps({**GOOD_MANIFEST, **change})))), f'manifest/fixture/bad/{title}')


def main():
    tap = chosholint.Tap()
    fixtures(tap)
    source = lambda *names: os.path.join(chosholint.SOURCE_ROOT, *names)
    built = os.path.join(chosholint.BUILD_ROOT, FOLDER)
    metainfo = os.path.join(built, APPLICATION_ID + '.metainfo.xml')
    if os.path.exists(metainfo) or sys.argv[1:] == ['--window']:
        tap.run('desktop/project', lambda: check_desktop(os.path.join(built, APPLICATION_ID + '.desktop')))
        tap.run('service/project', lambda: check_service(os.path.join(built, APPLICATION_ID + '.service')))
        tap.run('metainfo/project', lambda: check_metainfo(metainfo))
        tap.run('metainfo/version', lambda: check_version(metainfo, source('meson.build')))
    tap.run('icon/project', lambda: check_icon(source(FOLDER, 'icons', APPLICATION_ID + '.svg'), 128))
    tap.run('icon/symbolic', lambda: check_icon(source(FOLDER, 'icons', APPLICATION_ID + '-symbolic.svg'), 16))
    tap.run('icon-set/project', lambda: list(check_icon_set(source('data', 'icons'))))
    sources = window_sources()
    tap.run('icon-set/used', lambda: list(check_used(icon_names(source('data', 'icons')), sources)))
    tap.run('schema/used', lambda: list(check_used(schema_keys(source(FOLDER, APPLICATION_ID + '.gschema.xml')), sources)))
    tap.run('schema/project', lambda: check_schema(source(FOLDER, APPLICATION_ID + '.gschema.xml')))
    with open(source('flatpak', APPLICATION_ID + '.json'), encoding='utf-8') as file:
        text = file.read()
    tap.run('manifest/project', lambda: list(check_manifest(text)))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
