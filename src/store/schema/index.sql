-- The index of an engagement (index.db): everything in it is computed from engagement.db and can be
-- thrown away. Another version of it is not migrated but built anew.

CREATE TABLE rows (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  sort TEXT NOT NULL,
  control TEXT,
  json TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;

CREATE INDEX rows_by_sort ON rows (kind, sort, id);
CREATE INDEX rows_by_control ON rows (kind, control, sort, id) WHERE control IS NOT NULL;

CREATE TABLE events (
  arrival INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  chain TEXT NOT NULL,
  seq INTEGER NOT NULL,
  action TEXT NOT NULL,
  author TEXT NOT NULL,
  time_us INTEGER NOT NULL,
  verified INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  code TEXT,
  about TEXT
) STRICT;

CREATE INDEX events_by_chain ON events (chain, seq, arrival);

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

PRAGMA application_id = 1128813385; -- 0x43485349, "CHSI"
PRAGMA user_version = 2;
