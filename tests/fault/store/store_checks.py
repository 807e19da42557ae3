# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be true of files that store-driver wrote, looked at with Python's own SQLite."""
import hashlib
import json
import os
import shutil
import sqlite3


def acknowledged_batches(lines):
    return max((int(line.split()[1]) for line in lines if line.startswith("batch ")), default=-1)


def check_log(path, acknowledged, extra=1):
    """@acknowledged is the last acknowledged batch (-1: none). Up to @extra batches more may be there, which
    were written but not acknowledged. None, or what is wrong."""
    if not os.path.exists(path):
        return None if acknowledged < 0 else f"no log, but batch {acknowledged} was acknowledged"
    database = sqlite3.connect(path)
    try:
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
        if answer != "ok":
            return f"integrity_check: {answer}"
        if database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0:
            return None if acknowledged < 0 else f"an empty log, but batch {acknowledged} was acknowledged"
        rows = database.execute("SELECT arrival, id, bytes, signature FROM events ORDER BY arrival").fetchall()
    except sqlite3.DatabaseError as error:
        return f"SQLite: {error}"
    finally:
        database.close()
    return check_rows(rows, acknowledged, extra)


def check_rows(rows, acknowledged, extra):
    expected = []  # (batch, part), whole batches only
    for place, (arrival, identity, data, signature) in enumerate(rows):
        if arrival != place + 1:
            return f"row {arrival} stands at place {place + 1}"
        if hashlib.sha256(b"\0" + data).digest() != identity or len(signature) != 64:
            return f"row {arrival} was altered"
        event = json.loads(data)
        expected.append((event["batch"], event["part"], event["parts"]))
    batch = part = 0
    for found in expected:
        if found[:2] != (batch, part):
            return f"batch {found[0]} part {found[1]} where {batch} part {part} should be"
        part += 1
        if part == found[2]:
            batch, part = batch + 1, 0
    if part:
        return f"batch {batch} is not whole"
    if batch - 1 < acknowledged:
        return f"lost: the log ends with batch {batch - 1}, {acknowledged} was acknowledged"
    if batch - 1 > acknowledged + extra:
        return f"batch {batch - 1} is there though only {acknowledged} was acknowledged"
    return None


def check_index(path, lines):
    """A derived file may lag, never be torn: rows 0 … n and the note of n go together."""
    if not os.path.exists(path):
        return None
    shutil.rmtree(path + "-shm", ignore_errors=True)
    database = sqlite3.connect(path)
    try:
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
        if answer != "ok":
            return f"integrity_check: {answer}"
        if not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'rows'").fetchone():
            return None
        ids = [row[0] for row in database.execute("SELECT id FROM rows ORDER BY id")]
        note = database.execute("SELECT value FROM meta WHERE key = 'stands-at'").fetchone()
    except sqlite3.DatabaseError as error:
        return f"SQLite: {error}"
    finally:
        database.close()
    if ids != [f"{n:08d}" for n in range(len(ids))] or (note[0] if note else None) != (ids[-1] if ids else None):
        return f"{len(ids)} rows, but the index says that it stands at {note}"
    if len(ids) > sum(line.startswith("row ") for line in lines) + 1:
        return "more rows than were written"
    return None


def check_engagement(path, must_exist):
    if not os.path.exists(path):
        return "the engagement was acknowledged and is gone" if must_exist else None
    shards = os.listdir(os.path.join(path, "objects")) if os.path.isdir(os.path.join(path, "objects")) else []
    if sorted(shards) != [f"{n:02x}" for n in range(256)]:
        return f"{len(shards)} shards"
    database = sqlite3.connect(os.path.join(path, "engagement.db"))
    try:
        count = database.execute("SELECT count(*) FROM events").fetchone()[0]
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return f"SQLite: {error}"
    finally:
        database.close()
    if answer != "ok" or count == 0:
        return f"{count} events, integrity_check: {answer}"
    for shard in shards:
        for name in os.listdir(os.path.join(path, "objects", shard)):
            with open(os.path.join(path, "objects", shard, name), "rb") as file:
                if hashlib.sha256(file.read()).hexdigest() != name:
                    return f"object {name} is damaged"
    return None


def check_marks(state, log, lines):
    """The state file is whole and knows at least the last acknowledged event, which the log holds."""
    acknowledged = max((int(line.split()[1]) for line in lines), default=-1)
    what = check_log(log, acknowledged)
    if what:
        return what
    noted = -1
    for at, _, names in os.walk(state):
        for name in names:
            if not name.endswith(".json"):
                continue
            try:
                with open(os.path.join(at, name), encoding="utf-8") as file:
                    content = json.load(file)
            except ValueError as error:
                return f"{name}: {error}"
            noted = max([noted] + [mark["seq"] for mark in content["marks"].values()])
            if lines and content["copy"] != lines[-1].split()[0]:
                return "the copy id changed"
    return None if noted >= acknowledged else f"lost: {noted} is noted, {acknowledged} was acknowledged"
