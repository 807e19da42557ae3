# SPDX-License-Identifier: GPL-3.0-or-later
"""What OSCAL 1.1.2 says of the form of assessment results, as far as ours use it, written down from its reference.

Each object lists its members: a type, or a list of one; those with "!" must be there. What is not listed must not be there. The
published schema says the same and more; test_oscal.py asks it too where it is at hand.
"""

import re

MONTHS = r'((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))'
PATTERNS = {
    'string': r'\S(.*\S)?',
    'token': r'([^\W\d_]|_)([^\W_]|[.\-_])*',
    'uuid': r'[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}',
    'uri': r'[a-zA-Z][a-zA-Z0-9+\-.]+:.+',
    'reference': r'\S+',
    'moment': r'(19|2\d)\d\d-' + MONTHS + r'T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)',
    'line': r'.+',
    'text': r'(?s:.+)',
}
OBJECTS = {
    'document': {'assessment-results!': 'results'},
    'results': {'uuid!': 'uuid', 'metadata!': 'metadata', 'import-ap!': 'import', 'local-definitions': 'definitions', 'results!': ['result'],
                'back-matter': 'back'},
    'metadata': {'title!': 'line', 'last-modified!': 'moment', 'version!': 'string', 'oscal-version!': 'string', 'document-ids': ['id'],
                 'props': ['prop'], 'roles': ['role'], 'parties': ['party'], 'responsible-parties': ['responsible'], 'remarks': 'text'},
    'id': {'scheme': 'uri', 'identifier!': 'string'},
    'prop': {'name!': 'token', 'value!': 'string', 'ns': 'uri', 'group': 'token', 'class': 'token', 'uuid': 'uuid', 'remarks': 'text'},
    'role': {'id!': 'token', 'title!': 'line'},
    'party': {'uuid!': 'uuid', 'type!': 'token', 'name': 'string', 'props': ['prop']},
    'responsible': {'role-id!': 'token', 'party-uuids!': ['uuid']},
    'import': {'href!': 'reference'},
    'definitions': {'objectives-and-methods': ['objective']},
    'objective': {'control-id!': 'token', 'props': ['prop'], 'parts!': ['part']},
    'part': {'name!': 'token', 'id': 'token', 'title': 'line', 'props': ['prop'], 'prose': 'text'},
    'result': {'uuid!': 'uuid', 'title!': 'line', 'description!': 'text', 'start!': 'moment', 'end': 'moment', 'reviewed-controls!': 'reviewed',
               'assessment-log': 'log', 'observations': ['observation']},
    'reviewed': {'control-selections!': ['selection']},
    'selection': {'include-controls': ['control'], 'exclude-controls': ['control']},
    'control': {'control-id!': 'token'},
    'log': {'entries!': ['entry']},
    'entry': {'uuid!': 'uuid', 'title': 'line', 'start!': 'moment', 'props': ['prop'], 'logged-by': ['logged']},
    'logged': {'party-uuid!': 'uuid'},
    'observation': {'uuid!': 'uuid', 'title': 'line', 'description!': 'text', 'props': ['prop'], 'links': ['link'], 'methods!': ['method'],
                    'types': ['token'], 'origins': ['origin'], 'relevant-evidence': ['evidence'], 'collected!': 'moment', 'remarks': 'text'},
    'link': {'href!': 'reference'},
    'origin': {'actors!': ['actor']},
    'actor': {'type!': 'token', 'actor-uuid!': 'uuid'},
    'evidence': {'href': 'reference', 'description!': 'text'},
    'back': {'resources': ['resource']},
    'resource': {'uuid!': 'uuid', 'title': 'line', 'description': 'text', 'props': ['prop'], 'rlinks': ['rlink']},
    'rlink': {'href!': 'reference', 'media-type': 'string', 'hashes': ['hash']},
    'hash': {'algorithm!': 'string', 'value!': 'string'},
}
METHODS = {'EXAMINE', 'INTERVIEW', 'TEST', 'UNKNOWN'}


class Rules:
    def __init__(self, document):
        self.broken, self.named, self.pointed = [], [], []
        self.look('document', document, '')
        self.broken += [f'twice: {name}' for name in sorted({name for name in self.named if self.named.count(name) > 1})] if len(self.named) < 5000 else []
        names = set(self.named)
        self.broken += [f'leads nowhere: {place}' for place, name in self.pointed if name not in names]

    def look(self, kind, value, place):
        if isinstance(kind, list):
            if not isinstance(value, list) or not value:
                self.broken.append(f'{place}: not a list with something in it')
                return
            for index, item in enumerate(value):
                self.look(kind[0], item, f'{place}[{index}]')
        elif kind in OBJECTS:
            self.look_inside(kind, value, place)
        elif kind == 'method':
            if value not in METHODS:
                self.broken.append(f'{place}: {value!r} is no method')
        elif not isinstance(value, str) or not re.fullmatch(PATTERNS[kind], value):
            self.broken.append(f'{place}: {value!r} is no {kind}')

    def look_inside(self, kind, value, place):
        members = {name.rstrip('!'): (of, name.endswith('!')) for name, of in OBJECTS[kind].items()}
        if not isinstance(value, dict):
            self.broken.append(f'{place}: not an object')
            return
        self.broken += [f'{place}: {name} is missing' for name, (_, needed) in members.items() if needed and name not in value]
        for name, item in value.items():
            if name in members:
                self.look(members[name][0], item, f'{place}/{name}')
            else:
                self.broken.append(f'{place}: {name} is not OSCAL’s')
        self.note_names(value, place)

    def note_names(self, value, place):
        self.named += [value[name] for name in ('uuid', 'id') if isinstance(value.get(name), str)]
        for name in ('href', 'actor-uuid', 'party-uuid'):
            target = value.get(name, '')
            if name != 'href' and target:
                self.pointed.append((place, target))
            elif target.startswith('#'):
                self.pointed.append((place, target[1:]))
        self.pointed += [(place, name) for name in value.get('party-uuids', [])]


def check(document):
    """What is wrong with @document, one text each; none where it is as it should be."""
    return Rules(document).broken
