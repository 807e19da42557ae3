/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-envelope.h"
#include "chosho-progress.h"
#include "chosho-stored-event.h"

G_BEGIN_DECLS

/*
 * A pack: what leaves one copy of an engagement for another. An envelope (chosho-envelope.h) around a tar archive that
 * is a BagIt bag, its members in this order:
 *
 *   pack/bagit.txt
 *   pack/manifest-sha256.txt      of all that follows, sorted by name
 *   pack/data/pack.json           {"engagement", "events", "format": 1, "objects", "since": [head, …]}
 *   pack/data/events.txt          a line for each event: signature (128 hex digits), a space, the event's bytes
 *   pack/data/objects/xx/SHA-256  evidence, sorted
 *
 * There are no other members, names or header fields, and nothing of what it says is believed: events and objects are
 * named by their digests, events are signed, and the record judges them.
 */

/* Events of forty engagements of full size: they are all held in memory while they are judged. */
#define CHOSHO_PACK_EVENTS 1000000
#define CHOSHO_PACK_EVENTS_BYTES ((guint64) 2 * 1024 * 1024 * 1024)
/* Objects of ten engagements of full size: their names are held in memory. */
#define CHOSHO_PACK_OBJECTS 500000
/* The facts: heads that the receiver holds, two for each copy and person at most. */
#define CHOSHO_PACK_FACTS_BYTES (64 * 1024)

typedef struct
{
  const char        *engagement;   /* its id */
  const char *const *since;        /* (nullable) NULL-terminated: heads up to which events were left out */
  GPtrArray         *events;       /* (element-type ChoshoStoredEvent) */
  GPtrArray         *objects;      /* (element-type utf8) digests, sorted, each once */
  const char        *folder;       /* of the engagement: where the objects lie */
} ChoshoPackContent;

typedef struct
{
  guint   events;
  guint   objects;
  guint64 bytes;   /* of the objects */
} ChoshoPackSummary;

/* Makes the new file @path (mode 0600): written beside it, synced, and only then given its name. @progress counts bytes of
 * objects. EXISTS; INTEGRITY where an object is not what its name says; LIMIT; NO_SPACE, IO, CANCELLED; after each of them
 * there is no file @path. @summary may be NULL. */
gboolean chosho_pack_write (const char *path, const ChoshoPackContent *content, const ChoshoEnvelopeLock *lock,
                            ChoshoPackSummary *summary, ChoshoProgress *progress, GCancellable *cancellable, GError **error);

typedef struct _ChoshoPackReader ChoshoPackReader;

/* Opens the pack @path, reads all of the envelope, then facts and events. Errors of chosho_envelope_reader_open();
 * INVALID (what is in the envelope is no pack, with the reason), LIMIT. */
ChoshoPackReader *chosho_pack_reader_open (const char *path, const ChoshoEnvelopeOpener *opener, ChoshoProgress *progress,
                                           GCancellable *cancellable, GError **error);
void              chosho_pack_reader_free (ChoshoPackReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoPackReader, chosho_pack_reader_free)

/* Of what engagement it says to be. Borrowed. */
const char       *chosho_pack_reader_get_engagement (ChoshoPackReader *self);
/* Heads that the receiver was taken to hold. (element-type utf8) Borrowed. */
GPtrArray        *chosho_pack_reader_get_since (ChoshoPackReader *self);
/* (element-type ChoshoStoredEvent) in the order of the sender's record. Borrowed. */
GPtrArray        *chosho_pack_reader_get_events (ChoshoPackReader *self);
/* Digests of the objects in it, sorted. (element-type utf8) Borrowed. */
GPtrArray        *chosho_pack_reader_get_objects (ChoshoPackReader *self);
/* The next object, in that order: its bytes go to @fd, unless that is -1. Where they are not those of its name: INVALID.
 * @size_bytes (out) (nullable). Exactly one call for each object. */
gboolean          chosho_pack_reader_take_object (ChoshoPackReader *self, int fd, const char *target, guint64 *size_bytes, GError **error);
/* After the last object: nothing else may follow. */
gboolean          chosho_pack_reader_finish (ChoshoPackReader *self, GError **error);

G_END_DECLS
