/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-pack-private.h"
#include "chosho-commands-work-private.h"
#include "chosho-conflict.h"
#include "chosho-error.h"
#include "chosho-signed-view.h"
#include "chosho-transaction.h"

/* What a sign-off of the control or paper that the argument names would cover. NULL with NOT_FOUND. (element-type ChoshoKey) (transfer full) */
static GPtrArray *
list_keys (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  const char *text = chosho_command_get_text (context, "target");
  g_autofree char *paper = chosho_commands_find_paper (context->session, view, text);
  g_autofree char *control = paper == NULL ? chosho_command_resolve_control (context, view, text, error) : NULL;

  if (paper == NULL && control == NULL)
    return NULL;
  return chosho_signed_view_list_keys (view, paper != NULL ? paper : control);
}

/* Prints [{id, kind, of, base, values: [{value, by, at}]}]. */
gboolean
chosho_command_conflict_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  gboolean of_target = chosho_command_get_text (context, "target") != NULL;
  g_autoptr (GPtrArray) keys = view != NULL && of_target ? list_keys (context, view, error) : NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  if (view == NULL || (of_target && keys == NULL))
    return FALSE;
  conflicts = chosho_conflict_list (view);
  *result = chosho_value_new_array ();
  for (guint i = 0; i < conflicts->len; i++)
    {
      ChoshoConflict *conflict = g_ptr_array_index (conflicts, i);

      if (keys == NULL || g_ptr_array_find (keys, conflict->key, NULL))
        chosho_value_append (*result, chosho_conflict_to_value (conflict, view));
    }
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
join_differences (ChoshoConflict *conflict, const char *field)
{
  g_autoptr (GPtrArray) names = chosho_conflict_list_differences (conflict);
  guint index;

  if (g_ptr_array_find_with_equal_func (names, field, g_str_equal, &index))
    g_ptr_array_remove_index (names, index);
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
  g_autofree char *differences = text != NULL && !given && field != NULL ? join_differences (conflict, field) : NULL;

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
