-- The record of an engagement (engagement.db), version 1. Never edited once released.
--
-- One row is one signed event: id = SHA-256(0x00 || bytes), signature = Ed25519 by the event's
-- author over "chosho-event-1" 0x00 || id. The order of arrival means nothing; the order of events
-- is in the events themselves. The triggers guard against our own mistakes, not against people:
-- whoever changes a row by hand is found by the ids and the signatures.

CREATE TABLE events (
  arrival INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 32),
  bytes BLOB NOT NULL CHECK (length (bytes) > 0),
  signature BLOB NOT NULL CHECK (length (signature) = 64)
) STRICT;

CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN
  SELECT RAISE (ABORT, 'events are never changed');
END;

CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN
  SELECT RAISE (ABORT, 'events are never deleted');
END;

-- INSERT OR REPLACE deletes the row in its way without asking the trigger above: both keys by which
-- it could do so are refused here.
CREATE TRIGGER events_are_appended BEFORE INSERT ON events
WHEN NEW.arrival IS NOT (SELECT coalesce (max (arrival), 0) + 1 FROM events)
  OR EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
BEGIN
  SELECT RAISE (ABORT, 'events are only appended, once each');
END;

PRAGMA application_id = 1128813391; -- 0x4348534F, "CHSO"
PRAGMA user_version = 1;
