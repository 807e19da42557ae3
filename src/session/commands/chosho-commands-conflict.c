/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-pack-private.h"
#include "chosho-conflict.h"
#include "chosho-error.h"
#include "chosho-transaction.h"

/* Prints [{id, kind, of, base, values: [{value, by, at}]}]. */
gboolean
chosho_command_conflict_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (GPtrArray) conflicts = NULL;

  if (view == NULL)
    return FALSE;
  conflicts = chosho_conflict_list (view);
  *result = chosho_value_new_array ();
  for (guint i = 0; i < conflicts->len; i++)
    chosho_value_append (*result, chosho_conflict_to_value (g_ptr_array_index (conflicts, i), view));
  return TRUE;
}

static ChoshoConflict *
find_conflict (GPtrArray *conflicts, const char *id, GError **error)
{
  for (guint i = 0; i < conflicts->len; i++)
    if (strcmp (((ChoshoConflict *) g_ptr_array_index (conflicts, i))->id, id) == 0)
      return g_ptr_array_index (conflicts, i);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND,
               _("There is no conflict %s; where a value came or went since, “conflict list” has it under another id"), id);
  return NULL;
}

/* The fields but @field in which the values differ, one after another; NULL where there are none. (transfer full) */
static char *
list_differences (ChoshoConflict *conflict, const char *field)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  ChoshoValue *first = ((ChoshoWrite *) g_ptr_array_index (conflict->values, 0))->item;

  for (guint i = 1; i < conflict->values->len; i++)
    {
      ChoshoValue *other = ((ChoshoWrite *) g_ptr_array_index (conflict->values, i))->item;

      for (guint side = 0; side < 2; side++)
        {
          ChoshoValue *from = side == 0 ? first : other, *to = side == 0 ? other : first;

          for (guint j = 0; j < chosho_value_get_length (from); j++)
            {
              const char *name = chosho_value_get_key (from, j);
              ChoshoValue *counterpart = chosho_value_get (to, name);

              if (strcmp (name, "replaces") != 0 && strcmp (name, field) != 0
                  && (counterpart == NULL || !chosho_value_equal (chosho_value_get_member_at (from, j), counterpart))
                  && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
                g_ptr_array_add (names, (gpointer) name);
            }
        }
    }
  g_ptr_array_add (names, NULL);
  return names->len > 1 ? g_strjoinv (", ", (char **) names->pdata) : NULL;
}

/* Which value is taken, or has its words replaced; NULL with USAGE. */
static ChoshoWrite *
choose_value (ChoshoCommandContext *context, ChoshoConflict *conflict, GError **error)
{
  gint64 number = chosho_command_get_integer (context, "value", 0);
  gboolean given = chosho_value_get (context->args, "value") != NULL;
  const char *text = chosho_command_get_text (context, "text");
  ChoshoWrite *write = g_ptr_array_index (conflict->values, given && number > 0 && number <= conflict->values->len ? (guint) number - 1 : 0);
  const char *field = chosho_conflict_get_text_field (write);
  g_autofree char *differences = text != NULL && !given && field != NULL ? list_differences (conflict, field) : NULL;

  if (!given && text == NULL)
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Say which value stands, with --value, or what stands instead, with --text"));
  else if (given && (number < 1 || number > conflict->values->len))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--value: there are %u"), conflict->values->len);
  else if (text != NULL && field == NULL)
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--text: what is in conflict are no words; choose with --value"));
  else if (differences != NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE,
                 _("The values differ in more than their words (%s): say with --value whose else stands"), differences);
  else
    return write;
  return NULL;
}

static gboolean
resolve (ChoshoCommandContext *context, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  g_autoptr (GPtrArray) conflicts = chosho_conflict_list (chosho_transaction_get_view (tx));
  ChoshoConflict *conflict = find_conflict (conflicts, chosho_command_get_text (context, "id"), error);
  ChoshoWrite *write = conflict != NULL ? choose_value (context, conflict, error) : NULL;

  if (write == NULL)
    return FALSE;
  chosho_transaction_add_item (tx, write->action->name, chosho_conflict_decide (conflict, write, chosho_command_get_text (context, "text")));
  return chosho_transaction_commit (tx, result, error);
}

/* Prints {id}: the conflict that was decided. */
gboolean
chosho_command_conflict_resolve (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);

  if (tx == NULL || (!chosho_transaction_is_done (tx) && !resolve (context, tx, result, error)))
    return FALSE;
  *result = chosho_command_result_id (chosho_command_get_text (context, "id"));
  return TRUE;
}
