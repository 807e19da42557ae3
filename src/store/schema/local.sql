-- What belongs to this copy of the engagement and not to the record (local.db): what people typed and
-- have not recorded yet. Never packed, never in a backup. Never edited once released.

CREATE TABLE drafts (
  person TEXT NOT NULL,
  subject TEXT NOT NULL,
  control TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (person, subject)
) STRICT;

CREATE INDEX drafts_by_control ON drafts (person, control, subject);

PRAGMA application_id = 1128813388; -- 0x4348534C, "CHSL"
PRAGMA user_version = 1;
