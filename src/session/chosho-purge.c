/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-evidence.h"
#include "chosho-object-store.h"
#include "chosho-purge.h"
#include "chosho-text-store.h"

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

/* The contents that go with the object @digest: its own, and those of its members, which have no bytes of their own, but
 * words. What other evidence holds too is read again. (transfer container) (element-type utf8) */
static GPtrArray *
list_contents (ChoshoView *view, const char *digest)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (view, "evidence");
  GPtrArray *contents = g_ptr_array_new ();

  g_ptr_array_add (contents, (gpointer) digest);
  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoValue *item = ((ChoshoWrite *) g_ptr_array_index (writes, i))->item;
      const char *holder = chosho_value_get_string (chosho_evidence_get_holder (view, item), "sha256");

      if (chosho_evidence_is_member (item) && g_strcmp0 (holder, digest) == 0)
        g_ptr_array_add (contents, (gpointer) chosho_value_get_string (item, "sha256"));
    }
  return contents;
}

/* The words that were read from it, before the bytes: where the program ends between the two, both are done again. */
static gboolean
destroy_object (ChoshoSession *session, ChoshoView *view, const char *digest, GError **error)
{
  g_autofree char *path = g_build_filename (chosho_session_get_path (session), CHOSHO_TEXT_STORE_FILE, NULL);
  g_autoptr (GPtrArray) contents = list_contents (view, digest);
  g_autoptr (ChoshoTextStore) words = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      words = chosho_text_store_open (chosho_session_get_path (session), error);
      if (words == NULL || !chosho_text_store_forget (words, CHOSHO_TEXT_OBJECT, contents, error))
        return FALSE;
    }
  return chosho_object_store_remove (chosho_session_get_objects (session), digest, error);
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
          || (present && !destroy_object (session, view, digest, error)))
        return FALSE;
    }
  return TRUE;
}
