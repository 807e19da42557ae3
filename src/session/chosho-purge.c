/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-evidence.h"
#include "chosho-object-store.h"
#include "chosho-purge.h"

GHashTable *
chosho_purge_list_refused (ChoshoSession *session, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (session, FALSE, error);
  GHashTable *refused = view != NULL ? chosho_evidence_list_purged (view) : NULL;
  GHashTableIter iter;
  gpointer reason;

  if (refused == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, refused);
  while (g_hash_table_iter_next (&iter, NULL, &reason))
    g_hash_table_iter_replace (&iter, g_strdup_printf (_("its content was destroyed by decision of an executive, who can lift that (%s)"),
                                                       (const char *) reason));
  return refused;
}

gboolean
chosho_purge_destroy (ChoshoSession *session, ChoshoView *view, GError **error)
{
  g_autoptr (GHashTable) purged = chosho_evidence_list_purged (view);
  GHashTableIter iter;
  gpointer digest;

  g_hash_table_iter_init (&iter, purged);
  while (g_hash_table_iter_next (&iter, &digest, NULL))
    {
      gboolean present;

      /* Mostly it is gone since long: nothing is written then. */
      if (!chosho_object_store_has (chosho_session_get_objects (session), digest, &present, error)
          || (present && !chosho_object_store_remove (chosho_session_get_objects (session), digest, error)))
        return FALSE;
    }
  return TRUE;
}
