/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-reference.h"

ChoshoValue *
chosho_commands_describe_created (ChoshoTransaction *tx, const char *action)
{
  g_autofree char *id = chosho_transaction_dup_id (tx, action, 0);
  ChoshoWrite *write = chosho_transaction_lookup (tx, id);
  g_autofree char *reference = write != NULL ? chosho_reference_dup (write) : NULL;
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "id", id);
  chosho_value_set_string (value, "reference", reference);
  return value;
}

gboolean
chosho_commands_write_about (ChoshoCommandContext *context, const char *kind, const char *action, ChoshoValue *item,
                             ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) owned = item;
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  g_autofree char *id = NULL;

  if (tx == NULL)
    return FALSE;
  id = chosho_session_resolve_thing (context->session, chosho_transaction_get_view (tx), kind,
                                     chosho_command_get_text (context, "id"), error);
  if (id == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      chosho_value_set_string (item, kind, id);
      chosho_transaction_add_item (tx, action, g_steal_pointer (&owned));
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "id", id);
  return TRUE;
}

char *
chosho_commands_find_paper (ChoshoSession *session, ChoshoView *view, const char *text)
{
  GPtrArray *made = chosho_state_get_writes_of (chosho_view_get_state (view), "paper");
  char *id = chosho_session_resolve_thing (session, view, "paper", text, NULL);

  for (guint i = 0; i < made->len && id == NULL; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (made, i);
      ChoshoValue *standing = chosho_view_get_item (view, write->key->name);

      if (g_strcmp0 (chosho_value_get_string (standing, "number"), text) == 0)
        id = chosho_write_dup_id (write);
    }
  return id;
}

char *
chosho_commands_resolve_paper (ChoshoSession *session, ChoshoView *view, const char *text, GError **error)
{
  char *id = chosho_commands_find_paper (session, view, text);

  if (id == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no paper “%s”"), text);
  return id;
}

ChoshoValue *
chosho_commands_get_evidence (ChoshoCommandContext *context, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autofree char *id = view != NULL ? chosho_session_resolve_thing (context->session, view, "evidence", chosho_command_get_text (context, "id"), error) : NULL;

  return id != NULL ? chosho_session_get_row (context->session, "evidence", id, error) : NULL;
}

gboolean
chosho_commands_check_copy (ChoshoValue *row, GError **error)
{
  const char *reference = chosho_value_get_string (row, "reference");

  if (chosho_value_get_string (row, "sha256") == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s was seen and not taken: there is no copy"), reference);
  else if (chosho_value_get_boolean (row, "purged", FALSE))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("The bytes of %s were destroyed: %s"), reference,
                 chosho_value_get_string (row, "purged_reason"));
  else
    return TRUE;
  return FALSE;
}

ChoshoValue *
chosho_commands_parse_objects (ChoshoValue *words, const char *what, GError **error)
{
  g_autoptr (ChoshoValue) objects = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (words); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (words, i));
      ChoshoValue *object = chosho_value_parse (text, strlen (text), error);

      if (object == NULL)
        {
          g_prefix_error (error, "%s %u: ", what, i + 1);
          return NULL;
        }
      chosho_value_append (objects, object);
    }
  return g_steal_pointer (&objects);
}

/* Whoever says what they saw is not to overwrite what somebody recorded meanwhile. */
gboolean
chosho_commands_check_replacing (ChoshoView *view, const char *control, const char *step, const char *wanted, GError **error)
{
  ChoshoWrite *standing = chosho_view_get_printf (view, "step:%s:%s", control, step);
  g_autofree char *id = standing != NULL ? chosho_write_dup_id (standing) : g_strdup ("none");

  if (wanted == NULL || strcmp (wanted, id) == 0)
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("Somebody recorded this step meanwhile; nothing was recorded in its place"));
  return FALSE;
}
