/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-stored-event.h"

#include <string.h>

#include "chosho-merkle.h"

ChoshoStoredEvent *
chosho_stored_event_new (const guint8 id[CHOSHO_DIGEST_SIZE], GBytes *bytes,
                         const guint8 signature[CHOSHO_SIGNATURE_SIZE])
{
  ChoshoStoredEvent *self = g_new0 (ChoshoStoredEvent, 1);

  memcpy (self->id, id, CHOSHO_DIGEST_SIZE);
  memcpy (self->signature, signature, CHOSHO_SIGNATURE_SIZE);
  self->bytes = g_bytes_ref (bytes);
  return self;
}

void
chosho_stored_event_free (ChoshoStoredEvent *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_free (self);
}

void
chosho_stored_event_compute_id (GBytes *bytes, guint8 id[CHOSHO_DIGEST_SIZE])
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  chosho_merkle_hash_leaf (data, size, id);
}

gboolean
chosho_stored_event_is_intact (const ChoshoStoredEvent *self)
{
  guint8 id[CHOSHO_DIGEST_SIZE];

  if (self->damaged)
    return FALSE;
  chosho_stored_event_compute_id (self->bytes, id);
  return memcmp (id, self->id, sizeof id) == 0;
}
