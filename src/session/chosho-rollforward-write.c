/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-rollforward-private.h"
#include "chosho-staging.h"
#include "chosho-transaction.h"

/* Powers begin with one's own confirmation: who makes the engagement confirms before anything else is written. */
static gboolean
confirm (ChoshoRollforward *self, ChoshoSession *session, const char *creator, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (session, NULL, error);
  ChoshoValue *item;

  if (tx == NULL)
    return FALSE;
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "member", creator);
  chosho_value_set_string (item, "text", self->text);
  chosho_transaction_add_item (tx, "independence", item);
  return chosho_transaction_commit (tx, NULL, error);
}

/* All that is carried is one operation. */
static gboolean
carry (ChoshoRollforward *self, ChoshoSession *session, const char *creator, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (session, NULL, error);

  if (tx == NULL)
    return FALSE;
  for (guint i = 0; i < self->batches->len; i++)
    {
      ChoshoRollforwardBatch *batch = g_ptr_array_index (self->batches, i);

      chosho_transaction_add (tx, batch->action, chosho_value_ref (batch->items));
    }
  chosho_transaction_add (tx, "assignment", chosho_rollforward_list_assignments (self, creator));
  return chosho_transaction_commit (tx, NULL, error);
}

/* The session is gone afterwards: SQLite must never work under an outdated name. */
static gboolean
make (ChoshoRollforward *self, const char *folder, GCancellable *cancellable, char **id, GError **error)
{
  g_autoptr (ChoshoSession) session = chosho_session_create (folder, self->identity, self->facts, self->roles, error);
  const char *engagement = session != NULL ? chosho_session_get_engagement (session, error) : NULL;
  g_autofree char *creator = NULL;

  if (engagement == NULL)
    return FALSE;
  *id = g_strdup (engagement);
  creator = g_strdup_printf ("%s#1", engagement);
  return confirm (self, session, creator, error) && !g_cancellable_set_error_if_cancelled (cancellable, error)
         && carry (self, session, creator, error) && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

gboolean
chosho_rollforward_write (ChoshoRollforward *self, const char *path, GCancellable *cancellable, char **id, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *parent = g_path_get_dirname (absolute);
  g_autofree char *made = NULL;
  g_autofree char *staging = NULL;
  g_autofree char *built = NULL;
  gboolean done;

  if (!chosho_staging_check_free (absolute, error) || (staging = chosho_staging_begin (parent, absolute, error)) == NULL)
    return FALSE;
  built = g_build_filename (staging, "engagement", NULL);
  done = make (self, built, cancellable, &made, error) && chosho_staging_publish (built, absolute, error);
  chosho_staging_discard (staging);
  if (done)
    *id = g_steal_pointer (&made);
  return done;
}
