-- What is searched (text.db): the words of the record and of the evidence, and a full-text index of them. All of it is
-- computed from the record and the objects and can be thrown away. Another version of it is not migrated but made anew.

CREATE TABLE owners (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,    -- of a row of the index; "object": the content of evidence
  name TEXT NOT NULL,    -- the row's id; the object's SHA-256
  stamp INTEGER NOT NULL, -- what it was made from, or by
  state TEXT NOT NULL,
  code TEXT,
  format TEXT,
  charset TEXT,
  blank INTEGER NOT NULL,
  object TEXT,           -- of evidence: its content
  UNIQUE (kind, name)
) STRICT;

CREATE INDEX owners_by_object ON owners (object) WHERE object IS NOT NULL;

-- A page, a row, a paragraph, some lines, or the words of a row; the id's upper bits are what is asked for together.
CREATE TABLE units (
  id INTEGER PRIMARY KEY,
  owner INTEGER NOT NULL,
  number INTEGER NOT NULL,
  place TEXT NOT NULL,
  carried INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE INDEX units_by_owner ON units (owner);

CREATE VIRTUAL TABLE pairs USING fts5 (text, content='', columnsize=0, tokenize='ngram 2');
CREATE VIRTUAL TABLE letters USING fts5 (text, content='', columnsize=0, detail=none, tokenize='ngram 1');
INSERT INTO pairs (pairs, rank) VALUES ('hashsize', 8388608);
INSERT INTO letters (letters, rank) VALUES ('hashsize', 8388608);

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

PRAGMA application_id = 1128813396; -- 0x43485354, "CHST"
PRAGMA user_version = 1;
