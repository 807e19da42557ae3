/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-answer-sending.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-file.h"

ChoshoValue *
chosho_answer_list_written (ChoshoTransaction *tx, const char *action)
{
  ChoshoValue *items = chosho_value_new_array ();

  for (guint i = 0;; i++)
    {
      g_autofree char *id = chosho_transaction_dup_id (tx, action, i);

      if (id == NULL)
        return items;
      chosho_value_append (items, chosho_value_ref (chosho_transaction_lookup (tx, id)->item));
    }
}

static gboolean
set_file_missing (GError **error, const GError *reason)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_UNCONFIRMED,
               _("It is recorded as sent, but its file was not written; repeat with the same --operation: %s"), reason->message);
  return FALSE;
}

gboolean
chosho_answer_send (ChoshoTransaction *tx, const char *action, ChoshoValue *items, char *staged, const char *path, ChoshoValue **result,
                    GError **error)
{
  g_autofree char *owned = staged;
  g_autoptr (GError) local = NULL;

  if (!chosho_transaction_is_done (tx))
    {
      chosho_transaction_add (tx, action, chosho_value_ref (items));
      if (!chosho_transaction_commit (tx, result, error))
        {
          (void) unlink (owned);
          return FALSE;
        }
    }
  return chosho_file_publish (owned, path, &local) || set_file_missing (error, local);
}
