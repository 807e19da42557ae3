/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-digest.h"

G_BEGIN_DECLS

#define CHOSHO_SIGNATURE_SIZE 64

/* One event as it lies in the log: its bytes and what vouches for them. Nothing here looks inside
 * the bytes. */
typedef struct
{
  gint64   arrival;                          /* 1, 2, …; set by the log, ignored by append */
  guint8   id[CHOSHO_DIGEST_SIZE];           /* SHA-256 (0x00 ‖ bytes) */
  guint8   signature[CHOSHO_SIGNATURE_SIZE];
  GBytes  *bytes;                            /* owned */
  gboolean damaged;                          /* read only: the row has not the form of an event, so
                                                @id or @signature may be zeroes */
} ChoshoStoredEvent;

/* (transfer full): takes a reference on @bytes. */
ChoshoStoredEvent *chosho_stored_event_new (const guint8 id[CHOSHO_DIGEST_SIZE], GBytes *bytes,
                                            const guint8 signature[CHOSHO_SIGNATURE_SIZE]);
void               chosho_stored_event_free (ChoshoStoredEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoStoredEvent, chosho_stored_event_free)

/* The id that @bytes must have: SHA-256 (0x00 ‖ bytes). */
void               chosho_stored_event_compute_id (GBytes *bytes, guint8 id[CHOSHO_DIGEST_SIZE]);

/* TRUE where the row has the right form and its id is that of its bytes. Says nothing about the signature. */
gboolean           chosho_stored_event_is_intact (const ChoshoStoredEvent *self);

G_END_DECLS
