/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-digest.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/* The version of the event form and of the rules that this program writes. Released versions are
 * kept for ever: an upgrade never changes an old verdict. */
#define CHOSHO_EVENT_FORMAT 1
#define CHOSHO_EVENT_RULES 1
#define CHOSHO_EVENT_SIGNATURE_SIZE 64
/* What is signed: this text with its final NUL, then the 32 bytes of the event id. */
#define CHOSHO_EVENT_SIGNATURE_PREFIX "chosho-event-1"
#define CHOSHO_COPY_ID_LENGTH 32 /* hex digits */

/*
 * One thing that happened, as its author wrote and signed it. Immutable; reference counted.
 * The string members point into @value.
 */
typedef struct
{
  gatomicrefcount ref_count;
  ChoshoValue *value;           /* (owned) its canonical form is the bytes that were parsed */
  guint8       id[CHOSHO_DIGEST_SIZE];
  char         id_hex[CHOSHO_DIGEST_HEX_SIZE];
  guint8       signature[CHOSHO_EVENT_SIGNATURE_SIZE];

  /* (borrowed from @value) */
  const char  *engagement;      /* (nullable) NULL in the genesis event only */
  const char  *copy;
  const char  *author;          /* fingerprint of the signing key */
  const char  *prev;            /* (nullable) */
  const char  *operation;
  const char  *action;
  const char  *boot;
  ChoshoValue *seen;            /* array of ids */
  ChoshoValue *items;           /* array of objects, the writes */
  gint64       format;
  gint64       rules;
  gint64       seq;
  gint64       part;
  gint64       parts;
  gint64       time_us;
  gint64       monotonic_us;
  gboolean     newer;           /* format or rules beyond what this program knows: kept, not read */
} ChoshoEvent;

/* What the writer fills in to make an event. All borrowed. */
typedef struct
{
  const char  *engagement;      /* (nullable) */
  const char  *copy;
  const char  *author;
  const char  *prev;            /* (nullable) */
  gint64       seq;
  const char *const *seen;      /* (nullable) NULL-terminated, any order */
  const char  *operation;
  gint64       part;
  gint64       parts;
  const char  *action;
  ChoshoValue *items;
  gint64       time_us;
  gint64       monotonic_us;
  const char  *boot;
} ChoshoEventDraft;

/* Parses and checks the form of one event (not its powers or its place in a chain). @signature is
 * copied, not checked. Errors: CHOSHO_ERROR_INVALID, CHOSHO_ERROR_LIMIT. (transfer full) */
ChoshoEvent *chosho_event_parse  (GBytes *bytes, const guint8 signature[CHOSHO_EVENT_SIGNATURE_SIZE], GError **error);

/* The same with the values in @arena, which many events may share: it lives as long as any of them. */
ChoshoEvent *chosho_event_parse_in (ChoshoValueArena *arena, GBytes *bytes, const guint8 signature[CHOSHO_EVENT_SIGNATURE_SIZE],
                                    GError **error);

/* The canonical bytes of @draft. LIMIT where they exceed CHOSHO_LIMIT_EVENT_BYTES. (transfer full) */
GBytes      *chosho_event_encode (const ChoshoEventDraft *draft, GError **error);

/* SHA-256(0x00 ‖ bytes): the RFC 6962 leaf hash, so that an id is a leaf of the checkpoint tree. */
void         chosho_event_id     (GBytes *bytes, guint8 out[CHOSHO_DIGEST_SIZE]);

ChoshoEvent *chosho_event_ref    (ChoshoEvent *self);
void         chosho_event_unref  (ChoshoEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoEvent, chosho_event_unref)

gboolean     chosho_event_is_genesis (const ChoshoEvent *self);

G_END_DECLS
