/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-answer-choice.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-import-plan.h"

static ChoshoValue *
find_row (ChoshoValue *rows, gint64 number)
{
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    if (chosho_value_get_integer (chosho_value_get_item (rows, i), "row", 0) == number)
      return chosho_value_get_item (rows, i);
  return NULL;
}

/* NULL with an error where there is no such row. Borrowed. */
static ChoshoValue *
resolve_row (ChoshoValue *rows, ChoshoImport *import, const char *text, ChoshoValue **result, GError **error)
{
  guint64 number;
  ChoshoValue *row;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &number, NULL))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--row: “%s” is no row's number"), text);
      return NULL;
    }
  row = find_row (rows, (gint64) number);
  if (row == NULL && chosho_import_check_problems (import, result, error))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("Row %s of the sheet answers nothing"), text);
  return row;
}

GPtrArray *
chosho_answer_choose (ChoshoCommandContext *context, ChoshoValue *rows, ChoshoImport *import, ChoshoAnswerCheck check, ChoshoValue **result,
                      GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "row");
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      ChoshoValue *row = resolve_row (rows, import, chosho_value_as_string (chosho_value_get_item (given, i)), result, error);

      if (row == NULL || (check != NULL && !check (row, error)))
        return NULL;
      if (!g_ptr_array_find (chosen, row, NULL))
        g_ptr_array_add (chosen, row);
    }
  if (chosen->len > 0)
    return g_steal_pointer (&chosen);
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Nothing is recorded that nobody confirmed: look at it with --dry-run, then name the rows (--row)"));
  return NULL;
}

ChoshoValue *
chosho_answer_describe (ChoshoValue *rows, ChoshoValue *recorded, ChoshoImport *import, const char *source, gboolean dry_run)
{
  ChoshoValue *out = chosho_value_new_object ();

  chosho_value_set_string (out, "source", source);
  chosho_value_set_boolean (out, "dry_run", dry_run);
  chosho_value_set (out, "rows", chosho_value_ref (rows));
  chosho_value_set (out, "recorded", recorded);
  chosho_value_set_integer (out, "blank", chosho_value_get_integer (import->facts, "blank", 0));
  chosho_value_set (out, "problems", chosho_import_list_problems (import));
  return out;
}
