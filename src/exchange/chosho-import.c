/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-import.h"

static char *
quote_value (const char *value)
{
  g_autofree char *head = NULL;

  if (g_utf8_strlen (value, -1) <= CHOSHO_IMPORT_QUOTE_CHARACTERS)
    return g_strdup (value);
  head = g_utf8_substring (value, 0, CHOSHO_IMPORT_QUOTE_CHARACTERS);
  return g_strconcat (head, "…", NULL);
}

/**
 * An empty result for the file called @file_name (messages only). (transfer full)
 */
ChoshoImport *
chosho_import_new (const char *file_name)
{
  ChoshoImport *self = g_new0 (ChoshoImport, 1);

  self->items = chosho_value_new_object ();
  self->problems = chosho_value_new_array ();
  self->facts = chosho_value_new_object ();
  chosho_value_set_string (self->facts, "file", file_name != NULL ? file_name : "");
  chosho_value_set_integer (self->facts, "rows_read", 0);
  chosho_value_set (self->facts, "sheets", chosho_value_new_array ());
  return self;
}

void
chosho_import_free (ChoshoImport *self)
{
  if (self == NULL)
    return;
  chosho_value_unref (self->items);
  chosho_value_unref (self->problems);
  chosho_value_unref (self->facts);
  g_free (self);
}

ChoshoValue *
chosho_import_get_items (ChoshoImport *self, const char *kind)
{
  if (chosho_value_get (self->items, kind) == NULL)
    chosho_value_set (self->items, kind, chosho_value_new_array ());
  return chosho_value_get (self->items, kind);
}

gboolean
chosho_import_add_item (ChoshoImport *self, const char *kind, ChoshoValue *item)
{
  ChoshoValue *items = chosho_import_get_items (self, kind);

  if (chosho_value_get_length (items) >= CHOSHO_IMPORT_ITEM_LIMIT)
    {
      g_autofree char *reason
          = g_strdup_printf (_ ("more than %d items in one file; nothing after this point was read"),
                             CHOSHO_IMPORT_ITEM_LIMIT);

      chosho_value_unref (item);
      chosho_import_add_problem (self, CHOSHO_IMPORT_PROBLEM, NULL, 0, NULL, NULL, NULL, "limit", reason);
      return FALSE;
    }
  chosho_value_append (items, item);
  return TRUE;
}

void
chosho_import_add_problem (ChoshoImport *self, ChoshoImportSeverity severity, const char *sheet, guint row,
                           const char *column, const char *header, const char *value, const char *code,
                           const char *reason)
{
  ChoshoValue *problem = chosho_value_new_object ();

  chosho_value_set_string (problem, "file", chosho_value_get_string (self->facts, "file"));
  chosho_value_set_string (problem, "sheet", sheet);
  if (row > 0)
    chosho_value_set_integer (problem, "row", row);
  chosho_value_set_string (problem, "column", column);
  chosho_value_set_string (problem, "header", header);
  if (value != NULL)
    {
      g_autofree char *quoted = quote_value (value);

      chosho_value_set_string (problem, "value", quoted);
    }
  chosho_value_set_string (problem, "code", code);
  chosho_value_set_string (problem, "severity", severity == CHOSHO_IMPORT_NOTICE ? "notice" : "error");
  chosho_value_set_string (problem, "reason", reason);
  chosho_value_append (self->problems, problem);
  if (severity == CHOSHO_IMPORT_PROBLEM)
    self->n_errors++;
}

char *
chosho_import_format_problem (const ChoshoValue *problem)
{
  GString *line = g_string_new (chosho_value_get_string (problem, "file"));
  const char *sheet = chosho_value_get_string (problem, "sheet");
  const char *column = chosho_value_get_string (problem, "column");
  const char *header = chosho_value_get_string (problem, "header");
  const char *value = chosho_value_get_string (problem, "value");
  gint64 row = chosho_value_get_integer (problem, "row", 0);

  if (sheet != NULL && *sheet != '\0')
    g_string_append_printf (line, _ (", sheet %s"), sheet);
  if (row > 0)
    g_string_append_printf (line, _ (", row %d"), (int) row);
  if (column != NULL && header != NULL)
    g_string_append_printf (line, _ (", column %s (%s)"), column, header);
  else if (column != NULL)
    g_string_append_printf (line, _ (", column %s"), column);
  if (value != NULL)
    g_string_append_printf (line, _ (", “%s”"), value);
  g_string_append_printf (line, ": %s", chosho_value_get_string (problem, "reason"));
  return g_string_free (line, FALSE);
}
