/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-event.h"
#include "chosho-stored-event.h"

G_BEGIN_DECLS

/*
 * ChoshoEventFeed: stored events in, events ready for the state out, in the same order.
 *
 *   push ─▶ [batch] ─▶ hash and parse ─▶ collect keys ─▶ check signatures ─▶ deliver
 *           caller     threads           caller          threads            caller
 *
 * A record of full size costs seconds of hashing, parsing and above all checking of signatures, none of
 * which needs the state: threads of the feed's own do that ahead, while the caller adds what is ready.
 * A few events are done without threads. The state asks for a signature as ever and decides whose key
 * counts; the feed only spares it the same calculation (chosho_event_feed_has_checked()).
 *
 * Where the caller has other work to do before anything hangs on the answer, signatures may be checked
 * behind that work: chosho_event_feed_set_behind().
 *
 * One feed, one reading; used by one thread.
 */
typedef struct _ChoshoEventFeed ChoshoEventFeed;

/* One event as it comes out. */
typedef struct
{
  ChoshoStoredEvent *stored; /* (owned) */
  ChoshoEvent       *event;  /* (owned) (nullable) NULL where @stored is none */
  GError            *error;  /* (owned) (nullable) why its bytes are no event; NULL where they are not those of its id */
  gboolean           checked; /* its author's key, as named in the record, signed it, or is going to be known to have */
} ChoshoFedEvent;

/* Called in the order of pushing, within chosho_event_feed_push() and _finish(). */
typedef void (*ChoshoFedEventFunc) (const ChoshoFedEvent *fed, gpointer user_data);

/* @trusted: (nullable) (borrowed) set of hex ids whose signature need not be checked ahead. */
ChoshoEventFeed *chosho_event_feed_new (GHashTable *trusted, ChoshoFedEventFunc function, gpointer user_data);
/* Drops what was not delivered. */
void             chosho_event_feed_free (ChoshoEventFeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoEventFeed, chosho_event_feed_free)

/* Before the first push: events are delivered while their signatures are still being checked. Each whose author's key is
 * known counts as checked until chosho_event_feed_confirm() has said otherwise of all of them together. */
void             chosho_event_feed_set_behind (ChoshoEventFeed *self);
/* Takes @stored; may deliver earlier ones. */
void             chosho_event_feed_push (ChoshoEventFeed *self, ChoshoStoredEvent *stored);
/* Delivers all that is left. */
void             chosho_event_feed_finish (ChoshoEventFeed *self);
/* TRUE where the event being delivered is @event and its author's signature was found good. The
 * author is the key's fingerprint, so there is no other key that could be meant. FALSE: unknown. */
gboolean         chosho_event_feed_has_checked (ChoshoEventFeed *self, const ChoshoEvent *event);
/* After chosho_event_feed_finish(): waits for what is checked behind. FALSE where a signature that was taken for good is
 * none; then all that was made of the events is void. */
gboolean         chosho_event_feed_confirm (ChoshoEventFeed *self);

G_END_DECLS
