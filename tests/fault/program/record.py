# SPDX-License-Identifier: GPL-3.0-or-later
"""The record read without the program: what events hold, and whether an act is there."""
import collections
import json
import os
import sqlite3


def read_events(engagement):
    """All events in the order of their arrival. The database must be at rest."""
    database = sqlite3.connect(os.path.join(engagement, 'engagement.db'))
    try:
        rows = database.execute('SELECT lower(hex(id)), bytes FROM events ORDER BY arrival').fetchall()
    finally:
        database.close()
    return [dict(json.loads(data), id=identity) for identity, data in rows]


class Record:
    def __init__(self, engagement):
        self.events = read_events(engagement)
        self.operations = collections.defaultdict(list)
        for event in self.events:
            self.operations[event['operation']].append(event)
        self.ids = {event['id'] for event in self.events}

    @property
    def heads(self):
        return [event['id'] for event in self.events]

    def holds(self, thing):
        """Whether the thing of this id ("EVENT#ITEM", or an event) is there."""
        event, _, item = thing.partition('#')
        if event not in self.ids:
            return False
        items = next(found for found in self.events if found['id'] == event)['payload']['items']
        return not item or int(item) < len(items)

    def item(self, thing):
        event, _, item = thing.partition('#')
        return next(found for found in self.events if found['id'] == event)['payload']['items'][int(item)]

    def parts_of(self, operation):
        """The events of @operation and of its batches ("OPERATION/1", …), each whole and there once; raises
        ValueError where that is not so."""
        found = []
        for name, events in self.operations.items():
            if name != operation and not name.startswith(operation + '/'):
                continue
            parts = [event['part'] for event in events]
            if parts != list(range(1, events[0]['parts'] + 1)) or len({event['parts'] for event in events}) != 1:
                raise ValueError(f'{name} is there as the parts {parts} of {[event["parts"] for event in events]}')
            found += events
        return found

    def taken(self, operation):
        """The (digest, name) of each file that @operation took in."""
        return [(item['sha256'], item['name']) for event in self.parts_of(operation) if event['action'] == 'evidence'
                for item in event['payload']['items']]
