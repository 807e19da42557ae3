#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whose headers, and which foreign libraries (the table of layers in src/README.md)."""

import re
import sys

import chosholint
from chosholint import Hit, line_of, without_comments

# A layer sees itself and what stands here. "protocol" is what helper and evidence say to each other.
LAYERS = {
    'base': (),
    'model': ('base',),
    'db': ('base',),
    'store': ('model', 'db', 'base'),
    'protocol': ('base',),
    'evidence': ('protocol', 'base'),
    'helper': ('protocol', 'base'),
    'procedure': ('store', 'evidence', 'model', 'base'),
    'report': ('model', 'base'),
    'exchange': ('evidence', 'model', 'base'),
    'sample': ('exchange', 'model', 'base'),
    'session': ('procedure', 'report', 'exchange', 'sample', 'store', 'evidence', 'db', 'model', 'base'),
    'cli': ('session', 'model', 'base'),
    'app': ('session', 'model', 'base'),
}
FOLDERS = {'helper/protocol': 'protocol', 'exchange/sample': 'sample'}

# Foreign headers that only some layers may see. What stands nowhere here is free (GLib, libc).
FOREIGN = (
    (r'gtk/|gtk\.h|adwaita\.h|gdk/', ('app',)),
    (r'sqlite3\.h|sqlite3ext\.h', ('db',)),
    (r'archive\.h|archive_entry\.h|poppler|glib/poppler|gdk-pixbuf/|libxml/|libxml2/|uchardet|seccomp\.h', ('helper',)),
    (r'json-glib/', ('exchange', 'helper')),
    (r'pango/|cairo', ('report', 'sample', 'app', 'helper')),
    (r'xlsxwriter', ('report', 'exchange')),
    (r'sodium\.h|sodium/|gcrypt\.h', ('base',)),
)

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)
MESON_DEP = re.compile(r'\b([a-z]+)_dep\b')


def layer_of(path):
    """"src/helper/protocol/x.h" -> "protocol"; None outside of every layer."""
    parts = path.split('/')[1:-1]
    for depth in range(len(parts), 0, -1):
        name = '/'.join(parts[:depth])
        if name in FOLDERS:
            return FOLDERS[name]
        if name in LAYERS:
            return name
    return None


def check_include(path, line, layer, bracket, header, owners):
    own = owners.get(header.rsplit('/', 1)[-1]) if bracket == '"' else None
    if own is not None:
        if own != layer and own not in LAYERS[layer]:
            yield Hit(path, line, f'{layer} may not include {header} of {own}')
        return
    for pattern, allowed in FOREIGN:
        if re.match(pattern, header) and layer not in allowed:
            yield Hit(path, line, f'{layer} may not include {header}: only {", ".join(allowed)}')


def check(tree):
    paths = tree.files('src')
    owners = {path.rsplit('/', 1)[-1]: layer_of(path) for path in paths if path.endswith('.h')}
    for path in paths:
        layer = layer_of(path)
        if path.endswith(('.c', '.h')):
            if layer is None:
                yield Hit(path, 1, 'belongs to no layer')
                continue
            text = without_comments(tree.text(path))
            for match in INCLUDE.finditer(text):
                yield from check_include(path, line_of(text, match.start()), layer, match[1], match[2], owners)
        elif path.endswith('/meson.build') and layer is not None:
            text = re.sub(r'#[^\n]*', '', tree.text(path))
            for match in MESON_DEP.finditer(text):
                name = match[1]
                if name in LAYERS and name != layer and name not in LAYERS[layer] \
                        and not (layer == 'helper' and name == 'protocol'):
                    yield Hit(path, line_of(text, match.start()), f'{layer} may not link {name}')


BASE_HEADER = {'src/base/chosho-error.h': '#include <glib.h>\n'}
BAD = {
    'upwards': ({**BASE_HEADER, 'src/model/chosho-state.h': '', 'src/base/chosho-x.c': '\n#include "chosho-state.h"\n'},
                ['src/base/chosho-x.c:2']),
    'siblings': ({'src/report/chosho-page.h': '', 'src/exchange/chosho-x.c': '#include "chosho-page.h"\n'},
                 ['src/exchange/chosho-x.c:1']),
    'app-below-session': ({'src/store/chosho-event-log.h': '', 'src/app/chosho-w.c': '#include "chosho-event-log.h"\n'},
                          ['src/app/chosho-w.c:1']),
    'by-path': ({'src/store/chosho-event-log.h': '', 'src/cli/chosho-w.c': '#include "../store/chosho-event-log.h"\n'},
                ['src/cli/chosho-w.c:1']),
    'gtk-below-app': ({'src/session/chosho-s.h': '#include <gtk/gtk.h>\n', 'src/cli/m.c': '# include <adwaita.h>\n'},
                      ['src/session/chosho-s.h:1', 'src/cli/m.c:1']),
    'sqlite-outside-db': ({'src/store/chosho-s.c': '/* x */ \n#include <sqlite3.h>\n', 'src/app/chosho-w.c': '#include <sqlite3.h>\n'},
                          ['src/store/chosho-s.c:2', 'src/app/chosho-w.c:1']),
    'readers-outside-helper': ({'src/evidence/chosho-e.c': '#include <archive.h>\n#include <poppler/glib/poppler.h>\n',
                                'src/exchange/chosho-e.c': '#include <libxml/parser.h>\n',
                                'src/app/chosho-e.c': '#include <gdk-pixbuf/gdk-pixbuf.h>\n'},
                               ['src/evidence/chosho-e.c:1', 'src/evidence/chosho-e.c:2', 'src/exchange/chosho-e.c:1',
                                'src/app/chosho-e.c:1']),
    'crypto-outside-base': ({'src/model/chosho-m.c': '#include <sodium.h>\n#include <gcrypt.h>\n'},
                            ['src/model/chosho-m.c:1', 'src/model/chosho-m.c:2']),
    'layout-in-model': ({'src/model/chosho-m.c': '#include <pango/pangocairo.h>\n'}, ['src/model/chosho-m.c:1']),
    'helper-sees-record': ({'src/store/chosho-index.h': '', 'src/helper/chosho-h.c': '#include "chosho-index.h"\n'},
                           ['src/helper/chosho-h.c:1']),
    'protocol-sees-helper': ({'src/helper/chosho-fault.h': '', 'src/helper/protocol/chosho-p.h': '#include "chosho-fault.h"\n'},
                             ['src/helper/protocol/chosho-p.h:1']),
    'link-upwards': ({'src/db/meson.build': "# model_dep\ndb_lib = static_library('d',\n  dependencies: [base_dep, model_dep])\ndb_dep = x\n"},
                     ['src/db/meson.build:3']),
    'no-layer': ({'src/misc/chosho-m.c': ''}, ['src/misc/chosho-m.c:1']),
}
GOOD = {
    'allowed-edges': {**BASE_HEADER, 'src/db/chosho-d.h': '#include <sqlite3.h>\n#include "chosho-error.h"\n',
                      'src/store/chosho-s.c': '#include "chosho-d.h"\n',
                      'src/app/chosho-w.c': '#include <gtk/gtk.h>\n#include <adwaita.h>\n',
                      'src/helper/chosho-h.c': '#include <archive.h>\n#include "chosho-p.h"\n',
                      'src/helper/protocol/chosho-p.h': '', 'src/evidence/chosho-e.c': '#include "chosho-p.h"\n'},
    'comment': {'src/cli/m.c': '/*\n#include <gtk/gtk.h>\n*/\n// #include <sqlite3.h>\n'},
    'own-and-allowed-libraries': {'src/store/meson.build': 'store_dep = [model_dep, db_dep, base_dep, gio_dep, sqlite_dep]\n'},
}

if __name__ == '__main__':
    sys.exit(chosholint.run('layers', check, BAD, GOOD))
